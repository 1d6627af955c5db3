"""Hypothesis strategies for RDF terms and triples."""

from __future__ import annotations

import string

from hypothesis import strategies as st

from kgtool.rdf.terms import IRI, RDF_LANG_STRING, XSD, BlankNode, Literal, Triple

local_names = st.text(string.ascii_letters + string.digits + "-._%~/é", max_size=8).map(lambda s: s.replace("%", "%20"))
iris = st.builds(
    lambda namespace, local: IRI(namespace + local),
    st.sampled_from(
        ["https://example.org/id/a/", "https://example.org/id/b/", "https://example.org/ontology#", "urn:x:"]
    ),
    local_names,
)
blank_nodes = st.sampled_from([BlankNode(f"_:n{number}") for number in range(4)])
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
plain = texts.map(Literal)
tagged = st.builds(lambda text, tag: Literal(text, RDF_LANG_STRING, tag), texts, st.sampled_from(["en", "en-gb", "ja"]))
typed = st.builds(
    lambda text, name: Literal(text, IRI(XSD + name)),
    st.one_of(
        texts, st.from_regex(r"[+-]?[0-9]{1,3}(\.[0-9]{0,2})?", fullmatch=True), st.sampled_from(["true", "1", "TRUE"])
    ),
    st.sampled_from(["integer", "decimal", "boolean", "double", "date"]),
)
literals = st.one_of(plain, tagged, typed)
ground_triples = st.builds(Triple, iris, iris, st.one_of(iris, literals))
triples = st.builds(Triple, st.one_of(iris, blank_nodes), iris, st.one_of(iris, blank_nodes, literals))
