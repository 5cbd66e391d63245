"""Fills the message of a rule with what two claims say."""

from __future__ import annotations

from figcheck.check.desk import RuleSpec, as_of, show_number
from figcheck.model import Claim
from figcheck.rulemodels import fill_message


def message(template: str, rule: RuleSpec, a: Claim, b: Claim | None = None) -> str:
    """The template with its fields ({a.surface}, {b.outlet}, {gap} …) filled in; what is not known becomes "?"."""
    values = {"rule": rule.id, "measure": a.measure.replace("_", " ")}
    for side, claim in (("a", a), ("b", b)):
        if claim is not None:
            values |= {f"{side}.{name}": value for name, value in _fields(claim).items()}
    first = a.figure.reading.point
    second = b.figure.reading.point if b is not None else None
    if first is not None and second is not None:
        values["gap"] = show_number(abs(first - second))
    return fill_message(template, values)


def _fields(claim: Claim) -> dict[str, str]:
    header, point, day = claim.header, claim.figure.reading.point, as_of(claim)
    return {
        "surface": " ".join(claim.figure.surface.split()),
        "value": show_number(point) if point is not None else "",
        "outlet": header.outlet or header.id,
        "as_of": day.isoformat() if day else "",
        "published": header.published.isoformat() if header.published else "",
        "title": header.title or "",
        "measure": claim.measure.replace("_", " "),
        "counted": claim.figure.counted or claim.measure.replace("_", " "),
        "path": header.path,
        "line": str(claim.place.line or ""),
    }
