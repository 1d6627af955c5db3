"""Turtle in one layout: in, triples in any order; out, the one text that stands for them (RDF 1.1 Turtle).

Sorted, one predicate a line, every block closed by a full stop on a line of its own: a diff shows the triples that
changed and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from kgtool.rdf.blank_nodes import canonically_relabelled
from kgtool.rdf.collector import without_collector
from kgtool.rdf.prefixes import NOT_IN_IRI, Prefixes
from kgtool.rdf.terms import (
    IRI,
    RDF_TYPE,
    XSD_BOOLEAN,
    XSD_DECIMAL,
    XSD_INTEGER,
    XSD_STRING,
    BlankNode,
    Literal,
    Term,
    Triple,
)

# The short forms of Turtle 1.1, section 2.5.2, only where the lexical form is the canonical one or nearly so:
# any other lexical form would read back the same but look like a slip.
_SHORT_FORM = {
    XSD_INTEGER: re.compile(r"0|-?[1-9][0-9]*"),
    XSD_DECIMAL: re.compile(r"-?(?:0|[1-9][0-9]*)\.[0-9]+"),
    XSD_BOOLEAN: re.compile(r"true|false"),
}
_ESCAPED = {"\\": r"\\", '"': r"\"", "\n": r"\n", "\r": r"\r", "\t": r"\t", "\b": r"\b", "\f": r"\f"}
_TO_ESCAPE = re.compile(r'[\x00-\x1f\x7f"\\]')


def serialise(triples: Iterable[Triple], prefixes: Prefixes) -> str:
    """Return triples as Turtle; equal sets of triples give equal text, whatever their order.

    Blank nodes are labelled anew, by what is said of them. Raises ValueError for an IRI that Turtle cannot hold.
    """
    writer = TermWriter(prefixes)
    with without_collector():
        blocks = writer.blocks(canonically_relabelled(triples))
    used = [f"@prefix {prefix}: <{prefixes.namespaces[prefix]}> .\n" for prefix in sorted(writer.used)]
    head = ["".join(used)] if used else []
    return "\n".join(head + blocks)


def escaped(text: str) -> str:
    """Return text as it stands between the quotes of a Turtle or SPARQL string."""
    return _TO_ESCAPE.sub(lambda found: _ESCAPED.get(found[0]) or f"\\u{ord(found[0]):04X}", text)


def ntriples_term(term: Term) -> str:
    """Return a term as N-Triples and SPARQL write it in full."""
    if isinstance(term, Literal):
        suffix = f"@{term.language}" if term.language else ""
        if not suffix and term.datatype != XSD_STRING:
            suffix = f"^^<{term.datatype}>"
        return f'"{escaped(term.lexical)}"{suffix}'
    if isinstance(term, BlankNode):
        return str(term)
    if NOT_IN_IRI.search(term):
        raise ValueError(f"not an IRI: {term!r}")
    return f"<{term}>"


class TermWriter(dict[Term, str]):
    """Renders terms once each and remembers which prefixes they used."""

    def __init__(self, prefixes: Prefixes) -> None:
        super().__init__()
        self._prefixes = prefixes
        self.used: set[str] = set()

    def __missing__(self, term: Term) -> str:
        rendered = self[term] = self._literal(term) if isinstance(term, Literal) else self._name(term)
        return rendered

    def term(self, term: Term) -> str:
        """Return a term as Turtle; raises ValueError for an IRI that Turtle cannot hold."""
        return self[term]

    def _name(self, term: IRI | BlankNode) -> str:
        parts = self._prefixes.split(term) if isinstance(term, IRI) else None
        if parts is None:
            return ntriples_term(term)
        self.used.add(parts[0])
        return f"{parts[0]}:{parts[1]}"

    def _literal(self, literal: Literal) -> str:
        short = _SHORT_FORM.get(literal.datatype)
        if short and short.fullmatch(literal.lexical):
            return literal.lexical
        if literal.language or literal.datatype == XSD_STRING:
            return ntriples_term(literal)
        return f'"{escaped(literal.lexical)}"^^{self._name(literal.datatype)}'

    def blocks(self, triples: Iterable[Triple]) -> list[str]:
        """Return one block of text per subject, IRIs before blank nodes."""
        verbs, subjects = _Verbs(self), dict[Term, list[tuple[str, str]]]()
        last, said = None, list[tuple[str, str]]()
        for subject, predicate, value in triples:
            if subject is not last:  # triples mostly come by subject
                last, said = subject, subjects.setdefault(subject, [])
            said.append((verbs[predicate], self[value]))
        named = sorted([(type(subject) is BlankNode, self[subject], subject) for subject in subjects])
        return [_block(text, sorted(subjects[subject])) for _, text, subject in named]


class _Verbs(dict[IRI, str]):
    """Predicates as their lines begin with them: rdf:type as a, before all others."""

    def __init__(self, terms: TermWriter) -> None:
        super().__init__({RDF_TYPE: _TYPE})
        self._terms = terms

    def __missing__(self, predicate: IRI) -> str:
        text = self[predicate] = self._terms[predicate]
        return text


_TYPE = ""  # comes first in order


def _block(subject: str, said: list[tuple[str, str]]) -> str:
    """Return what is said of a subject, given predicates and objects in order, some perhaps twice."""
    lines = [subject]
    if len(dict(said)) == len(said):  # one object for each predicate
        lines += [f"    {verb} {value} ;" if verb else f"    a {value} ;" for verb, value in said]
        return "\n".join([*lines, "    .\n"])
    objects: dict[str, dict[str, None]] = {}
    for verb, value in said:
        objects.setdefault(verb, {})[value] = None
    for verb, values in objects.items():
        if verb == _TYPE:
            lines.append(f"    a {', '.join(values)} ;")
        elif len(values) == 1:
            lines.append(f"    {verb} {next(iter(values))} ;")
        else:
            listed = " ,\n        ".join(values)
            lines.append(f"    {verb}\n        {listed} ;")
    return "\n".join([*lines, "    .\n"])
