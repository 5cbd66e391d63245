"""Run → what the user sees. One file an output, each a function of the run and how it is to look.

:func:`render` is the stage's door; the formats are closed dictionaries, so that adding an output is adding a
file and a line here.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Final, NamedTuple

from figcheck.findings import Run
from figcheck.problems import Problem, Refused
from figcheck.report.concise import concise
from figcheck.report.csv import discrepancies_csv, figures_csv
from figcheck.report.figures import figures_table
from figcheck.report.files import write_file
from figcheck.report.full import full
from figcheck.report.github import github
from figcheck.report.gitlab import gitlab
from figcheck.report.html import html
from figcheck.report.junit import junit
from figcheck.report.links import Links
from figcheck.report.machine import check_json, check_jsonl, extract_json, extract_jsonl
from figcheck.report.markdown import markdown
from figcheck.report.notes import notes
from figcheck.report.parquet import discrepancies_parquet, figures_parquet
from figcheck.report.sarif import code_scanning, sarif
from figcheck.report.table import table
from figcheck.report.terminal import Look

Rendered = str | bytes | Iterator[str]
Renderer = Callable[[Run, Look], Rendered]
FOR_SEVERAL: Final = "table"  # how several articles are shown unless another format is chosen


class Format(NamedTuple):
    """An output format.

    What is as long as the findings are many is rendered piece by piece, so that it need not be held as a whole.
    ``tells_unread``: the output lists what was not read, with "summary" unless quiet. ``needs`` is the module that the
    format is made with where that is an extra of the same name as the format. A ``binary`` one goes into files only.
    ``findings_alone``: it shows nothing of figures that no finding names, of groups and of comparisons.
    """

    render: Renderer
    tells_unread: bool | str = False
    needs: str = ""
    binary: bool = False
    findings_alone: bool = False

    def whole(self, run: Run, look: Look) -> str | bytes:
        """The run in this format, in one piece."""
        made = self.render(run, look)
        return made if isinstance(made, str | bytes) else "".join(made)


CHECK_FORMATS: Mapping[str, Format] = {
    "table": Format(table, "summary", findings_alone=True),
    "notes": Format(notes, "summary", findings_alone=True),
    "full": Format(full, "summary", findings_alone=True),
    "concise": Format(concise, True, findings_alone=True),
    "json": Format(check_json, True),
    "jsonl": Format(check_jsonl, findings_alone=True),
    "csv": Format(discrepancies_csv, findings_alone=True),
    "markdown": Format(markdown, True, findings_alone=True),
    "html": Format(html, True),
    "sarif": Format(sarif, True, findings_alone=True),
    "code-scanning": Format(code_scanning, True, findings_alone=True),
    "github": Format(github, True, findings_alone=True),
    "gitlab": Format(gitlab, True, findings_alone=True),
    "junit": Format(junit, True, findings_alone=True),
    "parquet": Format(discrepancies_parquet, needs="pyarrow", binary=True, findings_alone=True),
}
EXTRACT_FORMATS: Mapping[str, Format] = {
    "table": Format(figures_table, "summary"),
    "jsonl": Format(extract_jsonl),
    "json": Format(extract_json, True),
    "csv": Format(figures_csv),
    "parquet": Format(figures_parquet, needs="pyarrow", binary=True),
}


def render(
    run: Run,
    format: str,
    *,
    formats: Mapping[str, Format] = CHECK_FORMATS,
    width: int = 100,
    colour: bool = False,
    verbose: bool = False,
    quiet: bool = False,
    links: Links = "",
) -> str:
    """The run in one of the text formats, ending in a line end unless empty. The arguments are those of ``pieces``."""
    look = Look(width, colour, verbose, quiet, links)
    return "".join(pieces(run, format, look, formats=formats))


def pieces(run: Run, format: str, look: Look, *, formats: Mapping[str, Format] = CHECK_FORMATS) -> Iterable[str]:
    """The same piece by piece, for what is printed or written.

    ``formats`` is ``CHECK_FORMATS`` (findings) or ``EXTRACT_FORMATS`` (figures). ``width``, ``colour`` and
    ``links`` of a look are for formats that people read in a terminal; ``quiet`` leaves out their summary, ``verbose``
    adds tracebacks to what was not read, and to ``full`` what stands around the sentences. Raises Refused for an
    unknown format, a binary one, or one whose extra is not installed.
    """
    require(format, formats, printed=True)
    text = formats[format].render(run, look)
    assert not isinstance(text, bytes)
    return [text] if isinstance(text, str) else text


def require(format: str, formats: Mapping[str, Format] = CHECK_FORMATS, *, printed: bool = False) -> None:
    """Raises Refused for an unknown format, one that is made with a module that is not installed, and a binary one that
    is to be ``printed``."""
    if format not in formats:
        raise Refused(Problem(f"unknown output format {format!r}", expected=", ".join(formats)))
    if printed and formats[format].binary:
        message = f"the output format {format!r} is no text and is not printed"
        raise Refused(Problem(message, advice=f"write it to a file: --out {format}=FILE"))
    needs = formats[format].needs
    if not needs:
        return
    from importlib.util import find_spec

    if find_spec(needs) is None:
        message = f"the output format {format!r} is made with {needs}, which is not installed"
        raise Refused(Problem(message, advice=f"pip install 'figcheck[{format}]', or pip install {needs}"))


def write(
    run: Run,
    format: str,
    path: Path,
    *,
    formats: Mapping[str, Format] = CHECK_FORMATS,
    width: int = 100,
    quiet: bool = False,
) -> None:
    """Writes one format to a file, whole or not at all. Raises Refused like render, and when it cannot be written."""
    require(format, formats)
    write_file(path, formats[format].render(run, Look(width, quiet=quiet)))


def format_for(run: Run) -> str:
    """The format that a check is printed in unless another is chosen: notes of one article, a table of several."""
    return "notes" if len(run.articles) == 1 else FOR_SEVERAL


def tells_unread(format: str, quiet: bool = False, formats: Mapping[str, Format] = CHECK_FORMATS) -> bool:
    """Whether a format lists what was not read; for the others somebody else has to."""
    tells = formats[format].tells_unread
    return tells is True or (tells == "summary" and not quiet)
