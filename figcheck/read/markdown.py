"""Markdown to the text that it shows, every character of which knows its place.

Marks go (of emphasis, links, quotes, headings, footnotes), code and pictures go with what they hold, tables and lists
stay as they are written: other stages read them. Only what is surely a mark goes: "5 * 3", "snake_case", an open
fence and a lone "[" stay. Follows CommonMark 0.31 with GitHub's tables, footnotes and strikethrough; code that is told
by its indent alone stays, since newsrooms indent paragraphs.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.read.lines import Stretch
from figcheck.read.markup import Segment, placed

_MARKS: Final = frozenset("*_`~[]<>&\\#!")  # without one of them there is nothing to do

_FENCE = expression(r"^[ ]{0,3}(?P<fence>`{3,}+(?=[^`\r\n]*$)|~{3,}+)[^\r\n]*$", re.MULTILINE)
_LINE_START = expression(r"^(?P<quote>(?:[ ]{0,3}>[ ]?)++)?(?P<heading>[ ]{0,3}#{1,6}[ \t]+)?", re.MULTILINE)
_HEADING_END = expression(r"[ \t]+#+[ \t]*$")
_DEFINITION = expression(
    r"^[ ]{0,3}\[(?P<note>\^)?[^\]\[\r\n]{1,200}\]:(?P<rest>[ \t]*(?P<url>\S+)?[^\r\n]*)$", re.MULTILINE
)
_URL = expression(r"<?(?:[a-z][a-z0-9+.-]*:|/|\.{1,2}/|#|www\.)\S*>?\Z", re.IGNORECASE)
_INLINE = expression(
    r"\\(?P<escaped>[!-/:-@\[-`{-~])"
    r"|(?P<ticks>`++)"
    r"|(?P<comment><!--)"
    r"|(?P<autolink><(?:[a-z][a-z0-9+.-]{1,31}:[^\s<>]*|[^\s<>@]{1,64}@[^\s<>]{1,255})>)"
    r"|(?P<tag></?(?:a|abbr|b|big|cite|code|em|font|i|ins|mark|q|small|span|strong|sub|sup|u)(?:\s[^<>]{0,1000})?/?>)"
    r"|(?P<note>\[\^[^\]\[\s]{1,200}\])"
    r"|(?P<picture>!\[[^\]\[]{0,1000}\](?:\((?:[^()\s\\]|\([^()\s]*\))*+(?:\s+(?:\"[^\"]*\"|'[^']*'))?\s*\)|\[[^\]\[]{0,200}\])?)"
    r"|(?P<link>\](?:\((?:<[^<>\r\n]*>|(?:[^()\s\\]|\([^()\s]*\))*+)(?:\s+(?:\"[^\"]*\"|'[^']*'|\([^()]*\)))?\s*\)|\[[^\]\[]{0,200}\]))"
    r"|(?P<entity>&(?:#[xX]?[0-9a-fA-F]{1,7}|[A-Za-z][A-Za-z0-9]{1,31});)"
    r"|(?P<struck>~~)"
    r"|(?P<stress>\*{1,3}|_{1,3})"
    r"|(?P<open>\[)",
    re.IGNORECASE | re.DOTALL,
)
_CODE = expression(r"[^\w\s.,%$€£-]|\d[A-Za-z]|[a-z][A-Z_]")
_LONGEST = 4000  # characters between two marks
_KEPT_COMMENT = "figcheck:"  # speaks to figcheck


def shown_text(markdown: Stretch) -> Stretch:
    """The text that a reader of the rendered article sees, without code and pictures."""
    text = markdown.text
    if not _MARKS.intersection(text):
        return markdown
    segments: list[Segment] = []
    at = 0
    for span, instead in _merged(text):
        if span.start > at:
            segments.append(Segment(text[at : span.start], at))
        segments += [Segment(character, span.start) for character in instead]
        at = max(at, span.end)
    if at == 0:
        return markdown
    if at < len(text):
        segments.append(Segment(text[at:], at))
    return placed(markdown, segments)


def _merged(text: str) -> list[tuple[Span, str]]:
    """What goes, in order and apart from one another, each with what stands instead."""
    fenced = list(_fenced(text))
    found: list[tuple[Span, str]] = [(span, "") for span in fenced]
    start = 0
    for span in [*fenced, Span(len(text), len(text))]:
        found += _of_lines(text, start, span.start)
        start = span.end
    found.sort(key=lambda row: (row[0].start, -row[0].end))
    kept: list[tuple[Span, str]] = []
    for span, instead in found:
        if kept and span.start < kept[-1][0].end:
            continue
        kept.append((span, instead))
    return kept


def _fenced(text: str) -> Iterator[Span]:
    """Blocks of code between fences. A fence that is never closed is none."""
    opened: re.Match[str] | None = None
    for fence in _FENCE.finditer(text):
        if opened is None:
            opened = fence
        elif fence["fence"].startswith(opened["fence"]) and not fence.group().strip().strip(opened["fence"][0]):
            yield Span(opened.start(), fence.end())
            opened = None


def _of_lines(text: str, start: int, end: int) -> Iterator[tuple[Span, str]]:
    """Marks at the beginnings of lines, definitions, and those inside of paragraphs."""
    part = text[start:end]
    for line in _LINE_START.finditer(part):
        if line.end() > line.start():
            yield Span(start + line.start(), start + line.end()), ""
            if line["heading"]:
                stop = part.find("\n", line.end())
                closing = _HEADING_END.search(part, line.end(), stop if stop >= 0 else len(part))
                if closing and closing.start() > line.end():
                    yield Span(start + closing.start(), start + closing.end()), ""
    for definition in _DEFINITION.finditer(part):
        if definition["note"]:
            yield Span(start + definition.start(), start + definition.start("rest")), ""
        elif definition["url"] and _URL.match(definition["url"]):
            yield Span(start + definition.start(), start + definition.end()), ""
    yield from _inline(part, start)


def _inline(part: str, start: int) -> Iterator[tuple[Span, str]]:
    opens: list[int] = []  # "[" that may open a link
    stresses: list[tuple[str, int]] = []
    at = 0
    while (found := _INLINE.search(part, at)) is not None:
        at = found.end()
        kind = found.lastgroup
        span = Span(start + found.start(), start + found.end())
        if kind == "escaped":
            yield Span(span.start, span.start + 1), ""
        elif kind == "ticks":
            end = _paragraph_end(part, at)
            closing = (
                re.compile(rf"(?<!`){found.group()}(?!`)").search(part, at, end) if len(found.group()) < 8 else None
            )
            if closing is not None:
                code = part[found.end() : closing.start()]
                if _CODE.search(code):
                    yield Span(span.start, start + closing.end()), ""
                else:
                    yield span, ""
                    yield Span(start + closing.start(), start + closing.end()), ""
                at = closing.end()
        elif kind == "comment":
            end = part.find("-->", at, at + _LONGEST)
            if end >= 0:
                if _KEPT_COMMENT not in part[at:end]:
                    yield Span(span.start, start + end + 3), ""
                at = end + 3
        elif kind in ("autolink", "tag", "note", "picture"):
            yield span, ""
        elif kind == "entity":
            plain = html.unescape(found.group())
            if plain != found.group():
                yield span, plain.replace("\xa0", " ")
        elif kind == "open":
            opens.append(span.start)
        elif kind == "link":
            if opens:
                yield Span(opens[-1], opens.pop() + 1), ""
                yield span, ""
        elif kind == "struck":
            end = part.find("~~", at, _paragraph_end(part, at))
            if end >= 0:  # what was struck out is no longer said
                yield Span(span.start, start + end + 2), ""
                at = end + 2
        elif kind == "stress":
            yield from _stress(part, found, start, stresses)


def _stress(part: str, found: re.Match[str], start: int, stresses: list[tuple[str, int]]) -> Iterator[tuple[Span, str]]:
    """A mark of emphasis closes the last of its kind, or opens. Words on both sides of "_" make it none."""
    mark = found.group()
    before, after = part[found.start() - 1 : found.start()], part[found.end() : found.end() + 1]
    inside_word = before.isalnum() and after.isalnum()
    if inside_word and (mark[0] == "_" or before.isdigit() or after.isdigit()):
        return
    opens, closes = bool(after) and not after.isspace(), bool(before) and not before.isspace()
    if closes and stresses and stresses[-1][0] == mark:
        _, opened = stresses.pop()
        if "\n\n" not in part[opened - start : found.start()]:
            yield Span(opened, opened + len(mark)), ""
            yield Span(start + found.start(), start + found.end()), ""
            return
    if opens:
        stresses.append((mark, start + found.start()))


def _paragraph_end(part: str, at: int) -> int:
    end = part.find("\n\n", at, at + _LONGEST)
    return end if end >= 0 else min(len(part), at + _LONGEST)
