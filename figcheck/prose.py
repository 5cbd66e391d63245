"""English running text: sentences, paragraphs, words and their singular forms. Reads text, never changes it."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import lru_cache
from typing import NamedTuple

from figcheck.model import Span

WORD = re.compile(r"(?:[A-Za-z]\.){2,}|[^\W\d_](?:[\w’'`]|[-\u2010\u2011](?=\w)|&(?=\w))*|\d[\d.,]*\d|\d")
_SENTENCE_END = re.compile(r"[.!?…]+[\"'”’)\]]*(?=\s)|\r\n|\n|\r")
_LAST_WORD = re.compile(r"[\w.’'&-]+$")
_PARAGRAPH = re.compile(r"(?:\r\n|\n|\r)[ \t]*(?:\r\n|\n|\r)[\s]*")

# A line longer than this was not broken by hand, so its end is the end of a paragraph.
_LONGEST_WRAPPED_LINE = 110
_LONGEST_SENTENCE = 2000


class Word(NamedTuple):
    """A word of running text with its place in the article's text."""

    text: str
    lower: str
    start: int
    end: int


def words(text: str, span: Span) -> list[Word]:
    """The words and digit runs of a span, in order. "U.S." and "Ba’athist" are one word each."""
    return [Word(m.group(), m.group().lower(), m.start(), m.end()) for m in WORD.finditer(text, span.start, span.end)]


class Sentences:
    """The sentences of one text, split once, on first use.

    A full stop ends a sentence unless it closes an abbreviation; an empty line, an indented line and the end of a long
    line do too, so that titles, list items and one-line paragraphs stand alone while hand-wrapped lines run on.
    """

    def __init__(self, text: str, abbreviations: frozenset[str]) -> None:
        self._text = text
        self._abbreviations = abbreviations
        self._starts: list[int] | None = None

    def at(self, position: int) -> Span:
        """The sentence that holds a position of the text, without surrounding white space."""
        starts = self._split()
        index = max(0, bisect_right(starts, position) - 1)
        return self._trim(starts[index], starts[index + 1] if index + 1 < len(starts) else len(self._text))

    def all(self) -> list[Span]:
        """Every sentence in order; stretches of white space alone are left out."""
        starts = self._split()
        spans = (self._trim(a, b) for a, b in zip(starts, [*starts[1:], len(self._text)], strict=True))
        return [span for span in spans if span.end > span.start]

    def _trim(self, start: int, end: int) -> Span:
        text = self._text
        while start < end and text[start].isspace():
            start += 1
        while end > start and text[end - 1].isspace():
            end -= 1
        return Span(start, end)

    def _split(self) -> list[int]:
        if self._starts is None:
            self._starts = [0]
            for match in _SENTENCE_END.finditer(self._text):
                if self._ends(match):
                    self._cut_long(match.end())
                    self._starts.append(match.end())
            self._cut_long(len(self._text))
        return self._starts

    def _cut_long(self, end: int) -> None:
        """Cut what no writer would call a sentence, so that a text without full stops costs no more than another."""
        assert self._starts is not None
        while end - self._starts[-1] > _LONGEST_SENTENCE:
            limit = self._starts[-1] + _LONGEST_SENTENCE
            space = self._text.rfind(" ", self._starts[-1] + 1, limit)
            self._starts.append(space + 1 if space > 0 else limit)

    def _ends(self, match: re.Match[str]) -> bool:
        text = self._text
        if match.group()[0] in "\r\n":
            return self._line_ends(match)
        after = match.end()
        while after < len(text) and text[after] in " \t\u00a0":
            after += 1
        following = text[after : after + 1]
        if following.islower():
            return False
        if match.group()[0] != ".":
            return True
        word = _LAST_WORD.search(text, max(0, match.start() - 20), match.start())
        last = word.group().lower() if word else ""
        if len(last) == 1 and last.isalpha() and last != "i":
            return False
        if last in self._abbreviations:
            # "U.S." and "p.m." may end a sentence; a word that seldom goes on one decides.
            next_word = text[after : after + 12].split()
            return "." in last and bool(next_word) and next_word[0].lower() in _STARTERS
        return True

    def _line_ends(self, match: re.Match[str]) -> bool:
        text = self._text
        after = text[match.end() : match.end() + 2]
        if not after or after[0] in "\r\n \t-*#>•–":
            return True
        line_start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        line = text[line_start : match.start()].rstrip()
        return not line or line[-1] in ".!?:”\"'’)…" or len(line) > _LONGEST_WRAPPED_LINE


_STARTERS = frozenset(
    "the a an in on at he she it they we i this that these those there his her its their our but and when while after "
    "before if as for with one some many no police officials".split()
)


def paragraphs(text: str, title_end: int) -> list[Span]:
    """Paragraphs of the body in order: divided by empty lines, else by lines where lines are paragraphs."""
    body = Span(title_end, len(text))
    cuts = [(m.start(), m.end()) for m in _PARAGRAPH.finditer(text, body.start)]
    pieces: list[Span] = []
    start = body.start
    for cut_start, cut_end in [*cuts, (body.end, body.end)]:
        pieces += _lines(text, start, cut_start)
        start = cut_end
    return pieces


def _lines(text: str, start: int, end: int) -> list[Span]:
    """A block as one paragraph if hand-wrapped (no line is long), else one paragraph a line."""
    breaks = list(re.finditer(r"\r\n|\n|\r", text[start:end]))
    starts = [start, *(start + match.end() for match in breaks)]
    ends = [*(start + match.start() for match in breaks), end]
    if max(b - a for a, b in zip(starts, ends, strict=True)) > _LONGEST_WRAPPED_LINE:
        spans = [Span(a, b) for a, b in zip(starts, ends, strict=True)]
    else:
        spans = [Span(start, end)]
    return [span for span in spans if text[span.start : span.end].strip()]


@lru_cache(maxsize=65536)
def regular_singular(word: str) -> str:
    """The singular of a lower-case noun by the rules of spelling; a word that looks no plural is returned as it is."""
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is", "’s", "'s")):
        return word
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    return word[:-1]
