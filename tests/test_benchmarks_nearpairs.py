"""How benchmarks/nearpairs.py classes pairs of sentences and counts what is shown of them."""

import json
from pathlib import Path
from typing import Any

import pytest

from benchmarks import nearpairs
from benchmarks.nearpairs import Pair, Shown

Row = dict[str, Any]


def row(premise: str, hypothesis: str, label: str = "contradiction") -> Row:
    return {"premise": premise, "hypothesis": hypothesis, "label": label}


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("The barn holds 40 cows and 3 dogs", [40, 3]),
        ("1,250.50 euros", [1250.5]),
        ("in 3, 400 or 5 rows", [3, 400, 5]),
        ("forty cows", []),
    ],
)
def test_numbers(sentence: str, expected: list[float]) -> None:
    assert nearpairs.numbers(sentence) == expected


@pytest.mark.parametrize(
    ("given", "expected"),
    [
        pytest.param(row("Ida owns 4 boats", "Ida owns 9 boats"), "contradiction", id="numbers differ"),
        pytest.param(row("Ida owns 4 boats", "Ida owns less than 9 boats", "entailment"), "entailment", id="follows"),
        pytest.param(row("Ida owns less than 9 boats", "Ida owns 4 boats", "neutral"), "neutral", id="may be"),
        pytest.param(row("Ida owns 4 boats", "Ida owns more than 4 boats"), "hedge alone", id="hedge"),
        pytest.param(row("A 4 v 5 race", "A 5 v 4 race"), "contradiction", id="the order counts"),
        pytest.param(row("Ida owns 1000 pears", "Ida owns about 1,000 pears", "neutral"), "hedge alone", id="grouped"),
        pytest.param(row("Ida owns 4  boats", "Ida owns 4 boats"), None, id="the same sentence"),
        pytest.param(row("Ida owns 4 boats", "Ida owns 9 boats", "-"), None, id="no label"),
    ],
)
def test_class_of(given: Row, expected: str | None) -> None:
    assert nearpairs.class_of(given) == expected


def test_the_table_and_the_misses() -> None:
    differs, hedge = row("Ida owns 4 boats", "Ida owns 9 boats"), row("4 boats", "over 4 boats")
    pairs = [
        Pair(differs, "contradiction", ()),
        Pair(differs, "contradiction", (Shown("note", "different_counts", "4 v 9"),)),
        Pair(hedge, "hedge alone", (Shown("note", "hedge_dropped", "4 v over 4"),)),
        Pair(hedge, "hedge alone", (Shown("warning", "hedge_dropped", "4 v over 4"),)),
    ]
    counts = {line[:2]: line[2:4] for line in nearpairs.lines(pairs)}
    assert counts["contradiction", "shown at all"] == (1, 2)
    assert counts["contradiction", "shown as warning"] == (0, 2)
    assert counts["hedge alone", "a note: hedge dropped"] == (1, 2)
    assert counts["hedge alone", "shown as warning"] == (1, 2)
    assert counts["neutral", "shown as warning"] == (0, 0)
    told = {paragraph.split(":")[0]: paragraph for paragraph in nearpairs.misses(pairs)}
    assert told["contradiction, not shown at all"].count("Ida owns 9 boats") == 1
    assert "note (different_counts): 4 v 9" in told["contradiction, not shown as warning"]


def test_the_command_runs_each_pair_alone(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "pairs.jsonl"
    same = row("A storm killed 41 people in Lisbon.", "A storm killed 41 people in Lisbon, police said.", "entailment")
    path.write_text("\n".join(map(json.dumps, [row("4 boats sank.", "9 boats sank."), same])), encoding="utf-8")
    assert nearpairs.main([str(path), "--show"]) == 0
    assert "contradiction  shown at all" in capsys.readouterr().out
    assert nearpairs.main([str(tmp_path / "none.jsonl")]) == 2
