"""A saved run is the run, and a file that is none says so."""

from __future__ import annotations

import csv
import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from sample_run import CLEAN_RUN, RUN

from figcheck import api
from figcheck.articles import Remark
from figcheck.cli import main
from figcheck.config import Settings
from figcheck.findings import Finding, RuleCard, Run, SetAside
from figcheck.problems import Refused
from figcheck.report import CHECK_FORMATS, render
from figcheck.runfile import SCHEMA, is_saved_run, read_run, run_text

ROOT = Path(__file__).resolve().parent.parent
WAIVED = Run(
    "1",
    rules=(RuleCard("a", "A", "why", "note", "agree", "mine", ("deaths",)),),
    set_aside=(SetAside(Finding("a", "note", "x", "m", (), "f" * 16), "accepted", "old", dt.date(2026, 1, 2), "f:1"),),
    remarks=(Remark("expired", "ran out", "figcheck-accepted.yml", 3),),
    focus=(),
)


@pytest.fixture(scope="module")
def seeds() -> Run:
    return api.run([ROOT / "seeds"], Settings())


@pytest.mark.parametrize("run", [RUN, CLEAN_RUN, Run("0"), WAIVED], ids=["hostile", "clean", "empty", "waived"])
def test_back_as_it_was(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(run_text(run), encoding="ascii")
    assert read_run(file) == run
    assert is_saved_run(file)


def test_a_real_run_comes_back_and_looks_the_same(seeds: Run, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_text(run_text(seeds), encoding="ascii")
    again = read_run(file)
    assert again == seeds
    assert run_text(again) == run_text(seeds)
    text = [name for name, format in CHECK_FORMATS.items() if not format.binary]
    assert [render(again, name) for name in text] == [render(seeds, name) for name in text]


def test_records_held_by_many_are_written_once(seeds: Run) -> None:
    document = json.loads(run_text(seeds))
    assert len(document["headers"]) == len(seeds.articles)


def without(*keys: str) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        for key in keys[:-1]:
            document = document[key]
        del document[keys[-1]]

    return change


def with_value(value: Any, *keys: Any) -> Callable[[dict[str, Any]], None]:
    def change(document: dict[str, Any]) -> None:
        for key in keys[:-1]:
            document = document[key]
        document[keys[-1]] = value

    return change


@pytest.mark.parametrize(
    ("change", "told"),
    [
        pytest.param(with_value("figcheck.run/99", "schema"), "figcheck.run/99", id="a newer version"),
        pytest.param(with_value("figcheck.check/1", "schema"), "not a saved run", id="the output of a check"),
        pytest.param(without("schema"), "not a saved run", id="no schema"),
        pytest.param(without("run"), "damaged", id="no run"),
        pytest.param(without("headers"), "damaged", id="no headers"),
        pytest.param(without("run", "version"), "damaged", id="a field is missing"),
        pytest.param(with_value(1, "run", "nothing_known"), "damaged", id="an unknown field"),
        pytest.param(with_value(7, "run", "version"), "damaged", id="a number for text"),
        pytest.param(with_value("x", "run", "claims"), "damaged", id="text for records"),
        pytest.param(with_value(9999, "run", "claims", 0, "header"), "damaged", id="a header that is not there"),
        pytest.param(with_value("odd", "run", "claims", 0, "figure", "hedge"), "damaged", id="a hedge of no kind"),
        pytest.param(with_value("x", "run", "claims", 0, "figure", "reading", "low"), "damaged", id="no number"),
    ],
)
def test_what_is_no_saved_run_is_refused(change: Callable[[dict[str, Any]], None], told: str, tmp_path: Path) -> None:
    document = json.loads(run_text(RUN))
    change(document)
    file = tmp_path / "run.json"
    file.write_text(json.dumps(document), encoding="ascii")
    with pytest.raises(Refused) as refused:
        read_run(file)
    (problem,) = refused.value.problems
    assert told in problem.message
    assert problem.file == file.as_posix()


@pytest.mark.parametrize(
    ("content", "told"),
    [
        pytest.param(b"{", "Expecting", id="cut short"),
        pytest.param(b"\xff\xfe\x00", "no JSON text", id="not text"),
        pytest.param(b"[" * 100_000, "no JSON text", id="too deep"),
        pytest.param(b"[]", "not a saved run", id="a list"),
    ],
)
def test_what_is_no_json_is_refused(content: bytes, told: str, tmp_path: Path) -> None:
    file = tmp_path / "run.json"
    file.write_bytes(content)
    assert not is_saved_run(file)
    with pytest.raises(Refused, match=told):
        read_run(file)


def test_the_commands_of_a_saved_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(ROOT)
    file = tmp_path / "run.json"
    checked = CliRunner().invoke(main, ["check", "seeds", "-f", "json", "--save", str(file)])
    assert checked.exit_code == 1
    reported = CliRunner().invoke(main, ["report", str(file), "-f", "json", "--out", f"csv={tmp_path / 'a.csv'}"])
    assert (reported.exit_code, reported.output) == (0, checked.output)
    with (tmp_path / "a.csv").open(encoding="utf-8", newline="") as written:
        assert len(list(csv.DictReader(written))) == len(json.loads(checked.output)["findings"])
    fingerprint = json.loads(checked.output)["findings"][2]["fingerprint"]
    anew = CliRunner().invoke(main, ["explain", fingerprint, "seeds"])
    assert anew.exit_code == 0
    assert CliRunner().invoke(main, ["explain", fingerprint, str(file)]).output == anew.output
    none = CliRunner().invoke(main, ["explain", fingerprint, str(file), "--select", "death-toll-differs"])
    assert (none.exit_code, "not in force" in none.stderr) == (2, True)


def test_a_report_of_nothing(tmp_path: Path) -> None:
    file = tmp_path / "missing.json"
    result = CliRunner().invoke(main, ["report", str(file)])
    assert result.exit_code == 2
    assert "cannot be opened" in result.stderr
    assert SCHEMA.startswith("figcheck.run/")
