"""People in lists, tables and cards are found by what stands beside them, without a list that knows them."""

from __future__ import annotations

import pytest

from kgtool.extraction import Knowledge, extract
from kgtool.reading import read_bytes

_HEAD = "Heads confer\n\nThe 2nd annual meeting of the IP5 took place in Oslo on 4 May 2022.\n\n"
_LISTS = {
    "a country and a name": "There were:\n\nJapan: Orvelo Mastrune\nChina: Brisket Valdane\nKorea: Tindra Oskelle\n",
    "an office and a name": "The JPO (Orvelo Mastrune), the EPO (Brisket Valdane) and WIPO (Tindra Oskelle) came.\n",
    "cards": (
        "Orvelo Mastrune\nCommissioner, JPO\nBrisket Valdane\nPresident, EPO\nTindra Oskelle\nDirector General, WIPO\n"
    ),
    "like beside like": (
        "There were Mr Orvelo Mastrune from Japan, Brisket Valdane from China and Tindra Oskelle from Korea.\n"
    ),
}


@pytest.mark.parametrize("text", _LISTS.values(), ids=_LISTS)
def test_names_that_no_list_knows_are_found(text: str, knowledge: Knowledge) -> None:
    world = extract(read_bytes((_HEAD + text).encode(), "entries.txt"), knowledge).world

    assert sorted(p.name for p in world.people) == ["Brisket Valdane", "Orvelo Mastrune", "Tindra Oskelle"]


@pytest.mark.parametrize("gap", [" | ", "\t", "      "], ids=["bars", "tabs", "gaps"])
def test_a_table_of_plain_text_has_cells(gap: str, knowledge: Knowledge) -> None:
    rows = [["Office", "Head"], ["JPO", "Ms Orvelo Mastrune"], ["EPO", "Mr Brisket Valdane"]]
    text = _HEAD + "\n".join(gap.join(row) for row in rows) + "\n"

    world = extract(read_bytes(text.encode(), "table.txt"), knowledge).world

    cells = [text[b.span.start : b.span.end] for b in world.layout.blocks if b.kind == "cell"]
    assert cells == [cell for row in rows for cell in row]
    assert {p.name: p.organisation.slug for p in world.people if p.organisation} == {
        "Orvelo Mastrune": "jpo",
        "Brisket Valdane": "epo",
    }
