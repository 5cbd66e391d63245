"""Reads the word lists of rules/lexicon/*.yaml, and the words that rule files add to them, as one Lexicon."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from pathlib import Path
from typing import Any

from figcheck.gazetteer import Gazetteer, fold
from figcheck.hedging import HedgeScheme, load_scheme
from figcheck.lexicon import HedgeWord, Lexicon, MillionWords, UnitSense, UnitWords
from figcheck.model import DEFAULT_HEDGES
from figcheck.shipped import shipped_rules_folder
from figcheck.yamlfile import read_yaml

Addition = tuple[tuple[str, ...], tuple[str, ...]]
"""Words that rule files add: where in the data of the lexicon their list stands, and the words."""


def lexicon_folder() -> Path:
    """The folder of the shipped lists: inside the installed package, else beside it in a checkout."""
    return shipped_rules_folder() / "lexicon"


def load_lexicon(
    folder: Path | None = None, hedges: HedgeScheme | None = None, additions: tuple[Addition, ...] = ()
) -> Lexicon:
    """The Lexicon of a folder of YAML files under a hedge scheme; by default the shipped one, under ``interval``.

    ``additions`` are words of rule files, joined to its lists. One and the same object for the same folder, scheme and
    additions. Raises problems.Refused with every problem of a file that is no valid YAML, KeyError when a list is
    missing.
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
        expecting_verbs=frozenset(word_lists["expecting"]),
        forecasts=frozenset(word_lists["forecasts"]),
        held_against=frozenset(word_lists["held_against"]),
        crafts=frozenset(word_lists["crafts"]),
        carrying_verbs=frozenset(word_lists["carrying"]),
        wrecking_verbs=frozenset(word_lists["wrecking"]),
        seizing_verbs=frozenset(word_lists["seizing"]),
        saving_verbs=frozenset(word_lists["saving"]),
        sending_verbs=frozenset(word_lists["sending"]),
        bystanding_verbs=frozenset(word_lists["bystanding"]),
        harmed=frozenset(word_lists["harmed"]),
        trades=frozenset(word_lists["trades"]),
        quakes=frozenset(word_lists["quakes"]),
        undergoing_verbs=frozenset(word_lists["undergoing"]),
        happenings=frozenset(word_lists["happenings"]),
        place_nouns=frozenset(word_lists["place_nouns"]),
        papers=frozenset(word_lists["papers"]),
        placing_words=frozenset(word_lists["placing"]),
        before_places=frozenset(word_lists["before_places"]),
        place_attributes=frozenset(word_lists["place_attributes"]),
        posts=frozenset(word_lists["posts"]),
        replies=frozenset(word_lists["replies"]),
        care_places=frozenset(word_lists["care_places"]),
        care_words=frozenset(word_lists["care_words"]),
        seated=frozenset(word_lists["seated"]),
        removing_verbs=frozenset(word_lists["removing"]),
        of_a_country=frozenset(word_lists["of_a_country"]),
        counting_verbs=frozenset(word_lists["counting_verbs"]),
        bringing_verbs=frozenset(word_lists["bringing"]),
        brought_nouns=frozenset(word_lists["brought"]),
        indefinite=frozenset(word_lists["indefinite"]),
        hypothetical=frozenset(word_lists["hypothetical"]),
        planned=frozenset(word_lists["planned"]),
        ahead=frozenset(word_lists["ahead"]),
        modal=frozenset((*word_lists["hypothetical"], *word_lists["planned"])),
        denied=frozenset(word_lists["denied"]),
        totals=tuple(word_lists["totals"]),
        plural_modifiers=frozenset(word_lists["plural_modifiers"]),
        ruined={word: sort for sort, words in word_lists["ruined"].items() for word in words},
        unlike_things={noun: sort for sort, nouns in word_lists["unlike_things"].items() for noun in nouns},
        finer_things={word: sort for sort, words in word_lists["finer_things"].items() for word in words},
        things_alike={noun: name for name, nouns in word_lists["things_alike"].items() for noun in nouns},
        makes={make: noun for noun, makes in word_lists["makes"].items() for make in makes},
        falling_verbs=frozenset(word_lists["falling"]),
        staffs=frozenset(word_lists["staffs"]),
        burying=frozenset(word_lists["burying"]),
        payers=frozenset(word_lists["payers"]),
        shared_out=frozenset(word_lists["shared_out"]),
        indicator_kinds=frozenset(word_lists["indicator_kinds"]),
        move_stems=frozenset(word_lists["move_stems"]),
        result_stems=frozenset(word_lists["result_stems"]),
        one_of_an_event={noun: frozenset(words) for noun, words in word_lists["one_of_an_event"].items()},
        seldom={topic: frozenset(lands) for topic, lands in word_lists["seldom"].items()},
        seldom_in_town={topic: frozenset(lands) for topic, lands in word_lists["seldom_in_town"].items()},
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
        before_names=frozenset(word_lists["before_names"]),
        offices=frozenset(word_lists["offices"]),
        poll_words=frozenset(word_lists["poll_words"]),
        topics=_topics(word_lists["topics"], word_lists["together"], word_lists["diseases"]),
        vehicles={word: f"crash/{kind}" for kind, words in word_lists["vehicles"].items() for word in words},
        people=_people(data["people"]),
        body_nouns=frozenset(data["body_nouns"]),
        person_bodies=numbers["person_bodies"],
        told_two=frozenset(numbers["told_two"]),
        military_bodies=frozenset(fold(name) for name in data["military_bodies"]),
        seafarers=frozenset(data["seafarers"]),
        civil_ships=frozenset(data["civil_ships"]),
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


def _reversed(plurals: Mapping[str, str]) -> dict[str, str]:
    return {plural.lower(): singular.lower() for singular, plural in plurals.items()}
