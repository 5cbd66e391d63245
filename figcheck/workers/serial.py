"""One item after the other, in this process."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from typing import Final, Generic

from figcheck.workers.crew import Item, Outcome, Result, Task, Tool, Weigh, attempt


class Serial(Generic[Tool]):
    """The crew that is this process. The alarm keeps the limit of an item (see ``timelimit``); what kills a process
    kills this one."""

    jobs: Final = 1

    def __init__(self, prepare: Callable[[], Tool]) -> None:
        self._prepare = prepare
        self._tool: list[Tool] = []

    def map(
        self,
        task: Task[Tool, Item, Result],
        items: Iterable[Item],
        *,
        weigh: Weigh[Item] | None = None,
        max_seconds: float | None = None,
    ) -> Iterator[tuple[Item, Outcome[Result]]]:
        """As Crew.map."""
        for item in items:
            if not self._tool:
                self._tool.append(self._prepare())
            yield item, attempt(task, self._tool[0], item, max_seconds)

    def close(self) -> None:
        """As Crew.close."""
        self._tool.clear()
