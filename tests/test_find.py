"""What find makes of the numbers of a sentence: figures with their reading, skips with their kind."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest
from texts import article_of, cases

from figcheck.find import find
from figcheck.intervals import INFINITY
from figcheck.model import Figure
from figcheck.wordlists import load_lexicon

KEYS = {"surface", "value", "low", "high", "hedge", "unit", "form", "counted"}
OPEN = {"low_open", "high_open"}


@pytest.mark.parametrize("case", cases("figures.yaml"))
def test_figures_and_skips(case: dict[str, Any]) -> None:
    found = find(article_of(case["text"]), load_lexicon())
    expected = case.get("figures", [])
    assert [f.surface for f in found.figures] == [row["surface"] for row in expected], found.skips
    for figure, row in zip(found.figures, expected, strict=True):
        assert set(row) <= KEYS | OPEN, "a key that nothing checks"
        assert _row(figure, row) == {"hedge": "exact", "unit": "count", "form": "plain", **_numbers(row)}
    skips = [(skip.surface, skip.kind) for skip in found.skips]
    assert skips == [(row["surface"], row["kind"]) for row in case.get("skips", [])]


def test_a_figure_of_the_title_is_marked() -> None:
    article = article_of("The ferry sank with 20 people.", title="16 people drown off Basra")
    figures = find(article, load_lexicon()).figures
    assert [(f.surface, f.in_title) for f in figures] == [("16", True), ("20", False)]


def test_every_result_says_why() -> None:
    found = find(article_of("About 40 of the 2,000 troops left on 3 May 2023 for Tower 22."), load_lexicon())
    assert all(skip.reason for skip in found.skips)
    assert all(all(reason for reason in figure.because) for figure in found.figures)


def test_multipliers_are_read_as_they_are_listed() -> None:
    found = find(article_of("It costs double the price, and used half the fuel."), load_lexicon())
    assert [str(figure.reading.low) for figure in found.figures][:1] == ["2"]  # not 2.0, compiled or not


def _numbers(row: dict[str, Any]) -> dict[str, Any]:
    """A row with its numbers as Decimals; an exact value gives both ends, and a stated end gives itself."""
    numbers = {key: Decimal(str(row[key])) for key in ("value", "low", "high") if row.get(key) is not None}
    return {key: value for key, value in row.items() if key not in ("value", "low", "high")} | numbers


def _row(figure: Figure, expected: dict[str, Any]) -> dict[str, Any]:
    """What a figure says under the keys that a case states; hedge, unit and form always."""
    reading = figure.reading
    told: dict[str, Any] = {
        "surface": figure.surface,
        "value": reading.point,
        "low": -INFINITY if reading.low == -INFINITY else reading.low,
        "high": reading.high,
        "low_open": reading.low_open,
        "high_open": reading.high_open,
        "counted": figure.counted,
    }
    return {
        "hedge": figure.hedge,
        "unit": figure.unit,
        "form": figure.form,
        **{key: value for key, value in told.items() if key in expected},
    }


@pytest.mark.parametrize("text", ["1,234 is, " * 4000, "two hundred and " * 2000, "word " * 9000 + "5 boats"])
def test_a_sentence_without_end_is_cut(text: str) -> None:
    figures = find(article_of(text), load_lexicon()).figures
    assert figures
    assert all(figure.sentence.end - figure.sentence.start < 2100 for figure in figures)
