"""What went wrong, in words: refused options and rules, and files that could not be read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from figcheck.articles import Unread
from figcheck.problems import Problem
from figcheck.report.console import from_here
from figcheck.report.machine import json_document
from figcheck.report.terminal import Look, clean, one_line


def problem_text(problem: Problem, look: Look) -> str:
    """One problem as compilers print it: "file:line:column: message", then excerpt, what was expected,
    advice."""
    place = place_text(problem.file, problem.line, problem.column)
    lines = [f"{look.paint(f'{place}:', 'strong')} {one_line(problem.message)}" if place else one_line(problem.message)]
    lines += [f"  {line}" for line in clean(problem.excerpt).rstrip("\n").split("\n") if problem.excerpt]
    if problem.expected:
        lines.append(f"  expected: {one_line(problem.expected)}")
    if problem.advice:
        lines.append(f"  {one_line(problem.advice)}")
    return "\n".join(lines)


def problems_text(problems: Iterable[Problem], look: Look) -> str:
    """All problems, one after the other, each ending its line."""
    return "".join(f"{problem_text(problem, look)}\n" for problem in problems)


def problems_json(errors: Iterable[Problem], warnings: Iterable[Problem]) -> str:
    """All problems as a JSON list of objects, for editors and other tools; ``[]`` when there is none.

    Lines and columns count from 1, the end is the column behind the wrong piece; null stands for what is not known.
    """
    rows = [
        {
            "file": None if problem.file is None else _shown(problem.file),
            "line": problem.line,
            "column": problem.column,
            "end_line": problem.line if problem.end_column is not None else None,
            "end_column": problem.end_column,
            "severity": severity,
            "message": problem.message,
            "expected": problem.expected,
            "advice": problem.advice,
        }
        for severity, problems in (("error", errors), ("warning", warnings))
        for problem in problems
    ]
    return json_document(rows)


def unread_text(unread: Unread, look: Look) -> str:
    """One unread file or article: "path:line:column: reason", the advice, and under ``verbose`` the
    traceback."""
    place = place_text(unread.path, unread.line, unread.column)
    if unread.record is not None and unread.line is None:
        place += f"#{unread.record}"
    advice = f" ({one_line(unread.advice)})" if unread.advice else ""
    text = f"{place}: {one_line(unread.reason)}{advice}"
    if look.verbose and unread.detail:
        text += "".join(f"\n    {line}" for line in clean(unread.detail).rstrip("\n").split("\n"))
    return text


def place_text(file: str | None, line: int | None, column: int | None) -> str:
    """ "file:line:column", as far as it is known; "" for no file."""
    if file is None:
        return ""
    return ":".join([one_line(_shown(file)), *(str(part) for part in (line, column) if part is not None)])


def _shown(file: str) -> str:
    """A file as the user named it; one that figcheck looked up itself, as seen from here."""
    return from_here(file) if Path(file).is_absolute() else file
