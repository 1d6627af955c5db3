"""CURIEs and IRIs: in, a short or a full name; out, the other (CURIE Syntax 1.0, W3C 2010)."""

from __future__ import annotations

import re
from collections.abc import Mapping

from kgtool.errors import UsageError
from kgtool.rdf.terms import IRI

# PN_LOCAL of Turtle 1.1 (section 6.5) without escapes and beyond-ASCII letters: what needs no thought to read.
_PLAIN_LOCAL = re.compile(r"[A-Za-z0-9_](?:(?:[A-Za-z0-9_.-]|%[0-9A-Fa-f]{2})*(?:[A-Za-z0-9_-]|%[0-9A-Fa-f]{2}))?")
_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:")
# Of what RFC 3987, section 2.2, rules out, what a person may write by mistake all the same.
_NOT_WELL_FORMED = re.compile(
    r"[\x7f-\x9f\ue000-\uf8ff\ufdd0-\ufdef\ufff0-\uffff\U000dfffe-\U000e0fff\U000efffe-\U0010ffff\[\]]"
    r"|%(?![0-9A-Fa-f]{2})"
)
NOT_IN_IRI = re.compile(r'[\x00-\x20<>"{}|^`\\]')


class Prefixes:
    """The prefixes of a project, as a two-way map between CURIEs and IRIs."""

    def __init__(self, namespaces: Mapping[str, str]) -> None:
        self.namespaces = dict(sorted(namespaces.items()))
        self._by_namespace = {namespace: prefix for prefix, namespace in reversed(self.namespaces.items())}
        self._longest_first = sorted(self._by_namespace, key=len, reverse=True)

    def expand(self, name: str) -> IRI:
        """Return the IRI of a CURIE (``meeting:ip5-heads-2021``), of ``<IRI>`` or of an IRI written out.

        Raises UsageError for a prefix that the project does not declare and for what cannot be an IRI.
        """
        text = name.removeprefix("<").removesuffix(">") if name.startswith("<") else name
        prefix, colon, local = text.partition(":")
        if colon and prefix in self.namespaces and not name.startswith("<") and not local.startswith("//"):
            text = self.namespaces[prefix] + local
        elif not _SCHEME.match(text):
            raise UsageError(f"{name!r} is neither an IRI nor a CURIE", hint="write PREFIX:NAME or a full IRI")
        elif not name.startswith("<") and "://" not in text and not text.startswith(("urn:", "mailto:", "tag:")):
            known = ", ".join(self.namespaces)
            raise UsageError(f"the prefix {prefix!r} of {name!r} is not declared", hint=f"known prefixes: {known}")
        if NOT_IN_IRI.search(text) or _NOT_WELL_FORMED.search(text):
            raise UsageError(f"{name!r} holds a character that no IRI may hold")
        return IRI(text)

    def compact(self, iri: str) -> str:
        """Return the CURIE with the longest matching namespace, or the IRI itself; expand() reverses it."""
        for namespace in self._longest_first:
            if iri.startswith(namespace) and len(iri) > len(namespace):
                return f"{self._by_namespace[namespace]}:{iri[len(namespace) :]}"
        return iri

    def split(self, iri: str) -> tuple[str, str] | None:
        """Return prefix and local name if Turtle and SPARQL read them without an escape, else None."""
        cut = max(iri.rfind("/"), iri.rfind("#")) + 1
        prefix = self._by_namespace.get(iri[:cut])
        if prefix is None or not _PLAIN_LOCAL.fullmatch(iri, cut):
            return None
        return prefix, iri[cut:]
