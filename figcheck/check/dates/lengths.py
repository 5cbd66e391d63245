"""A length of time against the dates at its ends: "two days after the 3 May vote, on 9 May", "a four-day visit, from 3 to
9 May", "in 2011, eight years ago", "the 21st anniversary of the invasion of 2003".

Counting from the first day or from the one behind it are both right, and a length is rounded to its unit.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.dates.resolved import (
    WEEKDAYS,
    Days,
    Noted,
    days_of,
    gap,
    is_dated,
    lead,
    nearest,
    put_down,
    sentences,
    tail,
    told,
    told_days,
)
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.model import DateMention

_IN_YEAR: Final = re.compile(r"\b(?:in|since|until|from|of|by|during|early|late|mid|(?:spring|summer|autumn|fall|winter)(?: of)?)[- ]$", re.IGNORECASE)
_AGO_THEN: Final = re.compile(r",? (?:(?:back|that is|namely|i\.e\.) )?(?:in|on) (?:the )?|,? \((?:in |on )?|, ")
_THEN_AGO: Final = re.compile(r",? (?:or |that is |i\.e\. )?\(?")
_SINCE: Final = re.compile(r",? \(?since (?:(?:the|its|his|her|their|early|late) )?(?:[\w’'-]+ ){0,3}?(?:(?:of|in|on) )?(?:the )?")
_FOR: Final = re.compile(r"\b(?:for|been) (?:(?:the|these|the past|the last|nearly|about) )?$", re.IGNORECASE)
_IN_THE: Final = re.compile(r"\b(?:in|over|during) the (?:past |last )?$", re.IGNORECASE)
_SINCE_THEN: Final = re.compile(r", (?:or |for |a (?:period|span|total) of )?(?:the (?:past|last) )?")
_TO: Final = re.compile(r" ?(?:to|until|till|through|up to) (?:the )?| ?[-–] ?")
_AND: Final = re.compile(r" and (?:the )?")
_LONG_THEN: Final = re.compile(
    r" (?:(?!average\b|stood\b|was\b|were\b|is\b|are\b|rose\b|fell\b|had\b|has\b|at\b|to\b|who\b|that\b|by\b|and\b)[\w’'-]+,? ){1,5}?(?:which (?:ran|lasted) )?(?:from |\(|between )"
)
_PLAIN_THEN: Final = re.compile(r",? (?:from |between |\()")
_LASTING: Final = re.compile(r"\b(?:for|lasted|ran|spent|served|ruled|reigned|lasting|over|took) (?:a total of |only |just )?$", re.IGNORECASE)
_THEN_PLAIN: Final = re.compile(r"\)?, (?:or |for |lasting |(?:a (?:total|period|span) of )|a |an )?")
_ENDS: Final = re.compile(r"\s*(?:[,.;)]|$| (?:in all|in total|altogether|later)\b)")
_EVENT: Final = re.compile(r" (?:(?:the|his|her|its|their|an?) )?(?:(?!and\b|who\b|which\b)[\w’'-]+ ){0,6}?(?:(?:on|of|in) )?(?:the )?")
_MAIN_BEFORE: Final = re.compile(r"(?:,| ?[—–-])? ?(?:[\w’'-]+ ){0,4}|[^;:.(]{0,110}, (?:only |just |exactly )?")
_MAIN_BEHIND: Final = re.compile(r"(?: (?!and\b)[\w’'-]+){0,4},? (?:on|in) (?:the )?")
_LATER_THEN: Final = re.compile(r",? (?:on|in) (?:the )?")
_NOW: Final = re.compile(r"[^.;]{0,80}?\b(?:is|are|has|have|remains?|still|now|today|continues?)\b")
_THEN: Final = re.compile(r"\b(?:was|were|had|did|would|could|found|became|began)\b")
_PART_OF_DAY: Final = re.compile(r"\b(?:night|late|early|overnight|dawn|evening|morning|midnight)\b", re.IGNORECASE)
_ANNIVERSARY_OF: Final = re.compile(
    r" (?:(?:celebrations?|commemorations?) )?(?:(?:on )?[A-Z][a-z]+\.?(?:, [A-Z][a-z]+)?(?: \d{1,2})?,? )?of (?:(?:the|its|his|her|their|an?) )?(?:(?!and\b|in\b|who\b|which\b|when\b|as\b|after\b|celebrated\b|marked\b)[\w’'-]+ ){0,9}?(?:(?:of|on|in) )?(?:the )?"
)
_COMING: Final = re.compile(
    r"\b(?:approach\w*|ahead of|next|upcoming|forthcoming|will|plan\w*|prepar\w*|before|near\w*|coming|later this|soon|would|to mark|set to)\b",
    re.IGNORECASE,
)
_LAST: Final = re.compile(r"\blast (?:year|month|autumn|fall|winter|December|November)\b", re.IGNORECASE)
_MARKED: Final = re.compile(
    r"\b(?:marks?|marked|marking|commemorat\w+|celebrat\w+|this (?:year|week|month)|today|yesterday|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)
_HAD: Final = re.compile(r"(?<!has )(?<!have )\bhad\b")
_DAYS: Final = {"day": Decimal(1), "week": Decimal(7), "month": Decimal("30.44"), "year": Decimal("365.25")}
# Half a unit for rounding, and a little for months and years of unequal length.
_ROOM: Final = {"day": Decimal(0), "week": Decimal("0.5"), "month": Decimal("0.6"), "year": Decimal("0.55")}
_DAY: Final = dt.timedelta(days=1)
_HALF_YEAR: Final = 200  # days of one year that are not printed lie no farther apart


class Elapsed(NamedTuple):
    """The fewest and the most days between two dates."""

    low: int
    high: int


def check_lengths(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show each length of time that the dates at its ends do not leave room for."""
    before: list[DateMention] = []
    for row in sentences(article):
        lengths = [it for it in row if it.kind == "length"]
        dated = [it for it in row if is_dated(it)]
        for mark in row:
            if mark.kind == "anniversary":
                _anniversary(rule, mark, dated, outcome)
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
            _to_publication(rule, length, behind[0], outcome)
        elif before and _THEN_AGO.fullmatch(gap(before[-1], length)) and _told_as_date(before[-1]):
            _to_publication(rule, length, before[-1], outcome)
    elif length.way in ("after", "before"):
        _around_event(rule, length, before, behind, dated, outcome)
    elif length.way in ("later", "earlier"):
        if len(dated) == 2 and before and behind and len(lengths) == 1 and _LATER_THEN.fullmatch(gap(length, behind[0])):
            first, second = (before[0], behind[0]) if length.way == "later" else (behind[0], before[0])
            _between(rule, length, first, second, outcome)
    elif not _since(rule, length, before, behind, outcome):
        _over_range(rule, length, before, behind, outcome)


def _told_as_date(mention: DateMention) -> bool:
    """True for a day or month, and a year behind "in" or the like: "2011" alone may count."""
    return mention.kind != "year" or _IN_YEAR.search(lead(mention)) is not None


# --- up to publication -----------------------------------------------------------------------------------------------


def _to_publication(rule: RuleSpec, length: DateMention, date: DateMention, outcome: Outcome) -> None:
    published = length.header.published
    if published is None:
        return
    past = [days for days in nearest(date) if days.first <= published]
    if date.year is None and not past:
        return
    now = Days(published - _DAY, published)
    if past and not any(fits(length, elapsed(days, now)) for days in past):
        _show(rule, length, [(date, past[0])], now, outcome)


def _since(
    rule: RuleSpec,
    length: DateMention,
    before: Sequence[DateMention],
    behind: Sequence[DateMention],
    outcome: Outcome,
) -> bool:
    """ "For 75 years, since 1948", "in the 75 years since the war of 1948", "since 1948, for 75 years"; True for one."""
    quote = length.quote
    if len(before) + len(behind) != 1 or length.way == "long":
        return False
    if behind:
        between = gap(length, behind[0])
        if _SINCE.fullmatch(between) is None:
            return False
        words = lead(length)
        lasting = _IN_THE.search(words) is not None and re.search(r"\b(?:has|have|is|are)\b|[’']s\b", quote) is not None
        if not (lasting or (_FOR.search(words) and re.search(r"\b(?:has|have)\b|[’'](?:s|ve) been\b", quote))):
            return True
        if _HAD.search(quote):
            return True
        _to_publication(rule, length, behind[0], outcome)
        return True
    if not lead(before[0]).lower().endswith("since ") or _SINCE_THEN.fullmatch(gap(before[0], length)) is None:
        return False
    if re.search(r"\b(?:has|have)\b", quote) and not _HAD.search(quote):
        _to_publication(rule, length, before[0], outcome)
    return True


# --- between two dates -----------------------------------------------------------------------------------------------


def _over_range(
    rule: RuleSpec,
    length: DateMention,
    before: Sequence[DateMention],
    behind: Sequence[DateMention],
    outcome: Outcome,
) -> None:
    """ "The four-day visit, from 3 to 9 April", "from 3 May to 9 May, four days": what lasts from one date to another."""
    for side in (behind[:2], before[-2:]):
        ends = _range(side)
        if ends is None:
            continue
        first, last, loose = ends
        if side is behind or (behind and side[0] is behind[0]):
            pattern = _LONG_THEN if length.way == "long" else _PLAIN_THEN
            if length.way != "long" and not _LASTING.search(lead(length)):
                continue
            holds = pattern.fullmatch(gap(length, first)) is not None
        else:
            holds = _THEN_PLAIN.fullmatch(gap(last, length)) is not None
            if length.way == "long":
                holds = holds and length.surface.lower().startswith(("a ", "an "))
            else:
                holds = holds and _ENDS.match(tail(length)) is not None
        if holds:
            _between(rule, length, first, last, outcome, within=loose)
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
    if word is None or _EVENT.fullmatch(between[word.end() :]) is None:
        return
    other: DateMention | None = None
    if len(behind) == 2 and _MAIN_BEHIND.fullmatch(gap(event, behind[1])):
        other = behind[1]
    elif before and _of_main_clause(before[-1], gap(before[-1], length)):
        other = before[-1]
    if other is not None:
        first, second = (event, other) if length.way == "after" else (other, event)
        _between(rule, length, first, second, outcome)
        return
    if len(dated) > 1 or length.way != "after" or length.unit != "year" or event.year is None:
        return
    opening = lead(length).strip(" “\"‘")
    if opening and not opening.endswith((",", "—", "–")):
        return
    rest = tail(event)
    now = _NOW.match(rest)
    if now is not None and not _THEN.search(now.group()) and not _THEN.search(opening):
        _to_publication(rule, length, event, outcome)


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
    if not 0 <= length.sentence.start - days[0].sentence.end <= 2 or lead(length).strip(" “\"‘"):
        return
    if date.span.start < length.span.end or _LATER_THEN.fullmatch(gap(length, date)) is None:
        return
    first, second = (days[0], date) if length.way == "later" else (date, days[0])
    _between(rule, length, first, second, outcome)


def _between(
    rule: RuleSpec, length: DateMention, first: DateMention, last: DateMention, outcome: Outcome, *, within: bool = False
) -> None:
    """Hold a length against the time from one date to another, in whichever years they can be."""
    pairs = list(_pairs(first, last))
    if not pairs:
        return
    if any(fits(length, elapsed(one, other), within=within) for one, other in pairs):
        return
    forth = [(a, b) for a, b in pairs if a.first <= b.last]
    if not forth:
        return  # most likely one of the dates is of something else
    one, other = forth[0]
    marked = [(first, one)] if first is last else [(first, one), (last, other)]
    _show(rule, length, marked, other, outcome, first=one)


def _pairs(first: DateMention, last: DateMention) -> list[tuple[Days, Days]]:
    """The days that the ends of a time can be. Where no year is printed, they lie in one year or across its turn."""
    if first is last:
        meant = nearest(first) if first.year is None else [days for days in (days_of(first),) if days]
        return [(Days(days.first, _end_of(first, days)), Days(days.last, days.last)) for days in meant]
    if first.year is not None or last.year is not None:
        known = first.year if first.year is not None else last.year
        assert known is not None
        ones = [known] if first.year is not None else [known - 1, known, known + 1]
        others = [known] if first.year is not None else [known]
        if first.year is not None:
            others = [last.year] if last.year is not None else [known, known + 1]
    else:
        published = first.header.published
        year = published.year if published is not None else 2023
        ones, others = [year], [year - 1, year, year + 1]
    found = []
    for a in ones:
        for b in others:
            one, other = days_of(first, a), days_of(last, b)
            if one is None or other is None:
                continue
            if None in (first.year, last.year) and abs((other.first - one.first).days) > _HALF_YEAR:
                continue
            found.append((one, other))
    return found


def _end_of(mention: DateMention, days: Days) -> dt.date:
    """The last day of the beginning of a range that is printed in one: all of the year, of "2003-11"."""
    return days.first if mention.month is not None else days.first.replace(month=12, day=31)


def elapsed(first: Days, last: Days) -> Elapsed:
    """The days from one date to another, at least and at most."""
    return Elapsed((last.first - first.last).days, (last.last - first.first).days)


def fits(length: DateMention, days: Elapsed, *, within: bool = False) -> bool:
    """True when a time of so many days may be told as that length; with ``within``, when it has room for it."""
    unit, room = _DAYS[length.unit], _ROOM[length.unit]
    if days.high < 0:
        return False
    high = Decimal(days.high) / unit + room
    if length.unit == "day" and length.way not in ("ago",):
        high = Decimal(days.high + (length.low > 1 or length.way in ("", "long")))
    elif length.unit == "day":
        high = Decimal(days.high + 1)
    low = Decimal(0) if within else Decimal(days.low) / unit - room
    return length.low <= high and low <= length.high


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
        [Noted(other, ""), Noted(length, _counted(length)), Noted(event, "")],
        outcome,
        cause="duration_does_not_fit",
        words=f"from {order[0]} to {order[1]} is {_plural(days % 7, 'day')}, not {_counted(length)}",
        subject="length of time and days",
        expected=_plural(days % 7, "day"),
        observed=_counted(length),
    )


# --- anniversaries ---------------------------------------------------------------------------------------------------


def _anniversary(rule: RuleSpec, mark: DateMention, dated: Sequence[DateMention], outcome: Outcome) -> None:
    """ "The 21st anniversary of the invasion of 2003", in an article of 2024 or in a sentence that tells its year."""
    behind = [it for it in dated if it.span.start >= mark.span.end and it.year is not None]
    if not behind or _ANNIVERSARY_OF.fullmatch(gap(mark, behind[0])) is None:
        return
    event = behind[0]
    start, count = event.year, int(mark.low)
    assert start is not None
    published = mark.header.published
    others = [it for it in dated if it is not event and it.kind != "day" and it.year not in (None, start)]
    years = {it.year for it in dated if it is not event and it.year not in (None, start)}
    severity = None
    if years:
        possible = sorted(year for year in years if year is not None)
    elif published is None:
        return
    else:
        possible = [published.year]
        if _COMING.search(mark.quote) or published.month >= 10:
            possible.append(published.year + 1)
        if published.month <= 2 or _LAST.search(mark.quote):
            possible.append(published.year - 1)
        if abs(start + count - published.year) == 1 and not _MARKED.search(mark.quote):
            severity = "note"
    if start + count in possible:
        return
    right = possible[0] - start
    if right <= 0:
        return
    put_down(
        rule,
        [Noted(mark, f"of {start} in {start + count}"), Noted(event, ""), *(Noted(it, "") for it in others[:1])],
        outcome,
        cause="anniversary_does_not_fit",
        words=f"from {start} to {possible[0]} is {_plural(right, 'year')}, not {count}",
        subject="anniversary and year",
        expected=str(right),
        observed=str(count),
        severity="note" if severity == "note" else None,
    )


# --- what is shown ---------------------------------------------------------------------------------------------------


def _show(
    rule: RuleSpec,
    length: DateMention,
    marked: Sequence[tuple[DateMention, Days]],
    last: Days,
    outcome: Outcome,
    first: Days | None = None,
) -> None:
    begin = first if first is not None else marked[0][1]
    mention = marked[0][0]
    found = _shown(elapsed(begin, last), length)
    end = told_days(marked[1][0], last) if len(marked) > 1 else f"publication ({told(last.last)})"
    if len(marked) == 1 and first is not None:
        end = told_days(mention, Days(last.last, last.last))
    if len(marked) > 1 and mention.kind == marked[1][0].kind == "year" and length.unit == "year":
        found = _plural(last.first.year - begin.first.year, "year")
    put_down(
        rule,
        [Noted(length, ""), *(Noted(it, told_days(it, day)) for it, day in marked)],
        outcome,
        cause="duration_does_not_fit",
        words=f"from {told_days(mention, begin)} to {end} is {found}, not {_counted(length)}",
        subject="length of time and dates",
        expected=found,
        observed=_counted(length),
    )


def _counted(length: DateMention) -> str:
    """A length for a message: "two weeks", "four days" of "a four-day visit"."""
    words = " ".join(length.surface.split()[: -1 if length.way in ("ago", "later", "earlier") else None])
    if length.way == "long":
        words = re.sub(r"^an? ", "", words.replace("-", " "), flags=re.IGNORECASE)
        words += "s" if length.high != 1 else ""
    return words.lower()


def _shown(days: Elapsed, length: DateMention) -> str:
    """The time between two dates in the unit of a length: "6 days", "12 or 13 years"."""
    if days.high < 0:
        return "less than nothing"
    unit = _DAYS[length.unit]
    low, high = (max(Decimal(0), Decimal(n) / unit) for n in days)
    if length.unit == "day":
        low = high
    ends = sorted({int(low.to_integral_value()), int(high.to_integral_value())})
    if len(ends) > 1 and ends[1] - ends[0] > 1:
        return _plural(int(((low + high) / 2).to_integral_value()), length.unit)
    return f"{' or '.join(map(str, ends[:-1]))}{' or ' if len(ends) > 1 else ''}{_plural(ends[-1], length.unit)}"


def _plural(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
