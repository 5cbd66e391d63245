"""Writing a report to a file: whole or not at all."""

from __future__ import annotations

import contextlib
import os
from pathlib import Path

from figcheck.problems import Problem, Refused


def write_file(path: Path, content: str | bytes) -> None:
    """Writes bytes, or text as UTF-8, into a new file beside the target, then puts it in the target's place.

    Missing folders are made. A link is followed; a device or a pipe is written to as it is, since replacing
    one would destroy it. Raises Refused when the file cannot be written; the old one is then untouched.
    """
    try:
        path = path.resolve()
        path.parent.mkdir(parents=True, exist_ok=True)
        if path.exists() and not path.is_file():
            _write(path, content, "wb")
            return
        draft = path.with_name(f".{path.name}.{os.urandom(6).hex()}.tmp")
        try:
            _write(draft, content, "xb")
            if path.exists():
                draft.chmod(path.stat().st_mode & 0o777)
            os.replace(draft, path)
        except BaseException:
            with contextlib.suppress(OSError):
                draft.unlink(missing_ok=True)
            raise
    except (OSError, RuntimeError) as error:  # RuntimeError: a loop of links, before Python 3.13
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(Problem(f"cannot write the report: {reason}", file=str(path))) from error


def _write(path: Path, content: str | bytes, mode: str) -> None:
    with path.open(mode) as file:
        file.write(content.encode("utf-8") if isinstance(content, str) else content)
