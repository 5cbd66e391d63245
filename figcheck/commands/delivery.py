"""Delivering a run: what is printed, which files are written, and the exit code."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import click

from figcheck.articles import Unread
from figcheck.commands.options import (
    OF_THE_READING,
    OF_THE_RUN,
    OF_THE_TERMINAL,
    OF_THE_WORK,
    OUTPUT,
    Command,
    FormatAndFile,
    OneOf,
    option,
    together,
)
from figcheck.findings import Run
from figcheck.outcome import exit_code as exit_code
from figcheck.problems import Problem, Refused
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, Format, pieces, require, tells_unread, write
from figcheck.report.console import emit, errors_look, tell
from figcheck.report.files import write_file
from figcheck.report.problems import unread_text
from figcheck.report.statistics import FOR_PEOPLE
from figcheck.report.statistics import statistics as counts
from figcheck.report.terminal import Look

_ELSEWHERE = "write it to another file"
QUIET_HELP = "Findings alone: no summary, no progress, no times. With --statistics: these alone."
STATISTICS = click.option(
    "--statistics", is_flag=True, help="Count findings by severity, rule, cause, measure and outlets."
)


def report_options(formats: Mapping[str, Format], unless_chosen: str) -> Callable[[Command], Command]:
    """The options of a command that reports a run: in which formats, and where to."""
    return together(
        option(OUTPUT, "-f", "--output-format", type=OneOf(formats), help=f"How to print (default: {unless_chosen})."),
        option(
            OUTPUT,
            "--out",
            type=FormatAndFile(formats),
            multiple=True,
            help="Also write a format to a file. Repeatable.",
        ),
        option(OUTPUT, "--out-dir", type=click.Path(path_type=Path), help="Also leave the CSV files in a folder."),
        option(OUTPUT, "-q", "--quiet", is_flag=True, help=QUIET_HELP),
    )


def output_options(formats: Mapping[str, Format], unless_chosen: str) -> Callable[[Command], Command]:
    """Articles to read, and the options that check and extract have in common."""
    return together(
        click.argument("paths", nargs=-1, type=click.Path()),
        report_options(formats, unless_chosen),
        OF_THE_READING,
        OF_THE_WORK,
        OF_THE_RUN,
        OF_THE_TERMINAL,
    )


class Target(NamedTuple):
    """A report to be written: in which of which formats, and where. Without a format: the whole run, saved."""

    format: str
    file: Path
    formats: Mapping[str, Format]

    @property
    def is_save(self) -> bool:
        """Whether the run itself is to be saved."""
        return not self.format


def targets_of(
    out: Iterable[tuple[str, Path]],
    out_dir: Path | None,
    formats: Mapping[str, Format],
    save: Path | None = None,
    ledger: Path | None = None,
) -> list[Target]:
    """The files to write; ``save`` is one for the whole run, ``ledger`` the one that it uses.

    Raises Refused, before the run, for an unknown format, one that cannot be made here, two reports in one file, or one
    in the place of a ledger.
    """
    targets = [Target(name, Path(file), formats) for name, file in out]
    if out_dir is not None:
        if formats is CHECK_FORMATS:
            targets.append(Target("csv", Path(out_dir) / "discrepancies.csv", CHECK_FORMATS))
        targets.append(Target("csv", Path(out_dir) / "figures.csv", EXTRACT_FORMATS))
    if save is not None:
        targets.append(Target("", Path(save), {}))
    seen: set[Path] = set()
    for target in targets:
        if not target.is_save:
            require(target.format, target.formats)
        if target.file.absolute() in seen:
            raise Refused(Problem(f"two reports would be written to the same file {target.file}"))
        if _is_ledger(target.file, ledger):
            raise Refused(Problem(f"a report would take the place of the ledger {target.file}", advice=_ELSEWHERE))
        seen.add(target.file.absolute())
    return targets


def findings_alone(format: str, targets: Iterable[Target]) -> bool:
    """Whether nothing else of a check is shown than its findings, printed in one format and written to files."""
    written = [CHECK_FORMATS[format], *(target.formats[target.format] for target in targets if not target.is_save)]
    return not any(target.is_save for target in targets) and all(it.findings_alone for it in written)


def deliver(
    run: Run,
    format: str,
    formats: Mapping[str, Format],
    targets: Sequence[Target],
    look: Look,
    statistics: bool = False,
) -> None:
    """Prints the report, then writes the files: when a file fails, what was printed is still there.

    ``statistics`` follow the report, or stand in its place where the look is quiet; those of a report that tools read
    go to stderr.

    Raises Refused when articles were looked for and none was found, or with all the files that could not be written.
    """
    if run.has_no_article and run.focus != ():
        advice = "do the paths hold files of a format that figcheck reads?"
        raise Refused(Problem("no article was found", advice=advice))
    alone = statistics and look.quiet and format in FOR_PEOPLE
    printed = [] if alone else pieces(run, format, look, formats=formats)
    if statistics:
        counted = counts(run, look)
        if format in FOR_PEOPLE:
            report = "".join(printed)
            printed = [report, f"\n{counted}" if report else counted]
        else:
            tell(counted)
    emit(printed)
    if not tells_unread(format, look.quiet, formats):
        tell_unread(run.unread, look.verbose)
    problems: list[Problem] = []
    for target in targets:
        try:
            _spare_articles(target.file, run)
            if target.is_save:
                from figcheck.runfile import run_text

                write_file(target.file, run_text(run))
            else:
                write(run, target.format, target.file, formats=target.formats)
        except Refused as refused:
            problems += refused.problems
    if problems:
        raise Refused(*problems)


def _is_ledger(file: Path, ledger: Path | None) -> bool:
    if ledger is not None and file.absolute() == ledger.absolute():
        return True
    if not file.is_file():
        return False
    from figcheck.ledger.versions import is_ledger

    return is_ledger(file)


def _spare_articles(file: Path, run: Run) -> None:
    """Raises Refused for a report that would take the place of an article of the run."""
    if not file.is_file():
        return
    same = [header.path for header in run.articles if os.path.basename(header.path) == file.name]
    if any(os.path.exists(path) and os.path.samefile(path, file) for path in same):
        raise Refused(Problem("a report would take the place of this article", file=str(file), advice=_ELSEWHERE))


def tell_unread(rows: Iterable[Unread], verbose: bool) -> None:
    """What was not read, on stderr."""
    for unread in rows:
        tell(f"not read: {unread_text(unread, replace(errors_look(), verbose=verbose))}\n")
