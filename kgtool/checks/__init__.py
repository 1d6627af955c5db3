"""Checks: in, a project as it was read; out, what breaks a knowledge graph silently and no shape sees."""

from collections.abc import Iterator

from kgtool.checks import consistency, evidence, idle_shapes, iris, labels, layout, literals, owl_rl, queries, terms
from kgtool.checks.context import Check, Context, DocumentText, findings
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Rule

__all__ = ["CHECKS", "Check", "Context", "DocumentText", "check_rules", "checked"]

_V, _W, _I = Severity.VIOLATION, Severity.WARNING, Severity.INFO
SUITE = "checks"

CHECKS = (
    Check(
        "owl-rl",
        _W,
        "ontology is OWL 2 RL",
        "Other axioms are not reasoned with: rewrite or drop them.",
        owl_rl.outside,
    ),
    Check(
        "undefined-term",
        _V,
        "terms are defined",
        "A misspelt term is silent: correct it, or define it in the ontology.",
        terms.undefined,
        of_data=True,
    ),
    Check(
        "deprecated-term", _W, "terms are not deprecated", "Use what replaces the term.", terms.deprecated, of_data=True
    ),
    Check("missing-label", _W, "terms have a label", "Add rdfs:label or skos:prefLabel.", labels.missing),
    Check("duplicate-label", _W, "labels tell terms apart", "Change one of the labels.", labels.shared),
    Check(
        "two-preferred-labels",
        _V,
        "one preferred label a language",
        "Keep one; make the others skos:altLabel.",
        labels.two_preferred,
        of_data=True,
    ),
    Check("idle-shape", _I, "shapes target something", "Correct the target or remove the shape.", idle_shapes.idle),
    Check("query-syntax", _V, "queries parse", "Correct the SPARQL there.", queries.syntax),
    Check("query-prefix", _V, "queries declare their prefixes", "Add PREFIX lines.", queries.prefixes),
    Check(
        "query-term", _V, "queries use defined terms", "Such a query finds nothing: correct the term.", queries.terms
    ),
    Check(
        "query-parameter", _W, "queries document their parameters", "Say in #+ lines what it is.", queries.parameters
    ),
    Check(
        "inconsistency",
        _V,
        "facts do not contradict the ontology",
        "Correct the fact that is wrong, or the axiom.",
        consistency.contradictions,
        of_data=True,
    ),
    Check("evidence-quote", _V, "quotes match their documents", "Run kgtool build.", evidence.quotes),
    Check("evidence-digest", _V, "documents are those extracted from", "Run kgtool build.", evidence.digests),
    Check("generated-edited", _V, "generated files are as generated", "Run kgtool build.", evidence.edited),
    Check(
        "ill-typed-literal",
        _V,
        "literals fit their datatype",
        "Correct the literal or its datatype.",
        literals.ill_typed,
        of_data=True,
    ),
    Check("malformed-iri", _V, "IRIs are absolute and well formed", "Correct the IRI.", iris.malformed, of_data=True),
    Check("layout", _I, "Turtle is in the canonical layout", "Run kgtool format.", layout.untidy),
)
"""All checks, each a named rule."""


def check_rules() -> Iterator[Rule]:
    """Yield the checks as rules for reports."""
    return (Rule(check.name, SUITE, check.label, check.help) for check in CHECKS)


def checked(context: Context, *, only_data: bool = False) -> Iterator[Finding]:
    """Yield what all checks find, or those alone that look at data."""
    for check in CHECKS:
        if check.of_data or not only_data:
            yield from findings(check, context, check.level)
