"""Text files: one article, with front matter or without, or a digest of several."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from figcheck.articles import Unread
from figcheck.read.decoding import decode
from figcheck.read.digest import find_marks, find_parts, read_digest, read_parts, split_parts
from figcheck.read.drafts import Draft
from figcheck.read.frontmatter import has_front_matter, read_front_matter
from figcheck.read.given import Given
from figcheck.read.ignores import reduced, restored
from figcheck.read.lines import FileText
from figcheck.read.markdown import shown_text
from figcheck.read.plain import read_plain

_MARKDOWN = (".md", ".markdown")


def read(given: Given) -> Iterator[Draft | Unread]:
    """The articles of a text or Markdown file. Raises Unreadable when its bytes are no text."""
    text = decode(given.whole())
    opening = text[:200].lstrip()
    if given.suffix == ".json" and opening.startswith(("{", "[")):
        yield given.unread("one JSON document, not JSON Lines", "write one JSON object a line", 1, 1)
        return
    markdown = given.suffix in _MARKDOWN or given.options.input_format == "markdown"
    reduction = reduced(text)
    if reduction is None:
        yield from _drafts_in(FileText(text), given, markdown)
    else:
        yield from restored(_drafts_in(reduction.file, given, markdown), reduction)


def _drafts_in(file: FileText, given: Given, markdown: bool) -> Iterator[Draft | Unread]:
    for draft in _as_written(file, given, markdown):
        yield _as_shown(draft) if markdown and isinstance(draft, Draft) else draft


def _as_written(file: FileText, given: Given, markdown: bool) -> Iterator[Draft | Unread]:
    if has_front_matter(file):
        yield read_front_matter(file, given.label, markdown)
    elif given.options.split is not None and (parts := split_parts(file, given.options.split)):
        yield from read_parts(file, parts, markdown)
    elif marks := find_marks(file):
        yield from read_digest(file, marks, markdown)
    elif parts := find_parts(file, markdown):
        yield from read_parts(file, parts, markdown)
    else:
        draft = read_plain(file, markdown)
        yield given.unread("empty: holds no text", "leave it out") if draft.is_empty else draft


def _as_shown(draft: Draft) -> Draft:
    """The draft without the marks of Markdown."""
    return replace(draft, body=shown_text(draft.body), title=shown_text(draft.title) if draft.title else None)
