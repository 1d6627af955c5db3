"""The catalogue: headers are read, and a broken one is reported with file and line."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.answers.catalogue import Parameter, find, load
from kgtool.errors import SyntaxProblem, UsageError

GOOD = """#+ summary: Who was there?
#+ description:
#+   In two
#+   lines.
#+ tags:
#+   - people
#+   - days
#+ defaults:
#+   - day: today
#+ enumerate:
#+   - role:
#+       - chair
#+       - observer
#+   - size: [small, large]

SELECT ?x WHERE { ?_who_iri ?p ?x FILTER(?x = ?__role_string && ?x > ?_day_date && ?__size_string != "?_no_kind") }
"""


def write(folder: Path, text: str) -> Path:
    path = folder / "test.rq"
    path.write_text(text, encoding="utf-8")
    return path


def test_a_header_says_question_description_tags_and_parameters(tmp_path: Path) -> None:
    query = load(write(tmp_path, GOOD))
    assert (query.name, query.summary, query.description) == ("test", "Who was there?", "In two lines.")
    assert query.tags == ("people", "days")
    assert query.parameters == (
        Parameter("who", "iri", False, "_who_iri"),
        Parameter("day", "date", False, "_day_date", default="today"),
        Parameter("role", "string", True, "__role_string", choices=("chair", "observer")),
        Parameter("size", "string", True, "__size_string", choices=("small", "large")),
    )
    assert [parameter.required for parameter in query.parameters] == [True, False, False, False]


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        ("SELECT * {}", 1, "does not say what it asks"),
        ("#+ tags:\n#+   - a\nSELECT * {}", 1, "does not say what it asks"),
        ("#+   stray\n#+ summary: What?\nSELECT * {}", 1, "without a key"),
        ("#+ summary: What?\n#+ tags:\n#+   people\nSELECT * {}", 3, "not an item"),
        ("#+ summary: What?\n\nSELECT *\n{ ?_who_irl ?p ?o }", 4, "known type"),
        ("#+ summary: What?\nSELECT * { ?_who_iri ?p ?__who_iri }", 2, "two ways"),
        ("#+ summary: What?\n#+ defaults:\n#+   - day: today\nSELECT * { ?_date_date ?p ?o }", 3, "no parameter"),
        ("#+ summary: What?\n#+ defaults:\n#+   - day:\nSELECT * { ?_day_date ?p ?o }", 3, "default of day"),
        ("#+ summary: What?\n#+ enumerate:\n#+   - chair\nSELECT * { ?_role_string ?p ?o }", 3, "without a parameter"),
    ],
)
def test_a_broken_header_is_reported_with_its_line(tmp_path: Path, text: str, line: int, message: str) -> None:
    path = write(tmp_path, text)
    with pytest.raises(SyntaxProblem, match=message) as problem:
        load(path)
    assert (problem.value.source, problem.value.line) == (str(path), line)


def test_a_file_that_is_no_text_is_reported(tmp_path: Path) -> None:
    path = tmp_path / "test.rq"
    path.write_bytes(b"\xff\xfe")
    with pytest.raises(SyntaxProblem, match="cannot be read"):
        load(path)


def test_an_unknown_name_gets_a_suggestion(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match=r"did you mean meetings\?"):
        find({"meetings": tmp_path / "meetings.rq"}, "meeting")
    with pytest.raises(UsageError, match="kgtool queries"):
        find({"meetings": tmp_path / "meetings.rq"}, "xyz")
