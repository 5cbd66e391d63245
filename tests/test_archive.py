"""An archive that is kept, linked and checked part by part gives what the whole run gives at once."""

from __future__ import annotations

import datetime as dt
import functools
import json
import os
import pickle
import random
import signal
import sys
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from click.testing import CliRunner
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import article_of

from benchmarks import archive as made_archive
from benchmarks import growth
from figcheck import api, engine
from figcheck.api import toolkit
from figcheck.archive import blocks, checking, events, parts, settling, tasks, units
from figcheck.archive import run as archive_run
from figcheck.archive.blocks import Near, near
from figcheck.archive.kept import Kept, examine_kept, keep
from figcheck.archive.pairs import Block, changed_pairs
from figcheck.archive.run import Row, run_many
from figcheck.archive.toolkits import SameToolkit
from figcheck.articles import Article, Ignore, PassedOver, Place, Remark, Span, Unread
from figcheck.cli import main
from figcheck.config import Settings, load_settings
from figcheck.engine import Examined, Progress, Toolkit, examine
from figcheck.findings import Comparison, Run
from figcheck.ledger.store import Store
from figcheck.link.keys import BLOCK, REACHES, Blocks
from figcheck.model import Group
from figcheck.problems import Refused
from figcheck.read import read_paths
from figcheck.report import CHECK_FORMATS
from figcheck.report.terminal import Look
from figcheck.workers import Crew, workers
from figcheck.workers.serial import Serial

ROOT = Path(__file__).resolve().parent.parent
TOOLS = toolkit(Settings())
SEEDS = [row for row in read_paths([ROOT / "seeds"]) if isinstance(row, Article)]
EVENTS = list(growth.generated(120, seed=2, a_day=15))
FEW = EVENTS[:50]  # where processes read them anew each time


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


def run_in_parts(rows: Iterable[Row], crew: Crew[Toolkit] | None = None, **options: Any) -> Run:
    return run_many(rows, TOOLS, crew or Serial(tools), **options)


@pytest.fixture(scope="module", params=["processes", "dask"])
def many(request: pytest.FixtureRequest) -> Iterator[Crew[Toolkit]]:
    """Two processes, each with its own toolkit; one that dies is replaced."""
    with workers(request.param, 2, tools) as crew:
        yield crew


def at_once(rows: Iterable[Row], **options: Any) -> Run:
    return engine.run(rows, TOOLS, **options)


@functools.cache
def events_at_once() -> Run:
    return at_once(EVENTS)


@functools.cache
def few_at_once() -> Run:
    return at_once(FEW)


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
    whole = events_at_once()
    assert len(whole.findings) > 5
    assert_same(in_parts(EVENTS), whole)


def test_news_with_slips(in_parts: Callable[..., Run], news: list[Article]) -> None:
    whole = at_once(news)
    assert len({finding.rule for finding in whole.findings}) > 3
    assert_same(in_parts(news), whole)


def test_parts_of_any_size(in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, news: list[Article]) -> None:
    monkeypatch.setattr(parts, "PART_PAIRS", 40)
    monkeypatch.setattr(parts, "PART_MEMBERS", 7)
    monkeypatch.setattr(events, "PART_ARTICLES", 5)
    monkeypatch.setattr(settling, "PART_ARTICLES", 3)
    monkeypatch.setattr(archive_run, "_PUT", 11)
    assert_same(in_parts(news), at_once(news))


def test_a_large_heap_is_checked_in_parts(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, news: list[Article]
) -> None:
    for name in ("LARGE", "LARGE_ONCE"):
        monkeypatch.setattr(settling, name, 2)
    monkeypatch.setattr(units, "PART", 2)
    monkeypatch.setattr(settling, "PART_ARTICLES", 2)
    rows = [*news, *(renamed(article, f"event {article.header.id}") for article in EVENTS)]
    assert_same(in_parts(rows), at_once(rows))


def test_what_other_claims_of_an_article_excuse_is_excused_in_parts(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    for name in ("LARGE", "LARGE_ONCE"):
        monkeypatch.setattr(settling, name, 1)
    told = {
        "a.md": (3, "Two people were killed and seven were injured in a blast at a market in Riga, Latvia, on Sunday."),
        "b.md": (4, "Three people were killed and six were injured in Sunday's blast at a market in Riga, Latvia."),
    }
    for name, (day, text) in told.items():
        (tmp_path / name).write_text(f"---\npublished: 2024-03-0{day}\n---\n\n{text}\n")
    rows = [row for row in read_paths([tmp_path]) if isinstance(row, Article)]
    made = in_parts(rows)
    assert [(finding.rule, finding.cause) for finding in made.findings] == [
        ("death-toll-differs", "update_over_time"),
        ("injury-count-differs", "update_over_time"),
    ], "a third person died of the injured"
    assert_same(made, at_once(rows))


@settings(max_examples=8)
@given(data=st.data())
def test_any_articles_in_any_order(data: st.DataObject) -> None:
    some = data.draw(st.lists(st.sampled_from([*SEEDS, *EVENTS]), max_size=60, unique_by=lambda it: it.header.id))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(archive_run, "WHOLE", 0)
        large = data.draw(st.sampled_from([2, 1500]))
        for name in ("LARGE", "LARGE_ONCE"):
            patch.setattr(settling, name, large)
        patch.setattr(units, "PART", 3)
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
    whole = events_at_once()
    monkeypatch.setattr(archive_run, "WHOLE", len(EVENTS))
    assert run_in_parts(EVENTS) == whole
    monkeypatch.setattr(archive_run, "WHOLE", len(EVENTS) - 1)
    assert len(run_in_parts(EVENTS).claims) < len(whole.claims)


@pytest.mark.parametrize("name", [name for name, it in CHECK_FORMATS.items() if it.findings_alone])
def test_a_format_that_shows_findings_is_the_same_of_findings_alone(
    monkeypatch: pytest.MonkeyPatch, news: list[Article], name: str
) -> None:
    monkeypatch.setattr(archive_run, "FEW", 0)
    alone, whole = run_in_parts(news, findings_alone=True), at_once(news)
    named = {claim for finding in whole.findings for claim in (*finding.figures, *finding.others)}
    assert alone.claims == tuple(claim for claim in whole.claims if claim.id in named)
    assert whole.groups and whole.comparisons and not alone.groups and not alone.comparisons
    for look in (Look(), Look(verbose=True)):
        made = CHECK_FORMATS[name].whole(alone, look)
        assert made and made == CHECK_FORMATS[name].whole(whole, look)


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


# --- what stops or fails in the midst ------------------------------------------------------------------------------

BAD = EVENTS[7].header.id
HEDGES = """\
version: 1
title: House style of the desk
why: Our sources round less than most.
extends: interval
"""


def fails_once_kept(kit: Toolkit, article: Article) -> Kept:
    if article.header.id == BAD:
        raise ValueError("no such article")
    return examine_kept(kit, article)


def dies_when_kept(kit: Toolkit, article: Article) -> Kept:
    if article.header.id == BAD:
        os.kill(os.getpid(), signal.SIGKILL)
    return examine_kept(kit, article)


TASKS: dict[str, tuple[Any, Callable[..., Any]]] = {
    "examine": (archive_run, archive_run.examine_kept),
    "alike": (tasks, tasks.alike_pairs),
    "events": (tasks, tasks.events_in),
    "weigh": (tasks, tasks.weigh_pairs),
    "group": (tasks, tasks.group_heaps),
    "group and settle": (settling, settling._group_and_settle),
    "settle alone": (units, units._settle_lone),
    "settle units": (units, units._settle_units),
}


def dies_once(mark: Path, name: str, kit: Toolkit, part: Any, **rest: Any) -> Any:
    """Does a part of a task, but the first process that is given one dies in the midst."""
    try:
        mark.touch(exist_ok=False)
    except FileExistsError:
        return TASKS[name][1](kit, part, **rest)
    os.kill(os.getpid(), signal.SIGKILL)


posix = pytest.mark.skipif(sys.platform == "win32", reason="signals of POSIX")
of_a_cluster = pytest.mark.filterwarnings("ignore::DeprecationWarning:distributed")


def test_an_article_that_crashes_a_stage_is_a_row(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(archive_run, "examine_kept", fails_once_kept)
    made = in_parts(EVENTS)
    (row,) = made.unread
    assert row.reason == f"figcheck failed on {BAD}: ValueError: no such article"
    assert row.detail is not None and "in fails_once_kept" in row.detail
    assert_same(replace(made, unread=()), replace_reach(at_once(without_bad()), unread=1))


def without_bad() -> list[Article]:
    return [article for article in EVENTS if article.header.id != BAD]


def replace_reach(run: Run, **counts: Any) -> Run:
    return replace(run, reach=replace(run.reach, **counts))


@posix
@of_a_cluster
def test_an_article_that_kills_its_process_is_a_row(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, many: Crew[Toolkit]
) -> None:
    monkeypatch.setattr(archive_run, "examine_kept", dies_when_kept)
    made = in_parts(EVENTS, many)
    (row,) = made.unread
    assert row.path == EVENTS[7].header.path
    assert BAD in row.reason and "ended" in row.reason
    expected = at_once(without_bad())
    assert expected.findings and (made.findings, made.contexts) == (expected.findings, expected.contexts)


@posix
@of_a_cluster
@pytest.mark.parametrize(
    ("many", "task"),
    [*(("processes", task) for task in TASKS), ("dask", "examine"), ("dask", "settle units")],
    indirect=["many"],
)
def test_a_worker_that_dies_in_the_midst_costs_nothing(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch, tmp_path: Path, many: Crew[Toolkit], task: str
) -> None:
    monkeypatch.setattr(archive_run, "examine_kept", examine_kept)
    for name in ("LARGE", "LARGE_ONCE"):
        monkeypatch.setattr(settling, name, 2)
    monkeypatch.setattr(units, "PART", 2)
    module, done = TASKS[task]
    monkeypatch.setattr(module, done.__name__, functools.partial(dies_once, tmp_path / "mark", task))
    assert_same(in_parts(FEW, many), few_at_once())
    assert (tmp_path / "mark").exists()


def refuses(kit: Toolkit, part: object) -> object:
    raise ValueError("no such part")


def ends_its_process(kit: Toolkit, part: object) -> object:
    os._exit(7)


def test_no_part_of_linking_is_missing_in_silence(
    in_parts: Callable[..., Run], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tasks, "weigh_pairs", refuses)
    with pytest.raises(parts.StageFailed, match="ValueError: no such part"):
        in_parts(EVENTS)
    monkeypatch.setattr(tasks, "weigh_pairs", ends_its_process)
    monkeypatch.setattr(archive_run, "examine_kept", examine_kept)
    with pytest.raises(parts.StageFailed, match="ended with exit code 7"), workers("processes", 2, tools) as crew:
        in_parts(EVENTS, crew)


def test_rules_and_hedges_travel_and_their_files_need_not(tmp_path: Path, news: list[Article]) -> None:
    rules, hedges = tmp_path / "mine.yaml", tmp_path / "desk.yaml"
    rules.write_bytes((ROOT / "rules" / "casualties" / "measures.yaml").read_bytes())
    hedges.write_text(HEDGES, encoding="utf-8")
    made = toolkit(Settings(rules=(str(rules), "editorial"), hedges=str(hedges)))
    packed = pickle.dumps(SameToolkit(made))
    rules.unlink()
    hedges.unlink()
    there = pickle.loads(packed)()
    assert there.ruleset == made.ruleset
    assert there.lexicon.hedging == made.lexicon.hedging
    one, other = (examine(news[3], kit.lexicon, kit.ruleset.measures) for kit in (made, there))
    assert one.claims == other.claims != []
    assert SameToolkit(made)() is made


def test_workers_that_live_long_hold_few_toolkits() -> None:
    from figcheck.workers import daskbatch

    kits = [pickle.dumps(functools.partial(str, number)) for number in range(9)]
    made = [pickle.loads(daskbatch.do_batch(kit, pickle.dumps(told), None, pickle.dumps(["it"]))) for kit in kits]
    assert made == [[f"{number} it"] for number in range(9)]
    assert len(daskbatch._TOOLS) <= 4


def told(kit: str, item: str) -> str:
    return f"{kit} {item}"


# --- on the command line -------------------------------------------------------------------------------------------


def command(*arguments: object, code: int = 1) -> bytes:
    done = CliRunner().invoke(main, ["check", *map(str, arguments)], prog_name="figcheck")
    assert done.exit_code == code, done.output
    return done.stdout_bytes


@of_a_cluster
@pytest.mark.parametrize("whole", [0, 5000])
def test_whoever_does_the_work_the_output_is_the_same(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, whole: int
) -> None:
    monkeypatch.chdir(tmp_path)
    made_archive.write(Path("news.jsonl"), made_archive.archive(60, seed=7, planted=0.9))
    monkeypatch.setattr(archive_run, "WHOLE", whole)
    monkeypatch.setattr(archive_run, "examine_kept", examine_kept)
    monkeypatch.setattr(api, "_FEW", 10)  # so that one process, too, does as with many articles
    outputs = []
    for options in (["-j", "1"], ["-j", "2"], ["--engine", "dask", "-j", "2"]):
        printed = command("news.jsonl", "-f", "json", "--out", "csv=out.csv", *options)
        outputs.append((printed, Path("out.csv").read_bytes()))
    serial, processes, dask = outputs
    assert min(map(len, serial)) > 1000
    assert processes == serial
    assert dask == serial


def test_findings_are_the_same_whether_or_not_every_figure_is_asked_for(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    made_archive.write(Path("news.jsonl"), made_archive.archive(60, seed=7, planted=0.9))
    in_parts: list[int] = []

    def check_store(store: Store, *arguments: Any, **options: Any) -> Run:
        in_parts.append(store.count())
        return checking.check_store(store, *arguments, **options)

    monkeypatch.setattr(archive_run, "check_store", check_store)
    monkeypatch.setattr(archive_run, "examine_kept", examine_kept)
    monkeypatch.setattr(api, "_FEW", 10)
    whole = command("news.jsonl", "-f", "jsonl", "-j", "1")
    assert not in_parts
    monkeypatch.setattr(archive_run, "FEW", 10)
    for options in (["-j", "1"], ["-j", "2"], ["--ledger", "a.ledger"], ["--ledger", "a.ledger"]):
        assert command("news.jsonl", "-f", "jsonl", *options) == whole
    assert in_parts == [60] * 4
    command("news.jsonl", "-f", "json", "-j", "1")
    command("news.jsonl", "-f", "jsonl", "-j", "1", "--save", "run.json")
    command("news.jsonl", "-f", "jsonl", "-j", "1", "--out-dir", "out")
    assert len(in_parts) == 4  # what is saved or listed has every figure


@posix
def test_an_article_that_kills_its_process_ends_the_command_with_3(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.chdir(tmp_path)
    rows = [made.row for made in made_archive.archive(60, seed=7, planted=0.9)]
    for number, row in enumerate(rows):
        Path(f"{number:02}.json").write_text(json.dumps(row), encoding="utf-8")
    alone = json.loads(command(".", "-f", "json", "--exclude", "50.json"))
    monkeypatch.setattr(archive_run, "examine_kept", functools.partial(dies_at, "50.json"))
    whole = json.loads(command(".", "-f", "json", "-j", "2", code=3))
    assert [row["path"] for row in whole["unread"]] == ["50.json"]
    assert whole["findings"] == alone["findings"] != []


def dies_at(path: str, kit: Toolkit, article: Article) -> Kept:
    if article.header.path == path:
        os.kill(os.getpid(), signal.SIGKILL)
    return examine_kept(kit, article)


@pytest.mark.parametrize(
    ("options", "told"),
    [
        (["-j", "0"], "'jobs' is '0'\n  expected: a whole number up to 1024, or auto"),
        (["-j", "x"], "'jobs' is 'x'\n  expected: a whole number up to 1024, or auto"),
        (["-j", "1025"], "'jobs' is '1025'\n  expected: a whole number up to 1024, or auto"),
        (["--engine", "daks"], "'daks' is not one of serial, processes, dask. Did you mean 'dask'?"),
        (["--scheduler", "tcp://desk:8786"], "the engine processes has no scheduler\n  use --engine dask"),
        (["--scheduler", "tcp://desk:8786", "-j", "1"], "the engine serial has no scheduler\n  use --engine dask"),
    ],
)
def test_options_of_the_work_that_cannot_be_are_told(options: list[str], told: str) -> None:
    done = CliRunner().invoke(main, ["check", str(ROOT / "seeds"), *options], prog_name="figcheck")
    assert (done.exit_code, done.stdout) == (2, "")
    assert told in done.stderr


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("jobs: 0", "'jobs' is 0"),
        ("jobs: true", "'jobs' is true"),
        ("engine: daks", "'engine' is 'daks'"),
        ("scheduler: [a]", "'scheduler' is"),
    ],
)
def test_settings_of_the_work_that_cannot_be_are_told_with_their_place(tmp_path: Path, written: str, told: str) -> None:
    file = tmp_path / "figcheck.yml"
    file.write_text(f"{written}\n", encoding="utf-8")
    with pytest.raises(Refused) as refused:
        load_settings(tmp_path, config=file)
    (problem,) = refused.value.problems
    assert problem.message.startswith(told)
    assert problem.line == 1


def test_the_settings_of_the_work_are_read(tmp_path: Path) -> None:
    file = tmp_path / "figcheck.yml"
    file.write_text("jobs: 4\nengine: dask\nscheduler: tcp://desk:8786\n", encoding="utf-8")
    read = load_settings(tmp_path, config=file)
    assert (read.jobs, read.engine, read.scheduler) == (4, "dask", "tcp://desk:8786")
    assert load_settings(tmp_path, config=file, jobs="auto").jobs is None


# --- blocks --------------------------------------------------------------------------------------------------------

Members = list[tuple[int, list[int]]]  # the day of each, which never falls, and its keys


def pairs_one_by_one(members: Members) -> tuple[set[tuple[int, int]], set[int]]:
    found = Blocks()
    pairs = {(at, other) for at, (day, keys) in enumerate(members) for other in found.partners(at, day, keys)}
    return pairs, found.crowded


def ends_of(found: Near) -> set[tuple[int, int]]:
    return set(zip(*(end.tolist() for end in found.ends()), strict=True))


def pairs_in_columns(members: Members, threads: int) -> tuple[set[tuple[int, int]], set[int]]:
    rows = [(key, at) for at, (_, keys) in enumerate(members) for key in keys]
    found = near(
        np.array([key for key, _ in rows], dtype=np.uint64),
        np.array([at for _, at in rows], dtype=np.int64),
        np.array([day for day, _ in members], dtype=np.int64),
        threads,
    )
    pairs = list(zip(*(end.tolist() for end in found.ends()), strict=True))
    assert pairs == sorted(set(pairs))
    return set(pairs), set(found.crowded.tolist())


def key_of(reach: int, name: str) -> int:
    return ord(name) << 3 | reach


MIXES = ((20, 1, 1, 1), (4, 1, 1, 1), (20, 4, 0, 0), (20, 0, 4, 0), (9, 3, 3, 0))  # how many stay, come, go, change
KEYS = st.builds(key_of, st.integers(0, len(REACHES) - 1), st.sampled_from("abcd"))
DAYS = st.integers(0, 1200) | st.integers(0, 30)


@settings(max_examples=300)
@given(st.lists(st.tuples(DAYS, st.lists(KEYS, unique=True, max_size=5)), max_size=40), st.integers(1, 3))
def test_columns_give_the_pairs_of_the_blocks(drawn: Members, threads: int) -> None:
    members = sorted(drawn, key=lambda member: member[0])
    assert pairs_in_columns(members, threads) == pairs_one_by_one(members)


@pytest.mark.parametrize("seed", range(150))
def test_a_change_has_the_pairs_that_become_near_or_far(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also in blocks that hold more than a member is held against, where one that comes or goes moves others."""
    monkeypatch.setattr(blocks, "BLOCK", 3)
    chance = random.Random(seed)
    names = [key_of(reach, name) for reach in (0, 2, 5) for name in "ab"]
    becomes = chance.choices(("stays", "comes", "goes", "is weighed anew"), MIXES[seed % len(MIXES)], k=30)
    drawn = [
        (day, chance.sample(names, 2), one)
        for day, one in zip(sorted(chance.choices(range(60), k=30)), becomes, strict=True)
    ]
    days = np.array([day for day, _, _ in drawn], dtype=np.int64)

    def block_without(absent: str) -> Block:
        rows = [(key, at) for at, (_, keys, one) in enumerate(drawn) if one != absent for key in keys]
        return np.array([key for key, _ in rows], np.uint64), np.array([at for _, at in rows], np.int64)

    before, after = block_without("comes"), block_without("goes")
    is_dirty = np.array([one in ("comes", "is weighed anew") for one in becomes], dtype=bool)
    change = changed_pairs(before, after, days, is_dirty, threads=1 + seed % 2)
    old, new = ends_of(near(*before, days)), ends_of(near(*after, days))
    assert ends_of(change.new) == {pair for pair in new if is_dirty[list(pair)].any() or pair not in old}
    stay = {at for at, one in enumerate(becomes) if one == "stays"}
    assert set(change.lost) == {pair for pair in old - new if stay.issuperset(pair)}


@pytest.mark.parametrize("size", [BLOCK, BLOCK + 1, BLOCK + 2, 3 * BLOCK])
@pytest.mark.parametrize("days", [1, 40, 4000])
def test_columns_give_the_pairs_of_crowded_blocks(size: int, days: int) -> None:
    chance = random.Random(size * days)
    names = [key_of(reach, name) for reach in range(len(REACHES)) for name in "ab"]
    members = [(day, chance.sample(names, 3)) for day in sorted(chance.randrange(days) for _ in range(size))]
    members = [(day, [key_of(5, "z"), *keys]) for day, keys in members]
    pairs, crowded = pairs_one_by_one(members)
    assert len(crowded) == max(0, size - BLOCK - 1)
    assert pairs_in_columns(members, threads=1) == pairs_in_columns(members, threads=2) == (pairs, crowded)


def test_crowded_blocks_give_what_the_whole_run_gives(
    in_parts: Callable[..., Run], news: list[Article], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Reports of one attack by more outlets than a block holds."""
    chance = random.Random(3)
    rows = []
    for number in range(BLOCK + 60):
        dead = chance.choice((16, 17))
        text = f"An air strike on a market in Tikrit, Iraq, killed {dead} people on Monday, police said."
        rows.append(article_of(text, name=f"{number:03}", outlet=f"Outlet {number}"))
    whole = at_once(rows)
    assert any("candidates in a block" in reason for reason in whole.reach.abstained)
    assert whole.findings
    assert_same(in_parts(rows), whole)
