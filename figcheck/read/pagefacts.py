"""What a page says of its article: title, outlet, author, days and address.

What is written for machines comes first: linked data, then meta elements, then microdata, then elements of time, then
the line of the date that readers see, then the date in the address. Nothing is guessed: years of copyright lines,
addresses of pictures and the like are no dates.
"""

from __future__ import annotations

import datetime as dt
import html
import re
from collections import defaultdict
from collections.abc import Iterable, Sequence
from typing import Final, NamedTuple
from urllib.parse import urljoin, urlsplit

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.read.dates import Stamp, read_date, read_stamp
from figcheck.read.drafts import one_line
from figcheck.read.linkeddata import LinkedArticle, linked_articles
from figcheck.read.markup import Markup
from figcheck.read.outlets import outlet_named, outlet_of_url
from figcheck.read.tags import Tag, attributes_of

_TITLES: Final = ("og:title", "twitter:title", "dc.title", "headline", "parsely-title", "sailthru.title")
_OUTLETS: Final = ("og:site_name", "application-name", "dc.publisher", "publisher", "citation_journal_title", "cre")
_AUTHORS: Final = (
    "author",
    "article:author",
    "byl",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "citation_author",
)
_PUBLISHED: Final = (
    *("article:published_time", "og:article:published_time", "og:published_time", "datepublished", "article.published"),
    *("parsely-pub-date", "sailthru.date", "citation_publication_date", "dcterms.issued", "dc.date.issued"),
    *("pubdate", "publishdate", "publish-date", "publish_date", "publication_date", "published_date", "article_date"),
    *("originalpublicationdate", "cxenseparse:recs:publishtime", "dcterms.created", "dc.date.created", "dc.date"),
    *("dcterms.date", "date", "bt:pubdate", "cse-pub-date", "article:published", "rnews:datepublished"),
)
_UPDATED: Final = (
    *("article:modified_time", "og:article:modified_time", "og:updated_time", "og:modified_time", "datemodified"),
    *("dcterms.modified", "dc.date.modified", "last-modified", "lastmod", "article.updated", "bt:moddate", "revised"),
)
_ARTICLE_TYPES: Final = ("article", "news", "story", "blog")
_SAVED: Final = expression(r"<!--\s{0,9}saved from url=\(\d{1,6}\)(\S{1,2000})\s{0,9}-->", re.IGNORECASE)
_SAVED_BY_OTHERS: Final = expression(r"<!--\s{1,9}Page saved with SingleFile\s{1,9}url: (\S{1,2000})", re.IGNORECASE)
_OPENING: Final = 8000  # characters in which the comment of a browser stands
_IN_ADDRESS: Final = expression(r"/((?:19|20)\d\d)[/-](\d\d?|[a-z]{3})[/-](\d\d?)(?=[/-]|\Z)", re.IGNORECASE)
_NO_DAYS: Final = frozenset((dt.date(1, 1, 1), dt.date(1900, 1, 1), dt.date(1970, 1, 1)))  # what empty fields hold
_OF_THE_WORLD: Final = expression(r"(?:z|[+-]00:?00)\s*\Z", re.IGNORECASE)
_LONGEST_NAME: Final = 120
_AUTHOR_LINK: Final = expression(r"""\brel\s?=\s?["']?author\b""", re.IGNORECASE)
_NAME: Final = (
    r"(?:(?!(?i:for|on|in|at)\b)[^\W\d_a-z][\w.'’-]*+|(?:de|da|del|di|van|von|der|den|el|al|bin|la|le)(?=\s))"
)
_BYLINE: Final = expression(
    rf"(?i:(?:(?:posted|published|written|words|story|reporting)\s+)?by:?)\s+({_NAME}(?:(?:,\s+|\s+(?:and\s+|&\s+)?){_NAME}){{1,9}})"
    r"(?=\s*(?:[|·•–—/,\d(]|\Z|(?i:(?:on|for|in|at|published|updated|posted)\b)))",
)
_BY: Final = expression(r"(?:by|written by|from)\s+", re.IGNORECASE)


class PageFacts(NamedTuple):
    """What a page says. ``titles`` are spans of the source that hold the title, as attribute or as element, the best
    first; ``headline`` is what linked data calls it. ``is_article``: the page says that it is one, ``is_live`` one that
    is written entry by entry. ``generator`` is the program that wrote the page."""

    titles: tuple[Span, ...] = ()
    window_title: Span | None = None
    headline: str | None = None
    outlet: str | None = None
    author: str | None = None
    url: str | None = None
    published: dt.date | None = None
    updated: dt.date | None = None
    is_utc: bool = False
    is_article: bool = False
    is_live: bool = False
    body: str | None = None
    generator: str = ""
    frames: int = 0


class _Found(NamedTuple):
    """What stands in tags, by name."""

    meta: dict[str, list[Span]]
    links: dict[str, list[str]]
    items: dict[str, list[str]]
    times: list[tuple[str, str]]  # class, and value
    window_title: Span | None
    frames: int
    base: str


def read_facts(text: str, markup: Markup) -> PageFacts:
    """What a page says of its article in tags and linked data."""
    found = _gathered(text, markup.tags)
    linked = linked_articles(text, markup.tags)

    def metas(*names: str) -> Iterable[str]:
        for name in names:
            for span in found.meta.get(name, ()):
                value = _plain(text[span.start : span.end])
                if value:
                    yield value

    opening = text[:_OPENING]
    saved = next((m[1] for m in (_SAVED.search(opening), _SAVED_BY_OTHERS.search(opening)) if m), None)
    addresses = [*found.links.get("canonical", ()), *metas("og:url")]
    url = _address([*addresses, *(row.url or "" for row in linked), *([saved] if saved else ())], saved or found.base)
    article = _of_this_page(linked, url, next(iter(metas(*_TITLES)), None))
    named = (
        *metas("og:site_name"),
        article.publisher if article else None,
        *metas(*_OUTLETS),
        *found.items.get("publisher", ()),
    )
    published, raw = _first_day(
        (article.published if article else None,),
        metas(*_PUBLISHED),
        found.items.get("datepublished", ()),
        [value for kind, value in found.times if re.search(r"publi|pubdate|entry-date|posted|created", kind)],
    )
    updated, _ = _first_day(
        (article.updated if article else None,),
        metas(*_UPDATED),
        found.items.get("datemodified", ()),
        [value for kind, value in found.times if re.search(r"updat|modif", kind)],
    )
    kinds = [kind.lower() for kind in metas("og:type")]
    return PageFacts(
        titles=tuple(span for name in _TITLES for span in found.meta.get(name, ()) if _plain(text[slice(*span)])),
        window_title=found.window_title,
        headline=article.headline if article else None,
        outlet=one_line(outlet_named(*named) or outlet_of_url(url)),
        author=_author([article.author if article else None, *metas(*_AUTHORS), *found.items.get("author", ())]),
        url=url,
        published=published,
        updated=updated,
        is_utc=_OF_THE_WORLD.search(raw) is not None,
        is_article=bool(article and article.is_article)
        or any(kind.startswith(_ARTICLE_TYPES) for kind in kinds)
        or any(found.meta.get(name) for name in _PUBLISHED[:3]),
        is_live=any(row.kind == "LiveBlogPosting" for row in linked),
        body=article.body if article else None,
        generator=next(iter(metas("generator")), ""),
        frames=found.frames,
    )


def _gathered(text: str, tags: Sequence[Tag]) -> _Found:
    found = _Found(defaultdict(list), defaultdict(list), defaultdict(list), [], None, 0, "")
    for index, tag in enumerate(tags):
        if tag.closes or not (tag.has_attributes or tag.name == "title"):
            continue
        if tag.name == "title":
            if found.window_title is None and tag.inside.end > tag.inside.start:
                found = found._replace(window_title=tag.inside)
            continue
        is_item = text.find("itemprop", *tag.attributes) >= 0
        is_author = tag.name == "a" and _AUTHOR_LINK.search(text, *tag.attributes) is not None
        if tag.name not in ("meta", "link", "time", "frame", "base") and not is_item and not is_author:
            continue
        values = attributes_of(text, tag)

        def of(name: str, values: dict[str, Span] = values) -> str:
            return _plain(text[slice(*values[name])]) if name in values else ""

        if tag.name == "frame":
            found = found._replace(frames=found.frames + 1)
        elif tag.name == "base":
            found = found._replace(base=found.base or of("href"))
        elif tag.name == "link" and not is_item:
            for kind in of("rel").lower().split():
                found.links[kind].append(of("href"))
        elif tag.name == "meta" and "content" in values:
            for attribute in ("property", "name", "http-equiv"):
                if name := of(attribute).lower():
                    found.meta[name].append(values["content"])
                    if name.startswith(("dc:", "dcterms:")):
                        found.meta[name.replace(":", ".")].append(values["content"])
        words = of("content") or of("datetime") or _words_behind(text, tags, index)
        if tag.name == "time":
            kind = " ".join((of("class"), of("itemprop"), "pubdate" if "pubdate" in values else "")).lower()
            found.times.append((kind, words))
        if is_author:
            found.items["author"].append(words)
        if is_item:
            for item in of("itemprop").lower().split():
                found.items[item].append(words)
    return found


def _words_behind(text: str, tags: Sequence[Tag], index: int) -> str:
    """The text up to the end of an element that holds little: the first words behind its tag."""
    name = tags[index].name
    at = tags[index].behind
    parts: list[str] = []
    for tag in tags[index + 1 : index + 8]:
        parts.append(text[at : min(tag.start, at + 2 * _LONGEST_NAME)])
        at = tag.behind
        if tag.closes and tag.name == name:
            break
    return _plain(" ".join(parts))[: 2 * _LONGEST_NAME]


def _plain(value: str) -> str:
    return " ".join(html.unescape(value).split())


def _address(given: Sequence[str], base: str) -> str | None:
    """The first of several addresses that is one of a page, not of a whole site; relative ones count from the base."""
    whole: list[str] = []
    for address in given:
        try:
            full = urljoin(base, address)
            parts = urlsplit(full)
        except ValueError:
            continue
        if address and parts.scheme in ("http", "https") and parts.hostname:
            whole.append(full)
    pages = [address for address in whole if urlsplit(address).path.strip("/") or urlsplit(address).query]
    return next(iter(pages or whole), None)


def _of_this_page(linked: Sequence[LinkedArticle], url: str | None, title: str | None) -> LinkedArticle | None:
    """The article of linked data that is this page's, where there are several: by address, by title, or the first."""
    articles = [row for row in linked if row.is_article] or list(linked)
    if len(articles) < 2:
        return articles[0] if articles else None
    by_address = [row for row in articles if url and row.url and row.url.rstrip("/") == url.rstrip("/")]
    by_title = [row for row in articles if title and row.headline and row.headline.lower() in title.lower()]
    return (by_address or by_title or articles)[0]


def _first_day(*sources: Iterable[str | None]) -> tuple[dt.date | None, str]:
    """The first day that is named, and how it is written."""
    for source in sources:
        for value in source:
            day = read_date(value) if value else None
            if day is not None and day not in _NO_DAYS:
                return day, value or ""
    return None, ""


def _author(names: Sequence[str | None]) -> str | None:
    """The first that may be the names of persons."""
    for name in names:
        bare = _BY.sub("", " ".join((name or "").split()), count=1) if name else ""
        if 0 < len(bare) <= _LONGEST_NAME and "://" not in bare and any(letter.isalpha() for letter in bare):
            return bare
    return None


def with_seen_lines(facts: PageFacts, lines: Sequence[str]) -> PageFacts:
    """The facts with author and days of lines that stand at the head of the article. The day for readers counts where
    that for machines is one of Greenwich and a day off, as that is then the day at the outlet."""
    told = _told(lines)
    published, updated = facts.published, facts.updated
    if published is None:
        published = told.published or _in_address(facts.url)
    elif facts.is_utc and told.published is not None and abs((told.published - published).days) == 1:
        published = told.published
    updated = updated or told.updated
    if updated is not None and published is not None and updated < published:
        updated = None
    author = facts.author or next((found[1].strip() for line in lines if (found := _BYLINE.match(line.strip()))), None)
    return facts._replace(published=published, updated=updated, author=author)


def _told(lines: Sequence[str]) -> Stamp:
    stamps = [read_stamp(line) for line in lines]
    published = [stamp.published for stamp in stamps if stamp.published]
    updated = [stamp.updated for stamp in stamps if stamp.updated]
    return Stamp(published[0] if published else None, updated[0] if updated else None)


def _in_address(url: str | None) -> dt.date | None:
    found = _IN_ADDRESS.search(urlsplit(url).path) if url else None
    if found is None:
        return None
    return read_date(f"{found[3]} {found[2]} {found[1]}" if found[2].isalpha() else "-".join(found.groups()))
