"""What findings are filtered by: severity, rule, measure and outlet, each with how many findings it has."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from typing import Final, NamedTuple

from figcheck.findings import SEVERITIES
from figcheck.report.html.findings import Card


class Choice(NamedTuple):
    """One value to filter by, with the number that the cards name it by."""

    number: int
    name: str
    findings: int


class Facet(NamedTuple):
    """One thing to filter by; ``name`` is what the address of the page calls it."""

    name: str
    title: str
    choices: tuple[Choice, ...]

    def numbers(self, names: Iterable[str]) -> str:
        """The numbers of some values, as a card holds them."""
        known = {choice.name: choice.number for choice in self.choices}
        return " ".join(str(known[name]) for name in names if name in known)


_VALUES: Final[tuple[tuple[str, str, Callable[[Card], Sequence[str]]], ...]] = (
    ("severity", "Severity", lambda card: (card.severity,)),
    ("rule", "Rule", lambda card: (card.rule,)),
    ("measure", "Measure", lambda card: card.measures),
    ("outlet", "Outlet", lambda card: card.outlets),
)


def facets(cards: Iterable[Card]) -> dict[str, Facet]:
    """The facets under their names, the choice with most findings first; severities by their rank."""
    counts: dict[str, Counter[str]] = {name: Counter() for name, _, _ in _VALUES}
    for card in cards:
        for name, _, values in _VALUES:
            counts[name].update(values(card))
    made = {}
    for name, title, _ in _VALUES:
        told = counts[name]
        if name == "severity":
            ranked: list[str] = [severity for severity in reversed(SEVERITIES) if severity in told]
        else:
            ranked = sorted(told, key=lambda value: (-told[value], value))
        made[name] = Facet(name, title, tuple(Choice(at, value, told[value]) for at, value in enumerate(ranked)))
    return made
