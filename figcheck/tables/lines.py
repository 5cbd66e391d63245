"""Tables that are lines: cells with pipes between (Markdown, plain text), or with tabs between."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.tables.grid import Grid, Printed, RawCell, RawRow, grid_of, printed

_END: Final = expression(r"[\r\n]")
_PIPE: Final = expression(r"(?<!\\)\|")
_RULE: Final = frozenset("|-:+= \t>")
_INDENT: Final = " \t>"
# A cell that holds a number, or says that there is none.
_NUMBER: Final = expression(
    r"(?:\(?[-−–+±<>~$€£¥]{0,3}\s?\d[\d.,\u00a0\u202f]{0,30}\s?(?:%|m|bn|k|million|billion|pp)?\)?|[-–—.]{0,3}|n/?a)",
    re.IGNORECASE,
)
_FEWEST: Final = 3  # lines of a table that has no rule under its headings


def line_tables(text: str, taken: Sequence[Span]) -> list[Grid]:
    """The tables of a text whose rows are lines, in order, outside the spans already taken."""
    found: list[Grid] = []
    for mark in ("|", "\t"):
        if mark in text:
            for block in _blocks(text, mark):
                span = Span(block[0].start, block[-1].end)
                if not any(span.touches(other) for other in taken):
                    found += _pipes(text, block) if mark == "|" else _tabs(text, block)
    return [grid for grid in found if not any(g is not grid and g.span.touches(grid.span) for g in found)]


def _blocks(text: str, mark: str) -> Iterator[list[Span]]:
    """Lines in a row that hold a mark, or are a rule of dashes between such lines."""
    block: list[Span] = []
    position = text.find(mark)
    behind = 0
    while position >= 0:
        start = max(text.rfind("\n", behind, position), text.rfind("\r", behind, position), behind - 1) + 1
        if block and start > behind:
            yield block
            block = []
        while True:
            end_of_line = _END.search(text, max(position, start))
            end = end_of_line.start() if end_of_line is not None else len(text)
            block.append(Span(start, end))
            behind = end + 2 if text[end : end + 2] == "\r\n" else min(len(text), end + 1)
            if mark != "|" or text[behind : behind + 1] not in "+-=" or behind >= len(text):
                break
            rule_end = _END.search(text, behind)
            rule = text[behind : rule_end.start() if rule_end is not None else len(text)]
            if not _is_rule(rule):
                break
            start = position = behind
        position = text.find(mark, behind)
    if block:
        yield block


def _is_rule(line: str) -> bool:
    """A line that parts rows: "---|:--:", "+---+---+"."""
    return ("-" in line or "=" in line) and _RULE.issuperset(line) and ("|" in line or "+" in line)


def _pipes(text: str, block: Sequence[Span]) -> list[Grid]:
    """The table of a block of lines with pipes: below a rule that has as many columns as the line above, or where all
    lines begin and end with a pipe."""
    lines = [text[span.start : span.end] for span in block]
    if len(lines) < 2:
        return []
    rules = [_is_rule(line) for line in lines]
    head: Span | None = None
    for number, span in enumerate(block):
        if not rules[number]:
            head = span
            continue
        if head is None or len(_cells(text, head, "|")) != _columns(lines[number]):
            continue
        body = [span for span, rule in zip(block[number + 1 :], rules[number + 1 :], strict=True) if not rule]
        return _grid(text, [head, *body], "|", heading=True)
    kept = [span for span, rule in zip(block, rules, strict=True) if not rule]
    fenced = all([text[span.start : span.end].strip(_INDENT)[:1] == "|" for span in kept])
    if len(kept) < _FEWEST or not fenced or len({len(_cells(text, span, "|")) for span in kept}) != 1:
        return []
    return _grid(text, kept, "|", heading=_is_heading(text, kept[0], "|"))


def _columns(rule: str) -> int:
    bare = rule.strip(_INDENT)
    mark = "|" if "|" in bare else "+"
    return bare.strip(mark).count(mark) + 1


def _tabs(text: str, block: Sequence[Span]) -> list[Grid]:
    """The table of a block of lines with tabs: of one width, and with numbers in all columns but the first."""
    widths = {text.count("\t", span.start, span.end) for span in block}
    if len(block) < _FEWEST or len(widths) != 1:
        return []
    heading = _is_heading(text, block[0], "\t")
    for span in block[heading:]:
        cells = _cells(text, span, "\t")
        if not all([_NUMBER.fullmatch(cell.text) for cell in cells[1:]]) or not any([cell.text for cell in cells[1:]]):
            return []
    return _grid(text, block, "\t", heading)


def _is_heading(text: str, line: Span, mark: str) -> bool:
    """True when a first line has words over its columns, or years."""
    told = [cell.text for cell in _cells(text, line, mark)[1:]]
    return not any(_NUMBER.fullmatch(cell) and cell and not (cell.isdigit() and len(cell) == 4) for cell in told)


def _cells(text: str, line: Span, mark: str) -> list[Printed]:
    """The cells of a line, those that pipes at its ends make empty left out."""
    start, end = line
    if mark == "|":
        while start < end and text[start] in _INDENT:
            start += 1
        while end > start and text[end - 1] in _INDENT:
            end -= 1
        start += text[start : start + 1] == "|"
        end -= end > start and text[end - 1] == "|" and text[end - 2] != "\\"
    cuts = [match.start() for match in _PIPE.finditer(text, start, end)] if mark == "|" else []
    if mark != "|":
        at = text.find(mark, start, end)
        while at >= 0:
            cuts.append(at)
            at = text.find(mark, at + 1, end)
    return [printed(text, a, b) for a, b in zip([start, *[cut + 1 for cut in cuts]], [*cuts, end], strict=True)]


def _grid(text: str, lines: Sequence[Span], mark: str, heading: bool) -> list[Grid]:
    rows = [
        RawRow(span, [RawCell(cell) for cell in _cells(text, span, mark)], heading and number == 0)
        for number, span in enumerate(lines)
    ]
    grid = grid_of(Span(lines[0].start, lines[-1].end), rows)
    return [grid] if grid is not None else []
