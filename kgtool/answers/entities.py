"""Entities by name: in, the word that a person writes; out, the IRI of the entity that it names.

A word is an IRI, a CURIE, a label, or any spelling that a document or the reference data have for the entity.
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property

from kgtool.answers.lookup import Lookup, written
from kgtool.errors import UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import Solutions
from kgtool.rdf.terms import IRI, RDFS_LABEL, Literal
from kgtool.rdf.vocabulary import DCTERMS_IS_REPLACED_BY, DCTERMS_TITLE, SKOS, SKOS_ALT_LABEL, SKOS_PREF_LABEL

_NAMING = (RDFS_LABEL, SKOS_PREF_LABEL, SKOS_ALT_LABEL, IRI(SKOS + "hiddenLabel"), DCTERMS_TITLE)
_SHOWN = 6


class Entities:
    """The names of everything in a store, read when the first word is no IRI."""

    def __init__(self, lookup: Lookup) -> None:
        self.lookup = lookup
        self._prefixes = lookup.prefixes

    def find(self, word: str, prefix: str = "") -> IRI:
        """Return the entity that a word names; of several with one name, that with the given prefix if it is one.

        Raises UsageError: for an IRI that the graph does not know, with those most like it; for a name that several
        have, with all of them; for one that nobody has, with the nearest.
        """
        iri = self.iri(word)
        if iri is None:
            return self.named(word, prefix)
        if not self.knows(iri):
            raise UsageError(f"the graph says nothing of {self._prefixes.compact(iri)}", hint=self.suggestion(word))
        return self._current(iri)

    def iri(self, word: str) -> IRI | None:
        """Return the IRI that a word is, written out or as a CURIE; None if it is a name."""
        return as_iri(word, self._prefixes)

    def knows(self, iri: IRI) -> bool:
        """Return whether a triple has this IRI as subject or object."""
        return bool(self.lookup.about(iri) or self.lookup.into(iri))

    def named(self, word: str, prefix: str = "") -> IRI:
        """Return the entity with a name, in whatever case and with or without accents; raises UsageError as find."""
        by_spelling = self._exactly(word, prefix) or self._names.get(folded(word), {})
        found = {self._current(iri) for iri in by_spelling}
        for narrower in (
            {iri for iri in found if self._is_under(iri, prefix)} if prefix else set(),
            {self._current(iri) for iri, spellings in by_spelling.items() if word in spellings},
            {iri for iri in found if any(p == self.lookup.vocabulary("nameOf") for _, p in self.lookup.into(iri))},
        ):
            if len(found) > 1 and found & narrower:
                found &= narrower
        if len(found) == 1:
            return found.pop()
        if found:
            raise UsageError(
                f"{word!r} names {len(found)} entities", hint="say which: " + ", ".join(map(self._shown, sorted(found)))
            )
        raise UsageError(
            f"{word!r} is neither an IRI nor a CURIE nor a name in the graph",
            hint=self.suggestion(word, prefix) or "kgtool query people, and organisations, list names",
        )

    def suggestion(self, word: str, prefix: str = "") -> str:
        """Return ``did you mean …?`` with the entities whose names are most like a word, or an empty text.

        Those that have all its words go before those with words like them, and those under the prefix before others.
        """
        iri = self.iri(word)
        prefix = self._prefixes.compact(iri).partition(":")[0] if iri else prefix
        text = folded(word.partition(":")[2] if iri else word)
        names = {name: set(iris) for name, iris in self._names.items()}
        under = {name: {iri for iri in iris if self._is_under(iri, prefix)} for name, iris in names.items()}
        under = {name: iris for name, iris in under.items() if iris}
        for likeness in (_holding, _resembling):
            for known in (under, names):
                found = dict.fromkeys(self._current(i) for name in likeness(text, known) for i in sorted(known[name]))
                if found:
                    return f"did you mean {' or '.join(map(self._shown, list(found)[:3]))}?"
        return ""

    def _is_under(self, iri: IRI, prefix: str) -> bool:
        return self._prefixes.compact(iri).startswith(f"{prefix}:")

    def completions(self, beginning: str) -> list[tuple[str, str]]:
        """Return CURIEs of entities of which the CURIE or a name has this beginning, each with its label."""
        text = folded(beginning)
        found = {
            iri: self.lookup.label(iri)
            for name, iris in self._names.items()
            for iri in iris
            if name.startswith(text) or self._prefixes.compact(iri).startswith(beginning)
        }
        return sorted((self._prefixes.compact(iri), label) for iri, label in found.items())

    @cached_property
    def _names(self) -> dict[str, dict[IRI, set[str]]]:
        """Return entities by folded name, each with the spellings that fold to it."""
        found: dict[str, dict[IRI, set[str]]] = defaultdict(lambda: defaultdict(set))
        for entity, name in self._named(""):
            found[folded(name)][entity].add(name)
        return dict(found)

    def _exactly(self, word: str, prefix: str) -> dict[IRI, set[str]]:
        """Return the one entity with this very spelling (and the prefix wanted), found without reading all names."""
        if not word.isprintable():
            return {}
        literals = " ".join(written(name) for name in (Literal(word), Literal.text(word, self.lookup.language)))
        found = {iri for iri, _ in self._named(f"VALUES ?name {{ {literals} }} ")}
        chosen = {iri for iri in found if not prefix or self._is_under(iri, prefix)}
        return {iri: {word} for iri in chosen} if len(chosen) == 1 else {}

    def _named(self, only: str) -> Iterator[tuple[IRI, str]]:
        """Yield entities with their names; only is SPARQL that says which names are wanted."""
        v = self.lookup.vocabulary
        properties = " ".join(written(p) for p in (*_NAMING, v("acronym"), v("sourceFile")))
        answer = self.lookup.store.query(
            f"SELECT DISTINCT ?entity ?name {{ {only}{{ VALUES ?p {{ {properties} }} ?entity ?p ?name }} UNION "
            f"{{ ?use {written(v('nameOf'))} ?entity ; {written(v('form'))} ?name }} }}"
        )
        assert isinstance(answer, Solutions)
        for entity, name in answer.solutions:
            if isinstance(entity, IRI) and isinstance(name, Literal):
                yield entity, name.lexical

    def _current(self, iri: IRI) -> IRI:
        """Return the entity that stands for one that curators have replaced."""
        seen = {iri}
        while later := [x for x in self.lookup.about(iri).get(DCTERMS_IS_REPLACED_BY, ()) if isinstance(x, IRI)]:
            if later[0] in seen:
                break
            iri = later[0]
            seen.add(iri)
        return iri

    def _shown(self, iri: IRI) -> str:
        kinds = "".join(f", {self.lookup.label(kind)}" for kind in self.lookup.classes(iri)[:1])
        return f"{self._prefixes.compact(iri)} ({self.lookup.label(iri)}{kinds})"


def _holding(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that hold all words of a text, the shortest first."""
    words = set(text.split())
    holders = [name for name in names if words and words <= set(name.split())]
    return sorted(holders, key=lambda name: (len(name), name))


def _resembling(text: str, names: Iterable[str]) -> list[str]:
    """Return the names that hold words like those of a text, or else those like it as a whole."""
    import difflib  # here, for only a slip needs it

    known = {part for name in names for part in name.split()}
    closest = [difflib.get_close_matches(part, known, n=1, cutoff=0.75) for part in text.split()]
    near = _holding(" ".join(match for matches in closest for match in matches), names)
    return near or difflib.get_close_matches(text, list(names), n=3, cutoff=0.6)


def as_iri(word: str, prefixes: Prefixes) -> IRI | None:
    """Return the IRI that a word is, written out, in angle brackets or as a CURIE; None if it is something else."""
    try:
        return prefixes.expand(word)
    except UsageError:
        return None


def folded(name: str) -> str:
    """Return a name as names are compared: without case, accents, punctuation and superfluous space."""
    if name.isascii():
        return re.sub(r"[\W_]+", " ", name.lower()).strip()
    plain = unicodedata.normalize("NFKD", name.casefold())
    plain = "".join(character for character in plain if not unicodedata.combining(character))
    plain = re.sub(r"[\W_]+", " ", plain).strip()
    return plain if plain == name else folded(plain)  # folding a case can bring forth what folds in turn
