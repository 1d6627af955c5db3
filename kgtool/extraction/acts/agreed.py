"""Agreed items: in, sentences in which somebody agrees; out, what was agreed, item by item, and visions agreed."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kgtool.extraction.acts.actors import Actors, delegates_of
from kgtool.extraction.acts.agreed_items import AgreedItems
from kgtool.extraction.acts.announced import AnnouncedFinder
from kgtool.extraction.acts.complements import Complements, Piece
from kgtool.extraction.acts.parties import Parties
from kgtool.extraction.acts.verbs import Verbs, verb_pattern
from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import (
    Delegate,
    NounMention,
    TimeMention,
)
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World
from kgtool.model import Span

_DOCUMENT = re.compile(
    rf"[\s*_\"]*(?:on |upon )?(?:the |an? |its |their )?(?:(?:\w+ed|\w+ly|new|common|final|full|first) ){{0,2}}"
    rf"{any_of('AGREEMENT')}(?! (?:projects?|activities|items?|process|team|group)\b)"
)  # As an object: signed.
_IMPERSONAL = re.compile(r"(?i)it (?:was|has been|is) (?:\w+ly |also |further )?$")
_AGENT = re.compile(rf"\s*(?:by|between|among) (?:the )?({any_of('WHO')})\s*")
_OBJECT_PRONOUN = re.compile(r"(?i)(?:them|it|this|these|that|so)\b(?! \w+s?\b(?: of| to| for)\b)")
_FRAGMENT = 10  # What a pronoun takes up is a sentence without a verb, of at most so many words.
_PRONOUN = re.compile(r"(?i)\s*(?:it|this|that|which|what|they|these|none|nothing|some|all)\s*")
_NAME = re.compile(
    r"(?:[Tt]he |an? )?(?:(?:[A-Z(][\w()/.&-]*|and|of|for|on|&) )*"
)  # The words of a name before its noun.
# "Japan had endorsed …": what one does for itself.
_COUNTRY = re.compile(rf"(?<!of )(?<!and ){any_of('COUNTRY')}(?: has| had| have)?(?: \w+ly| also)? $")
_STILL_OPEN = re.compile(
    r"\b(?:is|are|remains?|has|have) (?:yet |still )?to be (?:signed|confirmed|approved|adopted)\b"
)
_BY_OTHERS = re.compile(r"[*_]{0,2} by (?:one|each|either|any|the other|another|an?) ")
_ACRONYM = re.compile(r"\b[Tt]he [A-Z]{2,6}(?: \w+ly| also| then)* $")  # A body that the text calls by letters.
_QUESTION = re.compile(r"(?:where|when|whether|if|who|why)\b")  # "It is decided where …" tells no decision.
_STOP = re.compile(r"[.;:](?=\s)")
# "… in machine translation; a common form was favoured by most": another clause, with its own subject.
_OTHER_CLAUSE = re.compile(r"; (?:but |while |however, )?(?:a|an|the|no|it|this|there|nothing|none)\b(?![^;]*;)")
_CLAUSE = re.compile(
    r",? and (?:also )?(?P<next>that (?:the|an?|all|each|both|it|they) |(?<=, and )that (?!of\b)"
    r"|to (?:extend|launch|start|hold|set up|establish"
    r"|publish|renew|create|develop|prepare|organi[sz]e|appoint|exchange|share) )"
)
_SESSION = re.compile(
    rf"(?:{any_of('MEETING')}|\b(?:session|meeting|conference|plenary"
    r"|partners|members|delegates|delegations|ministers|directors|commissioners|parties|sides))(?: \w+ly| also)? $"
)
_ADJUNCT = re.compile(rf"\s*(?:$|[.,;]|(?:in|on|at|during) (?:the )?{any_of('DATE|MEETING')})")
# "the fast lane which the offices agreed on in May": what was agreed stands before.
_WHICH = re.compile(
    rf"(?P<what>{any_of('INITIATIVE')})?(?:, (?:the|an?) [^.;:,]{{0,60}})?,? (?:which|that) [^.;:,]{{0,60}}$"
)
# "A agreed with B to …", but not "A agreed with the speaker".
_WITH = re.compile(rf"\s*with (?:(?:the )?{any_of('WHO|COUNTRY')}(?P<end>\s*,?\s+(?:to|on|that|upon)\b)?)?")
_AT_IT = re.compile(r" (?:at|during|in) (?:it|this|that) (?=\w)")
_MORE = re.compile(r",? and (?:also |further |then |finally )*$")  # Between what was agreed and the next verb.


class AgreedFinder:
    """Finds what was agreed without a document to sign."""

    def __init__(self, world: World, verbs: Verbs, actors: Actors, complements: Complements) -> None:
        self.world = world
        self._verbs = verbs
        self._actors = actors
        self._complements = complements
        self._parties = Parties(world)
        self._items = AgreedItems(world)
        self._announced = AnnouncedFinder(world, verbs, complements, self._items)
        table = world.knowledge.lexicon.tables.get("outcomes", {})
        agreed = table.get("agreed", {})
        self._agreed = verb_pattern(agreed.get("verbs", []), decrees=agreed.get("decrees", []))
        self._present = verb_pattern(agreed.get("present", []))
        actor = rf"(?:\b[Ww]e|{any_of('WHO')}|\b(?i:{alternatives(table.get('bodies', ['-']))}))"
        self._acting = re.compile(rf"{actor} (?:(?:\w+ly|also|further|then) )*[*_]{{0,2}}$")
        self._joint = verb_pattern(agreed.get("joint", []), decrees=agreed.get("joint", []))
        self._approve = re.compile(rf"(?:\w+, )?to {alternatives(agreed.get('approve', ['-']))}\s+")
        signed = table.get("signed", {})
        self._acts = verb_pattern([*agreed.get("verbs", []), *agreed.get("joint", []), *signed.get("verbs", [])])
        noun = table.get("vision", {}).get("noun", "(?!)")
        self._opens_vision = re.compile(rf"(?:an? )?{noun}\b")
        self._vision = re.compile(rf"\b{noun}\b")

    def read(self, masked: Masked, sentence: Sentence) -> None:
        """Add what a sentence says was agreed to the world: the first verb that is a fact takes the rest."""
        taken = 0
        if self._announced.is_heading(sentence) or self._announced.row(sentence):
            return
        found = [*self._verbs.forms(masked, self._agreed), *self._verbs.forms(masked, self._joint)]
        found += [
            (verb, False)
            for verb, _ in self._verbs.forms(masked, self._present)
            if self._acting.search(masked.string[: verb.start()])
        ]
        for verb, passive in sorted(found, key=lambda f: (f[0].start(), -f[0].end())):
            if verb.start() < taken or not self._is_agreement(masked, sentence, verb):
                continue
            which = _WHICH.search(masked.string, 0, verb.start()) if _ADJUNCT.match(masked.string, verb.end()) else None
            if which is not None:
                taken = self._before(masked, sentence, verb, which)
                continue
            if not passive or _IMPERSONAL.search(masked.string[: verb.start()]):
                taken = self._active(masked, sentence, verb)
                continue
            if any(a.span == sentence.span and a.rule == "signed" for a in self.world.agreements):
                continue
            if masked.string[verb.end() :].strip(" .").startswith(("that", "to", "on")):
                taken = self._active(masked, sentence, verb)
                continue
            taken = self._passive(masked, sentence, verb)
        if not taken:
            self._announced.read(masked, sentence)

    def _is_agreement(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> bool:
        """Return whether a verb states that something was agreed; what has a document for its object was signed."""
        impersonal = masked.string[: verb.start()].rstrip().endswith("It was")
        if not impersonal and _DOCUMENT.match(masked.string, verb.end()):
            return False
        aside = _WITH.match(masked.string, verb.end())
        if aside is not None and aside.group("end") is None:  # "They agreed with the speaker."
            return False
        return not self._joint.fullmatch(verb.group()) or self._is_joint(masked, sentence, verb)

    def _is_joint(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> bool:
        """Return whether several, or a body of several, do what an office can do for itself ("approved the fees")."""
        if self._verbs.is_passive(masked, verb.start()):
            if _BY_OTHERS.match(masked.string, verb.end()):
                return False
            delegates = self._actors.agent(masked, verb.end())
            if not delegates:
                return self._is_of_meeting(sentence)
        else:
            if _COUNTRY.search(masked.string, 0, verb.start()):
                return False
            delegates = self._actors.subject(masked, verb.start(), sentence)
            group = re.search(rf"{any_of('WHO')} (?:\w+ ){{0,3}}$", masked.string[: verb.start()])
            session = _SESSION.search(masked.string, 0, verb.start())
            if not delegates and (group is not None or session is not None):
                return self.world.focus.get(sentence.index) is not None
        organisations = {id(d.organisation): d.organisation for d in delegates if d.organisation}
        if not organisations and _ACRONYM.search(masked.string, 0, verb.start()):
            return self._is_of_meeting(sentence)
        joint = [o for o in organisations.values() if o.kind == "forum" or self._parties.is_body(o)]
        if verb.group().isupper() and organisations:  # The verbs of a resolution.
            return True
        return len(organisations) > 1 or bool(joint) or bool(self._actors.body_in(masked, len(masked.string)))

    def _is_of_meeting(self, sentence: Sentence) -> bool:
        """Return whether a sentence can tell what the meeting spoken of did: it names no other year."""
        meeting = self.world.focus.get(sentence.index)
        years = {
            m.when.year for m in self.world.mentions[sentence.index] if isinstance(m, TimeMention) and m.when.month
        }
        return meeting is not None and not (meeting.when.year and years - {0, meeting.when.year})

    # ---- active
    def _active(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> int:
        """Add what follows "agreed to", or "it was agreed by … that"; return where to go on."""
        delegates, start = self._who(masked, sentence, verb)
        aside = _WITH.match(masked.string, start)
        partners = self._actors.partners(masked, 0, aside.end() if aside else verb.start())
        if aside is not None and aside.group("end"):
            delegates, start = [*delegates, *partners], aside.end()
            partners = []
        at_it = _AT_IT.match(masked.string, start)
        start = at_it.end() if at_it is not None else start
        if partners and not delegates:
            delegates = self._actors.own_side(masked, sentence, verb.start())
        delegates = [*delegates, *partners]
        end = self._next(masked, start)
        for piece in map(self._taken_up, self._apart(self._complements.of(masked, start, sentence, end))):
            if piece is None or _QUESTION.match(piece.text) or self._items.is_procedural(piece.text):
                continue
            if len(re.findall(r"[^\W\d_]{2,}", piece.text)) > 1:
                kind = "vision" if self._opens_vision.match(piece.text) else "agreed-item"
                document = self._to_approve(piece)
                self._items.add(
                    kind if document is None else document[0],
                    document[1] if document else piece,
                    delegates,
                    sentence,
                    "agreed",
                )
        return end

    def _before(self, masked: Masked, sentence: Sentence, verb: re.Match[str], which: re.Match[str]) -> int:
        """Add the initiative before "which the offices agreed on in May"; return where to go on."""
        what = masked.get(which, "what") if which.group("what") else None
        if what is not None:
            delegates = self._actors.subject(masked, verb.start(), sentence)
            agreement = self._items.add("other", Piece(what.text, what.span), delegates, sentence, "agreed")
            if agreement.meeting is None and not delegates:  # Whoever meets now need not have agreed then.
                agreement.parties, agreement.implicit = [], False
        return verb.end()

    def _taken_up(self, piece: Piece) -> Piece | None:
        """Return a piece that names something; for a pronoun the fragment before it, None where there is none."""
        if not _OBJECT_PRONOUN.match(piece.text):
            return piece
        sentence = self.world.sentence_at(piece.span.start)
        before = self.world.layout.sentences[sentence.index - 1] if sentence is not None and sentence.index else None
        if before is None or sentence is None or before.block is not sentence.block:
            return None
        words = self.world.words(before.span).rstrip(".")
        masked = self.world.masked(before)
        told = len(words.split()) > _FRAGMENT or any(self._verbs.forms(masked, self._acts)) or words.endswith("?")
        span = Span(before.span.start + len(before.marker), before.span.start + len(words))
        return None if told or self._verbs.is_told(masked) else Piece(self.world.words(span), span)

    def _apart(self, pieces: list[Piece]) -> Iterator[Piece]:
        """Yield what one sentence says was agreed in several clauses: "that …, and that …", "to …, and to …"."""
        for piece in pieces:
            text = self.world.text
            first = piece.span.start
            joints = [first]
            for m in _CLAUSE.finditer(text, piece.span.start, piece.span.end):
                joints.extend((m.start(), m.start("next")))
            ends = [*joints[1::2], piece.span.end]
            for start, end in zip([first, *joints[2::2]], ends, strict=True):
                span = Span(start + len("that ") * text.startswith("that ", start), end)
                yield Piece(self.world.words(span), span, piece.position)

    def _to_approve(self, piece: Piece) -> tuple[str, Piece] | None:
        """Return kind and name of the document that an item says to approve ("to approve the work plan")."""
        opening = self._approve.match(piece.text)
        sentence = self.world.sentence_at(piece.span.start)
        if opening is None or sentence is None:
            return None
        start = piece.span.start + opening.end()
        for m in self.world.mentions[sentence.index]:
            if not isinstance(m, NounMention) or m.kind != "AGREEMENT" or m.start < start:
                continue
            if _NAME.fullmatch(self.world.text, start, m.start):
                span = Span(start, piece.span.end)
                return m.notation, Piece(self.world.words(span), span, piece.position)
        return None

    def _next(self, masked: Masked, start: int) -> int:
        """Return where what was agreed ends: before "and signed …", else with the sentence."""
        for verb, _ in self._verbs.forms(masked, self._acts):
            joint = _MORE.search(masked.string, start, verb.start()) if verb.start() > start else None
            if joint is not None:
                return joint.start()
        clause = _OTHER_CLAUSE.search(masked.string, start)
        return clause.start() if clause is not None else len(masked.string)

    def _who(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> tuple[list[Delegate], int]:
        """Return who agreed, and where what they agreed begins."""
        agent = _AGENT.match(masked.string, verb.end())
        if agent:
            return delegates_of(masked.mentions.get(agent.group(1))), agent.end()
        mutual = "mutual" in verb.group().casefold() or _IMPERSONAL.search(masked.string[: verb.start()])
        return [] if mutual else self._actors.subject(masked, verb.start(), sentence), verb.end()

    # ---- passive
    def _passive(self, masked: Masked, sentence: Sentence, verb: re.Match[str]) -> int:
        """Add the subject of "was agreed"; return where to go on: behind the sentence unless it is only a pronoun."""
        start = max((m.end() for m in _STOP.finditer(masked.string, 0, verb.start())), default=0)
        if masked.string[:start].strip() == sentence.marker:
            start = max(start, len(sentence.marker))
        subject = self._verbs.subject(masked.string[start : verb.start()])
        if masked.string.rstrip().endswith(":") and self._announced.below(sentence):
            return len(masked.string)
        if (
            not re.search(r"[^\W\d_]{2}", subject)
            or subject.rstrip().endswith((" which", " that"))
            or _PRONOUN.fullmatch(subject)
            or self._items.is_none(subject)
            or _STILL_OPEN.search(masked.string, verb.end())
        ):
            return verb.end()
        lead = len(subject) - len(subject.lstrip(" *_-•"))
        span = masked.span(start + lead, start + len(subject.rstrip(" *_")))
        piece = Piece(self.world.words(span), span)
        kind = "vision" if self._vision.search(piece.text) else self._items.kind_in(sentence, span)
        agreement = self._items.add(kind, piece, self._actors.agent(masked, verb.end()), sentence, "agreed-passive")
        if kind == "vision":
            items = self._complements.items(masked, verb.end())
            agreement.aims = [(i.text, i.span) for i in items if i.position]
        return len(masked.string)
