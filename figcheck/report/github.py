"""Workflow commands of GitHub Actions, which show findings beside the changed lines of a pull request.

GitHub shows ten errors, ten warnings and ten notices of a step. The worst are printed, and one notice tells how many
are left out.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final, NamedTuple

from figcheck.articles import Remark, Unread
from figcheck.findings import Finding, Run
from figcheck.report.rows import claims_by_id, headers_by_id
from figcheck.report.spots import Spot, relative_path, run_spots
from figcheck.report.summary import plural
from figcheck.report.terminal import Look, cut
from figcheck.report.wording import cause

_SHOWN: Final = 10  # annotations of a kind in a step
_UNREAD_FIRST: Final = 3  # so many files that were not read are told before findings
_COMMANDS: Final = {"error": "error", "warning": "warning", "note": "notice"}
_LONGEST: Final = 1000
_PLACES: Final = 6  # told below a message

# The toolkit of GitHub Actions escapes these in the data of a command, and the other two in its properties too.
_DATA: Final = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY: Final = _DATA | {":": "%3A", ",": "%2C"}


class _Annotation(NamedTuple):
    """What is shown at a line; ``title`` names the rule, each of ``lines`` is one line of the text."""

    title: str
    lines: tuple[str, ...]
    path: str = ""
    line: int | None = None
    column: int | None = None
    end_line: int | None = None
    end_column: int | None = None


def github(run: Run, look: Look) -> str:
    """One command a finding, worst first, and one for what was not read or is to be put in order."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    made: dict[str, list[_Annotation]] = {command: [] for command in _COMMANDS.values()}
    made["error"] += map(_unread, run.unread[:_UNREAD_FIRST])
    for finding in run.findings:
        made[_COMMANDS[finding.severity]].append(_finding(finding, run_spots(run, claims, headers, finding)))
    made["error"] += map(_unread, run.unread[_UNREAD_FIRST:])
    made["notice"] += map(_remark, run.remarks)
    shown = {command: rows[:_SHOWN] for command, rows in made.items()}
    if any(len(rows) > _SHOWN for rows in made.values()):
        del shown["notice"][_SHOWN - 1 :]
        shown["notice"].append(_left_out({command: len(made[command]) - len(shown[command]) for command in made}))
    return "".join(f"{_command(command, row)}\n" for command, rows in shown.items() for row in rows)


def _finding(finding: Finding, spots: tuple[Spot, ...]) -> _Annotation:
    lines = [cut(finding.message, _LONGEST)]
    others = spots[1:]
    lines += [f"beside it: {spot.told(spots[0])} ({cut(spot.where, _LONGEST)})" for spot in others[:_PLACES]]
    if len(others) > _PLACES:
        lines.append(f"and {plural(len(others) - _PLACES, 'more place')}")
    lines.append(f"likely cause: {cut(cause(finding.cause), 200)}" if finding.cause else "")
    lines.append(f"fingerprint: {finding.fingerprint}")
    title = f"figcheck {finding.rule}"
    if not spots:
        return _Annotation(title, tuple(lines))
    first = spots[0]
    if first.inside:
        lines.insert(1, f"in {cut(first.inside, 200)}")
    place, end = first.place, first.end
    on_one_line = end is not None and end.line == place.line
    return _Annotation(
        title,
        tuple(lines),
        first.path,
        place.line,
        place.column if on_one_line else None,  # columns are for one line only
        end.line if end is not None else None,
        end.column if end is not None and on_one_line else None,
    )


def _unread(unread: Unread) -> _Annotation:
    advice = f" ({unread.advice})" if unread.advice else ""
    record = f"record {unread.record}: " if unread.record is not None and unread.line is None else ""
    line = cut(f"{record}{unread.reason}{advice}", _LONGEST)
    return _Annotation("figcheck: not read", (line,), relative_path(unread.path), unread.line, unread.column)


def _remark(remark: Remark) -> _Annotation:
    lines = (cut(remark.message, _LONGEST), cut(remark.advice, _LONGEST))
    title = f"figcheck: {remark.kind.replace('_', ' ')}"
    return _Annotation(title, lines, relative_path(remark.path), remark.line, remark.column)


def _left_out(counts: dict[str, int]) -> _Annotation:
    told = ", ".join(plural(count, command) for command, count in counts.items() if count)
    line = f"Left out here: {told}. GitHub shows {_SHOWN} of a kind; the log of another format has them all."
    return _Annotation("figcheck: more was found", (line,))


def _command(command: str, row: _Annotation) -> str:
    given = (
        ("file", cut(row.path, _LONGEST)),
        ("line", row.line),
        ("endLine", row.end_line),
        ("col", row.column),
        ("endColumn", row.end_column),
        ("title", cut(row.title, 200)),
    )
    properties = ",".join(
        f"{name}={_escaped(str(value), _PROPERTY)}" for name, value in given if value not in (None, "")
    )
    return f"::{command} {properties}::{_data(row.lines)}"


def _data(lines: Iterable[str]) -> str:
    return _escaped("\n".join(line for line in lines if line), _DATA)


def _escaped(text: str, escapes: dict[str, str]) -> str:
    return "".join(escapes.get(character, character) for character in text)
