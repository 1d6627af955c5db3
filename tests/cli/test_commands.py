"""Each command does what its help says, with data on stdout and everything else on stderr."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import rdflib

from kgtool.answers.changes.renames import named_by_content
from kgtool.rdf.store import parse, parse_file
from kgtool.rdf.terms import RDF_TYPE
from tests.cli.conftest import Run, run_kgtool, snapshot

DOCUMENTS = Path("graph/documents")
PREFIX = "https://example.org/standards"


def test_extract_writes_what_a_build_writes(project: Path, kgtool: Run, tmp_path: Path) -> None:
    done = kgtool("extract", DOCUMENTS, "-o", tmp_path / "out")
    assert done.out == ""
    assert "2 documents" in done.err
    generated = {
        name.removeprefix("graph/"): content
        for name, content in snapshot(project).items()
        if name.startswith(("graph/facts/", "graph/evidence/"))
    }
    assert snapshot(tmp_path / "out") == generated


def test_extract_without_a_folder_writes_turtle_to_stdout(project: Path, kgtool: Run) -> None:
    document = DOCUMENTS / "plenary-2024.txt"
    done = kgtool("extract", document)
    expected = {t for role in ("facts", "evidence") for t in parse_file(project / f"graph/{role}/plenary-2024.ttl")}
    assert set(parse(done.out)) == expected
    assert done.err == ""


@pytest.mark.parametrize(
    ("content", "name"),
    [
        (b"The Nordic Standards Institute met.", "stdin.txt"),
        (b"<!DOCTYPE html><p>The institute met.</p>", "stdin.html"),
    ],
)
def test_extract_reads_stdin_and_sees_what_it_is(kgtool: Run, content: bytes, name: str) -> None:
    done = kgtool("extract", "-", stdin=content)
    assert f'std:sourceFile "{name}"' in done.out
    assert "document:stdin" in done.out


def test_reason_writes_the_inferred_triples_only(project: Path, kgtool: Run, tmp_path: Path) -> None:
    inferred = parse(kgtool("reason").out)
    assert {t.predicate for t in inferred} == {f"{PREFIX}#hostedBy", f"{PREFIX}#chairedBy", RDF_TYPE}
    asserted = [t for path in (project / "graph/facts").iterdir() for t in parse_file(path)]
    assert not set(inferred) & set(asserted)
    shutil.copytree(project / "graph/facts", tmp_path / "data/facts")
    (tmp_path / "data/facts/plenary-2025.ttl").unlink()
    assert len(parse(kgtool("reason", "--data", tmp_path / "data").out)) == len(inferred) / 2


def test_validate_finds_nothing_in_a_clean_graph(kgtool: Run) -> None:
    assert "conform" in kgtool("validate").out
    found = json.loads(kgtool("validate", "--format", "json").out)
    assert (found["conforms"], found["results"]) == (True, [])
    assert "sh:conforms true" in kgtool("validate", "--format", "turtle").out


def test_validate_checks_files_in_place_of_the_graph_and_fails_as_told(kgtool: Run, tmp_path: Path) -> None:
    data = tmp_path / "data.ttl"
    data.write_text(
        f"<https://example.org/m>\n    a <{PREFIX}#Meeting> ;\n    .\n"
    )  # no time: a warning; no host: a note
    for fail_on, status in (("violation", 0), ("warning", 1), ("info", 1), ("none", 0)):
        done = kgtool("validate", data, "--fail-on", fail_on, "--format", "json", status=status)
        assert [r["severity"] for r in json.loads(done.out)["results"]] == ["warning", "info"]
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        f"@prefix sh: <http://www.w3.org/ns/shacl#> .\n<{PREFIX}#S> a sh:NodeShape ; "
        f"sh:targetClass <{PREFIX}#Meeting> ; sh:property [ sh:path <{PREFIX}#form> ; sh:minCount 1 ] .\n"
    )
    assert "1 violation" in kgtool("validate", data, "--shapes", shapes, status=1).out


@pytest.mark.parametrize(
    ("form", "begins"),
    [
        ("csv", "meeting,host\r\n"),
        ("tsv", "?meeting\t?host\n"),
        ("json", "{"),
        ("xml", "<?xml"),
        ("markdown", "| meeting | host |"),
        ("table", "meeting "),
    ],
)
def test_query_answers_in_every_format(kgtool: Run, form: str, begins: str) -> None:
    done = kgtool("query", "hosts", "--format", form)
    assert done.out.startswith(begins)
    assert any(name in done.out for name in ("organisation/nsi", "organisation:nsi", "Nordic Standards Institute"))


def test_query_takes_parameters_files_and_stdin(project: Path, kgtool: Run) -> None:
    assert "organisation/bbs" not in kgtool("query", "hosts", "-p", "host=organisation:nsi", "--format", "csv").out
    assert kgtool("query", "queries/hosts.rq").out == kgtool("query", "hosts").out
    (project / "own.rq").write_text("SELECT ?host WHERE { ?meeting std:hostedBy ?host } ORDER BY ?host")
    assert "organisation/bbs" in kgtool("query", "own.rq", "--format", "csv").out
    assert kgtool("query", "-", "--format", "csv", stdin=b"ASK { ?m std:hostedBy ?h }").out == "true\r\n"
    constructed = kgtool("query", "-", stdin=b"CONSTRUCT { ?h std:hosted ?m } WHERE { ?m std:hostedBy ?h }").out
    assert len(parse(constructed)) == 2


def test_query_leaves_out_what_is_inferred_if_told_so(kgtool: Run) -> None:
    assert len(kgtool("query", "hosts", "--format", "csv").out.splitlines()) == 3
    assert len(kgtool("query", "hosts", "--format", "csv", "--no-inference").out.splitlines()) == 1


def test_query_asks_other_data_in_place_of_the_graph(unbuilt: Path, tmp_path: Path) -> None:
    run_kgtool("extract", DOCUMENTS / "plenary-2025.txt", "-o", tmp_path / "data", cwd=unbuilt)
    for _ in range(2):  # computed, then from the cache
        hosts = run_kgtool("query", "hosts", "--data", tmp_path / "data", "--format", "csv", cwd=unbuilt)
        assert [line.rsplit("/")[-1] for line in hosts.out.splitlines()[1:]] == ["bbs"]


def test_a_query_tagged_asserted_needs_no_inference(unbuilt: Path, tmp_path: Path) -> None:
    run_kgtool("extract", DOCUMENTS, "-o", tmp_path / "data", cwd=unbuilt)
    words = ("query", "people", "-p", "document=document:plenary-2024", "--data", tmp_path / "data")
    assert "Astrid Holm" in run_kgtool(*words, cwd=unbuilt).out
    assert not list(unbuilt.glob(".kgtool/graphs/*/closure.json"))


def test_query_sees_that_the_graph_has_changed_since_the_build(project: Path, kgtool: Run) -> None:
    (project / "graph/facts/plenary-2025.ttl").unlink()
    assert "organisation/bbs" not in kgtool("query", "hosts", "--format", "csv").out


def test_query_answers_where_nothing_can_be_cached(project: Path, kgtool: Run) -> None:
    shutil.rmtree(project / ".kgtool")
    (project / ".kgtool").write_text("a file where the cache should be")
    assert "organisation/nsi" in kgtool("query", "hosts", "--format", "csv").out


def test_queries_lists_names_parameters_and_questions(kgtool: Run) -> None:
    done = kgtool("queries", "--format", "csv")
    assert "hosts,[host=iri],meetings,Who hosted which meeting?" in done.out
    assert "people,document=iri,asserted people,Which people does this document name?" in done.out


@pytest.mark.parametrize("form", ["turtle", "ntriples", "nquads", "trig", "jsonld", "rdfxml"])
def test_export_in_rdf_holds_asserted_and_inferred_triples(kgtool: Run, form: str, tmp_path: Path) -> None:
    target = tmp_path / "graph"
    assert kgtool("export", "--format", form, "-o", target).out == ""
    triples = set(named_by_content(parse(target.read_bytes(), form)))
    assert triples == set(named_by_content(parse(kgtool("export").out)))
    described = parse((tmp_path / "graph.void.ttl").read_bytes())
    assert any(t.predicate.endswith("mediaType") for t in described)
    assert {"hostedBy", "exact", "participant"} <= {t.predicate.rpartition("#")[2] for t in triples}


@pytest.mark.parametrize("form", ["graphml", "gexf", "csv"])
def test_export_for_other_tools_holds_entities(kgtool: Run, form: str) -> None:
    done = kgtool("export", "--format", form)
    assert "Nordic Standards Institute" in done.out
    assert "hostedBy" in done.out
    assert "passage/" not in done.out


@pytest.mark.parametrize("form", ["nquads", "trig"])
def test_documents_are_named_graphs(kgtool: Run, form: str) -> None:
    graph = rdflib.Dataset().parse(data=kgtool("export", "--format", form).out, format=form)
    named = {str(context.identifier): len(context) for context in graph.contexts() if len(context)}
    document = f"{PREFIX}/id/document/plenary-2024"
    assert set(named) >= {document, f"{PREFIX}/id/document/plenary-2025", f"{PREFIX}/id/dataset/inferred"}
    meeting = rdflib.URIRef(f"{PREFIX}/id/meeting/annual-meeting-2024-03-12")
    assert len(list(graph.get_context(rdflib.URIRef(document)).triples((meeting, None, None)))) > 3


def test_labels_are_for_turtle(kgtool: Run) -> None:
    assert "organisation:nsi # Nordic Standards Institute" in kgtool("export", "--labels").out
    assert "for --format turtle" in kgtool("export", "--labels", "--format", "csv", status=2).err


def test_export_to_a_folder(kgtool: Run, tmp_path: Path) -> None:
    kgtool("export", "--format", "neo4j", "-o", tmp_path / "neo4j")
    assert {name.rpartition(".")[2] for name in snapshot(tmp_path / "neo4j")} == {"csv", "cypher", "ttl"}


def test_stats_counts_instances_and_documents(kgtool: Run) -> None:
    assert "std:Meeting" in kgtool("stats").out
    found = json.loads(kgtool("stats", "--format", "json").out)
    assert found["classes"][f"{PREFIX}#Meeting"] == 2
    assert [document["source"] for document in found["documents"]] == ["plenary-2024.txt", "plenary-2025.txt"]


def test_output_replaces_a_file_at_once_and_leaves_nothing_else(project: Path, kgtool: Run, tmp_path: Path) -> None:
    target = tmp_path / "out" / "hosts.csv"
    target.parent.mkdir()
    target.write_text("old")
    assert kgtool("query", "hosts", "--format", "csv", "-o", target).out == ""
    assert target.read_bytes().startswith(b"meeting,host\r\n")
    assert list(target.parent.iterdir()) == [target]
    assert kgtool("query", "hosts", "--format", "csv", "-o", "-").out.startswith("meeting,host")


def test_a_project_is_found_from_within_and_from_elsewhere(project: Path, kgtool: Run, tmp_path: Path) -> None:
    assert "std:Meeting" in kgtool("stats", cwd=project / "graph/documents").out
    assert "std:Meeting" in kgtool("--project", project, "stats", cwd=tmp_path).out


def test_output_to_a_pipe_or_a_link_leaves_what_it_is(kgtool: Run, tmp_path: Path) -> None:
    pipe, link, file = tmp_path / "pipe", tmp_path / "link.csv", tmp_path / "file.csv"
    os.mkfifo(pipe)
    link.symlink_to(file)
    with ThreadPoolExecutor() as pool:
        read = pool.submit(pipe.read_text)
        kgtool("query", "hosts", "--format", "csv", "-o", pipe)
        kgtool("query", "hosts", "--format", "csv", "-o", link)
        assert read.result(timeout=60).startswith("meeting,host")
    assert pipe.is_fifo()
    assert link.is_symlink()
    assert file.read_text().startswith("meeting,host")


def test_a_limit_says_that_there_is_more(kgtool: Run) -> None:
    done = kgtool("query", "hosts", "--format", "csv", "--limit", "1")
    assert len(done.out.splitlines()) == 2
    assert "1 solution, the first of more" in done.err
    assert "more" not in kgtool("query", "hosts", "--limit", "2").err
    assert kgtool("query", "hosts", "--format", "csv", "--limit", "0").out == "meeting,host\r\n"


@pytest.mark.parametrize("form", ["csv", "json"])
def test_many_solutions_take_no_more_memory_than_few(project: Path, form: str) -> None:
    def peak(limit: int) -> int:
        """Return the memory, in kB, of a process that writes so many solutions."""
        query = f"SELECT * {{ ?a ?p ?b . ?c ?q ?d . ?e a ?f }} LIMIT {limit}"
        (project / "many.rq").write_text(query)
        program = (
            "import resource, subprocess, sys\n"
            f"words = ['-q', 'query', 'many.rq', '--format', {form!r}, '-o', 'out']\n"
            "subprocess.run([sys.executable, '-m', 'kgtool', *words])\n"
            "print(resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss)"
        )
        done = subprocess.run([sys.executable, "-c", program], cwd=project, capture_output=True, text=True, check=True)
        return int(done.stdout)

    few, many = peak(10), peak(60_000)
    assert (project / "out").stat().st_size > 15_000_000
    assert many < few + 10_000
