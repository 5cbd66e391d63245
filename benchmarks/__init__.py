"""Measurements of figcheck: how right it is and how fast. Nothing here ships, and no test asserts a time.

To import this package chooses which figcheck is measured; ``MEASURED`` says in a few words which.
"""

from benchmarks.installed import choose

MEASURED = choose()
