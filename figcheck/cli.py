"""The command line: arguments in, reports and an exit code out.

Exit codes: 0 nothing at or above ``--fail-on``; 1 findings; 2 a bad option, path, configuration or rule, no
article, or a bug; 3 something could not be read; 130 interrupted. The highest cause wins: 2, then 3, then 1.
Everything heavy is imported inside the command that needs it, so that ``figcheck --help`` answers at once.
"""

from __future__ import annotations

import difflib
import importlib.util
import traceback
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, TypeVar

import click

from figcheck import __version__
from figcheck.cli_rules import new_rule, try_rule
from figcheck.model import SEVERITIES, Problem, Refused, Run
from figcheck.report import CHECK_FORMATS, EXTRACT_FORMATS, Renderer, render, tells_unread, write
from figcheck.report.console import emit, errors_look, output_look, progress
from figcheck.report.problems import problems_text, unread_text
from figcheck.report.terminal import Look

if TYPE_CHECKING:
    from figcheck.config import Settings
    from figcheck.rules import Ruleset

    TextType = click.ParamType[str]
    TargetType = click.ParamType[tuple[str, Path]]
else:
    TextType = TargetType = click.ParamType  # generic at runtime only in the newest click

OK, FOUND, REFUSED, INCOMPLETE, INTERRUPTED = 0, 1, 2, 3, 130
_VERBOSE = "figcheck.verbose"
_HEDGES_HELP = "How to read hedges: interval (default), stated, acled, ccc, or a scheme of your own."

Command = TypeVar("Command", bound=Callable[..., Any])


class OneOf(TextType):
    """An option with a closed list of values; a slip is answered with the value that was probably meant."""

    name = "choice"

    def __init__(self, choices: Iterable[str]) -> None:
        self.choices = tuple(choices)

    def get_metavar(self, param: click.Parameter, ctx: click.Context | None = None) -> str:
        """The choices, as the help shows them."""
        return f"[{'|'.join(self.choices)}]"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The value itself when it is one of the choices, else a usage error."""
        if value in self.choices:
            return str(value)
        close = difflib.get_close_matches(str(value), self.choices, n=1)
        advice = f" Did you mean {close[0]!r}?" if close else ""
        self.fail(f"{value!r} is not one of {', '.join(self.choices)}.{advice}", param, ctx)


class FormatAndFile(TargetType):
    """``FORMAT=FILE``: an output format and where to write it."""

    name = "FORMAT=FILE"

    def __init__(self, formats: Iterable[str]) -> None:
        self.format = OneOf(formats)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> tuple[str, Path]:
        """The pair of format and path, else a usage error."""
        if isinstance(value, tuple):
            return value
        name, equals, file = str(value).partition("=")
        if not equals or not file:
            self.fail(f"{value!r} is not of the form FORMAT=FILE, as in csv=out/discrepancies.csv.", param, ctx)
        return self.format.convert(name, param, ctx), Path(file)


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
            _tell_bug(error, verbose=bool(ctx.meta.get(_VERBOSE)))
            ctx.exit(REFUSED)


def _build() -> str:
    """Whether the stages are those that an installation compiled: same results, about twice the speed."""
    found = importlib.util.find_spec("figcheck.find")  # found, not imported
    is_plain = found is None or found.origin is None or found.origin.endswith(".py")
    return "plain Python" if is_plain else "compiled"


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(
    f"{__version__} ({_build()})", "-V", "--version", prog_name="figcheck", message="%(prog)s %(version)s"
)
def main() -> None:
    """Finds the figures in news articles, links those about the same thing, and shows where they differ."""


def _remember_verbose(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[_VERBOSE] = value
    return value


def _together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several arguments and options as one decorator, shown in the help in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


_OF_THE_RUN = (
    click.option("--rules", multiple=True, metavar="PACK|PATH", help="Rule packs or files. Repeatable."),
    click.option("--hedges", metavar="SCHEME|PATH", help=_HEDGES_HELP),
    click.option("--config", type=click.Path(path_type=Path), help="A configuration file to use."),
)
_OF_THE_TERMINAL = (
    click.option("-v", "--verbose", is_flag=True, callback=_remember_verbose, help="Show tracebacks of what failed."),
    click.option("--no-color", is_flag=True, help="No colour on a terminal either (as does NO_COLOR)."),
)
_WHICH_RULES = _together(
    click.option("--select", multiple=True, metavar="RULE", help="Only these rules. Repeatable, or a,b,c."),
    click.option("--ignore", multiple=True, metavar="RULE", help="Not these rules. Repeatable, or a,b,c."),
)


def _shared_options(formats: Mapping[str, Renderer]) -> Callable[[Command], Command]:
    """The options that check and extract have in common."""
    return _together(
        click.argument("paths", nargs=-1, type=click.Path()),
        click.option("-f", "--output-format", type=OneOf(formats), help="How to print (default: table)."),
        click.option(
            "--out",
            type=FormatAndFile(formats),
            multiple=True,
            help="Also write a format to a file. Repeatable.",
        ),
        click.option("--out-dir", type=click.Path(path_type=Path), help="Also leave the CSV files in a folder."),
        *_OF_THE_RUN,
        click.option("-q", "--quiet", is_flag=True, help="Leave out the summary and the progress."),
        *_OF_THE_TERMINAL,
    )


@main.command()
@_shared_options(CHECK_FORMATS)
@_WHICH_RULES
@click.option(
    "--fail-on",
    type=OneOf((*SEVERITIES, "never")),
    help="From which severity to exit with 1 (default: warning).",
)
def check(
    paths: tuple[str, ...], quiet: bool, verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Find the figures in PATHS (files or folders), compare them, and print the discrepancies.

    Exit code: 0 nothing found, 1 findings, 2 a mistake in options, paths, configuration or rules, 3 an
    article could not be read.
    """
    from figcheck import api

    overrides["select"] = _split(overrides["select"])
    overrides["ignore"] = _split(overrides["ignore"])
    settings = _settings(config, overrides)
    targets = _targets(settings.out, settings.out_dir, CHECK_FORMATS)
    with progress(quiet) as on_progress:
        run = api.run(_named(paths), settings, on_progress)
    _deliver(run, settings.output_format, CHECK_FORMATS, targets, output_look(quiet, verbose, no_color))
    click.get_current_context().exit(exit_code(run, settings.fail_on))


@main.command()
@click.argument("fingerprint")
@click.argument("paths", nargs=-1, type=click.Path())
@_together(*_OF_THE_RUN, *_OF_THE_TERMINAL)
@_WHICH_RULES
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

    overrides["select"] = _split(overrides["select"])
    overrides["ignore"] = _split(overrides["ignore"])
    settings = _settings(config, overrides)
    with progress(quiet=False) as on_progress:
        run, explanation, rule = api.explain(fingerprint, _named(paths), settings, on_progress)
    emit(explanation_text(run, explanation, rule, output_look(False, verbose, no_color)))
    _tell_unread(run, verbose)
    click.get_current_context().exit(exit_code(run, "never"))


@main.command()
@_shared_options(EXTRACT_FORMATS)
def extract(
    paths: tuple[str, ...], quiet: bool, verbose: bool, no_color: bool, config: Path | None, **overrides: Any
) -> None:
    """Print every figure in PATHS (files or folders) with its meaning; no rules are applied."""
    from figcheck import api

    if overrides["output_format"] is None:
        # A configured format is meant for check, and may be one that extract does not have.
        overrides["output_format"] = "table"
    settings = _settings(config, overrides)
    # What the configuration wants written are the outputs of a check.
    targets = _targets(overrides["out"], overrides["out_dir"], EXTRACT_FORMATS)
    run = api.extract(_named(paths), settings)
    _deliver(run, settings.output_format, EXTRACT_FORMATS, targets, output_look(quiet, verbose, no_color))
    click.get_current_context().exit(exit_code(run, "never"))


@main.group()
def rules() -> None:
    """Write, try, list, explain, validate and test rules."""


@rules.command("list")
@click.argument("names", nargs=-1, metavar="[PACK|PATH]...")
def list_rules(names: tuple[str, ...]) -> None:
    """One line a rule: id, pack, severity, measure, kind of check, title."""
    from figcheck.report.rulebook import rules_table

    emit(rules_table(_ruleset(names).rules, output_look()))


@rules.command("show")
@click.argument("rule_id", metavar="ID")
@click.option("--rules", "names", multiple=True, metavar="PACK|PATH", help="Where to look. Repeatable.")
def show_rule(rule_id: str, names: tuple[str, ...]) -> None:
    """What a rule shows and why, an example that fires and one that does not, the words of its measures."""
    from figcheck.report.rulebook import rule_page

    ruleset = _ruleset(names)
    known = {rule.id: rule for rule in ruleset.rules}
    if rule_id not in known:
        close = difflib.get_close_matches(rule_id, known, n=1)
        advice = f"did you mean {close[0]!r}?" if close else "`figcheck rules list` shows all"
        raise Refused(Problem(f"there is no rule {rule_id!r}", advice=advice))
    emit(rule_page(known[rule_id], output_look(), ruleset.measures))


@rules.command("validate")
@click.argument("names", nargs=-1, metavar="[PACK|PATH]...")
def validate_rules(names: tuple[str, ...]) -> None:
    """Read the rules and say everything that is wrong with them (exit code 2), or that they are valid."""
    from figcheck.report.summary import plural
    from figcheck.rules import resolve, shipped_packs

    ruleset = _ruleset(names)
    files = resolve(names) if names else [file for pack in shipped_packs().values() for file in pack]
    if ruleset.warnings:
        click.echo(problems_text(ruleset.warnings, errors_look()), err=True, nl=False)
    counts = f"{plural(len(ruleset.rules), 'rule')}, {plural(len(ruleset.measures), 'measure')}"
    warned = f", {plural(len(ruleset.warnings), 'warning')}" if ruleset.warnings else ""
    emit(f"{counts} in {plural(len(files), 'file')}: valid{warned}\n")


@rules.command("test")
@click.argument("names", nargs=-1, metavar="[PACK|PATH]...")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules. Repeatable, or a,b,c.")
@click.option("--hedges", metavar="SCHEME|PATH", help=_HEDGES_HELP)
def test_rules(names: tuple[str, ...], select: tuple[str, ...], hedges: str | None) -> None:
    """Run the rules on their own test articles; exit code 1 when a test fails.

    Hedges are read by the scheme that the option or the configuration names.
    """
    from figcheck import rulelab
    from figcheck.hedging import load_scheme
    from figcheck.report.rulebook import is_failure, outcomes_text
    from figcheck.rules import select as select_rules

    scheme = load_scheme(_settings(None, {"hedges": hedges}).hedges)
    ruleset = _ruleset(names)
    if select:
        ruleset = select_rules(ruleset, select=_split(select))
    outcomes = rulelab.run_tests(ruleset, scheme)
    if not outcomes:
        raise Refused(Problem("no rule that was named has a test", advice="a rule's tests stand under its `tests:`"))
    emit(outcomes_text(outcomes, output_look()))
    click.get_current_context().exit(FOUND if any(is_failure(outcome) for outcome in outcomes) else OK)


rules.add_command(new_rule)
rules.add_command(try_rule)


@rules.command("schema")
def rules_json_schema() -> None:
    """Print the JSON Schema of rule files, for editors that complete and check them."""
    import json

    from figcheck.rules import rules_schema

    emit(json.dumps(rules_schema(), indent=2, sort_keys=True) + "\n")


def exit_code(run: Run, fail_on: str) -> int:
    """3 when something could not be read, 1 when a finding reaches ``fail_on`` (a severity or "never"), else
    0."""
    if run.unread:
        return INCOMPLETE
    if fail_on == "never":
        return OK
    least = SEVERITIES.index(fail_on)
    return FOUND if any(SEVERITIES.index(finding.severity) >= least for finding in run.findings) else OK


def _ruleset(names: Sequence[str]) -> Ruleset:
    from figcheck.rules import load_rules, resolve

    return load_rules(resolve(names) if names else None)


def _settings(config: Path | None, overrides: Mapping[str, Any]) -> Settings:
    """Configuration file and options together; an option that was not given overrides nothing."""
    from figcheck.config import load_settings

    given = {name: value for name, value in overrides.items() if value not in (None, ())}
    return load_settings(Path.cwd(), config=config, **given)


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


def _split(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name.strip() for part in names for name in part.split(",") if name.strip())


def _tell_bug(error: Exception, verbose: bool) -> None:
    from figcheck.report.terminal import clean, one_line

    click.echo(
        f"figcheck has a bug: {type(error).__name__}: {one_line(str(error))[:500]}\n"
        "Please report it with the article that caused it; -v shows the traceback.",
        err=True,
    )
    if verbose:
        click.echo(clean("".join(traceback.format_exception(error))), err=True, nl=False)
