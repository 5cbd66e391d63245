"""Copied sentences over months: however an archive is cut, what counts as a copy is what the whole run takes for one.

Which copies are of one time depends on those between them, on names, and on articles without a date, so a heap or a
unit that lost one of them would show other findings.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of

from figcheck import engine
from figcheck.api import toolkit
from figcheck.archive import run as archive_run
from figcheck.archive import settling, tasks, units
from figcheck.archive.run import run_many
from figcheck.articles import Article
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.findings import Run
from figcheck.ledger.store import Store
from figcheck.workers.serial import Serial

TOOLS = toolkit(Settings())
FIRST = dt.date(2024, 1, 1)
# What tells its story itself, what is known by the names around it, what names nothing, and what has no signature.
SENTENCES = (
    "The brewery of Ivar Stolt in Lomvik bottled {} crates of stout for the fair in Skarhamn.",
    "The brewery in Lomvik bottled {} crates of stout.",
    "The storm tore {} roofs off houses and barns by the sea.",
    "It took {} hours.",
)
NAMES = ("", "Hanna Berg of Skarhamn spoke.", "Ivar Stolt of Lomvik spoke.", "Ivar Stolt met Hanna Berg in Orsa.")
ROWS = st.tuples(
    st.one_of(st.none(), st.integers(0, 20).map(lambda week: week * 9)),
    st.sampled_from(SENTENCES),
    st.sampled_from((31, 32, 33, 78)),
    st.sampled_from(NAMES),
)


def made_of(rows: list[tuple[int | None, str, int, str]]) -> list[Article]:
    return [
        article_of(
            f"{sentence.format(count)}\n\n{names}".strip(),
            name=f"a{number:02}",
            outlet=f"Outlet {number}",
            published=None if day is None else FIRST + dt.timedelta(day),
        )
        for number, (day, sentence, count, names) in enumerate(rows)
    ]


def run_in_parts(articles: list[Article], large: int, **options: Any) -> Run:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_run, "WHOLE", 0)
        for name in ("LARGE", "LARGE_ONCE"):
            patch.setattr(settling, name, large)
        patch.setattr(units, "PART", 2)
        patch.setattr(settling, "PART_ARTICLES", 2)
        return run_many(articles, TOOLS, Serial(lambda: TOOLS), **options)


@settings(max_examples=60)
@given(rows=st.lists(ROWS, min_size=2, max_size=14), large=st.sampled_from([1, 4, 1500]))
def test_any_copies_at_any_time(rows: list[tuple[int | None, str, int, str]], large: int) -> None:
    articles = made_of(rows)
    made, whole = run_in_parts(articles, large), engine.run(articles, TOOLS)
    assert made.findings == whole.findings
    asked = [articles[0].header.path, articles[-1].header.path]
    made, whole = run_in_parts(articles, large, focus=asked), engine.run(articles, TOOLS, focus=asked)
    assert made.findings == whole.findings


@settings(max_examples=20)
@given(
    rows=st.lists(ROWS, min_size=3, max_size=14),
    history=st.lists(st.sets(st.integers(0, 13), min_size=1), min_size=1, max_size=3),
    large=st.sampled_from([1, 1500]),
)
def test_copies_that_come_and_go(
    rows: list[tuple[int | None, str, int, str]],
    history: list[set[int]],
    large: int,
    tmp_path_factory: pytest.TempPathFactory,
) -> None:
    articles = made_of(rows)
    with Store(tmp_path_factory.mktemp("copies") / "archive.ledger") as store:
        for present in (*history, range(len(articles))):
            some = [article for number, article in enumerate(articles) if number in present]
            made = run_in_parts(some, large, ledger=store)
            assert made.findings == engine.run(some, TOOLS).findings


def test_what_is_worded_alike_a_year_later_is_not_checked_again(tmp_path: Path) -> None:
    articles = made_of([(day, SENTENCES[2], count, "") for day, count in ((0, 31), (9, 33), (400, 31), (409, 78))])
    with Store(tmp_path / "archive.ledger") as store, pytest.MonkeyPatch.context() as patch:
        before = run_in_parts(articles, 1500, ledger=store)
        assert [finding.figures for finding in before.findings] == [("a00:1", "a01:1"), ("a02:1", "a03:1")]
        checked: list[str] = []
        group_and_settle = tasks.group_and_settle

        def seen(tools: Toolkit, rules: frozenset[str], linked: tasks.ClaimHeaps, part: tasks.Settling) -> Any:
            checked.extend(header.id for header in part.headers)
            return group_and_settle(tools, rules, linked, part)

        patch.setattr(tasks, "group_and_settle", seen)
        header = replace(articles[0].header, digest="another")
        again = [replace(articles[0], text=articles[0].text.replace("31", "32"), header=header), *articles[1:]]
        after = run_in_parts(again, 1500, ledger=store)
    assert checked == ["a00", "a01"]
    assert after.findings == engine.run(again, TOOLS).findings


def test_a_copy_of_months_ago_is_not_looked_for() -> None:
    articles = made_of([(day, SENTENCES[0], count, "") for day, count in ((0, 31), (9, 33), (90, 78))])
    assert [finding.figures for finding in run_in_parts(articles, 1500).findings] == [("a00:1", "a01:1")]
