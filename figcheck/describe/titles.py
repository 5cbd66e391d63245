"""What a title leaves out and the text below tells: that "Sudan war toll reaches 7,159" is a total since a day, and
that "Six die in warehouse fire" is of Wednesday.

A title has no room for days, nor often for the word "total".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from figcheck.describe.drafts import Draft

_POINT: Final = "point"
_POINTS: Final = "percentage point"


def complete_titles(drafts: Sequence[Draft], opening: int) -> None:
    """Let figures of the title that state no time be totals, or of the day, like the first figure below of their
    measure, where that has their number.

    ``opening`` is where the first paragraphs end.
    """
    for draft in drafts:
        if not draft.figure.in_title:
            break
        if draft.figure.counted == _POINT and draft.figure.unit == "count":
            _as_points(draft, drafts)
        if draft.kind != "incident" or draft.mode != "stated" or draft.scope.when or draft.figure.reading.point is None:
            continue
        below = next(filter(lambda other: _may_tell(other, draft, opening), drafts), None)
        if below is None or below.figure.reading.point != draft.figure.reading.point:
            continue
        if below.kind != "running_total":
            if below.scope.when:
                draft.kind = below.kind
                draft.scope = replace(draft.scope, when=below.scope.when)
                draft.inherited |= {"when"}
                draft.told("day of the figure below that the title repeats")
            continue
        draft.kind = below.kind
        draft.start_date = below.start_date
        draft.as_of = below.as_of
        draft.told(f"title of a total: {' '.join(below.figure.surface.split())} below")


def _as_points(draft: Draft, drafts: Sequence[Draft]) -> None:
    """ "Leads by 12 points", where the text below tells of percentage points."""
    below = next((it for it in drafts if not it.figure.in_title and it.figure.unit == _POINTS), None)
    if below is not None:
        told = below.figure
        draft.figure = draft.figure._replace(unit=_POINTS, form=told.form, counted=told.counted)
        draft.kind = below.kind
        draft.told("percentage points, as in the text below")


def _may_tell(other: Draft, draft: Draft, opening: int) -> bool:
    """True for a stated figure of the opening of one measure and unit with a figure of the title."""
    return (
        not other.figure.in_title
        and other.figure.span.start < opening
        and other.mode == "stated"
        and other.measure == draft.measure
        and other.figure.unit == draft.figure.unit
    )
