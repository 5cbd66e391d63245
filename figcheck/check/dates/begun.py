"""What is told to begin on one date and to end on another: "began on 8 January and ended on 25 March, lasted six
weeks", "shut on 4 March and reopened on 18 March, after two weeks", "opened on 19 April and closed on 12 April"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.dates.elapsed import hold_between, hold_to_publication
from figcheck.check.dates.resolved import WEEKDAYS, days_of, gap, lead, put_down_backwards, tail
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

# What begins, by the words that end it again.
_WAS: Final = r"(?:was |were )?"
_PAIRS: Final = (
    (
        r"began|begins?|started|starts?|opened|opens?|launched|kicked off|set off|broke out|was (?:launched|called)",
        r"ended|ends?|finished|finish(?:es)?|closed|closes?|concluded|concludes?|was (?:over|lifted)|stopped|"
        r"came to an end|"
        rf"{_WAS}(?:called off|wound up|suspended)|went out",
    ),
    (
        r"(?:was|were|been) (?:shut|closed|grounded|suspended|stopped|halted)|closed|shut",
        rf"{_WAS}(?:reopened|re-opened|reinstated|opened again|restarted|resumed|back in service)",
    ),
    (
        r"jailed|imprisoned|arrested|detained|kidnapped|abducted|taken hostage|captured|seized|interned|locked up|"
        r"sent to prison|(?:was|were|been) (?:suspended|exiled|banned)",
        rf"{_WAS}(?:freed|released|set free|let go|ransomed|acquitted|pardoned|reinstated|allowed back)",
    ),
    (
        r"came to power|took (?:office|power|over|charge)|was (?:crowned|appointed|elected|sworn in)",
        r"stepped down|left office|resigned|retired|was (?:ousted|toppled|overthrown|dismissed|sacked)|abdicated",
    ),
    (r"was (?:built|opened|founded)|opened", rf"{_WAS}(?:closed|demolished|pulled down|torn down|shut)"),
    (
        r"sailed|set sail|departed|set out|took off|left(?: port)?",
        r"(?:is due to )?arriv(?:e|ed|es)|docked|landed|is due|returned|reached port|sank",
    ),
    (r"married|wed", rf"{_WAS}(?:divorced|separated)"),
)
_WHEN: Final = (
    r"(?: (?!(?:and|but|that|which|who|when|before|after|since|until|from)\b)[\w’'-]+){0,3}? (?:in|on) (?:the )?"
)
_BEGIN: Final = tuple(expression(rf"\b(?:{first}){_WHEN}$") for first, _ in _PAIRS)
_END: Final = tuple(
    expression(rf"\)?,? (?:and|but|then|and then) (?:(?:it|they|he|she|only|then|finally) )?(?:{last}){_WHEN}")
    for _, last in _PAIRS
)
_IDLE: Final = (
    r"(?:closed|shut|grounded|suspended|halted|stopped|out of (?:use|service|action|order)|held|jailed|detained|exiled|"
    r"banned|in (?:prison|custody|captivity|exile)|away)"
)
_LASTS: Final = (
    rf"\)?,? (?:(?:and|it|they|which) )*(?:lasted|lasting|after(?: (?:being|having been) {_IDLE} for)?|for|or|"
    rf"a (?:total|period|span) of|spent|took|a full) (?:(?:only|just|exactly|a total of) )?"
)
_LASTING: Final = expression(_LASTS)
# "Shut on 4 March 2022 and reopened on Thursday after …": the day of the report, within a week.
_LASTING_TO_NOW: Final = tuple(
    expression(
        rf"\)?,? (?:and|but|then|and then) (?:(?:it|they|he|she|only|then|finally) )?(?:{last}) "
        rf"(?:today|yesterday|(?:last |this )?(?:on )?(?:{'|'.join(WEEKDAYS)})){_LASTS}",
        re.IGNORECASE,
    )
    for _, last in _PAIRS
)
_WEEKS: Final = frozenset(("month", "year"))  # units to which a week is nothing
_CLOSED: Final = expression(
    r"\s*(?:[.;)]|,(?! of\b)|$)| (?:in all|altogether|in total|later|behind bars|in (?:prison|jail|custody|captivity|"
    r"detention|office|power)|of (?:captivity|detention|imprisonment|marriage))\b"
)
# Behind the last date, which is no part of a longer name: "in 1989 style".
_SHUT: Final = expression(r"\s*(?:[,.;:)]|$)| (?:and|but|after|at|with|in|for|when|by|on|as|to)\b")
# "The five-week trial, which <began>": the length stands before.
_THING: Final = expression(r" [a-z]+(?: [a-z]+)?,? (?:which |that )?(?:[\w’'-]+ ){1,4}?(?:in|on) (?:the )?")
_MOVED: Final = expression(r"\b(?:postponed|moved|brought forward|another|previous|instead|earlier|first)\b")


def ends_of(dated: Sequence[DateMention]) -> tuple[DateMention, DateMention] | None:
    """The two dates of a sentence, where one thing is told to begin on the first and to end on the second."""
    if len(dated) != 2 or any(it.until is not None for it in dated):
        return None
    first, last = dated
    if first.kind != last.kind:
        return None
    before, between = lead(first), gap(first, last)
    for begin, end in zip(_BEGIN, _END, strict=True):
        if end.fullmatch(between) and begin.search(before) and _SHUT.match(tail(last)):
            return first, last
    return None


def hold_begun(rule: RuleSpec, lengths: Sequence[DateMention], dated: Sequence[DateMention], outcome: Outcome) -> None:
    """Hold the one length of a sentence against the dates on which something begins and ends."""
    ends = ends_of(dated) if len(lengths) == 1 else None
    if ends is None:
        if len(lengths) == len(dated) == 1:
            _hold_to_now(rule, lengths[0], dated[0], outcome)
        return
    (length,), (first, last) = lengths, ends
    if length.span.start > last.span.end:
        holds = length.way in ("", "later") and _LASTING.fullmatch(gap(last, length)) is not None
        holds = holds and _CLOSED.match(tail(length)) is not None
    elif length.span.end < first.span.start:
        holds = length.way == "long" and _THING.fullmatch(gap(length, first)) is not None
    else:
        holds = False
    if holds:
        hold_between(rule, length, first, last, outcome)


def _hold_to_now(rule: RuleSpec, length: DateMention, first: DateMention, outcome: Outcome) -> None:
    """Hold the length of what began on a date of a printed year and ended on a day of the week of the report."""
    if first.year is None or first.until is not None or length.unit not in _WEEKS or length.way not in ("", "later"):
        return
    if length.span.start < first.span.end or _CLOSED.match(tail(length)) is None:
        return
    before, between = lead(first), gap(first, length)
    for begin, ended in zip(_BEGIN, _LASTING_TO_NOW, strict=True):
        if begin.search(before) and ended.fullmatch(between):
            hold_to_publication(rule, length, first, outcome)
            return


def hold_order(rule: RuleSpec, dated: Sequence[DateMention], outcome: Outcome) -> None:
    """Show what ends before it begins."""
    ends = ends_of(dated)
    if ends is None:
        return
    first, last = ends
    years = {it.year for it in ends}
    if None in years and (len(years) > 1 or first.month != last.month):
        return  # it may end in the next year
    year = 2024 if None in years else None  # any year: the days are of one month
    one, other = days_of(first, year), days_of(last, year)
    if one is None or other is None or one.first <= other.last or _MOVED.search(first.quote):
        return
    put_down_backwards(rule, first, last, outcome)
