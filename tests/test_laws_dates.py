"""Sentences built from dates that fit stay silent, and the same with dates that do not are shown."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from functools import lru_cache

from hypothesis import given
from hypothesis import strategies as st
from texts import article_of

from figcheck.check import settle
from figcheck.dates import read_dates
from figcheck.findings import Finding
from figcheck.rules import Rule, load_rules
from figcheck.wordlists import load_lexicon

LEXICON = load_lexicon()
PUBLISHED = dt.date(2024, 5, 2)
WEEKDAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday".split()
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2099, 12, 31))
NEAR = st.dates(PUBLISHED - dt.timedelta(days=110), PUBLISHED + dt.timedelta(days=110))
FRAMES = st.sampled_from(
    (
        "The ferry left Varsk on {w}, {d}, with 40 people on board.",
        "The ferry left Varsk on {w} ({d}) with 40 people on board.",
        "{w}'s blast on {d} was heard in Varsk.",
        "The ferry, which left on {d}, a {w}, has not been seen since.",
        "Late on {w} night, {d}, the ferry was seen off Varsk.",
    )
)


@lru_cache(maxsize=1)
def rules() -> tuple[Rule, ...]:
    """The shipped rules about dates."""
    return tuple(rule for rule in load_rules().rules if rule.check.type == "date")


def shown(text: str, published: dt.date | None = PUBLISHED) -> list[Finding]:
    """The findings about dates of a text."""
    dates = read_dates(article_of(text, published=published), LEXICON)
    return list(settle([], [], rules(), dates).findings)


def causes(text: str, published: dt.date | None = PUBLISHED) -> list[str]:
    """What is shown of a text."""
    return [finding.cause for finding in shown(text, published)]


def british(day: dt.date, *, year: bool = True) -> str:
    """ "3 March 2024"."""
    return f"{day.day} {day:%B}" + (f" {day.year}" if year else "")


def american(day: dt.date, *, year: bool = True) -> str:
    """ "March 3, 2024"."""
    return f"{day:%B} {day.day}" + (f", {day.year}" if year else "")


PRINTS = st.sampled_from((british, american))
Printer = Callable[..., str]


@given(DAYS, PRINTS, FRAMES)
def test_a_weekday_that_fits_is_silent(day: dt.date, print_day: Printer, frame: str) -> None:
    assert "weekday_does_not_fit" not in causes(frame.format(w=WEEKDAYS[day.weekday()], d=print_day(day)), None)


@given(DAYS, PRINTS, FRAMES, st.integers(1, 6))
def test_a_weekday_that_does_not_fit_is_shown(day: dt.date, print_day: Printer, frame: str, off: int) -> None:
    wrong = WEEKDAYS[(day.weekday() + off) % 7]
    (finding,) = [f for f in shown(frame.format(w=wrong, d=print_day(day)), None) if f.cause == "weekday_does_not_fit"]
    assert (finding.expected, finding.observed) == (WEEKDAYS[day.weekday()], wrong)
    assert not finding.figures and {passage.surface for passage in finding.places} == {wrong, print_day(day)}


@given(NEAR, PRINTS, FRAMES, st.integers(0, 6))
def test_without_a_year_the_nearest_is_meant(day: dt.date, print_day: Printer, frame: str, off: int) -> None:
    text = frame.format(w=WEEKDAYS[(day.weekday() + off) % 7], d=print_day(day, year=False))
    assert ("weekday_does_not_fit" in causes(text)) == (off > 0)
    assert "weekday_does_not_fit" not in causes(text, None)


@given(st.integers(1930, 2010), st.integers(-30, 30))
def test_an_age_fits_one_of_two_years(born: int, off: int) -> None:
    age = PUBLISHED.year - born + off
    for text in (
        f"Rana Haddad, {age}, who was born in {born} in Tyre, runs the bakery.",
        f"The {age}-year-old was born in Tyre in {born}.",
        f"Born in {born}, Haddad, now {age}, runs the bakery.",
        f"Police named the driver as Tomas Varga, {age}. He was born in Gyor in {born}.",
    ):
        if 0 < age < 100:
            assert ("age_does_not_fit" in causes(text)) == (off not in (0, -1)), text


@given(st.integers(1850, 1940), st.integers(20, 80), st.integers(-9, 9))
def test_an_age_at_death(born: int, years: int, off: int) -> None:
    for text in (
        f"Arturo Benedetti ({born}–{born + years}), who died aged {years + off}, wrote operas in Parma.",
        f"The cellist was born in {born} and died in {born + years} at the age of {years + off}.",
    ):
        assert ("age_does_not_fit" in causes(text)) == (off not in (0, -1)), text


@given(NEAR, st.integers(2, 40), st.integers(-30, 30))
def test_days_between_two_days(first: dt.date, days: int, off: int) -> None:
    last = first + dt.timedelta(days=days)
    count = days + off
    if count < 2:
        return
    fits = off in (0, 1)
    begin, end = british(first), british(last)
    for text in (
        f"The strike, from {begin} to {end}, a total of {count} days, was the longest yet.",
        f"The {count}-day strike, from {begin} to {end}, was the longest yet.",
        f"He stepped down on {end}, {count} days after the vote of {begin}.",
        f"He was held on {begin}. {count} days later, on {end}, he was freed.",
    ):
        assert ("duration_does_not_fit" in causes(text)) == (not fits), text


@given(st.integers(1950, 2020), st.integers(3, 60), st.integers(-40, 40))
def test_years_between_two_years(first: int, years: int, off: int) -> None:
    count = years + off
    if count < 2 or abs(off) == 2:
        return
    fits = abs(off) <= 1
    text = f"Her {count}-year rule, from {first} to {first + years}, ended in a coup."
    assert ("duration_does_not_fit" in causes(text)) == (not fits), text


@given(st.integers(1800, 2023), st.integers(-20, 20))
def test_an_anniversary_falls_in_the_year_of_the_article(year: int, off: int) -> None:
    count = PUBLISHED.year - year + off
    if count < 1:
        return
    suffix = "th" if 10 <= count % 100 <= 20 else {1: "st", 2: "nd", 3: "rd"}.get(count % 10, "th")
    text = f"Thousands marched on Wednesday to mark the {count}{suffix} anniversary of the {year} massacre."
    assert ("anniversary_does_not_fit" in causes(text)) == (off != 0), text


@given(st.integers(1930, 1990), st.integers(15, 30), st.integers(-9, 9))
def test_an_age_at_a_time_is_held_to_that_time(born: int, then: int, off: int) -> None:
    year, age = born + then, then + off
    for text in (
        f"Born in {born}, he was {age} when he won the rally in {year}.",
        f"They moved to Perth in {year}, when she was {age}. She was born in {born}.",
        f"He took up the post in {year}, aged {age}. He was born in {born}.",
    ):
        found = shown(text)
        assert (len(found) == 1) == (off not in (0, -1)), text
        assert all(f" in {year}, not {age}" in finding.message for finding in found)


@given(st.integers(1850, 2000), st.integers(-30, 30))
def test_a_house_is_as_old_as_its_foundation(year: int, off: int) -> None:
    count = PUBLISHED.year - year + off
    if count < 2:
        return
    for text, fits in (
        (f"The theatre, which opened in {year}, turns {count} this year.", off == 0),
        (f"The bridge was built in {year} and is now {count} years old.", off in (0, -1)),
    ):
        severities = [finding.severity for finding in shown(text)]
        assert bool(severities) == (not fits), text
        assert ("warning" in severities) == (off > 1 or off < (-2 if "old" in text else -1)), text


@given(st.integers(0, 1439), st.integers(1, 40), st.integers(-6, 6))
def test_hours_from_one_time_of_day_to_another(start: int, quarters: int, off: int) -> None:
    end, told = (start + 15 * quarters) % 1440, 15 * (quarters + off)
    if told < 15:
        return

    def clock(minutes: int) -> str:
        hour, minute = divmod(minutes, 60)
        return f"{hour % 12 or 12}.{minute:02}{'pm' if hour >= 12 else 'am'}"

    text = f"The show starts at {clock(start)}, lasts {told} minutes and ends at {clock(end)}."
    assert bool(shown(text)) == (off != 0), text


@given(
    NEAR, st.integers(0, 6), st.sampled_from(((1, "The following day"), (2, "Two days later"), (-1, "The day before")))
)
def test_a_weekday_counted_from_another(day: dt.date, off: int, step: tuple[int, str]) -> None:
    days, words = step
    first, last = WEEKDAYS[day.weekday()], WEEKDAYS[(day.weekday() + days + off) % 7]
    assert bool(shown(f"The match was on {first}. {words}, {last}, the pitch was under water.")) == (off != 0)


@given(NEAR, st.integers(2, 60), st.integers(-30, 30))
def test_what_begins_and_ends(first: dt.date, days: int, off: int) -> None:
    last, count = first + dt.timedelta(days=days), days + off
    if count < 2:
        return
    text = f"The strike began on {british(first)} and ended on {british(last)}, after {count} days."
    assert bool(shown(text)) == (off not in (0, 1)), text
    assert "dates_run_backwards" in causes(f"The strike began on {british(last)} and ended on {british(first)}.")


@given(st.integers(1, 12), st.integers(1, 31), st.integers(1990, 2060))
def test_a_day_that_no_month_has(month: int, day: int, year: int) -> None:
    name = dt.date(2000, month, 1).strftime("%B")
    try:
        dt.date(year, month, day)
        exists = True
    except ValueError:
        exists = False
    found = causes(f"The road is shut until {day} {name} {year} while it is mended.")
    assert ("impossible_date" in found) == (not exists)


@given(st.text(max_size=300), st.sampled_from(("3 May", "born in 1975, ", "two days after ", "Sunday", " 43, ", "\n")))
def test_any_text_is_read(text: str, piece: str) -> None:
    whole = text + piece + text[::-1] + piece
    for mention in read_dates(article_of(whole), LEXICON):
        assert whole[mention.span.start : mention.span.end] == mention.surface
        assert mention.surface in mention.quote
    assert shown(whole) == shown(whole)
