"""The tables of a ledger, and the records that stand for their rows.

One row an article in each of three tables: ``article`` has what is read of all of them, which is small and lies close
together, ``keyed`` the keys by which they are looked through, ``record`` what is fetched for some.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from figcheck.articles import Ignore, Remark, RowRead

SCHEMA: Final = (
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    """CREATE TABLE article (
        no INTEGER PRIMARY KEY AUTOINCREMENT, id TEXT NOT NULL, state INTEGER NOT NULL, seen BLOB NOT NULL,
        offset INTEGER NOT NULL, line INTEGER NOT NULL, row BLOB NOT NULL, row_offset INTEGER NOT NULL,
        row_line INTEGER NOT NULL, keeps_id INTEGER NOT NULL, digest TEXT NOT NULL, edition TEXT NOT NULL,
        day INTEGER NOT NULL, linked INTEGER NOT NULL, header BLOB NOT NULL, tally BLOB NOT NULL,
        notes BLOB NOT NULL)""",
    "CREATE INDEX article_id ON article (id)",
    "CREATE INDEX article_state ON article (state)",
    "CREATE INDEX article_digest ON article (state, digest)",
    "CREATE INDEX article_edition ON article (state, edition)",
    """CREATE TABLE keyed (
        no INTEGER PRIMARY KEY, keys BLOB NOT NULL, rows_of_keys BLOB NOT NULL, tolls BLOB NOT NULL,
        rows_of_tolls BLOB NOT NULL, outlines BLOB NOT NULL, story_keys BLOB NOT NULL, wordings BLOB NOT NULL,
        rows_of_wordings BLOB NOT NULL)""",
    """CREATE TABLE record (
        no INTEGER PRIMARY KEY, claims BLOB NOT NULL, beside BLOB NOT NULL, skips BLOB NOT NULL, text BLOB NOT NULL,
        rows BLOB NOT NULL, told BLOB NOT NULL)""",
    # What linking made of them: where an article is linked, what blocks and heaps there are.
    """CREATE TABLE place (
        no INTEGER PRIMARY KEY, event INTEGER NOT NULL, story INTEGER NOT NULL, heap INTEGER NOT NULL,
        crowded INTEGER NOT NULL)""",
    "CREATE INDEX place_event ON place (event)",
    "CREATE TABLE bucket (kind INTEGER, number INTEGER, keys BLOB, members BLOB, PRIMARY KEY (kind, number))",
    "CREATE TABLE change (kind INTEGER NOT NULL, keys BLOB NOT NULL, members BLOB NOT NULL, gone BLOB NOT NULL)",
    "CREATE TABLE story (id INTEGER PRIMARY KEY, articles BLOB NOT NULL, pairs BLOB NOT NULL)",
    """CREATE TABLE heap (
        id INTEGER PRIMARY KEY, articles BLOB NOT NULL, links BLOB NOT NULL, company BLOB NOT NULL, settled BLOB)""",
    "CREATE TABLE memory (key BLOB PRIMARY KEY, value BLOB NOT NULL, asked INTEGER NOT NULL) WITHOUT ROWID",
)
LINKED, PARKED, GONE = range(3)
"""What an article of a ledger is: one of those that are checked, one that is only kept, one that is to be forgotten."""


class Notes(NamedTuple):
    """The comments for figcheck in an article, and the remarks on it."""

    ignores: tuple[Ignore, ...]
    remarks: tuple[Remark, ...]


NO_ROW: Final = RowRead(b"", 0, 0)
"""That of an article which does not lie in rows."""


class Seen(NamedTuple):
    """What an article was read from, by its digest, and where in its file it began; and the row, for what lies in
    rows."""

    digest: bytes = b""
    offset: int = 0
    line: int = 0
    row: RowRead = NO_ROW


class Ordered(NamedTuple):
    """What an article is sorted by, and how many of its claims are linked."""

    no: int
    id: str
    day: int
    linked: int


class Placed(NamedTuple):
    """Where an article is linked: the number of the event it tells of (0: none), its heap of stories (0: none), and
    its heap. An event keeps its number as long as most of its articles stay; heaps are called by the number of an
    article in them. ``crowded`` of its claims stand in blocks that hold too many to be held against all."""

    event: int
    story: int
    heap: int
    crowded: int
