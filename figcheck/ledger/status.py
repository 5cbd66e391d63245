"""What a ledger holds, in counts."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import NamedTuple

from figcheck.ledger.store import Store
from figcheck.ledger.tables import LINKED, PARKED
from figcheck.ledger.versions import VERSION
from figcheck.report.summary import plural


class Status(NamedTuple):
    """``linked`` of the ``articles`` have their place among the others; ``parked`` were not in the last check.
    ``first`` and ``last`` are days of publication, ``size`` is in bytes, ``layout`` the version of the file."""

    articles: int
    linked: int
    parked: int
    figures: int
    heaps: int
    first: dt.date | None
    last: dt.date | None
    size: int
    layout: int


def status_of(path: Path) -> Status:
    """What the ledger of a file holds. Raises Refused for a file that is none, or is not there."""
    with Store(path, is_new=False, keeps=False) as store:
        return Status(
            store.count(LINKED) + store.count(PARKED),
            len(store.places()),
            store.count(PARKED),
            sum(tally.figures for tally in store.tallies(store.numbers()).values()),
            store.heap_count(),
            *store.days(),
            path.stat().st_size,
            VERSION,
        )


def status_text(status: Status, name: str) -> str:
    """What a ledger holds, in words."""
    articles, figures = plural(status.articles, "article"), plural(status.figures, "figure")
    lines = [f"{name}: {articles} with {figures}, {_size(status.size)}"]
    if status.first is not None and status.last is not None:
        lines.append(f"published from {status.first.isoformat()} to {status.last.isoformat()}")
    lines.append(
        f"{status.linked:,} linked, in {plural(status.heaps, 'heap')} of articles that have something in common"
    )
    if status.parked:
        lines.append(f"{status.parked:,} parked: the last check with this ledger did not have them")
    waiting = status.articles - status.parked - status.linked
    if waiting > 0:
        lines.append(f"{waiting:,} not linked: duplicates, or still to be linked by the next command that uses it")
    return "\n".join(lines) + "\n"


def _size(size: int) -> str:
    return f"{size / 1_000_000:,.1f} MB" if size >= 1_000_000 else f"{size:,} bytes"
