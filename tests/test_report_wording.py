"""Words, widths and wraps: the small functions that every report is made of."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sample_run import CLAIMS, exactly

from figcheck.articles import Place
from figcheck.intervals import INFINITY, UNBOUNDED_BELOW, Reading
from figcheck.report.grid import cell, draw, fit
from figcheck.report.terminal import Look, clean, display_width, one_line, wrap
from figcheck.report.wording import day, difference, interval, location, number, printed, source

FIGURE = CLAIMS[0].figure
ANY_TEXT = st.text(st.characters(codec=None), max_size=60)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("plain [31m text", "plain [31m text", id="brackets without escape"),
        pytest.param("نمی\u200cخواهم", "نمی\u200cخواهم", id="a joiner that Persian needs"),
        pytest.param("a\tb", "a\tb", id="tab"),
        pytest.param("\x1b[1;31mred\x1b[0m", "red", id="colour"),
        pytest.param("\x9b2Jx", "x", id="C1 sequence"),
        pytest.param("\x1b]0;title\x07x", "]0;titlex", id="a window title stays visible"),
        pytest.param("\u202eabc\u202c", "abc", id="bidi"),
        pytest.param("a\x00b\x7f", "ab", id="NUL and DEL"),
        pytest.param("a\r\nb\rc\u2028d", "a\nb\nc\nd", id="line ends"),
        pytest.param("\udcff", "\ufffd", id="half a surrogate pair"),
    ],
)
def test_clean(text: str, shown: str) -> None:
    assert clean(text) == shown


@given(ANY_TEXT)
def test_clean_is_done_at_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert "\x1b" not in clean(text)
    clean(text).encode("utf-8")


@given(ANY_TEXT, st.integers(2, 30))
def test_wrap_fits_and_keeps_every_character(text: str, width: int) -> None:
    text = one_line(text)
    lines = wrap(text, width)
    assert all(display_width(line) <= width for line in lines)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")


@given(st.lists(st.tuples(ANY_TEXT, ANY_TEXT), min_size=1, max_size=4), st.integers(30, 90))
def test_grid_is_straight_whatever_it_holds(rows: list[tuple[str, str]], width: int) -> None:
    cells = [[cell((one, "")), cell((other, "strong"))] for one, other in rows]
    lines = draw(("One", "Other"), cells, Look(width)).split("\n")
    assert len({display_width(line) for line in lines}) == 1
    assert display_width(lines[0]) <= width


@given(st.lists(st.integers(0, 200), min_size=1, max_size=9), st.integers(20, 200))
def test_fit_uses_no_more_than_the_room(natural: list[int], room: int) -> None:
    widths = fit(natural, room)
    assert sum(widths) <= room
    assert all(width <= max(2, wanted) for width, wanted in zip(widths, natural, strict=True))


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        pytest.param("short", 10, ["short"], id="fits"),
        pytest.param("", 10, [""], id="empty"),
        pytest.param("two words", 5, ["two", "words"], id="at the blank"),
        pytest.param("seeds/house.txt:1:18", 19, ["seeds/", "house.txt:1:18"], id="a path at its slash"),
        pytest.param("wire.jsonl:119:1243", 17, ["wire.jsonl:119:", "1243"], id="a place before its column"),
        pytest.param("abcdefgh", 5, ["abcde", "fgh"], id="a long word"),
        pytest.param("日本語日本", 5, ["日本", "語日", "本"], id="wide characters"),
    ],
)
def test_wrap(text: str, width: int, lines: list[str]) -> None:
    assert wrap(text, width) == lines


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        ("46", "46"),
        ("30410", "30,410"),
        ("2E+6", "2,000,000"),
        ("100", "100"),
        ("0.667", "0.667"),
        ("33.33333333333333", "33.3333"),
        ("123456.789123", "123,456.789"),
        ("0", "0"),
        ("1E+40", "1E+40"),
        ("Infinity", "∞"),
    ],
)
def test_number(value: str, shown: str) -> None:
    assert number(Decimal(value)) == shown


@pytest.mark.parametrize(
    ("reading", "shown"),
    [
        pytest.param(exactly(46), "46", id="exact"),
        pytest.param(Reading(Decimal(46), INFINITY), "≥ 46", id="at least"),
        pytest.param(Reading(Decimal(150), INFINITY, low_open=True), "> 150", id="more than"),
        pytest.param(Reading(UNBOUNDED_BELOW, Decimal(60)), "≤ 60", id="up to"),
        pytest.param(Reading(UNBOUNDED_BELOW, Decimal(60), high_open=True), "< 60", id="under"),
        pytest.param(Reading(Decimal(150), Decimal(160)), "150–160", id="range"),
        pytest.param(Reading(Decimal(45), Decimal(50), high_open=True), "45–<50", id="nearly"),
        pytest.param(Reading(UNBOUNDED_BELOW, INFINITY), "any", id="nothing asserted"),
    ],
)
def test_interval(reading: Reading, shown: str) -> None:
    assert interval(reading) == shown


@pytest.mark.parametrize(
    ("a", "b", "unit", "words"),
    [
        pytest.param(exactly(46), exactly(46), "count", "", id="equal"),
        pytest.param(Reading(Decimal(10), Decimal(20)), Reading(Decimal(15), Decimal(30)), "count", "", id="overlap"),
        pytest.param(exactly(0), exactly(3), "count", "3 more", id="from nothing"),
        pytest.param(exactly(160), exactly(200), "count", "40 more (25%)", id="more"),
        pytest.param(exactly(200), exactly(160), "count", "40 fewer (20%)", id="fewer"),
        pytest.param(exactly(37), exactly(29), "percent", "8 points lower", id="points"),
        pytest.param(exactly(50), exactly(51), "percent", "1 point higher", id="one point"),
        pytest.param(exactly(3), exactly(30), "count", "27 more (10 times as many)", id="tenfold"),
        pytest.param(exactly(20), exactly(10), "USD", "10 USD less (50%)", id="money"),
        pytest.param(
            Reading(Decimal(10), Decimal(20)),
            Reading(Decimal(25), INFINITY),
            "count",
            "at least 5 more",
            id="ends of intervals",
        ),
        pytest.param(exactly(10_000), exactly(10_001), "count", "1 more (under 0.1%)", id="tiny"),
        pytest.param(exactly(1), exactly("1E+30"), "count", None, id="beyond rounding"),
    ],
)
def test_difference(a: Reading, b: Reading, unit: str, words: str | None) -> None:
    told = difference(FIGURE._replace(reading=a, unit=unit), FIGURE._replace(reading=b, unit=unit))
    assert told == words if words is not None else "times as many" in told


def test_figures_of_two_units_have_no_difference() -> None:
    assert difference(FIGURE._replace(unit="USD"), FIGURE._replace(unit="EUR", reading=exactly(99))) == ""


@pytest.mark.parametrize(
    ("place", "shown"),
    [
        (Place(5, 7, 3, 15), "a.txt:3:15"),
        (Place(5, 7, 3, 15, record=2), "a.txt#2:3:15"),
        (Place(5, 7, 3, 15, member="b.warc", record=2), "a.txt!b.warc#2:3:15"),
        (Place(None, None, None, None, record=7), "a.txt#7"),
        (Place(None, None, None, None, member="b.txt"), "a.txt!b.txt"),
        (Place(None, None, None, None), "a.txt"),
    ],
)
def test_location(place: Place, shown: str) -> None:
    assert location("a.txt", place) == shown


def test_source_tells_another_as_of_day_only() -> None:
    published = dt.date(2024, 2, 6)
    assert source("Reuters", published, published) == "Reuters, 6 Feb 2024"
    assert source("Reuters", published, dt.date(2024, 2, 5)) == "Reuters, 6 Feb 2024, as of 5 Feb 2024"
    assert source(None, None) == ""
    assert day("2024-12-01") == "1 Dec 2024"


def test_printed_takes_in_the_counted_noun_where_the_quote_has_it() -> None:
    claim = CLAIMS[0]
    assert printed(claim) == "9 people"
    assert printed(replace(claim, quote="9 people", quote_at=claim.quote_at)) == "9"
    assert printed(replace(claim, figure=claim.figure._replace(counted_span=None))) == "9"
