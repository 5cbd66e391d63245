"""Why two claims were linked, slot by slot: what each tells, and what the scales said of it.

Made for findings only. Every slot is told, also those that say nothing, so that a reader sees what was not known.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Final, NamedTuple

from figcheck.findings import SlotEvidence
from figcheck.link.evidence import Evidence, Reason
from figcheck.link.scales import Scales
from figcheck.link.stories import likeness
from figcheck.model import Claim

_SHOWN: Final = 4  # names of a slot that are told
_AGAINST: Final = "they contradict each other here"
# Where a reason or a contradiction is told whose slot is not one of those below.
_TOLD_UNDER: Final = {
    "start": "when",
    "question": "words",
    "names": "about",
    "anchor": "where",
    "hedge": "number",
    "title": "article",
    "sentence": "article",
}
_NONE: Final[list[Reason]] = []
Told = str | frozenset[str]  # what one claim tells in a slot


class Bridge(NamedTuple):
    """A third claim of the group that is near to both, and how near to the farther of them."""

    claim: Claim
    score: float


def slot_evidence(a: Claim, b: Claim, scales: Scales, evidence: Evidence | None = None) -> tuple[SlotEvidence, ...]:
    """What each slot says of two claims, weighed as when they were linked; ``evidence`` is what the scales said."""
    if evidence is None:
        evidence = scales.weigh(a, b)
    against = _TOLD_UNDER.get(evidence.contradiction, evidence.contradiction)
    by_slot: dict[str, list[Reason]] = {}
    for reason in dict.fromkeys(evidence.reasons):
        by_slot.setdefault(_TOLD_UNDER.get(reason.slot, reason.slot), []).append(reason)
    rows: list[SlotEvidence] = []
    for slot, show in _SLOTS.items():
        one, other = show(a), show(b)
        reasons = by_slot.get(slot, _NONE)
        said = [reason.words for reason in reasons if reason.words]
        if slot == against:
            said.append(_AGAINST)
        elif slot == "event":
            if not reasons and (not scales.event(a) or not scales.event(b) or a.header.id == b.header.id):
                continue  # asked of the tolls of two articles only
            said += _of_event(a, b, scales) if reasons else ("their articles are not taken for one event",)
        elif slot in _SELDOM and not (one or other or reasons):
            continue
        # Never -0.0, which is equal to 0.0 and looks different.
        weight = round(sum([reason.weight for reason in reasons], 0.0), 2) + 0.0 if reasons else 0.0
        plain = _plain(one, other)
        if plain == "not the same" and not reasons:
            plain = "not the same; weighs nothing"
        rows.append(SlotEvidence(slot, *_told(one, other), weight, "; ".join(said) or plain))
    # What has no row of its own.
    for slot, reasons in by_slot.items():
        if slot not in _SLOTS:
            rows += [SlotEvidence(reason.slot, "", "", round(reason.weight, 2), reason.words) for reason in reasons]
    if against and against not in _SLOTS:
        rows.append(SlotEvidence(against, words=_AGAINST))
    return tuple(rows)


def slot_values(a: Claim, b: Claim) -> tuple[SlotEvidence, ...]:
    """What each slot tells of two claims that were not weighed against each other."""
    rows = ((slot, show(a), show(b)) for slot, show in _SLOTS.items())
    return tuple(
        SlotEvidence(slot, *_told(one, other), 0.0, _part(a, b) if slot == "role" else _plain(one, other))
        for slot, one, other in rows
        if (one or other) and slot not in ("event", "topic", "words")
    )


def bridge(a: Claim, b: Claim, members: Iterable[Claim], scales: Scales, enough: float) -> Bridge | None:
    """The claim through which two came into one group that do not hold together by themselves; None without one."""
    best: Bridge | None = None
    for member in members:
        if member.id in (a.id, b.id):
            continue
        score = scales.score(a, member)
        if score < enough or (best is not None and score <= best.score):
            continue
        score = min(score, scales.score(member, b))
        if score >= enough and (best is None or score > best.score):
            best = Bridge(member, score)
    return best


def _plain(one: Told, other: Told) -> str:
    """How two claims compare in a slot."""
    if one == other:
        return "the same" if one else "neither tells"
    return "not the same" if one and other else "only one tells"


def _part(a: Claim, b: Claim) -> str:
    if b.part_of == a.id:
        return "the second is a part of the first"
    return "parts of one whole" if a.part_of is not None and a.part_of == b.part_of else "places in one list"


def _of_event(a: Claim, b: Claim, scales: Scales) -> tuple[str, ...]:
    told = scales.told
    if a.header.id not in told or b.header.id not in told:
        return ()
    return likeness(told[a.header.id], told[b.header.id]).because


def _told(one: Told, other: Told) -> tuple[str, str]:
    """Both sides as text; of names what both tell stands first, and of many only some are told."""
    shared = one & other if isinstance(one, frozenset) and isinstance(other, frozenset) else frozenset()
    return _text(one, shared), _text(other, shared)


def _text(told: Told, first: frozenset[str]) -> str:
    if isinstance(told, str):
        return told
    if not told:
        return ""
    names = [*sorted(told & first), *sorted(told - first)]
    return "; ".join([*names[:_SHOWN], *(["…"] if len(names) > _SHOWN else [])])


def _when(claim: Claim) -> str:
    told = sorted(claim.scope.when or ())
    if claim.start_date is not None:
        told.append(f"since {claim.start_date.isoformat()}")
    if claim.as_of is not None and claim.as_of != claim.header.published:
        told.append(f"as of {claim.as_of.isoformat()}")
    return "; ".join(told)


def _event(claim: Claim) -> Told:
    return claim.story.places | claim.story.names if claim.story is not None else ""


def _role(claim: Claim) -> str:
    if claim.rank is not None:
        return f"place {claim.rank}"
    return (claim.role or "") + (" (each)" if claim.each else "")


_SLOTS: Final[Mapping[str, Callable[[Claim], Told]]] = {
    "copy": lambda claim: "",
    "measure": lambda claim: claim.measure,
    "kind": lambda claim: claim.kind.replace("_", " "),
    "unit": lambda claim: claim.figure.unit,
    "counted": lambda claim: claim.figure.counted or "",
    "role": _role,
    "who": lambda claim: claim.scope.who or "",
    "by": lambda claim: claim.scope.by or "",
    "where": lambda claim: claim.scope.where or "",
    "when": _when,
    "about": lambda claim: claim.scope.about or "",
    "topic": lambda claim: frozenset(topic.rpartition("/")[2] for topic in claim.topics if "+" not in topic),
    "event": _event,
    "article": lambda claim: "",
    "published": lambda claim: claim.header.published.isoformat() if claim.header.published else "",
    "words": lambda claim: claim.words,
    "number": lambda claim: " ".join(claim.figure.surface.split()),
    "said by": lambda claim: claim.said_by or "",
}
_SELDOM: Final = frozenset(("copy", "role", "topic", "article"))  # told only where they say something
