"""Evidence: in, facts, passages and the documents; out, quotes and digests that no longer match."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI, Literal, Subject, Term
from kgtool.rdf.vocabulary import OA_END, OA_EXACT, OA_HAS_SOURCE, OA_START


def quotes(context: Context) -> Iterator[Found]:
    """Yield passages whose words are not what the document has at their offsets."""
    files = _files(context)
    wanted = {OA_HAS_SOURCE, OA_START, OA_END, OA_EXACT}
    said: dict[Subject, dict[IRI, Term]] = defaultdict(dict)
    for subject, predicate, value in context.evidence:
        if predicate in wanted:
            said[subject][predicate] = value
    for passage, parts in said.items():
        exact, name = parts.get(OA_EXACT), files.get(parts.get(OA_HAS_SOURCE, passage))
        document = context.document(name) if name else None
        if document is None or not isinstance(exact, Literal):
            continue
        start, end = _number(parts.get(OA_START)), _number(parts.get(OA_END))
        found = document.text[start:end] if 0 <= start < end else ""
        if found != exact.lexical:
            where = f"{document.shown} has “{found[:80]}” there" if found else f"{document.shown} is shorter"
            yield Found(f"The quote “{exact.lexical[:80]}” no longer matches: {where}.", passage, OA_EXACT, exact)


def digests(context: Context) -> Iterator[Found]:
    """Yield documents whose file is not the one that the facts were extracted from, or is gone."""
    predicate = IRI(context.settings.vocabulary + "sha256")
    files = _files(context)
    for triple in context.facts:
        if triple.predicate != predicate or not isinstance(triple.object, Literal):
            continue
        name = files.get(triple.subject)
        document = context.document(name) if name else None
        if document is None:
            yield Found.at(f"The document {name or triple.subject} is not there.", triple)
        elif document.sha256 != triple.object.lexical:
            yield Found.at(f"{document.shown} has changed since its facts were extracted: run kgtool build.", triple)


def edited(context: Context) -> Iterator[Found]:
    """Yield generated files that are not what their documents give."""
    from kgtool.validation.reports.finding import Place

    for shown, reason in sorted(context.edited.items()):
        yield Found(f"A generated file that is {reason}: correct the source and run kgtool build.", place=Place(shown))


def _files(context: Context) -> dict[Term, str]:
    predicate = IRI(context.settings.vocabulary + "sourceFile")
    return {
        triple.subject: triple.object.lexical
        for triple in context.facts
        if triple.predicate == predicate and isinstance(triple.object, Literal)
    }


def _number(term: Term | None) -> int:
    return int(term.lexical) if isinstance(term, Literal) and term.lexical.isdecimal() else -1
