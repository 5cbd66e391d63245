"""The gold must fit the seeds: every row at its place, every number accounted for, every pair listed."""

from __future__ import annotations

import datetime as dt
import itertools
import json
import re
from pathlib import Path
from typing import Any

import pytest

GOLD = Path(__file__).parent
SEEDS = GOLD.parents[1] / "seeds"

# Digits and the number words of the seeds. Units ("year") and loose quantifiers ("most") are no figures.
NUMBER = re.compile(
    r"\d[\d.,]*|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|sixteen|twenty|decade|dozens?|scores?|"
    r"hundreds?|thousands?|millions?|billions?|first|second|third|fourth|fifth|half|quarter|twice|few|several|majority|"
    r"proportion|numerous|countless)\b",
    re.IGNORECASE,
)


def rows(name: str) -> list[dict[str, Any]]:
    """The rows of one gold file, in file order."""
    return [json.loads(line) for line in (GOLD / name).read_text("utf-8").splitlines()]


ARTICLES = rows("articles.jsonl")
FIGURES = rows("figures.jsonl")
PAIRS = rows("pairs.jsonl")
FINDINGS = rows("findings.jsonl")
NOT_FIGURES = rows("not_figures.jsonl")
BY_ID = {figure["id"]: figure for figure in FIGURES}


def text_of(article: str) -> str:
    """The decoded text of a seed, as it lies on disk."""
    return (SEEDS / article).read_text("utf-8")


def offset(text: str, line: int, column: int) -> int:
    """The offset of a 1-based line and column."""
    return sum(len(each) for each in text.splitlines(keepends=True)[: line - 1]) + column - 1


def placed(row: dict[str, Any]) -> tuple[int, int]:
    """Start and end offset that a row claims for its surface."""
    start = offset(text_of(row["article"]), row["line"], row["column"])
    return start, start + len(row["surface"])


PLACED = [*FIGURES, *NOT_FIGURES, *(place for finding in FINDINGS for place in finding["places"])]


@pytest.mark.parametrize("row", PLACED, ids=lambda row: f"{row['article']}:{row['line']}:{row['column']}")
def test_surface_stands_where_the_row_says(row: dict[str, Any]) -> None:
    start, end = placed(row)
    assert text_of(row["article"])[start:end] == row["surface"]


def test_every_seed_is_listed_once() -> None:
    assert [row["article"] for row in ARTICLES] == sorted(path.name for path in SEEDS.glob("*.md"))


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["article"])
def test_header_matches_the_front_matter(row: dict[str, Any]) -> None:
    lines = text_of(row["article"]).splitlines()
    start = row["title_column"] - 1
    assert lines[row["title_line"] - 1][start : start + len(row["title"])] == row["title"]
    assert f"outlet: {row['outlet']}" in lines
    assert f"published: {row['published']}" in lines
    author = [f"author: {row['author']}"] if row["author"] else []
    assert [line for line in lines if line.startswith("author: ")] == author
    assert row["article"].startswith(dt.date.fromisoformat(row["published"]).isoformat())
    assert lines[row["body_first_line"] - 2] == "" and lines[row["body_first_line"] - 3] == "---"
    assert row["body_last_line"] == len(lines)


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["article"])
def test_every_number_is_a_figure_or_a_named_exception(row: dict[str, Any]) -> None:
    text = text_of(row["article"])
    spans = [placed(each) for each in [*FIGURES, *NOT_FIGURES] if each["article"] == row["article"]]
    body = offset(text, row["body_first_line"], 1)
    title = offset(text, row["title_line"], row["title_column"])
    found = [
        *NUMBER.finditer(text, title, title + len(row["title"])),
        *NUMBER.finditer(text, body),
    ]
    assert [hit[0] for hit in found if not any(start <= hit.start() < end for start, end in spans)] == []


@pytest.mark.parametrize("row", ARTICLES, ids=lambda row: row["article"])
def test_rows_of_an_article_do_not_overlap(row: dict[str, Any]) -> None:
    spans = sorted(placed(each) for each in [*FIGURES, *NOT_FIGURES] if each["article"] == row["article"])
    assert all(before[1] <= after[0] for before, after in itertools.pairwise(spans))


@pytest.mark.parametrize("figure", FIGURES, ids=lambda figure: figure["id"])
def test_value_lies_within_its_bounds(figure: dict[str, Any]) -> None:
    value, low, high = figure["value"], figure["low"], figure["high"]
    assert figure["number_surface"] in figure["surface"]
    assert low is None or high is None or low <= high
    if figure["hedge"] == "exact":
        assert value is not None and value == low == high
    elif figure["hedge"] in ("range", "vague"):
        assert value is None
    elif figure["hedge"] in ("at_least", "more_than"):
        assert value == low and high is None
    else:
        assert figure["hedge"] == "approx" and low < value <= high


def test_pairs_are_exactly_those_with_one_event() -> None:
    expected = {(a["id"], b["id"]) for a, b in itertools.combinations(FIGURES, 2) if a["event_key"] == b["event_key"]}
    assert len(PAIRS) == len(expected)
    assert {(pair["a"], pair["b"]) for pair in PAIRS} == expected
    assert {pair["verdict"] for pair in PAIRS} == {"agree", "compatible", "discrepancy"}


def test_figures_of_one_event_share_measure_and_unit() -> None:
    for pair in PAIRS:
        a, b = BY_ID[pair["a"]], BY_ID[pair["b"]]
        assert (a["measure"], a["unit"]) == (b["measure"], b["unit"]), pair


@pytest.mark.parametrize("finding", FINDINGS, ids=lambda finding: finding["id"])
def test_finding_repeats_its_figures(finding: dict[str, Any]) -> None:
    figures = [BY_ID[each] for each in finding["figures"]]
    assert finding["show"] in ("must", "may", "note", "no")
    assert finding["values"] == [
        [figure["low"], figure["high"]] if figure["value"] is None else figure["value"] for figure in figures
    ]
    assert finding["articles"] == sorted({row["article"] for row in [*figures, *finding["places"]]})


def test_three_findings_are_owed() -> None:
    owed = {finding["check"]: finding["values"] for finding in FINDINGS if finding["show"] == "must"}
    assert owed == {"grows": [160, 200], "sum": [44, 12, 7, 4, 3, 2], "rank": [4, 3]}
