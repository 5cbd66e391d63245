"""Run → what the user sees. One file an output, each a function of the run and how it is to look.

:func:`render` is the stage's door; the formats are closed dictionaries, so that adding an output is adding a
file and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from pathlib import Path

from figcheck.model import Problem, Refused, Run
from figcheck.report.concise import concise
from figcheck.report.csv import discrepancies_csv, figures_csv
from figcheck.report.figures import figures_table
from figcheck.report.files import write_file
from figcheck.report.full import full
from figcheck.report.machine import check_json, check_jsonl, extract_json, extract_jsonl
from figcheck.report.markdown import markdown
from figcheck.report.notes import notes
from figcheck.report.table import table
from figcheck.report.terminal import Look

Renderer = Callable[[Run, Look], str]

CHECK_FORMATS: Mapping[str, Renderer] = {
    "table": table,
    "notes": notes,
    "full": full,
    "concise": concise,
    "json": check_json,
    "jsonl": check_jsonl,
    "csv": discrepancies_csv,
    "markdown": markdown,
}
EXTRACT_FORMATS: Mapping[str, Renderer] = {
    "table": figures_table,
    "jsonl": extract_jsonl,
    "json": extract_json,
    "csv": figures_csv,
}


def render(
    run: Run,
    format: str,
    *,
    formats: Mapping[str, Renderer] = CHECK_FORMATS,
    width: int = 100,
    colour: bool = False,
    verbose: bool = False,
    quiet: bool = False,
) -> str:
    """The run in one of the formats, ending in a line end unless empty.

    ``formats`` is ``CHECK_FORMATS`` (findings) or ``EXTRACT_FORMATS`` (figures). ``width`` and ``colour`` are
    for formats that people read in a terminal; ``quiet`` leaves out their summary, ``verbose`` adds
    tracebacks to what was not read. Raises Refused for an unknown format.
    """
    if format not in formats:
        raise Refused(Problem(f"unknown output format {format!r}", expected=", ".join(formats)))
    return formats[format](run, Look(width, colour, verbose, quiet))


def write(run: Run, format: str, path: Path, *, formats: Mapping[str, Renderer] = CHECK_FORMATS) -> None:
    """Writes one format to a file, whole or not at all. Raises Refused when it cannot be written."""
    write_file(path, render(run, format, formats=formats))


def format_for(run: Run) -> str:
    """The format that a check is printed in unless another is chosen: notes of one article, a table of several."""
    return "notes" if len(run.articles) == 1 else "table"


def tells_unread(format: str, quiet: bool = False) -> bool:
    """Whether a format lists what was not read; for the others somebody else has to."""
    return format in ("concise", "json", "markdown") or (format in ("table", "notes", "full") and not quiet)
