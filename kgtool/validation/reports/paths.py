"""Property paths: in, a path as SPARQL writes it; out, its triples in the SHACL vocabulary (SHACL, section 2.3.1)."""

from __future__ import annotations

import re

from kgtool.rdf.terms import IRI, RDF, BlankNode, Subject, Triple
from kgtool.rdf.vocabulary import SH

_TOKEN = re.compile(r"<[^<>]*>|[|/^*+?()]")
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}


def path_triples(path: str, label: str) -> tuple[Subject, list[Triple]]:
    """Return the node that stands for a path and the triples that describe it; label begins its blank nodes."""
    reader = _Reader(_TOKEN.findall(path), label)
    return reader.alternatives(), reader.triples


def first_step(path: str) -> tuple[str, bool] | None:
    """Return the first IRI of a path and whether it is followed backwards; None if the path names none."""
    found = re.match(r"[(]*(\^?)[(]*<([^<>]*)>", path)
    return (found[2], bool(found[1])) if found else None


class _Reader:
    def __init__(self, tokens: list[str], label: str) -> None:
        self._tokens = tokens[::-1]
        self._label = label
        self.triples: list[Triple] = []

    def alternatives(self) -> Subject:
        parts = [self.sequence()]
        while self._taken("|"):
            parts.append(self.sequence())
        return parts[0] if len(parts) == 1 else self._with("alternativePath", self._list(parts))

    def sequence(self) -> Subject:
        parts = [self.step()]
        while self._taken("/"):
            parts.append(self.step())
        return parts[0] if len(parts) == 1 else self._list(parts)

    def step(self) -> Subject:
        if self._taken("^"):
            return self._with("inversePath", self.step())
        node: Subject
        if self._taken("("):
            node = self.alternatives()
            self._taken(")")
        else:
            node = IRI(self._tokens.pop()[1:-1])
        while self._tokens and self._tokens[-1] in _REPEATED:
            node = self._with(_REPEATED[self._tokens.pop()], node)
        return node

    def _taken(self, token: str) -> bool:
        if self._tokens and self._tokens[-1] == token:
            self._tokens.pop()
            return True
        return False

    def _new(self) -> BlankNode:
        return BlankNode(f"{self._label}_{len(self.triples)}")

    def _with(self, predicate: str, value: Subject) -> BlankNode:
        node = self._new()
        self.triples.append(Triple(node, IRI(SH + predicate), value))
        return node

    def _list(self, members: list[Subject]) -> Subject:
        rest: Subject = IRI(RDF + "nil")
        for member in reversed(members):
            node = self._new()
            self.triples += [Triple(node, IRI(RDF + "first"), member), Triple(node, IRI(RDF + "rest"), rest)]
            rest = node
        return rest
