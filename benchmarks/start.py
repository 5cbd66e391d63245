"""Measures how long ``figcheck check draft.md`` takes from start to end, beside starting Python and importing pandas.

Seconds of the processor, by turns, the least of several; the ratio to importing pandas tells more than the seconds.
"""

from __future__ import annotations

import argparse
import os
import resource
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

import figcheck
from benchmarks import MEASURED
from benchmarks.layout import table

_PYTHON = sys.executable
_BASE = "import pandas"


def commands(article: Path) -> dict[str, list[str]]:
    """What is measured, by name."""
    check = [_PYTHON, "-m", "figcheck", "check", str(article), "--fail-on", "never"]
    return {
        "python": [_PYTHON, "-c", "pass"],
        _BASE: [_PYTHON, "-c", "import pandas"],
        "figcheck --help": [_PYTHON, "-m", "figcheck", "--help"],
        "check, notes": [*check, "-f", "notes"],
        "check, table": [*check, "-f", "table"],
    }


def least_seconds(all_commands: Mapping[str, Sequence[str]], repeats: int, folder: Path) -> dict[str, float]:
    """The least processor time of each command, by turns, after one turn that fills caches.

    They run in ``folder``, whose configuration holds. Raises CalledProcessError when one fails.
    """
    home = str(Path(figcheck.__file__).resolve().parent.parent)
    environment = os.environ | {"PYTHONPATH": home}
    least = dict.fromkeys(all_commands, float("inf"))
    for turn in range(repeats + 1):
        for name, command in all_commands.items():
            before = _spent()
            subprocess.run(command, cwd=folder, env=environment, check=True, capture_output=True)
            if turn:
                least[name] = min(least[name], _spent() - before)
    return least


def _spent() -> float:
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the seconds and the ratios; 0, or 2 when the article is no file."""
    opening = (__doc__ or "").split("\n", 1)[0]
    parser = argparse.ArgumentParser(description=opening)
    parser.add_argument("article", type=Path, help="one article, as a desk would check it")
    parser.add_argument("--repeats", type=int, default=8, help="the least of so many runs counts (8)")
    options = parser.parse_args(argv)
    if options.repeats < 1:
        parser.error("--repeats takes a positive number")
    if not options.article.is_file():
        print(f"start: {options.article} is no file", file=sys.stderr)
        return 2
    article = options.article.resolve()
    least = least_seconds(commands(article), options.repeats, article.parent)
    print(f"measured: {MEASURED}; the least of {options.repeats} runs\n")
    rows = [(name, f"{spent:.3f}", f"{spent / least[_BASE]:.2f}") for name, spent in least.items()]
    print(table(["from start to end", "seconds", f"times {_BASE}"], rows))
    return 0


if __name__ == "__main__":
    sys.exit(main())
