"""Pairs of claims that are refused by their outlines contradict each other, whatever events their articles tell of."""

from __future__ import annotations

import functools
from collections.abc import Iterator, Sequence
from itertools import combinations
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of, cases

from benchmarks.growth import generated
from figcheck.archive import refused
from figcheck.archive.blocks import Near
from figcheck.archive.refused import Outlines
from figcheck.engine import examine
from figcheck.link.contradictions import contradiction
from figcheck.link.outlines import FIELDS, outline
from figcheck.link.rowmaking import rows_of
from figcheck.link.rows import Row
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

Pairs = list[tuple[int, int]]


@functools.cache
def linked_rows() -> tuple[Row, ...]:
    """The figures of all cases of linking, and of generated news."""
    lexicon, measures = load_lexicon(), load_rules().measures
    articles = [
        article_of(
            row["text"], title=row.get("title", ""), name=f"{number}/{row['id']}", published=row.get("published")
        )
        for number, case in enumerate(cases("links.yaml"))
        for row in case.values[0]["articles"]
    ]
    articles += generated(60, seed=3, a_day=10)
    claims = [examine(article, lexicon, measures).claims for article in articles]
    return tuple(row for of_article in claims for row in rows_of(of_article, lexicon, measures) if row.is_linked)


def alike(rows: Sequence[Row]) -> Pairs:
    """Pairs that a block may bring together: of one measure, kind and kind of unit."""
    together: dict[tuple[str, ...], list[int]] = {}
    for at, row in enumerate(rows):
        together.setdefault((row.measure, row.kind, row.basis), []).append(at)
    return [pair for some in together.values() for pair in combinations(some, 2)]


def refused_of(rows: Sequence[Row], pairs: Pairs) -> Pairs:
    articles = {row.article: number for number, row in enumerate(rows)}
    outlines = Outlines(b"".join(map(outline, rows)), np.array([articles[row.article] for row in rows]))
    ends = np.array(pairs, dtype=np.int64).reshape(-1, 2)
    told = outlines.are_refused(ends[:, 1], ends[:, 0])
    return [pair for pair, is_refused in zip(pairs, told.tolist(), strict=True) if is_refused]


def with_events(rows: Sequence[Row]) -> Iterator[None]:
    """All articles tell of one event, and then of none that is known."""
    for event in ("an event", ""):
        for row in rows:
            row.event = event
        yield


def test_what_is_refused_is_a_contradiction() -> None:
    rows = linked_rows()
    pairs = alike(rows)
    found = refused_of(rows, pairs)
    for _ in with_events(rows):
        assert [pair for pair in found if not contradiction(rows[pair[0]], rows[pair[1]])] == []


@pytest.mark.parametrize(
    ("slot", "least"),
    [("role", 0.99), ("words", 0.75), ("question", 0.7), ("who", 0.3), ("where", 0.1), ("when", 0.05)],
)
def test_most_contradictions_are_told_from_outlines(slot: str, least: float) -> None:
    rows = linked_rows()
    pairs = [pair for pair in alike(rows) if rows[pair[0]].article != rows[pair[1]].article]
    pairs = [pair for pair in pairs if contradiction(rows[pair[0]], rows[pair[1]]) == slot]
    assert len(pairs) > 5
    assert len(refused_of(rows, pairs)) >= least * len(pairs)


FEW = st.frozensets(st.sampled_from([f"word{number}" for number in range(90)]), max_size=14)
NAMES = st.frozensets(st.sampled_from("Gaza Israel Kyiv Ukraine Iraq Erbil Syria Homs".split()), max_size=3)
DAYS = st.lists(st.tuples(st.integers(10, 40), st.integers(0, 40)), max_size=2)
SLOTS = st.fixed_dictionaries(
    {
        "words": FEW,
        "asked": FEW,
        "name_words": FEW,
        "where": NAMES,
        "named": NAMES,
        "by": NAMES,
        "about": NAMES,
        "periods": DAYS.map(lambda days: tuple((first, first + long) for first, long in days)),
        "when": st.sampled_from([frozenset(), frozenset(["2024-02-06"]), frozenset(["2024-02"])]),
        "unit": st.sampled_from(["person", "percent", "barrel/day"]),
        "signature": st.sampled_from(["", "", "copied", "other"]),
        "article": st.sampled_from("abc"),
        "kind": st.sampled_from(["incident", "daily_count", "running_total", "share"]),
        "nature": st.sampled_from(["toll", "event", "standing", "answer", "amount"]),
        "point": st.sampled_from(["", "3", "4000"]),
        "is_placed_by_others": st.booleans(),
        "is_main": st.booleans(),
        "is_definite": st.booleans(),
        "is_part": st.booleans(),
        "each": st.booleans(),
    }
)


def made(slots: dict[str, Any]) -> Row:
    row = Row(*linked_rows()[0].fields())
    for name, value in {**slots, "measure": slots["nature"], "basis": slots["unit"], "counted": "thing"}.items():
        setattr(row, name, value)
    row.holding = row.where | {"Ukraine" if name == "Kyiv" else "Asia" for name in row.where}
    row.localities = row.where - {"Israel", "Ukraine", "Iraq", "Syria"}
    return row


@given(st.lists(SLOTS.map(made), min_size=2, max_size=6))
def test_no_slots_are_refused_that_may_be_linked(rows: list[Row]) -> None:
    pairs = [(at, other) for at, other in combinations(range(len(rows)), 2)]
    found = refused_of(rows, pairs)
    for _ in with_events(rows):
        assert [pair for pair in found if not contradiction(rows[pair[0]], rows[pair[1]])] == []


def test_pairs_are_looked_at_part_by_part(monkeypatch: pytest.MonkeyPatch) -> None:
    rows = linked_rows()
    size = len(rows) + 1
    pairs = alike(rows)
    codes = np.sort(np.array([later * size + earlier for earlier, later in pairs], dtype=np.int64))
    outlines = Outlines(b"".join(map(outline, rows)), np.arange(len(rows)))
    near = Near(codes, size, codes[:0])
    whole = outlines.left(near).codes.tolist()
    monkeypatch.setattr(refused, "_AT_ONCE", 1000)
    assert outlines.left(near, threads=1).codes.tolist() == whole
    assert outlines.left(near, threads=2).codes.tolist() == whole
    assert 0 < len(whole) < len(pairs)
    assert outlines.left(near._replace(codes=codes[:0])).codes.tolist() == []


def test_an_outline_has_the_fields_that_are_told() -> None:
    assert len(outline(linked_rows()[0])) == np.dtype(list(FIELDS)).itemsize
