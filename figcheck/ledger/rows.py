"""The rows of files that a ledger has articles of: what stands there as it stood need not be read again."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path
from typing import Any, Final

from figcheck.expressions import expression
from figcheck.read.knownrows import KnownRow
from figcheck.read.options import ReadOptions

_SIZE: Final = 16  # bytes of a digest
_SECOND: Final = expression(r"~[0-9]+\Z")  # of an id that another article of its run had first


class LedgerRows:
    """The rows that a ledger has articles of (``read.KnownRows``).

    A row is known by its text, its file, and all that decides what is read of it: ``tools`` is the digest of our own
    code and of the lexicon.
    """

    def __init__(self, tools: bytes, options: ReadOptions, root: Path | None) -> None:
        self._articles: dict[bytes, list[KnownRow]] = defaultdict(list)
        self._is_all_read = bool(options.fields)  # with --map it counts which names were met
        self._salt = hashlib.sha256(tools)  # most processors have it built in
        self._salt.update(repr((options, root)).encode("utf-8", "surrogatepass"))

    def know(self, rows: Iterable[tuple[bytes, str, bool]]) -> None:
        """Take in rows by their digests, with the ids of their articles, and whether they state these themselves."""
        for digest, id, keeps_id in rows if not self._is_all_read else ():
            if not _SECOND.search(id):
                self._articles[digest].append(KnownRow(id, keeps_id))

    def of_file(self, home: str, shown: str) -> RowsOfFile:
        """Those of a file, by its path from the root and as the user gave it."""
        salt = self._salt.copy()
        salt.update(repr((home, shown)).encode("utf-8", "surrogatepass"))
        return RowsOfFile(self._articles, salt)


class RowsOfFile:
    """Those of one file (``read.FileRows``)."""

    def __init__(self, articles: dict[bytes, list[KnownRow]], salt: Any) -> None:
        self._articles = articles
        self._salt = salt

    def digest(self, member: str | None, row: bytes) -> bytes:
        """What a row is known by."""
        digest = self._salt.copy()
        digest.update(f"{member or ''}\0".encode("utf-8", "surrogatepass"))
        digest.update(row)
        found: bytes = digest.digest()[:_SIZE]
        return found

    def same(self, digest: bytes, number: int) -> KnownRow | None:
        """The article of a row, where it is known and would have the same id now; each is given once."""
        known = self._articles.get(digest, ())
        for article in known:
            if article.keeps_id or article.id.endswith(f"#{number}"):
                self._articles[digest].remove(article)
                return article
        return None
