"""Looking things up: in, IRIs; out, what a store says of them, what points to them, their labels, times and evidence.

What has been asked once is kept, so that telling everything of one entity takes a handful of queries.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kgtool.answers.run import Queryable
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import Solutions
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, RDFS_LABEL, BlankNode, Literal, Subject, Term, Triple
from kgtool.rdf.turtle import ntriples_term
from kgtool.rdf.vocabulary import (
    DCTERMS_TITLE,
    OA_END,
    OA_EXACT,
    OA_HAS_SOURCE,
    OA_START,
    RDF_OBJECT,
    RDF_PREDICATE,
    RDF_SUBJECT,
    SKOS_PREF_LABEL,
    Vocabulary,
)

_SUBCLASS = IRI(RDFS + "subClassOf")
_LABELS = (SKOS_PREF_LABEL, RDFS_LABEL, DCTERMS_TITLE)
# The words that name a thing which has no label, the best first.
_WORDS = ("edtf", "asWritten", "form", "titleAsWritten", "postTitle", "text", "claimText", "subject")
_AT_ONCE = 500


@dataclass(frozen=True, slots=True, order=True)
class Source:
    """Where a document says something: its IRI and title, and the words with their place in code points (half-open)."""

    document: str
    start: int
    end: int
    quote: str
    title: str


@dataclass(frozen=True, slots=True, order=True)
class When:
    """A time: its first and last possible day, and EDTF for people."""

    earliest: str
    latest: str
    edtf: str


class Lookup:
    """What a store says, asked in batches; own terms of the project are known by the vocabulary."""

    def __init__(self, store: Queryable, prefixes: Prefixes, vocabulary: Vocabulary, language: str = "en") -> None:
        self.store = store
        self.prefixes = prefixes
        self.vocabulary = vocabulary
        self.language = language
        self._out: dict[Subject, dict[IRI, list[Term]]] = {}
        self._into: dict[Term, list[tuple[Subject, IRI]]] = {}

    def about(self, node: Subject) -> dict[IRI, list[Term]]:
        """Return what is said of a node, asserted or inferred, by predicate."""
        if node not in self._out:
            self.fetch([node])
        return self._out[node]

    def into(self, node: Term) -> list[tuple[Subject, IRI]]:
        """Return subject and predicate of the triples whose object is a node."""
        if node not in self._into:
            found = self._select(f"SELECT ?s ?p {{ ?s ?p {written(node)} }}")
            pairs = [(s, p) for s, p in found if isinstance(s, IRI | BlankNode) and isinstance(p, IRI)]
            self._into[node] = sorted(pairs, key=lambda pair: (pair[1], pair[0]))
        return self._into[node]

    def fetch_labels(self, nodes: Iterable[Term]) -> None:
        """Ask for no more than the labels of many nodes at once, where nothing else will be asked of them."""
        self.fetch(nodes, (*_LABELS, *(self.vocabulary(local) for local in _WORDS)))

    def fetch(self, nodes: Iterable[Term], predicates: Iterable[IRI] = ()) -> None:
        """Ask for what is said of many nodes at once, ahead of their use; with predicates, for that alone."""
        only = ", ".join(map(written, predicates))
        chosen = f" FILTER (?p IN ({only}))" if only else ""  # a filter, for a join with VALUES takes ten times as long
        wanted = [n for n in dict.fromkeys(nodes) if not isinstance(n, Literal) and n not in self._out]
        for start in range(0, len(wanted), _AT_ONCE):
            batch = wanted[start : start + _AT_ONCE]
            for node in batch:
                self._out[node] = {}
            named = " ".join(written(node) for node in batch if isinstance(node, IRI))
            found = self._select(f"SELECT ?s ?p ?o {{ VALUES ?s {{ {named} }} ?s ?p ?o{chosen} }}")
            for s, p, o in sorted(found, key=_by_form):  # here, for the engine sorts much slower
                assert isinstance(s, IRI)
                assert isinstance(p, IRI)
                assert o is not None
                self._out[s].setdefault(p, []).append(o)

    def holds(self, triple: Triple, *, inferred: bool = True) -> bool:
        """Return whether a triple is asserted or, unless that is not wanted, inferred."""
        if inferred:
            return triple.object in self.about(triple.subject).get(triple.predicate, ())
        pattern = " ".join(written(term) for term in triple)
        return self.store.query(f"ASK {{ {pattern} }}", inferred=False) is True

    def values(self, node: Subject, local: str) -> list[Term]:
        """Return the values of one of the project's own properties, named by its local name."""
        return self.about(node).get(self.vocabulary(local), [])

    def word(self, node: Subject, local: str) -> str:
        """Return the first literal value of one of the project's own properties, or an empty text."""
        return next((value.lexical for value in self.values(node, local) if isinstance(value, Literal)), "")

    def label(self, term: Term) -> str:
        """Return the words for a term: the curated label first, then a document's, then the CURIE."""
        if isinstance(term, Literal):
            return term.lexical
        said = self.about(term)
        for predicate in _LABELS:
            labels = [value for value in said.get(predicate, ()) if isinstance(value, Literal)]
            if labels:
                return min(labels, key=lambda value: (value.language not in (self.language, ""), value.lexical)).lexical
        for local in _WORDS if said else ():
            word = self.word(term, local)
            if word:
                return word
        return self.prefixes.compact(term) if isinstance(term, IRI) else str(term)

    def classes(self, node: Subject) -> list[IRI]:
        """Return the most specific of the project's own classes that a node is an instance of."""
        own = [t for t in self.about(node).get(RDF_TYPE, ()) if isinstance(t, IRI) and self.is_own(t)]
        above = {c for t in own for c in self.about(t).get(_SUBCLASS, ()) if c != t}
        return [t for t in own if t not in above] or own

    def is_own(self, term: Term) -> bool:
        """Return whether a term belongs to the project's own ontology."""
        return isinstance(term, IRI) and term.startswith(self.vocabulary.namespace)

    def time_of(self, node: Subject) -> When | None:
        """Return the time that a node is or has, the earliest where there are several; None where none is known."""
        own = self._when(node)
        if own:
            return own
        values = [value for values in self.about(node).values() for value in values if isinstance(value, IRI)]
        self.fetch(values)
        return min((when for value in values if (when := self._when(value))), default=None)

    def _when(self, node: Subject) -> When | None:
        earliest, latest = self.word(node, "earliest"), self.word(node, "latest")
        return When(earliest, latest, self.word(node, "edtf") or earliest) if earliest else None

    def sources(self, carrier: Subject) -> list[Source]:
        """Return the passages that are the evidence of a statement or record, in order of document and place."""
        passages = [p for p in self.values(carrier, "evidence") if isinstance(p, IRI)]
        self.fetch(passages)
        self.fetch(document for p in passages for document in self.about(p).get(OA_HAS_SOURCE, ()))
        return sorted(self._source(passage) for passage in passages)

    def _source(self, passage: IRI) -> Source:
        said = self.about(passage)
        document = said[OA_HAS_SOURCE][0]
        start, end, quote = (said[key][0] for key in (OA_START, OA_END, OA_EXACT))
        assert isinstance(start, Literal)
        assert isinstance(end, Literal)
        assert isinstance(quote, Literal)
        return Source(str(document), int(start.lexical), int(end.lexical), quote.lexical, self.label(document))

    def statements(self, triple: Triple) -> list[Subject]:
        """Return the statements that documents make of a triple."""
        s, p, o = (written(term) for term in triple)
        found = self._select(
            f"SELECT ?x {{ ?x {written(RDF_SUBJECT)} {s} ; {written(RDF_PREDICATE)} {p} ; {written(RDF_OBJECT)} {o} }} "
            "ORDER BY ?x"
        )
        return [x for (x,) in found if isinstance(x, IRI | BlankNode)]

    def is_record(self, node: Term) -> bool:
        """Return whether a node is what one document says, and so carries its own evidence."""
        return isinstance(node, IRI) and bool(self.values(node, "inDocument"))

    def evidence(self, triple: Triple) -> list[Source]:
        """Return the passages behind an asserted triple: those of its statements, or of the records that it is part of.

        A triple of a shared node, such as a tenure, rests on the records that point to that node.
        """
        return self.direct_evidence(triple) or self._indirect_evidence(triple)

    def direct_evidence(self, triple: Triple) -> list[Source]:
        """Return the passages of a triple's statements, or of the records that it is part of."""
        found = [source for statement in self.statements(triple) for source in self.sources(statement)]
        if not found:
            ends = (triple.subject, triple.object)
            found = [s for node in ends if isinstance(node, IRI) and self.is_record(node) for s in self.sources(node)]
        return sorted(set(found))

    def _indirect_evidence(self, triple: Triple) -> list[Source]:
        carriers = self._behind(triple.subject, 2) if triple.predicate != RDFS_LABEL else []
        found = [source for node in carriers for source in self.sources(node)]
        return sorted(set(found or [source for node in self._names(triple) for source in self.sources(node)]))

    def _behind(self, node: Subject, depth: int) -> list[Subject]:
        """Return the records, other than uses of a name, that point to a node, or else to what points to it."""
        pointing = [s for s, _ in self.into(node) if not self.word(s, "form")]
        records = [
            s for s in pointing if self.is_record(s) and self.values(s, "evidence") and not self._is_statement(s)
        ]
        if records or depth == 1:
            return records
        bridges = [s for s in pointing if not self._is_statement(s) and not any(p in self.about(s) for p in _LABELS)]
        return [record for bridge in bridges for record in self._behind(bridge, depth - 1)]

    def _is_statement(self, node: Subject) -> bool:
        return RDF_PREDICATE in self.about(node)

    def _names(self, triple: Triple) -> list[Subject]:
        """Return the uses of a name for the subject: of that very name, where the triple gives one."""
        uses = [s for s, p in self.into(triple.subject) if p == self.vocabulary("nameOf")]
        if isinstance(triple.object, Literal):
            return [use for use in uses if self.word(use, "form") == triple.object.lexical]
        return uses

    def _select(self, query: str) -> Sequence[tuple[Term | None, ...]]:
        answer = self.store.query(query)
        assert isinstance(answer, Solutions)
        return answer.solutions


def written(term: Term) -> str:
    """Return a term as SPARQL writes it; a blank node as one that nothing else can be."""
    from kgtool.answers.parameters import sparql_term

    return ntriples_term(IRI("urn:kgtool:blank")) if isinstance(term, BlankNode) else sparql_term(term)


def _by_form(solution: tuple[Term | None, ...]) -> list[tuple[str, ...]]:
    """Return what terms are sorted by: IRIs as they are, literals after them by lexical form."""
    return [("~", *term) if isinstance(term, Literal) else (str(term),) for term in solution]


def grouped_by(sources: Iterable[Source]) -> dict[str, list[Source]]:
    """Return sources by document, in order."""
    found: dict[str, list[Source]] = defaultdict(list)
    for source in sorted(set(sources)):
        found[source.document].append(source)
    return dict(found)
