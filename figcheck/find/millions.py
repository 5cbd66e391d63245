"""Whether the "m" of a bare "5m" is million or metres, which the words around it tell: "1.2m fled", "he fell 5m"."""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression
from figcheck.find.counted import NounReader
from figcheck.find.spot import Spot, word_behind
from figcheck.lexicon import Lexicon
from figcheck.numerals import Number
from figcheck.units import units_of

_BACK: Final = 90  # characters before the number whose words may tell
_LARGEST_MILLIONS: Final = 1_000_000_000  # thousands of millions are billions: "8,848m" is a height
_MILLION: Final = 1_000_000
# "From 1.2m to 1.5m euros": what stands behind the far end holds for this one.
_FAR_END: Final = expression(r"(?:\s?[-–—]\s?|\s(?:to|and|or)\s)\d[\d.]*m(?![\w²³/])")
_EARLIER: Final = expression(r"\dm(?=[ -])")
_HYPHENED: Final = expression(r"-([a-z]+(?:-year)?)")
_LENGTH: Final = r"\s?-?(?:cm|mm|ft|in|feet|foot|inch|inches|yards?|yds?|miles?|km)\b"
# "3m and 5cm", "1.98m (6ft 6in)", "20m, which is 66ft"
_SMALLER: Final = expression(rf",?\s(?:\(|[a-z]+\s){{0,3}}\d[\d.,]*{_LENGTH}")
_CONVERTED: Final = expression(rf"\d{_LENGTH}\s?\(\s?$")  # "6ft 6in (1.98m)"
_BY: Final = expression(r"\dm\s?(?:by|x|×)\s?$")
_FROM: Final = expression(r"\s(?:(?:away\s)?from\s(?:the|an?|his|her|its|each|where)\b|out\b(?! of\b))")
_EDGES: Final = ".,;:()[]\"“”‘’'"
_ARTICLES: Final = frozenset(("a", "an", "the", "this", "that"))


class MillionReader:
    """Tells millions from metres with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon, nouns: NounReader) -> None:
        self._lexicon = lexicon
        self._words = lexicon.units.millions
        self._nouns = nouns
        self._units = units_of(lexicon)

    def metres(self, spot: Spot, number: Number) -> bool:
        """True when the "m" at the end of a number read as so many million is metres."""
        text, low, end = spot.text, spot.low, number.end
        if self._counts(text, end):
            return False
        if (
            number.value >= _LARGEST_MILLIONS
            or _SMALLER.match(low, end)
            or _CONVERTED.search(low, max(0, number.start - 12), number.start)
        ):
            return True
        far = _FAR_END.match(low, end)
        if far is not None and self._counts(text, far.end()):
            return False
        told = self._behind(low, far.end() if far is not None else end)
        if told is None:
            told = self._before(spot, number.start)
        if told is not None:
            return told
        # "A 5m wall" is so long, "50m from the door" so far; a race where nothing speaks of people or money.
        if _FROM.match(low, end) or int(number.value) // _MILLION in self._words.races:
            return True
        sentence = spot.sentence
        around = (
            low[max(sentence.start, number.start - _BACK) : number.start] + low[end : min(end + _BACK, sentence.end)]
        )
        if not any(map(str.isalpha, around)):
            return True  # no words at all
        return (
            spot.word_before(number.start)[1] in _ARTICLES and self._nouns.after(text, end, partitive=False) is not None
        )

    def _counts(self, text: str, end: int) -> bool:
        """True when a counted plural noun or a unit stands behind, which are told in millions."""
        counted = self._nouns.after(text, end)
        if counted is not None and counted.plural and counted.head not in self._words.metres_behind:
            return True
        return self._units.after(text, end) is not None

    def _behind(self, low: str, end: int) -> bool | None:
        """What the word behind the number tells: metres or not; None when it tells nothing."""
        words = self._words
        joined = _HYPHENED.match(low, end)
        behind = joined[1] if joined is not None else word_behind(low, end)
        if behind in words.behind:
            return False
        return True if behind in words.metres_behind else None

    def _before(self, spot: Spot, start: int) -> bool | None:
        """What the nearest telling word before the number in its sentence tells."""
        words, low = self._words, spot.low
        floor = max(spot.sentence.start, start - _BACK)
        led = low[floor:start].split()
        if led and led[-1] in words.over_metres:
            return not self._of_numbers(low, floor, start)
        for earlier in _EARLIER.finditer(low, floor, start):
            if self._counts(spot.text, earlier.end()):
                return False  # "3.4m subscribers, up from 2.9m"
        if _BY.search(low, floor, start):
            return True
        for printed in reversed(led):
            word = printed.strip(_EDGES)
            if word in words.metres_before:
                return True
            if word in words.before or self._persons(word):
                return False
        return None

    def _of_numbers(self, low: str, floor: int, start: int) -> bool:
        """ "Unemployment fell 1.2m": what falls is a number of people or an amount."""
        return any(word.strip(_EDGES) in self._words.before for word in low[floor:start].split())

    def _persons(self, word: str) -> bool:
        lexicon = self._lexicon
        return lexicon.is_plural(word) and bool(lexicon.person_groups(lexicon.singular(word)))
