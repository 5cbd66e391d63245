"""What a sentence speaks of beside its figures: content words, topics, and its signature. Evidence for linking."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from operator import eq
from typing import Final

from figcheck.describe.cues import verb_forms
from figcheck.describe.datelines import LONGEST_DATELINE, closes_agency
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import PLACE, TOPIC, Remembered
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon

_WORDS: Final = expression(r"[\w#]+")
_US: Final = "us"
_APART: Final = " \n,.;:()-"  # what stands beside a figure and is no part of a word
_DATELINE_WORDS: Final = 12
_BLANK: Final = "#"
_NOTHING: Final[frozenset[str]] = frozenset()
_ARTICLES: Final = frozenset(("a", "an", "the"))
_MORE_THAN_HEDGES: Final = frozenset(("another",))  # "another 16 were hurt" counts others than "16 were hurt"


class Wordings:
    """Reads the wording of sentences with the lists of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._topic_words = frozenset(word for word in lexicon.topics if " " not in word)
        # Last word → the phrases that it ends: "air strike".
        self._topic_phrases: dict[str, list[str]] = {}
        for phrase in lexicon.topics.keys() - self._topic_words:
            self._topic_phrases.setdefault(phrase.split()[-1], []).append(phrase)
        self._no_topic = lexicon.no_topic_behind
        self._vehicles = lexicon.vehicles
        self.stems = Remembered(self._make_stem)
        self._places = lexicon.gazetteer.canonical
        self._idle_stems = frozenset(("",))
        # Last word of a hedge or article → such phrases, the longest first.
        self._leading: dict[str, list[tuple[str, ...]]] = {}
        for phrase in (set(lexicon.hedges_before) | _ARTICLES) - _MORE_THAN_HEDGES:
            parts = tuple(_WORDS.findall(phrase))
            if parts:
                self._leading.setdefault(parts[-1], []).append(parts)
        for phrases in self._leading.values():
            phrases.sort(key=len, reverse=True)
        heads = frozenset((*lexicon.same_words.values(), *lexicon.same_verbs.values()))
        self._idle = (lexicon.stops - heads) | lexicon.saying_verbs | frozenset((*lexicon.months, *lexicon.weekdays))
        # Stem → the stem of the word that stands for it: "blaze" → "fire", "rescu" → "rescue".
        self._families = {self._cut(word): head for word, head in lexicon.same_words.items()}
        for verb, head in lexicon.same_verbs.items():
            for _, form in verb_forms(verb, lexicon.irregular_verbs):
                self._families.setdefault(self._cut(form), head)

    def ignore(self, words: Iterable[str]) -> frozenset[str]:
        """Set the words that tell no report from another; gives their stems back."""
        idle = frozenset(map(self.stem, words))
        self._idle_stems = idle | {""}
        return idle

    def place(self, word: str) -> str:
        """A place or people by the name of the place: "canadian" is Canada."""
        return self._places.get(word, word).lower()

    def is_place(self, word: str) -> bool:
        """True for a word in lower case that a place or people goes by."""
        return word in self._places

    def classes(self, word: str) -> int:
        """Whether a word tells a topic, and whether it may be a place, whose word is no content."""
        classes = TOPIC if word in self._topic_words or word in self._topic_phrases else 0
        return classes | PLACE if word == _US or word in self._places else classes

    def of(self, view: View) -> Wording:
        """The wording of a sentence."""
        return Wording(self, view)

    def topics(self, view: View) -> frozenset[str]:
        """The kinds of event or of money that a sentence names."""
        if not view.classes & TOPIC:
            return _NOTHING
        found = self._topic_words & view.present
        for word in self._no_topic.keys() & found:
            if all(view.lowers[i - 1] in self._no_topic[word] for i, w in enumerate(view.lowers) if w == word and i):
                found -= {word}
        endings = self._topic_phrases.keys() & view.present
        if endings:
            told = f" {' '.join(view.lowers)} "
            found |= {phrase for last in endings for phrase in self._topic_phrases[last] if f" {phrase} " in told}
        if not found:
            return _NOTHING
        topics = frozenset().union(*(self._lexicon.topics[word] for word in found))
        if "crash" in topics:
            topics |= {self._vehicles[word] for word in self._vehicles.keys() & view.present}
        return topics

    def outbreak(self, words: frozenset[str]) -> frozenset[str]:
        """The outbreak that some words tell of, and of which disease; nothing where they tell of several."""
        told = [self._lexicon.topics[word] for word in self._topic_words & words]
        kinds = frozenset([kind for kinds in told if "outbreak" in kinds for kind in kinds])
        return kinds if sum(1 for kind in kinds if "/" in kind) <= 1 else _NOTHING

    def stems_of(self, words: Iterable[str]) -> Iterator[str]:
        """The stems of words in lower case, in order."""
        return map(self.stems.__getitem__, words)

    def stem(self, word: str) -> str:
        """A rough common form of a word's inflections; "" for a word that says nothing by itself."""
        return self.stems[word]

    def _make_stem(self, word: str) -> str:
        word = word.removesuffix("'s").removesuffix("’s").rstrip("'’")
        if len(word) < 2 or word[0].isdigit() or word in self._idle:
            return ""
        stem = self._cut(word)
        return self._families.get(stem, stem)

    def _cut(self, word: str) -> str:
        stem = self._lexicon.singular(word)
        for ending in ("ing", "ed"):
            if stem.endswith(ending) and len(stem) > len(ending) + 3:
                return stem[: -len(ending)]
        return stem

    def tells(self, stems: list[str]) -> bool:
        """True for stems of which two tell something: enough to know their sentence again."""
        idle = self._idle_stems
        first = ""
        for stem in stems:
            if stem not in idle:
                if first and stem != first:
                    return True
                first = stem
        return False

    def drop_hedges(self, words: list[str]) -> None:
        """Take the hedges and articles off the end of words that lead to a figure."""
        while words:
            for phrase in self._leading.get(words[-1], ()):
                if tuple(words[-len(phrase) :]) == phrase:
                    del words[-len(phrase) :]
                    break
            else:
                return


class Wording:
    """The content of one sentence, its figures left out."""

    def __init__(self, wordings: Wordings, view: View) -> None:
        self._wordings = wordings
        self._view = view
        self._stems = stems = view.stems
        start = view.sentence.start
        if view.low.find(")", start, min(start + LONGEST_DATELINE, view.sentence.end)) > 0:
            self._leave_out_agency()
        for slot in view.slots:
            stems[slot.first : slot.last] = [""] * (slot.last - slot.first)
        self._content = stems
        self._placed: list[int] = []
        if view.classes & PLACE:
            self._leave_out_places()
        self._known: dict[tuple[int, int], frozenset[str]] = {}

    def _leave_out_agency(self) -> None:
        """ "LEEDS (Coast Wire) -": who reports is nothing that the sentence tells."""
        opening = -1
        for i, gap in enumerate(self._view.gaps[:_DATELINE_WORDS]):
            if opening >= 0 and gap[:1] == ")":
                if closes_agency(self._view.low, self._view.ends[i - 1]):
                    self._stems[opening:i] = [""] * (i - opening)
                return
            if gap[-1:] == "(":
                opening = i

    def _leave_out_places(self) -> None:
        """Places and nationalities are compared as scope, so their words are no content; "US" is, "us" is not."""
        view, stems = self._view, self._stems
        self._content = stems.copy()
        for i in [i for i, bits in enumerate(view.bits) if bits & PLACE and view.capital(i)]:
            if i in view.figure_at:
                continue
            word = view.lowers[i]
            if word == _US and view.printed(i) != "US":
                continue
            if self._wordings.is_place(word):
                self._content[i] = ""
                self._placed.append(i)
            else:
                self._content[i] = stems[i] or word

    def content(self, slot: Slot) -> frozenset[str]:
        """Content words of a figure's clause as stems, without the figure, places and nationalities."""
        first, last = span = self._view.clause(slot)
        if slot.figure.unit == "percent":
            # Of a poll's question places are part.
            left, right = max(first, min(slot.last, last)), min(last, max(slot.noun_end, slot.last))
            found = {*self._content[first:left], *self._content[right:last]}
            placed = [self._view.lowers[i] for i in self._placed if first <= i < left or right <= i < last]
            found.update([self._wordings.place(word) for word in placed])
            found.discard("")
            return frozenset(found)
        known = self._known.get(span)
        if known is None:
            found = set(self._content[first:last])
            found.discard("")
            known = self._known[span] = frozenset(found)
        return known

    def signature(self) -> str:
        """The sentence, figures and hedges blanked, in lower case: equal for copies that differ in figures only.

        "" for a sentence that two writers may well have written alike: "two people were killed in the crash".
        """
        if not self._wordings.tells(self._stems):
            return ""
        view = self._view
        plain = self._is_plain()
        words: list[str] = []
        low, at, before = view.low, view.sentence.start, 0
        for slot in view.slots:
            if plain:
                words += _whole(view.lowers[before : slot.first])
            else:
                words += _WORDS.findall(low, at, slot.figure.span.start)
            self._wordings.drop_hedges(words)
            words.append(_BLANK)
            at, before = slot.figure.span.end, slot.last
        words += _whole(view.lowers[before:]) if plain else _WORDS.findall(low, at, view.sentence.end)
        return " ".join(words)

    def _is_plain(self) -> bool:
        """True where white space or marks part all words and figures, so that the words make the signature."""
        view = self._view
        marks = "".join(view.gaps)
        if "#" in marks or "_" in marks or any(map(eq, view.ends, view.starts[1:])):
            return False
        return all(map(self._is_whole, view.slots))

    def _is_whole(self, slot: Slot) -> bool:
        """True for a figure that white space or a mark parts from the words beside it."""
        view, (start, end) = self._view, slot.figure.span
        first, last = slot.first, slot.last
        if first == last or start > view.starts[first] or end < view.ends[last - 1]:
            return False
        if first and start < view.ends[first - 1]:
            return False  # "magnitude-7.3"
        low = view.low
        return not (low[start - 1 : start] + low[end : end + 1]).strip(_APART)


def _whole(words: Iterable[str]) -> Iterator[str]:
    """Words as a signature has them: "iraqi-syrian" is two."""
    for word in words:
        if word.isalnum():
            yield word
        else:
            yield from _WORDS.findall(word)
