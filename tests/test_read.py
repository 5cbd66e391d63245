"""Input files to articles: what is read, what is refused, and that every place leads back to the file."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import unicodedata
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Article, PassedOver, Span, TextMap, Unread
from figcheck.problems import Refused
from figcheck.read import ReadOptions, read_paths
from figcheck.read.bylines import Byline, read_author, read_byline, read_dateline, read_day
from figcheck.read.composing import composed
from figcheck.read.cursor import Cursor
from figcheck.read.dates import read_date, read_published
from figcheck.read.decoding import MARKS, Undecodable, decode
from figcheck.read.frontmatter import _fields
from figcheck.read.jsontext import Value
from figcheck.read.lines import FileText
from figcheck.read.mojibake import find_mojibake
from figcheck.read.scalars import positions_in

DATA = Path(__file__).parent / "data" / "read"
LINE_END = re.compile(r"\r\n|\r|\n")


def rows(*names: str | Path) -> list[Article | Unread | PassedOver]:
    return list(read_paths([DATA / name for name in names]))


def articles(*names: str | Path) -> list[Article]:
    return [row for row in rows(*names) if isinstance(row, Article)]


def body(article: Article) -> str:
    return article.text[article.title_end :].removeprefix("\n\n" if article.title_end else "")


def file_lines(path: Path) -> list[str]:
    return LINE_END.split(path.read_bytes().decode(encoding_of(path), "replace").removeprefix("\ufeff"))


def encoding_of(path: Path) -> str:
    raw = path.read_bytes()
    named = {"cp1252.txt": "cp1252", "latin-1.txt": "latin-1", "windows-1251.txt": "cp1251"}
    return next((name for mark, name in MARKS if raw.startswith(mark)), named.get(path.name, "utf-8"))


# --- bylines and dates --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "line",
    [
        pytest.param("The truce of Riga ended on March 3, 2024", id="a sentence with a date"),
        pytest.param("It reopens with 46 rooms – February 3, 2024", id="a clause and a date"),
        pytest.param("Tower attack – January 28, 2024", id="a line of a timeline: a word without a capital"),
        pytest.param("March 1, 2024 – March 3, 2024", id="a period"),
        pytest.param("Published – March 3, 2024", id="a label, no outlet"),
        pytest.param("Updated | March 3, 2024", id="another label"),
        pytest.param("46 – March 3, 2024", id="a number, no outlet"),
        pytest.param("“We won” – March 3, 2024", id="a quotation"),
        pytest.param("Toll so far: 46 – March 3, 2024", id="a colon"),
        pytest.param("World | Coast Gazette | March 3, 2024", id="a section before the outlet"),
        pytest.param("Coast Gazette | March 3, 2024 | 5 min read", id="the date is not last"),
        pytest.param("Coast Gazette – March 3", id="no year"),
        pytest.param("Coast Gazette – February 30, 2024", id="no such day"),
        pytest.param("Coast Gazette – 03/04/2024", id="a date that may be read in two ways"),
        pytest.param("Coast-Gazette-March 3, 2024", id="hyphens without spaces"),
        pytest.param("March 3, 2024", id="a date alone"),
        pytest.param("By | Coast Gazette | March 3, 2024", id="an author without a name"),
        pytest.param("Coast Gazette " * 20 + "– March 3, 2024", id="too long"),
        pytest.param("Riga, March 3, 2024", id="a dateline: the name of a place"),
        pytest.param("Beirut, Lebanon, 3 March 2024", id="a place and its country"),
        pytest.param("On Monday, 3 March 2024", id="words before a date"),
        pytest.param("It reopened, 3 March 2024", id="a clause and a date, with a comma"),
        pytest.param("Updated, 3 March 2024", id="a label and a comma"),
        pytest.param(f"Tidal {'and Coastal ' * 8}Union – 3 March 2024", id="a name that is too long"),
        pytest.param("3 March 2024 · 5 min read", id="a date first, and no outlet"),
    ],
)
def test_no_byline(line: str) -> None:
    assert read_byline(line) is None


@pytest.mark.parametrize(
    ("line", "outlet", "author", "day"),
    [
        ("Coast Gazette – March 3, 2024", "Coast Gazette", None, "2024-03-03"),
        ("Coast Gazette — March 3, 2024", "Coast Gazette", None, "2024-03-03"),
        ("Coast Gazette—March 3, 2024", "Coast Gazette", None, "2024-03-03"),
        ("Coast Gazette - 3 Mar 2024", "Coast Gazette", None, "2024-03-03"),
        ("  Coast Gazette|Mar. 3, 2024\t", "Coast Gazette", None, "2024-03-03"),
        ("Al-Quds Daily - 2024-03-03", "Al-Quds Daily", None, "2024-03-03"),
        ("The Times of Riga · Sunday, March 3rd, 2024", "The Times of Riga", None, "2024-03-03"),
        ("harbour.example | 3 September 2023", "harbour.example", None, "2023-09-03"),
        ("France 24 | Sept. 3, 2023 10:05 GMT", "France 24", None, "2023-09-03"),
        ("By Ada Quill | Coast Gazette | March 3, 2024", "Coast Gazette", "Ada Quill", "2024-03-03"),
        ("By Ada Quill and Bo Li – March 3, 2024", None, "Ada Quill and Bo Li", "2024-03-03"),
        ("BY ADA O'HARA | THE ROAR OF RIGA | MARCH 3, 2024", "The Roar of Riga", "Ada O'Hara", "2024-03-03"),
        ("BY DR JO SMYTH-LEE | BBC NEWS | MARCH 3, 2024", "BBC News", "Dr Jo Smyth-Lee", "2024-03-03"),
        ("CITIZEN | MARCH 3, 2024", "Citizen", None, "2024-03-03"),
        ("NPR | March 3, 2024", "NPR", None, "2024-03-03"),
        ("IRNA | 2024-03-03", "IRNA", None, "2024-03-03"),
        ("COAST GAZETTE | March 3, 2024", "Coast Gazette", None, "2024-03-03"),
        ("COAST TV | March 3, 2024", "Coast TV", None, "2024-03-03"),
        ("Coast Wire, 3 Mar 2024", "Coast Wire", None, "2024-03-03"),
        ("Coast Wire, Sunday, March 3, 2024", "Coast Wire", None, "2024-03-03"),
        ("Coast Wire, London, 3 March 2024", "Coast Wire", None, "2024-03-03"),
        (
            "Intercontinental Federation of Coastal Rescue and Lifeboat Societies – 3 March 2024",
            "Intercontinental Federation of Coastal Rescue and Lifeboat Societies",
            None,
            "2024-03-03",
        ),
        ("By Ada Quill, Coast Wire, March 3, 2024", "Coast Wire", "Ada Quill", "2024-03-03"),
        ("3 March 2024 · BBC", "BBC", None, "2024-03-03"),
        ("2024-03-03 | By Ada Quill | Coast Wire", "Coast Wire", "Ada Quill", "2024-03-03"),
        ("Coast Wire | By Ada Quill | 3 March 2024", "Coast Wire", "Ada Quill", "2024-03-03"),
        ("*Coast Wire, 3 Mar 2024*", "Coast Wire", None, "2024-03-03"),
        ("(Coast Wire, 3 Mar 2024)", "Coast Wire", None, "2024-03-03"),
        ("Xinhua, 3 Mar 2024", "Xinhua", None, "2024-03-03"),
    ],
)
def test_byline(line: str, outlet: str | None, author: str | None, day: str) -> None:
    assert read_byline(line) == Byline(outlet, author, dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("body", "outlet", "day"),
    [
        pytest.param("He (Ann) - a friend", None, None, id="a name in brackets"),
        pytest.param("Paris (and London) — they", None, None, id="a remark in brackets"),
        pytest.param("NATO (12) — a dozen", None, None, id="a number in brackets"),
        pytest.param("WASHINGTON (AP) The", None, None, id="no dash"),
        pytest.param("The truce held. LONDON (AP) — x", None, None, id="not at the beginning"),
        pytest.param("LONDON (AP) — Some", "AP", None, id="AP"),
        pytest.param("GAZA CITY, Gaza Strip (AP) — Some", "AP", None, id="AP with the country"),
        pytest.param("WASHINGTON, Feb 6 (Reuters) - The", "Reuters", None, id="Reuters: a day without its year"),
        pytest.param("BEIRUT, Feb. 6, 2024 (AFP) -- The", "AFP", "2024-02-06", id="a day with its year"),
        pytest.param("London (CNN) — The", "CNN", None, id="the place as usual, the agency in capitals"),
        pytest.param("(Reuters) - The", "Reuters", None, id="no place"),
    ],
)
def test_dateline(body: str, outlet: str | None, day: str | None) -> None:
    found = read_dateline(body)
    assert (found and found.outlet) == outlet
    assert (found and found.published) == (day and dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("line", "author"),
    [
        ("By noon the toll was 12", None),
        ("By then", None),
        ("Ada Quill", None),
        ("By Ada Quill", "Ada Quill"),
        ("BY ADA QUILL AND BO LI", "Ada Quill and Bo Li"),
        ("By Ada Quill, Bo Li and Cy Ono", "Ada Quill, Bo Li and Cy Ono"),
    ],
)
def test_author_line(line: str, author: str | None) -> None:
    assert read_author(line) == author


@pytest.mark.parametrize(
    ("line", "day"),
    [
        ("The 3 March 2024 attack", None),
        ("March 3", None),
        ("3 March 2024", "2024-03-03"),
        ("Published: 3 March 2024, 10:05 GMT", "2024-03-03"),
        ("Last updated on March 3, 2024", "2024-03-03"),
    ],
)
def test_day_line(line: str, day: str | None) -> None:
    assert read_day(line) == (day and dt.date.fromisoformat(day))


def read_text(tmp_path: Path, text: str, options: ReadOptions | None = None) -> list[Article]:
    file = tmp_path / "a.txt"
    file.write_bytes(text.encode())
    read = [row for row in read_paths([file], options or ReadOptions()) if isinstance(row, Article)]
    for article in read:
        assert_places(article, text)
    return read


def assert_places(article: Article, text: str) -> None:
    for start, character in enumerate(article.text):
        if not character.isspace():
            place = article.text_map.place(Span(start, start + 1))
            assert place.start is not None
            assert text[place.start] == character


def header(article: Article) -> tuple[str | None, str | None, str | None, str | None]:
    head = article.header
    return head.title, head.outlet, head.author, head.published.isoformat() if head.published else None


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param(
            "Tram opens\n\nBy Ada Quill\nPublished: 5 January 2024\n\nSome 4,000 rode it.",
            ("Tram opens", None, "Ada Quill", "2024-01-05"),
            id="author and date under the title",
        ),
        pytest.param(
            "Tram opens\n\nLONDON, Jan 5, 2024 (Coast Wire) - Some 4,000 rode it.",
            ("Tram opens", "Coast Wire", None, "2024-01-05"),
            id="dateline",
        ),
        pytest.param(
            "Tram opens\nBy Ada Quill | January 5, 2024\n\nLONDON (AP) — Some 4,000 rode it.",
            ("Tram opens", "AP", "Ada Quill", "2024-01-05"),
            id="byline and dateline",
        ),
        pytest.param(
            "Tram opens\n\nBy Friday, 5 January 2024, some 4,000 rode it.",
            ("Tram opens", None, None, None),
            id="a sentence with a date",
        ),
    ],
)
def test_under_the_title(text: str, told: tuple[str | None, ...], tmp_path: Path) -> None:
    (article,) = read_text(tmp_path, text)
    assert header(article) == told
    assert body(article).endswith("4,000 rode it.")


CUT = (
    "Tram opens\n5 January 2024\n\nSome 4,000 rode it.\n\n* * *\n\nMayor quits\n\nLONDON (AP) — He served 12 years.\n\n"
    "***\n\nBridge shut\n\nIt was 80 years old.\n"
)


def test_signs_between_articles(tmp_path: Path) -> None:
    tram, mayor, bridge = read_text(tmp_path, CUT)
    assert header(tram) == ("Tram opens", None, None, "2024-01-05")
    assert header(mayor) == ("Mayor quits", "AP", None, None)
    assert header(bridge) == ("Bridge shut", None, None, None)
    assert [body(article)[-9:] for article in (tram, mayor, bridge)] == [" rode it.", "12 years.", "ears old."]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("Tram opens\n\nSome 4,000 rode it.\n\n***\n\nIt was late.", id="a break in one article"),
        pytest.param("Tram\n\nSome rode.\n\n---\n\nWhat next\n\nMore trams.", id="sections with headings"),
        pytest.param("***\nTram opens\n\nSome 4,000 rode it.\n***", id="signs around one article"),
    ],
)
def test_signs_within_an_article(text: str, tmp_path: Path) -> None:
    assert len(read_text(tmp_path, text)) == 1


def test_signs_are_no_part_of_the_article_above(tmp_path: Path) -> None:
    text = "One\nCoast Wire, 5 Jan 2024\n\nSome 4.\n\n=====\n\nTwo\nBBC, 6 Jan 2024\n\nSome 5.\n"
    assert [body(article) for article in read_text(tmp_path, text)] == ["Some 4.", "Some 5."]


@pytest.mark.parametrize(
    ("split", "titles"),
    [
        pytest.param("^@@", ["One", "Two"], id="a line of its own"),
        pytest.param(r"^(?:One|Two)$", [None, None], id="a line that the pattern takes whole is no title"),
        pytest.param(r"^T", ["@@ 1", "Two"], id="a line with more is the first of the next"),
        pytest.param(r"^nowhere$", ["@@ 1"], id="nowhere"),
    ],
)
def test_split(split: str, titles: list[str | None], tmp_path: Path) -> None:
    text = "@@ 1\nOne\n\nSome 4 rode.\n@@ 2\nTwo\n\nSome 5 rode.\n"
    pattern = r"^@@ \d+$" if split == "^@@" else split
    read = read_text(tmp_path, text, ReadOptions(split=pattern))
    if split == r"^(?:One|Two)$":
        assert [article.text.split("\n")[0] for article in read] == ["@@ 1", "Some 4 rode.", "Some 5 rode."]
    else:
        assert [article.header.title for article in read] == titles


@pytest.mark.parametrize(
    "text",
    ["", "spring", "March 2024", "2024", "03/04/2024", "2024-13-01", "on March 3, 2024", "1 2 2024", "46"],
)
def test_no_date(text: str) -> None:
    assert read_date(text) is None


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2024-03-03", "2024-03-03"),
        ("2024-03-03T23:59:59.999-11:00", "2024-03-03"),
        ("2024-03-03T00:30:00Z", "2024-03-03"),
        ("2024-03-03 00:30:00+0300", "2024-03-03"),
        ("20240303", "2024-03-03"),
        ("Sun, 03 Mar 2024 10:00:00 +0000", "2024-03-03"),
        ("March 3rd, 2024 at 5:10 p.m. EST", "2024-03-03"),
        ("the 3rd of nothing; 3 March 2024", None),
        ("3rd of May 2024", "2024-05-03"),
        ("13/04/2024", "2024-04-13"),
        ("04/13/2024", "2024-04-13"),
        ("4/4/2024", "2024-04-04"),
        ("3.4.2024", "2024-04-03"),
        ("12 APR 90", "1990-04-12"),
        ("12-Apr-2024", "2024-04-12"),
        ("2024-02-02T14:05:00.123456+05:30", "2024-02-02"),
        ("20240202T140500Z", "2024-02-02"),
        ("2024-02-02 14:05:00 UTC", "2024-02-02"),
        ("Fri, 02 Feb 2024 14:05:00 +0000 (UTC)", "2024-02-02"),
        ("Fri Feb 02 2024 14:05:00 GMT+0000 (Coordinated Universal Time)", "2024-02-02"),
        ("Fri Feb  2 14:05:00 UTC 2024", "2024-02-02"),
        ("14:05 BST, Friday 2 February 2024", "2024-02-02"),
        ("Feb. 2, 2024 9:31 pm ET", "2024-02-02"),
        ("Feb. 2, 2024, 9 p.m. EST", "2024-02-02"),
        ("2 Feb 2024, 14:05 GMT", "2024-02-02"),
        ("2 Feb 2024 14.05 GMT", "2024-02-02"),
        ("February 2, 2024 / 9:31 PM EST", "2024-02-02"),
        ("Feb 2, 2024 | 9:31 PM (GMT+3)", "2024-02-02"),
        ("2\u00a0February\u202f2024,\u200914:05", "2024-02-02"),
        ("\u200e2 February 2024", "2024-02-02"),
    ],
)
def test_date(text: str, day: str | None) -> None:
    assert read_date(text) == (day and dt.date.fromisoformat(day))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        pytest.param("March 3, 2024 and March 5, 2024", None, id="two days: which is it"),
        pytest.param("Published March 3, 2024. Posted March 5, 2024", None, id="two days of publication"),
        pytest.param("Updated March 5, 2024", None, id="an update only"),
        pytest.param("March 3, 2024, updated March 5, 2024", "2024-03-03", id="an update behind it"),
        pytest.param("Updated 9:10 pm March 5, 2024; published March 3, 2024", "2024-03-03", id="an update before it"),
        pytest.param("report 2024-03-031", None, id="a longer number"),
        pytest.param("CAIRO, 12 APR 90 (WIRE)", "1990-04-12", id="a dateline around one date"),
        pytest.param("Published: March 3, 2024", "2024-03-03", id="a label before it"),
        pytest.param("Posted on 2024-03-03T10:00:00Z by Ada", "2024-03-03", id="a timestamp between words"),
    ],
)
def test_published_in_metadata(text: str, day: str | None) -> None:
    assert read_published(text) == (day and dt.date.fromisoformat(day))


@given(
    st.dates(dt.date(1990, 1, 1), dt.date(2069, 12, 31)),
    st.sampled_from(["%B %-d, %Y", "%d %b %Y", "%Y-%m-%d"]),
)
def test_every_day_is_read_back(day: dt.date, form: str) -> None:
    months = "January February March April May June July August September October November December".split()
    name = months[day.month - 1]
    written = {
        "%B %-d, %Y": f"{name} {day.day}, {day.year}",
        "%d %b %Y": f"{day.day:02} {name[:3]} {day.year}",
        "%Y-%m-%d": day.isoformat(),
    }[form]
    assert read_date(written) == day


# --- articles of text files ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        ("one-line.txt", None, "46 people were hurt."),
        ("no-title.txt", None, "The first sentence ends here.\nThe second has 12 words."),
        ("short-title.txt", "Twelve hurt in fire", "The fire hurt 12."),
        ("crlf.txt", "Ferry sinks", "46 drowned.\r\nAbout 12 swam."),
        ("bom.txt", "Snow closes 9 roads", "Nine roads shut."),
        ("utf-16-le.txt", "Café prices", "A cup costs €3 😀 now."),
        ("utf-16-be.txt", "Café prices", "A cup costs €3 now."),
        ("utf-32.txt", "Prices", "A cup costs 3 euros."),
        (
            "cp1252.txt",
            "Minister’s answer",
            "The minister said “about 40” cafés had closed – 12 of them in Besançon.",
        ),
        ("combining.txt", "Caf\u00e9 count", "In the caf\u00e9 sat 7."),
        (
            "odd-line-ends.txt",
            "Old Mac title",
            "First 1.\u2028Still 1.\x85Still 1.\x0cStill 1.\x0bStill 1.\rSecond 2.",
        ),
        (
            "dated-body.txt",
            "Museum reopens",
            "The museum closed on March 3, 2020.\nIt reopens with 46 rooms – February 3, 2024\n"
            "The second date is February 4, 2024.",
        ),
        (
            "timeline.txt",
            "A month of talks",
            "Harbour – January 3, 2024\nCapital – January 9, 2024\nBorder – January 21, 2024\nAll of it led nowhere.",
        ),
        ("heading.md", "Nine roads shut", "Nine."),
        ("front-none.md", None, "Five."),
        ("front-heading.md", "Heading of 5 words", "Five."),
        ("front-crlf.txt", "Crew of 12 saved", "Twelve.\r\nAnd 3 dogs."),
        ("front-single.md", "It's 46 😀 now", "Forty-six."),
        ("front-folded.md", "Council votes 31 to 12", "The vote was 31 to 12."),
        ("front-literal.md", "Council votes 31 to 12", "The vote."),
        ("front-long-plain.md", "Council votes 31 to 12", "The vote."),
        ("front.md", "Storm ‘Ida’ kills 46 and hurts\t12", "Forty-six people died."),
        ("rows.data", None, "Named 46"),
    ],
)
def test_title_and_body(name: str, title: str | None, text: str) -> None:
    (article,) = rows(name)
    assert isinstance(article, Article)
    assert (article.header.title, body(article)) == (title, text)
    assert article.text[: article.title_end] == (title or "")


def test_a_byline_under_the_title_is_metadata() -> None:
    (article,) = articles("crlf.txt")
    assert (article.header.outlet, article.header.published) == ("The Islander", dt.date(2023, 5, 1))


def test_older_encodings_of_other_languages() -> None:
    german, russian = articles("latin-1.txt", "windows-1251.txt")
    assert "Köln" in german.text and "Straßen" in german.text
    assert russian.header.title == "Пожар в порту"


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        (
            "front.md",
            ("ida-1", "Bay Herald", "Ann Poe, Bo Li", dt.date(2024, 3, 3), "https://example.org/ida"),
        ),
        ("front-single.md", ("7", None, None, None, None)),
        ("front-folded.md", ("front-folded.md", "No", None, None, None)),
        (
            "front-other-names.md",
            ("front-other-names.md", "Bay Herald", "Ann Poe", dt.date(2024, 3, 3), "https://example.org/ida"),
        ),
    ],
)
def test_front_matter_fields(name: str, expected: tuple[object, ...]) -> None:
    header = articles(name)[0].header
    assert (header.id, header.outlet, header.author, header.published, header.url) == expected


def test_digest() -> None:
    got = [
        (a.header.id, a.header.title, a.header.outlet, a.header.author, str(a.header.published), body(a))
        for a in articles("digest.txt")
    ]
    assert got == [
        (
            "digest.txt#1",
            "Harbour fire leaves 14 sailors hurt",
            "Coast Gazette",
            None,
            "2024-03-03",
            "Fourteen sailors were hurt on Saturday.\nThe fire of February 27, 2024 had been smaller.",
        ),
        (
            "digest.txt#2",
            "Ferry strike enters second week",
            "Coast Gazette",
            "Ada Quill",
            "2024-02-17",
            "About 300 crew stayed at home.",
        ),
        (
            "digest.txt#3",
            "BRIDGE CLOSED AFTER 3 CRACKS ARE FOUND",
            "The Morning Ledger of Riga",
            "John O'Hara",
            "2024-02-06",
            "Engineers counted three cracks.",
        ),
        (
            "digest.txt#4",
            "Who counts the gulls?",
            "Shore Radio",
            None,
            "2024-02-01",
            "Nobody, said the warden.",
        ),
    ]


def test_a_paper_called_like_a_town_begins_an_article_behind_a_line_of_signs(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(
        "Ferry strike ends\nBatumi, 3 March 2024\n\nThe ferries sail.\n\n***\n\n"
        "Bridge closed\nCoast Wire, 4 March 2024\n\nThe bridge is closed.\n\nWhat happened before\n"
        "Batumi, 1 March 2024\n\nThree cracks were found.\n\n***\n\n"
        "Gulls counted\nShore Radio, 5 March 2024\n\nThe gulls are many.\n",
        "utf-8",
    )
    found = [(a.header.title, a.header.outlet, str(a.header.published)) for a in articles(tmp_path / "digest.txt")]
    assert found == [
        ("Ferry strike ends", None, "2024-03-03"),
        ("Bridge closed", "Coast Wire", "2024-03-04"),
        ("Gulls counted", "Shore Radio", "2024-03-05"),
    ]


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("Arlo Mills (press release), 4 March 2024", "Arlo Mills"),
        ("Arlo Mills press release, 4 March 2024", "Arlo Mills press release"),
        ("Coast Wire (live blog) – 4 March 2024", "Coast Wire"),
        ("Updated 4 March 2024, Coast Wire", "Coast Wire"),
        ("Published: 4 March 2024", None),
        ("4 March 2024", None),
        ("\n4 March 2024", None),
    ],
)
def test_a_weak_byline_begins_an_article_behind_a_line_of_signs(
    byline: str, outlet: str | None, tmp_path: Path
) -> None:
    first, last = (
        "Ferry strike ends\nShore Radio, 3 March 2024\n\nThe ferries sail.",
        "\n\nThe mill ground 12 tonnes.\n",
    )
    (tmp_path / "digest.txt").write_text(f"{first}\n\n***\n\nMill reopens\n{byline}{last}", "utf-8")
    (tmp_path / "plain.txt").write_text(f"{first}\n\nMill reopens\n{byline}{last}", "utf-8")
    found = [(a.header.outlet, str(a.header.published)) for a in articles(tmp_path / "digest.txt")]
    assert found == [("Shore Radio", "2024-03-03"), (outlet, "2024-03-04")]
    assert len(articles(tmp_path / "plain.txt")) == 1


@pytest.mark.parametrize(
    "line",
    [
        "The bridge was closed to lorries on 4 March 2024",
        "closed to lorries, 4 March 2024",
        "What was it: a crack, 4 March 2024",
        "The engineers who came to see it had left, 4 March 2024",
    ],
)
def test_a_sentence_behind_a_line_of_signs_is_no_byline(line: str, tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(
        "Ferry strike ends\nShore Radio, 3 March 2024\n\nThe ferries sail.\n\n***\n\n"
        f"Mill reopens\n{line}\n\nThe mill ground 12 tonnes.\n\n***\n\n"
        "Gulls counted\nShore Radio, 5 March 2024\n\nMany.\n",
        "utf-8",
    )
    assert len(articles(tmp_path / "digest.txt")) == 2


@pytest.mark.parametrize(
    ("byline", "outlet"),
    [
        ("Severní listy – 4 March 2024", "Severní listy"),
        ("Arlo Mills press release | March 4, 2024", "Arlo Mills press release"),
        ("Arlo Mills press release, 4 March 2024", None),  # may be a sentence's end
        ("Mill fire of 2 March – 4 March 2024", None),
        ("the mill after the fire – 4 March 2024", None),
    ],
)
def test_a_byline_of_weaker_words_counts_in_a_digest(byline: str, outlet: str | None, tmp_path: Path) -> None:
    strong = "Ferry strike ends\nShore Radio – 3 March 2024\nThe ferries sail.\n"
    weak = f"The old mill reopens\n{byline}\nThe mill ground 12 tonnes.\n"
    last = "Gulls counted\nCoast Wire – 5 March 2024\nThe gulls are many.\n"
    (tmp_path / "digest.txt").write_text(strong + weak + last, "utf-8")
    found = [a.header.outlet for a in articles(tmp_path / "digest.txt")]
    assert found == ["Shore Radio", *([outlet] if outlet is not None else []), "Coast Wire"]


def test_an_entry_of_a_timeline_begins_no_article(tmp_path: Path) -> None:
    (tmp_path / "digest.txt").write_text(
        "Ferry strike ends\nShore Radio – 3 March 2024\nThe ferries sail.\nTimeline\n"
        "Pier fire alarm – 1 March 2024\nThe pier burned.\n"
        "Gulls counted\nCoast Wire – 5 March 2024\nThe gulls are many.\n",
        "utf-8",
    )
    assert [a.header.outlet for a in articles(tmp_path / "digest.txt")] == ["Shore Radio", "Coast Wire"]


def test_text_before_the_first_title_of_a_digest_is_kept() -> None:
    got = [(a.header.id, a.header.title, body(a)) for a in articles("two-stories.md")]
    assert got == [
        ("two-stories.md#0", None, "Weekly letter"),
        ("two-stories.md#1", "Tram line opens", "Some 4,000 rode it."),
        ("two-stories.md#2", "Mayor quits", "He served 12 years."),
    ]


# --- JSON Lines ---------------------------------------------------------------------------------------------


def test_json_lines() -> None:
    got = rows("mixed.jsonl")
    assert [(r.header.id, r.text) if isinstance(r, Article) else (r.line, r.column, r.record) for r in got] == [
        ("a", 'Café 😀 46\n\nIt’s\t46.\nThen 12 😀 and 13/14 "15" \\16.'),
        (2, 10, 2),
        ("mixed.jsonl#3", "No text"),
        (5, None, 4),
        (6, 1, 5),
        (7, None, 6),
        ("12", "Raw 😀 é 46"),
        ("mixed.jsonl#8", "This 2"),
        ("mixed.jsonl#9", "second 2"),
        (11, None, 10),
    ]
    first, number = (row.header for row in (got[0], got[6]) if isinstance(row, Article))
    assert (first.outlet, first.author, first.published) == (
        "Bay/Herald",
        "Ann Poe, Bo Li",
        dt.date(2024, 3, 3),
    )
    assert number.published == dt.date(2024, 3, 3)


@pytest.mark.parametrize(
    ("name", "texts", "unread"),
    [
        ("bom-crlf.jsonl", ["One 1", "Two 2"], []),
        ("utf-16.jsonl", ["Öne 1", "Two 2"], []),
        ("one-bad-byte.jsonl", ["One 1", "Two 2"], [2]),
        ("empty.jsonl", [], [None]),
        ("packed.jsonl", ["46 dead"], []),
    ],
)
def test_lines_of_other_encodings(name: str, texts: list[str], unread: list[int | None]) -> None:
    got = rows(name)
    assert [row.text for row in got if isinstance(row, Article)] == texts
    assert [row.line for row in got if isinstance(row, Unread)] == unread


def test_a_line_that_is_too_long_does_not_take_the_next_with_it(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text(json.dumps({"text": "x" * 5000}) + '\n{"text": "short 46"}\n')
    long, short = read_paths([path], ReadOptions(max_bytes=100))
    assert isinstance(long, Unread) and (long.line, long.record) == (1, 1)
    assert isinstance(short, Article) and short.text == "short 46"
    place = short.text_map.place(Span(6, 8))
    assert (place.line, path.read_text()[place.start : place.end]) == (2, "46")


def test_deep_nesting_is_a_row_and_endless_digits_are_nothing_to_us(tmp_path: Path) -> None:
    path = tmp_path / "a.jsonl"
    path.write_text("[" * 100_000 + '\n{"text": "a", "n": ' + "9" * 5000 + '}\n{"text": "fine 1"}\n')
    assert [isinstance(row, Unread) for row in read_paths([path])] == [True, False, False]


# --- what cannot be read ------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "reason", "line", "column"),
    [
        ("binary.txt", "NUL", None, None),
        ("controls.txt", "control characters", None, None),
        ("utf-16-unmarked.txt", "NUL", None, None),
        ("unclear.txt", "encoding could not be told", None, None),
        ("broken-utf-8.txt", "not valid UTF-8", 3, 16),
        ("empty.txt", "empty", None, None),
        ("blank.txt", "empty", None, None),
        ("front-bad.md", "front matter", 2, 8),
        ("front-colon.txt", "front matter", 2, 18),
        ("front-list.md", "front matter", 2, 1),
        ("front-open.md", "no closing", 1, 1),
    ],
)
def test_unread(name: str, reason: str, line: int | None, column: int | None) -> None:
    (row,) = rows(name)
    assert isinstance(row, Unread)
    assert reason in row.reason and row.advice
    assert (row.line, row.column) == (line, column)


def test_a_file_over_the_limit_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "big.txt").write_text("46 " * 100)
    (tmp_path / "exact.txt").write_text("4" * 50)
    big, exact = read_paths([tmp_path], ReadOptions(max_bytes=50))
    assert isinstance(big, Unread) and "50 bytes" in big.reason
    assert isinstance(exact, Article)


def test_a_link_to_nowhere_is_a_row(tmp_path: Path) -> None:
    (tmp_path / "a.txt").symlink_to(tmp_path / "gone.txt")
    (tmp_path / "b.txt").write_text("46 here.")
    gone, there = read_paths([tmp_path])
    assert isinstance(gone, Unread) and isinstance(there, Article)


@pytest.mark.parametrize(
    "block",
    [
        pytest.param("a: &a [x, x]\n" + "".join(f"b{n}: &b{n} [*a, *a]\n" for n in range(30)), id="aliases"),
        pytest.param("[" * 20_000, id="nesting"),
        pytest.param("title: bell \a here", id="a control character"),
        pytest.param("x: y\n" * 20_000, id="too long"),
        pytest.param("? [a]\n: b", id="a key that is a list"),
        pytest.param("just words", id="no mapping"),
        pytest.param("title: !!python/object:os.system x", id="a tag"),
    ],
)
def test_odd_front_matter_never_crashes(tmp_path: Path, block: str) -> None:
    (tmp_path / "a.md").write_text(f"---\n{block}\n---\nBody 46.\n")
    (row,) = read_paths([tmp_path])
    assert isinstance(row, Unread) or body(row) == "Body 46."


# --- folders, ids, order ------------------------------------------------------------------------------------


def write(folder: Path, *names: str) -> None:
    for name in names:
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"Text of 46 in {name}.")


def ids(*paths: str | Path) -> list[str]:
    return [row.header.id for row in read_paths(paths) if isinstance(row, Article)]


def test_folders_are_walked_in_order_and_hidden_or_other_files_passed_over(tmp_path: Path) -> None:
    write(tmp_path, "b.txt", "a/z.MD", "a/.c.txt", ".git/d.txt", "e.py", "README.md", "f.txt~", "g.ndjson/h.txt")
    assert ids(tmp_path) == ["README.md", "a/z.MD", "b.txt", "g.ndjson/h.txt"]


def test_a_file_named_is_read_whatever_its_suffix(tmp_path: Path) -> None:
    write(tmp_path, "e.py", ".hidden")
    assert ids(tmp_path / "e.py", tmp_path / ".hidden") == [".hidden", "e.py"]


def test_what_is_reached_twice_is_read_once(tmp_path: Path) -> None:
    write(tmp_path, "a/b.txt")
    (tmp_path / "a" / "loop").symlink_to(tmp_path / "a")
    (tmp_path / "c.txt").symlink_to(tmp_path / "a" / "b.txt")
    given_paths = [tmp_path, tmp_path / "a", tmp_path / "a" / "b.txt", tmp_path]
    assert ids(*given_paths) == ids(*reversed(given_paths)) == ["a/b.txt"]


def test_ids_that_collide_take_the_longer_path(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write(tmp_path, "one/a.txt", "two/a.txt", "two/b.txt")
    monkeypatch.chdir(tmp_path)
    assert ids("one", "two") == ["one/a.txt", "two/a.txt", "b.txt"]
    assert next(r.header.path for r in read_paths(["./one"]) if isinstance(r, Article)) == "one/a.txt"


def test_ids_are_unique_in_a_run(tmp_path: Path) -> None:
    lines = ["x", "x", "x~2", "x", " ", None, True]
    (tmp_path / "a.jsonl").write_text("".join(json.dumps({"id": i, "text": "46"}) + "\n" for i in lines))
    assert ids(tmp_path) == ["x", "x~2", "x~2~2", "x~3", "a.jsonl#5", "a.jsonl#6", "a.jsonl#7"]


@pytest.mark.skipif(os.name == "nt", reason="names are text there")
def test_a_file_name_that_is_no_text_can_be_shown(tmp_path: Path) -> None:
    try:
        Path(os.fsdecode(os.fsencode(tmp_path) + b"/caf\xe9.txt")).write_text("46 here.")
    except OSError:
        pytest.skip("the file system takes text only")
    assert ids(tmp_path) == ["caf\\xe9.txt"]


def test_every_missing_path_is_named_before_anything_is_read(tmp_path: Path) -> None:
    write(tmp_path, "seed.txt")
    with pytest.raises(Refused) as refused:
        read_paths([tmp_path / "sed.txt", tmp_path, tmp_path / "none" / "x", "nul\0byte"])
    assert len(refused.value.problems) == 3
    assert any("seed.txt" in problem.advice for problem in refused.value.problems)


@pytest.mark.parametrize("names", [[], ["e.py", ".git/a.txt"]], ids=["an empty folder", "nothing of ours in it"])
def test_nothing_to_read_is_refused(tmp_path: Path, names: list[str]) -> None:
    write(tmp_path, *names)
    with pytest.raises(Refused, match=r"no article found in .*\.jsonl"):
        read_paths([tmp_path])


def test_no_path_is_refused() -> None:
    with pytest.raises(Refused, match="no article found"):
        read_paths([])


# --- the way back to the file -------------------------------------------------------------------------------


@pytest.mark.parametrize("path", sorted(filter(Path.is_file, DATA.iterdir())), ids=lambda path: path.name)
def test_every_digit_leads_back_to_its_place(path: Path) -> None:
    text = None
    for article in articles(path.name):
        if article.text_map.member is not None:
            continue  # its places are those of what is packed in it
        text = text or path.read_bytes().decode(encoding_of(path), "replace").removeprefix("\ufeff")
        lines = file_lines(path)
        assert article.text_map.pieces[0].text_start == 0
        for found in re.finditer(r"[0-9]+", article.text):
            place = article.text_map.place(Span(*found.span()))
            assert place.line and place.column
            assert lines[place.line - 1][place.column - 1 :].startswith(found.group())
            assert text[place.start : place.end] == found.group()


WORDS = st.text(st.sampled_from("ab 12.,'\"#\\/–’é😀\u0301\u2028\x85\t:"), min_size=1, max_size=30)
ENDS = st.sampled_from(["\n", "\r\n", "\r", "\n\n"])


def json_line(line: str, end: str) -> bytes:
    return ('{"title": "T 1", "text": ' + json.dumps(line, ensure_ascii=False) + "}\n").encode()


WRITERS: dict[str, tuple[str, Callable[[list[str], str], bytes]]] = {
    "text": (".txt", lambda lines, end: end.join(lines).encode()),
    "markdown": (".md", lambda lines, end: ("# Head" + end + end + end.join(lines)).encode()),
    "BOM": (".txt", lambda lines, end: b"\xef\xbb\xbf" + end.join(lines).encode()),
    "UTF-16": (".txt", lambda lines, end: end.join(lines).encode("utf-16")),
    "digest": (
        ".txt",
        lambda lines, end: "\n".join(f"Title 5{end}Post | 2024-01-01{end}a{line}." for line in lines).encode(),
    ),
    "front matter": (
        ".md",
        lambda lines, end: (
            f"---{end}title: {json.dumps(lines[0] + 'x', ensure_ascii=False)}{end}---{end}{end.join(lines)}"
        ).encode(),
    ),
    "JSON, raw": (".jsonl", lambda lines, end: b"".join(json_line(line, end) for line in lines)),
    "JSON, escaped": (
        ".jsonl",
        lambda lines, end: "".join(json.dumps({"text": line + end, "title": line}) + "\n" for line in lines).encode(),
    ),
}


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


@pytest.mark.parametrize("form", WRITERS)
@given(lines=st.lists(WORDS, min_size=1, max_size=5), end=ENDS)
def test_every_character_leads_back_to_its_place(
    form: str, lines: list[str], end: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    suffix, writer = WRITERS[form]
    path = tmp_path_factory.getbasetemp() / f"places{suffix}"
    path.write_bytes(writer(lines, end))
    text = path.read_bytes().decode("utf-16" if form == "UTF-16" else "utf-8-sig")
    on_disk = LINE_END.split(text)
    for article in read_paths([path]):
        if isinstance(article, Unread):
            assert "empty" in article.reason
            continue
        between = range(article.title_end, article.title_end + 2) if article.title_end else range(0)
        for index, character in enumerate(article.text):
            if index in between:
                continue
            place = article.text_map.place(Span(index, index + 1))
            assert place.start is not None and place.line and place.column
            there = text[place.start : place.end]
            if (
                text[place.start] != "\\"
                and not character.isspace()
                and character not in (text[place.start], nfc(there))
            ):
                pytest.fail(f"{character!r} is not at {place}")
            if text[place.start] not in "\r\n":
                assert on_disk[place.line - 1][place.column - 1] == text[place.start]


@given(st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=40), st.booleans())
def test_each_character_of_a_json_string_is_mapped_to_its_own_escape(text: str, ascii_only: bool) -> None:
    row = {"x": [{"text": "no"}], "text": text, "z": '"text": "no"'}
    line = json.dumps(row, ensure_ascii=ascii_only)
    text_map = TextMap(Value(row, line, Cursor()).places({("text",): text})[("text",)].pieces)
    end = line.index(', "z": ') - 1
    starts = [text_map.place(Span(index, index)).start for index in range(len(text))]
    for character, first, past in zip(text, starts, [*starts[1:], end], strict=True):
        assert json.loads(f'"{line[first:past]}"') == character


@given(WORDS, st.sampled_from(["'", '"', None]))
def test_front_matter_titles_are_those_of_a_yaml_loader(words: str, style: str | None) -> None:
    title = words.strip() or "x"
    block = yaml.dump({"title": title}, default_style=style, allow_unicode=True, width=10)
    scalar = _fields(block)["title"]
    assert scalar.value == yaml.load(block, Loader=yaml.BaseLoader)["title"]
    assert positions_in(block[scalar.start : scalar.end], scalar.value, scalar.style) is not None


# --- accents and mojibake -----------------------------------------------------------------------------------


LETTERS = ["a", "e\u0301", "o\u0308\u0304", "c\u0327", "\u1112\u1161\u11ab", "\u212b", "1", "2", " ", "\n"]


@given(st.lists(st.sampled_from(LETTERS), max_size=20).map("".join))
def test_composed_is_normal_form_c_with_the_places_of_its_parts(text: str) -> None:
    stretch = composed(FileText(text).stretch(0, len(text)))
    assert stretch.text == nfc(text)
    text_map = TextMap(stretch.pieces)
    for index, character in enumerate(stretch.text):
        place = text_map.place(Span(index, index + 1))
        assert place.start is not None
        # What a letter is made of, but for marks at the very end of the text, behind which nothing stands.
        there = text[place.start : place.end] if index < len(stretch.text) - 1 else text[place.start :]
        assert nfc(there) == character


def test_accents_written_apart_are_matched(tmp_path: Path) -> None:
    apart = unicodedata.normalize("NFD", "12 people died in Šibenik and São Paulo.")
    (tmp_path / "a.txt").write_text(apart, encoding="utf-8")
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article)
    assert "Šibenik" in article.text
    place = article.text_map.place(Span(article.text.index("Paulo"), article.text.index("Paulo") + 5))
    assert apart[place.start : place.end] == "Paulo"
    assert place.column == apart.index("Paulo") + 1


@pytest.mark.parametrize(
    "text",
    [
        "It costs £5 – “yes”",
        "«CAFÉ» and «CÔTÉ»",
        "Ørsted, § 3; Ø§ 5",
        "Zürich’s Älteste · 3½",
        "São Paulo, Ávila, Århus",
        "Москва 12",
    ],
)
def test_no_mojibake(text: str) -> None:
    assert find_mojibake(text) is None


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("It’s £5", "cp1252"),
        ("1\xa0000 – 2\xa0000", "cp1252"),
        ("naïve", "latin-1"),
        ("€12 million", "cp1252"),
        ("привет мир", "latin-1"),
    ],
)
def test_mojibake(text: str, encoding: str) -> None:
    wrong = find_mojibake(text.encode().decode(encoding))
    assert wrong is not None
    assert wrong.meant == next(character for character in text if not character.isascii())


def test_mojibake_is_told_with_its_place(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Toll\n\nIt cost Â£5 and Â£6.", encoding="utf-8")
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article)
    (remark,) = article.remarks
    assert (remark.kind, remark.line, remark.column) == ("mojibake", 3, 9)
    assert "'Â£' for '£', 2 times" in remark.message


def test_lost_characters_are_told(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("It cost \ufffd5.", encoding="utf-8")
    (article,) = read_paths([tmp_path])
    assert isinstance(article, Article)
    assert [remark.kind for remark in article.remarks] == ["mojibake"]


# --- digests, decoding --------------------------------------------------------------------------------------


def test_the_same_article_has_one_digest_in_every_format(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_bytes(b"Title 5\r\n\r\nBody 1\r\nand 2\r\n")
    (tmp_path / "b.md").write_text("---\ntitle: Title 5\n---\nBody 1\nand 2\n")
    (tmp_path / "c.jsonl").write_text(json.dumps({"title": "Title 5", "text": "Body 1\nand 2"}))
    (tmp_path / "d.txt").write_text("Title 5\n\nBody 1\nand 3\n")
    first, second, third, other = (row.header.digest for row in read_paths([tmp_path]) if isinstance(row, Article))
    assert first == second == third != other
    assert len(first) == 64


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        ("He said “at least 46” – 12 of them in the ministry’s cellar.", "mac_roman"),
        ("Podała, że zginęło co najmniej 46 osób, a 120 zostało rannych.", "iso8859-2"),
    ],
)
def test_an_encoding_in_doubt_is_not_guessed(text: str, encoding: str) -> None:
    with pytest.raises(Undecodable):
        decode(text.encode(encoding))


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=50))
def test_what_is_valid_utf_8_is_read_as_that(text: str) -> None:
    for mark, encoding in MARKS:
        assert decode(mark + text.encode(encoding)) == text


@given(st.binary(max_size=200))
def test_any_bytes_are_text_or_refused(raw: bytes) -> None:
    try:
        text = decode(raw)
    except Undecodable as refused:
        assert refused.reason and refused.advice
    else:
        text.encode("utf-8")
        assert "\0" not in text
