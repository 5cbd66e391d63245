"""The terminal that figcheck runs in: its width, whether it takes colour, text into pipes, progress."""

from __future__ import annotations

import contextlib
import os
import shutil
import sys
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, TextIO

import click

from figcheck.problems import Problem, Refused
from figcheck.report.links import links_of
from figcheck.report.terminal import Look, clean, one_line

if TYPE_CHECKING:
    from figcheck.engine import OnProgress

_WIDTH_OF_A_PIPE = 100
COLOUR = "figcheck.colour"  # where the context of a command keeps "always" or "never", when that was asked for


def emit(text: str | Iterable[str]) -> None:
    """Text to stdout, whole or in pieces: as the terminal takes it, or as UTF-8 into a pipe or file.

    A reader that has seen enough (``| head``) is no error; the exit code stays the one of the run. Raises Refused when
    nothing more can be written there.
    """
    if sys.stdout is None:  # closed by whoever started us
        return
    try:
        is_terminal, encoding = sys.stdout.isatty(), sys.stdout.encoding or "utf-8"
        for piece in (text,) if isinstance(text, str) else text:
            if is_terminal:
                click.echo(piece.encode(encoding, "replace").decode(encoding), nl=False)
            else:
                sys.stdout.buffer.write(piece.encode("utf-8"))
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


def tell_bug(error: Exception, verbose: bool) -> None:
    """What went wrong inside figcheck, and what to do; the traceback as well when ``verbose``."""
    tell(
        f"figcheck has a bug: {type(error).__name__}: {one_line(str(error))[:500]}\n"
        "Please report it with the article that caused it; -v shows the traceback.\n"
    )
    if verbose:
        import traceback

        tell(clean("".join(traceback.format_exception(error))))


@contextlib.contextmanager
def progress(quiet: bool, verbose: bool = False) -> Iterator[OnProgress | None]:
    """Something to call with how far a run has come; None where nobody would see it.

    On a terminal it is shown once the run turns long, and gone at its end. With ``verbose`` the times of the stages are
    told when the run has ended well.
    """
    shown = not quiet and _is_terminal(sys.stderr)
    told = verbose and not quiet
    if not shown and not told:
        yield None
        return
    from figcheck.report.progress import Watch, times_text

    with contextlib.ExitStack() as stack:
        watch = Watch(stack if shown else None)
        yield watch
    if told:
        tell(f"{times_text(watch.times(), watch.articles)}\n")


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
