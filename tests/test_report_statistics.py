"""Statistics: what is counted, in which order, and where they are printed."""

from __future__ import annotations

import random
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sample_run import CLEAN_RUN, RUN

from figcheck.cli import main
from figcheck.findings import Run, SetAside
from figcheck.report.statistics import statistics
from figcheck.report.terminal import Look, display_width
from figcheck.runfile import run_text

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e]")
MANY = replace(RUN, findings=RUN.findings[:1] * 12 + RUN.findings, set_aside=(SetAside(RUN.findings[0], "accepted"),))


def report(saved: Path, *options: str) -> Result:
    done = CliRunner().invoke(main, ["report", str(saved), *options], prog_name="figcheck")
    assert done.exit_code == 0, done.output
    return done


@pytest.fixture
def saved(tmp_path: Path) -> Path:
    (tmp_path / "run.json").write_text(run_text(RUN), encoding="utf-8")
    return tmp_path / "run.json"


def test_whole(golden: Callable[[str, str], None]) -> None:
    golden("statistics.txt", statistics(MANY, Look()))


def test_nothing_to_count() -> None:
    assert statistics(CLEAN_RUN, Look()) == "Statistics of 0 findings\n"
    assert statistics(Run("0"), Look()) == "Statistics of 0 findings\n"


def test_the_order_of_findings_makes_no_difference() -> None:
    findings = list(MANY.findings)
    random.Random(7).shuffle(findings)
    assert statistics(replace(MANY, findings=tuple(findings)), Look()) == statistics(MANY, Look())


def test_no_more_rows_than_are_read() -> None:
    findings = tuple(replace(RUN.findings[0], rule=f"rule-{n:03}") for n in range(100))
    text = statistics(replace(RUN, findings=findings), Look())
    assert "  80  of 80 others\n" in text
    assert text.count("rule-") == 20


def test_safe_and_narrow() -> None:
    text = statistics(RUN, Look(width=30))
    assert not STEERING.search(text)
    assert max(map(display_width, text.splitlines())) <= 30


@pytest.mark.parametrize("format", ["table", "notes", "full", "concise"])
def test_under_the_report_or_in_its_place(format: str, saved: Path) -> None:
    counted = statistics(RUN, Look())
    shown = report(saved, "-f", format, "--statistics").stdout
    assert shown == report(saved, "-f", format).stdout + "\n" + counted
    assert report(saved, "-f", format, "--statistics", "-q").stdout == counted


def test_beside_what_tools_read(saved: Path) -> None:
    done = report(saved, "-f", "json", "--statistics", "-q")
    assert done.stdout == report(saved, "-f", "json").stdout
    assert done.stderr == statistics(RUN, Look())
