"""``figcheck report``: a saved run in other formats, without reading the articles again."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands.delivery import STATISTICS, deliver, report_options, targets_of
from figcheck.commands.options import OF_THE_TERMINAL, OneOf
from figcheck.report import CHECK_FORMATS, format_for
from figcheck.report.console import emit, output_look
from figcheck.report.contract import SCHEMAS


def _print_schema(ctx: click.Context, param: click.Parameter, name: Any) -> None:
    if name is None or ctx.resilient_parsing:
        return
    from figcheck.report.contract import json_schema
    from figcheck.report.machine import json_document

    emit(json_document(json_schema(name)))
    ctx.exit()


@click.command()
@click.argument("saved", metavar="RUN.json", type=click.Path(path_type=Path))
@report_options(CHECK_FORMATS, "notes of one article, a table of several")
@click.option(
    "--schema",
    type=OneOf(SCHEMAS),
    callback=_print_schema,
    is_eager=True,
    expose_value=False,
    help="Print the JSON Schema of what -f json and -f jsonl print, and stop; needs no RUN.json.",
)
@STATISTICS
@OF_THE_TERMINAL
def report(
    saved: Path,
    output_format: str | None,
    out: tuple[tuple[str, Path], ...],
    out_dir: Path | None,
    quiet: bool,
    verbose: bool,
    no_color: bool,
    statistics: bool,
) -> None:
    """Print the run that `figcheck check --save RUN.json` saved, and write other formats of it.

    Nothing is read or checked again. Exit code: 0 whatever the run found, 2 when it cannot be read or a file not be
    written.
    """
    from figcheck.runfile import read_run

    targets = targets_of(out, out_dir, CHECK_FORMATS)
    run = read_run(saved)
    look = output_look(quiet, verbose, no_color)
    deliver(run, output_format or format_for(run), CHECK_FORMATS, targets, look, statistics)
