"""``figcheck check --watch``: the check once more whenever an article, a rule or the configuration changes."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import click

from figcheck.commands.options import INTERRUPTED, VERBOSE, given
from figcheck.commands.waiving import NO_SETTINGS
from figcheck.problems import Problem, Refused
from figcheck.report.console import errors_look, tell, tell_bug
from figcheck.report.problems import problems_text

if TYPE_CHECKING:
    from figcheck.config import Settings

# Files are looked at instead of waiting for the system to tell of them: it works on network drives and in containers
# too, needs no folder to be subscribed to, and what changes during a check is not missed.
_PAUSE: Final = 0.5  # seconds between two looks
_SHARE: Final = 10  # of the time at most goes into looking, however many files there are
_SETTLED: Final = 0.2  # seconds in which nothing more changed: an editor writes in several steps
_OUTPUTS: Final = ("out", "out_dir")

Stamp = tuple[int, int, int]  # when a file was written, its size, and which file it is


def keep_checking(
    check: Callable[[], None], paths: tuple[str, ...], config: Path | None, options: Mapping[str, Any], quiet: bool
) -> None:
    """Runs ``check``, and again after each change, until Ctrl-C; then exits with 130.

    Raises what the first check raises, so that mistakes on the command line end it. Later ones are told, and the watch
    goes on: whoever edits a rule leaves it broken for a while.
    """
    watched = Watched(paths, config, options)
    first = True
    try:
        while True:
            before = watched.stamps()
            if not first and sys.stdout is not None and sys.stdout.isatty():
                click.clear()
            _once(check, raising=first)
            first = False
            if not quiet:
                tell(f"Watching {len(before):,} {'file' if len(before) == 1 else 'files'}; Ctrl-C ends.\n")
            watched.wait(before)
            watched.reload()
    except KeyboardInterrupt:
        if not quiet:
            tell("\nNo longer watching.\n")
        click.get_current_context().exit(INTERRUPTED)


def _once(check: Callable[[], None], *, raising: bool) -> None:
    try:
        check()
    except click.exceptions.Exit:
        return
    except Refused as refused:
        if raising:
            raise
        tell(problems_text(refused.problems, errors_look()))
    except click.ClickException:
        raise
    except Exception as error:
        if raising:
            raise
        tell_bug(error, verbose=bool(click.get_current_context().meta.get(VERBOSE)))


def refuse_loops(paths: Iterable[str], targets: Iterable[Path]) -> None:
    """Raises Refused for each report that would be read as an article, and so checked again without end."""
    from figcheck.read.recognise import SUFFIXES

    problems = []
    for target in targets:
        for path in map(Path, paths):
            inside = target.resolve().is_relative_to(path.resolve())
            if inside and (target.suffix.lower() in SUFFIXES or not path.is_dir()):
                problems.append(
                    Problem(
                        f"the report {target.as_posix()} would be read as an article of {path.as_posix()}",
                        advice="with --watch, write it beside the articles' folder",
                    )
                )
                break
    if problems:
        raise Refused(*problems)


class Watched:
    """The files on which a check depends: articles, rules, hedge scheme, configuration and what it extends."""

    def __init__(self, paths: tuple[str, ...], config: Path | None, options: Mapping[str, Any]) -> None:
        self.paths = paths
        self._config = config
        self._options = options
        self._settings: Settings | None = None
        self._files: tuple[Path, ...] = ()
        self.reload()

    def reload(self) -> None:
        """Reads the configuration again; of a broken one the files of the last whole one stay watched."""
        from figcheck.config import trace_settings

        try:
            options = {name: value for name, value in self._options.items() if name not in NO_SETTINGS}
            traced = trace_settings(Path.cwd(), self._config, **given(options))
        except Refused:
            return
        self._settings = traced.settings
        self._files = (*traced.files, *_named_files(traced.settings))

    def stamps(self) -> dict[str, Stamp]:
        """What every file is like now. A file that is not there is left out, so that its coming is a change."""
        found = {}
        for path in (*self._articles(), *self._rules(), *self._files):
            try:
                stat = os.stat(path)
            except OSError:
                continue
            found[os.fspath(path)] = (stat.st_mtime_ns, stat.st_size, stat.st_ino)
        return found

    def wait(self, before: Mapping[str, Stamp]) -> None:
        """Returns when files are no longer as they were, and have been still for a moment."""
        pause = _PAUSE
        while True:
            time.sleep(pause)
            began = time.monotonic()
            now = self.stamps()
            pause = max(_PAUSE, _SHARE * (time.monotonic() - began))
            if now == before:
                continue
            while True:
                time.sleep(_SETTLED)
                later = self.stamps()
                if later == now:
                    return
                now = later

    def _articles(self) -> list[Path]:
        from figcheck.read.folders import find_sources

        try:
            return [source.path for source in find_sources(self.paths).sources]
        except Refused:  # none, for the moment
            return []

    def _rules(self) -> list[Path]:
        from figcheck.rules import resolve, shipped_packs

        names = self._settings.rules if self._settings is not None else ()
        shipped = shipped_packs()
        files: list[Path] = []
        for name in names:
            if name in shipped:
                continue  # they do not change while figcheck runs
            try:
                files += resolve([name])
            except Refused:  # gone, for the moment
                continue
        return files


def _named_files(settings: Settings) -> list[Path]:
    """Files that settings name beside rules: all but those that the check writes."""
    values = [getattr(settings, field.name) for field in fields(settings) if field.name not in _OUTPUTS]
    named = [value for value in values if isinstance(value, Path)]
    return [*named, Path(settings.hedges)]
