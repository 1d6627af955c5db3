"""Turtle for readers: in, Turtle in kgtool's layout and labels; out, the same with a label in a comment at the end of
a line that names something by an IRI."""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, RDFS_LABEL, Literal, Term, Triple
from kgtool.rdf.turtle import TermWriter, serialise
from kgtool.rdf.vocabulary import DCTERMS_TITLE, SKOS_PREF_LABEL

_LABELS = (RDFS_LABEL, SKOS_PREF_LABEL, DCTERMS_TITLE)
# The name that stands at the end of a line, alone or before a semicolon or comma; a literal has quotes there.
_NAME = re.compile(r"^(?!@prefix )(?:.* )?([^\s\"]*[^\s\";,])(?: [;,])?$")


def labelled_turtle(triples: Iterable[Triple], prefixes: Prefixes) -> str:
    """Return triples as Turtle, subjects and values with their labels; the comments change nothing that is said."""
    said = list(triples)
    writer, labels = TermWriter(prefixes), _labels(said)
    by_name = {writer.term(term): " ".join(label.split()) for term, label in labels.items() if isinstance(term, IRI)}
    return "".join(f"{_labelled(line, by_name)}\n" for line in serialise(said, prefixes).splitlines())


def _labelled(line: str, labels: dict[str, str]) -> str:
    found = _NAME.match(line)
    label = labels.get(found[1]) if found and not line.startswith("    a ") else None
    return f"{line} # {label}" if label else line


def _labels(triples: Iterable[Triple]) -> dict[Term, str]:
    found: dict[Term, tuple[int, str]] = {}
    for subject, predicate, value in triples:
        if predicate in _LABELS and isinstance(value, Literal):
            candidate = _LABELS.index(predicate), value.lexical
            found[subject] = min(found.get(subject, candidate), candidate)
    return {term: label for term, (_, label) in found.items()}
