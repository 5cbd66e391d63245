"""Days that cannot be: "31 June", "from 9 May to 3 May", "was killed on 12 May" in an article of 3 May."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from figcheck.check.dates.begun import hold_order
from figcheck.check.dates.resolved import (
    MONTHS,
    Noted,
    days_of,
    gap,
    lead,
    put_down,
    put_down_backwards,
    sentences,
    tail,
    told,
    told_days,
)
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

# A day is meant as one behind these, or before a year or the end of what is said.
_DAY_BEFORE: Final = expression(
    r"(?:\b(?:on|the|from|to|until|till|by|of|since|before|after|through|between|and|late|early|(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)|[,(–-])\s?$",
    re.IGNORECASE,
)
_CLOSED: Final = expression(r"\s*(?:[,.;)–-]|$)|\s(?:and|to|at|in|when|after|for|with|while|by|as|until|a|the)\b")
_TO: Final = expression(r" (?:to|until|till|through) (?:the )?| ?[-–] ?")
_CHANGES: Final = expression(
    r"\b(?:f[ea]ll\w*|drop\w*|rose|ris\w+|declin\w+|down|up|increas\w+|decreas\w+|gr[eo]w\w*|cut\w*|went|slid\w*|shr\w+|reduc\w+|lower\w*|"
    r"compar\w+|back\w*|dat\w+|rank\w*|jump\w*|slip\w*|climb\w*|swung|changed?|chang\w+|reverse\w*|count\w*|BCE?|moved?|postponed|brought|reschedul\w*|shift\w*|advanc\w*|pushed|amend\w*|correct\w*)\b"
)
_DONE: Final = expression(
    r"\b(?:(?:was|were|been|being)\s+(?:\w+ly\s+)?(?:killed|injured|wounded|shot|arrested|murdered|attacked|elected|seized|captured|bombed|hit|"
    r"stabbed|detained|kidnapped|abducted|rescued|buried|freed|sworn\s+in|found)|died|exploded|crashed|collapsed|sank|erupted)\b[^.;:]{0,60}$"
)
_TO_COME: Final = expression(
    r"\b(?:will|would|due|scheduled|plan\w*|set|expect\w*|by|until|before|ahead|deadline|to\s+be|slated|book\w*|postpon\w*|adjourn\w*|delay\w*|"
    r"next|from|may|could|should|if|pending|hearing|trial|appear|return)\b"
)
_GRACE: Final = dt.timedelta(days=1)  # of time zones
_SOON: Final = dt.timedelta(days=60)


def check_calendar(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show days that no month has, and times that end before they begin."""
    for row in sentences(article):
        dated = [it for it in row if it.kind in ("day", "month", "year")]
        for mention in dated:
            _impossible(rule, mention, outcome)
        for first, last in pairwise(dated):
            _backwards(rule, first, last, outcome)
        hold_order(rule, dated, outcome)
        lives = [it for it in row if it.manner == "life" and it.kind in ("birth", "death")]
        for birth, death in pairwise(lives):
            if birth.kind == "birth" and death.kind == "death":
                _life(rule, birth, death, outcome)


def _impossible(rule: RuleSpec, mention: DateMention, outcome: Outcome) -> None:
    if mention.day is None or mention.month is None or not 1 <= mention.month <= 12:
        return
    year = mention.year if mention.year is not None else 2024  # 29 February may be meant of any year
    if not 1 <= year <= 9999:
        return
    last = calendar.monthrange(year, mention.month)[1]
    day = max(mention.day, mention.until or 0)
    if day <= last or not _is_day(mention):
        return
    month = MONTHS[mention.month]
    in_year = f" {year}" if mention.month == 2 and mention.year is not None else ""
    put_down(
        rule,
        [Noted(mention, f"{month}{in_year} has {last} days")],
        outcome,
        cause="impossible_date",
        words=f"there is no {day} {month}{in_year}",
        subject="calendar",
        expected=f"{last} at most",
        observed=str(day),
    )


def _is_day(mention: DateMention) -> bool:
    """True where digits and month are a day without doubt: "killed 31 April" may be no date."""
    if mention.year is not None:
        return True
    return _DAY_BEFORE.search(lead(mention)) is not None and _CLOSED.match(tail(mention)) is not None


def _backwards(rule: RuleSpec, first: DateMention, last: DateMention, outcome: Outcome) -> None:
    between, before = gap(first, last), lead(first)
    if not _TO.fullmatch(between) or not before.lower().endswith("from "):
        return
    if first.kind == "year" and (last.kind != "year" or _CHANGES.search(first.quote) or " - " in between):
        return
    one, other = days_of(first, last.year), days_of(last, first.year)
    if first.year is None and last.year is None:
        # From November to February is over the turn of the year.
        if first.month != last.month:
            return
        published = first.header.published
        year = published.year if published is not None else 2024
        one, other = days_of(first, year), days_of(last, year)
    if one is None or other is None or one.first <= other.last or _CHANGES.search(before):
        return
    if None in (first.year, last.year) and first.month != last.month:
        return
    # Two numbers that look like years may be counts.
    put_down_backwards(rule, first, last, outcome, "note" if first.kind == "year" else None)


def _life(rule: RuleSpec, birth: DateMention, death: DateMention, outcome: Outcome) -> None:
    one, other = days_of(birth), days_of(death)
    if one is None or other is None or one.first <= other.last or re.search(r"\bBCE?\b", birth.quote):
        return
    put_down_backwards(rule, birth, death, outcome)


def check_published(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show what is told as done on a day after publication."""
    published = article[0].header.published
    if published is None:
        return
    for mention in article:
        if mention.kind not in ("day", "month") or mention.in_title:
            continue
        days = days_of(mention, published.year)
        if days is None or days.first <= published + _GRACE:
            continue
        before = lead(mention)
        if not before.endswith((" on ", " in ")) or not _DONE.search(before) or _TO_COME.search(mention.quote):
            continue
        if mention.year is None and (mention.kind != "day" or days.first > published + _SOON):
            continue
        put_down(
            rule,
            [Noted(mention, f"the article is of {told(published)}")],
            outcome,
            cause="date_after_publication",
            words=f"{told_days(mention, days)} comes after the day of publication, {told(published)}",
            subject="date and publication",
            expected=f"{told(published)} or before",
            observed=told_days(mention, days),
            # Without a year it may be that of a year ago.
            severity="note" if mention.year is None else None,
        )
