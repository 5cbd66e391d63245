"""``share``: a percentage fits the count and the base that stand with it: "12 of 44 companies, or 27 per cent".

A printed percentage stands for what rounds to it, up or down. Of few, not every percentage can be: 39 per cent of 11
people is between four people and five (the GRIM test: N. Brown and J. Heathers, 2017). A share on the other side of the
half than the words say ("a majority, 20 of the 44") changes what is said.
"""

from __future__ import annotations

import re
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from typing import Final

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number
from figcheck.check.funding import funded
from figcheck.check.moneyshares import money_shares
from figcheck.check.proportions import Proportion, proportions, shares_of_wholes
from figcheck.check.sentences import Ends, ends, likely, middling, percentage, put_down
from figcheck.check.sketch import Item, Sketch, sketches
from figcheck.expressions import expression
from figcheck.intervals import INFINITY, Reading
from figcheck.model import Claim

_FEW: Final = 100
_HALF: Final = Decimal(50)
_STEP: Final = Decimal("0.5")
_COUNTED_TO: Final = 1000  # counts below are printed as they are
_LOOSE: Final = Decimal("0.05")  # of a share in words
# One and the same share told twice: "one in five nurses (25%)".
_TWICE: Final = expression(
    r"(?P<words>[SVF])(?P<gap>(?: [a-z][a-z'-]*){0,5}?)(?:,? or |,? ?\(|, | – )(?P<share>P)(?P<shut>[,.;:)]| –|$)"
)
_OTHER: Final = expression(r"\b(?:and|while|but|as|when|against|compared|from|to|by|rose|fell|grew|up|down|than)\b")
_OF_THESE: Final = expression(
    r"\bof (?:them|these|those|whom|which)\b"
)  # a share of another whole than that of its like
_DEFINITE: Final = expression(r"(?:\b(?:the|its|his|her|their|our|these|those|all)|[’']s?)\s+$", re.IGNORECASE)
_OWNED: Final = expression(
    r"\b(?:own|owns|owned|buy|buys|bought|hold|holds|held|stakes?|acquir[a-z]+|sold|sell|bid|"
    r"account[a-z]*|produc[a-z]+|suppl[a-z]+|provid[a-z]+|consum[a-z]+|worth|makes?|made|needs?|revenue|output|budget)\b"
)
_FEW_WORDS: Final = 10
_FRACTIONS: Final = {
    "half": _HALF,
    "a third": Decimal(100) / 3,
    "a quarter": Decimal(25),
    "a fifth": Decimal(20),
    "a tenth": Decimal(10),
}
_FRACTION: Final = expression(r"(?:(?P<hedge>[a-z ]+) )?(?P<share>half|a (?:third|quarter|fifth|tenth))")
_MOST_READING: Final = Reading(_HALF, Decimal(100), low_open=True)
_FEW_READING: Final = Reading(Decimal(0), _HALF, high_open=True)


def check_share(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every share against the part and the whole beside it, against a small whole, and against its like."""
    for article in sketches(desk):
        for sketch, found in funded(article):
            if found.share is not None and takes(rule, found.share.claim):
                _hold(rule, sketch, found, outcome)
        for sketch in article:
            told = [*proportions(sketch), *money_shares(sketch)]
            for found in told:
                if takes(rule, (found.share or found.part).claim):
                    _hold(rule, sketch, found, outcome)
            if "P" not in sketch.text:
                continue
            for share, whole in shares_of_wholes(sketch):
                if share in [found.share for found in told] or _OWNED.search(sketch.text):
                    continue
                if takes(rule, share.claim):
                    _of_few(rule, share, whole, outcome)
            _twice(rule, sketch, outcome)


def _hold(rule: RuleSpec, sketch: Sketch, found: Proportion, outcome: Outcome) -> None:
    """Show a share that the part and the whole cannot make, nor a count before the part ("1,940 refugees, 1,260 of them
    Ukrainians, which is 0.9 per cent of the 215,000")."""
    part, whole, share = found.part, found.whole, found.share
    if share is not None and (_is_fraction(whole) or _fits_another(rule, sketch, part, whole, share)):
        return
    least, most = _amount(part), _amount(whole)
    if part.claim is whole.claim or part.unit != whole.unit:
        return
    if not (least.low > 0 and most.low > 0 and most.high.is_finite() and least.low <= most.high):
        return
    made = Ends(least.low / most.high * 100, least.high / most.low * 100)
    if made.low > 100:
        return
    if least.low < least.high and most.low < most.high and not _is_hedged(part) and not _is_hedged(whole):
        made = likely(made, _worked(part, whole, made))
    spoken = found.told if share is None else share.spoken
    told = _of_words(found.told) if share is None else _share(share)
    turned = _is_turned(told, made)
    if not turned and (_of_majority(found.told) if share is None else made.meets(_told(rule, share, whole))):
        return
    if share is None and not turned and made.meets(_rough(told, rule.tolerance.points, whole)):
        return
    shown = middling(made, told, _worked(part, whole, made))
    words = f"{_printed(part)} of {_printed(whole)} is {shown} per cent, not {spoken}"
    claims = (part.claim, whole.claim) if share is None else (share.claim, part.claim, whole.claim)
    _put(rule, claims, outcome, turned=turned, words=words, expected=f"{shown} per cent", observed=spoken)


def _is_fraction(whole: Item) -> bool:
    """ "Four of five trains": a fraction in words, not five trains."""
    figure, claim = whole.claim.figure, whole.claim
    if whole.reading.point is None or whole.reading.point > _FEW_WORDS or figure.number_surface[:1].isdigit():
        return False
    return _DEFINITE.search(claim.quote[max(0, claim.quote_at.start - 12) : claim.quote_at.start]) is None


def _fits_another(rule: RuleSpec, sketch: Sketch, part: Item, whole: Item, share: Item) -> bool:
    """True when a count before the part makes the share as well."""
    point = whole.reading.point
    if not point or share.place < part.place:
        return False
    told = _told(rule, share, whole)
    for place, item in sketch.items.items():
        if place < part.place and item.unit == part.unit and item.reading.point is not None and item is not whole:
            made = item.reading.point / point * 100
            if Ends(made, made).meets(told):
                return True
    return False


def _put(
    rule: RuleSpec,
    claims: tuple[Claim, ...],
    outcome: Outcome,
    *,
    turned: bool,
    words: str,
    expected: str,
    observed: str,
) -> None:
    """Put down that a share does not fit, or stands on the other side of the half."""
    if turned:
        put_down(rule, claims, outcome, cause="wrong_side_of_half", words=words, expected=expected, observed=observed)
    else:
        put_down(rule, claims, outcome, cause="share_does_not_fit", words=words, expected=expected, observed=observed)


def _is_turned(told: Reading, made: Ends) -> bool:
    """True when words say more than half and the numbers make no more, or the other way round."""
    if told.low == _HALF and told.low_open:
        return made.high <= _HALF
    return told.high == _HALF and told.high_open and not told.low.is_finite() and made.low >= _HALF


def _twice(rule: RuleSpec, sketch: Sketch, outcome: Outcome) -> None:
    """Show a share in words that the percentage behind it is not."""
    for match in _TWICE.finditer(sketch.text):
        words, share = sketch.item(match, "words"), sketch.item(match, "share")
        if _OTHER.search(match["gap"]) or _OF_THESE.search(match["gap"]) or not takes(rule, share.claim):
            continue
        told = _share(words)
        made = percentage(share.reading)
        turned = _is_turned(told, made)
        if not turned and made.meets(_told(rule, words, None)):
            continue
        told_as = words.spoken
        claims = (words.claim, share.claim)
        said = f"{share.surface} is not {told_as}"
        if words.kind != "V" and told.point is not None and told.low.is_finite() and told.high.is_finite():
            said = f"{told_as} is {show_number(told.point)} per cent, not {share.surface}"
        _put(rule, claims, outcome, turned=turned, words=said, expected=told_as, observed=share.surface)


def _of_few(rule: RuleSpec, item: Item, whole: Item, outcome: Outcome) -> None:
    """Show a share that no number of so few makes."""
    share = item.claim
    base, reading = whole.reading.point, item.reading
    if base is None or whole.claim.figure.hedge != "exact" or share.figure.hedge != "exact":
        return
    if reading.point is None or reading.precision <= 0 or not 0 < reading.point < 100:
        return
    if base != base.to_integral_value() or not 1 < base < _FEW / min(reading.precision, Decimal(1)):
        return
    step = min(reading.precision, Decimal(1))
    told = Ends(reading.low - step * _STEP, reading.high + step).widened(rule.tolerance.points)  # rounded, or cut off
    least = (told.low * base / 100).to_integral_value(ROUND_CEILING)
    if least * 100 <= told.high * base:
        return
    below = (reading.point * base / 100).to_integral_value(ROUND_FLOOR)
    near = [f"{show_number(n)} are {show_number(n / base * 100)} per cent" for n in (below, below + 1)]
    words = f"no number of {show_number(base)} is {share.figure.surface}: {near[0]}, {near[1]}"
    put_down(
        rule,
        (share, whole.claim),
        outcome,
        cause="impossible_share",
        words=words,
        expected=" or ".join(near),
        observed=share.figure.surface,
    )


def _amount(item: Item) -> Ends:
    """What a number of a proportion can stand for: a count below a thousand is what is printed."""
    point = item.reading.point
    is_count = item.unit == "count" and point is not None and point < _COUNTED_TO and item.reading.precision >= 1
    return ends(item.reading, Decimal(0) if is_count else _STEP)


def _share(item: Item) -> Reading:
    """A share in per cent."""
    return item.reading.scaled(Decimal(100)) if item.kind == "F" else item.reading


def _of_words(words: str) -> Reading:
    """What "most", "a majority", "a minority" or "nearly a third" say."""
    match = _FRACTION.fullmatch(words)
    if match is not None:
        point, hedge = _FRACTIONS[match["share"]], match["hedge"] or ""
        if hedge in ("more than", "over", "just over"):
            return Reading(point, INFINITY, low_open=True, point=point)
        if hedge in ("less than", "fewer than", "just under"):
            return Reading(-INFINITY, point, high_open=True, point=point)
        around = point / 10 if hedge else Decimal(0)
        return Reading(point - around, point + around, point=point)
    return _FEW_READING if words.endswith("minority") else _MOST_READING


def _of_majority(words: str) -> bool:
    """True for "most" and the like, which say no more than the side of the half."""
    return _FRACTION.fullmatch(words) is None


def _rough(reading: Reading, points: Decimal, whole: Item) -> Ends:
    """What a fraction in words can stand for; of few it is the nearest that there is."""
    base = whole.reading.point
    slack = max(points, Decimal(1), (reading.point or Decimal(0)) * _LOOSE, _HALF / base if base else Decimal(0))
    return Ends(reading.low - slack, reading.high + slack)


def _told(rule: RuleSpec, item: Item, whole: Item | None) -> Ends:
    """What a printed share can stand for, with the points that the rule allows.

    A share in words is rough, and of few it is the nearest that there is: "half of the 11".
    """
    reading, slack = _share(item), rule.tolerance.points
    if item.kind != "P":
        slack = max(slack, Decimal(1), (reading.point or Decimal(0)) * _LOOSE)
        base = whole.reading.point if whole is not None else None
        if base:
            slack = max(slack, _HALF / base)
    return percentage(reading).widened(slack)


def _worked(part: Item, whole: Item, made: Ends) -> Decimal:
    """The share as the printed numbers make it."""
    if part.reading.point is None or not whole.reading.point:
        return made.low
    return part.reading.point / whole.reading.point * 100


def _is_hedged(item: Item) -> bool:
    return item.reading.low != item.reading.high


def _printed(item: Item) -> str:
    point = item.reading.point
    return show_number(point) if point is not None and item.claim.measure != "money" else item.spoken
