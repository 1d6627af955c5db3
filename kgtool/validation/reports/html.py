"""The report as a page: in, findings; out, one HTML file that needs nothing else, to read and to filter."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kgtool.rdf.prefixes import Prefixes
from kgtool.validation.report import Severity
from kgtool.validation.reports.finding import Finding, Findings, Place
from kgtool.validation.reports.words import about, rule_name, total

_HEAD = """<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy"
 content="default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'">
<title>Validation report</title>
<style>
:root { color-scheme: light dark; --line: #8885; --violation: #c62828; --warning: #b26a00; --info: #00718f; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 70rem; padding: 1rem; }
form { display: flex; flex-wrap: wrap; gap: .5rem 1.25rem; align-items: center; padding: .75rem 0;
 position: sticky; top: 0; background: Canvas; border-bottom: 1px solid var(--line); }
input[type=search] { flex: 1 1 16rem; font: inherit; padding: .3rem .5rem; }
article { border-left: .3rem solid var(--info); margin: 1rem 0; padding: .1rem 0 .1rem .9rem; overflow-wrap: anywhere; }
article.violation { border-color: var(--violation); }
article.warning { border-color: var(--warning); }
h2 { font-size: 1rem; margin: 0; }
p { margin: .15rem 0; }
pre { margin: .3rem 0; overflow-x: auto; background: #8881; padding: .3rem .5rem; }
mark { background: #ffd54f; color: #000; }
blockquote { margin: .3rem 0 .3rem 1rem; font-style: italic; }
.where, .about, .rule { font-size: .9rem; }
.severity { font-weight: 700; }
.violation .severity { color: var(--violation); }
.warning .severity { color: var(--warning); }
.info .severity { color: var(--info); }
[hidden] { display: none; }
</style>
</head>
<body>
<main>
<h1>Validation report</h1>
"""
_FILTER = """<form role="search" onsubmit="return false">
<label for="words">Filter</label> <input type="search" id="words" placeholder="words in file, message, rule or quote">
<label><input type="checkbox" value="violation" checked> violations ({violation})</label>
<label><input type="checkbox" value="warning" checked> warnings ({warning})</label>
<label><input type="checkbox" value="info" checked> notes ({info})</label>
<output id="shown" aria-live="polite"></output>
</form>
"""
_SCRIPT = """<script>
const items = [...document.querySelectorAll("article")].map(a => [a, a.textContent.toLowerCase()]);
const boxes = [...document.querySelectorAll("input[type=checkbox]")];
const words = document.getElementById("words");
function show() {
  const wanted = words.value.toLowerCase().split(/\\s+/).filter(Boolean);
  const levels = new Set(boxes.filter(b => b.checked).map(b => b.value));
  let shown = 0;
  for (const [article, text] of items) {
    const fits = levels.has(article.dataset.severity) && wanted.every(w => text.includes(w));
    article.hidden = !fits;
    if (fits) shown++;
  }
  document.getElementById("shown").textContent = shown + " of " + items.length + " shown";
}
for (const box of boxes) box.addEventListener("change", show);
words.addEventListener("input", show);
show();
</script>
"""


def report_html(findings: Findings, prefixes: Prefixes) -> Iterator[str]:
    """Yield the report as one page; without script it still shows everything."""
    yield _HEAD
    yield f"<p>{escape(total(findings))}</p>\n"
    yield from (f"<p>{escape(note)}</p>\n" for note in findings.notes)
    yield _FILTER.format(**{severity.word: findings.count(severity) for severity in Severity})
    for finding in findings.findings:
        yield from _article(finding, prefixes)
    yield f"</main>\n{_SCRIPT}</body>\n</html>\n"


def _article(finding: Finding, prefixes: Prefixes) -> Iterator[str]:
    word, said = finding.severity.word, about(finding, prefixes)
    yield f'<article class="{word}" data-severity="{word}">\n'
    yield f'<h2><span class="severity">{word}</span> {escape(finding.message)}</h2>\n'
    if finding.place:
        yield f'<p class="where"><code>{escape(str(finding.place))}</code></p>\n'
        yield _source(finding.place)
    if said:
        focus = f' title="{escape(str(finding.focus))}"' if finding.focus is not None else ""
        yield f'<p class="about"{focus}>{escape(said)}</p>\n'
    label = f": {escape(finding.rule_label)}" if finding.rule_label else ""
    yield f'<p class="rule">{escape(rule_name(finding.rule, prefixes))}{label}</p>\n'
    for quote in finding.quotes:
        yield f"<blockquote>“{escape(quote.words)}” <cite>{escape(str(quote.place))}</cite></blockquote>\n"
    for words, place in finding.related:
        yield f'<p class="about">{escape(words)}: <code>{escape(str(place))}</code></p>\n'
    yield "</article>\n"


def _source(place: Place) -> str:
    if not place.position or not place.source:
        return ""
    start, line = place.position.column - 1, place.source
    end = place.position.end_column - 1 if place.position.end_line == place.position.line else len(line)
    cut = max(0, start - 100)
    parts = (line[cut:start], line[start : min(end, start + 300)], line[min(end, start + 300) : start + 400])
    before, meant, after = map(escape, parts)
    return f"<pre>{before}<mark>{meant}</mark>{after}</pre>\n"
