"""The command line: arguments in, reports and an exit code out.

Exit codes: 0 nothing at or above ``--fail-on``; 1 findings; 2 a bad option, path, configuration or rule, no
article, or a bug; 3 something could not be read; 130 interrupted. The highest cause wins: 2, then 3, then 1. SIGTERM
and SIGHUP end the process by themselves.
Everything heavy is imported inside the command that needs it, so that ``figcheck --help`` answers at once.
"""

from __future__ import annotations

import atexit
import gc
import importlib.util
import os
from functools import cache
from typing import Any

import click

from figcheck import __version__
from figcheck.commands.check import check
from figcheck.commands.compare import compare
from figcheck.commands.config import config
from figcheck.commands.ending import Ended, end_by, signals_heard
from figcheck.commands.explain import explain
from figcheck.commands.extract import extract
from figcheck.commands.init import init
from figcheck.commands.ledger import ledger
from figcheck.commands.options import INTERRUPTED, REFUSED, VERBOSE
from figcheck.commands.report import report
from figcheck.commands.rules import rules
from figcheck.commands.waiving import accept, baseline
from figcheck.problems import Refused
from figcheck.report.console import errors_look, tell, tell_bug
from figcheck.report.problems import problems_text

# numpy would start threads that nothing here uses, and beside other threads no process can be forked.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Commands(click.Group):
    """A group whose commands end with figcheck's exit codes, whatever is raised inside."""

    def invoke(self, ctx: click.Context) -> Any:
        """Runs the command; refusals, interrupts and bugs become a message on stderr and an exit code."""
        try:
            with signals_heard():
                return super().invoke(ctx)
        except Refused as refused:
            tell(problems_text(refused.problems, errors_look()))
            ctx.exit(REFUSED)
        except Ended as ended:
            click.echo(f"Ended by {ended.signal.name}; nothing more was written.", err=True)
            end_by(ended)
        except KeyboardInterrupt:
            click.echo("Interrupted; nothing more was written.", err=True)
            ctx.exit(INTERRUPTED)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if not _is_anywhere():
                tell("the folder that figcheck was started in is not there any more\n  go to another one\n")
                ctx.exit(REFUSED)
            tell_bug(error, verbose=bool(ctx.meta.get(VERBOSE)))
            ctx.exit(REFUSED)


def _is_anywhere() -> bool:
    """Whether there is a working directory."""
    try:
        os.getcwd()
    except OSError:
        return False
    return True


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


for _command in (check, extract, explain, report, compare, accept, baseline, rules, config, init, ledger):
    main.add_command(_command)
