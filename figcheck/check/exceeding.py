"""Whether what would be a part of its article's total is more than it, so that one article gives two tolls."""

from __future__ import annotations

from typing import Final

from figcheck.check.causes import VICTIMS
from figcheck.expressions import expression
from figcheck.model import Claim

# What a toll of more than one site is told by.
_ALL_OVER: Final = expression(
    r"\b(?:all\s(?:of|over|across)|across|throughout|nationwide|countrywide|citywide|statewide)\b"
)
_LABEL: Final = expression(r"(?:[–—•*·-]\s)?[A-Z][a-z]+(?:\s[A-Za-z]+){0,2}:\s")
_COUNTS: Final = expression(
    r"\b(?:counts?|lists?|puts?\s(?:it|the\s[a-z]+)\sat)\s"
    r"(?:[\d,]+\s[a-z]+,?\sand\s)?(?:(?:about|some|at least|over)\s)?$"
)


def exceeds(part: Claim, a: Claim, b: Claim) -> bool:
    """True for what would be a part of its article's total and is more than it, both printed as they are, of the same
    place and by nobody else's count."""
    whole = b if part is a else a
    if a.header.id != b.header.id or part.role not in (None, "member") or part.figure.form == "single":
        return False
    if part.measure not in VICTIMS:
        return False
    if part.figure.hedge != "exact" or whole.figure.hedge != "exact" or whole.figure.form == "single":
        return False
    if part.figure.reading.low <= whole.figure.reading.high:
        return False
    if _is_told_by_another(part, whole) or _is_of_more_than(part, whole):
        return False
    return not _are_of_two_items(part, whole)


def _are_of_two_items(a: Claim, b: Claim) -> bool:
    """ "Hunger: 63 deaths in a week", "Cholera: 40 deaths in a month": of two paragraphs with a label each."""
    one, other = _LABEL.match(a.quote), _LABEL.match(b.quote)
    return one is not None and other is not None and one[0] != other[0]


def _is_told_by_another(other: Claim, told: Claim) -> bool:
    """ "12 died, state media said. The exiles' radio counts 15": an article that tells who counts more says itself that
    the two differ."""
    if told.said_by is None or other.said_by is not None or told.figure.in_title or other.figure.in_title:
        return False
    return _COUNTS.search(other.quote.lower(), 0, other.quote_at.start) is not None


def _is_of_more_than(wider: Claim, told: Claim) -> bool:
    """ "In all of Bangkok 22 people died", in an article of the 15 bodies that were found in one tower there."""
    if not told.scope.about or "about" in told.inherited or told.scope.about & (wider.scope.about or frozenset()):
        return False
    return _ALL_OVER.search(wider.quote.lower()) is not None
