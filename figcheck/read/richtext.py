"""Text of a field that may be plain or HTML, as exports and feeds have it without saying which."""

from __future__ import annotations

import html
import re
from typing import Final

from figcheck.articles import Piece
from figcheck.expressions import expression
from figcheck.read.lines import LINE_END, Stretch
from figcheck.read.markup import Segment, blocks, placed, seen_text

_ATTRIBUTES = r"""(?:\s+[a-zA-Z_:@][\w:.-]*\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'<>]+))*"""
_STRUCTURE: Final = (
    "p|div|br|hr|li|ul|ol|dl|dd|dt|td|th|tr|table|tbody|thead|blockquote|h[1-6]|section|article|aside|figure|figcaption"
    "|header|footer|main|nav|pre|center"
)
_INLINE: Final = (
    "a|abbr|b|big|cite|code|del|em|font|i|iframe|img|ins|kbd|label|mark|q|s|script|small|span|strike|strong|style|sub"
    "|sup|time|u|video|audio|noscript"
)
_MARKUP = expression(
    rf"</(?:{_STRUCTURE}|{_INLINE})\s*>|<(?:br|hr|p|li|td|tr|img|h[1-6]){_ATTRIBUTES}\s*/?>|<!--(?!\s*figcheck:).*?-->|<!\[CDATA\[",
    re.IGNORECASE | re.DOTALL,
)
_BLOCK = expression(rf"<(?:{_STRUCTURE})(?=[\s/>])", re.IGNORECASE)
_TAG_OVER_LINES = expression(r"<[a-zA-Z/!][^<>]*[\r\n][^<>]*>")
_ENTITY = expression(r"&(?:#[0-9]{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z]{2,8}[0-9]{0,2});")

_NOWHERE = (Piece(0, 0, 1, 1),)


def is_markup(text: str) -> bool:
    """Whether a text is HTML: it has an end tag of HTML, or a tag that has none. "5 < 6", "<3" and "<name>" are
    not."""
    return "<" in text and _MARKUP.search(text) is not None


def seen_in(field: Stretch) -> Stretch:
    """What a reader sees of a field: its HTML read where it is HTML, its entities where only those are, else as it
    stands. Line ends are kept where no tag makes paragraphs."""
    if not field.pieces and field.text:
        return Stretch(seen_in(Stretch(field.text, _NOWHERE)).text, ())
    if is_markup(field.text):
        return seen_markup(field)
    if "&" in field.text and _ENTITY.search(field.text):
        plain = _unescaped(field)
        return seen_markup(plain) if is_markup(plain.text) else plain
    return field


def seen_markup(field: Stretch) -> Stretch:
    """What is seen of HTML. Where it has no paragraphs of its own, as in what bloggers type, its lines are."""
    if not field.pieces:
        return Stretch(seen_markup(Stretch(field.text, _NOWHERE)).text, ()) if field.text else field
    if _BLOCK.search(field.text) or not LINE_END.search(field.text) or _TAG_OVER_LINES.search(field.text):
        return seen_text(field)
    segments: list[Segment] = []
    start = 0
    for end in LINE_END.finditer(field.text):
        segments += _line(field.text, start, end.start())
        segments.append(Segment(end.group(), end.start()))
        start = end.end()
    return placed(field, segments + _line(field.text, start, len(field.text))).stripped()


def _line(text: str, start: int, end: int) -> list[Segment]:
    found = (segment for block in blocks(text[start:end]) for segment in block.segments)
    return [segment._replace(at=segment.at + start) if segment.at >= 0 else segment for segment in found]


def _unescaped(field: Stretch) -> Stretch:
    """The text with what its entities stand for; nothing else is changed."""
    segments: list[Segment] = []
    at = 0
    for entity in _ENTITY.finditer(field.text):
        plain = html.unescape(entity.group()).replace("\xa0", " ")
        if plain == entity.group():
            continue
        if entity.start() > at:
            segments.append(Segment(field.text[at : entity.start()], at))
        segments += [Segment(character, entity.start()) for character in plain]
        at = entity.end()
    if at < len(field.text):
        segments.append(Segment(field.text[at:], at))
    return placed(field, segments)
