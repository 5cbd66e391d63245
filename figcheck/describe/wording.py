"""What a sentence speaks of beside its figures: content words, topics, and its signature. Evidence for linking."""

from __future__ import annotations

import re
from collections.abc import Iterable

from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import TOPIC
from figcheck.lexicon import Lexicon

_NO_WORD = re.compile(r"[^\w#]+")
_TELLING = 2  # words that tell something, of a sentence that is known again
_KNOWN = 50_000  # words whose stem is remembered
_NOTHING: frozenset[str] = frozenset()


class Wordings:
    """Reads the wording of sentences with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._topic_words = frozenset(lexicon.topics)
        self._stems: dict[str, str] = {}
        self._places = lexicon.gazetteer.canonical
        self._idle_stems: frozenset[str] = frozenset()
        self._idle = lexicon.stops | lexicon.saying_verbs | frozenset((*lexicon.months, *lexicon.weekdays))

    def ignore(self, words: Iterable[str]) -> frozenset[str]:
        """Set the words that tell no report from another; gives their stems back."""
        self._idle_stems = frozenset(map(self.stem, words))
        return self._idle_stems

    def topics(self, view: View) -> frozenset[str]:
        """The kinds of event or of money that a sentence names."""
        if not view.classes & TOPIC:
            return _NOTHING
        found = self._topic_words & view.present
        return frozenset().union(*(self._lexicon.topics[word] for word in found))

    def content(self, view: View, slot: Slot) -> frozenset[str]:
        """Content words of a figure's clause as stems, without the figure, places and nationalities."""
        first, last = view.clause(slot)
        lowers, figures, places = view.lowers, view.figure_at, self._places
        stems, share = self._stems, slot.figure.unit == "percent"
        found = set()
        for i in range(first, last):
            word = lowers[i]
            stem = stems.get(word)
            if stem is None:
                stem = self._make_stem(word)
            if i in figures or (share and slot.last <= i < slot.noun_end):
                continue
            if not stem:
                if word != "us" or view.printed(i) != "US":
                    continue
                stem = word
            if word in places and view.capital(i):
                # Places and nationalities are compared as scope; of a poll's question they are part.
                if share:
                    found.add(word)
                continue
            found.add(stem)
        return frozenset(found)

    def signature(self, view: View) -> str:
        """The sentence with its figures blanked, in lower case: equal for copies that differ in a figure only.

        "" for a sentence that two writers may well have written alike: "two people were killed in the crash".
        """
        stems, telling = self._stems, set()
        for i, word in enumerate(view.lowers):
            stem = stems.get(word)
            if stem is None:
                stem = self._make_stem(word)
            if stem and stem not in self._idle_stems and i not in view.figure_at:
                telling.add(stem)
        if len(telling) < _TELLING:
            return ""
        low, at = view.low, view.sentence.start
        pieces = []
        for slot in view.slots:
            pieces.append(low[at : slot.figure.span.start])
            at = slot.figure.span.end
        pieces.append(low[at : view.sentence.end])
        return _NO_WORD.sub(" ", "#".join(pieces)).strip()

    def stem(self, word: str) -> str:
        """A rough common form of a word's inflections; "" for a word that says nothing by itself."""
        known = self._stems.get(word)
        return self._make_stem(word) if known is None else known

    def _make_stem(self, word: str) -> str:
        if len(self._stems) >= _KNOWN:
            self._stems.clear()
        stem = ""
        if len(word) > 1 and not word[0].isdigit() and word not in self._idle:
            stem = self._lexicon.singular(word)
            for ending in ("ing", "ed"):
                if stem.endswith(ending) and len(stem) > len(ending) + 3:
                    stem = stem[: -len(ending)]
                    break
        self._stems[word] = stem
        return stem
