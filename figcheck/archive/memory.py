"""What a store was told before, by what it was worked out from.

Articles are named by their numbers, which a store gives once: a changed article has another. So what a few numbers and
the links between them were once found to be is so again, unless the rules or our own code are others, with which all is
forgotten.
"""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import islice
from typing import Any, Final, TypeVar

from figcheck.ledger.store import Store

Item = TypeVar("Item")

_SIZE: Final = 16  # bytes of a digest
_MARSHAL: Final = 2  # the version that looks at values only, not at how many hold them
_ASKED: Final = 10_000  # items that are looked for at once


class Memory:
    """What is remembered in a store from one run to the next."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def known(self, keys: Sequence[bytes]) -> dict[bytes, Any]:
        """What is remembered under some keys, which is kept on."""
        found = self._store.remembered(keys)
        return {key: marshal.loads(value) for key, value in found.items()}

    def keep(self, rows: Iterable[tuple[bytes, Any]]) -> None:
        """Remember values, of such types as marshal knows, under keys."""
        with self._store.writing():
            self._store.remember((key, marshal.dumps(value, _MARSHAL)) for key, value in rows)


def digest(*parts: Any) -> bytes:
    """A digest of plain values."""
    return hashlib.blake2b(marshal.dumps(parts, _MARSHAL), digest_size=_SIZE).digest()


def remembered(
    memory: Memory | None,
    items: Sequence[Item],
    key: Callable[[Item], bytes],
    make: Callable[[list[Item]], Iterable[Any]],
) -> Iterator[Any]:
    """What is known of items, in their order; ``make`` gives it for those of which it is not remembered, in order."""
    if memory is None:
        yield from make(list(items))
        return
    waiting = iter(items)
    while some := list(islice(waiting, _ASKED)):
        keys = list(map(key, some))
        known = memory.known(keys)
        missing = [(at, item) for at, item in zip(keys, some, strict=True) if at not in known]
        made = dict(zip([at for at, _ in missing], make([item for _, item in missing]), strict=True))
        memory.keep(made.items())
        for at in keys:
            yield known[at] if at in known else made[at]
