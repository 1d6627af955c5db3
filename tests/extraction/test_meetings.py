"""Meetings told apart from their names: in lines, under dates, by a body or series alone, by a signature, in tables."""

from __future__ import annotations

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.extraction.entities import Meeting
from kgtool.reading import read_bytes


def meetings(text: str, knowledge: Knowledge, name: str = "example.txt") -> list[Meeting]:
    """Return the meetings of a text, in the order told."""
    return extract(read_bytes(text.encode(), name), knowledge).world.meetings


def told(meeting: Meeting) -> tuple[str, str, str, str]:
    """Return when a meeting began and ended, where and how it was."""
    return meeting.when.start, meeting.when.end, meeting.place.entity.label if meeting.place else "", meeting.mode


@pytest.mark.parametrize(
    "lines",
    [
        "Minutes of the 7th meeting of the Lisbon Group\nOslo, Norway, 3-4 May 2021\n\nAll were welcomed.",
        "Summary\n\n7th Meeting of the Lisbon Group, 3-4 May 2021\nVenue: Oslo, Norway\n\nAll were welcomed.",
        "The 7th meeting of the Lisbon Group was a success. It was held in Oslo from 3 to 4 May 2021.",
        "The Lisbon Group held its 7th meeting from 3 to 4 May 2021. Oslo was the scene of lively debates.",
        "They spent two days in talks in Oslo from 3 to 4 May 2021. It was the 7th meeting of the Lisbon Group.",
    ],
)
def test_time_and_place_stand_beside_the_name(lines: str, knowledge: Knowledge) -> None:
    found = meetings(lines, knowledge)

    assert [told(m) for m in found] == [("2021-05-03", "2021-05-04", "Oslo", "in-person")]
    assert found[0].ordinal == 7


def test_a_year_and_a_month_date_what_stands_under_them(knowledge: Knowledge) -> None:
    text = (
        "The Lisbon Group in dates\nIt unites three offices.\n\n2019\n\n3 May - First meeting of the group, Oslo.\n\n"
        "JUNE 2020\n(7-8) Second meeting, online.\n"
    )

    assert [(m.ordinal, *told(m)) for m in meetings(text, knowledge)] == [
        (1, "2019-05-03", "", "Oslo", "in-person"),
        (2, "2020-06-07", "2020-06-08", "", "virtual"),
    ]


def test_a_series_goes_by_the_acronym_behind_its_name(knowledge: Knowledge) -> None:
    text = (
        "The first Conference of Heads of Patent Offices (CHPO) took place in Oslo on 3 May 2019. "
        "CHPO 2 was held online on 7 June 2020."
    )
    found = meetings(text, knowledge)

    assert [(m.ordinal, m.when.start, m.series) for m in found] == [
        (1, "2019-05-03", "Conference of Heads of Patent Offices"),
        (2, "2020-06-07", "Conference of Heads of Patent Offices"),
    ]


def test_what_two_signed_on_a_day_in_a_place_is_a_meeting(knowledge: Knowledge) -> None:
    text = "On 3 May 2019 the EPO and the JPO signed a memorandum of understanding in Oslo. It runs for three years."

    assert [(m.kind, *told(m)) for m in meetings(text, knowledge)] == [
        ("signing", "2019-05-03", "", "Oslo", "in-person")
    ]


@pytest.mark.parametrize("how", ["by exchange of letters", "after long talks"])
def test_what_is_signed_by_letter_or_nobody_knows_where_is_none(how: str, knowledge: Knowledge) -> None:
    text = f"On 3 May 2019 the EPO and the JPO signed a memorandum of understanding {how}. It runs for three years."

    assert not meetings(text, knowledge)


def test_rows_number_the_editions_of_a_series(knowledge: Knowledge) -> None:
    text = (
        "---\ntitle: Reviews\ndate: 2022-03-01\n---\n\n# Reviews\n\n| Review meeting | Date | Where |\n|--|--|--|\n"
        "| First | 3 May 2019 | by video conference |\n| Second | 7 June 2021 | Oslo |\n"
    )

    assert [(m.ordinal, *told(m)) for m in meetings(text, knowledge, "example.md")] == [
        (1, "2019-05-03", "", "", "virtual"),
        (2, "2021-06-07", "", "Oslo", "in-person"),
    ]


def test_two_meet_beside_the_meeting_of_many(knowledge: Knowledge) -> None:
    text = (
        "The 7th annual meeting of the IP5 took place in Oslo on 3 May 2021. Commissioner Mira Solberg of the JPO and "
        "President Jon Albery of the EPO also had a bilateral meeting."
    )
    many, two = meetings(text, knowledge)

    assert (many.kind, two.kind, two.partof) == ("heads", "bilateral", many)


def test_who_sits_in_a_body_tells_the_kind_of_its_meetings(knowledge: Knowledge) -> None:
    text = (
        "The Trade Mark Cooperation Committee, in which the heads of the offices of nine countries sit, met in Oslo on "
        "3 May 2021."
    )

    assert [m.kind for m in meetings(text, knowledge)] == ["heads"]


MEETINGS = [
    # What was not kept gives neither time nor place.
    (
        "The seventh meeting of the Vancouver Group was to have taken place in Lima in June 2020 but was held by video "
        "conference on 4 March 2021 instead.",
        [(7, "2021-03-04", "", "virtual")],
    ),
    (
        "Originally planned for June 2020, the seventh meeting of the Vancouver Group was held in Ottawa on 4 March "
        "2021.",
        [(7, "2021-03-04", "Ottawa", "in-person")],
    ),
    # What is online here is not the meeting.
    (
        "The seventh meeting of the Vancouver Group, in Ottawa on 4 March 2021, was streamed online and dealt with "
        "virtual assistants.",
        [(7, "2021-03-04", "Ottawa", "in-person")],
    ),
    (
        "The Vancouver Group met on the internet for the seventh time on 4 March 2021.",
        [(7, "2021-03-04", "", "virtual")],
    ),
    (
        "The eighth meeting of the Vancouver Group will be held in Canada in 2022.",
        [(8, "2022", "Canada", "in-person")],
    ),
    (
        "The seventh meeting of the Vancouver Group was held in Ottawa on 4 March 2021. Lima will host the eighth. "
        "They had met in Oslo.",
        [(7, "2021-03-04", "Ottawa", "in-person"), (8, "", "Lima", "in-person")],
    ),
    (
        "The seventh meeting of the Vancouver Group was held in Ottawa on 4 March 2021. They will meet again in Lima "
        "in May 2022.",
        [(7, "2021-03-04", "Ottawa", "in-person"), (0, "2022-05", "Lima", "in-person")],
    ),
    # These look alike and tell of no meeting.
    ("A meeting with the Finnish Patent and Registration Office is not planned.", []),
    ("The office moved to new meeting rooms in Oslo on 4 March 2021.", []),
    ("The website was visited by 4,000 people in March 2021.", []),
    ("The deadline was met on 4 March 2021.", []),
    ("The training programme was extended in March 2021.", []),
]


@pytest.mark.parametrize(("text", "expected"), MEETINGS, ids=[text[:60] for text, _ in MEETINGS])
def test_a_meeting_has_the_time_place_and_mode_it_was_held_with(
    text: str, expected: list[tuple[int, str, str, str]], knowledge: Knowledge
) -> None:
    """Neither plans not kept nor what is said of something else count."""
    head = "Norwegian Industrial Property Office\n\n# News from the Office\n\n12 May 2021\n\n"
    world = extract(read_bytes((head + text + "\n").encode(), "example.md"), knowledge).world
    found = [(m.ordinal, m.when.start, m.place.entity.label if m.place else "", m.mode) for m in world.meetings]
    assert found == expected


def test_a_table_of_members_since_a_day_lists_no_meetings(knowledge: Knowledge) -> None:
    """The column of dates has to be headed by a word for the day of a meeting."""
    table = (
        "| Office | {head} |\n|---|---|\n| Israel Patent Office | 2019-01-06 |\n| Danish Patent Office | 2020-07-06 |\n"
    )
    page = "---\npublisher: Norwegian Industrial Property Office\n---\n\n# Partners\n\n" + table

    assert not meetings(page.format(head="Since"), knowledge, "example.md")
    assert len(meetings(page.format(head="Date"), knowledge, "example.md")) == 2


def test_two_meet_in_the_margins_of_a_meeting_that_opens_the_sentence(knowledge: Knowledge) -> None:
    text = (
        "On the fringes of the WIPO Assemblies in Geneva, António Campinos, President of the EPO, met Shen Changyu, "
        "Commissioner of CNIPA, on 4 October 2020."
    )
    found = {m.kind: m for m in meetings(text, knowledge)}

    assert set(found) == {"assembly", "bilateral"}
    assert found["bilateral"].when.start == "2020-10-04"
    assert found["bilateral"].partof is found["assembly"]


_TWO = "Jon Albery, President of the European Patent Office (EPO), spoke in Oslo."
_THIRD = "Mira Solberg is Commissioner of the Japan Patent Office (JPO). Ann Ware is Director of IP Australia."


def sides(meeting: Meeting) -> set[int]:
    """Return the organisations that met, by identity."""
    return {id(d.organisation) for d in [*meeting.parties, *(p.delegate for p in meeting.participations)]}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The EPO and the JPO talked by video on 3 May 2021.", [("2021-05-03", 2)]),
        ("Mr Albery held separate meetings with Ms Solberg and Ms Ware on 3 May 2021.", [("2021-05-03", 2)] * 2),
        (
            "Mr Albery had separate talks with Ms Solberg (on 3 May 2021) and with Ms Ware (on 4 May 2021).",
            [("2021-05-03", 2), ("2021-05-04", 2)],
        ),
        ("The EPO has separate agreements with the JPO and IP Australia since 3 May 2021.", []),
        (
            "On 3 May 2021 Mr Albery called on Ms Solberg to review the memorandum concluded in Oslo in May 2019.",
            [("2021-05-03", 2)],
        ),
        (
            "The memorandum on searches has been extended. Mr Albery and Ms Solberg signed on 3 May 2021.",
            [("2021-05-03", 2)],
        ),
        ("Mr Albery met, one after the other, Ms Solberg and Ms Ware on 3 May 2021.", [("2021-05-03", 2)] * 2),
        ("On 3 May 2021 Mr Albery travelled to Tokyo to meet Ms Solberg.", [("2021-05-03", 2)]),
        ("Mr Albery's visit to the JPO on 3 May 2021 dealt with searches.", [("2021-05-03", 2)]),
        ("On 3 May 2021 Mr Albery received a Danish delegation in Oslo.", [("2021-05-03", 2)]),
        ("On 3 May 2021 Mr Albery received a delegation from Denmark in Oslo.", [("2021-05-03", 2)]),
        ("On 3 May 2021 Mr Albery received a Danish award in Oslo.", []),
        ("Mr Albery had already met Ms Solberg on 3 May 2021.", [("2021-05-03", 2)]),
    ],
)
def test_two_sides_and_a_date_make_a_meeting_of_two(
    sentence: str, expected: list[tuple[str, int]], knowledge: Knowledge
) -> None:
    found = meetings(f"{_TWO} {_THIRD}\n\n{sentence}", knowledge)

    assert [(m.when.start, len(sides(m))) for m in found] == expected


def test_the_number_of_an_issue_tells_the_year(knowledge: Knowledge) -> None:
    text = "IP ROUND-UP\nIssue 3/2021 (March)\n\nOslo\n\nThe EPO and the JPO talked by video on 24 February."

    assert [m.when.start for m in meetings(text, knowledge)] == ["2021-02-24"]


def test_a_date_alone_before_a_paragraph_dates_what_the_paragraph_tells(knowledge: Knowledge) -> None:
    text = (
        "A week of talks\n\nThe Lisbon Group had a busy month.\n\n"
        "Tuesday, 11 May 2021. The 7th meeting of the Lisbon Group was brief.\n\n"
        "OSLO, 12-13 MAY 2021. The 8th meeting of the Rome Group followed.\n\n"
        "Thursday evening. The 9th meeting of the Paris Group was short.\n"
    )

    assert [(m.ordinal, *told(m)[:3]) for m in meetings(text, knowledge)] == [
        (7, "2021-05-11", "", ""),
        (8, "2021-05-12", "2021-05-13", "Oslo"),
        (9, "2021-05-13", "", ""),
    ]
