"""Work on columns in several threads: numpy lets go of the interpreter while it sorts and compares."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

from figcheck.workers import Crew, usable_processors

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_threads(threads: int, work: Callable[[Item], Result], items: Iterable[Item]) -> list[Result]:
    """What ``work`` gives for each item, in their order, on so many threads; for one thread there is none but this."""
    if threads == 1:
        return list(map(work, items))
    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(work, items))


def threads_beside(crew: Crew[Any]) -> int:
    """How many threads this process may have while a crew has nothing to do: as many as that may have processes, and no
    more than there are processors."""
    return min(crew.jobs, usable_processors())
