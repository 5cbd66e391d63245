"""Cells of several styled lines → a bordered table of an exact width, drawn by tabulate from a pandas
frame."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from figcheck.expressions import expression
from figcheck.report.links import address, linked
from figcheck.report.terminal import Look, display_width, one_line, wrap

# tabulate counts characters where a terminal counts columns. For drawing, a run of characters whose two
# counts differ is replaced by as many of these private characters as it takes columns; terminal.clean lets
# none in.
_FIRST_STAND_IN = 0x100000
_HEADING_PADDING = 2  # tabulate's MIN_PADDING: a column is at least so much wider than its heading
_FILLER = "\U0010fffd"
_STAND_INS = expression(r"([\U00100000-\U0010fffc])\1*")


class Line(NamedTuple):
    """One line of a cell, not yet wrapped, in one of the styles of :meth:`Look.paint`.

    ``location`` is the place that it names where it is to be a link.
    """

    text: str
    style: str = ""
    location: str = ""


Cell = tuple[Line, ...]


def cell(*lines: tuple[str, str]) -> Cell:
    """A cell from (text, style) pairs; texts are made safe for the terminal, empty ones left out."""
    safe = ((one_line(text), style) for text, style in lines)
    return tuple(Line(text, style) for text, style in safe if text)


def place_cell(location: str, style: str) -> Cell:
    """A cell of one place, a link where the terminal opens one."""
    return tuple(line._replace(location=location) for line in cell((location, style)))


def draw(
    headings: Sequence[str],
    rows: Sequence[Sequence[Cell]],
    look: Look,
    borders: str = "rounded_grid",
    edges: int = 3,
) -> str:
    """The table, at most ``look.width`` columns wide.

    ``borders`` is one of tabulate's formats; ``edges`` is how many columns it spends on each cell beside the
    text. Cells are wrapped; columns get what they need where there is room, else equal shares.
    """
    import pandas
    from tabulate import tabulate

    natural = [
        max(
            [
                display_width(heading) + _HEADING_PADDING,
                *(display_width(line.text) for row in rows for line in row[index]),
            ]
        )
        for index, heading in enumerate(headings)
    ]
    widths = fit(natural, look.width - edges * len(headings) - 1)
    stand_ins = _StandIns()
    frame = pandas.DataFrame(
        [[_drawn(piece, width, look, stand_ins) for piece, width in zip(row, widths, strict=True)] for row in rows],
        columns=[look.paint(_padded(heading, width), "faint") for heading, width in zip(headings, widths, strict=True)],
        dtype=object,
    )
    table = tabulate(
        frame,  # type: ignore[arg-type]  # frames are supported, the stubs do not know it
        headers="keys",
        showindex=False,
        tablefmt=borders,
        disable_numparse=True,
        stralign="left",
        numalign="left",
    )
    return "\n".join(line.rstrip() for line in stand_ins.restore(table).split("\n"))


def fit(natural: Sequence[int], room: int) -> list[int]:
    """Column widths for the natural ones in so much room: the narrow keep theirs, the wide share the rest
    evenly.

    Every column gets at least 2, so with very little room the sum may exceed it.
    """
    widths = [0] * len(natural)
    left = room
    order = sorted(range(len(natural)), key=lambda index: natural[index])
    for position, index in enumerate(order):
        share = left // (len(order) - position)
        widths[index] = max(2, min(natural[index], share))
        left -= widths[index]
    return widths


def _drawn(lines: Cell, width: int, look: Look, stand_ins: _StandIns) -> str:
    # The link inside the colour: tabulate counts what is shown of a link only where its text is plain.
    return "\n".join(
        look.paint(linked(stand_ins.replace(part), address(line.location, look.links)), line.style)
        for line in lines
        for part in wrap(line.text, width)
    )


def _padded(heading: str, width: int) -> str:
    # tabulate trims blanks, so what keeps a column at its width is a character that is none.
    heading = wrap(heading, width - _HEADING_PADDING)[0]
    return heading + _FILLER * (width - _HEADING_PADDING - len(heading))


class _StandIns:
    """Swaps characters that are wider or narrower than one column for stand-ins, and back."""

    def __init__(self) -> None:
        self._stand_ins: dict[str, str] = {}

    def replace(self, text: str) -> str:
        """The text with as many characters as it takes columns."""
        if text.isascii():
            return text
        drawn = ""
        index = 0
        while index < len(text):
            end = index + 1
            while end < len(text) and display_width(text[end]) == 0:
                end += 1
            cluster = text[index:end]
            columns = display_width(cluster)
            drawn += cluster if columns == len(cluster) else self._stand_in(cluster) * columns
            index = end
        return drawn

    def restore(self, drawn: str) -> str:
        """The drawn table with the true characters in their places."""
        clusters = {stand_in: cluster for cluster, stand_in in self._stand_ins.items()}

        def true_text(match: re.Match[str]) -> str:
            cluster = clusters[match[1]]
            return cluster * (len(match[0]) // display_width(cluster))

        return _STAND_INS.sub(true_text, drawn).replace(_FILLER, " ")

    def _stand_in(self, cluster: str) -> str:
        fresh = chr(_FIRST_STAND_IN + len(self._stand_ins))
        # 65,000 different wide characters in one table: show the rest as unknown rather than as each other.
        return self._stand_ins.setdefault(cluster, fresh) if fresh < _FILLER else "\N{REPLACEMENT CHARACTER}"
