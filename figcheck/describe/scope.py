"""Of whom, by whom and where: scope from the sentence, then the paragraph, then the lead and the title.

What came from beyond the sentence is remembered in ``inherited``, since it supports a link but contradicts none.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from figcheck.describe.cues import Match
from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon
from figcheck.model import TELLING_GROUPS, Span

_MOST_PLACES = 3
_WHERE_BEFORE = frozenset(
    "in at near on across inside outside of around between into over along throughout off to within toward towards "
    "border".split()
)
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

    def __init__(self, text: str, title: Span, lead: Span, mentions: Mentions, lexicon: Lexicon) -> None:
        self._text = text
        self._lexicon = lexicon
        self._mentions = mentions
        self._title = title
        self._lead = lead

    def read(self, view: View, slot: Slot, match: Match | None, paragraph: Span) -> ScopeParts:
        """The scope of one figure in its sentence, with what frame matched and the paragraph around."""
        inherited: set[str] = set()
        because: list[str] = []
        sentence = self._mentions.within(view.sentence)
        first, last = view.clause(slot)
        clause = Span(view.words[first].start, view.words[min(last, len(view.words)) - 1].end)
        where = self._places(self._nearby(view, slot, match))
        if not where:
            where = self._places(self._mentions.within(clause)) or self._places(sentence)
            if where:
                inherited.add("where")
        if not where:
            for source, span in (
                ("paragraph", paragraph),
                ("title and lead", Span(self._title.start, self._lead.end)),
            ):
                mentions = self._mentions.within(span)
                where = self._places(mentions) or (self._any_place(mentions) if source != "paragraph" else frozenset())
                if where:
                    inherited.add("where")
                    because.append(f"place from the {source}: {', '.join(sorted(where))}")
                    break
        who = self._who(view, slot, match)
        by = self._by(view, slot, match, sentence)
        about = frozenset(m.name for m in sentence if m.kind in ("name", "pollster") and not self._is_person_noun(m))
        if slot.figure.unit == "percent" and not any(m.kind == "pollster" for m in sentence):
            near = [m.name for m in self._mentions.within(paragraph) if m.kind == "pollster"]
            if near:
                about |= frozenset(near[:1])
                because.append(f"poll from the paragraph: {near[0]}")
        return ScopeParts(who or None, by or None, where or None, about or None, frozenset(inherited), tuple(because))

    def _nearby(self, view: View, slot: Slot, match: Match | None) -> list[Mention]:
        """The names between the commas around a figure, those of the counted noun phrase left out.

        "The deaths of three guards led the president to order strikes on Syria": where the cue stands before it,
        a verb behind it opens something else.
        """
        text, sentence = self._text, view.sentence
        noun_end = view.words[min(slot.noun_end, len(view.words)) - 1].end
        start = max(text.rfind(", ", sentence.start, slot.figure.span.start), sentence.start)
        end = text.find(", ", noun_end, sentence.end)
        if match is not None and match.cue is not None and match.cue < slot.first and match.frame != "times":
            for i in range(slot.noun_end, len(view.words)):
                if view.lowers[i] in self._lexicon.verbs or view.lowers[i] in self._lexicon.auxiliaries:
                    end = view.words[i].start if end < 0 else min(end, view.words[i].start)
                    break
        mentions = self._mentions.within(Span(start, end if end >= 0 else sentence.end))
        return [m for m in mentions if not slot.figure.span.end <= m.start < noun_end]

    # --- where -----------------------------------------------------------------------------------------------------

    def _places(self, mentions: list[Mention]) -> frozenset[str]:
        """Places that stand as places: behind a preposition, or in a list with one that does."""
        text = self._text
        found: set[str] = set()
        last_end = -10
        for mention in mentions:
            if mention.kind != "place":
                continue
            before = text[max(0, mention.start - 40) : mention.start].lower()
            words = re.findall(r"[a-z’']+", before[-30:])
            previous = words[-1] if words else ""
            listed = mention.start - last_end <= 6 and bool(found)
            if previous in (
                "the",
                "northern",
                "southern",
                "eastern",
                "western",
                "central",
                "neighboring",
                "neighbouring",
                "and",
                "province",
                "city",
                "town",
                "capital",
                "nearby",
                "all",
                "downtown",
                "north",
                "south",
                "east",
                "west",
                "former",
                "village",
                "port",
                "towns",
                "cities",
                "state",
                "region",
            ):
                previous = next((w for w in reversed(words[:-1]) if w in _WHERE_BEFORE), "")
            if (
                listed
                or previous in _WHERE_BEFORE
                or (before.rstrip().endswith(",") and found)
                or re.match(r"[-–](?:[A-Z]\w+)\s+border", text[mention.end : mention.end + 30])
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
        return frozenset()

    # --- who -------------------------------------------------------------------------------------------------------

    def _who(self, view: View, slot: Slot, match: Match | None) -> frozenset[str]:
        """Nationalities, parties and groups of persons in the counted noun phrase, or of what was attacked."""
        if match is not None and match.frame == "times":
            return self._target(view, slot, match)
        if slot.noun_end <= slot.last and slot.figure.counted is None:
            return frozenset()
        first = slot.last if slot.last < len(view.words) else len(view.words) - 1
        start = view.words[first].start
        end = view.words[slot.noun_end - 1].end if slot.noun_end > first else view.words[first].end
        return self._described(Span(start, end), slot.figure.counted)

    def _described(self, span: Span, head: str | None) -> frozenset[str]:
        lexicon = self._lexicon
        found: set[str] = set()
        printed = self._text[span.start : span.end]
        for mention in self._mentions.within(span):
            if mention.kind in ("national", "place"):
                found |= {_country(mention.name, lexicon)}
            elif mention.kind == "party":
                found |= {mention.name, _side(mention.name, lexicon)}
            elif mention.kind == "name" and head in lexicon.body_nouns:
                found.add(mention.name)
        folded = " ".join(printed.lower().split())
        if any(re.search(rf"\b{re.escape(body)}\b", folded) for body in lexicon.military_bodies):
            found.add("military")
        if head is not None:
            groups = lexicon.person_groups(head)
            if "nationals" in groups:
                found.add(lexicon.gazetteer.canonical[head])
            found |= {group for group in groups if group in TELLING_GROUPS}
        for word in re.findall(r"\b[a-z]+\b", printed):
            groups = lexicon.people.get(lexicon.singular(word), frozenset())
            found |= {group for group in groups if group in TELLING_GROUPS}
        return frozenset(found)

    def _target(self, view: View, slot: Slot, match: Match) -> frozenset[str]:
        """Who was attacked: the object of the verb, or the subject of "have come under attack N times"."""
        assert match.cue is not None
        cue = view.words[match.cue]
        passive = "under" in view.lowers[max(0, match.cue - 2) : match.cue] or any(
            word in ("been", "were", "was") for word in view.lowers[max(0, match.cue - 3) : match.cue]
        )
        if passive or match.cue > slot.first:
            span = Span(view.words[max(0, match.cue - 14)].start, cue.start)
        else:
            last = view.words[min(len(view.words) - 1, slot.first - 1 if slot.first > match.cue else slot.last)]
            span = Span(cue.end, max(last.end, cue.end))
        found = self._described(span, None)
        folded = {
            self._lexicon.singular(word) for word in re.findall(r"[a-z]+", self._text[span.start : span.end].lower())
        }
        if folded & {"base", "troop", "force", "soldier", "army", "military"}:
            found |= {"military"}
        places = self._places(self._mentions.within(span))
        return frozenset(
            name
            for name in found
            if name not in {_country(p, self._lexicon) for p in places} or name in self._nationals(span)
        )

    def _nationals(self, span: Span) -> frozenset[str]:
        return frozenset(m.name for m in self._mentions.within(span) if m.kind == "national")

    # --- by --------------------------------------------------------------------------------------------------------

    def _by(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> frozenset[str]:
        """The party that acted: "by X", the subject of an active verb, or "US airstrikes"."""
        text, lexicon = self._text, self._lexicon
        actors = [m for m in sentence if m.kind in ("national", "party", "place")]
        found: set[str] = set()
        for mention in actors:
            before = text[max(0, mention.start - 24) : mention.start].lower().split()
            acted = match is not None and match.cue is not None and match.cue < len(view.words)
            cue_end = (
                view.words[match.cue].end
                if acted and match is not None and match.cue is not None
                else slot.figure.span.end
            )
            behind = mention.start > cue_end and not re.search(
                r"[,;:()]|\b(?:said|according|count)\b", text[cue_end : mention.start]
            )
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
            cue_start = view.words[match.cue].start
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
            lead = self._text[view.sentence.start : mention.start].strip().lower()
            behind = re.match(r"\s+([a-z]+)", self._text[mention.end : slot.figure.span.start])
            if (
                lead in ("", "the")
                and behind
                and behind[1] not in self._lexicon.saying_verbs | self._lexicon.prepositions
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

    def _is_person_noun(self, mention: Mention) -> bool:
        return mention.name.lower() in self._lexicon.people


def _country(name: str, lexicon: Lexicon) -> str:
    """The country that holds a place; the name itself for a country."""
    return list(lexicon.gazetteer.holders(name))[-1]


def _side(name: str, lexicon: Lexicon) -> str:
    """The state or side a body belongs to; for a place the country that holds it; else the name itself."""
    return lexicon.parties.get(name) or _country(name, lexicon)
