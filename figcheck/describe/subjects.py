"""The subject of a verb: the words of the noun phrase that stands before it, or that opened its clause."""

from __future__ import annotations

from typing import Final, NamedTuple

from figcheck.describe.view import View
from figcheck.lexicon import Lexicon

_LONGEST: Final = 14  # words
_RELATIVES: Final = frozenset(("who", "which", "that", "whom", "whose"))
_CLAUSE_WORDS: Final = frozenset(
    "but when while as if because although though since until whereas unless whether before after where how why what "
    "than amid".split()
)
_OPENERS: Final = frozenset("and or but so yet then".split())
_JOINING: Final = frozenset(("and", "or", "but"))
_CLAUSE_ENDS: Final = (";", ":", "–", "—", "(", "“", '"')


class Subject(NamedTuple):
    """The words ``first`` up to ``last`` of a noun phrase; up to ``core`` stands what its head needs no preposition
    for: "officials" of "officials in Kabul"."""

    first: int
    core: int
    last: int


class Subjects:
    """Finds the subjects of verbs with the words of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._passed = lexicon.auxiliaries | lexicon.adverbs
        self._stops = (lexicon.verbs | lexicon.saying_verbs | _CLAUSE_WORDS | _RELATIVES) - lexicon.speakers
        self._nominal = lexicon.prepositions - frozenset(("than", "because"))

    def before(self, view: View, verb: int, joined: bool = False) -> Subject | None:
        """The noun phrase right before a verb, auxiliaries and adverbs left out; None where a comma stands between.

        ``joined``: what "and" joins to it belongs to it.
        """
        last = self.verb_start(view, verb)
        if last == 0 or view.gaps[last] or view.lowers[last - 1] in _JOINING:
            return None
        return self._phrase(view, last, joined)

    def aside(self, view: View, verb: int) -> tuple[Subject | None, Subject | None]:
        """What stands between two commas before a verb, and the noun phrase before that: "X, a spokesman, said"."""
        last = self.verb_start(view, verb)
        if last == 0 or view.gaps[last] not in (",", ")", "–", "—"):
            return None, None
        for first in range(last - 1, max(0, last - 2 * _LONGEST), -1):
            if view.gaps[first]:
                head = (
                    self._phrase(view, first, joined=False) if view.gaps[first][-1:] in (",", "(", "–", "—") else None
                )
                opener = view.lowers[first]
                inner = None if opener in _RELATIVES or opener in self._nominal else self._of(view, first, last)
                return inner, head
        return None, None

    def opening(self, view: View, verb: int, joined: bool = False) -> Subject | None:
        """The noun phrase that opens the clause of a verb: the subject of "…, killing 12", "… and held 12"."""
        first = verb
        while (
            first > 0 and not view.gaps[first].startswith(_CLAUSE_ENDS) and view.lowers[first - 1] not in _CLAUSE_WORDS
        ):
            first -= 1
        for last in range(first + 1, min(verb + 1, first + _LONGEST)):
            if last == verb or self._is_verb(view, last, first):
                last = self.verb_start(view, last)
                if last <= first:
                    return None
                if any(view.gaps[i] == "," for i in range(first + 1, last)):
                    comma = max(i for i in range(first + 1, last) if view.gaps[i] == ",")
                    if view.lowers[first] not in self._lexicon.prepositions:
                        return None
                    first = comma
                return self._of(view, first, last)
        return None

    def between(self, view: View, first: int, last: int) -> Subject:
        """The noun phrase made of the words ``first`` up to ``last``."""
        return self._of(view, first, last)

    def ending(self, view: View, last: int) -> Subject | None:
        """The noun phrase that ends before word ``last``, a comma there or not."""
        phrase = self._phrase(view, last, joined=True)
        if phrase is None:
            return None
        first = phrase.first
        for i in range(last - 1, first, -1):
            if view.lowers[i - 1] in self._nominal and view.lowers[i - 1] != "of":
                return self._of(view, i, last)
        return phrase

    def whole(self, view: View, first: int) -> Subject:
        """The noun phrase made of all words from ``first`` on."""
        return self._of(view, first, len(view.lowers))

    def verb_start(self, view: View, verb: int) -> int:
        """Where the group of a verb begins: "now has said" at "now"."""
        lowers, gaps = view.lowers, view.gaps
        start = verb
        while start > 0 and not gaps[start] and (lowers[start - 1] in self._passed or lowers[start - 1].endswith("ly")):
            start -= 1
        return start

    def _is_verb(self, view: View, i: int, first: int) -> bool:
        word = view.lowers[i]
        if i in view.figure_at:
            return False
        before = view.lowers[i - 1]
        if before in self._lexicon.determiners or (i - 1 in view.figure_at and word.endswith("ed")):
            return False
        if word in self._lexicon.verbs or word in self._lexicon.auxiliaries or word in self._lexicon.saying_verbs:
            return not (word in self._lexicon.speakers and before in self._lexicon.prepositions)
        return word.endswith("ed") and i > first and not view.capital(i)

    def _phrase(self, view: View, last: int, joined: bool) -> Subject | None:
        """The noun phrase that ends before word ``last``."""
        lowers, gaps = view.lowers, view.gaps
        first = last
        floor = max(0, last - _LONGEST)
        while first > floor:
            word = lowers[first - 1]
            if first > 1 and (
                view.capital(first - 1) or (first < last and view.capital(first) and view.capital(first - 2))
            ):
                first -= 1  # "the mayor of Split", "Rio Grande do Sul"
                if gaps[first]:
                    break
                continue
            if word in self._stops and not (first == last and word in self._lexicon.speakers):
                break
            if word == "and" and not joined:
                break
            if word in self._passed and word not in self._lexicon.prepositions:
                break
            first -= 1
            if gaps[first]:
                break
        return self._of(view, first, last) if first < last else None

    def _of(self, view: View, first: int, last: int) -> Subject:
        lowers = view.lowers
        while first < last - 1 and lowers[first] in _OPENERS:
            first += 1
        if lowers[first] in self._nominal:
            # "On Sunday police said": what a preposition opens is no subject; its last words may be.
            start = last - 1
            while (
                start > first + 1
                and lowers[start - 1] not in self._nominal
                and (lowers[start] not in self._lexicon.determiners)
            ):
                start -= 1
            first = start
        core = first
        while core < last and (core == first or lowers[core] not in self._nominal):
            core += 1
        return Subject(first, core, last)
