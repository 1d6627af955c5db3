"""Reports in several forms: in, a report; out, text for a person, JSON, or Turtle in the SHACL vocabulary."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from itertools import groupby

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, RDF_TYPE, XSD_STRING, BlankNode, Literal, Term, Triple
from kgtool.rdf.turtle import serialise
from kgtool.rdf.vocabulary import SH
from kgtool.validation.report import Report, Severity, ValidationResult


def report_text(report: Report, prefixes: Prefixes) -> str:
    """Return the report for a person: a heading per shape, its results, and a sentence that counts them."""
    lines: list[str] = []
    for (severity, shape), results in groupby(report.results, key=lambda result: (result.severity, result.shape)):
        group = list(results)
        lines.append(f"{severity.word}: {group[0].shape_label or prefixes.compact(shape)}")
        for result in group:
            lines += _lines(result, prefixes)
        lines.append("")
    return "\n".join([*lines, _sum(report), ""])


def report_json(report: Report, prefixes: Prefixes) -> str:
    """Return the report as JSON: `conforms` and `results`, IRIs in full, what is unknown null."""
    results = [
        {
            "severity": result.severity.word,
            "shape": result.shape,
            "shapeLabel": result.shape_label or None,
            "component": result.component,
            "focusNode": _full(result.focus),
            "focusLabel": result.focus_label or None,
            "path": result.path or None,
            "value": None if result.value is None else _full(result.value),
            "valueLabel": result.value_label or None,
            "message": result.message,
        }
        for result in report.results
    ]
    return json.dumps({"conforms": report.conforms, "results": results}, ensure_ascii=False, indent=2) + "\n"


def report_turtle(report: Report, prefixes: Prefixes) -> str:
    """Return the report as a sh:ValidationReport (SHACL, section 3.6); a path that is no IRI is left out."""
    root = BlankNode("_:report")
    triples = [
        Triple(root, RDF_TYPE, _sh("ValidationReport")),
        Triple(root, _sh("conforms"), Literal.boolean(report.conforms)),
    ]
    for number, result in enumerate(report.results):
        node = BlankNode(f"_:result{number:06}")
        triples.append(Triple(root, _sh("result"), node))
        triples += [Triple(node, predicate, value) for predicate, value in _description(result)]
    return serialise(triples, prefixes)


FORMATS: dict[str, Callable[[Report, Prefixes], str]] = {
    "text": report_text,
    "json": report_json,
    "turtle": report_turtle,
}


def _lines(result: ValidationResult, prefixes: Prefixes) -> list[str]:
    focus = _short(result.focus, prefixes)
    lines = [f"  {focus}" + (f" ({result.focus_label})" if result.focus_label else ""), f"    {result.message}"]
    where = [re.sub(r"<([^>]*)>", lambda iri: prefixes.compact(iri[1]), result.path)] if result.path else []
    if result.value is not None and result.value != result.focus:
        label = f" ({result.value_label})" if result.value_label else ""
        where.append(f"{_short(result.value, prefixes)}{label}")
    if where:
        lines.append(f"    at {' → '.join(where)}")
    return lines


def _sum(report: Report) -> str:
    if report.conforms:
        return "The data conform to the shapes."
    named = ((Severity.VIOLATION, "violation"), (Severity.WARNING, "warning"), (Severity.INFO, "note"))
    counts = [(report.count(severity), word) for severity, word in named]
    return ", ".join(f"{count} {word}{'s' if count > 1 else ''}" for count, word in counts if count) + "."


def _short(term: Term, prefixes: Prefixes) -> str:
    if isinstance(term, Literal):
        kind = "" if term.datatype == XSD_STRING or term.language else f" ({prefixes.compact(term.datatype)})"
        return f"“{term.lexical}”{kind}"
    return prefixes.compact(term)


def _full(term: Term) -> str:
    return term.lexical if isinstance(term, Literal) else str(term)


def _sh(local: str) -> IRI:
    return IRI(SH + local)


def _description(result: ValidationResult) -> list[tuple[IRI, Term]]:
    described: list[tuple[IRI, Term]] = [
        (RDF_TYPE, _sh("ValidationResult")),
        (_sh("resultSeverity"), _sh(result.severity.name.capitalize())),
        (_sh("sourceShape"), result.shape),
        (_sh("sourceConstraintComponent"), _sh(result.component)),
        (_sh("focusNode"), result.focus),
        (_sh("resultMessage"), Literal(result.message)),
    ]
    if re.fullmatch(r"<[^>]*>", result.path):
        described.append((_sh("resultPath"), IRI(result.path[1:-1])))
    if result.value is not None:
        described.append((_sh("value"), result.value))
    return described
