"""The block index of a ledger: under each key its members, so that what shares a block with an article is found without
looking at all others.

Keys lie in buckets by their highest bits, each bucket in order.
"""

from __future__ import annotations

from typing import Final

import numpy as np

from figcheck.columns import Column, among, distinct
from figcheck.ledger.store import Store

CLAIMS, STORIES, WORDINGS = range(3)
"""Kinds of keys: of claims, of the stories of articles, and of the wordings of sentences."""

_SHIFT: Final = np.uint64(52)  # 4,096 buckets


class Index:
    """The keys of one kind. A member is a number of 64 bits that tells its article by ``>> shift``."""

    def __init__(self, store: Store, kind: int, shift: int) -> None:
        self._store = store
        self._kind = kind
        self._shift = np.uint64(shift)

    def find(self, keys: Column) -> tuple[Column, Column]:
        """All members of the blocks of some keys: the key of each, and the member."""
        if not self._store.has_buckets(self._kind):
            return _EMPTY, _EMPTY
        wanted = distinct(keys)
        found_keys: list[Column] = []
        found: list[Column] = []
        numbers = distinct(wanted >> _SHIFT).tolist()
        for kept, members in self._read(numbers).values():
            at = np.searchsorted(wanted, kept)
            at[at == len(wanted)] = 0
            is_wanted = wanted[at] == kept if len(wanted) else np.zeros(len(kept), bool)
            found_keys.append(kept[is_wanted])
            found.append(members[is_wanted])
        return _joined(found_keys), _joined(found)

    def change(self, keys: Column, members: Column, gone_keys: Column, gone: Column) -> None:
        """Add members under their keys, and take away all of articles that are gone, whose keys are ``gone_keys``."""
        order = np.lexsort((members, keys))
        keys, members = keys[order], members[order]
        numbers = distinct(np.concatenate((keys >> _SHIFT, gone_keys >> _SHIFT)))
        starts = np.searchsorted(keys >> _SHIFT, numbers)
        stops = np.searchsorted(keys >> _SHIFT, numbers, side="right")
        kept = self._read(numbers.tolist())
        gone = distinct(gone)
        self._store.put_buckets(
            self._kind,
            (
                (
                    number,
                    *_merged(
                        *kept.get(number, (_EMPTY, _EMPTY)), keys[start:stop], members[start:stop], gone, self._shift
                    ),
                )
                for number, start, stop in zip(numbers.tolist(), starts.tolist(), stops.tolist(), strict=True)
            ),
        )

    def _read(self, numbers: list[int]) -> dict[int, tuple[Column, Column]]:
        found = self._store.buckets(self._kind, numbers)
        return {
            number: (np.frombuffer(keys, np.uint64), np.frombuffer(members, np.uint64))
            for number, (keys, members) in found.items()
        }


_EMPTY: Final[Column] = np.empty(0, np.uint64)


def _joined(parts: list[Column]) -> Column:
    return np.concatenate(parts) if parts else _EMPTY


def _merged(
    kept: Column, members: Column, keys: Column, added: Column, gone: Column, shift: np.uint64
) -> tuple[bytes, bytes]:
    if len(gone) and len(kept):
        stays = ~among(members >> shift, gone)
        kept, members = kept[stays], members[stays]
    keys, members = np.concatenate((kept, keys)), np.concatenate((members, added))
    order = np.lexsort((members, keys))
    return keys[order].tobytes(), members[order].tobytes()
