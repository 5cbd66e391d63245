"""``figcheck check``: find, compare, report."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands.delivery import deliver, exit_code, output_options, targets_of
from figcheck.commands.options import FAIL_ON, OUTPUT, WHICH_RULES, Sections, named, option, settings_of
from figcheck.report import CHECK_FORMATS, format_for
from figcheck.report.console import output_look, progress


@click.command(cls=Sections)
@output_options(CHECK_FORMATS, "notes of one article, a table of several")
@WHICH_RULES
@FAIL_ON
@option(OUTPUT, "--save", type=click.Path(path_type=Path), metavar="RUN.json", help="Also save the whole run.")
def check(
    paths: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    no_color: bool,
    config: Path | None,
    save: Path | None,
    **overrides: Any,
) -> None:
    """Find the figures in PATHS, compare them, and print the discrepancies.

    PATHS are files, archives and folders of articles; - is what comes through a pipe, @FILE a list with one path a
    line.

    Exit code: 0 nothing found, 1 findings, 2 a mistake in options, paths, configuration or rules, 3 an
    article could not be read.
    """
    from figcheck import api

    settings = settings_of(config, overrides)
    targets = targets_of(settings.out, settings.out_dir, CHECK_FORMATS, save)
    with progress(quiet) as on_progress:
        run = api.run(named(paths), settings, on_progress)
    format = settings.output_format or format_for(run)
    deliver(run, format, CHECK_FORMATS, targets, output_look(quiet, verbose, no_color))
    click.get_current_context().exit(exit_code(run, settings.fail_on))
