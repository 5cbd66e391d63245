"""Which pairs have to be weighed when articles come and go: those that are new to each other."""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.blocks import Near, Places, near, near_to_changes
from figcheck.columns import Column, among, distinct

Block: TypeAlias = tuple[Column, Places]
"""Keys, and the member of each."""


class Change(NamedTuple):
    """Pairs that are new, with the members that were not held against all of their blocks, and pairs that are near no
    more though both stay."""

    new: Near
    lost: list[tuple[int, int]]


def changed_pairs(before: Block, after: Block, days: Places, is_dirty: NDArray[np.bool_], threads: int = 1) -> Change:
    """What changes when blocks change, all of whose members are given. ``is_dirty`` tells of each member whether it is
    new or to be weighed anew; those that are gone are members of ``before`` alone. ``threads`` as for ``near``.

    Where blocks hold more than a member is held against, one that comes or goes moves others out of reach or into it.
    """
    if not len(before[0]):
        return Change(near(*after, days, threads), [])
    stays = np.zeros(len(days), bool)
    stays[after[1]] = True
    is_changed = is_dirty | ~stays
    old, new = near_to_changes(before, after, days, is_changed, threads)
    later, earlier = new.ends()
    is_anew = is_dirty[later] | is_dirty[earlier]
    comes = _only(new, old, is_changed)
    goes = _only(old, new, is_changed)
    # Of pairs that both stay one block was looked at: they may share others, in which they are near before and after.
    comes = comes[~among(comes, _codes_near(before, comes, new.size, days))]
    goes = goes[~among(goes, _codes_near(after, goes, old.size, days))]
    lost = list(zip(*(end.tolist() for end in old._replace(codes=goes).ends()), strict=True))
    return Change(new._replace(codes=np.sort(np.concatenate((new.codes[is_anew], comes)))), lost)


def _only(some: Near, others: Near, is_changed: NDArray[np.bool_]) -> Places:
    """The pairs of some that are not among others, of members that stay as they are."""
    later, earlier = some.ends()
    stay = some.codes[~is_changed[later] & ~is_changed[earlier]]
    return stay[~among(stay, others.codes)]


def _codes_near(block: Block, pairs: Places, size: int, days: Places) -> Places:
    """Of blocks in which the later members of some pairs are, all pairs that are near, by their codes."""
    if not len(pairs):
        return pairs
    keys, members = block
    concerned = distinct(keys[among(members, pairs // size)])
    chosen = among(keys, concerned)
    return near(keys[chosen], members[chosen], days).codes
