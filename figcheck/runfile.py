"""A whole run as JSON, and back: what ``--save`` writes and ``report``, ``compare`` and ``explain`` read.

How a record is written follows from its fields, so a new field needs nothing here. What is at its default is left out;
records that many others hold (headers, stories, tables) are written once and named by their number.
"""

from __future__ import annotations

import datetime as dt
import json
import re
import types
import typing
from collections.abc import Callable
from dataclasses import MISSING, fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache
from pathlib import Path
from typing import Any, Final

from figcheck.articles import Header
from figcheck.expressions import expression
from figcheck.findings import Run
from figcheck.model import Story, Table
from figcheck.problems import Problem, Refused

SCHEMA: Final = "figcheck.run/1"

_FAMILY = SCHEMA.split("/")[0]
_POOLS: Final[dict[str, Any]] = {"headers": Header, "stories": Story, "tables": Table}
_POOL_OF: Final = {record: name for name, record in _POOLS.items()}
_DAY = expression(r"\d{4}-\d{2}-\d{2}\Z")
_HEAD = 4096  # bytes that tell a saved run from an article

Pools = dict[str, list[Any]]
Writer = Callable[[Any, "_Pooled"], Any]
Reader = Callable[[Any, Pools], Any]


class _Field(typing.NamedTuple):
    name: str
    type: Any
    default: Any  # MISSING where there is none


class _Pooled:
    """The records that were written once so far, and their numbers."""

    def __init__(self) -> None:
        self.rows: Pools = {name: [] for name in _POOLS}
        self._numbers: dict[tuple[str, Any], int] = {}

    def number(self, pool: str, record: Any, write: Writer) -> int:
        key = (pool, record)
        number = self._numbers.get(key)
        if number is None:
            row = write(record, self)  # first: it may hold pooled records itself
            number = self._numbers[key] = len(self.rows[pool])
            self.rows[pool].append(row)
        return number


def run_text(run: Run) -> str:
    """The run as one line of ASCII JSON with a line end; the same run gives the same text."""
    pooled = _Pooled()
    written = _write(run, pooled)
    return json.dumps({"schema": SCHEMA, **pooled.rows, "run": written}, separators=(",", ":")) + "\n"


def is_saved_run(path: Path) -> bool:
    """Whether a file begins as a saved run does; False for one that cannot be opened."""
    try:
        with path.open("rb") as stream:
            head = stream.read(_HEAD)
    except (OSError, ValueError):
        return False
    return re.match(rb'\s*\{\s*"schema"\s*:\s*"' + _FAMILY.encode() + rb"/", head) is not None


def read_run(path: Path) -> Run:
    """The run that a file holds.

    Raises Refused for a file that cannot be read, holds no run, was saved in another version of the format, or is
    damaged.
    """
    file = path.as_posix()
    advice = "`figcheck check PATHS --save RUN.json` writes one"
    try:
        document = json.loads(path.read_bytes())
    except OSError as error:
        raise Refused(Problem(f"cannot be opened: {error.strerror or error}", file)) from error
    except json.JSONDecodeError as error:
        message = f"is not a saved run: {error.msg}"
        raise Refused(Problem(message, file, error.lineno, error.colno, advice=advice)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Refused(Problem("is not a saved run: no JSON text", file, advice=advice)) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if not isinstance(schema, str) or not schema.startswith(f"{_FAMILY}/"):
        raise Refused(
            Problem("is not a saved run", file, expected=f'an object with "schema": "{SCHEMA}"', advice=advice)
        )
    if schema != SCHEMA:
        message = f"was saved as {schema}, which this figcheck does not read"
        raise Refused(Problem(message, file, expected=SCHEMA, advice="check anew and save, with the same figcheck"))
    try:
        pools: Pools = {}
        for name, record in _POOLS.items():
            pools[name] = [_record_reader(record)(row, pools) for row in document[name]]
        saved: Any = Run
        run = _record_reader(saved)(document["run"], pools)
    except (KeyError, TypeError, ValueError, IndexError, AttributeError, InvalidOperation, RecursionError) as error:
        message = f"is damaged: {type(error).__name__}: {error}"
        raise Refused(
            Problem(message, file, expected=f"a run as figcheck saved it ({SCHEMA})", advice=advice)
        ) from error
    assert isinstance(run, Run)
    return run


@cache
def _fields(record: Any) -> tuple[_Field, ...]:
    hints = typing.get_type_hints(record)
    if is_dataclass(record):
        return tuple(
            _Field(
                field.name,
                hints[field.name],
                field.default_factory() if field.default_factory is not MISSING else field.default,
            )
            for field in fields(record)
        )
    defaults = record._field_defaults
    return tuple(_Field(name, hints[name], defaults.get(name, MISSING)) for name in record._fields)


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


# --- writing ----------------------------------------------------------------------------------------------------


@cache
def _writer(kind: Any) -> Writer:
    """How a value of a type is written: by what it is, since unions leave open which of theirs it is."""
    if not _is_record(kind):
        return _write
    parts = _fields(kind)

    def write(record: Any, pooled: _Pooled) -> Any:
        row = {}
        for part in parts:
            value = getattr(record, part.name)
            if part.default is MISSING or value != part.default:
                row[part.name] = _write(value, pooled)
        return row

    return write


def _write(value: Any, pooled: _Pooled) -> Any:
    if value is None or isinstance(value, (str, bool, int, float)):
        return value
    if isinstance(value, (Decimal, dt.date)):
        return str(value)
    kind: Any = type(value)
    pool = _POOL_OF.get(kind)
    if pool is not None:
        return pooled.number(pool, value, _writer(kind))
    if _is_record(kind):
        return _writer(kind)(value, pooled)
    if isinstance(value, (tuple, list)):
        return [_write(item, pooled) for item in value]
    if isinstance(value, frozenset):
        return [_write(item, pooled) for item in sorted(value)]
    if isinstance(value, dict):
        return {str(name): _write(item, pooled) for name, item in value.items()}
    raise TypeError(f"a run holds a {kind.__name__}, which is never saved")


# --- reading ----------------------------------------------------------------------------------------------------


@cache
def _record_reader(record: Any) -> Reader:
    make: Any = record
    parts = {part.name: _reader(part.type) for part in _fields(record)}

    def read(row: Any, pools: Pools) -> Any:
        return make(**{name: parts[name](value, pools) for name, value in row.items()})

    return read


@cache
def _reader(kind: Any) -> Reader:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        return _union_reader(tuple(part for part in inner if part is not type(None)))
    if origin is typing.Literal:
        return lambda value, pools: _one_of(value, inner)
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        item = _reader(inner[0])
        return lambda value, pools: tuple(item(part, pools) for part in value)
    if origin is tuple:
        items = tuple(_reader(part) for part in inner)
        return lambda value, pools: tuple(read(part, pools) for read, part in zip(items, value, strict=True))
    if origin is frozenset:
        member = _reader(inner[0])
        return lambda value, pools: frozenset(member(part, pools) for part in value)
    if origin is dict:
        item = _reader(inner[1])
        return lambda value, pools: {str(name): item(part, pools) for name, part in value.items()}
    pool = _POOL_OF.get(kind)
    if pool is not None:
        return lambda value, pools: pools[pool][_of(int, value)]
    if _is_record(kind):
        return _record_reader(kind)
    if kind is Decimal:
        return lambda value, pools: Decimal(_of(str, value))
    if kind is dt.date:
        return lambda value, pools: dt.date.fromisoformat(_of(str, value))
    if kind is float:
        return lambda value, pools: float(_of((int, float), value))
    if kind in (str, int, bool):
        return lambda value, pools: _of(kind, value)
    raise TypeError(f"a run holds a {kind}, which is never saved")


def _union_reader(kinds: tuple[Any, ...]) -> Reader:
    """None, or one of the types; a day and a number are told apart by how they are written."""
    if set(kinds) == {dt.date, Decimal}:
        day, number = (_reader(kind) for kind in (dt.date, Decimal))
        return lambda value, pools: None if value is None else (day if _DAY.match(value) else number)(value, pools)
    (only,) = kinds
    read = _reader(only)
    return lambda value, pools: None if value is None else read(value, pools)


def _of(kind: Any, value: Any) -> Any:
    if not isinstance(value, kind) or (isinstance(value, bool) and kind is not bool):
        raise TypeError(f"{value!r:.60} stands where another kind of value belongs")
    return value


def _one_of(value: Any, allowed: tuple[Any, ...]) -> Any:
    if value not in allowed:
        raise ValueError(f"{value!r:.60} is none of {', '.join(map(str, allowed))}")
    return value
