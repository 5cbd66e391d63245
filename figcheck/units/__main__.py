"""``python -m figcheck.units``: makes the shipped tables anew from quantulum3's database and pint's definitions."""

from __future__ import annotations

from figcheck.units.database import build_compounds, build_sizes, build_table, print_sizes, print_table
from figcheck.units.scales import SIZES
from figcheck.units.vocabulary import TABLE
from figcheck.wordlists import load_lexicon


def main() -> None:
    """Write both tables. Raises ImportError without pint, OSError where a file cannot be written."""
    table = build_table()
    TABLE.write_text(print_table(table), "utf-8")
    SIZES.write_text(print_sizes(build_sizes(table, load_lexicon().units), build_compounds()), "utf-8")


if __name__ == "__main__":
    main()
