"""The settings of a run as the user sees them: each with its value and where it comes from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from figcheck.config import SETTINGS, Origin, Traced
from figcheck.limits import size_text
from figcheck.report.console import from_here
from figcheck.report.grid import cell, draw
from figcheck.report.machine import json_document
from figcheck.report.terminal import Look, one_line, wrap

SETTINGS_SCHEMA = "figcheck.settings/1"
# What an empty value stands for, if not "none".
_NOTHING = {
    "rules": "all shipped packs",
    "select": "all of them",
    "output_format": "notes or table",
    "accepted": "figcheck-accepted.yml, if any",
    "baseline": "figcheck-baseline.json, if any",
    "input_format": "told from each file",
    "max_seconds": "no limit",
    "jobs": "auto",
    "engine": "processes where several jobs pay",
    "scheduler": "one of this machine",
}


class _Row(NamedTuple):
    setting: str
    value: object
    origins: tuple[Origin, ...]


def settings_table(traced: Traced, look: Look) -> str:
    """One row a setting: its value, and where it comes from."""
    rows = [
        [
            cell((row.setting, "strong")),
            cell((_text(row), "")),
            cell((", ".join(_place(origin) for origin in row.origins), "faint")),
        ]
        for row in _rows(traced)
    ]
    table = draw(("Setting", "Value", "From"), rows, look, borders="simple", edges=2)
    first, *others = (from_here(file) for file in traced.files or ("",))
    told = f"Configuration: {first}" if traced.files else "No configuration file was found."
    if others:
        told += f", which extends {', '.join(others)}"
    lines = [*wrap(one_line(told), look.width), "No setting comes from the environment."]
    return f"{table}\n\n" + "\n".join(lines) + "\n"


def settings_json(traced: Traced) -> str:
    """The same as one object; ``from`` lists where the value, or its parts, come from."""
    return json_document(
        {
            "schema": SETTINGS_SCHEMA,
            "files": [from_here(file) for file in traced.files],
            "settings": [
                {
                    "setting": row.setting,
                    "value": row.value,
                    "from": [
                        {
                            "kind": origin.kind,
                            "file": None if origin.file is None else from_here(origin.file),
                            "line": origin.line,
                            "column": origin.column,
                        }
                        for origin in row.origins
                    ],
                }
                for row in _rows(traced)
            ],
        }
    )


def _rows(traced: Traced) -> Iterator[_Row]:
    settings, origins = traced.settings, traced.origins
    for name in SETTINGS:
        if name != "overrides":
            yield _Row(name, _plain(name, getattr(settings, name)), origins[name])
            continue
        nearest = {
            (override.rule, key): _Row(
                f"overrides.{override.rule}.{key}",
                override.written(key),
                (Origin("file", Path(override.place(key)[0]), *override.place(key)[1:]),),
            )
            for override in settings.overrides
            for key in override.values
        }
        yield from (nearest[at] for at in sorted(nearest)) if nearest else [_Row(name, [], origins[name])]


def _plain(name: str, value: object) -> object:
    """A value as JSON has it; paths as seen from here."""
    if isinstance(value, Path):
        return from_here(value)
    if name == "map" and isinstance(value, tuple):
        return _gathered(value)
    if name == "out" and isinstance(value, tuple):
        return {kind: from_here(file) for kind, file in value}
    if isinstance(value, tuple):
        return [_path(str(item)) for item in value] if name == "rules" else list(value)
    return _path(str(value)) if name == "hedges" else value


def _gathered(pairs: Iterable[tuple[str, str]]) -> dict[str, str | list[str]]:
    """Pairs as a file writes them: under each name one of theirs, or a list."""
    lists: dict[str, list[str]] = {}
    for name, theirs in pairs:
        lists.setdefault(name, []).append(theirs)
    return {name: theirs[0] if len(theirs) == 1 else list(theirs) for name, theirs in lists.items()}


def _path(word: str) -> str:
    return from_here(word) if Path(word).is_absolute() else word


def _text(row: _Row) -> str:
    """A value as a file writes it; what an empty one stands for."""
    if row.value in ([], {}, None):
        return "no limit" if row.setting.endswith(".window") else _NOTHING.get(row.setting, "none")
    if isinstance(row.value, list):
        return ", ".join(str(item) for item in row.value)
    if isinstance(row.value, dict):
        return ", ".join(f"{key}: {_listed(value)}" for key, value in row.value.items())
    if row.setting == "max_file_size" and isinstance(row.value, int):
        return size_text(row.value)
    if isinstance(row.value, float):
        return f"{row.value:g}"
    return str(row.value)


def _listed(value: object) -> str:
    return f"[{', '.join(map(str, value))}]" if isinstance(value, list) else str(value)


def _place(origin: Origin) -> str:
    return origin.kind if origin.file is None else f"{from_here(origin.file)}:{origin.line}"
