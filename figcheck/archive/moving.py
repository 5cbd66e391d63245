"""Places of an article that has moved in its file, since another before it has grown or shrunk."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_type_hints

from figcheck.articles import Place, Remark
from figcheck.findings import Finding
from figcheck.frozen import maker
from figcheck.model import Claim

Value = TypeVar("Value")


class By(NamedTuple):
    """How far an article has moved: characters and lines, below 0 for towards the beginning."""

    characters: int
    lines: int


Moved = Mapping[str, By]
"""Article id → how far it has moved."""


def moved(value: Value, by: By) -> Value:
    """A record, or a collection of records, with all its places moved."""
    return cast(Value, _moved(value, by))


def moved_claim(claim: Claim, by: Moved) -> Claim:
    """A claim where its article is now."""
    return moved(claim, by[claim.header.id]) if claim.header.id in by else claim


def moved_finding(finding: Finding, by: Moved) -> Finding:
    """A finding with its passages where their articles are now."""
    if not any(passage.article in by for passage in finding.places):
        return finding
    places = (moved(it, by[it.article]) if it.article in by else it for it in finding.places)
    return replace(finding, places=tuple(places))


def _moved(value: Any, by: By) -> Any:
    if isinstance(value, Place):
        if value.start is None or value.end is None or value.line is None:
            return value
        start, end = value.start + by.characters, value.end + by.characters
        return value._replace(start=start, end=end, line=value.line + by.lines)
    if isinstance(value, Remark):
        return value if value.line is None else value._replace(line=value.line + by.lines)
    if isinstance(value, list):
        return [_moved(held, by) for held in value]
    if isinstance(value, tuple) and not hasattr(value, "_fields"):
        return tuple([_moved(held, by) for held in value])
    kind: Any = type(value)
    parts = _parts(kind)
    if not parts.with_places:
        return value
    values = [*parts.taken(value)]
    for at in parts.with_places:
        values[at] = _moved(values[at], by)
    return parts.make(*values)


class _Parts(NamedTuple):
    """How records of one kind are taken apart and made, and which of their fields may hold places."""

    taken: Callable[[Any], Iterable[Any]]
    make: Callable[..., Any]
    with_places: tuple[int, ...]


@cache
def _parts(kind: Any) -> _Parts:
    if is_dataclass(kind):
        names = tuple([field.name for field in fields(kind)])
        taken = attrgetter(*names) if len(names) > 1 else lambda value: (getattr(value, names[0]),)
        make: Callable[..., Any] = maker(cast("Callable[..., Any]", kind))
    elif hasattr(kind, "_fields"):
        names, taken, make = kind._fields, iter, kind
    else:
        return _Parts(iter, kind, ())
    hints = get_type_hints(kind)
    return _Parts(taken, make, tuple([at for at, name in enumerate(names) if _may_move(hints[name])]))


def _may_move(kind: Any) -> bool:
    """Whether values of a type may be or hold places."""
    if kind in (Place, Remark):
        return True
    inner = get_args(kind)
    return any(map(_may_move, inner)) if inner else bool(_parts(kind).with_places)
