"""What linking reads of an article that tells of an event, worked out once: no lexicon is needed afterwards.

It is a plain row of numbers, texts and sets, so that it can be kept and sent as such.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from functools import lru_cache
from typing import Any, Final

from figcheck.articles import Header
from figcheck.gazetteer.spelling import consonants
from figcheck.lexicon import Lexicon
from figcheck.model import Claim, Story

NO_DAY: Final = 9_999_999  # the day of what has no date: behind all others
_FEW_DAYS: Final = 10  # a period up to this tells when something happened
SHORT: Final = 8  # days of a period that tells a day

Days = tuple[tuple[int, int], ...]
_NONE: Final[frozenset[str]] = frozenset()


class Told:
    """One article with its story.

    ``published`` is a day by its ordinal (NO_DAY: unknown). ``full_names`` are names of two words or more. ``towns``
    are places inside a region, ``regions`` places that are no country, ``countries`` those that its places lie in,
    ``holding`` what holds its towns, ``spots`` its towns or else its sites. ``villages`` are said to lie at a place;
    ``village_keys`` are alike for transcriptions of one name.
    ``streets`` are those of the names that are of streets, and ``street_names`` these without their kinds, which
    reports mix up: "Cherry" of Cherry Road. ``week_before`` is a day that is told as the weekday of publication, and
    lies a week before that; 0 for none.
    ``is_another``: it tells of another event than those told before, a second fire or an aftershock.
    ``seldom`` are kinds of event, each with a place that seldom sees two of it within days: "landslide|Ethiopia".
    ``days`` are (first, last) ordinals. Of ``topics``, ``kinds`` stand for themselves and ``finer_kinds`` tell a kind
    more closely ("outbreak/measles").
    """

    def __init__(
        self,
        article: str,
        published: int,
        names: frozenset[str],
        places: frozenset[str],
        towns: frozenset[str],
        regions: frozenset[str],
        countries: frozenset[str],
        spots: frozenset[str],
        holding: frozenset[str],
        words: frozenset[str],
        half_words: frozenset[str],
        topics: frozenset[str],
        days: Days,
        ages: frozenset[str],
        houses: frozenset[str],
        villages: frozenset[str],
        streets: frozenset[str],
        is_another: bool,
        seldom: frozenset[str],
    ) -> None:
        self.article = article
        self.published = published
        self.names = names
        self.full_names = frozenset(name for name in names if " " in name)
        self.places = places
        self.towns = towns
        self.regions = regions
        self.countries = countries
        self.spots = spots
        self.holding = holding
        self.words = words
        self.half_words = half_words
        self.topics = topics
        self.kinds = frozenset([kind for kind in topics if kind.isalpha()])
        self.finer_kinds = finer_kinds(topics)
        self.days = days
        self.ages = ages
        self.houses = houses
        self.villages = villages
        self.streets = streets
        self.is_another = is_another
        self.seldom = seldom
        self.street_names = frozenset([name.rpartition(" ")[0] for name in streets if " " in name])
        self.village_keys = frozenset([consonants(name) for name in villages]) if villages else _NONE
        self.week_before = week_before(published, days)

    def fields(self) -> tuple[Any, ...]:
        """What makes it again: ``Told(*fields)``."""
        return (
            self.article,
            self.published,
            self.names,
            self.places,
            self.towns,
            self.regions,
            self.countries,
            self.spots,
            self.holding,
            self.words,
            self.half_words,
            self.topics,
            self.days,
            self.ages,
            self.houses,
            self.villages,
            self.streets,
            self.is_another,
            self.seldom,
        )


def week_before(published: int, days: Days) -> int:
    """The day a week before publication, where its weekday is told and may be either: hardly meant. 0 for none."""
    before = published - 7
    return before if len(days) > 1 and (published, published) in days and (before, before) in days else 0


def finer_kinds(topics: frozenset[str]) -> frozenset[str]:
    """Those of the topics of ``lexicon.topics`` that tell a kind more closely."""
    return frozenset([kind for kind in topics if "/" in kind]) if topics else _NONE


def are_other_kinds(
    topics: frozenset[str], finer: frozenset[str], others: frozenset[str], finer_others: frozenset[str]
) -> bool:
    """True for the topics, and the finer kinds among them, of a fire and of a flood, of measles and of cholera."""
    return topics.isdisjoint(others) or (bool(finer) and bool(finer_others) and finer.isdisjoint(finer_others))


def in_order(article: Told) -> tuple[int, str]:
    """Earlier published first, then by article."""
    return article.published, article.article


def told_by(claims: Iterable[Claim], lexicon: Lexicon) -> dict[str, Told]:
    """Article id → the article with its story, for those that have one."""
    told: dict[str, Told] = {}
    for claim in claims:
        if claim.story is not None and claim.header.id not in told:
            told[claim.header.id] = told_of(claim.header, claim.story, lexicon)
    return told


def told_of(header: Header, story: Story, lexicon: Lexicon) -> Told:
    """An article and its story as linking reads them."""
    gazetteer = lexicon.gazetteer
    towns = frozenset(place for place in story.places if is_town(place, lexicon))
    spots = towns or story.sites
    countries = frozenset(gazetteer.holders(place)[-1] for place in story.places) & gazetteer.countries
    return Told(
        article=header.id,
        published=day_of(header.published),
        names=story.names,
        places=story.places,
        towns=towns,
        regions=frozenset(place for place in story.places if place not in gazetteer.countries),
        countries=countries,
        spots=spots,
        holding=frozenset(holder for place in spots for holder in gazetteer.holders(place)),
        words=story.words,
        half_words=story.half_words,
        topics=story.topics,
        days=days_told(story.days),
        ages=story.ages,
        houses=story.houses,
        villages=story.villages,
        streets=frozenset([name for name in story.names if name.rpartition(" ")[2] in lexicon.street_words]),
        is_another="another_event" in story.asides,
        seldom=_seldom(story.topics, countries, towns, lexicon),
    )


def _seldom(
    topics: frozenset[str], countries: frozenset[str], towns: frozenset[str], lexicon: Lexicon
) -> frozenset[str]:
    """Each kind of event with a place that seldom sees two of it within days: "landslide|Ethiopia"."""
    places: list[str] = []
    for kind in topics:
        if kind in lexicon.seldom:
            places += [f"{kind}|{land}" for land in countries - lexicon.seldom[kind]]
        if kind in lexicon.seldom_in_town and countries.isdisjoint(lexicon.seldom_in_town[kind]):
            places += [f"{kind}|{town}" for town in towns]
    return frozenset(places)


def day_of(date: dt.date | None) -> int:
    """A date as the number of its day, NO_DAY where there is none."""
    return NO_DAY if date is None else date.toordinal()


@lru_cache(maxsize=100_000)
def is_town(place: str, lexicon: Lexicon) -> bool:
    """True for a place that lies in a region of a country, and for one that no gazetteer has: a village."""
    gazetteer = lexicon.gazetteer
    holder = gazetteer.container.get(place)
    return holder in gazetteer.container if holder is not None else not gazetteer.has(place)


@lru_cache(maxsize=50_000)
def days_told(days: frozenset[str]) -> Days:
    """The days and short periods of what an opening states."""
    return tuple(period for period in periods_of(days) if period[1] - period[0] <= SHORT)


@lru_cache(maxsize=50_000)
def periods_of(when: frozenset[str]) -> Days:
    """ISO days and "start/end" periods as (first, last) ordinals, sorted."""
    found: list[tuple[int, int]] = []
    for period in sorted(when):
        first, _, last = period.partition("/")
        found.append((dt.date.fromisoformat(first).toordinal(), dt.date.fromisoformat(last or first).toordinal()))
    return tuple(found)


def is_short(periods: Days) -> bool:
    """True when every period is of a few days."""
    return all(last - first <= _FEW_DAYS for first, last in periods)
