"""Options that several commands share, how their values are read, and the exit codes that commands end with."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from figcheck.findings import SEVERITIES
from figcheck.limits import ENGINES, UPDATES
from figcheck.outcome import FOUND as FOUND
from figcheck.outcome import INCOMPLETE as INCOMPLETE
from figcheck.outcome import INTERRUPTED as INTERRUPTED
from figcheck.outcome import OK as OK
from figcheck.outcome import REFUSED as REFUSED
from figcheck.problems import Problem, Refused
from figcheck.report.console import COLOUR

if TYPE_CHECKING:
    from figcheck.config import Settings

    TextType = click.ParamType[str]
    TargetType = click.ParamType[tuple[str, Path]]
else:
    TextType = TargetType = click.ParamType  # generic at runtime only in the newest click

VERBOSE = "figcheck.verbose"  # where a context keeps that tracebacks are wanted
VERBOSE_HELP = "Say more: tracebacks of what failed, what stands around the sentences (full), times on stderr."
HEDGES_HELP = "How to read hedges: interval (default), stated, acled, ccc, or a scheme of your own."

OUTPUT, READING, RULES, WORK = (
    "Output",
    "How articles are read",
    "Rules",
    "How the work is done",
)  # headings of options in the help
_OTHERS = "Other options"

_LISTS = ("select", "extend_select", "ignore", "extend_ignore", "map")  # which may be given as "a,b"

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
        import difflib  # here, since only a slip needs it

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


def together(*options: Callable[[Command], Command]) -> Callable[[Command], Command]:
    """Several arguments and options as one decorator, shown in the help in this order."""

    def decorate(command: Command) -> Command:
        for option in reversed(options):
            command = option(command)
        return command

    return decorate


def _remember_verbose(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    ctx.meta[VERBOSE] = value
    return value


def _remember_colour(ctx: click.Context, param: click.Parameter, value: str | None) -> None:
    if value in ("always", "never"):
        ctx.meta.setdefault(COLOUR, value)


def _remember_no_colour(ctx: click.Context, param: click.Parameter, value: bool) -> bool:
    if value:
        ctx.meta[COLOUR] = "never"
    return value


class _Sectioned(click.Option):
    """An option that the help shows under a heading of its own."""

    def __init__(self, *names: Any, section: str, **rest: Any) -> None:
        super().__init__(*names, **rest)
        self.section = section


class Sections(click.Command):
    """A command with so many options that its help shows them under headings."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Writes the options by section, in the order in which sections first come; those of none last."""
        sections: dict[str, list[tuple[str, str]]] = {}
        for param in self.get_params(ctx):
            record = param.get_help_record(ctx) if isinstance(param, click.Option) else None
            if record is not None:
                section = param.section if isinstance(param, _Sectioned) else _OTHERS
                sections.setdefault(section, []).append(record)
        others = sections.pop(_OTHERS, [])
        for section, records in [*sections.items(), (_OTHERS, others)]:
            with formatter.section(section):
                formatter.write_dl(records)


def option(section: str, *names: str, **rest: Any) -> Callable[[Command], Command]:
    """An option that the help of a command with ``Sections`` shows under a heading."""
    return click.option(*names, cls=_Sectioned, section=section, **rest)


CONFIG = click.option("--config", type=click.Path(path_type=Path), help="A configuration file to use.")
OF_THE_READING = together(
    option(READING, "--input-format", metavar="FORMAT", help="Read all files as this, whatever they look like."),
    option(
        READING,
        "--map",
        multiple=True,
        metavar="NAME=THEIRS",
        help="What records call a field, as in title=headline,text=body. Repeatable.",
    ),
    option(READING, "--split", metavar="REGEX", help="What lines set the articles of a text file apart."),
    option(READING, "--exclude", multiple=True, metavar="GLOB", help="Pass these over in folders. Repeatable."),
    option(READING, "--updates", type=OneOf(UPDATES), help="What later versions of an article do to earlier ones."),
    option(READING, "--max-file-size", metavar="SIZE", help="Largest article file or record (default: 64MB)."),
    option(READING, "--max-articles", metavar="N", help="Most articles of one file (default: 1000000)."),
    option(READING, "--max-ratio", metavar="N", help="How many times its size an archive unpacks to (default: 200)."),
    option(READING, "--max-seconds", metavar="N", help="Time for one article; 0 for any (default: 60)."),
)
OF_THE_WORK = together(
    option(WORK, "-j", "--jobs", metavar="N|auto", help="How many articles at once (default: auto)."),
    option(WORK, "--engine", type=OneOf(ENGINES), help="Where (default: processes, where they pay)."),
    option(WORK, "--scheduler", metavar="ADDRESS", help="The dask cluster (default: one on this machine)."),
    option(
        WORK,
        "--ledger",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="Keep what is known of articles here, and read again only what has changed.",
    ),
)
OF_THE_RUN = together(
    option(RULES, "--rules", multiple=True, metavar="PACK|PATH", help="Rule packs or files. Repeatable."),
    option(RULES, "--hedges", metavar="SCHEME|PATH", help=HEDGES_HELP),
    CONFIG,
)
OF_THE_TERMINAL = together(
    click.option("-v", "--verbose", is_flag=True, callback=_remember_verbose, help=VERBOSE_HELP),
    click.option(
        "--color",
        type=OneOf(("auto", "always", "never")),
        callback=_remember_colour,
        expose_value=False,
        help="When to colour (default: auto, on a terminal; NO_COLOR and FORCE_COLOR count).",
    ),
    click.option("--no-color", is_flag=True, callback=_remember_no_colour, help="The same as --color never."),
)
WHICH_RULES = together(
    option(RULES, "--select", multiple=True, metavar="RULE", help="Only these rules. Repeatable, or a,b,c."),
    option(RULES, "--extend-select", multiple=True, metavar="RULE", help="These rules as well. Repeatable, or a,b,c."),
    option(RULES, "--ignore", multiple=True, metavar="RULE", help="Not these rules. Repeatable, or a,b,c."),
    option(
        RULES,
        "--extend-ignore",
        multiple=True,
        metavar="RULE",
        help="Nor these, beside those configured. Repeatable, or a,b,c.",
    ),
)


FAIL_ON = option(
    OUTPUT,
    "--fail-on",
    type=OneOf((*SEVERITIES, "never")),
    help="From which severity to exit with 1 (default: warning).",
)


def settings_of(config: Path | None, options: Mapping[str, Any]) -> Settings:
    """Configuration file and options together; an option that was not given overrides nothing.

    Lists of rules may be given as "a,b". Raises Refused with all that is wrong with the file and the options, and then
    also with the ids in them that no rule has.
    """
    from figcheck.config import RefusedSettings, load_settings

    try:
        return load_settings(Path.cwd(), config=config, **given(options))
    except RefusedSettings as refused:
        if refused.partial is None:
            raise
        from figcheck.inforce import unknown_ids

        raise Refused(*refused.problems, *unknown_ids(refused.partial)) from None


def given(options: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given, lists as tuples of their items."""
    values = {name: value for name, value in options.items() if value not in (None, ())}
    return {name: split(value) if name in _LISTS else value for name, value in values.items()}


def split(names: Iterable[str]) -> tuple[str, ...]:
    """The names of a repeatable option, each of which may hold several between commas."""
    return tuple(name.strip() for part in names for name in part.split(",") if name.strip())


def named(paths: tuple[str, ...]) -> tuple[str, ...]:
    """The paths that a command was given. Raises Refused when there are none."""
    if paths:
        return paths
    raise Refused(
        Problem(
            "no article was named",
            expected="files or folders with articles, or - for what comes through a pipe",
            advice="try `figcheck check articles/`; all options: `figcheck check --help`",
        )
    )
