"""The report as RDF: in, findings; out, a sh:ValidationReport in Turtle (SHACL, section 3.6)."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, RDF_TYPE, BlankNode, Literal, Term, Triple
from kgtool.rdf.turtle import serialise
from kgtool.rdf.vocabulary import SH
from kgtool.validation.reports.finding import RULES, Finding, Findings
from kgtool.validation.reports.paths import path_triples

_FILES = "urn:kgtool:file:"


def report_turtle(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the report in the SHACL vocabulary; a finding on a file as a whole has a urn of it as focus node."""
    root = BlankNode("_:report")
    triples = [
        Triple(root, RDF_TYPE, _sh("ValidationReport")),
        Triple(root, _sh("conforms"), Literal.boolean(findings.conforms)),
    ]
    for number, finding in enumerate(findings.findings):
        node = BlankNode(f"_:result{number:07}")
        triples.append(Triple(root, _sh("result"), node))
        triples += [Triple(node, predicate, value) for predicate, value in _description(finding)]
        if finding.path:
            path, details = path_triples(finding.path, f"_:path{number:07}")
            triples += [Triple(node, _sh("resultPath"), path), *details]
    yield serialise(triples, prefixes)


def _sh(local: str) -> IRI:
    return IRI(SH + local)


def _description(finding: Finding) -> Iterator[tuple[IRI, Term]]:
    rule = IRI(finding.rule if ":" in finding.rule else RULES + finding.rule)
    yield RDF_TYPE, _sh("ValidationResult")
    yield _sh("resultSeverity"), _sh(finding.severity.name.capitalize())
    yield _sh("sourceShape"), BlankNode(finding.rule) if finding.rule.startswith("_:") else rule
    yield _sh("sourceConstraintComponent"), _sh(finding.component) if finding.component else rule
    yield _sh("resultMessage"), Literal(finding.message)
    if finding.focus is not None:
        yield _sh("focusNode"), finding.focus
    else:
        yield _sh("focusNode"), IRI(_FILES + quote(finding.place.file if finding.place else ""))
    if finding.value is not None:
        yield _sh("value"), finding.value
