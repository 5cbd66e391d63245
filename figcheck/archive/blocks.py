"""Which members share a block, worked out on columns: the same pairs as ``link.keys.Blocks`` gives one by one."""

from __future__ import annotations

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


def near(keys: Keys, members: Places, days: Places) -> Near:
    """The pairs among members, which are numbers that rise in the order in which they are taken.

    ``members`` has the member of each key, ``days`` the day of each member, which never falls.
    """
    found: Places = np.empty(0, np.int64)
    crowded: list[Places] = []
    share = (keys >> np.uint64(56)).astype(np.uint8) % np.uint8(_SHARES)
    size = len(days) + 1
    for part in range(_SHARES):
        chosen = share == part
        pairs, over = _near(keys[chosen], members[chosen], days, np.int64(size))
        found = _unique([found, pairs])  # a pair may share blocks in several parts
        crowded.append(over)
    return Near(found, size, distinct(np.concatenate(crowded)))


def _near(keys: Keys, members: Places, days: Places, size: np.int64) -> tuple[Places, Places]:
    order = np.lexsort((members, keys))
    keys, members = keys[order], members[order]
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
        earlier = later - back
        found.append(members[later] * size + members[earlier])
    raise AssertionError("the loop returns")


def _unique(found: list[Places]) -> Places:
    return distinct(np.concatenate(found)) if found else np.empty(0, np.int64)


def event_keys(tolls: Keys, events: Places) -> Keys:
    """Keys of tolls, each with the number of the event that its article tells of, at any time."""
    mixed = tolls ^ (events.astype(np.uint64) * _MIXED)
    return (mixed & ~np.uint64(REACH_BITS)) | (tolls & np.uint64(REACH_BITS))


def column(parts: list[bytes], kind: Any) -> Any:
    """One array of what many articles keep as bytes."""
    return np.frombuffer(b"".join(parts), dtype=kind)
