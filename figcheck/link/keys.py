"""Block keys: two claims are compared only when they share one.

A key is the measure plus an anchor that both must share (a place, a named thing, a victim group, the article, the
sentence's signature). Anchors that are common in news (a country, a nationality) hold within a window of time only.
"""

from __future__ import annotations

import datetime as dt

from figcheck.lexicon import Lexicon
from figcheck.model import Claim
from figcheck.units import thing

_WINDOW_DAYS = 45
_EPOCH = dt.date(1970, 1, 1)


def block_keys(claim: Claim, lexicon: Lexicon, event: int | None) -> list[str]:
    """The keys of a claim, sorted. A dated claim stands in two neighbouring windows, so near dates always meet.

    ``event`` is the number of the event that its article tells of, where the claim is a toll of it.
    """
    measure = claim.measure if claim.measure != "counted" else f"counted {thing(claim.figure)}"
    keys = {f"{measure}|in|{claim.header.id}"}
    if event is not None:
        keys.add(f"{measure}|event|{event}")
    windows = _windows(claim)
    for place in claim.scope.where or ():
        for holder in lexicon.gazetteer.holders(place):
            keys |= {f"{measure}|at|{holder}|{window}" for window in windows}
    for name in (claim.scope.about or frozenset()) | claim.names:
        keys |= {f"{measure}|about|{name}|{window}" for window in windows}
    for who in claim.scope.who or ():
        keys |= {f"{measure}|of|{who}|{window}" for window in windows}
    if has_telling_signature(claim):
        keys.add(f"{measure}|copy|{claim.signature}")
    return sorted(keys)


def has_telling_signature(claim: Claim) -> bool:
    """True when a claim's sentence says enough for an equal one to be its copy; describe decides."""
    return bool(claim.signature)


def _windows(claim: Claim) -> tuple[int, ...]:
    published = claim.header.published
    if published is None:
        return (-1,)
    index = (published - _EPOCH).days // _WINDOW_DAYS
    return (index, index + 1)
