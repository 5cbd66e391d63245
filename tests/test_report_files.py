"""Report files: whole or not at all, whatever stands in their place, when the disk is full, when a writer is killed."""

from __future__ import annotations

import json
import os
import resource
import signal
import stat
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from figcheck.problems import Refused
from figcheck.report.files import write_file

HERE = Path(__file__).resolve().parent
FIGCHECK = [sys.executable, "-m", "figcheck"]


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def refused(path: Path, content: str | bytes = "new") -> str:
    with pytest.raises(Refused) as caught:
        write_file(path, content)
    (problem,) = caught.value.problems
    assert problem.file == str(path)
    return problem.message


def test_replaces_whole_and_makes_folders(tmp_path: Path) -> None:
    target = tmp_path / "deep" / "er" / "report.txt"
    write_file(target, "first, and longer")
    write_file(target, "second\n")
    assert target.read_bytes() == b"second\n"
    assert names(target.parent) == ["report.txt"]


@pytest.mark.parametrize("link", ["real.txt", "gone.txt"], ids=["to a file", "to nowhere yet"])
def test_follows_a_link(tmp_path: Path, link: str) -> None:
    (tmp_path / "real.txt").write_text("old")
    (tmp_path / "link.txt").symlink_to(tmp_path / link)
    write_file(tmp_path / "link.txt", "new")
    assert (tmp_path / "link.txt").is_symlink()
    assert (tmp_path / link).read_text() == "new"


@pytest.mark.parametrize("mode", [0o640, 0o600, 0o666])
def test_keeps_the_rights(tmp_path: Path, mode: int) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    target.chmod(mode)
    write_file(target, "new")
    assert stat.S_IMODE(target.stat().st_mode) == mode


def test_a_draft_is_no_more_open_than_the_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    target = tmp_path / "report.txt"
    target.write_text("old")
    target.chmod(0o600)
    seen: list[int] = []
    sync = os.fsync
    monkeypatch.setattr(os, "fsync", lambda fd: (seen.append(stat.S_IMODE(os.fstat(fd).st_mode)), sync(fd))[1])
    write_file(target, "new")
    assert seen == [0o600]


def test_a_name_as_long_as_a_name_can_be(tmp_path: Path) -> None:
    target = tmp_path / ("n" * 251 + ".txt")
    write_file(target, "new")
    assert target.read_text() == "new"


@pytest.mark.parametrize(
    ("where", "told"),
    [
        pytest.param("", "Is a directory", id="a folder"),
        pytest.param("file.txt/report.txt", "Not a directory", id="below a file"),
        pytest.param("loop", "Too many levels of symbolic links", id="a loop of links"),
        pytest.param("n" * 300, "File name too long", id="too long a name"),
    ],
)
def test_refuses_and_leaves_no_draft(tmp_path: Path, where: str, told: str) -> None:
    (tmp_path / "file.txt").write_text("kept")
    (tmp_path / "loop").symlink_to(tmp_path / "loop")
    assert refused(tmp_path / where) == f"cannot write the report: {told}"
    assert names(tmp_path) == ["file.txt", "loop"]
    assert (tmp_path / "file.txt").read_text() == "kept"


def test_a_folder_that_is_not_ours(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("old")
    tmp_path.chmod(0o500)
    try:
        if os.access(tmp_path, os.W_OK):
            pytest.skip("this user may write everywhere")
        with pytest.raises(Refused) as caught:
            write_file(tmp_path / "report.txt", "new")
        assert "the folder must be writable too" in caught.value.problems[0].advice
        assert (tmp_path / "report.txt").read_text() == "old"
    finally:
        tmp_path.chmod(0o700)


def test_text_that_cannot_be_written_costs_nothing(tmp_path: Path) -> None:
    (tmp_path / "report.txt").write_text("old")
    with pytest.raises(UnicodeEncodeError):
        write_file(tmp_path / "report.txt", "half a pair: \ud800")
    assert names(tmp_path) == ["report.txt"]
    assert (tmp_path / "report.txt").read_text() == "old"


def test_into_a_pipe(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    read: list[str] = []
    reader = threading.Thread(target=lambda: read.append(pipe.read_text()))
    reader.start()
    write_file(pipe, "new")
    reader.join()
    assert read == ["new"]
    assert stat.S_ISFIFO(pipe.stat().st_mode)


def test_a_pipe_whose_reader_leaves(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)

    def read_a_little() -> None:
        with pipe.open("rb", buffering=0) as file:
            file.read(10)

    reader = threading.Thread(target=read_a_little)
    reader.start()
    write_file(pipe, "x" * 1_000_000)
    reader.join()


def test_standard_output_that_is_a_file_gets_both(tmp_path: Path) -> None:
    out = tmp_path / "out.txt"
    code = "from figcheck.report.files import write_file; from pathlib import Path; import sys; "
    code += "print('printed', flush=True); write_file(Path('/dev/stdout'), 'written')"
    with out.open("wb") as file:
        subprocess.run([sys.executable, "-c", code], stdout=file, check=True)
    assert out.read_text() == "printed\nwritten"


def test_drafts_of_writers_that_were_killed_are_cleared_away(tmp_path: Path) -> None:
    old, new, other = (tmp_path / name for name in (".figcheck-0a.tmp", ".figcheck-0b.tmp", ".other.tmp"))
    for path in (old, new, other):
        path.write_text("half")
    for path in (old, other):
        os.utime(path, (time.time() - 7200, time.time() - 7200))
    write_file(tmp_path / "report.txt", "new")
    assert names(tmp_path) == [".figcheck-0b.tmp", ".other.tmp", "report.txt"]


# --- through the command ---


def articles(folder: Path, count: int) -> Path:
    """A file of articles whose saved run takes many writes."""
    path = folder / "many.jsonl"
    rows = [
        {"id": str(n), "outlet": f"O{n}", "published": "2024-02-06", "text": f"The blast killed {n} people in Varsk."}
        for n in range(2, count)
    ]
    path.write_text("".join(json.dumps(row) + "\n" for row in rows))
    return path


@pytest.fixture(scope="module")
def saved(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("saved")
    command = [*FIGCHECK, "check", str(articles(folder, 300)), "-q", "--save", str(folder / "run.json")]
    done = subprocess.run(command, capture_output=True, cwd=HERE.parent)
    assert done.returncode in (0, 1), done.stderr
    return folder / "run.json"


def test_a_full_disk_leaves_the_old_report(saved: Path, tmp_path: Path) -> None:
    target = tmp_path / "report.json"
    target.write_text("old")
    done = subprocess.run(
        [*FIGCHECK, "report", str(saved), "-f", "concise", "--out", f"json={target}", "--out", f"csv={tmp_path / 'c'}"],
        capture_output=True,
        encoding="utf-8",
        cwd=HERE.parent,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (5000, 5000)),
    )
    assert done.returncode == 2
    assert done.stderr.count("cannot write the report: File too large") == 2, done.stderr
    assert "findings" in done.stdout  # what was found is told all the same
    assert names(tmp_path) == ["report.json"]
    assert target.read_text() == "old"


def test_a_full_file_system_leaves_the_old_report(saved: Path, tmp_path: Path) -> None:
    disk = tmp_path / "disk"
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "none", str(disk)], capture_output=True).returncode:
        pytest.skip("no file system can be made here")
    try:
        (disk / "report.json").write_text("old")
        done = subprocess.run(
            [*FIGCHECK, "report", str(saved), "-q", "-f", "concise", "--out", f"json={disk / 'report.json'}"],
            capture_output=True,
            encoding="utf-8",
            cwd=HERE.parent,
        )
        assert (done.returncode, "No space left on device" in done.stderr) == (2, True), done.stderr
        assert names(disk) == ["report.json"]
        assert (disk / "report.json").read_text() == "old"
    finally:
        subprocess.run(["umount", str(disk)], check=True)


@pytest.mark.slow
def test_a_kill_leaves_the_old_report_or_the_new(saved: Path, tmp_path: Path) -> None:
    """Killed at many moments of the writing: the report is there, whole, each time."""
    target = tmp_path / "report.json"
    subprocess.run(
        [*FIGCHECK, "report", str(saved), "-q", "-f", "concise", "--out", f"json={target}"], check=True, cwd=HERE.parent
    )
    new = target.read_bytes()
    assert len(new) > 100_000
    old = b"old"
    # The writer is killed before the first step of its writing, before the second, and so on.
    code = f"""
import os, signal, sys
from pathlib import Path
from figcheck.report import files
left = int(sys.argv[1])
def stopped(real):
    def call(*args, **kwargs):
        global left
        left -= 1
        if left == 0:
            os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return call
for name in ("open", "fsync", "replace"):
    setattr(os, name, stopped(getattr(os, name)))
files.write_file(Path({str(target)!r}), Path({str(target)!r}).with_name("new").read_bytes())
"""
    (tmp_path / "new").write_bytes(new)
    outcomes = set()
    for moment in range(1, 6):
        target.write_bytes(old)
        done = subprocess.run([sys.executable, "-c", code, str(moment)], capture_output=True, cwd=HERE.parent)
        assert target.read_bytes() in (old, new), moment
        outcomes.add((done.returncode, target.read_bytes() == new))
    assert outcomes == {(-signal.SIGKILL, False), (0, True)}
    # And at moments that the clock chooses, through the command.
    target.write_bytes(old)
    for wait in range(12):
        process = subprocess.Popen(
            [*FIGCHECK, "report", str(saved), "-q", "-f", "concise", "--out", f"json={target}"],
            stdout=subprocess.PIPE,
            cwd=HERE.parent,
        )
        assert process.stdout is not None
        process.stdout.readline()  # what is printed comes before what is written
        process.stdout.close()
        time.sleep(wait / 200)
        process.kill()
        process.wait()
        assert target.read_bytes() in (old, new)
