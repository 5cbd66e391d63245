"""Measures which written numbers figcheck reads, on phrases with known values, and holds each set to its floor.

The folder holds files ``numbers-*.jsonl`` with rows of ``text`` and ``gold`` (value, or low and high, and unit). A
range counts as its two ends; ordinals are no figures and are counted apart; rows with ``error`` must not give one
number; rows without ``gold`` are not scored. Values and units are scored apart, after conversion; floors, left-out
rows with their reasons and names of units lie beside this script as YAML.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.layout import share, table
from benchmarks.phrase_gold import NumberSet, load_sets
from benchmarks.phrase_score import SetScore, Tally, score
from benchmarks.runs import RunFailed, article_file, extract, read_rows

HEADERS = (
    "set rows left-out values found recall rows-right ends open units ordinals-taken read-as-one extra floor pass"
).split()


def measure(path: Path, sets: Sequence[NumberSet]) -> list[SetScore]:
    """Runs figcheck once on a file of phrases and scores the sets that it holds.

    Raises OSError, ValueError or RunFailed.
    """
    rows = read_rows(path)
    phrases = ({"id": row["id"], "text": row["text"]} for row in rows)
    with article_file(phrases) as articles:
        figures = extract([articles])
    return [score(one, rows, figures) for one in sets]


def measure_all(corpora: Path, sets: Sequence[NumberSet]) -> list[SetScore]:
    """Scores the sets whose files lie in the folder. Raises OSError, ValueError (no such file) or RunFailed."""
    scores = []
    for file in dict.fromkeys(one.file for one in sets):
        path = corpora / f"{file}.jsonl"
        if path.exists():
            scores += measure(path, [one for one in sets if one.file == file])
    if not scores:
        raise ValueError(f"none of the number sets lies in {corpora}")
    return scores


def cells(one: SetScore) -> list[object]:
    """A set's row of the table."""
    values = one.tallies["values"]
    return [
        one.asked.name,
        one.rows,
        one.asked.left_out(),
        values.total,
        values.right,
        _share(values),
        *(_share(one.tallies[kind]) for kind in ("rows", "ends", "open", "units")),
        *(_count(one.errors[kind]) for kind in ("ordinals", "nonsense")),
        one.extra,
        ", ".join(
            [
                *(f"{kind} {floor} %" for kind, floor in one.asked.at_least.items()),
                *(f"{kind} <= {most}" for kind, most in one.asked.at_most.items()),
            ]
        ),
        "pass" if one.passes() else "FAIL",
    ]


def _share(tally: Tally) -> str:
    return share(tally.right, tally.total)


def _count(tally: Tally) -> str:
    return f"{tally.right} of {tally.total}" if tally.total else "-"


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a row for each set; 0, 1 when a floor is missed or an exclusion is stale, 2 when something failed."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path, help="folder with numbers-*.jsonl")
    parser.add_argument("--show", action="store_true", help="list every miss")
    parser.add_argument("--set", dest="name", metavar="NAME", help="only the sets whose name or file contains NAME")
    options = parser.parse_args(argv)
    try:
        sets = load_sets()
        if options.name:
            sets = [one for one in sets if options.name in one.name or options.name in one.file]
        scores = measure_all(options.corpora, sets)
    except (OSError, ValueError, RunFailed) as error:
        print(f"phrases: {error}", file=sys.stderr)
        return 2
    print(table(HEADERS, [cells(one) for one in scores]))
    stale = [f"stale exclusion in {one.asked.name}: {key}" for one in scores for key in one.stale]
    if stale:
        print("\n" + "\n".join(stale))
    if options.show:
        for one in scores:
            print("\n".join([f"\n{one.asked.name}", *(f"  {miss}" for miss in one.misses)]))
    return 0 if not stale and all(one.passes() for one in scores) else 1


if __name__ == "__main__":
    sys.exit(main())
