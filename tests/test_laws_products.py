"""Laws of products, conversions and orders: sentences made of numbers that fit are silent, those that are off fire."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from texts import article_of

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.rules import load_rules
from figcheck.units import convert
from figcheck.wordlists import load_lexicon

RULES: Final = ("product-does-not-fit", "conversion-does-not-fit", "rank-does-not-fit", "superlative-does-not-fit")
TOOLKIT: Final = Toolkit(load_lexicon(), load_rules())
MODERATE: Final = settings(max_examples=60, deadline=None)

# How a unit is printed, its canonical name, and what it is told in as well.
PAIRS: Final = (
    (" km", "kilometre", " miles", "mile"),
    (" miles", "mile", " kilometres", "kilometre"),
    (" feet", "foot", " metres", "metre"),
    ("m", "metre", "ft", "foot"),
    (" inches", "inch", "cm", "centimetre"),
    (" yards", "yard", " metres", "metre"),
    (" hectares", "hectare", " acres", "acre"),
    (" acres", "acre", " hectares", "hectare"),
    (" square miles", "square mile", " sq km", "square kilometre"),
    (" square metres", "square metre", " square feet", "square foot"),
    ("kg", "kilogram", "lb", "pound-mass"),
    (" pounds", "pound-mass", " kilograms", "kilogram"),
    (" ounces", "ounce", " grams", "gram"),
    (" mph", "mile/hour", " km/h", "kilometre/hour"),
    (" km/h", "kilometre/hour", " mph", "mile/hour"),
    (" knots", "knot", " kph", "kilometre/hour"),
    ("C", "degree Celsius", "F", "degree Fahrenheit"),
    (" degrees Fahrenheit", "degree Fahrenheit", " degrees Celsius", "degree Celsius"),
)


def shown(text: str) -> list[str]:
    """The causes that the rules of this file show in an article of one text."""
    run = run_engine([article_of(text)], TOOLKIT)
    return [finding.cause for finding in run.findings if finding.rule in RULES and finding.severity != "note"]


def rounded(value: Decimal, digits: int) -> Decimal:
    """A value with so many digits behind the point (below 0: zeros before it)."""
    return value.quantize(Decimal(1).scaleb(-digits), ROUND_HALF_UP)


def printed(value: Decimal) -> str:
    """A number as a newspaper prints it."""
    return f"{value:,f}"


@MODERATE
@given(st.sampled_from(PAIRS), st.integers(2, 900), st.integers(0, 1))
def test_a_right_conversion_is_silent(pair: tuple[str, str, str, str], number: int, digits: int) -> None:
    one, unit, other, told_in = pair
    told = rounded(convert(Decimal(number), unit, told_in), digits)
    assume(told != 0 and told != number)
    text = f"The crew reported {number}{one} ({printed(told)}{other}) on Monday."
    assert not shown(text), text


@MODERATE
@given(st.sampled_from(PAIRS), st.integers(2, 900))
def test_the_first_number_may_be_the_rounded_one(pair: tuple[str, str, str, str], number: int) -> None:
    one, unit, other, told_in = pair
    measured = rounded(convert(Decimal(number), told_in, unit), 0)
    assume(measured > 0 and measured != number)
    text = f"The crew reported {printed(measured)}{one} ({number}{other}) on Monday."
    assert not shown(text), text


@MODERATE
@given(st.sampled_from(PAIRS), st.integers(20, 900), st.sampled_from(["0.7", "0.8", "1.25", "1.4"]))
def test_a_wrong_conversion_fires(pair: tuple[str, str, str, str], number: int, off: str) -> None:
    one, unit, other, told_in = pair
    told = rounded(convert(Decimal(number), unit, told_in) * Decimal(off), 0)
    assume(told > 30 and told != number)
    text = f"The crew reported {number}{one} ({printed(told)}{other}) on Monday."
    assert shown(text), text


@MODERATE
@given(st.sampled_from(PAIRS[:16]), st.integers(20, 900), st.sampled_from([10, 100]))
def test_a_zero_too_many_is_an_error(pair: tuple[str, str, str, str], number: int, power: int) -> None:
    one, unit, other, told_in = pair
    told = rounded(convert(Decimal(number), unit, told_in), 0) * power
    text = f"The crew reported {number}{one} ({printed(told)}{other}) on Monday."
    # Ten is nearly the square of the feet in a metre: a zero too many may look like a conversion the wrong way round.
    assert shown(text) in (["power_of_ten"], ["converted_backwards"]), text


THINGS: Final = (
    ("{n} workers", "${r} each", "at a cost of ${t}"),
    ("{n} tickets", "at ${r} each", "raising ${t}"),
    ("{n} farmers", "${r} apiece", "or ${t}"),
    ("{n} rooms", "at ${r} a room", "a total of ${t}"),
)


@MODERATE
@given(st.sampled_from(THINGS), st.integers(3, 5000), st.integers(2, 900))
def test_a_right_product_is_silent(words: tuple[str, str, str], number: int, rate: int) -> None:
    parts = [part.format(n=f"{number:,}", r=f"{rate:,}", t=f"{number * rate:,}") for part in words]
    text = f"The council paid for {parts[0]} {parts[1]}, {parts[2]}."
    assert not shown(text), text


@MODERATE
@given(
    st.sampled_from(THINGS), st.integers(21, 5000), st.integers(21, 900), st.sampled_from(["0.7", "0.8", "1.25", "1.5"])
)
def test_a_wrong_product_fires(words: tuple[str, str, str], number: int, rate: int, off: str) -> None:
    total = rounded(number * rate * Decimal(off), 0)
    parts = [part.format(n=f"{number:,}", r=f"{rate:,}", t=printed(total)) for part in words]
    text = f"The council paid for {parts[0]} {parts[1]}, {parts[2]}."
    assert shown(text) == ["product_does_not_fit"], text


@MODERATE
@given(st.integers(3, 90), st.integers(12, 400), st.booleans())
def test_an_average_is_what_the_days_make(days: int, daily: int, right: bool) -> None:
    told = daily if right else daily + max(3, daily // 4)
    text = f"The helpline took {days * daily:,} calls over {days} days, an average of {told} a day."
    assert shown(text) == ([] if right else ["product_does_not_fit"]), text


@MODERATE
@given(
    st.lists(st.integers(2, 400), min_size=3, max_size=3, unique=True),
    st.sampled_from([("largest", True), ("smallest", False)]),
)
def test_an_order_follows_its_superlative(values: list[int], superlative: tuple[str, bool]) -> None:
    word, falls = superlative
    a, b, c = values
    text = f"Ohio had the {word} number of closures, {a}, followed by Texas with {b} and Utah with {c}."
    fits = (a > b > c) if falls else (a < b < c)
    assert bool(shown(text)) != fits, text


@MODERATE
@given(st.integers(2, 400), st.integers(2, 400), st.integers(2012, 2022))
def test_a_record_is_beaten_by_no_year_between(now: int, then: int, year: int) -> None:
    text = f"The city counted {now} fires in 2023, the most since 2011. There were {then} in {year}."
    assert bool(shown(text)) == (then > now), text


BESIDE: Final = (", about {},", ", some {},", ", which is {},", ", roughly {},")


@MODERATE
@given(st.sampled_from(PAIRS[:16]), st.sampled_from(BESIDE), st.integers(20, 900))
def test_a_right_conversion_between_commas_is_silent(pair: tuple[str, str, str, str], beside: str, number: int) -> None:
    one, unit, other, told_in = pair
    told = rounded(convert(Decimal(number), unit, told_in), 0)
    assume(told > 9 and told != number)
    text = f"The crew reported {number}{one}{beside.format(printed(told) + other)} on Monday."
    assert not shown(text), text


@MODERATE
@given(
    st.sampled_from(PAIRS[:16]), st.sampled_from(BESIDE), st.integers(20, 900), st.sampled_from(["0.6", "0.7", "1.4"])
)
def test_a_wrong_one_between_commas_fires(pair: tuple[str, str, str, str], beside: str, number: int, off: str) -> None:
    one, unit, other, told_in = pair
    told = rounded(convert(Decimal(number), unit, told_in) * Decimal(off), 0)
    assume(told > 30 and told != number)
    text = f"The crew reported {number}{one}{beside.format(printed(told) + other)} on Monday."
    assert shown(text), text


@MODERATE
@given(st.integers(2, 40), st.integers(1, 9), st.booleans(), st.booleans())
def test_two_lie_as_far_apart_as_is_told(points: int, gap: int, ahead: bool, right: bool) -> None:
    other = points + 20 - gap if ahead else points + 20 + gap
    told = other if right else other + (-2 if ahead else 2)
    way = "ahead of" if ahead else "behind"
    text = f"Rovers have {points + 20} points, {gap} {way} City, who have {told}."
    assert shown(text) == ([] if right else ["gap_does_not_fit"]), text


@MODERATE
@given(st.lists(st.integers(10, 90), min_size=3, max_size=6), st.booleans())
def test_a_mean_is_that_of_its_numbers(numbers: list[int], right: bool) -> None:
    mean = rounded(Decimal(sum(numbers)) / len(numbers), 1)
    told = mean if right else mean + 9
    listed = f"{', '.join(str(number) for number in numbers[:-1])} and {numbers[-1]}"
    text = f"In his innings he made {listed}, an average of {told}."
    assert shown(text) == ([] if right else ["average_does_not_fit"]), text
