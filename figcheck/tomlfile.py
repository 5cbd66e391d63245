"""A table of a TOML file as plain data with the line and column of every key and value.

``tomllib`` reads the file and says whether it is TOML; it tells no places. They are found by a second pass over the
text, which may rely on its being well formed.
"""

from __future__ import annotations

import datetime as dt
import math
import re
import tomllib
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.yamlfile import Document, KeyPath, Spot, position, read_text, show

_BLANK = expression(r"(?:[ \t\r\n]|#[^\n]*)*")
_KEY = expression(r"""[A-Za-z0-9_-]+|"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_DOT = expression(r"[ \t]*\.[ \t]*")
_STRING = expression(
    r'"""(?:[^"\\]|\\.|"(?!""))*"{3,5}'
    r"|'''(?:[^']|'(?!''))*'{3,5}"
    r'|"(?:[^"\\\n]|\\.)*"'
    r"|'[^'\n]*'",
    re.DOTALL,
)
_BARE = expression(r"[^,\]}\n#]*")  # a number, a switch, a day


def read_toml_table(path: Path, table: Sequence[str]) -> Document | None:
    """What stands under ``[tool.figcheck]``, when ``table`` is ("tool", "figcheck"), None when nothing does.

    Key paths begin below the table. Raises Refused when the file cannot be read or is not TOML, and for values that
    have no like in YAML: times, and numbers that are not finite.
    """
    name, text = path.as_posix(), read_text(path)
    places = _Places(text)
    try:
        data: Any = tomllib.loads(text)
        places.read()
    except tomllib.TOMLDecodeError as error:
        spot = _spot(text, _error_offset(text, str(error)))
        reason = str(error).split(" (at ")[0]
        raise Refused(Document(name, text, None, {(): spot}, {}).problem((), f"not TOML: {reason}")) from error
    except RecursionError as error:
        raise Refused(Problem(f"{show(name)} is nested too deeply", name)) from error
    for step in table:
        data = data.get(step) if isinstance(data, dict) else None
    if data is None:
        return None
    start = tuple(table)
    values = {path[len(start) :]: spot for path, spot in places.values.items() if path[: len(start)] == start}
    keys = {path[len(start) :]: spot for path, spot in places.keys.items() if path[: len(start)] == start}
    document = Document(name, text, data, values, keys)
    problems = [document.problem(path, f"{value} {reason}") for path, value, reason in _foreign((), data)]
    if problems:
        raise Refused(*problems)
    return document


def _foreign(path: KeyPath, value: Any) -> Iterator[tuple[KeyPath, str, str]]:
    if isinstance(value, dict | list):
        for step, inner in value.items() if isinstance(value, dict) else enumerate(value):
            yield from _foreign((*path, step), inner)
    elif isinstance(value, float) and not math.isfinite(value):
        yield path, str(value), "is no finite number"
    elif isinstance(value, dt.datetime | dt.time):
        yield path, value.isoformat(), "is a time; only days are read"


def _error_offset(text: str, message: str) -> int:
    found = re.search(r"at line (\d+), column (\d+)", message)
    if found is None:
        return len(text)
    starts = [0, *(end.end() for end in re.finditer("\n", text))]
    return min(starts[min(int(found[1]), len(starts)) - 1] + int(found[2]) - 1, len(text))


def _spot(text: str, offset: int) -> Spot:
    return Spot(*position(text, offset), offset)


class _Places:
    """Where every key and value of a well-formed TOML text stands."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.values: dict[KeyPath, Spot] = {}
        self.keys: dict[KeyPath, Spot] = {}
        self.lists: dict[KeyPath, int] = {}  # items of [[arrays of tables]] so far

    def read(self) -> None:
        """Reads the whole text."""
        table: KeyPath = ()
        while self._skip() < len(self.text):
            if self.text[self.at] == "[":
                table = self._header()
            else:
                self._pair(table)

    def _skip(self) -> int:
        found = _BLANK.match(self.text, self.at)
        self.at = found.end() if found else self.at
        return self.at

    def _header(self) -> KeyPath:
        is_list = self.text.startswith("[[", self.at)
        start = self.at
        self.at += 1 + is_list
        path: KeyPath = ()
        for name, offset in self._names():
            path = self._inside((*path, name))
            self.keys.setdefault(path, _spot(self.text, offset))
            self.values.setdefault(path, _spot(self.text, offset))
        if is_list:
            whole = path[:-1] if isinstance(path[-1], int) else path
            self.lists[whole] = self.lists.get(whole, -1) + 1
            path = (*whole, self.lists[whole])
            self.values[path] = _spot(self.text, start)
        self._skip()
        self.at += 1 + is_list
        return path

    def _inside(self, path: KeyPath) -> KeyPath:
        """The path itself, or that of the latest item where it names an array of tables."""
        return (*path, self.lists[path]) if path in self.lists else path

    def _names(self) -> list[tuple[str, int]]:
        """A dotted key as its names, each with its offset."""
        names: list[tuple[str, int]] = []
        while True:
            self._skip()
            found = _KEY.match(self.text, self.at)
            if found is None:
                return names
            word = found[0]
            if word[0] in "\"'":
                word = tomllib.loads(f"key = {word}")["key"]
            names.append((word, found.start()))
            dot = _DOT.match(self.text, found.end())
            self.at = dot.end() if dot else found.end()
            if dot is None:
                return names

    def _pair(self, table: KeyPath) -> None:
        path = table
        before = self.at
        for name, offset in self._names():
            path = (*path, name)
            self.keys.setdefault(path, _spot(self.text, offset))
            self.values.setdefault(path, _spot(self.text, offset))
        equals = self.text.find("=", self.at)
        if self.at == before or equals < 0:  # nothing that TOML knows; the rest has no places
            self.at = len(self.text)
            return
        self.at = equals + 1
        self._value(path)

    def _value(self, path: KeyPath) -> None:
        self._skip()
        self.values[path] = _spot(self.text, self.at)
        opening = self.text[self.at : self.at + 1]
        if opening in ("[", "{"):
            self._collection(path, "]" if opening == "[" else "}")
            return
        found = _STRING.match(self.text, self.at) or _BARE.match(self.text, self.at)
        self.at = found.end() if found else len(self.text)

    def _collection(self, path: KeyPath, closing: str) -> None:
        self.at += 1
        count = 0
        while self._skip() < len(self.text) and self.text[self.at] != closing:
            if closing == "]":
                self._value((*path, count))
            else:
                self._pair(path)
            count += 1
            self._skip()
            if self.text.startswith(",", self.at):
                self.at += 1
        self.at += 1
