"""The command line: arguments in, reports and an exit code out.

Exit codes: 0 nothing at or above ``--fail-on``; 1 findings; 2 a bad option, path, configuration or rule, no
article, or a bug; 3 something could not be read; 130 interrupted. The highest cause wins: 2, then 3, then 1.
Everything heavy is imported inside the command that needs it, so that ``figcheck --help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import importlib.util
import os
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import click

from figcheck import __version__
from figcheck.commands.config import config
from figcheck.commands.init import init
from figcheck.commands.options import (
    FAIL_ON,
    FOUND,
    INCOMPLETE,
    INTERRUPTED,
    OF_THE_RUN,
    OF_THE_TERMINAL,
    OK,
    REFUSED,
    VERBOSE,
    WHICH_RULES,
    Command,
    FormatAndFile,
    OneOf,
    settings_of,
    together,
)
from figcheck.commands.rules import rules
from figcheck.model import SEVERITIES, Problem, Refused, Run
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, Renderer, format_for, render, tells_unread, write
from figcheck.report.console import emit, errors_look, output_look, progress
from figcheck.report.problems import problems_text, unread_text
from figcheck.report.terminal import Look


class Target(NamedTuple):
    """A report to be written: in which of which formats, and where."""

    format: str
    file: Path
    formats: Mapping[str, Renderer]


class Commands(click.Group):
    """A group whose commands end with figcheck's exit codes, whatever is raised inside."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; refusals, interrupts and bugs become a message on stderr and an exit code."""
        try:
            return super().invoke(ctx)
        except Refused as refused:
            click.echo(problems_text(refused.problems, errors_look()), err=True, nl=False)
            ctx.exit(REFUSED)
        except KeyboardInterrupt:
            click.echo("Interrupted; nothing more was written.", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            _tell_bug(error, verbose=bool(ctx.meta.get(VERBOSE)))
            ctx.exit(REFUSED)


def _build() -> str:
    """Whether the stages are those that an installation compiled: same results, about twice the speed."""
    found = importlib.util.find_spec("figcheck.find")  # found, not imported
    is_plain = found is None or found.origin is None or found.origin.endswith(".py")
    return "plain Python" if is_plain else "compiled"


@cache
def _start_fast() -> None:
    """What makes the check of one article a quarter shorter and belongs to a command alone, not to the library."""
    # A run keeps nearly all it makes. To look through it again and again for what nobody needs, and once more at the
    # end, finds nothing.
    gc.set_threshold(100_000, 20, 20)
    atexit.register(gc.freeze)
    # pydantic asks every package that is installed whether it is a plugin; the models of rules want none.
    os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    f"{__version__} ({_build()})", "-V", "--version", prog_name="figcheck", message="%(prog)s %(version)s"
)
def main() -> None:
    """Finds the figures in news articles, links those about the same thing, and shows where they differ."""
    _start_fast()


for _command in (rules, config, init):
    main.add_command(_command)


def _shared_options(formats: Mapping[str, Renderer], unless_chosen: str) -> Callable[[Command], Command]:
    """The options that check and extract have in common."""
    return together(
        click.argument("paths", nargs=-1, type=click.Path()),
        click.option("-f", "--output-format", type=OneOf(formats), help=f"How to print (default: {unless_chosen})."),
        click.option(
            "--out",
            type=FormatAndFile(formats),
            multiple=True,
            help="Also write a format to a file. Repeatable.",
        ),
        click.option("--out-dir", type=click.Path(path_type=Path), help="Also leave the CSV files in a folder."),
        OF_THE_RUN,
        click.option("-q", "--quiet", is_flag=True, help="Leave out the summary and the progress."),
        OF_THE_TERMINAL,
    )


@main.command()
@_shared_options(CHECK_FORMATS, "notes of one article, a table of several")
@WHICH_RULES
@FAIL_ON
def check(
    paths: tuple[str, ...], quiet: bool, verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Find the figures in PATHS (files or folders), compare them, and print the discrepancies.

    Exit code: 0 nothing found, 1 findings, 2 a mistake in options, paths, configuration or rules, 3 an
    article could not be read.
    """
    from figcheck import api

    settings = settings_of(config, overrides)
    targets = _targets(settings.out, settings.out_dir, CHECK_FORMATS)
    with progress(quiet) as on_progress:
        run = api.run(_named(paths), settings, on_progress)
    format = settings.output_format or format_for(run)
    _deliver(run, format, CHECK_FORMATS, targets, output_look(quiet, verbose, no_color))
    click.get_current_context().exit(exit_code(run, settings.fail_on))


@main.command()
@click.argument("fingerprint")
@click.argument("paths", nargs=-1, type=click.Path())
@OF_THE_RUN
@OF_THE_TERMINAL
@WHICH_RULES
def explain(
    fingerprint: str, paths: tuple[str, ...], verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Say why the finding with FINGERPRINT was made: check PATHS and show what links its figures, and what differs.

    The first four characters of the fingerprint are enough where no other finding begins with them. Options
    must be those of the check that showed it. Exit code: 0 explained, 2 no such finding or another mistake, 3
    an article could not be read.
    """
    from figcheck import api
    from figcheck.report.explain import explanation_text

    settings = settings_of(config, overrides)
    with progress(quiet=False) as on_progress:
        run, explanation, rule = api.explain(fingerprint, _named(paths), settings, on_progress)
    emit(explanation_text(run, explanation, rule, output_look(False, verbose, no_color)))
    _tell_unread(run, verbose)
    click.get_current_context().exit(exit_code(run, "never"))


@main.command()
@_shared_options(EXTRACT_FORMATS, "table")
def extract(
    paths: tuple[str, ...], quiet: bool, verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Print every figure in PATHS (files or folders) with its meaning; no rules are applied."""
    from figcheck import api

    # A configured format is meant for check, and may be one that extract does not have.
    format = overrides["output_format"] or "table"
    settings = settings_of(config, overrides)
    # What the configuration wants written are the outputs of a check.
    targets = _targets(overrides["out"], overrides["out_dir"], EXTRACT_FORMATS)
    run = api.extract(_named(paths), settings)
    _deliver(run, format, EXTRACT_FORMATS, targets, output_look(quiet, verbose, no_color))
    click.get_current_context().exit(exit_code(run, "never"))


def exit_code(run: Run, fail_on: str) -> int:
    """3 when something could not be read, 1 when a finding reaches ``fail_on`` (a severity or "never"), else
    0."""
    if run.unread:
        return INCOMPLETE
    if fail_on == "never":
        return OK
    least = SEVERITIES.index(fail_on)
    return FOUND if any(SEVERITIES.index(finding.severity) >= least for finding in run.findings) else OK


def _named(paths: tuple[str, ...]) -> tuple[str, ...]:
    if paths:
        return paths
    raise Refused(
        Problem(
            "no article was named",
            expected="files or folders with articles",
            advice="try `figcheck check articles/`; all options: `figcheck check --help`",
        )
    )


def _targets(out: Iterable[tuple[str, Path]], out_dir: Path | None, formats: Mapping[str, Renderer]) -> list[Target]:
    """The files to write. Raises Refused, before the run, for an unknown format or two reports in one
    file."""
    targets = [Target(name, Path(file), formats) for name, file in out]
    if out_dir is not None:
        if formats is CHECK_FORMATS:
            targets.append(Target("csv", Path(out_dir) / "discrepancies.csv", CHECK_FORMATS))
        targets.append(Target("csv", Path(out_dir) / "figures.csv", EXTRACT_FORMATS))
    seen: set[Path] = set()
    for target in targets:
        if target.format not in target.formats:
            message = f"unknown output format {target.format!r} for {target.file}"
            raise Refused(Problem(message, expected=", ".join(target.formats)))
        if target.file.absolute() in seen:
            raise Refused(Problem(f"two reports would be written to the same file {target.file}"))
        seen.add(target.file.absolute())
    return targets


def _deliver(run: Run, format: str, formats: Mapping[str, Renderer], targets: Sequence[Target], look: Look) -> None:
    """Prints the report, then writes the files: when a file fails, what was printed is still there.

    Raises Refused when no article was found, or with all the files that could not be written.
    """
    if not run.articles and not run.unread:
        advice = "do the paths hold files of a format that figcheck reads?"
        raise Refused(Problem("no article was found", advice=advice))
    emit(
        render(
            run,
            format,
            formats=formats,
            width=look.width,
            colour=look.colour,
            verbose=look.verbose,
            quiet=look.quiet,
        )
    )
    if not tells_unread(format, look.quiet):
        _tell_unread(run, look.verbose)
    problems: list[Problem] = []
    for target in targets:
        try:
            write(run, target.format, target.file, formats=target.formats)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)


def _tell_unread(run: Run, verbose: bool) -> None:
    for unread in run.unread:
        click.echo(f"not read: {unread_text(unread, replace(errors_look(), verbose=verbose))}", err=True)


def _tell_bug(error: Exception, verbose: bool) -> None:
    from figcheck.report.terminal import clean, one_line

    click.echo(
        f"figcheck has a bug: {type(error).__name__}: {one_line(str(error))[:500]}\n"
        "Please report it with the article that caused it; -v shows the traceback.",
        err=True,
    )
    if verbose:
        click.echo(clean("".join(traceback.format_exception(error))), err=True, nl=False)
