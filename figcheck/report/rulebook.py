"""Rules as the user sees them: the list, the page of one rule, and the outcome of the rules' own tests."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING, Protocol

from figcheck.report.console import from_here
from figcheck.report.grid import cell, draw
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, clean, one_line, wrap
from figcheck.report.trial import sight_lines
from figcheck.report.wording import cause, day, number

if TYPE_CHECKING:
    from pydantic import BaseModel

    from figcheck.rulemodels import Measure, Rule, RuleTest
    from figcheck.trials import Sight


_FEW_MEASURES = 3  # up to so many are shown with their words
_WORDS = 8  # of a key
_WORD_KEYS = (
    "counts", "done_to", "befalls", "states", "tolls", "of", "times_of", "suffers", "acts_on", "size_of",
    "needs", "near", "unless",
)  # fmt: skip


class OutcomeLike(Protocol):
    """What the rulebook shows of a ``figcheck.rulelab.TestResult``."""

    @property
    def rule(self) -> str:
        """The rule's id."""

    @property
    def name(self) -> str:
        """The test's name."""

    @property
    def passed(self) -> bool:
        """The rule found what the test expects, and nothing else."""

    @property
    def todo(self) -> bool:
        """The test is known to fail."""

    @property
    def detail(self) -> str:
        """What was expected and what was found."""

    @property
    def sight(self) -> Sight | None:
        """All that a failing test saw."""


def rules_table(rules: Sequence[Rule], look: Look) -> str:
    """One row a rule: id, pack, severity, measure, kind of check, title; below, what a configuration overrides."""
    rows = [
        [
            cell((rule.id, "strong")),
            cell((rule.pack, "")),
            cell((rule.severity, rule.severity)),
            cell((", ".join(rule.measure), "")),
            cell((rule.check.type, "")),
            cell((rule.title, "")),
        ]
        for rule in rules
    ]
    headings = ("Rule", "Pack", "Severity", "Measure", "Check", "Title")
    table = f"{draw(headings, rows, look, borders='simple', edges=2)}\n\n" if rows else ""
    lines = [plural(len(rules), "rule")]
    for rule in rules:
        for key, now in overrides_of(rule).items():
            told = wrap(one_line(f"{rule.id}: {key} {now}"), look.width - 2)
            lines += [told[0], *(f"  {part}" for part in told[1:])]
    return table + "\n".join(lines) + "\n"


def rule_page(rule: Rule, look: Look, measures: Mapping[str, Measure] | None = None, *, in_force: bool = True) -> str:
    """What a rule shows and why, what it checks, an example that fires and one that does not.

    With ``measures``, the words of those that it looks at as well. ``in_force`` False adds that the settings leave the
    rule out.
    """
    head = f"{look.paint(one_line(rule.id), 'strong')} ({look.paint(rule.severity, rule.severity)})"
    lines = [f"{head}: {one_line(rule.title)}", ""]
    if rule.why.strip():
        lines += [*wrap(one_line(rule.why), look.width), ""]
    lines += _facts(rule, look)
    if not in_force:
        lines += ["", "The settings here leave this rule out."]
    firing = next((test for test in rule.tests if test.expect and not test.todo), None)
    silent = next((test for test in rule.tests if not test.expect and not test.todo), None)
    for heading, test in (("It shows", firing), ("It stays silent on", silent)):
        if test is not None:
            lines += ["", look.paint(f"{heading}: {one_line(test.name)}", "strong"), *_example(test, look)]
    lines += _measures(rule, measures or {}, look)
    return "\n".join(lines) + "\n"


def outcomes_text(outcomes: Iterable[OutcomeLike], look: Look) -> str:
    """The tests that failed with what went wrong, those still to do that pass by now, and a line of
    counts."""
    outcomes = list(outcomes)
    failed = [outcome for outcome in outcomes if is_failure(outcome)]
    surprises = [outcome for outcome in outcomes if outcome.todo and outcome.passed]
    open_ones = [outcome for outcome in outcomes if outcome.todo and not outcome.passed]
    lines = []
    for outcome in failed:
        lines.append(f"{look.paint('FAILED', 'error')} {one_line(outcome.rule)}: {one_line(outcome.name)}")
        if outcome.sight is not None:
            lines += [*sight_lines(outcome.sight, look), ""]
        else:
            lines += [f"    {line}" for line in clean(outcome.detail).strip("\n").split("\n") if line.strip()]
    for outcome in surprises:
        told = f"{one_line(outcome.rule)}: {one_line(outcome.name)} passes: take its todo mark off"
        lines.append(f"{look.paint('PASSES', 'note')} {told}")
    passed = sum(outcome.passed for outcome in outcomes)
    counts = f"{plural(len(outcomes), 'test')}: {passed:,} passed, {len(failed):,} failed"
    if open_ones:
        counts += f", {len(open_ones):,} to do"
    lines.append(look.paint(counts, "error" if failed else "good"))
    return "\n".join(lines) + "\n"


def is_failure(outcome: OutcomeLike) -> bool:
    """A test that did not pass counts as failed unless it is marked as still to do."""
    return not outcome.passed and not outcome.todo


def _facts(rule: Rule, look: Look) -> list[str]:
    changed = overrides_of(rule)
    facts = (
        ("severity", changed.get("severity", "")),
        ("measure", ", ".join(rule.measure)),
        ("check", check_text(rule)),
        ("same", ", ".join(rule.same)),
        ("tolerance", changed.get("tolerance", tolerance_text(rule))),
        ("window", changed.get("window", window_text(rule))),
        ("find", _told(rule.find) if rule.find is not None else ""),
        ("hedges", ", ".join(rule.hedges)),
        ("sources", _told(rule.sources)),
        ("scope", _told(rule.scope)),
        ("unless", _told(rule.unless)),
        ("escalate", _told(rule.escalate) if rule.escalate is not None else ""),
        ("extends", rule.extends or ""),
        ("pack", rule.pack),
        ("file", _source(rule)),
    )
    return [f"  {look.paint(label.ljust(9), 'faint')} {one_line(value)}" for label, value in facts if value]


def _told(model: BaseModel) -> str:
    """The keys of a part of a rule that say something: "causes rounding, rounder than 5%"; a value alone by itself."""
    parts = []
    for name, value in model:
        if value in ((), None) or (name == "pair" and value == "any"):
            continue
        if isinstance(value, tuple):
            text = ", ".join(map(str, value))
        elif isinstance(value, Decimal):
            text = f"{number(value * 100)}%" if name == "relative" else number(value)
        else:
            text = str(value)
        parts.append(text if name in ("pairs", "pair") else f"{name.replace('_', ' ')} {text}")
    return "; ".join(parts)


def overrides_of(rule: Rule) -> dict[str, str]:
    """What a configuration overrides of a rule, by key: "error (figcheck.yml:3, in place of warning)"."""
    told: dict[str, str] = {}
    for key, text in (
        ("severity", lambda rule: rule.severity),
        ("tolerance", tolerance_text),
        ("window", lambda rule: window_text(rule) or "no limit"),
    ):
        if key in rule.overridden:
            file, line = rule.overridden[key]
            now, before = text(rule), text(rule.written or rule)
            instead = "as in the rule" if now == before else f"in place of {before}"
            told[key] = f"{now} ({from_here(file)}:{line}, {instead})"
    return told


def _measures(rule: Rule, measures: Mapping[str, Measure], look: Look) -> list[str]:
    """The measures of a rule with some words of each key; of a long list of measures their headings alone."""
    known = [measures[name] for name in rule.measure if name in measures]
    lines: list[str] = []
    for measure in known:
        lines += ["", look.paint(f"What is {one_line(measure.id)}: {one_line(measure.title)}", "strong")]
        if len(known) > _FEW_MEASURES:
            lines.pop(-2)
            continue
        unit = "" if measure.unit == "count" else f"unit {measure.unit}"
        facts = [fact for fact in (unit, "it counts people" if measure.people else "") if fact]
        if facts:
            lines.append(f"  {', '.join(facts)}")
        for key in _WORD_KEYS:
            words = getattr(measure, key)
            if words:
                more = f" … and {len(words) - _WORDS:,} more" if len(words) > _WORDS else ""
                told = one_line(", ".join(words[:_WORDS])) + more
                first, *others = wrap(told, look.width - 12)
                lines += [f"  {look.paint(key.ljust(9), 'faint')} {first}", *(" " * 12 + line for line in others)]
    return ["", *lines] if len(known) > _FEW_MEASURES else lines


def _source(rule: Rule) -> str:
    """File and line; a shipped rule's file from the folder of the packs on."""
    from figcheck.rules import shipped_rules_folder

    if not rule.file:
        return ""
    path = Path(rule.file)
    folder = shipped_rules_folder()
    if path.is_relative_to(folder):
        shown = f"shipped: {path.relative_to(folder).as_posix()}"
    else:
        shown = from_here(path) if path.is_absolute() else rule.file
    return f"{shown}:{rule.line}"


def check_text(rule: Rule) -> str:
    """The kind of check and its parameters: "grows, direction up, rate 2"."""
    settings = rule.check.model_dump()
    settings.pop("type")
    told = (f"{name} {number(value) if isinstance(value, Decimal) else value}" for name, value in settings.items())
    return ", ".join([rule.check.type, *told])


def tolerance_text(rule: Rule) -> str:
    """How far figures may lie apart: "5%", "2 or 5%", "none"."""
    tolerance = rule.tolerance
    parts = (
        (tolerance.absolute, number(tolerance.absolute)),
        (tolerance.relative, f"{number(tolerance.relative * 100)}%"),
        (tolerance.points, f"{number(tolerance.points)} points"),
        (tolerance.per_part, f"{number(tolerance.per_part)} a part"),
    )
    return " or ".join(text for amount, text in parts if amount) or "none"


def window_text(rule: Rule) -> str:
    """How far apart articles may be published: "30 days"; "" without a limit."""
    if rule.window is None:
        return ""
    hours = int(rule.window.total_seconds() // 3600)
    return plural(hours // 24, "day") if hours % 24 == 0 else plural(hours, "hour")


def _example(test: RuleTest, look: Look) -> list[str]:
    lines = []
    for article in test.articles:
        parts = [article.outlet or "", day(article.published), article.title or ""]
        said = ", ".join(part for part in parts if part)
        lines += [f"  {part}" for part in wrap(one_line(said), look.width - 2) if said]
        lines += [f"  | {part}" for part in wrap(one_line(article.text), look.width - 4)]
    for expected in test.expect:
        values = " v ".join(number(value) for value in expected.values)
        parts = [values, expected.severity or "", cause(expected.cause or "")]
        lines.append(f"  → {one_line(', '.join(part for part in parts if part))}")
    return lines
