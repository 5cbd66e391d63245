"""Settings: where they are found, how files and options join, and what is refused where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import jsonschema
import pytest

from figcheck.config import KEYS, Settings, find_config, load_settings, trace_settings
from figcheck.problems import Problem, Refused
from figcheck.ruleschema import config_schema
from figcheck.yamlfile import parse_yaml


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A repository with an inner folder; what lies above it must not count."""
    (tmp_path / "figcheck.yml").write_text("fail_on: never\n")
    root = tmp_path / "repo"
    (root / ".git").mkdir(parents=True)
    (root / "inner" / "deep").mkdir(parents=True)
    return root


def refused(start: Path, config: Path | None = None, **overrides: object) -> tuple[Problem, ...]:
    with pytest.raises(Refused) as caught:
        load_settings(start, config, **overrides)
    return caught.value.problems


def test_without_a_file_the_defaults_hold(root: Path) -> None:
    assert load_settings(root / "inner") == Settings()


@pytest.mark.parametrize(
    ("files", "expected"),
    [
        pytest.param({"pyproject.toml": "[tool.other]\nfail_on = 1\n"}, None, id="another tool's table"),
        pytest.param({"pyproject.toml": "[tool\n"}, None, id="broken, but not about figcheck"),
        pytest.param({"figcheck.yml": ""}, "figcheck.yml", id="yml"),
        pytest.param({"figcheck.yaml": ""}, "figcheck.yaml", id="yaml"),
        pytest.param({"pyproject.toml": "[tool.figcheck]\n"}, "pyproject.toml", id="pyproject"),
        pytest.param({"figcheck.yml": "", "pyproject.toml": "[tool.figcheck]\n"}, "figcheck.yml", id="both"),
        pytest.param({"figcheck.yml": "", "inner/figcheck.yaml": ""}, "inner/figcheck.yaml", id="the nearest"),
        pytest.param(
            {"figcheck.yml": "", "inner/pyproject.toml": "[tool.other]\n"},
            "figcheck.yml",
            id="past a foreign one",
        ),
    ],
)
def test_find_config(root: Path, files: dict[str, str], expected: str | None) -> None:
    for name, text in files.items():
        (root / name).write_text(text)
    assert find_config(root / "inner" / "deep") == (None if expected is None else root / expected)


def test_a_start_may_be_a_file(root: Path) -> None:
    (root / "figcheck.yml").write_text("fail_on: error\n")
    (root / "inner" / "a.txt").write_text("text")
    assert load_settings(root / "inner" / "a.txt").fail_on == "error"


def test_two_files_in_one_folder_are_refused(root: Path) -> None:
    (root / "figcheck.yml").write_text("")
    (root / "figcheck.yaml").write_text("")
    assert "two configuration files" in refused(root)[0].message


YAML = """\
rules: [casualties, ./mine, more/own.yaml, own.yml]
select: [a, b]
ignore: [c]
fail_on: error
output_format: json
out: {html: out/page.html, csv: /abs/rows.csv}
out_dir: out
"""
TOML = """\
[project]
name = "x"
[tool.figcheck]
rules = ["casualties", "./mine", "more/own.yaml", "own.yml"]
select = ["a", "b"]
ignore = ["c"]
fail_on = "error"
output_format = "json"
out = ["html=out/page.html", "csv=/abs/rows.csv"]
out_dir = "out"
"""


@pytest.mark.parametrize(("name", "text"), [("figcheck.yml", YAML), ("pyproject.toml", TOML)])
def test_every_setting_and_paths_relative_to_the_file(root: Path, name: str, text: str) -> None:
    (root / name).write_text(text)
    assert load_settings(root / "inner") == Settings(
        rules=("casualties", str(root / "mine"), str(root / "more/own.yaml"), str(root / "own.yml")),
        select=("a", "b"),
        ignore=("c",),
        fail_on="error",
        output_format="json",
        out=(("html", root / "out/page.html"), ("csv", Path("/abs/rows.csv"))),
        out_dir=root / "out",
        config=root / name,
    )


def test_options_win_and_what_was_not_given_does_not(root: Path) -> None:
    (root / "figcheck.yml").write_text("fail_on: error\nselect: [a]\nignore: [b]\n")
    settings = load_settings(
        root, fail_on="note", select=("z",), ignore=(), output_format=None, out=(("csv", Path("x.csv")),)
    )
    assert (settings.fail_on, settings.select, settings.ignore) == ("note", ("z",), ("b",))
    assert settings.output_format is None
    assert settings.out == (("csv", Path("x.csv")),)


def test_paths_in_options_stay_as_typed(root: Path) -> None:
    (root / "figcheck.yml").write_text("rules: [./mine]\n")
    assert load_settings(root, rules=["sub/own.yaml", "polls"]).rules == ("sub/own.yaml", "polls")


def test_a_named_file_replaces_the_search(root: Path) -> None:
    (root / "figcheck.yml").write_text("fail_on: error\n")
    (root / "inner" / "other.yaml").write_text("out_dir: here\n")
    settings = load_settings(root, root / "inner" / "other.yaml")
    assert (settings.fail_on, settings.out_dir) == ("warning", root / "inner" / "here")


YAML_REFUSED = [
    pytest.param("extends: none.yml\n", 1, 10, "'none.yml': there is no such", id="extends a missing file"),
    pytest.param("extends: [inner]\n", 1, 11, "there is no such configuration file", id="extends a folder"),
    pytest.param("extends: [5]\n", 1, 11, "text", id="extends a number"),
    pytest.param("extends: {a: b}\n", 1, 10, "a file, or a list of files", id="extends a mapping"),
    pytest.param("extends: figcheck.yml\n", 1, 10, "extends this file", id="extends itself"),
    pytest.param("extend_selct: [a]\n", 1, 1, "did you mean 'extend_select'?", id="a slip in extend_select"),
    pytest.param("extend-select: [a]\n", 1, 1, "did you mean 'extend_select'?", id="as on the command line"),
    pytest.param("extend_select: a\n", 1, 16, "write [a]", id="word for a list of rules"),
    pytest.param("overrides: [a]\n", 1, 12, "a mapping", id="overrides as a list"),
    pytest.param("overrides:\n", 1, 11, "is empty", id="overrides of nothing"),
    pytest.param("overrides: {a: error}\n", 1, 16, "override of rule 'a' is 'error'", id="word for an override"),
    pytest.param("overrides: {a: {sevrity: error}}\n", 1, 17, "did you mean 'severity'?", id="key of an override"),
    pytest.param("overrides: {a: {measure: any}}\n", 1, 17, "severity, tolerance or window", id="what stays"),
    pytest.param("overrides: {a: {severity: warn}}\n", 1, 27, "did you mean 'warning'?", id="severity"),
    pytest.param("overrides: {a: {severity: }}\n", 1, 27, "'severity' of override of rule 'a'", id="no severity"),
    pytest.param("overrides: {a: {tolerance: 5%}}\n", 1, 28, "write {relative: 5%}", id="tolerance as a percentage"),
    pytest.param("overrides: {a: {tolerance: {relative: 5}}}\n", 1, 39, "write 5%", id="relative without a sign"),
    pytest.param(
        "overrides:\n  a:\n    tolerance: {absolut: 1}\n",
        3,
        17,
        "unknown key 'absolut' in tolerance of override of rule 'a'",
        id="key of a tolerance",
    ),
    pytest.param("overrides: {a: {window: 30}}\n", 1, 25, "write 30d", id="window without a unit"),
    pytest.param("overrides: {a: {}, a: {}}\n", 1, 20, "twice", id="a rule twice"),
    pytest.param("fail-on: error\n", 1, 1, "did you mean 'fail_on'?", id="dash for underscore"),
    pytest.param("rules: []\nselct: [a]\n", 2, 1, "did you mean 'select'?", id="unknown key"),
    pytest.param("config: x\n", 1, 1, "unknown setting", id="config is no setting of a file"),
    pytest.param("fail_on: warn\n", 1, 10, "did you mean 'warning'?", id="unknown severity"),
    pytest.param("fail_on: [error]\n", 1, 10, "a list", id="list for a severity"),
    pytest.param("select: a\n", 1, 9, "write [a]", id="word for a list"),
    pytest.param("select: [a, 5]\n", 1, 13, "text", id="number among words"),
    pytest.param("rules:\n", 1, 7, "nothing", id="nothing for a list"),
    pytest.param("output_format: 5\n", 1, 16, "text", id="number for a format"),
    pytest.param("output_format: ''\n", 1, 16, "text", id="empty format"),
    pytest.param("out: html\n", 1, 6, "{html: out/page.html}", id="format without a file"),
    pytest.param("out: [html]\n", 1, 7, "format=file", id="item without a file"),
    pytest.param("out: {html: 5}\n", 1, 13, "a file", id="number for a file"),
    pytest.param("out_dir: [out]\n", 1, 10, "a folder", id="list for a folder"),
    pytest.param("- a\n", 1, 1, "a mapping of settings", id="list"),
    pytest.param("select: [no]\n", 1, 10, "unquoted 'no'", id="YAML is strict here too"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), YAML_REFUSED)
def test_yaml_refused_at_its_place(root: Path, text: str, line: int, column: int, words: str) -> None:
    (root / "figcheck.yml").write_text(text)
    (problem,) = refused(root)
    assert (problem.line, problem.column) == (line, column), problem.message
    assert problem.file == (root / "figcheck.yml").as_posix()
    assert words in f"{problem.message} {problem.expected} {problem.advice}"
    assert f"> {line} | " in problem.excerpt


TOML_REFUSED = [
    pytest.param("[tool.figcheck]\nextends = ['pyproject.toml']\n", 2, 12, "extends this file", id="extends itself"),
    pytest.param(
        "[tool.figcheck.overrides]\na = {severity = 'eror'}\n", 2, 17, "did you mean 'error'?", id="override, in braces"
    ),
    pytest.param(
        "[tool.figcheck.overrides.a-b]\nwindow = '3d'\ntolerence = {}\n",
        3,
        1,
        "did you mean 'tolerance'?",
        id="override, a table of its own",
    ),
    pytest.param("[tool.figcheck.overrides]\na.tolerance.absolute = -1\n", 2, 24, "0 or more", id="override, dotted"),
    pytest.param("[tool.figcheck.overrides]\na.tolerance.absolute = inf\n", 2, 24, "finite", id="endless tolerance"),
    pytest.param("[tool.figcheck]\nselct = ['a']\n", 2, 1, "did you mean 'select'?", id="unknown key"),
    pytest.param("[x]\nfail_on = 1\n[tool.figcheck]\nfail_on = 'warn'\n", 4, 11, "warning", id="in our table"),
    pytest.param("[tool.figcheck]\nselect = 'a'\n", 2, 10, "a list", id="word for a list"),
    pytest.param("[tool.figcheck]\nselect = [1]\n", 2, 11, "text", id="number among words"),
    pytest.param("[tool.figcheck.out]\nhtml = 1\n", 2, 8, "a file", id="in a table of its own"),
    pytest.param("tool = {figcheck = 1}\n", 1, 20, "a mapping of settings", id="number for a table"),
    pytest.param("[tool.figcheck]\nselect = [\n", 3, 1, "not TOML", id="open bracket"),
    pytest.param("[tool.figcheck]\nselect == 1\n", 2, 9, "not TOML", id="two equal signs"),
]


@pytest.mark.parametrize(("text", "line", "column", "words"), TOML_REFUSED)
def test_toml_refused_at_its_place(root: Path, text: str, line: int, column: int, words: str) -> None:
    (root / "pyproject.toml").write_text(text)
    (problem,) = refused(root)
    assert (problem.line, problem.column) == (line, column), problem.message
    assert words in f"{problem.message} {problem.expected} {problem.advice}"
    assert f"> {line} |" in problem.excerpt


@pytest.mark.parametrize(
    ("name", "text", "words"),
    [
        pytest.param("none.yml", None, "cannot be read", id="missing"),
        pytest.param("a.ini", "", "no configuration file", id="another kind of file"),
        pytest.param("a.toml", "[tool.other]\n", "has no [tool.figcheck]", id="toml without the table"),
    ],
)
def test_a_named_file_that_does_not_serve_is_refused(root: Path, name: str, text: str | None, words: str) -> None:
    if text is not None:
        (root / name).write_text(text)
    assert words in refused(root, root / name)[0].message


def test_problems_of_file_and_options_are_told_together(root: Path) -> None:
    (root / "figcheck.yml").write_text("a: 1\nfail_on: x\n")
    found = refused(root, fail_on="y")
    assert [(problem.file is None, problem.line) for problem in found] == [
        (False, 1),
        (False, 2),
        (True, None),
    ]


# --- files that extend others ---


def write(folder: Path, **files: str) -> None:
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text)


def test_the_nearer_file_wins_and_lists_replace(root: Path) -> None:
    write(root, desk="fail_on: error\nselect: [a, b]\nignore: [c]\nrules: [./mine]\nout: {csv: x.csv}\n")
    (root / "inner" / "figcheck.yml").write_text("extends: ../desk.yml\nselect: [z]\nout: {json: y.json}\n")
    settings = load_settings(root / "inner")
    assert (settings.fail_on, settings.select, settings.ignore) == ("error", ("z",), ("c",))
    assert settings.rules == (str(root / "mine"),), "a path is relative to the file that holds it"
    assert settings.out == (("json", root / "inner" / "y.json"),)
    assert settings.config == root / "inner" / "figcheck.yml"


def test_of_several_files_the_later_wins(root: Path) -> None:
    write(root, one="fail_on: error\nignore: [a]\n", two="fail_on: note\n", figcheck="extends: [one.yml, two.yml]\n")
    settings = load_settings(root)
    assert (settings.fail_on, settings.ignore) == ("note", ("a",))


def test_two_files_may_extend_one(root: Path) -> None:
    write(root, top="extend_select: [a]\n", one="extends: top.yml\n", two="extends: top.yml\n")
    write(root, figcheck="extends: [one.yml, two.yml]\n")
    traced = trace_settings(root)
    assert traced.settings.extend_select == ("a",)
    assert len(traced.origins["extend_select"]) == 1
    write(root, top="ignor: [a]\n")
    assert len(refused(root)) == 1, "and its problems are told once"


def test_a_table_of_toml_may_be_extended_and_extend(root: Path) -> None:
    (root / "pyproject.toml").write_text("[tool.figcheck]\nfail_on = 'error'\n")
    (root / "inner" / "pyproject.toml").write_text("[tool.figcheck]\nextends = '../pyproject.toml'\n")
    assert load_settings(root / "inner").fail_on == "error"


def test_a_round_of_files_is_refused_where_it_closes(root: Path) -> None:
    write(root, figcheck="extends: a.yml\n", a="extends: b.yml\n", b="# b\nextends: figcheck.yml\n")
    (problem,) = refused(root)
    assert (Path(problem.file or "").name, problem.line, problem.column) == ("b.yml", 2, 10)
    assert "extends this file, directly or over others" in problem.message


def test_a_long_chain_and_many_files_are_refused(root: Path) -> None:
    write(root, figcheck="extends: f0.yml\n", **{f"f{n}": f"extends: f{n + 1}.yml\n" for n in range(20)})
    assert "more than 10 files" in refused(root)[0].message
    write(root, **{f"f{n}": f"extends: [f{n + 1}.yml, f{n + 1}.yml]\n" for n in range(8)}, f8="")
    assert "more than 50" in refused(root)[0].message


def test_problems_of_all_files_are_told_together(root: Path) -> None:
    write(root, desk="fail_on: x\noverrides: {a: {window: 5}}\n", figcheck="extends: desk.yml\nselct: [a]\n")
    places = [(Path(problem.file or "").name, problem.line) for problem in refused(root)]
    assert places == [("figcheck.yml", 2), ("desk.yml", 1), ("desk.yml", 2)]


@pytest.mark.parametrize(
    ("far", "near", "options", "select", "extend"),
    [
        pytest.param("extend_select: [a]", "extend_select: [b]", {}, (), ("a", "b"), id="they add up"),
        pytest.param("select: [a]", "extend_select: [b]", {}, ("a",), ("b",), id="added to what a file selects"),
        pytest.param("extend_select: [b]", "select: [a]", {}, ("a",), (), id="a nearer choice starts anew"),
        pytest.param("", "select: [a]\nextend_select: [b]", {}, ("a",), ("b",), id="both in one file"),
        pytest.param("", "extend_select: [b]", {"select": ["a"]}, ("a",), (), id="--select starts anew"),
        pytest.param("", "select: [a]", {"extend_select": ["b"]}, ("a",), ("b",), id="--extend-select adds"),
    ],
)
def test_what_selects_and_what_adds(
    root: Path, far: str, near: str, options: dict[str, list[str]], select: tuple[str, ...], extend: tuple[str, ...]
) -> None:
    write(root, desk=far + "\n", figcheck=f"extends: desk.yml\n{near}\n")
    settings = load_settings(root, **options)
    assert (settings.select, settings.extend_select) == (select, extend)


def test_overrides_of_all_files_in_order(root: Path) -> None:
    write(root, desk="overrides: {a: {severity: note, window: 3d}}\nrules: [./mine]\n")
    write(root, figcheck="extends: desk.yml\noverrides:\n  a: {severity: error}\n  b: {window: null}\n")
    first, second, third = load_settings(root).overrides
    assert [override.rule for override in (first, second, third)] == ["a", "a", "b"]
    assert (first.values["severity"], second.values) == ("note", {"severity": "error"})
    assert third.values == {"window": None}
    assert second.place("severity") == ((root / "figcheck.yml").as_posix(), 3, 17)
    assert first.beside == third.beside == (str(root / "mine"),)


def test_where_settings_come_from(root: Path) -> None:
    write(root, desk="fail_on: error\nextend_select: [a]\n", figcheck="extends: desk.yml\n\nextend_select: [b]\n")
    traced = trace_settings(root, ignore=["c"])
    assert traced.files == (root / "figcheck.yml", root / "desk.yml")
    assert [(origin.kind, origin.file, origin.line) for origin in traced.origins["extend_select"]] == [
        ("file", root / "desk.yml", 2),
        ("file", root / "figcheck.yml", 3),
    ]
    assert [origin.kind for name in ("fail_on", "ignore", "hedges") for origin in traced.origins[name]] == [
        "file",
        "command line",
        "default",
    ]


def test_an_option_that_is_no_setting_is_a_bug_of_the_caller(root: Path) -> None:
    with pytest.raises(TypeError):
        load_settings(root, colour="red")
    with pytest.raises(TypeError):
        load_settings(root, overrides={})  # they stand in files alone
    assert "config" not in KEYS


def test_importing_the_settings_loads_no_heavy_library() -> None:
    code = "import sys, figcheck.config; print(sorted({'yaml', 'pydantic', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


# --- ignoring more ---


@pytest.mark.parametrize(
    ("far", "near", "option", "ignored"),
    [
        pytest.param("ignore: [a]", "extend_ignore: [b]", ["c"], (("a",), ("b", "c")), id="added up"),
        pytest.param("ignore: [a]\nextend_ignore: [b]", "ignore: [c]", [], (("c",), ()), id="a nearer one starts anew"),
        pytest.param("extend_ignore: [a]", "extend_ignore: [a]", ["a"], ((), ("a",)), id="each once"),
    ],
)
def test_extend_ignore(root: Path, far: str, near: str, option: list[str], ignored: tuple[object, object]) -> None:
    (root / "far.yml").write_text(far)
    (root / "figcheck.yml").write_text(f"extends: far.yml\n{near}\n")
    settings = load_settings(root, extend_ignore=option)
    assert (settings.ignore, settings.extend_ignore) == ignored


# --- the schema for editors ---

FORMATS = ("table", "json")
SCHEMA = jsonschema.Draft202012Validator(config_schema(FORMATS))


def test_the_schema_knows_every_setting() -> None:
    schema = config_schema(FORMATS)
    jsonschema.Draft202012Validator.check_schema(schema)
    assert list(schema["properties"]) == list(KEYS)
    assert all(shown["description"] for shown in schema["properties"].values())
    override = schema["$defs"]["RuleOverride"]["properties"]
    assert override["severity"]["enum"] == ["note", "warning", "error"]
    assert override["window"]["description"]


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("extends: ../desk.yml\nrules: [casualties, ./mine]\nselect: [a]\nignore: [b]", id="lists"),
        pytest.param("extends: [a.yml, b.yml]\nextend_select: [c]\nextend_ignore: [d]", id="more lists"),
        pytest.param("fail_on: never\noutput_format: json\nhedges: stated\nout_dir: out", id="words"),
        pytest.param("out: {json: a.json}", id="outputs"),
        pytest.param("out: [json=a.json]", id="outputs as a list"),
        pytest.param("overrides:\n  a: {severity: error, tolerance: {relative: 5%}, window: 3d}", id="overrides"),
        pytest.param("overrides: {a: {window: null}}", id="no window"),
    ],
)
def test_what_the_schema_takes_is_read(root: Path, text: str) -> None:
    for name in ("../desk.yml", "a.yml", "b.yml"):
        (root / name).write_text("")
    (root / "figcheck.yml").write_text(text)
    load_settings(root)
    SCHEMA.validate(parse_yaml(text, "figcheck.yml").data)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("selct: [a]", id="unknown setting"),
        pytest.param("rules: casualties", id="text for a list"),
        pytest.param("fail_on: warn", id="unknown severity"),
        pytest.param("output_format: ''", id="no format"),
        pytest.param("out: {json: ''}", id="no file"),
        pytest.param("out: [json]", id="no file in a list"),
        pytest.param("overrides: {a: {severity: bad}}", id="severity of an override"),
        pytest.param("overrides: {a: {window: 3}}", id="window of an override"),
        pytest.param("overrides: {a: {tolerance: {relativ: 5%}}}", id="tolerance of an override"),
        pytest.param("overrides: {a: {message: x}}", id="what no override changes"),
    ],
)
def test_what_the_schema_refuses_is_refused(root: Path, text: str) -> None:
    (root / "figcheck.yml").write_text(text)
    assert refused(root)
    with pytest.raises(jsonschema.ValidationError):
        SCHEMA.validate(parse_yaml(text, "figcheck.yml").data)
