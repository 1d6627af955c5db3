"""JSON-LD: in, triples; out, a document that reads like plain JSON (JSON-LD 1.1, W3C 2020).

The context lets properties be written by their local names. What has a label stands at the top; a record without one
stands within the only thing that points to it, as a frame would have it.
"""

from __future__ import annotations

import json
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, RDF_LANG_STRING, RDF_TYPE, XSD_STRING, Literal, Subject, Term, Triple
from kgtool.rdf.vocabulary import DCTERMS_TITLE, SKOS_PREF_LABEL

_LABELS = (IRI("http://www.w3.org/2000/01/rdf-schema#label"), SKOS_PREF_LABEL, DCTERMS_TITLE)
_DEEPEST = 8  # records within records
_Said = Mapping[IRI, list[Term]]


def jsonld_text(triples: Iterable[Triple], prefixes: Prefixes) -> Iterator[str]:
    """Yield the document: its context, then one node a line, sorted by IRI."""
    said: dict[Subject, dict[IRI, list[Term]]] = defaultdict(lambda: defaultdict(list))
    for subject, predicate, value in sorted(set(triples), key=str):
        said[subject][predicate].append(value)
    writer = _Writer(said, prefixes)
    yield f'{{"@context": {json.dumps(writer.context, ensure_ascii=False, indent=1)},\n"@graph": ['
    separator = "\n"
    for node in writer.nodes():
        yield separator + json.dumps(node, ensure_ascii=False)
        separator = ",\n"
    yield "\n]}\n"


class _Writer:
    """Writes nodes with the terms of one context."""

    def __init__(self, said: Mapping[Subject, _Said], prefixes: Prefixes) -> None:
        self._said = said
        self._prefixes = prefixes
        self._terms, self._kinds = _terms(said, prefixes)
        shadowed = set(self._terms.values())
        self.context: dict[str, object] = {
            prefix: namespace for prefix, namespace in prefixes.namespaces.items() if prefix not in shadowed
        }
        self._unshadowed = Prefixes({k: v for k, v in prefixes.namespaces.items() if k not in shadowed})
        for predicate, term in sorted(self._terms.items(), key=lambda item: item[1]):
            self.context[term] = {"@id": str(predicate), **self._kinds[predicate]}
        values = ({v for p, found in d.items() if p != RDF_TYPE for v in found} for d in said.values())
        pointed = Counter(value for found in values for value in found)
        self._within = {
            node for node in said if pointed[node] == 1 and not any(label in said[node] for label in _LABELS)
        }
        self._written: set[Subject] = set()

    def nodes(self) -> Iterator[dict[str, Any]]:
        """Yield the nodes at the top, and with each those that stand within it."""
        for at_top in (True, False):  # then what only a circle of records points to
            for subject in sorted(self._said):
                if subject not in self._written and (subject not in self._within) is at_top:
                    yield self._node(subject, _DEEPEST)

    def _node(self, subject: Subject, depth: int) -> dict[str, Any]:
        self._written.add(subject)
        node: dict[str, Any] = {"@id": self._name(subject)}
        types = [self._name(kind) for kind in self._said[subject].get(RDF_TYPE, ()) if not isinstance(kind, Literal)]
        if types:
            node["@type"] = types if len(types) > 1 else types[0]
        for predicate, values in self._said[subject].items():
            if predicate != RDF_TYPE:
                written = [self._value(predicate, value, depth) for value in values]
                node[self._terms.get(predicate) or self._name(predicate)] = written if len(written) > 1 else written[0]
            elif literals := [value for value in values if isinstance(value, Literal)]:
                node[str(RDF_TYPE)] = [self._value(predicate, value, depth) for value in literals]
        return node

    def _value(self, predicate: IRI, value: Term, depth: int) -> object:
        kind = self._kinds.get(predicate, {})
        if isinstance(value, Literal):
            if value.language:
                return value.lexical if kind == {"@language": value.language} else _tagged(value)
            if kind.get("@type") == value.datatype or (value.datatype == XSD_STRING and not kind):
                return value.lexical
            return {"@value": value.lexical, "@type": str(value.datatype)}
        if value in self._within and value not in self._written and depth:
            return self._node(value, depth - 1)
        return self._name(value) if kind.get("@type") == "@id" else {"@id": self._name(value)}

    def _name(self, term: IRI | Subject) -> str:
        parts = self._unshadowed.split(term) if isinstance(term, IRI) else None
        return f"{parts[0]}:{parts[1]}" if parts else str(term)


def _tagged(value: Literal) -> dict[str, str]:
    return {"@value": value.lexical, "@language": value.language}


def _terms(said: Mapping[Subject, _Said], prefixes: Prefixes) -> tuple[dict[IRI, str], dict[IRI, dict[str, str]]]:
    """Return a term for each property, its local name where no other has it, and how plain values of it are meant."""
    values: dict[IRI, list[Term]] = defaultdict(list)
    for description in said.values():
        for predicate, found in description.items():
            if predicate != RDF_TYPE:
                values[predicate] += found
    locals_: dict[str, list[IRI]] = defaultdict(list)
    for predicate in sorted(values):
        parts = prefixes.split(predicate)
        if parts:
            locals_[parts[1]].append(predicate)
    terms = {found[0]: local for local, found in locals_.items() if len(found) == 1 and ":" not in local}
    return terms, {predicate: _kind(values[predicate]) for predicate in terms}


def _kind(values: Iterable[Term]) -> dict[str, str]:
    kinds = {
        ("@id", "") if not isinstance(value, Literal) else (str(value.datatype), value.language) for value in values
    }
    if len(kinds) > 1:
        return {}
    ((kind, language),) = kinds
    if language:
        return {"@language": language}
    return {} if kind in (XSD_STRING, RDF_LANG_STRING) else {"@type": kind}
