"""Kills ``figcheck ledger add`` at random moments, and looks whether the ledger then opens and whether the same command
makes of it what it would have been.

Moments lie anywhere in the time that the command takes when nobody disturbs it. Equal are two ledgers that hold the
same articles and give the same Run: findings, groups, contexts and counts, from the links that are kept in them.
"""

from __future__ import annotations

import argparse
import random
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Final, NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks import MEASURED, archive
from figcheck.api import toolkit
from figcheck.archive.checking import Beside, check_store
from figcheck.config import Settings
from figcheck.engine import Toolkit
from figcheck.findings import Run
from figcheck.ledger.status import Status, status_of
from figcheck.ledger.store import Store
from figcheck.problems import Refused
from figcheck.workers.serial import Serial

ROOT: Final = Path(__file__).resolve().parent.parent
# Small transactions, so that a moment between two of them is a likely one.
_ADD: Final = "from figcheck.archive import run; run._PUT = {put}; from figcheck.cli import main; main()"
_PUT: Final = 20


class Killed(NamedTuple):
    """One try: seconds until the kill, whether the command had not ended by itself then, how many articles the ledger
    had (None: it did not open), and whether it was equal after the same command once more."""

    seconds: float
    in_time: bool
    kept: int | None
    is_equal: bool


def command(news: Path, ledger: Path, jobs: int) -> list[str]:
    """The command line that adds articles to a ledger in a process of its own."""
    arguments = ["ledger", "add", str(news), "--ledger", str(ledger), "-j", str(jobs), "-q"]
    return [sys.executable, "-c", _ADD.format(put=_PUT), *arguments]


def contents(ledger: Path, tools: Toolkit) -> tuple[Status, Run]:
    """What a ledger holds, but for the bytes it takes, and the Run that it gives."""
    held = status_of(ledger)._replace(size=0)
    with Store(ledger, is_new=False) as store:
        beside = Beside([], Counter())
        return held, check_store(store, beside, tools, tools.ruleset.rules, Serial(lambda: tools))


def kept_in(ledger: Path) -> int | None:
    """How many articles a ledger has; None where it does not open, or is damaged."""
    if not ledger.exists():
        return 0
    try:
        held = status_of(ledger)
        with sqlite3.connect(ledger) as database:
            (told,) = database.execute("PRAGMA integrity_check").fetchone()
        database.close()
    except (Refused, sqlite3.Error):
        return None
    return held.articles if told == "ok" else None


def undisturbed(news: Path, ledger: Path, jobs: int) -> float:
    """Add the articles to a ledger; the seconds that it took."""
    start = time.perf_counter()
    subprocess.run(command(news, ledger, jobs), cwd=ROOT, check=True)
    return time.perf_counter() - start


def killed(news: Path, ledger: Path, seconds: float, expected: tuple[Status, Run], tools: Toolkit, jobs: int) -> Killed:
    """Add the articles to a new ledger, kill that after so many seconds, and add them again."""
    with subprocess.Popen(command(news, ledger, jobs), cwd=ROOT) as process:
        try:
            process.wait(seconds)
        except subprocess.TimeoutExpired:
            process.kill()
        in_time = process.wait() < 0
    kept = kept_in(ledger)
    if kept is None:
        return Killed(seconds, in_time, kept, is_equal=False)
    undisturbed(news, ledger, jobs)
    return Killed(seconds, in_time, kept, contents(ledger, tools) == expected)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints how many ledgers opened and were equal; 1 when one did not or was not."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n", 1)[0])
    parser.add_argument("--times", type=int, default=100, help="how often (100)")
    parser.add_argument("--articles", type=int, default=300, help="articles that are added (300)")
    parser.add_argument("--seed", type=int, default=1, help="which articles, and which moments (1)")
    parser.add_argument("--jobs", type=int, default=1, help="processes of the command (1)")
    parser.add_argument("--most", type=float, default=3600, help="begin no more tries after so many seconds (3600)")
    options = parser.parse_args(argv)
    if min(options.times, options.articles, options.jobs) < 1:
        parser.error("--times, --articles and --jobs take positive numbers")
    chance, tools, begun = random.Random(options.seed), toolkit(Settings()), time.perf_counter()
    tries: list[Killed] = []
    with tempfile.TemporaryDirectory() as folder:
        news = Path(folder) / "news.jsonl"
        archive.write(news, archive.archive(options.articles, seed=options.seed))
        whole = Path(folder) / "whole.ledger"
        # The shorter of two, since another program may have had the machine: later than that nothing is left to kill.
        seconds = min(undisturbed(news, file, options.jobs) for file in (whole, Path(folder) / "again.ledger"))
        expected = contents(whole, tools)
        for number in range(options.times):
            if time.perf_counter() - begun > options.most:
                break
            ledger = Path(folder) / f"{number}.ledger"
            made = killed(news, ledger, chance.uniform(0, seconds), expected, tools, options.jobs)
            tries.append(made)
            if made.kept is None or not made.is_equal:
                print(f"not so: {made}")
            for file in Path(folder).glob(f"{ledger.name}*"):
                file.unlink()
    opened = sum(made.kept is not None for made in tries)
    equal = sum(made.is_equal for made in tries)
    print(f"measured: {MEASURED}")
    print(f"{options.articles} articles, added in {seconds:.2f} s undisturbed, {len(expected[1].findings)} findings")
    print(f"killed {sum(made.in_time for made in tries)} of {len(tries)} times before the command ended:")
    print(f"  {_spread(tries, options.articles)}")
    print(f"opened: {opened} of {len(tries)}; equal after the same command again: {equal} of {len(tries)}")
    return 0 if tries and opened == equal == len(tries) else 1


def _spread(tries: Sequence[Killed], articles: int) -> str:
    kept = [made.kept for made in tries if made.kept is not None]
    none, all_ = kept.count(0), kept.count(articles)
    return f"{none} times with no article kept, {len(kept) - none - all_} with some, {all_} with all"


if __name__ == "__main__":
    sys.exit(main())
