"""Tables in a text: where they stand, and their cells. Pipe tables of Markdown, HTML tables, columns parted by tabs.

Knows nothing of figures: a number in a cell is text here.
"""

from __future__ import annotations

from functools import lru_cache

from figcheck.tables.captions import caption_above
from figcheck.tables.grid import Grid, Printed
from figcheck.tables.lines import line_tables
from figcheck.tables.markup import markup_tables

__all__ = ["Grid", "Printed", "prose_of", "tables_of"]


@lru_cache(maxsize=2)
def tables_of(text: str) -> tuple[Grid, ...]:
    """The tables of a text in order, none overlapping another. Costs next to nothing where there is none.

    What only looks like one (a line of links with pipes between, a ``<table>`` that is never closed, one that holds
    other tables) is none.
    """
    found = markup_tables(text) if "<" in text else []
    if "|" in text or "\t" in text:
        found += line_tables(text, [grid.span for grid in found])
    found.sort(key=lambda grid: grid.span)
    return tuple([grid if grid.caption else grid._replace(caption=caption_above(text, grid.span)) for grid in found])


def prose_of(text: str) -> str:
    """The text with its tables blanked out, position for position; the caption of an HTML table stays."""
    pieces: list[str] = []
    behind = 0
    for grid in tables_of(text):
        start, end = grid.span
        caption = grid.caption_span
        if caption is not None:
            pieces += (text[behind:start], _blank(caption.start - start), text[caption.start : caption.end])
            start = caption.end
        else:
            pieces.append(text[behind:start])
        pieces.append(_blank(end - start))
        behind = end
    return text if not pieces else "".join((*pieces, text[behind:]))


def _blank(length: int) -> str:
    """Nothing, of a length, that parts two paragraphs where there is room."""
    return f"\n{' ' * (length - 2)}\n" if length > 1 else " " * length
