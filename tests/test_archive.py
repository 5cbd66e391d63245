"""An archive that is kept, linked and checked part by part gives what the whole run gives at once."""

from __future__ import annotations

import datetime as dt
import functools
import os
import signal
import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of

from benchmarks import archive as made_archive
from benchmarks import growth
from figcheck import engine
from figcheck.api import toolkit
from figcheck.archive import blocks, kept, linking, settling
from figcheck.archive import run as archive_run
from figcheck.archive.blocks import near
from figcheck.archive.kept import Kept, examine_kept, hashed, keep
from figcheck.archive.run import Row, run_many
from figcheck.articles import Article, Ignore, PassedOver, Place, Remark, Span, Unread
from figcheck.config import Settings
from figcheck.engine import Examined, Progress, Toolkit, examine
from figcheck.link import keys as link_keys
from figcheck.link.keys import REACHES, Blocks
from figcheck.model import Comparison, Group, Run
from figcheck.read import read_paths
from figcheck.workers import workers

ROOT = Path(__file__).resolve().parent.parent
TOOLS = toolkit(Settings())
SEEDS = [row for row in read_paths([ROOT / "seeds"]) if isinstance(row, Article)]
EVENTS = list(growth.generated(120, seed=2, a_day=15))


def tools() -> Toolkit:
    return TOOLS


@pytest.fixture(scope="module")
def news(tmp_path_factory: pytest.TempPathFactory) -> list[Article]:
    """Generated news with slips: reports, copies and titles with another number."""
    file = tmp_path_factory.mktemp("news") / "news.jsonl"
    made_archive.write(file, made_archive.archive(150, seed=5, planted=0.7))
    return [row for row in read_paths([file]) if isinstance(row, Article)]


@functools.cache
def examined_once(article: Article) -> Examined:
    return examine(article, TOOLS.lexicon, TOOLS.ruleset.measures)


@functools.cache
def kept_once(article: Article) -> Kept:
    return keep(article, examined_once(article), TOOLS)


@pytest.fixture(scope="module", autouse=True)
def remembered() -> Iterator[None]:
    """What one article gives is worked out once for all runs here: they differ in what they do with it."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(engine, "examine", lambda article, lexicon, measures: examined_once(article))
        patch.setattr(archive_run, "examine_kept", lambda tools, article: kept_once(article))
        yield


@pytest.fixture
def in_parts(monkeypatch: pytest.MonkeyPatch) -> Callable[..., Run]:
    """Runs articles part by part, however few they are."""
    monkeypatch.setattr(archive_run, "WHOLE", 0)
    return run_in_parts


def run_in_parts(rows: Iterable[Row], name: Any = "serial", **options: Any) -> Run:
    with workers(name, 2, tools) as crew:
        return run_many(rows, TOOLS, crew, **options)


def at_once(rows: Iterable[Row], **options: Any) -> Run:
    return engine.run(rows, TOOLS, **options)


def assert_same(made: Run, whole: Run) -> None:
    """All that the two tell is alike; of claims, groups and comparisons the first has those around findings."""
    for name in ("findings", "contexts", "articles", "unread", "left_out", "ignores", "remarks", "rules", "hedges"):
        assert getattr(made, name) == getattr(whole, name), name
    assert replace(made.reach, comparisons_left_out=0) == replace(whole.reach, comparisons_left_out=0)
    assert told_or_left_out(made) == told_or_left_out(whole)
    figures = {claim for finding in whole.findings for claim in finding.figures}
    groups = [group for group in whole.groups if not figures.isdisjoint(group.claims)]
    around = figures.union(*[group.claims for group in groups])
    assert made.claims == tuple(claim for claim in whole.claims if claim.id in around)
    assert sorted(map(nameless, made.groups)) == sorted(map(nameless, groups))
    assert made.comparisons == tuple(pair for pair in whole.comparisons if within(pair, around))


def told_or_left_out(run: Run) -> int:
    return len(run.comparisons) + run.reach.comparisons_left_out


def nameless(group: Group) -> tuple[object, ...]:
    """A group without the number that tells it from others of its name, which are fewer in parts."""
    return group.key.partition(" (")[0], group.measure, group.claims, group.because


def within(pair: Comparison, claims: set[str]) -> bool:
    return pair.a in claims and pair.b in claims


def renamed(article: Article, name: str, **header: Any) -> Article:
    return replace(article, header=replace(article.header, id=name, path=f"{name}.txt", **header))


# --- the same findings -------------------------------------------------------------------------------------------


def test_articles_of_a_folder(in_parts: Callable[..., Run]) -> None:
    whole = at_once(SEEDS)
    assert whole.findings
    assert_same(in_parts(SEEDS), whole)


def test_events_that_several_outlets_tell_of(in_parts: Callable[..., Run]) -> None:
    whole = at_once(EVENTS)
    assert len(whole.findings) > 5
    assert_same(in_parts(EVENTS), whole)


def test_news_with_slips(in_parts: Callable[..., Run], news: list[Article]) -> None:
    whole = at_once(news)
    assert len({finding.rule for finding in whole.findings}) > 3
    assert_same(in_parts(news), whole)


def test_parts_of_any_size(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, news: list[Article]
) -> None:
    monkeypatch.setattr(linking, "PART_PAIRS", 40)
    monkeypatch.setattr(linking, "PART_ARTICLES", 7)
    monkeypatch.setattr(settling, "PART_ARTICLES", 3)
    monkeypatch.setattr(archive_run, "_PUT", 11)
    assert_same(in_parts(news), at_once(news))


@pytest.mark.parametrize("large", [1, 4])
def test_a_large_heap_is_checked_in_parts(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, news: list[Article], large: int
) -> None:
    monkeypatch.setattr(settling, "LARGE", large)
    monkeypatch.setattr(settling, "PART_ARTICLES", 2)
    rows = [*news, *(renamed(article, f"event {article.header.id}") for article in EVENTS)]
    assert_same(in_parts(rows), at_once(rows))


@settings(max_examples=12)
@given(data=st.data())
def test_any_articles_in_any_order(data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from([*SEEDS, *EVENTS]), max_size=60, unique_by=lambda it: it.header.id))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_run, "WHOLE", 0)
        patch.setattr(settling, "LARGE", data.draw(st.sampled_from([2, 1500])))
        patch.setattr(settling, "PART_ARTICLES", 2)
        assert_same(run_in_parts(some), at_once(sorted(some, key=lambda article: article.header.id)))


def test_the_order_of_articles_changes_nothing(in_parts: Callable[..., Run]) -> None:
    assert in_parts(EVENTS) == in_parts(EVENTS[::-1])


def test_articles_without_a_day(in_parts: Callable[..., Run]) -> None:
    undated = [
        replace(article, header=replace(article.header, published=None)) if number % 3 else article
        for number, article in enumerate(EVENTS)
    ]
    whole = at_once(undated)
    assert whole.findings
    assert_same(in_parts(undated), whole)


def test_duplicates_are_left_out(in_parts: Callable[..., Run]) -> None:
    marked = [replace(article, header=replace(article.header, digest=article.header.id)) for article in EVENTS]
    rows = [*marked, *(renamed(article, f"copy-{article.header.id}") for article in marked[:40])]
    whole = at_once(rows)
    assert len(whole.left_out) == 40
    assert whole.findings
    assert_same(in_parts(rows), whole)


@pytest.mark.parametrize("supersede", [False, True])
def test_earlier_editions_are_left_out_where_they_are_to_be(in_parts: Callable[..., Run], supersede: bool) -> None:
    rows = []
    for number, article in enumerate(EVENTS):
        day = article.header.published
        assert day is not None
        rows.append(replace(article, header=replace(article.header, edition_of=f"story {number}")))
        if number % 4 == 0:
            later = renamed(article, f"later-{number}", edition_of=f"story {number}", updated=day + dt.timedelta(1))
            rows.append(replace(later, text=later.text.replace("2", "3")))
    whole = at_once(rows, supersede=supersede)
    assert len(whole.left_out) == (len(EVENTS) // 4 if supersede else 0)
    assert whole.findings
    assert_same(in_parts(rows, supersede=supersede), whole)


def test_what_stands_beside_articles(in_parts: Callable[..., Run]) -> None:
    place = Place(3, 9, 1, 4)
    first, second, *others = EVENTS
    rows = [
        Unread("b.pdf", "is encrypted", "give a copy without a password"),
        replace(first, ignores=(Ignore((), "as told", Span(0, 5), place, place),)),
        PassedOver("a", ".jpg file", 3),
        replace(second, remarks=(Remark("mojibake", "in the wrong encoding", second.header.path, 2, 1),)),
        *others,
        PassedOver("b", ".jpg file", 2),
        Unread("a.pdf", "is empty", ""),
    ]
    whole = at_once(rows)
    assert (len(whole.unread), len(whole.ignores), len(whole.remarks)) == (2, 1, 1)
    assert whole.reach.passed_over == {".jpg file": 5}
    assert_same(in_parts(rows), whole)


def test_no_figures_at_all(in_parts: Callable[..., Run]) -> None:
    rows = [article_of("Nothing was told.", name=name) for name in "ab"]
    assert_same(in_parts(rows), at_once(rows))
    assert_same(in_parts([]), at_once([]))


@pytest.mark.parametrize("ids", [("copied-sentence-differs",), ("death-toll-differs", "headline-v-body"), ()])
def test_some_rules(in_parts: Callable[..., Run], news: list[Article], ids: tuple[str, ...]) -> None:
    rules = tuple(rule for rule in TOOLS.ruleset.rules if rule.id in ids)
    if ids:
        whole = at_once(news, rules=rules)
        assert whole.findings
        assert_same(in_parts(news, rules=rules), whole)
    else:  # extract asks for figures, so nothing may be missing
        assert in_parts(news, rules=()) == at_once(news, rules=())


def test_as_many_as_may_be_held_are_run_as_one(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = at_once(EVENTS)
    monkeypatch.setattr(archive_run, "WHOLE", len(EVENTS))
    assert run_in_parts(EVENTS) == whole
    monkeypatch.setattr(archive_run, "WHOLE", len(EVENTS) - 1)
    assert len(run_in_parts(EVENTS).claims) < len(whole.claims)


def test_a_focus_shows_what_touches_its_articles(in_parts: Callable[..., Run], news: list[Article]) -> None:
    # One file of many records is one path, so that each gets its own here.
    apart = [replace(article, header=replace(article.header, path=article.header.id)) for article in news]
    whole = at_once(apart)
    asked = sorted({whole.claims[0].header.path, *(article.header.path for article in apart[::9])})
    made, narrow = in_parts(apart, focus=asked), at_once(apart, focus=asked)
    assert 0 < len(narrow.findings) < len(whole.findings)
    assert (made.findings, made.contexts, made.focus) == (narrow.findings, narrow.contexts, narrow.focus)
    assert made.reach.articles == narrow.reach.articles


def test_the_share_that_is_done_rises_to_the_whole(in_parts: Callable[..., Run]) -> None:
    told: list[Progress] = []
    in_parts(EVENTS, on_progress=told.append)
    assert [progress.articles for progress in told if progress.stage == "reading"] == [*range(1, len(EVENTS) + 1)]
    checking = [progress.share for progress in told if progress.stage == "checking"]
    assert checking == sorted(checking, key=lambda share: share or 0.0)
    assert checking[-1] == pytest.approx(1.0)
