"""Labels: in, ontology and data; out, terms without one, terms that share one, things with two preferred ones."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from kgtool.checks.context import Context, Found
from kgtool.rdf.terms import IRI, RDF, RDF_TYPE, RDFS_LABEL, Literal, Subject, Term
from kgtool.rdf.vocabulary import OWL, SKOS, SKOS_PREF_LABEL

_KINDS = {
    **{IRI(OWL + name): "class" for name in ("Class",)},
    **{IRI(OWL + name): "property" for name in ("ObjectProperty", "DatatypeProperty", "AnnotationProperty")},
    IRI(RDF + "Property"): "property",
    IRI(SKOS + "Concept"): "concept",
    IRI(SKOS + "ConceptScheme"): "scheme",
}
_SCHEME = IRI(SKOS + "inScheme")


def missing(context: Context) -> Iterator[Found]:
    """Yield the project's own terms that have no label in its language."""
    labelled = {subject for subject, _, language in _labels(context) if _fits(language, context.settings.language)}
    for term in sorted(_terms(context)):
        if term not in labelled:
            yield Found(f"{_tail(term)} has no label in {context.settings.language!r}.", term)


def shared(context: Context) -> Iterator[Found]:
    """Yield terms of one kind that have the same label: nobody can tell them apart."""
    kinds = _terms(context)
    schemes = {triple.subject: triple.object for triple in context.ontology if triple.predicate == _SCHEME}
    bearers: dict[tuple[str, Term | None, str, str], set[Subject]] = defaultdict(set)
    for subject, label, language in _labels(context):
        if subject in kinds:
            bearers[kinds[subject], schemes.get(subject), label.casefold(), language].add(subject)
    for (kind, _, label, _), subjects in sorted(bearers.items(), key=str):
        for other in sorted(subjects)[1:]:
            yield Found(f"{_tail(other)} has the label of another {kind}, {_tail(min(subjects))}: “{label}”.", other)


def two_preferred(context: Context) -> Iterator[Found]:
    """Yield things with two preferred labels in one language (SKOS, condition S14), and terms with two labels."""
    found: dict[tuple[Subject, IRI, str], dict[Literal, None]] = defaultdict(dict)
    terms = _terms(context)
    for subject, predicate, value in context.asserted():
        counts = predicate == SKOS_PREF_LABEL or (predicate == RDFS_LABEL and subject in terms)
        if counts and isinstance(value, Literal):
            found[subject, predicate, value.language.lower()][value] = None
    for (subject, predicate, language), labels in found.items():
        for label in list(labels)[1:]:
            words = f"{_tail(subject)} has {len(labels)} preferred labels in {language or 'no language'!r}."
            yield Found(words, subject, predicate, label)


def _terms(context: Context) -> dict[Subject, str]:
    """Return the project's own terms with their kinds."""
    return {
        triple.subject: _KINDS[triple.object]
        for triple in context.ontology
        if triple.predicate == RDF_TYPE
        and isinstance(triple.object, IRI)
        and triple.object in _KINDS
        and triple.subject.startswith(context.namespaces)
    }


def _labels(context: Context) -> Iterator[tuple[Subject, str, str]]:
    for subject, predicate, value in context.ontology:
        if predicate in (RDFS_LABEL, SKOS_PREF_LABEL) and isinstance(value, Literal):
            yield subject, value.lexical, value.language


def _fits(language: str, wanted: str) -> bool:
    return not language or language.lower() == wanted.lower() or language.lower().startswith(f"{wanted.lower()}-")


def _tail(term: str) -> str:
    return term[max(term.rfind("#"), term.rfind("/")) + 1 :] or term
