"""The database: in, asserted and inferred triples; out, what SPARQL 1.1 queries find in them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from pathlib import Path
from typing import Any

import pyoxigraph as ox

from kgtool.errors import ProjectError, QueryError
from kgtool.rdf.store.border import FromOxigraph
from kgtool.rdf.store.filling import Filler
from kgtool.rdf.store.queries import check_query, each_in_time, syntax_problem
from kgtool.rdf.store.syntax import format_of, load
from kgtool.rdf.terms import Term, Triple

# The default graph holds the asserted and the inferred, each triple once: over a union of graphs, Oxigraph gives a
# triple once per graph, which would count wrongly, and is slower. In a folder, queries without inference look in this
# graph instead, which is there if anything is inferred; in memory, in a store of their own, for there a second graph
# slows down the first.
_ASSERTED = ox.NamedNode("urn:kgtool:asserted")


@dataclass(frozen=True, slots=True)
class Solutions:
    """The answer to a SELECT query: variables without question mark, and solutions in order; None is unbound."""

    variables: tuple[str, ...]
    solutions: tuple[tuple[Term | None, ...], ...]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each solution as a mapping of the variables that it binds."""
        for solution in self.solutions:
            yield {name: term for name, term in zip(self.variables, solution, strict=True) if term is not None}

    def __len__(self) -> int:
        return len(self.solutions)


@dataclass(frozen=True, slots=True)
class SolutionStream:
    """The answer to a SELECT query while the engine still finds it, to be read once, in constant memory."""

    variables: tuple[str, ...]
    solutions: Iterator[tuple[Term | None, ...]]

    def __iter__(self) -> Iterator[dict[str, Term]]:
        """Yield each solution as a mapping of the variables that it binds."""
        for solution in self.solutions:
            yield {name: term for name, term in zip(self.variables, solution, strict=True) if term is not None}

    def collected(self) -> Solutions:
        """Return the solutions, all at once."""
        return Solutions(self.variables, tuple(self.solutions))


QueryResult = Solutions | bool | list[Triple]


class Store:
    """Asserted and inferred triples that can be queried with or without the inferred; in memory, or in a folder."""

    def __init__(self, asserted: Iterable[Triple], inferred: Iterable[Triple] = ()) -> None:
        self._store = ox.Store()
        asserted, inferred = list(asserted), list(inferred)
        Filler(self._store).fill(chain(asserted, inferred), ox.DefaultGraph())
        self._asserted = asserted if inferred else []

    @classmethod
    def of_files(cls, files: Iterable[tuple[str, bytes]]) -> Store:
        """Return a store of what files say (paths with their content), blank nodes of different files kept apart.

        Nothing is inferred, and no term passes through Python. Raises SyntaxProblem.
        """
        store = cls(())
        for path, data in files:
            load(store._store, data, format_of(Path(path)), path)
        return store

    @classmethod
    def open(cls, folder: Path) -> Store:
        """Return the store saved in a folder, to be read only; raises ProjectError if there is none that works."""
        store = cls.__new__(cls)
        try:
            if not folder.is_dir():
                raise FileNotFoundError(f"no folder {folder}")
            store._store, store._asserted = ox.Store.read_only(str(folder)), []
        except (OSError, RuntimeError) as problem:  # RuntimeError: what the files hold is damaged
            raise ProjectError(
                f"the built store cannot be opened: {problem}", where=str(folder), hint="run kgtool build"
            ) from problem
        return store

    def save(self, folder: Path) -> None:
        """Write the store to a folder, in place of what was there; a reader finds the old one or the new one.

        Raises ProjectError, and leaves nothing behind, if it cannot be written.
        """
        import shutil  # here, for opening and asking is what every query waits for
        import tempfile

        made: Path | None = None
        try:
            folder.parent.mkdir(parents=True, exist_ok=True)
            made = Path(tempfile.mkdtemp(prefix=f"{folder.name}.", dir=folder.parent))
            written = ox.Store(str(made))
            written.bulk_extend(self._store)
            Filler(written, on_disk=True).fill(self._asserted, _ASSERTED)
            written.optimize()
            written.flush()
            del written
            _swap(made, folder)
        except OSError as problem:
            raise ProjectError(
                f"the built store cannot be written: {problem}",
                where=str(folder),
                hint="check the space and the permissions there",
            ) from problem
        finally:
            if made is not None:
                shutil.rmtree(made, ignore_errors=True)

    def __len__(self) -> int:
        """Return how many triples are asserted or inferred."""
        return sum(1 for _ in self._store.quads_for_pattern(None, None, None, ox.DefaultGraph()))

    @cached_property
    def _only_asserted(self) -> tuple[ox.Store, ox.NamedNode | None]:
        """Return the store and the graph in which queries without inference look."""
        if not self._asserted:
            return self._store, _ASSERTED if self._store.contains_named_graph(_ASSERTED) else None
        store = ox.Store()
        Filler(store).fill(self._asserted, ox.DefaultGraph())
        return store, None

    def query(
        self,
        query: str,
        *,
        source: str = "query",
        prefixes: Mapping[str, str] | None = None,
        inferred: bool = True,
        timeout: float | None = None,
        services: bool = False,
    ) -> QueryResult:
        """Return the answer: Solutions to SELECT, a truth value to ASK, triples to CONSTRUCT and DESCRIBE.

        prefixes need no declaration in the query; timeout is in seconds. Raises SyntaxProblem with the position in
        source, QueryError for updates and for SERVICE, unless services are allowed or if they fail, and TimeoutProblem.
        """

        found = self.stream(
            query, source=source, prefixes=prefixes, inferred=inferred, timeout=timeout, services=services
        )
        return found.collected() if isinstance(found, SolutionStream) else found

    def stream(
        self,
        query: str,
        *,
        source: str = "query",
        prefixes: Mapping[str, str] | None = None,
        inferred: bool = True,
        timeout: float | None = None,
        services: bool = False,
    ) -> SolutionStream | bool | list[Triple]:
        """Return the answer as query does, but solutions one by one as they are found; raises as query does.

        timeout is in seconds of waiting for solutions, and may come up while they are read.
        """
        check_query(query, source, services=services)

        def parts() -> Iterator[Any]:
            try:
                store, graph = (self._store, None) if inferred else self._only_asserted
                yield from _parts(store.query(query, prefixes=dict(prefixes or {}), default_graph=graph))
            except SyntaxError as problem:
                raise syntax_problem(problem, source, query) from problem
            except (OSError, RuntimeError) as problem:
                hint = "check its address, or ask without it" if services else "run kgtool build"
                raise QueryError(f"the query cannot be answered: {problem}", where=source, hint=hint) from problem

        read = parts() if timeout is None else each_in_time(parts, timeout)
        answer: tuple[str, ...] | bool | list[Triple] = next(read)
        return SolutionStream(answer, read) if isinstance(answer, tuple) else answer


def _parts(found: ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples) -> Iterator[Any]:
    """Yield a truth value, a list of triples, or the variables and then each solution."""
    border = FromOxigraph()
    if isinstance(found, ox.QueryBoolean):
        yield bool(found)
    elif isinstance(found, ox.QueryTriples):
        yield [border.triple(triple) for triple in found]
    else:
        yield tuple(variable.value for variable in found.variables)
        term = border.term
        for solution in found:
            yield tuple([None if node is None else term(node) for node in solution])


def _swap(made: Path, folder: Path) -> None:
    """Put a made folder in the place of another, which an open reader may still hold."""
    import shutil

    aside = made.with_name(f"{made.name}.old")
    try:
        if folder.exists():
            folder.replace(aside)
        made.replace(folder)
    finally:
        shutil.rmtree(aside, ignore_errors=True)
