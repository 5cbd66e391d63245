"""One sentence as describe looks at it: its words, where its figures and their nouns stand, its clauses."""

from __future__ import annotations

from bisect import bisect_left
from dataclasses import dataclass

from figcheck.describe.cues import Cue, Cues
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Span
from figcheck.prose import Word, words

_SUBORDINATORS = frozenset(
    "before after when while because although though since until whereas if unless whether prior amid".split()
)


@dataclass(frozen=True, slots=True)
class Slot:
    """A figure among the words of its sentence: ``words[first:last]`` is it, up to ``noun_end`` its noun phrase."""

    figure: Figure
    first: int
    last: int
    noun_end: int


class View:
    """A sentence with figures in it.

    ``lowers`` are its words in lower case, ``present`` the same as a set, ``gaps[i]`` what stands before word i.
    """

    def __init__(self, text: str, sentence: Span, figures: list[Figure], cues: Cues, lexicon: Lexicon) -> None:
        self.text = text
        self.sentence = sentence
        self.words: list[Word] = words(text, sentence)
        self.lowers = [word.lower for word in self.words]
        self.present = frozenset(self.lowers)
        self.gaps = [""] * len(self.words)
        for i in range(1, len(self.words)):
            self.gaps[i] = text[self.words[i - 1].end : self.words[i].start].strip()
        starts = [word.start for word in self.words]
        self.slots: list[Slot] = []
        for figure in figures:
            first = min(bisect_left(starts, figure.span.start), max(0, len(starts) - 1))
            last = bisect_left(starts, figure.span.end)
            end = figure.counted_span.end if figure.counted_span else figure.span.end
            noun_end = max(bisect_left(starts, end), last)
            self.slots.append(Slot(figure, first, last, self._with_complement(noun_end, figure, lexicon)))
        self.figure_at = {i: slot for slot in self.slots for i in range(slot.first, slot.last)}
        self.cues: dict[int, list[Cue]] = {}
        for i in range(len(self.words)):
            found = cues.at(self.lowers, i)
            if found:
                self.cues[i] = found

    def _with_complement(self, end: int, figure: Figure, lexicon: Lexicon) -> int:
        """ "three members of the Georgia National Guard": a noun that stands for a body takes its "of …" along."""
        if figure.counted is None or figure.counted not in lexicon.body_nouns:
            return end
        if end >= len(self.words) or self.lowers[end] != "of" or self.gaps[end]:
            return end
        at = end + 1
        while at < len(self.words) and not self.gaps[at]:
            word = self.words[at]
            if word.lower in ("the", "a", "an") or word.text[0].isupper():
                at += 1
                continue
            if word.lower not in lexicon.stops and word.lower not in lexicon.states and at < end + 4:
                at += 1
                if lexicon.is_plural(word.lower):
                    break
                continue
            break
        return at

    def clause(self, slot: Slot) -> tuple[int, int]:
        """The word range of the clause around a figure: cut at ";", ":", dashes, and at subordinating words."""
        first, last = 0, len(self.words)
        for i in range(slot.first, 0, -1):
            if self.gaps[i][:1] in (";", ":", "–", "—") or (self.lowers[i] in _SUBORDINATORS and i < slot.first):
                first = i
                break
        for i in range(slot.noun_end, len(self.words)):
            if self.gaps[i][:1] in (";", ":", "–", "—") or (self.lowers[i] in _SUBORDINATORS and i > slot.noun_end):
                last = i
                break
        return first, last
