"""Parts that describe found in several sentences: "12 companies out of 44 … Indian companies came second with seven …
two companies each … the rest were Spanish, Dutch …"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from figcheck.check.breakdown import Breakdown
from figcheck.check.sentences import Ends
from figcheck.check.terms import Term, label, part_ends, term
from figcheck.intervals import INFINITY
from figcheck.model import Claim


def spread(claims: Sequence[Claim]) -> Iterator[Breakdown]:
    """The wholes of an article whose parts are told in several sentences, or whose rest is named without numbers."""
    parts_of: dict[str, list[Claim]] = {}
    for claim in claims:
        if claim.part_of is not None:
            parts_of.setdefault(claim.part_of, []).append(claim)
    for whole in claims:
        parts = parts_of.get(whole.id, [])
        named = len(whole.remainder_members)
        if whole.role != "whole" or len(parts) + named < 2:
            continue
        if not named and all(part.figure.sentence == whole.figure.sentence for part in parts):
            continue  # read as a list of its sentence
        terms = [_counted(part) for part in parts]
        if named:
            terms.append(Term(None, Ends(Decimal(named), INFINITY), f"at least 1 for each of the {named} others named"))
        yield Breakdown(whole, tuple(terms), sure=True)


def _counted(part: Claim) -> Term:
    """A part, multiplied by the members of whom each has as much."""
    if not (part.each and part.members):
        return term(part)
    many = len(part.members)
    ends = part_ends(part)
    return Term(part, Ends(ends.low * many, ends.high * many), f"{many} × {label(part)}")
