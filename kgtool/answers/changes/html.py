"""Changes as a page: in, how two graphs differ; out, one HTML file that needs nothing else."""

from __future__ import annotations

from collections.abc import Iterator
from html import escape

from kgtool.answers.changes.compare import Changes, EntityChanges
from kgtool.answers.changes.naming import Names, summary
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import Term

_STYLE = """
body { font: 16px/1.5 system-ui, sans-serif; max-width: 60rem; margin: 2rem auto; padding: 0 1rem; color: #1b1b1b; }
article { border-left: 4px solid #999; padding: .1rem 1rem; margin: 1rem 0; background: #f7f7f7; }
article.added { border-color: #1a7f37; } article.removed { border-color: #b3261e; }
article.changed { border-color: #9a6700; }
h3 { margin: .4rem 0; font-size: 1rem; } code { color: #555; font-size: .85em; overflow-wrap: anywhere; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; vertical-align: top; padding: .15rem .8rem .15rem 0; }
th { font-weight: normal; color: #555; width: 14rem; }
del { background: #ffebe9; text-decoration-color: #b3261e; } ins { background: #dafbe1; text-decoration: none; }
del, ins { display: block; overflow-wrap: anywhere; }
@media (prefers-color-scheme: dark) {
  body { background: #111; color: #eee; } article { background: #1c1c1c; } code, th { color: #aaa; }
  del { background: #4c1512; } ins { background: #10391d; } a { color: #8ab4f8; }
}
"""


def html_text(changes: Changes, prefixes: Prefixes) -> Iterator[str]:
    """Yield the page: counts, then what was changed, added and removed, renames, and evidence that moved."""
    names = Names(changes, prefixes)
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8"/>\n'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1"/>\n'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\"/>\n"
    yield f"<title>{escape(summary(changes))}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n"
    yield f"<h1>Changes</h1>\n<p>{escape(summary(changes))}</p>\n"
    for title, kind in (("Changed", "changed"), ("Added", "added"), ("Removed", "removed")):
        found = [entity for entity in changes.entities if entity.change == kind]
        if found:
            yield f"<h2>{title} <small>{len(found):,}</small></h2>\n"
            for entity in found:
                yield from _article(entity, names)
    if changes.renamed:
        yield f"<h2>Renamed <small>{len(changes.renamed):,}</small></h2>\n<table>\n"
        for old, new in changes.renamed:
            was, is_now = escape(names.curie(old)), escape(names.curie(new))
            yield f"<tr><td><del>{was}</del></td><td><ins>{is_now}</ins></td></tr>\n"
        yield "</table>\n"
    if changes.moves:
        yield f"<h2>Evidence that moved <small>{len(changes.moves):,}</small></h2>\n<table>\n"
        for move in changes.moves:
            before, after = (" ".join(map(escape, places)) for places in (move.before, move.after))
            yield f"<tr><th>{escape(names.of(move.carrier))}</th><td><del>{before}</del><ins>{after}</ins></td></tr>\n"
        yield "</table>\n"
    yield "</main>\n</body>\n</html>\n"


def _article(entity: EntityChanges, names: Names) -> Iterator[str]:
    label, curie = names.of(entity.entity), names.curie(entity.entity)
    heading = escape(label) + (_code(curie) if curie != label else "")
    yield f'<article class="{entity.change}">\n<h3>{heading}</h3>\n<table>\n'
    for changed in entity.properties:
        removed = "".join(f"<del>{_value(value, names)}</del>" for value in changed.removed)
        added = "".join(f"<ins>{_value(value, names)}</ins>" for value in changed.added)
        yield f"<tr><th>{escape(names.of(changed.predicate))}</th><td>{removed}{added}</td></tr>\n"
    yield "</table>\n</article>\n"


def _value(value: Term, names: Names) -> str:
    label, curie = names.of(value), names.curie(value)
    return escape(label) + (_code(curie) if label != curie and not label.startswith("“") else "")


def _code(curie: str) -> str:
    return f" <code>{escape(curie)}</code>"
