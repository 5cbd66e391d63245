"""What the number sets ask for: their floors, the rows left out, and the values, units and ends that each mark states.

Floors (``phrase_floors.yaml``), left-out rows (``exclusions.yaml``) and the sets' names of units
(``phrase_units.yaml``) are data beside this module; rows are named there by id only.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from benchmarks.runs import Row

FOLDER = Path(__file__).resolve().parent
CLASSES = ("form", "locale", "address", "name", "version", "year", "unit-word", "ordinal", "age", "gold")

# Words that leave a range open at one end; "between", "from … to" and dashes say nothing about their ends.
_COMPARATIVE = re.compile(
    r"\b(?:more|most|less|least|fewer|greater|larger|bigger|higher|smaller|lower|over|above|below|under"
    r"|exceed(?:s|ing)?|surpass(?:es|ing)?|up to)\b",
    re.IGNORECASE,
)
# Signs and "… or equal to" are the language of formulas; openness is asked of comparatives alone.
_FORMULA = re.compile(r"[<>]|\bequal", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class NumberSet:
    """A set of phrases: which rows it takes, what must be right of it and what is left out.

    ``at_least`` is in per cent by kind ("values", "ends", "open", "units", "rows"), ``at_most`` a number of errors
    ("ordinals", "nonsense"). ``marks`` are positions among a row's gold. ``ours`` gives figcheck's names of a unit.
    """

    name: str
    file: str
    part: str | None = None
    units: bool = False
    at_least: Mapping[str, float] = field(default_factory=dict)
    at_most: Mapping[str, int] = field(default_factory=dict)
    rows: frozenset[str] = frozenset()
    marks: Mapping[str, frozenset[int]] = field(default_factory=dict)
    ours: Mapping[str | None, tuple[str | None, ...]] = field(default_factory=dict)

    def takes(self, row: Row) -> bool:
        """True for a row of this set's part of the file; every row when the set has no part."""
        return self.part is None or str(row.get("file", "")).split("/")[0] == self.part

    def stale(self, rows: Sequence[Row]) -> list[str]:
        """The ids (or marks) left out that are not among the set's rows."""
        marks = {row["id"]: len(row.get("gold", [])) for row in rows if self.takes(row)}
        missing = sorted(self.rows - marks.keys())
        for key, positions in sorted(self.marks.items()):
            if key not in marks:
                missing.append(key)
            else:
                missing += [f"{key} mark {position}" for position in sorted(positions) if position >= marks[key]]
        return missing

    def left_out(self) -> int:
        """How many rows and marks are left out."""
        return len(self.rows) + sum(map(len, self.marks.values()))


@dataclass(frozen=True, slots=True)
class Want:
    """A value that a row must yield. ``units``: the names that are right, in any of which it is ``value``.

    ``end`` is "low" or "high" for the end of a range or of a comparative. ``open`` says whether a comparative excludes
    the value itself; None where openness is not asked. ``whole`` is true when the range has both its ends.
    """

    value: float
    units: tuple[str | None, ...] = (None,)
    end: str = ""
    open: bool | None = None
    whole: bool = False
    scored: bool = True


def load_sets(folder: Path = FOLDER) -> list[NumberSet]:
    """The sets with their floors, unit names and left-out rows, in the order of the floors' file.

    Raises OSError, and ValueError for what is no YAML, an unknown class or set, or a row that is left out twice.
    """
    floors = _yaml(folder / "phrase_floors.yaml")
    names = {row["set"] for row in floors}
    rows: dict[str, set[str]] = {}
    marks: dict[str, dict[str, frozenset[int]]] = {}
    for group in _yaml(folder / "exclusions.yaml"):
        if group["class"] not in CLASSES or group["set"] not in names or not group["reason"]:
            raise ValueError(f"exclusions.yaml: no such class or set, or no reason: {group}")
        out = rows.setdefault(group["set"], set())
        for key in group.get("rows", []):
            if key in out:
                raise ValueError(f"exclusions.yaml: {key} is left out twice")
            out.add(key)
        some = marks.setdefault(group["set"], {})
        for key, positions in group.get("marks", {}).items():
            some[key] = some.get(key, frozenset()) | frozenset(positions)
    units = _yaml(folder / "phrase_units.yaml")
    return [
        NumberSet(
            name=row["set"],
            file=row["file"],
            part=row.get("part"),
            units=row.get("units", False),
            at_least=row.get("at_least", {}),
            at_most=row.get("at_most", {}),
            rows=frozenset(rows.get(row["set"], set())),
            marks=marks.get(row["set"], {}),
            ours={entry["gold"]: tuple(entry["ours"]) for entry in units.get(row["set"], [])},
        )
        for row in floors
    ]


def _yaml(path: Path) -> Any:
    try:
        return yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    except yaml.YAMLError as error:
        raise ValueError(f"{path.name}: {error}") from error


def is_ordinal(mark: Row) -> bool:
    """True for a mark of an ordinal, which is no figure."""
    return str(mark["kind"]).startswith("ordinal")


def wants(number_set: NumberSet, row: Row) -> list[list[Want]]:
    """For each mark of a row the values asked for, in print order: its point, or the ends of its range."""
    left_out = number_set.marks.get(row["id"], frozenset())
    return [
        _of_mark(number_set, mark, position not in left_out)
        for position, mark in enumerate(row.get("gold", []))
        if not is_ordinal(mark)
    ]


def _of_mark(number_set: NumberSet, mark: Row, scored: bool) -> list[Want]:
    units = _units(number_set, mark["unit"])
    if mark["value"] is not None:
        return [Want(float(mark["value"]), units, scored=scored)]
    compared = "low_incl" in mark and _COMPARATIVE.search(mark["surface"]) is not None
    compared = compared and _FORMULA.search(mark["surface"]) is None
    whole = mark["low"] is not None and mark["high"] is not None
    return [
        Want(
            float(mark[end]),
            units,
            end=end,
            open=not mark[f"{end}_incl"] if compared else None,
            whole=whole,
            scored=scored,
        )
        for end in ("low", "high")
        if mark[end] is not None
    ]


def _units(number_set: NumberSet, unit: str | None) -> tuple[str | None, ...]:
    if unit in number_set.ours:
        return number_set.ours[unit]
    if unit is None or unit.isupper():
        return (unit,)
    return (unit.lower().replace(" per ", "/"),)
