"""Those who were shot, the dead among them and the others: "Four people were shot, two fatally … The three others are
expected to survive"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.terms import term
from figcheck.expressions import expression
from figcheck.model import Claim

_FATALLY: Final = expression(r"^,? (?:of (?:them|whom) )?(?:fatally|of them fatally|of whom died|died)\b")
_OTHERWISE: Final = expression(
    r"\b(?:fled|flee|fleeing|fell|rush\w*|trampl\w*|stampede|glass|beaten|cuts?|crash\w*|ran)\b"
)
_SEVERAL: Final = expression(r"\b(?:separate|unrelated|incidents|shootings|stabbings|weekend)\b")


def survivors(claims: Sequence[Claim]) -> Iterator[Breakdown]:
    """The count of all who were hit with the dead among them and the others, where an article tells one of each.

    More others than are left contradict it; fewer may be some of them.
    """
    struck = [claim for claim in claims if _is_all(claim)]
    if not struck or any(claim.figure.reading != struck[0].figure.reading for claim in struck):
        return
    others = [claim for claim in claims if _is_told(claim, "injuries") and claim.role == "member"]
    if not others or any(claim.figure.reading != others[0].figure.reading for claim in others):
        return
    if _OTHERWISE.search(others[0].quote.lower()) is not None:
        return
    for whole in struck:
        if _SEVERAL.search(whole.quote.lower()) is not None:
            return
        for dead in claims:
            if _is_told(dead, "deaths") and dead.quote == whole.quote and dead.figure.in_title == whole.figure.in_title:
                if whole.quote_at.end <= dead.quote_at.start and _FATALLY.match(
                    dead.quote[dead.quote_at.end :].lower()
                ):
                    yield Breakdown(whole, (term(dead), term(others[0])), exclusive=True, sure=True)
                    return


def _is_all(claim: Claim) -> bool:
    return _is_told(claim, "casualties") and claim.role is None and claim.figure.form == "plain"


def _is_told(claim: Claim, measure: str) -> bool:
    figure = claim.figure
    is_printed = figure.form in ("plain", "single") and figure.hedge == "exact" and figure.unit == "count"
    return is_printed and claim.measure == measure and claim.mode == "stated" and claim.kind == "incident"
