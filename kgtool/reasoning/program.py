"""Rules compiled for an ontology: in, rules and the relations that hold its axioms; out, rules about the data alone.

A rule such as prp-dom becomes one rule for each domain that is stated: the axiom is taken out of its premises and its
predicates and classes become numbers, so that each remaining premise looks in one relation only.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from operator import itemgetter
from typing import NamedTuple

from kgtool.rdf.terms import RDF, RDFS, BlankNode
from kgtool.rdf.vocabulary import OWL
from kgtool.reasoning.datatypes import is_known
from kgtool.reasoning.lists import lists_in
from kgtool.reasoning.notation import MEMBER, Atom, OverList, Part, Rule, Variable
from kgtool.reasoning.patterns import Pattern
from kgtool.reasoning.plans import plan
from kgtool.reasoning.relations import SHIFT, Numbers, Relations, Sets, Terms, place


class DataRule(NamedTuple):
    """A rule as it applies to data under axioms: what it looks for, and what follows; None is a contradiction."""

    name: str
    axioms: tuple[Numbers, ...]
    body: tuple[Pattern, ...]
    head: Pattern | None
    pair: tuple[int, int] | None = None  # variables of which the first must be less


@dataclass(frozen=True)
class Program:
    """What the rules come to under an ontology's axioms."""

    rules: tuple[DataRule, ...]
    terms: Terms = field(repr=False)

    @cached_property
    def asked(self) -> set[int]:
        """Return the keys of the relations that rules look in."""
        has_type = self.terms.type
        return {relation_key(pattern, has_type) for rule in self.rules for pattern in rule.body}

    @cached_property
    def concluded(self) -> set[int]:
        """Return the keys of the relations that conclusions belong to."""
        has_type = self.terms.type
        return {relation_key(rule.head, has_type) for rule in self.rules if rule.head is not None}

    @cached_property
    def datatypes(self) -> frozenset[int]:
        """Return the keys of the datatypes that rules look in or conclude."""
        names = self.terms.all()
        return frozenset(key for key in self.asked | self.concluded if key < 0 and is_known(str(names[~key])))

    @property
    def types_as_pairs(self) -> bool:
        """Return whether there are rules about rdf:type whatever the class."""
        return self.terms.type in self.asked or self.terms.type in self.concluded

    @cached_property
    def facts(self) -> Sets:
        """Return what follows from the axioms without any data."""
        found: Sets = {}
        for rule in self.rules:
            if not rule.body and rule.head:
                subject, _, value = rule.head
                key = relation_key(rule.head, self.terms.type)
                found.setdefault(key, set()).add(subject if key < 0 else subject << SHIFT | value)
        return found

    @cached_property
    def axiomatic(self) -> frozenset[int]:
        """Return the terms of the axioms."""
        return frozenset(number for rule in self.rules for axiom in rule.axioms for number in axiom)

    @cached_property
    def by_head(self) -> dict[int, list[DataRule]]:
        """Return the rules by the key of the relation that their conclusions belong to."""
        found: dict[int, list[DataRule]] = {}
        for rule in self.rules:
            if rule.head is not None:
                found.setdefault(relation_key(rule.head, self.terms.type), []).append(rule)
        return found

    def concluding(self, numbers: Numbers) -> Iterator[DataRule]:
        """Yield the rules that could conclude a triple."""
        key, _ = place(numbers, self.terms.type)
        yield from self.by_head.get(key, ())
        if key < 0:
            yield from self.by_head.get(self.terms.type, ())


def compile_rules(rules: Iterable[Rule], relations: Relations, terms: Terms) -> Program:
    """Return the program of rules under the axioms in relations, which its lists' members are added to."""
    member = terms.number(MEMBER)
    lists = lists_in(relations, terms)
    relations.insert({member: {lst << SHIFT | each for lst, members in lists.items() for each in members}})
    compiler = _Compiler(relations, terms, lists)
    made = tuple(dict.fromkeys(rule for each in rules for rule in compiler.data_rules(each)))
    return Program(tuple(_useful(made, terms)), terms)


def relation_key(pattern: Pattern, has_type: int) -> int:
    """Return the key of the relation that a pattern looks in."""
    _, predicate, value = pattern
    return ~value if predicate == has_type and value >= 0 else predicate


def _useful(rules: Sequence[DataRule], terms: Terms) -> Iterator[DataRule]:
    """Yield rules without those whose conclusion no rule and no reader wants.

    These say that something is an owl:Thing, or an instance of a class without a name.
    """
    names = terms.all()
    wanted = {relation_key(pattern, terms.type) for rule in rules for pattern in rule.body}
    for rule in rules:
        if rule.head is None:
            yield rule
        else:
            key = relation_key(rule.head, terms.type)
            if key < 0 and key not in wanted and (isinstance(names[~key], BlankNode) or names[~key] == OWL + "Thing"):
                continue
            yield rule


class _Numbered(NamedTuple):
    """A rule with numbers in place of its terms and variables; variables are negative."""

    premises: list[Pattern]
    head: Pattern | None
    pair: tuple[int, int] | None
    variables: dict[Part, int]


class _Compiler:
    """Takes the axioms out of one rule after another."""

    def __init__(self, relations: Relations, terms: Terms, lists: dict[int, tuple[int, ...]]) -> None:
        self._relations = relations
        self._terms = terms
        self._lists = lists

    def data_rules(self, rule: Rule) -> Iterator[DataRule]:
        """Yield what a rule comes to, but not what only repeats a premise.

        That is the rule itself if its premises name all predicates and classes already.
        """
        numbered = self._numbered(rule)
        premises, head, pair, _ = numbered
        patterns = premises if head is None else [*premises, head]
        if rule.over_list is None and all(map(self._is_named, patterns)):
            yield DataRule(rule.name, (), tuple(premises), head, pair)
            return
        axioms = [premise for premise in premises if self._is_named(premise)]
        rows = self._values(axioms)
        if rows:
            yield from self._under_axioms(rule, numbered, axioms, rows)

    def _under_axioms(
        self, rule: Rule, numbered: _Numbered, axioms: Sequence[Pattern], rows: Iterable[tuple[int, ...]]
    ) -> Iterator[DataRule]:
        """Yield a rule for each row of what the variables of its axioms stand for."""
        premises, head, pair, variables = numbered
        data = [premise for premise in premises if not self._is_named(premise)]
        stated = [axiom for axiom in axioms if axiom[1] != self._terms.number(MEMBER)]
        # A row is made longer by all other parts, which stay as they are, so that each pattern takes its parts from it.
        bound = _variables(axioms)
        others = tuple({part for pattern in (*premises, head or ()) for part in pattern}.difference(bound))
        places = {part: place for place, part in enumerate((*bound, *others))}
        axioms_of, body_of, head_of = (_taken(parts, places) for parts in (stated, data, [head] if head else []))
        for values in rows:
            row = (*values, *others)
            if pair and row[places[pair[0]]] >= row[places[pair[1]]]:
                continue
            body = [pattern_of(row) for pattern_of in body_of]
            if rule.over_list:
                over = self._over_list(rule.over_list, row[places[variables[rule.over_list.list]]], variables)
                if not over:
                    continue
                body += over
            concluded = head_of[0](row) if head_of else None
            if concluded not in body:
                yield DataRule(rule.name, tuple([axiom_of(row) for axiom_of in axioms_of]), tuple(body), concluded)

    def _numbered(self, rule: Rule) -> _Numbered:
        variables: dict[Part, int] = {}

        def number(part: Part) -> int:
            if isinstance(part, Variable):
                return variables.setdefault(part, -1 - len(variables))
            return self._terms.number(part)

        def pattern_of(atom: Atom) -> Pattern:
            return number(atom[0]), number(atom[1]), number(atom[2])

        premises = [pattern_of(atom) for atom in rule.premises]
        head = pattern_of(rule.conclusion) if rule.conclusion else None
        pair = (variables[rule.pair[0]], variables[rule.pair[1]]) if rule.pair else None
        return _Numbered(premises, head, pair, variables)

    def _values(self, axioms: Sequence[Pattern]) -> Collection[tuple[int, ...]]:
        """Return what the variables of axioms can stand for together, given the axioms that are stated."""
        has_type, relations = self._terms.type, self._relations
        keys = [relation_key(axiom, has_type) for axiom in axioms]
        sizes = [len(relations.of(key)) for key in keys]
        if not axioms:
            return [()]
        if not all(sizes):
            return ()
        least = sizes.index(min(sizes))
        made = plan((axioms[least], *axioms[:least], *axioms[least + 1 :]), None, has_type)
        return made.run(relations.of(keys[least]), relations)

    def _is_named(self, pattern: Pattern) -> bool:
        """Return whether a pattern looks in one relation, whatever its variables stand for."""
        _, predicate, value = pattern
        return predicate >= 0 and (predicate != self._terms.type or value >= 0)

    def _over_list(self, premise: OverList, listed: int, variables: dict[Part, int]) -> list[Pattern]:
        """Return the premises that one about a list stands for."""
        members = self._lists.get(listed, ())
        first, last = variables[premise.arguments[0]], variables[premise.arguments[-1]]
        between = [-1 - len(variables) - place for place in range(len(members))]
        if premise.word == "every":
            return [(first, self._terms.type, member) for member in members]
        if premise.word == "path":
            stations = [first, *between[: len(members) - 1], last]
            return [(stations[step], member, stations[step + 1]) for step, member in enumerate(members)]
        return [(each, member, value) for member, value in zip(members, between, strict=True) for each in (first, last)]


def _variables(patterns: Iterable[Pattern]) -> tuple[int, ...]:
    """Return the variables of patterns in the order in which plans return their values."""
    return tuple(sorted({part for pattern in patterns for part in pattern if part < 0}, reverse=True))


def _taken(patterns: Iterable[Pattern], places: Mapping[int, int]) -> list[Callable[[tuple[int, ...]], Pattern]]:
    """Return for each pattern what takes its parts from a row, given the place of each."""
    return [itemgetter(*(places[part] for part in pattern)) for pattern in patterns]


_SCHEMA = {RDFS + name for name in ("subClassOf", "subPropertyOf", "domain", "range")} | {RDF + "first", RDF + "rest"}
_ABOUT_DATA = {OWL + name for name in ("sameAs", "differentFrom", "versionInfo", "Thing", "Nothing", "NamedIndividual")}


def axiom_keys(keys: Iterable[int], terms: Terms) -> Iterator[int]:
    """Yield those keys of relations whose triples are axioms: what they hold decides what the rules come to."""
    names = terms.all()
    for key in keys:
        name = names[~key] if key < 0 else names[key]
        if not isinstance(name, str) or name in _ABOUT_DATA:
            continue
        if (key >= 0 and name in _SCHEMA) or name.startswith(OWL):
            yield key
