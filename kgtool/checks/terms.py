"""Terms: in, graph, shapes and ontology; out, the uses of terms that nothing defines, and of deprecated ones."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from difflib import get_close_matches

from kgtool.checks.context import Context, Found
from kgtool.checks.standards import STANDARD
from kgtool.rdf.terms import IRI, RDF, Literal, Term, Triple
from kgtool.rdf.vocabulary import OWL

_Test = Callable[[IRI], bool]
_DEPRECATED = IRI(OWL + "deprecated")


def undefined(context: Context) -> Iterator[Found]:
    """Yield each term of the project's own or a standard's namespace that is used and not defined, at its first use."""
    for found, term in _uses(context, lambda term: not is_defined(term, context), "is not defined"):
        yield replace(found, message=found.message + suggestion(term, context))


def deprecated(context: Context) -> Iterator[Found]:
    """Yield each deprecated term that is used, at its first use."""
    old = deprecated_terms(context)
    yield from (found for found, _ in _uses(context, lambda term: term in old, "is deprecated"))


def deprecated_terms(context: Context) -> set[Term]:
    """Return the terms that the ontology marks as deprecated (OWL 2, section 5.5)."""
    return {
        triple.subject
        for triple in context.ontology
        if triple.predicate == _DEPRECATED and isinstance(triple.object, Literal) and triple.object.lexical == "true"
    }


def is_defined(term: IRI, context: Context) -> bool:
    """Return whether a term is outside the namespaces that are looked after, or defined there."""
    if term.startswith(context.namespaces):
        return term in context.defined or term in context.namespaces
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    names = STANDARD.get(term[:cut])
    name = term[cut:]
    return names is None or not name or name in names or (term[:cut] == RDF and name[1:].isdigit())


def suggestion(term: IRI, context: Context) -> str:
    """Return a question that names the defined term most like one that is not, empty if none is like it."""
    cut = max(term.rfind("#"), term.rfind("/")) + 1
    namespace, name = term[:cut], term[cut:]
    beside = (each[cut:] for each in context.defined if isinstance(each, IRI) and each.startswith(namespace))
    near = get_close_matches(name, [*beside, *STANDARD.get(namespace, ())], n=1, cutoff=0.75)
    return f" Did you mean {context.named(namespace + near[0])}?" if near else ""


def _uses(context: Context, is_bad: _Test, said: str) -> Iterator[tuple[Found, IRI]]:
    bad = {term for term in context.predicates | context.objects if isinstance(term, IRI) and is_bad(term)}
    first: dict[IRI, Triple] = {}
    uses: Counter[IRI] = Counter()
    for triple in _all(context) if bad else ():
        for term in (triple.predicate, triple.object):
            if isinstance(term, IRI) and term in bad:
                first.setdefault(term, triple)
                uses[term] += 1
    for term, triple in first.items():
        times = f" (used {uses[term]:,} times)" if uses[term] > 1 else ""
        yield Found.at(f"{context.named(term)} {said}{times}.", triple, term), term


def _all(context: Context) -> Iterable[Triple]:
    yield from context.data()
    yield from context.shapes
    yield from context.ontology
