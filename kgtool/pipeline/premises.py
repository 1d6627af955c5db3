"""What the reasoner is given: in, ontology, reference data and facts; out, the triples from which anything new follows.

The rules are slow, so that they see no evidence, no labels, and of the reference data only what the facts speak of.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator

from kgtool.rdf.terms import RDFS, RDFS_LABEL, Literal, Subject, Triple
from kgtool.rdf.vocabulary import DCTERMS, SKOS

_FOR_PEOPLE = {RDFS_LABEL, RDFS + "comment", RDFS + "seeAlso", RDFS + "isDefinedBy"} | {
    SKOS + name
    for name in (
        *("prefLabel", "altLabel", "hiddenLabel", "definition", "example"),
        *("note", "scopeNote", "historyNote", "editorialNote", "changeNote"),
    )
}


def premises(ontology: Iterable[Triple], reference: Iterable[Triple], facts: Iterable[Triple]) -> list[Triple]:
    """Return the triples to reason over, each once."""
    facts = list(facts)
    given = (*ontology, *mentioned(reference, facts), *facts)
    return [triple for triple in dict.fromkeys(given) if not _is_for_people(triple)]


def mentioned(reference: Iterable[Triple], facts: Iterable[Triple]) -> Iterator[Triple]:
    """Yield what reference data say of the entities in facts, and of those that they refer to in turn."""
    said: dict[Subject, list[Triple]] = defaultdict(list)
    for triple in reference:
        said[triple.subject].append(triple)
    waiting = {term for triple in facts for term in (triple.subject, triple.object) if not isinstance(term, Literal)}
    seen = set(waiting)
    while waiting:
        for triple in said.get(waiting.pop(), ()):
            yield triple
            if not isinstance(triple.object, Literal) and triple.object not in seen:
                seen.add(triple.object)
                waiting.add(triple.object)


def _is_for_people(triple: Triple) -> bool:
    return triple.predicate in _FOR_PEOPLE or (
        triple.predicate.startswith(DCTERMS) and isinstance(triple.object, Literal)
    )
