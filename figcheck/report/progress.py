"""How far a long run has come, in words, and shown on a terminal while it lasts."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from figcheck.report.summary import plural

if TYPE_CHECKING:
    from figcheck.engine import Progress

_LONG = 2.0  # seconds; a shorter run ends before anybody has read how far it has come
_MANY = 2000  # articles whose linking may take long, told even where reading them did not
_EARLY = 0.02  # a share from which on the rest can be foretold


class Watch:
    """Keeps the time of each stage, and shows it on the terminal of ``stack``, if there is one."""

    def __init__(self, stack: contextlib.ExitStack | None) -> None:
        self._stack = stack
        self._display: Any = None
        self._began = time.monotonic()
        self._stages: list[tuple[str, float]] = [("reading", self._began)]
        self.articles = 0

    def __call__(self, progress: Progress) -> None:
        """Takes note of how far the run has come, and shows it once it is late."""
        now = time.monotonic()
        self.articles = progress.articles
        if progress.stage != self._stages[-1][0]:
            self._stages.append((progress.stage, now))
        if self._stack is None:
            return
        late = now - self._began >= _LONG or (progress.stage != "reading" and progress.articles >= _MANY)
        if self._display is None and late:
            self._display = self._stack.enter_context(_display())
        if self._display is not None:
            self._display(progress_text(progress, now - self._began))

    def times(self) -> list[tuple[str, float]]:
        """The stages with their seconds, the last up to now."""
        ends = [begun for _, begun in self._stages[1:]] + [time.monotonic()]
        return [(stage, end - begun) for (stage, begun), end in zip(self._stages, ends, strict=True)]


def progress_text(progress: Progress, seconds: float) -> str:
    """What is shown after so many seconds: "reading: 1,240 articles, 410 a second, about 3,100 more in 8 s"."""
    if progress.stage == "waiting":
        return "waiting for another command that works with the ledger"
    done = plural(progress.articles, "article")
    if progress.stage != "reading":
        told = f", {progress.share:.0%}" if progress.share is not None else ""
        return f"{progress.stage} the figures of {done}{told}"
    text = f"reading: {done}"
    if seconds > 0 and progress.articles:
        text += f", {_rate(progress.articles / seconds)} a second"
    share = progress.share
    if share is not None and _EARLY <= share < 1 and progress.articles:
        rest = (1 - share) / share
        text += f", about {_round(progress.articles * rest):,} more in {_duration(seconds * rest)}"
    return text


def times_text(stages: list[tuple[str, float]], articles: int) -> str:
    """ "reading 3.2 s (410 articles a second), linking 0.4 s, checking 0.1 s"."""
    parts = []
    for stage, seconds in stages:
        rate = f" ({_rate(articles / seconds)} articles a second)" if stage == "reading" and seconds > 0 else ""
        parts.append(f"{stage} {seconds:.1f} s{rate}")
    return ", ".join(parts)


def _rate(rate: float) -> str:
    return f"{rate:,.0f}" if rate >= 10 else f"{rate:.1f}"


def _round(count: float) -> int:
    """A guess to two digits."""
    return int(float(f"{count:.2g}"))


def _duration(seconds: float) -> str:
    whole = max(1, round(seconds))
    if whole < 120:
        return f"{whole} s"
    minutes = round(whole / 60)
    return f"{minutes} min" if minutes < 120 else f"{minutes // 60} h {minutes % 60} min"


@contextlib.contextmanager
def _display() -> Iterator[Any]:
    from rich.console import Console
    from rich.progress import Progress as Shown
    from rich.progress import SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"))
    with Shown(*columns, console=Console(stderr=True), transient=True) as shown:
        task = shown.add_task("", total=None)
        yield lambda text: shown.update(task, description=text)
