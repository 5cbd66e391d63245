"""This process for a little work, and several where more comes than starting them costs."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import chain
from typing import Final

from figcheck.workers.crew import MOST_ITEMS, MOST_WEIGHT, Item, Outcome, Result, Task, Tool, Weigh
from figcheck.workers.processes import Processes, starting_method
from figcheck.workers.serial import Serial

# What one map has done here, in about the time that processes need to start: a fork takes milliseconds.
_HERE: Final = {"fork": MOST_WEIGHT // 10}
_HERE_ELSE: Final = 2 * MOST_WEIGHT
_LIGHT: Final = MOST_WEIGHT // MOST_ITEMS  # an item that nobody weighs


class Gradual(Processes[Tool]):
    """Processes that are not started before one map has more than a little to do, which is done here."""

    def __init__(self, jobs: int, prepare: Callable[[], Tool], method: str | None = None) -> None:
        super().__init__(jobs, prepare, method)
        self._here: Serial[Tool] = Serial(prepare)

    def map(
        self,
        task: Task[Tool, Item, Result],
        items: Iterable[Item],
        *,
        weigh: Weigh[Item] | None = None,
        max_seconds: float | None = None,
    ) -> Iterator[tuple[Item, Outcome[Result]]]:
        """As Crew.map. What kills a process kills this one while it works by itself."""
        coming = iter(items)
        few: list[Item] = []
        if not self.is_started:
            most = _HERE.get(starting_method(self._method), _HERE_ELSE)
            weight = 0
            for item in coming:
                few.append(item)
                weight += _LIGHT if weigh is None else weigh(item)
                if weight > most and len(few) > 1:
                    break
            else:
                yield from self._here.map(task, few, max_seconds=max_seconds)
                return
        yield from super().map(task, chain(few, coming), weigh=weigh, max_seconds=max_seconds)

    def close(self) -> None:
        """As Crew.close."""
        self._here.close()
        super().close()
