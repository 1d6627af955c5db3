"""Meetings: in, sentences with their mentions; out, meeting mentions resolved to meetings with date, place, mode, status.

A noun phrase that says something of its own (an ordinal, a year, a forum, a level) finds the meeting it fits or makes a
new one; a bare "the meeting" is the one spoken of last.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from kgtool.extraction.dates import When, resolve
from kgtool.extraction.entities import (
    Delegate,
    Entity,
    Meeting,
    MeetingMention,
    Mention,
    Organisation,
    OrgMention,
    Participation,
    PlaceMention,
    TimeMention,
    WhoMention,
)
from kgtool.extraction.layout import Sentence
from kgtool.extraction.lexicon import ORDINAL, alternatives, number_of, ordinal_of
from kgtool.extraction.masked import Masked, any_of, cover
from kgtool.extraction.world import World
from kgtool.model import Span


class MeetingFinder:
    """Finds the meetings of a document and what is said of each."""

    def __init__(self, world: World) -> None:
        self.world = world
        table: dict[str, Any] = world.knowledge.lexicon.tables.get("meetings", {})
        self._levels = [
            (t["kind"], re.compile(rf"(?<![\w]){alternatives(t['words'])}(?![\w])", re.IGNORECASE))
            for t in table.get("level", [])
        ]
        self._modes = {
            mode: re.compile(rf"(?<![\w]){alternatives(words)}(?![\w])", re.IGNORECASE)
            for mode, words in table.get("mode", {}).items()
        }
        self._statuses = [
            (s, re.compile(rf"(?<![\w]){alternatives(words)}(?![\w])", re.IGNORECASE))
            for s, words in table.get("status", {}).items()
        ]
        self._distinct = frozenset(table.get("distinct", []))
        self._series_names: dict[str, str] = table.get("series", {})
        self._plural = frozenset(
            h
            for h in table.get("heads", [])
            if h.endswith("s") and h not in {"talks", "series of meetings", "consultations"}
        )
        self._verbs = re.compile(rf"(?<![\w]){alternatives(table.get('verbs', ['-']))}(?![\w])")
        self._own = frozenset(table.get("own", []))
        self._void = frozenset(table.get("void", []))
        self._pattern = self._compile(table)
        self._focus: Meeting | None = None

    def _compile(self, table: dict[str, Any]) -> re.Pattern[str]:
        slot = any_of("ORG|COUNTRY|DEMONYM|DATE|WHO")
        city = any_of("CITY")
        small = alternatives(table.get("modifiers", ["-"]))
        follower = alternatives(table.get("followers", ["-"]))
        level = r"(?:[Dd]eputy )?[Hh]eads? of (?:the )?(?:IP |Intellectual Property )?[Oo]ffices?"
        pre = rf"(?:{level}|{city}(?=[ -])|(?i:{ORDINAL})|{slot}(?:'s)?(?:\s*[-–&/]\s*{slot})?|(?<![\w]){small}(?!\w)|[A-Z][\w'-]*|\"|and(?= [A-Z])|with(?= [A-Z\ue000-\uf8ff]))"
        heads = alternatives([*table.get("heads", ["-"]), *table.get("void", [])])
        stop = alternatives(table.get("stop", ["-"]))
        token = rf"(?:{slot}(?! as (?:the )?(?:host|chair|observer))(?:'s)?|{follower}(?!\w)|(?!{stop}(?!\w))[A-Z][\w'-]*|\(|\))"
        post = rf"(?: (?:of|between|among|with|under) {token}(?:(?:,? and |, | ){token})*)*"
        return re.compile(
            rf"(?<![\w-])(?:(?P<det>(?i:the|a|an|this|that|these|their|its|our|his|each|no|any|two|three|four|five|six|seven)) )?(?P<pre>(?:{pre}[ -])*)(?P<head>(?i:{heads}))(?![\w])(?P<post>{post})"
        )

    def run(self) -> None:
        """Add meeting mentions to world.mentions and meetings to world.meetings."""
        for sentence in self.world.layout.sentences:
            masked = Masked(
                self.world.text, sentence.span.start, sentence.span.end, self.world.mentions[sentence.index]
            )
            found = list(self._mentions(masked))
            if found:
                spans = [(f.start, f.end) for f in found]
                kept = [
                    m
                    for m in self.world.mentions[sentence.index]
                    if not any(s < m.end and m.start < e for s, e in spans)
                ]
                # A list that merely ends in a meeting's name, or begins in its tail, gives way only for what the name covers.
                self.world.mentions[sentence.index] = cover([*kept, *found])
        for sentence in self.world.layout.sentences:
            self._resolve_sentence(sentence)
        self._share_umbrella()

    def _share_umbrella(self) -> None:
        """ "Two meetings took place in Tokyo on 14 October": each of those named next was then and there."""
        for sentence in self.world.layout.sentences:
            mentions = [
                m
                for m in self.world.mentions[sentence.index]
                if isinstance(m, MeetingMention) and m.plural and m.meeting is None
            ]
            dates = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention) and m.when.day]
            if not mentions or len(dates) != 1 or number_of(mentions[0].determiner) is None:
                continue
            when = resolve(dates[0].when, self.world.issued, self._previous(dates[0]), True)
            holder = Meeting("", sentence.span)
            self._attach_place(holder, sentence, sentence.span.start, sentence.span.end)
            for meeting in self.world.meetings:
                if (
                    meeting.span.start > sentence.span.end
                    and meeting.status == "held"
                    and not meeting.when.month
                    and not meeting.ordinal == 1
                ):
                    meeting.when, meeting.when_spans = when, [dates[0].span]
                    meeting.place = meeting.place or holder.place

    # ---- mentions
    def _mentions(self, masked: Masked) -> Iterator[Mention]:
        for m in self._pattern.finditer(masked.string):
            post = m.group("post")
            end = m.end("head") + len(re.sub(r"(?:,? (?:of|and|the|from|with)|[ ,(])+$", "", post))
            post = masked.string[m.end("head") : end]
            inner = masked.inside(m.start(), end)
            # "met with A; meeting of B, C and D": participants in a long list are no part of the name.
            long = next(
                (
                    x
                    for x in inner
                    if isinstance(x, WhoMention) and (len(x.members) > 3 or any(d.person for d in x.members))
                ),
                None,
            )
            if long is not None:
                cut = (
                    next(i for i, c in enumerate(masked.string[m.start() : end]) if masked.mentions.get(c) is long)
                    + m.start()
                )
                shortened = re.sub(
                    r"(?: (?:of|between|among|with|under|the|,|and))+ ?$", "", masked.string[m.start() : cut].rstrip()
                )
                if cut < m.end("head"):
                    continue
                end = m.start() + len(shortened)
                post = masked.string[m.end("head") : end]
                inner = masked.inside(m.start(), end)
            span = masked.span(m.start(), end)
            yield self._mention(masked, m, span, post, inner)

    def _mention(self, masked: Masked, m: re.Match[str], span: Span, post: str, inner: list[Mention]) -> MeetingMention:
        words = " ".join(self.world.text[span.start : span.end].split())
        organisations: list[Organisation] = []
        countries: list[Entity] = []
        year, months = 0, []
        place: PlaceMention | None = None
        for x in inner:
            if isinstance(x, OrgMention):
                organisations.append(x.organisation)
            elif isinstance(x, WhoMention):
                organisations.extend(d.organisation for d in x.members if d.organisation)
            elif isinstance(x, PlaceMention) and x.kind == "CITY":
                place = x
            elif isinstance(x, PlaceMention):
                countries.append(x.entity)
            elif isinstance(x, TimeMention):
                year = year or x.when.year
                if x.when.month and not x.when.day:
                    months.append(x.when.month)
        ordinal = re.search(rf"(?i)(?<![\w-]){ORDINAL}(?![\w-])", m.group("pre"))
        # "the first meeting in six years" is not the first of its series.
        if ordinal and re.match(
            r",? (?:in|for|since) (?:\w+ (?:years|decades)|.{0,3}a decade|on )", masked.string[m.end() : m.end() + 25]
        ):
            ordinal = None
            span_words = m.group("pre").replace("first ", "")
        else:
            span_words = m.group("pre")
        head = m.group("head").casefold()
        if ordinal is None:
            ordinal = re.match(
                rf"(?i)(?: in the series)?, (?:the )?({ORDINAL})(?: (?:of its kind|in the series|so far))?,",
                masked.string[m.end() : m.end() + 60],
            )
        return MeetingMention(
            "MEETING",
            span.start,
            span.end,
            self.world.text[span.start : span.end],
            head,
            span_words,
            post,
            (ordinal_of(ordinal.group(ordinal.lastindex or 0)) or 0) if ordinal else 0,
            year,
            (m.group("det") or "").casefold(),
            head in self._plural,
            organisations,
            countries,
            self._level(words),
            months=tuple(months),
            place=place,
        )

    def _level(self, words: str) -> str:
        return next((kind for kind, pattern in self._levels if pattern.search(words)), "")

    # ---- resolution
    def _row(self, sentence: Sentence) -> bool:
        """A line with only an ordinal, followed by one with only a date, is an entry in a list of meetings."""
        words = self.world.text[sentence.span.start : sentence.span.end]
        number = ordinal_of(words)
        following = self.world.layout.sentences[sentence.index + 1 : sentence.index + 5]
        if number is None or not following:
            return False
        dates = [m for m in self.world.mentions[following[0].index] if isinstance(m, TimeMention)]
        if not dates or (dates[0].start, dates[0].end) != (following[0].span.start, following[0].span.end):
            return False
        heading = next(
            (
                m
                for s in self.world.layout.sentences[: sentence.index]
                for m in self.world.mentions[s.index]
                if isinstance(m, MeetingMention) and m.plural and m.organisations
            ),
            None,
        )
        if heading is None:
            return False
        name = f"{words} {re.sub(r's$', '', heading.head)}"
        meeting = Meeting(
            name,
            sentence.span,
            level=heading.level or "heads",
            forum=self._forum(heading),
            ordinal=number,
            ordinal_span=sentence.span,
        )
        meeting.series_span = heading.span
        meeting.when, meeting.when_spans, meeting.when_words = dates[0].when, [dates[0].span], dates[0].text
        meeting.status, meeting.status_span = "held", sentence.span
        self.world.meetings.append(meeting)
        self._focus = meeting
        self._rows = True
        for line in following[1:2]:
            text = self.world.text[line.span.start : line.span.end]
            for m in self.world.mentions[line.index]:
                if isinstance(m, PlaceMention) and m.kind == "CITY" and len(text) < 60:
                    country = next(
                        (
                            x.entity
                            for x in self.world.mentions[line.index]
                            if isinstance(x, PlaceMention) and x.kind == "COUNTRY"
                        ),
                        None,
                    )
                    meeting.place = PlaceMention("CITY", line.span.start, line.span.end, text, m.entity, country)
            self._attach_mode(meeting, self.world.text, line.span, line)
        return True

    def _resolve_sentence(self, sentence: Sentence) -> None:
        if self._row(sentence):
            self.world.focus[sentence.index] = self._focus  # type: ignore[assignment]
            return
        mentions = [
            m for m in self.world.mentions[sentence.index] if isinstance(m, MeetingMention) and m.head not in self._void
        ]
        for mention in mentions:
            if self._several(mention, sentence):
                continue
            self._from_subject(mention, sentence)
            mention.meeting = self._resolve(mention, sentence)
            passing = {w.casefold() for w in mention.pre.split()} & self._distinct - {
                "separate",
                "second",
                "latter",
                "another",
                "other",
            }
            if mention.meeting is not None and (
                self._focus is None or (self._status_near(sentence, mention) == "held" and not passing)
            ):
                self._focus = mention.meeting
        if mentions:
            self._attach(sentence, mentions)
        else:
            self._met(sentence)
        if self._focus is not None:
            self.world.focus[sentence.index] = self._focus

    def _resolve(self, mention: MeetingMention, sentence: Sentence) -> Meeting | None:
        pre = {w.casefold() for w in re.findall(r"[\w-]+", mention.pre)}
        if mention.head in self._own and not mention.determiner and not mention.organisations:
            return self._apart(mention, sentence)
        specific = bool(
            mention.ordinal
            or mention.year
            or mention.organisations
            or mention.countries
            or mention.level
            or mention.months
        )
        apart = bool(pre & self._distinct)
        named = (
            sum(1 for w in re.findall(r"[^\W\d_][\w'-]*", mention.pre) if w[0].isupper()) > 1
            and mention.text.split()[-1][0].isupper()
        )
        if not specific and not apart and not named:
            if mention.plural or mention.determiner in {"no", "any", "each"}:
                return None
            if self._focus is None and self._has_date(sentence):
                return self._new(mention)
            if self._focus is not None and (
                mention.determiner in {"the", "this", "that", "their", "its", ""}
                or sentence.block.kind in {"heading", "title"}
            ):
                return self._focus
            if self._focus is None and mention.determiner != "no" and self._has_date(sentence):
                return self._new(mention)
            return self._focus
        fitting = [x for x in self.world.meetings if self._fits(mention, x, apart, sentence, named and not specific)]
        if fitting:
            best = max(fitting, key=lambda x: (self._score(mention, x), x is self._focus))
            self._update(best, mention)
            return best
        if mention.determiner in {"no", "any", "each"} or (mention.plural and not (mention.months or mention.year)):
            return None
        return self._new(mention)

    def _met(self, sentence: Sentence) -> None:
        """A sentence in which people meet, with no noun for it: the meeting spoken of, or one of its own."""
        verb = self._verbs.search(self.world.text, sentence.span.start, sentence.span.end)
        if verb is None or sentence.block.kind == "title":
            return
        mentions = self.world.mentions[sentence.index]
        before = [m for m in mentions if isinstance(m, WhoMention) and m.end <= verb.start()][-1:]
        after = [m for m in mentions if isinstance(m, WhoMention) and m.start >= verb.end()][:1]
        sides = [d for m in [*before, *after] for d in m.members if d.organisation]
        if (
            after
            and before
            and not before[0].members
            and self._focus is not None
            and self._focus.forum is not None
            and dates_in(mentions)
        ):
            sides.insert(0, Delegate(None, self._focus.forum, before[0].span, group=True))
        dates = [m for m in mentions if isinstance(m, TimeMention)]
        span = Span(verb.start(), verb.end())
        pseudo = MeetingMention(
            "MEETING", span.start, span.end, verb.group(), "meeting", "", "", 0, 0, "the", False, [], [], ""
        )
        same = (
            self._focus is not None and not self._clashes(dates, self._focus) and not self._others(sides, self._focus)
        )
        if not same:
            organisations = list({id(d.organisation): d.organisation for d in sides}.values())
            if len(organisations) < 2 and not (dates and self._focus is None):
                return
            if len(organisations) < 2:
                meeting = Meeting(verb.group(), span)
            else:
                short = " - ".join(
                    (o.names.get("acronym") or [(o.display, span)])[0][0] for o in organisations[:2] if o
                )
                meeting = Meeting(f"{short} meeting", span)
                meeting.parties = sides[:]
            level = (
                self._level(Masked(self.world.text, sentence.span.start, span.start, mentions).string)
                if span.start > sentence.span.start
                else ""
            )
            meeting.level = (
                level
                if level in {"heads", "deputy-heads"}
                and len(organisations) > 2
                or level == "heads"
                and any(o.kind == "forum" for o in organisations if o)
                else ""
            )
            self.world.meetings.append(meeting)
            self._focus = meeting
        pseudo.meeting = self._focus
        self._attach(sentence, [pseudo])

    def _clashes(self, dates: list[TimeMention], meeting: Meeting) -> bool:
        for date in dates:
            when = resolve(self._same_day_elsewhere(date.when), self.world.issued, self._previous(date), True)
            if (
                when.year
                and meeting.when.year
                and not (when.start.startswith(meeting.when.start) or meeting.when.start.startswith(when.start))
            ):
                return True
        return False

    def _others(self, sides: list[Delegate], meeting: Meeting) -> bool:
        """Return whether a side is none of the meeting's parties, where the meeting has named parties."""
        known = {id(d.organisation) for d in meeting.parties}
        return bool(known) and any(id(d.organisation) not in known for d in sides)

    def _has_date(self, sentence: Sentence) -> bool:
        return any(isinstance(m, TimeMention) and m.when.day for m in self.world.mentions[sentence.index])

    def _from_subject(self, mention: MeetingMention, sentence: Sentence) -> None:
        """ "The IP5 Deputy Heads of Office had their 2023 meeting": forum and level stand in the subject."""
        if mention.determiner not in {"their", "its"} or mention.organisations or mention.countries:
            return
        before = [m for m in self.world.mentions[sentence.index] if m.end <= mention.start]
        if sentence.index and not any(isinstance(m, WhoMention | OrgMention) for m in before):
            before = self.world.mentions[sentence.index - 1]
        named = [
            d.organisation
            for m in before
            if isinstance(m, WhoMention)
            for d in m.members
            if d.organisation and d.person is None
        ]
        named += [m.organisation for m in before if isinstance(m, OrgMention)]
        mention.organisations = [o for o in named if o is not None and o.kind == "forum"][:1]
        if not mention.level and mention.start > sentence.span.start:
            mention.level = self._level(Masked(self.world.text, sentence.span.start, mention.start, before).string)

    def _apart(self, mention: MeetingMention, sentence: Sentence) -> Meeting | None:
        """ "A had talks with B": a meeting of its own, of those two."""
        sides = [m for m in self.world.mentions[sentence.index] if isinstance(m, WhoMention)]
        before = [m for m in sides if m.end <= mention.start][-1:]
        after = [m for m in sides if m.start >= mention.end][:1]
        between = self.world.text[mention.end : after[0].start] if after else ""
        if not before or not after or not re.fullmatch(r"\s+with\s+(?:the\s+)?", between):
            return self._focus
        parties = [d for m in [*before, *after] for d in m.members if d.organisation]
        if len({id(d.organisation) for d in parties}) < 2:
            return self._focus
        meeting = Meeting(
            " ".join(self.world.text[mention.start : after[0].end].split()), Span(mention.start, after[0].end)
        )
        meeting.parties = [Delegate(None, d.organisation, d.span) for d in parties]
        meeting.participations = [Participation(d, "participant", sentence.span, "talks") for d in parties]
        self.world.meetings.append(meeting)
        return meeting

    def _several(self, mention: MeetingMention, sentence: Sentence) -> bool:
        """ "Korea-Japan summits were held in March … and May …": a meeting for each date."""
        if not mention.plural or mention.months or not (mention.countries or mention.organisations):
            return False
        dates = [
            m
            for m in self.world.mentions[sentence.index]
            if isinstance(m, TimeMention) and m.start > mention.end and m.when.month
        ]
        if len(dates) < 2:
            return False
        for date in dates:
            meeting = self._new(mention)
            meeting.name = re.sub(r"s$", "", meeting.name)
            meeting.when = resolve(date.when, self.world.issued, self._previous(date), True)
            meeting.when_spans, meeting.when_words = [date.span], " ".join(date.text.split())
            meeting.status, meeting.status_span = "held", mention.span
        return True

    def _fits(
        self, mention: MeetingMention, meeting: Meeting, apart: bool, sentence: Sentence, named: bool = False
    ) -> bool:
        if mention.ordinal and meeting.ordinal and mention.ordinal != meeting.ordinal:
            return False
        if mention.year and meeting.when.year and mention.year != meeting.when.year:
            return False
        if mention.months and meeting.when.month and meeting.when.month not in mention.months:
            return False
        if named:
            return bare_name(meeting.name) == bare_name(_name_of(mention))
        if not (meeting.level or meeting.forum or meeting.ordinal or meeting.parties):
            return (
                not apart
                and not (mention.year and meeting.when.year and mention.year != meeting.when.year)
                and self._status_near(sentence, mention) != "scheduled"
            )
        if (
            mention.level
            and meeting.level
            and mention.level != meeting.level
            and not ({mention.level, meeting.level} == {"heads", "bilateral"})
        ):
            return False
        forum = self._forum(mention)
        if forum is not None and meeting.forum is not None and forum is not meeting.forum:
            return False
        if (
            forum is not None
            and meeting.forum is None
            and (meeting.parties or meeting.level not in {"", mention.level})
        ):
            return False
        if mention.countries and meeting.forum is None and meeting.slug and not self._same_parties(mention, meeting):
            return False
        if apart and not (mention.ordinal and mention.ordinal == meeting.ordinal):
            scheduled = bool({w.casefold() for w in mention.pre.split()} & {"next", "upcoming", "forthcoming"})
            return scheduled and meeting.status == "scheduled" and (not mention.level or mention.level == meeting.level)
        # A meeting to come is not the one reported, unless the words single it out.
        own = self._status_near(sentence, mention)
        if own == "scheduled" and meeting.status == "held" and not mention.ordinal:
            return False
        return not (
            own == "held"
            and meeting.status == "scheduled"
            and not mention.ordinal
            and mention.determiner not in {"the", "this"}
        )

    def _same_parties(self, mention: MeetingMention, meeting: Meeting) -> bool:
        named = {c.iri for c in mention.countries}
        mine = {d.organisation.entity.place for d in meeting.parties if d.organisation and d.organisation.entity}
        return not mine or named <= mine

    def _score(self, mention: MeetingMention, meeting: Meeting) -> int:
        return (
            4 * bool(mention.ordinal and mention.ordinal == meeting.ordinal)
            + 2 * bool(mention.year and mention.year == meeting.when.year)
            + 2 * bool(mention.level and mention.level == meeting.level)
            + bool(self._forum(mention) and self._forum(mention) is meeting.forum)
        )

    def _update(self, meeting: Meeting, mention: MeetingMention) -> None:
        if mention.ordinal and not meeting.ordinal:
            meeting.ordinal, meeting.ordinal_span = mention.ordinal, mention.span
        if mention.level and not meeting.level:
            meeting.level = mention.level
        meeting.place = meeting.place or mention.place
        if meeting.forum is None:
            meeting.forum = self._forum(mention)
            meeting.series_span = meeting.series_span or mention.span
        if mention.year and not meeting.when.year:
            meeting.when = When(mention.year)
            meeting.when_spans = [mention.span]
        if not meeting.parties:
            meeting.parties = self._parties(mention)
        if _weight(mention) > _weight_of(meeting.name) or len(meeting.name.split()) == 1:
            meeting.name, meeting.span = _name_of(mention), mention.span

    def _new(self, mention: MeetingMention) -> Meeting:
        meeting = Meeting(_name_of(mention), mention.span, level=mention.level, forum=self._forum(mention))
        meeting.series_span = mention.span
        meeting.place = mention.place
        if mention.ordinal:
            meeting.ordinal, meeting.ordinal_span = mention.ordinal, mention.span
        if mention.year:
            meeting.when, meeting.when_spans = When(mention.year), [mention.span]
        meeting.parties = self._parties(mention)
        focus = self._focus
        words = {w.casefold() for w in mention.pre.split()}
        if (
            focus is not None
            and meeting.level in {"", focus.level}
            and meeting.forum is None
            and not meeting.parties
            and words & {"last", "next", "previous", "upcoming", "earlier"}
        ):
            meeting.forum = focus.forum
            meeting.level = focus.level
            meeting.parties = [Delegate(None, d.organisation, d.span, unnamed_title="inherited") for d in focus.parties]
        self.world.meetings.append(meeting)
        return meeting

    def _forum(self, mention: MeetingMention) -> Organisation | None:
        fora = [o for o in mention.organisations if o.kind in {"forum", "working-group"}]
        if not fora:
            fora = [
                o
                for o in mention.organisations
                if o.kind == "international-organisation" and mention.level == "assembly"
            ]
        return fora[0] if fora else None

    def _parties(self, mention: MeetingMention) -> list[Any]:
        parties = []
        others = [o for o in mention.organisations if o is not self._forum(mention)]
        if self._forum(mention) is None or len(mention.countries) + len(others) > 1:
            for organisation in others:
                parties.append(self.world.delegate_of(organisation, mention.span))
            for country in mention.countries:
                office = (
                    self.world.state_of(country) if mention.head.startswith("summit") else self.world.office_of(country)
                )
                if office is not None and all(p.organisation is not office for p in parties):
                    parties.append(self.world.delegate_of(office, mention.span))
        return parties

    # ---- what is said of a meeting in its sentence
    def _attach(self, sentence: Sentence, mentions: list[MeetingMention]) -> None:
        text = self.world.text
        resolved = [m for m in mentions if m.meeting is not None]
        if not resolved:
            return
        for position, mention in enumerate(resolved):
            left = resolved[position - 1].end if position else sentence.span.start
            right = resolved[position + 1].start if position + 1 < len(resolved) else sentence.span.end
            if position == 0 or resolved[position - 1].meeting is mention.meeting:
                left = sentence.span.start
            meeting = mention.meeting
            assert meeting is not None
            self._attach_status(meeting, sentence, mention, left, right)
            self._attach_date(meeting, sentence, mention, left, right, position == 0)
            self._attach_place(meeting, sentence, left if position == 0 else mention.start, right)
            if not meeting.level and self._level_of_sides(sentence, mention.end, right):
                meeting.level = "industry"
            self._attach_mode(meeting, text, Span(left if position == 0 else mention.start, right), sentence)

    def _level_of_sides(self, sentence: Sentence, start: int, end: int) -> bool:
        """A meeting "between the heads of office and industry associations" is one with industry."""
        masked = Masked(
            self.world.text,
            start,
            max(min(end, start + 120, sentence.span.end), start + 1),
            [m for m in self.world.mentions[sentence.index] if m.start >= start],
        )
        window = masked.string
        return bool(re.search(r"\b(?:between|with)\b", window)) and any(
            kind == "industry" and p.search(window) for kind, p in self._levels
        )

    def _status_near(self, sentence: Sentence, mention: MeetingMention) -> str:
        window = " ".join(
            self.world.text[
                max(sentence.span.start, mention.start - 60) : min(sentence.span.end, mention.end + 70)
            ].split()
        )
        return next((s for s, p in self._statuses if p.search(window)), "held")

    def _attach_status(
        self, meeting: Meeting, sentence: Sentence, mention: MeetingMention, left: int, right: int
    ) -> None:
        window = " ".join(self.world.text[max(left, mention.start - 150) : min(right, mention.end + 90)].split())
        status = next((s for s, p in self._statuses if p.search(window)), "held")
        if meeting.status in {"", status} or (meeting.status == "postponed" and status == "held"):
            meeting.status = status
            meeting.status_span = meeting.status_span or Span(mention.start, mention.end)

    def _attach_date(
        self, meeting: Meeting, sentence: Sentence, mention: MeetingMention, left: int, right: int, first: bool
    ) -> None:
        dates = [m for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention)]
        after = [d for d in dates if mention.end <= d.start < right]
        before = [d for d in dates if left <= d.start and d.end <= mention.start]
        if mention.months and not meeting.when.month:
            before = [TimeMention("DATE", mention.start, mention.end, mention.text, When(month=mention.months[0]))]
        for date in [*after, *reversed(before)]:
            when = resolve(
                self._same_day_elsewhere(date.when),
                self.world.issued,
                self._previous(date),
                meeting.status != "scheduled",
            )
            when = self._as_said_at(when, meeting)
            if not when.year and not when.relative:
                continue
            if (
                meeting.when.day
                or (meeting.when.month and not when.day)
                or (meeting.when.year and not when.month and not when.earliest)
            ):
                continue
            if meeting.when.year and when.year != meeting.when.year and meeting.when.year != 0:
                continue
            meeting.when, meeting.when_words = when, " ".join(date.text.split())
            meeting.when_spans = [*meeting.when_spans[:1], date.span] if meeting.when_spans else [date.span]
            return

    def _as_said_at(self, when: When, meeting: Meeting) -> When:
        """What is announced at a meeting for "later" may follow on that very day, before the report of it."""
        said = self._focus.when if self._focus is not None and self._focus is not meeting else None
        if (
            when.earliest
            and when.latest.endswith("-12-31")
            and said is not None
            and said.day
            and said.year == when.year
        ):
            return replace(when, earliest=min(when.earliest, said.start))
        return when

    def _previous(self, date: TimeMention) -> When | None:
        return self.world.date_before(date.start)

    def _same_day_elsewhere(self, when: When) -> When:
        """A day and month without a year take it from the same day and month given in full elsewhere."""
        if when.year or not when.day:
            return when
        full = (
            d.when for d in self.world.dates if (d.when.month, d.when.day) == (when.month, when.day) and d.when.year
        )
        return next(full, when)

    def _attach_place(self, meeting: Meeting, sentence: Sentence, left: int, right: int) -> None:
        if meeting.place is not None:
            return
        masked = Masked(self.world.text, sentence.span.start, sentence.span.end, self.world.mentions[sentence.index])
        city, country = any_of("CITY"), any_of("COUNTRY|CITY")
        for m in re.finditer(
            rf"(?:\b[Ii]n|\bat) (?P<city>{city})(?:(?:,| in|, in) (?P<country>{country}))?", masked.string
        ):
            place = masked.get(m, "city")
            if isinstance(place, PlaceMention) and left <= place.start < right:
                within = masked.get(m, "country")
                place.country = within.entity if isinstance(within, PlaceMention) else None
                end = within.end if isinstance(within, PlaceMention) else place.end
                meeting.place = PlaceMention(
                    "CITY", place.start, end, self.world.text[place.start : end], place.entity, place.country
                )
                return

    def _attach_mode(self, meeting: Meeting, text: str, span: Span, sentence: Sentence) -> None:
        if meeting.mode:
            return
        for mode in ("hybrid", "virtual", "in-person"):
            pattern = self._modes.get(mode)
            found = pattern.search(text, span.start, span.end) if pattern else None
            if found:
                meeting.mode, meeting.mode_span = mode, Span(found.start(), found.end())
                return


def _name_of(mention: MeetingMention) -> str:
    words = " ".join(mention.text.split()).strip('"“” ')
    return re.sub(r"^(?:[Tt]he|[Aa]n?|[Tt]his|[Tt]hat|[Tt]hese|[Tt]heir|[Ii]ts|[Oo]ur|[Hh]is|[Ee]ach) ", "", words)


def bare_name(name: str) -> str:
    """Return a meeting's name without its number, year and "the"."""
    return " ".join(re.sub(rf"(?i)\b(?:{ORDINAL}|(?:19|20)\d\d|the|annual|next|last|previous)(?!\w)", "", name).split())


def dates_in(mentions: list[Mention]) -> bool:
    """Return whether there is a date among the mentions."""
    return any(isinstance(m, TimeMention) for m in mentions)


def _weight(mention: MeetingMention) -> int:
    return _weight_of(_name_of(mention)) + 2 * bool(mention.ordinal)


def _weight_of(name: str) -> int:
    return min(sum(1 for w in name.split() if w[:1].isupper() or w[:1].isdigit()), 8)
