"""``python -m figcheck.gazetteer``: compiles the shipped table anew from the libraries that have GeoNames' data."""

from __future__ import annotations

from figcheck.gazetteer.sources import build_table
from figcheck.gazetteer.table import TABLE


def main() -> None:
    """Write the table. Raises ImportError where a library is missing, OSError where the file cannot be written."""
    TABLE.write_text(build_table(), "utf-8")


if __name__ == "__main__":
    main()
