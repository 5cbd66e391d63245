"""The items of a list of parts, read one by one from where it opens."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from figcheck.check.fates import LOOSE, WORKS, fates, kinds, roles, sorted_by_kind, treated_apart
from figcheck.check.marked import MARK, Marked
from figcheck.check.sentences import Ends
from figcheck.check.terms import Term, apart, group_told, is_persons, points, term
from figcheck.expressions import expression
from figcheck.intervals import INFINITY
from figcheck.model import Claim

_LONGEST: Final = 500  # characters of a list
_MOST: Final = 16  # parts of a list
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
_GOES_ON: Final = expression(r", (?:and )?<")
_AGED: Final = expression(r"(?<=[a-z]) (?:of|aged) <\d+>$")  # "a girl of nine"
_ONE_OF: Final = expression(r"(?:the (?!rest\b|others?\b|remain)|his|her|its|their) [a-z' -]+")
# What tells that a list leaves parts out, or that an item is none.
OPEN: Final = expression(
    r"\b(?:including|for (?:example|instance)|such as|e\.g|among others?|among them|many more|others|several|some|"
    r"most(?:ly)?|mainly|many|few|dozens|hundreds|scores|etc|other|unknown|unidentified|at least|each|apiece|per|every|"
    r"respectively|between|apart|cheapest|dearest)\b"
)
_COMPARED: Final = expression(r" (?:[a-z'-]+ )?(?:more|fewer|less|higher|lower|above|below|short)\b(?: than\b)?")
_PLACE: Final = expression(r"(?:[a-z' ]{0,40}? )??(in|from|at|for|to|on|by) ")
_ELSEWHERE: Final = expression(r" (?:abroad|overseas|elsewhere|at home|outside (?:it|the country|the city))")
_WERE: Final = expression(r" (?:were|are|was|is) (?:[a-z'-]+ ){0,2}[a-z'-]+$")
_SAID_OF: Final = expression(r" of (?:them|whom|which|the [a-z]+|those [a-z]+)\b| (?:were|are|was|is) ")
_TOLD_OF: Final = expression(r" (?:are|were|is|was|have|has|had|will|would|can|could|do|did|last|play|live|died?)\b")
_NO_PLACE: Final = expression(
    r" in (?:the |an? |his |her |their )?(?:legs?|arms?|heads?|chest|back|face|necks?|foot|feet|hands?|stomach|"
    r"wheelchairs?|uniforms?|debt|part|full|person|theory)\b|"
    r".* (?:wounded|injured|killed|hurt|dead|missing|arrested|detained|damaged|destroyed|closed|"
    r"treated|rescued|charged)$"
)
_FEWEST: Final = 3
# What holds of the same ones more than once: "60 had fever, 45 had a rash and 30 complained of headaches".
OVERLAPS: Final = expression(
    r"\b(?:ha(?:d|s|ve|ving)|suffer\w*|report\w*|complain\w*|nam(?:e|es|ed|ing)|cit(?:e|es|ed|ing)|mention\w*|said|says?|"
    r"us(?:e|es|ed|ing)|own(?:s|ed)?|speaks?|spoke|want\w*|lack\w*|show\w*|need\w*|with|without|also|both|either|too|"
    r"more|others?|twice|under|over|aged|above|below|relatives of the|members? of (?:one|the same|a))\b"
)
# "41 involved lorries, 38 took place at night": another thing is told of each.
_OWN_VERB: Final = expression(r" (?:[a-z'-]+ ){0,2}?(?:took|happened|occurred|came|[a-z]+ed)\b")
_VOTE: Final = expression(r"\b(?:for|in favou?r|yes|against|no|abstained)\b")
_VOTED: Final = expression(
    r" (?:said |voted |voting |were )?(?:for|in favou?r|yes|against|no|abstain(?:ed|ing|s)?|undecided|unsure)(?: it)?$|"
    r" (?:had|gave) no (?:view|opinion)\b| did not (?:know|vote)\b"
)
_GAPPED: Final = expression(r" [a-z'-]+(?<!ed)(?<!en)(?<!ing)$")
_NAMED: Final = expression(
    r"(?:\sof\s(?:the(?:m|se)|those|whom|(?:the|those)\s[a-z]+))?(?:\s(?:were|are|was|is))?(?:\s(?:other|also|fellow))?\s"
    r"(?P<name>[A-Z][a-z]+|locals?|(?:local\s[a-z]+))\b(?!\s[A-Z])"
)
# Names that take in those of another people, or cut across them.
_BROADER: Final = frozenset(
    "european african asian american westerner western muslim christian jew jewish sunni shia shiite hindu marine arab "
    "kurd kurdish catholic protestant sikh buddhist".split()
)


class Items:
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
        self.by_name = False  # only their names tell the items apart
        self.bare = 0  # numbers with nothing behind them
        self.told: list[str] = []  # what stands behind each number
        self.ends: list[str] = []  # the same with what is told of one without a number: "one was struck by a tree"
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
                self.is_complete = self.is_complete and OPEN.match(text, at, stop) is None
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
        if self.tell_apart:
            return True
        if len(self.told) < len(self.terms):
            return len(self.ends) == len(self.terms) and fates(self.ends, self.whole.figure.counted)
        nouns = [it.claim.figure.counted for it in self.terms if it.claim is not None]
        self.by_name = False
        if (
            fates(self.told, self.whole.figure.counted)
            or treated_apart(self.told)
            or (sorted_by_kind(self.told, self.whole.figure.counted) and not is_persons(self.whole))
            or kinds(nouns, self.told)
            or (apart(self.terms) and not self.sentence.text.startswith(" and ", self.end))
        ):
            return True
        self.by_name = self.whole.figure.counted not in WORKS and (roles(self.told) or self._named())
        return self.by_name

    @property
    def reads_like_all(self) -> bool:
        """True for three items or more that nothing tells to overlap: "52 involved rockets, 33 drones and 14 mines"."""
        if len(self.told) < _FEWEST or len(self.told) != len(self.terms) or self.loose or not self._closed:
            return False
        if self.by_name or any(it.group for it in self.terms):
            return False  # "40 Syrians, 25 Egyptians and 13 women"
        if any(OVERLAPS.search(text) is not None for text in self.told):
            return False
        return not any(_OWN_VERB.match(text) is not None for text in self.told[1:])

    def _named(self) -> bool:
        """True where each item is called by a people of its own: "seven Afghans and four Uzbeks"."""
        if any(map(LOOSE.search, self.told)):
            return False  # "five Italians with dual nationality"
        names: list[str] = []
        for it in self.terms:
            match = _NAMED.match(it.claim.quote, it.claim.quote_at.end) if it.claim is not None else None
            if match is None or match["name"].lower().rstrip("s") in _BROADER:
                return False
            names.append(match["name"].rstrip("s"))
        return len(names) > 1 and len(set(names)) == len(names)

    def _item(self, start: int, end: int, joint: str) -> bool:
        """Take in an item; False when the list ended before it."""
        text = self.sentence.text
        item = text[start:end]
        joined = "and" in joint or "plus" in joint or "&" in joint or "as well" in joint
        numbered = _NUMBERED.match(item)
        if self._closed and not joined and ";" not in joint:
            # Behind "A, B and C" a new item is no member of the list: it may be some of the last.
            if numbered is None:
                self.is_complete = self.is_complete and OPEN.search(item[:30]) is None
                return False
            self._nested = self._nested or not self._is_kin(joint, item)
        if self._closed and joined and joint.startswith(","):
            self._nested = True  # "six in Gao and four in Kidal, and seven were hurt"
        if _NESTED.match(item):
            self._nested = True
        if numbered is None:
            item = _AGED.sub("", item)
            if MARK.search(item) and not self._nested:
                return False if self._closed else self._fail()
            if joint == " and " and self.terms and not self._closed and _GOES_ON.match(text, end):
                return True  # "121 pickers and packers, 38 drivers"
            self._unnumbered(item)
        elif not self._number(start, int(numbered["number"]), numbered, text[start + numbered.end() : end]):
            return False
        if joined and numbered is not None:
            self._closed = True
        if _INSIDE.search(item, 1):
            self._nested = True
        return True

    def _is_kin(self, joint: str, item: str) -> bool:
        """True for "54 were women and 62 were children, while 40 were men": all are told by their group."""
        return "while" in joint and group_told(item.partition(">")[2]) != "" and all(it.group for it in self.terms)

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
        if OPEN.search(behind) or (claim.figure.hedge == "at_least"):
            self.is_complete = self.is_complete and _INSIDE.search(behind) is not None
        self.terms.append(found)
        self.told.append(behind)
        self.ends.append(behind)
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
            if item.startswith("one "):
                self.ends.append(item[len("one") :])
        elif _ONE_OF.match(item) and not item.split()[-1].endswith("s"):
            self.terms.append(Term(None, Ends(Decimal(0), Decimal(1)), item.strip()))
        else:
            self.is_complete = False
            self.terms.append(Term(None, Ends(Decimal(0), INFINITY), ""))
