"""Which claims links and the wording of a sentence connect: of a whole heap, and with a few articles of one."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.state import ROW_BITS, wording_keys
from figcheck.columns import Column, connected, distinct
from figcheck.ledger.blockindex import WORDINGS, Index
from figcheck.ledger.store import Store

Names: TypeAlias = NDArray[np.int64]
"""Claims by their names in the store; two in a row for pairs."""


def connected_names(pairs: Names) -> tuple[Names, Names]:
    """The names in pairs, each once and sorted, and for each a number that those it is connected with have as well."""
    known = distinct(pairs)
    return known, connected(len(known), np.searchsorted(known, pairs))


def worded_in(keys: Column, names: Column) -> tuple[Names, Names]:
    """Pairs of claims that connect all claims in sentences of one wording, where several articles have it; and these
    claims, sorted. Given are the keys of wordings, and the claim of each."""
    order = np.lexsort((names, keys))
    keys, claims = keys[order], names[order].astype(np.int64)
    is_alike = keys[1:] == keys[:-1]
    starts = np.concatenate((np.zeros(1, np.int64), np.flatnonzero(~is_alike) + 1))[: len(keys)]
    run = np.cumsum(np.concatenate((np.zeros(1, np.int64), ~is_alike)))[: len(keys)]
    ends = np.concatenate((starts[1:] - 1, np.array([len(keys) - 1])))[: len(starts)]
    is_shared = (claims[starts] >> ROW_BITS) != (claims[ends] >> ROW_BITS)  # the claims of a key are in order
    shared = is_shared[run]
    together = np.flatnonzero(is_alike & shared[1:])
    return np.stack((claims[together + 1], claims[together]), 1), distinct(claims[shared])


def around(store: Store, links: Names, numbers: Sequence[int]) -> tuple[Names, Names, Names]:
    """The claims that links and wordings connect with any of these articles, sorted; and of their wordings what
    ``worded_in`` gives. Only the wordings of articles that are met on the way are read."""
    known, roots = connected_names(links)
    index = Index(store, WORDINGS, 0)
    asked = np.array(sorted(numbers), dtype=np.int64)
    inside = known[np.isin(known >> ROW_BITS, asked)]
    read = np.empty(0, np.int64)  # the articles whose wordings are known
    keys, names = np.empty(0, np.uint64), np.empty(0, np.int64)
    wanted = keys
    to_read = asked
    while True:
        before = len(inside)
        inside = distinct(np.concatenate((inside, known[np.isin(roots, roots[np.isin(known, inside)])])))
        to_read = np.setdiff1d(np.concatenate((to_read, inside >> ROW_BITS)), read)
        read = np.concatenate((read, to_read))
        more, of_more = wording_keys(store, to_read.tolist())
        keys, names = np.concatenate((keys, more)), np.concatenate((names, of_more.astype(np.int64)))
        is_inside = np.isin(names, inside) | np.isin(names >> ROW_BITS, asked) | np.isin(keys, wanted)
        inside = distinct(np.concatenate((inside, names[is_inside])))
        new = np.setdiff1d(keys[is_inside], wanted)
        if not len(new) and not len(to_read) and len(inside) == before:
            is_wanted = np.isin(keys, wanted)
            return inside, *worded_in(keys[is_wanted], names[is_wanted])
        wanted = np.concatenate((wanted, new))
        to_read = index.find(new)[1].astype(np.int64) if len(new) else read[:0]
