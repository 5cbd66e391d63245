"""The exit codes, and which of them a run ends with."""

from __future__ import annotations

from typing import Final

from figcheck.findings import SEVERITIES, Run
from figcheck.problems import Problem, Refused

OK: Final = 0
FOUND: Final = 1
REFUSED: Final = 2
INCOMPLETE: Final = 3
INTERRUPTED: Final = 130


def exit_code(run: Run, fail_on: str) -> int:
    """3 when something could not be read, 1 when a finding reaches ``fail_on`` (a severity or "never"), else 0.

    Raises Refused for a ``fail_on`` that is none.
    """
    if fail_on not in (*SEVERITIES, "never"):
        raise Refused(Problem(f"fail_on is {fail_on!r}", expected=", ".join((*SEVERITIES, "never"))))
    if run.unread:
        return INCOMPLETE
    if fail_on == "never":
        return OK
    least = SEVERITIES.index(fail_on)
    return FOUND if any(SEVERITIES.index(finding.severity) >= least for finding in run.findings) else OK
