"""The line above a table that names it."""

from __future__ import annotations

import re
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression

_LONGEST: Final = 200
_BREAK: Final = expression(r"\r\n|\n|\r")
_NAMES: Final = expression(r"(?:#{1,6}\s|\*\*|__|table\b|figure\b|chart\b)", re.IGNORECASE)
_NOTE: Final = expression(r"[*_]{0,2}(?:notes?|figures|all figures|amounts|table|values)\b", re.IGNORECASE)
_ENDS: Final = (":", "?", "%)", "m)", "bn)", "000)", "illion)", "illions)", "thousands)")
_SIGNS: Final = "#*_ \t\r\n"


def caption_above(text: str, table: Span) -> str:
    """The line right above a table, an empty line between or not, where it names it; a note right below behind it.

    It names it when it is a heading, "Table 2 …", in bold, or ends in a colon, a question or a unit. "" for neither.
    """
    above = _BREAK.split(text[max(0, table.start - _LONGEST - 4) : table.start])
    lines = [line.strip() for line in above[-4:] if line.strip()]
    told: list[str] = []
    if lines and len(lines[-1]) <= _LONGEST and (_NAMES.match(lines[-1]) or lines[-1].endswith(_ENDS)):
        told.append(lines[-1].strip(_SIGNS))
    below = text[table.end : table.end + _LONGEST].lstrip()
    if _NOTE.match(below):
        told.append(_BREAK.split(below, maxsplit=1)[0].strip(_SIGNS))
    return " · ".join(told)
