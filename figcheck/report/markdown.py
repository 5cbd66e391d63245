"""Markdown for a comment on a pull request or a merge request.

Text from articles cannot leave its cell, become HTML, ping a person or link anywhere. A comment on GitHub may
hold 65,536 characters; what does not fit is counted.
"""

from __future__ import annotations

import re

from figcheck.model import Run
from figcheck.report.problems import unread_text
from figcheck.report.rows import Row, discrepancy_rows
from figcheck.report.setaside import remark_text, set_aside_line
from figcheck.report.summary import findings_line, reach_lines
from figcheck.report.terminal import Look, one_line
from figcheck.report.wording import cause, source

_ROOM = 60_000
_LISTED = 20  # remarks
_LONGEST = 300  # characters of one
_MARKS = {"error": "🔴", "warning": "🟠", "note": "🔵"}
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "`": "&#96;"}
_SPECIAL = re.compile(r"[\\*_{}\[\]()#+!~$]")
# An entity would be read as the character before mentions and links are looked for; a zero-width space is
# not.
_PINGS = re.compile(r"[@#](?=\w)|(?<=\w):(?=//)|(?i:\bwww)(?=\.)|(?i:\bgh)(?=-\d)")
_ZERO_WIDTH = "&#8203;"


def markdown(run: Run, look: Look) -> str:
    """The findings as a Markdown table, worst first, with the reach below."""
    lines = [f"### figcheck: {findings_line(run.findings)}", ""]
    rows = discrepancy_rows(run)
    if rows:
        lines += ["| | About | One figure | The other | Gap | Likely cause |", "|---|---|---|---|---|---|"]
    room = _ROOM
    for index, row in enumerate(rows):
        line = _table_row(row)
        room -= len(line) + 1
        if room < 0:
            lines += ["", f"{len(rows) - index:,} more findings did not fit into this comment."]
            break
        lines.append(line)
    if rows:
        lines.append("")
    lines += [f"{escape(line)}  " for line in (set_aside_line(run), *reach_lines(run)) if line]
    if run.remarks:
        lines += ["", f"**To put in order ({len(run.remarks):,})**", ""]
        lines += [f"- {escape(remark_text(remark, Look())[:_LONGEST])}" for remark in run.remarks[:_LISTED]]
        if len(run.remarks) > _LISTED:
            lines.append(f"- and {len(run.remarks) - _LISTED:,} more")
    if run.unread:
        shown = run.unread[:20]
        lines += ["", f"**Not read ({len(run.unread):,})**", ""]
        lines += [f"- {escape(unread_text(unread, Look()))}" for unread in shown]
        if len(shown) < len(run.unread):
            lines.append(f"- and {len(run.unread) - len(shown):,} more")
    return "\n".join(lines).rstrip() + "\n"


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is, whatever it holds."""
    text = _PINGS.sub(lambda match: f"{match[0]}\0", one_line(text))
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return "".join(_ENTITIES.get(character, character) for character in text).replace("\0", _ZERO_WIDTH)


def _table_row(row: Row) -> str:
    gap = row["difference"] or "; ".join(
        f"{label} {row[key]}" for label, key in (("expected", "expected"), ("found", "observed")) if row[key]
    )
    cells = (
        f"{_MARKS[row['severity']]} {row['severity']}",
        _stacked((row["subject"], "**"), (row["rule"], "")),
        _stacked(*_side(row, "a")),
        _stacked(*_side(row, "b"), (f"also: {row['further']}" if row["further"] else "", "")),
        escape(gap),
        escape(cause(row["cause"])),
    )
    return f"| {' | '.join(cells)} |"


def _side(row: Row, side: str) -> tuple[tuple[str, str], ...]:
    return (
        (row[f"{side}_figure"] or "", "**"),
        (source(row[f"{side}_outlet"], row[f"{side}_published"], row[f"{side}_as_of"]), ""),
        (row[f"{side}_place"] or "", ""),
    )


def _stacked(*lines: tuple[str, str]) -> str:
    return "<br>".join(f"{mark}{escape(text)}{mark}" for text, mark in lines if one_line(text))
