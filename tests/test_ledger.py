"""A ledger never changes what is found: whatever came before, the Run is that of a fresh run over the same articles."""

from __future__ import annotations

import ast
import datetime as dt
import functools
import hashlib
import random
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import is_dataclass, replace
from itertools import combinations
from pathlib import Path
from typing import Any, NoReturn, get_args, get_type_hints

import pytest
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of

import figcheck as figcheck_package
from benchmarks import archive as made_archive
from benchmarks import growth, killed
from figcheck.api import toolkit
from figcheck.archive import blocks, events, linking, settling, units
from figcheck.archive import run as archive_run
from figcheck.archive.kept import Kept, examine_kept
from figcheck.archive.run import Row, add_to, prune, run_against, run_many
from figcheck.archive.tasks import Shown
from figcheck.articles import Article, Header
from figcheck.cli import main
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.findings import Finding, Run
from figcheck.ledger.status import Status, status_of
from figcheck.ledger.store import Store
from figcheck.ledger.tables import PARKED, SCHEMA, Notes
from figcheck.ledger.versions import VERSION
from figcheck.link import CROWDED, keys
from figcheck.link.outlines import FIELDS
from figcheck.model import Claim, DateMention, Printed, Skip
from figcheck.read import read_paths
from figcheck.workers.serial import Serial

TOOLS = toolkit(Settings())
NEWS = list(growth.generated(90, seed=2, a_day=15))
LATER = [
    replace(article, header=replace(article.header, id=f"later-{article.header.id}"))
    for article in growth.generated(130, seed=5, a_day=15)
][90:]


def serial(tools: Toolkit = TOOLS) -> Serial[Toolkit]:
    return Serial(lambda: tools)


@functools.cache
def kept_once(article: Article) -> Kept:
    return examine_kept(TOOLS, article)


@pytest.fixture(autouse=True)
def in_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    """Few articles are many here, and what one gives is worked out once for all runs."""
    monkeypatch.setattr(archive_run, "WHOLE", 10)
    monkeypatch.setattr(
        archive_run,
        "examine_kept",
        lambda tools, article: kept_once(article) if tools is TOOLS else examine_kept(tools, article),
    )


@pytest.fixture
def crowded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Blocks that hold more than are looked at, and heaps that are checked in several parts."""
    monkeypatch.setattr(keys, "BLOCK", 4)
    monkeypatch.setattr(blocks, "BLOCK", 4)
    for name in ("LARGE", "LARGE_ONCE"):
        monkeypatch.setattr(settling, name, 8)
    monkeypatch.setattr(settling, "PART_ARTICLES", 3)
    monkeypatch.setattr(units, "PART", 4)


@pytest.fixture
def ledger(tmp_path: Path) -> Path:
    return tmp_path / "archive.ledger"


def fresh(rows: Sequence[Row], tools: Toolkit = TOOLS, **options: Any) -> Run:
    return run_many(rows, tools, serial(tools), **options)


def kept_run(ledger: Path, rows: Sequence[Row], tools: Toolkit = TOOLS, **options: Any) -> Run:
    with Store(ledger) as store:
        return run_many(rows, tools, serial(tools), ledger=store, **options)


def against(ledger: Path, rows: Sequence[Row], **options: Any) -> Run:
    with Store(ledger, is_new=False) as store:
        return run_against(store, rows, TOOLS, serial(), **options)


def added(ledger: Path, rows: Sequence[Row]) -> archive_run.Added:
    with Store(ledger) as store:
        return add_to(store, rows, TOOLS, serial())


def uncrowded(run: Run) -> Run:
    """A run without the count of claims in blocks that hold too many."""
    told = {reason: count for reason, count in run.reach.abstained.items() if reason != CROWDED}
    return replace(run, reach=replace(run.reach, abstained=told))


def shown(findings: Sequence[Finding]) -> list[tuple[object, ...]]:
    return [(it.figures, it.rule, it.cause, it.fingerprint, it.severity, it.message) for it in findings]


def changed(article: Article, old: str = "1", new: str = "2") -> Article:
    """An article with another number, and the digest that its text then has."""
    text = article.text.replace(old, new)
    return replace(article, text=text, header=replace(article.header, digest=f"of {text}"))


def renamed(article: Article, name: str, **header: Any) -> Article:
    return replace(article, header=replace(article.header, id=name, path=name, **header))


@pytest.fixture
def nothing_examined(monkeypatch: pytest.MonkeyPatch) -> Callable[[], None]:
    """Call it, and from then on an article that is examined fails the test."""

    def fail(tools: Toolkit, article: Article) -> NoReturn:
        raise AssertionError(f"{article.header.id} was examined again")

    return lambda: monkeypatch.setattr(archive_run, "examine_kept", fail)


# --- the same findings -------------------------------------------------------------------------------------------


def test_a_first_run_with_a_ledger_is_one_without(ledger: Path) -> None:
    run = fresh(NEWS)
    assert len(run.findings) > 5
    assert kept_run(ledger, NEWS) == run


def test_what_has_not_changed_is_not_done_again(
    ledger: Path, nothing_examined: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    run = kept_run(ledger, NEWS)
    nothing_examined()
    monkeypatch.setattr("figcheck.archive.linking._update", lambda *_: pytest.fail("linked again"))
    with Store(ledger) as store:
        assert store.unsettled() == []
    again = kept_run(ledger, NEWS)
    assert again == run
    assert not again.unread


def test_few_articles_are_held_at_once(
    ledger: Path, nothing_examined: Callable[[], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_run, "WHOLE", 5000)
    run = fresh(NEWS)
    assert len(run.comparisons) > len(run.findings) > 5
    assert kept_run(ledger, NEWS) == run
    nothing_examined()
    assert kept_run(ledger, NEWS) == run
    assert kept_run(ledger, NEWS[::-1]) == run


def test_an_archive_that_grows_beyond_what_is_held_at_once(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archive_run, "WHOLE", 60)
    for size in (50, 90, 50, 70):
        assert kept_run(ledger, NEWS[:size]) == fresh(NEWS[:size])


@st.composite
def histories(draw: st.DrawFn) -> list[list[Article]]:
    """What an archive has in one run after another: articles come, change, go and come back, in any order."""
    chance = random.Random(draw(st.integers(0, 2**32)))
    dropped, other, new = (draw(st.sampled_from((0.0, 0.03, 0.3))) for _ in range(3))
    archive = list(NEWS)
    made = []
    for _ in range(draw(st.integers(1, 3))):
        archive = [article for article in archive if chance.random() >= dropped]
        archive = [
            changed(article, str(chance.randint(1, 4)), str(chance.randint(5, 9)))
            if chance.random() < other
            else article
            for article in archive
        ]
        there = {article.header.id for article in archive}
        archive += [it for it in (*NEWS, *LATER) if it.header.id not in there and chance.random() < new]
        chance.shuffle(archive)
        made.append(list(archive))
    return made


def each_run_is_a_fresh_one(ledger: Path, history: list[list[Article]]) -> None:
    kept_run(ledger, NEWS)
    for archive in history:
        assert uncrowded(kept_run(ledger, archive)) == uncrowded(fresh(archive))


@settings(max_examples=5)
@given(history=histories())
def test_changes(history: list[list[Article]], tmp_path_factory: pytest.TempPathFactory) -> None:
    each_run_is_a_fresh_one(tmp_path_factory.mktemp("changes") / "archive.ledger", history)


@pytest.mark.usefixtures("crowded")
@settings(max_examples=3)
@given(history=histories())
def test_changes_in_crowded_blocks(history: list[list[Article]], tmp_path_factory: pytest.TempPathFactory) -> None:
    each_run_is_a_fresh_one(tmp_path_factory.mktemp("changes") / "archive.ledger", history)


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many heaps of claims are grouped, and how many articles and units checked, from now on, in large heaps."""
    for name in ("LARGE", "LARGE_ONCE"):
        monkeypatch.setattr(settling, name, 2)
    counted: Counter[str] = Counter()

    def count(module: Any, name: str, number: Callable[[Any], int]) -> None:
        before = getattr(module, name)

        def counting(tools: Toolkit, part: Any, **rest: Any) -> Any:
            counted[name] += number(part)
            return before(tools, part, **rest)

        monkeypatch.setattr(module, name, counting)

    count(units.tasks, "group_heaps", lambda part: len(part.heaps))
    count(units, "_settle_lone", lambda part: len(part.headers))
    count(units, "_settle_units", lambda part: len(part.units))
    return counted


def test_of_a_large_heap_only_what_changes_is_checked_again(ledger: Path, settled: Counter[str]) -> None:
    kept_run(ledger, NEWS)
    first = dict(settled)
    settled.clear()
    some = [changed(NEWS[40]), *NEWS[:40], *NEWS[41:]]
    run = kept_run(ledger, some)
    again = dict(settled)
    assert again["_settle_lone"] == 1 < first["_settle_lone"]
    assert all(0 < again[name] * 4 < first[name] for name in ("group_heaps", "_settle_units"))
    assert run == fresh(some)
    kept_run(ledger, NEWS)
    settled.clear()
    assert kept_run(ledger, NEWS, rules=TOOLS.ruleset.rules[1:]).findings
    assert settled["_settle_lone"] == first["_settle_lone"], "by other rules all is checked again"


def test_an_event_is_the_same_when_its_first_article_changes(ledger: Path) -> None:
    kept_run(ledger, NEWS)
    with Store(ledger) as store:
        ids = {no: header.id for no, header in store.headers(store.numbers()).items()}
        told: dict[int, list[str]] = {}
        for no, placed in store.places().items():
            told.setdefault(placed.event, []).append(ids[no])
    told.pop(0)
    event = sorted(max(told.values(), key=len))
    assert len(event) > 3
    first = min((it for it in NEWS if it.header.id in event), key=lambda it: (it.header.published, it.header.id))
    text = f"{first.text}\n\nA dog barked."
    longer = replace(first, text=text, header=replace(first.header, digest=f"of {text}"))
    assert added(ledger, [longer]).linked == 1
    archive = [longer if article is first else article for article in NEWS]
    assert uncrowded(kept_run(ledger, archive)) == uncrowded(fresh(archive))


@given(moves=st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=12))
def test_events_keep_the_numbers_of_most_of_their_articles(moves: list[tuple[int, int]]) -> None:
    before = {no: number for no, (number, _) in enumerate(moves) if number}
    firsts: dict[int, int] = {}
    first_of = {no: firsts.setdefault(event, no) for no, (_, event) in enumerate(moves)}
    found = events._numbered(first_of, before, 5)
    for one, other in combinations(first_of, 2):
        assert (found[one] == found[other]) == (first_of[one] == first_of[other])
    for number in set(before.values()):
        went = Counter(first_of[no] for no in before if before[no] == number)
        if len(went) == 1 and len({before.get(no, number) for no in first_of if first_of[no] in went}) == 1:
            assert {found[no] for no in before if before[no] == number} == {number}, "all went one way, and no others"


def test_what_is_not_asked_for_again_is_forgotten(
    ledger: Path, settled: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("figcheck.ledger.store._FORGOTTEN", 2)
    monkeypatch.setattr("figcheck.ledger.store._NOTED", 1)

    def remembered() -> tuple[int, int]:
        with sqlite3.connect(ledger) as database:
            ((count, oldest),) = database.execute("SELECT count(*), min(asked) FROM memory")
        return count, oldest

    kept_run(ledger, NEWS)
    first, _ = remembered()
    for number in range(8):
        kept_run(ledger, [changed(NEWS[40], "1", str(number)), *NEWS[:40], *NEWS[41:]])
    count, oldest = remembered()
    assert oldest > 0 and 0 < count < first * 1.2


@settings(max_examples=4)
@given(history=histories(), size=st.integers(10, 60))
def test_articles_that_are_added_some_at_a_time(
    history: list[list[Article]], size: int, tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = tmp_path_factory.mktemp("added") / "archive.ledger"
    archive = history[-1]
    for start in range(0, len(archive), size):
        some = archive[start : start + size]
        assert added(ledger, some)[1:] == (start + len(some), len(some), ())
    assert uncrowded(kept_run(ledger, archive)) == uncrowded(fresh(archive))


def test_duplicates_and_editions(ledger: Path) -> None:
    copies = [renamed(article, f"copy-{article.header.id}") for article in map(digested, NEWS[:30])]
    archive = [*map(digested, NEWS), *copies]
    for some in (archive, archive[:100], archive[20:], archive):
        run = kept_run(ledger, some)
        assert run == fresh(some)
    assert len(run.left_out) == 30


def digested(article: Article) -> Article:
    return replace(article, header=replace(article.header, digest=f"of {article.text}"))


# --- what makes it read again ------------------------------------------------------------------------------------


def examined_by(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the articles that are examined from now on."""
    seen: list[str] = []

    def examine(tools: Toolkit, article: Article) -> Kept:
        seen.append(article.header.id)
        return examine_kept(tools, article)

    monkeypatch.setattr(archive_run, "examine_kept", examine)
    return seen


@pytest.fixture
def news(tmp_path: Path) -> Path:
    file = tmp_path / "news.jsonl"
    made_archive.write(file, made_archive.archive(80, seed=5, planted=0.7))
    return file


def articles_in(file: Path) -> list[Article]:
    return [row for row in read_paths([file]) if isinstance(row, Article)]


@pytest.mark.parametrize("whole", [10, 5000])
def test_an_article_that_a_longer_one_pushes_down(
    ledger: Path, news: Path, monkeypatch: pytest.MonkeyPatch, whole: int
) -> None:
    monkeypatch.setattr(archive_run, "WHOLE", whole)
    before = kept_run(ledger, articles_in(news))
    lines = news.read_text("utf-8").splitlines(keepends=True)
    lines[3] = lines[3].replace(". ", ". Nobody slept. ", 2)
    news.write_text("".join([*lines[:3], "\n", *lines[3:]]), encoding="utf-8")
    rows = articles_in(news)
    seen = examined_by(monkeypatch)
    run = kept_run(ledger, rows)
    assert seen == [rows[3].header.id]
    assert run == fresh(rows)
    places = [{claim.id: claim.place for claim in it.claims} for it in (before, run)]
    moved = [claim for claim in places[0] if claim in places[1] and places[0][claim] != places[1][claim]]
    assert len(moved) > 20


def test_a_date_of_change_is_nothing(ledger: Path, news: Path, nothing_examined: Callable[[], None]) -> None:
    run = kept_run(ledger, articles_in(news))
    news.write_bytes(news.read_bytes())
    nothing_examined()
    assert kept_run(ledger, articles_in(news)) == run


def test_other_rules_check_again_and_examine_nothing(ledger: Path, nothing_examined: Callable[[], None]) -> None:
    kept_run(ledger, NEWS)
    nothing_examined()
    rules = TOOLS.ruleset.rules
    fired = {finding.rule for finding in fresh_unexamined().findings}
    assert len(fired) > 1
    some = tuple(rule for rule in rules if rule.id != min(fired))
    run = kept_run(ledger, NEWS, rules=some)
    assert {finding.rule for finding in run.findings} == fired - {min(fired)}
    assert kept_run(ledger, NEWS) == fresh_unexamined()


@functools.cache
def fresh_unexamined() -> Run:
    """The run over the news, from what their articles gave once."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_run, "WHOLE", 10)
        patch.setattr(archive_run, "examine_kept", lambda _, article: kept_once(article))
        return fresh(NEWS)


def test_other_hedges_read_all_of_it_again(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    tools = toolkit(Settings(hedges="stated"))
    some = NEWS[:30]
    kept_run(ledger, some)
    seen = examined_by(monkeypatch)
    run = kept_run(ledger, some, tools)
    assert seen == [article.header.id for article in some]
    assert run == fresh(some, tools)
    assert run.hedges == "stated"


def test_another_version_of_the_code_reads_all_of_it_again(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    run = kept_run(ledger, NEWS[:20])
    monkeypatch.setattr("figcheck.ledger.digests.code_digest", lambda: b"another")
    seen = examined_by(monkeypatch)
    assert kept_run(ledger, NEWS[:20]) == run
    assert len(seen) == 20


def test_an_unreadable_article_is_tried_again(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(tools: Toolkit, article: Article) -> Kept:
        if article is NEWS[3]:
            raise ValueError("no luck")
        return kept_once(article)

    with monkeypatch.context() as patch:
        patch.setattr(archive_run, "examine_kept", fail)
        run = kept_run(ledger, NEWS)
        assert [row.path for row in run.unread] == [NEWS[3].header.path]
        assert run == fresh(NEWS)
    assert kept_run(ledger, NEWS) == fresh(NEWS)


# --- a draft against a ledger ------------------------------------------------------------------------------------


def draft_of(article: Article) -> Article:
    """The article once more, by another outlet, with other numbers."""
    return renamed(changed(article), "draft.md", outlet="Desk")


def contents(ledger: Path) -> Status:
    return status_of(ledger)._replace(size=0)


def dump(ledger: Path) -> list[str]:
    with sqlite3.connect(ledger) as database:
        made = list(database.iterdump())
    database.close()
    return made


@pytest.mark.parametrize("crowd", [False, True])
def test_a_draft_finds_what_a_run_over_all_finds(ledger: Path, crowd: bool, request: pytest.FixtureRequest) -> None:
    if crowd:
        request.getfixturevalue("crowded")
    added(ledger, NEWS)
    before = dump(ledger)
    touched = 0
    for article in NEWS[::18]:
        draft = draft_of(article)
        run = against(ledger, [draft])
        whole = fresh([*NEWS, draft], focus=[draft.header.path])
        assert shown(run.findings) == shown(whole.findings)
        assert run.contexts == whole.contexts
        assert run.focus == whole.focus == (draft.header.path,)
        assert run.reach.articles == whole.reach.articles == len(NEWS) + 1
        touched += bool(run.findings)
    assert touched > 2
    assert dump(ledger) == before


def test_a_draft_stands_in_the_place_of_the_archived_one(ledger: Path) -> None:
    added(ledger, NEWS)
    article = NEWS[12]
    draft = changed(article)
    others = [it for it in NEWS if it is not article]
    run = against(ledger, [draft])
    whole = fresh([*others, draft], focus=[draft.header.path])
    assert whole.findings
    assert shown(run.findings) == shown(whole.findings)
    assert run.reach.articles == len(NEWS)
    assert shown(against(ledger, [article]).findings) == shown(fresh(NEWS, focus=[article.header.path]).findings)


@pytest.mark.parametrize("supersede", [False, True])
def test_drafts_among_duplicates_and_editions(ledger: Path, monkeypatch: pytest.MonkeyPatch, supersede: bool) -> None:
    """What is linked anew of a ledger that is linked gives what linking whatever there is gives."""
    day = dt.timedelta(days=1)
    one, other, third = map(digested, (NEWS[12], NEWS[30], NEWS[31]))
    archived = [
        *NEWS[:60],
        renamed(one, "copy.md"),
        one,
        other,
        renamed(other, "earlier.md", edition_of="e", digest=""),
    ]
    with Store(ledger) as store:
        archive_run.add_to(store, archived, TOOLS, serial(), supersede=supersede)
    published = other.header.published
    assert published is not None
    drafts = [
        one,
        changed(one),
        renamed(one, "a copy.md"),
        renamed(changed(other), "later.md", edition_of="e", digest="", published=published + day),
        renamed(other, "before.md", edition_of="e", digest="", published=published - day),
        third,
    ]
    for draft in drafts:
        with monkeypatch.context() as patched:
            patched.setattr(archive_run, "is_linked", lambda store, supersede: False)
            whole = against(ledger, [draft], supersede=supersede)
        assert against(ledger, [draft], supersede=supersede) == whole


def test_whether_a_ledger_is_linked(ledger: Path) -> None:
    added(ledger, NEWS[:30])
    with Store(ledger) as store:
        assert linking.is_linked(store)
        assert not linking.is_linked(store, supersede=True)
        store.mark(store.numbers()[:1], PARKED)
        assert not linking.is_linked(store)


def test_drafts_are_held_against_each_other(ledger: Path) -> None:
    added(ledger, NEWS[:60])
    drafts = NEWS[60:]
    run = against(ledger, drafts)
    whole = fresh(NEWS, focus=[draft.header.path for draft in drafts])
    assert whole.findings
    assert shown(run.findings) == shown(whole.findings)


def test_a_draft_without_anything_in_common(ledger: Path) -> None:
    added(ledger, NEWS)
    draft = article_of("Seven cups stood in the kitchen, and three were broken.", name="draft.md")
    run = against(ledger, [draft])
    assert not run.findings
    assert [claim.figure.reading.point for claim in run.claims if claim.header.id == "draft.md"] == [7, 3]


def test_a_draft_against_an_empty_ledger(ledger: Path) -> None:
    Store(ledger).close()
    draft = NEWS[0]
    assert shown(against(ledger, [draft]).findings) == shown(fresh([draft]).findings)


# --- parked, and dropped -----------------------------------------------------------------------------------------


def test_what_a_check_does_not_have_is_parked(ledger: Path, nothing_examined: Callable[[], None]) -> None:
    kept_run(ledger, NEWS)
    run = kept_run(ledger, NEWS[:50])
    assert run == fresh(NEWS[:50])
    assert status_of(ledger)[:3] == (90, 50, 40)
    nothing_examined()
    assert kept_run(ledger, NEWS) == fresh_unexamined()
    assert status_of(ledger).parked == 0


def test_a_draft_is_held_against_parked_articles_too(ledger: Path) -> None:
    kept_run(ledger, NEWS)
    kept_run(ledger, NEWS[:5])
    draft = draft_of(NEWS[60])
    whole = fresh([*NEWS, draft], focus=["draft.md"])
    assert shown(against(ledger, [draft]).findings) == shown(whole.findings)
    assert status_of(ledger).parked == 85


def test_adding_takes_parked_articles_back(ledger: Path) -> None:
    kept_run(ledger, NEWS)
    kept_run(ledger, NEWS[:5])
    assert added(ledger, LATER[:3])[1:] == (93, 3, ())
    assert status_of(ledger)[:3] == (93, 93, 0)


def pruned(ledger: Path, drop: Callable[[Header], bool], *, parked: bool = False) -> int:
    with Store(ledger, is_new=False) as store:
        return prune(store, serial(), drop, parked=parked)


def test_dropping_articles_gives_a_ledger_without_them(ledger: Path, tmp_path: Path) -> None:
    added(ledger, NEWS)
    gone = {article.header.id for article in NEWS[::3]}
    left = [article for article in NEWS if article.header.id not in gone]
    assert pruned(ledger, lambda header: header.id in gone) == 30
    other = tmp_path / "other.ledger"
    added(other, left)
    assert contents(ledger) == contents(other)
    assert uncrowded(kept_run(ledger, left)) == uncrowded(fresh(left))
    with sqlite3.connect(ledger) as database:
        assert database.execute("SELECT count(*) FROM record").fetchone() == (60,)
    database.close()


def test_dropping_parked_articles(ledger: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    kept_run(ledger, NEWS)
    kept_run(ledger, NEWS[:50])
    assert pruned(ledger, lambda header: False, parked=True) == 40
    assert status_of(ledger)[:3] == (50, 50, 0)
    seen = examined_by(monkeypatch)
    kept_run(ledger, NEWS)
    assert sorted(seen) == sorted(article.header.id for article in NEWS[50:])


def test_dropping_an_article_that_has_nothing_in_common(ledger: Path) -> None:
    alone = article_of("Seven cups stood in the kitchen, and three were broken.", name="alone")
    added(ledger, [*NEWS, alone])
    heaps = status_of(ledger).heaps
    assert pruned(ledger, lambda header: header.id == "alone") == 1
    assert (status_of(ledger).articles, status_of(ledger).heaps) == (90, heaps - 1)


def test_dropping_all(ledger: Path) -> None:
    added(ledger, NEWS)
    assert pruned(ledger, lambda header: True) == 90
    assert status_of(ledger)[:5] == (0, 0, 0, 0, 0)
    assert kept_run(ledger, NEWS) == fresh(NEWS)


# --- the command line --------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True)
def elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def figcheck(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [*map(str, arguments)])


DRAFT = (
    "# Bus crash\n\nAlpha News, 4 March 2024\n\nAt least {} people were killed in a bus crash in Lviv, Ukraine, "
    "on Sunday, police said.\n"
)


@pytest.fixture
def desk(tmp_path: Path) -> Path:
    """A ledger with one archived article, and a draft beside it."""
    (tmp_path / "archive").mkdir()
    (tmp_path / "archive" / "one.md").write_text(DRAFT.format(14))
    (tmp_path / "draft.md").write_text(DRAFT.format(41).replace("Alpha", "Beta"))
    done = figcheck("ledger", "add", "archive", "--ledger", "a.ledger", "-j", "1")
    assert (done.exit_code, done.stdout) == (0, "a.ledger holds 1 article, 1 more than before.\n")
    return tmp_path


def test_commands_of_a_ledger(desk: Path) -> None:
    done = figcheck("check", "draft.md", "--against", "a.ledger", "-f", "concise")
    assert done.exit_code == 1
    assert done.stdout.startswith("draft.md:")
    assert "archive/one.md" not in figcheck("ledger", "status", "--ledger", "a.ledger").stdout
    (desk / "figcheck.yml").write_text("ledger: a.ledger\n")
    assert figcheck("ledger", "status").stdout.startswith("a.ledger: 1 article with 1 figure,")
    assert figcheck("ledger", "prune", "--before", "2024-03-04").stdout.startswith("0 articles were dropped")
    assert figcheck("ledger", "prune", "--path", "archive/*").stdout.endswith("which holds 0 now.\n")


def test_files_of_one_name_in_two_folders_are_two_articles(desk: Path) -> None:
    for folder, count in (("05", 15), ("06", 16)):
        (desk / "archive" / folder).mkdir()
        (desk / "archive" / folder / "one.md").write_text(DRAFT.format(count))
        assert figcheck("ledger", "add", f"archive/{folder}", "--ledger", "a.ledger", "-j", "1").exit_code == 0
    assert status_of(desk / "a.ledger").articles == 3
    done = figcheck("ledger", "add", "archive", "--ledger", "a.ledger", "-j", "1")
    assert done.stdout == "a.ledger holds 3 articles, 0 more than before.\n"


def test_an_archived_file_that_is_checked_alone_stands_in_its_own_place(desk: Path) -> None:
    (desk / "archive" / "one.md").write_text(DRAFT.format(15))
    done = figcheck("check", "archive/one.md", "--against", "a.ledger", "-f", "concise")
    assert done.exit_code == 0, done.output


def test_a_check_with_a_ledger_prints_what_one_without_prints(
    news: Path, ledger: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_run, "WHOLE", 5000)
    plain = figcheck("check", news, "-f", "full", "-j", "1")
    assert plain.exit_code == 1
    for _ in range(2):
        assert figcheck("check", news, "-f", "full", "-j", "1", "--ledger", ledger).stdout == plain.stdout


def test_an_unreadable_article_costs_itself(desk: Path) -> None:
    (desk / "archive" / "two.md").write_bytes(b"\x00\x01\x02\x00" * 50)
    (desk / "archive" / "three.md").write_text(DRAFT.format(15))
    done = figcheck("ledger", "add", "archive", "--ledger", "a.ledger", "-j", "1")
    assert done.exit_code == 3
    assert "two.md" in done.stderr
    assert status_of(desk / "a.ledger").articles == 2


def other_program(file: Path) -> None:
    with sqlite3.connect(file) as database:
        database.execute("CREATE TABLE songs (title TEXT)")
    database.close()


def layout(file: Path, version: int) -> None:
    Store(file).close()
    with sqlite3.connect(file) as database:
        database.execute(f"PRAGMA user_version = {version}")
    database.close()


WRONG: dict[str, tuple[Callable[[Path], object], str]] = {
    "none": (lambda file: None, "there is no ledger bad.ledger"),
    "text": (lambda file: file.write_text("Seven people were killed.\n"), "bad.ledger is no ledger"),
    "folder": (lambda file: file.mkdir(), "bad.ledger is no ledger"),
    "other": (other_program, "bad.ledger is a database of another program"),
    "newer": (lambda file: layout(file, VERSION + 1), "was made by a newer figcheck"),
    "older": (lambda file: layout(file, VERSION - 1), "has an older layout"),
}
COMMANDS = {
    "status": ("ledger", "status", "--ledger", "bad.ledger"),
    "add": ("ledger", "add", "draft.md", "--ledger", "bad.ledger"),
    "prune": ("ledger", "prune", "--parked", "--ledger", "bad.ledger"),
    "check": ("check", "draft.md", "--ledger", "bad.ledger"),
}


@pytest.mark.parametrize("command", COMMANDS)
@pytest.mark.parametrize("wrong", WRONG)
def test_a_file_that_is_no_ledger(tmp_path: Path, wrong: str, command: str) -> None:
    if wrong == "none" and command in ("add", "check"):
        pytest.skip("these make it")
    make, told = WRONG[wrong]
    make(tmp_path / "bad.ledger")
    (tmp_path / "draft.md").write_text(DRAFT.format(3))
    held = (tmp_path / "bad.ledger").read_bytes() if (tmp_path / "bad.ledger").is_file() else None
    done = figcheck(*COMMANDS[command], *(() if command in ("status", "prune") else ("-j", "1")))
    assert done.exit_code == 2, done.output
    assert told in done.stderr
    assert "Traceback" not in done.output
    assert held is None or (tmp_path / "bad.ledger").read_bytes() == held
    assert wrong != "none" or not (tmp_path / "bad.ledger").exists()


def test_no_ledger_is_named(tmp_path: Path) -> None:
    done = figcheck("ledger", "status")
    assert done.exit_code == 2
    assert "no ledger was named" in done.stderr


def test_against_a_ledger_that_is_not_there(desk: Path) -> None:
    done = figcheck("check", "draft.md", "--against", "nowhere.ledger")
    assert done.exit_code == 2
    assert "nowhere.ledger" in done.stderr
    assert not (desk / "nowhere.ledger").exists()


def test_against_a_ledger_and_another_path(desk: Path) -> None:
    done = figcheck("check", "draft.md", "--against", "a.ledger", "--against", "archive")
    assert done.exit_code == 2
    assert "--against takes one ledger alone: a.ledger" in done.stderr


def test_pruning_needs_to_be_told_what(desk: Path) -> None:
    assert figcheck("ledger", "prune", "--ledger", "a.ledger").exit_code == 2
    done = figcheck("ledger", "prune", "--ledger", "a.ledger", "--before", "yesterday")
    assert done.exit_code == 2
    assert "'yesterday' is no day" in done.stderr


@pytest.mark.parametrize("at", [0.05, 0.2, 0.5, 0.8])
def test_a_damaged_ledger_is_told(ledger: Path, news: Path, at: float) -> None:
    added(ledger, articles_in(news))
    data = bytearray(ledger.read_bytes())
    start = max(4096, int(len(data) * at))
    data[start : start + 12_000] = b"\xa5" * len(data[start : start + 12_000])
    ledger.write_bytes(data)
    for command in (
        ("check", news, "--ledger", ledger, "-j", "1"),
        ("check", news, "--against", ledger),
        ("ledger", "add", news, "--ledger", ledger, "-j", "1"),
        ("ledger", "status", "--ledger", ledger),
        ("ledger", "prune", "--before", "2023-01-01", "--ledger", ledger),
    ):
        done = figcheck(*command)
        assert done.exception is None or isinstance(done.exception, SystemExit), (command, done.exception)
        assert done.exit_code in (0, 1, 2)
        assert done.exit_code != 2 or "damaged" in done.stderr


# --- killed, and two at once -------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def archived(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, tuple[Status, Run], float]:
    """Articles in a file, what an undisturbed command makes of them, and how long it takes."""
    folder = tmp_path_factory.mktemp("archived")
    file = folder / "news.jsonl"
    made_archive.write(file, made_archive.archive(150, seed=7, planted=0.7))
    seconds = killed.undisturbed(file, folder / "whole.ledger", 1)
    return file, killed.contents(folder / "whole.ledger", TOOLS), seconds


@pytest.mark.slow
@pytest.mark.parametrize("seed", range(3))
def test_a_command_that_is_killed(ledger: Path, archived: tuple[Path, tuple[Status, Run], float], seed: int) -> None:
    file, expected, seconds = archived
    assert expected[0].articles == 150
    assert len(expected[1].findings) > 20
    delay = random.Random(seed).uniform(0.2, seconds)
    made = killed.killed(file, ledger, delay, expected, TOOLS, 1)
    assert made.kept is not None
    assert made.is_equal


@pytest.mark.slow
def test_two_commands_at_once(ledger: Path, archived: tuple[Path, tuple[Status, Run], float], tmp_path: Path) -> None:
    file, expected, _ = archived
    lines = file.read_text("utf-8").splitlines(keepends=True)
    started = []
    (tmp_path / "parts").mkdir()
    for number, some in enumerate((lines[:80], lines[60:])):  # some articles are in both
        part = tmp_path / "parts" / f"{number}.jsonl"
        part.write_text("".join(some), encoding="utf-8")
        started.append(subprocess.Popen(killed.command(part, ledger, 1), cwd=killed.ROOT, stderr=subprocess.PIPE))
    for process in started:
        _, told = process.communicate()
        assert process.returncode == 0, told.decode()
    with Store(ledger) as store:
        ids = store.known().keys()
        assert len(ids) == len({header.id for header in store.headers(store.numbers()).values()})
    assert {id.rsplit("#", 1)[-1] for id in ids} == {it.id.rsplit("#", 1)[-1] for it in expected[1].articles}


# What is kept is read by position: with another field a ledger has another layout, and says so.
LAYOUTS = {14: "295b6615df2ada4c"}


def made_from(file: str, name: str) -> list[str]:
    """What a class is made from, as its source has it: compiled classes do not tell."""
    tree = ast.parse((Path(figcheck_package.__file__).parent / file).read_text(encoding="utf-8"))
    made = next(node for node in tree.body if isinstance(node, ast.ClassDef) and node.name == name)
    start = next(node for node in made.body if isinstance(node, ast.FunctionDef) and node.name == "__init__")
    return [argument.arg for argument in start.args.args[1:]]


def test_what_is_kept_is_that_of_this_layout() -> None:
    told: dict[str, Any] = {"Row": made_from("link/rows.py", "Row"), "Told": made_from("link/told.py", "Told")}
    told["outline"] = FIELDS
    told["tables"] = SCHEMA
    waiting: list[Any] = [Header, Claim, DateMention, Printed, Skip, Notes, Shown]
    while waiting:
        kind = waiting.pop()
        if get_args(kind):
            waiting += get_args(kind)
        elif (is_dataclass(kind) or hasattr(kind, "_fields")) and kind.__name__ not in told:
            hints = get_type_hints(kind)
            told[kind.__name__] = list(hints)
            waiting += hints.values()
    digest = hashlib.blake2b(repr(sorted(told.items())).encode(), digest_size=8).hexdigest()
    assert LAYOUTS.get(VERSION) == digest, "raise VERSION in figcheck/ledger/versions.py, and put its digest down here"
