"""Which rules are in force under the settings of a run, and as what: files named, rules chosen, values overridden."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from figcheck.config import Settings
from figcheck.overrides import Override
from figcheck.problems import Problem, Refused
from figcheck.rules import Rule, Ruleset, load_rules, resolve, select, unknown_rule, written_ids


def rules_in_force(settings: Settings) -> Ruleset:
    """The rules that a run with these settings applies, as it applies them, with the measures known to them.

    Raises Refused with every problem of the rule files, or for an unknown pack, and for ids that no rule has.
    """
    try:
        named = named_rules(settings)
    except Refused as refused:
        raise Refused(*refused.problems, *unknown_ids(settings)) from None
    problems: list[Problem] = []
    chosen = named
    try:
        chosen = select(
            named, settings.select, settings.ignore, settings.extend_select, settings.places, settings.extend_ignore
        )
    except Refused as refused:
        problems += refused.problems
    try:
        chosen = overridden(chosen, settings.overrides, (*named.rules, *chosen.rules))
    except Refused as refused:
        problems += refused.problems
    if problems:
        raise Refused(*problems)
    return chosen


def unknown_ids(settings: Settings) -> list[Problem]:
    """Ids that settings name and no rule has, to be told beside what else is wrong in settings or rule files.

    None where it is not known which ids there are.
    """
    try:
        written = written_ids(resolve(settings.rules))
        beside = [written_ids(resolve(override.beside)) for override in settings.overrides]
    except Refused:
        return []  # a pack or file that is not there
    if written is None or None in beside:
        return []
    known = written.union({rule.id for rule in load_rules().rules}, *(ids for ids in beside if ids is not None))
    problems = [
        unknown_rule(name, option, known, settings.places.get((option, name)))
        for option in ("select", "ignore", "extend_select", "extend_ignore")
        for name in getattr(settings, option)
        if name not in known
    ]
    return problems + [override.unknown(known) for override in settings.overrides if override.rule not in known]


def named_rules(settings: Settings) -> Ruleset:
    """The rules of the files that settings name, else the shipped ones: all of them, as their files write them.

    Raises Refused with every problem of the files, and for an unknown pack.
    """
    return load_rules(resolve(settings.rules) if settings.rules else None)


def overridden(ruleset: Ruleset, overrides: Iterable[Override], known: Iterable[Rule]) -> Ruleset:
    """The ruleset with what a configuration changes of its rules; of several values the last counts.

    An override of a rule that is not in the ruleset but known, or shipped, changes nothing. Raises Refused, with
    place, for ids that no rule has.
    """
    listed = list(overrides)
    if not listed:
        return ruleset
    ids = {rule.id for rule in known}
    if any(override.rule not in ids for override in listed):
        ids |= {rule.id for rule in load_rules().rules}
    unknown = [override for override in listed if override.rule not in ids]
    unknown = [override for override in unknown if override.rule not in _ids(override.beside)]
    if unknown:
        raise Refused(*(override.unknown(ids) for override in unknown))
    rules = {rule.id: rule for rule in ruleset.rules}
    for override in listed:
        if override.rule in rules:
            rules[override.rule] = _changed(rules[override.rule], override)
    return replace(ruleset, rules=tuple(rules.values()))


def _ids(names: tuple[str, ...]) -> frozenset[str]:
    """The ids of all rules of the packs and paths named."""
    return frozenset(rule.id for rule in load_rules(resolve(names)).rules)


def _changed(rule: Rule, override: Override) -> Rule:
    places = {key: override.place(key)[:2] for key in override.values}
    return rule.model_copy(
        update={
            **override.values,
            "written": rule.written or rule,
            "overridden": {**rule.overridden, **places},
        }
    )
