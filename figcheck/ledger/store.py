"""The file of a ledger: what is kept of articles, in SQLite.

One row an article, in two tables: ``article`` has what is looked through for all of them, ``record`` what is fetched
for some. Written in transactions, with a journal that goes ahead (WAL): whoever is killed in the midst leaves the file
as it was after the last one.
"""

from __future__ import annotations

import marshal
import os
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

from figcheck.archive.kept import Kept, Tally
from figcheck.articles import Header, Ignore, Remark
from figcheck.ledger.versions import opened
from figcheck.packed import pack, unpack

_MANY: Final = 500  # variables of one statement
_SCHEMA: Final = (
    "CREATE TABLE fact (name TEXT PRIMARY KEY, value BLOB) WITHOUT ROWID",
    """CREATE TABLE article (
        no INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, seen BLOB NOT NULL, day INTEGER NOT NULL,
        linked INTEGER NOT NULL, keys BLOB NOT NULL, rows_of_keys BLOB NOT NULL, tolls BLOB NOT NULL,
        rows_of_tolls BLOB NOT NULL, story_keys BLOB NOT NULL, wordings BLOB NOT NULL)""",
    """CREATE TABLE record (
        no INTEGER PRIMARY KEY, header BLOB NOT NULL, tally BLOB NOT NULL, claims BLOB NOT NULL, beside BLOB NOT NULL,
        skips BLOB NOT NULL, text BLOB NOT NULL, rows BLOB NOT NULL, told BLOB NOT NULL, notes BLOB NOT NULL)""",
)


class Notes(NamedTuple):
    """The comments for figcheck in an article, and the remarks on it."""

    ignores: tuple[Ignore, ...]
    remarks: tuple[Remark, ...]


class Entry(NamedTuple):
    """What is looked through of an article."""

    no: int
    id: str
    seen: bytes
    day: int
    linked: int
    keys: bytes
    rows_of_keys: bytes
    tolls: bytes
    rows_of_tolls: bytes
    story_keys: bytes
    wordings: bytes


class Store:
    """Articles as they are kept, each under a number. Raises Refused for a file that is no ledger of this version."""

    def __init__(self, path: Path | None = None, *, is_new: bool = True) -> None:
        """``path`` is the file, made where there is none and ``is_new``; None is a file that nobody sees, and that is
        gone when the store is closed."""
        self._hidden: tempfile.TemporaryDirectory[str] | None = None
        if path is None:
            self._hidden = tempfile.TemporaryDirectory(prefix="figcheck-")
            path = Path(self._hidden.name) / "articles"
        self.path = path
        self._at = opened(path, _SCHEMA, lasting=self._hidden is None, is_new=is_new)

    def close(self) -> None:
        """Close the file."""
        self._at.close()
        if self._hidden is not None:
            self._hidden.cleanup()

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *raised: object) -> None:
        self.close()

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all that is written inside, or nothing."""
        self._at.execute("BEGIN IMMEDIATE")
        try:
            yield
        except BaseException:
            self._at.execute("ROLLBACK")
            raise
        self._at.execute("COMMIT")

    # --- articles ---

    def put(self, kept: Iterable[tuple[bytes, Kept]]) -> list[int]:
        """Keep articles, each with the digest of what it was read from; an id that is there already is replaced. Gives
        their numbers."""
        numbers = []
        for seen, article in kept:
            self._drop("id = ?", (article.header.id,))
            made = self._at.execute(
                "INSERT INTO article VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    article.header.id,
                    seen,
                    article.day,
                    article.linked,
                    article.keys,
                    article.rows_of_keys,
                    article.tolls,
                    article.rows_of_tolls,
                    article.story_keys,
                    article.wordings,
                ),
            )
            no = made.lastrowid
            assert no is not None
            self._at.execute(
                "INSERT INTO record VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
                (
                    no,
                    pack(Header, article.header),
                    marshal.dumps(tuple(article.tally)),
                    article.claims,
                    article.beside,
                    article.skips,
                    article.text,
                    article.rows,
                    article.told,
                    pack(Notes, Notes(article.ignores, article.remarks)) if article.ignores or article.remarks else b"",
                ),
            )
            numbers.append(no)
        return numbers

    def _drop(self, where: str, values: Sequence[Any]) -> None:
        self._at.execute(f"DELETE FROM record WHERE no IN (SELECT no FROM article WHERE {where})", values)
        self._at.execute(f"DELETE FROM article WHERE {where}", values)

    def drop(self, numbers: Iterable[int]) -> None:
        """Forget articles."""
        for no in numbers:
            self._drop("no = ?", (no,))

    def known(self) -> dict[str, tuple[int, bytes]]:
        """Article id → its number, and the digest of what it was read from."""
        rows = self._at.execute("SELECT id, no, seen FROM article")
        return {id: (no, seen) for id, no, seen in rows}

    def entries(self, numbers: Sequence[int] | None = None) -> Iterator[Entry]:
        """What is looked through: of all articles by number, or of some."""
        columns = ", ".join(Entry._fields)
        if numbers is None:
            yield from map(Entry._make, self._at.execute(f"SELECT {columns} FROM article ORDER BY no"))
            return
        for row in self._some(f"SELECT {columns} FROM article WHERE no IN", numbers):
            yield Entry._make(row)

    def headers(self, numbers: Sequence[int]) -> dict[int, Header]:
        """The headers of articles by number."""
        return {
            no: unpack(Header, data) for no, data in self._some("SELECT no, header FROM record WHERE no IN", numbers)
        }

    def tallies(self, numbers: Sequence[int]) -> dict[int, Tally]:
        """What articles gave in counts, by number."""
        rows = self._some("SELECT no, tally FROM record WHERE no IN", numbers)
        return {no: Tally(*marshal.loads(data)) for no, data in rows}

    def notes(self, numbers: Sequence[int]) -> dict[int, Notes]:
        """The comments for figcheck and the remarks of articles that have any, by number."""
        rows = self._some("SELECT no, notes FROM record WHERE notes != x'' AND no IN", numbers)
        return {no: unpack(Notes, data) for no, data in rows}

    def records(self, columns: Sequence[str], numbers: Sequence[int]) -> dict[int, tuple[bytes, ...]]:
        """Some of what is kept of articles as it is kept, by number: claims, beside, skips, text, rows, told."""
        rows = self._some(f"SELECT no, {', '.join(columns)} FROM record WHERE no IN", numbers)
        return {no: tuple(values) for no, *values in rows}

    def _some(self, statement: str, numbers: Sequence[int]) -> Iterator[Any]:
        ordered = sorted(set(numbers))
        for start in range(0, len(ordered), _MANY):
            some = ordered[start : start + _MANY]
            yield from self._at.execute(f"{statement} ({', '.join('?' * len(some))})", some)

    # --- what is known beside articles ---

    def fact(self, name: str) -> bytes | None:
        """Something that was noted under a name."""
        row = self._at.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row is not None else None

    def note(self, name: str, value: bytes) -> None:
        """Note something under a name."""
        self._at.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def count(self) -> int:
        """How many articles are kept."""
        row = self._at.execute("SELECT count(*) FROM article").fetchone()
        return int(row[0])

    def size(self) -> int:
        """The bytes of the file."""
        return os.path.getsize(self.path)
