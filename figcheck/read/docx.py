"""Word documents (DOCX), by python-docx: paragraphs and tables in their order, title, author and date.

Such a file has no text of its own: places name the paragraph or table, counted from 1.
"""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from figcheck.articles import Unread
from figcheck.read.drafts import BETWEEN, TITLE, Draft, one_line
from figcheck.read.given import Given, Unreadable
from figcheck.read.lines import FileText, Stretch
from figcheck.read.plain import LONGEST_TITLE, draft_of, read_plain

_BODY = "word/document.xml"
_TITLES = ("Title", "Heading 1")
_NO_TITLES = frozenset(("Word Document", "Document", "Microsoft Word Document"))
_BROKEN = "save it anew from the word processor, or as text"


def read(given: Given) -> Iterator[Draft | Unread]:
    """The article of a document. Raises Unreadable when it is none, is broken, or would unpack beyond the limits."""
    raw = given.whole()
    _check_size(raw, given)
    from docx import Document
    from docx.table import Table

    try:
        document = Document(io.BytesIO(raw))
        blocks = list(document.iter_inner_content())
        properties = document.core_properties
        author, subject = properties.author, properties.title
        modified = properties.created or properties.modified
    except Exception as error:  # python-docx lets errors of zip, XML and of its own parts through as they come
        raise Unreadable(f"a broken DOCX file: {type(error).__name__}: {error}"[:200], _BROKEN) from error
    title: str | None = None
    parts: list[tuple[str, str]] = []
    paragraphs = tables = 0
    for block in blocks:
        if isinstance(block, Table):
            tables += 1
            text, name = _table_text(block), f"table {tables}"
        else:
            paragraphs += 1
            text, name = block.text.strip(), f"paragraph {paragraphs}"
            if title is None and not parts and text and _style(block) in _TITLES and len(text) < LONGEST_TITLE:
                title = text
                continue
        if text:
            parts.append((text, name))
    draft = _draft(parts, title)
    if draft.is_empty:
        yield given.unread("empty: the document holds no text", "leave it out")
        return
    subject = one_line(subject)
    if draft.title is None and subject and subject not in _NO_TITLES:
        draft = replace(draft, title=Stretch(subject, ()))
    inside = f"{given.member} " if given.member is not None else ""
    yield replace(
        draft,
        author=draft.author or one_line(author),
        published=draft.published or _day(modified),
        member=given.member,
        parts=tuple((start, f"{inside}{name}") for start, name in ((TITLE, "title"), *draft.parts)),
    )


def _draft(parts: list[tuple[str, str]], title: str | None) -> Draft:
    """The article of parts with their names; without a title by style, it is told from the text, as in a text file."""
    text = BETWEEN.join(text for text, _ in parts)
    file = FileText(text)
    if title is None:
        draft = read_plain(file, False)
    else:
        # The title again, so that lines under it are looked at.
        draft = read_plain(FileText(f"{title}\n\n{text}"), False)
        if draft.title is None or draft.title.text != title:
            draft = draft_of(Stretch(title, ()), Stretch(text, ()), None, None)
    body = draft.body.text
    starts: list[tuple[int, str]] = []
    at = 0
    for part, name in parts:
        found = body.find(part, at)
        if found >= 0:
            starts.append((found, name))
            at = found + len(part)
    heading = Stretch(draft.title.text, ()) if draft.title is not None else None
    return replace(draft, title=heading, body=Stretch(body, ()), parts=tuple(starts))


def _table_text(table: Any) -> str:
    """A table as lines with tabs between the cells; a cell that reaches over several is told once."""
    rows = []
    for row in table.rows:
        cells: list[str] = []
        last: Any = None
        for cell in row.cells:
            cells.append("" if cell is last else " ".join(cell.text.split()))
            last = cell
        rows.append("\t".join(cells))
    return "\n".join(row for row in rows if row.strip())


def _style(paragraph: Any) -> str:
    style = paragraph.style
    return str(style.name) if style is not None else ""


def _day(moment: dt.datetime | None) -> dt.date | None:
    """The day a document was made. The one that python-docx's own template bears is nobody's."""
    return moment.date() if moment is not None and moment.year > 2013 else None


def _check_size(raw: bytes, given: Given) -> None:
    """Raises Unreadable for what is no ZIP archive, or unpacks to more than the limits allow."""
    try:
        with zipfile.ZipFile(io.BytesIO(raw)) as archive:
            members = archive.infolist()
    except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
        raise Unreadable(f"a broken DOCX file: {error}", _BROKEN) from error
    if not any(member.filename == _BODY for member in members):
        raise Unreadable("a ZIP archive that is no DOCX file", f"a DOCX file holds {_BODY}")
    size = sum(member.file_size for member in members)
    limit = min(given.options.max_bytes, max(len(raw), 1_000_000) * given.options.max_ratio)
    if size > limit:
        raise Unreadable(
            f"unpacks to more than {limit:,} bytes", "is it what it seems? --max-file-size raises the limit"
        )
