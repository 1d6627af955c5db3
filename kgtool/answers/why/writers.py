"""Explanations on paper: in, explanations; out, text for the terminal, Markdown, JSON, or a Mermaid flowchart."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator
from textwrap import wrap
from typing import Any

from kgtool.answers.lookup import Lookup, Source
from kgtool.answers.why.explanation import Explanation, Sentence
from kgtool.answers.why.proofs import Proof
from kgtool.rdf.iris import tail
from kgtool.rdf.terms import IRI, Literal, Term, Triple
from kgtool.reasoning.nearest import SOMETHING

Mark = Callable[[str], str]
"""What sets words apart: with a terminal's codes, or with brackets."""

_WIDTH = 100


def text_lines(explanations: Iterable[Explanation], lookup: Lookup, mark: Mark, width: int) -> Iterator[str]:
    """Yield explanations for the terminal: a tree for each proof, with the sentences below its asserted triples."""
    for number, explanation in enumerate(explanations):
        yield "\n" if number else ""
        for count, proof in enumerate(explanation.proofs):
            yield "or:\n" if count else ""
            yield from _tree(proof, explanation, lookup, mark, width, "", set())
        if not explanation.holds:
            yield from _lacking(explanation, lookup)


def markdown_lines(explanations: Iterable[Explanation], lookup: Lookup, _mark: Mark, _width: int) -> Iterator[str]:
    """Yield explanations in Markdown: a heading for each triple, a nested list for each proof."""
    for explanation in explanations:
        yield f"## {_escaped(' — '.join(explanation.words))}\n\n"
        for proof in explanation.proofs:
            yield from _listed(proof, explanation, lookup, 0)
            yield "\n"
        if not explanation.holds:
            yield "".join(f"{_escaped(line.rstrip())}  \n" for line in _lacking(explanation, lookup))
            yield "\n"


def mermaid_lines(explanations: Iterable[Explanation], lookup: Lookup, _mark: Mark, _width: int) -> Iterator[str]:
    """Yield the proofs as a Mermaid flowchart: triples as boxes, asserted ones rounded, sentences as notes."""
    names: dict[object, str] = {}

    def node(key: object, text: str, shape: tuple[str, str]) -> Iterator[str]:
        if key not in names:
            names[key] = f"n{len(names)}"
            yield f'  {names[key]}{shape[0]}"{_entities(text)}"{shape[1]}\n'

    def draw(proof: Proof, explanation: Explanation) -> Iterator[str]:
        yield from node(proof.triple, _told(proof.triple, lookup), ("[", "]") if proof.step else ("(", ")"))
        for premise in proof.premises:
            yield from draw(premise, explanation)
            rule = proof.step.rule if proof.step else ""
            yield f"  {names[premise.triple]} -->|{rule}| {names[proof.triple]}\n"
        for sentence in explanation.grounds[proof.triple].sentences if proof.step is None else ():
            source = sentence.source
            text = f"{tail(source.document)} {source.start}–{source.end}: {_one_line(source.quote)}"
            yield from node(source, text, (">", "]"))
            yield f"  {names[source]} -.-> {names[proof.triple]}\n"

    yield "flowchart BT\n"
    for explanation in explanations:
        for proof in explanation.proofs:
            yield from dict.fromkeys(draw(proof, explanation))
        if not explanation.holds:
            yield from node(explanation.triple, f"does not hold: {_told(explanation.triple, lookup)}", ("{{", "}}"))


def json_text(explanations: Iterable[Explanation], lookup: Lookup, _mark: Mark, _width: int) -> Iterator[str]:
    """Yield explanations as a JSON array, terms as in SPARQL results with a label."""
    yield json.dumps([_object(explanation, lookup) for explanation in explanations], ensure_ascii=False, indent=2)
    yield "\n"


WRITERS: dict[str, Callable[[Iterable[Explanation], Lookup, Mark, int], Iterator[str]]] = {
    "text": text_lines,
    "json": json_text,
    "markdown": markdown_lines,
    "mermaid": mermaid_lines,
}


def _tree(
    proof: Proof, explanation: Explanation, lookup: Lookup, mark: Mark, width: int, indent: str, told: set[Source]
) -> Iterator[str]:
    yield from _wrapped(_told(proof.triple, lookup), indent, indent + "  ", width)
    inner = indent + "  "
    if proof.step is None:
        ground = explanation.grounds[proof.triple]
        if ground.origin:
            yield f"{inner}{ground.origin}\n"
        for sentence in ground.sentences:
            source = sentence.source
            head = f"{tail(source.document)} {source.start}–{source.end}: "
            words = "the same sentence" if source in told else _marked(sentence, mark)
            yield from _wrapped(head + words, inner, inner + "  ", width)
            told.add(source)
        return
    yield from _wrapped(f"because {proof.step.axiom} ({proof.step.rule}), and", inner, inner + "  ", width)
    for premise in proof.premises:
        yield from _tree(premise, explanation, lookup, mark, width, indent + "    ", told)


def _listed(proof: Proof, explanation: Explanation, lookup: Lookup, depth: int) -> Iterator[str]:
    indent = "  " * depth
    why = f", because {_escaped(proof.step.axiom)} ({proof.step.rule})" if proof.step else ""
    yield f"{indent}- {_escaped(_told(proof.triple, lookup))}{why}\n"
    for premise in proof.premises:
        yield from _listed(premise, explanation, lookup, depth + 1)
    if proof.step is None:
        ground = explanation.grounds[proof.triple]
        yield f"{indent}  - {ground.origin}\n" if ground.origin else ""
        for sentence in ground.sentences:
            source = sentence.source
            quote = _pieces(sentence, _escaped, lambda words: f"**{_escaped(words)}**")
            yield f"{indent}  - {tail(source.document)} {source.start}–{source.end}: “{_one_line(quote)}”\n"


def _lacking(explanation: Explanation, lookup: Lookup) -> Iterator[str]:
    yield f"does not hold: {_told(explanation.triple, lookup)}\n"
    if explanation.nearest is None:
        yield "  no document says so, and no rule of the ontology could conclude it\n"
        return
    yield f"  it would, because {explanation.nearest.axiom} ({explanation.nearest.rule}), if\n"
    for premise in explanation.nearest.premises:
        state = "is missing" if premise in explanation.missing else "holds"
        yield f"    {_told(premise, lookup)}  [{state}]\n"


def _told(triple: Triple, lookup: Lookup) -> str:
    return " — ".join("something" if term == SOMETHING else lookup.label(term) for term in triple)


def _marked(sentence: Sentence, mark: Mark) -> str:
    quote = _pieces(sentence, str, mark)
    return _one_line(f"{'…' if sentence.before else ''}{sentence.before}»{quote}«{sentence.after}…")


def _pieces(sentence: Sentence, plain: Callable[[str], str], mark: Callable[[str], str]) -> str:
    """Return the quote with its marked words set apart."""
    quote, done, found = sentence.source.quote, 0, ""
    for start, end in sentence.marks:
        found += plain(quote[done:start]) + mark(quote[start:end])
        done = end
    return found + plain(quote[done:])


def _object(explanation: Explanation, lookup: Lookup) -> dict[str, Any]:
    found: dict[str, Any] = {"triple": _triple(explanation.triple, lookup), "holds": explanation.holds}
    if explanation.holds:
        found["proofs"] = [_proof(proof, explanation, lookup) for proof in explanation.proofs]
    elif explanation.nearest:
        found["nearest"] = {
            "rule": explanation.nearest.rule,
            "axiom": explanation.nearest.axiom,
            "premises": [
                {**_triple(premise, lookup), "holds": premise not in explanation.missing}
                for premise in explanation.nearest.premises
            ],
        }
    return found


def _proof(proof: Proof, explanation: Explanation, lookup: Lookup) -> dict[str, Any]:
    found: dict[str, Any] = {"triple": _triple(proof.triple, lookup)}
    if proof.step:
        found |= {"rule": proof.step.rule, "axiom": proof.step.axiom}
        found["premises"] = [_proof(premise, explanation, lookup) for premise in proof.premises]
        return found
    ground = explanation.grounds[proof.triple]
    found["origin"] = ground.origin or "document"
    found["sentences"] = [
        {
            "document": s.source.document,
            "start": s.source.start,
            "end": s.source.end,
            "quote": s.source.quote,
            "before": s.before,
            "after": s.after,
            "marks": [list(mark) for mark in s.marks],
        }
        for s in ground.sentences
    ]
    return found


def _triple(triple: Triple, lookup: Lookup) -> dict[str, Any]:
    names = ("subject", "predicate", "object")
    return {name: _term(term, lookup) for name, term in zip(names, triple, strict=True)}


def _term(term: Term, lookup: Lookup) -> dict[str, str]:
    if isinstance(term, Literal):
        extra = {"xml:lang": term.language} if term.language else {"datatype": str(term.datatype)}
        return {"type": "literal", "value": term.lexical, **extra}
    return {"type": "uri" if isinstance(term, IRI) else "bnode", "value": str(term), "label": lookup.label(term)}


def _wrapped(text: str, first: str, rest: str, width: int) -> Iterator[str]:
    """Yield lines of a width; what a terminal does not show takes no room, but is rare enough not to matter."""
    for line in wrap(text, max(width, 40), initial_indent=first, subsequent_indent=rest, break_long_words=False):
        yield line + "\n"


def _one_line(text: str) -> str:
    return " ".join(text.split())


def _escaped(text: str) -> str:
    return re.sub(r"([\\`*_\[\]<>|#])", r"\\\1", text)


def _entities(text: str) -> str:
    """Return text as Mermaid takes it between quotes."""
    return re.sub(r'["#;<>`\\]', lambda found: f"#{ord(found[0])};", _one_line(text))
