"""Rules of scope ``copies``: sentences of two articles that are alike but for a figure.

A copied sentence is one source, so that a figure that differs is a slip of the pen, whatever it measures; where the two
state other days, or their articles are of other days (daily bulletins), it is the news of another day and a note. Long
after nobody copies (``recurring``): the council writes of its next budget in the words of its last. What has no date is
a copy at any time. A sentence that hardly names anything is a copy only where the articles name mostly the same: "more
than 140 homes were damaged" is written of every flood. A plain one ("two people were killed in the crash", which
describe gives no signature) wants the same names and day. An article may hold several sentences of one wording (a
table, a list); those that both articles have are set aside before the rest is compared, in order.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import accumulate, combinations, islice, pairwise, product
from typing import Final, NamedTuple

from figcheck.check.agreement import in_reach, pair_finding
from figcheck.check.causes import Cause, likely_cause
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec, pairs_of, published_order
from figcheck.check.readings import Held, hold
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.recurring import COPIED_WITHIN, MEASURED_ANEW

_Sentence = tuple[Claim, ...]
_WORD: Final = expression(r"\w+")
_NUMBER: Final = expression(r"\W*\b\d[\d.,]*\b")
_LONG: Final = 12  # words of a sentence that is known again by one name in it; a shorter one needs two
_FEWEST: Final = 2  # words of a plain sentence beside its figures
_BLANK: Final = "#"
_ARTICLES: Final = frozenset(("a", "an", "the"))
_UNDATED: Final = 10**7  # days that lie between an article without a date and any other
_RECENT: Final = 50  # stories looked at for each name that an article shares with them
_MARKED: Final = 1000  # pairs of articles with one wording whose figures at other places are kept from other rules
_KNOWN: Final = 10_000  # names, and sets of them, that are remembered
_TRIED: Final = 100  # pairs of articles looked at for the two that are nearest in time


@dataclass(frozen=True, slots=True)
class _Copy:
    """The sentences of one wording in one article, in the order of the text."""

    sentences: tuple[_Sentence, ...]

    @property
    def first(self) -> Claim:
        """The first figure, for what is known of the article."""
        return self.sentences[0][0]

    @property
    def values(self) -> tuple[object, ...]:
        """What the figures say; equal for articles that copy without a change."""
        return tuple(map(_values, self.sentences))


def check_copies(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold the figures of copied sentences against one another, in the order of the sentence."""
    for copies in _copied(desk.claims):
        _leave_to_position(copies, outcome)
        variants: dict[tuple[object, ...], list[_Copy]] = defaultdict(list)
        for copy in copies:
            variants[copy.values].append(copy)
        if len(variants) == 1:
            _pair(rule, copies[0], copies[1], outcome)
            continue
        pairs = list(pairs_of(list(variants.values())))
        outcome.leave_out(copies[0].first, len(variants), len(pairs))
        for some, others in pairs:
            first, second = min(islice(product(some, others), _TRIED), key=_apart)
            if published_order(second.first) < published_order(first.first):
                first, second = second, first
            _pair(rule, first, second, outcome)


def _pair(rule: RuleSpec, one: _Copy, other: _Copy, outcome: Outcome) -> None:
    """Compare the sentences of two articles that differ; where all are alike, the first with its like. Articles that
    lie too far apart copy nothing of each other."""
    days = _apart((one, other))
    if COPIED_WITHIN < days < _UNDATED:
        return
    left, right = _without(one, other), _without(other, one)
    if not left and not right:
        left = one.sentences[:1]
        right = tuple(sentence for sentence in other.sentences if _values(sentence) == _values(left[0]))[:1]
    if len(left) != len(right):
        return
    is_anew = MEASURED_ANEW < days < _UNDATED
    for first, second in zip(left, right, strict=True):
        for a, b in zip(first, second, strict=True):
            if is_anew and a.kind in ("share", "rate"):
                continue  # of two polls, or of two months
            if takes(rule, a) and takes(rule, b) and in_reach(rule, a, b):
                _hold(rule, a, b, outcome)


def _without(one: _Copy, other: _Copy) -> tuple[_Sentence, ...]:
    """The sentences of one article that the other does not have with the same figures."""
    held = Counter(map(_values, other.sentences))
    kept = []
    for sentence in one.sentences:
        if held[_values(sentence)]:
            held[_values(sentence)] -= 1
        else:
            kept.append(sentence)
    return tuple(kept)


def _values(sentence: _Sentence) -> tuple[object, ...]:
    return tuple((c.figure.reading, c.figure.hedge, bool(c.figure.printed_hedge), c.figure.unit) for c in sentence)


def _apart(pair: tuple[_Copy, _Copy]) -> int:
    """How many days lie between two articles; _UNDATED where one has no date."""
    first, second = [copy.first.header.published for copy in pair]
    return _UNDATED if first is None or second is None else abs((first - second).days)


def _leave_to_position(copies: Sequence[_Copy], outcome: Outcome) -> None:
    """Mark figures at different places of copied sentences as compared: no rule holds the third to the first."""
    for one, other in islice(combinations(copies, 2), _MARKED):
        for first, second in product(one.sentences, other.sentences):
            for (i, a), (k, b) in product(enumerate(first), enumerate(second)):
                if i != k:
                    outcome.seen |= {(a.id, b.id), (b.id, a.id)}


# --- which sentences are copies --------------------------------------------------------------------------------------


def _copied(claims: Iterable[Claim]) -> list[list[_Copy]]:
    """The sentences of one wording in more than one article of one story, the earlier published first."""
    by_wording: dict[tuple[object, ...], dict[str, list[_Sentence]]] = defaultdict(lambda: defaultdict(list))
    for wording, sentence in _worded(claims):
        by_wording[wording][sentence[0].header.id].append(sentence)
    found = []
    for by_article in by_wording.values():
        if len(by_article) > 1:
            copies = [_Copy(tuple(sentences)) for sentences in by_article.values()]
            copies.sort(key=lambda copy: published_order(copy.first))
            found += [story for story in _stories(copies) if len(story) > 1]
    return found


class Wording(NamedTuple):
    """What a sentence is known by: how it is spelt, with each of these names around it, and alone where it tells its
    story itself or nothing is named; and all its figures."""

    spelt: str
    names: frozenset[str]
    is_alone: bool
    claims: tuple[Claim, ...]


def wordings(claims: Iterable[Claim]) -> list[Wording]:
    """What the sentences of an article are known by: articles that share neither a spelling alone nor one with a name
    hold no copies of each other's."""
    found: list[Wording] = []
    for wording, sentence in _worded(claims):
        names = _names(sentence[0])
        is_alone = not names or _tells_its_story(sentence[0])
        found.append(Wording("|".join(map(_spelt, wording)), names, is_alone, sentence))
    return found


def _spelt(part: object) -> str:
    return ";".join(sorted(part)) if isinstance(part, frozenset) else str(part)


def _worded(claims: Iterable[Claim]) -> Iterator[tuple[tuple[object, ...], _Sentence]]:
    """The sentences with figures, each with what it is known by."""
    by_sentence: dict[tuple[str, int], list[Claim]] = defaultdict(list)
    for claim in claims:
        if claim.figure.form != "single" and claim.figure.cell is None:
            by_sentence[claim.header.id, claim.figure.sentence.start].append(claim)
    for sentence in by_sentence.values():
        first = sentence[0]
        wording = (first.signature,) if first.signature else _plain(sentence)
        if wording:
            yield (*wording, len(sentence)), tuple(sentence)


def _plain(sentence: Sequence[Claim]) -> tuple[object, ...]:
    """What a sentence without a signature is known by: words, names around it and its day; () for hardly a word."""
    quote, at, words = sentence[0].quote.lower(), 0, list[str]()
    for claim in sentence:
        words += _WORD.findall(quote[at : claim.quote_at.start])
        while words and words[-1] in _ARTICLES:
            del words[-1]
        words.append(_BLANK)
        at = claim.quote_at.end
    words += _WORD.findall(quote[at:])
    if len(words) - len(sentence) < _FEWEST:
        return ()
    return " ".join(words), _names(sentence[0]), sentence[0].header.published


_Key = tuple[str, int]  # a name around a sentence, "" for none or for one that tells its story itself, and a time


def _stories(copies: Sequence[_Copy]) -> list[list[_Copy]]:
    """Articles with one wording, apart by what they tell of and by when; those of one time whose sentence tells that
    itself are together. The earlier published come first, here as there."""
    names = [_names(copy.first) for copy in copies]
    tells = [_tells_its_story(copy.first) for copy in copies]
    keys = _keys(copies, names, tells)
    telling: dict[_Key, list[int]] = defaultdict(list)
    for at, itself in enumerate(tells):
        if itself:
            telling[keys[at][0]].append(at)
    stories = list(telling.values())
    several = len(stories)  # with these an article is held against more than the first
    known: dict[_Key, list[int]] = defaultdict(list)
    for number, story in enumerate(stories):
        for key in {key for at in story for key in keys[at][1:]}:
            known[key].append(number)
    for at, itself in enumerate(tells):
        if itself:
            continue
        for index in dict.fromkeys(number for key in keys[at] for number in known[key][-_RECENT:]):
            held = stories[index][: _RECENT if index < several else 1]
            if any(_of_one_story(names[one], names[at]) for one in held):
                stories[index].append(at)
                break
        else:
            for key in keys[at]:
                known[key].append(len(stories))
            stories.append([at])
    return [[copies[at] for at in sorted(story)] for story in stories]


def _keys(copies: Sequence[_Copy], names: Sequence[frozenset[str]], tells: Sequence[bool]) -> list[list[_Key]]:
    """What each of some copies is known by, as ``wordings`` has it: articles that share none are of no one story."""
    keys: list[list[_Key]] = [[] for _ in copies]
    holding: dict[str, list[int]] = defaultdict(list)
    for at, own in enumerate(names):
        for name in own if own and not tells[at] else ("", *own):
            holding[name].append(at)
    for name, some in sorted(holding.items()):  # in one order, whatever other copies there are
        for at, time in zip(some, _times([copies[at] for at in some]), strict=True):
            keys[at].append((name, time))
    return keys


def _times(copies: Sequence[_Copy]) -> list[int]:
    """For each of some articles, the earlier published first, the number of its time: those of one time follow each
    other within COPIED_WITHIN days. Where one has no date there is but one time."""
    gaps = [_apart(pair) for pair in pairwise(copies)]
    if _UNDATED in gaps:
        return [0] * len(copies)
    return list(accumulate((gap > COPIED_WITHIN for gap in gaps), initial=0))


def _names(claim: Claim) -> frozenset[str]:
    """The names around a sentence without numbers: in "it took Robert 4 hours" the number is a figure."""
    return _without_numbers(claim.names)


@lru_cache(_KNOWN)
def _without_numbers(names: frozenset[str]) -> frozenset[str]:
    return frozenset([_NUMBER.sub("", name) for name in names])


def _of_one_story(names: frozenset[str], others: frozenset[str]) -> bool:
    """True when more than half of the names of one article are those of the other: a country is not enough."""
    fewer = min(len(names), len(others))
    return len(names & others) * 2 > fewer or fewer == len(names) == len(others) == 0


def _tells_its_story(claim: Claim) -> bool:
    """True when enough of the names around a sentence stand in it: "45 killed in Ukraine" may be said of any crash."""
    quote = _in_words(claim.quote)
    named = sum([_name_in_words(name) in quote for name in claim.names])
    return named > 1 or (named == 1 and quote.count(" ") > _LONG)


def _in_words(text: str) -> str:
    """The words of a text, with a blank on both sides of each."""
    return f" {' '.join(_WORD.findall(text.lower()))} "


_name_in_words: Final = lru_cache(_KNOWN)(_in_words)  # an article has its names around each of its sentences


# --- two figures at one place of a sentence ---------------------------------------------------------------------------


def _hold(rule: RuleSpec, a: Claim, b: Claim, outcome: Outcome) -> None:
    held = _held(rule, a, b)
    outcome.compared(rule, a, b, held.verdict, (held.reason, "one and the same sentence, a copy"))
    cause = _hedge_changed(a, b) if held.verdict != "agree" or a.figure.hedge == "range" else None
    if held.verdict == "discrepancy" and cause is None:
        # What the sentence says of a revision, both articles say.
        cause = likely_cause(replace(a, quote=""), replace(b, quote=""))
        told = _other_days(a, b)
        if told and cause.most != "note":
            cause = Cause("another_day", "note", told)
    if cause is not None:
        outcome.findings.append(pair_finding(rule, a, b, cause, held.reason, None))


def _held(rule: RuleSpec, a: Claim, b: Claim) -> Held:
    """Held by what is printed where both have the same hedge: who copies "at least 10" does not write "at least 30"."""
    tolerance = rule.tolerance
    held = hold(a, b, tolerance.absolute, tolerance.relative, tolerance.points)
    one, other = a.figure, b.figure
    if held.verdict != "compatible" or one.unit != other.unit or one.hedge == "vague":
        return held
    if one.hedge != other.hedge or one.printed_hedge.lower() != other.printed_hedge.lower():
        return held
    gap = max(
        abs(x - y)
        for x, y in (
            (one.reading.point, other.reading.point),
            (one.reading.low, other.reading.low),
            (one.reading.high, other.reading.high),
        )
        if x is not None and y is not None and x.is_finite() and y.is_finite()
    )
    largest = max(abs(end) for end in (*one.reading[:2], *other.reading[:2]) if end.is_finite())
    slack = max(tolerance.absolute, tolerance.relative * largest, tolerance.points if one.unit == "percent" else 0)
    if gap <= slack:
        return held
    return Held("discrepancy", f"{one.surface} and {other.surface} differ as printed")


def _hedge_changed(a: Claim, b: Claim) -> Cause | None:
    """The cause of a pair that prints one number, or one range, under different hedges; None for any other pair."""
    one, other = a.figure, b.figure
    if one.unit != other.unit or "vague" in (one.hedge, other.hedge):
        return None
    if one.reading.point is None or other.reading.point is None:
        same = (one.hedge, one.reading[:2]) == (other.hedge, other.reading[:2])
        if not same or bool(one.printed_hedge) == bool(other.printed_hedge):
            return None
    elif one.reading.point != other.reading.point or one.hedge == other.hedge:
        return None
    if "exact" in (one.hedge, other.hedge) or one.reading.point is None:
        return Cause("hedge_dropped", "note", "the same number with and without its hedge")
    return Cause("hedge_dropped", "note", "the same number with another hedge")


def _other_days(a: Claim, b: Claim) -> str:
    """Why two copies speak of other days; "" when they do not.

    Printed dates are the same in both: in articles of one day nothing but a figure ("10 years ago") moves a period.
    """
    if a.header.published == b.header.published:
        return ""
    # "On Saturday" of an article of Saturday may be either of two days.
    shared = (a.scope.when or frozenset()) & (b.scope.when or frozenset())
    other = "periods" if a.scope.when and b.scope.when and not shared else ""
    for name, one, two in (("as-of days", a.as_of, b.as_of), ("starts", a.start_date, b.start_date)):
        if one and two and one != two:
            other = other or name
    if other:
        return f"the sentences are alike but for figures, and state other {other}"
    if shared:
        return ""
    if a.header.published and b.header.published:
        days = abs((a.header.published - b.header.published).days)
        if days > 1:
            return f"the sentences are alike but for figures, and their articles are {days} days apart"
    return ""
