"""Narrowing: in, a query's parts, an index and focus nodes; out, which of these can have solutions, and what for.

The store is then filled with the triples that a solution can rest on, and asked about these focus nodes alone. More
than necessary is harmless. A triple may be left out if no solution can have it: patterns are therefore followed from
the focus nodes, and what an expression says of a row counts only where it is certain (expressions.py). Terms are
compared as they are written, so that literals must be written as the store keeps them.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping

from kgtool.rdf.terms import IRI, Subject, Term, Triple
from kgtool.validation.engine.expressions import Evaluated, Expression, Row
from kgtool.validation.engine.index import Index
from kgtool.validation.engine.paths import AlternativePath, InversePath, Path, PredicatePath, SequencePath
from kgtool.validation.engine.query_parts import End, Group, Pattern, Variable

_MOST = 300_000  # rows; a query that has more is left to the store

Bound = dict[str, Collection[Term]]


class TooMany(Exception):
    """The rows of a query are more than narrowing is worth."""


def narrowed(group: Group, focus_nodes: Iterable[Term], index: Index) -> tuple[Collection[Term], list[Triple]]:
    """Return the focus nodes that can have solutions, and the triples that these can rest on; raises TooMany."""
    rows = _Rows(index, {"this": 0}, [(node,) for node in focus_nodes])
    rows.join(group)
    bound: Bound = {name: dict.fromkeys(row[place] for row in rows.rows) for name, place in rows.places.items()}
    if not bound["this"]:
        return (), []
    gathering = _Gathering(index)
    gathering.gather(group, bound)
    return bound["this"], list(gathering.found)


class _Rows:
    """Rows of values of variables: at least those of the solutions."""

    def __init__(self, index: Index, places: dict[str, int], rows: list[Row]) -> None:
        self._index, self.places, self.rows = index, places, rows

    def join(self, group: Group) -> None:
        """Join the rows with the patterns and unions of a group, and leave out those that its filters rule out."""
        if group.is_select:
            return
        patterns, unions, filters = list(group.patterns), list(group.unions), list(group.filters)
        while patterns or unions:
            known = [pattern for pattern in patterns if self._knows(pattern, group)]
            if known:
                pattern = max(known, key=lambda each: self._has(each.subject) + self._has(each.object))
                patterns.remove(pattern)
                self._follow(pattern, group)
            elif unions:
                self._join_either(unions.pop(0))
            else:
                break  # what is not connected takes no row away for certain
            if len(self.rows) > _MOST:
                raise TooMany
            filters = [each for each in filters if not self._filtered(each, group)]
        for absent, own in group.absent:
            self._leave_out(absent, own)

    def _has(self, end: End | Path) -> bool:
        return isinstance(end, Variable) and end in self.places

    def _knows(self, pattern: Pattern, group: Group) -> bool:
        ends = (pattern.subject, pattern.object)
        if isinstance(pattern.path, Variable) and pattern.path not in self.places and pattern.path not in group.among:
            return False
        return any(self._has(end) or not isinstance(end, Variable) for end in ends)

    def _place(self, end: End) -> int | None:
        """Return the place of a term in the rows, which a constant is given one in; None for a free variable."""
        if isinstance(end, Variable):
            return self.places.get(end)
        width = len(self.rows[0]) if self.rows else 0
        self.rows = [(*row, end) for row in self.rows]
        return width

    def _follow(self, pattern: Pattern, group: Group) -> None:
        if isinstance(pattern.path, Variable) and pattern.path not in self.places:
            among = group.among[pattern.path]
            self._bind(pattern.path, [(*row, each) for row in self.rows for each in among])
        subject, value = self._place(pattern.subject), self._place(pattern.object)
        rows = self.rows
        if not rows:
            new = [end for end in (pattern.subject, pattern.object) if isinstance(end, Variable)]
            self.places.update((name, 0) for name in new if name not in self.places)
            return
        if isinstance(pattern.path, Variable):
            self._follow_variable(self.places[pattern.path], subject, value, pattern)
        elif subject is not None:
            forward = pattern.path.follow(self._index)
            if value is not None:
                self.rows = [row for row in rows if row[value] in forward(row[subject])]
            else:
                self._bind(pattern.object, [(*row, each) for row in rows for each in forward(row[subject])])
        else:
            assert value is not None
            back = pattern.path.follow(self._index, backwards=True)
            self._bind(pattern.subject, [(*row, each) for row in rows for each in back(row[value])])

    def _follow_variable(self, path: int, subject: int | None, value: int | None, pattern: Pattern) -> None:
        index = self._index
        rows = [row for row in self.rows if isinstance(row[path], IRI)]
        if subject is not None and value is not None:
            self.rows = [row for row in rows if row[value] in index.objects(row[subject], row[path])]  # type: ignore[arg-type]
        elif subject is not None:
            found = [(*row, each) for row in rows for each in index.objects(row[subject], row[path])]  # type: ignore[arg-type]
            self._bind(pattern.object, found)
        elif value is not None:
            found = [(*row, each) for row in rows for each in index.subjects(row[path], row[value])]  # type: ignore[arg-type]
            self._bind(pattern.subject, found)

    def _bind(self, end: End | Path, rows: list[Row]) -> None:
        assert isinstance(end, Variable)
        self.places[end] = len(rows[0]) - 1 if rows else 0
        self.rows = rows

    def _join_either(self, branches: list[Group]) -> None:
        """Join with a union: variables stay bound that each branch binds."""
        ends = [_Rows(self._index, dict(self.places), self.rows) for _ in branches]
        for end, branch in zip(ends, branches, strict=True):
            end.join(branch)
        new = set(ends[0].places).intersection(*(end.places for end in ends[1:])) - set(self.places)
        names = [*self.places, *sorted(new)]
        self.rows = list(
            dict.fromkeys(tuple(row[end.places[name]] for name in names) for end in ends for row in end.rows)
        )
        self.places = {name: place for place, name in enumerate(names)}

    def _filtered(self, filter_: Expression, group: Group) -> bool:
        """Leave out the rows that a filter rules out; return whether its variables are known already."""
        known = self._functions(filter_.variables, group, frozenset())
        if known is None:
            return False
        holds = filter_.compiled(known)
        self.rows = [row for row in self.rows if holds(row) is not False]
        return True

    def _functions(self, names: Iterable[str], group: Group, within: frozenset[str]) -> Mapping[str, Evaluated] | None:
        """Return what gives the values of variables in a row, None if one is not known."""
        known: dict[str, Evaluated] = {}
        for name in names:
            if name in self.places:
                known[name] = lambda row, place=self.places[name]: row[place]  # type: ignore[misc]
            elif name in group.bound and name not in within:
                made = group.bound[name]
                inner = self._functions(made.variables, group, within | {name})
                if inner is None:
                    return None
                known[name] = made.compiled(inner)
            else:
                return None
        return known

    def _leave_out(self, absent: Group, own: frozenset[str]) -> None:
        """Leave out the rows for which the patterns of FILTER NOT EXISTS are there for certain."""
        if absent.is_select or not absent.is_plain:
            return
        named = {part for each in absent.patterns for part in (each.subject, each.path, each.object)}
        names = {part for part in named if isinstance(part, Variable)}
        if not names <= own | self.places.keys() or not self.rows:
            return
        width = len(self.rows[0])
        there = _Rows(self._index, dict(self.places), self.rows)
        patterns = list(absent.patterns)
        while patterns:
            pattern = next((each for each in patterns if there._knows(each, absent)), None)
            if pattern is None:
                return
            patterns.remove(pattern)
            there._follow(pattern, absent)
        found = {row[:width] for row in there.rows}
        self.rows = [row for row in self.rows if row not in found]


class _Gathering:
    """Gathers the triples that match patterns, given the values that variables can have."""

    def __init__(self, index: Index) -> None:
        self._index = index
        self.found: dict[Triple, None] = {}

    def gather(self, group: Group, bound: Bound) -> Bound:
        """Gather what matches the patterns of a group and of those in it; return what its variables can be."""
        if group.is_select:
            bound = {"this": bound["this"]}
        bound = dict(bound)
        patterns, unions = list(group.patterns), list(group.unions)
        while patterns or unions:
            known = next((each for each in patterns if each.subject in bound or each.object in bound), None)
            if known is None and unions:
                ends = [self.gather(branch, bound) for branch in unions.pop(0)]
                for name in set(ends[0]).intersection(*ends[1:]) - set(bound):
                    bound[name] = dict.fromkeys(term for end in ends for term in end[name])
                continue
            pattern = known or patterns[0]
            patterns.remove(pattern)
            self._match(pattern, bound, group.among)
        for inner in (*group.aside, *(absent for absent, _ in group.absent)):
            self.gather(inner, bound)
        return {"this": bound["this"]} if group.is_select else bound

    def _match(self, pattern: Pattern, bound: Bound, among: Mapping[str, Collection[Term]]) -> None:
        subjects, values = self._values(pattern.subject, bound), self._values(pattern.object, bound)
        if isinstance(pattern.path, Variable):
            of = bound.get(pattern.path) or among.get(pattern.path) or self._index.predicates
            path: Path = AlternativePath(tuple(PredicatePath(each) for each in of if isinstance(each, IRI)))
        else:
            path = pattern.path
        if subjects is None and values is None:
            subjects = self._starts(path)
        if subjects is not None and (values is None or len(subjects) <= len(values)):
            reached = self._walk(path, subjects, False, values)
            self._note(pattern.object, reached, bound)
        else:
            assert values is not None
            reached = self._walk(path, values, True, subjects)
            self._note(pattern.subject, reached, bound)

    def _note(self, end: End, reached: Collection[Term], bound: Bound) -> None:
        if isinstance(end, Variable) and end not in bound:
            bound[end] = reached

    def _values(self, end: End, bound: Bound) -> Collection[Term] | None:
        return bound.get(end) if isinstance(end, Variable) else (end,)

    def _starts(self, path: Path) -> Collection[Term]:
        """Return all nodes from which a path can lead on."""
        found: dict[Term, None] = {}
        for predicate, backwards in path.predicates():
            table = self._index.backward(predicate) if backwards else self._index.forward(predicate)
            found.update(dict.fromkeys(table))
        return found

    def _walk(
        self, path: Path, nodes: Collection[Term], backwards: bool, ends: Collection[Term] | None
    ) -> Collection[Term]:
        """Gather the triples on a path from nodes, to given ends if it is of one step; return where it leads."""
        if isinstance(path, PredicatePath):
            return self._step(path.predicate, nodes, backwards, ends)
        if isinstance(path, InversePath):
            return self._walk(path.part, nodes, not backwards, ends)
        if isinstance(path, AlternativePath):
            reached = [self._walk(part, nodes, backwards, ends) for part in path.parts]
            return dict.fromkeys(node for each in reached for node in each)
        assert isinstance(path, SequencePath), "no other path is read from a query"
        for part in reversed(path.parts) if backwards else path.parts:
            nodes = self._walk(part, nodes, backwards, None)
        return nodes

    def _step(
        self, predicate: IRI, nodes: Collection[Term], backwards: bool, ends: Collection[Term] | None
    ) -> Collection[Term]:
        table = self._index.backward(predicate) if backwards else self._index.forward(predicate)
        found, reached = self.found, dict[Term, None]()
        for node in nodes:
            for other in table[node]:
                if ends is None or other in ends:
                    reached[other] = None
                    subject, value = (other, node) if backwards else (node, other)
                    assert isinstance(subject, Subject)
                    found[Triple(subject, predicate, value)] = None
        return reached
