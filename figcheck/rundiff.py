"""What a run shows that an earlier one did not, what it shows no more, and what it shows with other values."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal, NamedTuple

from figcheck.articles import Header
from figcheck.findings import Finding, Run, SetAside
from figcheck.model import Claim
from figcheck.remembered import Remembered, changed, remembered

Status = Literal["appeared", "changed", "gone"]


class Change(NamedTuple):
    """One finding that differs between two runs.

    ``before`` and ``now`` are the finding there, None where it is not shown; ``aside`` is how it is set aside (gone)
    or was set aside before (appeared). ``why`` is what tells why it is gone: "found no more" where nothing else does.
    """

    status: Status
    before: Finding | None
    now: Finding | None
    aside: SetAside | None = None
    why: str = ""

    @property
    def finding(self) -> Finding:
        """The finding as it is now, else as it was."""
        found = self.now or self.before
        assert found is not None
        return found


class RunDiff(NamedTuple):
    """Two runs, how their findings differ (appeared, then changed, then gone; each in its run's order), how many are
    the same, and the articles (by what they are called whichever folder is named) that joined, left, or were edited."""

    old: Run
    new: Run
    changes: tuple[Change, ...]
    same: int
    joined: tuple[str, ...]
    left: tuple[str, ...]
    edited: tuple[str, ...]


def diff(old: Run, new: Run, printed: Callable[[Claim], str]) -> RunDiff:
    """How two runs differ. ``printed`` says how a figure is shown; of several that could be the same, the one that has
    most values in common is.

    A finding that is shown in both with another severity is changed as well.
    """
    was = {finding.fingerprint: finding for finding in old.findings}
    now = {finding.fingerprint: finding for finding in new.findings}
    was_aside = {aside.finding.fingerprint: aside for aside in old.set_aside}
    now_aside = {aside.finding.fingerprint: aside for aside in new.set_aside}
    lost = [finding for finding in old.findings if finding.fingerprint not in now]
    fresh = [finding for finding in new.findings if finding.fingerprint not in was]
    before, after = _Memory(old, printed), _Memory(new, printed)
    pairs = _changed(before, after, lost, [finding for finding in fresh if finding.fingerprint not in was_aside])
    came = {other for _, other in pairs}
    went = {one for one, _ in pairs}
    appeared = [
        Change("appeared", None, finding, was_aside.get(finding.fingerprint))
        for finding in fresh
        if finding.fingerprint not in came
    ]
    with_values = [Change("changed", was[one], now[other]) for one, other in pairs]
    with_severity = [
        Change("changed", was[fingerprint], finding)
        for fingerprint, finding in now.items()
        if fingerprint in was and was[fingerprint].severity != finding.severity
    ]
    order = {fingerprint: number for number, fingerprint in enumerate(now)}
    altered = sorted([*with_values, *with_severity], key=lambda it: order[it.finding.fingerprint])
    missing = [finding for finding in lost if finding.fingerprint not in went]
    unseen = [finding for finding in missing if finding.fingerprint not in now_aside]
    waived = [aside.finding for aside in new.set_aside if aside.finding.fingerprint not in {*was, *was_aside}]
    elsewhere = dict(_changed(before, after, unseen, waived))
    gone = []
    for finding in missing:
        aside = now_aside.get(elsewhere.get(finding.fingerprint, finding.fingerprint))
        why = "" if aside is not None else _why_gone(before.of(finding), new)
        gone.append(Change("gone", finding, None, aside, why))
    ones, others = _by_name(old), _by_name(new)
    return RunDiff(
        old,
        new,
        (*appeared, *altered, *gone),
        len(was.keys() & now.keys()) - len(with_severity),
        tuple(sorted(others.keys() - ones.keys())),
        tuple(sorted(ones.keys() - others.keys())),
        tuple(sorted(name for name in ones.keys() & others.keys() if ones[name].digest != others[name].digest)),
    )


class _Memory:
    def __init__(self, run: Run, printed: Callable[[Claim], str]) -> None:
        self._claims = {claim.id: claim for claim in run.claims}
        self._headers = {header.id: header for header in run.articles}
        self._printed = printed

    def of(self, finding: Finding) -> Remembered:
        return remembered(finding, self._claims, self._headers, self._printed)


def _changed(before: _Memory, after: _Memory, old: list[Finding], new: list[Finding]) -> list[tuple[str, str]]:
    found = changed([before.of(finding) for finding in old], [after.of(finding) for finding in new])
    return [(old[one].fingerprint, new[other].fingerprint) for one, other in found.items()]


def _by_name(run: Run) -> dict[str, Header]:
    return {header.lasting_id: header for header in run.articles}


def _why_gone(row: Remembered, new: Run) -> str:
    there = {header.lasting_id for header in new.articles}
    missing = [article for article in row.articles if article not in there]
    if missing:
        return f"{missing[0]} is not among the articles of the new run"
    if row.rule not in {card.id for card in new.rules}:
        return "its rule is not in force in the new run"
    return "found no more"
