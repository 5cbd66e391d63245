"""Which of the files to be read are in focus, and which of those in focus are to be read beside them."""

from __future__ import annotations

import os
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

from figcheck.problems import Refused
from figcheck.read.folders import Source, find_sources


class InFocus(NamedTuple):
    """``paths`` is all that is to be read; ``shown`` are the files in focus, sorted, as their articles have them under
    ``path``."""

    paths: tuple[str | Path, ...]
    shown: tuple[str, ...]


def named_in_focus(paths: Sequence[str | Path], focus: Sequence[str | Path]) -> InFocus:
    """The files and folders of ``focus``, which are read too when they are not among ``paths``.

    A file keeps the path, and so the id, that it has without a focus. Raises Refused like read_paths, and for a folder
    in focus that holds no article.
    """
    find_sources([*paths, *focus])  # refuses, with all that is missing
    known = {_file(source.path): source.shown for source in _sources(paths)}
    beside: list[str | Path] = []
    shown: set[str] = set()
    for path in focus:
        sources = find_sources([path]).sources
        new = [source for source in sources if _file(source.path) not in known]
        beside += [path] if len(new) == len(sources) else [source.path for source in new]
        known |= {_file(source.path): source.shown for source in new}
        shown |= {known[_file(source.path)] for source in sources}
    return InFocus((*paths, *beside), tuple(sorted(shown)))


def changed_in_focus(paths: Sequence[str | Path], changed: Callable[[], Iterable[Path]]) -> InFocus:
    """Those of the ``changed`` files that are read with ``paths``; others are no articles of this run.

    Which have changed is asked when it is known that the paths exist. Raises Refused like read_paths.
    """
    sources = find_sources(paths).sources
    files = {_file(path) for path in changed()}
    shown = {source.shown for source in sources if _file(source.path) in files}
    return InFocus(tuple(paths), tuple(sorted(shown)))


def _sources(paths: Sequence[str | Path]) -> list[Source]:
    """The files behind paths that exist; none is no mistake here."""
    try:
        return find_sources(paths).sources
    except Refused:
        return []


def _file(path: Path) -> str:
    """Equal for two ways to one file: through links, on disks that tell no case apart, or that write é in two ways."""
    return unicodedata.normalize("NFC", os.path.normcase(os.path.realpath(path)))
