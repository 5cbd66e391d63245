"""Names in an article: places, nationalities, parties, pollsters and other proper names, in canonical form."""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

from figcheck.lexicon import Lexicon
from figcheck.model import Span

MentionKind = Literal["place", "national", "party", "pollster", "name"]

_CAPITAL = re.compile(r"(?:[A-Z]\.){2,}|[^\W\d_a-z][\w’'`\-\u2010\u2011]*")
_UPPER = re.compile(r"\b[^\W\d_]*[A-Z][\w’'`\-]*")
_JOIN = re.compile(r"(?:[ \u00a0]|\r?\n)(?:(?:of|de|del|la|el|al|bin|ibn|von|van|for|the)[ \u00a0]){0,2}(?=[A-Z\d])")
_NUMBER = re.compile(r"\d+(?![\d,.]*\d)")
_DEMONYM = re.compile(
    r"(?:[aeiou]?ans?|[^e]is?|[ie]sh|ese|[^e]ch|m[ae]n|ee?ks?|ots|i[cn]e|ers?|ss|[gn]s|es|ai|os?|ns|qi)$"
)
_TITLES = frozenset(
    "mr mrs ms dr president prime minister gen general sgt col police officer senator rep gov governor mayor sheriff "
    "chief king queen prince".split()
)


class Mention(NamedTuple):
    """A name in the text. ``name`` is canonical where the lexicon knows it, else as printed."""

    name: str
    kind: MentionKind
    start: int
    end: int


class Mentions:
    """All names of one text, found once. ``title_end`` guards against titles that capitalise every word."""

    def __init__(self, text: str, title_end: int, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        title_words = _UPPER.findall(text[:title_end])
        self._title_case = len(title_words) > 0.6 * max(1, len(text[:title_end].split()))
        body = text[title_end : title_end + 2000]
        letters = [c for c in body if c.isalpha()]
        self._shouted = bool(letters) and sum(c.isupper() for c in letters) > 0.7 * len(letters)
        self._title_end = title_end
        self._all = self._collect()
        self._starts = [mention.start for mention in self._all]

    def within(self, span: Span) -> list[Mention]:
        """The names that start inside a span, in order."""
        return self._all[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]

    def _collect(self) -> list[Mention]:
        text = self._text
        found: list[Mention] = []
        position = 0
        pattern = _UPPER if self._shouted else _CAPITAL
        while True:
            match = pattern.search(text, position)
            if match is None:
                return found
            known = self._known(match.start())
            if known is not None:
                found.append(known)
                position = known.end
                continue
            other = None if self._shouted else self._other(match)
            if other is not None:
                found.append(other)
                position = other.end
            else:
                position = match.end()

    def _known(self, start: int) -> Mention | None:
        """The longest name of the lexicon that starts here."""
        lexicon, text = self._lexicon, self._text
        first = _NEXT.match(text, start)
        if first is None:
            return None
        hyphen = text.find("-", start, first.end())
        most = lexicon.name_starts.get(_key(first.group()), 0)
        if most == 0 and hyphen <= start:
            return None
        ends = _word_ends(text, start, most)
        if hyphen > start:
            ends.insert(0, hyphen)
        for end in reversed(ends):
            key = _key(text[start:end])
            name = lexicon.names.get(key)
            if name is not None:
                return Mention(name, "pollster" if name in lexicon.pollsters else "party", start, end)
            place = lexicon.gazetteer.canonical.get(key)
            if place is not None:
                return Mention(place, self._place_kind(key, place, start, end), start, end)
        return None

    def _place_kind(self, key: str, place: str, start: int, end: int) -> MentionKind:
        if place not in self._lexicon.gazetteer.countries:
            return "place"
        if (
            key != place.lower()
            and _DEMONYM.search(key)
            and not key.endswith(("states", "emirates", "britain", "congo"))
        ):
            return "national"
        printed = self._text[start:end]
        after = re.match(r"[\s\-](?:led |backed )?([a-z]+)", self._text[end : end + 24])
        if printed.replace(".", "").isupper() and not self._shouted:
            lead = self._text[max(0, start - 4) : start].lower()
            if (after and after[1] not in self._lexicon.stops) or "the" not in lead.split():
                return "national"
        return "place"

    def _other(self, match: re.Match[str]) -> Mention | None:
        """A run of capitalised words (and numbers behind them) that no list knows."""
        text, lexicon = self._text, self._lexicon
        start, end = match.span()
        first = match.group().lower()
        if self._is_ordinary(first):
            return None
        while True:
            join = _JOIN.match(text, end)
            if join is None:
                break
            following = _CAPITAL.match(text, join.end()) or _NUMBER.match(text, join.end())
            if following is None:
                break
            if following.group().lower() in lexicon.months or following.group().lower() in lexicon.weekdays:
                break
            if self._known(following.start()) is not None and text[join.start() : join.end()].strip():
                break
            end = following.end()
        words = text[start:end].split()
        if start < self._title_end and self._title_case:
            return None
        name = " ".join(words)
        lower = name.lower()
        if len(words) == 1 and (lower in lexicon.stops or len(name) < 3 or self._opens_sentence(start)):
            return None
        if name.endswith(("’s", "'s")):
            name = name[:-2]
        return Mention(name, "name", start, end)

    def _is_ordinary(self, word: str) -> bool:
        """True for a word that has a capital but names nothing: "The", "Three", "President", "Sunday"."""
        lexicon = self._lexicon
        return (
            word in lexicon.stops
            or word in _TITLES
            or word in lexicon.months
            or word in lexicon.weekdays
            or word in lexicon.ones
            or word in lexicon.teens
            or word in lexicon.tens
            or word[0].isdigit()
        )

    def _opens_sentence(self, start: int) -> bool:
        before = self._text[max(0, start - 3) : start].rstrip(" \t\"“‘'(")
        return not before or before[-1] in ".!?:\n\r"


def _key(printed: str) -> str:
    key = " ".join(printed.lower().replace("’", "'").split())
    return key[:-2] if key.endswith("'s") else key


def _word_ends(text: str, start: int, most: int) -> list[int]:
    """Where the next words end, from one up to ``most``."""
    ends: list[int] = []
    position = start
    for _ in range(most):
        match = _NEXT.match(text, position)
        if match is None:
            break
        ends.append(match.end())
        position = match.end()
        gap = _SPACE.match(text, position)
        if gap is None:
            break
        position = gap.end()
    return ends


_NEXT = re.compile(r"(?:[A-Za-z]\.){2,}|(?:St|Mt|Ft)\.(?=\s)|[^\W_](?:[\w’'`\-\u2010\u2011]*\w)?")
_SPACE = re.compile(r"[ \u00a0]|\r?\n(?!\s)")
