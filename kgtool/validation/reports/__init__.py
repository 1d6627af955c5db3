"""Reports: in, findings with their places; out, the same for people, for programs and for the services of CI."""

from collections.abc import Callable, Iterable

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.reports.finding import Finding, Findings, Place, Quote, Rule
from kgtool.validation.reports.github import github_summary, report_github
from kgtool.validation.reports.html import report_html
from kgtool.validation.reports.json_report import report_json
from kgtool.validation.reports.junit import report_junit
from kgtool.validation.reports.sarif import report_sarif
from kgtool.validation.reports.text import report_text
from kgtool.validation.reports.turtle import report_turtle

__all__ = ["FORMATS", "Finding", "Findings", "Place", "Quote", "Rule", "github_summary", "report_text"]

FORMATS: dict[str, Callable[[Findings, Prefixes], Iterable[str]]] = {
    "text": report_text,
    "json": report_json,
    "sarif": report_sarif,
    "junit": report_junit,
    "github": report_github,
    "turtle": report_turtle,
    "html": report_html,
}
