"""The file of a ledger: what is kept of articles, in SQLite.

Written in transactions, with a journal that goes ahead (WAL): whoever is killed in the midst leaves the file as it was
after the last one. What stands where, ``tables`` tells.
"""

from __future__ import annotations

import datetime as dt
import marshal
import os
import sqlite3
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Final

from figcheck.archive.kept import Kept, Tally
from figcheck.articles import Header, RowRead
from figcheck.ledger.tables import GONE, LINKED, SCHEMA, Notes, Ordered, Placed, Seen
from figcheck.ledger.turns import Turn
from figcheck.ledger.versions import copy, could_not, damage_in, is_ours, no_room_beside, opened
from figcheck.link.told import NO_DAY
from figcheck.packed import pack, pack_flat, unpack, unpack_flat
from figcheck.problems import Refused

_MANY: Final = 500  # variables of one statement
_FORGOTTEN: Final = 20  # checks after which what was not asked for again is forgotten
_NOTED: Final = 5  # checks after which it is noted that something is asked for still: that writes it anew


class Store:
    """Articles as they are kept, each under a number. Raises Refused for a file that is no ledger of this version."""

    def __init__(self, path: Path | None = None, *, is_new: bool = True, keeps: bool = True) -> None:
        """``path`` is the file, made where there is none and ``is_new``; None is a file that nobody sees, and that is
        gone when the store is closed, or the process ends however it may. Where nothing is to stay (not ``keeps``), a
        ledger that we may not write is copied into such a file."""
        self._hidden: tempfile.TemporaryDirectory[str] | None = None
        self.path = path
        self.is_trying = False
        self._has_asked = False
        self._turn: Turn | None = None
        if path is None or not (keeps or is_ours(path)):
            self._at = self._unseen(path)
        else:
            self._at = opened(path, SCHEMA, is_new=is_new)

    def _unseen(self, copied: Path | None) -> sqlite3.Connection:
        try:
            self._hidden = tempfile.TemporaryDirectory(prefix="figcheck-")
        except OSError as error:
            raise Refused(no_room_beside(error.strerror or str(error))) from error
        file = Path(self._hidden.name) / "articles"
        if copied is not None:
            copy(copied, file)
        found = opened(file, SCHEMA, lasting=False)
        if os.name == "posix":  # where an open file needs no name, and one without a name outlives nobody
            with suppress(OSError):  # it is tried once more when the store is closed
                self._hidden.cleanup()
        return found

    def close(self) -> None:
        """Close the file."""
        self._at.close()
        if self._turn is not None:
            self._turn.close()
        if self._hidden is not None:
            self._hidden.cleanup()

    def take_turn(self, on_wait: Callable[[], None] | None = None) -> None:
        """Be the only one who writes more than one transaction, until the store is closed. Raises Refused when another
        does for too long."""
        assert self.path is not None, "nobody else sees the file"
        self._turn = Turn(self.path, on_wait)

    def __enter__(self) -> Store:
        return self

    def __exit__(self, kind: object, error: BaseException | None, trace: object) -> None:
        """Close the file. Raises Refused in the place of what SQLite raised, and of what came of a damaged file."""
        told = could_not(self.path, error) if isinstance(error, sqlite3.Error) else None
        if told is None and isinstance(error, Exception) and not isinstance(error, Refused):
            told = damage_in(self._at, self.path)
        self.close()
        if told is not None:
            raise Refused(told) from error

    @contextmanager
    def writing(self) -> Iterator[None]:
        """One transaction: all that is written inside, or nothing. Inside another it is a part of that.

        Raises Refused when the file cannot be written.
        """
        if self._at.in_transaction:
            yield
            return
        try:
            self._at.execute("BEGIN IMMEDIATE")
            yield
            self._at.execute("COMMIT")
        except sqlite3.Error as error:
            self._undo()
            raise Refused(could_not(self.path, error)) from error
        except BaseException:
            self._undo()
            raise

    @contextmanager
    def trying(self) -> Iterator[None]:
        """All that is written inside is seen there, and undone in the end. ``is_trying`` tells of it, so that what
        nobody reads before is not written."""
        try:
            self._at.execute("BEGIN IMMEDIATE")
            self.is_trying = True
            yield
        except sqlite3.Error as error:
            raise Refused(could_not(self.path, error)) from error
        finally:
            self.is_trying = False
            self._undo()

    def _undo(self) -> None:
        if self._at.in_transaction:
            self._at.execute("ROLLBACK")

    # --- articles ---

    def put(self, kept: Iterable[tuple[Seen, Kept]]) -> list[int]:
        """Keep articles, each with what it was read from. Gives their numbers.

        An article that was kept under the same id is to be forgotten, once what it was linked with is linked anew.
        """
        numbers = []
        for seen, article in kept:
            header = article.header
            self._at.execute("UPDATE article SET state = ? WHERE id = ?", (GONE, header.id))
            notes = Notes(article.ignores, article.remarks)
            made = self._at.execute(
                f"INSERT INTO article VALUES (NULL, {_marks(16)})",
                (
                    header.id,
                    LINKED,
                    seen.digest,
                    seen.offset,
                    seen.line,
                    *seen.row,
                    header.keeps_id,
                    header.digest,
                    header.edition_of,
                    article.day,
                    article.linked,
                    pack_flat(header),
                    marshal.dumps(tuple(article.tally)),
                    pack(Notes, notes) if article.ignores or article.remarks else b"",
                ),
            )
            no = made.lastrowid
            assert no is not None
            self._at.execute(
                f"INSERT INTO keyed VALUES ({_marks(9)})",
                (
                    no,
                    article.keys,
                    article.rows_of_keys,
                    article.tolls,
                    article.rows_of_tolls,
                    article.outlines,
                    article.story_keys,
                    article.wordings,
                    article.rows_of_wordings,
                ),
            )
            self._at.execute(
                f"INSERT INTO record VALUES ({_marks(7)})",
                (no, article.claims, article.beside, article.skips, article.text, article.rows, article.told),
            )
            numbers.append(no)
        return numbers

    def mark(self, numbers: Iterable[int], state: int) -> None:
        """Say what articles are: LINKED, PARKED or GONE."""
        self._at.executemany("UPDATE article SET state = ? WHERE no = ?", ((state, no) for no in numbers))

    def forget(self) -> int:
        """Drop the articles that are gone and linked nowhere; how many they were."""
        where = "state = ? AND no NOT IN (SELECT no FROM place)"
        for table in ("record", "keyed"):
            self._at.execute(f"DELETE FROM {table} WHERE no IN (SELECT no FROM article WHERE {where})", (GONE,))
        return self._at.execute(f"DELETE FROM article WHERE {where}", (GONE,)).rowcount

    def known(self) -> dict[str, tuple[int, Seen]]:
        """Article id → its number, and what it was read from; of all that are not to be forgotten."""
        columns = "id, no, seen, offset, line, row, row_offset, row_line"
        rows = self._at.execute(f"SELECT {columns} FROM article WHERE state != ?", (GONE,))
        return {id: (no, Seen(digest, offset, line, RowRead(*row))) for id, no, digest, offset, line, *row in rows}

    def rows(self) -> Iterator[tuple[bytes, str, bool]]:
        """The rows of files that articles were read from, by their digests, with the ids of these articles, and whether
        the rows themselves state them; of all that are not to be forgotten."""
        where = "state != ? AND row != X''"
        for row, id, keeps_id in self._at.execute(f"SELECT row, id, keeps_id FROM article WHERE {where}", (GONE,)):
            yield row, id, bool(keeps_id)

    def numbers(self, state: int = LINKED) -> list[int]:
        """The articles of a state, by number."""
        return [no for (no,) in self._at.execute("SELECT no FROM article WHERE state = ? ORDER BY no", (state,))]

    def repeated(self) -> list[int]:
        """The articles whose text, or whose edition, another one that is checked has as well."""
        found: set[int] = set()
        for column in ("digest", "edition"):
            twice = (
                f"SELECT {column} FROM article WHERE state = ? AND {column} != '' GROUP BY {column} HAVING count(*) > 1"
            )
            rows = self._at.execute(
                f"SELECT no FROM article WHERE state = ? AND {column} IN ({twice})", (LINKED, LINKED)
            )
            found.update(no for (no,) in rows)
        return sorted(found)

    def alike(self, numbers: Iterable[int]) -> list[int]:
        """These articles, and all that are checked and have the text or the edition of one of these, or of one of
        those, and so on."""
        found: set[int] = set(numbers)
        asked: set[tuple[str, str]] = set()
        waiting = list(found)
        while waiting:
            rows = list(self._some("SELECT digest, edition FROM article WHERE no IN", waiting))
            named = {("digest", digest) for digest, _ in rows} | {("edition", edition) for _, edition in rows}
            new: set[int] = set()
            for column, value in sorted(named - asked):
                if value:
                    at = self._at.execute(f"SELECT no FROM article WHERE state = ? AND {column} = ?", (LINKED, value))
                    new.update(no for (no,) in at)
            asked |= named
            waiting = sorted(new - found)
            found |= new
        return sorted(found)

    def keys(self, columns: Sequence[str], numbers: Sequence[int]) -> Iterator[tuple[Any, ...]]:
        """What articles are looked through by: of each, by its number, that and some columns of ``Kept``: ``keys`` and
        ``rows_of_keys``, ``story_keys``, and so on."""
        yield from self._some(f"SELECT no, {', '.join(columns)} FROM keyed WHERE no IN", numbers)

    def ordered(self, numbers: Sequence[int]) -> list[Ordered]:
        """What articles are sorted by, and how many of their claims are linked."""
        return [Ordered(*row) for row in self._some("SELECT no, id, day, linked FROM article WHERE no IN", numbers)]

    def headers(self, numbers: Sequence[int]) -> dict[int, Header]:
        """The headers of articles by number."""
        rows = self._some("SELECT no, header FROM article WHERE no IN", numbers)
        return {no: unpack_flat(Header, data) for no, data in rows}

    def tallies(self, numbers: Sequence[int]) -> dict[int, Tally]:
        """What articles gave in counts, by number."""
        rows = self._some("SELECT no, tally FROM article WHERE no IN", numbers)
        return {no: Tally(*marshal.loads(data)) for no, data in rows}

    def notes(self, numbers: Sequence[int]) -> dict[int, Notes]:
        """The comments for figcheck and the remarks of articles that have any, by number."""
        rows = self._some("SELECT no, notes FROM article WHERE notes != x'' AND no IN", numbers)
        return {no: unpack(Notes, data) for no, data in rows}

    def records(self, columns: Sequence[str], numbers: Sequence[int]) -> dict[int, tuple[bytes, ...]]:
        """Some of what is kept of articles as it is kept, by number: claims, beside, skips, text, rows, told."""
        rows = self._some(f"SELECT no, {', '.join(columns)} FROM record WHERE no IN", numbers)
        return {no: tuple(values) for no, *values in rows}

    def _some(self, statement: str, numbers: Sequence[int]) -> Iterator[Any]:
        ordered = sorted(set(numbers))
        for start in range(0, len(ordered), _MANY):
            some = ordered[start : start + _MANY]
            yield from self._at.execute(f"{statement} ({_marks(len(some))})", some)

    # --- what linking made of them ---

    def places(self, numbers: Sequence[int] | None = None) -> dict[int, Placed]:
        """Where articles are linked, by number; of all, or of some."""
        statement = "SELECT no, event, story, heap, crowded FROM place"
        rows = self._at.execute(statement) if numbers is None else self._some(f"{statement} WHERE no IN", numbers)
        return {no: Placed(*placed) for no, *placed in rows}

    def gone(self) -> list[int]:
        """The articles that are to be forgotten and still linked."""
        where = "state = ? AND no IN (SELECT no FROM place)"
        return [no for (no,) in self._at.execute(f"SELECT no FROM article WHERE {where}", (GONE,))]

    def of_events(self, events: Sequence[int]) -> list[int]:
        """The articles that tell of events."""
        return [no for (no,) in self._some("SELECT no FROM place WHERE event IN", events)]

    def last_event(self) -> int:
        """The highest number of an event, 0 where there is none."""
        return int(self._at.execute("SELECT ifnull(max(event), 0) FROM place").fetchone()[0])

    def place(self, placed: Iterable[tuple[int, Placed]]) -> None:
        """Note where articles are linked."""
        self._at.executemany("INSERT OR REPLACE INTO place VALUES (?, ?, ?, ?, ?)", ((no, *at) for no, at in placed))

    def unplace(self, numbers: Iterable[int]) -> None:
        """Articles that are linked nowhere any more."""
        self._at.executemany("DELETE FROM place WHERE no = ?", ((no,) for no in numbers))

    def buckets(self, kind: int, numbers: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """Buckets of the block index: the keys in order, and the member of each."""
        rows = self._some(f"SELECT number, keys, members FROM bucket WHERE kind = {int(kind)} AND number IN", numbers)
        return {number: (keys, members) for number, keys, members in rows}

    def has_buckets(self, kind: int) -> bool:
        """Whether the block index has any of a kind."""
        return self._at.execute("SELECT 1 FROM bucket WHERE kind = ? LIMIT 1", (kind,)).fetchone() is not None

    def put_buckets(self, kind: int, buckets: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Write buckets of the block index."""
        rows = ((kind, *bucket) for bucket in buckets)
        self._at.executemany("INSERT OR REPLACE INTO bucket VALUES (?, ?, ?, ?)", rows)

    def changes(self, kind: int) -> Iterator[tuple[bytes, bytes, bytes]]:
        """What has changed since buckets were written: keys, the member of each, and the articles that are gone."""
        yield from self._at.execute("SELECT keys, members, gone FROM change WHERE kind = ? ORDER BY rowid", (kind,))

    def put_change(self, kind: int, keys: bytes, members: bytes, gone: bytes) -> None:
        """Write such a change beside the buckets."""
        self._at.execute("INSERT INTO change VALUES (?, ?, ?, ?)", (kind, keys, members, gone))

    def drop_changes(self, kind: int) -> None:
        """Drop the changes that the buckets have by now."""
        self._at.execute("DELETE FROM change WHERE kind = ?", (kind,))

    def key_counts(self, kind: int) -> tuple[int, int]:
        """How many keys of a kind are in buckets, and how many lie beside these."""
        counts = [
            self._at.execute(f"SELECT total(length(keys)) FROM {table} WHERE kind = ?", (kind,)).fetchone()[0]
            for table in ("bucket", "change")
        ]
        in_buckets, beside = (int(count) // 8 for count in counts)
        return in_buckets, beside

    def stories(self, numbers: Sequence[int]) -> dict[int, tuple[bytes, bytes]]:
        """Heaps of stories: their articles, and the pairs that are alike."""
        rows = self._some("SELECT id, articles, pairs FROM story WHERE id IN", numbers)
        return {number: (articles, pairs) for number, articles, pairs in rows}

    def put_stories(self, gone: Iterable[int], stories: Iterable[tuple[int, bytes, bytes]]) -> None:
        """Write heaps of stories in the place of others."""
        self._at.executemany("DELETE FROM story WHERE id = ?", ((number,) for number in gone))
        self._at.executemany("INSERT OR REPLACE INTO story VALUES (?, ?, ?)", stories)

    def heaps(self, numbers: Sequence[int]) -> dict[int, tuple[bytes, bytes, bytes]]:
        """Heaps: their articles, and the pairs of claims that are linked, and that company links."""
        rows = self._some("SELECT id, articles, links, company FROM heap WHERE id IN", numbers)
        return {number: (articles, links, company) for number, articles, links, company in rows}

    def heap_sizes(self, numbers: Sequence[int]) -> dict[int, int]:
        """How many articles heaps have."""
        return dict(self._some("SELECT id, length(articles) / 8 FROM heap WHERE id IN", numbers))

    def put_heaps(self, gone: Iterable[int], heaps: Iterable[tuple[int, bytes, bytes, bytes]]) -> None:
        """Write heaps in the place of others; they are not checked yet."""
        self._at.executemany("DELETE FROM heap WHERE id = ?", ((number,) for number in gone))
        self._at.executemany("INSERT OR REPLACE INTO heap VALUES (?, ?, ?, ?, NULL)", heaps)

    def unsettled(self) -> list[int]:
        """The heaps that are not checked yet."""
        return [number for (number,) in self._at.execute("SELECT id FROM heap WHERE settled IS NULL ORDER BY id")]

    def settle(self, settled: Iterable[tuple[int, bytes]]) -> None:
        """Note what the rules made of heaps."""
        self._at.executemany("UPDATE heap SET settled = ? WHERE id = ?", ((data, number) for number, data in settled))

    def unsettle(self) -> None:
        """Forget what the rules made of all heaps."""
        self._at.execute("UPDATE heap SET settled = NULL")
        self._at.execute("DELETE FROM memory")

    def settled(self) -> Iterator[bytes]:
        """What the rules made of all heaps that are checked."""
        for (data,) in self._at.execute("SELECT settled FROM heap WHERE settled IS NOT NULL ORDER BY id"):
            yield data

    # --- what is remembered of earlier checks ---

    def remembered(self, keys: Sequence[bytes]) -> dict[bytes, bytes]:
        """What is remembered under some keys; these are asked for in this check."""
        found: dict[bytes, bytes] = {}
        long_ago: list[bytes] = []
        check = self._check()
        for start in range(0, len(keys), _MANY):
            some = keys[start : start + _MANY]
            statement = f"SELECT key, value, asked FROM memory WHERE key IN ({_marks(len(some))})"
            for key, value, asked in self._at.execute(statement, some):
                found[key] = value
                if asked < check - _NOTED:
                    long_ago.append(key)
        with self.writing():
            self._at.executemany("UPDATE memory SET asked = ? WHERE key = ?", ((check, key) for key in long_ago))
        self._has_asked = self._has_asked or bool(keys)
        return found

    def remember(self, rows: Iterable[tuple[bytes, bytes]]) -> None:
        """Remember values under keys."""
        check = self._check()
        self._at.executemany(
            "INSERT OR REPLACE INTO memory VALUES (?, ?, ?)", ((key, value, check) for key, value in rows)
        )

    def forget_the_old(self) -> None:
        """Forget what many checks have not asked for, of those that asked for anything. This ends one."""
        if not self._has_asked:
            return
        self._has_asked = False
        check = self._check()
        self._at.execute("DELETE FROM memory WHERE asked < ?", (check - _FORGOTTEN,))
        self.note("checks", str(check + 1).encode())

    def _check(self) -> int:
        return int(self.fact("checks") or b"0")

    # --- what is known beside articles ---

    def fact(self, name: str) -> bytes | None:
        """Something that was noted under a name."""
        row = self._at.execute("SELECT value FROM fact WHERE name = ?", (name,)).fetchone()
        return row[0] if row is not None else None

    def note(self, name: str, value: bytes) -> None:
        """Note something under a name."""
        self._at.execute("INSERT OR REPLACE INTO fact VALUES (?, ?)", (name, value))

    def count(self, state: int = LINKED) -> int:
        """How many articles of a state are kept."""
        row = self._at.execute("SELECT count(*) FROM article WHERE state = ?", (state,)).fetchone()
        return int(row[0])

    def heap_count(self) -> int:
        """How many heaps there are."""
        return int(self._at.execute("SELECT count(*) FROM heap").fetchone()[0])

    def days(self) -> tuple[dt.date | None, dt.date | None]:
        """The first and the last day of publication of the articles that are checked."""
        where = "state = ? AND day < ?"
        row = self._at.execute(f"SELECT min(day), max(day) FROM article WHERE {where}", (LINKED, NO_DAY)).fetchone()
        first, last = (dt.date.fromordinal(day) if day is not None else None for day in row)
        return first, last

    def shrink(self) -> None:
        """Give back the room of what was dropped."""
        try:
            self._at.execute("VACUUM")
            self._at.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        except sqlite3.Error as error:
            raise Refused(could_not(self.path, error)) from error

    def size(self) -> int:
        """The bytes of the file."""
        return os.path.getsize(self.path) if self.path is not None else 0


def _marks(count: int) -> str:
    """Where so many values go in a statement."""
    return ", ".join("?" * count)
