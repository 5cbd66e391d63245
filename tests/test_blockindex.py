"""The block index of a ledger gives what a table of keys gives, whatever came and went, and wherever that lies."""

from __future__ import annotations

import random

import numpy as np
import pytest

from figcheck.ledger import blockindex
from figcheck.ledger.blockindex import CLAIMS, WORDINGS, Index
from figcheck.ledger.store import Store

KEYS = [bucket << 52 | low for bucket in (0, 1, 4095) for low in range(4)]  # of three buckets


def numbers(values: list[int]) -> np.ndarray:
    return np.array(values, dtype=np.uint64)


def held(index: Index, keys: list[int]) -> list[tuple[int, int]]:
    found = index.find(numbers(keys))
    return sorted(zip(*(column.tolist() for column in found), strict=True))


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("few", [0, 12, 10_000])  # all in buckets, some, none
def test_an_index_has_what_came_and_did_not_go(seed: int, few: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(blockindex, "_FEW", few)
    chance = random.Random(seed)
    table: list[tuple[int, int]] = []
    with Store() as store:
        index, other = Index(store, CLAIMS, 4), Index(store, WORDINGS, 4)
        other.change(numbers(KEYS), numbers([1 << 4] * len(KEYS)), [])
        article = 0
        for _ in range(12):
            added = []
            for _ in range(chance.randrange(3)):
                article += 1  # a number is never given twice
                added += [(chance.choice(KEYS), article << 4 | row) for row in range(chance.randrange(4))]
            gone = chance.sample(range(article + 1), min(article, chance.randrange(3)))
            index.change(numbers([key for key, _ in added]), numbers([member for _, member in added]), gone)
            table = [row for row in (*table, *added) if row[1] >> 4 not in gone]
            asked = chance.sample(KEYS, chance.randrange(len(KEYS)))
            assert held(index, asked) == sorted(row for row in table if row[0] in asked)
        assert held(index, KEYS) == sorted(table)
        assert len(held(other, KEYS)) == len(KEYS)


def test_a_change_lies_beside_the_buckets_until_it_is_large() -> None:
    with Store() as store:
        index = Index(store, CLAIMS, 4)
        many = numbers(list(range(20_000)))
        index.change(many << np.uint64(40), many << np.uint64(4), [])
        assert store.key_counts(CLAIMS) == (20_000, 0)
        index.change(numbers([5]), numbers([30_000 << 4]), [7])
        assert store.key_counts(CLAIMS) == (20_000, 1)
        assert held(index, [5, 7 << 40, 8 << 40]) == [(5, 30_000 << 4), (8 << 40, 8 << 4)]
        index.change(many, many + np.uint64(40_000 << 4), [])
        assert store.key_counts(CLAIMS) == (40_000, 0)
        assert held(index, [7 << 40]) == []
