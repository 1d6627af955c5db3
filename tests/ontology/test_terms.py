"""In: the ontology files. Out: whether headers are complete, terms labelled and defined, and none is missing."""

import re
from pathlib import Path

import pytest
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SKOS, VANN

IPCO = Namespace("https://w3id.org/ip-cooperation/ontology#")
KIND = "https://w3id.org/ip-cooperation/vocabulary/"
PROJECT = Path(__file__).parents[2]
ONTOLOGY = URIRef("https://w3id.org/ip-cooperation/ontology")
LICENCE = URIRef("https://creativecommons.org/licenses/by/4.0/")
DATE = URIRef("http://www.w3.org/2001/XMLSchema#date")
KINDS = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty)
CLASSES = """
    Organisation IPOffice InternationalOrganisation IndustryAssociation Forum WorkingGroup Unit State Person
    Place City Country Meeting MeetingSeries Participation Chairing Hosting Observing DelegationLeading
    Attending PresidencyHolding Post Tenure ActingTenure Attestation Agreement AgreedItem Vision VisionAim
    Outcome Initiative Claim NameUse StatusReport TimeSpan StatedDate Document Passage Statement
    ReviewDecision
"""
OBJECT_PROPERTIES = """
    kind memberOf hasMember unitOf visionOf officeOf stateOf predecessorOf successorOf foundedTime partOfForum
    inCountry inSeries heldIn meetingTime mode partOfMeeting hasParticipation participationIn hasChairing
    hasHosting hasObserving hasDelegationLeading hasAttending hasPresidency chairedBy hostedBy observedBy
    delegationLedBy attendedBy presidedBy meetingCountry forumOfMeeting bilateralParty firstParty firstPartyOf
    secondParty heldBilateralWith participant representing representationIn onBehalfOf capacity representedAt
    tenureOf hasTenure post performsDutiesOf postIn headPostOf attestationOf attestedTime heldPost
    performedDutiesOf affiliatedWith attestedHeadOf party reachedAt agreedTime replaces replacedBy aim
    effectiveTime itemOf outcomeOf outcomeKind by addressee about partOfOutcome launchedAt claimSubject
    agreesWith conflictsWith nameOf nameKind inDocument statusOf status publisher contact mentionsTopic
    statedIn statedTime evidence decides
"""
DATATYPE_PROPERTIES = """
    st3Code acronym subject number demonym ordinal derivedOrdinal position postTitle titleAsWritten text
    description claimText claimedValue comparator claimUnit openList form edtf start end earliest latest
    asWritten publisherAsWritten issued sha256 textSha256 sourceFile dateRole reviewedBy reviewedOn reason verdict
    doubt
"""


def own_terms(graph: Graph, kind: URIRef) -> set[str]:
    return {str(term).removeprefix(IPCO) for term in graph.subjects(RDF.type, kind) if str(term).startswith(IPCO)}


@pytest.mark.parametrize(
    ("kind", "names"),
    [
        (OWL.Class, CLASSES),
        (OWL.ObjectProperty, OBJECT_PROPERTIES),
        (OWL.DatatypeProperty, DATATYPE_PROPERTIES),
    ],
)
def test_terms_are_those_agreed(kind: URIRef, names: str, files: dict[str, Graph]) -> None:
    assert own_terms(files["ip-cooperation"], kind) == set(names.split())


def test_no_own_term_is_used_without_being_declared(ontology: Graph) -> None:
    declared = {IPCO[name] for name in (CLASSES + OBJECT_PROPERTIES + DATATYPE_PROPERTIES).split()}
    used = {term for triple in ontology for term in triple if isinstance(term, URIRef) and term.startswith(IPCO)}
    assert used == declared


def test_reference_data_shapes_and_queries_use_declared_names_only(ontology: Graph) -> None:
    declared = {term for term in ontology.subjects(RDF.type, None) if isinstance(term, URIRef)}
    for path in sorted(
        [*PROJECT.glob("graph/reference/*.ttl"), *PROJECT.glob("shapes/*.ttl"), *PROJECT.glob("queries/*.rq")]
    ):
        text = path.read_text(encoding="utf-8")
        used = {IPCO[name] for name in re.findall(r"(?<![\w/])ipco:([A-Za-z0-9]+)", text)}
        used |= {URIRef(iri) for iri in re.findall(rf"<({KIND}[\w/-]+\w)>", text)}
        assert used <= declared, (path.name, sorted(used - declared))


@pytest.mark.parametrize("kind", KINDS)
def test_every_own_term_has_one_label_and_one_definition(kind: URIRef, ontology: Graph) -> None:
    for name in sorted(own_terms(ontology, kind)):
        labels = list(ontology.objects(IPCO[name], RDFS.label))
        definitions = list(ontology.objects(IPCO[name], SKOS.definition))
        assert [label.language for label in labels if isinstance(label, Literal)] == ["en"], name
        assert [text.language for text in definitions if isinstance(text, Literal)] == ["en"], name
        assert re.fullmatch(r"[A-Z].*\.", str(definitions[0])), name
        assert ontology.value(IPCO[name], RDFS.isDefinedBy) == ONTOLOGY, name


def test_no_two_own_terms_share_a_label_or_definition(files: dict[str, Graph]) -> None:
    graph = files["ip-cooperation"]
    for kind in KINDS:
        terms = [IPCO[name] for name in own_terms(graph, kind)]
        assert len({str(graph.value(term, RDFS.label)).casefold() for term in terms}) == len(terms)
        assert len({graph.value(term, SKOS.definition) for term in terms}) == len(terms)


def test_classes_are_upper_camel_and_properties_lower_camel(ontology: Graph) -> None:
    assert all(re.fullmatch(r"([A-Z]+[a-z]+)+", name) for name in own_terms(ontology, OWL.Class))
    properties = own_terms(ontology, OWL.ObjectProperty) | own_terms(ontology, OWL.DatatypeProperty)
    assert all(re.fullmatch(r"[a-z]+([A-Z]?[a-z0-9]+)*", name) for name in properties)


@pytest.mark.parametrize("stem", ["ip-cooperation", "alignments", "mappings"])
def test_header_is_complete(stem: str, files: dict[str, Graph]) -> None:
    graph = files[stem]
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    version = str(graph.value(header, OWL.versionInfo))
    assert re.fullmatch(r"\d+\.\d+\.\d+", version)
    assert graph.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    assert graph.value(header, DCTERMS.license) == LICENCE
    for text in (DCTERMS.title, DCTERMS.description):
        assert [value.language for value in graph.objects(header, text) if isinstance(value, Literal)] == ["en"]
    created, modified = (graph.value(header, day) for day in (DCTERMS.created, DCTERMS.modified))
    assert isinstance(created, Literal)
    assert isinstance(modified, Literal)
    assert created.datatype == modified.datatype == DATE
    assert created.toPython() <= modified.toPython()


def test_header_names_the_preferred_prefix(files: dict[str, Graph]) -> None:
    graph = files["ip-cooperation"]
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespacePrefix)) == "ipco"
    assert str(graph.value(ONTOLOGY, VANN.preferredNamespaceUri)) == str(IPCO)


def test_change_notes_cover_the_version(files: dict[str, Graph]) -> None:
    notes = (PROJECT / "ontology" / "CHANGELOG.md").read_text(encoding="utf-8")
    assert f"## {files['ip-cooperation'].value(ONTOLOGY, OWL.versionInfo)} " in notes


def test_external_terms_in_alignments_bear_no_axioms_of_their_own(files: dict[str, Graph]) -> None:
    restated = {
        (subject, predicate)
        for predicate in (RDFS.subClassOf, RDFS.subPropertyOf, RDFS.domain, RDFS.range, OWL.inverseOf)
        for subject in files["alignments"].subjects(predicate, None)
        if not str(subject).startswith(IPCO)
    }
    assert restated == {(SKOS.broader, RDFS.subPropertyOf)}


def test_mappings_carry_no_inference(files: dict[str, Graph]) -> None:
    matches = {SKOS.closeMatch, SKOS.broadMatch, SKOS.narrowMatch, SKOS.relatedMatch}
    graph = files["mappings"]
    (header,) = graph.subjects(RDF.type, OWL.Ontology)
    predicates = {predicate for subject, predicate, _ in graph if subject != header and subject not in matches}
    assert predicates <= matches
