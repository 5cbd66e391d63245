"""Bytes of a file to text, without guessing where a guess may be wrong.

UTF-8, and UTF-16 and UTF-32 with a byte order mark, are certain. Of the older encodings, text that makes
good sense as Windows-1252 (of which Latin-1 is a part) is read as that; anything else is asked of
charset-normalizer, and taken only when it is sure.
"""

from __future__ import annotations

import codecs
import re
from contextlib import suppress
from typing import NamedTuple

from figcheck.expressions import expression
from figcheck.read.given import Unreadable

MARKS: tuple[tuple[bytes, str], ...] = (  # UTF-32 first: its little-endian mark begins with that of UTF-16
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP archive (DOCX, ODT and EPUB are such)"),
    (b"PAR1", "a Parquet file"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\xd0\xcf\x11\xe0", "an old Office document"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
)
_CONTROLS = bytes(code for code in range(32) if code not in b"\t\n\r\x0b\x0c\x1b") + b"\x7f"
_HIGH = bytes(range(0x80, 0x100))

MOST_CONTROLS = 0.05
"""Text has next to no control characters; random bytes have more than a tenth."""

MOST_ACCENTS = 0.07
"""Of the letters of Western European prose, at most this share is accented (French has 4 %); Czech read as
Windows-1252 has twice as many."""

MOST_ACCENTS_DETECTED = 0.12
"""The same for a short text in which charset-normalizer, too, sees Windows-1252 as possible."""

LEAST_EVIDENCE = 24
"""Bytes beyond ASCII. With fewer, charset-normalizer sees Chinese in a single accent."""

# Signs that Western prose has. Others (³ ¹ ¶ ƒ ‡) show that the bytes were meant as letters of another
# alphabet.
_WESTERN_SIGNS = frozenset("‘’“”‚„–—…•€£¥¢§°º©®™«»‹›¡¿·´×½¼¾±\xa0\xad")
_WESTERN_LETTERS = frozenset("ŠšŽžŒœŸ") | {chr(code) for code in range(0xC0, 0x100)} - frozenset("×÷ÐðÞþÝý")
_NON_ASCII = expression(r"[^\x00-\x7f]")
_LETTER = expression(r"[^\W\d_]")
_CAPITAL_INSIDE_WORD = expression(r"[a-zß-öø-ÿ][À-ÖØ-Þ]")  # "ministryÕs": Mac Roman, not Windows-1252

_SAVE_AS_UTF8 = "save the file as UTF-8"


# UTF-16 and UTF-32 without a mark fit by accident; the rest left use with the machines of the 1990s.
_NEVER_GUESSED = ("utf_16", "utf_32", "mac_", "hp_")


class Undecodable(Unreadable):
    """Bytes that are no text, or whose encoding could not be told.

    ``line`` and ``column`` are those of the first wrong byte where the encoding is known.
    """


class _Guess(NamedTuple):
    text: str
    chaos: float
    coherence: float


def marked_encoding(raw: bytes) -> tuple[str | None, int]:
    """The encoding that a byte order mark at the start states, and the mark's length; (None, 0) without
    one.
    """
    for mark, encoding in MARKS:
        if raw.startswith(mark):
            return encoding, len(mark)
    return None, 0


def refuse_binary(raw: bytes) -> None:
    """Raises Undecodable when the bytes (a file, or its beginning) are no text in an encoding without NUL
    bytes.
    """
    for signature, what in _SIGNATURES:
        if raw.startswith(signature):
            raise Undecodable(f"{what}, not text", "save its text as .txt, .md or .jsonl")
    if b"\0" in raw:
        raise Undecodable(
            "binary: holds NUL bytes",
            f"if it is UTF-16 or UTF-32 text without a byte order mark, {_SAVE_AS_UTF8}",
        )
    if len(raw) - len(raw.translate(None, _CONTROLS)) > MOST_CONTROLS * len(raw):
        raise Undecodable("binary: many control characters", "give text files only")


def is_binary(raw: bytes) -> bool:
    """Whether the bytes (a file, or its beginning) are no text in an encoding without NUL bytes."""
    try:
        refuse_binary(raw)
    except Undecodable:
        return True
    return False


def decode(raw: bytes) -> str:
    """The text of a whole file or line, without a byte order mark.

    Raises Undecodable with a reason for the user.
    """
    encoding, mark = marked_encoding(raw)
    if encoding is None:
        refuse_binary(raw)
        encoding = "utf-8"
    try:
        text = raw[mark:].decode(encoding)
    except UnicodeDecodeError as error:
        if not mark and not is_broken_utf8(raw):
            return _decode_legacy(raw)
        before = raw[mark : mark + error.start].decode(encoding, "replace")
        line, column = _end_of(before)
        raise Undecodable(
            f"not valid {encoding.upper()}: {error.reason} at byte {mark + error.start}",
            f"mend that character, or {_SAVE_AS_UTF8}",
            line,
            column,
        ) from None
    if "\0" in text:
        raise Undecodable("binary: holds NUL characters", "give text files only")
    return text


def length_decoded(raw: bytes) -> int:
    """How many characters ``decode`` makes of bytes that it is known to take, as those that it has decoded before."""
    if raw.isascii():
        return len(raw)
    if marked_encoding(raw)[0] is None:
        with suppress(UnicodeDecodeError):
            return len(raw.decode("utf-8"))
    return len(decode(raw))


def characters_of(raw: bytes) -> int:
    """How many characters UTF-8 bytes, some of them wrong, are shown as; to count past them."""
    return len(raw.decode("utf-8", "replace"))


def _end_of(text: str) -> tuple[int, int]:
    lines = re.split(r"\r\n?|\n", text)
    return len(lines), len(lines[-1]) + 1


def is_broken_utf8(raw: bytes) -> bool:
    """True when most that is beyond ASCII is valid UTF-8: older encodings form such sequences only by rare
    chance.
    """
    text = raw.decode("utf-8", "replace")
    wrong = text.count("\ufffd")
    return len(_NON_ASCII.findall(text)) - wrong > wrong


def _decode_legacy(raw: bytes) -> str:
    text = as_western(raw, MOST_ACCENTS)
    if text is None:
        text = as_detected(raw)
    if text is None:
        raise undecodable()
    return text


def undecodable() -> Undecodable:
    """The error for bytes whose encoding could not be told."""
    return Undecodable("the encoding could not be told", _SAVE_AS_UTF8)


def as_western(raw: bytes, most_accents: float = MOST_ACCENTS_DETECTED) -> str | None:
    """The text as Windows-1252 when it makes sense as Western European prose with no more than a share of accents."""
    try:
        text = raw.decode("cp1252")
    except UnicodeDecodeError:
        return None
    accents = 0
    for character in _NON_ASCII.findall(text):
        if character in _WESTERN_LETTERS:
            accents += 1
        elif character not in _WESTERN_SIGNS:
            return None
    if accents > most_accents * len(_LETTER.findall(text)) or _CAPITAL_INSIDE_WORD.search(text):
        return None
    return text


def as_detected(raw: bytes) -> str | None:
    """What charset-normalizer says, when it finds a language in it and no other reading comes near.

    Of readings that come near each other, Windows-1252 wins where it is possible: it is the commonest.
    """
    if len(raw) - len(raw.translate(None, _HIGH)) < LEAST_EVIDENCE:
        return as_western(raw, MOST_ACCENTS_DETECTED)
    from charset_normalizer import from_bytes  # 30 ms to import, and seldom needed

    guesses = [
        _Guess(str(match), match.percent_chaos, match.percent_coherence)
        for match in from_bytes(raw)
        if not match.encoding.startswith(_NEVER_GUESSED)
    ]
    if not guesses or guesses[0].chaos > 10 or guesses[0].coherence < 30:
        return None
    best = guesses[0]
    near = {g.text for g in guesses if g.chaos <= best.chaos + 3 and g.coherence >= 0.8 * best.coherence}
    if len(near) == 1:
        return best.text
    western = as_western(raw, MOST_ACCENTS_DETECTED)
    return western if western in near else None
