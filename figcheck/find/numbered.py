"""What a bare number counts where its sentence says so before: "the number of nurses fell to 12,400"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.find.counted import NounReader
from figcheck.find.spot import Spot, word_before
from figcheck.lexicon import Lexicon
from figcheck.phrases import any_of

_OF: Final = " of "
_FARTHEST: Final = 140  # characters from "number of" to the number
_REACHING: Final = frozenset(
    "to at is was were reached reaches hit hits exceeds exceeded passed surpassed topped totalled totaled from".split()
)
_ANOTHER_CLAUSE: Final = expression(r"[;:]|,\s(?:and|while|but|as)\s|\s(?:while|but|whereas)\s")


class NumberedNouns:
    """Reads what "the number of" names, with the nouns of one lexicon."""

    def __init__(self, lexicon: Lexicon, nouns: NounReader) -> None:
        self._nouns = nouns
        self._number_of = expression(rf"\b{any_of(lexicon.number_nouns)}\sof\s")

    def before(self, spot: Spot, start: int) -> str | None:
        """The noun, in the singular, that a number without one counts, whose hedge or itself begins at ``start``; None
        where nothing says so. What a number changed by is no such number."""
        low = spot.low
        first = max(spot.sentence.start, start - _FARTHEST)
        if low.find(_OF, first, start) < 0 or word_before(low, start, first)[1] not in _REACHING:
            return None
        behind = -1
        for found in self._number_of.finditer(low, first, start):
            behind = found.end()
        if behind < 0:
            return None
        if _ANOTHER_CLAUSE.search(low, behind, start):
            return None
        noun = self._nouns.after(spot.text, behind, partitive=False)
        # Points behind a number may be those of a per cent; these are told by their own word.
        return noun.head if noun is not None and noun.plural and noun.head != "point" else None
