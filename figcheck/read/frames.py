"""Records to articles: rows of a pandas frame, or mappings, with ``text`` and, where known, the other fields.

Values come as a program has them: text, dates and times of several libraries, and the several ways in which a frame
says that nothing is there.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.problems import Problem, Refused
from figcheck.read.dates import read_published
from figcheck.read.drafts import Draft, one_line
from figcheck.read.lines import Stretch

if TYPE_CHECKING:
    import pandas

Records: TypeAlias = "pandas.DataFrame | Iterable[Mapping[str, Any]]"

FIELDS: Final = ("text", "title", "outlet", "author", "published", "url", "id")
_SURROGATE = expression("[\ud800-\udfff]")
_SHOWN = 12  # columns that a message names
_FRAMES = ("pandas.DataFrame", "pandas.core.frame.DataFrame")  # as pandas 3 and pandas 2 call it


def is_frame(source: object) -> bool:
    """Whether it is a pandas frame; pandas is not imported for the answer."""
    return any(f"{kind.__module__}.{kind.__qualname__}" in _FRAMES for kind in type(source).__mro__)


def drafts_of(records: Records, columns: Mapping[str, str], name: str) -> Iterator[Draft | Unread]:
    """A draft of each record, or why it is none. Numbers count from 1, also those that are none.

    Without an ``id``, an index that somebody has set gives it. Raises Refused for columns that are no fields, or that
    a frame does not have.
    """
    unknown = [field for field in columns if field not in FIELDS]
    if unknown:
        told = ", ".join(repr(field) for field in unknown)
        advice = "the mapping goes from our names to yours: columns={'text': 'body'}"
        raise Refused(Problem(f"no such field in columns: {told}", expected=", ".join(FIELDS), advice=advice))
    rows = _rows(records, columns)  # refuses before the first is asked for
    return (_draft(row, number, columns, name) for number, row in enumerate(rows, 1))


def _rows(records: Records, columns: Mapping[str, str]) -> Iterable[Mapping[str, Any]]:
    if not is_frame(records):
        return records  # type: ignore[return-value]
    frame: Any = records
    there = [str(column) for column in frame.columns]
    missing = [(field, columns.get(field, field)) for field in ("text", *columns)]
    missing = [(field, column) for field, column in dict.fromkeys(missing) if column not in frame.columns]
    if missing:
        shown = ", ".join(there[:_SHOWN]) + (" …" if len(there) > _SHOWN else "") or "none"
        advice = (
            "" if "text" in columns else f"say which column holds it: columns={{'text': {there[0]!r}}}" * bool(there)
        )
        raise Refused(
            *(Problem(f"the frame has no column {column!r}", expected=shown, advice=advice) for _, column in missing)
        )
    doubled = sorted({column for column in there if there.count(column) > 1})
    wanted = {columns.get(field, field) for field in FIELDS}
    if wanted.intersection(doubled):
        told = ", ".join(repr(column) for column in doubled if column in wanted)
        raise Refused(Problem(f"the frame has several columns of one name: {told}", advice="rename all but one"))
    return _frame_rows(frame, columns)


def _frame_rows(frame: Any, columns: Mapping[str, str]) -> Iterator[Mapping[str, Any]]:
    used = {field: columns.get(field, field) for field in FIELDS if columns.get(field, field) in frame.columns}
    # Column by column as objects: a row as a whole would turn whole numbers beside gaps into floats.
    cells = [frame[column].astype(object).tolist() for column in used.values()]
    names = list(used.values())
    if "id" not in used and not _is_counted(frame.index):
        names.append(columns.get("id", "id"))
        cells.append(["/".join(map(str, at)) if isinstance(at, tuple) else at for at in frame.index.tolist()])
    return (dict(zip(names, row, strict=True)) for row in zip(*cells, strict=True))


def _is_counted(index: Any) -> bool:
    """Whether it is the index of a frame for which nobody has set one."""
    return type(index).__name__ == "RangeIndex" and index.name is None and index.start == 0 and index.step == 1


def _draft(row: object, number: int, columns: Mapping[str, str], name: str) -> Draft | Unread:
    def unread(reason: str, advice: str) -> Unread:
        return Unread(name, reason, advice, record=number)

    if not isinstance(row, Mapping):
        return unread(f"is of type {type(row).__name__}, not a mapping", 'write {"text": "…"}')
    values = {field: row.get(columns.get(field, field)) for field in FIELDS}
    values = {field: None if is_missing(value) else value for field, value in values.items()}
    column = columns.get("text", "text")
    text, title = values["text"], values["title"]
    if text is None:
        there = column in row
        keys = ", ".join(sorted(map(str, row))[:_SHOWN]) or "none"
        return unread(
            f"nothing stands under `{column}`" if there else f"no `{column}`",
            "leave it out" if there else f"say where its text is: columns={{'text': …}}; keys there: {keys[:200]}",
        )
    for field, value in (("text", text), ("title", title)):
        if value is not None and not isinstance(value, str):
            told = f"`{columns.get(field, field)}` is of type {type(value).__name__}, not text"
            return unread(told, f"give the {field} as a string")
    words = {field: _words(values[field]) for field in ("outlet", "author", "url", "id")}
    for field, value in {"text": text, "title": title, **words}.items():
        if value is not None and _SURROGATE.search(value):
            return unread(f"`{columns.get(field, field)}` holds half of a surrogate pair", "decode it as UTF-8")
    title = title.strip() if title else None
    draft = Draft(
        Stretch(text, ()),
        Stretch(title, ()) if title else None,
        given_id=words["id"],
        number=number,
        outlet=words["outlet"],
        author=words["author"],
        published=_day(values["published"]),
        url=words["url"],
        record=number,
    )
    return unread(f"empty: `{column}` holds nothing", "leave it out") if draft.is_empty else draft


def is_missing(value: object) -> bool:
    """Whether it says that nothing is there: None, NaN, NaT, or the NA of pandas."""
    if value is None:
        return True
    try:
        return bool(value != value)  # only NaN and NaT differ from themselves
    except TypeError:  # NA, which is neither true nor false
        return True
    except ValueError:  # an array
        return False


def _words(value: Any) -> str | None:
    """A value as words: text, a number, or several with commas between."""
    if isinstance(value, (list, tuple)):
        return one_line(", ".join(part for part in value if isinstance(part, str)))
    if value is None or isinstance(value, (bool, dict)):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # what whole numbers become beside a gap
    return one_line(str(value))


def _day(value: Any) -> dt.date | None:
    """The day of a date, a time of any library, or words; a time with a zone keeps the day it shows."""
    if isinstance(value, dt.datetime):  # also a Timestamp of pandas
        return value.date()
    if isinstance(value, dt.date):
        return value
    if value is None or isinstance(value, bool):
        return None
    if isinstance(value, float) and value.is_integer():
        value = int(value)  # 20240303 in a column with gaps
    return read_published(str(value))  # also 20240303, and datetime64 of numpy, which is written as ISO has it
