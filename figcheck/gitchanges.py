"""Which files a branch has changed: what git tells of the working tree, beside the commit that both have in common.

Git is asked without a shell and without what a repository may bring along for it to run (drivers that show
differences, watchers of the file system); nothing is written, not even the index.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Final

from figcheck.expressions import expression
from figcheck.problems import Problem, Refused

_QUIETLY: Final = ("--no-optional-locks", "-c", "core.fsmonitor=false")
_ENVIRONMENT: Final = {"LC_ALL": "C", "LANGUAGE": "C", "GIT_TERMINAL_PROMPT": "0", "GIT_PAGER": "cat"}
# What git tells a hook of the repository that it runs in; we say by a folder which one is meant.
_OF_A_HOOK: Final = ("GIT_DIR", "GIT_WORK_TREE", "GIT_COMMON_DIR", "GIT_INDEX_FILE", "GIT_PREFIX")
_CONTROL: Final = expression(r"[\x00-\x1f\x7f]")
_HOST: Final = expression(r"(?:\w+://)?(?:[^@/]*@)?([\w.-]+)[:/]")  # https://host/…, user@host:…
_NAME: Final = expression(r"[0-9a-f]{40,64}")
_BY_NAME: Final = "or name the changed files: --focus FILE"
_FETCH: Final = (
    "fetch the whole history first: `fetch-depth: 0` for actions/checkout, `GIT_DEPTH: 0` in GitLab, "
    "`git fetch --unshallow` elsewhere"
)


class _Failed(Exception):
    """Git ended with an error; ``told`` is what it said on stderr."""

    def __init__(self, told: str) -> None:
        super().__init__(told)
        self.told = told


def changed_files(ref: str, paths: Iterable[str | Path]) -> tuple[Path, ...]:
    """The files that differ from the commit that ``ref`` and HEAD have in common, sorted; those deleted are left out.

    Committed since, staged, not staged, renamed, and untracked unless ignored all count. ``paths`` are files and
    folders that exist; of each the repository is asked that it lies in, and all of its changed files are given, as
    absolute paths.

    Raises Refused when git is not there or does not trust the repository, when a path lies in none, and for a ``ref``
    that it does not know or that has no commit in common with HEAD.
    """
    if not ref or ref.startswith("-") or _CONTROL.search(ref):
        raise Refused(
            Problem(
                f"{ref!r} is no revision of git" if ref else "the revision to compare with is empty",
                expected="a branch, a tag or a commit, as in --focus-from-git origin/main",
                advice="" if ref else "is the variable set that it is taken from?",
            )
        )
    folders = sorted({path if path.is_dir() else path.parent for path in map(Path, paths)})
    roots = dict.fromkeys(_root(folder) for folder in folders)
    return tuple(sorted({path for root in roots for path in _changed(ref, root)}))


def host(folder: Path) -> str:
    """Where the repository of a folder comes from: the host of its remote ``origin``; "" when none is known."""
    try:
        url = _git(folder, "remote", "get-url", "origin").decode("utf-8", "replace")
    except (_Failed, Refused):
        return ""
    found = _HOST.match(url.strip())
    return found[1].lower() if found else ""


def _changed(ref: str, root: Path) -> list[Path]:
    base = _common(ref, root)
    # No names of renamed files are guessed: the new name is a file that was not there, the old one is gone.
    diff = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--no-textconv", "--diff-filter=d")
    listed = [
        _git(root, *diff, "--ignore-submodules=all", base, "--"),
        _git(root, "ls-files", "-z", "--others", "--exclude-standard", "--"),
    ]
    names = [os.fsdecode(name) for names in listed for name in names.split(b"\0") if name]
    return [root / name for name in names if (root / name).is_file()]


def _common(ref: str, root: Path) -> str:
    """The commit from which on the working tree differs from ``ref`` by its own changes."""
    commit = _commit(ref, root)
    if commit is None:
        raise Refused(_unknown(ref, root))
    try:
        return _git(root, "merge-base", commit, "HEAD").decode().split()[0]
    except _Failed:
        advice = _FETCH if _is_shallow(root) else f"name a revision that the branch began from, {_BY_NAME}"
        raise Refused(Problem(f"{ref!r} and HEAD have no commit in common", advice=advice)) from None


def _commit(ref: str, root: Path) -> str | None:
    """The commit that a revision names; None when it names none, or more than one."""
    try:
        found = _git(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}").decode().strip()
    except _Failed:
        return None
    return found if _NAME.fullmatch(found) else None


def _unknown(ref: str, root: Path) -> Problem:
    message = f"the repository has no revision {ref!r}"
    if _commit(f"origin/{ref}", root) is not None:
        return Problem(message, advice=f"did you mean origin/{ref}?")
    if _is_shallow(root):
        return Problem(f"{message}, or it was not fetched: this is a shallow clone", advice=_FETCH)
    return Problem(message, advice="`git branch --all` lists the branches that are known here; `git fetch` gets others")


def _is_shallow(root: Path) -> bool:
    try:
        return _git(root, "rev-parse", "--is-shallow-repository").strip() == b"true"
    except _Failed:
        return False


def _root(folder: Path) -> Path:
    """The top folder of the working tree that a folder lies in. Raises Refused when there is none to be had."""
    shown = folder.as_posix()
    try:
        # Only the line end of the answer is cut off: a folder's name may end in blanks.
        return Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel").removesuffix(b"\n")))
    except _Failed as failed:
        if "dubious ownership" in failed.told:
            found = re.search(r"safe\.directory (.+)", failed.told)
            place = found[1].strip() if found else shlex.quote(shown)
            raise Refused(
                Problem(
                    "git does not trust the repository, since it belongs to another user (as is common in containers)",
                    file=shown,
                    advice=f"say that it may: git config --global --add safe.directory {place}",
                )
            ) from None
        if "not a git repository" in failed.told or "must be run in a work tree" in failed.told:
            raise Refused(
                Problem("lies in no working tree of git", file=shown, advice=f"name PATHS in a clone, {_BY_NAME}")
            ) from None
        raise Refused(Problem(f"git failed: {failed.told}", file=shown)) from None


def _git(folder: Path, *arguments: str) -> bytes:
    """What git prints. Raises _Failed with what it complains of, Refused when it cannot be run."""
    command: Sequence[str] = ("git", *_QUIETLY, "-C", os.fspath(folder), *arguments)
    environment = {name: value for name, value in os.environ.items() if name not in _OF_A_HOOK} | _ENVIRONMENT
    try:
        done = subprocess.run(command, stdin=subprocess.DEVNULL, capture_output=True, check=False, env=environment)
    except OSError as error:
        reason = "was not found" if isinstance(error, FileNotFoundError) else f"cannot be run: {error.strerror}"
        raise Refused(Problem(f"git {reason}", advice=f"install git, {_BY_NAME}")) from None
    if done.returncode:
        lines = done.stderr.decode("utf-8", "replace").strip()
        raise _Failed(lines or f"exit code {done.returncode}")
    return done.stdout
