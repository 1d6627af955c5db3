"""kgtool review: in, what a curator decides; out, what is doubtful, and the decision in the reference data."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

import click

from kgtool.cli.session import Session, styled, write

if TYPE_CHECKING:
    from kgtool.pipeline.reviewer import Reviewer
    from kgtool.review.decisions import Decision
    from kgtool.review.questions import Question

_by = click.option("--by", metavar="NAME", help="Who decides; without it, the name that you are logged in with.")
_reason = click.option("--reason", metavar="TEXT", help="Why; without it, the reasons of the question.")


@click.group(invoke_without_command=True)
@click.option("--decided", is_flag=True, help="List what has been decided instead.")
@click.option(
    "--format", "form", type=click.Choice(("text", "json")), default="text", show_default=True, help="The form."
)
@click.pass_context
def review(context: click.Context, decided: bool, form: str) -> None:
    """List what is doubtful; accept, reject, correct or add facts.

    Are two entities the same? Is a fact right that a document is taken to say? Decisions are recorded in
    graph/reference/decisions.ttl; the next build respects them, and undo takes them back.
    """
    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    reviewer = _reviewer(session)
    if decided:
        write(_decided_json(reviewer) if form == "json" else _decided_lines(reviewer), None)
    else:
        write(_json(reviewer) if form == "json" else _lines(reviewer), None)


@review.command()
@click.argument("what", metavar="ID|ENTITY ENTITY", nargs=-1, required=True)
@click.option("--keep", metavar="ENTITY", help="Which of two entities stands for both.")
@_reason
@_by
@click.pass_obj
def accept(session: Session, what: tuple[str, ...], keep: str | None, reason: str | None, by: str | None) -> None:
    """Decide that two entities are the same, or that a fact is right.

    ID is the number or the id of a question, or the IRI or CURIE of a fact; two entities are given by IRI or CURIE.
    """
    reviewer = _reviewer(session, by)
    _tell(session, reviewer, reviewer.accept(what, keep, reason))


@review.command()
@click.argument("what", metavar="ID|ENTITY ENTITY", nargs=-1, required=True)
@_reason
@_by
@click.pass_obj
def reject(session: Session, what: tuple[str, ...], reason: str | None, by: str | None) -> None:
    """Decide that two entities are different, or that a fact is wrong.

    ID is the number or the id of a question, or the IRI or CURIE of a fact, as kgtool query evidence lists them.
    """
    reviewer = _reviewer(session, by)
    _tell(session, reviewer, reviewer.reject(what, reason))


@review.command()
@click.argument("fact", metavar="ID")
@click.argument("words", metavar="[PROPERTY] VALUE", nargs=-1, required=True)
@_reason
@_by
@click.pass_obj
def correct(session: Session, fact: str, words: tuple[str, ...], reason: str | None, by: str | None) -> None:
    """Give a fact the value that it ought to have.

    PROPERTY may be left out for a statement, which has only one. VALUE is an IRI, a CURIE, a date or any other text.
    """
    reviewer = _reviewer(session, by)
    _tell(session, reviewer, reviewer.correct(fact, words, reason))


@review.command()
@click.argument("subject")
@click.argument("predicate", metavar="PROPERTY")
@click.argument("value")
@click.option("--source", metavar="DOCUMENT", required=True, help="The document that says so, by stem, file or CURIE.")
@click.option("--quote", metavar="TEXT", required=True, help="The words of the document that say so.")
@_reason
@_by
@click.pass_obj
def add(
    session: Session,
    subject: str,
    predicate: str,
    value: str,
    source: str,
    quote: str,
    reason: str | None,
    by: str | None,
) -> None:
    """Add a fact that a document says and extraction missed.

    As in: add meeting:ip5-heads-2021 chairedBy person:x --source ip5-heads-2021 --quote "In the chair was X". An entity
    that is new comes first, with its name for the quote: add person:x a Person --source ip5-heads-2021 --quote X.
    """
    reviewer = _reviewer(session, by)
    _tell(session, reviewer, reviewer.add(subject, predicate, value, source, quote, reason))


@review.command()
@click.argument("decision", metavar="DECISION")
@click.pass_obj
def undo(session: Session, decision: str) -> None:
    """Take a decision back; kgtool review --decided lists them."""
    reviewer = _reviewer(session)
    undone = reviewer.undo(decision)
    session.note(f"undone: {reviewer.short(undone.iri)}; kgtool build brings the graph up to date")


def _reviewer(session: Session, by: str | None = None) -> Reviewer:
    from kgtool.pipeline.reviewer import Reviewer

    return Reviewer(session.project(), by)


def _tell(session: Session, reviewer: Reviewer, decision: Decision) -> None:
    name = reviewer.short(decision.iri)
    session.note(f"decided: {name} ({decision.verdict}); kgtool build brings the graph up to date")


def _json(reviewer: Reviewer) -> Iterator[str]:
    from kgtool.review.questions import to_json

    yield to_json(question for _, question in reviewer.open_questions())


def _lines(reviewer: Reviewer) -> Iterator[str]:
    """Yield the lines that list the open questions."""
    found = reviewer.open_questions()
    if not found:
        yield "Nothing is doubtful.\n"
        return
    for number, question in found:
        yield from _question(number, question)
    one = found[0][0]
    yield f"\n{len(found)} open. Decide with: kgtool review accept {one}, kgtool review reject {one}\n"


def _question(number: int, question: Question) -> Iterator[str]:
    dim, bold = partial(styled, stream=sys.stdout, dim=True), partial(styled, stream=sys.stdout, bold=True)
    asked = "Are these the same?" if question.kind == "same" else "Does the document say this?"
    yield f"{bold(f'{number}  {asked}')}  {dim(f'{question.id}, score {question.score:.2f}')}\n"
    separator = "\n     " if question.kind == "same" else "; "
    yield f"     {separator.join(question.says)}\n"
    yield f"     because {', '.join(question.reasons)}\n"
    for quote in question.quotes:
        yield f"     {dim(f'{quote.document} {quote.start}–{quote.end}')} “{' '.join(quote.quote.split())}”\n"


def _decided_lines(reviewer: Reviewer) -> Iterator[str]:
    for decision in reviewer.decisions:
        yield f"{reviewer.short(decision.iri)}  {decision.verdict}, by {decision.reviewer} on {decision.day}\n"
        yield f"     {reviewer.told(decision)}\n     because {decision.reason}\n"


def _decided_json(reviewer: Reviewer) -> Iterator[str]:
    found = [
        {"id": d.iri, "verdict": d.verdict, "by": d.reviewer, "on": d.day, "reason": d.reason, "says": reviewer.told(d)}
        for d in reviewer.decisions
    ]
    yield json.dumps(found, ensure_ascii=False, indent=1) + "\n"
