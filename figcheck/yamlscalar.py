"""What an unquoted word of a YAML file means, where YAML 1.1 and YAML 1.2 agree about it.

Where they do not (``no``, ``12:30``, ``0123``, ``1_000``, ``1e5``), the author meant one thing and half of
all readers see another, so the word is refused. Sources: https://yaml.org/type/ for 1.1, and for 1.2 the core
schema in https://yaml.org/spec/1.2.2/#103-core-schema.
"""

from __future__ import annotations

import datetime as dt
import re

from figcheck.expressions import expression

Scalar = str | int | float | bool | dt.date | None

MAX_DIGITS = 60  # int() itself gives up at some thousands


class Surprise(ValueError):
    """An unquoted word that YAML readers disagree about; ``advice`` says what to write instead."""

    def __init__(self, message: str, advice: str) -> None:
        super().__init__(message)
        self.advice = advice


def _spellings(*words: str) -> list[str]:
    return [form(word) for word in words for form in (str.lower, str.capitalize, str.upper)]


_CONSTANTS: dict[str, bool | None] = (
    dict.fromkeys(["", "~", *_spellings("null")])
    | dict.fromkeys(_spellings("true"), True)
    | dict.fromkeys(_spellings("false"), False)
)
_SWITCHES = dict.fromkeys(_spellings("yes", "on", "y"), "true") | dict.fromkeys(_spellings("no", "off", "n"), "false")
_INTEGER = expression(r"[-+]?(?:0|[1-9][0-9]*)\Z")
_FRACTION = expression(r"[-+]?(?:[0-9]+\.[0-9]*|\.[0-9]+)\Z")
_DAY = expression(r"[0-9]{4}-[0-9]{2}-[0-9]{2}\Z")

_TWO_WAYS = "is a number to some YAML readers and text to others"
_SURPRISES: tuple[tuple[re.Pattern[str], str, str], ...] = (
    (
        expression(r"[-+]?[0-9]+(?::[0-5]?[0-9])+(?:\.[0-9_]*)?\Z"),
        "is a number in base 60 to some YAML readers",
        "put it in quotes",
    ),
    (
        expression(r"[-+]?0[0-9_]+\Z"),
        "is an octal number to some YAML readers",
        "drop the leading zero, or put it in quotes",
    ),
    (
        expression(r"[-+]?0[xXoObB][0-9a-fA-F_]+\Z"),
        "is a number in base 2, 8 or 16 to some YAML readers",
        "write it in base 10, or put it in quotes",
    ),
    (
        expression(r"[-+]?[0-9][0-9_]*_[0-9_]*(?:\.[0-9_]*)?\Z"),
        _TWO_WAYS,
        "write the number without '_', or put it in quotes",
    ),
    (
        expression(r"[-+]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)[eE][-+]?[0-9]+\Z"),
        _TWO_WAYS,
        "write the number in full, or put it in quotes",
    ),
    (expression(r"(?:[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))\Z"), "is no finite number", "write a number"),
    (
        expression(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt]|[ \t]+)[0-9]{1,2}:"),
        "is a time of day to some YAML readers and text to others",
        "write the day alone, as 2024-02-06, or put it in quotes",
    ),
    (expression(r"<<\Z"), "merges mappings to some YAML readers", "write the keys out"),
)


def plain_value(word: str) -> Scalar:
    """The value of an unquoted word: null, switch, number, day (``2024-02-06``), else the word itself.

    Raises Surprise where YAML readers disagree, for a day that does not exist and a number beyond 60 digits.
    """
    if word in _CONSTANTS:
        return _CONSTANTS[word]
    if word in _SWITCHES:
        meaning = _SWITCHES[word]
        raise Surprise(
            f"unquoted '{word}' is {meaning} to some YAML readers and text to others",
            f'write "{word}" for the word, {meaning} for the switch',
        )
    if word[0] not in "0123456789+-.<":
        return word
    if len(word) > MAX_DIGITS and word.strip("+-.0123456789") == "":
        raise Surprise(f"a number of {len(word)} digits", f"numbers have at most {MAX_DIGITS}; quote what is text")
    if _INTEGER.match(word):
        return int(word)
    if _FRACTION.match(word):
        return float(word)
    if _DAY.match(word):
        try:
            return dt.date.fromisoformat(word)
        except ValueError as error:
            raise Surprise(f"there is no day {word}", "check year, month and day") from error
    for pattern, trouble, advice in _SURPRISES:
        if pattern.match(word):
            raise Surprise(f"unquoted '{word[:40]}' {trouble}", advice)
    return word
