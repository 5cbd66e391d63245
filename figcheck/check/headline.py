"""Rules of scope ``title``: a number in the title that nothing in the body bears out.

A title's number is shown only where the body has a number that it may come from by a slip of the pen or an older
version: told of one thing, or as much but for a digit. A title whose body tells nothing of the kind is left alone, as
the body may be cut off.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.articles import Header
from figcheck.check.agreement import pair_finding
from figcheck.check.borneout import borne_out, leaves_room
from figcheck.check.causes import VICTIMS, Cause, slip
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, finding, slack
from figcheck.check.titlenumbers import (
    Number,
    alike,
    comparable,
    counts_people,
    figure,
    no_figure,
    other_unit,
    rounds_to,
    same_length,
)
from figcheck.check.titleways import turned_round
from figcheck.expressions import expression
from figcheck.model import Claim, Printed
from figcheck.units import convert

_NEAR: Final = Decimal("1.3")
_ALIKE: Final = Decimal(3)  # how many times as much figures of one thing may be and still be meant for each other
_AGES_APART: Final = Decimal(8)
_YEARS_APART: Final = Decimal(30)
_KINDS: Final = {"age": "an age", "year": "a year", "ordinal": "an ordinal", "time": "a time", "score": "a score"}
_SMALL: Final = Decimal(20)
_BEHIND: Final = expression(r"^[\s-]([a-z]+?)(?:e?s)?\b")
_PLACES: Final = Decimal(3)  # "came second": ordinals so low are told of anything
_ANOTHER: Final = expression(
    r"\b(?:an?|the|its|their|his|her) (?:last|previous|earlier|former|rival|separate) "
    r"(?!(?:years?|months?|weeks?|days?|time|quarter|season|decade|president|prime|minister|mayor)\b)[a-z]+\b"
)
_AMONG_BEHIND: Final = expression(
    r"(?:\s[\w’'-]+){0,3}?\s(?:(?:were|was|are)\s)?among\s(?:the|those|them)\b|(?:\s[\w’'-]+){0,2}?\sof\s(?:them|whom|the\sdead)\b"
)
_AMONG_BEFORE: Final = expression(r"\b(?:among\s(?:the|those|them)(?:\s[\w’'-]+){0,3}|including)\s$")
_REACH: Final = 40  # characters before a number
_OF_ITS_OWN: Final = ("turnout", "unemployment", "inflation", "approval")  # no part of a vote
_THINGS: Final = frozenset(("munitions", "munitions_intercepted", "targets_struck", "attacks", "housing"))
_COHORT: Final = expression(r"\b(?:class|cohort|generation|intake|vintage|spirit|children)\sof\s$")
_MOST: Final = 20  # numbers of a title; what has more is none, but a table or a list in its place
_WORDS: Final = "nothing in the body bears the title's {} out"


class _Origin(NamedTuple):
    """A number of the body that the title's may come from; ``rank`` orders them, the likeliest first."""

    rank: int
    number: Number
    cause: Cause | None


def check_title(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold each number of a title against those of its own body."""
    for claims, beside in _titled(desk):
        own = [figure(c) for c in claims if c.figure.in_title and _is_told(rule, c)]
        own += [no_figure(one) for one in beside if one.in_title and _is_in_reach(rule, one.header)]
        if 0 < len(own) <= _MOST:
            header = claims[0].header if claims else beside[0].header
            _article(rule, own, header, claims, beside, desk, outcome)


def _titled(desk: Desk) -> Iterator[tuple[list[Claim], Sequence[Printed]]]:
    """The claims of each article with its numbers that are no figures; those without claims last."""
    left = dict(desk.printed)
    for claims in desk.articles():
        yield claims, left.pop(claims[0].header.id, ())
    for beside in left.values():
        yield [], beside


def _is_in_reach(rule: RuleSpec, header: Header) -> bool:
    """True where a rule looks at the numbers of a title that measure nothing."""
    return rule.concerns("") and bool(rule.scope.holds(header.path, True) and rule.sources.holds(header.outlet))


def _article(
    rule: RuleSpec,
    own: Sequence[Number],
    header: Header,
    claims: Sequence[Claim],
    beside: Sequence[Printed],
    desk: Desk,
    outcome: Outcome,
) -> None:
    counted = [c for c in claims if not c.figure.in_title]
    body = [figure(c) for c in counted if c.figure.form != "single"]
    body += [no_figure(one) for one in beside if not one.in_title]
    for title in own:
        if borne_out(title, body, header.published):
            _turned(rule, title, counted, outcome)
            continue
        claim = title.claim
        if claim is not None and any(
            number.unit == title.unit and _near_enough(rule, title, number) for number in body
        ):
            continue
        others = [one.reading.point for one in own if one is not title]
        others.append(title.reading.point)  # two sides that print one number are no contradiction
        free = [number for number in body if number.reading.point not in others and same_length(title, number, body)]
        origins = [origin for number in free if (origin := _origin(title, number)) is not None]
        group = desk.group_of.get(claim.id) if claim is not None else None
        if claim is not None and group is not None:
            linked = frozenset(group.claims)
            origins += [
                _Origin(0, it, None)
                for it in free
                if it.claim is not None and it.claim.id in linked and not _are_other_points(title, it)
            ]
        if not origins:
            continue
        origin = min(origins, key=_by_rank)
        if origin.rank > 1 and leaves_room(title, body):
            continue
        if claim is not None and (_is_whole(origin.number, own) or _is_part(claim, origin.number)):
            continue
        _show(rule, title, origin, outcome)


def _turned(rule: RuleSpec, title: Number, counted: Sequence[Claim], outcome: Outcome) -> None:
    """Show a title whose figure goes up where the body's goes down."""
    claim = title.claim
    other = turned_round(claim, counted) if claim is not None else None
    if claim is not None and other is not None:
        cause = Cause("opposite_direction", "error", "one goes up, the other down")
        outcome.findings.append(pair_finding(rule, claim, other, cause, "title against body", None))


def _by_rank(origin: _Origin) -> int:
    return origin.rank


def _is_told(rule: RuleSpec, claim: Claim) -> bool:
    """True for a figure of the title that the rule holds: printed as a number, of no single person."""
    figure = claim.figure
    if figure.form in ("single", "vague") or figure.hedge == "vague":
        return False
    if figure.form == "share" and not any(letter.isdigit() for letter in figure.surface):
        return False  # "half of the schools": which half is seldom told again
    return takes(rule, claim) and (figure.reading.point is not None or figure.hedge == "range")


def _near_enough(rule: RuleSpec, title: Number, other: Number) -> bool:
    """True when the rule's tolerance lets both stand as printed."""
    point, printed = title.reading.point, other.reading.point
    if point is None or printed is None:
        return False
    width = slack(rule, max(abs(point), abs(printed)))
    if title.unit == "percent":
        width = max(width, rule.tolerance.points)
    return abs(point - printed) <= width


def _origin(title: Number, other: Number) -> _Origin | None:
    """What a number of the body has to do with the title's: a slip of it, or another number of the same thing."""
    point, printed = title.reading.point, other.reading.point
    if point is None or printed is None or point <= 0 or printed <= 0 or not comparable(title, other):
        return None
    if (title.claim is not None and other.kind == "age") or (other.claim is not None and title.kind == "age"):
        return _of_ages(title, other)
    if point - printed > 1 and _is_some(other) and slip(printed, point) is None:
        return None  # "six children were among the dead" under "eight killed"
    like = alike(title, other)
    if title.claim is not None and other.claim is not None and other_unit(title.unit, other.unit):
        printed = convert(printed, other.unit, title.unit)
        near = like and max(point, printed) <= min(point, printed) * _NEAR
        return _Origin(1, other, None) if near else None  # digits of other units are no slip of one another
    low, high = min(point, printed), max(point, printed)
    if title.kind == "year" and title.printed is not None and _is_cohort(title.printed):
        return None
    if title.kind == "ordinal" or other.kind == "ordinal":
        if (
            title.kind != other.kind
            or (high <= _PLACES and not _are_of_one_noun(title, other))
            or not (high - low <= 1 or high == low * 10 or high <= low * _NEAR)
        ):
            return None
        return _Origin(1, other, slip(printed, point))
    if title.kind in ("name", "date", "time") or other.kind in ("name", "date", "time"):
        return _Origin(0, other, slip(printed, point)) if like else None
    cause = slip(printed, point) or _scale(printed, point)
    if cause is not None and (like or (low >= 10 and high <= low * 10)):
        return _Origin(0 if like else 1, other, cause)
    if other.claim is not None and _ANOTHER.search(other.claim.quote.lower(), 0, other.claim.quote_at.start):
        return None  # "the last scheme cost £3bn"
    if like:
        if title.kind == "age":  # other persons have other ages
            return _Origin(1, other, None) if high - low <= _AGES_APART or high * 4 <= low * 5 else None
        if title.kind == "year":
            return _Origin(1, other, None) if high - low <= _YEARS_APART else None
        if high - low <= 1 or high <= low * _NEAR:
            return _Origin(1, other, None)
        if title.unit == "percent" or not _of_one_fate(title, other) or _are_other_points(title, other):
            return None
        return _Origin(3, other, None) if high <= low * _ALIKE else None
    if _is_other_thing(title, other):
        return None  # "390 prisoners" over 407 drones
    if (low >= _SMALL or _is_decimal(title, other)) and (high - low <= 1 or high <= low * _NEAR):
        return _Origin(2, other, None)
    return None


def _are_other_points(title: Number, other: Number) -> bool:
    """True for points that are far apart and that no word says to be of one thing: a lead, and a turnout."""
    point, printed = title.reading.point, other.reading.point
    if title.claim is None or other.claim is None or point is None or printed is None:
        return False
    if title.unit != "percentage point" and title.claim.figure.counted != "point":
        return False
    if max(point, printed) <= min(point, printed) * _NEAR or slip(printed, point) is not None:
        return False
    quotes = title.claim.quote.lower(), other.claim.quote.lower()
    if any((word in quotes[0]) != (word in quotes[1]) for word in _OF_ITS_OWN):
        return True
    return not (title.claim.words & other.claim.words) - {"point", "percentage"}


def _is_some(number: Number) -> bool:
    """True for a number told as that of some: "six children were among the dead", "five of them"."""
    claim = number.claim
    if claim is None:
        return False
    quote = claim.quote.lower()
    before = quote[max(0, claim.quote_at.start - _REACH) : claim.quote_at.start]
    among = _AMONG_BEFORE.search(before) or _AMONG_BEHIND.match(quote, claim.quote_at.end)
    return claim.role == "part" or among is not None


def _of_one_fate(title: Number, other: Number) -> bool:
    """False for the dead and the injured: numbers of both that are far apart have nothing to do with each other."""
    if title.claim is None or other.claim is None:
        return True
    measures = {title.claim.measure, other.claim.measure}
    return len(measures) == 1 or not measures <= VICTIMS or "casualties" in measures


def _is_other_thing(title: Number, other: Number) -> bool:
    """True where one number counts people and the other things of a kind, such as drones: no slip of one another."""
    if title.claim is None or other.claim is None:
        return False
    one, two = title.claim, other.claim
    if one.figure.counted is None or two.figure.counted is None or one.measure == two.measure:
        return False
    people = [counts_people(number) for number in (title, other)]
    things = [claim.measure in _THINGS for claim in (one, two)]
    return (people[0] and things[1]) or (people[1] and things[0])


def _are_of_one_noun(title: Number, other: Number) -> bool:
    """True for two ordinals before one noun: "6th batch" over "seventh batch", not "first place" over "came second"."""
    nouns = [
        _BEHIND.search(number.printed.passage.quote.lower().partition(number.surface.lower())[2])
        for number in (title, other)
        if number.printed is not None
    ]
    return len(nouns) == 2 and nouns[0] is not None and nouns[1] is not None and nouns[0][1] == nouns[1][1]


def _is_cohort(printed: Printed) -> bool:
    """True for "the class of 2008", a year that tells who is meant, and not when."""
    before = printed.passage.quote.lower().partition(printed.passage.surface.lower())[0]
    return _COHORT.search(before) is not None


def _of_ages(title: Number, other: Number) -> _Origin | None:
    """A figure that is an age with a digit too many, as "Dead at 860", and no other: "50 aboard" has nothing to do with
    a captain of 61."""
    point, printed = title.reading.low, other.reading.low
    bare = title.unit == "count" or other.unit == "count"
    cause = slip(printed, point)
    return _Origin(1, other, cause) if bare and cause is not None and min(point, printed) >= 10 else None


def _scale(body: Decimal, title: Decimal) -> Cause | None:
    """A factor of ten between a number and what another rounds to: "15M cars" over 1.53 million."""
    if not (rounds_to(title / 10, body) or rounds_to(title * 10, body)):
        return None
    return Cause("power_of_ten", "error", "about ten times as much" if title > body else "about a tenth")


def _is_decimal(a: Number, b: Number) -> bool:
    """True for two numbers printed with decimals of the same length, as magnitudes and rates are."""
    return a.reading.precision == b.reading.precision < 1


def _is_whole(body: Number, titles: Sequence[Number]) -> bool:
    """True when the title's figures of one thing are the parts of the body's ("2 adults, 2 teens" of four people)."""
    points = [one.reading.point for one in titles if one.claim is not None and one.unit == body.unit]
    told = [point for point in points if point is not None]
    return len(told) > 1 and len(told) == len(points) and sum(told) == body.reading.point


def _is_part(title: Claim, body: Number) -> bool:
    """True for "1 of the victims" over three wounded."""
    point, whole = title.figure.reading.point, body.reading.point
    return title.role == "part" and point is not None and whole is not None and point < whole


def _told(number: Number) -> str:
    kind = (
        ""
        if number.claim is not None or number.kind in ("name", "date")
        else f" ({_KINDS.get(number.kind, number.kind)})"
    )
    return f"{number.surface}{kind}"


def _show(rule: RuleSpec, title: Number, origin: _Origin, outcome: Outcome) -> None:
    other = origin.number
    words = _WORDS.format("figure" if title.claim is not None else title.kind)
    cause = Cause("title_not_borne_out", "error", words)
    if origin.cause is not None:
        cause = origin.cause._replace(words=f"{origin.cause.words}; {words}")
    if title.claim is not None and other.claim is not None:
        outcome.findings.append(pair_finding(rule, title.claim, other.claim, cause, "title against body", None))
        return
    claims = tuple(number.claim for number in (title, other) if number.claim is not None)
    places = tuple(number.printed.passage for number in (title, other) if number.printed is not None)
    outcome.findings.append(
        finding(
            rule,
            claims,
            severity=rule.severity,
            cause=cause.name,
            message=f"headline says {_told(title)}, body says {_told(other)}: {cause.words}",
            subject="headline",
            expected=other.surface,
            observed=title.surface,
            places=places,
            because=("title against body", cause.words),
            article=next((number.printed.header for number in (title, other) if number.printed is not None), None),
        )
    )
