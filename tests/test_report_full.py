"""The full format: two sentences side by side where there is room, one below the other where not, and nothing lost."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sample_run import RUN

from figcheck.findings import Context
from figcheck.report import render
from figcheck.report.terminal import display_width

PAIR = replace(RUN, findings=RUN.findings[1:2])  # two figures in two sentences
HOSTILE = replace(RUN, findings=RUN.findings[2:3])  # the same, with wide characters and escapes
PARTS = replace(RUN, findings=RUN.findings[3:])  # four figures and a passage in one
AROUND = tuple(
    Context(claim.header.id, claim.quote, "It was the third week of raids.\n", "\x1b[31mNobody\x1b[0m claimed them.")
    for claim in RUN.claims
    if claim.id in PAIR.findings[0].figures
)
STEERED = re.compile("\x1b\\[[0-9;]*m")


def words(text: str) -> list[str]:
    return sorted(set(re.findall(r"[\w<>“”.,;–]+", text)))


@pytest.mark.parametrize("width", [60, 140])
def test_at_width(width: int, golden: Callable[[str, str], None]) -> None:
    golden(f"check-full-{width}.txt", render(RUN, "full", width=width))


@pytest.mark.parametrize("width", [72, 100])
def test_surroundings_for_who_wants_more(width: int, golden: Callable[[str, str], None]) -> None:
    run = replace(PAIR, contexts=AROUND)
    golden(f"check-full-around-{width}.txt", render(run, "full", width=width, verbose=True, quiet=True))
    assert "third week" not in render(run, "full", width=width)


@pytest.mark.parametrize("run", [PAIR, HOSTILE], ids=["plain", "wide characters"])
@pytest.mark.parametrize("width", [100, 101, 120, 200])
@pytest.mark.parametrize("colour", [False, True], ids=["plain", "coloured"])
def test_columns_stand_in_line(run: object, width: int, colour: bool) -> None:
    text = STEERED.sub("", render(run, "full", width=width, quiet=True, colour=colour))  # type: ignore[arg-type]
    beside = [line for line in text.splitlines() if "│" in line]
    assert len(beside) >= 8
    assert len({display_width(line[: line.index("│")]) for line in beside}) == 1
    assert max(map(display_width, text.splitlines())) <= width


@pytest.mark.parametrize(
    ("run", "width", "side_by_side"),
    [
        pytest.param(PAIR, 99, False, id="too narrow"),
        pytest.param(PARTS, 200, False, id="one sentence"),
        pytest.param(PAIR, 100, True, id="two sentences"),
    ],
)
def test_when_side_by_side(run: object, width: int, side_by_side: bool) -> None:
    assert ("│" in render(run, "full", width=width)) is side_by_side  # type: ignore[arg-type]


def test_both_ways_tell_the_same() -> None:
    narrow, wide = (render(PAIR, "full", width=width, quiet=True) for width in (99, 160))
    assert set(words(narrow)) - set(words(wide)) <= {"2024,", "2024", "places"}
    assert ">>over 160 times<<" in narrow and ">>over 160 times<<" in wide


def test_a_sentence_stands_once() -> None:
    text = render(PARTS, "full", quiet=True)
    assert text.count("The blast killed") == 1
    assert text.count("| ") == 1
    assert text.count("Reuters, 1 Mar 2024") == 1
    for part in (">>46<<", ">>among them<<", ">>12<<", ">>30<<", ">>5<<"):
        assert part in text
