"""Victims that are told one by one: "a teenager was killed", "killing Ann Lee, 34", "a fourth victim has died".

Local news seldom prints the number one, and a report that opens with "a man was killed" states a toll all the same.
Only title and opening are looked through: further down, persons are told of one by one. A person becomes a figure only
where a frame of a measure of victims (``victims`` in its YAML) takes it like a number.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import Final, NamedTuple

from figcheck.articles import Span
from figcheck.describe.cues import Cues, Match
from figcheck.describe.drafts import Draft
from figcheck.describe.frames import Frames
from figcheck.describe.mentions import Mention
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import OPENS_PERSON, TELLS_VICTIM, VICTIM, Remembered
from figcheck.expressions import expression
from figcheck.intervals import Reading
from figcheck.lexicon import Lexicon
from figcheck.model import Figure
from figcheck.numerals import ORDINALS

_ARTICLES: Final = frozenset(("a", "an", "another"))
_POSSESSIVES: Final = frozenset(("his", "her", "their", "its"))
_SHORT: Final = 3  # letters of words that befall others as well: "hit", "cut"
_REACH: Final = 6  # words between an article and its noun
_FRAMES: Final = frozenset(("active", "done_to", "befalls", "state", "of", "suffers", "adjective"))
_ORDINAL_VALUES: Final = {word: n for n, word in enumerate(ORDINALS[1:12], 2)}
_ORDINAL_DIGITS: Final = expression(r"(\d{1,2})(?:nd|rd|th)$")
_OPENERS: Final = frozenset((*_ARTICLES, *_POSSESSIVES, *_ORDINAL_VALUES, "one", "the"))
_AGE: Final = expression(r"\d{1,3}$")
_AGE_NOUN: Final = expression(r"(?:[a-z]+-)?(?:year|month|week|day)-old$")  # its digits are a word of their own
_NO_PERSON: Final = expression(
    r"[’']s\b|\d|\b(?:Street|St|Avenue|Ave|Road|Rd|Drive|Boulevard|Blvd|Lane|Highway|Police|Department|County|City|Hospital|"
    r"University|College|School|Center|Centre|Church|Club|Park|Apartments|Court|News|Times|Company|Office|Services)\b"
)


_OTHERS: Final = expression(r"\s+(?:[a-z]+\s+){0,2}?others?\b|\s+other\s+[a-z]+")
_DEAD: Final = expression(
    r"\b(?<!non-)(?:dead|death|deaths|died|dies|killed|killing|kills|fatal(?:ly|ity|ities)?|homicides?|slain|slaying|murdered|murders|"
    r"(?<!attempted )murder|pronounced)\b(?! threat)"
)
# What a death is told by begins with one of these, which are looked for faster than a pattern is searched.
_DEAD_OPENINGS: Final = tuple("kill dead death died fatal dies murder homicide slain slaying pronounced".split())
_SEXES: Final = frozenset(("men", "women", "children"))


class Single(NamedTuple):
    """A figure made of one or more persons told one by one, the frame that takes it, and the name if there is one."""

    figure: Figure
    slot: Slot
    match: Match
    name: str


class VictimReader:
    """Finds persons without a number that a measure of victims counts, and settles the tolls of an article."""

    def __init__(self, cues: Cues, frames: Frames, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._frames = frames
        measures = cues.measures
        self.measures = frozenset(measure.id for measure in measures.values() if measure.victims)
        self._survivors = {m.id: m.survivors for m in measures.values() if m.survivors in measures}
        # Words that also stand where nothing befell anybody ("in hospital") tell nothing by themselves.
        idle = lexicon.auxiliaries | lexicon.prepositions | lexicon.determiners
        self.heads = frozenset(
            head
            for head, rows in cues.by_head.items()
            if head not in idle and any(cue.measure in self.measures for cue in rows)
        )
        self._geographic = lexicon.geographic | lexicon.institutions
        self._may_be_person = Remembered(self._is_full_name)
        self._separate = frozenset(("separate", "unrelated", "earlier", "previous"))

    def read(self, view: View, mentions: Sequence[Mention], in_title: bool) -> list[Single]:
        """The persons of a sentence that count as figures, in order; none overlaps a figure of the sentence."""
        if not self.measures or not view.classes & VICTIM:
            return []
        if not any(cue.measure in self.measures for rows in view.cues.values() for cue in rows):
            return []
        found: list[Single] = []
        for slot, name in self._persons(view, mentions, in_title):
            match, _ = self._frames.match(view, slot)
            if match is None and found and self._shares_verb(view, found[-1], slot, name):
                found[-1] = _together(found[-1], slot, name, view)
                continue
            if match is None or match.measure not in self.measures or match.frame not in _FRAMES:
                continue
            if self._shares_with_number(view, slot, match):
                continue
            if self._frames.mode(view, match, slot) != "stated":
                continue
            before = found[-1] if found else None
            if before is not None and _renames(view, before.slot, slot):
                continue
            if before is not None and _joined(view, before.slot, slot) and before.match.measure == match.measure:
                found[-1] = _together(before, slot, name, view)
            else:
                found.append(Single(slot.figure, slot, match, name))
        return found

    def _shares_verb(self, view: View, before: Single, slot: Slot, name: str) -> bool:
        """ "Police killed murder suspects Ann Lee and Tom Hall": a second name behind one that a verb takes."""
        if not name or not before.name or not _joined(view, before.slot, slot):
            return False
        end = slot.noun_end
        return end >= len(view.lowers) or view.gaps[end] != "" or view.lowers[end] in self._lexicon.prepositions

    def classes(self, word: str) -> int:
        """Whether a word begins a cue of victims, or a noun phrase for one person."""
        classes = 0
        if word in self.heads:
            classes = VICTIM | TELLS_VICTIM if len(word) > _SHORT and self.measures else VICTIM
        if word in _OPENERS or word.isdigit() or _ORDINAL_DIGITS.match(word):
            classes |= OPENS_PERSON
        return classes

    def settle(self, drafts: list[Draft], low: str, lead_end: int) -> list[Draft]:
        """The claims of an article with the persons without a number that tell a toll, and survivors as what they are.

        Where the article counts the victims, persons told one by one are no tolls; one that the lead tells before any
        count is kept.
        """
        singles = [draft for draft in drafts if draft.figure.form == "single"]
        if singles:
            counts: dict[str, int] = {}
            for draft in drafts:
                figure = draft.figure
                if figure.form != "single" and not draft.joined and figure.hedge != "vague" and figure.reading.low >= 1:
                    counts.setdefault(draft.measure, figure.span.start)
            drafts = [
                draft
                for draft in drafts
                if draft.figure.form != "single"
                or draft.measure not in counts
                or draft.figure.span.start < min(counts[draft.measure], lead_end)
            ]
        if self._survivors and any(draft.measure in self._survivors for draft in drafts):
            dead = _tells_death(low)
            for draft in drafts:
                survivors = self._survivors.get(draft.measure)
                if survivors is None:
                    continue
                frame = draft.match.frame if draft.match is not None else "counts"
                by_verb = frame not in ("counts", "toll")
                if not by_verb and (draft.figure.counted != "victim" or frame == "toll"):
                    continue  # "355,000 casualties", "the number of victims is 59"
                apart = draft.figure.counted in ("other", "more") or _OTHERS.match(low, draft.figure.span.end)
                if not dead or (apart and by_verb and draft.mode == "stated"):
                    draft.told(f"{survivors}: " + ("beside the dead" if dead else "the article tells of no death"))
                    draft.measure = survivors
        return drafts

    def part_roles(self, drafts: Sequence[Draft]) -> None:
        """Persons of different names told one by one are parts of a toll that nobody states."""
        by_measure: dict[str, list[Draft]] = {}
        for draft in drafts:
            if draft.figure.form == "single":
                by_measure.setdefault(draft.measure, []).append(draft)
        for members in by_measure.values():
            names = {draft.name.rsplit(" ", 1)[-1] for draft in members if draft.name}
            groups = {
                frozenset(_SEXES & self._lexicon.people.get(draft.figure.counted or "", frozenset()))
                for draft in members
            }
            another = any(draft.figure.surface[:7].lower() == "another" for draft in members)
            if len(names) > 1 or len(groups - {frozenset()}) > 1 or another:
                for draft in members:
                    if draft.role is None and draft.figure.reading.point == 1:
                        draft.role = "part"
                        draft.told("one of several told one by one")

    def _persons(self, view: View, mentions: Sequence[Mention], in_title: bool) -> Iterable[tuple[Slot, str]]:
        """Noun phrases and names of one person, as slots of the sentence, with the name where there is one."""
        lowers, gaps = view.lowers, view.gaps
        named = {view.word_at(m.start): m for m in mentions if m.kind == "name"}
        places: Iterable[int] = range(len(lowers))
        if not in_title:
            places = sorted({*named, *[i for i, bits in enumerate(view.bits) if bits & OPENS_PERSON]})
        reached = 0
        for i in places:
            if i < reached or i >= len(lowers) or i in view.figure_at:
                continue
            word = lowers[i]
            end, value, name = 0, 1, ""
            if word == "the":
                body = self._body(view, i + 1)
                end, value = (i + 2, body) if body else (0, 1)
            elif word in _ARTICLES or (word in _POSSESSIVES and not in_title):
                end, value, name = self.phrase(view, i + 1, named)
            elif word == "one" and self._is_pronoun(view, i):
                end = i + 1
            elif word in _ORDINAL_VALUES or (word[0].isdigit() and _ORDINAL_DIGITS.match(word)):
                end, _, name = self.phrase(view, i + 1, {})
                value = self._ordinal(word)
            elif in_title and (i == 0 or gaps[i]) and word not in self._lexicon.stops:
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
            elif end and value == 1 and word not in _POSSESSIVES and self._pairs(view, end, in_title):
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
            alone = value > 1 and (i + 1 == len(lowers) or view.gaps[i + 1] or lowers[i + 1] in lexicon.stops)
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
        if end < len(lowers) and view.gaps[end] == "," and _AGE.match(lowers[end]):
            return True
        near = (*lowers[max(0, i - 2) : i], *lowers[end : end + 4])
        return any(word in self.heads for word in near)

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
            Span(start, stop),
            surface,
            number,
            view.text[number.start : number.end],
            _reading(value),
            "exact",
            "count",
            "single",
            view.sentence,
            False,
            self._noun(view, first, end),
            Span(min(number.end + 1, stop), stop),
            because=(f"{value} persons by now, or together" if value > 1 else "one person, told without a number",),
        )
        return Slot(figure, first, min(first + 1, end), end)

    def _noun(self, view: View, first: int, end: int) -> str:
        for k in range(end - 1, first - 1, -1):
            if view.lowers[k] in self._lexicon.people:
                return view.lowers[k] if k < 2 or view.lowers[k - 1] != "and" or k - 1 < first else "person"
        return "person"

    def _shares_with_number(self, view: View, slot: Slot, match: Match) -> bool:
        """ "a man and two women were killed", "a separate shooting": no toll of one."""
        if not view.present.isdisjoint(self._separate) and slot.figure.reading.point != 1:
            return True
        for other in view.slots:
            low, high = sorted((slot, other), key=lambda s: s.first)
            between = view.lowers[low.noun_end : high.first]
            if between in (["and"], ["and", "another"]) and not (match.cue and low.noun_end < match.cue < high.first):
                taken, _ = self._frames.match(view, other)
                if taken is not None and taken.measure == match.measure and taken.cue == match.cue:
                    return True
        return False


@lru_cache(maxsize=100)
def _reading(persons: int) -> Reading:
    return Reading.exactly(Decimal(persons), Decimal(1))


def _tells_death(low: str) -> bool:
    """True when a text in lower case tells of a death."""
    for opening in _DEAD_OPENINGS:
        at = low.find(opening)
        while at >= 0:
            if _DEAD.match(low, at) is not None:
                return True
            at = low.find(opening, at + 1)
    return False


def _joined(view: View, first: Slot, second: Slot) -> bool:
    """ "a man and a woman", "a man, a woman and a boy"."""
    between = view.lowers[first.noun_end : second.first]
    return between == ["and"] or (not between and view.gaps[second.first] == ",")


def _renames(view: View, first: Slot, second: Slot) -> bool:
    """ "its sole occupant, a farmer in his sixties": the same person in other words, no list."""
    if second.first != first.noun_end or view.gaps[second.first] != ",":
        return False
    rest = view.lowers[second.noun_end :]
    return "and" not in rest[:6] and not (rest and view.gaps[second.noun_end] == ",")


def _together(before: Single, slot: Slot, name: str, view: View) -> Single:
    """Two persons that share what befell them, as one figure."""
    figure = before.figure
    first = figure.reading.point or Decimal(1)
    total = first + (slot.figure.reading.point or Decimal(1))
    span = Span(figure.span.start, slot.figure.span.end)
    joined = figure._replace(
        span=span,
        surface=view.text[span.start : span.end],
        reading=Reading.exactly(total, Decimal(1)),
        counted="person",
        counted_span=Span(figure.number_span.end + 1, span.end),
        because=(f"{total} persons, told one by one",),
    )
    return Single(joined, Slot(joined, before.slot.first, before.slot.last, slot.noun_end), before.match, "")
