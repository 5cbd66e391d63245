"""What runs in each process of a crew of processes: takes parts of batches, does their items, sends what they gave."""

from __future__ import annotations

import gc
import os
import pickle
import signal
import sys
import threading
from collections.abc import Callable, Sequence
from contextlib import suppress
from multiprocessing.connection import Connection
from queue import SimpleQueue
from typing import Any, Final, Protocol

from figcheck.garbage import no_collection
from figcheck.timelimit import alarm_held
from figcheck.workers.crew import attempt, failed

READY: Final = b"r"  # the first byte of what is sent: the tool is made
BROKEN: Final = b"b"  # the tool could not be made: why, as text
DONE: Final = b"d"  # what the items of a part gave, pickled
UNFIT: Final = b"u"  # a part that cannot be pickled or unpickled: a Failed, pickled
NO_ITEM: Final = -1
_SELDOM: Final = (100_000, 20, 20)  # records have no cycles: to look for garbage among them finds none


class Shown(Protocol):
    """Memory shared with the crew: the number of the part in hand, and which of its items, NO_ITEM for none."""

    def __getitem__(self, index: int) -> int: ...
    def __setitem__(self, index: int, value: int) -> None: ...


def work(
    connection: Connection, prepare: Callable[[], Any], shown: Shown, inherited: Sequence[Connection] = ()
) -> None:
    """Do what comes until the other end is closed, then end the process.

    ``inherited`` are connections of the crew that a fork has copied: they are closed, so that their ends are seen.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C goes to all processes: the crew ends the others
    signal.signal(signal.SIGTERM, signal.SIG_DFL)
    if hasattr(signal, "pthread_sigmask"):
        signal.signal(signal.SIGHUP, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT, signal.SIGTERM, signal.SIGHUP})
    for other in inherited:
        other.close()
    gc.freeze()  # what a fork copied is the crew's: nothing of it is ended here, and its memory stays shared
    parts: SimpleQueue[bytes] = SimpleQueue()
    threading.Thread(target=_receive, args=(connection, parts), daemon=True).start()
    with suppress(BrokenPipeError, ConnectionError):  # the crew has gone, and so does this process
        try:
            tool = prepare()
        except BaseException as error:
            connection.send_bytes(BROKEN + failed(error).detail.encode("utf-8", "replace"))
            raise SystemExit(1) from None
        gc.freeze()
        gc.set_threshold(*_SELDOM)
        connection.send_bytes(READY)
        with alarm_held():
            while True:
                connection.send_bytes(_done(parts.get(), tool, shown))
    sys.exit(0)


def _done(part: bytes, tool: Any, shown: Shown) -> bytes:
    shown[1] = NO_ITEM
    try:
        number, pickled_task, items, max_seconds = pickle.loads(part)
        del part  # as large as the items
        task = pickle.loads(pickled_task)
        shown[0] = number
        outcomes = []
        for index, item in enumerate(items):
            shown[1] = index
            outcomes.append(attempt(task, tool, item, max_seconds))
        shown[1] = NO_ITEM
        with no_collection():
            return DONE + pickle.dumps(outcomes, pickle.HIGHEST_PROTOCOL)
    except Exception as error:  # of pickling: those of tasks are outcomes
        shown[1] = NO_ITEM
        return UNFIT + pickle.dumps(failed(error))


def _receive(connection: Connection, parts: SimpleQueue[bytes]) -> None:
    """Takes parts off the connection while others are done, so that the crew never waits to send one; and ends the
    process as soon as the crew has gone, whatever is being done."""
    if hasattr(signal, "pthread_sigmask"):  # the alarm is to interrupt the main thread
        signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGALRM})
    while True:
        try:
            parts.put(connection.recv_bytes())
        except (EOFError, OSError):
            os._exit(0)
