"""``date``: what an article says of days, ages and lengths of time fits together. One file for each thing held."""

from __future__ import annotations

from typing import Final

from figcheck.check.dates.ages import check_ages
from figcheck.check.dates.calendar import check_calendar, check_published
from figcheck.check.dates.carried import check_carried
from figcheck.check.dates.lengths import check_lengths
from figcheck.check.dates.weekdays import check_weekdays
from figcheck.check.desk import Desk, Outcome, RuleSpec

_ASPECTS: Final = {
    "weekday": check_weekdays,
    "age": check_ages,
    "length": check_lengths,
    "calendar": check_calendar,
    "published": check_published,
    "carried_over": check_carried,
}


def check_date(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold the dates of each article against one another, in the respect that the rule names."""
    check = _ASPECTS[rule.check.of]
    for article in desk.dates():
        header = article[0].header
        if rule.sources.holds(header.outlet):
            kept = [it for it in article if rule.scope.holds(header.path, it.in_title)]
            if kept:
                check(rule, kept, outcome)
