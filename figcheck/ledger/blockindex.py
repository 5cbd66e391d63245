"""The block index of a ledger: under each key its members, so that what shares a block with an article is found without
looking at all others.

Keys lie in buckets by their highest bits, each bucket in order. A few articles have keys of most buckets, so what they
change lies beside these, until it is so much that all are written anew.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

import numpy as np

from figcheck.columns import Column, among, distinct
from figcheck.ledger.store import Store

CLAIMS, STORIES, WORDINGS = range(3)
"""Kinds of keys: of claims, of the stories of articles, and of the wordings of sentences."""

_SHIFT: Final = np.uint64(52)  # 4,096 buckets
_SHARES: Final = 16  # that are written one after the other, so that sorting takes little room
_SHARE_SHIFT: Final = np.uint64(60)
_FEW: Final = 10_000  # keys that may always lie beside the buckets
_PART: Final = 8  # and one for so many that lie in them


class Index:
    """The keys of one kind. A member is a number of 64 bits that tells its article by ``>> shift``."""

    def __init__(self, store: Store, kind: int, shift: int) -> None:
        self._store = store
        self._kind = kind
        self._shift = np.uint64(shift)

    def find(self, keys: Column) -> tuple[Column, Column]:
        """All members of the blocks of some keys: the key of each, and the member."""
        beside = self._beside()
        if not len(beside.keys) and not self._store.has_buckets(self._kind):
            return _NONE
        wanted = distinct(keys)
        found_keys: list[Column] = []
        found: list[Column] = []
        for kept, members in (*self._read(distinct(wanted >> _SHIFT).tolist()).values(), beside[:2]):
            is_wanted = among(kept, wanted)
            found_keys.append(kept[is_wanted])
            found.append(members[is_wanted])
        return self._staying(np.concatenate(found_keys), np.concatenate(found), beside.gone)

    def change(self, keys: Column, members: Column, without: Sequence[int]) -> None:
        """Add members under their keys, and take away all of articles by the numbers of these."""
        if not len(keys) and not len(without):
            return
        gone = np.array(without, dtype=np.uint64)
        in_buckets, beside = self._store.key_counts(self._kind)
        if beside + len(keys) <= max(_FEW, in_buckets // _PART):
            self._store.put_change(self._kind, keys.tobytes(), members.tobytes(), gone.tobytes())
            return
        before = self._beside()
        gone = distinct(np.concatenate((before.gone, gone)))
        if beside:
            keys, members = np.concatenate((before.keys, keys)), np.concatenate((before.members, members))
        for share in range(_SHARES):
            chosen = np.flatnonzero(keys >> _SHARE_SHIFT == share)
            self._put(share, *self._staying(keys[chosen], members[chosen], gone), gone)
        self._store.drop_changes(self._kind)

    def _put(self, share: int, keys: Column, members: Column, gone: Column) -> None:
        """Add members to the buckets of a share, and take away others."""
        order = np.lexsort((members, keys))
        keys, members = keys[order], members[order]
        numbers = distinct(keys >> _SHIFT)
        # Who is gone may be in any.
        kept = self._read(range(share << 8, share + 1 << 8) if len(gone) else numbers.tolist())
        numbers = distinct(np.concatenate((numbers, np.array([*kept], dtype=np.uint64))))
        starts = np.searchsorted(keys >> _SHIFT, numbers)
        stops = np.searchsorted(keys >> _SHIFT, numbers, side="right")
        self._store.put_buckets(
            self._kind,
            (
                (number, *self._merged(kept.get(number, _NONE), (keys[start:stop], members[start:stop]), gone))
                for number, start, stop in zip(numbers.tolist(), starts.tolist(), stops.tolist(), strict=True)
            ),
        )

    def _merged(self, kept: tuple[Column, Column], added: tuple[Column, Column], gone: Column) -> tuple[bytes, bytes]:
        keys, members = (np.concatenate(both) for both in zip(self._staying(*kept, gone), added, strict=True))
        order = np.lexsort((members, keys))
        return keys[order].tobytes(), members[order].tobytes()

    def _beside(self) -> _Beside:
        """What lies beside the buckets. A number is never given to a second article, so no order counts."""
        changes = [[np.frombuffer(column, np.uint64) for column in row] for row in self._store.changes(self._kind)]
        keys, members, gone = map(np.concatenate, zip((_EMPTY, _EMPTY, _EMPTY), *changes, strict=True))
        return _Beside(keys, members, distinct(gone))

    def _staying(self, keys: Column, members: Column, gone: Column) -> tuple[Column, Column]:
        if not len(gone):
            return keys, members
        stays = ~among(members >> self._shift, gone)
        return keys[stays], members[stays]

    def _read(self, numbers: Sequence[int]) -> dict[int, tuple[Column, Column]]:
        found = self._store.buckets(self._kind, numbers)
        return {
            number: (np.frombuffer(keys, np.uint64), np.frombuffer(members, np.uint64))
            for number, (keys, members) in found.items()
        }


class _Beside(NamedTuple):
    """Keys and their members that are in no bucket, and the articles that are gone and may still be in one."""

    keys: Column
    members: Column
    gone: Column


_EMPTY: Final[Column] = np.empty(0, np.uint64)
_NONE: Final = (_EMPTY, _EMPTY)
