"""Frames of counted nouns: "24 bombings", "attacked around 200 times", "Indian firms ranked second with seven"."""

from __future__ import annotations

from typing import Final

from figcheck.describe.cues import Cues, Match, Wording
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon

_CASES: Final = frozenset(("case", "diagnosis", "incident", "report", "count"))
_ABOUT: Final = frozenset("on against in at by from among between".split())
_SAVED: Final = 5  # words from "save" to the lives
_LEVELS: Final = (["to"], ["at"])
_MOST_OF_MAKE: Final = 149  # "F-150s" are cars
_SUPPLYING: Final = frozenset(("to", "for", "in"))
_SUPPLY_REACH: Final = 6  # words of "cut power overnight to some of the" before a figure
_ANDS: Final = frozenset(("and", "or"))
_LONGEST_BODY: Final = 3  # words of the name of a military body


class NounFrames:
    """Measures told by the noun or verb that is counted."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self._moving = lexicon.reaching_verbs | lexicon.falling_verbs
        self._phrases: dict[str, list[tuple[tuple[str, ...], str]]] = {}  # by their last word
        for nouns, measure in cues.phrase_counts:
            self._phrases.setdefault(nouns[-1], []).append((nouns, measure))

    def times(self, view: View, slot: Slot) -> list[Match]:
        """A verb or noun counted by "N times", to the left first; how near decides."""
        first, last = view.clause(slot)
        first = max(first, slot.first - 14)
        found = []
        for i in range(slot.first - 1, first - 1, -1):
            for cue in view.cues.get(i, ()):
                if cue.role == "times":
                    found.append(
                        Match(
                            cue.measure,
                            slot.first - i,
                            "times",
                            i,
                            f'counts how often "{view.printed(i)}"',
                        )
                    )
            if found:
                return found
        for i in range(slot.last, min(last, slot.last + 6)):
            for cue in view.cues.get(i, ()):
                if cue.role == "times":
                    found.append(
                        Match(
                            cue.measure,
                            i - slot.last + 2,
                            "times",
                            i,
                            f'counts how often "{view.printed(i)}"',
                        )
                    )
            if found:
                return found
        return found

    def counted(self, view: View, slot: Slot) -> list[Match]:
        """The counted noun itself names the measure; a noun that needs other words finds them in the sentence."""
        figure = slot.figure
        if figure.counted is None:
            return self._of_subject(view, slot)
        found: list[Match] = []
        phrase = view.lowers[slot.last : slot.noun_end]
        if len(phrase) > 1 and (rows := self._phrases.get(self._lexicon.singular(phrase[-1]))) is not None:
            singular = tuple([self._lexicon.singular(word) for word in phrase])
            found = [
                Match(measure, 3, "counts", None, f'counts "{" ".join(nouns)}"')
                for nouns, measure in rows
                if singular[-len(nouns) :] == nouns
            ]
        if not found:
            found = [
                Match(measure, 4, "counts", None, f'counts "{figure.counted}"')
                for measure in self._cues.counts.get(figure.counted, ())
            ]
        if not found and "-" in figure.counted:
            found = self._of_make(figure.counted)
        if figure.counted == "household" and self._are_ruined(view, slot):
            found = [Match(m, 4, "counts", None, "homes that were ruined") for m in self._cues.counts.get("home", ())]
        if found and figure.counted == "life" and self._are_saved(view, slot):
            found = []
        if len(found) > 1:
            found = self._told_apart(view, slot, found)
        if not found and figure.counted == "member" and self._is_of_army(view, slot):
            found = [
                Match(measure, 4, "counts", None, "of an army") for measure in self._cues.counts.get("soldier", ())
            ]
        if not found and slot.first > 1 and view.gaps[slot.first] == "," and view.lowers[slot.first - 2] == "the":
            # "The victims, five aid workers, were hit": the noun before says what they are.
            noun = self._lexicon.singular(view.lowers[slot.first - 1])
            if noun != view.lowers[slot.first - 1] and self._lexicon.person_groups(figure.counted):
                people = [m for m in self._cues.counts.get(noun, ()) if self._cues.measures[m].people]
                found = [Match(m, 3, "counts", slot.first - 1, f'they are "{noun}s"') for m in people]
        if not found and figure.counted in _CASES and view.lowers[slot.noun_end : slot.noun_end + 1] == ["of"]:
            for i in range(slot.noun_end + 1, min(slot.noun_end + 5, len(view.lowers))):
                for cue in view.cues.get(i, ()):
                    if cue.role == "suffers":
                        found.append(Match(cue.measure, 5, "counts", i, f'counts cases of "{view.printed(i)}"'))
        return found

    def _are_ruined(self, view: View, slot: Slot) -> bool:
        """ "Buried four households", "nine households were destroyed"."""
        lowers, behind = view.lowers, slot.noun_end
        if slot.first and not view.gaps[slot.first] and self._ruins(lowers[slot.first - 1]):
            return True
        passive = lowers[behind : behind + 1] in (["were"], ["was"]) and not view.gaps[behind]
        return passive and behind + 1 < len(lowers) and self._ruins(lowers[behind + 1])

    def _ruins(self, word: str) -> bool:
        return word in self._lexicon.ruined or word in self._lexicon.burying

    def _are_saved(self, view: View, slot: Slot) -> bool:
        """ "Saved 400 lives", "400 lives were saved"."""
        saving = self._lexicon.saving_verbs
        return not saving.isdisjoint(view.lowers[max(0, slot.first - _SAVED) : slot.noun_end + _SAVED])

    def _of_make(self, counted: str) -> list[Match]:
        """ "Four Su-34s", "six B-52s": the noun that a make of arms is one of."""
        make, _, number = counted.partition("-")
        noun = self._lexicon.makes.get(make)
        digits = number.rstrip("abcdefghijklmnopqrstuvwxyz")
        if noun is None or not digits.isdecimal() or int(digits) > _MOST_OF_MAKE:
            return []
        return [Match(measure, 4, "counts", None, f'a make of "{noun}"') for measure in self._cues.counts.get(noun, ())]

    def _told_apart(self, view: View, slot: Slot, found: list[Match]) -> list[Match]:
        """Of the measures of a noun, those whose words tell of this figure and of no other: "destroyed 40 homes and
        left 3,000 people without power". What is supplied is told by no other: "power was restored to 4,000 homes"."""
        conditions = self._cues.conditions
        needing = [match for match in found if conditions[match.measure].needs.heads]
        if not needing:
            return found
        supplied = [m for m in needing if self._is_supplied(view, slot, conditions[m.measure].near.words)]
        found = supplied or found
        return [
            match
            for match in found
            if match not in needing or self._is_told(view, slot, conditions[match.measure].needs)
        ]

    def _is_supplied(self, view: View, slot: Slot, supplies: frozenset[str]) -> bool:
        """ "Cut power to 8,300 homes", "electricity was still off in 3,100 homes"."""
        lowers, at = view.lowers, slot.first - 1
        while at > 0 and lowers[at] in ("some", "the", "all", "about", "around"):
            at -= 1
        if at < 1 or view.gaps[slot.first] or lowers[at] not in _SUPPLYING:
            return False
        for k in range(at - 1, max(-1, at - _SUPPLY_REACH), -1):
            if view.gaps[k + 1] or k in view.figure_at or lowers[k] in _ANDS:
                return False
            if lowers[k] in supplies:
                return True
        return False

    def _is_told(self, view: View, slot: Slot, needs: Wording) -> bool:
        """Whether a word of a list stands in the sentence with no figure of other things between it and this one, but
        for those joined to it: "5,000 homes and 200 shops without power"."""
        for at in needs.spots(view.lowers):
            first, last = (slot.noun_end, at) if at >= slot.last else (at, slot.first)
            others = [other for other in view.slots if first <= other.first < last and other.figure.unit == "count"]
            behind = slot.noun_end
            for other in others:
                if at < slot.last or not _ANDS.issuperset(view.lowers[behind : other.first]):
                    break
                behind = other.noun_end
            else:
                beside = view.lowers[first:last] if at < slot.last else view.lowers[slot.first - 2 : at]
                if self._lexicon.ruined.keys().isdisjoint(beside):
                    return True  # "destroyed 12 houses and cut power to the village"
        return False

    def _is_of_army(self, view: View, slot: Slot) -> bool:
        """ "Members of the National Guard", but not "members of the army council"."""
        lowers, gaps = view.lowers, view.gaps
        at = next((k for k in range(slot.last, slot.noun_end + 1) if lowers[k : k + 2] == ["of", "the"]), -1)
        if at < 0:
            return False
        for end in range(min(at + 2 + _LONGEST_BODY, len(lowers)), at + 2, -1):
            if " ".join(lowers[at + 2 : end]) in self._lexicon.military_bodies:
                return end == len(lowers) or bool(gaps[end]) or lowers[end] in self._lexicon.stops
        return False

    def _is_of_subject(self, lowers: list[str], i: int) -> bool:
        """ "Attacks on ships fell to 12", "deaths of guards rose to 30": no subject, but what tells of one."""
        if i < 2:
            return False
        if lowers[i - 1] in _ABOUT:
            return True
        return lowers[i - 1] == "of" and self._lexicon.singular(lowers[i - 2]) in self._cues.counts

    def _of_subject(self, view: View, slot: Slot) -> list[Match]:
        """ "Indian firms ranked second with seven": a bare figure counts the noun of its clause's subject."""
        lowers = view.lowers
        follows = lowers[slot.noun_end : slot.noun_end + 1]
        first = slot.first
        if lowers[first - 1 : first] == ["by"]:
            return []  # "deaths rose by 30" tells how much they changed
        if lowers[first - 1 : first] == ["from"] and follows == ["to"] and slot.last + 1 in view.figure_at:
            follows = []  # "Deaths fell from 12 to three"
        elif lowers[first - 1 : first] in _LEVELS and not self._moving.isdisjoint(lowers[max(0, first - 3) : first]):
            follows = []  # "Deaths fell to 410 last year"
        elif lowers[first - 1 : first] == ["to"] and first - 2 in view.figure_at:
            before = view.figure_at[first - 2].first
            first = before if lowers[before - 1 : before] == ["from"] else first
        if follows and not view.gaps[slot.noun_end] and follows[0] not in ("each", "and", "apiece"):
            return []
        for i in range(first - 1, max(-1, first - 10), -1):
            if i in view.figure_at or view.gaps[i + 1][:1] in (";", ":", "–", "—"):
                return []
            noun = self._lexicon.singular(view.lowers[i])
            if noun != view.lowers[i] and noun in self._cues.counts:
                if self._is_of_subject(lowers, i):
                    continue
                return [
                    Match(measure, 6, "subject", i, f'counts "{noun}", the subject')
                    for measure in self._cues.counts[noun]
                ]
        return []
