"""PDF files, by pypdfium2 (the PDF engine of Chromium): the text of their pages, title and author, where they have any.

A PDF file has letters at places on pages and no paragraphs; those are told from the lengths of its lines. Places name
the page. What is a picture of text holds none.
"""

from __future__ import annotations

import re
import statistics
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.dates import read_date
from figcheck.read.drafts import BETWEEN, TITLE, Draft, one_line
from figcheck.read.given import Given, Unreadable
from figcheck.read.lines import FileText, Stretch
from figcheck.read.plain import ends_sentence, read_plain

MOST_PAGES = 2_000

_LINES = expression(r"\r\n?|\n|\x0b|\x0c")
_HYPHEN = expression(r"(?<=[a-z])[\u00ad\u2010-]\Z")
_JOINED = expression(r"[\x02\ufffe](?:\r\n?|\n)?")  # what PDFium makes of a hyphen at the end of a line
_PAGE_NUMBER = expression(r"(?:page\s+)?[0-9]{1,4}(?:\s*(?:/|of)\s*[0-9]{1,4})?\Z", re.IGNORECASE)
_MADE = expression(r"D:(?P<year>[0-9]{4})(?P<month>[0-9]{2})(?P<day>[0-9]{2})")
_SHORT = 0.75  # of the usual length: the last line of a paragraph


def read(given: Given) -> Iterator[Draft | Unread]:
    """The article of a PDF file. Raises Unreadable when it is broken, locked, too long, or has no text."""
    pages, properties = _pages(given)
    repeated = _repeated(pages)
    text, starts = "", []
    for number, lines in enumerate(pages, 1):
        kept = [line for line in lines if line not in repeated and not _PAGE_NUMBER.match(line)]
        body = _paragraphs(kept)
        if not body:
            continue
        # A sentence that goes on over the page does so in the text.
        between = "" if not text else BETWEEN if ends_sentence(text[-200:].splitlines()[-1]) else " "
        text += between
        starts.append((len(text), f"page {number}"))
        text += body
    if not text:
        what = "the pages are pictures of text" if pages else "it has no pages"
        raise Unreadable(f"no text in the PDF file: {what}", "save the article's text instead")
    draft = read_plain(FileText(text), False)
    offset = text.find(draft.body.text)
    inside = f"{given.member} " if given.member is not None else ""
    parts = dict((max(0, start - offset), f"{inside}{name}") for start, name in starts)
    title = draft.title.text if draft.title is not None else one_line(properties.get("Title"))
    made = _MADE.match(properties.get("CreationDate") or "")
    yield replace(
        draft,
        title=Stretch(title, ()) if title else None,
        body=Stretch(draft.body.text, ()),
        author=draft.author or one_line(properties.get("Author")),
        published=draft.published or (read_date("-".join(made.group("year", "month", "day"))) if made else None),
        member=given.member,
        parts=((TITLE, f"{inside}{starts[0][1]}"), *parts.items()),
    )


def _pages(given: Given) -> tuple[list[list[str]], dict[str, str]]:
    """The lines of every page, and the properties of the document."""
    import pypdfium2

    raw = given.whole()
    try:
        document = pypdfium2.PdfDocument(raw)
    except pypdfium2.PdfiumError as error:
        is_locked = "password" in str(error).lower()
        reason = "a PDF file that is locked with a password" if is_locked else "a broken PDF file, or one without pages"
        raise Unreadable(reason, "save the article's text instead") from error
    try:
        if len(document) > MOST_PAGES:
            raise Unreadable(f"{len(document):,} pages, more than {MOST_PAGES:,}", "split the file")
        pages: list[list[str]] = []
        size = 0
        for page in document:
            textpage = page.get_textpage()
            text = textpage.get_text_bounded()
            textpage.close()
            page.close()
            size += len(text)
            if size > given.options.max_bytes:
                raise Unreadable(f"holds more than {given.options.max_bytes:,} characters", "split the file")
            pages.append([" ".join(line.split()) for line in _LINES.split(_JOINED.sub("", text))])
        return pages, document.get_metadata_dict()
    except pypdfium2.PdfiumError as error:
        raise Unreadable(f"a broken PDF file: {error}", "save the article's text instead") from error
    finally:
        document.close()


def _repeated(pages: list[list[str]]) -> frozenset[str]:
    """Lines that stand at the top or foot of most pages: names of sections, of the paper, notices."""
    if len(pages) < 3:
        return frozenset()
    edges: Counter[str] = Counter()
    for lines in pages:
        filled = [line for line in lines if line]
        edges.update(set(filled[:2] + filled[-2:]))
    return frozenset(line for line, times in edges.items() if times * 2 > len(pages))


def _paragraphs(lines: list[str]) -> str:
    """Lines as they are printed, put together to paragraphs."""
    lengths = [len(line) for line in lines if line]
    if not lengths:
        return ""
    usual = statistics.quantiles(lengths, n=4)[2] if len(lengths) > 1 else lengths[0]
    paragraphs: list[str] = []
    current = ""
    for line in lines:
        if not line:
            if current and (ends_sentence(current) or len(current) < usual):
                paragraphs.append(current)
                current = ""
            continue
        hyphen = _HYPHEN.search(current)
        current = f"{current[: hyphen.start()]}{line}" if hyphen else f"{current} {line}" if current else line
        if len(line) < _SHORT * usual:
            paragraphs.append(current)
            current = ""
    return BETWEEN.join([*paragraphs, current] if current else paragraphs)
