"""Writing a report to a file: whole or not at all."""

from __future__ import annotations

import contextlib
import os
import stat
import time
from collections.abc import Iterable, Iterator
from pathlib import Path

from figcheck.expressions import expression
from figcheck.problems import Problem, Refused

_DRAFT = ".figcheck-{}.tmp"  # short, so that any name that a file can have has room for a draft beside it
_LEFT = 3600  # seconds; no report takes so long to write, so an older draft is one whose writer was killed
# Names for what a process has open already: put in place of these, a report would go past whoever reads there.
_OPEN = expression(r"/dev/(?:stdout|stderr|fd/[0-9]+)|/proc/[^/]+/fd/[0-9]+")


def write_file(path: Path, content: str | bytes | Iterator[str]) -> None:
    """Writes bytes, or text as UTF-8, into a new file beside the target, then puts it in the target's place.

    Text may come in pieces, which are made while they are written. Missing folders are made. A link is followed; a
    device or a pipe is written to as it is, since replacing one would destroy it. The rights of the file that was there
    are kept. Raises Refused when the file cannot be written; the old one is then untouched, as it is when the process
    is killed or the machine stops.
    """
    pieces = (content,) if isinstance(content, str | bytes) else content
    data = (piece.encode("utf-8") if isinstance(piece, str) else piece for piece in pieces)
    try:
        if _is_replaced(path):
            _replace(path.resolve(), data)
        else:
            # Behind what is there already: standard output that goes to a file is /dev/stdout as well.
            with path.open("ab") as file, contextlib.suppress(BrokenPipeError):  # a reader that has seen enough
                file.writelines(data)
                file.flush()
    except OSError as error:
        barred = isinstance(error, PermissionError)
        advice = "a report is made beside its place: the folder must be writable too" if barred else ""
        reason = error.strerror or str(error)
        raise Refused(Problem(f"cannot write the report: {reason}", file=str(path), advice=advice)) from error


def _is_replaced(path: Path) -> bool:
    """Whether the target is a file, or will be one. Raises IsADirectoryError for a folder."""
    if _OPEN.fullmatch(os.path.abspath(path)):
        return False
    try:
        mode = os.stat(path).st_mode
    except FileNotFoundError:
        return True
    if stat.S_ISDIR(mode):
        raise IsADirectoryError(21, "Is a directory")
    return stat.S_ISREG(mode)


def _replace(path: Path, data: Iterable[bytes]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    _clear_drafts(path.parent)
    mode = stat.S_IMODE(path.stat().st_mode) if path.exists() else None
    draft = path.with_name(_DRAFT.format(os.urandom(8).hex()))
    # Never more open than the file that it replaces, not even while it is being written.
    descriptor = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o666 if mode is None else mode)
    try:
        with open(descriptor, "wb") as file:
            file.writelines(data)
            file.flush()
            # Without it a name can be on disk before what it names, and a stop in between leaves an empty file.
            os.fsync(file.fileno())
        if mode is not None:
            draft.chmod(mode)
        os.replace(draft, path)
    except BaseException:
        with contextlib.suppress(OSError):
            draft.unlink(missing_ok=True)
        raise


def _clear_drafts(folder: Path) -> None:
    """Removes the drafts that writers who were killed left in a folder."""
    with contextlib.suppress(OSError):
        for draft in folder.glob(_DRAFT.format("*")):
            with contextlib.suppress(OSError):
                if time.time() - draft.stat().st_mtime > _LEFT:
                    draft.unlink()
