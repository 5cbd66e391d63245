"""The event that an article with a toll tells of: names, places, telling words and days of its title and opening."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Final

from figcheck.describe.cues import Cues
from figcheck.describe.drafts import Draft
from figcheck.describe.mentions import Mention, Names
from figcheck.describe.vocabulary import parts_of
from figcheck.describe.wording import Wordings
from figcheck.model import Story
from figcheck.phrases import any_of

_TOKEN: Final = re.compile(r"[a-z][a-z’'-]+")
_SUFFIX: Final = re.compile(r"\s[-–|]\s(.{3,70})$")
_CODE: Final = re.compile(r"\d|^[A-Z]{3,}\b")
_FIRST_TOLLS: Final = 4  # claims of a toll that speak for the story as its opening does


class StoryReader:
    """Makes the stories of articles with the lists of one lexicon and the measures of one set."""

    def __init__(self, cues: Cues, wordings: Wordings, names: Names) -> None:
        lexicon = names.lexicon
        self._wordings = wordings
        self._is_telling = names.is_telling
        self.tolls = frozenset(m.id for m in cues.measures.values() if m.linked_as == "toll")
        # Words that every report of a toll has tell no story: cue words, persons, kinds of event, a page's rim.
        self._idle = wordings.ignore(
            (*cues.heads, *lexicon.people, *lexicon.body_nouns, *lexicon.topics, *lexicon.common_speakers,
             *lexicon.common_words, *lexicon.furniture)
        )  # fmt: skip
        # A country, its people and the sides of a war are in every report of it.
        known = [word for key in (*lexicon.gazetteer.canonical, *lexicon.names) for word in key.split()]
        self._known = frozenset(map(wordings.stem, (*known, *lexicon.months, *lexicon.weekdays)))
        self._half = frozenset(map(wordings.stem, lexicon.half_common))
        self._institution = re.compile(rf"\b{any_of(lexicon.institutions)}\b")
        self._institution_words = frozenset(parts_of(" ".join(lexicon.institutions)))
        self._asides = _by_longest_word(lexicon.asides)

    def read(
        self,
        low: str,
        title: str,
        opening: str,
        mentions: Sequence[Mention],
        drafts: Iterable[Draft],
        is_placed: Callable[[int], bool],
    ) -> Story | None:
        """The story of an article; None when no claim of it is a toll.

        ``opening`` is title and first paragraphs in lower case; ``low`` the whole text, ``title`` the title as printed.
        ``is_placed`` tells of a position whether a place may stand there.
        """
        tolls = [draft for draft in drafts if draft.measure in self.tolls and draft.mode == "stated"]
        if not tolls:
            return None
        stem = self._wordings.stem
        words = set(self._wordings.stems_of(_TOKEN.findall(opening)))
        names = {mention.name for mention in mentions if mention.kind == "name"}
        places = {mention.name for mention in mentions if mention.kind == "place"}
        topics: set[str] = set()
        days: set[str] = set()
        for draft in tolls[:_FIRST_TOLLS]:
            words |= draft.words
            names |= draft.scope.about or frozenset()
            places |= draft.scope.where or frozenset()
            topics |= draft.topics
            days |= draft.scope.when or frozenset()
        # A place, a side or a people is evidence of its own; its words are none besides.
        words -= {stem(token) for m in mentions if m.kind != "name" for token in _TOKEN.findall(low[m.start : m.end])}
        words -= {stem(token) for place in places for token in _TOKEN.findall(place.lower())}
        # "… - WAVE 3 News-Louisville, KY": what closes a title names the outlet.
        suffix = _SUFFIX.search(title)
        outlet = suffix.group().lower() if suffix else ""
        return Story(
            frozenset([n for n in names if self._may_tell(n) and n.lower() not in outlet]),
            frozenset(places),
            frozenset(
                w
                for w in words - self._idle - self._half - self._known
                if len(w) > 3 and w.isalnum() and w not in outlet
            ),
            frozenset(words & self._half),
            frozenset(topics),
            frozenset(days),
            self._told_asides(low),
            len(opening),
            frozenset(m.name for m in mentions if m.kind == "name" and is_placed(m.start) and self._may_tell(m.name)),
        )

    def _may_tell(self, name: str) -> bool:
        """False for what stands in reports of many events: "County Sheriff", "FBI", "Highway 61"."""
        if _CODE.search(name) or not self._is_telling(name):
            return False
        return self._institution_words.isdisjoint(parts_of(name)) or not self._institution.search(name)

    def _told_asides(self, low: str) -> frozenset[str]:
        """What the text tells beside its tolls: see ``asides`` in the lexicon."""
        if "\n" in low:
            low = low.replace("\n", " ")
        told: set[str] = set()
        for word, phrases in self._asides.items():
            at = low.find(word)
            while at >= 0:
                for offset, phrase, name in phrases:
                    if name not in told and _stands(low, at - offset, phrase):
                        told.add(name)
                at = low.find(word, at + 1)
        return frozenset(told)


def _by_longest_word(asides: Mapping[str, Sequence[str]]) -> dict[str, list[tuple[int, str, str]]]:
    """Phrases by their longest word, for which a text is searched: where in the phrase it stands, the phrase, its name.

    Few words are in many phrases, and to search for a word takes a fraction of what a pattern takes.
    """
    found: dict[str, list[tuple[int, str, str]]] = {}
    for name, phrases in asides.items():
        for printed in phrases:
            phrase = " ".join(printed.split())
            word = max(phrase.split(), key=len)
            found.setdefault(word, []).append((phrase.index(word), phrase, name))
    return found


def _stands(low: str, at: int, phrase: str) -> bool:
    """True when a phrase stands at a place, with no letter or digit right before or behind it."""
    end = at + len(phrase)
    if at < 0 or not low.startswith(phrase, at):
        return False
    return not (at and low[at - 1].isalnum()) and not low[end : end + 1].isalnum()
