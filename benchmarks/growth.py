"""Measures how linking and checking grow with the number of articles, on generated news.

Articles are made by a seeded generator: events in towns that do not exist, each told by several outlets on several days
as the toll rises, among a share of articles on other matters. The number of articles a day stays the same, so that a
larger size is a longer archive. Growth is what link spends on a claim, beside what it
spent at the size before: near 1 where work grows as claims do, near the ratio of the sizes where every pair is
compared. Peak memory is that of the process so far, so sizes run from small to large. A size that would take too long,
by how time grew so far, is left out and named.
"""

from __future__ import annotations

import argparse
import datetime as dt
import math
import random
import resource
import sys
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

sys.path.append(str(Path(__file__).resolve().parent.parent))  # so that the script also runs by its path

import yaml

from benchmarks import MEASURED
from benchmarks.articles import made_article
from benchmarks.layout import table
from benchmarks.numberwords import spelt
from figcheck import engine
from figcheck.api import toolkit
from figcheck.articles import Article
from figcheck.config import Settings
from figcheck.findings import Run

STAGES = ("examine", "link", "settle")
_DATA: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("made_news.yaml").read_text(encoding="utf-8"))
_START = dt.date(2022, 1, 3)
_NOISE = 0.3
_REPORTS = (2, 8)  # articles an event
_KB_IN_MB = 1024 if sys.platform != "darwin" else 1024 * 1024


class Measured(NamedTuple):
    """One size: what was run and the seconds each stage took; ``rest`` is the assembling of the run.

    ``mixed`` are the findings that join different events.
    """

    articles: int
    claims: int
    findings: int
    mixed: int
    examine: float
    link: float
    settle: float
    rest: float
    peak_mb: float

    @property
    def seconds(self) -> float:
        """The whole time of the run."""
        return self.examine + self.link + self.settle + self.rest


def town(chance: random.Random) -> str:
    """A name of a town that does not exist."""
    return "".join(chance.choice(_DATA["syllables"][place]) for place in ("first", "middle", "last"))


def generated(size: int, seed: int = 1, a_day: int = 50) -> Iterator[Article]:
    """So many articles, the same for the same seed, with about ``a_day`` of them on each day.

    Their ids open with the number of the event that they tell of.
    """
    chance = random.Random(seed)
    days = max(1, size // a_day)
    made = event = 0
    while made < size:
        event += 1
        day = _START + dt.timedelta(days=chance.randrange(days))
        some = [_noise(chance, day)] if chance.random() < _NOISE else list(_event(chance, day))
        for title, text, outlet, published in some[: size - made]:
            made += 1
            yield made_article(f"{event}-{made}", text, title, outlet, published)


_Parts = tuple[str, str, str, dt.date]


def _event(chance: random.Random, day: dt.date) -> Iterator[_Parts]:
    """The reports on one event: the toll rises day by day, and one report in ten has a number of its own."""
    an_event, where = chance.choice(_DATA["events"])
    fixed = {
        **_filler(chance, day),
        "event": an_event.split(" ", 1)[1],
        "an_event": an_event,
        "An_event": an_event.capitalize(),
        "where": where,
        "town": town(chance),
        "country": chance.choice(_DATA["countries"]),
        "who": chance.choice(_DATA["people"]),
    }
    toll, hurt, missing = chance.randint(2, 90), chance.randint(2, 200), chance.randint(2, 50)
    for number in range(chance.randint(*_REPORTS)):
        days = number // 2
        printed = toll if chance.random() < 0.9 else toll + chance.randint(1, 9)
        counts = {"toll": printed, "hurt": hurt, "missing": missing}
        filled = {**fixed, **{name: _count(value) for name, value in counts.items()}}
        filled["said"] = chance.choice(_DATA["said_by"])
        filled["Toll"] = filled["toll"][:1].upper() + filled["toll"][1:]
        text = " ".join([chance.choice(_DATA["leads"]), *chance.sample(_DATA["follow"], chance.randint(1, 3))])
        title = chance.choice(_DATA["titles"]).format(**filled)
        yield title, text.format(**filled), chance.choice(_DATA["outlets"]), day + dt.timedelta(days=days)
        if number % 2:  # two reports a day, then an update
            toll += chance.randint(0, 3)
            missing = max(1, missing - chance.randint(0, 3))


def _noise(chance: random.Random, day: dt.date) -> _Parts:
    title, text = chance.choice(_DATA["noise"])
    filled = {**_filler(chance, day), "town": town(chance), "country": chance.choice(_DATA["countries"])}
    filled["hurt"] = str(chance.randint(2, 40))
    return title.format(**filled), text.format(**filled), chance.choice(_DATA["outlets"]), day


def _filler(chance: random.Random, day: dt.date) -> dict[str, str]:
    return {
        "day": day.strftime("%A"),
        "said": chance.choice(_DATA["said_by"]),
        "homes": f"{chance.randint(20, 900)}",
        "displaced": f"{chance.randint(10, 99) * 100:,}",
        "money": f"{chance.randint(11, 999) / 10}",
        "change": f"{chance.randint(2, 60)}",
        "part": f"{chance.randint(4, 19)}",
    }


def _count(value: int) -> str:
    return spelt(value) if value < 10 else str(value)


def measure(size: int, seed: int, a_day: int, tools: engine.Toolkit) -> Measured:
    """Generates, runs the engine over and times ``size`` articles."""
    articles = list(generated(size, seed, a_day))
    spent = dict.fromkeys(STAGES, 0.0)
    kept = {name: getattr(engine, name) for name in STAGES}
    for name, stage in kept.items():
        setattr(engine, name, timed(stage, spent, name))
    start = time.perf_counter()
    try:
        run = engine.run(articles, tools)
    finally:
        for name, stage in kept.items():
            setattr(engine, name, stage)
    rest = time.perf_counter() - start - sum(spent.values())
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / _KB_IN_MB
    return Measured(size, len(run.claims), len(run.findings), mixed(run), **spent, rest=rest, peak_mb=peak)


def mixed(run: Run) -> int:
    """How many findings join articles of different events."""
    return sum(len({figure.split("-", 1)[0] for figure in finding.figures}) > 1 for finding in run.findings)


def timed(stage: Callable[..., Any], spent: dict[str, float], name: str) -> Callable[..., Any]:
    """The stage, which adds the seconds of each call to ``spent[name]``."""

    def run(*arguments: Any, **options: Any) -> Any:
        start = time.perf_counter()
        try:
            return stage(*arguments, **options)
        finally:
            spent[name] += time.perf_counter() - start

    return run


def growth(before: Measured | None, now: Measured) -> str:
    """How much more link spends on a claim than at the size before; a dash where there is none."""
    if before is None or not before.claims or not now.claims or not before.link:
        return "-"
    return f"{(now.link / now.claims) / (before.link / before.claims):.2f}"


def lines(measured: Sequence[Measured]) -> list[tuple[object, ...]]:
    """The rows of the table, each beside the one before."""
    rows: list[tuple[object, ...]] = []
    for before, now in zip([None, *measured], measured, strict=False):
        seconds = [f"{value:.2f}" for value in (now.examine, now.link, now.settle, now.rest)]
        each = [f"{1e6 * value / now.articles:.0f}" for value in (now.examine, now.link, now.settle, now.seconds)]
        rows.append(
            (
                now.articles,
                now.claims,
                now.findings,
                now.mixed,
                *seconds,
                *each,
                growth(before, now),
                f"{now.peak_mb:.0f}",
            )
        )
    return rows


HEADERS = ["articles", "claims", "findings", "of two events", *(f"{name} s" for name in (*STAGES, "rest"))]
HEADERS += [*(f"{name} us" for name in (*STAGES, "all")), "link growth", "peak MB"]


def sizes_of(given: str) -> list[int]:
    """The sizes in "1000,10000", from small to large. Raises ValueError for what is no positive whole number."""
    sizes = sorted({int(part) for part in given.split(",")})
    if sizes[0] < 1:
        raise ValueError("a size is a positive number")
    return sizes


def expected_seconds(measured: Sequence[Measured], size: int) -> float:
    """How long a size will take, if time goes on growing with the size as between the last two."""
    if not measured:
        return 0.0
    last = measured[-1]
    power = 1.0
    if len(measured) > 1:
        before = measured[-2]
        power = max(1.0, math.log(last.seconds / before.seconds) / math.log(last.articles / before.articles))
    return last.seconds * float((size / last.articles) ** power)


def measure_all(sizes: Iterable[int], seed: int, a_day: int, most: float) -> tuple[list[Measured], list[str]]:
    """Measures size after size with one toolkit, warmed up; and says which would have taken more than ``most``."""
    tools = toolkit(Settings())
    measure(20, seed, a_day, tools)
    measured: list[Measured] = []
    left_out: list[str] = []
    for size in sizes:
        expected = expected_seconds(measured, size)
        if expected > most:
            left_out.append(f"{size} articles left out: they would take about {expected:.0f} s, more than {most:.0f}")
        else:
            measured.append(measure(size, seed, a_day, tools))
    return measured, left_out


def main(argv: Sequence[str] | None = None) -> int:
    """Prints a row for each size; seconds, then microseconds an article."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", 1)[0])
    parser.add_argument("--sizes", type=sizes_of, default="1000,10000,100000", help="numbers of articles")
    parser.add_argument("--seed", type=int, default=1, help="which articles are made (1)")
    parser.add_argument("--a-day", type=int, default=50, help="articles on each day (50)")
    parser.add_argument("--most", type=float, default=600, help="leave out a size that would take more seconds (600)")
    options = parser.parse_args(argv)
    if options.a_day < 1:
        parser.error("--a-day takes a positive number")
    measured, left_out = measure_all(options.sizes, options.seed, options.a_day, options.most)
    print("\n".join([f"measured: {MEASURED}", table(HEADERS, lines(measured)), *left_out]))
    print("\ns: seconds; us: microseconds an article; link growth: time a claim, beside the size before")
    return 0


if __name__ == "__main__":
    sys.exit(main())
