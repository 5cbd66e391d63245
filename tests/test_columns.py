"""Each value of a column once, as numpy.unique has it, and what pairs connect, as Heaps has it."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from figcheck.columns import among, connected, distinct, distinct_pairs, merged
from figcheck.heaps import Heaps

NUMBERS = st.integers(-(2**62), 2**62) | st.integers(0, 3)


@given(st.lists(NUMBERS))
def test_values(values: list[int]) -> None:
    assert distinct(np.array(values, dtype=np.int64)).tolist() == sorted(set(values))


@given(st.lists(st.lists(NUMBERS).map(sorted), min_size=1))
def test_sorted_columns_together(parts: list[list[int]]) -> None:
    columns = [np.array(part, dtype=np.int64) for part in parts]
    assert merged(columns).tolist() == sorted({value for part in parts for value in part})


LARGE = st.integers(2**63 - 3, 2**63 + 3) | st.integers(0, 3)  # that a float does not tell apart


@given(st.lists(LARGE), st.lists(LARGE).map(sorted))
def test_values_among_others(values: list[int], known: list[int]) -> None:
    found = among(np.array(values, dtype=np.uint64), np.array(known, dtype=np.uint64))
    assert found.tolist() == [value in known for value in values]


@given(st.lists(st.tuples(st.integers(0, 2**53 + 1), st.integers(0, 3))), st.lists(st.integers(0, 2**53 + 1)))
def test_values_of_two_columns_among_others_of_another_type(pairs: list[tuple[int, int]], known: list[int]) -> None:
    known = sorted(known + [value for pair in pairs[::2] for value in pair])
    found = among(np.array(pairs, dtype=np.uint64).reshape(-1, 2), np.array(known, dtype=np.int64))
    assert found.tolist() == [[value in known for value in pair] for pair in pairs]


@given(st.lists(st.tuples(NUMBERS, NUMBERS)))
def test_pairs(pairs: list[tuple[int, int]]) -> None:
    column = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    assert [tuple(pair) for pair in distinct_pairs(column).tolist()] == sorted(set(pairs))
    assert distinct(column).tolist() == sorted({value for pair in pairs for value in pair})


@given(st.lists(st.tuples(st.integers(0, 25), st.integers(0, 25)), max_size=30))
def test_what_pairs_connect(pairs: list[tuple[int, int]]) -> None:
    heaps = Heaps(26)
    for one, other in pairs:
        heaps.join(one, other)
    found = connected(26, np.array(pairs, dtype=np.int64).reshape(-1, 2))
    assert found.tolist() == [heaps.root(number) for number in range(26)]
