"""Saved web pages, made up here in the markup that sites of this genre use: what of them is kept, and as what."""

from __future__ import annotations

from pathlib import Path

import pytest

from kgtool.model import Document
from kgtool.reading import read, read_bytes
from tests.reading.layout import check_laws, layout, lines_of, value_of

PAGES = sorted((Path(__file__).parent / "pages").glob("*.html"))


def page(body: str, head: str = "", name: str = "page.html") -> Document:
    return read_bytes(f"<html><head>{head}</head><body>{body}</body></html>".encode(), name)


@pytest.mark.parametrize("path", PAGES, ids=lambda path: path.stem)
def test_a_page_keeps_its_article_and_nothing_else(path: Path) -> None:
    document = read(path)
    check_laws(document)
    assert layout(document) == path.with_suffix(".layout").read_text(encoding="utf-8").rstrip("\n")


def test_the_stored_text_begins_with_the_declared_values_and_has_a_line_for_each_block() -> None:
    document = page(
        "<h1>Talks</h1><p>They met.</p><ul><li>one<li>two</ul><table><tr><th>a<td>b<tr><th>c<td>d</table>",
        '<title>Talks</title><meta name="DC.date" content="2020-01-02">',
    )
    assert document.text == "Talks\n2020-01-02\n\nTalks\n\nThey met.\n\none\ntwo\n\na\nb\n\nc\nd\n"
    assert document.stored_text
    assert document.media_type == "text/html"


@pytest.mark.parametrize(
    ("markup", "lines"),
    [
        ("<b>Ma</b>ria <i>Hu</i><b>ber</b>", ["Maria Huber"]),
        ("Rome<br>Milan", ["Rome", "Milan"]),
        ("a long title that<br>goes on here", ["a long title that goes on here"]),
        ("Berne,<br>Switzerland", ["Berne, Switzerland"]),
        ("One.<br><br>two", ["One.", "two"]),
        ("20&nbsp;June&#160;2024\u00a0", ["20 June 2024"]),
        ("co&shy;oper\u200bation", ["cooperation"]),
        ("<span>They sig</span><span>ned</span>", ["They signed"]),
        ('<span class="date">5 May</span><span class="place">Graz</span>', ["5 May Graz"]),
        ("the 17<sup>th</sup> meeting of 10<sup>6</sup> people", ["the 17th meeting of 106 people"]),
        (
            'five offices<sup><a href="#n1">1</a></sup> met<sup>[2]</sup> there.<sup>3</sup>',
            ["five offices met there."],
        ),
        ("one<p>two</p>three", ["one", "two", "three"]),
        ("<time>4 May</time><span>Oslo</span>", ["4 May Oslo"]),
        ("A &amp; B &lt;C&gt; &ldquo;d&rdquo; &unknown; &#x4e2d;", ["A & B <C> “d” &unknown; 中"]),
        (
            'They read the <a href=/x>plan<span class="sr-only"> (opens in a new tab)</span></a> <i class="mat-icon">'
            "open_in_new</i> and were content with all that was said in it.",
            ["They read the plan and were content with all that was said in it."],
        ),
        ("<pre>first line\nSecond  line</pre>", ["first line", "Second line"]),
    ],
)
def test_inline_markup_neither_glues_nor_splits_words(markup: str, lines: list[str]) -> None:
    document = page(f"<div>{markup}</div>")
    assert [line for line in document.text.split("\n") if line] == lines


@pytest.mark.parametrize(
    ("head", "key", "value"),
    [
        ('<meta property="og:site_name" content="Coast Office">', "publisher", "Coast Office"),
        ('<meta name="DC.Publisher" content="Coast &amp; Sea">', "publisher", "Coast & Sea"),
        ('<meta name="ContentSource" content="Daily News">', "publisher", ""),
        ("<title>Talks in Riga | Coast Office</title>", "publisher", "Coast Office"),
        ("<title>Talks in Riga | coast.example</title>", "publisher", ""),
        ('<meta property="article:published_time" content="2024-06-21T23:30:00+02:00">', "published", "2024-06-21"),
        ('<meta name="PubDate" content="2025-07-18 10:20">', "published", "2025-07-18"),
        ('<meta name="last-modified" content="2025-07-18">', "published", ""),
        ('<meta property="og:locale" content="fr_FR">', "language", "fr-FR"),
        ('<meta property="og:title" content="Talks in Riga - Coast Office">', "title", "Talks in Riga"),
        ("<title>Coast Office &gt; News &gt; Talks in Riga</title>", "title", "Talks in Riga"),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","datePublished":"2020-02-03",'
            '"publisher":{"name":"Coast Office"}}</script>',
            "published",
            "2020-02-03",
        ),
        (
            '<script type="application/ld+json">{"@type":"NewsArticle","publisher":["Coast Office"]}</script>',
            "publisher",
            "Coast Office",
        ),
        ('<script type="application/ld+json">{"broken": </script>', "publisher", ""),
        ('<meta property="og:site_name" content="Coast Office - Coast Office">', "publisher", "Coast Office"),
        ("<title>Talks in Riga – Office of the Coast and the Sea of the North</title>", "title", "Talks in Riga"),
        ('<meta name="date" content="20071109">', "published", "2007-11-09"),
        ("<title>CSO - Talks in Riga</title>", "publisher", "CSO"),
        ('<meta name="DCTERMS.creator" content="Ministry of Coast and Sea">', "publisher", "Ministry of Coast and Sea"),
        ('<meta name="DCTERMS.creator" content="Ana Maria Berg">', "publisher", ""),
        (
            '<meta name="DCTERMS.publisher" content="corporateName=Coast Office; jurisdiction=Sea">',
            "publisher",
            "Coast Office",
        ),
        ('<script type="application/ld+json">' + "[" * 5000 + "</script>", "publisher", ""),
    ],
)
def test_metadata_come_from_the_head_of_the_page(head: str, key: str, value: str) -> None:
    document = page("<h1>Talks in Riga</h1><p>The two heads met in Riga.</p>", head)
    assert value_of(document, key) == value


def test_a_copyright_line_names_the_publisher_where_nothing_else_does() -> None:
    document = page(
        "<h1>Talks</h1><p>They met.</p><div id=footer>Copyright &copy; 2020 The Coast Office. All rights reserved</div>"
    )
    assert value_of(document, "publisher") == "Coast Office"
    assert "Copyright" not in document.text


def test_a_list_of_links_stays_where_the_text_announces_it() -> None:
    document = page(
        "<h1>Talks</h1><p>Those present:</p><ul><li><a href=/a>Anna Berg</a></li><li><a href=/b>Bo Ek</a></li></ul>"
        "<h2>More</h2><ul><li><a href=/c>Fees</a></li></ul>"
    )
    assert lines_of(document, "item") == ["Anna Berg", "Bo Ek"]
    assert "More" not in document.text


def test_what_holds_most_of_the_prose_is_kept_whatever_it_is_called() -> None:
    prose = "The heads of the two offices met and spoke about the exchange of charts. " * 3
    document = page(f'<div class="sidebar"><form id="search"><h2>Talks</h2><p>{prose}</p><p>{prose}</p></form></div>')
    assert len(lines_of(document, "paragraph")) == 2


def test_lesser_articles_beside_the_main_one_are_teasers() -> None:
    prose = "The heads of the two offices met and spoke about the exchange of charts. "
    document = page(
        f"<main><article><h1>Talks</h1><p>{prose * 9}</p></article>"
        f"<section><article><h3>Other</h3><p>{prose}</p></article></section></main>"
    )
    assert "Other" not in document.text


def test_a_digest_keeps_its_items_though_each_leads_to_a_page_of_its_own() -> None:
    item = '<div class="item"><h2><a href="/{0}">Item number {0} of the month</a></h2><p>{1}</p></div>'
    prose = "The head of the office met the head of another and both signed a paper."
    document = page(f"<h1>Digest</h1><p>In brief.</p>{item.format(1, prose)}{item.format(2, prose)}")
    assert lines_of(document, "paragraph") == ["In brief.", prose, prose]


def test_the_column_with_the_article_is_kept_on_whichever_side_it_stands() -> None:
    document = page(
        '<div><div class="left-col"><h1>Members</h1><p>The council has these members since May 2019:</p>'
        "<ul><li><a href=/1>Ana Torres, Chair</a><li><a href=/2>Bo Lind</a></ul></div>"
        '<div class="right-col"><h3>Downloads</h3>'
        "<p>The rules of the council as a printed file for all.</p></div></div>"
    )
    assert lines_of(document, "item") == ["Ana Torres, Chair", "Bo Lind"]
    assert "Downloads" not in document.text


def test_a_notice_within_the_article_and_what_a_click_opens_stay_but_no_closed_menu() -> None:
    document = page(
        '<div class="alert"><p>The site is closed on Sunday.</p></div>'
        '<div class="navbar-collapse collapse" style="display: none"><p>All services of the office</p></div>'
        '<main><h1>Talks</h1><div class="alert"><p>The talks were postponed.</p></div>'
        '<div class="panel-collapse collapse" hidden><p>They will be held in May.</p></div></main>'
    )
    assert lines_of(document, "paragraph") == ["The talks were postponed.", "They will be held in May."]


def test_pictures_with_captions_are_no_column_and_no_links_of_their_own() -> None:
    prose = "The heads of the two offices planted a lime tree in the park on the first of May."
    document = page(
        f'<h1>A tree</h1><div class="row"><div class="col-md-4"><img src=a><p>Frank Roth with a spade</p></div>'
        f'<div class="col-md-8"><p>{prose}</p></div></div>'
        '<div class="item"><a href="/1.jpg"><img src=b><span>Guests of the Fjord Office in the park</span></a></div>'
    )
    assert "Frank Roth with a spade" in document.text
    assert "Guests of the Fjord Office" in document.text


def test_people_whose_names_are_links_are_not_taken_for_other_articles() -> None:
    person = '<div class="card"><h3><a href="/{0}">Ms. {0} Berg</a></h3><p>Director of the {0} Office</p></div>'
    document = page(
        "<h1>Speakers</h1><p>The forum was held in Bern on 4 May 2018, and these people spoke.</p>"
        f"<div>{person.format('Anna')}{person.format('Catherine')}</div>"
    )
    assert lines_of(document, "heading") == ["Ms. Anna Berg", "Ms. Catherine Berg"]


@pytest.mark.parametrize(
    "heading", ["Related documents of the council", "Share of each office", "Comments of the heads", "Other business"]
)
def test_headings_of_an_article_are_not_taken_for_those_of_furniture(heading: str) -> None:
    document = page(f"<h1>Minutes</h1><p>The heads met.</p><h2>{heading}</h2><p>The heads said that all is well.</p>")
    assert lines_of(document, "heading") == [heading]
    assert "all is well" in document.text


def test_deep_and_long_pages_are_read_in_full() -> None:
    assert "innermost" in page("<div>" * 200 + "<p>innermost</p>" + "</div>" * 200).text
    assert len(page("<p>One more line of text.</p>" * 20_000).blocks) == 20_000
