"""Text that was decoded by the wrong encoding before it was saved ("â€™" for ’, "Â£5" for £5), to be told, not mended.

Numbers are at stake: a pound sign or a thin space that became two letters changes what a figure is.
"""

from __future__ import annotations

from typing import NamedTuple

from figcheck.expressions import expression

_BEYOND = "€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ"  # what Windows-1252 has from 0x80 to 0x9f
_PAIR = expression(rf"[Â-ô][\x80-\xbf{_BEYOND}]{{1,3}}")
_LOST = "\ufffd"
# What is read wrongly in practice: Western letters and signs, punctuation, €, Cyrillic, Hebrew and Arabic. IPA is not:
# "CAFÉ»" decodes to a letter of that.
_LIKELY = expression("[\xa0-\u017f\u02c6-\u02dd\u0400-\u06ff\u2002-\u205f\u20a0-\u20bf\u2122\u2190-\u21ff]+")
_FEWEST_FOREIGN = 3  # "Ø§" alone may be Danish and a sign of a section


class Mojibake(NamedTuple):
    """How often, where the first stands in the text, how it is printed, and what it stands for, "" where that is
    lost."""

    times: int
    at: int
    printed: str
    meant: str


def find_mojibake(text: str) -> Mojibake | None:
    """What was decoded wrongly in a text, None when nothing was."""
    if text.isascii():
        return None
    found: list[tuple[int, str, str]] = []
    for pair in _PAIR.finditer(text):
        meant = _meant(pair.group())
        if meant is not None:
            found.append((pair.start(), pair.group(), meant))
    western = [row for row in found if row[2] < "\u0400" or row[2] > "\u06ff"]
    kept = found if len(found) >= _FEWEST_FOREIGN else western
    if kept:
        at, printed, meant = kept[0]
        return Mojibake(len(kept), at, printed, meant)
    lost = text.find(_LOST)
    return Mojibake(text.count(_LOST), lost, _LOST, "") if lost >= 0 else None


def _meant(printed: str) -> str | None:
    try:
        raw = b"".join(_byte(character) for character in printed)
        meant = raw.decode("utf-8")
    except UnicodeError:
        return None
    return meant if _LIKELY.fullmatch(meant) else None


def _byte(character: str) -> bytes:
    return character.encode("latin-1" if character < "\u0100" else "cp1252")
