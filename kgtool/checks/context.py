"""What checks look at: in, a project's graph, shapes and queries as they were read; out, one value for all checks."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING

from kgtool.project import Settings
from kgtool.rdf.terms import IRI, Term, Triple
from kgtool.validation import Labels, labels_of
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Part, Place

if TYPE_CHECKING:
    from kgtool.reasoning.contradictions import Contradiction


@dataclass(frozen=True, slots=True)
class DocumentText:
    """A document: where its text is shown to be, the text, and the SHA-256 digest of the file (hexadecimal)."""

    shown: str
    text: str
    sha256: str


@dataclass(frozen=True)
class Context:
    """The triples of each role; Turtle files and queries by the name shown; and what reasoning found.

    inferred triples are there for the checks of the project alone. document gives a source document by its file name,
    None if it is not there. edited are generated files that are not
    what their documents give, with the reason.
    """

    settings: Settings
    ontology: Sequence[Triple] = ()
    reference: Sequence[Triple] = ()
    facts: Sequence[Triple] = ()
    evidence: Sequence[Triple] = ()
    inferred: Sequence[Triple] = ()
    shapes: Sequence[Triple] = ()
    contradictions: Sequence[Contradiction] = ()
    turtle: Mapping[str, bytes] = field(default_factory=dict)
    queries: Mapping[str, Path] = field(default_factory=dict)
    document: Callable[[str], DocumentText | None] = lambda name: None
    edited: Mapping[str, str] = field(default_factory=dict)

    def data(self) -> Iterator[Triple]:
        """Yield what is asserted of things: reference data, facts and evidence."""
        return chain(self.reference, self.facts, self.evidence)

    def asserted(self) -> Iterator[Triple]:
        """Yield everything asserted, the ontology among it."""
        return chain(self.ontology, self.data())

    @cached_property
    def subjects(self) -> frozenset[Term]:
        """Return what a triple, asserted or of the shapes, is about."""
        return frozenset(triple.subject for triple in self._read)

    @cached_property
    def predicates(self) -> frozenset[IRI]:
        """Return the predicates of the same triples."""
        return frozenset(triple.predicate for triple in self._read)

    @cached_property
    def objects(self) -> frozenset[Term]:
        """Return the objects of the same triples."""
        return frozenset(triple.object for triple in self._read)

    @property
    def _read(self) -> Iterator[Triple]:
        return chain(self.asserted(), self.shapes)

    @cached_property
    def defined(self) -> frozenset[Term]:
        """Return what the ontology says something of."""
        return frozenset(triple.subject for triple in self.ontology)

    @cached_property
    def labels(self) -> Labels:
        """Return the label of each thing that has one."""
        return labels_of(chain(self.asserted(), self.shapes))

    def named(self, iri: str) -> str:
        """Return an IRI for a person: its CURIE, or itself in angle brackets."""
        name = self.settings.prefixes.compact(iri)
        return name if name != iri else f"<{iri}>"

    @cached_property
    def namespaces(self) -> tuple[str, ...]:
        """Return the namespaces in which every term must be defined by the ontology."""
        return self.settings.vocabulary, self.settings.concepts


@dataclass(frozen=True, slots=True)
class Check:
    """A named rule: how severe a finding of it is, what it says, how to put it right, and what finds.

    of_data says that it looks at the data, so that it also runs on files given in place of the project's facts.
    """

    name: str
    level: Severity
    label: str
    help: str
    run: Callable[[Context], Iterable[Found]]
    of_data: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """What a check found, before it has a level: a message, and what it is about or where it is."""

    message: str
    focus: Term | None = None
    predicate: IRI | None = None
    value: Term | None = None
    place: Place | None = None
    premises: tuple[Triple, ...] = ()
    part: Part = "object"

    @classmethod
    def at(cls, message: str, triple: Triple, term: Term | None = None) -> Found:
        """Return what was found of a triple, and of the term in it that is at fault if one is named."""
        part: Part = "object"
        if term is not None and term != triple.object:
            part = "subject" if term == triple.subject else "predicate"
        return cls(message, triple.subject, triple.predicate, triple.object, part=part)


def findings(check: Check, context: Context, level: Severity) -> Iterator[Finding]:
    """Yield what a check finds, at a level."""
    for found in check.run(context):
        yield Finding(
            severity=level,
            rule=check.name,
            message=found.message,
            rule_label=check.label,
            focus=found.focus,
            path=f"<{found.predicate}>" if found.predicate else "",
            value=found.value,
            place=found.place,
            premises=found.premises,
            part=found.part,
            focus_label=context.labels.get(found.focus, "") if found.focus is not None else "",
            value_label=context.labels.get(found.value, "") if found.value is not None else "",
        )
