"""Triples with their places: in, Turtle, TriG, N-Triples or N-Quads; out, each triple with the offsets of its terms.

The triples come in the order in which the store's parser gives them, blank nodes labelled as it labels them, so that
both name the same nodes. Nothing here recurses: nesting may be as deep as it likes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple
from urllib.parse import urljoin

from kgtool.rdf.positions_tokens import Token, tokens, unescaped, unquoted
from kgtool.rdf.terms import (
    IRI,
    RDF,
    RDF_LANG_STRING,
    RDF_TYPE,
    XSD,
    XSD_BOOLEAN,
    BlankNode,
    Literal,
    Term,
    Triple,
)

_FIRST, _REST, _NIL = IRI(RDF + "first"), IRI(RDF + "rest"), IRI(RDF + "nil")


class Extent(NamedTuple):
    """Where something begins and ends in a text, in code points, half-open."""

    start: int
    end: int


NOWHERE = Extent(0, 0)


class LocatedTriple(NamedTuple):
    """A triple and the extents of its subject, predicate and object as written."""

    triple: Triple
    subject: Extent
    predicate: Extent
    object: Extent


@dataclass(slots=True)
class _Frame:
    """What is open: a statement, a blank node in brackets, or a list; node is what it stands for in the frame below."""

    kind: str
    at: Extent
    node: Term | None = None
    subject_at: Extent = NOWHERE
    predicate: Term | None = None
    predicate_at: Extent = NOWHERE
    complete: bool = False


@dataclass(slots=True)
class _Reader:
    scope: str
    prefixes: dict[str, str] = field(default_factory=dict)
    base: str = ""
    frames: list[_Frame] = field(default_factory=lambda: [_Frame("statement", NOWHERE)])
    batch: list[LocatedTriple] = field(default_factory=list)
    labels: dict[BlankNode, BlankNode] = field(default_factory=dict)
    made: int = 0

    def new_node(self) -> BlankNode:
        self.made += 1
        return BlankNode(f"_:\x00{self.made}")

    def emit(self, frame: _Frame, predicate: Term, predicate_at: Extent, value: Term, at: Extent) -> None:
        triple = Triple(frame.node, predicate, value)  # type: ignore[arg-type]  # the full parser has seen to that
        self.batch.append(LocatedTriple(triple, frame.subject_at, predicate_at, at))

    def accept(self, value: Term, at: Extent) -> None:
        """Put a term where the open frame wants one."""
        frame = self.frames[-1]
        if frame.kind == "list":
            self.emit(frame, _FIRST, at, value, at)
        elif frame.node is None:
            frame.node, frame.subject_at = value, at
        elif frame.predicate is None:
            frame.predicate, frame.predicate_at = value, at
        elif not frame.complete:  # a fourth term names a graph (N-Quads)
            self.emit(frame, frame.predicate, frame.predicate_at, value, at)
            frame.complete = True

    def begin_value(self, at: Extent) -> None:
        """Make room for a further member if a list is open."""
        frame = self.frames[-1]
        if frame.kind != "list":
            return
        node = self.new_node()
        if frame.node is None:
            self.frames.pop()
            self.accept(node, frame.at)
            self.frames.append(frame)
        else:
            self.emit(frame, _REST, at, node, at)
        frame.node, frame.subject_at = node, frame.at

    def open(self, mark: str, at: Extent) -> None:
        self.begin_value(at)
        if mark == "[":
            self.frames.append(_Frame("blank", at, self.new_node(), at))
        else:
            self.frames.append(_Frame("list", at))

    def close(self, at: Extent) -> None:
        frame = self.frames.pop() if len(self.frames) > 1 else self.frames[0]
        if frame.kind == "list" and frame.node is not None:
            self.emit(frame, _REST, at, _NIL, at)
        elif frame.kind == "list":
            self.accept(_NIL, Extent(frame.at.start, at.end))
        elif frame.node is not None:
            self.accept(frame.node, frame.at)

    def end_statement(self) -> None:
        self.frames[:] = [_Frame("statement", NOWHERE)]

    def mark(self, token: Token) -> None:
        at, frame = Extent(token.start, token.end), self.frames[-1]
        if token.text in "[(":
            self.open(token.text, at)
        elif token.text in "])":
            self.close(at)
        elif token.text == ";":
            frame.predicate, frame.complete = None, False
        elif token.text == ",":
            frame.complete = False
        else:  # a full stop, or a brace around a graph, before which stands its name
            self.end_statement()

    def resolved(self, written: str) -> IRI:
        iri = unescaped(written)
        return IRI(urljoin(self.base, iri) if self.base else iri)

    def named(self, written: str) -> IRI:
        prefix, _, local = written.partition(":")
        return IRI(self.prefixes.get(prefix, "") + unescaped(local))

    def flush(self) -> Iterator[LocatedTriple]:
        """Yield what one token completed, as the store's parser does: last first."""
        for located in reversed(self.batch):
            subject, predicate, value = located.triple
            triple = Triple(self.labelled(subject), predicate, self.labelled(value))  # type: ignore[arg-type]
            yield located._replace(triple=triple)
        self.batch.clear()

    def labelled(self, term: Term) -> Term:
        if not isinstance(term, BlankNode):
            return term
        return self.labels.setdefault(term, BlankNode(f"_:{self.scope}b{len(self.labels)}"))


def located_triples(
    text: str, scope: str = "", base: str = "", parts: Sequence[tuple[int, int]] | None = None
) -> Iterator[LocatedTriple]:
    """Yield the triples of a text with their extents; scope begins the labels of blank nodes, as in parsing.

    Of parts of the text, if given, each of whole statements; labels then count the blank nodes in these alone.
    """
    reader = _Reader(scope, base=base)
    stream = tokens(text, parts)
    token = next(stream, None)
    while token is not None:
        if token.kind == "mark":
            reader.mark(token)
            following = next(stream, None)
        elif _is_directive(token):
            following = _declare(reader, token, stream)
        elif token.kind == "word" and token.text.lower() == "graph":
            following = next(stream, None)
        else:
            reader.begin_value(Extent(token.start, token.end))
            if token.kind == "string":
                yield from reader.flush()
            term, at, following = _term(reader, token, stream)
            reader.accept(term, at)
            if token.kind == "string" and at.end == token.end:
                token = following  # a string is complete only with the token after it: they make one batch
                continue
        yield from reader.flush()
        token = following
    yield from reader.flush()


def _is_directive(token: Token) -> bool:
    return token.kind in {"at", "word"} and token.text.lower() in {"@prefix", "@base", "prefix", "base"}


def _declare(reader: _Reader, token: Token, stream: Iterator[Token]) -> Token | None:
    name = next(stream, None) if token.text.lower().endswith("prefix") else None
    iri = next(stream, None)
    if iri is not None and name is not None:
        reader.prefixes[name.text[:-1]] = reader.resolved(iri.text[1:-1])
    elif iri is not None:
        reader.base = reader.resolved(iri.text[1:-1])
    return next(stream, None)  # the full stop of @prefix ends no statement that has begun


def _term(reader: _Reader, token: Token, stream: Iterator[Token]) -> tuple[Term, Extent, Token | None]:
    """Return the term that begins with a token, its extent, and the token after it."""
    at = Extent(token.start, token.end)
    if token.kind == "string":
        return _string(reader, token, stream)
    return _single(reader, token), at, next(stream, None)


def _single(reader: _Reader, token: Token) -> Term:
    match token.kind:
        case "iri":
            return reader.resolved(token.text[1:-1])
        case "name":
            return reader.named(token.text)
        case "blank":
            return BlankNode(token.text)
        case "word":
            return RDF_TYPE if token.text == "a" else Literal(token.text, XSD_BOOLEAN)
        case kind:
            return Literal(token.text, IRI(XSD + kind))


def _string(reader: _Reader, token: Token, stream: Iterator[Token]) -> tuple[Term, Extent, Token | None]:
    lexical, following = unquoted(token.text), next(stream, None)
    if following is not None and following.kind == "at":
        literal = Literal(lexical, RDF_LANG_STRING, following.text[1:].lower())
        return literal, Extent(token.start, following.end), next(stream, None)
    if following is not None and following.text == "^^":
        datatype = next(stream, None)
        if datatype is not None:
            literal = Literal(lexical, IRI(str(_single(reader, datatype))))
            return literal, Extent(token.start, datatype.end), next(stream, None)
    return Literal(lexical), Extent(token.start, token.end), following
