"""``figcheck ledger``: the archive that new articles are held against."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands.delivery import tell_unread
from figcheck.commands.options import (
    CONFIG,
    INCOMPLETE,
    OF_THE_READING,
    OF_THE_RUN,
    OF_THE_TERMINAL,
    OF_THE_WORK,
    Sections,
    named,
    settings_of,
)
from figcheck.problems import Problem, Refused
from figcheck.report.console import emit, from_here, progress, tell


@click.group()
def ledger() -> None:
    """Keep what is known of articles, so that new ones are held against all of them.

    A ledger is one file. `figcheck check draft.md --against FILE` holds a draft against it.
    """


def _file(settings: Any) -> Path:
    if settings.ledger is None:
        advice = "give it: --ledger archive.ledger, or `ledger: archive.ledger` in figcheck.yml"
        raise Refused(Problem("no ledger was named", expected="the file of a ledger", advice=advice))
    path: Path = settings.ledger
    return path


@ledger.command(cls=Sections)
@click.argument("paths", nargs=-1, type=click.Path())
@OF_THE_READING
@OF_THE_WORK
@OF_THE_RUN
@OF_THE_TERMINAL
@click.option("-q", "--quiet", is_flag=True, help="No progress, and nothing when all went well.")
def add(
    paths: tuple[str, ...], quiet: bool, verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Add the articles in PATHS to a ledger, which is made when it is not there.

    An article that it has already under the same id takes the place of that one. Exit code: 0, or 3 when an article
    could not be read.
    """
    from figcheck import api

    settings = settings_of(config, overrides)
    path = _file(settings)
    with progress(quiet, verbose) as on_progress:
        added = api.add_to_ledger(named(paths), settings, path, on_progress)
    tell_unread(added.unread, verbose)
    if not quiet:
        from figcheck.report.summary import plural

        emit(f"{from_here(path)} holds {plural(added.articles, 'article')}, {added.more:,} more than before.\n")
    click.get_current_context().exit(INCOMPLETE if added.unread else 0)


@ledger.command()
@click.option("--ledger", type=click.Path(path_type=Path), metavar="FILE", help="The ledger.")
@CONFIG
def status(config: Path | None, **overrides: Any) -> None:
    """Tell what a ledger holds."""
    from figcheck.ledger.status import status_of, status_text

    path = _file(settings_of(config, overrides))
    emit(status_text(status_of(path), from_here(path)))


@ledger.command()
@OF_THE_WORK
@OF_THE_RUN
@click.option("--before", metavar="YYYY-MM-DD", help="Drop the articles published before this day.")
@click.option(
    "--path", "paths", multiple=True, metavar="GLOB", help="Drop the articles of these files or folders. Repeatable."
)
@click.option("--parked", is_flag=True, help="Drop what the last check with the ledger did not have.")
def prune(config: Path | None, before: str | None, paths: tuple[str, ...], parked: bool, **overrides: Any) -> None:
    """Drop articles from a ledger, and give back their room on the disk."""
    from figcheck import api
    from figcheck.report.summary import plural
    from figcheck.report.terminal import one_line

    settings = settings_of(config, overrides)
    path = _file(settings)
    if before is None and not paths and not parked:
        raise click.UsageError("say which articles to drop: --before, --path or --parked.")
    pruned = api.prune_ledger(settings, path, before, paths, parked)
    were = "was" if pruned.dropped == 1 else "were"
    dropped = f"{plural(pruned.dropped, 'article')} {were} dropped"
    emit(f"{dropped} from {from_here(path)}, which holds {pruned.left:,} now.\n")
    if paths and not pruned.dropped and pruned.path is not None:
        tell(f"No article lies at {', '.join(paths)}; those that are left lie at paths like {one_line(pruned.path)}\n")
