"""Knowledge: in, a project's reference data and lexicon; out, a gazetteer of forms with what they may name."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import cached_property

from kgtool.extraction.documents.dates import DateFinder
from kgtool.extraction.entities import Entity
from kgtool.extraction.gazetteer import Form, Gazetteer, folded
from kgtool.extraction.lexicon import Lexicon
from kgtool.project import Project, Settings
from kgtool.rdf.store import parse_file
from kgtool.rdf.terms import IRI, RDF_TYPE, Literal, Triple

_SKOS = "http://www.w3.org/2004/02/skos/core#"
_REPLACED = IRI("http://purl.org/dc/terms/isReplacedBy")

ORGANISATION_CLASSES = (
    "IPOffice",
    "InternationalOrganisation",
    "IndustryAssociation",
    "Forum",
    "WorkingGroup",
    "Unit",
    "State",
    "Organisation",
)


class Knowledge:
    """What a project knows before it reads a document."""

    def __init__(self, triples: Iterable[Triple], lexicon: Lexicon, settings: Settings) -> None:
        self.lexicon = lexicon
        self.settings = settings
        self.vocabulary = settings.vocabulary
        self.base = settings.base
        self.dates = DateFinder(lexicon)
        self._by_subject: dict[str, dict[str, list[IRI | Literal]]] = defaultdict(lambda: defaultdict(list))
        for s, p, o in triples:
            if not isinstance(s, IRI) or not isinstance(o, IRI | Literal):
                continue
            self._by_subject[s][p].append(o)
        self.entities: dict[IRI, Entity] = {}
        self.gazetteer = Gazetteer()
        self.topics = Gazetteer()
        self.people = Gazetteer()
        self.replaced: dict[str, str] = {}
        self._office_of: dict[IRI, list[Entity]] = defaultdict(list)
        self._state_of: dict[IRI, Entity] = {}
        for subject in sorted(self._by_subject):
            self._take(IRI(subject), self._by_subject[subject])
        del self._by_subject

    @classmethod
    def load(cls, project: Project, with_people: bool = True) -> Knowledge:
        """Read the project's reference data, vocabularies and lexicon.

        with_people=False leaves known persons out. Raises SyntaxProblem with file and line for broken Turtle or TOML.
        """
        triples: list[Triple] = []
        for path in [*project.reference_files, *project.ontology_files]:
            if with_people or path.stem != "people":
                triples.extend(parse_file(path))
        return cls(triples, Lexicon.load(project.root / "ontology" / "lexicon"), project.settings)

    def _take(self, iri: IRI, values: dict[str, list[IRI | Literal]]) -> None:
        for other in values.get(_REPLACED, []):
            self.replaced[iri] = str(other)
        types = [
            str(t).removeprefix(self.vocabulary) for t in values.get(RDF_TYPE, []) if str(t).startswith(self.vocabulary)
        ]
        labels = [v.lexical for v in values.get(_SKOS + "prefLabel", []) if isinstance(v, Literal)]
        others = [v.lexical for v in values.get(_SKOS + "altLabel", []) if isinstance(v, Literal)]
        if _SKOS + "Concept" in (str(t) for t in values.get(RDF_TYPE, [])):
            if iri.startswith(self.base + "topic/"):
                topic = Entity(iri, "Concept", "topic", labels[0] if labels else iri)
                for surface in [*labels, *others]:
                    self.topics.add(surface, Form(topic, "topic", surface))
            return
        if not types or not labels:
            return
        entity = self._entity(iri, types, labels[0], values)
        self.entities[iri] = entity
        self._index(entity, labels, others, values)

    def _own(self, values: dict[str, list[IRI | Literal]], name: str) -> list[IRI | Literal]:
        return values.get(self.vocabulary + name, [])

    def _entity(self, iri: IRI, types: list[str], label: str, values: dict[str, list[IRI | Literal]]) -> Entity:
        def iris(name: str) -> tuple[IRI, ...]:
            return tuple(sorted(v for v in self._own(values, name) if isinstance(v, IRI)))

        def texts(name: str) -> tuple[str, ...]:
            return tuple(v.lexical for v in self._own(values, name) if isinstance(v, Literal))

        kinds = iris("kind")
        successor = next(iter(iris("predecessorOf")), None)
        return Entity(
            iri,
            next(
                (c for c in (*ORGANISATION_CLASSES, "Person", "City", "Country", "Place", "Initiative") if c in types),
                types[0],
            ),
            kinds[0].rsplit("/", 1)[-1] if kinds else "",
            label,
            texts("acronym"),
            next(iter(texts("st3Code")), ""),
            next(iter(iris("officeOf")), None),
            next(iter(iris("inCountry")), None),
            iris("hasMember"),
            successor,
            successor is not None,
            next((self._founded(t) for t in iris("foundedTime")), ""),
        )

    def _founded(self, time: IRI) -> str:
        values = self._by_subject.get(time, {})
        return next(
            (
                v.lexical
                for v in values.get(self.vocabulary + "start", values.get(self.vocabulary + "edtf", []))
                if isinstance(v, Literal)
            ),
            "",
        )

    def _index(
        self, entity: Entity, labels: list[str], others: list[str], values: dict[str, list[IRI | Literal]]
    ) -> None:
        if entity.cls == "Person":
            for surface in [*labels, *others]:
                self.people.add(surface, Form(entity, "preferred", surface))
            return
        if entity.cls == "State":
            for place in self._own(values, "stateOf"):
                self._state_of[IRI(str(place))] = entity
            return
        if entity.cls == "IPOffice" and entity.place:
            self._office_of[entity.place].append(entity)
        for surface in [*labels, *others]:
            if not self._is_occasion(surface):
                self.gazetteer.add(surface, Form(entity, _how(entity, surface, surface in labels), surface))
        for acronym in (a for a in entity.acronyms if len(a) > 1):
            self.gazetteer.add(acronym, Form(entity, "acronym", acronym))
        for word in self._own(values, "demonym"):
            if isinstance(word, Literal):
                self.gazetteer.add(word.lexical, Form(entity, "demonym", word.lexical))

    def _is_occasion(self, surface: str) -> bool:
        """Return whether a form names an occasion to meet before it names an organ ("General Assembly")."""
        words = [w.casefold() for w in surface.split()]
        return words[-1] in self._occasions or not self._assemblies.isdisjoint(words)

    @cached_property
    def _occasions(self) -> frozenset[str]:
        return frozenset(self.lexicon.get("meetings", "heads"))

    @cached_property
    def _assemblies(self) -> frozenset[str]:
        levels = self.lexicon.get("meetings", "level")
        return frozenset(w.casefold() for t in levels if t["kind"] == "assembly" for w in t["words"])

    def current(self, iri: IRI) -> IRI:
        """Return the IRI of what stands for an entity since curators decided that it is another, else its own."""
        seen = {iri}
        while (later := self.replaced.get(iri)) is not None and later not in seen:
            iri = IRI(later)
            seen.add(iri)
        return iri

    def office_of(self, country: IRI, day: str = "") -> Entity | None:
        """Return a country's office on a day (EDTF; empty for today): the present one, or the one before it."""
        offices = sorted(
            self._office_of.get(country, ()), key=lambda e: (e.former, len(e.code) != 2, len(e.iri), e.iri)
        )
        chosen = offices[0] if offices else None
        while chosen is not None and day and chosen.founded and day < chosen.founded:
            successor = chosen.iri
            before = next((e for e in offices if e.successor == successor), None)
            if before is None:
                break
            chosen = before
        return chosen

    def state_of(self, country: IRI) -> Entity | None:
        """Return the State of a country."""
        return self._state_of.get(country)

    def members_of(self, forum: Entity) -> frozenset[IRI]:
        """Return the members of a forum; with a State, the offices of its country."""
        countries = [self._country_of[m] for m in forum.members if m in self._country_of]
        return frozenset(forum.members) | {o.iri for c in countries for o in self._office_of.get(c, ())}

    @cached_property
    def _country_of(self) -> dict[IRI, IRI]:
        return {state.iri: country for country, state in self._state_of.items()}

    @cached_property
    def family_names(self) -> frozenset[str]:
        """Return the family names, folded, of people who write the family name first."""
        return frozenset(folded(n) for n in self.lexicon.get("person-names", "family_first_family"))

    @cached_property
    def given_names(self) -> frozenset[str]:
        """Return common given names, folded."""
        return frozenset(folded(n) for n in self.lexicon.get("person-names", "given"))


def _how(entity: Entity, surface: str, is_label: bool) -> str:
    """Return how a form names an entity: acronym, short (of a forum), country-name or preferred."""
    if entity.cls == "Country":
        return "country-name"
    if surface.isupper() and " " not in surface:
        return "acronym"
    return "short" if entity.cls == "Forum" and not is_label else "preferred"
