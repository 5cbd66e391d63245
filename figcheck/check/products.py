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
from figcheck.check.periods import periods, usual
from figcheck.check.rates import check_twice
from figcheck.check.ratios import check_mean, check_ratio
from figcheck.check.rows import (
    PERIODS,
    Rate,
    ahead,
    amount,
    behind,
    end_of,
    is_averaged,
    is_money,
    rate_of,
    rows_and_next,
    stretch,
    told_of,
)
from figcheck.check.sentences import Ends
from figcheck.check.working import as_counted, is_swapped, meets, point_of, rounded, said, show, times
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.units import dimension

_ONE: Final = Ends(Decimal(1), Decimal(1))
_ABOUT: Final = r"(?:(?:just|about|some|around|roughly|almost|nearly|over|more than) )?"
_VERBS: Final = (
    r"(?:cost|rais|bring|yield|mak|sav|earn|total|fetch|tak|carr|mov|produc|deliver|gross|nett|collect)(?:e|y|ies|"
    r"ied|es|s|ed|ing|ling|led)?|"
    r"took|brought|made|carrying"
)
# What leads from two figures to the number that they make.
_MAKES: Final = expression(
    r"(?:,? ?(?:[-–—:=]|\.\.\.) ?|,? |,? ?\()(?:and |or |which |that |it |would |will |could )*"
    r"(?:or|i\.e\.,?|that is|that’s|that's|which is|(?:is|are) equal to|equal to|equals|equivalent to|is|"
    r"valuing (?:it|them|the [a-z]+) at|for a total(?: bill| sum)? of|"
    r"(?:at|for) (?:a|the|an) (?:[a-z]+ )?(?:cost|price|bill|outlay) of|"
    rf"(?:to )?a total of|a sum of|"
    r"(?:in )?(?:a|the) (?:deal|contract|order|sale|programme|purchase) (?:worth|valued at|of)|"
    rf"(?:come|comes|came|coming|add|adds|added|adding|amount|amounts|amounting|amounted|work|works)(?: up|"
    rf" out)? (?:to|at)|"
    rf"(?:{_VERBS})(?: (?:in|up|it|them|him|her|the [a-z]+|taxpayers|another)){{0,2}}|) ?{_ABOUT}"
)
_IN_ALL: Final = expression(r",? (?:in all|in total|altogether|all told|overall)\b")
_NAMED: Final = expression(r",? [a-z’' ,]{0,40}[ (—–-]")
# What leads from a total and a number to what each gets.
_AVERAGE: Final = expression(
    r"(?:,? ?[-–—:(] ?|,? )(?:which |that |or |and |it |just )*"
    r"(?:(?:is|was|works out at|work out at|worked out at|comes to|amounts to|equal to|equivalent to|i\.e\.|makes|"
    r"made) )?"
    r"(?:(?:at )?an average (?:[a-z]+ )?of |averaging |on average |a mean of |about |some |around |roughly |"
    r"nearly |almost )?"
)
# "96 centimetres of snow fell on the pass, an average of 24 a day"
_AVERAGE_BEHIND: Final = expression(
    rf"(?: [a-z’'-]+){{1,8}}, (?:or |that is |which is |which was )?(?:at )?an average of {_ABOUT}"
)
# "Will refund 12,000 people a total of $1.8 million, or $150 each"
_PAYS: Final = expression(
    rf"\b(?:pay(?:s|ing)?|paid|refund(?:s|ed|ing)?|g[ai]ves?|giving|award(?:s|ed|ing)?|compensat(?:e|es|ed|ing)|"
    rf"grant(?:s|ed|ing)?|owes?|owed|hand(?:s|ed|ing)?|sen[dt]s?|sending|offer(?:s|ed|ing)?) "
    rf"(?:its |the |all )?{_ABOUT}$"
)
_IN_TOTAL: Final = expression(rf" (?:a total of |a combined )?{_ABOUT}")
_OVER: Final = expression(rf"\b(?:over|in|within|during) (?:the |just |only )?{_ABOUT}$")
_DIRECT: Final = expression(r",? (?:some |about |a total of )?")
_SAYS_AVERAGE: Final = expression(r"average|averaging|\bor\b|works? out|comes to|amounts to|that is|which is|[-–—(]")
_SHARED: Final = expression(
    r"(?:,? [a-z’'-]+){0,4},? (?:for|to|on|over|in|among|between|across|amongst|from|with|by|into)"
    r"(?: (?:about|some|the|all|its|his|their|each|of|more|than)){0,3} "
)
_GOT: Final = expression(
    r",?(?: [a-z’'-]+){0,4} (?:share|shared|split|divide|divided|cost|costs|owe|owes|owed|spend|spends|"
    r"received|receive|got|get|won|win|"
    r"raised|paid|pay|made|earned|"
    r"spent|ate|scored|sold|brought|fetched|took|worth|donated|gave|went|valued|collected|produced|built|treated|"
    r"handled)"
    r"(?: [a-z’'-]+){0,5} "
)
# "Ordered 80 aircraft for $2.4bn, or $30m each", "£14 an hour, or £532 for 38 hours".
_FOR_PRICE: Final = expression(rf"(?: [a-z’'-]+){{0,3}} (?:for|costing|worth|at a cost of)(?: a total of)? {_ABOUT}")
_FOR_MANY: Final = expression(r" for (?:an?|the|all|its|his|her|their)? ?")
_COVERS: Final = expression(r"(?: [a-z’'-]+){0,3} (?:for|covers|covering|buys|bought)(?: the| all| about)? ")
_PRICED: Final = expression(r",? (?:at|costing|worth|priced at)(?: about| some)? ")
_ENDS: Final = expression(r"$|[,.;:)]| on average")
_EARNED: Final = expression(r"\b(?:earn\w*|wages?|salar\w*|nurses?|workers?)\b")
_OVER_TIME: Final = expression(r",?(?: [a-z’'-]+){1,8} ")
_EACH_BEFORE: Final = expression(
    r"\b(?:each|every one|all|each and every one) of (?:(?:the|its|his|her|their|those|these) )?$"
)
_EACH_BETWEEN: Final = expression(r"(?: [a-z’'-]+){0,4} (?:each|every one)(?: [a-z’'-]+){1,6} ")
_FOR_EACH: Final = expression(r" (?:for|to|from) (?:each|every one) of (?:the |its |their )?(?:about |some )?")
_AT_AVERAGE: Final = expression(r"\b(?:an average(?: price| fee| fare| wage| salary)? of|at) $")
_SUMS_UP: Final = expression(
    r"(?:(?:that|this|it|they|the (?:total|bill|sum)(?: cost| bill| price)?|the cost),? (?:would |will |all )?"
    r"(?:is|was|be|makes|made|came to|comes to|come to|adds up to|add up to|amounts to|amount to|totals|totalled|"
    rf"costs?|raised|raises)|in (?:all|total),? (?:it|they|he|she|that|this|the [a-z]+) (?:has |have )?"
    r"(?:sat|met|paid|received|got|cost|worked|spent|took|made|raised|earned|needs?|drank|ate|used)(?: for)?|"
    rf"in (?:all|total),? that (?:is|makes|was)|all told,? that (?:is|"
    rf"makes)) (?:a total of )?{_ABOUT}"
)
_IN_ALL_THEY: Final = expression(r"in (?:all|total),? (?!that (?:is|makes|was)\b)")
_AT: Final = expression(r",? (?:at|priced at|costing|worth|for) (?:about |some |around )?")
_SHORT: Final = expression(r"[^.;:()\d]{1,60}")
# Words that say that something is added, left out, or only possible.
_BUT: Final = expression(
    r"\b(?:plus|minus|besides|excluding|including|includes|deduct\w*|overtime|discount\w*|expenses|tax|taxes|"
    r"deposit\w*|can|capacity|seat|seats|"
    r"seating|room for|maximum|minimum|starting|so far|already|vat|interest|least|most|first|remaining|extra cost|"
    r"profits?|card|next)\b"
    r"|\bover (?:the|a) (?:week|month|year|season|weekend|summer|period)\b|\bcould (?:carry|hold|take|seat)\b"
)
_HEADS: Final = frozenset("head capita person inhabitant resident people".split())
_LISTED: Final = 3  # numbers that a mean is told of
_FAR: Final = Decimal("1.5")
_MOST_BESIDE: Final = 3  # figures of a sentence beside the three; with more it is not known what is multiplied


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
    for row, following in rows_and_next(desk):
        if len(row) == 2 and following is not None and takes(rule, following) and _is_plain(*row, following):
            held = _summed_up(row[0], row[1], following)
            if held is not None:
                _hold(rule, held, (*row, following), (), outcome)
        if len(row) > _LISTED and takes(rule, row[-1]):
            check_mean(rule, row, outcome)
        for i in range(len(row) - 1):
            if takes(rule, row[i + 1]) and _is_plain(row[i], row[i + 1]):
                check_twice(rule, row[i], row[i + 1], outcome)
        for i in range(len(row) - 2):
            three = row[i : i + 3]
            if takes(rule, three[2]) and _is_plain(*three):
                check_ratio(rule, three, outcome)
                held = _told(three)
                if held is not None:
                    _hold(rule, held, three, [*row[:i], *row[i + 3 :]], outcome)


def _is_plain(*claims: Claim) -> bool:
    return not any(
        c.figure.reading.point is None or c.figure.hedge == "vague" or c.figure.unit == "percent" for c in claims
    )


def _told(three: Sequence[Claim]) -> Held | None:
    """The product that three figures next to each other tell; None where their words tell none."""
    first, second, third = three
    if _BUT.search(stretch(first, max(0, first.quote_at.start - 30), end_of(third) + 40)):
        return None
    return (
        _total_last(first, second, third)
        or _total_amid(first, second, third)
        or _total_first(first, second, third)
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
        if rate.claim is second and not is_money(rate.above) and is_averaged(second):
            continue  # "12 goals in ten games, an average of 1.2 a game, and five …"
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


def _total_amid(rate_claim: Claim, total: Claim, number: Claim) -> Held | None:
    """ "£14 an hour, or £532 for 38 hours", "$80 a barrel, or $2.4 million for 30,000 barrels"."""
    rate = rate_of(rate_claim)
    if rate is None or rate_of(total) is not None:
        return None
    leads = stretch(rate_claim, rate.end, total.quote_at.start)
    if _MAKES.fullmatch(leads) is None or not re.search(r"\bor\b|\bis\b|[(:—–-]", leads):
        return None
    if _FOR_MANY.fullmatch(stretch(total, end_of(total), number.quote_at.start)) is None:
        return None
    factors = _factors(rate, number, total)
    if not factors:
        return None
    made = point_of(rate_claim) * point_of(number) * factors[0].low
    if is_money(rate.above) and point_of(total) < made and not _EARNED.search(ahead(rate_claim, 160)):
        return None  # "£2 an hour, or £12 for 24 hours": many are often sold for less
    return Held(rate, number, factors, total, False)


def _total_first(total: Claim, number: Claim, claim: Claim) -> Held | None:
    """ "The $1.5bn deal covers 60 aircraft at $25m each"."""
    rate = rate_of(claim)
    if rate is None or rate.below is not None or not is_money(rate.above) or rate_of(total) is not None:
        return None
    if _COVERS.fullmatch(stretch(total, total.quote_at.end, number.quote_at.start)) is None:
        return None
    if _PRICED.fullmatch(stretch(number, end_of(number), claim.quote_at.start)) is None:
        return None
    if not _ENDS.match(stretch(claim, rate.end, rate.end + 12)):
        return None
    factors = _factors(rate, number, total)
    return Held(rate, number, factors, total, False) if factors else None


def _summed_up(first: Claim, second: Claim, total: Claim) -> Held | None:
    """ "Each of the 200 workers gets $500. That comes to $100,000": the total in a sentence of its own."""
    if total.quote_at.start > 80 or rate_of(total) is not None or _SUMS_UP.fullmatch(ahead(total)) is None:
        return None
    if any(_BUT.search(claim.quote.lower()) for claim in (first, total)):
        return None
    between = stretch(first, end_of(first), second.quote_at.start)
    if _SHORT.fullmatch(between) is None:
        return None
    for rate, number in ((_rate_beside(first, second), first), (rate_of(first) or _average(first, second), second)):
        factors = _factors(rate, number, total) if rate is not None else ()
        if rate is not None and factors:
            if _IN_ALL_THEY.match(ahead(total)) and not _is_of_these(rate, number, factors[0], total):
                continue
            return Held(rate, number, factors, total, False)
    return None


def _is_of_these(rate: Rate, number: Claim, factor: Ends, total: Claim) -> bool:
    """True where what they got in all is near what this rate makes; else it may be from other sources too."""
    made, told = point_of(rate.claim) * point_of(number) * factor.low, point_of(total)
    return _ENDS.match(behind(total)) is not None and max(made, told) < min(made, told) * _FAR


def _rate_beside(number: Claim, claim: Claim) -> Rate | None:
    """The second of two figures as a rate for each of those that the first counts."""
    rate = rate_of(claim)
    if rate is not None or number.figure.unit != "count" or number.figure.counted is None:
        return rate
    between = stretch(number, end_of(number), claim.quote_at.start)
    if _EACH_BEFORE.search(ahead(number)) or _EACH_BETWEEN.fullmatch(between):
        return Rate(claim, told_of(claim), None, end_of(claim))
    if claim.figure.form == "money" and _AT.fullmatch(between) and not between.strip(" ,").startswith("for"):
        return Rate(claim, told_of(claim), None, end_of(claim))
    return None


def _average(claim: Claim, number: Claim) -> Rate | None:
    """ "An average of £40 for 20,000 tickets": the first of two figures as a rate for each of those that the "
    "second counts."""
    if claim.figure.form != "money" or number.figure.unit != "count" or not _AT_AVERAGE.search(ahead(claim)):
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
    if (_AVERAGE.fullmatch(leads) or _AVERAGE_BEHIND.fullmatch(leads)) is None or not (
        _SAYS_AVERAGE.search(said) or rate.below is None or is_money(rate.above)
    ):
        return None
    between = stretch(first, end_of(first), second.quote_at.start)
    for total, number in ((first, second), (second, first)):
        if total is first:
            fits = _SHARED.fullmatch(between)
        elif is_money(rate.above) and _ENDS.match(stretch(third, rate.end, rate.end + 12)):
            fits = _FOR_PRICE.fullmatch(between) or _GOT.fullmatch(between)
            if fits is None and _PAYS.search(ahead(first)):
                fits = _IN_TOTAL.fullmatch(between)
        else:
            fits = _GOT.fullmatch(between)
            if fits is None and told_of(number) in PERIODS:
                fits = _OVER_TIME.fullmatch(between) or (_OVER.search(ahead(first)) and _DIRECT.fullmatch(between))
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
    if rate.below == counted or (rate.below in _HEADS and counted in _HEADS):
        return (unit,)
    return tuple(times(factor, unit) for factor in periods(rate.below, counted))


def _is_bare(rate: Rate, total: Claim) -> bool:
    """True where rate or total is a count without a noun: "12 a day … 500 in all"."""
    if total.figure.unit != "count" or is_money(rate.above):
        return False
    return rate.above is None or (total.figure.counted is None and dimension(rate.above) == "unknown")


def _hold(rule: RuleSpec, held: Held, three: Sequence[Claim], beside: Sequence[Claim], outcome: Outcome) -> None:
    """Show a product that no reading of the figures makes."""
    one, other, told = rounded(held.rate.claim), as_counted(held.number), rounded(held.total)
    if dimension(held.rate.claim.figure.unit) == "speed":
        other = rounded(held.number)  # two hours of driving are two hours or so
    if one.low <= 0 or other.low <= 0 or told.low <= 0 or len(beside) > _MOST_BESIDE:
        return
    if any(
        claim.figure.unit in (held.total.figure.unit, held.rate.claim.figure.unit) and claim.figure.unit != "count"
        for claim in beside
    ):
        return  # a second price: what is told may be the sum of two products
    made = [times(times(one, other), factor) for factor in held.factors]
    if any(meets(rule, [times(it, more) for it in made], told) for more in _readings(beside)):
        if beside or held.by_rate or not is_swapped(held.rate.claim, held.number, held.total):
            return
    factor = held.factors[0]
    often = factor.high if factor.low == factor.high else usual(held.rate.below, told_of(held.number))
    if held.by_rate:
        value = amount(point_of(held.total) / point_of(held.number) / often, held.rate.claim)
        per = "each" if held.rate.below is None else f"a {held.rate.below}"
        words = f"{said(held.total)} for {said(held.number)} is {value} {per}, not {said(held.rate.claim)}"
    else:
        point = point_of(held.rate.claim) * point_of(held.number) * often
        factors = f"{said(held.number)} times {said(held.rate.claim)}"
        more = _as_well(point, point_of(held.total), beside)
        if more is not None:
            point *= point_of(more)
            factors = f"{said(more)} times {factors}"
            made = [times(it, Ends(point_of(more), point_of(more))) for it in made]
        value = amount(point, held.total)
        words = f"{factors} is {value}, not {said(held.total)}"
    show(rule, tuple(three), made, told, words, value, outcome)


def _as_well(point: Decimal, told: Decimal, beside: Sequence[Claim]) -> Claim | None:
    """What else is multiplied, by the number that comes out: "12 pickers worked eight hours at $18 an hour …"."""
    nearest, best = None, _FAR
    for claim in beside:
        factor = claim.figure.reading.point
        if factor is None or factor <= 1:
            continue
        apart = max(point * factor / told, told / (point * factor))
        if apart < best and apart * _FAR < max(point / told, told / point):
            nearest, best = claim, apart
    return nearest


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
