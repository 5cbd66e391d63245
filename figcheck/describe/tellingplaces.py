"""A place that tells of itself: "Guatemala reported 100 deaths", "El Salvador, where 140 people died"."""

from __future__ import annotations

from typing import Final

from figcheck.describe.mentions import Mention
from figcheck.expressions import expression

_NONE: Final[frozenset[str]] = frozenset()
_REACH: Final = 130  # characters between a place and a figure that it tells
# What may stand between a place and the number that it tells of itself: who speaks for it, a verb of telling, and
# figures of the same list ("listed 174 dead, 96 missing and").
_SPEAKER: Final = r"(?:['’]s(?:\s[A-Za-z-]{2,20}){1,4}|\s(?:officials|authorities|police))?"
_ADVERB: Final = r"(?:\s(?:has|have|had|also|[a-z]{3,12}ly)){0,2}"
_DAY: Final = r"(?:\son\s[A-Z][a-z]{4,8})?"
_ITEMS: Final = r"(?:(?:\d[\d,.]{0,12}|[a-z]{2,12})(?:\s[a-z-]{2,15}){1,3}(?:,|\sand|,\sand)\s){0,4}"
_TELLS: Final = expression(
    _SPEAKER
    + _ADVERB
    + r"\s(?:(?:reported|recorded|registered|listed|counted|confirmed)"
    + _DAY
    + r"\s|put\s(?:its|the)(?:\s[a-z]{3,12}){0,3}\sat\s)"
    + _ITEMS
    + r"(?:an?\s|some\s|about\s|at\sleast\s)?$"
)
_SAYS: Final = expression(_SPEAKER + r"\s(?:said|says)" + _DAY + r"\s(?:that\s)?$")
_OWNING: Final = ("'s", "’s")
_OF_ITS_OWN: Final = ("of its ", "its ")
_WHERE: Final = expression(r",\swhere\s(?:[a-z-]{2,15}\s){0,4}$")


def telling_place(text: str, sentence: list[Mention], start: int, end: int) -> frozenset[str]:
    """The place that tells of itself a figure which stands there, of the names of its sentence; empty where none does.

    "Guatemala said 194 of its people": what a state says of others is none of its own.
    """
    for mention in reversed(sentence):
        if mention.end > start or mention.kind != "place":
            continue
        if start - mention.end > _REACH:
            break
        behind = mention.end - 2 if text.startswith(_OWNING, mention.end - 2) else mention.end
        between = text[behind:start]
        if _WHERE.match(between) is not None or _TELLS.match(between) is not None:
            return frozenset({mention.name})
        if _SAYS.match(between) is not None and text.startswith(_OF_ITS_OWN, end + 1):
            return frozenset({mention.name})
    return _NONE
