"""Which words of a page are its article: trafilatura says.

It gives text without places, so what is taken from it is only the choice; ``aligning`` finds it again in the source.
"""

from __future__ import annotations

import html
import logging
from typing import Any, Final

from figcheck.read.given import Unreadable
from figcheck.read.markup import Markup
from figcheck.read.tags import Tag, attributes_of

LONGEST_MARKUP: Final = 4_000_000
"""Characters of a page without its scripts; it takes a second for each 200,000 where every word has tags of its own."""

_LONG: Final = 1_000_000  # from here on without the second and third opinion
_DEEPEST: Final = 200  # the parser gives up on elements nested 256 deep
_LEFT_OUT: Final = frozenset(("script", "style", "svg", "iframe", "noembed", "noframes", "font", "center", ""))
_WHOLE: Final = frozenset(("script", "style", "iframe", "noembed", "noframes"))
_MANY_ATTRIBUTES: Final = 1000  # characters; the parser holds each against all others of its tag
_TELLING: Final = ("class", "id", "role", "itemprop", "style", "rel", "href", "aria-hidden", "data-component")
_LONGEST_VALUE: Final = 400
# Controls and halves of pairs cannot stand in a tree.
_NO_CHARACTERS = {code: " " for code in (*range(0x20), 0x7F, 0xFFFE, 0xFFFF) if code not in (9, 10, 13)}


def chosen_text(text: str, markup: Markup) -> list[list[str]]:
    """The article of a page, paragraph by paragraph, each as the runs of text it is made of; empty when there is none.

    Raises Unreadable for a page that is too large, or on which trafilatura fails.
    """
    plain = page_without_scripts(text, markup)
    if len(plain) > LONGEST_MARKUP:
        raise Unreadable(
            f"a page of more than {LONGEST_MARKUP:,} characters beside its scripts",
            "save the text of the article as .txt",
        )
    from lxml import etree
    from lxml.html import HTMLParser, document_fromstring
    from trafilatura import bare_extraction

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL)  # its warnings are our rows
    parser = HTMLParser(
        collect_ids=False,
        default_doctype=False,
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        no_network=True,
    )
    try:
        tree = document_fromstring(plain.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):  # nothing in it
        return []
    try:
        document = bare_extraction(tree, include_comments=False, fast=len(plain) > _LONG)
    except Exception as error:  # what others wrote may fail on one page and must not cost the run
        raise Unreadable(
            f"trafilatura failed on the page: {type(error).__name__}: {error}", "save the text of the article as .txt"
        ) from error
    body: Any = getattr(document, "body", None)
    if body is None:
        return []
    return [runs for element in body if (runs := _runs(element))]


def _runs(element: Any) -> list[str]:
    """The runs of text of an element, and what follows it."""
    return [run for run in (*element.itertext(), element.tail or "") if run.strip()]


def page_without_scripts(text: str, markup: Markup) -> str:
    """The page without scripts, styles, comments and tags of mere looks, which say nothing and take long to parse. One
    nested too deep for the parser becomes a page of its paragraphs."""
    if markup.depth > _DEEPEST:
        paragraphs = (f"<{block.name}>{html.escape(block.text)}</{block.name}>" for block in markup.blocks)
        return f"<html><body>{''.join(paragraphs)}</body></html>".translate(_NO_CHARACTERS)
    parts: list[str] = []
    at = 0
    for tag in markup.tags:
        if tag.name in _LEFT_OUT:
            if tag.start > at:
                parts.append(text[at : tag.start])
            if tag.name == "" and tag.inside.end:
                parts.append(html.escape(text[tag.inside.start : tag.inside.end]))
            at = tag.behind if tag.name in _WHOLE or not tag.name else tag.end
        elif tag.attributes.end - tag.attributes.start > _MANY_ATTRIBUTES:
            parts += (text[at : tag.attributes.start], _telling(text, tag), ">")
            at = tag.end
    parts.append(text[at:])
    return "".join(parts).translate(_NO_CHARACTERS)


def _telling(text: str, tag: Tag) -> str:
    """The attributes of a tag by which parts of a page are told."""
    values = attributes_of(text, tag)
    known = [(name, text[slice(*values[name])][:_LONGEST_VALUE]) for name in _TELLING if name in values]
    return "".join(f' {name}="{html.escape(html.unescape(value))}"' for name, value in known)
