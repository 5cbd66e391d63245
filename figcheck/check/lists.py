"""Lists of parts in a sentence: "48 people: 20 men, 14 women and 12 children", "11,400, of whom 7,900 … and 4,500 …".

An opener (``listopeners``) tells that a list of parts begins, and whether the list means to name all of them. The list
is read item by item.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.causes import VICTIMS
from figcheck.check.fates import SEVERITY, TREATED
from figcheck.check.listitems import OPEN, Items
from figcheck.check.listopeners import (
    AMONG_THOSE,
    BEFALLEN,
    CONSISTS,
    FIRST_OF,
    MADE_UP,
    OF,
    OF_NOUN,
    OF_THESE,
    OF_WHO,
    OF_WHOLE,
    OPENERS,
    SHARED,
    THOSE,
    THOSE_APPOSED,
    came_to,
)
from figcheck.check.marked import Marked
from figcheck.check.rows import is_money
from figcheck.check.terms import (
    Term,
    are_dead_and_hurt,
    exclude,
    group_told,
    is_persons,
    may_have_halves,
    part_ends,
    same_kind,
)
from figcheck.check.tolls import only_whole, tells, toll_before
from figcheck.expressions import expression
from figcheck.model import Claim

_ADJACENT: Final = 3  # characters between a sentence and the next
_BEHIND_HALVES: Final = expression(r" ?(?:[,.;:)–—?!]|-- |$|aged\b|from\b|in their\b|between\b)")
_BODY: Final = expression(
    r"\b(?:jury|panel|crew|group|party|committee|family|team|choir|class|squad|cast|delegation|board|orchestra) of $"
)
_COMPOUND: Final = expression(r"-(?:member|strong|person|seat|nation|country|ship|vehicle|team)\b")
# What is left when losses are set against gains may be less than one of them.
NET: Final = expression(r"\b(?:loss(?:es)?|net|deficit|surplus|profits?|earnings|shortfall|gains?|balance)\b")
_BACK: Final = 3  # sentences with figures between a whole and the list of its parts
_WORDS: Final = 40  # characters behind the first number that tell of whom it is some
AND_ONE: Final = expression(
    r"\b(?:and|plus|with) (?:an?|his|her|its|their|several|some|many|others?|dozens|hundreds)\b|"
    r"\b(?:as well as|along with|together with)\b"
)
LASTING: Final = ("year", "month", "week", "day", "hour")
# What opens a list whose whole stands before its sentence, and whether it means to name all parts.
_OF_BEFORE: Final = (
    (OF_THESE, "some"),
    (OF_WHO, "some"),
    (THOSE, "all"),
    (THOSE_APPOSED, "halves"),
    (AMONG_THOSE, "some"),
    (FIRST_OF, "some"),
    (CONSISTS, "all"),
)


def lists(sentences: Sequence[Marked], at: int) -> Iterator[Breakdown]:
    """The lists of parts in a sentence, one for a whole: the first opener that reads as one.

    The whole may stand in a sentence before: "The dead were 20 men and 14 women."
    """
    sentence = sentences[at]
    found = _list_of_before(sentences, at) if at else None
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


def _list_of_before(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """ "The dead were 20 men and 14 women", "They include …", "Seven of the dead were …", "The award consists of …"."""
    sentence, last = sentences[at], sentences[at - 1]
    is_next = sentence.start - last.end <= _ADJACENT
    for opener, kind in _OF_BEFORE:
        match = opener.match(sentence.text)
        if match is None:
            continue
        words = match.group()
        if opener is FIRST_OF:  # "seven of the dead were"
            behind = sentence.after(0)
            told = SEVERITY.match(behind) or TREATED.match(behind)
            if not behind.startswith(" of ") and not group_told(behind) and not told:
                continue  # "three were killed in June and four in August"
            words = sentence.after(0, _WORDS).partition(" were")[0].partition(" are")[0]
        befallen = next((measure for word, measure in BEFALLEN if word in words), None)
        if opener is FIRST_OF and (SEVERITY.match(sentence.after(0)) or TREATED.match(sentence.after(0))):
            befallen = "injuries"  # "eight are in critical condition, 12 are seriously hurt"
        if opener is CONSISTS:
            whole = only_whole(last, sentence.claims[0].figure.unit) if is_next else None
            is_whole = whole is not None and is_money(whole.figure.unit) and not NET.search(last.text)
        elif befallen is not None:
            whole = toll_before(sentences, at, frozenset((befallen, "casualties")))
            if whole is None and is_next:
                whole = only_whole(last, sentence.claims[0].figure.unit)
                if whole is not None and not (whole.measure == "counted" and tells(last, befallen)):
                    return None  # "killed 40 people. Among the injured were …", "60 rebels came. The dead were …"
            is_whole = whole is not None and is_persons(whole)
        else:
            whole = only_whole(last, sentence.claims[0].figure.unit) if is_next else None
            is_whole = (whole is not None and came_to(words, last.text)) and (
                is_persons(whole)
                or words.startswith("those ")
                or (opener is OF_THESE and whole.figure.counted is not None and _is_alone(last))
            )
        if not is_whole or whole is None or whole.figure.in_title != sentence.claims[0].figure.in_title:
            return None
        if whole.figure.form != "plain" and opener is not CONSISTS:
            return None
        if _has_more(sentences[max(0, at - _BACK) : at], whole):
            return None
        found = _read(Items(sentence, whole, match.end()), match, kind)
        if found is not None and opener in (FIRST_OF, OF_WHO):
            found = found._replace(is_complete=False)  # "seven of the dead were women and two were children"
        if found is None or not (opener is CONSISTS or kind == "some" or found.sure or found.is_complete):
            return None
        return found
    return None


def _is_alone(sentence: Marked) -> bool:
    """True where one number is told, whatever lengths of time and percentages beside it."""
    return sum(claim.measure != "duration" and claim.figure.unit != "percent" for claim in sentence.claims) == 1


def _has_more(sentences: Sequence[Marked], whole: Claim) -> bool:
    """True where others stand beside a whole: "killed 40 people and a policeman"."""
    return any(
        claim is whole and AND_ONE.search(sentence.after(number)) is not None
        for sentence in sentences
        for number, claim in enumerate(sentence.claims)
    )


def _list_of(sentence: Marked, number: int, is_part: bool) -> Breakdown | None:
    text, end = sentence.text, sentence.ends[number]
    whole = sentence.claims[number]
    if whole.figure.form in ("times", "multiple", "share") or whole.figure.unit in ("ratio", "fraction"):
        return None
    if text[end : end + 1] == "-" and _COMPOUND.match(text, end) is None:
        return None  # "the 300-page report"
    is_shared = SHARED.search(sentence.before(number, 30)) is not None
    items: Items | None = None
    for kind, needed, opener in OPENERS:
        if not any([text.find(sign, end) >= 0 for sign in needed]):
            continue
        if (is_part and kind in ("halves", "places")) or (is_shared and kind in ("all", "halves", "places")):
            continue
        match = opener.match(text, end)
        if match is not None:
            if items is None or items.start != match.end():
                items = Items(sentence, whole, match.end(), number)
            if kind == "counted" and not items.are_as_many_as(sentence.claims[int(match["many"])]):
                continue
            found = _read(items, match, "all" if kind == "counted" else kind)
            if found is not None:
                return found
    if OF.search(sentence.before(number, 20)):
        match = OF_WHOLE.match(text, end) or OF_NOUN.match(text, end)
        if match is not None:
            return _read(Items(sentence, whole, match.end(), number), match, "some")
    return None


def _read(items: Items, match: re.Match[str], kind: str) -> Breakdown | None:
    """The list that begins where an opener ends; None when it is none, or when it cannot be told what belongs to it."""
    sentence, whole, terms = items.sentence, items.whole, items.terms
    fewest = 1 if len(terms) > 1 and (is_persons(whole) or any(it.group for it in terms)) else 2
    if sum(it.claim is not None for it in terms) < fewest:
        return None
    opener = match.group()
    if whole.measure == "duration" and any(it.claim is not None and it.claim.measure in VICTIMS for it in terms):
        return None  # "69 casualties in the first 12 hours, 28 of them killed"
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
    sexes = exclude(terms) or are_dead_and_hurt(whole, terms)
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
    if OPEN.search(opener):
        complete = False
    return Breakdown(
        whole,
        tuple(terms),
        tuple(items.loose),
        complete and not (of_money and kind == "some" and not items.has_rest),
        exclusive,
        (sexes or kind in ("some", "with", "places") or (whole_named and not includes)) and not items.by_name,
        sexes or items.has_rest or MADE_UP.search(opener) is not None,
        not exclusive and items.reads_like_all,
    )


def _is_elliptic(whole: Claim, part: Term) -> bool:
    """True for a part without a noun of its own, no larger than its whole: "120 jets, 70 for Delta"."""
    if part.claim is None or part.claim.figure.counted not in (None, whole.figure.counted):
        return False
    return part.ends.low <= part_ends(whole).high
