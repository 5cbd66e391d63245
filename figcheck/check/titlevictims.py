"""Victims of a title that a body tells one by one: a driver that died, a gunman among the dead."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.causes import VICTIMS
from figcheck.check.titlenumbers import Number
from figcheck.expressions import expression

_FEW: Final = Decimal(3)  # victims that are as often told one by one as counted
_PASSENGER: Final = "passenger"
_ONE: Final = Decimal(1)
_ATTACKER: Final = r"(?:gunman|shooter|attacker|assailant|suspect|bomber|driver|pilot)"
_AMONG: Final = expression(rf"\b(?:including|and|plus|among them) (?:the |a )?(?:alleged |suspected )?{_ATTACKER}\b")
_DIED_LATER: Final = expression(
    r"\b(?:(?:later|since|also|subsequently)\s(?:\w+\s)?died|died\s(?:later|since|in\s(?:a\s|the\s)?hospital)|succumbed|"
    r"died\sof\s(?:his|her|their)\s(?:injuries|wounds))\b"
)
_ENDED: Final = expression(
    r"\b(?:turn(?:ed|ing|s)? (?:the|a|his|her) (?:gun|weapon|rifle|pistol|knife) on (?:him|her)self|"
    r"(?:kill(?:ed|ing|s)|sho(?:t|ots|oting)|stabb(?:ed|ing)) (?:him|her)self|t(?:ook|aking|akes) (?:his|her) own life|"
    rf"(?:the )?{_ATTACKER} (?:\w+ ){{0,3}}(?:died|dead|killed)|suicide)\b"
)


def are_hardly_one(title: Number, other: Number) -> bool:
    """True for a few victims and a number of another kind: "One dead" over a driver that died as two trams collided;
    and for all aboard over passengers, whom a crew is with."""
    if title.claim is not None and other.claim is not None and title.claim.measure == "aboard":
        counted = (title.claim.figure.counted, other.claim.figure.counted)
        return counted[0] != _PASSENGER == counted[1] and title.reading.low > other.reading.high
    if title.claim is None or title.claim.measure not in VICTIMS or (title.reading.point or _FEW + 1) > _FEW:
        return False
    return other.claim is None or other.claim.measure != title.claim.measure


def counts_the_attacker(title: Number, body: Sequence[Number]) -> bool:
    """ "Three dead including gunman" over "killed two people before turning the gun on himself"."""
    claim, point = title.claim, title.reading.point
    if claim is None or claim.measure not in VICTIMS or point is None:
        return False
    for other in body:
        if other.claim is None or other.claim.measure != claim.measure or other.reading.point != point - _ONE:
            continue
        if _AMONG.search(claim.quote.lower()) or _ENDED.search(other.claim.quote.lower()):
            return True
    return False


def counts_later_deaths(title: Number, toll: Number, body: Sequence[Number]) -> bool:
    """ "Kills 21" over "killing 19" and "two of the injured later died", where somebody else was counted 21 as well."""
    if title.claim is None or title.claim.measure != "deaths" or toll.reading.point is None:
        return False
    return any(
        other.claim is not None
        and other.claim.measure == "deaths"
        and other.reading.point is not None
        and other.reading.point + toll.reading.point == title.reading.point
        and _DIED_LATER.search(other.claim.quote.lower()) is not None
        for other in body
    )
