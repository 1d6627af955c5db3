"""Golden answers: how they are read and compared, and that the project's own are complete."""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path

import pytest

from kgtool.answers.golden import GoldenSet, differences, load_golden
from kgtool.answers.matching import fits, unmatched
from kgtool.errors import SyntaxProblem
from kgtool.rdf.store import Store
from tests.answers import sample

PROJECT = load_golden(sample.ROOT / "tests" / "golden")
COMPETENCY = sample.ROOT.parent / "shared" / "evaluation" / "competency.json"


def golden(tmp_path: Path, question: str) -> GoldenSet:
    (tmp_path / "q.toml").write_text(f'\n[[question]]\nid = "T"\nask = "Who?"\n{question}\n', encoding="utf-8")
    return load_golden(tmp_path)


def compared(found: GoldenSet) -> list[str]:
    return [str(d) for d in differences(found, sample.store(), sample.QUERIES, sample.prefixes())]


@pytest.mark.parametrize(
    ("expected", "found", "fit"),
    [
        ("", "", True),
        ("", "x", False),
        ("a b", "a b", True),
        ("~Rights transfer", "the TRANSFER of rights", True),
        ("~antonio", "António", True),
        ("~transfer gone", "the transfer", False),
        ("transfer", "the transfer", False),
    ],
)
def test_a_cell_fits_if_equal_or_if_it_holds_the_words(expected: str, found: str, fit: bool) -> None:
    assert fits(expected, found) is fit


def test_rows_are_paired_so_that_as_few_as_possible_are_left() -> None:
    assert unmatched([("~a",), ("~a b",)], [("a b",), ("a c",)]) == ((), ())
    assert unmatched([("~a b",), ("~a",)], [("a c",), ("a b",)]) == ((), ())
    assert unmatched([("x",), ("y",)], [("y",), ("z",)]) == ((("x",),), (("z",),))


def test_a_right_answer_makes_no_difference(tmp_path: Path) -> None:
    question = 'query = "chairs"\ncolumns = ["chair", "start"]\nanswer = [["person:ana-silva", "2021-05-04"]]'
    assert compared(golden(tmp_path, question)) == []


def test_a_wrong_answer_is_shown_with_file_line_and_command(tmp_path: Path) -> None:
    question = (
        'query = "chairs"\nparameters = { meeting = "meeting:lake3-2021" }\ncolumns = ["chair"]\nanswer = [["~Bo"]]'
    )
    (difference,) = compared(golden(tmp_path, question))
    assert difference.splitlines() == [
        f"{tmp_path / 'q.toml'}:2: T Who?",
        "  kgtool query chairs -p meeting=meeting:lake3-2021",
        "  missing     (~Bo)",
        "  unexpected  (person:ana-silva)",
    ]


def test_not_stated_differs_from_any_row(tmp_path: Path) -> None:
    assert "unexpected" in compared(golden(tmp_path, 'query = "chairs"\ncolumns = ["chair"]\nanswer = []'))[0]


def test_the_order_counts_only_where_it_is_said_to(tmp_path: Path) -> None:
    question = (
        'query = "agreed-items"\nparameters = { meeting = "meeting:lake3-2021" }\ncolumns = ["position"]\n'
        'answer = [["2"], ["1"]]'
    )
    assert compared(golden(tmp_path, question)) == []
    assert "the order differs" in compared(golden(tmp_path, question + "\nordered = true"))[0]


def test_documents_are_compared_by_their_key(tmp_path: Path) -> None:
    (tmp_path / "documents.toml").write_text('[documents]\n"000" = ["old-stem", "shores"]', encoding="utf-8")
    question = (
        'query = "contact-units"\ncolumns = ["document"]\nanswer = [["document:000"]]\n\n'
        '[[question]]\nid = "U"\nask = "When?"\nquery = "document-publication"\n'
        'parameters = { document = "document:000" }\ncolumns = ["published"]\nanswer = [["2023-07-18"]]'
    )
    assert compared(golden(tmp_path, question)) == []


def test_a_question_that_cannot_be_asked_is_a_difference(tmp_path: Path) -> None:
    assert "did you mean chairs" in compared(golden(tmp_path, 'query = "chair"\ncolumns = []\nanswer = []'))[0]
    assert (
        "no column chairman" in compared(golden(tmp_path, 'query = "chairs"\ncolumns = ["chairman"]\nanswer = []'))[0]
    )


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ('[[question]]\nid = "T"', 1),
        ('\n\n[[question]]\nid = "T"\nask = "?"\nquery = "q"\ncolumns = ["a"]\nanswer = [["1", "2"]]', 3),
        ("a = 1\nb = x\n", 2),
    ],
)
def test_a_broken_file_is_reported_with_its_line(tmp_path: Path, text: str, line: int) -> None:
    (tmp_path / "q.toml").write_text(text, encoding="utf-8")
    with pytest.raises(SyntaxProblem) as problem:
        load_golden(tmp_path)
    assert problem.value.line == line


def test_no_folder_means_no_golden_answers(tmp_path: Path) -> None:
    assert load_golden(tmp_path / "none").questions == ()


def test_the_projects_questions_can_all_be_asked() -> None:
    empty = differences(PROJECT, Store([]), sample.QUERIES, sample.prefixes())
    assert [str(difference) for difference in empty if difference.problem] == []


def test_every_not_stated_stands_beside_an_answer_of_the_same_query() -> None:
    answers: dict[str, set[bool]] = defaultdict(set)
    for question in PROJECT.questions:
        answers[question.query].add(bool(question.answer))
    assert [query for query, stated in answers.items() if stated == {False}] == []


def test_the_projects_questions_cover_the_competency_questions() -> None:
    if not COMPETENCY.is_file():
        pytest.skip("the competency questions are not beside this project")
    wanted = {question["id"] for question in json.loads(COMPETENCY.read_text(encoding="utf-8"))}
    assert {question.id for question in PROJECT.questions} >= wanted
