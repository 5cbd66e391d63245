"""Articles of an archive in the order in which they are linked, and their columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.blocks import Places, column
from figcheck.ledger.store import Entry, Store

Numbers: TypeAlias = NDArray[Any]


class Articles:
    """The articles of a run by their place: the earlier published first, then by id.

    Claims that can be linked are numbered through in that order; ``base`` has the first of each article, and one more
    behind the last. ``days`` has the day of each article, ``seen`` the
    digest of what it was read from.
    """

    def __init__(self, entries: Sequence[Entry]) -> None:
        entries = sorted(entries, key=_order)
        self.numbers = [entry.no for entry in entries]
        self.ids = [entry.id for entry in entries]
        self.seen = [entry.seen for entry in entries]
        self.days: Places = np.array([entry.day for entry in entries], dtype=np.int64)
        counts = np.array([entry.linked for entry in entries], dtype=np.int64)
        self.base: Places = np.concatenate((np.zeros(1, np.int64), np.cumsum(counts)))
        self._entries = entries

    def __len__(self) -> int:
        return len(self.numbers)

    def claim_keys(self) -> tuple[Numbers, Places]:
        """The keys of all claims, and the number of the claim of each."""
        return self._of_claims("keys", "rows_of_keys")

    def toll_keys(self) -> tuple[Numbers, Places]:
        """What joins tolls of one event, and the number of the claim of each."""
        return self._of_claims("tolls", "rows_of_tolls")

    def story_keys(self) -> tuple[Numbers, Places]:
        """The keys of all stories, and the place of the article of each."""
        return self._of_articles("story_keys")

    def wordings(self) -> tuple[Numbers, Places]:
        """What the sentences of all articles are known by, and the place of the article of each."""
        return self._of_articles("wordings")

    def article_of(self, claims: Places) -> Places:
        """The places of the articles of claims, by their numbers."""
        return np.searchsorted(self.base, claims, side="right") - 1

    def _of_articles(self, name: str) -> tuple[Numbers, Places]:
        parts = [getattr(entry, name) for entry in self._entries]
        sizes = np.array([len(part) // 8 for part in parts], dtype=np.int64)
        return column(parts, np.uint64), np.repeat(np.arange(len(parts), dtype=np.int64), sizes)

    def _of_claims(self, keys: str, rows: str) -> tuple[Numbers, Places]:
        values, places = self._of_articles(keys)
        rows_of_keys = column([getattr(entry, rows) for entry in self._entries], np.uint16)
        return values, self.base[places] + rows_of_keys.astype(np.int64)


def articles_in(store: Store, numbers: Sequence[int] | None = None) -> Articles:
    """The articles of a store, all or those of these numbers."""
    return Articles(list(store.entries(numbers)))


def _order(entry: Entry) -> tuple[int, str]:
    return entry.day, entry.id
