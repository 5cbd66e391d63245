"""Which waivers hold for a run: the files that settings name, or that lie beside the configuration."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from figcheck.config import Settings
from figcheck.homes import Homes
from figcheck.inforce import named_rules
from figcheck.problems import Problem, Refused
from figcheck.report.console import from_here
from figcheck.rules import load_rules
from figcheck.waivers.acceptances import Accepted, read_accepted
from figcheck.waivers.baseline import Baseline, read_baseline

ACCEPTED = "figcheck-accepted.yml"
BASELINE = "figcheck-baseline.json"


@dataclass(frozen=True, slots=True)
class Waivers:
    """What waives findings in a run.

    ``homes`` knows where articles lie, ``known`` tells the ids of all rules there are. ``today`` is the day by which
    acceptances run out, None for that of the clock. Where nothing is ``in_force``, every finding is shown.
    """

    homes: Homes
    known: Callable[[], Collection[str]]
    accepted: Accepted | None = None
    baseline: Baseline | None = None
    today: dt.date | None = None
    in_force: bool = True

    @property
    def day_of_run(self) -> dt.date:
        """The day by which acceptances run out. The clock is asked only where an entry has an end."""
        if self.today is not None or self.accepted is None or all(it.until is None for it in self.accepted.entries):
            return self.today or dt.date.min
        return dt.date.today()


def waivers_of(settings: Settings, *, with_baseline: bool = True) -> Waivers:
    """The waivers that settings name, else those beside the configuration, else those of the working directory.

    Raises Refused with everything that is wrong with the files, and for one that is named and not there.
    """
    homes = Homes(home_folder(settings))
    if not settings.waivers:
        return Waivers(homes, lambda: (), in_force=False)
    problems: list[Problem] = []
    accepted: Accepted | None = None
    baseline: Baseline | None = None
    file = accepted_file(settings)
    try:
        if file.exists():
            accepted = read_accepted(file)
        elif settings.accepted is not None:
            advice = "`figcheck accept` writes it; or take the name away"
            raise Refused(Problem("there is no such file of acceptances", from_here(file), advice=advice))
    except Refused as refused:
        problems += refused.problems
    file = baseline_file(settings)
    try:
        if with_baseline and (settings.baseline is not None or file.exists()):
            baseline = read_baseline(file)
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(*problems)
    return Waivers(homes, cache(lambda: _known(settings)), accepted, baseline, settings.today)


def home_folder(settings: Settings) -> Path:
    """Where articles that lie in no repository are at home: the folder of the configuration, else that one works in."""
    return settings.config.parent if settings.config is not None else Path()


def accepted_file(settings: Settings) -> Path:
    """Where acceptances are kept, whether or not there are any."""
    return settings.accepted if settings.accepted is not None else home_folder(settings) / ACCEPTED


def baseline_file(settings: Settings) -> Path:
    """Where the baseline is kept, whether or not there is one."""
    return settings.baseline if settings.baseline is not None else home_folder(settings) / BASELINE


def _known(settings: Settings) -> frozenset[str]:
    return frozenset(rule.id for ruleset in (named_rules(settings), load_rules()) for rule in ruleset.rules)
