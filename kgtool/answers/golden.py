"""Golden answers: in, questions with answers written by hand, and the store; out, where the two differ.

A question says which canned query asks it, with which parameters, and what the columns that it compares must hold.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kgtool.answers.catalogue import find
from kgtool.answers.matching import Row, unmatched
from kgtool.answers.run import ask_canned
from kgtool.errors import KgtoolError, SyntaxProblem
from kgtool.rdf.prefixes import Prefixes
from kgtool.rdf.store import Solutions, Store
from kgtool.rdf.terms import IRI, XSD_DECIMAL, Literal, Term

_QUESTION = re.compile(r"^\s*\[\[\s*question\s*\]\]", re.MULTILINE)
_KEY_FILE = "documents.toml"
_DOCUMENT = "document:"


@dataclass(frozen=True, slots=True)
class Golden:
    """A question with the answer that it must get; where is its file and line."""

    id: str
    ask: str
    query: str
    parameters: Mapping[str, str]
    columns: tuple[str, ...]
    answer: tuple[Row, ...]
    ordered: bool
    where: str


@dataclass(frozen=True, slots=True)
class GoldenSet:
    """The golden answers of a project, and the stems that each document may have, by key."""

    questions: tuple[Golden, ...]
    documents: Mapping[str, tuple[str, ...]]


@dataclass(frozen=True, slots=True)
class Difference:
    """A golden answer that the graph does not give: what is missing, what is too much, or why it could not be asked."""

    golden: Golden
    expected: tuple[Row, ...]
    found: tuple[Row, ...]
    missing: tuple[Row, ...]
    unexpected: tuple[Row, ...]
    problem: str = ""

    def __str__(self) -> str:
        """Return the difference in a few lines that begin with file, line and question."""
        lines = [f"{self.golden.where}: {self.golden.id} {self.golden.ask}", f"  {_call(self.golden)}"]
        if self.problem:
            lines.append(f"  {self.problem}")
        lines += [f"  missing     {_shown(row)}" for row in self.missing]
        lines += [f"  unexpected  {_shown(row)}" for row in self.unexpected]
        if not (self.problem or self.missing or self.unexpected):
            lines.append("  the order differs: " + " ".join(map(_shown, self.found)))
        return "\n".join(lines)


def load_golden(folder: Path) -> GoldenSet:
    """Return the golden answers in a folder's TOML files; none if there is no such folder.

    Raises SyntaxProblem with file and line for a file that is no TOML and for a question that is not complete.
    """
    documents: dict[str, tuple[str, ...]] = {}
    questions: list[Golden] = []
    for path in sorted(folder.glob("*.toml")):
        text = _read(path)
        content = _parsed(text, path)
        if path.name == _KEY_FILE:
            documents = {key: tuple(stems) for key, stems in content.get("documents", {}).items()}
            continue
        lines = [text.count("\n", 0, match.end()) + 1 for match in _QUESTION.finditer(text)]
        for number, question in enumerate(content.get("question", [])):
            questions.append(_golden(question, path, lines[number] if number < len(lines) else 0))
    return GoldenSet(tuple(questions), documents)


def differences(
    golden: GoldenSet, store: Store, queries: Mapping[str, Path], prefixes: Prefixes
) -> Iterator[Difference]:
    """Yield a difference for each question whose answer in the store is not the golden one."""
    keys = _Keys(golden.documents, store, prefixes)
    for question in golden.questions:
        try:
            found = _found(question, store, queries, prefixes, keys)
        except KgtoolError as problem:
            yield Difference(question, question.answer, (), question.answer, (), str(problem))
            continue
        missing, unexpected = unmatched(question.answer, found)
        in_order = not question.ordered or not unmatched_in_order(question.answer, found)
        if missing or unexpected or not in_order:
            yield Difference(question, question.answer, found, missing, unexpected)


def unmatched_in_order(expected: Sequence[Row], found: Sequence[Row]) -> bool:
    """Return whether rows differ when compared one by one in order."""
    return len(expected) != len(found) or any(any(unmatched([e], [f])) for e, f in zip(expected, found, strict=True))


class _Keys:
    """Documents by key: which stem this store has, and back."""

    def __init__(self, documents: Mapping[str, tuple[str, ...]], store: Store, prefixes: Prefixes) -> None:
        self._key_of = {stem: key for key, stems in documents.items() for stem in stems}
        self._documents = documents
        self._store = store
        self._prefixes = prefixes

    def word(self, word: str) -> str:
        """Return a parameter's word, with the key of a document replaced by the stem that the store has."""
        stems = self._documents.get(word.removeprefix(_DOCUMENT), ()) if word.startswith(_DOCUMENT) else ()
        for stem in stems:
            if self._store.query(f"ASK {{ <{self._prefixes.expand(_DOCUMENT + stem)}> ?p ?o }}"):
                return _DOCUMENT + stem
        return word

    def cell(self, term: Term | None) -> str:
        """Return a term as golden answers write it."""
        if term is None:
            return ""
        if isinstance(term, Literal):
            plain_decimal = term.datatype == XSD_DECIMAL and "." in term.lexical
            return term.lexical.rstrip("0").rstrip(".") if plain_decimal else term.lexical
        curie = self._prefixes.compact(term) if isinstance(term, IRI) else str(term)
        if curie.startswith(_DOCUMENT):
            stem = curie.removeprefix(_DOCUMENT)
            return _DOCUMENT + self._key_of.get(stem, stem)
        return curie


def _found(
    question: Golden, store: Store, queries: Mapping[str, Path], prefixes: Prefixes, keys: _Keys
) -> tuple[Row, ...]:
    """Return the distinct rows of the compared columns, in the order of the answer."""
    words = {name: keys.word(word) for name, word in question.parameters.items()}
    result = ask_canned(store, find(queries, question.query), words, prefixes)
    if not isinstance(result, Solutions):
        raise KgtoolError("only a SELECT query can have golden answers", where=question.where)
    unknown = [column for column in question.columns if column not in result.variables]
    if unknown:
        raise KgtoolError(
            f"the query {question.query} has no column {unknown[0]}",
            where=question.where,
            hint=f"it has {', '.join(result.variables)}",
        )
    places = [result.variables.index(column) for column in question.columns]
    rows = (tuple(keys.cell(solution[place]) for place in places) for solution in result.solutions)
    return tuple(dict.fromkeys(rows))


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SyntaxProblem(f"golden answers cannot be read: {problem}", source=path) from problem


def _parsed(text: str, path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as problem:
        position = re.search(r"at line (\d+), column (\d+)", str(problem))
        line, column = (int(position[1]), int(position[2])) if position else (0, 0)
        raise SyntaxProblem(str(problem), source=path, line=line, column=column, hint="correct the TOML there") from (
            problem
        )


def _golden(question: dict[str, Any], path: Path, line: int) -> Golden:
    for key, kind in (("id", str), ("ask", str), ("query", str), ("columns", list), ("answer", list)):
        if not isinstance(question.get(key), kind):
            raise SyntaxProblem(f"the question needs {key} = …", source=path, line=line)
    columns, answer = tuple(question["columns"]), question["answer"]
    for row in answer:
        if not isinstance(row, list) or len(row) != len(columns) or not all(isinstance(cell, str) for cell in row):
            raise SyntaxProblem(
                f"each row of the answer needs {len(columns)} texts, one per column", source=path, line=line
            )
    parameters = {name: str(word) for name, word in question.get("parameters", {}).items()}
    return Golden(
        id=question["id"],
        ask=question["ask"],
        query=question["query"],
        parameters=parameters,
        columns=columns,
        answer=tuple(tuple(row) for row in answer),
        ordered=bool(question.get("ordered", False)),
        where=f"{path}:{line}",
    )


def _call(golden: Golden) -> str:
    words = "".join(f" -p {name}={word}" for name, word in golden.parameters.items())
    return f"kgtool query {golden.query}{words}"


def _shown(row: Iterable[str]) -> str:
    return "(" + " | ".join(row) + ")"
