"""Numbers that are no figures and stand in a title: ages, years, dates, ordinals, numbers in names.

A headline's "Man, 46" or "F-22" is to be borne out by the body as its counts are. What the body prints of the same
kind, or as much, is told beside it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.articles import Article, Span
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import PAIR, Claim, Passage, Printed, Skip
from figcheck.numerals import ORDINALS
from figcheck.prose import Sentences

_ORDINALS: Final = ORDINALS[:12]
_DIGITS: Final = expression(r"\d+")
_YEAR: Final = expression(r"(?<!\d)(?:1\d|20|21)\d\d(?!\d)")
_DAY: Final = expression(
    r"(?P<before>[a-z]{3})[a-z]*\.?\s(?P<a>\d{1,2})(?!\d)|(?<!\d)(?P<b>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?(?P<behind>[a-z]{3})"
)
_SCORE: Final = expression(r"(?P<first>\d{1,3})\s?[-–]\s?(?P<second>\d{1,3})")
_HOUR: Final = expression(r"(?P<hour>\d{1,2})(?::\d\d)?\s?(?P<half>[ap])\.?m")
# What a clock stopped at, of which the seconds are printed: "2:02:43", "1:42.30".
_CLOCKED: Final = expression(r"(?:(?P<hours>\d{1,2}):)?(?P<minutes>\d{1,2}):(?P<seconds>\d\d(?:\.\d{1,3})?)")
_NAME: Final = expression(r"(?P<before>[a-z]*)[\W_]{0,2}(?P<number>\d{1,6})(?!\d)[\W_]?(?P<behind>[a-z]{0,4})")
_TITLE_NUMBERS: Final = 20  # of a title; what has more is none
_MOST: Final = 40  # of a body, so that a timetable costs no more than an article
_FAR: Final = Decimal(12)  # a slip of the pen makes no more of a number than ten times as much


class _Number(NamedTuple):
    kind: str
    value: Decimal
    stem: str
    span: Span


def printed(article: Article, skips: Sequence[Skip], claims: Sequence[Claim], lexicon: Lexicon) -> tuple[Printed, ...]:
    """The numbers of the title that are no figures, and those of the body that may bear on any number of the title.

    ``claims`` are those of the article. Empty for an article whose title has no number.
    """
    title_end = article.title_end
    if not title_end:
        return ()
    own = [number for skip in skips if skip.span.end <= title_end for number in _numbers(skip)][:_TITLE_NUMBERS]
    points = [claim.figure.reading.point for claim in claims if claim.figure.in_title and claim.figure.form != "single"]
    told = {point for point in points[:_TITLE_NUMBERS] if point is not None and point > 0}
    told |= {number.value for number in own}
    if not told:
        return ()
    kinds = {(number.kind, number.stem) for number in own}
    beside: list[_Number] = []
    seen: set[tuple[str, Decimal, str]] = set()
    for skip in skips:
        if skip.span.start < title_end:
            continue
        for number in _numbers(skip):
            key = (number.kind, number.value, number.stem)
            wanted = (
                number.kind in ("year", "score") or (number.kind, number.stem) in kinds or _near(number.value, told)
            )
            if key not in seen and wanted:
                seen.add(key)
                beside.append(number)
        if len(beside) >= _MOST:
            break
    body = article.text[title_end:].lower() if own else ""
    sentences = Sentences(article.text, lexicon.abbreviations)
    rows = [_row(article, sentences, number, True, _stands(number, body)) for number in own]
    return (*rows, *(_row(article, sentences, number, False, False) for number in beside))


def _near(value: Decimal, told: set[Decimal]) -> bool:
    return any(value <= one * _FAR and one <= value * _FAR for one in told)


def _row(article: Article, sentences: Sentences, number: _Number, in_title: bool, again: bool) -> Printed:
    span = number.span
    sentence = article.title_span if in_title else sentences.at(span.start)
    quote = article.text[sentence.start : sentence.end]
    place = article.text_map.place(span)
    passage = Passage(article.header.id, article.text[span.start : span.end], place, quote, number.kind)
    return Printed(article.header, number.kind, number.value, number.stem, passage, in_title, again)


def _stands(number: _Number, body: str) -> bool:
    """Whether a number of the title, as printed or as the word for it, stands anywhere in the body."""
    if number.kind == "age":
        return False  # ages are held against numbers, which may be years or days
    if number.kind == "ordinal":
        words = [f"{number.value}th", f"{number.value}st", f"{number.value}nd", f"{number.value}rd"]
        if 1 <= number.value <= len(_ORDINALS):
            words.append(_ORDINALS[int(number.value) - 1])
        return any(re.search(rf"(?<![\w.,]){word}\b", body) for word in words)
    if number.kind == "score":
        one, other = divmod(int(number.value), PAIR)
        either = rf"(?<![\d–-])(?:{one}\s?[-–]\s?{other}|{other}\s?[-–]\s?{one})(?![\d–-])"
        return re.search(either, body) is not None
    value = str(number.value)
    pattern = rf"(?<![\d.:,]){value}(?![\d:]|[.,]\d)"
    return value in body and re.search(pattern, body) is not None


def _numbers(skip: Skip) -> Iterator[_Number]:
    """The numbers that a skip prints, with what they are."""
    surface, kind = skip.surface.lower(), skip.kind
    if kind == "age":
        if isinstance(skip.value, Decimal):
            yield _Number("age", skip.value, "", skip.span)
        for match in _DIGITS.finditer(surface):
            if Decimal(match.group()) != skip.value:
                yield _Number("age", Decimal(match.group()), "", skip.span)
    elif kind == "ordinal":
        if isinstance(skip.value, Decimal):
            yield _Number("ordinal", skip.value, "", skip.span)
        elif surface in _ORDINALS:
            yield _Number("ordinal", Decimal(_ORDINALS.index(surface) + 1), "", skip.span)
    elif kind == "score":
        score = _SCORE.fullmatch(surface)
        if score is not None:
            yield _Number("score", Decimal(int(score["first"]) * PAIR + int(score["second"])), "", skip.span)
    elif kind in ("year", "date", "time"):
        yield from _of_calendar(surface, skip.span)
    elif kind == "name":
        named = _NAME.search(surface)
        if named is not None and not (named["before"] or named["behind"]) and len(named["number"]) == 4:
            yield from _of_calendar(surface, skip.span)
        elif named is not None:
            yield _Number("name", Decimal(named["number"]), named["before"] or named["behind"], skip.span)


def _of_calendar(surface: str, span: Span) -> Iterator[_Number]:
    for match in _YEAR.finditer(surface):
        yield _Number("year", Decimal(match.group()), "", span)
    day = _DAY.search(surface)
    if day is not None:
        month = day["before"] or day["behind"]
        yield _Number("date", Decimal(day["a"] or day["b"]), month, span)
        return
    clocked = _CLOCKED.fullmatch(surface)
    if clocked is not None and (clocked["hours"] or "." in clocked["seconds"]):
        minutes = int(clocked["hours"] or 0) * 60 + int(clocked["minutes"])
        yield _Number("time", minutes * 60 + Decimal(clocked["seconds"]), "clocked", span)
        return
    hour = _HOUR.search(surface)
    if hour is not None:
        yield _Number("time", Decimal(hour["hour"]), hour["half"] + "m", span)
