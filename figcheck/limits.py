"""How much is read unless the user says otherwise, and how amounts of it are written."""

from __future__ import annotations

import re
from typing import Final, Literal

from figcheck.expressions import expression

Updates = Literal["accompany", "supersede"]
UPDATES: Final[tuple[str, ...]] = ("accompany", "supersede")

ENGINES: Final[tuple[str, ...]] = ("serial", "processes", "dask")
MOST_JOBS: Final = 1024

MAX_BYTES: Final = 64_000_000
MAX_ARTICLES: Final = 1_000_000
MAX_RATIO: Final = 200
MAX_SECONDS: Final = 60.0

_SIZE: Final = expression(r"(\d{1,15}(?:\.\d{1,6})?)\s*([kmgt]?i?b?)", re.IGNORECASE)
_UNITS: Final = {"": 1, "k": 10**3, "m": 10**6, "g": 10**9, "t": 10**12}
_BINARY: Final = {"k": 1 << 10, "m": 1 << 20, "g": 1 << 30, "t": 1 << 40}


def read_size(text: str) -> int | None:
    """The bytes that a size means: "64MB", "1.5 GB", "500k"; units are those of 1,000, with an i of 1,024, as IEC
    80000-13 has it ("64MiB"). None when it is no size or less than a byte."""
    found = _SIZE.fullmatch(text.strip())
    if found is None:
        return None
    unit = found[2].lower().removesuffix("b")
    factor = _BINARY.get(unit[:1]) if unit.endswith("i") else _UNITS.get(unit)
    return (int(float(found[1]) * factor) or None) if factor is not None else None


def size_text(size: int) -> str:
    """A size as people write it, exactly: "64MB", "1,500 bytes"."""
    for unit in ("t", "g", "m", "k"):
        if size % _UNITS[unit] == 0:
            return f"{size // _UNITS[unit]:,}{unit.upper()}B"
    return f"{size:,} bytes"
