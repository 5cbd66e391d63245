"""Which days a printed date can mean, what stands between two of them, and how a finding of dates is put down."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterator, Sequence
from typing import Final, NamedTuple

from figcheck.check.conditions import most
from figcheck.check.desk import Outcome, RuleSpec, lowered
from figcheck.check.fingerprints import fingerprint_of_dates
from figcheck.findings import Finding, Severity
from figcheck.model import DateMention, Passage
from figcheck.prose import one_spaced
from figcheck.rulemodels import fill_message

MONTHS: Final = tuple(calendar.month_name)
WEEKDAYS: Final = tuple(calendar.day_name)
YEAR: Final = dt.timedelta(days=366)
# Days of a year that is not printed may be of either year when they lie as far from publication as this.
_EITHER: Final = 120
_REACH: Final = 200  # characters around a mention that tell what it is of
_FAR: Final = "\0"


class Days(NamedTuple):
    """A stretch of days, first and last among them."""

    first: dt.date
    last: dt.date


class Noted(NamedTuple):
    """A mention that a finding marks, and what it means."""

    mention: DateMention
    note: str


def days_of(mention: DateMention, year: int | None = None) -> Days | None:
    """The days of a date, in a given year where none is printed; None when there are none such."""
    year = mention.year if mention.year is not None else year
    if year is None or not 1 <= year <= 9999:
        return None
    try:
        if mention.month is None:
            last = mention.until if mention.until is not None and mention.until > year else year
            return Days(dt.date(year, 1, 1), dt.date(last, 12, 31))
        if mention.day is None:
            return Days(
                dt.date(year, mention.month, 1),
                dt.date(year, mention.month, calendar.monthrange(year, mention.month)[1]),
            )
        first = dt.date(year, mention.month, mention.day)
        until = mention.until
        return Days(first, first.replace(day=until) if until is not None and until > mention.day else first)
    except ValueError:
        return None


def nearest(mention: DateMention) -> list[Days]:
    """What a date can mean, the likeliest first: that of the printed year, else the nearest to publication; the next
    nearest too where it is not clear. Empty when nothing tells the year."""
    if mention.year is not None:
        days = days_of(mention)
        return [days] if days else []
    published = mention.header.published
    if published is None:
        return []
    found = [days for step in (-1, 0, 1) if (days := days_of(mention, published.year + step))]
    found.sort(key=lambda days: abs((days.first - published).days))
    if len(found) > 1 and abs((found[0].first - published).days) < _EITHER:
        return found[:1]
    return found[:2]


def sentences(article: Sequence[DateMention]) -> Iterator[list[DateMention]]:
    """The dates of each sentence, in the order of the text."""
    current: list[DateMention] = []
    for mention in article:
        if current and mention.span.start >= current[0].sentence.end:
            yield current
            current = []
        current.append(mention)
    if current:
        yield current


def is_dated(mention: DateMention) -> bool:
    """True for a day, month or year."""
    return mention.kind in ("day", "month", "year")


def gap(a: DateMention, b: DateMention) -> str:
    """What stands between two mentions of a sentence, with one space for any white space, as printed; what nothing is
    made of where they stand far apart."""
    if b.span.start - a.span.end > _REACH:
        return _FAR
    origin = a.sentence.start
    return one_spaced(a.quote[a.span.end - origin : b.span.start - origin])


def lead(mention: DateMention) -> str:
    """What stands shortly before a mention in its sentence."""
    at = mention.span.start - mention.sentence.start
    return one_spaced(mention.quote[max(0, at - _REACH) : at])


def tail(mention: DateMention) -> str:
    """What stands shortly behind a mention in its sentence."""
    at = mention.span.end - mention.sentence.start
    return one_spaced(mention.quote[at : at + _REACH])


def told(day: dt.date) -> str:
    """A day for a message: "3 March 2024"."""
    return f"{day.day} {MONTHS[day.month]} {day.year}"


def told_days(mention: DateMention, days: Days) -> str:
    """What a date means for a message, as exactly as it is printed: "3 March 2024", "3 March", "March 2024", "2024"."""
    if mention.day is not None:
        return told(days.first) if mention.year is not None else f"{days.first.day} {MONTHS[days.first.month]}"
    return f"{MONTHS[days.first.month]} {days.first.year}" if mention.month is not None else str(days.first.year)


def put_down(
    rule: RuleSpec,
    marked: Sequence[Noted],
    outcome: Outcome,
    *,
    cause: str,
    words: str,
    subject: str,
    expected: str = "",
    observed: str = "",
    severity: Severity | None = None,
) -> None:
    """Put down that dates do not fit: a finding without figures, whose places are what it marks, in the order of the
    text."""
    marked = sorted(marked, key=lambda it: it.mention.span)
    header = marked[0].mention.header
    values = {"rule": rule.id, "measure": "date"}
    for side, it in zip("ab", (marked[0], marked[-1]), strict=True):
        values |= {f"{side}.{name}": value for name, value in _fields(it.mention).items()}
    outcome.findings.append(
        Finding(
            rule=rule.id,
            severity=lowered(severity or rule.severity, most(cause)),
            cause=cause,
            message=f"{fill_message(rule.message, values)}: {words}",
            figures=(),
            fingerprint=fingerprint_of_dates(
                rule.id, header.lasting_id, [it.mention.surface for it in marked], [it.mention.name for it in marked]
            ),
            subject=subject,
            expected=expected,
            observed=observed,
            places=tuple(Passage(header.id, " ".join(m.surface.split()), m.place, m.quote, note) for m, note in marked),
            because=(words,),
        )
    )


def put_down_backwards(
    rule: RuleSpec, first: DateMention, last: DateMention, outcome: Outcome, severity: Severity | None = None
) -> None:
    """Put down that what a date ends comes before what another begins."""
    put_down(
        rule,
        [Noted(first, ""), Noted(last, "the earlier of the two")],
        outcome,
        cause="dates_run_backwards",
        words=f"{' '.join(last.surface.split())} comes before {' '.join(first.surface.split())}",
        subject="order of dates",
        severity=severity,
    )


def _fields(mention: DateMention) -> dict[str, str]:
    header = mention.header
    return {
        "surface": " ".join(mention.surface.split()),
        "outlet": header.outlet or header.id,
        "published": header.published.isoformat() if header.published else "",
        "title": header.title or "",
        "measure": "date",
        "path": header.path,
        "line": str(mention.place.line or ""),
    }
