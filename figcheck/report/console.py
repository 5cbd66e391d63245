"""The terminal that figcheck runs in: its width, whether it takes colour, text into pipes, progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator

import click

from figcheck.report.terminal import Look

_WIDTH_OF_A_PIPE = 100
_LONG_RUN = 200  # articles; shorter runs end before a progress display is read


def emit(text: str) -> None:
    """Text to stdout: as the terminal takes it, or as UTF-8 into a pipe or file, whatever the locale.

    A reader that has seen enough (``| head``) is no error; the exit code stays the one of the run.
    """
    try:
        if sys.stdout.isatty():
            encoding = sys.stdout.encoding or "utf-8"
            click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
        else:
            sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    except BrokenPipeError:
        # Python flushes stdout once more at exit and would complain there.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


@contextlib.contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """Something to call with the number of articles done so far; shows it on a terminal once a run turns
    long."""
    if quiet or not sys.stderr.isatty():
        yield None
        return
    with contextlib.ExitStack() as stack:
        show: Callable[[int], None] | None = None

        def on_progress(done: int) -> None:
            nonlocal show
            if done <= _LONG_RUN:
                return
            if show is None:
                show = stack.enter_context(_shown_progress())
            show(done)

        yield on_progress


@contextlib.contextmanager
def _shown_progress() -> Iterator[Callable[[int], None]]:
    from rich.console import Console
    from rich.progress import Progress, SpinnerColumn, TextColumn, TimeElapsedColumn

    columns = (SpinnerColumn(), TextColumn("{task.completed:,} articles"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task("articles", total=None)
        yield lambda done: progress.update(task, completed=done)


def output_look(quiet: bool = False, verbose: bool = False, no_color: bool = False) -> Look:
    """How to print to stdout: as wide as the terminal, or ``COLUMNS``, or 100; coloured on a terminal
    only."""
    terminal = sys.stdout.isatty()
    width = shutil.get_terminal_size((_WIDTH_OF_A_PIPE, 24)).columns if terminal else _pipe_width()
    return Look(width, _colour(terminal, no_color), verbose, quiet)


def from_here(path: str | os.PathLike[str]) -> str:
    """A path as seen from the working directory, with "/" between folders; one that lies far off stays absolute."""
    path = os.fspath(path)
    try:
        shown = os.path.relpath(path)
    except (OSError, ValueError):  # another drive; a working directory that is gone
        shown = path
    far = os.path.join(os.pardir, os.pardir, os.pardir)
    return (path if shown.startswith(far) else shown).replace(os.sep, "/")


def errors_look() -> Look:
    """How to print to stderr."""
    return Look(colour=_colour(sys.stderr.isatty()))


def _colour(terminal: bool, no_color: bool = False) -> bool:
    # NO_COLOR counts when it is set and not empty (no-color.org).
    return terminal and not no_color and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"


def _pipe_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and 0 < int(columns) < 10_000 else _WIDTH_OF_A_PIPE
