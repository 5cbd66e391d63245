"""Figures in the cells of tables: what they measure is told by the heading over them, else by the name of their row.

Nothing of the prose around is asked: a cell's row is no clause, and where a table tells of another place or time than
the article, only its caption says so. So scope and dates stay unknown.
"""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from figcheck.describe.cues import Cues
from figcheck.describe.drafts import Draft
from figcheck.describe.measuring import COUNTED, Measured, family
from figcheck.lexicon import Lexicon
from figcheck.model import Figure, Kind
from figcheck.prose import WORD

_ROLES: Final = frozenset(("done_to", "befalls", "state", "toll", "of"))
_FORMS: Final = frozenset(("noun", "passive", "past"))


class CellDescriber:
    """Describes figures in tables with the measures of one set."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon

    def draft(self, figure: Figure, text: str) -> Draft:
        """The claim of a figure in a table of an article's text, as far as it goes."""
        cell = figure.cell
        measure, because = COUNTED, ""
        unit = family(figure.unit, figure.form, self._lexicon)
        kind: Kind = "share" if figure.unit == "percent" else "incident"
        if unit not in ("count", "percent", "ratio", "counted"):
            measure, because = unit, f"the unit {figure.unit}"
        elif unit == "count" and cell is not None:
            for told in (cell.heading, cell.label):
                found = _measure_of(self, told)
                if found is not None:
                    measure, because = found[0], found[1]
                    if figure.counted is None:
                        figure = figure._replace(counted=found[2])
                    break
        quote = text[figure.sentence.start : figure.sentence.end]
        return Draft(
            figure, Measured(measure, kind, "stated", None, (f"{measure}: {because}",) if because else ()), quote
        )

    def measure_of(self, told: str) -> tuple[str, str, str] | None:
        """The one measure that the words of a heading or label name, why, and the word in the singular."""
        found: dict[str, str] = {}
        for word in WORD.findall(told.lower()):
            single = self._lexicon.singular(word)
            for measure in self._cues.counts.get(single, ()):
                found.setdefault(measure, word)
            for cue in self._cues.by_head.get(word, ()):
                if cue.length == 1 and cue.role in _ROLES and cue.form in _FORMS:
                    found.setdefault(cue.measure, word)
        if len(found) != 1:
            return None
        measure, word = next(iter(found.items()))
        return measure, f'"{word}" in the table', self._lexicon.singular(word)


@lru_cache(maxsize=4096)
def _measure_of(describer: CellDescriber, told: str) -> tuple[str, str, str] | None:
    return describer.measure_of(told)
