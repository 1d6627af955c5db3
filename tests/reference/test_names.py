"""Names in reference data lead to one entity, or are known not to."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections import defaultdict
from pathlib import Path

from tests.reference.conftest import ROOT, Reference

KNOWN = Path(__file__).with_name("ambiguous_names.toml")


def folded(name: str) -> str:
    """Return a name as it is compared: lower case, without accents, words divided by one space."""
    plain = "".join(c for c in unicodedata.normalize("NFKD", name.casefold()) if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", plain))


def shared_names(reference: Reference) -> dict[str, set[str]]:
    """Return the names that stand for several entities; a State bears its country's name by design."""
    states = reference.instances("ipco:State")
    bearers: dict[str, set[str]] = defaultdict(set)
    for predicate in ("skos:prefLabel", "skos:altLabel", "ipco:acronym"):
        for subject, name in reference.texts(predicate):
            if subject not in states:
                bearers[folded(name)].add(subject)
    return {name: entities for name, entities in bearers.items() if len(entities) > 1}


def test_a_shared_name_is_listed_as_ambiguous(reference: Reference) -> None:
    listed = set(tomllib.loads(KNOWN.read_text("utf-8"))["names"])

    assert set(shared_names(reference)) == listed


def test_preferred_labels_are_unique(reference: Reference) -> None:
    states = reference.instances("ipco:State")
    bearers: dict[str, set[str]] = defaultdict(set)
    for subject, name in reference.texts("skos:prefLabel"):
        if subject not in states:
            bearers[name].add(subject)

    assert {name: entities for name, entities in bearers.items() if len(entities) > 1} == {}


def test_every_entity_has_exactly_one_preferred_label(reference: Reference) -> None:
    labels: dict[str, int] = defaultdict(int)
    for subject, _ in reference.texts("skos:prefLabel"):
        labels[subject] += 1
    named = set().union(*(reference.instances(f"ipco:{name}") for name in ("IPOffice", "State", "Person", "Country")))
    named |= reference.instances("ipco:City") | reference.instances("ipco:Place")

    assert {subject for subject, count in labels.items() if count != 1} == set()
    assert named - set(labels) == set()


def test_names_hold_no_stray_white_space(reference: Reference) -> None:
    names = [name for p in ("skos:prefLabel", "skos:altLabel", "ipco:acronym") for _, name in reference.texts(p)]

    assert [name for name in names if name != " ".join(name.split()) or not name] == []


def test_names_are_composed_characters(reference: Reference) -> None:
    names = [name for p in ("skos:prefLabel", "skos:altLabel", "ipco:acronym") for _, name in reference.texts(p)]

    assert [name for name in names if not unicodedata.is_normalized("NFC", name)] == []


def test_name_hints_are_listed_once() -> None:
    hints = tomllib.loads((ROOT / "ontology" / "lexicon" / "person-names.toml").read_text("utf-8"))

    assert set(hints) == {"family_first_family", "given"}
    for names in hints.values():
        assert len(names) == len(set(names))
