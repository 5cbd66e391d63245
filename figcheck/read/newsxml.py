"""The XML of news agencies: stories in NITF, and NewsML-G2 items with NITF, XHTML or plain text inside."""

from __future__ import annotations

from figcheck.read.fields import Told
from figcheck.read.lines import Stretch
from figcheck.read.richtext import seen_in, seen_markup
from figcheck.read.xmlitems import Element, Item, content, has_elements, unprefixed


def wire_story(item: Item) -> tuple[Told, Stretch, Stretch]:
    """Of a story: what it says, its title and its text."""
    inner = {element.name: element for element in reversed(list(item.element.all()))}  # the first of each name
    told = _nitf(item, inner)
    if item.element.name == "newsItem":
        told = _newsml(item, inner, told.author)
    title = _first(item, inner, "hl1", "hedline", "headline", "HeadLine", "title")
    return told, title, _first(item, inner, "body.content", "body", "inlineData", "inlineXML")


def _first(item: Item, inner: dict[str, Element], *names: str) -> Stretch:
    """What is seen of the first of some elements that has anything."""
    for name in names:
        if name in inner and (seen := _seen(item, inner[name])).text.strip():
            return seen
    return Stretch("", ())


def _nitf(item: Item, inner: dict[str, Element]) -> Told:
    return Told(
        _attribute(inner, "doc-id", "id-string"),
        _words(item, inner, "distributor")
        or _attribute(inner, "pubdata", "name")
        or _attribute(inner, "doc.copyright", "holder"),
        _words(item, inner, "byline"),
        _attribute(inner, "date.issue", "norm")
        or _attribute(inner, "date.release", "norm")
        or _attribute(inner, "pubdata", "date.publication")
        or _attribute(inner, "story.date", "norm"),
        None,
        _attribute(inner, "pubdata", "ex-ref"),
    )


def _newsml(item: Item, inner: dict[str, Element], author: str | None) -> Told:
    provider = inner.get("provider")
    name = provider.first("name") if provider else None
    outlet = " ".join(content(item.raw(name)).text.split()) if name else _attribute(inner, "provider", "literal")
    return Told(
        item.element.attributes.get("guid", ""),
        outlet or _words(item, inner, "copyrightHolder") or _attribute(inner, "copyrightHolder", "literal"),
        author or _words(item, inner, "by") or _words(item, inner, "creator"),
        _words(item, inner, "versionCreated") or _words(item, inner, "contentCreated"),
        None,
        _attribute(inner, "link", "href"),
    )


def _attribute(inner: dict[str, Element], element: str, name: str) -> str:
    return inner[element].attributes.get(name, "") if element in inner else ""


def _words(item: Item, inner: dict[str, Element], name: str) -> str:
    return " ".join(_seen(item, inner[name]).text.split()) if name in inner else ""


def _seen(item: Item, element: Element) -> Stretch:
    raw = item.raw(element)
    return seen_markup(unprefixed(raw)) if has_elements(raw) else seen_in(content(raw))
