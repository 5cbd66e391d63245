"""The word lists of rules/lexicon/*.yaml as one frozen Lexicon.

Words live in YAML, grammar in Python: every pattern that looks for a word of a class is built from these sets.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from figcheck.gazetteer import Gazetteer, NameStarts, fold
from figcheck.hedging import HedgeScheme, load_scheme
from figcheck.model import DEFAULT_HEDGES, Hedge
from figcheck.prose import regular_singular
from figcheck.shipped import shipped_rules_folder
from figcheck.yamlfile import read_yaml

Addition = tuple[tuple[str, ...], tuple[str, ...]]
"""Words that rule files add: where in the data of the lexicon their list stands, and the words."""


@dataclass(frozen=True, slots=True)
class HedgeWord:
    """What a hedge word does: the hedge, and whether it stands for the band just below ("nearly")."""

    hedge: Hedge
    nearly: bool = False


@dataclass(frozen=True, slots=True)
class UnitSense:
    """What a word is as a unit (None: none) where every condition that is given holds.

    ``near`` are beginnings of words before the number, ``then`` what follows the unit, ``joined`` how it is joined to
    the digits ("glued", "hyphen", "spaced"; "" for any); ``decimal``: the number has a decimal point; ``ends``: the
    clause ends behind the unit.
    """

    unit: str | None
    near: tuple[str, ...] = ()
    then: tuple[str, ...] = ()
    joined: str = ""
    decimal: bool = False
    ends: bool = False


@dataclass(frozen=True, slots=True)
class MillionWords:
    """What tells whether the "m" of a bare "5m" is million or metres."""

    behind: frozenset[str]
    before: frozenset[str]
    metres_behind: frozenset[str]
    metres_before: frozenset[str]
    over_metres: frozenset[str]
    races: frozenset[int]


@dataclass(frozen=True, slots=True)
class UnitWords:
    """The choices about units that quantulum3's database leaves open. Lists of surfaces stand by the unit's name.

    ``words`` have plurals and any case, the others are as printed: ``symbols`` behind digits, ``letters`` with more
    care, ``glued`` without a space only, ``below`` behind a slash only. ``more`` are units that the database lacks,
    with dimension and definition (None: of no fixed size); ``spread`` the smallest and largest unit a name stands for.
    """

    banned: frozenset[str]
    words: Mapping[str, Sequence[str]]
    symbols: Mapping[str, Sequence[str]]
    letters: Mapping[str, Sequence[str]]
    glued: Mapping[str, Sequence[str]]
    below: Mapping[str, Sequence[str]]
    senses: tuple[tuple[tuple[str, ...], tuple[UnitSense, ...]], ...]
    per_nouns: Mapping[str, Sequence[str]]
    more: Mapping[str, tuple[str, str | None]]
    spread: Mapping[str, tuple[str, str]]
    millions: MillionWords


@dataclass(frozen=True, slots=True, eq=False)  # compared and hashed by identity: grammars are cached by it
class Lexicon:
    """Every list that extraction and description read. All keys are lower case unless said otherwise."""

    ones: Mapping[str, int]
    teens: Mapping[str, int]
    tens: Mapping[str, int]
    scales: Mapping[str, int]
    scale_letters: Mapping[str, int]
    scale_words: Mapping[str, int]
    money_letters: Mapping[str, int]
    fractions: Mapping[str, int]
    glyphs: Mapping[str, Fraction]
    ordinals: frozenset[str]
    multiples: Mapping[str, int]
    multipliers: Mapping[str, Decimal]
    hedging: HedgeScheme
    vague: Mapping[str, tuple[Decimal | None, Decimal | None]]  # the scheme's
    majorities: frozenset[str]  # vague words that are shares, in per cent
    hedges_before: Mapping[str, HedgeWord]
    hedges_after: Mapping[str, HedgeWord]
    hedge_between: frozenset[str]
    hedges_behind_nouns: frozenset[str]
    hedges_closing: Mapping[str, HedgeWord]  # behind a number or noun, at the end of a clause
    hedges_of_levels: frozenset[str]  # that hedge only behind a level or a modal verb
    levels: frozenset[str]
    rising_past: frozenset[str]  # verbs behind which "past" hedges
    hedges_in_small: frozenset[str]  # that are names in capitals
    no_hedge: Mapping[str, frozenset[str]]  # hedge → the words behind which it hedges nothing
    currency_symbols: Mapping[str, str]  # as printed
    letter_signs: Mapping[str, str]  # as printed; money only before an amount
    currency_codes: frozenset[str]  # upper case
    spaced_codes: frozenset[str]  # count only with a space before the digits
    currency_words: Mapping[str, str]
    percent: frozenset[str]
    percent_points: frozenset[str]
    basis_points: frozenset[str]
    units: UnitWords
    currency_before: Mapping[str, str]  # names that stand before the digits
    compounds: Mapping[str, Mapping[str, int]]  # unit → smaller unit → how many of it make one
    hundredths: frozenset[str]
    time_units: frozenset[str]
    stops: frozenset[str]
    determiners: frozenset[str]
    prepositions: frozenset[str]
    auxiliaries: frozenset[str]
    verbs: frozenset[str]
    adverbs: frozenset[str]
    states: frozenset[str]
    not_plural: frozenset[str]
    irregular_plurals: Mapping[str, str]
    months: Mapping[str, int]
    weekdays: Mapping[str, int]
    abbreviations: frozenset[str]
    name_heads: frozenset[str]
    lower_heads: frozenset[str]
    number_names: Mapping[str, Sequence[str]]  # number → how names that begin with it go on, as printed
    number_places: frozenset[str]  # as printed, kinds of place in such names, beside `geographic`
    thousand_names: frozenset[str]  # nouns before which "4K" is a name
    kind_heads: frozenset[str]
    age_words: frozenset[str]
    persons_told: frozenset[str]  # for persons, behind "the"
    crimes: frozenset[str]
    irregular_verbs: Mapping[str, Sequence[str]]  # base form → past and participle
    verbs_in_e: frozenset[str]  # whose past form does not show their "e"
    same_words: Mapping[str, str]  # noun or adjective → the word that stands for all that are used for it
    same_verbs: Mapping[str, str]  # verb in its base form → the same
    light_verbs: frozenset[str]  # base forms that tell nothing of what is counted
    case_nouns: frozenset[str]  # that tell what is counted behind "of" alone
    number_nouns: frozenset[str]  # that count what stands behind "of"
    anybody: frozenset[str]  # nouns for persons that tell nothing of them
    particles: frozenset[str]  # that make one verb with the word before
    sample_places: tuple[tuple[str, str], ...]  # a town and its country, as printed
    states_behind: frozenset[str]  # first words of states that stand before no noun
    linking_verbs: frozenset[str]
    undergoing_verbs: frozenset[str]  # what is counted is had, lost or suffered by their subject
    happenings: frozenset[str]  # what kills and is nobody
    place_nouns: frozenset[str]
    papers: frozenset[str]  # as printed
    placing_words: frozenset[str]  # a capitalised name behind one is a place, when the gazetteer knows one
    reaching_verbs: frozenset[str]  # a count "reached" 40 on a day
    changes: frozenset[str]  # nouns for how much a number grew or fell
    hypothetical: frozenset[str]
    planned: frozenset[str]
    ahead: frozenset[str]  # before a weekday or a month, which is the one to come then
    modal: frozenset[str]  # hypothetical and planned
    denied: frozenset[str]
    totals: tuple[str, ...]  # phrases that make a figure one of everything since a start
    plural_modifiers: frozenset[str]  # plurals that stand before the noun that is counted
    unlike_things: Mapping[str, str]  # noun → the sort of thing, where a measure counts several
    things_alike: Mapping[str, str]  # noun → the noun that the same thing goes by as well
    indicator_kinds: frozenset[str]  # stems that tell one inflation or interest rate from another
    move_stems: frozenset[str]  # what tells how an amount moved or was told, and not which it is
    one_of_an_event: Mapping[str, frozenset[str]]  # noun of what an event has one of → words that tell of another event
    not_people: frozenset[str]
    common_words: frozenset[str]  # of so many reports that they tell none from another
    half_common: frozenset[str]  # of many reports; they tell a little
    everyday_words: frozenset[str]  # of news of any kind; they tell a little at most
    furniture: frozenset[str]  # of the page around an article
    giving_verbs: frozenset[str]  # of two objects: the first may be a person, the second what is counted
    page_counts: frozenset[str]  # what a page counts of itself
    institutions: frozenset[str]  # as printed, in names that stand in reports of many events
    asides: Mapping[str, Sequence[str]]  # why two tolls of one event may differ → the phrases that tell it
    no_topic_behind: Mapping[str, frozenset[str]]  # word of a topic → words behind which it names none
    geographic: frozenset[str]  # as printed, in names of no persons
    streets: Mapping[str, str]  # as printed, what a street is called in short → in full
    street_words: frozenset[str]  # in full
    name_edges: frozenset[str]  # as printed, at an end of a name, often left out
    titles: frozenset[str]  # before the name of a person
    offices: frozenset[str]  # before the name of one who holds an office
    economy: frozenset[str]  # nouns for what a country's figures are of
    assaults: frozenset[str]  # nouns for what is done to a place
    forecasters: frozenset[str]  # who are asked for what they expect
    crafts: frozenset[str]  # what carries people
    trades: frozenset[str]  # before a name, as the first word of a sentence, no part of it
    quakes: frozenset[str]  # nouns for what has a magnitude
    poll_words: frozenset[str]  # of every poll, which tell no question from another
    # Word → the kinds of event or money it tells, with those that go together ("fire+crash") and finer ones
    # ("outbreak/measles").
    topics: Mapping[str, frozenset[str]]
    vehicles: Mapping[str, str]  # word → the finer kind of a crash that it tells beside one
    people: Mapping[str, frozenset[str]]  # singular noun → groups it belongs to
    body_nouns: frozenset[str]
    person_bodies: Mapping[str, int]  # noun for so many persons → how many
    told_two: frozenset[str]  # before a plural: there are two
    military_bodies: frozenset[str]
    gazetteer: Gazetteer
    names: Mapping[str, str]  # alias → canonical
    name_starts: NameStarts  # first word of a name or place → words of the longest that starts so
    pollsters: frozenset[str]
    parties: Mapping[str, str]  # canonical body → state or side
    sides: frozenset[str]  # bodies that are a side of their own
    officials: frozenset[str]  # speakers who speak for the state named with them
    saying_verbs: frozenset[str]
    according_to: tuple[str, ...]
    speakers: frozenset[str]
    common_speakers: frozenset[str]  # of them, those that tell no story
    speech_verbs: frozenset[str]  # of the saying_verbs, those that only a speaker has
    reporting_verbs: frozenset[str]  # behind the word that opens a sentence they make it the name of a company
    thing_verbs: frozenset[str]  # of them, those that say nothing with a number right behind
    putting_verbs: frozenset[str]
    spokesmen: frozenset[str]

    def singular(self, word: str) -> str:
        """The singular of a lower-case noun."""
        return self.irregular_plurals.get(word) or regular_singular(word)

    def is_plural(self, word: str) -> bool:
        """True when a lower-case word is the plural of a noun, by its form."""
        if word in self.irregular_plurals:
            return True
        return len(word) > 3 and word.endswith("s") and word not in self.not_plural and regular_singular(word) != word

    def person_groups(self, noun: str) -> frozenset[str]:
        """The groups of persons a singular noun counts ("military", "civilians"); empty when it counts none."""
        groups = self.people.get(noun)
        if groups is not None:
            return groups
        return _NATIONALS if noun in self.gazetteer.folk else frozenset()


def lexicon_folder() -> Path:
    """The folder of the shipped lists: inside the installed package, else beside it in a checkout."""
    return shipped_rules_folder() / "lexicon"


def load_lexicon(
    folder: Path | None = None, hedges: HedgeScheme | None = None, additions: tuple[Addition, ...] = ()
) -> Lexicon:
    """The Lexicon of a folder of YAML files under a hedge scheme; by default the shipped one, under ``interval``.

    ``additions`` are words of rule files, joined to its lists. One and the same object for the same folder, scheme and
    additions. Raises model.Refused with every problem of a file that is no valid YAML; KeyError when a list is missing.
    """
    return _loaded(folder or lexicon_folder(), hedges or load_scheme(DEFAULT_HEDGES), additions)


@lru_cache(maxsize=8)
def _loaded(folder: Path, hedges: HedgeScheme, additions: tuple[Addition, ...]) -> Lexicon:
    data: dict[str, Any] = {}
    for name in ("numbers", "hedges", "units", "words", "people", "places", "names", "saying"):
        data |= read_yaml(folder / f"{name}.yaml").data
    for path, words in additions:
        _add(data, path, words)
    return _build(data, hedges)


def _add(data: dict[str, Any], path: Sequence[str], words: Sequence[str]) -> None:
    """Join words to the list at a path of the data; a party has one side, which the words replace."""
    if path[0] == "parties":
        data["parties"][path[1]] = words[0]
        return
    for key in path[:-1]:
        data = data[key]
    data[path[-1]] = list(dict.fromkeys((*data.get(path[-1], ()), *words)))


def _build(data: Mapping[str, Any], scheme: HedgeScheme) -> Lexicon:
    numbers, hedges, units, word_lists = data["numbers"], data["hedges"], data["units"], data["words"]
    gazetteer = Gazetteer(data["places"])
    aliases: dict[str, str] = {}
    for canonical, others in data["names"].items():
        for alias in (canonical, *others):
            aliases[fold(alias)] = canonical
    pollsters = data["pollsters"]
    stops = frozenset().union(
        *(
            word_lists[k]
            for k in (
                "determiners",
                "pronouns",
                "prepositions",
                "conjunctions",
                "auxiliaries",
                "adverbs",
                "verbs",
            )
        )
    )
    return Lexicon(
        ones=numbers["ones"],
        teens=numbers["teens"],
        tens=numbers["tens"],
        scales=numbers["scales"],
        scale_letters=numbers["scale_letters"],
        scale_words=numbers["scale_words"],
        money_letters=numbers["money_letters"],
        fractions=numbers["fractions"],
        glyphs={glyph: Fraction(value) for glyph, value in numbers["glyphs"].items()},
        ordinals=frozenset(numbers["ordinals"]),
        multiples=numbers["multiples"],
        multipliers={word: Decimal(str(value)) for word, value in numbers["multipliers"].items()},
        hedging=scheme,
        vague=scheme.vague,
        majorities=frozenset(numbers["majorities"]),
        hedges_before=_hedge_words(hedges["before"]),
        hedges_after=_hedge_words(hedges["after"]),
        hedge_between=frozenset(data["between"]),
        hedges_behind_nouns=frozenset(data["behind_nouns"]),
        hedges_closing=_hedge_words(data["closing"]),
        hedges_of_levels=frozenset(data["of_levels"]),
        levels=frozenset(data["levels"]),
        rising_past=frozenset(data["rising_past"]),
        hedges_in_small=frozenset(data["printed_small"]),
        no_hedge={hedge: frozenset(words) for hedge, words in data["no_hedge_behind"].items()},
        currency_symbols=units["currency_symbols"],
        letter_signs=units["letter_signs"],
        currency_codes=frozenset(units["currency_codes"]),
        spaced_codes=frozenset(units["spaced_codes"]),
        currency_words={word.lower(): code for word, code in units["currency_words"].items()},
        percent=frozenset(units["percent"]),
        percent_points=frozenset(units["percent_points"]),
        basis_points=frozenset(units["basis_points"]),
        units=_unit_words(units),
        currency_before=units["currency_before"],
        compounds=units["compounds"],
        hundredths=frozenset(units["hundredths"]),
        time_units=frozenset(units["time"]),
        stops=stops,
        determiners=frozenset(word_lists["determiners"]),
        prepositions=frozenset(word_lists["prepositions"]),
        auxiliaries=frozenset(word_lists["auxiliaries"]),
        verbs=frozenset(word_lists["verbs"]),
        adverbs=frozenset(word_lists["adverbs"]),
        states=frozenset(word_lists["states"]),
        not_plural=frozenset(word_lists["not_plural"]),
        irregular_plurals=_reversed(data["people"].get("plurals", {})) | word_lists["irregular_plurals"],
        months=word_lists["months"],
        weekdays=word_lists["weekdays"],
        abbreviations=frozenset(word_lists["abbreviations"]),
        name_heads=frozenset(word_lists["name_heads"]),
        lower_heads=frozenset(word_lists["lower_heads"]),
        number_names=_by_number(word_lists["number_names"]),
        number_places=frozenset(word_lists["number_places"]),
        thousand_names=frozenset(word_lists["thousand_names"]),
        kind_heads=frozenset(word_lists["kind_heads"]),
        age_words=frozenset(word_lists["age_words"]),
        persons_told=frozenset(word_lists["persons_told"]),
        crimes=frozenset(word_lists["crimes"]),
        irregular_verbs=word_lists["irregular_verbs"],
        verbs_in_e=frozenset(word_lists["verbs_in_e"]),
        same_words=_families(word_lists["same_words"]),
        same_verbs=_families(word_lists["same_verbs"]),
        light_verbs=frozenset(word_lists["light_verbs"]),
        case_nouns=frozenset(word_lists["case_nouns"]),
        number_nouns=frozenset(word_lists["number_nouns"]),
        anybody=frozenset(word_lists["anybody"]),
        particles=frozenset(word_lists["particles"]),
        sample_places=tuple((town, country) for town, country in word_lists["sample_places"]),
        states_behind=frozenset(word_lists["states_behind"]),
        linking_verbs=frozenset(word_lists["linking_verbs"]),
        reaching_verbs=frozenset(word_lists["reaching"]),
        changes=frozenset(word_lists["changes"]),
        economy=frozenset(word_lists["economy"]),
        assaults=frozenset(word_lists["assaults"]),
        forecasters=frozenset(word_lists["forecasters"]),
        crafts=frozenset(word_lists["crafts"]),
        trades=frozenset(word_lists["trades"]),
        quakes=frozenset(word_lists["quakes"]),
        undergoing_verbs=frozenset(word_lists["undergoing"]),
        happenings=frozenset(word_lists["happenings"]),
        place_nouns=frozenset(word_lists["place_nouns"]),
        papers=frozenset(word_lists["papers"]),
        placing_words=frozenset(word_lists["placing"]),
        hypothetical=frozenset(word_lists["hypothetical"]),
        planned=frozenset(word_lists["planned"]),
        ahead=frozenset(word_lists["ahead"]),
        modal=frozenset((*word_lists["hypothetical"], *word_lists["planned"])),
        denied=frozenset(word_lists["denied"]),
        totals=tuple(word_lists["totals"]),
        plural_modifiers=frozenset(word_lists["plural_modifiers"]),
        unlike_things={noun: sort for sort, nouns in word_lists["unlike_things"].items() for noun in nouns},
        things_alike={noun: name for name, nouns in word_lists["things_alike"].items() for noun in nouns},
        indicator_kinds=frozenset(word_lists["indicator_kinds"]),
        move_stems=frozenset(word_lists["move_stems"]),
        one_of_an_event={noun: frozenset(words) for noun, words in word_lists["one_of_an_event"].items()},
        not_people=frozenset(word_lists["not_people"]),
        common_words=frozenset(word_lists["common"]),
        half_common=frozenset(word_lists["half_common"]),
        everyday_words=frozenset(word_lists["everyday"]),
        furniture=frozenset(word_lists["furniture"]),
        giving_verbs=frozenset(word_lists["giving_verbs"]),
        page_counts=frozenset(word_lists["page_counts"]),
        institutions=frozenset(word_lists["institutions"]),
        asides=word_lists["asides"],
        no_topic_behind={word: frozenset(before) for word, before in word_lists["no_topic_behind"].items()},
        geographic=frozenset(word_lists["geographic"]),
        streets=word_lists["streets"],
        street_words=frozenset(word_lists["streets"].values()),
        name_edges=frozenset(word_lists["name_edges"]),
        titles=frozenset(word_lists["titles"]),
        offices=frozenset(word_lists["offices"]),
        poll_words=frozenset(word_lists["poll_words"]),
        topics=_topics(word_lists["topics"], word_lists["together"], word_lists["diseases"]),
        vehicles={word: f"crash/{kind}" for kind, words in word_lists["vehicles"].items() for word in words},
        people=_people(data["people"]),
        body_nouns=frozenset(data["body_nouns"]),
        person_bodies=numbers["person_bodies"],
        told_two=frozenset(numbers["told_two"]),
        military_bodies=frozenset(fold(name) for name in data["military_bodies"]),
        gazetteer=gazetteer,
        names=aliases | {fold(name): name for name in pollsters},
        name_starts=gazetteer.starts_with([*aliases, *map(fold, pollsters)]),
        pollsters=frozenset(pollsters),
        parties=data["parties"],
        sides=frozenset((*data["sides"], *data["parties"].values())) - frozenset(data["neutral"]),
        officials=frozenset((*data["saying"]["spokesmen"], *data["saying"]["officials"])),
        saying_verbs=frozenset(data["saying"]["verbs"]),
        according_to=tuple(data["saying"]["according_to"]),
        speakers=frozenset((*data["saying"]["nouns"], *data["saying"]["tellers"])),
        common_speakers=frozenset(data["saying"]["nouns"]),
        speech_verbs=frozenset(data["saying"]["speech"]),
        reporting_verbs=frozenset(word_lists["reporting"]),
        thing_verbs=frozenset(data["saying"]["things"]),
        putting_verbs=frozenset(data["saying"]["putting"]),
        spokesmen=frozenset(data["saying"]["spokesmen"]),
    )


def _unit_words(units: Mapping[str, Any]) -> UnitWords:
    return UnitWords(
        banned=frozenset(units["not_units"]),
        words=units["words"],
        symbols=units["symbols"],
        letters=units["letters"],
        glued=units["glued"],
        below=units["below"],
        senses=tuple((tuple(row["words"]), tuple(map(_unit_sense, row["senses"]))) for row in units["senses"]),
        per_nouns=units["per_nouns"],
        more={name: (dimension, size) for name, (dimension, size) in units["more"].items()},
        spread={name: (low, high) for name, (low, high) in units["spread"].items()},
        millions=MillionWords(**{name: frozenset(listed) for name, listed in units["millions"].items()}),
    )


def _unit_sense(row: Mapping[str, Any]) -> UnitSense:
    joined = next((way for way in ("glued", "hyphen", "spaced") if row.get(way)), "")
    return UnitSense(
        row["unit"],
        tuple(row.get("near", ())),
        tuple(row.get("then", ())),
        joined,
        row.get("decimal", False),
        row.get("ends", False),
    )


def _topics(
    kinds: Mapping[str, Sequence[str]], together: Sequence[Sequence[str]], diseases: Mapping[str, Sequence[str]]
) -> dict[str, frozenset[str]]:
    """Word → its kind and the pairs that kind goes together in, so that kinds of one pair share an element."""
    pairs = {kind: {"+".join(pair) for pair in together if kind in pair} for kind in kinds}
    told = {word: frozenset({kind} | pairs[kind]) for kind, words in kinds.items() for word in words}
    outbreak = frozenset({"outbreak"} | pairs["outbreak"])
    finer = {word: outbreak | {f"outbreak/{disease}"} for disease, words in diseases.items() for word in words}
    return told | finer


def _families(words: Mapping[str, Sequence[str]]) -> dict[str, str]:
    """Each word of a family, the one that it stands under among them → that one."""
    return {word: head for head, others in words.items() for word in (head, *others)}


def _by_number(names: Sequence[str]) -> dict[str, list[str]]:
    """The first word of each name in lower case → the rests of those that it begins, longest first."""
    found: dict[str, list[str]] = {}
    for name in sorted(names, key=len, reverse=True):
        first, rest = re.split(r"(?=[ -])", name, maxsplit=1)
        found.setdefault(first.lower(), []).append(rest)
    return found


def _hedge_words(classes: Mapping[str, Sequence[str]]) -> dict[str, HedgeWord]:
    kinds: dict[str, HedgeWord] = {
        "approx": HedgeWord("approx"),
        "nearly": HedgeWord("approx", nearly=True),
        "at_least": HedgeWord("at_least"),
        "more_than": HedgeWord("more_than"),
        "at_most": HedgeWord("at_most"),
        "less_than": HedgeWord("less_than"),
        "exact": HedgeWord("exact"),
    }
    return {phrase.lower(): kinds[kind] for kind, phrases in classes.items() for phrase in phrases}


def _people(groups: Mapping[str, Any]) -> dict[str, frozenset[str]]:
    found: dict[str, set[str]] = {}
    for group, nouns in groups.items():
        if group == "plurals":
            continue
        for noun in nouns:
            found.setdefault(noun.lower(), set()).add(group)
    return {noun: frozenset(of) for noun, of in found.items()}


_NATIONALS: Final = frozenset({"nationals"})


def _reversed(plurals: Mapping[str, str]) -> dict[str, str]:
    return {plural.lower(): singular.lower() for singular, plural in plurals.items()}
