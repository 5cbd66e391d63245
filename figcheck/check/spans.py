"""Lengths of time of a title and of a body, and whether the two may be of one thing.

An article names many lengths of time, nearly all of other things: "two years on", "in the three months to May", "a
four-year deal". So only those are held against each other that have one unit, stand in one way, and share words.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.causes import slip
from figcheck.expressions import expression
from figcheck.model import Claim

SPANS: Final = frozenset(("year", "month", "week", "day", "hour", "minute"))
_BEHIND: Final = expression(
    r"[\s-]*(?:(?:years?|months?|weeks?|days?|hours?|minutes?|mins?)\b['’]?)?[\s-]*(?P<word>[a-z]*)"
)
_WINDOW: Final = expression(
    r"\b(?:in|for|over|during|within)\s(?:the|these|those|its|his|her|their)\s(?:(?:past|last|first|next|previous|same|"
    r"final|full|other|coming|following)\s)?(?:(?:nearly|almost|about|some)\s)?$|"
    r"\b(?:past|previous|same|final|coming|following)\s$"
)
_TERM: Final = expression(r"\b(?:gets?|got|jail\w*|sentenced?|prison|bars)\b")
_PRISON: Final = expression(r"\b(?:jail\w*|sentenc\w+|prison\w*|bars)\b")
_RECORD: Final = expression(
    r"\b(?:first|best|worst|least|most|[a-z]{2,}est|record|high|low)\b(?:\s[\w’'-]+){0,4}\s(?:in|for)\s(?:(?:nearly|almost|"
    r"about|more than|over|at least)\s)?$"
)
_SINCE: Final = frozenset(
    ("ago", "on", "before", "earlier", "after", "later", "since", "apart", "away", "old", "early")
)
_BEFORE: Final = expression(
    r"\b(?:earlier|previous(?:ly)?|former|(?:last|past) (?:week|month|year|time|spring|summer|autumn|winter))\b"
)
_ONE_WAY: Final = ({"record", ""}, {"later", "after"})  # "first time in 30 years" and "not seen for 30 years"
_OPENING: Final = 200  # characters behind a title
_ON_SOMETHING: Final = expression(
    r"on\s(?:the|an?|his|her|their|its|bail|parole|remand|strike|probation|mountain|island|ice|boat|raft|roof)s?\b"
)
_RECORDS: Final = frozenset(("low", "high", "record"))
_HYPHEN: Final = "-‐‑"
_REACH: Final = 60
_LONG: Final = Decimal(10)  # shorter ones turn up in every article


def is_term(claim: Claim) -> bool:
    """True for a length of time that somebody is jailed for: it is counted from no year."""
    return _PRISON.search(claim.quote.lower()) is not None


def may_be_one(title: Claim, other: Claim, body: Sequence[Claim]) -> bool:
    """True where a length of time of the title may be told again by one of the body."""
    if title.figure.unit != other.figure.unit:
        return False
    point, printed = title.figure.reading.point, other.figure.reading.point
    if point is not None and printed is not None and slip(printed, point) is not None:
        if min(point, printed) >= _LONG:
            return True  # so many digits are seldom the same by chance
        if point == printed * _LONG and (title.words & other.words) - {title.figure.unit}:
            return True
    if _TERM.search(title.quote.lower()) and _PRISON.search(other.quote.lower()):
        return True
    if _BEFORE.search(other.quote.lower()) and not _BEFORE.search(title.quote.lower()):
        return False  # "a two-day strike last month": another
    way, noun = _standing(title)
    other_way, other_noun = _standing(other)
    if noun and other_noun:
        return _has(title, other_noun) or _has(other, noun)
    if noun or other_noun:
        return way in ("", "noun") and other_way in ("", "noun") and _has(other if noun else title, noun or other_noun)
    if way != other_way and {way, other_way} not in _ONE_WAY:
        return False
    if (title.words & other.words) - {title.figure.unit}:
        return True
    if way == other_way == "":
        same = [claim for claim in body if claim.figure.unit == other.figure.unit]
        if len(same) == 1 and point is not None and point >= _LONG:
            return True
        return _opens(title, other) and sum(_opens(title, claim) for claim in same) == 1
    return False


def _opens(title: Claim, other: Claim) -> bool:
    """True for a length of time that the first sentences of a text name."""
    return other.in_lead and 0 <= other.figure.span.start - title.figure.sentence.end <= _OPENING


def _standing(claim: Claim) -> tuple[str, str]:
    """How a length of time stands in its sentence, and the noun that it is put before ("a three-day standoff")."""
    quote = claim.quote.lower()
    start, end = claim.quote_at
    behind = _BEHIND.match(quote, end)
    if behind is not None:
        word = behind["word"]
        if word in _SINCE and _ON_SOMETHING.match(quote, behind.start("word")) is None:
            return word, ""
        is_joined = any(sign in quote[start + 1 : behind.start("word")] for sign in _HYPHEN)
        if is_joined and word in _RECORDS:
            return "record", ""
        if is_joined and word:
            return "noun", word.rstrip("s")
    before = quote[max(0, start - _REACH) : start]
    if _RECORD.search(before):
        return "record", ""
    return ("window", "") if _WINDOW.search(before) else ("", "")


def _has(claim: Claim, noun: str) -> bool:
    """True where the sentence of a length of time has a noun."""
    return re.search(rf"\b{re.escape(noun)}", claim.quote.lower()) is not None


def summed(point: Decimal, unit: str, body: Sequence[Claim]) -> bool:
    """True where lengths of time of one sentence come to the title's: "nine years and a further three years"."""
    rows: dict[int, list[Decimal]] = {}
    for claim in body:
        value = claim.figure.reading.point
        if claim.figure.unit == unit and value is not None:
            rows.setdefault(claim.figure.sentence.start, []).append(value)
    return any(
        point == sum(values[first:past])
        for values in rows.values()
        for first in range(len(values))
        for past in range(first + 2, min(len(values), first + 4) + 1)
    )
