"""``figcheck config``: what settings hold, and where each comes from."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands.options import (
    FAIL_ON,
    OF_THE_READING,
    OF_THE_RUN,
    OF_THE_WORK,
    WHICH_RULES,
    OneOf,
    Sections,
    given,
)
from figcheck.commands.waiving import FILES
from figcheck.report.console import emit, output_look


@click.group()
def config() -> None:
    """Show the settings, and describe their file to editors."""


@config.command("show", cls=Sections)
@click.option("-f", "--output-format", "format", type=OneOf(("table", "json")), default="table", help="How to print.")
@OF_THE_READING
@OF_THE_WORK
@OF_THE_RUN
@WHICH_RULES
@FAIL_ON
@FILES
def show_config(format: str, config: Path | None, **options: Any) -> None:
    """Print every setting with its value and where it comes from: default, file and line, or command line.

    Options are those of check, so that a command line can be tried out.
    """
    from figcheck.config import trace_settings
    from figcheck.report.settings import settings_json, settings_table

    traced = trace_settings(Path.cwd(), config, **given(options))
    emit(settings_json(traced) if format == "json" else settings_table(traced, output_look()))


@config.command("schema")
def config_json_schema() -> None:
    """Print the JSON Schema of figcheck.yml, for editors that complete and check it."""
    import json

    from figcheck.report import CHECK_FORMATS
    from figcheck.ruleschema import config_schema

    emit(json.dumps(config_schema(tuple(CHECK_FORMATS)), indent=2, sort_keys=True) + "\n")
