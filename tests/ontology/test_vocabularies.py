"""In: the controlled values and the topics. Out: whether they are complete, labelled, defined and free of ambiguity."""

from collections import Counter

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

KIND = Namespace("https://w3id.org/ip-cooperation/vocabulary/")
TOPIC = Namespace("https://w3id.org/ip-cooperation/id/topic/")
SCHEMES = {
    "organisation": "office international-organisation industry-association forum working-group unit other",
    "meeting": "heads deputy-heads working-level industry bilateral assembly signing other",
    "mode": "in-person virtual hybrid",
    "status": "held scheduled postponed cancelled",
    "capacity": "chair head-of-delegation participant observer",
    "agreement": "memorandum joint-statement action-plan work-plan roadmap vision agreed-item declaration other",
    "initiative": "project programme pilot task-force system other",
    "outcome": "agreed acknowledged requested reviewed reaffirmed announced discussed noted launched invited mentioned"
    " delivered supported explained recognised planned",
    "name": "preferred variant misspelling family-name given-name acronym country-name short",
}


def surface_forms(graph: Graph, concept: Node) -> list[str]:
    labels = [*graph.objects(concept, SKOS.prefLabel), *graph.objects(concept, SKOS.altLabel)]
    return [str(label) for label in labels]


def test_schemes_are_those_agreed(files: dict[str, Graph]) -> None:
    found = set(files["vocabularies"].subjects(RDF.type, SKOS.ConceptScheme))
    assert found == {KIND[scheme] for scheme in SCHEMES}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_notations_are_those_agreed(scheme: str, files: dict[str, Graph]) -> None:
    graph = files["vocabularies"]
    concepts = list(graph.subjects(SKOS.inScheme, KIND[scheme]))
    assert Counter(str(graph.value(concept, SKOS.notation)) for concept in concepts) == Counter(SCHEMES[scheme].split())
    for concept in concepts:
        assert concept == KIND[f"{scheme}/{graph.value(concept, SKOS.notation)}"]
        assert list(graph.objects(concept, SKOS.topConceptOf)) == [KIND[scheme]]


@pytest.mark.parametrize("stem", ["vocabularies", "topics"])
def test_every_concept_has_one_preferred_label_and_one_definition(stem: str, files: dict[str, Graph]) -> None:
    graph = files[stem]
    for concept in graph.subjects(RDF.type, SKOS.Concept):
        for annotation in (SKOS.prefLabel, SKOS.definition):
            values = list(graph.objects(concept, annotation))
            assert [value.language for value in values if isinstance(value, Literal)] == ["en"], concept
        assert len(list(graph.objects(concept, SKOS.inScheme))) == 1, concept


@pytest.mark.parametrize("stem", ["vocabularies", "topics"])
def test_every_scheme_says_what_it_is(stem: str, files: dict[str, Graph]) -> None:
    graph = files[stem]
    for scheme in graph.subjects(RDF.type, SKOS.ConceptScheme):
        for annotation in (DCTERMS.title, DCTERMS.description, DCTERMS.license, DCTERMS.created, RDFS.label):
            assert len(list(graph.objects(scheme, annotation))) == 1, (scheme, annotation)


@pytest.mark.parametrize("scheme", SCHEMES)
def test_no_two_concepts_of_a_scheme_share_a_label(scheme: str, files: dict[str, Graph]) -> None:
    graph = files["vocabularies"]
    labels = [str(graph.value(concept, SKOS.prefLabel)) for concept in graph.subjects(SKOS.inScheme, KIND[scheme])]
    assert len(set(labels)) == len(labels)


def test_topics_are_minted_under_one_namespace(files: dict[str, Graph]) -> None:
    topics = set(files["topics"].subjects(RDF.type, SKOS.Concept))
    assert len(topics) >= 50
    assert all(str(topic).startswith(TOPIC) for topic in topics)


def test_a_topic_is_either_on_top_or_below_known_topics(files: dict[str, Graph]) -> None:
    graph = files["topics"]
    topics = set(graph.subjects(RDF.type, SKOS.Concept))
    for topic in topics:
        broader = set(graph.objects(topic, SKOS.broader))
        assert broader <= topics
        assert bool(broader) != ((topic, SKOS.topConceptOf, KIND["topic"]) in graph), topic


def test_no_topic_lies_below_itself(files: dict[str, Graph]) -> None:
    graph = files["topics"]
    for topic in graph.subjects(RDF.type, SKOS.Concept):
        above = [graph.transitive_objects(parent, SKOS.broader) for parent in graph.objects(topic, SKOS.broader)]
        assert all(topic not in set(parents) for parents in above)


def test_a_surface_form_names_one_topic_whatever_its_case(files: dict[str, Graph]) -> None:
    graph = files["topics"]
    forms = Counter(
        form.casefold() for topic in graph.subjects(RDF.type, SKOS.Concept) for form in surface_forms(graph, topic)
    )
    assert [form for form, count in forms.items() if count > 1] == []


@pytest.mark.parametrize("word", ["net", "sep", "patent", "trademark", "intellectual property", "design", "copyright"])
def test_no_surface_form_is_a_common_word_or_part_of_office_names(word: str, files: dict[str, Graph]) -> None:
    graph = files["topics"]
    assert word not in {
        form.casefold() for topic in graph.subjects(RDF.type, SKOS.Concept) for form in surface_forms(graph, topic)
    }


@pytest.mark.parametrize(
    ("form", "topic"),
    [
        ("SDGs", "sustainable-development"),
        ("AI", "artificial-intelligence"),
        ("metaverse", "extended-reality"),
        ("IoT", "internet-of-things"),
        ("PPH", "patent-prosecution-highway"),
        ("SMEs", "small-and-medium-sized-enterprises"),
        ("trademarks", "trade-marks"),
        ("patent harmonization", "patent-harmonisation"),
    ],
)
def test_abbreviations_and_other_spellings_name_their_topic(form: str, topic: str, files: dict[str, Graph]) -> None:
    assert form in surface_forms(files["topics"], URIRef(TOPIC[topic]))
