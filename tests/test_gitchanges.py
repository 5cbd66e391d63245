"""Which files have changed since a revision: git is asked in real repositories, near misses first."""

from __future__ import annotations

import os
import shlex
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Any

import pytest
from repositories import ODD, A, B, Repository

from figcheck.gitchanges import changed_files
from figcheck.problems import Refused

ROOT = Path(__file__).resolve().parent.parent


def changed_in(repository: Repository, ref: str = "main", *paths: str) -> list[str]:
    """What has changed, as paths from the top of the repository."""
    found = changed_files(ref, [repository.folder / path for path in paths or ["."]])
    top = Path(os.path.realpath(repository.folder))
    return sorted(os.fsencode(path.relative_to(top)).decode("utf-8", "backslashreplace") for path in found)


Step = tuple[str, ...]
CHANGES: list[Any] = [
    pytest.param([], [], id="nothing"),
    pytest.param([("write", "articles/a.md", A)], [], id="written anew as it was"),
    pytest.param([("write", "x.tmp.md", A)], [], id="ignored"),
    pytest.param([("remove", "old.md"), ("git", "add", "--all")], [], id="deleted and staged"),
    pytest.param([("remove", "old.md")], [], id="deleted"),
    pytest.param(
        [("git", "checkout", "-q", "main"), ("write", "old.md", B), ("commit",), ("git", "checkout", "-q", "branch")],
        [],
        id="changed on main only, since the branch left it",
    ),
    pytest.param([("write", "old.md", B), ("commit",), ("write", "old.md", A), ("commit",)], [], id="changed and back"),
    pytest.param([("write", "old.md", B)], ["old.md"], id="not staged"),
    pytest.param([("write", "old.md", B), ("git", "add", "old.md")], ["old.md"], id="staged"),
    pytest.param([("write", "old.md", B), ("commit",)], ["old.md"], id="committed"),
    pytest.param(
        [("write", "old.md", B), ("git", "add", "old.md"), ("write", "old.md", B + B)], ["old.md"], id="staged and more"
    ),
    pytest.param([("write", "new.md", B)], ["new.md"], id="untracked"),
    pytest.param([("write", "fresh/new.md", B)], ["fresh/new.md"], id="untracked in a new folder"),
    pytest.param([("write", "new.md", B), ("git", "add", "-N", "new.md")], ["new.md"], id="to be added"),
    pytest.param([("git", "mv", "old.md", "new.md")], ["new.md"], id="renamed"),
    pytest.param([("git", "mv", "old.md", "new.md"), ("commit",)], ["new.md"], id="renamed and committed"),
    pytest.param([("git", "rm", "-q", "--cached", "old.md")], ["old.md"], id="no longer tracked, and there"),
    pytest.param(
        [("git", "config", "diff.relative", "true"), ("write", "old.md", B)], ["old.md"], id="git shows relative names"
    ),
    pytest.param(
        [("git", "config", "diff.renames", "copies"), ("git", "mv", "old.md", "new.md"), ("commit",)],
        ["new.md"],
        id="git looks for copies",
    ),
    pytest.param(
        [("git", "config", "status.showUntrackedFiles", "no"), ("write", "new.md", B)],
        ["new.md"],
        id="git hides what is untracked",
    ),
]


def do(repository: Repository, steps: Iterable[Step]) -> None:
    for name, *arguments in steps:
        if name == "remove":
            (repository.folder / arguments[0]).unlink()
        else:
            getattr(repository, name)(*arguments)


@pytest.mark.parametrize(("steps", "changed"), CHANGES)
def test_what_git_says_has_changed(steps: list[Step], changed: list[str], repository: Repository) -> None:
    do(repository, steps)
    index = (repository.folder / ".git" / "index").read_bytes()
    assert changed_in(repository) == changed
    assert changed_in(repository, "main", "articles") == changed, "the whole repository is asked, from any folder of it"
    assert (repository.folder / ".git" / "index").read_bytes() == index, "nothing is written"


@pytest.mark.parametrize("state", ["untracked", "committed"])
def test_odd_names(state: str, repository: Repository) -> None:
    names = [*ODD, os.fsdecode(b"latin\xe9.md")]
    for name in names:
        repository.write(f"articles/{name}", B)
    if state == "committed":
        repository.commit()
    assert sorted(changed_in(repository)) == sorted(
        f"articles/{os.fsencode(name).decode('utf-8', 'backslashreplace')}" for name in names
    )


def test_commits_tags_and_remote_branches_are_revisions(repository: Repository) -> None:
    repository.git("tag", "v1")
    repository.commit(**{"old.md": B})
    for ref in ("main", "v1", "HEAD~1", "HEAD^", repository.git("rev-parse", "main").strip(), "refs/heads/main"):
        assert changed_in(repository, ref) == ["old.md"], ref


def test_from_a_worktree(repository: Repository, tmp_path: Path) -> None:
    other = tmp_path / "beside"
    repository.git("worktree", "add", "--quiet", "-b", "other", str(other), "main")
    (other / "new.md").write_text(B)
    repository.write("old.md", B)
    assert [path.name for path in changed_files("main", [other])] == ["new.md"]


def test_each_path_is_asked_of_its_own_repository(repository: Repository, tmp_path: Path) -> None:
    """As where the archive is a submodule."""
    inner = Repository(repository.folder / "archive")
    inner.commit(**{"in.md": A})
    inner.git("checkout", "--quiet", "-b", "branch")
    inner.write("in.md", B)
    repository.write("old.md", B)
    assert changed_in(repository, "main", "articles") == ["old.md"]
    assert changed_in(repository, "main", "articles", "archive") == ["archive/in.md", "old.md"]


@pytest.mark.parametrize("where", ["clone", "worktree"])
def test_inside_a_hook(where: str, repository: Repository, tmp_path: Path) -> None:
    """Git tells a hook by variables which repository it runs in, and these are wrong from any other folder."""
    folder = repository.folder
    if where == "worktree":
        folder = tmp_path / "beside"
        repository.git("worktree", "add", "--quiet", "-b", "other", str(folder), "main")
    told = tmp_path / "told"
    asked = "[path.name for path in changed_files('HEAD', ['articles'])]"
    code = f"from figcheck.gitchanges import changed_files; print({asked})"
    hook = repository.folder / ".git" / "hooks" / "pre-commit"
    hook.parent.mkdir(exist_ok=True)
    hook.write_text(
        f"#!/bin/sh\nPYTHONPATH={shlex.quote(str(ROOT))} {sys.executable} -c {shlex.quote(code)} > {told}\n"
    )
    hook.chmod(0o755)
    (folder / "articles" / "new.md").write_text(B)
    repository.git("add", "--all", folder=folder)
    repository.git("commit", "--quiet", "-m", "new", folder=folder)
    assert told.read_text() == "['new.md']\n"


def test_variables_that_name_another_repository(
    repository: Repository, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    other = Repository(tmp_path / "other")
    monkeypatch.setenv("GIT_DIR", str(other.folder / ".git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(other.folder))
    (repository.folder / "old.md").write_text(B)
    assert changed_in(repository) == ["old.md"]


def test_nothing_that_a_repository_brings_along_is_run(repository: Repository, tmp_path: Path) -> None:
    trap = tmp_path / "trap.sh"
    trap.write_text(f"#!/bin/sh\ntouch {tmp_path}/sprung\n")
    trap.chmod(0o755)
    for key in ("core.fsmonitor", "diff.external", "diff.trap.textconv", "core.pager", "core.sshCommand"):
        repository.git("config", key, str(trap))
    repository.commit(**{".gitattributes": "*.md diff=trap\n"})
    (tmp_path / "sprung").unlink(missing_ok=True)
    repository.write("old.md", B)
    assert "old.md" in changed_in(repository)
    assert not (tmp_path / "sprung").exists()


# --- git that does not know ---


def refused(ref: str, *paths: Path) -> str:
    with pytest.raises(Refused) as told:
        changed_files(ref, paths)
    return "\n".join(f"{it.message} / {it.expected} / {it.advice}" for it in told.value.problems)


@pytest.mark.parametrize(
    ("ref", "told"),
    [
        pytest.param("nope", "no revision 'nope'", id="unknown"),
        pytest.param("", "is empty", id="an empty variable"),
        pytest.param("-h", "no revision of git", id="an option"),
        pytest.param("--output=sprung", "no revision of git", id="an option that writes"),
        pytest.param("main\nx", "no revision of git", id="two lines"),
        pytest.param("main\0", "no revision of git", id="a NUL"),
        pytest.param("$(touch sprung)", "no revision", id="a command"),
        pytest.param("main; touch sprung", "no revision", id="two commands"),
        pytest.param("main..HEAD", "no revision", id="a range"),
        pytest.param("HEAD:old.md", "no revision", id="a file"),
        pytest.param("0" * 40, "no revision", id="the commit before the first push"),
        pytest.param("^main", "no revision", id="a revision excluded"),
    ],
)
def test_revisions_that_are_none(ref: str, told: str, repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(repository.folder)
    assert told in refused(ref, Path("articles"))
    assert not Path("sprung").exists()


def test_a_branch_that_only_the_remote_has(repository: Repository, tmp_path: Path) -> None:
    clone = tmp_path / "second"
    repository.git("clone", "--quiet", "--no-local", str(repository.folder), str(clone))
    assert "did you mean origin/main?" in refused("main", clone)


def shallow(repository: Repository, tmp_path: Path) -> Path:
    repository.commit(**{"old.md": B})
    clone = tmp_path / "shallow"
    options = ["--quiet", "--no-local", "--depth=1", "--no-single-branch"]
    repository.git("clone", *options, f"file://{repository.folder}", str(clone))
    return clone


def test_a_shallow_clone_without_the_revision(repository: Repository, tmp_path: Path) -> None:
    told = refused("HEAD~1", shallow(repository, tmp_path))
    assert "shallow clone" in told and "fetch-depth: 0" in told and "GIT_DEPTH: 0" in told


def test_a_shallow_clone_without_what_both_have_in_common(repository: Repository, tmp_path: Path) -> None:
    told = refused("origin/main", shallow(repository, tmp_path))
    assert "no commit in common" in told and "fetch-depth: 0" in told


def test_histories_without_a_common_commit(repository: Repository) -> None:
    repository.git("checkout", "--quiet", "--orphan", "elsewhere")
    repository.git("commit", "--quiet", "-m", "anew")
    assert "no commit in common" in refused("main", repository.folder)


def test_outside_a_repository(tmp_path: Path, alone: None) -> None:
    assert "lies in no working tree" in refused("main", tmp_path)


def test_a_repository_without_a_working_tree(tmp_path: Path, alone: None) -> None:
    subprocess.run(["git", "init", "--quiet", "--bare", str(tmp_path / "bare.git")], check=True)
    assert "lies in no working tree" in refused("main", tmp_path / "bare.git")


def test_a_repository_without_a_commit(tmp_path: Path, alone: None) -> None:
    assert "no revision 'main'" in refused("main", Repository(tmp_path / "new").folder)


def test_without_git(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert "git was not found / " in refused("main", repository.folder)


def test_a_repository_of_another_user(repository: Repository, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
    told = refused("main", repository.folder)
    assert "belongs to another user" in told
    assert f"git config --global --add safe.directory {os.path.realpath(repository.folder)}" in told
