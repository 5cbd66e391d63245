"""The one door to quantulum3: which words after a number are a unit, its canonical name and its dimension.

A table of quantulum3's own surfaces (``unit_table.json``, made by ``python -m figcheck.units``) answers almost every
question; what it does not hold is composed from it ("barrels per day"). Importing quantulum3 takes seconds, so only
making the table and ``dimension`` of an unknown name do that.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from figcheck.lexicon import Lexicon

TABLE = Path(__file__).with_name("unit_table.json")

_GAP = re.compile(r"[\s\-\u00a0\u2010\u2011]?[\s]*")
_WORD = re.compile(r"[A-Za-zµ°º][A-Za-z°º]*[²³23]?(?:/[A-Za-z]+[²³23]?)?")
_PER = re.compile(r"\s+(?:per|a|an|each|every)\s+|\s*/\s*", re.IGNORECASE)
_LONGEST = 3  # words in a unit's name: "cubic metre per", "degrees Fahrenheit"


class Unit(NamedTuple):
    """A unit that ends at ``end``. ``name`` is quantulum3's, "a/b" for a rate, a currency's ISO 4217 code."""

    end: int
    name: str
    dimension: str


class Units:
    """Reads units behind numbers, with the choices of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        table = load_table()
        banned = lexicon.not_units
        self._names: dict[str, tuple[str, str]] = {
            surface: (name, entity)
            for surface, (name, entity) in table.items()
            if surface not in banned and len(surface) > 2 and surface.islower()
        }
        for surface, name in lexicon.unit_names.items():
            entity = (
                lexicon.unit_dimensions.get(name)
                or table.get(name.lower(), (name, _RATE if "/" in name else "unknown"))[1]
            )
            for form in (surface.lower(), _plural(surface.lower())):
                self._names[form] = (name, entity)
        for surface, code in lexicon.currency_words.items():
            for form in (surface, _plural(surface)):
                self._names[form] = (code, "currency")
        for unit in lexicon.time_units:
            for form in (unit, _plural(unit)):
                self._names.setdefault(form, (unit, "time"))
        self._symbols = {
            symbol: lexicon.unit_names.get(symbol) or table.get(symbol, (symbol, ""))[0]
            for symbol in lexicon.unit_symbols
        }
        self._dimensions = dict(table.values()) | dict(self._names.values())

    def after(self, text: str, position: int) -> Unit | None:
        """The unit that begins at a position just behind a number, with its "per …"; None when there is none."""
        gap = _GAP.match(text, position)
        start = gap.end() if gap else position
        first = self._one(text, start)
        if first is None:
            return None
        per = _PER.match(text, first.end)
        if per:
            below = self._one(text, per.end())
            spoken = per.group().strip().lower()
            if below is not None and (spoken in ("per", "/") or below.dimension == "time"):
                return Unit(below.end, f"{first.name}/{below.name}", _RATE)
        return first

    def per(self, text: str, position: int) -> Unit | None:
        """The "per day" or "a year" that begins at a position behind a counted noun; None when there is none."""
        match = _PER.match(text, position)
        if match is None:
            return None
        below = self._one(text, match.end())
        if below is None or below.dimension != "time":
            return None
        return below

    def _one(self, text: str, start: int) -> Unit | None:
        match = _WORD.match(text, start)
        if match is None:
            return None
        first = match.group()
        if first in self._symbols and not text[match.end() : match.end() + 1].isalnum():
            return Unit(match.end(), self._symbols[first], self.dimension(self._symbols[first]))
        ends = [match.end()]
        words = [first.lower()]
        while len(words) < _LONGEST and text[ends[-1] : ends[-1] + 1] in (" ", "\u00a0", "-"):
            match = _WORD.match(text, ends[-1] + 1)
            if match is None:
                break
            words.append(match.group().lower())
            ends.append(match.end())
        for count in range(len(words), 0, -1):
            known = self._names.get(" ".join(words[:count]))
            if known is not None:
                if count == 1 and len(words[0]) < 3:
                    return None
                return Unit(ends[count - 1], *known)
        return None

    def dimension(self, name: str) -> str:
        """The dimension of a canonical unit name, as quantulum3 calls it ("time", "length"); "rate" for "a/b"."""
        if "/" in name:
            return _RATE
        return self._dimensions.get(name, "unknown")


_RATE = "rate"


def _plural(name: str) -> str:
    if name.endswith(("s", "feet", "%")) or "/" in name or not name.isascii():
        return name
    if name.endswith("foot"):
        return name[:-4] + "feet"
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return name[:-1] + "ies"
    return name + ("es" if name.endswith(("inch", "x")) else "s")


@lru_cache(maxsize=4)
def units_of(lexicon: Lexicon) -> Units:
    """The (built once) units of a lexicon."""
    return Units(lexicon)


@lru_cache(maxsize=1)
def load_table() -> dict[str, tuple[str, str]]:
    """Surface → (quantulum3's name of the unit, its dimension), from the shipped table. Words are in lower case."""
    rows: dict[str, list[str]] = json.loads(TABLE.read_text("utf-8"))
    return {surface: (name, entity) for surface, (name, entity) in rows.items()}


def build_table() -> dict[str, tuple[str, str]]:
    """The table made anew from quantulum3's database (about two seconds). Currencies and bare numbers are left out.

    Where one surface names several units the shortest name wins, then the first by the alphabet, so that the table is
    the same whatever the order of quantulum3's sets; the lexicon's ``prefer`` overrules it.
    """
    import warnings

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import load

        database: Any = load.units()
    found: dict[str, tuple[str, str]] = {}
    symbols = {symbol: units for symbol, units in database.symbols.items() if symbol not in database.surfaces}
    for surface, units in [*database.surfaces.items(), *symbols.items()]:
        choices = sorted(
            ((unit.name, unit.entity.name) for unit in units if unit.entity.name not in ("dimensionless", "currency")),
            key=lambda choice: (len(choice[0]), choice),
        )
        if choices:
            found.setdefault(surface if surface in symbols else surface.lower(), choices[0])
    return dict(sorted(found.items()))


def print_table(table: Mapping[str, tuple[str, str]]) -> str:
    """The table as JSON, one surface a line, so that a change reads well in a diff."""
    rows = (
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in table.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


if __name__ == "__main__":
    TABLE.write_text(print_table(build_table()), "utf-8")
