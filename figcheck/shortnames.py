"""A name and the shorter ones that go for it: "Nicolas Maduro" is Maduro, "drugmaker Astrel" Astrel."""

from __future__ import annotations

from collections.abc import Set


def share_a_name(some: Set[str], others: Set[str]) -> bool:
    """Whether two sets of names have one in common, in full or by its last words."""
    if not some.isdisjoint(others):
        return True
    for one in some:
        for other in others:
            if one.endswith(f" {other}") or other.endswith(f" {one}"):
                return True
    return False
