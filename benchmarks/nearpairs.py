"""Measures what figcheck shows of pairs of sentences that differ in a number or a hedge alone.

The file has rows of ``premise``, ``hypothesis`` and ``label``. Each pair is a run of its own: two articles of one
sentence, of two outlets, published on one day. The class of a pair is decided without figcheck, first that fits:

* hedge alone: both sentences have the same numbers in digits, in the same order, and are not the same sentence
  ("$ 700" v. "$ more than 700"); wanted is a note with the cause ``hedge_dropped``, and nothing more;
* contradiction: so labelled, and the lists of numbers differ; wanted is a finding, best a warning;
* entailment: so labelled; no finding is wanted, 2 % at most;
* neutral: so labelled; a warning is not wanted.

Numbers are runs of digits with grouping commas and a decimal part; number words are left aside. A pair is shown when a
finding has a figure of each of its sentences.
"""

from __future__ import annotations

import argparse
import datetime as dt
import re
import sys
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.articles import made_article
from benchmarks.layout import share, table
from benchmarks.runs import SHOWN, Row, read_rows
from figcheck.api import toolkit
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine

DAY = dt.date(2024, 5, 2)
NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


class Shown(NamedTuple):
    """A finding that joins both sentences."""

    severity: str
    cause: str
    message: str


class Pair(NamedTuple):
    """A row with its class and the findings that join its sentences."""

    row: Row
    kind: str
    shown: tuple[Shown, ...]


class Question(NamedTuple):
    """What is asked of each pair of a class; ``wanted`` says whether it should hold, None where either may."""

    kind: str
    what: str
    holds: Callable[[Pair], bool]
    wanted: bool | None


def numbers(sentence: str) -> list[float]:
    """The numbers in digits, in reading order."""
    return [float(found.replace(",", "")) for found in NUMBER.findall(sentence)]


def class_of(row: Row) -> str | None:
    """The class of a row; None for a sentence beside itself, or a label that has no class."""
    premise, hypothesis = " ".join(row["premise"].split()), " ".join(row["hypothesis"].split())
    if premise == hypothesis:
        return None
    if numbers(premise) == numbers(hypothesis):
        return "hedge alone"
    return row["label"] if row["label"] in ("contradiction", "entailment", "neutral") else None


def findings_of(row: Row, tools: Toolkit) -> tuple[Shown, ...]:
    """The findings that join both sentences of a row, from a run with them alone."""
    articles = [
        made_article("premise", row["premise"], outlet="Outlet A", published=DAY),
        made_article("hypothesis", row["hypothesis"], outlet="Outlet B", published=DAY),
    ]
    run = run_engine(articles, tools)
    article_of = {claim.id: claim.header.id for claim in run.claims}
    return tuple(
        Shown(finding.severity, finding.cause, finding.message)
        for finding in run.findings
        if len({article_of[figure] for figure in finding.figures}) == 2
    )


def _at_all(pair: Pair) -> bool:
    return bool(pair.shown)


def _as_warning(pair: Pair) -> bool:
    return any(one.severity in SHOWN for one in pair.shown)


def _as_dropped_hedge(pair: Pair) -> bool:
    return any(one.severity == "note" and one.cause == "hedge_dropped" for one in pair.shown)


QUESTIONS = (
    Question("contradiction", "shown at all", _at_all, True),
    Question("contradiction", "shown as warning", _as_warning, True),
    Question("entailment", "shown at all", _at_all, False),
    Question("entailment", "shown as warning", _as_warning, False),
    Question("hedge alone", "a note: hedge dropped", _as_dropped_hedge, True),
    Question("hedge alone", "shown at all", _at_all, None),
    Question("hedge alone", "shown as warning", _as_warning, False),
    Question("neutral", "shown at all", _at_all, None),
    Question("neutral", "shown as warning", _as_warning, False),
)


def lines(pairs: Iterable[Pair]) -> list[tuple[object, ...]]:
    """The rows of the table."""
    by_kind = _by_kind(pairs)
    counted = [(one, sum(map(one.holds, by_kind[one.kind])), len(by_kind[one.kind])) for one in QUESTIONS]
    return [(one.kind, one.what, held, total, share(held, total)) for one, held, total in counted]


def misses(pairs: Iterable[Pair]) -> list[str]:
    """A paragraph for each question with a wish: the pairs that do not fulfil it, and what was shown of them."""
    by_kind = _by_kind(pairs)
    paragraphs = []
    for one in QUESTIONS:
        if one.wanted is not None:
            missed = [_told(pair) for pair in by_kind[one.kind] if one.holds(pair) != one.wanted]
            heading = f"{one.kind}, {'not ' if one.wanted else ''}{one.what}: {len(missed)}"
            paragraphs.append("\n".join([heading, *missed]))
    return paragraphs


def _by_kind(pairs: Iterable[Pair]) -> dict[str, list[Pair]]:
    by_kind: dict[str, list[Pair]] = defaultdict(list)
    for pair in pairs:
        by_kind[pair.kind].append(pair)
    return by_kind


def _told(pair: Pair) -> str:
    found = [f"      {one.severity} ({one.cause}): {one.message}" for one in pair.shown]
    return "\n".join([f"    {pair.row['premise']}", f"    {pair.row['hypothesis']}", *found, ""])


def main(argv: Sequence[str] | None = None) -> int:
    """Prints shares by class of pair; 0, or 2 when the file could not be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("file", type=Path, help="JSON lines of premise, hypothesis and label")
    parser.add_argument("--show", action="store_true", help="list every pair that misses what is wanted of it")
    options = parser.parse_args(argv)
    try:
        classed = [(row, class_of(row)) for row in read_rows(options.file)]
    except (OSError, ValueError, KeyError) as error:
        print(f"nearpairs: {error!r}", file=sys.stderr)
        return 2
    tools = toolkit(Settings())
    pairs = [Pair(row, kind, findings_of(row, tools)) for row, kind in classed if kind is not None]
    print(table(["pairs", "what", "count", "of", "share"], lines(pairs)))
    if options.show:
        print("\n" + "\n\n".join(misses(pairs)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
