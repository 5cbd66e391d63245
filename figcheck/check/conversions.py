"""``product`` of units: a quantity told in two units is one: "5 km (3.1 miles)", "30C (86F)", "6ft 2in (1.88m)".

Which of the two was measured is not told, so each stands for what rounds to it. A number that ends in zeros or in a
five may be rounded; the more digits the other has, the less. Amounts in two currencies are in exchange.py.
"""

from __future__ import annotations

import itertools
import re
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.causes import Cause
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number
from figcheck.check.exchange import Amounts, check_currencies
from figcheck.check.periods import periods, usual
from figcheck.check.rows import ahead, behind, end_of, is_money, rows, stretch
from figcheck.check.sentences import Ends, put_down
from figcheck.check.working import meets, point_of
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.units import convert, convert_range, convertible, dimension, has_zero_of_its_own, scale

_HEDGED: Final = r"(?:(?:or|about|around|roughly|some|approximately|just|over|under|nearly|almost|i\.e\.,?|=|~|≈) ?)*"
_OPENS: Final = expression(rf"(?:-?,? ?[a-z’'-]+){{0,4}} ?[(\[]{_HEDGED}")
_OR: Final = expression(rf",? or {_HEDGED}| ?/ ?| ?[—–=] ?{_HEDGED}")
_COMMA_OR: Final = expression(rf", or {_HEDGED}")
# "900 acres, about 365 hectares," and "412kg, which is 908lb"; "the 4,200-metre peak, or 13,780ft,".
_BESIDE: Final = expression(
    r"(?:[ -](?!(?:walk|run|race|ride|hike|swim|course|route|version|option)\b)[a-z’'-]+){0,2},? ?[,—–] ?"
    r"(?:(?:which|that) (?:is|was) |that[’']s |equal to |equivalent to |the equivalent of )?"
    r"(?:(?:about|around|roughly|some|approximately|nearly|almost|just over|just under|or|i\.e\.,?) ){0,2}"
)
_BESIDE_SAYS: Final = expression(
    r"\b(?:about|around|roughly|some|approximately|nearly|almost|just over|just under|or|i\.e\.,?|is|was|that[’']s|"
    r"equal|equivalent)\b"
)
_STANDS_ALONE: Final = expression(r"$|[,.;:)—–](?! (?:below|short|longer|lower|higher|less|more)\b)| [—–]")
_WORTH: Final = expression(r"(?: [a-z-]+){0,2} (?:is|are) (?:now )?(?:worth|equal to|equivalent to)(?: about| some)? ")
# What may be chosen, or is told of a part: "30 days, or two months, for those who come back".
_CHOICE: Final = expression(
    r"\b(?:can|could|may|might|either|whichever|choose|choice|up to|at least|option\w*|extend\w*)\b"
)
_CLOSES: Final = expression(
    r"-?(?: (?:wide|tall|high|long|deep|thick|across|away|square|each|in all|in total|in diameter|in length|"
    r"in height|above sea level|apart|up|"
    r"down|long|inland|offshore|north|south|east|west|or so)){0,2} ?[)\],;/]"
)
_SIDES: Final = (" by ", " x ", " × ", "x", "×", " to ", " and ", "between ", "-by-")
_CHANGE: Final = expression(
    r"\b(?:by|warm(?:ed|er|ing)|cool(?:ed|er|ing)|hotter|colder|rise|rose|risen|rising|increas\w+|above|below|"
    r"drop\w*|fall\w*|fell|higher|lower|"
    r"difference|anomaly|change|more|less|within|up|down|limit)\b"
)
_POUND: Final = expression(r"\bpounds?\b|£", re.IGNORECASE)
_ABOUT: Final = frozenset(("approx", "range", "vague"))
_OPEN: Final = frozenset(("at_least", "more_than", "at_most", "less_than"))
_LESS: Final = Decimal("0.88")
_MORE: Final = Decimal("1.12")
_SOFT: Final = Decimal("1.25")
_HALF: Final = Decimal("0.5")
_TIMES: Final = frozenset("second minute hour day week month year".split())
_FAR_IN_TIME: Final = Decimal("1.7")
_FAR_BESIDE: Final = Decimal(2)  # "1,200 acres, about 850 hectares,"
_FAR: Final = Decimal("1.5")  # "5 km or 10 miles" are two ways to go
_SAME_SIZE: Final = 1.2  # units that a conversion backwards makes no other quantity of
_ZEROS: Final = {1: Decimal("0.05"), 2: Decimal("0.05"), 3: Decimal("0.025")}  # by the digits of the other number
_FEW_ZEROS: Final = Decimal("0.01")
_POWERS: Final = ((10, "ten"), (100, "a hundred"), (1000, "a thousand"))

_PLURALS: Final = {"foot": "feet", "inch": "inches", "pound-mass": "pounds"} | {
    unit: f"{unit}s"
    for unit in "metre kilometre centimetre millimetre mile yard acre hectare gram kilogram tonne ton ounce litre "
    "gallon barrel pint".split()
}


class _Told(NamedTuple):
    """A quantity in one unit: the figure, its unit, and what number it can stand for."""

    claim: Claim
    unit: str
    ends: Ends
    point: Decimal | None


def check_units(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every quantity that a sentence tells in two units, and every amount in two currencies."""
    amounts: dict[str, list[Amounts]] = {}
    for row in rows(desk):
        for first, second in itertools.pairwise(row):
            if not takes(rule, first) or not takes(rule, second):
                continue
            one, other = _unit(first, second), _unit(second, first)
            if is_money(one) and is_money(other):
                if one != other and (_is_other_words(first, second) == "sure" or _is_worth(first, second)):
                    amounts.setdefault(first.header.id, []).append(Amounts(first, second))
            elif one in _TIMES and other in _TIMES and one != other:
                _hold_time(rule, first, second, outcome)
            elif _is_share(one) or _is_share(other):
                continue  # "two-thirds, or 21 per cent of the whole": shares of two wholes
            elif one != other and convertible(one, other) and dimension(one) not in ("time", "unknown"):
                _hold(rule, first, one, second, other, outcome)
    check_currencies(rule, desk, amounts, outcome)


def _is_share(unit: str) -> bool:
    return unit.startswith(("percent", "fraction"))


def _unit(claim: Claim, beside: Claim) -> str:
    """The unit of a figure; pounds beside a mass are a mass."""
    unit = claim.figure.unit
    if unit == "GBP" and _POUND.search(claim.figure.surface) and "£" not in claim.figure.surface:
        return "pound-mass" if dimension(beside.figure.unit) == "mass" else unit
    return unit


def _is_worth(first: Claim, second: Claim) -> bool:
    """ "The £2m fee is worth $2.8m"."""
    between = stretch(first, end_of(first), second.quote_at.start)
    return _WORTH.fullmatch(between) is not None and _STANDS_ALONE.match(behind(second)) is not None


def _is_other_words(first: Claim, second: Claim) -> str:
    """Whether the second of two figures tells the first once more: "sure", "likely" (an "or"), "beside" (between
    commas), or "" for none."""
    between = stretch(first, end_of(first), second.quote_at.start)
    tail = behind(second)
    if ahead(first).endswith(_SIDES[:5]) or tail.startswith(_SIDES[:5]):
        return ""  # one side of two
    if _OPENS.fullmatch(between):
        return "sure" if _CLOSES.match(tail) else ""
    if _OR.fullmatch(between) is None:
        if _BESIDE.fullmatch(between) is None or _STANDS_ALONE.match(tail) is None:
            return ""
        if not second.figure.printed_hedge and not _BESIDE_SAYS.search(between):
            return ""
        return "likely" if re.search(r"\bor\b", between) else "beside"
    return (
        "sure"
        if between.strip() in ("/", "=") or (_COMMA_OR.fullmatch(between) and tail[:1] in ("", ",", "."))
        else "likely"
    )


def _hold(rule: RuleSpec, first: Claim, one: str, second: Claim, other: str, outcome: Outcome) -> None:
    """Show two numbers of which neither is the other's, however they were rounded."""
    way = _is_other_words(first, second)
    if not way or _is_span(first) != _is_span(second):
        return
    a, b = _told(first, second, one), _told(second, first, other)
    if _meets(rule, a, b):
        return
    cause = _cause(a, b)
    far = _FAR if way == "likely" else _FAR_BESIDE
    if way != "sure" and cause.name == "conversion_does_not_fit" and not _is_near(a, b, far):
        return
    value = f"{_converted(a, b)}{_unit_words(b)}"
    told = f"{_said(first)} is {value}, not {_said(second)}"
    put_down(
        rule,
        (first, second),
        outcome,
        cause=cause.name,
        words=f"{told}: {cause.words}" if cause.words else told,
        expected=value,
        observed=_said(second),
    )


def _hold_time(rule: RuleSpec, first: Claim, second: Claim, outcome: Outcome) -> None:
    """Show a length of time that is told in two units: "three hours, or 130 minutes".

    Days can be those that people work, and two lengths far apart are two things.
    """
    if not _is_other_words(first, second) or _is_span(first) or _is_span(second):
        return
    if {first.figure.hedge, second.figure.hedge} - {"exact", "approx"}:
        return
    if _STANDS_ALONE.match(behind(second)) is None or _CHOICE.search(ahead(first, 160) + behind(second)):
        return
    one, other = first.figure.unit, second.figure.unit
    down = periods(one, other)
    factors = down or periods(other, one)
    a, b = _rough(first), _rough(second)
    small, large = (a, b) if down else (b, a)
    if not factors or small.low <= 0 or large.low <= 0:
        return
    made = [Ends(large.low * factor.low, large.high * factor.high) for factor in factors]
    if meets(rule, made, small):
        return
    often = usual(one, other) if down else usual(other, one)
    point = point_of(first)
    value = point / often if down else point * often
    if max(value / point_of(second), point_of(second) / value) >= _FAR_IN_TIME:
        return
    spoken = f"{show_number(value.quantize(Decimal(1)) if value >= 10 else value)} {second.figure.unit}s"
    told = f"{_said(first)} is {spoken}, not {_said(second)}"
    cause = "conversion_does_not_fit"
    put_down(rule, (first, second), outcome, cause=cause, words=told, expected=spoken, observed=_said(second))


def _rough(claim: Claim) -> Ends:
    """What a length of time can stand for: what rounds to it, and a tenth to either side where it is hedged."""
    reading, point = claim.figure.reading, point_of(claim)
    width = max(reading.precision, Decimal(5) if point >= 20 and point % 5 == 0 else Decimal(0)) * _HALF
    if claim.figure.hedge == "approx":
        return Ends(min(reading.low, point * _LESS), max(reading.high, point * _MORE))
    return Ends(point - width, point + width)


def _is_span(claim: Claim) -> bool:
    return claim.figure.reading.point is None


def _told(claim: Claim, beside: Claim, unit: str) -> _Told:
    return _Told(claim, unit, _ends(claim, beside, unit), claim.figure.reading.point)


def _ends(claim: Claim, beside: Claim, unit: str) -> Ends:
    """What a printed number can stand for: what rounds to it, and what a hedge of its own allows.

    A hedge on the first number alone holds for both ("more than 1,000 acres (400 hectares)").
    """
    reading = claim.figure.reading
    point = reading.point
    if point is None:
        return Ends(
            reading.low - _width(reading.low, reading.precision, beside, unit),
            reading.high + _width(reading.high, reading.precision, beside, unit),
        )
    width = _width(point, reading.precision, beside, unit)
    hedge = claim.figure.hedge
    if hedge in _ABOUT:
        return Ends(min(reading.low, point - width), max(reading.high, point + width))
    own = claim.quote_at.start > beside.quote_at.start and beside.figure.hedge == "exact"
    if hedge in _OPEN and own:
        low = reading.low if reading.low.is_finite() else point / _SOFT
        high = reading.high if reading.high.is_finite() else point * _SOFT
        return Ends(min(low, high) - width, max(low, high) + width)
    return Ends(point - width, point + width)


def _width(value: Decimal, precision: Decimal, beside: Claim, unit: str) -> Decimal:
    """How far from a printed number lies what rounds to it."""
    step = precision
    is_whole = value == value.to_integral_value()
    if precision == 0:
        return abs(value) * _ZEROS[1]  # "a mile and a half"
    if is_whole and step <= 1 and abs(value) >= 10 and value % 5 == 0:
        step = Decimal(5)  # 35, 75: rounded to fives
    if step <= 1:
        return step / 2
    if has_zero_of_its_own(unit):
        return Decimal("2.5") if _digits(beside) <= 2 and _rounds(beside) else _HALF
    share = _ZEROS.get(_digits(beside), _FEW_ZEROS)
    return min(step / 2, max(_HALF, abs(value) * share))


def _rounds(claim: Claim) -> bool:
    """True for a temperature in fives."""
    point = claim.figure.reading.point
    return point is not None and point % 5 == 0


def _digits(claim: Claim) -> int:
    """How many digits of a number tell something: 3 for "9,140"."""
    reading = claim.figure.reading
    point = reading.point if reading.point is not None else reading.high
    shown = point.normalize()
    if reading.precision and reading.precision < 1:
        return max(1, (point / reading.precision).to_integral_value().adjusted() + 1) if point else 1
    return max(1, len(shown.as_tuple().digits)) if point.is_finite() else 1


def _meets(rule: RuleSpec, a: _Told, b: _Told) -> bool:
    for change in (False, True) if has_zero_of_its_own(a.unit) and _is_change(a.claim) else (False,):
        low, high = convert_range(a.ends.low, a.ends.high, a.unit, b.unit, change)
        slack = rule.tolerance.relative * max(abs(high), abs(b.ends.high))
        if Ends(low, high).meets(b.ends.widened(max(slack, rule.tolerance.absolute))):
            return True
    return False


def _is_change(claim: Claim) -> bool:
    """True where a temperature can be a difference: "warmed by 1.5C"."""
    start = claim.quote_at.start
    return _CHANGE.search(stretch(claim, max(0, start - 60), end_of(claim) + 60)) is not None


def _cause(a: _Told, b: _Told) -> Cause:
    """Why two numbers of one quantity differ, and how that is put."""
    unknown = Cause("conversion_does_not_fit", "error", "")
    if a.point is None or b.point is None:
        return unknown
    one, other = scale(a.unit), scale(b.unit)
    factor = one.factor / other.factor
    apart = max(factor, 1 / factor) > _SAME_SIZE
    if a.point == b.point and a.point != 0 and apart:
        return Cause("unit_slip", "error", "the same number in both units")
    low, high = convert_range(a.ends.low, a.ends.high, b.unit, a.unit)
    if apart and Ends(low, high).meets(b.ends):
        return Cause("converted_backwards", "error", "converted the wrong way round")
    if has_zero_of_its_own(a.unit):
        return unknown
    low, high = convert_range(a.ends.low, a.ends.high, a.unit, b.unit)
    for power, spoken in _POWERS:
        if Ends(low * power, high * power).meets(b.ends) or Ends(low / power, high / power).meets(b.ends):
            return Cause("power_of_ten", "error", f"out by a factor of {spoken}")
    return unknown


def _is_near(a: _Told, b: _Told, far: Decimal) -> bool:
    """True where two numbers are so near that they are meant as one quantity."""
    if a.point is None or b.point is None or a.point <= 0 or b.point <= 0:
        return False
    real = convert(a.point, a.unit, b.unit)
    return real > 0 and max(real / b.point, b.point / real) < far


def _converted(a: _Told, b: _Told) -> str:
    """The first number in the second's unit, with the digits that the second has."""
    change = has_zero_of_its_own(a.unit) and _is_change(a.claim) and abs(a.point or Decimal(10)) < 10
    values = []
    for end in (a.point, a.point) if a.point is not None else (a.claim.figure.reading.low, a.claim.figure.reading.high):
        low, high = convert_range(end, end, a.unit, b.unit, change)
        values += [low, high] if a.point is not None else [(low + high) / 2]
    step = b.claim.figure.reading.precision
    shown = []
    for value in sorted(set(values)):
        digits = (
            Decimal("0.01")
            if 0 < step < Decimal("0.1")
            else Decimal("0.1")
            if step < 1 or abs(value) < 10
            else Decimal(1)
        )
        rounded = value.quantize(digits)
        shown.append(f"{rounded:,f}" if rounded != rounded.to_integral_value() else show_number(rounded))
    return " to ".join(dict.fromkeys((shown[0], shown[-1])))


def _unit_words(told: _Told) -> str:
    """The unit as it stands behind the second number: " miles", "F"."""
    claim = told.claim
    text = claim.quote[claim.quote_at.start : end_of(claim)]
    number = re.search(r"\d(?:[\d.,]*\d)?(?: (?:thousand|million|billion|trillion))?", text)
    if number is not None and "'" not in text:
        return text[number.end() :].rstrip()
    words = re.search(r"[ -](?P<unit>[a-z]+)$", text)  # "six feet"
    return f" {words['unit']}" if words is not None else f" {_PLURALS.get(told.unit, told.unit)}"


def _said(claim: Claim) -> str:
    return " ".join(claim.quote[claim.quote_at.start : end_of(claim)].split())
