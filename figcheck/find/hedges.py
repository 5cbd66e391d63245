"""Hedges beside a number: the words, and how far they reach. What they make of the number is the scheme's (hedging)."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Hedge
from figcheck.phrases import any_of

_WINDOW: Final = 60
_PREPOSITIONS: Final = frozenset(
    ("under", "over", "above", "below", "near", "about", "around", "beyond", "circa", "passed", "passes")
)
_ARTICLES: Final = frozenset(("a", "an", "the"))
# "~50", ">30", "<= 5", "≥10"; what stands before them shows that they are no mark-up.
_SIGN: Final = expression(r"(?<![^\s(])(~|[<>] ?=?|[≤≥])\s*$")
_SIGNS: Final = "~<>=≤≥"
_HEDGE_OF: Final[dict[str, tuple[Hedge, bool]]] = {
    "~": ("approx", False),
    "<": ("less_than", False),
    ">": ("more_than", False),
    "<=": ("at_most", False),
    ">=": ("at_least", False),
    "≤": ("at_most", False),
    "≥": ("at_least", False),
}
_ADDS: Final = expression(r"\s+(?:[$€£¥₹\d]|an?\b)")
_AT_CLOSE: Final = r"(?=\s*(?:[.,;:!?)\n—–]|--?\s|$)|\s(?:but|when|while|as|after|by|on|in)\b)"
# What may stand between a level and its verb: "deaths have now topped".
_ADVERBIAL: Final = frozenset("has have had now already also since soon officially just finally".split())
_EXPECTING: Final = frozenset("set expected likely projected forecast poised predicted feared due about".split())
_NOUN_HEDGE_STARTS: Final = ("o", "a", "g", "m", "t")
_OPENING: Final = "(\"'“‘—–["


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
        # Last word of a phrase → the words before it, longest phrase first.
        self._endings: dict[str, list[tuple[str, ...]]] = {}
        for phrase in self._before:
            *rest, last = phrase.split()
            self._endings.setdefault(last, []).append(tuple(rest))
        for ways in self._endings.values():
            ways.sort(key=len, reverse=True)
        self._between_last = frozenset(phrase.split()[-1] for phrase in self._between)
        self._last = frozenset(self._endings) | self._between_last
        self._after = re.compile(rf"\s*(?P<hedge>{any_of(lexicon.hedges_after)})(?![\w-]|\s+than\b)")
        self._after_words = lexicon.hedges_after
        self._after_starts = frozenset(phrase[0] for phrase in lexicon.hedges_after)
        self._behind_noun = re.compile(rf"\s(?P<hedge>{any_of(lexicon.hedges_behind_nouns)})(?![\w-])")
        self._no_hedge = lexicon.no_hedge
        self._closing = re.compile(rf",?\s(?P<hedge>{any_of(lexicon.hedges_closing)}){_AT_CLOSE}")
        self._closing_words = lexicon.hedges_closing
        self._closing_starts = frozenset(phrase[0] for phrase in lexicon.hedges_closing)
        self._of_levels, self._levels = lexicon.hedges_of_levels, lexicon.levels
        self._may = lexicon.modal
        self._rising_past = lexicon.rising_past
        self._prepositions = lexicon.prepositions
        self._stops = lexicon.stops
        self._in_small = lexicon.hedges_in_small
        # The last answer: find asks twice at one place, to tell a year from a number and to make the figure.
        self._memo: tuple[str, int, int, HedgeBefore | None] = ("", -1, 0, None)

    def may_end(self, word: str) -> bool:
        """False when no hedge can end with a lower-case word that stands before a number."""
        return word in self._last or word[-1:] in _SIGNS or "—" in word or "–" in word

    def before(self, text: str, low: str, position: int, floor: int) -> HedgeBefore | None:
        """The hedge that ends just before a position, looking back no further than ``floor``; None without one.

        The strongest of stacked hedges counts: "at least some 40" is at_least, "up to about 40" at_most.
        """
        memo = self._memo
        if memo[0] is low and memo[1] == position and memo[2] == floor:
            return memo[3]
        found = self._read(text, low, position, floor)
        self._memo = (low, position, floor, found)
        return found

    def _read(self, text: str, low: str, position: int, floor: int) -> HedgeBefore | None:
        start = position - _WINDOW
        if start < floor:
            start = floor
        window = low[start:position]
        if "\n\n" in window:  # the end of a title or paragraph
            start += window.rindex("\n\n") + 2
            window = low[start:position]
        if "—" in window or "–" in window:
            window = window.replace("—", " ").replace("–", " ")
        last = window.rsplit(None, 1)[-1:]
        if not last:
            return None
        if last[0][-1] in _SIGNS:
            sign = _SIGN.search(low, start, position)
            return HedgeBefore(sign.start(1), *_HEDGE_OF[sign[1].replace(" ", "")], sign[1]) if sign else None
        words = window.split()
        return self._stacked(text, low, words, position, start)

    def _stacked(self, text: str, low: str, words: list[str], position: int, start: int) -> HedgeBefore | None:
        found: HedgeBefore | None = None
        count = len(words)
        behind = ""  # the phrase read last, which stands behind the next
        while count:
            step = self._one(words, count)
            if step is None:
                break
            taken, phrase = step
            count -= taken
            if count and words[count - 1] in self._no_hedge.get(phrase, ()):
                break
            if phrase == "past" and (not count or words[count - 1] not in self._rising_past):
                break
            if phrase in self._of_levels and not self._reached(words, count):
                break
            if behind == "the" and (phrase in _PREPOSITIONS or phrase.endswith(" than")):
                break  # "think about the eight bombs", "fewer than the 61 of last year"
            behind = phrase
            begin = _start_of(low, words, count, start, position)
            if phrase in self._in_small and text[begin].isupper():
                break
            hedge = self._before[phrase]
            printed = text[begin:position].strip()
            if found is None or found.hedge == "exact" or (found.hedge == "approx" and hedge.hedge != "exact"):
                found = HedgeBefore(begin, hedge.hedge, hedge.nearly, printed)
            else:
                found = found._replace(start=begin, words=printed)
            if words[count][0] in _OPENING:
                break
        return found

    def _reached(self, words: list[str], count: int) -> bool:
        """Whether the subject of a verb behind ``count`` words is a level, or something may pass one: "could top"."""
        k = count - 1
        while k >= 0 and words[k] in _ADVERBIAL:
            k -= 1
        if k < 0:
            return False
        last = words[k]
        if last in self._levels or last in self._may:
            return True
        if last == "to":
            return k > 0 and words[k - 1] in _EXPECTING
        if last in self._stops or not last[-1].isalnum():
            return False
        # "Deaths in Gaza top 60,000"; in "deaths mount as police approached" the verb has another subject.
        for j in range(k - 1, max(-1, k - 7), -1):
            if words[j] in self._levels:
                return words[j + 1] in self._prepositions
        return False

    def _one(self, words: list[str], count: int) -> tuple[int, str] | None:
        """How many words the longest hedge phrase that ends at ``count`` takes, over a word that may stand between."""
        last = words[count - 1]
        bare = last.lstrip(_OPENING)
        for rest in self._endings.get(bare, ()):
            size = len(rest)
            if size == 0:
                return 1, bare
            if bare != last or size >= count:
                continue
            lead = words[count - 1 - size : count - 1]
            lead[0] = lead[0].lstrip(_OPENING)
            if tuple(lead) == rest:
                return size + 1, " ".join((*rest, bare))
        if last not in self._between_last:
            return None
        for size in (1, 2):
            if count > size and " ".join(words[count - size : count]) in self._between:
                found = self._one(words, count - size)
                if found is None:
                    return None
                # "under a 20-year contract": before an article these are prepositions.
                if found[1] in _PREPOSITIONS and words[count - size] in _ARTICLES:
                    return None
                return found[0] + size, found[1]
        return None

    def after(self, low: str, position: int) -> tuple[int, Hedge] | None:
        """The hedge right behind a number ("or more", "-odd"): where it ends and what it is."""
        first = low[position : position + 1]
        if first == ",":
            return self.closing(low, position)
        if first == " ":
            first = low[position + 1 : position + 2]
            if first in self._closing_starts:
                closing = self.closing(low, position)
                if closing is not None:
                    return closing
        if first not in self._after_starts and first not in "\n\u00a0":
            return None
        match = self._after.match(low, position)
        if match is None or (match["hedge"] == "plus" and _ADDS.match(low, match.end())):
            return None
        return match.end(), self._after_words[" ".join(match["hedge"].split())].hedge

    def closing(self, low: str, position: int) -> tuple[int, Hedge] | None:
        """The hedge that ends a clause right behind a number or its noun (", and counting"): its end and what it is."""
        at = position + (low[position : position + 1] == ",")
        if low[at : at + 1] != " " or low[at + 1 : at + 2] not in self._closing_starts:
            return None
        match = self._closing.match(low, position)
        if match is None:
            return None
        return match.end(), self._closing_words[match["hedge"]].hedge

    def behind_noun(self, low: str, position: int) -> tuple[int, Hedge] | None:
        """The hedge right behind the unit or noun of a number ("five miles or more"): its end and what it is."""
        if low[position : position + 1] == ",":
            return self.closing(low, position)
        if low[position + 1 : position + 2] not in _NOUN_HEDGE_STARTS:
            return None
        match = self._behind_noun.match(low, position)
        if match is None:
            return None
        return match.end(), self._after_words[" ".join(match["hedge"].split())].hedge


def _start_of(low: str, words: list[str], index: int, start: int, position: int) -> int:
    """Where the word of that index begins in the text, past an opening quotation mark."""
    at = position
    for word in reversed(words[index:]):
        at = low.rindex(word, start, at)
    return at + len(words[index]) - len(words[index].lstrip(_OPENING))
