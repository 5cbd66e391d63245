"""Sentences with their figures as marks: "the fire killed <0> people: <1> men and <2> women".

What stands around figures is then read by patterns over a whole sentence, in which a figure is one short word.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.prose import one_spaced

MARK: Final = expression(r"<(\d+)>")


class Marked:
    """A sentence with marks for its figures.

    ``text`` is in lower case, with one space for white space and straight apostrophes; ``claims`` are its figures in
    the order of the text, the persons told without a number left out; ``starts`` and ``ends`` are where their marks
    stand.
    """

    __slots__ = ("claims", "ends", "starts", "text")

    def __init__(self, claims: Sequence[Claim]) -> None:
        self.claims = claims
        quote = claims[0].quote
        pieces: list[str] = []
        self.starts: list[int] = []
        self.ends: list[int] = []
        at, length = 0, 0
        for number, claim in enumerate(claims):
            gap = _plain(quote[at : claim.quote_at.start])
            if length == 0:
                gap = gap.lstrip()
            mark = f"<{number}>"
            pieces += (gap, mark)
            self.starts.append(length + len(gap))
            length += len(gap) + len(mark)
            self.ends.append(length)
            at = max(at, claim.quote_at.end)
        pieces.append(_plain(quote[at:]))
        self.text = "".join(pieces)

    @property
    def start(self) -> int:
        """Where the sentence begins in its article."""
        return self.claims[0].figure.sentence.start

    @property
    def end(self) -> int:
        """Where the sentence ends in its article."""
        return self.claims[0].figure.sentence.end

    def within(self, start: int, end: int) -> range:
        """The numbers of the marks that begin in a stretch of the text."""
        return range(bisect_left(self.starts, start), bisect_left(self.starts, end))

    def before(self, number: int, length: int = 80) -> str:
        """What stands before a mark, some characters of it."""
        return self.text[max(0, self.starts[number] - length) : self.starts[number]]

    def after(self, number: int, length: int = 80) -> str:
        """What stands behind a mark, some characters of it."""
        return self.text[self.ends[number] : self.ends[number] + length]

    def gap(self, first: int, second: int) -> str:
        """What stands between two marks."""
        return self.text[self.ends[first] : self.starts[second]]


def by_sentence(claims: Iterable[Claim]) -> Iterator[list[Claim]]:
    """The figures of each sentence of an article, in the order of the text; persons told without a number left out."""
    row: list[Claim] = []
    for claim in claims:
        if claim.figure.form == "single":
            continue
        if row and claim.figure.sentence != row[0].figure.sentence:
            yield row
            row = []
        row.append(claim)
    if row:
        yield row


def marked_sentences(claims: Iterable[Claim]) -> list[Marked]:
    """The sentences of an article that have figures, in the order of the text."""
    return [Marked(_apart(row)) for row in by_sentence(claims)]


def _apart(row: Sequence[Claim]) -> list[Claim]:
    """The figures of a sentence without those inside another."""
    kept = [row[0]]
    for claim in row[1:]:
        if claim.quote_at.start >= kept[-1].quote_at.end:
            kept.append(claim)
    return kept


def _plain(text: str) -> str:
    return one_spaced(text.lower().replace("’", "'").replace("<", " ").replace(">", " "))
