"""Changes on paper: in, how two graphs differ; out, text for the terminal, Markdown for a review, JSON."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator

from kgtool.answers.changes.compare import Changed, Changes, EntityChanges
from kgtool.answers.changes.html import html_text
from kgtool.answers.changes.naming import Names, summary
from kgtool.answers.changes.patch import patch
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import RDF_TYPE, Literal, Term

_SIGN = {"added": "+", "removed": "-", "changed": "~"}


def text_lines(changes: Changes, prefixes: Prefixes) -> Iterator[str]:
    """Yield the changes for the terminal, entity by entity, after one line that counts them."""
    names = Names(changes, prefixes)
    yield f"{summary(changes)}\n"
    for entity in changes.entities:
        yield f"\n{_SIGN[entity.change]} {names.both(entity.entity)}\n"
        for sign, predicate, value in _values(entity):
            yield f"    {sign} {names.of(predicate)}: {names.both(value)}\n"
    if changes.renamed:
        yield "\nRenamed\n"
        yield from (f"  {names.curie(old)} → {names.curie(new)}\n" for old, new in changes.renamed)
    if changes.moves:
        yield f"\nEvidence moved for {len(changes.moves)} facts\n"
        yield from (f"  {names.both(move.carrier)}\n" for move in changes.moves)


def markdown_lines(changes: Changes, prefixes: Prefixes) -> Iterator[str]:
    """Yield the changes in Markdown that fits a comment on a pull request: counts first, then what changed."""
    names = Names(changes, prefixes)
    yield f"**{summary(changes)}**\n"
    for title, kind in (("Added", "added"), ("Removed", "removed"), ("Changed", "changed")):
        entities = [entity for entity in changes.entities if entity.change == kind]
        if entities:
            yield f"\n<details><summary>{title}: {len(entities)}</summary>\n\n"
            for entity in entities:
                yield f"- {_escaped(names.of(entity.entity))} `{names.curie(entity.entity)}`\n"
                for changed in entity.properties:
                    yield f"  - {_escaped(names.of(changed.predicate))}: {_markdown_values(changed, names)}\n"
            yield "\n</details>\n"
    if changes.renamed:
        yield f"\n<details><summary>Renamed: {len(changes.renamed)}</summary>\n\n"
        yield from (f"- `{names.curie(old)}` → `{names.curie(new)}`\n" for old, new in changes.renamed)
        yield "\n</details>\n"
    if changes.moves:
        yield f"\nEvidence moved for {len(changes.moves)} facts that stay as they were.\n"


def json_text(changes: Changes, prefixes: Prefixes) -> Iterator[str]:
    """Yield the changes as a JSON object, terms with their labels."""
    names = Names(changes, prefixes)

    def term(value: Term) -> dict[str, str]:
        if isinstance(value, Literal):
            kind = {"language": value.language} if value.language else {"datatype": str(value.datatype)}
            return {"literal": value.lexical, **kind}
        return {"iri": str(value), "label": names.of(value)}

    found = {
        "entities": [
            {
                **term(entity.entity),
                "change": entity.change,
                "properties": [
                    {
                        "property": term(changed.predicate),
                        "removed": [term(value) for value in changed.removed],
                        "added": [term(value) for value in changed.added],
                    }
                    for changed in entity.properties
                ],
            }
            for entity in changes.entities
        ],
        "renamed": [{"from": str(old), "to": str(new)} for old, new in changes.renamed],
        "evidenceMoved": [
            {"fact": str(move.carrier), "from": list(move.before), "to": list(move.after)} for move in changes.moves
        ],
        "triples": {"removed": len(changes.removed), "added": len(changes.added)},
    }
    yield json.dumps(found, ensure_ascii=False, indent=2) + "\n"


WRITERS: dict[str, Callable[[Changes, Prefixes], Iterator[str]]] = {
    "text": text_lines,
    "markdown": markdown_lines,
    "json": json_text,
    "html": html_text,
    "sparql-update": lambda changes, _: patch(changes),
}


def _values(entity: EntityChanges) -> Iterator[tuple[str, Term, Term]]:
    for changed in sorted(entity.properties, key=lambda changed: (changed.predicate != RDF_TYPE, changed.predicate)):
        yield from (("-", changed.predicate, value) for value in changed.removed)
        yield from (("+", changed.predicate, value) for value in changed.added)


def _markdown_values(changed: Changed, names: Names) -> str:
    removed = ", ".join(f"~~{_escaped(names.of(value))}~~" for value in changed.removed)
    added = ", ".join(_escaped(names.of(value)) for value in changed.added)
    return " → ".join(part for part in (removed, added) if part)


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#~])", r"\\\1", " ".join(text.split()))
