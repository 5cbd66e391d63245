"""Persons told without a number: "a teenager", "Ann Lee, 34", "a fourth victim", "a mother and daughter".

What they are counted for is not asked here: victims.py takes those that a frame of a measure of victims takes,
joined.py those that stand beside a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final

from figcheck.articles import Span
from figcheck.describe.mentions import Mention
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import OPENS_PERSON, Remembered
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Figure
from figcheck.numerals import ORDINALS

ARTICLES: Final = frozenset(("a", "an", "another"))
POSSESSIVES: Final = frozenset(("his", "her", "their", "its"))
_REACH: Final = 6  # words between an article and its noun
_ORDINAL_VALUES: Final = {word: n for n, word in enumerate(ORDINALS[1:12], 2)}
_ORDINAL_DIGITS: Final = expression(r"(\d{1,2})(?:nd|rd|th)$")
_OPENERS: Final = frozenset((*ARTICLES, *POSSESSIVES, *_ORDINAL_VALUES, "one", "the", "as"))
AGE: Final = expression(r"\d{1,3}$")
_AGE_NOUN: Final = expression(r"(?:[a-z]+-)?(?:year|month|week|day)-old$")  # its digits are a word of their own
_NO_PERSON: Final = expression(
    r"[’']s\b|\d|\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Highway|Police|Department|County|City|Hospital|"
    r"University|College|School|Center|Centre|Church|Club|Park|Apartments|Court|News|Times|Company|Office|Services)\b"
)


class PersonReader:
    """Reads noun phrases and names of one person, and of a few together.

    ``befalling`` are words that tell what befell somebody: a full name near one is a person's.
    """

    def __init__(self, lexicon: Lexicon, befalling: frozenset[str]) -> None:
        self._lexicon = lexicon
        self._befalling = befalling
        self._geographic = lexicon.geographic | lexicon.institutions
        self._may_be_person = Remembered(self._is_full_name)

    @staticmethod
    def opens(word: str) -> bool:
        """Whether a noun phrase for one person may begin with a word."""
        return word in _OPENERS or word.isdigit() or _ORDINAL_DIGITS.match(word) is not None

    def read(self, view: View, mentions: Sequence[Mention], in_title: bool) -> Iterable[tuple[Slot, str]]:
        """Noun phrases and names of one person, as slots of the sentence, with the name where there is one."""
        lowers = view.lowers
        named = {view.word_at(m.start): m for m in mentions if m.kind == "name"}
        places: Iterable[int] = range(len(lowers))
        if not in_title:
            places = sorted({*named, *[i for i, bits in enumerate(view.bits) if bits & OPENS_PERSON]})
        reached = 0
        for i in places:
            if i < reached or i >= len(lowers) or i in view.figure_at:
                continue
            word = lowers[i]
            if word == "as":
                same = self._as_many(view, i)
                if same is not None:
                    yield same, ""
                    reached = same.noun_end
                continue
            end, value, name = 0, 1, ""
            if word == "the":
                body = self._body(view, i + 1)
                end, value = (i + 2, body) if body else (0, 1)
            elif word in ARTICLES or (word in POSSESSIVES and not in_title):
                end, value, name = self.phrase(view, i + 1, named)
            elif word == "one" and self._is_pronoun(view, i):
                end = i + 1
            elif word in _ORDINAL_VALUES or (word[0].isdigit() and _ORDINAL_DIGITS.match(word)):
                end, _, name = self.phrase(view, i + 1, {})
                value = self._ordinal(word)
            elif in_title and word not in self._lexicon.stops and self._opens_in_title(view, i):
                end, value, name = self.phrase(view, i, named)
            elif i > 1 and i != reached + 1 and lowers[i - 1] == "and" and view.capital(i - 2):
                continue  # "Renner and Ann Lee, 20, died": the first of them is no person by this reading
            elif i in named and (
                self._is_person(view, i, named[i])
                or (reached and i == reached + 1 and lowers[i - 1] == "and" and self._may_be_person[named[i].name])
            ):
                end, name = view.word_at(named[i].end), named[i].name
            elif word.isdigit() and i + 2 in named and _AGE_NOUN.match(lowers[i + 1]):
                end, name = view.word_at(named[i + 2].end), named[i + 2].name
            if end and lowers[end : end + 2] == ["of", "interest"]:
                end = 0
            elif end and value == 1 and word not in POSSESSIVES and self._pairs(view, end, in_title):
                end, value = end + 2, 2
            if end and value and not any(k in view.figure_at for k in range(i, end)):
                yield self._slot(view, i - 2 if name and self._is_suspected(view, i) else i, end, value), name
                reached = end

    def phrase(self, view: View, i: int, named: dict[int, Mention]) -> tuple[int, int, str]:
        """Where a singular noun phrase for a person that goes on at word i ends (0: none), its number, its name."""
        lexicon, lowers = self._lexicon, view.lowers
        value, head = 1, 0
        for k in range(i, min(len(lowers), i + _REACH)):
            if k > i and view.gaps[k] not in ("", "-"):
                break
            word = lowers[k]
            if k == i and (word in _ORDINAL_VALUES or (word[0].isdigit() and _ORDINAL_DIGITS.match(word))):
                value = self._ordinal(word)
                continue
            if word in lexicon.stops or word in lexicon.states or k in view.figure_at:
                break
            if word.isdigit() and k + 1 < len(lowers) and _AGE_NOUN.match(lowers[k + 1]):
                continue
            if word.endswith("-old") and _AGE_NOUN.match(word):
                head = k + 1
                continue
            body = self._body(view, k)
            if body:
                return k + 1, body, ""
            if word in lexicon.people and lexicon.singular(word) == word and word not in lexicon.irregular_plurals:
                head = k + 1
            elif head and not view.capital(k):
                break
        if not head:
            # "killed three people and injured a fourth", "a third died": one more person.
            # "A loss, its second in a row", "a fourth in a row" are of what was told before.
            alone = value > 1 and (i + 1 == len(lowers) or view.gaps[i + 1] or lowers[i + 1] in lexicon.stops)
            if lowers[i - 1] in POSSESSIVES or lowers[i + 1 : i + 4] == ["in", "a", "row"]:
                alone = False
            return (i + 1, 1, "") if alone and lowers[i + 1 : i + 2] != ["of"] else (0, 0, "")
        following = named.get(head)
        if following is not None and not view.gaps[head]:
            return view.word_at(following.end), value, following.name
        return head, value, ""

    def _is_suspected(self, view: View, i: int) -> bool:
        """ "Murder suspects Ann Lee and Tom Hall": the words before a name say what its bearers are suspected of."""
        if i < 2 or view.gaps[i] or view.gaps[i - 1] or view.lowers[i - 2] not in self._lexicon.crimes:
            return False
        return "suspects" in self._lexicon.people.get(self._lexicon.singular(view.lowers[i - 1]), ())

    def _as_many(self, view: View, i: int) -> Slot | None:
        """ "Seven killed and as many injured": as many as the figure before, with its hedge."""
        behind = view.lowers[i + 1 : i + 3]
        if len(behind) < 2 or behind[0] != "many" or behind[1] == "as" or i + 2 not in view.cues:
            return None
        before = [slot.figure for slot in view.slots if slot.first < i and slot.figure.unit == "count"]
        if not before or before[-1].form not in ("plain", "vague"):
            return None
        slot = self._slot(view, i, i + 2, 1)
        as_many = slot.figure._replace(
            reading=before[-1].reading, hedge=before[-1].hedge, because=("as many as the figure before",)
        )
        return Slot(as_many, slot.first, slot.last, slot.noun_end)

    def _opens_in_title(self, view: View, i: int) -> bool:
        """ "Blast kills mother, wounds boy": a title leaves out articles, also behind what somebody did."""
        if self._acts(view.lowers[i]):
            return False
        return i == 0 or view.gaps[i] != "" or self._acts(view.lowers[i - 1])

    def _acts(self, word: str) -> bool:
        return word.endswith("s") and word in self._befalling

    def _body(self, view: View, i: int) -> int:
        """How many persons word i counts that ends a noun phrase ("couple", "trio"); 0: it is no such word."""
        value = self._lexicon.person_bodies.get(view.lowers[i], 0) if i < len(view.lowers) else 0
        return value if value and self._ends_phrase(view, i + 1) else 0

    def _ends_phrase(self, view: View, end: int) -> bool:
        """Whether no noun and no "of" goes on at word ``end``."""
        if end >= len(view.lowers) or view.gaps[end]:
            return True
        word = view.lowers[end]
        return word != "of" and (word in self._lexicon.stops or word in self._lexicon.states or end in view.cues)

    def _pairs(self, view: View, end: int, in_title: bool) -> bool:
        """ "A mother and daughter": a second person who shares the article of the first follows at word ``end``."""
        lowers, lexicon = view.lowers, self._lexicon
        if end + 1 >= len(lowers) or lowers[end] != "and" or view.gaps[end] or view.gaps[end + 1]:
            return False
        word = lowers[end + 1]
        if word not in lexicon.people or lexicon.is_plural(word) or (view.capital(end + 1) and not in_title):
            return False
        return self._ends_phrase(view, end + 2)

    def _is_pronoun(self, view: View, i: int) -> bool:
        """ "One was shot", "four were shot, one fatally", "one of them died": a person of those before."""
        lowers = view.lowers
        if i + 1 >= len(lowers) or view.gaps[i + 1] or not (i == 0 or view.gaps[i] or lowers[i - 1] == "and"):
            return False
        if lowers[i + 1] == "of":
            return lowers[i + 2 : i + 3] in (["them"], ["whom"], ["those"], ["the"])
        return lowers[i + 1] in self._lexicon.auxiliaries or i + 1 in view.cues

    def _ordinal(self, word: str) -> int:
        digits = _ORDINAL_DIGITS.match(word)
        return int(digits[1]) if digits else _ORDINAL_VALUES[word]

    def _is_person(self, view: View, i: int, mention: Mention) -> bool:
        """A full name beside an age, or right beside what befell its bearer."""
        if not self._may_be_person[mention.name]:
            return False
        end = view.word_at(mention.end)
        lowers = view.lowers
        if end < len(lowers) and view.gaps[end] == "," and AGE.match(lowers[end]):
            return True
        near = (*lowers[max(0, i - 2) : i], *lowers[end : end + 4])
        return any(word in self._befalling for word in near)

    def may_be_person(self, name: str) -> bool:
        """Whether a name is a full one, and none of a street, an office or a page."""
        return self._may_be_person[name]

    def _is_full_name(self, name: str) -> bool:
        words = name.split()
        if not 2 <= len(words) <= 4 or len(words[-1]) == 1:  # "Hepatitis A"
            return False
        if _NO_PERSON.search(name) or not self._geographic.isdisjoint(words):
            return False
        if any([word.isupper() and len(word) > 2 for word in words]):
            return False  # a headline inside the text
        return not any([word.lower() in self._lexicon.furniture for word in words])

    def _slot(self, view: View, first: int, end: int, value: int) -> Slot:
        """A slot as of a number and its noun; an ordinal says how many there are by now."""
        start, stop = view.starts[first], view.ends[end - 1]
        surface = view.text[start:stop]
        number = Span(start, view.ends[first])
        figure = Figure(
            span=Span(start, stop),
            surface=surface,
            number_span=number,
            number_surface=view.text[number.start : number.end],
            reading=_reading(value),
            hedge="exact",
            unit="count",
            form="single",
            sentence=view.sentence,
            in_title=False,
            counted=self._noun(view, first, end),
            counted_span=Span(min(number.end + 1, stop), stop),
            because=(f"{value} persons by now, or together" if value > 1 else "one person, told without a number",),
        )
        return Slot(figure, first, min(first + 1, end), end)

    def _noun(self, view: View, first: int, end: int) -> str:
        for k in range(end - 1, first - 1, -1):
            if view.lowers[k] in self._lexicon.people:
                return view.lowers[k] if k < 2 or view.lowers[k - 1] != "and" or k - 1 < first else "person"
        return "person"


@lru_cache(maxsize=100)
def _reading(persons: int) -> Reading:
    return Reading.exactly(Decimal(persons), Decimal(1))
