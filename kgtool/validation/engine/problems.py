"""What keeps shapes from being checked: in, what is wrong and the section of SHACL; out, an exception that says so."""

from __future__ import annotations


class IllFormed(Exception):
    """A shape that breaks the syntax rules of SHACL, section 3.4; section is a fragment of the specification."""

    def __init__(self, message: str, section: str) -> None:
        super().__init__(f"{message} (https://www.w3.org/TR/shacl/#{section})")


class Failure(Exception):
    """A validation that cannot be carried out (SHACL, section 3.4), such as a query that must not be pre-bound."""
