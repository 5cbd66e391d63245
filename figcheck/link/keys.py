"""Block keys: two claims are compared only when they share one.

A key is the measure plus an anchor that both must share. A town, a named thing, the article, the event, a sentence's
signature are anchors by themselves. A country, a people, a day or a word are common in news: two of these must be
shared, and within a window of time.
"""

from __future__ import annotations

import datetime as dt
from collections import Counter, defaultdict
from typing import Final, NamedTuple

from figcheck.lexicon import Lexicon
from figcheck.link.stories import is_town
from figcheck.model import Claim
from figcheck.units import thing

_WINDOW_DAYS: Final = 30
_EPOCH: Final = dt.date(1970, 1, 1)
BLOCK: Final = 300  # groups of one block that a claim is held against: the latest
_WEAK_KEYS: Final = 2  # common anchors that two claims must share


class Keys(NamedTuple):
    """The keys of a claim: anchors by themselves, and common anchors with the window that the claim lies in."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    window: int


class Blocks:
    """Which groups stand in which block. Groups are numbers, in the order in which they were made."""

    def __init__(self) -> None:
        self._strong: dict[str, list[int]] = defaultdict(list)
        self._weak: dict[tuple[str, int], list[int]] = defaultdict(list)

    def near(self, keys: Keys) -> tuple[list[int], bool]:
        """The groups that share an anchor with a claim, in order, and whether a block was too crowded for all of it."""
        found: set[int] = set()
        crowded = False
        for key in keys.strong:
            block = self._strong.get(key, ())
            crowded = crowded or len(block) > BLOCK
            found.update(block[-BLOCK:])
        if len(keys.weak) >= _WEAK_KEYS:
            shared: Counter[int] = Counter()
            for key in keys.weak:
                members: set[int] = set()
                for window in (keys.window - 1, keys.window, keys.window + 1):
                    block = self._weak.get((key, window), ())
                    crowded = crowded or len(block) > BLOCK
                    members.update(block[-BLOCK:])
                shared.update(members)
            found.update(index for index, count in shared.items() if count >= _WEAK_KEYS)
        return sorted(found), crowded

    def add(self, keys: Keys, index: int) -> None:
        """Put a group into the blocks of a claim that joined it."""
        for block in self._of(keys):
            if index not in block[-1:]:
                block.append(index)

    def move(self, keys: Keys, gone: int, into: int) -> None:
        """Let one group stand where another stood, in the blocks of a claim that moved."""
        for block in self._of(keys):
            block[:] = dict.fromkeys(into if index == gone else index for index in block)

    def _of(self, keys: Keys) -> list[list[int]]:
        weak = [self._weak[key, keys.window] for key in keys.weak]
        return [*(self._strong[key] for key in keys.strong), *weak]


def block_keys(claim: Claim, lexicon: Lexicon, event: int | None, told_by_words: bool) -> Keys:
    """The keys of a claim.

    ``event`` is the number of the event that its article tells of, where it is a toll of it. ``told_by_words``: what it
    measures is told by its words alone, as of an amount or an answer.
    """
    measure = claim.measure if claim.measure != "counted" else f"counted {thing(claim.figure)}"
    windows = _windows(claim)
    strong = {f"{measure}|in|{claim.header.id}"}
    weak: set[str] = set()
    if event is not None:
        strong.add(f"{measure}|event|{event}")
    for place in claim.scope.where or ():
        for holder in lexicon.gazetteer.holders(place):
            if is_town(holder, lexicon):
                strong |= {f"{measure}|at|{holder}|{window}" for window in windows}
            else:
                weak.add(f"{measure}|at|{holder}")
    for name in (claim.scope.about or frozenset()) | claim.names:
        if name in lexicon.gazetteer.countries or name in lexicon.parties:
            weak.add(f"{measure}|about|{name}")
        else:
            strong |= {f"{measure}|about|{name}|{window}" for window in windows}
    weak |= {f"{measure}|of|{who}" for who in claim.scope.who or ()}
    weak |= {f"{measure}|on|{day}" for day in claim.scope.when or ()}
    if claim.kind in ("running_total", "share", "rate"):
        weak.add(f"{measure}|{claim.kind}")
    if told_by_words:
        weak |= {f"{measure}|word|{word}" for word in claim.words if word not in lexicon.common_words}
    if has_telling_signature(claim):
        strong.add(f"{measure}|copy|{claim.signature}")
    return Keys(tuple(sorted(strong)), tuple(sorted(weak)), windows[0])


def has_telling_signature(claim: Claim) -> bool:
    """True when a claim's sentence says enough for an equal one to be its copy; describe decides."""
    return bool(claim.signature)


def _windows(claim: Claim) -> tuple[int, ...]:
    published = claim.header.published
    if published is None:
        return (-1,)
    index = (published - _EPOCH).days // _WINDOW_DAYS
    return (index, index + 1)
