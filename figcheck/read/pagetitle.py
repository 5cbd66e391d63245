"""The title of a page's article, and where it stands in the source."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.read.aligning import LINKED, Unit, key_of
from figcheck.read.linkeddata import segments_of
from figcheck.read.markup import HEADINGS, Markup, Segment, words_of
from figcheck.read.pagefacts import PageFacts

_SHORTEST: Final = 10  # letters by which a title is known again
_NEAR: Final = 3  # units into the text at which a title may still stand
_LONGEST: Final = 400
_BORDER: Final = expression(r"\s+(?:[|–—·•»«]|-|::|\|\|)\s+|\s*:\s+")
_MOST_WORDS: Final = 6  # of the name of an outlet


class PageTitle(NamedTuple):
    """A title: its segments, the number of the unit that it is, None for one of the head of the page; and the name of
    the outlet where the title of the window is the title with a name behind or before it."""

    segments: list[Segment]
    unit: int | None = None
    outlet: str | None = None

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(segment.text for segment in self.segments)


def title_of(
    text: str, markup: Markup, facts: PageFacts, units: Sequence[Unit], chosen: Sequence[int]
) -> PageTitle | None:
    """The title: the heading that readers see where there is one, else that of the page's head; None for none.

    ``chosen`` are the units of the article's text. Of several headings that is taken which the page's head names.
    """
    window = words_of(text, *facts.window_title) if facts.window_title else []
    heads = [words_of(text, *span) for span in facts.titles]
    chosen = [number for number in chosen if units[number].is_prose] or chosen
    first = chosen[0] if chosen else len(units)
    number = _heading(units, first, chosen, facts, [_key(head) for head in heads], _key(window))
    if number is not None:
        segments = [s._replace(text=s.text.replace("\n", " ")) for s in units[number].segments]
        return PageTitle(segments, number, _rest_of(window, segments))
    if heads:
        return PageTitle(_without_outlet(heads[0], facts.outlet))
    if facts.headline and (headline := segments_of(text, markup.tags, "headline", facts.headline)):
        return PageTitle(headline)
    near = [n for n in range(max(0, first - _NEAR), first) if units[n].block.name in HEADINGS]
    if near and units[near[-1]].linked < LINKED and len(key_of(units[near[-1]].text)) >= _SHORTEST:
        return PageTitle(list(units[near[-1]].segments), near[-1])
    if window and not _is_name(_key(window), facts.outlet):
        return PageTitle(_without_outlet(window, facts.outlet, pipes=True))
    return None


def _key(segments: Sequence[Segment]) -> str:
    return key_of("".join(segment.text for segment in segments))


def _is_name(key: str, outlet: str | None) -> bool:
    return not key or (outlet is not None and key == key_of(outlet))


def _heading(
    units: Sequence[Unit], first: int, chosen: Sequence[int], facts: PageFacts, heads: Sequence[str], window: str
) -> int | None:
    """The number of the unit that is the title."""
    told = [key for key in (*heads, key_of(facts.headline or "")) if len(key) >= _SHORTEST]
    last = chosen[min(_NEAR, len(chosen) - 1)] if chosen else len(units)
    before = [
        (number, key)
        for number, unit in enumerate(units[: last + 1])
        if len(key := key_of(unit.text)) > 2 and len(unit.text) <= _LONGEST and not _is_name(key, facts.outlet)
    ]
    tops = [(n, key) for n, key in before if units[n].block.name == "h1" or "h1" in units[n].block.above]
    headings = [(n, key) for n, key in before if units[n].block.name in HEADINGS]
    for some in (tops, headings, before):
        same = [n for n, key in some if key in told]
        if not same:
            same = [n for n, key in some if len(key) >= _SHORTEST and key in window]
        if not same and some is tops:
            same = [n for n, key in some if any(key in name or name in key for name in told) and len(key) >= _SHORTEST]
        if same:
            return _nearest(same, first)
        if some is tops and len(tops) == 1:
            return tops[0][0]
    return _nearest([n for n, _ in tops], first) if tops and not heads else None


def _nearest(numbers: Sequence[int], first: int) -> int:
    """The last one that stands before the text, else the first."""
    return max((n for n in numbers if n <= first), default=numbers[0])


def _without_outlet(segments: list[Segment], outlet: str | None, pipes: bool = False) -> list[Segment]:
    """A title without the name of the outlet behind or before it; ``pipes``: or without what is set off by a bar."""
    text = "".join(segment.text for segment in segments)
    borders = list(_BORDER.finditer(text))
    if not borders:
        return segments
    last, begin = borders[-1], borders[0]
    name = key_of(outlet or "")
    behind, before = key_of(text[last.end() :]), key_of(text[: begin.start()])
    if name and (behind == name or (len(behind) > 3 and behind in name)):
        return _cut(segments, Span(0, last.start()))
    if name and before == name:
        return _cut(segments, Span(begin.end(), len(text)))
    if pipes and "|" in last.group() and len(text[last.end() :].split()) <= _MOST_WORDS:
        return _cut(segments, Span(0, last.start()))
    return segments


def _cut(segments: Sequence[Segment], span: Span) -> list[Segment]:
    kept: list[Segment] = []
    at = 0
    for segment in segments:
        start, end = max(span.start - at, 0), min(span.end - at, len(segment.text))
        if start < end:
            kept.append(segment._replace(text=segment.text[start:end], at=segment.at + start))
        at += len(segment.text)
    return kept


def _rest_of(window: Sequence[Segment], title: Sequence[Segment]) -> str | None:
    """What the title of the window has beside the title, where that may be the name of an outlet."""
    text, key = "".join(segment.text for segment in window), _key(title)
    if len(key) < _SHORTEST:
        return None
    for border in _BORDER.finditer(text):
        left, right = text[: border.start()].strip(), text[border.end() :].strip()
        for same, other in ((left, right), (right, left)):
            if key_of(same) == key and other and len(other.split()) <= _MOST_WORDS:
                return _BORDER.split(other)[-1].strip() if same == left else other
    return None
