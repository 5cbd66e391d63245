"""A ratio of two numbers, and the mean of several: "45 cases among 18,000 people, or 2.5 per 1,000", "640,000 people
and 3,200 officers, one for every 200", "he made 12, 45, 33 and 20, an average of 27.5".
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.desk import Outcome, RuleSpec, show_number
from figcheck.check.rows import ahead, behind, end_of, is_averaged, rate_of, stretch
from figcheck.check.sentences import Ends, put_down
from figcheck.check.working import as_counted, meets, point_of, rounded, said
from figcheck.expressions import expression
from figcheck.model import Claim

_FEWEST: Final = 3  # numbers that a mean is told of
_JOINS: Final = expression(r", | and |, and ")
_LEADS: Final = expression(r",? (?:which is |or |making |giving (?:him |her |it |them )?|for )?(?:at )?an average of ")
_OF_MANY: Final = expression(r"count/(\d+)\b")
_ONE_FOR: Final = expression(r", (?:or |that is |which is )?one (?:for|per|to) (?:every|each)? ?(?:about |some )?$")
_OR: Final = expression(r",? (?:or|that is|which is|a rate of|an average of|equal to)(?: about| some)? | ?\(| [—–] ")
_BESIDE: Final = expression(r"[^.;:()\d]{1,60}")
_PERSONS: Final = frozenset("person people resident inhabitant citizen head".split())
_OTHER: Final = expression(
    r"\b(?:plus|excluding|including|of whom|of which|more|fewer|up|down|last|previous|per|each|another|average)\b"
)


def check_mean(rule: RuleSpec, row: Sequence[Claim], outcome: Outcome) -> None:
    """Show an average that is none of the numbers listed right before it."""
    for i in range(_FEWEST, len(row)):
        told = row[i]
        if not is_averaged(told) or rate_of(told) is not None or behind(told)[:1] not in ("", ",", ".", ";", ")"):
            continue
        listed = [row[i - 1]]
        for k in range(i - 2, -1, -1):
            if _JOINS.fullmatch(stretch(row[k], end_of(row[k]), row[k + 1].quote_at.start)) is None:
                break
            listed.append(row[k])
        leads = stretch(row[i - 1], end_of(row[i - 1]), told.quote_at.start)
        if len(listed) < _FEWEST or _LEADS.fullmatch(leads) is None or not _are_alike(told, listed):
            continue
        made = Ends(
            sum((rounded(it).low for it in listed), Decimal(0)), sum((rounded(it).high for it in listed), Decimal(0))
        )
        count = Decimal(len(listed))
        mean = Ends(made.low / count, made.high / count)
        if meets(rule, [mean], rounded(told)):
            continue
        value = show_number((sum((point_of(it) for it in listed), Decimal(0)) / count).quantize(Decimal("0.1")))
        cause, words = "average_does_not_fit", f"the average of {len(listed)} numbers is {value}, not {said(told)}"
        claims = (told, *listed[::-1])
        put_down(rule, claims, outcome, cause=cause, words=words, expected=value, observed=said(told))


def _are_alike(told: Claim, listed: Sequence[Claim]) -> bool:
    nouns = {it.figure.counted for it in (told, *listed)} - {None}
    units = {it.figure.unit for it in (told, *listed)}
    exact = all(it.figure.hedge == "exact" and it.figure.reading.point is not None for it in listed)
    return len(nouns) <= 1 and len(units) == 1 and exact and "percent" not in units and told.figure.hedge == "exact"


def check_ratio(rule: RuleSpec, three: Sequence[Claim], outcome: Outcome) -> None:
    """Show a ratio, per 1,000 or one for every so many, that the two numbers before it do not make."""
    first, second, told = three
    if (
        {first.figure.unit, second.figure.unit} != {"count"}
        or rate_of(first) is not None
        or rate_of(second) is not None
    ):
        return
    many = _OF_MANY.match(told.figure.unit)
    leads = stretch(second, end_of(second), told.quote_at.start)
    if many is not None:
        is_told = _OR.fullmatch(leads) is not None
    else:
        is_told = told.figure.unit == "count" and _ONE_FOR.fullmatch(leads) is not None
    between = stretch(first, end_of(first), second.quote_at.start)
    if not is_told or _BESIDE.fullmatch(between) is None or _OTHER.search(between) or _OTHER.search(ahead(first, 40)):
        return
    few, all_of = (first, second) if point_of(first) < point_of(second) else (second, first)
    noun = all_of.figure.counted
    if noun not in _PERSONS and (many is not None or noun is None or noun != told.figure.counted):
        return
    if many is None and told.figure.counted is not None and told.figure.counted not in (_PERSONS | {noun}):
        return
    one, other, printed = as_counted(few), as_counted(all_of), rounded(told)
    if min(one.low, other.low, printed.low) <= 0 or not (one.is_finite and other.is_finite):
        return
    if many is not None:
        times = Decimal(many[1])
        made, point = (
            Ends(one.low / other.high * times, one.high / other.low * times),
            point_of(few) / point_of(all_of) * times,
        )
    else:
        made, point = Ends(other.low / one.high, other.high / one.low), point_of(all_of) / point_of(few)
    if meets(rule, [made], printed):
        return
    value = show_number(point.quantize(Decimal(1) if point >= 10 else Decimal("0.1")))
    how = f"{value} per {show_number(Decimal(many[1]))}" if many is not None else f"one for every {value}"
    cause, words = "product_does_not_fit", f"{said(few)} to {said(all_of)} are {how}, not {told.figure.surface}"
    put_down(
        rule, (first, second, told), outcome, cause=cause, words=words, expected=value, observed=told.figure.surface
    )
