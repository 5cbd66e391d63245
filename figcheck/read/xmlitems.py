"""XML to its items (entries of a feed, stories of a wire), each with the text it was written as, while it is parsed.

The parser is expat, of the standard library. It loads nothing: what a DTD outside would declare is unknown, and a file
that declares entities of its own is refused, since such can grow without bound. The entities of HTML, which feeds use
without declaring them, stand for what they mean in HTML. Markup is read from the text of the file (``content``), so
that every character keeps its place; expat says where elements begin and end, and that the XML is sound.
"""

from __future__ import annotations

import html
import re
from collections import deque
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NamedTuple
from xml.parsers import expat

from figcheck.expressions import expression
from figcheck.read.cursor import Cursor, stretch_from
from figcheck.read.given import Unreadable
from figcheck.read.lines import Stretch
from figcheck.read.markup import Segment, placed

_KINDS: Final = {
    "http://purl.org/dc/elements/1.1/": "dc",
    "http://purl.org/dc/terms/": "dc",
    "http://purl.org/rss/1.0/modules/content/": "content",
    "http://www.w3.org/2005/atom": "",
    "http://purl.org/atom/ns#": "",
    "http://purl.org/rss/1.0/": "",
    "http://my.netscape.com/rdf/simple/0.9/": "",
    "http://channel.netscape.com/rdf/simple/0.9/": "",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#": "",
    "http://iptc.org/std/nar/2006-10-01/": "",
    "http://iptc.org/std/nitf/2006-10-18/": "",
    "http://search.yahoo.com/mrss/": "media",
    "http://www.itunes.com/dtds/podcast-1.0.dtd": "itunes",
}
"""Namespaces, in small letters, and what their elements are called here: "" for a bare name. Those that are not listed,
or never declared, as in many feeds, go by the prefix that is written."""

_AT_THE_END: Final = (3, 5)  # no element found, unclosed token
_DEEPEST: Final = 400
_MOST_ELEMENTS: Final = 100_000  # in an item
_BATCH: Final = 1 << 16  # characters that the parser gets at once, so that items come as they are read
_START_TAG = expression(r"<(?:[^<>\"']++|\"[^\"]*+\"|'[^']*+')*+>")
_IN_TEXT = expression(r"<!\[CDATA\[(?P<cdata>.*?)\]\]>|<!--.*?-->|<\?.*?\?>|<[^>]*>|&[^;\s<&]{1,40};|\r\n?", re.DOTALL)
_LINES = expression(r"[^\r]*\r\n?|[^\r]+")  # up to a return and with it
_RETURN = expression(r"\r\n?")
_ELEMENT_INSIDE = expression(r"<[A-Za-z_/]")
_PREFIXED_TAG = expression(r"<(?P<slash>/?)(?P<prefix>[A-Za-z_][\w.-]*:)(?P<name>[A-Za-z][\w.-]*)(?P<rest>[^>]*)>")


@dataclass(slots=True)
class Element:
    """An element: its name (with the kind of its namespace, "dc:date"), attributes, and the elements in it. ``start``
    is where its start tag begins, ``end`` where its end tag does (of an empty one the same): offsets in the file."""

    name: str
    attributes: dict[str, str]
    start: int
    end: int = 0
    children: list[Element] = field(default_factory=list)

    def first(self, *names: str) -> Element | None:
        """The first element in it that has one of the names, earlier names first."""
        for name in names:
            for child in self.children:
                if child.name == name:
                    return child
        return None

    def all(self) -> Iterator[Element]:
        """The elements in it at any depth, in their order."""
        for child in self.children:
            yield child
            yield from child.all()


@dataclass(slots=True)
class Item:
    """An item as it is in the file: its element, its text from the start tag on, and the head of the file so far: the
    texts of elements outside of items, by name."""

    element: Element
    text: Stretch
    head: dict[str, str]

    def raw(self, element: Element) -> Stretch:
        """What stands between the tags of an element of it, as it is written."""
        start, end = element.start - self.element.start, element.end - self.element.start
        tag = _START_TAG.match(self.text.text, start)
        return self.text.part(tag.end() if tag else end, end)

    def words(self, *names: str) -> str:
        """The plain text of the first child of one of the names; "" where there is none."""
        for name in names:
            for child in self.element.children:
                if child.name == name and (found := " ".join(content(self.raw(child)).text.split())):
                    return found
        return ""


class TooLargeItem(Exception):
    """An item over the limit of size: where it begins."""

    def __init__(self, at: Cursor) -> None:
        super().__init__(f"line {at.line}")
        self.at = at


@lru_cache(512)
def _meaning(entity: str) -> str:
    return html.unescape(entity).replace("\xa0", " ")


def content(raw: Stretch) -> Stretch:
    """The characters that XML text stands for: entities and character data replaced, tags and comments left out, line
    ends as ``\\n``."""
    segments: list[Segment] = []
    at = 0
    text = raw.text
    for found in _IN_TEXT.finditer(text):
        token = found.group()
        if token[0] in "&\r":
            plain = "\n" if token[0] == "\r" else _meaning(token)
            # It stands where the first character of what it is written as does, so it goes with what is before.
            segments.append(Segment(text[at : found.start()] + plain[:1], at))
            segments += [Segment(character, found.start()) for character in plain[1:]]
        else:
            if found.start() > at:
                segments.append(Segment(text[at : found.start()], at))
            if found["cdata"] is not None:
                for line in _LINES.finditer(found["cdata"]):
                    segments.append(Segment(_RETURN.sub("\n", line.group()), found.start("cdata") + line.start()))
        at = found.end()
    if at < len(text):
        segments.append(Segment(text[at:], at))
    return placed(raw, segments)


def has_elements(raw: Stretch) -> bool:
    """Whether XML text has elements of its own, outside of character data."""
    return _ELEMENT_INSIDE.search(re.sub(r"<!\[CDATA\[.*?\]\]>|<!--.*?-->", "", raw.text, flags=re.DOTALL)) is not None


def unprefixed(raw: Stretch) -> Stretch:
    """XHTML whose tags have a namespace prefix ("h:p") as HTML has them; blanks keep every character in its place."""
    if not re.search(r"</[\w.-]+:", raw.text):
        return raw

    def bare(tag: re.Match[str]) -> str:
        close = "/" if tag["rest"].endswith("/") else ""
        return f"<{tag['slash']}{tag['name']}{' ' * len(tag['prefix'])}{tag['rest'].removesuffix('/')}{close}>"

    return Stretch(_PREFIXED_TAG.sub(bare, raw.text), raw.pieces)


class _Batch(NamedTuple):
    """What the parser got at once: the number of its first byte, the bytes, and the text that they are of."""

    start: int
    data: bytes
    text: str


class XmlItems:
    """Goes through XML that comes in chunks and gives its items: the outermost elements of certain names.

    ``wanted`` are those names; ``heads`` name elements outside of items, with the element that they are in
    ("channel/title"), whose first text is kept in ``head``. Iterating raises Unreadable for broken XML, after the items
    before it, and gives a TooLargeItem for one of more than ``limit`` characters.
    """

    def __init__(self, chunks: Iterator[str], wanted: frozenset[str], heads: frozenset[str], limit: int) -> None:
        self.root: str | None = None
        self.at = Cursor()  # where the last event was
        self.head: dict[str, str] = {}
        self._chunks = chunks
        self._wanted = wanted
        self._heads = heads
        self._limit = limit
        self._ready: list[Item | TooLargeItem] = []
        self._open: list[Element] = []
        self._spaces: list[dict[str, str]] = [{}]
        self._batches: deque[_Batch] = deque()  # that the last event is not behind of
        self._fed = 0  # bytes
        self._byte = 0  # where the last event was
        self._index = 0  # the same in the text of the first batch
        self._kept: Element | None = None  # the open item, or the open element of the head
        self._kept_at = Cursor()
        self._is_item = False
        self._is_skipped = False
        self._elements = 0  # in the open item
        self._deeper = 0  # elements that are open in what is given up
        self._parts: list[str] = []  # of the text of what is kept
        self._length = 0
        self._from = 0  # where what is not yet among them begins in the first batch
        self._parser = self._made()

    def __iter__(self) -> Iterator[Item | TooLargeItem]:
        try:
            for chunk in self._chunks:
                start = 0
                if not self._fed:  # blanks before the declaration, which many sites send, harm nobody
                    start = len(chunk) - len(chunk.lstrip())
                    self.at = self.at.after(chunk, 0, start)
                while start < len(chunk):
                    end = start + _BATCH
                    end += chunk[end - 1 : end] == "\r"  # a CRLF is one line end
                    self._feed(chunk[start:end])
                    yield from self._taken()
                    start = end
            self._parser.Parse(b"", True)
        except expat.ExpatError as error:
            yield from self._taken()
            self._to(max(self._byte, self._parser.ErrorByteIndex))
            reason = expat.errors.messages.get(error.code, "not sound")
            if error.code in _AT_THE_END:
                reason = "it is not closed to the end (is the file cut off?)"
            raise Unreadable(
                f"broken XML: {reason}", "mend it there; what stands before it is read", self.at.line, self.at.column
            ) from None
        yield from self._taken()

    def _taken(self) -> Iterator[Item | TooLargeItem]:
        ready, self._ready = self._ready, []
        yield from ready

    def _made(self) -> expat.XMLParserType:
        parser = expat.ParserCreate("utf-8")
        parser.StartElementHandler = self._started
        parser.EndElementHandler = self._ended
        parser.EntityDeclHandler = self._declared
        # An empty DTD stands in for one outside, so that entities nobody declared here are no error.
        parser.UseForeignDTD(True)
        parser.SetParamEntityParsing(expat.XML_PARAM_ENTITY_PARSING_ALWAYS)
        parser.ExternalEntityRefHandler = self._outside
        return parser

    def _outside(self, context: str, base: str | None, system: str | None, public: str | None) -> int:
        self._parser.ExternalEntityParserCreate(context).Parse(b"", True)
        return 1

    def _declared(self, name: str, *rest: object) -> None:
        self._to(self._parser.CurrentByteIndex)
        raise Unreadable(
            f"the XML declares an entity ({name[:40]}); such may grow without bound or point outside",
            "write its text in its place",
            self.at.line,
            self.at.column,
        )

    def _feed(self, text: str) -> None:
        data = text.encode("utf-8", "surrogatepass")
        self._batches.append(_Batch(self._fed, data, text))
        self._fed += len(data)
        self._parser.Parse(data, False)
        self._to(max(self._byte, self._parser.CurrentByteIndex))
        if self._kept is not None and not self._is_skipped and self._length > self._limit:
            self._skip()

    def _skip(self) -> None:
        """Gives the open item up."""
        assert self._kept is not None
        self._is_skipped = True
        self._parts.clear()
        self._kept.children.clear()
        if self._is_item:
            self._ready.append(TooLargeItem(self._kept_at))
        self._deeper = 0
        self._parser.StartElementHandler = self._started_inside
        self._parser.EndElementHandler = self._ended_inside

    def _started_inside(self, written: str, attributes: dict[str, str]) -> None:
        """For elements of an item that is given up, of which there may be millions."""
        self._deeper += 1
        if self._deeper > _DEEPEST:
            raise self._nested_too_deep()

    def _ended_inside(self, written: str) -> None:
        if self._deeper:
            self._deeper -= 1
            return
        self._spaces.pop()
        if self._open.pop() is self._kept:
            self._kept = None
            self._parser.StartElementHandler = self._started
            self._parser.EndElementHandler = self._ended

    def _nested_too_deep(self) -> Unreadable:
        self._to(self._parser.CurrentByteIndex)
        return Unreadable("XML nested too deep", "give flat XML", self.at.line, self.at.column)

    def _to(self, index: int) -> None:
        """Moves to a byte of what was fed."""
        while self._batches:
            start, data, text = self._batches[0]
            if index < start + len(data):
                passed = data[self._byte - start : index - start]
                count = len(passed) if len(data) == len(text) else len(passed.decode("utf-8", "surrogatepass"))
                self.at = self.at.after(text, self._index, self._index + count)
                self._byte, self._index = index, self._index + count
                return
            self.at = self.at.after(text, self._index, len(text))
            self._keep(text[self._from :])
            self._from = self._index = 0
            self._byte = start + len(data)
            self._batches.popleft()

    def _keep(self, text: str) -> None:
        if self._kept is not None:
            self._length += len(text)
            if not self._is_skipped:
                self._parts.append(text)

    def _name(self, written: str) -> str:
        prefix, colon, local = written.rpartition(":")
        if not colon:
            return written
        for spaces in reversed(self._spaces):
            if prefix in spaces:
                kind = _KINDS.get(spaces[prefix].lower(), prefix.lower())
                return f"{kind}:{local}" if kind else local
        return local if prefix.lower() in ("atom", "rdf", "rss", "nitf") else f"{prefix.lower()}:{local}"

    def _started(self, written: str, attributes: dict[str, str]) -> None:
        self._to(self._parser.CurrentByteIndex)
        if len(self._open) >= _DEEPEST:
            raise self._nested_too_deep()
        self._spaces.append({key[6:]: value for key, value in attributes.items() if key.startswith("xmlns:")})
        element = Element(self._name(written), attributes, self.at.offset)
        if self.root is None:
            self.root = element.name.lower()
        if self._kept is None:
            above = self._open[-1].name if self._open else ""
            self._is_item = element.name in self._wanted
            if self._is_item or f"{above}/{element.name}" in self._heads:
                self._kept, self._kept_at, self._is_skipped = element, self.at, False
                self._parts, self._length, self._from, self._elements = [], 0, self._index, 0
        else:
            self._open[-1].children.append(element)
            self._elements += 1
            if self._elements > _MOST_ELEMENTS:
                self._skip()
        self._open.append(element)

    def _ended(self, written: str) -> None:
        self._to(self._parser.CurrentByteIndex)
        self._spaces.pop()
        element = self._open.pop()
        element.end = self.at.offset
        if element is not self._kept:
            return
        if self._batches:
            self._keep(self._batches[0].text[self._from : self._index])
        if self._length > self._limit and self._is_item:
            self._ready.append(TooLargeItem(self._kept_at))
        elif self._length <= self._limit:
            item = Item(element, stretch_from("".join(self._parts), self._kept_at), dict(self.head))
            if self._is_item:
                self._ready.append(item)
            else:
                above = self._open[-1].name if self._open else ""
                words = " ".join(content(item.raw(element)).text.split()) or element.attributes.get("href", "")
                self.head.setdefault(f"{above}/{element.name}", words)
        self._kept, self._parts = None, []
