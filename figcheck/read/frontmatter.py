"""Front matter: a YAML mapping between two ``---`` lines at the head of a text file.

Values are taken as written ("No" stays "No"), from the parser's events: no tag is acted on, no alias
expanded.
"""

from __future__ import annotations

from typing import Any, NamedTuple

import yaml

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.dates import read_published
from figcheck.read.drafts import Draft, one_line
from figcheck.read.lines import FileText, Stretch, stretch_from_positions
from figcheck.read.scalars import positions_in

KEYS = ("title", "outlet", "author", "published", "url", "id")
ALSO = {"headline": "title", "date": "published", "byline": "author", "source": "outlet", "link": "url"}
"""What site generators and newsrooms call the same; the key of our own counts where both stand."""

LONGEST_BLOCK = 65_536
"""Characters of front matter that are parsed; more is no metadata."""

_LOADER: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)  # the C one is missing where libyaml is
_UNPRINTABLE = expression("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NULLS = frozenset(("", "~", "null", "Null", "NULL"))
_HEADING = expression(r"#{1,6}\s+(.*?)(?:\s+#+)?\s*")
_ADVICE = "mend the front matter, or take the first line away if there is meant to be none"


class _Scalar(NamedTuple):
    value: str
    style: str | None
    start: int
    end: int

    @property
    def is_null(self) -> bool:
        return not self.style and self.value in _NULLS


def has_front_matter(file: FileText) -> bool:
    """True when the file's first line is ``---``."""
    return file.line(0).rstrip() == "---"


def read_front_matter(file: FileText, path: str, markdown: bool) -> Draft | Unread:
    """The article of a file with front matter; Unread with line and column where that is broken.

    Without a ``title`` key, a ``#`` heading that opens the body of a Markdown file is the title.
    """
    close = next((n for n in range(1, len(file.lines)) if file.line(n).rstrip() in ("---", "...")), None)
    if close is None:
        return Unread(path, "the front matter has no closing --- line", _ADVICE, 1, 1)
    start, end = file.lines[1].start, file.lines[close].start
    try:
        fields = _fields(file.text[start:end])
    except _Broken as broken:
        line, column = file.place(start + broken.offset)
        return Unread(path, f"bad front matter: {broken.reason}", _ADVICE, line, column)
    first = close + 1
    title: Stretch | None = None
    if (scalar := fields.get("title")) and not scalar.is_null:
        title = _stretch(scalar, file, start).stripped()
        title = title if title.text else None
    elif markdown:
        while first < len(file.lines) and file.is_blank(first):
            first += 1
        if first < len(file.lines) and (heading := heading_of(file, first)):
            title, first = heading, first + 1
        else:
            first = close + 1
    words = {name: one_line(scalar.value) for name, scalar in fields.items() if not scalar.is_null}
    published = words.get("published")
    draft = Draft(
        file.body(first, len(file.lines)),
        title,
        words.get("id"),
        None,
        words.get("outlet"),
        words.get("author"),
        read_published(published) if published else None,
        words.get("url"),
    )
    if draft.is_empty:
        return Unread(path, "empty: nothing follows the front matter", "write the article below it", close + 1)
    return draft


def heading_of(file: FileText, number: int) -> Stretch | None:
    """The words of a Markdown heading line (``# …``), None when the line is none."""
    text = file.line(number)
    if not text.startswith("#"):
        return None
    found = _HEADING.fullmatch(text)
    if not found or not found[1]:
        return None
    start = file.lines[number].start
    return file.stretch(start + found.start(1), start + found.end(1)).stripped()


class _Broken(Exception):
    def __init__(self, reason: str, offset: int) -> None:
        super().__init__(reason)
        self.reason = reason
        self.offset = offset


def _fields(block: str) -> dict[str, _Scalar]:
    """The scalars under the known keys of a YAML mapping, by our names for them, a list of scalars joined.

    Raises _Broken with its place.
    """
    if len(block) > LONGEST_BLOCK:
        raise _Broken(f"longer than {LONGEST_BLOCK:,} characters", 0)
    if wrong := _UNPRINTABLE.search(block):
        raise _Broken(f"the character U+{ord(wrong.group()):04X} is not allowed", wrong.start())
    fields: dict[str, _Scalar] = {}
    lists: dict[str, list[str]] = {}
    depth, key, is_key = 0, None, True
    try:
        for event in yaml.parse(block, Loader=_LOADER):
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if depth == 0 and isinstance(event, yaml.SequenceStartEvent):
                    raise _Broken("a mapping (`key: value`) is needed, not a list", _index(event.start_mark))
                if depth == 1 and is_key:
                    raise _Broken("a key must be one word", _index(event.start_mark))
                depth += 1
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
                if depth == 1:
                    is_key = True
            elif isinstance(event, yaml.ScalarEvent):
                if depth == 0 and event.value:
                    raise _Broken("a mapping (`key: value`) is needed", _index(event.start_mark))
                if depth == 1 and is_key:
                    key, is_key = event.value, False
                elif depth == 1:
                    if key in KEYS or key in ALSO:
                        start, end = _index(event.start_mark), _index(event.end_mark)
                        fields[key] = _Scalar(event.value, event.style, start, end)
                    is_key = True
                elif depth == 2 and key in ("author", "outlet"):
                    lists.setdefault(key, []).append(event.value)
            elif isinstance(event, yaml.AliasEvent) and depth == 1:
                is_key = not is_key
                key = None
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        if mark and error.context_mark and _index(mark) >= len(block.rstrip()):
            mark = error.context_mark  # where what is still open at the end began
        raise _Broken(error.problem or "not YAML", min(mark.index, len(block)) if mark else 0) from None
    except yaml.YAMLError as error:
        raise _Broken(str(error).splitlines()[0], 0) from None
    for name, values in lists.items():
        fields.setdefault(name, _Scalar(", ".join(values), "'", 0, 0))
    for name in [name for name in fields if name in ALSO]:
        fields.setdefault(ALSO[name], fields.pop(name))
    return fields


def _index(mark: Any) -> int:
    # Characters are counted as in a Python string; the mark's own line is of no use, since U+0085 ends one.
    return int(mark.index)


def _stretch(scalar: _Scalar, file: FileText, start: int) -> Stretch:
    """A scalar's value with its place in the file; where the two cannot be matched, the place is the
    value's start.
    """
    begin, raw = start + scalar.start, file.text[start + scalar.start : start + scalar.end]
    positions = positions_in(raw, scalar.value, scalar.style)
    if positions is None:
        return file.stretch(begin, begin + 1)._replace(text=scalar.value) if scalar.value else Stretch("", ())
    return stretch_from_positions(scalar.value, [begin + position for position in positions], file)
