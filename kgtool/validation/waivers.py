"""Waivers: in, Turtle that names known exceptions; out, which findings they cover, and which waivers are no longer due.

A waiver names rule, focus node, path and value, but no severity; where a finding has no lasting name, its key.
"""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kgtool.errors import ProjectError
from kgtool.rdf.layout import formatted
from kgtool.rdf.positions import places
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS, XSD_DATE, BlankNode, Literal, Subject, Term, Triple
from kgtool.rdf.turtle import serialise
from kgtool.rdf.vocabulary import SH
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import RULES, Finding, Place, Rule

WAIVERS, PROFILE = "waivers.ttl", "profile.txt"
"""The files beside the shapes that tell which findings are waived, and which levels rules have."""

NAMESPACE = "urn:kgtool:waiver#"
STALE, EXPIRED = "stale-waiver", "expired-waiver"
WAIVER_RULES = (
    Rule(STALE, "waivers", "waiver covers nothing", "What the waiver excused is no longer found: remove the waiver."),
    Rule(EXPIRED, "waivers", "waiver has expired", "Correct what the waiver excuses, or agree on another day."),
)

_TYPE, _REASON, _BY, _UNTIL, _PATH, _KEY = (
    IRI(NAMESPACE + name) for name in ("Waiver", "reason", "by", "until", "path", "key")
)
_COMMENT = IRI(RDFS + "comment")
_RULE, _FOCUS, _VALUE = (IRI(SH + name) for name in ("sourceShape", "focusNode", "value"))


@dataclass(frozen=True, slots=True)
class Waiver:
    """One known exception: what it covers, why, who said so, and the last day on which it holds (None: for good)."""

    rule: str
    focus: Term | None
    path: str
    value: Term | None
    key: str
    reason: str
    by: str
    until: datetime.date | None
    place: Place

    @property
    def identity(self) -> tuple[object, ...]:
        """Return what a finding must equal to be covered."""
        return (self.rule, self.key) if self.key else (self.rule, self.focus, self.path, self.value)


def read_waivers(data: bytes, source: str) -> list[Waiver]:
    """Return the waivers in a Turtle file; raises SyntaxProblem, and ProjectError that names the waiver's line."""
    triples = parse(data, source=source)
    said: dict[Subject, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for triple in triples:
        said[triple.subject][triple.predicate].append(triple.object)
    found = places(data.decode(), set(said))
    waivers = []
    for node, properties in said.items():
        if _TYPE not in properties.get(RDF_TYPE, ()):
            continue
        position = found.subject(node)
        place = Place(source, position, found.lines.text_of(position.line) if position else "")
        waivers.append(_waiver(properties, place))
    return waivers


def _waiver(properties: dict[IRI, list[Term]], place: Place) -> Waiver:
    def one(name: IRI) -> Term | None:
        values = properties.get(name, [])
        if len(values) > 1:
            raise ProjectError(f"a waiver has one <{name}>, not {len(values)}", where=str(place), hint="write one each")
        return values[0] if values else None

    def text(name: IRI) -> str:
        value = one(name)
        return value.lexical.strip() if isinstance(value, Literal) else str(value or "")

    rule, until = one(_RULE), text(_UNTIL)
    missing = [
        name for name, value in (("sh:sourceShape", rule), ("reason", text(_REASON)), ("by", text(_BY))) if not value
    ]
    if missing or not (one(_FOCUS) or text(_KEY)):
        wanted = ", ".join(missing) or "sh:focusNode or key"
        raise ProjectError(
            f"a waiver needs {wanted}", where=str(place), hint="say what is waived, why, and who says so"
        )
    try:
        day = datetime.date.fromisoformat(until) if until else None
    except ValueError:
        raise ProjectError(f"{until!r} is no day", where=str(place), hint="write YYYY-MM-DD") from None
    name = str(rule).removeprefix(RULES)
    return Waiver(name, one(_FOCUS), text(_PATH), one(_VALUE), text(_KEY), text(_REASON), text(_BY), day, place)


def waived(
    findings: Iterable[Finding], waivers: Sequence[Waiver], today: datetime.date, *, complete: bool = True
) -> tuple[list[Finding], int]:
    """Return the findings that no waiver covers, one more for each waiver that is not due, and how many are covered.

    complete says that everything was checked, so that a waiver that covers nothing is stale. What ended the
    run cannot be waived.
    """
    by_identity: dict[tuple[object, ...], list[Waiver]] = defaultdict(list)
    for waiver in waivers:
        by_identity[waiver.identity].append(waiver)
    used: set[Waiver] = set()
    left: list[Finding] = []
    covered = 0
    for finding in findings:
        covering = [] if finding.ends_the_run else _covering(finding, by_identity)
        used.update(covering)
        if any(waiver.until is None or today <= waiver.until for waiver in covering):
            covered += 1
        else:
            left.append(finding)
    left += [finding for waiver in waivers for finding in _not_due(waiver, waiver in used, today, complete)]
    return left, covered


def _covering(finding: Finding, waivers: dict[tuple[object, ...], list[Waiver]]) -> list[Waiver]:
    names = (finding.rule, finding.key), finding.identity
    return [waiver for name in names for waiver in waivers.get(name, ())]


def _not_due(waiver: Waiver, is_used: bool, today: datetime.date, complete: bool) -> Iterator[Finding]:
    said = f"“{waiver.reason}” ({waiver.by})"
    about = {"focus": waiver.focus, "path": waiver.path, "value": waiver.value, "place": waiver.place}
    stale, expired = (rule.label for rule in WAIVER_RULES)
    if waiver.until is not None and waiver.until < today:
        message = f"The waiver {said} of {waiver.rule} expired on {waiver.until}."
        yield Finding(Severity.VIOLATION, EXPIRED, message, expired, **about)  # type: ignore[arg-type]
    elif complete and not is_used:
        message = f"The waiver {said} of {waiver.rule} covers nothing any more: remove it."
        yield Finding(Severity.WARNING, STALE, message, stale, **about)  # type: ignore[arg-type]


def baseline(findings: Iterable[Finding], prefixes: Prefixes, reason: str, by: str, until: datetime.date | None) -> str:
    """Return a Turtle file with a waiver for each finding; syntax errors and findings on waivers are left out."""
    triples: set[Triple] = set()
    for finding in findings:
        if finding.ends_the_run or finding.rule in {STALE, EXPIRED}:
            continue
        node = BlankNode(f"_:{finding.key}")
        rule = IRI(finding.rule if ":" in finding.rule else RULES + finding.rule)
        said: list[tuple[IRI, Term]] = [
            (RDF_TYPE, _TYPE),
            (_RULE, rule),
            (_REASON, Literal(reason)),
            (_BY, Literal(by)),
        ]
        if until:
            said.append((_UNTIL, Literal(until.isoformat(), XSD_DATE)))
        named = finding.focus is not None and not isinstance(finding.focus, BlankNode)
        if named and finding.focus is not None and not isinstance(finding.value, BlankNode):
            said.append((_FOCUS, finding.focus))
            said += [(_PATH, Literal(finding.path))] if finding.path else []
            said += [(_VALUE, finding.value)] if finding.value is not None else []
        else:
            where = f"{finding.place.file}: " if finding.place else ""
            said += [(_KEY, Literal(finding.key)), (_COMMENT, Literal(where + finding.message))]
        triples |= {Triple(node, predicate, value) for predicate, value in said}
    known = Prefixes({**prefixes.namespaces, "waiver": NAMESPACE, "rule": RULES, "sh": SH, "rdfs": RDFS})
    head = "# Known exceptions: correct what they excuse, then remove them.\n\n"
    return formatted(head + serialise(triples, known), known)
