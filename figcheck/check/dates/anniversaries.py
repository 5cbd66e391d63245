"""An anniversary against the year of what is remembered: "the 21st anniversary of the invasion of 2003"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.dates.elapsed import plural
from figcheck.check.dates.resolved import Noted, gap, put_down
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

_ANNIVERSARY_OF: Final = expression(
    r" (?:(?:celebrations?|commemorations?) )?(?:(?:on )?[A-Z][a-z]+\.?(?:, [A-Z][a-z]+)?(?: \d{1,2})?,? )?"
    r"of (?:(?:the|its|his|her|their|an?) )?"
    r"(?:(?!(?:and|in|who|which|when|as|after|celebrated|marked)\b)[\w’'-]+ ){0,9}?(?:(?:of|on|in) )?(?:the )?"
)
_COMING: Final = expression(
    r"\b(?:approach\w*|ahead of|next|upcoming|forthcoming|will|plan\w*|prepar\w*|before|near\w*|coming|later this|soon|"
    r"would|set to)\b",
    re.IGNORECASE,
)
_LAST: Final = expression(r"\blast (?:year|month|autumn|fall|winter|December|November)\b", re.IGNORECASE)
# That the anniversary is one of these days, not one of an older story.
_NOW: Final = expression(
    r"\b(?:marks|marking|is|are|this (?:year|week|month|summer|autumn|fall|winter|spring)|today|tomorrow|yesterday|"
    r"(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day)\b"
)


def hold_anniversary(rule: RuleSpec, mark: DateMention, dated: Sequence[DateMention], outcome: Outcome) -> None:
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
    is_loose = False
    if years:
        possible = sorted(year for year in years if year is not None)
    elif published is None:
        return
    else:
        possible = years_meant(mark)
        is_loose = not (_NOW.search(mark.quote) or _COMING.search(mark.quote))
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
        words=f"from {start} to {possible[0]} is {plural(right, 'year')}, not {count}",
        subject="anniversary and year",
        expected=str(right),
        observed=str(count),
        severity="note" if is_loose else None,
    )


def years_meant(mark: DateMention) -> list[int]:
    """The years in which an anniversary told without one may fall, that of publication first; empty without it."""
    published = mark.header.published
    if published is None:
        return []
    possible = [published.year]
    if _COMING.search(mark.quote) or published.month >= 10:
        possible.append(published.year + 1)
    if published.month <= 2 or _LAST.search(mark.quote):
        possible.append(published.year - 1)
    return possible
