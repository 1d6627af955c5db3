"""Eight kinds of questions to a graph of graphs.py: in, nothing; out, queries that any SPARQL 1.1 engine answers."""

from __future__ import annotations

from kgtool.project import Project
from tests.benchmarks.graphs import ROOT

_SETTINGS = Project.load(ROOT).settings
_HEAD = f"""PREFIX : <{_SETTINGS.vocabulary}>
PREFIX id: <{_SETTINGS.base}>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
_PARTS = ":hasChairing|:hasDelegationLeading|:hasAttending|:hasObserving"

QUESTIONS = {
    "participants of a meeting": f"""SELECT ?person ?name ?office WHERE {{
        <{_SETTINGS.base}meeting/m7> {_PARTS} ?part .
        ?part :participant ?person ; :representing ?office . ?person rdfs:label ?name }}""",
    "head of an office on a date": f"""SELECT DISTINCT ?person WHERE {{
        <{_SETTINGS.base}post/o0_7_head> :headPostOf ?office .
        ?tenure :post <{_SETTINGS.base}post/o0_7_head> ; :tenureOf ?person .
        ?attestation :attestationOf ?tenure ; :attestedTime ?time . ?time :earliest ?first ; :latest ?last
        FILTER (?first >= "2011-01-01"^^xsd:date && ?last <= "2018-12-31"^^xsd:date) }}""",
    "pairs that met, counted": f"""SELECT ?one ?other (COUNT(DISTINCT ?meeting) AS ?times) WHERE {{
        ?meeting {_PARTS} ?a , ?b . ?a :participant ?one . ?b :participant ?other
        FILTER (STR(?one) < STR(?other)) }} GROUP BY ?one ?other HAVING (COUNT(DISTINCT ?meeting) > 1)""",
    "classes up to the top": """SELECT ?thing ?class WHERE {
        ?thing a ?own . ?own rdfs:subClassOf+ ?class . ?thing :inSeries ?series }""",
    "outcomes of two offices": f"""SELECT DISTINCT ?outcome ?text WHERE {{
        ?outcome :by ?office ; :text ?text .
        FILTER (?office IN (<{_SETTINGS.base}organisation/o0_3>, <{_SETTINGS.base}organisation/o0_4>)) }}""",
    "an office's timeline in order": f"""SELECT ?first ?label WHERE {{
        ?part :representing <{_SETTINGS.base}organisation/o0_5> . ?meeting {_PARTS} ?part .
        ?meeting rdfs:label ?label ; :meetingTime/:earliest ?first }} ORDER BY ?first ?label""",
    "names by a pattern": """SELECT ?person ?name WHERE {
        ?person a :Person ; rdfs:label ?name FILTER REGEX(?name, "^Person [a-f].*x", "i") }""",
    "meetings and places a year": """SELECT ?year
        (COUNT(DISTINCT ?meeting) AS ?meetings) (COUNT(DISTINCT ?place) AS ?places) WHERE {
        ?meeting :meetingTime/:earliest ?day ; :heldIn ?place BIND (SUBSTR(STR(?day), 1, 4) AS ?year)
        } GROUP BY ?year ORDER BY ?year""",
}
QUESTIONS = {kind: _HEAD + query for kind, query in QUESTIONS.items()}
