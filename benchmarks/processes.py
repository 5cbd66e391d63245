"""Runs a command in a process of its own and measures the whole of it: time, processor time and peak memory.

Memory is that of the process and all it started, together, where the system tells (``/proc``): pages that several of
them share count once. Elsewhere it is that of the largest process.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

_PROC = Path("/proc")
_EVERY = 0.2  # seconds between looks at the memory
_IN_MB = 1024 if sys.platform != "darwin" else 1024 * 1024


class Ran(NamedTuple):
    """One process from start to end. ``peak_mb`` is of all processes together, ``largest_mb`` of one."""

    code: int
    seconds: float
    processor: float
    peak_mb: float
    largest_mb: float
    errors: str


def run(arguments: Sequence[str], out: Path, environment: Mapping[str, str] | None = None) -> Ran:
    """Runs a command with its standard output in a file. Raises OSError when it cannot be started."""
    with out.open("wb") as printed, tempfile.TemporaryFile() as told:
        start = time.perf_counter()
        process = subprocess.Popen(arguments, stdout=printed, stderr=told, env=environment)
        together = 0.0
        usage = None
        while usage is None:
            done, status, spent = os.wait4(process.pid, os.WNOHANG)
            if done:
                process.returncode = os.waitstatus_to_exitcode(status)
                usage = spent
            else:
                together = max(together, _memory_of(process.pid))
                time.sleep(_pause(time.perf_counter() - start))
        seconds = time.perf_counter() - start
        told.seek(0)
        errors = told.read().decode("utf-8", "replace")
    largest = usage.ru_maxrss / _IN_MB
    processor = usage.ru_utime + usage.ru_stime
    return Ran(process.returncode, seconds, processor, max(together, largest), largest, errors)


def _pause(so_far: float) -> float:
    """Short runs are waited for closely: what is slept beyond the end counts as theirs."""
    return min(_EVERY, max(0.002, so_far / 200))


def _memory_of(process: int) -> float:
    """Megabytes of a process with all that it started; 0 where it started nothing, since the system keeps the peak."""
    family = list(_family(process))
    return sum(map(_share_of, family)) if len(family) > 1 else 0.0


def _family(process: int) -> Iterator[int]:
    yield process
    with suppress(OSError):
        for task in (_PROC / str(process) / "task").iterdir():
            for child in (task / "children").read_text().split():
                yield from _family(int(child))


def _share_of(process: int) -> float:
    with suppress(OSError):
        for line in (_PROC / str(process) / "smaps_rollup").read_text().splitlines():
            if line.startswith("Pss:"):
                return int(line.split()[1]) / 1024
    return 0.0
