"""Settings: where they are found, how files and options join, and what is refused where."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from figcheck.config import KEYS, Settings, find_config, load_settings
from figcheck.model import Problem, Refused


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
    assert settings.output_format == "table"
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
    pytest.param("[tool.figcheck]\nselct = ['a']\n", 2, 1, "did you mean 'select'?", id="unknown key"),
    pytest.param("[x]\nfail_on = 1\n[tool.figcheck]\nfail_on = 'warn'\n", 4, 11, "warning", id="in our table"),
    pytest.param("[tool.figcheck]\nselect = 'a'\n", 2, 10, "a list", id="word for a list"),
    pytest.param("[tool.figcheck]\nselect = [1]\n", 2, 10, "text", id="number among words"),
    pytest.param("[tool.figcheck.out]\nhtml = 1\n", 1, 16, "a file", id="in a table of its own"),
    pytest.param("tool = {figcheck = 1}\n", 1, 9, "a mapping of settings", id="number for a table"),
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


def test_an_option_that_is_no_setting_is_a_bug_of_the_caller(root: Path) -> None:
    with pytest.raises(TypeError):
        load_settings(root, colour="red")
    assert "config" not in KEYS


def test_importing_the_settings_loads_no_heavy_library() -> None:
    code = "import sys, figcheck.config; print(sorted({'yaml', 'pydantic', 'pandas'} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"
