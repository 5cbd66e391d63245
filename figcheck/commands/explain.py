"""``figcheck explain``: why a finding was made."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from figcheck.commands.delivery import exit_code, tell_unread
from figcheck.commands.focus import FOCUS, focus_of, ledger_of
from figcheck.commands.options import (
    OF_THE_READING,
    OF_THE_RUN,
    OF_THE_TERMINAL,
    OF_THE_WORK,
    WHICH_RULES,
    Sections,
    named,
    settings_of,
)
from figcheck.commands.waiving import FILES
from figcheck.report.console import emit, output_look, progress


@click.command(cls=Sections)
@click.argument("fingerprint")
@click.argument("paths", nargs=-1, type=click.Path())
@OF_THE_READING
@OF_THE_WORK
@OF_THE_RUN
@OF_THE_TERMINAL
@WHICH_RULES
@FOCUS
@FILES
def explain(
    fingerprint: str,
    paths: tuple[str, ...],
    verbose: bool,
    no_color: bool,
    config: Path | None,
    focus: tuple[str, ...],
    focus_from_git: str | None,
    against: tuple[str, ...],
    **overrides: Any,
) -> None:
    """Say why the finding with FINGERPRINT was made: check PATHS and show what links its figures, and what differs.

    The first four characters of the fingerprint are enough where no other finding begins with them. Options
    must be those of the check that showed it; of those that tell what has changed, the articles are read too.
    PATHS may also be the one RUN.json that `figcheck check --save` wrote. Exit code: 0 explained, 2 no such
    finding or another mistake, 3 an article could not be read.
    """
    from figcheck import api
    from figcheck.report.explain import explanation_text

    archive = ledger_of(against)
    seen = focus_of(named(paths), focus, () if archive is not None else against, focus_from_git)
    settings = settings_of(config, overrides)
    with progress(quiet=False) as on_progress:
        run, explanation, rule = api.explain(
            fingerprint, seen.paths, settings, on_progress, focus=seen.focus, against=archive
        )
    emit(explanation_text(run, explanation, rule, output_look(False, verbose, no_color)))
    tell_unread(run.unread, verbose)
    click.get_current_context().exit(exit_code(run, "never"))
