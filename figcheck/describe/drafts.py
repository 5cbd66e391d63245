"""A claim while describe works on it: what a sentence says of its figure, then its part in a whole, then the record."""

from __future__ import annotations

import datetime as dt
from typing import Final

from figcheck.articles import Header, Place, Span
from figcheck.describe.measuring import Measured
from figcheck.frozen import maker
from figcheck.model import Claim, Figure, Kind, Mode, Passage, Role, Scope, Story

_UNKNOWN: Final = Scope()
_claim: Final = maker(Claim)


class Draft:
    """A claim that is not finished. The fields are those of model.Claim.

    ``measured`` is what its sentence says of the figure, ``match`` the frame that took it, ``name`` that of a person
    told without a number, ``joined`` whether persons are told beside the number.
    """

    __slots__ = (
        "as_of", "because", "each", "figure", "id", "inherited", "joined", "kind", "match", "measure", "measured",
        "members",
        "mode", "name", "names", "part_of", "quote", "rank", "rank_at", "remainder", "remainder_members", "role",
        "said_by", "said_by_party", "scope",
        "signature", "start_date", "topics", "words",
    )  # fmt: skip

    def __init__(self, figure: Figure, measured: Measured, quote: str) -> None:
        self.id = ""
        self.match = measured.match
        self.measured = measured
        self.name = ""
        self.joined = False
        self.figure = figure
        self.quote = quote
        self.measure: str = measured.measure
        self.kind: Kind = measured.kind
        self.mode: Mode = measured.mode
        self.because: tuple[str, ...] = measured.because
        self.scope = _UNKNOWN
        self.inherited: frozenset[str] = frozenset()
        self.as_of: dt.date | None = None
        self.start_date: dt.date | None = None
        self.role: Role | None = None
        self.part_of: str | None = None
        self.each = False
        self.members: tuple[str, ...] = ()
        self.rank: int | None = None
        self.rank_at: Passage | None = None
        self.remainder: Passage | None = None
        self.remainder_members: tuple[str, ...] = ()
        self.said_by: str | None = None
        self.said_by_party: str | None = None
        self.words: frozenset[str] = frozenset()
        self.topics: frozenset[str] = frozenset()
        self.names: frozenset[str] = frozenset()
        self.signature = ""

    def told(self, reason: str) -> None:
        """Note why something was decided."""
        self.because = (*self.because, reason)

    def finish(self, header: Header, place: Place, story: Story | None, lead_end: int) -> Claim:
        """The claim as the later stages get it; ``lead_end`` is where the first paragraph of the body ends."""
        figure = self.figure
        start = figure.sentence.start
        return _claim(
            id=self.id,
            header=header,
            figure=figure,
            place=place,
            quote=self.quote,
            quote_at=Span(figure.span.start - start, figure.span.end - start),
            measure=self.measure,
            scope=self.scope,
            inherited=self.inherited,
            kind=self.kind,
            mode=self.mode,
            as_of=self.as_of,
            start_date=self.start_date,
            role=self.role,
            part_of=self.part_of,
            each=self.each,
            members=self.members,
            rank=self.rank,
            rank_at=self.rank_at,
            remainder=self.remainder,
            remainder_members=self.remainder_members,
            said_by=self.said_by,
            words=self.words,
            topics=self.topics,
            names=self.names,
            signature=self.signature,
            because=tuple(dict.fromkeys((*figure.because, *self.because))),
            story=story,
            said_by_party=self.said_by_party,
            in_lead=not figure.in_title and figure.span.start < lead_end,
        )
