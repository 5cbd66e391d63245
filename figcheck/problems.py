"""What is wrong with what the user gave, and the exception that carries it up to the command."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong with what the user gave: an option, a path, a configuration, a rule.

    ``expected`` says what was allowed there, ``advice`` what to do ("did you mean ..."), ``excerpt`` shows the
    offending lines with a caret. ``end_column`` is where the wrong piece ends in its line, None when that is not known.
    """

    message: str
    file: str | None = None
    line: int | None = None
    column: int | None = None
    expected: str = ""
    advice: str = ""
    excerpt: str = ""
    end_column: int | None = None


class Refused(Exception):
    """The run cannot start; nothing was checked. Carries every problem found, not only the first (exit code 2)."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("; ".join(problem.message for problem in problems))
        self.problems = problems
