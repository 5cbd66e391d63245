"""Units behind numbers, and the shipped table against quantulum3's database."""

from __future__ import annotations

import pytest

from figcheck.lexicon import load_lexicon
from figcheck.units import TABLE, build_table, load_table, print_table, units_of

UNITS = units_of(load_lexicon())


@pytest.fixture(scope="module")
def built() -> dict[str, tuple[str, str]]:
    return build_table()


@pytest.mark.slow
def test_the_shipped_table_is_quantulum3s(built: dict[str, tuple[str, str]]) -> None:
    shipped = load_table()
    parted = {key for key in shipped.keys() | built.keys() if shipped.get(key) != built.get(key)}
    assert parted == set(), "run `python -m figcheck.units`, then look at what the diff changes"
    assert TABLE.read_text("utf-8") == print_table(built)


@pytest.mark.parametrize(
    ("text", "name", "dimension"),
    [
        pytest.param("dead and wounded", None, None, id="a word that is no unit"),
        pytest.param("and more", None, None, id="and is no unit"),
        pytest.param("in the port", None, None, id="in is no inch"),
        pytest.param("a week", None, None, id="an article alone opens no unit"),
        pytest.param("kilometresque roads", None, None, id="a word that only starts like a unit"),
        pytest.param("people per square kilometre", None, None, id="a rate of what is no unit"),
        pytest.param("kilometres", "kilometre", "length", id="plural"),
        pytest.param("kilometre", "kilometre", "length", id="singular"),
        pytest.param("-kilogram bomb", "kilogram", "mass", id="a hyphen before"),
        pytest.param("Miles", "mile", "length", id="capitals"),
        pytest.param("feet", "foot", "length", id="an irregular plural"),
        pytest.param("km of road", "kilometre", "length", id="a symbol"),
        pytest.param("years", "year", "time", id="time"),
        pytest.param("centuries", "century", "time", id="a plural in ies"),
        pytest.param("acres", "acre", "area", id="area"),
        pytest.param("barrels", "barrel", "volume", id="barrel"),
        pytest.param("euros", "EUR", "currency", id="a currency in words"),
        pytest.param("dollars", "USD", "currency", id="dollars"),
        pytest.param("barrels per day", "barrel/day", "rate", id="composed with per"),
        pytest.param("barrels a day", "barrel/day", "rate", id="composed with an article"),
        pytest.param("miles an hour", "mile/hour", "rate", id="composed with an"),
    ],
)
def test_units_behind_a_number(text: str, name: str | None, dimension: str | None) -> None:
    printed = f"12 {text}" if not text.startswith("-") else f"12{text}"
    unit = UNITS.after(printed, 2)
    if name is None:
        assert unit is None
    else:
        assert unit is not None
        assert (unit.name, unit.dimension) == (name, dimension)


def test_a_unit_ends_behind_its_last_word() -> None:
    unit = UNITS.after("12 barrels per day of oil", 2)
    assert unit is not None
    assert "12 barrels per day of oil"[2 : unit.end] == " barrels per day"


@pytest.mark.parametrize(
    ("text", "below"),
    [
        pytest.param(" per day", "day", id="per"),
        pytest.param(" a year", "year", id="an article"),
        pytest.param(" per household", None, id="no time"),
        pytest.param(" of the day", None, id="no per"),
    ],
)
def test_per_behind_a_counted_noun(text: str, below: str | None) -> None:
    unit = UNITS.per(f"attacks{text}", len("attacks"))
    assert (unit and unit.name) == below


def test_dimensions_of_names() -> None:
    assert UNITS.dimension("kilometre") == "length"
    assert UNITS.dimension("barrel/day") == "rate"
    assert UNITS.dimension("no such unit") == "unknown"
