"""The writer of facts: in, subjects, values and spans; out, Facts whose evidence is the sentence around each span."""

from __future__ import annotations

from collections.abc import Iterable

from kgtool.extraction.documents.dates import When
from kgtool.extraction.entities import Organisation
from kgtool.extraction.facts.iris import EntityIris
from kgtool.extraction.world import World
from kgtool.model import Evidence, Fact, Span
from kgtool.project import Settings
from kgtool.rdf.iris import Minter
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, Literal, Term, Triple
from kgtool.rdf.vocabulary import Vocabulary

Pairs = Iterable[tuple[str, Term | None]]
Context = tuple[Triple, ...]


class FactWriter:
    """Writes the facts of one document.

    `own` gives a term of the project's vocabulary, `mint` new IRIs and `iri` those of entities. A pair whose value is
    None says nothing and is left out. The context of a fact is what goes without evidence of its own.
    """

    def __init__(self, world: World, settings: Settings) -> None:
        self.world = world
        self.own = Vocabulary(settings.vocabulary, settings.concepts)
        self.mint = Minter(settings.base)
        self.iri = EntityIris(world, self.mint)
        self.stem = world.document.stem
        self.document = self.mint.document(self.stem)
        self._language = settings.language

    def node(self, node: IRI, cls: str, spans: Iterable[Span], pairs: Pairs, rule: str, context: Context = ()) -> Fact:
        """Return a fact that is a node of its own: its class, its document and what the pairs say."""
        triples = [Triple(node, RDF_TYPE, self.own(cls)), Triple(node, self.own("inDocument"), self.document)]
        triples += [Triple(node, self.own(name), value) for name, value in pairs if value is not None]
        return Fact(self._evidence(spans), tuple(triples), node, context, rule)

    def direct(
        self,
        subject: IRI,
        predicate: str | IRI,
        value: Term,
        spans: Iterable[Span],
        rule: str,
        context: Context = (),
    ) -> Fact:
        """Return a fact of one triple; a predicate given as a string is a term of the project's vocabulary."""
        term = predicate if isinstance(predicate, IRI) else self.own(predicate)
        return Fact(self._evidence(spans), (Triple(subject, term, value),), None, context, rule)

    def name(self, entity: IRI, form: str, kind: str, span: Span, context: Context = ()) -> Fact:
        """Return the fact that the document names an entity so."""
        node = self.mint.name(self.stem, entity, form, kind)
        triples = (
            Triple(node, RDF_TYPE, self.own("NameUse")),
            Triple(node, self.own("nameOf"), entity),
            Triple(node, self.own("form"), Literal(form)),
            Triple(node, self.own("nameKind"), self.own.concept("name", kind)),
            Triple(node, self.own("inDocument"), self.document),
        )
        return Fact(Evidence((span,)), triples, node, context, "name")

    def _evidence(self, spans: Iterable[Span]) -> Evidence:
        return Evidence(tuple(dict.fromkeys(self.world.quote(s) for s in spans)))

    def label(self, entity: IRI, label: str) -> Triple:
        """Return an entity's label, in the project's language."""
        return Triple(entity, RDFS_LABEL, Literal.text(label, self._language))

    def typed(self, entity: IRI, cls: str, label: str) -> Context:
        """Return an entity's class and label."""
        return (Triple(entity, RDF_TYPE, self.own(cls)), self.label(entity, label))

    def organisation(self, organisation: Organisation) -> Context:
        """Return an organisation's class, kind and label."""
        iri = self.iri.organisation(organisation)
        return (
            Triple(iri, RDF_TYPE, self.own(organisation.cls)),
            Triple(iri, self.own("kind"), self.own.concept("organisation", organisation.kind)),
            self.label(iri, organisation.display),
        )

    def time(self, when: When, words: str) -> tuple[IRI, Context] | None:
        """Return a time span's IRI and triples, None where not even the year is known.

        `words` are what the text has; they are kept where the time is known only by its bounds.
        """
        return time_span(self.mint, self.own, self.stem, when, words) if when.year else None


def time_span(mint: Minter, own: Vocabulary, stem: str, when: When, words: str) -> tuple[IRI, Context]:
    """Return the IRI and the triples of a time in the document with a stem; its year must be known."""
    earliest, latest = when.bounds()
    edtf = f"{when.start}/{when.end}" if when.end else when.start
    vague = bool(when.earliest or when.latest)
    node = mint.time(stem, edtf, f"{earliest} {latest}" if vague else "")
    triples = [
        Triple(node, RDF_TYPE, own("TimeSpan")),
        Triple(node, own("edtf"), Literal(edtf)),
        Triple(node, own("start"), Literal(when.start)),
        Triple(node, own("earliest"), Literal.date(earliest)),
        Triple(node, own("latest"), Literal.date(latest)),
    ]
    if when.end:
        triples.append(Triple(node, own("end"), Literal(when.end)))
    if vague and words:
        triples.append(Triple(node, own("asWritten"), Literal(words)))
    return node, tuple(triples)
