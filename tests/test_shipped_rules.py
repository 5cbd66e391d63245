"""The rules that ship: each passes its own tests, has one that fires and one that stays silent, and reads cleanly."""

from __future__ import annotations

from functools import cache

import pytest

from figcheck import rulelab
from figcheck.rules import Rule, Ruleset, load_rules, shipped_packs

RULES: Ruleset = load_rules()


@cache
def results() -> dict[tuple[str, str], rulelab.TestResult]:
    return {(result.rule, result.name): result for result in rulelab.run_tests(RULES)}


@pytest.mark.parametrize(
    ("rule", "name"),
    [pytest.param(rule.id, test.name, id=f"{rule.id}: {test.name}") for rule in RULES.rules for test in rule.tests],
)
def test_own_tests(rule: str, name: str) -> None:
    result = results()[rule, name]
    assert result.passed or result.todo, result.detail
    assert not (result.passed and result.todo), "it passes: take its todo mark off"


@pytest.mark.parametrize("rule", RULES.rules, ids=lambda rule: rule.id)
def test_a_firing_and_a_silent_test(rule: Rule) -> None:
    tests = rule.tests
    assert any(test.expect for test in tests if not test.todo), "no test that fires"
    assert any(not test.expect for test in tests if not test.todo), "no test that stays silent"


def test_the_rules_read_without_a_warning() -> None:
    assert [str(warning) for warning in RULES.warnings] == []


def test_every_pack_ships_something() -> None:
    assert {"casualties", "strikes", "polls", "editorial"} <= set(shipped_packs())
    assert all(shipped_packs().values())


def test_ids_are_unique() -> None:
    ids = [rule.id for rule in RULES.rules]
    assert len(set(ids)) == len(ids)


def test_every_measure_a_rule_names_exists() -> None:
    for rule in RULES.rules:
        assert any(rule.concerns(measure) for measure in RULES.measures), rule.id
