"""The tags of a markup with their places and attributes."""

from __future__ import annotations

import re
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression

VOID: Final = frozenset("area base br col embed hr img input link meta param source track wbr".split())
"""Elements that have no end tag."""

_RAW: Final = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))

# A value in quotes may hold ">"; quotes elsewhere, and those left open, are characters like any other.
_TAG = expression(
    r"<!--(?:.*?-->|.*)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<[!?][^>]*+>?"
    r"|</(?P<close>[a-zA-Z][^\s/>]*+)[^>]*+>?"
    r"|<(?P<open>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[^>=]++|=\s*+(?:\"[^\"]*+\"|'[^']*+')?)*+)>?",
    re.DOTALL,
)
_ATTRIBUTE = expression(
    r"([^\s\"'<>/=]++)(?:\s*+=\s*+(?:\"(?P<double>[^\"]*+)\"?|'(?P<single>[^']*+)'?|(?P<bare>[^\s>\"'][^\s>]*+)))?"
)
_RAW_END: Final = {
    name: expression("</" + "".join(f"[{letter}{letter.upper()}]" for letter in name) + r"(?=[\s/>]|\Z)")
    for name in _RAW
}


class Tag(NamedTuple):
    """A tag, comment or section of character data.

    ``name`` is in small letters, "" for what is no element; ``text[start:end]`` is the tag, ``attributes`` where those
    stand. ``inside`` is the content of elements in which nothing is markup (scripts, titles) and of character data;
    it is empty for others. ``behind`` is where reading goes on.
    """

    name: str
    start: int
    end: int
    closes: bool
    attributes: Span
    inside: Span
    behind: int
    is_closed: bool = False

    @property
    def has_attributes(self) -> bool:
        """True when there is anything behind the name."""
        return self.attributes.end > self.attributes.start


_NONE: Final = Span(0, 0)


def tags_of(text: str, start: int, end: int) -> list[Tag]:
    """All tags of a part of a text, in order; those that stand in scripts and the like are none."""
    found: list[Tag] = []
    at = start
    while (tag := _TAG.search(text, at, end)) is not None:
        at = tag.end()
        kind = tag.lastgroup
        if kind == "close":
            found.append(Tag(tag["close"].lower(), tag.start(), at, True, _NONE, _NONE, at))
        elif kind == "rest":
            name = tag["open"].lower()
            rest = Span(*tag.span("rest"))
            inside, behind = _NONE, at
            is_closed = rest.end > rest.start and text[rest.end - 1] == "/"
            if name in _RAW and not is_closed:
                closing = _RAW_END[name].search(text, at, end)
                inside = Span(at, closing.start() if closing is not None else end)
                behind = inside.end
            found.append(Tag(name, tag.start(), at, False, rest, inside, behind, is_closed))
            at = behind
        else:
            inside = Span(*tag.span("cdata")) if kind == "cdata" else _NONE
            found.append(Tag("", tag.start(), at, False, _NONE, inside, at))
    return found


def attributes_of(text: str, tag: Tag) -> dict[str, Span]:
    """Where the values of a tag's attributes stand, without their quotes; of a name given twice the first counts."""
    found: dict[str, Span] = {}
    for attribute in _ATTRIBUTE.finditer(text, *tag.attributes):
        kind = attribute.lastgroup
        found.setdefault(attribute[1].lower(), Span(*attribute.span(kind)) if kind else Span(*[attribute.end()] * 2))
    return found
