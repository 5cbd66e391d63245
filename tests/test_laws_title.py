"""Laws of a headline's number: what it prints of the body's is borne out, rounded or not, and nothing else is."""

from __future__ import annotations

import datetime as dt
from decimal import ROUND_HALF_UP, Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of

from figcheck.check.titlenumbers import rounds_to
from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.rules import load_rules, select
from figcheck.wordlists import load_lexicon

TOOLKIT = Toolkit(load_lexicon(), select(load_rules(), ["headline-v-body"]))
DAY = dt.date(2024, 5, 2)
THINGS = st.sampled_from(["schools", "bridges", "trucks", "farms", "ferries", "wolves"])
COUNTS = st.integers(11, 989)


def findings(title: str, text: str) -> list[str]:
    run = run_engine([article_of(text, title=title, published=DAY)], TOOLKIT)
    return [finding.cause for finding in run.findings if finding.severity != "note"]


@given(count=COUNTS, thing=THINGS)
def test_the_same_number_is_borne_out(count: int, thing: str) -> None:
    assert findings(f"County to close {count} {thing}", f"The county will close {count} {thing}, it said.") == []


@given(count=st.integers(20, 989), thing=THINGS, off=st.integers(-9, 9).filter(bool))
def test_a_number_that_is_off_is_shown(count: int, thing: str, off: int) -> None:
    title = count + off
    if rounds_to(Decimal(title), Decimal(count)):
        return
    assert findings(f"County to close {title} {thing}", f"The county will close {count} {thing}, it said.") != []


@given(count=COUNTS.filter(lambda count: not 180 <= count <= 219), thing=THINGS)  # "2000 wolves" may be of that year
def test_ten_times_as_many_is_an_error_of_a_digit(count: int, thing: str) -> None:
    shown = findings(f"County to close {count * 10} {thing}", f"The county will close {count} {thing}, it said.")
    assert shown == ["power_of_ten"]


@given(a=st.integers(11, 400), b=st.integers(11, 400), thing=THINGS)
def test_a_sum_is_borne_out(a: int, b: int, thing: str) -> None:
    text = f"The county will close {a} {thing} in the north. In the south {b} {thing} are to go."
    assert findings(f"County to close {a + b} {thing}", text) == []


@given(age=st.integers(18, 99), off=st.integers(1, 8))
def test_an_age_is_held_against_ages(age: int, off: int) -> None:
    text = f"The pianist, who is {age}, won first prize in Lodz."
    assert findings(f"Pianist, {age}, wins first prize", text) == []
    if age + off < 120:
        assert findings(f"Pianist, {age + off}, wins first prize", text) != []


@given(cents=st.integers(101, 9899))
def test_scaled_money_rounds_or_is_cut_off(cents: int) -> None:
    text = f"The state will spend ${cents / 100:.2f} million on the harbour."
    millions = Decimal(cents) / 100
    for shown in (millions.quantize(Decimal(1), ROUND_HALF_UP), f"{cents / 100:.1f}", f"{millions:.2f}"):
        assert findings(f"State to spend ${shown}M on harbour", text) == []
    cut = cents // 100
    if millions - cut > cut * Decimal("0.06") and millions - cut >= Decimal("0.5"):
        assert findings(f"State to spend ${cut}M on harbour", text) != []
    elif millions - cut <= cut * Decimal("0.06"):
        assert findings(f"State to spend ${cut}M on harbour", text) == []


@pytest.mark.parametrize(
    ("title", "body", "fits"),
    [
        (50, 50, True),
        (50, 48, True),
        (50, 46, False),
        (50, 56, False),
        (100, 96, True),
        (100, 83, False),
        (15, 16, False),
        (18000, 18431, True),
        (18000, 18990, True),  # cut off
        (18000, 17400, False),
        ("1.5", "1.53", True),
        ("1.5", "1.58", True),
        ("1.5", "1.44", False),
    ],
)
def test_rounding(title: object, body: object, fits: bool) -> None:
    assert rounds_to(Decimal(str(title)), Decimal(str(body))) is fits
