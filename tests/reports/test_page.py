"""The page in a real browser: what it shows, what its filters leave, and that it fetches nothing."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from kgtool.validation import Severity
from kgtool.validation.reports import FORMATS, Findings
from tests.reports.sample import PREFIXES, findings, make_project, many

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser without a screen; skips, and says so, where none is installed."""
    api = pytest.importorskip("playwright.sync_api", reason="playwright is not installed")
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        pytest.skip("no Chromium is installed: apt-get install chromium")
    with api.sync_playwright() as play:
        browser = play.chromium.launch(executable_path=found, args=["--no-sandbox"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    """Return a page whose every error, and every request for anything but itself, fails the test."""
    page = browser.new_page(viewport={"width": 1100, "height": 800})
    wrong: list[str] = []
    page.on("pageerror", lambda problem: wrong.append(str(problem)))
    page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
    page.on("request", lambda request: None if request.url.startswith("file:") else wrong.append(request.url))
    yield page
    page.close()
    assert wrong == []


def opened(page: Page, folder: Path, found: Findings) -> Page:
    target = folder / "report.html"
    target.write_text("".join(FORMATS["html"](found, PREFIXES)), encoding="utf-8")
    page.goto(target.as_uri())
    return page


def shown(page: Page) -> list[str]:
    """Return the lines and columns of the findings that can be seen."""
    return [text or "" for text in page.locator("article:visible h3 a").all_text_contents()]


def test_everything_is_shown_and_nothing_of_it_becomes_markup(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, many(5))
    assert shown(page) == ["1:5", "2:5", "3:5", "4:5", "5:5"]
    assert page.locator("#shown").text_content() == "5 of 5 shown"
    assert page.locator("article b b, article pre b").count() == 0
    assert "<b>&" in (page.locator("article h3").first.text_content() or "")
    assert page.locator(".verdict").text_content() == "Fails"


def test_filters_leave_what_fits_all_of_them(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, findings(make_project(tmp_path / "project")))
    assert shown(page) == ["12:9", "14:1"]
    page.get_by_label("1 violation").uncheck()
    assert shown(page) == ["14:1"]
    page.get_by_label("1 violation").check()
    page.get_by_label("Words").fill("NUMBER long")
    assert shown(page) == ["12:9"]
    assert page.locator("#shown").text_content() == "1 of 2 shown"
    page.get_by_label("Words").fill("")
    page.get_by_role("button", name="b:NameShape").click()
    assert shown(page) == ["14:1"]
    assert page.get_by_label("rule").input_value().endswith("#NameShape")
    page.get_by_role("button", name="b:NameShape").click()
    page.get_by_label("file").select_option("graph/facts/one.ttl")
    assert len(shown(page)) == 2
    page.get_by_label("Words").fill("nothing of the kind")
    assert page.get_by_text("Nothing fits this filter.").is_visible()
    assert not page.locator("section h2").is_visible()


def test_a_slash_leads_to_the_words(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, many(2))
    page.keyboard.press("/")
    page.keyboard.type("x")
    assert page.get_by_label("Words").input_value() == "x"


def test_the_marked_part_of_the_line_is_what_is_meant(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, findings(make_project(tmp_path / "project")))
    assert page.locator("mark").all_text_contents() == ['"long"', "bridge:new"]
    assert page.locator("blockquote").text_content() == "“the bridge is long”graph/documents/one.txt:3:1"


@pytest.mark.parametrize("width", [320, 800, 1600])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_nothing_runs_over_the_edge(browser: Browser, tmp_path: Path, width: int, scheme: str) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, color_scheme=scheme)  # type: ignore[arg-type]
    page = opened(context.new_page(), tmp_path, many(3))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    context.close()


def test_what_conforms_says_so_and_needs_no_filter(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, Findings(()))
    assert page.locator(".verdict").text_content() == "Passes"
    assert page.get_by_text("Everything conforms.").is_visible()
    assert page.locator("form").count() == 0


def test_ten_thousand_findings_are_filtered_at_once(page: Page, tmp_path: Path) -> None:
    opened(page, tmp_path, Findings.of([*many(9_000).findings, *many(1_000, Severity.INFO).findings]))
    page.get_by_label("9,000 violations").uncheck()
    assert page.locator("#shown").text_content() == "1,000 of 10,000 shown"
