"""Of whom, and what is named: scope from the sentence, then the paragraph. Where it is so is for whereabouts.py to say.

What came from beyond the sentence is remembered in ``inherited``, since it supports a link but contradicts none.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.describe.actors import ActorReader
from figcheck.describe.cues import Match
from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.standing import is_left
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import MILITARY, PERSON
from figcheck.describe.whereabouts import PlaceReader, Whereabouts

_COPULAS: Final = frozenset(("were", "was", "are", "is"))
_FORCES: Final = frozenset("base troop force soldier army military".split())
_NONE: Final[frozenset[str]] = frozenset()


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
        self._names = names
        self._actors = actors
        self._lexicon = names.lexicon
        self._text = text
        self._sails_civil: bool | None = None  # whether the article tells of a merchant ship; None: not looked at
        self._mentions = mentions
        self._places = PlaceReader(text, title, lead, mentions, names)
        self._anchored: tuple[list[Mention], frozenset[str]] = ([], _NONE)
        self._placed: list[Mention] = []  # of the anchors, places that no list knows

    def read(self, view: View, slot: Slot, match: Match | None, paragraph: Span, sentence: list[Mention]) -> ScopeParts:
        """The scope of one figure in its sentence, with what frame matched, the paragraph around, and the names of the
        sentence."""
        where = self._places.read(view, slot, match, paragraph, sentence)
        because = where.because
        who = self._who(view, slot, match, sentence)
        by = self._actors.read(view, slot, match, sentence)
        about = _NONE
        if sentence:
            if self._anchored[0] is not sentence:
                anchors = [m for m in sentence if self._is_anchor(m)]
                placed = [m for m in anchors if self._mentions.is_placed(m.start)] if len(view.slots) > 1 else []
                self._anchored = sentence, frozenset([m.name for m in anchors])
                self._placed = placed if len(placed) > 1 else []
            about = self._anchored[1]
            own = self._own_places(view, slot) if self._placed else _NONE
            if own:
                about = about.difference([m.name for m in self._placed])
                if slot.figure.unit == "count" and not self._has_place_behind(view, slot, sentence):
                    where = Whereabouts(own, _NONE)
                else:
                    about |= own
        if slot.figure.unit == "percent" and not any(m.kind == "pollster" for m in sentence):
            near = [m.name for m in self._mentions.within(paragraph) if m.kind == "pollster"]
            if near:
                about |= frozenset(near[:1])
                because = (*because, f"poll from the paragraph: {near[0]}")
        return ScopeParts(who or None, by or None, where.places or None, about or None, where.inherited, because)

    def _own_places(self, view: View, slot: Slot) -> frozenset[str]:
        """The place of a figure that no list knows, where several have one each: "101 in Galen and 52 in Oru"."""
        starts = [other.figure.span.start for other in view.slots]
        owners = [bisect_right(starts, mention.start) - 1 for mention in self._placed]
        if owners[0] < 0 or len(set(owners)) < 2 or slot not in view.slots:
            return _NONE
        here = view.slots.index(slot)
        return frozenset([m.name for m, owner in zip(self._placed, owners, strict=True) if owner == here])

    def _has_place_behind(self, view: View, slot: Slot, sentence: list[Mention]) -> bool:
        """Whether a place that a list knows stands between a figure and the next."""
        here = slot.figure.span.start
        past = min([other.figure.span.start for other in view.slots if other.figure.span.start > here], default=None)
        return any(m.kind == "place" and here < m.start and (past is None or m.start < past) for m in sentence)

    def _is_anchor(self, mention: Mention) -> bool:
        """True for a name that tells what a claim is about; the capital that a state goes by ("Washington") is none,
        nor who was told ("told Reuters that")."""
        if mention.kind == "name":
            if self._mentions.is_told(mention.start):
                return False
            return self._names.is_telling(mention.name) and not self._names.is_person(mention.name)
        return mention.kind == "pollster" or (mention.kind == "unsettled" and self._mentions.is_placed(mention.start))

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
                if at >= 0 and is_left(view.text, at, self._names):
                    return _NONE
                return frozenset(self._names.country(m.name) for m in sentence if m.start == at and m.kind == "place")
        elif behind == "of" or lowers[slot.last : slot.last + 1] == ["of"]:
            for i in range(slot.last + 1, min(len(lowers) - 1, slot.last + 6)):
                if gaps[i]:
                    break
                if lowers[i] in _COPULAS:
                    return self._said_to_be(view, i + 1, sentence)
        elif slot.figure.counted is None and behind in _COPULAS:
            # "Of the dead, 12 were children"; of "12 were Chinese" nothing tells that they are persons.
            return self._said_to_be(view, end + 1, [])
        return _NONE

    def _said_to_be(self, view: View, first: int, sentence: list[Mention]) -> frozenset[str]:
        """Who persons are, by the noun phrase that begins behind "were"; empty for what befell them."""
        lowers, gaps = view.lowers, view.gaps
        last = first
        while (
            last < len(lowers)
            and not gaps[last]
            and last not in view.figure_at
            and (lowers[last] == "and" or lowers[last] not in self._lexicon.stops)
        ):
            last += 1
        if last == first or lowers[last - 1] in self._lexicon.states:
            return _NONE
        return self._described(view, Span(view.starts[first], view.ends[last - 1]), None, sentence)

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
        if "military" in found and head in lexicon.seafarers and self._is_civil(view):
            found.discard("military")
        return frozenset(found)

    def _is_civil(self, view: View) -> bool:
        """Whether sailors are those of a merchant ship, by their sentence, else by their article."""
        civil = self._names.civil_ships
        if civil.search(view.low) is not None:
            return True
        if self._names.military.search(view.low) is not None:
            return False
        if self._sails_civil is None:
            self._sails_civil = civil.search(self._text.lower()) is not None
        return self._sails_civil

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
        holders = {self._names.country(place) for place in self._places.standing(within)}
        nationals = {m.name for m in within if m.kind == "national"}
        return frozenset(name for name in found if name not in holders or name in nationals)
