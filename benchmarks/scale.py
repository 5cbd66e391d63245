"""Measures whole runs of figcheck over archives of generated news, beside quantulum3's extraction on the same articles.

An archive (``benchmarks/archive.py``) is written as a JSON Lines file; ``figcheck check`` reads it to findings in a
fresh process for each size and number of processes, and all of that process counts, with starting up and writing the
findings. Between the runs quantulum3's parser reads a sample of the archive, a part of it at each turn, so that a
machine that slows down slows both; a ratio holds a run against the turns before and after it. quantulum3 is given the
whole text of an article in one call, and its lines in a call each, which is another amount of work for it.

Growth is the time of an article beside that at the size before: 1.00 where time grows as the archive does.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks import MEASURED
from benchmarks.archive import PLANTED, Planted, archive, write
from benchmarks.growth import sizes_of
from benchmarks.layout import share, table
from benchmarks.processes import Ran, run
from benchmarks.runs import COMPLETE_ENOUGH, SHOWN, RunFailed, same_number
from benchmarks.speed import quantulum_parse

STAGES = ("reading", "linking", "checking")
MB = 1_000_000
_STAGE = re.compile(r"\b(reading|linking|checking) ([0-9][0-9.,]*) s\b")


class Corpus(NamedTuple):
    """An archive on disk: its file, what was planted in it, and a sample of its texts, evenly spread."""

    path: Path
    articles: int
    size: int
    planted: Sequence[Planted]
    sample: Sequence[str]


class Found(NamedTuple):
    """What a run found: findings, those that join two stories, and the articles whose planted number one shows at all,
    or as a warning."""

    findings: int
    mixed: int
    shown: frozenset[str]
    warned: frozenset[str]


class Turn(NamedTuple):
    """quantulum3 on a part of a sample: seconds for an article whole, and line by line."""

    whole: float
    by_line: float


class Measured(NamedTuple):
    """One run of figcheck, what it found, and quantulum3's seconds for an article around the time of it."""

    corpus: Corpus
    jobs: int | None
    ran: Ran
    found: Found
    beside: Turn | None

    @property
    def each(self) -> float:
        """Seconds for an article."""
        return self.ran.seconds / self.corpus.articles


def written(folder: Path, articles: int, seed: int, a_day: int | None, planted: float, sample: int) -> Corpus:
    """Writes an archive into a folder, and keeps ``sample`` of its texts."""
    path = folder / f"archive-{articles}.jsonl"
    kept: list[str] = []
    step = max(1, articles // sample) if sample else articles + 1

    def passing() -> Iterator[Any]:
        for number, made in enumerate(archive(articles, seed, a_day, planted)):
            if number % step == step // 2 and len(kept) < sample:
                kept.append(made.row["text"])
            yield made

    wrong = write(path, passing())
    return Corpus(path, articles, path.stat().st_size, wrong, kept)


def checking(path: Path, jobs: int | None = None, options: Sequence[str] = ()) -> list[str]:
    """The command that checks an archive: findings as JSON Lines, seconds of the stages on standard error."""
    several = [] if jobs is None else ["-j", str(jobs)]
    return [sys.executable, "-m", "figcheck", "check", "-v", "-f", "jsonl", *several, *options, str(path)]


def checked(corpus: Corpus, folder: Path, jobs: int | None = None, options: Sequence[str] = ()) -> tuple[Ran, Found]:
    """Runs figcheck over an archive in a process of its own, and reads what it found.

    Raises RunFailed when it ends with another exit code than those of a run.
    """
    out = folder / "findings.jsonl"
    return completed(checking(corpus.path, jobs, options), out), found_in(out, corpus.planted)


def completed(command: Sequence[str], out: Path) -> Ran:
    """Runs a check in a process of its own, and writes what it prints to a file.

    Raises RunFailed when it ends with another exit code than those of a run.
    """
    ran = run(command, out, environment())
    if ran.code not in COMPLETE_ENOUGH:
        raise RunFailed(f"figcheck check ended with {ran.code}:\n{ran.errors.strip()}")
    return ran


def environment() -> Mapping[str, str]:
    """The environment for a figcheck that is the one this process has chosen."""
    return {**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))}


def found_in(findings: Path, planted: Sequence[Planted]) -> Found:
    """Reads findings as they were printed, line by line."""
    by_article = {one.article: one for one in planted}
    count = mixed = 0
    shown: set[str] = set()
    warned: set[str] = set()
    with findings.open(encoding="utf-8") as lines:
        for line in lines:
            finding = json.loads(line)
            count += 1
            mixed += len({figure["article"].split("-", 1)[0] for figure in finding["figures"]}) > 1
            for figure in finding["figures"]:
                one = by_article.get(figure["article"])
                if one is not None and same_number(figure["value"], one.value):
                    shown.add(one.article)
                    if finding["severity"] in SHOWN:
                        warned.add(one.article)
    return Found(count, mixed, frozenset(shown), frozenset(warned))


def seconds_by_stage(errors: str) -> dict[str, float]:
    """The seconds of each stage, as ``-v`` tells them; without those that it does not tell."""
    return {stage: float(seconds.replace(",", "")) for stage, seconds in _STAGE.findall(errors)}


def turn(parse: Callable[[str], object], texts: Sequence[str]) -> Turn:
    """Lets quantulum3 read texts whole and line by line, each text both ways before the next."""
    whole = by_line = 0.0
    for text in texts:
        start = time.perf_counter()
        parse(text)
        between = time.perf_counter()
        for line in text.splitlines():
            if line:
                parse(line)
        whole += between - start
        by_line += time.perf_counter() - between
    return Turn(whole / len(texts), by_line / len(texts))


def measure(corpora: Sequence[Corpus], jobs: Sequence[int | None], folder: Path, turns: int) -> Iterator[Measured]:
    """Runs figcheck over each archive with each number of processes; quantulum3 has a turn before and after each run.

    ``turns`` is how many articles it reads at each; at 0 it is left out.
    """
    parse = quantulum_parse() if turns else None
    for corpus in corpora:
        parts = [corpus.sample[start :: len(jobs) + 1] for start in range(len(jobs) + 1)]
        before = turn(parse, parts[0]) if parse is not None and parts[0] else None
        for number, several in enumerate(jobs, start=1):
            ran, found = checked(corpus, folder, several)
            after = turn(parse, parts[number]) if parse is not None and parts[number] else before
            beside = Turn((before[0] + after[0]) / 2, (before[1] + after[1]) / 2) if before and after else None
            before = after
            yield Measured(corpus, several, ran, found, beside)


# --- tables ----------------------------------------------------------------------------------------------

SPEED = ["articles", "processes", "seconds", "articles/s", "MB/s", "ms an article", "peak MB", *STAGES, "the rest"]
SPEED += ["growth", "v. one process"]
BESIDE = ["articles", "processes", "quantulum3 whole, ms", "ratio", "quantulum3 by line, ms", "ratio"]
FOUND = ["articles", "planted", "shown", "share", "as warnings", "share", "findings", "of two stories", "share"]


def speed_rows(measured: Sequence[Measured]) -> list[tuple[object, ...]]:
    """A row for each run: throughput, memory, stages, growth, and how much quicker than one process."""
    rows: list[tuple[object, ...]] = []
    for one in measured:
        stages = seconds_by_stage(one.ran.errors)
        told = [f"{stages[stage]:.1f}" if stage in stages else "-" for stage in STAGES]
        rest = f"{one.ran.seconds - sum(stages.values()):.1f}" if stages else "-"
        same = [other for other in measured if other.jobs == one.jobs and other.corpus.articles < one.corpus.articles]
        alone = [other for other in measured if other.jobs in (None, 1) and other.corpus is one.corpus]
        rows.append(
            (
                one.corpus.articles,
                one.jobs or 1,
                f"{one.ran.seconds:.1f}",
                f"{one.corpus.articles / one.ran.seconds:.0f}",
                f"{one.corpus.size / one.ran.seconds / MB:.2f}",
                f"{1000 * one.each:.2f}",
                f"{one.ran.peak_mb:.0f}",
                *told,
                rest,
                f"{one.each / same[-1].each:.2f}" if same else "-",
                f"{alone[0].ran.seconds / one.ran.seconds:.2f}" if alone and alone[0] is not one else "-",
            )
        )
    return rows


def total_growth(measured: Sequence[Measured]) -> list[str]:
    """For each number of processes, how time grew from the smallest size to the largest, beside the articles."""
    lines = []
    for jobs in dict.fromkeys(one.jobs for one in measured):
        runs = [one for one in measured if one.jobs == jobs]
        if len(runs) > 1:
            first, last = runs[0], runs[-1]
            factor = last.each / first.each
            sizes = f"{first.corpus.articles} to {last.corpus.articles} articles"
            lines.append(f"from {sizes}, {jobs or 1} at a time: linear x {factor:.2f}")
    return lines


def beside_rows(measured: Sequence[Measured]) -> list[tuple[object, ...]]:
    """A row for each run with quantulum3's time for an article, and how many times figcheck's it is."""
    return [
        (
            one.corpus.articles,
            one.jobs or 1,
            f"{1000 * one.beside.whole:.1f}",
            f"{one.beside.whole / one.each:.1f}",
            f"{1000 * one.beside.by_line:.1f}",
            f"{one.beside.by_line / one.each:.1f}",
        )
        for one in measured
        if one.beside is not None
    ]


def found_rows(measured: Sequence[Measured]) -> list[tuple[object, ...]]:
    """A row for each archive: what was found of what was planted, and findings that join two stories."""
    rows: list[tuple[object, ...]] = []
    for one in {each.corpus.articles: each for each in measured}.values():
        planted, found = len(one.corpus.planted), one.found
        shown, warned = len(found.shown), len(found.warned)
        rows.append(
            (
                one.corpus.articles,
                planted,
                shown,
                share(shown, planted),
                warned,
                share(warned, planted),
                found.findings,
                found.mixed,
                share(found.mixed, found.findings),
            )
        )
    return rows


def missed(measured: Sequence[Measured]) -> list[str]:
    """The planted numbers of the largest archive that no finding shows, a line each."""
    last = measured[-1]
    return [
        f"{one.article}: {one.topic}, in a {one.how}: {one.value:,.10g} in place of {one.true:,.10g}"
        for one in last.corpus.planted
        if one.article not in last.found.shown
    ]


def jobs_of(given: str) -> list[int]:
    """The numbers of processes in "1,2". Raises ValueError for what is no positive whole number."""
    return sizes_of(given)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the tables; 0, or 2 when figcheck does not run."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=sizes_of, default="1000,10000", help="numbers of articles (1000,10000)")
    parser.add_argument("--jobs", type=jobs_of, help="numbers of processes, as in 1,2 (the command's own)")
    parser.add_argument("--seed", type=int, default=1, help="which articles are made (1)")
    parser.add_argument("--a-day", type=int, help="articles on each day (50, and more in archives of over four years)")
    parser.add_argument("--planted", type=float, default=PLANTED, help=f"share of stories with a fault ({PLANTED})")
    parser.add_argument("--turn", type=int, default=8, help="articles that quantulum3 reads at each turn; 0: none (8)")
    parser.add_argument(
        "--folder", type=Path, help="keep the archives here (default: a folder that is gone afterwards)"
    )
    parser.add_argument("--show", action="store_true", help="list the planted numbers of the largest archive not shown")
    options = parser.parse_args(argv)
    if (options.a_day is not None and options.a_day < 1) or not 0 <= options.planted <= 1 or options.turn < 0:
        parser.error("--a-day takes a positive number, --planted one from 0 to 1, --turn none below 0")
    jobs: list[int | None] = options.jobs or [None]
    with tempfile.TemporaryDirectory(prefix="figcheck-") as aside:
        folder = options.folder or Path(aside)
        folder.mkdir(parents=True, exist_ok=True)
        sample = options.turn * (len(jobs) + 1)
        start = time.perf_counter()
        corpora = [
            written(folder, size, options.seed, options.a_day, options.planted, sample) for size in options.sizes
        ]
        spent = time.perf_counter() - start
        made = sum(corpus.articles for corpus in corpora)
        print(f"measured: {MEASURED}")
        print(f"{made} articles written in {spent:.1f} s, {1000 * spent / made:.2f} ms and {_letters(corpora)} each\n")
        try:
            measured = list(measure(corpora, jobs, Path(aside), options.turn))
        except RunFailed as error:
            print(f"scale: {error}", file=sys.stderr)
            return 2
    print("\n".join([table(SPEED, speed_rows(measured)), *total_growth(measured)]))
    if options.turn:
        print(f"\n{table(BESIDE, beside_rows(measured))}\nms of an article; ratio: how many times as fast figcheck is")
    print(f"\n{table(FOUND, found_rows(measured))}")
    if options.show:
        print("\n".join(["", "planted and not shown", *missed(measured)]))
    return 0


def _letters(corpora: Sequence[Corpus]) -> str:
    return f"{sum(corpus.size for corpus in corpora) / sum(corpus.articles for corpus in corpora) / 1000:.2f} kB"


if __name__ == "__main__":
    sys.exit(main())
