"""How benchmarks/news.py lists misses, and number words: one marked folder, made up, beside the pure functions."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import news
from benchmarks.numberwords import numbered, spelt

Row = dict[str, Any]


def write(path: Path, *rows: Row) -> None:
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")


@pytest.mark.parametrize(
    ("value", "words"), [(0, "zero"), (7, "seven"), (19, "nineteen"), (40, "forty"), (83, "eighty-three")]
)
def test_number_words_and_back(value: int, words: str) -> None:
    assert spelt(value) == words
    assert numbered(words) == numbered(words.upper().replace("-", " ")) == numbered(str(value)) == value


def test_number_words_end_below_a_hundred() -> None:
    assert numbered("1,200") == 1200
    for wrong in (100, -1):
        with pytest.raises(ValueError, match="0 to 99"):
            spelt(wrong)
    with pytest.raises(ValueError):
        numbered("dozens")


@pytest.mark.parametrize(
    ("value", "text", "expected"),
    [
        pytest.param(21, "Twenty-one sailors", True, id="words"),
        pytest.param(1200, "about 1,200 homes", True, id="grouped digits"),
        pytest.param(1, "some 1,200 homes", False, id="a part of a longer number"),
        pytest.param(6, "sixty homes", False, id="a part of a longer word"),
    ],
)
def test_a_number_is_written(value: float, text: str, expected: bool) -> None:
    assert news.written(value, text) is expected


def test_a_miss_names_what_was_marked_and_what_we_claim() -> None:
    claim = {"measure": "deaths", "surface": "at least 4", "quote": "The flood killed\nat least 4."}
    assert news.miss("a1 states deaths 5", [claim]) == (
        "  a1 states deaths 5\n    deaths 'at least 4': The flood killed at least 4."
    )


@pytest.mark.slow
def test_show_lists_pairs_and_figures_that_were_missed(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    stated = {"deaths": [9, 9], "injuries": None}
    one = {
        "doc_id": "a1",
        "title": "Ferry sinks",
        "published": "2020-05-01",
        "text": "Six people died.",
        "stated": stated,
    }
    other = {**one, "doc_id": "a2", "title": "Rescue goes on"}
    pair = {"a": "a1", "b": "a2", "quantity": "deaths", "va": [9, 9], "vb": [6, 8], "label": "disagree"}
    write(tmp_path / "news-gva-read.jsonl", one, other)
    write(tmp_path / "pairs-gva.jsonl", {**pair, "a_title": one["title"], "b_title": other["title"]})
    assert news.main([str(tmp_path), "--only", "gva-read", "--only", "gva-pairs", "--show"]) == 0
    printed = capsys.readouterr().out
    assert "a1 (Ferry sinks) states deaths 9\n    deaths 'Six': Six people died." in printed
    assert "deaths, disagree: 9 v 6-8" in printed and "b: a2 (Rescue goes on)" in printed
