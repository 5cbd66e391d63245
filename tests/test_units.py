"""Units behind numbers, conversion and its laws, and the shipped tables against quantulum3 and pint."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import cases

from figcheck.units import Units, convert, convert_range, convertible, dimension, scale, units_of
from figcheck.units.database import build_compounds, build_sizes, build_table, print_sizes, print_table
from figcheck.units.scales import SIZES, load_sizes
from figcheck.units.vocabulary import TABLE, load_table
from figcheck.wordlists import load_lexicon

UNITS: Units = units_of(load_lexicon())
NUMBER = re.compile(r"\d[\d,.]*(?<=\d)|\b(?:two|three)\b")


@pytest.fixture(scope="module")
def built() -> dict[str, tuple[str, str]]:
    return build_table()


# --- the shipped tables ---


@pytest.mark.slow
def test_the_shipped_table_is_quantulum3s(built: dict[str, tuple[str, str]]) -> None:
    shipped = load_table()
    parted = {key for key in shipped.keys() | built.keys() if shipped.get(key) != built.get(key)}
    assert parted == set(), "run `python -m figcheck.units`, then look at what the diff changes"
    assert TABLE.read_text("utf-8") == print_table(built)


@pytest.mark.slow
def test_the_shipped_sizes_are_pints(built: dict[str, tuple[str, str]]) -> None:
    sizes = build_sizes(built, load_lexicon().units)
    shipped = load_sizes()[1]
    parted = {name for name in shipped.keys() | sizes.keys() if shipped.get(name) != sizes.get(name)}
    assert parted == set(), "run `python -m figcheck.units`, then look at what the diff changes"
    assert SIZES.read_text("utf-8") == print_sizes(sizes, build_compounds())


def test_every_name_of_the_lexicon_is_a_unit() -> None:
    words = load_lexicon().units
    chosen = {*words.words, *words.symbols, *words.letters, *words.glued, *words.below, *words.spread}
    chosen |= {sense.unit for _, senses in words.senses for sense in senses if sense.unit}
    known = load_sizes()[1].keys() | {"revolution", "beat", "frame", "dot", "GBP", "USD", "PEN", "KRW", "cent", "penny"}
    assert {part for name in chosen - known for part in name.split("/")} <= known


# --- behind a number ---


@pytest.mark.parametrize("case", cases("units.yaml"))
def test_units_behind_a_number(case: dict[str, Any]) -> None:
    text = case["text"]
    number = NUMBER.search(text)
    assert number is not None
    unit = UNITS.after(text, number.end())
    if case["unit"] is None:
        assert unit is None
        return
    assert unit is not None
    assert unit.name == case["unit"]
    assert unit.dimension == case.get("dimension", unit.dimension) == dimension(unit.name)
    assert text[number.end() : unit.end] == case.get("covers", text[number.end() : unit.end])


@pytest.mark.parametrize("case", cases("per.yaml"))
def test_what_stands_below(case: dict[str, Any]) -> None:
    unit = UNITS.per(f"attacks{case['text']}", len("attacks"), money=case.get("money", False))
    assert (unit and unit.name) == case["below"]
    assert unit is None or unit.dimension == case["dimension"]


@given(st.text("5 .,-/°kmgCFin2²³perahounds\n", max_size=30), st.integers(0, 30))
def test_a_unit_lies_behind_its_number(text: str, position: int) -> None:
    for unit in (UNITS.after(text, position), UNITS.per(text, position, money=True)):
        assert unit is None or position < unit.end <= len(text)


# --- dimensions and conversion ---


@pytest.mark.parametrize(
    ("name", "of"),
    [
        ("no such unit", "unknown"),
        ("USD", "currency"),
        ("USD/barrel", "currency/volume"),
        ("person/square mile", "person/area"),
        ("death/100000 person", "death/person"),
        ("knot", "speed"),
        ("mile/hour", "speed"),
        ("kilometre", "length"),
    ],
)
def test_dimensions(name: str, of: str) -> None:
    assert dimension(name) == of


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("USD", "EUR"),
        ("USD/barrel", "EUR/barrel"),
        ("percent", "percentage point"),
        ("kilometre", "kilogram"),
        ("degree", "degree Celsius"),
        ("barrel/day", "barrel"),
        ("attack/day", "death/day"),
        ("newton metre", "joule"),
    ],
)
def test_what_cannot_be_converted(a: str, b: str) -> None:
    assert not convertible(a, b)
    with pytest.raises(ValueError, match="cannot be converted"):
        convert(Decimal(1), a, b)
    with pytest.raises(ValueError, match="cannot be converted"):
        convert_range(Decimal(1), Decimal(2), a, b)


@pytest.mark.parametrize(
    ("value", "a", "b", "told"),
    [
        ("1", "mile", "kilometre", "1.609344"),
        ("100", "mile/hour", "kilometre/hour", "160.9344"),
        ("1", "knot", "kilometre/hour", "1.852"),
        ("37", "degree Celsius", "degree Fahrenheit", "98.6"),
        ("-40", "degree Fahrenheit", "degree Celsius", "-40"),
        ("25", "basis point", "percentage point", "0.25"),
        ("66.7", "percent", "fraction", "0.667"),
        ("1", "kilowatt hour", "megajoule", "3.6"),
        ("2", "USD/pound-mass", "USD/ounce", "0.125"),
        ("5", "death/100000 person", "death/1000000 person", "50"),
        ("1", "barrel", "gallon", "42"),
        ("500", "calorie", "kilocalorie", "500"),
        ("640", "acre", "square mile", "1"),
    ],
)
def test_conversion_is_exact(value: str, a: str, b: str, told: str) -> None:
    assert convert(Decimal(value), a, b) == Decimal(told)


def test_a_name_with_several_sizes_stands_for_all() -> None:
    low, high = convert_range(Decimal(1000), Decimal(1000), "ton", "tonne")
    assert low < 1000 < high
    assert convert_range(Decimal("-Infinity"), Decimal(5), "foot", "inch") == (Decimal("-Infinity"), Decimal(60))


def test_a_change_of_temperature_has_no_zero() -> None:
    by = Decimal("1.5")
    assert convert_range(by, by, "degree Celsius", "degree Fahrenheit", change=True) == (Decimal("2.7"),) * 2


SAME_KIND = st.sampled_from(
    [
        [name for name, size in sorted(load_sizes()[1].items()) if size.factor and size.dimension == kind]
        for kind in ("length", "mass", "time", "area", "volume", "energy", "power", "speed", "temperature", "pressure")
    ]
).flatmap(lambda names: st.tuples(*[st.sampled_from(names)] * 3))
VALUES = st.decimals(-1_000_000, 1_000_000, places=3)


def near(one: Decimal, other: Decimal, spread: Decimal) -> bool:
    return abs(one - other) <= spread * Decimal("1e-20")


@given(SAME_KIND, VALUES)
def test_there_and_back(names: tuple[str, str, str], value: Decimal) -> None:
    a, b, _ = names
    told = convert(value, a, b)
    back = convert(told, b, a)
    # Digits that a far smaller unit shifts out of 28 places, or a zero far away, are lost for good.
    zero = abs(convert(Decimal(0), b, a))
    assert near(back, value, abs(value) + zero + 1)


@given(SAME_KIND, VALUES)
def test_a_third_unit_on_the_way_changes_nothing(names: tuple[str, str, str], value: Decimal) -> None:
    a, b, c = names
    direct, round_about = convert(value, a, c), convert(convert(value, a, b), b, c)
    zeros = abs(convert(Decimal(0), a, c)) + abs(convert(Decimal(0), b, c))
    assert near(direct, round_about, abs(direct) + zeros + 1)


@given(SAME_KIND)
def test_being_convertible_goes_both_ways(names: tuple[str, str, str]) -> None:
    a, b, _ = names
    assert convertible(a, b) and convertible(b, a)
    assert scale(f"{a}/person").basis == scale(f"{b}/person").basis
