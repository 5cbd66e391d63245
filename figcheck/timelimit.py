"""A limit on the time that one article may take.

It is kept by the alarm clock of POSIX, which interrupts whatever runs, compiled code too as soon as that calls
anything of Python. Where there is none (Windows, another thread than the main one) and where somebody else has set it,
there is no limit.
"""

from __future__ import annotations

import os
import signal
import threading
import time
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from math import inf
from types import FrameType
from typing import Final

_AGAIN: Final = 1.0  # seconds; the first alarm may be lost where exceptions are ignored, as in a finalizer


class TookTooLong(BaseException):
    """The time is over. No ``Exception``, so that no library takes it for a fault of its own."""

    def __init__(self, seconds: float) -> None:
        self.reason = f"took longer than {seconds:g} s"
        self.advice = "look at what it holds, or raise the limit (--max-seconds)"
        super().__init__(self.reason)


class _Alarm:
    """The state of the alarm: whether it is ours to set, the limit that runs, None for none, when that ends, and when
    the alarm rings next; both as time.monotonic tells, inf for never.

    The alarm stays set when a limit ends, and is set anew when it rings too early: to set it for each article would
    cost more than to see that a ledger has the article.
    """

    __slots__ = ("end", "is_ours", "limit", "rings")

    def __init__(self) -> None:
        self.is_ours = False
        self.limit: float | None = None
        self.end = self.rings = inf

    def begin(self, seconds: float) -> None:
        """A limit that ends in so many seconds."""
        self.end = time.monotonic() + seconds
        self.limit = seconds
        if self.rings > self.end:
            self._set(seconds)

    def ring(self, number: int, frame: FrameType | None) -> None:
        """What the clock calls. Raises TookTooLong when a limit is over."""
        if self.limit is None:
            self.stop()
            return
        left = self.end - time.monotonic()
        if left <= 0:
            raise TookTooLong(self.limit)
        self._set(left)

    def stop(self) -> None:
        """Let it ring no more."""
        signal.setitimer(signal.ITIMER_REAL, 0)
        self.rings = inf

    def forget(self) -> None:
        """In a process that was forked no alarm is set."""
        self.rings = inf

    def _set(self, seconds: float) -> None:
        self.rings = self.end
        signal.setitimer(signal.ITIMER_REAL, seconds, _AGAIN)


_ALARM: Final = _Alarm()
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_ALARM.forget)


@contextmanager
def alarm_held() -> Iterator[None]:
    """Holds the alarm for what runs inside, so that each limit in there is set at once: to take it costs more than to
    read a short article. It is put back as it was."""
    if _ALARM.is_ours or not _is_possible():
        yield
        return
    before = signal.signal(signal.SIGALRM, _ALARM.ring)
    _ALARM.is_ours = True
    try:
        yield
    finally:
        _ALARM.stop()
        _ALARM.is_ours = False
        signal.signal(signal.SIGALRM, before if before is not None else signal.SIG_DFL)


def time_limit(seconds: float | None) -> AbstractContextManager[None]:
    """Raises TookTooLong in what runs inside when it takes longer than so many seconds; None for no limit. Inside of
    another limit that one holds alone."""
    if not seconds or not _is_possible():
        return _NO_LIMIT
    return _Limit(seconds) if _ALARM.is_ours else _limited_alone(seconds)


@contextmanager
def _limited_alone(seconds: float) -> Iterator[None]:
    with alarm_held(), _Limit(seconds):
        yield


class _Limit:
    """A limit while the alarm is ours; no generator, since every article passes through one."""

    __slots__ = ("_seconds",)

    def __init__(self, seconds: float) -> None:
        self._seconds = seconds

    def __enter__(self) -> None:
        _ALARM.begin(self._seconds)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        _ALARM.limit = None


_NO_LIMIT: Final = nullcontext()


def _is_possible() -> bool:
    if _ALARM.is_ours:
        return _ALARM.limit is None and threading.get_ident() == threading.main_thread().ident
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )
