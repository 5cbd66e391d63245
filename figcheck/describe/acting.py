"""What acts upon a figure to its right, or sums it up: "killed at least 16", "the death toll rose to 16"."""

from __future__ import annotations

from typing import Final

from figcheck.describe.befallen import BEING, SUFFERING
from figcheck.describe.cues import Cue, Match
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon

_REACH: Final = 16
_TOLL_REACH: Final = 16
_VERB_GROUP: Final = 4  # words of "has since risen to"
_FAR: Final = 28  # words from a toll to the verb by which it reaches a figure
_BESIDE_REACH: Final = 24
_COUNTING: Final = frozenset("number numbers toll tally count total".split())
_INCLUDING: Final = frozenset("include includes included including comprise comprised comprises".split())
_COUNTED_REACH: Final = 3  # words from "number" to what befell them
_COUNTED_FAR: Final = 9  # … where only such words stand between
_OF_WHOM: Final = frozenset("of the those who people persons civilians to known found now".split())
_SUFFERING: Final = SUFFERING | {"diagnosed"}
_SUFFERED_REACH: Final = 6  # words from what they suffered back to the verb
_ADJECTIVES: Final = frozenset("armed unarmed retired suspected alleged masked uniformed married".split())
_AMOUNTING: Final = frozenset("at number numbered".split())
_SPARED: Final = frozenset(("survived", "escaped"))
_JOINING: Final = frozenset("and or but while who".split())
_AMONG: Final = frozenset(("among", "amongst"))
_AT: Final = frozenset(("at", "in", "on", "from", "near"))
_PLACE_REACH: Final = 5
_STANDS_FOR: Final = (["the"], ["those"])
_WHO_WERE: Final = ["those", "who", "were"]
# The word before a figure that a toll reaches: "rose to", "stands at", "down from".
_LEVELS: Final = frozenset(
    "to at of is was reached reaches passed stands hit topped exceeded be reach from by surpassed now hits tops "
    "passes".split()
)
_FROM: Final = frozenset(("from", "in", "after", "since"))
_ABOVE: Final = frozenset("above past beyond over".split())


class Acting:
    """Reads back from a figure to an active verb whose object it is, to a toll, or to "the deaths of"."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def told_before(self, view: View, slot: Slot) -> Match | None:
        """An active verb whose object the figure is, a toll, or "the deaths of"."""
        some = self._some_of(view, slot)
        if some is not None or view.first_cue >= slot.first:
            return some
        lexicon = self._lexicon
        lowers, gaps = view.lowers, view.gaps
        distance = 0
        crossed_figure = False
        coordinated = False
        i = slot.first - 1
        gap_after = gaps[slot.first][:1] if slot.first < len(gaps) else ""
        for _ in range(_REACH):
            if i < 0:
                break
            if gap_after in (";", ":", "—", "–", "(") or (
                gap_after == "," and not coordinated and not crossed_figure and distance > 4
            ):
                return None
            word = lowers[i]
            if i in view.figure_at:
                crossed_figure = True
            for cue in view.cues.get(i, ()):
                match = self._taken_by(view, slot, i, cue, distance, crossed_figure, coordinated)
                if match is not None:
                    return match
            if word == "with" and distance <= 1 and lowers[i - 1 : i] in (["along"], ["together"]):
                return self._beside(view, i - 1)
            if word in ("and", "or", "plus") or gap_after == ",":
                coordinated = True
            if word not in lexicon.determiners and word not in ("of", "at", "another", "also", "about", "up"):
                distance += 1
            gap_after = gaps[i][:1]
            i -= 1
        if lowers[slot.first - 1] not in ("to", "at") or lowers[slot.first - 2] not in lexicon.reaching_verbs:
            return None
        return self._far_toll(view, slot) or self._suffered(view, slot)

    def _taken_by(
        self, view: View, slot: Slot, i: int, cue: Cue, distance: int, crossed_figure: bool, coordinated: bool
    ) -> Match | None:
        """How the figure is taken by a cue that stands at word ``i`` before it; None where it is not.

        ``distance`` are the telling words between the two, ``crossed_figure``: another figure is among them,
        ``coordinated``: so is "and" or a comma.
        """
        lowers, gaps = view.lowers, view.gaps
        follows = i + cue.length
        if cue.role == "done_to" and follows == slot.first and gaps[slot.first][:1] == ",":
            return None  # "3 killed, 12 wounded": the verb belongs to the figure before
        if (
            cue.role == "size"
            and self._inhabits(slot)
            and lowers[follows:]
            and lowers[follows] == "of"
            and follows + 1 == slot.first
        ):
            return Match(cue.measure, 0, "size", i, f'the size of a "{view.printed(i)}"')
        if cue.role == "done_to" and cue.length == 1 and follows < slot.first and lowers[follows] == "at":
            return None  # "shot at three officers"
        if self._is_of_another(view, slot, i):
            return None
        if cue.form == "s" and any(other.last <= i < other.noun_end for other in view.slots):
            return None  # "300 arrests": a noun
        if (
            cue.role == "done_to"
            and lowers[follows] in _JOINING
            and follows < slot.first
            and self._opens_clause(view, slot)
        ):
            return None  # "eight drowned and 30 were rescued"
        is_noun = follows < slot.first and lowers[follows] in BEING  # "the toll of the stabbing is three"
        if cue.role == "done_to" and not is_noun and not (crossed_figure and not coordinated):
            passive = cue.form in ("past", "base") and self._is_passive(view, i)
            if passive or follows > slot.first:
                return None
            if follows == slot.first or (distance <= 1 and not (crossed_figure and self._opens_clause(view, slot))):
                return Match(cue.measure, distance, "active", i, f'object of "{view.printed(i)}"')
            if coordinated and not self._opens_clause(view, slot) and self._object_list(view, follows, slot.first):
                return Match(
                    cue.measure,
                    distance + 1,
                    "active",
                    i,
                    f'one of the objects of "{view.printed(i)}"',
                )
        if (
            cue.role == "of"
            and follows < slot.first
            and lowers[follows] == "of"
            and not crossed_figure
            and distance <= 4
        ):
            return Match(cue.measure, distance, "of", i, f'"{view.printed(i)} of"')
        if cue.role == "of" and coordinated and distance <= 10 and lowers[follows : follows + 1] == ["of"]:
            return Match(cue.measure, distance + 1, "of", i, f'"{view.printed(i)} of" a list')
        if (
            cue.role in ("toll", "state", "done_to", "of", "befalls")
            and distance <= _TOLL_REACH
            and self._is_toll(view, i, cue, slot)
        ):
            return Match(cue.measure, distance, "toll", i, f'the figure of "{view.printed(i)}"')
        return None

    def _is_of_another(self, view: View, slot: Slot, i: int) -> bool:
        """ "Nine injured players and two suspended": what stands between another number and its noun is said of those
        alone, unless people are joined to them ("two dead soldiers and three civilians")."""
        inside = any([other.last <= i < other.noun_end - 1 for other in view.slots])
        counted = slot.figure.counted
        if not inside:
            return False
        if counted is None:
            follows = view.lowers[slot.last : slot.last + 1]
            return bool(follows) and not view.gaps[slot.last] and follows[0].endswith("ed")
        return not self._lexicon.person_groups(counted)

    def _far_toll(self, view: View, slot: Slot) -> Match | None:
        """ "The number of people killed in a quake that struck the south of the country on Sunday has risen to 31"."""
        first = slot.first
        for i in range(first - _REACH, max(-1, first - _FAR), -1):
            for cue in view.cues.get(i, ()) if i >= 0 else ():
                if cue.role == "toll" and self._runs_on(view, i + cue.length, first):
                    return Match(cue.measure, _REACH, "toll", i, f'the figure of "{view.printed(i)}"')
        return None

    def _suffered(self, view: View, slot: Slot) -> Match | None:
        """ "The number of troops suffering from brain injuries has risen to 23"."""
        lowers, first = view.lowers, slot.first
        for i in range(first - 1, max(-1, first - _FAR), -1):
            for cue in view.cues.get(i, ()):
                if (
                    cue.role == "suffers"
                    and not _SUFFERING.isdisjoint(lowers[max(0, i - _SUFFERED_REACH) : i])
                    and not _COUNTING.isdisjoint(lowers[max(0, i - _FAR) : i])
                    and self._runs_on(view, i + cue.length, first)
                ):
                    return Match(cue.measure, first - i, "toll", i, f'the figure of "{view.printed(i)}"')
        return None

    def _runs_on(self, view: View, first: int, last: int) -> bool:
        """Whether no figure stands from a toll to its number, and no mark but the commas of one aside right before the
        verb: "the toll from the fire in Kocani, in the east of the country, climbed to 61"."""
        marks = [k for k in range(first, last) if view.gaps[k]]
        if any([k in view.figure_at and not self._is_of_event(view, view.figure_at[k]) for k in range(first, last)]):
            return False
        if not marks:
            return True
        shuts = marks[-1] >= last - _VERB_GROUP
        return len(marks) == 2 and shuts and all([view.gaps[k] == "," for k in marks])

    def _is_of_event(self, view: View, other: Slot) -> bool:
        """ "Killed in two landslides": a number of what befell them, between a toll and its number."""
        counted, before = other.figure.counted, view.lowers[max(0, other.first - 1) : other.first]
        return before == ["in"] and counted is not None and not self._lexicon.person_groups(counted)

    def _some_of(self, view: View, slot: Slot) -> Match | None:
        """ "Of the dead, 12 were children", "12 of those killed", "among the dead were 12 children", "the dead include
        12 children": some of whom the sentence speaks as the dead."""
        lowers, gaps = view.lowers, view.gaps
        if lowers[slot.last : slot.last + 1] == ["of"] and not gaps[slot.last]:
            found = self._group(view, slot.last + 2)
            if found is not None:
                return found
        if slot.first > 2 and gaps[slot.first] == "," and lowers[0] in ("of", "among"):
            return self._group(view, slot.first - 1)
        for i in view.cues:
            if i >= slot.first:
                break
            found = self._group(view, i)
            if found is None:
                continue
            opens = i + 1
            while opens < slot.first and lowers[opens] in self._lexicon.adverbs:
                opens += 1
            if opens + 1 == slot.first and lowers[opens] in _AMOUNTING and lowers[i - 1] == "the":
                return Match(found.measure, 0, "state", i, f'how many the "{view.printed(i)}" are')
            if i + 1 == slot.first and self._goes_on(view, i, slot):
                return Match(found.measure, 0, "state", i, f'how many the "{view.printed(i)}" are')
            opens = _behind_place(view, opens, slot.first)
            if opens + 1 == slot.first and lowers[opens] in BEING and self._are_all(view, slot):
                return Match(found.measure, 0, "state", i, found.because)
            is_told = lowers[opens] in _INCLUDING or (lowers[opens] in BEING and self._is_among(view, i))
            if is_told and opens < slot.first and not gaps[opens] and self._object_list(view, opens + 1, slot.first):
                return None if self._opens_clause(view, slot) else found
        return None

    def _goes_on(self, view: View, i: int, slot: Slot) -> bool:
        """ "The injured number 3,408 and the missing 139": the verb is that of the figure before."""
        lowers = view.lowers
        before = next((other for other in reversed(view.slots) if other.last <= i), None)
        if before is None or lowers[i - 1] != "the" or slot.figure.counted is not None:
            return False
        if before.noun_end != i - 1 - (lowers[i - 2] == "and"):
            return False
        return lowers[before.first - 1] in _AMOUNTING or lowers[before.first - 1] in self._lexicon.adverbs

    def _are_all(self, view: View, slot: Slot) -> bool:
        """ "The dead were five workers": persons, and no list of them."""
        groups = self._lexicon.person_groups
        if slot.figure.unit != "count" or not groups(slot.figure.counted or ""):
            return False
        return not any([other.first > slot.first and bool(groups(other.figure.counted or "")) for other in view.slots])

    def _group(self, view: View, i: int) -> Match | None:
        """ "The dead", "those killed", "those who were wounded": a state or a participle at word i that stands for
        those whom it befell."""
        lowers = view.lowers
        if i < 1 or i >= len(lowers):
            return None
        number = view.figure_at.get(i - 1)
        at = i if number is None else number.first  # "the 30 dead"
        if lowers[at - 1 : at] not in _STANDS_FOR and lowers[i - 3 : i] != _WHO_WERE:
            return None
        if i + 1 < len(lowers) and not view.gaps[i + 1]:
            follows = lowers[i + 1]
            known = self._lexicon
            counts = view.figure_at.get(i + 1)  # "the missing 139"
            if not (
                (counts is not None and counts.figure.counted is None)
                or follows in _INCLUDING
                or follows in _AMOUNTING
                or follows in known.auxiliaries
                or follows in known.adverbs
                or follows in known.prepositions
                or follows in _JOINING
            ):
                return None  # "the wounded man"
        for cue in view.cues.get(i, ()):
            told = lowers[i + cue.length : i + cue.length + 1]
            includes = cue.role == "toll" and bool(told) and told[0] in _INCLUDING
            stands_for = cue.role == "state" or (cue.role == "done_to" and cue.form == "past")
            if includes or (cue.length == 1 and stands_for):
                return Match(cue.measure, 0, "some", i, f'some of the "{view.printed(i)}"')
        return None

    def _is_among(self, view: View, i: int) -> bool:
        """ "Among the dead", "among the victims were"."""
        return not _AMONG.isdisjoint(view.lowers[max(0, i - 4) : i])

    def _inhabits(self, slot: Slot) -> bool:
        """ "a city of 16 million", "a village of 300 people", but no "country of 12 regions"."""
        counted = slot.figure.counted
        return counted is None or bool(self._lexicon.person_groups(counted))

    def _beside(self, view: View, i: int) -> Match | None:
        """ "was killed near his home, along with two guards": what befell one befell those beside."""
        for k in range(i - 1, max(-1, i - _BESIDE_REACH), -1):
            if view.gaps[k + 1][:1] in (";", ":") or k in view.figure_at:
                return None
            for cue in view.cues.get(k, ()):
                if cue.role == "befalls" or (
                    cue.role == "done_to" and cue.form == "past" and self._is_passive(view, k)
                ):
                    return Match(cue.measure, 2, "beside", k, f'beside one of whom "{view.printed(k)}" is said')
        return None

    def _is_passive(self, view: View, i: int) -> bool:
        """ "were killed", "has been reported killed": a form of "be" shortly before a participle."""
        for k in range(i - 1, max(-1, i - 4), -1):
            if view.gaps[k + 1][:1] == ",":
                return False
            word = view.lowers[k]
            if word in BEING:
                return True
            if (
                word not in self._lexicon.adverbs
                and not word.endswith("ly")
                and word not in self._lexicon.linking_verbs
                and word != "and"
            ):
                return False
        return False

    def _opens_clause(self, view: View, slot: Slot) -> bool:
        """ "killed 51 people, and 214 passengers had been on board": a figure with a verb of its own behind it."""
        return (
            view.lowers[slot.noun_end : slot.noun_end + 1] != []
            and not view.gaps[slot.noun_end]
            and (
                view.lowers[slot.noun_end] in self._lexicon.auxiliaries
                or view.lowers[slot.noun_end] in self._lexicon.verbs
                or view.lowers[slot.noun_end] in SUFFERING
                or view.lowers[slot.noun_end] in _SPARED
            )
        )

    def _object_list(self, view: View, first: int, last: int) -> bool:
        """True when the words between a verb and a figure hold no other verb: "killed the mayor and two aides"."""
        lexicon = self._lexicon
        for i in range(first, last):
            word = view.lowers[i]
            if (
                word in lexicon.auxiliaries
                or word in lexicon.verbs
                or word in lexicon.states
                or word in ("who", "which", "that")
            ):
                return False
            if view.gaps[i][:1] in (";", ":", ")"):
                return False
            if word == "and" and i + 2 == last and view.lowers[i + 1].endswith("ing"):
                return False  # "killing one worker and trapping seven"
            if word == "and" and i + 2 < last and view.lowers[i + 1].endswith("ed"):
                if view.lowers[i + 1] not in _ADJECTIVES:
                    return False  # "killed seven people and knocked out power to 450,000 customers"
            if any(cue.role in ("done_to", "befalls") for cue in view.cues.get(i, ())):
                return False
        return True

    def _reaches(self, between: list[str], opens: str) -> bool:
        """True where a toll reaches a figure by the last word before it, or by the first of the figure's own hedge:
        "rose to 30", "has surpassed 30", "climbed past 30"."""
        if between[-1] in _LEVELS:
            return True
        reaching = self._lexicon.reaching_verbs
        return opens in reaching or opens in _LEVELS or (opens in _ABOVE and between[-1] in reaching)

    def _is_counted(self, lowers: list[str], i: int) -> bool:
        """Whether a number is told of those whom the word at ``i`` befell: "the number of people confirmed dead"."""
        counted = lowers[max(0, i - _COUNTED_REACH) : i]
        if any(word in _COUNTING for word in counted):
            return _FROM.isdisjoint(counted)
        lexicon = self._lexicon
        for k in range(i - 1, max(-1, i - _COUNTED_FAR), -1):
            word = lowers[k]
            if word in _COUNTING:
                return True
            known = word in lexicon.linking_verbs or word in lexicon.auxiliaries or word in lexicon.adverbs
            if not known and word not in _OF_WHOM and not lexicon.person_groups(lexicon.singular(word)):
                return False
        return False

    def _is_toll(self, view: View, i: int, cue: Cue, slot: Slot) -> bool:
        """ "death toll (…) rose to N", "the number of wounded at N": only words of a level between cue and figure."""
        lowers = view.lowers
        if cue.role != "toll":
            if cue.role == "of" and cue.form != "noun":
                return False
            if not self._is_counted(lowers, i):
                return False  # "the death toll from the shooting" counts deaths
        after = lowers[i + cue.length : slot.first]
        if not after:
            return cue.role == "toll"
        if not self._reaches(after, lowers[slot.first]):
            return False
        if slot.figure.unit != "count":
            return False
        return (
            not any(
                k in view.figure_at
                and view.figure_at[k].figure.unit not in self._lexicon.time_units
                and not self._is_of_event(view, view.figure_at[k])
                for k in range(i + cue.length, slot.first)
            )
            or "from" in after
            or "by" in after
        )


def _behind_place(view: View, at: int, end: int) -> int:
    """The word behind "at Zamzam" or "in the two camps", which stands between "the dead" and its verb."""
    if at >= end or view.gaps[at] or view.lowers[at] not in _AT:
        return at
    for k in range(at + 2, min(at + _PLACE_REACH, end)):
        if view.gaps[k]:
            return at
        if view.lowers[k] in _INCLUDING or view.lowers[k] in BEING:
            return k
    return at
