"""How right figcheck must be on its own articles: seeds/ against the marks in tests/gold.

A floor is raised when figcheck gets better, and never lowered to let a change in.
"""

from pathlib import Path

import pytest

from benchmarks.quality import Score, read_gold, score
from benchmarks.runs import Checked, Row, check, extract

ROOT = Path(__file__).resolve().parent.parent
SEEDS = ROOT / "seeds"
GOLD = ROOT / "tests" / "gold"

FLOORS = {
    "articles with title, outlet and date": 1.0,
    "required figures found": 1.0,
    "required figures with value, hedge and interval": 1.0,
    "measure": 0.90,
    "required pairs compared": 0.85,
    "required pairs with the right verdict": 0.85,
    "findings that must be shown": 1.0,
}


@pytest.fixture(scope="module")
def figures() -> list[Row]:
    return extract([SEEDS])


@pytest.fixture(scope="module")
def checked() -> Checked:
    return check([SEEDS])


@pytest.fixture(scope="module")
def result(figures: list[Row], checked: Checked) -> Score:
    return score(read_gold(GOLD, SEEDS), figures, checked)


@pytest.mark.slow
@pytest.mark.parametrize("name", FLOORS)
def test_floor(result: Score, name: str) -> None:
    tally = result.tallies[name]
    assert tally.total > 0, "nothing was asked"
    assert tally.share >= FLOORS[name], "\n".join([f"{tally.right} of {tally.total}", *tally.misses])


@pytest.mark.slow
def test_no_pair_of_different_things_is_compared(result: Score) -> None:
    assert result.false_links == []


@pytest.mark.slow
def test_nothing_else_is_shown(result: Score) -> None:
    assert result.unexpected == []


# --- the scorer itself: a floor that cannot be missed holds nothing ------------------------------


def perfect_run() -> tuple[list[Row], Checked]:
    """What figcheck would print if it agreed with every mark of the gold."""
    gold = read_gold(GOLD, SEEDS)
    headers = {row["article"]: row for row in gold.articles}
    figures = [
        {
            **row,
            "path": row["article"],
            "measure": "counted" if row["measure"] == "other" else row["measure"],
            "kind": "running_total" if row["running_total"] else "incident",
            **{key: headers[row["article"]][key] for key in ("title", "outlet", "published")},
        }
        for row in gold.figures
    ]
    by_id = {row["id"]: row for row in figures}
    comparisons = [
        {"rule": "r", "verdict": pair["verdict"] or "compatible", "a": pair["a"], "b": pair["b"]} for pair in gold.pairs
    ]
    findings = [
        {"rule": "r", "severity": "warning", "cause": "", "figures": [by_id[one] for one in row["figures"]]}
        for row in gold.findings
        if row["show"] == "must"
    ]
    return figures, Checked(findings, comparisons, by_id, {}, [])


def test_agreeing_with_every_mark_scores_full() -> None:
    result = score(read_gold(GOLD, SEEDS), *perfect_run())
    assert {name: tally.misses for name, tally in result.tallies.items() if tally.misses} == {}
    assert (result.extra_figures, result.false_links, result.unexpected) == ([], [], [])


WRONG = {
    "value off by one": ("value", lambda row: {**row, "value": (row["value"] or 0) + 1}),
    "another hedge": ("hedge", lambda row: {**row, "hedge": "less_than"}),
    "another interval": ("interval", lambda row: {**row, "low": 123456, "high": 123457}),
    "another unit": ("unit", lambda row: {**row, "unit": "furlong"}),
    "another measure": ("measure", lambda row: {**row, "measure": "vessels"}),
    "next line": ("required figures found", lambda row: {**row, "line": row["line"] + 1000}),
    "another file": ("required figures found", lambda row: {**row, "path": "x" + row["path"]}),
    "another outlet": ("articles with title, outlet and date", lambda row: {**row, "outlet": "Nobody"}),
}


@pytest.mark.parametrize("case", WRONG)
def test_a_wrong_figure_is_a_miss(case: str) -> None:
    name, spoil = WRONG[case]
    gold = read_gold(GOLD, SEEDS)
    figures, checked = perfect_run()
    spoilt_id = next(row["id"] for row in gold.figures if not row["optional"] and row["low"] is not None)
    spoilt = [spoil(row) if row["id"] == spoilt_id else row for row in figures]
    tally = score(gold, spoilt, checked).tallies[name]
    assert tally.right == tally.total - 1


def test_a_missing_comparison_is_a_miss_and_a_wrong_one_a_false_link() -> None:
    gold = read_gold(GOLD, SEEDS)
    figures, checked = perfect_run()
    key_of = {row["id"]: row["event_key"] for row in gold.figures}
    other = next(one for one, key in key_of.items() if key != key_of[checked.comparisons[0]["a"]])
    comparisons = [{**checked.comparisons[0], "b": other}, *checked.comparisons[1:]]
    changed = Checked(checked.findings, comparisons, checked.figures, {}, [])
    result = score(gold, figures, changed)
    names = ("required pairs compared", "other pairs compared")
    assert sum(result.tallies[name].total - result.tallies[name].right for name in names) == 1
    assert len(result.false_links) == 1


def test_a_missing_finding_is_a_miss_and_a_strange_one_is_unexpected() -> None:
    gold = read_gold(GOLD, SEEDS)
    figures, checked = perfect_run()
    strange = {**checked.findings[0], "figures": [row for row in figures if row["optional"]][:2]}
    changed = Checked([strange, *checked.findings[1:]], checked.comparisons, checked.figures, {}, [])
    result = score(gold, figures, changed)
    tally = result.tallies["findings that must be shown"]
    assert tally.right == tally.total - 1
    assert len(result.unexpected) == 1
