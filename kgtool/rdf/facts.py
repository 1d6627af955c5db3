"""From facts to triples: in, a document and its facts; out, the triples of its facts file and of its evidence file.

This is the gate for evidence: no triple passes without a passage of the document that says so.
"""

from __future__ import annotations

from collections.abc import Container, Iterable
from dataclasses import dataclass

from kgtool.errors import EvidenceError
from kgtool.model import Document, Fact, Span
from kgtool.project import Settings
from kgtool.rdf.iris import Minter
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Triple
from kgtool.rdf.vocabulary import (
    OA_END,
    OA_EXACT,
    OA_HAS_SOURCE,
    OA_START,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    Vocabulary,
)


@dataclass(frozen=True, slots=True)
class GroundedTriples:
    """What a document says, and the passages in which it says so; each triple once."""

    facts: tuple[Triple, ...]
    evidence: tuple[Triple, ...]


def grounded_triples(
    document: Document, facts: Iterable[Fact], settings: Settings, doubtful: Container[str] = ()
) -> GroundedTriples:
    """Return the triples of facts and of their evidence; the facts of doubtful rules say in the evidence which it was.

    The node of a fact carries its evidence; without a node, each of its triples gets a Statement. Raises EvidenceError
    for a span beyond the end of the text or of white space only.
    """
    said: dict[Triple, None] = {}
    evidence: dict[Triple, None] = {}
    grounds = _Grounds(document, settings)
    for fact in facts:
        said.update(dict.fromkeys((*fact.triples, *fact.context)))
        passages = [grounds.passage(span) for span in fact.evidence.spans]
        for _, triples in passages:
            evidence.update(dict.fromkeys(triples))
        carriers = [fact.node] if fact.node else []
        if fact.node is None:
            for triple in fact.triples:
                carriers.append(grounds.statement(triple))
                evidence.update(dict.fromkeys(grounds.statement_triples(triple)))
        links = (Triple(carrier, grounds.evidence, passage) for carrier in carriers for passage, _ in passages)
        evidence.update(dict.fromkeys(links))
        if fact.rule in doubtful:
            evidence.update(dict.fromkeys(Triple(carrier, grounds.doubt, Literal(fact.rule)) for carrier in carriers))
    return GroundedTriples(tuple(said), tuple(evidence))


class _Grounds:
    """The passages and statements of one document."""

    def __init__(self, document: Document, settings: Settings) -> None:
        vocabulary = Vocabulary(settings.vocabulary, settings.concepts)
        self._document = document
        self._minter = Minter(settings.base)
        self._iri = self._minter.document(document.stem)
        self._passage, self._statement = vocabulary("Passage"), vocabulary("Statement")
        self._in_document = vocabulary("inDocument")
        self.evidence, self.doubt = vocabulary("evidence"), vocabulary("doubt")

    def passage(self, span: Span) -> tuple[IRI, tuple[Triple, ...]]:
        quote = self._document.text[span.start : span.end]
        if span.end > len(self._document.text) or not quote.strip():
            raise EvidenceError(
                f"a fact points at {span.start}-{span.end}, where the text of {len(self._document.text)} "
                "code points has no words",
                where=self._document.name,
            )
        passage = self._minter.passage(self._document.stem, span.start, span.end)
        return passage, (
            Triple(passage, RDF_TYPE, self._passage),
            Triple(passage, OA_HAS_SOURCE, self._iri),
            Triple(passage, OA_START, Literal.integer(span.start)),
            Triple(passage, OA_END, Literal.integer(span.end)),
            Triple(passage, OA_EXACT, Literal(quote)),
        )

    def statement(self, triple: Triple) -> IRI:
        return self._minter.statement(self._document.stem, *triple)

    def statement_triples(self, triple: Triple) -> tuple[Triple, ...]:
        statement = self.statement(triple)
        return (
            Triple(statement, RDF_TYPE, self._statement),
            Triple(statement, RDF_SUBJECT, triple.subject),
            Triple(statement, RDF_PREDICATE, triple.predicate),
            Triple(statement, RDF_OBJECT, triple.object),
            Triple(statement, self._in_document, self._iri),
        )
