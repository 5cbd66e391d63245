"""How much a number of a body has to do with one of the title: nouns, measures, words, a place in the opening."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.check.causes import VICTIMS, slip
from figcheck.check.titlenumbers import Number, alike
from figcheck.expressions import expression
from figcheck.model import TELLING_GROUPS, Claim

_TEN: Final = Decimal(10)
_NEAR: Final = Decimal("1.3")
_PERSONS: Final = frozenset(
    "victim person man woman boy girl child teen teenager suspect officer deputy student".split()
)
_PLACES: Final = Decimal(3)  # ordinals so low are told of anything
_TELLING: Final = Decimal(100)  # numbers that are hardly the same by chance
_MOST_WORDS: Final = 3  # shared words that count
_BEHIND: Final = expression(r"^[\s-]([a-z]+?)(?:e?s)?\b")
_OF_WHAT: Final = expression(r"[\s-][a-z]+(?:\s[a-z]+)?\sof\s(?:(?:the|a|an|his|her|its|their|this)\s)?([a-z]+)")
_MORE: Final = expression(
    r"\b(?:another|more|further|others?|additional|later|besides|plus|total|bringing|rose|risen)\b"
)
_NEXT: Final = 3  # characters between two sentences
_OPENING: Final = 300  # characters behind a title
_EVERYDAY: Final = frozenset("time day week month year people person man woman new first last more other".split())
_WORD: Final = expression(r"[a-z]{5,}")
_ROOT: Final = 5  # letters that tell a word
_OFTEN: Final = frozenset(
    "about after again against among around because before being between could during every first hundred least might "
    "million month months never other others people percent since still their there these thing things those thousand "
    "three times today under until weeks where which while would years yesterday monday tuesday wednesday thursday "
    "friday saturday sunday".split()
)


def of_one_fate(title: Number, other: Number) -> bool:
    """False for the dead and the injured: numbers of both that are far apart have nothing to do with each other."""
    if title.claim is None or other.claim is None:
        return True
    measures = {title.claim.measure, other.claim.measure}
    return len(measures) == 1 or not measures <= VICTIMS or "casualties" in measures


def are_of_one_noun(title: Number, other: Number) -> bool:
    """True for two ordinals before one noun: "6th batch" over "seventh batch", not "first place" over "came second"."""
    noun = _noun_behind(title)
    if noun is None or noun != _noun_behind(other):
        return False
    wholes = [_OF_WHAT.match(_behind(number)) for number in (title, other)]
    told = frozenset(whole[1] for whole in wholes if whole is not None)
    return len(told) < 2  # "second gold of the day", "third gold medal of the games"


def _noun_behind(number: Number) -> str | None:
    """The word behind an ordinal in its passage; None where none stands there."""
    if number.printed is None:
        return None
    match = _BEHIND.search(_behind(number))
    return match[1] if match is not None else None


def _behind(number: Number) -> str:
    """What stands behind a number in its passage, in small letters."""
    return "" if number.printed is None else number.printed.passage.quote.lower().partition(number.surface.lower())[2]


def are_several_persons(title: Number, other: Number) -> bool:
    """ "Second victim dies" over "a third victim has gone home": persons that are told one after the other."""
    return are_of_one_noun(title, other) and _noun_behind(title) in _PERSONS


def are_kin(title: Claim, other: Claim) -> bool:
    """True for two counts whose clauses have to do with each other, though the nouns are not one: they name people of
    one group, both tell how many times, or share words, of which the opening of a text needs fewer."""
    if title.figure.unit != "count" or other.figure.unit != "count" or other.figure.reading.low == 1:
        return False
    if title.figure.form == other.figure.form == "times":
        return True
    groups = [claim.scope.who or frozenset() for claim in (title, other) if "who" not in claim.inherited]
    if len(groups) == 2 and groups[0] & groups[1] & TELLING_GROUPS:
        return True
    shared = _shared(title, other)
    return shared > 1 or (shared == 1 and opens(title, other))


def _roots(quote: str) -> set[str]:
    """The beginnings of the longer words of a sentence: "overturns" and "overturned" have one."""
    return {word[:_ROOT] for word in _WORD.findall(quote.lower()) if word not in _OFTEN}


def are_close(title: Number, other: Number) -> bool:
    """True for two figures whose clauses share words, and that open an article."""
    if title.claim is None or other.claim is None:
        return False
    return opens(title.claim, other.claim) and _shared(title.claim, other.claim) > 1


def are_near(title: Number, other: Number) -> bool:
    """True for two figures whose clauses share a word, and that open an article."""
    if title.claim is None or other.claim is None:
        return False
    return opens(title.claim, other.claim) and _shared(title.claim, other.claim) > 0


def is_one_of(title: Number, other: Number) -> bool:
    """True for an ordinal before the noun that a figure counts: "40th goal" and "40 goals"."""
    if title.printed is None or other.claim is None or other.unit != "count":
        return False
    noun = _BEHIND.search(title.printed.passage.quote.lower().partition(title.surface.lower())[2])
    return noun is not None and noun[1] == other.claim.figure.counted


def _shared(title: Claim, other: Claim) -> int:
    """How many telling words two clauses share."""
    return len(((title.words & other.words) - _EVERYDAY) | (_roots(title.quote) & _roots(other.quote)))


def opens(title: Claim, other: Claim) -> bool:
    """True for a figure of the opening of the title's text."""
    return other.in_lead and 0 <= other.figure.span.start - title.figure.sentence.end <= _OPENING


def rival(title: Number, bearers: Sequence[Number], free: Sequence[Number]) -> Number | None:
    """A number of the body that is told of the title's thing, where all that are as much as its are told of others.

    "9 killed" over "eight people died" and "nine were hurt", "Boy, 4" over "the five-year-old" and "four dogs".
    """
    point = title.reading.point
    if point is None or point >= _TELLING or not bearers or any(_is_of_it(title, bearer) for bearer in bearers):
        return None
    most = max(_kinship(title, bearer) for bearer in bearers)
    for other in free:
        if not _is_of_it(title, other) or _kinship(title, other) <= most + 1:
            continue
        if _is_near(point, other) or all(_tells_other_fate(title, other, bearer) for bearer in bearers):
            return other
    return None


def _tells_other_fate(title: Number, other: Number, bearer: Number) -> bool:
    """True for "kills 27" over "killing 19 people and injuring 27": one sentence tells what became of both."""
    if title.claim is None or other.claim is None or bearer.claim is None:
        return False
    if other.claim.measure != title.claim.measure or not opens(title.claim, other.claim):
        return False
    return (
        bearer.claim.measure in VICTIMS
        and not of_one_fate(title, bearer)
        and bearer.claim.figure.sentence.start == other.claim.figure.sentence.start
    )


def beside(title: Number, body: Sequence[Number]) -> Sequence[Number]:
    """The numbers that a title's may be worked out from.

    Where the opening tells nearly as many of the same thing, they are those of that sentence, of those next to it and
    of those that tell of more: a total that is told is not added up from others.
    """
    point = title.reading.point
    for other in body:
        if point is None or other.claim is None:
            continue
        if are_close(title, other) and _is_of_it(title, other) and _is_near(point, other):
            first = other.claim.figure.sentence
            return [it for it in body if it.claim is not None and _goes_on(first, it.claim)]
    return body


def _goes_on(first: Span, claim: Claim) -> bool:
    """True for a figure of a sentence, of the one before or behind it, or of one that tells of more."""
    own = claim.figure.sentence
    gap = max(own.start - first.end, first.start - own.end)
    return gap <= _NEXT or _MORE.search(claim.quote.lower()) is not None


def _is_of_it(title: Number, other: Number) -> bool:
    """True for a number of the body that is told of the title's thing and no other."""
    if title.claim is None and other.claim is not None:
        return title.kind == "age" and other.claim.figure.number_surface.isdigit()
    if other.claim is None:
        if title.claim is not None:
            return other.kind == "ordinal" and other.reading.low > _PLACES  # "the 34th victim"
        return title.kind == other.kind and (title.kind != "ordinal" or are_of_one_noun(title, other))
    if title.claim is None:
        return False
    if title.unit != "count":
        return title.unit == other.unit
    return other.claim.role != "part" and alike(title, other) and of_one_fate(title, other)


def _is_near(point: Decimal, other: Number) -> bool:
    printed = other.reading.point
    if printed is None or printed <= 0:
        return False
    low, high = min(point, printed), max(point, printed)
    return high - low <= 1 or high <= low * _NEAR or high == low * _TEN or slip(low, high) is not None


def _kinship(title: Number, other: Number) -> int:
    """How much a number of the body has to do with the title's."""
    if title.claim is None or other.claim is None:
        return _MOST_WORDS if title.kind == other.kind else 0
    one, two = title.claim, other.claim
    noun = one.figure.counted is not None and one.figure.counted == two.figure.counted
    measure = one.measure == two.measure != "counted"
    return min(_shared(one, two), _MOST_WORDS) + 2 * noun + 2 * measure + opens(one, two)
