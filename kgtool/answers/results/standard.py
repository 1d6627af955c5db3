"""Solutions as JSON and XML: in, solutions; out, text (SPARQL 1.1 Query Results JSON, and XML second edition)."""

from __future__ import annotations

import json
from collections.abc import Iterator

from kgtool.answers.xml import attribute, content
from kgtool.rdf.store import Solutions, SolutionStream
from kgtool.rdf.terms import XSD_STRING, BlankNode, Literal, Term


def json_lines(solutions: Solutions | SolutionStream) -> Iterator[str]:
    """Yield the JSON document, one solution a line; unbound variables are left out."""
    head = json.dumps({"vars": list(solutions.variables)}, ensure_ascii=False)
    yield f'{{"head": {head}, "results": {{"bindings": ['
    separator = "\n"
    for solution in solutions:
        binding = {name: _json_term(term) for name, term in solution.items()}
        yield separator + json.dumps(binding, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}}\n"


def xml_lines(solutions: Solutions | SolutionStream) -> Iterator[str]:
    """Yield the XML document, one solution a line; unbound variables are left out."""
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<sparql xmlns="http://www.w3.org/2005/sparql-results#">\n<head>'
    yield "".join(f"<variable name={attribute(name)}/>" for name in solutions.variables)
    yield "</head>\n<results>\n"
    for solution in solutions:
        bindings = "".join(
            f"<binding name={attribute(name)}>{_xml_term(term)}</binding>" for name, term in solution.items()
        )
        yield f"<result>{bindings}</result>\n"
    yield "</results>\n</sparql>\n"


def _json_term(term: Term) -> dict[str, str]:
    if not isinstance(term, Literal):
        blank = isinstance(term, BlankNode)
        return {
            "type": "bnode" if blank else "uri",
            "value": str(term).removeprefix("_:") if blank else str(term),
        }
    found = {"type": "literal", "value": term.lexical}
    if term.language:
        found["xml:lang"] = term.language
    elif term.datatype != XSD_STRING:
        found["datatype"] = str(term.datatype)
    return found


def _xml_term(term: Term) -> str:
    if isinstance(term, BlankNode):
        return f"<bnode>{content(term.removeprefix('_:'))}</bnode>"
    if not isinstance(term, Literal):
        return f"<uri>{content(term)}</uri>"
    extra = ""
    if term.language:
        extra = f" xml:lang={attribute(term.language)}"
    elif term.datatype != XSD_STRING:
        extra = f" datatype={attribute(str(term.datatype))}"
    return f"<literal{extra}>{content(term.lexical)}</literal>"
