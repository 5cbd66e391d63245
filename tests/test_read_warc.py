"""Web archives: pages become articles with address and record, everything else is told or counted."""

from __future__ import annotations

import gzip
import io
import json
import zipfile
import zlib
from collections.abc import Iterator
from pathlib import Path

import pytest

from figcheck.articles import Article, PassedOver, Span, Unread
from figcheck.read import ReadOptions, read_paths, warc
from figcheck.read.drafts import Draft
from figcheck.read.given import Given
from figcheck.read.http import answer_of
from figcheck.read.lines import FileText
from figcheck.read.markup import seen_text
from figcheck.read.recognise import Reader, reader_of

PAGE = (
    "<!doctype html><html><head><title>Ferry sinks</title></head><body><article><h1>Ferry sinks</h1>"
    "<p>At least 46 people drowned off Riga on Sunday, the harbour master said on Monday.</p>"
    "<p>About 12 swam ashore, and the ferry’s crew of nine was saved by a trawler.</p></article></body></html>"
).encode()
Rows = list[Article | Unread | PassedOver]


@pytest.fixture(autouse=True)
def pages_as_they_are(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is an article in a page is not what is tested here: all of it is."""

    def whole_page(given: Given) -> Iterator[Draft]:
        text = given.whole().decode(given.charset or "utf-8")
        yield Draft(seen_text(FileText(text).stretch(0, len(text))), url=given.url)

    def reader(name: str) -> Reader:
        return whole_page if name == "html" else reader_of(name)

    monkeypatch.setattr(warc, "reader_of", reader)


def record(
    body: bytes,
    kind: str = "response",
    url: str = "https://gazette.example/ferry",
    content: str = "application/http; msgtype=response",
    version: str = "1.0",
    more: str = "",
) -> bytes:
    head = (
        f"WARC/{version}\r\nWARC-Type: {kind}\r\nWARC-Target-URI: {url}\r\nWARC-Date: 2024-03-05T10:00:00Z\r\n"
        f"Content-Type: {content}\r\n{more}Content-Length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body + b"\r\n\r\n"


def http(body: bytes = PAGE, status: str = "200 OK", **fields: str) -> bytes:
    headers = {"Content-Type": "text/html; charset=utf-8", **{name.replace("_", "-"): v for name, v in fields.items()}}
    lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers.items())]
    return ("\r\n".join(lines) + "\r\n\r\n").encode() + body


def chunked(body: bytes, size: int = 40) -> bytes:
    parts = [body[at : at + size] for at in range(0, len(body), size)]
    return b"".join(b"%x;q=1\r\n%s\r\n" % (len(part), part) for part in parts) + b"0\r\n\r\n"


def rows(path: Path, raw: bytes, options: ReadOptions = ReadOptions()) -> Rows:  # noqa: B008
    path.write_bytes(raw)
    return list(read_paths([path], options))


def articles(got: Rows) -> list[Article]:
    return [row for row in got if isinstance(row, Article)]


def counts(got: Rows) -> dict[str, int]:
    return {row.what: row.count for row in got if isinstance(row, PassedOver)}


@pytest.mark.parametrize("version", ["1.0", "1.1"])
@pytest.mark.parametrize("packed", [False, True], ids=["plain", "packed record by record, as CC-NEWS is"])
def test_a_page_with_its_address_and_record(version: str, packed: bool, tmp_path: Path) -> None:
    records = [
        record(b"software: x\r\n", "warcinfo", content="application/warc-fields", version=version),
        record(b"GET / HTTP/1.1\r\n\r\n", "request", version=version),
        record(http(), version=version),
    ]
    raw = b"".join(gzip.compress(one) for one in records) if packed else b"".join(records)
    (article,) = rows(tmp_path / ("a.warc.gz" if packed else "a.warc"), raw)
    assert isinstance(article, Article)
    assert article.header.id == ("a.warc.gz#a.warc#3" if packed else "a.warc#3")
    assert (article.header.url, article.header.published) == ("https://gazette.example/ferry", None)
    at = article.text.index("46")
    place = article.text_map.place(Span(at, at + 2))
    assert (place.line, place.record, place.member) == (1, 3, "a.warc" if packed else None)
    assert PAGE.decode()[place.start : place.end] == "46"


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param(http(), id="as it is"),
        pytest.param(http(gzip.compress(PAGE), Content_Encoding="gzip"), id="gzip"),
        pytest.param(http(zlib.compress(PAGE), Content_Encoding="deflate"), id="deflate"),
        pytest.param(http(zlib.compress(PAGE)[2:-4], Content_Encoding="deflate"), id="deflate without its header"),
        pytest.param(http(PAGE, Content_Encoding="gzip"), id="unpacked by the crawler, the header left"),
        pytest.param(http(PAGE, Content_Encoding="br"), id="the same with Brotli"),
        pytest.param(http(chunked(PAGE), Transfer_Encoding="chunked"), id="in chunks"),
        pytest.param(http(PAGE, Transfer_Encoding="chunked"), id="chunks put together by the crawler"),
        pytest.param(
            http(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip"), id="both"
        ),
        pytest.param(http().replace(b"\r\n", b"\n"), id="line ends of Unix"),
        pytest.param(http(PAGE, Content_Type="text/html"), id="no charset"),
        pytest.param(http(PAGE.decode().encode("utf-16"), Content_Type="text/html; charset=utf-16"), id="charset"),
    ],
)
def test_how_pages_are_transferred(answer: bytes, tmp_path: Path) -> None:
    (article,) = rows(tmp_path / "a.warc", record(answer))
    assert isinstance(article, Article) and "At least 46 people" in article.text and "ferry’s" in article.text


def test_brotli(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    brotli = pytest.importorskip("brotli")
    raw = record(http(brotli.compress(PAGE), Content_Encoding="br"))
    (article,) = rows(tmp_path / "a.warc", raw)
    assert isinstance(article, Article) and "46" in article.text
    monkeypatch.setitem(__import__("sys").modules, "brotli", None)
    (row,) = rows(tmp_path / "a.warc", raw)
    assert isinstance(row, Unread) and row.advice == "pip install 'figcheck[warc]'"


def test_text_that_was_drawn_from_pages(tmp_path: Path) -> None:
    text = "Ferry sinks\nCoast Gazette – March 3, 2024\n\nAt least 46 drowned.\n".encode()
    (article,) = rows(tmp_path / "a.warc.wet.gz", gzip.compress(record(text, "conversion", content="text/plain")))
    assert isinstance(article, Article)
    assert (article.header.title, article.header.outlet) == ("Ferry sinks", "Coast Gazette")


def test_what_is_no_page_is_counted(tmp_path: Path) -> None:
    got = rows(
        tmp_path / "a.warc",
        record(http(status="404 Not Found"))
        + record(http(b"\xff\xd8", Content_Type="image/jpeg")) * 2
        + record(b"", "revisit")
        + record(b"x: y", "metadata")
        + record(PAGE, "resource", content="text/html"),
    )
    assert [article.header.id for article in articles(got)] == ["a.warc#6"]
    assert counts(got) == {"answer of status 404": 1, "image/jpeg record": 2, "page seen before (WARC revisit)": 1}


GOOD = record(http())
BROKEN = {
    "cut-block": (GOOD + GOOD[:-300], 1, 2, "cut short"),
    "cut-headers": (GOOD + GOOD[:60], 1, 2, "cut short"),
    "no-length": (GOOD + GOOD.replace(b"Content-Length", b"Content-Size"), 1, 2, "without its length"),
    "lost": (GOOD + b"junk\r\n" + GOOD, 1, 2, "no record begins"),
    "headers": (GOOD + b"WARC/1.0\r\n" + b"x: y\r\n" * 2000, 1, 2, "headers without end"),
    "line": (GOOD + b"WARC/1.0\r\nx: " + b"y" * 70_000, 1, 2, "without end"),
    "coding": (record(http(PAGE[20:], Content_Encoding="compress")) + GOOD, 1, 1, "'compress'"),
    "gzip": (record(http(gzip.compress(PAGE)[:-20], Content_Encoding="gzip")) + GOOD, 1, 1, "cut short"),
    "truncated": (record(http(), more="WARC-Truncated: length\r\n"), 1, 1, "cut the page short (length)"),
}


@pytest.mark.parametrize("name", BROKEN)
def test_broken(name: str, tmp_path: Path) -> None:
    raw, read, number, words = BROKEN[name]
    got = rows(tmp_path / "a.warc", raw)
    assert len(articles(got)) == read
    (row,) = [row for row in got if isinstance(row, Unread)]
    assert (row.path.endswith("a.warc"), row.record) == (True, number)
    assert words in row.reason and row.advice


def test_large_records_and_pages_cost_themselves_alone(tmp_path: Path) -> None:
    bomb = record(http(gzip.compress(bytes(20_000_000)), Content_Encoding="gzip"))
    got = rows(tmp_path / "a.warc", record(http(b"x" * 5000)) + bomb + GOOD, ReadOptions(max_bytes=2000))
    assert [article.header.id for article in articles(got)] == ["a.warc#3"]
    reasons = [row.reason for row in got if isinstance(row, Unread)]
    assert ["record is larger" in reasons[0], "page larger" in reasons[1] or "record" in reasons[1]] == [True, True]
    large = rows(tmp_path / "b.warc", bomb + GOOD)
    assert "200 times" in next(row.reason for row in large if isinstance(row, Unread))
    assert len(articles(large)) == 1


def test_what_a_server_answered() -> None:
    assert answer_of(b"no answer") is None
    answer = answer_of(http(b"x", "301 Moved", Location="/b"))
    assert answer is not None and (answer.status, answer.kind, answer.charset) == (301, "text/html", "utf-8")
    assert not answer.is_page


# --- WACZ ---


def wacz(warc_raw: bytes, pages: list[str] | None) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("datapackage.json", "{}")
        archive.writestr("archive/data.warc.gz", gzip.compress(warc_raw))
        archive.writestr("indexes/index.cdx", "x")
        if pages is not None:
            head = json.dumps({"format": "json-pages-1.0", "id": "pages"})
            archive.writestr("pages/pages.jsonl", "\n".join([head, *(json.dumps({"url": url}) for url in pages), "{"]))
    return stream.getvalue()


TWO = record(http()) + record(http(), url="https://ads.example/frame")


@pytest.mark.parametrize(
    ("pages", "ids"),
    [
        (["https://gazette.example/ferry#top"], ["a.wacz#archive/data.warc.gz#1"]),
        (None, ["a.wacz#archive/data.warc.gz#1", "a.wacz#archive/data.warc.gz#2"]),
        ([], ["a.wacz#archive/data.warc.gz#1", "a.wacz#archive/data.warc.gz#2"]),
    ],
    ids=["only pages that were visited", "no list", "an empty list"],
)
def test_wacz(pages: list[str] | None, ids: list[str], tmp_path: Path) -> None:
    got = rows(tmp_path / "a.wacz", wacz(TWO, pages))
    assert [article.header.id for article in articles(got)] == ids
    assert counts(got) == ({"part of a page": 1} if pages else {})
    renamed = rows(tmp_path / "b.zip", wacz(TWO, pages))
    assert len(articles(renamed)) == len(ids)


def test_wacz_without_web_archives(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("datapackage.json", "{}")
    (row,) = rows(tmp_path / "a.wacz", stream.getvalue())
    assert isinstance(row, Unread) and "archive/*.warc.gz" in row.reason
