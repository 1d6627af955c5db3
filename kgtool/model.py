"""The nouns of the project: in, nothing; out, Document, Block, Span, Evidence and Fact as frozen values.

Offsets are 0-based, half-open and count code points of the document's stored plain text.
"""

from __future__ import annotations

from dataclasses import dataclass, field

from kgtool.rdf.terms import IRI, Triple


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A half-open range of code points in a document's text."""

    start: int
    end: int

    def __post_init__(self) -> None:
        if not 0 <= self.start < self.end:
            raise ValueError(f"a span needs 0 <= start < end, not {self.start}..{self.end}")

    def covers(self, other: Span) -> bool:
        """Return whether the other span lies wholly within this one."""
        return self.start <= other.start and other.end <= self.end


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of layout that the reader is sure of: a span and what it is.

    kind is one of: metadata, title, heading, paragraph, item, cell, caption, note, furniture. A table row's cells share
    `row`.
    """

    span: Span
    kind: str
    row: int = -1


@dataclass(frozen=True, slots=True)
class Document:
    """A document as read: its stored plain text, the sha256 of text and original, and what its metadata say.

    blocks is empty where the format has no layout of its own (plain text): the layout is then found from the text.
    metadata says where in the text a file names its own title, publisher, published and language (front matter of
    Markdown; for other formats the reader writes such values at the head of the stored text, as metadata blocks); a
    missing key means that the file does not say.
    """

    stem: str
    name: str
    text: str
    sha256: str
    text_sha256: str
    media_type: str
    stored_text: bool
    blocks: tuple[Block, ...] = ()
    metadata: dict[str, Span] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Evidence:
    """The passages of one document that say a fact; at least one."""

    spans: tuple[Span, ...]

    def __post_init__(self) -> None:
        if not self.spans:
            raise ValueError("evidence needs at least one span")


@dataclass(frozen=True, slots=True)
class Fact:
    """Triples that hold because the evidence says so.

    With a node the triples describe an n-ary node, which carries the evidence itself; without one each triple gets a
    Statement of its own. `context` are triples that go with the fact and need no evidence of their own (types, labels,
    the post behind an attestation).
    """

    evidence: Evidence
    triples: tuple[Triple, ...]
    node: IRI | None = None
    context: tuple[Triple, ...] = ()
    rule: str = ""
