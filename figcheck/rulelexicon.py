"""The ``lexicon`` of a rules file as a model: names, places, people and words that a desk adds to the shipped lists."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

from pydantic import Field

from figcheck.rulevalues import Strict, Word, Words
from figcheck.wordlists import Addition

# Lists of rules/lexicon/words.yaml that take words of one desk's beat; the others are the grammar of all.
WordList = Literal[
    "abbreviations",
    "common",
    "denied",
    "happenings",
    "hypothetical",
    "name_heads",
    "not_people",
    "papers",
    "place_nouns",
    "planned",
    "plural_modifiers",
    "states",
    "totals",
]
Topic = Literal[
    "airstrike", "bail", "collapse", "cost", "crash", "debt", "explosion", "fine", "fire", "flood", "growth", "heat",
    "inflation", "interest", "landslide", "loss", "outbreak", "profit", "quake", "revenue", "robbery", "shooting",
    "sinking", "stabbing", "stampede", "storm", "unemployment", "unrest", "volcano",
]  # fmt: skip
People = Literal[
    "captives", "children", "civilians", "fighters", "general", "journalists", "medics", "members", "men", "military",
    "patients", "peoples", "police", "politicians", "protesters", "refugees", "relations", "rescuers", "respondents",
    "students", "suspects", "women", "workers",
]  # fmt: skip


class Places(Strict):
    """Places that the list of the world lacks, or has otherwise."""

    inside: dict[Word, Words] = Field(default_factory=dict)
    """A place: the places that lie in it. Syria: [Tanf]."""
    same: dict[Word, Words] = Field(default_factory=dict)
    """A place: other spellings. Deir ez-Zor: [Dayr az Zawr]."""
    ambiguous: Words = ()
    """Names that are places only when another sign says so."""
    ordinary: Words = ()
    """Names that are more often something else."""
    not_places: Words = ()
    """Names that are no place in any article."""


class LexiconSpec(Strict):
    """Words of a desk, joined to the shipped lists of the same names."""

    names: dict[Word, Words] = Field(default_factory=dict)
    """A body, a party, a force: other names that it goes by."""
    pollsters: Words = ()
    """Those who ask the public, by the name that figcheck shows."""
    parties: dict[Word, Word] = Field(default_factory=dict)
    """A body: the state or the body whose side it belongs to."""
    people: dict[People, Words] = Field(default_factory=dict)
    """A group of persons: nouns for one of them, in the singular."""
    places: Places = Places()
    """Places, and what holds them."""
    topics: dict[Topic, Words] = Field(default_factory=dict)
    """A kind of event or money: words that tell it."""
    words: dict[WordList, Words] = Field(default_factory=dict)
    """Words of a class: happenings, place_nouns."""

    def additions(self) -> Iterator[Addition]:
        """What is added, list by list: where in the data of the lexicon, and the words."""
        for name, others in self.names.items():
            yield ("names", name), others
        if self.pollsters:
            yield ("pollsters",), self.pollsters
        for body, side in self.parties.items():
            yield ("parties", body), (side,)
        for group, nouns in self.people.items():
            yield ("people", group), nouns
        for key in ("inside", "same"):
            for place, names in getattr(self.places, key).items():
                yield ("places", key, place), names
        for key in ("ambiguous", "ordinary", "not_places"):
            if listed := getattr(self.places, key):
                yield ("places", key), listed
        for topic, words in self.topics.items():
            yield ("words", "topics", topic), words
        for kind, words in self.words.items():
            yield ("words", kind), words
