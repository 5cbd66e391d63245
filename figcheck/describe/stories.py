"""The event that an article with a toll tells of: names, places, ages, telling words and days of its opening."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from itertools import pairwise
from typing import Final

from figcheck.describe.cues import Cues
from figcheck.describe.drafts import Draft
from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.standing import is_seat
from figcheck.describe.vocabulary import Remembered, parts_of
from figcheck.describe.wording import Wordings
from figcheck.expressions import expression
from figcheck.model import Skip, Story
from figcheck.phrases import any_of

_TOKEN: Final = expression(r"[a-z][a-z’'-]+")
_SUFFIX: Final = expression(r"\s[-–|]\s(.{3,70})$")
_CODE: Final = expression(r"\d|^[A-Z]{3,}\b")
_NUMBER: Final = expression(r"\d+")
_LIES_AT: Final = expression(
    r",?\s+(?:(?:just|right|which\s+lies)\s+)?(?:near|outside|close\s+to|not\s+far\s+from|"
    r"(?:north|south|east|west|northeast|northwest|southeast|southwest)\s+of)\s+(?:the\s+)?(?:city\s+of\s+|town\s+of\s+)?|"
    r"\s+(?:district|neighbou?rhood|suburb|quarter|area|borough|township|section)\s+(?:of|in)\s+"
)
_STRUCK: Final = expression(
    r"\b(?:strikes?|attacks?|raids?|shelling|bombing|bombardment|assault)\s+(?:on|of)\s+(?:the\s+)?$"
)
_LONGEST_STRUCK: Final = 24
_NONE: Final[frozenset[str]] = frozenset()
# "A day earlier, a drone hit Nikopol", "Elsewhere, …": where a report turns to something else.
_TURNING: Final = expression(
    r"(?:(?:an?|one|two|three|four|several|some|\d+)\s+(?:hour|day|week|month|year)s?\s+(?:earlier|before|ago)|earlier|"
    r"previously|last\s+(?:week|month|year)|separately|in\s+a\s+separate|elsewhere|meanwhile)\b",
    re.IGNORECASE,
)
_ATTACKS: Final = ("attack", "strike", "raid", "ambush", "assault", "incident", "massacre")
_LEAD_ENDS: Final = 300  # characters of title and lead
_ANOTHER_EVENT: Final = frozenset(("another_event",))
_AFTERSHOCK: Final = expression(
    r"\baftershocks?\s+(?:\w+\s+)?(?:kill|hit|strike|rattle|jolt|shake|rock)s?", re.IGNORECASE
)
_WITHIN_DAYS: Final = expression(
    r"\b(?:in|within|over)\s+(?:(?:less|fewer)\s+than\s+)?(?:a|as\s+many|(?:the\s+)?(?:past|last)(?:\s+\w+)?|\w+)\s+"
    r"(?:hours|days|weeks?|fortnight|months?|years?)\b|\bthis\s+(?:week|month|year)\b|\b(?:day|days|week|weeks)\s+after\b",
    re.IGNORECASE,
)
_DAYS_OF_ONE: Final = 10  # that a toll of one event is counted over
_LONGEST_DEFINITION: Final = 80  # characters
_FIRST_TOLLS: Final = 4  # claims of a toll that speak for the story as its opening does


class StoryReader:
    """Makes the stories of articles with the lists of one lexicon and the measures of one set."""

    def __init__(self, cues: Cues, wordings: Wordings, names: Names) -> None:
        lexicon = names.lexicon
        self._wordings = wordings
        self._names = names
        self._is_telling = names.is_telling
        self._may_tell = Remembered(self._is_own)
        self.tolls = frozenset(m.id for m in cues.measures.values() if m.linked_as == "toll")
        # Words that every report of a toll has tell no story: cue words, persons, kinds of event, a page's rim.
        self._idle = wordings.ignore(
            (*cues.heads, *lexicon.people, *lexicon.body_nouns, *lexicon.topics, *lexicon.common_speakers,
             *lexicon.common_words, *lexicon.furniture, *lexicon.ones, *lexicon.teens, *lexicon.tens)
        )  # fmt: skip
        # A country, its people and the sides of a war are in every report of it.
        known = [word for key in (*lexicon.gazetteer.canonical, *lexicon.names) for word in key.split()]
        self._known = frozenset(map(wordings.stem, (*known, *lexicon.months, *lexicon.weekdays)))
        everyday = frozenset(map(wordings.stem, lexicon.everyday_words)) - self._idle
        self._half = everyday.union(map(wordings.stem, lexicon.half_common)) - {""}
        self._telling_nothing = self._idle | self._half | self._known
        self._stems = Remembered(self._stems_in)
        self._topics = lexicon.topics
        self._seldom = frozenset(lexicon.seldom)
        self._institution = re.compile(rf"\b{any_of(lexicon.institutions)}\b")
        self._institution_words = frozenset(parts_of(" ".join(lexicon.institutions)))
        self._streets, self._edges = lexicon.streets, lexicon.name_edges
        self._no_village = lexicon.geographic.union(lexicon.streets, lexicon.street_words)
        self._titles = frozenset((*lexicon.titles, *lexicon.offices, *lexicon.people, *lexicon.common_speakers))
        self._offices = lexicon.offices
        self._container = lexicon.gazetteer.container
        self._holders = lexicon.gazetteer.holders
        # "On Saturday a fire at a factory killed 17": of another event than the one told before.
        events = (*_ATTACKS, *lexicon.happenings, *(word for word in lexicon.topics if " " not in word))
        self._another = re.compile(rf"\b(?:an?|another)\s+(?:[\w'’-]+\s+){{0,3}}{any_of(events)}\b", re.IGNORECASE)
        # "Second fire in five days kills six": none of what was told before.
        self._following = re.compile(
            rf"\b(?:second|third|fourth|fifth|sixth|another|fresh)\s+(?:[\w'’-]+\s+){{0,3}}?{any_of(events)}\b",
            re.IGNORECASE,
        )
        self._asides = _by_longest_word(lexicon.asides)

    def read(
        self,
        low: str,
        title: str,
        opening: str,
        mentions: Sequence[Mention],
        drafts: Iterable[Draft],
        skips: Iterable[Skip],
        known: Mentions,
        days_of_opening: Callable[[], frozenset[str]],
    ) -> Story | None:
        """The story of an article; None when no claim of it is a toll, or the first is a total over a time: that tells
        of many events, unless it began days ago: "The floods have killed five people since Friday."

        ``opening`` is title and first paragraphs in lower case; ``low`` the whole text, ``title`` the title as printed.
        ``skips`` are the numbers of the text that are no figures, ``known`` the names of the whole text.
        ``days_of_opening`` gives the days that its sentences on the event tell, asked where the tolls tell none.
        Such tolls become those of what happened once.
        """
        tolls = [draft for draft in drafts if draft.measure in self.tolls and draft.mode == "stated"]
        if not tolls:
            return None
        if tolls[0].kind == "running_total":
            if not self._is_of_days(tolls[0]):
                return None
            for draft in tolls:
                if draft.kind == "running_total" and self._is_of_days(draft):
                    draft.kind = "incident"
                    draft.told("of what began days ago")
        mentions = [mention for mention in mentions if not is_seat(opening, mention, self._names)]
        settlements = frozenset([mention.name for mention in mentions if known.is_settlement(mention)])
        told = self._told_here(tolls[:_FIRST_TOLLS], settlements)
        elsewhere = [draft.figure.sentence for draft in tolls[:_FIRST_TOLLS] if draft not in told]
        if elsewhere:
            mentions = [m for m in mentions if not any(span.start <= m.start < span.end for span in elsewhere)]
            for span in elsewhere:
                opening = opening[: span.start] + " " * len(opening[span.start : span.end]) + opening[span.end :]
        stem = self._wordings.stem
        words = set[str]()
        for stretch in set(opening.split()):
            stems = self._stems[stretch]
            if stems:
                words.update(stems)
        names = {mention.name for mention in mentions if mention.kind == "name"}
        places = self._places(mentions, told, settlements)
        topics: set[str] = set()
        days: set[str] = set()
        for draft in told:
            words |= draft.words
            names |= draft.scope.about or frozenset()
            places |= draft.scope.where or frozenset()
            topics |= draft.topics
            days |= draft.scope.when or frozenset()
        if not days:
            days |= days_of_opening()
        if not topics:
            topics = self._topics_of_title(title)
        # "Sheriff Karl Brand" stands in every report of his county.
        officials = {m.name for m in mentions if m.kind == "name" and self._has_office(low, m)}
        names -= officials
        words -= {stem(token) for name in officials for token in _TOKEN.findall(name.lower())}
        # A place, a side or a people is evidence of its own; its words are none besides.
        words -= {stem(token) for m in mentions if m.kind != "name" for token in _TOKEN.findall(low[m.start : m.end])}
        words -= {stem(token) for place in places for token in _TOKEN.findall(place.lower())}
        # "… - WAVE 3 News-Louisville, KY": what closes a title names the outlet.
        suffix = _SUFFIX.search(title)
        outlet = suffix.group().lower() if suffix else ""
        return Story(
            names=self._plain(n for n in names if self._may_tell[n] and n.lower() not in outlet),
            places=frozenset(places),
            words=frozenset([word for word in words if self._is_telling_stem(word) and word not in outlet]),
            half_words=frozenset(words & self._half),
            topics=frozenset(topics),
            days=frozenset(days),
            asides=self._told_asides(low) | self._follows(title, low),
            opening=len(opening),
            sites=self._plain(
                m.name for m in mentions if m.kind == "name" and known.is_placed(m.start) and self._may_tell[m.name]
            ),
            ages=frozenset(_age(skip) for skip in skips if skip.kind == "age" and skip.span.start < len(opening)),
            houses=frozenset(_block(skip.surface) for skip in skips if skip.kind == "address"),
            villages=self._villages(low, mentions),
        )

    def _is_of_days(self, draft: Draft) -> bool:
        """ "The floods have killed five people since Friday": the toll of one event, though it grows."""
        start, as_of = draft.start_date, draft.as_of
        if start is None or as_of is None or (as_of - start).days > _DAYS_OF_ONE:
            return False
        return not draft.topics.isdisjoint(self._seldom)

    def _topics_of_title(self, title: str) -> set[str]:
        """The kinds of event that a title names, for tolls whose own sentences name none; none where they do not go
        together."""
        told = [self._topics[word] for word in parts_of(title.lower()) if word in self._topics]
        kinds = set(told[0]) if told else set()
        return kinds if all([not kinds.isdisjoint(other) for other in told]) else set()

    def _told_here(self, tolls: Sequence[Draft], settlements: frozenset[str]) -> list[Draft]:
        """The first tolls without those of other events: of "a fire" of another day, or elsewhere."""
        days: frozenset[str] = frozenset()
        where: frozenset[str] = frozenset()
        told: list[Draft] = []
        for draft in tolls:
            when, at = draft.scope.when or frozenset(), settlements & (draft.scope.about or frozenset())
            if "where" not in draft.inherited:
                at |= draft.scope.where or frozenset()
            is_apart = bool(where) and bool(at) and self._are_apart(where, at)
            if days and when and when.isdisjoint(days):
                if is_apart or self._another.search(draft.quote):
                    continue
            elif is_apart and _TURNING.match(draft.quote):
                continue
            told.append(draft)
            days |= when
            where |= at
        return told

    def _are_apart(self, where: frozenset[str], other: frozenset[str]) -> bool:
        """True for places none of which is or holds one of the others."""
        holders = self._holders
        holding = {holder for place in where for holder in holders(place)}
        return where.isdisjoint({holder for place in other for holder in holders(place)} | other) and (
            holding.isdisjoint(other)
        )

    def _places(self, mentions: Iterable[Mention], told: Sequence[Draft], settlements: frozenset[str]) -> set[str]:
        """The places of the opening; where its tolls tell of a town, those alone that stand no further down."""
        last = max(draft.figure.sentence.end for draft in told)
        above = [m for m in mentions if m.start < last]
        places = {m.name for m in above if m.kind == "place"}
        # A region lies in a country, and a town in a region.
        if all(self._container.get(place) not in self._container for place in places) and settlements.isdisjoint(
            [m.name for m in above]
        ):
            places |= {m.name for m in mentions if m.kind == "place"}
        return places

    def _villages(self, low: str, mentions: Sequence[Mention]) -> frozenset[str]:
        """Names that are said to lie at the place behind them, or to be struck in it, streets left out."""
        found = [
            mention.name
            for mention, behind in pairwise(mentions)
            if mention.kind == "name"
            and behind.kind == "place"
            and (
                _LIES_AT.fullmatch(low, mention.end, behind.start)
                or (low[mention.end : behind.start] == ", " and _is_struck(low, mention.start))
            )
            and mention.name.split()[-1] not in self._no_village
        ]
        return self._plain(found) if found else _NONE

    def _stems_in(self, stretch: str) -> tuple[str, ...]:
        """The stems of the words in a stretch without white space that tell something, or a little."""
        stems = self._wordings.stems_of(_TOKEN.findall(stretch))
        return tuple([stem for stem in stems if stem in self._half or self._is_telling_stem(stem)])

    def _is_telling_stem(self, stem: str) -> bool:
        return len(stem) > 3 and stem.isalnum() and stem not in self._telling_nothing

    def _plain(self, names: Iterable[str]) -> frozenset[str]:
        """Names as any report has them: "Deputy Ann Lee" and "Ann Lee Jr" are Ann Lee, "E. Oak Ave" is Oak Avenue."""
        found: set[str] = set()
        for name in names:
            words = [word.rstrip(".,") for word in name.split()]
            while len(words) > 1 and words[0].lower() in self._titles:
                del words[0]
            while len(words) > 2 and words[0] in self._edges:
                del words[0]
            while len(words) > 1 and words[-1] in self._edges:
                del words[-1]
            words[-1] = self._streets.get(words[-1], words[-1])
            found.add(" ".join(words))
        return frozenset([name for name in found if self._may_tell[name]])

    def _has_office(self, low: str, mention: Mention) -> bool:
        """ "Police Chief Ann Lee", "Mayor Karl Brand"."""
        words = mention.name.lower().split()
        held = next((i for i, word in enumerate(words) if word.rstrip(".") not in self._titles), len(words))
        before = low[max(0, mention.start - 20) : mention.start].split()[-1:]
        return held < len(words) and any(word.rstrip(".") in self._offices for word in (*before, *words[:held]))

    def _is_own(self, name: str) -> bool:
        """False for what stands in reports of many events: "County Sheriff", "FBI", "Highway 61"."""
        if _CODE.search(name) or not self._is_telling(name):
            return False
        return self._institution_words.isdisjoint(parts_of(name)) or not self._institution.search(name)

    def _follows(self, title: str, low: str) -> frozenset[str]:
        """Whether title or lead tell of another event than those before: a second within days, an aftershock."""
        lead = low[:_LEAD_ENDS]
        if "aftershock" in title.lower() and _AFTERSHOCK.search(title):
            return _ANOTHER_EVENT
        for told in (title, lead):
            if self._following.search(told) and _WITHIN_DAYS.search(told):
                return _ANOTHER_EVENT
        return _NONE

    def _told_asides(self, low: str) -> frozenset[str]:
        """What the text tells beside its tolls: see ``asides`` in the lexicon."""
        if "\n" in low:
            low = low.replace("\n", " ")
        told: set[str] = set()
        for word, phrases in self._asides.items():
            at = low.find(word)
            while at >= 0:
                for offset, phrase, name in phrases:
                    if name not in told and _stands(low, at - offset, phrase) and not _is_defined(low, at - offset):
                        told.add(name)
                at = low.find(word, at + 1)
        return frozenset(told)


def _is_defined(low: str, start: int) -> bool:
    """ "Four or more people are shot, not including the shooter": what a count of such events takes in."""
    return low.find(" or more ", max(0, start - _LONGEST_DEFINITION), start) >= 0


def _is_struck(low: str, start: int) -> bool:
    """ "An air strike on Harta", behind which a country stands."""
    return _STRUCK.search(low, max(0, start - _LONGEST_STRUCK), start) is not None


def _block(printed: str) -> str:
    """The hundred that a house stands in: "2314 Elm Street" lies in "the 2300 block"."""
    digits = _NUMBER.match(printed)
    number = digits.group() if digits is not None else ""
    return number if len(number) < 3 else f"{number[:-2]}00"


def _age(skip: Skip) -> str:
    """An age as two reports may share it: "7" of years, "9 months"."""
    months = " months" if "month" in skip.surface.lower() else ""
    return f"{skip.value if skip.value is not None else skip.surface}{months}"


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
