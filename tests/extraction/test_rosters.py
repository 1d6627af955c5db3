"""Lists and tables of those who took part: each line or row gives one record, for the right organisation."""

from __future__ import annotations

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.reading import read_bytes

MEETING = "The 3rd annual meeting of the IP5 took place in Lisbon on 4 May 2022.\n\n"
Part = tuple[str, str, str, str]


def parts(text: str, knowledge: Knowledge, name: str = "example.txt") -> set[Part]:
    """Return (person, organisation, capacity, principal) of every part in the first meeting of a text."""
    world = extract(read_bytes((MEETING + text).encode(), name), knowledge).world
    found = set()
    for part in world.meetings[0].participations:
        person, organisation, principal = part.delegate.person, part.delegate.organisation, part.principal
        found.add(
            (
                person.name if person else "",
                organisation.code if organisation else "",
                part.capacity,
                principal.person.name if principal and principal.person else "",
            )
        )
    return found


def test_people_under_a_country_stand_for_its_office(knowledge: Knowledge) -> None:
    text = (
        "Delegations\nJapan\n  Mira Solberg, Commissioner, Head of Delegation\n  Jon Albery, Director of Policy\n"
        "Mexico\n  Ana Solano, Deputy Director General\n"
    )

    assert parts(text, knowledge) == {
        ("Mira Solberg", "JP", "head-of-delegation", ""),
        ("Jon Albery", "JP", "participant", ""),
        ("Ana Solano", "MX", "participant", ""),
    }


def test_an_office_without_people_takes_part_itself(knowledge: Knowledge) -> None:
    text = "Participating offices:\n- European Patent Office (EPO)\n- Japan Patent Office (JPO): Ms Mira Solberg\n"

    assert parts(text, knowledge) == {("", "EP", "participant", ""), ("Mira Solberg", "JP", "participant", "")}


@pytest.mark.parametrize("heading", ["Observers", "As observers:", "Present as observers:"])
def test_a_heading_of_observers_counts_for_the_lines_after_it(heading: str, knowledge: Knowledge) -> None:
    text = f"Who took part\nEPO - Mr Jon Albery\n{heading}\nWIPO - Ms Mira Solberg\n"

    assert parts(text, knowledge) == {("Jon Albery", "EP", "participant", ""), ("Mira Solberg", "WO", "observer", "")}


@pytest.mark.parametrize("words", ["on behalf of", "in place of", "standing in for"])
def test_who_came_for_somebody_else_is_there_and_the_other_is_not(words: str, knowledge: Knowledge) -> None:
    text = f"List of participants\nEPO: Mr Jon Albery, Vice-President, {words} President Mira Solberg\n"

    assert parts(text, knowledge) == {("Jon Albery", "EP", "participant", "Mira Solberg")}


@pytest.mark.parametrize("words", ["excused", "invited, but not represented", "sent apologies"])
def test_who_is_said_to_be_away_takes_no_part(words: str, knowledge: Knowledge) -> None:
    text = f"Participants:\nEPO: Mr Jon Albery, President\nWIPO: {words}\n"

    assert parts(text, knowledge) == {("Jon Albery", "EP", "participant", "")}


def test_a_table_of_delegations_gives_each_person_the_office_of_the_row(knowledge: Knowledge) -> None:
    text = (
        "| Office | Delegation headed by | How |\n|---|---|---|\n| EPO | Jon Albery, President | on site |\n"
        "| JPO | (to be named) | online |\n| KIPO | Mira Solberg, Commissioner | excused |\n"
    )

    assert parts(text, knowledge, "example.md") == {
        ("Jon Albery", "EP", "head-of-delegation", ""),
        ("", "JP", "participant", ""),
    }


def test_a_table_about_something_else_gives_nothing(knowledge: Knowledge) -> None:
    text = "| Project | Lead |\n|---|---|\n| Common Search | EPO |\n| Shared Files | JPO |\n"

    assert parts(text, knowledge, "example.md") == set()


def test_prose_under_a_heading_is_no_list(knowledge: Knowledge) -> None:
    text = "Participants\nThe EPO will tell its users next year which of the new online services it is going to keep.\n"

    assert parts(text, knowledge) == set()


def test_a_row_set_in_columns_goes_on_below_where_its_columns_begin(knowledge: Knowledge) -> None:
    text = (
        "A.1 Partners and delegates\n"
        "   KIPO    Mira Solberg, Commissioner (chair)\n"
        "           Jon Albery, Director General\n"
        "   EPO     Ana Solano, Vice-President, replacing\n"
        "           Peter Quist, President\n"
        "   JPO     Ms Keiko Arai, Director of Policy\n"
        "   Observer:\n"
        "   WIPO    Tom Reyes, Senior Director\n"
        "\n"
        "   EPO = European Patent Office; JPO = Japan Patent Office\n"
    )

    assert parts(text, knowledge) == {
        ("Mira Solberg", "KR", "chair", ""),
        ("Jon Albery", "KR", "participant", ""),
        ("Ana Solano", "EP", "participant", "Peter Quist"),
        ("Keiko Arai", "JP", "participant", ""),
        ("Tom Reyes", "WO", "observer", ""),
    }


def test_whose_meeting_it_is_comes_after_the_observers_but_is_none(knowledge: Knowledge) -> None:
    text = (
        "Chair: Mr Jon Albery, Commissioner of the JPO\n\nPART TWO - PARTICIPANTS\n(as on 2 May)\n"
        "Observers\nWIPO - Ms Mira Solberg\nJPO\n  Ana Solano, Director\n"
    )

    assert parts(text, knowledge) == {
        ("Jon Albery", "JP", "chair", ""),
        ("Mira Solberg", "WO", "observer", ""),
        ("Ana Solano", "JP", "participant", ""),
    }


def test_a_list_of_meetings_headed_by_somebody_is_no_roster(knowledge: Knowledge) -> None:
    text = "Our delegation, headed by the Commissioner, had two bilateral meetings:\n- EPO, President Mira Solberg\n"

    assert all(capacity != "head-of-delegation" for _, _, capacity, _ in parts(text, knowledge))


@pytest.mark.parametrize(
    ("words", "others"),
    [
        ("the other partners at expert level", {"JP", "KR", "US"}),
        ("all the other delegations stayed in their seats", {"JP", "KR", "US"}),
    ],
)
def test_the_others_of_a_forum_are_those_not_yet_named_as_present(
    words: str, others: set[str], knowledge: Knowledge
) -> None:
    text = (
        f"It consists of the EPO, the JPO, the KIPO and the USPTO. Ms Mira Solberg of the EPO was present; {words}.\n"
    )

    assert {code for _, code, capacity, _ in parts(text, knowledge) if capacity == "participant"} == {"EP", *others}


def test_each_item_of_a_list_begins_with_who_was_there(knowledge: Knowledge) -> None:
    text = (
        "Around the table were Mira Solberg, President of the EPO; Datuk Jon Albery, Commissioner of KIPO, the Korean "
        "office; Ana Solano, who runs the JPO as its Director; and Tom Reyes of the USPTO.\n"
    )

    assert {person for person, _, _, _ in parts(text, knowledge)} == {
        "Mira Solberg",
        "Jon Albery",
        "Ana Solano",
        "Tom Reyes",
    }


@pytest.mark.parametrize(
    "words", ["Nobody from WIPO had made the journey.", "The guests saw a greeting on video by WIPO."]
)
def test_who_was_not_there_takes_no_part(words: str, knowledge: Knowledge) -> None:
    assert parts(words + "\n", knowledge) == set()


def test_people_in_a_caption_stand_for_the_country_behind_each(knowledge: Knowledge) -> None:
    text = "From left: Ms Mira Solberg, Norway, Mr Peter Quist, Sweden, and Mr Jon Albery, Finland.\n"

    assert {(person, code) for person, code, _, _ in parts(text, knowledge)} == {
        ("Mira Solberg", "NO"),
        ("Peter Quist", "SE"),
        ("Jon Albery", "FI"),
    }
