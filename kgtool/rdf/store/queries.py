"""Queries before and while they run: in, SPARQL text or a running query; out, a refusal or its result in time."""

from __future__ import annotations

import re
import threading
import time
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain, islice, repeat
from queue import Empty, Queue
from typing import TypeVar

from kgtool.errors import QueryError, SyntaxProblem, TimeoutProblem

Result = TypeVar("Result")

_PATIENCE = "narrow it, add LIMIT, or allow more with --timeout"
_ALONE = 100  # results that are handed over one by one at first, however long the next may take
_BATCH = 1024  # those handed over at once from then on
_AHEAD = 4  # batches that may wait to be read

# What can hold any word without meaning it: escapes in names, IRIs, comments and strings (SPARQL 1.1, section 19.8).
# IRIs come before comments, for a hash in one begins no comment.
_OPAQUE = re.compile(
    r"""\\.|<[^<>"{}|^`\\\x00-\x20]*>|\#[^\n\r]*"""
    r'''|"""(?:"{0,2}(?:[^"\\]|\\.))*"""|\'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*\'""",
    re.DOTALL,
)
_NAME_AROUND = (r"(?<![\w:?$@.%-])", r"(?![\w:%-]|\.\w)")
_SERVICE = re.compile(rf"{_NAME_AROUND[0]}SERVICE{_NAME_AROUND[1]}", re.IGNORECASE)
_UPDATE = re.compile(
    rf"{_NAME_AROUND[0]}(?:INSERT|DELETE|LOAD|CLEAR|CREATE|DROP|COPY|MOVE|ADD|WITH){_NAME_AROUND[1]}", re.IGNORECASE
)
_PROLOGUE = re.compile(r"\s*(?:(?:PREFIX\s+[^\s:]*:\s*<>|BASE\s*<>)\s*)*", re.IGNORECASE)
_CODE_POINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U(000[0-9A-Fa-f]{5}|0010[0-9A-Fa-f]{4})")
_POSITION = re.compile(r"error at (\d+):(\d+): (.*)", re.DOTALL)


@lru_cache(maxsize=256)
def check_query(query: str, source: str, *, services: bool = False) -> None:
    """Raise QueryError for a query that would change something (an update) or, unless it may, reach out (SERVICE)."""
    # Escapes of code points may stand anywhere and are resolved before the grammar applies (section 19.2).
    for text in {query, _CODE_POINT.sub(lambda found: chr(int(found[1] or found[2], 16)), query)}:
        _check_words(_OPAQUE.sub(_blank, text), source, services)


def _check_words(blanked: str, source: str, services: bool) -> None:
    found = _SERVICE.search(blanked)
    if found and not services:
        line = blanked.count("\n", 0, found.start()) + 1
        raise QueryError(
            "SERVICE is refused: queries see this graph only",
            where=f"{source}:{line}",
            hint="take the SERVICE part out, or allow it with --allow-service",
        )
    found = _update(blanked)
    if found:
        line = blanked.count("\n", 0, found.start()) + 1
        raise QueryError(
            f"{found[0].upper()} is refused: the graph is read only",
            where=f"{source}:{line}",
            hint="write SELECT, ASK, CONSTRUCT or DESCRIBE; an --endpoint is changed with --allow-update",
        )


def is_update(text: str) -> bool:
    """Return whether SPARQL would change something."""
    return _update(_OPAQUE.sub(_blank, text)) is not None


def _update(blanked: str) -> re.Match[str] | None:
    """Return the word with which an update begins."""
    prologue = _PROLOGUE.match(blanked)
    return _UPDATE.match(blanked, prologue.end() if prologue else 0)


def _blank(found: re.Match[str]) -> str:
    """Return an IRI as <>, a string as quotes and a comment as nothing, with the line ends kept."""
    lines = "\n" * found[0].count("\n")
    return {"<": "<>", "#": " ", "\\": "_"}.get(found[0][0], '""') + lines


def in_time(run: Callable[[], Result], seconds: float | None, what: str = "the query", hint: str = _PATIENCE) -> Result:
    """Return what run returns; raises what it raises, and TimeoutProblem if it takes longer than it may.

    what and hint are for that error. The engine cannot be interrupted: a query that is out of time goes on in a daemon
    thread until the process ends.
    """
    if seconds is None:
        return run()
    return next(each_in_time(lambda: iter((run(),)), seconds, what, hint))


def each_in_time(
    run: Callable[[], Iterator[Result]], seconds: float, what: str = "the query", hint: str = _PATIENCE
) -> Iterator[Result]:
    """Yield what run yields; raises as in_time does as soon as the waiting for it takes longer than it may in all.

    All of it runs in one thread, for the engine's solutions must not change hands, and never far ahead of the reader.
    """
    batches: Queue[list[Result] | BaseException] = Queue(_AHEAD)
    is_unread = threading.Event()

    def worker() -> None:
        try:
            found = run()
            for size in chain(repeat(1, _ALONE), repeat(_BATCH)):
                batch = list(islice(found, size))
                if is_unread.is_set() or not batch:
                    break
                batches.put(batch)
            del found
            batches.put([])
        except BaseException as problem:
            batches.put(_untraced(problem))

    threading.Thread(target=worker, daemon=True).start()
    left = seconds
    try:
        while True:
            before = time.monotonic()
            try:
                batch = batches.get(timeout=max(left, 0))
            except Empty:
                raise TimeoutProblem(f"{what} took longer than {seconds:g} s", hint=hint) from None
            left -= time.monotonic() - before
            if isinstance(batch, BaseException):
                raise batch
            if not batch:
                return
            yield from batch
    finally:
        is_unread.set()
        while not batches.empty():  # so that the thread is not left waiting for room
            batches.get_nowait()


def _untraced(problem: BaseException) -> BaseException:
    """Return a problem without its frames, which hold what the engine lets go of in its own thread only."""
    link: BaseException | None = problem
    while link is not None:
        link.__traceback__ = None
        link = link.__cause__ or link.__context__
    return problem


def syntax_problem(problem: SyntaxError, source: str, query: str) -> SyntaxProblem:
    """Return the engine's complaint about a query with its position and in words that a person can use."""
    found = _POSITION.search(str(problem))
    if found is None:
        return SyntaxProblem(str(problem), source=source, hint="correct the query")
    line, column, message = int(found[1]), int(found[2]), found[3]
    hint = "correct the SPARQL there"
    if "Prefix not found" in message:
        before = query.split("\n")[line - 1][: column - 1]
        name = re.search(r"([\w.-]*:)[^\s:]*$", before)
        said = f"the prefix {name[1]} is not declared" if name else "a prefix is not declared"
        return SyntaxProblem(said, source=source, line=line, column=column, hint="declare it with PREFIX")
    if "\\u{" in message:
        # The engine lists the ranges of characters that a name may hold; the words among them are what helps.
        message = "expected " + ", ".join(re.findall(r"(?<![{\w])[A-Z][A-Z ]+[A-Z]\b", message) or ["something else"])
    reason = re.search(r"(?:expected(?: one of)?|,) ([A-Z][a-z' ]+ [^,\[]+)", message)
    message = reason[1] if reason else re.sub(r",? ?\[_\]", "", message)
    if message.strip() in {"", "expected"}:
        message = "not SPARQL from here on"
    return SyntaxProblem(message.strip(), source=source, line=line, column=column, hint=hint)
