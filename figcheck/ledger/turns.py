"""Whose turn it is to work with a ledger: one command at a time, from its first article to its last.

Transactions keep the file whole, but a command that checks an archive is many of them: it parks what it did not meet,
and links and checks what it kept. Another one in between would give its articles other numbers, so that the first
parks them and finds nothing.
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

from figcheck.problems import Problem, Refused

if sys.platform != "win32":
    import fcntl

PATIENCE: Final = 600.0  # seconds that another command may take
_LOOKS: Final = 0.1  # seconds from look to look


class Turn:
    """The turn at the file of a ledger, from when it is made until it is closed, or the process ends however it may.

    Close it after the connections to the file: whoever closes any handle of a file gives up SQLite's locks on it.
    """

    def __init__(self, path: Path, on_wait: Callable[[], None] | None = None, patience: float | None = None) -> None:
        """Waits for it; ``on_wait`` is called where somebody else has it. Raises Refused when that lasts too long."""
        self._file: int | None = None
        if sys.platform == "win32":  # its locks keep others from reading as well
            return
        self._file = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
        limit = time.monotonic() + (PATIENCE if patience is None else patience)
        is_told = False
        while not _taken(self._file):
            if time.monotonic() > limit:
                self.close()
                problem = f"another command has been working with the ledger {path} for a long time"
                raise Refused(Problem(problem, advice="wait until it is done, or end it"))
            if on_wait is not None and not is_told:
                is_told = True
                on_wait()
            time.sleep(_LOOKS)

    def close(self) -> None:
        """Let others have their turn."""
        if self._file is not None:
            os.close(self._file)
            self._file = None


def _taken(file: int) -> bool:
    """Whether nobody else has the turn; it is ours then. A file system that knows no such locks has no turns."""
    if sys.platform != "win32":
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        except OSError:
            pass
    return True
