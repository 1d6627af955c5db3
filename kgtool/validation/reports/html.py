"""The report as a page: in, findings; out, one HTML file that needs nothing else, to read and to filter."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from functools import partial
from html import escape
from importlib.resources import files
from itertools import groupby

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, Term
from kgtool.validation.reports.finding import Finding, Findings, Place, Rule
from kgtool.validation.reports.words import NOUNS, labelled, one_line, path_in_words, rule_name, total

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Validation report: {total}</title>
<style>
{style}</style>
</head>
<body>
<main>
<div class="head"><h1>Validation report</h1><p class="verdict {verdict}">{said}</p></div>
<p class="total">{total}</p>
"""
_NO_FILE = "no file"
_FEW = 12


def report_html(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the report as one page; without script it still shows everything."""
    verdict, said = ("passes", "Passes") if findings.status == 0 else ("fails", "Fails")
    said = "Could not be completed" if findings.broken else said
    yield _HEAD.format(total=escape(total(findings)), verdict=verdict, said=said, style=_asset("report.css"))
    yield from (f'<p class="note">{escape(note)}</p>\n' for note in findings.notes)
    name = partial(rule_name, prefixes=prefixes)
    if findings.findings:
        yield from _filter(findings, name)
        yield from _rules(findings, name)
    rules = {rule.name: rule for rule in findings.rules}
    number = 0
    for file, group in groupby(findings.findings, key=_file):
        found = list(group)
        yield f'<section data-file="{escape(file)}">\n'
        yield f"<h2><code>{escape(file)}</code> <span>{len(found):,}</span></h2>\n"
        for finding in found:
            number += 1
            yield from _article(finding, number, rules.get(finding.rule), prefixes)
        yield "</section>\n"
    yield '<p class="empty" id="empty" hidden>Nothing fits this filter.</p>\n</main>\n'
    yield f"<script>\n{_asset('report.js')}</script>\n" if findings.findings else ""
    yield "</body>\n</html>\n"


def _asset(name: str) -> str:
    return files(__package__).joinpath(name).read_text(encoding="utf-8")


def _file(finding: Finding) -> str:
    return finding.place.file if finding.place else _NO_FILE


def _filter(findings: Findings, name: partial[str]) -> Iterator[str]:
    yield '<form role="search" onsubmit="return false">\n'
    yield '<input type="search" id="words" aria-label="Words" placeholder="Words in message, rule or quote ( / )">\n'
    for severity, noun in NOUNS.items():
        count = findings.count(severity)
        if count:
            yield (
                f'<label class="level {severity.word}"><input type="checkbox" value="{severity.word}" checked>'
                f" {count:,} {noun}{'s' if count > 1 else ''}</label>\n"
            )
    files_found = Counter(map(_file, findings.findings))
    yield _select("file", "every file", ((file, file, count) for file, count in sorted(files_found.items())))
    broken = Counter(finding.rule for finding in findings.findings)
    yield _select("rule", "every rule", ((rule, name(rule), count) for rule, count in sorted(broken.items())))
    yield '<output id="shown" aria-live="polite"></output>\n</form>\n'


def _select(what: str, everything: str, options: Iterator[tuple[str, str, int]]) -> str:
    written = "".join(
        f'<option value="{escape(value)}">{escape(shown)} ({count:,})</option>\n' for value, shown, count in options
    )
    return f'<select id="{what}" aria-label="{what}">\n<option value="">{everything}</option>\n{written}</select>\n'


def _rules(findings: Findings, name: partial[str]) -> Iterator[str]:
    """Yield the rules that are broken, worst and most often first, each a button that filters."""
    broken = Counter((finding.severity, finding.rule, finding.rule_label) for finding in findings.findings)
    yield f'<details class="rules"{" open" if len(broken) <= _FEW else ""}>\n'
    yield f"<summary>Rules broken: {len(broken)}</summary>\n<ul>\n"
    for (severity, rule, label), count in sorted(broken.items(), key=lambda item: (-item[0][0], -item[1], item[0][1])):
        said = f" <small>{escape(label)}</small>" if label else ""
        yield (
            f'<li><span class="number {severity.word}">{count + findings.cut.get((rule, severity), 0):,}</span>'
            f'<button type="button" value="{escape(rule)}">{escape(name(rule))}{said}</button></li>\n'
        )
    yield "</ul>\n</details>\n"


def _article(finding: Finding, number: int, rule: Rule | None, prefixes: Prefixes) -> Iterator[str]:
    word = finding.severity.word
    yield f'<article id="f{number}" data-severity="{word}" data-rule="{escape(finding.rule)}">\n<h3>'
    if finding.place:
        at = ":".join(map(str, finding.place.position[:2])) if finding.place.position else "whole file"
        yield f'<a href="#f{number}" title="{escape(str(finding.place))}">{at}</a>'
    yield f"<b>{word}</b>{escape(finding.message)}</h3>\n"
    if finding.place:
        yield _source(finding.place)
    yield "<dl>\n"
    yield from _subject(finding, prefixes)
    named = f'<span title="{escape(finding.rule)}">{escape(rule_name(finding.rule, prefixes))}</span>'
    label = f": {escape(finding.rule_label)}" if finding.rule_label else ""
    kind = f" <small>{escape(finding.component)}</small>" if finding.component else ""
    yield f"<dt>rule</dt><dd>{named}{label}{kind}</dd>\n"
    if rule is not None and rule.help:
        yield f"<dt>{'why' if ':' in finding.rule else 'help'}</dt><dd>{escape(rule.help)}</dd>\n"
    for quote in finding.quotes:
        where = f"<cite><code>{escape(str(quote.place))}</code></cite>"
        yield f"<dt>said in</dt><dd><blockquote>“{escape(quote.words)}”{where}</blockquote></dd>\n"
    for words, place in finding.related:
        source = f" <small>{escape(one_line(place.source.strip(), 160))}</small>" if place.source else ""
        yield f"<dt>{escape(words)}</dt><dd><code>{escape(str(place))}</code>{source}</dd>\n"
    yield "</dl>\n</article>\n"


def _subject(finding: Finding, prefixes: Prefixes) -> Iterator[str]:
    """Yield focus node, path and value, those that there are."""
    if finding.focus is not None:
        yield f"<dt>about</dt><dd>{_term(finding.focus, finding.focus_label, prefixes)}</dd>\n"
    if finding.path:
        yield f"<dt>path</dt><dd>{escape(path_in_words(finding.path, prefixes))}</dd>\n"
    if finding.value is not None and finding.value != finding.focus:
        yield f"<dt>value</dt><dd>{_term(finding.value, finding.value_label, prefixes)}</dd>\n"


def _term(term: Term, label: str, prefixes: Prefixes) -> str:
    title = f' title="{escape(term)}"' if isinstance(term, IRI) else ""
    return f"<span{title}>{escape(one_line(labelled(term, label, prefixes)))}</span>"


def _source(place: Place) -> str:
    if not place.position or not place.source:
        return ""
    start, line = place.position.column - 1, place.source
    end = place.position.end_column - 1 if place.position.end_line == place.position.line else len(line)
    cut = max(0, start - 100)
    parts = (line[cut:start], line[start : min(end, start + 300)], line[min(end, start + 300) : start + 400])
    before, meant, after = map(escape, parts)
    dots = "…" if cut else ""
    return f"<pre><i>{place.position.line}</i>{dots}{before}<mark>{meant}</mark>{after}</pre>\n"
