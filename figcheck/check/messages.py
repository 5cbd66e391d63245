"""Fills the message of a rule with what two claims say."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from figcheck.check.desk import RuleSpec, as_of, show_number
from figcheck.model import Claim
from figcheck.rulemodels import fill_message


def message(template: str, rule: RuleSpec, a: Claim, b: Claim | None = None) -> str:
    """The template with its fields ({a.surface}, {b.outlet}, {gap} …) filled in; what is not known becomes "?"."""
    values = {"rule": rule.id, "measure": a.measure.replace("_", " ")}
    for side, claim in (("a", a), ("b", b)):
        if claim is not None:
            # Few of the fields stand in one template, and numbers take a while to be written.
            for name, said in _FIELDS.items():
                field = f"{side}.{name}"
                if field in template:
                    values[field] = said(claim)
    first = a.figure.reading.point
    second = b.figure.reading.point if b is not None else None
    if first is not None and second is not None and "{gap}" in template:
        values["gap"] = show_number(abs(first - second))
    return fill_message(template, values)


def _value(claim: Claim) -> str:
    point = claim.figure.reading.point
    return show_number(point) if point is not None else ""


def _as_of(claim: Claim) -> str:
    day = as_of(claim)
    return day.isoformat() if day else ""


_FIELDS: Final[dict[str, Callable[[Claim], str]]] = {
    "surface": lambda claim: " ".join(claim.figure.surface.split()),
    "value": _value,
    "outlet": lambda claim: claim.header.outlet or claim.header.id,
    "as_of": _as_of,
    "published": lambda claim: claim.header.published.isoformat() if claim.header.published else "",
    "title": lambda claim: claim.header.title or "",
    "measure": lambda claim: claim.measure.replace("_", " "),
    "counted": lambda claim: claim.figure.counted or claim.measure.replace("_", " "),
    "path": lambda claim: claim.header.path,
    "line": lambda claim: str(claim.place.line or ""),
}
