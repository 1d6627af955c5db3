"""Facts of the document itself: in, its metadata; out, title, language, dates, publisher, contact and topics."""

from __future__ import annotations

from collections.abc import Iterator

from kgtool.extraction.documents.metadata import Metadata
from kgtool.extraction.documents.printed_dates import PrintedDate
from kgtool.extraction.facts.writer import Context, FactWriter
from kgtool.model import Fact, Span
from kgtool.rdf.terms import RDF_TYPE, Literal, Term, Triple
from kgtool.rdf.vocabulary import DCTERMS_LANGUAGE, DCTERMS_TITLE


def document_facts(write: FactWriter, metadata: Metadata, language: str) -> Iterator[Fact]:
    """Yield what a document says of itself; none where it has no text to quote."""
    first = (b.span for b in write.world.layout.blocks if b.kind != "furniture")
    whole = metadata.title or next(first, None)
    if whole is None:
        return
    doc = write.document
    title = write.world.words(whole).strip("- ")
    yield write.direct(doc, DCTERMS_TITLE, Literal(title), [whole], "title", _file(write))
    if language != "und":
        yield write.direct(doc, DCTERMS_LANGUAGE, Literal(language), [whole], "language")
    if metadata.issued is not None:
        yield write.direct(doc, "issued", Literal(metadata.issued.when.start), [metadata.issued.span], "issued")
    yield from _publisher(write, metadata)
    if metadata.contact is not None and metadata.contact_span is not None:
        contact = write.iri.organisation(metadata.contact)
        yield write.direct(doc, "contact", contact, [metadata.contact_span], "contact")
    yield from _stated_dates(write, metadata)


def _file(write: FactWriter) -> Context:
    doc, document = write.document, write.world.document
    return (
        Triple(doc, RDF_TYPE, write.own("Document")),
        Triple(doc, write.own("sha256"), Literal(document.sha256)),
        Triple(doc, write.own("textSha256"), Literal(document.text_sha256)),
        Triple(doc, write.own("sourceFile"), Literal(document.name)),
    )


def _publisher(write: FactWriter, metadata: Metadata) -> Iterator[Fact]:
    span, publisher = metadata.publisher_span, metadata.publisher
    if span is None:
        return
    if publisher is not None:
        yield write.direct(
            write.document,
            "publisher",
            write.iri.organisation(publisher),
            [span],
            "publisher",
            write.organisation(publisher),
        )
    if metadata.publisher_text:
        written = Literal(metadata.publisher_text)
        yield write.direct(write.document, "publisherAsWritten", written, [span], "publisher")


def _stated_dates(write: FactWriter, metadata: Metadata) -> Iterator[Fact]:
    for position, date in enumerate(sorted(metadata.dates, key=lambda d: d.span.start), 1):
        time = write.time(date.when, date.words)
        if time is None:
            continue
        pairs: list[tuple[str, Term | None]] = [
            ("statedIn", write.document),
            ("statedTime", time[0]),
            ("dateRole", Literal(_role(date, metadata.issued))),
            ("position", Literal.integer(position)),
        ]
        node = write.mint.stated_date(write.stem, position)
        yield write.node(node, "StatedDate", [date.span], pairs, "stated-date", time[1])


def _role(date: PrintedDate, issued: PrintedDate | None) -> str:
    return "issued" if date is issued and date.role == "unknown" else date.role


def topic_facts(write: FactWriter) -> Iterator[Fact]:
    """Yield the topics that a document names, each where it is named first."""
    seen: set[str] = set()
    for sentence in write.world.layout.sentences:
        tokens = write.world.tokens(sentence)
        for first, after, forms in write.world.knowledge.topics.find(tokens):
            span = Span(tokens[first].start, tokens[after - 1].end)
            for topic in (f.entity.iri for f in forms):
                if topic not in seen:
                    seen.add(topic)
                    yield write.direct(write.document, "mentionsTopic", topic, [span], "topic")
