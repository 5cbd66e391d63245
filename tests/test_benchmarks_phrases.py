"""How benchmarks/phrases.py scores: matching, ranges, left-out rows, compounds, openness, floors."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import phrases
from benchmarks.conversion import converted
from benchmarks.phrase_gold import NumberSet, load_sets
from benchmarks.phrase_score import SetScore, close, score

Row = dict[str, Any]
PLAIN = NumberSet("invented", "numbers-invented", at_least={"values": 95})
UNITS = NumberSet("invented", "numbers-invented", units=True)


def mark(value: float | None, unit: str | None = None, surface: str = "", **more: Any) -> Row:
    ends = {"low": value, "high": value}
    return {"value": value, "unit": unit, "surface": surface, "kind": "number", **ends, **more}


def row(*gold: Row, key: str = "a", **more: Any) -> Row:
    return {"id": key, "text": "some phrase", "gold": list(gold), "complete": True, **more}


def figure(value: float | None, unit: str = "count", article: str = "a", **more: Any) -> Row:
    base = {"low": value, "high": value, "low_open": False, "high_open": False, "hedge": "exact"}
    return {"article": article, "value": value, "unit": unit, "number_surface": str(value), **base, **more}


def right(result: SetScore, kind: str = "values") -> tuple[int, int]:
    return result.tallies[kind].right, result.tallies[kind].total


def test_each_figure_serves_one_value() -> None:
    twice = row(mark(5), mark(5))
    assert right(score(PLAIN, [twice], [figure(5)])) == (1, 2)
    assert right(score(PLAIN, [twice], [figure(5), figure(5)])) == (2, 2)


@pytest.mark.parametrize(
    ("a", "b", "same"),
    [
        pytest.param(1e-12, 1e-10, False, id="small numbers are told apart"),
        pytest.param(0, 1e-9, False, id="only zero is zero"),
        pytest.param(0, 0, True, id="zero"),
        pytest.param(1_000_000, 1_000_000.5, True, id="half a millionth off"),
        pytest.param(1_000_000, 1_000_002, False, id="two millionths off"),
    ],
)
def test_values_are_compared_relatively(a: float, b: float, same: bool) -> None:
    assert close(a, b) is same


def test_a_range_counts_as_its_two_ends() -> None:
    wanted = row(mark(None, low=10.0, high=15.0))
    whole = score(PLAIN, [wanted], [figure(None, low=10, high=15, hedge="range")])
    assert right(whole) == right(whole, "ends") == (2, 2)
    half = score(PLAIN, [wanted], [figure(10)])
    assert right(half) == right(half, "ends") == (1, 2)
    assert right(half, "rows") == (0, 1)


def test_a_row_left_out_is_not_scored_and_a_stale_id_is_reported() -> None:
    asked = NumberSet("invented", "f", rows=frozenset({"a", "gone"}), marks={"b": frozenset({0, 7})})
    result = score(asked, [row(mark(1)), row(mark(2), mark(3), key="b")], [figure(2, article="b")])
    assert right(result) == (0, 1)  # of row b the second mark alone
    assert result.stale == ["gone", "b mark 7"]
    assert result.extra == 0  # the figure of a mark left out is no extra one


def test_a_figure_without_gold_is_extra_only_where_the_gold_is_complete() -> None:
    assert score(PLAIN, [row(mark(1))], [figure(1), figure(2)]).extra == 1
    assert score(PLAIN, [row(mark(1), complete=False)], [figure(1), figure(2)]).extra == 0


@pytest.mark.parametrize(
    ("gold", "figures", "found", "unit"),
    [
        pytest.param(mark(27, "Month"), [figure(2, "year"), figure(3, "month")], 1, 1, id="parts summed"),
        pytest.param(mark(45, "Day"), [figure(1.5, "month")], 1, 1, id="a month of thirty days"),
        pytest.param(mark(90, "Minute"), [figure(1.5, "hour")], 1, 1, id="converted"),
        pytest.param(mark(20.43, "MYR"), [figure(20, "MYR"), figure(43, "cent")], 1, 1, id="hundredths"),
        pytest.param(mark(27, "Month"), [figure(2, "year"), figure(3)], 0, 0, id="a part without unit"),
        pytest.param(mark(9), [figure(4), figure(5)], 0, None, id="bare numbers are not summed"),
        pytest.param(mark(3, "Gram"), [figure(3, "metre")], 1, 0, id="right number, other dimension"),
        pytest.param(mark(5, "EUR"), [figure(5, "USD")], 1, 0, id="right number, other currency"),
    ],
)
def test_units(gold: Row, figures: list[Row], found: int, unit: int | None) -> None:
    result = score(UNITS, [row(gold)], figures)
    assert right(result) == (found, 1)
    assert right(result, "units") == ((0, 0) if unit is None else (unit, 1))


def test_one_figure_may_join_the_parts_that_the_gold_marks() -> None:
    result = score(UNITS, [row(mark(7, "foot"), mark(6, "inch"))], [figure(7.5, "foot")])
    assert right(result) == right(result, "units") == (2, 2)


def test_a_share_in_per_cent_is_the_bare_fraction() -> None:
    assert right(score(PLAIN, [row(mark(0.25))], [figure(25, "percent")])) == (1, 1)


OPEN_AT_FIVE = {"low": 5.0, "high": None, "low_incl": False, "high_incl": False}


@pytest.mark.parametrize(
    ("surface", "ends", "found", "expected"),
    [
        pytest.param(
            "from 5 to 9",
            {**OPEN_AT_FIVE, "high": 9.0},
            figure(None, low=5, high=9),
            (0, 0),
            id="no comparative, not asked",
        ),
        pytest.param("more than 5", OPEN_AT_FIVE, figure(5, high=None, low_open=True), (1, 1), id="open"),
        pytest.param("more than 5", OPEN_AT_FIVE, figure(5, high=None), (0, 1), id="closed where open is meant"),
        pytest.param("more than 5", OPEN_AT_FIVE, figure(5), (0, 1), id="read as exact"),
        pytest.param(
            "at least 5", {**OPEN_AT_FIVE, "low_incl": True}, figure(5, high=None), (1, 1), id="closed and meant so"
        ),
    ],
)
def test_openness_is_asked_of_comparatives(surface: str, ends: Row, found: Row, expected: tuple[int, int]) -> None:
    result = score(PLAIN, [row(mark(None, surface=surface, **ends))], [found])
    assert right(result, "open") == expected


def test_ordinals_and_nonsense_are_counted_apart() -> None:
    asked = NumberSet("invented", "f", at_most={"ordinals": 0})
    ordinal = row(mark(20, surface="twentieth", kind="ordinal"))
    assert score(asked, [ordinal], []).passes()
    taken = score(asked, [ordinal], [figure(20, number_surface="twenti")])
    assert not taken.passes() and taken.errors["ordinals"].right == 1 and taken.extra == 0
    nonsense = {"id": "n", "text": "ten twelve", "error": True}
    assert score(asked, [nonsense], [figure(22, article="n")]).errors["nonsense"].right == 1
    assert score(asked, [nonsense], [figure(10, article="n"), figure(12, article="n")]).errors["nonsense"].right == 0


def test_a_floor_of_nothing_asked_is_not_reached() -> None:
    assert not score(PLAIN, [], []).passes()


def test_conversion_refuses_other_dimensions_and_unknown_names() -> None:
    assert converted(1, "kilometre", "metre") == [1000.0]
    assert converted(20, "kilometre per hour", "kilometre/hour") == [20.0]
    assert converted(1, "metre", "second") == converted(1, "no such unit", "metre") == converted(1, None, "metre") == []


def test_the_data_beside_the_benchmark_loads_and_every_set_has_a_floor() -> None:
    sets = load_sets()
    assert len({one.name for one in sets}) == len(sets)
    assert all(one.at_least or one.at_most for one in sets)


@pytest.mark.slow
def test_the_command_prints_the_table_and_says_what_is_stale(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows = [row(mark(12, "%", surface="12 %"), key="p1") | {"text": "Prices rose 12 percent."}]
    (tmp_path / "numbers-recognizers-percent.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert phrases.main([str(tmp_path), "--set", "percent", "--show"]) == 0
    assert "100.0 %" in capsys.readouterr().out
    (tmp_path / "numbers-quantulum.jsonl").write_text(json.dumps(rows[0]), encoding="utf-8")
    assert phrases.main([str(tmp_path), "--set", "quantulum"]) == 1
    assert "stale exclusion in quantulum" in capsys.readouterr().out
    assert phrases.main([str(tmp_path), "--set", "no such"]) == 2
