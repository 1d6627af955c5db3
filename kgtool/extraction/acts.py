"""Acts: in, sentences with meetings, people and agreements; out, what was signed, agreed, said or done at each meeting.

A verb of the lexicon (outcomes.toml) opens an act; who did it stands before it (active) or after "by" (passive), else it
is the parties of the meeting. Negated, planned or expected acts are none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from kgtool.extraction.dates import resolve
from kgtool.extraction.entities import (
    Agreement,
    Delegate,
    Meeting,
    Mention,
    NounMention,
    Organisation,
    Outcome,
    PlaceMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import NUMBER, alternatives
from kgtool.extraction.masked import Masked, any_of, compile_rule
from kgtool.extraction.world import World
from kgtool.model import Span

# A noun behind one of these is no subject.
_GOVERNED = re.compile(
    r"\b(?:of|with|to|for|by|in|from|at|on|among|between|under|through|within|towards?) (?:the |its |their |both )?$"
)


@dataclass(frozen=True, slots=True)
class ActRule:
    """An act by kind: its verbs, what its object must be, and word orders of its own."""

    kind: str
    verb: re.Pattern[str]
    object: re.Pattern[str] | None
    inverted: tuple[re.Pattern[str], ...]
    split: bool


class ActFinder:
    """Finds agreements and outcomes."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("outcomes", {})
        words = alternatives(table.get("not_before", ["-"]))
        self._be = alternatives(table.get("be", ["-"]))
        self._no_fact = re.compile(rf"(?<![\w]){words}(?: \w+){{0,2}} ?$")
        self._passive = re.compile(rf"(?<![\w]){self._be}(?: \w+ly| then| also| further)? $")
        self._signed = self._verb(table.get("signed", {}).get("verbs", []))
        self._agreed = self._verb(table.get("agreed", {}).get("verbs", []))
        self._strip = re.compile(rf"^(?:{alternatives(table.get('agreed', {}).get('strip', ['-']))} )+")
        self._marker = re.compile(
            r"(?:(?<=\s)|(?<=^))(?:" + "|".join(table.get("enumeration", {}).get("markers", ["(?!)"])) + r")\s+"
        )
        self.rules = [
            ActRule(
                a["kind"],
                self._verb(a["verbs"]),
                re.compile(rf"(?:an? |the |his |her |its )?(?:\w+ )?{alternatives(a['object'])}")
                if "object" in a
                else None,
                tuple(compile_rule(p) for p in a.get("inverted", [])),
                bool(a.get("split")),
            )
            for a in table.get("act", [])
        ]
        vision = table.get("vision", {})
        self._aims = self._verb(vision.get("aims", []))
        self._period = re.compile(vision.get("period", "(?!)"))
        self._recent: tuple[int, Meeting | None] = (-1, None)
        self.visions: list[tuple[Agreement, Span | None]] = []

    @staticmethod
    def _verb(words: list[str]) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?i:{alternatives(words or ['-'])})(?![\w-])")

    def run(self) -> None:
        """Add agreements and outcomes to the world."""
        for sentence in self.world.layout.sentences:
            if sentence.block.kind == "title":
                continue
            masked = Masked(
                self.world.text, sentence.span.start, sentence.span.end, self.world.mentions[sentence.index]
            )
            self._sign(masked, sentence)
            self._agree(masked, sentence)
            self._vision(masked, sentence)
            for rule in self.rules:
                self._act(rule, masked, sentence)

    # ---- shared
    def _factual(self, masked: Masked, position: int) -> bool:
        before = masked.string[max(0, position - 40) : position]
        return not self._no_fact.search(before)

    def _is_passive(self, masked: Masked, position: int) -> bool:
        return bool(self._passive.search(masked.string[:position]))

    def _meeting(self, masked: Masked, sentence: Sentence, position: int) -> Meeting | None:
        return self.world.focus_in(sentence)

    def _subject(self, masked: Masked, start: int, end: int) -> list[Delegate]:
        """Return who stands last before a verb, or after "by" behind it."""
        for found in reversed(list(re.finditer(any_of("WHO"), masked.string[:start]))):
            mention = masked.mentions[found.group()]
            before, after = masked.string[: found.start()], masked.string[found.end() :]
            if not isinstance(mention, WhoMention) or _GOVERNED.search(before) or after.startswith("'"):
                continue
            if not mention.members and mention.text.casefold() == "both" and re.search(rf"{any_of('WHO')}\s*$", before):
                continue
            return mention.members
        return []

    def _agent(self, masked: Masked, end: int) -> list[Delegate]:
        m = re.search(
            rf"\b(?:by|between) (?:the )?(?P<who>{any_of('WHO')})(?:(?:,)? and (?:the )?(?P<two>{any_of('WHO|COUNTRY')}))?",
            masked.string[end:],
        )
        if not m:
            return []
        who = masked.mentions.get(m.group("who"))
        return list(who.members) if isinstance(who, WhoMention) else []

    def _partners(self, masked: Masked, start: int, end: int) -> list[Delegate]:
        found: list[Delegate] = []
        for m in re.finditer(
            rf"\bwith (?:the )?(?:{any_of('TITLE')} of (?:the )?)?(?:head of the )?(?P<who>{any_of('WHO|COUNTRY')})",
            masked.string[start:end],
        ):
            mention = masked.mentions.get(m.group("who"))
            if isinstance(mention, WhoMention):
                found.extend(mention.members)
            elif isinstance(mention, PlaceMention):
                office = self.world.office_of(mention.entity)
                if office is not None:
                    office.name("country-name", " ".join(mention.text.split()), mention.span)
                    found.append(Delegate(None, office, mention.span))
        return found

    def _parties(
        self, delegates: list[Delegate], meeting: Meeting | None, span: Span
    ) -> list[tuple[Organisation, Span]]:
        """Return the organisations that stand behind an act: those named, a forum by its members, else the meeting's own."""
        parties: list[tuple[Organisation, Span]] = []

        def put(organisation: Organisation | None, where: Span) -> None:
            if organisation is not None and all(o is not organisation for o, _ in parties):
                parties.append((organisation, where))

        if not delegates and meeting is not None:
            seen = [
                p
                for p in meeting.participations
                if p.capacity not in {"observer", "host", "presidency"} and p.delegate.organisation
            ]
            for p in seen:
                put(p.delegate.organisation, p.span)
            for d in meeting.parties:
                put(d.organisation, d.span)
            if not parties and meeting.forum is not None:
                delegates = [Delegate(None, meeting.forum, span)]
        for delegate in delegates:
            organisation = delegate.organisation
            if organisation is not None and organisation.kind == "forum":
                members = self.world.members(organisation)
                if len(members) > 1:
                    for member in members:
                        put(member, delegate.span)
                    continue
            put(organisation, delegate.span)
        return parties

    # ---- agreements
    def _sign(self, masked: Masked, sentence: Sentence) -> None:
        nouns = [(c, m) for c, m in masked.mentions.items() if isinstance(m, NounMention) and m.kind == "AGREEMENT"]
        for char, noun in nouns:
            position = masked.string.index(char)
            verb, passive = self._verb_of(masked, position)
            if verb is None or not self._factual(masked, verb.start()) or self._already(noun):
                continue
            meeting = self._meeting(masked, sentence, position)
            close = self._reach(masked, max(position, verb.end() - 1))
            delegates = self._agent(masked, position) if passive else self._subject(masked, verb.start(), verb.end())
            if "between" in masked.string[position : position + 30]:
                delegates = self._agent(masked, position)
            partners = self._partners(masked, min(position, verb.start()), close)
            if partners and not delegates and self.world.publisher is not None:
                delegates = [Delegate(None, self.world.publisher, noun.span)]
            parties = self._parties([*delegates, *partners], meeting, noun.span)
            subject = self._noun_subject(masked, position, noun)
            agreement = Agreement(
                noun.notation,
                " ".join(self.world.text[subject.start : subject.end].split()),
                sentence.span,
                subject,
                parties,
                rule="signed",
            )
            self._when(agreement, masked, sentence, meeting)
            self.world.agreements.append(agreement)

    def _reach(self, masked: Masked, position: int) -> int:
        """Return where what is said of an agreement ends: at the next agreement, the next verb of signing, or the full stop."""
        stops = [m.start() for m in re.finditer(rf"{any_of('AGREEMENT')}", masked.string[position + 1 :])]
        stops = [position + 1 + s for s in stops] + [
            m.start() for m in self._signed.finditer(masked.string, position + 1)
        ]
        stop = masked.string.find(". ", position)
        return min([*stops, stop if stop > 0 else len(masked.string)])

    def _already(self, noun: NounMention) -> bool:
        return any(
            a.subject_span.start <= noun.start < a.subject_span.end and a.kind == noun.notation
            for a in self.world.agreements
        )

    def _verb_of(self, masked: Masked, position: int) -> tuple[re.Match[str] | None, bool]:
        """Return the verb whose object the noun is, and whether it is passive."""
        before = [
            m for m in self._signed.finditer(masked.string, 0, position) if not self._is_passive(masked, m.start())
        ]
        if before:
            between = masked.string[before[-1].end() : position]
            if len(between) < 70 and not re.search(
                rf"[.;:]|{any_of('AGREEMENT')}(?! and )|\b(?:that|to|which)\b", between
            ):
                return before[-1], False
        for m in self._signed.finditer(masked.string, position):
            between = masked.string[position : m.start()]
            if len(between) > 160 or re.search(r"[.;]", between):
                break
            if self._is_passive(masked, m.start()) or re.fullmatch(
                rf"{any_of('AGREEMENT')}(?: \([^)]*\))?,? ", between
            ):
                return m, True
        return None, False

    def _noun_subject(self, masked: Masked, position: int, noun: NounMention) -> Span:
        """Return the noun with what says what it is about ("on cooperation in the field of IP")."""
        tail = re.match(
            rf"(?: \([^)]*\))?(?: (?:on|of|for|concerning|regarding|about|in the field of|in|that comprises|comprising) (?!(?:which|{any_of('DATE')}))[^.;,:]*?(?= as follows| with (?:the )?{any_of('WHO|COUNTRY')}| between | was | were | has | by {any_of('WHO')}| on {any_of('DATE')}| in {any_of('DATE')}| at |[,.;:]|$))?",
            masked.string[position + 1 :],
        )
        end = position + 1 + (tail.end() if tail else 0)
        start = masked.at(position)
        whole = masked.span(position, end)
        lead = re.match(r"(?i)(?:the|a|an|its|their|this|that|one|two|his|our)\s+", self.world.text[start : noun.end])
        return Span(start + (lead.end() if lead else 0), whole.end)

    def _when(self, agreement: Agreement, masked: Masked, sentence: Sentence, meeting: Meeting | None) -> None:
        dates = [
            m
            for m in self.world.mentions[sentence.index]
            if isinstance(m, TimeMention) and (m.when.day or m.when.month or m.when.year)
        ]
        stretch = self.world.text[sentence.span.start : sentence.span.end]
        at = agreement.subject_span.start - sentence.span.start
        clause = (
            sentence.span.start + stretch.rfind(";", 0, max(at, 0)) + 1,
            sentence.span.start + (stretch.find(";", max(at, 0)) if ";" in stretch[max(at, 0) :] else len(stretch)),
        )
        dates = [d for d in dates if clause[0] <= d.start < clause[1]]
        if not dates and sentence.index:
            # A line with nothing but a date heads the entries after it.
            above = self.world.layout.sentences[sentence.index - 1]
            dates = [
                m
                for m in self.world.mentions[above.index]
                if isinstance(m, TimeMention) and (m.start, m.end) == (above.span.start, above.span.end)
            ]
        for date in dates:
            when = resolve(date.when, self.world.issued, None, True)
            if when.year:
                agreement.when, agreement.when_span = when, date.span
                break
        if meeting is None:
            return
        clash = (
            agreement.when.year
            and meeting.when.year
            and not (
                agreement.when.start.startswith(meeting.when.start)
                or meeting.when.start.startswith(agreement.when.start)
            )
        )
        if clash or meeting.status == "scheduled":
            return
        agreement.meeting = meeting
        if meeting.when.start and len(meeting.when.start) >= len(agreement.when.start):
            agreement.when, agreement.when_span = meeting.when, (meeting.when_spans or [agreement.span])[-1]

    def _agree(self, masked: Masked, sentence: Sentence) -> None:
        taken = 0
        for verb in self._agreed.finditer(masked.string):
            if verb.start() < taken or not self._factual(masked, verb.start()):
                continue
            rest = masked.string[verb.end() :]
            if re.match(rf"\s*(?:on |upon )?(?:the |an? |its )?{any_of('AGREEMENT')}", rest) and not masked.string[
                : verb.start()
            ].rstrip().endswith("It was"):
                continue
            passive = self._is_passive(masked, verb.start()) and not re.search(
                r"(?i)it (?:was|has been) $", masked.string[: verb.start()]
            )
            if passive and any(a.span == sentence.span and a.rule == "signed" for a in self.world.agreements):
                continue
            if passive and not rest.strip(" .").startswith(("by", "that", "to", "on")):
                taken = self._agree_passive(masked, sentence, verb)
                continue
            meeting = self._meeting(masked, sentence, verb.start())
            delegates = self._subject(masked, verb.start(), verb.end())
            if "mutual" in verb.group().casefold():
                delegates = []
            agent = re.match(rf"\s*by (?:the )?({any_of('WHO')})\s*", rest)
            shift = verb.end()
            if agent:
                who = masked.mentions.get(agent.group(1))
                delegates = who.members if isinstance(who, WhoMention) else []
                shift += agent.end()
            partners = self._partners(masked, 0, verb.start())
            for text, span, position in self._complements(masked, shift, sentence):
                if len(text.split()) < 2:
                    continue
                kind = "vision" if re.match(r"(?:an? )?(?:new )?vision\b", text) else "agreed-item"
                agreement = Agreement(
                    kind,
                    text,
                    sentence.span,
                    span,
                    self._parties([*delegates, *partners], meeting, sentence.span),
                    position=position,
                    rule="agreed",
                )
                self._when(agreement, masked, sentence, meeting)
                self.world.agreements.append(agreement)
            taken = len(masked.string)

    def _agree_passive(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> int:
        """ "A new vision … was agreed by the IP5 Offices …: [i] …" """
        start = max(masked.string.rfind(c, 0, verb.start()) for c in ".;:") + 1
        subject = re.sub(rf"\s*{self._be}\s*$", "", masked.string[start : verb.start()])
        lead = len(subject) - len(subject.lstrip())
        if not subject.strip() or re.fullmatch(r"(?i)\s*(?:it|this|that)\s*", subject):
            return verb.end()
        span = masked.span(start + lead, start + len(subject.rstrip()))
        meeting = self._meeting(masked, sentence, verb.start())
        text = " ".join(self.world.text[span.start : span.end].split())
        kind = "vision" if re.search(r"\bvision\b", text) else "agreed-item"
        agreement = Agreement(
            kind,
            text,
            sentence.span,
            span,
            self._parties(self._agent(masked, verb.end()), meeting, sentence.span),
            rule="agreed-passive",
        )
        if kind == "vision":
            agreement.aims = [(t, s) for t, s, n in self._items(masked, verb.end(), sentence) if n]
        self._when(agreement, masked, sentence, meeting)
        self.world.agreements.append(agreement)
        return len(masked.string)

    # ---- complements
    def _complements(self, masked: Masked, start: int, sentence: Sentence) -> Iterator[tuple[str, Span, int]]:
        """Yield (text, span, position) of what a verb has for its object: one, or the items of an enumeration."""
        items = [i for i in self._items(masked, start, sentence) if i[2]]
        if items and len(items) > 1:
            yield from items
            return
        stripped = masked.string[start:].rstrip()
        if stripped.endswith(":") and (
            len(stripped.split()) < 5
            or re.match(rf"(?:\s*(?:on|to|that))?\s*(?:the following|as follows|{NUMBER}\b)", stripped)
        ):
            items = list(self._block_items(sentence))
            if items:
                yield from items
                return
        yield from self._items(masked, start, sentence)

    def _items(self, masked: Masked, start: int, sentence: Sentence) -> Iterator[tuple[str, Span, int]]:
        string = masked.string
        end = len(string.rstrip(" .;:,"))
        marks = list(self._marker.finditer(string, start, end))
        if len(marks) < 2:
            piece = _clean(masked, start, end)
            if piece:
                yield " ".join(self.world.text[piece.start : piece.end].split()), piece, 0
            return
        for number, mark in enumerate(marks):
            stop = marks[number + 1].start() if number + 1 < len(marks) else end
            piece = _clean(masked, mark.end(), stop)
            if piece:
                yield " ".join(self.world.text[piece.start : piece.end].split()), piece, number + 1

    def _block_items(self, sentence: Sentence) -> Iterator[tuple[str, Span, int]]:
        """Yield the list items that follow a sentence ending in a colon."""
        number = 0
        for follower in self.world.layout.sentences[sentence.index + 1 :]:
            if follower.block.kind not in {"item", "cell"} and not follower.marker:
                return
            if number and follower.block is self.world.layout.sentences[follower.index - 1].block:
                continue
            number += 1
            text = self.world.text[follower.span.start : follower.span.end]
            start = follower.span.start + (len(follower.marker) if follower.marker else 0)
            while start < follower.span.end and self.world.text[start].isspace():
                start += 1
            end = follower.span.start + len(text.rstrip(" .;,"))
            if start < end:
                yield " ".join(self.world.text[start:end].split()), Span(start, end), number

    # ---- visions and outcomes
    def _vision(self, masked: Masked, sentence: Sentence) -> None:
        """An agreed vision's parts and forum, and what a forum focused on before it."""
        for agreement in self.world.agreements:
            if agreement.kind == "vision" and agreement.forum is None:
                organisations = [
                    d.organisation for m in masked.mentions.values() if isinstance(m, WhoMention) for d in m.members
                ]
                agreement.forum = next(
                    (o for o in organisations if o is not None and o.kind == "forum"),
                    agreement.meeting.forum if agreement.meeting else None,
                )
        for agreement in self.world.agreements:
            if agreement.kind == "vision" and not agreement.aims and agreement.span == sentence.span:
                agreement.aims = [(t, s) for t, s, n in self._items(masked, 0, sentence) if n]
        verb = self._aims.search(masked.string)
        period = self._period.search(masked.string)
        if verb is None or period is None:
            return
        quoted = re.search(r"\"([^\"]+)\"", masked.string[verb.end() :])
        start = verb.end() + quoted.start(1) if quoted else verb.end()
        end = verb.end() + quoted.end(1) if quoted else len(masked.string.rstrip(" ."))
        parts = [p for p in _split(masked, start, end)]
        subject = self._subject(masked, verb.start(), verb.end())
        vision = Agreement(
            "", "", sentence.span, masked.span(start, end), self._parties(subject, None, sentence.span), rule="focus"
        )
        vision.forum = next(
            (d.organisation for d in subject if d.organisation is not None and d.organisation.kind == "forum"), None
        )
        vision.aims = [(" ".join(self.world.text[s.start : s.end].split()), s) for s in parts]
        self.visions.append((vision, masked.span(period.start(), period.end())))

    def _of_forum(self, subject: list[Delegate], meeting: Meeting | None) -> Meeting | None:
        """What a forum did as such, it did at its own meeting, whichever was spoken of last."""
        forum = subject[0].organisation if len(subject) == 1 and subject[0].person is None else None
        if (
            forum is None
            or forum.kind != "forum"
            or (meeting is not None and meeting.forum is forum and meeting.level != "industry")
        ):
            return meeting
        own = [m for m in self.world.meetings if m.forum is forum and m.status == "held" and m.level != "industry"]
        return own[0] if len(own) == 1 else meeting

    def _act(self, rule: ActRule, masked: Masked, sentence: Sentence) -> None:
        meeting = self._meeting(masked, sentence, 0)
        for pattern in rule.inverted:
            for m in pattern.finditer(masked.string):
                by, to = masked.get(m, "by"), masked.get(m, "to")
                self._put(rule, masked, sentence, meeting, m.end(), _delegates(by), _delegates(to))
        done = [m.span() for pattern in rule.inverted for m in pattern.finditer(masked.string)]
        for verb in rule.verb.finditer(masked.string):
            if any(a <= verb.start() < b for a, b in done):
                continue
            if not self._factual(masked, verb.start()) and rule.kind != "delivered":
                continue
            passive = self._is_passive(masked, verb.start())
            if passive:
                self._put_passive(rule, masked, sentence, meeting, verb)
                continue
            subject = self._subject(masked, verb.start(), verb.end())
            meeting = self._of_forum(subject, self._meeting(masked, sentence, 0))
            if (
                not subject
                and re.match(r"(?i)they\b", self.world.text[sentence.span.start : sentence.span.start + 5])
                and self._recent[0] == sentence.index - 1
            ):
                meeting = self._recent[1]
            self._recent = (sentence.index, meeting)
            if rule.object is not None and not rule.object.match(masked.string[verb.end() :].lstrip()):
                continue
            to: list[Delegate] = []
            if rule.kind == "invited":
                invited = re.match(rf" (?:the )?({any_of('WHO')})", masked.string[verb.end() :])
                to = _delegates(masked.mentions.get(invited.group(1))) if invited else []
                if not to:
                    continue
            self._put(rule, masked, sentence, meeting, verb.end(), subject, to)

    def _document_in(self, rule: ActRule, span: Span, sentence: Sentence, meeting: Meeting | None) -> None:
        """A roadmap or plan listed among the outcomes that a meeting acknowledged is agreed there."""
        if rule.kind != "acknowledged" or meeting is None:
            return
        item = self.world.sentence_at(span.start)
        if item is None:
            return
        head = next(
            (
                m
                for m in self.world.mentions[item.index]
                if isinstance(m, NounMention)
                and m.kind == "AGREEMENT"
                and m.start < span.start + 110
                and m.notation != "other"
            ),
            None,
        )
        between = self.world.text[span.start : head.start] if head is not None else ""
        if head is None or any(c in between for c in ",;:"):
            return
        opening = re.match(r"(?i)(?:the|an?)\s+", self.world.text[span.start : span.end])
        start = span.start + (opening.end() if opening else 0)
        stop = re.search(r",|\s+(?:which|that|to)\b", self.world.text[head.end : item.span.end])
        end = head.end + (stop.start() if stop else 0)
        agreement = Agreement(
            head.notation,
            " ".join(self.world.text[start:end].split()),
            item.span,
            Span(start, end),
            self._parties([], meeting, sentence.span),
            rule="listed-document",
        )
        agreement.meeting, agreement.when = meeting, meeting.when
        agreement.when_span = (meeting.when_spans or [item.span])[-1]
        self.world.agreements.append(agreement)

    def _put_passive(
        self, rule: ActRule, masked: Masked, sentence: Sentence, meeting: Meeting | None, verb: re.Match[str]
    ) -> None:
        if meeting is None:
            return
        joints = [
            m.end() for m in re.finditer(r"[.;:]|, where |, which |, and (?=the )", masked.string[: verb.start()])
        ]
        start = joints[-1] if joints else 0
        subject = re.sub(rf"\s*{self._be}(?: \w+ly| then| also| further)?\s*$", "", masked.string[start : verb.start()])
        lead = len(subject) - len(subject.lstrip())
        counted = re.fullmatch(
            rf"(?i)\s*{NUMBER}(?: \w+){{0,2}} (?:outcomes|points|items|results|matters|topics)\s*", subject
        )
        if counted and masked.string.rstrip().endswith(":"):
            for text, span, position in self._block_items(sentence):
                self._document_in(rule, span, sentence, meeting)
                self.world.outcomes.append(
                    Outcome(
                        rule.kind,
                        text,
                        sentence.span,
                        span,
                        [],
                        meeting=meeting,
                        position=position,
                        rule=rule.kind + "-list",
                    )
                )
            return
        if len(subject.split()) < 2 or (rule.object is not None and not rule.object.search(subject)):
            return
        piece = masked.span(start + lead, start + len(subject.rstrip()))
        after = masked.string[verb.end() :]
        if rule.kind == "delivered":
            by = self._agent(masked, verb.end())
            if not by or any(
                o.kind == rule.kind and o.meeting is meeting and o.by and o.by[0].person is by[0].person
                for o in self.world.outcomes
            ):
                return
        tail = re.match(rf"(?: by (?:the )?{any_of('WHO')})?(?P<rest> to [^.;]+)", after)
        text = " ".join(self.world.text[piece.start : piece.end].split())
        if tail and rule.kind == "requested":
            piece = masked.span(start + lead, verb.end() + tail.end())
            text = " ".join(self.world.text[piece.start : piece.end].split())
        self.world.outcomes.append(
            Outcome(
                rule.kind,
                text,
                sentence.span,
                piece,
                self._agent(masked, verb.end()),
                meeting=meeting,
                rule=rule.kind + "-passive",
            )
        )

    def _put(
        self,
        rule: ActRule,
        masked: Masked,
        sentence: Sentence,
        meeting: Meeting | None,
        start: int,
        by: list[Delegate],
        to: list[Delegate],
    ) -> None:
        if meeting is None:
            return
        if re.search(r"\bto \w+$", masked.string[:start]) and rule.kind == "discussed":
            by = []
        pieces = list(self._complements(masked, start, sentence))
        if rule.split and len(pieces) == 1 and not pieces[0][2]:
            end = len(masked.string.rstrip(" ."))
            spans = list(_split(masked, start, end))
            if len(spans) > 2:
                pieces = [(" ".join(self.world.text[s.start : s.end].split()), s, n) for n, s in enumerate(spans, 1)]
        for text, span, position in pieces:
            if any(o.kind == rule.kind and o.text_span == span for o in self.world.outcomes):
                continue
            if rule.kind == "delivered" and (
                not by
                or any(
                    o.kind == rule.kind and o.meeting is meeting and o.by and o.by[0].person is by[0].person
                    for o in self.world.outcomes
                )
            ):
                continue
            if position:
                self._document_in(rule, span, sentence, meeting)
            outcome = Outcome(
                rule.kind,
                text,
                sentence.span,
                span,
                by,
                to[0] if to else None,
                meeting=meeting,
                position=position,
                rule=rule.kind,
            )
            if rule.kind == "invited":
                outcome.about = self.world.meeting_after(sentence, span.start, meeting)
            self.world.outcomes.append(outcome)


def _delegates(mention: Mention | None) -> list[Delegate]:
    return list(mention.members) if isinstance(mention, WhoMention) else []


def _clean(masked: Masked, start: int, end: int) -> Span | None:
    """Return a stretch without the joints at its ends ("and", commas, colons)."""
    piece = masked.string[start:end]
    lead = re.match(
        r"[\s,;:]*(?:(?:as follows|the following|two points|three points)\s*:?\s*)?(?:to\s+(?=[a-z]))?", piece
    )
    first = start + (lead.end() if lead else 0)
    trimmed = re.sub(r"(?:[\s,;:.]|(?<=[\s,;])and)+$", "", masked.string[first:end])
    return masked.span(first, first + len(trimmed)) if trimmed.strip() else None


def _split(masked: Masked, start: int, end: int) -> Iterator[Span]:
    """Yield the members of a list written in one sentence: "a, b, c and d"."""
    string = masked.string
    cuts = [m for m in re.finditer(r",? and (?:other )?|, ", string[start:end])]
    commas = [m for m in cuts if m.group().startswith(",")]
    if not commas:
        piece = _clean(masked, start, end)
        if piece:
            yield piece
        return
    last_comma = commas[-1]
    marks = [
        m
        for m in cuts
        if m.group().startswith(",")
        or (m.start() > last_comma.start() and "other" in m.group())
        or (m is cuts[-1] and not last_comma.group().strip(", ").startswith("and"))
    ]
    at = start
    for mark in marks:
        keep = mark.end() - (6 if mark.group().endswith("other ") else 0)
        piece = _clean(masked, at, start + mark.start())
        if piece:
            yield piece
        at = start + keep
    piece = _clean(masked, at, end)
    if piece:
        yield piece
