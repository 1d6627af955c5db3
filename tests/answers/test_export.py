"""Exports: other libraries read back what went in, and the same triples give the same bytes."""

from __future__ import annotations

import csv
import datetime
import io
import json
import random
from collections import Counter
from pathlib import Path
from xml.etree import ElementTree

import networkx
import pytest
import rdflib
import rdflib.compare
from hypothesis import given
from hypothesis import strategies as st
from pyld import jsonld

from kgtool.answers.export import FOLDER_FORMATS, FORMATS, export, export_folder
from kgtool.answers.export.description import Counts, described
from kgtool.answers.export.references import References
from kgtool.errors import KgtoolError, UsageError
from kgtool.rdf.store import FORMATS as RDF_FORMATS
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF_TYPE, RDFS_LABEL, Literal, Triple
from tests.answers import sample
from tests.rdf.strategies import triples

ANA = "https://w3id.org/ip-cooperation/id/person/ana-silva"
TENURE = "https://w3id.org/ip-cooperation/id/tenure/ana-silva_apo_head"
ODD = Triple(IRI(ANA), RDFS_LABEL, Literal('<&"\t\n\r\x01;|'))
TRIPLES = [*sample.facts("lakes"), *sample.facts("shores"), ODD]


EVIDENCE = [*sample.evidence("lakes"), *sample.evidence("shores")]


def exported(form: str, triples: list[Triple] | None = None, *, labels: bool = False) -> bytes:
    said = TRIPLES if triples is None else triples
    return b"".join(export(said, form, sample.prefixes(), evidence=EVIDENCE, labels=labels))


@pytest.mark.parametrize("form", RDF_FORMATS)
def test_rdf_formats_hold_the_same_triples(form: str) -> None:
    said = [triple for triple in TRIPLES if form != "rdfxml" or triple != ODD]
    assert set(parse(exported(form, said), form)) == set(said)


@pytest.mark.parametrize("form", [form for form in FORMATS if form not in FOLDER_FORMATS])
def test_the_same_triples_give_the_same_bytes(form: str) -> None:
    said = [triple for triple in TRIPLES if triple != ODD]
    shuffled = [*said, *said]
    random.Random(1).shuffle(shuffled)
    assert exported(form, shuffled) == exported(form, said)
    assert exported(form, []) is not None


@pytest.mark.parametrize(("form", "reader"), [("graphml", networkx.read_graphml), ("gexf", networkx.read_gexf)])
def test_networkx_reads_typed_nodes_and_edges(form: str, reader: object) -> None:
    version = {"version": "1.3"} if form == "gexf" else {}
    graph = reader(io.BytesIO(exported(form)), **version)  # type: ignore[operator]
    assert graph.is_directed()
    assert graph.nodes[ANA]["classes"] == "ipco:Person"
    assert graph.nodes[ANA]["label"].endswith("|") or graph.nodes[ANA]["label"] == "Ana Silva"
    edges = [data for _, _, data in graph.out_edges(TENURE, data=True)]
    assert sorted(str(data.get("type") or data.get("label")) for data in edges) == ["ipco:post", "ipco:tenureOf"]


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_every_node_and_edge_is_there_once(form: str) -> None:
    root = ElementTree.fromstring(exported(form))
    ids = [element.get("id") for element in root.iter() if element.tag.endswith("}node")]
    edges = [(e.get("source"), e.get("target")) for e in root.iter() if e.tag.endswith("}edge")]
    links = {t for t in TRIPLES if not isinstance(t.object, Literal) and not t.predicate.endswith("#type")}
    assert len(ids) == len(set(ids))
    assert len(edges) == len(links)
    assert {end for edge in edges for end in edge} <= set(ids)


def test_an_odd_text_survives_in_graphml() -> None:
    root = ElementTree.fromstring(exported("graphml"))
    texts = {element.text for element in root.iter() if element.tag.endswith("}data")}
    assert '<&"\t\n\r\ufffd;| | Ana Silva' in texts


def test_neo4j_files_name_ids_labels_and_types() -> None:
    files = export_folder(TRIPLES, "neo4j", sample.prefixes())
    nodes = {row["iri:ID"]: row for row in csv.DictReader(io.StringIO(files["nodes.csv"].decode()))}
    edges = list(csv.DictReader(io.StringIO(files["relationships.csv"].decode())))
    assert nodes[ANA][":LABEL"] == "ipco:Person"
    assert (TENURE, ANA, "ipco:tenureOf") in {(edge[":START_ID"], edge[":END_ID"], edge[":TYPE"]) for edge in edges}
    assert all(edge[":START_ID"] in nodes and edge[":END_ID"] in nodes for edge in edges)
    assert not any(":" in name.split(":string[]")[0] for name in nodes[ANA] if name.endswith(":string[]"))


def test_csv_has_one_line_per_triple() -> None:
    rows = list(csv.DictReader(io.StringIO(exported("csv").decode(), newline="")))
    assert len(rows) == len(set(TRIPLES))
    assert {
        "subject": "person:cy-ray",
        "subjectLabel": "Cy Ray",
        "predicate": "rdfs:label",
        "object": "Cy Ray",
        "objectLabel": "",
        "datatype": "xsd:string",
        "language": "",
    } in rows


def test_an_unknown_format_and_a_folder_in_one_stream_are_refused() -> None:
    with pytest.raises(UsageError, match="did you mean graphml"):
        exported("graphm")
    with pytest.raises(UsageError, match="-o FOLDER"):
        exported("neo4j")
    with pytest.raises(UsageError, match="not exported as a folder"):
        export_folder(TRIPLES, "csv", sample.prefixes())


MEETING = "https://w3id.org/ip-cooperation/id/meeting/lake3-2021"


def test_gexf_bears_times_as_intervals_of_days() -> None:
    root = ElementTree.fromstring(exported("gexf"))
    nodes = {e.get("id"): e for e in root.iter() if e.tag.endswith("}node")}
    assert (nodes[MEETING].get("start"), nodes[MEETING].get("end")) == ("2021-05-04", "2021-05-04")
    assert nodes[ANA].get("start") is None
    edges = [e for e in root.iter() if e.tag.endswith("}edge") and e.get("source") == MEETING]
    assert edges
    assert {e.get("start") for e in edges} == {"2021-05-04"}


def test_graphml_bears_times_that_networkx_reads() -> None:
    graph = networkx.read_graphml(io.BytesIO(exported("graphml")))
    assert (graph.nodes[MEETING]["start"], graph.nodes[MEETING]["end"]) == ("2021-05-04", "2021-05-04")


def test_neo4j_files_come_with_cypher_that_names_their_columns() -> None:
    files = export_folder(TRIPLES, "neo4j", sample.prefixes())
    columns = next(csv.reader(io.StringIO(files["nodes.csv"].decode())))
    assert all(f"row.`{column}`" in files["load.cypher"].decode() for column in columns if column != "label")


def test_tables_have_a_file_for_each_class_as_their_description_says() -> None:
    files = export_folder(TRIPLES, "tables", sample.prefixes())
    package = json.loads(files["datapackage.json"])
    assert {resource["path"] for resource in package["resources"]} == set(files) - {"datapackage.json"}
    for resource in package["resources"]:
        rows = list(csv.DictReader(io.StringIO(files[resource["path"]].decode(), newline="")))
        assert list(rows[0]) == [field["name"] for field in resource["schema"]["fields"]]
        assert len({row["iri"] for row in rows}) == len(rows)
    people = {row["iri"] for row in csv.DictReader(io.StringIO(files["ipco-person.csv"].decode()))}
    persons = {t.subject for t in TRIPLES if t.predicate.endswith("#type") and t.object.endswith("#Person")}  # type: ignore[union-attr]
    assert people == persons


def test_icalendar_holds_the_meetings_with_their_days() -> None:
    text = exported("icalendar").decode()
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    events = [part.splitlines() for part in text.replace("\r\n ", "").split("BEGIN:VEVENT")[1:]]
    (event,) = [lines for lines in events if f"UID:{MEETING}" in lines]
    assert {"DTSTART;VALUE=DATE:20210504", "DTEND;VALUE=DATE:20210505", "STATUS:CONFIRMED"} <= set(event)
    assert "SUMMARY:5th Lake3 heads meeting" in event


def test_another_library_reads_the_calendar() -> None:
    icalendar = pytest.importorskip("icalendar", reason="no icalendar here: pip install icalendar")
    events = icalendar.Calendar.from_ical(exported("icalendar")).walk("VEVENT")
    assert {str(event["UID"]) for event in events} >= {MEETING}
    assert all(event.decoded("DTSTART") < event.decoded("DTEND") for event in events)


def description(lines: bytes, files: dict[str, str] | None = None) -> list[Triple]:
    counts = Counts(sample.vocabulary())
    counts.add(lines)
    return described("urn:x/", "Lakes", {"asserted": counts}, sample.vocabulary(), sample.prefixes(), files)


def test_the_description_counts_what_the_graph_holds() -> None:
    found = set(description(exported("ntriples")))
    dataset, void = IRI("urn:x/dataset"), "http://rdfs.org/ns/void#"
    assert Triple(dataset, IRI(f"{void}triples"), Literal.integer(len(set(TRIPLES)))) in found
    derived = {t.object for t in found if t.predicate.endswith("wasDerivedFrom")}
    assert {str(document).rpartition("/")[2] for document in derived} == {"lakes", "shores"}


typed = st.builds(lambda triple: triple._replace(predicate=RDF_TYPE), triples)


@given(st.lists(triples | typed))
def test_the_description_counts_each_property_and_class(said: list[Triple]) -> None:
    counts = Counts(sample.vocabulary())
    counts.add(exported("ntriples", said))
    distinct = set(said)
    assert counts.triples == len(distinct)
    assert counts.properties == Counter(t.predicate for t in distinct)
    kinds = (t.object for t in distinct if t.predicate == RDF_TYPE)
    assert counts.classes == Counter(kind for kind in kinds if isinstance(kind, IRI))


def isomorphic(one: str, other: str, form: str) -> bool:
    """Return whether another library finds the same graph in N-Triples and in RDF of a format."""
    graphs = (rdflib.Graph().parse(data=data, format=syntax) for data, syntax in ((one, "nt"), (other, form)))
    return rdflib.compare.isomorphic(*graphs)


def test_rdflib_reads_the_same_graph_from_json_ld() -> None:
    said = [t for t in (*TRIPLES, *EVIDENCE, *sample.background()) if t != ODD]
    assert isomorphic(exported("ntriples", said).decode(), exported("jsonld", said).decode(), "json-ld")


def test_pyld_reads_the_same_graph_and_frames_it() -> None:
    said = [t for t in (*TRIPLES, *EVIDENCE) if t != ODD]
    document = json.loads(exported("jsonld", said))
    quads = jsonld.to_rdf(document, {"format": "application/n-quads"})
    assert set(parse(quads, "nquads")) == set(said)
    framed = jsonld.frame(document, {"@context": document["@context"], "@type": "ipco:Meeting"})
    meetings = {t.subject for t in said if t.predicate == RDF_TYPE and t.object == sample.vocabulary()("Meeting")}
    assert len(framed["@graph"]) == len(meetings)


FRAME = {
    "@type": "ipco:Meeting",
    "@explicit": True,
    "label": {},
    "hasChairing": {"@explicit": True, "participant": {"@explicit": True, "@omitDefault": True, "label": {}}},
}


def test_a_frame_gives_json_ld_its_shape(tmp_path: Path) -> None:
    (tmp_path / "frame.jsonld").write_text(json.dumps(FRAME))
    given = export(TRIPLES, "jsonld", sample.prefixes(), frame=tmp_path / "frame.jsonld")
    found = json.loads(b"".join(given))
    document = json.loads(exported("jsonld"))
    whole = jsonld.frame(document, {"@context": document["@context"], **FRAME}, {"omitGraph": False})
    assert found == whole
    (meeting,) = [node for node in found["@graph"] if node["@id"] == "meeting:lake3-2021"]
    assert meeting["hasChairing"]["participant"]["@id"] == "person:ana-silva"
    quads = jsonld.to_rdf(found, {"format": "application/n-quads"})
    assert set(parse(quads, "nquads")) <= set(TRIPLES), "a frame adds nothing"


@pytest.mark.parametrize(
    ("frame", "message"),
    [
        ("{", "frame.jsonld:1:2"),
        ("[]", "a frame is an object"),
        ("\xff", "not JSON"),
        ('{"@context": "https://example.org/context"}', "nothing is fetched"),
        ('{"@embed": "sometimes"}', "the frame cannot be used"),
        ('{"@type": 1}', "the frame cannot be used"),
    ],
)
def test_a_frame_that_is_none_is_told(frame: str, message: str, tmp_path: Path) -> None:
    path = tmp_path / "frame.jsonld"
    path.write_bytes(frame.encode("latin-1"))
    with pytest.raises(KgtoolError, match=message):
        b"".join(export(TRIPLES, "jsonld", sample.prefixes(), frame=path))


def test_json_ld_reads_like_plain_json() -> None:
    document = json.loads(exported("jsonld"))
    nodes = {node["@id"]: node for node in document["@graph"]}
    meeting = nodes["meeting:lake3-2021"]
    assert meeting["@type"] == "ipco:Meeting"
    assert {record["@type"] for record in meeting["hasHosting"]} == {"ipco:Hosting"}, "within what points to them"
    assert document["@context"]["hasHosting"] == {"@id": f"{sample.settings().vocabulary}hasHosting", "@type": "@id"}


def test_json_ld_holds_circles_of_records() -> None:
    circle = [Triple(IRI(f"urn:{a}"), IRI("urn:p"), IRI(f"urn:{b}")) for a, b in ("ab", "bc", "ca", "dd")]
    assert set(parse(exported("jsonld", circle), "jsonld")) == set(circle)


def test_labels_stand_in_comments_that_change_nothing() -> None:
    text = exported("turtle", labels=True).decode()
    assert set(parse(text)) == set(parse(exported("turtle")))
    assert "meeting:lake3-2021 # 5th Lake3 heads meeting" in text
    assert "ipco:nameOf person:cy-ray ; # Cy Ray" in text


@pytest.mark.parametrize("form", ["graphml", "gexf"])
def test_edges_bear_their_evidence(form: str) -> None:
    root = ElementTree.fromstring(exported(form))
    edges = [e for e in root.iter() if e.tag.endswith("}edge") and e.get("source") == MEETING]
    texts = {"".join(e.itertext()) + " ".join(v.get("value", "") for v in e.iter()) for e in edges}
    assert any(("lakes " in text and text.endswith("x")) or "document/lakes" in text for text in texts)


def test_neo4j_relationships_bear_their_evidence() -> None:
    files = export_folder(TRIPLES, "neo4j", sample.prefixes(), evidence=EVIDENCE)
    edges = list(csv.DictReader(io.StringIO(files["relationships.csv"].decode())))
    (edge,) = [e for e in edges if e[":START_ID"] == MEETING and e[":TYPE"] == "ipco:inSeries"]
    assert edge["document:string[]"].endswith("/document/lakes")
    assert edge["quote:string[]"] == "x"
    assert "r.quote = split(row.`quote:string[]`, ';')" in files["load.cypher"].decode()


def test_frictionless_finds_nothing_wrong_with_the_tables(tmp_path: Path) -> None:
    frictionless = pytest.importorskip("frictionless", reason="no frictionless here: pip install frictionless")
    for name, content in export_folder([t for t in TRIPLES if t != ODD], "tables", sample.prefixes()).items():
        (tmp_path / name).write_bytes(content)
    report = frictionless.validate(str(tmp_path / "datapackage.json"))
    assert report.valid, report.flatten(["type", "message"])


def test_parquet_holds_what_the_tables_hold() -> None:
    parquet = pytest.importorskip("pyarrow.parquet", reason="no pyarrow here: pip install 'kgtool[parquet]'")
    files = export_folder(TRIPLES, "parquet", sample.prefixes())
    tables = export_folder(TRIPLES, "tables", sample.prefixes())
    assert {name.partition(".")[0] for name in files} == {name.partition(".")[0] for name in tables} - {"datapackage"}
    meetings = parquet.read_table(io.BytesIO(files["ipco-meeting.parquet"])).to_pylist()
    (meeting,) = [row for row in meetings if row["iri"] == MEETING]
    assert meeting["start"] == datetime.date(2021, 5, 4)


def test_a_line_for_openrefine_has_its_reference() -> None:
    rows = list(csv.DictReader(io.StringIO(exported("openrefine").decode(), newline="")))
    (row,) = [r for r in rows if r["subjectIri"] == MEETING and r["property"] == "ipco:inSeries"]
    assert row["referenceIri"].endswith("/document/lakes")
    assert row["referenceQuote"] == "x"
    assert int(row["referenceEnd"]) == int(row["referenceStart"]) + 1
    assert {t.subject for t in TRIPLES} == {r["subjectIri"] for r in rows}


def test_references_of_a_record_are_those_of_its_triples() -> None:
    references = References(EVIDENCE)
    record = next(t for t in TRIPLES if t.predicate == sample.vocabulary()("inDocument"))
    assert [r.quote for r in references.of(record)] == ["x"]
    assert References([]).of(record) == ()


def test_the_description_names_its_files() -> None:
    found = description(b"", {"lakes.nt": "application/n-triples"})
    (media,) = [t.object for t in found if t.predicate.endswith("mediaType")]
    assert media == "https://www.iana.org/assignments/media-types/application/n-triples"
