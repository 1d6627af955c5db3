"""In: small graphs. Out: whether the ontology's axioms conclude from them what a user is promised, and no more."""

from collections.abc import Callable, Mapping

import pytest
from rdflib import Graph

# What is given, and what follows from it.
FOLLOWS: dict[str, tuple[str, str]] = {
    "the participant of a chairing chairs the meeting": (
        ":m ipco:hasChairing :c . :c ipco:participant :ada .",
        ":m ipco:chairedBy :ada .",
    ),
    "the participant of a hosting hosts the meeting and is its organizer": (
        ":m ipco:hasHosting :h . :h ipco:participant :office .",
        ":m ipco:hostedBy :office ; schema:organizer :office .",
    ),
    "the participant of an observing observes the meeting": (
        ":m ipco:hasObserving :o . :o ipco:participant :ada .",
        ":m ipco:observedBy :ada .",
    ),
    "the participant of a delegation leading leads a delegation": (
        ":m ipco:hasDelegationLeading :d . :d ipco:participant :ada .",
        ":m ipco:delegationLedBy :ada .",
    ),
    "the participant of an attending attends": (
        ":m ipco:hasAttending :a . :a ipco:participant :ada .",
        ":m ipco:attendedBy :ada ; schema:attendee :ada .",
    ),
    "the participant of a presidency presides": (
        ":m ipco:hasPresidency :p . :p ipco:participant :office .",
        ":m ipco:presidedBy :office .",
    ),
    "every link to a participation is a participation in the meeting": (
        ":m ipco:hasChairing :c ; ipco:hasHosting :h ; ipco:hasObserving :o ; ipco:hasDelegationLeading :d ;"
        " ipco:hasAttending :a ; ipco:hasPresidency :p .",
        ":m ipco:hasParticipation :c, :h, :o, :d, :a, :p . :c ipco:participationIn :m .",
    ),
    "the link property types the participation": (
        ":m ipco:hasChairing :c ; ipco:hasHosting :h ; ipco:hasPresidency :p .",
        ":c a ipco:Chairing, ipco:Participation . :h a ipco:Hosting . :p a ipco:PresidencyHolding .",
    ),
    "the class of a participation gives its capacity": (
        ":c a ipco:Chairing . :o a ipco:Observing . :d a ipco:DelegationLeading . :a a ipco:Attending .",
        ":c ipco:capacity <https://w3id.org/ip-cooperation/vocabulary/capacity/chair> ."
        ":o ipco:capacity <https://w3id.org/ip-cooperation/vocabulary/capacity/observer> ."
        ":d ipco:capacity <https://w3id.org/ip-cooperation/vocabulary/capacity/head-of-delegation> ."
        ":a ipco:capacity <https://w3id.org/ip-cooperation/vocabulary/capacity/participant> .",
    ),
    "an office is represented at the meeting of its representative": (
        ":m ipco:hasAttending :a . :a ipco:participant :ada ; ipco:representing :office .",
        ":office ipco:representedAt :m .",
    ),
    "a meeting is in the country of its place": (
        ":m ipco:heldIn :town . :town ipco:inCountry :land .",
        ":m ipco:meetingCountry :land ; schema:location :town .",
    ),
    "a meeting belongs to the forum of its series": (
        ":m ipco:inSeries :s . :s ipco:partOfForum :f .",
        ":m ipco:forumOfMeeting :f .",
    ),
    "the sides of a bilateral meeting met each other": (
        ":m ipco:firstParty :one ; ipco:secondParty :two .",
        ":one ipco:heldBilateralWith :two . :two ipco:heldBilateralWith :one .:m ipco:bilateralParty :one, :two .",
    ),
    "the person of a tenure held its post in its organisation": (
        ":t ipco:tenureOf :ada ; ipco:post :p . :p ipco:postIn :office .",
        ":ada ipco:hasTenure :t ; ipco:heldPost :p ; ipco:affiliatedWith :office .",
    ),
    "the holder of a head post headed the office": (
        ":t ipco:tenureOf :ada ; ipco:post :p . :p ipco:headPostOf :office .",
        ":p ipco:postIn :office . :ada ipco:attestedHeadOf :office ; ipco:affiliatedWith :office .",
    ),
    "the person of an acting tenure performed the duties": (
        ":t ipco:tenureOf :ada ; ipco:performsDutiesOf :p .",
        ":ada ipco:performedDutiesOf :p . :t a ipco:ActingTenure .",
    ),
    "a unit belongs to every whole above it": (
        ":unit ipco:unitOf :department . :department ipco:unitOf :office .",
        ":unit ipco:unitOf :office ; org:transitiveSubOrganizationOf :office .",
    ),
    "membership runs both ways": (
        ":office ipco:memberOf :f . :f ipco:hasMember :other .",
        ":f ipco:hasMember :office ; org:hasMember :office . :other ipco:memberOf :f ; org:memberOf :f .",
    ),
    "predecessor and successor are inverses": (
        ":old ipco:predecessorOf :new .",
        ":new ipco:successorOf :old .",
    ),
    "replacing and being replaced are inverses": (
        ":new ipco:replaces :old .",
        ":old ipco:replacedBy :new .",
    ),
    "agreement and conflict of claims are mutual": (
        ":a ipco:agreesWith :b . :c ipco:conflictsWith :d .",
        ":b ipco:agreesWith :a . :d ipco:conflictsWith :c .",
    ),
    "a topic lies under everything broader": (
        ":narrow skos:broader :middle . :middle skos:broader :wide .",
        ":narrow skos:broaderTransitive :wide .",
    ),
    "the class of an organisation gives its kind": (
        ":a a ipco:IPOffice . :b a ipco:InternationalOrganisation . :c a ipco:IndustryAssociation ."
        ":d a ipco:Forum . :e a ipco:WorkingGroup . :f a ipco:Unit . :g a ipco:State .",
        ":a ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/office> ."
        ":b ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/international-organisation> ."
        ":c ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/industry-association> ."
        ":d ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/forum> ."
        ":e ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/working-group> ."
        ":f ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/unit> ."
        ":g ipco:kind <https://w3id.org/ip-cooperation/vocabulary/organisation/other> .",
    ),
    "agreed items and visions have their kinds": (
        ":a a ipco:AgreedItem . :v ipco:aim :x .",
        ":a a ipco:Agreement ; ipco:kind <https://w3id.org/ip-cooperation/vocabulary/agreement/agreed-item> ."
        ":v ipco:kind <https://w3id.org/ip-cooperation/vocabulary/agreement/vision> . :x a ipco:VisionAim .",
    ),
    "organisations are read as ORG, FOAF and schema.org organisations": (
        ":a a ipco:IPOffice . :u a ipco:Unit . :f a ipco:Forum .",
        ":a a ipco:Organisation, org:Organization, foaf:Organization, schema:Organization ."
        ":u a org:OrganizationalUnit . :f a org:OrganizationalCollaboration .",
    ),
    "people, places and posts are read in known vocabularies": (
        ":ada a ipco:Person . :town a ipco:City . :land a ipco:Country . :p a ipco:Post . :t a ipco:Tenure .",
        ":ada a foaf:Person, schema:Person . :town a schema:City, schema:Place . :land a schema:Country ."
        ":p a org:Post . :t a org:Membership .",
    ),
    "meetings are schema.org events": (
        ":part a ipco:Meeting ; ipco:partOfMeeting :whole .",
        ":part a schema:Event ; schema:superEvent :whole .",
    ),
    "documents are read in known vocabularies": (
        ":d a ipco:Document ; ipco:publisher :office ; ipco:mentionsTopic :t ; ipco:issued '2020' .",
        ":d a foaf:Document, prov:Entity ; dcterms:publisher :office ; schema:mentions :t ; dcterms:issued '2020' .",
    ),
    "evidence is read in known vocabularies": (
        ":x ipco:evidence :p . :s a ipco:Statement .",
        ":x prov:wasDerivedFrom :p . :p a oa:SpecificResource . :s a rdf:Statement .",
    ),
}

# What is given, and what must not follow from it.
DOES_NOT_FOLLOW: dict[str, tuple[str, str]] = {
    "a host neither chairs nor presides nor attends": (
        ":m ipco:hasHosting :h . :h ipco:participant :office .",
        ":m ipco:chairedBy :office ; ipco:presidedBy :office ; ipco:attendedBy :office ; ipco:observedBy :office .",
    ),
    "a presidency neither hosts nor chairs": (
        ":m ipco:hasPresidency :p . :p ipco:participant :office .",
        ":m ipco:chairedBy :office ; ipco:hostedBy :office ; schema:organizer :office .",
    ),
    "hosting and presidency give no capacity": (
        ":h a ipco:Hosting . :p a ipco:PresidencyHolding .",
        ":h ipco:capacity <https://w3id.org/ip-cooperation/vocabulary/capacity/participant> ."
        ":p ipco:capacity <https://w3id.org/ip-cooperation/vocabulary/capacity/chair> .",
    ),
    "an absent principal does not attend": (
        ":m ipco:hasAttending :a . :a ipco:participant :ada ; ipco:onBehalfOf :principal .",
        ":m ipco:attendedBy :principal . :a ipco:participant :principal .",
    ),
    "acting in a post does not make its holder": (
        ":t ipco:tenureOf :ada ; ipco:performsDutiesOf :p . :p ipco:headPostOf :office .",
        ":ada ipco:heldPost :p ; ipco:attestedHeadOf :office ; org:holds :p . :t a ipco:Tenure .",
    ),
    "an ordinary post does not make a head": (
        ":t ipco:tenureOf :ada ; ipco:post :p . :p ipco:postIn :office .",
        ":ada ipco:attestedHeadOf :office .",
    ),
    "the past tense does not become the present": (
        ":t ipco:tenureOf :ada ; ipco:post :p . :p ipco:headPostOf :office .",
        ":ada org:holds :p ; org:headOf :office ; org:memberOf :office .",
    ),
    "nobody meets itself": (
        ":m ipco:firstParty :one ; ipco:secondParty :two .",
        ":one ipco:heldBilateralWith :one . :two ipco:heldBilateralWith :two .",
    ),
    "two sides of one counterpart do not meet each other": (
        ":m ipco:firstParty :one ; ipco:secondParty :two . :n ipco:firstParty :one ; ipco:secondParty :three .",
        ":two ipco:heldBilateralWith :three .",
    ),
    "two people on one tenure are not merged": (
        ":t ipco:tenureOf :ada, :bob .",
        ":ada owl:sameAs :bob .",
    ),
    "a vision that gave way is not a merged identity": (
        ":new ipco:replaces :old .",
        ":old dcterms:isReplacedBy :new . :new a ipco:Vision .",
    ),
    "a replaced identity stays apart": (
        ":old dcterms:isReplacedBy :new . :old a ipco:Person . :new a ipco:Person .",
        ":old owl:sameAs :new .",
    ),
    "a report of a status does not class the meeting": (
        ":r ipco:statusOf :m ; ipco:status <https://w3id.org/ip-cooperation/vocabulary/status/held> .",
        ":m ipco:status <https://w3id.org/ip-cooperation/vocabulary/status/held> .",
    ),
    "a member of a forum is not a unit of it": (
        ":office ipco:memberOf :f .",
        ":office ipco:unitOf :f ; a ipco:Unit .",
    ),
}

Close = Callable[[Mapping[str, str]], Graph]
Parse = Callable[[str, str], Graph]


@pytest.fixture(scope="module")
def closed(close: Close) -> Graph:
    return close({case: given for case, (given, _) in (FOLLOWS | DOES_NOT_FOLLOW).items()})


@pytest.mark.parametrize("case", FOLLOWS)
def test_follows(case: str, closed: Graph, parse: Parse) -> None:
    missing = [triple for triple in parse(case, FOLLOWS[case][1]) if triple not in closed]
    assert not missing


@pytest.mark.parametrize("case", FOLLOWS)
def test_is_not_simply_given(case: str, parse: Parse) -> None:
    given, expected = FOLLOWS[case]
    assert not set(parse(case, given)) & set(parse(case, expected))


@pytest.mark.parametrize("case", DOES_NOT_FOLLOW)
def test_does_not_follow(case: str, closed: Graph, parse: Parse) -> None:
    unwanted = [triple for triple in parse(case, DOES_NOT_FOLLOW[case][1]) if triple in closed]
    assert not unwanted
