"""Writing acceptances into their file, whose other lines, comments among them, stay as they are."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from figcheck.expressions import expression
from figcheck.findings import Finding, Run
from figcheck.problems import Problem, Refused
from figcheck.remembered import Remembered, remembered
from figcheck.report.console import from_here
from figcheck.report.files import write_file
from figcheck.report.terminal import one_line
from figcheck.report.wording import printed
from figcheck.waivers.acceptances import LEAST, Accepted, accepted_in
from figcheck.yamlfile import Document, Spot, parse_yaml, read_text
from figcheck.yamlwrite import flow, scalar

_HEAD = """\
# Findings that are accepted as they are, each for the values it was accepted with. `figcheck accept` adds to the list,
# and it may be edited by hand. When one is found no more, or its values change, `figcheck check` says so.
version: 1
accepted:
"""
_LONGEST = 120  # characters of a value as printed
_LIST = expression(r"^accepted:(?P<rest>[^\n]*)$", re.MULTILINE)
_TOP_KEY = expression(r"^[A-Za-z_]\w*:", re.MULTILINE)


class Grounds(NamedTuple):
    """Why findings are accepted: the reason, the last day it holds for (None: for good), the day, and who says so."""

    reason: str
    until: dt.date | None
    on: dt.date
    by: str = ""


def remembered_of(run: Run, finding: Finding) -> Remembered:
    """A finding of a run as it is written down; values and names on one line, without what steers a terminal."""
    claims = {claim.id: claim for claim in run.claims}
    headers = {header.id: header for header in run.articles}
    row = remembered(finding, claims, headers, printed)
    return row._replace(
        about=_short(row.about),
        values=tuple(_short(value) for value in row.values),
        articles=tuple(one_line(article) for article in row.articles),
        files=tuple(one_line(file) for file in row.files),
    )


def accept(file: Path, rows: Sequence[Remembered], grounds: Grounds) -> tuple[list[Remembered], list[Remembered]]:
    """Writes findings into a file of acceptances, which is made when it is not there.

    An entry about one of them is given the new grounds; the others are added at the end, in the order given. Returns
    those that were added, and those that were there. Raises Refused when the file is wrong or cannot be edited so.
    """
    text = read_text(file) if file.exists() else _HEAD
    ends = "\r\n" if "\r\n" in text else "\n"
    text = text.replace("\r\n", "\n")
    name = from_here(file)
    added: list[Remembered] = []
    anew: list[Remembered] = []
    for row in rows:
        before = _read(text, name, file)
        number = next(
            (n for n, it in enumerate(before.entries) if row.fingerprint.startswith(it.row.fingerprint)), None
        )
        if number is None:
            text = _with_added(text, name, _entry(row, grounds))
            added.append(row)
        else:
            text = _with_changed(text, name, before.document, number, grounds)
            anew.append(row)
        _check_kept(before, _edited(text, name, file), row, grounds, number, name)
    write_file(file, text.replace("\n", ends))
    return added, anew


def _read(text: str, name: str, file: Path) -> Accepted:
    return accepted_in(parse_yaml(text, name), file)


def _edited(text: str, name: str, file: Path) -> Accepted | None:
    """What an edited text says, None when the edit broke it."""
    try:
        return _read(text, name, file)
    except Refused:
        return None


def _short(value: str) -> str:
    value = one_line(value)
    return value if len(value) <= _LONGEST else f"{value[: _LONGEST - 1]}…"


def _entry(row: Remembered, grounds: Grounds) -> list[str]:
    """The lines of an entry, without their indent; in the order in which a reader asks."""
    fields: dict[str, Any] = {"fingerprint": row.fingerprint, "rule": row.rule}
    fields |= {"about": row.about} if row.about else {}
    fields |= {"values": row.values, "articles": row.articles}
    if row.files != row.articles:
        fields["files"] = row.files
    fields |= _told(grounds)
    lines = [f"{key}: {flow(value)}" for key, value in fields.items()]
    return [f"- {lines[0]}", *(f"  {line}" for line in lines[1:])]


def _told(grounds: Grounds) -> dict[str, Any]:
    told: dict[str, Any] = {"reason": one_line(grounds.reason)}
    if grounds.until is not None:
        told["until"] = grounds.until
    told["accepted"] = grounds.on
    if grounds.by:
        told["by"] = one_line(grounds.by)
    return told


def _with_added(text: str, name: str, entry: Sequence[str]) -> str:
    """The text with an entry at the end of the list, indented as its others are."""
    at = _LIST.search(text)
    if text and not text.endswith("\n"):
        text += "\n"
    if at is None:
        return text + "accepted:\n" + "".join(f"  {line}\n" for line in entry)
    rest = at["rest"].split(" #")[0].strip()
    if rest in ("[]", "null", "~"):
        text = f"{text[: at.start()]}accepted:{text[at.end() :]}"
        at = _LIST.search(text)
        assert at is not None
    elif rest and not rest.startswith("#"):
        line = text.count("\n", 0, at.start()) + 1
        told = "'accepted' is written on one line, so nothing can be added behind it"
        raise Refused(Problem(told, name, line, advice="write its entries on lines of their own"))
    following = _TOP_KEY.search(text, at.end())
    end = following.start() if following is not None else len(text)
    body = text[at.end() + 1 : end]
    first = re.search(r"^(?P<indent> *)-", body, re.MULTILINE)
    indent = first["indent"] if first is not None else "  "
    kept = text[: at.end() + 1] + body.rstrip()
    kept = kept if kept.endswith("\n") else f"{kept}\n"
    behind = body[len(body.rstrip()) :].lstrip("\n") if following is not None else ""
    blank = "\n" if following is not None and body.endswith("\n\n") else ""
    return kept + "".join(f"{indent}{line}\n" for line in entry) + behind + blank + text[end:]


def _with_changed(text: str, name: str, document: Document, number: int, grounds: Grounds) -> str:
    """The text with other grounds in one entry: values are replaced where they stand, keys added behind the reason."""
    told = _told(grounds)
    row: Mapping[str, Any] = document.data["accepted"][number]
    indent = " " * (document.keys["accepted", number, "reason"].column - 1)
    edits: list[tuple[int, int, str]] = []
    behind = 0  # the end of the line that a new key is put behind
    for key in ("reason", "until", "accepted", "by"):
        if key in row:
            spot = _value(document, number, key, name)
            end = text.find("\n", spot.offset)
            behind = len(text) if end < 0 else end
        if key in told and key in row:
            assert spot.end is not None
            edits.append((spot.offset, spot.offset + spot.end - spot.column, scalar(told[key])))
        elif key in told:
            edits.append((behind, behind, f"\n{indent}{key}: {scalar(told[key])}"))
        elif key in row and key == "until":
            edits.append((*_line_of(text, spot, name), ""))
    for start, end, new in sorted(edits, key=lambda edit: edit[:2], reverse=True):
        text = text[:start] + new + text[end:]
    return text


def _value(document: Document, number: int, key: str, name: str) -> Spot:
    """Where a value of an entry stands. Raises Refused for one that goes over several lines."""
    spot = document.values["accepted", number, key]
    if spot.end is None:
        told = f"'{key}' goes over several lines and is not replaced"
        raise Refused(Problem(told, name, spot.line, spot.column, advice="edit the entry by hand"))
    return spot


def _line_of(text: str, spot: Spot, name: str) -> tuple[int, int]:
    """The line of a value, with its line end. Raises Refused when another value stands there as well."""
    start = text.rfind("\n", 0, spot.offset) + 1
    end = text.find("\n", spot.offset)
    end = len(text) if end < 0 else end + 1
    if not re.match(r"\s+until:", text[start:end]):
        told = "'until' stands in a line with other values and is not removed"
        raise Refused(Problem(told, name, spot.line, spot.column, advice="edit the entry by hand"))
    return start, end


def _check_kept(
    before: Accepted, after: Accepted | None, row: Remembered, grounds: Grounds, number: int | None, name: str
) -> None:
    """Raises Refused when the new text does not say what it should: an edit gone wrong never reaches the file."""
    old = [entry._replace(line=None, column=None) for entry in before.entries]
    new = [entry._replace(line=None, column=None) for entry in after.entries] if after is not None else []
    at = len(old) if number is None else number
    told = new[at] if at < len(new) else None
    is_as_wanted = (
        told is not None
        and row.fingerprint.startswith(told.row.fingerprint)
        and (told.reason, told.until, told.accepted) == (one_line(grounds.reason), grounds.until, grounds.on)
        and len(new) == len(old) + (number is None)
        and all(one == other for n, (one, other) in enumerate(zip(old, new, strict=False)) if n != number)
    )
    if not is_as_wanted:
        told_so = f"{row.fingerprint[:LEAST]} cannot be written without changing what stands in the file"
        raise Refused(Problem(told_so, name, advice="edit the file by hand, or choose another with --file"))
