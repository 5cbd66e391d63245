"""What a report recalls of long ago to compare with: "the strongest storm since 1988, when another killed 300"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.link.rows import LONG_AGO
from figcheck.link.told import periods_of
from figcheck.model import Claim

_COMPARED: Final = expression(
    r"\b(?:worst|deadliest|bloodiest|strongest|largest|biggest|greatest|heaviest|most\s[a-z]{4,14}|"
    r"(?:for|in)\s(?:the\s)?first\stime|last\stime|not\s[a-z]{2,12}\ssince)\b",
)


def is_of_long_ago(claim: Claim) -> bool:
    """Whether a toll is of days long before its article that are none of the event that this tells of.

    The days of an event are those of its opening, so one that this only compares with is told by its words.
    """
    when, published = claim.scope.when, claim.header.published
    if not when or published is None or claim.story is None:
        return False
    if max(last for _, last in periods_of(when)) >= published.toordinal() - LONG_AGO:
        return False
    return claim.story.days.isdisjoint(when) or _COMPARED.search(claim.quote) is not None
