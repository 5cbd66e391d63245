"""Totals that an increase leads to: "five more bodies, bringing the toll to 30", where 24 were told before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number, subject
from figcheck.check.marked import Marked
from figcheck.check.sentences import Ends, put_down
from figcheck.check.terms import label, part_ends
from figcheck.expressions import expression
from figcheck.model import Claim

_VERB: Final = (
    r"(?:bringing|taking|raising|pushing|lifting|increasing|putting|"
    r"(?:and|which|that) (?:brought|took|raised|pushed|lifted|increased|brings|takes|raises))"
)
_RISE: Final = expression(rf"\b{_VERB} (?:the|its|their|his|her|to)\b")
_TO: Final = expression(
    rf"[^<>;:]{{0,100}}?{_VERB} (?:the|its|their|his|her|to)\b[^<>;:,]{{0,60}}? to (?:a total of )?"
)
_FROM: Final = expression(rf"[^<>;:]{{0,100}}?{_VERB} (?:the|its|their|his|her)\b[^<>;:,]{{0,60}}? from ")
_FROM_TO: Final = expression(r"[^<>;:,]{0,20} to ")
_UP_FROM: Final = (" from ", ", from ", ", up from ", " up from ")
_MORE_BEFORE: Final = expression(r"\b(?:another|an additional|a further|an extra|additional|further) $")
_MORE_BEHIND: Final = expression(r" (?:[a-z'-]+ ){0,1}?(?:more|new|additional|further|extra|fresh|others?)\b")
_TOTAL: Final = expression(r"\b(?:toll|total|tally|stood|stands|so far|reached|number of|count)\b")
_EARLIER: Final = expression(
    r"\b(?:earlier|last week|yesterday|previous(?:ly)?|had (?:put|stood|been|said|reported|counted))\b"
)
_THE_TOTAL: Final = expression(r"\bthe (?:total|tally|toll|count)\b")  # of "the total since October"
_STOOD_AT: Final = expression(r"\bthe (?:total|tally|toll|count) (?:stood|had stood|was|had been) (?:at )?$")
_NOUN: Final = 40
_LONGER: Final = expression(
    r"\b(?:this|last|since|season|career|year|month|week|decade|worldwide|nationwide|globally|across|so far|on record|"
    r"in the (?:country|region|state|province|united|world|past)|in (?:19|20)\d\d)\b"
)
# "Two more died on Saturday and one on Sunday, bringing the toll to 17"
_AND_ONE: Final = expression(r"(?:,|\band) (?:one|another) ")
_NEAR: Final = (Decimal("0.75"), Decimal("1.25"))
_MOST: Final = 6  # sentences to either side, and figures of each
_LONG: Final = 1000  # characters of a sentence
_ROUND_FROM: Final = 1000


def check_increases(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every total that an increase is said to lead to against what was told before, and the increase."""
    for _, sentences in desk.marked():
        for at, sentence in enumerate(sentences):
            text = sentence.text
            if len(sentence.claims) < 2 or _RISE.search(text) is None:
                continue
            for start, more, whole in _rises(sentences, at):
                if takes(rule, whole):
                    _hold(rule, start, more, whole, outcome)


def _rises(sentences: Sequence[Marked], at: int) -> Iterator[tuple[Claim, Claim, Claim]]:
    """What a total was, by how much it rose and what it is now, where the three do not fit."""
    sentence = sentences[at]
    claims = sentence.claims
    for number in range(len(claims) - 1):
        more, target = claims[number], claims[number + 1]
        if not _is_more(sentence, number) or more.figure.unit != target.figure.unit:
            continue
        gap = sentence.gap(number, number + 1)
        if (
            number + 2 < len(claims)
            and _FROM.fullmatch(gap)
            and _FROM_TO.fullmatch(sentence.gap(number + 1, number + 2))
        ):
            whole = claims[number + 2]
            if whole.figure.unit == more.figure.unit and not _leads(target, more, whole):
                yield target, more, whole
        elif number + 2 < len(claims) and _TO.fullmatch(gap) and sentence.gap(number + 1, number + 2) in _UP_FROM:
            old = claims[number + 2]
            nouns = (None, target.figure.counted, more.figure.counted)  # "to 46, from 12 villages"
            is_old = old.figure.unit == more.figure.unit and old.figure.counted in nouns
            if is_old and _is_near(old, more, target) and not _leads(old, more, target):
                yield old, more, target
        elif target.figure.hedge == "range" and _FROM.fullmatch(gap) and not _is_step(more, target):
            yield target, more, target
        elif _TO.fullmatch(gap) and not _LONGER.search(sentence.after(number + 1)) and not _AND_ONE.search(gap):
            start = _before(sentences, at, number, target)
            if start is not None and (not _LONGER.search(gap) or _THE_TOTAL.search(start.quote.lower())):
                yield start, more, target


def _is_step(more: Claim, both: Claim) -> bool:
    """True when an increase leads from one end of "from 48 to 61" to the other."""
    step, reading = part_ends(more), both.figure.reading
    width = reading.precision / 2 if reading.high >= _ROUND_FROM else Decimal(0)
    return (
        Ends(reading.low + step.low, reading.low + step.high).widened(2 * width).meets(Ends(reading.high, reading.high))
    )


def _is_more(sentence: Marked, number: int) -> bool:
    return _MORE_BEFORE.search(sentence.before(number, 20)) is not None or (
        _MORE_BEHIND.match(sentence.after(number, 40)) is not None
    )


def _before(sentences: Sequence[Marked], at: int, number: int, whole: Claim) -> Claim | None:
    """The total told before, where no figure told before leads to the new one; None where one does, or none is told."""
    found: Claim | None = None
    more = sentences[at].claims[number]
    around = (*range(at, max(-1, at - _MOST), -1), *range(at + 1, min(len(sentences), at + _MOST)))
    for k in around:
        own = sentences[k].claims
        for claim in own[max(0, number - _MOST) : number] if k == at else own[-_MOST:]:
            if claim.figure.unit != whole.figure.unit:
                continue
            if _leads(claim, more, whole):
                return None
            told = claim.number < more.number or _EARLIER.search(sentences[k].text, 0, _LONG) is not None
            if found is None and told and _was_total(sentences[k], claim, whole) and _is_near(claim, more, whole):
                found = claim
    return found


def _was_total(sentence: Marked, claim: Claim, whole: Claim) -> bool:
    same = claim.measure == whole.measure and (
        claim.measure != "counted" or claim.figure.counted == whole.figure.counted
    )
    if not same and claim.measure == whole.measure and claim.figure.counted is None:
        same = _STOOD_AT.search(sentence.before(sentence.claims.index(claim), _NOUN)) is not None
    return same and _TOTAL.search(sentence.text, 0, _LONG) is not None


def _leads(start: Claim, more: Claim, whole: Claim) -> bool:
    one, other = part_ends(start), part_ends(more)
    return Ends(one.low + other.low, one.high + other.high).meets(part_ends(whole))


def _is_near(start: Claim, more: Claim, whole: Claim) -> bool:
    first, second, third = (c.figure.reading.point for c in (start, more, whole))
    if first is None or second is None or third is None or first >= third:
        return False
    return third * _NEAR[0] <= first + second <= third * _NEAR[1]


def _hold(rule: RuleSpec, start: Claim, more: Claim, whole: Claim, outcome: Outcome) -> None:
    first, second = start.figure.reading.point, more.figure.reading.point
    if start is whole:
        first = start.figure.reading.low
    if first is None or second is None:
        return
    made = show_number(first + second)
    was = label(start) if start is not whole else show_number(first)
    now = label(whole) if start is not whole else show_number(whole.figure.reading.high)
    words = f"{was} + {label(more)} = {made}, the article says {now}"
    claims = (whole, start, more) if start is not whole else (whole, more)
    put_down(
        rule,
        claims,
        outcome,
        cause="total_does_not_follow",
        words=words,
        expected=made,
        observed=now,
        about=subject(claims),
    )
