"""English running text: sentences, paragraphs, words and their singular forms. Reads text, never changes it."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression

WORD: Final = expression(
    r"[^\W\d_](?:(?<=[A-Za-z])\.(?:[A-Za-z]\.)+|[\w’'`]*(?:[-\u2010\u2011&]\w[\w’'`]*)*)|\d[\d.,]*\d|\d"
)
_TO_LAST_END: Final = expression(r".*[.!?…\r\n]", re.DOTALL)
_STOPS: Final = ".!?…"
_TERMINATOR: Final = expression(r"[.!?…\r\n]")  # one set of characters: the engine skips to it fast
# Ends that nothing can undo, full stops that may close an abbreviation, and ends of lines that may be wrapped by hand.
# A small letter behind shows that the sentence goes on.
_SENTENCE_END: Final = expression(
    r"(?P<sure>[!?…][.!?…]*[\"'”’)\]]*(?=[ \t\u00a0]*[^\sa-z])(?=\s)|[!?…][.!?…]*[\"'”’)\]]*(?=[ \t\u00a0]*[\r\n])|"
    r"(?:\r\n|\n|\r(?!\n))(?=[\r\n \t\-*#>•–]|\Z))|"
    r"(?P<stop>\.[.!?…]*[\"'”’)\]]*(?=\s)(?![ \t\u00a0]*[a-z]))|"
    r"(?P<line>\r\n|\n|\r)"
)
# An empty line, from the end of the line before; "\r\n" is one end of a line.
_PARAGRAPH: Final = expression(r"[\r\n](?:(?<=\r)\n)?+[ \t]*[\r\n]\s*")

# A line longer than this was not broken by hand, so its end is the end of a paragraph.
_LONGEST_WRAPPED_LINE: Final = 110
_LONGEST_SENTENCE: Final = 2000

BEHIND_MAY: Final = ("have", "be", "not", "still", "yet")
"""Words behind "may" that show it to be the verb, where capitals do not tell it from the month."""


class Word(NamedTuple):
    """A word of running text with its place in the article's text."""

    text: str
    lower: str
    start: int
    end: int


def words(text: str, span: Span) -> list[Word]:
    """The words and digit runs of a span, in order. "U.S." and "Ba’athist" are one word each."""
    return [Word(m.group(), m.group().lower(), m.start(), m.end()) for m in WORD.finditer(text, span.start, span.end)]


def one_spaced(text: str) -> str:
    """A text with one space for any white space, at its ends as well."""
    if "  " not in text and text.isprintable():  # no white space but the blank can be printed
        return text
    inner = " ".join(text.split())
    return f"{' ' * text[0].isspace()}{inner}{' ' * text[-1].isspace()}" if inner else " "


class Sentences:
    """The sentences of one text, each found around a place when it is asked for.

    A full stop ends a sentence unless it closes an abbreviation; an empty line, an indented line and the end of a long
    line do too, so that titles, list items and one-line paragraphs stand alone while hand-wrapped lines run on. What
    goes on for longer than any writer would is cut, so that a text without full stops costs no more than another.
    """

    def __init__(self, text: str, abbreviations: frozenset[str]) -> None:
        self._text = text
        self._abbreviations = abbreviations
        self._last = Span(0, 0)

    def at(self, position: int) -> Span:
        """The sentence that holds a position of the text, without surrounding white space.

        Asked from left to right: a stretch without an end is cut in the same places whoever asks.
        """
        last = self._last
        if last.start <= position < last.end:
            return last
        floor = last.end if last.end <= position else 0
        start = self._start(position, floor)
        end = self._end(position, start)
        text = self._text
        while start < position and text[start].isspace():
            start += 1
        while end > position + 1 and text[end - 1].isspace():
            end -= 1
        self._last = Span(start, end)
        return self._last

    def _start(self, position: int, floor: int) -> int:
        """Where the sentence around a position begins, no further back than ``floor``."""
        text = self._text
        floor = max(floor, position - _LONGEST_SENTENCE)
        at = position
        while True:
            back = _TO_LAST_END.match(text, floor, at)
            if back is None:
                break
            at = back.end() - 1
            while at > floor and text[at - 1] in _STOPS:
                at -= 1
            if text[at] == "\n" and at > floor and text[at - 1] == "\r":
                at -= 1
            end = _SENTENCE_END.match(text, at)
            if end is not None and end.end() <= position and self._is_end(end):
                return end.end()
            if at <= floor:
                break
        if floor > 0 and position - floor == _LONGEST_SENTENCE:
            space = text.find(" ", floor, position)
            return space + 1 if space >= 0 else floor
        return floor

    def _end(self, position: int, start: int) -> int:
        """Where the sentence around a position ends."""
        limit = min(len(self._text), max(start + _LONGEST_SENTENCE, position + 1))
        stop = _TERMINATOR.search(self._text, position, limit)
        while stop is not None:
            match = _SENTENCE_END.match(self._text, stop.start(), limit)
            if match is not None and self._is_end(match):
                return match.end()
            stop = _TERMINATOR.search(self._text, match.end() if match is not None else stop.end(), limit)
        if limit == len(self._text):
            return limit
        space = self._text.rfind(" ", position + 1, limit)
        return space if space > 0 else limit

    def _is_end(self, match: re.Match[str]) -> bool:
        kind = match.lastgroup
        return kind == "sure" or (self._stop_ends(match) if kind == "stop" else self._line_ends(match))

    def _stop_ends(self, match: re.Match[str]) -> bool:
        """Whether a full stop ends a sentence, or closes an abbreviation or initial."""
        text, stop = self._text, match.start()
        word = text[max(0, stop - _LONGEST_ABBREVIATION) : stop].rsplit(None, 1)
        last = word[-1].lstrip(_BEFORE_WORD).lower() if word else ""
        if len(last) == 1 and last.isalpha() and last != "i":
            return False
        if last in self._abbreviations:
            # "U.S." and "p.m." may end a sentence; a word that seldom goes on one decides.
            next_word = text[match.end() : match.end() + 16].split()
            return "." in last and bool(next_word) and next_word[0].lower() in _STARTERS
        return True

    def _line_ends(self, match: re.Match[str]) -> bool:
        """Whether the end of a line that another line follows at once ends a sentence."""
        text = self._text
        line_start = max(text.rfind("\n", 0, match.start()), text.rfind("\r", 0, match.start())) + 1
        line = text[line_start : match.start()].rstrip()
        if not line or line[-1] in ".!?:”\"'’)…":
            return True
        goes_on = line[-1] == "," or text[match.end() : match.end() + 1].islower()
        return len(line) > _LONGEST_WRAPPED_LINE and not goes_on


_LONGEST_ABBREVIATION: Final = 12
_BEFORE_WORD: Final = "(\"“‘['—–"
_STARTERS: Final = frozenset(
    "the a an in on at he she it they we i this that these those there his her its their our but and when while after "
    "before if as for with one some many no police officials".split()
)


def paragraphs(text: str, title_end: int) -> list[Span]:
    """Paragraphs of the body in order: divided by empty lines, else by lines where lines are paragraphs."""
    body = Span(title_end, len(text))
    cuts = _empty_lines(text, body.start)
    pieces: list[Span] = []
    start = body.start
    for cut_start, cut_end in [*cuts, (body.end, body.end)]:
        pieces += _lines(text, start, cut_start)
        start = cut_end
    return pieces


def _empty_lines(text: str, start: int) -> list[tuple[int, int]]:
    """Where empty lines begin and end. To look for one character is many times faster than to search a pattern."""
    if "\r" in text:
        return [match.span() for match in _PARAGRAPH.finditer(text, start)]
    cuts: list[tuple[int, int]] = []
    at = text.find("\n", start)
    while at >= 0:
        match = _PARAGRAPH.match(text, at)
        if match is not None:
            cuts.append(match.span())
        at = text.find("\n", match.end() if match is not None else at + 1)
    return cuts


def _lines(text: str, start: int, end: int) -> list[Span]:
    """A block as one paragraph if hand-wrapped (no line is long), else one paragraph a line."""
    block = text[start:end]
    if "\n" not in block and "\r" not in block:
        return [Span(start, end)] if block.strip() else []
    breaks = list(re.finditer(r"\r\n|\n|\r", block))
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


def regular_plural(noun: str) -> str:
    """The plural of a noun in the singular by the rules of spelling, which a verb's form in "s" follows as well."""
    if noun.endswith("y") and noun[-2:-1] not in "aeiou":
        return f"{noun[:-1]}ies"
    return f"{noun}es" if noun.endswith(("s", "x", "z", "ch", "sh")) else f"{noun}s"
