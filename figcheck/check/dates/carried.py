"""A weekday carried over: "on Sunday" in an article of a Sunday, for what was answered on the Friday before.

On the day of its own name a weekday means today; a sentence that was written days before means the one a week ago.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from typing import Final

from figcheck.check.dates.resolved import WEEKDAYS, Noted, lead, put_down, tail, told
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention
from figcheck.prose import WORD, regular_singular

_ANSWER: Final = expression(
    r"\b(?:in\s+(?:response|retaliation|revenge|reprisal|answer)\s+(?:to|for)|retaliat\w+\s+(?:for|against)|to\s+avenge|avenging|following|in\s+the\s+wake\s+of|"
    r"days?\s+after)\s+(?P<event>[^.;]{8,160})",
    re.IGNORECASE,
)
_ANOTHER: Final = expression(r"\b(?:last|this|next|every|previous|earlier|a week (?:ago|earlier))\s+$", re.IGNORECASE)
_PAST: Final = expression(
    r"\b(?:was|were|killed|wounded|injured|attacked|struck|hit|carried\s+out|exploded|died|launched)\b"
)
_COMMON: Final = frozenset(
    "the and that were was with for from have has had its their his her this which who said people several number near "
    "after before into over against about other than been will killed kill first series action also statement".split()
)
_MOST: Final = 20  # sentences of a kind that are looked at
_ENOUGH: Final = 2  # words in common that make two events one


def check_carried(rule: RuleSpec, article: Sequence[DateMention], outcome: Outcome) -> None:
    """Show a weekday that, read on the day of publication, comes after what the article says followed it."""
    published = article[0].header.published
    if published is None:
        return
    weekdays = [it for it in article if it.kind == "weekday"]
    today = [it for it in weekdays if it.weekday == published.weekday() and _tells_event(it)][:_MOST]
    answers = [it for it in weekdays if it.weekday != published.weekday() and _ANSWER.search(it.quote)][:_MOST]
    if not today or not answers:
        return
    for mention in today:
        words = _telling(mention.quote)
        for answer in answers:
            told_of = _ANSWER.search(answer.quote)
            if told_of is None or answer.sentence == mention.sentence:
                continue
            if told_of.start() < answer.span.start - answer.sentence.start < told_of.end():
                continue  # the day of the event that was answered
            shared = words & _telling(told_of["event"])
            if len(shared) < _ENOUGH:
                continue
            back = (published.weekday() - (answer.weekday or 0)) % 7
            day = published - dt.timedelta(days=back)
            name, answered = WEEKDAYS[published.weekday()], WEEKDAYS[answer.weekday or 0]
            put_down(
                rule,
                [
                    Noted(
                        mention,
                        f"on the day of publication; the {name} before is {told(published - dt.timedelta(days=7))}",
                    ),
                    Noted(answer, f"{told(day)}, of what followed it"),
                ],
                outcome,
                cause="stale_weekday",
                words=f"published on {name}, {told(published)}, it dates to {name} what was answered on {answered}",
                subject="weekday and publication",
            )
            break


def _tells_event(mention: DateMention) -> bool:
    """True where "on Sunday" dates what happened."""
    before = lead(mention)
    return (
        before.lower().endswith("on ")
        and not _ANOTHER.search(before)
        and _PAST.search(mention.quote) is not None
        and not tail(mention).startswith(("’s", "'s"))
    )


def _telling(text: str) -> frozenset[str]:
    """The words of a text that tell what it is about."""
    found = (regular_singular(word.lower()) for word in WORD.findall(text))
    return frozenset(word for word in found if len(word) > 3 and word not in _COMMON and word not in _DAY_NAMES)


_DAY_NAMES: Final = frozenset(name.lower() for name in WEEKDAYS)
