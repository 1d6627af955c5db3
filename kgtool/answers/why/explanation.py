"""Explanations: in, a subject and perhaps a predicate and an object; out, proofs, and the sentences behind them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from kgtool.answers.catalogue import suggestion
from kgtool.answers.entities import Entities, as_iri, folded
from kgtool.answers.lookup import Source
from kgtool.answers.why.proofs import Proof, Prover, Step
from kgtool.errors import UsageError
from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS, Literal, Term, Triple
from kgtool.rdf.vocabulary import SKOS
from kgtool.reasoning import Reasons

TextOf = Callable[[IRI], str]
"""What returns the text of a document, or an empty text if that is not at hand."""

_AROUND = 120  # code points of context on either side of a passage


@dataclass(frozen=True, slots=True)
class Sentence:
    """A passage in its surroundings: what stands before and after, and the words to mark, as ranges of the quote."""

    source: Source
    before: str
    after: str
    marks: tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Ground:
    """What an asserted triple rests on: sentences, or else where it comes from in words."""

    triple: Triple
    sentences: tuple[Sentence, ...]
    origin: str


@dataclass(frozen=True, slots=True)
class Explanation:
    """Why a triple holds: its proofs, and the grounds of the asserted triples in them; or what it lacks."""

    triple: Triple
    words: tuple[str, str, str]
    proofs: tuple[Proof, ...]
    grounds: dict[Triple, Ground]
    nearest: Step | None
    missing: tuple[Triple, ...]

    @property
    def holds(self) -> bool:
        """Return whether the triple is asserted or inferred."""
        return bool(self.proofs)


class Explainer:
    """Explains triples of a graph.

    reasons say what follows from what, text_of gives documents' texts for the context of their sentences.
    """

    def __init__(self, entities: Entities, reasons: Callable[[], Reasons], text_of: TextOf) -> None:
        self._entities = entities
        self.lookup = entities.lookup
        self._prover = Prover(entities.lookup, reasons)
        self._text_of = text_of

    def explain(self, triple: Triple, *, every_proof: bool = False) -> Explanation:
        """Return why a triple holds, by the shortest proof or by every one; or what is missing for it to hold."""
        shown: tuple[Proof, ...] = ()
        if self.lookup.holds(triple):
            shortest = self._prover.proof(triple)
            shown = tuple(self._prover.proofs(triple)) if every_proof else (shortest,) if shortest else ()
        nearest = None if shown else self._prover.missing(triple)
        return Explanation(
            triple=triple,
            words=self.words(triple),
            proofs=shown,
            grounds={leaf: self._ground(leaf) for proof in shown for leaf in _leaves(proof)},
            nearest=nearest[0] if nearest else None,
            missing=nearest[1] if nearest else (),
        )

    def words(self, triple: Triple) -> tuple[str, str, str]:
        """Return the labels of a triple's terms."""
        label = self.lookup.label
        return label(triple.subject), label(triple.predicate), label(triple.object)

    def about(self, subject: IRI, predicate: IRI | None = None) -> list[Triple]:
        """Return the triples of a subject, of one predicate or of all those of the ontology."""
        said = self.lookup.about(subject)
        chosen = [predicate] if predicate else [p for p in said if not p.startswith((RDF, RDFS, SKOS))]
        if predicate is None:
            chosen = [p for p in chosen if self.lookup.is_own(p) or not self._follows(subject, p)]
        return [Triple(subject, p, value) for p in chosen for value in said.get(p, ())]

    def predicate(self, word: str) -> IRI:
        """Return the property that a word names: an IRI, a CURIE, a local name of the ontology, or a label."""
        iri = RDF_TYPE if word == "a" else as_iri(word, self.lookup.prefixes)
        if iri is not None:
            return iri
        labels = {folded(self.lookup.label(p)): p for p in self._properties()}
        locals_ = {p.removeprefix(self.lookup.vocabulary.namespace): p for p in self._properties()}
        found = locals_.get(word) or labels.get(folded(word))
        if found is None:
            hint = suggestion(word, [*locals_, *labels]) or "write its CURIE"
            raise UsageError(f"no property is called {word!r}", hint=hint)
        return found

    def value(self, word: str, subject: IRI, predicate: IRI) -> Term:
        """Return the value that a word names: one of the subject's by its text, or else an entity."""
        for value in self.lookup.about(subject).get(predicate, ()):
            if word in (self.lookup.label(value), value.lexical if isinstance(value, Literal) else value):
                return value
        return self._entities.find(word)

    def _properties(self) -> list[IRI]:
        kinds = ("ObjectProperty", "DatatypeProperty")
        owl = "http://www.w3.org/2002/07/owl#"
        found = [s for kind in kinds for s, p in self.lookup.into(IRI(owl + kind)) if p == RDF_TYPE]
        return [s for s in found if isinstance(s, IRI)]

    def _follows(self, subject: IRI, predicate: IRI) -> bool:
        return all(
            not self.lookup.holds(Triple(subject, predicate, value), inferred=False)
            for value in self.lookup.about(subject)[predicate]
        )

    def _ground(self, triple: Triple) -> Ground:
        sources = self.lookup.evidence(triple)
        sentences = tuple(self._sentence(source, triple) for source in sources)
        return Ground(triple, sentences, "" if sentences else "no document: the reference data or the ontology say so")

    def _sentence(self, source: Source, triple: Triple) -> Sentence:
        text = self._text_of(IRI(source.document))
        if text[source.start : source.end] != source.quote:
            text = ""  # not the text that was read
        return Sentence(
            source=source,
            before=text[max(0, source.start - _AROUND) : source.start] if text else "",
            after=text[source.end : source.end + _AROUND] if text else "",
            marks=tuple(_merged(self._marks(source, triple))),
        )

    def _marks(self, source: Source, triple: Triple) -> Iterator[tuple[int, int]]:
        """Yield where the sentence names what the triple speaks of."""
        named: dict[Term, None] = dict.fromkeys((triple.subject, triple.object))
        for node in (triple.subject, triple.object):
            if self.lookup.is_record(node) and isinstance(node, IRI):
                named.update(dict.fromkeys(v for values in self.lookup.about(node).values() for v in values))
        for node in named:
            if isinstance(node, Literal):
                at = source.quote.find(node.lexical) if node.lexical else -1
                if at >= 0:
                    yield at, at + len(node.lexical)
                continue
            for use, predicate in self.lookup.into(node):
                if predicate == self.lookup.vocabulary("nameOf"):
                    for place in self.lookup.sources(use):
                        form = self.lookup.word(use, "form")
                        at = source.quote.find(form) if form else -1
                        if place.document == source.document and at >= 0:
                            yield at, at + len(form)
                            break


def _leaves(proof: Proof) -> Iterator[Triple]:
    if proof.step is None:
        yield proof.triple
    for premise in proof.premises:
        yield from _leaves(premise)


def _merged(ranges: Iterator[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Yield ranges in order, those that overlap as one."""
    current: tuple[int, int] | None = None
    for start, end in sorted(set(ranges)):
        if current and start <= current[1]:
            current = current[0], max(current[1], end)
        else:
            if current:
                yield current
            current = start, end
    if current:
        yield current
