"""Converts a value from one unit to another with pint, an authority that figcheck has no part in.

Units are named as figcheck and quantulum3 name them ("square kilometre", "kilometre/hour", "USD"). A figure without
a unit carries None, "count" or "fraction"; all three are plain numbers here.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import pint

PLAIN = (None, "count", "fraction", "dimensionless")

# Names that pint has no reading for, or another one (its "quarter" is a weight).
_SPELLED = {
    "percentage": "percent",
    "pound-mass": "pound",
    "british thermal unit": "Btu",
    "minute of arc": "arcminute",
    "second of arc": "arcsecond",
    "degree angle": "arc_degree",
    "degree celsius": "degC",
    "degree fahrenheit": "degF",
    "quarter hour": "quarter_hour",
    "quarter": "quarter_year",
}
_DEFINED = ("arc_degree = degree", "quarter_hour = 15 minute", "quarter_year = 3 month")
_HUNDREDTHS = ("cent", "penny", "pence", "sen", "kopiyka", "paisa")  # of whatever currency stands beside them
_CURRENCY = re.compile(r"[A-Z]{3}")


def converted(value: float, unit: str | None, to: str | None) -> list[float]:
    """What ``value`` of ``unit`` is in the unit ``to``; empty where the two measure different things.

    Two answers where a calendar year may be meant: of 365.25 days with twelve equal months, or of 365 days with
    months of 30, as phrases with "a month and a half" are counted.
    """
    if unit == to or (unit in PLAIN and to in PLAIN):
        return [value]
    money = _money(value, unit, to)
    if money is not None:
        return [money]
    results: list[float] = []
    for registry in _registries():
        try:
            quantity = registry.Quantity(value, _parsed(registry, unit))
            result = float(quantity.to(_parsed(registry, to)).magnitude)
        except (pint.errors.PintError, ValueError, TypeError, AttributeError, AssertionError):
            continue  # pint has several ways to say that it does not know a name or that dimensions differ
        if result not in results:
            results.append(result)
    return results


def _money(value: float, unit: str | None, to: str | None) -> float | None:
    if unit in _HUNDREDTHS and to is not None and _CURRENCY.fullmatch(to):
        return value / 100
    if to in _HUNDREDTHS and unit is not None and _CURRENCY.fullmatch(unit):
        return value * 100
    return value if unit in _HUNDREDTHS and to in _HUNDREDTHS else None


@lru_cache(maxsize=1)
def _registries() -> tuple[Any, ...]:
    """Pint's own registry and one with calendar years; typed loosely, as pint's registries are generic."""
    astronomical: Any = pint.UnitRegistry()
    calendar: Any = pint.UnitRegistry(on_redefinition="ignore")
    calendar.define("year = 365 * day = a = yr = julian_year")
    calendar.define("month = 30 * day")
    for registry in (astronomical, calendar):
        for line in _DEFINED:
            registry.define(line)
    return astronomical, calendar


@lru_cache(maxsize=2048)
def _parsed(registry: Any, name: str | None) -> Any:
    if name is None or name in PLAIN:
        return registry.dimensionless
    name = re.sub(r"^inverse ", "1/", name)
    whole = _SPELLED.get(name.lower())
    if whole is not None:
        return registry.parse_units(whole)
    parts = re.split(r"\s*/\s*|\s+per\s+", name)
    spelled = [_SPELLED.get(part.lower(), part) for part in parts]
    if spelled[0] in ("", "1"):
        return 1 / registry.parse_units(spelled[1])
    result = registry.parse_units(spelled[0])
    for part in spelled[1:]:
        result = result / registry.parse_units(part)
    return result
