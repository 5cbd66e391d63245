"""Input files to articles: the first stage. Each format has a file; ``read_paths`` is the way in.

Every article's text leads back to the file as it lies on disk, and nothing is passed over in silence: what
cannot be read comes as an ``Unread`` row among the articles.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from io import BufferedReader
from pathlib import Path

from figcheck.articles import Article, Unread
from figcheck.read.drafts import Draft, finished
from figcheck.read.focus import InFocus, changed_in_focus, named_in_focus
from figcheck.read.folders import Source, find_sources
from figcheck.read.given import HEAD, Given, Unreadable
from figcheck.read.options import ReadOptions
from figcheck.read.recognise import read_given

__all__ = ["InFocus", "ReadOptions", "changed_in_focus", "named_in_focus", "read_paths"]

_AS_USUAL = ReadOptions()


def read_paths(paths: Sequence[str | Path], options: ReadOptions = _AS_USUAL) -> Iterator[Article | Unread]:
    """The articles behind files and folders, and a row for everything that could not be read.

    Files come sorted by path, each once; articles of a file in its order. Ids are unique in the run: a second "a"
    becomes "a~2".

    Raises Refused, before anything is read, naming every path that does not exist, or when there is no
    article file at all.
    """
    sources, unread = find_sources(paths)
    return _read_all(sources, unread, options)


def _read_all(sources: list[Source], unread: list[Unread], options: ReadOptions) -> Iterator[Article | Unread]:
    yield from unread
    taken: dict[str, int] = {}
    for source in sources:
        for draft in _read_source(source, options):
            if isinstance(draft, Unread):
                yield draft
                continue
            member = "" if draft.member is None else f"#{draft.member}"
            number = "" if draft.number is None else f"#{draft.number}"
            wanted = draft.given_id or f"{source.id}{member}{number}"
            yield finished(draft, _unique(wanted, taken), source.shown)


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """The id, with "~2", "~3" … behind it when it is taken."""
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}~{taken[wanted]}"
    taken[free] = 1
    return free


def _read_source(source: Source, options: ReadOptions) -> Iterator[Draft | Unread]:
    """The drafts of one file; a file that cannot be opened or decoded gives one row."""
    try:
        with BufferedReader(open(source.path, "rb", buffering=0), HEAD) as stream:
            given = Given(stream, source.shown, source.path.name, options, named=source.named)
            try:
                yield from read_given(given)
            except Unreadable as error:
                yield given.refused(error)
    except OSError as error:
        yield Unread(
            source.shown,
            f"cannot be opened: {error.strerror or error}",
            "check that the file is there and yours to read",
        )
