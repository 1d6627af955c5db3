"""Virtuoso, from Debian where it is installed, answers the same questions as a store."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from collections.abc import Iterator
from urllib.request import HTTPDigestAuthHandler, HTTPPasswordMgrWithDefaultRealm, Request, build_opener

import pytest

from kgtool.answers.endpoint import Endpoint
from kgtool.answers.run import ask
from kgtool.rdf.store import Solutions, Store, dump
from tests.answers import sample
from tests.answers.test_endpoint import free_port

VIRTUOSO = shutil.which("virtuoso-t")
SETTINGS = """
[Database]
DatabaseFile = {folder}/virtuoso.db
ErrorLogFile = {folder}/virtuoso.log
TransactionFile = {folder}/virtuoso.trx
xa_persistent_file = {folder}/virtuoso.pxa
LockFile = {folder}/virtuoso.lck
[Parameters]
ServerPort = 127.0.0.1:{port}
[HTTPServer]
ServerPort = 127.0.0.1:{http}
"""


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run a Virtuoso server with the sample in it."""
    if VIRTUOSO is None:
        pytest.skip("no Virtuoso here: apt-get install virtuoso-opensource-7-bin")
    folder, port, http = tmp_path_factory.mktemp("virtuoso"), free_port(), free_port()
    settings = folder / "virtuoso.ini"
    settings.write_text(SETTINGS.format(folder=folder, port=port, http=http))
    with subprocess.Popen(
        [VIRTUOSO, "+foreground", "+configfile", str(settings)],
        cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env=os.environ,
    ) as server:  # fmt: skip
        try:
            _wait_for(http)
            _put(f"http://127.0.0.1:{http}/sparql-graph-crud-auth?graph-uri=urn:lakes")
            yield f"http://127.0.0.1:{http}/sparql?default-graph-uri=urn:lakes"
        finally:
            server.terminate()


def _wait_for(port: int) -> None:
    for _ in range(300):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.1)
    pytest.fail("Virtuoso did not start within 30 s")


def _put(address: str) -> None:
    """Put the sample into a graph (SPARQL 1.1 Graph Store HTTP Protocol) as the administrator of a new database."""
    passwords = HTTPPasswordMgrWithDefaultRealm()
    passwords.add_password(None, address, "dba", "dba")
    data = dump({None: sample.facts("lakes")}, "ntriples", sample.prefixes())
    request = Request(address, data=data, method="PUT", headers={"Content-Type": "text/plain"})
    with build_opener(HTTPDigestAuthHandler(passwords)).open(request, timeout=60) as answer:
        assert answer.status in (200, 201)


@pytest.mark.parametrize(
    "query",
    [
        "SELECT ?form { ?use ipco:form ?form } ORDER BY ?form",
        "SELECT ?meeting ?start { ?meeting ipco:meetingTime/ipco:start ?start } ORDER BY ?meeting",
    ],
)
def test_virtuoso_answers_as_a_store_does(virtuoso: str, query: str) -> None:
    answer = ask(Endpoint(virtuoso), query, sample.prefixes())
    assert isinstance(answer, Solutions)
    assert len(answer)
    assert answer == ask(Store(sample.facts("lakes")), query, sample.prefixes())


def test_virtuoso_answers_ask_with_a_truth_value(virtuoso: str) -> None:
    assert ask(Endpoint(virtuoso), "ASK { ?s a ipco:Person }", sample.prefixes()) is True
    assert ask(Endpoint(virtuoso), "ASK { ?s a ipco:Nothing }", sample.prefixes()) is False


def test_virtuoso_answers_construct_with_triples(virtuoso: str) -> None:
    query = "CONSTRUCT { ?s ?p ?o } WHERE { ?s ?p ?o . FILTER(isIRI(?o)) }"
    answer, same = Endpoint(virtuoso).query(query), Store(sample.facts("lakes")).query(query)
    assert isinstance(answer, list)
    assert isinstance(same, list)
    assert set(answer) == set(same)
