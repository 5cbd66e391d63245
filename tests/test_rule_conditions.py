"""The conditions of rules on articles: what they look at, what they leave alone, what they say louder."""

from __future__ import annotations

from pathlib import Path
from typing import Any, get_args

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of, cases

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.rulelab import articles_of, run_tests
from figcheck.rulelexicon import LexiconSpec, People, Topic, WordList
from figcheck.rules import Ruleset, load_rules
from figcheck.wordlists import lexicon_folder, load_lexicon
from figcheck.yamlfile import read_yaml

RULE = {"id": "on-trial", "title": "On trial", "measure": "deaths", "check": {"type": "agree"}}


def ruleset(folder: Path, rule: dict[str, Any], case: dict[str, Any]) -> Ruleset:
    """The rule of a case, its articles as the rule's test."""
    test = {"name": case["id"], "articles": case["articles"], "expect": case["expect"]}
    data = {"version": 1, "rules": [{**rule, "tests": [test]}]}
    data |= {key: case[key] for key in ("lexicon", "measures") if key in case}
    file = folder / "rule.yaml"
    file.write_text(yaml.dump(data, Dumper=_Plain, sort_keys=False, allow_unicode=True), encoding="utf-8")
    return load_rules([file])


class _Plain(yaml.SafeDumper):
    def ignore_aliases(self, data: object) -> bool:
        return True


@pytest.mark.parametrize("case", cases("conditions.yaml"))
def test_conditions(case: dict[str, Any], tmp_path: Path) -> None:
    (outcome,) = run_tests(ruleset(tmp_path, RULE | case["rule"], case))
    assert outcome.passed, outcome.detail


def test_what_is_left_alone_is_told(tmp_path: Path) -> None:
    case = next(c.values[0] for c in cases("conditions.yaml") if c.id == "unless, a cause")
    rules = ruleset(tmp_path, RULE | case["rule"], case)
    run = run_engine(articles_of(rules.rules[0].tests[0]), Toolkit(load_lexicon(), rules))
    assert "left alone by the rule on-trial: different counts" in run.reach.abstained


def test_a_rule_takes_over_what_it_does_not_tell(tmp_path: Path) -> None:
    file = tmp_path / "own.yaml"
    file.write_text(
        "version: 1\nrules:\n"
        "  - {id: second, extends: first, window: 2d}\n"
        "  - {id: first, extends: death-toll-differs, severity: error, tolerance: {absolute: 7}}\n"
    )
    first, second = load_rules([file]).rules
    (shipped,) = [rule for rule in load_rules().rules if rule.id == "death-toll-differs"]
    assert (first.title, first.why, first.measure) == (shipped.title, shipped.why, shipped.measure)
    assert (first.severity, first.tolerance.absolute, first.window) == ("error", 7, shipped.window)
    assert (second.severity, second.tolerance.absolute, second.window.days) == ("error", 7, 2)
    assert (first.tests, second.tests, first.id, second.extends) == ((), (), "first", "first")


def test_lists_that_take_words_are_those_of_the_lexicon() -> None:
    folder = lexicon_folder()
    words, people = read_yaml(folder / "words.yaml").data["words"], read_yaml(folder / "people.yaml").data["people"]
    assert set(get_args(People)) == set(people) - {"plurals"}
    assert set(get_args(Topic)) == set(words["topics"])
    assert all(isinstance(words[name], list) for name in get_args(WordList))


def test_additions_join_the_lexicon() -> None:
    spec = LexiconSpec.model_validate(
        {
            "names": {"Karst Brigade": ["KXB"]},
            "parties": {"Karst Brigade": "Iran"},
            "people": {"rescuers": ["alpine guide"]},
            "places": {"inside": {"Norway": ["Bjornfjell"]}, "same": {"Bjornfjell": ["Bjørnfjell"]}},
            "topics": {"quake": ["seism"]},
            "words": {"place_nouns": ["fjord"]},
        }
    )
    lexicon = load_lexicon(additions=tuple(spec.additions()))
    assert lexicon.names["kxb"] == "Karst Brigade"
    assert lexicon.parties["Karst Brigade"] == "Iran"
    assert "rescuers" in lexicon.people["alpine guide"]
    assert lexicon.gazetteer.holders("Bjornfjell")[-1] == "Norway"
    assert lexicon.gazetteer.canonical["bjørnfjell"] == "Bjornfjell"
    assert lexicon.topics["seism"] & lexicon.topics["quake"]
    assert "fjord" in lexicon.place_nouns
    assert load_lexicon().names.get("kxb") is None
    assert load_lexicon(additions=tuple(spec.additions())) is lexicon


NUMBERS = st.sampled_from(
    [*"0 1 2 11 44 0.5 1,000 27.3 100 1.2 two a dozen half none hundreds 12,000".split(), "a third", "nearly 40"]
)
UNITS = st.sampled_from(["", "%", " per cent", " points", " people", " euros", " million", " km", " percent of"])
GAPS = st.sampled_from([" of the ", ", or ", " (", " from ", " to ", ", up ", " "])


@given(st.lists(st.tuples(NUMBERS, UNITS, GAPS), max_size=5))
def test_arithmetic_never_fails(parts: list[tuple[str, str, str]]) -> None:
    rules = load_rules()
    told = "".join(f"{number}{unit}{gap}" for number, unit, gap in parts)
    for lead in ("It doubled from ", "Sales rose ", "In the trial "):
        run = run_engine([article_of(f"{lead}{told}in Bremen.")], Toolkit(load_lexicon(), rules))
        assert run.unread == ()
