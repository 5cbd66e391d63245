"""What an article tells beside a toll that makes it another's: more who were hurt, and hostages who were let go."""

from __future__ import annotations

from decimal import Decimal
from typing import Final

from figcheck.check.causes import VICTIMS, Cause
from figcheck.check.desk import Desk
from figcheck.expressions import expression
from figcheck.model import Claim

_HELD: Final = frozenset(("hostages", "trapped", "missing"))
_LET_GO: Final = expression(
    r"\b(?:releas(?:es?|ed|ing)|freed|frees|let(?:s|ting)?\b.{1,30}\bgo|escap(?:es?|ed)|rescued|walked out|came out|"
    r"found)\b"
)


def made_even(desk: Desk, a: Claim, b: Claim) -> Cause | None:
    """Why two tolls of two articles may both hold by what one of these tells beside: "four more were hurt in the rush",
    "two women were released"."""
    first, second = a.figure.reading.point, b.figure.reading.point
    if first is None or second is None or a.header.id == b.header.id:
        return None
    fewer, gap = (a, second - first) if first < second else (b, first - second)
    if a.measure in VICTIMS and fewer.role is None:
        if gap in desk.once(_more).get((fewer.header.id, a.measure), ()):
            return Cause("different_scope", "note", f"the article of the fewer tells of {gap} more beside them")
    if a.measure in _HELD and not desk.once(_let_go).get(gap, frozenset()).isdisjoint((a.header.id, b.header.id)):
        return Cause("update_over_time", "note", f"{gap} of them were let go or found by then")
    return None


def _more(desk: Desk) -> dict[tuple[str, str], set[Decimal]]:
    """Those that the text of an article tells beside others with " more": by article and measure."""
    found: dict[tuple[str, str], set[Decimal]] = {}
    for claim in desk.around:
        point = claim.figure.reading.point
        if claim.role != "member" or claim.measure not in VICTIMS or claim.mode != "stated" or point is None:
            continue
        if not claim.figure.in_title and claim.quote.startswith(" more ", claim.quote_at.end):
            found.setdefault((claim.header.id, claim.measure), set()).add(point)
    return found


def _let_go(desk: Desk) -> dict[Decimal, frozenset[str]]:
    """The articles that tell of so many who were let go."""
    found: dict[Decimal, set[str]] = {}
    for claim in desk.around:
        point = claim.figure.reading.point
        if claim.figure.unit == "count" and claim.mode == "stated" and point is not None and point > 0:
            if _LET_GO.search(claim.quote.lower()) is not None:
                found.setdefault(point, set()).add(claim.header.id)
    return {point: frozenset(articles) for point, articles in found.items()}
