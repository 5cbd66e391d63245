"""An age against the birth told beside it: "X, 43, born in 1975", "X (1931–2015), who died aged 80", "born on 3 May
1980, turned 40 last week". Ages of a year that is told with them are in ``agesthen``."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from itertools import islice
from typing import Final

from figcheck.articles import Span
from figcheck.check.dates.agesthen import ages_then, of_one_person
from figcheck.check.dates.resolved import (
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
    told_days,
)
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

_THEN_BORN: Final = expression(r"\)?,? (?:(?:and|who) )?(?:was |is )?(?:also )?")
_WHO_WAS_BORN: Final = expression(r",? (?:who )?(?:was )?")
_PERSON_THEN_BORN: Final = expression(r"(?: [\w-]+){0,3},? (?:(?:and|who) )?(?:was )?")
_THEN_AGED: Final = expression(r",? (?:(?!and\b|but\b|his\b|her\b|whose\b)[\w’'.-]+,? ){0,6}?")
_WEEKDAY: Final = "(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day"
_RECENT: Final = expression(rf" (?:last (?:week|month)|yesterday|today|this (?:week|month)|recently|on {_WEEKDAY})\b")
_SOON: Final = expression(
    rf" (?:next (?:week|month)|tomorrow|today|this (?:week|month|year)|later this (?:month|year)|on {_WEEKDAY})\b"
)
_AT_ANOTHER_TIME: Final = expression(
    r"\b(?:when|before|after|since|until|till|as|once|day|year|if|had|would|who|just)\b[^,.;]{0,30}$", re.IGNORECASE
)
_THEN_OLD: Final = expression(r",? (?:and )?(?:now )?(?:the |a )(?:now )?")
# That an age is one of these days: "the 14-year-old joined the partisans" is of long ago.
_THESE_DAYS: Final = expression(
    rf"\b(?:is|has|have|will|says|said|told|now|today|lives|works|plays|runs|"
    rf"leads|holds|stars|teaches|this|last|yesterday|on {_WEEKDAY})\b"
)
_PRONOUN: Final = expression(r"^[“\"]?(?:He|She) (?:was )?$")
_DAY: Final = dt.timedelta(days=1)
_BACK: Final = 31 * _DAY  # the age may be that of the day of the event
_YEAR: Final = 366 * _DAY
_MOST: Final = 20  # ages of one name that are looked at
_CONTEXT: Final = 60  # dates around an age that may tell of which year it is
_CLOSE: Final = 80  # characters that a death stands before a birth, at most
_OLDEST: Final = 115


def check_ages(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show each age that nobody born then can have."""
    if not any(it.kind == "birth" for it in article):
        return
    before: list[DateMention] = []
    earlier: list[DateMention] = []
    titled = [it for it in article if it.in_title]
    named: dict[str, list[DateMention]] = {}
    for it in article:
        if it.kind == "age" and it.manner == "name":
            for name in it.name.split():
                named.setdefault(name, []).append(it)
    then: dict[Span, DateMention] = {}
    for row in sentences(article):
        births = [it for it in row if it.kind == "birth"]
        ages = [it for it in row if it.kind == "age"]
        if ages:
            then |= ages_then(row)
        for birth in births:
            age = _of_sentence(birth, births, ages, row, then)
            if age is None and not ages and len(births) == 1:
                age = _of_before(birth, before, named, then)
            if age is not None:
                _hold(rule, birth, age, [*row, *before, *earlier, *titled], then, outcome)
        if not births and len(ages) == 1:
            # "The novelist was born in 1949. She is 69."
            born = [it for it in before if it.kind == "birth"]
            alone = len(born) == 1 and not any(it.kind == "age" for it in before)
            if alone and (ages[0].manner == "is" or ages[0].span in then) and of_one_person(ages[0], born[0]):
                _hold(rule, born[0], ages[0], [*row, *before, *earlier, *titled], then, outcome)
        before, earlier = row, before


def _of_sentence(
    birth: DateMention,
    births: Sequence[DateMention],
    ages: Sequence[DateMention],
    row: Sequence[DateMention],
    then: Mapping[Span, DateMention],
) -> DateMention | None:
    """The age that is of the person born, when the words between leave no doubt."""
    for age in ages:
        if age.manner == "died":
            told = [it for it in ages if it.manner == "died"]
            if len(births) == 1 and len(told) == 1:
                if age.span.start > birth.span.end:
                    return age if _one_person(gap(birth, age)) else None
                if _WHO_WAS_BORN.fullmatch(gap(age, birth)):
                    return age
            continue
        if age.manner in ("aged", "when") or age.span in then:
            if len(births) == 1 and age.span in then and of_one_person(age, birth):
                return age
            continue
        if age.span.end <= birth.span.start:
            pattern = _PERSON_THEN_BORN if age.manner == "year-old" else _THEN_BORN
            if age.manner in ("name", "year-old") and pattern.fullmatch(gap(age, birth)):
                return age
        elif len(ages) == 1 and len(births) == 1 and birth.manner != "life" and lead(birth).strip(' “"') == "":
            if age.manner == "year-old":
                own = _THEN_OLD.fullmatch(gap(birth, age)) and not tail(age).startswith(("’s", "'s"))
                return age if own and _THESE_DAYS.search(tail(age)) else None
            if age.manner.startswith("turn") or age.manner in ("name", "is"):
                return age if _THEN_AGED.fullmatch(gap(birth, age)) else None
        elif len(ages) == 1 and len(births) == 1 and _one_person(gap(birth, age)):
            if age.manner.startswith("turn") or (age.manner == "was" and any(it.kind == "death" for it in row)):
                return age
    return None


def _one_person(between: str) -> bool:
    """True when nothing between a birth and an age brings in somebody else."""
    return len(between) < 100 and not re.search(
        r"\b(?:(?:his|her|their)\b(?! (?:first|last|final|own|only|debut|career|life|most|biggest|best|home)\b)|"
        r"whose|son|daughter|wife|husband|brother|sister|father|mother)\b|;",
        between,
    )


def _of_before(
    birth: DateMention,
    before: Sequence[DateMention],
    named: Mapping[str, list[DateMention]],
    then: Mapping[Span, DateMention],
) -> DateMention | None:
    """ "He was born in …" behind a sentence with one age; "Varga was born …" where one age is a Varga's."""
    if birth.manner == "life":
        return None
    ages = [it for it in before if it.kind == "age"]
    if len(ages) == 1 and ages[0].span in then:
        return ages[0] if of_one_person(ages[0], birth) else None
    if _PRONOUN.match(lead(birth)):
        near = before and birth.sentence.start - before[0].sentence.end <= 3
        return ages[0] if near and len(ages) == 1 and ages[0].manner in ("name", "year-old", "was", "died") else None
    if not birth.name or not re.match(rf"^{re.escape(birth.name)},? (?:was )?$", lead(birth)):
        return None
    own = named.get(birth.name, [])[:_MOST]
    return own[0] if own and len({it.low for it in own}) == 1 and len({it.name for it in own}) == 1 else None


def _hold(
    rule: RuleSpec,
    birth: DateMention,
    age: DateMention,
    row: Sequence[DateMention],
    then: Mapping[Span, DateMention],
    outcome: Outcome,
) -> None:
    born = days_of(birth)
    at = then.get(age.span)
    when = nearest(at) if at is not None else _when(birth, age, row)
    if born is None or not when:
        return
    turned = age.manner.startswith("turn")
    reached = _reached if turned else _ages
    when = [days for days in when if (told := reached(born, days)) and told[0] >= 0 and told[-1] <= _OLDEST]
    possible = sorted({n for days in when for n in reached(born, days)})
    count = int(age.low)
    if not possible or count in possible:
        return
    first = reached(born, when[0])
    shown = str(first[0]) if len(first) == 1 else f"{first[0]} or {first[-1]}"
    day = f"{when[0].first.year}" if when[0].first.year == when[0].last.year else str(when[0].last.year)
    published = birth.header.published
    is_now = published is not None and when[0].first <= published <= when[0].last
    verb = "died at" if age.manner == "died" else "turned" if turned else "is" if is_now else "was"
    put_down(
        rule,
        [Noted(age, f"{shown} by the date of birth"), Noted(birth, "")],
        outcome,
        cause="age_does_not_fit",
        words=f"somebody born {_in_or_on(birth, born)} {verb} {shown} in {day}, not {count}",
        subject="age and year of birth",
        expected=shown,
        observed=str(count),
    )


def _in_or_on(birth: DateMention, born: Days) -> str:
    return f"{'on' if birth.day is not None else 'in'} {told_days(birth, born)}"


def _ages(born: Days, when: Days) -> list[int]:
    """The ages that somebody born then can have at that time, all of them."""
    low, high = _years(born.last, when.first), _years(born.first, when.last)
    return list(range(low, high + 1))


def _reached(born: Days, when: Days) -> list[int]:
    """The birthdays that somebody born then can have within that time."""
    low, high = _years(born.last, when.first - _DAY) + 1, _years(born.first, when.last)
    return list(range(low, high + 1))


def _years(born: dt.date, day: dt.date) -> int:
    return day.year - born.year - ((day.month, day.day) < (born.month, born.day))


def _when(birth: DateMention, age: DateMention, row: Sequence[DateMention]) -> list[Days]:
    """The times at which the age may hold, the likeliest first; none when they are not told."""
    published = birth.header.published
    others = [
        days
        for it in islice(row, _CONTEXT)
        if is_dated(it) and not it.span.touches(birth.span) and it.year is not None and (days := days_of(it))
    ]
    if age.manner in ("died", "was"):
        deaths = [
            days
            for it in row
            if it.kind == "death" and it.sentence == birth.sentence and it.span.start > birth.span.start - _CLOSE
            for days in nearest(it)[:1]
        ]
        if deaths:
            return deaths
        if age.manner == "died":
            return others or ([Days(published - _BACK, published + _DAY)] if published is not None else [])
    if age.manner.startswith("turn"):
        return _turning(age, row, published, others)
    now = [Days(published - _BACK, published + _DAY)] if published is not None else []
    return now + others


def _turning(age: DateMention, row: Sequence[DateMention], published: dt.date | None, others: list[Days]) -> list[Days]:
    """When "turned 40" was: in the year told behind it, lately, or within a year of publication."""
    if _AT_ANOTHER_TIME.search(lead(age)):
        return []
    behind = [it for it in row if is_dated(it) and it.span.start >= age.span.end and it.sentence == age.sentence]
    if behind and re.fullmatch(r" (?:in|on) (?:the )?", gap(age, behind[0])):
        return nearest(behind[0])
    if others or published is None:
        return []
    after = tail(age)
    if age.manner == "turned":
        return [Days(published - (_BACK * 2 if _RECENT.match(after) else _YEAR), published + _DAY)]
    if age.manner == "turns" or _SOON.match(after):
        return [Days(published - _DAY, published + _YEAR)]
    return []
