"""The same article in two files is one, and an update may take the place of what it updates."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Header
from figcheck.editions import left_out
from figcheck.engine import Toolkit, run
from figcheck.read import read_paths
from figcheck.read.drafts import edition_of
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

DAY = dt.date(2024, 3, 3)
NEXT = dt.date(2024, 3, 4)


def header(name: str, digest: str = "d", **known: Any) -> Header:
    return Header(name, f"{name}.txt", digest=digest, **known)


def told(headers: list[Header], supersede: bool = False) -> list[tuple[str, str, str]]:
    return [(row.article, row.stands, row.why) for row in left_out(headers, supersede=supersede)]


@pytest.mark.parametrize(
    "headers",
    [
        pytest.param([header("a"), header("b", "e")], id="other text"),
        pytest.param([header("a", ""), header("b", "")], id="no digest"),
        pytest.param([header("a", outlet="AP"), header("b", outlet="BBC")], id="another outlet carries it"),
        pytest.param([header("a", published=DAY), header("b", published=NEXT)], id="told again on another day"),
        pytest.param(
            [header("a", "d", edition_of="x", published=DAY), header("b", "e", edition_of="x", published=DAY)],
            id="two editions of one day",
        ),
        pytest.param([header("a", "d", edition_of="x"), header("b", "e", edition_of="x", published=DAY)], id="no day"),
        pytest.param([header("a", "d", published=DAY), header("b", "e", published=NEXT)], id="nothing shared"),
    ],
)
def test_all_stay(headers: list[Header]) -> None:
    assert told(headers, supersede=True) == []


def test_one_stands_for_the_same() -> None:
    headers = [header("b", outlet="AP"), header("c", published=DAY), header("a"), header("d", "e")]
    assert told(headers) == [("b", "a", "duplicate"), ("c", "a", "duplicate")]


def test_the_latest_edition_stands_when_it_is_to_supersede() -> None:
    headers = [
        header("a", "1", edition_of="x", published=DAY),
        header("b", "2", edition_of="x", published=NEXT),
        header("c", "3", edition_of="y", published=DAY),
    ]
    assert told(headers) == []
    assert told(headers, supersede=True) == [("a", "b", "superseded")]


HEADERS = st.lists(
    st.builds(
        header,
        st.sampled_from("abcdefgh"),
        st.sampled_from("12"),
        outlet=st.sampled_from([None, "AP", "BBC"]),
        published=st.sampled_from([None, DAY, NEXT]),
        edition_of=st.sampled_from(["", "x"]),
    ),
    max_size=8,
    unique_by=lambda header: header.id,
)


@given(HEADERS, st.booleans(), st.randoms(use_true_random=False))
def test_order_makes_no_difference_and_none_goes_without_another(
    headers: list[Header], supersede: bool, random: Any
) -> None:
    rows = left_out(headers, supersede=supersede)
    mixed = list(headers)
    random.shuffle(mixed)
    assert left_out(mixed, supersede=supersede) == rows
    gone = {row.article for row in rows}
    assert not gone or len(gone) < len(headers)
    if not supersede:
        assert all(row.stands not in gone for row in rows)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://www.coast.example/a/?utm_source=x#top", "http://coast.example/a"),
        ("https://coast.example/a?id=3&fbclid=9", "https://coast.example/a/?id=3"),
        ("https://AMP.coast.example/a", "https://coast.example/a"),
    ],
)
def test_addresses_of_one_article(one: str, other: str) -> None:
    assert edition_of(one, None, None) == edition_of(other, "AP", "7")


def test_addresses_of_two_articles() -> None:
    ids = [
        edition_of("https://coast.example/a?id=3", None, None),
        edition_of("https://coast.example/a?id=4", None, None),
        edition_of("https://coast.example/A?id=4", None, None),
        edition_of(None, "AP", "7"),
        edition_of(None, "BBC", "7"),
    ]
    assert len(set(ids)) == len(ids)
    assert edition_of(None, "AP", None) == ""


def test_the_same_article_in_two_files_is_checked_once(tmp_path: Path) -> None:
    text = "Ferry sinks\n\nAt least 12 people died when a ferry sank off Varsk, police said.\n"
    (tmp_path / "a.md").write_text(f"---\noutlet: AP\ndate: 2024-03-03\n---\n# {text}")
    (tmp_path / "b.txt").write_text(text)
    (tmp_path / "c.md").write_text(f"---\noutlet: BBC\n---\n# {text}")
    toolkit = Toolkit(load_lexicon(), load_rules())
    made = run(read_paths([tmp_path]), toolkit)
    assert [header.id for header in made.articles] == ["a.md", "c.md"]
    assert [(row.article, row.stands) for row in made.left_out] == [("b.txt", "a.md")]
    assert {claim.header.id for claim in made.claims} == {"a.md", "c.md"}
    assert made.reach.articles == 2
    alone = run(read_paths([tmp_path]), toolkit, rules=())
    assert {claim.header.id for claim in alone.claims} == {"a.md", "b.txt", "c.md"}, "figures alone are asked for"
    assert not alone.left_out
