"""Cues only save work: whatever a rule matches has the cues that it needs."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from kgtool.extraction.cues import CuedRules, cued
from kgtool.extraction.lexicon import Lexicon
from kgtool.extraction.masked import any_of, compile_rule

_TABLE = Lexicon.load(Path(__file__).resolve().parents[2] / "ontology" / "lexicon").tables["participation"]
_PATTERNS = [compile_rule(p, _TABLE["words"]) for rule in _TABLE["rule"] for p in rule["patterns"]]
_WORDS = st.sampled_from(["led", "chair", "of", "a"])
_ATOMS = _WORDS | st.sampled_from([".", r"\.", r"\w", r"\w?", "[abc]", "[^.;]"])


def _joined(inner: st.SearchStrategy[str]) -> st.SearchStrategy[str]:
    quantifier = st.sampled_from(["", "?", "{0,2}", "{1,2}?", "{2}"])
    group = st.builds(lambda a, b, q: f"(?:{a}|{b}){q}", inner, inner, quantifier)
    return st.builds(lambda a, b: a + b, group | inner, group | inner)


# On a busy machine the first example can take seconds.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
@given(st.data(), st.recursive(_ATOMS, _joined, max_leaves=6))
def test_a_match_of_any_expression_has_a_cue(data: st.DataObject, expression: str) -> None:
    pattern = re.compile(expression)
    string = data.draw(st.from_regex(pattern))
    assert next(cued(pattern).finditer(string), None) is not None


# Long rules take long to write an example for.
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None, max_examples=40)
@given(st.data())
def test_a_match_of_a_rule_of_the_lexicon_has_a_cue(data: st.DataObject) -> None:
    pattern = data.draw(st.sampled_from(_PATTERNS))
    assert next(cued(pattern).finditer(data.draw(st.from_regex(pattern))), None) is not None


@pytest.mark.parametrize(
    ("expression", "needs"),
    [
        (r"(?:co-)?chaired by \w", [{"chaired"}]),
        (r"\w+ (?:led|headed) (?:the )?", [{"led", "headed"}]),
        (r"(?:led|\w+)", []),
        (r"chairs?", [{"chair"}]),
        (r"a(?=head)", []),
        (r"[Oo]bserver", [{"bserver"}]),
        (r"a(?:pp|ward)(?!s)", [{"app", "award"}]),
        (r"led and chaired", [{"chaired"}, {"led"}, {"and"}]),
        (r"(?:co-led by the|host of)", [{"co-led", "host"}]),
        (r"\.\.\.", [{"..."}]),
    ],
)
def test_cues_are_what_is_required(expression: str, needs: list[set[str]]) -> None:
    assert {*cued(re.compile(expression)).needs} == {*map(frozenset, needs)}


def test_a_mention_is_needed_by_its_kind() -> None:
    pattern = cued(compile_rule("<WHO|ORG:who> (?:met <MEETING>|<MEETING> was held)"))
    assert [len(cues) for cues in pattern.needs] == [2, 1, 2]
    who, meeting = any_of("WHO")[-2], any_of("MEETING")[-2]
    assert pattern.search(f"{who} met {meeting}") is not None


@pytest.mark.parametrize("expression", ["(?i)Chaired", "(?i:Chaired)"])
def test_the_cues_of_an_expression_that_passes_over_case_do_so_too(expression: str) -> None:
    assert cued(re.compile(expression)).search("CHAIRED") is not None


def test_cues_are_looked_for_where_a_match_is() -> None:
    assert cued(re.compile("chaired")).search("chaired by", 1) is None


def test_rules_are_those_that_may_match_in_their_order() -> None:
    patterns = {"any": r"\w", "led": "led", "chaired": "(?i)chaired", "hosted": "hosted"}
    rules = CuedRules((name, [cued(re.compile(p))]) for name, p in patterns.items())
    assert rules.of("CHAIRED and led") == ["any", "led", "chaired"]
    assert [(name, m.group()) for name, m in rules.finditer("led")] == [
        ("any", "l"),
        ("any", "e"),
        ("any", "d"),
        ("led", "led"),
    ]


def test_cues_of_patterns_made_later_are_found_in_words_seen_before() -> None:
    assert cued(re.compile("seen")).search("words seen before") is not None
    assert cued(re.compile("befor")).search("words seen before") is not None
