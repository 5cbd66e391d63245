"""Articles held against themselves: one file of cases a kind of check, those that fire and near misses that do not.

A case runs under all shipped rules, as an editor would run it: ``silent`` means that no rule shows anything at warning
or above.
"""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

import pytest
import yaml
from texts import CASES, article_of

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.findings import Finding, Run
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

FOLDER: Final = CASES / "inside"
FILES: Final = sorted(FOLDER.glob("*.yaml"))
FEWEST: Final = 25  # of each kind and file
TOOLKIT: Final = Toolkit(load_lexicon(), load_rules())
PUBLISHED: Final = dt.date(2024, 5, 2)  # a Thursday


def listed(key: str) -> list[Any]:
    """The cases under a key of all files; an id is the file and the beginning of the text."""
    rows = []
    for file in FILES:
        for row in yaml.safe_load(file.read_text("utf-8"))[key]:
            rows.append(pytest.param(row, id=f"{file.stem}: {row.get('title', '')[:40]} {row['text'][:70]}"))
    return rows


def checked(case: dict[str, Any]) -> Run:
    """The run over the one article of a case."""
    article = article_of(
        case["text"], title=case.get("title", ""), published=case.get("published", PUBLISHED), outlet="A"
    )
    return run_engine([article], TOOLKIT)


def told(run: Run, finding: Finding) -> tuple[str, str, str, list[float]]:
    """A finding as a case tells it: rule, cause, severity and the printed values, primary first."""
    points = [run.claim(claim).figure.reading for claim in finding.figures]
    values = [float(it.point if it.point is not None else it.low) for it in points]
    return finding.rule, finding.cause, finding.severity, values


@pytest.mark.parametrize("case", listed("fires"))
def test_fires(case: dict[str, Any]) -> None:
    run = checked(case)
    found = [told(run, finding) for finding in run.findings]
    wanted = (case["rule"], case["cause"], case.get("severity", "warning"), [float(v) for v in case.get("values", [])])
    assert wanted in found, f"{wanted} is not among {found}"


@pytest.mark.parametrize("case", [row for row in listed("fires") if "words" in row.values[0]])
def test_words_of_a_message(case: dict[str, Any]) -> None:
    assert any(case["words"] in finding.message for finding in checked(case).findings)


@pytest.mark.parametrize("case", listed("silent"))
def test_stays_silent(case: dict[str, Any]) -> None:
    run = checked(case)
    loud = [(told(run, it), it.message) for it in run.findings if it.severity != "note"]
    assert not loud, case.get("why", "")


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_there_are_enough_cases(file: Path) -> None:
    data = yaml.safe_load(file.read_text("utf-8"))
    for key in ("fires", "silent"):
        texts = [(row.get("title"), row["text"]) for row in data[key]]
        assert len(texts) >= FEWEST and len(set(texts)) == len(texts), f"{file.name}, {key}: {len(texts)}"
