"""Which pairs have to be weighed when articles come and go: those that are new to each other."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.blocks import Places, near
from figcheck.columns import Column

Block: TypeAlias = tuple[Column, Places]
"""Keys, and the member of each."""


class Change(NamedTuple):
    """Pairs that are new, the later member first and sorted by it, and pairs that are near no more though both stay.

    ``crowded`` are members that were not held against all of their blocks.
    """

    later: Places
    earlier: Places
    lost: list[tuple[int, int]]
    crowded: Places


def changed_pairs(before: Block, after: Block, days: Places, is_dirty: NDArray[np.bool_]) -> Change:
    """What changes when blocks change, all of whose members are given. ``is_dirty`` tells of each member whether it is
    new or to be weighed anew; those that are gone are members of ``before`` alone.

    Where blocks hold more than a member is held against, one that comes or goes moves others out of reach or into it.
    """
    size = np.int64(len(days) + 1)
    new = near(*after, days)
    codes = new.later * size + new.earlier
    if not len(before[0]):
        return Change(new.later, new.earlier, [], new.crowded)
    old = near(*before, days)
    old_codes = old.later * size + old.earlier
    is_new = is_dirty[new.later] | is_dirty[new.earlier]
    if len(old.crowded) or len(new.crowded):
        is_new |= ~np.isin(codes, old_codes, assume_unique=True)
        stays = np.zeros(len(days), bool)
        stays[after[1]] = True
        gone = old_codes[~np.isin(old_codes, codes, assume_unique=True)]
        later, earlier = gone // size, gone % size
        left = stays[later] & stays[earlier] & ~is_dirty[later] & ~is_dirty[earlier]
        lost = list(zip(later[left].tolist(), earlier[left].tolist(), strict=True))
    else:
        lost = []
    return Change(new.later[is_new], new.earlier[is_new], lost, new.crowded)
