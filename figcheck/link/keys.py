"""Block keys: two claims, or the stories of two articles, are held against each other only when they share one.

A key tells how far apart in time two of its members may be published. A town, a named thing, the article, the
event, a sentence's signature are anchors by themselves. A country, a people, a day, a word are common in news: two of
these together make a key. The key of a claim holds its measure, kind and kind of unit: other ones contradict.

A key is a number of 61 bits, so that millions of them take little room and are made and compared fast. Its parts (a
town, a measure) are hashed each for itself and once for all claims, and the sum of their bits is hashed no more. Two
keys that get one number bring pairs together that the evidence then parts. The lowest bits tell the reach.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from functools import lru_cache
from hashlib import blake2b
from itertools import combinations
from typing import Final

from figcheck.lexicon import Lexicon
from figcheck.link.rows import Row
from figcheck.link.stories import SELDOM_KINDS
from figcheck.link.told import Told

BLOCK: Final = 60  # members of one block that one is held against: those published nearest before it
_TELLING_WORDS: Final = 5  # of a clause, the longest: two of these that are shared bring two amounts together
# How many days apart two members of a block may be; a key ends with the place of its reach here.
REACHES: Final = (7, 20, 45, 180, 1050, 100_000_000)
REACH_BITS: Final = 7  # of a key
_TOTALS: Final = ("running_total", "share", "rate")  # of which a country has one at a time
_MOST_LANDS: Final = 4  # of one claim, of which two bring it together with others
_REACH_WIDTH: Final = 3
_KNOWN: Final = 100_000  # parts of keys that are remembered
_WEEK, _NEAR, _WINDOW, _MONTHS, _YEARS, _ANY = range(6)


def claim_keys(row: Row, lexicon: Lexicon) -> list[int]:
    """The keys of a claim, sorted; that of its event apart."""
    measure = row.measure if row.measure != "counted" or row.unit == "percent" else f"counted {row.thing}"
    keys = {_key(_ANY, _part(f"{measure}|in|{row.article}"))}
    alike = _known_part(f"{measure}|{row.kind}|{row.basis}")
    towns, holding = row.towns, row.holding
    keys.update([_key(_WINDOW, alike ^ _AT[town]) for town in towns])
    countries, parties = lexicon.gazetteer.countries, lexicon.parties
    others: list[int] = []
    is_named = bool(towns)
    for name in row.about | row.names:
        if name not in countries and name not in parties:
            keys.add(_key(_WINDOW, alike ^ _ABOUT[name]))
            is_named = True
        elif name not in holding:  # a country that stands for its place says nothing more
            others.append(_ABOUT[name])
    if row.answer:  # "Labour" of 42 per cent, "the Greens" of 20 seats
        keys.add(_key(_WINDOW, alike ^ _ABOUT[row.answer]))
    days = [_ON[day] for day in row.when]
    common: tuple[list[int], ...] = (
        [_AT[place] for place in holding if place not in towns],
        others,
        [_OF[who] for who in row.who],
        days,
        [_BY[party] for party in row.by],
        [_TOPIC[topic] for topic in row.topics - row.finer_kinds]
        if row.nature in ("toll", "event") or "outbreak" in row.topics  # cases, which are counted persons
        else [],
        [_known_part("total")] if row.kind in _TOTALS or row.measure == "population" else [],
    )
    for one, other in combinations([some for some in common if some], 2):
        for part in one:
            here = alike ^ part
            keys.update([_key(_WINDOW, here ^ behind) for behind in other])
    if row.nature == "event":  # of two countries: "85 targets in Iraq and Syria"
        lands = sorted(common[0])[:_MOST_LANDS]
        keys.update([_key(_WINDOW, alike ^ one ^ other) for one, other in combinations(lands, 2)])
    if row.nature in ("answer", "amount"):
        telling = sorted([w for w in row.words if w not in lexicon.common_words], key=_rarest_first)[:_TELLING_WORDS]
        words = [_WORD[word] for word in telling]
        if not is_named:  # two amounts of one matter have a name or a town around them in common where both have any
            keys.update([_key(_WINDOW, alike ^ one ^ other) for one, other in combinations(words, 2)])
        on_a_day = [alike ^ day for day in days]
        keys.update([_key(_WINDOW, day ^ word) for day in on_a_day for word in words])
    if row.digits and row.measure == "money":  # in whatever currency
        printed = _part(f"{row.measure}|{row.kind}|{row.point}")
        keys.update([_key(_NEAR, printed ^ _ABOUT[name]) for name in row.about])
        keys.update([_key(_NEAR, printed ^ _AT[town]) for town in towns])
    if row.signature:
        keys.add(_key(_ANY, alike ^ _part(f"copy|{row.signature}")))
    return sorted(keys)


def _rarest_first(word: str) -> tuple[int, str]:
    return -len(word), word


def toll_key(row: Row, event: str = "") -> int:
    """What joins the tolls of one event, at any time: with the event, a key."""
    toll = _known_part(f"{row.measure}|{row.kind}|{row.basis}|event")
    return _key(_ANY, toll ^ _known_part(f"event|{event}") if event else toll)


def story_keys(told: Told) -> list[int]:
    """The keys of an article that tells of an event, sorted: a full name with a town at any time (a page may tell the
    day of its last change), alone within years (trials), a single name within months, a place within weeks, and within
    a week two telling words, for reports of the day that name nobody, or a country and a quake or what else it seldom
    sees."""
    keys = {_key(_YEARS if " " in name else _MONTHS, _part(f"name|{name}")) for name in told.names}
    keys.update([_key(_ANY, _part(f"both|{name}|{town}")) for name in told.full_names for town in told.towns])
    keys.update([_key(_NEAR, _known_part(f"place|{place}")) for place in told.regions])
    telling = sorted(told.words, key=_rarest_first)[:_TELLING_WORDS]
    words = [_WORD[word] for word in telling]
    keys.update([_key(_WEEK, one ^ other) for one, other in combinations(words, 2)])
    seldom = told.kinds & SELDOM_KINDS
    if seldom and len(told.countries) <= _MOST_LANDS:
        keys.update([_key(_WEEK, _AT[land] ^ _TOPIC[kind]) for land in told.countries for kind in seldom])
    return sorted(keys)


def wording_keys(spelt: str, names: Iterable[str], is_alone: bool) -> list[int]:
    """The keys of a sentence that other articles may have copied, at any time: by how it is spelt with each of some
    names, and alone."""
    sentence = _part(f"copied|{spelt}")
    keys = [_key(_ANY, sentence ^ _BESIDE[name]) for name in names]
    if is_alone:
        keys.append(_key(_ANY, sentence))
    return keys


def _key(reach: int, parts: int) -> int:
    return parts << _REACH_WIDTH | reach


def _part(text: str) -> int:
    """A number of 58 bits for a part of a key; that of the whole key is that of its parts by "exclusive or"."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") >> 6


_known_part = lru_cache(_KNOWN)(_part)


class _Parts(dict[str, int]):
    """Name → its part of a key, worked out once for each sort of name. It starts afresh when full."""

    def __init__(self, sort: str) -> None:
        super().__init__()
        self._sort = sort

    def __missing__(self, name: str) -> int:
        if len(self) >= _KNOWN:
            self.clear()
        made = self[name] = _part(f"{self._sort}|{name}")
        return made


_AT: Final = _Parts("at")
_ABOUT: Final = _Parts("about")
_OF: Final = _Parts("of")
_ON: Final = _Parts("on")
_BY: Final = _Parts("by")
_TOPIC: Final = _Parts("topic")
_WORD: Final = _Parts("word")
_BESIDE: Final = _Parts("beside")


class Blocks:
    """Finds the pairs that share a block. Members are numbers that rise with the order in which they are taken."""

    def __init__(self) -> None:
        self._blocks: dict[int, list[tuple[int, int]]] = defaultdict(list)
        self.crowded: set[int] = set()

    def partners(self, member: int, day: int, keys: Iterable[int]) -> list[int]:
        """The earlier members that share a block with this one, sorted; it joins the blocks. ``day`` is an ordinal.

        Where a block holds more than BLOCK of them within reach, the member is one of ``crowded``.
        """
        found: set[int] = set()
        for key in keys:
            block = self._blocks[key]
            reach = REACHES[key & REACH_BITS]
            for count, (other, published) in enumerate(reversed(block)):
                if day - published > reach:
                    break
                if count == BLOCK:
                    self.crowded.add(member)
                    break
                found.add(other)
            block.append((member, day))
        return sorted(found)
