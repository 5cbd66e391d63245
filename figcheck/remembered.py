"""Findings as they are remembered beyond a run: which of then is which of now.

The same fingerprint is the same finding. The same rule, articles and subject with other values is the same thing, which
has changed: 160 v 200 then, 160 v 240 now.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import NamedTuple

from figcheck.articles import Header
from figcheck.findings import Finding
from figcheck.model import Claim

_MOST_HELD = 2500  # pairs of findings of one rule and the same articles that are held against each other


class Remembered(NamedTuple):
    """What is kept of a finding. ``articles`` are named by what they are called whichever folder is named (sorted),
    ``files`` are where these lie, ``values`` what is printed, in the finding's order."""

    fingerprint: str
    rule: str
    about: str
    values: tuple[str, ...]
    articles: tuple[str, ...]
    files: tuple[str, ...] = ()


def remembered(
    finding: Finding,
    claims: Mapping[str, Claim],
    headers: Mapping[str, Header],
    printed: Callable[[Claim], str],
) -> Remembered:
    """A finding as it is kept; ``claims`` and ``headers`` are by their ids, ``printed`` says how a figure is shown."""
    figures = [claims[claim] for claim in finding.figures]
    found = {claim.header.id: claim.header for claim in figures}
    for passage in finding.places:
        found.setdefault(passage.article, headers.get(passage.article) or Header(passage.article, passage.article))
    places = sorted((header.lasting_id, header.home or header.path) for header in found.values())
    values = [printed(claim) for claim in figures] or [passage.surface for passage in finding.places]
    return Remembered(
        finding.fingerprint,
        finding.rule,
        finding.subject,
        tuple(values),
        tuple(article for article, _ in places),
        tuple(file for _, file in places),
    )


def changed(old: Sequence[Remembered], new: Sequence[Remembered]) -> dict[int, int]:
    """Which of the old are which of the new, by their numbers: the same rule and articles, with other values.

    None of the old may have the fingerprint of one of the new. They are about the same subject; where it is not the
    same, or not known, they have a value in common. Of several, those with the most values in common, then the first;
    each is taken once.
    """
    found: dict[int, int] = {}
    taken: set[int] = set()
    for with_subject in (True, False):
        waiting: dict[tuple[object, ...], list[int]] = {}
        for number, row in enumerate(new):
            if number not in taken:
                waiting.setdefault(_key(row, with_subject), []).append(number)
        asking: dict[tuple[object, ...], list[int]] = {}
        for number, row in enumerate(old):
            if number not in found and _key(row, with_subject) in waiting:
                asking.setdefault(_key(row, with_subject), []).append(number)
        for key, numbers in asking.items():
            for one, other in _nearest(numbers, waiting[key], old, new, 0 if with_subject else 1):
                found[one] = other
                taken.add(other)
    return found


def _key(row: Remembered, with_subject: bool) -> tuple[object, ...]:
    return (row.rule, row.articles, row.about if with_subject else None)


def _nearest(
    numbers: Sequence[int], others: Sequence[int], old: Sequence[Remembered], new: Sequence[Remembered], least: int
) -> Iterable[tuple[int, int]]:
    """Pairs with at least so many values in common, the most first."""
    if len(numbers) * len(others) > _MOST_HELD:
        yield from zip(numbers, others, strict=False) if not least else ()
        return
    shared = sorted(
        (-len(set(old[one].values) & set(new[other].values)), one, other) for one in numbers for other in others
    )
    gone: set[int] = set()
    came: set[int] = set()
    for common, one, other in shared:
        if -common >= least and one not in gone and other not in came:
            gone.add(one)
            came.add(other)
            yield one, other
