"""Which measure a figure belongs to: the frames that every measure shares.

    passive      "16 people were killed", "three soldiers killed at Tower 22"     right of the noun, a participle
    active       "killed at least 16", "injuring 40 others"                       left of the figure, a verb
    beside       "was killed along with two guards"                               left of the figure, a participle
    state        "left three soldiers dead", "16 dead and 25 wounded"             right of the noun, an adjective
    toll         "the death toll rose to 16", "the number of wounded at 25"       left of the figure, a noun
    of           "the deaths of three guards", "the three guards' deaths"         a noun with "of", or one that they own
    suffers      "five people suffered gunshot wounds"                            right of the noun, a noun
    acts         "shot down 31 drones", "of which 31 were shot down"              a verb that acts upon things
    times        "attacked US bases around 200 times"                             a verb of the clause
    counts       "24 bombings", "200 deaths"                                      the counted noun itself
    size         "a city of 16 million people"                                    left of the figure, a noun with "of"

The nearest cue in the same clause wins; two equally near cues of different measures: abstain.
"""

from __future__ import annotations

from typing import Final

from figcheck.describe.acting import Acting
from figcheck.describe.befallen import Befallen
from figcheck.describe.cues import Cues, Match
from figcheck.describe.nouns import NounFrames
from figcheck.describe.things import ThingFrames
from figcheck.describe.tocome import is_announced, is_funded_plan, is_to, is_to_be
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import DENIAL, MODAL
from figcheck.lexicon import Lexicon
from figcheck.model import Mode
from figcheck.prose import BEHIND_MAY

_MODAL_REACH: Final = 5
_DENIAL_REACH: Final = 3
_BY_NOUN: Final = frozenset(("counts", "subject", "of", "toll", "some", "times"))
_LABEL: Final = 4  # words of a label before its last
_LABELS: Final = frozenset("reported total minimum maximum confirmed estimated number of people persons".split())
_HELD_REACH: Final = 5  # words before a forecast
_SUPPOSED: Final = frozenset(("presumed", "believed", "feared"))
_COSTING: Final = frozenset(("cost", "costs", "costing"))
_RATE_REACH: Final = 12  # words from "kill rate" to its figure
_FINDING: Final = frozenset("find finds found finding discovered located".split())
_RELATIVE_OF: Final = (["whom"], ["which"], ["them"])
_TOLD_BARE: Final = frozenset(("other", "more", "victim", "life"))


class Frames:
    """Matches figures of a sentence against the cues of all measures."""

    def __init__(self, cues: Cues, lexicon: Lexicon) -> None:
        self._cues = cues
        self._lexicon = lexicon
        self._nouns = NounFrames(cues, lexicon)
        self._things = ThingFrames(cues, lexicon)
        self._behind = Befallen(cues, lexicon)
        self._before = Acting(lexicon)
        self._aboard = next(
            (
                cue.measure
                for verb in sorted(lexicon.carrying_verbs)
                for cue in cues.by_head.get(verb, ())
                if cue.role == "done_to"
            ),
            "",
        )
        self._tell_craft = lexicon.crafts | lexicon.wrecking_verbs
        # Nouns of what befell people, which are no people: "31 injured and 44 arrests".
        self._deeds = frozenset(
            [noun for m in cues.measures.values() if m.people for noun in m.counts if noun in m.of]
        ) - (lexicon.body_nouns | frozenset(("life", "lives")))
        self._either = {m.survivors: m.id for m in cues.measures.values() if m.survivors in cues.measures}

    def match(self, view: View, slot: Slot) -> tuple[Match | None, str]:
        """The measure of a figure, or None with the reason: no cue, or two cues equally near."""
        figure = slot.figure
        if figure.form == "times":
            found = self._nouns.times(view, slot)
        elif figure.unit == "count":
            acted = self._things.match(view, slot) if view.cues else None
            if acted is not None:
                return acted, ""
            label = self._labelled(view, slot) if view.gaps[slot.first] == ":" and view.cues else None
            if label is not None:
                return label, ""
            told = view.cues or "lives" in view.present or self._tells_craft(view)
            found = self._befallen(view, slot) if told and self._may_be_people(slot) else []
            found += self._nouns.counted(view, slot)
        elif figure.unit == "percent" and view.cues:
            found = self._share(view, slot)
        else:
            found = []
        allowed = [self._permitted(match, view, slot) for match in found]
        found = [match for match in allowed if match is not None and not self._is_no_person(match, view, slot)]
        if found and _is_strength(view, slot):
            found = [match for match in found if not self._cues.measures[match.measure].people]
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
        return self._untold(view, best, slot), ""

    def _is_no_person(self, match: Match, view: View, slot: Slot) -> bool:
        """True for what is carried by nobody's boat or bus, or saved or seized, and may be a thing: "carried 53 jars",
        "saved 400 lives", "seized 120 parrots"."""
        lexicon = self._lexicon
        verb = view.lowers[match.cue] if match.cue is not None else ""
        if verb in lexicon.seizing_verbs or (verb == "to" and match.frame == "state"):  # "taken to hospital"
            return not self._is_person(slot.figure.counted)
        if verb not in lexicon.carrying_verbs and verb not in lexicon.saving_verbs:
            return False
        are_persons = bool(lexicon.person_groups(slot.figure.counted or ""))
        if verb in lexicon.carrying_verbs:
            return not are_persons or view.present.isdisjoint(self._tell_craft)
        return not are_persons and view.lowers[slot.last : slot.last + 2] != ["of", "them"]

    def _is_person(self, counted: str | None) -> bool:
        """True for nouns of persons, and for figures without a noun."""
        if counted is None or counted in _TOLD_BARE or counted in self._lexicon.body_nouns:
            return True
        return bool(self._lexicon.person_groups(counted))

    def mode(self, view: View, match: Match | None, slot: Slot) -> Mode:
        """Whether what the cue says is stated, denied, planned or only possible."""
        lexicon = self._lexicon
        modal, denied = view.classes & MODAL, view.classes & DENIAL
        if modal and slot.figure.unit == "percent" and is_funded_plan(view, slot):
            return "stated"
        if match is None and not view.present.isdisjoint(lexicon.forecasts) and self._was_expected(view, slot):
            return "hypothetical"
        if not modal and not denied and view.present.isdisjoint(lexicon.forecasters):
            at = match.cue if match is not None and match.cue is not None else 0
            return "planned" if is_to(view, slot.first) or is_to_be(view, slot, at) else "stated"
        at = match.cue if match is not None and match.cue is not None else slot.first
        left = min(at, slot.first)
        before = self._clause_before(view, left)
        if (
            match is None
            and slot.figure.form == "money"
            and slot.figure.counted
            and view.lowers[left - 1 : left] == ["the"]
        ):
            return "stated"  # "will challenge the $2 million fine": there is that fine
        if match is None and slot.figure.form == "money" and before and before[0] in lexicon.planned:
            before = before[1:]  # "pledged $4 million": the pledge is what the money is
        # "Three, possibly four, died": what stands inside a figure hedges its number alone.
        inside = slot.last if slot.figure.hedge == "range" else slot.first
        between = [_unless_month(view, i) for i in range(left, max(at, slot.first)) if not slot.first <= i < inside]
        if match is None and self._is_forecast(view, slot):
            return "hypothetical"
        if modal:
            for word in (*before, *between):
                if word == "would" and is_announced(view, max(at, slot.first)):
                    return "planned"
                if word in lexicon.hypothetical:
                    return "hypothetical"
                if word in lexicon.planned:
                    return "planned"
        near = [*before[:_DENIAL_REACH], *(view.lowers[at - 1 : at] if at else [])]
        if denied and "less" not in between and "fewer" not in between:
            if any(word in lexicon.denied for word in near):
                return "denied"
            if any(word in lexicon.saying_verbs and word in lexicon.denied for word in before):
                return "denied"  # "denied that it had lost 14 aircraft"
        if match is not None and match.cue is not None and is_to_be(view, slot, match.cue):
            return "planned"
        return "planned" if is_to(view, left) else "stated"

    def _is_forecast(self, view: View, slot: Slot) -> bool:
        """ "Analysts had expected a profit of $2 million": those who forecast stand before the figure."""
        lowers, forecasters = view.lowers, self._lexicon.forecasters
        if view.present.isdisjoint(forecasters):
            return False
        who = next((i for i in range(slot.first) if lowers[i] in forecasters), slot.first)
        return not self._lexicon.expecting_verbs.isdisjoint(lowers[who + 1 : slot.first]) and not view.parted(
            who + 1, slot.first - 1, ",;"
        )

    def _was_expected(self, view: View, slot: Slot) -> bool:
        """ "A profit of £2.7bn, ahead of forecasts of £2.5bn": what a result is held against."""
        lowers, forecasts = view.lowers, self._lexicon.forecasts
        at = next((k for k in range(slot.first - 1, max(0, slot.first - 4), -1) if lowers[k] in forecasts), 0)
        if not at or view.parted(at + 1, slot.first, ",;:"):
            return False
        return not self._lexicon.held_against.isdisjoint(lowers[max(0, at - _HELD_REACH) : at])

    # --- frames ----------------------------------------------------------------------------------------------------

    def _clause_before(self, view: View, left: int) -> list[str]:
        """The words before word ``left`` as far as they may colour it, nearest first: to a comma, no more than five.

        A verb that is joined on is coloured like the one before: "could cost $600 million and take two years".
        """
        before: list[str] = []
        reach = left - _MODAL_REACH
        for i in range(left - 1, -1, -1):
            if view.gaps[i + 1][:1] in (",", ";", ":", "–", "—"):
                break
            word = _unless_month(view, i)
            if i < reach:
                break
            if word in _SUPPOSED and i + 1 < left and any([cue.role == "state" for cue in view.cues.get(i + 1, ())]):
                word = ""  # "74 are presumed dead and 22 survived"
            if word == "and" and i > 0 and view.lowers[i + 1] in self._lexicon.verbs:
                reach = i - _MODAL_REACH - 1
            if word == "but" and i - 1 in view.figure_at:
                break  # "not 30 but 13 died"
            before.append(word)
        return before

    def _labelled(self, view: View, slot: Slot) -> Match | None:
        """ "Civilians reported killed: 0-2", "Dead: 51, injured: 60", "Deaths: 3,689": the lines in which recorders and
        live pages keep what an event has cost."""
        at = slot.first - 1
        first = at
        while first > 0 and not view.gaps[first]:
            first -= 1
        if not 0 <= at - first <= _LABEL or (first and first - 1 not in view.figure_at):
            return None
        for i in range(first, at):
            word = view.lowers[i]
            if not (word in _LABELS or self._lexicon.person_groups(self._lexicon.singular(word))):
                return None
        because = f'behind "{view.printed(at)}:"'
        for cue in view.cues.get(at, ()):
            if cue.role == "state" or (cue.role == "done_to" and cue.form == "past"):
                return Match(cue.measure, 0, "label", at, because)
        counted = self._lexicon.singular(view.lowers[at])
        if counted in self._deeds and slot.figure.counted is None:
            return next((Match(m, 0, "label", at, because) for m in self._cues.counts.get(counted, ())), None)
        return None

    def _may_be_people(self, slot: Slot) -> bool:
        """ "16 killed", "16 people", "16 Jesuits", "three members of …", but not "16 sites" or "16 cows"."""
        figure = slot.figure
        lexicon = self._lexicon
        if figure.counted is None or figure.counted in _TOLD_BARE:
            return True
        if figure.counted in lexicon.body_nouns or lexicon.person_groups(figure.counted):
            return True
        if figure.counted in self._deeds:
            return False
        if figure.counted in lexicon.not_people or figure.form not in ("plain", "vague", "share"):
            return False
        return all(self._cues.measures[measure].people for measure in self._cues.counts.get(figure.counted, ()))

    def _befallen(self, view: View, slot: Slot) -> list[Match]:
        inner = self._behind.adjective(view, slot)
        if inner is not None:
            return [self._befell_since(view, slot, inner) or inner]
        inner = self._behind.owned(view, slot) or self._behind.numbered(view, slot)
        if inner is not None:
            return [inner]
        if self._is_life(view, slot):
            return [Match(m, 0, "active", None, 'cost "their lives"') for m in self._cues.counts.get("life", ())]
        if self._is_with_craft(view, slot):
            return [Match(self._aboard, 0, "active", slot.first - 2, f'with "{view.printed(slot.first - 2)}"')]
        right = self._behind.told_behind(view, slot)
        if right is not None and self._is_base(view, slot) and not self._of_base(view, slot, right):
            right = None
        left = self._before.told_before(view, slot)
        if left is not None and right is not None and right.measure != left.measure:
            if left.frame == "some" or view.lowers[slot.first - 1 : slot.first] in _RELATIVE_OF:
                return [right]  # "two of the injured died", "wounded 34 men, of whom two later died"
        if left is not None and left.distance == 0:
            if left.frame == "active":
                return [left]  # "arrested 36 protesters and 14 officers were injured"
            if left.frame == "of" and right is not None and self._equal(left, right):
                return [left]  # "the death of four students who had been kidnapped"
        return [match for match in (right, left) if match is not None]

    def _befell_since(self, view: View, slot: Slot, inner: Match) -> Match | None:
        """ "Nearly 450 displaced people lost their lives", "seven kidnapped students were killed": the verb tells what
        is new of those who were known by something else."""
        deaths = self._cues.counts.get("death", ())
        if inner.measure in deaths:
            return None
        match = self._behind.told_behind(view, slot)
        return match if match is not None and match.measure in deaths and match.frame != "some" else None

    def _is_life(self, view: View, slot: Slot) -> bool:
        """ "The fire cost 12 people their lives"."""
        lowers = view.lowers
        return lowers[slot.noun_end : slot.noun_end + 2] == ["their", "lives"] and not _COSTING.isdisjoint(
            lowers[max(0, slot.first - 3) : slot.first]
        )

    def _tells_craft(self, view: View) -> bool:
        return "with" in view.present and not view.present.isdisjoint(self._lexicon.crafts)

    def _is_with_craft(self, view: View, slot: Slot) -> bool:
        """ "A bus with 40 pupils overturned", "the boat with about 95 people": those whom it carries."""
        lowers, first = view.lowers, slot.first
        if lowers[first - 1 : first] != ["with"] or first < 2 or not self._aboard or view.gaps[first - 1]:
            return False
        if _counts_crew(view, slot):
            return not view.gaps[first]  # "seized the Galaxy Leader, a car carrier, with 25 crew"
        if lowers[first - 2] not in self._lexicon.crafts or view.gaps[first]:
            return False
        behind = view.cues.get(slot.noun_end, ())
        return bool(self._lexicon.person_groups(slot.figure.counted or "")) and not any(
            [cue.role in ("state", "done_to") for cue in behind]
        )

    def _is_base(self, view: View, slot: Slot) -> bool:
        """ "two of the three men": a figure out of which another is taken; not "34 men, of whom two"."""
        lowers = view.lowers
        if lowers[slot.first - 1 : slot.first] in _RELATIVE_OF:
            return False
        for at in (slot.first - 1, slot.first - 2):
            if at > 0 and lowers[at] == "of":
                return any(other.last <= at <= other.noun_end for other in view.slots if other is not slot)
        return False

    def _of_base(self, view: View, slot: Slot, match: Match) -> bool:
        """ "two of the 40 people killed", "of the 40 who died", but not "two of the 40 people were killed"."""
        between = view.lowers[slot.noun_end : match.cue]
        if between[:1] in (["who"], ["that"]):
            return not any(word in self._lexicon.auxiliaries for word in between)
        if between or match.frame == "befalls" or match.cue is None:
            return False
        if self._behind.befalls_within(view, match.cue + 1):
            return True  # "eight of the 30 injured later died"
        # "Two of the 30 divers drowned" tells what two did, "two of the 30 killed were cooks" what befell 30.
        part = next((other for other in view.slots if other.last <= slot.first <= other.noun_end + 3), slot)
        subject = part.first == 0 or bool(view.gaps[part.first])
        return not subject or not self._lexicon.auxiliaries.isdisjoint(view.lowers[match.cue + 1 : match.cue + 10])

    def _equal(self, one: Match, other: Match) -> bool:
        measures = self._cues.measures
        return measures[one.measure].priority == measures[other.measure].priority

    def _share(self, view: View, slot: Slot) -> list[Match]:
        """ "Seventy percent of the dead", "20 percent of those taken ill died", "99 percent were intercepted"."""
        acted = self._things.match(view, slot)
        if acted is not None:
            return [acted]
        rated = self._rated(view, slot) if "rate" in view.present else None
        if rated is not None:
            return [rated]
        if view.lowers[slot.last : slot.last + 1] != ["of"] or view.gaps[slot.last] or not self._may_be_people(slot):
            return []
        right = self._behind.told_behind(view, slot)
        return [] if right is None or right.frame == "suffers" else [right]

    def _rated(self, view: View, slot: Slot) -> Match | None:
        """ "Its kill rate against drones was 82 percent": a measure whose rate has a name of its own."""
        for i in range(slot.first - 2, max(-1, slot.first - _RATE_REACH), -1):
            if i in view.figure_at or view.gaps[i + 1][:1] in (";", ":", "("):
                return None
            for cue in view.cues.get(i, ()):
                if cue.role == "toll" and view.lowers[i + cue.length - 1] == "rate":
                    return Match(cue.measure, slot.first - i, "toll", i, f'a "{view.printed(i)} rate"')
        return None

    def _are_found(self, view: View, slot: Slot) -> bool:
        """ "Found nine people with gunshot wounds", of whom some may be dead."""
        return view.lowers[slot.noun_end : slot.noun_end + 1] == ["with"] and not _FINDING.isdisjoint(
            view.lowers[max(0, slot.first - 2) : slot.first]
        )

    def _untold(self, view: View, match: Match, slot: Slot) -> Match:
        """ "killed or wounded", "dead or injured": the measure of those who are not told apart."""
        at = match.cue
        if at is None or not self._either:
            return match
        if match.frame == "suffers" and match.measure in self._either and self._are_found(view, slot):
            return Match(
                self._either[match.measure], match.distance, match.frame, at, f"{match.because}, alive or dead"
            )
        if "or" not in view.present:
            return match
        for other in (at - 2, at + 2):
            if view.lowers[(at + other) // 2 : (at + other) // 2 + 1] != ["or"]:
                continue
            beside = {cue.measure for cue in view.cues.get(other, ())} | {match.measure}
            whole = next((self._either[measure] for measure in beside if measure in self._either), None)
            if whole is not None and len(beside - {whole}) > 1:
                return Match(whole, match.distance, match.frame, at, f"{match.because}, not told apart")
        return match

    def _permitted(self, match: Match, view: View, slot: Slot) -> Match | None:
        """The match, or where its measure is ruled out, another that the same word speaks for: a village is evacuated,
        and so is a crew, which is rescued."""
        if self._allowed(match, view, slot):
            return match
        cues = view.cues.get(match.cue, ()) if match.cue is not None else ()
        roles = [cue.role for cue in cues if cue.measure == match.measure]
        for cue in cues:
            if cue.measure != match.measure and cue.role in roles:
                other = Match(cue.measure, match.distance, match.frame, match.cue, match.because)
                if self._allowed(other, view, slot):
                    return other
        return None

    def _allowed(self, match: Match, view: View, slot: Slot) -> bool:
        """True when words that the measure needs stand in the sentence and, for a noun, none that rules it out; what is
        counted may be such a word itself: prisoners who flee are not driven from their homes."""
        needs, unless, _ = self._cues.conditions[match.measure]
        if needs.heads and not needs.hits(view.present, view.lowers):
            return False
        if match.cue is not None and view.lowers[match.cue] in self._lexicon.crimes:
            behind = view.lowers[match.cue + 1 : match.cue + 2]
            if behind and "suspects" in self._lexicon.people.get(self._lexicon.singular(behind[0]), ()):
                return False  # "murder suspects Ann Lee and Tom Hall": what they are suspected of
        if match.frame not in _BY_NOUN:
            return not self._counts_one_of(unless.words, match, view, slot)
        return not unless.hits(view.present, view.lowers)

    def _counts_one_of(self, words: frozenset[str], match: Match, view: View, slot: Slot) -> bool:
        """Whether what is counted is told by one of some words: its noun, or one between a verb and it, as in
        "evacuated all 23 crew, 13 Vietnamese and four Filipinos"."""
        if slot.figure.counted in words:
            return True
        cue = match.cue if match.cue is not None else slot.noun_end
        return not words.isdisjoint(view.lowers[cue + 1 : slot.noun_end])


def _unless_month(view: View, i: int) -> str:
    """The word in lower case; "" for the month of May, which is no "may"."""
    word = view.printed(i)
    if word == "MAY":  # "2 MAY 89 (EFE) -- TWO SOLDIERS WERE KILLED"
        behind = view.lowers[i + 1] if i + 1 < len(view.lowers) else ""
        is_day = i > 0 and view.lowers[i - 1].isdigit() and behind not in BEHIND_MAY
        return "" if is_day or behind.isdigit() else "may"
    return "" if word == "May" and i > 0 else view.lowers[i]


def _is_strength(view: View, slot: Slot) -> bool:
    """ "An aftershock of magnitude 4.4 was felt after the quake that killed 14": no figure of people."""
    is_plain = slot.figure.form == "plain"
    return is_plain and (
        0 < slot.figure.reading.precision < 1 or view.lowers[slot.first - 1 : slot.first] == ["magnitude"]
    )


def _counts_crew(view: View, slot: Slot) -> bool:
    """ "25 crew", "25 crew members"."""
    counted = slot.figure.counted
    return counted == "crew" or (counted == "member" and view.lowers[slot.last : slot.last + 1] == ["crew"])
