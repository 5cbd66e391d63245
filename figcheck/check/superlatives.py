"""Superlatives, and whether what they rank first has the most or the least: "the largest", "the cheapest"."""

from __future__ import annotations

import re
from typing import Final, Literal

from figcheck.check.rows import is_money
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.units import dimension

Sense = Literal["more", "less"] | None

MORE: Final = (
    r"largest|biggest|highest|greatest|richest|longest|tallest|deadliest|busiest|heaviest|costliest|priciest|"
    r"dearest|strongest|"
    r"steepest|hottest|wealthiest|oldest|"
    r"most(?! (?:of|recent|recently|likely|efficient|effective|accurate|reliable|notabl[ye]|important|significant|"
    r"famous|well|controversial|"
    r"economical|frugal|dangerous|successful|stable)\b)"
)
LESS: Final = (
    r"smallest|lowest|fewest|least(?! (?:likely|efficient|reliable|stable)\b)|cheapest|youngest|shortest|lightest|"
    r"poorest|weakest|coldest|thinnest"
)
_TOPS: Final = (
    r"topp(?:ed|ing) the (?:list|table|ranking|rankings|league)|tops the (?:list|table|ranking|rankings)|"
    r"to top the [a-z]+(?: [a-z]+)?|(?:led|leads|leading|headed|heads) the(?: [a-z]+)? (?:list|ranking|rankings|"
    r"field|table|way)"
)
_SUPERLATIVE: Final = expression(
    rf"(?<!at )\b(?:(?P<more>{MORE}|{_TOPS})|(?P<less>{LESS})|(?P<fast>fastest|quickest)|(?P<slow>slowest))\b"
)
# What is larger for who does better.
_BETTER_WITH_MORE: Final = frozenset(
    "seat vote gold goal win victory trophy title company firm member delegate ballot "
    "supporter subscriber customer sale order "
    "vehicle car cargo ship barrel ton tonne attack closure case job visitor passenger point-lead share".split()
)
_OF_VOTES: Final = expression(
    r"\b(?:votes?|share|polls?|polling|support|ballots?|election|primary|run-off|runoff|candidates?|(?:came|"
    r"finished) (?:first|second|third))\b"
)
_LESS_IS_BETTER: Final = expression(
    r"\b(?:bids?|tenders?|prices?|costs?|cheap\w*|spen\w+|budgets?|lowest|fines?|debts?|loss\w*|deficits?|fees?)\b",
    re.IGNORECASE,
)
# By which many a name is ranked that is large by itself: "the largest city, with 12 hospitals".
_BY_MEDALS: Final = expression(
    r"\b(?:most|fewest|largest|highest)(?: [a-z]+)?(?: number of| tally of| haul of)? medals\b"
)
_LARGE_BY_ITSELF: Final = expression(
    rf"(?:{MORE}|{LESS})[ -](?:[a-z’'-]+ ){{0,2}}(?:city|cities|town|country|countries|state|nation|island|village|"
    rf"region|province|county|economy|"
    r"lake|forest|house|building|employer|school|university|hospital|airport|port|tanker|ship|vessel|plane|"
    r"aircraft|jet|boat|ferry|truck|lorry|bus|train|dam|stadium|tower|bridge|mine|plant|factory|farm|store|shop|"
    r"church|mosque|museum|park|prison)\b"
)
_SIZES: Final = frozenset(
    "person resident inhabitant citizen employee worker student patient bed pupil passenger visitor".split()
)


def sense_in(text: str, claim: Claim) -> Sense:
    """Whether a figure that the last superlative of a text (in lower case) ranks first is the most or the least; None
    where the text has none, or one that does not rank by that figure."""
    last: re.Match[str] | None = None
    for match in _SUPERLATIVE.finditer(text):
        last = match
    if last is None:
        return None
    if claim.figure.counted == "medal" and not _BY_MEDALS.search(text):
        return None  # tables of medals go by golds
    large = _LARGE_BY_ITSELF.search(text)
    if large is not None and claim.figure.unit == "count" and claim.figure.counted not in _SIZES:
        if not large[0].endswith("employer") or claim.figure.counted not in ("staff", "job"):
            return None
    if last["fast"] or last["slow"]:
        kind = dimension(claim.figure.unit)
        if kind not in ("time", "speed"):
            return None
        return "less" if (kind == "time") == bool(last["fast"]) else "more"
    return "more" if last["more"] else "less"


def is_more(claim: Claim) -> bool | None:
    """True for a figure of which the better place has more (seats, votes, a share), False where it has less (a time);
    None where that is not known, as of points and strokes."""
    figure = claim.figure
    if figure.unit == "count":
        return True if figure.counted in _BETTER_WITH_MORE else None
    if figure.unit == "percent":
        return True if _OF_VOTES.search(claim.quote) else None
    if is_money(figure.unit):
        return None if _LESS_IS_BETTER.search(claim.quote) else True
    return (
        False
        if dimension(figure.unit) == "time"
        and re.search(r"\b(?:race|ran|finish\w*|sprint|marathon|lap|heat|metres|seconds)\b", claim.quote)
        else None
    )
