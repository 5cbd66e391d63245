"""Columns of whole numbers: what is in them, each once.

Like ``numpy.unique``, which since numpy 2.3 hashes what is in a column, and takes many times as long.
"""

from __future__ import annotations

from typing import Any, TypeAlias

import numpy as np
from numpy.typing import NDArray

Column: TypeAlias = NDArray[Any]


def distinct(values: Column) -> Column:
    """The values of a column, or of several side by side, each once and sorted."""
    ordered: Column = np.sort(values, axis=None)
    if not len(ordered):
        return ordered
    differs = np.concatenate((np.ones(1, bool), ordered[1:] != ordered[:-1]))
    return np.compress(differs, ordered)


def distinct_pairs(pairs: Column) -> Column:
    """The rows of two columns, each once, sorted by the first and then the second of them."""
    if not len(pairs):
        return pairs
    ordered: Column = pairs[np.lexsort((pairs[:, 1], pairs[:, 0]))]
    differs = np.concatenate((np.ones(1, bool), (ordered[1:] != ordered[:-1]).any(axis=1)))
    return np.compress(differs, ordered, axis=0)
