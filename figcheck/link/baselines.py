"""Which figures of a sentence are what others are held against: "profit fell to 5.4 billion from 8.1 billion a year
earlier". They are of an earlier time, which the sentence need not tell."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.expressions import expression
from figcheck.model import Claim

_BEFORE: Final = expression(
    r"(?:^|[\s(])(?:from|against|versus|compared\s(?:with|to)|(?:up|down)\s(?:on|from))(?:\s(?:a|an|the|its|their))?"
    r"(?:\s(?:record|total|revised))?\s$"
)
# "A year earlier it had 2.5 billion": the whole sentence is of that time.
_EARLIER: Final = expression(r"[\s“\"]*(?:a|one|the)\s(?:year|quarter|month|week|day)\s(?:earlier|before|ago)\b")
_LONGEST: Final = 40


def baselines_of(claims: Sequence[Claim]) -> frozenset[str]:
    """The ids of those claims of one article that stand in their sentence as what another of them is held against, or
    in a sentence that tells of an earlier time from its first words."""
    found: list[str] = []
    for at, claim in enumerate(claims):
        start = claim.quote_at.start
        if _EARLIER.match(claim.quote[:_LONGEST].lower()) is not None:
            found.append(claim.id)
            continue
        if _BEFORE.search(claim.quote[max(0, start - _LONGEST) : start].lower()) is None:
            continue
        if any([_are_alike(claim, other) for other in (*claims[max(0, at - 2) : at], *claims[at + 1 : at + 2])]):
            found.append(claim.id)
    return frozenset(found)


def _are_alike(one: Claim, other: Claim) -> bool:
    """True for two figures of one sentence that may be of one thing: the second need not name it again."""
    if one.figure.sentence != other.figure.sentence or one.figure.unit != other.figure.unit:
        return False
    counted = one.figure.counted, other.figure.counted
    return counted[0] == counted[1] or None in counted
