"""Which meeting a sentence speaks of: who is named there took part in it and in no other."""

from __future__ import annotations

from kgtool.extraction import Knowledge, extract
from kgtool.reading import read_bytes

OPENING = "The 5th annual meeting of the IP5 took place in Lisbon on 4 May 2022.\n"


def chairs(text: str, knowledge: Knowledge) -> dict[int, list[str]]:
    """Return who chaired, by the number of the meeting."""
    world = extract(read_bytes((OPENING + text).encode(), "example.md"), knowledge).world
    found: dict[int, list[str]] = {}
    for meeting in world.meetings:
        people = [p.delegate.person for p in meeting.participations if p.capacity == "chair"]
        found.setdefault(meeting.ordinal, []).extend(p.name for p in people if p is not None)
    return {number: names for number, names in found.items() if names}


def test_a_meeting_named_in_the_past_perfect_is_left_again(knowledge: Knowledge) -> None:
    text = "The 4th annual meeting had been held in Oslo in May 2021. Ms Mira Solberg of the EPO was in the chair.\n"

    assert chairs(text, knowledge) == {5: ["Mira Solberg"]}


def test_a_new_section_goes_back_to_the_meeting_reported(knowledge: Knowledge) -> None:
    text = (
        "\n## Users\n\nThe 2nd user session took place on 5 May 2022. It was long.\n"
        "\n## In the chair\n\nMs Mira Solberg of the EPO presided.\n"
    )

    assert chairs(text, knowledge) == {5: ["Mira Solberg"]}


def test_what_is_said_of_another_day_is_not_said_of_the_meeting(knowledge: Knowledge) -> None:
    text = "\nOn 9 June 2022, Ms Mira Solberg of the EPO presided.\n"

    assert chairs(text, knowledge) == {}
