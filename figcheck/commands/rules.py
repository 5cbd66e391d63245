"""``figcheck rules``: list, explain, validate and test the rules, and describe their language to editors."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from figcheck.commands.learning import new_rule, try_rule
from figcheck.commands.options import (
    CONFIG,
    FOUND,
    HEDGES_HELP,
    OK,
    REFUSED,
    WHICH_RULES,
    OneOf,
    settings_of,
    split,
)
from figcheck.problems import Problem, Refused
from figcheck.report.console import emit, errors_look, output_look
from figcheck.report.problems import problems_json, problems_text

if TYPE_CHECKING:
    from figcheck.config import Settings
    from figcheck.rules import Ruleset


@click.group()
def rules() -> None:
    """Write, try, list, explain, validate and test rules.

    Without a pack or path they look at those that the configuration names, else at all shipped ones.
    """


@rules.command("list")
@click.argument("names", nargs=-1, metavar="[PACK|PATH]...")
@click.option("--rules", "given", multiple=True, metavar="PACK|PATH", help="As check takes it. Repeatable.")
@WHICH_RULES
@CONFIG
def list_rules(names: tuple[str, ...], given: tuple[str, ...], config: Path | None, **which: tuple[str, ...]) -> None:
    """One line a rule in force: id, pack, severity, measure, kind of check, title.

    Under the table stands what the configuration overrides. With PACK or PATH, all rules of those; with --rules,
    --select and the like, the rules that a check with these options applies.
    """
    from figcheck.inforce import rules_in_force
    from figcheck.report.rulebook import rules_table

    if names and given:
        raise click.UsageError("--rules and PACK or PATH say the same in two ways: give one of them.")
    settings = settings_of(config, {"rules": given, **which})
    if names:
        settings = replace(settings, rules=names) if any(which.values()) else _of(names, settings)
    ruleset = rules_in_force(settings)
    emit(rules_table(ruleset.rules, output_look()))


@rules.command("show")
@click.argument("rule_id", metavar="ID")
@click.option("--rules", "names", multiple=True, metavar="PACK|PATH", help="Where to look. Repeatable.")
@CONFIG
def show_rule(rule_id: str, names: tuple[str, ...], config: Path | None) -> None:
    """What a rule shows and why, as it is in force; an example that fires, one that does not; words of its measures."""
    from figcheck.inforce import rules_in_force
    from figcheck.report.rulebook import rule_page
    from figcheck.yamlfile import did_you_mean, show

    settings = settings_of(config, {})
    in_force = {rule.id for rule in rules_in_force(_of(names, settings) if names else settings).rules}
    places = [_of(names, settings)] if names else [_of(settings.rules, settings), _of((), settings)]
    rulesets = [rules_in_force(place) for place in reversed(places)]
    known = {rule.id: rule for ruleset in rulesets for rule in ruleset.rules}
    if rule_id not in known:
        advice = did_you_mean(rule_id, known) or "`figcheck rules list` shows all"
        raise Refused(Problem(f"there is no rule {show(rule_id)}", advice=advice))
    emit(rule_page(known[rule_id], output_look(), rulesets[-1].measures, in_force=rule_id in in_force))


@rules.command("validate")
@click.argument("names", nargs=-1, metavar="[PACK|PATH]...")
@click.option("-f", "--output-format", "format", type=OneOf(("text", "json")), default="text", help="How to print.")
@CONFIG
def validate_rules(names: tuple[str, ...], format: str, config: Path | None) -> None:
    """Read the rules and say everything that is wrong with them (exit code 2), or that they are valid.

    With -f json all problems, warnings as well, are printed as a JSON list; valid rules give an empty one.
    """
    try:
        counts, ruleset = _validated(names, config)
    except Refused as refused:
        if format == "text":
            raise
        emit(problems_json(refused.problems, ()))
        click.get_current_context().exit(REFUSED)
    if format == "json":
        emit(problems_json((), ruleset.warnings))
        return
    if ruleset.warnings:
        click.echo(problems_text(ruleset.warnings, errors_look()), err=True, nl=False)
    emit(counts)


def _validated(names: Sequence[str], config: Path | None) -> tuple[str, Ruleset]:
    """A line of counts, and the rules. Raises Refused with all that is wrong with them and with the configuration."""
    from figcheck.inforce import rules_in_force
    from figcheck.report.summary import plural
    from figcheck.rules import resolve, shipped_packs

    settings = settings_of(config, {})
    named = _of(names or settings.rules, settings)
    ruleset = rules_in_force(named)
    if not names:
        rules_in_force(settings)  # for the rules that the configuration selects
    files = resolve(named.rules) if named.rules else [file for pack in shipped_packs().values() for file in pack]
    ruleset = replace(ruleset, warnings=(*ruleset.warnings, *_of_words(files)))
    counts = f"{plural(len(ruleset.rules), 'rule')}, {plural(len(ruleset.measures), 'measure')}"
    warned = f", {plural(len(ruleset.warnings), 'warning')}" if ruleset.warnings else ""
    return f"{counts} in {plural(len(files), 'file')}: valid{warned}\n", ruleset


def _of_words(files: Sequence[Path]) -> list[Problem]:
    """Warnings of words that valid files have in a form in which they are not looked for."""
    from figcheck.rulewords import word_warnings
    from figcheck.wordlists import load_lexicon
    from figcheck.yamlfile import read_yaml

    lexicon = load_lexicon()
    return [warning for file in files for warning in word_warnings(read_yaml(file), lexicon)]


@rules.command("test")
@click.argument("names", nargs=-1, metavar="[PACK|PATH]...")
@click.option("--select", multiple=True, metavar="RULE", help="Only these rules. Repeatable, or a,b,c.")
@click.option("--hedges", metavar="SCHEME|PATH", help=HEDGES_HELP)
@click.option("--in-force", is_flag=True, help="As the configuration overrides them, not as their files write them.")
@CONFIG
def test_rules(
    names: tuple[str, ...], select: tuple[str, ...], hedges: str | None, in_force: bool, config: Path | None
) -> None:
    """Run the rules on their own test articles; exit code 1 when a test fails.

    A rule is run as its file writes it, since that is what its tests are about; with --in-force as the configuration
    overrides it, which shows whether what the desk allows still lets the rule find what its tests expect. Hedges are
    read by the scheme that the option or the configuration names.
    """
    from figcheck import rulelab
    from figcheck.hedging import load_scheme
    from figcheck.inforce import named_rules, overridden
    from figcheck.report.rulebook import is_failure, outcomes_text
    from figcheck.rules import select as select_rules

    settings = settings_of(config, {"hedges": hedges})
    scheme = load_scheme(settings.hedges)
    ruleset = named_rules(_of(names or settings.rules, settings))
    if select:
        ruleset = select_rules(ruleset, select=split(select))
    changed = overridden(ruleset, settings.overrides, ruleset.rules)
    outcomes = rulelab.run_tests(changed if in_force else ruleset, scheme)
    if not outcomes:
        raise Refused(Problem("no rule that was named has a test", advice="a rule's tests stand under its `tests:`"))
    emit(outcomes_text(outcomes, output_look()))
    tested = {outcome.rule for outcome in outcomes}
    other = [rule.id for rule in changed.rules if rule.overridden and rule.id in tested]
    if other and not in_force:
        emit(
            f"Overridden, but run as their files write them (--in-force runs them as overridden): {', '.join(other)}\n"
        )
    click.get_current_context().exit(FOUND if any(is_failure(outcome) for outcome in outcomes) else OK)


@rules.command("schema")
def rules_json_schema() -> None:
    """Print the JSON Schema of rule files, for editors that complete and check them."""
    import json

    from figcheck.ruleschema import rules_schema

    emit(json.dumps(rules_schema(), indent=2, sort_keys=True) + "\n")


rules.add_command(new_rule)
rules.add_command(try_rule)


def _of(names: Sequence[str], settings: Settings) -> Settings:
    """The settings for all rules of the packs, folders and files named, none left out; of none for the shipped."""
    return replace(settings, rules=tuple(names), select=(), extend_select=(), ignore=(), extend_ignore=())
