"""kgtool validate: in, the project's graph or RDF files; out, what shapes and checks find in them, and where."""

from __future__ import annotations

import datetime
import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, print_error, write

if TYPE_CHECKING:
    from kgtool.pipeline.validation import Request
    from kgtool.project import Project
    from kgtool.rdf.prefixes import Prefixes
    from kgtool.validation import Engine
    from kgtool.validation.reports import Findings

FORMATS = ("text", "json", "sarif", "junit", "github", "turtle", "html")
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command()
@click.argument("paths", metavar="[PATH]...", nargs=-1, type=click.Path(path_type=Path, allow_dash=True))
@click.option(
    "--shapes",
    metavar="PATH",
    type=click.Path(path_type=Path),
    help="Check against the shapes in this file or folder in place of the project's.",
)
@click.option(
    "--validator",
    "--engine",
    "engine",
    type=click.Choice(("kgtool", "pyshacl")),
    default="kgtool",
    show_default=True,
    help="What checks the shapes.",
)
@click.option(
    "--format", "form", type=click.Choice(FORMATS), default="text", show_default=True, help="The report's form."
)
@click.option(
    "--fail-on",
    type=click.Choice(("violation", "warning", "info", "none")),
    default="violation",
    show_default=True,
    help="Exit 1 for findings as severe as this, or more.",
)
@click.option(
    "--baseline",
    "baselines",
    metavar="FILE",
    multiple=True,
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Waive the findings that this file names, as shapes/waivers.ttl does.",
)
@click.option("--write-baseline", metavar="FILE", type=_FILE, help="Write a waiver for each finding to FILE; exit 0.")
@click.option(
    "--profile",
    metavar="FILE",
    type=click.Path(path_type=Path, dir_okay=False, exists=True),
    help="Take the levels of rules from this file (LEVEL RULE a line) in place of shapes/profile.txt.",
)
@click.option("--only", metavar="RULE", multiple=True, help="Report findings of this rule only; may be repeated.")
@click.option(
    "--changed-since",
    metavar="REV",
    help="Report only what concerns the files changed since this git revision, and what depends on them.",
)
@click.option(
    "--also",
    metavar="FORMAT=FILE",
    multiple=True,
    help="Write the report in a further form to FILE.",
)
@click.option("--timeout", metavar="S", type=click.FloatRange(min=0, min_open=True), help="Exit 2 after S seconds.")
@click.option("-o", "--output", metavar="FILE", type=_FILE, help="Write to FILE.")
@click.pass_obj
def validate(
    session: Session,
    paths: tuple[Path, ...],
    shapes: Path | None,
    engine: Engine,
    form: str,
    fail_on: str,
    baselines: tuple[Path, ...],
    write_baseline: Path | None,
    profile: Path | None,
    only: tuple[str, ...],
    changed_since: str | None,
    also: tuple[str, ...],
    timeout: float | None,
    output: Path | None,
) -> int:
    """Check the graph against the shapes (SHACL) and named rules.

    PATH is an RDF file, a folder of them, or - for Turtle from stdin, to check in place of graph/facts and
    graph/evidence. Ontology and reference data are part of what is checked. Exits 1 for findings as severe as
    --fail-on, 2 for what could not be checked, with a report that says why.
    """
    from kgtool.pipeline.validation import MOST, Request
    from kgtool.validation import Severity
    from kgtool.validation.waivers import baseline

    further = [_further(words) for words in also]
    project, today, doing = session.project(), datetime.date.today(), _Doing(session)
    request = Request(
        today=today,
        paths=paths,
        shapes=shapes,
        engine=engine,
        tell=doing,
        fail_on=None if fail_on == "none" else Severity[fail_on.upper()],
        baselines=baselines,
        profile=profile,
        only=frozenset(only),
        changed_since=changed_since,
        most=None if write_baseline else MOST,
    )
    found = _found(project, request, doing, timeout)
    for finding in found.ends:
        print_error(finding.message, where=str(finding.place or ""))
    for further_form, file in further:
        write(_report(found, further_form, project.prefixes, file), file)
    write(_report(found, form, project.prefixes, output), output)
    if form == "github":
        _write_summary(found, project.prefixes)
    if write_baseline and not found.broken:
        reason = f"known when this baseline was written, on {today}"
        write(
            [baseline(found.findings, project.prefixes, reason, "kgtool validate --write-baseline", None)],
            write_baseline,
        )
        return 0
    return found.status


class _Doing:
    """Tells with -v what is being done, and remembers it."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self.last = "starting"

    def __call__(self, text: str) -> None:
        self.last = text
        self._session.tell(text)


def _found(project: Project, request: Request, doing: _Doing, timeout: float | None) -> Findings:
    """Return what is found, or else what kept validation from its end; raises UsageError."""
    from kgtool.errors import KgtoolError, TimeoutProblem, UsageError
    from kgtool.pipeline.validation import unfinished, validated
    from kgtool.rdf.store.queries import in_time

    try:
        return in_time(lambda: validated(project, request), timeout, "validation", "allow more with --timeout")
    except UsageError:
        raise
    except TimeoutProblem as problem:
        said = TimeoutProblem(f"{problem.message}; it was {doing.last}", hint=problem.hint)
        return unfinished(project, request, said)
    except KgtoolError as problem:
        return unfinished(project, request, problem)


def _further(words: str) -> tuple[str, Path]:
    form, equals, file = words.partition("=")
    if form not in FORMATS or not equals or not file:
        raise click.BadParameter(f"{words!r} is not FORMAT=FILE; formats: {', '.join(FORMATS)}", param_hint="--also")
    return form, Path(file)


def _report(found: Findings, form: str, prefixes: Prefixes, output: Path | None) -> Iterable[str]:
    """Return a report; text is in colour on a terminal, unless NO_COLOR is set (no-color.org)."""
    from kgtool.validation.reports import FORMATS as WRITERS

    if form == "text":
        from kgtool.validation.reports.text import report_text

        colour = output is None and sys.stdout.isatty() and not os.environ.get("NO_COLOR")
        return report_text(found, prefixes, colour=colour)
    return WRITERS[form](found, prefixes)


def _write_summary(found: Findings, prefixes: Prefixes) -> None:
    """Add the summary to the step's, where GitHub Actions names a file for it."""
    from kgtool.validation.reports.github import github_summary

    target = os.environ.get("GITHUB_STEP_SUMMARY")
    if target:
        with Path(target).open("a", encoding="utf-8") as file:
            file.writelines(github_summary(found, prefixes))
