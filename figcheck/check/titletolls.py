"""Tolls that a title and its lead tell otherwise, though one might pass for a part of the other or for a sum: "Boy, 12,
dies" over "two boys were killed", "Eight killed" over "six people were killed"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.check.causes import ANYBODY
from figcheck.check.titlenumbers import Number
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.numerals import ORDINALS

# A title may tell of one of several who were hurt or killed at other times and places, or of whom a court heard.
_APART: Final = expression(
    r"\b(?:separate|unrelated|shootings|incidents|crashes|attacks|stabbings|slayings|murders|homicides|killings|"
    r"one of (?:the )?\w+|including|among|another|(?:a|the) (?:second|third)|also|later|since)\b"
)
_ALL_OF_THEM: Final = expression(r"\b(?:the|both) $")
_STATE: Final = expression(r" (?:dead|slain|deceased|wounded|injured)\b")
_MORE_DIED: Final = expression(
    r"\b(?:others?|more|plus|besides)\b(?: \w+){0,3} (?:died|dead|killed|succumbed)\b|"
    r"\bdied (?:later|shortly|soon|in|at|of)\b"
)
_FEW: Final = 2
_TOLLS: Final = ("deaths", "injuries")
_ANYBODY: Final = "person"
_ORDINALS: Final = frozenset(ORDINALS[1:12])
_ARTICLES: Final = frozenset(("a", "an", "the"))


def counts_more_of_the_kind(one: Claim, other: Claim) -> bool:
    """True where one is the lone person of a title, the other the toll that its lead gives for persons of that noun;
    and where both tell which victim it is, "second deputy" and "a third officer"."""
    title, body = (one, other) if one.figure.in_title else (other, one)
    if title.header.id != body.header.id or not title.figure.in_title or body.figure.in_title:
        return False
    figure = body.figure
    if title.figure.form == figure.form == "single":
        return body.in_lead and _tells_which(title) and _tells_which(body)
    if not title.is_lone or body.role is not None or figure.form == "single":
        return False
    if figure.hedge != "exact" or figure.reading.low < 2 or not (body.in_lead or _is_all_of_them(body)):
        return False
    if figure.counted is None or figure.counted != title.figure.counted or figure.counted == _ANYBODY:
        return False
    return _APART.search(body.quote.lower()) is None and _APART.search(title.quote.lower()) is None


def fewer_in_lead(title: Number, body: Sequence[Number]) -> bool:
    """True where the lead counts fewer of all than a title does, and the body neither tells the title's number nor of
    more who could make it up."""
    toll = title.claim
    if toll is None or toll.measure not in _TOLLS or not _counts_all(toll):
        return False
    if any(number.reading.point == title.reading.point for number in body):
        return False
    told = [it.claim for it in body if it.claim is not None and it.claim.measure == toll.measure]
    if not told or not told[0].in_lead or not _counts_all(told[0]) or told[0].figure.reading.low < _FEW:
        return False
    first = told[0].figure.reading
    if any(claim.role != "part" and claim.figure.reading != first for claim in told):
        return False
    asides = toll.story.asides if toll.story is not None else frozenset()
    low = told[0].quote.lower()
    is_fewer = toll.figure.reading.low - first.low > (1 if asides else 0)
    return is_fewer and _APART.search(low) is None and _MORE_DIED.search(low) is None


def _counts_all(claim: Claim) -> bool:
    figure = claim.figure
    return claim.role is None and figure.form == "plain" and figure.hedge == "exact" and figure.counted in ANYBODY


def _tells_which(claim: Claim) -> bool:
    """ "A fourth victim"."""
    words = [word for word in claim.figure.surface.lower().split()[:2] if word not in _ARTICLES]
    return bool(words) and words[0] in _ORDINALS


def _is_all_of_them(body: Claim) -> bool:
    """ "The two dead men": whoever was told of before."""
    start = body.quote_at.start
    behind = start + body.figure.number_span.end - body.figure.span.start
    before = _ALL_OF_THEM.search(body.quote.lower(), 0, start)
    return before is not None and _STATE.match(body.quote, behind) is not None
