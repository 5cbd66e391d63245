"""By whom: "killed by X", the subject of an active verb, "X fired 40 missiles", "US airstrikes"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.articles import Span
from figcheck.describe.cues import Match
from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention
from figcheck.describe.subjects import Subject, Subjects
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import STRIKES, parts_of
from figcheck.expressions import expression

_NONE: Final[frozenset[str]] = frozenset()
_BREAK: Final = expression(r"[,;:()]|\b(?:said|according|count)\b")
_STRIKE: Final = (
    r"(?:air[- ]?strikes?|strikes?|attacks?|bombings?|raids?|drones?|shelling|bombardments?|"
    r"missiles?|aggression|airstrikes?|jets|planes|warplanes|aircraft|helicopters|gunships|warships)"
)
_STRIKES: Final = expression(rf"\s+(?:[a-z-]+\s+){{0,2}}{_STRIKE}\b", re.IGNORECASE)
_STRIKE_WORD: Final = expression(_STRIKE)
_OWNS: Final = ("'s", "’s")
_SIDES: Final = frozenset(("national", "party", "place"))
_JOINS: Final = (" and ", ", ")
_ACTING: Final = frozenset("military fighters police suspects".split())  # groups of persons that act
_BEING: Final = frozenset("was were been be being is are".split())
_RELATIVES: Final = frozenset(("who", "which", "that"))
_THEIRS: Final = frozenset(("its", "their", "his", "her"))
_PRONOUNS: Final = frozenset(("it", "they", "he", "she"))
_BY_REACH: Final = 8  # words between what befell somebody and "by"


class ActorReader:
    """Finds who did what a sentence says of a figure."""

    def __init__(self, names: Names, subjects: Subjects) -> None:
        self._names = names
        self._lexicon = lexicon = names.lexicon
        self._subjects = subjects
        self._no_acts = (
            lexicon.undergoing_verbs
            | lexicon.saying_verbs
            | lexicon.reaching_verbs
            | lexicon.auxiliaries
            | lexicon.hypothetical
        ) - frozenset(("held",))
        self._particles = frozenset("back up down off out away".split())

    def classes(self, word: str) -> int:
        """Whether a word tells of strikes, which somebody made."""
        return STRIKES if any(map(_STRIKE_WORD.fullmatch, parts_of(word))) else 0

    def read(self, view: View, slot: Slot, match: Match | None, sentence: list[Mention]) -> frozenset[str]:
        """The states, sides and groups of persons that acted, as far as the sentence tells; empty when it does not."""
        actors = [m for m in sentence if m.kind in _SIDES]
        found = self._told(view, slot, match, actors) if actors else set()
        if found:
            return frozenset(found)
        verb = self._verb(view, slot, match)
        if verb is not None:
            subject = self._subject(view, verb)
            return self._of(view, slot, subject, actors) if subject is not None else _NONE
        return self._group_behind_by(view, slot, match)

    def holder(self, view: View, slot: Slot, sentence: Sequence[Mention]) -> str | None:
        """The state or side that has, lost or suffered what is counted: "Russia has suffered 355,000 casualties"."""
        at = slot.first - 1
        while at >= 0 and not view.gaps[at + 1] and view.lowers[at] in self._lexicon.determiners:
            at -= 1
        if (
            at < 1
            or view.gaps[at + 1]
            or not (
                view.lowers[at] in self._lexicon.undergoing_verbs
                or (
                    view.lowers[at] in self._lexicon.sending_verbs
                    and "military" in self._names.groups(slot.figure.counted or "")
                )
            )
        ):
            return None
        subject = self._subjects.before(view, at)
        if subject is not None and view.lowers[subject.first : subject.last] == ["it"]:
            said = subject.first - 1 - (view.lowers[subject.first - 1] == "that")
            if said < 1 or view.lowers[said] not in self._lexicon.saying_verbs:
                return None
            subject = self._subjects.before(view, said)  # "Britain said it would send 5,000 soldiers"
        if subject is None:
            return None
        start, end = view.starts[subject.first], view.ends[subject.core - 1]
        inside = [m for m in sentence if start <= m.start < end and m.kind in _SIDES and m.end >= end - 2]
        return self._names.side(inside[-1].name) if inside else None

    def _told(self, view: View, slot: Slot, match: Match | None, actors: list[Mention]) -> set[str]:
        """Names behind "by", and those whose strikes or jets the sentence tells of."""
        text, names = view.text, self._names
        figure = slot.figure
        found: set[str] = set()
        acted = match is not None and match.cue is not None and match.cue < len(view.lowers)
        cue_end = view.ends[match.cue] if acted else figure.span.end  # type: ignore[union-attr, index]
        strikes = view.classes & STRIKES
        if not strikes and "by" not in view.present and "from" not in view.present:
            return found
        for i, mention in enumerate(actors):
            before = view.low[max(0, mention.start - 24) : mention.start].split()
            behind = mention.start > cue_end and not _BREAK.search(text, cue_end, mention.start)
            near = before[-3:] if mention.kind != "place" else [word for word in before[-2:] if word != "the"][-1:]
            if (behind and "by" in near and not self._is_aside(before)) or (
                "from" in before[-2:] and match is not None and match.frame == "times"
            ):
                found.add(names.side(mention.name))
            elif (
                strikes
                and not self._is_answered(view, slot, mention)
                and mention.kind != "place"
                and _STRIKES.match(text, mention.end)
                and not figure.span.touches(Span(mention.start, mention.end))
                and not (figure.counted_span and figure.counted_span.holds(Span(mention.start, mention.end)))
            ):
                found.add(names.side(mention.name))
                while i > 0 and text[actors[i - 1].end : mention.start] in _JOINS:
                    i -= 1
                    mention = actors[i]
                    found.add(names.side(mention.name))
        return found

    def _is_aside(self, before: list[str]) -> bool:
        """ "An exchange brokered by", "a count verified by", "a ship owned by": who stands behind acted otherwise."""
        aside = self._lexicon.bystanding_verbs
        return any(word in aside and before[at + 1 : at + 2] == ["by"] for at, word in enumerate(before))

    def _is_answered(self, view: View, slot: Slot, mention: Mention) -> bool:
        """ "The US struck sites in response to the attack that killed three": the US killed none of these."""
        at = view.word_at(mention.end)
        return at < slot.first and not self._lexicon.replies.isdisjoint(view.lowers[at : slot.first])

    def _verb(self, view: View, slot: Slot, match: Match | None) -> int | None:
        """The active verb whose object the figure is."""
        lowers = view.lowers
        if match is not None and match.frame in ("active", "times"):
            if match.cue is None or match.cue >= slot.first:
                return None
            verb = match.cue
            if "under" in lowers[max(0, verb - 2) : verb + 3]:
                return None
        elif match is not None and match.frame == "done_to" and match.cue is not None and match.cue > slot.last:
            # "hold the sailors that they seized": the subject of the sentence did it.
            return match.cue if lowers[match.cue - 1] in _PRONOUNS else None
        elif match is None or match.frame == "counts":
            verb = slot.first - 1
            while (
                verb >= 0
                and not view.gaps[verb + 1]
                and (lowers[verb] in self._lexicon.determiners or lowers[verb] in self._particles)
            ):
                verb -= 1
            word = lowers[verb] if verb >= 0 else ""
            if view.gaps[verb + 1] or word in self._no_acts:
                return None
            if word not in self._lexicon.verbs and not word.endswith("ed"):
                return None
        else:
            return None
        start = self._subjects.verb_start(view, verb)
        return None if not _BEING.isdisjoint(lowers[start:verb]) else verb

    def _subject(self, view: View, verb: int) -> Subject | None:
        subjects = self._subjects
        start = subjects.verb_start(view, verb)
        if start and view.lowers[start - 1] in _PRONOUNS:
            return subjects.opening(view, start - 1, joined=True)
        if start > 1 and view.lowers[start - 1] in _RELATIVES:
            return subjects.ending(view, start - 1)
        before = subjects.before(view, verb, joined=True)
        if before is not None:
            return before
        _, head = subjects.aside(view, verb) if not view.lowers[verb].endswith("ing") else (None, None)
        return head or subjects.opening(view, verb, joined=True)

    def _of(self, view: View, slot: Slot, subject: Subject, actors: list[Mention]) -> frozenset[str]:
        """Who a subject is: the sides that it names, else its group of persons."""
        first, core, _ = subject
        head = view.lowers[core - 1]
        if slot.first <= first < slot.noun_end or head in self._lexicon.happenings:
            return _NONE
        if view.lowers[first] in _THEIRS:
            owners = [m for m in actors if m.kind == "party" and m.end <= view.starts[first]]
            return frozenset((self._names.side(owners[-1].name),)) if owners else _NONE
        singular = self._lexicon.singular(head)
        groups = self._names.groups(singular) & _ACTING
        start, end = view.starts[first], view.ends[core - 1]
        if self._names.military.search(view.low, start, end):
            groups |= {"military"}
        behind = first > 0 and view.lowers[first - 1] in self._lexicon.prepositions  # "Jordan's border with Syria that"
        sides = set()
        for mention in actors:
            if not start <= mention.start < end:
                continue
            if mention.kind != "place" or (not behind and (mention.end >= end - 2 or _owns(view.text, mention))):
                sides.add(self._names.side(mention.name))
        return frozenset(sides) or groups

    def _group_behind_by(self, view: View, slot: Slot, match: Match | None) -> frozenset[str]:
        """ "were killed by gunmen", "shot dead by two police officers"."""
        if match is None or match.cue is None or "by" not in view.present:
            return _NONE
        lowers, gaps = view.lowers, view.gaps
        for i in range(match.cue + 1, min(len(lowers) - 1, match.cue + _BY_REACH)):
            if gaps[i]:
                return _NONE
            if lowers[i] == "by":
                found: set[str] = set()
                for j in range(i + 1, min(len(lowers), i + 6)):
                    if gaps[j] or (j > i + 1 and lowers[j] in self._lexicon.prepositions):
                        break
                    found |= self._names.groups(self._lexicon.singular(lowers[j])) & _ACTING
                return frozenset(found)
        return _NONE


def _owns(text: str, mention: Mention) -> bool:
    """ "Israel's army" acts for Israel, as Israel itself does; a "Lima fire" is no act of Peru."""
    return text[mention.end : mention.end + 2] in _OWNS or text[mention.end - 2 : mention.end] in _OWNS
