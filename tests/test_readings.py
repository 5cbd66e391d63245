"""The algebra of readings, and how two printed figures compare."""

from __future__ import annotations

from decimal import Decimal
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of

from figcheck.check.causes import likely_cause
from figcheck.check.readings import Held, hold
from figcheck.describe import describe
from figcheck.find import find
from figcheck.intervals import INFINITY, Reading
from figcheck.model import Claim
from figcheck.rules import Ruleset, load_rules
from figcheck.wordlists import load_lexicon

NONE = Decimal(0)
HEDGES = (
    "about", "around", "nearly", "almost", "at least", "no fewer than", "more than", "over",
    "up to", "as many as", "no more than", "fewer than", "less than",
)  # fmt: skip


@cache
def shipped() -> Ruleset:
    return load_rules()


def claim_of(sentence: str, name: str = "a") -> Claim:
    """The claim of a sentence with one figure."""
    article = article_of(sentence, name=name)
    (claim,) = describe(article, find(article, load_lexicon()), load_lexicon(), shipped().measures)
    return claim


def dead(number: str, name: str = "a") -> Claim:
    return claim_of(f"The flood killed {number} people.", name)


def held(a: str, b: str, relative: str = "0", points: str = "0", sentence: str = "The flood killed {} people.") -> Held:
    first, second = claim_of(sentence.format(a)), claim_of(sentence.format(b), "b")
    return hold(first, second, NONE, Decimal(relative), Decimal(points))


# --- how two figures compare ---


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        pytest.param("46", "47", "discrepancy", id="one apart"),
        pytest.param("46", "64", "discrepancy", id="digits swapped"),
        pytest.param("160", "200", "discrepancy", id="small round numbers are taken as meant"),
        pytest.param("1,230", "1,260", "discrepancy", id="bands of ten that do not touch"),
        pytest.param("1.2 million", "1.4 million", "discrepancy", id="bands of a scaled number that do not touch"),
        pytest.param("more than 150", "150 to 160", "compatible", id="an open end inside a range"),
        pytest.param("more than 150", "140", "discrepancy", id="below an open end"),
        pytest.param("at least 46", "45", "discrepancy", id="below a floor"),
        pytest.param("up to 60", "61", "discrepancy", id="above a ceiling"),
        pytest.param("fewer than 60", "64", "discrepancy", id="above an open ceiling"),
        pytest.param("nearly 50", "52", "discrepancy", id="nearly lies below"),
        pytest.param("about 50", "56", "discrepancy", id="outside the band of about"),
        pytest.param("150 to 160", "165", "discrepancy", id="outside a range"),
        pytest.param("dozens of", "400", "discrepancy", id="a vague word orders apart"),
        pytest.param("46", "46", "agree", id="the same number"),
        pytest.param("46", "forty-six", "agree", id="digits and words"),
        pytest.param("at least 46", "no fewer than 46", "agree", id="two words of one hedge"),
        pytest.param("150 to 160", "between 150 and 160", "agree", id="the same range"),
        pytest.param("dozens of", "dozens of", "agree", id="the same vague word"),
        pytest.param("46", "at least 46", "compatible", id="a hedge dropped"),
        pytest.param("46", "up to 46", "compatible", id="a ceiling dropped"),
        pytest.param("at least 46", "50", "compatible", id="above a floor"),
        pytest.param("about 50", "54", "compatible", id="inside the band of about"),
        pytest.param("nearly 50", "46", "compatible", id="just below"),
        pytest.param("150 to 160", "155", "compatible", id="inside a range"),
        pytest.param("150 to 160", "158 to 170", "compatible", id="two ranges that overlap"),
        pytest.param("1.2 million", "1,230,000", "compatible", id="a scaled number stands for its band"),
        pytest.param("27,000", "27,400", "compatible", id="trailing zeros of large numbers may be rounding"),
        pytest.param("dozens of", "46", "compatible", id="a vague word that leaves room"),
    ],
)  # fmt: skip
def test_verdicts(a: str, b: str, verdict: str) -> None:
    assert held(a, b).verdict == verdict
    assert held(b, a).verdict == verdict, "the order of the two decides nothing"
    assert held(a, b).reason


@pytest.mark.parametrize(
    ("a", "b", "soft"),
    [
        pytest.param("at least 46", "50", False, id="near a floor"),
        pytest.param("at least 46", "57", False, id="within a quarter of a floor"),
        pytest.param("at least 46", "58", True, id="beyond a quarter of a floor"),
        pytest.param("more than 150", "400", True, id="far above an open end"),
        pytest.param("up to 60", "12", True, id="far below a ceiling"),
        pytest.param("46", "46", False, id="no open end"),
    ],
)
def test_an_open_end_is_taken_at_its_word_so_far(a: str, b: str, soft: bool) -> None:
    assert held(a, b).soft is soft
    assert held(a, b).verdict != "discrepancy"


@pytest.mark.parametrize(
    ("a", "b", "relative", "points", "verdict"),
    [
        pytest.param("30%", "31%", "0", "0.5", "discrepancy", id="a point apart"),
        pytest.param("30%", "30.4%", "0", "0.5", "compatible", id="within half a point"),
        pytest.param("30%", "31%", "0", "1", "compatible", id="within a point"),
        pytest.param("Three in ten", "30%", "0", "0.5", "compatible", id="words and digits of one share, by form"),
        pytest.param("Three in ten", "31%", "0", "0", "compatible", id="a share in words stands for a point"),
        pytest.param("Three in ten", "33%", "0", "0", "discrepancy", id="a share in words three points off"),
    ],
)  # fmt: skip
def test_shares_compare_in_points(a: str, b: str, relative: str, points: str, verdict: str) -> None:
    outcome = held(a, b, relative, points, "{} of voters stayed at home.")
    assert outcome.verdict == verdict or (verdict == "compatible" and outcome.verdict == "agree")


def test_a_relative_tolerance_is_of_the_larger() -> None:
    assert held("100", "105", relative="0.05").verdict == "compatible"
    assert held("100", "107", relative="0.05").verdict == "discrepancy"


# --- figures in two units ---

LONG = "The new bridge over the river is {} long."


@pytest.mark.parametrize(
    ("a", "b", "verdict"),
    [
        pytest.param("5 km", "5 miles", "discrepancy", id="one number, two units"),
        pytest.param("1 km", "1 mile", "discrepancy", id="one number, though rounding would let them meet"),
        pytest.param("5 km", "4 miles", "discrepancy", id="farther apart than rounding"),
        pytest.param("100 km", "70 miles", "discrepancy", id="zeros stand for five per cent at most"),
        pytest.param("70 mph", "130 km/h", "discrepancy", id="compound units apart"),
        pytest.param("5 km", "3.1 miles", "compatible", id="by rounding"),
        pytest.param("3 feet", "1 metre", "compatible", id="by rounding to whole numbers"),
        pytest.param("about 60 miles", "100 km", "compatible", id="a hedge and zeros"),
        pytest.param("at least 5 km", "4 miles", "compatible", id="an open end"),
        pytest.param("between 4 and 6 km", "3 miles", "compatible", id="a range"),
        pytest.param("70 mph", "113 km/h", "compatible", id="compound units"),
        pytest.param("1,000 tons", "1,000 tonnes", "compatible", id="a name with several sizes"),
        pytest.param("1.5 degrees Celsius", "2.7 degrees Fahrenheit", "compatible", id="a change of temperature"),
        pytest.param("37 degrees Celsius", "98.6 degrees Fahrenheit", "agree", id="a temperature"),
        pytest.param("3 km", "3,000 metres", "agree", id="exactly"),
    ],
)
def test_how_figures_in_two_units_compare(a: str, b: str, verdict: str) -> None:
    assert held(a, b, sentence=LONG).verdict == verdict
    assert held(b, a, sentence=LONG).verdict == verdict


def test_one_number_with_two_units_is_a_slip() -> None:
    first, second = claim_of(LONG.format("5 km")), claim_of(LONG.format("5 miles"), "b")
    assert likely_cause(first, second).name == "unit_slip"
    assert likely_cause(first, claim_of(LONG.format("7 miles"), "b")).name != "unit_slip"


# --- laws of comparing ---

counts = st.integers(2, 999_999)
tolerances = st.decimals("0", "0.2", places=2)


@given(counts, counts, st.sampled_from(("", *HEDGES)), st.sampled_from(("", *HEDGES)))
def test_holding_is_symmetric(a: int, b: int, hedge_a: str, hedge_b: str) -> None:
    first, second = dead(f"{hedge_a} {a}".strip()), dead(f"{hedge_b} {b}".strip(), "b")
    one = hold(first, second, NONE, Decimal("0.05"), NONE)
    assert hold(second, first, NONE, Decimal("0.05"), NONE)[::2] == one[::2]


@given(counts, st.integers(-8, 8), st.sampled_from(HEDGES), st.sampled_from(("0", "0.05", "0.1")))
def test_a_hedge_creates_no_finding_at_warning(a: int, percent: int, hedge: str, relative: str) -> None:
    plain, hedged, other = dead(str(a)), dead(f"{hedge} {a}"), dead(str(max(2, a + a * percent // 100)), "b")
    assert alarms(plain, other, relative) or not alarms(hedged, other, relative)


@given(counts, st.integers(-20, 20), st.sampled_from(("", *HEDGES)), tolerances, tolerances)
def test_more_tolerance_creates_no_discrepancy(a: int, percent: int, hedge: str, one: Decimal, more: Decimal) -> None:
    first, second = dead(f"{hedge} {a}".strip()), dead(str(max(2, a + a * percent // 100)), "b")
    before = hold(first, second, NONE, one, NONE).verdict
    after = hold(first, second, NONE, one + more, NONE).verdict
    assert before == "discrepancy" or after != "discrepancy"


def alarms(a: Claim, b: Claim, relative: str) -> bool:
    verdict = hold(a, b, NONE, Decimal(relative), NONE).verdict
    return verdict == "discrepancy" and likely_cause(a, b).most != "note"


# --- laws of readings ---

ends = st.integers(-50, 50).map(Decimal)


@st.composite
def readings(draw: st.DrawFn, bounded: bool = False) -> Reading:
    """Readings that hold at least one value."""
    low, high = sorted((draw(ends), draw(ends)))
    low_open, high_open = draw(st.booleans()), draw(st.booleans())
    if low == high:
        return Reading(low, high)
    if not bounded:
        low = draw(st.sampled_from((low, -INFINITY)))
        high = draw(st.sampled_from((high, INFINITY)))
    return Reading(low, high, low_open, high_open)


@st.composite
def nested(draw: st.DrawFn) -> tuple[Reading, Reading, Reading]:
    """Three readings, each mostly within the next; where ends are equal, whether they are open decides."""
    chain = [draw(readings(bounded=True))]
    for _ in range(2):
        inner, below, above = chain[-1], draw(st.integers(0, 3)), draw(st.integers(0, 3))
        low, high = inner.low - below, inner.high + above
        chain.append(Reading(low, high, low < high and draw(st.booleans()), low < high and draw(st.booleans())))
    return chain[0], chain[1], chain[2]


def holds(reading: Reading, value: Decimal) -> bool:
    """Membership, written out apart from the algebra."""
    above = value > reading.low or (value == reading.low and not reading.low_open)
    return above and (value < reading.high or (value == reading.high and not reading.high_open))


@given(readings(), readings())
def test_meets_is_symmetric(a: Reading, b: Reading) -> None:
    assert a.meets(b) == b.meets(a)


@given(readings())
def test_a_reading_meets_itself(a: Reading) -> None:
    assert a.meets(a) and a.within(a)


@given(readings(), readings(), ends)
def test_a_shared_value_is_a_meeting(a: Reading, b: Reading, value: Decimal) -> None:
    assert a.meets(b) or not (holds(a, value) and holds(b, value))


@pytest.mark.parametrize(
    ("a", "b"),
    [
        pytest.param(Reading(Decimal(1), Decimal(2)), Reading(Decimal(3), Decimal(4)), id="apart"),
        pytest.param(
            Reading(Decimal(1), Decimal(2), high_open=True), Reading(Decimal(2), Decimal(3)), id="an open end"
        ),
        pytest.param(Reading(Decimal(1), Decimal(2)), Reading(Decimal(2), INFINITY, low_open=True), id="more than"),
    ],
)  # fmt: skip
def test_no_shared_value_is_no_meeting(a: Reading, b: Reading) -> None:
    assert not a.meets(b)


@given(readings(), readings(), st.integers(0, 20).map(Decimal))
def test_widening_loses_no_meeting(a: Reading, b: Reading, by: Decimal) -> None:
    assert a.widened(by).meets(b) or not a.meets(b)
    assert a.within(a.widened(by))


@given(nested())
def test_within_implies_meeting(chain: tuple[Reading, Reading, Reading]) -> None:
    a, b, c = chain
    assert a.meets(b) or not a.within(b)
    assert b.meets(c) or not b.within(c)


@given(nested())
def test_within_is_transitive(chain: tuple[Reading, Reading, Reading]) -> None:
    a, b, c = chain
    assert a.within(c) or not (a.within(b) and b.within(c))


@given(readings(bounded=True), readings(), ends, ends)
def test_a_sum_holds_the_sums(a: Reading, b: Reading, x: Decimal, y: Decimal) -> None:
    assert holds(a.plus(b), x + y) or not (holds(a, x) and holds(b, y))


@given(readings(), readings(), readings())
def test_sums_commute_and_associate(a: Reading, b: Reading, c: Reading) -> None:
    assert a.plus(b) == b.plus(a)
    assert a.plus(b).plus(c) == a.plus(b.plus(c))


@given(readings(), readings(), st.integers(1, 9).map(Decimal))
def test_scaling_keeps_meeting_and_sums(a: Reading, b: Reading, factor: Decimal) -> None:
    assert a.scaled(factor).meets(b.scaled(factor)) == a.meets(b)
    assert a.plus(b).scaled(factor) == a.scaled(factor).plus(b.scaled(factor))


@given(st.integers(1, 500).map(Decimal), st.integers(1, 9).map(Decimal))
def test_scaling_takes_point_and_precision_along(value: Decimal, factor: Decimal) -> None:
    reading = Reading.exactly(value, Decimal(1)).scaled(factor)
    assert reading == Reading.exactly(value * factor)._replace(precision=factor)


@pytest.mark.parametrize("factor", [Decimal(0), Decimal(-1)])
def test_a_factor_that_is_not_positive_is_refused(factor: Decimal) -> None:
    with pytest.raises(ValueError, match="positive"):
        Reading.exactly(Decimal(1)).scaled(factor)


def test_a_negative_widening_is_refused() -> None:
    with pytest.raises(ValueError, match="not negative"):
        Reading.exactly(Decimal(1)).widened(Decimal(-1))
