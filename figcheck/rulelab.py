"""Rules on trial: runs the stages on the articles that stand in a rule's own tests."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice
from typing import ClassVar

from figcheck.articles import Article, Header, Piece, TextMap
from figcheck.engine import Toolkit, examine
from figcheck.engine import run as run_engine
from figcheck.findings import Finding, Run
from figcheck.hedging import HedgeScheme
from figcheck.learning.measuredraft import ROLES, proposals
from figcheck.link import link
from figcheck.model import Claim
from figcheck.rulemodels import Expected
from figcheck.rules import FALLBACK_MEASURE, Rule, Ruleset, RuleTest
from figcheck.ruletrial import WordReader, trial_of
from figcheck.trials import Seen, Sight
from figcheck.wordlists import load_lexicon

_TITLE_GAP = "\n\n"
_PROPOSALS = 6  # words that are tried as advice for one figure


@dataclass(frozen=True, slots=True)
class TestResult:
    """How one test of a rule went. When it failed, ``detail`` tells in short what was expected and found, ``sight`` all
    that it saw."""

    __test__: ClassVar[bool] = False  # no test class of pytest's

    rule: str
    name: str
    passed: bool
    todo: bool
    detail: str = ""
    sight: Sight | None = None


def run_tests(ruleset: Ruleset, hedges: HedgeScheme | None = None) -> list[TestResult]:
    """Every test of every rule, in the order of rules and tests. A test sees its own rule alone.

    ``hedges`` is the scheme that the articles are read by, ``interval`` unless given.
    """
    toolkit = Toolkit(load_lexicon(hedges=hedges, additions=ruleset.additions), ruleset)
    return [_try(rule, test, toolkit) for rule in ruleset.rules for test in rule.tests]


def _try(rule: Rule, test: RuleTest, toolkit: Toolkit) -> TestResult:
    run = run_engine(articles_of(test), toolkit, rules=(rule,))
    claims = {claim.id: claim for claim in run.claims}
    missing: list[Expected] = []
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
        detail = "\n".join(lines)
    sight = None if passed else _sight(rule, test, run, toolkit, missing, extra)
    return TestResult(rule.id, test.name, passed, test.todo, detail, sight)


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


def _sight(
    rule: Rule, test: RuleTest, run: Run, toolkit: Toolkit, missing: Sequence[Expected], extra: Sequence[Finding]
) -> Sight:
    """The figures and links that a failing test saw, so that its author learns why."""
    linked = link(run.claims, toolkit.lexicon, toolkit.ruleset.measures)
    reader = WordReader(toolkit.ruleset.measures, toolkit.lexicon)
    wanted = {value for expected in missing for value in expected.values}
    articles = {article.header.id: article for article in articles_of(test)}
    seen = []
    for claim in run.claims:
        why_not = reader.why_not(rule, claim)
        helpful = why_not and claim.measure == FALLBACK_MEASURE and _value(claim) in wanted
        advice = _advice(rule, claim, articles[claim.header.id], toolkit) if helpful else ""
        seen.append(Seen(claim, why_not, advice))
    return Sight(tuple(missing), tuple(extra), run.articles, tuple(seen), trial_of(rule, run, linked, toolkit))


def _advice(rule: Rule, claim: Claim, article: Article, toolkit: Toolkit) -> str:
    """Words that would make a figure one of the rule's measure: "befalls: [march]"; "" for none that are known."""
    measures = toolkit.ruleset.measures
    measure = measures.get(rule.measure[0])
    if measure is None:
        return ""
    for draft in islice(proposals(claim, toolkit.lexicon, measures), _PROPOSALS):
        added = {role: tuple(words) for role, words in draft.fields.items() if role in ROLES}
        told = "{" + ", ".join(f"{role}: [{', '.join(words)}]" for role, words in added.items()) + "}"
        joined = {role: (*getattr(measure, role), *words) for role, words in added.items()}
        trial = {**measures, measure.id: measure.model_copy(update=joined)}
        again = examine(article, toolkit.lexicon, trial).claims
        if any(c.figure.span == claim.figure.span and c.measure == measure.id for c in again):
            return told.strip("{}") if len(added) == 1 else told
    return ""
