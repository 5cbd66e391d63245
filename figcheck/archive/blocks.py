"""Which members share a block, worked out on columns: the same pairs as ``link.keys.Blocks`` gives one by one."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.threads import in_threads
from figcheck.columns import distinct, merged
from figcheck.link.keys import BLOCK, REACH_BITS, REACHES

Keys: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]

_REACH: Final = np.array([*REACHES, *[0] * (REACH_BITS + 1 - len(REACHES))], dtype=np.int64)
_SHARES: Final = 16  # the keys are looked at in so many parts, which take little room and can be looked at together
# Spreads numbers over those of keys; odd, so that other numbers give other products.
_MIXED: Final = np.uint64(0x9E3779B97F4A7C15)


class Near(NamedTuple):
    """Pairs of members that share a block, each once and sorted, the later member first; and the members whose blocks
    hold more than they were held against.

    A pair is one number, ``later * size + earlier``: there are many of them.
    """

    codes: Places
    size: int
    crowded: Places

    def ends(self, some: slice | Places = slice(None)) -> tuple[Places, Places]:
        """The later and the earlier members of some pairs, or of all."""
        codes = self.codes[some]
        return codes // self.size, codes % self.size


def near(keys: Keys, members: Places, days: Places, threads: int = 1) -> Near:
    """The pairs among members, which are numbers that rise in the order in which they are taken.

    ``members`` has the member of each key, ``days`` the day of each member, which never falls. ``threads`` is how many
    may look at once.
    """

    shares = _shares(keys)

    def pairs(share: int) -> tuple[Places, Places]:
        return _near(_Block(*_in_blocks(keys, members, shares == share)), days)

    return _together(in_threads(threads, pairs, range(_SHARES)), days)


def near_to_changes(
    before: tuple[Keys, Places],
    after: tuple[Keys, Places],
    days: Places,
    is_changed: NDArray[np.bool_],
    threads: int = 1,
) -> tuple[Near, Near]:
    """The pairs that ``near`` gives before and after a change, as far as it can concern them. ``is_changed`` tells of
    each member whether it comes, goes or is to be weighed anew; the others have the same keys before and after."""
    old_shares, shares = _shares(before[0]), _shares(after[0])

    def pairs(share: int) -> tuple[tuple[Places, Places], tuple[Places, Places]]:
        old_keys, old_members = _in_blocks(*before, old_shares == share)
        keys, members = _in_blocks(*after, shares == share)
        was, now = is_changed[old_members], is_changed[members]
        # Who is held against others no more, or only now, stands as far behind as there are that come or go before it.
        room, old_room = BLOCK - _before_each(keys, now)[~now], BLOCK - _before_each(old_keys, was)[~was]
        old = _Block(old_keys, old_members, was, _spread(room, ~was))
        return _near(old, days), _near(_Block(keys, members, now, _spread(old_room, ~now)), days)

    olds, news = zip(*in_threads(threads, pairs, range(_SHARES)), strict=True)
    return _together(olds, days), _together(news, days)


class _Block(NamedTuple):
    """Some keys and the member of each, sorted. Of a change: which members change, and how far before each that does
    not others may stand and still be near before and after."""

    keys: Keys
    members: Places
    is_changed: NDArray[np.bool_] | None = None
    room: Places | None = None


def _before_each(keys: Keys, is_changed: NDArray[np.bool_]) -> Places:
    """How many change of the members that stand before each in its block, as far as they matter."""
    if not len(keys):
        return np.empty(0, np.int64)
    at = np.arange(len(keys), dtype=np.int64)
    starts = np.concatenate((np.ones(1, bool), keys[1:] != keys[:-1]))
    first = np.maximum.accumulate(np.where(starts, at, 0))
    changed: Places = np.concatenate((np.zeros(1, np.int64), np.cumsum(is_changed, dtype=np.int64)))
    found: Places = changed[:-1] - changed[np.maximum(first, at - BLOCK - 1)]
    return found


def _spread(room: Places, where: NDArray[np.bool_]) -> Places:
    """The room of those that stay, which are the same before and after; none of the others."""
    found = np.zeros(len(where), np.int64)
    found[where] = room
    return found


def _together(shares: Iterable[tuple[Places, Places]], days: Places) -> Near:
    found, crowded = map(list, zip(*shares, strict=True))
    # A pair may share blocks in several parts.
    return Near(merged(found), len(days) + 1, distinct(np.concatenate(crowded)))


def _shares(keys: Keys) -> NDArray[np.uint8]:
    """Which share each key belongs to."""
    return (keys >> np.uint64(56)).astype(np.uint8) % np.uint8(_SHARES)


def _in_blocks(keys: Keys, members: Places, chosen: NDArray[np.bool_]) -> tuple[Keys, Places]:
    """The chosen keys and their members, sorted by key and then by member."""
    some_keys, some_members = keys[chosen], members[chosen]
    order = np.lexsort((some_members, some_keys))
    return some_keys[order], some_members[order]


def _near(block: _Block, days: Places) -> tuple[Places, Places]:
    keys, members, is_changed, room = block
    size = np.int64(len(days) + 1)
    day = days[members]
    reach = _REACH[(keys & np.uint64(REACH_BITS)).astype(np.int64)]
    later = np.arange(1, len(keys), dtype=np.int64)
    found: list[Places] = []
    for back in range(1, BLOCK + 2):
        later = later[later >= back]
        earlier = later - back
        # Once one behind is of another key or too far in time, so are all before it.
        alike = (keys[later] == keys[earlier]) & (day[later] - day[earlier] <= reach[later])
        later = later[alike]
        if not len(later):
            return _unique(found), np.empty(0, np.int64)
        if back == BLOCK + 1:
            return _unique(found), distinct(members[later])
        told = later
        if is_changed is not None and room is not None:
            told = later[(back > room[later]) | is_changed[later - back]]
        found.append(members[told] * size + members[told - back])
    raise AssertionError("the loop returns")


def _unique(found: list[Places]) -> Places:
    if not found:
        return np.empty(0, np.int64)
    together = np.concatenate(found)
    found.clear()  # there are very many, so nothing is held twice
    return distinct(together)


def mixed_with(keys: Keys, numbers: Places) -> Keys:
    """A number for each key and the number beside it; others for other keys and numbers."""
    return keys ^ (numbers.astype(np.uint64) * _MIXED)


def event_keys(tolls: Keys, events: Places) -> Keys:
    """Keys of tolls, each with the number of the event that its article tells of, at any time."""
    mixed = mixed_with(tolls, events)
    return (mixed & ~np.uint64(REACH_BITS)) | (tolls & np.uint64(REACH_BITS))


def column(parts: list[bytes], kind: Any) -> Any:
    """One array of what many articles keep as bytes."""
    return np.frombuffer(b"".join(parts), dtype=kind)
