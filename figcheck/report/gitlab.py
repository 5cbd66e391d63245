"""GitLab's code quality report: a list of issues that a merge request shows beside its lines.

GitLab reads description, check_name, fingerprint, severity, path and first line (docs.gitlab.com, "Code Quality report
format"). It stops at the first issue that lacks one of them, so each has all.
"""

from __future__ import annotations

from typing import Any, Final

from figcheck.articles import Unread
from figcheck.findings import Finding, Run
from figcheck.report.machine import json_document
from figcheck.report.rows import claims_by_id, headers_by_id, worst_first
from figcheck.report.spots import Spot, relative_path, run_spots
from figcheck.report.terminal import Look, cut

_SEVERITIES: Final = {"note": "info", "warning": "minor", "error": "major"}
_LONGEST: Final = 1000
_PLACES: Final = 3  # beside the first, in the description


def gitlab(run: Run, look: Look) -> str:
    """One issue a finding, worst first, after one for each file that was not read."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    issues = [_unread(unread) for unread in run.unread]
    issues += [_finding(finding, run_spots(run, claims, headers, finding)) for finding in worst_first(run.findings)]
    return json_document(issues)


def _finding(finding: Finding, spots: tuple[Spot, ...]) -> dict[str, Any]:
    parts = [cut(finding.message, _LONGEST)]
    if spots and spots[0].inside:
        parts.append(f"in {cut(spots[0].inside, 200)}")
    beside = [f"{spot.told(spots[0])} ({cut(spot.where, _LONGEST)})" for spot in spots[1 : _PLACES + 1]]
    if beside:
        more = len(spots) - 1 - len(beside)
        parts.append(f"beside it: {'; '.join(beside)}" + (f"; and {more:,} more" if more else ""))
    first = spots[0] if spots else None
    line = first.place.line if first else None
    return {
        "description": " – ".join(parts),
        "check_name": finding.rule,
        "fingerprint": finding.fingerprint,
        "severity": _SEVERITIES[finding.severity],
        "location": _location(first.path if first else "", line, first.end.line if first and first.end else line),
    }


def _unread(unread: Unread) -> dict[str, Any]:
    from hashlib import sha256  # here, so that a start does not wait for it

    advice = f" ({unread.advice})" if unread.advice else ""
    record = f"record {unread.record}: " if unread.record is not None and unread.line is None else ""
    where = "\x1f".join(("unread", unread.path, str(unread.record), unread.reason))
    return {
        "description": f"Not read: {cut(f'{record}{unread.reason}{advice}', _LONGEST)}",
        "check_name": "not-read",
        "fingerprint": sha256(where.encode("utf-8", "replace")).hexdigest()[:16],
        "severity": "critical",
        "location": _location(relative_path(unread.path), unread.line, unread.line),
    }


def _location(path: str, line: int | None, end: int | None) -> dict[str, Any]:
    """A file without text of its own is pointed to as a whole, at its first line."""
    return {"path": cut(path, _LONGEST) or "-", "lines": {"begin": line or 1, "end": end or line or 1}}
