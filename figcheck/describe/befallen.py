"""What befell the noun to the left: "16 people were killed", "three soldiers left dead", "five suffered burns"."""

from __future__ import annotations

from typing import Final

from figcheck.describe.cues import Cue, Cues, Match
from figcheck.describe.enumerations import Enumerations
from figcheck.describe.view import Slot, View
from figcheck.lexicon import Lexicon

_PLACED: Final = frozenset(("in", "at", "near"))
_BEHIND_HARMED: Final = frozenset("in when by during on at after since as near inside outside".split())
_REACH: Final = 16
_PARENTHESIS: Final = 14  # words of what stands between commas, brackets or dashes
_COORDINATORS: Final = frozenset(("and", "or", "but", "while", "as", "when"))
_PARENTHETIC: Final = frozenset(
    "including mostly mainly many most all some among none both one at two three also aged ages her his their a "
    "an the who whom not".split()
)
SUFFERING: Final = frozenset(
    "suffered suffering suffer suffers sustained sustaining sustain received receiving had have has with "
    "treated recovering".split()
)
# Forms that make the participle behind them a passive; "has killed" and "had shot" are active.
BEING: Final = frozenset("was were been be being is are am get gets got getting wasn't weren't isn't aren't".split())
_RELATIVES: Final = frozenset(("who", "which", "that"))
_OBJECTS: Final = frozenset("him her them it me us himself herself themselves".split())
_OBJECT_STARTS: Final = frozenset(
    "a an the his her their its another some more dozens scores hundreds thousands several numerous".split()
)
_AFTER_VERB: Final = frozenset("by in at on to near with from as".split())
_INCLUDED: Final = frozenset(("include", "included", "includes"))
_SINGULAR: Final = frozenset(("has", "was", "is"))
_DEFINITE: Final = frozenset("the these those his her its their".split())
_RELATIVE_BEHIND: Final = (["who"], ["that"], ["which"])
_THEM: Final = frozenset(("them", "whom", "those"))
_AMONG: Final = frozenset(("among", "of"))
_ROUTES: Final = frozenset(("way", "road", "route", "access", "visit", "next", "close", "adjacent"))
_JOINED_PERSON: Final = frozenset(("a", "an", "his", "her", "their"))


class Befallen:
    """Reads on from a figure's noun to the participle, state or verb that says what befell it."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self._lists = Enumerations(lexicon)

    def adjective(self, view: View, slot: Slot) -> Match | None:
        """ "seven kidnapped students", "30 dead civilians": what befell them stands between number and noun."""
        if view.first_cue >= slot.noun_end or view.last_cue < slot.last:
            return None
        for i in range(slot.last, slot.noun_end):
            for cue in view.cues.get(i, ()):
                if i + cue.length == slot.noun_end:
                    continue  # the noun itself
                if cue.role == "state" and cue.length == 1 and view.lowers[i] not in self._lexicon.states:
                    continue  # "14 hostage negotiators"
                if cue.role in ("state", "done_to") and cue.form in ("past", "passive"):
                    return Match(cue.measure, 0, "adjective", i, f'"{view.printed(i)}" before the noun')
        return None

    def told_behind(self, view: View, slot: Slot) -> Match | None:
        """The nearest cue behind the noun; of two joined ones ("shot and killed") the one with the higher priority."""
        if view.last_cue < slot.noun_end or _is_base_of_one(view, slot, self._lexicon.harmed) or _is_origin(view, slot):
            return None
        lexicon = self._lexicon
        lowers, gaps = view.lowers, view.gaps
        i = joint = slot.noun_end  # ``joint``: where a figure joined by "and" shares what befell this one
        distance = 0
        auxiliary = passive = False
        # "30 were infected, and two have died" begins no list, nor does "among them 50 women, and two were hurt", or
        # "30 bodies and 50 wounded".
        are_dead = "deaths" in self._cues.counts.get(slot.figure.counted or "", ())
        verbless = not are_dead and not self._is_of_them(view, slot) and not self._echoes(view, slot)
        best: Match | None = None
        fallback: Match | None = None
        resumed = whole = -1
        for _ in range(_REACH):
            if i >= len(lowers):
                break
            gap = gaps[i] if i != resumed else ""
            if gap[:1] in (";", ":", ")") or "?" in gap:
                break
            if gap == "," and i in view.figure_at and self._shares_verb(view, view.figure_at[i]):
                i = resumed = view.figure_at[i].noun_end
                continue
            if gap and (gap[:1] in (",", "(", "–", "—") or gap == "--" or _is_dash(view, i)):
                resume = self._past_parenthesis(view, i)
                if resume is None and gap == "," and verbless and not self._is_led(view, slot):
                    resume = self._past_list(view, i + (lowers[i] == "and"), True)
                    joint = i if resume is not None else joint
                if resume is None:
                    break
                if resume != i:
                    if i == joint:
                        joint = resume
                    i = resumed = resume
                    continue
            other = view.figure_at.get(i)
            if other is not None and other is not slot:
                # "48 people, 12 of them children, were killed" was stepped over above; a new figure ends the search.
                if i - 1 == joint and lowers[i - 1] in ("and", "including") and self._shares(view, other):
                    i = joint = other.noun_end
                    continue
                if lowers[i - 2 : i] == ["among", "the"] or (
                    i - 2 == slot.noun_end and lowers[i - 2 : i] == ["of", "the"]
                ):
                    if other.last != other.noun_end:
                        if lowers[i - 2] == "among" and other.noun_end < len(lowers) and not gaps[other.noun_end]:
                            i = other.noun_end
                            continue  # "were among the 30 people injured"
                        break
                    whole = other.last if lowers[i - 2] == "of" else whole
                    i = other.last
                    continue  # "were among the 15 killed", "eight of the 30 injured later died"
                if i - 1 == joint and _is_origin(view, other):
                    i = joint = other.noun_end
                    continue
                listed = None
                if i - 1 == joint and lowers[i - 1] == "and" and verbless:
                    listed = self._past_list(view, i, gaps[slot.first] == ",")
                if listed is None:
                    break
                i = joint = resumed = listed
                continue
            word = lowers[i]
            cue = self._befalling(view, i, auxiliary, passive)
            if cue is not None and (i == whole or self._is_whole(view, slot, i)):
                # "three of the injured died": what befell those three stands behind, or they are just injured.
                fallback = Match(cue.measure, distance, cue.role, i, f'some of the "{view.printed(i)}"')
                i += cue.length
                continue
            if cue is not None and word in lexicon.states_behind and not auxiliary:
                # "62 people aboard died": where they were, unless more is told of them.
                fallback = fallback or Match(
                    cue.measure, distance, cue.role, i, f'"{view.printed(i)}" is where they were'
                )
                i += cue.length
                continue
            if cue is not None:
                match = Match(cue.measure, distance, cue.role, i, f'"{view.printed(i)}" says what befell them')
                if best is None or self._outranks(cue.measure, best.measure):
                    best = match
                if lowers[i + 1 : i + 2] == ["and"] and i + 2 < len(lowers) and not gaps[i + 1]:
                    i += 2
                    continue
                follow = i + cue.length
                if follow < len(lowers) and not gaps[follow] and self._befalling(view, follow, True, True) is not None:
                    i = follow
                    continue
                break
            if best is not None:
                break
            if word == "who" and not gap and i > joint and self._has_another_head(view, slot, i):
                break
            if word in lexicon.age_words and not auxiliary:
                i = self._past_ages(view, i + 1)
                continue
            if (
                word in _COORDINATORS
                and word != "or"
                and not (word == "and" and (auxiliary or self._joins(view, slot, i)))
            ):
                listed = None
                if word == "and" and verbless:
                    listed = self._past_list(view, i + 1, gaps[slot.first] == ",")
                if listed is None:
                    break
                i = joint = resumed = listed
                continue
            if word in _SINGULAR and i > joint + 1 and _is_several(slot):
                break  # "the shooting that sent five people to the hospital has killed nobody"
            if word in BEING or word in lexicon.linking_verbs:
                auxiliary = passive = True
                verbless = False
                distance += word in lexicon.linking_verbs and word not in BEING
            elif passive and word.endswith("ing") and (lowers[i - 1] in BEING or lowers[i - 1].endswith("ly")):
                passive = False  # "where hundreds were celebrating killed two people"
            elif word in lexicon.auxiliaries or word in SUFFERING:
                auxiliary, verbless = True, False
            elif word in lexicon.verbs or (
                word.endswith("ed") and word != "united" and not auxiliary and word not in lexicon.states
            ):
                # "Two men who work for a mine were abducted": a verb of the relative clause, without an object.
                own = lowers[i - 1] in _RELATIVES and i + 1 < len(lowers) and lowers[i + 1] in lexicon.prepositions
                if i + 1 < len(lowers) and lowers[i + 1] not in _AFTER_VERB and not own:
                    break
                verbless = False
                distance += 2
            elif word not in ("who", "that", "which", "also", "reportedly"):
                distance += 1
            i += 1
        return best or fallback

    def owned(self, view: View, slot: Slot) -> Match | None:
        """ "the six Jesuits' murder", "the three brothers' deaths": a noun that the counted own."""
        i = slot.noun_end
        if i >= len(view.lowers) or i == slot.last or not view.lowers[i - 1].rstrip("s").endswith(("’", "'")):
            return None
        for cue in view.cues.get(i, ()):
            if cue.role == "of":
                return Match(cue.measure, 0, "of", i, f'their "{view.printed(i)}"')
        return None

    def numbered(self, view: View, slot: Slot) -> Match | None:
        """ "Brought to 42 the number of dead": the toll stands behind what it came to."""
        i = slot.last
        if view.lowers[slot.first - 1 : slot.first] != ["to"] or view.lowers[i : i + 1] != ["the"] or view.gaps[i]:
            return None
        for cue in view.cues.get(i + 1, ()):
            if cue.role == "toll":
                return Match(cue.measure, 0, "toll", i + 1, f'the figure of "{view.printed(i + 1)}"')
        return None

    def befalls_within(self, view: View, first: int) -> bool:
        """True where one of the three words from word ``first`` on tells what befell those before it."""
        for i in range(first, min(first + 3, len(view.lowers))):
            if view.gaps[i]:
                return False
            if self._befalling(view, i, False, False) is not None:
                return True
        return False

    def _is_led(self, view: View, slot: Slot) -> bool:
        """ "By a gunman, two soldiers and a civilian", "of the 80 aboard, 15 died and 22 are missing": a phrase with a
        preposition begins no list of subjects."""
        at = slot.first - 1
        if at > 0 and view.lowers[at] in _DEFINITE:
            at -= 1
        return at >= 0 and view.lowers[at] in self._lexicon.prepositions

    def _echoes(self, view: View, slot: Slot) -> bool:
        """ "101 died in Galen and 52 in Oru, and 338 were hurt": what befell the 52 is told of those before them."""
        lowers, before = view.lowers, slot.first - 1
        if before < 2 or lowers[before] != "and" or not _PLACED.intersection(lowers[slot.last : slot.last + 1]):
            return False
        floor = max([other.noun_end for other in view.slots if other.first < slot.first], default=before)
        return any(floor <= cue < before for cue in view.cues)

    def _is_of_them(self, view: View, slot: Slot) -> bool:
        """ "Among them 50 children and 94 women"."""
        at, lowers = slot.first - 1, view.lowers
        if at < 1:
            return False
        if lowers[at] == "and" and not view.gaps[at]:
            before = next((other for other in view.slots if other.noun_end == at), None)
            return before is not None and self._is_of_them(view, before)
        return lowers[at] == "including" or (lowers[at] in _THEM and lowers[at - 1] in _AMONG)

    def _has_another_head(self, view: View, slot: Slot, i: int) -> bool:
        """ "7,000 kits to families who fled": the relative clause at word i is about another noun."""
        lowers, lexicon = view.lowers, self._lexicon
        if lowers[slot.noun_end] == "of" or i - 1 < slot.noun_end:
            return False
        noun = lexicon.singular(lowers[i - 1])
        return bool(lexicon.person_groups(noun)) or noun in lexicon.body_nouns

    def _is_whole(self, view: View, slot: Slot, i: int) -> bool:
        """True for "injured" in "three of the injured"."""
        return i - 2 == slot.noun_end and view.lowers[i - 2 : i] == ["of", "the"]

    def _joins(self, view: View, slot: Slot, i: int) -> bool:
        """True when the "and" at word i joins another that shares the noun's verb: "and guerrillas", "and his son"."""
        lowers = view.lowers
        if i + 1 in view.figure_at or (
            i + 2 in view.figure_at and lowers[i + 1] in ("another", "the", "some", "about")
        ):
            return True
        if i + 1 >= len(lowers):
            return False
        if lowers[i + 1] in _JOINED_PERSON:
            return i == slot.noun_end or lowers[i - 1] not in self._lexicon.stops
        return i == slot.noun_end and self._lexicon.is_plural(lowers[i + 1])

    def _shares(self, view: View, other: Slot) -> bool:
        """ "six Jesuits and two more persons were killed": a figure joined on shares the verb."""
        i = other.noun_end
        if i >= len(view.lowers):
            return False
        if view.gaps[i] == "(":
            i = self._past_parenthesis(view, i) or i
            return i < len(view.lowers) and view.lowers[i] in self._lexicon.auxiliaries
        if not view.gaps[i] and (view.lowers[i] in self._lexicon.auxiliaries or view.lowers[i] in _RELATIVES):
            return True
        return self._shares_verb(view, other)

    def _past_list(self, view: View, i: int, is_apart: bool) -> int | None:
        """The verb behind the rest of a list, of which an item begins at word i; None when there is no such list.

        A comma before the verb closes a list that stands apart: "Five people, three men and two women, were killed".
        "The army hit 30 men, two guards were killed" is none: its last item is joined by "and", or its verb is bare.
        """
        found = self._lists.end(view, i)
        if found is None:
            return None
        end, is_joined = found
        is_joined = is_joined or view.lowers[i - 1] == "and"
        if view.gaps[end] and not is_apart:
            return None
        if view.lowers[end] in self._lexicon.auxiliaries:
            return end if is_joined else None
        return end if not view.gaps[end] and self._befalling(view, end, False, False) is not None else None

    def _shares_verb(self, view: View, other: Slot) -> bool:
        """ "2 adults, 2 teens killed": the figure behind the comma is followed by what befell both."""
        i = other.noun_end
        if i >= len(view.lowers) or view.gaps[i] or other.noun_end == other.last:
            return False
        return self._befalling(view, i, False, False) is not None

    def _outranks(self, measure: str, other: str) -> bool:
        measures = self._cues.measures
        return measures[measure].priority > measures[other].priority

    def _past_ages(self, view: View, i: int) -> int:
        """Behind "between 20 and 31", "19 to 24" or "16" after "aged"."""
        while i < len(view.lowers) and (view.lowers[i].isdigit() or view.lowers[i] in ("between", "and", "to", "from")):
            i += 1
        return i

    def _past_parenthesis(self, view: View, i: int) -> int | None:
        """Where to read on after a comma before word i: behind an apposition, at a relative clause, or None to stop."""
        lowers, gaps = view.lowers, view.gaps
        gap = gaps[i]
        apart = lowers[i] == "not" or i in view.figure_at  # "three miners, not six, who died"
        if lowers[i] in _RELATIVES or (lowers[i] in self._lexicon.auxiliaries and gap == "," and not apart):
            return i
        if gap == ",":
            # ", kidnapped by …": a participle with its doer behind.
            for cue in view.cues.get(i, ()):
                if cue.role == "done_to" and lowers[i + cue.length : i + cue.length + 1] == ["by"]:
                    return i
        ends = (")",) if gap[:1] == "(" else (",", ")", "–", "—", "--", "-")
        reach = min(len(lowers), i + _PARENTHESIS)
        closings = [k for k in range(i + 1, reach) if gaps[k].startswith(ends) and gaps[k - 1 : k + 1] != ["-", "-"]]
        if not closings:
            return None
        closing = closings[0]
        opens = lowers[i] in _PARENTHETIC or i in view.figure_at or gap[:1] == "("
        after = lowers[closing]
        if after in self._lexicon.auxiliaries or (apart and after in _RELATIVES):
            return closing
        if self._befalling(view, closing, True, True) is not None:
            return closing
        if not opens:
            return None
        if after in SUFFERING and self._suffers(view, closing + 1):
            return closing
        if gap != ",":
            return closing
        for k in closings[1:]:  # ", including women, children and old men, were"
            if lowers[k] in self._lexicon.auxiliaries or self._befalling(view, k, True, False) is not None:
                return k
        return None

    @staticmethod
    def _suffers(view: View, first: int) -> bool:
        """ ", sustained bad injuries": what they suffered is one of the three words from word ``first``."""
        return any([cue.role == "suffers" for i in range(first, first + 3) for cue in view.cues.get(i, ())])

    def _befalling(self, view: View, i: int, auxiliary: bool, passive: bool) -> Cue | None:
        """The cue at word i if it can tell what befell a noun to its left."""
        lowers = view.lowers
        for cue in view.cues.get(i, ()):
            follow = i + cue.length
            if cue.role == "state":
                leads = not auxiliary and lowers[i] not in self._lexicon.states_behind
                if leads and self._takes_object(view, follow):
                    continue
                if i and lowers[i - 1] in self._lexicon.indefinite:
                    continue  # "sent 900 troops after a hostage was freed": somebody else
                if lowers[i] == "to" and i and lowers[i - 1] in _ROUTES:
                    continue  # "on their way to a hospital when they were shot dead"
                if lowers[i] == "in" and not auxiliary and not self._is_noun(view, i - 1):
                    continue
                return cue
            if cue.role == "befalls" and cue.form in ("past", "base", "ing", "s"):
                return cue
            if cue.role == "done_to" and cue.form == "past":
                if not passive and self._takes_object(view, follow):
                    continue
                return cue
            if cue.role == "suffers" and any(word in SUFFERING for word in lowers[max(0, i - 6) : i]):
                return cue
        return None

    def _is_noun(self, view: View, i: int) -> bool:
        """True when a figure's noun ends with word i."""
        return view.lowers[i] in ("them", "whom") or any(slot.noun_end == i + 1 for slot in view.slots)

    def _takes_object(self, view: View, i: int) -> bool:
        """True when a noun phrase starts at word i, behind a verb, which is active then."""
        if i >= len(view.lowers) or view.gaps[i]:
            return False
        word = view.lowers[i]
        if word in _INCLUDED:
            return False  # "the 12 people killed included four children"
        if i in view.figure_at or word in _OBJECT_STARTS or word in _OBJECTS:
            return True
        return (
            word not in self._lexicon.stops
            and not view.capital(i)
            and not word.endswith("ly")
            and word not in self._lexicon.states
        )


def _is_dash(view: View, i: int) -> bool:
    """True for a hyphen with space around it before word i, which stands for a dash."""
    return view.gaps[i] == "-" and view.text[view.ends[i - 1] : view.starts[i]] == " - "


def _is_origin(view: View, slot: Slot) -> bool:
    """ "Six people from two families were slain": what befell them befell those counted before."""
    at = slot.first - 1
    if at < 2 or view.lowers[at] != "from" or slot.noun_end == slot.last:
        return False
    if view.lowers[slot.noun_end : slot.noun_end + 1] in _RELATIVE_BEHIND:
        return False
    return any([other.noun_end == at and other.noun_end > other.last for other in view.slots])


def _is_several(slot: Slot) -> bool:
    point = slot.figure.reading.point
    return slot.figure.unit == "count" and point is not None and point > 1


def _is_base_of_one(view: View, slot: Slot, harmed: frozenset[str]) -> bool:
    """ "One of the five victims died": the verb is that of the one; "one of three men who were hurt", and "one
    of the three killed in the raid", tell of three."""
    lowers = view.lowers
    i = slot.first - 1
    if i > 0 and lowers[i] in _DEFINITE:
        i -= 1
    if i < 1 or lowers[i] != "of" or lowers[i - 1] != "one":
        return False
    if lowers[slot.noun_end : slot.noun_end + 1] in _RELATIVE_BEHIND:
        return False
    at = slot.last if slot.figure.counted is None else slot.noun_end
    if at >= len(lowers) or lowers[at] not in harmed:
        return True
    return at + 1 < len(lowers) and not view.gaps[at + 1] and lowers[at + 1] not in _BEHIND_HARMED
