"""Progress: what is said of a long run, when, and to whom."""

from __future__ import annotations

import contextlib
import io
import sys
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from figcheck import api
from figcheck.config import Settings
from figcheck.engine import Progress
from figcheck.report import progress as module
from figcheck.report.console import progress
from figcheck.report.progress import Watch, progress_text, times_text


@pytest.mark.parametrize(
    ("done", "seconds", "text"),
    [
        pytest.param(Progress("reading", 0), 0, "reading: 0 articles", id="nothing yet"),
        pytest.param(Progress("reading", 1), 2, "reading: 1 article, 0.5 a second", id="nobody knows how many"),
        pytest.param(Progress("reading", 9, 0.01), 3, "reading: 9 articles, 3.0 a second", id="too early to tell"),
        pytest.param(
            Progress("reading", 1240, 0.29),
            3,
            "reading: 1,240 articles, 413 a second, about 3,000 more in 7 s",
            id="so many more",
        ),
        pytest.param(
            Progress("reading", 9000, 0.05),
            600,
            "reading: 9,000 articles, 15 a second, about 170,000 more in 3 h 10 min",
            id="hours",
        ),
        pytest.param(
            Progress("reading", 100, 0.25),
            100,
            "reading: 100 articles, 1.0 a second, about 300 more in 5 min",
            id="min",
        ),
        pytest.param(Progress("reading", 8, 1.0), 4, "reading: 8 articles, 2.0 a second", id="all"),
        pytest.param(Progress("linking", 1240), 4, "linking the figures of 1,240 articles", id="linking"),
        pytest.param(Progress("checking", 1), 4, "checking the figures of 1 article", id="checking"),
    ],
)
def test_words(done: Progress, seconds: float, text: str) -> None:
    assert progress_text(done, seconds) == text


def test_times() -> None:
    stages = [("reading", 3.21), ("linking", 0.44), ("checking", 0.08)]
    assert times_text(stages, 1240) == "reading 3.2 s (386 articles a second), linking 0.4 s, checking 0.1 s"
    assert times_text([("reading", 0.0)], 0) == "reading 0.0 s"


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(
    ("stream", "quiet", "verbose", "somebody"),
    [
        pytest.param(io.StringIO(), False, False, False, id="no terminal"),
        pytest.param(Terminal(), True, True, False, id="quiet"),
        pytest.param(None, False, False, False, id="no stderr at all"),
        pytest.param(Terminal(), False, False, True, id="a terminal"),
        pytest.param(io.StringIO(), False, True, True, id="verbose"),
    ],
)
def test_for_whom(
    stream: io.StringIO | None, quiet: bool, verbose: bool, somebody: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stderr", stream)
    with progress(quiet, verbose) as on_progress:
        assert (on_progress is not None) is somebody
    told = stream.getvalue() if stream else ""
    assert ("reading" in told) is (verbose and not quiet)


@pytest.fixture
def shown(monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Watch, list[str], list[float]]]:
    """A watch with a display that remembers what it shows, and a clock to be set."""
    clock, texts = [100.0], []
    monkeypatch.setattr(time, "monotonic", lambda: clock[0])

    @contextlib.contextmanager
    def display() -> Iterator[Any]:
        yield texts.append

    monkeypatch.setattr(module, "_display", display)
    with contextlib.ExitStack() as stack:
        yield Watch(stack), texts, clock


def test_a_short_run_shows_nothing(shown: tuple[Watch, list[str], list[float]]) -> None:
    watch, texts, clock = shown
    for done in range(100):
        watch(Progress("reading", done))
    clock[0] += 1
    watch(Progress("linking", 100))
    watch(Progress("checking", 100))
    assert texts == []
    assert watch.times() == [("reading", 1.0), ("linking", 0.0), ("checking", 0.0)]


def test_a_long_run_is_shown(shown: tuple[Watch, list[str], list[float]]) -> None:
    watch, texts, clock = shown
    watch(Progress("reading", 1, 0.1))
    clock[0] += 4
    watch(Progress("reading", 40, 0.5))
    watch(Progress("linking", 80))
    assert texts == [
        "reading: 40 articles, 10 a second, about 40 more in 4 s",
        "linking the figures of 80 articles",
    ]


def test_the_linking_of_many_is_shown_before_it_is_late(shown: tuple[Watch, list[str], list[float]]) -> None:
    watch, texts, _ = shown
    watch(Progress("linking", 5000))
    assert texts == ["linking the figures of 5,000 articles"]


def test_a_run_tells_its_stages_and_its_share(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("The blast killed 16 people.\n" * 10)
    (tmp_path / "b.jsonl").write_text('{"text": "The blast killed 16 people."}\n' * 5)
    (tmp_path / "c.txt").write_bytes(b"\xff\xfe\x00\xd8 no text")
    told: list[Progress] = []
    api.run([tmp_path], Settings(rules=("casualties",)), told.append)
    reading = [it for it in told if it.stage == "reading"]
    assert [it.articles for it in reading] == list(range(1, 8))
    shares = [it.share for it in reading]
    assert all(share is not None for share in shares)
    assert shares == sorted(shares)  # type: ignore[type-var]
    assert shares[0] == 0 and 0.9 < shares[-1] < 1  # type: ignore[operator]
    assert [it.stage for it in told[7:]] == ["linking", "checking"]
    assert told[-1].share is None
    told.clear()
    api.extract([tmp_path], Settings(rules=("casualties",)), told.append)
    assert {it.stage for it in told} == {"reading"}
