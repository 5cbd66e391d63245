"""What is written as records is read from them, and each character's place leads to it; the seeds give the same figures
and findings in every one of these formats."""

from __future__ import annotations

import re
import unicodedata
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from saved_records import MARKED_UP, PLAIN, Story, as_rows

from figcheck.api import run
from figcheck.articles import Article, Span
from figcheck.config import Settings
from figcheck.findings import Run
from figcheck.read import ReadOptions, read_paths
from figcheck.read.lines import LINE_END

SEEDS = Path(__file__).resolve().parent.parent / "seeds"

# What is no HTML and no blank at an end; quotes, delimiters, escapes and astral characters among it.
WORDS = st.text(st.sampled_from("ab 12.,;'\"#\\/–’é😀\u0301\u2028\x85\t:|=<>&%"), max_size=30)
TITLES = WORDS.map(lambda words: "T " + words.strip() + " 7")
LINES = st.lists(WORDS, min_size=1, max_size=4)
XML_WORDS = st.text(st.sampled_from("ab 12.,;'\"#/–’é😀\u0301:|=<>&%]"), max_size=30)


def unescaped(written: str) -> str:
    return re.sub(r"\\u([0-9a-fA-F]{4})", lambda escape: chr(int(escape[1], 16)), written)


def place_is_right(article: Article, on_disk: str) -> None:
    """Every character that is no blank stands at its place, as itself or as what stands for it."""
    lines = LINE_END.split(on_disk)
    for index, character in enumerate(article.text):
        if character.isspace():
            continue
        place = article.text_map.place(Span(index, index + 1))
        assert place.start is not None and place.line and place.column
        there = on_disk[place.start]
        is_part = (
            there in (character, unicodedata.normalize("NFD", character)[0])
            or character in nfc(unescaped(on_disk[place.start : place.end]))  # a letter and its accents have one place
        )
        assert is_part or there in "\\&", f"{character!r} is not at {place}, where {there!r} is"
        assert lines[place.line - 1][place.column - 1] == there


def nfc(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def written(path: Path, text: str) -> Path:
    path.write_bytes(text.encode("utf-8"))
    return path


@pytest.mark.parametrize("form", PLAIN)
@given(lines=LINES, end=st.sampled_from(["\n", "\r\n", "\n\n"]), title=TITLES)
def test_what_is_written_is_read(
    form: str, lines: list[str], end: str, title: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    suffix, write = PLAIN[form]
    stories = [
        Story("A " + end.join(lines) + " b", title),
        Story("Second 2", title + "2", "Coast", "Bo Li", "2024-03-04"),
    ]
    path = written(tmp_path_factory.getbasetemp() / f"plain{suffix}", write(stories))
    on_disk = path.read_bytes().decode()
    got = list(read_paths([path]))
    assert len(got) == 2
    for article, story in zip(got, stories, strict=True):
        assert isinstance(article, Article), article
        assert article.header.title == nfc(story.title)
        assert article.text[article.title_end :].removeprefix("\n\n") == nfc(story.text)
        assert (article.header.outlet, article.header.author) == (story.outlet, story.author)
        assert str(article.header.published) == story.published
        place_is_right(article, on_disk)


@pytest.mark.parametrize("form", MARKED_UP)
@given(parts=st.lists(XML_WORDS.map(lambda words: f"A {words} b"), min_size=1, max_size=4), title=XML_WORDS)
@example(parts=["A a\u0301\u0301 b"], title="")
def test_what_is_marked_up_is_read(
    form: str, parts: list[str], title: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    suffix, write = MARKED_UP[form]
    title = "T " + " ".join(title.split()) + " 7"
    story = Story("\n\n".join(" ".join(part.split()) for part in parts), title)
    path = written(tmp_path_factory.getbasetemp() / f"marked{suffix}", write([story]))
    (article,) = read_paths([path])
    assert isinstance(article, Article), article
    assert article.header.title == nfc(story.title)
    assert article.text[article.title_end :].removeprefix("\n\n") == nfc(story.text)
    assert (article.header.outlet, article.header.author) == (story.outlet, story.author)
    assert str(article.header.published) == story.published
    place_is_right(article, path.read_bytes().decode())


# --- damage -------------------------------------------------------------------------------------------------

SAMPLES = Path(__file__).parent / "data" / "read" / "records"
SIGNS = """" \\ { } [ ] , : ' < > & &amp; <![CDATA[ ]]> <item> </item> <p> <!-- "" null 1e999 \\ud800 x:a='b'""".split()
BITS = st.sampled_from([*(sign.encode() for sign in SIGNS), b"\r", b"\n", b"\xff", b"\xc3", b"\0", b"PAR1"])


@pytest.mark.parametrize("suffix", [".json", ".jsonl", ".csv", ".rss", ".xml", ".atom", ".parquet"])
@given(data=st.data())
def test_damaged_files_give_articles_or_rows(
    suffix: str, data: st.DataObject, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if suffix == ".parquet":
        pytest.importorskip("pyarrow")
    sample = data.draw(st.sampled_from([path for path in sorted(SAMPLES.iterdir()) if path.suffix == suffix]))
    raw = bytearray(sample.read_bytes())
    for _ in range(data.draw(st.integers(1, 4))):
        at = data.draw(st.integers(0, len(raw)))
        if data.draw(st.booleans()):
            raw[at:at] = data.draw(BITS)
        else:
            del raw[at : at + data.draw(st.integers(1, 20))]
    path = tmp_path_factory.getbasetemp() / f"damaged{suffix}"
    path.write_bytes(raw)
    limit = data.draw(st.sampled_from([64_000_000, 300, 50]))
    for row in read_paths([path], ReadOptions(max_bytes=limit, max_articles=data.draw(st.sampled_from([1000, 2])))):
        assert row.text.strip() if isinstance(row, Article) else row.reason and row.advice


# --- the seeds ----------------------------------------------------------------------------------------------


def seed_stories() -> list[Story]:
    stories = []
    for article in read_paths([SEEDS]):
        assert isinstance(article, Article)
        header = article.header
        # Markdown's own signs (quotes, lists, tables) are no part of these formats; the seeds' words are.
        body = article.text[article.title_end :].strip()
        stories.append(Story(body, header.title or "", header.outlet or "", header.author or "", str(header.published)))
    return stories


def essence(run: Run) -> tuple[Any, ...]:
    """Figures and findings without ids, paths and places."""
    titles = {header.id: header.title for header in run.articles}
    figures = sorted(
        (titles[claim.header.id] or "", claim.figure.surface, str(claim.figure.reading), claim.measure, claim.kind)
        for claim in run.claims
    )
    surfaces = {claim.id: claim.figure.surface for claim in run.claims}
    findings = sorted(
        (finding.rule, finding.severity, finding.cause, sorted(surfaces[claim] for claim in finding.figures))
        for finding in run.findings
    )
    return figures, findings


@pytest.fixture(scope="module")
def expected() -> tuple[Any, ...]:
    return essence(run([SEEDS], Settings()))


@pytest.mark.slow
@pytest.mark.parametrize("form", [*PLAIN, *MARKED_UP, "Parquet"])
def test_the_seeds_give_the_same_figures_and_findings(form: str, expected: tuple[Any, ...], tmp_path: Path) -> None:
    stories = seed_stories()
    if form == "Parquet":
        pyarrow = pytest.importorskip("pyarrow")
        parquet = pytest.importorskip("pyarrow.parquet")

        parquet.write_table(pyarrow.Table.from_pylist(as_rows(stories)), tmp_path / "seeds.parquet")
    else:
        suffix, write = (PLAIN | MARKED_UP)[form]
        if form in (
            "JSON Feed",
            "RSS, character data",
            "RSS, escaped",
            "Atom, XHTML",
            "NITF",
        ):  # one outlet or story a file
            for number, story in enumerate(stories):
                written(tmp_path / f"{number:02}{suffix}", write([story]))
        else:
            written(tmp_path / f"seeds{suffix}", write(stories))
    got = run([tmp_path], Settings())
    assert not got.unread
    assert essence(got) == expected
    for claim in got.claims:
        place = claim.place
        if form == "Parquet":
            assert place.record and place.line is None
            continue
        on_disk = (tmp_path / Path(claim.header.path).name).read_bytes().decode()
        assert place.start is not None and place.end is not None and place.line and place.column
        there = on_disk[place.start : place.end]
        assert LINE_END.split(on_disk)[place.line - 1][place.column - 1] == there[0]
        first = re.match(r"\w+|.", claim.figure.surface, re.DOTALL)
        assert first is not None
        if unicodedata.normalize("NFC", there).isascii() and not there.startswith(("\\", "&", "<")):
            assert there.startswith(first.group())
