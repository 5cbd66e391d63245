"""A limit on the time that one article may take.

It is kept by the alarm clock of POSIX, which interrupts whatever runs, compiled code too as soon as that calls
anything of Python. Where there is none (Windows, another thread than the main one) and where somebody else has set it,
there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType
from typing import Final

_AGAIN: Final = 1.0  # seconds; the first alarm may be lost where exceptions are ignored, as in a finalizer


class TookTooLong(BaseException):
    """The time is over. No ``Exception``, so that no library takes it for a fault of its own."""

    def __init__(self, seconds: float) -> None:
        self.reason = f"took longer than {seconds:g} s"
        self.advice = "look at what it holds, or raise the limit (--max-seconds)"
        super().__init__(self.reason)


@contextmanager
def time_limit(seconds: float | None) -> Iterator[None]:
    """Raises TookTooLong in what runs inside when it takes longer than so many seconds; None for no limit."""
    if not seconds or not _is_possible():
        yield
        return
    is_over = False

    def ring(number: int, frame: FrameType | None) -> None:
        if not is_over:
            raise TookTooLong(seconds)

    before = signal.signal(signal.SIGALRM, ring)
    try:
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)
        yield
    finally:
        is_over = True
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before if before is not None else signal.SIG_DFL)


def _is_possible() -> bool:
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )
