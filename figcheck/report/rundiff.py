"""How two runs differ, as a table, Markdown or JSON."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from figcheck.findings import SEVERITIES, Finding, Run
from figcheck.report.concise import first_place
from figcheck.report.grid import cell, draw
from figcheck.report.machine import json_document
from figcheck.report.markdown import escape
from figcheck.report.rows import Row, claims_by_id, finding_row, headers_by_id
from figcheck.report.setaside import waived_as
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, one_line, wrap
from figcheck.report.wording import printed, short_fingerprint
from figcheck.rundiff import Change, RunDiff

SCHEMA = "figcheck.compare/1"
_LONGEST = 20  # articles that are named


def is_new(changes: tuple[Change, ...], least: int) -> bool:
    """Whether something appeared, or has other values, with a severity from ``least`` on (a place in SEVERITIES); or
    has only now reached it."""
    for change in changes:
        if change.now is None or SEVERITIES.index(change.now.severity) < least:
            continue
        before = change.before
        if before is None or before.fingerprint != change.now.fingerprint or SEVERITIES.index(before.severity) < least:
            return True
    return False


def diff_table(found: RunDiff, look: Look) -> str:
    """One row a finding that appeared, has other values or is gone; then how many are the same, and the articles."""
    old, new = _Words(found.old), _Words(found.new)
    rows = [
        [
            cell((change.status, _STYLES[change.status]), (change.finding.severity, change.finding.severity)),
            cell(
                (change.finding.subject, "strong"),
                (change.finding.rule, "faint"),
                (_place(change, old, new), "faint"),
                (_fingerprints(change), "faint"),
            ),
            cell((old.values(change.before), "")),
            cell((new.values(change.now), "strong"), (_why(change), "")),
        ]
        for change in found.changes
    ]
    parts = [draw(("", "Finding", "Before", "Now"), rows, look)] if rows else []
    lines = [part for line in _summary(found) for part in wrap(line, look.width)]
    return "\n".join([*parts, *lines]) + "\n"


_STYLES: Mapping[str, str] = {"appeared": "error", "changed": "warning", "gone": "good"}


def diff_markdown(found: RunDiff, look: Look) -> str:
    """The same as a Markdown table, for a comment on a change."""
    old, new = _Words(found.old), _Words(found.new)
    lines = [f"### figcheck: {escape(_counts(found))}", ""]
    if found.changes:
        lines += ["| | Finding | Before | Now |", "|---|---|---|---|"]
        for change in found.changes:
            now = [new.values(change.now), _why(change)]
            cells = (
                f"{change.status}<br>{change.finding.severity}",
                "<br>".join(
                    escape(text) for text in (change.finding.subject, change.finding.rule, _place(change, old, new))
                ),
                escape(old.values(change.before)),
                "<br>".join(escape(text) for text in now if text),
            )
            lines.append(f"| {' | '.join(cells)} |")
        lines.append("")
    lines += [f"{escape(line)}  " for line in _summary(found)[1:]]
    return "\n".join(lines).rstrip() + "\n"


def diff_json(found: RunDiff, look: Look) -> str:
    """The same as one object: ``appeared``, ``changed`` and ``gone`` have the findings as a check prints them."""
    old, new = _Words(found.old).row, _Words(found.new).row
    return json_document(
        {
            "schema": SCHEMA,
            "version": found.new.version,
            "appeared": [
                {"finding": new(change.now), "was_set_aside": _aside_row(change)}
                for change in found.changes
                if change.status == "appeared"
            ],
            "changed": [
                {"before": old(change.before), "now": new(change.now)}
                for change in found.changes
                if change.status == "changed"
            ],
            "gone": [
                {"finding": old(change.before), "why": change.why or "set aside", "set_aside": _aside_row(change)}
                for change in found.changes
                if change.status == "gone"
            ],
            "same": found.same,
            "articles": {
                "before": len(found.old.articles),
                "now": len(found.new.articles),
                "joined": list(found.joined),
                "left": list(found.left),
                "edited": list(found.edited),
            },
            "figures": {"before": found.old.reach.figures, "now": found.new.reach.figures},
            "unread": {"before": found.old.reach.unread, "now": found.new.reach.unread},
        }
    )


class _Words:
    """The findings of a run in words and as rows."""

    def __init__(self, run: Run) -> None:
        self._claims, self._headers = claims_by_id(run), headers_by_id(run)

    def values(self, finding: Finding | None) -> str:
        """ "160 v 200"; "" for no finding."""
        if finding is None:
            return ""
        values = [printed(self._claims[claim]) for claim in finding.figures] or [it.surface for it in finding.places]
        return one_line(" v ".join(values))

    def place(self, finding: Finding) -> str:
        return one_line(first_place(finding, self._claims, self._headers))

    def row(self, finding: Finding | None) -> Row | None:
        return None if finding is None else finding_row(finding, self._claims, self._headers)


def _aside_row(change: Change) -> dict[str, Any] | None:
    aside = change.aside
    if aside is None:
        return None
    until = None if aside.until is None else aside.until.isoformat()
    return {"how": aside.how, "reason": aside.reason, "until": until, "where": aside.where}


def _why(change: Change) -> str:
    if change.status == "appeared":
        return "" if change.aside is None else f"was set aside: {waived_as(change.aside)}"
    if change.status == "gone":
        return change.why if change.aside is None else f"set aside: {waived_as(change.aside)}"
    if change.before is not None and change.now is not None and change.before.severity != change.now.severity:
        return f"{change.now.severity} in place of {change.before.severity}"
    return ""


def _fingerprints(change: Change) -> str:
    prints = (short_fingerprint(finding) for finding in (change.before, change.now) if finding is not None)
    return " → ".join(dict.fromkeys(prints))


def _place(change: Change, old: _Words, new: _Words) -> str:
    return (old if change.now is None else new).place(change.finding)


def _counts(found: RunDiff) -> str:
    counts = [sum(change.status == status for change in found.changes) for status in ("appeared", "changed", "gone")]
    return "{:,} appeared, {:,} changed, {:,} gone".format(*counts) + f", {found.same:,} the same"


def _summary(found: RunDiff) -> list[str]:
    """Counts, then articles and figures, as plain lines."""
    old, new = found.old, found.new
    lines = [
        _counts(found),
        f"{len(old.articles):,} → {plural(len(new.articles), 'article')}:"
        f" {len(found.joined):,} joined, {len(found.left):,} left, {len(found.edited):,} edited;"
        f" {old.reach.figures:,} → {plural(new.reach.figures, 'figure')}",
    ]
    for told, names in (("Joined", found.joined), ("Left", found.left), ("Edited", found.edited)):
        if names:
            more = f" and {len(names) - _LONGEST:,} more" if len(names) > _LONGEST else ""
            lines.append(one_line(f"{told}: {', '.join(names[:_LONGEST])}{more}"))
    if new.reach.unread:
        lines.append(f"Not read in the new run: {new.reach.unread:,}; what is gone may be there")
    return lines
