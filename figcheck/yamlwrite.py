"""Plain data to YAML text that ``yamlfile`` reads back unchanged, laid out as people write rule files."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from figcheck.expressions import expression
from figcheck.yamlscalar import Surprise, plain_value

# Words that need no quotes wherever they stand; the rest is quoted.
_PLAIN = expression(r"[A-Za-z0-9](?:[A-Za-z0-9_./%-]|,(?=[A-Za-z0-9])| (?=[A-Za-z0-9(]))*\Z")
_FLOW_MARKS = expression(r"[,\[\]{}]")
# What json leaves as it is and a YAML reader, or a terminal, would not.
_STEERING = expression(
    r"[\x7f-\xa0\u00ad\u061c\u180e\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\uffff\ud800-\udfff"
    r"\U000e0000-\U000e007f]"
)


def scalar(value: object) -> str:
    """One value as it stands in a file: text in quotes where it could be read as something else.

    Raises TypeError for what is no text, number, day, switch or None.
    """
    if value is None:
        return "null"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | Decimal):
        return format(value, "f") if isinstance(value, Decimal) else str(value)
    if isinstance(value, dt.date):
        return value.isoformat()
    if not isinstance(value, str):
        raise TypeError(f"{type(value).__name__} has no place in a rules file")
    return value if _is_plain(value) else quoted(value)


def flow(value: object) -> str:
    """A value on one line: ``[a, b]``, ``{key: value}``. Raises TypeError as scalar does."""
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key)}: {flow(inner)}" for key, inner in value.items()) + "}"
    if isinstance(value, list | tuple):
        return "[" + ", ".join(map(flow, value)) + "]"
    if isinstance(value, str) and _FLOW_MARKS.search(value):
        return quoted(value)
    return scalar(value)


def block(fields: Mapping[str, Any], indent: int) -> list[str]:
    """The lines of a mapping, one key a line, its values on one line each."""
    return [f"{' ' * indent}{scalar(key)}: {flow(value)}" for key, value in fields.items()]


def listed(items: Iterable[object], indent: int) -> list[str]:
    """The lines of a list, one item a line."""
    return [f"{' ' * indent}- {flow(item)}" for item in items]


def comment(text: str) -> str:
    """A comment of one line; characters that steer a terminal or end a line go."""
    return "# " + " ".join(_STEERING.sub("", "".join(c if c >= " " else " " for c in text)).split())


def _is_plain(text: str) -> bool:
    if not _PLAIN.match(text) or "," in text:
        return False
    try:
        return plain_value(text) == text and isinstance(plain_value(text), str)
    except Surprise:
        return False


def quoted(text: str) -> str:
    """A text in double quotes, on one line."""
    # JSON strings are YAML; surrogate pairs are not, so letters beyond the first plane stand as they are.
    return _STEERING.sub(_escaped, json.dumps(text, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\U{code:08x}" if code > 0xFFFF else f"\\u{code:04x}"
