"""What a sentence says beside its figures: the words behind one, what it is a rate of, amounts as it prints them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.desk import Desk, show_number
from figcheck.check.marked import by_sentence
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.prose import one_spaced, regular_singular

# "$500 each", "250 people on each", "15 boxes for each of the 200 families", "$350 a room", "50 a day".
_PER: Final = expression(
    r"(?:,? (?:apiece|a head|per head|(?P<with>(?:in|on|to|for|from|at|"
    r"with) )?each\b(?P<of> of\b)?(?: (?P<one>[a-z]+))?)"
    r"|(?: in)? (?P<how>an?|per|every) (?P<below>[a-z]+))\b"
)
_AVERAGED: Final = expression(r"\b(?:averag(?:e|es|ed|ing)|average of)(?: (?:just|about|some|around|only))? $")
_NO_BELOW: Final = frozenset("total lot few number further year’s sum bit little while result rate bid row".split())
_REACH: Final = 80  # how far words behind a figure are looked at
_GAP: Final = 3  # characters between two sentences of a paragraph
PERIODS: Final = ("second", "minute", "hour", "day", "night", "week", "weekend", "month", "quarter", "year", "decade")
# The unit that stands behind a number: one word or sign, two where the first only says of what kind it is.
_UNIT: Final = expression(
    r"[ \u00a0-]?(?:(?:square|sq\.?|cubic|cu\.?|nautical|metric|short|long|imperial|US|degrees?|deg|°|fluid|light|"
    r"tonnes? of oil)[ -]?"
    r"(?=[A-Za-z]))?(?:°|[^\s()\[\],;:.\d°—–-])[^\s()\[\],;:.°—–-]*"
)
_PER_UNIT: Final = expression(r"(?: of [a-z]+)?[ -](?:per|an?|each|every)[ -][a-z]+", re.IGNORECASE)
_COMPOUND: Final = expression(
    r"\d ?(?:[a-z]{1,6})?[ -]?(?:and )?\d+ ?(?:in|inch|inches|oz|ounces?|cm|lbs?|pounds|m|mins?|minutes|seconds|h|"
    r"g)$|[\"'’”″]$|"
    r"(?:months|days|hours|minutes|seconds|half|quarter|inches|ounces|feet)$"
)
_SIGN: Final = expression(r"[A-Z]{0,3}[$€£¥₹]")
_MONEY: Final = expression(r"[A-Z]{3}")


class Rate(NamedTuple):
    """A figure that holds for one of something: ``above`` is what it counts or measures (None: not told), ``below``
    what it is for one of (None: each of those counted beside it), ``end`` where its words end in the sentence."""

    claim: Claim
    above: str | None
    below: str | None
    end: int


def rows(desk: Desk) -> Iterator[list[Claim]]:
    """The figures of each sentence that has two or more, in order; what is planned has to fit as well."""
    for row, _ in rows_and_next(desk):
        yield row


def rows_and_next(desk: Desk) -> Iterator[tuple[list[Claim], Claim | None]]:
    """The same, each with the first figure of the sentence right behind it; None where that has none."""
    for claims in desk.articles():
        sentences = list(by_sentence([claim for claim in claims if claim.mode != "denied"]))
        for k, row in enumerate(sentences):
            if len(row) > 1:
                following = sentences[k + 1][0] if k + 1 < len(sentences) else None
                yield row, _right_behind(row[0], following)


def _right_behind(claim: Claim, other: Claim | None) -> Claim | None:
    """The other of two figures where its sentence begins right behind the first's."""
    if other is None or not 0 <= other.figure.sentence.start - claim.figure.sentence.end <= _GAP:
        return None
    return other


def end_of(claim: Claim) -> int:
    """Where a figure ends in its sentence, with its unit or the noun phrase that it counts right behind it."""
    end = claim.quote_at.end
    if claim.figure.form == "measure" and claim.figure.counted_span is None:
        return _unit_end(claim, end)
    if claim.figure.counted_span is not None:
        counted = claim.figure.counted_span.end - claim.figure.sentence.start
        if end < counted <= len(claim.quote) and counted - end < 60:
            end = counted
    return end


def _unit_end(claim: Claim, end: int) -> int:
    """Where the unit ends that is printed behind a number; a compound ("6ft 2in") holds its own."""
    match = _UNIT.match(claim.quote, end)
    if _COMPOUND.search(claim.figure.surface):
        half = match is not None and regular_singular(match[0].strip().lower()) == claim.figure.unit
        return match.end() if match is not None and half else end  # "two and a half hours"
    if match is None:
        return end
    end = match.end()
    if "/" in claim.figure.unit and "/" not in match[0]:
        per = _PER_UNIT.match(claim.quote, end)
        end = per.end() if per is not None else end
    return end


def stretch(claim: Claim, start: int, end: int) -> str:
    """A stretch of a claim's sentence in lower case, with one space for any white space."""
    return one_spaced(claim.quote[start:end].lower())


def behind(claim: Claim, most: int = 60) -> str:
    """What follows a figure and what it counts, in the same way."""
    end = end_of(claim)
    return stretch(claim, end, end + most)


def ahead(claim: Claim, most: int = 80) -> str:
    """What stands right before a figure, in the same way."""
    return stretch(claim, max(0, claim.quote_at.start - most), claim.quote_at.start)


def told_of(claim: Claim) -> str | None:
    """What a figure counts, or the unit it is in; None for a bare number."""
    return claim.figure.counted if claim.figure.unit == "count" else claim.figure.unit


def rate_of(claim: Claim) -> Rate | None:
    """A figure as a rate, by its unit ("$80 a barrel") or by the words behind it ("50 a day", "32 pupils each")."""
    above, slash, below = claim.figure.unit.rpartition("/")
    end = end_of(claim)
    match = _PER.match(claim.quote[end : end + _REACH].lower())
    if slash:
        return Rate(claim, above, below, end + match.end() if match is not None else end)
    if match is None:
        return None
    if match["how"]:
        if match["below"] in _NO_BELOW or (match["how"] in ("a", "an") and not _may_be_per(claim, match["below"])):
            return None
        return Rate(claim, told_of(claim), regular_singular(match["below"]), end + match.end())
    one = regular_singular(match["one"]) if match["one"] else None
    if one is not None and not match["of"] and (match["with"] or one in PERIODS):
        return Rate(claim, told_of(claim), one, end + match.end())
    stop = end + match.start("one") - 1 if match["one"] else end + match.end()
    return Rate(claim, told_of(claim), None, stop)


def _may_be_per(claim: Claim, below: str) -> bool:
    """ "$350 a room", "50 a day" and "an average of 1.4 a game" are rates; "12 a side" and "two men a policeman shot"
    are not known to be."""
    return claim.figure.form == "money" or below in PERIODS or is_averaged(claim)


def is_averaged(claim: Claim) -> bool:
    """True for a figure that is told as an average: "an average of 1.4"."""
    return _AVERAGED.search(ahead(claim)) is not None


def is_money(unit: str | None) -> bool:
    """True for the code of a currency."""
    return unit is not None and _MONEY.fullmatch(unit) is not None


def amount(value: Decimal, like: Claim) -> str:
    """A number as an amount of what a figure is of: "$2.4 million", "120 euros"."""
    if abs(value) >= 10**6:
        value = Decimal(f"{value:.3g}")
    shown = show_number(value.quantize(Decimal(1)) if abs(value) >= 100 else value)
    figure = like.figure
    sign = _SIGN.search(figure.surface)
    if sign is not None:
        return f"{sign[0]}{shown}"
    if is_money(figure.unit):
        return f"{shown} {figure.unit}"
    return f"{shown} per cent" if figure.unit == "percent" else shown
