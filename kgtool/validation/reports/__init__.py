"""Reports: in, findings with their places; out, the same for people, for programs and for the services of CI.

A format's module is imported when it is written: together they take longer to import than a small report to write.
"""

from collections.abc import Callable, Iterable
from importlib import import_module

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.reports.finding import Finding, Findings, Place, Quote, Rule

__all__ = ["FORMATS", "Finding", "Findings", "Place", "Quote", "Rule"]

Writer = Callable[[Findings, Prefixes], Iterable[str]]


def _writer(module: str, function: str) -> Writer:
    def write(found: Findings, prefixes: Prefixes) -> Iterable[str]:
        writer: Writer = getattr(import_module(f"kgtool.validation.reports.{module}"), function)
        return writer(found, prefixes)

    return write


FORMATS: dict[str, Writer] = {
    "text": _writer("text", "report_text"),
    "json": _writer("json_report", "report_json"),
    "sarif": _writer("sarif", "report_sarif"),
    "junit": _writer("junit", "report_junit"),
    "github": _writer("github", "report_github"),
    "turtle": _writer("turtle", "report_turtle"),
    "html": _writer("html", "report_html"),
}
