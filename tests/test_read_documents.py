"""Word and PDF documents: title, author, day, text, and the paragraph or page of every figure."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from figcheck.articles import Article, Span, Unread
from figcheck.read import ReadOptions, read_paths

docx = pytest.importorskip("docx")


def only(path: Path, options: ReadOptions | None = None) -> Article | Unread:
    (row,) = read_paths([path], options or ReadOptions())
    return row


def member_of(article: Article, words: str) -> str | None:
    start = article.text.index(words)
    place = article.text_map.place(Span(start, start + len(words)))
    assert (place.start, place.line, place.column) == (None, None, None)
    return place.member


# --- Word ---


def document(fill: Callable[[Any], None], **properties: Any) -> bytes:
    made = docx.Document()
    fill(made)
    for name, value in properties.items():
        setattr(made.core_properties, name, value)
    buffer = io.BytesIO()
    made.save(buffer)
    return buffer.getvalue()


def styled(made: Any) -> None:
    made.add_heading("Ferry sinks off Varsk", level=0)
    made.add_paragraph("Coast Wire, 3 March 2024")
    made.add_paragraph("At least 12 people died.")
    table = made.add_table(rows=2, cols=2)
    for cell, text in zip(
        (cell for row in table.rows for cell in row.cells), ("Town", "Dead", "Varsk", "9"), strict=True
    ):
        cell.text = text
    made.add_paragraph("Another 30 were saved.")


def test_word(tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(document(styled, author="Ada Quill"))
    article = only(file)
    assert isinstance(article, Article)
    head = article.header
    assert (head.title, head.outlet, head.author) == ("Ferry sinks off Varsk", "Coast Wire", "Ada Quill")
    assert head.published == dt.date(2024, 3, 3)
    assert article.text.endswith("At least 12 people died.\n\nTown\tDead\nVarsk\t9\n\nAnother 30 were saved.")
    assert head.id == "a.docx"
    assert member_of(article, "Ferry sinks") == "title"
    assert member_of(article, "12 people") == "paragraph 3"
    assert member_of(article, "Varsk\t9") == "table 1"
    assert member_of(article, "30 were") == "paragraph 4"


def test_word_without_styles_is_read_as_text_is(tmp_path: Path) -> None:
    def fill(made: Any) -> None:
        for text in ("Ferry sinks off Varsk", "", "At least 12 people died."):
            made.add_paragraph(text)

    file = tmp_path / "named otherwise.bin"
    file.write_bytes(document(fill, created=dt.datetime(2024, 3, 3, 12)))
    article = only(file)
    assert isinstance(article, Article)
    assert (article.header.title, article.header.published) == ("Ferry sinks off Varsk", dt.date(2024, 3, 3))
    assert member_of(article, "12 people") == "paragraph 3"


def zipped(**members: str) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in members.items():
            archive.writestr(name.replace("__", "/").replace("_xml", ".xml"), text)
    return buffer.getvalue()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(document(lambda made: None), "empty", id="no text"),
        pytest.param(document(styled)[:2000], "a broken DOCX file", id="cut short"),
        pytest.param(zipped(word__document_xml="<w:document"), "a broken DOCX file", id="no valid parts"),
        pytest.param(zipped(word__other_xml="12"), "a ZIP archive that is no DOCX file", id="another archive"),
        pytest.param(zipped(word__document_xml=" " * 300_000_000), "unpacks to more than", id="a bomb"),
    ],
)
def test_broken_word(content: bytes, reason: str, tmp_path: Path) -> None:
    file = tmp_path / "a.docx"
    file.write_bytes(content)
    row = only(file)
    assert isinstance(row, Unread)
    assert row.reason.startswith(reason)
    assert row.advice


def test_word_has_no_external_entities(tmp_path: Path) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("99 secrets")
    whole = io.BytesIO(document(styled))
    changed = io.BytesIO()
    with zipfile.ZipFile(whole) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name == "word/document.xml":
                start = content.index(b"<w:document")
                entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
                content = content[:start] + entity + content[start:].replace(b"At least 12", b"&e; At least 12")
            new.writestr(name, content)
    file = tmp_path / "a.docx"
    file.write_bytes(changed.getvalue())
    row = only(file)
    assert isinstance(row, Unread) or "99" not in row.text


# --- PDF ---


def pdf(*pages: list[str], **properties: str) -> bytes:
    """A PDF file of one font with these lines on its pages."""
    objects: list[bytes] = [
        b"<< /Type /Catalog /Pages 2 0 R >>",
        b"",
        b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>",
    ]
    kids = []
    for lines in pages:
        shown = "".join(f"({line}) Tj T*\n" for line in lines)
        stream = f"BT /F1 12 Tf 14 TL 72 760 Td\n{shown}ET".encode("latin-1")
        objects.append(b"<< /Length %d >>\nstream\n%s\nendstream" % (len(stream), stream))
        content = len(objects)
        resources = b"/Resources << /Font << /F1 3 0 R >> >>"
        objects.append(
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] %s /Contents %d 0 R >>" % (resources, content)
        )
        kids.append(b"%d 0 R" % len(objects))
    objects[1] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (b" ".join(kids), len(kids))
    told = "".join(f"/{name} ({value})" for name, value in properties.items())
    objects.append(f"<< {told} >>".encode())
    out = b"%PDF-1.4\n"
    places = []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    trailer = b"<< /Size %d /Root 1 0 R /Info %d 0 R >>" % (len(objects) + 1, len(objects))
    return out + b"xref\n0 %d\n0000000000 65535 f \n%strailer\n%s\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1, table, trailer, len(out),
    )  # fmt: skip


FIRST = [
    "Ferry sinks off Varsk",
    "",
    "At least 12 people died when a ferry sank in a storm off the port of Varsk",
    "on Sunday, the coast guard said. Another 30 were saved by fishing boats that",
    "had left the harbour at dawn.",
    "The ferry carried 45 passengers, more than its license allows, and its cap-",
    "tain was",
]
SECOND = ["among the dead. Divers were still looking for three people on Monday evening.", "2"]


def test_pdf(tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    file = tmp_path / "a.pdf"
    file.write_bytes(pdf(FIRST, SECOND, Author="Ada Quill", CreationDate="D:20240303120000"))
    article = only(file)
    assert isinstance(article, Article)
    head = article.header
    assert (head.title, head.author, head.published) == ("Ferry sinks off Varsk", "Ada Quill", dt.date(2024, 3, 3))
    assert "port of Varsk on Sunday" in article.text
    assert "left the harbour at dawn.\n\nThe ferry carried" in article.text
    assert "its captain was" in article.text
    assert "among the dead" in article.text
    assert not article.text.rstrip().endswith("2"), "the number of the page"
    assert member_of(article, "45 passengers") == "page 1"
    assert member_of(article, "three people") == "page 2"


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        pytest.param(pdf(), "a broken PDF file, or one without pages", id="no pages"),
        pytest.param(pdf([]), "no text in the PDF file", id="an empty page"),
        pytest.param(b"%PDF-1.7\n" + b"x" * 500, "a broken PDF file", id="garbage"),
    ],
)
def test_broken_pdf(content: bytes, reason: str, tmp_path: Path) -> None:
    pytest.importorskip("pypdfium2")
    file = tmp_path / "a.pdf"
    file.write_bytes(content)
    row = only(file)
    assert isinstance(row, Unread)
    assert row.reason.startswith(reason)


def test_a_text_file_with_the_ending_of_a_document_is_text(tmp_path: Path) -> None:
    file = tmp_path / "a.pdf"
    file.write_text("Some 12 people died.")
    assert isinstance(only(file), Article)


@pytest.mark.parametrize(
    ("suffix", "content"), [(".docx", document(styled)), (".pdf", pdf(FIRST))], ids=["docx", "pdf"]
)
def test_a_missing_extra_is_told(suffix: str, content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    file = tmp_path / f"a{suffix}"
    file.write_bytes(content)
    monkeypatch.setattr("importlib.util.find_spec", lambda name: None)
    row = only(file)
    assert isinstance(row, Unread)
    assert f"figcheck[{suffix[1:]}]" in row.advice
