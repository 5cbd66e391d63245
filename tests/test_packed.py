"""What was packed is unpacked as it was, to the type and the last printed digit."""

from __future__ import annotations

import datetime as dt
import types
import typing
from dataclasses import dataclass, fields, is_dataclass, replace
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sample_run import RUN

from figcheck import api
from figcheck.articles import Article, Header, Place, Span
from figcheck.config import Settings
from figcheck.engine import Examined, examine
from figcheck.model import Cell, Claim, DateMention, Printed, Skip, Story, Table
from figcheck.packed import pack, pack_flat, unpack, unpack_flat
from figcheck.read import read_paths

ROOT = Path(__file__).resolve().parent.parent
SKIPS = list[tuple[str, Skip, Place]]
ODD_TEXTS = st.sampled_from(["", "\0", "a\0b", "\ud83d", "\ud83d\ude00", "é", "e\u0301", "1", "None", "2026-01-02"])
PLAIN: dict[Any, st.SearchStrategy[Any]] = {
    str: st.one_of(ODD_TEXTS, st.text(max_size=40)),
    bool: st.booleans(),
    int: st.integers(-3, 70_000),
    dt.date: st.dates(),
}


@pytest.fixture(scope="module")
def seeds() -> list[Examined]:
    tools = api.toolkit(Settings())
    articles = [article for article in read_paths([ROOT / "seeds"]) if isinstance(article, Article)]
    return [examine(article, tools.lexicon, tools.ruleset.measures) for article in articles]


def exactly(value: Any) -> Any:
    """A value with the types of all its parts, comparable by what is printed of it: 1, True, 1.0 and 1.00 differ."""
    if isinstance(value, (list, tuple)):
        return type(value), [exactly(part) for part in value]
    if is_dataclass(value):
        return type(value), [exactly(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, frozenset):
        return frozenset, sorted(value)
    return type(value), repr(value)


def comes_back(kind: Any, value: Any, known: tuple[Any, ...] = ()) -> Any:
    data = pack(kind, value, known)
    again = unpack(kind, data, known)
    assert again == value
    assert exactly(again) == exactly(value)
    assert pack(kind, again, known) == data
    return again


def made(kind: Any) -> st.SearchStrategy[Any]:
    """Values of a type, all fields of records varied."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return st.one_of(*(st.none() if part is type(None) else made(part) for part in inner))
    if origin is typing.Literal:
        return st.sampled_from(inner)
    if origin is frozenset:
        return st.frozensets(made(inner[0]), max_size=3)
    if origin is list or (origin is tuple and inner[1:] == (Ellipsis,)):
        return st.lists(made(inner[0]), max_size=3).map(origin)
    if origin is tuple:
        return st.tuples(*map(made, inner))
    if kind is Decimal:
        return st.one_of(st.sampled_from([Decimal("1"), Decimal("1.0"), Decimal("-0")]), st.decimals(allow_nan=False))
    return PLAIN[kind] if kind in PLAIN else record(kind)


@cache
def record(kind: Any) -> st.SearchStrategy[Any]:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)] if is_dataclass(kind) else kind._fields
    return st.builds(kind, *(made(hints[name]) for name in names))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(data=st.data())
@pytest.mark.parametrize("kind", [list[Claim], list[DateMention], tuple[Printed, ...], SKIPS, Header, Story])
def test_made_records_come_back(kind: Any, data: st.DataObject) -> None:
    comes_back(kind, data.draw(made(kind)))


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(header=made(Header))
def test_made_headers_come_back_flat(header: Header) -> None:
    data = pack_flat(header)
    again = unpack_flat(Header, data)
    assert exactly(again) == exactly(header)
    assert pack_flat(again) == data


def test_seeds_come_back_one_by_one_and_together(seeds: list[Examined]) -> None:
    assert sum(len(examined.claims) for examined in seeds) > 50
    for examined in seeds:
        comes_back(Examined, examined)
    comes_back(list[Examined], seeds)


def test_hostile_records_come_back() -> None:
    comes_back(list[Claim], list(RUN.claims))
    comes_back(SKIPS, list(RUN.skips))


def test_claims_are_packed_without_the_header_that_is_known(seeds: list[Examined]) -> None:
    for examined in seeds:
        if examined.claims:
            header = examined.header
            data = pack(list[Claim], examined.claims, (header,))
            assert len(data) < len(pack(list[Claim], examined.claims)) - len(header.digest)
            assert all(claim.header is header for claim in unpack(list[Claim], data, (header,)))


def test_one_record_that_many_hold_is_one_again(seeds: list[Examined]) -> None:
    table = Table(1, "", ("A", "B"), (("x", "1"), ("y", "2")), 0, (1,))
    claim = seeds[0].claims[0]
    in_table = [replace(claim, figure=claim.figure._replace(cell=Cell(table, row, 1))) for row in (0, 1)]
    again = comes_back(list[Claim], [*in_table, claim])
    assert again[0].figure.cell.table is again[1].figure.cell.table
    assert again[0].header is again[2].header


def test_equal_records_are_packed_into_equal_bytes(seeds: list[Examined]) -> None:
    claim = seeds[0].claims[0]
    names = [f"name {number}" for number in range(20)]
    one, other = (replace(claim, names=frozenset(order)) for order in (names, names[::-1]))
    apart = replace(other, header=replace(claim.header), quote="".join([*claim.quote]))
    assert pack(list[Claim], [one, one]) == pack(list[Claim], [other, apart])


@pytest.mark.parametrize("cut", [0, 3, 4, 20, -1])
def test_bytes_that_are_cut_are_refused(cut: int, seeds: list[Examined]) -> None:
    with pytest.raises(ValueError, match="no packed"):
        unpack(Examined, pack(Examined, seeds[0])[:cut])


def test_every_changed_byte_is_noticed(seeds: list[Examined]) -> None:
    data = pack(Header, seeds[0].header)
    for place in range(len(data)):
        with pytest.raises(ValueError, match="no packed"):
            unpack(Header, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])
    data = pack_flat(seeds[0].header)
    for place in range(len(data)):
        with pytest.raises(ValueError, match="no packed"):
            unpack_flat(Header, data[:place] + bytes([data[place] ^ 1]) + data[place + 1 :])


def test_what_was_packed_as_something_else_is_refused(seeds: list[Examined]) -> None:
    with pytest.raises(ValueError, match="no packed"):
        unpack(list[Claim], pack(Header, seeds[0].header))


@dataclass
class Unslotted:
    """Has another layout than a class with slots, like one that is compiled."""

    name: str
    share: float
    spans: tuple[Span, ...]


def test_records_of_another_layout_come_back() -> None:
    comes_back(list[Unslotted], [Unslotted("a", 0.0, (Span(1, 2),)), Unslotted("b", -0.0, ())])


@dataclass(frozen=True, slots=True)
class Holding:
    """Has a field of a type that no record of the model has."""

    numbers: dict[str, int]


def test_a_field_of_an_unknown_type_is_refused() -> None:
    with pytest.raises(TypeError, match="never packed"):
        pack(Holding, Holding({}))
