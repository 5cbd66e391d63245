"""Findings about one thing that many reports tell of, gathered: a slip is shown once, not once for every report.

The findings of up to ``FEW`` articles about one thing stay pairs. Of more, those of one severity and cause are gathered
around the figure that most others speak against: it is shown with the report nearest in time, and the others stand
beside. Of a total that is brought up to date the steps are shown, from each number to the next.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from heapq import heapify, heappop, heappush
from typing import Final, TypeAlias

from figcheck.check.desk import Desk, published_order
from figcheck.findings import Finding
from figcheck.heaps import Heaps
from figcheck.model import Claim

FEW: Final = 5  # articles about one thing of which every pair is shown
_STEPS: Final = "update_over_time"

_Pair: TypeAlias = tuple[Claim, Claim, Finding]
_Value: TypeAlias = tuple[object, ...]


def gathered(findings: Iterable[Finding], desk: Desk) -> list[Finding]:
    """The findings with one for each slip in what more than ``FEW`` articles tell of, whichever rules show it."""
    kept: list[Finding] = []
    pairs: list[_Pair] = []
    for finding in findings:
        claims = [desk.by_id[claim] for claim in finding.figures]
        if len(claims) == 2 and not finding.places and claims[0].header.id != claims[1].header.id:
            pairs.append((claims[0], claims[1], finding))
        else:
            kept.append(finding)
    for connected in _connected(pairs):
        if len({claim.header.id for pair in connected for claim in pair[:2]}) <= FEW:
            kept += [finding for _, _, finding in connected]
            continue
        alike: dict[tuple[str, str], list[_Pair]] = defaultdict(list)
        for pair in connected:
            alike[pair[2].severity, pair[2].cause].append(pair)
        for (severity, cause), some in alike.items():
            kept += _steps(some) if cause == _STEPS and severity == "note" else _around(some)
    return kept


def _connected(pairs: Sequence[_Pair]) -> list[list[_Pair]]:
    """The pairs in the heaps that they connect."""
    place: dict[str, int] = {}
    for a, b, _ in pairs:
        place.setdefault(a.id, len(place))
        place.setdefault(b.id, len(place))
    heaps = Heaps(len(place))
    for a, b, _ in pairs:
        heaps.join(place[a.id], place[b.id])
    found: dict[int, list[_Pair]] = defaultdict(list)
    for pair in pairs:
        found[heaps.root(place[pair[0].id])].append(pair)
    return list(found.values())


def _steps(pairs: Sequence[_Pair]) -> list[Finding]:
    """Of each number the first report, with the last one before that has another."""
    steps: dict[_Value, Finding] = {}
    latest_first = sorted(pairs, key=lambda pair: published_order(pair[0]), reverse=True)
    for _, b, finding in sorted(latest_first, key=lambda pair: published_order(pair[1])):
        steps.setdefault(_value(b), finding)
    return list(steps.values())


def _around(pairs: Sequence[_Pair]) -> list[Finding]:
    """The pairs gathered around the numbers that most others speak against; of two, the one that fewer tell."""
    against: dict[_Value, dict[int, None]] = defaultdict(dict)
    for number, (a, b, _) in enumerate(pairs):
        against[_value(a)][number] = None
        against[_value(b)][number] = None
    telling: dict[_Value, set[str]] = defaultdict(set)
    for pair in pairs:
        for claim in pair[:2]:
            telling[_value(claim)].add(claim.header.id)
    waiting = [
        (-len(numbers), len(telling[value]), order, value) for order, (value, numbers) in enumerate(against.items())
    ]
    heapify(waiting)
    found: list[Finding] = []
    while waiting:
        size, told, order, value = heappop(waiting)
        numbers = against[value]
        if not numbers:
            continue
        if -size != len(numbers):  # some went to a number that more speak against
            heappush(waiting, (-len(numbers), told, order, value))
            continue
        found.append(_gathered([pairs[number] for number in numbers], value))
        for number in list(numbers):
            for claim in pairs[number][:2]:
                against[_value(claim)].pop(number, None)
    return found


def _gathered(pairs: Sequence[_Pair], value: _Value) -> Finding:
    a, b, finding = min(pairs, key=_nearest)
    if len(pairs) == 1:
        return finding
    claims = {claim.id: claim for pair in pairs for claim in pair[:2]}
    others = sorted((claim for claim in claims.values() if claim not in (a, b)), key=published_order)
    centre = a if _value(a) == value else b
    own = {claim.header.id for claim in claims.values() if _value(claim) == value}
    rest = {claim.header.id for claim in claims.values()} - own
    told = f"{_reports(len(own))} of {centre.figure.number_surface} against {len(rest)} that do not fit with it"
    return replace(finding, message=f"{finding.message}; {told}", others=tuple(claim.id for claim in others))


def _reports(count: int) -> str:
    return f"{count} report" if count == 1 else f"{count} reports"


def _nearest(pair: _Pair) -> tuple[int, tuple[str, str, int], tuple[str, str, int]]:
    """By the days between two reports, those without a date last, then the earlier first."""
    a, b, _ = pair
    one, other = a.header.published, b.header.published
    days = abs((one - other).days) if one and other else 10**6
    return days, published_order(a), published_order(b)


def _value(claim: Claim) -> _Value:
    reading = claim.figure.reading
    return claim.figure.unit, reading.low, reading.high, reading.point
