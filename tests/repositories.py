"""Real repositories of git for tests, with two articles that differ, and no configuration but their own."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest

A = "---\npublished: 2024-05-02\n---\nPolice said 12 people were killed in a fire in Varsk, Georgia, on Wednesday.\n"
B = A.replace("Police said 12", "The mayor said 15")
C = A.replace("Police said 12", "A doctor said 19")

# File names that a shell, git or a terminal could trip over.
ODD = [
    "naïve café.md",
    "日本.md",
    "-f.md",
    "a b.md",
    'quo"te.md',
    "tab\tname.md",
    "new\nline.md",
    " blank .md",
    "#$`;&|.md",
]

ALONE = {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}


def isolate(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Git that reads no configuration of whoever runs the tests, and finds no repository above the test's folder."""
    for name in list(os.environ):
        if name.startswith("GIT_"):
            monkeypatch.delenv(name)
    for name, value in ALONE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))


class Repository:
    """A real repository, with no configuration but its own."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        folder.mkdir(parents=True, exist_ok=True)
        self.git("init", "--quiet", "--initial-branch=main")

    def git(self, *arguments: str, folder: Path | None = None) -> str:
        who = ["-c", "user.name=Desk", "-c", "user.email=desk@example.org", "-c", "commit.gpgsign=false"]
        done = subprocess.run(["git", *who, *arguments], cwd=folder or self.folder, capture_output=True, check=False)
        assert done.returncode == 0, done.stderr.decode("utf-8", "replace")
        return done.stdout.decode("utf-8", "surrogateescape")

    def write(self, name: str, text: str = A) -> None:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    def commit(self, **files: str) -> None:
        for name, text in files.items():
            self.write(name, text)
        self.git("add", "--all")
        self.git("commit", "--quiet", "--allow-empty", "-m", "as told")


def cloned(folder: Path) -> Repository:
    """A clone as a service makes it: two old articles that differ, and a branch, checked out, that adds a third."""
    made = Repository(folder / "origin")
    made.commit(**{"articles/a.md": A, "articles/b.md": B, "README.md": "Articles.\n"})
    made.git("checkout", "--quiet", "-b", "branch")
    made.commit(**{"articles/new one.md": C})
    clone = folder / "clone"
    made.git("clone", "--quiet", "--branch=branch", str(made.folder), str(clone))
    made.folder = clone
    return made
