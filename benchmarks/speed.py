"""Measures how fast figcheck reads figures, stage by stage, beside quantulum3's parser on the same text.

Ratios hold within one run on one machine; a number of bytes a second alone says little.
"""

from __future__ import annotations

import argparse
import json
import sys
import time
import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks import MEASURED
from benchmarks.articles import made_article
from benchmarks.layout import table
from figcheck.articles import Article
from figcheck.describe import describe
from figcheck.find import find
from figcheck.lexicon import Lexicon
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

MB = 1_000_000
_ROUNDS = 12


def texts_of(paths: Sequence[Path]) -> list[str]:
    """The texts to read: a file is one, or in JSON lines one for each row's ``text`` or ``premise``; a folder is its
    files.

    Raises OSError, or ValueError for a file that is not UTF-8 or no JSON lines.
    """
    texts = []
    for path in paths:
        files = sorted(file for file in path.rglob("*") if file.is_file()) if path.is_dir() else [path]
        for file in files:
            text = file.read_text(encoding="utf-8")
            if file.suffix == ".jsonl":
                rows = [json.loads(line) for line in text.split("\n") if line.strip()]
                texts += [str(row.get("premise") or row["text"]) for row in rows]
            else:
                texts.append(text)
    return texts


def as_article(number: int, text: str) -> Article:
    """A text as an article without a title, standing at the start of a file of its own."""
    return made_article(f"text-{number}", text)


def seconds(work: Callable[[], object], repeats: int) -> float:
    """The shortest of several runs of ``work``."""
    best = float("inf")
    for _ in range(repeats):
        start = time.perf_counter()
        work()
        best = min(best, time.perf_counter() - start)
    return best


def sample_of(texts: Sequence[str], size: int) -> list[str]:
    """Whole texts, evenly spread, that come to about ``size`` characters."""
    total = sum(map(len, texts))
    step = max(1, total // max(1, size))
    taken: list[str] = []
    for text in texts[::step] if step < len(texts) else texts[:1]:
        taken.append(text)
        if sum(map(len, taken)) >= size:
            break
    return taken


def quantulum_parse() -> Callable[[str], list[Any]]:
    """quantulum3's parser without its classifier, warmed up."""
    warnings.filterwarnings("ignore", message="Classifier dependencies not installed")
    from quantulum3 import classifier, parser

    classifier.USE_CLF = False
    parser.parse("5 metres")
    return parser.parse  # type: ignore[no-any-return, unused-ignore]


def main(argv: Sequence[str] | None = None) -> int:
    """Prints speeds of the stages, then the ratio to quantulum3; 0, or 2 when a text cannot be read."""
    opening = (__doc__ or "").split("\n", 1)[0]
    parser = argparse.ArgumentParser(description=opening)
    parser.add_argument("text", type=Path, nargs="+", help="text, folder of texts, or JSON lines with `text`")
    parser.add_argument("--repeats", type=int, default=3, help="the shortest of so many runs counts (3)")
    parser.add_argument("--sample", type=int, default=20_000, help="characters that quantulum3 reads (20000)")
    options = parser.parse_args(argv)
    if options.repeats < 1 or options.sample < 1:
        parser.error("--repeats and --sample take a positive number")
    try:
        texts = texts_of(options.text)
    except (OSError, ValueError, KeyError) as error:
        print(f"speed: {error}", file=sys.stderr)
        return 2
    measure(texts, options.text, options.repeats, options.sample)
    return 0


def measure(texts: Sequence[str], paths: Sequence[Path], repeats: int, sample_size: int) -> None:
    """Runs and prints all measurements."""
    lexicon, rules = load_lexicon(), load_rules()
    articles = [as_article(number, text) for number, text in enumerate(texts, start=1)]
    size = sum(len(text.encode()) for text in texts) / MB
    figures = sum(len(find(article, lexicon).figures) for article in articles)  # warms every cache

    def describe_all(some: Sequence[Article]) -> None:
        for article in some:
            describe(article, find(article, lexicon), lexicon, rules.measures)

    describe_all(articles)
    timed = [
        ("find", seconds(lambda: _each(articles, lexicon), repeats)),
        ("find and describe", seconds(lambda: describe_all(articles), repeats)),
        ("whole check, load time included", seconds(lambda: _whole_check(paths), 1)),
    ]
    print(f"measured: {MEASURED}")
    print(f"{len(texts)} texts, {size:.3f} MB, {figures} figures; the shortest of {repeats} runs\n")
    rows = [(name, f"{spent:.3f}", f"{size / spent:.2f}", f"{figures / spent:.0f}") for name, spent in timed]
    print(table(["stage", "seconds", "MB/s", "figures/s"], rows))

    sample = sample_of(texts, sample_size)
    lines = [line for text in sample for line in text.splitlines() if line.strip()]
    sampled = [as_article(number, text) for number, text in enumerate(sample, start=1)]
    parse = quantulum_parse()
    rounds = min(_ROUNDS, len(sampled))
    ours, described, theirs = 0.0, 0.0, 0.0
    for turn in range(rounds):  # by turns, so that a machine that slows down slows both
        part, some_lines = sampled[turn::rounds], lines[turn::rounds]
        ours += seconds(lambda part=part: _each(part, lexicon), repeats)  # type: ignore[misc]
        described += seconds(lambda part=part: describe_all(part), repeats)  # type: ignore[misc]
        theirs += seconds(lambda some=some_lines: [parse(line) for line in some], 1)  # type: ignore[misc]
    characters = sum(map(len, sample))
    print(
        f"\nquantulum3 on {len(sample)} of the texts ({characters} characters, {len(lines)} lines), in {rounds} turns\n"
    )
    rows_of_sample = [
        ("figcheck find", f"{ours:.4f}"),
        ("figcheck find and describe", f"{described:.4f}"),
        ("quantulum3 parse, line by line", f"{theirs:.4f}"),
    ]
    print(table(["on the sample", "seconds"], rows_of_sample))
    print(f"\nratio: find is {theirs / ours:.0f} times as fast")
    print(f"find and describe together: {theirs / described:.0f} times")


def _each(articles: Sequence[Article], lexicon: Lexicon) -> None:
    """Reads article by article and keeps nothing, as an archive is read."""
    for article in articles:
        find(article, lexicon)


def _whole_check(paths: Sequence[Path]) -> None:
    from benchmarks.runs import check

    check(paths)


if __name__ == "__main__":
    sys.exit(main())
