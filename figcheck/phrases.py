"""Patterns that match any phrase of a list. Words live in YAML; every pattern that looks for them is built here."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any


def any_of(words: Iterable[str]) -> str:
    """A pattern that matches any of the words, longest first, white space standing for any white space.

    Raises ValueError for an empty list, which would match everywhere.
    """
    ordered = sorted(set(words), key=lambda word: (-len(word), word))
    if not ordered:
        raise ValueError("an empty list of words would match everywhere")
    return "(?:" + "|".join(re.escape(word).replace(r"\ ", r"\s+") for word in ordered) + ")"


def trie_of(words: Iterable[str]) -> str:
    """A pattern like any_of's that shares prefixes, for long lists searched at every word of a text.

    Raises ValueError for an empty list, which would match everywhere.
    """
    root: dict[str, Any] = {}
    for word in words:
        node = root
        for char in " ".join(word.split()):
            node = node.setdefault(char, {})
        node[""] = {}
    if not root:
        raise ValueError("an empty list of words would match everywhere")
    return _branches(root)


def _branches(node: dict[str, Any]) -> str:
    ways = []
    for char, below in sorted(node.items()):
        if char:
            ways.append((r"\s+" if char == " " else re.escape(char)) + _branches(below))
    if not ways:
        return ""
    joined = ways[0] if len(ways) == 1 else "(?:" + "|".join(ways) + ")"
    if "" not in node:
        return joined
    return f"(?:{joined})?"  # longest first: going on is tried before ending here
