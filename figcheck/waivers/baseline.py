"""``figcheck-baseline.json``: the findings that an archive had when figcheck came to it.

One line a finding, sorted by fingerprint; the list ends with an empty entry, so that adding a line changes no other and
git joins two lists by itself. The file follows from the findings alone: no day, no version.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, NamedTuple

from figcheck.articles import Remark
from figcheck.findings import SEVERITIES, Finding, SetAside
from figcheck.problems import Problem, Refused
from figcheck.quoting import position, show
from figcheck.remembered import Remembered
from figcheck.report.console import from_here
from figcheck.report.summary import plural
from figcheck.waivers.purview import Purview

SCHEMA: Final = "figcheck.baseline/1"
LARGEST: Final = 256_000_000
"""Bytes of a baseline that are read: a million findings."""

_KEYS: Final = ("fingerprint", "rule", "severity", "about", "values", "articles", "files")
_LISTS: Final = ("values", "articles", "files")


class Entry(NamedTuple):
    """One finding of a baseline."""

    row: Remembered
    severity: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """The findings of a file, by their fingerprints."""

    file: Path
    entries: Mapping[str, Entry]


def read_baseline(file: Path) -> Baseline:
    """The baseline of a file. Raises Refused, with the place, when it cannot be read or is none."""
    name = from_here(file)
    advice = "`figcheck baseline create PATHS` writes one"
    try:
        with file.open("rb") as stream:
            raw = stream.read(LARGEST + 1)
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise Refused(Problem(f"the baseline cannot be opened: {reason}", name, advice=advice)) from error
    if len(raw) > LARGEST:
        raise Refused(
            Problem(f"larger than {LARGEST:,} bytes", name, advice="baselines of parts of the archive are smaller")
        )
    try:
        text = raw.decode("utf-8-sig")
        document = json.loads(text)
    except json.JSONDecodeError as error:
        told = "git left marks of a conflict" if text[error.pos :].startswith(("<<<<", "====", ">>>>")) else error.msg
        advice = "keep the lines of both sides, or `figcheck baseline update PATHS`"
        raise Refused(Problem(f"is no JSON: {told}", name, error.lineno, error.colno, advice=advice)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise Refused(Problem("is no baseline: no JSON text", name, advice=advice)) from error
    schema = document.get("schema") if isinstance(document, dict) else None
    if schema != SCHEMA or not isinstance(document.get("findings"), list):
        expected = f'an object with "schema": "{SCHEMA}" and a list "findings"'
        raise Refused(Problem("is no baseline", name, 1, 1, expected=expected, advice=advice))
    entries: dict[str, Entry] = {}
    for number, row in enumerate(document["findings"]):
        if row == {}:
            continue
        wrong = _wrong(row)
        if wrong:
            line, column = _place(text, number)
            raise Refused(Problem(f"a finding of the baseline {wrong}", name, line, column, expected=", ".join(_KEYS)))
        lists = {key: tuple(row.get(key, ())) for key in _LISTS}
        remembered = Remembered(row["fingerprint"], row["rule"], row.get("about", ""), **lists)
        entries[row["fingerprint"]] = Entry(remembered, row["severity"])
    return Baseline(file, entries)


def _wrong(row: Any) -> str:
    """What is wrong with an entry, "" for nothing."""
    if not isinstance(row, dict):
        return f"is {show(row)}"
    unknown = next((key for key in row if key not in _KEYS), None)
    if unknown is not None:
        return f"has the unknown key {show(unknown)}"
    for key in ("fingerprint", "rule", "severity"):
        if not isinstance(row.get(key), str) or not row[key]:
            return f"has no {key}"
    if row["severity"] not in SEVERITIES:
        return f"has the severity {show(row['severity'])}"
    for key in _LISTS:
        if not all(isinstance(item, str) for item in row.get(key, ())) or not isinstance(row.get(key, []), list):
            return f"has {key} that are no list of texts"
    return "" if isinstance(row.get("about", ""), str) else "is about what is no text"


def _place(text: str, number: int) -> tuple[int, int]:
    """Line and column of an entry of the list of findings."""
    decoder = json.JSONDecoder()
    at = text.index("[", text.index('"findings"')) + 1
    for left in range(number, -1, -1):
        while text[at] in " \t\r\n,":
            at += 1
        if left:
            _, at = decoder.raw_decode(text, at)
    return position(text, at)


def baseline_text(entries: Iterable[Entry]) -> str:
    """A baseline as its file holds it: ASCII, the same entries give the same text whatever their order."""
    rows = sorted(entries, key=lambda entry: entry.row.fingerprint)
    lines = [f"{json.dumps(_kept(entry))},\n" for entry in rows]
    return f'{{"schema": "{SCHEMA}", "findings": [\n{"".join(lines)}{{}}\n]}}\n'


def _kept(entry: Entry) -> dict[str, Any]:
    row = entry.row
    kept: dict[str, Any] = {"fingerprint": row.fingerprint, "rule": row.rule, "severity": entry.severity}
    kept |= {"about": row.about, "values": row.values, "articles": row.articles}
    return kept | ({"files": row.files} if row.files != row.articles else {})


def waived(baseline: Baseline, finding: Finding) -> SetAside | None:
    """The finding set aside when it is in the baseline, else None."""
    if finding.fingerprint not in baseline.entries:
        return None
    return SetAside(finding, "baseline", where=from_here(baseline.file))


def gone(baseline: Baseline, found: Iterable[Finding], purview: Purview) -> list[Entry]:
    """The entries that the run would have found if they were still there, and has not."""
    there = {finding.fingerprint for finding in found}
    rows = [entry for fingerprint, entry in baseline.entries.items() if fingerprint not in there]
    return [entry for entry in rows if purview.holds(entry.row, baseline.file)]


def remarks(baseline: Baseline, found: Iterable[Finding], purview: Purview) -> Iterator[Remark]:
    """That entries of the baseline are gone, in one remark."""
    left = len(gone(baseline, found, purview))
    if left:
        entries = plural(left, "entry") if left == 1 else f"{left:,} entries"
        told = f"{entries} of the baseline {'is' if left == 1 else 'are'} found no more"
        yield Remark("gone_baseline", told, from_here(baseline.file), advice="`figcheck baseline prune PATHS`")
