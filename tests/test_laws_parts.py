"""Laws of parts and wholes: sentences built from sums that fit are left alone, those that are off are shown."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.findings import Run
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

TOOLKIT = Toolkit(load_lexicon(), load_rules())
PUBLISHED = dt.date(2024, 5, 2)
SUMS = ("parts-exceed-whole", "parts-fall-short")
OURS = (*SUMS, "part-exceeds-whole", "answers-do-not-make-100", "total-does-not-follow")
SLOW = settings(max_examples=25, deadline=None)

# A whole and three parts that are all of it, in the words of news.
COMPLETE = (
    "Rescuers brought out {whole} people: {a} men, {b} women and {c} children.",
    "The {whole} dead were {a} men, {b} women and {c} children.",
    "The new chamber has {whole} seats: {a} for the Liberals, {b} for the Greens and {c} for independents.",
    "A convoy of {whole} lorries, made up of {a} tankers, {b} vans and {c} flatbeds, left before dawn.",
    "The club has won {whole} trophies ({a} titles, {b} plates and {c} shields).",
    "Police made {a} arrests on Friday, {b} on Saturday and {c} on Sunday, {whole} in all.",
    "The strike closed {a} schools in Lyon, {b} in Nice and {c} in Brest, a total of {whole}.",
)
# A whole of which only some parts are told.
SOME = (
    "The crash killed {whole} people, including {a} men, {b} women and {c} soldiers.",
    "There were {whole} guests, among them {a} ministers, {b} envoys and {c} bishops.",
    "The survey reached {whole} farms, of which {a} keep cattle, {b} grow wheat and {c} make cheese.",
)
# Parts of which none is in two, though they may not be all.
EXCLUSIVE = (
    "Of the {whole} horses that set off, {a} fell, {b} were pulled up and {c} finished.",
    "Of the {whole} seats, Labour took {a}, the Greens got {b} and the Liberals won {c}.",
    "The valley has {whole} trees. Of these, {a} are oaks, {b} are limes and {c} are beeches.",
    "Customs seized {whole} vehicles, among them {a} lorries, {b} cars and {c} vans.",
    "Labour won {a} of the {whole} seats, the Greens took {b} and the Liberals {c}.",
    "The club played {whole} matches, of which it won {a}, drew {b} and lost {c}.",
)
small = st.integers(min_value=2, max_value=90)


def checked(text: str) -> Run:
    return run_engine([article_of(text, published=PUBLISHED, outlet="A")], TOOLKIT)


def shown(text: str) -> list[str]:
    return [finding.cause for finding in checked(text).findings if finding.rule in OURS]


@SLOW
@given(st.sampled_from(COMPLETE), small, small, small)
def test_parts_that_fit_are_left_alone(words: str, a: int, b: int, c: int) -> None:
    assert shown(words.format(whole=a + b + c, a=a, b=b, c=c)) == []


@SLOW
@given(st.sampled_from(COMPLETE), small, small, small, st.integers(min_value=1, max_value=9))
def test_parts_that_make_more_are_shown(words: str, a: int, b: int, c: int, more: int) -> None:
    whole = a + b + c - more
    if whole in (a, b, c, a + b, b + c, a + c) or whole <= max(a, b, c) or 10 * whole < 8 * (a + b + c):
        return  # the reader may take it for another sum
    assert shown(words.format(whole=whole, a=a, b=b, c=c)) == ["parts_exceed_whole"]


@SLOW
@given(st.sampled_from(COMPLETE), small, small, small, st.integers(min_value=1, max_value=9))
def test_parts_that_make_less_are_shown(words: str, a: int, b: int, c: int, less: int) -> None:
    whole = a + b + c + less
    if 8 * whole > 10 * (a + b + c):
        return
    assert shown(words.format(whole=whole, a=a, b=b, c=c)) == ["parts_fall_short"]


@SLOW
@given(st.sampled_from(SOME), small, small, small, st.integers(min_value=0, max_value=200))
def test_some_of_the_parts_never_fall_short(words: str, a: int, b: int, c: int, more: int) -> None:
    assert shown(words.format(whole=a + b + c + more, a=a, b=b, c=c)) == []


@SLOW
@given(st.integers(min_value=10, max_value=900), st.integers(min_value=2, max_value=8))
def test_the_rest_is_what_is_left(whole: int, part: int) -> None:
    text = "Of the {} stations, {} were in private hands and the remaining {} belonged to the state."
    assert shown(text.format(whole, part, whole - part)) == []
    for off in (whole - part + 1, whole + 7):
        assert shown(text.format(whole, part, off)) == ["parts_exceed_whole"]


@SLOW
@given(st.integers(min_value=2, max_value=5000), st.integers(min_value=1, max_value=5000))
def test_a_part_is_no_more_than_its_whole(whole: int, part: int) -> None:
    wordings = (
        f"The court freed {whole:,} prisoners, among them {part:,} women.",
        f"The navy sent {whole:,} sailors, {part:,} of them conscripts.",
        f"In the valley {part:,} of the {whole:,} plants were closed.",
    )
    exact = whole < 1000 and part < 1000
    for text in wordings:
        found = shown(text)
        if part <= whole:
            assert found == []
        elif exact or part > whole * Decimal("1.2"):
            assert found == ["part_exceeds_whole"]


@SLOW
@given(st.integers(min_value=11, max_value=299), st.integers(min_value=11, max_value=299))
def test_money_makes_its_total_within_rounding(first: int, second: int) -> None:
    """Each amount is printed to a tenth of a million; the parts may be off by half of one each."""
    text = "The fund paid out ${:.1f} million: ${:.1f} million to farmers and ${:.1f} million to fishermen."
    a, b, tenth = Decimal(first) / 10, Decimal(second) / 10, Decimal("0.1")
    assert shown(text.format(a + b, a, b)) == []
    assert shown(text.format(a + b + tenth, a, b)) == []
    assert shown(text.format(a + b + 10 * tenth, a, b)) == ["parts_fall_short"]


@SLOW
@given(st.integers(min_value=20, max_value=60), st.integers(min_value=20, max_value=38))
def test_answers_make_a_hundred_within_half_a_point_each(yes: int, no: int) -> None:
    text = "In the poll {} percent support the treaty, {} percent oppose it and {} percent are undecided."
    rest = 100 - yes - no
    for off in (0, 1):
        assert shown(text.format(yes, no, rest + off)) == []
    for off in (2, 10):
        assert shown(text.format(yes, no, rest + off)) == ["answers_exceed_hundred"]


@SLOW
@given(st.integers(min_value=30, max_value=880), st.integers(min_value=1, max_value=9), st.sampled_from((0, 1, 3)))
def test_an_increase_leads_to_its_total(was: int, more: int, off: int) -> None:
    text = (
        f"On Sunday the death toll from the landslide stood at {was}. Rescuers found {more} more bodies on Monday, "
        f"bringing the toll to {was + more + off}."
    )
    assert shown(text) == (["total_does_not_follow"] if off else [])


@SLOW
@given(st.sampled_from(EXCLUSIVE), small, small, small, st.integers(min_value=0, max_value=9))
def test_exclusive_parts_that_leave_room_are_left_alone(words: str, a: int, b: int, c: int, left: int) -> None:
    if "drew" in words:
        left = 0  # won, drawn and lost are all
    assert shown(words.format(whole=a + b + c + left, a=a, b=b, c=c)) == []


@SLOW
@given(st.sampled_from(EXCLUSIVE), small, small, small, st.integers(min_value=1, max_value=9))
def test_exclusive_parts_that_make_more_are_shown(words: str, a: int, b: int, c: int, more: int) -> None:
    whole = a + b + c - more
    if whole in (a, b, c, a + b, b + c, a + c) or whole <= max(a, b, c) or 10 * whole < 8 * (a + b + c):
        return  # the reader may take it for another sum
    assert shown(words.format(whole=whole, a=a, b=b, c=c)) == ["parts_exceed_whole"]
