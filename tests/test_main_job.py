"""The command itself, as a process, on folders of articles: exit codes, streams, files, and the same bytes again."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent

ATTACKS = {
    "bases-early.md": (
        "---\ntitle: Bases under fire\noutlet: Alpha\npublished: 2024-02-06\n---\n"
        "American forces in Iraq and Syria have been attacked over 160 times.\n"
    ),
    "bases-late.md": (
        "---\ntitle: Group says it hit bases\noutlet: Beta\npublished: 2024-02-17\n---\n"
        "Militias have struck American bases in Syria and Iraq around 200 times since October 7, 2023.\n"
    ),
    "bakery.txt": "The bakery in Quito sold 4,300 loaves on Sunday.\n",
}
QUIET = {
    "ferry.txt": "Sixteen people were killed when a ferry sank off Basra, Iraq.\n",
    "bakery.txt": "The bakery in Quito sold 4,300 loaves on Sunday.\n",
}
RULE = """\
version: 1
rules:
  - id: own-deaths
    title: Two articles count the same deaths differently
    mesure: deaths
    check: {type: agree}
"""


def figcheck(*arguments: str | Path, cwd: Path) -> subprocess.CompletedProcess[bytes]:
    variables = {"PYTHONPATH": str(ROOT), "PATH": os.environ.get("PATH", ""), "PYTHONHASHSEED": "random"}
    command = [sys.executable, "-m", "figcheck", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, cwd=cwd, env=variables, timeout=120, check=False)


def written(folder: Path, articles: dict[str, str]) -> Path:
    folder.mkdir(parents=True)
    for name, text in articles.items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """An empty folder that no configuration above it reaches."""
    (tmp_path / ".git").mkdir()
    return tmp_path


@pytest.fixture
def attacks(home: Path) -> Path:
    return written(home / "news", ATTACKS)


# --- exit codes ---


def test_0_when_nothing_differs(home: Path) -> None:
    written(home / "news", QUIET)
    done = figcheck("check", "news", cwd=home)
    assert (done.returncode, done.stderr.count(b"Traceback")) == (0, 0)


def test_1_with_findings(attacks: Path) -> None:
    done = figcheck("check", "news", cwd=attacks.parent)
    assert done.returncode == 1, done.stderr
    assert b"160" in done.stdout and b"200" in done.stdout


@pytest.mark.parametrize(
    ("level", "code"),
    [
        pytest.param("error", 0, id="a warning is below error"),
        pytest.param("never", 0, id="never"),
        pytest.param("warning", 1, id="warning"),
    ],
)
def test_fail_on(level: str, code: int, attacks: Path) -> None:
    assert figcheck("check", "news", "--fail-on", level, cwd=attacks.parent).returncode == code


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        pytest.param(["check", "no-such-folder"], "no-such-folder", id="a path that is missing"),
        pytest.param(["check", "news", "no-such-file.txt"], "no-such-file.txt", id="one of two paths is missing"),
        pytest.param(["check", "news", "--fail-onn", "note"], "--fail-onn", id="an unknown option"),
        pytest.param(["check", "news", "-f", "tabel"], "tabel", id="an unknown format"),
        pytest.param(["check", "news", "--select", "no-such-rule"], "no-such-rule", id="an unknown rule"),
        pytest.param(["check", "news", "--rules", "no-such-pack"], "no-such-pack", id="an unknown pack"),
        pytest.param(["check", "empty"], "empty", id="a folder without articles"),
    ],
)  # fmt: skip
def test_2_when_the_run_cannot_start(arguments: list[str], told: str, attacks: Path) -> None:
    (attacks.parent / "empty").mkdir()
    done = figcheck(*arguments, cwd=attacks.parent)
    assert (done.returncode, done.stdout) == (2, b"")
    assert told in done.stderr.decode()
    assert "Traceback" not in done.stderr.decode()


def test_2_for_a_misspelt_key_with_its_place(attacks: Path) -> None:
    rules = attacks.parent / "own.yaml"
    rules.write_text(RULE, encoding="utf-8")
    done = figcheck("check", "news", "--rules", "./own.yaml", cwd=attacks.parent)
    line = next(n for n, text in enumerate(RULE.splitlines(), 1) if "mesure" in text)
    assert (done.returncode, done.stdout) == (2, b"")
    assert f"own.yaml:{line}:5" in done.stderr.decode()
    assert "did you mean" in done.stderr.decode() and "measure" in done.stderr.decode()


def test_3_when_a_file_cannot_be_read_and_the_rest_is_checked(home: Path) -> None:
    news = written(home / "news", QUIET)
    (news / "broken.txt").write_bytes(bytes(range(256)) * 4)
    done = figcheck("check", "news", "-f", "json", cwd=home)
    report = json.loads(done.stdout)
    assert done.returncode == 3
    assert [row["path"].rsplit("/", 1)[-1] for row in report["unread"]] == ["broken.txt"]
    assert report["reach"]["read"] == len(QUIET)
    listed = figcheck("check", "news", "-f", "jsonl", cwd=home)
    assert (listed.returncode, listed.stdout) == (3, b"")
    assert b"broken.txt" in listed.stderr, "findings alone are on stdout, so stderr must name the file"


def test_3_stands_above_1(attacks: Path) -> None:
    (attacks / "broken.txt").write_bytes(bytes(range(256)) * 4)
    done = figcheck("check", "news", "-f", "json", cwd=attacks.parent)
    assert done.returncode == 3
    assert json.loads(done.stdout)["findings"]


# --- streams and files ---


def test_json_is_all_there_is_on_stdout(attacks: Path) -> None:
    done = figcheck("check", "news", "-f", "json", cwd=attacks.parent)
    report = json.loads(done.stdout)
    (finding,) = [row for row in report["findings"] if row["severity"] != "note"]
    assert (finding["rule"], finding["severity"]) == ("attack-count-differs", "warning")
    assert [figure["value"] for figure in finding["figures"]] == [160, 200]
    rows = {row["id"] for row in report["figures"]}
    assert all({pair["a"], pair["b"]} <= rows for pair in report["comparisons"])


def test_json_lines_are_one_object_a_line(attacks: Path) -> None:
    checked = figcheck("check", "news", "-f", "jsonl", cwd=attacks.parent)
    assert "attack-count-differs" in {json.loads(line)["rule"] for line in checked.stdout.splitlines()}
    extracted = figcheck("extract", "news", "-f", "jsonl", cwd=attacks.parent)
    assert extracted.returncode == 0
    rows = [json.loads(line) for line in extracted.stdout.splitlines()]
    assert {row["surface"] for row in rows} == {"over 160", "around 200", "4,300"}
    keys = (
        "schema id article path outlet title published line column start end in_title surface number_surface value low "
        "high low_open high_open hedge unit counted measure kind mode rank who by where when about start_date as_of "
        "said_by quote because"
    ).split()
    assert all(set(keys) <= set(row) for row in rows)
    for row in rows:
        text = (attacks / Path(row["path"]).name).read_text("utf-8")
        assert text[row["start"] : row["end"]] == row["surface"]
        line = text.splitlines()[row["line"] - 1]
        assert line[row["column"] - 1 :].startswith(row["surface"])


def test_files_beside_stdout(attacks: Path) -> None:
    done = figcheck(
        "check", "news", "-q", "--out", "json=made/run.json", "--out", "csv=made/run.csv", "--out-dir", "tables",
        cwd=attacks.parent,
    )  # fmt: skip
    assert done.returncode == 1, done.stderr
    shown = figcheck("check", "news", "-q", "-f", "json", cwd=attacks.parent)
    assert (attacks.parent / "made" / "run.json").read_bytes() == shown.stdout
    with (attacks.parent / "made" / "run.csv").open(encoding="utf-8", newline="") as file:
        assert len(list(csv.DictReader(file))) == len(json.loads(shown.stdout)["findings"])
    made = sorted(path.name for path in (attacks.parent / "tables").iterdir())
    assert made == ["discrepancies.csv", "figures.csv"]


# --- the same again ---


def test_the_same_bytes_twice(attacks: Path) -> None:
    # Hash seeds differ from process to process, so an order left to a set would show.
    runs = {figcheck("check", "news", "-f", "json", cwd=attacks.parent).stdout for _ in range(3)}
    assert len(runs) == 1


def test_the_same_bytes_in_any_order_of_paths(attacks: Path) -> None:
    names = [f"news/{name}" for name in ATTACKS]
    orders = (names, names[::-1], [names[1], names[2], names[0]])
    runs = {figcheck("check", *order, "-f", "json", cwd=attacks.parent).stdout for order in orders}
    assert len(runs) == 1
    assert json.loads(runs.pop())["findings"]


def test_a_path_named_twice_counts_once(attacks: Path) -> None:
    once = figcheck("check", "news", "-f", "json", cwd=attacks.parent)
    twice = figcheck("check", "news", "news", "-f", "json", cwd=attacks.parent)
    assert json.loads(twice.stdout)["reach"] == json.loads(once.stdout)["reach"]


def test_from_another_folder(attacks: Path, home: Path) -> None:
    elsewhere = home / "elsewhere"
    elsewhere.mkdir()
    here = json.loads(figcheck("check", "news", "-f", "json", cwd=home).stdout)
    there = json.loads(figcheck("check", attacks, "-f", "json", cwd=elsewhere).stdout)
    for report in (here, there):
        assert [row["rule"] for row in report["findings"]] == ["attack-count-differs"]
    assert there["findings"][0]["fingerprint"] == here["findings"][0]["fingerprint"]
