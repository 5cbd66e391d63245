"""What runs in the workers of a dask cluster: a batch of items."""

from __future__ import annotations

import ctypes
import pickle
import signal
import threading
import time
from collections.abc import Sequence
from contextlib import suppress
from typing import Any, Final

from figcheck import __version__
from figcheck.garbage import no_collection
from figcheck.timelimit import TookTooLong
from figcheck.workers.crew import attempt, too_long

_LOOKS: Final = 0.25  # seconds from look to look at how long items take
_GRACE: Final = 1.0  # seconds that an interrupted item has to end, beside a tenth of the limit
_TOOLS: Final[dict[bytes, Any]] = {}
_MOST_TOOLS: Final = 4  # a cluster lives long, and rules change from run to run
_ONE_AT_A_TIME: Final = threading.Lock()


def version() -> str:
    """The version of figcheck that a worker has."""
    return __version__


def dask_setup(worker: object) -> None:
    """What dask calls in the workers of a cluster made by us: Ctrl-C is left to the crew, which ends them."""
    with suppress(ValueError):  # not in the main thread, which alone has handlers
        signal.signal(signal.SIGINT, signal.SIG_IGN)


def do_batch(prepare: bytes, task: bytes, max_seconds: float | None, items: bytes) -> bytes:
    """What the items of a batch give, pickled as it came.

    The tool is made once in each worker for a run. A worker does one batch at a time, however many threads it has: the
    lock of the interpreter lets them gain nothing, and tools need not be made for several.
    """
    with _ONE_AT_A_TIME:
        tool = _tool(prepare)
        do, batch = pickle.loads(task), pickle.loads(items)
        outcomes = (
            _limited(do, tool, batch, max_seconds) if max_seconds else [attempt(do, tool, item) for item in batch]
        )
        with no_collection():
            return pickle.dumps(outcomes, pickle.HIGHEST_PROTOCOL)


def _tool(prepare: bytes) -> Any:
    if prepare not in _TOOLS:
        made = pickle.loads(prepare)()
        while len(_TOOLS) >= _MOST_TOOLS:
            del _TOOLS[next(iter(_TOOLS))]
        _TOOLS[prepare] = made
    return _TOOLS[prepare]


def _limited(task: Any, tool: Any, items: Sequence[Any], max_seconds: float) -> list[Any]:
    outcomes: list[Any] = []
    while len(outcomes) < len(items):
        outcomes += _Runner(task, tool, items[len(outcomes) :], max_seconds).outcomes_of_some()
    return outcomes


class _Runner(threading.Thread):
    """Does items in a thread that another can interrupt. The alarm of ``timelimit`` reaches the main thread alone."""

    def __init__(self, task: Any, tool: Any, items: Sequence[Any], max_seconds: float) -> None:
        super().__init__(daemon=True)
        self._given = task, tool, items
        self._max_seconds = max_seconds
        self._outcomes: list[Any] = []
        self._is_left = False

    def run(self) -> None:
        """Does item after item."""
        task, tool, items = self._given
        with suppress(TookTooLong):  # between two items: the one that took long has just ended
            for item in items:
                outcome = attempt(task, tool, item)
                if self._is_left:
                    return
                self._outcomes.append(outcome)

    def outcomes_of_some(self) -> list[Any]:
        """Starts it, and gives what the items gave up to one that could not be interrupted, or all."""
        self.start()
        done, since, interrupted = 0, time.monotonic(), False
        while self.is_alive():
            self.join(_LOOKS)
            if len(self._outcomes) != done:
                done, since, interrupted = len(self._outcomes), time.monotonic(), False
            seconds = time.monotonic() - since
            if seconds > self._max_seconds and not interrupted:
                interrupted = True
                self._interrupt()
            elif seconds > self._max_seconds * 1.1 + _GRACE:
                self._is_left = True
                return [*self._outcomes[:done], too_long(self._max_seconds)]
        return self._outcomes

    def _interrupt(self) -> None:
        limit = self._max_seconds

        class Over(TookTooLong):
            """The interpreter makes it without an argument."""

            def __init__(self) -> None:
                super().__init__(limit)

        if self.ident is not None:
            ctypes.pythonapi.PyThreadState_SetAsyncExc(ctypes.c_ulong(self.ident), ctypes.py_object(Over))
