"""Linked data (JSON-LD) in a page: what it says of the article, under the terms of schema.org."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator, Sequence
from typing import Any, Final, NamedTuple

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.read.markup import Segment
from figcheck.read.tags import Tag

_TYPES: Final = frozenset(
    (
        *("NewsArticle", "ReportageNewsArticle", "AnalysisNewsArticle", "BackgroundNewsArticle", "OpinionNewsArticle"),
        *("ReviewNewsArticle", "AskPublicNewsArticle", "Article", "Report", "BlogPosting", "LiveBlogPosting"),
        *("SocialMediaPosting", "AdvertiserContentArticle", "SatiricalArticle", "ScholarlyArticle", "TechArticle"),
    )
)
_PAGES: Final = frozenset(("WebPage", "ItemPage"))  # they have dates and names too, where there is no article
_WITHIN: Final = ("@graph", "mainEntity", "mainEntityOfPage")
_DEEPEST: Final = 6
_MOST: Final = 200
_OPENINGS: Final = ("<!--", "//<![CDATA[", "// <![CDATA[", "/*<![CDATA[*/", "/* <![CDATA[ */", "<![CDATA[")
_ENDINGS: Final = ("-->", "//]]>", "// ]]>", "/*]]>*/", "/* ]]> */", "]]>", ";")
_LONGEST: Final = 4_000_000
_STRING: Final = r'"{}"\s*:\s*"((?:[^"\\]++|\\.)*+)"'
_ESCAPE = expression(r"\\u[dD][89aAbB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}|\\u[0-9a-fA-F]{4}|\\.", re.DOTALL)


class LinkedArticle(NamedTuple):
    """An article as linked data tells of it; each None where it does not. Dates are as written."""

    kind: str
    headline: str | None = None
    author: str | None = None
    publisher: str | None = None
    published: str | None = None
    updated: str | None = None
    url: str | None = None
    body: str | None = None

    @property
    def is_article(self) -> bool:
        """False for what only tells of a page."""
        return self.kind in _TYPES


def linked_articles(text: str, tags: Sequence[Tag]) -> list[LinkedArticle]:
    """The articles that a page tells of in linked data, those of lists and pages last. What is broken says nothing."""
    found: list[LinkedArticle] = []
    for span in _scripts(text, tags):
        if span.end - span.start > _LONGEST:
            continue
        try:
            data = json.loads(_unwrapped(text[span.start : span.end]), strict=False)
        except (ValueError, RecursionError):
            continue
        found += [_article(row, kind) for row, kind in _objects(data, 0)][:_MOST]
    return sorted(found, key=lambda article: not article.is_article)


def _unwrapped(script: str) -> str:
    """A script without the marks that hid it from old browsers."""
    script = script.strip()
    for opening in _OPENINGS:
        script = script.removeprefix(opening)
    script = script.rstrip()
    for ending in _ENDINGS:
        script = script.removesuffix(ending).rstrip()
    return script


def segments_of(text: str, tags: Sequence[Tag], key: str, value: str) -> list[Segment]:
    """A string that linked data has under a key, with the place of each character; empty when it is not found there."""
    pattern = re.compile(_STRING.format(key), re.DOTALL)
    for span in _scripts(text, tags):
        for found in pattern.finditer(text, span.start, span.end):
            segments = list(_unescaped(text, *found.span(1)))
            if "".join(segment.text for segment in segments) == value:
                return segments
    return []


def _unescaped(text: str, start: int, end: int) -> Iterator[Segment]:
    at = start
    for escape in _ESCAPE.finditer(text, start, end):
        if escape.start() > at:
            yield Segment(text[at : escape.start()], at)
        try:
            yield Segment(json.loads(f'"{escape.group()}"'), escape.start())
        except ValueError:
            return
        at = escape.end()
    if end > at:
        yield Segment(text[at:end], at)


def _scripts(text: str, tags: Sequence[Tag]) -> Iterator[Span]:
    for tag in tags:
        if tag.name == "script" and not tag.closes and "ld+json" in text[slice(*tag.attributes)].lower():
            yield tag.inside


def _objects(data: Any, depth: int) -> Iterator[tuple[dict[str, Any], str]]:
    """The objects that tell of articles or pages, with their type. Lists of other stories are left alone."""
    if depth > _DEEPEST:
        return
    if isinstance(data, list):
        for row in data[:_MOST]:
            yield from _objects(row, depth + 1)
    elif isinstance(data, dict):
        types = data.get("@type")
        names = [types] if isinstance(types, str) else [name for name in types or () if isinstance(name, str)]
        kind = next((name for name in names if name in _TYPES or name in _PAGES), None)
        if kind:
            yield data, kind
        for key in _WITHIN:
            if isinstance(data.get(key), dict | list):
                yield from _objects(data[key], depth + 1)


def _article(row: dict[str, Any], kind: str) -> LinkedArticle:
    return LinkedArticle(
        kind,
        words(row.get("headline") or row.get("name")),
        names_of(row.get("author") or row.get("creator")),
        names_of(row.get("publisher") or row.get("sourceOrganization") or row.get("provider")),
        words(row.get("datePublished") or row.get("dateCreated")),
        words(row.get("dateModified")),
        words(row.get("url")) or _identity(row.get("mainEntityOfPage")) or words(row.get("@id")),
        row["articleBody"] if isinstance(row.get("articleBody"), str) else None,
    )


def _identity(value: Any) -> str | None:
    return words(value.get("@id") or value.get("url")) if isinstance(value, dict) else words(value)


def words(value: Any) -> str | None:
    """A string without entities, or the first of a list of them; None for anything else."""
    if isinstance(value, list) and value:
        value = value[0]
    return " ".join(html.unescape(value).split()) or None if isinstance(value, str) else None


def names_of(value: Any) -> str | None:
    """The names of persons or organisations, with commas between."""
    rows = value if isinstance(value, list) else [value]
    names = [words(row.get("name")) if isinstance(row, dict) else words(row) for row in rows[:20]]
    return ", ".join(dict.fromkeys(name for name in names if name and not name.startswith(("http:", "https:")))) or None
