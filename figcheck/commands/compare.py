"""``figcheck compare``: what a run shows that an earlier one did not."""

from __future__ import annotations

from pathlib import Path

import click

from figcheck.commands.options import CONFIG, FAIL_ON, FOUND, OK, OneOf, settings_of
from figcheck.report.console import emit, output_look

_FORMATS = ("table", "markdown", "json")


@click.command()
@click.argument("old", metavar="OLD.json", type=click.Path(path_type=Path))
@click.argument("new", metavar="NEW.json", type=click.Path(path_type=Path))
@click.option("-f", "--output-format", "format", type=OneOf(_FORMATS), default="table", help="How to print.")
@FAIL_ON
@CONFIG
@click.option("--no-color", is_flag=True, help="No colour on a terminal either (as does NO_COLOR).")
def compare(old: Path, new: Path, format: str, fail_on: str | None, config: Path | None, no_color: bool) -> None:
    """Compare two runs that `figcheck check --save RUN.json` saved: what appeared, what changed its values, what is
    gone.

    A finding that was set aside since then is gone, and it is told by what. Exit code: 0 nothing new at or above
    --fail-on, 1 something appeared or has other values, 2 a run cannot be read.
    """
    from figcheck.findings import SEVERITIES
    from figcheck.report.rundiff import diff_json, diff_markdown, diff_table, is_new
    from figcheck.report.wording import printed
    from figcheck.rundiff import diff
    from figcheck.runfile import read_run

    settings = settings_of(config, {"fail_on": fail_on})
    found = diff(read_run(old), read_run(new), printed)
    show = {"table": diff_table, "markdown": diff_markdown, "json": diff_json}[format]
    emit(show(found, output_look(no_color=no_color)))
    fails = settings.fail_on != "never" and is_new(found.changes, SEVERITIES.index(settings.fail_on))
    click.get_current_context().exit(FOUND if fails else OK)
