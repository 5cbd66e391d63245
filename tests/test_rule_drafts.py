"""Rules learned from examples: what is proposed, that it passes its own tests, and how it is written to files."""

from __future__ import annotations

import json
import re
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from texts import article_of, cases

from figcheck.baseforms import base_form
from figcheck.cli import main
from figcheck.engine import Toolkit, examine
from figcheck.learning.altered import other_numbers
from figcheck.learning.examples import read_example
from figcheck.learning.ruledraft import Learned, learn
from figcheck.learning.rulefile import add_to
from figcheck.problems import Refused
from figcheck.rulelab import run_tests
from figcheck.rules import load_rules
from figcheck.ruleschema import rules_schema
from figcheck.wordlists import load_lexicon
from figcheck.yamlfile import parse_yaml
from figcheck.yamlwrite import comment, flow, scalar

SENTENCE = "Inspectors closed 23 restaurants in Rome on Friday."
LEXICON = load_lexicon()


@cache
def toolkit() -> Toolkit:
    return Toolkit(LEXICON, load_rules())


def learned(sentence: str, figure: str | None = None) -> Learned:
    return learn(read_example(sentence, toolkit(), figure), toolkit())


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(main, ["rules", "new", *arguments])


# --- what is proposed ---


@pytest.mark.parametrize("case", cases("learned_rules.yaml"))
def test_learned_from_a_sentence(case: dict[str, Any], tmp_path: Path) -> None:
    if "refused" in case:
        with pytest.raises(Refused) as caught:
            learned(case["sentence"])
        assert case["refused"] in caught.value.problems[0].message
        return
    made = learned(case["sentence"])
    words = {
        role: list(words)
        for fields in made.measures.values()
        for role, words in fields.items()
        if isinstance(words, list | tuple)
    }
    assert (made.measure, words, made.rule["check"]["type"]) == (case["measure"], case["adds"], case["check"])
    file = tmp_path / "learned.yaml"
    file.write_text(made.text, encoding="utf-8")
    ruleset = load_rules([file])
    assert ruleset.warnings == ()
    assert [result.detail for result in run_tests(ruleset) if not result.passed] == []
    assert len(ruleset.rules[0].tests) >= 2


def test_what_is_learned_holds_for_other_wordings(tmp_path: Path) -> None:
    file = tmp_path / "learned.yaml"
    file.write_text(learned(SENTENCE).text, encoding="utf-8")
    measures = load_rules([file]).measures
    text = "In Oslo 12 restaurants were closed. The city closes 40 restaurants. It has 900 restaurants."
    claims = examine(article_of(text), LEXICON, measures).claims
    assert [claim.measure for claim in claims] == ["restaurants_closed", "restaurants_closed", "counted"]


def test_two_measures_may_share_a_verb(tmp_path: Path) -> None:
    file = tmp_path / "learned.yaml"
    for noun in ("flight", "concert"):
        made = learned(f"The city cancelled 310 {noun}s in Oslo on Saturday.")
        if noun == "flight":
            file.write_text(made.text, encoding="utf-8")
        else:
            add_to(file, made)
    measures = load_rules([file]).measures
    claims = examine(article_of("It cancelled 12 concerts and 40 flights."), LEXICON, measures).claims
    assert [claim.measure for claim in claims] == ["concerts_cancelled", "flights_cancelled"]


def test_the_figure_that_is_named() -> None:
    sentence = "The blast in Beirut killed 16 people and destroyed 210 shops."
    assert learned(sentence).measure == "deaths"
    assert learned(sentence, "210").measure == "shops_destroyed"
    with pytest.raises(Refused) as caught:
        learned(sentence, "17")
    assert caught.value.problems[0].expected == "16, 210"


def test_a_known_measure_is_taken_unless_a_new_one_is_wanted() -> None:
    sentence = "At least 75 schools were closed in Sindh because of the heat."
    example = read_example(sentence, toolkit())
    assert learn(example, toolkit()).measures == {}
    anew = learn(example, toolkit(), new=True)
    assert dict(anew.measures["schools_closed"])["acts_on"] == ["close"]


def test_a_day_is_added_where_nothing_else_links_two_reports() -> None:
    made = learned("The convoy was attacked 12 times in Mali.")
    assert [article["text"] for article in made.rule["tests"][0]["articles"]] == [
        "The convoy was attacked 12 times in Mali on Wednesday.",
        "The convoy was attacked 18 times in Mali on Wednesday.",
    ]
    assert any("add a day" in note for note in made.notes)


def test_one_report_stands_in_for_two_that_nothing_links() -> None:
    made = learned("The fires have burned 90 homes so far.")
    assert [test["name"] for test in made.rule["tests"]] == ["one report with two numbers", "one of the two alone"]


def test_what_cannot_be_learned_says_why() -> None:
    with pytest.raises(Refused) as caught:
        learned("The reservoir is at 34 per cent of capacity.")
    assert "by reservoir, two such reports are not compared: nothing telling" in caught.value.problems[0].message
    assert "names a town" in caught.value.problems[0].advice


@pytest.mark.parametrize(
    ("sentence", "changed"),
    [
        pytest.param("Dozens of shops were looted in Lyon.", "288 shops were looted in Lyon.", id="a vague word"),
        pytest.param("Some 3,500 nurses left Leeds.", "Some 5,200 nurses left Leeds.", id="as round as it was"),
        pytest.param("Seven men left Leeds.", "Ten men left Leeds.", id="a word"),
        pytest.param("A rise of 4.5 per cent.", "A rise of 6.8 per cent.", id="decimals"),
        pytest.param("Two in five teachers left.", "Three in five teachers left.", id="a share in words"),
        pytest.param("A third of pupils left.", "62% of pupils left.", id="a fraction"),
        pytest.param("Between 150 and 160 men left.", "Between 220 and 240 men left.", id="a range"),
        pytest.param("It cost 1.2 million euros.", "It cost 1.8 million euros.", id="a scale word"),
    ],
)
def test_another_number_is_written_as_the_first_was(sentence: str, changed: str) -> None:
    example = read_example(sentence, toolkit())
    assert next(other_numbers(sentence, example.at, example.claim, LEXICON)) == changed


VERBS = """
cancelled cancel, fined fine, evacuated evacuate, closed close, banned ban, planned plan, recalled recall, died die,
visited visit, expelled expel, accused accuse, filed file, rioted riot, invited invite, equipped equip, dying die,
stolen steal, withdrew withdraw, forcing force, freed free, passed pass, charged charge, pledged pledge, buried bury,
developed develop, described describe, targeted target, treated treat, rescued rescue, settled settle, kills kill
"""


@pytest.mark.parametrize("pair", [pair.strip() for pair in VERBS.replace("\n", " ").split(",")])
def test_base_forms(pair: str) -> None:
    form, base = pair.split()
    found = base_form(form, LEXICON.irregular_verbs, {"kill"}, LEXICON.verbs_in_e)
    assert found is not None and found[0] == base


@pytest.mark.parametrize("word", ["seed", "red", "king", "lyon", "hundreds"])
def test_what_is_no_form_of_a_verb(word: str) -> None:
    assert base_form(word, LEXICON.irregular_verbs) is None


# --- how it is written ---


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_comes_back_from_yaml(text: str) -> None:
    written = f"{comment(text)}\nkey: {scalar(text)}\nlist: {flow([text, {'a': text}])}\n"
    assert parse_yaml(written, "x").data == {"key": text, "list": [text, {"a": text}]}


@pytest.mark.parametrize("text", ["no", "12:30", "a: b", "a #b", "- x", "2024-05-02", "1e5", "~", "{a.b}", "x, y"])
def test_words_that_yaml_would_read_otherwise_are_quoted(text: str) -> None:
    assert parse_yaml(f"a: {scalar(text)}\nb: [{flow(text)}]\n", "x").data == {"a": text, "b": [text]}


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def test_to_stdout(folder: Path) -> None:
    result = cli(SENTENCE)
    assert result.exit_code == 0, result.output
    assert result.stdout == learned(SENTENCE).text
    assert "yaml-language-server" not in result.stdout


def test_control_characters_of_a_sentence_reach_no_terminal(folder: Path) -> None:
    result = cli("Inspectors closed 23 restaurants \x1b[31min Rome\u202e on Friday.")
    assert result.exit_code == 0, result.output
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202e]", result.stdout)


def test_a_new_file_is_never_written_over(folder: Path) -> None:
    first = cli(SENTENCE, "--out", "mine.yaml")
    assert first.exit_code == 0, first.output
    assert "restaurants-closed-differ" in first.stdout and "written to mine.yaml" in first.stdout
    before = Path("mine.yaml").read_bytes()
    again = cli(SENTENCE, "--out", "mine.yaml")
    assert again.exit_code == 2
    assert "mine.yaml exists" in again.stderr and "--append mine.yaml" in again.stderr
    assert Path("mine.yaml").read_bytes() == before


def test_the_schema_is_named_where_it_lies_beside(folder: Path) -> None:
    Path("rules.schema.json").write_text(json.dumps(rules_schema()), encoding="utf-8")
    assert cli(SENTENCE, "--out", "mine.yaml").exit_code == 0
    assert (
        Path("mine.yaml").read_text(encoding="utf-8").startswith("# yaml-language-server: $schema=rules.schema.json\n")
    )


OTHER = "Police in Oslo arrested 48 protesters on Sunday."
FILES = {
    "as written": lambda: learned(SENTENCE).text,
    "rules before measures": lambda: (
        "version: 1\nrules: []\n\nmeasures:\n    fish: {title: Fish, counts: [trout]}  # mine\n"
    ),
    "no lists yet": lambda: "version: 1\n",
    "deeper": lambda: "# Ours.\nversion: 1\nmeasures:\n      fish:\n        title: Fish\n# the end",
    "Windows": lambda: "version: 1\r\nmeasures:\r\n  fish:\r\n    title: Fish\r\n",
}


@pytest.mark.parametrize("name", FILES)
def test_added_to_a_file_that_keeps_what_it_has(name: str, folder: Path) -> None:
    text = FILES[name]()
    file = Path("mine.yaml")
    file.write_bytes(text.encode())
    for sentence in ("The airline cancelled 310 flights at Heathrow on Saturday.", OTHER):
        result = cli(sentence, "--append", "mine.yaml")
        assert result.exit_code == 0, result.output
    added = file.read_bytes().decode()
    before = [line for line in text.splitlines() if line.strip() and line != "rules: []"]
    after = iter(added.splitlines())
    assert all(line in after for line in before), "in this order"
    ruleset = load_rules([file])
    assert {"flights-cancelled-differ", "detainees-differ"} <= {rule.id for rule in ruleset.rules}
    assert all(result.passed for result in run_tests(ruleset))
    assert "\n" not in added.replace("\r\n", "") if name == "Windows" else "\r" not in added


def test_the_same_sentence_twice_gives_two_ids(folder: Path) -> None:
    assert cli(SENTENCE, "--out", "mine.yaml").exit_code == 0
    assert cli(SENTENCE, "--append", "mine.yaml").exit_code == 0
    assert [rule.id for rule in load_rules([Path("mine.yaml")]).rules] == [
        "restaurants-closed-differ",
        "restaurants-closed-differ-2",
    ]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        pytest.param("version: 1\nrules: [{id: a}]\n", "has no", id="a broken file"),
        pytest.param(
            "version: 1\nrules: [{id: a, title: A, measure: any, check: {type: sum}}]\n",
            "one line",
            id="a list on one line",
        ),
        pytest.param(None, "no rules file", id="no file"),
    ],
)
def test_nothing_is_added(text: str | None, told: str, folder: Path) -> None:
    if text is not None:
        Path("mine.yaml").write_text(text, encoding="utf-8")
    result = cli(SENTENCE, "--append", "mine.yaml")
    assert result.exit_code == 2
    assert told in result.stderr
    assert text is None or Path("mine.yaml").read_text(encoding="utf-8") == text


# --- mistakes ---


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["Nobody was hurt."], "no figure was found", id="no figure"),
        pytest.param([], "no sentence was given", id="no sentence"),
        pytest.param([SENTENCE, "--figure", "24"], "no figure '24'\n  expected: 23", id="no such figure"),
        pytest.param([SENTENCE, "--out", "a.yaml", "--append", "b.yaml"], "give one of them", id="two targets"),
        pytest.param(["--from", "none.txt:3"], "none.txt", id="no such article"),
        pytest.param(["--from", "3fa9"], "wants the PATHS", id="a fingerprint without paths"),
        pytest.param(["The factory will cut 900 jobs in Bavaria."], "is planned, not stated", id="planned"),
    ],
)
def test_mistakes_end_with_2(arguments: list[str], told: str, folder: Path) -> None:
    result = cli(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""


# --- from articles ---

ARTICLE = """\
---
title: Kitchens shut in Rome
outlet: The Courier
published: 2025-03-08
---

Health inspectors went from door to door this week.

They closed 23 restaurants in Rome on Friday and fined 14 owners, the city said.
Nothing else happened.
"""


@pytest.fixture
def article(folder: Path) -> str:
    Path("rome.md").write_text(ARTICLE, encoding="utf-8")
    return "rome.md"


@pytest.mark.parametrize(
    ("place", "measure"),
    [
        pytest.param("rome.md:9", "restaurants_closed", id="a line"),
        pytest.param("rome.md:9:57", "people_fined", id="a line and column"),
    ],
)
def test_from_a_line(place: str, measure: str, article: str) -> None:
    result = cli("--from", place)
    assert result.exit_code == 0, result.output
    assert f"measure: {measure}" in result.stdout
    assert "outlet: The Courier, published: 2025-03-08" in result.stdout


def test_from_a_line_without_a_figure(article: str) -> None:
    result = cli("--from", "rome.md:10")
    assert result.exit_code == 2
    assert "rome.md:10: no figure stands in the sentence at this line\n  expected: a line with a figure, such as 9" in (
        result.stderr
    )


def test_from_a_finding(article: str, folder: Path) -> None:
    Path("other.md").write_text(
        ARTICLE.replace("The Courier", "The Herald").replace("closed 23 restaurants", "shut down 32 restaurants"),
        encoding="utf-8",
    )
    shown = CliRunner().invoke(main, ["check", "-q", "-f", "json", "rome.md", "other.md"])
    (finding,) = json.loads(shown.stdout)["findings"]
    result = cli("--from", finding["fingerprint"][:6], "rome.md", "other.md", "--out", "mine.yaml")
    assert result.exit_code == 0, result.output
    (rule,) = load_rules([Path("mine.yaml")]).rules
    assert [article.outlet for article in rule.tests[0].articles] == ["The Herald", "The Courier"]
    assert sorted(rule.tests[0].expect[0].values) == [23, 32]
