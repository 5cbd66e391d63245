"""An anniversary, birthday or age of a house, club or couple against the year in which it began: "founded in 1925, the
club celebrates its 90th anniversary this year", "the theatre, which opened in 1949, turns 80"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.dates.anniversaries import years_meant
from figcheck.check.dates.elapsed import hold_to_publication, plural
from figcheck.check.dates.resolved import Noted, gap, is_dated, lead, put_down, tail
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

_BEGUN: Final = expression(
    r"\b(?:founded|established|opened|set up|built|formed|launched|created|started|incorporated|consecrated|"
    r"completed|inaugurated|went (?:online|into service|on air)|entered service|came into (?:force|use|service)|"
    r"(?P<couple>married|wed|tied the knot))(?: (?:by|in|at|as|with) [^,;.()]{1,40}?)?(?: back)? "
    r"(?:in|on) (?:(?:early|late) )?(?:the )?$",
    re.IGNORECASE,
)
_NOT: Final = (
    r"(?!(?:that|which|who|whose|when|where|after|before|since|until|by|for|if|once|while|as|not|never|had|closed|died|"
    r"moved|burned|reopened|hosts?|hosted|where|he|she|his|her|of)\b)"
)
_WORDS: Final = rf"\)?,? (?:{_NOT}[\w’'-]+,? ){{0,7}}?"
_ITS: Final = (
    r"(?:celebrat(?:e|es|ed|ing)|mark(?:s|ed|ing)?|observ(?:e|es|ed|ing)|reach(?:es|ed)?) (?:(?:its|their|a|the) )?"
)
# What stands between the year and the mark, by how the mark is told.
_BETWEEN: Final = {
    "": expression(rf"{_WORDS}{_ITS}"),
    "couple": expression(rf"{_WORDS}{_ITS}"),
    "turns": expression(rf"{_WORDS}"),
    "old": expression(rf"{_WORDS}(?:is|are) (?:now |already |almost |nearly )?"),
}
_OPENS: Final = expression(r"^[“\"‘]?(?:It|They|(?:The|This) (?P<noun>[a-z’'-]+))(?= )")
_OF_ANOTHER: Final = expression(r" in (?:(?:19|20)\d\d|its (?:present|current|new)|the (?:league|building))")
_CLOSED: Final = expression(
    r"\s*(?:[,.;:)]|$)| (?:this|today|tomorrow|yesterday|on|next|last|in|and|later|with|at|by|"
    r"of (?:its|their) (?:founding|foundation|opening|creation|birth|launch|wedding|marriage|establishment))\b"
)
_LATELY: Final = expression(
    r"\b(?:this|last) (?:year|week|month|weekend|summer|spring|autumn|winter)\b|\byesterday\b|\btoday\b|"
    r"\bon (?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b"
)
_PAST: Final = expression(r"\b(?:celebrated|marked|observed|reached|turned|was|were|had|would|ago|earlier|then)\b")
_STILL: Final = expression(
    r"\)?,? (?:(?:and |it |which )?has (?:now |since )?(?:been (?:in (?:business|operation|use|service|print)|going|"
    r"running|open|trading|operating|published|around) |(?:traded|operated|existed|stood|run|served \w+(?: \w+)?) )|"
    r"(?:and )?(?:now |still )?in (?:business|operation|use|service|print|production) )for (?:the (?:past|last) )?"
)


def hold_founded(
    rule: RuleSpec,
    row: Sequence[DateMention],
    before: Sequence[DateMention],
    outcome: Outcome,
) -> None:
    """Hold the one mark of a sentence against the one year in which something is told to begin, in that sentence or
    in the one before."""
    marks = [it for it in row if it.kind == "anniversary"]
    marks = marks or [it for it in row if it.kind == "length" and it.way == ""]
    if len(marks) != 1:
        return
    mark = marks[0]
    event = _event(row)
    if event is not None:
        if event.span.end > mark.span.start:
            return
        between = gap(event, mark)
        if mark.kind == "length":
            if _STILL.fullmatch(between) and not _PAST.search(between + tail(mark)):
                hold_to_publication(rule, mark, event, outcome)
            return
    elif mark.kind == "length" or any(is_dated(it) for it in row):
        return
    else:
        event = _event(before)
        opening = _OPENS.match(mark.quote)
        if event is None or opening is None or not 0 <= mark.sentence.start - event.sentence.end <= 3:
            return
        if opening["noun"] is not None and not re.search(rf"\b{re.escape(opening['noun'])}\b", event.quote.lower()):
            return
        if mark.manner == "old" and opening.group().endswith("They"):
            return
        between = lead(mark)[opening.end() :]
    begun = _BEGUN.search(lead(event))
    assert begun is not None
    manner = mark.manner
    if (manner == "wedding") > (begun["couple"] is not None):
        return
    if _BETWEEN["" if manner == "wedding" else manner].fullmatch(between) is None:
        return
    after = tail(mark)
    if _OF_ANOTHER.match(after) or _CLOSED.match(after) is None:
        return
    _hold(rule, mark, event, outcome)


def _event(row: Sequence[DateMention]) -> DateMention | None:
    """The one date of a sentence, where it is that of a beginning."""
    dated = [it for it in row if is_dated(it)]
    if len(dated) != 1 or dated[0].year is None or dated[0].until is not None:
        return None
    return dated[0] if _BEGUN.search(lead(dated[0])) else None


def _hold(rule: RuleSpec, mark: DateMention, event: DateMention, outcome: Outcome) -> None:
    start = event.year
    assert start is not None
    told = mark.quote[event.span.end - mark.sentence.start if event.sentence == mark.sentence else 0 :]
    if mark.header.published is None or (_PAST.search(told) and not _LATELY.search(told)):
        return
    possible = years_meant(mark)
    passed = [year - start for year in possible]
    if mark.manner == "old":
        passed.append(passed[0] - 1)
    if any(mark.low <= years <= mark.high for years in passed) or passed[0] <= 0:
        return
    is_near = any(mark.low - 1 <= years <= mark.high + 1 for years in passed)
    count = str(int(mark.high))
    put_down(
        rule,
        [Noted(mark, ""), Noted(event, "")],
        outcome,
        cause="anniversary_does_not_fit",
        words=f"from {start} to {possible[0]} is {plural(passed[0], 'year')}, not {count}",
        subject="anniversary and year",
        expected=str(passed[0]),
        observed=count,
        # Seasons and editions are counted from the first one on, and a year of jubilee lasts.
        severity="note" if is_near else None,
    )
