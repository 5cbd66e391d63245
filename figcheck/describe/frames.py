"""Which measure a figure belongs to: the frames that every measure shares.

    passive      "16 people were killed", "three soldiers killed at Tower 22"     right of the noun, a participle
    active       "killed at least 16", "injuring 40 others"                       left of the figure, a verb
    state        "left three soldiers dead", "16 dead and 25 wounded"             right of the noun, an adjective
    toll         "the death toll rose to 16", "the number of wounded at 25"       left of the figure, a noun
    of           "the deaths of three guards"                                     left of the figure, a noun with "of"
    suffers      "five people suffered gunshot wounds"                            right of the noun, a noun
    times        "attacked US bases around 200 times"                             a verb of the clause
    counts       "24 bombings", "200 deaths"                                      the counted noun itself

The nearest cue in the same clause wins; two equally near cues of different measures: abstain.
"""

from __future__ import annotations

from figcheck.describe.cues import Cue, Cues, Match
from figcheck.describe.nouns import NounFrames
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon
from figcheck.model import Mode

_REACH = 16
_TOLL_REACH = 10
_COORDINATORS = frozenset(("and", "or", "but", "while", "as", "when"))
_PARENTHETIC = frozenset(
    "including mostly mainly many most all some among none both one at two three also aged ages her his their a "
    "an the who whom".split()
)
_SUFFERING = frozenset(
    "suffered suffering suffer suffers sustained sustaining sustain received receiving had have has with".split()
)
_FORCED_OBJECT = frozenset(
    "a an the his her their its another some more dozens scores hundreds thousands several numerous".split()
)


class Frames:
    """Matches figures of a sentence against the cues of all measures."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self._nouns = NounFrames(cues, lexicon)

    def match(self, view: View, slot: Slot) -> tuple[Match | None, str]:
        """The measure of a figure, or None with the reason: no cue, or two cues equally near."""
        figure = slot.figure
        if figure.form == "times":
            found = self._nouns.times(view, slot)
        elif figure.unit == "count":
            found = self._befallen(view, slot) if view.cues and self._may_be_people(slot) else []
            found += self._nouns.counted(view, slot)
        else:
            found = []
        found = [match for match in found if self._allowed(match.measure, view)]
        if not found:
            return None, "no cue of a measure in reach"
        measures = self._cues.measures
        found.sort(key=lambda m: (-measures[m.measure].priority, m.distance, m.measure))
        best = found[0]
        rivals = {
            m.measure
            for m in found
            if m.distance == best.distance and measures[m.measure].priority == measures[best.measure].priority
        }
        if len(rivals) > 1:
            return None, f"cues of {' and '.join(sorted(rivals))} stand equally near"
        return best, ""

    def mode(self, view: View, match: Match, slot: Slot) -> Mode:
        """Whether what the cue says is stated, denied, planned or only possible."""
        lexicon = self._lexicon
        at = match.cue if match.cue is not None else slot.first
        first = max(0, min(at, slot.first) - 5)
        before = []
        for i in range(min(at, slot.first) - 1, first - 1, -1):
            if view.gaps[i + 1][:1] in (",", ";", ":", "–", "—"):
                break
            before.append(_unless_month(view, i))
        between = [_unless_month(view, i) for i in range(min(at, slot.first), max(at, slot.first))]
        for word in (*before, *between):
            if word in lexicon.hypothetical:
                return "hypothetical"
            if word in lexicon.planned:
                return "planned"
        near = [*before[:3], *(view.lowers[at - 1 : at] if at else [])]
        if any(word in lexicon.denied for word in near) and "less" not in between and "fewer" not in between:
            return "denied"
        return "stated"

    # --- frames ----------------------------------------------------------------------------------------------------

    def _may_be_people(self, slot: Slot) -> bool:
        """ "16 killed", "16 people", "16 Jesuits", "three members of …", but not "16 sites" or "16 cows"."""
        figure = slot.figure
        if figure.counted is None or figure.counted in ("other", "more", "victim", "life"):
            return True
        lexicon = self._lexicon
        if figure.counted in lexicon.body_nouns or lexicon.person_groups(figure.counted):
            return True
        if figure.counted in lexicon.not_people or figure.form not in ("plain", "vague"):
            return False
        return all(self._cues.measures[measure].people for measure in self._cues.counts.get(figure.counted, ()))

    def _befallen(self, view: View, slot: Slot) -> list[Match]:
        found = []
        inner = self._adjective(view, slot)
        if inner is not None:
            return [inner]
        right = self._right(view, slot)
        left = self._left(view, slot)
        if left is not None and left.frame == "active" and left.distance == 0:
            return [left]  # "arrested 36 protesters and 14 officers were injured"
        if right is not None:
            found.append(right)
        if left is not None:
            found.append(left)
        return found

    def _adjective(self, view: View, slot: Slot) -> Match | None:
        """ "seven kidnapped students", "30 dead civilians": what befell them stands between number and noun."""
        for i in range(slot.last, slot.noun_end - 1):
            for cue in view.cues.get(i, ()):
                if cue.role in ("state", "done_to") and cue.form in ("past", "passive"):
                    return Match(cue.measure, 0, "adjective", i, f'"{view.printed(i)}" before the noun')
        return None

    def _right(self, view: View, slot: Slot) -> Match | None:
        """A participle, state or verb that says what befell the noun to its left."""
        lexicon = self._lexicon
        lowers, gaps = view.lowers, view.gaps
        i = slot.noun_end
        distance = 0
        auxiliary = False
        best: Match | None = None
        steps = 0
        resumed = -1
        while i < len(lowers) and steps < _REACH:
            steps += 1
            gap = gaps[i] if i != resumed else ""
            if gap[:1] in (";", ":", ")") or "?" in gap:
                break
            if gap == "," and i in view.figure_at and self._shares_verb(view, view.figure_at[i]):
                i = resumed = view.figure_at[i].noun_end
                continue
            if gap[:1] in (",", "(", "–", "—"):
                resume = self._past_parenthesis(view, i)
                if resume is None:
                    break
                if resume != i:
                    i = resumed = resume
                    continue
            if i in view.figure_at and i >= slot.noun_end:
                other = view.figure_at[i]
                # "48 people, 12 of them children, were killed" was stepped over above; a new figure ends the search.
                if other is not slot:
                    # "six Jesuits and two more persons were killed": a figure joined on shares the verb.
                    if (
                        i - 1 == slot.noun_end
                        and lowers[i - 1] == "and"
                        and other.noun_end < len(lowers)
                        and lowers[other.noun_end] in lexicon.auxiliaries
                    ):
                        i = other.noun_end
                        continue
                    break
            word = lowers[i]
            cue = self._befalling(view, i, auxiliary)
            if cue is not None:
                match = Match(cue.measure, distance, cue.role, i, f'"{view.printed(i)}" says what befell them')
                if best is None or self._outranks(cue.measure, best.measure):
                    best = match
                if lowers[i + 1 : i + 2] == ["and"] and i + 2 < len(lowers) and not gaps[i + 1]:
                    i += 2
                    continue
                follow = i + cue.length
                if follow < len(lowers) and self._befalling(view, follow, True) is not None and not gaps[follow]:
                    i = follow
                    continue
                break
            if best is not None:
                break
            if word in _COORDINATORS and word != "or":
                joined = i + 1 in view.figure_at or (
                    i + 2 in view.figure_at and lowers[i + 1] in ("another", "the", "some", "about")
                )
                # "two brothers and a sister died"
                joined = joined or (
                    i == slot.noun_end and lowers[i + 1 : i + 2] in (["a"], ["an"], ["his"], ["her"], ["their"])
                )
                if not (word == "and" and (auxiliary or joined)):
                    break
            if word in lexicon.auxiliaries:
                auxiliary = True
            elif word in lexicon.linking_verbs:
                auxiliary = True
                distance += 1
            elif word in _SUFFERING:
                auxiliary = True
            elif word in lexicon.verbs or (
                word.endswith("ed") and word != "united" and not auxiliary and word not in lexicon.states
            ):
                if i + 1 < len(lowers) and lowers[i + 1] not in (
                    "by",
                    "in",
                    "at",
                    "on",
                    "to",
                    "near",
                    "with",
                    "from",
                    "as",
                ):
                    break
                distance += 2
            elif word not in ("who", "that", "which", "also", "reportedly"):
                distance += 1
            i += 1
        return best

    def _shares_verb(self, view: View, other: Slot) -> bool:
        """ "2 adults, 2 teens killed": the figure behind the comma is followed by what befell both."""
        i = other.noun_end
        if i >= len(view.lowers) or view.gaps[i] or other.noun_end == other.last:
            return False
        return self._befalling(view, i, False) is not None

    def _outranks(self, measure: str, other: str) -> bool:
        measures = self._cues.measures
        return measures[measure].priority > measures[other].priority

    def _past_parenthesis(self, view: View, i: int) -> int | None:
        """Where to read on after a comma before word i: behind an apposition, at a relative clause, or None to stop."""
        lowers, gaps = view.lowers, view.gaps
        if lowers[i] in ("who", "which", "that") or (lowers[i] in self._lexicon.auxiliaries and gaps[i] == ","):
            return i
        closing = next((k for k in range(i + 1, min(len(lowers), i + 14)) if gaps[k][:1] in (",", ")", "–", "—")), None)
        if closing is None:
            return None
        opens = lowers[i] in _PARENTHETIC or i in view.figure_at or gaps[i][:1] == "("
        after = lowers[closing]
        if after in self._lexicon.auxiliaries or self._befalling(view, closing, True) is not None:
            return closing
        return closing if opens and gaps[i][:1] in ("(", "–", "—") else None

    def _befalling(self, view: View, i: int, auxiliary: bool) -> Cue | None:
        """The cue at word i if it can tell what befell a noun to its left."""
        lowers = view.lowers
        for cue in view.cues.get(i, ()):
            if cue.role == "state":
                if self._takes_object(view, i + cue.length) and not auxiliary:
                    continue
                return cue
            if cue.role == "befalls" and cue.form in ("past", "base", "ing", "s"):
                return cue
            if cue.role == "done_to" and cue.form == "past":
                if not auxiliary and self._takes_object(view, i + cue.length):
                    continue
                return cue
            if cue.role == "suffers" and any(word in _SUFFERING for word in lowers[max(0, i - 6) : i]):
                return cue
        return None

    def _takes_object(self, view: View, i: int) -> bool:
        """True when a noun phrase starts at word i, so that the verb before it is active."""
        if i >= len(view.lowers) or view.gaps[i]:
            return False
        return (
            i in view.figure_at
            or view.lowers[i] in _FORCED_OBJECT
            or (
                view.lowers[i] not in self._lexicon.stops
                and not view.capital(i)
                and not view.lowers[i].endswith("ly")
                and view.lowers[i] not in self._lexicon.states
            )
        )

    def _left(self, view: View, slot: Slot) -> Match | None:
        """An active verb whose object the figure is, a toll, or "the deaths of"."""
        lexicon = self._lexicon
        lowers, gaps = view.lowers, view.gaps
        distance = 0
        crossed_figure = False
        coordinated = False
        i = slot.first - 1
        gap_after = gaps[slot.first][:1] if slot.first < len(gaps) else ""
        for _ in range(_REACH):
            if (
                i < 0
                or gap_after in (";", ":", "—", "–", "(")
                or (gap_after == "," and not coordinated and not crossed_figure and distance > 4)
            ):
                return None
            word = lowers[i]
            if i in view.figure_at:
                crossed_figure = True
            for cue in view.cues.get(i, ()):
                follows = i + cue.length
                if cue.role == "done_to" and follows == slot.first and gaps[slot.first][:1] == ",":
                    continue  # "3 killed, 12 wounded": the verb belongs to the figure before
                if cue.role == "done_to" and not (crossed_figure and not coordinated):
                    passive = cue.form == "past" and self._is_passive(view, i)
                    if passive or follows > slot.first:
                        continue
                    if follows == slot.first or distance <= 1:
                        return Match(cue.measure, distance, "active", i, f'object of "{view.printed(i)}"')
                    if (
                        coordinated
                        and not self._opens_clause(view, slot)
                        and self._object_list(view, follows, slot.first)
                    ):
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
                    cue.role in ("toll", "state", "done_to", "of")
                    and distance <= _TOLL_REACH
                    and self._is_toll(view, i, cue, slot)
                ):
                    return Match(cue.measure, distance, "toll", i, f'the figure of "{view.printed(i)}"')
            if word in ("and", "or", "plus") or gap_after == ",":
                coordinated = True
            if word not in lexicon.determiners and word not in ("of", "at", "another", "also", "about", "up"):
                distance += 1
            gap_after = gaps[i][:1]
            i -= 1
        return None

    def _is_passive(self, view: View, i: int) -> bool:
        """ "were killed", "has been reported killed": a form of "be" shortly before a participle."""
        for k in range(i - 1, max(-1, i - 4), -1):
            if view.gaps[k + 1][:1] == ",":
                return False
            word = view.lowers[k]
            if word in ("was", "were", "been", "be", "being", "is", "are"):
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
            and view.lowers[slot.noun_end] in self._lexicon.auxiliaries
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
            if any(cue.role in ("done_to", "befalls") for cue in view.cues.get(i, ())):
                return False
        return True

    def _is_toll(self, view: View, i: int, cue: Cue, slot: Slot) -> bool:
        """ "death toll (…) rose to N", "the number of wounded at N": only words of a level between cue and figure."""
        lowers = view.lowers
        if cue.role != "toll":
            counted = lowers[max(0, i - 3) : i]
            if cue.role == "of" and cue.form != "noun":
                return False
            if not any(word in ("number", "numbers", "toll", "tally", "count", "total") for word in counted):
                return False
        after = lowers[i + cue.length : slot.first]
        if not after:
            return cue.role == "toll"
        if after[-1] not in (
            "to",
            "at",
            "of",
            "is",
            "was",
            "reached",
            "reaches",
            "passed",
            "stands",
            "hit",
            "topped",
            "exceeded",
            "be",
            "reach",
            "from",
            "by",
            "surpassed",
            "now",
            "hits",
            "tops",
            "passes",
        ):
            return False
        if slot.figure.unit != "count":
            return False
        return not any(k in view.figure_at for k in range(i + cue.length, slot.first)) or "from" in after

    def _allowed(self, measure: str, view: View) -> bool:
        needs, unless, _ = self._cues.conditions[measure]
        if needs and not needs.hits(view.present, view.lowers):
            return False
        return not unless.hits(view.present, view.lowers)


def _unless_month(view: View, i: int) -> str:
    """The word in lower case; "" for the month of May, which is no "may"."""
    word = view.printed(i)
    return "" if word == "May" and i > 0 else view.lowers[i]
