"""What a printed report tells of waived findings and of what is to be put in order."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sample_run import CLEAN_RUN, HOSTILE, RUN

from figcheck.articles import Remark
from figcheck.commands.delivery import exit_code
from figcheck.findings import REMARKS, SetAside
from figcheck.report import CHECK_FORMATS, render
from figcheck.report.terminal import display_width

STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
PRINTED = ("table", "notes", "full", "concise", "markdown")
WAIVED = replace(
    RUN,
    findings=RUN.findings[3:],
    unread=(),
    set_aside=(
        SetAside(RUN.findings[0], "baseline", where="figcheck-baseline.json"),
        SetAside(
            RUN.findings[1], "accepted", "the later one counts Syria", dt.date(2024, 6, 30), "figcheck-accepted.yml:5"
        ),
        SetAside(RUN.findings[2], "ignored", HOSTILE, where="seeds/evil\x1b]0;owned\x07.txt:3"),
    ),
    remarks=(
        Remark(
            "expired",
            "parts-exceed-whole (46) was accepted until 1 May 2024: x",
            "figcheck-accepted.yml",
            14,
            5,
            "look",
        ),
        Remark(
            "gone_baseline", "12 entries of the baseline are found no more", "figcheck-baseline.json", advice="prune"
        ),
        Remark("no_reason", HOSTILE, "seeds/evil\x1b]0;owned\x07.txt", 3, 1),
    ),
)


@pytest.mark.parametrize("name", PRINTED)
@pytest.mark.parametrize("verbose", [False, True], ids=["short", "verbose"])
def test_waived(name: str, verbose: bool, golden: Callable[[str, str], None]) -> None:
    end = "md" if name == "markdown" else "txt"
    golden(f"waived-{name}{'-verbose' * verbose}.{end}", render(WAIVED, name, verbose=verbose))


@pytest.mark.parametrize("name", CHECK_FORMATS)
def test_a_run_without_waivers_tells_nothing_of_them(name: str) -> None:
    if CHECK_FORMATS[name].binary:
        return
    text = render(CLEAN_RUN, name)
    assert "et aside " not in text
    assert "put in order" not in text


@pytest.mark.parametrize("name", PRINTED)
def test_nothing_steers_the_terminal(name: str) -> None:
    assert not STEERING.search(render(WAIVED, name, verbose=True))


@pytest.mark.parametrize("name", ["table", "notes", "full"])
def test_quiet_leaves_them_out(name: str) -> None:
    assert "Set aside" not in render(WAIVED, name, quiet=True)


@pytest.mark.parametrize("width", [40, 80, 120])
def test_what_was_set_aside_fits_the_width(width: int) -> None:
    lines = render(replace(WAIVED, remarks=()), "table", width=width, verbose=True).splitlines()
    told = lines[next(n for n, line in enumerate(lines) if line.startswith("Set aside")) :]
    assert max(map(display_width, told)) <= width


def test_remarks_do_not_change_the_exit_code() -> None:
    assert exit_code(replace(WAIVED, findings=()), "note") == 0
    assert exit_code(WAIVED, "warning") == 1


def test_many_remarks_fit_into_a_comment() -> None:
    many = tuple(Remark("no_reason", f"remark {number}", "a.md", number, 1) for number in range(5_000))
    text = render(replace(WAIVED, remarks=many), "markdown")
    assert "- and 4,980 more" in text
    assert len(text) < 65_536


def test_kinds_of_remarks_are_listed_once() -> None:
    assert len(set(REMARKS)) == len(REMARKS)
    assert {remark.kind for remark in WAIVED.remarks} < set(REMARKS)


def test_every_kind_of_remark_is_documented() -> None:
    page = (Path(__file__).parent.parent / "docs" / "waivers.md").read_text(encoding="utf-8")
    table = page[page.index("| remark |") :].split("\n\n")[0]
    assert re.findall(r"^\| `(\w+)` \|", table, re.MULTILINE) == list(REMARKS)
