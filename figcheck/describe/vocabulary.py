"""Words taken apart and classed once: what a stretch between two spaces holds, and what each word of it may be.

Sentences of news are made of the same words again and again. So a stretch without spaces is divided into words and
marks when it is first met, and remembered; so are the classes of a word, by which a reader sees at once that a sentence
has nothing for it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from itertools import accumulate, chain
from operator import add
from typing import Final, TypeVar

from figcheck.prose import WORD

_DIVIDED: Final = re.compile(f"({WORD.pattern})")
_KNOWN: Final = 100_000  # stretches and words that are remembered
_T = TypeVar("_T")

# Classes of words, as bits.
CUE: Final = 1  # begins a cue of a measure
VICTIM: Final = 2  # begins a cue of a measure of victims
SOURCE: Final = 8  # a verb of saying or putting, or a word of "according to"
TIME: Final = 16  # tells a time
MODAL: Final = 32  # planned or only possible
DENIAL: Final = 64
TOPIC: Final = 128
MONTH: Final = 256  # a month, or a year
WEEKDAY: Final = 512
RELATIVE: Final = 1024  # of "yesterday", "last week", "this morning"
AGO: Final = 2048
PLACE: Final = 8192  # a place, when it has a capital
DAY: Final = 4096  # of "past 24 hours", "last day"
ACTS: Final = 16384  # begins a cue that acts upon things
SUBORDINATE: Final = 32768
MILITARY: Final = 65536  # begins the name of a military body
PERSON: Final = 131072  # tells a group of persons
STRIKES: Final = 524288
OPENS_PERSON: Final = 262144  # begins a noun phrase for one person


Row = tuple[list[str], list[int], list[int], list[str], list[int], int]
"""The words of a sentence as columns: in lower case, where they start and end, what stands before each, their classes;
then the classes of all together."""


class Vocabulary(dict[str, tuple[str, ...]]):
    """Stretch without spaces, in lower case → for each of its words what stands before, the word, and what stands
    behind up to the next stretch. A stretch without a word has an empty one."""

    def __init__(self, classes: Callable[[str], int]) -> None:
        super().__init__()
        self.classes = Remembered(classes)
        self._gaps = _Gaps()

    def __missing__(self, stretch: str) -> tuple[str, ...]:
        if len(self) >= _KNOWN:
            self.clear()
        pieces = _DIVIDED.split(stretch)
        row: list[str] = []
        for i in range(1, len(pieces), 2):
            row += (pieces[i - 1], pieces[i], "")
        if row:
            row[-1] = pieces[-1] + " "
        else:
            row = ["", "", stretch + " "]
        self[stretch] = found = tuple(row)
        return found

    def read(self, low: str, start: int, end: int) -> Row:
        """The words of a stretch of a text in lower case, and the classes that they have together."""
        stretches = low[start:end].replace("\n", " ").split(" ")
        flat = list(chain.from_iterable(map(self.__getitem__, stretches)))
        if "" in flat[1::3]:
            flat = _without_empty(flat)
        lowers = flat[1::3]
        places = list(accumulate(map(len, flat), initial=start))
        gaps = ["", *map(self._gaps.__getitem__, map(add, flat[2::3], flat[3::3]))]
        classes = 0
        each = list(map(self.classes.__getitem__, lowers))
        for bits in set(each):
            classes |= bits
        return lowers, places[1::3], places[2::3], gaps, each, classes


class Remembered(dict[str, _T]):
    """Word → what ``make`` gives for it, worked out once. It starts afresh when full, so a long run stays small."""

    def __init__(self, make: Callable[[str], _T]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, word: str) -> _T:
        if len(self) >= _KNOWN:
            self.clear()
        made = self[word] = self._make(word)
        return made


class _Gaps(dict[str, str]):
    """What stands between two words → the same without white space around."""

    def __missing__(self, gap: str) -> str:
        bare = gap.strip()
        if len(self) < _KNOWN:
            self[gap] = bare
        return bare


def _without_empty(flat: list[str]) -> list[str]:
    """Triples with those that have no word joined to what stands behind the word before, or before the one behind."""
    for k in reversed([k for k, word in enumerate(flat[1::3]) if not word]):
        marks = flat[3 * k + 2]
        if k:
            flat[3 * k - 1] += marks
        elif len(flat) > 3:
            flat[3] = marks + flat[3]
        del flat[3 * k : 3 * k + 3]
    return flat


def parts_of(words: str) -> Iterable[str]:
    """The stretches of letters and digits of a word or several: "mid-March" has two."""
    return (words,) if words.isalnum() else [part for part in _MARKS.split(words) if part]


_MARKS: Final = re.compile(r"\W+")
