"""Articles in the order in which they are linked, with their claims numbered through, and columns of them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from figcheck.archive.blocks import Places, column
from figcheck.columns import Column, distinct
from figcheck.ledger.store import Store
from figcheck.ledger.tables import Ordered

ROW_BITS = 16  # of a claim's name: the number of its article, then the place of its row


class Articles:
    """Some articles of a store by their place: the earlier published first, then by id.

    Claims that can be linked are numbered through in that order; ``base`` has the first of each article, and one more
    behind the last. ``days`` has the day of each article.
    """

    def __init__(self, ordered: Sequence[Ordered]) -> None:
        ordered = sorted(ordered, key=_order)
        self.numbers = [article.no for article in ordered]
        self.ids = [article.id for article in ordered]
        self.days: Places = np.array([article.day for article in ordered], dtype=np.int64)
        counts = np.array([article.linked for article in ordered], dtype=np.int64)
        self.base: Places = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        self.claim_days: Places = np.repeat(self.days, counts)
        numbers = np.array(self.numbers, dtype=np.int64)
        self._by_number = np.argsort(numbers)
        self._sorted = numbers[self._by_number]
        self._of_place = numbers

    def __len__(self) -> int:
        return len(self.numbers)

    def places_of(self, numbers: Column) -> Places:
        """The places of articles by their numbers in the store."""
        return self._by_number[np.searchsorted(self._sorted, numbers.astype(np.int64))]

    def claims_of(self, names: Column) -> Places:
        """The numbers of claims by their names in the store."""
        rows = (names & np.uint64((1 << ROW_BITS) - 1)).astype(np.int64)
        return self.base[self.places_of(names >> np.uint64(ROW_BITS))] + rows

    def article_of(self, claims: Places) -> Places:
        """The places of the articles of claims, by their numbers."""
        return np.searchsorted(self.base, claims, side="right") - 1

    def names_of(self, claims: Places) -> Places:
        """The names of claims in the store, by their numbers."""
        places = self.article_of(claims)
        return (self._of_place[places] << ROW_BITS) | (claims - self.base[places])


def articles_of(store: Store, numbers: Sequence[int]) -> Articles:
    """The articles of these numbers."""
    return Articles(store.ordered(numbers))


def claim_keys(store: Store, numbers: Sequence[int]) -> tuple[Column, Column]:
    """The keys of the claims of articles, and the name of the claim of each."""
    return _of_claims(store, numbers, "keys", "rows_of_keys")


def toll_keys(store: Store, numbers: Sequence[int]) -> tuple[Column, Column]:
    """What joins tolls of one event in articles, and the name of the claim of each."""
    return _of_claims(store, numbers, "tolls", "rows_of_tolls")


def wording_keys(store: Store, numbers: Sequence[int]) -> tuple[Column, Column]:
    """The keys of the wordings of articles, and the name of a claim of each of their sentences."""
    return _of_claims(store, numbers, "wordings", "rows_of_wordings")


def article_keys(store: Store, numbers: Sequence[int], name: str) -> tuple[Column, Column]:
    """The ``story_keys`` or ``wordings`` of articles, and the number of the article of each."""
    of, parts = _read(store, numbers, name)
    return column(parts, np.uint64), _repeated(of, parts)


def days_of(store: Store, numbers: Column) -> Places:
    """The day of each of some articles by their numbers, which may repeat."""
    known = distinct(numbers)
    of_known: Places = np.array([article.day for article in sorted(store.ordered(known.tolist()))], dtype=np.int64)
    return of_known[np.searchsorted(known, numbers)]


def _of_claims(store: Store, numbers: Sequence[int], keys: str, rows: str) -> tuple[Column, Column]:
    of, values, places = _read(store, numbers, keys, rows)
    names = _repeated(of, values)
    names <<= np.uint64(ROW_BITS)
    names |= column(places, np.uint16)
    return column(values, np.uint64), names


def _read(store: Store, numbers: Sequence[int], *columns: str) -> list[list[Any]]:
    """The numbers of articles, and each column of theirs; no more than these is held of an archive."""
    read: list[list[Any]] = [[] for _ in range(len(columns) + 1)]
    for row in store.keys(columns, numbers):
        for values, value in zip(read, row, strict=True):
            values.append(value)
    return read


def _repeated(numbers: list[int], parts: list[bytes]) -> Column:
    """The number of an article for each key that it has."""
    sizes = np.array([len(part) // 8 for part in parts], dtype=np.int64)
    return np.repeat(np.array(numbers, dtype=np.uint64), sizes)


def _order(article: Ordered) -> tuple[int, str]:
    return article.day, article.id
