"""JSON files: a list of articles, one article, or an object that has the list inside, as content APIs, search engines
and JSON Feed give it; also several such values one after the other."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from figcheck.articles import Unread
from figcheck.read.chunks import text_chunks
from figcheck.read.cursor import Cursor
from figcheck.read.drafts import Draft
from figcheck.read.fields import Path, kind_of
from figcheck.read.given import Given
from figcheck.read.jsonshape import DEEPEST, is_beside_articles, is_by_columns, is_list_name, list_in, outlet_in
from figcheck.read.jsontext import BrokenJson, JsonReader, TooLarge, Value
from figcheck.read.ours import is_ours, opens_ours, passed_over
from figcheck.read.records import Records, condensed

_Rows = Iterator[Draft | Unread]
_CLOSING = {"[": "]", "{": "}"}


class _Enough(Exception):
    """As many articles are read as a file may give."""


def read(given: Given) -> _Rows:
    """The articles of a JSON file, and rows for what could not be read; where the JSON breaks off, what stands before
    is kept. Raises Unreadable when it is no text."""
    yield from condensed(_read(given), given)


def _read(given: Given) -> _Rows:
    if opens_ours(given.head()):  # a saved run may be larger than is held
        yield from passed_over(given)
        return
    reader = JsonReader(text_chunks(given), given.options.max_bytes)
    if not reader.sign():
        yield given.unread("empty: holds no JSON", "leave it out")
        return
    records = Records(given)
    are_ours = []
    try:
        while sign := reader.sign():
            if records.is_full:
                yield records.too_many(reader.at.line)
                return
            if sign == "[":
                are_ours.append(False)
                yield from _all_of(reader, records)
            else:
                value = _next(reader, records)
                are_ours.append(isinstance(value, Value) and is_ours(value.data))
                if isinstance(value, Unread):
                    yield value
                elif value is None:
                    yield from _in_large(reader, records)
                elif not are_ours[-1]:
                    yield from _document(value, records, is_only=len(are_ours) == 1 and not reader.sign())
            reader.take(",")  # values with commas between and no brackets around
    except _Enough:
        return
    except BrokenJson as error:
        advice = "mend it there; what stands before it is read" if records.count else "mend it there"
        yield given.unread(error.reason, advice, error.at.line, error.at.column)
    else:
        if all(are_ours):
            yield from passed_over(given)
    yield from records.ended()


def _next(reader: JsonReader, records: Records) -> Value | Unread | None:
    """The next value; a row where it is nested too deep; None where it is too large, and then not passed."""
    reader.sign()
    at = reader.at
    try:
        return reader.value()
    except TooLarge:
        return None
    except RecursionError:
        reader.skip()
        return records.refused("broken JSON: nested too deep", "write flat objects", at.line, at.column)


def _document(value: Value, records: Records, is_only: bool) -> _Rows:
    """The articles of one value: itself, or those of the list in it. ``is_only``: it is all of the file."""
    data, at = value.data, value.at
    if not isinstance(data, dict):
        yield _no_object(data, records, at)
        return
    if is_by_columns(data):
        yield records.refused(
            "written column by column, not article by article",
            'write a list of records (in pandas: orient="records")',
            at.line,
            at.column,
        )
        return
    path = list_in(data)
    if path is None:
        records.one = is_only
        yield records.article(data, value.places, at.line, at.column)
        return
    inner: Any = data
    for step in path:
        if isinstance(inner, dict):
            records.outlet = outlet_in(inner) or records.outlet
        inner = inner[step]
    reader = JsonReader(iter([value.raw]), len(value.raw), at)
    yield from _walk(reader, records, path, lambda here: here == path[: len(here)])


def _in_large(reader: JsonReader, records: Records) -> _Rows:
    """The articles of an object too large to be held: those of the lists in it that have a name for that."""
    at, begun = reader.at, records.count
    if reader.sign() == "{":
        yield from _walk(reader, records, None, lambda here: len(here) <= DEEPEST and is_list_name(str(here[-1])))
    else:
        reader.skip()
    if records.count == begun:
        yield _too_large(records, at)


def _walk(
    reader: JsonReader, records: Records, goal: Path | None, is_way: Callable[[Path], bool], here: Path = ()
) -> _Rows:
    """Goes down an object, along the keys that ``is_way`` takes, to the articles at the goal (None: to every list
    on the way), and reads them."""
    if here == goal or (goal is None and reader.sign() == "["):
        yield from _all_of(reader, records)
        return
    reader.take("{")
    while _goes_on(reader, "}"):
        key = _key(reader)
        inner = (*here, key)
        if reader.sign() in _CLOSING and is_way(inner) and not records.is_full:
            yield from _walk(reader, records, goal, is_way, inner)
        elif goal is not None or reader.sign() in _CLOSING:
            reader.skip()
        elif isinstance(told := _next(reader, records), Value):
            records.outlet = records.outlet or outlet_in({key: told.data})
        elif told is None:
            reader.skip()
        _needs_comma(reader, "}")


def _all_of(reader: JsonReader, records: Records) -> _Rows:
    """The articles of a list, or of an object that has them by their ids."""
    opened, begun, sign = reader.at, records.count, reader.sign()
    closing = _CLOSING[sign]
    reader.take(sign)
    is_empty = True
    while _goes_on(reader, closing):
        is_empty = False
        if records.is_full:
            yield records.too_many(reader.at.line)
            raise _Enough
        given_id = None
        if closing == "}":
            given_id = _key(reader)
        value = _next(reader, records)
        if value is None:
            yield _too_large(records, reader.at)
            reader.skip()
        elif isinstance(value, Unread):
            yield value
        elif row := _element(value, records, given_id):
            yield row
        _needs_comma(reader, closing)
    if records.count == begun:
        what = "the list is empty" if is_empty else "nothing in the list is an article"
        yield records.given.unread(f"no article in it: {what}", "leave it out", opened.line, opened.column)


def _element(value: Value, records: Records, given_id: str | None) -> Draft | Unread | None:
    """The article of an element of a list; None for what is none and no loss."""
    data, at = value.data, value.at
    if not isinstance(data, dict):
        return _no_object(data, records, at)
    if is_ours(data) or is_beside_articles(data):
        return None
    return records.article(data, value.places, at.line, at.column, given_id)


def _key(reader: JsonReader) -> str:
    """The key of a member, which is taken with its colon; "" for one that is endless."""
    key: Any = ""
    if reader.sign() != '"':
        raise BrokenJson("broken JSON: expecting a key in double quotes", reader.at)
    try:
        key = reader.value().data
    except TooLarge:
        reader.skip()
    if not reader.take(":"):
        raise BrokenJson("broken JSON: expecting a colon", reader.at)
    return str(key)


def _goes_on(reader: JsonReader, closing: str) -> bool:
    """Whether an element or member follows; takes the closing sign when none does."""
    if not reader.sign():
        raise BrokenJson(f"broken JSON: no closing {closing} (is the file cut off?)", reader.at)
    return not reader.take(closing)


def _needs_comma(reader: JsonReader, closing: str) -> None:
    """Takes the comma behind an element."""
    sign = reader.sign()
    if sign == closing:
        return
    if not reader.take(","):
        cut = "" if sign else " (is the file cut off?)"
        raise BrokenJson(f"broken JSON: expecting a comma or the closing {closing}{cut}", reader.at)
    if reader.sign() == closing:
        raise BrokenJson(f"broken JSON: a comma before the closing {closing}", reader.at)


def _no_object(data: Any, records: Records, at: Cursor) -> Unread:
    return records.refused(f"a JSON {kind_of(data)}, not an object", 'write {"text": "…"}', at.line, at.column)


def _too_large(records: Records, at: Cursor) -> Unread:
    limit = records.given.options.max_bytes
    return records.refused(
        f"longer than {limit:,} bytes", "split it, or raise the limit (--max-file-size)", at.line, at.column
    )
