"""--watch: a real process that is told of changes by the files alone; what is watched, and what is refused."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from queue import Queue
from typing import IO

import pytest
from click.testing import CliRunner

from figcheck.cli import main
from figcheck.commands.watch import Watched

ROOT = Path(__file__).resolve().parents[1]
ARTICLE = "---\noutlet: {}\npublished: 2024-02-06\n---\nThe blast in Beirut killed {} people on Monday, police said.\n"
RULES = """\
version: 1
rules:
  - id: own-rule
    title: Tolls differ
    measure: deaths
    same: [where]
    check: {type: agree}
    window: 3d
    why: A toll is one.
"""


class Watching:
    """figcheck check --watch in a process; its lines are read as they come."""

    def __init__(self, folder: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "figcheck", "check", "articles", "--watch", "-f", "concise", *options],
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            encoding="utf-8",
            cwd=folder,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            # A shell's background jobs ignore the signal, and so would what they start.
            preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        )
        self.lines: Queue[str | None] = Queue()
        assert self.process.stdout is not None and self.process.stderr is not None
        # stdout is flushed before the line that ends a round is written to stderr.
        self._out = self._collect(self.process.stdout, lambda line: self.printed.append(line))
        self.printed: list[str] = []
        self._err = self._collect(self.process.stderr, self.lines.put)

    def _collect(self, stream: IO[str], take: Callable[[str], object]) -> threading.Thread:
        def run() -> None:
            for line in stream:
                take(line)
            if stream is self.process.stderr:
                self.lines.put(None)

        thread = threading.Thread(target=run, daemon=True)
        thread.start()
        return thread

    def round(self) -> str:
        """What is told on stderr until the end of a check, without its last line."""
        told = ""
        while True:
            line = self.lines.get(timeout=120)
            assert line is not None, f"it ended: {told}"
            if line.startswith("Watching"):
                return told
            told += line

    def interrupt(self) -> tuple[int, str]:
        self.process.send_signal(signal.SIGINT)
        code = self.process.wait(timeout=60)
        self._out.join()
        self._err.join()
        told = ""
        while (line := self.lines.get()) is not None:
            told += line
        return code, told


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "articles").mkdir()
    (tmp_path / "rules.yaml").write_text(RULES)
    for name, dead in (("a", 16), ("b", 16)):
        (tmp_path / "articles" / f"{name}.md").write_text(ARTICLE.format(name, dead))
    return tmp_path


@pytest.fixture
def watching(folder: Path) -> Iterator[Watching]:
    rules = ("--rules", "./rules.yaml", "--rules", "casualties", "--ignore", "death-toll-differs")
    process = Watching(folder, *rules, "--out", "csv=articles/found.report")
    yield process
    process.process.kill()
    process.process.wait()


def test_a_desk_at_work(watching: Watching, folder: Path) -> None:
    found = folder / "articles" / "found.report"
    assert watching.round() == ""
    assert "own-rule" not in found.read_text()
    # An article is changed.
    (folder / "articles" / "b.md").write_text(ARTICLE.format("b", 61))
    assert watching.round() == ""
    assert "own-rule" in found.read_text()
    # A rule is broken while it is edited, and mended; the watch goes on.
    (folder / "rules.yaml").write_text(RULES.replace("measure: deaths", "measure: deths"))
    assert "deths" in watching.round()
    (folder / "rules.yaml").write_text(RULES.replace("id: own-rule", "id: my-rule"))
    assert watching.round() == ""
    assert "my-rule" in found.read_text()
    # An article comes, as editors save: written beside its place, then put there.
    (folder / "articles" / "draft").write_text(ARTICLE.format("c", 99))
    (folder / "articles" / "draft").rename(folder / "articles" / "c.md")
    assert watching.round() == ""
    assert ",c," in found.read_text()
    # One article goes, then the others.
    (folder / "articles" / "c.md").unlink()
    assert watching.round() == ""
    assert ",c," not in found.read_text()
    for name in "ab":
        (folder / "articles" / f"{name}.md").unlink()
    told = watching.round()
    while "no article found" not in told:  # the two may be seen one after the other
        told = watching.round()
    # Nothing of this came from the report in the watched folder, which was written again each time.
    code, told = watching.interrupt()
    assert (code, told) == (130, "\nNo longer watching.\n")
    assert sum("my-rule" in line for line in watching.printed) >= 3


def command(*arguments: str) -> tuple[int, str]:
    done = CliRunner().invoke(main, ["check", *arguments, "--watch"], prog_name="figcheck")
    return done.exit_code, done.stderr


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["articles", "--out", "markdown=articles/report.md"], "would be read as an article", id="a loop"),
        pytest.param(["articles", "--out", "table=articles/deep/x.txt"], "would be read as an article", id="deeper"),
        pytest.param(["articles/a.md", "--out", "csv=articles/a.md"], "would be read as an article", id="the article"),
        pytest.param(["articles", "--save", "articles/run.jsonl"], "would be read as an article", id="a saved run"),
        pytest.param(["gone"], "no such file or folder", id="no such path"),
        pytest.param([], "no article was named", id="no path"),
        pytest.param(["articles", "--rules", "./gone.yaml"], "gone.yaml", id="no such rules"),
        pytest.param(["articles", "--select", "no-such-rule"], "no-such-rule", id="no such rule"),
    ],
)
def test_what_cannot_be_watched_is_refused(
    arguments: list[str], told: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    code, stderr = command(*arguments)
    assert (code, told in stderr) == (2, True), stderr


@pytest.mark.parametrize(
    ("file", "watched"),
    [
        pytest.param("articles/note.pdf.part", False, id="what is no article"),
        pytest.param("articles/.a.md.swp", False, id="what an editor leaves"),
        pytest.param("found.csv", False, id="a report"),
        pytest.param("articles/deep/new.md", True, id="an article in a new folder"),
        pytest.param("rules/new.yaml", True, id="a rule in a folder of rules"),
        pytest.param("hedges.yaml", True, id="a scheme of hedges"),
        pytest.param("figcheck.yml", True, id="the configuration"),
        pytest.param("base.yml", True, id="what it extends"),
    ],
)
def test_what_is_watched(file: str, watched: bool, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "rules").mkdir()
    (folder / "rules.yaml").rename(folder / "rules" / "rules.yaml")
    (folder / "base.yml").write_text("fail_on: note\n")
    (folder / "hedges.yaml").write_text("")
    (folder / "figcheck.yml").write_text(
        "extends: base.yml\nhedges: ./hedges.yaml\nrules: [./rules]\nout: {csv: x.csv}\n"
    )
    looked = Watched(("articles",), None, {})
    before = looked.stamps()
    (folder / file).parent.mkdir(exist_ok=True)
    (folder / file).write_text("version: 1\n")
    assert (looked.stamps() != before) is watched


def test_a_broken_configuration_stays_watched(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    (folder / "figcheck.yml").write_text("fail_on: note\n")
    looked = Watched(("articles",), None, {})
    (folder / "figcheck.yml").write_text("fail_on: nothing\n")
    looked.reload()
    before = looked.stamps()
    (folder / "figcheck.yml").write_text("fail_on: error\n")
    assert looked.stamps() != before
