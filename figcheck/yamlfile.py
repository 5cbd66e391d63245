"""YAML text to plain data with the line and column of every key and value; strict.

What comes out holds only dict (with string keys), list, str, int, float, bool, None and ``datetime.date``.
Refused are repeated keys, aliases, tags, deep nesting, large files, and every unquoted word that YAML 1.1 and
YAML 1.2 read differently (see ``yamlscalar``). All problems of a file are gathered into one ``Refused``.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.quoting import did_you_mean, excerpt, position, show
from figcheck.yamlscalar import Surprise, plain_value

if TYPE_CHECKING:
    from collections.abc import Iterator

__all__ = [
    "Document",
    "KeyPath",
    "Spot",
    "did_you_mean",
    "excerpt",
    "parse_yaml",
    "position",
    "read_text",
    "read_yaml",
    "show",
]

KeyPath = tuple[str | int, ...]

MAX_BYTES = 1_000_000
MAX_DEPTH = 50
_TOO_DEEP = f"nested deeper than {MAX_DEPTH} levels; the rest of the file was not read"
_DEEPEST = f"at most {MAX_DEPTH} levels"
MAX_PROBLEMS = 100  # of one file; the rest are counted

_GROUP = 3  # digits between two thousands commas
_INVISIBLE = expression(
    "[\u00a0\u1680\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]"
)  # blanks that are no space, and less
_NESTING = expression(r""""(?:[^"\\]|\\.)*"|'[^']*'|[\[\]{}]""", re.DOTALL)
# All but tab, line ends and what can be printed; told by what it is, which compiles far faster than what it is not.
_UNREADABLE = expression("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


class Spot(NamedTuple):
    """A position in a file: 1-based line and column, and the 0-based offset of the character.

    ``end`` is the column behind what stands there, None when that is not known or in another line.
    """

    line: int
    column: int
    offset: int
    end: int | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One YAML file as plain data that knows where everything stands.

    ``name`` is the file as the user named it. A key path is the tuple of keys and list indexes leading to a
    value: ``("rules", 0, "id")``; ``()`` is the whole document.
    """

    name: str
    text: str
    data: Any
    values: Mapping[KeyPath, Spot]
    keys: Mapping[KeyPath, Spot]

    def where(self, path: KeyPath) -> tuple[int, int]:
        """Line and column of a value; those of the nearest value around it when the path leads nowhere."""
        spot = self._spot(path)
        return spot.line, spot.column

    def where_key(self, path: KeyPath) -> tuple[int, int]:
        """Line and column of the key that the path ends in; of the value for an item of a list."""
        spot = self.keys.get(path) or self._spot(path)
        return spot.line, spot.column

    def where_text(self, path: KeyPath, fragment: str, nth: int = 0) -> tuple[int, int]:
        """Line and column of the nth such piece (from 0) of a value; of the value if escapes hide it."""
        spot = self._spot(path)
        index = self.text.find(fragment, spot.offset)
        for _ in range(nth):
            index = self.text.find(fragment, index + 1) if index >= 0 else index
        return (spot.line, spot.column) if index < 0 else position(self.text, index)

    def problem(
        self,
        path: KeyPath,
        message: str,
        *,
        expected: str = "",
        advice: str = "",
        at_key: bool = False,
        fragment: str = "",
        nth: int = 0,
    ) -> Problem:
        """A Problem at a value, at its key (``at_key``) or at the nth ``fragment`` of its text."""
        end: int | None
        if fragment:
            line, column = self.where_text(path, fragment, nth)
            end = column + len(fragment) if (line, column) != self.where(path) else None
        else:
            spot = self.keys.get(path) if at_key else None
            line, column, _, end = spot or self._spot(path)
        return Problem(message, self.name, line, column, expected, advice, excerpt(self.text, line, column), end)

    def _spot(self, path: KeyPath) -> Spot:
        for length in range(len(path), -1, -1):
            spot = self.values.get(path[:length])
            if spot is not None:
                return spot
        return Spot(1, 1, 0)


def read_yaml(path: Path) -> Document:
    """The document in a file. Raises Refused with all of its problems, also when the file cannot be read."""
    return parse_yaml(read_text(path), path.as_posix())


def read_text(path: Path) -> str:
    """The text of a small UTF-8 file, without its byte order mark.

    Raises Refused when it cannot be read, is no ordinary file, is larger than ``MAX_BYTES``, or is not UTF-8.
    """
    name = path.as_posix()
    if path.exists() and not path.is_file():
        raise Refused(Problem(f"{show(name)} is not a file", name))
    try:
        with path.open("rb") as file:
            raw = file.read(MAX_BYTES + 1)
    except (OSError, ValueError) as error:  # ValueError: a NUL in the path
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(Problem(f"{show(name)} cannot be read: {reason}", name)) from error
    if len(raw) > MAX_BYTES:
        raise Refused(_too_large(name))
    try:
        return raw.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        before = raw[: error.start].decode("utf-8").removeprefix("\ufeff")
        line, column = position(before, len(before))
        message = f"not UTF-8: byte 0x{raw[error.start]:02x}"
        shown = excerpt(raw.decode("utf-8", "replace").removeprefix("\ufeff"), line, column)
        advice = "save the file as UTF-8"
        raise Refused(Problem(message, name, line, column, "UTF-8", advice, shown)) from error


def parse_yaml(text: str, name: str) -> Document:
    """The document in a text; ``name`` is what its problems call the file.

    Raises Refused with all of its problems.
    """
    text = text.removeprefix("\ufeff")
    if len(text) > MAX_BYTES or len(text.encode("utf-8", "replace")) > MAX_BYTES:
        raise Refused(_too_large(name))
    return _Builder(text, name).document()


def _too_large(name: str) -> Problem:
    return Problem(
        f"{show(name)} is larger than {MAX_BYTES // 1_000_000} MB",
        name,
        expected=f"at most {MAX_BYTES:,} bytes",
        advice="split it into several files",
    )


# --- construction ---

_SYNTAX_ADVICE: tuple[tuple[str, str], ...] = (
    ("tab character", "indent with spaces, not with tabs"),
    ("cannot start any token", "put text that starts with @, ` or % in quotes"),
    ("mapping values are not allowed", "put text that holds ': ' in quotes, or check the indentation"),
    ("unexpected end of stream", "a closing quote is missing"),
    (
        "could not find expected ':'",
        "a key needs ': ' after it; text over several lines needs quotes or '>-'",
    ),
    ("expected <block end>", "keys of one mapping start in the same column; list items start with '- '"),
    ("did not find expected key", "keys of one mapping start in one column; quoted text ends at its quote"),
    ("expected '-' indicator", "items of one list start in the same column, each with '- '"),
    ("expected ',' or", "a '[' or '{' is not closed, or a ',' is missing"),
    ("bracket is not closed", "close it with ']' or '}'"),
    ("expected node content", "a value is missing, or text that starts with ',' or ']' needs quotes"),
    ("undefined alias", "put text that starts with '*' in quotes"),
    ("alphabetic or numeric character", "put text that starts with '*' or '&' in quotes"),
    ("unknown escape character", "in double quotes write '\\\\' for one backslash, or use single quotes"),
)


@dataclass(slots=True)
class _Open:
    """A list or mapping being filled. ``key`` is the key whose value is next, None before a key."""

    data: Any
    path: KeyPath
    is_list: bool
    key: str | None = None
    at: KeyPath = ()  # of that key
    last: Any = None  # the event of the item before, in a list
    bracket: Any = None  # where its '[' or '{' stands


class _Spots(Mapping[KeyPath, Spot]):
    """Where values or keys stand, by their paths; worked out when it is asked for, which is seldom."""

    def __init__(self) -> None:
        self.events: dict[KeyPath, Any] = {}

    def __getitem__(self, path: KeyPath) -> Spot:
        event = self.events[path]
        mark = event.start_mark
        return Spot(mark.line + 1, mark.column + 1, mark.index, _end_column(event))

    def __iter__(self) -> Iterator[KeyPath]:
        return iter(self.events)

    def __len__(self) -> int:
        return len(self.events)


class _Builder:
    """Builds the data from libyaml's events on a stack of its own, so no input can exhaust Python's."""

    def __init__(self, text: str, name: str) -> None:
        self.text = text
        self.name = name
        self.values = _Spots()
        self.keys = _Spots()
        self.problems: list[Problem] = []
        self.uncounted = 0
        self.open: list[_Open] = []
        self.data: Any = None
        self.closed: Any = None  # where the bracket closed last was opened
        self.read_to: Any = None  # the last event that was read

    def document(self) -> Document:
        """Reads all events. Raises Refused when anything was wrong."""
        bad = _UNREADABLE.search(self.text)
        if bad is not None:
            line, column = position(self.text, bad.start())
            message = f"character U+{ord(bad[0]):04X} is not allowed in YAML"
            self._report(line, column, message, advice="remove it")
        else:
            self._read()
        if self.uncounted:
            self.problems.append(Problem(f"{self.uncounted} more problems in {show(self.name)}", self.name))
        if self.problems:
            raise Refused(*self.problems)
        return Document(self.name, self.text, self.data, self.values, self.keys)

    def _read(self) -> None:
        import yaml  # here, so that `figcheck --help` does without it

        loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
        events: Iterator[Any] = yaml.parse(self.text, Loader=loader)
        documents = 0
        try:
            for event in events:
                self.read_to = event
                if isinstance(event, yaml.ScalarEvent):
                    self._scalar(event)
                elif isinstance(event, yaml.CollectionStartEvent):
                    if len(self.open) >= MAX_DEPTH:
                        self._at(event, _TOO_DEEP, expected=_DEEPEST)
                        return
                    self._start([] if isinstance(event, yaml.SequenceStartEvent) else {}, event)
                elif isinstance(event, yaml.CollectionEndEvent):
                    self._end()
                elif isinstance(event, yaml.AliasEvent):
                    self._at(event, f"alias '*{event.anchor}'", advice="write it out, or put the text in quotes")
                    self._place(None, event)
                elif isinstance(event, yaml.DocumentStartEvent):
                    documents += 1
                    if documents > 1:
                        message = "a second document; the rest of the file was not read"
                        self._at(event, message, "one document", "put it in a file of its own")
                        return
        except yaml.MarkedYAMLError as error:
            self._syntax(error.problem or "not YAML", error.problem_mark, error.context, error.context_mark)
        except yaml.YAMLError as error:
            self._report(1, 1, f"not YAML: {error}")

    def _syntax(self, problem: str, mark: Any, context: str | None, context_mark: Any) -> None:
        if "nesting depth" in problem and mark is not None:  # newer libyaml reads ahead and gives up by itself
            line, column = position(self.text, self._too_deep(mark.index))
            self._report(line, column, _TOO_DEEP, expected=_DEEPEST)
            return
        if mark is not None:
            start = mark.index - mark.column
            hidden = _INVISIBLE.search(self.text, start, mark.index + 1)
            if hidden is not None:
                self._hidden(hidden[0], mark.line + 1, hidden.start() - start + 1)
                return
        goes_on = "expected key" in problem or "expected <block end>" in problem
        if goes_on and self.closed is not None and self.closed.line == mark.line:
            opening = self.text[self.closed.index]
            message = "not YAML: text goes on behind this bracket"
            advice = f"put text that starts with '{opening}' in quotes"
            self._report(self.closed.line + 1, self.closed.column + 1, message, advice=advice)
            return
        # What is never closed is noticed far below; its beginning is where the author must look.
        unclosed = any(cue in problem for cue in ("end of stream", "expected ',' or", "expected ':'"))
        bracket = self.open[-1].bracket if self.open else None
        if bracket is not None and mark is not None and mark.index >= len(self.text.rstrip()):
            mark, problem = bracket, "this bracket is not closed"
        elif unclosed or mark is None:
            mark = context_mark or mark
        line, column = (1, 1) if mark is None else (mark.line + 1, mark.column + 1)
        advice = next((text for cue, text in _SYNTAX_ADVICE if cue in problem), "")
        if mark is not None and self.text[mark.index : mark.index + 1] == "\t":
            advice = "indent with spaces, not with tabs"
        message = f"not YAML: {problem}" + (f" ({context})" if context and mark is not bracket else "")
        self._report(line, column, message, advice=advice)

    def _hidden(self, char: str, line: int, column: int) -> None:
        message = f"not YAML: character U+{ord(char):04X} looks like a space, or like nothing"
        self._report(line, column, message, advice="replace it by a space, or remove it")

    def _too_deep(self, given_up: int) -> int:
        """The offset of the bracket that is one too many, among those that libyaml read ahead."""
        depth = len(self.open)
        for found in _NESTING.finditer(self.text, self.read_to.end_mark.index if self.read_to else 0, given_up):
            if found[0] in "[{":
                if depth >= MAX_DEPTH:
                    return found.start()
                depth += 1
            elif found[0] in "]}":
                depth -= 1
        return given_up

    def _scalar(self, event: Any) -> None:
        if event.anchor is not None or event.tag is not None:
            self._decoration(event)
        value: Any = event.value
        if event.implicit[0] and not (len(value) == _GROUP and self._thousands(event)):
            try:
                value = plain_value(value)
            except Surprise as surprise:
                self._at(event, str(surprise), advice=surprise.advice)
        self._place(value, event)

    def _start(self, data: Any, event: Any) -> None:
        self._decoration(event)
        parent = self.open[-1] if self.open else None
        is_key = parent is not None and not parent.is_list and parent.key is None
        if is_key:
            self._at(event, f"a {_kind(data)} as a key", expected="text as a key")
        path = self._next_path()
        self._place(data, event)
        bracket = event.start_mark if event.flow_style else None
        self.open.append(_Open(data, path, isinstance(data, list), bracket=bracket))

    def _end(self) -> None:
        self.closed = self.open.pop().bracket

    def _next_path(self) -> KeyPath:
        if not self.open:
            return ()
        parent = self.open[-1]
        if parent.is_list:
            return (*parent.path, len(parent.data))
        return (*parent.path, parent.key or "")

    def _place(self, value: Any, event: Any) -> None:
        """Puts a value where it belongs: into the open list or mapping, as a key, or as the document."""
        if not self.open:
            self.data = value
            self.values.events[()] = event
            return
        parent = self.open[-1]
        if parent.is_list:
            self.values.events.setdefault((*parent.path, len(parent.data)), event)
            parent.last = event
            parent.data.append(value)
        elif parent.key is None:
            parent.key = self._key(parent, value, event)
        else:
            self.values.events.setdefault(parent.at, event)
            parent.data.setdefault(parent.key, value)
            parent.key = None

    def _key(self, parent: _Open, value: Any, event: Any) -> str:
        if isinstance(value, str):
            key = value
        else:
            key = str(value)
            if not isinstance(value, list | dict):  # told when it opened
                shown = getattr(event, "value", "")
                message = f"the key {shown} is {_kind(value)}, not text" if shown else "no key before ':'"
                advice = f'write "{shown}"' if shown else ""
                self._at(event, message, "text as a key", advice)
        if not key.isascii() and event.implicit[0] and _INVISIBLE.match(key):  # an indent that YAML takes for a letter
            self._hidden(key[0], event.start_mark.line + 1, event.start_mark.column + 1)
        path = parent.at = (*parent.path, key)
        if key in parent.data:
            first = self.keys[path]
            self._at(
                event,
                f"key {show(key)} is here twice; first in line {first.line}",
                "each key once",
                "remove one, or join the two",
            )
        self.keys.events.setdefault(path, event)
        return key

    def _thousands(self, event: Any) -> bool:
        """Tells of ``[30,410]``: a number with a thousands comma, which YAML reads as two."""
        if not (event.value.isascii() and event.value.isdecimal()):
            return False
        parent = self.open[-1] if self.open else None
        before = parent.last if parent is not None and parent.is_list else None
        first = getattr(before, "value", None)
        if before is None or not isinstance(first, str) or event.start_mark.index != before.end_mark.index + 1:
            return False
        if not (first.isascii() and first.isdecimal() and len(first) <= _GROUP and first[0] != "0"):
            return False
        message = f"{first},{event.value} is read as two numbers, {first} and {event.value}"
        self._at(before, message, advice=f"write {first}{event.value}, or a space after the comma")
        return True

    def _decoration(self, event: Any) -> None:
        if event.anchor is not None:
            self._at(event, f"anchor '&{event.anchor}'", advice="write values out, or put the text in quotes")
        if event.tag is not None:
            advice = "remove it, or put text that starts with '!' in quotes"
            self._at(event, f"tag {show(event.tag)}", advice=advice)

    def _at(self, event: Any, message: str, expected: str = "", advice: str = "") -> None:
        mark = event.start_mark
        self._report(mark.line + 1, mark.column + 1, message, expected, advice, _end_column(event))

    def _report(
        self, line: int, column: int, message: str, expected: str = "", advice: str = "", end: int | None = None
    ) -> None:
        if len(self.problems) >= MAX_PROBLEMS:
            self.uncounted += 1
            return
        shown = excerpt(self.text, line, column)
        self.problems.append(Problem(message, self.name, line, column, expected, advice, shown, end))


def _end_column(event: Any) -> int | None:
    """The column behind a word, key or text in one line; a list or mapping is told before its end is known."""
    start, end = event.start_mark, event.end_mark
    known = hasattr(event, "value") or (hasattr(event, "anchor") and not hasattr(event, "flow_style"))
    return end.column + 1 if known and end.line == start.line and end.column > start.column else None


def _kind(value: object) -> str:
    names = {list: "list", dict: "mapping", bool: "a switch", dt.date: "a date", type(None): "nothing"}
    return names.get(type(value), "a number")
