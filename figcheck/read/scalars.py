"""Where in a YAML scalar, as it is written, the characters of its value stand."""

from __future__ import annotations

import re

from figcheck.expressions import expression

_BREAKS = "\r\n\x85\u2028\u2029"
_BREAK = expression(rf"\r\n|[{_BREAKS}]")
_BLANKS = expression(rf"[ \t{_BREAKS}]+")
_ESCAPE = expression(r"\\(?:x[0-9A-Fa-f]{2}|u[0-9A-Fa-f]{4}|U[0-9A-Fa-f]{8}|\r\n|.)", re.DOTALL)


def positions_in(raw: str, value: str, style: str | None) -> list[int] | None:
    """For each character of ``value`` its index in ``raw``, None when the two cannot be matched.

    ``raw`` is the whole scalar with its quotes or block sign; ``style`` is that sign, nothing for a plain
    scalar. A character that an escape stands for is where the escape begins; white space that YAML made of a
    line break is where the white space around the break begins.
    """
    positions = _in_block(raw, value) if style in ("|", ">") else _in_flow(raw, len(value), style)
    if positions is None or len(positions) != len(value):
        return None
    for position, character in zip(positions, value, strict=True):
        if raw[position] not in (character, "\\") and not (raw[position].isspace() and character.isspace()):
            return None
    return positions


def _in_flow(raw: str, length: int, style: str | None) -> list[int]:
    """As ``positions_in`` for plain and quoted scalars: YAML 1.1, escapes (5.7) and line folding (4.2.2)."""
    at, end = (1, len(raw) - 1) if style in ("'", '"') else (0, len(raw))
    positions: list[int] = []
    while at < end:
        if blanks := _BLANKS.match(raw, at, end):
            breaks = _BREAK.findall(blanks.group())
            # The first break becomes a space or, where others follow, goes; U+2028 and U+2029 stay. So do the
            # others, while the blanks around breaks go.
            kept = breaks if breaks and breaks[0] in "\u2028\u2029" else breaks[1:]
            count = max(1, len(kept)) if breaks else blanks.end() - at
            positions.extend(range(at, at + count))
            at = blanks.end()
        elif style == '"' and (escape := _ESCAPE.match(raw, at, end)):
            at, start = escape.end(), at
            if escape.group()[1] not in _BREAKS:
                positions.append(start)
            else:  # a line that goes on without a space
                while at < end and raw[at] in " \t":
                    at += 1
        else:
            positions.append(at)
            at += 2 if style == "'" and raw.startswith("''", at) else 1
    return positions


def _in_block(raw: str, value: str) -> list[int] | None:
    """As ``positions_in`` for block scalars, which know no escapes: words in order, any space between."""
    header = _BREAK.search(raw)
    at = header.end() if header else len(raw)
    positions: list[int] = []
    for character in value:
        if character.isspace():
            positions.append(min(at, len(raw) - 1))
            at += 1 if at < len(raw) and raw[at].isspace() else 0
            continue
        while at < len(raw) and raw[at].isspace():
            at += 1
        if at == len(raw):
            return None
        positions.append(at)
        at += 1
    return positions
