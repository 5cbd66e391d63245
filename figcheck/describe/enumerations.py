"""The rest of a list between a counted noun and its verb: "two men, a woman and three children were killed"."""

from __future__ import annotations

from typing import Final

from figcheck.describe.view import View
from figcheck.lexicon import Lexicon

_MOST: Final = 8  # items of a list
_LONGEST: Final = 5  # words of an item
_ARTICLES: Final = frozenset("a an another his her their its the one".split())
_INSIDE_NAMES: Final = frozenset("of the al el de la del da".split())
_LEADS: Final = frozenset("some about nearly almost around at least another more than up to".split())


class Enumerations:
    """Walks the items of lists: figures with their nouns, persons told with an article, names, ages."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def end(self, view: View, i: int) -> tuple[int, bool] | None:
        """Where the list ends of which an item begins at word i: the word behind it, and whether "and" joins its last.

        None where word i begins no item, or something else than the end of the list stands behind one.
        """
        lowers, gaps = view.lowers, view.gaps
        is_joined = False
        for _ in range(_MOST):
            end = self._past_item(view, i)
            if end is None or end >= len(lowers):
                return None
            gap, word = gaps[end], lowers[end]
            if gap in ("", ",") and word in self._lexicon.auxiliaries:
                return end, is_joined
            if (gap == "" and word in ("and", "or") and end + 1 < len(lowers)) or (gap == "," and word == "and"):
                is_joined, i = True, end + 1
            elif gap == "," and not is_joined:
                i = end
            else:
                return (end, is_joined) if gap in ("", ",") else None
        return None

    def _past_item(self, view: View, i: int) -> int | None:
        """The word behind the item that begins at word i; None when it is none."""
        lowers = view.lowers
        while i < len(lowers) and lowers[i] in _LEADS and i not in view.figure_at:
            i += 1
        if i >= len(lowers):
            return None
        slot = view.figure_at.get(i)
        if slot is not None:
            end = slot.noun_end
            return end + 1 if lowers[end : end + 1] in (["others"], ["more"]) and not view.gaps[end] else end
        if lowers[i].isdigit():
            return i + 1
        if lowers[i] not in _ARTICLES and view.capital(i):
            return self._past_name(view, i)
        return self._past_person(view, i + (lowers[i] in _ARTICLES))

    def _past_name(self, view: View, i: int) -> int:
        end = i + 1
        while end < len(view.lowers) and not view.gaps[end] and end < i + _LONGEST:
            if not view.capital(end) and view.lowers[end] not in _INSIDE_NAMES:
                break
            end += 1
        return end

    def _past_person(self, view: View, i: int) -> int | None:
        """Behind the noun for a person or persons with which the words from word i end: "old men", "senior officer"."""
        lexicon, found = self._lexicon, None
        for k in range(i, min(len(view.lowers), i + _LONGEST)):
            if k > i and view.gaps[k] not in ("", "-"):
                break
            word = view.lowers[k]
            if word in lexicon.stops or word in lexicon.auxiliaries or k in view.figure_at:
                break
            if lexicon.person_groups(lexicon.singular(word)):
                found = k + 1
        return found
