"""Where a candidate stands: the text around it, and the words right before and behind it."""

from __future__ import annotations

from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.prose import Sentences

_NEXT: Final = expression(r"[ \u00a0\u2009\u202f]?[ \t]*(?:\r\n|\n|\r)?[ \t]*([a-z]+(?:[.’'][a-z]+)*)")
_OPENING: Final = "(\"'“‘—–[*_"


class Spot:
    """A place in a text where a number may stand.

    ``low`` is the text in lower case, position for position. ``floor`` is where the item before ended: no word further
    back belongs to what stands here. ``after_figure`` when that item is a figure.
    """

    __slots__ = ("_word", "_word_at", "after_figure", "floor", "in_title", "low", "sentences", "start", "text")

    def __init__(
        self,
        text: str,
        low: str,
        start: int,
        floor: int,
        in_title: bool,
        sentences: Sentences,
        after_figure: bool = False,
    ) -> None:
        self.text = text
        self.low = low
        self.start = start
        self.floor = floor
        self.after_figure = after_figure
        self.in_title = in_title
        self.sentences = sentences
        self._word_at = -1
        self._word = (0, "")

    @property
    def sentence(self) -> Span:
        """The sentence around, found when asked for: skips never ask."""
        return self.sentences.at(self.start)

    def word_before(self, position: int) -> tuple[int, str]:
        """The word before a position with its punctuation, and where it starts; see word_before."""
        if position != self._word_at:
            self._word_at, self._word = position, word_before(self.low, position, self.floor)
        return self._word


def word_before(low: str, position: int, floor: int) -> tuple[int, str]:
    """The word before a position with its punctuation, and where it starts; ("", position) when there is none."""
    start = position - 40
    window = low[start if start > floor else floor : position]
    parts = window.rsplit(None, 1)
    if not parts:
        return position, ""
    word = parts[-1]
    bare = word.lstrip(_OPENING)
    return low.rindex(word, floor, position) + len(word) - len(bare), bare


def word_behind(low: str, position: int) -> str:
    """The lower-case word behind a position after white space alone (of "a.m." it is "a.m"); "" when none follows."""
    match = _NEXT.match(low, position)
    return match[1] if match is not None else ""


def inch_mark(low: str, end: int) -> bool:
    """Whether a quotation mark behind digits stands for inches: it does where it closes no quotation."""
    window = low[max(0, end - 200) : end]
    if low[end] == "″":
        return True
    return low[end] == '"' and window.count('"') % 2 == 0 and not low[end + 1 : end + 2].isalnum()
