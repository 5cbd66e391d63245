"""``overrides:`` of a configuration: what it changes of rules, by their ids, without copying them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from pydantic import ValidationError

from figcheck.problems import Problem
from figcheck.rulemodels import OverridesTable
from figcheck.ruleproblems import problems_of
from figcheck.yamlfile import Document, KeyPath, did_you_mean, show

SETTING = "overrides"


@dataclass(frozen=True, slots=True)
class Override:
    """What one file changes of one rule.

    ``values`` holds severity, tolerance and window as a ``Rule`` has them, those alone that the file names. ``beside``
    holds what the settings name under ``rules`` where the override was read: the rule may stand there even if another
    run, or a nearer file, names other rules.
    """

    rule: str
    values: Mapping[str, Any]
    document: Document
    beside: tuple[str, ...] = ()

    def place(self, key: str) -> tuple[str, int, int]:
        """File, line and column of one of its values."""
        return self.document.name, *self.document.where((SETTING, self.rule, key))

    def written(self, key: str) -> Any:
        """One of its values as the file writes it."""
        return self.document.data[SETTING][self.rule][key]

    def unknown(self, known: set[str]) -> Problem:
        """The Problem that no rule has this id; ``known`` are those that rules have."""
        path: KeyPath = (SETTING, self.rule)
        message = f"unknown rule {show(self.rule)} in '{SETTING}'"
        advice = did_you_mean(self.rule, known) or "`figcheck rules list` shows all"
        return self.document.problem(path, message, expected="the id of a rule", advice=advice, at_key=True)


def read_overrides(document: Document) -> tuple[list[Override], list[Problem]]:
    """The overrides of a configuration file, in its order, and all that is wrong with them.

    Nothing is read where anything is wrong. Whether rules have these ids is not known here.
    """
    try:
        table = OverridesTable.model_validate({SETTING: document.data[SETTING]})
    except ValidationError as error:
        return [], problems_of(document, error)
    overrides = [
        Override(rule, {name: getattr(spec, name) for name in spec.model_fields_set}, document)
        for rule, spec in table.overrides.items()
    ]
    return overrides, []
