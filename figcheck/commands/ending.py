"""Ends a command in order when it is told to end: what it began is cleared away, as by Ctrl-C.

A service manager, a job that is cancelled or ``timeout`` sends SIGTERM, a terminal that is closed SIGHUP. Unless
somebody hears it, the process is gone at once, and what it put into folders for temporary files is not.
"""

from __future__ import annotations

import os
import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import NoReturn

_SIGNALS = tuple(getattr(signal, name) for name in ("SIGTERM", "SIGHUP") if hasattr(signal, "pthread_sigmask"))


class Ended(KeyboardInterrupt):
    """Raised where a signal found the command, so that all that cleans up after Ctrl-C does."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.signal = signal.Signals(number)


@contextmanager
def signals_heard() -> Iterator[None]:
    """Signals that end the process raise Ended instead, once: a second one ends it at once. Those that whoever started
    it ignores, as ``nohup`` does, or that somebody hears already, stay as they are."""
    is_main = threading.current_thread() is threading.main_thread()
    heard = [number for number in _SIGNALS if is_main and signal.getsignal(number) is signal.SIG_DFL]
    for number in heard:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number in heard:
            signal.signal(number, signal.SIG_DFL)


def end_by(ended: Ended) -> NoReturn:
    """End the process by the signal itself, so that whoever sent it sees that it was heard."""
    signal.signal(ended.signal, signal.SIG_DFL)
    os.kill(os.getpid(), ended.signal)
    raise ended


def _end(number: int, _frame: FrameType | None) -> None:
    for heard in _SIGNALS:
        signal.signal(heard, signal.SIG_DFL)
    raise Ended(number)
