"""Measurements of figcheck: how right it is and how fast. Nothing here ships, and no test asserts a time."""
