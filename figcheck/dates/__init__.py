"""Article → the days, weekdays, ages and lengths of time that it prints. Reads one article and nothing else."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from figcheck.articles import Article
from figcheck.dates.calendar import CalendarReader
from figcheck.dates.clock import ClockReader
from figcheck.dates.lengths import LengthReader
from figcheck.dates.lives import LifeReader
from figcheck.dates.spots import Spot
from figcheck.expressions import expression
from figcheck.frozen import maker
from figcheck.lexicon import Lexicon
from figcheck.model import DateMention
from figcheck.prose import Sentences

# What follows on something: an article that has none of these carries no weekday over.
ANSWERED: Final = (
    "respon", "retaliat", "reveng", "repris", "aveng", "following", "wake of", "day after", "days after",
)  # fmt: skip
_DAY_ON: Final = expression(r"days?(?:,| later,?| after,?| before,?| earlier,?)(?: on| a)?\s+$")
_PHRASE: Final = 24  # characters of "the following day, on"
_BESIDE: Final = 90  # characters between a weekday and what is held against it, at most
_NEAR: Final = 220
_mention: Final = maker(DateMention)


def read_dates(article: Article, lexicon: Lexicon) -> list[DateMention]:
    """The dates of an article in the order of its text. Empty when it prints no more than weekdays that nothing is
    held against."""
    return _reader(lexicon).read(article)


class _Reader:
    """The readers of one lexicon, in the order in which one needs what another found."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._calendar = CalendarReader(lexicon)
        self._lengths = LengthReader(lexicon)
        self._lives = LifeReader(lexicon)
        self._clock = ClockReader(lexicon)

    def read(self, article: Article) -> list[DateMention]:
        text = article.text
        days = self._calendar.days(text)
        weekdays = self._calendar.weekdays(text, days)
        spots = [*days, *weekdays]
        if days or len(weekdays) > 1:
            # A length is held against dates.
            spots += self._lengths.read(text)
        if days:
            spots += self._lives.read(text, days)
        spots += self._clock.read(text)
        spots.sort(key=_order)
        return self._mentions(article, _kept(spots, article))

    def _mentions(self, article: Article, spots: list[Spot]) -> list[DateMention]:
        """The spots with their sentences and places."""
        sentences = Sentences(article.text, self._lexicon.abbreviations)
        found: list[DateMention] = []
        for spot in spots:
            sentence = sentences.at(spot.span.start)
            if spot.span.end > sentence.end:
                sentence = sentence._replace(end=spot.span.end)
            found.append(
                _mention(
                    spot.kind,
                    article.header,
                    spot.span,
                    article.text[spot.span.start : spot.span.end],
                    sentence,
                    article.text[sentence.start : sentence.end],
                    article.text_map.place(spot.span),
                    in_title=sentence.end <= article.title_end,
                    day=spot.day,
                    month=spot.month,
                    year=spot.year,
                    until=spot.until,
                    weekday=spot.weekday,
                    low=spot.low,
                    high=spot.high,
                    unit=spot.unit,
                    way=spot.way,
                    name=spot.name,
                    manner=spot.manner,
                )
            )
        return found


def _kept(spots: list[Spot], article: Article) -> list[Spot]:
    """The spots without weekdays and lengths that stand alone: no check holds them against anything."""
    published = article.header.published
    today = published.weekday() if published is not None else None
    carried = any([spot.weekday == today for spot in spots if spot.kind == "weekday"]) and _answers(article.text)
    counted = _counted_on(spots, article.text)
    kept: list[Spot] = []
    for i, spot in enumerate(spots):
        if spot.kind == "weekday" and not carried and i not in counted:
            near = [other for other in spots[max(0, i - 2) : i + 3] if other.kind in ("day", "length")]
            if not any(_apart(spot, other) <= _BESIDE for other in near):
                continue
        elif spot.kind == "length" or (spot.manner in ("turns", "old") and spot.kind == "anniversary"):
            around = spots[max(0, i - 3) : i + 4]
            if not any(
                other.kind not in ("length", "anniversary", "clock", "hours") and _apart(spot, other) <= _NEAR
                for other in around
            ):
                continue
        kept.append(spot)
    return kept


def _answers(text: str) -> bool:
    """True when something in a text follows on something."""
    for word in ANSWERED:  # noqa: SIM110 - a generator costs several times as much
        if word in text:
            return True
    return False


def _counted_on(spots: list[Spot], text: str) -> set[int]:
    """The weekdays that are counted from the one before, and those: "on Saturday … the following day, Sunday"."""
    found: set[int] = set()
    last = -1
    for i, spot in enumerate(spots):
        if spot.kind != "weekday":
            continue
        before = text[max(0, spot.span.start - _PHRASE) : spot.span.start]
        if last >= 0 and "day" in before and _DAY_ON.search(before):
            found |= {last, i}
        last = i
    return found


def _apart(one: Spot, other: Spot) -> int:
    """The characters between two spots."""
    return max(one.span.start, other.span.start) - min(one.span.end, other.span.end)


def _order(spot: Spot) -> tuple[int, int, str]:
    return spot.span.start, spot.span.end, spot.kind


@lru_cache(maxsize=4)
def _reader(lexicon: Lexicon) -> _Reader:
    return _Reader(lexicon)
