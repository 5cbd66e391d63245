"""Tolls of several events told behind the toll of each: "A bomb killed 27 people on Saturday and a second killed 15 on
Sunday. The two attacks cost 52 lives."

There have to be as many tolls before as the sentence says that there were events. The other way round, the whole first,
is ``manyevents``.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.marked import Marked
from figcheck.check.terms import term
from figcheck.expressions import expression
from figcheck.model import Claim

_MEASURES: Final = ("deaths", "injuries", "missing")
_BOTH: Final = expression(
    r"\b(?:the|these|those|both) (?:(?:<(?P<many>\d+)>|both|twin) )?(?:[a-z-]+ ){0,1}?"
    r"(?:strikes|airstrikes|attacks|raids|shootings|bombings|explosions|blasts|accidents|crashes|collisions|incidents|"
    r"fires|clashes|landslides|avalanches|days|nights|storms|quakes|earthquakes|capsizings|sinkings)\b"
    r"[^<>.;:]{0,40}?\b(?:cost|costs|killed|claimed|left|took|wounded|injured)(?: a total of| at least)? $"
)
_OTHER: Final = expression(
    r"\b(?:including|among|previous(?:ly)?|earlier|since|last (?:year|month)|so far|more than|average|others?|another|"
    r"of (?:them|whom|these|those))\b"
)
_ANYBODY: Final = frozenset((None, "person", "life", "victim"))
_ADJACENT: Final = 3  # characters between a sentence and the next
_TWO: Final = 2


def told_together(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """The toll of several events with that of each, told in this sentence or the one before; None where more, or fewer,
    are told."""
    sentence = sentences[at]
    number = len(sentence.claims) - 1
    whole = sentence.claims[number]
    if whole.measure not in _MEASURES or not _is_plain(whole) or _OTHER.search(sentence.text):
        return None
    match = _BOTH.search(sentence.before(number, 120))
    last = sentences[at - 1]
    if match is None or sentence.start - last.end > _ADJACENT or last.claims[0].figure.in_title:
        return None
    events = sentence.claims[int(match["many"])] if match["many"] else None
    many = events.figure.reading.point if events is not None else _TWO
    here = [claim for claim in sentence.claims[:number] if claim is not events]
    before = [claim for claim in last.claims if claim.measure == whole.measure]
    if any(not _is_plain(claim) or claim.figure.counted not in (None, "person") for claim in here):
        return None  # "with 16 on Tuesday, the two days cost 50 lives" is one of them
    parts = [*before, *here]
    if len(parts) != many or not before or _OTHER.search(last.text) or not all(map(_is_plain, parts)):
        return None
    if any(claim.role in ("part", "member") for claim in before):
        return None
    nouns = frozenset(claim.figure.counted for claim in parts)
    if whole.figure.counted not in _ANYBODY and nouns != frozenset((whole.figure.counted,)):
        return None  # "both attacks killed three children"
    return Breakdown(whole, tuple(term(claim) for claim in parts), is_complete=True, sure=True, is_firm=True)


def _is_plain(claim: Claim) -> bool:
    """True for an exact number that is stated, of no longer time."""
    figure = claim.figure
    plain = figure.unit == "count" and figure.form == "plain" and figure.hedge == "exact"
    return plain and claim.mode == "stated" and claim.kind == "incident"
