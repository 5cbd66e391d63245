"""Rules tried on articles and tests that fail: what is told of figures, pairs and what keeps them apart."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from figcheck.cli import main
from figcheck.report.terminal import Look
from figcheck.report.trial import sight_lines
from figcheck.rulelab import TestResult, run_tests
from figcheck.rules import load_rules

MEASURE = """\
version: 1
measures:
  crowd: {title: A crowd, people: true, counts: [protester], befalls: [march], unless: [arrest]}
rules:
"""
PUBLISHED = "published: 2024-05-02"
LYON = f'{{outlet: A, {PUBLISHED}, text: "Some 12,000 people marched through Lyon on Wednesday."}}'


def rule(keys: str = "", tests: str = "") -> str:
    head = f"{MEASURE}  - {{id: crowd-size, title: Sizes, measure: crowd, check: {{type: agree}}{keys}"
    return f"{head}{tests}}}\n"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(name: str, text: str, published: str = "2024-05-02", outlet: str = "A") -> None:
    head = f"---\ntitle: News\noutlet: {outlet}\npublished: {published}\n---\n"
    Path(name).write_text(f"{head}{text}\n", encoding="utf-8")


def trying(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", "try", *arguments])


FIRST = "Police said 12,000 people marched through Lyon on Wednesday."
PAIRS = [
    pytest.param("", FIRST, "2024-05-02", "agree", "", id="the same number"),
    pytest.param("", FIRST.replace("12,", "31,"), "2024-05-02", "discrepancy", "", id="another number"),
    pytest.param("", FIRST.replace("12,000", "about 12,500"), "2024-05-02", "compatible", "", id="a hedge"),
    pytest.param(
        ", same: [said_by]", FIRST.replace("Police", "Organisers"), "2024-05-02", "held back", "same said_by", id="slot"
    ),
    pytest.param(", window: 3d", FIRST.replace("Wednesday", "1 May"), "2024-05-09", "held back", "window", id="window"),
    pytest.param(", scope: within", FIRST, "2024-05-02", "held back", "scope", id="scope"),
    pytest.param("", FIRST.replace("Lyon", "Porto"), "2024-05-02", "not linked", "where", id="another place"),
    pytest.param("", FIRST.replace("marched", "may have marched"), "2024-05-02", "not linked", "mode", id="not stated"),
]


@pytest.mark.parametrize(("keys", "second", "published", "outcome", "by"), PAIRS)
def test_what_becomes_of_a_pair(keys: str, second: str, published: str, outcome: str, by: str, folder: Path) -> None:
    Path("mine.yaml").write_text(rule(keys), encoding="utf-8")
    write("a.md", FIRST)
    write("b.md", second, published, "B")
    result = trying("mine.yaml", "a.md", "b.md", "-f", "json")
    assert result.exit_code == 0, result.output
    (trial,) = json.loads(result.stdout)["trials"]
    assert trial["of_measure"] == 2
    (pair,) = trial["pairs"]
    assert pair["outcome"] == outcome
    assert (pair["by"] or "").endswith(by) and pair["because"]
    assert trial["outcomes"][outcome] == 1


NEAR = [
    pytest.param("Police arrested 48 protesters.", "protesters", "ruled out by `unless`", id="ruled out"),
    pytest.param("Some 900 people watched the march.", "march", "no cue of a measure in reach", id="no cue in reach"),
    pytest.param(
        "Nine people were killed when they marched.",
        "marched",
        "deaths has the higher `priority` (2 against 0)",
        id="another is nearer",
    ),
]


@pytest.mark.parametrize(("text", "word", "reason"), NEAR)
def test_near_misses(text: str, word: str, reason: str, folder: Path) -> None:
    Path("mine.yaml").write_text(rule(), encoding="utf-8")
    write("a.md", text)
    result = trying("mine.yaml", "a.md")
    assert result.exit_code == 0, result.output
    assert "Near misses: 1" in result.stdout
    assert f"beside “{word}”" in result.stdout
    assert reason in " ".join(result.stdout.split())


def test_output_is_capped_and_says_so(folder: Path) -> None:
    Path("mine.yaml").write_text(rule(), encoding="utf-8")
    towns = ["Lyon", "Porto", "Oslo", "Turin"]
    write("a.md", "\n\n".join(f"In {town}, 1,200 people marched." for town in towns))
    assert "… and 1 more (--limit shows them)" in trying("mine.yaml", "a.md").stdout
    assert "more (--limit" not in trying("mine.yaml", "a.md", "--limit", "9").stdout
    (trial,) = json.loads(trying("mine.yaml", "a.md", "-f", "json", "--limit", "2").stdout)["trials"]
    assert len(trial["pairs"]) == 2
    assert trial["left_out"]["not linked"] == 4


def test_control_characters_of_articles_reach_no_terminal(folder: Path) -> None:
    Path("mine.yaml").write_text(rule(), encoding="utf-8")
    write("a.md", "In Lyon\x1b[31m, 1,200 people \u202emarched. Then 90 people watched the march.")
    result = trying("mine.yaml", "a.md")
    assert "\x1b" not in result.stdout and "\u202e" not in result.stdout


@pytest.mark.parametrize(
    ("draft", "told"),
    [
        pytest.param("version: 1\nrules: [{id: a}]\n", "has no", id="a broken rule"),
        pytest.param("version: 1\n", "has no rules", id="no rules"),
        pytest.param(None, "no rules file", id="no file"),
    ],
)
def test_mistakes_end_with_2(draft: str | None, told: str, folder: Path) -> None:
    if draft is not None:
        Path("mine.yaml").write_text(draft, encoding="utf-8")
    write("a.md", FIRST)
    result = trying("mine.yaml", "a.md")
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


def test_an_article_that_cannot_be_read_is_told(folder: Path) -> None:
    Path("mine.yaml").write_text(rule(), encoding="utf-8")
    write("a.md", FIRST)
    Path("b.jsonl").write_text("{not json\n", encoding="utf-8")
    result = trying("mine.yaml", "a.md", "b.jsonl")
    assert result.exit_code == 3
    assert "1 of the measure crowd" in result.stdout and "Not read (1):" in result.stdout


# --- tests that fail ---


def failing(folder: Path, test: str, keys: str = "") -> TestResult:
    file = folder / "mine.yaml"
    file.write_text(rule(keys, f", tests: [{test}]"), encoding="utf-8")
    (result,) = run_tests(load_rules([file]))
    assert not result.passed
    return result


def other(text: str) -> str:
    return f'{{outlet: B, {PUBLISHED}, text: "{text}"}}'


FAILING = [
    pytest.param(
        "In Lyon, 31,000 people rallied on Wednesday.",
        "[{values: [12000, 31000]}]",
        [
            "expected  12,000 v 31,000: not found",
            "31,000 people is counted, not crowd: no cue of a measure in reach; with befalls: [rally] it would be",
        ],
        id="a word is missing",
    ),
    pytest.param(
        "In Porto, 31,000 people marched on Wednesday.",
        "[{values: [12000, 31000]}]",
        ["pair      Some 12,000 people v 31,000 people: not linked: where differs, Lyon v Porto"],
        id="not linked",
    ),
    pytest.param(
        "Nobody came.",
        "[{values: [12000, 0]}]",
        ["why       no figure with the value 0 was found", "no figure was found in it"],
        id="no such figure",
    ),
    pytest.param(
        "Exactly 31,000 people marched through Lyon on Wednesday.",
        "[]",
        ["found     Some 12,000 people v 31,000 people, warning, different counts: not expected"],
        id="fires unasked",
    ),
    pytest.param(
        "Exactly 31,000 people marched through Lyon on Wednesday.",
        "[{values: [12000, 31000], severity: error}]",
        ["expected  12,000 v 31,000, error: not found", "31,000 people, warning, different counts: not expected"],
        id="another severity",
    ),
]


@pytest.mark.parametrize(("text", "expect", "told"), FAILING)
def test_a_failing_test_says_why(text: str, expect: str, told: list[str], tmp_path: Path) -> None:
    result = failing(tmp_path, f"{{name: x, articles: [{LYON}, {other(text)}], expect: {expect}}}")
    assert result.sight is not None
    lines = [line.strip() for line in sight_lines(result.sight, Look(width=200))]
    for words in told:
        assert any(words in line for line in lines), lines
    assert "| >>Some 12,000<< people marched through Lyon on Wednesday." in lines


def test_a_test_to_do_that_passes_is_told(folder: Path) -> None:
    test = f"{{name: x, todo: true, articles: [{LYON}], expect: []}}"
    Path("mine.yaml").write_text(rule("", f", tests: [{test}]"), encoding="utf-8")
    result = CliRunner().invoke(main, ["rules", "test", "mine.yaml"])
    assert result.exit_code == 0
    assert result.stdout == "PASSES crowd-size: x passes: take its todo mark off\n1 test: 1 passed, 0 failed\n"


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("That means 12 people in Rome wait.", id="a verb that tells nothing"),
        pytest.param("Officials in Rome argued that 12 people were too many.", id="a verb of another clause"),
        pytest.param("The town detests it because 12 people in Rome were late.", id="behind because"),
        pytest.param("The mayor warned 12 people in Rome.", id="a verb of saying"),
    ],
)
def test_no_advice_is_better_than_absurd_advice(text: str, folder: Path) -> None:
    test = f"{{name: t, articles: [{{outlet: A, {PUBLISHED}, text: '{text}'}}, {LYON}], expect: [{{values: [12, 9]}}]}}"
    Path("mine.yaml").write_text(rule("", f", tests: [{test}]"), encoding="utf-8")
    (outcome,) = run_tests(load_rules([Path("mine.yaml")]))
    assert outcome.sight is not None
    assert [seen.advice for seen in outcome.sight.seen if seen.claim.header.outlet == "A"][:1] == [""]
