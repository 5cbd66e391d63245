"""``product``: a rate, what it is multiplied by and what they make fit together: "30,000 barrels at $80 a barrel, or
$2.4 million", "$50 a day, or $18,250 a year", "200 workers get $500 each, at a cost of $100,000", "1,200 calls over ten
days, an average of 120 a day". One thing told in two units is a product as well (conversions.py).

Three figures that stand next to each other are held where the words between them say that one is made of the others.
What else the sentence counts may multiply too ("12 men, 10 days, $90 a day"), so that every such reading is tried.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import product
from typing import Final, NamedTuple

from figcheck.check.conditions import takes
from figcheck.check.conversions import check_units
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.rows import PERIODS, Rate, amount, behind, end_of, is_money, rate_of, rows, stretch, told_of
from figcheck.check.sentences import Ends, before, ends, put_down
from figcheck.model import Claim
from figcheck.units import dimension

_HALF: Final = Decimal("0.5")
_ONE: Final = Ends(Decimal(1), Decimal(1))
_ABOUT: Final = r"(?:(?:just|about|some|around|roughly|almost|nearly|over|more than) )?"
_VERBS: Final = (
    r"(?:cost|rais|bring|yield|mak|sav|earn|total|fetch|tak|carr|mov|produc|deliver|gross|nett|collect)(?:e|y|ies|"
    r"ied|es|s|ed|ing|ling|led)?|"
    r"took|brought|made|carrying"
)
# What leads from two figures to the number that they make.
_MAKES: Final = re.compile(
    r"(?:,? ?(?:[-–—:=]|\.\.\.) ?|,? |,? ?\()(?:and |or |which |that |it |would |will |could )*"
    r"(?:or|i\.e\.,?|that is|that’s|that's|which is|(?:is|are) equal to|equal to|equals|equivalent to|is|"
    rf"for a total(?: bill| sum)? of|(?:at|for) (?:a|the|an) (?:[a-z]+ )?(?:cost|price|bill|outlay) of|"
    rf"(?:to )?a total of|a sum of|"
    rf"(?:come|comes|came|coming|add|adds|added|adding|amount|amounts|amounting|amounted|work|works)(?: up|"
    rf" out)? (?:to|at)|"
    rf"(?:{_VERBS})(?: (?:in|up|it|them|him|her|the [a-z]+|taxpayers|another)){{0,2}}|) ?{_ABOUT}"
)
_PLAIN: Final = re.compile(rf",? {_ABOUT}|,? and {_ABOUT}")
_IN_ALL: Final = re.compile(r",? (?:in all|in total|altogether|all told|overall)\b")
_NAMED: Final = re.compile(r",? [a-z’' ,]{0,40}[ (—–-]")
# What leads from a total and a number to what each gets.
_AVERAGE: Final = re.compile(
    r"(?:,? ?[-–—:(] ?|,? )(?:which |that |or |and |it |just )*"
    r"(?:(?:is|was|works out at|work out at|worked out at|comes to|amounts to|equal to|equivalent to|i\.e\.|makes|"
    r"made) )?"
    r"(?:(?:at )?an average of |averaging |on average |a mean of |about |some |around |roughly |nearly |almost )?"
)
_SAYS_AVERAGE: Final = re.compile(r"average|averaging|\bor\b|works? out|comes to|amounts to|that is|which is|[-–—(]")
_SHARED: Final = re.compile(
    r"(?:,? [a-z’'-]+){0,4},? (?:for|to|on|over|in|among|between|across|amongst|from|with|by|into)"
    r"(?: (?:about|some|the|all|its|his|their|each|of|more|than)){0,3} "
)
_GOT: Final = re.compile(
    r",?(?: [a-z’'-]+){0,4} (?:share|shared|split|divide|divided|cost|costs|received|receive|got|get|won|win|"
    r"raised|paid|pay|made|earned|"
    r"spent|ate|scored|sold|brought|fetched|took|worth|donated|gave|went|valued|collected|produced|built|treated|"
    r"handled)"
    r"(?: [a-z’'-]+){0,5} "
)
_OVER_TIME: Final = re.compile(r",?(?: [a-z’'-]+){1,8} ")
_EACH_BEFORE: Final = re.compile(
    r"\b(?:each|every one|all|each and every one) of (?:(?:the|its|his|her|their|those|these) )?$"
)
_EACH_BETWEEN: Final = re.compile(r"(?: [a-z’'-]+){0,4} (?:each|every one)(?: [a-z’'-]+){1,6} ")
_FOR_EACH: Final = re.compile(r" (?:for|to|from) (?:each|every one) of (?:the |its |their )?(?:about |some )?")
_AT_AVERAGE: Final = re.compile(r"\b(?:an average(?: price| fee| fare| wage| salary)? of|at) $")
_AT: Final = re.compile(r",? (?:at|priced at|costing|worth|for) (?:about |some |around )?")
_SHORT: Final = re.compile(r"[^.;:()\d]{1,60}")
# Words that say that something is added, left out, or only possible.
_BUT: Final = re.compile(
    r"\b(?:plus|minus|besides|excluding|including|includes|deduct\w*|overtime|discount\w*|expenses|tax|taxes|"
    r"deposit\w*|can|capacity|seat|seats|"
    r"seating|room for|maximum|minimum|starting|so far|already|vat|interest|least|most|first|remaining|extra cost|"
    r"profits?|card|next)\b"
    r"|\bover (?:the|a) (?:week|month|year|season|weekend|summer|period)\b|\bcould (?:carry|hold|take|seat)\b"
)
_OR: Final = re.compile(
    rf"(?:,? (?:or|that is|which is|(?:which )?(?:adds|comes) (?:up )?to|meaning|equal to|equivalent to|"
    rf"i\.e\.) {_ABOUT}|,? ?\((?:or )?{_ABOUT}| ?[—–] ?{_ABOUT})"
)
_PASS: Final = re.compile(
    r"\b(?:pass|passes|tickets?|subscri\w+|members|membership|hire|rentals?|permits?|deals?|rooms?|hotels?|"
    r"villas?|cabins?|cottages?)\b",
    re.IGNORECASE,
)
_MOST_BESIDE: Final = 3  # figures of a sentence beside the three; with more it is not known what is multiplied

# How many of a period make a longer one: all of them, or those that people work.
_PERIODS: Final[dict[tuple[str, str], tuple[tuple[int, int | float], ...]]] = {
    ("second", "minute"): ((60, 60),),
    ("second", "hour"): ((3600, 3600),),
    ("second", "day"): ((86400, 86400),),
    ("minute", "hour"): ((60, 60),),
    ("minute", "day"): ((1440, 1440), (360, 720)),
    ("hour", "day"): ((24, 24), (5, 12)),
    ("hour", "week"): ((168, 168), (15, 72)),
    ("hour", "month"): ((672, 744), (60, 300)),
    ("hour", "year"): ((8736, 8784), (800, 3000)),
    ("day", "week"): ((7, 7), (4, 6)),
    ("day", "month"): ((28, 31), (16, 27)),
    ("day", "quarter"): ((90, 92), (60, 80)),
    ("day", "year"): ((360, 366), (170, 313)),
    ("night", "week"): ((7, 7),),
    ("night", "month"): ((28, 31),),
    ("night", "year"): ((360, 366),),
    ("week", "month"): ((4, 4.45),),
    ("week", "quarter"): ((12, 13),),
    ("week", "year"): ((50, 53), (36, 50)),
    ("month", "quarter"): ((3, 3),),
    ("month", "year"): ((12, 12),),
    ("quarter", "year"): ((4, 4),),
    ("year", "decade"): ((10, 10),),
    ("month", "decade"): ((120, 120),),
    ("day", "decade"): ((3650, 3653),),
    ("week", "decade"): ((520, 523),),
}
_SAID: Final[dict[tuple[str | None, str | None], Decimal]] = {
    ("day", "month"): Decimal(30),
    ("day", "year"): Decimal(365),
    ("week", "month"): Decimal("4.3"),
    ("week", "year"): Decimal(52),
}
_ROUND_FROM: Final = 1000


class Held(NamedTuple):
    """A rate, what it is multiplied by, how often it goes into one of that, and the total; ``by_rate`` where the
    sentence tells the rate as what total and number make."""

    rate: Rate
    number: Claim
    factors: tuple[Ends, ...]
    total: Claim
    by_rate: bool


def check_product(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every product that a sentence works out, and every rate or amount that it tells twice."""
    if rule.check.of == "units":
        check_units(rule, desk, outcome)
        return
    for row in rows(desk):
        for i in range(len(row) - 1):
            if takes(rule, row[i + 1]) and _is_plain(row[i], row[i + 1]):
                _twice(rule, row[i], row[i + 1], outcome)
        for i in range(len(row) - 2):
            three = row[i : i + 3]
            if takes(rule, three[2]) and _is_plain(*three):
                held = _told(three)
                if held is not None:
                    _hold(rule, held, three, [*row[:i], *row[i + 3 :]], outcome)


def _is_plain(*claims: Claim) -> bool:
    return not any(
        c.figure.reading.point is None or c.figure.hedge == "vague" or c.figure.unit == "percent" for c in claims
    )


# --- a rate told twice ------------------------------------------------------------------------------------------------


def _twice(rule: RuleSpec, first: Claim, second: Claim, outcome: Outcome) -> None:
    """ "$50 a day, or $18,250 a year", "200 barrels a day, or 6,000 a month"."""
    one, other = rate_of(first), rate_of(second)
    if one is None or other is None:
        return
    leads = stretch(first, one.end, second.quote_at.start)
    if _OR.fullmatch(leads) is None:
        return
    if one.above != other.above and (other.above is not None or is_money(one.above)):
        return
    if one.below == other.below or one.above in PERIODS:
        return
    down = _periods(one.below, other.below)
    up = _periods(other.below, one.below)
    printed, told = _rounded(first), _rounded(second)
    if printed.low <= 0 or told.low <= 0:
        return
    if down:
        made = [_times(printed, factor) for factor in down]
        shown = _point(first) * _usual(one.below, other.below)
    elif up:
        made = [Ends(printed.low / factor.high, printed.high / factor.low) for factor in up]
        shown = _point(first) / _usual(other.below, one.below)
    else:
        return
    if _meets(rule, made, told) or before(first).endswith(("from ", "between ")):
        return
    if _is_choice(first, leads, made, told):
        return
    value = amount(shown, second)
    words = f"{_said(first, one)} is {value} a {other.below}, not {_said(second)}"
    _show(rule, (first, second), made, told, words, value, outcome)


def _is_choice(first: Claim, leads: str, made: Sequence[Ends], told: Ends) -> bool:
    """True where the longer period is likely sold for less ("$10 a day or $50 a month for parking")."""
    if first.figure.form != "money" or told.low > made[0].high:
        return False
    return leads.strip() == "or" or _PASS.search(first.quote) is not None


def _periods(small: str | None, large: str | None) -> tuple[Ends, ...]:
    """How many of a period make another, with the ways to count; () where it is not the longer, or no period."""
    if small is None or large is None:
        return ()
    return tuple(Ends(Decimal(low), Decimal(str(high))) for low, high in _PERIODS.get((small, large), ()))


# --- three figures ----------------------------------------------------------------------------------------------------


def _told(three: Sequence[Claim]) -> Held | None:
    """The product that three figures next to each other tell; None where their words tell none."""
    first, second, third = three
    if _BUT.search(stretch(first, max(0, first.quote_at.start - 30), end_of(third) + 40)):
        return None
    return (
        _total_last(first, second, third)
        or _rate_last(first, second, third, rate_of(third))
        or _rate_last(first, third, second, rate_of(second))
    )


def _total_last(first: Claim, second: Claim, third: Claim) -> Held | None:
    """ "30,000 barrels at $80 a barrel, or $2.4 million", "$80 a barrel for 30,000 barrels: $2.4 million"."""
    if rate_of(third) is not None:
        return None
    for rate, number in ((_rate_beside(first, second), first), (rate_of(first) or _average(first, second), second)):
        if rate is None or (rate.claim is second and number is second):
            continue
        end = max(rate.end, end_of(second)) if rate.claim is second else end_of(second)
        leads = stretch(first, end, third.quote_at.start)
        said = _MAKES.fullmatch(leads) is not None and leads.strip() not in ("", ",")
        in_all = _IN_ALL.match(behind(third)) is not None and _NAMED.fullmatch(leads + " ") is not None
        if not said and not in_all:
            continue
        if rate.claim is first and not _SHORT.fullmatch(stretch(first, rate.end, second.quote_at.start)):
            continue
        if rate.claim is second and not _SHORT.fullmatch(stretch(first, end_of(first), second.quote_at.start)):
            continue
        factors = _factors(rate, number, third)
        if factors:
            return Held(rate, number, factors, third, False)
    return None


def _rate_beside(number: Claim, claim: Claim) -> Rate | None:
    """The second of two figures as a rate for each of those that the first counts."""
    rate = rate_of(claim)
    if rate is not None or number.figure.unit != "count" or number.figure.counted is None:
        return rate
    between = stretch(number, end_of(number), claim.quote_at.start)
    if _EACH_BEFORE.search(before(number)) or _EACH_BETWEEN.fullmatch(between):
        return Rate(claim, told_of(claim), None, end_of(claim))
    if claim.figure.form == "money" and _AT.fullmatch(between) and not between.strip(" ,").startswith("for"):
        return Rate(claim, told_of(claim), None, end_of(claim))
    return None


def _average(claim: Claim, number: Claim) -> Rate | None:
    """ "An average of £40 for 20,000 tickets": the first of two figures as a rate for each of those that the "
    "second counts."""
    if claim.figure.form != "money" or number.figure.unit != "count" or not _AT_AVERAGE.search(before(claim)):
        return None
    if stretch(claim, end_of(claim), number.quote_at.start) not in (" for ", " on "):
        return None
    return Rate(claim, told_of(claim), None, end_of(claim))


def _rate_last(first: Claim, second: Claim, third: Claim, rate: Rate | None) -> Held | None:
    """ "1,200 calls over ten days, an average of 150 a day", "40 men shared $2 million, or $50,000 each"; with the
    number last "$2.4 million, or $240 for each of the 10,000"."""
    if rate is None or rate_of(first) is not None or rate_of(second) is not None:
        return None
    if third.quote_at.start < second.quote_at.start:
        leads = stretch(first, end_of(first), third.quote_at.start)
        spoken = stretch(third, third.quote_at.end, second.quote_at.start)
        if (
            _AVERAGE.fullmatch(leads) is None
            or _SAYS_AVERAGE.search(leads) is None
            or _FOR_EACH.fullmatch(spoken) is None
        ):
            return None
        factors = _factors(rate, second, first)
        return Held(rate, second, factors, first, True) if factors else None
    leads = stretch(second, end_of(second), third.quote_at.start)
    said = leads + stretch(third, rate.end, rate.end + 12)
    if _AVERAGE.fullmatch(leads) is None or not (
        _SAYS_AVERAGE.search(said) or rate.below is None or is_money(rate.above)
    ):
        return None
    between = stretch(first, end_of(first), second.quote_at.start)
    for total, number in ((first, second), (second, first)):
        if total is first:
            fits = _SHARED.fullmatch(between)
        else:
            fits = _GOT.fullmatch(between) or (_OVER_TIME.fullmatch(between) if told_of(number) in PERIODS else None)
        if fits is None:
            continue
        factors = _factors(rate, number, total)
        if factors:
            return Held(rate, number, factors, total, True)
    return None


def _factors(rate: Rate, number: Claim, total: Claim) -> tuple[Ends, ...]:
    """How often the rate goes into one of what the number counts, as often as units ask; () where the three are not of
    one product."""
    if number is rate.claim or "/" in number.figure.unit:
        return ()
    made, counted = told_of(total), told_of(number)
    above = rate.above
    if above in ("cent", "penny") and is_money(made):
        unit = Ends(Decimal("0.01"), Decimal("0.01"))
    elif above == made or _is_bare(rate, total):
        unit = _ONE
    else:
        return ()
    if rate.below is None:
        if number.figure.unit != "count" or counted is None or counted == above or is_money(counted):
            return ()
        return (unit,)
    if rate.below == counted:
        return (unit,)
    return tuple(_times(factor, unit) for factor in _periods(rate.below, counted))


def _is_bare(rate: Rate, total: Claim) -> bool:
    """True where rate or total is a count without a noun: "12 a day … 500 in all"."""
    if total.figure.unit != "count" or is_money(rate.above):
        return False
    return rate.above is None or (total.figure.counted is None and dimension(rate.above) == "unknown")


def _hold(rule: RuleSpec, held: Held, three: Sequence[Claim], beside: Sequence[Claim], outcome: Outcome) -> None:
    """Show a product that no reading of the figures makes."""
    one, other, told = _rounded(held.rate.claim), _as_counted(held.number), _rounded(held.total)
    if one.low <= 0 or other.low <= 0 or told.low <= 0 or len(beside) > _MOST_BESIDE:
        return
    if any(
        claim.figure.unit in (held.total.figure.unit, held.rate.claim.figure.unit) and claim.figure.unit != "count"
        for claim in beside
    ):
        return  # a second price: what is told may be the sum of two products
    made = [_times(_times(one, other), factor) for factor in held.factors]
    if any(_meets(rule, [_times(it, more) for it in made], told) for more in _readings(beside)):
        return
    times = (
        _usual(held.rate.below, told_of(held.number))
        if held.factors[0].high != held.factors[0].low
        else held.factors[0].high
    )
    if held.by_rate:
        value = amount(_point(held.total) / _point(held.number) / times, held.rate.claim)
        per = "each" if held.rate.below is None else f"a {held.rate.below}"
        words = f"{_said(held.total)} for {_said(held.number)} is {value} {per}, not {_said(held.rate.claim)}"
    else:
        value = amount(_point(held.rate.claim) * _point(held.number) * times, held.total)
        words = f"{_said(held.number)} times {_said(held.rate.claim)} is {value}, not {_said(held.total)}"
    _show(rule, tuple(three), made, told, words, value, outcome)


def _readings(beside: Sequence[Claim]) -> list[Ends]:
    """What the figures beside a product can make of it: each may multiply it, divide it, or have nothing to do "
    "with it."""
    ways: list[Ends] = []
    points = [c.figure.reading.point for c in beside]
    known = [point for point in points if point is not None and point > 0]
    for powers in product((0, 1, -1), repeat=len(known)):
        factor = Decimal(1)
        for point, power in zip(known, powers, strict=True):
            factor = factor * point if power == 1 else factor / point if power == -1 else factor
        ways.append(Ends(factor, factor))
    return ways


# --- both -------------------------------------------------------------------------------------------------------------


def _times(a: Ends, b: Ends) -> Ends:
    return Ends(a.low * b.low, a.high * b.high)


def _meets(rule: RuleSpec, made: Sequence[Ends], told: Ends) -> bool:
    for each in made:
        high = max((end for end in (each.high, told.high) if end.is_finite()), default=Decimal(0))
        slack = max(rule.tolerance.absolute, rule.tolerance.relative * high)
        if each.meets(told.widened(slack)):
            return True
    return False


def _show(
    rule: RuleSpec,
    claims: tuple[Claim, ...],
    made: Sequence[Ends],
    told: Ends,
    words: str,
    value: str,
    outcome: Outcome,
) -> None:
    cause, words = "product_does_not_fit", words
    power = _power(made, told)
    if power:
        cause, words = "power_of_ten", f"{words}: {power}"
    put_down(
        rule,
        claims,
        outcome,
        cause=cause,
        words=words,
        expected=value,
        observed=_said(claims[-1]),
    )


def _power(made: Sequence[Ends], told: Ends) -> str:
    """ "out by a factor of ten"; "" where it is no such slip."""
    for factor, spoken in ((10, "ten"), (100, "a hundred"), (1000, "a thousand"), (1_000_000, "a million")):
        by = Ends(Decimal(factor), Decimal(factor))
        if (
            made[0].is_finite
            and told.is_finite
            and (_times(made[0], by).meets(told) or _times(told, by).meets(made[0]))
        ):
            return f"out by a factor of {spoken}"
    return ""


def _rounded(claim: Claim) -> Ends:
    """What rounds to a printed number."""
    return ends(claim.figure.reading, _HALF)


def _as_counted(claim: Claim) -> Ends:
    """What a multiplier can be: what is counted is counted whole, large numbers with zeros are rounded."""
    reading = claim.figure.reading
    whole = reading.point is not None and reading.point == reading.point.to_integral_value() and reading.precision >= 1
    if whole and (reading.precision == 1 or abs(_point(claim)) < _ROUND_FROM):
        return Ends(reading.low, reading.high)
    return _rounded(claim)


def _usual(small: str | None, large: str | None) -> Decimal:
    """How many of a period are said to make another."""
    return _SAID.get((small, large)) or Decimal(str(_PERIODS[small or "", large or ""][0][1]))


def _said(claim: Claim, rate: Rate | None = None) -> str:
    """A figure as printed, with what it counts: "200 workers"; of a rate with what it is for one of."""
    if rate is None and claim.figure.form == "money":
        return " ".join(claim.figure.surface.split())
    return " ".join(claim.quote[claim.quote_at.start : rate.end if rate is not None else end_of(claim)].split())


def _point(claim: Claim) -> Decimal:
    point = claim.figure.reading.point
    return point if point is not None else claim.figure.reading.low
