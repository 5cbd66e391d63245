"""Columns of whole numbers: what is in them, each once, and what pairs of them connect.

Like ``numpy.unique``, which since numpy 2.3 hashes what is in a column, and takes many times as long.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Final, TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[Any]
_RANGES: Final = 8  # in which sorted columns are put together


def distinct(values: Column) -> Column:
    """The values of a column, or of several side by side, each once and sorted."""
    return _each_once(np.sort(values, axis=None))


def merged(columns: Sequence[Column]) -> Column:
    """The values of one column or more that are sorted, each once and sorted.

    They are put together range by range, so that what many columns have is held once more at most for a while.
    """
    longest = max(columns, key=len)
    cuts = longest[np.arange(1, _RANGES) * len(longest) // _RANGES] if len(longest) else longest
    starts = [np.searchsorted(column, cuts).tolist() for column in columns]
    bounds = [[0, *some, len(column)] for some, column in zip(starts, columns, strict=True)]
    return np.concatenate([_merged_range(columns, bounds, number) for number in range(len(cuts) + 1)])


def _merged_range(columns: Sequence[Column], bounds: Sequence[Sequence[int]], number: int) -> Column:
    parts = [column[some[number] : some[number + 1]] for column, some in zip(columns, bounds, strict=True)]
    together = np.concatenate(parts)
    together.sort(kind="stable")  # finds what is in order already, and takes a tenth of the time
    return _each_once(together)


def _each_once(ordered: Column) -> Column:
    if not len(ordered):
        return ordered
    differs = np.concatenate((np.ones(1, bool), ordered[1:] != ordered[:-1]))
    return np.compress(differs, ordered)


def among(values: Column, known: Column) -> NDArray[np.bool_]:
    """Which values of a column, or of several side by side, are among others, which are sorted."""
    if not len(known):
        return np.zeros(values.shape, bool)
    known = known.astype(values.dtype, copy=False)  # of two types numpy makes floats, which are not exact
    at = np.searchsorted(known, values)
    at[at == len(known)] = 0
    found: NDArray[np.bool_] = known[at] == values
    return found


def distinct_pairs(pairs: Column) -> Column:
    """The rows of two columns, each once, sorted by the first and then the second of them."""
    if not len(pairs):
        return pairs
    ordered: Column = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    differs = np.concatenate((np.ones(1, bool), (ordered[1:] != ordered[:-1]).any(axis=1)))
    return np.compress(differs, ordered, axis=0)


def connected(size: int, pairs: Column) -> Column:
    """For each number below ``size`` the smallest that pairs, rows of two columns, connect it with, directly or through
    others; itself where none does. What ``heaps.Heaps`` gives one by one."""
    firsts = np.arange(size, dtype=np.int64)
    while len(pairs):
        ends = firsts[pairs]
        is_apart = ends[:, 0] != ends[:, 1]
        pairs, ends = pairs[is_apart], ends[is_apart]
        np.minimum.at(firsts, ends.max(axis=1, initial=0), ends.min(axis=1, initial=size))
        while True:
            nearer = firsts[firsts]
            if np.array_equal(nearer, firsts):
                break
            firsts = nearer
    return firsts
