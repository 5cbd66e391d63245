"""The compiled table of the world's places (``places.tsv``), read when a place is first asked for.

Compiled by ``python -m figcheck.gazetteer`` from GeoNames (https://www.geonames.org, CC BY 4.0). The file has two parts
with an empty line between:

* what contains others: code, then population in thousands and name with a colon between. A code names
  its holder before the last dot: US, US.LA, US.LA.097.
* names, as ``loosen`` writes them, with the places that bear them, most people first, a bar between: ``+`` and a code
  for one of the first part, else the code of the holder, population in thousands, and the name unless it is the key
  with capitals. ``!`` in front marks a name that is more often something else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path
from typing import Final, NamedTuple

TABLE: Final = Path(__file__).with_name("places.tsv")
ORDINARY: Final = "!"


class Entry(NamedTuple):
    """A place of the table: its printed name, its own code where it contains others, and that of its holder ("")."""

    name: str
    code: str
    holder: str
    population: int

    @property
    def level(self) -> int:
        """0 for a country, 1 for a state or province, 2 for a county; 3 for a city."""
        return self.code.count(".") if self.code else 3

    @property
    def country(self) -> str:
        """The code of the country."""
        return (self.code or self.holder)[:2]

    @property
    def region(self) -> str:
        """The code of the first-level region that holds it, or that it is; "" where there is none."""
        parts = (self.code or self.holder).split(".")
        return ".".join(parts[:2]) if len(parts) > 1 else ""


class Table:
    """Places by name. Entries are made when they are asked for."""

    def __init__(self, text: str) -> None:
        above, _, below = text.partition("\n\n")
        self._containers = _columns(above.rpartition("\n#")[2].partition("\n")[2])
        self._names = _columns(below)
        self._several = [name for name in self._names if " " in name]
        self._starts: dict[str, int] | None = None
        self._pairs: frozenset[str] | None = None

    def entries(self, key: str) -> tuple[Entry, ...]:
        """The places of a loosened name, most people first."""
        row = self._names.get(key)
        if row is None:
            return ()
        return tuple([self._entry(key, field) for field in row.lstrip(ORDINARY).split("|")])

    def knows(self, key: str) -> bool:
        """True for a loosened name that some place bears."""
        return key in self._names

    def ordinary(self, key: str) -> bool:
        """True for a loosened name that is more often a word or a person's name."""
        return self._names.get(key, "").startswith(ORDINARY)

    def longest(self, words: str) -> int:
        """How many words the longest name has that begins with these loosened words; 0 where none does."""
        if self._starts is None:
            starts: dict[str, int] = {}
            for name in self._several:
                first, _, rest = name.partition(" ")
                most = rest.count(" ") + 2
                if starts.get(first, 0) < most:
                    starts[first] = most
            self._starts = starts
        first = words.partition(" ")[0]
        return self._starts.get(first, 0) or int(words in self._names)

    def begins(self, pair: str) -> bool:
        """True when some name begins with these two loosened words."""
        if self._pairs is None:
            self._pairs = frozenset([first_two(name) for name in self._several])
        return pair in self._pairs

    def codes(self) -> Iterator[str]:
        """The codes of everything that contains others."""
        return iter(self._containers)

    def container(self, code: str) -> Entry:
        """The country, state, province or county of a code. Raises KeyError for another."""
        population, _, name = self._containers[code].partition(":")
        return Entry(name, code, code.rpartition(".")[0], int(population) * 1000)

    def names_of(self, level: int) -> frozenset[str]:
        """The names of everything that contains others at a level: 0 countries, 1 states and provinces, 2 counties."""
        return frozenset([row.partition(":")[2] for code, row in self._containers.items() if code.count(".") == level])

    def _entry(self, key: str, field: str) -> Entry:
        if field[0] == "+":
            return self.container(field[1:])
        parts = field.split(":")
        name = parts[2] if len(parts) > 2 else titled(key)
        return Entry(name, "", parts[0], int(parts[1]) * 1000)


def _columns(text: str) -> dict[str, str]:
    """The lines of a text as first column → second. Slices of one list are several times faster than line by line."""
    cells = text.rstrip("\n").replace("\t", "\n").split("\n")
    return dict(zip(cells[::2], cells[1::2], strict=True))


def first_two(words: str) -> str:
    """The first two of the words of a loosened name."""
    return " ".join(words.split(" ", 2)[:2])


def titled(key: str) -> str:
    """A loosened name with capitals: what the table leaves out where it is the printed name."""
    return " ".join([word.capitalize() for word in key.split(" ")])


@lru_cache(maxsize=1)
def load_table() -> Table:
    """The shipped table."""
    return Table(TABLE.read_text("utf-8"))
