"""Letters and mailboxes: what is the article, and where in the file it stands."""

from __future__ import annotations

import re
from email.message import EmailMessage
from email.policy import SMTP
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from figcheck.articles import Article, PassedOver, Span, Unread
from figcheck.read import ReadOptions, read_paths
from figcheck.read.mime import MailText

DATA = Path(__file__).parent / "data" / "read" / "mail"
GAZETTE = ("Coast Gazette", "2024-03-03")


def rows(*names: str) -> list[Article | Unread | PassedOver]:
    return list(read_paths([DATA / name for name in names]))


def one(name: str) -> Article:
    (row,) = rows(name)
    assert isinstance(row, Article)
    return row


def body(article: Article) -> str:
    return article.text[article.title_end :].strip().replace("\r\n", "\n")


@pytest.mark.parametrize(
    ("name", "title", "text"),
    [
        pytest.param(
            "quoting.eml",
            "What the ministry said",
            "The ministry wrote in its statement:\n\n46 people drowned.\n12 swam.\n\nIt named 3 of them.\n\n"
            'Among 5 letters, one of a captain stands out.\n\n"9 boats came."',
            id="quotes of an article stay, without marks that look like more than",
        ),
        pytest.param(
            "plain.eml",
            "Ferry sinks off Riga",
            "At least 46 people drowned on Sunday, most of them from the café on the quay.\n\nAbout 12 swam ashore.",
            id="lines about the newsletter go",
        ),
        pytest.param(
            "quoted-printable.eml",
            "Ferry sinks, 46 dead – “all hands”",
            "At least 46 people drowned on Sunday – most of them from the café on the quay, 30 of them in the hold.\n\n"
            "The ferry was worth €1.5 million.",
            id="lines that go on, characters in two escapes over a line end",
        ),
        pytest.param(
            "base64.eml",
            "Ferry sinks, 46 dead",
            "At least 46 people drowned on Sunday.\n\nAbout 12 swam.",
            id="base64",
        ),
        pytest.param(
            "alternative.eml", "Ferry sinks", "At least 46 people drowned on Sunday.", id="plain text before HTML"
        ),
        pytest.param(
            "stub.eml",
            "Ferry sinks",
            "At least 46 people drowned on Sunday – 12 swam ashore to cafés.",
            id="HTML before plain text that only leads to it; the headline once",
        ),
        pytest.param(
            "western.eml", "Ferry sinks", "“About 46” drowned in Besançon – 12 swam.", id="Windows-1252 as Latin-1"
        ),
        pytest.param("mislabelled.eml", "Ferry sinks", "In the café 46 sat – 12 swam.", id="UTF-8 as Latin-1"),
        pytest.param("japanese.eml", "Ferry", "フェリー 46 人", id="a charset with states"),
    ],
)
def test_a_letter(name: str, title: str, text: str) -> None:
    article = one(name)
    assert (article.header.title, body(article)) == (title, text)
    assert (article.header.outlet, str(article.header.published)) == GAZETTE


def test_a_forwarded_letter_is_that_of_its_first_sender() -> None:
    article = one("forwarded.eml")
    assert (article.header.title, body(article)) == ("Ferry sinks", "At least 46 people drowned on Sunday.")
    assert (article.header.outlet, str(article.header.published)) == GAZETTE


def test_a_reply_is_what_was_written_last() -> None:
    article = one("reply.eml")
    assert (article.header.title, body(article)) == ("Ferry sinks", "The harbour master now counts 48 dead.")
    assert article.header.outlet == "Ann Poe"


def test_a_newsletter_with_bylines_is_a_digest() -> None:
    got = [
        (row.header.id, row.header.outlet, str(row.header.published))
        for row in rows("digest.eml")
        if isinstance(row, Article)
    ]
    assert got == [("digest.eml#1", "Coast Gazette", "2024-03-01"), ("digest.eml#2", "Shore Radio", "2024-03-02")]


def test_attached_articles_and_letters_are_read_and_pictures_counted() -> None:
    got = rows("attached.eml")
    read = [(row.header.id, row.header.title, body(row)) for row in got if isinstance(row, Article)]
    assert read == [
        ("attached.eml", "Two stories", "Attached are 2 stories."),
        ("attached.eml#../ferry.txt", "Ferry sinks", "46 drowned."),
        ("attached.eml~2", "Strike goes on", "About 300 crew stayed at home."),
    ]
    assert [row.what for row in got if isinstance(row, PassedOver)] == [".png file"]
    assert not (DATA.parent / "ferry.txt").exists()


@pytest.mark.parametrize("name", ["box.mbox", "box-crlf.mbox"])
def test_a_mailbox(name: str) -> None:
    first, second, third = rows(name)
    assert isinstance(first, Article) and isinstance(third, Article)
    assert (first.header.id, third.header.id) == (f"{name}#1", f"{name}#3")
    assert body(first) == (
        "At least 46 people drowned in the café.\n\nFrom the quay 12 swam.\nFrom Monday on, 3 boats search."
    )
    assert isinstance(second, Unread) and (second.line, second.record) == (14, 2)


def test_a_letter_that_is_too_large_costs_itself_alone(tmp_path: Path) -> None:
    mark = b"From x@y.example Sun Mar  3 23:30:00 2024\nFrom: A <a@b.example>\nSubject: S\n\n"
    (tmp_path / "a.mbox").write_bytes(mark + b"About 46.\n" * 1000 + b"\n" + mark + b"About 12.\n")
    large, small = read_paths([tmp_path], ReadOptions(max_bytes=2000))
    assert isinstance(large, Unread) and (large.line, large.record) == (2, 1) and "2,000 bytes" in large.reason
    assert isinstance(small, Article) and small.text_map.place(Span(9, 11)).line == 1010


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("no-headers.eml", "does not begin with headers"),
        ("no-text.eml", "has no text"),
        ("cut-base64.eml", "broken base64"),
        ("unknown-bytes.eml", "encoding could not be told"),
        ("no-letter.mbox", "none begins with a line From"),
    ],
)
def test_broken(name: str, reason: str) -> None:
    (row,) = rows(name)
    assert isinstance(row, Unread)
    assert reason in row.reason and row.advice


# --- the way back to the file ---


@pytest.mark.parametrize("path", sorted(DATA.iterdir()), ids=lambda path: path.name)
def test_every_digit_leads_back_to_its_place(path: Path) -> None:
    file = MailText(path.read_bytes())
    for row in read_paths([path]):
        if not isinstance(row, Article) or row.text_map.member is not None:
            continue
        for found in re.finditer(r"[0-9]+", row.text):
            place = row.text_map.place(Span(*found.span()))
            if place.line is None:
                assert place.record  # base64, or a charset with states
                continue
            assert place.start is not None and place.end is not None and place.column is not None
            assert re.sub(r"=\r?\n", "", file.text[place.start : place.end]) == found.group()
            assert file.line(place.line - 1)[place.column - 1] == found.group()[0]


PARAGRAPHS = st.lists(
    st.text(st.sampled_from("ab 12.,=é–😀\t_?“>"), min_size=1, max_size=90).map(str.strip).filter(bool),
    min_size=1,
    max_size=4,
)


@pytest.mark.parametrize("encoding", ["7bit", "8bit", "quoted-printable", "base64"])
@given(paragraphs=PARAGRAPHS, subject=st.text(st.sampled_from("ab 12é–😀=_?"), max_size=60), crlf=st.booleans())
def test_what_is_written_as_a_letter_is_read(
    encoding: str, paragraphs: list[str], subject: str, crlf: bool, tmp_path_factory: pytest.TempPathFactory
) -> None:
    if encoding == "7bit":
        paragraphs = [part.encode("ascii", "replace").decode() for part in paragraphs]
    paragraphs = [f"Of {number} it said {part}." for number, part in enumerate(paragraphs)]
    letter = EmailMessage(policy=SMTP.clone(max_line_length=78)) if crlf else EmailMessage()
    letter["From"] = "Gazette <a@b.example>"
    letter["Subject"] = " ".join(subject.split())
    letter.set_content("\n\n".join(paragraphs), cte=encoding, charset="us-ascii" if encoding == "7bit" else "utf-8")
    path = tmp_path_factory.getbasetemp() / "law.eml"
    path.write_bytes(letter.as_bytes())
    (row,) = read_paths([path])
    assert isinstance(row, Article)
    assert (row.header.title or "") == " ".join(str(letter["Subject"]).split())
    text = body(row).replace("\r\n", "\n")
    assert [" ".join(part.split()) for part in text.split("\n\n")] == [" ".join(part.split()) for part in paragraphs]
    file = MailText(path.read_bytes())
    for index, character in enumerate(row.text):
        place = row.text_map.place(Span(index, index + 1))
        assert (place.start is None) == (encoding == "base64")
        if place.start is not None and character.isalnum() and character.isascii():
            assert file.text[place.start] in (character, "=")


@given(raw=st.binary(max_size=300), suffix=st.sampled_from(["eml", "mbox"]))
def test_any_bytes_are_letters_or_refused(raw: bytes, suffix: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / f"any.{suffix}"
    path.write_bytes(b"From: a <b@c>\n" + raw)
    for row in read_paths([path], ReadOptions(input_format=suffix)):
        assert isinstance(row, Article | Unread | PassedOver)


HEADERS = st.sampled_from(
    [
        b"Content-Type: multipart/mixed; boundary=a\n", b"Content-Type: text/html\n", b"46 dead =4\n", b"=E2=80\n",
        b"Content-Type: ;;=\n",
        b"Content-Type: text/plain; charset=\"idna\"\n", b"Content-Transfer-Encoding: base64\n", b"\n", b"--a\n",
        b"--a--\n", b"Subject: =?utf-8?b?!?= =?x?q?=ff?=\n", b"From: <@\n", b"Date: \xff\n",
        b"Content-Disposition: =\n", b"Content-Transfer-Encoding: quoted-printable\n",
        b"Content-Type: message/rfc822\n", b"Content-Disposition: attachment; filename*=a'b'%ff.zip\n",
    ]
)  # fmt: skip


@given(lines=st.lists(HEADERS, max_size=14))
def test_odd_structures_never_crash(lines: list[bytes], tmp_path_factory: pytest.TempPathFactory) -> None:
    path = tmp_path_factory.getbasetemp() / "odd.eml"
    path.write_bytes(b"X: y\n" + b"".join(lines))
    assert list(read_paths([path]))
