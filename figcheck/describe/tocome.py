"""What words tell of a figure is still to come, and what but seems so: "is to cut 900 jobs", "must be moved", "said it
would strike", but "the plan is 24 percent funded"."""

from __future__ import annotations

from itertools import pairwise
from typing import Final

from figcheck.describe.view import Slot, View

_TO_REACH: Final = 5  # words from "to" to what is still to come
_SPEAKERS: Final = frozenset("it they he she we".split())
_SAID: Final = frozenset("said announced confirmed".split())
_NEEDING: Final = frozenset(("need", "needs", "needed", "require", "required"))
_REMOVALS: Final = frozenset(("evacuation", "relocation", "resettlement"))
_STILL_TO: Final = frozenset(("is", "are", "need", "needs", "have", "has"))  # "had to be moved": they were
_BEING_TO: Final = frozenset(("is", "are"))  # before "to", of what will be
_SAID_REACH: Final = 8  # words from "said" to the "it would" of what was said
_PLANS: Final = frozenset(("plan", "plans"))
_PLAN_REACH: Final = 8  # words of "the plan for Chad was only"
_FUNDED: Final = (["funded"], ["covered"], ["financed"], ["met"])
_IS_SO_FAR: Final = (["is"], ["was"], ["only"], ["just"], ["been"], ["now"], ["still"])


def is_to(view: View, left: int) -> bool:
    """ "The firm is to cut 900 jobs", with no mark between."""
    lowers = view.lowers
    for k in range(left - 2, max(0, left - _TO_REACH), -1):
        if view.gaps[k + 1]:
            return False
        if lowers[k] == "to":
            return lowers[k - 1] in _BEING_TO and not view.gaps[k]
    return False


def is_to_be(view: View, slot: Slot, cue: int) -> bool:
    """ "9,000 villagers are to be moved", "must be moved", "need to be moved", "need evacuation": what is told behind
    them is still to come."""
    lowers = view.lowers
    if slot.noun_end <= cue and any(a in _NEEDING and b in _REMOVALS for a, b in pairwise(lowers[cue - 1 : cue + 2])):
        return True
    return any(
        [
            lowers[k] == "be" and ((lowers[k - 1] == "to" and lowers[k - 2] in _STILL_TO) or lowers[k - 1] == "must")
            for k in range(slot.noun_end + 1, min(len(lowers), cue + 2))
        ]
    )


def is_announced(view: View, left: int) -> bool:
    """ "The company said it would cut 900 jobs", "the union said nurses would strike for nine days": what they will do,
    in reported speech."""
    lowers = view.lowers
    would = next((k for k in range(left - 1, 1, -1) if lowers[k] == "would"), 0)
    if not would or lowers[would + 1] == "have":
        return False
    said = next((k for k in range(would - 1, max(0, would - _SAID_REACH) - 1, -1) if lowers[k] in _SAID), -1)
    if said < 0:
        return False
    return lowers[would - 1] in _SPEAKERS or not view.parted(said + 1, would)


def is_funded_plan(view: View, slot: Slot) -> bool:
    """ "The plan is 24 percent funded": a plan that is there."""
    lowers, first = view.lowers, slot.first
    if lowers[slot.last : slot.last + 1] not in _FUNDED or lowers[first - 1 : first] not in _IS_SO_FAR:
        return False
    return not _PLANS.isdisjoint(lowers[max(0, first - _PLAN_REACH) : first])
