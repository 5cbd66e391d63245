"""A length of time against the dates at its ends: "two days after the 3 May vote, on 9 May", "a four-day visit, from 3
to 9 May", "in 2011, eight years ago". What is counted, and how exactly, is in ``elapsed``.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.dates.anniversaries import hold_anniversary
from figcheck.check.dates.begun import hold_begun
from figcheck.check.dates.clock import hold_clock
from figcheck.check.dates.elapsed import counted, hold_between, hold_to_publication, plural
from figcheck.check.dates.founded import hold_founded
from figcheck.check.dates.resolved import WEEKDAYS, Noted, gap, is_dated, lead, put_down, sentences, tail
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

_IN_YEAR: Final = expression(
    r"\b(?:in|since|until|from|of|by|during|early|late|mid|(?:spring|summer|autumn|fall|winter)(?: of)?)[- ]$",
    re.IGNORECASE,
)
_AGO_THEN: Final = expression(r",? (?:(?:back|that is|namely|i\.e\.) )?(?:in|on) (?:the )?|,? \((?:in |on )?|, ")
_THEN_AGO: Final = expression(r",? (?:or |that is |i\.e\. )?\(?")
_SINCE: Final = expression(
    r",? \(?since (?:(?:the|its|his|her|their|early|late) )?(?:[\w’'-]+ ){0,3}?(?:(?:of|in|on) )?(?:the )?"
)
_FOR: Final = expression(r"\b(?:for|been) (?:(?:the|these|the past|the last|nearly|about) )?$", re.IGNORECASE)
_IT_IS: Final = expression(r"\bit(?: is|[’']s| has been|[’']s been) $", re.IGNORECASE)
_IN_THE: Final = expression(r"\b(?:in|over|during) the (?:past |last )?$", re.IGNORECASE)
_SINCE_THEN: Final = expression(r", (?:or |for |a (?:period|span|total) of )?(?:the (?:past|last) )?")
_TO: Final = expression(
    r" ?(?:to|until|till|through|up to) (?:the )?| ?[-–] ?|"
    r" until (?:he|she|it|they) (?:(?!and\b|then\b)[\w’'-]+ ){1,4}?(?:in|on) (?:the )?"
)
_AND: Final = expression(r" and (?:the )?")
_LONG_THEN: Final = expression(
    r" (?:(?!(?:average|sentence|stood|was|were|is|are|rose|fell|had|has|at|to|who|that|by|and)\b)[\w’'-]+,? ){1,5}?"
    r"(?:which (?:ran|lasted) )?(?:from |\(|between )"
)
_PLAIN_THEN: Final = expression(
    r"(?: (?!(?:and|but|then|later|or|after|before)\b)[\w’'-]+){0,4},? (?:from |between |\()"
)
_LASTING: Final = expression(
    r"\b(?:for|lasted|ran|spent|served|ruled|reigned|lasting|over|took) (?:a total of |only |just )?$", re.IGNORECASE
)
_THEN_PLAIN: Final = expression(r"\)?, (?:or |for |lasting |(?:a (?:total|period|span) of )|a |an )?")
_ENDS: Final = expression(r"\s*(?:[,.;)]|$| (?:in all|in total|altogether|later|(?:in|during|over) which)\b)")
_EVENT: Final = expression(
    r" (?:(?:the|his|her|its|their|an?) )?(?:(?!and\b|who\b|which\b)[\w’'-]+ ){0,6}?(?:(?:on|of|in) )?(?:the )?"
)
# "After the vote of 3 April was annulled": counted from that, not from the day told.
_GOES_ON: Final = expression(r" (?:was|were|had|has|have|is|are|would|could|did|came|went|began|became|failed|ended)\b")
_MAIN_BEFORE: Final = expression(r"(?:,| ?[—–-])? ?(?:[\w’'-]+ ){0,4}|[^;:.(]{0,110}, (?:only |just |exactly )?")
_MAIN_BEHIND: Final = expression(r"(?: (?!and\b)[\w’'-]+){0,4},? (?:on|in) (?:the )?")
_LATER_THEN: Final = expression(r",? (?:on|in) (?:the )?")
_NOW: Final = expression(r"[^.;]{0,80}?\b(?:is|are|has|have|remains?|still|now|today|continues?)\b")
_THEN: Final = expression(r"\b(?:was|were|had|did|would|could|found|became|began)\b")
_PART_OF_DAY: Final = expression(r"\b(?:night|late|early|overnight|dawn|evening|morning|midnight)\b", re.IGNORECASE)
_HAD: Final = expression(r"(?<!has )(?<!have )\bhad\b")


def check_lengths(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show each length of time that the dates at its ends do not leave room for."""
    before: list[DateMention] = []
    for row in sentences(article):
        lengths = [it for it in row if it.kind == "length"]
        dated = [it for it in row if is_dated(it)]
        for mark in row:
            if mark.kind == "anniversary" and not mark.manner:
                hold_anniversary(rule, mark, dated, outcome)
        hold_clock(rule, row, outcome)
        hold_begun(rule, lengths, dated, outcome)
        hold_founded(rule, row, before, outcome)
        for length in lengths:
            if dated:
                _length(rule, length, lengths, dated, outcome)
            if len(dated) == 1 and length.way in ("later", "earlier"):
                _after_sentence(rule, length, dated[0], before, outcome)
            weekdays = [it for it in row if it.kind == "weekday"]
            if not dated and len(weekdays) == 2 and len(lengths) == 1:
                _weekdays(rule, length, weekdays, outcome)
        before = row


def _length(
    rule: RuleSpec, length: DateMention, lengths: Sequence[DateMention], dated: Sequence[DateMention], outcome: Outcome
) -> None:
    """Hold one length against the dates that stand with it; the first way to read them decides."""
    before = [it for it in dated if it.span.end <= length.span.start]
    behind = [it for it in dated if it.span.start >= length.span.end]
    if length.way == "ago":
        if behind and _AGO_THEN.fullmatch(gap(length, behind[0])) and _told_as_date(behind[0]):
            hold_to_publication(rule, length, behind[0], outcome)
        elif before and _THEN_AGO.fullmatch(gap(before[-1], length)) and _told_as_date(before[-1]):
            hold_to_publication(rule, length, before[-1], outcome)
    elif length.way in ("after", "before"):
        _around_event(rule, length, before, behind, dated, outcome)
    elif length.way in ("later", "earlier"):
        if (
            len(dated) == 2
            and before
            and behind
            and len(lengths) == 1
            and _LATER_THEN.fullmatch(gap(length, behind[0]))
        ):
            first, second = (before[0], behind[0]) if length.way == "later" else (behind[0], before[0])
            hold_between(rule, length, first, second, outcome)
    elif not _since(rule, length, before, behind, outcome):
        _over_range(rule, length, before, behind, outcome)


def _told_as_date(mention: DateMention) -> bool:
    """True for a day or month, and a year behind "in" or the like: "2011" alone may count."""
    return mention.kind != "year" or _IN_YEAR.search(lead(mention)) is not None


def _since(
    rule: RuleSpec,
    length: DateMention,
    before: Sequence[DateMention],
    behind: Sequence[DateMention],
    outcome: Outcome,
) -> bool:
    """ "For 75 years, since 1948", "in the 75 years since the war of 1948", "since 1948, for 75 years"."""
    quote = length.quote
    if len(before) + len(behind) != 1 or length.way == "long":
        return False
    if behind:
        between = gap(length, behind[0])
        if _SINCE.fullmatch(between) is None:
            return False
        words = lead(length)
        lasting = _IN_THE.search(words) is not None and re.search(r"\b(?:has|have|is|are)\b|[’']s\b", quote) is not None
        if not (
            lasting
            or _IT_IS.search(words)
            or (_FOR.search(words) and re.search(r"\b(?:has|have)\b|[’'](?:s|ve) been\b", quote))
        ):
            return True
        if _HAD.search(quote):
            return True
        hold_to_publication(rule, length, behind[0], outcome)
        return True
    if not lead(before[0]).lower().endswith("since ") or _SINCE_THEN.fullmatch(gap(before[0], length)) is None:
        return False
    if re.search(r"\b(?:has|have)\b", quote) and not _HAD.search(quote):
        hold_to_publication(rule, length, before[0], outcome)
    return True


# "Lasted 12 days, from 8 to 26 April, with breaks": the days on which something was done.
_BROKEN: Final = expression(
    r"\b(?:with (?!no |few )(?:[a-z]+ ){0,2}(?:breaks?|pauses?|interruptions?|recess(?:es)?|days off)|"
    r"(?:not counting|excluding|except)(?: [a-z]+){0,2} (?:weekends?|holidays?)|"
    r"(?:working|sitting|trading|court|playing) days)\b"
)


def _over_range(
    rule: RuleSpec,
    length: DateMention,
    before: Sequence[DateMention],
    behind: Sequence[DateMention],
    outcome: Outcome,
) -> None:
    """ "The four-day visit, from 3 to 9 April", "from 3 May to 9 May, four days": what lasts from a date to another."""
    for side in (behind[:2], before[-2:]):
        ends = _range(side)
        if ends is None:
            continue
        first, last, loose = ends
        if side is behind or (behind and side[0] is behind[0]):
            pattern = _LONG_THEN if length.way == "long" else _PLAIN_THEN
            exact = _IN_THE.search(lead(length)) is not None  # "in the eight years between 2003 and 2011"
            if length.way != "long" and not exact and not _LASTING.search(lead(length)):
                continue
            loose = loose and not exact
            holds = pattern.fullmatch(gap(length, first)) is not None
        else:
            holds = _THEN_PLAIN.fullmatch(gap(last, length)) is not None
            if length.way == "long":
                holds = holds and length.surface.lower().startswith(("a ", "an "))
            else:
                holds = holds and _ENDS.match(tail(length)) is not None
        if holds:
            if _BROKEN.search(length.quote) is None:
                hold_between(rule, length, first, last, outcome, within=loose)
            return


def _range(side: Sequence[DateMention]) -> tuple[DateMention, DateMention, bool] | None:
    """First and last date of a range at the edge of what stands on one side of a length, and whether what is told may
    lie anywhere between them; None for no range."""
    if not side:
        return None
    if len(side) == 2:
        between, before = gap(side[0], side[1]), lead(side[0]).lower()
        if _TO.fullmatch(between) and (before.endswith(("from ", "(", "between ")) or between.strip() in "-–"):
            return side[0], side[1], before.endswith("between ")
        if _AND.fullmatch(between) and before.endswith("between "):
            return side[0], side[1], True
    for one in side:
        if one.until is not None and (one.day is None or one.until > one.day):
            return one, one, lead(one).lower().endswith("between ")
    return None


def _around_event(
    rule: RuleSpec,
    length: DateMention,
    before: Sequence[DateMention],
    behind: Sequence[DateMention],
    dated: Sequence[DateMention],
    outcome: Outcome,
) -> None:
    """ "Five days after the 3 May vote, on 9 May"; in the present tense, up to publication: "ten years after the 2011
    tsunami, many are still homeless"."""
    if not behind or len(dated) > 2:
        return
    event = behind[0]
    word = re.match(r" (?:after|following|before|prior to)\b", tail(length))
    between = gap(length, event)
    if word is None or _EVENT.fullmatch(between[word.end() :]) is None or _GOES_ON.match(tail(event)):
        return
    other: DateMention | None = None
    if len(behind) == 2 and _MAIN_BEHIND.fullmatch(gap(event, behind[1])):
        other = behind[1]
    elif before and _of_main_clause(before[-1], gap(before[-1], length)):
        other = before[-1]
    if other is not None:
        first, second = (event, other) if length.way == "after" else (other, event)
        hold_between(rule, length, first, second, outcome)
        return
    if len(dated) > 1 or length.way != "after" or length.unit != "year" or event.year is None:
        return
    opening = lead(length).strip(' “"‘')
    if opening and not opening.endswith((",", "—", "–")):
        return
    rest = tail(event)
    now = _NOW.match(rest)
    if now is not None and not _THEN.search(now.group()) and not _THEN.search(opening):
        hold_to_publication(rule, length, event, outcome)


def _of_main_clause(date: DateMention, between: str) -> bool:
    """True where a date before "two days after" is that of what happened then: "of 1998" is that of a law."""
    if _MAIN_BEFORE.fullmatch(between) is None:
        return False
    words = f" {lead(date).lower()}"
    return words.endswith((" on ", " in ")) or (date.kind == "day" and "," in between)


def _after_sentence(
    rule: RuleSpec, length: DateMention, date: DateMention, before: Sequence[DateMention], outcome: Outcome
) -> None:
    """ "A month later, on 23 February, …" behind a sentence that tells one day."""
    days = [it for it in before if is_dated(it)]
    if len(days) != 1 or days[0].kind != "day" or date.kind != "day" or days[0].until is not None:
        return
    if not 0 <= length.sentence.start - days[0].sentence.end <= 2 or lead(length).strip(' “"‘'):
        return
    if date.span.start < length.span.end or _LATER_THEN.fullmatch(gap(length, date)) is None:
        return
    first, second = (days[0], date) if length.way == "later" else (date, days[0])
    hold_between(rule, length, first, second, outcome)


def _weekdays(rule: RuleSpec, length: DateMention, weekdays: Sequence[DateMention], outcome: Outcome) -> None:
    """ "On Sunday, two days after Thursday's attack"."""
    if length.unit != "day" or length.way not in ("after", "before") or length.low != length.high or length.low > 6:
        return
    other, event = weekdays
    if not other.span.end <= length.span.start < event.span.start or _PART_OF_DAY.search(length.quote):
        return
    word = re.match(r" (?:after|before)\b", tail(length))
    if word is None or not re.fullmatch(r" (?:the )?", gap(length, event)[word.end() :]):
        return
    if not re.match(r"[’']s\b", tail(event)) or not re.fullmatch(r"(?: [\w’'-]+){0,3},? ", gap(other, length)):
        return
    if not lead(other).lower().endswith("on "):
        return
    forth = ((other.weekday or 0) - (event.weekday or 0)) % 7
    days = forth if length.way == "after" else 7 - forth
    count = int(length.low)
    if days % 7 in (count, count - 1 if count > 1 else count):
        return
    names = WEEKDAYS[event.weekday or 0], WEEKDAYS[other.weekday or 0]
    order = names if length.way == "after" else (names[1], names[0])
    put_down(
        rule,
        [Noted(other, ""), Noted(length, counted(length)), Noted(event, "")],
        outcome,
        cause="duration_does_not_fit",
        words=f"from {order[0]} to {order[1]} is {plural(days % 7, 'day')}, not {counted(length)}",
        subject="length of time and days",
        expected=plural(days % 7, "day"),
        observed=counted(length),
    )
