"""Totals told behind their parts: "23 houses in Portmore and 19 in Old Harbour, a total of 42"."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from itertools import combinations
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.fates import VEHICLES
from figcheck.check.marked import Marked
from figcheck.check.nexttotals import next_total
from figcheck.check.sentences import Ends
from figcheck.check.terms import Term, is_persons, part_ends, same_kind, term, total
from figcheck.expressions import expression
from figcheck.model import Claim

_TOTAL: Final = expression(
    r"(?:,|\bmaking|\bfor|\(|[–—]|\btotall?ing)(?: or| and| making| for| giving| bringing)* "
    r"(?:(?:an?|the|his|her|its|their) )?(?:combined |grand |overall )?(?:total|sum|tally) of $|"
    r",? (?:totall?ing|adding up to|making) (?:in all )?$|"
    r"(?:,|[–—(]|;) ?(?:or )?(?:in all|altogether|in total|all told),? $|"
    r", (?:filling|sharing|making up|dividing) all (?:of )?(?:the )?$"
)
# "The three parties, with 52, 31 and 14 seats, together hold 101"
_TOGETHER: Final = expression(
    r"\b(?:together|between them|combined|jointly),? (?:have|has|had|hold|held|won|win|took|take|command|control) $"
)
# "Won 52, 31 and 14 in 2020, together hold 81 now"
_THEN: Final = expression(
    r"\b(?:in (?:19|20)\d\d|now|then|today|last|ago|still|after|since|before|previous(?:ly)?|lost|had won|once)\b"
)
_BEFORE: Final = expression(r"(?:,|[–—]|\(|\bmaking)(?: or| so| making)? $")
_BEHIND: Final = expression(r" (?:[a-z'-]+ ){0,2}(?:in all|altogether|in total|all told)\b")
_OF_LONGER: Final = expression(
    r"\b(?:this|last|since|so far|to date|season|career|year|month|week|overall|already|worldwide|nationwide|"
    r"in (?:19|20)\d\d|the past|history|life|record)\b"
)
_JOINT: Final = expression(r"[^<>;:]{0,120}?(?:,|\band\b|\bplus\b|\bwith\b)[^<>;:]{0,60}")
_NESTED: Final = expression(
    r"\b(?:including|among|of (?:them|whom|which)|other|out of|per|to|from|or)\b|"
    r"(?<!rest)(?<!north)(?<!south)(?<!east)(?<!west)(?<!parts)(?<!areas) of the\b"
)
# "A man and his two sons", "a church was damaged": members without a number.
_ONE_MORE: Final = expression(r"\ban? (?!total|combined)(?:[a-z'-]+ ){0,2}[a-z'-]+(?:,| and| or| was| died)\b")
_ADJACENT: Final = 3  # characters between a sentence and the next
_ALL_OTHERS: Final = expression(
    r"all <0> (?:other\b|of\b|[a-z'-]+(?: still| now)? (?:in|on|at|from|of|with|who|inside|near|aboard|living|held)\b|"
    r"[^<>.;]{0,200}\b(?:including|among them|along with|as well as|together with)\b)"
)
_LIST_START: Final = expression(
    r"(?=<|an? )|(?:police|officers|detectives|the fire|the crash) (?:[a-z]+ )?[a-z]+ed (?=<|an? )"
)
_LISTED: Final = expression(
    r"(?:(?:(?:his|her|their) )?<(?P<mark>\d+)> [a-z'-]+(?: [a-z'-]+)??|"
    r"(?P<one>an? (?!number|few|couple|total|group|family|dozen)[a-z'-]+))"
    r"(?:(?P<joint>, and |, | and )(?=<|an? [a-z]|(?:his|her|their) <)|(?= [a-z])|$|\.)"
)
_BESIDES: Final = expression(
    r"\b(?:and an?|another|others?|also|with|his|her|their|several|some|who|whose|including)\b"
)
_ALL_DID: Final = expression(r"all <0> (?:were|are|have|had|den(?:y|ied)|pleaded|died|survived|escaped|face)\b")
_GROUP: Final = frozenset("person people suspect victim detainee casualty child".split())
_PEOPLE: Final = frozenset("man woman boy girl child teenager youth adult pensioner student officer nurse".split())
_LONG: Final = 300
_MOST: Final = 8
_FEW: Final = 5


def tallies(sentences: Sequence[Marked]) -> Iterator[Breakdown]:
    """Totals whose sentence tells the parts before; only those that no numbers before them make."""
    for at, sentence in enumerate(sentences):
        text = sentence.text
        if at and text.startswith("all <0> "):
            told = _all_of_those(sentences, at)
            if told is not None:
                yield told
        if at and text.startswith(("in total", "in all", "altogether", "all told")):
            told = next_total(sentences, at, _fits)
            if told is not None:
                yield told
        if len(sentence.claims) < 3 or not (
            "total" in text or " all" in text or "together" in text or "making" in text or "between them" in text
        ):
            continue
        for number in range(2, len(sentence.claims)):
            found = _tally(sentences, at, number) if _is_total(sentence, number) else None
            if found is not None:
                yield found


def _all_of_those(sentences: Sequence[Marked], at: int) -> Breakdown | None:
    """ "Two women and three men were arrested. All six people …": the number of those listed right before.

    None where anybody else was told before, or a thing beside them.
    """
    sentence, last = sentences[at], sentences[at - 1]
    whole = sentence.claims[0]
    if sentence.start - last.end > _ADJACENT or not _plain(whole) or _ALL_OTHERS.match(sentence.text):
        return None
    if any(_plain(claim) for k in range(max(0, at - 1 - _FEW), at - 1) for claim in sentences[k].claims[-_MOST:]):
        return None
    parts: list[Term] = []
    match = _LIST_START.match(last.text)
    if match is None:
        return None
    end = match.end()
    while len(parts) < _MOST:
        item = _LISTED.match(last.text, end)
        if item is None:
            return None
        if item["mark"]:
            claim = last.claims[int(item["mark"])]
            if not _plain(claim):
                return None
            parts.append(term(claim))
        else:
            parts.append(Term(None, Ends(Decimal(1), Decimal(1)), item["one"]))
        end = item.end()
        if item["joint"] is None:
            break
    numbered = [it.claim for it in parts if it.claim is not None]
    if len(parts) < 2 or not numbered or len(numbered) < len(last.claims) or _BESIDES.search(last.text, end):
        return None
    nouns = [claim.figure.counted for claim in numbered]
    grouped = whole.figure.counted in _GROUP or _ALL_DID.match(sentence.text) is not None
    persons = grouped and (all(map(is_persons, numbered)) or all(noun in _PEOPLE for noun in nouns))
    if not persons and not (whole.figure.counted == "vehicle" and all(noun in VEHICLES for noun in nouns)):
        return None
    return Breakdown(whole, tuple(parts), is_complete=True, exclusive=True)


def _plain(claim: Claim) -> bool:
    return claim.figure.unit == "count" and claim.figure.form == "plain" and claim.figure.hedge == "exact"


def _is_total(sentence: Marked, number: int) -> bool:
    before, after = sentence.before(number, 50), sentence.after(number, 60)
    if _OF_LONGER.search(after):
        return False
    return (_TOTAL.search(before) or _TOGETHER.search(before)) is not None or (
        _BEHIND.match(after) is not None and _BEFORE.search(before) is not None
    )


def _tally(sentences: Sequence[Marked], at: int, number: int) -> Breakdown | None:
    sentence = sentences[at]
    whole = sentence.claims[number]
    unit = whole.figure.unit
    held = _TOGETHER.search(sentence.before(number, 50)) is not None
    if held and _THEN.search(sentence.text):
        return None
    parts: list[Claim] = []
    is_list = True
    for k in range(number - 1, max(-1, number - 2 - _MOST), -1):
        part = sentence.claims[k]
        if part.figure.unit != unit:
            continue
        if held and len(parts) > 1 and part.figure.counted not in (None, whole.figure.counted):
            break  # "the three parties"
        if _NESTED.search(sentence.gap(k, k + 1)) or not _JOINT.fullmatch(sentence.gap(k, k + 1)):
            return None
        is_list = is_list and (k == number - 1 or len(sentence.gap(k, k + 1).split()) <= 4)
        parts.insert(0, part)
    if not 2 <= len(parts) <= _MOST or parts[0].figure.form in ("times", "multiple"):
        return None
    ends_list = is_list and len(sentence.gap(number - 1, number).split()) <= 6
    noun = next((part.figure.counted for part in parts if part.figure.counted), None)
    others = any(part.figure.counted not in (None, noun) for part in parts)
    another = whole.figure.counted not in (None, noun) and not same_kind(whole, parts[0])
    if (others or another) and not ends_list:
        return None
    if sentence.before(number, 8).endswith("in all ") and whole.figure.counted not in (None, noun):
        return None  # "it opened 30 schools and 12 clinics, in all 40 districts"
    if _fits(sentences, at, whole, parts):
        return None
    untold = (
        _ONE_MORE.search(sentence.text, max(0, sentence.starts[number] - _LONG), sentence.starts[number]) is not None
    )
    return Breakdown(whole, tuple(term(part) for part in parts), is_complete=not untold, exclusive=True)


def _fits(sentences: Sequence[Marked], at: int, whole: Claim, parts: Sequence[Claim]) -> bool:
    """True when parts of this sentence and of those before it make the total."""
    noun = whole.figure.counted
    is_one_noun = noun is not None and all(part.figure.counted == noun for part in parts)
    earlier: list[Claim] = []
    for k in range(at - 1, max(-1, at - 4), -1):
        earlier += [
            claim
            for claim in sentences[k].claims[-_FEW:]
            if claim.figure.unit == whole.figure.unit
            and not (is_one_noun and (claim.figure.counted not in (noun, None) or str(noun) not in sentences[k].text))
        ]
    told = part_ends(whole)
    terms, before = [term(part) for part in parts], [term(part) for part in earlier[:_FEW]]
    if total(terms).meets(told):
        return True
    for count in range(1, len(before) + 1):
        if any(total([*terms, *some]).meets(told) for some in combinations(before, count)):
            return True
    if len(terms) > _FEW:
        return False
    return any(total(some).meets(told) for count in range(2, len(terms)) for some in combinations(terms, count))
