"""What stops kgtool from running: in, what went wrong, where, and what to do; out, one sentence for a person."""

from __future__ import annotations

from pathlib import Path


class KgtoolError(Exception):
    """Says what went wrong, where (a file and line, an option), and what to do next; the command exits 2."""

    def __init__(self, message: str, *, where: str = "", hint: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.where = where
        self.hint = hint

    def __str__(self) -> str:
        place = f"{self.where}: " if self.where else ""
        hint = f" ({self.hint})" if self.hint else ""
        return f"{place}{self.message}{hint}"


class UsageError(KgtoolError):
    """A word on the command line is not one that the command understands."""


class ProjectError(KgtoolError):
    """The project folder is missing, incomplete, or its settings cannot be used."""


class ReadingError(KgtoolError):
    """A document cannot be read as text."""


class EvidenceError(KgtoolError):
    """A fact has evidence that its document does not contain."""


class TimeoutProblem(KgtoolError):
    """A query took longer than it was allowed to."""


class QueryError(KgtoolError):
    """A query asks for something that the store does not do."""


class SyntaxProblem(KgtoolError):
    """A file or query breaks the grammar of its language at a line and column, both 1-based; 0 means unknown."""

    def __init__(self, message: str, *, source: Path | str, line: int = 0, column: int = 0, hint: str = "") -> None:
        self.source = str(source)
        self.line = line
        self.column = column
        position = "".join(f":{number}" for number in (line, column) if number)
        super().__init__(message, where=f"{source}{position}", hint=hint)
