"""Options, exit codes and what goes to which stream. The engine is stood in for by runs made by hand."""

from __future__ import annotations

import json
import subprocess
import sys
import types
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, NamedTuple

import jsonschema
import pytest
import yaml
from click.testing import CliRunner, Result
from sample_run import CLEAN_RUN, RUN

import figcheck
from figcheck.cli import main
from figcheck.commands.delivery import exit_code
from figcheck.findings import Finding, Run, Severity
from figcheck.problems import Problem, Refused
from figcheck.report.console import output_look

READ = replace(RUN, unread=())
HEAVY = {"pandas", "pydantic", "quantulum3", "yaml", "tabulate", "rich", "numpy"}


class Engine:
    """Stands in for ``figcheck.api``: returns a run or raises, and remembers what it was called with."""

    def __init__(self) -> None:
        self.outcome: Run | BaseException = READ
        self.calls: list[tuple[Sequence[str], Any]] = []

    def run(self, paths: Sequence[str], settings: Any, on_progress: Any = None, **focus: Any) -> Run:
        self.calls.append((paths, settings))
        if isinstance(self.outcome, BaseException):
            raise self.outcome
        return self.outcome

    def extract(self, paths: Sequence[str], settings: Any, on_progress: Any = None) -> Run:
        return replace(self.run(paths, settings), findings=())


@pytest.fixture
def engine(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    """The stand-in, in an empty folder that no configuration reaches."""
    standing_in = Engine()
    module = types.ModuleType("figcheck.api")
    module.run = standing_in.run  # type: ignore[attr-defined]
    module.extract = standing_in.extract  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "figcheck.api", module)
    monkeypatch.setattr(figcheck, "api", module, raising=False)
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    return standing_in


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="figcheck")


def with_severity(*severities: Severity) -> Run:
    return replace(READ, findings=tuple(Finding("r", severity, "", "m", (), f"f{severity}") for severity in severities))


@pytest.mark.parametrize(
    ("run", "fail_on", "code"),
    [
        pytest.param(with_severity(), "note", 0, id="nothing found"),
        pytest.param(with_severity("note"), "warning", 0, id="below the threshold"),
        pytest.param(with_severity("error"), "never", 0, id="never"),
        pytest.param(with_severity("warning"), "warning", 1, id="at the threshold"),
        pytest.param(with_severity("note", "error"), "warning", 1, id="above the threshold"),
        pytest.param(with_severity("note"), "note", 1, id="notes count"),
        pytest.param(replace(CLEAN_RUN, unread=RUN.unread), "never", 3, id="unread"),
        pytest.param(RUN, "note", 3, id="unread is a higher cause than findings"),
    ],
)
def test_exit_code(run: Run, fail_on: str, code: int, engine: Engine) -> None:
    assert exit_code(run, fail_on) == code
    engine.outcome = run
    result = cli("check", "articles", "--fail-on", fail_on)
    assert result.exit_code == code, result.output


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["check"], "no article was named", id="no paths"),
        pytest.param(["check", "a", "-f", "tabel"], "Did you mean 'table'?", id="format"),
        pytest.param(["check", "a", "--fail-on", "warn"], "Did you mean 'warning'?", id="severity"),
        pytest.param(["check", "a", "--selct", "x"], "--select", id="option"),
        pytest.param(["chek", "a"], "check", id="command"),
        pytest.param(["rules", "lst"], "list", id="command of a group"),
        pytest.param(["check", "a", "--out", "csv"], "FORMAT=FILE", id="out without a file"),
        pytest.param(["check", "a", "--out", "cvs=x.csv"], "Did you mean 'csv'?", id="out with a slip"),
        pytest.param(["check", "a", "--out", "csv=x", "--out", "json=x"], "same file", id="two into one"),
        pytest.param(
            ["check", "a", "--out-dir", "d", "--out", "json=d/figures.csv"],
            "same file",
            id="into a CSV's place",
        ),
        pytest.param(["extract", "a", "-f", "markdown"], "not one of table", id="a format of check only"),
        pytest.param(["check", "a", "--config", "none.yml"], "none.yml", id="no such configuration"),
    ],
)
def test_mistakes_end_with_2_before_the_run(arguments: list[str], told: str, engine: Engine) -> None:
    result = cli(*arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert result.stdout == ""
    assert engine.calls == []


def test_refusal_prints_every_problem(engine: Engine) -> None:
    engine.outcome = Refused(
        Problem(
            "unknown key 'sevrity'",
            file="r.yaml",
            line=3,
            column=5,
            expected="severity, title",
            advice="did you mean 'severity'?",
            excerpt="3 | sevrity: x\n  | ^",
        ),
        Problem("no such \x1b[31mfolder"),
    )
    result = cli("check", "a")
    assert result.exit_code == 2
    assert result.stderr == (
        "r.yaml:3:5: unknown key 'sevrity'\n  3 | sevrity: x\n    | ^\n  expected: severity, title\n"
        "  did you mean 'severity'?\nno such folder\n"
    )


def test_no_article_found_is_a_mistake(engine: Engine) -> None:
    engine.outcome = Run("0")
    result = cli("check", "a")
    assert result.exit_code == 2
    assert "no article was found" in result.stderr


def test_a_bug_is_told_as_one(engine: Engine) -> None:
    engine.outcome = ZeroDivisionError("a \x1b[31mreason")
    quiet, loud = cli("check", "a"), cli("check", "a", "-v")
    assert quiet.exit_code == loud.exit_code == 2
    assert "bug: ZeroDivisionError: a reason" in quiet.stderr
    assert "Traceback" not in quiet.stderr
    assert "Traceback" in loud.stderr


def test_interrupted(engine: Engine) -> None:
    engine.outcome = KeyboardInterrupt()
    assert cli("check", "a").exit_code == 130


def test_stdout_holds_the_report_alone(engine: Engine) -> None:
    engine.outcome = RUN
    result = cli("check", "a", "-f", "jsonl")
    assert [json.loads(line)["rule"] for line in result.stdout.splitlines()] == [f.rule for f in RUN.findings]
    assert "not read: seeds/broken.json:3:14: not JSON" in result.stderr


def test_unread_is_told_once(engine: Engine) -> None:
    engine.outcome = RUN
    shown, quiet = cli("check", "a"), cli("check", "a", "-q")
    assert shown.output.count("over the limit") == quiet.output.count("over the limit") == 1
    assert "over the limit" in quiet.stderr


def test_no_colour_in_a_pipe(engine: Engine) -> None:
    assert "\x1b" not in cli("check", "a").output


@pytest.mark.parametrize(
    ("terminal", "variables", "option", "coloured"),
    [
        pytest.param(False, {}, False, False, id="a pipe"),
        pytest.param(True, {"NO_COLOR": "1"}, False, False, id="NO_COLOR"),
        pytest.param(True, {"TERM": "dumb"}, False, False, id="a terminal without colour"),
        pytest.param(True, {}, True, False, id="--no-color"),
        pytest.param(True, {}, False, True, id="a terminal"),
        pytest.param(True, {"NO_COLOR": ""}, False, True, id="an empty NO_COLOR counts for nothing"),
        pytest.param(True, {"CLICOLOR": "0"}, False, False, id="CLICOLOR=0"),
        pytest.param(False, {"FORCE_COLOR": "0"}, False, False, id="FORCE_COLOR=0"),
        pytest.param(False, {"FORCE_COLOR": "1", "NO_COLOR": "1"}, False, False, id="NO_COLOR before FORCE_COLOR"),
        pytest.param(False, {"FORCE_COLOR": "1"}, True, False, id="--no-color before FORCE_COLOR"),
        pytest.param(False, {"FORCE_COLOR": "3"}, False, True, id="FORCE_COLOR in a pipe"),
        pytest.param(False, {"CLICOLOR_FORCE": "1"}, False, True, id="CLICOLOR_FORCE in a pipe"),
    ],
)
def test_colour(
    terminal: bool,
    variables: dict[str, str],
    option: bool,
    coloured: bool,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("TERM", "xterm")
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(sys.stdout, "isatty", lambda: terminal)
    assert output_look(no_color=option).colour is coloured


@pytest.mark.parametrize(
    ("options", "variables", "coloured"),
    [
        pytest.param([], {}, False, id="a pipe"),
        pytest.param(["--color", "never"], {"FORCE_COLOR": "1"}, False, id="never"),
        pytest.param(["--color", "always", "--no-color"], {}, False, id="one of two that says no"),
        pytest.param(["--color", "auto"], {"FORCE_COLOR": "1"}, True, id="auto asks the environment"),
        pytest.param(["--color", "always"], {"NO_COLOR": "1", "TERM": "dumb"}, True, id="always"),
    ],
)
def test_the_option_for_colour(
    options: list[str], variables: dict[str, str], coloured: bool, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("NO_COLOR", "FORCE_COLOR", "CLICOLOR", "CLICOLOR_FORCE"):
        monkeypatch.delenv(name, raising=False)
    for name, value in variables.items():
        monkeypatch.setenv(name, value)
    assert ("\x1b[" in cli("check", "a", *options).stdout) is coloured
    engine.outcome = Refused(Problem("wrong", "r.yaml", 3))
    assert ("\x1b[" in cli("check", "a", *options).stderr) is coloured


def test_columns_set_the_width_in_a_pipe(engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    assert max(map(len, cli("check", "a", "-q").stdout.splitlines())) == 80
    monkeypatch.setenv("COLUMNS", "wide")
    assert max(map(len, cli("check", "a", "-q").stdout.splitlines())) == 100


def test_options_reach_the_engine(engine: Engine) -> None:
    cli(
        "check",
        "a",
        "b",
        "--select",
        "one, two",
        "--select",
        "three",
        "--extend-select",
        "four,five",
        "--rules",
        "polls",
    )
    paths, settings = engine.calls[0]
    assert tuple(paths) == ("a", "b")
    assert settings.select == ("one", "two", "three")
    assert settings.extend_select == ("four", "five")
    assert settings.rules == ("polls",)


def test_configuration_holds_where_no_option_is_given(engine: Engine) -> None:
    Path("figcheck.yml").write_text("output_format: concise\nfail_on: never\nout: {json: made/run.json}\n")
    result = cli("check", "a")
    assert result.exit_code == 0
    assert result.stdout.startswith("seeds/aid.txt:1:22: note")
    assert json.loads(Path("made/run.json").read_text())["schema"] == "figcheck.check/1"
    assert cli("check", "a", "--fail-on", "warning").exit_code == 1


def test_a_configured_output_is_no_output_of_extract(engine: Engine) -> None:
    Path("figcheck.yml").write_text("output_format: markdown\nout: {markdown: made/run.md}\n")
    result = cli("extract", "a")
    assert result.exit_code == 0, result.output
    assert result.stdout.startswith("Place")
    assert not Path("made").exists()


def test_files_beside_stdout(engine: Engine) -> None:
    result = cli("check", "a", "--out", "markdown=deep/x.md", "--out-dir", "csv", "-f", "concise")
    assert result.exit_code == 1
    assert Path("deep/x.md").read_text(encoding="utf-8").startswith("### figcheck")
    assert sorted(path.name for path in Path("csv").iterdir()) == ["discrepancies.csv", "figures.csv"]
    assert cli("extract", "a", "--out-dir", "only").exit_code == 0
    assert [path.name for path in Path("only").iterdir()] == ["figures.csv"]


def test_a_file_that_cannot_be_written_costs_no_other_output(engine: Engine) -> None:
    Path("folder").mkdir()
    result = cli("check", "a", "-f", "concise", "--out", "csv=folder", "--out", "json=run.json")
    assert result.exit_code == 2
    assert "cannot write the report" in result.stderr
    assert "attack-count-differs" in result.stdout
    assert Path("run.json").exists()


@pytest.mark.parametrize("name", ["table", "json", "jsonl", "csv"])
def test_extract_formats(name: str, engine: Engine) -> None:
    result = cli("extract", "a", "-f", name)
    assert result.exit_code == 0
    assert "over 160 times" in result.stdout


# --- rules ---

RULES = """\
version: 1
measures:
  deaths: {title: Deaths, counts: [death]}
rules:
  - id: deaths-differ
    title: Two articles count the same deaths differently
    measure: deaths
    same: [where]
    check: {type: grows, rate: 2x}
    tolerance: {relative: 5%}
    window: 30d
    why: A toll should be the same everywhere.
    tests:
      - name: seven and nine
        articles:
          - {outlet: A, published: 2024-02-06, text: "Seven people were killed."}
          - {outlet: B, published: 2024-02-06, text: "Nine people were killed."}
        expect: [{values: [7, 9], severity: warning}]
      - name: twice the same
        articles:
          - {outlet: A, text: "Seven people were killed."}
        expect: []
"""


class Outcome(NamedTuple):
    rule: str
    name: str
    passed: bool
    todo: bool = False
    detail: str = ""
    sight: None = None


@pytest.fixture
def rules_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> str:
    pytest.importorskip("figcheck.rules")
    monkeypatch.chdir(tmp_path)
    Path("own.yaml").write_text(RULES, encoding="utf-8")
    return "./own.yaml"


def stand_in_for_rulelab(monkeypatch: pytest.MonkeyPatch, *outcomes: Outcome) -> None:
    module = types.ModuleType("figcheck.rulelab")
    module.run_tests = lambda ruleset, hedges: list(outcomes)  # type: ignore[attr-defined]
    monkeypatch.setitem(sys.modules, "figcheck.rulelab", module)
    monkeypatch.setattr(figcheck, "rulelab", module, raising=False)


def test_rules_list(rules_file: str) -> None:
    result = cli("rules", "list", rules_file)
    assert result.exit_code == 0, result.output
    head, _, row, *_, count = result.stdout.splitlines()
    assert head.split() == ["Rule", "Pack", "Severity", "Measure", "Check", "Title"]
    assert {"deaths-differ", "warning", "deaths", "grows"} <= set(row.split())
    assert count == "1 rule"


def test_rules_list_takes_the_options_of_a_check(rules_file: str) -> None:
    Path("figcheck.yml").write_text("rules: [polls]\n")
    listed = cli("rules", "list", "--rules", rules_file).stdout
    assert "deaths-differ" in listed and listed.endswith("\n1 rule\n")
    chosen = cli("rules", "list", "--select", "poll-share-differs", "--extend-select", "death-toll-differs").stdout
    assert chosen.endswith("\n2 rules\n")
    named = cli("rules", "list", rules_file, "--extend-select", "death-toll-differs").stdout
    assert named.endswith("\n2 rules\n")
    both = cli("rules", "list", rules_file, "--rules", rules_file)
    assert (both.exit_code, "give one of them" in both.stderr) == (2, True)


def test_rules_show(rules_file: str, golden: Callable[[str, str], None]) -> None:
    result = cli("rules", "show", "deaths-differ", "--rules", rules_file)
    assert result.exit_code == 0, result.output
    shown = [line for line in result.stdout.splitlines(keepends=True) if not line.startswith(("  pack", "  file"))]
    golden("rules-show.txt", "".join(shown))


def test_rules_show_says_what_was_probably_meant(rules_file: str) -> None:
    result = cli("rules", "show", "death-differ", "--rules", rules_file)
    assert result.exit_code == 2
    assert "did you mean 'deaths-differ'?" in result.stderr


def test_rules_validate(rules_file: str) -> None:
    result = cli("rules", "validate", rules_file)
    assert result.exit_code == 0, result.output
    assert " in 1 file: valid" in result.stdout
    Path("own.yaml").write_text(RULES.replace("title: Two", "titel: Two"), encoding="utf-8")
    broken = cli("rules", "validate", rules_file)
    assert broken.exit_code == 2
    assert "own.yaml:6:" in broken.stderr
    assert broken.stdout == ""


def test_rules_validate_as_json(rules_file: str) -> None:
    done = cli("rules", "validate", rules_file, "-f", "json")
    assert (done.exit_code, json.loads(done.stdout), done.stderr) == (0, [], "")
    text = RULES.replace("  - id: deaths-differ\n", "  - id: deaths-differ\n    sevrity: x\n").replace("30d", "30")
    Path("own.yaml").write_text(text, encoding="utf-8")
    done = cli("rules", "validate", rules_file, "-f", "json")
    assert (done.exit_code, done.stderr) == (2, "")
    first, second = json.loads(done.stdout)
    assert first.pop("expected").startswith("id, ")
    assert first == {
        "file": "own.yaml",
        "line": 6,
        "column": 5,
        "end_line": 6,
        "end_column": 12,
        "severity": "error",
        "message": "unknown key 'sevrity' in rule 'deaths-differ'",
        "advice": "did you mean 'severity'?",
    }
    assert (second["line"], second["column"], second["end_column"]) == (12, 13, 15)


def test_warnings_as_json(rules_file: str) -> None:
    Path("own.yaml").write_text(RULES[: RULES.index("      - name: twice")], encoding="utf-8")
    done = cli("rules", "validate", rules_file, "-f", "json")
    (row,) = json.loads(done.stdout)
    assert (done.exit_code, done.stderr) == (0, "")
    assert (row["severity"], row["line"], row["column"], row["end_column"]) == ("warning", 5, 9, 22)


def test_problems_of_no_file_as_json(rules_file: str) -> None:
    done = cli("rules", "validate", "casualty", "-f", "json")
    (row,) = json.loads(done.stdout)
    assert done.exit_code == 2
    assert (row["file"], row["line"], row["advice"]) == (None, None, "did you mean 'casualties'?")


def test_a_check_tells_problems_as_text_whatever_its_format(rules_file: str) -> None:
    Path("own.yaml").write_text(RULES.replace("title: Two", "titel: Two"), encoding="utf-8")
    Path("a.txt").write_text("Nothing.\n")
    done = cli("check", "a.txt", "--rules", rules_file, "-f", "json")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("own.yaml:5:5: rule 'deaths-differ' has no 'title'\n")


CONFIGURED = """\
rules: [./own.yaml]
extend_select: [death-toll-differs]
overrides:
  deaths-differ: {severity: error}
"""


def test_rules_without_a_name_are_those_configured(rules_file: str) -> None:
    Path("figcheck.yml").write_text(CONFIGURED)
    assert cli("rules", "validate").stdout.endswith(" in 1 file: valid\n")
    listed = cli("rules", "list").stdout
    assert "\n2 rules\n" in listed
    assert listed.endswith("\ndeaths-differ: severity error (figcheck.yml:4, in place of warning)\n")
    named = cli("rules", "list", "polls").stdout
    assert "poll-share-differs" in named and "death-toll-differs" not in named


def test_rules_show_tells_what_is_overridden_and_what_is_left_out(rules_file: str) -> None:
    Path("figcheck.yml").write_text(CONFIGURED)
    shown = cli("rules", "show", "deaths-differ").stdout
    assert shown.startswith("deaths-differ (error): ")
    assert "  severity  error (figcheck.yml:4, in place of warning)\n" in shown
    assert "left out" not in shown.replace("leave this rule out", "left out")
    assert "The settings here leave this rule out." in cli("rules", "show", "rank-does-not-fit").stdout


@pytest.mark.parametrize("command", [["check", "a.txt"], ["rules", "list"], ["rules", "validate"]])
def test_a_wrong_override_is_refused_with_its_place(command: list[str], rules_file: str) -> None:
    Path("figcheck.yml").write_text("overrides:\n  death-tol-differs: {severity: error}\n")
    Path("a.txt").write_text("Nothing.\n")
    done = cli(*command)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("figcheck.yml:2:3: unknown rule 'death-tol-differs' in 'overrides'\n")
    assert "> 2 |   death-tol-differs: {severity: error}\n      |   ^\n" in done.stderr
    assert "did you mean 'death-toll-differs'?" in done.stderr


@pytest.mark.parametrize(
    ("outcomes", "code", "told"),
    [
        pytest.param([Outcome("r", "one", True)], 0, "1 test: 1 passed, 0 failed", id="passed"),
        pytest.param([Outcome("r", "one", False, todo=True)], 0, "0 failed, 1 to do", id="to do"),
        pytest.param([Outcome("r", "one", True, todo=True)], 0, "take its todo mark off", id="to do but passes"),
        pytest.param(
            [Outcome("r", "one", False, detail="expected 7 v 9"), Outcome("r", "two", True)],
            1,
            "FAILED r: one\n    expected 7 v 9\n2 tests: 1 passed, 1 failed",
            id="failed",
        ),
        pytest.param([], 2, "no rule that was named has a test", id="no tests"),
    ],
)
def test_rules_test(
    outcomes: list[Outcome], code: int, told: str, rules_file: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    stand_in_for_rulelab(monkeypatch, *outcomes)
    result = cli("rules", "test", rules_file)
    assert result.exit_code == code
    assert told in result.output


@pytest.mark.parametrize(
    ("overrides", "options", "code", "told"),
    [
        pytest.param("", [], 0, None, id="nothing is overridden"),
        pytest.param("tolerance: {absolute: 9}", [], 0, "--in-force runs them as overridden): a-b", id="as written"),
        pytest.param("tolerance: {absolute: 9}", ["--in-force"], 1, "expected  7 v 9: not found", id="as overridden"),
        pytest.param("window: 9d", ["--in-force"], 0, None, id="overridden without effect"),
    ],
)
def test_rules_are_tested_as_written_or_as_in_force(
    overrides: str, options: list[str], code: int, told: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / ".git").mkdir()
    monkeypatch.chdir(tmp_path)
    tests = """
    tests:
      - name: seven and nine
        articles:
          - {outlet: A, published: 2024-02-06, text: "Seven people were killed in a fire in Lyon on Monday."}
          - {outlet: B, published: 2024-02-06, text: "Nine people were killed in a fire in Lyon on Monday."}
        expect: [{values: [7, 9]}]
"""
    rule = "version: 1\nrules:\n  - id: a-b\n    title: x\n    measure: deaths\n    check: {type: agree}"
    Path("own.yaml").write_text(rule + tests)
    Path("figcheck.yml").write_text(f"overrides: {{a-b: {{{overrides}}}}}\nrules: [./own.yaml]\n" if overrides else "")
    done = cli("rules", "test", "./own.yaml", *options)
    assert done.exit_code == code, done.output
    if told is None:
        assert done.stdout == "1 test: 1 passed, 0 failed\n"
    else:
        assert told in done.stdout


# --- settings ---


def test_config_show(rules_file: str) -> None:
    Path("desk.yml").write_text("fail_on: error\noverrides: {death-toll-differs: {tolerance: {absolute: 2}}}\n")
    Path("figcheck.yml").write_text("extends: desk.yml\nrules: [./own.yaml]\n")
    done = cli("config", "show", "--select", "deaths-differ,x")
    rows = {line.split()[0]: line.split(maxsplit=1)[1] for line in done.stdout.splitlines()[2:] if line}
    assert done.exit_code == 0
    assert rows["rules"].split() == ["own.yaml", "figcheck.yml:2"]
    assert rows["fail_on"].split() == ["error", "desk.yml:1"]
    assert rows["select"].endswith("command line")
    assert rows["overrides.death-toll-differs.tolerance"].split() == ["absolute:", "2", "desk.yml:2"]
    assert rows["hedges"].split() == ["interval", "default"]
    assert "Configuration: figcheck.yml, which extends desk.yml\n" in done.stdout


def test_config_show_as_json(rules_file: str) -> None:
    Path("figcheck.yml").write_text("out: {csv: x.csv}\noverrides: {death-toll-differs: {window: null}}\n")
    printed = json.loads(cli("config", "show", "-f", "json").stdout)
    rows = {row["setting"]: row for row in printed["settings"]}
    place = {"kind": "file", "file": "figcheck.yml", "line": 1, "column": 1}
    assert (printed["schema"], printed["files"]) == ("figcheck.settings/1", ["figcheck.yml"])
    assert rows["out"] == {"setting": "out", "value": {"csv": "x.csv"}, "from": [place]}
    assert rows["overrides.death-toll-differs.window"]["value"] is None
    assert rows["fail_on"]["from"] == [{"kind": "default", "file": None, "line": None, "column": None}]


def test_config_show_without_a_file(engine: Engine) -> None:
    assert "No configuration file was found.\n" in cli("config", "show").stdout


def test_config_show_refuses_a_broken_file(rules_file: str) -> None:
    Path("figcheck.yml").write_text("selct: [a]\n")
    done = cli("config", "show")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "did you mean 'select'?" in done.stderr


@pytest.mark.parametrize("target", ["", "new/desk"])
def test_init_makes_what_works_at_once(target: str, engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    done = cli("init", *([target] if target else []))
    assert done.exit_code == 0, done.output
    monkeypatch.delitem(sys.modules, "figcheck.api")
    monkeypatch.delattr(figcheck, "api")
    if target:
        monkeypatch.chdir(target)
    rules = Path("rules/crowds.yaml").read_text()
    assert rules.startswith("# yaml-language-server: $schema=./figcheck-rules.schema.json\n")
    assert json.loads(Path("rules/figcheck-rules.schema.json").read_text()) == json.loads(cli("rules", "schema").stdout)
    config = Path("figcheck.yml").read_text()
    assert config.startswith("# yaml-language-server: $schema=rules/figcheck-config.schema.json\n")
    schema = json.loads(Path("rules/figcheck-config.schema.json").read_text())
    assert schema == json.loads(cli("config", "schema").stdout)
    jsonschema.validate(yaml.safe_load(config), schema)
    validated = cli("rules", "validate")
    assert (validated.exit_code, validated.stderr) == (0, "")
    tested = cli("rules", "test")
    assert tested.exit_code == 0, tested.output
    assert cli("rules", "test", "./rules").stdout == "2 tests: 2 passed, 0 failed\n"
    Path("articles").mkdir()
    for name, said in (("a", "Police said 12,000"), ("b", "Organisers said 31,000")):
        text = f"---\npublished: 2024-05-02\n---\n{said} people marched through Lyon in France on Wednesday.\n"
        Path(f"articles/{name}.md").write_text(text)
    checked = cli("check", "articles", "-f", "concise")
    assert (checked.exit_code, checked.stderr) == (1, "")
    assert "warning crowd-size-differs" in checked.stdout


@pytest.mark.parametrize("there", ["figcheck.yml", "figcheck.yaml", "rules/crowds.yaml", "pyproject.toml"])
def test_init_never_overwrites(there: str, engine: Engine) -> None:
    Path(there).parent.mkdir(exist_ok=True)
    Path(there).write_text("[tool.figcheck]\n")
    done = cli("init")
    assert (done.exit_code, done.stdout) == (2, "")
    assert f"{there}: exists already\n" in done.stderr
    assert Path(there).read_text() == "[tool.figcheck]\n"
    assert {path.name for path in Path().rglob("*") if path.is_file()} == {Path(there).name}


def test_init_in_a_file(engine: Engine) -> None:
    Path("a").write_text("")
    assert cli("init", "a").exit_code == 2


@pytest.mark.parametrize(
    ("first", "told"),
    [
        pytest.param("fail_on: warn\n", True, id="another setting"),
        pytest.param("selct: [a]\n", True, id="an unknown setting"),
        pytest.param("rules: polls\n", False, id="which rules there are is not known"),
        pytest.param("extends: gone.yml\n", False, id="a file is missing that may name others"),
    ],
)
def test_unknown_ids_are_told_beside_what_else_is_wrong_in_settings(first: str, told: bool, rules_file: str) -> None:
    Path("figcheck.yml").write_text(f"{first}overrides:\n  death-tol-differs: {{severity: error}}\n")
    done = cli("rules", "list")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith("figcheck.yml:1:")
    assert ("did you mean 'death-toll-differs'?" in done.stderr) is told


def test_extend_ignore_leaves_out_more(rules_file: str) -> None:
    Path("figcheck.yml").write_text("rules: [polls]\nignore: [poll-share-differs]\n")
    both = cli("rules", "list", "--extend-ignore", "share-out-of-range")
    assert (both.exit_code, "no rule is left" in both.stderr) == (2, True)
    assert "poll-share-differs" in cli("rules", "list", "--ignore", "share-out-of-range").stdout
    unknown = cli("rules", "list", "--extend-ignore", "share-out-of-rang")
    assert "unknown rule 'share-out-of-rang' in extend_ignore" in unknown.stderr


def test_rules_schema() -> None:
    pytest.importorskip("figcheck.rules")
    result = cli("rules", "schema")
    assert result.exit_code == 0
    assert "rules" in json.loads(result.stdout)["properties"]


# --- as a process ---


def test_the_version_tells_whether_it_is_compiled() -> None:
    from figcheck import __version__, find

    kind = "plain Python" if str(find.__file__).endswith(".py") else "compiled"
    assert cli("--version").stdout == f"figcheck {__version__} ({kind})\n"


def test_help_and_version_load_nothing_heavy() -> None:
    code = (
        "import sys\nfrom figcheck.cli import main\n"
        "main([sys.argv[1]], prog_name='figcheck', standalone_mode=False)\n"
        f"print(sorted({HEAVY!r} & set(sys.modules)), file=sys.stderr)"
    )
    for option in ("--help", "--version"):
        done = subprocess.run([sys.executable, "-c", code, option], capture_output=True, encoding="utf-8", check=True)
        assert done.stderr.strip() == "[]"
        assert done.stdout


def test_a_reader_that_leaves_early_is_no_error() -> None:
    code = (
        "import sys, types, figcheck\n"
        "from sample_run import RUN\nfrom dataclasses import replace\n"
        "api = types.ModuleType('figcheck.api')\n"
        "api.run = lambda *_, **__: replace(RUN, unread=(), findings=RUN.findings * 2000)\n"
        "sys.modules['figcheck.api'] = figcheck.api = api\n"
        "from figcheck.cli import main\nmain(['check', 'x', '-f', 'jsonl'])\n"
    )
    here = Path(__file__).resolve().parent
    process = subprocess.Popen(
        [sys.executable, "-c", code],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env={"PYTHONPATH": f"{here}:{here.parent}", "PATH": ""},
        cwd=here,
    )
    assert process.stdout is not None and process.stderr is not None
    process.stdout.read(10)
    process.stdout.close()
    assert process.stderr.read() == b""
    process.stderr.close()
    assert process.wait() == 1


def test_a_table_with_columns_of_other_names_is_told_with_how_to_name_them() -> None:
    Path("desk.csv").write_text("kop,artikel\nBrand,A fire in Riga killed 12 people.\n", encoding="utf-8")
    done = cli("check", "desk.csv", "-f", "concise")
    assert done.exit_code == 3
    assert "--map text=COLUMN" in done.stdout and "kop, artikel" in done.stdout
    assert cli("check", "desk.csv", "--map", "text=artikel", "-f", "concise").exit_code == 0
