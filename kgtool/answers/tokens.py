"""SPARQL words: in, the text of a query; out, its tokens, so that strings, comments and IRIs are never mistaken for
words (SPARQL 1.1 Query, section 19.8).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

# The alternatives stand in this order because an IRI may hold a hash sign and a string may hold anything. As in the
# grammar, what looks like an IRI is one: a comparison needs a space after its "<".
_TOKEN = re.compile(
    r'''
      (?P<iri>     <[^<>"{}|^`\\\x00-\x20]*> )
    | (?P<comment> \#[^\n\r]* )
    | (?P<string>  """(?:"{0,2}(?:[^"\\]|\\.))*""" | \'\'\'(?:'{0,2}(?:[^'\\]|\\.))*\'\'\'
                 | "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<variable> [?$][\w\u00b7\u203f\u2040]+ )
    | (?P<tag>     @[A-Za-z]+(?:-[A-Za-z0-9]+)* )
    | (?P<name>    (?:_|[^\W\d_](?:[\w.-]*[\w-])?)?:(?:[\w:.-]|%[0-9A-Fa-f]{2}|\\.)* )
    | (?P<word>    [^\W\d]\w* )
    | (?P<other>   . )
    ''',
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """A token: its kind (iri, comment, string, variable, tag, name, word or other), text and place in the query."""

    kind: str
    text: str
    start: int


def tokens(query: str) -> Iterator[Token]:
    """Yield the tokens of a query in order; joined together, their texts are the query."""
    for found in _TOKEN.finditer(query):
        yield Token(found.lastgroup or "other", found[0], found.start())
