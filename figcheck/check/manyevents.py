"""The toll of several events told with the toll of each: "Nine were killed in three strikes. Four died when … Three
were killed in … A drone killed four …".

There have to be as many tolls behind as the sentence says that there were events.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.marked import Marked
from figcheck.check.terms import term
from figcheck.expressions import expression
from figcheck.model import Claim

_MEASURES: Final = ("deaths", "injuries")
_REACH: Final = 700  # characters behind the sentence with the whole
_MOST: Final = 5  # events whose tolls are told one by one
_EVENTS: Final = expression(
    r"(?: [a-z][a-z'-]*){0,3} (?:strikes|airstrikes|attacks|raids|shootings|bombings|explosions|blasts|accidents|"
    r"crashes|collisions|incidents|fires|clashes|landslides|avalanches|shellings)\b"
)
_LEADS: Final = expression(r"^[a-z ,'-]{0,60}\b(?:in|by|from) $")
# What tells of other days or of the whole again, so that the tolls are not those of each event.
_OTHER: Final = expression(
    r"\b(?:including|among|total|toll|altogether|bringing|since|last|ago|year|month|previous|previously|earlier|average|"
    r"of (?:them|whom|these|those))\b|\bin all\b"
)


def by_events(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """The toll of several events with that of each; None where there are more tolls behind, or fewer."""
    sentence = sentences[at]
    if len(sentence.claims) != 2:
        return None
    whole, events = sentence.claims
    if _EVENTS.match(sentence.after(1)) is None:
        whole, events = events, whole  # "two accidents killed nine people"
        if _EVENTS.match(sentence.after(0)) is None:
            return None
    elif not _LEADS.match(sentence.gap(0, 1)):
        return None
    many = events.figure.reading.point
    if not _is_toll(whole) or whole.figure.in_title or many is None or not 2 <= many <= _MOST:
        return None
    if _OTHER.search(sentence.text):
        return None
    parts: list[Claim] = []
    for k in range(at + 1, len(sentences)):
        near = sentences[k]
        if near.start - sentence.end > _REACH or len(parts) > many:
            break
        tolls = [claim for claim in near.claims if claim.measure == whole.measure]
        if not tolls:
            continue
        if len(tolls) > 1 or not _is_toll(tolls[0]) or _OTHER.search(near.text):
            return None
        if tolls[0].figure.reading.point == whole.figure.reading.point or _EVENTS.match(near.after(0)):
            return None
        parts.append(tolls[0])
    if len(parts) != many:
        return None
    return Breakdown(
        whole, tuple(term(claim) for claim in parts), is_complete=True, exclusive=True, sure=True, is_firm=True
    )


def _is_toll(claim: Claim) -> bool:
    """True for an exact number of those whom something befell."""
    figure = claim.figure
    plain = figure.unit == "count" and figure.form == "plain" and figure.hedge == "exact"
    return plain and claim.measure in _MEASURES and claim.mode == "stated" and claim.kind == "incident"
