"""The places of the lexicon and those of the compiled table as one gazetteer."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from typing import Any, Final, Literal, NamedTuple

from figcheck.gazetteer.spelling import fold, loosen
from figcheck.gazetteer.table import Entry, Table, first_two, load_table

PlaceKind = Literal["country", "region", "city"]

# A name means the largest of its places where this many times as many people live there as in the next.
DOMINANT: Final = 10
# A city is one with the province of its name where a fifth of the people live there; California, Maryland is another.
_SEAT: Final = 5
_ALONE: Final = 50_000  # names that nothing holds, mostly of no place, that are remembered
# Towns there are told by their state, province or nation, others by their country.
_BY_REGION: Final = frozenset({"US", "CA", "AU", "GB"})


class Place(NamedTuple):
    """A place. ``name`` is canonical, one for each place; ``label`` is the name alone: "Springfield" for "Springfield,
    Illinois". ``holder`` is the canonical name of what holds it, ``population`` 0 where nobody counted."""

    name: str
    label: str
    kind: PlaceKind
    holder: str | None
    population: int


class Gazetteer:
    """Places by name.

    ``canonical`` maps a folded surface (name, alias, demonym) to the canonical name, for names that mean one place and
    are no ordinary words; ``container`` a canonical name to the one that holds it; ``countries`` are the names that no
    place holds, ``folk`` the singular nouns for their people ("iraqi", "spaniard"); ``ambiguous`` the folded names of
    the lexicon that are several places, or something else as well; ``small`` those that are printed without capitals
    too. ``states`` maps abbreviations
    as printed ("Tex.", "TX") to the state that they mean behind "Town, ".

    Going through ``canonical`` or ``container`` gives the names of the lexicon alone; look-up finds all.
    """

    def __init__(self, places: Mapping[str, Any], table: Callable[[], Table] = load_table) -> None:
        """The gazetteer of the ``places`` of a lexicon, laid over a table that is loaded when it is needed."""
        self._load = table
        self._loaded: Table | None = None
        self._listed: dict[str, str] = {}
        self._inside: dict[str, str] = {}
        self._aliases: dict[str, tuple[str, ...]] = {}
        self._lies_in: dict[str, set[str]] = {}
        for holder, names in places["inside"].items():
            for name in names:
                self._listed.setdefault(fold(name), name)
                if name not in places["countries"]:
                    self._inside.setdefault(name, holder)
                self._lies_in.setdefault(name, set()).add(holder)
        for region in places.get("regions", ()):
            self._listed.setdefault(fold(region), region)
        for country, names in places["countries"].items():
            self._listed[fold(country)] = country
            for name in names:
                self._listed[fold(name)] = country
        for name, aliases in places["same"].items():
            self._aliases[name] = tuple(aliases)
            for alias in aliases:
                self._listed[fold(alias)] = self._listed.get(fold(name), name)
        self.countries = frozenset(places["countries"])
        self.ambiguous = frozenset(fold(name) for name in places.get("ambiguous", ()))
        self.small: Mapping[str, str] = {name: self._listed[fold(name)] for name in places.get("printed_small", ())}
        self.folk = _folk(places)
        self.states: Mapping[str, str] = {
            short: state
            for state in places.get("postal", {}).values()
            for short in places["same"].get(state, ())
            if short.endswith(".") and short.count(" ") == 0
        } | dict(places.get("postal", {}))
        self._loose = {loosen(name): place for name, place in self._listed.items()}
        self._own: dict[tuple[str, str], str] | None = None
        self._state_names: frozenset[str] = frozenset()
        self._ordinary = frozenset(loosen(name) for name in places.get("ordinary", ()))
        self._plain = frozenset(loosen(name) for name in places.get("plain", ()))
        self._banned = frozenset(loosen(name) for name in places.get("not_places", ()))
        self._regions = frozenset(places.get("regions", ()))
        self._candidates: dict[str, tuple[Place, ...]] = {}
        self._chains: dict[str, tuple[str, ...]] = {}
        self._alone: set[str] = set()  # names that have no chain
        self._entries: dict[str, Entry] = {}
        self.canonical: Mapping[str, str] = _Layered(self._listed, self._plainly, self._listed)
        self.container: Mapping[str, str] = _Layered({}, self._holder, self._inside)

    # --- what callers ask ---

    def candidates(self, name: str) -> tuple[Place, ...]:
        """The places that a folded name may mean, likeliest first; with ", State" behind, those that lie there.

        The lexicon's own place leads unless the name is listed as ambiguous; the others follow by population.
        """
        found = self._candidates.get(name)
        if found is None:
            found = self._candidates[name] = self._find(name)
        return found

    def holders(self, place: str) -> tuple[str, ...]:
        """The place of a canonical name itself, then every place that holds it, inmost first."""
        chain = self._chains.get(place)
        if chain is not None:
            return chain
        if place in self._alone:
            return (place,)
        chain = self._chain(place)
        if len(chain) > 1:
            self._chains[place] = chain
        else:  # names of all kinds are asked for, without end
            if len(self._alone) >= _ALONE:
                self._alone.clear()
            self._alone.add(place)
        return chain

    def has(self, place: str) -> bool:
        """Whether a canonical name is that of a place on any list."""
        return place in self.container or place in self.countries or self.canonical.get(place.lower()) is not None

    def resolve(self, name: str, context: frozenset[str] = frozenset()) -> str | None:
        """The canonical name of the one place that a folded name means beside other canonical names; None: unknown.

        A candidate that stands in the context itself is meant. Else the one that dominates (the lexicon lists it and
        calls it not ambiguous, or ten times as many people live there as in the next), where the context speaks for no
        other through a state or county; a country in the context decides only where nothing dominates.
        """
        candidates = self.candidates(name)
        if len(candidates) < 2:
            return candidates[0].name if candidates else None
        named = [place for place in candidates if place.name in context]
        if len(named) == 1:
            return named[0].name
        dominant = self._dominant(name, candidates)
        around = {place.name: frozenset(self.holders(place.name)[1:]) & context for place in candidates}
        if dominant is not None and around[dominant.name]:
            return dominant.name
        near = [place for place in candidates if around[place.name] - self.countries]
        if not near and dominant is None:
            near = [place for place in candidates if around[place.name]]
        if near:
            dominant = near[0] if len(near) == 1 else _largest(near)
        return dominant.name if dominant is not None else None

    def is_ordinary(self, name: str) -> bool:
        """True for a folded name that is more often a word or a person, so that it is a place only with a sign: a
        preposition of place before it, or a state or country behind a comma."""
        key = loosen(name)
        if name in self.ambiguous:
            return True
        if name in self._listed:
            return key in self._ordinary
        return self._marked(key)

    def starts_with(self, others: Iterable[str] = ()) -> NameStarts:
        """First folded word → how many words the longest name has that begins so: of a place, or of ``others``."""
        return NameStarts([*others, *self._listed], self._table)

    # --- names and their places ---

    def _table(self) -> Table:
        if self._loaded is None:
            self._loaded = self._load()
        return self._loaded

    def _find(self, name: str) -> tuple[Place, ...]:
        key = loosen(name)
        found: list[Place] = []
        if key not in self._banned:
            for entry in self._table().entries(key):
                place = self._place(entry)
                if all(place.name != other.name for other in found):  # a province and its seat are one in the lexicon
                    found.append(place)
        listed = self._listed.get(name)
        if listed is not None:
            own = [place for place in found if place.name == listed]
            namesakes = len(self._lies_in.get(listed, ())) > 1 and any(
                loosen(place.label) == loosen(listed) for place in found
            )
            if not own and not namesakes:
                own = [self._listed_place(listed)]
                found.insert(0, own[0])
            if own and name not in self.ambiguous:
                found.remove(own[0])
                found.insert(0, own[0])
        elif not found and "," in name:
            return self._behind_comma(name)
        return tuple(found)

    def _behind_comma(self, name: str) -> tuple[Place, ...]:
        head, _, tail = name.rpartition(",")
        tail = tail.strip()
        shorts = {fold(short): state for short, state in self.states.items()}
        holders = {place.name for place in self.candidates(tail)} | {shorts.get(tail, "")}
        return tuple(
            place
            for place in self.candidates(head.strip())
            if holders & {*self.holders(place.name)[1:]} or place.name in holders
        )

    def _dominant(self, name: str, candidates: Sequence[Place]) -> Place | None:
        first = candidates[0]
        if name not in self.ambiguous and self._listed.get(name) == first.name:
            return first
        return _largest(candidates)

    def _plainly(self, name: str) -> str | None:
        """The place that a folded name of the table means wherever it stands."""
        key = loosen(name)
        if not self._table().knows(key) or key in self._banned or self._marked(key):
            return None
        return self.resolve(name)

    def _marked(self, key: str) -> bool:
        """True for a loosened name that the table marks as ordinary, corrected by the lexicon."""
        return key in self._ordinary or (key not in self._plain and self._table().ordinary(key))

    def _place(self, entry: Entry) -> Place:
        name = self._name(entry)
        self._keep(name, entry)
        kind: PlaceKind = "city" if entry.level == 3 else "region" if entry.level else "country"
        return Place(name, entry.name, kind, self._holder(name), entry.population)

    def _listed_place(self, name: str) -> Place:
        if name in self.countries:
            entry = next((e for e in self._table().entries(loosen(name)) if e.level == 0), None)
            return Place(name, name, "country", None, entry.population if entry is not None else 0)
        entry = self._entry_of(name)
        if entry is not None:
            return self._place(entry)
        kind: PlaceKind = "region" if name in self._regions or name in self._inside.values() else "city"
        return Place(name, name, kind, self._holder(name), 0)

    def _name(self, entry: Entry) -> str:
        """The canonical name of an entry: the lexicon's where it has the place, the bare name where that is enough."""
        if entry.level == 0:
            return self._label(entry.code)
        own = self._own_names().get(_identity(entry))
        if own is not None:
            return own
        key = loosen(entry.name)
        rivals = self._table().entries(key)
        if key not in self._loose and not self._marked(key) and entry == _first_by_far(rivals):
            return entry.name
        by_region = entry.level > 1 and (
            entry.country in _BY_REGION or sum(rival.country == entry.country for rival in rivals) > 1
        )
        code = entry.region if by_region and entry.region else entry.country
        return f"{entry.name}, {self._label(code)}"

    def _label(self, code: str) -> str:
        """The name of a country or state without what tells it from namesakes."""
        entry = self._table().container(code)
        if entry.level == 0:
            name = self._loose.get(loosen(entry.name))
            return name if name is not None and name in self.countries else entry.name
        return self._own_names().get((code, ""), entry.name)

    def _own_names(self) -> Mapping[tuple[str, str], str]:
        """Entry → the lexicon's name of it, where both have the place: its country is one, and its state where the
        lexicon tells one. Of several that fit the one with most people is meant, a state before a city."""
        if self._own is None:
            self._own = {}
            surfaces: dict[str, set[str]] = {}
            largest: dict[str, int] = {}
            for key, name in self._loose.items():
                if name not in self.countries and len(self._lies_in.get(name, ())) == 1:
                    surfaces.setdefault(name, set()).add(key)
            table_states = self._table().names_of(level=1)
            for states in (True, False):  # those first: their names tell where the others lie
                for name, keys in surfaces.items():
                    above = self._above(name)
                    for key in keys:
                        for entry in self._table().entries(key):
                            if (entry.level == 1) is states and self._fits(entry, above):
                                if entry.level == 1:
                                    largest[name] = max(entry.population, largest.get(name, 0))
                                if entry.level == 1 or entry.population * _SEAT >= largest.get(name, 0):
                                    self._own.setdefault(_identity(entry), name)
                                break
                self._state_names = table_states | {
                    name for (code, _), name in self._own.items() if code.count(".") == 1
                }
        return self._own

    def _fits(self, entry: Entry, above: Sequence[str]) -> bool:
        if entry.level == 0 or not above or self._label(entry.country) != above[-1]:
            return False
        if entry.level == 1 or not entry.region:
            return True
        return self._label(entry.region) in above or not any(holder in self._state_names for holder in above[:-1])

    def _above(self, name: str) -> list[str]:
        """What the lexicon says to hold a place, inmost first."""
        found: list[str] = []
        holder = self._inside.get(name)
        while holder is not None and holder not in found:
            found.append(holder)
            holder = self._inside.get(holder) if holder not in self.countries else None
        return found

    # --- what holds what ---

    def _entry_of(self, name: str) -> Entry | None:
        """The entry of a canonical name."""
        entry = self._entries.get(name)
        if entry is None:
            for surface in (name, name.rpartition(", ")[0], *self._aliases.get(name, ())):
                for found in self._table().entries(loosen(surface)):
                    self._keep(self._name(found), found)
            entry = self._entries.get(name)
        return entry

    def _keep(self, name: str, entry: Entry) -> None:
        """Remember the entry of a canonical name; of a state and its seat under one name, the state."""
        other = self._entries.get(name)
        if other is None or entry.level < other.level:
            self._entries[name] = entry
            self._alone.discard(name)

    def _holder(self, name: str) -> str | None:
        """What holds a place, inmost."""
        chain = self.holders(name)
        return chain[1] if len(chain) > 1 else None

    def _canonical_of(self, code: str) -> str:
        entry = self._table().container(code)
        name = self._name(entry)
        self._keep(name, entry)
        return name

    def _chain(self, place: str) -> tuple[str, ...]:
        if place in self.countries:
            return (place,)
        above = self._above(place)
        entry = self._entry_of(place)
        if entry is None:
            return (place, *above)
        known = [self._canonical_of(code) for code in _codes(entry)] if entry.level else []
        if not above:
            return (place, *known)
        between = known[: known.index(above[0])] if above[0] in known else []
        return tuple(dict.fromkeys((place, *between, *above)))


def _identity(entry: Entry) -> tuple[str, str]:
    return (entry.code, "") if entry.code else (entry.holder, entry.name)


def _codes(entry: Entry) -> list[str]:
    """The codes of what holds an entry, inmost first."""
    parts = entry.holder.split(".")
    return [".".join(parts[:n]) for n in range(len(parts), 0, -1)]


def _first_by_far(entries: Sequence[Entry]) -> Entry | None:
    if not entries:
        return None
    first, *rest = entries
    return first if not rest or first.population >= DOMINANT * rest[0].population > 0 else None


def _largest(places: Sequence[Place]) -> Place | None:
    """The place that dominates by population; None where none does, or where nobody counted."""
    first, second, *_ = sorted(places, key=lambda place: -place.population)
    return first if first.population >= DOMINANT * max(second.population, 1) else None


def _folk(places: Mapping[str, Any]) -> frozenset[str]:
    """Nouns for the people of a country: names listed with their plural ("Iraqi, Iraqis"), and those listed as folk."""
    found = {fold(name) for name in places.get("folk", ())}
    for names in places["countries"].values():
        folded = {fold(name) for name in names}
        for name in folded:
            if name + "s" in folded:
                found.add(name)
            elif name.endswith("man") and name[:-2] + "en" in folded:
                found |= {name, name[:-2] + "en"}
    return frozenset(found)


class _Layered(Mapping[str, str]):
    """What the lexicon says, then what ``more`` finds in the table.

    Going through it gives the names of the lexicon alone: to make out all others takes seconds, and nobody needs them.
    """

    def __init__(self, own: Mapping[str, str], more: Callable[[str], str | None], listed: Mapping[str, str]) -> None:
        self._own = own
        self._more = more
        self._listed = listed
        self._known: dict[str, str] = {}

    def _look(self, key: str) -> str | None:
        found = self._own.get(key)
        if found is None:
            found = self._known.get(key)
            if found is None:
                found = self._more(key)
                if found is not None:
                    self._known[key] = found
        return found

    def get(self, key: str, default: Any = None) -> Any:
        found = self._look(key)
        return default if found is None else found

    def __getitem__(self, key: str) -> str:
        found = self._look(key)
        if found is None:
            raise KeyError(key)
        return found

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str) and self._look(key) is not None

    def __iter__(self) -> Iterator[str]:
        return iter(self._listed)

    def __len__(self) -> int:
        return len(self._listed)


class NameStarts(Mapping[str, int]):
    """First word of a name → how many words the longest name has that begins so; iterates as above."""

    def __init__(self, own: Iterable[str], table: Callable[[], Table]) -> None:
        self._own: dict[str, int] = {}
        self._pairs: set[str] = set()
        for name in own:
            first, _, rest = name.partition(" ")
            self._own[first] = max(self._own.get(first, 0), len(rest.split()) + 1)
            if rest:
                self._pairs.add(first_two(loosen(name)))
        self._table = table

    def goes_on(self, words: str) -> bool:
        """True when a name of several words begins with the first two of these folded words."""
        pair = first_two(loosen(words))
        return pair in self._pairs or self._table().begins(pair)

    def get(self, key: str, default: Any = None) -> Any:
        """How many words the longest name has that begins with a folded word; the default where none does."""
        most = max(self._own.get(key, 0), self._table().longest(loosen(key)))
        return most or default

    def __getitem__(self, key: str) -> int:
        most: int | None = self.get(key)
        if most is None:
            raise KeyError(key)
        return most

    def __iter__(self) -> Iterator[str]:
        return iter(self._own)

    def __len__(self) -> int:
        return len(self._own)
