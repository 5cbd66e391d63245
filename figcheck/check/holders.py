"""Parts told by who holds them: "won 34 of the 61 seats, the Greens took 15 and the Liberals have 14"."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from figcheck.check.breakdown import Breakdown
from figcheck.check.fates import fates
from figcheck.check.marked import Marked
from figcheck.check.terms import term
from figcheck.expressions import expression
from figcheck.model import Claim

_VERB: Final = (
    r"(?:won|wins?|took|takes?|taking|gained|got|gets?|has|have|had|holds?|held|holding|secured|claimed|captured|"
    r"polled|received|kept|(?:ended|finished|came away) (?:up )?with|with|went to)"
)
_WON: Final = expression(rf"\b{_VERB} (?:only |just |some |about )?$")
_OF_WHOLE: Final = expression(
    r" (?:[a-z'-]+ ){0,2}?(?:out )?of (?:the|its|their|his|her|all|a total of)(?: [a-z'-]+)? "
)
_OF: Final = expression(r"(?:^|[,;:(\"“] ?|\bthat |\band |\bbut )of (?:the |all |its )?$")
# A holder has a capital letter, so the words between two numbers are read as printed.
_HOLDER: Final = (
    r"(?:the |The |its (?:ally|rival),? |(?:(?!with|together|plus|from|for|by)[a-z]+ ){0,2}the )?"
    r"[A-Z][\w'’.-]*(?: (?:(?:of|for|and|the) )?[A-Z][\w'’.-]*){0,4}"
)
_NEXT: Final = expression(
    rf"(?:(?! of\b) [a-z'’-]+){{0,7}}?(?:[,;] ?| )"
    rf"(?:(?:(?:while|and|but|with) )?{_HOLDER}(?: {_VERB})?|with {_HOLDER} (?:on|winning|getting))(?: just| only)? $"
)
_WITH: Final = expression(r"\bwith .* (?:has|have|had|holds?|won|took|got) ")  # "and with the Greens has 40"
_FIRST: Final = expression(
    rf"(?: [a-z'’-]+){{0,6}}?,? (?:{_HOLDER}|(?:the|her|his) [a-z' -]{{3,30}}) {_VERB}(?: just| only)? $"
)
# What only one can hold.
_HELD: Final = frozenset(
    "seat delegate medal council district county ward constituency region licence mandate post ministry place "
    "vote elector governorship mayoralty state province borough".split()
)
# One of the others may belong to a bloc.
_BLOC: Final = expression(
    r"\b(?:coalition|alliance|bloc|block|government|opposition|camp|pact|parties|between them|together|combined|"
    r"allies|partners|conference|division|group|league|left|right|centre-(?:left|right)|europe|countries|states)\b"
)
_OF_OTHERS: Final = expression(
    r" (?:[a-z'-]+ ){0,2}(?:of (?:them|these|those|its|which|whom|the)|more|fewer|less|in)\b"
)
_EARLIER: Final = expression(
    r"\b(?:ago|earlier|previous(?:ly)?|last time|before|up from|down from|compared|more than|then|later|each|"
    r"(?:in|since) (?:19|20)\d\d)\b"
)
_PREDICATE: Final = expression(r"(?P<first>[^<>.;:,]{1,80})(?:,|;| and| while|, and|, while) (?=<)")
_BETWEEN: Final = expression(r"(?P<told> [^<>.;:,]{1,50}?)(?:,|;| and|, and|, while| while) $")
_LAST: Final = expression(r"(?P<told> [^<>.;:,]{1,50}?)(?=[.;,:]|$)")
_RESULT: Final = expression(r"\b(won|winning|win|drew|drawn|drawing|draw|lost|losing|lose) $")
_RESULTS: Final = {
    "won": "won", "winning": "won", "win": "won", "drew": "drawn", "drawn": "drawn", "drawing": "drawn",
    "draw": "drawn", "lost": "lost", "losing": "lost", "lose": "lost",
}  # fmt: skip
_SCORES: Final = expression(r"(?: (?:games|matches|of them))?(?:, and|,| and|;) [a-z]+ ")
_GAMES: Final = frozenset("game match fixture bout fight contest test".split())
_NOT_ALL: Final = expression(
    r"\b(?:at home|away|by|of (?:the|its|their|his|her)|last|since|more|under|in a row|points?|goals?)\b"
)
_CLOSE: Final = 60
_MOST: Final = 10
_AROUND: Final = 300


def holders(sentence: Marked) -> Iterator[Breakdown]:
    """Wholes of a sentence whose parts are told by their holders, or by what became of each, the first before them."""
    if " of " not in sentence.text and not sentence.text.startswith("of "):
        return
    claims = sentence.claims
    if "won " in sentence.text:
        yield from _record(sentence)
    for number in range(len(claims) - 1):
        first, second = claims[number], claims[number + 1]
        if not (_is_plain(first) and _is_plain(second)):
            continue
        gap = sentence.gap(number, number + 1)
        if len(gap) < 60 and _OF_WHOLE.fullmatch(gap):
            if second.figure.counted in _GAMES:
                yield from _record_of(sentence, number)
            if _WON.search(sentence.before(number, 30)):
                yield from _held(sentence, second, [number], number + 1)
            else:
                yield from _ended(sentence, number)
        elif _OF.search(sentence.before(number, 20)) and _FIRST.fullmatch(_printed(first, second)):
            yield from _held(sentence, first, [number + 1], number + 1)


def _record(sentence: Marked) -> Iterator[Breakdown]:
    """ "Of their 38 games they won 20, drew ten and lost eight": what became of the games stands before each number."""
    claims = sentence.claims
    first = 0
    while first < len(claims):
        told: dict[str, Claim] = {}
        last = _results(sentence, first, told)
        if (
            first
            and len(told) > 1
            and _is_plain(claims[first - 1])
            and not _NOT_ALL.search(sentence.after(last - 1, 40))
        ):
            whole = claims[first - 1]
            near = (
                len(sentence.gap(first - 1, first)) < _CLOSE and _NOT_ALL.search(sentence.gap(first - 1, first)) is None
            )
            if near and (whole.figure.counted in _GAMES or sentence.before(first - 1, 8).endswith("played ")):
                terms = tuple(term(claim) for claim in told.values())
                yield Breakdown(whole, terms, is_complete=len(told) == len(set(_RESULTS.values())), is_firm=True)
        first = max(last, first + 1)


def _record_of(sentence: Marked, number: int) -> Iterator[Breakdown]:
    """ "They won 20 of their 38 games, drew ten and lost eight": the games stand behind the first result."""
    match = _RESULT.search(sentence.before(number, 12))
    if match is None:
        return
    told = {_RESULTS[match[1]]: sentence.claims[number]}
    last = _results(sentence, number + 2, told)
    if len(told) > 1 and not _NOT_ALL.search(sentence.after(last - 1, 40)):
        terms = tuple(term(claim) for claim in told.values())
        is_complete = len(told) == len(set(_RESULTS.values()))
        yield Breakdown(sentence.claims[number + 1], terms, is_complete=is_complete, is_firm=True)


def _results(sentence: Marked, first: int, told: dict[str, Claim]) -> int:
    """Adds the results told one behind the other from a mark on to those told; gives the mark behind the last."""
    last = first
    while last < len(sentence.claims):
        match = _RESULT.search(sentence.before(last, 12))
        result = _RESULTS[match[1]] if match is not None else ""
        if not result or result in told or not _is_plain(sentence.claims[last]):
            break
        if told and _SCORES.fullmatch(sentence.gap(last - 1, last)) is None:
            break
        told[result] = sentence.claims[last]
        last += 1
    return last


def _is_plain(claim: Claim) -> bool:
    return claim.figure.unit == "count" and claim.figure.form == "plain"


def _printed(first: Claim, second: Claim) -> str:
    """What stands between two figures, with its capital letters."""
    return " ".join(first.quote[first.quote_at.end : second.quote_at.start].replace("\n", " ").split(" "))


def _held(sentence: Marked, whole: Claim, marks: list[int], last: int) -> Iterator[Breakdown]:
    """The first part and those of the holders behind it."""
    claims = sentence.claims
    around = sentence.text[max(0, sentence.starts[last - 1] - _AROUND) : sentence.ends[last] + _AROUND]
    if whole.figure.counted not in _HELD or _BLOC.search(around) or _EARLIER.search(around):
        return
    while last + 1 < len(claims) and len(marks) < _MOST:
        claim = claims[last + 1]
        if not _is_plain(claim) or claim.figure.counted not in (None, whole.figure.counted):
            break
        printed = _printed(claims[last], claim)
        if _NEXT.fullmatch(printed) is None or _WITH.search(printed) or _OF_OTHERS.match(sentence.after(last + 1)):
            break
        last += 1
        marks.append(last)
    if len(marks) > 1:
        yield Breakdown(whole, tuple(term(claims[n]) for n in marks))


def _ended(sentence: Marked, number: int) -> Iterator[Breakdown]:
    """ "Nine of the 14 judges voted for it, four against": what became of the first part stands behind the whole."""
    claims = sentence.claims
    whole = claims[number + 1]
    match = _PREDICATE.match(sentence.text, sentence.ends[number + 1])
    if match is None:
        return
    told, parts = [match["first"]], [claims[number]]
    for n in range(number + 2, min(len(claims), number + _MOST)):
        claim = claims[n]
        if not _is_plain(claim) or claim.figure.counted not in (None, whole.figure.counted):
            break
        between = _BETWEEN.fullmatch(sentence.gap(n, n + 1)) if n + 1 < len(claims) else None
        found = between if between is not None else _LAST.match(sentence.text, sentence.ends[n])
        if found is None:
            break
        told.append(found["told"])
        parts.append(claim)
        if between is None:
            break
    if len(parts) > 1 and fates(told, whole.figure.counted):
        yield Breakdown(whole, tuple(term(part) for part in parts))
