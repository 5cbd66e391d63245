"""Lists of parts in a sentence: "48 people: 20 men, 14 women and 12 children", "11,400, of whom 7,900 … and 4,500 …".

An opener (``listopeners``) tells that a list of parts begins, and whether the list means to name all of them. The list
is read item by item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.fates import fates, kinds, sorted_by_kind
from figcheck.check.listopeners import (
    AMONG_THOSE,
    BEFALLEN,
    MADE_UP,
    OF,
    OF_NOUN,
    OF_THESE,
    OF_WHOLE,
    OPENERS,
    SHARED,
    THOSE,
)
from figcheck.check.marked import MARK, Marked
from figcheck.check.rows import is_money
from figcheck.check.sentences import Ends
from figcheck.check.terms import (
    Term,
    apart,
    exclude,
    group_told,
    is_persons,
    may_have_halves,
    part_ends,
    points,
    same_kind,
    term,
)
from figcheck.expressions import expression
from figcheck.intervals import INFINITY
from figcheck.model import Claim

_LONGEST: Final = 500  # characters of a list
_MOST: Final = 16  # parts of a list
_ADJACENT: Final = 3  # characters between a sentence and the next
_SPLIT: Final = expression(r"; ?(?:and )?|, (?:and |plus |as well as |while )?| (?:and|plus|as well as|while|&) ")
_CLOSES: Final = expression(r"[.?!](?:\s|$)|:|[)\]]|\s[–—]|\s--?\s|$")
_LEAD: Final = r"(?:(?:with|the|its|an?|about|some|only|just|at least|another|a further) )*"
_NUMBERED: Final = expression(rf"{_LEAD}(?P<rest>(?:other|remaining|rest,?) )?<(?P<number>\d+)>")
_NESTED: Final = expression(r"(?:including|among|of (?:them|whom|which|these)|most|many|mainly|mostly|some|half|all)\b")
_NESTED_BEHIND: Final = expression(r" (?:[a-z'-]+ ){0,2}of (?:them|whom|which|these|those)\b")
_INSIDE: Final = expression(r"\b(?:including|among (?:them|whom)|of (?:whom|which))\b")
_SINGLE: Final = expression(
    r"(?:an?|one) (?!(?:total|number|few|couple|pair|group|family|team|handful|dozen|host|series|variety|range|further|"
    r"crew|third|quarter|half|lot|million|unit|squad|class|gang|band) ?)(?:[a-z0-9'-]+ ){0,3}?[a-z0-9'-]+"
)
_AGED: Final = expression(r"(?<=[a-z]) (?:of|aged) <\d+>$")  # "a girl of nine"
_ONE_OF: Final = expression(r"(?:the (?!rest\b|others?\b|remain)|his|her|its|their) [a-z' -]+")
_OPEN: Final = expression(
    r"\b(?:including|for (?:example|instance)|such as|e\.g|among others?|among them|many more|others|several|some|"
    r"most(?:ly)?|mainly|many|few|dozens|hundreds|scores|etc|other|unknown|unidentified|at least|each|apiece|per|every|"
    r"respectively|between|apart|cheapest|dearest)\b"
)
_BEHIND_HALVES: Final = expression(r" ?(?:[,.;:)–—?!]|-- |$|aged\b|from\b|in their\b|between\b)")
_COMPARED: Final = expression(r" (?:[a-z'-]+ )?(?:more|fewer|less|higher|lower|above|below|short)\b(?: than\b)?")
_BODY: Final = expression(
    r"\b(?:jury|panel|crew|group|party|committee|family|team|choir|class|squad|cast|delegation|board|orchestra) of $"
)
_PLACE: Final = expression(r"(?:[a-z' ]{0,40}? )??(in|from|at|for|to|on|by) ")
_ELSEWHERE: Final = expression(r" (?:abroad|overseas|elsewhere|at home|outside (?:it|the country|the city))")
_COMPOUND: Final = expression(r"-(?:member|strong|person|seat|nation|country|ship|vehicle|team)\b")
# What is left when losses are set against gains may be less than one of them.
NET: Final = expression(r"\b(?:loss(?:es)?|net|deficit|surplus|profits?|earnings|shortfall|gains?|balance)\b")
_WERE: Final = expression(r" (?:were|are|was|is) (?:[a-z'-]+ ){0,2}[a-z'-]+$")
_SAID_OF: Final = expression(r" of (?:them|whom|which)\b| (?:were|are|was|is) ")
_TOLD_OF: Final = expression(r" (?:are|were|is|was|have|has|had|will|would|can|could|do|did|last|play|live|died?)\b")
_NO_PLACE: Final = expression(
    r" in (?:the |an? |his |her |their )?(?:legs?|arms?|heads?|chest|back|face|necks?|foot|feet|hands?|stomach|"
    r"wheelchairs?|uniforms?|debt|part|full|person|theory)\b|"
    r".* (?:wounded|injured|killed|hurt|dead|missing|arrested|detained|damaged|destroyed|closed|"
    r"treated|rescued|charged)$"
)
_VOTE: Final = expression(r"\b(?:for|in favou?r|yes|against|no|abstained)\b")
_VOTED: Final = expression(
    r" (?:said |voted |voting |were )?(?:for|in favou?r|yes|against|no|abstain(?:ed|ing|s)?|undecided|unsure)(?: it)?$|"
    r" (?:had|gave) no (?:view|opinion)\b| did not (?:know|vote)\b"
)
_GAPPED: Final = expression(r" [a-z'-]+(?<!ed)(?<!en)(?<!ing)$")
AND_ONE: Final = expression(
    r"\b(?:and|plus|with) (?:an?|his|her|its|their|several|some|many|others?|dozens|hundreds)\b|"
    r"\b(?:as well as|along with|together with)\b"
)
LASTING: Final = ("year", "month", "week", "day", "hour")


class Breakdown(NamedTuple):
    """A whole with its parts, of one sentence or of several.

    ``loose`` are terms that may be parts of parts. ``is_complete``: the text means to name all parts; ``exclusive``: no
    one is in two of them. ``sure``: the words leave no doubt that these are parts of the whole; ``is_firm``: nor that
    they are all.
    """

    whole: Claim
    terms: tuple[Term, ...]
    loose: tuple[Term, ...] = ()
    is_complete: bool = False
    exclusive: bool = True
    sure: bool = False
    is_firm: bool = False

    @property
    def parts(self) -> tuple[Claim, ...]:
        """The parts told with a number, in the order of the text."""
        found = [it.claim for it in (*self.terms, *self.loose) if it.claim is not None]
        return tuple(sorted(found, key=lambda claim: claim.number))


def lists(sentence: Marked, last: Marked | None = None) -> Iterator[Breakdown]:
    """The lists of parts in a sentence, one for a whole: the first opener that reads as one.

    ``last`` is the sentence right before it, whose only figure may be the whole: "The dead were 20 men and 14 women."
    """
    found = _list_of_before(sentence, last) if last is not None else None
    if found is not None:
        yield found
    marks = len(sentence.claims)
    taken: set[str] = set()
    for number in range(marks):
        if number + 1 == marks and " an " not in sentence.text and " a " not in sentence.text:
            return
        found = _list_of(sentence, number, sentence.claims[number].id in taken)
        if found is not None:
            taken.update(part.id for part in found.parts)
            yield found


def _list_of_before(sentence: Marked, last: Marked) -> Breakdown | None:
    if sentence.start - last.end > _ADJACENT:
        return None
    match = OF_THESE.match(sentence.text)
    if match is not None:
        return _list_of_these(sentence, last, match)
    match, kind = THOSE.match(sentence.text), "all"
    if match is None:
        match, kind = AMONG_THOSE.match(sentence.text), "some"
    if match is None:
        return None
    if AND_ONE.search(last.after(0)):
        return None
    befallen = next((measure for word, measure in BEFALLEN if word in match.group()), None)
    wholes = [claim for claim in last.claims if claim.figure.unit == "count" and claim.figure.form == "plain"]
    if len(wholes) != 1 or len(wholes) != len(last.claims) or not is_persons(wholes[0]) or wholes[0].role == "part":
        return None
    if befallen is not None and wholes[0].measure not in (befallen, "casualties", "counted"):
        return None  # "killed 40 people. Among the injured were …"
    found = _read(_Items(sentence, wholes[0], match.end()), match, kind)
    return found if found is not None and (found.sure or found.is_complete) else None


def _list_of_these(sentence: Marked, last: Marked, match: re.Match[str]) -> Breakdown | None:
    """ "There are 412 trees. Of these, 231 are oaks …": the whole is the only figure of the sentence before."""
    if len(last.claims) != 1 or AND_ONE.search(last.after(0)):
        return None
    whole = last.claims[0]
    if whole.figure.form != "plain" or whole.figure.counted is None or whole.figure.in_title or whole.role == "part":
        return None
    return _read(_Items(sentence, whole, match.end()), match, "some")


def _list_of(sentence: Marked, number: int, is_part: bool) -> Breakdown | None:
    text, end = sentence.text, sentence.ends[number]
    whole = sentence.claims[number]
    if whole.figure.form in ("times", "multiple", "share") or whole.figure.unit in ("ratio", "fraction"):
        return None
    if text[end : end + 1] == "-" and _COMPOUND.match(text, end) is None:
        return None  # "the 300-page report"
    is_shared = SHARED.search(sentence.before(number, 30)) is not None
    items: _Items | None = None
    for kind, needed, opener in OPENERS:
        if not any([text.find(sign, end) >= 0 for sign in needed]):
            continue
        if (is_part and kind in ("halves", "places")) or (is_shared and kind in ("all", "halves", "places")):
            continue
        match = opener.match(text, end)
        if match is not None:
            if items is None or items.start != match.end():
                items = _Items(sentence, whole, match.end(), number)
            if kind == "counted" and not items.are_as_many_as(sentence.claims[int(match["many"])]):
                continue
            found = _read(items, match, "all" if kind == "counted" else kind)
            if found is not None:
                return found
    if OF.search(sentence.before(number, 20)):
        match = OF_WHOLE.match(text, end) or OF_NOUN.match(text, end)
        if match is not None:
            return _read(_Items(sentence, whole, match.end(), number), match, "some")
    return None


def _read(items: _Items, match: re.Match[str], kind: str) -> Breakdown | None:
    """The list that begins where an opener ends; None when it is none, or when it cannot be told what belongs to it."""
    sentence, whole, terms = items.sentence, items.whole, items.terms
    fewest = 1 if len(terms) > 1 and (is_persons(whole) or any(it.group for it in terms)) else 2
    if sum(it.claim is not None for it in terms) < fewest:
        return None
    opener = match.group()
    if AND_ONE.search(opener):
        return None  # "30 people and a policeman: 22 men and nine women"
    bracket = "(" in opener
    dash = opener.rstrip("( ").endswith(("–", "—", "-"))
    if (bracket and items.closed_by != ")") or (dash and items.closed_by in (")", ":")):
        return None
    if items.bare > 1:
        return None  # "three women, 17, 19 and 20": ages
    end = part_ends(whole)
    if kind == "all" and any(it.claim is not None and it.ends.low > end.high for it in terms) and not items.is_tenfold:
        return None  # "parked in two rows: four in front and two behind"
    sexes = exclude(terms)
    is_group = is_persons(whole) or _BODY.search(sentence.before(items.number, 20)) is not None
    if kind == "halves" and not (sexes and is_group and _BEHIND_HALVES.match(sentence.text, items.end)):
        return None
    if kind == "halves" and not may_have_halves(whole.figure.counted, terms):
        return None  # "12 children, 19 women and 18 men": the first is one of the list
    if kind == "places" and is_persons(whole) and not (items.is_where or items.voted):
        return None  # "30 people were held, 20 for assault and 15 for resisting arrest"
    if kind == "places" and not ((items.by_place or items.voted) and all(_is_elliptic(whole, it) for it in terms)):
        return None
    if kind == "with" and not (items.by_place or sexes):
        return None
    if kind == "places" and items.begins_with(opener):
        return None  # "12 people in Kabul, eight in Herat and five in Kunduz": the first is one of them
    whole_named = all(it.claim is None or same_kind(whole, it.claim) for it in terms)
    of_money = is_money(whole.figure.unit)
    exclusive = sexes or of_money or items.excluded or (kind in ("all", "halves") and not items.told_of)
    if of_money and kind in ("some", "with") and NET.search(sentence.text, 0, match.start()):
        return None
    includes = "includ" in opener or "among" in opener
    complete = items.is_complete and not includes
    if kind == "places":
        complete = complete and sentence.text.endswith("total of ", 0, sentence.starts[items.number])
    if items.told_of and not (sexes or items.tell_apart):
        complete = False  # "12 songs: three are covers, and two last over 10 minutes"
    if kind in ("some", "with"):
        complete = complete and (items.has_rest or (sexes and items.told_apart))
    if _OPEN.search(opener):
        complete = False
    return Breakdown(
        whole,
        tuple(terms),
        tuple(items.loose),
        complete and not (of_money and kind == "some" and not items.has_rest),
        exclusive,
        sexes or kind in ("some", "with", "places") or (whole_named and not includes),
        sexes or items.has_rest or MADE_UP.search(opener) is not None,
    )


def _is_elliptic(whole: Claim, part: Term) -> bool:
    """True for a part without a noun of its own, no larger than its whole: "120 jets, 70 for Delta"."""
    if part.claim is None or part.claim.figure.counted not in (None, whole.figure.counted):
        return False
    return part.ends.low <= part_ends(whole).high


class _Items:
    """The items of a list, read from a place in a sentence."""

    def __init__(self, sentence: Marked, whole: Claim, start: int, number: int = 0) -> None:
        self.start = start
        self.number = number  # of the mark of the whole, where it is in the same sentence
        self.terms: list[Term] = []
        self.loose: list[Term] = []
        self.is_complete = True
        self.has_rest = False
        self.told_apart = True
        self.by_place = True
        self.elsewhere: list[str] = []  # "abroad", "at home"
        self.gapped = True
        self.voted = True
        self.told_of = False  # items are clauses: "three are covers"
        self.closed_by = ""
        self.bare = 0  # numbers with nothing behind them
        self.told: list[str] = []  # what stands behind each number
        self.sentence = sentence
        self.whole = whole
        self._place = ""
        self._nested = False
        self._closed = False
        text = sentence.text
        limit = min(len(text), start + _LONGEST)
        closing = _CLOSES.search(text, start, limit)
        stop = closing.start() if closing is not None else limit
        self.closed_by = text[stop : stop + 2].strip()[:1] if stop < len(text) else ""
        self.end = start
        at, joint = start, ""
        while at <= stop and len(self.terms) + len(self.loose) <= _MOST:
            split = _SPLIT.search(text, at, stop)
            if self._closed and not joint.strip(" ,;"):
                self.is_complete = self.is_complete and _OPEN.match(text, at, stop) is None
            last = split.start() if split is not None else stop
            if not self._item(at, last, joint):
                break
            self.end = last
            if split is None:
                break
            at, joint = split.end(), split.group()

    def are_as_many_as(self, claim: Claim) -> bool:
        """True for as many items as a figure of another thing says: "300 jobs at the two sites: 180 … and 105 …"."""
        return claim.figure.unit == "count" and claim.figure.reading.point == len(self.terms)

    def begins_with(self, opener: str) -> bool:
        """True where what stands behind the whole reads like an item of the list, so that it may be the first."""
        if self.whole.figure.unit == "percent":
            return True
        spoken = opener.rstrip(" ,")
        return (self.by_place and f" {self._place} " in f"{spoken} ") or (
            self.voted and _VOTE.search(spoken) is not None
        )

    @property
    def is_tenfold(self) -> bool:
        """True where the parts make ten times their whole, or a hundred times."""
        made, whole = points(self.terms), self.whole.figure.reading.point
        return made is not None and whole is not None and whole > 0 and made / whole in (10, 100, 1000)

    @property
    def is_where(self) -> bool:
        """True where each item tells a place of its own."""
        numbered = [it.claim for it in self.terms if it.claim is not None]
        told = [
            claim.scope.where
            for claim, behind in zip(numbered, self.told, strict=False)
            if "where" not in claim.inherited and not _ELSEWHERE.fullmatch(behind)
        ]
        places = [where for where in told if where]
        return (
            self.by_place and len(places) == len(self.terms) - len(self.elsewhere) and len(set(places)) == len(places)
        )

    @property
    def tell_apart(self) -> bool:
        """True where the words of the items tell that nobody is in two of them."""
        return self.has_rest or self.by_place or self.gapped or self.voted

    @property
    def excluded(self) -> bool:
        """True where nobody is in two of the items, though they may not be all: ends, kinds, children and women."""
        if self.tell_apart or len(self.told) < len(self.terms):
            return self.tell_apart
        nouns = [it.claim.figure.counted for it in self.terms if it.claim is not None]
        return (
            fates(self.told, self.whole.figure.counted)
            or (sorted_by_kind(self.told, self.whole.figure.counted) and not is_persons(self.whole))
            or kinds(nouns, self.told)
            or (apart(self.terms) and not self.sentence.text.startswith(" and ", self.end))
        )

    def _item(self, start: int, end: int, joint: str) -> bool:
        """Take in an item; False when the list ended before it."""
        text = self.sentence.text
        item = text[start:end]
        joined = "and" in joint or "plus" in joint or "&" in joint or "as well" in joint
        numbered = _NUMBERED.match(item)
        if self._closed and not joined and ";" not in joint:
            # Behind "A, B and C" a new item is no member of the list: it may be some of the last.
            if numbered is None:
                self.is_complete = self.is_complete and _OPEN.search(item[:30]) is None
                return False
            self._nested = True
        if self._closed and joined and joint.startswith(","):
            self._nested = True  # "six in Gao and four in Kidal, and seven were hurt"
        if _NESTED.match(item):
            self._nested = True
        if numbered is None:
            item = _AGED.sub("", item)
            if MARK.search(item) and not self._nested:
                return False if self._closed else self._fail()
            self._unnumbered(item)
        elif not self._number(start, int(numbered["number"]), numbered, text[start + numbered.end() : end]):
            return False
        if joined and numbered is not None:
            self._closed = True
        if _INSIDE.search(item, 1):
            self._nested = True
        return True

    def _fail(self) -> bool:
        self.is_complete = False
        return False

    def _number(self, start: int, number: int, match: re.Match[str], behind: str) -> bool:
        claim, whole = self.sentence.claims[number], self.whole
        bare = claim.figure.unit == "count" and claim.figure.counted is None and whole.figure.form == "measure"
        if (claim.figure.unit != whole.figure.unit and not bare) or claim.figure.form in ("times", "multiple", "share"):
            return self._fail()
        others = [self.sentence.claims[int(mark)] for mark in MARK.findall(behind)]
        several = [it for it in others if it.figure.reading.point != 1]  # not "four members of one family"
        if any(it.figure.unit == whole.figure.unit for it in several) or claim.each or " each" in behind:
            self.by_place = False
            self.is_complete = False
            return self._fail()
        if _COMPARED.match(behind):
            return self._fail()  # "120 units: 40 more than in May"
        if behind[:1] not in ("", " ", "."):
            return self._fail()  # "20-year-old"
        nested = self._nested or (len(self.terms) > 0 and _NESTED_BEHIND.match(behind) is not None)
        group = group_told(behind)
        found = term(claim, group)
        if nested:
            self.loose.append(found)
            return True
        if match["rest"]:
            self.has_rest = True
        if len(self.terms) == 0 and group and not _SAID_OF.match(behind):
            self.told_apart = False
        self._places(behind)
        self.told_of = self.told_of or _TOLD_OF.match(behind) is not None
        self.voted = self.voted and _VOTED.match(behind) is not None
        self.gapped = self.gapped and (_GAPPED if self.terms else _WERE).match(behind) is not None
        self.bare += not behind.strip() and claim.figure.unit == "count"
        if _OPEN.search(behind) or (claim.figure.hedge == "at_least"):
            self.is_complete = self.is_complete and _INSIDE.search(behind) is not None
        self.terms.append(found)
        self.told.append(behind)
        return True

    def _places(self, behind: str) -> None:
        """Whether each item stands somewhere else, by one preposition: "7,900 in Norway and 4,500 in Poland"."""
        match = (
            _PLACE.match(behind.removeprefix(" "))
            if self.terms == []
            else re.match(r" (in|from|at|for|to|on|by) ", behind)
        )
        if _ELSEWHERE.fullmatch(behind) and behind not in self.elsewhere:
            self.elsewhere.append(behind)
        elif match is None or (self.terms and match[1] != self._place) or _NO_PLACE.match(behind):
            self.by_place = False
        else:
            self._place = match[1]

    def _unnumbered(self, item: str) -> None:
        """A member named without a number: "a woman" is one, "the driver" one at most, anything else nobody knows."""
        if "others" in item or "among them" in item:
            self.is_complete = False
        if self._nested:
            return
        self.by_place = self.gapped = self.voted = False
        single = _SINGLE.match(item)
        if single is not None and self.whole.figure.unit == "count":
            group = next((word for word in single.group().split() if group_told(f" {word}")), "")
            self.terms.append(Term(None, Ends(Decimal(1), Decimal(1)), item.strip(), group))
        elif _ONE_OF.match(item) and not item.split()[-1].endswith("s"):
            self.terms.append(Term(None, Ends(Decimal(0), Decimal(1)), item.strip()))
        else:
            self.is_complete = False
            self.terms.append(Term(None, Ends(Decimal(0), INFINITY), ""))
