"""The sentences that a finding is about, each once, with what is marked in it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final, NamedTuple

from figcheck.articles import Header, Place, Span
from figcheck.expressions import expression
from figcheck.findings import Finding
from figcheck.model import Claim, Passage
from figcheck.report.terminal import Look, clean, display_width, wrap

# Where a marked stretch begins and ends. As private characters while lines are wrapped: no text that was made safe
# holds them, and each stands for one of the two columns that the marks take when printed.
_OPEN, _CLOSE = "\U00100000", "\U00100001"
_PRINTED: Final = {_OPEN: ">>", _CLOSE: "<<"}
_EDGE = expression(f"({_OPEN}{{1,2}}|{_CLOSE}{{1,2}})")
_BLANKS = expression(r"\s+")

# A sentence: article, text, and where it begins in the file (None where that is not known).
_Key = tuple[str, str, int | None]


class Sentence(NamedTuple):
    """A sentence as a finding shows it: where its first mark stands, what is marked, and the figures and passages that
    the marks are of, in the order in which the finding names them."""

    header: Header
    place: Place
    quote: str
    marks: tuple[Span, ...]
    note: str = ""
    claims: tuple[Claim, ...] = ()
    passages: tuple[Passage, ...] = ()


def sentences_of(finding: Finding, claims: Mapping[str, Claim], headers: Mapping[str, Header]) -> tuple[Sentence, ...]:
    """The sentences that a finding is about, each once, with its figures and places marked; in the order of the text,
    that of the primary figure's article first."""
    found: dict[_Key, Sentence] = {}
    order: dict[str, int] = {}
    for claim_id in finding.figures:
        claim = claims[claim_id]
        order.setdefault(claim.header.id, len(order))
        start = claim.place.start
        key = (claim.header.id, claim.quote, None if start is None else start - claim.quote_at.start)
        _add(found, key, Sentence(claim.header, claim.place, claim.quote, (claim.quote_at,), claims=(claim,)))
    for passage in sorted(finding.places, key=lambda it: position(it.place)):
        order.setdefault(passage.article, len(order))
        key, at = _standing(passage, found)
        header = headers.get(passage.article) or Header(passage.article, passage.article)
        marks = (at,) if at is not None else ()
        _add(found, key, Sentence(header, passage.place, passage.quote, marks, passage.note, passages=(passage,)))
    return tuple(sorted(found.values(), key=lambda it: (order[it.header.id], position(it.place))))


def _standing(passage: Passage, found: Mapping[_Key, Sentence]) -> tuple[_Key, Span | None]:
    """The sentence of a passage, one that is there already where it stands in that, and its span there."""
    length, start = len(passage.surface), passage.place.start
    for key in found:
        article, quote, begins = key
        if article != passage.article or begins is None or start is None:
            continue
        at = start - begins
        if at >= 0 and quote[at : at + length] == passage.surface:
            return key, Span(at, at + length)
    at = passage.quote.find(passage.surface)
    span = Span(at, at + length) if at >= 0 and length else None
    return (passage.article, passage.quote, None if start is None or at < 0 else start - at), span


def _add(found: dict[_Key, Sentence], key: _Key, new: Sentence) -> None:
    old = found.get(key)
    if old is None:
        found[key] = new
        return
    first = min(old, new, key=lambda it: position(it.place))
    # Beside figures a note tells nothing new; of two places each has its own.
    told = "; ".join(dict.fromkeys((old.note, new.note))) if old.note and new.note else old.note
    found[key] = old._replace(
        place=first.place,
        marks=(*old.marks, *new.marks),
        note=told,
        claims=(*old.claims, *new.claims),
        passages=(*old.passages, *new.passages),
    )


def position(place: Place) -> tuple[int, int, int]:
    """Where a place comes in the order of its file."""
    return place.record or 0, place.line or 0, place.column or 0


class Shown(NamedTuple):
    """A line as it is printed, with its colours, and how many columns it takes."""

    text: str
    columns: int


def marked_lines(sentence: Sentence, width: int, severity: str, look: Look) -> Iterator[Shown]:
    """The sentence in lines, its marks between ``>>`` and ``<<``, which survive a copy into plain text, and in
    colour."""
    text = _BLANKS.sub(" ", "".join(_pieces(sentence))).strip()
    inside = False
    for line in wrap(text, width) if text else ():
        shown = marked = ""
        for part in _EDGE.split(line):
            edge = part[:1] if part[:1] in _PRINTED else ""
            inside = inside or edge == _OPEN
            if inside:
                marked += _PRINTED[edge][: len(part)] if edge else part
            else:
                shown += part
            if edge == _CLOSE:
                shown, marked, inside = shown + look.paint(marked, severity), "", False
        yield Shown(shown + look.paint(marked, severity), display_width(line))


def _pieces(sentence: Sentence) -> Iterator[str]:
    """The sentence cut at its marks, each piece made safe; of marks that overlap the first is shown."""
    done = 0
    for mark in sorted(set(sentence.marks)):
        if mark.start < done or not mark.start < mark.end <= len(sentence.quote):
            continue
        yield clean(sentence.quote[done : mark.start])
        yield f"{_OPEN * 2}{clean(sentence.quote[mark.start : mark.end])}{_CLOSE * 2}"
        done = mark.end
    yield clean(sentence.quote[done:])
