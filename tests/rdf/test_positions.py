"""The place of every triple is known, however the Turtle is laid out."""

from __future__ import annotations

import string
from dataclasses import dataclass, field

from hypothesis import given, settings
from hypothesis import strategies as st

from kgtool.rdf.positions import Lines, places
from kgtool.rdf.positions_statements import Extent, located_triples
from kgtool.rdf.store import parse
from kgtool.rdf.terms import IRI, RDF, BlankNode, Literal, Triple

E = "https://example.org/"


def test_triples_and_blank_nodes_are_those_of_the_parser() -> None:
    text = """@prefix : <https://example.org/> .
    :s :p [ :a 1 ; :b [ :c 2 ] ] , ( 1 [ :z 9 ] ( 3 () ) ) ; :q 5 ; ; a :T .
    [ :x 1 ] :y 2 . ( 1 2 ) :y () . _:foo :p _:bar . [ :only 1 ] . [] :p _:foo .
    :s :l "x"@EN, 'a'^^:dt, 1.0, -1e3, true, .5, "\\u0041\\n", <rel\\u0041:b> .
    PREFIX ex: <https://example.com/> BASE <https://example.net/a/b>
    ex:a\\,b.c ex: <../d>, <#e>, ex:%20x .
    """
    assert [located.triple for located in located_triples(text, "f1")] == parse(text, scope="f1")


def test_trig_ntriples_and_nquads_are_read_too() -> None:
    trig = "PREFIX : <https://example.org/> :g { :a :b :c ; :d _:x . } GRAPH _:g { [] :b 1 } { :a :b :e } :a :b [] ."
    quads = "<urn:a> <urn:b> <urn:c> <urn:g> .\n<urn:a> <urn:b> _:c <urn:g> .\n"
    assert [located.triple for located in located_triples(trig)] == parse(trig, "trig")
    assert [located.triple for located in located_triples(quads)] == parse(quads, "nquads")


def test_a_missing_property_is_a_matter_of_the_line_of_its_subject() -> None:
    text = "@prefix : <https://example.org/> .\r\n# :s\r\n\r\n\t:s :p\r\n 1 ,\r\n  :o ; :q [\r\n :r 2 ] .\r\n"
    found = places(text, {IRI(E + "s"), IRI(E + "o")})
    assert found.subject(IRI(E + "s")) == (4, 2, 4, 4)
    assert found.property(IRI(E + "s"), IRI(E + "p")) == (4, 5, 4, 7)
    assert found.triple(Triple(IRI(E + "s"), IRI(E + "p"), IRI(E + "o"))) == (6, 3, 6, 5)
    assert found.object(IRI(E + "o")) == (6, 3, 6, 5)
    assert found.lines.text_of(4) == "\t:s :p"


def test_nesting_may_be_deep_and_a_line_long() -> None:
    deep = 50_000
    text = "<urn:s> <urn:p> " + "(" * deep + "1" + ")" * deep + " ."
    assert sum(1 for _ in located_triples(text)) == 2 * deep + 1
    long = "<urn:s> <urn:p> " + " , ".join(f'"{number}"' for number in range(50_000)) + " ."
    found = places(long, {Literal("49999")})
    assert found.object(Literal("49999")) == (1, len(long) - len('"49999" .') + 1, 1, len(long) - 1)


def test_strings_of_any_length_take_time_in_proportion() -> None:
    text = '<urn:s> <urn:p> """' + 'a"b\\"\n' * 500_000 + '""" .'
    ((triple, *_),) = located_triples(text)
    assert isinstance(triple.object, Literal)
    assert len(triple.object.lexical) == 5 * 500_000


# Random Turtle that knows where it put what.

BREAKS = ["\n", "\r\n", "\t", " ", "  ", "\n\n", " # comment ; . [ \" ' <\n", "\r\n# \U0001f600 , (\r\n"]
LOCALS = st.text(string.ascii_letters + "é\U00010300", min_size=1, max_size=3)
TEXTS = st.text(st.sampled_from("ab \t\U0001f600é.;,[]#"), max_size=5)


@dataclass
class Writer:
    """Writes tokens, remembers where, and which triples they make up."""

    draw: st.DrawFn
    text: str = ""
    expected: list[tuple[Triple, Extent, Extent]] = field(default_factory=list)
    nested: list[tuple[IRI, IRI | Literal, Extent, Extent]] = field(default_factory=list)
    """What is said of blank nodes: predicate and object, and where the node and the object are."""

    def put(self, token: str) -> Extent:
        self.text += self.draw(st.sampled_from(BREAKS))
        start = len(self.text)
        self.text += token
        return Extent(start, len(self.text))

    def name(self) -> tuple[IRI, Extent]:
        local = self.draw(LOCALS)
        form = self.draw(st.sampled_from(["p:{}", ":{}", "<https://example.org/{}>", "<{}>"]))
        return IRI(E + local), self.put(form.format(local))

    def literal(self) -> tuple[Literal, Extent]:
        kind = self.draw(st.sampled_from(["short", "long", "single", "tagged", "typed", "integer"]))
        if kind == "integer":
            number = self.draw(st.integers(0, 99))
            return Literal.integer(number), self.put(str(number))
        lexical = self.draw(TEXTS)
        if kind == "long":
            lexical += self.draw(st.sampled_from(["", "\n", "\r\nx\n", 'a"b']))
            return Literal(lexical), self.put(f'"""{lexical}"""')
        written = lexical.replace("\t", "\\t")
        if kind == "single":
            return Literal(lexical), self.put(f"'{written}'")
        if kind == "tagged":
            return Literal.text(lexical, "en"), self.put(f'"{written}"@en')
        if kind == "typed":
            return Literal(lexical, IRI(E + "dt")), self.put(f'"{written}"^^p:dt')
        return Literal(lexical), self.put(f'"{written}"')

    def values(self, subject: IRI, at: Extent, predicate: IRI) -> None:
        for number in range(self.draw(st.integers(1, 3))):
            if number:
                self.put(",")
            if self.draw(st.integers(0, 3)) == 0:
                self.blank(self.draw(st.integers(0, 3)))
            else:
                value, extent = self.value()
                self.expected.append((Triple(subject, predicate, value), at, extent))

    def value(self) -> tuple[IRI | Literal, Extent]:
        return self.name() if self.draw(st.booleans()) else self.literal()

    def blank(self, depth: int) -> None:
        """Write a blank node in brackets or a list, with more of them within."""
        is_list = self.draw(st.booleans())
        at = self.put("(" if is_list else "[")
        for number in range(self.draw(st.integers(0, 3))):
            predicate = IRI(RDF + "first")
            if not is_list:
                if number:
                    self.put(";")
                predicate, _ = self.name()
            if depth and self.draw(st.booleans()):
                self.blank(depth - 1)
            else:
                value, extent = self.value()
                self.nested.append((predicate, value, at, extent))
        self.put(")" if is_list else "]")

    def statement(self) -> None:
        subject, at = self.name()
        for number in range(self.draw(st.integers(1, 3))):
            if number:
                self.put(self.draw(st.sampled_from([";", ";;"])))
            predicate, _ = self.name()
            self.values(subject, at, predicate)
        self.put(".")


@st.composite
def turtle(draw: st.DrawFn) -> Writer:
    writer = Writer(draw)
    writer.text = (
        "@prefix p: <https://example.org/> .\n@prefix : <https://example.org/> .\n@base <https://example.org/> ."
    )
    for _ in range(draw(st.integers(1, 4))):
        writer.statement()
    writer.text += draw(st.sampled_from(["", "\n", "# end"]))
    return writer


@given(turtle())
@settings(max_examples=300, deadline=None)
def test_random_turtle_is_located_where_it_was_written(writer: Writer) -> None:
    located = list(located_triples(writer.text))
    assert [item.triple for item in located] == parse(writer.text)
    found = [(item.triple, item.subject, item.object) for item in located]
    assert [item for item in found if item in writer.expected] == writer.expected
    of_blank_nodes = {
        (item.triple.predicate, item.triple.object, item.subject, item.object)
        for item in located
        if isinstance(item.triple.subject, BlankNode)
    }
    assert of_blank_nodes >= set(writer.nested)


@given(st.text(st.sampled_from("ab\r\n\t\U0001f600\x0b\x85\u2028"), max_size=30))
def test_lines_and_columns_lead_back_to_the_offset(text: str) -> None:
    lines = Lines(text)
    wanted = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    for offset, character in enumerate(text):
        line, column = lines.at(offset)
        if character not in "\r\n":
            assert wanted[line - 1][column - 1] == character
