"""Victims that are told one by one: "a teenager was killed", "killing Ann Lee, 34", "a fourth victim has died".

Local news seldom prints the number one, and a report that opens with "a man was killed" states a toll all the same.
Only title and opening are looked through: further down, persons are told of one by one. A person becomes a figure only
where a frame of a measure of victims (``victims`` in its YAML) takes it like a number.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.describe.cues import Cues, Match
from figcheck.describe.drafts import Draft
from figcheck.describe.frames import Frames
from figcheck.describe.mentions import Mention
from figcheck.describe.persons import PersonReader
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import OPENS_PERSON, TELLS_VICTIM, VICTIM
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Figure

_SHORT: Final = 3  # letters of words that befall others as well: "hit", "cut"
_FRAMES: Final = frozenset(("active", "done_to", "befalls", "state", "of", "suffers", "adjective"))
_OTHERS: Final = expression(r"\s+(?:[a-z]+\s+){0,2}?others?\b|\s+other\s+[a-z]+")
_DEAD: Final = expression(
    r"\b(?<!non-)(?:dead|death|deaths|died|dies|killed|killing|kills|fatal(?:ly|ity|ities)?|homicides?|slain|slaying|murdered|murders|"
    r"(?<!attempted )murder|pronounced)\b(?! threat)"
)
# What a death is told by begins with one of these, which are looked for faster than a pattern is searched.
_DEAD_OPENINGS: Final = tuple("kill dead death died fatal dies murder homicide slain slaying pronounced".split())
_SEXES: Final = frozenset(("men", "women", "children"))


class Single(NamedTuple):
    """A figure made of one or more persons told one by one, the frame that takes it, and the name if there is one."""

    figure: Figure
    slot: Slot
    match: Match
    name: str


class VictimReader:
    """Finds persons without a number that a measure of victims counts, and settles the tolls of an article."""

    def __init__(self, cues: Cues, frames: Frames, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._frames = frames
        measures = cues.measures
        self.measures = frozenset(measure.id for measure in measures.values() if measure.victims)
        self._survivors = {m.id: m.survivors for m in measures.values() if m.survivors in measures}
        # Words that also stand where nothing befell anybody ("in hospital") tell nothing by themselves.
        idle = lexicon.auxiliaries | lexicon.prepositions | lexicon.determiners
        self.heads = frozenset(
            head
            for head, rows in cues.by_head.items()
            if head not in idle and any(cue.measure in self.measures for cue in rows)
        )
        self.persons = PersonReader(lexicon, self.heads)
        self._separate = frozenset(("separate", "unrelated", "earlier", "previous"))

    def read(self, view: View, mentions: Sequence[Mention], in_title: bool) -> list[Single]:
        """The persons of a sentence that count as figures, in order; none overlaps a figure of the sentence."""
        if not self.measures or not view.classes & VICTIM:
            return []
        if not any(cue.measure in self.measures for rows in view.cues.values() for cue in rows):
            return []
        found: list[Single] = []
        for slot, name in self.persons.read(view, mentions, in_title):
            if self._speaks(view, slot):
                continue
            match, _ = self._frames.match(view, slot)
            if match is None and found and self._shares_verb(view, found[-1], slot, name):
                found[-1] = _together(found[-1], slot, name, view)
                continue
            if match is None or match.measure not in self.measures or match.frame not in _FRAMES:
                continue
            if self._shares_with_number(view, slot, match):
                continue
            if self._frames.mode(view, match, slot) != "stated":
                continue
            before = found[-1] if found else None
            if before is not None and _renames(view, before.slot, slot):
                continue
            if before is not None and _joined(view, before.slot, slot) and before.match.measure == match.measure:
                found[-1] = _together(before, slot, name, view)
            else:
                found.append(Single(slot.figure, slot, match, name))
        return found

    def _speaks(self, view: View, slot: Slot) -> bool:
        """ "Ten houses burned down, an official said": who tells it."""
        end = slot.noun_end
        return (
            view.gaps[slot.first] == ","
            and end < len(view.lowers)
            and (view.gaps[end] == "" and view.lowers[end] in self._lexicon.saying_verbs)
        )

    def _shares_verb(self, view: View, before: Single, slot: Slot, name: str) -> bool:
        """ "Police killed murder suspects Ann Lee and Tom Hall": a second name behind one that a verb takes."""
        if not name or not before.name or not _joined(view, before.slot, slot):
            return False
        end = slot.noun_end
        return end >= len(view.lowers) or view.gaps[end] != "" or view.lowers[end] in self._lexicon.prepositions

    def classes(self, word: str) -> int:
        """Whether a word begins a cue of victims, or a noun phrase for one person."""
        classes = 0
        if word in self.heads:
            classes = VICTIM | TELLS_VICTIM if len(word) > _SHORT and self.measures else VICTIM
        if self.persons.opens(word):
            classes |= OPENS_PERSON
        return classes

    def settle(self, drafts: list[Draft], low: str, lead_end: int) -> list[Draft]:
        """The claims of an article with the persons without a number that tell a toll, and survivors as what they are.

        Where the article counts the victims, persons told one by one are no tolls; one that the lead tells before any
        count is kept.
        """
        singles = [draft for draft in drafts if draft.figure.form == "single"]
        if singles:
            counts: dict[str, int] = {}
            for draft in drafts:
                figure = draft.figure
                if figure.form != "single" and not draft.joined and figure.hedge != "vague" and figure.reading.low >= 1:
                    counts.setdefault(draft.measure, figure.span.start)
            drafts = [
                draft
                for draft in drafts
                if draft.figure.form != "single"
                or draft.measure not in counts
                or draft.figure.span.start < min(counts[draft.measure], lead_end)
            ]
        if self._survivors and any(draft.measure in self._survivors for draft in drafts):
            dead = _tells_death(low)
            for draft in drafts:
                survivors = self._survivors.get(draft.measure)
                if survivors is None:
                    continue
                frame = draft.match.frame if draft.match is not None else "counts"
                by_verb = frame not in ("counts", "toll")
                if not by_verb and (draft.figure.counted != "victim" or frame == "toll"):
                    continue  # "355,000 casualties", "the number of victims is 59"
                apart = draft.figure.counted in ("other", "more") or _OTHERS.match(low, draft.figure.span.end)
                if not dead or (apart and by_verb and draft.mode == "stated"):
                    draft.told(f"{survivors}: " + ("beside the dead" if dead else "the article tells of no death"))
                    draft.measure = survivors
        return drafts

    def part_roles(self, drafts: Sequence[Draft]) -> None:
        """Persons of different names told one by one are parts of a toll that nobody states."""
        by_measure: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.figure.form == "single":
                by_measure.setdefault(draft.measure, []).append(draft)
        for members in by_measure.values():
            names = {draft.name.rsplit(" ", 1)[-1] for draft in members if draft.name}
            groups = {
                frozenset(_SEXES & self._lexicon.people.get(draft.figure.counted or "", frozenset()))
                for draft in members
            }
            another = any(draft.figure.surface[:7].lower() == "another" for draft in members)
            if len(names) > 1 or len(groups - {frozenset()}) > 1 or another:
                for draft in members:
                    if draft.role is None and draft.figure.reading.point == 1:
                        draft.role = "part"
                        draft.told("one of several told one by one")

    def _shares_with_number(self, view: View, slot: Slot, match: Match) -> bool:
        """ "a man and two women were killed", "a separate shooting": no toll of one."""
        if not view.present.isdisjoint(self._separate) and slot.figure.reading.point != 1:
            return True
        for other in view.slots:
            low, high = sorted((slot, other), key=lambda s: s.first)
            between = view.lowers[low.noun_end : high.first]
            if between in (["and"], ["and", "another"]) and not (match.cue and low.noun_end < match.cue < high.first):
                taken, _ = self._frames.match(view, other)
                if taken is not None and taken.measure == match.measure and taken.cue == match.cue:
                    return True
        return False


def _tells_death(low: str) -> bool:
    """True when a text in lower case tells of a death."""
    for opening in _DEAD_OPENINGS:
        at = low.find(opening)
        while at >= 0:
            if _DEAD.match(low, at) is not None:
                return True
            at = low.find(opening, at + 1)
    return False


def _joined(view: View, first: Slot, second: Slot) -> bool:
    """ "a man and a woman", "a man, a woman and a boy"."""
    between = view.lowers[first.noun_end : second.first]
    return between == ["and"] or (not between and view.gaps[second.first] == ",")


def _renames(view: View, first: Slot, second: Slot) -> bool:
    """ "its sole occupant, a farmer in his sixties": the same person in other words, no list."""
    if second.first != first.noun_end or view.gaps[second.first] != ",":
        return False
    rest = view.lowers[second.noun_end :]
    return "and" not in rest[:6] and not (rest and view.gaps[second.noun_end] == ",")


def _together(before: Single, slot: Slot, name: str, view: View) -> Single:
    """Two persons that share what befell them, as one figure."""
    figure = before.figure
    first = figure.reading.point or Decimal(1)
    total = first + (slot.figure.reading.point or Decimal(1))
    span = Span(figure.span.start, slot.figure.span.end)
    joined = figure._replace(
        span=span,
        surface=view.text[span.start : span.end],
        reading=Reading.exactly(total, Decimal(1)),
        counted="person",
        counted_span=Span(figure.number_span.end + 1, span.end),
        because=(f"{total} persons, told one by one",),
    )
    return Single(joined, Slot(joined, before.slot.first, before.slot.last, slot.noun_end), before.match, "")
