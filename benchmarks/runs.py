"""Runs figcheck through its command line and reads what it prints: a benchmark knows only the contract."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

Row = dict[str, Any]
SHOWN = ("warning", "error")
COMPLETE_ENOUGH = (0, 1, 3)  # 3: some article could not be read; what could be is still measured

_CHECKOUT = Path(__file__).resolve().parent.parent


class RunFailed(Exception):
    """figcheck refused to run or printed something that is no JSON. Carries what it wrote to stderr."""


@dataclass(frozen=True, slots=True)
class Checked:
    """What ``figcheck check -f json`` prints, as plain data."""

    findings: list[Row]
    comparisons: list[Row]
    figures: dict[str, Row]
    reach: Row
    unread: list[Row]

    def shown(self) -> list[Row]:
        """The findings at warning or above."""
        return [finding for finding in self.findings if finding["severity"] in SHOWN]


def extract(paths: Sequence[Path], *options: str) -> list[Row]:
    """The figures of the articles at ``paths``, one row each, in the order printed.

    Raises RunFailed when figcheck ends with 2 or prints no JSON lines.
    """
    printed = _figcheck("extract", "-f", "jsonl", *options, *map(str, paths))
    try:
        return [json.loads(line) for line in printed.split("\n") if line]
    except ValueError as error:
        raise RunFailed(f"figcheck extract printed a line that is no JSON: {error}") from error


def check(paths: Sequence[Path], *options: str) -> Checked:
    """Findings and comparisons for the articles at ``paths``.

    Raises RunFailed when figcheck ends with 2, or prints no JSON object of the documented keys.
    """
    printed = _figcheck("check", "-f", "json", *options, *map(str, paths))
    try:
        run = json.loads(printed)
        return Checked(
            findings=run["findings"],
            comparisons=run["comparisons"],
            figures={row["id"]: row for row in run["figures"]},
            reach=run["reach"],
            unread=run["unread"],
        )
    except (ValueError, KeyError, TypeError) as error:
        raise RunFailed(f"figcheck check printed something else than the documented object: {error}") from error


def _figcheck(*arguments: str) -> str:
    """Standard output of one figcheck process of this checkout."""
    here = os.environ.get("PYTHONPATH")
    environment = {**os.environ, "PYTHONPATH": str(_CHECKOUT) + (os.pathsep + here if here else "")}
    with tempfile.TemporaryDirectory() as aside:  # whatever a configuration leaves behind, it is not kept
        done = subprocess.run(
            [sys.executable, "-m", "figcheck", arguments[0], "--out-dir", aside, *arguments[1:]],
            capture_output=True,
            encoding="utf-8",
            env=environment,
            check=False,
        )
    if done.returncode not in COMPLETE_ENOUGH:
        raise RunFailed(f"figcheck {arguments[0]} ended with {done.returncode}:\n{done.stderr.strip()}")
    return done.stdout


def read_rows(path: Path) -> list[Row]:
    """The objects of a JSON-lines file. Raises OSError, or ValueError naming the line that is no JSON."""
    rows = []
    for number, line in enumerate(path.read_text(encoding="utf-8").split("\n"), start=1):
        if line.strip():
            try:
                rows.append(json.loads(line))
            except ValueError as error:
                raise ValueError(f"{path}:{number}: {error}") from error
    return rows


@contextmanager
def article_file(articles: Iterable[Mapping[str, object]]) -> Iterator[Path]:
    """A temporary JSON-lines file of articles (id, title, outlet, published, text), gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="figcheck-") as folder:
        path = Path(folder) / "articles.jsonl"
        with path.open("w", encoding="utf-8") as file:
            for article in articles:
                file.write(json.dumps(article, ensure_ascii=False) + "\n")
        yield path


def same_number(a: float | None, b: float | None) -> bool:
    """True when both are missing, or equal within a millionth."""
    if a is None or b is None:
        return a is b
    return abs(a - b) <= 1e-6 * max(1.0, abs(a), abs(b))
