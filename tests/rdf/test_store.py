"""The store reads every syntax, answers queries, and refuses what would reach out or change it."""

from __future__ import annotations

import threading
import time
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgtool.errors import KgtoolError, ProjectError, QueryError, SyntaxProblem, TimeoutProblem, UsageError
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import FORMATS, Solutions, SolutionStream, Store, dump, parse, parse_file, parse_files
from kgtool.rdf.terms import IRI, BlankNode, Literal, Triple
from tests.rdf.strategies import ground_triples

PREFIXES = Prefixes({"o": "https://example.org/ontology#"})
S, P, Q = IRI("urn:s"), IRI("urn:p"), IRI("urn:q")


@given(st.lists(ground_triples, max_size=8), st.sampled_from(["turtle", "ntriples", "nquads", "trig"]))
def test_every_line_syntax_reads_back_what_it_wrote(graph: list[Triple], syntax: str) -> None:
    assert set(parse(dump({None: graph}, syntax, PREFIXES), syntax)) == set(graph)


@pytest.mark.parametrize("syntax", FORMATS)
def test_every_syntax_reads_back_names_and_text(syntax: str) -> None:
    graph = [
        Triple(S, IRI("https://example.org/ontology#p"), Literal('naïve\n"text"')),
        Triple(S, IRI("https://example.org/ontology#p"), Literal.text("texte", "fr")),
        Triple(S, IRI("https://example.org/ontology#q"), Literal.date("2023-06-15")),
    ]
    written = dump({None: graph}, syntax, PREFIXES)
    assert set(parse(written, syntax)) == set(graph)
    assert written == dump({None: reversed(graph)}, syntax, PREFIXES)


def test_named_graphs_are_written_where_the_syntax_has_them() -> None:
    graphs = {None: [Triple(S, P, Q)], IRI("urn:g"): [Triple(S, P, S)]}
    assert dump(graphs, "nquads", PREFIXES).decode().splitlines() == [
        "<urn:s> <urn:p> <urn:q> .",
        "<urn:s> <urn:p> <urn:s> <urn:g> .",
    ]
    assert len(parse(dump(graphs, "ntriples", PREFIXES), "ntriples")) == 2


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        ("@prefix a: <urn:> .\n\na:b a:c d:e .\n", 3, "prefix d:"),
        ("<urn:a> <urn:b>\n<urn:c>", 2, "end"),
        ("<urn:a> <urn:b> <relative> .", 1, "IRI"),
    ],
)
def test_broken_turtle_is_reported_with_its_file_and_line(tmp_path: Path, text: str, line: int, words: str) -> None:
    path = tmp_path / "broken.ttl"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(SyntaxProblem, match=words) as problem:
        parse_file(path)
    assert problem.value.line == line
    assert str(problem.value).startswith(f"{path}:{line}:")


def test_bytes_that_are_no_utf8_are_a_syntax_problem() -> None:
    with pytest.raises(SyntaxProblem):
        parse(b'<urn:a> <urn:b> "\xff" .')


def test_files_that_cannot_be_read_are_reported(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match=r"missing\.ttl"):
        parse_file(tmp_path / "missing.ttl")
    with pytest.raises(UsageError, match="suffix"):
        parse_file(tmp_path / "table.csv")


def test_blank_nodes_of_different_files_are_kept_apart(tmp_path: Path) -> None:
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text('_:x <urn:p> "same" .', encoding="utf-8")
    assert len(parse_files(sorted(tmp_path.iterdir()))) == 2


def test_blank_nodes_are_labelled_the_same_at_every_reading() -> None:
    text = "<urn:s> <urn:p> [ <urn:q> 1 ], ( 1 2 ) ."
    assert parse(text) == parse(text)
    assert Triple(S, P, BlankNode("_:b0")) in parse(text)


def test_solutions_keep_the_order_of_variables_and_leave_the_unbound_out() -> None:
    found = Store([Triple(S, P, Literal.integer(2)), Triple(S, Q, Literal("x"))]).query(
        "SELECT ?b ?a ?c { ?s <urn:p> ?a ; <urn:q> ?b }"
    )
    assert isinstance(found, Solutions)
    assert found.variables == ("b", "a", "c")
    assert found.solutions == ((Literal("x"), Literal.integer(2), None),)
    assert list(found) == [{"b": Literal("x"), "a": Literal.integer(2)}]


def test_ask_and_construct_give_a_truth_value_and_triples() -> None:
    store = Store([Triple(S, P, Q)])
    assert store.query("ASK { ?s ?p ?o }") is True
    assert store.query("CONSTRUCT { ?o ?p ?s } WHERE { ?s ?p ?o }") == [Triple(Q, P, S)]
    assert store.query("DESCRIBE <urn:s>") == [Triple(S, P, Q)]


def test_inferred_triples_can_be_left_out_and_count_once() -> None:
    store = Store([Triple(S, P, Q)], [Triple(Q, P, S), Triple(S, P, Q)])
    count = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
    assert list(_solutions(store.query(count))) == [{"n": Literal.integer(2)}]
    assert list(_solutions(store.query(count, inferred=False))) == [{"n": Literal.integer(1)}]
    assert len(store) == 2


def test_prefixes_of_the_project_need_no_declaration() -> None:
    store = Store([Triple(S, IRI("https://example.org/ontology#p"), Q)])
    assert store.query("ASK { ?s o:p ?value }", prefixes=PREFIXES.namespaces) is True


@pytest.mark.parametrize(
    "query",
    [
        "SELECT * {\nSERVICE <http://x.example/> { ?s ?p ?o } }",
        "SELECT * {\nservice SILENT ?x { } }",
        "PREFIX e: <urn:>\nSELECT * { ?s e:a\\' ?o . SERVICE <http://x.example/> {} # '\n}",
        "SELECT * {\n{ ?s ?p '#' } SERVICE ?x {} }",
        "SELECT * { ?s <urn:a#b> ?o .\nSERVICE?x{} }",
        "SELECT * {\n\\u0053ERVICE <http://x.example/> {} }",
    ],
)
def test_service_is_refused_however_it_is_written(query: str) -> None:
    with pytest.raises(QueryError, match=r"query:[12]: SERVICE is refused"):
        Store([]).query(query)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?service { ?service <urn:SERVICE> 'SERVICE' } # SERVICE <urn:x> {}",
        'SELECT * { ?s ?p """ SERVICE <x> {} " """ , "insert \\" SERVICE" }',
        "PREFIX service: <urn:> SELECT * { service:service ?p service:x }",
        "SELECT * { ?load ?p ?o FILTER(?o < 3 && ?o > 1) }",
    ],
)
def test_the_word_service_is_no_harm_where_it_means_nothing(query: str) -> None:
    Store([]).query(query)


@pytest.mark.parametrize(
    "update",
    [
        "INSERT DATA { <urn:a> <urn:b> <urn:c> }",
        "PREFIX a: <urn:a> # comment\n DELETE WHERE { ?s ?p ?o }",
        "LOAD <http://x.example/>",
        "BASE <urn:x> CLEAR ALL",
        "with <urn:g> delete { ?s ?p ?o } where { ?s ?p ?o }",
    ],
)
def test_updates_are_refused(update: str) -> None:
    with pytest.raises(QueryError, match="refused: the graph is read only"):
        Store([]).query(update)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT * {\n ?s ?p }", "one of"),
        ("SELECT * {\n ?s zz:bar ?o }", "the prefix zz: is not declared"),
        ("SELECT (SUM(?x) AS ?y) ?z\n {?z ?p ?x}", "unbound"),
        ("\nselec", "SPARQL"),
    ],
)
def test_a_broken_query_is_reported_with_its_line(query: str, words: str) -> None:
    with pytest.raises(SyntaxProblem, match=words) as problem:
        Store([]).query(query, source="mine.rq")
    assert problem.value.line == 2
    assert str(problem.value).startswith("mine.rq:2:")


def test_a_query_that_takes_too_long_is_given_up() -> None:
    store = Store(Triple(IRI(f"urn:{number}"), P, Literal.integer(number)) for number in range(400))
    began = time.monotonic()
    with pytest.raises(TimeoutProblem, match=r"longer than 0\.1 s"):
        store.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f < ?i) }", timeout=0.1)
    assert time.monotonic() - began < 5
    assert store.query("ASK { ?s ?p ?o }", timeout=5) is True


def test_solutions_come_one_by_one_until_the_time_is_up() -> None:
    store = Store(Triple(IRI(f"urn:{number}"), P, Literal.integer(number)) for number in range(400))
    endless = "?a ?b ?c . ?d ?e ?f . ?g ?h ?i FILTER(?c + ?f + ?i < 0)"
    found = store.stream(f"SELECT ?c {{ {{ VALUES ?c {{ 1 }} }} UNION {{ {endless} }} }}", timeout=0.5)
    assert isinstance(found, SolutionStream)
    assert next(found.solutions) == (Literal.integer(1),)
    with pytest.raises(TimeoutProblem, match=r"longer than 0\.5 s"):
        list(found.solutions)


def test_a_limit_of_time_changes_no_answer_and_a_slow_reader_is_not_held_to_it() -> None:
    store = Store(Triple(IRI(f"urn:{number}"), P, Literal.integer(number)) for number in range(120))
    query = "SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f } ORDER BY ?a ?d"
    found = store.stream(query, timeout=30)
    assert isinstance(found, SolutionStream)
    assert found.collected() == store.query(query)
    before = threading.active_count()
    slow = store.stream("SELECT ?a { ?a ?b ?c }", timeout=0.3)
    assert isinstance(slow, SolutionStream)
    assert next(slow.solutions)
    time.sleep(0.4)
    assert len(list(slow.solutions)) == 119
    unread = store.stream("SELECT ?a ?d { ?a ?b ?c . ?d ?e ?f }", timeout=30)
    assert isinstance(unread, SolutionStream)
    next(unread.solutions)
    unread.solutions.close()  # type: ignore[attr-defined]  # a generator
    for _ in range(100):
        time.sleep(0.05 * (threading.active_count() > before))
    assert threading.active_count() <= before


def test_a_saved_store_opens_with_the_same_answers(tmp_path: Path) -> None:
    folder = tmp_path / "cache" / "store"
    Store([Triple(S, P, Q)], [Triple(Q, P, S)]).save(folder)
    Store([Triple(S, P, Literal("new"))], [Triple(Q, P, S)]).save(folder)
    opened = Store.open(folder)
    assert opened.query("ASK { ?s ?p 'new' }")
    assert len(opened) == 2
    assert opened.query("SELECT ?s ?p ?o { ?s ?p ?o }", inferred=False) == Solutions(
        ("s", "p", "o"), ((S, P, Literal("new")),)
    )
    assert [path.name for path in folder.parent.iterdir()] == ["store"]


def test_a_missing_or_damaged_store_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ProjectError, match="kgtool build"):
        Store.open(tmp_path / "none")
    (tmp_path / "CURRENT").write_text("nonsense", encoding="utf-8")
    with pytest.raises(ProjectError, match="kgtool build"):
        Store.open(tmp_path)


def test_a_store_that_cannot_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way", encoding="utf-8")
    with pytest.raises(ProjectError):
        Store([Triple(S, P, Q)]).save(tmp_path / "file" / "store")
    assert [path.name for path in tmp_path.iterdir()] == ["file"]


def test_what_is_no_iri_is_refused() -> None:
    with pytest.raises(KgtoolError, match="absolute IRI"):
        Store([Triple(IRI("relative"), P, Q)])


def _solutions(found: object) -> Solutions:
    assert isinstance(found, Solutions)
    return found


def test_a_store_of_files_answers_as_one_of_their_triples(tmp_path: Path) -> None:
    texts = {
        "a.ttl": '@prefix : <urn:x:> . :a :p [ :q 1 ] , "x"@en .',
        "b.nq": "<urn:x:a> <urn:x:p> _:b <urn:x:g> .",
        "c.rdf": '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="urn:x:"><T/></r:RDF>',
    }
    for name, text in texts.items():
        (tmp_path / name).write_text(text)
    files = [(str(path), path.read_bytes()) for path in sorted(tmp_path.iterdir())]
    count = "SELECT (COUNT(*) AS ?n) (COUNT(DISTINCT ?s) AS ?subjects) { ?s ?p ?o }"
    read, parsed = Store.of_files(files), Store(parse_files(sorted(tmp_path.iterdir())))
    for inferred in (True, False):
        assert read.query(count, inferred=inferred) == parsed.query(count, inferred=inferred)
    assert len(read) == 5


def test_what_cannot_be_read_into_a_store_is_named_with_its_place() -> None:
    with pytest.raises(SyntaxProblem) as problem:
        Store.of_files([("bad.ttl", b"<urn:x:a> <urn:x:b>\n .")])
    assert problem.value.where == "bad.ttl:2:2"
