"""The toolkit of a process that works for another: rules and hedges travel, so no other machine needs their files."""

from __future__ import annotations

from figcheck.engine import Toolkit
from figcheck.hedging import HedgeScheme
from figcheck.rules import Ruleset
from figcheck.wordlists import load_lexicon


class SameToolkit:
    """Gives a toolkit as it is in this process and in those that are forked from it; in others it is made from the same
    rules and hedges, with the word lists that are installed there."""

    def __init__(self, tools: Toolkit) -> None:
        self._tools = tools

    def __call__(self) -> Toolkit:
        """The toolkit."""
        return self._tools

    def __reduce__(self) -> tuple[object, ...]:
        return _made_from, (self._tools.lexicon.hedging, self._tools.ruleset)


def _made_from(hedges: HedgeScheme, ruleset: Ruleset) -> SameToolkit:
    return SameToolkit(Toolkit(load_lexicon(hedges=hedges, additions=ruleset.additions), ruleset))
