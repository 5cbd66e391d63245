"""``figcheck extract``: the figures with their meaning, no rules."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands.delivery import deliver, exit_code, output_options, targets_of
from figcheck.commands.options import Sections, named, settings_of
from figcheck.report import EXTRACT_FORMATS, require
from figcheck.report.console import output_look, progress


@click.command(cls=Sections)
@output_options(EXTRACT_FORMATS, "table")
def extract(
    paths: tuple[str, ...], quiet: bool, verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Print every figure in PATHS with its meaning; no rules are applied.

    PATHS are files, archives and folders of articles; - is what comes through a pipe, @FILE a list with one path a
    line.
    """
    from figcheck import api

    # A configured format is meant for check, and may be one that extract does not have.
    format = overrides["output_format"] or "table"
    require(format, EXTRACT_FORMATS, printed=True)
    settings = settings_of(config, overrides)
    # What the configuration wants written are the outputs of a check.
    targets = targets_of(overrides["out"], overrides["out_dir"], EXTRACT_FORMATS, ledger=settings.ledger)
    with progress(quiet, verbose) as on_progress:
        run = api.extract(named(paths), settings, on_progress)
    deliver(run, format, EXTRACT_FORMATS, targets, output_look(quiet, verbose, no_color))
    click.get_current_context().exit(exit_code(run, "never"))
