"""Checks: in, a project as it was read; out, what breaks a knowledge graph silently and no shape sees."""

from collections.abc import Callable, Iterator

from kgtool.checks import (
    consistency,
    evidence,
    idle_shapes,
    imports,
    iris,
    labels,
    layout,
    literals,
    owl_rl,
    queries,
    terms,
)
from kgtool.checks.context import Check, Context, DocumentText, findings
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Rule

__all__ = ["CHECKS", "Check", "Context", "DocumentText", "check_rules", "checked"]

_V, _W, _I = Severity.VIOLATION, Severity.WARNING, Severity.INFO
SUITE = "checks"

_OF_DATA = (
    ("undefined-term", _V, "terms are defined", "Correct the term, or define it in ontology/.", terms.undefined),
    ("deprecated-term", _W, "terms are not deprecated", "Use what replaces the term.", terms.deprecated),
    (
        "two-preferred-labels",
        _V,
        "one preferred label a language",
        "Keep one; make the others skos:altLabel.",
        labels.two_preferred,
    ),
    (
        "inconsistency",
        _V,
        "facts do not contradict the ontology",
        "Correct the fact that is wrong, or the axiom.",
        consistency.contradictions,
    ),
    (
        "ill-typed-literal",
        _V,
        "literals fit their datatype",
        "Correct the literal or its datatype.",
        literals.ill_typed,
    ),
    ("malformed-iri", _V, "IRIs are absolute and well formed", "Correct the IRI.", iris.malformed),
)
_OF_PROJECT = (
    ("owl-rl", _W, "ontology is OWL 2 RL", "Other axioms are not reasoned with: rewrite them.", owl_rl.outside),
    ("absent-import", _W, "imports are in ontology/", "Put a copy there: nothing is fetched.", imports.absent),
    ("missing-label", _W, "terms have a label", "Add rdfs:label or skos:prefLabel.", labels.missing),
    ("duplicate-label", _W, "labels tell terms apart", "Change one of the labels.", labels.shared),
    ("idle-shape", _I, "shapes target something", "Correct the target or remove the shape.", idle_shapes.idle),
    ("query-syntax", _V, "queries parse", "Correct the SPARQL there.", queries.syntax),
    ("query-prefix", _V, "queries declare their prefixes", "Add PREFIX lines.", queries.prefixes),
    ("query-term", _V, "queries use defined terms", "Correct the term: the query finds nothing.", queries.terms),
    ("query-parameter", _W, "queries document their parameters", "Say in #+ lines what it is.", queries.parameters),
    ("evidence-quote", _V, "quotes match their documents", "Run kgtool build.", evidence.quotes),
    ("evidence-digest", _V, "documents are those extracted from", "Run kgtool build.", evidence.digests),
    ("generated-edited", _V, "generated files are as generated", "Run kgtool build.", evidence.edited),
    ("layout", _I, "Turtle is in the canonical layout", "Run kgtool format.", layout.untidy),
)
CHECKS = (*(Check(*each, of_data=True) for each in _OF_DATA), *(Check(*each) for each in _OF_PROJECT))
"""All checks, each a named rule."""


def check_rules() -> Iterator[Rule]:
    """Yield the checks as rules for reports."""
    return (Rule(check.name, SUITE, check.label, check.help) for check in CHECKS)


def checked(
    context: Context, *, only_data: bool = False, tell: Callable[[str], None] = lambda text: None
) -> Iterator[Finding]:
    """Yield what all checks find, or those alone that look at data; tell hears of each check."""
    for check in CHECKS:
        if check.of_data or not only_data:
            tell(f"checking that {check.label}")
            yield from findings(check, context, check.level)
