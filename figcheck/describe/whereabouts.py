"""Where a figure is so: the places of its sentence that can be its own, else those of the paragraph, the lead and the
title."""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.describe.cues import Match
from figcheck.describe.datelines import end_of_dateline
from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.standing import BORDER, PlaceStanding, is_seat
from figcheck.describe.tellingplaces import telling_place
from figcheck.describe.view import Slot, View, in_relative
from figcheck.expressions import expression

_NONE: Final[frozenset[str]] = frozenset()
_WHERE: Final = frozenset({"where"})
_MOST_PLACES: Final = 3  # more are a list
_LETTERS: Final = expression(r"[a-z’']+")
# What stands before a place.
_STRUCK: Final = frozenset(("on", "in", "at", "near"))
# "221 Ukrainian drones", "two Filipino sailors and a Vietnamese died": they may be anywhere.
_NUMBER_BEFORE: Final = expression(
    r"(?:\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|dozens\sof))(?:\s(?:other|more|further))?\s$"
)
_COUNTED_REACH: Final = 18
_ONE_BEFORE: Final = expression(r"\b(?:an?|one|another)\s$")
_ONE_BEHIND: Final = expression(r"[,.;]|\s(?:and|or|was|were|is|died|who)\b")
# What stands behind it.
_HOLDS: Final = 10  # characters between a place and what holds it
_WORD_BEHIND: Final = expression(r"\s+([a-z]+)")
_WORDS_BEHIND: Final = expression(r"(?:['’]s)?\s+((?:[a-z]+\s?){1,3})")
_BORDERS: Final = frozenset(("border", "frontier"))
# As what else than a place it may count (see ``_stands``).
_THEN: Final = frozenset({"once"})
_OFF: Final = frozenset({"once", "away"})
_OPENING: Final = 60  # characters in which the names of a dateline begin
# Words for everywhere, and for everywhere in a country.
_WORLDWIDE: Final = frozenset(("globally", "worldwide"))
ITEMS: Final = ("– ", "— ", "- ", "• ", "* ", "· ")  # marks of list items
_NATIONWIDE: Final = frozenset(
    ("nationwide", "countrywide", "nationally", "nation's", "nation’s", "country's", "country’s")
)
_EVERYWHERE: Final = frozenset(("nationwide", "countrywide"))
_THROUGHOUT: Final = frozenset(("across", "throughout", "around"))
_EXISTING: Final = frozenset("is are was were has have had will would may might could must can be being".split())
_LAND: Final = frozenset(("country", "nation"))
_WIDE_REACH: Final = 12  # words from a figure to "across the country"


class Whereabouts(NamedTuple):
    """The places of a figure, empty where none is known; ``inherited`` holds "where" when they may not be its own."""

    places: frozenset[str]
    inherited: frozenset[str]
    because: tuple[str, ...] = ()


_NOWHERE: Final = Whereabouts(_NONE, _NONE)


class PlaceReader:
    """Tells the places of figures in one article."""

    def __init__(self, text: str, title: Span, lead: Span, mentions: Mentions, names: Names) -> None:
        self._text = text
        self._names = names
        self._lexicon = names.lexicon
        self._mentions = mentions
        self._title = title
        self._lead = lead
        self._stands_as: dict[int, str] = {}
        self._lead_places: frozenset[str] | None = None
        self._dateline_end = end_of_dateline(text, lead.start)
        self._afar: bool | None = None
        self._standing = PlaceStanding(text, lead.start, names)
        self._paragraph_places: tuple[Span, frozenset[str]] = (Span(-1, -1), frozenset())

    def read(
        self, view: View, slot: Slot, match: Match | None, paragraph: Span, sentence: list[Mention]
    ) -> Whereabouts:
        """The places of one figure in its sentence, with what frame matched, the paragraph around, and the names of the
        sentence."""
        where, alone = _NONE, False
        if sentence:
            where, alone = self._where_of(view, slot, match, self._behind_dateline(sentence))
        if _is_wide(view, slot):
            held = frozenset([self._names.country(place) for place in where])
            where = held if len(held) == 1 else self._country_around(paragraph)
            return Whereabouts(where, _WHERE if where else _NONE)
        if where:
            return Whereabouts(where, _NONE if alone else _WHERE)
        if not _WORLDWIDE.isdisjoint(view.present):
            return _NOWHERE  # "globally": of the places around as little as of any other
        if sentence and view.sentence.start == paragraph.start:
            where = self._label(sentence)
            if where:
                return Whereabouts(where, _NONE)
        if any([self._is_elsewhere(m) for m in sentence]) or not _NATIONWIDE.isdisjoint(view.present):
            where, source = self._country_around(paragraph), "text"  # of other places the sentence does not tell
        else:
            where, source = self._around(paragraph, view.sentence.start)
        if not where:
            return _NOWHERE
        if source == "paragraph" and _is_there(view):
            return Whereabouts(where, _NONE, (f"there: {', '.join(sorted(where))}",))
        return Whereabouts(where, _WHERE, (f"place from the {source}: {', '.join(sorted(where))}",))

    def _where_of(
        self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]
    ) -> tuple[frozenset[str], bool]:
        """The places of a figure in its sentence, and whether they can be those of no other figure."""
        own = self._right_before(view, slot, sentence)
        if own:
            return own, True
        where = self.standing(self._nearby(view, slot, match, sentence), _THEN)
        if where:
            return where, True
        own = self._fronted(view, slot, sentence)
        if own:
            return own, True
        where = telling_place(self._text, sentence, slot.figure.span.start, slot.figure.span.end)
        if where:
            return where, True
        if slot.figure.form in ("money", "share") or slot.figure.unit == "percent":
            where = self._economy(sentence, slot.figure.span.start)
            if where:
                return where, True
        sentence = [m for m in sentence if not in_relative(view, slot, view.word_at(m.start))]
        first, last = view.clause(slot)
        start, end = view.starts[first], view.ends[min(last, len(view.ends)) - 1]
        where = self.standing([m for m in sentence if start <= m.start < end]) or self.standing(sentence)
        if not where and (match is None or match.frame != "size"):
            where = self.standing(sentence, _OFF)
        return where, bool(where) and self._one_place(sentence)

    def _right_before(self, view: View, slot: Slot, sentence: list[Mention]) -> frozenset[str]:
        """ "In Hull 96 people were killed, in York 18 and in Leeds 30": the place that a bare number stands right
        behind."""
        start = slot.figure.span.start
        if len(view.slots) < 2 or slot.figure.form != "plain" or slot.noun_end > slot.last:
            return _NONE
        led = [m for m in sentence if m.end == start - 1 and view.lowers[view.word_at(m.start) - 1] in _STRUCK]
        return self.standing(led)

    def _fronted(self, view: View, slot: Slot, sentence: list[Mention]) -> frozenset[str]:
        """ "In Hull, 96 people were killed": the place that opens a sentence of several figures and places, for the
        figure right behind it."""
        start = slot.figure.span.start
        if len(view.slots) < 2 or self._text[start - 2 : start] != ", ":
            return _NONE
        return self.standing([m for m in sentence if m.end == start - 2 and view.word_at(m.start) == 1])

    def _behind_dateline(self, sentence: list[Mention]) -> list[Mention]:
        """The names of a sentence without those of a dateline, where the sentence tells places of its own."""
        if sentence[0].start - self._lead.start > _OPENING:
            return sentence
        end = self._dateline_end
        if end is None:
            return sentence
        own = [m for m in sentence if m.start >= end]
        return own if len(own) < len(sentence) and (self._is_afar() or self.standing(own)) else sentence

    def _is_afar(self) -> bool:
        """ "DUBAI (AP) — US airstrikes on an oil port held by Yemen's Houthis": the post from which agencies cover a
        region, over a report that names another country's place."""
        if self._afar is None:
            end = self._dateline_end
            self._afar = False
            if end is not None:
                posts = [m for m in self._mentions.within(Span(self._lead.start, end)) if m.kind == "place"]
                if posts and posts[0].name in self._lexicon.posts:
                    told = self._mentions.within(Span(self._title.start, self._title.end))
                    told = [*told, *self._mentions.within(Span(end, self._lead.end))]
                    land = {self._names.country(m.name) for m in posts}
                    self._afar = any([m.kind == "place" and self._names.country(m.name) not in land for m in told])
        return self._afar

    def _without_post(self, mentions: list[Mention]) -> list[Mention]:
        """Names without those of a dateline far from what is told."""
        if not mentions or mentions[-1].start < self._lead.start or not self._is_afar():
            return mentions
        end = self._dateline_end or 0
        return [m for m in mentions if not self._lead.start <= m.start < end]

    def _economy(self, sentence: list[Mention], before: int) -> frozenset[str]:
        """The country of "UK inflation", "Spain's unemployment", "Japanese exports": the last told before a figure."""
        found = _NONE
        for mention in sentence:
            if mention.kind in ("national", "place") and (mention.start < before or not found):
                behind = _WORDS_BEHIND.match(self._text, mention.end)
                if behind is not None and self._is_economy(behind[1].split()):
                    found = frozenset({self._names.country(mention.name)})
        return found

    def _is_economy(self, words: list[str]) -> bool:
        """ "Consumer price inflation", but not "strikes cut output"."""
        for word in words:
            if word in self._lexicon.economy:
                return True
            if word in self._lexicon.stops or self._lexicon.is_plural(word):
                return False
        return False

    def _is_elsewhere(self, mention: Mention) -> bool:
        """True for a place of its own that no list knows: "the village of Yarova", "the raid on Yarova that"."""
        if self._mentions.is_settlement(mention):
            return True
        if mention.kind not in ("name", "unsettled") or not self._text.startswith((" that ", " which "), mention.end):
            return False
        words: list[str] = _LETTERS.findall(self._text[max(0, mention.start - 30) : mention.start].lower())
        if len(words) < 2 or words[-1] not in _STRUCK:
            return False
        return words[-2] in self._lexicon.assaults or words[-2] in self._lexicon.happenings

    def _one_place(self, sentence: list[Mention]) -> bool:
        """True when all places of a sentence lie in one another, so that a comma parts none of them from a figure."""
        holders = self._lexicon.gazetteer.holders
        named = {m.name for m in sentence if m.kind == "place"}
        deepest = max(named, key=lambda place: (len(holders(place)), place), default="")
        return bool(named) and named <= set(holders(deepest))

    def _nearby(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> list[Mention]:
        """The names between the commas around a figure, those of the counted noun phrase left out.

        "The deaths of three guards led the president to order strikes on Syria": where the cue stands before it,
        a verb behind it opens something else.
        """
        text, whole = self._text, view.sentence
        noun_end = view.ends[min(slot.noun_end, len(view.ends)) - 1]
        start = max(self._list_start(sentence, whole.start, slot.figure.span.start), whole.start)
        end = text.find(", ", noun_end, whole.end)
        if match is not None and match.cue is not None and match.cue < slot.first and match.frame != "times":
            for i in range(slot.noun_end, len(view.lowers)):
                if view.lowers[i] in self._lexicon.verbs or view.lowers[i] in self._lexicon.auxiliaries:
                    end = view.starts[i] if end < 0 else min(end, view.starts[i])
                    break
        end = whole.end if end < 0 else self._with_holder(sentence, end, whole.end)
        figure_end = slot.figure.span.end
        names = [m for m in sentence if start <= m.start < end and not figure_end <= m.start < noun_end]
        return self._own(view, slot, names) if len(names) > 1 and len(view.slots) > 1 else names

    def _list_start(self, sentence: list[Mention], first: int, before: int) -> int:
        """The comma before a figure behind which its names begin: none of "in Iraq, Syria and Jordan 160 times"."""
        places = [m for m in sentence if m.kind == "place"]
        comma = self._text.rfind(", ", first, before)
        while any([a.end == comma and b.start == comma + 2 for a, b in pairwise(places)]):
            comma = self._text.rfind(", ", first, comma)
        return comma

    def _with_holder(self, sentence: list[Mention], comma: int, last: int) -> int:
        """Where names that may belong to a figure end, when they reach a comma: "in Oaxaca, Mexico, on Monday"."""
        for before, behind in pairwise(sentence):
            if before.end == comma and behind.kind == "place" and behind.start <= comma + 2 and before.kind != "party":
                following = self._text.find(", ", behind.end, last)
                return following if following >= 0 else last
        return comma

    def _own(self, view: View, slot: Slot, names: list[Mention]) -> list[Mention]:
        """The names of one of several figures: "2,500 in Iraq and another 900 in Syria" have a place each."""
        index = view.slots.index(slot) if slot in view.slots else -1
        if index < 0:
            return names
        here = slot.figure.span.start
        if index + 1 < len(view.slots):
            following = view.slots[index + 1].figure.span.start
            if self.standing([m for m in names if here < m.start < following]) and self.standing(
                [m for m in names if m.start > following]
            ):
                names = [m for m in names if m.start < following]
        if index > 0:
            before = view.slots[index - 1].figure.span.start
            own = [m for m in names if m.start > here]
            if self.standing(own) and self.standing([m for m in names if before < m.start < here]):
                names = own
        return names

    def _around(self, paragraph: Span, start: int) -> tuple[frozenset[str], str]:
        """Places told in the paragraph before a sentence that starts there, else in title and lead, else behind it in
        the paragraph, and which of the two."""
        before = Span(paragraph.start, start)
        if self._paragraph_places[0] != before:
            told = self.standing(self._without_post(self._mentions.within(before)))
            self._paragraph_places = before, _NONE if self._are_listed(told) else told
        if self._paragraph_places[1]:
            return self._paragraph_places[1], "paragraph"
        if self._is_item(paragraph.start) and self._is_item(self._lead.start):
            where = self._places_above(self._title.end)  # each item of a list tells of a place of its own
        else:
            if self._lead_places is None:
                self._lead_places = self._places_above(self._lead.end)
            where = self._lead_places
        if where:
            return where, "title and lead"
        return self.standing(self._without_post(self._mentions.within(paragraph))), "paragraph"

    def _places_above(self, end: int) -> frozenset[str]:
        """The places of the title and of what follows up to ``end``."""
        mentions = self._without_post(self._mentions.within(Span(self._title.start, end)))
        told = self.standing(mentions)
        if self._are_listed(told):
            told = self.standing(self._mentions.within(self._title))
        if told:
            return told
        post = _NONE if self._is_afar() else self._dateline()
        return post or self._any_place(mentions)

    def _are_listed(self, places: frozenset[str]) -> bool:
        """Whether so many countries are told that they are no place: "with the help of Canada, Denmark, Norway, …"."""
        return len(places) > _MOST_PLACES and len(places & self._lexicon.gazetteer.countries) > _MOST_PLACES

    def _is_item(self, start: int) -> bool:
        """Whether a paragraph is an item of a list by what it begins with."""
        return self._text.startswith(ITEMS, start)

    def _label(self, sentence: list[Mention]) -> frozenset[str]:
        """ "Bangkok: 29 bodies were found", "– Bangkok: …": the place that opens a paragraph as its label."""
        first = sentence[0]
        if first.kind != "place" or not self._text.startswith(":", first.end):
            return _NONE
        line = self._text.rfind("\n", 0, first.start) + 1
        opening = self._text[line : first.start]
        return frozenset({first.name}) if not opening.strip() or opening in ITEMS else _NONE

    def _country_around(self, paragraph: Span) -> frozenset[str]:
        """The country of all places in a paragraph, title and lead; nothing where they lie in several."""
        mentions = [*self._mentions.within(Span(self._title.start, self._lead.end)), *self._mentions.within(paragraph)]
        found = {self._names.country(m.name) for m in mentions if m.kind == "place"}
        return frozenset(found) if len(found) == 1 else _NONE

    def standing(self, mentions: list[Mention], also: frozenset[str] = _NONE) -> frozenset[str]:
        """Places that stand as places: behind a preposition, or in a list with one that does. ``also``: those
        too that stand so, such as one "away" ("85 miles from Lima")."""
        text = self._text
        found: set[str] = set()
        borders: set[str] = set()  # "near the Syrian border in northern Jordan" is in Jordan
        last_end = -10
        home = -10
        for at, mention in enumerate(mentions):
            if mention.start <= home + 2:
                continue  # "of Tucson, Ariz."
            if mention.kind != "place":
                if mention.kind == "national":
                    borders |= self._either_side(mention)
                    behind = _WORD_BEHIND.match(text, mention.end)
                    if behind and behind[1] in self._lexicon.place_nouns:
                        into = borders if behind[1] in _BORDERS else found
                        into.add(self._names.country(mention.name))  # "the Libyan city of Derna"
                continue
            stands = self._stands_as.get(mention.start)
            if stands is None:
                stands = self._stands_as[mention.start] = self._standing.stands(mention)
            if stands == "home":
                home = mention.end
            elif (
                stands == "place"
                or stands in also
                or (stands in ("listed", "") and found and (mention.start - last_end <= 6 or stands == "listed"))
                or (stands in ("listed", "") and at + 1 < len(mentions) and self._is_held(mention, mentions[at + 1]))
            ):
                found.update(self._either_side(mention) or (mention.name,))
                last_end = mention.end
        return frozenset(found or borders)

    def _either_side(self, mention: Mention) -> frozenset[str]:
        """ "On the Thai-Cambodian border": both countries."""
        border = BORDER.match(self._text, mention.end)
        row = self._names.row(border[1].lower()) if border is not None else None
        if row is None:
            return _NONE
        return frozenset((self._names.country(mention.name), self._names.country(row[0])))

    def _is_held(self, mention: Mention, following: Mention) -> bool:
        """ "Toluca in Mexico will spend": a place with what holds it right behind. One that no list knows is a place
        by what it is said to lie in."""
        gazetteer = self._lexicon.gazetteer
        return (
            following.kind == "place"
            and following.start - mention.end <= _HOLDS
            and following.name != mention.name
            and (following.name in gazetteer.holders(mention.name) or not gazetteer.has(mention.name))
            and self._text[mention.end : following.start].strip(" ,\n") in ("", "in", "in the")
        )

    def _dateline(self) -> frozenset[str]:
        """ "NAIROBI, March 3 (Reuters) - …": the places before the dash that opens the text."""
        end = self._dateline_end
        if end is None:
            return _NONE
        mentions = self._mentions.within(Span(self._lead.start, end))
        return frozenset(m.name for m in mentions if m.kind == "place")

    def _any_place(self, mentions: list[Mention]) -> frozenset[str]:
        """What an article is about when a sentence does not say where: the places it names, else the nationalities.

        More than a few are a list, not a place; a name that may be something else ("Chandler") is none by itself.
        """
        ambiguous = self._lexicon.gazetteer.ambiguous
        for kind in ("place", "national"):
            named = frozenset(
                m.name
                for m in mentions
                if m.kind == kind
                and m.name.lower() not in ambiguous
                and not self._is_forename(m)
                and not is_seat(self._text, m, self._names)
                and not (kind == "national" and self._text.startswith(self._names.of_a_country, m.end))
                and not (kind == "national" and self._is_counted(m))
            )
            if named:
                return named if len(named) <= _MOST_PLACES else frozenset()
        return _NONE

    def _is_counted(self, mention: Mention) -> bool:
        """Whether a nationality tells of whom or of what there are so many."""
        before = self._text[max(0, mention.start - _COUNTED_REACH) : mention.start].lower()
        if _NUMBER_BEFORE.search(before) is not None:
            return True
        return _ONE_BEFORE.search(before) is not None and _ONE_BEHIND.match(self._text, mention.end) is not None

    def _is_forename(self, mention: Mention) -> bool:
        """ "Paris Jackson": a place with a capital right behind may be a person."""
        behind = self._text[mention.end : mention.end + 2]
        return mention.kind == "place" and behind[:1] == " " and behind[1:].isupper()


def _is_there(view: View) -> bool:
    """ "The attack on the embassy there killed 213", but not "there were 213 dead"."""
    if "there" not in view.present:
        return False
    at = view.lowers.index("there")
    follows = view.lowers[at + 1 : at + 2]
    return at > 0 and (not follows or follows[0] not in _EXISTING)


def _is_wide(view: View, slot: Slot) -> bool:
    """ "Injuring 13 across the country", "across the country, 13 were hurt", "of the 31 dead, 17 were in Chala": of no
    town that the sentence names."""
    present = view.present
    if view.lowers[0] == "of" and slot is view.slots[0] and slot.first <= 2 and len(view.slots) > 1:
        behind = min(slot.noun_end + 1, len(view.gaps) - 1)
        return "," in (view.gaps[slot.noun_end : behind + 1])
    if _LAND.isdisjoint(present) and _EVERYWHERE.isdisjoint(present):
        return False
    lowers = view.lowers
    for i, word in enumerate(lowers):
        first = i
        if word in _LAND:
            if lowers[i - 1 : i] != ["the"] or i < 2 or lowers[i - 2] not in _THROUGHOUT:
                continue
            first = i - 2
        elif word not in _EVERYWHERE:
            continue
        if first >= slot.noun_end:
            between = range(slot.noun_end, first)
            near = first - slot.noun_end <= _WIDE_REACH and not view.parted(slot.noun_end, first)
        else:
            between = range(i + 1, slot.first)
            near = first == 0
        if near and not any([k in view.figure_at or (k and view.capital(k)) for k in between]):
            return True
    return False
