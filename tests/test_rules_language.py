"""The language of rule files: what loads, what is refused and where, how files join, and what is chosen."""

from __future__ import annotations

import datetime as dt
import re
import string
from decimal import Decimal
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck import rules as rules_module
from figcheck.problems import Problem, Refused
from figcheck.rulemodels import CHECKS, MESSAGE_FIELDS, Grows, fill_message, message_faults
from figcheck.rules import Ruleset, load_rules, resolve, select
from figcheck.ruleschema import rules_schema
from figcheck.yamlfile import parse_yaml

GOOD = """\
version: 1
measures:
  attacks:
    title: Attacks
    counts: [attack, strike]
    kind: {running_total: [since, so far]}
rules:
  - id: attacks-differ
    title: Attack counts differ
    severity: error
    measure: attacks
    same: [who, kind]
    check: {type: grows, direction: any, rate: 1.5x}
    tolerance: {absolute: 2, relative: 5%, points: 0.5}
    window: 30d
    scope: across
    message: "{a.surface} v {b.surface}: {gap}"
    why: Totals move slowly.
    tests:
      - name: a jump
        articles:
          - {id: a1, outlet: A, published: 2024-02-06, text: They came under attack over 160 times.}
          - {id: a2, outlet: B, published: "2024-02-17", text: It struck about 200 times.}
        expect: [{values: [160, 200.5], severity: warning, cause: pace_over_time}]
      - name: the same
        articles: [{text: There were 160 attacks.}]
        expect: []
"""

HEAD = "version: 1\nmeasures: {deaths: {title: Deaths}, injuries: {title: Injuries}}\n"


def rule(*lines: str, **replaced: str) -> str:
    """A rules file with one good rule: its id in line 4, further lines from line 8 on, column 5."""
    fields = {"id": "deaths-differ", "title": "Deaths differ", "measure": "deaths", "check": "{type: agree}"}
    fields |= replaced
    written = [f"{key}: {value}" for key, value in fields.items()]
    return HEAD + "rules:\n  - " + "\n    ".join([*written, *lines]) + "\n"


def measure(line: str) -> str:
    """A rules file with one measure, whose last line (line 5, column 5) is given."""
    return f"version: 1\nmeasures:\n  deaths:\n    title: Deaths\n    {line}\n"


def write(folder: Path, **files: str) -> list[Path]:
    paths = []
    for name, text in files.items():
        path = folder / f"{name}.yaml"
        path.write_text(text, encoding="utf-8")
        paths.append(path)
    return paths


def problems(folder: Path, **files: str) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        load_rules(write(folder, **files), measures_from=())
    return caught.value.problems


def load(folder: Path, **files: str) -> Ruleset:
    return load_rules(write(folder, **files), measures_from=())


# --- what is good ---


def test_a_good_file_loads_with_every_field(tmp_path: Path) -> None:
    ruleset = load(tmp_path, pack=GOOD)
    (loaded,) = ruleset.rules
    assert ruleset.warnings == ()
    assert loaded.id == "attacks-differ"
    assert loaded.severity == "error"
    assert loaded.measure == ("attacks",)
    assert loaded.same == ("who", "kind")
    assert isinstance(loaded.check, Grows)
    assert (loaded.check.direction, loaded.check.rate) == ("any", Decimal("1.5"))
    assert loaded.tolerance.relative == Decimal("0.05")
    assert (loaded.tolerance.absolute, loaded.tolerance.points) == (Decimal(2), Decimal("0.5"))
    assert loaded.window == dt.timedelta(days=30)
    assert (loaded.pack, loaded.file, loaded.line) == (tmp_path.name, (tmp_path / "pack.yaml").as_posix(), 8)
    test = loaded.tests[0]
    assert [article.published for article in test.articles] == [dt.date(2024, 2, 6), dt.date(2024, 2, 17)]
    assert test.expect[0].values == (Decimal(160), Decimal("200.5"))
    assert ruleset.measures["attacks"].kind == {"running_total": ("since", "so far")}


def test_defaults(tmp_path: Path) -> None:
    ruleset = load(tmp_path, pack=rule())
    (loaded,) = ruleset.rules
    assert (loaded.severity, loaded.same, loaded.window, loaded.scope.pairs) == ("warning", (), None, "any")
    assert (loaded.tolerance.absolute, loaded.tolerance.relative, loaded.tolerance.points) == (0, 0, 0)
    assert message_faults(loaded.message) == []
    deaths = ruleset.measures["deaths"]
    assert (deaths.id, deaths.unit, deaths.people, deaths.default_kind) == (
        "deaths",
        "count",
        False,
        "incident",
    )
    assert deaths.priority == 0


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        pytest.param("12h", dt.timedelta(hours=12), id="hours"),
        pytest.param("2w", dt.timedelta(days=14), id="weeks"),
        pytest.param("0d", dt.timedelta(0), id="the same day"),
        pytest.param("null", None, id="no limit"),
    ],
)
def test_windows(tmp_path: Path, written: str, expected: dt.timedelta | None) -> None:
    assert load(tmp_path, pack=rule(f"window: {written}")).rules[0].window == expected


@pytest.mark.parametrize(("written", "named"), [("deaths", True), ("any", True), ("injuries", False)])
def test_concerns(tmp_path: Path, written: str, named: bool) -> None:
    assert load(tmp_path, pack=rule(measure=written)).rules[0].concerns("deaths") is named


def test_a_measure_list_and_the_fallback_measure_are_known(tmp_path: Path) -> None:
    loaded = load(tmp_path, pack=rule(measure="[deaths, injuries, counted]")).rules[0]
    assert loaded.measure == ("deaths", "injuries", "counted")


# --- what is refused, and where ---

REFUSED = [
    # the file
    pytest.param("", 1, 1, "the file is empty", id="empty file"),
    pytest.param("- a\n", 1, 1, "is a list", id="a list as a file"),
    pytest.param("rules: []\n", 1, 1, "has no 'version'", id="no version"),
    pytest.param("version: 2\n", 1, 10, "'version' is 2", id="version 2"),
    pytest.param('version: "1"\n', 1, 10, "'version' is '1'", id="version as text"),
    pytest.param("version: true\n", 1, 10, "'version'", id="version true"),
    pytest.param("version: 1.0\n", 1, 10, "'version'", id="version 1.0"),
    pytest.param("version: 1\nrule: []\n", 2, 1, "did you mean 'rules'?", id="unknown key of the file"),
    pytest.param("version: 1\nrules:\n", 2, 7, "is empty", id="no rules after the key"),
    pytest.param("version: 1\nrules: {a: 1}\n", 2, 8, "a mapping", id="rules as a mapping"),
    pytest.param("version: 1\nrules: [a]\n", 2, 9, "'a'", id="a word as a rule"),
    pytest.param("version: 1\nrules: [\n", 2, 8, "not YAML", id="an open bracket"),
    pytest.param("version: 1\nversion: 1\n", 2, 1, "twice", id="a key twice"),
    pytest.param("version: 1\nmeasures: []\n", 2, 11, "a list", id="measures as a list"),
    # measures
    pytest.param("version: 1\nmeasures: {a: {}}\n", 2, 12, "has no 'title'", id="measure without a title"),
    pytest.param("version: 1\nmeasures: {a: {title: }}\n", 2, 12, "has no 'title'", id="measure, empty title"),
    pytest.param("version: 1\nmeasures: {any: {title: A}}\n", 2, 12, "'any'", id="measure called any"),
    pytest.param("version: 1\nmeasures: {A b: {title: A}}\n", 2, 12, "write a_b", id="measure id with a blank"),
    pytest.param("version: 1\nmeasures: {a: x}\n", 2, 15, "measure 'a' is 'x'", id="a word as a measure"),
    pytest.param(measure("count: [dead]"), 5, 5, "did you mean 'counts'?", id="unknown key of a measure"),
    pytest.param(measure("counts: dead"), 5, 13, "write [dead]", id="a word for a list"),
    pytest.param(measure("counts: [dead, 5]"), 5, 20, "put it in quotes", id="a number among words"),
    pytest.param(measure("counts: [dead, no]"), 5, 20, 'write "no"', id="no among words"),
    pytest.param(measure("counts: [dead, '']"), 5, 20, "empty text", id="an empty word"),
    pytest.param(measure("unit: persons"), 5, 11, "'unit' of measure 'deaths'", id="unknown unit"),
    pytest.param(measure("people: yes"), 5, 13, "true for the switch", id="yes for true"),
    pytest.param(measure("people: 1"), 5, 13, "true or false", id="1 for true"),
    pytest.param(measure("priority: high"), 5, 15, "a whole number", id="priority as a word"),
    pytest.param(measure("kind: {total: [since]}"), 5, 12, "unknown key 'total'", id="unknown kind"),
    pytest.param(measure("kind: {rate: since}"), 5, 18, "write [since]", id="kind with a word for a list"),
    pytest.param(measure("default_kind: running"), 5, 19, "running_total", id="unknown default kind"),
    # the rule
    pytest.param(rule("sevrity: note"), 8, 5, "did you mean 'severity'?", id="unknown key of a rule"),
    pytest.param(rule("severity: warn"), 8, 15, "did you mean 'warning'?", id="unknown severity"),
    pytest.param(rule("pack: mine"), 8, 5, "unknown key 'pack'", id="pack is not the author's to say"),
    pytest.param(rule("title: Again"), 8, 5, "twice", id="a key of a rule twice"),
    pytest.param(rule(id="Deaths differ"), 4, 9, "write deaths-differ", id="id with capitals"),
    pytest.param(rule(id="deaths_differ"), 4, 9, "write deaths-differ", id="id with an underscore"),
    pytest.param(rule(id="2024-02-06"), 4, 9, "put it in quotes", id="a date as an id"),
    pytest.param(rule(title="12:30"), 5, 12, "base 60", id="a clock time as a title"),
    pytest.param(rule(measure="death"), 6, 14, "did you mean 'deaths'?", id="unknown measure"),
    pytest.param(rule(measure="[deaths, injurys]"), 6, 23, "did you mean 'injuries'?", id="unknown in a list"),
    pytest.param(rule(measure="[any, deaths]"), 6, 14, "'any' beside", id="any beside a measure"),
    pytest.param(rule(measure="[]"), 6, 14, "no measure", id="no measure"),
    pytest.param(rule(measure="5"), 6, 14, "'measure'", id="a number as a measure"),
    pytest.param(rule("same: [who, were]"), 8, 17, "did you mean 'where'?", id="unknown slot"),
    pytest.param(rule("same: who"), 8, 11, "write [who]", id="a slot for a list of slots"),
    pytest.param(rule("same: [who, who]"), 8, 11, "'who' twice", id="a slot twice"),
    pytest.param(rule("scope: both"), 8, 12, "any, within, across, title, copies or tables", id="unknown scope"),
    pytest.param(rule("why: 5"), 8, 10, "text", id="why as a number"),
    pytest.param(HEAD + "rules:\n  - id: a\n    title: A\n    measure: deaths\n", 4, 5, "'check'", id="no check"),
    # check, tolerance, window
    pytest.param(rule(check="{type: agre}"), 7, 19, "did you mean 'agree'?", id="unknown type of check"),
    pytest.param(rule(check="{type: 5}"), 7, 19, "unknown type of check 5", id="a number as a type"),
    pytest.param(rule(check="{rate: 2x}"), 7, 12, "has no 'type'", id="check without a type"),
    pytest.param(rule(check="agree"), 7, 12, "write {type: agree}", id="a word for a check"),
    pytest.param(rule(check="{type: agree, rate: 2x}"), 7, 26, "belongs to type grows", id="another type's key"),
    pytest.param(rule(check="{type: grows, rats: 2x}"), 7, 26, "did you mean 'rate'?", id="unknown key of check"),
    pytest.param(rule(check="{type: grows, rate: fast}"), 7, 32, "a factor such as 2x", id="rate as a word"),
    pytest.param(rule(check="{type: grows, rate: 0x}"), 7, 32, "above 0", id="rate of nothing"),
    pytest.param(rule(check="{type: grows, direction: upwards}"), 7, 37, "up, down or any", id="direction"),
    pytest.param(rule("tolerance: {relative: 5}"), 8, 27, "write 5%", id="relative without a sign"),
    pytest.param(rule("tolerance: {relative: -5%}"), 8, 27, "a percentage", id="relative below 0"),
    pytest.param(rule("tolerance: {absolute: -1}"), 8, 27, "0 or more", id="absolute below 0"),
    pytest.param(rule("tolerance: {points: '1'}"), 8, 25, "without separators, unit or quotes", id="points"),
    pytest.param(rule("tolerance: {points: .inf}"), 8, 25, "no finite number", id="endless points"),
    pytest.param(rule("tolerance: {points: 1e3}"), 8, 25, "write the number in full", id="points with e"),
    pytest.param(rule("tolerance: {absolut: 1}"), 8, 17, "did you mean 'absolute'?", id="tolerance key"),
    pytest.param(rule("tolerance: 5%"), 8, 16, "write {relative: 5%}", id="tolerance as a percentage"),
    pytest.param(rule("window: 30"), 8, 13, "write 30d", id="window without a unit"),
    pytest.param(rule("window: 3 days"), 8, 13, "write 3d", id="window in days"),
    pytest.param(rule("tolerance: {relative: 0.1}"), 8, 27, "write 10% for 0.1 of the whole", id="relative as a part"),
    pytest.param(rule("window: 1 month"), 8, 13, "12h, 30d, 2w", id="window in months"),
    pytest.param(rule("window: 999999d"), 8, 13, "12h, 30d, 2w", id="window of millennia"),
    pytest.param(rule("window: 12:30"), 8, 13, "base 60", id="window as a clock time"),
    # conditions
    pytest.param(rule("extends: death-tolls"), 8, 14, "which no file has", id="extends what is not there"),
    pytest.param(rule("extends: deaths-differ"), 8, 14, "in a circle", id="extends itself"),
    pytest.param(rule("hedges: [exakt]"), 8, 14, "did you mean 'exact'?", id="unknown hedge"),
    pytest.param(rule("hedges: [exact, exact]"), 8, 13, "'exact' twice", id="a hedge twice"),
    pytest.param(rule("sources: {pair: both}"), 8, 21, "any, different or same", id="unknown pair"),
    pytest.param(rule("sources: {outlet: [A]}"), 8, 15, "did you mean 'outlets'?", id="key of sources"),
    pytest.param(rule("sources: {outlets: A}"), 8, 24, "write [A]", id="an outlet for a list"),
    pytest.param(
        rule("scope: tables", check="{type: grows}"),
        7,
        12,
        "agree, sum, change, share, rank or product",
        id="tables that grow",
    ),
    pytest.param(
        rule("scope: {pairs: both}"), 8, 20, "any, within, across, title, copies or tables", id="unknown pairs"
    ),
    pytest.param(rule("scope: {path: [a]}"), 8, 13, "did you mean 'paths'?", id="key of a scope"),
    pytest.param(rule("scope: {sections: [intro]}"), 8, 24, "title, lead or body", id="unknown section"),
    pytest.param(rule("unless: {causes: [update]}"), 8, 23, "update_over_time", id="unknown cause to leave alone"),
    pytest.param(rule("unless: {word: [a]}"), 8, 14, "did you mean 'words'?", id="key of unless"),
    pytest.param(rule("escalate: {severity: error}"), 8, 15, "nothing that makes it worse", id="escalate never"),
    pytest.param(rule("escalate: {relative: 50}"), 8, 26, "write 50%", id="escalate without a sign"),
    pytest.param(rule("escalate: {to: error}"), 8, 16, "unknown key 'to'", id="key of escalate"),
    pytest.param(rule("find: {}"), 8, 11, "nothing to find by", id="find nothing"),
    pytest.param(rule("find: {noun: [a]}"), 8, 12, "unknown key 'noun' in find of rule", id="key of find"),
    pytest.param(rule('find: {text: "(a"}'), 8, 18, "missing ): (a", id="an open group"),
    pytest.param(rule('find: {text: "(?<=a)b"}'), 8, 18, "neither looks around", id="a look behind"),
    pytest.param(rule('find: {text: "(.)\\\\1"}'), 8, 18, "no pattern", id="a reference back"),
    pytest.param(rule("tolerance: {per_part: -1}"), 8, 27, "0 or more", id="per part below 0"),
    pytest.param(rule(check="{type: bounds}"), 7, 12, "low, high or both", id="no bound"),
    pytest.param(rule(check="{type: bounds, low: 9, high: 1}"), 7, 12, "'low' above 'high'", id="bounds upside down"),
    pytest.param(rule(check="{type: bounds, least: 1}"), 7, 27, "unknown key 'least'", id="key of bounds"),
    pytest.param("version: 1\nlexicon: {name: {}}\n", 2, 11, "did you mean 'names'?", id="key of the lexicon"),
    pytest.param("version: 1\nlexicon: {names: [A]}\n", 2, 18, "a mapping", id="names as a list"),
    pytest.param("version: 1\nlexicon: {names: {A: B}}\n", 2, 22, "write [B]", id="a name for a list"),
    pytest.param("version: 1\nlexicon: {people: {cooks: [chef]}}\n", 2, 20, "unknown key 'cooks'", id="group"),
    pytest.param("version: 1\nlexicon: {words: {verbs: [go]}}\n", 2, 19, "unknown key 'verbs'", id="word list"),
    pytest.param("version: 1\nlexicon: {places: {insides: {}}}\n", 2, 20, "did you mean 'inside'?", id="key of places"),
    # the message
    pytest.param(rule('message: "{a.surfaces}"'), 8, 15, "did you mean {a.surface}?", id="unknown field"),
    pytest.param(rule('message: "so {c.surface}"'), 8, 18, "unknown field {c.surface}", id="third figure"),
    pytest.param(rule('message: "{a.value:>10}"'), 8, 15, "write {a.value}", id="format width"),
    pytest.param(rule('message: "{a.value!r}"'), 8, 15, "write {a.value}", id="format conversion"),
    pytest.param(rule('message: "{a.__class__}"'), 8, 15, "unknown field", id="an attribute"),
    pytest.param(rule('message: "{}"'), 8, 15, "unknown field {}", id="an empty field"),
    pytest.param(rule('message: "{a.value"'), 8, 15, "a single '{'", id="an open brace"),
    pytest.param(rule('message: "a.value}"'), 8, 22, "a single '}'", id="a closing brace"),
    pytest.param(rule("message: >-", "  {rule} and", "  {gaps}"), 10, 7, "{gap}", id="in a folded text"),
    pytest.param(rule("message: {a.value}"), 8, 14, "a mapping", id="a message without quotes"),
    # tests
    pytest.param(rule("tests: [{name: x, articles: [{text: T}]}]"), 8, 13, "has no 'expect'", id="no expect"),
    pytest.param(rule("tests: [{name: x, articles: [], expect: []}]"), 8, 33, "is empty", id="no articles"),
    pytest.param(rule("tests: [{name: x, articles: [{title: T}], expect: []}]"), 8, 34, "has no 'text'", id="no text"),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T, date: 2024-02-06}], expect: []}"),
        9,
        40,
        "unknown key 'date' in article of test 'x' of rule 'deaths-differ'",
        id="unknown key of an article",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T, published: Feb 6}], expect: []}"),
        9,
        51,
        "a day such as",
        id="a date in words",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T, published: 2024-02-30}], expect: []}"),
        9,
        51,
        "there is no day",
        id="30 February",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T}], expect: [{values: [1, dozens]}]}"),
        9,
        64,
        "not a number",
        id="a word among values",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T}], expect: [{values: [30,410]}]}"),
        9,
        61,
        "write 30410",
        id="a thousands comma",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T}], expect: [{values: []}]}"),
        9,
        51,
        "no values and no cause",
        id="no values",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T}], expect: [{values: [1], severity: bad}]}"),
        9,
        75,
        "note, warning or error",
        id="unknown severity expected",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{text: T}], expect: [], todo: maybe}"),
        9,
        60,
        "true or false",
        id="todo as a word",
    ),
    pytest.param(
        rule(
            "tests:",
            "  - {name: x, articles: [{text: T}], expect: []}",
            "  - {name: x, articles: [{text: U}], expect: []}",
        ),
        10,
        16,
        "second test of this name",
        id="two tests of a name",
    ),
    pytest.param(
        rule("tests:", "  - {name: x, articles: [{id: a, text: T}, {id: a, text: U}], expect: []}"),
        9,
        53,
        "second article of this id",
        id="two articles of an id",
    ),
]


def told(problem: Problem) -> str:
    return f"{problem.message} | expected {problem.expected} | {problem.advice}"


@pytest.mark.parametrize(("text", "line", "column", "words"), REFUSED)
def test_refused_once_at_its_place(tmp_path: Path, text: str, line: int, column: int, words: str) -> None:
    (problem,) = problems(tmp_path, pack=text)
    assert (problem.line, problem.column) == (line, column), told(problem)
    for word in words.split("|"):
        assert word in told(problem)
    assert problem.file == (tmp_path / "pack.yaml").as_posix()
    assert re.search(rf"^> +{line} \|", problem.excerpt, re.MULTILINE)


def test_all_problems_of_all_files_are_told_in_order(tmp_path: Path) -> None:
    first = rule("sevrity: note", 'message: "{x} {y} {"', "window: 5")
    second = rule(id="other", measure="deth")
    found = problems(tmp_path, one=first, two=second, three="a: [")
    places = [(Path(problem.file or "").stem, problem.line, problem.column) for problem in found]
    # A file that is no YAML could define the measure, so that one is not told.
    assert places == [
        ("one", 8, 5),
        ("one", 9, 15),
        ("one", 9, 19),
        ("one", 9, 23),
        ("one", 10, 13),
        ("three", 1, 4),
    ]


def test_an_unknown_measure_is_told_beside_other_problems(tmp_path: Path) -> None:
    found = problems(tmp_path, one=rule("sevrity: note", measure="deth"))
    assert [(problem.line, problem.column) for problem in found] == [(6, 14), (8, 5)]


def test_an_id_used_twice_names_both_places(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path, one=rule(), two="\n" + rule())
    assert (problem.line, problem.column) == (5, 9)
    for place in (f"{(tmp_path / 'one.yaml').as_posix()}:4:9", f"{(tmp_path / 'two.yaml').as_posix()}:5:9"):
        assert place in problem.excerpt
    assert "one.yaml:4:9" in problem.message


def test_the_same_file_named_twice_is_one_file(tmp_path: Path) -> None:
    (path,) = write(tmp_path, one=rule())
    assert len(load_rules([path, tmp_path / "." / "one.yaml"], measures_from=()).rules) == 1


# --- several files ---


def test_a_later_file_extends_a_measure(tmp_path: Path) -> None:
    ruleset = load(
        tmp_path,
        one="version: 1\nmeasures: {a: {title: A, counts: [raid, hit], kind: {rate: [per]}, priority: 1}}\n",
        two="version: 1\nmeasures: {a: {title: B, counts: [hit, blow], kind: {rate: [each], share: [of]}}}\n",
    )
    merged = ruleset.measures["a"]
    assert (merged.title, merged.counts, merged.priority) == ("B", ("raid", "hit", "blow"), 1)
    assert merged.kind == {"rate": ("per", "each"), "share": ("of",)}


def test_an_extension_needs_no_title(tmp_path: Path) -> None:
    ruleset = load(tmp_path, one=HEAD, two="version: 1\nmeasures: {deaths: {counts: [fatality]}}\n")
    assert (ruleset.measures["deaths"].title, ruleset.measures["deaths"].counts) == ("Deaths", ("fatality",))


def test_measures_of_other_files_are_known_but_their_rules_stay_out(tmp_path: Path) -> None:
    base, own = write(tmp_path, base=GOOD, own="version: 1\n" + rule(measure="attacks").split("\n", 2)[2])
    ruleset = load_rules([own], measures_from=[base])
    assert [found.id for found in ruleset.rules] == ["deaths-differ"]
    assert set(ruleset.measures) == {"attacks"}


def test_the_order_of_files_does_not_change_the_order_of_rules(tmp_path: Path) -> None:
    one, two = write(tmp_path, one=rule(id="b"), two=rule(id="a"))
    there, back = load_rules([one, two], measures_from=()), load_rules([two, one], measures_from=())
    assert [found.id for found in there.rules] == [found.id for found in back.rules] == ["a", "b"]
    assert list(there.measures) == list(back.measures)


# --- warnings ---

FIRES = "  - {name: fires, articles: [{text: T}], expect: [{values: [1]}]}"
SILENT = "  - {name: silent, articles: [{text: T}], expect: []}"
TODO = "  - {name: later, articles: [{text: T}], expect: [], todo: true}"


@pytest.mark.parametrize(
    ("lines", "words"),
    [
        pytest.param(["tests:", FIRES, SILENT], [], id="both"),
        pytest.param(["tests:", FIRES], ["near miss"], id="only a firing test"),
        pytest.param(["tests:", SILENT], ["in which it fires"], id="only a silent test"),
        pytest.param(["tests:", FIRES, TODO], ["near miss"], id="a test still to do does not count"),
        pytest.param([], ["in which it fires", "near miss"], id="none"),
    ],
)
def test_rules_without_tests_are_warned_of(tmp_path: Path, lines: list[str], words: list[str]) -> None:
    warnings = load(tmp_path, pack=rule(*lines)).warnings
    assert len(warnings) == bool(words)
    for warning in warnings:
        assert (warning.line, warning.column) == (4, 9)
        assert all(word in warning.message for word in words)


def test_no_rules_at_all_is_a_warning(tmp_path: Path) -> None:
    assert "no rules" in load(tmp_path, pack=HEAD).warnings[0].message


# --- choosing ---


def test_select_and_ignore(tmp_path: Path) -> None:
    ruleset = load(tmp_path, one=rule(id="a"), two=rule(id="b"), three=rule(id="c"))
    assert [found.id for found in select(ruleset).rules] == ["a", "b", "c"]
    assert [found.id for found in select(ruleset, ["c", "a"], ["a"]).rules] == ["c"]
    assert [found.id for found in select(ruleset, ignore=["b"]).rules] == ["a", "c"]
    assert len(select(ruleset, ["b"]).warnings) == 1
    assert select(ruleset, ["b"]).measures == ruleset.measures


@pytest.mark.parametrize(
    ("chosen", "ignored", "words"),
    [
        pytest.param(["deaths-difer"], [], "did you mean 'deaths-differ'?", id="select"),
        pytest.param([], ["Deaths_Differ"], "did you mean 'deaths-differ'?", id="ignore"),
        pytest.param(["deaths-differ"], ["deaths-differ"], "no rule is left", id="nothing left"),
    ],
)
def test_select_refuses(tmp_path: Path, chosen: list[str], ignored: list[str], words: str) -> None:
    ruleset = load(tmp_path, pack=rule())
    with pytest.raises(Refused) as caught:
        select(ruleset, chosen, ignored)
    assert words in told(caught.value.problems[0])


@pytest.fixture
def shipped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of shipped packs with a lexicon beside them, and a working directory of its own."""
    for name in ("casualties/deaths.yaml", "casualties/more.yml", "polls/polls.yaml", "lexicon/words.yaml"):
        path = tmp_path / "shipped" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(rule(id=path.stem), encoding="utf-8")
    work = tmp_path / "work"
    (work / "polls").mkdir(parents=True)
    (work / "mine").mkdir()
    (work / "empty").mkdir()
    (work / "notes.txt").write_text("")
    (work / "mine" / "own.yaml").write_text(rule(id="own"))
    (work / "polls" / "local.yaml").write_text(rule(id="local"))
    monkeypatch.setattr(rules_module, "shipped_rules_folder", lambda: tmp_path / "shipped")
    monkeypatch.chdir(work)
    return tmp_path / "shipped"


@pytest.mark.parametrize(
    ("names", "files"),
    [
        pytest.param([], [], id="nothing"),
        pytest.param(["casualties"], ["deaths.yaml", "more.yml"], id="a pack"),
        pytest.param(["mine"], ["own.yaml"], id="a folder"),
        pytest.param(["mine/own.yaml", "polls"], ["own.yaml", "polls.yaml"], id="a pack wins over a folder"),
        pytest.param(["./polls"], ["local.yaml"], id="a folder named like a pack"),
        pytest.param(["mine", "./mine", "mine/own.yaml"], ["own.yaml"], id="each file once"),
    ],
)
def test_resolve(shipped: Path, names: list[str], files: list[str]) -> None:
    assert [path.name for path in resolve(names)] == files


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("casualty", "did you mean 'casualties'?", id="near a pack"),
        pytest.param("lexicon", "unknown rule pack", id="the lexicon is no pack"),
        pytest.param("mine/none.yaml", "there is no rules file", id="a missing file"),
        pytest.param("empty", "holds no rule", id="a folder without rules"),
        pytest.param("notes.txt", "is not a rules file", id="another kind of file"),
    ],
)
def test_resolve_refuses(shipped: Path, name: str, words: str) -> None:
    with pytest.raises(Refused) as caught:
        resolve([name, "mine"])
    (problem,) = caught.value.problems
    assert words in told(problem)


def test_the_shipped_packs_load_by_default_and_the_lexicon_is_no_pack(shipped: Path) -> None:
    ruleset = load_rules()
    assert [(found.pack, found.id) for found in ruleset.rules] == [
        ("casualties", "deaths"),
        ("casualties", "more"),
        ("polls", "polls"),
    ]


# --- messages ---


@given(st.text(string.ascii_letters + "{}.: !", max_size=40))
def test_a_template_without_faults_fills_without_a_trace_of_its_fields(template: str) -> None:
    filled = fill_message(template, dict.fromkeys(MESSAGE_FIELDS, "x"))
    assert bool(message_faults(template)) or ("{" not in filled and "}" not in filled)


def test_braces_in_an_article_mean_nothing() -> None:
    values = {"a.surface": "{b.surface}", "b.surface": "46"}
    assert fill_message("{a.surface} v {b.surface}, {gap}", values) == "{b.surface} v 46, ?"


# --- the schema for editors ---


def test_the_schema_is_one_and_takes_what_loads() -> None:
    schema = rules_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    data = parse_yaml(GOOD.replace("2024-02-06", '"2024-02-06"'), "good").data
    jsonschema.validate(data, schema, jsonschema.Draft202012Validator)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(rule("sevrity: note"), id="unknown key"),
        pytest.param(rule(check="{type: agree, rate: 2x}"), id="another type's key"),
        pytest.param(rule("tolerance: {relative: 5}"), id="relative without a sign"),
        pytest.param(rule("window: 30"), id="window without a unit"),
        pytest.param(rule(measure="5"), id="a number as a measure"),
    ],
)
def test_the_schema_refuses_what_is_refused(text: str) -> None:
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(parse_yaml(text, "bad").data, rules_schema(), jsonschema.Draft202012Validator)


def test_every_default_in_the_schema_is_one_that_a_file_may_hold() -> None:
    schema = rules_schema()
    for model in [schema, *schema["$defs"].values()]:
        for name, field in model["properties"].items():
            if "default" in field:
                whole = {"$defs": schema["$defs"], **field}
                assert jsonschema.Draft202012Validator(whole).is_valid(field["default"]), name


def test_every_type_of_check_is_in_the_schema() -> None:
    schema = rules_schema()
    assert {schema["$defs"][model.__name__]["properties"]["type"]["const"] for model in CHECKS.values()} == set(CHECKS)
