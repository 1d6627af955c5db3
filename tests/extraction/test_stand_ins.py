"""Who was away takes no part; who came for him or her does, also where only a pronoun tells it."""

from __future__ import annotations

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.reading import read_bytes

REPORT = "LISBON, 6 May 2022\n\nThe 3rd annual meeting of the IP5 took place in Lisbon on 4 May 2022. {}\n"


def parts(sentences: str, knowledge: Knowledge) -> set[tuple[str, str, str]]:
    """Return who took part: family name, capacity, and the family name of whom he or she stood in for."""
    world = extract(read_bytes(REPORT.format(sentences).encode(), "report.txt"), knowledge).world
    found = [p for m in world.meetings for p in m.participations]
    principals = {id(p): p.principal.person for p in found if p.principal is not None}
    return {
        (p.delegate.person.family, p.capacity, principal.family if (principal := principals.get(id(p))) else "")
        for p in found
        if p.delegate.person is not None
    }


@pytest.mark.parametrize(
    ("sentences", "expected"),
    [
        (
            "The chair, Commissioner Mira Solberg of the KIPO, was ill. "
            "Vice-President Jon Albery of the EPO presided in her stead.",
            ("Albery", "chair", "Solberg"),
        ),
        (
            "Commissioner Mira Solberg of the KIPO was unable to come; "
            "the meeting was chaired on her behalf by Jon Albery, her deputy.",
            ("Albery", "chair", "Solberg"),
        ),
        (
            "Commissioner Mira Solberg of the KIPO had to stay at home. Jon Albery, one of her deputies, came instead.",
            ("Albery", "participant", "Solberg"),
        ),
        (
            "Commissioner Mira Solberg of the KIPO was on leave, and her deputy Jon Albery deputised for her.",
            ("Albery", "participant", "Solberg"),
        ),
        (
            "The KIPO delegation was led by Deputy Commissioner Jon Albery, in place of Commissioner Mira Solberg.",
            ("Albery", "head-of-delegation", "Solberg"),
        ),
    ],
)
def test_who_came_stands_in_for_who_was_away(
    sentences: str, expected: tuple[str, str, str], knowledge: Knowledge
) -> None:
    assert parts(sentences, knowledge) == {expected}


@pytest.mark.parametrize(
    "sentence",
    [
        "Mira Solberg, Commissioner of the KIPO, sent her regrets.",
        "Commissioner Mira Solberg of the KIPO was prevented by illness.",
        "Neither Mira Solberg of the KIPO nor Jon Albery of the EPO came.",
        "In a written message Mira Solberg, Commissioner of the KIPO, wished the meeting well.",
        "In a press release, Mira Solberg, Commissioner of the KIPO, called the result a success.",
        "Mira Solberg, Commissioner of the KIPO, hosted a dinner in Seoul in March 2019.",
        "The meeting elected Mira Solberg, Commissioner of the KIPO, as Director General from 2023.",
        "The group expressed its condolences on the death of Mira Solberg of the KIPO.",
    ],
)
def test_who_is_only_spoken_of_takes_no_part(sentence: str, knowledge: Knowledge) -> None:
    assert parts(sentence, knowledge) == set()
