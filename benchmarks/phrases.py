"""Measures which written numbers figcheck reads, on phrases with known values.

The folder holds files ``numbers-*.jsonl`` with rows of ``text`` and ``gold`` (value, or low and high). A
range counts as its two ends; ordinals are no figures and are counted apart; rows with ``error`` must not give
one number; rows without ``gold`` are not scored.
"""

from __future__ import annotations

import argparse
import sys
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks.layout import share, table
from benchmarks.runs import Row, RunFailed, article_file, extract, read_rows, same_number


@dataclass(slots=True)
class SetScore:
    """One file's score: values found, ordinals taken for figures, nonsense read as a number."""

    name: str
    values: int = 0
    found: int = 0
    ordinals: int = 0
    counted_ordinals: int = 0
    nonsense: int = 0
    read_nonsense: int = 0
    misses: list[str] = field(default_factory=list)


def values_of(row: Row) -> list[float]:
    """The numbers that a gold or output row states: its value, else its ends."""
    if row["value"] is not None:
        return [float(row["value"])]
    return [float(row[end]) for end in ("low", "high") if row[end] is not None]


def matched(wanted: Sequence[float], got: Sequence[float]) -> int:
    """How many wanted values occur among those got, each of which serves once."""
    left = list(got)
    count = 0
    for value in wanted:
        for index, other in enumerate(left):
            if same_number(value, other):
                del left[index]
                count += 1
                break
    return count


def score(name: str, rows: Iterable[Row], figures: Iterable[Row]) -> SetScore:
    """Holds the figures found in the phrases of one set (each phrase an article) against its gold."""
    result = SetScore(name)
    figures_of: dict[str, list[Row]] = defaultdict(list)
    for figure in figures:
        figures_of[str(figure["article"])].append(figure)
    for row in rows:
        ours = figures_of[row["id"]]
        if row.get("error"):
            result.nonsense += 1
            result.read_nonsense += len(ours) == 1
        cardinals = [mark for mark in row.get("gold", []) if not mark["kind"].startswith("ordinal")]
        for mark in row.get("gold", []):
            if mark["kind"].startswith("ordinal"):
                result.ordinals += 1
                taken = any(_is_ordinal(mark, figure) for figure in ours)
                result.counted_ordinals += taken
                if taken:
                    result.misses.append(f"{row['text']!r}: the ordinal {mark['surface']!r} became a figure")
        wanted = [value for mark in cardinals for value in values_of(mark)]
        got = [value for figure in ours for value in values_of(figure)]
        found = matched(wanted, got)
        result.values += len(wanted)
        result.found += found
        if found < len(wanted):
            result.misses.append(f"{row['text']!r}: expected {wanted}, got {got}")
    return result


def _is_ordinal(mark: Row, figure: Row) -> bool:
    """True when a figure's number is printed within the ordinal ("two" in "the last two" is not)."""
    printed = str(figure["number_surface"]).casefold()
    return printed in str(mark["surface"]).casefold()


def measure(path: Path) -> SetScore:
    """Runs figcheck on one file of phrases. Raises OSError, ValueError or RunFailed."""
    rows = read_rows(path)
    phrases = ({"id": row["id"], "text": row["text"]} for row in rows)
    with article_file(phrases) as articles:
        return score(path.stem, rows, extract([articles]))


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a row for each set; 0, or 2 when something could not be read or run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("corpora", type=Path, help="folder with numbers-*.jsonl")
    parser.add_argument("--show", action="store_true", help="list every miss")
    options = parser.parse_args(argv)
    try:
        paths = sorted(options.corpora.glob("numbers-*.jsonl"))
        if not paths:
            raise ValueError(f"no numbers-*.jsonl in {options.corpora}")
        scores = [measure(path) for path in paths]
    except (OSError, ValueError, RunFailed) as error:
        print(f"phrases: {error}", file=sys.stderr)
        return 2
    headers = ["set", "values", "found", "recall", "ordinals", "taken for figures", "nonsense", "read as one"]
    rows = [
        (
            one.name,
            one.values,
            one.found,
            share(one.found, one.values),
            one.ordinals,
            one.counted_ordinals,
            one.nonsense,
            one.read_nonsense,
        )
        for one in scores
    ]
    print(table(headers, rows))
    if options.show:
        for one in scores:
            print("\n".join([f"\n{one.name}", *(f"  {miss}" for miss in one.misses)]))
    return 0


if __name__ == "__main__":
    sys.exit(main())
