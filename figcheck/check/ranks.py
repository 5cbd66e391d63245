"""``rank``: a stated place ("came third with four") fits the values beside it, inside one article."""

from __future__ import annotations

from itertools import combinations

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, finding, subject
from figcheck.check.messages import message
from figcheck.model import Claim, Passage


def check_rank(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold the ranked claims of one list against one another; show one place given to two values, and a wrong order."""
    for claims in desk.articles():
        ranked = [c for c in claims if c.rank is not None and takes(rule, c)]
        for a, b in combinations(ranked, 2):
            if _one_list(a, b):
                _hold(rule, a, b, outcome)


def _one_list(a: Claim, b: Claim) -> bool:
    """True for two ranks of one list: parts of one whole, or the same noun counted in neighbouring sentences."""
    if a.figure.counted != b.figure.counted or a.figure.unit != b.figure.unit or a.measure != b.measure:
        return False
    if a.part_of is not None or b.part_of is not None:
        return a.part_of == b.part_of
    return abs(a.figure.sentence.start - b.figure.sentence.start) < 600


def _hold(rule: RuleSpec, a: Claim, b: Claim, outcome: Outcome) -> None:
    assert a.rank is not None and b.rank is not None
    first, second = a.figure.reading, b.figure.reading
    shown_a, shown_b = _place(a), _place(b)
    if a.rank == b.rank and not first.meets(second):
        cause, words = (
            "rank_given_twice",
            f"both are called {shown_a}, with {a.figure.surface} and {b.figure.surface}",
        )
    elif (
        a.rank != b.rank
        and (second.low > first.high) == (b.rank > a.rank)
        and not first.meets(second)
        and _falling(a, b)
    ):
        cause, words = (
            "rank_out_of_order",
            f"{shown_a} has {a.figure.surface}, {shown_b} has {b.figure.surface}",
        )
    else:
        return
    places: tuple[Passage, ...] = tuple(passage for passage in (a.rank_at, b.rank_at) if passage is not None)
    outcome.findings.append(
        finding(
            rule,
            (a, b),
            severity=rule.severity,
            cause=cause,
            message=f"{message(rule.message, rule, a, b)}: {words}",
            subject=subject((a, b)),
            expected=f"one value for {shown_a}" if a.rank == b.rank else "the better place to have more",
            observed=f"{a.figure.surface} and {b.figure.surface}",
            places=places,
            because=(words,),
        )
    )


def _falling(a: Claim, b: Claim) -> bool:
    """True where the better place must have the larger value: the parts of one whole are ranked by their size."""
    return a.part_of is not None and a.part_of == b.part_of


def _place(claim: Claim) -> str:
    return f'"{claim.rank_at.surface}"' if claim.rank_at is not None else str(claim.rank)
