"""Why two figures of one thing may differ, and how much that is worth showing. Picks no winner."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import NamedTuple

from figcheck.check.desk import as_of
from figcheck.check.readings import told_in, unit_slip
from figcheck.model import Claim, Severity

_REVISION = re.compile(
    r"\b(?:revis\w+|correct(?:ed|ion|ing)|lowered|updated|earlier\s+(?:report|count|toll|figure|said|put)\w*|initial(?:ly)?|previous(?:ly)?|"
    r"originally|up\s+from|down\s+from|later\s+(?:put|said))\b",
    re.IGNORECASE,
)
_CUMULATIVE = frozenset(
    (
        "deaths",
        "injuries",
        "casualties",
        "missing",
        "displaced",
        "detainees",
        "hostages",
        "attacks",
        "targets_struck",
        "munitions",
        "buildings",
    )
)
_BREAKDOWN = frozenset(("children", "women", "civilians", "suspects", "police", "military", "men"))


class Cause(NamedTuple):
    """A likely cause, the most it is worth showing as, and how it is put to the reader."""

    name: str
    most: Severity
    words: str


def likely_cause(a: Claim, b: Claim) -> Cause:
    """The likeliest reason why claim ``a`` (the earlier published) and ``b`` differ."""
    if "vague" in (a.figure.hedge, b.figure.hedge):
        return Cause("vague_wording", "note", "vague words that leave no room for both")
    scope = _scope_difference(a, b)
    if scope:
        return Cause("different_scope", "note", scope)
    if _REVISION.search(b.quote) or (a.header.id == b.header.id and _REVISION.search(a.quote)):
        return Cause("stated_revision", "note", "the text itself speaks of a revision")
    if unit_slip(a, b):
        words = f"the same number, once of {a.figure.unit}, once of {b.figure.unit}"
        return Cause("unit_slip", "error", words)
    first, second = a.figure.reading.point, told_in(b, a.figure.unit)
    if first is not None and second is not None:
        slip = _slip(first, second)
        if slip is not None:
            return slip
    if a.header.id == b.header.id:
        return Cause("inconsistent", "error", "one article gives both")
    day_a, day_b = as_of(a), as_of(b)
    if day_a is not None and day_b is not None and day_a < day_b and a.measure in _CUMULATIVE:
        low_a = first if first is not None else a.figure.reading.low
        low_b = second if second is not None else b.figure.reading.low
        days = (day_b - day_a).days
        later = f"{days} day{'s' if days != 1 else ''} later"
        if low_b > low_a:
            return Cause("update_over_time", "note", f"{later} and higher: most likely an update")
        return Cause("fall_over_time", "warning", f"{later} and lower, with no revision stated")
    if a.figure.form != "measure" and a.figure.counted and b.figure.counted and a.figure.counted != b.figure.counted:
        return Cause("different_noun", "warning", f"one counts {a.figure.counted}, the other {b.figure.counted}")
    return Cause("different_counts", "error", "the sources count differently, or one is wrong")


def _scope_difference(a: Claim, b: Claim) -> str:
    """One side counts a group of people that the other does not name, or leaves somebody out."""
    who_a = (a.scope.who or frozenset()) & _BREAKDOWN
    who_b = (b.scope.who or frozenset()) & _BREAKDOWN
    only = who_a ^ who_b
    if only and (not who_a or not who_b):
        return f"one counts {', '.join(sorted(only))} only"
    if (a.role == "member") != (b.role == "member"):
        return "one counts only others than those named before"
    return ""


def _slip(first: Decimal, second: Decimal) -> Cause | None:
    """Digits swapped, or a factor of ten, a hundred or a thousand."""
    if first <= 0 or second <= 0:
        return None
    low, high = sorted((first, second))
    for factor in (10, 100, 1000, 1_000_000):
        if high == low * factor:
            return Cause("power_of_ten", "error", f"exactly {factor:,} times as much")
    one, other = format(first.normalize(), "f"), format(second.normalize(), "f")
    if len(one) == len(other) and len(one) >= 2 and one != other and sorted(one) == sorted(other):
        return Cause("digits_swapped", "error", "the same digits in another order")
    return None
