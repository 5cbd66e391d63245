"""Measures how many web pages a minute become findings, and what each stage takes of it.

Pages are made by a seeded generator: layouts of news sites around made-up news, 60 to 150 KB each, with scripts,
navigation, related stories and comments. Reading and examining run in as many processes as ``--jobs`` says, linking and
checking behind them in one. The stages of one process are timed on a part of the pages first.
"""

from __future__ import annotations

import argparse
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import Any

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

from benchmarks import MEASURED
from benchmarks.growth import generated, town
from benchmarks.layout import table
from benchmarks.sitepages import LAYOUTS, Story, page
from figcheck import engine
from figcheck.api import toolkit
from figcheck.articles import Article, Unread
from figcheck.check import settle
from figcheck.config import Settings
from figcheck.link import link
from figcheck.read import read_paths, webpage

_SIZES = (60_000, 150_000)
_SENTENCES = (  # what stories go on with, in words that no two stories share, as reports of one event would
    "A {word} of the {word} told the {word} that the {word} had left the {word} before the {word} was there.",
    "“We have seen every {word} in {town},” said {name}, a {word}, “and the {word} is as {word} as it ever was.”",
    "The {word} near {town} stayed closed for about {hours} hours, and the {word} went by way of the {word}.",
    "Since {year} the {word} of {town} has had a {word}, which {name} once called the {word} of the {word}.",
    "{name}, who leads the {word}, asked for a {word} and said that no {word} should have to {word} for it.",
    "It was not clear whether the {word} or the {word} had it, or what the {word} of {town} would say to that.",
)
_TIMED = 100


def made_stories(count: int, seed: int) -> list[Story]:
    """So many stories of about 300 to 700 words, the same for the same seed."""
    chance = random.Random(seed)
    stories: list[Story] = []
    for number, article in enumerate(generated(count, seed)):
        header = article.header
        lead = article.text[article.title_end :].strip()
        paragraphs = [
            " ".join(_sentence(chance) for _ in range(chance.randint(1, 3))) for _ in range(chance.randint(6, 14))
        ]
        body = [lead, *paragraphs]
        stories.append(
            Story(
                header.title or "",
                [("p", paragraph) for paragraph in body],
                header.outlet or "",
                "Ada Quill",
                header.published,
                f"www.site-{number % 40}.example",
            )
        )
    return stories


def _sentence(chance: random.Random) -> str:
    pattern = chance.choice(_SENTENCES)
    while "{word}" in pattern:
        pattern = pattern.replace("{word}", town(chance).lower(), 1)
    name = f"{town(chance)[:5].title()} {town(chance)[-6:].title()}"
    hours, year = chance.randint(3, 40), chance.randint(1960, 2015)
    return pattern.format(town=town(chance), name=name, hours=hours, year=year)


def write_pages(folder: Path, count: int, seed: int) -> list[Path]:
    """Writes so many pages into a folder; their files in order."""
    chance = random.Random(seed)
    layouts = sorted(LAYOUTS)
    files: list[Path] = []
    for number, story in enumerate(made_stories(count, seed)):
        made = page(story, layouts[number % len(layouts)], number, chance.randint(*_SIZES))
        files.append(folder / f"{number:05}.html")
        files[-1].write_text(made, encoding="utf-8")
    return files


def timed_stages(files: Sequence[Path]) -> dict[str, float]:
    """Seconds that each stage takes of reading and examining files in this process."""
    spent: dict[str, float] = {}
    names = ("decode_page", "read_markup", "read_facts", "chosen_text", "aligned")
    kept = {name: getattr(webpage, name) for name in names}
    tools = toolkit(Settings())
    _examined(files[:1], tools)  # warms every cache
    for name, stage in kept.items():
        setattr(webpage, name, _timed(stage, spent, name))
    start = time.perf_counter()
    try:
        rows = list(read_paths(files))
    finally:
        for name, stage in kept.items():
            setattr(webpage, name, stage)
    spent["the rest of reading"] = time.perf_counter() - start - sum(spent.values())
    start = time.perf_counter()
    for row in rows:
        if isinstance(row, Article):
            engine.examine(row, tools.lexicon, tools.ruleset.measures)
    spent["examine"] = time.perf_counter() - start
    return spent


def _timed(stage: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    def run(*arguments: Any) -> Any:
        start = time.perf_counter()
        try:
            return stage(*arguments)
        finally:
            spent[name] = spent.get(name, 0.0) + time.perf_counter() - start

    return run


def _examined(files: Sequence[Path], tools: engine.Toolkit) -> tuple[list[Any], list[Unread]]:
    found: list[Any] = []
    unread: list[Unread] = []
    for row in read_paths(files):
        if isinstance(row, Unread):
            unread.append(row)
        else:
            found.append(engine.examine(row, tools.lexicon, tools.ruleset.measures))
    return found, unread


_TOOLS: list[engine.Toolkit] = []


def _prepare() -> None:
    _TOOLS.append(toolkit(Settings()))


def _work(files: Sequence[Path]) -> tuple[list[Any], list[Unread]]:
    return _examined(files, _TOOLS[0])


def whole_run(files: Sequence[Path], jobs: int) -> tuple[float, float, int, int]:
    """Seconds until all files are read and examined, and until there are findings; how many findings, and how many
    pages could not be read."""
    tools = toolkit(Settings())
    start = time.perf_counter()
    size = max(1, min(50, len(files) // jobs))
    parts = [files[at : at + size] for at in range(0, len(files), size)]
    with ProcessPoolExecutor(jobs, initializer=_prepare) as pool:
        done = list(pool.map(_work, parts))
    examined_in = time.perf_counter() - start
    claims = [claim for found, _ in done for examined in found for claim in examined.claims]
    claims.sort(key=lambda claim: (claim.header.id, claim.number))
    linked = link(claims, tools.lexicon, tools.ruleset.measures)
    settled = settle(claims, linked.groups, tools.ruleset.rules)
    return examined_in, time.perf_counter() - start, len(settled.findings), sum(len(unread) for _, unread in done)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the stages and pages a minute; 0, or 1 when a page could not be read."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--pages", type=int, default=1000, help="how many pages (1000)")
    parser.add_argument("--jobs", type=int, default=2, help="processes that read and examine (2)")
    parser.add_argument("--seed", type=int, default=1, help="another seed makes other pages (1)")
    options = parser.parse_args(argv)
    if options.pages < 1 or options.jobs < 1:
        parser.error("--pages and --jobs take a positive number")
    with tempfile.TemporaryDirectory() as folder:
        files = write_pages(Path(folder), options.pages, options.seed)
        size = sum(file.stat().st_size for file in files)
        print(f"{len(files)} pages, {size / len(files) / 1000:.0f} KB on average; {MEASURED}\n")
        part = files[:_TIMED]
        spent = timed_stages(part)
        total = sum(spent.values())
        rows = [
            (name, f"{1000 * seconds / len(part):.1f}", f"{60 * len(part) / seconds:,.0f}")
            for name, seconds in [*spent.items(), ("all", total)]
        ]
        print(table(["stage, in one process", "ms a page", "pages a minute"], rows))
        examined_in, seconds, findings, unread = whole_run(files, options.jobs)
        rates = [f"{60 * len(files) / taken:,.0f}" for taken in (examined_in, seconds)]
        print(f"\nread and examined in {options.jobs} processes: {rates[0]} pages a minute")
        print(f"linked and checked as well, {findings:,} findings: {rates[1]} pages a minute")
        print(f"{unread} of {len(files)} pages could not be read")
    return 1 if unread else 0


if __name__ == "__main__":
    raise SystemExit(main())
