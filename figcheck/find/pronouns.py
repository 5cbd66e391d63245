"""When "one" is a pronoun or part of an expression, and when it counts."""

from __future__ import annotations

import re

from figcheck.find.counted import NounReader
from figcheck.find.spot import Spot
from figcheck.lexicon import Lexicon
from figcheck.prose import WORD

_LEADING = re.compile(r"[\w’']+")
_DETERMINING = frozenset("the this that no any every each another which some these those a not".split())
_TAKES_OBJECT = frozenset(
    "killed killing kills kill left leaving injuring injured wounded wounding wounds injures least".split()
)
_COUNTED = frozenset("killed dead person million billion".split())
_EXPRESSIONS = frozenset("day time thing another by way side hand point final single such kind reason end".split())
_MEASURING = frozenset("in within than least just only for".split())


class PronounReader:
    """Tells the pronoun "one" from the number, with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon, nouns: NounReader) -> None:
        self._lexicon = lexicon
        self._nouns = nouns

    def why_none(self, spot: Spot, end: int) -> str:
        """Why the "one" of a spot that ends at ``end`` is no number; "" when it counts something."""
        text, lexicon = spot.text, self._lexicon
        words = _LEADING.findall(spot.low, max(spot.floor, spot.start - 20), spot.start)
        previous = words[-1] if words else ""
        after = WORD.match(text, end + 1) if text[end : end + 1] in " -\u00a0\n" else None
        following = after.group().lower() if after else ""
        if previous in _DETERMINING and following not in lexicon.people:
            return f'"one" after "{previous}" is a pronoun'
        if following in lexicon.states or following in _COUNTED:
            return ""
        if not following:
            # "killing one.", "left one dead"; a bare "one" elsewhere stands for a noun.
            return "" if previous in _TAKES_OBJECT else '"one" stands for a noun'
        if following == "of":
            counted = self._nouns.after(text, end)
            if counted is not None and counted.plural and counted.head in lexicon.people:
                return ""
            return '"one of" names a member, it counts nothing'
        if following in _EXPRESSIONS:
            counts = following == "day" and previous in _MEASURING
            return "" if counts else f'"one {following}" is an expression'
        if following in lexicon.stops:
            return "" if previous in _TAKES_OBJECT else '"one" is a pronoun'
        return ""
