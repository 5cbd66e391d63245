"""Of whom and where, and what is named: scope from the sentence, then the paragraph, then the lead and the title.

What came from beyond the sentence is remembered in ``inherited``, since it supports a link but contradicts none.
"""

from __future__ import annotations

from itertools import pairwise
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.describe.actors import ActorReader
from figcheck.describe.cues import Match
from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.view import Slot, View, in_relative
from figcheck.describe.vocabulary import MILITARY, PERSON
from figcheck.expressions import expression

_MOST_PLACES: Final = 3
_HOLDS: Final = 10  # characters between a place and what holds it
_WHERE_BEFORE: Final = frozenset(
    "in at near on across inside outside of around between into over along throughout off to within toward towards "
    "border rocked rocks shook shakes jolted rattled battered batters lashed lashes pounded "
    "devastated ravaged".split()
)
_DIRECTIONS: Final = frozenset(
    "the northern southern eastern western central neighboring neighbouring and province city town capital nearby all "
    "downtown north south east west former village port towns cities state region suburban rural".split()
)
_WORLDWIDE: Final = frozenset(("globally", "worldwide"))
_NATIONWIDE: Final = frozenset(
    ("nationwide", "countrywide", "nationally", "nation's", "nation’s", "country's", "country’s")
)
_EVERYWHERE: Final = frozenset(("nationwide", "countrywide"))
_NUMBER_BEFORE: Final = expression(r"\d\s$")  # "221 Ukrainian drones" may be anywhere
_WORD_BEHIND: Final = expression(r"\s+([a-z]+)")
_COPULAS: Final = frozenset(("were", "was", "are", "is"))
_NONE: Final[frozenset[str]] = frozenset()
_WHERE: Final = frozenset({"where"})
_LETTERS: Final = expression(r"[a-z’']+")
_BORDER: Final = expression(r"[-–](?:[A-Z]\w+)\s+border")
_FORCES: Final = frozenset("base troop force soldier army military".split())
_DATELINE: Final = expression(
    r"\s*[A-Z][A-Z .'’-]{2,40}(?:,\s[^-–—()\n]{1,40})?\s*(?:\([^)\n]{2,30}\)\s*)?\s*(?:[-–—]|--)\s"
)


_HOME: Final = expression(r"\d, (?:of|from) $")
_SHORT: Final = 12
_FROM: Final = frozenset(("of", "from", "outside"))
_AWAY: Final = expression(
    r"\b(?:miles?|kilomet(?:er|re)s?|km)\b(?:\s\([^()]{1,30}\))?(?:,?\s[a-z-]+){0,2}"
    r"\s(?:of|from|outside)(?: the(?: \w+)?)?\s$"
)
_ONCE: Final = expression(r"(?: in (?:the )?[A-Z][\w’'-]+)? in (?:19|20)\d\d\b")  # "captured in Mariupol in 2022"
_LONGEST_AWAY: Final = 80
_LONGEST_DATELINE: Final = 60
_RECORDS: Final = expression(r"\s(?:has\s|had\s)?(?:recorded|registered|counted|saw|seen|logged|tallied)\b")
_WORDS_BEHIND: Final = expression(r"(?:['’]s)?\s+((?:[a-z]+\s?){1,3})")
_THEN: Final = frozenset({"once"})
_OFF: Final = frozenset({"once", "away"})
_STRUCK: Final = frozenset(("on", "in", "at", "near"))
_THROUGHOUT: Final = frozenset(("across", "throughout", "around"))
_LAND: Final = frozenset(("country", "nation"))
_WIDE_REACH: Final = 12  # words from a figure to "across the country"


class ScopeParts(NamedTuple):
    """The slots who, by, where and about, each None when unknown, and the slots that came from beyond the sentence."""

    who: frozenset[str] | None
    by: frozenset[str] | None
    where: frozenset[str] | None
    about: frozenset[str] | None
    inherited: frozenset[str]
    because: tuple[str, ...]


class ScopeReader:
    """Resolves the scope of figures in one article."""

    def __init__(
        self, text: str, title: Span, lead: Span, mentions: Mentions, names: Names, actors: ActorReader
    ) -> None:
        self._text = text
        self._names = names
        self._actors = actors
        self._lexicon = names.lexicon
        self._mentions = mentions
        self._title = title
        self._lead = lead
        self._anchored: tuple[list[Mention], frozenset[str]] = ([], _NONE)
        self._standing: dict[int, str] = {}
        self._lead_places: frozenset[str] | None = None
        self._paragraph_places: tuple[Span, frozenset[str]] = (Span(-1, -1), frozenset())

    def read(self, view: View, slot: Slot, match: Match | None, paragraph: Span, sentence: list[Mention]) -> ScopeParts:
        """The scope of one figure in its sentence, with what frame matched, the paragraph around, and the names of the
        sentence."""
        inherited: frozenset[str] = _NONE
        because: tuple[str, ...] = ()
        where: frozenset[str] = _NONE
        if sentence:
            where, alone = self._where_of(view, slot, match, self._behind_dateline(sentence))
            if where and not alone:
                inherited = _WHERE
        if _is_wide(view, slot):
            held = frozenset([self._names.country(place) for place in where])
            where = held if len(held) == 1 else self._country_around(paragraph)
            inherited = _WHERE if where else _NONE
        elif not where:
            if not _WORLDWIDE.isdisjoint(view.present):
                source = ""  # "globally": of the places around as little as of any other
            elif (sentence and any([self._is_elsewhere(m) for m in sentence])) or (
                not _NATIONWIDE.isdisjoint(view.present)
            ):
                where, source = self._country_around(paragraph), "text"  # of other places the sentence does not tell
            else:
                where, source = self._where_around(paragraph)
            if where:
                inherited = _WHERE
                because = (f"place from the {source}: {', '.join(sorted(where))}",)
        who = self._who(view, slot, match, sentence)
        by = self._actors.read(view, slot, match, sentence)
        about = _NONE
        if sentence:
            if self._anchored[0] is not sentence:
                self._anchored = sentence, frozenset([m.name for m in sentence if self._is_anchor(m)])
            about = self._anchored[1]
        if slot.figure.unit == "percent" and not any(m.kind == "pollster" for m in sentence):
            near = [m.name for m in self._mentions.within(paragraph) if m.kind == "pollster"]
            if near:
                about |= frozenset(near[:1])
                because = (*because, f"poll from the paragraph: {near[0]}")
        return ScopeParts(who or None, by or None, where or None, about or None, inherited, because)

    def _where_of(
        self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]
    ) -> tuple[frozenset[str], bool]:
        """The places of a figure in its sentence, and whether they can be those of no other figure."""
        where = self._places(self._nearby(view, slot, match, sentence), _THEN)
        if where:
            return where, True
        if slot.figure.form in ("money", "share") or slot.figure.unit == "percent":
            where = self._economy(sentence, slot.figure.span.start)
            if where:
                return where, True
        sentence = [m for m in sentence if not in_relative(view, slot, view.word_at(m.start))]
        first, last = view.clause(slot)
        start, end = view.starts[first], view.ends[min(last, len(view.ends)) - 1]
        where = self._places([m for m in sentence if start <= m.start < end]) or self._places(sentence)
        if not where and (match is None or match.frame != "size"):
            where = self._places(sentence, _OFF)
        return where, bool(where) and self._one_place(sentence)

    def _behind_dateline(self, sentence: list[Mention]) -> list[Mention]:
        """The names of a sentence without those of a dateline, where the sentence tells places of its own."""
        if sentence[0].start - self._lead.start > _LONGEST_DATELINE:
            return sentence
        match = _DATELINE.match(self._text, self._lead.start)
        if match is None:
            return sentence
        own = [m for m in sentence if m.start >= match.end()]
        return own if len(own) < len(sentence) and self._places(own) else sentence

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

    def _is_anchor(self, mention: Mention) -> bool:
        """True for a name that tells what a claim is about; the capital that a state goes by ("Washington") is none."""
        if mention.kind == "name":
            return self._names.is_telling(mention.name) and not self._names.is_person(mention.name)
        return mention.kind == "pollster" or (mention.kind == "unsettled" and self._mentions.is_placed(mention.start))

    def _nearby(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> list[Mention]:
        """The names between the commas around a figure, those of the counted noun phrase left out.

        "The deaths of three guards led the president to order strikes on Syria": where the cue stands before it,
        a verb behind it opens something else.
        """
        text, whole = self._text, view.sentence
        noun_end = view.ends[min(slot.noun_end, len(view.ends)) - 1]
        start = max(text.rfind(", ", whole.start, slot.figure.span.start), whole.start)
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
            if self._places([m for m in names if here < m.start < following]) and self._places(
                [m for m in names if m.start > following]
            ):
                names = [m for m in names if m.start < following]
        if index > 0:
            before = view.slots[index - 1].figure.span.start
            own = [m for m in names if m.start > here]
            if self._places(own) and self._places([m for m in names if before < m.start < here]):
                names = own
        return names

    # --- where -----------------------------------------------------------------------------------------------------

    def _where_around(self, paragraph: Span) -> tuple[frozenset[str], str]:
        """Places of the paragraph, else of title and lead, and which of the two."""
        if self._paragraph_places[0] != paragraph:
            self._paragraph_places = paragraph, self._places(self._mentions.within(paragraph))
        if self._paragraph_places[1]:
            return self._paragraph_places[1], "paragraph"
        if self._lead_places is None:
            mentions = self._mentions.within(Span(self._title.start, self._lead.end))
            self._lead_places = self._places(mentions) or self._dateline() or self._any_place(mentions)
        return self._lead_places, "title and lead"

    def _country_around(self, paragraph: Span) -> frozenset[str]:
        """The country of all places in a paragraph, title and lead; nothing where they lie in several."""
        mentions = [*self._mentions.within(Span(self._title.start, self._lead.end)), *self._mentions.within(paragraph)]
        found = {self._names.country(m.name) for m in mentions if m.kind == "place"}
        return frozenset(found) if len(found) == 1 else _NONE

    def _places(self, mentions: list[Mention], also: frozenset[str] = _NONE) -> frozenset[str]:
        """Places that stand as places: behind a preposition, or in a list with one that does. ``also``: those
        too that stand so, such as one "away" ("85 miles from Lima")."""
        text = self._text
        found: set[str] = set()
        last_end = -10
        home = -10
        for at, mention in enumerate(mentions):
            if mention.start <= home + 2:
                continue  # "of Tucson, Ariz."
            if mention.kind != "place":
                if mention.kind == "national":
                    behind = _WORD_BEHIND.match(text, mention.end)
                    if behind and behind[1] in self._lexicon.place_nouns:
                        found.add(self._names.country(mention.name))  # "the Libyan city of Derna"
                continue
            stands = self._standing.get(mention.start)
            if stands is None:
                stands = self._standing[mention.start] = self._stands(mention)
            if stands == "home":
                home = mention.end
            elif (
                stands == "place"
                or stands in also
                or (stands in ("listed", "") and found and (mention.start - last_end <= 6 or stands == "listed"))
                or (stands in ("listed", "") and at + 1 < len(mentions) and self._is_held(mention, mentions[at + 1]))
            ):
                found.add(mention.name)
                last_end = mention.end
        return frozenset(found)

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

    def _stands(self, mention: Mention) -> str:
        """How a place stands by what is before it: as a "place", "listed" behind a comma, as a "source", as the "home"
        of somebody ("Ann Hensley, 52, of Tucson"), "away" where another is told from it, "once", or ""."""
        before = self._text[max(0, mention.start - 30) : mention.start].lower()
        words: list[str] = _LETTERS.findall(before)
        if "according" in words[-3:]:
            return "source"
        previous = words[-1] if words else ""
        if previous in _DIRECTIONS:
            previous = next((w for w in words[-2::-1] if w in _WHERE_BEFORE), "")
        if _ONCE.match(self._text, mention.end):
            return "once"
        if previous in _FROM:
            if _HOME.search(self._text, max(0, mention.start - _SHORT), mention.start):
                return "home"
            if _AWAY.search(self._text, max(0, mention.start - _LONGEST_AWAY), mention.start):
                return "away"
        if previous in _WHERE_BEFORE or _BORDER.match(self._text, mention.end):
            return "place"
        if mention.name not in self._lexicon.gazetteer.countries and _RECORDS.match(self._text, mention.end):
            return "place"
        return "listed" if before.rstrip().endswith(",") else ""

    def _dateline(self) -> frozenset[str]:
        """ "NAIROBI, March 3 (Reuters) - …": the places before the dash that opens the text."""
        match = _DATELINE.match(self._text, self._lead.start)
        if match is None:
            return _NONE
        mentions = self._mentions.within(Span(self._lead.start, match.end()))
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
                and not (kind == "national" and _NUMBER_BEFORE.search(self._text, max(0, m.start - 12), m.start))
            )
            if named:
                return named if len(named) <= _MOST_PLACES else frozenset()
        return _NONE

    def _is_forename(self, mention: Mention) -> bool:
        """ "Paris Jackson": a place with a capital right behind may be a person."""
        behind = self._text[mention.end : mention.end + 2]
        return mention.kind == "place" and behind[:1] == " " and behind[1:].isupper()

    # --- who -------------------------------------------------------------------------------------------------------

    def _who(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> frozenset[str]:
        """Nationalities, parties and groups of persons in the counted noun phrase, or of what was attacked."""
        if match is not None and match.frame == "times":
            return self._target(view, slot, match, sentence)
        counted = slot.figure.counted
        if match is not None and match.frame == "label" and match.cue is not None:
            return frozenset(
                group for word in view.lowers[: match.cue] for group in self._names.groups(self._lexicon.singular(word))
            )
        found = self._further(view, slot, sentence)
        if slot.noun_end <= slot.last and counted is None:
            return found
        first = min(slot.last, len(view.starts) - 1)
        end = view.ends[slot.noun_end - 1] if slot.noun_end > first else view.ends[first]
        found |= self._described(view, Span(view.starts[first], end), counted, sentence)
        if sentence and counted is not None and self._lexicon.person_groups(counted):
            holder = self._actors.holder(view, slot, sentence)
            if holder is not None:
                found |= {holder}
        return found

    def _further(self, view: View, slot: Slot, sentence: list[Mention]) -> frozenset[str]:
        """What stands behind the noun phrase: "four from Norway", "two of the dead were children"."""
        lowers, gaps, end = view.lowers, view.gaps, slot.noun_end
        behind = lowers[end] if end < len(lowers) and not gaps[end] else ""
        if behind == "from":
            counted = slot.figure.counted
            if sentence and (counted is None or self._lexicon.person_groups(counted)):
                at = view.starts[end + 1] if end + 1 < len(lowers) else -1
                return frozenset(self._names.country(m.name) for m in sentence if m.start == at and m.kind == "place")
        elif behind == "of" or lowers[slot.last : slot.last + 1] == ["of"]:
            for i in range(slot.last + 1, min(len(lowers) - 1, slot.last + 6)):
                if gaps[i]:
                    break
                if lowers[i] in _COPULAS:
                    last = i + 1
                    while (
                        last < len(lowers)
                        and not gaps[last]
                        and (lowers[last] == "and" or lowers[last] not in self._lexicon.stops)
                    ):
                        last += 1
                    if last > i + 1 and view.lowers[last - 1] not in self._lexicon.states:
                        span = Span(view.starts[i + 1], view.ends[last - 1])
                        return self._described(view, span, None, sentence)
                    break
        return _NONE

    def _described(self, view: View, span: Span, head: str | None, sentence: list[Mention]) -> frozenset[str]:
        lexicon = self._lexicon
        found: set[str] = set()
        for mention in sentence:
            if span.start <= mention.start < span.end:
                if mention.kind in ("national", "place"):
                    found.add(self._names.country(mention.name))
                elif mention.kind == "party":
                    found |= {mention.name, self._names.side(mention.name)}
                elif mention.kind == "name" and head in lexicon.body_nouns:
                    found.add(mention.name)
        first, last = view.word_at(span.start), view.word_at(span.end)
        bits = view.bits[first:last]
        if any([bit & MILITARY for bit in bits]) and self._names.military.search(view.low, span.start, span.end):
            found.add("military")
        groups = self._names.groups
        if head is not None:
            told = groups(head)
            if "nationals" in lexicon.person_groups(head):
                found.add(lexicon.gazetteer.canonical[head])
            found |= told
        for i in [i for i, bit in enumerate(bits, first) if bit & PERSON]:
            if not view.capital(i):
                noun = lexicon.singular(view.lowers[i])
                found |= groups(noun)
                if i and (pair := f"{view.lowers[i - 1]} {noun}") in lexicon.people:
                    found |= groups(pair)
        return frozenset(found)

    def _target(self, view: View, slot: Slot, match: Match, sentence: list[Mention]) -> frozenset[str]:
        """Who was attacked: the object of the verb, or the subject of "have come under attack N times"."""
        assert match.cue is not None
        cue = match.cue
        passive = "under" in view.lowers[max(0, cue - 2) : cue + 3] or any(
            word in ("been", "were", "was") for word in view.lowers[max(0, cue - 3) : cue]
        )
        if passive or cue > slot.first:
            span = Span(view.starts[max(0, cue - 14)], view.starts[cue])
        else:
            last = min(len(view.ends) - 1, slot.first - 1 if slot.first > cue else slot.last)
            span = Span(view.ends[cue], max(view.ends[last], view.ends[cue]))
        found = self._described(view, span, None, sentence)
        inside = range(view.word_at(span.start), view.word_at(span.end))
        if not _FORCES.isdisjoint(self._lexicon.singular(view.lowers[i]) for i in inside):
            found |= {"military"}
        within = [m for m in sentence if span.start <= m.start < span.end]
        holders = {self._names.country(place) for place in self._places(within)}
        nationals = {m.name for m in within if m.kind == "national"}
        return frozenset(name for name in found if name not in holders or name in nationals)


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
            near = first - slot.noun_end <= _WIDE_REACH and not any(view.gaps[slot.noun_end : first + 1])
        else:
            between = range(i + 1, slot.first)
            near = first == 0
        if near and not any([k in view.figure_at or (k and view.capital(k)) for k in between]):
            return True
    return False
