"""What is kept of one article that was examined: its claims, packed, and beside them what linking needs.

Everything is bytes or plain values, so that it costs little to send and to store.
"""

from __future__ import annotations

import marshal
import zlib
from array import array
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from typing import Any, Final, NamedTuple

from figcheck.articles import Article, Header, Ignore, Place, Remark
from figcheck.check.copies import wordings
from figcheck.engine import Examined, Toolkit, examine
from figcheck.link.keys import claim_keys, story_keys, toll_key, wording_keys
from figcheck.link.outlines import outline
from figcheck.link.rowmaking import rows_of
from figcheck.link.rows import Row
from figcheck.link.told import Told, day_of, told_by
from figcheck.model import Claim, DateMention, Printed, Skip
from figcheck.packed import pack, unpack
from figcheck.rules import FALLBACK_MEASURE

_LEVEL: Final = 1  # of compression: text is written once and seldom read
_MARSHAL: Final = 4
_OF_ARTICLE: Final = 3  # fields of a row that say whose it is: id, article, number

Skipped = tuple[str, Skip, Place]


class Tally(NamedTuple):
    """What an article gave, in counts."""

    figures: int
    described: int
    skipped: dict[str, int]
    not_stated: dict[str, int]


class Kept(NamedTuple):
    """One article as it is kept.

    ``claims``, ``beside`` (dates and printed numbers), ``skips`` and ``text`` are packed; ``rows`` are what linking
    reads of its claims, the ``linked`` first ones in the order in which they are taken, ``told`` what it reads of its
    story, b"" without one. ``keys`` are those of rows, ``rows_of_keys`` the place of the row of each; ``tolls`` and
    ``rows_of_tolls`` the same of what joins tolls of one event, ``wordings`` and ``rows_of_wordings`` of sentences that
    other articles may have copied. ``outlines`` are of the linked rows, ``story_keys`` of the article.
    """

    header: Header
    day: int
    tally: Tally
    claims: bytes
    beside: bytes
    skips: bytes
    text: bytes
    linked: int
    rows: bytes
    told: bytes
    keys: bytes
    rows_of_keys: bytes
    tolls: bytes
    rows_of_tolls: bytes
    outlines: bytes
    story_keys: bytes
    wordings: bytes
    rows_of_wordings: bytes
    ignores: tuple[Ignore, ...]
    remarks: tuple[Remark, ...]


def examine_kept(tools: Toolkit, article: Article) -> Kept:
    """Examine one article and pack what is kept of it."""
    return keep(article, examine(article, tools.lexicon, tools.ruleset.measures), tools)


def keep(article: Article, examined: Examined, tools: Toolkit) -> Kept:
    """What is kept of an article that was examined."""
    header, lexicon = examined.header, tools.lexicon
    rows = rows_of(examined.claims, lexicon, tools.ruleset.measures)
    rows.sort(key=_linked_first)
    linked = sum([row.is_linked for row in rows])
    keys, rows_of_keys = array("Q"), array("H")
    tolls, rows_of_tolls = array("Q"), array("H")
    told = next(iter(told_by(examined.claims, lexicon).values()), None)
    for at, row in enumerate(rows[:linked]):
        found = claim_keys(row, lexicon)
        keys.extend(found)
        rows_of_keys.extend([at] * len(found))
        if row.is_toll and told is not None:
            tolls.append(toll_key(row))
            rows_of_tolls.append(at)
    worded, rows_of_wordings = array("Q"), array("H")
    places = {row.id: at for at, row in enumerate(rows)}
    for wording in wordings(examined.claims):
        found = wording_keys(wording.spelt, wording.names, wording.is_alone)
        for claim in wording.claims:
            worded.extend(found)
            rows_of_wordings.extend([places[claim.id]] * len(found))
    return Kept(
        header=header,
        day=day_of(header.published),
        tally=_tally(examined, {row.id for row in rows[:linked]}),
        claims=pack(list[Claim], examined.claims, (header,)),
        beside=pack(tuple[list[DateMention], tuple[Printed, ...]], (examined.dates, examined.printed), (header,)),
        skips=pack(list[Skipped], examined.skips),
        text=zlib.compress(article.text.encode("utf-8", "surrogatepass"), _LEVEL),
        linked=linked,
        rows=_rows_packed(header.id, rows, linked),
        told=marshal.dumps(told.fields(), _MARSHAL) if told is not None else b"",
        keys=keys.tobytes(),
        rows_of_keys=rows_of_keys.tobytes(),
        tolls=tolls.tobytes(),
        rows_of_tolls=rows_of_tolls.tobytes(),
        outlines=b"".join(map(outline, rows[:linked])),
        story_keys=array("Q", story_keys(told) if told is not None else []).tobytes(),
        wordings=worded.tobytes(),
        rows_of_wordings=rows_of_wordings.tobytes(),
        ignores=article.ignores,
        remarks=article.remarks,
    )


def claims_of(data: bytes, header: Header) -> list[Claim]:
    """The claims that were kept of an article."""
    return unpack(list[Claim], data, (header,))


def beside_of(data: bytes, header: Header) -> tuple[list[DateMention], tuple[Printed, ...]]:
    """The dates and printed numbers that were kept of an article."""
    return unpack(tuple[list[DateMention], tuple[Printed, ...]], data, (header,))


def skips_of(data: bytes) -> list[Skipped]:
    """The skips that were kept of an article."""
    return unpack(list[Skipped], data)


def text_of(data: bytes) -> str:
    """The text that was kept of an article."""
    return zlib.decompress(data).decode("utf-8", "surrogatepass")


class KeptRows(Sequence[Row]):
    """The rows that were kept of an article, which tells of an event ("" for none). Each is made when it is asked for:
    in a part of an archive many are not."""

    def __init__(self, data: bytes, event: str) -> None:
        self.article, self._linked, self._numbers, self._fields = _loaded(data)
        self._event = event
        self._made: dict[int, Row] = {}

    def __len__(self) -> int:
        return len(self._fields)

    def __getitem__(self, at: Any) -> Any:
        row = self._made.get(at)
        if row is None:
            number = self._numbers[at]
            row = Row(f"{self.article}:{number}", self.article, number, *self._fields[at])
            row.event = self._event
            self._made[at] = row
        return row

    def linked(self) -> list[Row]:
        """Those that can be linked."""
        return [self[at] for at in range(self._linked)]

    def of_claim(self, id: str) -> Row | None:
        """The row of a claim of this article."""
        number = int(id[len(self.article) + 1 :])
        return self[self._numbers.index(number)] if number in self._numbers else None


class RowsById(Mapping[str, Row]):
    """Rows of some articles by the ids of their claims."""

    def __init__(self, rows: Iterable[KeptRows]) -> None:
        self._of = {of_article.article: of_article for of_article in rows}

    def __getitem__(self, id: str) -> Row:
        of_article = self._of.get(id.rpartition(":")[0])
        row = of_article.of_claim(id) if of_article is not None else None
        if row is None:
            raise KeyError(id)
        return row

    def __len__(self) -> int:
        return sum(map(len, self._of.values()))

    def __iter__(self) -> Iterator[str]:
        for of_article in self._of.values():
            yield from (row.id for row in of_article)


def _rows_packed(article: str, rows: Sequence[Row], linked: int) -> bytes:
    """Rows in one piece, in which sets that several have are written once."""
    once: dict[Any, Any] = {}
    fields = [
        tuple([once.setdefault(it, it) if type(it) is frozenset else it for it in row.fields()[_OF_ARTICLE:]])
        for row in rows
    ]
    return marshal.dumps((article, linked, tuple([row.number for row in rows]), fields), _MARSHAL)


def told_kept(data: bytes) -> Told | None:
    """What was kept of an article's story."""
    return Told(*_loaded(data)) if data else None


def _loaded(data: bytes) -> Sequence[Any]:
    fields: Sequence[Any] = marshal.loads(data)
    return fields


def _linked_first(row: Row) -> tuple[bool, str, int]:
    return not row.is_linked, row.measure, row.number


def _tally(examined: Examined, linked: Set[str]) -> Tally:
    return Tally(
        len(examined.claims),
        sum([claim.measure != FALLBACK_MEASURE for claim in examined.claims]),
        dict(Counter(skip.kind for _, skip, _ in examined.skips)),
        dict(Counter(_modes(examined.claims, linked))),
    )


def _modes(claims: Iterable[Claim], linked: Set[str]) -> list[str]:
    return [claim.mode for claim in claims if claim.mode != "stated" and claim.id not in linked]
