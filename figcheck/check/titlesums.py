"""A number of a title that is worked out from numbers of the body: a sum, a difference, one more than is counted.

Only of numbers that the body tells together, in one sentence or in two that follow each other: among all that an
article counts there are nearly always two that come to a third.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations, pairwise
from typing import Final

from figcheck.check.causes import VICTIMS
from figcheck.check.spans import SPANS, summed
from figcheck.check.titlenumbers import Number, alike, rounds_to, same_top, told_before
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.model import Claim
from figcheck.units import convert_range, convertible, dimension

_TEN: Final = Decimal(10)
_HALF: Final = Decimal("0.5")
_THOUSAND: Final = Decimal(1000)
_SLACK: Final = Decimal("0.025")  # of what is converted: "200 pounds" over 94 kilograms
_AND_BEFORE: Final = expression(
    r"\b(?:an?|his|her|its|their|another|the|whose)\s(?:[\w’'-]+\s){0,2}(?!\w+ed\s|\w+ing\s|was\s|were\s|down\s|on\s|in\s)"
    r"[\w’'-]+\sand\s(?:(?:at|her|his|their)\s)?$"
)
_COUPLE_BEFORE: Final = expression(r"\b(?:an?|the)\s(?:[\w-]+\s){0,2}(?:couple|pair|duo)\sand\s(?:their\s)?$")
_AND_ONE: Final = expression(r"(?:\s[\w’'-]+){0,4},?\sand\s(?:an?|one|his|her)\s[a-z]+")
_ON_TOP: Final = expression(r"\b(?:on top of|in addition to|plus|another|a further|as much again)\b")
_AND_BEHIND: Final = expression(r"(?:\s[\w-]+){0,3},?\sand\s(?:an?|his|her|their|another)\s")
_OPEN: Final = Decimal("1.15")  # how far what is worked out may exceed "more than" and "at least"
_TEMPERATURE: Final = "temperature"  # is not added up
_FEW_SUMS: Final = 5  # different numbers of one thing, of which pairs and triples are added up
_JOINED: Final = expression(r"(?:\s[\w’'-]+){1,4}(?:,|,?\sand)\s(?:(?:a further|another)\s)?")
_LONGEST_GAP: Final = 60
_NEXT: Final = 3  # characters between two sentences
_REACH: Final = 80  # characters before a number
_MANY: Final = 12  # percentages of a body, of which every two are subtracted
_BESIDES_BEFORE: Final = expression(r"\b(?:another|plus|besides|addition to|well as)\s(?:the\s)?(?:at least\s)?$")
_BESIDES_BEHIND: Final = expression(r"\s(?:[\w’'-]+\s){0,2}?(?:others?|more|besides|as well)\b(?! than)")
# "Driver, seven others hurt", "Mayor and four others killed": the title begins with one who is told before the others.
_ONE_BEFORE: Final = expression(r"[a-z][a-z’' -]{0,50}[a-rt-z](?:,|\sand)\s(?:at least\s)?$")
_OTHERS_BEHIND: Final = expression(r"\sothers\b")
_HURT: Final = expression(
    r"\b(?:hurt|injured|injures|wounded|wounds|shot|missing|held|no|none|two|three|four|five|six)\b"
)
_EACH: Final = expression(r"\s(?:[\w’'-]+\s){0,2}?(?:each|apiece)\b")
_A_PIECE: Final = expression(r"\s?(?:an?|per|each|/)\s(?P<noun>[a-z]+)")
_FIRST_IN: Final = expression(r"\bfirst\b[^.;:,]{0,30}\sin\s$")
_DEAD: Final = expression(r"\b(?:dead|killed|killing|died|fatally|deaths?)\b")
_ENDS_DEAD: Final = expression(r"\b(?:dead|killed|killing|kills|leaving|left)\s$")
# Who tells of victims is none.
_TELLING: Final = frozenset("official witness source spokesman spokeswoman reporter journalist correspondent".split())


def worked_out(title: Number, claim: Claim, body: Sequence[Number]) -> bool:
    """True when a figure of the title comes of figures of the body."""
    return (
        _sums(title, claim, body)
        or _lead(title, claim, body)
        or _listed(title, body)
        or _of_one_sentence(title, body)
        or _by_ones(title, body)
        or _for_each(title, claim, body)
    )


def _for_each(title: Number, claim: Claim, body: Sequence[Number]) -> bool:
    """ "$1.5m" over "$500,000 each to three schools", "$2m an episode" over "$20 million for ten episodes"."""
    point = title.reading.point
    top, _, bottom = title.unit.partition("/")
    behind = _A_PIECE.match(claim.quote.lower(), claim.quote_at.end)
    noun = bottom or (behind["noun"] if behind is not None else "")
    if point is None or top in SPANS or top == "percent":
        return False
    for one in body:
        if one.claim is None or one.reading.point is None or one.unit.partition("/")[0] != top:
            continue
        each = bool(_EACH.match(one.claim.quote.lower(), one.claim.quote_at.end)) and not noun
        if not each and not noun:
            continue
        for other in body:
            count = other.reading.point
            if other.claim is None or count is None or count <= 1 or other.unit != "count":
                continue
            if other.claim.figure.sentence.start != one.claim.figure.sentence.start:
                continue
            if each and rounds_to(point, one.reading.point * count):
                return True
            if noun and other.claim.figure.counted == noun and rounds_to(point, one.reading.point / count):
                return True
    return False


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
            and other.reading.point > 1
            and _may_add(title, other)
            and other.claim is not None
        ):
            rows.setdefault(other.claim.figure.sentence.start, []).append(other.reading.point)
    return any(
        _is_told(title, point, value)
        for values in rows.values()
        for x, y in combinations(values[:_FEW_SUMS], 2)
        for value in (x + y, abs(x - y))
    )


def _sums(title: Number, claim: Claim, body: Sequence[Number]) -> bool:
    """True when figures of the body that are told together add up to the title's, or differ by it."""
    point = title.reading.point
    if point is None:
        return False
    if title.unit in SPANS:
        return summed(point, title.unit, [b.claim for b in body if b.claim is not None])
    told = [b for b in body if b.claim is not None and b.unit == title.unit and b.reading.point is not None]
    if title.unit == "percent":
        return any(abs(100 - b.reading.low - point) <= _HALF for b in told if b.reading.low < 100) or _adds(
            title, point, told
        )
    if title.unit != "count":
        twice = _doubled([b for b in body if b.unit == title.unit or same_top(b.unit, title.unit)])
        if any(_comes_to(title, point, value) for value in twice):
            return True
        return _adds(title, point, told) or _falls(title, point, body) or _sums_converted(title, body)
    return _adds(title, point, [b for b in told if alike(title, b) and _may_add(title, b)])


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
            if low <= title.reading.high and dimension(title.unit) != _TEMPERATURE:
                return True
            continue
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
            if _is_told(title, point, total):
                return True
            if total + 1 == point and _AND_ONE.match(last.quote.lower(), last.quote_at.end) is not None:
                return True  # "four in one village, three in another and a boy"
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


def _told_together(numbers: Sequence[Number], in_two: bool) -> Iterator[list[Decimal]]:
    """The numbers of each sentence, each once; ``in_two``: with those of the sentence behind it."""
    for first, number in enumerate(numbers):
        if number.claim is None or (first and _is_one_sentence(numbers[first - 1], number)):
            continue
        sentence = number.claim.figure.sentence
        told: dict[tuple[int, Decimal], None] = {}
        for at in range(first, len(numbers)):
            other = numbers[at]
            if other.claim is None or other.reading.point is None:
                continue
            own = other.claim.figure.sentence
            if own.start != sentence.start and not (in_two and 0 <= own.start - sentence.end <= _NEXT):
                break
            told[own.start, other.reading.point] = None
        yield [point for _, point in told]


def _is_one_sentence(one: Number, other: Number) -> bool:
    if one.claim is None or other.claim is None:
        return False
    return one.claim.figure.sentence.start == other.claim.figure.sentence.start


def _adds(title: Number, point: Decimal, numbers: Sequence[Number]) -> bool:
    for values in _told_together(numbers, title.unit == "count"):
        some = values[:_FEW_SUMS]
        made = [x + y for x, y in combinations(some, 2)] + [x + y + z for x, y, z in combinations(some, 3)]
        if any(_comes_to(title, point, value) for value in made):
            return True
    for values in _told_together(numbers, False):
        if any(_comes_to(title, point, abs(x - y)) for x, y in combinations(values[:_FEW_SUMS], 2)):
            return True
    return False


def _doubled(numbers: Sequence[Number]) -> Iterator[Decimal]:
    """Twice what a sentence tells twice: "Rs 6,000 on top of the Rs 6,000"."""
    for one, other in pairwise(numbers):
        if one.claim is None or one.reading.point is None or one.reading.point != other.reading.point:
            continue
        if _is_one_sentence(one, other) and _ON_TOP.search(one.claim.quote.lower()) is not None:
            yield one.reading.point * 2


def _comes_to(title: Number, point: Decimal, value: Decimal) -> bool:
    """True where what is worked out is the title's number; small counts are worked out to the last one."""
    if title.unit == "count" and point < _THOUSAND:
        return _is_told(title, point, value)
    return value > 0 and rounds_to(point, value)


def _is_told(title: Number, point: Decimal, value: Decimal) -> bool:
    """True for the title's number, and where it says "more than" or "at least" for a little more."""
    if title.claim is not None and title.claim.figure.hedge in ("more_than", "at_least"):
        return point <= value <= point * _OPEN  # "more than 300" over 210 and 96
    return point == value


def _by_ones(title: Number, body: Sequence[Number]) -> bool:
    """ "24 states" over a state and 23 others, "3 boys" over a teenager and two boys."""
    point = title.reading.point
    if point is None or title.unit != "count":
        return False
    for other in body:
        if other.claim is None or other.reading.point is None or other.unit != "count":
            continue
        if other.reading.point == point - 2 and _COUPLE_BEFORE.search(told_before(other.claim, _REACH)) is not None:
            return True  # "family of five" over "a couple and their three children"
        if other.reading.point == point + 1 and alike(title, other) and _leaves_one_out(title):
            return True  # "officer, seven others slain" over "eight people were killed"
        if other.reading.point != point - 1:
            continue
        if title.claim is not None and alike(title, other):
            if _FIRST_IN.search(title.claim.quote.lower(), 0, title.claim.quote_at.start):
                return True  # "loses for the first time in 41 fights" over "unbeaten in 40 fights"
        before, behind = told_before(other.claim, _REACH), other.claim.quote[other.claim.quote_at.end :].lower()
        one = _AND_BEFORE.search(before)
        if title.claim is not None and title.claim.measure == "injuries" and _DEAD.search(other.claim.quote.lower()):
            if one is not None and not _ENDS_DEAD.search(before, 0, one.start()):
                return True  # "a man was killed and a cyclist and two passengers were hurt"
            continue  # "left one dead and three others injured", "killed a man and two were hurt"
        if one is not None or _BESIDES_BEFORE.search(before):
            return True
        if _BESIDES_BEHIND.match(behind) or _AND_BEHIND.match(behind):
            return True
    return False


def _leaves_one_out(title: Number) -> bool:
    """ "Driver, seven others hurt": somebody is told first, alone, whom the number of the title leaves out."""
    if title.claim is None:
        return False
    low, at = title.claim.quote.lower(), title.claim.quote_at
    if _OTHERS_BEHIND.match(low, at.end) is None or _ONE_BEFORE.fullmatch(low, 0, at.start) is None:
        return False
    return _DEAD.search(low, 0, at.start) is None and _HURT.search(low, 0, at.start) is None
