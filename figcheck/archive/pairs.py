"""Which pairs have to be weighed when articles come and go: those that are new to each other."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.blocks import Near, Places, near, near_to_changes
from figcheck.columns import Column

Block: TypeAlias = tuple[Column, Places]
"""Keys, and the member of each."""


class Change(NamedTuple):
    """Pairs that are new, with the members that were not held against all of their blocks, and pairs that are near no
    more though both stay."""

    new: Near
    lost: list[tuple[int, int]]


def changed_pairs(before: Block, after: Block, days: Places, is_dirty: NDArray[np.bool_]) -> Change:
    """What changes when blocks change, all of whose members are given. ``is_dirty`` tells of each member whether it is
    new or to be weighed anew; those that are gone are members of ``before`` alone.

    Where blocks hold more than a member is held against, one that comes or goes moves others out of reach or into it.
    """
    if not len(before[0]):
        return Change(near(*after, days), [])
    stays = np.zeros(len(days), bool)
    stays[after[1]] = True
    is_changed = is_dirty | ~stays
    old, new = near_to_changes(before, after, days, is_changed)
    later, earlier = new.ends()
    is_new = is_dirty[later] | is_dirty[earlier] | ~np.isin(new.codes, old.codes, assume_unique=True)
    later, earlier = old.ends(np.flatnonzero(~np.isin(old.codes, new.codes, assume_unique=True)))
    left = ~is_changed[later] & ~is_changed[earlier]
    lost = list(zip(later[left].tolist(), earlier[left].tolist(), strict=True))
    return Change(new._replace(codes=new.codes[is_new]), lost)
