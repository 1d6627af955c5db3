"""Turtle in one layout: in, triples in any order; out, the one text that stands for them (RDF 1.1 Turtle).

Sorted, one predicate a line, every block closed by a full stop on a line of its own: a diff shows the triples that
changed and nothing else.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping

from kgtool.rdf.blank_nodes import relabelled
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
    blocks = writer.blocks(relabelled(triples))
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


class TermWriter:
    """Renders terms once each and remembers which prefixes they used."""

    def __init__(self, prefixes: Prefixes) -> None:
        self._prefixes = prefixes
        self._rendered: dict[Term, str] = {}
        self.used: set[str] = set()

    def term(self, term: Term) -> str:
        """Return a term as Turtle; raises ValueError for an IRI that Turtle cannot hold."""
        rendered = self._rendered.get(term)
        if rendered is None:
            rendered = self._rendered[term] = self._literal(term) if isinstance(term, Literal) else self._name(term)
        return rendered

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
        subjects: dict[Term, dict[IRI, set[str]]] = defaultdict(lambda: defaultdict(set))
        for subject, predicate, value in triples:
            subjects[subject][predicate].add(self.term(value))
        named = [(isinstance(subject, BlankNode), self.term(subject), subject) for subject in subjects]
        return [self._block(text, subjects[subject]) for _, text, subject in sorted(named)]

    def _block(self, subject: str, description: Mapping[IRI, set[str]]) -> str:
        lines = [subject]
        types = description.get(RDF_TYPE)
        if types:
            lines.append(f"    a {', '.join(sorted(types))} ;")
        for predicate, values in sorted((self.term(p), v) for p, v in description.items() if p != RDF_TYPE):
            if len(values) == 1:
                lines.append(f"    {predicate} {next(iter(values))} ;")
            else:
                listed = " ,\n        ".join(sorted(values))
                lines.append(f"    {predicate}\n        {listed} ;")
        return "\n".join([*lines, "    .\n"])
