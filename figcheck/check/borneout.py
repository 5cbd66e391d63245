"""What bears out a number of a title: the same in the body, what rounds or adds up to it, the year it counts from.

Numbers that are no figures (ages, years, names) bear out one another, and figures that may be
the same said otherwise ("Man, 46" over "46 years").
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from figcheck.check.causes import VICTIMS
from figcheck.check.spans import SPANS, is_term, summed
from figcheck.check.titlenumbers import Number, alike, comparable, may_round, rounds_to, same_top
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.model import PAIR, Claim
from figcheck.units import convert_range, convertible

_ONE: Final = Decimal(1)
_TEN: Final = Decimal(10)
_SLACK: Final = Decimal("0.025")  # of what is converted: "200 pounds" over 94 kilograms
_OPEN: Final = Decimal("1.25")  # how far "more than" and "at least" reach
_AND_BEFORE: Final = expression(
    r"\b(?:an?|his|her|their|another|the|whose)\s(?:[\w’'-]+\s){1,5}and\s(?:(?:at|her|his|their)\s)?$"
)
_AND_BEHIND: Final = expression(r"(?:\s[\w-]+){0,3},?\sand\s(?:an?|his|her|their|another)\s")
_FEW_SUMS: Final = 5  # different numbers of one thing, of which pairs and triples are added up
_JOINED: Final = expression(r"(?:\s[\w’'-]+){1,4}(?:,|,?\sand)\s(?:(?:a further|another)\s)?")
_LONGEST_GAP: Final = 60
_MANY: Final = 12  # percentages of a body, of which every two are subtracted
_BESIDES: Final = expression(r"\b(?:other|others|another|more|besides|plus|addition|additional|also)\b")
# Who tells of victims is none.
_TELLING: Final = frozenset("official witness source spokesman spokeswoman reporter journalist correspondent".split())
_NEARLY: Final = frozenset("nearly almost close just".split())


def borne_out(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """True when a number of the title follows from those of the body."""
    if title.printed is not None and title.printed.again:
        return True
    if any(comparable(title, other) and _bears(title, other) for other in body):
        return True
    if any(_told_otherwise(title, other) for other in body):
        return True
    if title.kind == "year" and published is not None:
        return abs(title.reading.low - published.year) <= 1
    if title.kind == "score":  # "57-43" over "57 per cent to 43"
        told = {other.reading.point for other in body if other.claim is not None}
        return all(Decimal(part) in told for part in divmod(int(title.reading.low), PAIR))
    if title.kind == "ordinal":
        return any(_counts_up(title, other) for other in body)
    if title.kind == "age":
        return _grown(title, body, published)
    return title.claim is not None and (
        _counted_from(title, body, published)
        or _sums(title, title.claim, body)
        or _lead(title, title.claim, body)
        or _listed(title, body)
        or _of_one_sentence(title, body)
        or _by_ones(title, body)
    )


def _told_otherwise(title: Number, other: Number) -> bool:
    """ "52 to 48" over 52 per cent, "16 points" over "16 per cent less", "7-goal thriller" over 4-3, "20 points" over
    96-76, "Man, 103" over a 103rd birthday."""
    point, printed = title.reading.point, other.reading.point
    if title.claim is not None and other.kind == "score" and point is not None:
        own, theirs = divmod(int(other.reading.low), PAIR)
        return point in (own + theirs, abs(own - theirs))
    if point is None or point != printed:
        return False
    if {title.kind, other.kind} == {"age", "ordinal"}:
        return True
    return {title.unit, other.unit} in ({"count", "percent"}, {"percentage point", "percent"})


def _grown(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """ "Man, 52" over "born in 1973", "Elephant, 52" over "came in 1975 at the age of two"."""
    if published is None:
        return False
    years = [other.reading.low for other in body if other.kind == "year"]
    ages = [Decimal(0), *(other.reading.low for other in body if other.kind == "age")]
    spans = [published.year - year for year in years if published.year - year > 1]
    return any(span + age - title.reading.low in (0, 1) for span in spans for age in ages)


def _of_one_sentence(title: Number, body: Sequence[Number]) -> bool:
    """ "50 aboard" over "a crew of 22 and 28 engineers": what one sentence counts may be one thing, whatever its nouns.

    Only of numbers that do not come about by chance.
    """
    point = title.reading.point
    if point is None or title.unit != "count" or point <= _TEN:
        return False
    rows: dict[int, list[Decimal]] = {}
    for other in body:
        if (
            other.unit == "count"
            and other.reading.point is not None
            and _may_add(title, other)
            and other.claim is not None
        ):
            rows.setdefault(other.claim.figure.sentence.start, []).append(other.reading.point)
    return any(point in (x + y, abs(x - y)) for values in rows.values() for x, y in combinations(values[:_FEW_SUMS], 2))


def _bears(title: Number, other: Number) -> bool:
    """True when a number of the body is the title's, rounded or not."""
    if title.claim is not None and other.claim is not None:
        if title.unit != other.unit and not same_top(title.unit, other.unit):
            return _converted(title, other)
        if other.claim.figure.hedge == "vague":
            return False
    point, printed = title.reading.point, other.reading.point
    if point is None:
        return title.reading.meets(other.reading)
    if title.claim is not None and title.claim.figure.hedge != "exact" and printed is not None:
        return rounds_to(point, printed) or _reached(title.reading).meets(Reading(printed, printed))
    if printed is None:
        return other.reading.low <= point <= other.reading.high
    if title.claim is None or other.claim is None:
        return printed == point
    if rounds_to(point, printed, title.claim.figure.number_surface[-1:].isdigit()) and (
        printed.as_tuple().exponent != 0 or title.unit != "count" or may_round(title, other)
    ):
        return True
    words = other.claim.figure.printed_hedge.split()
    if words and words[0] in _NEARLY:
        return other.reading.low <= point <= other.reading.high
    return False


def leaves_room(title: Number, body: Sequence[Number]) -> bool:
    """True when vague words of the body take the title's number in: "201 troops" over "hundreds of troops"."""
    return any(
        other.claim is not None
        and other.claim.figure.hedge == "vague"
        and comparable(title, other)
        and title.reading.meets(other.reading)
        for other in body
    )


def _reached(reading: Reading) -> Reading:
    """A hedged reading with its open sides ending where a reader would expect."""
    low = reading.low if reading.low.is_finite() else reading.high / _OPEN
    high = reading.high if reading.high.is_finite() else reading.low * _OPEN
    return Reading(low, high)


def _converted(title: Number, other: Number) -> bool:
    """True when a quantity in another unit is the title's: "2 weeks" over 15 days, "5 miles" over 8 km."""
    low, high = other.reading.low, other.reading.high
    if not (low.is_finite() and high.is_finite()):
        return True
    low, high = convert_range(low, high, other.unit, title.unit)
    slack = _ONE if title.unit in SPANS else high * _SLACK
    point = title.reading.point
    if point is not None and rounds_to(point, (low + high) / 2):
        return True
    return title.reading.meets(Reading(low - slack, high + slack))


def _counts_up(title: Number, other: Number) -> bool:
    """ "A third body" over two bodies or three."""
    point = other.reading.point
    return other.claim is not None and point is not None and title.reading.low - point in (0, 1)


def _counted_from(title: Number, body: Sequence[Number], published: dt.date | None) -> bool:
    """ "14-year high" over 1995, in 2009; of years told in the body also the time between two."""
    point = title.reading.point
    if title.unit != "year" or point is None or (title.claim is not None and is_term(title.claim)):
        return False
    years = sorted({other.reading.low for other in body if other.kind == "year"})
    if published is not None and any(abs(published.year - year - point) <= 1 for year in years):
        return True
    return any(abs(later - earlier - point) <= 1 for earlier, later in combinations(years[:12], 2))


def _sums(title: Number, claim: Claim, body: Sequence[Number]) -> bool:
    """True when figures of the body that are told of one thing add up to the title's, or differ by it."""
    point = title.reading.point
    if point is None:
        return False
    if title.unit in SPANS:
        return summed(point, title.unit, [b.claim for b in body if b.claim is not None])
    values = _different(b for b in body if b.claim is not None and b.unit == title.unit)
    if title.unit == "percent":
        return any(rounds_to(point, 100 - value) for value in values if value < 100) or _adds(point, values)
    if title.unit != "count":
        return _adds(point, values) or _falls(title, point, body) or _sums_converted(title, body)
    like = [b for b in body if b.reading.point is not None and alike(title, b) and _may_add(title, b)]
    same = [b for b in like if b.claim is not None and b.claim.measure == claim.measure]
    return _adds(point, _different(like)) or _adds(point, _different(same))


def _falls(title: Number, point: Decimal, body: Sequence[Number]) -> bool:
    """ "Down by $129" over "from $1,849 to $1,720 a year"."""
    told = [b for b in body if b.claim is not None and (b.unit == title.unit or same_top(b.unit, title.unit))]
    spread = [b.reading.high - b.reading.low for b in told if b.claim is not None and b.claim.figure.hedge == "range"]
    if any(width.is_finite() and rounds_to(point, width) for width in spread):
        return True
    return any(
        x.claim is not None
        and y.claim is not None
        and x.claim.figure.sentence.start == y.claim.figure.sentence.start
        and x.reading.point is not None
        and y.reading.point is not None
        and rounds_to(point, abs(x.reading.point - y.reading.point))
        for x, y in pairwise(told)
    )


def _sums_converted(title: Number, body: Sequence[Number]) -> bool:
    """ "200 pounds" over "82 kilograms and 12 kilograms"."""
    told = [b for b in body if b.claim is not None and b.unit != title.unit and convertible(b.unit, title.unit)]
    for one, other in combinations(told[:_FEW_SUMS], 2):
        low, high = Decimal(0), Decimal(0)
        for number in (one, other):
            least, most = convert_range(number.reading.low, number.reading.high, number.unit, title.unit)
            low, high = low + least, high + most
        if not (low.is_finite() and high.is_finite()):
            return True
        slack = high * _SLACK
        if title.reading.meets(Reading(low - slack, high + slack)):
            return True
    return False


def _lead(title: Number, claim: Claim, body: Sequence[Number]) -> bool:
    """ "A 10-point lead" over "52% to 42%", "three points behind" over 61 points and 58."""
    point = title.reading.point
    if point is None or not (title.unit == "percentage point" or claim.figure.counted == "point"):
        return False
    shares = [b.reading.point for b in body if b.unit == "percent" and b.reading.point is not None][:_MANY]
    if any(rounds_to(point, abs(x - y)) for x, y in combinations(shares, 2)):
        return True
    rows: dict[int, list[Decimal]] = {}
    for b in body:
        if b.claim is not None and b.unit == "count" and b.reading.point is not None:
            rows.setdefault(b.claim.figure.sentence.start, []).append(b.reading.point)
    return any(point == abs(x - y) for values in rows.values() for x, y in combinations(values[:_MANY], 2))


def _listed(title: Number, body: Sequence[Number]) -> bool:
    """ "Eight held" over "five men and three women": counts that one sentence joins, whatever it says of them."""
    point = title.reading.point
    if point is None or title.unit != "count":
        return False
    told = [b for b in body if b.unit == "count" and b.reading.point is not None and _may_add(title, b)]
    for first, number in enumerate(told):
        total, last = number.reading.low, number.claim
        for behind in told[first + 1 :]:
            if last is None or behind.claim is None or not _are_joined(last, behind.claim):
                break
            total, last = total + behind.reading.low, behind.claim
            if total == point:
                return True
    return False


def _may_add(title: Number, other: Number) -> bool:
    """False for the wounded beside a title's dead, and for those who tell of them: "two officials said 24 died"."""
    if title.claim is None or other.claim is None:
        return False
    told, measure = title.claim.measure, other.claim.measure
    if told in VICTIMS and measure in VICTIMS and "casualties" not in (told, measure):
        return told == measure
    return told not in VICTIMS or other.claim.figure.counted not in _TELLING


def _are_joined(one: Claim, other: Claim) -> bool:
    """True for two figures of which the second stands behind the noun of the first and "and" or a comma."""
    gap = other.figure.span.start - one.figure.span.end
    if one.figure.sentence.start != other.figure.sentence.start or not 0 < gap < _LONGEST_GAP:
        return False
    return _JOINED.fullmatch(one.quote, one.quote_at.end, one.quote_at.end + gap) is not None


def _different(numbers: Iterable[Number]) -> list[Decimal]:
    """The printed numbers in order, one that stands in two sentences twice: two of them may make four."""
    sentences: dict[Decimal, set[int]] = {}
    for number in numbers:
        point = number.reading.point
        if point is not None and number.claim is not None:
            sentences.setdefault(point, set()).add(number.claim.figure.sentence.start)
    return sorted(point for point, at in sentences.items() for _ in range(min(len(at), 2)))


def _adds(point: Decimal, values: list[Decimal]) -> bool:
    some = values if len(values) <= _FEW_SUMS else []
    made = [x + y for x, y in combinations(some, 2)] + [y - x for x, y in combinations(some, 2)]
    made += [x + y + z for x, y, z in combinations(some, 3)]
    return any(rounds_to(point, value) for value in made if value > 0)


def _by_ones(title: Number, body: Sequence[Number]) -> bool:
    """ "24 states" over a state and 23 others, "3 boys" over a teenager and two boys."""
    point = title.reading.point
    if point is None or title.unit != "count":
        return False
    for other in body:
        if other.claim is None or other.reading.point is None or other.unit != "count":
            continue
        if other.reading.point != point - 1:
            continue
        before, behind = other.claim.quote[: other.claim.quote_at.start], other.claim.quote[other.claim.quote_at.end :]
        if _BESIDES.search(other.claim.quote.lower()) or _AND_BEFORE.search(before[-80:].lower()):
            return True
        if _AND_BEHIND.match(behind.lower()):
            return True
    return False
