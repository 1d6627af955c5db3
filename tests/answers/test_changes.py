"""Differences: the patch makes one graph the other; renames and moved evidence are told apart from substance."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st

from kgtool.answers.changes import WRITERS, compare, patch
from kgtool.errors import UsageError
from kgtool.rdf.store import dump, parse
from kgtool.rdf.terms import IRI, RDFS_LABEL, XSD_INTEGER, BlankNode, Literal, Triple
from tests.answers import sample

IPCO = sample.vocabulary()
iris = st.sampled_from([IRI(f"urn:{name}") for name in "abcdef"])
texts = st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\0"), max_size=6)
literals = st.one_of(
    texts.map(Literal),
    st.integers().map(lambda number: Literal(str(number), XSD_INTEGER)),
    texts.map(lambda text: Literal.text(text, "en")),
    st.sampled_from(["\\u0022", '"', "\\", "} ; DROP ALL #"]).map(Literal),
)
graphs = st.sets(st.builds(Triple, iris, iris, st.one_of(iris, literals)), max_size=12)


def turtle(text: str) -> list[Triple]:
    prefixes = sample.prefixes().namespaces
    return parse("".join(f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in prefixes.items()) + text)


LAKES = [*sample.facts("lakes"), *sample.evidence("lakes")]


@given(graphs, graphs)
def test_the_patch_applied_to_one_graph_gives_the_other(before: set[Triple], after: set[Triple]) -> None:
    store = ox.Store()
    store.bulk_load(dump({None: before}, "ntriples", sample.prefixes()), format=ox.RdfFormat.N_TRIPLES)
    update = "".join(patch(compare(before, after, IPCO)))
    store.update(update)
    now = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert now is not None
    assert set(parse(now, "ntriples")) == after


@given(graphs, graphs)
def test_the_other_way_round_adds_what_was_removed(before: set[Triple], after: set[Triple]) -> None:
    one, other = compare(before, after, IPCO), compare(after, before, IPCO)
    assert (one.added, one.removed) == (other.removed, other.added)


def test_what_the_graphs_have_no_label_for_is_named_from_the_background() -> None:
    said = Triple(IRI("urn:a"), IRI("urn:near"), IRI("urn:b"))
    background = [
        Triple(IRI("urn:near"), RDFS_LABEL, Literal("lies near")),
        Triple(IRI("urn:b"), RDFS_LABEL, Literal("B")),
    ]
    changes = compare([], [said], IPCO, background)
    assert "+ lies near: B" in "".join(WRITERS["text"](changes, sample.prefixes()))


@given(graphs)
def test_a_graph_does_not_differ_from_itself(graph: set[Triple]) -> None:
    changes = compare(graph, sorted(graph, key=str, reverse=True), IPCO)
    assert not changes
    assert "".join(WRITERS["text"](changes, sample.prefixes())) == "no difference\n"


def test_blank_nodes_are_compared_by_what_is_said_of_them() -> None:
    one = turtle('<urn:a> <urn:p> [ <urn:q> "1" ] , [ <urn:q> "2" ] .')
    other = turtle('<urn:a> <urn:p> [ <urn:q> "2" ] , [ <urn:q> "1" ] .')
    assert not compare(one, other, IPCO)
    changed = compare(one, turtle('<urn:a> <urn:p> [ <urn:q> "1" ] , [ <urn:q> "3" ] .'), IPCO)
    assert any(isinstance(triple.subject, BlankNode) for triple in changed.added)
    with pytest.raises(UsageError, match="blank nodes"):
        list(patch(changed))


def test_a_value_that_changed_is_told_with_labels() -> None:
    after = [t for t in LAKES if t.predicate != RDFS_LABEL or t.object != Literal("Sail")]
    after.append(Triple(IRI("https://w3id.org/ip-cooperation/id/initiative/sail"), RDFS_LABEL, Literal("Sails")))
    changes = compare(LAKES, after, IPCO)
    (entity,) = changes.entities
    assert entity.change == "changed"
    text = "".join(WRITERS["text"](changes, sample.prefixes()))
    assert "~ Sails  initiative:sail" in text
    assert "- rdfs:label: “Sail”" in text
    assert "+ rdfs:label: “Sails”" in text


def test_a_renamed_thing_is_no_change_of_substance() -> None:
    old, new = IRI("https://w3id.org/ip-cooperation/id/person/ana-silva"), IRI("urn:ana")
    after = [Triple(*(new if term == old else term for term in triple)) for triple in LAKES]  # type: ignore[arg-type]
    changes = compare(LAKES, after, IPCO)
    assert changes.renamed == ((old, new),)
    assert changes.entities == ()


def test_moved_evidence_is_no_change_of_substance() -> None:
    start = sample.prefixes().expand("oa:start")
    after = [
        t._replace(object=Literal.integer(900)) if t.predicate == start and t.object == Literal.integer(6) else t
        for t in LAKES
    ]
    changes = compare(LAKES, after, IPCO)
    assert changes.entities == ()
    assert len(changes.moves) == 1


@pytest.mark.parametrize("form", WRITERS)
def test_every_form_tells_what_was_added(form: str) -> None:
    changes = compare(sample.facts("lakes"), [*sample.facts("lakes"), *sample.facts("shores")], IPCO)
    text = "".join(WRITERS[form](changes, sample.prefixes()))
    assert "meeting" in text
    if form == "json":
        found = json.loads(text)
        assert found["triples"]["added"] == len(changes.added)
        assert {entity["change"] for entity in found["entities"]} == {"added"}


def test_a_control_behind_a_backslash_is_patched_as_it_is() -> None:
    after = {Triple(IRI("urn:a"), IRI("urn:a"), Literal("\\\x1f \\\\u0041"))}
    store = ox.Store()
    store.update("".join(patch(compare(set(), after, IPCO))))
    now = store.dump(format=ox.RdfFormat.N_TRIPLES, from_graph=ox.DefaultGraph())
    assert now is not None
    assert set(parse(now, "ntriples")) == after


def test_a_page_escapes_what_it_shows_and_needs_nothing_else() -> None:
    said = Triple(IRI("urn:a"), RDFS_LABEL, Literal("<script>alert(1)</script>&"))
    page = "".join(WRITERS["html"](compare([], [said], IPCO), sample.prefixes()))
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;&amp;" in page
    assert not re.search(r"(src|href)=", page)
    assert ElementTree.fromstring(page).tag == "html", "every tag is closed"
