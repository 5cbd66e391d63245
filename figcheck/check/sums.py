"""``sum``: parts against their whole, inside one article.

Every part is an interval; "each" multiplies by the members named; a member of the rest named without a number counts at
least one. Shown only when no reading of the printed figures can hold: parts that make more than their whole, and, where
the text means to name all of them, parts that make less.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.answers import check_answers
from figcheck.check.breakdown import Breakdown
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, finding, show_number, subject
from figcheck.check.holders import holders
from figcheck.check.increases import check_increases
from figcheck.check.lists import LASTING, lists
from figcheck.check.marked import Marked
from figcheck.check.messages import message
from figcheck.check.rest import rests
from figcheck.check.sentences import Ends
from figcheck.check.spread import spread
from figcheck.check.survivors import survivors
from figcheck.check.tallies import tallies
from figcheck.check.terms import label, part_ends, points, total
from figcheck.check.tolls import told_behind
from figcheck.intervals import INFINITY
from figcheck.model import Claim

_NEAR: Final = (Decimal("0.7"), Decimal("1.3"))
_MOST: Final = Decimal("0.6")
_BARELY: Final = Decimal("1.08")
_ROUND_FROM: Final = 1000
_STEP: Final = 10  # the finest that round numbers are printed to
_FINER: Final = 10  # how much finer than their whole parts are printed that are rounded as it is
_FACTORS: Final = (Decimal(10), Decimal(100), Decimal(1000))


def check_sum(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Add up the parts of every whole the rule concerns; show a sum that the whole cannot be."""
    _KINDS[rule.check.of](rule, desk, outcome)


def _check_parts(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    for (_, sentences), breakdowns in zip(desk.marked(), desk.once(_all_breakdowns), strict=True):
        shown: set[str] = set()
        for found in sorted(breakdowns, key=_is_in_doubt):
            if found.whole.id in shown or not takes(rule, found.whole):
                continue
            outcome.seen.update((part.id, found.whole.id) for part in found.parts)
            if _hold(rule, found, sentences, outcome):
                shown.add(found.whole.id)


def _all_breakdowns(desk: Desk) -> list[list[Breakdown]]:
    """The breakdowns of each article: what makes too much and what makes too little are asked of the same ones."""
    return [list(_breakdowns(claims, sentences)) if len(claims) > 1 else [] for claims, sentences in desk.marked()]


def _breakdowns(claims: Sequence[Claim], sentences: Sequence[Marked]) -> Iterator[Breakdown]:
    yield from spread(claims)
    for at, sentence in enumerate(sentences):
        yield from lists(sentences, at)
        yield from holders(sentence)
    yield from rests(sentences)
    yield from tallies(sentences)
    yield from told_behind(sentences)
    yield from survivors(claims)


def _hold(rule: RuleSpec, found: Breakdown, sentences: Sequence[Marked], outcome: Outcome) -> bool:
    """Show a sum that does not fit; True when it was shown."""
    whole, told = found.whole, part_ends(found.whole)
    least, most = total(found.terms), total((*found.terms, *found.loose))
    slack = rule.tolerance.per_part * len(found.parts)
    if told.high != INFINITY:
        slack = max(rule.tolerance.absolute, rule.tolerance.relative * told.high) + slack
    more = (found.exclusive or _is_barely_over(found)) and (least.low > told.high + slack or _is_over(found))
    less = found.is_complete and most.high < told.low - slack
    wanted = less if rule.check.shown == "less" else more
    if not wanted:
        return False
    terms = found.terms if more else (*found.terms, *found.loose)
    made, printed = points(terms), whole.figure.reading.point
    by_ten = made is not None and printed is not None and _is_power_of_ten(made, printed)
    if not by_ten and not found.sure and not _is_near(made, printed):
        return False
    if less and not by_ten and not found.is_firm and not _is_most(made, printed):
        return False  # "Twelve people were hurt: two seriously and three slightly"
    if _is_explained(found, made, sentences):
        return False
    _put(rule, found, Ends(least.low, most.high), made, by_ten, more, outcome)
    return True


def _put(
    rule: RuleSpec, found: Breakdown, made: Ends, point: Decimal | None, by_ten: bool, more: bool, outcome: Outcome
) -> None:
    whole, parts = found.whole, found.parts
    terms = found.terms if more else (*found.terms, *found.loose)
    listed = " + ".join(it.label for it in terms if it.label)
    bound = made.low if more else made.high
    if point is not None and all(it.claim is None or it.claim.figure.hedge == "exact" for it in terms):
        sum_of = f"= {_amount(point, whole)}"
    else:
        sum_of = f"= {'at least' if more else 'at most'} {_amount(bound, whole)}"
    made_of = f"{listed} {sum_of}" if len(terms) > 1 else listed
    told = f"{made_of}, the article says {label(whole)}"
    if by_ten:
        cause, words = "power_of_ten", told
    elif more:
        cause, words = "parts_exceed_whole", told
    else:
        cause, words = "parts_fall_short", told
    end = part_ends(whole)
    outcome.findings.append(
        finding(
            rule,
            (whole, *parts),
            severity="note" if found.in_doubt else rule.severity,
            cause=cause,
            message=f"{message(rule.message, rule, whole, parts[0] if parts else None)}: {words}",
            subject=subject((whole, *parts)),
            expected=f"at most {_amount(end.high, whole)}" if more else f"at least {_amount(end.low, whole)}",
            observed=sum_of.removeprefix("= "),
            places=(whole.remainder,) if whole.remainder else (),
            because=(words, *whole.because),
        )
    )


def _is_in_doubt(found: Breakdown) -> bool:
    """True for what is shown only where the text tells no parts of the whole in plainer words."""
    return found.in_doubt


def _is_barely_over(found: Breakdown) -> bool:
    """True for a list that reads like all parts of its whole, and makes hardly more."""
    made, whole = points(found.terms), found.whole.figure.reading.point
    return found.in_doubt and made is not None and whole is not None and made <= whole * _BARELY


def _is_over(found: Breakdown) -> bool:
    """True for round numbers of one sort whose printed sum would not have been rounded to their whole: "11,000 jobs:
    4,000, 1,500 and 6,000".

    Apart, each may have been rounded; but who prints 1,500 beside 11,000 prints 11,500 too.
    """
    claims = [found.whole, *(it.claim for it in found.terms if it.claim is not None)]
    made, whole = points(found.terms), found.whole.figure.reading
    if made is None or whole.point is None or whole.point < _ROUND_FROM or len(claims) != len(found.terms) + 1:
        return False
    if found.whole.figure.unit != "count" or not found.whole.figure.number_surface[-1:].isdigit():
        return False  # "$2.4bn, $1.15bn of it for roads and $1.3bn for schools"
    if any(claim.figure.hedge != "exact" or claim.figure.form == "share" for claim in claims):
        return False
    rounded = [claim.figure.reading for claim in claims[1:] if (claim.figure.reading.point or 0) >= _ROUND_FROM]
    if not rounded:
        return False
    step = min([reading.precision for reading in rounded])
    if step * _FINER < whole.precision or step < _STEP:
        return False
    over = made - whole.point
    return over * 2 >= whole.precision and over * 2 > step * len(rounded)


def _amount(value: Decimal, whole: Claim) -> str:
    """A sum in the unit of its whole."""
    unit = whole.figure.unit
    shown = show_number(value)
    if unit == "count":
        return shown
    if unit in LASTING:
        return f"{shown} {unit}" if value == 1 else f"{shown} {unit}s"
    return f"{shown} per cent" if unit == "percent" else f"{shown} {unit}"


def _is_near(made: Decimal | None, whole: Decimal | None) -> bool:
    """True when a sum is close enough to a whole to be meant as one."""
    return made is not None and whole is not None and whole * _NEAR[0] <= made <= whole * _NEAR[1]


def _is_most(made: Decimal | None, whole: Decimal | None) -> bool:
    """True when a sum is most of a whole, or has its digits in another order."""
    if made is None or whole is None:
        return False
    return made >= whole * _MOST or sorted(str(made.normalize())) == sorted(str(whole.normalize()))


def _is_power_of_ten(made: Decimal, whole: Decimal) -> bool:
    return any(made == whole * factor or made * factor == whole for factor in _FACTORS)


def _is_explained(found: Breakdown, made: Decimal | None, sentences: Sequence[Marked]) -> bool:
    """True when the parts make another figure that stands before them, or the whole and others beside it."""
    whole = found.whole
    if made is None:
        return False
    parts = {part.id for part in found.parts}
    for sentence in sentences:
        if sentence.claims[0].figure.sentence != whole.figure.sentence:
            continue
        beside = [
            c for c in sentence.claims if c.figure.unit == whole.figure.unit and c.id not in parts and c is not whole
        ]
        for other in beside:
            ends, own = part_ends(other), part_ends(whole)
            both = Ends(ends.low + own.low, ends.high + own.high)
            if ends.low <= made <= ends.high or both.low <= made <= both.high:
                return True
    return False


_KINDS: Final[dict[str, Callable[[RuleSpec, Desk, Outcome], None]]] = {
    "parts": _check_parts,
    "answers": check_answers,
    "increases": check_increases,
}
