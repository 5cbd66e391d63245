"""Hedges beside a number: the words, and how far they reach. What they make of the number is the scheme's (hedging)."""

from __future__ import annotations

import re
from typing import NamedTuple

from figcheck.lexicon import Lexicon
from figcheck.model import Hedge
from figcheck.numerals import any_of

_LONGEST_HEDGE = 5
_WINDOW = 60


_PREPOSITIONS = frozenset(("under", "over", "above", "below", "near", "about", "around", "beyond", "circa", "passed"))
_ARTICLES = frozenset(("a", "an", "the"))


class HedgeBefore(NamedTuple):
    """A hedge that ends where the number starts. ``words`` as printed; several may be stacked ("at least some 40")."""

    start: int
    hedge: Hedge
    nearly: bool
    words: str


class HedgeReader:
    """Finds hedges of one lexicon before and after numbers."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._before = lexicon.hedges_before
        self._between = lexicon.hedge_between
        self._after = re.compile(rf"\s*(?P<hedge>{any_of(lexicon.hedges_after)})(?![\w-])", re.IGNORECASE)
        self._after_words = lexicon.hedges_after

    def before(self, text: str, position: int, floor: int) -> HedgeBefore | None:
        """The hedge that ends just before a position, looking back no further than ``floor``; None without one.

        The strongest of stacked hedges counts: "at least some 40" is at_least, "up to about 40" at_most.
        """
        start = max(floor, position - _WINDOW)
        window = text[start:position]
        found: HedgeBefore | None = None
        end = len(window)
        while True:
            step = self._one(window, end)
            if step is None:
                break
            begin, word = step
            hedge = self._before[word]
            if found is None or found.hedge in ("approx", "exact"):
                found = HedgeBefore(start + begin, hedge.hedge, hedge.nearly, window[begin:].strip())
            else:
                found = found._replace(start=start + begin, words=window[begin:].strip())
            end = begin
        return found

    def _one(self, window: str, end: int) -> tuple[int, str] | None:
        """The longest hedge phrase that ends at ``end``, over a word that may stand between."""
        begins: list[int] = []
        at = len(window[:end].rstrip())
        if at and window[at - 1] == "~":
            return at - 1, "~"
        while at > 0 and len(begins) <= _LONGEST_HEDGE:
            begin = at
            while begin > 0 and not window[begin - 1].isspace():
                begin -= 1
            if begin == at:
                break
            begins.append(begin)
            at = len(window[:begin].rstrip())
        for count in range(len(begins), 0, -1):
            phrase = " ".join(window[begins[count - 1] : end].split()).lower().lstrip("(\"'“‘—–")
            if phrase in self._before:
                skipped = window[begins[count - 1] : end]
                return begins[count - 1] + len(skipped) - len(skipped.lstrip("(\"'“‘—–")), phrase
        for count in range(1, min(2, len(begins) - 1) + 1):
            between = " ".join(window[begins[count - 1] : end].split()).lower()
            if between in self._between:
                found = self._one(window, begins[count - 1])
                # "under a 20-year contract": before an article these are prepositions.
                return None if found is not None and found[1] in _PREPOSITIONS and between in _ARTICLES else found
        return None

    def after(self, text: str, position: int) -> tuple[int, Hedge] | None:
        """The hedge right behind a number ("or more", "-odd"): where it ends and what it is."""
        match = self._after.match(text, position)
        if match is None:
            return None
        return match.end(), self._after_words[" ".join(match["hedge"].lower().split())].hedge
