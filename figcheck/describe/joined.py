"""Persons joined to a number: "a soldier and two civilians were killed", "killed a mother and her three children".

The toll of such a sentence is their sum, which nobody prints. It becomes a figure beside that of the number, like
persons told one by one, its span from the first person to the last, and the number is a part. The persons must share
what befell those who are counted: as subjects no verb stands before them in their clause, as objects no verb of their
own follows them.
"""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Final

from figcheck.articles import Span
from figcheck.describe.mentions import Mention
from figcheck.describe.persons import AGE, ARTICLES, POSSESSIVES, PersonReader
from figcheck.describe.view import Slot, View
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Figure

_OPENERS: Final = ARTICLES | POSSESSIVES | {"the"}
_BEFORE_NUMBER: Final = POSSESSIVES | {"the"}
_OTHERS: Final = frozenset(("other", "others"))
_FORMS: Final = frozenset(("plain", "vague"))
_REACH: Final = 8  # words of a phrase for one person at most
_MOST: Final = 6  # persons told one by one beside a number
_CLAUSE_OPENERS: Final = frozenset("that when after before where while because including".split())
_SINGULAR: Final = frozenset(("is", "was", "has", "who", "whose"))
_PHRASE_MARKS: Final = frozenset(("", ","))


class JoinedReader:
    """Adds persons that are told beside a number to its figure, where ``measures`` counts it."""

    def __init__(self, persons: PersonReader, measures: frozenset[str], lexicon: Lexicon) -> None:
        self._persons = persons
        self._lexicon = lexicon
        self._measures = measures

    def read(
        self, view: View, slot: Slot, measure: str, cue: int, mentions: Sequence[Mention], in_title: bool
    ) -> Slot | None:
        """The figure of a number and the persons joined to it, in its words; None where nobody is.

        ``measure`` is what the word ``cue`` of the sentence tells of the number.
        """
        figure = slot.figure
        if measure not in self._measures or figure.unit != "count" or figure.form not in _FORMS:
            return None
        each = self._lexicon.person_bodies.get(figure.counted or "")
        if each is not None:  # "two couples were killed"
            because = (*figure.because, f"{each} persons in each {figure.counted}")
            slot.figure = figure = figure._replace(
                reading=figure.reading.scaled(Decimal(each)), counted="person", because=because
            )
        first, end = slot.first, slot.noun_end
        if end < len(view.lowers) and view.lowers[end] in _OTHERS and not view.gaps[end]:
            end += 1
        persons, start, stop = 0, first, end
        if stop + 2 < len(view.lowers) and view.lowers[stop] == "and" and view.gaps[stop] in _PHRASE_MARKS:
            behind = self._right(view, stop + 1, cue)
            if behind:
                persons, stop = 1, behind
        left, comma = self._left_end(view, first)
        if left and (not comma or in_title or persons):
            more, begin = self._left(view, left, mentions, in_title, view.lowers[end - 1] in _OTHERS)
            if more and (0 <= cue < begin or self._is_subject(view, begin, comma and not in_title)):
                persons, start = persons + more, begin
        return self._joined(view, figure, persons, start, stop) if persons else None

    @staticmethod
    def _joined(view: View, figure: Figure, persons: int, start: int, stop: int) -> Slot:
        span = Span(min(view.starts[start], figure.span.start), max(view.ends[stop - 1], figure.span.end))
        joined = figure._replace(
            span=span,
            surface=view.text[span.start : span.end],
            reading=figure.reading.plus(Reading.exactly(Decimal(persons), Decimal(1))),
            form="single",
            counted="person",
            counted_span=span,
            because=(*figure.because, f"with {persons} told beside the number"),
        )
        return Slot(joined, start, min(start + 1, stop), stop)

    @staticmethod
    def _left_end(view: View, first: int) -> tuple[int, bool]:
        """Where what is joined to a number from the left ends, before "and" or a comma (True); 0: nothing is."""
        k = first
        if k > 1 and view.lowers[k - 1] in _BEFORE_NUMBER and not view.gaps[k]:
            k -= 1
        if k > 1 and view.lowers[k - 1] == "and" and not view.gaps[k]:
            # "… including the suspect, and four people were hurt": a comma opens a clause, unless it closes an age.
            aged = view.gaps[k - 1] == "," and AGE.match(view.lowers[k - 2]) is not None
            return (k - 1, False) if aged or not view.gaps[k - 1] else (0, False)
        return (k, True) if k > 0 and view.gaps[k] == "," else (0, False)

    def _left(self, view: View, end: int, mentions: Sequence[Mention], in_title: bool, others: bool) -> tuple[int, int]:
        """How many persons end before word ``end``, listed with commas, and where the first begins."""
        named = {view.word_at(m.start): m for m in mentions if m.kind == "name"}
        persons, begin = 0, end
        while persons < _MOST:
            start, value = self._one(view, end, named, in_title, others)
            if not value:
                break
            persons, begin = persons + value, start
            if start > 1 and view.lowers[start - 1] == "and" and not view.gaps[start]:
                end = start - 1
            elif view.gaps[start] == ",":
                end = start
            else:
                break
        return persons, begin

    def _one(self, view: View, end: int, named: dict[int, Mention], in_title: bool, others: bool) -> tuple[int, int]:
        """Where the phrase for persons begins that ends before word ``end``, and how many they are (0: none)."""
        lowers, gaps = view.lowers, view.gaps
        if end > 1 and gaps[end - 1] == "," and AGE.match(lowers[end - 1]):
            end -= 1  # "a driver, 34, and two others"
        for i in range(end - 1, max(-1, end - _REACH - 1), -1):
            if i in view.figure_at:
                break
            mention = named.get(i)
            if others and mention is not None and view.word_at(mention.end) == end:
                return i, int(self._persons.may_be_person(mention.name))
            if lowers[i] in _OPENERS:
                return i, self._value(view, i + 1, named, end)
            opens = in_title and (i == 0 or gaps[i] != "" or i - 1 in view.cues)
            if opens and lowers[i] not in self._lexicon.stops:
                return i, self._value(view, i, named, end)
            if gaps[i]:
                break
        return 0, 0

    def _value(self, view: View, i: int, named: dict[int, Mention], end: int) -> int:
        """How many persons the noun phrase from word ``i`` to ``end`` is for; 0 where it is none that ends there."""
        found = self._persons.phrase(view, i, named)[0]
        return self._lexicon.person_bodies.get(view.lowers[end - 1], 1) if found == end else 0

    def _right(self, view: View, i: int, cue: int) -> int:
        """Where the phrase for one person ends that begins with word ``i``; 0: there is none, or it has a verb."""
        lowers = view.lowers
        if lowers[i] not in _OPENERS:
            return 0
        end, value, _ = self._persons.phrase(view, i + 1, {})
        if not end or value != 1 or "unborn" in lowers[i:end]:
            return 0
        if end >= len(lowers) or view.gaps[end]:
            return end
        lexicon, behind = self._lexicon, lowers[end]
        if cue >= end:
            return 0 if behind in _SINGULAR else end
        follows = behind in lexicon.prepositions or behind in lexicon.weekdays or behind in lexicon.adverbs
        return end if follows else 0

    def _is_subject(self, view: View, start: int, at_once: bool) -> bool:
        """Whether no verb stands between the beginning of the clause and word ``start``, but one of saying.

        ``at_once``: nothing at all may stand there.
        """
        lexicon = self._lexicon
        for i in range(start - 1, -1, -1):
            if view.gaps[i + 1]:
                return True
            word = view.lowers[i]
            if word in lexicon.saying_verbs or word in _CLAUSE_OPENERS:
                return True
            if at_once or word in lexicon.verbs or word in lexicon.states or word in lexicon.auxiliaries:
                return False
            if word.endswith("ed") or i in view.cues:
                return False
        return True
