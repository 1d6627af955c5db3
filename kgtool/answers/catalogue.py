"""The catalogue: in, the .rq files of a project; out, canned queries with their question, parameters and tags.

Metadata stand in comments that begin with ``#+``, as grlc reads them; a parameter is a variable ``?_name_type``, or
``?__name_type`` where it may be left out.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from kgtool.answers.header import Header, read_header
from kgtool.answers.tokens import tokens
from kgtool.errors import SyntaxProblem, UsageError

TYPES = ("iri", "date", "integer", "decimal", "boolean", "language", "string")


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a canned query; choices is empty where any value of the type will do."""

    name: str
    type: str
    optional: bool
    variable: str
    default: str | None = None
    choices: tuple[str, ...] = ()

    @property
    def required(self) -> bool:
        """Return whether a value must be given."""
        return not self.optional and self.default is None


@dataclass(frozen=True, slots=True)
class CannedQuery:
    """A query file: its name, the question it answers, and what it needs to know."""

    name: str
    path: Path
    summary: str
    description: str
    tags: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    text: str

    def parameter(self, name: str) -> Parameter:
        """Return a parameter by name; raises UsageError that names the nearest one."""
        for parameter in self.parameters:
            if parameter.name == name:
                return parameter
        known = [parameter.name for parameter in self.parameters]
        raise UsageError(
            f"the query {self.name} has no parameter {name!r}",
            hint=suggestion(name, known) or (f"it has {', '.join(known)}" if known else "it has none"),
        )


def load(path: Path) -> CannedQuery:
    """Return the canned query in a file; raises SyntaxProblem with the line that breaks the conventions."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as problem:
        raise SyntaxProblem(f"the query cannot be read: {problem}", source=path) from problem
    header = read_header(text, path)
    return CannedQuery(
        name=path.stem,
        path=path,
        summary=header.summary,
        description=header.description,
        tags=header.tags,
        parameters=_parameters(text, header, path),
        text=text,
    )


def load_all(queries: Mapping[str, Path]) -> dict[str, CannedQuery]:
    """Return all canned queries by name, sorted; raises SyntaxProblem at the first broken file."""
    return {name: load(queries[name]) for name in sorted(queries)}


def find(queries: Mapping[str, Path], name: str) -> CannedQuery:
    """Return one canned query by name; raises UsageError that names the nearest one."""
    if name not in queries:
        hint = suggestion(name, queries) or "kgtool queries lists them"
        raise UsageError(f"no canned query is called {name!r}", hint=hint)
    return load(queries[name])


def suggestion(word: str, known: Mapping[str, object] | list[str] | tuple[str, ...]) -> str:
    """Return ``did you mean …?`` for the known words nearest to a word, or an empty text."""
    import difflib  # here, for only a slip needs it

    near = difflib.get_close_matches(word, list(known), n=3, cutoff=0.5)
    return f"did you mean {' or '.join(near)}?" if near else ""


def _parameters(text: str, header: Header, path: Path) -> tuple[Parameter, ...]:
    found: dict[str, Parameter] = {}
    for token in tokens(text):
        if token.kind != "variable" or not token.text[1:].startswith("_"):
            continue
        line = text.count("\n", 0, token.start) + 1
        parameter = _parameter(token.text[1:], header, path, line)
        if found.setdefault(parameter.name, parameter) != parameter:
            raise SyntaxProblem(
                f"the parameter {parameter.name} is written in two ways, ?{found[parameter.name].variable} "
                f"and ?{parameter.variable}",
                source=path,
                line=line,
                hint="one name stands for one variable",
            )
    for name, line in header.named.items():
        if name not in found:
            raise SyntaxProblem(
                f"the header speaks of {name}, which is no parameter of the query",
                source=path,
                line=line,
                hint=suggestion(name, list(found)) or "write a variable ?_name_type in the query",
            )
    return tuple(sorted(found.values(), key=lambda parameter: parameter.optional))


def _parameter(variable: str, header: Header, path: Path, line: int) -> Parameter:
    optional = variable.startswith("__")
    name, underscore, type_ = variable.lstrip("_").rpartition("_")
    if not underscore:
        name, type_ = type_, "string"
    if type_ not in TYPES or not name:
        raise SyntaxProblem(
            f"?{variable} does not end in a known type",
            source=path,
            line=line,
            hint=f"write ?_name_type with one of {', '.join(TYPES)}",
        )
    return Parameter(name, type_, optional, variable, header.defaults.get(name), header.choices.get(name, ()))
