"""Block keys: two claims, or the stories of two articles, are held against each other only when they share one.

A key opens with how far apart in time two of its members may be published. A town, a named thing, the article, the
event, a sentence's signature are anchors by themselves. A country, a people, a day, a word are common in news: two of
these together make a key. The key of a claim holds its measure, kind and kind of unit: other ones contradict.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from itertools import combinations
from typing import Final

from figcheck.lexicon import Lexicon
from figcheck.link.rows import Row
from figcheck.link.told import Told

BLOCK: Final = 150  # members of one block that one is held against: those published nearest before it
_TELLING_WORDS: Final = 5  # of a clause, the longest: two of these that are shared bring two amounts together
# How many days apart two members of a block may be; a key opens with the place of its reach here.
REACHES: Final = (7, 20, 45, 180, 1050, 100_000_000)
_WEEK, _NEAR, _WINDOW, _MONTHS, _YEARS, _ANY = range(6)


def claim_keys(row: Row, lexicon: Lexicon) -> list[str]:
    """The keys of a claim, sorted; that of its event apart."""
    measure = row.measure if row.measure != "counted" else f"counted {row.thing}"
    inside = f"{_ANY}|{measure}|in|{row.article}"
    alike = f"|{measure}|{row.kind}|{row.basis}|"
    near = f"{_WINDOW}{alike}"
    keys = {inside}
    keys.update([f"{near}at|{town}" for town in row.towns])
    gazetteer = lexicon.gazetteer
    others: list[str] = []
    for name in row.about | row.names:
        if name not in gazetteer.countries and name not in lexicon.parties:
            keys.add(f"{near}about|{name}")
        elif name not in row.holding:  # a country that stands for its place says nothing more
            others.append(f"about|{name}")
    common = (
        [f"at|{place}" for place in row.holding if place not in row.towns],
        others,
        [f"of|{who}" for who in row.who],
        [f"on|{day}" for day in row.when],
        [f"by|{party}" for party in row.by],
        [f"topic|{topic}" for topic in row.topics] if row.nature in ("toll", "event") else [],
        ["total"] if row.kind in ("running_total", "share", "rate") else [],
    )
    for one, other in combinations(common, 2):
        keys.update([f"{near}{a}|{b}" for a in one for b in other])
    if row.nature in ("answer", "amount"):
        telling = sorted([w for w in row.words if w not in lexicon.common_words], key=_rarest_first)[:_TELLING_WORDS]
        keys.update([f"{near}word|{a}|{b}" for a, b in combinations(sorted(telling), 2)])
    if row.signature:
        keys.add(f"{_ANY}{alike}copy|{row.signature}")
    return sorted(keys)


def _rarest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def toll_key(row: Row) -> str:
    """What joins the tolls of one event, at any time: with the event behind it, a key."""
    return f"{_ANY}|{row.measure}|{row.kind}|{row.basis}|event|"


def story_keys(told: Told) -> list[str]:
    """The keys of an article that tells of an event, sorted: a full name with a town at any time (a page may tell the
    day of its last change), alone within years (trials), a single name within months, a place within weeks, and two
    telling words within a week, for reports of the day that name nobody."""
    keys = {f"{_YEARS if ' ' in name else _MONTHS}|name|{name}" for name in told.names}
    keys.update([f"{_ANY}|both|{name}|{town}" for name in told.full_names for town in told.towns])
    keys.update([f"{_NEAR}|place|{place}" for place in told.regions])
    telling = sorted(sorted(told.words, key=_rarest_first)[:_TELLING_WORDS])
    keys.update([f"{_WEEK}|word|{a}|{b}" for a, b in combinations(telling, 2)])
    return sorted(keys)


class Blocks:
    """Finds the pairs that share a block. Members are numbers that rise with the order in which they are taken."""

    def __init__(self) -> None:
        self._blocks: dict[str, list[tuple[int, int]]] = defaultdict(list)
        self.crowded: set[int] = set()

    def partners(self, member: int, day: int, keys: Iterable[str]) -> list[int]:
        """The earlier members that share a block with this one, sorted; it joins the blocks. ``day`` is an ordinal.

        Where a block holds more than BLOCK of them within reach, the member is one of ``crowded``.
        """
        found: set[int] = set()
        for key in keys:
            block = self._blocks[key]
            reach = REACHES[int(key[0])]
            for count, (other, published) in enumerate(reversed(block)):
                if day - published > reach:
                    break
                if count == BLOCK:
                    self.crowded.add(member)
                    break
                found.add(other)
            block.append((member, day))
        return sorted(found)
