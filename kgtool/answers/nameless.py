"""Nodes without a name: in, SPARQL; out, the same with variables in the place of blank nodes and brackets.

A blank node in a query is a variable that no solution tells (SPARQL 1.1, section 4.1.4): to know what a solution rests
on, it has to.
"""

from __future__ import annotations

from collections.abc import Sequence

from kgtool.answers.tokens import Token, tokens

HIDDEN = "kgtoolNameless"
"""What the names of such variables begin with."""


def with_variables(query: str) -> str:
    """Return a query in which ``?s ?p [ ?q ?o ]`` is ``?n ?q ?o . ?s ?p ?n``, and ``_:b`` a variable, too."""
    words = list(tokens(query))
    pieces: list[str] = []
    start, depth = 0, 0  # where the present block of triples begins; how deep in parentheses
    open_: list[tuple[int, str]] = []  # brackets: where they begin, and the variable for each
    labels: dict[str, str] = {}
    count = 0
    for number, (kind, text, place) in enumerate(words):
        if kind == "name" and text.startswith("_:"):
            pieces.append(labels.setdefault(text, f"?{HIDDEN}Label{len(labels)}"))
        elif kind == "other" and text == "[":
            open_.append((len(pieces), f"?{HIDDEN}{count}"))
            count += 1
        elif kind == "other" and text == "]" and open_:
            at, name = open_.pop()
            body = "".join(pieces[at:]).strip()
            is_subject = not "".join(pieces[start:at]).strip()
            del pieces[at:]
            if body and is_subject:
                ends = _next(words, number) in (".", "}", "")
                pieces.append(f"{name} {body}" if ends else f"{name} {body} . {name}")
            else:
                if body:
                    pieces.insert(start, f"{name} {body} . ")
                    open_ = [(place_ + 1, other) for place_, other in open_]
                pieces.append(name)
        else:
            pieces.append(text)
            if kind == "other" and not open_:
                depth += (text == "(") - (text == ")")
                is_end = text in "{})" or (text == "." and not query[place + 1 : place + 2].isdigit())
                if is_end and depth == 0:
                    start = len(pieces)
    return "".join(pieces)


def _next(words: Sequence[Token], number: int) -> str:
    """Return the text of what follows a token, space and comments left out; an empty text at the end."""
    following = (word.text for word in words[number + 1 :] if word.kind != "comment" and not word.text.isspace())
    return next(following, "")
