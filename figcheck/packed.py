"""Records as few bytes, and back: what travels between processes and what a ledger keeps of an article.

Records of one kind are packed by columns, one for each field, since a column is read by one call where a record takes
one for each field. Texts, numbers and sets of words are written once and named by their number, and so are the records
that many others hold. How a record is packed follows from its fields, so a new field needs nothing here.

Nothing tells which version wrote the bytes: whoever keeps them must know, and pack anew.
"""

from __future__ import annotations

import datetime as dt
import marshal
import sys
import types
import typing
from collections.abc import Callable, Iterable, Sequence
from dataclasses import fields, is_dataclass
from decimal import Decimal, InvalidOperation
from functools import cache, lru_cache
from itertools import chain, islice, repeat, starmap
from operator import attrgetter
from typing import Any, Final, TypeVar
from zlib import crc32

from figcheck.articles import Header
from figcheck.findings import SlotEvidence
from figcheck.frozen import maker, twin_of
from figcheck.model import Story, Table

# Records that others hold many times over, each before those that it may hold itself.
_HELD_BY_MANY: Final[tuple[Any, ...]] = (SlotEvidence, Story, Table, Header)
_MARSHAL = 2  # the version that looks at values only, not at how many hold them
_SUM = 4  # bytes of a checksum, since marshal must not be given what it did not write
_WORD = 32  # letters; a shorter text is likely to stand in other articles as well, and is kept once
_KEPT = 4096  # numbers and days that are made once, since most stand in many articles
_BETWEEN = "\0"  # between texts: hardly a text holds it

Value = TypeVar("Value")


def pack(kind: type[Value], value: Value, known: Sequence[Any] = ()) -> bytes:
    """A value as bytes; equal values give equal bytes.

    ``kind`` is its type, a record or a collection of such: ``Examined``, ``list[Claim]``, ``tuple[Printed, ...]``.
    ``known`` are headers, stories and tables that whoever unpacks has already: they are not written. Raises TypeError
    for a type of field that no record of the model has.
    """
    packing = _Packing(known)
    root: Any = kind
    column = _column(root).write([value], packing)
    shared = []
    for record, held in packing.held.items():
        rows = held.rows[held.known :]
        shared.append([len(rows), _record_column(record).write(rows, packing)])
        if len(held.rows) != held.known + len(rows):
            raise TypeError(f"{record.__name__} holds itself, or stands behind what it holds")
    document = [packing.pool.written(), shared, column]
    return _sealed(document)


def unpack(kind: type[Value], data: bytes, known: Sequence[Any] = ()) -> Value:
    """The value that ``pack`` packed, of the same ``kind`` and with the same ``known`` records.

    Raises ValueError for bytes that hold no such value.
    """
    root: Any = kind
    try:
        pool, shared, column = _unsealed(data)
        unpacking = _Unpacking(_values(pool), known)
        for record, part in zip(reversed(_HELD_BY_MANY), reversed(shared), strict=True):
            count, rows = part
            unpacking.held[record] += _record_column(record).read(rows, count, unpacking)
        (value,) = _column(root).read(column, 1, unpacking)
    except (ValueError, TypeError, IndexError, EOFError, InvalidOperation) as error:
        raise ValueError(f"no packed {kind}: {type(error).__name__}: {error}") from error
    return typing.cast(Value, value)


def pack_flat(record: Any) -> bytes:
    """A record whose fields are texts, numbers, truth values, days or None as bytes: ``pack`` in less time."""
    kind: Any = type(record)
    flat = _flat(kind)
    values = [*flat.taken(record)]
    for at in flat.days:
        values[at] = values[at] and values[at].toordinal()
    return _sealed(values)


def unpack_flat(kind: type[Value], data: bytes) -> Value:
    """The record of this kind that ``pack_flat`` packed. Raises ValueError for bytes that hold none."""
    root: Any = kind
    flat = _flat(root)
    try:
        values = _unsealed(data)
        for at in flat.days:
            values[at] = values[at] and _day_numbered(values[at])
        return typing.cast(Value, flat.make(*values))
    except (ValueError, TypeError, IndexError, EOFError) as error:
        raise ValueError(f"no packed {kind}: {type(error).__name__}: {error}") from error


class _Flat(typing.NamedTuple):
    """How records of one kind are taken apart and made, and which of their fields are days."""

    taken: Callable[[Any], tuple[Any, ...]]
    make: Callable[..., Any]
    days: tuple[int, ...]


@cache
def _flat(kind: Any) -> _Flat:
    hints = typing.get_type_hints(kind)
    names = [field.name for field in fields(kind)]
    days = tuple([at for at, name in enumerate(names) if dt.date in (typing.get_args(hints[name]) or (hints[name],))])
    return _Flat(attrgetter(*names), maker(kind), days)


def _sealed(value: Any) -> bytes:
    """What marshal writes of a value, behind a checksum."""
    data = marshal.dumps(value, _MARSHAL)
    return crc32(data).to_bytes(_SUM, "little") + data


def _unsealed(data: bytes) -> Any:
    """The value. Raises ValueError for bytes that have changed since."""
    if int.from_bytes(data[:_SUM], "little") != crc32(memoryview(data)[_SUM:]):
        raise ValueError("its bytes are damaged")
    return marshal.loads(memoryview(data)[_SUM:])


# --- the pool of values -----------------------------------------------------------------------------------------


class _Pool(dict[Any, int]):
    """The number of each value that was packed so far, from 1; None is 0. ``texts`` are all that are texts or are
    written as one, "" for the others.

    ``amounts`` and ``days`` are the numbers of those that are no texts; ``sets`` and ``tuples`` have the numbers of
    their members beside them.
    """

    def __init__(self) -> None:
        super().__init__({None: 0})
        self.texts: list[str] = [""]
        self.amounts: list[int] = []
        self.days: list[int] = []
        self.sets: list[tuple[int, list[int]]] = []
        self.tuples: list[tuple[int, list[int]]] = []

    def __missing__(self, key: Any) -> int:
        texts = self.texts
        kind = type(key)
        if kind is str:
            number = len(texts)
            texts.append(key)
        elif kind is frozenset:
            members = [self[member] for member in sorted(key)]  # they stand before it
            number = len(texts)
            texts.append("")
            self.sets.append((number, members))
        elif kind is tuple:
            members = [self[member] for member in key]
            number = len(texts)
            texts.append("")
            self.tuples.append((number, members))
        elif kind is dt.date:
            number = len(texts)
            texts.append(key.isoformat())
            self.days.append(number)
        elif kind is _Amount:
            number = len(texts)
            texts.append(key.text)
            self.amounts.append(number)
        else:
            raise TypeError(f"{key!r:.60} is never packed")
        self[key] = number
        return number

    def written(self) -> list[Any]:
        """What ``_values`` makes the values of."""
        joined = _BETWEEN.join(self.texts)
        texts = joined if joined.count(_BETWEEN) == len(self.texts) - 1 else self.texts
        collections = [[(number, _short(members)) for number, members in some] for some in (self.sets, self.tuples)]
        return [texts, _short(self.amounts), _short(self.days), *collections]


class _Amount(typing.NamedTuple):
    """A decimal number by how it is written: 1.0 and 1 are equal, and are two."""

    text: str
    kind: type[Decimal] = Decimal  # so that it equals no tuple of texts


def _key(value: Any) -> Any:
    return _Amount(str(value)) if type(value) is Decimal else value


def _values(pool: Any) -> list[Any]:
    """The values of a pool by their numbers, made from how they are written."""
    texts, amounts, days, sets, tuples = pool
    if isinstance(texts, str):
        texts = texts.split(_BETWEEN)  # one long text is read faster than many
    values: list[Any] = [sys.intern(text) if len(text) < _WORD else text for text in texts]
    values[0] = None
    for number in amounts:
        values[number] = _amount(values[number])
    for number in days:
        values[number] = _day(values[number])
    value = values.__getitem__
    for number, members in sets:
        values[number] = frozenset(map(value, members))
    for number, members in tuples:
        values[number] = tuple(map(value, members))
    return values


_amount = lru_cache(_KEPT)(Decimal)
_day = lru_cache(_KEPT)(dt.date.fromisoformat)
_day_numbered = lru_cache(_KEPT)(dt.date.fromordinal)


# --- records that are held by many ------------------------------------------------------------------------------


class _Held:
    """The records of one kind that are packed so far; the first ``known`` are not written."""

    def __init__(self, known: Iterable[Any]) -> None:
        self.rows: list[Any] = list(known)
        self.known = len(self.rows)
        self._numbers: dict[Any, int] = {}
        self._seen: dict[int, int] = {}  # by identity: most are the same record again
        for number, record in enumerate(self.rows, start=1):
            self._numbers.setdefault(record, number)

    def number(self, record: Any) -> int:
        """Which of the rows a record is, from 1; None is 0."""
        if record is None:
            return 0
        number = self._seen.get(id(record))
        if number is None:
            number = self._numbers.setdefault(record, len(self.rows) + 1)
            if number > len(self.rows):
                self.rows.append(record)
            self._seen[id(record)] = number
        return number


class _Packing:
    def __init__(self, known: Sequence[Any]) -> None:
        self.pool = _Pool()
        self.held = {kind: _Held([record for record in known if type(record) is kind]) for kind in _HELD_BY_MANY}


class _Unpacking:
    def __init__(self, values: list[Any], known: Sequence[Any]) -> None:
        self.value = values.__getitem__
        self.held = {kind: [None, *(record for record in known if type(record) is kind)] for kind in _HELD_BY_MANY}


# --- columns ----------------------------------------------------------------------------------------------------


class _Column(typing.NamedTuple):
    """How the values of one type become what marshal can hold, and back from it and from how many there are."""

    write: Callable[[Sequence[Any], _Packing], Any]
    read: Callable[[Any, int, _Unpacking], Iterable[Any]]


@cache
def _column(kind: Any) -> _Column:
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        some = tuple(part for part in inner if part is not type(None))
        if len(some) > 1 and not all(map(_is_value, some)):
            raise TypeError(f"{kind} is never packed")
        if len(some) == 1 and _is_record(some[0]) and some[0] not in _HELD_BY_MANY:
            return _optional_column(some[0])
        return _AMOUNTS if Decimal in some else _column(some[0])
    if kind in _HELD_BY_MANY:
        return _held_column(kind)
    if _is_record(kind):
        return _record_column(kind)
    if kind in _PLAIN:
        return _PLAIN[kind]
    if _is_value(kind):
        return _AMOUNTS if kind is Decimal else _VALUES
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return _list_column(_column(inner[0]), tuple)
    if origin is list:
        return _list_column(_column(inner[0]), list)
    if origin is tuple:
        return _joined([_column(part) for part in inner], list)
    raise TypeError(f"{kind} is never packed")


def _is_record(kind: Any) -> bool:
    return isinstance(kind, type) and (is_dataclass(kind) or hasattr(kind, "_fields"))


def _is_value(kind: Any) -> bool:
    """Whether values of a type stand in the pool: texts, amounts, days; sets and tuples of texts."""
    origin, inner = typing.get_origin(kind), typing.get_args(kind)
    if origin is typing.Literal:
        return all(isinstance(value, str) for value in inner)
    if origin is frozenset:
        return inner == (str,)
    if origin is tuple and len(inner) == 2 and inner[1] is Ellipsis:
        return inner[0] is str or (typing.get_origin(inner[0]) is tuple and _is_value(inner[0]))
    return kind in (str, Decimal, dt.date)


def _short(numbers: list[Any]) -> Any:
    """A column as bytes where each of its values is a small number."""
    try:
        return bytes(numbers)
    except (TypeError, ValueError):
        return tuple(numbers)


def _shortened(column: list[Any]) -> Any:
    """A column, or its one value where all are the same."""
    return column[0] if column and column.count(column[0]) == len(column) else _short(column)


def _full(column: Any, count: int) -> Iterable[Any]:
    return column if type(column) is tuple or type(column) is bytes else repeat(column, count)


def _write_plain(column: Sequence[Any], packing: _Packing) -> Any:
    return _shortened([*column])


def _read_plain(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
    return _full(column, count)


def _write_bools(column: Sequence[Any], packing: _Packing) -> Any:
    return _shortened([*column])  # marshal tells True from 1, bytes do not: see _read_bools


def _read_bools(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
    return [None if value is None else value == 1 for value in _full(column, count)]


def _write_values(column: Sequence[Any], packing: _Packing) -> Any:
    if column and column.count(column[0]) == len(column):  # most columns of an article hold one value
        return packing.pool[column[0]]
    return _shortened([*map(packing.pool.__getitem__, column)])


def _write_amounts(column: Sequence[Any], packing: _Packing) -> Any:
    return _shortened([*map(packing.pool.__getitem__, map(_key, column))])


def _read_values(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
    if type(column) is tuple or type(column) is bytes:
        return map(unpacking.value, column)
    return repeat(unpacking.value(column), count)


def _write_floats(column: Sequence[Any], packing: _Packing) -> Any:
    return tuple(column)  # 0.0 and -0.0 are equal, and are two


_FLOATS: Final = _Column(_write_floats, _read_plain)
_PLAINS: Final = _Column(_write_plain, _read_plain)
_BOOLS: Final = _Column(_write_bools, _read_bools)
_PLAIN: Final = {int: _PLAINS, bool: _BOOLS, float: _FLOATS}
_VALUES: Final = _Column(_write_values, _read_values)
_AMOUNTS: Final = _Column(_write_amounts, _read_values)


@cache
def _record_column(record: Any) -> _Column:
    """Of records of one kind, whether or not others hold them many times over."""
    hints = typing.get_type_hints(record)
    names = [field.name for field in fields(record)] if is_dataclass(record) else record._fields
    taken = None if issubclass(record, tuple) else attrgetter(*names) if len(names) > 1 else _alone(names[0])
    return _joined([_column(hints[name]) for name in names], _maker(record), taken)


def _alone(name: str) -> Callable[[Any], tuple[Any, ...]]:
    return lambda record: (getattr(record, name),)


def _maker(record: Any) -> Callable[[Iterable[Any]], Iterable[Any]]:
    """What makes records of rows of their values."""
    if issubclass(record, tuple):
        return lambda rows: map(tuple.__new__, repeat(record), rows)
    twin = twin_of(record)
    if twin is None:
        return lambda rows: starmap(record, rows)

    def made(rows: Iterable[Any]) -> Iterable[Any]:
        records = [*starmap(twin, rows)]
        for each in records:
            each.__class__ = record
        return records

    return made


def _joined(
    columns: Sequence[_Column],
    make: Callable[[Iterable[Any]], Iterable[Any]],
    taken: Callable[[Any], tuple[Any, ...]] | None = None,
) -> _Column:
    """Of values that have several parts, which ``taken`` takes from one that is no tuple."""
    writers, readers = [column.write for column in columns], [column.read for column in columns]

    def write(column: Sequence[Any], packing: _Packing) -> Any:
        if not column:
            return []
        rows = column if taken is None else map(taken, column)
        parts = zip(*rows, strict=True)
        return [write(part, packing) for write, part in zip(writers, parts, strict=True)]

    def read(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
        if not count:
            return ()
        parts = [read(part, count, unpacking) for read, part in zip(readers, column, strict=True)]
        return make(zip(*parts, strict=True))

    return _Column(write, read)


def _held_column(record: Any) -> _Column:
    def write(column: Sequence[Any], packing: _Packing) -> Any:
        return _shortened([*map(packing.held[record].number, column)])

    def read(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
        return map(unpacking.held[record].__getitem__, _full(column, count))

    return _Column(write, read)


def _optional_column(record: Any) -> _Column:
    inner = _column(record)

    def write(column: Sequence[Any], packing: _Packing) -> Any:
        there = [int(value is not None) for value in column]
        if not any(there):
            return 0
        return [_shortened(there), inner.write([value for value in column if value is not None], packing)]

    def read(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
        if column == 0:
            return repeat(None, count)
        there, rest = column
        if there == 1:
            return inner.read(rest, count, unpacking)
        values = iter(inner.read(rest, sum(there), unpacking))
        return [next(values) if here else None for here in there]

    return _Column(write, read)


def _list_column(inner: _Column, make: Callable[[Iterable[Any]], Any]) -> _Column:
    def write(column: Sequence[Any], packing: _Packing) -> Any:
        return [_shortened([*map(len, column)]), inner.write([*chain.from_iterable(column)], packing)]

    def read(column: Any, count: int, unpacking: _Unpacking) -> Iterable[Any]:
        lengths, rest = column
        lengths = [*_full(lengths, count)]
        values = iter(inner.read(rest, sum(lengths), unpacking))
        return [make(islice(values, length)) for length in lengths]

    return _Column(write, read)
