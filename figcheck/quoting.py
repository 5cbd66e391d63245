"""How messages quote what a user wrote: the place in a file, the lines around it, a value, the word probably meant."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping

from figcheck.expressions import expression

EXCERPT_WIDTH = 100

_LINE_BREAK = expression("\r\n|[\r\n\u0085\u2028\u2029]")  # what libyaml counts as a line end


def position(text: str, index: int) -> tuple[int, int]:
    """Line and column (1-based) of the character at an index; CRLF is one line end."""
    line, start = 1, 0
    for found in _LINE_BREAK.finditer(text, 0, index):
        line, start = line + 1, found.end()
    return line, index - start + 1


def excerpt(text: str, line: int, column: int) -> str:
    """The line with its neighbours, numbered, and a caret under the column; control characters are blanked.

    A line or column outside the text is moved to its edge. Long lines are cut around the caret.
    """
    lines = _LINE_BREAK.split(text)
    line = min(max(line, 1), len(lines))
    column = min(max(column, 1), len(lines[line - 1]) + 1)
    cut = max(0, column - 1 - EXCERPT_WIDTH * 2 // 3) if len(lines[line - 1]) > EXCERPT_WIDTH else 0
    width = len(str(min(line + 1, len(lines))))
    shown: list[str] = []
    for number in range(max(1, line - 1), min(line + 1, len(lines)) + 1):
        source = _printable(lines[number - 1])
        if number == line:
            part = source[cut : cut + EXCERPT_WIDTH]
            lead = "…" if cut else ""
            tail = "…" if cut + EXCERPT_WIDTH < len(source) else ""
            shown.append(f"> {number:>{width}} | {lead}{part}{tail}".rstrip())
            indent = sum(_cells(char) for char in lead + source[cut : column - 1])
            shown.append(f"  {'':>{width}} | {' ' * indent}^")
        else:
            tail = "…" if len(source) > EXCERPT_WIDTH else ""
            shown.append(f"  {number:>{width}} | {source[:EXCERPT_WIDTH]}{tail}".rstrip())
    return "\n".join(shown)


def did_you_mean(word: str, choices: Iterable[str]) -> str:
    """``"did you mean 'x'?"`` for the choice nearest to the word, "" when none is near.

    Case does not matter, nor whether words are joined by ``-``, ``_`` or a blank.
    """
    import difflib

    by_shape: dict[str, str] = {}
    for choice in sorted(choices):
        by_shape.setdefault(_shape(choice), choice)
    near = difflib.get_close_matches(_shape(word[:80]), by_shape, n=1, cutoff=0.6)
    return f"did you mean {show(by_shape[near[0]])}?" if near else ""


def show(value: object) -> str:
    """A value as a message quotes it: short, on one line, without control characters."""
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        return "a mapping"
    if isinstance(value, list | tuple):
        return "a list"
    if not isinstance(value, str):
        return str(value)
    short = value if len(value) <= 60 else value[:57] + "..."
    return "'" + _printable(short) + "'"


def _shape(word: str) -> str:
    return word.casefold().replace("_", "-").replace(" ", "-")


def _printable(line: str) -> str:
    if line.isascii() and line.isprintable():
        return line
    # A tab becomes one cell, so the caret stays under its column; escapes must not reach a terminal.
    return "".join(" " if char == "\t" else "\ufffd" if unicodedata.category(char)[0] == "C" else char for char in line)


def _cells(char: str) -> int:
    if unicodedata.combining(char):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1
