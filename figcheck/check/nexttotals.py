"""Totals in the sentence behind their parts: "It killed three people in Savoie, two in Tyrol and four in Valais. In
total nine died."
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.marked import Marked
from figcheck.check.terms import is_persons, part_ends, term, total
from figcheck.expressions import expression
from figcheck.model import Claim

_OPENS: Final = expression(r"(?:in total|in all|altogether|all told),? (?:about |some |at least )?<0>")
# One list: each part where it is, or when.
_LISTED: Final = expression(
    r"(?: [a-z'-]+){0,4} (?:in|at|on|from|near|off) (?:[a-z'-]+ ){0,3}[a-z'-]+(?:,| and|, and)(?: another)? $"
)
_OTHER: Final = expression(
    r"\b(?:including|among|previous(?:ly)?|earlier|since|last|so far|average|others?|this (?:month|week)|year|"
    r"of (?:them|whom|these|those)|out of|more|each|total|per|month|season|worldwide|nationwide|to date|down|up)\b"
)
_ADJACENT: Final = 3  # characters between a sentence and the next
_FEWEST: Final = 2


def next_total(
    sentences: Sequence[Marked], at: int, fits: Callable[[Sequence[Marked], int, Claim, Sequence[Claim]], bool]
) -> Breakdown | None:
    """The total that opens a sentence, with the list that the sentence before is; None where ``fits`` finds numbers
    that make it."""
    sentence, last = sentences[at], sentences[at - 1]
    whole, parts = sentence.claims[0], last.claims
    opening = _OPENS.match(sentence.text)
    if opening is None or sentence.start - last.end > _ADJACENT or len(parts) < _FEWEST:
        return None
    if last.claims[0].figure.in_title or _OTHER.search(sentence.text, opening.end()) or _OTHER.search(last.text):
        return None
    if not all(map(_is_plain, (whole, *parts))) or any(claim.role in ("part", "member") for claim in parts):
        return None
    noun = parts[0].figure.counted
    if any(claim.figure.counted not in (None, noun) for claim in parts):
        return None
    same = whole.figure.counted in (None, noun) or (is_persons(whole) and is_persons(parts[0]))
    measures = frozenset(claim.measure for claim in (whole, *parts)) - frozenset(("counted",))
    if not same or len(measures) > 1:
        return None
    if any(_LISTED.fullmatch(last.gap(n, n + 1)) is None for n in range(len(parts) - 1)):
        return None
    if fits(sentences, at - 1, whole, parts):
        return None
    terms = tuple(term(part) for part in parts)
    falls_short = total(terms).high < part_ends(whole).low  # there may have been others elsewhere
    return Breakdown(whole, terms, is_complete=True, exclusive=True, is_firm=True, in_doubt=falls_short)


def _is_plain(claim: Claim) -> bool:
    """True for an exact number that is stated, of no longer time."""
    figure = claim.figure
    plain = figure.unit == "count" and figure.form == "plain" and figure.hedge == "exact"
    return plain and claim.mode == "stated" and claim.kind == "incident"
