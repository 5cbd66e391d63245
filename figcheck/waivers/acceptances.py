"""``figcheck-accepted.yml``: findings that a desk accepts as they are, each with its reason, perhaps until a day.

An entry holds for the values that were accepted, since a fingerprint holds them; other values are a new finding.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from figcheck.articles import Remark
from figcheck.expressions import expression
from figcheck.findings import Finding, SetAside
from figcheck.problems import Problem, Refused
from figcheck.remembered import Remembered, changed
from figcheck.report.console import from_here
from figcheck.report.wording import day
from figcheck.waivers.purview import Purview
from figcheck.yamlfile import Document, KeyPath, did_you_mean, parse_yaml, read_text, show

LEAST = 8
"""Characters of a fingerprint that an entry must have; `figcheck accept` writes all."""

KEYS = ("fingerprint", "rule", "about", "values", "articles", "files", "reason", "until", "accepted", "by")
_NEEDED = ("fingerprint", "rule", "reason")
_TEXTS = ("fingerprint", "rule", "about", "reason", "by")
_LISTS = ("values", "articles", "files")
_DAYS = ("until", "accepted")
_TOP = ("version", "accepted")
_FINGERPRINT = expression(r"[0-9a-f]{8,16}\Z")


class Acceptance(NamedTuple):
    """One entry: what was accepted, why, until when (None: for good), when and by whom, and its line and column."""

    row: Remembered
    reason: str
    until: dt.date | None = None
    accepted: dt.date | None = None
    by: str = ""
    line: int | None = None
    column: int | None = None

    @property
    def values(self) -> str:
        """What was printed, as it is told: "160 v 200"."""
        return " v ".join(self.row.values)


@dataclass(frozen=True, slots=True)
class Accepted:
    """The entries of a file, in its order."""

    file: Path
    entries: tuple[Acceptance, ...]
    document: Document


# --- reading ----------------------------------------------------------------------------------------------------


def read_accepted(file: Path) -> Accepted:
    """The acceptances of a file. Raises Refused with everything that is wrong with it, each with its place."""
    return accepted_in(parse_yaml(read_text(file), from_here(file)), file)


def accepted_in(document: Document, file: Path) -> Accepted:
    """The acceptances of a document. Raises Refused like read_accepted."""
    reader = _Reader(document)
    entries = tuple(reader.entries())
    if reader.problems:
        raise Refused(*reader.problems)
    return Accepted(file, entries, document)


class _Reader:
    """Turns the data of a document into entries; what is wrong goes to ``problems``."""

    def __init__(self, document: Document) -> None:
        self.document = document
        self.problems: list[Problem] = []

    def entries(self) -> Iterator[Acceptance]:
        data = self.document.data
        if data is None:
            return
        if not isinstance(data, dict):
            self._tell((), f"the file holds {show(data)}", "`version: 1` and a list `accepted`")
            return
        self._unknown(data, _TOP, ())
        if data.get("version", 1) != 1:
            self._tell(("version",), f"'version' is {show(data['version'])}", "1")
        rows = data.get("accepted")
        if rows is None:
            return
        if not isinstance(rows, list):
            self._tell(("accepted",), f"'accepted' is {show(rows)}", "a list of entries")
            return
        seen: dict[str, int] = {}
        for number, row in enumerate(rows):
            path: KeyPath = ("accepted", number)
            if not isinstance(row, dict):
                self._tell(path, f"an entry is {show(row)}", "a mapping: {fingerprint: …, rule: …, reason: …}")
                continue
            before = len(self.problems)
            self._check(row, path)
            if len(self.problems) > before:
                continue
            line, column = self.document.where(path)
            if row["fingerprint"] in seen:
                told = f"{show(row['fingerprint'])} is accepted twice; first in line {seen[row['fingerprint']]}"
                self._tell((*path, "fingerprint"), told, "each finding once", "remove one")
            seen.setdefault(row["fingerprint"], line)
            yield Acceptance(
                _row(row), row["reason"], row.get("until"), row.get("accepted"), row.get("by", ""), line, column
            )

    def _check(self, row: Mapping[str, Any], path: KeyPath) -> None:
        self._unknown(row, KEYS, path)
        for key in _NEEDED:
            if key not in row:
                self._tell(path, f"an entry has no '{key}'", ", ".join(_NEEDED))
        for key, value in row.items():
            at = (*path, key)
            if key in _TEXTS and not (isinstance(value, str) and value.strip()):
                advice = f'write "{value}"' if isinstance(value, int | float | dt.date) else ""
                self._tell(at, f"'{key}' is {show(value)}", "text", advice)
            elif key in _DAYS and not isinstance(value, dt.date):
                self._tell(at, f"'{key}' is {show(value)}", "a day: 2024-06-30")
            elif key in _LISTS:
                if not isinstance(value, list):
                    self._tell(at, f"'{key}' is {show(value)}", "a list")
                    continue
                for index, item in enumerate(value):
                    if not isinstance(item, str):
                        self._tell((*at, index), f"an item of '{key}' is {show(item)}", "text", f'write "{item}"')
            elif key == "fingerprint" and not _FINGERPRINT.match(value):
                expected = f"{LEAST} to 16 of the characters 0-9 and a-f"
                self._tell(at, f"'fingerprint' is {show(value)}", expected, "`figcheck check -f concise` shows them")

    def _unknown(self, row: Mapping[str, Any], keys: Sequence[str], path: KeyPath) -> None:
        for key in row:
            if key not in keys:
                problem = self.document.problem(
                    (*path, key),
                    f"unknown key {show(key)}",
                    expected=", ".join(keys),
                    advice=did_you_mean(key, keys),
                    at_key=True,
                )
                self.problems.append(problem)

    def _tell(self, path: KeyPath, message: str, expected: str, advice: str = "") -> None:
        self.problems.append(self.document.problem(path, message, expected=expected, advice=advice))


def _row(row: Mapping[str, Any]) -> Remembered:
    return Remembered(
        row["fingerprint"],
        row["rule"],
        row.get("about", ""),
        tuple(row.get("values", ())),
        tuple(row.get("articles", ())),
        tuple(row.get("files", ())),
    )


# --- applying ---------------------------------------------------------------------------------------------------


class Acceptances:
    """The entries of a file, asked for every finding of a run; in the end they tell what they were not used for."""

    def __init__(self, accepted: Accepted, today: dt.date) -> None:
        self._file = from_here(accepted.file)
        self._accepted = accepted
        self._today = today
        self._used: set[int] = set()
        self._expired: list[tuple[Acceptance, Finding]] = []
        self._over: set[str] = set()
        self._at: dict[str, list[int]] = {}
        for number, entry in enumerate(accepted.entries):
            self._at.setdefault(entry.row.fingerprint[:LEAST], []).append(number)

    def entry(self, fingerprint: str) -> Acceptance | None:
        """The entry about a finding, also one that has run out. None when there is none."""
        for number in self._at.get(fingerprint[:LEAST], ()):
            if fingerprint.startswith(self._accepted.entries[number].row.fingerprint):
                self._used.add(number)
                return self._accepted.entries[number]
        return None

    def waived(self, finding: Finding) -> SetAside | None:
        """The finding set aside when it is accepted; else None, also where that has run out."""
        entry = self.entry(finding.fingerprint)
        if entry is None:
            return None
        if entry.until is not None and entry.until < self._today:
            self._expired.append((entry, finding))
            self._over.add(finding.fingerprint)
            return None
        return SetAside(finding, "accepted", entry.reason, entry.until, f"{self._file}:{entry.line}")

    def is_expired(self, finding: Finding) -> bool:
        """Whether it was accepted until a day that is over."""
        return finding.fingerprint in self._over

    def remarks(self, purview: Purview, rows: Sequence[Remembered]) -> Iterator[Remark]:
        """What is to be put in order about them; ``rows`` are all findings of the run."""
        for entry, finding in self._expired:
            told = f"{_named(entry)} was accepted until {day(entry.until)}: {entry.reason}"
            advice = f"put it right, or `figcheck accept {finding.fingerprint[:LEAST]} PATHS` with another --until"
            yield self._remark("expired", told, entry, advice)
        unused = [entry for number, entry in enumerate(self._accepted.entries) if number not in self._used]
        for entry in unused:
            if not purview.exists(entry.row.rule):
                advice = did_you_mean(entry.row.rule, purview.rules()) or "remove the entry"
                yield self._remark(
                    "unknown_rule", f"accepts a finding of {show(entry.row.rule)}, which is no rule", entry, advice
                )
        unused = [entry for entry in unused if purview.exists(entry.row.rule)]
        fresh = [row for row in rows if self._number(row.fingerprint) is None]
        now = changed([entry.row for entry in unused], fresh)
        for number, entry in enumerate(unused):
            if number in now:
                row = fresh[now[number]]
                told = f"accepted for {entry.values or _named(entry)}; now {' v '.join(row.values)}"
                advice = f"look at {row.fingerprint[:LEAST]} anew, and remove the entry"
                yield self._remark("stale_acceptance", told, entry, advice)
            elif purview.holds(entry.row, self._accepted.file):
                yield self._remark("unused_acceptance", f"{_named(entry)} is found no more", entry, "remove the entry")

    def _number(self, fingerprint: str) -> int | None:
        for number in self._at.get(fingerprint[:LEAST], ()):
            if fingerprint.startswith(self._accepted.entries[number].row.fingerprint):
                return number
        return None

    def _remark(self, kind: str, message: str, entry: Acceptance, advice: str) -> Remark:
        return Remark(kind, message, self._file, entry.line, entry.column, advice)


def _named(entry: Acceptance) -> str:
    told = f" ({entry.values})" if entry.values else ""
    return f"{entry.row.rule}{told}"
