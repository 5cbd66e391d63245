"""HTML, whole or in pieces, to the text that a reader sees, every character of which knows its place.

No tree is built: one pass over tags and text. It serves pages as well as the bodies of feeds, wires and letters, which
are HTML inside of something else; what it is given is a stretch, so places are those of the file on disk.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections import Counter
from typing import Final, NamedTuple

from figcheck.articles import Piece, Span
from figcheck.expressions import expression
from figcheck.read.lines import Stretch
from figcheck.read.markuptables import OpenTable, layout_tables
from figcheck.read.tags import VOID, Tag, tags_of

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
_STRUCK = frozenset(("s", "strike", "del"))  # what is struck out is withdrawn
_DEEPEST = 40  # open elements that are looked at; nobody nests that many on purpose
_RAISED = str.maketrans("0123456789-+n", "⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺ⁿ")
_CELLS = frozenset(("td", "th"))
# An element ends where one of these opens (the optional tags of the HTML standard).
_ENDED_BY: Final[dict[str, frozenset[str]]] = {
    "p": BLOCKS - {"body", "html", "title", "caption", "tbody", "thead", "tfoot", "tr", "option"},
    "li": frozenset(("li",)),
    "dt": frozenset(("dt", "dd")),
    "dd": frozenset(("dt", "dd")),
    "option": frozenset(("option",)),
    "td": frozenset(("td", "th", "tr", "tbody")),
    "th": frozenset(("td", "th", "tr", "tbody")),
    "tr": frozenset(("tr", "tbody")),
}
_ENTITY = expression(r"&(?:#[xX]?[0-9a-fA-F]{1,8};?|[A-Za-z][A-Za-z0-9]{1,31};?)")
_SPACES: Final = " \t\n\r\f\xa0"
_ONE_SPACE = str.maketrans("\t\n\r\f", "    ")
_LOOSE = expression(r"(?<![0-9])\xa0|\xa0(?![0-9])")  # between digits it keeps a number together
# Runs of white space, which are shown as one, and what is not shown at all: soft hyphens, places to break a word.
_ODD = expression("[ \\t\\n\\r\\f\\xa0]{2,}|[\\xad\u200b\u2060\ufeff]+")
_HIDDEN = expression(
    r"""\bhidden(?=[\s=/]|\Z)|aria-hidden\s*=\s*["']?true|style\s*=\s*["'][^"']*(?:display\s*:\s*none|visibility\s*:\s*hidden)""",
    re.IGNORECASE,
)
_NOTE_MARK = expression(r"\[?(?:[0-9]{1,3}|[a-z*†‡§]|note [0-9]{1,3}|citation needed)\]?\Z", re.IGNORECASE)


class Segment(NamedTuple):
    """Characters of the text, and where in the markup the first stands; the others follow it one by one. ``linked``:
    they are the words of a link."""

    text: str
    at: int
    linked: bool = False


class Block(NamedTuple):
    """A paragraph, heading, list item or table row: the innermost block element, and its segments.

    ``name`` is that of the element ("p", "h2", "li", "tr"), ``above`` those of the elements around it that are open,
    the outermost first. ``table`` is where the table begins of which it is a row, -1 for none.
    """

    name: str
    segments: list[Segment]
    above: tuple[str, ...] = ()
    table: int = -1

    @property
    def text(self) -> str:
        """Its text, white space as it is shown."""
        return "".join(segment.text for segment in self.segments)


class Markup(NamedTuple):
    """What a markup holds: its blocks in reading order, all its tags, the spans that are there and not shown (hidden
    elements, fallbacks, buttons), and how deep its elements are nested."""

    blocks: list[Block]
    tags: list[Tag]
    hidden: list[Span]
    depth: int


def seen_text(markup: Stretch) -> Stretch:
    """The text of a fragment as a stretch: paragraphs with a blank line between them, rows of a table as lines whose
    cells are set apart by tabs."""
    return joined(markup, blocks(markup.text))


def blocks(text: str) -> list[Block]:
    """The blocks of a markup that hold text, in reading order. What is never seen (scripts, hidden elements) is left
    out, as are the marks of footnotes and what is struck out."""
    return read_markup(text).blocks


def read_markup(text: str, start: int = 0, end: int | None = None) -> Markup:
    """The markup that stands in a part of a text; places are those in the whole text."""
    end = len(text) if end is None else end
    tags = tags_of(text, start, end)
    reader = _Reader(text, layout_tables(text, tags))
    at = start
    for tag in tags:
        if at < tag.start:
            reader.words(at, tag.start)
        if tag.closes:
            reader.closed(tag)
        elif tag.name:
            reader.opened(tag)
        else:
            reader.words(*tag.inside)
        at = tag.behind
    reader.words(at, end)
    reader.done()
    if reader.hidden_from >= 0:
        reader.hidden.append(Span(reader.hidden_from, end))
    return Markup(reader.blocks, tags, reader.hidden, reader.depth)


def joined(markup: Stretch, parts: list[Block]) -> Stretch:
    """Blocks of a markup as one stretch, as ``seen_text`` sets them."""
    segments: list[Segment] = []
    before: Block | None = None
    for block in parts:
        if before is not None:
            is_row = block.name == before.name == "tr" and block.table == before.table
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
    for text, at, _ in segments:
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


def words_of(text: str, start: int, end: int) -> list[Segment]:
    """The segments of a part of a markup that holds entities and no tags: a title, the value of an attribute."""
    reader = _Reader(text, frozenset())
    reader.words(start, end)
    reader.done()
    return reader.blocks[0].segments if reader.blocks else []


class _Reader:
    """The open elements and the block that is being read."""

    def __init__(self, text: str, layouts: frozenset[int]) -> None:
        self.blocks: list[Block] = []
        self.hidden: list[Span] = []
        self.hidden_from = -1
        self.depth = 0
        self._text = text
        self._layouts = layouts
        self._open: list[str] = []
        self._count: Counter[str] = Counter()  # of the open elements by name
        self._unseen: list[str] = []  # the hidden element and the open ones of its name inside it
        self._segments: list[Segment] = []
        self._block = "p"
        self._tables: list[OpenTable] = []
        self._row: OpenTable | None = None  # the table whose row is being read
        self._raised: int | None = None  # where a superscript began among the segments
        self._last = ""  # the last character of the block so far

    # --- text ---

    def words(self, start: int, end: int) -> None:
        if start >= end or self._unseen:
            return
        linked = self._count["a"] > 0
        text = self._text
        if text.find("&", start, end) < 0:
            self._plain(start, end, linked)
            return
        at = start
        for entity in _ENTITY.finditer(text, start, end):
            plain = html.unescape(entity.group())
            if plain == entity.group():
                continue
            self._plain(at, entity.start(), linked)
            at = entity.end()
            for character in plain:
                if character in "\xad\u200b\u2060\ufeff":
                    continue
                if character == "\xa0" and self._last.isdigit() and text[at : at + 1].isdigit():
                    self._put(character, entity.start(), linked)
                else:
                    self._put(" " if character in _SPACES else character, entity.start(), linked)
        self._plain(at, end, linked)

    def _plain(self, start: int, end: int, linked: bool) -> None:
        text = self._text
        if self._count["pre"] > 0:
            self._preformatted(start, end, linked)
            return
        at = start
        for odd in _ODD.finditer(text, start, end):
            self._put(self._spaced(at, odd.start()), at, linked)
            if odd.group()[0] in _SPACES:
                self._put(" ", odd.start(), linked)
            at = odd.end()
        self._put(self._spaced(at, end), at, linked)

    def _spaced(self, start: int, end: int) -> str:
        """A part of the text with every white space as a plain one."""
        part = self._text[start:end].translate(_ONE_SPACE)
        return _LOOSE.sub(" ", part) if "\xa0" in part else part

    def _preformatted(self, start: int, end: int, linked: bool) -> None:
        """Text whose line ends are shown as they stand."""
        part = self._text[start:end].replace("\f", " ").replace("\t", " ")
        if part.strip() or self._segments:
            self._segments.append(Segment(part, start, linked))
            self._last = part[-1:]

    def _put(self, text: str, at: int, linked: bool) -> None:
        if not text:
            return
        if text[0] == " " and (not self._segments or self._last in " \n\t"):
            text, at = text[1:], at + 1
            if not text:
                return
        self._segments.append(Segment(text, at, linked))
        self._last = text[-1]

    def _mark(self, text: str, at: int) -> None:
        """Adds white space of our own: a line break, the border of a cell."""
        self._segments.append(Segment(text, at))
        self._last = text[-1]

    # --- tags ---

    def opened(self, tag: Tag) -> None:
        name = tag.name
        if self._unseen:
            if self._unseen[0] == "head" and (name in BLOCKS or name == "a"):  # its end was left out
                self._shown(tag.start)
            else:
                if name == self._unseen[0] and name not in VOID:
                    self._unseen.append(name)
                return
        if name == "br":
            self._trim()
            self._mark(" " if self._row is not None else "\n", tag.start)
            return
        void = name in VOID
        if name in _UNSEEN or name in _STRUCK or (not void and tag.has_attributes and self._is_hidden(tag)):
            if not void and not tag.is_closed:
                self._unseen = [name]
                self.hidden_from = tag.behind if name not in _STRUCK else -1
            return
        while self._open and name in _ENDED_BY.get(self._open[-1], ()):
            self._count[self._open.pop()] -= 1
        if name in BLOCKS:
            self._begin(name, tag)
        elif name in _CELLS:
            self._cell(tag)
        elif name == "sup":
            self._raised = len(self._segments)
        if not void and not tag.is_closed:
            self._open.append(name)
            self._count[name] += 1
            self.depth = max(self.depth, len(self._open))

    def _is_hidden(self, tag: Tag) -> bool:
        return tag.name not in ("body", "html") and _HIDDEN.search(self._text, *tag.attributes) is not None

    def _begin(self, name: str, tag: Tag) -> None:
        """A block element begins: a block of its own, but for one inside a cell."""
        if name == "table":
            is_layout = tag.start in self._layouts
            if self._row is None or is_layout:
                self.done()
            self._tables.append(OpenTable(tag.start, is_layout))
            self._row = None
        elif name == "tr" and self._tables and not self._tables[-1].is_layout:
            self.done()
            self._row = self._tables[-1]
            self._row.next_row()
        elif self._row is None:
            self.done()
        elif self._last not in "\t ":
            self._mark(" ", tag.start)  # paragraphs inside a cell
        if self._row is None or name == "tr":
            self._block = name

    def _cell(self, tag: Tag) -> None:
        if self._row is None:
            self.done()
            return
        tabs = self._row.tabs_before(self._text, tag)
        self._trim()
        if tabs:
            self._mark("\t" * tabs, tag.start)

    def closed(self, tag: Tag) -> None:
        name = tag.name
        if self._unseen:
            if name == self._unseen[0]:
                self._unseen.pop()
                if not self._unseen:
                    self._shown(tag.start)
            return
        if name == "sup" and self._raised is not None:
            self._lower()
        if name == "table":
            self.done()
            if self._tables:
                self._tables.pop()
            self._row = None
        elif name in BLOCKS and (self._row is None or name == "tr"):
            self.done()
            self._row = None
        elif name in _CELLS and self._row is None:
            self.done()
        while self._count[name] > 0:
            last = self._open.pop()
            self._count[last] -= 1
            if last == name:
                break
        if not self._segments:
            self._block = self._innermost()

    def _shown(self, at: int) -> None:
        """What is hidden ends."""
        self._unseen = []
        if at > self.hidden_from >= 0:
            self.hidden.append(Span(self.hidden_from, at))
        self.hidden_from = -1

    def _lower(self) -> None:
        """A superscript ends: a power is kept as such, the mark of a footnote goes."""
        assert self._raised is not None
        raised = self._segments[self._raised :]
        del self._segments[self._raised :]
        mark = "".join(segment.text for segment in raised).strip()
        if _is_power(self._segments):  # "10⁶" is no 106
            self._segments += [segment._replace(text=segment.text.translate(_RAISED)) for segment in raised]
        elif not _NOTE_MARK.match(mark):
            self._segments += raised
        self._last = self._segments[-1].text[-1] if self._segments else ""
        self._raised = None

    def _innermost(self) -> str:
        return next((name for name in reversed(self._open[-_DEEPEST:]) if name in BLOCKS), "p")

    # --- blocks ---

    def done(self) -> None:
        """The block that is being read ends."""
        if self._segments:
            self._trim()
            self._raised = None
            is_row = self._block == "tr" and self._row is not None
            kept = self._segments if is_row else _without_lead(self._segments)
            if any(not segment.text.isspace() for segment in kept):
                table = self._row.start if is_row and self._row is not None else -1
                name = "div" if self._block == "tr" and not is_row else self._block
                self.blocks.append(Block(name, kept, tuple(self._open[-_DEEPEST:]), table))
            self._segments = []
        self._last = ""
        self._block = self._innermost()

    def _trim(self) -> None:
        """Takes the spaces off the end."""
        while self._segments and self._segments[-1].text[-1] == " ":
            last = self._segments.pop()
            bare = last.text.rstrip(" ")
            if bare:
                self._segments.append(last._replace(text=bare))
        self._last = self._segments[-1].text[-1] if self._segments else ""


def _without_lead(segments: list[Segment]) -> list[Segment]:
    """The segments without white space before the first words and behind the last."""
    first, past = 0, len(segments)
    while first < past and segments[first].text.isspace():
        first += 1
    while past > first and segments[past - 1].text.isspace():
        past -= 1
    kept = segments[first:past]
    if kept:
        text, at, _ = kept[0]
        lead = len(text) - len(text.lstrip())
        kept[0] = kept[0]._replace(text=text[lead:], at=at + lead)
        kept[-1] = kept[-1]._replace(text=kept[-1].text.rstrip())
    return kept


def _is_power(before: list[Segment]) -> bool:
    """Whether a superscript behind these is a power ("10⁶", "m²") and no mark of a footnote."""
    text = "".join(segment.text for segment in before[-3:])
    return re.search(r"(?:\b10|\b(?:[kcm]?m|ft|in|mi|s|h))\Z", text) is not None
