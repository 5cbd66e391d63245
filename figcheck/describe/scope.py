"""Of whom, by whom and where: scope from the sentence, then the paragraph, then the lead and the title.

What came from beyond the sentence is remembered in ``inherited``, since it supports a link but contradicts none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from figcheck.describe.cues import Match
from figcheck.describe.mentions import Mention, Mentions, Names
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon
from figcheck.model import Span

_MOST_PLACES = 3
_WHERE_BEFORE = frozenset(
    "in at near on across inside outside of around between into over along throughout off to within toward towards "
    "border".split()
)
_DIRECTIONS = frozenset(
    "the northern southern eastern western central neighboring neighbouring and province city town capital nearby all "
    "downtown north south east west former village port towns cities state region suburban rural".split()
)
_WORD_BEHIND = re.compile(r"\s+([a-z]+)")
_NONE: frozenset[str] = frozenset()
_WHERE = frozenset({"where"})
_LETTERS = re.compile(r"[a-z’']+")
_BORDER = re.compile(r"[-–](?:[A-Z]\w+)\s+border")
_BREAK = re.compile(r"[,;:()]|\b(?:said|according|count)\b")
_FORCES = frozenset("base troop force soldier army military".split())
_STRIKES = re.compile(
    r"\s+(?:[a-z-]+\s+){0,2}(?:air[- ]?strikes?|strikes?|attacks?|bombings?|raids?|drones?|forces|shelling|"
    r"bombardments?|missiles?|aggression|airstrikes?|troops|army|military)\b",
    re.IGNORECASE,
)


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

    def __init__(self, text: str, title: Span, lead: Span, mentions: Mentions, names: Names) -> None:
        self._text = text
        self._names = names
        self._lexicon = names.lexicon
        self._mentions = mentions
        self._title = title
        self._lead = lead
        self._lead_places: frozenset[str] | None = None
        self._paragraph_places: tuple[Span, frozenset[str]] = (Span(-1, -1), frozenset())

    def read(self, view: View, slot: Slot, match: Match | None, paragraph: Span, sentence: list[Mention]) -> ScopeParts:
        """The scope of one figure in its sentence, with what frame matched, the paragraph around, and the names of the
        sentence."""
        inherited: frozenset[str] = _NONE
        because: tuple[str, ...] = ()
        where: frozenset[str] = _NONE
        if sentence:
            where = self._places(self._nearby(view, slot, match, sentence))
            if not where:
                first, last = view.clause(slot)
                start, end = view.starts[first], view.ends[min(last, len(view.ends)) - 1]
                where = self._places([m for m in sentence if start <= m.start < end]) or self._places(sentence)
                if where:
                    inherited = _WHERE
        if not where:
            where, source = self._where_around(paragraph)
            if where:
                inherited = _WHERE
                because = (f"place from the {source}: {', '.join(sorted(where))}",)
        who = self._who(view, slot, match, sentence)
        by = self._by(view, slot, match, sentence) if sentence else _NONE
        about = _NONE
        if sentence:
            about = frozenset(
                m.name
                for m in sentence
                if m.kind == "pollster" or (m.kind == "name" and m.name.lower() not in self._lexicon.people)
            )
        if slot.figure.unit == "percent" and not any(m.kind == "pollster" for m in sentence):
            near = [m.name for m in self._mentions.within(paragraph) if m.kind == "pollster"]
            if near:
                about |= frozenset(near[:1])
                because = (*because, f"poll from the paragraph: {near[0]}")
        return ScopeParts(who or None, by or None, where or None, about or None, inherited, because)

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
        if end < 0:
            end = whole.end
        figure_end = slot.figure.span.end
        return [m for m in sentence if start <= m.start < end and not figure_end <= m.start < noun_end]

    # --- where -----------------------------------------------------------------------------------------------------

    def _where_around(self, paragraph: Span) -> tuple[frozenset[str], str]:
        """Places of the paragraph, else of title and lead, and which of the two."""
        if self._paragraph_places[0] != paragraph:
            self._paragraph_places = paragraph, self._places(self._mentions.within(paragraph))
        if self._paragraph_places[1]:
            return self._paragraph_places[1], "paragraph"
        if self._lead_places is None:
            mentions = self._mentions.within(Span(self._title.start, self._lead.end))
            self._lead_places = self._places(mentions) or self._any_place(mentions)
        return self._lead_places, "title and lead"

    def _places(self, mentions: list[Mention]) -> frozenset[str]:
        """Places that stand as places: behind a preposition, or in a list with one that does."""
        text = self._text
        found: set[str] = set()
        last_end = -10
        for mention in mentions:
            if mention.kind != "place":
                continue
            before = text[max(0, mention.start - 30) : mention.start].lower()
            words = _LETTERS.findall(before)
            previous = words[-1] if words else ""
            if previous in _DIRECTIONS:
                previous = next((w for w in reversed(words[:-1]) if w in _WHERE_BEFORE), "")
            if (
                previous in _WHERE_BEFORE
                or (found and (mention.start - last_end <= 6 or before.rstrip().endswith(",")))
                or _BORDER.match(text, mention.end)
            ):
                found.add(mention.name)
                last_end = mention.end
        return frozenset(found)

    def _any_place(self, mentions: list[Mention]) -> frozenset[str]:
        """What an article is about when a sentence does not say where: the places it names, else the nationalities.

        More than a few are a list, not a place; a name that may be something else ("Chandler") is none by itself.
        """
        ambiguous = self._lexicon.gazetteer.ambiguous
        for kind in ("place", "national"):
            named = frozenset(m.name for m in mentions if m.kind == kind and m.name.lower() not in ambiguous)
            if named:
                return named if len(named) <= _MOST_PLACES else frozenset()
        return _NONE

    # --- who -------------------------------------------------------------------------------------------------------

    def _who(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> frozenset[str]:
        """Nationalities, parties and groups of persons in the counted noun phrase, or of what was attacked."""
        if match is not None and match.frame == "times":
            return self._target(view, slot, match, sentence)
        if slot.noun_end <= slot.last and slot.figure.counted is None:
            return _NONE
        first = min(slot.last, len(view.starts) - 1)
        end = view.ends[slot.noun_end - 1] if slot.noun_end > first else view.ends[first]
        return self._described(view, Span(view.starts[first], end), slot.figure.counted, sentence)

    def _described(self, view: View, span: Span, head: str | None, sentence: list[Mention]) -> frozenset[str]:
        lexicon = self._lexicon
        found: set[str] = set()
        for mention in sentence:
            if span.start <= mention.start < span.end:
                if mention.kind in ("national", "place"):
                    found.add(_country(mention.name, lexicon))
                elif mention.kind == "party":
                    found |= {mention.name, _side(mention.name, lexicon)}
                elif mention.kind == "name" and head in lexicon.body_nouns:
                    found.add(mention.name)
        if self._names.military.search(view.low, span.start, span.end):
            found.add("military")
        groups = self._names.groups
        if head is not None:
            told = groups(head)
            if "nationals" in lexicon.person_groups(head):
                found.add(lexicon.gazetteer.canonical[head])
            found |= told
        for i in range(view.word_at(span.start), len(view.lowers)):
            if view.starts[i] >= span.end:
                break
            if not view.capital(i):
                found |= groups(lexicon.singular(view.lowers[i]))
        return frozenset(found)

    def _target(self, view: View, slot: Slot, match: Match, sentence: list[Mention]) -> frozenset[str]:
        """Who was attacked: the object of the verb, or the subject of "have come under attack N times"."""
        assert match.cue is not None
        cue = match.cue
        passive = "under" in view.lowers[max(0, cue - 2) : cue] or any(
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
        holders = {_country(place, self._lexicon) for place in self._places(within)}
        nationals = {m.name for m in within if m.kind == "national"}
        return frozenset(name for name in found if name not in holders or name in nationals)

    # --- by --------------------------------------------------------------------------------------------------------

    def _by(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> frozenset[str]:
        """The party that acted: "by X", the subject of an active verb, or "US airstrikes"."""
        text, lexicon = self._text, self._lexicon
        actors = [m for m in sentence if m.kind in ("national", "party", "place")]
        if not actors:
            return _NONE
        found: set[str] = set()
        for mention in actors:
            before = text[max(0, mention.start - 24) : mention.start].lower().split()
            acted = match is not None and match.cue is not None and match.cue < len(view.lowers)
            cue_end = view.ends[match.cue] if acted else slot.figure.span.end  # type: ignore[union-attr, index]
            behind = mention.start > cue_end and not _BREAK.search(text, cue_end, mention.start)
            if (behind and "by" in before[-3:]) or (
                "from" in before[-2:] and match is not None and match.frame == "times"
            ):
                found.add(_side(mention.name, lexicon))
            elif (
                mention.kind != "place"
                and _STRIKES.match(text, mention.end)
                and not slot.figure.span.touches(Span(mention.start, mention.end))
                and not (slot.figure.counted_span and slot.figure.counted_span.holds(Span(mention.start, mention.end)))
            ):
                printed = _STRIKES.match(text, mention.end)
                assert printed is not None
                last = printed.group().lower().split()[-1]
                if last not in ("troops", "army", "military", "forces"):
                    found.add(_side(mention.name, lexicon))
        if (
            not found
            and match is not None
            and match.frame in ("active", "times")
            and match.cue is not None
            and match.cue < slot.first
        ):
            cue_start = view.starts[match.cue]
            subjects = [
                m for m in actors if m.end <= cue_start and cue_start - m.end < 30 and not self._follows_preposition(m)
            ]
            if subjects and "under" not in view.lowers[max(0, match.cue - 2) : match.cue]:
                found.add(_side(subjects[-1].name, lexicon))
        if not found and match is not None and match.frame == "counts":
            opener = self._opening_actor(view, slot, actors)
            if opener is not None:
                found.add(_side(opener.name, lexicon))
        return frozenset(found)

    def _opening_actor(self, view: View, slot: Slot, actors: list[Mention]) -> Mention | None:
        """ "Russia fired 40 missiles": the name that opens the sentence and does what the verb behind it says."""
        for mention in actors[:1]:
            lead = view.low[view.sentence.start : mention.start].strip()
            behind = _WORD_BEHIND.match(self._text, mention.end, max(mention.end, slot.figure.span.start))
            if (
                lead in ("", "the")
                and behind
                and behind[1] not in self._lexicon.saying_verbs
                and behind[1] not in self._lexicon.prepositions
            ):
                return mention
        return None

    def _follows_preposition(self, mention: Mention) -> bool:
        before = self._text[max(0, mention.start - 12) : mention.start].lower().split()
        return (
            bool(before)
            and before[-1] in _WHERE_BEFORE | {"the"}
            and (len(before) < 2 or before[-1] != "the" or before[-2] in _WHERE_BEFORE)
        )


def _country(name: str, lexicon: Lexicon) -> str:
    """The country that holds a place; the name itself for a country."""
    return list(lexicon.gazetteer.holders(name))[-1]


def _side(name: str, lexicon: Lexicon) -> str:
    """The state or side a body belongs to; for a place the country that holds it; else the name itself."""
    return lexicon.parties.get(name) or _country(name, lexicon)
