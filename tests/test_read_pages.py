"""Web pages to articles: what is taken of them, what is refused, and that every figure points into the source."""

from __future__ import annotations

import datetime as dt
import html
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_run import RUN
from saved_as import as_page, seed_stories

from benchmarks.sitepages import LAYOUTS, RELATED, Story, page
from figcheck import api
from figcheck.articles import Article, Span, Unread
from figcheck.config import Settings
from figcheck.findings import Run
from figcheck.problems import Refused
from figcheck.read import maintext, read_paths
from figcheck.read.aligning import aligned, units_of
from figcheck.read.furniture import without_furniture
from figcheck.read.lines import FileText
from figcheck.read.linkeddata import linked_articles
from figcheck.read.markup import blocks, read_markup
from figcheck.read.options import ReadOptions
from figcheck.read.outlets import outlet_named, outlet_of_url
from figcheck.read.pageencoding import decode_page
from figcheck.read.pagefacts import PageFacts, read_facts, with_seen_lines
from figcheck.report import render

PAGES = Path(__file__).parent / "data" / "read" / "pages"
SAMPLES = sorted(PAGES.iterdir())


def read(path: Path) -> Article | Unread:
    (row,) = read_paths([path])
    return row


def article(path: Path) -> Article:
    row = read(path)
    assert isinstance(row, Article), row
    return row


def written(tmp_path: Path, markup: str | bytes, name: str = "page.html") -> Path:
    file = tmp_path / name
    file.write_bytes(markup if isinstance(markup, bytes) else markup.encode("utf-8", "surrogatepass"))
    return file


def told(row: Article | Unread) -> str:
    if isinstance(row, Unread):
        return f"unread: {row.reason}; {row.advice}\n"
    header = row.header
    days = f"{header.published or 'no date'}" + (f", updated {header.updated}" if header.updated else "")
    facts = f"{header.outlet or 'no outlet'} | {header.author or 'no author'} | {days} | {header.url or 'no address'}"
    return f"{facts}\n# {header.title}\n\n{row.text[row.title_end :].strip()}\n"


# --- whole pages ---


def test_sample_pages(golden: Callable[[str, str], None]) -> None:
    golden("pages.txt", "\n".join(f"--- {path.name}\n{told(read(path))}" for path in SAMPLES))


def check_places(row: Article, source: str) -> None:
    """Every digit and word of the text stands in the source where its place says, as itself or as an entity."""
    lines = FileText(source)
    for word in re.finditer(r"\w+", row.text):
        place = row.text_map.place(Span(*word.span()))
        assert place.start is not None and place.end is not None
        assert lines.place(place.start) == (place.line, place.column)
        there = source[place.start : place.end]
        shown = html.unescape(re.sub(r"<[^>]*>|\\u[0-9a-f]{4}|[\xad\u200b]", "", there))
        assert shown.startswith(word[0]) or "&shy;" in there or "&#8203;" in there, (word[0], there)


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.name)
def test_places_lead_into_the_source(path: Path) -> None:
    row = read(path)
    if isinstance(row, Article):
        check_places(row, decode_page(path.read_bytes()).text if path.suffix != ".txt" else path.read_text())


def facts_of(run: Run) -> tuple[list[object], list[object]]:
    """What a run says, but for places and what is named after them."""
    ids = {header.id: Path(header.id).stem for header in run.articles}
    claims = {claim.id: claim for claim in run.claims}
    figures: list[object] = [
        (
            ids[claim.header.id],
            claim.figure.surface,
            claim.figure.reading,
            claim.measure,
            claim.scope,
            claim.as_of,
            claim.mode,
        )
        for claim in run.claims
    ]
    findings: list[object] = [
        (
            f.rule,
            f.severity,
            f.cause,
            f.message,
            [(ids[c.header.id], c.figure.surface) for c in map(claims.__getitem__, f.figures)],
        )
        for f in run.findings
    ]
    return sorted(figures, key=str), sorted(findings, key=str)


@pytest.mark.slow
@pytest.mark.parametrize("layout", LAYOUTS)
def test_seeds_saved_as_pages_give_the_same(layout: str, tmp_path: Path, seeds_run: Run) -> None:
    stories = dict(seed_stories())
    for name, story in stories.items():
        row = article(as_page(name, story, tmp_path, layout))
        assert (row.header.title, row.header.outlet, row.header.published) == (
            story.title,
            story.outlet,
            story.published,
        )
        assert row.text == f"{story.title}\n\n" + "\n\n".join(text for _, text in story.body)
        check_places(row, (tmp_path / f"{name}.html").read_text(encoding="utf-8"))
    assert facts_of(api.run([tmp_path], Settings())) == facts_of(seeds_run)


@pytest.fixture(scope="module")
def seeds_run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    """The seeds as text, with their paragraphs as the pages have them: each on one line."""
    folder = tmp_path_factory.mktemp("seeds")
    for name, story in seed_stories():
        author = f"author: {story.author}\n" if story.author else ""
        head = f"---\ntitle: {story.title!r}\noutlet: {story.outlet}\n{author}published: {story.published}\n---\n\n"
        head = head.replace(repr(story.title), "'" + story.title.replace("'", "''") + "'")
        (folder / f"{name}.md").write_text(head + "\n\n".join(text for _, text in story.body), encoding="utf-8")
    return api.run([folder], Settings())


@pytest.mark.parametrize("layout", LAYOUTS)
def test_parts_of_an_article_are_kept_and_nothing_else(layout: str, tmp_path: Path) -> None:
    body = [
        ("p", "At least 31 people died on Tuesday when the upper dam of the town of Orvell gave way, its mayor said."),
        ("h2", "What is known of the dam"),
        ("li", "It was built in 1961 and holds 3.2 million cubic metres."),
        ("li", "Inspectors asked for repairs in two reports."),
        ("p", "The governor put the damage at $140 million & more — “a sum that we do not have”, as he said."),
        ("tr", "Town\tDead\tMissing"),
        ("tr", "Orvell\t24\t9"),
        ("tr", "Lower Orvell\t7\t3"),
        ("p", "Of the 4,600 people who had to leave their homes, about 900 were back by the evening of Thursday."),
        ("blockquote", "We had 20 minutes and no more, said a woman who lives below the dam with three children."),
        ("p", "A dam of the same make broke in 1987."),
    ]
    story = Story("Dam break kills at least 31", body, author="Mara Odell", published=dt.date(2024, 5, 14))
    row = article(written(tmp_path, page(story, layout)))
    for _, text in body:
        assert (text if layout != "old" else text.replace("\t", " ")) in row.text
    for title in RELATED:
        assert title not in row.text
    assert not re.search(r"partners|comment|Sign up|Share|reader\d|rights reserved|Photograph|hours ago", row.text)


# --- what is refused ---


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("app.html", "no article found on the page: it is put together by scripts once it is open"),
        ("bad-byte-in-text.html", "not valid UTF-8 in the text of the article"),
        ("blank.html", "empty: holds no text"),
        ("frames.html", "a page of frames: the article is in another file"),
        ("index.html", "no article found on the page"),
        ("nuls.html", "binary: holds NUL bytes"),
        ("report.html", "a report that figcheck wrote, no article"),
        ("wall-only.html", "the page says that it is an article and holds no text of one"),
    ],
)
def test_unread(name: str, reason: str) -> None:
    row = read(PAGES / name)
    assert isinstance(row, Unread)
    assert (row.reason, row.advice != "") == (reason, True)


def test_the_place_of_a_broken_byte() -> None:
    row = read(PAGES / "bad-byte-in-text.html")
    assert isinstance(row, Unread)
    line = (PAGES / "bad-byte-in-text.html").read_bytes().decode("utf-8", "replace").split("\n")[(row.line or 0) - 1]
    assert line[(row.column or 0) - 1] == "\ufffd"


def test_our_own_reports_in_a_folder_are_passed_over(tmp_path: Path) -> None:
    written(tmp_path, render(RUN, "html"))
    with pytest.raises(Refused, match="no article found"):
        api.run([tmp_path], Settings())
    written(tmp_path, (PAGES / "amp.html").read_bytes(), "other.html")
    assert [type(row) for row in read_paths([tmp_path])] == [Article]


def test_pages_need_a_library(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    row = read(PAGES / "amp.html")
    assert isinstance(row, Unread)
    assert row.advice == "pip install 'figcheck[html]'"


def test_a_page_on_which_the_library_fails_costs_that_page(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr("trafilatura.bare_extraction", fail)
    row = read(PAGES / "amp.html")
    assert isinstance(row, Unread)
    assert row.reason == "trafilatura failed on the page: IndexError: list index out of range"


def test_a_page_that_is_too_large(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(maintext, "LONGEST_MARKUP", 100)
    row = read(PAGES / "amp.html")
    assert isinstance(row, Unread)
    assert row.reason == "a page of more than 100 characters beside its scripts"


# --- told by content ---


@pytest.mark.parametrize(
    ("opening", "is_page"),
    [
        ("<!DOCTYPE html>", True),
        ("\ufeff \n<!-- a comment -->\n<HTML>", True),
        ('<?xml version="1.0"?>\n<html xmlns="x">', True),
        ("<head><title>x</title>", True),
        ('<?xml version="1.0"?><note>', False),
        ("<!DOCTYPE htmlx>", False),
        ("<htmlish> words of 12", False),
        ("<head> of the table, 12", False),
        ("12 words <html>", False),
        ("<!-- left open <html>", False),
    ],
)
def test_pages_are_told_by_what_they_hold(opening: str, is_page: bool, tmp_path: Path) -> None:
    text = "At least 12 people died in the fire at the depot on Tuesday, the fire service of the town said."
    row = article(written(tmp_path, f"{opening}\n<p>{text}</p>", "note.txt"))
    assert ("<p>" not in row.text) == is_page


def test_a_format_can_be_forced() -> None:
    (row,) = read_paths([PAGES / "page-named.txt"], ReadOptions(input_format="text"))
    assert isinstance(row, Article)
    assert "<article>" in row.text


# --- encodings ---


@pytest.mark.parametrize("name", sorted(path.name for path in SAMPLES if re.match(r"utf-|latin|no-label", path.name)))
def test_one_page_in_many_encodings(name: str) -> None:
    row = article(PAGES / name)
    assert row.header.title == "Café fire in Besançon: 3 hurt"
    assert "on “Friday” – the third in a year – the mayor’s office" in row.text
    assert row.text.endswith("The damage is put at €400,000. About 25 guests were in the café.")


@pytest.mark.parametrize(
    ("label", "codec"),
    [
        pytest.param("iso-8859-1", "cp1252", id="latin-1 means windows-1252"),
        pytest.param("x-unknown", "cp1252", id="an unknown label"),
        pytest.param("utf-16", "utf-8", id="a label that cannot be true"),
        pytest.param("big5", "big5hkscs", id="Chinese"),
        pytest.param("koi8-r", "koi8-r", id="Russian"),
        pytest.param("windows-1250", "cp1250", id="Polish"),
    ],
)
def test_labels(label: str, codec: str) -> None:
    word = {"big5hkscs": "火災十二人", "koi8-r": "Пожар", "cp1250": "pożar w Łodzi"}.get(codec, "“12” – café")
    markup = f'<meta http-equiv="content-type" content="text/html; charset={label}"><p>{word} and so on</p>'
    assert word in decode_page(markup.encode(codec)).text


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"]), max_size=40))
def test_utf_8_is_read_whatever_the_label(text: str) -> None:
    raw = f"<meta charset=windows-1251><p>{text}é".encode("utf-8", "replace")
    assert decode_page(raw).text == raw.decode("utf-8")


# --- what a page says of its article ---

LD = '<script type="application/ld+json">{}</script>'


def said(markup: str, *lines: str) -> PageFacts:
    return with_seen_lines(read_facts(markup, read_markup(markup)), lines)


@pytest.mark.parametrize(
    ("markup", "lines", "published", "updated"),
    [
        pytest.param("<p>&copy; 2024 Gazette", (), None, None, id="a year of copyright"),
        pytest.param("<meta name=date content='03/04/2024'>", (), None, None, id="may be read in two ways"),
        pytest.param("<meta property=article:published_time content=''>", (), None, None, id="an empty field"),
        pytest.param("<meta name=date content='1970-01-01T00:00:00Z'>", (), None, None, id="what empty fields hold"),
        pytest.param("<meta name=datePublished content=2024-02-31>", (), None, None, id="no such day"),
        pytest.param("<time datetime=2024-02-02>", (), None, None, id="a time of anything"),
        pytest.param("", ("2 Feb 2024 is the date of the vote, and 3 Feb 2024 too",), None, None, id="two days in a line"),
        pytest.param("", ("Updated 5 March 2024",), None, "2024-03-05", id="an update says nothing of publication"),
        pytest.param("<script>{'datePublished':'2024-01-01'}</script>", (), None, None, id="a script of any kind"),
        pytest.param(LD.format('[{"@type":"ItemList","itemListElement":[{"@type":"NewsArticle","datePublished":"2024-01-01"}]}]'), (), None, None, id="a list of stories"),
        pytest.param(LD.format('{"@type":"NewsArticle","datePublished":"2024-01-01"'), (), None, None, id="broken linked data"),
        pytest.param(LD.format('{"@type":"NewsArticle","datePublished":"2024-02-02T23:30:00-05:00"}'), (), "2024-02-02", None, id="the day at the outlet"),
        pytest.param(LD.format('{"@type":"NewsArticle","datePublished":"2024-02-03T02:30:00Z"}'), ("Feb. 2, 2024 9:30 pm ET",), "2024-02-02", None, id="Greenwich, and the day for readers"),
        pytest.param(LD.format('{"@type":"NewsArticle","datePublished":"2024-02-03T02:30:00Z"}'), ("Jan. 2, 2024",), "2024-02-03", None, id="Greenwich, and another day"),
        pytest.param(LD.format('<!-- {"@graph":[{"@type":["NewsArticle"],"datePublished":"2024-02-02","dateModified":"2024-02-04"}]} -->'), (), "2024-02-02", "2024-02-04", id="a graph, hidden"),
        pytest.param(LD.format('//<![CDATA[\n{"@type":"Article","datePublished":"2024-02-02","dateModified":"2024-02-01"}\n//]]>'), (), "2024-02-02", None, id="changed before it came out"),
        pytest.param("<meta property='article:published_time' content='2024-02-02T08:00:00.000+0300'><meta name=date content=2024-02-05>", (), "2024-02-02", None, id="the telling name first"),
        pytest.param("<META NAME='DC.date.issued' CONTENT='2 February 2024'>", (), "2024-02-02", None, id="Dublin Core"),
        pytest.param("<time pubdate datetime='2024-02-02'>", (), "2024-02-02", None, id="a time of publication"),
        pytest.param("<time class='published'>Feb 2, 2024</time>", (), "2024-02-02", None, id="a time in words"),
        pytest.param("<span itemprop=datePublished>2 Feb&nbsp;2024</span>", (), "2024-02-02", None, id="microdata in words"),
        pytest.param("", ("Published 14:05 BST, Friday 2 February 2024 | Updated 3 February 2024",), "2024-02-02", "2024-02-03", id="a line for readers"),
        pytest.param("<link rel=canonical href='https://a.example/2024/02/02/fire'>", (), "2024-02-02", None, id="an address"),
        pytest.param("<link rel=canonical href='https://a.example/2024/feb/02/fire'>", (), "2024-02-02", None, id="a month in letters"),
        pytest.param("<link rel=canonical href='https://a.example/2024/0202/fire'>", (), None, None, id="an address with a number"),
    ],
)  # fmt: skip
def test_days(markup: str, lines: tuple[str, ...], published: str | None, updated: str | None) -> None:
    facts = said(markup, *lines)
    assert (facts.published and facts.published.isoformat(), facts.updated and facts.updated.isoformat()) == (
        published,
        updated,
    )


@pytest.mark.parametrize(
    ("markup", "outlet"),
    [
        ("<p>x", None),
        ("<meta property=og:site_name content='Coast &amp; Country'>", "Coast & Country"),
        (LD.format('{"@type":"NewsArticle","publisher":{"name":"Gazette"}}') + "<meta property=og:site_name content='gazette.example'>", "Gazette"),
        (LD.format('{"@type":"NewsArticle","publisher":"Gazette"}'), "Gazette"),
        (LD.format('{"@type":"NewsArticle","publisher":{"@id":"#o"}}') + "<link rel=canonical href='https://www.gazette.example/a'>", "gazette.example"),
        ("<meta name=application-name content=Gazette>", "Gazette"),
        ("<meta property=og:url content='https://amp.gazette.co.example:8080/a?b'>", "gazette.co.example"),
        ("<link rel=canonical href='/a'>", None),
    ],
)  # fmt: skip
def test_outlets(markup: str, outlet: str | None) -> None:
    assert said(markup).outlet == outlet


@pytest.mark.parametrize(
    ("markup", "lines", "author"),
    [
        pytest.param("<meta name=author content='https://a.example/ada'>", (), None, id="an address is no name"),
        pytest.param("", ("By the river",), None, id="no name"),
        pytest.param("", ("By " + "Aa" * 70,), None, id="one long word"),
        pytest.param("<meta name=author content='By Ada Quill'>", (), "Ada Quill", id="meta"),
        pytest.param(LD.format('{"@type":"NewsArticle","author":[{"name":"Ada Quill"},"Bo Li"]}'), (), "Ada Quill, Bo Li", id="linked data"),
        pytest.param("<a class=x rel='author' href=/a><span>Ada</span> Quill</a>", (), "Ada Quill", id="a link"),
        pytest.param("", ("By Ada Quill and Bo de Li, 2 May 2024",), "Ada Quill and Bo de Li", id="a line"),
        pytest.param("", ("Written by ADA O’HARA For The Gazette",), "ADA O’HARA", id="a line in capitals"),
    ],
)  # fmt: skip
def test_authors(markup: str, lines: tuple[str, ...], author: str | None) -> None:
    assert said(markup, *lines).author == author


@pytest.mark.parametrize(
    ("markup", "url"),
    [
        ("<link rel=canonical href='https://a.example/'><meta property=og:url content='https://a.example/b'>", "https://a.example/b"),
        ("<link rel=canonical href='javascript:x'>", None),
        ("<base href='https://a.example/x/'><link rel='amphtml canonical' href='../b'>", "https://a.example/b"),
        ("<!-- saved from url=(0019)https://a.example/b -->", "https://a.example/b"),
        ("<!--\n Page saved with SingleFile \n url: https://a.example/b \n saved date: Sat -->", "https://a.example/b"),
        ("<link rel=canonical href='https://[broken/b'>", None),
        (LD.format('{"@type":"NewsArticle","mainEntityOfPage":{"@id":"https://a.example/b"}}'), "https://a.example/b"),
    ],
)  # fmt: skip
def test_addresses(markup: str, url: str | None) -> None:
    assert said(markup).url == url


def test_of_several_articles_the_one_of_this_page_is_taken() -> None:
    rows = '[{"@type":"Article","url":"https://a.example/1","datePublished":"2020-01-01"},{"@type":"Article","url":"https://a.example/2","datePublished":"2024-02-02"}]'
    assert said(f"<link rel=canonical href='https://a.example/2'>{LD.format(rows)}").published == dt.date(2024, 2, 2)


def test_deep_linked_data_says_nothing() -> None:
    markup = LD.format('{"mainEntity":' * 100_000)
    assert linked_articles(markup, read_markup(markup).tags) == []
    markup = LD.format('{"mainEntity":' * 50 + "{}" + "}" * 50)
    assert linked_articles(markup, read_markup(markup).tags) == []


@pytest.mark.parametrize(
    ("url", "name"),
    [
        ("https://www.gazette.example/a", "gazette.example"),
        ("https://edition.gazette.example", "gazette.example"),
        ("https://news.gazette.example", "news.gazette.example"),
        ("https://www.example", "www.example"),
        ("file:///home/a.html", None),
        (None, None),
    ],
)
def test_outlet_of_an_address(url: str | None, name: str | None) -> None:
    assert outlet_of_url(url) == name


def test_a_domain_gives_way_to_a_name() -> None:
    assert outlet_named(None, "www.gazette.example", "The Gazette") == "The Gazette"
    assert outlet_named("www.gazette.example") == "gazette.example"


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("<title>Fire at depot | Gazette</title>", "Fire at depot"),
        ("<title>Fire at depot - Gazette</title><meta property=og:site_name content=Gazette>", "Fire at depot"),
        ("<title>Gazette: Fire at depot</title><meta property=og:site_name content=Gazette>", "Fire at depot"),
        ("<title>Fire - 12 hurt</title>", "Fire - 12 hurt"),
        ("<title>x</title><meta property=og:title content='Fire&#32;at&nbsp;12 depots'>", "Fire at 12 depots"),
        ("<title>Gazette</title><meta property=og:site_name content=Gazette>", None),
        ("", None),
    ],
)
def test_titles_of_the_head(head: str, title: str | None, tmp_path: Path) -> None:
    text = "<p>At least 12 people died in the fire at the depot on Tuesday, the fire service of the town said.</p>"
    file = written(
        tmp_path, f"<!doctype html><html><head>{head}</head><body>{text}{text.replace('12', '13')}</body></html>"
    )
    row = article(file)
    assert row.header.title == title
    check_places(row, file.read_text(encoding="utf-8"))


# --- what sites put among the paragraphs ---


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("Read more than 12 of the reports and you will know.", id="a sentence that opens like a link"),
        pytest.param("Related deaths rose to 12", id="no link at all"),
        pytest.param(
            "<a href=/x>The toll rose to 14 on Wednesday, the ministry said.</a>", id="a sentence that is a link"
        ),
        pytest.param("Comments by 12 members were read out.", id="a sentence about comments"),
        pytest.param("Share prices fell 12 per cent.", id="shares of another kind"),
        pytest.param("Source of the fire: 12 barrels", id="a source of another kind"),
        pytest.param("Published on 3 March 2024, the report names 12 firms.", id="a sentence with a date"),
        pytest.param("Updated figures show 12 dead.", id="an update without a date"),
        pytest.param("Loading 12 ships took days.", id="loading"),
        pytest.param("Advertisements cost 12 million.", id="a sentence about advertisements"),
        pytest.param("Join the army? 12 of them did.", id="joining"),
        pytest.param("From 12 to 14 a week", id="from and to"),
        pytest.param("12 hours", id="a length of time"),
    ],
)
def test_lines_of_the_article_are_kept(line: str) -> None:
    assert len(without_furniture(units_of(blocks(f"<p>{line}")))) == 1


@pytest.mark.parametrize(
    "line",
    [
        "<b>Read more:</b> <a href=/x>Ferry sinks with 88 on board</a>",
        "<a href=/x>ALSO READ | 12 things to know</a>",
        "DON'T MISS <a href=/x>Actor, 51, sells villa</a>",
        "Advertisement",
        "— ADVERTISEMENT —",
        "Story continues below advertisement",
        "Share this article",
        "1.2k shares",
        "View 31 comments",
        "5 min read",
        "Last updated 3 hours ago",
        "Photo: L. Moss / Agency",
        "Photograph by L. Moss",
        "Image credit: Getty Images",
        "© 2026 Harbour Times. All rights reserved",
        "Sign up for our daily newsletter",
        "Subscribe to continue reading",
        "Already a subscriber? Log in",
        "Get 3 months for 1.99 a month",
        "PUBLISHED: February 2, 2024 at 9:31 p.m. | UPDATED: February 3, 2024 at 4:12 a.m.",
        "By Ada Quill, 3 March 2024",
        "Tags: floods, Orvell",
        "Please enable JavaScript to see this page.",
        "Follow us on Telegram",
    ],
)
def test_lines_of_the_site_are_left_out(line: str) -> None:
    assert without_furniture(units_of(blocks(f"<p>{line}"))) == []


def test_menus_are_left_out_and_two_links_are_not() -> None:
    links = "<li><a href=/1>Twelve die in fire</a><li><a href=/2>Ferry sinks</a>"
    assert len(without_furniture(units_of(blocks(f"<ul>{links}")))) == 2
    assert without_furniture(units_of(blocks(f"<ul>{links}<li><a href=/3>Bus crash</a>"))) == []


# --- alignment ---


def test_a_teaser_of_the_same_words_is_not_the_article() -> None:
    units = units_of(blocks("<p>Nine died.<p>Ad<p>Nine died.<p>Twelve were hurt.<p>Nine died."))
    assert aligned(units, [["Nine died."], ["Twelve were hurt."]]).chosen == [2, 3]


def test_what_was_left_out_inside_a_paragraph_is_kept() -> None:
    units = units_of(blocks("<p>The toll rose to <b>12</b> on Tuesday, as police in the town of Orvell said at noon."))
    assert aligned(
        units, [["The toll rose to", "on Tuesday, as police in the town of Orvell said at noon."]]
    ).chosen == [0]


def test_a_table_is_kept_whole_or_by_row() -> None:
    units = units_of(blocks("<table><tr><th>Town<th>Dead<tr><td>Orvell<td>12<tr><td>Kelm<td>9</table>"))
    assert aligned(units, [["Orvell"], ["12"], ["Kelm"], ["9"]]).chosen == [0, 1, 2]


def test_what_cannot_be_found_is_not_lost() -> None:
    units = units_of(blocks("<p>One of the paragraphs that are there.<p>Another one that is there."))
    words = "Twelve people whose sentence stands nowhere in the source of the page."
    alignment = aligned(units, [["One of the paragraphs that are there."], [words], ["Another one that is there."]])
    assert alignment.chosen == [0, 1]
    assert alignment.lost == [(0, words)]


def test_text_that_stands_nowhere_takes_the_place_of_what_is_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    words = "Twelve people whose sentence stands nowhere in the source of the page."
    there = "At least 31 people died on Tuesday when the upper dam of the town of Orvell gave way, its mayor said."
    monkeypatch.setattr("figcheck.read.webpage.chosen_text", lambda *_: [[there], [words]])
    source = f"<html><body><p>{there}</p></body></html>"
    row = article(written(tmp_path, source))
    assert row.text == f"{there}\n\n{words}"
    place = row.text_map.place(Span(row.text.index("Twelve"), row.text.index("Twelve") + 6))
    assert source[place.start] == "."


# --- hostile pages ---

PARAGRAPH = "<p>At least 12 people died on Tuesday when a bus left the road near the town, the police said.</p>"


@pytest.mark.parametrize(
    "markup",
    [
        pytest.param("<div>" * 5_000 + PARAGRAPH * 3, id="deep"),
        pytest.param("<font size=2>" * 3_000 + PARAGRAPH * 3, id="font tags left open"),
        pytest.param("<ul><li>" * 2_000 + PARAGRAPH * 3, id="lists in lists"),
        pytest.param("<table><tr><td>" * 400 + PARAGRAPH * 3, id="tables in tables"),
        pytest.param("<p " + " ".join(f"a{n}='{n}'" for n in range(100_000)) + f">{PARAGRAPH * 3}", id="attributes"),
        pytest.param("x" * 1_000_000 + PARAGRAPH * 3, id="one word"),
        pytest.param(PARAGRAPH * 3 + "<p title='" + "y" * 500_000, id="an open quote"),
        pytest.param(PARAGRAPH * 3 + "<!--" + "<p>13" * 50_000, id="an open comment"),
        pytest.param(PARAGRAPH * 3 + "<script>" + "<p>13" * 50_000, id="an open script"),
        pytest.param(PARAGRAPH * 3 + "&amp;" * 100_000 + "&#0;&#xD800;&#x110000;", id="entities"),
        pytest.param("\x1b[31m\u202e" + PARAGRAPH * 3, id="control characters"),
        pytest.param('<!DOCTYPE html SYSTEM "file:///etc/passwd" [<!ENTITY a SYSTEM "http://a.example/">]>' + PARAGRAPH * 3 + "&a;", id="external entities"),
    ],
)  # fmt: skip
def test_hostile_pages_are_read(markup: str, tmp_path: Path) -> None:
    row = article(written(tmp_path, f"<html><head><title>Bus crash kills 12</title></head><body>{markup}"))
    assert "At least 12 people died on Tuesday when a bus left the road near the town" in row.text


@given(st.lists(st.sampled_from(["<p>", "</p>", "<div>", "</div>", "<td>", "<table>", "<b>", "<br>", "<!--", "<script>", "At least 12 people died in the flood on Tuesday. ", "&amp;", "\r\n", "é", "<a href=x>", "</a>", "<h1>"]), max_size=30))  # fmt: skip
def test_any_page_gives_an_article_with_places_or_a_row(
    tmp_path_factory: pytest.TempPathFactory, parts: list[str]
) -> None:
    source = "<html>" + "".join(parts)
    row = read(written(tmp_path_factory.getbasetemp(), source))
    if isinstance(row, Article):
        check_places(row, source)
