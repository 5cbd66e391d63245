"""The files with which figcheck runs elsewhere: valid for the service they are for, and their scripts really run.

The scripts run in a repository of two articles, as the service runs them: its shell, its environment. What installs
figcheck is stood in for.
"""

from __future__ import annotations

import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

import pytest
import yaml
from click.testing import CliRunner, Result
from repositories import C, Repository, cloned, isolate
from test_docs import BLOCKS, ROOT, code, rows

from figcheck.cli import main
from figcheck.report import CHECK_FORMATS

CI_PAGE = ROOT / "docs" / "ci.md"
STARTER = ROOT / "figcheck" / "commands" / "starter"
SCHEMAS = {
    "action.yml": "vendor.github-actions",
    ".github/workflows/figcheck.yml": "vendor.github-workflows",
    ".gitlab/figcheck.yml": "vendor.gitlab-ci",
    ".gitlab-ci.yml": "vendor.gitlab-ci",
}
SHOWN = {block.told: block.body for block in BLOCKS if block.mark == "ci"}
FILES = {
    "action.yml": (ROOT / "action.yml").read_text("utf-8"),
    "starter github.yml": (STARTER / "github.yml").read_text("utf-8"),
    "starter gitlab.yml": (STARTER / "gitlab.yml").read_text("utf-8"),
    **{f"docs {name}": text for name, text in SHOWN.items()},
}
DATA: dict[str, Any] = {name: yaml.safe_load(text) for name, text in FILES.items()}
ACTION = DATA["action.yml"]


class Script(NamedTuple):
    """A script of a CI file: what runs it, and its text."""

    shell: str
    text: str


def steps(data: dict[str, Any]) -> Iterator[dict[str, Any]]:
    """The steps of an action, or of all jobs of a workflow."""
    yield from data.get("runs", {}).get("steps", [])
    for job in data.get("jobs", {}).values():
        yield from job["steps"]


def scripts() -> dict[str, Script]:
    found = {}
    for name, data in DATA.items():
        for number, step in enumerate(steps(data)):
            if "run" in step:
                found[f"{name}, {step.get('name', number)}"] = Script("bash", step["run"])
        if "script" in data.get("figcheck", {}):
            found[name] = Script("sh", "\n".join(data["figcheck"]["script"]))
    return found


SCRIPTS = scripts()


def tool(name: str) -> str:
    """A program that the tests' requirements install beside Python."""
    return str(Path(sys.executable).parent / name)


# --- the files are what the services take ---


@pytest.mark.parametrize(
    ("name", "schema"),
    [
        pytest.param("action.yml", SCHEMAS["action.yml"], id="the action"),
        pytest.param("starter github.yml", SCHEMAS[".github/workflows/figcheck.yml"], id="starter, GitHub"),
        pytest.param("starter gitlab.yml", SCHEMAS[".gitlab/figcheck.yml"], id="starter, GitLab"),
        *(pytest.param(f"docs {told}", SCHEMAS[told], id=f"docs, {told}") for told in SHOWN if told in SCHEMAS),
    ],
)
def test_a_file_fits_its_schema(name: str, schema: str, tmp_path: Path) -> None:
    file = tmp_path / "file.yml"
    file.write_text(FILES[name], encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(file)],
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_every_ci_file_shown_is_held_to_something() -> None:
    assert set(SHOWN) <= {*SCHEMAS, ".pre-commit-config.yaml"}


def test_the_file_for_gitlab_is_shown_as_init_writes_it() -> None:
    assert SHOWN[".gitlab/figcheck.yml"] == FILES["starter gitlab.yml"]


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_sound(name: str) -> None:
    shell, text = SCRIPTS[name]
    parsed = subprocess.run(
        ["bash" if shell == "bash" else "sh", "-n"], input=text, capture_output=True, encoding="utf-8", check=False
    )
    assert (parsed.returncode, parsed.stderr) == (0, "")
    linted = subprocess.run(
        [tool("shellcheck"), f"--shell={shell}", "--exclude=SC2154", "-"],  # variables that the service sets
        input=text,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert (linted.returncode, linted.stdout) == (0, "")


@pytest.mark.parametrize("name", SCRIPTS)
def test_nothing_from_outside_is_part_of_a_script(name: str) -> None:
    """A branch may be called $(rm -rf ~): what GitHub puts into a text is run, a variable is not."""
    assert "${{" not in SCRIPTS[name].text


def test_inputs_and_outputs_of_the_action_are_told() -> None:
    told = {code(row[0])[0]: code(row[1]) for row in rows(CI_PAGE, "input", "default")}
    assert list(told) == list(ACTION["inputs"])
    real = {name: given.get("default", "") for name, given in ACTION["inputs"].items()}
    assert {name: cell[0] if cell else "" for name, cell in told.items()} == real
    outputs = [name for row in rows(CI_PAGE, "output", "value") for name in code(row[0])]
    assert outputs == list(ACTION["outputs"])


def test_inputs_that_are_set_exist() -> None:
    for name, data in DATA.items():
        for step in steps(data):
            if step.get("uses", "").startswith("OWNER/figcheck@"):
                assert set(step["with"]) <= set(ACTION["inputs"]), name


# --- they run ---

FORMATS = {"github", "sarif", "code-scanning", "gitlab", "junit"}
for_services = pytest.mark.skipif(not set(CHECK_FORMATS) >= FORMATS, reason="the formats of CI services are not there")


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    isolate(monkeypatch, tmp_path)
    return cloned(tmp_path)


class Ran(NamedTuple):
    """What a script did: exit code, what it printed, and the files that the service reads afterwards."""

    code: int
    printed: str
    outputs: dict[str, str]
    summary: str


def run(script: Script, folder: Path, **environment: str) -> Ran:
    """Runs a script as the service does, with figcheck and a pip that installs nothing first on the path."""
    home = folder.parent / "home"
    for name in ("bin", "temp", "temp/figcheck/venv"):
        (home / name).mkdir(parents=True, exist_ok=True)
    stand_ins = {
        "figcheck": f'exec {shlex.quote(sys.executable)} -m figcheck "$@"',
        "python": f'exec {shlex.quote(sys.executable)} "$@"',
        "pip": f'printf "%s\\n" "$@" > {shlex.quote(str(home / "installed"))}',
    }
    for name, text in stand_ins.items():
        (home / "bin" / name).write_text(f"#!/bin/sh\n{text}\n")
        (home / "bin" / name).chmod(0o755)
    files = {name: home / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY")}
    for file in files.values():
        file.write_text("")
    shell = ["bash", "--noprofile", "--norc", "-eo", "pipefail"] if script.shell == "bash" else ["sh", "-e"]
    done = subprocess.run(
        [*shell, "-c", script.text],
        cwd=folder,
        env={
            **{name: value for name, value in os.environ.items() if name.startswith("GIT_")},
            "PATH": f"{home / 'bin'}:{os.environ['PATH']}",
            "HOME": str(home),
            "LANG": "C.UTF-8",
            "PYTHONPATH": str(ROOT),
            "RUNNER_TEMP": str(home / "temp"),
            "GITHUB_ACTION": "figcheck",
            "GITHUB_ACTION_PATH": str(ROOT),
            **{name: str(file) for name, file in files.items()},
            **environment,
        },
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text("utf-8").splitlines())
    return Ran(done.returncode, done.stdout + done.stderr, outputs, files["GITHUB_STEP_SUMMARY"].read_text("utf-8"))


INPUTS = {  # of the environment of the action's check, in a pull request to main
    "PATHS": "articles/\n",
    "SINCE": "auto",
    "BASE_BRANCH": "main",
    "BASE_COMMIT": "",
    "FAIL_ON": "",
    "RULES": "",
    "CONFIG": "",
    "OPTIONS": "",
}


def run_action(repository: Repository, **inputs: str) -> Ran:
    (step,) = [step for step in steps(ACTION) if step.get("id") == "check"]
    assert set(INPUTS) | {"BIN"} == set(step["env"])
    assert set(inputs) <= set(INPUTS)
    given = {**INPUTS, **inputs, "BIN": str(repository.folder.parent / "home" / "bin")}
    return run(Script("bash", step["run"]), repository.folder, **given)


def annotated(ran: Ran) -> set[str]:
    """The files that the annotations stand at."""
    return set(re.findall(r"^::(?:error|warning|notice) [^:]*?file=([^,:]+)", ran.printed, re.MULTILINE))


@for_services
def test_the_action_annotates_the_changed_article(repository: Repository) -> None:
    ran = run_action(repository)
    assert ran.code == 1, ran.printed
    assert annotated(ran) == {"articles/new one.md"}
    assert "Only what touches 1 changed article of 3 is shown" in ran.summary
    made = json.loads(Path(ran.outputs["json"]).read_text("utf-8"))
    assert {name: ran.outputs[name] for name in ("exit-code", "findings", "errors", "notes")} == {
        "exit-code": "1",
        "findings": str(len(made["findings"])),
        "errors": "0",
        "notes": "0",
    }
    assert int(ran.outputs["warnings"]) == len(made["findings"]) > 0
    assert Path(ran.outputs["markdown"]).read_text("utf-8") == ran.summary
    for name in ("sarif", "code-scanning"):
        results = json.loads(Path(ran.outputs[name]).read_text("utf-8"))["runs"][0]["results"]
        assert len(results) == len(made["findings"])
    assert repository.git("status", "--porcelain") == "", "the clone is left as it was"


@for_services
@pytest.mark.parametrize(
    ("inputs", "exit_code", "files"),
    [
        pytest.param({"SINCE": "", "BASE_BRANCH": "main"}, 1, {"articles/a.md", "articles/b.md"}, id="everything"),
        pytest.param({"BASE_BRANCH": ""}, 1, {"articles/a.md", "articles/b.md"}, id="every night"),
        pytest.param({"BASE_BRANCH": "", "BASE_COMMIT": "origin/main"}, 1, {"articles/new one.md"}, id="a merge queue"),
        pytest.param({"SINCE": "HEAD"}, 0, set(), id="nothing has changed"),
        pytest.param({"FAIL_ON": "error"}, 0, {"articles/new one.md"}, id="warnings pass"),
        pytest.param({"OPTIONS": "--fail-on\nnever\n"}, 0, {"articles/new one.md"}, id="an option of two words"),
        pytest.param({"RULES": "polls\nmoney\n"}, 0, set(), id="other packs"),
        pytest.param({"PATHS": "articles/a.md\n  articles/new one.md  \n\n"}, 1, {"articles/new one.md"}, id="blanks"),
        pytest.param({"CONFIG": "gone.yml"}, 2, set(), id="no such configuration"),
        pytest.param({"BASE_BRANCH": "gone"}, 2, set(), id="no such branch"),
        pytest.param({"PATHS": ""}, 2, set(), id="no paths"),
        pytest.param({"PATHS": "gone/"}, 2, set(), id="no such path"),
        pytest.param({"PATHS": "--rules=polls"}, 2, set(), id="a path that looks like an option"),
    ],
)
def test_inputs_of_the_action(inputs: dict[str, str], exit_code: int, files: set[str], repository: Repository) -> None:
    ran = run_action(repository, **inputs)
    assert ran.code == exit_code, ran.printed
    assert annotated(ran) <= files and bool(annotated(ran)) == bool(files)
    assert ran.outputs["exit-code"] == str(exit_code)
    assert ("findings" in ran.outputs) == (exit_code != 2)


@for_services
def test_an_unreadable_article_ends_the_action_with_3(repository: Repository) -> None:
    (repository.folder / "articles" / "old.md").write_bytes(b"\x00\x01" * 40)
    ran = run_action(repository)
    assert (ran.code, ran.outputs["exit-code"]) == (3, "3")
    assert "articles/old.md" in ran.summary


EVIL = "\"; touch sprung; $(touch sprung) `touch sprung` '"


@pytest.mark.parametrize("name", [name for name in INPUTS if name != "BASE_COMMIT"])
def test_inputs_are_data(name: str, repository: Repository) -> None:
    ran = run_action(repository, **{name: EVIL})
    assert ran.code == 2, ran.printed
    assert not list(repository.folder.parent.rglob("sprung"))


@for_services
def test_results_of_an_earlier_run_are_not_taken_for_those_of_this(repository: Repository) -> None:
    assert "json" in run_action(repository).outputs
    assert set(run_action(repository, CONFIG="gone.yml").outputs) == {"exit-code"}


def test_the_action_installs_itself(repository: Repository, tmp_path: Path) -> None:
    """In an environment of its own; building is stood in for by the project's own folder on the path."""
    (step,) = [step for step in steps(ACTION) if step.get("id") == "install"]
    python = tmp_path / "python"
    makes = 'mkdir -p "$3/bin"; cp "$0" "$3/bin/python"'
    python.write_text(f'#!/bin/sh\nif [ "$2" = venv ]; then {makes}; else echo "$@" >> "$0.log"; fi\n')
    python.chmod(0o755)
    ran = run(Script("bash", step["run"]), repository.folder, PYTHON=str(python), FIGCHECK_COMPILE="never")
    assert ran.code == 0, ran.printed
    log = Path(ran.outputs["bin"]) / "python.log"
    assert log.read_text().split() == ["-m", "pip", "install", "--quiet", "--disable-pip-version-check", str(ROOT)]


# --- what init writes ---


def cli(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments, prog_name="figcheck")


@pytest.fixture
def started(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> Repository:
    monkeypatch.chdir(repository.folder)
    return repository


@for_services
def test_the_workflow_that_init_writes(started: Repository) -> None:
    assert cli("init").exit_code == 0
    text = Path(".github/workflows/figcheck.yml").read_text("utf-8")
    assert text == FILES["starter github.yml"]
    data = yaml.safe_load(text)
    environment = {name: str(value) for name, value in data["env"].items()}
    named = {step["name"]: Script("bash", step["run"]) for step in steps(data) if "run" in step}
    assert list(named) == ["Install", "Rules", "Articles"]
    install = run(named["Install"], started.folder, **environment)
    assert install.code == 0
    assert (started.folder.parent / "home" / "installed").read_text().split() == ["install", environment["FIGCHECK"]]
    rules = run(named["Rules"], started.folder, **environment)
    assert (rules.code, "valid" in rules.printed, "0 failed" in rules.printed) == (0, True, True), rules.printed
    request = run(named["Articles"], started.folder, BASE="main", **environment)
    assert (request.code, annotated(request)) == (1, {"articles/new one.md"}), request.printed
    assert "Only what touches 1 changed article of 3 is shown" in request.summary
    night = run(named["Articles"], started.folder, BASE="", **environment)
    assert night.code == 1
    assert "3 articles:" in night.summary
    evil = run(named["Articles"], started.folder, BASE=EVIL, **environment)
    assert (evil.code, Path("sprung").exists()) == (2, False)


GITLAB = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": "origin/main", "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": ""}


@for_services
def test_the_job_for_gitlab_that_init_writes(started: Repository) -> None:
    started.git("remote", "set-url", "origin", "https://gitlab.example.org/desk/articles.git")
    assert cli("init").exit_code == 0
    data = yaml.safe_load(Path(".gitlab/figcheck.yml").read_text("utf-8"))
    assert data == DATA["starter gitlab.yml"]
    assert yaml.safe_load(Path(".gitlab-ci.yml").read_text()) == {"include": [{"local": ".gitlab/figcheck.yml"}]}
    job = data["figcheck"]
    script = SCRIPTS["starter gitlab.yml"]
    ran = run(script, started.folder, FIGCHECK="x", **GITLAB)
    assert ran.code == 1, ran.printed
    reports = job["artifacts"]["reports"]
    issues = json.loads(Path(reports["codequality"]).read_text("utf-8"))
    assert {issue["location"]["path"] for issue in issues} == {"articles/new one.md"}
    assert "articles/new one.md" in Path(reports["junit"]).read_text("utf-8")


@for_services
def test_a_pipeline_for_merged_results_is_about_its_own_changes(started: Repository) -> None:
    """HEAD is then the two branches merged: what main got meanwhile is no change of this request."""
    began = started.git("rev-parse", "origin/main").strip()
    started.git("checkout", "--quiet", "-b", "meanwhile", "origin/main")
    started.commit(**{"articles/meanwhile.md": C.replace("19", "23")})
    target = started.git("rev-parse", "HEAD").strip()
    started.git("merge", "--quiet", "--no-edit", "branch")
    variables = {"CI_MERGE_REQUEST_DIFF_BASE_SHA": began, "CI_MERGE_REQUEST_TARGET_BRANCH_SHA": target}
    ran = run(SCRIPTS["starter gitlab.yml"], started.folder, FIGCHECK="x", **variables)
    assert "Only what touches 1 changed article of 4 is shown" in " ".join(ran.printed.split())


@for_services
def test_a_scheduled_pipeline_checks_everything(started: Repository) -> None:
    ran = run(SCRIPTS["starter gitlab.yml"], started.folder, FIGCHECK="x")
    assert ran.code == 1
    assert "3 articles:" in ran.printed


@pytest.mark.parametrize(
    ("signs", "arguments", "written"),
    [
        pytest.param([], [], {".github/workflows/figcheck.yml"}, id="no sign"),
        pytest.param([".gitlab-ci.yml"], [], {".gitlab/figcheck.yml"}, id="a pipeline for GitLab, which stays"),
        pytest.param([".gitlab/x"], [], {".gitlab/figcheck.yml", ".gitlab-ci.yml"}, id="a folder for GitLab"),
        pytest.param([".github/x"], [], {".github/workflows/figcheck.yml"}, id="a folder for GitHub"),
        pytest.param([".gitlab-ci.yml"], ["--ci", "github"], {".github/workflows/figcheck.yml"}, id="as told"),
        pytest.param([".github/x"], ["--ci", "none"], set(), id="none"),
    ],
)
def test_for_which_service_init_writes(
    signs: list[str], arguments: list[str], written: set[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    isolate(monkeypatch, tmp_path)
    folder = Repository(tmp_path / "desk").folder
    for sign in signs:
        (folder / sign).parent.mkdir(exist_ok=True)
        (folder / sign).write_text("# mine\n")
    done = cli("init", str(folder), *arguments)
    assert done.exit_code == 0, done.output
    new = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()} - set(signs)
    assert {name for name in new if name.startswith(".g") and not name.startswith(".git/")} == written
    assert all((folder / sign).read_text() == "# mine\n" for sign in signs)


@pytest.mark.parametrize(
    ("remote", "service"),
    [
        pytest.param("git@gitlab.com:desk/articles.git", "gitlab", id="GitLab, ssh"),
        pytest.param("ssh://git@gitlab.example.org:2222/desk/articles", "gitlab", id="a GitLab of one's own"),
        pytest.param("https://github.com/desk/gitlab-articles.git", "github", id="gitlab in the path only"),
        pytest.param("https://user:gitlab@git.example.org/x", "github", id="gitlab in a password"),
        pytest.param("../elsewhere", "github", id="a folder"),
    ],
)
def test_the_remote_tells_the_service(remote: str, service: str, started: Repository) -> None:
    started.git("remote", "set-url", "origin", remote)
    done = cli("init")
    assert "figcheck.yml where CI gets" in done.stdout
    assert Path({"github": ".github", "gitlab": ".gitlab"}[service]).is_dir()


def test_below_the_top_of_a_repository_there_is_no_ci_file(started: Repository) -> None:
    done = cli("init", "desk")
    assert done.exit_code == 0
    assert "No CI file was written: it would stand at the top of the repository, `.`.\n" in done.stdout
    assert not Path("desk/.github").exists()
    refused = cli("init", "other", "--ci", "github")
    assert (refused.exit_code, Path("other").exists()) == (2, False)
    assert "stands at the top of the repository" in refused.stderr


def test_a_ci_file_that_is_there_stays(started: Repository) -> None:
    file = Path(".github/workflows/figcheck.yml")
    file.parent.mkdir(parents=True)
    file.write_text("# mine\n")
    done = cli("init")
    assert (done.exit_code, file.read_text(), Path("figcheck.yml").exists()) == (2, "# mine\n", False)
    assert "leave it out with --ci none" in done.stderr
    assert cli("init", "--ci", "none").exit_code == 0


@pytest.mark.parametrize(("ignored", "told"), [("", True), ("*.log\n", True), ("/out/\n", False), ("out/\n", False)])
def test_the_folder_for_reports_is_to_be_ignored(ignored: str, told: bool, started: Repository) -> None:
    Path(".gitignore").write_text(ignored)
    assert ("add it to .gitignore" in cli("init").stdout) is told
