"""Signings: in, a masked sentence and a noun for a document in it; out, the words that say that it was signed.

Before the noun: a verb ("signed a memorandum"), a noun of action that is told as a fact ("ended with the signing of"),
who met "to sign". After it: a passive or participle ("a memorandum, signed on …"), a clause of its own ("which they
had concluded"), or its date ("dated 3 May 2019").
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from kgtool.extraction.acts.verbs import Verbs, verb_pattern
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of

_NOUN = any_of("AGREEMENT")
_WHO = any_of("WHO")
# "One is a memorandum", after "they signed two papers".
_ONE_IS = re.compile(
    r"(?:^|[.;:] )(?:One|The (?:other|first|second|third|last|former|latter)|Another)(?: of them)? (?:is|was) $"
)
_OF = rf"(?:the |this |our )?(?:\w+|{any_of('MEETING')})"  # "Results of the talks: a work plan"
_PAPERS = r"(?:two|three|four|several|both) (?:\w+ )?(?:papers|documents|texts|instruments|agreements|accords)"
_NO_OBJECT = re.compile(
    rf"[.;:]|{_NOUN}(?!,? and\b|, )|\b(?:that|to|which|under|pursuant)\b"
)  # Between a verb and a noun: no object.
_PARTICIPLE = re.compile(rf"{_NOUN}(?: \([^)]*\))?[\"*_]*,?(?: (?:and|also|both|each|all|just|recently|newly))? ")
_GAP = re.compile(rf"{_NOUN}[^.;:]{{0,110}}?[,\"')*_]* ")
# What follows a participle that says when, where or by whom: a finite verb would have an object.
_ADJUNCT = re.compile(
    rf"[\s\"'*_]*$|[,;.:)]|\s+(?:on|in|by|at|between|last|this|earlier|today|yesterday|during|under|with|for|since|there|then"
    rf"|as|ago|{any_of('DATE')})\b|\s+{any_of('DATE|MEETING')}"
)
# No participle has an object.
_OBJECT = re.compile(rf" (?:{_NOUN}|an? \w|its \w|their \w|the (?!same|day|previous|next|year|week|evening))")
_RELATIVE = re.compile(
    rf"{_NOUN}[^.;:]{{0,90}}?\b(?:which|that) (?:the )?(?P<who>[^;:]{{0,120}}?)"
    r" (?:had |have |has )?(?:\w+ly |already |also |both |jointly )?$"
)
_NO_PREPOSITION = "".join(
    f"(?<! {w})" for w in ("on", "of", "by", "for", "with", "to", "in", "at", "from", "between", "and")
)
_CONTACT = re.compile(
    rf"{_NOUN}[^.;:,]{{0,60}}?{_NO_PREPOSITION} (?:the )?{_WHO}"
    r" (?:had |have |has )?(?:\w+ly |already |also |both |jointly )?$"
)
# "to meet and sign": what is yet to be done.
_TO_COME = re.compile(r"(?i)\b(?:to|will|would|may|might|should|can|could|must|shall)\b[^.;:]*$")
_IT_WAS = re.compile(r"\W*(?:It|This|The (?:text|document|instrument)) (?:is|was|has been|had been)(?: \w+ly)? ")
_IT = re.compile(r"(?: jointly)? (?:it|them|this)\b(?! is| was)")  # "A and B signed it."
_OF_ITSELF = re.compile(rf"{_NOUN},? (?:\w+ly |also |thus )?$")  # "The new Agreement established …"
_BY_SIGNING = re.compile(rf"\b(?:[Bb]y|[Uu]pon|[Oo]n|[Aa]fter) (?P<noun>{any_of('MEETING')}) $")
_HAD = re.compile(r"\b(?:have|has) had $")  # "They have had a memorandum since 2011."
_SINCE = re.compile(rf"{_NOUN}[^.;:]{{0,60}}? since {any_of('DATE')}")
_REACH = 160  # A passive verb stands within so many characters of its noun.
_BEFORE = 70  # An active one within so many.


@dataclass(frozen=True, slots=True)
class Signing:
    """Words that say that a document was signed; who did it stands before `end` (active), after it, or anywhere."""

    start: int
    end: int
    voice: str


class Signings:
    """Finds what makes a document a fact."""

    def __init__(self, table: dict[str, Any], bodies: list[str], verbs: Verbs) -> None:
        self._verbs = verbs
        self.verb = verb_pattern(table.get("verbs", []), decrees=table.get("decrees", []))
        self._purpose = re.compile(table.get("purpose", "(?!)"))
        present = alternatives(table.get("present", ["-"]))
        body = alternatives(bodies or ["-"])
        self._present = re.compile(
            rf"(?:\b[Ww]e|{_WHO}(?: and(?: [A-Z][\w'-]+){{1,3}})?(?:, [^,;:.]{{3,70}},)?|\b(?i:{body})|\band)"
            rf"\s(?:\w+ly |also |then )?[*_]{{0,2}}(?P<verb>{present})(?![\w-])"
        )
        self._cleft = re.compile(
            rf"\b[Ww]hat (?:was|has been|had been) (?:\w+ly )?{self.verb.pattern}[^.;:]{{0,80}}? (?:is|was|were) $"
        )
        self._label = re.compile(rf"(?:^|[.;] )\W*{alternatives(table.get('labels', ['-']))}(?: of {_OF})?: $")
        speak = alternatives(table.get("speak", ["-"]))
        self._told_in = re.compile(rf"{_NOUN}[^.;:]{{0,60}}?,? (?:the )?{_WHO}[^.;:]{{0,40}}? {speak}(?!\w)")
        self._gerund = re.compile(table.get("gerund", "(?!)"))
        actions = f"(?i:{alternatives(table.get('actions', ['-']))})"
        self._action = re.compile(
            rf"(?P<lead>{table.get('told', '(?!)')})[^.;:]{{0,60}}?(?P<noun>\b{actions}|{any_of('MEETING')})"
            rf"(?: ceremony)? of (?:{_NOUN},? (?:and )?)?$"
        )
        self._signing = re.compile(actions)
        self._subject = re.compile(rf"(?:\b[Tt]he (?:\w+ )?{actions}|(?P<noun>{any_of('MEETING')}))(?: ceremony)? of $")
        self._happened = re.compile(rf"{_NOUN}[^.;:]{{0,120}}? (?:{table.get('happened', '(?!)')})\b")
        self._unborn = re.compile(rf"(?i)(?:{'|'.join(table.get('unborn', ['(?!)']))})\W*$")
        dated, day = table.get("dated", "(?!)"), any_of("DATE")
        self._dated = re.compile(rf"{_NOUN}(?: \([^)]*\))?(?: of|[^.;:]{{0,60}}?[\s(](?:{dated})) {day}")

    def of(self, masked: Masked, position: int) -> Signing | None:
        """Return what says that the document at a position was signed, None where nothing does."""
        if self._unborn.search(masked.string, max(0, position - 60), position):
            return None
        return (
            self._active(masked, position)
            or self._in_cleft(masked, position)
            or self._told(masked, position)
            or self._clause(masked, position)
            or self._passive(masked, position)
            or self._noun(masked, position)
            or self._date(masked, position)
        )

    def of_papers(self, before: Masked, masked: Masked, position: int) -> Signing | None:
        """Return that a document is one of the papers that a sentence before says were signed: "One is a …"."""
        if not _ONE_IS.search(masked.string[:position]):
            return None
        for verb in self.verb.finditer(before.string):
            if self._verbs.is_fact(before, verb.start()) and re.match(rf" {_PAPERS}", before.string[verb.end() :]):
                return Signing(position, position + 1, "papers")
        return None

    def of_it(self, masked: Masked) -> tuple[re.Match[str], bool] | None:
        """Return the verb of "it was signed", "Signed in Oslo" or "A and B signed it", and whether it is active."""
        for verb, passive in self._verbs.forms(masked, self.verb):
            before = masked.string[: verb.start()]
            headless = (
                not before.strip(" *_-") and verb.group()[0].isupper() and _ADJUNCT.match(masked.string, verb.end())
            )
            if headless or (passive and _IT_WAS.fullmatch(before)):
                return verb, False
            if not passive and _IT.match(masked.string, verb.end()):
                return verb, True
        return None

    def _fact(self, masked: Masked, verb: re.Match[str], voice: str) -> Signing | None:
        return Signing(verb.start(), verb.end(), voice) if self._verbs.is_fact(masked, verb.start()) else None

    # ---- before the noun
    def _active(self, masked: Masked, position: int) -> Signing | None:
        string = masked.string
        found = [m for m in self.verb.finditer(string, 0, position) if not self._verbs.is_passive(masked, m.start())]
        found += self._present.finditer(string, 0, position)
        found += self._gerund.finditer(string, 0, position)
        for verb in sorted(found, key=lambda m: m.end(), reverse=True)[:1]:
            start = verb.start("verb") if "verb" in verb.re.groupindex else verb.start()
            between = string[verb.end() : position]
            if len(between) >= _BEFORE or _NO_OBJECT.search(between) or not self._verbs.is_fact(masked, start):
                continue
            if string.startswith("and", verb.start()) and _TO_COME.search(string[: verb.start()]):
                continue
            if _OF_ITSELF.search(string, 0, start):
                continue
            return Signing(start, verb.end(), "active")
        return None

    def _in_cleft(self, masked: Masked, position: int) -> Signing | None:
        m = self._cleft.search(masked.string[:position])
        return Signing(m.start(), position, "passive") if m is not None else None

    def _told(self, masked: Masked, position: int) -> Signing | None:
        """Return that somebody speaks in a document ("in a joint statement, they welcomed"), or "Result: …"."""
        string = masked.string
        if self._label.search(string[:position]):
            return Signing(position, position + 1, "passive")
        m = self._told_in.match(string, position) if re.search(r"(?:^|, |\b)[Ii]n $", string[:position]) else None
        return Signing(m.end(), m.end(), "active") if m is not None and self._verbs.is_fact(masked, m.end()) else None

    def _noun(self, masked: Masked, position: int) -> Signing | None:
        subject = self._subject.search(masked.string[:position])
        meeting = masked.get(subject, "noun") if subject is not None else None
        signing = meeting is None or self._signing.search(meeting.text)
        if subject is not None and signing and self._happened.match(masked.string, position):
            return Signing(position, position + 1, "passive")
        for pattern in (self._action, self._purpose, _BY_SIGNING):
            m = pattern.search(masked.string[:position])
            # "The signing" is the noun for a meeting too.
            meeting = masked.get(m, "noun") if m is not None else None
            if meeting is not None and not self._signing.search(meeting.text):
                continue
            if m is not None and self._verbs.is_fact(masked, m.start()):
                return Signing(m.start(), position, "noun")
        return None

    # ---- after the noun
    def _passive(self, masked: Masked, position: int) -> Signing | None:
        string = masked.string
        for m in self.verb.finditer(string, position):
            between = string[position : m.start()]
            if len(between) > _REACH or re.search(r"[.;]", between):
                return None
            close = _PARTICIPLE.fullmatch(between) and not _OBJECT.match(string, m.end())
            reduced = _GAP.fullmatch(between) and _ADJUNCT.match(string, m.end())
            if self._verbs.is_passive(masked, m.start()) or close or reduced:
                return self._fact(masked, m, "passive")
        return None

    def _clause(self, masked: Masked, position: int) -> Signing | None:
        string = masked.string
        for m in self.verb.finditer(string, position, position + 2 * _REACH):
            between = string[position : m.start()]
            if re.search(r"[;:]", between) or self._verbs.is_passive(masked, m.start()):
                return None
            if _RELATIVE.fullmatch(between) or (_CONTACT.fullmatch(between) and _ADJUNCT.match(string, m.end())):
                return self._fact(masked, m, "clause")
        return None

    def _date(self, masked: Masked, position: int) -> Signing | None:
        m = self._dated.match(masked.string, position)
        if m is None and _HAD.search(masked.string[:position]):
            m = _SINCE.match(masked.string, position)
            return Signing(position - 1, position, "active") if m is not None else None
        return Signing(position, m.end(), "passive") if m is not None else None
