"""Lists of paths: ``@names.txt`` stands for the paths that the file holds, as for gcc, pytest and tar -T."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import NamedTuple

from figcheck.problems import Problem, Refused
from figcheck.quoting import show

STDIN = "-"
"""The path that stands for what comes through a pipe."""

SHOWN_STDIN = "<stdin>"

_MARK = "@"
_LONGEST_LIST = 64_000_000  # bytes


class Named(NamedTuple):
    """A path that the user named, and where: the list and its line, None for the command line."""

    path: Path
    is_stdin: bool = False
    file: str | None = None
    line: int | None = None


def named_paths(paths: list[str | Path]) -> list[Named]:
    """The paths with those that lists hold in place of the lists.

    A text "-" is standard input and "@FILE" a list ("./-" and "./@FILE" are files of these names, as is a Path). A list
    has one path a line, relative to the working directory; empty lines and those that begin with # are left out. Where
    it holds a NUL, paths end in NULs and anything else belongs to them. Raises Refused with every problem of the lists.
    """
    problems: list[Problem] = []
    found: list[Named] = []
    for path in paths:
        if path == STDIN and isinstance(path, str):
            found.append(Named(Path(STDIN), True))
        elif isinstance(path, str) and path.startswith(_MARK):
            try:
                found += _listed(path.removeprefix(_MARK))
            except Refused as refused:
                problems += refused.problems
        else:
            found.append(Named(Path(path)))
    from_stdin = [path for path in paths if path == f"{_MARK}{STDIN}"]
    if from_stdin and any(one.is_stdin for one in found):
        problems.append(
            Problem("standard input cannot be both a list of paths and an article", advice="name one of - and @-")
        )
    if problems:
        raise Refused(*problems)
    return found


def _listed(name: str) -> list[Named]:
    """The paths of one list."""
    shown = SHOWN_STDIN if name == STDIN else os.fsencode(name).decode("utf-8", "backslashreplace").replace("\\", "/")
    raw = _bytes(name, shown)
    separator = b"\0" if b"\0" in raw else b"\n"
    problems: list[Problem] = []
    found: list[Named] = []
    for number, line in enumerate(raw.removeprefix(b"\xef\xbb\xbf").split(separator), 1):
        if separator == b"\n":
            line = line.strip(b" \t\r")
            if line.startswith(b"#"):
                continue
        if not line:
            continue
        path = os.fsdecode(line)
        at = number if separator == b"\n" else None
        if path.startswith(_MARK):
            advice = "put its paths here; a file of that name is ./" + path
            problems.append(Problem(f"a list within a list: {show(path)}", shown, at, advice=advice))
        else:
            found.append(Named(Path(path), path == STDIN and name != STDIN, shown, at))
    if problems:
        raise Refused(*problems)
    if not found:
        raise Refused(Problem(f"the list {shown} holds no path", shown, expected="one path a line"))
    return found


def _bytes(name: str, shown: str) -> bytes:
    try:
        if name == STDIN:
            raw = sys.stdin.buffer.read(_LONGEST_LIST + 1) if sys.stdin is not None else b""
        else:
            with open(name, "rb") as stream:
                raw = stream.read(_LONGEST_LIST + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the name
        reason = getattr(error, "strerror", None) or error
        advice = f"@ is for a list of paths; a file whose name begins with it is ./@{shown}"
        raise Refused(Problem(f"the list {shown} cannot be opened: {reason}", shown, advice=advice)) from error
    if len(raw) > _LONGEST_LIST:
        raise Refused(Problem(f"the list {shown} is larger than {_LONGEST_LIST:,} bytes", shown))
    return raw
