"""Figures of some of a place, finer than its name tells, "in the central Mediterranean", "in the two classrooms"; and
those that a sentence tells one by one for several places.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from figcheck.expressions import expression
from figcheck.model import Claim

_NONE: Final[frozenset[str]] = frozenset()
_QUARTER: Final = expression(
    r"\b(?:north|south|east|west|central|(?:north|south)-?(?:east|west)|(?:(?:north|south)-?)?(?:ea|we)stern|"
    r"northern|southern)\s(?=[A-Z])"
)
# Those who are housed in one building are some of all who fled; a camp with a name is a place of its own.
_HOUSED: Final = expression(
    r"\b(?:sle(?:ep|pt|eping)|liv(?:e|ing|ed)|stay(?:ing|ed)?|shelter(?:ing|ed)?|camp(?:ing|ed)|hous(?:ed|ing)|"
    r"accommodated|put\sup|crowded|packed)\b(?:\s[a-z]+)?\s(?:in|at|inside|into)\s"
    r"(?:the|a|an|one|two|three|four)\s(?:[a-z-]+\s){0,3}?"
    r"(?:school|classrooms?|church|mosque|temple|stadium|hall|gym|gymnasium|camp|monastery|hotel|warehouse|"
    r"(?:community|evacuation|sports)\scent(?:er|re)|shelter)\b"
)


def tolls_by_place(tolls: Iterable[Claim]) -> frozenset[str]:
    """The ids of tolls that one sentence tells beside those of other places: "101 died in Orulesh, 52 in Galenka"."""
    told: dict[tuple[int, str], list[Claim]] = {}
    for claim in tolls:
        if claim.scope.where and "where" not in claim.inherited:
            told.setdefault((claim.figure.sentence.start, claim.measure), []).append(claim)
    return frozenset(
        [
            claim.id
            for claims in told.values()
            for claim in claims
            if any([(claim.scope.where or _NONE).isdisjoint(other.scope.where or _NONE) for other in claims])
        ]
    )


def is_of_some_place(claim: Claim) -> bool:
    """Whether a figure is of a part of the place that its scope names: a total of one quarter of it, or of displaced
    people those in one building."""
    where = claim.scope.where
    if claim.measure == "displaced":
        return _HOUSED.search(claim.quote) is not None
    if claim.kind != "running_total" or not where:
        return False
    return any(
        claim.quote.startswith(place, found.end()) for found in _QUARTER.finditer(claim.quote) for place in where
    )
