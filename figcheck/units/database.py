"""The shipped tables made anew: names and surfaces from quantulum3's database, sizes from pint's definitions.

Nothing here is imported when figcheck runs: quantulum3 takes seconds to load, and pint is wanted for the tables alone.
"""

from __future__ import annotations

import json
import warnings
from collections import Counter
from collections.abc import Mapping
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from figcheck.lexicon import UnitWords
from figcheck.units.scales import Size

# quantulum3's names that pint knows by another, and those that in news mean something else than in either.
_IN_PINT = {
    "acre": "43560 * foot**2",
    "ampere-hour": "ampere_hour",
    "barrel": "oil_bbl",
    "british thermal unit": "Btu_it",
    "calorie": "kilocalorie",  # of food; nobody counts the small one in an article
    "degree angle": "degree",
    "gigaton": "1e9 * ton_TNT",
    "horsepower": "hp",
    "inch of mercury": "inHg",
    "kiloton": "1000 * ton_TNT",
    "mega british thermal unit": "1e6 * Btu_it",
    "megaton": "1e6 * ton_TNT",
    "mibibyte": "mebibyte",
    "milliampere-hour": "milliampere_hour",
    "millimeter of mercury": "mmHg",
    "minute of arc": "arcminute",
    "newton metre": "newton * meter",
    "pound per square inch": "psi",
    "pound-mass": "pound",
    "quad": "1e15 * Btu_it",
    "quintal": "100 * kilogram",
    "second of arc": "arcsecond",
    "standard atmosphere": "atm",
    "watt second": "watt * second",
}
_TEMPERATURES = {
    "kelvin": "kelvin",
    "degree Celsius": "degC",
    "degree Fahrenheit": "degF",
    "degree rankine": "degR",
}
# pint divides in decimals: a quotient is taken for the simple fraction that it is, when one is this near.
_DIGITS, _WORKING = 24, 60
_SIMPLE = 10**15


def load_database() -> Any:
    """quantulum3's units (about two seconds)."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from quantulum3 import load

        return load.units()


def build_table() -> dict[str, tuple[str, str]]:
    """Surface → (name, dimension) from quantulum3's database. Currencies and bare numbers are left out.

    Where one surface names several units the shortest name wins, then the first by the alphabet, so that the table is
    the same whatever the order of quantulum3's sets.
    """
    database = load_database()
    found: dict[str, tuple[str, str]] = {}
    symbols = {symbol: units for symbol, units in database.symbols.items() if symbol not in database.surfaces}
    for surface, units in [*database.surfaces.items(), *symbols.items()]:
        choices = sorted(
            ((unit.name, unit.entity.name) for unit in units if unit.entity.name not in ("dimensionless", "currency")),
            key=lambda choice: (len(choice[0]), choice),
        )
        if choices:
            found.setdefault(surface if surface in symbols else surface.lower(), choices[0])
    return dict(sorted(found.items()))


def build_sizes(table: Mapping[str, tuple[str, str]], words: UnitWords) -> dict[str, Size]:
    """Name → its dimension and its size in that dimension's base, from pint. ``table`` is that of ``build_table``.

    A unit that pint lacks, or measures in another base than most of its dimension, has no factor: it is compared with
    nothing but itself.
    """
    import pint

    dimensions = dict(table.values()) | {name: dimension for name, (dimension, _) in words.more.items()}
    dimensions.pop("degree fahrenheit", None)
    sizes = dict(_temperatures())
    measured: dict[str, tuple[Decimal, str]] = {}
    with localcontext() as context:
        context.prec = _WORKING
        registry: Any = pint.UnitRegistry(non_int_type=Decimal)
        for name in sorted(dimensions.keys() - sizes.keys()):
            expression = words.more[name][1] if name in words.more else _IN_PINT.get(name, _expression(name))
            size = _measure(registry, expression) if expression is not None else None
            if size is not None:
                measured[name] = size
        bases: dict[str, Counter[str]] = {}
        for name, (_, base) in measured.items():
            bases.setdefault(dimensions[name], Counter())[base] += 1
        usual = {dimension: min(of, key=lambda base: (-of[base], base)) for dimension, of in bases.items()}
        for name in sorted(dimensions.keys() - sizes.keys()):
            dimension = dimensions[name]
            factor, base = measured.get(name, (Decimal(0), ""))
            sizes[name] = Size(dimension, _simple(factor) if factor and base == usual[dimension] else None)
    for name, ends in words.spread.items():
        low, high = (_times(sizes, end) for end in ends)
        sizes[name] = sizes[name]._replace(low=low, high=high)
    return dict(sorted(sizes.items()))


def build_compounds() -> dict[str, str]:
    """ "length/time" → "speed": quantulum3's names for one dimension by another, the first by the alphabet."""
    warnings.simplefilter("ignore")
    from quantulum3 import load

    found: dict[str, str] = {}
    for name, entity in sorted(load.entities().names.items()):
        if name.startswith("radiation"):
            continue  # joules per kilogram are a dose for physicians alone
        powers = {part["base"]: part["power"] for part in entity.dimensions}
        above = [base for base, power in powers.items() if power == 1]
        below = [base for base, power in powers.items() if power == -1]
        if len(powers) == len(above) + len(below) == 2 and len(above) == 1:
            found.setdefault(f"{above[0]}/{below[0]}", name)
    return dict(sorted(found.items()))


def print_table(table: Mapping[str, object]) -> str:
    """A table as JSON, one entry a line, so that a change reads well in a diff."""
    rows = (
        f"{json.dumps(key, ensure_ascii=False)}: {json.dumps(value, ensure_ascii=False)}"
        for key, value in table.items()
    )
    return "{\n" + ",\n".join(rows) + "\n}\n"


def print_sizes(sizes: Mapping[str, Size], compounds: Mapping[str, str]) -> str:
    """The second shipped table: dimensions that have a name of their own, then a row for each unit."""
    rows: dict[str, object] = {"compounds": dict(compounds)}
    rows |= {name: size.written() for name, size in sizes.items()}
    return print_table(rows)


def _expression(name: str) -> str:
    """A name of quantulum3's in pint's terms: "square mile" is mile**2, "a per b" a/b."""
    above = []
    for part in name.split(" per "):
        shape, _, rest = part.partition(" ")
        power = {"square": "**2", "cubic": "**3"}.get(shape, "")
        above.append((rest if power else part).replace(" ", "_").replace("-", "_") + power)
    return "/".join(above)


def _measure(registry: Any, expression: str) -> tuple[Decimal, str] | None:
    import pint

    try:
        size = registry.Quantity(1) * registry.parse_expression(expression)
        size = size.to_base_units()
    except (pint.errors.PintError, AttributeError, TypeError, ValueError):
        return None  # pint lacks it, or takes the words for something that cannot be multiplied
    return Decimal(size.magnitude), str(size.units)


def _simple(value: Decimal) -> Fraction:
    exact = Fraction(value)
    simple = exact.limit_denominator(_SIMPLE)
    if abs(simple - exact) <= exact / 10**_DIGITS:
        return simple
    with localcontext() as context:
        context.prec = _DIGITS
        return Fraction(+value)


def _temperatures() -> dict[str, Size]:
    """Temperatures have a zero of their own: value × factor + offset is kelvin."""
    import pint

    registry: Any = pint.UnitRegistry(non_int_type=Fraction)
    sizes = {}
    for name, of_pint in _TEMPERATURES.items():
        zero, one = (Fraction(registry.Quantity(Fraction(n), of_pint).to("kelvin").magnitude) for n in (0, 1))
        sizes[name] = Size("temperature", one - zero, zero)
    return sizes


def _times(sizes: Mapping[str, Size], spoken: str) -> Fraction:
    """The size of "short ton" or "28 day". Raises KeyError for a name without a size."""
    number, _, name = spoken.partition(" ")
    if not number[0].isdigit():
        number, name = "1", spoken
    factor = sizes[name].factor
    if factor is None:
        raise KeyError(f"{name} has no size")
    return Fraction(number) * factor
