"""Feeds (RSS 0.9 to 2.0, Atom) and what agencies send as XML (NITF, NewsML-G2): one article an item.

What is read of an item of a feed is the longest of its texts: ``content:encoded``, ``content``, ``description``,
``summary``. An item with a headline alone is an article of that headline, since it may hold figures as well.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.chunks import text_chunks
from figcheck.read.decoding import marked_encoding
from figcheck.read.drafts import Draft
from figcheck.read.fields import Told
from figcheck.read.given import Given, Unreadable
from figcheck.read.lines import Stretch
from figcheck.read.newsxml import wire_story
from figcheck.read.outlets import outlet_of_url
from figcheck.read.recordforms import FEED_ROOTS
from figcheck.read.records import Records
from figcheck.read.richtext import seen_in, seen_markup
from figcheck.read.xmlitems import Element, Item, TooLargeItem, XmlItems, content, has_elements, unprefixed

_ITEMS: Final = frozenset(("item", "entry", "newsItem", "nitf"))
_HEADS: Final = frozenset(
    ("channel/title", "channel/link", "channel/dc:publisher", "feed/title", "feed/link", "feed/id", "author/name")
)
_TEXTS: Final = ("content:encoded", "content", "description", "summary", "body", "media:description", "itunes:summary")
_DECLARED = expression(rb"""<\?xml[^>]*?encoding\s*=\s*["']([A-Za-z][A-Za-z0-9._-]*)["']""")
_PERSON = expression(r"[^\s@()]+@[^\s@()]+\s*\((?P<name>[^()]+)\)")
_OTHER_TYPES = expression(r"(?:image|audio|video|application)/(?!xhtml\+xml)")


def read(given: Given) -> Iterator[Draft | Unread]:
    """The articles of a feed or wire file. Raises Unreadable where the XML breaks off, and for XML of another kind."""
    head = given.head()
    declared = _DECLARED.search(head[:1024]) if marked_encoding(head)[0] is None else None
    chunks = text_chunks(given, declared[1].decode("ascii") if declared else None)
    items = XmlItems(chunks, _ITEMS, _HEADS, given.options.max_bytes)
    records = Records(given)
    for item in _sound(items):
        if items.root not in FEED_ROOTS:
            break
        if isinstance(item, TooLargeItem):
            limit = given.options.max_bytes
            advice = "split it, or raise the limit (--max-file-size)"
            yield records.refused(f"longer than {limit:,} bytes", advice, item.at.line, item.at.column)
            continue
        line, column = item.text.pieces[0].line, item.text.pieces[0].column
        if records.is_full:
            yield records.too_many(line)
            return
        is_wire = item.element.name in ("newsItem", "nitf")
        records.one = item.element.name == "nitf" and items.root == "nitf"
        told, title, text = wire_story(item) if is_wire else _entry(item)
        yield records.told(told, title, text, line, column)
    if items.root not in FEED_ROOTS:
        raise Unreadable(
            f"XML of a kind that is not read: its root is <{items.root}>",
            "RSS, Atom, NITF and NewsML-G2 are; save the text of others as .txt",
            1,
            1,
        )
    if not records.count:
        yield given.unread("no article in it: no item or entry", "leave it out")


def _sound(items: XmlItems) -> Iterator[Item | TooLargeItem]:
    """The items. Raises Unreadable, with words of its own where there is no XML at all."""
    try:
        yield from items
    except Unreadable as error:
        if items.root is None and error.reason.startswith("broken"):
            raise Unreadable("no XML, although its name says so", "give it the ending of what it is", 1, 1) from None
        raise


def _entry(item: Item) -> tuple[Told, Stretch, Stretch]:
    """Of an item of a feed: what it says, its title and its text."""
    title = text = Stretch("", ())
    for child in item.element.children:
        if child.name in ("title", "media:title", "dc:title"):
            title = title if title.text else _seen(item, child)
        for part in child.children if child.name == "media:group" else [child]:
            if part.name in _TEXTS and len((seen := _seen(item, part)).text) > len(text.text):
                text = seen
    source = item.element.first("source")
    source_name = ""
    if source is not None:
        name = source.first("title") or (source if not source.children else None)
        source_name = " ".join(content(item.raw(name)).text.split()) if name else ""
    link = _link(item)
    told = Told(
        item.words("guid", "id", "dc:identifier"),
        source_name or _feed_name(item) or outlet_of_url(link),
        _authors(item),
        item.words("pubDate", "published", "dc:date", "issued", "created", "date", "pubdate"),
        item.words("updated", "modified", "dc:modified"),
        link,
    )
    return told, title, text


def _seen(item: Item, element: Element) -> Stretch:
    """What is seen of a text of an item, as its type says, or as it looks where none is told."""
    kind = element.attributes.get("type", "").lower()
    if _OTHER_TYPES.match(kind) or "src" in element.attributes:
        return Stretch("", ())
    raw = item.raw(element)
    if element.children or kind == "xhtml" or has_elements(raw):
        return seen_markup(unprefixed(raw))
    plain = content(raw)
    if kind == "html" or kind == "text/html":
        return seen_markup(plain) if "<" in plain.text else seen_in(plain)
    return plain if kind in ("text", "text/plain") else seen_in(plain)


def _feed_name(item: Item) -> str:
    head = item.head
    name = head.get("channel/title") or head.get("feed/title") or head.get("channel/dc:publisher")
    return name or outlet_of_url(head.get("channel/link") or head.get("feed/link") or head.get("feed/id")) or ""


def _link(item: Item) -> str:
    """The address of the article: in RSS the text of ``link``, in Atom the ``href`` of the alternate one."""
    for child in item.element.children:
        if child.name == "link" and child.attributes.get("rel", "alternate") == "alternate":
            address = child.attributes.get("href") or " ".join(content(item.raw(child)).text.split())
            if address:
                return address
    guid = item.words("guid", "id")
    return guid if guid.startswith(("http://", "https://")) else ""


def _authors(item: Item) -> str:
    names: list[str] = []
    for child in item.element.children:
        if child.name in ("author", "dc:creator", "creator", "itunes:author"):
            inner = child.first("name") or child
            words = " ".join(seen_in(content(item.raw(inner))).text.split())
            person = _PERSON.fullmatch(words)
            names.append(person["name"].strip() if person else words)
    return ", ".join(dict.fromkeys(name for name in names if name)) or item.head.get("author/name", "")
