"""The JSON Schemas of what figcheck prints as JSON, for tools that want to check or to be generated from them.

They lie in ``schemas/``, one file a record (draft 2020-12), and name one another as files.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

SCHEMAS: Final = ("check", "finding", "figure", "extract")
_FOLDER: Final = Path(__file__).parent / "schemas"
_ENDING: Final = ".schema.json"


def json_schema(name: str) -> dict[str, Any]:
    """The schema of one of ``SCHEMAS`` with all that it needs inside it, under ``$defs``."""
    needed: dict[str, dict[str, Any]] = {}
    schema = _whole(_read(name), needed)
    return {**schema, "$defs": dict(sorted(needed.items()))} if needed else schema


def _whole(part: Any, needed: dict[str, dict[str, Any]]) -> Any:
    """A part of a schema that names others as ``$defs``; those are put down in ``needed``."""
    if isinstance(part, list):
        return [_whole(item, needed) for item in part]
    if not isinstance(part, dict):
        return part
    file = part.get("$ref")
    if not isinstance(file, str):
        return {key: _whole(value, needed) for key, value in part.items()}
    name = file.removesuffix(_ENDING)
    if name not in needed:
        needed[name] = {}  # first: a record may hold records of its own kind
        needed[name] = {key: value for key, value in _whole(_read(name), needed).items() if key != "$schema"}
    return {**part, "$ref": f"#/$defs/{name}"}


def _read(name: str) -> dict[str, Any]:
    schema: dict[str, Any] = json.loads((_FOLDER / f"{name}{_ENDING}").read_text("utf-8"))
    return schema
