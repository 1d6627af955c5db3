"""In: small graphs that cannot be true, and their true neighbours. Out: whether the closure reports just the former."""

from collections.abc import Callable, Mapping

import pytest
from rdflib import Graph, URIRef

ERROR = URIRef("http://www.daml.org/2002/03/agents/agent-ont#error")

# A graph that cannot be true, and one as close to it as possible that can.
CONTRADICTIONS: dict[str, tuple[str, str]] = {
    "a person is no organisation": (":x a ipco:Person, ipco:IPOffice .", ":x a ipco:Organisation, ipco:IPOffice ."),
    "a person is no post": (":x a ipco:Person, ipco:Post .", ":x a ipco:Post ."),
    "a meeting is no place": (":x a ipco:Meeting, ipco:City .", ":x a ipco:Place, ipco:City ."),
    "a meeting is no series": (":x a ipco:Meeting, ipco:MeetingSeries .", ":x a ipco:MeetingSeries ."),
    "a State is no country": (":x a ipco:State, ipco:Country .", ":x a ipco:City, ipco:Country ."),
    "an office is no association": (
        ":x a ipco:IPOffice, ipco:IndustryAssociation .",
        ":x a ipco:IPOffice, ipco:InternationalOrganisation .",
    ),
    "an initiative is no agreement": (":x a ipco:Initiative, ipco:Vision .", ":x a ipco:AgreedItem, ipco:Outcome ."),
    "a tenure is not acting": (":x a ipco:Tenure, ipco:ActingTenure .", ":x a ipco:Tenure . :y a ipco:ActingTenure ."),
    "one tenure cannot hold and act": (
        ":t ipco:post :p ; ipco:performsDutiesOf :p .",
        ":t ipco:post :p . :u ipco:performsDutiesOf :p .",
    ),
    "a chairing is no hosting": (
        ":m ipco:hasChairing :x ; ipco:hasHosting :x .",
        ":m ipco:hasChairing :x ; ipco:hasHosting :y .",
    ),
    "a presidency is no hosting": (
        ":m ipco:hasPresidency :x ; ipco:hasHosting :x .",
        ":m ipco:hasPresidency :x ; ipco:hasHosting :y .",
    ),
    "a place cannot host": (
        ":h ipco:participant :town ; ipco:representing :town . :town a ipco:City .",
        ":h ipco:participant :office ; ipco:representing :office . :office a ipco:IPOffice .",
    ),
    "a post is not held by an office": (
        ":t ipco:tenureOf :office . :office a ipco:IPOffice .",
        ":t ipco:tenureOf :ada . :ada a ipco:Person .",
    ),
    "a principal does not take part for themselves": (
        ":p ipco:participant :ada ; ipco:onBehalfOf :ada .",
        ":p ipco:participant :ada ; ipco:onBehalfOf :bob .",
    ),
    "a bilateral meeting has two sides": (
        ":m ipco:firstParty :one ; ipco:secondParty :one .",
        ":m ipco:firstParty :one ; ipco:secondParty :two .",
    ),
    "no mutual predecessors": (
        ":a ipco:predecessorOf :b . :b ipco:predecessorOf :a .",
        ":a ipco:predecessorOf :b . :b ipco:predecessorOf :c .",
    ),
    "no predecessor that is also the successor": (
        ":a ipco:predecessorOf :b ; ipco:successorOf :b .",
        ":a ipco:predecessorOf :b ; ipco:successorOf :c .",
    ),
    "nothing precedes itself": (":a ipco:predecessorOf :a .", ":a ipco:predecessorOf :b ."),
    "no mutual replacement": (
        ":a ipco:replaces :b ; ipco:replacedBy :b .",
        ":a ipco:replaces :b . :b ipco:replacedBy :a .",
    ),
    "nothing replaces itself": (":a ipco:replaces :a .", ":a ipco:replaces :b ."),
    "no meeting lies in its own part": (
        ":a ipco:partOfMeeting :b . :b ipco:partOfMeeting :a .",
        ":a ipco:partOfMeeting :b . :c ipco:partOfMeeting :b .",
    ),
    "no outcome lies in its own part": (
        ":a ipco:partOfOutcome :b . :b ipco:partOfOutcome :a .",
        ":a ipco:partOfOutcome :b . :c ipco:partOfOutcome :b .",
    ),
    "no item is an item of itself": (":a ipco:itemOf :a .", ":a ipco:itemOf :b ."),
    "claims that conflict do not agree": (
        ":a ipco:agreesWith :b . :b ipco:conflictsWith :a .",
        ":a ipco:agreesWith :b . :b ipco:conflictsWith :c .",
    ),
    "no claim conflicts with itself": (":a ipco:conflictsWith :a .", ":a ipco:conflictsWith :b ."),
}


def false_name(case: str) -> str:
    return f"false {case}"


def true_name(case: str) -> str:
    return f"true {case}"


@pytest.fixture(scope="module")
def errors(close: Callable[[Mapping[str, str]], Graph]) -> str:
    cases = {false_name(case): false for case, (false, _) in CONTRADICTIONS.items()}
    cases |= {true_name(case): true for case, (_, true) in CONTRADICTIONS.items()}
    return "\n".join(str(message) for message in close(cases).objects(None, ERROR))


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_contradiction_is_reported(case: str, errors: str) -> None:
    assert f"/{false_name(case).replace(' ', '-')}/" in errors


@pytest.mark.parametrize("case", CONTRADICTIONS)
def test_true_neighbour_is_not_reported(case: str, errors: str) -> None:
    assert f"/{true_name(case).replace(' ', '-')}/" not in errors
