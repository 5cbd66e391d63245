"""The names that a lexicon knows, looked up by how they are printed: places, nationalities, parties, pollsters."""

from __future__ import annotations

import re
from typing import Final, Literal

from figcheck.describe.capitals import Capitals
from figcheck.describe.vocabulary import MILITARY, PERSON, Remembered, parts_of
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import TELLING_GROUPS
from figcheck.phrases import any_of

MentionKind = Literal["place", "national", "party", "pollster", "name", "unsettled"]
"""What a name is; ``unsettled``: of several places, or of a place and something else, and nothing tells which."""

_DEMONYM: Final = expression(
    r"(?:[aeiou]?ans?|[^e]is?|[ie]sh|ese|[^e]ch|m[ae]n|ee?ks?|ots|i[cn]e|ers?|ss|[gn]s|es|ai|os?|ns|qi)$"
)
# Those that end like no others.
_PEOPLES: Final = frozenset(
    "brit brits briton burkinabe burkinabé croat croats cypriot czech czechs dane filipina filipinas finn icelandic "
    "kazakh kazakhs kosovar kosovars kyrgyz malagasy montenegrin nigerien pole serb serbs slovak slovaks slovene "
    "soviet soviets spaniard spaniards swede tajik tajiks turk turks yugoslav yugoslavs".split()
)
_DEGREES: Final = frozenset(("Celsius", "Fahrenheit"))
_CONTRACTED: Final = ("'re", "'ve", "'ll", "'d", "n't")
_FIRST_WORD: Final = expression(r"^\w+", re.MULTILINE)


class Names:
    """The names that a lexicon knows, ready to be looked up by their lower-case print."""

    def __init__(self, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        countries = lexicon.gazetteer.countries
        self.known: dict[str, tuple[str, MentionKind]] = {}
        for key, place in lexicon.gazetteer.canonical.items():
            folk = (
                place in countries
                and key != place.lower()
                and (key in _PEOPLES or _DEMONYM.search(key))
                and not key.endswith(("states", "emirates", "britain", "congo"))
            )
            self.known[key] = (place, "national" if folk else "place")
        for key, name in lexicon.names.items():
            self.known[key] = (name, "pollster" if name in lexicon.pollsters else "party")
        self._rows = Remembered(self._row)
        self._telling = Remembered(self._tells)
        self._groups = Remembered(self._groups_of)
        self.starts = lexicon.name_starts
        self.placing = lexicon.placing_words
        self.reporting = tuple([f" {verb} " for verb in sorted(lexicon.reporting_verbs)])
        self.saying = tuple([f" {verb} " for verb in sorted(lexicon.saying_verbs)])
        self.ordinary = frozenset(
            (
                *lexicon.stops,
                *lexicon.before_names,
                *lexicon.trades,
                *lexicon.months,
                *lexicon.weekdays,
                *lexicon.ones,
                *lexicon.teens,
                *lexicon.tens,
            )
        )
        printed = (*lexicon.currency_codes, *lexicon.currency_symbols, *map(str.capitalize, lexicon.currency_before))
        self.units = _DEGREES.union([word for word in printed if word.isalpha() and len(word) > 1])
        self._general = lexicon.geographic | lexicon.institutions
        self.calendar = frozenset((*lexicon.months, *lexicon.weekdays))
        self.capitals = Capitals(self, shouted=False)
        self.shouted_capitals = Capitals(self, shouted=True)
        self._second_nouns = frozenset(noun.split()[1] for noun in lexicon.people if " " in noun)
        self._military_words = frozenset(_FIRST_WORD.findall("\n".join(lexicon.military_bodies)))
        self.military = re.compile(rf"\b{any_of(lexicon.military_bodies)}\b")
        self.of_a_country = tuple([f"-{word}" for word in sorted(lexicon.of_a_country)])
        # "The Department of Migrant Workers in Manila", "will withdraw 700 soldiers from Romania": up to the place.
        self.seated = expression(rf"\b{any_of(lexicon.seated)}(?:\s(?!in\s)[a-z]{{2,15}}){{0,5}}\sin\s$")
        self.removed = expression(rf"\b{any_of(lexicon.removing_verbs)}\b(?:[^.;:,]|,(?=\d))*$", re.IGNORECASE)
        self.civil_ships = re.compile(rf"\b{any_of(lexicon.civil_ships)}s?\b")

    def row(self, key: str) -> tuple[str, MentionKind] | None:
        """The name and kind of a folded print: what the lexicon lists, then the places of the world."""
        return self._rows[key]

    def _row(self, key: str) -> tuple[str, MentionKind] | None:
        row = self.known.get(key)
        if row is None:
            place = self.lexicon.gazetteer.canonical.get(key)
            if place is not None and key not in self.lexicon.people:
                row = (place, "place")
        return row

    def may_report(self, printed: str) -> bool:
        """True for a word that opens a sentence and is a name with one of ``reporting`` behind: "Orvane posted a
        loss"."""
        word = printed.lower()
        return not word.endswith("s") and word not in self.lexicon.people and word not in self.lexicon.speakers

    def may_own(self, printed: str) -> bool:
        """True for a word that opens a sentence and is a name with "'s" or one of ``saying`` behind."""
        word, lexicon = printed.lower().replace("’", "'"), self.lexicon
        if word.endswith(_CONTRACTED) or word in lexicon.economy:
            return False
        return word not in lexicon.common_words and word not in lexicon.everyday_words and self.may_report(printed)

    def classes(self, word: str) -> int:
        """Whether a word tells a group of persons, or begins the name of a military body."""
        noun = self.lexicon.singular(word)
        classes = PERSON if self.groups(noun) or noun in self._second_nouns else 0
        return classes if self._military_words.isdisjoint(parts_of(word)) else classes | MILITARY

    def is_person(self, name: str) -> bool:
        """True for a capitalised noun for a person: "Soldiers"."""
        return self.lexicon.singular(name.lower()) in self.lexicon.people

    def country(self, name: str) -> str:
        """The country that holds a place; the name itself for a country."""
        return self.lexicon.gazetteer.holders(name)[-1]

    def side(self, name: str) -> str:
        """The state or side a body belongs to; for a place the country that holds it; else the name itself."""
        return self.lexicon.parties.get(name) or self.country(name)

    def is_telling(self, name: str) -> bool:
        """False for a name of the page around an article ("Caption Close Image 1") or of general words."""
        return self._telling[name]

    def _tells(self, name: str) -> bool:
        lexicon = self.lexicon
        words = name.split()
        if any(word.lower() in lexicon.furniture for word in words):
            return False
        return not all(word in self._general or word.lower() in lexicon.ordinals for word in words)

    def groups(self, noun: str) -> frozenset[str]:
        """The telling groups of persons that a singular noun belongs to; empty when none."""
        return self._groups[noun]

    def _groups_of(self, noun: str) -> frozenset[str]:
        return self.lexicon.people.get(noun, frozenset()) & TELLING_GROUPS
