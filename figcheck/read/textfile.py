"""Text files: one article, with front matter or without, or a digest of several."""

from __future__ import annotations

from collections.abc import Iterator

from figcheck.articles import Unread
from figcheck.read.decoding import decode
from figcheck.read.digest import find_marks, read_digest
from figcheck.read.drafts import Draft
from figcheck.read.frontmatter import has_front_matter, read_front_matter
from figcheck.read.given import Given
from figcheck.read.lines import FileText
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
    file = FileText(text)
    if has_front_matter(file):
        yield read_front_matter(file, given.label, markdown)
    elif marks := find_marks(file):
        yield from read_digest(file, marks, markdown)
    else:
        draft = read_plain(file, markdown)
        yield given.unread("empty: holds no text", "leave it out") if draft.is_empty else draft
