"""``figcheck check``: find, compare, report."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

import click

from figcheck.commands.delivery import STATISTICS, deliver, exit_code, findings_alone, output_options, targets_of
from figcheck.commands.focus import FOCUS, focus_of, ledger_of
from figcheck.commands.options import FAIL_ON, OUTPUT, WHICH_RULES, Sections, named, option
from figcheck.commands.waiving import WAIVERS, settings_with_waivers
from figcheck.garbage import no_collection
from figcheck.report import CHECK_FORMATS, FOR_SEVERAL, format_for, require
from figcheck.report.console import output_look, progress


@click.command(cls=Sections)
@output_options(CHECK_FORMATS, "notes of one article, a table of several")
@WHICH_RULES
@FAIL_ON
@FOCUS
@WAIVERS
@STATISTICS
@option(OUTPUT, "--save", type=click.Path(path_type=Path), metavar="RUN.json", help="Also save the whole run.")
@option(OUTPUT, "--watch", is_flag=True, help="Check again when an article, rule or configuration changes.")
def check(
    paths: tuple[str, ...],
    quiet: bool,
    verbose: bool,
    no_color: bool,
    config: Path | None,
    save: Path | None,
    focus: tuple[str, ...],
    focus_from_git: str | None,
    against: tuple[str, ...],
    statistics: bool,
    watch: bool,
    **overrides: Any,
) -> None:
    """Find the figures in PATHS, compare them, and print the discrepancies.

    PATHS are files, archives and folders of articles; - is what comes through a pipe, @FILE a list with one path a
    line.

    With --focus, --focus-from-git or --against all articles are compared, and only what touches the changed ones is
    shown, each at its place in the changed file.

    Exit code: 0 nothing found, 1 findings, 2 a mistake in options, paths, configuration or rules, 3 an
    article could not be read; 130 interrupted, as Ctrl-C ends --watch.
    """
    from figcheck import api

    seen = focus_of(named(paths), focus, against, focus_from_git)
    ctx = click.get_current_context()
    settings = settings_with_waivers(config, overrides)
    if settings.output_format is not None:
        require(settings.output_format, printed=True)
    targets = targets_of(settings.out, settings.out_dir, CHECK_FORMATS, save, settings.ledger)
    if watch:
        from figcheck.commands.watch import keep_checking, refuse_loops

        refuse_loops((*seen.paths, *seen.focus), [target.file for target in targets])
        # Each time the whole command, with every option but this one.
        once = partial(ctx.invoke, ctx.command, **{**ctx.params, "watch": False})
        keep_checking(once, (*seen.paths, *seen.focus), config, overrides, quiet)
    archive = ledger_of(against)
    with no_collection():  # the run is kept until it is printed, and a look through all of it finds nothing to free
        with progress(quiet, verbose) as on_progress:
            if archive is not None:
                run = api.run_against(named(paths), archive, settings, on_progress)
            else:
                run = api.run(
                    seen.paths,
                    settings,
                    on_progress,
                    focus=seen.focus,
                    focus_from_git=seen.from_git,
                    findings_alone=findings_alone(settings.output_format or FOR_SEVERAL, targets),
                )
        format = settings.output_format or format_for(run)
        deliver(run, format, CHECK_FORMATS, targets, output_look(quiet, verbose, no_color), statistics)
        code = exit_code(run, settings.fail_on)
        del run
    ctx.exit(code)
