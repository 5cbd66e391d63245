"""HTML, whole or in pieces, to the text that a reader sees, every character of which knows its place.

No tree is built: one pass over tags and text. It serves pages as well as the bodies of feeds, wires and letters, which
are HTML inside of something else; what it is given is a stretch, so places are those of the file on disk.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator
from typing import Final, NamedTuple

from figcheck.articles import Piece
from figcheck.read.lines import Stretch

BLOCKS: Final = frozenset(
    "address article aside blockquote body caption center dd details dialog dir div dl dt fieldset figcaption figure"
    " footer form h1 h2 h3 h4 h5 h6 header hgroup hr html li main menu nav ol option p pre section select summary table"
    " tbody tfoot thead title tr ul".split()
)
"""Elements that begin on a line of their own (the rendering section of the HTML standard)."""

HEADINGS: Final = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))

_UNSEEN = frozenset(
    "audio button canvas head iframe math noscript object script style svg template textarea video".split()
)
_RAW = frozenset(("script", "style", "textarea", "title", "xmp", "iframe", "noembed", "noframes"))
_VOID = frozenset("area base br col embed hr img input link meta param source track wbr".split())
_DEEPEST = 40  # open elements that are looked at; nobody nests that many on purpose
_RAISED = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")
_CELLS = frozenset(("td", "th"))

# A quoted value may hold ">"; an open quote ends nothing but itself, so both are tried only once.
_TAG = re.compile(
    r"<!--(?:.*?-->|.*)|<!\[CDATA\[(?P<cdata>.*?)(?:\]\]>|\Z)|<[!?][^>]*+>?"
    r"|</(?P<close>[a-zA-Z][^\s/>]*+)[^>]*+>?"
    r"|<(?P<open>[a-zA-Z][^\s/>]*+)(?P<rest>(?:[^>\"']++|\"[^\"]*+\"|'[^']*+'|[\"'])*+)>?",
    re.DOTALL,
)
_ENTITY = re.compile(r"&(?:#[xX]?[0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_SPACE = re.compile(r"[ \t\n\r\f\xa0]+")
_HIDDEN = re.compile(
    r"""\bhidden(?=[\s=/]|\Z)|aria-hidden\s*=\s*["']?true|style\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)""",
    re.IGNORECASE,
)
_NOTE_MARK = re.compile(r"\[?(?:[0-9]{1,3}|[a-z*†‡§]|note [0-9]{1,3}|citation needed)\]?\Z", re.IGNORECASE)


class Segment(NamedTuple):
    """Characters of the text, and where in the markup the first stands; the others follow it one by one."""

    text: str
    at: int


class Block(NamedTuple):
    """A paragraph, heading, list item or table row: the innermost block element, and its segments.

    ``name`` is that of the element ("p", "h2", "li", "tr"), ``above`` those of the elements around it that are open,
    the outermost first.
    """

    name: str
    segments: list[Segment]
    above: tuple[str, ...] = ()

    @property
    def text(self) -> str:
        """Its text, white space as it is shown."""
        return "".join(segment.text for segment in self.segments)


def seen_text(markup: Stretch) -> Stretch:
    """The text of a fragment as a stretch: paragraphs with a blank line between them, rows of a table as lines whose
    cells are set apart by tabs."""
    return joined(markup, list(blocks(markup.text)))


def joined(markup: Stretch, parts: list[Block]) -> Stretch:
    """Blocks of a markup as one stretch, as ``seen_text`` sets them."""
    segments: list[Segment] = []
    before: Block | None = None
    for block in parts:
        if before is not None:
            is_row = block.name == before.name == "tr"
            segments.append(Segment("\n" if is_row else "\n\n", -1))
        segments += block.segments
        before = block
    return placed(markup, segments)


def placed(markup: Stretch, segments: list[Segment]) -> Stretch:
    """Segments as one stretch with places in the file. One that stands nowhere (``at`` below 0) takes the place of what
    is before it."""
    starts = [piece.text_start for piece in markup.pieces]
    pieces: list[Piece] = []
    length = 0
    for text, at in segments:
        if at < 0:
            length += len(text)
            continue
        index = max(0, bisect_right(starts, at) - 1)
        _add(pieces, _moved(markup.pieces[index], at, length))
        index += 1
        while index < len(starts) and starts[index] < at + len(text):
            pieces.append(markup.pieces[index]._replace(text_start=length + starts[index] - at))
            index += 1
        length += len(text)
    text = "".join(segment.text for segment in segments)
    if not pieces or not text:
        return Stretch("", ())
    if pieces[0].text_start:
        pieces[0] = pieces[0]._replace(text_start=0)
    return Stretch(text, tuple(pieces))


def _moved(piece: Piece, at: int, text_start: int) -> Piece:
    step = at - piece.text_start
    return Piece(text_start, piece.offset + step, piece.line, piece.column + step)


def _add(pieces: list[Piece], piece: Piece) -> None:
    """Adds a piece unless the last one leads there anyway."""
    if not pieces or _moved(pieces[-1], piece.text_start, piece.text_start) != piece:
        pieces.append(piece)


def blocks(text: str) -> Iterator[Block]:
    """The blocks of a markup that hold text, in reading order. What is never seen (scripts, hidden elements) is left
    out, as are the marks of footnotes."""
    reader = _Reader(text)
    at = 0
    end = len(text)
    while at < end:
        found = _TAG.search(text, at)
        if found is None:
            reader.words(at, end)
            break
        reader.words(at, found.start())
        at = found.end()
        if found["cdata"] is not None:
            reader.words(found.start("cdata"), found.end("cdata"))
        elif found["close"] is not None:
            yield from reader.closed(found["close"].lower())
        elif found["open"] is not None:
            name = found["open"].lower()
            yield from reader.opened(name, found["rest"], found.start())
            if name in _RAW:
                at = _end_of_raw(text, name, at)
    yield from reader.ended()


def _end_of_raw(text: str, name: str, at: int) -> int:
    """Where the end tag of an element begins in which nothing else is markup."""
    found = re.compile(rf"</{name}(?=[\s/>])", re.IGNORECASE).search(text, at)
    return found.start() if found else len(text)


class _Reader:
    """The open elements and the block that is being read."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._open: list[str] = []
        self._count: Counter[str] = Counter()  # of the open elements by name
        self._unseen: list[str] = []  # the hidden element and the open ones of its name inside it
        self._segments: list[Segment] = []
        self._block = "p"
        self._tables = 0  # that are open
        self._in_row = False
        self._raised: int | None = None  # where a superscript began among the segments

    def words(self, start: int, end: int) -> None:
        if start == end or self._unseen:
            return
        at = start
        for entity in _ENTITY.finditer(self._text, start, end):
            plain = html.unescape(entity.group())
            if plain == entity.group():
                continue
            self._plain(at, entity.start())
            for character in plain:
                self._put(" " if _SPACE.fullmatch(character) else character, entity.start())
            at = entity.end()
        self._plain(at, end)

    def _plain(self, start: int, end: int) -> None:
        at = start
        for space in _SPACE.finditer(self._text, start, end):
            if space.group() == " " and space.start() > start:
                continue
            if space.start() > at:
                self._put(self._text[at : space.start()], at)
            self._put(" ", space.start())
            at = space.end()
        if at < end:
            self._put(self._text[at:end], at)

    def _put(self, text: str, at: int) -> None:
        if text.startswith(" ") and (not self._segments or self._segments[-1].text[-1] in " \n\t"):
            text, at = text[1:], at + 1
        if text:
            self._segments.append(Segment(text, at))

    def opened(self, name: str, rest: str, at: int) -> Iterator[Block]:
        if self._unseen:
            if name == self._unseen[0] and name not in _VOID:
                self._unseen.append(name)
            return
        if name == "br":
            self._trim()
            self._segments.append(Segment("\n", at))
            return
        is_open = name not in _VOID and not rest.endswith("/")
        if name in _UNSEEN or (rest and name not in _VOID and _HIDDEN.search(rest)):
            if is_open:
                self._unseen = [name]
            return
        if name in BLOCKS:
            self._tables += name == "table"
            if self._begins(name):
                yield from self._done()
                self._block = name
                self._in_row = name == "tr"
            elif self._segments and not self._segments[-1].text.endswith(("\t", " ")):
                self._segments.append(Segment(" ", at))  # paragraphs inside a cell
        elif name in _CELLS and self._segments:
            self._trim()
            self._segments.append(Segment("\t", at))
        elif name == "sup":
            self._raised = len(self._segments)
        if is_open:
            self._open.append(name)
            self._count[name] += 1

    def closed(self, name: str) -> Iterator[Block]:
        if self._unseen:
            if name == self._unseen[0]:
                self._unseen.pop()
            return
        if name == "sup" and self._raised is not None:
            raised = self._segments[self._raised :]
            del self._segments[self._raised :]
            mark = "".join(segment.text for segment in raised).strip()
            if _is_power(self._segments):  # "10⁶" is no 106
                self._segments += [Segment(segment.text.translate(_RAISED), segment.at) for segment in raised]
            elif not _NOTE_MARK.match(mark):
                self._segments += raised
            self._raised = None
        if name in BLOCKS and self._begins(name):
            yield from self._done()
            self._in_row = False
        if name == "table":
            self._tables = max(0, self._tables - 1)
        while self._count[name]:
            last = self._open.pop()
            self._count[last] -= 1
            if last == name:
                break
        if not self._segments:
            self._block = self._innermost()

    def _begins(self, name: str) -> bool:
        """Whether a block element ends what stands before it: inside a row only the next row and the table's end do."""
        return not self._in_row or (name in ("tr", "table") and self._tables < 2)

    def _innermost(self) -> str:
        return next((name for name in reversed(self._open[-_DEEPEST:]) if name in BLOCKS), "p")

    def ended(self) -> Iterator[Block]:
        yield from self._done()

    def _done(self) -> Iterator[Block]:
        self._trim()
        self._raised = None
        while self._segments and self._segments[0].text.isspace():
            del self._segments[0]
        if self._segments:
            yield Block(self._block, self._segments, tuple(self._open[-_DEEPEST:]))
        self._segments = []
        self._block = self._innermost()

    def _trim(self) -> None:
        """Takes the spaces off the end."""
        while self._segments and self._segments[-1].text.endswith(" "):
            last = self._segments.pop()
            bare = last.text.rstrip(" ")
            if bare:
                self._segments.append(Segment(bare, last.at))


def _is_power(before: list[Segment]) -> bool:
    """Whether a superscript behind these is a power ("10⁶", "m²") and no mark of a footnote."""
    text = "".join(segment.text for segment in before[-3:])
    return re.search(r"(?:\b10|\b(?:[kcm]?m|ft|in|mi|s|h))\Z", text) is not None
