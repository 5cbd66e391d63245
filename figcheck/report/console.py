"""The terminal that figcheck runs in: its width, whether it takes colour, text into pipes, progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from typing import TextIO

import click

from figcheck.problems import Problem, Refused
from figcheck.report.links import links_of
from figcheck.report.terminal import Look

_WIDTH_OF_A_PIPE = 100
_LONG_RUN = 200  # articles; shorter runs end before a progress display is read
COLOUR = "figcheck.colour"  # where the context of a command keeps "always" or "never", when that was asked for


def emit(text: str) -> None:
    """Text to stdout: as the terminal takes it, or as UTF-8 into a pipe or file, whatever the locale.

    A reader that has seen enough (``| head``) is no error; the exit code stays the one of the run. Raises Refused when
    nothing more can be written there.
    """
    if sys.stdout is None:  # closed by whoever started us
        return
    try:
        if sys.stdout.isatty():
            encoding = sys.stdout.encoding or "utf-8"
            click.echo(text.encode(encoding, "replace").decode(encoding), nl=False)
        else:
            sys.stdout.buffer.write(text.encode("utf-8"))
        sys.stdout.flush()
    except OSError as error:
        # Python flushes stdout once more at exit and would complain there.
        with contextlib.suppress(OSError, ValueError):
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        if not isinstance(error, BrokenPipeError):
            raise Refused(Problem(f"cannot print the report: {error.strerror or error}")) from error


def tell(text: str) -> None:
    """Text to stderr, as it was coloured for :func:`errors_look`; nobody there is no error."""
    if sys.stderr is not None:
        click.echo(text, err=True, nl=False, color=errors_look().colour)


@contextlib.contextmanager
def progress(quiet: bool) -> Iterator[Callable[[int], None] | None]:
    """Something to call with the number of articles done so far; shows it on a terminal once a run turns
    long."""
    if quiet or not _is_terminal(sys.stderr):
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
    """How to print to stdout: as wide as the terminal, or ``COLUMNS``, or 100; coloured, and with places as links, on a
    terminal that takes it, or when that is forced."""
    terminal = _is_terminal(sys.stdout)
    width = shutil.get_terminal_size((_WIDTH_OF_A_PIPE, 24)).columns if terminal else _pipe_width()
    links = links_of(os.environ) if terminal else ""
    return Look(width, _colour(terminal, no_color), verbose, quiet, links)


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
    return Look(colour=_colour(_is_terminal(sys.stderr)))


def _is_terminal(stream: TextIO | None) -> bool:
    return stream is not None and stream.isatty()


def _colour(terminal: bool, no_color: bool = False) -> bool:
    """The option decides, else the environment, else whether it is a terminal.

    NO_COLOR counts when it is set and not empty (no-color.org), FORCE_COLOR and CLICOLOR_FORCE when they are neither
    empty nor 0 (force-color.org, bixense.com/clicolors).
    """
    context = click.get_current_context(silent=True)
    chosen = context.meta.get(COLOUR) if context is not None else None
    if no_color or chosen is not None:
        return chosen == "always" and not no_color
    if os.environ.get("NO_COLOR"):
        return False
    if any(os.environ.get(name, "") not in ("", "0") for name in ("FORCE_COLOR", "CLICOLOR_FORCE")):
        return True
    return terminal and os.environ.get("TERM") != "dumb" and os.environ.get("CLICOLOR") != "0"


def _pipe_width() -> int:
    columns = os.environ.get("COLUMNS", "")
    return int(columns) if columns.isdecimal() and 0 < int(columns) < 10_000 else _WIDTH_OF_A_PIPE
