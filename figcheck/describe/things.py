"""Things that verbs act upon: "shot down 48 of them", "11 were intercepted", "of which 31 were shot down".

The noun alone is no figure of such a measure: drones that were launched are not drones that were brought down.
"""

from __future__ import annotations

from typing import Final

from figcheck.describe.befallen import BEING
from figcheck.describe.cues import Cue, CueRole, Cues, Match
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import ACTS
from figcheck.lexicon import Lexicon

_REACH: Final = 8
_BARE: Final = frozenset((None, "other", "more"))
_OF_THEM: Final = frozenset("of which whom them those these the all also reportedly have has had who that".split())
_STAFF_REACH: Final = 5  # words from "cut" to "workforce"
_JOBS: Final = frozenset(("job", "worker", "employee"))
_OF_OTHERS: Final = (["to"], ["for"], ["in"], ["at"], ["on"], ["with"])
_LEVELS: Final = (["to"], ["from"])
_CUTS: Final = (";", ":", "(", "–", "—")


class ThingFrames:
    """Measures with ``acts_on`` verbs, for their nouns and for bare figures beside these."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self._nouns = {m.id: frozenset(m.counts) for m in cues.measures.values() if m.acts_on}
        self._phrases = {
            measure: [tuple(noun.lower().split()) for noun in sorted(nouns) if " " in noun]
            for measure, nouns in self._nouns.items()
        }

    def match(self, view: View, slot: Slot) -> Match | None:
        """The measure of a thing or bare figure that a verb acts upon; None without one."""
        found = None
        if view.classes & ACTS and _tells(view, "acts"):
            by = self._by(view, slot)
            if by is not None:
                return by
            found = self._behind(view, slot) or self._before(view, slot)
        if found is None and _tells(view, "goes"):
            found = self._going(view, slot)
        if found is None or not self._counts(view, slot, found.measure):
            return None
        return found

    def _counts(self, view: View, slot: Slot, measure: str) -> bool:
        """True for a noun of the measure, and for a bare figure where the sentence, or a figure before it, has one."""
        nouns = self._nouns[measure]
        figure = slot.figure
        if slot.noun_end > slot.last and view.lowers[slot.noun_end - 1].endswith(("'", "’")):
            return False  # "cut 300 workers' pay"
        if figure.unit == "count" and figure.counted not in _BARE:
            return figure.counted in nouns or self._counts_phrase(view, slot, measure)
        return view.counted_before in nouns or any(self._lexicon.singular(word) in nouns for word in view.lowers)

    def _counts_phrase(self, view: View, slot: Slot, measure: str) -> bool:
        """ "69 unmanned aerial vehicles", where a noun of several words is one of the measure."""
        words = tuple(view.lowers[slot.last : slot.noun_end - 1])
        return any(
            phrase[-1] == slot.figure.counted and words[len(words) - len(phrase) + 1 :] == phrase[:-1]
            for phrase in self._phrases[measure]
        )

    def _behind(self, view: View, slot: Slot) -> Match | None:
        """ "11 were shot down", "31 of them intercepted": a participle behind the noun."""
        lowers, gaps = view.lowers, view.gaps
        passive = open_list = False
        i = slot.noun_end
        base = self._is_base(view, slot)
        for distance in range(_REACH):
            if i < len(lowers) and gaps[i] == "," and self._is_item(view, i) and slot.noun_end > slot.last:
                # "Eighteen drones, two missiles and a boat were shot down"
                i, open_list = view.figure_at[i].noun_end, True
                continue
            if i >= len(lowers) or gaps[i].startswith((*_CUTS, ",", ")")):
                return None
            if (cue := self._cue(view, i, slot)) is not None:
                if open_list or (base and passive):
                    return None  # "38 of the 52 drones were shot down"
                follow = i + cue.length
                active = follow in view.figure_at and not gaps[follow]
                told = self._is_past(view, i, cue) if passive else cue.form == "past" and distance == 0
                if told and not active:
                    return Match(cue.measure, distance, "done_to", i, f'"{view.printed(i)}" says what was done to them')
                return None
            if lowers[i] in BEING:
                passive = True
            elif lowers[i] == "and" and i + 1 in view.figure_at:
                i, open_list = view.figure_at[i + 1].noun_end, False
                continue
            elif (
                lowers[i] not in _OF_THEM
                and lowers[i] not in self._lexicon.adverbs
                and lowers[i] not in self._lexicon.auxiliaries
            ):
                return None
            i += 1
        return None

    @staticmethod
    def _is_item(view: View, i: int) -> bool:
        """Whether a figure with its noun begins at word i, none that is some of those before ("two of which")."""
        other = view.figure_at.get(i)
        if other is None or other.first != i or other.noun_end <= other.last:
            return False
        return view.lowers[other.last : other.last + 1] != ["of"]

    def _by(self, view: View, slot: Slot) -> Match | None:
        """ "Will reduce its workforce by 300": by how many those who work for somebody are cut."""
        lowers, at = view.lowers, slot.first - 2
        if slot.figure.counted is not None or slot.figure.unit != "count" or lowers[at + 1 : at + 2] != ["by"]:
            return None
        if at < 1 or lowers[at] not in self._lexicon.staffs:
            return None
        for i in range(at - 1, max(-1, at - _STAFF_REACH), -1):
            if view.gaps[i + 1] or i in view.figure_at:
                return None
            for cue in view.cues.get(i, ()):
                if cue.role == "acts" and not self._nouns[cue.measure].isdisjoint(_JOBS):
                    return Match(cue.measure, slot.first - i, "active", i, f'"{view.printed(i)}" the "{lowers[at]}"')
        return None

    def _is_base(self, view: View, slot: Slot) -> bool:
        """ "Of the 52", of which a figure before takes some."""
        at = slot.first - 1
        at -= view.lowers[at : at + 1] == ["the"] and at > 0
        return at > 0 and view.lowers[at] == "of" and any([other.last <= at <= other.noun_end for other in view.slots])

    def _going(self, view: View, slot: Slot) -> Match | None:
        """ "12,000 jobs would go", "2,000 posts are to disappear", but not "5,000 jobs would go to locals"."""
        lowers = view.lowers
        if self._lexicon.person_groups(slot.figure.counted or ""):
            return None  # workers who vanished
        for i in range(slot.noun_end, min(slot.noun_end + _REACH, len(lowers))):
            if view.gaps[i]:
                return None
            for cue in view.cues.get(i, ()):
                if cue.role == "goes":
                    follow = i + cue.length
                    if follow < len(lowers) and not view.gaps[follow] and not self._ends_clause(lowers[follow]):
                        return None
                    distance = i - slot.noun_end
                    return Match(cue.measure, distance, "befalls", i, f'"{view.printed(i)}" says what became of them')
            if lowers[i] not in self._lexicon.auxiliaries and lowers[i] not in _OF_THEM and lowers[i] != "to":
                return None
        return None

    def _ends_clause(self, word: str) -> bool:
        return word != "to" and word in self._lexicon.stops

    def _before(self, view: View, slot: Slot) -> Match | None:
        """ "shot down at least 31 drones", "intercepted 12 missiles and seven drones": a verb before its objects."""
        lowers, gaps = view.lowers, view.gaps
        joined = False
        if slot.figure.counted is None and lowers[slot.first - 1 : slot.first] in _LEVELS:
            return None  # "cuts hours to 33.5 a week": what its object came to
        if lowers[slot.first - 1 : slot.first] in _OF_OTHERS:
            return None  # "cut power to 30 workers"
        for i in range(slot.first - 1, max(-1, slot.first - 1 - _REACH), -1):
            if gaps[i + 1].startswith(_CUTS):
                return None
            if (cue := self._cue(view, i, slot)) is not None:
                if lowers[i + cue.length : i + cue.length + 1] == ["off"]:
                    return None  # "cut off 300 workers"
                if i + cue.length > slot.first or (cue.form == "past" and lowers[i - 1 : i] and lowers[i - 1] in BEING):
                    return None
                if any(self._cue_of_verb(view, k) for k in range(i + cue.length, slot.first)):
                    return None
                distance = slot.first - i - cue.length
                return Match(cue.measure, distance, "active", i, f'object of "{view.printed(i)}"')
            if lowers[i] == "and" or gaps[i + 1] == ",":
                joined = True
            elif i in view.figure_at:
                if not joined:
                    return None  # "shot down 35 of 47 drones"
            elif lowers[i] in self._lexicon.auxiliaries or lowers[i] in self._lexicon.verbs or i in view.cues:
                return None
        return None

    def _cue(self, view: View, i: int, slot: Slot) -> Cue | None:
        """The cue at word i, of the measure that counts the figure's noun if there is one; "down" is a verb in "downed"
        alone."""
        first: Cue | None = None
        for cue in view.cues.get(i, ()):
            if cue.role == "acts" and not (cue.form == "base" and view.lowers[i] in self._lexicon.prepositions):
                if self._counts(view, slot, cue.measure):
                    return cue
                first = first or cue
        return first

    def _is_past(self, view: View, i: int, cue: Cue) -> bool:
        """True for a participle, also where it looks like the base form: "posts will be cut"."""
        return any(
            [other.form == "past" and other.measure == cue.measure and other.role == cue.role for other in view.cues[i]]
        )

    def _cue_of_verb(self, view: View, i: int) -> bool:
        return view.lowers[i] in self._lexicon.auxiliaries or view.lowers[i] in self._lexicon.verbs


def _tells(view: View, role: CueRole) -> bool:
    """Whether a sentence has a cue of a role."""
    return any([cue.role == role for rows in view.cues.values() for cue in rows])
