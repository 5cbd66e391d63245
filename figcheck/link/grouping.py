"""Rows → groups about the same thing. A claim joins the one group the evidence points to, or none.

First come the pairs that the evidence links, among those that share a block (``links``). What these connect is one
heap; claims of two heaps are never grouped. In a heap claims are taken in one fixed order (``groups_of_heap``). So
neither the order of articles nor those of other heaps change a group.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, NamedTuple

from figcheck.link.contradictions import contradiction
from figcheck.link.evidence import CONTRADICTED, score, weigh
from figcheck.link.rows import Row, in_order
from figcheck.link.told import Told

ENOUGH: Final = 3.0  # evidence below this joins nothing
COMPANY: Final = 2.0  # a neighbouring figure already linked counts so much
MARGIN: Final = 0.75  # two groups nearer to each other than this: abstain
MEMBERS: Final = 12  # claims of a group that one is held against: the first, and the latest
HARD: Final = frozenset(("unit", "sentence", "role", "kind"))  # what contradicts however many others agree
LITTLE: Final = "words"  # amounts with little in common: unlike, but no contradiction
_BESIDE: Final = 120  # characters between the sentences of two figures that stand beside each other

TWO_CANDIDATES: Final = "two candidates equally near"


class Grouped(NamedTuple):
    """Groups of rows with what speaks for them, and the ids of claims left alone between two candidates."""

    groups: list[tuple[list[Row], tuple[str, ...]]]
    undecided: list[str]


class _Draft:
    def __init__(self, first: Row) -> None:
        self.rows = [first]
        self.because: dict[str, None] = {}


def links(row: Row, others: Iterable[Row], told: Mapping[str, Told]) -> list[Row]:
    """Those of others that the evidence links a claim with."""
    found = []
    for other in others:
        if score(row, other, told) >= ENOUGH:
            found.append(other)
    return found


def beside(row: Row, article: Iterable[Row]) -> list[Row]:
    """The claims of other measures in a claim's sentence or the next, among those of its article."""
    begins, ends = row.sentence
    found = []
    for other in article:
        if other.measure == row.measure:
            continue
        other_begins, other_ends = other.sentence
        between = other_begins - ends if begins <= other_begins else begins - other_ends
        if between < _BESIDE:
            found.append(other)
    return found


def companions(
    one: Sequence[Row], other: Sequence[Row], held: set[tuple[str, str]], told: Mapping[str, Told]
) -> list[tuple[Row, Row]]:
    """The pairs among claims that stand beside two linked ones, which the company of these links as well.

    "16 killed and 25 wounded" in two articles: once the 16 are linked, so are the 25. ``held`` are the pairs that were
    looked at before, by their ids.
    """
    found = []
    for a in one:
        for b in other:
            if a.measure != b.measure or (a.id, b.id) in held:
                continue
            held.add((a.id, b.id))
            if score(a, b, told, True) + COMPANY >= ENOUGH:
                found.append((a, b))
    return found


def groups_of_heap(
    heap: Sequence[Row],
    near: Mapping[str, Sequence[str]],
    accompanied: Mapping[str, Sequence[str]],
    told: Mapping[str, Told],
) -> Grouped:
    """The groups of two or more claims in one heap, its rows in order.

    ``near`` has, by claim id, the earlier claims that it is linked with, ``accompanied`` those, earlier and later, that
    the company of others links it with.
    """
    drafts: list[_Draft] = []
    home: dict[str, int] = {}
    undecided: list[str] = []
    for row in heap:
        scored = []
        for index in sorted({home[other] for other in near.get(row.id, ())}):
            best = _against(row, drafts[index].rows, told)
            if best is not None and best[0] >= ENOUGH:
                scored.append((best[0], -index, best[1]))
        scored.sort(key=_score_first, reverse=True)
        if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
            into, gone = drafts[-scored[0][1]], drafts[-scored[1][1]]
            if _may_be_one(into, gone, told):
                for moved in gone.rows:
                    home[moved.id] = -scored[0][1]
                into.rows = sorted([*into.rows, *gone.rows], key=in_order)
                into.because |= gone.because
                gone.rows = []
            elif not _one_value(into, gone):
                undecided.append(row.id)
                scored = []
        if scored:
            _, negative, nearest = scored[0]
            drafts[-negative].rows.append(row)
            drafts[-negative].because |= dict.fromkeys(weigh(row, nearest, told).because)
            home[row.id] = -negative
        else:
            home[row.id] = len(drafts)
            drafts.append(_Draft(row))
    _join_companions(drafts, home, accompanied, told)
    return Grouped([(draft.rows, tuple(draft.because)) for draft in drafts if len(draft.rows) > 1], undecided)


def _join_companions(
    drafts: Sequence[_Draft], home: dict[str, int], accompanied: Mapping[str, Sequence[str]], told: Mapping[str, Told]
) -> None:
    """Second pass: a claim alone joins the group whose claims stand beside figures linked with its neighbours."""
    for index, draft in enumerate(drafts):
        if len(draft.rows) != 1:
            continue
        row = draft.rows[0]
        scored = []
        for other in sorted({home[id] for id in accompanied.get(row.id, ())} - {index}):
            rows = drafts[other].rows
            if not rows or (row.is_vague and not all([member.is_vague for member in rows])):
                continue
            best = _against(row, rows, told, True)
            if best is not None and best[0] + COMPANY >= ENOUGH:
                scored.append((best[0], -other, best[1]))
        scored.sort(key=_score_first, reverse=True)
        if scored and (len(scored) == 1 or scored[0][0] - scored[1][0] >= MARGIN):
            into = -scored[0][1]
            target = drafts[into]
            target.rows = sorted([*target.rows, row], key=in_order)
            because = weigh(row, scored[0][2], told, True).because
            target.because |= dict.fromkeys((*because, "stands beside a figure that is linked too"))
            home[row.id] = into
            draft.rows = []


def _score_first(scored: tuple[float, int, Row]) -> tuple[float, int]:
    return scored[0], scored[1]


def _against(
    row: Row, rows: Sequence[Row], told: Mapping[str, Told], company: bool = False
) -> tuple[float, Row] | None:
    """The best evidence against a group's claims, and which of them gives it; None when they contradict.

    One claim that contradicts is enough, but for the tolls of one event: there many sentences speak, and a slot that
    was misread in one of them decides nothing.
    """
    nearest: Row | None = None
    best = CONTRADICTED
    held = rows if len(rows) <= MEMBERS else [*rows[:4], *rows[4 - MEMBERS :]]
    against = unlike = 0
    for other in held:
        weight = score(row, other, told, company)
        if weight < 0.0:
            unlike += 1
        if weight <= CONTRADICTED:
            slot = contradiction(row, other)
            if slot == LITTLE:
                continue  # a headline has few words; the lead below it tells more
            against += 1
            alone = not row.is_toll or not row.event or row.event != other.event
            if alone or against * 4 > len(held) or slot in HARD:
                return None
        elif weight > best:
            best, nearest = weight, other
    if unlike * 2 > len(held):
        return None  # one claim that is like both brings no two events together
    return (best, nearest) if nearest is not None else None


def _may_be_one(first: _Draft, second: _Draft, told: Mapping[str, Told]) -> bool:
    """True when no claim of one group contradicts any of the other, and most are not unlike: a claim near to both shows
    they are one."""
    unlike = pairs = 0
    for a in first.rows[:MEMBERS]:
        for b in second.rows[:MEMBERS]:
            weight = score(a, b, told)
            if weight <= CONTRADICTED and contradiction(a, b) != LITTLE:
                return False
            pairs += 1
            unlike += weight < 0.0
    return unlike * 2 <= pairs


def _one_value(first: _Draft, second: _Draft) -> bool:
    """True when both groups state one and the same value, so that which of them is joined makes no difference."""
    values = {row.point for row in (*first.rows, *second.rows)}
    return len(values) == 1 and "" not in values


def label_of(rows: Sequence[Row]) -> str:
    """What a group is called: its measure and the people, places and things that its sentences name."""
    first = rows[0]
    label = [first.measure]
    for named in (
        frozenset().union(*[row.who for row in rows if not row.is_of_others]),
        frozenset().union(*[row.where for row in rows if not row.is_placed_by_others]),
        frozenset().union(*[row.about for row in rows if not row.is_about_others]),
    ):
        if named:
            label.append(", ".join(sorted(named)[:3]))
    if len(label) == 1:
        label.append(first.counted or first.surface)
    return " | ".join(label)
