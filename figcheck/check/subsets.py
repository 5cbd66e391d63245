"""``subset``: a part against its whole: "12 people, including 21 children", "54 of the 44 plants", "25 of the men".

A part that is more than its whole cannot be. Where several figures may be the whole, the part is held against all of
them together.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number, subject
from figcheck.check.listopeners import BEFALLEN
from figcheck.check.lists import AND_ONE, NET
from figcheck.check.marked import Marked
from figcheck.check.sentences import between, put_down
from figcheck.check.terms import is_persons, label, part_ends, same_kind
from figcheck.check.tolls import toll_before
from figcheck.expressions import expression
from figcheck.model import Claim

_HEDGE: Final = r"(?:at least |some |about |only |just |the |an estimated )?"
_INCLUDING: Final = expression(
    rf"[^<>.;:]{{0,100}}?\b(?:including|among (?:them|whom|those|these))(?: were| are)? {_HEDGE}"
    rf"(?:(?!more|as|with|one)[a-z'-]+(?: [a-z'-]+){{0,4}} and {_HEDGE})?"
)
_OF_WHOM: Final = expression(rf"[^<>.;:]{{0,100}}?\b(?:of|from among) (?:whom|which|them|these|those) {_HEDGE}")
_BESIDE: Final = expression(rf"[^<>.:]{{0,60}}?(?:[,;]|--?|[–—(]|\band\b)(?: and| but| with)? ?{_HEDGE}")
_REWORDED: Final = expression(r",? ?(?:(?:or|maybe|perhaps|possibly|even|to|make that|no) ?){0,2},? ")
_ANY: Final = expression(r"[^<>.:]{0,120}")
_OF_THEM: Final = expression(r" (?:[a-z'-]+ ){0,2}of (?:them|whom|which|these|those|it)\b(?! (?:[a-z]+ )?who\b)")
_OF_BEFALLEN: Final = expression(
    r" (?:[a-z'-]+ ){0,2}of (?:the|those) "
    r"(?P<who>dead|killed|injured|wounded|hurt|missing|arrested|detained|hostages)\b"
    r"(?! (?:[a-z]+ )?who\b)"
)
_OUT_OF: Final = expression(
    r"(?: (?!ahead |instead |because |consist|compos|compris|made |short |worth |full |north |south |east |west |"
    r"inside |outside |total |average |result |charge |accused |convicted )[a-z'-]+){0,3}? "
    r"(?:out of (?:(?:the|a total of|its|all|these|those|their|his|her|some) ){0,2}|"
    r"of (?:(?:the|a total of|its|all|these|those|their|his|her|[a-z'-]+'s?) )(?:some |about )?)| of "
)
_WERE: Final = expression(rf" [a-z' -]{{1,40}}(?: were| are| was),? {_HEDGE}")
_AND: Final = expression(r" (?:[a-z'-]+ ){1,3}(?:and|plus|or) ")
_OF_START: Final = expression(
    r"(?:^|[,;:] |\bthat |[\"“(])of (?:(?:the|all|its|these|those|their|some|a total of|his|her) )?$"
)
_OF_GAP: Final = expression(rf"[^<>.;:,]{{0,80}}, {_HEDGE}")
_BEHIND: Final = expression(r"[-–](?=[a-z])")
_PLURALS_AROUND: Final = expression(
    r"\b(?:[a-z'-]{2,}[a-rt-z]s|people|men|women|children|police|staff) (?:(?:killed|hurt|held|living|based) )?"
    r"(?:of|at|from|in|to|for|with|by|on|across|near|around|against|inside|outside) "
    r"(?:(?:the|its|their|these|all|some|about|at least|a total of) )*$"
)
_PLURAL: Final = expression(r"\b(?:[a-z'-]{2,}[a-rt-z]s|people|men|women|children|police|staff)\b")
_NO_PLURAL: Final = frozenset(
    "was has his its this does says hours days weeks months years always perhaps news thus".split()
)
_RATING: Final = (Decimal(5), Decimal(10), Decimal(100))
_OF_THE: Final = expression(r" of (?:the|those|these) ")
_OF_NOUN: Final = expression(
    r" of (?:the|those|these) (?:[a-z'-]+ )?(?:were|are|had|have|will|would|could|can|did|do|remain|remained|then|"
    r"later|also|still|said|died|survived)\b| of (?:the|those|these) [a-z'-]+(?: [a-z'-]+)?[.,;]"
)
_ALL_OF: Final = expression(
    r" (?:of them |of whom )?(?:were|are|had|have|survived|died|escaped|remain|will|would)\b|[.,;]"
)
# "visited 66 homes and rated 71 of them": who acts on "them" is not one of them.
_ACTED: Final = expression(
    rf"(?P<between>[^<>.:;]{{0,100}}?)(?:,| and|, and| but|, but)(?: then| later| also| has| have| had)* "
    rf"(?:[a-z]+ed|found|sent|gave|shot down|sold|bought|put(?: down| out)?|shut|threw out|hit|lost|let|"
    rf"sank|took|drew|cut) {_HEDGE}"
)
_AGENTS: Final = expression(
    r"(?:the |its |city |state |health |food |safety |customs |police |local ){0,3}"
    r"(?:inspectors|officers|police|doctors|researchers|scientists|investigators|officials|auditors|authorities|engineers|vets|surveyors|examiners|regulators|firefighters|detectives|"
    r"wardens|technicians|divers|"
    r"reporters|rangers|planners|assessors|councillors|ministers|experts)(?: have| had)? [a-z]+ed (?:all |some )?(?=<)"
)
_OF_THOSE: Final = ("of these, ", "of those, ", "of them, ", "of these ", "of those ", "of them ")
_OF_AGENTS: Final = expression(
    r"\b(?:injured|hurt|wounded|killed|died|quit|left|said|say|resigned|struck|testified|complained|told|fell|ill|sick|"
    r"worked?|joined|want(?:ed)?)\b"
)
_NEAR: Final = 250
_MOST: Final = 12
_AROUND: Final = 20  # sentences to either side, and figures of each
_FAR: Final = Decimal("2.5")


class _Pair(NamedTuple):
    """A part and its whole; ``wholes`` are all figures that may be it together, ``cause`` how they were found."""

    whole: Claim
    part: Claim
    wholes: tuple[Claim, ...]
    cause: str


def check_subset(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every "including N", "N of them" and "N of the M" against its whole; show a part that must be larger."""
    for claims, sentences in desk.marked():
        if len(claims) < 2:
            continue
        shown: set[str] = set()
        for found in _pairs(sentences):
            part, whole = found.part, found.whole
            if part.id in shown or not takes(rule, part) or _is_one(whole):
                continue
            high = sum((part_ends(it).high for it in found.wholes), Decimal(0))
            if part_ends(part).low <= high:
                continue
            shown.add(part.id)
            words = f"{label(part)} cannot be some of {label(whole)}"
            put_down(
                rule,
                (whole, part),
                outcome,
                cause=found.cause,
                words=words,
                expected=f"at most {show_number(whole.figure.reading.high)}",
                observed=show_number(part.figure.reading.low),
                about=subject((whole, part)),
            )


def _pairs(sentences: Sequence[Marked]) -> Iterator[_Pair]:
    for at, sentence in enumerate(sentences):
        text = sentence.text
        if (
            " of " not in text
            and not text.startswith(("of ", "all "))
            and "including" not in text
            and "among" not in text
        ):
            continue
        for number, claim in enumerate(sentence.claims):
            if (
                claim.role == "member"
                or claim.figure.form in ("times", "multiple", "share")
                or _BEHIND.match(sentence.after(number, 3))
            ):
                continue
            if number:
                yield from _beside(sentence, number)
            yield from _in_sentences_before(sentences, at, number)


def _beside(sentence: Marked, number: int) -> Iterator[_Pair]:
    """A part whose whole is the figure right before it in the sentence, or right behind it ("54 of the 44")."""
    first, second = sentence.claims[number - 1], sentence.claims[number]
    unit = second.figure.unit
    if first.figure.unit != unit or first.figure.form in ("times", "multiple", "share") or unit == "percent":
        return
    gap = sentence.gap(number - 1, number)
    if len(gap) > 160:
        return
    if len(unit) == 3 and unit.isupper() and NET.search(sentence.text):
        return
    if unit == "count" and first.figure.counted is None and _REWORDED.fullmatch(gap):
        if not _OF_START.search(sentence.before(number - 1, 20)):
            return  # "20, 30 of them": one number told roughly
    wholes = _coordinated(sentence, number)
    if _INCLUDING.fullmatch(gap) or _OF_WHOM.fullmatch(gap):
        if not _PLURALS_AROUND.search(sentence.before(number - 1)) and _is_some(first, second):
            yield _Pair(first, second, wholes, cause="part_exceeds_whole")
    elif _OF_THEM.match(sentence.after(number, 50)) and _ANY.fullmatch(gap):
        direct = _BESIDE.fullmatch(gap) is not None
        if "," in gap and sentence.before(number - 1, 12).endswith(("including ", "among them ")):
            return  # "over 12 days, including two Sundays, 15 of them spoke"
        if ";" in gap or " and " in gap:
            wholes = tuple(
                sentence.claims[n]
                for n in range(max(0, number - _MOST), number)
                if sentence.claims[n].figure.unit == unit and not _OF_THEM.match(sentence.after(n, 50))
            )
        acted = _ACTED.fullmatch(between(first, second))
        sure = direct or (acted is not None and not _tells_plural(acted["between"]))
        if not _PLURALS_AROUND.search(sentence.before(number - 1)) and (sure or not _has_plural(sentence, number)):
            if wholes:
                yield _Pair(wholes[-1], second, wholes, cause="part_exceeds_whole")
    elif sentence.before(number - 1, 20).endswith(("among the ", "among those ")) and _WERE.fullmatch(gap):
        if _is_some(first, second):
            yield _Pair(first, second, (first,), cause="part_exceeds_whole")
    elif _OUT_OF.fullmatch(gap):
        rated = "out of" in gap and second.figure.reading.point in _RATING and second.figure.counted is None
        plain = first.figure.counted is None or same_kind(second, first)
        if not rated and plain and not _BEHIND.match(sentence.after(number, 3)):
            yield _Pair(second, first, (second,), cause="part_exceeds_whole")
    elif _OF_START.search(sentence.before(number - 1, 20)) and _OF_GAP.fullmatch(gap) and _is_some(first, second):
        yield _Pair(first, second, (first,), cause="part_exceeds_whole")


def _is_one(whole: Claim) -> bool:
    """True for a single thing, which has no parts that are counted like it."""
    point = whole.figure.reading.point
    return whole.figure.unit == "count" and point is not None and point <= 1


def _is_some(whole: Claim, part: Claim) -> bool:
    """True when a part may be some of what its whole counts, by their nouns; of other nouns, by their size."""
    if same_kind(whole, part) or is_persons(whole):
        return True
    one, other = whole.figure.reading.point, part.figure.reading.point
    if one is None or other is None:
        return False
    return other <= one * _FAR or sorted(str(one)) == sorted(str(other))


def _coordinated(sentence: Marked, number: int) -> tuple[Claim, ...]:
    """The figures before a mark that may be its whole, or make it together."""
    unit, nearest = sentence.claims[number].figure.unit, sentence.claims[number - 1]
    marks = range(max(0, number - _MOST), number)
    earlier = [
        sentence.claims[n]
        for n in marks
        if sentence.claims[n].figure.unit == unit and (n == number - 1 or not _OF_THEM.match(sentence.after(n, 50)))
    ]
    if len(earlier) > 1 and _OF_THEM.match(sentence.after(number - 1, 50)):
        earlier.pop()  # "20 victims, six of whom died and 21 of whom …"
        nearest = earlier[-1]
    beside = _AND.fullmatch(sentence.gap(number - 2, number - 1)) is not None if number > 1 else False
    return tuple(
        claim
        for claim in earlier
        if claim is nearest or same_kind(nearest, claim) or is_persons(claim) or (beside and claim in earlier[-2:])
    )


def _has_plural(sentence: Marked, number: int) -> bool:
    """True when something beside the figures of a sentence may be "them"."""
    before = sentence.text[max(0, sentence.starts[number] - 300) : sentence.starts[number]]
    return _tells_plural(_without_counted(before))


def _tells_plural(text: str) -> bool:
    return any(word not in _NO_PLURAL for word in _PLURAL.findall(text))


_COUNTED: Final = expression(r"(?:\b[a-z'-]+ )?<\d+>(?: [a-z'-]+){0,2}")


def _without_counted(text: str) -> str:
    return _COUNTED.sub("", text)


def _in_sentences_before(sentences: Sequence[Marked], at: int, number: int) -> Iterator[_Pair]:
    """A part whose whole stands in the sentences before: "Forty of them", "Sixteen of the miners had been …"."""
    sentence = sentences[at]
    claim = sentence.claims[number]
    unit = claim.figure.unit
    after = sentence.after(number, 80)
    if unit != "count":
        return
    yield from _of_group(sentences, at, number)
    if at == 0:
        return
    befallen = _OF_BEFALLEN.match(after) if number == 0 and len(sentence.before(0, 40)) < 12 else None
    if befallen is not None:
        measure = next(measure for word, measure in BEFALLEN if word in befallen["who"])
        toll = toll_before(sentences, at, frozenset((measure,)))
        if (
            toll is not None
            and toll.figure.in_title == claim.figure.in_title
            and not AND_ONE.search(toll.quote.lower())
        ):
            yield _Pair(toll, claim, (toll,), cause="part_exceeds_whole")
        return
    last = sentences[at - 1]
    if sentence.start - last.end > _NEAR or last.claims[0].figure.in_title != claim.figure.in_title:
        return
    of_them = _OF_THEM.match(after) is not None and len(sentence.before(0, 40)) < 12
    is_all = sentence.before(0, 40) == "all " and _ALL_OF.match(after) is not None
    of_them = of_them or sentence.before(0, 40) in _OF_THOSE
    if number == 0 and (of_them or is_all) and sentence.start - last.end < 3:
        wholes = tuple(it for it in last.claims if it.figure.unit == unit)
        agents = _AGENTS.match(last.text)
        seen = agents is not None and not _OF_AGENTS.search(after) and not is_persons(last.claims[0])
        seen = seen and not _is_of_more(sentences, at, claim)
        rest = _without_counted(last.text[agents.end() :] if agents is not None and seen else last.text)
        plural = _tells_plural(rest) or AND_ONE.search(last.text) is not None
        if not wholes or plural or wholes[-1].figure.counted is None:
            return
        if of_them:
            yield _Pair(wholes[-1], claim, wholes, cause="part_exceeds_whole")
        else:
            yield _Pair(wholes[-1], claim, wholes, cause="part_exceeds_group")


def _is_of_more(sentences: Sequence[Marked], at: int, part: Claim) -> bool:
    """True where a number no smaller than a part stands beside it, or right before the sentence of its whole."""
    around = [*sentences[at].claims[:_MOST], *(sentences[at - 2].claims[-_MOST:] if at > 1 else ())]
    least = part_ends(part).low
    return any(it is not part and it.figure.unit == "count" and part_ends(it).high >= least for it in around)


def _of_group(sentences: Sequence[Marked], at: int, number: int) -> Iterator[_Pair]:
    """ "Sixteen of the miners had been …": a part of a group that was counted shortly before."""
    sentence = sentences[at]
    claim = sentence.claims[number]
    after = sentence.after(number, 80)
    if claim.figure.counted is None or not (_OF_THE.match(after) and _OF_NOUN.match(after)):
        return
    near = list(sentence.claims[max(0, number - _MOST) : number])
    for k in (at - 1, at - 2):
        if k >= 0 and sentence.start - sentences[k].end <= _NEAR:
            near += sentences[k].claims[-_MOST:]
    noun = claim.figure.counted
    whole = next((it for it in near if it.figure.counted == noun and it.figure.unit == "count"), None)
    if whole is None or whole.figure.in_title != claim.figure.in_title:
        return
    told = [it for s in sentences[max(0, at - _AROUND) : at + _AROUND] for it in s.claims[-_AROUND:] if it is not claim]
    # "since two more were found": bare numbers may count them too.
    wholes = [it for it in told if it.figure.unit == "count" and it.figure.counted in (noun, None, "more", "other")]
    if whole not in wholes:
        wholes.append(whole)
    if not any(it.figure.hedge == "vague" for it in wholes):
        yield _Pair(whole, claim, tuple(wholes), cause="part_exceeds_group")
