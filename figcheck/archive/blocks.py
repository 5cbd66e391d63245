"""Which members share a block, worked out on columns: the same pairs as ``link.keys.Blocks`` gives one by one."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Any, Final, NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.columns import distinct
from figcheck.link.keys import BLOCK, REACH_BITS, REACHES

Keys: TypeAlias = NDArray[np.uint64]
Places: TypeAlias = NDArray[np.int64]

_REACH: Final = np.array([*REACHES, *[0] * (REACH_BITS + 1 - len(REACHES))], dtype=np.int64)
_SHARES: Final = 16  # the keys are looked at in so many parts, so that sorting them takes little room
_MIXED: Final = np.uint64(0x9E3779B97F4A7C15)  # spreads the numbers of events over those of keys


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


class _Some(NamedTuple):
    """Of each member whether it comes, goes or is to be weighed anew, and whether it stands behind such a one in a
    block (see ``_behind``): pairs of others are the same before and after."""

    changed: NDArray[np.bool_]
    moved: NDArray[np.bool_]


def near(keys: Keys, members: Places, days: Places) -> Near:
    """The pairs among members, which are numbers that rise in the order in which they are taken.

    ``members`` has the member of each key, ``days`` the day of each member, which never falls.
    """
    return _pairs(_in_blocks(keys, members), days, None)


def near_to_changes(
    before: tuple[Keys, Places], after: tuple[Keys, Places], days: Places, is_changed: NDArray[np.bool_]
) -> tuple[Near, Near]:
    """The pairs that ``near`` gives before and after a change, as far as it can concern them. ``is_changed`` tells of
    each member whether it comes, goes or is to be weighed anew."""
    blocks = [list(_in_blocks(*block)) for block in (before, after)]
    some = _Some(is_changed, _behind(chain(*blocks), is_changed))
    old, new = (_pairs(of, days, some) for of in blocks)
    return old, new


def _pairs(blocks: Iterable[tuple[Keys, Places]], days: Places, some: _Some | None) -> Near:
    found: list[Places] = []
    crowded: list[Places] = []
    size = len(days) + 1
    for part_keys, part_members in blocks:
        pairs, over = _near(part_keys, part_members, days, np.int64(size), some)
        found.append(pairs)
        crowded.append(over)
    # A pair may share blocks in several parts.
    return Near(_unique(found), size, distinct(np.concatenate(crowded)))


def _behind(blocks: Iterable[tuple[Keys, Places]], is_changed: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which members stand so near behind one that changes, in a block of theirs, that they may be held against others
    without it."""
    found = np.zeros(len(is_changed), bool)
    for part_keys, part_members in blocks:
        if not len(part_keys):
            continue
        at = np.arange(len(part_keys))
        starts = np.concatenate((np.ones(1, bool), part_keys[1:] != part_keys[:-1]))
        first = np.maximum.accumulate(np.where(starts, at, 0))
        last = np.maximum.accumulate(np.where(is_changed[part_members], at, -1))
        # Only who has more before it than it is held against can lose or gain one by a change of another.
        found[part_members[(last >= first) & (at - last <= BLOCK + 1) & (at - first >= BLOCK)]] = True
    return found


def _in_blocks(keys: Keys, members: Places) -> Iterator[tuple[Keys, Places]]:
    """Keys and members, part by part, each sorted by key and then by member."""
    share = (keys >> np.uint64(56)).astype(np.uint8) % np.uint8(_SHARES)
    for part in range(_SHARES):
        chosen = share == part
        some_keys, some_members = keys[chosen], members[chosen]
        order = np.lexsort((some_members, some_keys))
        yield some_keys[order], some_members[order]


def _near(keys: Keys, members: Places, days: Places, size: np.int64, some: _Some | None) -> tuple[Places, Places]:
    day = days[members]
    reach = _REACH[(keys & np.uint64(REACH_BITS)).astype(np.int64)]
    later = np.arange(1, len(keys), dtype=np.int64)
    if some is not None:
        changed, moved = some.changed[members], some.changed[members] | some.moved[members]
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
        told = later if some is None else later[moved[later] | changed[later - back]]
        found.append(members[told] * size + members[told - back])
    raise AssertionError("the loop returns")


def _unique(found: list[Places]) -> Places:
    if not found:
        return np.empty(0, np.int64)
    together = np.concatenate(found)
    found.clear()  # there are very many, so nothing is held twice
    return distinct(together)


def event_keys(tolls: Keys, events: Places) -> Keys:
    """Keys of tolls, each with the number of the event that its article tells of, at any time."""
    mixed = tolls ^ (events.astype(np.uint64) * _MIXED)
    return (mixed & ~np.uint64(REACH_BITS)) | (tolls & np.uint64(REACH_BITS))


def column(parts: list[bytes], kind: Any) -> Any:
    """One array of what many articles keep as bytes."""
    return np.frombuffer(b"".join(parts), dtype=kind)
