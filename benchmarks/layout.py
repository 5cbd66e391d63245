"""Plain-text tables for what the benchmarks print."""

from __future__ import annotations

from collections.abc import Sequence


def table(headers: Sequence[str], rows: Sequence[Sequence[object]]) -> str:
    """Rows under headers in aligned columns: the first column to the left, numbers to the right.

    Raises ValueError when a row has another number of cells than there are headers.
    """
    cells = [[str(cell) for cell in row] for row in rows]
    for row in cells:
        if len(row) != len(headers):
            raise ValueError(f"{len(headers)} headers, but a row of {len(row)} cells: {row}")
    widths = [max(map(len, column)) for column in zip(headers, *cells, strict=True)]
    lines = [list(headers), ["-" * width for width in widths], *cells]
    return "\n".join(_line(line, widths) for line in lines)


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    aligned = [
        cell.rjust(width) if cell[:1].isdigit() else cell.ljust(width)
        for cell, width in zip(cells, widths, strict=True)
    ]
    return "  ".join(aligned).rstrip()


def share(right: int, total: int) -> str:
    """A share in per cent with one decimal; a dash when there is nothing to take a share of."""
    return f"{100 * right / total:.1f} %" if total else "-"
