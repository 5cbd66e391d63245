"""Work in parts: how it is cut, sent to a crew, and what comes back."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import Final, TypeVar

import numpy as np

from figcheck.archive.blocks import Near, Places
from figcheck.engine import Toolkit
from figcheck.ledger.store import Store
from figcheck.workers import Crew, Failed, Lost
from figcheck.workers.crew import MOST_WEIGHT

PART_PAIRS: Final = 40_000
PART_MEMBERS: Final = 1500
Aside = TypeVar("Aside")
Item = TypeVar("Item")
Result = TypeVar("Result")


class StageFailed(RuntimeError):
    """A part of linking or checking could not be done: a bug, or a process that was ended again and again."""


def done(
    crew: Crew[Toolkit], task: Callable[[Toolkit, Item], Result], parts: Iterable[tuple[Aside, Item]]
) -> Iterator[tuple[Aside, Result]]:
    """The result of each part, with what is put aside for it here.

    Raises StageFailed when one could not be done: nothing may be missing in silence.
    """
    waiting: deque[Aside] = deque()

    def items() -> Iterator[Item]:
        for aside, item in parts:
            waiting.append(aside)
            yield item

    for _, outcome in crew.map(task, items(), weigh=_heavy):
        if isinstance(outcome, Failed):
            raise StageFailed(f"{outcome.reason}\n{outcome.detail}")
        if isinstance(outcome, Lost):
            raise StageFailed(f"{outcome.reason}; {outcome.advice}")
        yield waiting.popleft(), outcome


def _heavy(item: object) -> int:
    return MOST_WEIGHT  # a part is a batch by itself


def by_later(pairs: Near, firsts: Places) -> Iterator[slice]:
    """Parts of pairs in which those of one later article stay together. ``firsts`` has the first member of each
    article, and one more behind the last."""
    starts = np.searchsorted(pairs.codes, firsts * pairs.size)  # where the pairs of each later article begin
    start, end = 0, len(pairs.codes)
    while start < end:
        article = int(np.searchsorted(starts, start, side="right")) - 1
        stop = min(start + PART_PAIRS, int(starts[min(article + PART_MEMBERS, len(starts) - 1)]))
        if stop < end:
            behind = int(np.searchsorted(starts, stop, side="right"))
            stop = int(starts[behind - 1 if starts[behind - 1] > start else behind])
        yield slice(start, stop)
        start = stop


def batched(items: Iterable[Item], most: int, size: Callable[[Item], int]) -> Iterator[list[Item]]:
    """Items in lists that are no larger together than the most, or of one item."""
    batch: list[Item] = []
    together = 0
    for item in items:
        if batch and together + size(item) > most:
            yield batch
            batch, together = [], 0
        batch.append(item)
        together += size(item)
    if batch:
        yield batch


def records_of(store: Store, columns: Sequence[str], numbers: Sequence[int]) -> list[tuple[bytes, ...]]:
    """What is kept of articles, in the order of their numbers as they are given."""
    kept = store.records(columns, numbers)
    return [kept[no] for no in numbers]
