"""From the paths that the user named to the files to read, in one order whatever the arguments' order."""

from __future__ import annotations

import os
import stat
from collections import Counter
from collections.abc import Iterable
from pathlib import Path
from typing import Final, NamedTuple

from figcheck.articles import PassedOver, Unread
from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.read.excluding import is_excluded
from figcheck.read.lists import SHOWN_STDIN, Named, named_paths
from figcheck.read.members import other_file
from figcheck.read.recognise import SUFFIXES


class Source(NamedTuple):
    """A file to read.

    ``path`` opens it; ``shown`` is the path as the user gave it, with forward slashes; ``id`` is what its
    article is called when the file states no id; ``named``: given by the user, not found in a folder; ``is_stdin``:
    standard input instead of a file.
    """

    path: Path
    shown: str
    id: str
    named: bool
    is_stdin: bool = False


class Found(NamedTuple):
    """What lies behind the paths: files to read, sorted by the path shown; folders that could not be opened; what was
    passed over."""

    sources: list[Source]
    unread: list[Unread]
    others: list[PassedOver]


def find_sources(paths: Iterable[str | Path], exclude: tuple[str, ...] = ()) -> Found:
    """The files behind the paths: files, folders, lists of paths, standard input (see ``lists``).

    A file is listed once, however often it is reached. In folders, hidden names are passed over, and so are, with a
    count, files whose suffix is not in ``SUFFIXES`` and what a pattern of ``exclude`` fits. Raises Refused with a
    problem for every path that does not exist, or when there is nothing to read at all.
    """
    named = {(one.path, one.is_stdin): one for one in reversed(named_paths(list(paths)))}
    missing = [_missing(one) for one in named.values() if not one.is_stdin and _is_missing(one.path)]
    if missing:
        raise Refused(*sorted(missing, key=lambda problem: (problem.file or "", problem.line or 0, problem.message)))
    given = sorted(path for path, is_stdin in named if not is_stdin)
    found: list[Source] = []
    unread: list[Unread] = []
    others: Counter[tuple[str, str]] = Counter()
    if any(one.is_stdin for one in named.values()):
        found.append(Source(Path(SHOWN_STDIN), SHOWN_STDIN, SHOWN_STDIN, True, True))
    for path in given:
        if os.path.isdir(path):
            _walk(path, exclude, found, unread, others)
        else:
            found.append(Source(path, printable(path), printable(Path(path.name)), True))
    if not found and not unread:
        where = ", ".join(sorted({printable(path) for path in given})) or "no path at all"
        suffixes = ", ".join(SUFFIXES)
        raise Refused(
            Problem(
                f"no article found in {where}: looked for {suffixes} files that are not hidden",
                file=printable(given[0]) if len(given) == 1 else None,
                expected=f"a file, or a folder with {suffixes} files",
                advice="name a file of another suffix on its own and it is read as what it holds",
            )
        )
    passed_over = [PassedOver(folder, what, count) for (folder, what), count in sorted(others.items())]
    return Found(_with_distinct_ids(_each_once(found)), sorted(set(unread), key=lambda row: row.path), passed_over)


def printable(path: Path) -> str:
    """The path with forward slashes; bytes of a file name that are no text are shown as ``\\xNN``."""
    return os.fsencode(path.as_posix()).decode("utf-8", "backslashreplace")


def _is_missing(path: Path) -> bool:
    """True when nothing stands there; what may not be looked at is there, and fails when it is opened."""
    try:
        os.stat(path)
    except PermissionError:
        return False
    except (OSError, ValueError):  # ValueError: a NUL in the name
        return True
    return False


_ADDRESS: Final = expression(r"[A-Za-z][A-Za-z0-9+.-]+:/")  # of two letters or more: one is a drive


def _missing(one: Named) -> Problem:
    path, shown = one.path, printable(one.path)
    if _ADDRESS.match(shown):
        is_file = shown.startswith("file:")
        shown = shown.replace(":/", ":///" if is_file else "://", 1)  # a path has it once
        advice = "give the path alone" if is_file else "fetch it first, as in `curl -s ADDRESS | figcheck check -`"
        problem = f"{shown} is an address, and figcheck opens files and folders alone"
        return Problem(problem, one.file or "", one.line, advice=advice)
    if any(sign in path.name for sign in "*?["):
        advice = "name the folder; --exclude leaves out what is in it"
        return Problem(f"nothing fits the pattern {shown}", one.file or "", one.line, advice=advice)
    if path.is_symlink():
        told = f"{shown} is a link to what is not there: {printable(Path(os.readlink(path)))}"
        return Problem(told, one.file or "", one.line, advice="put the link right, or take it away")
    parent = path.parent
    near = ""
    try:
        names = sorted(entry.name for entry in parent.iterdir())
    except (OSError, ValueError):
        names = []
    if names:
        from difflib import get_close_matches

        close = get_close_matches(path.name, names, 1)
        near = f"did you mean {printable(parent / close[0])}?" if close else ""
    return Problem(f"no such file or folder: {shown}", one.file or shown, one.line, advice=near)


def _walk(
    root: Path,
    exclude: tuple[str, ...],
    found: list[Source],
    unread: list[Unread],
    others: Counter[tuple[str, str]],
) -> None:
    """Adds the article files below a folder. Links to folders are followed, each folder once."""
    shown_root = printable(root)
    seen: set[str] = set()
    waiting = [root]
    while waiting:
        folder = waiting.pop()
        real = os.path.realpath(folder)
        if real in seen:
            continue
        seen.add(real)
        try:
            names = sorted(os.listdir(folder))
        except OSError as error:
            unread.append(
                Unread(printable(folder), f"the folder cannot be opened: {error.strerror}", "check its rights")
            )
            continue
        inner: list[Path] = []
        for name in names:
            path = folder / name
            if name.startswith("."):
                continue
            is_folder = os.path.isdir(path)
            if exclude and is_excluded(path.relative_to(root).as_posix() + "/" * is_folder, exclude):
                others[shown_root, "excluded"] += 1
            elif is_folder:
                inner.append(path)
            elif not _is_candidate(path):
                others[shown_root, other_file(path.suffix.lower())] += 1
            else:
                found.append(Source(path, printable(path), printable(path.relative_to(root)), False))
        waiting.extend(reversed(inner))


def _is_candidate(path: Path) -> bool:
    """True for an article file by its suffix, and for what cannot be looked at: opening it says why."""
    by_suffix = path.suffix.lower() in SUFFIXES
    try:
        return by_suffix and stat.S_ISREG(os.stat(path).st_mode)
    except OSError:  # a link to nowhere, a loop of links, a folder without the right to search
        return by_suffix


def _each_once(found: list[Source]) -> list[Source]:
    """One source a file, sorted. Of several ways to a file the smallest path stands; of ids, the longest."""
    once: dict[str, Source] = {}
    for source in sorted(found, key=lambda source: (source.shown, -len(source.id), source.id, source.named)):
        once.setdefault("" if source.is_stdin else os.path.realpath(source.path), source)
    return list(once.values())


def _with_distinct_ids(sources: list[Source]) -> list[Source]:
    """Files that would share an id are called by their whole path."""
    count = Counter(source.id for source in sources)
    return [source._replace(id=source.shown) if count[source.id] > 1 else source for source in sources]
