"""Percentages that exclude one another: answers to one question, two shares of one vote, what a thing is made of.

They make 100 within half a point each. Answers are known by their words (yes and no, support and oppose): several
answers to one question, or to different questions, may well make more. Less than 100 is shown only where nothing is
left out.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, show_number, subject
from figcheck.check.marked import Marked
from figcheck.check.sentences import put_down
from figcheck.check.terms import label, term, total
from figcheck.expressions import expression
from figcheck.model import Claim

HUNDRED: Final = Decimal(100)
_SAY: Final = (
    r"(?:,? (?:of [^<>,;:.]{0,60}? )?(?:who |that )?(?:(?:they|say|said|saying|says|answered|replied|voted|vote|voting|"
    r"would vote|chose|were|are|was|is|had|have|has|would|will|strongly|somewhat|still|remain(?:ed)?|"
    r"of (?:respondents|those polled|voters|people|them)) )*)"
)
# Pairs of opposite answers.
_PAIRS: Final = (
    (r"yes", r"no"),
    (
        r"(?:support|back|favou?r|endorse)(?:s|ed|ing)?|in favou?r(?: of)?|for",
        r"oppos(?:e|es|ed|ing)|against|reject(?:s|ed|ing)?|opposed to",
    ),
    (r"approv(?:e|es|ed|ing)", r"disapprov(?:e|es|ed|ing)"),
    (r"agree(?:s|d|ing)?", r"disagree(?:s|d|ing)?"),
    (r"(?:satisfied|happy)", r"(?:dissatisfied|unhappy)"),
    (r"(?:a )?favou?rable", r"(?:an )?unfavou?rable"),
    (r"to (?:leave|quit)|leave", r"to (?:remain|stay)|remain"),
)
_NEITHER: Final = expression(
    r"[^<>;:.]{0,40}?\b(?:undecided|unsure|not sure|uncertain|(?:did|do|does) ?n(?:o|')t (?:know|answer)|"
    r"don't[- ]knows?|no opinion|neither|refused|declined|not saying|abstain(?:ed)?|can(?:no|')t say|had no view)\b"
)
_IN_PLACE: Final = expression(r"\bin (?:the )?(?!favou?r)[a-z-]+(?: [a-z-]+)?,? (?:some |about )?$")
_OF_WHOM: Final = expression(r" of (?!them\b|respondents\b|those\b)")
_OBJECT: Final = expression(r"(?: of)?(?: (?P<object>[a-z' -]{1,60}?))?(?=[,;.(]|$| and | in (?:a|the) )")
_JOINT: Final = expression(r"(?: ?[,;(–—-])?(?: (?:and|while|but|with|as|whereas))*(?: the)? *$")
_SAME: Final = expression(
    r"(?:it|him|her|them|this|that|so|to it|such an? \w+|"
    r"the (?:idea|move|plan|measure|proposal|law|bill|policy|decision|treaty|deal|merger))?$"
)
_OTHER_TIME: Final = expression(
    r"\b(?:ago|last (?:year|month|week|time)|previous(?:ly)?|earlier|compared|up from|down from|a year|before|then|"
    r"(?:rose|fell|dropped|climbed|increased|decreased|risen|fallen) |(?:in|by) (?:19|20)\d\d|(?:first|second) round|"
    r"run-?off|exit polls?|turnout|whereas|among|republicans|democrats|men|women|of those who|voters who|respectively|"
    r"each|both|either|multiple|several answers|more than one)\b"
)
_COUNTED: Final = expression(
    r" of (?:the |all )?"
    r"(?:ballots?|votes?|polling (?:stations|places)|precincts|districts|results|returns|constituencies)"
    r"(?: (?:had been|having been|have been|were|was|already|now))* "
    r"(?:counted|in|reporting|tallied|reported|processed|declared)\b"
)
_TURNOUT: Final = expression(r"\bturnout (?:(?:was|of|at|is|stood at|reached|came to) )+(?:about |some |just )?$")
_TOLD_TURNOUT: Final = expression(
    r"\bturnout (?:(?:was|of|at|is|stood at|reached|came to) )+(?:about |some |just )?<\d+>|<\d+> turnout\b"
)
_VOTE: Final = expression(r"(?: of (?:the )?(?:votes?|ballots)(?: cast)?)")
_OF_SEATS: Final = expression(r" (?:of|in|from) (?!(?:the )?(?:votes?|ballots)\b)")
_AGAINST: Final = expression(
    r"(?: of (?:the )?(?:votes?|ballots)(?: cast)?)?(?:,)? (?:to|against|ahead of|followed by|with|while|and|beating|"
    r"defeating|to beat) (?:[a-z'.-]+ ){0,6}?(?:(?:with|on|at|got|won|took|received|had|has|polled|by|to|'s) )?"
)
_BY: Final = expression(
    r"\b(?:beat|beaten|defeated|split|won|voted|backed|approved|passed|rejected|"
    r"victory|win|vote|leads?|led|leading|ahead)\b[^<>.;:]{0,60}? $(?<! from )"
)
_MADE_OF: Final = expression(
    r"(?:(?:mix|blend|breakdown|split) (?:is|was)|made (?:up )?of|composed of|"
    r"consist(?:s|ed|ing)? of|compris(?:es?|ed|ing)|a blend of|a mix(?:ture)? of) $"
)
_ANSWERS: Final = (
    "yes|no|for|against|support|oppose|approve|disapprove|agree|disagree|leave|remain|undecided|unsure|don't knows?|"
    "do not know|no opinion|neither|not sure|abstain|favou?r"
)
_LABEL: Final = expression(rf"(?:^|[,;:(] ?|\band |>)(?:the )?({_ANSWERS}):?(?: at| on| with)? $")
_OPPOSITES: Final = (
    ("yes", "no"), ("for", "against"), ("support", "oppose"), ("approve", "disapprove"), ("agree", "disagree"),
    ("leave", "remain"), ("favor", "oppose"), ("favour", "oppose"),
)  # fmt: skip
_MAKES_UP: Final = expression(
    r"\b(?:makes? up|accounts? for|accounted for|represents?|owns?|owned|holds?|held|caused?|(?:was|were|is|are) "
    r"(?:behind|responsible for|to blame for)) (?:some )?$"
)
# "Hungary providing 42 percent, Slovakia 21 and Moldova the remaining 2": the rest leaves no doubt what is shared.
_SUPPLIES: Final = expression(r"\b(?:provid|suppl|deliver|contribut|generat|produc)(?:e|es|ed|ing|y|ies|ied|ying) $")
_LAST_SHARE: Final = expression(r"\b(?:the )?(?:remaining|rest,|other) $")
# "Of the budget, 52 per cent is for cash, 23 per cent for shelter …": what goes one way does not go another.
_DEALT: Final = expression(
    r"(?: of (?:the|its|all|total|this) [a-z' -]{1,40}?)? "
    r"(?:(?:is|was|are|were|goes|go|went|will|would|be|comes?|came|spent|earmarked|meant|set aside|allotted|allocated|"
    r"reserved) ){1,3}(?P<way>for|to|on|from) |"
    r" (?:said they )?(?:would|will|plan to|intend to) (?P<vote>vote|back|opt) for "
)
_DEALT_OF: Final = expression(r"\bof (?:the|its|all|this|that|these|their) [a-z' -]{1,40}, (?:about |some )?$")
# "With all ballots counted, Sall had 46.1 percent, Diop 38.7 percent and Ba 14 percent"
_POLLED: Final = expression(r"\b(?:had|won|got|has|took|received|polled|on|with) $")
_COUNT_TOLD: Final = expression(
    r"\b(?:ballots|votes?|polling stations|precincts) (?:had been |have been |were )?(?:counted|tallied)\b"
)
_OF_ALL: Final = expression(r" of (?:the|its|all|total)\b")
_GAPS: Final = expression(
    r"(?: of (?:the|its|all|total) [a-z' -]{1,30}?)?(?:, |;? and |, and |; |, while |, with )"
    r"(?!(?:and |while |with |but )?(?:of|on|in|at|among|for|during|by) )"
    r"(?:[a-z'.-]+ ){1,4}?(?:(?:with|got|took|won|had|has|on|for|the remaining|the rest,) )?"
)
_PEOPLE: Final = expression(r"\b(?:men|women|people|children|foreign\w*|students|voters|members|immigrants)\b")
_MADE_JOINT: Final = expression(r" [a-z' -]{1,40}(?:, (?:and )?| and )")
_REST: Final = expression(r"\b(?:the|a) (?:remaining|other|rest,?)\s*$")


class Answers(NamedTuple):
    """Percentages that exclude one another; ``is_complete``: nothing is left out."""

    claims: tuple[Claim, ...]
    is_complete: bool
    what: str


def check_answers(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Add up the answers to each question that a sentence tells; show those that make more, or less, than 100."""
    for _, sentences in desk.marked():
        for sentence in sentences:
            if len(sentence.claims) < 2:
                continue
            found = _answers(sentence)
            if found is None or not takes(rule, found.claims[0]):
                continue
            _hold(rule, found, outcome)


def _answers(sentence: Marked) -> Answers | None:
    shares = [
        n
        for n, claim in enumerate(sentence.claims)
        if claim.figure.unit == "percent" and claim.figure.form != "share" and not _is_of_count(sentence, n)
    ]
    if len(shares) < 2:
        return None
    for read in (_opposed, _labelled, _candidates, _gapped, _dealt, _ingredients):
        found = read(sentence, shares)
        if found is not None:
            return found
    return None


def _is_of_count(sentence: Marked, number: int) -> bool:
    """True for how much was counted and how many voted: "with 99.8% of ballots counted", "on a turnout of 41%"."""
    before, after = sentence.before(number, 40), sentence.after(number, 80)
    return _COUNTED.match(after) is not None or _TURNOUT.search(before) is not None or after.startswith(" turnout")


def _tells_more(sentence: Marked) -> bool:
    """True where a sentence tells of another time, of other people, or of who voted at all."""
    return _OTHER_TIME.search(_TOLD_TURNOUT.sub("", sentence.text)) is not None


def _opposed(sentence: Marked, shares: Sequence[int]) -> Answers | None:
    """Opposite answers, and those that had none, all percentages of a sentence."""
    if len(shares) > 5 or _tells_more(sentence):
        return None
    spoken = [sentence.text[sentence.ends[n] : _stop(sentence, n)] for n in shares]
    if sum(_OF_WHOM.match(text) is not None for text in spoken) > 1:
        return None  # "63 percent of men … and 61 percent of women"
    if any(_IN_PLACE.search(sentence.before(n, 40)) for n in shares[1:]):
        return None  # "in Germany 62 percent …; in France 55 percent …"
    for one, other in _COMPILED:
        sides: list[int] = []
        objects: list[str] = []
        rest = False
        for position, text in enumerate(spoken):
            last = _REST.search(sentence.before(shares[position], 30)) is not None
            side, behind = _side(text, one, other)
            rest = rest or last
            if (last and side < 0) or (side < 0 and _NEITHER.match(text)):
                side = 2
            if side < 0:
                break
            sides.append(side)
            if side < 2:
                match = _OBJECT.match(_JOINT.sub("", behind))
                objects.append((match["object"] or "").strip() if match is not None else behind)
        if len(sides) == len(spoken) and sides.count(0) == 1 and sides.count(1) == 1 and sides.count(2) <= 2:
            if _SAME.match(objects[1]) or objects[1] == objects[0]:
                claims = tuple(sentence.claims[n] for n in shares)
                if _of_decided(claims, sides):
                    return None
                return Answers(claims, rest, "answers to one question")
    return None


def _of_decided(claims: Sequence[Claim], sides: Sequence[int]) -> bool:
    """True where the opposite answers alone make 100, so that those who had none were not counted with them."""
    opposite = total([term(claim) for claim, side in zip(claims, sides, strict=True) if side < 2])
    return 2 in sides and opposite.low <= HUNDRED <= opposite.high


def _stop(sentence: Marked, number: int) -> int:
    return (
        sentence.starts[number + 1]
        if number + 1 < len(sentence.claims)
        else min(len(sentence.text), sentence.ends[number] + 200)
    )


def _side(text: str, one: re.Pattern[str], other: re.Pattern[str]) -> tuple[int, str]:
    """Which of two opposite answers stands right behind a percentage, and what follows it; -1 for neither."""
    match = other.match(text)
    if match is not None:
        return 1, text[match.end() :]
    match = one.match(text)
    return (0, text[match.end() :]) if match is not None else (-1, "")


_COMPILED: Final = tuple(
    (expression(rf"{_SAY}(?: ?(?:{one})\b)"), expression(rf"{_SAY}(?: ?(?:{other})\b)")) for one, other in _PAIRS
)


def _candidates(sentence: Marked, shares: Sequence[int]) -> Answers | None:
    """Two shares of one vote: "54.2% of the vote to 47.8% for her challenger"."""
    if len(shares) != 2 or _tells_more(sentence):
        return None
    first, second = shares
    if sentence.gap(first, second) == " to " and _BY.search(sentence.before(first, 100)):
        return Answers((sentence.claims[first], sentence.claims[second]), False, "shares of one vote")
    if second != first + 1 or not (_VOTE.match(sentence.after(first)) or _VOTE.match(sentence.after(second))):
        return None
    if _AGAINST.fullmatch(sentence.gap(first, second)) is None or _OF_SEATS.match(sentence.after(second)):
        return None
    return Answers((sentence.claims[first], sentence.claims[second]), False, "shares of one vote")


def _labelled(sentence: Marked, shares: Sequence[int]) -> Answers | None:
    """Answers told before their percentages: "yes 52%, no 41%, don't know 12%"."""
    if len(shares) > 4 or _tells_more(sentence):
        return None
    labels: list[str] = []
    for n in shares:
        match = _LABEL.search(sentence.before(n, 40))
        if match is None or (n and n - 1 not in shares):
            return None
        labels.append(match[1])
    if len(set(labels)) < len(labels) or not any(one in labels and other in labels for one, other in _OPPOSITES):
        return None
    return Answers(tuple(sentence.claims[n] for n in shares), False, "answers to one question")


def _gapped(sentence: Marked, shares: Sequence[int]) -> Answers | None:
    """Shares of one thing by one verb: "coal makes up 40 percent of the mix, gas 35 percent and wind 30 percent"."""
    if _tells_more(sentence) or list(shares) != list(range(shares[0], shares[0] + len(shares))):
        return None
    first = sentence.after(shares[0], 60)
    lead = sentence.before(shares[0], 40)
    voted = _VOTE.match(first) is not None
    voted = voted or (_POLLED.search(lead) is not None and _COUNT_TOLD.search(sentence.text) is not None)
    if not voted and not (_MAKES_UP.search(lead) and _OF_ALL.match(first)):
        if not (_SUPPLIES.search(lead) and _LAST_SHARE.search(sentence.before(shares[-1], 20))):
            return None
    if len(shares) < 3 or not all(_GAPS.fullmatch(sentence.gap(n, n + 1)) for n in shares[:-1]):
        return None
    if _OF_SEATS.match(sentence.after(shares[-1])) or _PEOPLE.search(sentence.text):
        return None
    return Answers(tuple(sentence.claims[n] for n in shares), False, "shares of one whole")


def _dealt(sentence: Marked, shares: Sequence[int]) -> Answers | None:
    """What goes to each, of one whole: "of the budget, 52 per cent is for cash, 30 per cent for shelter …"."""
    if len(shares) < 3 or list(shares) != list(range(shares[0], shares[0] + len(shares))) or _tells_more(sentence):
        return None
    match = _DEALT.match(sentence.after(shares[0], 100))
    if match is None or _PEOPLE.search(sentence.text):
        return None
    if match["vote"] is None and not (
        match.group().startswith(" of ") or _DEALT_OF.search(sentence.before(shares[0], 60))
    ):
        return None
    way = f" {match['way'] or 'for'} "
    if not all(sentence.after(n, 60).startswith(way) for n in shares[1:]):
        return None
    if any(";" in sentence.gap(n, n + 1) or ":" in sentence.gap(n, n + 1) for n in shares[:-1]):
        return None
    return Answers(tuple(sentence.claims[n] for n in shares), False, "shares of one whole")


def _ingredients(sentence: Marked, shares: Sequence[int]) -> Answers | None:
    """What a thing is made of: "60 per cent cotton, 30 per cent linen and 10 per cent silk"."""
    if _MADE_OF.search(sentence.before(shares[0], 40)) is None or _PEOPLE.search(sentence.text):
        return None
    if list(shares) != list(range(shares[0], shares[0] + len(shares))):
        return None
    if not all(_MADE_JOINT.fullmatch(sentence.gap(n, n + 1)) for n in shares[:-1]):
        return None
    return Answers(tuple(sentence.claims[n] for n in shares), False, "what it is made of")


def _hold(rule: RuleSpec, found: Answers, outcome: Outcome) -> None:
    claims = found.claims
    made = total([term(claim) for claim in claims])
    slack = max(rule.tolerance.points, rule.tolerance.per_part * len(claims))
    more = made.low > HUNDRED + slack
    less = found.is_complete and made.high < HUNDRED - slack
    printed = [claim.figure.reading.point for claim in claims]
    if not (more or less) or any(point is None or not 0 <= point <= HUNDRED for point in printed):
        return
    whole = sum((point for point in printed if point is not None), Decimal(0))
    listed = " + ".join(label(claim) for claim in claims)
    told = f"{listed} = {show_number(whole)} per cent, {found.what} make 100"
    if more:
        cause, words = "answers_exceed_hundred", told
    else:
        cause, words = "answers_fall_short", told
    observed = f"{show_number(whole)} per cent"
    about = subject(claims)
    put_down(rule, claims, outcome, cause=cause, words=words, expected="100 per cent", observed=observed, about=about)
