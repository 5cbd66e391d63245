"""Bare figures that count what a figure before them counts: "down from 134", "another 900 in Syria", "sent 40 more"."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

from figcheck.describe.cues import Match
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon

_BARE: Final = frozenset((None, "other", "more", "year", "month"))
_PLACES: Final = frozenset("on in at near yesterday overnight since".split())
_SITES: Final = frozenset(("in", "at", "near"))
# How somebody else tells a number, and what stands between that and the number.
_TELLING: Final = frozenset(
    "admitted acknowledged reported counted confirmed recorded registered spoke speaks claimed gave said put cited "
    "reports counts admits claims says".split()
)
_SPEAKING: Final = frozenset(("of", "only", "just"))
_WHILE: Final = frozenset(("while", "whereas", "but", "though", "although"))
_SUBJECT: Final = 8  # words from a comma to such a verb
_SITE_REACH: Final = 4  # words of the name of a place
_AGAINST: Final = frozenset(("against", "versus", "vs"))
_MARKS: Final = frozenset("target goal record average peak quota limit".split())
_COMPARED: Final = frozenset(("with", "to"))
_DIRECTIONS: Final = frozenset(("down", "up"))
_FURTHER: Final = frozenset(("another", "further"))
_CORRECTED: Final = frozenset(("correct", "corrected", "right", "actual", "true"))
_NUMBERS: Final = frozenset(("figure", "number", "toll", "total", "count"))
_WERE: Final = frozenset(("were", "was"))
_IS: Final = frozenset(("is", "was", "be"))


class Ellipsis:
    """Tells which figure before it a bare figure is like; abstains where two could be meant."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def like(self, view: View, slot: Slot, before: Sequence[tuple[Slot, Match | None]]) -> int | None:
        """The index among the figures before it in the sentence, given with their frames, of the one it is like."""
        figure = slot.figure
        if slot.first == 0 or figure.form == "times" or not self._is_bare(slot):
            return None
        if figure.unit not in ("count", "percent"):
            return None
        compared = self._compared(view, slot, before)
        if compared is not None:
            return compared
        if self._is_of_a_site(view, slot) or self._is_of_another_teller(view, slot):
            told = {match.measure for _, match in before if match is not None}
            return len(before) - 1 if len(told) == 1 and before[-1][1] is not None else None
        last = before[-1][1]
        shared = last is not None and figure.unit == "count" and self._shares_verb(view, slot, last)
        return len(before) - 1 if shared else None

    def corrects(self, view: View, slot: Slot) -> bool:
        """ "The correct figure is 16": the figure of the sentence before, mended."""
        if _CORRECTED.isdisjoint(view.present) or slot.first < 3 or slot.figure.unit != "count":
            return False
        words = view.lowers[max(0, slot.first - 5) : slot.first]
        return words[-1] in _IS and any(a in _CORRECTED and b in _NUMBERS for a, b in pairwise(words))

    def _shares_verb(self, view: View, slot: Slot, last: Match) -> bool:
        """ "… three on Monday and four on Tuesday", "another two at the second", "19 ships were hit and two sunk"."""
        lowers = view.lowers
        if (
            lowers[slot.first - 1] in _FURTHER
            or lowers[slot.first] in _FURTHER
            or lowers[slot.last : slot.last + 1] == ["more"]
        ):
            return True
        joined = lowers[slot.first - 1] == "and" or view.gaps[slot.first] == ","
        if not joined or slot.last >= len(lowers):
            return False
        follows = lowers[slot.last]
        if follows in _PLACES:
            return True
        # A participle that no measure knows says what was done to things: they are those before.
        if last.frame != "counts":
            return False
        if follows in _WERE:
            return slot.last + 1 < len(lowers) and lowers[slot.last + 1] in self._lexicon.ruined
        return slot.last not in view.cues and self._is_past(follows)

    def _is_of_a_site(self, view: View, slot: Slot) -> bool:
        """ "In Hull 96 people were killed, in York 18 and in Leeds 30": a place and its number, and nothing else."""
        lowers, gaps = view.lowers, view.gaps
        if slot.figure.counted is not None or gaps[slot.first]:
            return False
        end = slot.last
        if end < len(lowers) and not gaps[end] and lowers[end] not in ("and", "while"):
            return False
        k = slot.first - 1
        while k > 0 and view.capital(k) and not gaps[k] and slot.first - k <= _SITE_REACH:
            k -= 1
        if k < 1 or k == slot.first - 1 or lowers[k] not in _SITES:
            return False
        return gaps[k] in (",", ";") or lowers[k - 1] in ("and", "while")

    def _is_of_another_teller(self, view: View, slot: Slot) -> bool:
        """ "Doctors reported 63 deaths, while the ministry admitted only 36", "police spoke of 12": who else tells how
        many, and nothing behind the number."""
        lowers, gaps = view.lowers, view.gaps
        if slot.figure.counted is not None or (slot.last < len(lowers) and not gaps[slot.last]):
            return False
        k = slot.first - 1
        if k > 0 and lowers[k] in _SPEAKING and not gaps[k]:
            k -= 1
        if k < 1 or lowers[k] not in _TELLING or any([gaps[i] for i in range(k + 1, slot.first + 1)]):
            return False
        subject = k
        while subject > 0 and not gaps[subject] and k - subject <= _SUBJECT and subject - 1 not in view.figure_at:
            subject -= 1
        opens = lowers[subject] if gaps[subject] else ""
        return gaps[subject] in (",", ";") or opens in _WHILE

    def _is_bare(self, slot: Slot) -> bool:
        """True without a noun; a participle ("two sunk") is none."""
        counted = slot.figure.counted
        return counted in _BARE or (counted is not None and self._is_past(counted))

    def _is_past(self, word: str) -> bool:
        return word.endswith("ed") or word in self._lexicon.verbs or word in ("sunk", "sank")

    def _compared(self, view: View, slot: Slot, before: Sequence[tuple[Slot, Match | None]]) -> int | None:
        """ "down from 134", "against 602 in 2021", "against 988 and 11 on Monday": each is like its fellow before."""
        lowers = view.lowers
        first = slot
        members = 1
        for earlier, _ in reversed(before):
            if earlier.noun_end == first.first - 1 and lowers[first.first - 1] == "and" and self._opens(view, earlier):
                first, members = earlier, members + 1
                break
        if not self._opens(view, first):
            return None
        others = [
            k for k, (earlier, _) in enumerate(before) if earlier.noun_end <= first.first and earlier is not first
        ]
        others = [k for k in others if before[k][0].figure.unit == slot.figure.unit]
        if not others:
            return None
        if members == 1:
            follows = lowers[slot.noun_end : slot.noun_end + 2]
            if follows[:1] == ["and"] and slot.noun_end + 1 in view.figure_at:
                return others[-2] if len(others) > 1 else None  # the first of two
            return others[-1]
        return others[-1]

    def _opens(self, view: View, slot: Slot) -> bool:
        """True when a figure stands behind a word that compares it with one before."""
        lowers, at = view.lowers, slot.first - 1
        if at < 1 or slot.figure.counted not in _BARE:
            return False
        word = lowers[at]
        if word == "from":
            return lowers[at - 1] in _DIRECTIONS
        if word == "of":
            return lowers[at - 1] in _MARKS
        return word in _AGAINST or (word in _COMPARED and lowers[at - 1] in ("compared", "up", "down"))
