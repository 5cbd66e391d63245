"""``figcheck accept`` and ``figcheck baseline``: findings to live with; and the options by which a check knows them."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from figcheck.commands.delivery import exit_code, tell_unread
from figcheck.commands.focus import ledger_of
from figcheck.commands.options import OF_THE_RUN, WHICH_RULES, named, settings_of, together
from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.report.console import emit, from_here, progress

if TYPE_CHECKING:
    from figcheck.config import Settings
    from figcheck.findings import Run
    from figcheck.waivers.keeping import How

    DayType = click.ParamType[dt.date]
else:
    DayType = click.ParamType

_FINGERPRINT = expression(r"[0-9a-fA-F]{4,16}(?:…|\.\.\.)?\Z")


class Day(DayType):
    """A calendar day: 2024-06-30."""

    name = "YYYY-MM-DD"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> dt.date:
        """The day, else a usage error."""
        if isinstance(value, dt.date):
            return value
        try:
            if re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", str(value)):
                return dt.date.fromisoformat(str(value))
        except ValueError:
            pass
        self.fail(f"{value!r} is no day, as 2024-06-30 is.", param, ctx)


FILES = together(
    click.option("--accepted", type=click.Path(path_type=Path), metavar="FILE", help="The file of acceptances."),
    click.option("--baseline", type=click.Path(path_type=Path), metavar="FILE", help="The baseline."),
)
_TODAY = click.option("--today", type=Day(), help="The day by which acceptances run out (default: today).")
WAIVERS = together(
    FILES,
    _TODAY,
    click.option("--no-waivers", is_flag=True, help="Show what is ignored, accepted or in the baseline as well."),
)


_AGAINST = "What the check held PATHS against: articles, or a ledger. Repeatable."
NO_SETTINGS = ("no_waivers", "today")
"""Options of WAIVERS that no file can set."""


def settings_with_waivers(config: Path | None, options: Mapping[str, Any]) -> Settings:
    """The settings of a command that has the options of WAIVERS. Raises Refused like settings_of."""
    told = dict(options)
    shown, today = told.pop("no_waivers", False), told.pop("today", None)
    return replace(settings_of(config, told), waivers=not shown, today=today)


@click.command()
@click.argument("words", nargs=-1, required=True, metavar="FINGERPRINT... [PATHS...]")
@click.option("--reason", required=True, help="Why it is right as it is.")
@click.option("--until", type=Day(), help="The last day that it is accepted for (default: for good).")
@click.option("--from", "saved", type=click.Path(path_type=Path), metavar="RUN.json", help="A saved run, for PATHS.")
@click.option("--against", multiple=True, type=click.Path(), metavar="PATH", help=_AGAINST)
@click.option("--file", type=click.Path(path_type=Path), help="The file to write to, if not the one in use.")
@click.option("--on", type=Day(), help="The day of acceptance (default: today).")
@click.option("--by", default="", help="Who accepts it.")
@OF_THE_RUN
@WHICH_RULES
def accept(
    words: tuple[str, ...],
    reason: str,
    until: dt.date | None,
    saved: Path | None,
    against: tuple[str, ...],
    file: Path | None,
    on: dt.date | None,
    by: str,
    config: Path | None,
    **overrides: Any,
) -> None:
    """Accept findings as they are: `figcheck check` sets them aside as long as their values stay.

    They go into figcheck-accepted.yml beside the configuration, else in this folder. Four characters of a FINGERPRINT
    are enough. PATHS and options must be those of the check that showed the findings, or name the run that it saved.
    One that is accepted already is given the new reason and day. Exit code: 0 written, 2 no such finding or another
    mistake; nothing was written then.
    """
    from figcheck.waivers.accepting import Grounds, remembered_of
    from figcheck.waivers.accepting import accept as write
    from figcheck.waivers.given import accepted_file

    fingerprints, paths = _apart(words)
    if not fingerprints:
        advice = "`figcheck check -f concise` shows the fingerprint of each finding"
        raise Refused(Problem(f"{words[0]!r} is no fingerprint", expected="4 to 16 of 0-9 and a-f", advice=advice))
    if not reason.strip():
        raise Refused(Problem("--reason is empty", expected="why the finding is right as it is"))
    grounds = Grounds(reason, until, on or dt.date.today(), by)
    if grounds.until is not None and grounds.until < grounds.on:
        told = f"--until {grounds.until} lies before the day of acceptance, {grounds.on}"
        raise Refused(Problem(told, advice="name a later day, or leave it out"))
    settings = replace(settings_of(config, overrides), today=grounds.on)
    run = _run_of(paths, saved, against, settings)
    from figcheck.explain import find_finding

    every = [*run.findings, *(aside.finding for aside in run.set_aside)]
    found = {finding.fingerprint: finding for finding in (find_finding(every, it) for it in fingerprints)}
    target = file if file is not None else accepted_file(settings)
    added, anew = write(target, [remembered_of(run, finding) for finding in found.values()], grounds)
    from figcheck.report.terminal import one_line

    lines = [f"accepted {row.fingerprint[:8]} {row.rule}: {' v '.join(row.values)}" for row in added]
    lines += [f"accepted anew {row.fingerprint[:8]} {row.rule}: {' v '.join(row.values)}" for row in anew]
    emit("".join(f"{one_line(line)}\n" for line in [*lines, f"in {from_here(target)}"]))
    tell_unread(run.unread, verbose=False)


def _apart(words: tuple[str, ...]) -> tuple[list[str], tuple[str, ...]]:
    """Fingerprints, and the paths behind them. A word that may be either is a path when it is there; the first is
    none."""
    count = 0
    for word in words:
        if not _FINGERPRINT.match(word) or (count and Path(word).exists()):
            break
        count += 1
    return list(words[:count]), words[count:]


def _run_of(paths: tuple[str, ...], saved: Path | None, against: tuple[str, ...], settings: Settings) -> Run:
    if saved is not None:
        if paths or against:
            raise click.UsageError("--from RUN.json takes no PATHS.")
        from figcheck.runfile import read_run

        return read_run(saved)
    if not paths:
        advice = "name what the check was given, or the run that it saved: --from RUN.json"
        raise Refused(Problem("no article was named", expected="PATHS behind the fingerprints", advice=advice))
    from figcheck import api

    if settings.accepted is not None and not settings.accepted.exists():
        settings = replace(settings, accepted=None)  # it is about to be written
    archive = ledger_of(against)
    with progress(quiet=False) as on_progress:
        if archive is not None:
            return api.run_against(paths, archive, settings, on_progress)
        return api.run((*against, *paths), settings, on_progress)


@click.group()
def baseline() -> None:
    """Adopt figcheck on an archive: show only what comes new."""


_OF_BASELINE = together(
    click.argument("paths", nargs=-1, type=click.Path()),
    click.option("--file", type=click.Path(path_type=Path), help="The baseline, if not the one in use."),
    click.option("--accepted", type=click.Path(path_type=Path), metavar="FILE", help="The file of acceptances."),
    _TODAY,
    OF_THE_RUN,
    WHICH_RULES,
)


@baseline.command("create")
@_OF_BASELINE
def create_baseline(paths: tuple[str, ...], file: Path | None, **options: Any) -> None:
    """Write what is found in PATHS now into figcheck-baseline.json; checks set it aside from then on.

    What is ignored or accepted is not in it. A baseline that is there is never written over. Exit code: 0 written, 2 a
    mistake, 3 an article could not be read; what was found in the others is written.
    """
    _keep(paths, file, options, "create")


@baseline.command("update")
@_OF_BASELINE
def update_baseline(paths: tuple[str, ...], file: Path | None, **options: Any) -> None:
    """Add to the baseline what is new in PATHS, and drop what is found there no more.

    What is said of articles that are not in PATHS, and of rules that are not in force, stays. Exit code: 0 written, 2
    a mistake, 3 an article could not be read; what is said of it stays.
    """
    _keep(paths, file, options, "update")


@baseline.command("prune")
@_OF_BASELINE
def prune_baseline(paths: tuple[str, ...], file: Path | None, **options: Any) -> None:
    """Drop from the baseline what is found in PATHS no more, and add nothing.

    Exit code: 0 written, 2 a mistake, 3 an article could not be read; what is said of it stays.
    """
    _keep(paths, file, options, "prune")


def _keep(paths: tuple[str, ...], file: Path | None, options: dict[str, Any], how: How) -> None:
    from figcheck import api
    from figcheck.report.files import write_file
    from figcheck.waivers.baseline import baseline_text, read_baseline
    from figcheck.waivers.given import baseline_file, waivers_of
    from figcheck.waivers.keeping import kept
    from figcheck.waivers.purview import Purview

    settings = settings_with_waivers(options.pop("config"), options)
    target = file if file is not None else baseline_file(settings)
    there = target.exists() or target.is_symlink()
    if how == "create" and there:
        advice = "`figcheck baseline update PATHS` adds to it; or choose another with --file"
        raise Refused(Problem("the baseline exists and is not overwritten", from_here(target), advice=advice))
    if how != "create" and not there:
        advice = "`figcheck baseline create PATHS` writes one"
        raise Refused(Problem("there is no such baseline", from_here(target), advice=advice))
    old = read_baseline(target) if there else None
    waivers = waivers_of(settings, with_baseline=False)
    with progress(quiet=False) as on_progress:
        run = api.run_with(waivers, named(paths), settings, on_progress)
    outcome = kept(run, old, Purview(run, paths, waivers.homes, waivers.known), how)
    write_file(target, baseline_text(outcome.entries))
    told = f"{len(outcome.entries):,} in {from_here(target)}"
    emit(f"{told}\n" if how == "create" else f"{told}: {outcome.added:,} added, {outcome.dropped:,} dropped\n")
    tell_unread(run.unread, verbose=False)
    click.get_current_context().exit(exit_code(run, "never"))
