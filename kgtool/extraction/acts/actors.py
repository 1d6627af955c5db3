"""Actors: in, a sentence and a place in it; out, who acts there: subjects, agents after "by", partners after "with".

A subject is a list or group named, a body spoken of before ("the Committee"), or whoever publishes ("we"); the item of
a list that opens with its verb has the subject of the words that introduce the list.
"""

from __future__ import annotations

import re

from kgtool.extraction.documents.layout import Sentence
from kgtool.extraction.entities import Delegate, Mention, Organisation, OrgMention, PlaceMention, WhoMention
from kgtool.extraction.lexicon import alternatives
from kgtool.extraction.masked import Masked, any_of
from kgtool.extraction.world import World

_WHO = re.compile(any_of("WHO"))
_AFTER_WHO = re.compile(rf"{any_of('WHO')}\s*$")
_OF = "(?:countries|offices|members|heads|authorities|institutes|representatives|presidents|directors)"
# "The heads of A and B": they act themselves.
_HEADS_OF = re.compile(
    r"(?:^|[.;:,] |\b[Aa]nd )(?:[Tt]he |[Bb]oth |[Aa]ll )?(?:\w+ )?"
    r"(?:[Hh]eads|[Dd]irectors|[Pp]residents|[Ll]eaders|[Rr]epresentatives"
    r"|[Cc]ommissioners|[Mm]inisters|[Dd]elegations|[Oo]ffices|[Cc]hiefs|[Dd]irectors[ -][Gg]eneral) of (?:the )?$"
)
_GROUP_OF = re.compile(rf"(?P<group>{any_of('WHO')}) of (?:the )?$")
_AGENT = re.compile(
    rf"\b(?:by|between|among|amongst) (?:the )?(?:{_OF} of (?:the )?)?(?:{any_of('DEMONYM')} )?(?P<who>{any_of('WHO')})"
)
_PARTNER = re.compile(
    rf"\b(?:[Ww]ith|and) (?:the )?(?:{any_of('TITLE')} of (?:the )?)?(?:head of the )?"
    rf"(?:{any_of('DEMONYM')} )?(?P<who>{any_of('WHO|COUNTRY')})"
)
_COUNTRIES = re.compile(rf"(?:,? and |, )?(?:the )?(?P<country>{any_of('COUNTRY')})")
_OPENS = re.compile(r"\W*(?:\(?\w{1,3}[.)] ?)?(?:\w+ly |also |further |then )*")  # What may stand before a bare verb.
_AFTER_STOP = re.compile(r"\W*(?:\w{1,2}[.)] )?It ")
_IT = re.compile(r"(?i)(?:^|[\s,;])it (?:has |had |have )?(?:\w+ly |also |further |then )*$")
_OFTEN = 3  # Whom a text speaks of so often it is about.
_BACK = 30  # The words that introduce a list stand at most so many items above.
# "The Committee, which met in May and approved …": whom a relative clause is about acts in it.
_RELATIVE = re.compile(rf"(?P<last>\S), (?:which|who) (?:(?!{any_of('WHO')})[^.;:])*$")
_RECITAL = re.compile(
    r"\W*(?:[A-Z]{4,}|[A-Z]\w+ing) "
)  # "RECALLING …", "Having met …": between those who act and what they do.


def delegates_of(mention: Mention | None) -> list[Delegate]:
    """Return the delegates of a list; none where a mention is no list."""
    return list(mention.members) if isinstance(mention, WhoMention) else []


class Actors:
    """Tells who acts in a sentence."""

    def __init__(self, world: World) -> None:
        self.world = world
        lexicon = world.knowledge.lexicon
        governing = alternatives(lexicon.get("outcomes", "governing") or ["-"])
        self._governed = re.compile(rf"\b{governing} (?:the |its |their |both )?$")
        bodies = alternatives(lexicon.get("outcomes", "bodies") or ["-"])
        selves = alternatives(lexicon.get("outcomes", "selves") or ["-"])
        self._self = re.compile(
            rf"(?<!\w)[Tt]he (?P<body>{selves})(?=,? (?:and|signed|concluded|adopted|also|has|had)\b)"
        )
        self._beside = re.compile(rf"(?<!\w)[Tt]he (?P<body>{selves}),? and (?:the )?$")
        # With its first letter small only behind "the": "the working group further agreed".
        self._body = re.compile(rf"(?<!\w)(?i:the) (?P<body>(?:[A-Z][\w-]+ ){{0,3}}(?i:{bodies}))(?=[\s,.:;)]|$)")
        self._own = re.compile(rf"(?<!\w){alternatives(lexicon.get('outcomes', 'own_voice') or ['-'])} (?:\w+ )?$")

    def subject(self, masked: Masked, verb: int, sentence: Sentence | None = None) -> list[Delegate]:
        """Return who stands last before a verb, unless a preposition or a genitive makes it part of something else."""
        if self._own.search(masked.string[:verb]):
            own = self.world.publisher if self.world.publisher is not None else self._protagonist()
            return [Delegate(None, own, masked.span(max(0, verb - 1), verb))] if own is not None else []
        if self.is_it(masked, verb):
            return self._it(sentence) if sentence is not None and _AFTER_STOP.match(masked.string) else []
        found = self._nearest(masked, verb)
        opening = masked.mentions.get(masked.string[:1])
        if found == [] and sentence is not None and opening is not None and opening.text == "They":
            found = self._they(sentence)
        if found is not None:
            return found
        body = self._itself(masked, self._self.search(masked.string[: verb + 12]))
        if body:
            return body
        if sentence is not None and _OPENS.fullmatch(masked.string[:verb]):
            return self._introduced(sentence)
        return []

    def _they(self, sentence: Sentence) -> list[Delegate]:
        """Return whom "they" means at the beginning of a sentence: those of several that the one before has to act."""
        before = self.world.layout.sentences[sentence.index - 1] if sentence.index else sentence
        if before is sentence or before.block is not sentence.block:
            return []
        masked = self.world.masked(before)
        for found in _WHO.finditer(masked.string):
            members = delegates_of(masked.mentions[found.group()])
            several = len({id(d.organisation) for d in members}) > 1
            if several and not self._governed.search(masked.string[: found.start()]):
                return members
        return []

    def _nearest(self, masked: Masked, verb: int) -> list[Delegate] | None:
        """Return whoever stands nearer to a verb: "the offices reported, and the Committee approved"."""
        relative = _RELATIVE.search(masked.string, 0, verb)
        if relative is not None:
            antecedent = masked.mentions.get(relative.group("last"))
            found = delegates_of(antecedent) or self.body_in(masked, relative.end("last") + 1, agent=True)
            if found:
                return found
        last = max((m.end() for m in _WHO.finditer(masked.string, 0, verb)), default=0)
        return self.body_in(masked, verb, last) or self._named(masked, verb)

    def _it(self, sentence: Sentence) -> list[Delegate]:
        """Return the body that "it" is: the subject that the sentence before opens with."""
        if not sentence.index:
            return []
        masked = self.world.masked(self.world.layout.sentences[sentence.index - 1])
        opening = re.match(rf"\W*(?:\w{{1,2}}[.)] )?(?:[Tt]he )?({any_of('WHO')})", masked.string)
        found = (
            delegates_of(masked.mentions.get(opening.group(1)))
            if opening
            else self.body_in(masked, min(60, len(masked.string)))
        )
        return found if len(found) == 1 and found[0].person is None else []

    def _named(self, masked: Masked, verb: int) -> list[Delegate] | None:
        """Return the members of the last list or group that can be a subject, None where there is none.

        "They" of "A and B said that they …" are A and B, if anybody can be told to have said so.
        """
        they: list[Delegate] | None = None
        for found in reversed(list(_WHO.finditer(masked.string, 0, verb))):
            mention = masked.mentions[found.group()]
            before, genitive = masked.string[: found.start()], masked.string.startswith("'", found.end())
            if (
                not isinstance(mention, WhoMention)
                or genitive
                or (self._governed.search(before) and not self._is_of_heads(masked, before))
            ):
                continue
            if mention.text.casefold() in {"they", "the others"} and (they is not None or before.endswith("that ")):
                they = mention.members if they is None else they
                continue
            both = not mention.members and mention.text.casefold() == "both"
            if not (both and _AFTER_WHO.search(before)):
                return [*self._itself(masked, self._beside.search(before)), *mention.members]
        return they

    def _is_of_heads(self, masked: Masked, before: str) -> bool:
        """Return whether a list stands behind "the heads of", so that those it names act."""
        group = _GROUP_OF.search(before)
        unnamed = group is not None and not delegates_of(masked.get(group, "group"))
        return unnamed or _HEADS_OF.search(before) is not None

    def _itself(self, masked: Masked, found: re.Match[str] | None) -> list[Delegate]:
        """Return who "the Office" is: whoever publishes where its name has the word, else the last such named."""
        if found is None:
            return []
        publisher = self.world.publisher
        own = publisher is not None and found.group("body").casefold() in publisher.display.casefold()
        body = publisher if own else self._body_named(found.group("body"), masked.at(found.start()))
        return [Delegate(None, body, masked.span(found.start(), found.end()))] if body is not None else []

    def body_in(self, masked: Masked, end: int, start: int = 0, agent: bool = False) -> list[Delegate]:
        """Return the body that the last "the Committee" before a place means: one whose name has the word."""
        found = next(iter(reversed(list(self._body.finditer(masked.string, start, end)))), None)
        if found is None or (not agent and self._governed.search(masked.string[: found.start()])):
            return []
        body = self._body_named(found.group("body"), masked.at(found.start()))
        return [Delegate(None, body, masked.span(found.start(), found.end()))] if body is not None else []

    def _body_named(self, noun: str, offset: int) -> Organisation | None:
        """Return the organisation with a noun in its name that was spoken of last before an offset, else its owner."""
        wanted = noun.casefold()
        last: Organisation | None = None
        owner: Organisation | None = None
        whose = f"(?:{re.escape(noun)}|{any_of('ORG|WHO')}) of (?:the )?(?P<owner>{any_of('ORG|WHO')})"
        of = re.compile(whose, re.IGNORECASE)
        for sentence in self.world.layout.sentences:
            if sentence.span.start > offset:
                break
            for organisation in self._organisations_in(sentence):
                names = [organisation.entity.label] if organisation.entity else []
                names += [form for forms in organisation.names.values() for form, _ in forms]
                if any(wanted in name.casefold() for name in names):
                    last = organisation
            m = of.search(self.world.masked(sentence).string)
            if m is not None and not self.world.words(
                self.world.masked(sentence).span(m.start(), m.end())
            ).casefold().startswith(last.display.casefold() if last is not None else wanted):
                m = None
            mention = self.world.masked(sentence).mentions.get(m.group("owner")) if m is not None else None
            if isinstance(mention, OrgMention):
                owner = mention.organisation
            elif isinstance(mention, WhoMention) and mention.members:
                owner = mention.members[0].organisation
        # "The Administrative Council" alone is an organ of whose it is.
        bare = last is not None and len(last.display.split()) < 3 and last.entity is None
        return (last.parent if last else None) or owner or last if bare else last or owner

    def _organisations_in(self, sentence: Sentence) -> list[Organisation]:
        found: list[Organisation] = []
        for mention in self.world.mentions[sentence.index]:
            if isinstance(mention, OrgMention):
                found.append(mention.organisation)
            elif isinstance(mention, WhoMention):
                found.extend(d.organisation for d in mention.members if d.organisation and not d.person)
            found.extend(getattr(mention, "organisations", ()))
        return found

    def _introduced(self, sentence: Sentence) -> list[Delegate]:
        """Return the subject of the words that introduce the list an item belongs to: "The Council", "they have"."""
        if sentence.block.kind != "item" and not sentence.marker:
            return []
        for before in reversed(self.world.layout.sentences[max(0, sentence.index - _BACK) : sentence.index]):
            masked = self.world.masked(before)
            if (before.block.kind == "item" or before.marker) and not masked.string.rstrip().endswith(":"):
                continue
            if _RECITAL.match(masked.string) and masked.string.rstrip().endswith((";", ",")):
                continue
            end = len(masked.string.rstrip(" :"))
            return (
                self._all_named(masked)
                if before.block.kind != "heading" and masked.string.endswith(",")
                else (self._nearest(masked, end) or [])
            )
        return []

    def _all_named(self, masked: Masked) -> list[Delegate]:
        """Return everybody that the opening of a resolution names: "The A (hereinafter …) and the B, …,"."""
        return [d for m in masked.mentions.values() if isinstance(m, WhoMention) for d in m.members]

    def agent(self, masked: Masked, position: int) -> list[Delegate]:
        """Return who stands after the first "by" or "between" from a place on."""
        m = _AGENT.search(masked.string, position)
        if m is not None:
            return delegates_of(masked.mentions.get(m.group("who")))
        by = re.compile(r"\bby ").search(masked.string, position)
        return self.body_in(masked, min(by.end() + 30, len(masked.string)), by.start(), True) if by else []

    def partners(self, masked: Masked, start: int, end: int) -> list[Delegate]:
        """Return those who stand after "with" in a stretch; a country's name stands for its office."""
        found: list[Delegate] = []
        after_with = 0
        for m in _PARTNER.finditer(masked.string[start:end]):
            # "with A and with B", "with A and B": an "and" counts right after a partner only.
            if m.group().startswith("and") and m.start() != after_with:
                continue
            after_with = m.end() + 1
            mention = masked.mentions.get(m.group("who"))
            found.extend(delegates_of(mention))
            office = self.world.office_of(mention.entity) if isinstance(mention, PlaceMention) else None
            if mention is not None and office is not None:
                office.name("country-name", self.world.words(mention.span), mention.span)
                found.append(Delegate(None, office, mention.span))
        return found

    def countries(self, masked: Masked, start: int) -> list[Delegate]:
        """Return the offices of the countries that a list of nothing but countries names from a place on."""
        found: list[Delegate] = []
        for m in _COUNTRIES.finditer(masked.string, start):
            mention = masked.mentions[m.group("country")]
            office = self.world.office_of(mention.entity) if isinstance(mention, PlaceMention) else None
            if m.start() != start or office is None:
                break
            office.name("country-name", self.world.words(mention.span), mention.span)
            found.append(Delegate(None, office, mention.span))
            start = m.end()
        return found

    def own_side(self, masked: Masked, sentence: Sentence, verb: int) -> list[Delegate]:
        """Return who acts with partners where no subject is named: the body that "it" is, else the publisher."""
        meeting = self.world.focus_in(sentence)
        span = masked.span(max(0, verb - 1), max(1, verb))
        if meeting is not None and meeting.forum is not None and self.is_it(masked, verb):
            return [Delegate(None, meeting.forum, span)]
        own = self.world.publisher or self._protagonist()
        return [Delegate(None, own, span)] if own is not None else []

    def _protagonist(self) -> Organisation | None:
        """Return the office that a text without a publisher speaks of most."""
        counts: dict[int, tuple[int, Organisation]] = {}
        for sentence in self.world.layout.sentences:
            for organisation in self._organisations_in(sentence):
                if organisation.kind == "office":
                    counts[id(organisation)] = (counts.get(id(organisation), (0, organisation))[0] + 1, organisation)
        most = max(counts.values(), key=lambda c: c[0], default=(0, None))
        return most[1] if most[0] >= _OFTEN else None

    def is_it(self, masked: Masked, verb: int) -> bool:
        """Return whether a verb's subject is "it"."""
        return bool(_IT.search(masked.string[:verb]))
