"""Words taken apart and classed once: what a stretch between two spaces holds, and what each word of it may be.

Sentences of news are made of the same words again and again. So a stretch without spaces is divided into words and
marks when it is first met, and remembered; so are the classes of a word, by which a reader sees at once that a sentence
has nothing for it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, TypeVar

from figcheck.expressions import expression
from figcheck.prose import WORD

_DIVIDED: Final = expression(f"({WORD.pattern})")
_KNOWN: Final = 100_000  # stretches and words that are remembered
_T = TypeVar("_T")

# Classes of words, as bits.
CUE: Final = 1  # begins a cue of a measure
VICTIM: Final = 2  # begins a cue of a measure of victims
TELLS_VICTIM: Final = 4  # and is long enough to look for persons by
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


Row = tuple[list[str], list[int], list[int], list[str], list[int], list[str], int]
"""The words of a sentence as columns: in lower case, where they start and end, what stands before each, their classes,
their stems; then the classes of all together."""


class Piece:
    """A word of a stretch without spaces, in lower case: where in the stretch it starts and ends, what stands before,
    its classes (see above) and its stem; then the word behind it in the stretch.

    The last has what stands ``behind`` it. Where a stretch has no word, its one piece is empty and has it all behind.
    """

    __slots__ = ("before", "behind", "bits", "end", "start", "stem", "then", "word")

    def __init__(self, before: str, word: str, start: int, bits: int, stem: str) -> None:
        self.before = before
        self.word = word
        self.start = start
        self.end = start + len(word)
        self.bits = bits
        self.stem = stem
        self.behind = ""
        self.then: Piece | None = None


class Vocabulary:
    """The stretches of all sentences read so far, each divided once."""

    def __init__(self, classes: Callable[[str], int], stems: Mapping[str, str]) -> None:
        self._classes = Remembered(classes)
        self._stems = stems
        self._known: dict[str, Piece] = {}

    def read(self, low: str, start: int, end: int) -> Row:
        """The words of a stretch of a text in lower case, and the classes that they have together."""
        known = self._known
        lowers: list[str] = []
        starts: list[int] = []
        ends: list[int] = []
        gaps: list[str] = []
        each: list[int] = []
        stems: list[str] = []
        classes = 0
        marks = ""  # what stands behind the last word, as far as it is more than a space
        at = start
        for printed in low[start:end].replace("\n", " ").split(" "):
            piece = known.get(printed)
            if piece is None:
                piece = self._divided(printed)
            if piece.word:
                while True:
                    lowers.append(piece.word)
                    starts.append(at + piece.start)
                    ends.append(at + piece.end)
                    bits = piece.bits
                    each.append(bits)
                    classes |= bits
                    stems.append(piece.stem)
                    gaps.append((marks + piece.before).strip() if marks or piece.before else "")
                    marks = ""
                    following = piece.then
                    if following is None:
                        break
                    piece = following
                if piece.behind:
                    marks = piece.behind + " "
            elif marks or printed:
                marks += printed + " "
            at += len(printed) + 1
        if gaps:
            gaps[0] = ""
        else:
            gaps = [""]
        return lowers, starts, ends, gaps, each, stems, classes

    def spots(self, low: str, end: int, sought: int) -> list[int]:
        """Where in ``low[:end]``, a text in lower case, a word of the sought class begins, in order."""
        known = self._known
        found: list[int] = []
        space = low.find(" ", end)
        at = 0
        for printed in low[: space if space >= 0 else len(low)].replace("\n", " ").split(" "):
            piece: Piece | None = known.get(printed)
            if piece is None:
                piece = self._divided(printed)
            while piece is not None:
                if piece.bits & sought:
                    found.append(at + piece.start)
                piece = piece.then
            at += len(printed) + 1
        return found

    def _divided(self, printed: str) -> Piece:
        """The first piece of a stretch met for the first time."""
        if len(self._known) >= _KNOWN:
            self._known.clear()
        parts: list[str] = _DIVIDED.split(printed)
        first = last = Piece("", "", 0, 0, "")
        at = 0
        for i in range(1, len(parts), 2):
            before, word = parts[i - 1], parts[i]
            piece = Piece(before, word, at + len(before), self._classes[word], self._stems[word])
            at = piece.end
            if i == 1:
                first = piece
            else:
                last.then = piece
            last = piece
        last.behind = parts[-1]
        self._known[printed] = first
        return first


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


def parts_of(words: str) -> Iterable[str]:
    """The stretches of letters and digits of a word or several: "mid-March" has two."""
    return (words,) if words.isalnum() else [part for part in _MARKS.split(words) if part]


_MARKS: Final = expression(r"\W+")
