"""Pre-binding: in, the text of a constraint's query; out, a query that joins the values of its bound variables.

SHACL, section 5.3.1 and appendix A: https://www.w3.org/TR/shacl/#pre-binding

One thing is beyond such a join: a path of length zero (``$this :p* ?x``) from a focus node that no triple of the data
mentions has no solution.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from kgtool.rdf.store.bound import bound_pattern
from kgtool.validation.engine.problems import Failure
from kgtool.validation.engine.query_parts import Group, query_parts

# SPARQL 1.1, section 19.8: what can hold any word without meaning it, then names, variables, words and braces
_TOKENS = re.compile(
    r"""(?P<opaque><[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*"""
    r'''|"""(?:"{0,2}(?:[^"\\]|\\.))*"""|\'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"|(?P<variable>[?$]\w+)|(?P<name>[\w.%-]*:(?:[\w.:%-]|\\.)*)|@[\w-]+|(?P<word>\w+)|(?P<mark>[{}()*]|\?(?!\w)|\S)",
    re.DOTALL,
)
_AGGREGATES = {"COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT"}
_FORBIDDEN = {
    "MINUS": "a MINUS clause",
    "VALUES": "a VALUES clause",
    "SERVICE": "a federated query (SERVICE)",
}
_OUTERMOST = ("shapesGraph", "currentShape")  # a nested SELECT need not hand these on


@dataclass(slots=True)
class _Braces:
    """A pair of braces: where it begins and ends among the tokens, and whether it is the body of a SELECT."""

    begins: int
    ends: int = -1
    select: _Select | None = None
    outermost: bool = False


@dataclass(slots=True)
class _Select:
    """A SELECT: where its projection and its solution modifiers are among the tokens."""

    begins: int
    outermost: bool


class _Change(NamedTuple):
    """A stretch of a query's text, and what to put in its place."""

    begins: int
    ends: int
    put: str


@dataclass(frozen=True, slots=True)
class PreBound:
    """A query prepared for bound variables; batch says whether all focus nodes can be asked for at once.

    parts are those of such a query, None if one has a form that is not known.
    """

    text: str
    variables: tuple[str, ...]
    batch: bool
    parts: Group | None = field(default=None, repr=False, compare=False)


def pre_bound(
    query: str, variables: Iterable[str], path: str = "", prefixes: Mapping[str, str] | None = None
) -> PreBound:
    """Return a query that joins the values of the variables that it uses; $PATH is replaced with a property path.

    Raises Failure for what SHACL does not allow in such a query.
    """
    query = _with_path(query, path)
    tokens = list(_TOKENS.finditer(query))
    words = [token[0].upper() if token["word"] else "" for token in tokens]
    names = [token["variable"][1:] if token["variable"] else "" for token in tokens]
    potential = tuple(variables)
    _check(words, names, potential)
    used = tuple(name for name in potential if name in names)
    groups = _groups(tokens, words)
    _check_nested(groups, tokens, words, names, used)
    batch = used == ("this",) and _can_batch(groups, tokens, words, names)
    changes: list[_Change] = []
    for group in groups:
        minus = _as_minus(group, groups, tokens, words, names) if batch else []
        place = tokens[group.begins].end()
        bound = [_Change(place, place, bound_pattern(used))] if _needs(group, tokens, words, names, used) else []
        changes += minus or bound
    head = "".join(f"PREFIX {prefix}: <{namespace}>\n" for prefix, namespace in (prefixes or {}).items())
    parts = query_parts(tokens, prefixes or {}) if batch else None
    return PreBound(head + _changed(query, changes), used, batch, parts)


def _changed(query: str, changes: list[_Change]) -> str:
    text, last = [], 0
    for begins, ends, put in sorted(changes):
        text += [query[last:begins], put]
        last = ends
    return "".join((*text, query[last:]))


def _with_path(query: str, path: str) -> str:
    def replaced(token: re.Match[str]) -> str:
        if token["variable"] and token["variable"][1:] == "PATH":
            if not path:
                raise Failure("$PATH is for the queries of property shapes (https://www.w3.org/TR/shacl/#sparql-PATH)")
            return path
        return token[0]

    return _TOKENS.sub(replaced, query)


def _check(words: list[str], names: list[str], potential: tuple[str, ...]) -> None:
    for word, what in _FORBIDDEN.items():
        if word in words:
            raise Failure(f"a SPARQL constraint must not contain {what} (https://www.w3.org/TR/shacl/#pre-binding)")
    for at, word in enumerate(words[:-1]):
        if word == "AS" and names[at + 1] in potential:
            raise Failure(f"AS must not bind ?{names[at + 1]} again (https://www.w3.org/TR/shacl/#pre-binding)")


def _groups(tokens: list[re.Match[str]], words: list[str]) -> list[_Braces]:
    """Return the groups of a query; the tokens of a SELECT belong to the group that is its body."""
    found: list[_Braces] = []
    open_groups: list[_Braces] = []
    selects: list[_Select] = []
    for at, token in enumerate(tokens):
        if words[at] == "SELECT":
            selects.append(_Select(at, outermost=not open_groups))
        elif token[0] == "{":
            group = _Braces(at, select=selects.pop() if selects else None, outermost=not open_groups)
            open_groups.append(group)
            found.append(group)
        elif token[0] == "}" and open_groups:
            open_groups.pop().ends = at
    if open_groups or not found:
        raise Failure("the braces of the query do not match")
    return found


def _check_nested(
    groups: list[_Braces], tokens: list[re.Match[str]], words: list[str], names: list[str], used: tuple[str, ...]
) -> None:
    for group in groups:
        select = group.select
        if select is None or select.outermost:
            continue
        projected = {name for name in names[select.begins : group.begins] if name}
        if any(name not in projected for name in used if name not in _OUTERMOST):
            raise Failure(
                "a nested SELECT must name all variables that are bound beforehand, such as $this"
                " (https://www.w3.org/TR/shacl/#pre-binding)"
            )


def _needs(
    group: _Braces, tokens: list[re.Match[str]], words: list[str], names: list[str], used: tuple[str, ...]
) -> bool:
    """Return whether a group must join the values itself: those that begin with a triple about $this have it bound."""
    if not used:
        return False
    if group.begins + 1 < len(tokens) and words[group.begins + 1] == "SELECT":
        return False
    if group.select is not None or group.outermost:
        return True
    inside = names[group.begins : group.ends]
    if not any(name in used for name in inside):
        return False
    marks = {token[0] for token in tokens[group.begins : group.ends]}
    opens_with_this = names[group.begins + 1] == "this" and not marks & {"*", "?"}
    return not (opens_with_this and set(inside) & set(used) == {"this"})


def _as_minus(
    group: _Braces, groups: list[_Braces], tokens: list[re.Match[str]], words: list[str], names: list[str]
) -> list[_Change]:
    """Return the changes that make FILTER NOT EXISTS a MINUS at the end of its group, where both mean the same.

    Oxigraph evaluates the first once for each solution, searching the whole graph, and the second once for all. They
    mean the same (SPARQL 1.1, section 8.3) for a body of triple patterns alone that names $this, which every solution
    binds: then none of its solutions is passed over for having no variable in common, and no expression in it sees
    other variables. A path of length zero has more solutions once its ends are known, and the filter of an OPTIONAL
    and what is within another EXISTS see variables from outside their group.
    """
    at = group.begins
    inside = range(at + 1, group.ends)
    plain = "this" in names[at : group.ends] and not any(
        tokens[place][0] in {"{", "*", "?"} or words[place] in {"FILTER", "BIND"} for place in inside
    )
    if words[max(at - 3, 0) : at] != ["FILTER", "NOT", "EXISTS"] or not plain:
        return []
    outside = [other for other in groups if other.begins < at and other.ends > group.ends]
    around = max(outside, key=lambda other: other.begins)
    if words[around.begins - 1] == "OPTIONAL" or any(words[other.begins - 1] == "EXISTS" for other in outside):
        return []
    text = tokens[0].string
    last, end = tokens[group.ends].end(), tokens[around.ends].start()
    body = text[tokens[at].start() : last]
    return [_Change(tokens[at - 3].start(), last, "FILTER (true)"), _Change(end, end, f" MINUS {body} ")]


def _can_batch(groups: list[_Braces], tokens: list[re.Match[str]], words: list[str], names: list[str]) -> bool:
    """Return whether the solutions for one focus node are those among all that have it as $this."""
    if {"LIMIT", "OFFSET", "ASK", "GRAPH", "REDUCED"} & set(words):
        return False
    return all(_keeps_this(group, groups, tokens, words, names) for group in groups if group.select is not None)


def _keeps_this(
    group: _Braces, groups: list[_Braces], tokens: list[re.Match[str]], words: list[str], names: list[str]
) -> bool:
    assert group.select is not None
    head = range(group.select.begins, group.begins)
    around = [other for other in groups if other.begins < group.begins and other.ends > group.ends]
    end = min((other.ends for other in around), default=len(tokens))
    tail = range(group.ends, end)
    projects_all = any(tokens[at][0] == "*" and words[at - 1] in {"SELECT", "DISTINCT"} for at in head)
    if not projects_all and "this" not in {names[at] for at in head}:
        return False
    aggregates = any(words[at] in _AGGREGATES for at in (*head, *tail))
    grouped = [at for at in tail if words[at] == "GROUP"]
    if not grouped:
        return not aggregates
    clause = list(_until_word(words, grouped[0] + 2, end))
    return "this" in {names[at] for at in clause}


def _until_word(words: list[str], begin: int, end: int) -> Iterator[int]:
    for at in range(begin, end):
        if words[at] in {"HAVING", "ORDER", "LIMIT", "OFFSET"}:
            return
        yield at
