"""Rules compiled for an ontology: in, rules and the relations that hold its axioms; out, rules about the data alone.

A rule such as prp-dom becomes one rule for each domain that is stated: the axiom is taken out of its premises and its
predicates and classes become numbers, so that each remaining premise looks in one relation only.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from kgtool.rdf.terms import RDF, RDFS, BlankNode
from kgtool.rdf.vocabulary import OWL
from kgtool.reasoning.datatypes import is_known
from kgtool.reasoning.lists import lists_in
from kgtool.reasoning.notation import MEMBER, Atom, OverList, Part, Rule, Variable
from kgtool.reasoning.patterns import Binding, Pattern, bind
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
    axiomatic: frozenset[int]  # the terms of the axioms
    datatypes: frozenset[int]  # the keys of the datatypes that rules look in or conclude
    datatypes_asked: frozenset[int]  # of these, those that rules look in
    types_as_pairs: bool
    by_head: dict[int, list[DataRule]] = field(repr=False)

    @cached_property
    def facts(self) -> Sets:
        """Return what follows from the axioms without any data."""
        found: Sets = {}
        for key, rules in self.by_head.items():
            for rule in rules:
                if not rule.body and rule.head:
                    found.setdefault(key, set()).add(rule.head[0] if key < 0 else rule.head[0] << SHIFT | rule.head[2])
        return found

    def concluding(self, numbers: Numbers, has_type: int) -> Iterator[DataRule]:
        """Yield the rules that could conclude a triple."""
        key, _ = place(numbers, has_type)
        yield from self.by_head.get(key, ())
        if key < 0:
            yield from self.by_head.get(has_type, ())


def compile_rules(rules: Iterable[Rule], relations: Relations, terms: Terms) -> Program:
    """Return the program of rules under the axioms in relations, which its lists' members are added to."""
    member = terms.number(MEMBER)
    lists = lists_in(relations, terms)
    relations.insert({member: {lst << SHIFT | each for lst, members in lists.items() for each in members}})
    compiler = _Compiler(relations, terms, lists)
    made = tuple(dict.fromkeys(rule for each in rules for rule in compiler.data_rules(each)))
    made = tuple(_useful(made, terms))
    by_head: dict[int, list[DataRule]] = {}
    for rule in made:
        if rule.head is not None:
            by_head.setdefault(relation_key(rule.head, terms.type), []).append(rule)
    asked = {relation_key(pattern, terms.type) for rule in made for pattern in rule.body}
    keys = asked | by_head.keys()
    names = terms.all()
    return Program(
        rules=made,
        axiomatic=frozenset(number for rule in made for axiom in rule.axioms for number in axiom),
        datatypes=frozenset(key for key in keys if key < 0 and is_known(str(names[~key]))),
        datatypes_asked=frozenset(key for key in asked if key < 0 and is_known(str(names[~key]))),
        types_as_pairs=terms.type in keys,
        by_head=by_head,
    )


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
        named = head is None or self._is_named(head)
        if named and rule.over_list is None and all(map(self._is_named, premises)):
            yield DataRule(rule.name, (), tuple(premises), head, pair)
            return
        axioms = [premise for premise in premises if self._is_named(premise)]
        data = [premise for premise in premises if not self._is_named(premise)]
        member = self._terms.number(MEMBER)
        for binding in self._bindings(axioms):
            if pair and binding[pair[0]] >= binding[pair[1]]:
                continue
            stated = tuple(bind(axiom, binding) for axiom in axioms if axiom[1] != member)
            body = [bind(pattern, binding) for pattern in data]
            if rule.over_list:
                over = self._over_list(rule.over_list, binding, variables)
                if not over:
                    continue
                body += over
            concluded = bind(head, binding) if head else None
            if concluded not in body:
                yield DataRule(rule.name, stated, tuple(body), concluded)

    def _bindings(self, axioms: Sequence[Pattern]) -> Iterator[Binding]:
        """Yield what the variables of axioms can stand for, given the axioms that are stated."""
        has_type, relations = self._terms.type, self._relations
        keys = [relation_key(axiom, has_type) for axiom in axioms]
        sizes = [len(relations.of(key)) for key in keys]
        if not axioms:
            yield {}
        elif all(sizes):
            least = sizes.index(min(sizes))
            variables = sorted({part for axiom in axioms for part in axiom if part < 0}, reverse=True)
            made = plan((axioms[least], *axioms[:least], *axioms[least + 1 :]), None, has_type)
            for values in made.run(relations.of(keys[least]), relations):
                yield dict(zip(variables, values, strict=True))

    def _is_named(self, pattern: Pattern) -> bool:
        """Return whether a pattern looks in one relation, whatever its variables stand for."""
        _, predicate, value = pattern
        return predicate >= 0 and (predicate != self._terms.type or value >= 0)

    def _over_list(self, premise: OverList, binding: Binding, variables: dict[Part, int]) -> list[Pattern]:
        """Return the premises that one about a list stands for."""
        members = self._lists.get(binding[variables[premise.list]], ())
        first, last = variables[premise.arguments[0]], variables[premise.arguments[-1]]
        between = [-1 - len(variables) - place for place in range(len(members))]
        if premise.word == "every":
            return [(first, self._terms.type, member) for member in members]
        if premise.word == "path":
            stations = [first, *between[: len(members) - 1], last]
            return [(stations[step], member, stations[step + 1]) for step, member in enumerate(members)]
        return [(each, member, value) for member, value in zip(members, between, strict=True) for each in (first, last)]


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
