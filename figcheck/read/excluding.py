"""Which paths in a folder or archive are passed over because the user said so."""

from __future__ import annotations

from collections.abc import Sequence
from fnmatch import fnmatchcase


def is_excluded(path: str, patterns: Sequence[str]) -> bool:
    """Whether one of the patterns fits the path, seen from the folder that was named, or a folder on its way.

    A folder's own path ends in a slash. A pattern without a slash fits a file or folder of that name anywhere
    ("drafts", "*.html"). One with a slash fits the path from its beginning ("2023/*.txt"), where "**" stands for any
    folders, or none ("**/old/*.txt"). A slash at its end says that it is a folder. Capitals count.
    """
    parts = path.strip("/").split("/")
    return any(_fits(parts, pattern, path.endswith("/")) for pattern in patterns)


def _fits(parts: Sequence[str], pattern: str, is_folder: bool) -> bool:
    names = pattern.removeprefix("./").strip("/").split("/")
    inside = parts if is_folder or not pattern.endswith("/") else parts[:-1]
    if "/" not in pattern.rstrip("/"):
        return any(fnmatchcase(part, names[0]) for part in inside)
    return _leads(inside, names)


def _leads(parts: Sequence[str], names: Sequence[str]) -> bool:
    """Whether the names fit the first parts, so that these are what is meant, or a folder around it."""
    if not names:
        return True
    if names[0] == "**":
        return any(_leads(parts[at:], names[1:]) for at in range(len(parts) + (len(names) > 1)))
    return bool(parts) and fnmatchcase(parts[0], names[0]) and _leads(parts[1:], names[1:])
