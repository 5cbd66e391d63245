"""Which articles tell of one event. Their tolls are then about one thing, whatever words stand around each figure.

The evidence of two articles is added up as the logarithm of odds. The weights were fitted on reports of local shootings
and of air strikes and rounded; what a weight is for stands beside it. What counts most is what few reports share: a
person, a street or a venue by name, a block of houses, the town, and telling words of the opening. Nothing depends on
how often a name occurs in the run, so that articles that have nothing to do with two others never decide about these.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache
from typing import Final, NamedTuple

from figcheck.articles import Header
from figcheck.lexicon import Lexicon
from figcheck.model import Claim, Story

_EPOCH: Final = dt.date(1970, 1, 1)
_ONE_DAY: Final = dt.timedelta(days=1)

START: Final = -5.9  # two articles that share nothing
ANY_NAME: Final = 1.25  # a name that no list knows
FULL_NAME: Final = 1.5  # of two words or more, up to two of them
SINGLE_NAME: Final = 0.3
TOWN: Final = 3.4
REGION: Final = 0.6  # a state or province, where no town is shared
WORD: Final = 1.3  # a telling word, up to seven
HALF_WORD: Final = 0.3
OTHER_PLACES: Final = -3.5  # towns and villages told by both, none shared, and no name
OTHER_COUNTRIES: Final = -4.5
LITTLE_IN_COMMON: Final = -1.0  # no name, and one telling word at most
NEAR_IN_TIME: Final = ((1, 3.3), (3, 2.5), (10, 1.3), (45, 0.3), (120, 0.0), (365, -1.8))  # days between publication
LONG_AFTER: Final = -3.0
UNDATED: Final = -1.8  # articles of any time: a place sees many events
OTHER_KIND: Final = -2.5  # a fire and a flood, where no name is shared
SAME_AGE: Final = 1.3  # an age that both openings tell
OTHER_AGES: Final = -0.7
SAME_HOUSE: Final = 3.0  # a block of houses by its number
OTHER_HOUSES: Final = -1.0
SAME_DAY_TOLD: Final = 2.4
OTHER_DAY_TOLD: Final = -1.3
ENOUGH: Final = 1.5
FIT: Final = -2.5  # least mean evidence against all articles of an event
SURE: Final = 4.0  # evidence that a weaker fit, or a second event as near, does not undo
LOOSE_FIT: Final = -3.0
MARGIN: Final = 1.0  # two events nearer to each other than this: none, unless one is sure
WORDS_IN_COMMON: Final = (
    4  # telling words from which on articles that share no name and no place are held against each other
)
MEMBERS: Final = 12  # articles of an event that a new one is held against: the latest, and the first
BLOCK: Final = 200  # events of one block that an article is held against
SHORT: Final = 8  # days of a period that tells a day


class Told(NamedTuple):
    """One article with its story."""

    header: Header
    story: Story


class Likeness(NamedTuple):
    """How much speaks for two articles telling of one event, and what."""

    score: float
    because: tuple[str, ...]


def told_by(claims: Iterable[Claim]) -> dict[str, Told]:
    """Article id → the article with its story, for those that have one."""
    told: dict[str, Told] = {}
    for claim in claims:
        if claim.story is not None:
            told.setdefault(claim.header.id, Told(claim.header, claim.story))
    return told


def events(told: Mapping[str, Told], lexicon: Lexicon) -> dict[str, int]:
    """Article id → number of the event it tells of; articles that share an event have one number.

    Neither their order nor other articles change who is together with whom.
    """
    members: list[list[Told]] = []
    blocks: dict[str, list[int]] = defaultdict(list)
    home: dict[str, int] = {}
    for article in sorted(told.values(), key=_order):
        keys, word_keys = _keys(article, lexicon), _word_keys(article)
        near = dict.fromkeys(index for key in keys for index in blocks[key][-BLOCK:])
        shared = Counter(index for key in word_keys for index in blocks[key][-BLOCK:])
        near |= dict.fromkeys(index for index, count in shared.items() if count >= WORDS_IN_COMMON)
        scored = sorted(
            ((score, -index) for index in near if (score := _fit(article, members[index], lexicon)) >= ENOUGH),
            reverse=True,
        )
        if len(scored) > 1 and scored[0][0] - scored[1][0] < MARGIN:
            near_to, other = -scored[0][1], -scored[1][1]
            fit = _mean(members[near_to], members[other], lexicon)
            if fit >= FIT or (scored[1][0] >= SURE and fit >= LOOSE_FIT):
                for key in _merge(members, home, near_to, other, lexicon):
                    blocks[key][:] = dict.fromkeys(near_to if index == other else index for index in blocks[key])
            elif scored[0][0] < SURE:
                scored = []
        if scored:
            index = -scored[0][1]
        else:
            index = len(members)
            members.append([])
        members[index].append(article)
        home[article.header.id] = index
        for key in (*keys, *word_keys):
            if index not in blocks[key][-1:]:
                blocks[key].append(index)
    return home


def likeness(a: Told, b: Told, lexicon: Lexicon) -> Likeness:
    """The evidence for two articles telling of one event. Symmetric."""
    one, other = a.story, b.story
    score, because = START, []
    names = sorted(one.names & other.names)
    if names:
        full = sum(" " in name for name in names)
        score += ANY_NAME + FULL_NAME * min(full, 2) + SINGLE_NAME * min(len(names) - full, 2)
        because.append(f"both articles name {', '.join(names[:3])}")
    places = one.places & other.places
    towns = sorted(place for place in places if is_town(place, lexicon))
    if towns:
        score += TOWN
        because.append(f"both tell of {', '.join(towns[:2])}")
    else:
        regions = sorted(place for place in places if place not in lexicon.gazetteer.countries)
        if regions:
            score += REGION
            because.append(f"both tell of {', '.join(regions[:2])}")
    if _other_countries(one, other, lexicon):
        score += OTHER_COUNTRIES
    elif not names and _elsewhere(one, other, lexicon):
        score += OTHER_PLACES
    mine, theirs = days_told(one.days), days_told(other.days)
    same_day = False
    if mine and theirs:
        same_day = any(p[0] <= q[1] + _ONE_DAY and q[0] <= p[1] + _ONE_DAY for p in mine for q in theirs)
        score += SAME_DAY_TOLD if same_day else OTHER_DAY_TOLD
    ages = sorted(one.ages & other.ages)
    if one.ages and other.ages:
        score += SAME_AGE if ages else OTHER_AGES
        if ages:
            because.append(f"both tell of somebody aged {', '.join(ages[:2])}")
    houses = sorted(one.houses & other.houses)
    if one.houses and other.houses:
        score += SAME_HOUSE if houses else OTHER_HOUSES
        if houses:
            because.append(f"both tell of block {', '.join(houses[:2])} of a street")
    words = sorted(one.words & other.words)
    if not names and len(words) < 2 and not same_day and not ages and not houses:
        score += LITTLE_IN_COMMON
    score += WORD * min(len(words), 7) + HALF_WORD * min(len(one.half_words & other.half_words), 3)
    if words:
        because.append(f"both openings say {', '.join(words[:5])}")
    if a.header.published is not None and b.header.published is not None:
        gap = abs((a.header.published - b.header.published).days)
        score += next((weight for days, weight in NEAR_IN_TIME if gap <= days), LONG_AFTER)
    elif not same_day:
        score += UNDATED
    if one.topics and other.topics and not one.topics & other.topics and not names:
        score += OTHER_KIND
    return Likeness(score, tuple(because))


def _other_countries(one: Story, other: Story, lexicon: Lexicon) -> bool:
    """True when both openings name places of known countries, and no country is told by both."""
    gazetteer = lexicon.gazetteer
    mine = {gazetteer.holders(place)[-1] for place in one.places} & gazetteer.countries
    theirs = {gazetteer.holders(place)[-1] for place in other.places} & gazetteer.countries
    return bool(mine and theirs and not mine & theirs)


def _elsewhere(one: Story, other: Story, lexicon: Lexicon) -> bool:
    """True when two openings name towns, or both no town but villages, and none of one lies in, holds or is one of the
    other. A street or venue beside a town says nothing: it may lie there."""
    holders = lexicon.gazetteer.holders
    mine = {place for place in one.places if is_town(place, lexicon)}
    theirs = {place for place in other.places if is_town(place, lexicon)}
    if not mine and not theirs:
        mine, theirs = set(one.sites), set(other.sites)
    if not mine or not theirs or mine & theirs:
        return False
    return not any(set(holders(a)) & theirs for a in mine) and not any(set(holders(b)) & mine for b in theirs)


@lru_cache(maxsize=100_000)
def is_town(place: str, lexicon: Lexicon) -> bool:
    """True for a place that lies in a region of a country, and for one that no gazetteer has: a village."""
    gazetteer = lexicon.gazetteer
    holder = gazetteer.container.get(place)
    if holder is None:
        return place not in gazetteer.countries and gazetteer.canonical.get(place.lower()) is None
    return holder in gazetteer.container


@lru_cache(maxsize=50_000)
def days_told(days: frozenset[str]) -> tuple[tuple[dt.date, dt.date], ...]:
    """The days and short periods of what an opening states, as (first, last)."""
    found = []
    for period in sorted(days):
        first, _, last = period.partition("/")
        told = dt.date.fromisoformat(first), dt.date.fromisoformat(last or first)
        if (told[1] - told[0]).days <= SHORT:
            found.append(told)
    return tuple(found)


def _order(article: Told) -> tuple[str, str]:
    published = article.header.published
    return (published.isoformat() if published else "9999", article.header.id)


def _keys(article: Told, lexicon: Lexicon) -> list[str]:
    """Block keys: a full name with a town at any time (a page may tell the day of its last change), alone within years
    (trials), a single name within months, a place within weeks; each window overlaps the next."""
    published = article.header.published
    if published is None:
        near = far = farthest = ("-", "-")
    else:
        days = (published - _EPOCH).days
        near, far, farthest = _windows(days, 15), _windows(days, 120), _windows(days, 700)
    keys = {f"name|{name}|{window}" for name in article.story.names for window in (farthest if " " in name else far)}
    keys |= {
        f"both|{name}|{place}"
        for name in article.story.names
        for place in article.story.places
        if " " in name and is_town(place, lexicon)
    }
    keys |= {
        f"place|{place}|{window}"
        for place in article.story.places
        if place not in lexicon.gazetteer.countries
        for window in near
    }
    return sorted(keys)


def _word_keys(article: Told) -> list[str]:
    """A telling word within a week: for reports of the day that name nobody. One word alone brings nothing together."""
    published = article.header.published
    windows = ("-", "-") if published is None else _windows((published - _EPOCH).days, 7)
    return sorted({f"word|{word}|{window}" for word in article.story.words for window in windows})


def _windows(days: int, length: int) -> tuple[str, str]:
    index = days // length
    return f"{length}:{index}", f"{length}:{index + 1}"


def _fit(article: Told, members: Sequence[Told], lexicon: Lexicon) -> float:
    """The best evidence against the articles of an event; minus infinity when it fits them badly as a whole."""
    held = members if len(members) <= MEMBERS else [*members[:2], *members[2 - MEMBERS :]]
    scores = [likeness(article, other, lexicon).score for other in held]
    if not scores:
        return float("-inf")
    best = max(scores)
    return best if sum(scores) / len(scores) >= (LOOSE_FIT if best >= SURE else FIT) else float("-inf")


def _mean(first: Sequence[Told], second: Sequence[Told], lexicon: Lexicon) -> float:
    scores = [likeness(a, b, lexicon).score for a in first[:MEMBERS] for b in second[:MEMBERS]]
    return sum(scores) / len(scores) if scores else float("-inf")


def _merge(members: list[list[Told]], home: dict[str, int], into: int, gone: int, lexicon: Lexicon) -> list[str]:
    """Move the articles of one event to another; gives the block keys that they stand under."""
    keys: dict[str, None] = {}
    for article in members[gone]:
        home[article.header.id] = into
        keys |= dict.fromkeys((*_keys(article, lexicon), *_word_keys(article)))
    members[into] = sorted([*members[into], *members[gone]], key=_order)
    members[gone] = []
    return list(keys)
