"""The reviewer: in, a project and a curator's words; out, the decisions that they mean, recorded."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from getpass import getuser
from typing import Any

from kgtool.errors import ProjectError, UsageError
from kgtool.model import Document
from kgtool.pipeline.graph import Graph
from kgtool.pipeline.reviewing import additions, decisions, record, undo, vocabulary
from kgtool.pipeline.state import REVIEW
from kgtool.project import Project
from kgtool.rdf.iris import Minter, digest, tail
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, Literal, Term
from kgtool.rdf.vocabulary import RDF_OBJECT, RDF_PREDICATE, RDF_SUBJECT, SKOS_PREF_LABEL
from kgtool.review.additions import EDTF, quoted, when_of
from kgtool.review.decisions import Decision
from kgtool.review.questions import Question, from_json


class Reviewer:
    """Decides in a curator's name; raises UsageError for words that name nothing, and what record() raises."""

    def __init__(self, project: Project, name: str | None = None) -> None:
        self._project = project
        self._name = name
        self._own = vocabulary(project)
        self._mint = Minter(project.settings.base)
        self.short = project.prefixes.compact

    @cached_property
    def decisions(self) -> list[Decision]:
        """Return what has been decided."""
        return decisions(self._project)

    def open_questions(self) -> list[tuple[int, Question]]:
        """Return the questions of the last build that are not decided since, with their numbers."""
        decided = [{*d.decides, d.kept} for d in self.decisions]
        return [(n, q) for n, q in enumerate(self._questions, 1) if not any(d >= set(q.about) for d in decided)]

    @cached_property
    def _questions(self) -> list[Question]:
        try:
            return from_json((self._project.root / REVIEW).read_text(encoding="utf-8"))
        except FileNotFoundError:
            return []
        except (OSError, ValueError, KeyError, TypeError) as problem:
            where = str(self._project.root / REVIEW)
            raise ProjectError("the file cannot be read", where=where, hint="kgtool build makes it anew") from problem

    # ---- decisions
    def accept(self, what: Sequence[str], keep: str | None, reason: str | None) -> Decision:
        """Decide that two entities are the same, or that a fact is right."""
        about, reasons = self._about(what)
        if len(about) == 1:
            return self._fact("right", about[0], reason or reasons or "the document says so")
        kept = self._iri(keep) if keep else about[0]
        if kept not in about:
            raise UsageError(f"{keep} is neither of the two", hint=f"one of {', '.join(map(self.short, about))}")
        other = next(entity for entity in about if entity != kept)
        if self._current(kept) == other:
            raise UsageError(f"{self.short(kept)} has given way to {self.short(other)} already", hint="undo that first")
        label = self._label(other)
        return self._record(
            "same", (other,), reason or reasons or "they are the same", name=tail(other), kept=kept, label=label
        )

    def reject(self, what: Sequence[str], reason: str | None) -> Decision:
        """Decide that two entities are different, or that a fact is wrong."""
        about, _ = self._about(what)
        if len(about) == 1:
            return self._fact("wrong", about[0], reason or f"the document does not say so{self._stated(about[0])}")
        name = "_".join(sorted(map(tail, about)))
        return self._record("different", about, reason or "they are different", name=name)

    def correct(self, fact: str, words: Sequence[str], reason: str | None) -> Decision:
        """Decide what a fact ought to say: of a node, the value of a property; of a statement, its value."""
        about, _ = self._about([fact])
        if len(about) != 1 or len(words) > 2:
            raise UsageError("a correction is of one fact: ID [PROPERTY] VALUE")
        stated = next((t.object for t in self._graph.evidence_triples if t[:2] == (about[0], RDF_PREDICATE)), None)
        if len(words) == 1 and not isinstance(stated, IRI):
            raise UsageError(f"{self.short(about[0])} has several properties", hint="say which one to correct")
        predicate = self._property(words[0]) if len(words) == 2 else stated
        assert isinstance(predicate, IRI)
        value = self._value(predicate, words[-1])
        reason = reason or "the document says otherwise"
        name = f"{tail(about[0])}_{tail(predicate)}"
        return self._record("corrected", about, reason, name=name, predicate=predicate, value=value)

    def add(self, subject: str, predicate: str, value: str, source: str, quote: str, reason: str | None) -> Decision:
        """Decide that a document says a triple; raises UsageError where it does not have the words quoted.

        With "a" for the predicate the quote is the name of an entity that is new, and the value its class.
        """
        document = self._document(source)
        span = quoted(document, quote)
        if span is None:
            hint = "quote the words as they stand there"
            raise UsageError("the document does not have these words", where=document.name, hint=hint)
        link = RDF_TYPE if predicate == "a" else self._property(predicate)
        about = self._iri(subject) if predicate == "a" else self._entity(subject)
        said = self._own_class(value) if predicate == "a" else self._value(link, value)
        return self._record(
            "added",
            (about,),
            reason or "the document says so",
            name=f"added_{digest(about, link, str(said), document.stem)}",
            subject=about,
            predicate=link,
            value=said,
            source=self._mint.document(document.stem),
            quote=document.text[span.start : span.end],
        )

    def undo(self, word: str) -> Decision:
        """Take a decision back; raises UsageError if there is none by that name."""
        full = {d.iri: d for d in self.decisions}
        named = {tail(d.iri): d for d in self.decisions} | {self.short(iri): d for iri, d in full.items()} | full
        if word not in named:
            raise UsageError(f"no decision is called {word!r}", hint="kgtool review --decided lists them")
        undo(self._project, named[word])
        return named[word]

    def told(self, decision: Decision) -> str:
        """Return what a decision says, in words."""
        said = [decision.subject, decision.predicate, decision.value]
        words = [self._word(term) for term in said if term is not None]
        if decision.subject is None:
            words = [", ".join(map(self.short, decision.decides)), *words]
        if decision.kept is not None:
            words += ["is", self.short(decision.kept)]
        if decision.source is not None:
            words.append(f"says {self.short(decision.source)}: “{decision.quote}”")
        return " ".join(words)

    def _word(self, term: Term) -> str:
        return f"“{term.lexical}”" if isinstance(term, Literal) else self.short(term)

    def _stated(self, fact: IRI) -> str:
        """Return what a statement says, for a reader of the decision: its IRI does not tell."""
        said = {t.predicate: t.object for t in self._graph.evidence_triples if t.subject == fact}
        parts = [self._word(said[part]) for part in (RDF_SUBJECT, RDF_PREDICATE, RDF_OBJECT) if part in said]
        return f": {' '.join(parts)}" if parts else ""

    # ---- what words mean
    def _about(self, what: Sequence[str]) -> tuple[tuple[IRI, ...], str]:
        """Return what is to be decided, and the reasons if it was asked: two entities, or one fact."""
        if len(what) == 2:
            one, other = map(self._entity, what)
            if one == other:
                raise UsageError("these are one and the same IRI")
            return (one, other), ""
        if len(what) != 1:
            raise UsageError("name a question, a fact or two entities")
        asked = [q for n, q in enumerate(self._questions, 1) if what[0] in {str(n), q.id}]
        if asked:
            return tuple(map(IRI, asked[0].about)), ", ".join(asked[0].reasons)
        if ":" not in what[0]:
            raise UsageError(f"no question has the number or id {what[0]!r}", hint="kgtool review lists them")
        fact = self._iri(what[0])
        if not any(t.subject == fact and t.predicate == self._own("evidence") for t in self._graph.evidence_triples):
            hint = "kgtool query evidence -p about=ENTITY lists those about an entity"
            raise UsageError(f"no document is taken to say {self.short(fact)}", hint=hint)
        return (fact,), ""

    def _entity(self, word: str) -> IRI:
        """Return an entity by IRI or CURIE; raises UsageError for one that neither graph nor reference data have."""
        iri = self._iri(word)
        known = (*self._graph.facts_triples, *self._graph.reference_triples)
        added = {d.subject for d in self.decisions if d.predicate == RDF_TYPE}
        if iri not in added and not any(iri in (t.subject, t.object) for t in known):
            raise UsageError(f"the graph says nothing of {self.short(iri)}", hint="kgtool show NAME finds entities")
        return iri

    def _property(self, word: str) -> IRI:
        iri = self._iri(word) if ":" in word else self._own(word)
        if not additions(self._project).is_declared(iri):
            raise UsageError(f"the ontology has no property {word}", hint="name it as in ontology/, such as heldIn")
        return iri

    def _value(self, predicate: IRI, word: str) -> Term:
        if additions(self._project).is_time(predicate):
            if when_of(word) is None:
                raise UsageError(f"{word!r} is no date", hint="write YYYY, YYYY-MM, YYYY-MM-DD, or two with a slash")
            return Literal(word, EDTF)
        try:
            iri = self._iri(word)
        except UsageError:
            return self._literal(predicate, word)
        return self._entity(word) if iri.startswith(self._project.settings.base) else iri

    def _own_class(self, word: str) -> IRI:
        iri = self._iri(word) if ":" in word else self._own(word)
        if not additions(self._project).is_declared(iri):
            raise UsageError(f"the ontology has no class {word}", hint="name it as in ontology/, such as Person")
        return iri

    def _literal(self, predicate: IRI, word: str) -> Literal:
        """Return text as a literal of the type that the property has in the graph."""
        found = (t.object for t in self._graph.facts_triples if t.predicate == predicate)
        known = next((value for value in found if isinstance(value, Literal)), None)
        return Literal(word, known.datatype, known.language) if known else Literal(word)

    def _document(self, word: str) -> Document:
        from kgtool.reading import read

        stem = tail(self._iri(word)) if ":" in word else word
        for path in self._project.documents:
            if stem in (path.stem, path.name, str(path)):
                return read(path)
        raise UsageError(f"no document is called {word!r}", hint="kgtool query documents lists them")

    def _iri(self, word: str) -> IRI:
        return self._project.prefixes.expand(word)

    @cached_property
    def _graph(self) -> Graph:
        return Graph.of(self._project)

    def _label(self, entity: IRI) -> str:
        triples = (*self._graph.reference_triples, *self._graph.facts_triples)
        found = {
            (t.predicate != SKOS_PREF_LABEL, t.object.lexical)
            for t in triples
            if t.subject == entity and t.predicate in (SKOS_PREF_LABEL, RDFS_LABEL) and isinstance(t.object, Literal)
        }
        return min(found)[1] if found else ""

    def _current(self, entity: IRI) -> IRI:
        heirs = {d.decides[0]: d.kept for d in self.decisions if d.kept is not None}
        seen = {entity}
        while entity in heirs and heirs[entity] not in seen:
            entity = heirs[entity]
            seen.add(entity)
        return entity

    # ---- recording
    def _fact(self, verdict: str, fact: IRI, reason: str) -> Decision:
        return self._record(verdict, (fact,), reason, name=tail(fact))

    def _record(self, verdict: str, decides: tuple[IRI, ...], reason: str, *, name: str, **more: Any) -> Decision:
        iri = self._mint.iri("decision", name)
        name = self._name or getuser()
        decision = Decision(iri, verdict, decides, reason, name, date.today().isoformat(), **more)
        record(self._project, decision)
        return decision
