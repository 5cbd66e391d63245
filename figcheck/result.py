"""What a check gives a program: the run, and frames, texts and files made of it when they are asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, overload

from figcheck.findings import Run
from figcheck.outcome import exit_code

if TYPE_CHECKING:
    import pandas


@dataclass(frozen=True, repr=False)
class Result:
    """The outcome of a check, or of an extraction. ``run`` has everything as records.

    A frame is made when it is first asked for, and kept. Two results are equal when their runs are.
    """

    run: Run

    @cached_property
    def findings(self) -> pandas.DataFrame:
        """One row a finding, worst first: ``severity``, ``rule``, ``message``, both figures as ``a_*`` and ``b_*``."""
        from figcheck.report.frames import findings_frame

        return findings_frame(self.run)

    @cached_property
    def figures(self) -> pandas.DataFrame:
        """One row for each figure that was found, with what it means, under the keys of ``figcheck extract``."""
        from figcheck.report.frames import figures_frame

        return figures_frame(self.run)

    @cached_property
    def comparisons(self) -> pandas.DataFrame:
        """One row for each pair that was compared: ``rule``, ``verdict``, and the ids of both figures."""
        from figcheck.report.frames import comparisons_frame

        return comparisons_frame(self.run)

    @cached_property
    def unread(self) -> pandas.DataFrame:
        """One row for each article that could not be read: where, why, and what to do."""
        from figcheck.report.frames import unread_frame

        return unread_frame(self.run)

    def exit_code(self, fail_on: str = "warning") -> int:
        """What ``figcheck check`` ends with: 3 when an article could not be read, 1 when a finding is as severe as
        ``fail_on`` (note, warning, error, never), else 0. Raises Refused for another word."""
        return exit_code(self.run, fail_on)

    @overload
    def to(self, format: str, path: None = None, *, width: int = 100, quiet: bool = False) -> str: ...
    @overload
    def to(self, format: str, path: str | Path, *, width: int = 100, quiet: bool = False) -> None: ...
    def to(self, format: str, path: str | Path | None = None, *, width: int = 100, quiet: bool = False) -> str | None:
        """The result in one of the output formats of ``figcheck check``, as text, or written to ``path``: whole or
        not at all.

        ``width`` and ``quiet`` are for the formats that people read. Raises Refused for an unknown format, for one that
        is no text and has no path, and when the file cannot be written.
        """
        from figcheck.report import render, write

        if path is None:
            return render(self.run, format, width=width, quiet=quiet)
        write(self.run, format, Path(path), width=width, quiet=quiet)
        return None

    def save(self, path: str | Path) -> None:
        """Saves the whole run, for ``figcheck.load``, ``figcheck report`` and ``figcheck explain``. Raises Refused when
        it cannot be written."""
        from figcheck.report.files import write_file
        from figcheck.runfile import run_text

        write_file(Path(path), run_text(self.run))

    def __repr__(self) -> str:
        from figcheck.report.summary import findings_line, plural

        reach = self.run.reach
        told = [findings_line(self.run.findings), plural(reach.articles, "article"), plural(reach.figures, "figure")]
        return f"<figcheck.Result: {', '.join(_with_unread(told, reach.unread))}>"

    def _repr_html_(self) -> str:
        from figcheck.report.notebook import notebook_html

        return notebook_html(self.run)

    def __bool__(self) -> bool:
        # An empty result and one without findings are told apart by nobody who writes `if result:`.
        raise TypeError("a result is neither true nor false: ask for result.exit_code() or len(result.findings)")


def _with_unread(told: Iterable[str], unread: int) -> list[str]:
    return [*told, *([f"{unread:,} not read"] if unread else [])]
