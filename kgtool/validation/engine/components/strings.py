"""String-based constraints (SHACL, section 4.4): in, value nodes; out, those with a wrong text or language."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from typing import Any, ClassVar

from kgtool.rdf.terms import BlankNode, Literal, Term
from kgtool.validation.engine.components.base import Component, Focused, Run, ValueTest, Violation
from kgtool.validation.engine.declarations import Declaration, is_text
from kgtool.validation.engine.problems import Failure
from kgtool.validation.engine.wording import Wording


def _text(value: Term) -> str:
    """Return the string representation of an IRI or literal, as SPARQL's STR does."""
    return value.lexical if isinstance(value, Literal) else value


class MinLength(ValueTest):
    """https://www.w3.org/TR/shacl/#MinLengthConstraintComponent"""

    name = "MinLengthConstraintComponent"
    triggers = ("minLength",)

    def __init__(self, declared: Declaration) -> None:
        self._least = declared.count("minLength")
        self._bound = declared.one("minLength")

    def passes(self, value: Term) -> bool:
        return not isinstance(value, BlankNode) and len(_text(value)) >= self._least

    def message(self, violation: Violation, words: Wording) -> str:
        return f"String length not >= {words.shape(self._bound)}"


class MaxLength(ValueTest):
    """https://www.w3.org/TR/shacl/#MaxLengthConstraintComponent"""

    name = "MaxLengthConstraintComponent"
    triggers = ("maxLength",)

    def __init__(self, declared: Declaration) -> None:
        self._most = declared.count("maxLength")
        self._bound = declared.one("maxLength")

    def passes(self, value: Term) -> bool:
        return not isinstance(value, BlankNode) and len(_text(value)) <= self._most

    def message(self, violation: Violation, words: Wording) -> str:
        return f"String length not <= {words.shape(self._bound)}"


class Pattern(Component):
    """https://www.w3.org/TR/shacl/#PatternConstraintComponent

    Some patterns take time exponential in the length of a value: no value is given more than LONGEST seconds.
    """

    LONGEST: ClassVar = 2.0
    name = "PatternConstraintComponent"
    triggers = ("pattern",)
    # SPARQL 1.1, section 17.4.3.14, and XPath and XQuery Functions and Operators 3.1, section 5.6.1.1
    _FLAGS: ClassVar = {"i": re.IGNORECASE, "m": re.MULTILINE, "s": re.DOTALL, "x": re.VERBOSE, "q": re.NOFLAG}

    def __init__(self, declared: Declaration) -> None:
        import regex  # Python's re has no limit of time

        self._patterns = [literal.lexical for literal in declared.literals("pattern")]
        letters = declared.literals("flags")[0].lexical if declared.values("flags") else ""
        flags = re.NOFLAG
        for letter in letters:
            if letter not in self._FLAGS:
                raise declared.wrong("flags", "is made of the letters i, m, s, x and q")
            flags |= self._FLAGS[letter]
        try:
            self._compiled = [
                regex.compile(re.escape(each) if "q" in letters else each, flags.value) for each in self._patterns
            ]
        except regex.error as problem:
            raise declared.wrong("pattern", f"is a regular expression: {problem}") from problem

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        for compiled in self._compiled:
            for focus, values in focused.items():
                for value in values:
                    if isinstance(value, BlankNode) or not self._found(compiled, _text(value)):
                        yield Violation(focus, value)

    def _found(self, compiled: Any, text: str) -> bool:
        try:
            return compiled.search(text, timeout=self.LONGEST) is not None
        except TimeoutError as problem:
            raise Failure(
                f"the pattern '{compiled.pattern}' needs more than {self.LONGEST:g} s for the value “{text[:60]}”: "
                "write it without repetitions that can match the same text in many ways"
            ) from problem

    def message(self, violation: Violation, words: Wording) -> str:
        if len(self._patterns) < 2:
            return f"Value does not match pattern '{self._patterns[0]}'"
        return "Value does not match every pattern in ('{}')".format("', '".join(self._patterns))


class LanguageIn(ValueTest):
    """https://www.w3.org/TR/shacl/#LanguageInConstraintComponent"""

    name = "LanguageInConstraintComponent"
    triggers = ("languageIn",)

    def __init__(self, declared: Declaration) -> None:
        self._list = declared.one("languageIn")
        members = declared.members("languageIn", self._list)
        if not all(is_text(member) for member in members):
            raise declared.wrong("languageIn", "is a list of strings")
        self._ranges = [_text(member).lower() for member in members]

    def passes(self, value: Term) -> bool:
        if not isinstance(value, Literal) or not value.language:
            return False
        tag = value.language.lower()
        # RFC 4647, section 3.3.1 (basic filtering), which SPARQL's langMatches follows
        return any(each in {tag, "*"} or tag.startswith(f"{each}-") for each in self._ranges)

    def message(self, violation: Violation, words: Wording) -> str:
        return f"String language is not in {words.shape(self._list)}"


class UniqueLang(Component):
    """https://www.w3.org/TR/shacl/#UniqueLangConstraintComponent"""

    name = "UniqueLangConstraintComponent"
    triggers = ("uniqueLang",)

    def __init__(self, declared: Declaration) -> None:
        declared.for_property_shapes_only("uniqueLang")
        # Only the literal "true" counts: "1" is the same value, but another term (SHACL, section 4.4.5).
        declared.truth("uniqueLang")
        self._unique = _text(declared.one("uniqueLang")) == "true"

    def violations(self, focused: Focused, run: Run) -> Iterator[Violation]:
        if self._unique:
            for focus, values in focused.items():
                if len(values) > 1:
                    tags = Counter(value.language.lower() for value in values if isinstance(value, Literal))
                    yield from (Violation(focus) for tag, count in tags.items() if tag and count > 1)

    def message(self, violation: Violation, words: Wording) -> str:
        return "More than one String shares the same Language"
