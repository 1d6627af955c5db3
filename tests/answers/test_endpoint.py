"""Endpoints: what one answers is what a store answers, and one that is down, slow or no endpoint is told to be so."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from kgtool.answers.changes import compare, patch
from kgtool.answers.endpoint import Endpoint, with_prefixes
from kgtool.answers.run import ask
from kgtool.errors import KgtoolError, QueryError, TimeoutProblem, UsageError
from kgtool.pipeline.asking import updated
from kgtool.pipeline.sides import Side, comparable, side
from kgtool.project import Project
from kgtool.rdf.store import Solutions, Store, dump, parse
from kgtool.rdf.terms import IRI, XSD_DECIMAL, Literal, Triple
from tests.answers import sample

OXIGRAPH = shutil.which("oxigraph") or shutil.which("oxigraph", path=str(Path(sys.executable).parent))
NAMES = "SELECT ?form { ?use ipco:form ?form } ORDER BY ?form"


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@pytest.fixture(scope="module")
def oxigraph(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run an Oxigraph server with the sample in it."""
    if OXIGRAPH is None:
        pytest.skip("no Oxigraph server here: pip install oxigraph")
    folder = tmp_path_factory.mktemp("oxigraph")
    data = folder / "sample.nt"
    data.write_bytes(dump({None: sample.facts("lakes")}, "ntriples", sample.prefixes()))
    place = ["--location", str(folder / "store")]
    subprocess.run([OXIGRAPH, "load", *place, "--file", str(data)], check=True, capture_output=True)
    port = free_port()
    words = [OXIGRAPH, "serve", *place, "--bind", f"127.0.0.1:{port}"]
    with subprocess.Popen(words, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as server:
        try:
            for _ in range(100):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}/query"
        finally:
            server.terminate()


@pytest.mark.parametrize(
    "query",
    [
        NAMES,
        "ASK { ?s a ipco:Person }",
        "ASK { ?s a ipco:Nothing }",
        "SELECT * { ?s ?p ?o } ORDER BY ?s ?p ?o LIMIT 50",
    ],
)
def test_an_endpoint_answers_as_a_store_does(oxigraph: str, query: str) -> None:
    store = Store(sample.facts("lakes"))
    assert ask(Endpoint(oxigraph), query, sample.prefixes()) == ask(store, query, sample.prefixes())


def test_an_endpoint_answers_construct_with_triples(oxigraph: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o }"
    answer, same = Endpoint(oxigraph).query(query), Store(sample.facts("lakes")).query(query)
    assert isinstance(answer, list)
    assert isinstance(same, list)
    assert set(answer) == set(same)


def test_an_endpoint_is_compared_with_a_graph(oxigraph: str, tmp_path: Path) -> None:
    there, lakes = side(oxigraph, tmp_path), Side("lakes", {"facts": sample.facts("lakes")})
    assert not compare(*comparable(lakes, there, inferred=False), sample.vocabulary())
    more = Side("more", {"facts": [*sample.facts("lakes"), *sample.facts("shores")]})
    changes = compare(*comparable(more, there, inferred=False), sample.vocabulary())
    assert changes.removed
    assert not changes.added


@pytest.mark.parametrize(
    ("written", "kept"),
    [("2.0", "2"), ("-00.50", "-0.5"), ("-0.0", "0"), ("007", "7"), ("100", "100"), ("9" * 40, "9" * 40)],
)
def test_numbers_are_compared_by_value_with_what_keeps_nothing_else(written: str, kept: str) -> None:
    sides = [
        Side("", {"facts": [Triple(IRI("urn:s"), IRI("urn:p"), Literal(n, XSD_DECIMAL))]}) for n in (written, kept)
    ]
    one, other = comparable(sides[0], replace(sides[1], keeps_values_only=True), inferred=False)
    assert one == other


def test_an_endpoint_that_gives_only_part_of_its_triples_is_not_compared(tmp_path: Path) -> None:
    for url in served("application/n-triples", b"<urn:s> <urn:p> <urn:o> ."):
        with pytest.raises(QueryError, match="gives 1 of its an unknown number of triples"):
            side(url, tmp_path)


def test_what_an_endpoint_complains_about_is_told(oxigraph: str) -> None:
    with pytest.raises(QueryError, match="refuses with 400"):
        Endpoint(oxigraph).query("SELECT nonsense")


def served(kind: str, body: bytes, *, wait: float = 0, length: int | None = None) -> Iterator[str]:
    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            time.sleep(wait)
            self.send_response(200)
            self.send_header("Content-Type", kind)
            self.send_header("Content-Length", str(len(body) if length is None else length))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            return

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/"
    finally:
        server.shutdown()
        server.server_close()


RESULTS = "application/sparql-results+json"


@pytest.mark.parametrize(
    ("kind", "body", "length", "message"),
    [
        ("text/html", b"<html>Hello</html>", None, "answers text/html, which is no SPARQL result"),
        (RESULTS, b'{"head": {"vars": ["s"]}, "results"', None, "broken or incomplete"),
        (RESULTS, b"[]", None, "broken or incomplete"),
        (RESULTS, b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": 1}]}}', None, "broken or incomplete"),
        (RESULTS, b'{"head"', 5000, "broken or incomplete"),
        (
            RESULTS,
            b'{"head": {"vars": ["s"]}, "results": {"bindings": [{"s": {"type": "uri", "value": "a b"}}]}}',
            None,
            "broken",
        ),
        ("text/turtle", b"<urn:s> <urn:p", None, "turtle"),
    ],
)
def test_an_answer_that_is_none_is_told(kind: str, body: bytes, length: int | None, message: str) -> None:
    for url in served(kind, body, length=length):
        with pytest.raises(KgtoolError, match=message):
            Endpoint(url).query(NAMES, prefixes=sample.prefixes().namespaces)


def test_a_slow_endpoint_is_given_up() -> None:
    for url in served(RESULTS, b"{}", wait=1):
        with pytest.raises(TimeoutProblem):
            Endpoint(url).query("ASK {}", timeout=0.2)


def test_an_endpoint_that_is_down_is_told() -> None:
    with pytest.raises(QueryError, match="cannot be asked"):
        Endpoint(f"http://127.0.0.1:{free_port()}/").query("ASK {}")


def test_what_is_no_address_and_what_reaches_out_or_changes_is_refused() -> None:
    with pytest.raises(UsageError, match="no address of an endpoint"):
        Endpoint("file:///etc/passwd")
    for query in ("SELECT * { SERVICE <urn:x> { ?s ?p ?o } }", "DROP ALL"):
        with pytest.raises(QueryError, match="refused"):
            Endpoint("http://127.0.0.1:1/").query(query)


@pytest.mark.parametrize("timeout", [None, 30])
def test_service_asks_another_endpoint_if_it_may(
    oxigraph: str, timeout: float | None, capfd: pytest.CaptureFixture[str]
) -> None:
    query, store = "SELECT ?form { SERVICE <%s> { ?use ipco:form ?form } } ORDER BY ?form", Store(())
    names = sample.prefixes().namespaces
    found = store.query(query % oxigraph, prefixes=names, services=True, timeout=timeout)
    assert found == Store(sample.facts("lakes")).query(NAMES, prefixes=names)
    with pytest.raises(QueryError, match="cannot be answered"):
        store.query(query % f"http://127.0.0.1:{free_port()}/", prefixes=names, services=True, timeout=timeout)
    with pytest.raises(QueryError, match="SERVICE is refused"):
        store.query(query % oxigraph, prefixes=names, timeout=timeout)
    assert not capfd.readouterr().err


def test_the_patch_sent_to_an_endpoint_makes_it_the_other_graph(oxigraph: str) -> None:
    project = Project.load(sample.ROOT)
    triples = sample.facts("lakes")
    other = [*triples[1:], Triple(IRI("urn:a"), IRI("urn:b"), Literal('"} ; DROP ALL #'))]
    for wanted in (other, triples):  # and back, for the other tests
        given = Side("wanted", {"facts": wanted})
        before = compare(*comparable(side(oxigraph, Path()), given, inferred=False), sample.vocabulary())
        assert before
        assert updated(project, "-", oxigraph.replace("/query", "/update"), given="".join(patch(before)).encode())
        assert not compare(*comparable(side(oxigraph, Path()), given, inferred=False), sample.vocabulary())


def test_only_an_update_is_sent_as_one(oxigraph: str) -> None:
    project, address = Project.load(sample.ROOT), oxigraph.replace("/query", "/update")
    for query in (b"SELECT * { ?s ?p 'DROP ALL' }", b"# DROP ALL\nASK { ?s <urn:INSERT> ?o }"):
        assert not updated(project, "-", address, given=query)
    assert not updated(project, "hosts", address)
    with pytest.raises(QueryError, match="refuses with 400"):
        updated(project, "-", address, given=b"DROP ALLES")


def test_prefixes_are_declared_where_they_are_used_and_missing() -> None:
    prefixes = {"a": "urn:a#", "b": "urn:b#", "c": "urn:c#"}
    query = "PREFIX b: <urn:other#>\nASK { ?s a:x b:y ; ?p 'c:z' }"
    assert with_prefixes(query, prefixes) == "PREFIX a: <urn:a#> " + query
    assert isinstance(
        Store(parse("<urn:s> <urn:p> 1 .")).query(with_prefixes(NAMES, sample.prefixes().namespaces)), Solutions
    )
