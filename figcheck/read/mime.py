"""A message of mail to its parts (RFC 2045, 2046, 5322), each with its text and the place of every character.

The standard library parses headers. Where parts begin and end is found here, since it does not say where in the file
they stand, and takes any number of them nested to any depth.
"""

from __future__ import annotations

import binascii
import codecs
import re
from collections.abc import Iterator
from email.errors import HeaderParseError
from email.message import EmailMessage
from email.parser import HeaderParser
from email.policy import default as policy
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.read.decoding import decode
from figcheck.read.given import Unreadable
from figcheck.read.lines import FileText, Stretch
from figcheck.read.markup import Segment, placed

MOST_PARTS: Final = 500
DEEPEST: Final = 20
LONGEST_HEADERS: Final = 200_000
"""Characters of the headers of a message or part that are looked at."""

_END_OF_HEADERS: Final = expression(r"\n\r?\n")
_ESCAPES: Final = expression(r"(?:=[0-9A-Fa-f]{2}|=[ \t]*(?:\r\n|\r|\n|\Z))+")
_SOFT: Final = expression(r"=[ \t]*(?:\r\n|\r|\n|\Z)")
_TRAILING: Final = expression(r"[ \t]+(?=\r?\n)")
_WORD: Final = expression(r"=\?([^?*\s]+)(?:\*[^?\s]*)?\?([bBqQ])\?([^?\s]*)\?=")
_BETWEEN_WORDS: Final = expression(r"\s+(?==\?)")
_NON_ASCII: Final = expression(r"[^\x00-\x7f]")

_WESTERN: Final = (None, "ascii", "iso8859-1", "cp1252")
_NO_CHARSETS: Final = frozenset(  # of Python, that mail is never in; some take time without end
    ("idna", "punycode", "unicode_escape", "raw_unicode_escape", "undefined", "utf-7", "hex", "base64", "rot13", "zlib")
)

# The parser of the standard library trips over some malformed headers; what it trips over tells nothing.
_TRIPS: Final = (ValueError, IndexError, KeyError, AttributeError, TypeError, LookupError, HeaderParseError)


class MailText(FileText):
    """The characters of a file of mail: UTF-8 where all of it is, else one for each byte, whatever the charsets of its
    parts."""

    __slots__ = ("_encoding",)

    def __init__(self, raw: bytes) -> None:
        try:
            text, self._encoding = raw.decode("utf-8-sig"), "utf-8"
        except UnicodeDecodeError:
            text, self._encoding = raw.decode("latin-1"), "latin-1"
        super().__init__(text)

    def bytes_of(self, message: Message) -> bytes:
        """The bytes of a body as they lie in the file."""
        return self.text[message.body : message.end].encode(self._encoding)


class Message(NamedTuple):
    """A message or a part: its headers, and where in the text of the file they and its body stand."""

    headers: EmailMessage
    start: int
    body: int
    end: int

    @property
    def kind(self) -> str:
        """Its media type, in small letters."""
        return self.headers.get_content_type()


class Part(NamedTuple):
    """A part that holds no others. ``number`` is its place in the message, as in "2.1"; ``around`` are the media types
    of those that hold it, the outermost first."""

    message: Message
    number: str
    around: tuple[str, ...]


def message_at(file: MailText, start: int, end: int) -> Message:
    """The message or part between two places of the file."""
    found = _END_OF_HEADERS.search(file.text, start, end)
    if file.text.startswith(("\n", "\r\n"), start):
        head, body = start, start + (1 if file.text[start] == "\n" else 2)
    else:
        head, body = (found.start() + 1, found.end()) if found else (end, end)
    words = file.text[start : min(head, start + LONGEST_HEADERS)]
    headers = HeaderParser(EmailMessage, policy=policy).parsestr(words)
    return Message(headers, start, body, end)


def leaves(file: MailText, message: Message) -> Iterator[Part]:
    """The parts of a message that hold no others, in order; an attached message is one. Raises Unreadable for more
    parts than anybody writes."""
    count = 0
    waiting: list[Part] = [Part(message, "1", ())]
    while waiting:
        part = waiting.pop()
        inner = list(_inside(file, part.message)) if part.message.kind.startswith("multipart/") else []
        if not inner:
            count += 1
            yield part
            continue
        if len(part.around) == DEEPEST or count + len(waiting) + len(inner) > MOST_PARTS:
            raise Unreadable(f"a message of more than {MOST_PARTS} parts, or {DEEPEST} in one another", "save its text")
        around = (*part.around, part.message.kind)
        numbers = [f"{part.number}.{at}" if part.around else str(at) for at in range(1, len(inner) + 1)]
        waiting += [Part(one, number, around) for one, number in zip(reversed(inner), reversed(numbers), strict=True)]


def _inside(file: MailText, message: Message) -> Iterator[Message]:
    """What stands between the boundaries of a message."""
    try:
        boundary = message.headers.get_boundary()
    except _TRIPS:
        boundary = None
    if not boundary:
        return
    line = re.compile(rf"^--{re.escape(boundary)}(?P<last>--)?[ \t]*\r?$\n?", re.MULTILINE)
    start: int | None = None
    for found in line.finditer(file.text, message.body, message.end):
        if start is not None:
            end = found.start() - 1  # the line end before a boundary belongs to it
            if end > start and file.text[end - 1] == "\r":
                end -= 1
            yield message_at(file, start, max(start, end))
        start = None if found["last"] else found.end()
        if start is None:
            return
    if start is not None and start < message.end:
        yield message_at(file, start, message.end)


def header(message: Message, name: str) -> str | None:
    """A header's value as people read it, on one line; None when there is none or it cannot be read."""
    try:
        value = message.headers[name]
        return " ".join(str(value).split()) or None if value is not None else None
    except _TRIPS:
        return None


def sender(message: Message) -> tuple[str | None, str | None]:
    """The name and the domain of the first address in From."""
    try:
        addresses = getattr(message.headers["from"], "addresses", ())
        first = addresses[0] if addresses else None
        if first is None:
            return None, None
        name = " ".join(first.display_name.split()).strip("\"'")
        return name or None, first.domain.lower() or None
    except _TRIPS:
        return None, None


def file_name(message: Message) -> str | None:
    """The file name that a part is to have, None for a part without one."""
    try:
        return message.headers.get_filename() or None
    except _TRIPS:
        return None


def is_attached(message: Message) -> bool:
    """Whether the part is to be saved rather than shown."""
    try:
        return message.headers.get_content_disposition() == "attachment"
    except _TRIPS:
        return False


def content(file: MailText, message: Message) -> bytes:
    """The bytes of a part, its transfer encoding undone. Raises Unreadable when that is broken."""
    raw = file.bytes_of(message)
    encoding = _transfer(message)
    if encoding == "base64":
        packed = re.sub(rb"[^A-Za-z0-9+/]", b"", raw)
        try:
            return binascii.a2b_base64(packed + b"=" * (-len(packed) % 4))
        except binascii.Error as error:
            raise Unreadable(f"broken base64: {error}", "save the message again") from error
    return binascii.a2b_qp(raw) if encoding == "quoted-printable" else raw


def text_of(file: MailText, message: Message) -> tuple[Stretch, bool]:
    """The text of a part, and whether its places are those of the file. If not (base64, or a charset in which an escape
    is no character of its own) they are those of the part.

    Raises Unreadable when it cannot be decoded.
    """
    encoding = _transfer(message)
    raw = content(file, message)
    charset, text = _decoded(raw, _charset(message))
    if encoding == "base64":
        return FileText(text).stretch(0, len(text)), False
    outer = file.stretch(message.body, message.end)
    if text == outer.text:
        return outer, True
    try:
        if encoding == "quoted-printable":
            segments = list(_unescaped(outer.text, charset))
            is_sure = _solid("".join(segment.text for segment in segments)) == _solid(text)
        else:
            segments = list(_by_width(text, charset))
            width = segments[-1].at + len(segments[-1].text.encode(charset)) if segments else 0
            is_sure = text.encode(charset) == raw and width == len(raw) == len(outer.text)
    except (UnicodeError, LookupError):
        is_sure = False
    if is_sure:
        return placed(outer, segments), True
    return FileText(text).stretch(0, len(text)), False


def _solid(text: str) -> str:
    return "".join(text.split())


def subject(file: MailText, message: Message) -> Stretch:
    """The subject with its places; words that are encoded stand where the encoding of theirs begins, in
    quoted-printable each character where it is written. Empty when there is none."""
    words = header(message, "subject")
    if not words:
        return Stretch("", ())
    found = re.compile(r"^subject:", re.IGNORECASE | re.MULTILINE).search(file.text, message.start, message.body)
    if found is None:
        return Stretch("", ())
    end = re.compile(r"\r?\n(?![ \t])|\Z").search(file.text, found.end(), message.body)
    raw = file.text[found.end() : end.start() if end else message.body]
    characters = _spaced([one for segment in _plain_words(raw) for one in _each(segment)])
    if "".join(character for character, _ in characters) != words:
        characters = [(character, _first_visible(raw)) for character in words]
    outer = file.stretch(found.end(), found.end() + len(raw))
    return placed(outer, _runs(characters))


def _first_visible(raw: str) -> int:
    return len(raw) - len(raw.lstrip())


def _each(segment: Segment) -> Iterator[tuple[str, int]]:
    """Its characters and their places. An encoded word has its place for all of them (``at`` below 0, one less)."""
    if segment.at < 0:
        yield from ((character, -1 - segment.at) for character in segment.text)
    else:
        yield from ((character, segment.at + step) for step, character in enumerate(segment.text))


def _spaced(characters: list[tuple[str, int]]) -> list[tuple[str, int]]:
    """White space made single spaces, none at either end."""
    kept: list[tuple[str, int]] = []
    for character, at in characters:
        if not character.isspace():
            kept.append((character, at))
        elif kept and kept[-1][0] != " ":
            kept.append((" ", at))
    return kept[:-1] if kept and kept[-1][0] == " " else kept


def _runs(characters: list[tuple[str, int]]) -> list[Segment]:
    segments: list[Segment] = []
    for character, at in characters:
        last = segments[-1] if segments else None
        if last is not None and last.at + len(last.text) == at:
            segments[-1] = Segment(last.text + character, last.at)
        else:
            segments.append(Segment(character, at))
    return segments


def _plain_words(raw: str) -> Iterator[Segment]:
    """The words of a header (RFC 2047), those that are encoded decoded."""
    at = 0
    for word in _WORD.finditer(raw):
        between = raw[at : word.start()]
        if at == 0 or not between.isspace():
            yield Segment(between, at)
        charset, form, inner = word.groups()
        try:
            if form in "bB":
                packed = binascii.a2b_base64(inner + "=" * (-len(inner) % 4))
                yield Segment(packed.decode(_known(charset) or "ascii"), -1 - word.start())
            else:
                for segment in _unescaped(inner.replace("_", " "), _known(charset) or "ascii"):
                    yield Segment(segment.text, segment.at + word.start(3))
        except (ValueError, LookupError):
            yield Segment(word.group(), word.start())
        at = word.end()
    yield Segment(raw[at:], at)


def _transfer(message: Message) -> str:
    try:
        return str(message.headers.get("content-transfer-encoding", "7bit")).strip().lower()
    except _TRIPS:
        return "7bit"


def _charset(message: Message) -> str | None:
    try:
        return message.headers.get_content_charset()
    except _TRIPS:
        return None


def _decoded(raw: bytes, charset: str | None) -> tuple[str, str]:
    """The charset that the bytes are in, and their text.

    Mail that says ISO 8859-1 means Windows-1252, as the encoding standard of the web has it; mail that says this, ASCII
    or nothing may be UTF-8. What does not fit is told from the bytes. Raises Undecodable.
    """
    stated = _known(charset)
    names = ("utf-8", stated and "cp1252") if stated in _WESTERN else (stated, "utf-8")
    for name in names:
        try:
            if name is not None:
                return name, raw.decode(name)
        except UnicodeError:
            continue
    text = decode(raw)
    return "cp1252", text


def _known(charset: str | None) -> str | None:
    """Python's name of a charset; None for one that is none of text, or does not exist."""
    try:
        name = codecs.lookup(charset).name if charset else None
    except (LookupError, ValueError):
        return None
    return None if name in _NO_CHARSETS else name


def _unescaped(text: str, charset: str) -> Iterator[Segment]:
    """Quoted-printable text (RFC 2045, 6.7) with the place of every character. Raises UnicodeError, LookupError."""
    at = 0
    for escape in _ESCAPES.finditer(text):
        yield from _bare(text, at, escape.start())
        at = escape.end()
        escaped: list[tuple[int, int]] = []
        place = escape.start()
        while place < escape.end():
            soft = _SOFT.match(text, place)
            if soft:
                place = soft.end()
            else:
                escaped.append((int(text[place + 1 : place + 3], 16), place))
                place += 3
        raw = bytes(byte for byte, _ in escaped)
        index = 0
        for character in raw.decode(charset):
            yield Segment(character, escaped[min(index, len(escaped) - 1)][1])
            index += len(character.encode(charset))
    yield from _bare(text, at, len(text))


def _bare(text: str, start: int, end: int) -> Iterator[Segment]:
    """Text without escapes; spaces at the end of a line are of the transfer, not of the text."""
    at = start
    for space in _TRAILING.finditer(text, start, end):
        if space.start() > at:
            yield Segment(text[at : space.start()], at)
        at = space.end()
    if at < end:
        yield Segment(text[at:end], at)


def _by_width(text: str, charset: str) -> Iterator[Segment]:
    """Text of a file that has a character for each byte. Raises UnicodeError."""
    at = width = 0
    for other in _NON_ASCII.finditer(text):
        if other.start() > at:
            yield Segment(text[at : other.start()], width)
        width += other.start() - at
        yield Segment(other.group(), width)
        width += len(other.group().encode(charset))
        at = other.end()
    if at < len(text):
        yield Segment(text[at:], width)
