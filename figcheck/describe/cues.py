"""Measures as data → an index of cue words: what a word of a sentence may say about the figures beside it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final, Literal, NamedTuple, Protocol

from figcheck.describe.vocabulary import CUE
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Kind
from figcheck.prose import regular_plural

CueRole = Literal["done_to", "befalls", "state", "toll", "of", "times", "suffers", "acts", "goes", "size", "near"]
CueForm = Literal["base", "s", "past", "ing", "noun", "passive"]


_ANY: Final = "*"


class MeasureSpec(Protocol):
    """What describe reads of a measure (rulemodels.Measure is one)."""

    @property
    def id(self) -> str: ...
    @property
    def unit(self) -> str: ...
    @property
    def people(self) -> bool: ...
    @property
    def counts(self) -> Sequence[str]: ...
    @property
    def done_to(self) -> Sequence[str]: ...
    @property
    def befalls(self) -> Sequence[str]: ...
    @property
    def states(self) -> Sequence[str]: ...
    @property
    def tolls(self) -> Sequence[str]: ...
    @property
    def of(self) -> Sequence[str]: ...
    @property
    def times_of(self) -> Sequence[str]: ...
    @property
    def suffers(self) -> Sequence[str]: ...
    @property
    def acts_on(self) -> Sequence[str]: ...
    @property
    def size_of(self) -> Sequence[str]: ...
    @property
    def needs(self) -> Sequence[str]: ...
    @property
    def near(self) -> Sequence[str]: ...
    @property
    def unless(self) -> Sequence[str]: ...
    @property
    def kind(self) -> Mapping[Kind, Sequence[str]]: ...
    @property
    def default_kind(self) -> Kind: ...
    @property
    def priority(self) -> int: ...
    @property
    def linked_as(self) -> str: ...
    @property
    def victims(self) -> bool: ...
    @property
    def survivors(self) -> str | None: ...


class Cue:
    """A word or phrase of ``length`` words that speaks for a measure, in a role, in a form of the verb."""

    __slots__ = ("form", "length", "measure", "role")

    def __init__(self, measure: str, role: CueRole, form: CueForm, length: int) -> None:
        self.measure = measure
        self.role: CueRole = role
        self.form: CueForm = form
        self.length = length


class Match:
    """A measure that a frame gives a figure, how near its cue stands, and which word it was (None: the noun)."""

    __slots__ = ("because", "cue", "distance", "frame", "measure")

    def __init__(self, measure: str, distance: int, frame: str, cue: int | None, because: str) -> None:
        self.measure = measure
        self.distance = distance
        self.frame = frame
        self.cue = cue
        self.because = because


class Wording(NamedTuple):
    """Words, in all their forms, and phrases, as written, of which one may stand in a sentence; no heads, no list."""

    words: frozenset[str]
    phrases: tuple[tuple[str, ...], ...]
    heads: frozenset[str]  # the words, and the first of each phrase

    def hits(self, present: frozenset[str], lowers: Sequence[str]) -> list[str]:
        """The words and phrases that stand in a sentence, given as a set and in order; sorted."""
        if self.heads.isdisjoint(present):
            return []
        found = [] if self.words.isdisjoint(present) else list(self.words & present)
        for phrase in self.phrases:
            if phrase[0] in present and holds(lowers, phrase, 0, len(lowers)):
                found.append(" ".join(phrase))
        return sorted(found) if len(found) > 1 else found

    def spots(self, lowers: Sequence[str]) -> list[int]:
        """Where they stand in a sentence: the index of the first word of each."""
        found = []
        for i, word in enumerate(lowers):
            if word in self.heads and (
                word in self.words
                or any([phrase[0] == word and holds(lowers, phrase, i, i + len(phrase)) for phrase in self.phrases])
            ):
                found.append(i)
        return found


class Conditions(NamedTuple):
    """What a measure needs in a sentence, what rules it out, and what speaks for it near by."""

    needs: Wording
    unless: Wording
    near: Wording


def holds(words: Sequence[str], phrase: tuple[str, ...], first: int, last: int) -> bool:
    """True when the phrase stands in ``words[first:last]``."""
    length, head = len(phrase), phrase[0]
    for i in range(first, last - length + 1):  # noqa: SIM110 - a generator costs three times as much
        if words[i] == head and tuple(words[i : i + length]) == phrase:
            return True
    return False


class Cues:
    """Cue words of a set of measures."""

    def __init__(self, measures: Mapping[str, MeasureSpec], lexicon: Lexicon) -> None:
        self.measures = measures
        self.heads: frozenset[str] = frozenset()
        self._lexicon = lexicon
        self._added: set[tuple[tuple[str, ...], str, CueRole, CueForm]] = set()
        self._single: dict[str, list[Cue]] = {}
        self._phrases: dict[str, dict[str, list[tuple[tuple[str, ...], Cue]]]] = {}  # by the first two words
        self.counts: dict[str, list[str]] = {}
        self.phrase_counts: list[tuple[tuple[str, ...], str]] = []
        # A verb of two measures ("gun down") speaks for the one with the higher priority.
        for measure in sorted(measures.values(), key=lambda m: -m.priority):
            self._index(measure)
        self.by_head: dict[str, list[Cue]] = {
            head: [
                *self._single.get(head, ()),
                *(cue for rows in self._phrases.get(head, {}).values() for _, cue in rows),
            ]
            for head in (*self._single, *self._phrases)
        }
        self.heads = frozenset(self.by_head)
        self.acting = frozenset(head for head, rows in self.by_head.items() if any(cue.role == "acts" for cue in rows))
        self.conditions = {
            m.id: Conditions(self._wording(m.needs), self._wording(m.unless), self._wording(m.near))
            for m in measures.values()
        }
        self.kinds: dict[str, list[tuple[tuple[str, ...], Kind]]] = {
            m.id: [(tuple(phrase.lower().split()), kind) for kind, phrases in m.kind.items() for phrase in phrases]
            for m in measures.values()
        }

    def within(self, words: Sequence[str], bits: Sequence[int]) -> dict[int, Sequence[Cue]]:
        """The cues that start at each word of a sentence (given in lower case, with its classes), longest first.

        A phrase stands for all its words: in "fatal shooting", "shooting" is no cue of its own.
        """
        found: dict[int, Sequence[Cue]] = {}
        behind = 0
        for index in [index for index, classes in enumerate(bits) if classes & CUE]:
            if index < behind:
                continue
            word = words[index]
            single: Sequence[Cue] = self._single.get(word, ())
            rows = self._phrases.get(word)
            if rows is not None and index + 1 < len(words):
                spoken = [
                    cue
                    for phrase, cue in rows.get(words[index + 1], ())
                    if cue.length == 2 or _stands(words, index, phrase)
                ]
                if not spoken and _ANY in rows:
                    spoken = [cue for phrase, cue in rows[_ANY] if _stands(words, index, phrase)]
                if spoken:
                    single = [cue for cue in spoken if cue.length == spoken[0].length]
                    behind = index + spoken[0].length
            if single:
                found[index] = single
        return found

    def _index(self, measure: MeasureSpec) -> None:
        # Things that must be acted upon are told by their verb, never by the noun alone.
        for noun in () if measure.acts_on else measure.counts:
            folded = tuple(noun.lower().split())
            if len(folded) == 1:
                self.counts.setdefault(folded[0], []).append(measure.id)
            else:
                self.phrase_counts.append((folded, measure.id))
        for verb in measure.done_to:
            self._add_verb(verb, measure.id, "done_to")
        for verb in measure.befalls:
            # Of things it tells by their noun alone: "12,000 jobs would go".
            self._add_verb(verb, measure.id, "goes" if measure.acts_on else "befalls")
        for verb in measure.times_of:
            self._add_verb(verb, measure.id, "times")
            self._add(_plural(verb), measure.id, "times", "noun")
        for verb in measure.acts_on:
            self._add_verb(verb, measure.id, "acts")
        for noun in measure.size_of:
            self._add(noun, measure.id, "size", "noun")
        for state in measure.states:
            self._add(state, measure.id, "state", "passive")
        for noun in measure.tolls:
            for form in {noun, _plural(noun)}:
                self._add(form, measure.id, "toll", "noun")
        for noun in measure.of:
            for form in {noun, _plural(noun)}:
                self._add(form, measure.id, "of", "noun")
        for noun in measure.suffers:
            for form in {noun, _plural(noun)}:
                self._add(form, measure.id, "suffers", "noun")

    def _add_verb(self, verb: str, measure: str, role: CueRole) -> None:
        for form, spelled in verb_forms(verb, self._lexicon.irregular_verbs):
            self._add(spelled, measure, role, form)

    def _add(self, phrase: str, measure: str, role: CueRole, form: CueForm) -> None:
        words = tuple(phrase.lower().split())
        if (words, measure, role, form) in self._added:
            return
        self._added.add((words, measure, role, form))
        cue = Cue(measure, role, form, len(words))
        if len(words) == 1:
            self._single.setdefault(words[0], []).append(cue)
        else:
            rows = self._phrases.setdefault(words[0], {}).setdefault(words[1], [])
            rows.append((words, cue))
            rows.sort(key=lambda row: -len(row[0]))

    def _wording(self, entries: Iterable[str]) -> Wording:
        phrases = tuple(tuple(entry.lower().split()) for entry in entries if " " in entry.strip())
        words = self._forms(entry for entry in entries if " " not in entry.strip())
        return Wording(words, phrases, words | {phrase[0] for phrase in phrases})

    def _forms(self, words: Iterable[str]) -> frozenset[str]:
        """Words with their plurals and verb forms, so that one entry of a list covers its inflections."""
        forms: set[str] = set()
        for word in words:
            lower = word.lower()
            forms |= {lower, _plural(lower)}
            if lower.isalpha():
                forms |= {spelled for _, spelled in verb_forms(lower, self._lexicon.irregular_verbs)}
        return frozenset(forms)


def _stands(words: Sequence[str], index: int, phrase: tuple[str, ...]) -> bool:
    """True when a phrase stands at a word, with which it begins; "*" in it is any one word."""
    for i in range(1, len(phrase)):
        if index + i >= len(words) or phrase[i] not in (words[index + i], _ANY):
            return False
    return True


def verb_forms(verb: str, irregular: Mapping[str, Sequence[str]]) -> list[tuple[CueForm, str]]:
    """The forms of a verb given in its base form; of a phrase ("shoot dead", "fatally shoot") the verb is inflected."""
    lead, _, phrase = verb.lower().rpartition("ly ")
    if lead:
        return [(form, f"{lead}ly {spelled}") for form, spelled in verb_forms(phrase, irregular)]
    head, _, rest = verb.lower().partition(" ")
    tail = f" {rest}" if rest else ""
    past = irregular.get(head) or (_past(head),)
    ing = head[:-1] + "ing" if head.endswith("e") and not head.endswith(("ee", "ie")) else _doubled(head) + "ing"
    if head.endswith("ie"):
        ing = head[:-2] + "ying"
    forms: list[tuple[CueForm, str]] = [
        ("base", head + tail),
        ("s", _plural(head) + tail),
        ("ing", ing + tail),
    ]
    forms += [("past", form + tail) for form in past]
    if head not in irregular and _DOUBLED_ABROAD.match(head):  # "canceled" here, "cancelled" there
        forms += [("ing", f"{head}ling{tail}"), ("past", f"{head}led{tail}")]
    return forms


def _past(verb: str) -> str:
    if verb.endswith("e"):
        return verb + "d"
    if verb.endswith("y") and verb[-2:-1] not in "aeiou":
        return verb[:-1] + "ied"
    return _doubled(verb) + "ed"


_SHORT: Final = expression(r"[^aeiou]*(?:qu)?[aeiou][bdgmnprt]\Z")  # "stab", "quit": one vowel between consonants
_DOUBLING: Final = frozenset("kidnap admit commit submit permit acquit equip occur transfer".split())
_DOUBLED_ABROAD: Final = expression(r".*[aeiou].*[^aeiou][eo]l\Z")


def _doubled(verb: str) -> str:
    return verb + verb[-1] if verb in _DOUBLING or _SHORT.match(verb) else verb


def _plural(word: str) -> str:
    """The plural of a noun, or a verb's form in "s"; a word with one "s" at its end is in the plural already."""
    return word if word.endswith("s") and not word.endswith("ss") else regular_plural(word)
