"""Which way a length goes and what goes at a speed: a quake's depth is not how far from a town it was, and a storm's
winds are not how fast it comes."""

from __future__ import annotations

import re
from typing import Final

from figcheck.expressions import expression
from figcheck.model import Claim

_DISTANCE: Final = "distance"
_WORDS: Final = {
    "depth": "depth deep below underground",
    "height": "height high tall altitude elevation above sky air",
    "length": "length long",
    "width": "width wide diameter across",
    "thickness": "thickness thick",
    _DISTANCE: "distance from away off outside",
}
_DIMENSIONS: Final = {word: name for name, words in _WORDS.items() for word in words.split()}
_REACH: Final = 40  # characters on either side of a number
# "15 kilometres south of the city": what lies another way from it is another place.
_WAY: Final = expression(
    r"(?:mi|mile|kilomet(?:er|re)|km)s?\s(?:to\sthe\s)?(?:(north|south)-?)?(east|west)?(?:ern)?\sof\b"
)
# "119 kilometres from", "89-metre-tall", "11 kilometres (7 miles) into the sky".
_BEHIND: Final = expression(
    r"[\s-]?(?:nautical\s)?[a-z]{0,11}[\s-](?:\([^()]{1,20}\)\s)?(?:into\sthe\s(?P<up>sky|air)|"
    r"(?P<word>deep|below|underground|high|tall|above|long|wide|across|thick|from|away|off|outside))\b",
    re.IGNORECASE,
)
# "At a depth of about 10 km".
_BEFORE: Final = expression(
    r"\b(?P<word>depth|height|altitude|elevation|length|width|diameter|thickness|distance)\s(?:of\s)?(?:[a-z]+\s){0,3}$",
    re.IGNORECASE,
)
# "Winds of 80 mph, down from 100", "moving west at 8 mph": how strong a storm is, and how fast it comes.
_MOTION: Final = expression(
    r"\b(?:(?P<gust>gusts?|gusting)|(?P<wind>winds?)|(?P<movement>mov(?:es?|ed|ing)|drift(?:s|ed|ing)?|"
    r"travel(?:s|ed|ling|ing)|crawl(?:s|ed|ing)|advanc(?:es|ed|ing)|heading|churn(?:ed|ing)|forward\sspeed))\b",
    re.IGNORECASE,
)
_MOTION_REACH: Final = 120
_MOTION_BEHIND: Final = 16


def dimension(claim: Claim) -> str:
    """Which way a length goes, by the words beside it: "depth", "distance", "distance/north"; "" where none tells."""
    start, end = claim.quote_at
    way = _WAY.search(claim.quote, end, end + _REACH)
    if way is not None:
        return "/".join([_DISTANCE, *[part for part in way.groups() if part]])
    behind = _BEHIND.match(claim.quote, end)
    if behind is not None:
        return _DIMENSIONS[(behind["up"] or behind["word"]).lower()]
    before = _BEFORE.search(claim.quote, max(0, start - _REACH), start)
    return _DIMENSIONS[before["word"].lower()] if before is not None else ""


def motion(claim: Claim) -> str:
    """What goes at a speed, by the nearest word that tells it: "wind", "gust", "movement"; "" where none does."""
    start, end = claim.quote_at
    behind = _MOTION.search(claim.quote, end, end + _MOTION_BEHIND)
    found = list(_MOTION.finditer(claim.quote, max(0, start - _MOTION_REACH), start))
    told = found[-1] if found else behind
    if found and behind is not None and behind.start() - end < start - found[-1].end():
        told = behind
    return str(told.lastgroup) if told is not None else ""
