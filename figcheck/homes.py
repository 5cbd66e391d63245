"""Where articles are at home: their paths as seen from the root of the archive, the same whichever folder is named and
wherever figcheck is started.

The root is that of the repository that a file lies in, else a folder that the caller names: that of the configuration,
or the working directory.
"""

from __future__ import annotations

import os
from pathlib import Path


class Homes:
    """The homes of files, each folder looked at once; ``otherwise`` is the root of what lies in no repository."""

    def __init__(self, otherwise: Path) -> None:
        self._otherwise = os.path.realpath(otherwise)
        self._repositories: dict[str, str | None] = {}

    def root(self, path: Path) -> str:
        """The root for a file or folder, as an absolute path without links."""
        return self._root(os.path.realpath(path))

    def of(self, path: Path) -> str:
        """Where a file or folder lies as seen from its root, with forward slashes: "." is the root itself, "../" leads
        out of it. "" on another drive."""
        try:
            real = os.path.realpath(path)
            home = os.path.relpath(real, self._root(real))
        except (OSError, ValueError):  # another drive; a working directory that is gone
            return ""
        return os.fsencode(home.replace(os.sep, "/")).decode("utf-8", "backslashreplace")

    def _root(self, real: str) -> str:
        return self._repository(real if os.path.isdir(real) else os.path.dirname(real)) or self._otherwise

    def _repository(self, folder: str) -> str | None:
        if folder not in self._repositories:
            above = os.path.dirname(folder)
            if os.path.exists(os.path.join(folder, ".git")):
                found: str | None = folder
            else:
                found = None if above == folder else self._repository(above)
            self._repositories[folder] = found
        return self._repositories[folder]
