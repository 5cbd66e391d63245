"""The one door to quantulum3: which words after a number are a unit, its canonical name, dimension and size.

The shipped tables are made from quantulum3's database and pint's definitions by ``python -m figcheck.units``; when
figcheck runs, neither is imported.
"""

from __future__ import annotations

from figcheck.units.reading import Unit, Units, units_of
from figcheck.units.scales import convert, convert_range, convertible, dimension, has_zero_of_its_own, scale, thing

__all__ = [
    "Unit",
    "Units",
    "convert",
    "convert_range",
    "convertible",
    "dimension",
    "has_zero_of_its_own",
    "scale",
    "thing",
    "units_of",
]
