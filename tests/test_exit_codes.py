"""Every exit code of figcheck, each by the real command in a process of its own.

Cases are rows: what is typed, the code, and what is told on which stream. Nothing is stood in for; where a bug is
needed, one is put into the process from outside.
"""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import NamedTuple

import pytest

ROOT = Path(__file__).resolve().parents[1]
FIGCHECK = [sys.executable, "-m", "figcheck"]

HEAD = "---\noutlet: {}\npublished: 2024-02-06\n---\n"
TOLLS = {
    "a.md": HEAD.format("A") + "The blast in Beirut killed 16 people on Monday, police said.\n",
    "b.md": HEAD.format("B") + "The blast in Beirut killed 61 people on Monday, police said.\n",
}
ONE = {"a.md": TOLLS["a.md"]}
UNREADABLE = b"\xff\xfe\x00\xd8 half a pair, and no text"
BUG = "import figcheck.link\ndef broken(*args): raise ZeroDivisionError('inside')\nfigcheck.link.link = broken\n"
BUG_IN_ONE = """\
import figcheck.find
find = figcheck.find.find
def broken(article, lexicon):
    if "61" in article.text: raise ZeroDivisionError("inside")
    return find(article, lexicon)
figcheck.find.find = broken
"""


class Case(NamedTuple):
    """What is typed in a folder with ``files``, and what comes of it."""

    code: int
    arguments: str
    stdout: str = ""
    stderr: str = ""
    files: dict[str, str | bytes] = TOLLS
    inside: str = ""  # what runs in the process before figcheck does


CASES = {
    # 0: nothing at or above --fail-on
    "one article": Case(0, "check a.md", "Nothing found", files=ONE),
    "findings, and none is to fail": Case(0, "check . --fail-on never", "1 finding"),
    "no rule is applied": Case(0, "extract .", "16 people"),
    "a saved run is told, whatever it found": Case(0, "report run.json", "1 finding"),
    # 1: findings
    "findings": Case(1, "check .", "1 finding"),
    "a rule fails its own test": Case(1, "rules test ./failing.yaml", "1 failed"),
    # 2: nothing was checked
    "an option that is none": Case(2, "check . --selct x", stderr="No such option"),
    "a command that is none": Case(2, "chek .", stderr="No such command"),
    "no path": Case(2, "check", stderr="no article was named"),
    "a path that is not there": Case(2, "check gone.md", stderr="no such file or folder: gone.md"),
    "no article in a folder": Case(2, "check .", stderr="no article found", files={"a.png": ""}),
    "a configuration that is wrong": Case(
        2, "check .", stderr="figcheck.yml:1:1: unknown setting", files={**TOLLS, "figcheck.yml": "fial_on: note\n"}
    ),
    "a rule that is wrong": Case(2, "check . --rules ./broken.yaml", stderr="broken.yaml:3:"),
    "a saved run that is none": Case(2, "report a.md", stderr="a.md"),
    "a bug": Case(2, "check .", stderr="figcheck has a bug: ZeroDivisionError: inside", inside=BUG),
    # 3: something was not read, or failed
    "an article that cannot be read": Case(3, "check .", "Not read (1)", files={**TOLLS, "c.txt": UNREADABLE}),
    "a bug in one article": Case(
        3, "check . -v", "figcheck failed on b.md: ZeroDivisionError", "reading", inside=BUG_IN_ONE
    ),
    # the highest cause: 2, then 3, then 1
    "2 before 3": Case(
        2,
        "check . --out csv=a.md/x",
        "not read: c.txt",
        "cannot write the report",
        files={**ONE, "c.txt": UNREADABLE},
    ),
    "2 before 1": Case(2, "check . --out csv=a.md/x", "1 finding", "cannot write the report"),
    "3 before 1": Case(3, "check . --fail-on note", "1 finding", files={**TOLLS, "c.txt": UNREADABLE}),
}
RULE = """\
version: 1
rules:
  - id: toll-differs
    title: Tolls differ
    severity: {severity}
    measure: deaths
    same: [where]
    check: {{type: agree}}
    window: 3d
    why: A toll is one.
    tests:
      - name: one and the same
        articles:
          - {{outlet: A, published: 2024-02-06, text: "The blast in Beirut killed 16 people on Monday."}}
          - {{outlet: B, published: 2024-02-06, text: "The blast in Beirut killed 16 people on Monday."}}
        expect: [{{values: [16, 16]}}]
"""


def run(arguments: Iterable[str], folder: Path, inside: str = "") -> subprocess.CompletedProcess[str]:
    paths = [str(ROOT)]
    if inside:  # Python runs a module of this name before anything else
        (folder / ".inside").mkdir(exist_ok=True)
        (folder / ".inside" / "sitecustomize.py").write_text(inside)
        paths.insert(0, str(folder / ".inside"))
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(paths)}
    return subprocess.run(
        [*FIGCHECK, *arguments], capture_output=True, encoding="utf-8", cwd=folder, env=environment, timeout=120
    )


def lay_out(folder: Path, files: dict[str, str | bytes]) -> None:
    (folder / ".git").mkdir()  # no configuration above it counts
    for name, content in files.items():
        (folder / name).write_bytes(content.encode() if isinstance(content, str) else content)
    (folder / "failing.yaml").write_text(RULE.format(severity="warning"))
    (folder / "broken.yaml").write_text(RULE.format(severity="warning").replace("  - id:", "  - idd:"))


@pytest.fixture(scope="module")
def outcomes(tmp_path_factory: pytest.TempPathFactory) -> dict[str, subprocess.CompletedProcess[str]]:
    """What came of each case. They wait for one another no more than they must."""
    folder = tmp_path_factory.mktemp("saved")
    lay_out(folder, TOLLS)
    saved = run(["check", ".", "--save", "run.json"], folder)
    assert saved.returncode == 1, saved.stderr

    def outcome(case: Case) -> subprocess.CompletedProcess[str]:
        place = tmp_path_factory.mktemp("case")
        lay_out(place, case.files)
        (place / "run.json").write_bytes((folder / "run.json").read_bytes())
        return run(case.arguments.split(), place, case.inside)

    with ThreadPoolExecutor(os.cpu_count()) as pool:
        return dict(zip(CASES, pool.map(outcome, CASES.values()), strict=True))


@pytest.mark.parametrize("name", CASES)
def test_exit_code(name: str, outcomes: dict[str, subprocess.CompletedProcess[str]]) -> None:
    case, done = CASES[name], outcomes[name]
    assert done.returncode == case.code, done.stdout + done.stderr
    assert case.stdout in done.stdout
    assert case.stderr in done.stderr
    if not case.stdout:
        assert done.stdout == ""
    if not case.stderr:
        assert done.stderr == ""
    assert "Traceback" not in done.stderr


def test_every_code_has_a_case() -> None:
    from figcheck.commands import options

    codes = {options.OK, options.FOUND, options.REFUSED, options.INCOMPLETE}
    assert {case.code for case in CASES.values()} == codes == {0, 1, 2, 3}
    assert options.INTERRUPTED == 130  # below


# The process says that it is amid its work, then goes on so slowly that the signal meets it there.
SLOW = """\
import sys, time
import figcheck.find
find = figcheck.find.find
def slow(article, lexicon):
    print("reading", file=sys.stderr, flush=True)
    time.sleep(60)
    return find(article, lexicon)
figcheck.find.find = slow
"""


@pytest.mark.parametrize(
    ("sent", "code", "told"),
    [
        ("SIGINT", 130, b"Interrupted; nothing more was written.\n"),
        ("SIGTERM", -15, b"Ended by SIGTERM; nothing more was written.\n"),  # which a shell calls 143
        ("SIGHUP", -1, b"Ended by SIGHUP; nothing more was written.\n"),
    ],
)
@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted(tmp_path: Path, sent: str, code: int, told: bytes, jobs: str) -> None:
    lay_out(tmp_path, TOLLS)
    (tmp_path / ".inside").mkdir()
    (tmp_path / ".inside" / "sitecustomize.py").write_text(SLOW)
    process = subprocess.Popen(
        [*FIGCHECK, "check", ".", "--out", "csv=report.csv", "-j", jobs],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path / '.inside'}{os.pathsep}{ROOT}"},
        # A shell's background jobs ignore the signal, and so would what they start.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
    )
    assert process.stderr is not None
    assert process.stderr.readline() == b"reading\n"
    process.send_signal(signal.Signals[sent])
    stdout, stderr = process.communicate(timeout=60)
    assert process.returncode == code
    assert stdout == b""
    assert stderr.replace(b"reading\n", b"") == told  # of the second process
    assert not (tmp_path / "report.csv").exists()


@pytest.mark.skipif(os.name != "posix", reason="elsewhere a folder that is in use stays")
def test_a_folder_that_is_gone(tmp_path: Path) -> None:
    (tmp_path / "gone").mkdir()
    command = " ".join(f"'{part}'" for part in [*FIGCHECK, "check", "."])
    done = subprocess.run(
        f"rmdir ../gone; {command}",
        shell=True,
        capture_output=True,
        cwd=tmp_path / "gone",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 2
    assert done.stderr.startswith(b"the folder that figcheck was started in is not there any more\n")


def test_a_signal_that_is_to_be_ignored_is(tmp_path: Path) -> None:
    lay_out(tmp_path, TOLLS)
    process = subprocess.Popen(
        [*FIGCHECK, "check", "-", "b.md", "-q", "-f", "concise"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        preexec_fn=lambda: signal.signal(signal.SIGHUP, signal.SIG_IGN),  # as nohup does
    )
    time.sleep(0.5)
    process.send_signal(signal.SIGHUP)
    stdout, stderr = process.communicate(TOLLS["a.md"].encode(), timeout=60)
    assert (process.returncode, stderr) == (1, b"")
    assert stdout.startswith(b"<stdin>:5:28: warning")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        pytest.param("check .", 1, id="findings"),
        pytest.param("check . c.txt", 3, id="something unread"),
    ],
)
def test_a_reader_that_has_seen_enough_does_not_change_the_code(arguments: str, code: int, tmp_path: Path) -> None:
    lay_out(tmp_path, {**TOLLS, **({"c.txt": UNREADABLE} if code == 3 else {})})
    reading, writing = os.pipe()
    os.close(reading)  # nobody is there any more when the first byte comes
    done = subprocess.run(
        [*FIGCHECK, *arguments.split()],
        stdout=writing,
        stderr=subprocess.PIPE,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    os.close(writing)
    assert (done.returncode, done.stderr) == (code, b"")


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="this system has no device that is full")
def test_standard_output_that_is_full(tmp_path: Path) -> None:
    lay_out(tmp_path, TOLLS)
    with open("/dev/full", "wb") as full:
        done = subprocess.run(
            [*FIGCHECK, "check", "."],
            stdout=full,
            stderr=subprocess.PIPE,
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )
    assert (done.returncode, done.stderr) == (2, b"cannot print the report: No space left on device\n")


@pytest.mark.parametrize("stream", [1, 2], ids=["no standard output", "no standard error"])
def test_a_stream_that_is_closed_does_not_change_the_code(stream: int, tmp_path: Path) -> None:
    lay_out(tmp_path, TOLLS)
    command = " ".join(f"'{part}'" for part in [*FIGCHECK, "check", "."])
    done = subprocess.run(
        f"{command} {stream}>&-",
        shell=True,
        capture_output=True,
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode == 1, done.stderr
