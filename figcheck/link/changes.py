"""A change told as a percentage, and over which time: what fell 2.6 per cent on a day fell 40 in the year."""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression
from figcheck.link.told import periods_of
from figcheck.model import Claim

_CHANGED: Final = expression(
    r"\b(?:f[ae]ll(?:s|en|ing)?|drop(?:s|ped|ping)?|r[io]s(?:e|es|en|ing)|plung(?:e[sd]?|ing)|slump(?:s|ed|ing)?|"
    r"tumbl(?:e[sd]?|ing)|sl(?:id|ides|iding)|s[ai]nk(?:s|ing)?|declin(?:e[sd]?|ing)|decreas(?:e[sd]?|ing)|"
    r"increas(?:e[sd]?|ing)|jump(?:s|ed|ing)?|surg(?:e[sd]?|ing)|soar(?:s|ed|ing)?|climb(?:s|ed|ing)?|"
    r"gain(?:s|ed|ing)?|gr[eo]w(?:s|n|ing)?|shr[aiu]nk(?:s|ing)?|slip(?:s|ped|ping)?|dip(?:s|ped|ping)?|"
    r"edg(?:e[sd]?|ing)\s(?:up|down)|up|down)\b[^.;:(]*$",
    re.IGNORECASE,
)
_CHANGE_REACH: Final = 32
_SPANS: Final = ((1, "day"), (10, "week"), (45, "month"), (100, "quarter"))  # days that a time takes at most


def change_of(claim: Claim) -> str:
    """ "change/day" for "fell 29 cents, or 2.6 percent, on Wednesday", "change/year" for "plunged by 40 percent this
    year", "change" where no time is told, and "" for a share of something."""
    start, _ = claim.quote_at
    if _CHANGED.search(claim.quote, max(0, start - _CHANGE_REACH), start) is None:
        return ""
    spans = [last - first for first, last in periods_of(claim.scope.when or frozenset())]
    if not spans:
        return "change"
    longest = max(spans)
    return "change/" + next((name for days, name in _SPANS if longest <= days), "year")
