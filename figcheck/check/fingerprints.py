"""By what a finding is known from run to run: its rule, its articles, and what its own sentences print.

Nothing that other sentences decide is in it: no place and no order, no measure and no scope (which may come from the
lead), no cause, no date. So a finding is the same when its sentence has moved or another was edited, and another when a
figure of it has changed. Two slips that print the same are told apart by their sentences.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from figcheck.findings import Finding
from figcheck.model import Claim, Figure, Passage

_LENGTH = 16  # hexadecimal digits


def fingerprint(rule: str, claims: Iterable[Claim], places: Iterable[Passage], called: Mapping[str, str]) -> str:
    """The fingerprint of a finding of a rule about some figures and passages, in whatever order they come.

    Articles go by what they are called whichever folder is named; ``called`` has that of passages' articles by id.
    """
    figures = sorted((claim.header.lasting_id, *_printed(claim.figure)) for claim in claims)
    passages = sorted(
        (called.get(passage.article, passage.article), _spaced(passage.surface), passage.note) for passage in places
    )
    return _digest([rule, *(part for row in (*figures, *passages) for part in row)])


def fingerprint_of_dates(rule: str, article: str, printed: Iterable[str], names: Iterable[str]) -> str:
    """The fingerprint of a finding about dates: what is printed of them, and whose they are."""
    return _digest([rule, article, *sorted(map(_spaced, printed)), *sorted(name for name in names if name)])


def told_apart(findings: Iterable[Finding], claims: Mapping[str, Claim]) -> list[Finding]:
    """Findings of which no two have one fingerprint, for findings in the order of the text.

    Of those that are one slip, told again, the first is kept: same rule, articles, measures, scopes and values. Others
    that print the same get a fingerprint with the words of their sentences in it; where these are alike too, with
    their number.
    """
    slips: set[tuple[object, ...]] = set()
    taken: set[str] = set()
    kept: list[Finding] = []
    for finding in findings:
        slip = (finding.fingerprint, finding.cause, *_meanings(finding, claims))
        if slip in slips:
            continue
        slips.add(slip)
        known = next(free for free in _fingerprints(finding, claims) if free not in taken)
        taken.add(known)
        kept.append(finding if known == finding.fingerprint else replace(finding, fingerprint=known))
    return kept


def _fingerprints(finding: Finding, claims: Mapping[str, Claim]) -> Iterator[str]:
    """What a finding may be known by: the first that no other finding has is its own."""
    yield finding.fingerprint
    quotes = {_spaced(claims[claim].quote) for claim in finding.figures}
    quotes |= {_spaced(passage.quote) for passage in finding.places}
    salted = [finding.fingerprint, *sorted(quotes)]
    yield _digest(salted)
    number = 1
    while True:
        number += 1
        yield _digest([*salted, str(number)])


def _meanings(finding: Finding, claims: Mapping[str, Claim]) -> list[tuple[object, ...]]:
    """What the figures of a finding measure, of whom and where: where these differ, it is another slip."""
    found = [claims[claim] for claim in finding.figures]
    meanings: list[tuple[object, ...]] = [
        (claim.header.id, claim.measure, *(",".join(sorted(it or ())) for it in (claim.scope.who, claim.scope.where)))
        for claim in found
    ]
    return sorted(meanings, key=str)


def _printed(figure: Figure) -> tuple[str, str, str, str]:
    """A figure as printed: its number, hedge, unit, and what it counts. How wide a hedge is read is not part of it."""
    reading = figure.reading
    if reading.point is not None:
        number = str(reading.point.normalize())
    elif figure.hedge == "range":
        number = f"{reading.low.normalize()}-{reading.high.normalize()}"
    else:
        number = _spaced(figure.surface).casefold()
    return number, figure.hedge, figure.unit, figure.counted or ""


def _spaced(text: str) -> str:
    return " ".join(text.split())


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]
