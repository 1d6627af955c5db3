"""Completion: in, the beginning of a word on the command line; out, the queries, parameters and entities it may become.

``eval "$(_KGTOOL_COMPLETE=bash_source kgtool)"`` switches it on (zsh_source and fish_source likewise).
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click
from click.shell_completion import CompletionItem

if TYPE_CHECKING:
    from kgtool.answers.entities import Entities
    from kgtool.project import Project

NAMED = "kgtool.query"
"""Where a context keeps the first word after the command, which is known before all the words can be understood."""

_MOST = 200


def queries(ctx: click.Context, _: click.Parameter, beginning: str) -> list[CompletionItem]:
    """Return the canned queries whose names begin so, each with its question."""
    return _quietly(_queries(ctx, beginning))


def parameters(ctx: click.Context, _: click.Parameter, beginning: str) -> list[CompletionItem]:
    """Return ``name=`` for the parameters of the query, and after the equals sign the values that may follow."""
    return _quietly(_parameters(ctx, beginning))


def entities(ctx: click.Context, _: click.Parameter, beginning: str) -> list[CompletionItem]:
    """Return the entities of which the CURIE or a name begins so."""
    return _quietly(_entities(ctx, beginning, "", ""))


def _queries(ctx: click.Context, beginning: str) -> Iterator[CompletionItem]:
    from kgtool.answers.catalogue import load_all

    for name, query in load_all(_project(ctx).queries).items():
        if name.startswith(beginning):
            yield CompletionItem(name, help=query.summary)


def _parameters(ctx: click.Context, beginning: str) -> Iterator[CompletionItem]:
    from kgtool.answers.catalogue import find
    from kgtool.answers.dates import WORDS

    name, equals, value = beginning.partition("=")
    query = find(_project(ctx).queries, str(ctx.meta.get(NAMED)))
    if not equals:
        yield from (CompletionItem(f"{p.name}=", help=p.type) for p in query.parameters if p.name.startswith(name))
        return
    parameter = query.parameter(name)
    if parameter.type == "iri":
        yield from _entities(ctx, value, f"{name}=", name)
    words = parameter.choices or {"date": WORDS, "boolean": ("true", "false")}.get(parameter.type, ())
    yield from (CompletionItem(f"{name}={word}") for word in words if word.startswith(value))


def _entities(ctx: click.Context, beginning: str, before: str, prefix: str) -> Iterator[CompletionItem]:
    """Yield the entities that begin so; those under a prefix alone, if there are any."""
    found = _known(ctx).completions(beginning)
    under = [(curie, label) for curie, label in found if curie.startswith(f"{prefix}:")]
    for curie, label in (under or found)[:_MOST]:
        yield CompletionItem(before + curie, help=label)


def _known(ctx: click.Context) -> Entities:
    from kgtool.pipeline.known import entities

    return entities(_project(ctx))


def _project(ctx: click.Context) -> Project:
    """Return the project that the words so far name, or the one around the working directory."""
    from kgtool.project import Project

    folder = ctx.find_root().params.get("folder")
    return Project.load(Path(folder).resolve()) if folder else Project.find(Path())


def _quietly(items: Iterator[CompletionItem]) -> list[CompletionItem]:
    """Return what can be had: a broken project is no reason to write into somebody's command line."""
    from kgtool.errors import KgtoolError

    try:
        return list(items)
    except (KgtoolError, OSError):
        return []
