"""What weighs claims of one run: their rows, and the articles that tell of events."""

from __future__ import annotations

from collections.abc import Mapping

from figcheck.link.evidence import Evidence, score, weigh
from figcheck.link.rows import Row
from figcheck.link.told import Told
from figcheck.model import Claim


class Scales:
    """Weighs claims by their rows, which are found by claim id and know the events of their articles; ``told`` are the
    articles that tell of one."""

    def __init__(self, rows: Mapping[str, Row], told: Mapping[str, Told]) -> None:
        self._rows = rows
        self.told = told

    def weigh(self, a: Claim, b: Claim, company: bool = False) -> Evidence:
        """The evidence for two claims being about one thing. Symmetric. Of figures in tables there is none."""
        one, other = self._rows.get(a.id), self._rows.get(b.id)
        return weigh(one, other, self.told, company) if one is not None and other is not None else Evidence(0.0, "")

    def score(self, a: Claim, b: Claim) -> float:
        """The same as a number, CONTRADICTED where a slot forbids it."""
        one, other = self._rows.get(a.id), self._rows.get(b.id)
        return score(one, other, self.told) if one is not None and other is not None else 0.0

    def is_compared(self, claim: Claim) -> bool:
        """Whether a claim may be linked with others: it is stated, or a plan that reports of its day are held to."""
        row = self._rows.get(claim.id)
        return claim.mode == "stated" if row is None else row.is_linked

    def event(self, claim: Claim) -> str:
        """The event that a toll belongs to, by its article; "" for other measures."""
        row = self._rows.get(claim.id)
        return row.event if row is not None and row.is_toll else ""
