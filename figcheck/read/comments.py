"""Comments for figcheck in a text: ``figcheck: ignore[rule-id] reason``.

They may be written as an HTML comment, in brackets, behind a ``#``, or bare at the start of a line. In code (between
backticks, in a fenced block) and in the midst of a sentence they are examples, and text.

The grammar follows what linters have in common: ruff and ESLint for ids and a reason, markdownlint for HTML comments
and for code.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Literal, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.quoting import did_you_mean, show
from figcheck.read.lines import LINE_END

VERBS = ("ignore", "ignore-file")
LONGEST_REASON = 300
"""Characters of a comment that ends with its line; what is longer is a paragraph that somebody forgot to break."""

_LONGEST_COMMENT = 2000  # characters of an HTML comment
_NAME = expression(r"[Ff]igcheck:")
_SAYS = expression(r"\s*(?P<verb>[A-Za-z]+(?:-[A-Za-z]+)?)\b[ \t]*(?P<rules>\[[^\[\]\r\n]*\])?")
_HTML = expression(r"<!--+\s*\Z")
_HASH = expression(r"(?<!\S)#{1,3}[ \t]*\Z")
_FENCE = expression(r"[ \t]{0,3}(?P<fence>`{3,}|~{3,})")
_TICKS = expression(r"`+")
_OPENING = expression(r"\A\s*[:–—-]\s+")
_BLANK = " \t"

Form = Literal["html", "bracket", "hash", "bare"]


class Comment(NamedTuple):
    """A comment for figcheck in a text. ``wrong`` is why it is not understood; ``is_text`` then leaves it in the text.

    ``rules`` are the ids that it names, ``whole`` whether it is about the whole article.
    """

    span: Span
    rules: tuple[str, ...] = ()
    reason: str = ""
    whole: bool = False
    wrong: str = ""
    is_text: bool = False


def comments_in(text: str) -> list[Comment]:
    """The comments for figcheck in a text, in order, none inside another."""
    if "igcheck:" not in text:
        return []
    found: list[Comment] = []
    code: _Code | None = None
    behind = 0
    for name in _NAME.finditer(text):
        if name.start() < behind:
            continue
        comment = _comment(text, name)
        if comment is None:
            continue
        code = code or _Code(text)
        if code.holds(name.start()):
            continue
        found.append(comment)
        behind = comment.span.end
    return found


def _comment(text: str, name: re.Match[str]) -> Comment | None:
    opened = _opened(text, name.start())
    says = _SAYS.match(text, name.end())
    if opened is None or says is None:
        return None
    form, start = opened
    verb, named = says["verb"], says["rules"]
    known = verb.lower() in VERBS
    if form != "html" and LINE_END.search(text, name.end(), says.start("verb")):
        return None
    if not known and named is None and (form != "html" or not did_you_mean(verb, VERBS)):
        return None  # "figcheck: the tool", "# figcheck: a checker of numbers"
    end, close = _end(text, form, says.end())
    wrong, is_text = "", False
    if end is None:
        end, close = says.end(), says.end()
        wrong, is_text = _unended(form), True
    elif not known:
        wrong = f"unknown comment {show(f'figcheck: {verb}')}"
        is_text = form in ("hash", "bare")
    elif named is None or not named.strip("[], \t"):
        wrong = f"'figcheck: {verb.lower()}' names no rule"
        is_text = named is None and form in ("hash", "bare")
    if wrong:
        return Comment(Span(start, end), wrong=wrong, is_text=is_text)
    assert named is not None
    rules = tuple(dict.fromkeys(named.strip("[]").replace(",", " ").split()))
    reason = " ".join(_OPENING.sub("", text[says.end() : close]).split())
    return Comment(Span(start, end), rules, reason, verb.lower() == "ignore-file")


def _opened(text: str, at: int) -> tuple[Form, int] | None:
    """How a comment whose name stands at a place begins, and where; None where it stands in the midst of words."""
    html = _HTML.search(text, max(0, at - 40), at)
    if html is not None:
        return "html", html.start()
    if text[at - 1 : at] == "[" and not text[max(0, at - 2) : at - 1].strip():
        return "bracket", at - 1
    hashed = _HASH.search(text, max(0, at - 8), at)
    if hashed is not None:
        return "hash", hashed.start()
    return ("bare", at) if begins_line(text, over_blanks_back(text, at)) else None


def _end(text: str, form: Form, at: int) -> tuple[int | None, int]:
    """Where a comment ends, and where its reason does; None for one that has no end."""
    if form == "html":
        close = text.find("-->", at, at + _LONGEST_COMMENT)
        return (close + 3, close) if close >= 0 else (None, at)
    line_end = LINE_END.search(text, at, at + LONGEST_REASON + 1)
    end = line_end.start() if line_end is not None else min(len(text), at + LONGEST_REASON + 1)
    if form == "bracket":
        depth = 1
        for index in range(at, end):
            depth += {"[": 1, "]": -1}.get(text[index], 0)
            if depth == 0:
                return index + 1, index
        return None, at
    if end - at > LONGEST_REASON:
        return None, at
    end = at + len(text[at:end].rstrip())
    return end, end


def _unended(form: Form) -> str:
    if form == "html":
        return "the comment has no end: --> is missing"
    if form == "bracket":
        return "the comment has no end: ] is missing in its line"
    return f"the comment goes on for more than {LONGEST_REASON} characters: is there text of the article in its line?"


class _Code:
    """Where in a text code stands: in fenced blocks, and between backticks of one line."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._fenced = list(_fenced(text)) if "```" in text or "~~~" in text else []
        self._starts = [0, *(end.end() for end in LINE_END.finditer(text))] if "`" in text else []
        self._lines: dict[int, list[Span]] = {}

    def holds(self, at: int) -> bool:
        if any(span.start <= at < span.end for span in self._fenced):
            return True
        if not self._starts:
            return False
        number = bisect_right(self._starts, at) - 1
        if number not in self._lines:
            end = self._starts[number + 1] if number + 1 < len(self._starts) else len(self._text)
            self._lines[number] = list(_spans(self._text, self._starts[number], end))
        spans = self._lines[number]
        index = bisect_right(spans, (at, len(self._text))) - 1
        return index >= 0 and at < spans[index].end


def _fenced(text: str) -> Iterator[Span]:
    """Blocks between lines that begin with three backticks or tildes (CommonMark 4.5); one without an end goes on."""
    opened: tuple[int, str] | None = None
    start = 0
    while start <= len(text):
        fence = _FENCE.match(text, start)
        if fence is not None:
            if opened is None:
                opened = start, fence["fence"]
            elif fence["fence"].startswith(opened[1]):
                yield Span(opened[0], start)
                opened = None
        end = LINE_END.search(text, start)
        if end is None:
            break
        start = end.end()
    if opened is not None:
        yield Span(opened[0], len(text))


def _spans(text: str, start: int, end: int) -> Iterator[Span]:
    """Stretches of a line between two runs of as many backticks."""
    runs = [Span(*run.span()) for run in _TICKS.finditer(text, start, end)]
    waiting: dict[int, list[int]] = {}
    for index in range(len(runs) - 1, -1, -1):
        waiting.setdefault(runs[index].end - runs[index].start, []).append(index)
    index = 0
    while index < len(runs):
        same = waiting[runs[index].end - runs[index].start]
        while same and same[-1] <= index:
            same.pop()
        if not same:
            index += 1
            continue
        yield Span(runs[index].end, runs[same[-1]].start)
        index = same[-1] + 1


def over_blanks_back(text: str, at: int) -> int:
    """Where the blanks before a place begin."""
    while at > 0 and text[at - 1] in _BLANK:
        at -= 1
    return at


def begins_line(text: str, at: int) -> bool:
    """True where a line begins."""
    return at == 0 or text[at - 1] in "\r\n"
