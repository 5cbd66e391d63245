"""Units behind numbers, and what stands below a "per"."""

from __future__ import annotations

import re
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.units import scales
from figcheck.units.senses import stands_alone
from figcheck.units.vocabulary import TOKEN, Lead, vocabulary

# Between a number and its unit: nothing, a hyphen, blanks, one line break; never an empty line.
_SPACE: Final = r"[ \t\u00a0\u2009\u202f]"
_GAP: Final = rf"(?:[-\u2010\u2011]|{_SPACE}{{0,4}}(?:\r?\n{_SPACE}*)?)"
_AFTER: Final = expression(rf"{_GAP}({TOKEN})")
_BREAK: Final = rf"(?:{_SPACE}+(?:\r?\n{_SPACE}*)?|\r?\n{_SPACE}*)"
_WORDS: Final = rf"{_BREAK}(?P<word>per|a|an|each|every|for{_BREAK}every){_BREAK}"
# "Barrels of oil a day", but not "centimetres of rain in a day and a half".
_OF_WHAT: Final = (
    rf"(?P<of>{_BREAK}of{_BREAK}[A-Za-z0-9-]+(?:{_BREAK}(?!(?:in|within|over|during|for|on)\b)[A-Za-z-]+)?)?"
)
_JOINED: Final = "-(?P<joined>per|an?)-"  # "$80-per-barrel", "$15-an-hour"
_PER: Final = expression(rf"{_WORDS}|{_SPACE}?(?P<slash>/){_SPACE}?|{_JOINED}", re.IGNORECASE)
_UNDER: Final = expression(rf"{_OF_WHAT}{_WORDS}|{_SPACE}?(?P<slash>/){_SPACE}?|{_JOINED}", re.IGNORECASE)
_BELOW: Final = expression(TOKEN)
_COUNT: Final = expression(
    rf"(?P<digits>\d{{1,3}}(?:,\d{{3}})+|\d+)(?P<gap>{_SPACE}?)(?:(?P<scale>hundred|thousand|million|billion)\b{_SPACE}?)?"
    rf"|(?:a{_SPACE})?(?P<word>hundred|thousand|million|billion)\b{_SPACE}?",
    re.IGNORECASE,
)
_NOUN: Final = expression(r"[A-Za-z]+(?:[ ][A-Za-z]+)?")
_SCALES: Final = {"hundred": 100, "thousand": 1000, "million": 1_000_000, "billion": 1_000_000_000}
_PEOPLE: Final = frozenset(("person", "household"))  # "500 litres a head"; "a share" and "a game" only cost or score
# "$179 a week later", "598 ships a year on" are points in time, no rates; "$15 an hour after tax" is one.
_IN_TIME: Final = expression(
    rf"{_BREAK}(?:(?:ago|earlier|later|previously)\b|(?:before|after)\b(?!{_BREAK}(?:tax|taxes|deductions|expenses|tips)\b)"
    rf"|on(?:\s*(?:[,.;:)]|$)|{_BREAK}(?:from|year|month|week)\b))",
    re.IGNORECASE,
)
_DEEPEST: Final = 2  # "joules per square metre per year"


class Unit(NamedTuple):
    """A unit that ends at ``end``. ``name`` is quantulum3's, "a/b" for a rate, a currency's ISO 4217 code."""

    end: int
    name: str
    dimension: str


class Units:
    """Reads units behind numbers, with the choices of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._words = vocabulary(lexicon)
        self._after = self._words.after

    @property
    def first_words(self) -> frozenset[str]:
        """The first words of all units, in lower case: behind any other word there is no unit."""
        return frozenset(word.lower() for word in self._after)

    def after(self, text: str, position: int) -> Unit | None:
        """The unit that begins at a position just behind a number, with its "per …"; None when there is none.

        Where context decides ("pounds", "degrees", "in"), up to 60 characters before the position are looked at.
        """
        match = _AFTER.match(text, position)
        if match is None:
            return None
        lead = self._after.get(match[1])
        if lead is None:
            return None
        first = self._first(text, position, match.start(1), match.end(), lead)
        if first is None:
            return None
        end, name = first
        for _ in range(_DEEPEST):
            below = self._under(text, end, name)
            if below is None:
                break
            end, name = below.end, f"{name}/{below.name}"
        return Unit(end, name, scales.dimension(name))

    def per(self, text: str, position: int, money: bool = False) -> Unit | None:
        """What stands below the "per …" or "a …" that begins at a position behind a counted noun, or behind money.

        "per" and "/" take any unit, noun or number of them ("square mile", "share", "100000 person"). "a", "an",
        "each" and "every" take a time, behind ``money`` anything ("$80 a barrel", "$45 a share"). None when nothing
        does. The name is the lower part alone.
        """
        match = _PER.match(text, position)
        if match is None:
            return None
        found = self._below(text, match.end(), slash=bool(match["slash"]))
        if found is None:
            return None
        end, name = found
        dimension = scales.dimension(name)
        spoken = (match["word"] or match["joined"] or "per").lower()
        if dimension == "time" and spoken[0] in "ae" and _IN_TIME.match(text, end):
            return None
        if dimension == "currency" or (spoken[0] in "ae" and not money and dimension != "time"):
            return None
        return Unit(end, name, "count" if dimension == scales.UNKNOWN else dimension)

    def dimension(self, name: str) -> str:
        """The dimension of a canonical unit name, as quantulum3 calls it ("time", "speed"), else composed."""
        return scales.dimension(name)

    def convertible(self, a: str, b: str) -> bool:
        """True when a value in one unit can be told in the other."""
        return scales.convertible(a, b)

    def convert(self, value: Decimal, a: str, b: str) -> Decimal:
        """A finite value in unit ``a`` told in unit ``b``. Raises ValueError when it cannot be."""
        return scales.convert(value, a, b)

    def _first(self, text: str, position: int, start: int, end: int, lead: Lead) -> tuple[int, str] | None:
        """Where the unit that a first word opens ends, and its name: the longest surface, else by context."""
        longer = lead.longer(text, end)
        if longer is not None:
            return longer
        if lead.senses:
            name = lead.meant(text, position, start, end)
            return (end, name) if name is not None else None
        if lead.unit is None:
            return None
        if start > position:
            if lead.glued or (lead.letter and not stands_alone(text, end)):
                return None
        return end, lead.unit

    def _under(self, text: str, end: int, name: str) -> Unit | None:
        """The unit below one that ends here; "of oil" may stand between."""
        match = _UNDER.match(text, end)
        if match is None:
            return None
        found = self._below(text, match.end(), slash=bool(match["slash"]))
        if found is None:
            return None
        below = Unit(*found, scales.dimension(found[1]))
        if below.dimension == "currency":
            return None
        word = match["word"] or match["joined"]
        if word is not None and word[0] in "aeAE":
            if below.dimension == "time" and _IN_TIME.match(text, below.end):
                return None
            if below.dimension != "time" and below.name not in _PEOPLE:
                above = scales.dimension(name)
                # "30 miles a gallon", "4 dollars a box", but "a kilometre" behind kilometres opens something else.
                if above != "currency" and (match["of"] or below.dimension in (scales.UNKNOWN, above)):
                    return None
        return below

    def _below(self, text: str, start: int, slash: bool) -> tuple[int, str] | None:
        """Where the unit or noun below a "per" ends, and its name, its number before it ("100000 person")."""
        counted = _COUNT.match(text, start)
        if counted is None:
            return self._lower(text, start, slash)
        number = int(counted["digits"].replace(",", "")) if counted["digits"] else 1
        scale = counted["scale"] or counted["word"]
        number *= _SCALES[scale.lower()] if scale else 1
        found = self._lower(text, counted.end(), slash=bool(counted["digits"]))
        if found is not None:
            return found[0], f"{number} {found[1]}"
        follows = _BELOW.match(text, counted.end())
        if number < 1000 or (follows is not None and follows.group().lower() not in _STOPS):
            return None
        return len(text[: counted.end()].rstrip()), f"{number} person"  # "12 per 100,000" is of the population

    def _lower(self, text: str, start: int, slash: bool) -> tuple[int, str] | None:
        words = self._words
        match = _BELOW.match(text, start)
        if match is None:
            return None
        token, end = match.group(), match.end()
        if slash and token in words.slash:
            return end, words.slash[token]
        noun = _NOUN.match(text, start)
        if noun is not None:
            both = noun.group().lower()
            if both in words.nouns:
                return noun.end(), words.nouns[both]
        if token.lower() in words.nouns:
            return end, words.nouns[token.lower()]
        lead = words.below.get(token)
        if lead is None:
            return None
        longer = lead.longer(text, end)
        if longer is not None:
            return longer
        if lead.unit is None or ((lead.letter or lead.glued) and not slash):
            return None
        return end, lead.unit


_STOPS: Final = frozenset(
    "in at on by for and or of to from since last this a an the as than is was were compared with".split()
)


@lru_cache(maxsize=4)
def units_of(lexicon: Lexicon) -> Units:
    """The (built once) units of a lexicon."""
    return Units(lexicon)
