"""``figcheck rules``: list, explain, validate and test the rules, and describe their language to editors."""

from __future__ import annotations

import difflib
from collections.abc import Sequence
from typing import TYPE_CHECKING

import click

from figcheck.commands.options import FOUND, HEDGES_HELP, OK, settings_of, split
from figcheck.model import Problem, Refused
from figcheck.report.console import emit, errors_look, output_look
from figcheck.report.problems import problems_text

if TYPE_CHECKING:
    from figcheck.rules import Ruleset


@click.group()
def rules() -> None:
    """List, explain, validate and test the rules."""


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
    """What a rule shows and why, an example that fires and one that does not."""
    from figcheck.report.rulebook import rule_page

    known = {rule.id: rule for rule in _ruleset(names).rules}
    if rule_id not in known:
        close = difflib.get_close_matches(rule_id, known, n=1)
        advice = f"did you mean {close[0]!r}?" if close else "`figcheck rules list` shows all"
        raise Refused(Problem(f"there is no rule {rule_id!r}", advice=advice))
    emit(rule_page(known[rule_id], output_look()))


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
@click.option("--hedges", metavar="SCHEME|PATH", help=HEDGES_HELP)
def test_rules(names: tuple[str, ...], select: tuple[str, ...], hedges: str | None) -> None:
    """Run the rules on their own test articles; exit code 1 when a test fails.

    Hedges are read by the scheme that the option or the configuration names.
    """
    from figcheck import rulelab
    from figcheck.hedging import load_scheme
    from figcheck.report.rulebook import is_failure, outcomes_text
    from figcheck.rules import select as select_rules

    scheme = load_scheme(settings_of(None, {"hedges": hedges}).hedges)
    ruleset = _ruleset(names)
    if select:
        ruleset = select_rules(ruleset, select=split(select))
    outcomes = rulelab.run_tests(ruleset, scheme)
    if not outcomes:
        raise Refused(Problem("no rule that was named has a test", advice="a rule's tests stand under its `tests:`"))
    emit(outcomes_text(outcomes, output_look()))
    click.get_current_context().exit(FOUND if any(is_failure(outcome) for outcome in outcomes) else OK)


@rules.command("schema")
def rules_json_schema() -> None:
    """Print the JSON Schema of rule files, for editors that complete and check them."""
    import json

    from figcheck.rules import rules_schema

    emit(json.dumps(rules_schema(), indent=2, sort_keys=True) + "\n")


def _ruleset(names: Sequence[str]) -> Ruleset:
    from figcheck.rules import load_rules, resolve

    return load_rules(resolve(names) if names else None)
