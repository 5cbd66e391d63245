"""Rules on trial: runs the stages on the articles that stand in a rule's own tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import ClassVar

from figcheck.engine import Toolkit
from figcheck.engine import run as run_engine
from figcheck.hedging import HedgeScheme
from figcheck.lexicon import load_lexicon
from figcheck.model import Article, Claim, Finding, Header, Piece, Run, TextMap
from figcheck.rules import Rule, Ruleset, RuleTest

_TITLE_GAP = "\n\n"


@dataclass(frozen=True, slots=True)
class TestResult:
    """How one test of a rule went. ``detail`` tells what was expected, found and seen when it failed."""

    __test__: ClassVar[bool] = False  # no test class of pytest's

    rule: str
    name: str
    passed: bool
    todo: bool
    detail: str = ""


def run_tests(ruleset: Ruleset, hedges: HedgeScheme | None = None) -> list[TestResult]:
    """Every test of every rule, in the order of rules and tests. A test sees its own rule alone.

    ``hedges`` is the scheme that the articles are read by, ``interval`` unless given.
    """
    toolkit = Toolkit(load_lexicon(hedges=hedges, additions=ruleset.additions), ruleset)
    return [_try(rule, test, toolkit) for rule in ruleset.rules for test in rule.tests]


def _try(rule: Rule, test: RuleTest, toolkit: Toolkit) -> TestResult:
    run = run_engine(articles_of(test), toolkit, rules=(rule,))
    claims = {claim.id: claim for claim in run.claims}
    missing = []
    left = list(run.findings)
    for expected in test.expect:
        hit = next((f for f in left if _is(f, expected.values, expected.severity, expected.cause, claims)), None)
        if hit is None:
            missing.append(expected)
        else:
            left.remove(hit)
    # Notes are told beside findings; a test that expects none of them at all does not mind one.
    extra = [f for f in left if f.severity != "note" or any(e.severity == "note" for e in test.expect)]
    passed = not missing and not extra
    detail = ""
    if not passed:
        lines = [
            f"expected but not found: {_wanted(e.values)} {e.severity or ''} {e.cause or ''}".rstrip() for e in missing
        ]
        lines += [f"found but not expected: {f.severity} {f.cause}: {f.message}" for f in extra]
        detail = "\n".join([*lines, *_seen(run)])
    return TestResult(rule.id, test.name, passed, test.todo, detail)


def articles_of(test: RuleTest) -> list[Article]:
    """The articles of a test as the stages take them; one without an id is known by its number."""
    articles = []
    for number, sample in enumerate(test.articles, 1):
        title = sample.title or ""
        text = title + _TITLE_GAP + sample.text if title else sample.text
        identity = sample.id or f"article-{number}"
        header = Header(identity, identity, sample.title, sample.outlet, published=sample.published)
        articles.append(Article(header, text, len(title), TextMap((Piece(0, 0, 1, 1),))))
    return articles


def _is(
    finding: Finding,
    values: Sequence[Decimal],
    severity: str | None,
    cause: str | None,
    claims: dict[str, Claim],
) -> bool:
    found = Counter(_value(claims[claim]) for claim in finding.figures)
    return (
        found == Counter(values)
        and (severity is None or finding.severity == severity)
        and (cause is None or finding.cause == cause)
    )


def _value(claim: Claim) -> Decimal:
    """The number a test names a figure by: its printed point, else the low end of its range."""
    reading = claim.figure.reading
    return reading.point if reading.point is not None else reading.low


def _wanted(values: Iterable[Decimal]) -> str:
    return "[" + ", ".join(format(value.normalize(), "f") for value in values) + "]"


def _seen(run: Run) -> list[str]:
    """The figures and links that a failing test saw, so that its author learns why."""
    group_of = {claim: group.key for group in run.groups for claim in group.claims}
    lines = ["figures seen:"]
    for claim in run.claims:
        scope = claim.scope
        slots = ", ".join(
            f"{slot} {'/'.join(sorted(value))}"
            for slot, value in (
                ("who", scope.who),
                ("by", scope.by),
                ("where", scope.where),
                ("about", scope.about),
            )
            if value
        )
        linked = f"; in group {group_of[claim.id]}" if claim.id in group_of else "; linked with nothing"
        lines.append(
            f"  {claim.id} {claim.figure.surface!r} is {claim.measure} "
            f"({claim.kind}, {claim.mode}; {slots or 'no scope'}){linked}"
        )
    return lines
