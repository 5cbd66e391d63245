"""How many processors this process may use."""

from __future__ import annotations

import math
import os
from pathlib import Path
from typing import Final

_CONTROL_GROUPS: Final = Path("/sys/fs/cgroup")
_OWN_GROUP: Final = Path("/proc/self/cgroup")


def usable_processors() -> int:
    """The processors that this process may use: those it is bound to, where the system tells them, and no more than
    the share of time that its control group (a container) is given. At least 1."""
    return max(1, min(_bound_to(), math.ceil(_share(_OWN_GROUP, _CONTROL_GROUPS))))


def _bound_to() -> int:
    if hasattr(os, "process_cpu_count"):  # Python 3.13; it heeds PYTHON_CPU_COUNT
        return os.process_cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _share(own: Path, groups: Path) -> float:
    """The least that the group and those around it are given (version 2 of control groups); infinite without a limit,
    or where it cannot be told."""
    share = 1e9
    try:
        lines = own.read_text(encoding="utf-8").splitlines()
        inside = next(line.partition("::")[2] for line in lines if line.startswith("0::"))
    except (OSError, StopIteration):
        return share
    group = groups / inside.strip("/")
    for folder in (group, *group.parents):
        if groups not in (folder, *folder.parents):
            break
        try:
            quota, period = (folder / "cpu.max").read_text(encoding="utf-8").split()[:2]
            share = min(share, int(quota) / int(period))
        except (OSError, ValueError):  # the outermost has none; "max" is no number
            continue
    return share
