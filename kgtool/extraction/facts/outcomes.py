"""Facts of outcomes: in, what was said, decided or done at a meeting; out, a node with its kind, words and agents."""

from __future__ import annotations

from kgtool.extraction.entities import Outcome
from kgtool.extraction.facts.writer import FactWriter
from kgtool.model import Fact
from kgtool.rdf.terms import Literal, Term


def outcome_fact(write: FactWriter, outcome: Outcome) -> Fact:
    """Return the fact of one outcome."""
    start = str(outcome.text_span.start)
    node = write.mint.hashed("outcome", write.stem, outcome.kind, outcome.text, start)
    agents = [d for d in outcome.by if d.organisation and d.person is None]
    context = tuple(t for d in agents if d.organisation for t in write.organisation(d.organisation))
    return write.node(node, "Outcome", [outcome.text_span], _pairs(write, outcome), outcome.rule, context)


def _pairs(write: FactWriter, outcome: Outcome) -> list[tuple[str, Term | None]]:
    pairs: list[tuple[str, Term | None]] = [
        ("outcomeKind", write.own.concept("outcome", outcome.kind)),
        ("text", Literal(outcome.text)),
    ]
    if outcome.meeting is not None and outcome.meeting.slug:
        pairs.append(("outcomeOf", write.iri.meeting(outcome.meeting)))
    pairs.extend(("by", write.iri.agent(d)) for d in outcome.by)
    if outcome.addressee is not None:
        pairs.append(("addressee", write.iri.agent(outcome.addressee)))
    if outcome.about is not None and outcome.about.slug:
        pairs.append(("about", write.iri.meeting(outcome.about)))
    if outcome.position:
        pairs.append(("position", Literal.integer(outcome.position)))
    return pairs
