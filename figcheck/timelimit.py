"""A limit on the time that one article may take.

It is kept by the alarm clock of POSIX, which interrupts whatever runs, compiled code too as soon as that calls
anything of Python. Where there is none (Windows, another thread than the main one) and where somebody else has set it,
there is no limit.
"""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
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
    """The state of the alarm: whether it is ours to set, and the limit that runs, None for none."""

    __slots__ = ("is_ours", "limit")

    def __init__(self) -> None:
        self.is_ours = False
        self.limit: float | None = None

    def ring(self, number: int, frame: FrameType | None) -> None:
        if self.limit is not None:
            raise TookTooLong(self.limit)


_ALARM: Final = _Alarm()


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
        _ALARM.limit = self._seconds
        signal.setitimer(signal.ITIMER_REAL, self._seconds, _AGAIN)

    def __exit__(self, kind: object, error: object, trace: object) -> None:
        _ALARM.limit = None
        signal.setitimer(signal.ITIMER_REAL, 0)


_NO_LIMIT: Final = nullcontext()


def _is_possible() -> bool:
    if _ALARM.is_ours:
        return _ALARM.limit is None and threading.get_ident() == threading.main_thread().ident
    return (
        hasattr(signal, "setitimer")
        and threading.current_thread() is threading.main_thread()
        and signal.getitimer(signal.ITIMER_REAL)[0] == 0
    )
