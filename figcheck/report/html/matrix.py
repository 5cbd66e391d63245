"""Outlets against each other: how many figures of two outlets were compared, and how they came out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import combinations
from typing import Final, NamedTuple

from figcheck.findings import Run
from figcheck.report.html.findings import Card, outlet_of
from figcheck.report.rows import claims_by_id
from figcheck.report.summary import plural

MOST: Final = 24  # outlets that a matrix has room for; the list below has all
_BAR: Final = 40  # pixels of a bar

Names = tuple[str, str]


class Pair(NamedTuple):
    """Two outlets, or one with itself: pairs of figures by verdict, findings, and the bar of the three as pixels."""

    a: str
    b: str
    agree: int
    compatible: int
    discrepancy: int
    findings: int

    @property
    def compared(self) -> int:
        """How many pairs of figures were held against each other."""
        return self.agree + self.compatible + self.discrepancy

    @property
    def bar(self) -> tuple[int, int, int]:
        """Pixels of a bar for the three verdicts; one that happened at all is seen."""
        counts = (self.agree, self.compatible, self.discrepancy)
        total = self.compared
        if not total:
            return 0, 0, 0
        small = [max(3, _BAR * count // total) if count else 0 for count in counts]
        largest = small.index(max(small))
        small[largest] += _BAR - sum(small)
        return small[0], small[1], small[2]

    @property
    def words(self) -> str:
        """The cell for those who do not see it."""
        who = f"{self.a} and {self.b}" if self.a != self.b else f"{self.a} with itself"
        return (
            f"{who}: {plural(self.compared, 'pair')} compared, {self.agree:,} agree, {self.compatible:,} compatible,"
            f" {self.discrepancy:,} differ; {plural(self.findings, 'finding')}"
        )


class Matrix(NamedTuple):
    """``outlets`` head the columns; a row has its outlet and a cell for each outlet up to itself, None for an empty
    one. ``pairs`` are all pairs of outlets that have something, ``left_out`` the comparisons that no listing holds."""

    outlets: tuple[str, ...]
    rows: tuple[tuple[str, tuple[Pair | None, ...]], ...]
    pairs: tuple[Pair, ...]
    all_outlets: int
    left_out: int


def matrix(run: Run, cards: Iterable[Card]) -> Matrix:
    """The outlets of a run against each other; those that differ most often first."""
    claims = claims_by_id(run)
    verdicts: dict[Names, Counter[str]] = {}
    for comparison in run.comparisons:
        names = _key(*(outlet_of(claims[side].header) for side in (comparison.a, comparison.b)))
        verdicts.setdefault(names, Counter())[comparison.verdict] += 1
    found: Counter[Names] = Counter()
    for card in cards:
        outlets = card.outlets
        found.update(_key(a, b) for a, b in combinations(outlets, 2))
        if len(outlets) == 1:
            found[outlets[0], outlets[0]] += 1
    pairs = [_pair(names, verdicts.get(names, Counter()), found[names]) for names in {*verdicts, *found}]
    pairs.sort(key=lambda pair: (-pair.findings, -pair.discrepancy, -pair.compared, pair.a, pair.b))
    ranked = _ranked(pairs)
    shown = ranked[:MOST]
    by_names = {(pair.a, pair.b): pair for pair in pairs}
    rows = tuple(
        (name, tuple(by_names.get(_key(name, other)) for other in shown[: at + 1])) for at, name in enumerate(shown)
    )
    return Matrix(tuple(shown), rows, tuple(pairs), len(ranked), run.reach.comparisons_left_out)


def _key(a: str, b: str) -> Names:
    return (a, b) if a <= b else (b, a)


def _pair(names: Names, verdicts: Mapping[str, int], findings: int) -> Pair:
    agree, compatible, discrepancy = (verdicts.get(verdict, 0) for verdict in ("agree", "compatible", "discrepancy"))
    return Pair(names[0], names[1], agree, compatible, discrepancy, findings)


def _ranked(pairs: Iterable[Pair]) -> list[str]:
    weight: Counter[str] = Counter()
    compared: Counter[str] = Counter()
    for pair in pairs:
        for name in {pair.a, pair.b}:
            weight[name] += pair.findings + pair.discrepancy
            compared[name] += pair.compared
    return sorted(weight, key=lambda name: (-weight[name], -compared[name], name))
