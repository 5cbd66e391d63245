"""Words of rule files that are not in the form in which they are looked for: what is warned of, and what is not."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
from click.testing import CliRunner
from texts import article_of

from figcheck.cli import main
from figcheck.describe import describe
from figcheck.find import find
from figcheck.lexicon import Lexicon
from figcheck.rulemodels import Measure
from figcheck.rules import shipped_packs
from figcheck.rulewords import word_warnings
from figcheck.wordlists import load_lexicon
from figcheck.yamlfile import parse_yaml, read_yaml


@cache
def lexicon() -> Lexicon:
    return load_lexicon()


def warned(field: str, word: str) -> list[str]:
    text = f"version: 1\nmeasures:\n  people_out:\n    title: x\n    {field}: [other, {word}]\n"
    return [f"{it.message}; {it.advice}" for it in word_warnings(parse_yaml(text, "r.yaml"), lexicon())]


@pytest.mark.parametrize(
    ("field", "word", "better"),
    [
        ("counts", "evacuees", "evacuee"),
        ("counts", "homes", "home"),
        ("counts", "missing persons", "missing person"),
        ("counts", "arms dealer", "arm dealer"),  # each word of a phrase is compared in the singular
        ("counts", "men", "man"),
        ("done_to", "evacuated", "evacuate"),
        ("done_to", "evacuating", "evacuate"),
        ("done_to", "evacuates", "evacuate"),
        ("done_to", "shot down", "shoot down"),
        ("done_to", "fatally stabbed", "fatally stab"),
        ("befalls", "fled", "flee"),
        ("befalls", "dying", "die"),
        ("acts_on", "intercepted", "intercept"),
        ("tolls", "casualty tolls", "casualty toll"),
        ("suffers", "brain injuries", "brain injury"),
        ("times_of", "strikes", "strike"),
        ("times_of", "came under attack", "come under attack"),
    ],
)
def test_another_form_is_warned_of(field: str, word: str, better: str) -> None:
    (told,) = warned(field, word)
    assert told.startswith(f"{word!r} in '{field}' of measure 'people_out' is ")
    assert told.endswith(f"; write {better}")


@pytest.mark.parametrize(
    ("field", "word"),
    [
        ("counts", "bus"),
        ("counts", "air strike"),
        ("counts", "series"),
        ("counts", "building"),
        ("done_to", "bring"),
        ("done_to", "shed"),
        ("done_to", "spread"),
        ("done_to", "feed"),
        ("done_to", "harass"),
        ("done_to", "focus"),
        ("done_to", "put to death"),
        ("befalls", "lose their lives"),
        ("befalls", "need help"),
        ("states", "injured"),
        ("tolls", "number of deaths"),
        ("times_of", "come under attack"),
        ("times_of", "bombing"),
        ("needs", "killed"),
        ("unless", "drills"),
    ],
)
def test_words_that_are_found_as_they_are(field: str, word: str) -> None:
    assert warned(field, word) == []


def test_every_problem_stands_at_its_word() -> None:
    text = "version: 1\nmeasures:\n  m:\n    title: x\n    counts: [one, homes]\n    done_to:\n      - moved\n"
    places = [(it.line, it.column, it.end_column) for it in word_warnings(parse_yaml(text, "r.yaml"), lexicon())]
    assert places == [(5, 19, 24), (7, 9, 14)]


@pytest.mark.parametrize(("noun", "better"), [("homes", "home"), ("Home", "home"), ("home", "")])
def test_nouns_that_a_rule_finds(noun: str, better: str) -> None:
    text = f"version: 1\nrules:\n  - id: r\n    title: x\n    find: {{counted: [{noun}]}}\n    check: {{type: agree}}\n"
    warnings = word_warnings(parse_yaml(text, "r.yaml"), lexicon())
    assert [it.advice for it in warnings] == ([f"write {better}"] if better else [])
    assert all(f"{noun!r} in 'counted' of rule 'r'" in it.message for it in warnings)


@pytest.mark.parametrize(
    ("field", "wrong", "right", "text"),
    [
        ("counts", "evacuees", "evacuee", "The town took in 30 evacuees in May."),
        ("done_to", "evacuated", "evacuate", "The army will evacuate 30 people in May."),
    ],
)
def test_what_is_warned_of_finds_nothing(field: str, wrong: str, right: str, text: str) -> None:
    article = article_of(text)

    def measure_with(word: str) -> str:
        measures = {"out": Measure.model_validate({"id": "out", "title": "x", field: [word]})}
        return describe(article, find(article, lexicon()), lexicon(), measures)[0].measure

    assert (measure_with(wrong), measure_with(right)) == ("counted", "out")


def test_shipped_words_are_in_their_base_form() -> None:
    files = [file for pack in shipped_packs().values() for file in pack]
    assert [it.message for file in files for it in word_warnings(read_yaml(file), lexicon())] == []


def test_validate_tells(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text("version: 1\nmeasures:\n  out:\n    title: x\n    counts: [evacuees]\n", encoding="utf-8")
    done = CliRunner().invoke(main, ["rules", "validate", str(file)])
    assert done.exit_code == 0
    assert "mine.yaml:5:14: 'evacuees' in 'counts' of measure 'out' is a plural" in done.stderr
    assert "write evacuee" in done.stderr
    assert "valid, 2 warnings" in done.stdout  # it has no rules either
