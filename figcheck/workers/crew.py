"""What an engine is: a crew that applies one function to many items, in order, somewhere."""

from __future__ import annotations

import traceback
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Final, Generic, NamedTuple, Protocol, TypeAlias, TypeVar

from figcheck.garbage import no_collection
from figcheck.timelimit import TookTooLong, time_limit

Tool = TypeVar("Tool")
Item = TypeVar("Item")
Result = TypeVar("Result")
MadeTool = TypeVar("MadeTool", covariant=True)

MOST_ITEMS: Final = 100  # in a batch: fewer cost more on their way than they are worth
MOST_WEIGHT: Final = 500_000


class Failed(NamedTuple):
    """What an item gave whose task raised an exception, or that could not be sent to another process: the exception in
    one line, and its traceback."""

    reason: str
    detail: str


class Lost(NamedTuple):
    """What an item gave whose task was ended from outside, or because it took too long: why ("took longer than 30 s"),
    and what to do."""

    reason: str
    advice: str


Outcome: TypeAlias = Result | Failed | Lost
Task: TypeAlias = Callable[[Tool, Item], Result]
Weigh: TypeAlias = Callable[[Item], int]


class Crew(Protocol[MadeTool]):
    """Who does the work. This is all that another engine has to offer.

    A crew is made with ``prepare``, a picklable function that makes the tool, which is what each task is given beside
    its item. It is called once in every process that works.
    """

    @property
    def jobs(self) -> int:
        """How many work at once, at least 1."""
        ...

    def map(
        self,
        task: Task[MadeTool, Item, Result],
        items: Iterable[Item],
        *,
        weigh: Weigh[Item] | None = None,
        max_seconds: float | None = None,
    ) -> Iterator[tuple[Item, Outcome[Result]]]:
        """Each item with what ``task(tool, item)`` gave, in the order of the items, as soon as that is known.

        ``task`` is a function of a module, or a ``functools.partial`` of one, that depends on nothing but what it is
        given: an item may be done twice. Items and results can be pickled. ``items`` are taken as they are needed, so
        that a bounded number of them is held, however many there are; they travel in batches, which ``weigh`` keeps
        small where items are large (about the bytes of one; None: they are small). ``max_seconds`` is the longest that
        one item may take, None for ever.

        Whatever an item does, it costs that item alone: it gives Failed for an exception, and Lost when the process
        that did it died, or when it took too long. An exception that ``items`` raises comes behind the results of all
        items before it. Whoever stops in the midst leaves nothing running. One map at a time.
        """
        ...

    def close(self) -> None:
        """End everything that was started, at once. May be called again."""
        ...


def attempt(
    task: Task[Tool, Item, Result], tool: Tool, item: Item, max_seconds: float | None = None
) -> Outcome[Result]:
    """What the task gives for an item; no exception leaves it but those that end a program. The alarm keeps the limit,
    where there is one (see ``timelimit``)."""
    try:
        with no_collection(), time_limit(max_seconds):  # what was made for an item is freed when it is done
            return task(tool, item)
    except TookTooLong as error:
        return Lost(error.reason, error.advice)
    except (Exception, SystemExit) as error:
        return failed(error)


def failed(error: BaseException) -> Failed:
    """An exception as it is handed on."""
    told = "".join(traceback.format_exception_only(error)).strip()
    return Failed(told.splitlines()[0], "".join(traceback.format_exception(error)))


def too_long(seconds: float) -> Lost:
    """What an item gave that was ended from outside after so many seconds, in the words of one that ended itself."""
    error = TookTooLong(seconds)
    return Lost(error.reason, error.advice)


class Batches(Generic[Item]):
    """Items in batches, taken one batch at a time.

    The first batches are small, so that a few items are shared by all who work. ``error`` is the exception that the
    items raised, once the batches are at an end.
    """

    def __init__(self, items: Iterable[Item], weigh: Weigh[Item] | None, sharing: int) -> None:
        self._items = iter(items)
        self._weigh = weigh
        self._sharing = sharing
        self._made = 0
        self.error: Exception | None = None

    def take(self) -> Sequence[Item]:
        """The next batch; empty at the end of the items."""
        batch: list[Item] = []
        weight = 0
        size = min(MOST_ITEMS, 4 << min(self._made // self._sharing, 8))
        self._made += 1
        try:
            for item in islice(self._items, size if self.error is None else 0):
                batch.append(item)
                weight += self._weigh(item) if self._weigh is not None else 0
                if weight >= MOST_WEIGHT:
                    break
        except Exception as error:
            self.error = error
        return batch

    def end(self) -> None:
        """Raise what the items raised, if they did."""
        if self.error is not None:
            raise self.error
