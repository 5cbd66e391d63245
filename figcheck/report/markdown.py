"""Markdown for a comment on a pull request or a merge request.

The worst comes first: a table with both figures of each finding, then, folded away, the sentences they stand in. Text
from articles cannot leave its cell, become HTML, ping a person or link anywhere. A comment on GitHub may hold 65,536
characters; what does not fit is counted.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.findings import Finding, Run
from figcheck.report.problems import unread_text
from figcheck.report.rows import Row, claims_by_id, discrepancy_rows, headers_by_id, like_it, worst_first
from figcheck.report.sentences import Sentence, sentences_of
from figcheck.report.setaside import remark_text, waived_as
from figcheck.report.summary import findings_line, plural, reach_lines
from figcheck.report.terminal import Look, cut, one_line
from figcheck.report.wording import cause, location, source

_ROOM: Final = 60_000
_LISTED: Final = 20  # of what was not read, set aside, or is to be put in order
_LONGEST: Final = 300  # characters of a cell or a line
_LONGEST_QUOTE: Final = 600
_PLACES: Final = 12  # sentences of a finding
_MARKS: Final = {"error": "🔴", "warning": "🟠", "note": "🔵"}
_ENTITIES: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "|": "&#124;", "`": "&#96;"}
_SPECIAL = expression(r"[\\*_{}\[\]()#+!~$]")
# An entity would be read as the character before mentions and links are looked for; a zero-width space is
# not.
_PINGS = expression(r"[@#](?=\w)|(?<=\w):(?=//)|(?i:\bwww)(?=\.)|(?i:\bgh)(?=-\d)")
_ZERO_WIDTH: Final = "&#8203;"


def markdown(run: Run, look: Look) -> str:
    """The findings as a Markdown table, worst first, with their sentences and how far the run got below."""
    head = [f"### figcheck: {findings_line(run.findings)}", ""]
    tail = [*_not_read(run), *_set_aside(run), *_remarks(run), *_reach(run)]
    room = _ROOM - _size(head) - _size(tail)
    table = _table(list(discrepancy_rows(run)), room) if run.findings else []
    sentences = _sentences(run, room - _size(table)) if run.findings else []
    return "\n".join([*head, *table, *sentences, *tail]).rstrip() + "\n"


def escape(text: str) -> str:
    """Text on one line that Markdown shows as it is, whatever it holds."""
    text = _PINGS.sub(lambda match: f"{match[0]}\0", one_line(text))
    text = _SPECIAL.sub(lambda match: f"\\{match[0]}", text)
    return "".join(_ENTITIES.get(character, character) for character in text).replace("\0", _ZERO_WIDTH)


def _size(lines: list[str]) -> int:
    """The length as GitHub's pages count it: characters beyond the first plane are two."""
    return sum(len(line) + 1 + sum(character > "\uffff" for character in line) for line in lines)


def _table(rows: list[Row], room: int) -> list[str]:
    """The table of findings, as far as there is room, and how many it left out."""
    lines = ["| | About | One figure | The other | Gap | Likely cause |", "|---|---|---|---|---|---|"]
    room -= _size(lines)
    for number, row in enumerate(rows, 1):
        line = _table_row(number, row)
        room -= _size([line])
        if room < 0:
            left_out = plural(len(rows) - number + 1, "more finding")
            return [*lines, "", f"{left_out} did not fit into this comment.", ""]
        lines.append(line)
    return [*lines, ""]


def _table_row(number: int, row: Row) -> str:
    gap = row["difference"] or "; ".join(
        f"{label} {row[key]}" for label, key in (("expected", "expected"), ("found", "observed")) if row[key]
    )
    cells = (
        f"{number} {_MARKS[row['severity']]} {row['severity']}",
        _stacked((row["subject"], "**"), (row["rule"], "")),
        _stacked(*_side(row, "a"), (like_it(row, "a"), "")),
        _stacked(*_side(row, "b"), (like_it(row, "b"), ""), (f"also: {row['further']}" if row["further"] else "", "")),
        escape(cut(gap, _LONGEST)),
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
    return "<br>".join(f"{mark}{escape(cut(text, _LONGEST))}{mark}" for text, mark in lines if one_line(text))


# --- the sentences ------------------------------------------------------------------------------------------------


def _sentences(run: Run, room: int) -> list[str]:
    """The message and sentences of each finding, folded away, numbered as in the table."""
    claims, headers = claims_by_id(run), headers_by_id(run)
    findings = worst_first(run.findings)
    inside: list[str] = []
    room -= 200  # for what stands around them
    for number, finding in enumerate(findings, 1):
        block = list(_block(number, finding, sentences_of(finding, claims, headers)))
        room -= _size(block)
        if room < 0:
            inside += [f"The sentences of {plural(len(findings) - number + 1, 'more finding')} did not fit.", ""]
            break
        inside += block
    return _folded("The sentences", inside)


def _block(number: int, finding: Finding, sentences: tuple[Sentence, ...]) -> Iterator[str]:
    yield f"**{number} {escape(finding.rule)}** – {escape(cut(finding.message, _LONGEST_QUOTE))}"
    yield ""
    for sentence in sentences[:_PLACES]:
        # The quotation mark keeps a sentence that begins with "1." or "-" from becoming a list.
        yield f"> “{_marked(sentence)}”<br>{escape(cut(_told(sentence), _LONGEST))}"
        yield ""
    if len(sentences) > _PLACES:
        yield f"and {plural(len(sentences) - _PLACES, 'more sentence')}"
        yield ""
    yield f"fingerprint {escape(finding.fingerprint)}"
    yield ""


def _told(sentence: Sentence) -> str:
    header = sentence.header
    parts = (sentence.note, source(header.outlet, header.published), location(header.path, sentence.place))
    return ", ".join(part for part in parts if part)


def _marked(sentence: Sentence) -> str:
    """The sentence with its figures in bold, or what stands around the first of them where it is long."""
    quote, marks = sentence.quote, sorted(set(sentence.marks))
    start = 0
    if len(quote) > _LONGEST_QUOTE:
        start = max(0, min((marks[0].start if marks else 0) - _LONGEST_QUOTE // 3, len(quote) - _LONGEST_QUOTE))
    end = min(len(quote), start + _LONGEST_QUOTE)
    pieces = ["… " if start else ""]
    done = start
    for mark in marks:
        if done <= mark.start < mark.end <= end:
            pieces += [_spaced(quote, Span(done, mark.start)), f"<b>{escape(quote[mark.start : mark.end])}</b>"]
            done = mark.end
    return "".join([*pieces, _spaced(quote, Span(done, end)), " …" if end < len(quote) else ""])


def _spaced(quote: str, span: Span) -> str:
    """A piece of a sentence, with the blanks at its ends that keep it from its neighbours."""
    raw = quote[span.start : span.end]
    text = escape(raw)
    before = " " if raw[:1].isspace() else ""
    return f"{before}{text}{' ' if text and raw[-1:].isspace() else ''}"


# --- below --------------------------------------------------------------------------------------------------------


def _not_read(run: Run) -> list[str]:
    lines = [f"- {escape(cut(unread_text(unread, Look()), _LONGEST))}" for unread in run.unread[:_LISTED]]
    return [f"**Not read ({len(run.unread):,})**", "", *lines, *_more(len(run.unread)), ""] if lines else []


def _set_aside(run: Run) -> list[str]:
    lines = []
    for aside in run.set_aside[:_LISTED]:
        finding = aside.finding
        told = (
            f"{finding.severity} {finding.rule}: {cut(finding.message, _LONGEST)} – {cut(waived_as(aside), _LONGEST)}"
        )
        lines.append(f"- {escape(told)}")
    return _folded(f"Set aside ({len(run.set_aside):,})", [*lines, *_more(len(run.set_aside)), ""] if lines else [])


def _remarks(run: Run) -> list[str]:
    lines = [f"- {escape(cut(remark_text(remark, Look()), _LONGEST))}" for remark in run.remarks[:_LISTED]]
    return _folded(f"To put in order ({len(run.remarks):,})", [*lines, *_more(len(run.remarks)), ""] if lines else [])


def _reach(run: Run) -> list[str]:
    return _folded("How far the run got", [*(f"- {escape(cut(line, _LONGEST))}" for line in reach_lines(run)), ""])


def _more(count: int) -> list[str]:
    return [f"- and {count - _LISTED:,} more"] if count > _LISTED else []


def _folded(summary: str, lines: list[str]) -> list[str]:
    """Lines that unfold below a summary of our own words; the blank lines make them Markdown again."""
    return ["<details>", f"<summary>{summary}</summary>", "", *lines, "</details>", ""] if lines else []
