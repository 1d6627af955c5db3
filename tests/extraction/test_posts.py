"""Posts: out, that a title goes to whoever is said to hold it, and to nobody who only stands near it."""

from __future__ import annotations

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.reading import read_bytes

_HELD = {
    "Since May, Mira Solberg has been Director General of IPOPHL.": ("Director General", "IPOPHL"),
    "Mira Solberg, who works as Director of Designs at Indecopi, spoke.": ("Director of Designs", "Indecopi"),
    "Mira Solberg, Senior Counsellor, observed the meeting for WIPO.": ("Senior Counsellor", "WIPO"),
    "The USPTO, which is part of the Department of Commerce, was represented by the Director, Mira Solberg.": (
        "Director",
        "USPTO",
    ),
    "JPO Commissioner Jon Albery and his predecessor, Mira Solberg, spoke.": ("Commissioner", "JPO"),
    "Jon Albery, Commissioner of KIPO, was ill. Mira Solberg, one of his Deputy Commissioners, came.": (
        "Deputy Commissioner",
        "KIPO",
    ),
    "The Council of OAPI met. The host was Senegal, whose Minister of Industry, Ms Mira Solberg, spoke.": (
        "Minister of Industry",
        "Senegal",
    ),
    "The Ruritanian Patent Makers Association (RPMA) was there. RPMA president Mira Solberg spoke.": (
        "president",
        "Ruritanian Patent Makers Association",
    ),
    "UPRP works with KIPO. The KIPO received a Polish delegation. It was led by President Mira Solberg.": (
        "President",
        "UPRP",
    ),
    "The KIPO met MALT (the Ministry of Agriculture, Labour and Tourism); adviser Mira Solberg spoke for MALT.": (
        "adviser",
        "Ministry of Agriculture, Labour and Tourism",
    ),
    "The KIPO came. Uruguay's Ministry of Agriculture was represented by Deputy Minister Mira Solberg.": (
        "Deputy Minister",
        "Ministry of Agriculture",
    ),
    "Uruguay's Ministry of Agriculture was represented by Deputy Minister Jon Albery, and KIPO by its director, "
    "Mira Solberg.": ("director", "KIPO"),
    "In place of the Chairman of INDECOPI, Mr Jon Albery, Ms Mira Solberg, Secretary General, came.": (
        "Secretary General",
        "INDECOPI",
    ),
}
_NOT_HELD = (
    "Without the Director General of WIPO, Mira Solberg opened the meeting.",
    "In the absence of the President of the EPO, Mira Solberg presided.",
    "Jon Albery, Mira Solberg and the President of the EPO dined together.",
    "Mira Solberg was received by the Director General of WIPO.",
    "Mira Solberg is not the President of the EPO.",
)


def _posts(text: str, knowledge: Knowledge) -> list[tuple[str, str]]:
    document = read_bytes(f"Offices meet in spring\n\n3 May 2021\n\n{text}\n".encode(), "page.txt")
    people = extract(document, knowledge).world.people
    roles = [r for person in people if "Solberg" in person.name for r in person.roles]
    return [(r.title, r.organisation.display) for r in roles if r.title and r.organisation is not None]


@pytest.mark.parametrize(("text", "post"), _HELD.items())
def test_a_title_goes_to_its_holder(knowledge: Knowledge, text: str, post: tuple[str, str]) -> None:
    """Whoever is said to hold a post has it, in the organisation meant."""
    assert _posts(text, knowledge) == [post]


@pytest.mark.parametrize("text", _NOT_HELD)
def test_a_title_near_a_name_is_not_its(knowledge: Knowledge, text: str) -> None:
    """Somebody named beside a post that another holds does not have it."""
    assert _posts(text, knowledge) == []
