"""Broken rule files: each is refused before anything is checked, at its line and column, with a sentence that helps."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import jsonschema
import pytest
from click.testing import CliRunner
from texts import cases

from figcheck.cli import main
from figcheck.problems import Refused
from figcheck.rules import shipped_packs
from figcheck.ruleschema import rules_schema
from figcheck.yamlfile import parse_yaml, read_yaml

NAME = "broken.yaml"
GOOD = """\
version: 1
rules:
  - id: good
    title: Good
    measure: deaths
    check: {type: agree}
"""
BROKEN = cases("broken_rules.yaml")
SCHEMA = jsonschema.Draft202012Validator(rules_schema())


def content(case: dict[str, Any]) -> bytes:
    if "rule" in case:
        return f"{GOOD}    {case['rule']}\n".encode()
    text = case.get("before", "") + case["text"] * case.get("times", 1) + case.get("after", "")
    return text.encode(case.get("encoding", "utf-8"))


@pytest.mark.parametrize("case", BROKEN)
def test_refused_at_its_place(case: dict[str, Any], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path(NAME).write_bytes(content(case))
    Path("a.txt").write_text("Twelve people were killed.\n")
    done = CliRunner().invoke(main, ["check", "a.txt", "--rules", NAME], prog_name="figcheck")
    assert (done.exit_code, done.stdout) == (2, ""), done.output
    place = ":".join(filter(None, (NAME, case["at"])))
    assert done.stderr.startswith(f"{place}: "), done.stderr[:500]
    assert case["says"] in done.stderr, done.stderr[:1000]
    assert "Traceback" not in done.stderr and "has a bug" not in done.stderr
    assert done.stderr.replace("\n", "").replace("\u00a0", " ").isprintable()
    assert len(done.stderr) < 40_000, "nobody reads more"


def test_the_good_rule_is_good(tmp_path: Path) -> None:
    file = tmp_path / NAME
    file.write_text(GOOD)
    done = CliRunner().invoke(main, ["rules", "list", str(file)], prog_name="figcheck")
    assert done.exit_code == 0, done.output


def test_many_of_them_are_refused_by_the_schema_as_well() -> None:
    """What an editor that has the schema marks while somebody types."""
    refused = 0
    for parameter in BROKEN:
        (case,) = parameter.values
        try:
            data = parse_yaml(content(case).decode("utf-8"), NAME).data
        except (Refused, UnicodeDecodeError):
            continue
        refused += not SCHEMA.is_valid(data)
    assert len(BROKEN) >= 40 and refused >= 30, refused


@pytest.mark.parametrize(
    "file", [file for files in shipped_packs().values() for file in files], ids=lambda file: file.name
)
def test_shipped_files_are_valid_by_the_schema(file: Path) -> None:
    data = read_yaml(file).data

    def as_json(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: as_json(inner) for key, inner in value.items()}
        if isinstance(value, list):
            return [as_json(inner) for inner in value]
        return value if isinstance(value, str | int | float | None) else value.isoformat()  # a day is text to editors

    assert [error.message for error in SCHEMA.iter_errors(as_json(data))] == []
