"""The comment on a pull request: what is in it, in which order, and that it fits."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace

import pytest
from sample_machine import MACHINE_RUN
from sample_run import CLAIMS, CLEAN_RUN, HOUSE, RUN

from figcheck.articles import Span, Unread
from figcheck.findings import Finding, Run
from figcheck.report import render

LIMIT = 65_536  # characters of a comment on GitHub


def test_a_comment_with_all_there_is(golden: Callable[[str, str], None]) -> None:
    golden("machine-markdown.md", render(MACHINE_RUN, "markdown"))


def numbered(count: int) -> tuple[Finding, ...]:
    """So many findings, the first of them the mildest."""
    rows = [RUN.findings[(index + 1) % 4] for index in range(count)]
    return tuple(replace(row, fingerprint=f"{index:016x}") for index, row in enumerate(rows))


def units(text: str) -> int:
    """The length of a text as JavaScript counts it."""
    return len(text.encode("utf-16-le")) // 2


@pytest.mark.parametrize("count", [4, 40, 100, 400, 4000])
def test_a_comment_fits_and_counts_the_rest(count: int) -> None:
    unread = tuple(Unread(f"{index}.txt", "r" * 5000) for index in range(count))
    text = render(replace(MACHINE_RUN, findings=numbered(count), unread=unread), "markdown")
    assert units(text) < LIMIT
    rows = re.findall(r"^\| \d+ (?:🔴|🟠|🔵) (\w+)", text, re.MULTILINE)
    left_out = re.findall(r"([\d,]+) more findings? did not fit into this comment", text)
    assert len(rows) + sum(int(told.replace(",", "")) for told in left_out) == count
    assert rows == sorted(rows, key=["error", "warning", "note"].index)
    blocks = re.findall(r"^\*\*\d+ ", text, re.MULTILINE)
    unfolded = re.findall(r"sentences of ([\d,]+) more findings? did not fit", text)
    assert len(blocks) + sum(int(told.replace(",", "")) for told in unfolded) == count
    assert text.count("<details>") == text.count("</details>") == text.count("<summary>")


def test_a_long_table_counts_characters_beyond_the_first_plane_twice() -> None:
    findings = tuple(replace(row, subject="𝟘" * 250) for row in numbered(400))
    assert units(render(replace(RUN, findings=findings), "markdown")) < LIMIT


def test_what_is_not_there_is_not_told() -> None:
    text = render(CLEAN_RUN, "markdown")
    assert text.startswith("### figcheck: No findings\n")
    assert "|---|" not in text
    assert "<summary>The sentences" not in text
    assert "Set aside" not in text
    assert "To put in order" not in text


def block(run: Run) -> str:
    """The folded sentences of a comment."""
    (inside,) = re.findall(r"<summary>The sentences</summary>\n\n(.*?)\n</details>", render(run, "markdown"), re.DOTALL)
    return str(inside)


def test_each_sentence_stands_once_with_its_figures_in_bold() -> None:
    inside = block(replace(RUN, findings=RUN.findings[3:]))
    assert inside.count("The blast killed") == 1
    assert "killed <b>46</b> people, <b>among them</b> <b>12</b> women" in inside


@pytest.mark.parametrize("opening", ["1. ", "- ", "# ", "> ", "| a | b |", "    ", "```", "---"])
def test_a_sentence_begins_no_block_of_its_own(opening: str) -> None:
    claims = tuple(replace(claim, quote=opening + claim.quote) for claim in CLAIMS)
    shifted = tuple(replace(claim, quote_at=Span(*(at + len(opening) for at in claim.quote_at))) for claim in claims)
    lines = block(replace(RUN, claims=shifted)).splitlines()
    quoted = [line for line in lines if line.startswith(">")]
    assert quoted
    assert all(line.startswith("> “") for line in quoted)
    assert all(re.match(r"\*\*\d+ |> “|fingerprint |$", line) for line in lines)


def test_a_long_sentence_is_cut_around_its_figure() -> None:
    first = next(claim for claim in CLAIMS if claim.header.id == HOUSE.header.id)
    long = replace(first, quote="a " * 3000 + first.quote + " z" * 3000)
    at = Span(first.quote_at.start + 6000, first.quote_at.end + 6000)
    others = tuple(claim for claim in CLAIMS if claim.id != first.id)
    inside = block(replace(RUN, claims=(replace(long, quote_at=at), *others), findings=RUN.findings[3:]))
    (shown,) = re.findall(r"“(… .*? …)”", inside)
    assert "<b>46</b>" in shown
    assert len(shown) < 700
