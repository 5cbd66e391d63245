"""Which rules are in force: what is added to those named, and what a configuration overrides."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal
from pathlib import Path

import pytest

from figcheck import api
from figcheck.config import Settings, load_settings
from figcheck.inforce import named_rules, rules_in_force
from figcheck.problems import Problem, Refused
from figcheck.rules import Rule, load_rules

OWN = """\
version: 1
rules:
  - id: own-rule
    title: Deaths differ
    measure: deaths
    check: {type: agree}
    tolerance: {relative: 5%}
    window: 3d
"""
SHIPPED = {rule.id: rule for rule in load_rules().rules}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / ".git").mkdir()
    (tmp_path / "own.yaml").write_text(OWN)
    return tmp_path


def settings(folder: Path, config: str = "", **options: object) -> Settings:
    (folder / "figcheck.yml").write_text(config)
    return load_settings(folder, **options)


def in_force(folder: Path, config: str = "", **options: object) -> dict[str, Rule]:
    return {rule.id: rule for rule in rules_in_force(settings(folder, config, **options)).rules}


def refused(folder: Path, config: str = "", **options: object) -> list[Problem]:
    given = settings(folder, config, **options)
    with pytest.raises(Refused) as caught:
        rules_in_force(given)
    return list(caught.value.problems)


# --- rules that are added ---


@pytest.mark.parametrize(
    ("config", "expected"),
    [
        pytest.param("rules: [./own.yaml]", {"own-rule"}, id="only those named"),
        pytest.param(
            "rules: [./own.yaml]\nextend_select: [death-toll-differs]",
            {"own-rule", "death-toll-differs"},
            id="a shipped rule beside those named",
        ),
        pytest.param(
            "select: [death-toll-differs]\nextend_select: [rank-does-not-fit]",
            {"death-toll-differs", "rank-does-not-fit"},
            id="beside those selected",
        ),
        pytest.param("extend_select: [rank-does-not-fit]", set(SHIPPED), id="in force already"),
        pytest.param(
            "rules: [./own.yaml, polls]\nextend_select: [own-rule, poll-share-differs]",
            {"own-rule", *(rule.id for rule in SHIPPED.values() if rule.pack == "polls")},
            id="named already",
        ),
        pytest.param(
            "rules: [./own.yaml]\nextend_select: [death-toll-differs]\nignore: [death-toll-differs]",
            {"own-rule"},
            id="what is ignored stays out",
        ),
        pytest.param("rules: [./own.yaml]\nignore: [number-differs]", {"own-rule"}, id="ignored, but not read at all"),
    ],
)
def test_what_is_in_force(folder: Path, config: str, expected: set[str]) -> None:
    found = in_force(folder, config)
    assert set(found) == expected
    assert list(found) == sorted(found)


def test_a_rule_of_that_name_among_those_named_comes_first(folder: Path) -> None:
    (folder / "own.yaml").write_text(OWN.replace("own-rule", "death-toll-differs"))
    (rule,) = in_force(folder, "rules: [./own.yaml]\nextend_select: [death-toll-differs]").values()
    assert rule.title == "Deaths differ"


@pytest.mark.parametrize(
    ("config", "words"),
    [
        pytest.param("extend_select: [death-tol-differs]", "did you mean 'death-toll-differs'?", id="a slip"),
        pytest.param(
            "rules: [./own.yaml]\nextend_select: [own-rul]", "did you mean 'own-rule'?", id="a slip in one of ours"
        ),
        pytest.param(
            "rules: [./own.yaml]\nselect: [death-toll-differs]",
            "--extend-select death-toll-differs",
            id="selected, but other rules were named",
        ),
    ],
)
def test_unknown_rules(folder: Path, config: str, words: str) -> None:
    (problem,) = refused(folder, config)
    assert words in problem.advice
    last = config.split("\n")[-1]
    assert (problem.line, problem.column) == (config.count("\n") + 1, last.index("[") + 2)


def test_an_unknown_rule_of_the_command_line_has_no_place(folder: Path) -> None:
    (problem,) = refused(folder, "select: [death-toll-differs]", extend_select=["rank-does-not-fot"])
    assert (problem.file, problem.advice) == (None, "did you mean 'rank-does-not-fit'?")


# --- overrides ---


def test_an_override_replaces_single_values(folder: Path) -> None:
    rules = in_force(
        folder,
        "overrides:\n  death-toll-differs: {severity: error, tolerance: {absolute: 2}, window: 14d}\n"
        "  held-number-differs: {window: null}\n",
    )
    rule = rules["death-toll-differs"]
    assert (rule.severity, rule.tolerance.absolute, rule.window) == ("error", Decimal(2), dt.timedelta(days=14))
    assert rule.written == SHIPPED["death-toll-differs"]
    assert {key: line for key, (_, line) in rule.overridden.items()} == {"severity": 2, "tolerance": 2, "window": 2}
    assert rules["held-number-differs"].window is None
    changed = {name for name, rule in rules.items() if rule != SHIPPED[name]}
    assert changed == {"death-toll-differs", "held-number-differs"}


def test_a_tolerance_is_replaced_as_a_whole(folder: Path) -> None:
    rule = in_force(folder, "rules: [./own.yaml]\noverrides: {own-rule: {tolerance: {absolute: 2}}}")["own-rule"]
    assert (rule.tolerance.absolute, rule.tolerance.relative) == (2, 0)


def test_the_nearer_file_wins_value_by_value(folder: Path) -> None:
    (folder / "desk.yml").write_text("overrides: {death-toll-differs: {severity: note, window: 3d}}")
    rule = in_force(folder, "extends: desk.yml\noverrides: {death-toll-differs: {severity: error}}")[
        "death-toll-differs"
    ]
    assert (rule.severity, rule.window) == ("error", dt.timedelta(days=3))
    assert {key: Path(file).name for key, (file, _) in rule.overridden.items()} == {
        "severity": "figcheck.yml",
        "window": "desk.yml",
    }


def test_rules_are_tested_as_written(folder: Path) -> None:
    config = settings(folder, "overrides: {death-toll-differs: {severity: note}}")
    assert named_rules(config).rules == load_rules().rules


@pytest.mark.parametrize(
    ("override", "days", "severities"),
    [
        pytest.param("", (4, 4), ["warning"], id="as shipped"),
        pytest.param("severity: error", (4, 4), ["error"], id="severity"),
        pytest.param("severity: note", (4, 4), ["note"], id="a lower one"),
        pytest.param("tolerance: {absolute: 2}", (4, 4), ["warning"], id="a tolerance too narrow"),
        pytest.param("tolerance: {absolute: 3}", (4, 4), [], id="a tolerance wide enough"),
        pytest.param("window: 1d", (3, 4), ["warning"], id="a window wide enough"),
        pytest.param("window: 0d", (3, 4), [], id="a window too short"),
    ],
)
def test_a_check_applies_what_is_overridden(
    folder: Path, override: str, days: tuple[int, int], severities: list[str]
) -> None:
    (folder / "articles").mkdir()
    for day, dead in zip(days, ("Sixteen", "Thirteen"), strict=True):
        head = f"---\noutlet: {dead}\npublished: 2024-02-0{day}\n---\n"
        text = f"{dead} people were killed in the airstrikes in Anbar, Iraq, on Saturday, the government said.\n"
        (folder / "articles" / f"{dead}.md").write_text(head + text)
    given = settings(folder, f"select: [death-toll-differs]\noverrides: {{death-toll-differs: {{{override}}}}}\n")
    findings = api.run([folder / "articles"], given).findings
    assert [finding.severity for finding in findings] == severities


@pytest.mark.parametrize(
    ("config", "options"),
    [
        pytest.param("rules: [./own.yaml]\noverrides: {death-toll-differs: {window: 3d}}", {}, id="shipped, not named"),
        pytest.param("ignore: [a]\noverrides: {rank-does-not-fit: {window: 3d}}", {"ignore": ["rank-does-not-fit"]}),
        pytest.param(
            "rules: [./own.yaml]\noverrides: {own-rule: {window: 3d}}",
            {"rules": ["polls"]},
            id="in a file that the command line replaces",
        ),
    ],
)
def test_an_override_of_a_rule_that_is_not_in_force_changes_nothing(
    folder: Path, config: str, options: dict[str, object]
) -> None:
    assert all(not rule.overridden for rule in in_force(folder, config, **options).values())


def test_an_override_of_an_unknown_rule_is_refused_at_its_key(folder: Path) -> None:
    found = refused(folder, "select: [nothing]\noverrides:\n  death-tol-differs: {severity: note}\n  x: {}\n")
    assert [(problem.line, problem.column) for problem in found] == [(1, 10), (3, 3), (4, 3)]
    assert found[1].advice == "did you mean 'death-toll-differs'?"
    assert "unknown rule 'x' in 'overrides'" in found[2].message


# --- ids that no rule has, beside what is wrong in rule files ---


def test_unknown_ids_are_told_together_with_broken_rules(folder: Path) -> None:
    (folder / "own.yaml").write_text(OWN.replace("agree", "agre"))
    config = "rules: [./own.yaml]\nignore: [own-rul, number-differs]\noverrides:\n  own-rl: {severity: note}\n"
    problems = refused(folder, config)
    assert [(Path(it.file or "").name, it.line) for it in problems] == [
        ("own.yaml", 6),
        ("figcheck.yml", 2),
        ("figcheck.yml", 4),
    ]
    assert [it.advice for it in problems[1:]] == ["did you mean 'own-rule'?"] * 2


@pytest.mark.parametrize(
    ("text", "rules"),
    [
        pytest.param("version: [", "./own.yaml", id="no YAML, so that its ids are not known"),
        pytest.param(OWN, "./gone.yaml", id="a file that is not there"),
        pytest.param(OWN.replace("agree", "agre"), "./own.yaml", id="known ids"),
    ],
)
def test_nothing_is_guessed_of_ids_beside_broken_rules(text: str, rules: str, folder: Path) -> None:
    (folder / "own.yaml").write_text(text)
    (problem,) = refused(folder, f"rules: [{rules}]\noverrides:\n  own-rule: {{severity: note}}\n")
    assert "override" not in problem.message
