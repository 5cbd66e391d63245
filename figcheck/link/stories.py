"""How much speaks for two articles telling of one event. Their tolls are then about one thing, whatever words stand
around each figure.

The evidence is added up as the logarithm of odds. The weights were fitted on reports of local shootings and of air
strikes and rounded; what a weight is for stands beside it. What counts most is what few reports share: a person, a
street or a venue by name, a block of houses, the town, and telling words of the opening. Nothing depends on how often a
name occurs in the run, so that articles that have nothing to do with two others never decide about these.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from figcheck.link.told import NO_DAY, Told, are_other_kinds

ENOUGH: Final = 1.5
START: Final = -5.9  # two articles that share nothing
ANY_NAME: Final = 1.25  # a name that no list knows
FULL_NAME: Final = 1.5  # of two words or more, up to two of them
SINGLE_NAME: Final = 0.3
TOWN: Final = 3.4
REGION: Final = 0.6  # a state or province, where no town is shared
WORD: Final = 1.3  # a telling word, up to seven
WORDS_ELSEWHERE: Final = 3  # the most of them that count where place, kind or season speak against it
HALF_WORD: Final = 0.3
OTHER_PLACES: Final = -3.5  # towns and villages told by both, none shared, and no name
OTHER_VILLAGES: Final = -6.0  # near a town, by both: none is shared, and no name
OTHER_STREETS: Final = -2.0  # by both: none is shared, and no name
OTHER_COUNTRIES: Final = -6.5
LITTLE_IN_COMMON: Final = -1.0  # no name, and one telling word at most
NEAR_IN_TIME: Final = ((1, 3.3), (3, 2.5), (10, 1.3), (45, 0.3), (120, 0.0), (365, -1.8))  # days between publication
LONG_AFTER: Final = -3.0
UNDATED: Final = -1.8  # articles of any time: a place sees many events
OTHER_KIND: Final = -4.0  # a fire and a flood, measles and cholera, where no name is shared
TOLD_OTHERWISE: Final = -1.5  # kinds that may go together, a stabbing and a shooting, where no name is shared
LONG_APART: Final = 45  # days after which a town sees another event in like words, where no name is shared
SAME_AGE: Final = 1.3  # an age that both openings tell
OTHER_AGES: Final = -0.7
SAME_HOUSE: Final = 3.0  # a block of houses by its number
OTHER_HOUSES: Final = -1.0
SAME_DAY_TOLD: Final = 2.4
SELDOM: Final = 4.5  # a kind of event that this country seldom sees twice within days
SELDOM_ANYWHERE: Final = 1.8  # one that no country often sees twice within a day
_SELDOM_WITHIN: Final = 10
SELDOM_QUAKE: Final = 1.5  # and one that hardly any country sees twice within weeks
_QUAKES_WITHIN: Final = 30
_WIDE: Final = frozenset(("quake",))  # felt in many towns and villages, of which reports name others
_SHAKEN_WITHIN: Final = 3
_SELDOM_KINDS: Final = frozenset(("quake", "volcano", "sinking", "stampede", "landslide"))  # of the lexicon's topics
ANOTHER: Final = -6.0  # one tells of a second event, and the other is of an earlier day
SAME_DAY_OF_A_KIND: Final = 2.0  # … of what one country sees one of in a day
_NATIONWIDE: Final = frozenset(("unrest", "quake", "volcano", "storm", "flood", "landslide", "stampede", "heat"))
OTHER_DAY_TOLD: Final = -1.3
OTHER_NEWS: Final = -4.0  # each tells of what happened right before it, days apart
_MANY_TOWNS: Final = 3  # of one opening, which tells of what befell many places
_FRESH: Final = 4  # days from what happened to the report of it
_DAYS_APART: Final = 5


class Likeness(NamedTuple):
    """How much speaks for two articles telling of one event, and what."""

    score: float
    because: tuple[str, ...]


def alike(a: Told, b: Told) -> float:
    """How much speaks for two articles telling of one event, against ENOUGH. Symmetric."""
    score = START
    names = _names_shared(a, b)
    if names:
        full = len(names & a.full_names)
        score += ANY_NAME + FULL_NAME * min(full, 2) + SINGLE_NAME * min(len(names) - full, 2)
    if a.towns & b.towns or a.names & b.towns or b.names & a.towns:  # a village may pass for a name
        score += TOWN
    elif a.regions & b.regions:
        score += REGION
    is_dated = a.published != NO_DAY and b.published != NO_DAY
    gap = abs(a.published - b.published) if is_dated else 0
    are_seldom = is_wide = False
    if is_dated and a.seldom and a.is_another == b.is_another and a.seldom & b.seldom:
        are_quakes = bool(a.kinds & b.kinds & _WIDE)
        are_seldom = gap <= (_QUAKES_WITHIN if are_quakes else _SELDOM_WITHIN)
        is_wide = are_quakes and gap <= _SHAKEN_WITHIN
        if are_seldom and are_quakes:
            score += SELDOM_QUAKE
    most = 7
    if _in_other_countries(a, b):
        score += OTHER_COUNTRIES
        most = WORDS_ELSEWHERE
    elif not names and not is_wide and _in_other_villages(a, b):
        score += OTHER_VILLAGES
        most = WORDS_ELSEWHERE
    elif not names and not is_wide and _elsewhere(a, b):
        score += OTHER_PLACES
        most = WORDS_ELSEWHERE
    if a.is_another != b.is_another and _is_of_one_before(a, b):
        score += ANOTHER
    if not names and a.topics and b.topics:
        if are_other_kinds(a.topics, a.finer_kinds, b.topics, b.finer_kinds):
            score += OTHER_KIND
            most = WORDS_ELSEWHERE
        elif a.kinds.isdisjoint(b.kinds):
            score += TOLD_OTHERWISE
            most = WORDS_ELSEWHERE
    if are_seldom:
        score += SELDOM
    elif is_dated and gap <= 1 and a.countries & b.countries and a.kinds & b.kinds & _SELDOM_KINDS:
        score += SELDOM_ANYWHERE
    if not names and gap > LONG_APART:
        most = WORDS_ELSEWHERE
    same_day = False
    if a.days and b.days:
        same_day = _meet(a, b)
        if same_day:
            score += SAME_DAY_TOLD
            if a.countries & b.countries and a.kinds & b.kinds & _NATIONWIDE:
                score += SAME_DAY_OF_A_KIND
        else:
            if not _are_news_of_other_days(a, b):
                score += OTHER_DAY_TOLD
            else:  # two storms within a week, however seldom that is
                score += OTHER_NEWS - SELDOM if are_seldom else OTHER_NEWS
    ages = False
    if a.ages and b.ages:
        ages = bool(a.ages & b.ages)
        score += SAME_AGE if ages else OTHER_AGES
    houses = False
    if a.houses and b.houses:
        houses = bool(a.houses & b.houses)
        score += SAME_HOUSE if houses else OTHER_HOUSES
    if not names and _in_other_streets(a, b):
        score += OTHER_STREETS
    words = len(a.words & b.words)
    if not names and words < 2 and not (same_day or ages or houses or are_seldom):
        score += LITTLE_IN_COMMON
    score += WORD * min(words, most) + HALF_WORD * min(len(a.half_words & b.half_words), 3)
    if is_dated:
        score += _near_in_time(gap)
    elif not same_day:
        score += UNDATED
    return score


def likeness(a: Told, b: Told) -> Likeness:
    """The same as ``alike``, with what speaks for it in words."""
    because = []
    names = sorted(_names_shared(a, b))
    if names:
        because.append(f"both articles name {', '.join(names[:3])}")
    places = sorted(a.towns & b.towns) or sorted(a.regions & b.regions)
    if places:
        because.append(f"both tell of {', '.join(places[:2])}")
    ages = sorted(a.ages & b.ages)
    if ages:
        because.append(f"both tell of somebody aged {', '.join(ages[:2])}")
    houses = sorted(a.houses & b.houses)
    if houses:
        because.append(f"both tell of block {', '.join(houses[:2])} of a street")
    words = sorted(a.words & b.words)
    if words:
        because.append(f"both openings say {', '.join(words[:5])}")
    return Likeness(alike(a, b), tuple(because))


def _near_in_time(gap: int) -> float:
    for days, weight in NEAR_IN_TIME:
        if gap <= days:
            return weight
    return LONG_AFTER


def _meet(a: Told, b: Told) -> bool:
    """True when two stated days are one, give or take a day; none for what hardly is meant, a week before."""
    for first, last in a.days:
        for other_first, other_last in b.days:
            if first <= other_last and other_first <= last:
                return True
            is_near = first <= other_last + 1 and other_first <= last + 1
            if is_near and first != a.week_before and other_first != b.week_before:
                return True
    return False


def _are_news_of_other_days(a: Told, b: Told) -> bool:
    """True where each article tells of what happened right before it came out, days apart: the protests of 25 June and
    those of 7 July."""
    if NO_DAY in (a.published, b.published) or abs(a.published - b.published) < _DAYS_APART:
        return False
    return all([_is_fresh(first, last, told) for told in (a, b) for first, last in told.days])


def _is_fresh(first: int, last: int, told: Told) -> bool:
    return told.published - _FRESH <= last and first <= told.published and last - first <= _FRESH


def _is_of_one_before(a: Told, b: Told) -> bool:
    """True where the article that tells of another event was published after the other."""
    later, earlier = (a, b) if a.is_another else (b, a)
    return earlier.published < later.published != NO_DAY


def _names_shared(a: Told, b: Told) -> frozenset[str]:
    names = a.names & b.names
    if names and not names.isdisjoint(a.streets) and _are_apart(a, b):
        return names - a.streets
    return names


def tell_of_other_corners(a: Told, b: Told) -> bool:
    """True for two articles that tell of villages near a town, or of quarters or streets of it, and of no such or name
    in common."""
    return (_in_other_villages(a, b) or _in_other_streets(a, b)) and not _names_shared(a, b)


def _in_other_streets(a: Told, b: Told) -> bool:
    """True when two openings name streets, and none that both name, of whatever kind."""
    return bool(a.street_names) and bool(b.street_names) and a.street_names.isdisjoint(b.street_names)


def _are_apart(a: Told, b: Told) -> bool:
    """True when two openings name places far from each other, which may have streets of one name."""
    return _in_other_countries(a, b) or _in_other_villages(a, b) or _elsewhere(a, b)


def _in_other_countries(a: Told, b: Told) -> bool:
    return bool(a.countries) and bool(b.countries) and a.countries.isdisjoint(b.countries)


def _elsewhere(a: Told, b: Told) -> bool:
    """True when two openings name towns, or both no town but sites, and none of one lies in, holds or is one of the
    other. A street or venue beside a town says nothing: it may lie there."""
    if not a.spots or not b.spots or bool(a.towns) != bool(b.towns):
        return False
    if max(len(a.towns), len(b.towns)) >= _MANY_TOWNS:
        return False  # a storm, or protests across a country
    return not (a.holding & b.spots or b.holding & a.spots)


def _in_other_villages(a: Told, b: Told) -> bool:
    """True when two openings name villages, or quarters, by the place that they lie at, and none that both name."""
    return bool(a.village_keys) and bool(b.village_keys) and a.village_keys.isdisjoint(b.village_keys)
