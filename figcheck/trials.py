"""Records of rules on trial: what a rule made of articles, pair by pair, and what kept it from more."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from figcheck.articles import Header
from figcheck.findings import Finding, Severity
from figcheck.model import Claim
from figcheck.rulemodels import Expected, Rule

Outcome = Literal["discrepancy", "compatible", "agree", "held back", "not linked"]
OUTCOMES: tuple[Outcome, ...] = ("discrepancy", "compatible", "agree", "held back", "not linked")


@dataclass(frozen=True, slots=True)
class TriedPair:
    """Two figures of a rule's measure and what became of them, with the reason in ``words``.

    ``severity`` and ``cause`` are those of the finding; "" where none is shown. ``score`` is how much speaks for the
    two being one thing, told where they were not linked; ``by`` is what held the two apart, in a word.
    """

    a: Claim
    b: Claim
    outcome: Outcome
    words: str = ""
    severity: Severity | Literal[""] = ""
    cause: str = ""
    score: float = 0.0
    by: str = ""


@dataclass(frozen=True, slots=True)
class NearMiss:
    """A figure that is not of the rule's measures though ``word``, one of their words, stands in its sentence."""

    claim: Claim
    measure: str
    word: str
    words: str


@dataclass(frozen=True, slots=True)
class Trial:
    """What one rule made of articles.

    ``claims`` are the figures of its measures, ``figures`` counts all. ``findings`` are those that are no pair (sums,
    ranks). ``unweighed`` counts pairs that were not looked at for why they are not linked.
    """

    rule: Rule
    articles: int
    figures: int
    claims: tuple[Claim, ...]
    pairs: tuple[TriedPair, ...]
    findings: tuple[Finding, ...]
    near_misses: tuple[NearMiss, ...]
    unweighed: int = 0

    def of(self, outcome: Outcome) -> tuple[TriedPair, ...]:
        """The pairs with that outcome."""
        return tuple(pair for pair in self.pairs if pair.outcome == outcome)


@dataclass(frozen=True, slots=True)
class Seen:
    """One figure of a test's article, and why it is not of the rule's measure ("" where it is).

    ``advice`` are words of which the grammar would make it one, under the key that takes them.
    """

    claim: Claim
    why_not: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class Sight:
    """What a test saw that failed: findings that it misses, findings that it did not expect, and all of the trial."""

    missing: tuple[Expected, ...]
    extra: tuple[Finding, ...]
    articles: tuple[Header, ...]
    seen: tuple[Seen, ...]
    trial: Trial
