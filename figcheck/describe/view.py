"""One sentence as describe looks at it: its words, where its figures and their nouns stand, its clauses.

Words are held as columns (``lowers``, ``starts``, ``ends``), since most sentences are looked at once and let go.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence
from typing import Final

from figcheck.articles import Span
from figcheck.describe.cues import Cue, Cues
from figcheck.describe.vocabulary import CUE, SUBORDINATE, Vocabulary
from figcheck.lexicon import Lexicon
from figcheck.model import Figure

SUBORDINATORS: Final = frozenset(
    "before after when while because although though since until whereas if unless whether prior amid".split()
)
_RELATIVES: Final = frozenset(("who", "that", "which"))
_IN_CLAUSE: Final = 6  # words from the comma of a relative clause to its figure
_CUTS: Final = (";", ":", "–", "—")
_CUT_MARKS: Final = frozenset(_CUTS)


class Slot:
    """A figure among the words of its sentence: words ``first`` up to ``last`` are it, up to ``noun_end`` its noun."""

    __slots__ = ("figure", "first", "last", "noun_end")

    def __init__(self, figure: Figure, first: int, last: int, noun_end: int) -> None:
        self.figure = figure
        self.first = first
        self.last = last
        self.noun_end = noun_end


class View:
    """A sentence with figures in it.

    ``lowers`` are its words in lower case, ``present`` the same as a set, ``gaps[i]`` what stands before word i without
    white space; ``bits`` are the classes of each word, ``classes`` those of all together (see vocabulary), ``stems``
    their stems (see wording). ``starts`` and ``ends`` are positions in the article's text, ``low`` that text in lower
    case, position for position. ``first_cue`` and ``last_cue`` are the words with the first and the last of the
    ``cues``. ``counted_before`` is what the last figure before the sentence counts that counts things, "" for nothing.
    """

    __slots__ = (
        "_clauses", "_is_cut", "bits", "classes", "counted_before", "cues", "ends", "figure_at", "first_cue", "gaps",
        "last_cue", "low", "lowers", "present", "sentence", "slots", "starts", "stems", "text",
    )  # fmt: skip

    def __init__(self, text: str, low: str, sentence: Span, vocabulary: Vocabulary, cues: Cues) -> None:
        self.text = text
        self.low = low
        self.sentence = sentence
        self.lowers, self.starts, self.ends, self.gaps, self.bits, self.stems, self.classes = vocabulary.read(
            low, sentence.start, sentence.end
        )
        self.present = frozenset(self.lowers)
        self.counted_before = ""
        self.slots: list[Slot] = []
        self.figure_at: dict[int, Slot] = {}
        self.cues: dict[int, Sequence[Cue]] = cues.within(self.lowers, self.bits) if self.classes & CUE else {}
        self.first_cue = next(iter(self.cues), len(self.lowers))
        self.last_cue = next(reversed(self.cues), -1)
        self._clauses: dict[int, tuple[int, int]] = {}
        self._is_cut: bool | None = None  # whether a mark may end a clause

    def place(self, figures: Sequence[Figure], lexicon: Lexicon) -> None:
        """Take figures into the sentence, in order."""
        self.slots = [self._slot(figure, lexicon) for figure in figures]
        self.figure_at = {i: slot for slot in self.slots for i in range(slot.first, slot.last)}

    def printed(self, i: int) -> str:
        """Word i as printed."""
        return self.text[self.starts[i] : self.ends[i]]

    def capital(self, i: int) -> bool:
        """True when word i begins with a capital."""
        return self.text[self.starts[i]].isupper()

    def parted(self, first: int, last: int, marks: str = "") -> bool:
        """Whether a mark stands before one of the words ``first`` to ``last``: any, or one that begins as one of
        ``marks``."""
        gaps = self.gaps[first : max(first, last + 1)]
        return any([gap[0] in marks for gap in gaps if gap]) if marks else any(gaps)

    def word_at(self, position: int) -> int:
        """The index of the first word that starts at or behind a position."""
        return bisect_left(self.starts, position)

    def around(self, sought: int, before: int) -> tuple[int, int]:
        """Where to search for what has a word of a class, of which the sentence has one, behind ``before`` words at
        most, and ends with it."""
        places = [i for i, bits in enumerate(self.bits) if bits & sought]
        return self.starts[max(0, places[0] - before)], min(self.sentence.end, self.ends[places[-1]] + 1)

    def _slot(self, figure: Figure, lexicon: Lexicon) -> Slot:
        starts = self.starts
        first = min(bisect_left(starts, figure.span.start), max(0, len(starts) - 1))
        last = bisect_left(starts, figure.span.end, first)
        if self.gaps[last : last + 1] == [")"] and self.text[figure.span.end - 1] == ")":
            self.gaps[last] = ""  # "seven (7) of": the bracket is the figure's own
        noun_end = (
            last if figure.counted_span is None else max(bisect_left(starts, figure.counted_span.end, last), last)
        )
        if figure.counted is not None and figure.counted in lexicon.body_nouns:
            noun_end = self._with_complement(noun_end, lexicon)
        return Slot(figure, first, last, noun_end)

    def _with_complement(self, end: int, lexicon: Lexicon) -> int:
        """ "three members of the Georgia National Guard": a noun that stands for a body takes its "of …" along."""
        if end >= len(self.lowers) or self.lowers[end] != "of" or self.gaps[end]:
            return end
        at = end + 1
        while at < len(self.lowers) and not self.gaps[at]:
            word = self.lowers[at]
            if word in ("the", "a", "an", "his", "her", "their", "its") or self.capital(at):
                at += 1
                continue
            if word not in lexicon.stops and word not in lexicon.states and at < end + 4:
                at += 1
                if lexicon.is_plural(word):
                    break
                continue
            break
        return at

    def clause(self, slot: Slot) -> tuple[int, int]:
        """The word range of the clause around a figure: cut at ";", ":", dashes, and at subordinating words."""
        known = self._clauses.get(slot.first)
        if known is not None:
            return known
        gaps, lowers = self.gaps, self.lowers
        first, last = 0, len(lowers)
        if not self.classes & SUBORDINATE:
            if self._is_cut is None:
                self._is_cut = not _CUT_MARKS.isdisjoint("".join(gaps))
            if not self._is_cut:
                return first, last
        for i in range(slot.first, 0, -1):
            if (gaps[i] and gaps[i][0] in _CUTS) or (lowers[i] in SUBORDINATORS and i < slot.first):
                first = i
                break
        for i in range(slot.noun_end, len(lowers)):
            if (gaps[i] and gaps[i][0] in _CUTS) or (lowers[i] in SUBORDINATORS and i > slot.noun_end):
                last = i
                break
        self._clauses[slot.first] = first, last
        return first, last


def in_relative(view: View, slot: Slot, at: int) -> bool:
    """Whether a word is told of another figure behind one alone: the 2022 of "307 came home, among them 15 who were
    captured in 2022"."""
    for other in view.slots:
        if slot.last <= other.first and other.noun_end < at and view.lowers[other.noun_end] in _RELATIVES:
            if not view.parted(other.noun_end, at):
                return True
    return False


def shuts_relative(view: View, slot: Slot, behind: int) -> bool:
    """Whether a figure stands in a relative clause that a comma shuts before a word: the "since" of "the riot, in which
    31 died, was one of many that have killed 500 since 2021"."""
    first = next((i for i in range(slot.first - 1, max(-1, slot.first - _IN_CLAUSE), -1) if view.gaps[i] == ","), -1)
    if first < 0 or _RELATIVES.isdisjoint(view.lowers[first : first + 2]):
        return False
    return "," in view.gaps[slot.noun_end : behind]
