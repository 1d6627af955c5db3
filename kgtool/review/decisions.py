"""Decisions: in, the triples of the reference data; out, what curators have decided of identities and facts.

A decision is a ReviewDecision with a verdict. Two entities are the same: one of them dcterms:isReplacedBy the other.
They are different: both are decided. A fact (a node or a Statement) is right, wrong or corrected (rdf:predicate
and rdf:object are what it ought to say), or a triple is added with the words of the document that say it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import (
    DCTERMS_IS_REPLACED_BY,
    DCTERMS_SOURCE,
    OA_EXACT,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    SKOS_PREF_LABEL,
    Vocabulary,
)

_OWN = ("decides", "verdict", "reason", "reviewedBy", "reviewedOn")


@dataclass(frozen=True, slots=True)
class Decision:
    """What a curator has decided, and why, who and when (an ISO 8601 date).

    verdict is one of same, different, right, wrong, corrected, added. Of two entities that are the same the first gives
    way to `kept`, and `label` is its name. An added triple is told by the quote in the source, a document.
    """

    iri: IRI
    verdict: str
    decides: tuple[IRI, ...]
    reason: str
    reviewer: str
    day: str
    kept: IRI | None = None
    label: str = ""
    subject: IRI | None = None
    predicate: IRI | None = None
    value: Term | None = None
    source: IRI | None = None
    quote: str = ""

    def triples(self, own: Vocabulary) -> list[Triple]:
        """Return the decision as triples of the reference data."""
        pairs: list[tuple[IRI, Term | None]] = [
            (RDF_TYPE, own("ReviewDecision")),
            *((own("decides"), entity) for entity in self.decides),
            (own("verdict"), Literal(self.verdict)),
            (own("reason"), Literal(self.reason)),
            (own("reviewedBy"), Literal(self.reviewer)),
            (own("reviewedOn"), Literal.date(self.day)),
            (RDF_SUBJECT, self.subject),
            (RDF_PREDICATE, self.predicate),
            (RDF_OBJECT, self.value),
            (DCTERMS_SOURCE, self.source),
            (OA_EXACT, Literal(self.quote) if self.quote else None),
        ]
        found = [Triple(self.iri, predicate, value) for predicate, value in pairs if value is not None]
        if self.kept is not None:
            found.append(Triple(self.decides[0], DCTERMS_IS_REPLACED_BY, self.kept))
            if self.label:
                found.append(Triple(self.decides[0], SKOS_PREF_LABEL, Literal(self.label)))
        return found


def decisions_in(triples: Iterable[Triple], own: Vocabulary) -> list[Decision]:
    """Return the decisions among triples, in the order of their IRIs."""
    said: dict[Subject, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        said[triple.subject][triple.predicate].append(triple.object)
    made = [s for s, values in said.items() if isinstance(s, IRI) and own("ReviewDecision") in values[RDF_TYPE]]
    return [_decision(iri, said, own) for iri in sorted(made)]


def _decision(iri: IRI, said: dict[Subject, dict[IRI, list[Term]]], own: Vocabulary) -> Decision:
    def term(predicate: IRI) -> Term | None:
        return next(iter(values.get(predicate, ())), None)

    def resource(predicate: IRI) -> IRI | None:
        found = term(predicate)
        return found if isinstance(found, IRI) else None

    def word(predicate: IRI) -> str:
        found = term(predicate)
        return found.lexical if isinstance(found, Literal) else ""

    values = said[iri]
    decides, verdict, reason, reviewer, day = map(own, _OWN)
    entities = tuple(sorted(v for v in values.get(decides, ()) if isinstance(v, IRI)))
    of_first = said.get(entities[0], {}) if entities else {}
    heirs = [v for v in of_first.get(DCTERMS_IS_REPLACED_BY, ()) if isinstance(v, IRI)]
    names = [v.lexical for v in of_first.get(SKOS_PREF_LABEL, ()) if isinstance(v, Literal)]
    return Decision(
        iri,
        word(verdict) or ("same" if heirs else ""),
        entities,
        word(reason),
        word(reviewer),
        word(day),
        heirs[0] if heirs else None,
        names[0] if heirs and names else "",
        resource(RDF_SUBJECT),
        resource(RDF_PREDICATE),
        term(RDF_OBJECT),
        resource(DCTERMS_SOURCE),
        word(OA_EXACT),
    )
