"""Which counts of dead and hurt a text states, by plain patterns that know nothing of figcheck; and how to change one.

A count is stated where a whole number below a thousand, in digits or in words up to ninety-nine, stands

* before a word of state: "two people were killed", "3 dead", "four others injured";
* after a word of harm: "killing two", "wounded four others", "the deaths of 16 miners"; never before "of", a time or
  a distance ("killed two of them", "killed two days later");
* before a noun of harm: "two deaths".

Ages, "shot" alone, ranges, and "two killed or injured" are not taken. The words lie in ``casualty_words.yaml``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import yaml

from benchmarks.numberwords import PATTERN as NUMBER_WORDS
from benchmarks.numberwords import VALUES, numbered, spelt

_WORDS: dict[str, Any] = yaml.safe_load(Path(__file__).with_name("casualty_words.yaml").read_text(encoding="utf-8"))
_PLURAL: dict[str, str] = {**_WORDS["people"], **_WORDS["verbs"]}
_SINGULAR: dict[str, str] = {many: one for one, many in _PLURAL.items()} | dict.fromkeys(_WORDS["persons"], "person")


class Stated(NamedTuple):
    """A count as it stands in a text: from ``start`` to ``end``, with number, noun and verb inside, as spans.

    ``noun`` and ``verb`` are empty spans where there is none. ``hedged`` where a hedge stands before the number.
    """

    measure: str
    value: int
    hedged: bool
    start: int
    end: int
    number: tuple[int, int]
    noun: tuple[int, int]
    verb: tuple[int, int]


def _any(words: Iterable[str]) -> str:
    longest_first = sorted(words, key=lambda word: (-len(word), word))
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in longest_first) + ")"


def _patterns(measure: str) -> tuple[re.Pattern[str], ...]:
    words = _WORDS["measures"][measure]
    hedges = rf"(?P<hedge>{_any(_WORDS['hedges'])}\s+)?"
    digits = r"\d{1,3}(?![\d,.:%]*\d|\s*%)"
    not_a_range = rf"(?!\w|\s*[-–]|\s+(?:to|or)\s+(?:\d|{NUMBER_WORDS}\b))"
    number = rf"(?<![\w,.$£€:/-])(?<!\bno\s)(?P<number>{digits}|{NUMBER_WORDS}){not_a_range}"
    between = rf"(?:\s+(?!{_any(_WORDS['ends'])}\b|{NUMBER_WORDS}\b)[^\W\d][\w'’-]*){{0,3}}?"
    noun = rf"(?:{between}\s+(?P<noun>{_any([*_WORDS['people'], *_SINGULAR])})\b)?"
    verb = rf"(?:\s+(?P<verb>{_any([*_WORDS['verbs'], *_WORDS['verbs'].values()])})\b)?"
    helpers = rf"(?:\s+{_any([*_WORDS['auxiliaries'], *_WORDS['adverbs']])}\b){{0,3}}?"
    states = _any(word for one in _WORDS["measures"].values() for word in one["after"])
    a_count = rf"\s+(?:{_any(_WORDS['hedges'])}\s+)?(?:\d|{NUMBER_WORDS}\b)"
    no_other = rf"(?!\s+(?:and|or)\s+{states}\b(?!{a_count}))"
    after = rf"{hedges}{number}{noun}{verb}{helpers}\s+{_any(words['after'])}\b{no_other}"
    before = rf"\b{_any(words['before'])}\s+{hedges}{number}(?!\s+{_any(_WORDS['not_people'])}\b)(?P<verb>){noun}"
    nouns = rf"{hedges}{number}(?P<verb>)\s+(?P<noun>{_any(words['nouns'])})\b"
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in (after, before, nouns))


_RANGE_BEFORE = re.compile(r"\b(?:between|from)\s+\S+\s+(?:and|to)\s+\Z", re.IGNORECASE)
_PATTERNS = {measure: _patterns(measure) for measure in _WORDS["measures"]}


def stated(text: str) -> list[Stated]:
    """The counts of dead and hurt that the text states, in reading order; each number serves once a measure."""
    found: dict[tuple[str, int], Stated] = {}
    for measure, patterns in _PATTERNS.items():
        for pattern in patterns:
            for hit in pattern.finditer(text):
                value = numbered(hit["number"])
                range_end = _RANGE_BEFORE.search(text, max(0, hit.start("number") - 40), hit.start("number"))
                if value and not range_end and (measure, hit.start("number")) not in found:
                    spans = [hit.span(name) if hit[name] else (hit.end(), hit.end()) for name in ("noun", "verb")]
                    found[measure, hit.start("number")] = Stated(
                        measure, value, hit["hedge"] is not None, *hit.span(), hit.span("number"), *spans
                    )
    return sorted(found.values(), key=lambda one: (one.number, one.measure))


def restated(text: str, mentions: Sequence[Stated], value: int) -> tuple[str, list[str]]:
    """The text with another value in these mentions, in digits or words as before; and the phrases that changed.

    Noun and verb follow where a count becomes one or more than one. Above ninety-nine words become digits.
    """
    phrases = []
    for one in sorted(mentions, reverse=True, key=lambda one: one.start):
        phrase = text[one.start : one.end]
        for span, new in sorted(_edits(text, one, value), reverse=True):
            start, end = (position - one.start for position in span)
            phrase = phrase[:start] + new + phrase[end:]
        phrases.append(phrase)
        text = text[: one.start] + phrase + text[one.end :]
    return text, phrases[::-1]


def _edits(text: str, one: Stated, value: int) -> list[tuple[tuple[int, int], str]]:
    printed = text[slice(*one.number)]
    in_words = "-".join(printed.lower().split()) in VALUES
    edits = [(one.number, _cased(spelt(value) if in_words and value < 100 else str(value), printed))]
    for span in (one.noun, one.verb):
        word = text[slice(*span)]
        other = word.lower()
        if one.value == 1 and value > 1:
            other = _PLURAL.get(other, other)
        elif one.value > 1 and value == 1:
            other = _SINGULAR.get(other, other)
        if other != word.lower():
            edits.append((span, _cased(other, word)))
    return edits


def _cased(word: str, like: str) -> str:
    if len(like) > 1 and like.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if like[:1].isupper() else word


def swapped(printed: str) -> int | None:
    """A number of two or three digits with the first two neighbours that differ exchanged; None where none can be.

    No exchange that puts a nought in front.
    """
    if not printed.isdigit() or len(printed) < 2:
        return None
    for at in range(len(printed) - 1):
        left, right = printed[at], printed[at + 1]
        if left != right and not (at == 0 and right == "0"):
            return int(printed[:at] + right + left + printed[at + 2 :])
    return None
