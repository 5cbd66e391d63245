"""Which pairs of claims contradict each other, as far as outlines tell: of those no row need be read.

What is refused here ``link.contradictions`` forbids, whatever events the articles tell of; what is not refused is still
to be weighed.
"""

from __future__ import annotations

from typing import Final

import numpy as np
from numpy.typing import NDArray

from figcheck.archive.blocks import Near, Places, column
from figcheck.archive.state import Articles
from figcheck.archive.threads import in_threads
from figcheck.columns import Column
from figcheck.ledger.store import Store
from figcheck.link.contradictions import FEWER_WORDS, MOST_WORDS, SOME_WORDS
from figcheck.link.outlines import (
    AMOUNT,
    ANSWER,
    EACH,
    FIELDS,
    LONG,
    MAIN,
    MONEY,
    ONCE,
    PART,
    RATE,
    SHORT,
    SOME,
    UNCOMMON,
    WORDLESS,
)

_AT_ONCE: Final = 500_000  # pairs that are looked at together

Truths = NDArray[np.bool_]


class Outlines:
    """The claims of some articles in outline, numbered through."""

    def __init__(self, outlines: bytes, articles: Places) -> None:
        """``articles`` tells of each claim which article it is of, by any number."""
        together = column([outlines], list(FIELDS))
        self._of = {name: np.ascontiguousarray(together[name]) for name, _ in FIELDS}
        self._articles = articles

    def left(self, pairs: Near, threads: int = 1) -> Near:
        """The pairs that are not refused; ``threads`` is how many may look at once."""

        def left_of(part: slice) -> Places:
            return pairs.codes[part][~self.are_refused(*pairs.ends(part))]

        parts = [slice(start, start + _AT_ONCE) for start in range(0, len(pairs.codes), _AT_ONCE)]
        kept = in_threads(threads, left_of, parts)
        return pairs._replace(codes=np.concatenate(kept)) if kept else pairs

    def are_refused(self, later: Places, earlier: Places) -> Truths:
        """For each of some pairs, by the numbers of their claims, whether it is refused."""
        both = _Both(self._of, later, earlier)
        flags, others = both("flags")
        differs, shared = flags ^ others, flags & others
        copied, also_copied = both("copied")
        is_copy = (copied == also_copied) & (copied != 0)
        refused: Truths = (differs & (PART | EACH)) != 0
        refused |= _share_none(*both("counted")) | _share_none(*both("acting"))
        refused |= ((shared & MAIN) == 0) & _are_places_apart(both)
        refused |= ((shared & (ONCE | LONG | SHORT)) != 0) & _are_times_apart(both)
        in_words = np.flatnonzero(~refused & ~is_copy & ((shared & (AMOUNT | ANSWER)) != 0))
        refused[in_words] = _are_words_apart(_Both(self._of, later[in_words], earlier[in_words]), shared[in_words])
        # What one article says twice is another matter.
        refused &= self._articles[later] != self._articles[earlier]
        return refused


class _Both:
    """A field of the outlines of the later and of the earlier claims of some pairs."""

    def __init__(self, fields: dict[str, Column], later: Places, earlier: Places) -> None:
        self._fields = fields
        self._ends = later, earlier

    def __call__(self, name: str) -> tuple[Column, Column]:
        of = self._fields[name]
        later, earlier = self._ends
        return of[later], of[earlier]


def _share_none(some: Column, others: Column) -> Truths:
    """For pairs of masks whether both have members, and none in common."""
    apart: Truths = (some != 0) & (others != 0) & ((some & others) == 0)
    return apart


def _are_places_apart(both: _Both) -> Truths:
    where, elsewhere = both("where")
    holding, others = both("holding")
    return _share_none(where, others) & _share_none(elsewhere, holding)


def _are_times_apart(both: _Both) -> Truths:
    first, other_first = both("first")
    last, other_last = both("last")
    apart: Truths = (first > other_last + 1) | (other_first > last + 1)
    return apart


def _are_words_apart(both: _Both, shared: Column) -> Truths:
    words, others = both("words")
    counts = [count.astype(np.int64) for count in both("count")]
    lost = [some.astype(np.int64) for some in both("lost")]
    fewer = np.minimum(*counts)
    most = _ones(words & others) + np.minimum(*lost)
    is_question = (shared & ANSWER) != 0
    least = np.where((shared & UNCOMMON) != 0, FEWER_WORDS, np.where((shared & SOME) != 0, SOME_WORDS, MOST_WORDS))
    with np.errstate(invalid="ignore", divide="ignore"):
        share = most / fewer
    is_short = np.where(is_question, most < MOST_WORDS * fewer, share < least) | (most < 2)
    at, other_at = both("day_and_place")
    digits, other_digits = both("digits")
    # Of money that is paid for one thing a word in common may be enough, and of numbers that may be a slip.
    is_short = np.where(((shared & MONEY) != 0) | ((digits == other_digits) & (digits != 0)), most < 1, is_short)
    is_rate = (shared & RATE) != 0
    is_excused = np.where(is_question, is_rate | ((at == other_at) & (at != 0)), (shared & WORDLESS) != 0)
    apart: Truths = is_short & ~is_excused
    return apart


def _ones(masks: Column) -> Places:
    """How many bits of each mask are set."""
    fives, threes, fours = np.uint64(0x5555555555555555), np.uint64(0x3333333333333333), np.uint64(0x0F0F0F0F0F0F0F0F)
    masks = masks - ((masks >> np.uint64(1)) & fives)
    masks = (masks & threes) + ((masks >> np.uint64(2)) & threes)
    masks = (masks + (masks >> np.uint64(4))) & fours
    return ((masks * np.uint64(0x0101010101010101)) >> np.uint64(56)).astype(np.int64)


def outlines_of(store: Store, articles: Articles) -> Outlines:
    """The outlines of the claims of articles, as these are numbered through."""
    kept = dict(store.keys(("outlines",), articles.numbers))
    of_claims = np.repeat(np.arange(len(articles)), np.diff(articles.base))
    return Outlines(b"".join([kept[no] for no in articles.numbers]), of_claims)
