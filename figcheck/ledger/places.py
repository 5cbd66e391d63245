"""Where the articles of a store are linked, for who asks for few of them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from figcheck.ledger.store import Store
from figcheck.ledger.tables import Placed


class Places(Mapping[int, Placed]):
    """Article number → where it is linked, looked up when it is asked for."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._known: dict[int, Placed | None] = {}

    def __getitem__(self, no: int) -> Placed:
        if no not in self._known:
            self._known[no] = self._store.places([no]).get(no)
        placed = self._known[no]
        if placed is None:
            raise KeyError(no)
        return placed

    def __iter__(self) -> Iterator[int]:
        return iter(self._store.places())

    def __len__(self) -> int:
        return len(self._store.places())
