"""A small project about bridges with one wrong value, one missing value and one quoted fact; and findings by hand."""

from __future__ import annotations

import datetime
from pathlib import Path
from textwrap import dedent

from kgtool.pipeline.validation import Request, validated
from kgtool.project import Project
from kgtool.rdf.positions import Position
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.terms import IRI, Literal
from kgtool.validation import Severity
from kgtool.validation.reports import Finding, Findings, Place, Quote, Rule

B = "https://example.org/bridges#"
ID = "https://example.org/id/"
TODAY = datetime.date(2026, 1, 1)
PREFIXES = Prefixes({"b": B, "bridge": f"{ID}bridge/", "sh": "http://www.w3.org/ns/shacl#"})

SETTINGS = """
    [project]
    name = "bridges"
    title = "Bridges"
    vocabulary = "https://example.org/bridges#"
    concepts = "https://example.org/vocabulary/"
    base = "https://example.org/id/"
    language = "en"
    [prefixes]
    b = "https://example.org/bridges#"
    bridge = "https://example.org/id/bridge/"
    document = "https://example.org/id/document/"
    owl = "http://www.w3.org/2002/07/owl#"
    rdf = "http://www.w3.org/1999/02/22-rdf-syntax-ns#"
    rdfs = "http://www.w3.org/2000/01/rdf-schema#"
    sh = "http://www.w3.org/ns/shacl#"
    skos = "http://www.w3.org/2004/02/skos/core#"
    xsd = "http://www.w3.org/2001/XMLSchema#"
    oa = "http://www.w3.org/ns/oa#"
"""
ONTOLOGY = """
    @prefix b: <https://example.org/bridges#> .
    @prefix owl: <http://www.w3.org/2002/07/owl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    <https://example.org/bridges> a owl:Ontology .
    b:Bridge a owl:Class ; rdfs:label "bridge"@en ; skos:definition "What spans."@en .
    b:Ferry a owl:Class ; rdfs:label "ferry"@en ; skos:definition "What crosses."@en ; owl:disjointWith b:Bridge .
    b:length a owl:DatatypeProperty ; rdfs:label "length"@en ; skos:definition "In metres."@en .
    b:near a owl:ObjectProperty ; rdfs:label "near"@en ; skos:definition "Close to."@en ;
        rdfs:range b:Bridge .
    b:sourceFile a owl:DatatypeProperty ; rdfs:label "source file"@en ; skos:definition "A name."@en .
    b:evidence a owl:ObjectProperty ; rdfs:label "evidence"@en ; skos:definition "Where it is said."@en .
    b:sha256 a owl:DatatypeProperty ; rdfs:label "sha256"@en ; skos:definition "A digest."@en .
"""
SHAPES = """
    @prefix b: <https://example.org/bridges#> .
    @prefix sh: <http://www.w3.org/ns/shacl#> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
    @prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
    b:LengthShape a sh:PropertyShape ; rdfs:label "length is a number"@en ; rdfs:comment "Words do not add up."@en ;
        sh:targetClass b:Bridge ; sh:path b:length ; sh:datatype xsd:integer ; sh:message "A length is a number."@en .
    b:NameShape a sh:PropertyShape ; rdfs:label "bridge has a label"@en ; sh:severity sh:Warning ;
        sh:targetClass b:Bridge ; sh:path rdfs:label ; sh:minCount 1 ; sh:message "A bridge has a label."@en .
    b:FineShape a sh:NodeShape ; sh:targetClass b:Bridge ; sh:nodeKind sh:IRI .
"""
FACTS = """
    @prefix b: <https://example.org/bridges#> .
    @prefix bridge: <https://example.org/id/bridge/> .
    @prefix document: <https://example.org/id/document/> .
    @prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .

    document:one b:sourceFile "one.txt" .

    bridge:old
        a b:Bridge ;
        rdfs:label "Old <Bridge> & 橋" ;
        b:length 120 ,
            "long" .

    bridge:new a b:Bridge .
"""
EVIDENCE = """
    @prefix b: <https://example.org/bridges#> .
    @prefix bridge: <https://example.org/id/bridge/> .
    @prefix oa: <http://www.w3.org/ns/oa#> .
    @prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
    <https://example.org/id/passage/p> oa:hasSource <https://example.org/id/document/one> ;
        oa:start 25 ; oa:end 43 ; oa:exact "the bridge is long" .
    <https://example.org/id/statement/s> rdf:subject bridge:old ; rdf:predicate b:length ; rdf:object "long" ;
        b:evidence <https://example.org/id/passage/p> .
"""
TEXT = "Some words of greeting.\n\nthe bridge is long, they say.\n"
FILES = {
    "ontology/project.toml": SETTINGS,
    "ontology/bridges.ttl": ONTOLOGY,
    "shapes/bridges.ttl": SHAPES,
    "graph/facts/one.ttl": FACTS,
    "graph/evidence/one.ttl": EVIDENCE,
    "queries/all.rq": "#+ summary: Everything?\nSELECT ?bridge { ?bridge a <https://example.org/bridges#Bridge> }\n",
}


def make_project(folder: Path, **changed: str) -> Project:
    """Write the project into a folder; changed are files by their stem and role, as in facts=…"""
    for name, text in FILES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(
            dedent(text if path.suffix == ".toml" else changed.get(path.parent.name, text)).lstrip("\n"),
            encoding="utf-8",
            newline="",
        )
    (folder / "shapes" / "profile.txt").write_text("none layout\n", encoding="utf-8")
    document = folder / "graph" / "documents" / "one.txt"
    document.parent.mkdir(exist_ok=True)
    document.write_text(TEXT, encoding="utf-8")
    return Project.load(folder)


def findings(project: Project, **request: object) -> Findings:
    """Return what validation finds in a project."""
    return validated(project, Request(today=TODAY, **request))  # type: ignore[arg-type]


NASTY = "<b>&\"'\x00\x1b[31m\ud83d\ude00]]>,:%\n|`$(rm)` \u2028".encode("utf-16", "surrogatepass").decode("utf-16")


def many(number: int, severity: Severity = Severity.VIOLATION) -> Findings:
    """Return many findings, all different, and with characters that any format must take care of."""
    quote = Quote(Place("graph/documents/one two.txt", Position(3, 1, 3, 19), "the bridge is long"), f"long {NASTY}")
    made = [
        Finding(
            severity=severity,
            rule=f"{B}LengthShape",
            message=f"A length is a number {NASTY}",
            rule_label="length is a number",
            component="DatatypeConstraintComponent",
            focus=IRI(f"{ID}bridge/{index}"),
            path=f"<{B}length>",
            value=Literal(f"long {NASTY}"),
            place=Place("graph/facts/one two,%.ttl", Position(index + 1, 5, index + 1, 9), "\tbridge:old b:length 1"),
            quotes=(quote,),
            related=(("follows from", Place("ontology/bridges.ttl", Position(1, 1, 1, 2), "x")),),
        )
        for index in range(number)
    ]
    return Findings.of(made, [Rule(f"{B}LengthShape", "shapes/bridges.ttl"), Rule(f"{B}Fine", "shapes/bridges.ttl")])
