"""How benchmarks/headlines.py changes the number of a headline and counts what is shown of it."""

import random
from decimal import Decimal
from typing import Any

import pytest

from benchmarks import headlines
from benchmarks.headlines import Changed
from figcheck.api import toolkit
from figcheck.config import Settings

BODY = "The council of Graz voted on Tuesday to close 47 of its 212 playgrounds, the mayor said."


def row(answer: str) -> dict[str, Any]:
    return {"id": "one", "premise": BODY, "masked": "Graz to close ____ playgrounds", "answer": answer}


@pytest.mark.parametrize(
    ("printed", "change", "expected"),
    [
        ("47", "digits swapped", {"74"}),
        ("40", "digits swapped", {None}),  # "04" is no number
        ("7", "digits swapped", {None}),
        ("1,240", "times ten", {"12,400"}),
        ("1.5", "times ten", {"15.0"}),
        ("47", "off by one", {"46", "48"}),
        ("1", "off by one", {"2"}),
        ("50", "20 per cent", {"40", "60"}),
        ("2", "20 per cent", {None}),  # rounds to itself
        ("five", "off by one", {None}),
    ],
)
def test_restated(printed: str, change: str, expected: set[str | None]) -> None:
    made = {headlines.restated(printed, change, random.Random(seed)) for seed in range(20)}
    assert made == expected


def test_an_unknown_change_is_refused() -> None:
    with pytest.raises(ValueError, match="no change 'halved'"):
        headlines.restated("4", "halved", random.Random(1))


def test_each_number_is_changed_in_every_way() -> None:
    changes = headlines.planted([row("47")], 1)
    assert [one.change for one in changes] == list(headlines.CHANGES)
    assert Decimal(changes[1].headline.split()[3]) == 470


def test_what_is_shown() -> None:
    changed = [Changed("true headlines", "Graz to close 47 playgrounds", row("47"))]
    changed.append(Changed("digits swapped", "Graz to close 74 playgrounds", row("47")))
    assert headlines.loudest(changed, toolkit(Settings())) == ["", "warning"]
