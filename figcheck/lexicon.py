"""The Lexicon: every word list that articles are read by, as one frozen record.

Words live in YAML, grammar in Python: every pattern that looks for a word of a class is built from these sets. How they
are read is in wordlists.py.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Final

from figcheck.gazetteer import Gazetteer, NameStarts
from figcheck.hedging import HedgeScheme
from figcheck.model import Hedge
from figcheck.prose import regular_singular

_NATIONALS: Final = frozenset({"nationals"})


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
    before_places: frozenset[str]  # words that make what stands behind them the place of a figure
    place_attributes: frozenset[str]  # words that may stand between these and the place
    posts: frozenset[str]  # towns from which agencies cover a region, by their names in the gazetteer
    replies: frozenset[str]  # nouns and verbs for an answer to what is told behind
    care_places: frozenset[str]  # where the hurt are taken
    care_words: frozenset[str]  # of those who are taken there
    seated: frozenset[str]  # bodies that speak, with the place of their seat behind "in"
    removing_verbs: frozenset[str]  # those they are done to were where "from" tells
    of_a_country: frozenset[str]  # behind a country and a hyphen, of what may be anywhere
    counting_verbs: frozenset[str]  # behind a place: what it "recorded" was there
    bringing_verbs: frozenset[str]  # that bring a total to a number
    brought_nouns: frozenset[str]  # what they bring there: a toll
    indefinite: frozenset[str]  # before what was not told of yet
    reaching_verbs: frozenset[str]  # a count "reached" 40 on a day
    changes: frozenset[str]  # nouns for how much a number grew or fell
    hypothetical: frozenset[str]
    planned: frozenset[str]
    ahead: frozenset[str]  # before a weekday or a month, which is the one to come then
    modal: frozenset[str]  # hypothetical and planned
    denied: frozenset[str]
    totals: tuple[str, ...]  # phrases that make a figure one of everything since a start
    plural_modifiers: frozenset[str]  # plurals that stand before the noun that is counted
    ruined: Mapping[str, str]  # words for what befell a building → destroyed, damaged, either
    unlike_things: Mapping[str, str]  # noun → the sort of thing, where a measure counts several
    finer_things: Mapping[str, str]  # word before the noun → the sort of which it tells a finer one
    things_alike: Mapping[str, str]  # noun → the noun that the same thing goes by as well
    makes: Mapping[str, str]  # what stands before the hyphen of a make of arms → the noun that it is one of
    falling_verbs: frozenset[str]  # by which a number comes down to another
    staffs: frozenset[str]  # nouns of all who work for somebody
    burying: frozenset[str]  # what earth and water do to houses
    payers: frozenset[str]  # nouns of who gives or gets money
    shared_out: frozenset[str]  # nouns of what rivals share among them, of which each has a number of its own
    indicator_kinds: frozenset[str]  # stems that tell one inflation or interest rate from another
    move_stems: frozenset[str]  # what tells how an amount moved or was told, and not which it is
    result_stems: frozenset[str]  # of every report of a company's results
    one_of_an_event: Mapping[str, frozenset[str]]  # noun of what an event has one of → words that tell of another event
    seldom: Mapping[str, frozenset[str]]  # topic of what a country seldom sees twice within days → those that often do
    seldom_in_town: Mapping[str, frozenset[str]]  # the same of a town → countries whose towns often do
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
    before_names: frozenset[str]  # capitalised before a name, and no part of it
    offices: frozenset[str]  # before the name of one who holds an office
    economy: frozenset[str]  # nouns for what a country's figures are of
    assaults: frozenset[str]  # nouns for what is done to a place
    forecasters: frozenset[str]  # who are asked for what they expect
    expecting_verbs: frozenset[str]  # of these
    forecasts: frozenset[str]  # nouns for what they expect
    held_against: frozenset[str]  # words between a result and these
    crafts: frozenset[str]  # what carries people
    carrying_verbs: frozenset[str]  # of these
    wrecking_verbs: frozenset[str]  # of these alone
    seizing_verbs: frozenset[str]  # of which persons and things may be the object
    saving_verbs: frozenset[str]  # likewise
    sending_verbs: frozenset[str]  # whoever does so to soldiers, they are theirs
    bystanding_verbs: frozenset[str]  # participles before "by" and one who did nothing of what is told
    harmed: frozenset[str]  # participles that are persons behind "one of the"
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
    seafarers: frozenset[str]  # of the military, unless their ship is a civil one
    civil_ships: frozenset[str]
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
