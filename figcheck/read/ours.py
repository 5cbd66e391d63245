"""What figcheck itself wrote, which lies among articles and is none."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, Final

from figcheck.articles import Unread
from figcheck.expressions import expression
from figcheck.read.given import Given

_OPENING: Final = expression(rb'\s*\{\s*"schema"\s*:\s*"figcheck\.')
_COLUMNS: Final = (
    frozenset(("surface", "number_surface", "hedge")),
    frozenset(("fingerprint", "a_figure", "b_figure")),
)


def is_ours(record: Any) -> bool:
    """Whether a JSON value is one of figcheck's outputs, or a schema (of rules or configuration) for editors."""
    if not isinstance(record, Mapping):
        return False
    schema = record.get("schema")
    if isinstance(schema, str) and schema.startswith("figcheck."):
        return True
    return isinstance(record.get("$schema"), str) and "json-schema.org" in record["$schema"]


def opens_ours(head: bytes) -> bool:
    """Whether bytes begin as an output of figcheck does, of any size."""
    return _OPENING.match(head) is not None


def is_our_header(columns: list[str]) -> bool:
    """Whether the columns of a CSV file are those of findings or figures."""
    return any(names <= set(columns) for names in _COLUMNS)


def passed_over(given: Given) -> Iterator[Unread]:
    """Nothing where a folder was given, as for any other file in it that is no article; a row where the file was
    named."""
    if given.named:
        yield given.unread("an output or a schema of figcheck, no article", "leave it out")
