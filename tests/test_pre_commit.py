"""Hooks for pre-commit: valid, and really run by it on what is staged, on a range, on all files."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
import sys
from pathlib import Path
from typing import Any

import click
import pytest
import yaml
from repositories import A, C, Repository, cloned, isolate
from test_docs import BLOCKS, ROOT

from figcheck.cli import main
from figcheck.read.recognise import SUFFIXES

RULES = ROOT / "figcheck" / "commands" / "starter" / "rules" / "crowds.yaml"
MANIFEST = ROOT / ".pre-commit-hooks.yaml"
HOOKS: dict[str, dict[str, Any]] = {hook["id"]: hook for hook in yaml.safe_load(MANIFEST.read_text("utf-8"))}


def pre_commit(folder: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "pre_commit", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )


def test_the_hooks_are_valid() -> None:
    done = pre_commit(ROOT, "validate-manifest", str(MANIFEST))
    assert done.returncode == 0, done.stdout


def test_the_configuration_shown_is_valid(tmp_path: Path) -> None:
    (shown,) = [block for block in BLOCKS if block.told == ".pre-commit-config.yaml"]
    file = tmp_path / ".pre-commit-config.yaml"
    file.write_text(shown.body)
    assert pre_commit(tmp_path, "validate-config", str(file)).returncode == 0
    (repository,) = yaml.safe_load(file.read_text())["repos"]
    assert {hook["id"] for hook in repository["hooks"]} == set(HOOKS)


@pytest.mark.parametrize("name", HOOKS)
def test_a_hook_is_a_command_line(name: str) -> None:
    hook = HOOKS[name]
    words = shlex.split(hook["entry"]) + hook.get("args", [])
    context = click.Context(main)
    group: Any = main
    while isinstance(group, click.Group):
        words = words[1:]
        _, group, _ = group.resolve_command(context, words)
    files = [] if hook.get("pass_filenames") is False else ["a.md", "b.md"]
    given = group.make_context(words[0], [*words[1:], *files]).params
    assert files == [] or (given["paths"], given["against"]) == (("a.md", "b.md"), (".",))


@pytest.mark.parametrize("suffix", SUFFIXES)
def test_the_hook_looks_at_every_format(suffix: str) -> None:
    assert re.search(HOOKS["figcheck"]["files"], f"articles/a{suffix}")


def test_the_hook_looks_at_no_other_file() -> None:
    (listed,) = re.findall(r"\((.*)\)\$", HOOKS["figcheck"]["files"])
    assert {f".{name}" for name in listed.split("|")} == set(SUFFIXES)
    for name in ("a.py", "figcheck.yml", "md", "articles/a.md.bak"):
        assert not re.search(HOOKS["figcheck"]["files"], name)


@pytest.mark.parametrize(
    ("name", "looked_at"),
    [
        pytest.param("figcheck.yml", True, id="configuration"),
        pytest.param("desk/figcheck.yaml", True, id="of a folder"),
        pytest.param("rules/crowds.yaml", True, id="rules"),
        pytest.param("rules/own/crowds.yml", True, id="rules of a pack"),
        pytest.param("articles/rules.md", False, id="an article"),
        pytest.param("other.yml", False, id="another file"),
        pytest.param("rules/figcheck-rules.schema.json", False, id="a schema"),
    ],
)
def test_when_rules_are_looked_at(name: str, looked_at: bool) -> None:
    assert bool(re.search(HOOKS["figcheck-rules"]["files"], name)) is looked_at


@pytest.fixture
def hooked(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Repository:
    """A repository with our hooks, which run what is tested instead of installing it."""
    isolate(monkeypatch, tmp_path)
    started = cloned(tmp_path)
    hooks = [{**hook, "language": "system"} for hook in HOOKS.values()]
    for hook in hooks:
        hook["entry"] = hook["entry"].replace("figcheck", f"{sys.executable} -m figcheck", 1)
    started.write(".pre-commit-config.yaml", yaml.safe_dump({"repos": [{"repo": "local", "hooks": hooks}]}))
    started.commit()
    return started


def hook_run(repository: Repository, *arguments: str) -> subprocess.CompletedProcess[str]:
    return pre_commit(
        repository.folder, "run", *arguments, PRE_COMMIT_HOME=str(repository.folder.parent / "pre-commit")
    )


def told_changed(printed: str) -> list[str]:
    return re.findall(r"Only what touches (\d+) changed articles? of (\d+)", printed)


def test_pre_commit_hands_over_what_is_staged(hooked: Repository) -> None:
    hooked.write("articles/next.md", C.replace("19", "23"))
    hooked.write("articles/a.md", A + "\nNot staged.\n")
    hooked.git("add", "articles/next.md")
    done = hook_run(hooked)
    assert done.returncode == 1
    assert "- exit code: 1" in done.stdout
    assert told_changed(done.stdout) == [("1", "5")], done.stdout  # with README.md
    assert "Not staged." in (hooked.folder / "articles" / "a.md").read_text()


def test_pre_commit_passes_what_fits(hooked: Repository) -> None:
    hooked.write("articles/next.md", "Nothing happened.\n")
    hooked.git("add", "--all")
    done = hook_run(hooked)
    assert done.returncode == 0, done.stdout


def test_pre_commit_with_a_range_and_with_all(hooked: Repository) -> None:
    some = hook_run(hooked, "figcheck", "--from-ref", "origin/main", "--to-ref", "HEAD")
    assert told_changed(some.stdout) == [("1", "4")], some.stdout
    every = hook_run(hooked, "figcheck", "--all-files")
    assert told_changed(every.stdout) == [("4", "4")], every.stdout


def test_pre_commit_refuses_rules(hooked: Repository) -> None:
    hooked.write("figcheck.yml", "rules: [./rules]\n")
    hooked.write("rules/crowds.yaml", RULES.read_text("utf-8"))
    hooked.git("add", "--all")
    good = hook_run(hooked)
    assert good.returncode == 0, good.stdout
    for broken, code_of in (("severity: warning", "severity: loud"), ("expect: []", "expect: [{values: [1]}]")):
        text = RULES.read_text("utf-8")
        assert broken in text
        hooked.write("rules/crowds.yaml", text.replace(broken, code_of))
        hooked.git("add", "--all")
        done = hook_run(hooked)
        assert done.returncode == 1, done.stdout
        assert f"exit code: {2 if 'loud' in code_of else 1}" in done.stdout
