"""The options that tell which articles have changed, and what they make of the paths."""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import click

from figcheck.commands.options import together

FOCUS = together(
    click.option(
        "--focus",
        multiple=True,
        type=click.Path(),
        metavar="PATH",
        help="Show only what touches the articles in this file or folder. Repeatable.",
    ),
    click.option(
        "--focus-from-git",
        metavar="REF",
        help="Show only what touches the articles that changed since the branch left REF, as in origin/main.",
    ),
    click.option(
        "--against",
        multiple=True,
        type=click.Path(),
        metavar="PATH",
        help="Compare PATHS with the articles here, or with those of a ledger, and show only what touches PATHS.",
    ),
)


def ledger_of(against: tuple[str, ...]) -> Path | None:
    """The ledger that articles are to be held against, None where other articles were named.

    Raises click.UsageError for a ledger beside other paths.
    """
    if not against:
        return None
    from figcheck.ledger.versions import is_ledger

    found = [Path(path) for path in against if is_ledger(Path(path))]
    if found and len(against) > 1:
        raise click.UsageError(f"--against takes one ledger alone: {found[0]}.")
    return found[0] if found else None


class Focus(NamedTuple):
    """What to read and what of it is in focus, by name or, with ``from_git``, by what git tells."""

    paths: tuple[str, ...]
    focus: tuple[str, ...]
    from_git: str | None


def focus_of(paths: tuple[str, ...], focus: tuple[str, ...], against: tuple[str, ...], from_git: str | None) -> Focus:
    """The three options as one. Raises click.UsageError where they say two things at once."""
    if against and focus:
        raise click.UsageError("with --against the PATHS are in focus: name them there, without --focus.")
    if from_git is not None and (focus or against):
        other = "--focus" if focus else "--against"
        raise click.UsageError(f"--focus-from-git finds what has changed by itself: leave out {other}.")
    return Focus(against, paths, None) if against and paths else Focus(paths, focus, from_git)
