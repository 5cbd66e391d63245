"""Measures what a ledger saves: an archive checked for the first time, again, with some of its articles changed, and
one new article held against all of it.

The archive is that of ``benchmarks/scale.py``. Each run is a process of its own, with starting up and writing the
findings. The new article is also checked without a ledger: what that takes is the price of starting up. The findings of
the changed archive are held to those of a run without a ledger, byte by byte, where ``--same`` asks for it.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path
from typing import NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks import MEASURED
from benchmarks.archive import Made, archive, revised, write
from benchmarks.growth import sizes_of
from benchmarks.layout import table
from benchmarks.processes import Ran
from benchmarks.runs import RunFailed
from benchmarks.scale import STAGES, checking, completed, seconds_by_stage

COLUMNS = ["articles", "run", "seconds", "of the first", "peak MB", *STAGES, "the rest"]


class Step(NamedTuple):
    """One run: what was done, and how it went."""

    articles: int
    name: str
    ran: Ran


def steps(articles: int, folder: Path, jobs: int | None, every: int, seed: int, same: bool) -> list[Step]:
    """The runs over an archive of so many articles, one in ``every`` of which changes.

    Raises RunFailed when a run ends with another exit code than those of a run, and when findings are not the same.
    """
    path, ledger, draft = folder / f"archive-{articles}.jsonl", folder / f"{articles}.ledger", folder / "draft.md"
    new = next(islice(archive(articles + 1, seed), articles, None))  # the last; the others are the archive

    def before() -> Iterator[Made]:
        return islice(archive(articles + 1, seed), articles)

    write(path, before())
    header = "".join(f"{key}: {json.dumps(new.row[key])}\n" for key in ("title", "outlet", "published"))
    draft.write_text(f"---\n{header}---\n\n{new.row['text']}\n", encoding="utf-8")
    kept = checking(path, jobs, ["--ledger", str(ledger)])
    done = [
        Step(articles, "the first time", completed(kept, folder / "first.jsonl")),
        Step(articles, "again", completed(kept, folder / "again.jsonl")),
    ]
    write(path, revised(before(), every))
    done.append(Step(articles, f"one in {every} changed", completed(kept, folder / "changed.jsonl")))
    if same:
        completed(checking(path, jobs), folder / "fresh.jsonl")
        if (folder / "fresh.jsonl").read_bytes() != (folder / "changed.jsonl").read_bytes():
            raise RunFailed("the findings with a ledger are not those without it")
    against = checking(draft, options=["--against", str(ledger)])
    done.append(Step(articles, "a new article", completed(against, folder / "new.jsonl")))
    done.append(Step(articles, "that article alone", completed(checking(draft), folder / "alone.jsonl")))
    return done


def rows_of(done: Sequence[Step]) -> list[tuple[object, ...]]:
    """A row for each run, with its share of the first run over the same archive."""
    rows: list[tuple[object, ...]] = []
    first = 0.0
    for step in done:
        if step.name == "the first time":
            first = step.ran.seconds
        stages = seconds_by_stage(step.ran.errors)
        rows.append(
            (
                step.articles,
                step.name,
                f"{step.ran.seconds:.2f}",
                f"{100 * step.ran.seconds / first:.1f} %",
                f"{step.ran.peak_mb:.0f}",
                *(f"{stages[stage]:.1f}" if stage in stages else "-" for stage in STAGES),
                f"{step.ran.seconds - sum(stages.values()):.1f}",
            )
        )
    return rows


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table; 0, or 2 when figcheck does not run or findings are not the same."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=sizes_of, default="1000,10000", help="numbers of articles (1000,10000)")
    parser.add_argument("--jobs", type=int, help="number of processes (the command's own)")
    parser.add_argument("--every", type=int, default=100, help="one article in so many changes (100)")
    parser.add_argument("--seed", type=int, default=1, help="which articles are made (1)")
    parser.add_argument("--same", action="store_true", help="hold the findings to those of a run without a ledger")
    options = parser.parse_args(argv)
    if options.every < 1 or (options.jobs is not None and options.jobs < 1):
        parser.error("--every and --jobs take a positive number")
    print(f"measured: {MEASURED}")
    done: list[Step] = []
    for size in options.sizes:
        with tempfile.TemporaryDirectory(prefix="figcheck-") as folder:
            try:
                done += steps(size, Path(folder), options.jobs, options.every, options.seed, options.same)
            except RunFailed as error:
                print(f"again: {error}", file=sys.stderr)
                return 2
    print(table(COLUMNS, rows_of(done)))
    return 0


if __name__ == "__main__":
    sys.exit(main())
