"""The seeds kept as letters, as web archives and packed: the same figures and the same findings as from their files."""

from __future__ import annotations

import gzip
import html
import zipfile
from collections.abc import Callable
from email.message import EmailMessage
from email.policy import SMTP
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from figcheck import api
from figcheck.articles import Article
from figcheck.config import Settings
from figcheck.findings import Run
from figcheck.read import read_paths
from figcheck.read.mime import MailText
from figcheck.report.rows import figure_rows

SEEDS = Path(__file__).parent.parent / "seeds"
OF_THE_FILE = ("id", "article", "path", "line", "column", "start", "end", "member", "record", "quote", "because")


@cache
def seeds() -> tuple[Article, ...]:
    return tuple(row for row in read_paths([SEEDS]) if isinstance(row, Article))


def body(article: Article) -> str:
    return article.text[article.title_end :].strip()


def letter(article: Article, encoding: str) -> bytes:
    header = article.header
    made = EmailMessage(policy=SMTP)
    made["From"] = f'"{header.outlet}" <news@outlet.example>'
    made["Subject"] = header.title
    made["Date"] = f"{header.published:%d %b %Y} 10:00:00 +0000"
    made["Message-ID"] = f"<{header.id}@outlet.example>"
    made.set_content(body(article) + "\n", cte=encoding)
    return made.as_bytes()


def page(article: Article) -> bytes:
    header = article.header
    paragraphs = "".join(f"<p>{html.escape(part)}</p>\n" for part in body(article).split("\n\n"))
    return (
        f"<!doctype html><html><head><meta charset=utf-8><title>{html.escape(header.title or '')}</title>"
        f'<meta property="og:site_name" content="{html.escape(header.outlet or "")}">'
        f'<meta property="article:published_time" content="{header.published}T10:00:00Z"></head><body>'
        '<nav><a href="/">Home</a> <a href="/99">99 more</a></nav>'
        f"<article><h1>{html.escape(header.title or '')}</h1>\n{paragraphs}</article>"
        "<footer>© 2024</footer></body></html>"
    ).encode()


def warc_record(raw: bytes, number: int) -> bytes:
    answer = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n\r\n" + raw
    head = (
        "WARC/1.0\r\nWARC-Type: response\r\nContent-Type: application/http\r\n"
        f"WARC-Target-URI: https://outlet.example/{number}\r\nContent-Length: {len(answer)}\r\n\r\n"
    )
    return gzip.compress(head.encode() + answer + b"\r\n\r\n")


def letters(encoding: str) -> Callable[[Path], None]:
    def keep(folder: Path) -> None:
        for article in seeds():
            (folder / f"{article.header.id}.eml").write_bytes(letter(article, encoding))

    return keep


def mailbox(folder: Path) -> None:
    mark = b"From news@outlet.example Mon Mar  4 10:00:00 2024\n"
    kept = [mark + letter(article, "quoted-printable").replace(b"\r\n", b"\n") + b"\n" for article in seeds()]
    (folder / "seeds.mbox").write_bytes(b"".join(kept))


def web_archive(folder: Path) -> None:
    pytest.importorskip("trafilatura")
    records = [warc_record(page(article), number) for number, article in enumerate(seeds())]
    (folder / "seeds.warc.gz").write_bytes(b"".join(records))


def zip_archive(folder: Path) -> None:
    with zipfile.ZipFile(folder / "seeds.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        for path in sorted(SEEDS.iterdir()):
            archive.write(path, f"articles/{path.name}")


def packed(folder: Path) -> None:
    for path in sorted(SEEDS.iterdir()):
        (folder / f"{path.name}.gz").write_bytes(gzip.compress(path.read_bytes()))


def packed_anew(folder: Path) -> None:
    zstd = pytest.importorskip("backports.zstd")
    for path in sorted(SEEDS.iterdir()):
        (folder / f"{path.name}.zst").write_bytes(zstd.compress(path.read_bytes()))


def documents(folder: Path) -> None:
    docx = pytest.importorskip("docx")
    for article in seeds():
        header = article.header
        made = docx.Document()
        made.add_heading(header.title, level=0)
        made.add_paragraph(f"{header.outlet} – {header.published:%B %d, %Y}")
        for part in body(article).split("\n\n"):
            made.add_paragraph(part)
        made.save(str(folder / f"{header.id}.docx"))


def digest(folder: Path) -> None:
    parts = [
        f"{article.header.title}\n\n{article.header.outlet} – {article.header.published:%B %d, %Y}\n\n{body(article)}\n"
        for article in seeds()
    ]
    (folder / "digest.txt").write_text("\n* * *\n\n".join(parts), encoding="utf-8")


def split_digest(folder: Path) -> None:
    parts = []
    for article in seeds():
        header = article.header
        parts.append(f"{header.outlet} | {header.published:%d %b %Y}\n{header.title}\n\n{body(article)}\n")
    (folder / "digest.txt").write_text("##### next #####\n".join(parts), encoding="utf-8")


KEPT: dict[str, Callable[[Path], None]] = {
    "letters as they are": letters("8bit"),
    "letters in quoted-printable": letters("quoted-printable"),
    "letters in base64": letters("base64"),
    "a mailbox": mailbox,
    "a web archive": web_archive,
    "a zip": zip_archive,
    "gz": packed,
    "zst": packed_anew,
    "Word documents": documents,
    "a digest": digest,
    "a digest by --split": split_digest,
}


def figures(run: Run) -> list[list[str]]:
    """The figures of each article, without what is of its file alone."""
    of_article: dict[str, list[str]] = {}
    for row in figure_rows(run):
        of_article.setdefault(row["article"], []).append(
            repr({key: value for key, value in row.items() if key not in OF_THE_FILE})
        )
    return sorted(of_article.values())


def findings(run: Run) -> list[tuple[Any, ...]]:
    surfaces = {claim.id: claim.figure.surface for claim in run.claims}
    return sorted(
        (finding.rule, finding.severity, finding.cause, sorted(surfaces[claim] for claim in finding.figures))
        for finding in run.findings
    )


@cache
def plain() -> Run:
    return api.run([SEEDS], Settings())


@pytest.mark.slow
@pytest.mark.parametrize("form", KEPT)
def test_the_same_figures_and_findings(form: str, tmp_path: Path) -> None:
    KEPT[form](tmp_path)
    run = api.run([tmp_path], Settings(split="^#+ next #+$" if "--split" in form else None))
    assert not run.unread
    assert sorted((h.title, h.outlet, h.published) for h in run.articles) == sorted(
        (h.title, h.outlet, h.published) for h in plain().articles
    )
    assert figures(run) == figures(plain())
    assert findings(run) == findings(plain())
    assert len(findings(run)) == 5


@pytest.mark.parametrize("form", KEPT)
def test_what_has_text_of_its_own_has_places_there(form: str, tmp_path: Path) -> None:
    KEPT[form](tmp_path)
    for row in read_paths([tmp_path]):
        assert isinstance(row, Article)
        places = row.text_map
        if form.startswith("letters") and form != "letters in base64":
            assert places.member is None and places.record is None
            text = MailText(Path(row.header.path).read_bytes()).text
            for piece in places.pieces:
                assert text[piece.offset] in (row.text[piece.text_start], "=")
        elif "digest" in form:
            text = Path(row.header.path).read_text(encoding="utf-8")
            for piece in places.pieces:
                assert text[piece.offset] == row.text[piece.text_start]
        else:
            assert places.member or places.record or places.parts or form == "a mailbox"
