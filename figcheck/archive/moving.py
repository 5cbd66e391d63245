"""Places of an article that has moved in its file, since another before it has grown or shrunk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import is_dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast, get_args, get_type_hints

from figcheck.articles import Place, Remark
from figcheck.model import Claim, Finding

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
    names = _with_places(kind)
    if not names:
        return value
    changed = {name: _moved(getattr(value, name), by) for name in names}
    return replace(value, **changed) if is_dataclass(kind) else value._replace(**changed)


@cache
def _with_places(record: Any) -> tuple[str, ...]:
    """The fields of a record that may hold places."""
    if not (is_dataclass(record) or hasattr(record, "_fields")):
        return ()
    return tuple(name for name, kind in get_type_hints(record).items() if _may_move(kind))


def _may_move(kind: Any) -> bool:
    """Whether values of a type may be or hold places."""
    if kind in (Place, Remark):
        return True
    inner = get_args(kind)
    return any(map(_may_move, inner)) if inner else bool(_with_places(kind))
