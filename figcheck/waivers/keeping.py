"""Making a baseline, and keeping one: what joins it, and what leaves it."""

from __future__ import annotations

from typing import Literal, NamedTuple

from figcheck.findings import Run
from figcheck.waivers.accepting import remembered_of
from figcheck.waivers.baseline import Baseline, Entry, gone
from figcheck.waivers.purview import Purview

How = Literal["create", "update", "prune"]


class Kept(NamedTuple):
    """The entries of a baseline, and how many of them were added, and how many dropped."""

    entries: tuple[Entry, ...]
    added: int = 0
    dropped: int = 0


def kept(run: Run, old: Baseline | None, purview: Purview, how: How) -> Kept:
    """The entries after a run that no baseline waived anything in; ``old`` is the baseline so far.

    ``update`` and ``prune`` drop what the run would have found and has not. ``create`` and ``update`` add what is
    shown; what is ignored or accepted needs no entry, and loses one by ``update``.
    """
    before = dict(old.entries) if old is not None else {}
    entries = dict(before)
    aside = {row.finding.fingerprint for row in run.set_aside}
    if old is not None:
        found = [*run.findings, *(row.finding for row in run.set_aside)]
        for entry in gone(old, found, purview):
            del entries[entry.row.fingerprint]
    if how != "prune":
        entries = {fingerprint: entry for fingerprint, entry in entries.items() if fingerprint not in aside}
        entries |= {it.fingerprint: Entry(remembered_of(run, it), it.severity) for it in run.findings}
    return Kept(tuple(entries.values()), len(entries.keys() - before.keys()), len(before.keys() - entries.keys()))
