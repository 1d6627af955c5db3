"""The trace for a person: in, a document's traced sentences; out, lines that show how each became facts."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TextIO

from kgtool.cli.session import styled
from kgtool.extraction.trace import Traced, TracedSentence
from kgtool.model import Fact
from kgtool.pipeline.documents import Extracted
from kgtool.project import Project
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Term

_KIND = 11
_STAGE = 10


def trace_lines(document: Extracted, project: Project, stream: TextIO) -> Iterator[str]:
    """Yield the lines of a trace: each sentence, its mentions with their links, and its facts by rule."""
    show = _Shown(project, stream)
    yield show.bold(document.name) + "\n"
    for sentence in document.trace:
        yield "\n"
        yield from show.sentence(sentence)


class _Shown:
    """Words for the parts of a trace, coloured where the stream is a terminal."""

    def __init__(self, project: Project, stream: TextIO) -> None:
        self.bold = partial(styled, stream=stream, bold=True)
        self._dim = partial(styled, stream=stream, dim=True)
        self._colour = partial(styled, stream=stream)
        self._short = project.prefixes.compact
        self._own = project.settings.vocabulary
        self._apart = {self._own + "inDocument", RDF_TYPE}

    def sentence(self, sentence: TracedSentence) -> Iterator[str]:
        """Yield the lines of one sentence."""
        place = f"{sentence.span.start}–{sentence.span.end} {sentence.kind}"
        yield f"{self.bold(str(sentence.number or '–'))} {self._dim(place)}  {self.bold(sentence.text)}\n"
        for mention in sentence.mentions:
            yield f"   {self._mention(mention)}\n"
        for fact in sentence.facts:
            rule = self._colour(fact.rule, fg="green")
            yield f"   {rule} → {'; '.join(self._said(fact))}\n"

    def _mention(self, mention: Traced) -> str:
        kind = self._colour(mention.kind.lower().ljust(_KIND), fg="cyan")
        by = f" {self._colour(f'by {mention.rule}', fg='green')}" if mention.rule else ""
        links = ", ".join(self._colour(link, fg="yellow") for link in mention.links if link)
        return f"{self._dim(mention.stage.ljust(_STAGE))}{kind}“{mention.text}”{by}{' = ' if links else ''}{links}"

    def _said(self, fact: Fact) -> Iterator[str]:
        """Yield what a fact says: of a node its class, what leads to it, and what it has; else its triples."""
        if fact.node is None:
            for triple in fact.triples:
                yield f"{self._term(triple.subject)} {self._term(triple.predicate)} {self._term(triple.object)}"
            return
        classes = [self._term(t.object) for t in fact.triples if t.predicate == RDF_TYPE]
        for triple in fact.context:
            if triple.object == fact.node:
                yield f"{self._term(triple.subject)} {self._term(triple.predicate)} {' '.join(classes)}"
                classes = []
        yield from classes
        for triple in fact.triples:
            if triple.predicate not in self._apart:
                yield f"{self._term(triple.predicate)} {self._term(triple.object)}"

    def _term(self, term: Term) -> str:
        if isinstance(term, Literal):
            return f"“{term.lexical}”"
        return term.removeprefix(self._own) if term.startswith(self._own) else self._short(IRI(term))
