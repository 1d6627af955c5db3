"""IRIs: in, the data; out, those that no one meant: relative ones, CURIEs in angle brackets, hosts that are missing."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.prefixes import NOT_IN_IRI
from kgtool.rdf.terms import IRI

_SCHEME = re.compile(r"([A-Za-z][A-Za-z0-9+.-]*):")
_WEB = re.compile(r"https?://[^/?#\s]+")
_BAD_PERCENT = re.compile(r"%(?![0-9A-Fa-f]{2})")


def malformed(context: Context) -> Iterator[Found]:
    """Yield the first use of each IRI that is relative, malformed, or a prefixed name in angle brackets."""
    prefixes = set(context.settings.prefixes.namespaces)
    terms = context.subjects | context.predicates | context.objects
    faults = {term: why for term in terms if isinstance(term, IRI) and (why := fault(term, prefixes))}
    for triple in (*context.asserted(), *context.shapes) if faults else ():
        for term in triple:
            if isinstance(term, IRI) and (reason := faults.pop(term, "")):
                yield Found.at(f"<{term}> {reason}.", triple, term)


def fault(iri: IRI, prefixes: set[str]) -> str:
    """Return what is wrong with an IRI (RFC 3987), empty if nothing is."""
    scheme = _SCHEME.match(iri)
    if scheme is None:
        return "is relative: write it in full or declare @base"
    if NOT_IN_IRI.search(iri):
        return "holds a character that no IRI may hold"
    if scheme[1] in prefixes and not iri.startswith(f"{scheme[1]}://"):
        return "is a prefixed name in angle brackets: leave the brackets out"
    if scheme[1].lower() in {"http", "https"} and not _WEB.match(iri):
        return "has no host"
    if scheme[1].lower() == "file":
        return "is the path of a file: it means nothing on another machine"
    if _BAD_PERCENT.search(iri):
        return "has a per cent sign that begins no escape"
    return ""
