"""Heads of documents: out, that title, publisher and date are told from mastheads, taglines, menus and bylines."""

from __future__ import annotations

import re

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.rdf.terms import Literal
from kgtool.reading import read_bytes

_BODY = """

The heads of the two offices met on Tuesday and spoke about the examination of patents and the training of staff.
They were pleased with the progress of the past year and looked at several ways of sharing work between examiners.
"""

# The head of a page, with its title, publisher (its full name, or as written) and date.
_HEADS = {
    "menu and notice of cookies": (
        "We value your privacy\nAccept all cookies\nBenelux Office for Intellectual Property\nMenu  Search  DE EN\n\n"
        "The Hague and Bern talk\n\nThe Hague, 12.04.2019",
        ("The Hague and Bern talk", "Benelux Office for Intellectual Property", "2019-04-12"),
    ),
    "ministry above its office": (
        "Ministry of Justice\nEstonian Patent Office - at your service\n\nWhat's new > May 2021\n\n"
        "A spring of meetings\nPublish date: 21.05.2021",
        ("A spring of meetings", "Estonian Patent Office", "2021-05-21"),
    ),
    "label and date of distribution": (
        "Korean Intellectual Property Office\n[Press release - unofficial translation]  Date of distribution: "
        "2021. 3. 4. (Thu)\n\nOld friends at one table",
        ("Old friends at one table", "Korean Intellectual Property Office", "2021-03-04"),
    ),
    "newspaper with two dates": (
        "COASTLINE COURIER\nNews | Business | Opinion\n\nOffices promise faster grants\n\nBy our business desk\n"
        "Posted: May 8, 2017, 10:03 AM\nUpdated: May 9, 2017",
        ("Offices promise faster grants", "COASTLINE COURIER", "2017-05-08"),
    ),
    "review with one article": (
        "Riverside Review of Designs\nNo. 7 - Alicante, 1 March 2018\n\nWhat the five did\n\nBy a contributor",
        ("What the five did", "Riverside Review of Designs", "2018-03-01"),
    ),
    "newsletter with contents": (
        "LINDQVIST LEGAL\nNordic IP Letter, November 2022\n\nContents\n- Fees\n- Talks in Stockholm\n\nFEES",
        ("Nordic IP Letter, November 2022", "LINDQVIST LEGAL", "2022-11"),
    ),
    "newsletter whose masthead counts its issue": (
        "MORAN STEELE\nDelta Patent Watch - No. 12 - Lima, 4 June 2019\n\nIn this issue: Fees | Talks\n\nFEES RISE",
        ("Delta Patent Watch", "MORAN STEELE", "2019-06-04"),
    ),
    "newsletter dated by its issue": (
        "LINDQVIST LEGAL\nIssue 4/2020 (April)\n\nOffices talk about fees",
        ("Offices talk about fees", "LINDQVIST LEGAL", "2020-04"),
    ),
    "headline that opens with from": (
        "European Patent Office\n\nFROM LIMA TO CUSCO: TEN YEARS OF TALKS\n\n4 June 2019",
        ("FROM LIMA TO CUSCO: TEN YEARS OF TALKS", "European Patent Office", "2019-06-04"),
    ),
    "notice of a meeting with its place": (
        "European Patent Office\n\nPRELIMINARY NOTICE No. 3\n\nTWELFTH MEETING OF DIRECTORS OF PATENTS\nLima, Peru\n\n"
        "Munich, 11 July 2019",
        ("TWELFTH MEETING OF DIRECTORS OF PATENTS", "European Patent Office", "2019-07-11"),
    ),
    "firm and what it does": (
        "MORAN STEELE\nPatent and Trade Mark Attorneys\n\nA new highway opens\n\nWritten by Anna Moran on 30 June 2014",
        ("A new highway opens", "MORAN STEELE", "2014-06-30"),
    ),
}


@pytest.mark.parametrize(("head", "expected"), _HEADS.values(), ids=_HEADS)
def test_a_head_tells_title_publisher_and_date(knowledge: Knowledge, head: str, expected: tuple[str, str, str]) -> None:
    """A head in any make-up tells the three."""
    extraction = extract(read_bytes((head + _BODY).encode(), "page.txt"), knowledge)
    stated = {re.split("[/#]", t.predicate)[-1]: t.object for fact in extraction.facts for t in fact.triples}
    values = {name: value.lexical for name, value in stated.items() if isinstance(value, Literal)}
    publisher = extraction.world.publisher
    name = publisher.display if publisher else values.get("publisherAsWritten")
    assert (values["title"], name, values.get("issued")) == expected
