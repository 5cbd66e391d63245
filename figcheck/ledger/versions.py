"""Opening the file of a ledger: whose it is, and of which version."""

from __future__ import annotations

import os
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Final

from figcheck.problems import Problem, Refused

APPLICATION: Final = 0x46696743  # "FigC", by which SQLite files tell whose they are
VERSION: Final = 14
_WAIT: Final = 30.0  # seconds that another process may take to write
_HEAD: Final = b"SQLite format 3\0"


def is_ledger(path: Path) -> bool:
    """Whether a file is a database of SQLite, whatever it is called."""
    try:
        with path.open("rb") as file:
            return file.read(len(_HEAD)) == _HEAD
    except OSError:
        return False


def opened(path: Path, schema: Sequence[str], *, lasting: bool = True, is_new: bool = True) -> sqlite3.Connection:
    """The database of a ledger. A file that is not there is made, where ``is_new``; ``lasting``: it outlives the
    process, and whatever happens to that.

    Raises Refused for a file that is no ledger, or one of another version, and when it cannot be opened or written.
    """
    if not path.exists():
        if not is_new:
            advice = "make it: figcheck ledger add PATHS --ledger FILE"
            raise Refused(Problem(f"there is no ledger {path}", advice=advice))
        if not path.parent.is_dir():
            raise Refused(Problem(f"there is no folder {path.parent} for the ledger {path}", advice="make it first"))
    elif path.is_dir() or (path.stat().st_size and not is_ledger(path)):
        raise Refused(Problem(f"{path} is no ledger", expected="a file that `figcheck ledger add` made"))
    try:
        database = sqlite3.connect(path, timeout=_WAIT, isolation_level=None)
        _refuse_others(database, path)  # before anything is written to it
        if lasting:
            database.execute("PRAGMA journal_mode = WAL")
            database.execute("PRAGMA synchronous = NORMAL")
        else:
            database.execute("PRAGMA journal_mode = OFF")
            database.execute("PRAGMA synchronous = OFF")
        database.execute("PRAGMA temp_store = MEMORY")
        _prepare(database, path, schema)
    except sqlite3.Error as error:
        raise Refused(could_not(path if lasting else None, error)) from error
    return database


def is_ours(path: Path) -> bool:
    """Whether a ledger may be written, or is not there: its journal lies beside it."""
    return not path.exists() or (os.access(path, os.W_OK) and os.access(path.parent, os.W_OK))


def copy(path: Path, into: Path) -> None:
    """Copy a ledger that only others may write. Raises Refused for a file that is no ledger, or one of another version,
    and when it cannot be read or the copy not be written."""
    if not is_ledger(path):
        raise Refused(Problem(f"{path} is no ledger", expected="a file that `figcheck ledger add` made"))
    journal = Path(f"{path}-wal")
    # Without a journal nobody writes; with one SQLite reads it too, but not where it could not keep account of that.
    how = "mode=ro" if journal.exists() and journal.stat().st_size else "immutable=1"
    try:
        with (
            closing(sqlite3.connect(f"{path.absolute().as_uri()}?{how}", timeout=_WAIT, uri=True)) as source,
            closing(sqlite3.connect(into)) as made,
        ):
            _refuse_others(source, path)
            source.backup(made)
            made.execute("PRAGMA journal_mode = DELETE")  # the copy has no journal beside it
    except sqlite3.Error as error:
        raise Refused(could_not(path, error)) from error


def _refuse_others(database: sqlite3.Connection, path: Path) -> int:
    """How many tables a database has. Raises Refused, and closes it, where they are not those of a ledger of ours."""
    (application,) = database.execute("PRAGMA application_id").fetchone()
    (version,) = database.execute("PRAGMA user_version").fetchone()
    (tables,) = database.execute("SELECT count(*) FROM sqlite_master").fetchone()
    problem = None
    if application != APPLICATION and (application or tables):
        problem = Problem(f"{path} is a database of another program", expected="a ledger of figcheck")
    elif application == APPLICATION and version != VERSION:
        problem = _other_version(path, version)
    if problem is not None:
        database.close()
        raise Refused(problem)
    return int(tables)


def _prepare(database: sqlite3.Connection, path: Path, schema: Sequence[str]) -> None:
    database.execute("BEGIN IMMEDIATE")
    try:
        if not _refuse_others(database, path):  # another process may have made it meanwhile
            for statement in schema:
                database.execute(statement)
            database.execute(f"PRAGMA application_id = {APPLICATION}")
            database.execute(f"PRAGMA user_version = {VERSION}")
        database.execute("COMMIT")
    except sqlite3.Error:
        if database.in_transaction:
            database.execute("ROLLBACK")
        database.close()
        raise


def _other_version(path: Path, version: int) -> Problem:
    if version > VERSION:
        return Problem(
            f"the ledger {path} was made by a newer figcheck (layout {version}; this one knows {VERSION})",
            advice="update figcheck, or make the ledger anew",
        )
    return Problem(
        f"the ledger {path} has an older layout ({version}; this figcheck needs {VERSION})",
        advice="make it anew from its articles: figcheck ledger add PATHS --ledger NEW",
    )


def damage_in(database: sqlite3.Connection, path: Path | None) -> Problem | None:
    """What is told of a database whose pages do not fit together; None for a sound one."""
    try:
        (told,) = database.execute("PRAGMA quick_check(1)").fetchone()
    except sqlite3.Error as error:
        return could_not(path, error)
    return None if told == "ok" else could_not(path, sqlite3.DatabaseError(f"malformed, {told}"))


def could_not(path: Path | None, error: sqlite3.Error) -> Problem:
    """What is told when SQLite fails; without a path of the file for the time of a run."""
    told = str(error)
    if path is None:
        return no_room_beside("No space left on device" if "full" in told else told)
    if "locked" in told:
        return Problem(f"another process is writing to the ledger {path}", advice="wait until it is done")
    if "full" in told:
        return Problem(f"no room is left on the disk of the ledger {path}", advice="nothing of this step was kept")
    if "malformed" in told or "not a database" in told:
        return Problem(f"the ledger {path} is damaged: {told}", advice="make it anew from its articles")
    if "readonly" in told or "unable to open" in told:
        advice = "its file and the folder that it lies in must be yours to write"
        return Problem(f"the ledger {path} cannot be written: {told}", advice=advice)
    if "disk I/O" in told:
        advice = "is the disk full, over a quota, or gone? nothing of this step was kept"
        return Problem(f"the ledger {path} cannot be read or written: {told}", advice=advice)
    return Problem(f"the ledger {path} cannot be used: {told}")


def no_room_beside(reason: str) -> Problem:
    """What is told when the articles of a large run cannot be put aside."""
    return Problem(
        f"articles cannot be kept in the folder for temporary files, {tempfile.gettempdir()}: {reason}",
        advice="a large run needs about as much room there as its articles take; TMPDIR names another folder",
    )
