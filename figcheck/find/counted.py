"""What a number counts: the noun phrase behind it, by its shape, without a parser.

The phrase runs from the number to its head: past adjectives and names, to the first plural noun that no other plural
follows; it stops at punctuation, at a word that opens something else, at a verb, at a state ("three soldiers dead").
"""

from __future__ import annotations

import re
from typing import NamedTuple

from figcheck.lexicon import Lexicon
from figcheck.model import Span
from figcheck.prose import WORD

_LONGEST_PHRASE = 8
_GAP = re.compile(r"[ \t\u00a0]*(?:\r\n|\n|\r)?[ \t\u00a0]*[\"“‘'(]?")
_OF_THE = re.compile(
    r"\s+of\s+(?:(?:the|his|her|its|their|our|those|these|all|them|whom|which|some|what)\b\s*)*",
    re.IGNORECASE,
)
_HYPHENED = re.compile(r"[-\u2010\u2011]([A-Za-z]+)")


class Counted(NamedTuple):
    """A counted noun phrase: its head in the singular, and its span."""

    head: str
    span: Span
    plural: bool


class NounReader:
    """Reads counted noun phrases with the word classes of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def after(self, text: str, position: int, one: bool = False, partitive: bool = True) -> Counted | None:
        """The noun phrase counted by a number that ends at a position; None where none follows.

        ``one``: the number is 1, so the head need not be plural. ``partitive``: "30 of the victims" counts victims.
        """
        hyphened = _HYPHENED.match(text, position)
        if hyphened:
            span = Span(hyphened.start(1), hyphened.end(1))
            return Counted(self._lexicon.singular(hyphened[1].lower()), span, plural=False)
        direct = self._phrase(text, position, one)
        if direct is not None or not partitive:
            return direct
        of = _OF_THE.match(text, position)
        return self._phrase(text, of.end(), one=False) if of else None

    def _phrase(self, text: str, position: int, one: bool) -> Counted | None:
        lexicon = self._lexicon
        start = end = -1
        head_word = ""
        plural = False
        at = position
        for count in range(_LONGEST_PHRASE):
            gap = _GAP.match(text, at)
            word_at = gap.end() if gap else at
            if count and text[at:word_at].strip():
                break
            match = WORD.match(text, word_at)
            if match is None or match.group()[0].isdigit():
                break
            word = match.group().rstrip("’'")
            lower = word.lower()
            if self._closes(lower, word, count, plural, text, match.end()):
                break
            if plural and not self._goes_on(lower, word, text, match.end()):
                break
            if start < 0:
                start = match.start()
            end = match.end()
            head_word = lower
            # "US" has an s and three wires' capitals do not make "MEN" an acronym.
            plural = lexicon.is_plural(lower) and not (
                word.isupper() and len(word) < 4 and lower not in lexicon.irregular_plurals
            )
            if match.group().endswith(("s’", "s'")) and not word.isupper():
                # "the two countries’ sovereignty" counts countries.
                head_word, plural = lower, True
                break
            if lower.endswith(("’s", "'s")):
                plural = False
            at = match.end()
        if start < 0:
            return None
        if not plural and not one and not self._mass(head_word):
            # "16 killed in", "12 Chinese and": an adjective alone is what is left of an elided noun.
            return Counted(head_word, Span(start, end), plural=False)
        return Counted(lexicon.singular(head_word), Span(start, end), plural)

    def _closes(self, lower: str, word: str, count: int, plural: bool, text: str, end: int) -> bool:
        """True when a word cannot belong to the phrase."""
        lexicon = self._lexicon
        if lower in lexicon.states or lower in lexicon.verbs:
            # "25 wounded soldiers" counts soldiers; "25 wounded in" and "three soldiers dead" stop before the state.
            return count > 0 or not self._noun_follows(text, end)
        if lower in lexicon.stops:
            return not (word.isupper() and word.isalpha() and lower == "us")
        if lower in lexicon.months or lower in lexicon.weekdays:
            return True
        if count == 0 and lower.endswith("ed") and word.islower() and not self._noun_follows(text, end):
            return True  # "hundreds of thousands marched"
        if lower.endswith("ly") and count and lower not in ("family", "assembly", "anomaly", "supply", "ally", "italy"):
            return True
        return count > 0 and plural and lower.endswith(("ed", "ing"))

    def _goes_on(self, lower: str, word: str, text: str, end: int) -> bool:
        """After a plural noun the phrase goes on only to another plural ("sales managers", "US troops")."""
        lexicon = self._lexicon
        return lexicon.is_plural(lower) and not lower.endswith(("ed", "ing")) and lower not in lexicon.verbs

    def _noun_follows(self, text: str, end: int) -> bool:
        gap = _GAP.match(text, end)
        match = WORD.match(text, gap.end() if gap else end)
        if match is None or text[end : match.start()].strip():
            return False
        lower = match.group().lower()
        return lower not in self._lexicon.stops and lower not in self._lexicon.states and lower.isalpha()

    def _mass(self, word: str) -> bool:
        return word in self._lexicon.people or word in self._lexicon.body_nouns
