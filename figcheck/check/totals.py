"""Which of an article's figures for one thing is its total.

A report gives the toll in its title or lead and then speaks of some of the victims: two in hospital, one at the scene.
Only totals are held against totals; a smaller number further down is most likely a part.
"""

from __future__ import annotations

from collections.abc import Sequence

from figcheck.check.causes import only_badly_hurt
from figcheck.model import Claim


def totals_of(members: Sequence[Claim]) -> frozenset[str]:
    """The ids of the claims that state a total: of each article the first in its title, else in its text.

    Parts by their wording ("three of the victims", "two others", "two were badly hurt"), vague words and persons told
    one by one stand back where an article has something better. Figures that equal the total are totals too.
    """
    by_article: dict[str, list[Claim]] = {}
    for claim in members:
        by_article.setdefault(claim.header.id, []).append(claim)
    totals: set[str] = set()
    for claims in by_article.values():
        best = min(claims, key=_standing)
        totals |= {c.id for c in claims if c is best or (c.figure.reading == best.figure.reading and c.role != "part")}
    return frozenset(totals)


def _standing(claim: Claim) -> tuple[bool, bool, bool, int]:
    figure = claim.figure
    is_part = claim.role == "part" or (claim.measure == "injuries" and only_badly_hurt(claim))
    return (is_part, figure.hedge == "vague", claim.is_lone, figure.span.start)
