"""Places of an article that has moved in its file, since another before it has grown or shrunk."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from functools import cache
from typing import Any, NamedTuple, TypeVar, cast

from figcheck.articles import Header, Place, Remark, Span
from figcheck.intervals import Reading
from figcheck.model import Claim, Finding, Story, Table

Value = TypeVar("Value")
_WITHOUT_PLACES = (str, bytes, int, float, frozenset, Header, Story, Table, Reading, Span)


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
    if value is None or isinstance(value, _WITHOUT_PLACES):
        return value
    if isinstance(value, Place):
        if value.start is None or value.end is None or value.line is None:
            return value
        start, end = value.start + by.characters, value.end + by.characters
        return value._replace(start=start, end=end, line=value.line + by.lines)
    if isinstance(value, Remark):
        return value if value.line is None else value._replace(line=value.line + by.lines)
    if isinstance(value, list):
        return [_moved(held, by) for held in value]
    if isinstance(value, tuple):
        held = [_moved(it, by) for it in value]
        return type(value)(*held) if hasattr(value, "_fields") else tuple(held)
    if is_dataclass(value) and not isinstance(value, type):
        changed = {name: _moved(getattr(value, name), by) for name in _names(type(value))}
        return replace(value, **changed)
    return value


@cache
def _names(kind: type[Any]) -> tuple[str, ...]:
    return tuple(field.name for field in fields(kind))
