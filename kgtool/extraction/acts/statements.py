"""Statements: in, a document whose own heading is that of a joint statement; out, that statement as an agreement.

The text of a statement, declaration or communiqué is its own evidence: it opens with who issues it, and decides.
"""

from __future__ import annotations

import re

from kgtool.extraction.acts.actors import delegates_of
from kgtool.extraction.acts.parties import Parties
from kgtool.extraction.documents.dates import When
from kgtool.extraction.entities import Agreement, Delegate, NounMention, TimeMention
from kgtool.extraction.world import World
from kgtool.model import Span

_DONE = re.compile(r"(?i)(?:done|signed|given|adopted) (?:at|in) [A-Z]")
_OWN = re.compile(r"\W*(?:\d{1,2}\W+)?We\b")  # What "we" decide is decided in the text that is signed so.
_HEAD = 14  # The heading of a statement is one of its first so many sentences.
_KINDS = frozenset({"joint-statement", "declaration"})


def find_statement(world: World) -> None:
    """Add the statement that a document itself is to the world, and date what it decides by its last words."""
    _itself(world)
    _sign_off(world)


def _itself(world: World) -> None:
    """Add the statement that a document itself is, unless it is told as issued in the text."""
    table = world.knowledge.lexicon.tables.get("outcomes", {}).get("statement", {})
    operative = re.compile(table.get("operative", "(?!)"))
    if not operative.search(world.text):
        return
    for sentence in world.layout.sentences[:_HEAD]:
        if sentence.block.kind not in {"heading", "title"}:
            continue
        for mention in world.mentions[sentence.index]:
            if not isinstance(mention, NounMention) or mention.notation not in _KINDS:
                continue
            if mention.start - sentence.span.start > 2 or any(a.kind == mention.notation for a in world.agreements):
                continue
            span = Span(mention.start, sentence.span.end)
            world.agreements.append(_statement(world, mention, span, sentence.index))
            return


def _sign_off(world: World) -> None:
    """Date what a document decides by its last words: "Done at Lima, on the tenth day of May 2023"."""
    for sentence in world.layout.sentences:
        if not _DONE.match(world.text, sentence.span.start, sentence.span.end):
            continue
        dates = (m for m in world.mentions[sentence.index] if isinstance(m, TimeMention) and m.when.day and m.when.year)
        day = next(dates, None)
        if day is None:
            continue
        for agreement in world.agreements:
            own = _OWN.match(world.text, agreement.span.start)
            if not agreement.dated and (own or _is_within(day.when, agreement.when)):
                agreement.when, agreement.when_span, agreement.dated = day.when, day.span, True


def _is_within(day: When, other: When) -> bool:
    """Return whether a day is one of another time, or that is not known."""
    first, last = other.bounds()
    return not other.year or first <= day.start <= last


def _statement(world: World, mention: NounMention, span: Span, index: int) -> Agreement:
    sentences = world.layout.sentences
    meeting = next((world.focus[s.index] for s in sentences[index:] if s.index in world.focus), None)
    delegates = _issuers(world, index)
    parties = Parties(world).of(delegates, meeting, span)
    agreement = Agreement(mention.notation, world.words(span), span, span, parties, rule="statement")
    agreement.implicit = not delegates
    if meeting is not None and meeting.status != "scheduled":
        agreement.meeting, agreement.when = meeting, meeting.when
        agreement.when_span = (meeting.when_spans or [span])[-1]
    return agreement


def _issuers(world: World, index: int) -> list[Delegate]:
    """Return who opens the statement: the first paragraph below its heading that names two or more."""
    for sentence in world.layout.sentences[index + 1 : index + 5]:
        if sentence.block.kind == "heading":
            continue
        found = [d for m in world.mentions[sentence.index] for d in delegates_of(m)]
        organisations = {id(d.organisation): d.organisation for d in found if d.organisation is not None}
        forum = any(o.kind == "forum" for o in organisations.values())
        return found if len(organisations) > 1 or forum else []
    return []
