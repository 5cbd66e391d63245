"""Rules of scope ``copies``: sentences of two articles that are alike but for a figure.

A copied sentence is one source, so that a figure that differs is a slip of the pen, whatever it measures; where the two
state other days, or their articles are of other days (daily bulletins), it is the news of another day and a note. Of
sentences with the same figures one stands for all.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from itertools import combinations

from figcheck.check.agreement import hedge_dropped, in_reach, pair_finding
from figcheck.check.causes import Cause, likely_cause
from figcheck.check.desk import PAIR_CAP, Desk, Outcome, RuleSpec
from figcheck.check.readings import hold
from figcheck.model import Claim

_Sentence = tuple[Claim, ...]


def check_copies(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold the figures of copied sentences against one another, in the order of the sentence."""
    for sentences in _copied(desk.claims):
        distinct: dict[tuple[object, ...], _Sentence] = {}
        for sentence in sentences:
            distinct.setdefault(tuple((c.figure.reading, c.figure.hedge, c.figure.unit) for c in sentence), sentence)
        pairs = combinations(distinct.values(), 2) if len(distinct) > 1 else [tuple(sentences[:2])]
        for compared, (first, second) in enumerate(pairs):
            if compared == PAIR_CAP:
                outcome.left_out += len(distinct) * (len(distinct) - 1) // 2 - PAIR_CAP
                break
            for a, b in zip(first, second, strict=True):
                if a.header.id != b.header.id and rule.concerns(a.measure) and in_reach(rule, a, b):
                    _hold(rule, a, b, outcome)


def _copied(claims: Sequence[Claim]) -> list[list[_Sentence]]:
    """The sentences of one signature that stand in more than one article, in reading order, as tuples of claims."""
    by_sentence: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.signature and claim.figure.form != "single":
            by_sentence[claim.header.id, claim.figure.sentence.start].append(claim)
    by_signature: dict[tuple[str, int], list[_Sentence]] = defaultdict(list)
    for sentence in by_sentence.values():
        by_signature[sentence[0].signature, len(sentence)].append(tuple(sentence))
    return [
        sorted(sentences, key=lambda s: (s[0].header.published is None, str(s[0].header.published), s[0].id))
        for sentences in by_signature.values()
        if len({sentence[0].header.id for sentence in sentences}) > 1
    ]


def _hold(rule: RuleSpec, a: Claim, b: Claim, outcome: Outcome) -> None:
    held = hold(a, b, rule.tolerance.absolute, rule.tolerance.relative, rule.tolerance.points)
    outcome.compared(rule, a, b, held.verdict, (held.reason, "one and the same sentence, a copy"))
    cause = hedge_dropped(a, b)
    if held.verdict == "discrepancy" and cause is None:
        cause = likely_cause(a, b)
        told = _other_days(a, b)
        if told and cause.most != "note":
            cause = Cause("another_day", "note", told)
    if cause is not None:
        outcome.findings.append(pair_finding(rule, a, b, cause, held.reason, None))


def _other_days(a: Claim, b: Claim) -> str:
    """Why two copies speak of other days; "" when they do not."""
    for name, one, other in (
        ("periods", a.scope.when, b.scope.when),
        ("as-of days", a.as_of, b.as_of),
        ("starts", a.start_date, b.start_date),
    ):
        if one and other and one != other:
            return f"the sentences are alike but for figures, and state other {name}"
    if a.scope.when and a.scope.when == b.scope.when:
        return ""
    if a.header.published and b.header.published:
        days = abs((a.header.published - b.header.published).days)
        if days > 1:
            return f"the sentences are alike but for figures, and their articles are {days} days apart"
    return ""
