"""Input files to articles: the first stage. Each format has a file; ``read_paths`` is the way in.

Every article's text leads back to the file as it lies on disk, and nothing is passed over in silence: what
cannot be read comes as an ``Unread`` row among the articles.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Any, cast

from figcheck.articles import Article, PassedOver, RowRead, Unchanged, Unread
from figcheck.homes import Homes
from figcheck.read.drafts import Draft, Row, Same, SameRows, finished, normal
from figcheck.read.focus import InFocus, changed_in_focus, named_in_focus
from figcheck.read.folders import Found, Source, find_sources
from figcheck.read.frames import Records, drafts_of
from figcheck.read.given import HEAD, Given, Unreadable
from figcheck.read.ignores import covered, uncommented
from figcheck.read.knownrows import FileRows, KnownRows
from figcheck.read.lists import STDIN
from figcheck.read.options import FIELDS, ReadOptions
from figcheck.read.recognise import FORMATS, read_given
from figcheck.read.unpacking import Filled, buffered
from figcheck.timelimit import TookTooLong, time_limit

__all__ = [
    "FIELDS",
    "INPUT_FORMATS",
    "STDIN",
    "FileRows",
    "InFocus",
    "KnownRows",
    "ReadOptions",
    "changed_in_focus",
    "named_in_focus",
    "read_changed",
    "read_paths",
    "read_records",
]

INPUT_FORMATS = tuple(FORMATS)
"""What ``ReadOptions.input_format`` may be."""

_AS_USUAL = ReadOptions()


def read_paths(
    paths: Sequence[str | Path], options: ReadOptions = _AS_USUAL, *, root: Path | None = None
) -> Iterator[Article | Unread | PassedOver]:
    """The articles behind files and folders, and a row for everything that could not be read.

    Files come sorted by path, each once; articles of a file in its order. Ids are unique in the run: a second "a"
    becomes "a~2". "-" among the paths is standard input, "@FILE" a list of paths (see ``read.lists``). Files of other
    kinds, and what an archive or container holds beside articles, come as counts of what was passed over.
    ``root`` is where articles that lie in no repository are at home (``Header.lasting_id``).

    Raises Refused, before anything is read, naming every path that does not exist, or when there is no
    article file at all.
    """
    # Without rows that are known nothing comes unchanged.
    return cast(Iterator[Article | Unread | PassedOver], read_changed(paths, options, root=root))


def read_changed(
    paths: Sequence[str | Path],
    options: ReadOptions = _AS_USUAL,
    *,
    rows: KnownRows | None = None,
    root: Path | None = None,
) -> Iterator[Article | Unchanged | Unread | PassedOver]:
    """As ``read_paths``, but articles of ``rows`` that are known come as Unchanged, from formats of which a row is an
    article (JSON Lines). Ids are those of ``Header.lasting_id`` there."""
    return _read_all(find_sources(paths, options.exclude), options, Homes(root) if root is not None else None, rows)


def read_records(
    records: Records, *, columns: Mapping[str, str] | None = None, name: str = "records"
) -> Iterator[Article | Unread]:
    """The articles of a pandas frame, or of mappings, one each, and a row for every one that is none.

    ``columns`` maps our names (text, title, outlet, author, published, url, id) to the keys under which they stand.
    ``name`` is what the table is called in places: "records#3" is its third row. Raises Refused for a column that the
    frame does not have, and for what are no records.
    """
    taken: dict[str, int] = {}
    for draft in drafts_of(records, columns or {}, name):
        if isinstance(draft, Unread):
            yield draft
        else:
            yield finished(normal(draft), _unique(draft.given_id or f"{name}#{draft.number}", taken), name)


def _read_all(
    found: Found, options: ReadOptions, homes: Homes | None, rows: KnownRows | None
) -> Iterator[Article | Unchanged | Unread | PassedOver]:
    yield from found.unread
    yield from found.others
    taken: dict[str, int] = {}
    for source in found.sources:
        home = homes.of(source.path) if homes is not None else ""
        known = rows.of_file(home, source.shown) if rows is not None else None
        for draft in _read_source(source, options, known):
            if isinstance(draft, SameRows):
                yield from _unless_second(draft, source, home, taken)
            else:
                yield _finished(draft, source, home, taken)


def _unless_second(
    same: SameRows, source: Source, home: str, taken: dict[str, int]
) -> Iterator[Article | Unchanged | Unread | PassedOver]:
    """Known rows as Unchanged; one whose id another article of this run has is read after all."""
    unchanged: list[tuple[str, RowRead]] = []
    for row in same.rows:
        wanted = row.known.id if row.known.keeps_id else source.id + _inside(row)
        if wanted not in taken:
            taken[wanted] = 1
            unchanged.append((row.known.id, row.row))
            continue
        if unchanged:
            yield Unchanged(source.shown, unchanged)
            unchanged = []
        yield _finished(row.read(), source, home, taken)
    if unchanged:
        yield Unchanged(source.shown, unchanged)


def _finished(
    draft: Draft | Unread | PassedOver, source: Source, home: str, taken: dict[str, int]
) -> Article | Unread | PassedOver:
    """The article of a draft under an id that no other of this run has; what is none as it is."""
    if not isinstance(draft, Draft):
        return draft
    inside = _inside(draft)
    article_id = _unique(draft.given_id or source.id + inside, taken)
    draft = normal(uncommented(draft))
    at_home = home if draft.given_id is not None or not home else home + inside  # an id holds wherever it lies
    return covered(finished(draft, article_id, source.shown, at_home), draft.notes or ())


def _inside(draft: Draft | Same) -> str:
    """Where an article stands inside of its file."""
    member = "" if draft.member is None else f"#{draft.member}"
    number = "" if draft.number is None else f"#{draft.number}"
    return f"{member}{number}"


def _unique(wanted: str, taken: dict[str, int]) -> str:
    """The id, with "~2", "~3" … behind it when it is taken."""
    free = wanted
    while free in taken:
        taken[wanted] += 1
        free = f"{wanted}~{taken[wanted]}"
    taken[free] = 1
    return free


def _read_source(source: Source, options: ReadOptions, rows: FileRows | None) -> Iterator[Row]:
    """The drafts of one file; one that cannot be opened or read further gives a row, as does one that takes too long or
    has too many articles."""
    try:
        with _opened(source) as stream:
            name = "" if source.is_stdin else source.path.name
            given = Given(stream, source.shown, name, options, named=source.named, rows=rows)
            try:
                yield from _within_limits(read_given(given), given)
            except Unreadable as error:
                yield given.refused(error)
            except TookTooLong as error:
                yield given.unread(error.reason, error.advice)
    except OSError as error:
        yield Unread(
            source.shown,
            f"cannot be opened: {error.strerror or error}",
            "check that the file is there and yours to read",
        )


def _within_limits(drafts: Iterator[Row], given: Given) -> Iterator[Row]:
    """What is read of a file. Raises TookTooLong when one article takes too long (no more is then had of the file), and
    Unreadable when there are too many."""
    limits = given.options
    count = 0
    while True:
        with time_limit(limits.max_seconds):
            draft = next(drafts, None)
        if draft is None:
            return
        count += len(draft.rows) if isinstance(draft, SameRows) else isinstance(draft, Draft)
        if count > limits.max_articles:
            raise Unreadable(
                f"holds more than {limits.max_articles:,} articles; those behind were not read",
                "split the file, or raise the limit (--max-articles)",
            )
        yield draft


def _opened(source: Source) -> BufferedReader[Any]:
    """The bytes of a file, or of standard input. Raises OSError."""
    if not source.is_stdin:
        return BufferedReader(open(source.path, "rb", buffering=0), HEAD)
    if sys.stdin is None:
        raise OSError("there is no standard input")
    return buffered(Filled(sys.stdin.buffer))
