"""``rank`` of records: a superlative over time fits the years that the article tells: "12, the most since 2019", where
it had 14 in 2021; "a record 40 million, up from 45 million in 2019".

Only figures of one thing are held: the same noun and unit, a year printed right beside the earlier one, near the
record, and nothing that says that one is of a part of a year or of another place.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from figcheck.check.causes import VICTIMS
from figcheck.check.conditions import takes
from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.rows import ahead, end_of, stretch, told_of
from figcheck.check.sentences import ends, put_down
from figcheck.check.superlatives import LESS, Sense, sense_in
from figcheck.check.superlatives import MORE as _MORE_OF_ALL
from figcheck.expressions import expression
from figcheck.model import Claim
from figcheck.prose import regular_singular
from figcheck.units import dimension

_HALF: Final = Decimal("0.5")
_NEAR: Final = 700  # characters from the record to a year of its series
_WORDS: Final = {
    word: number
    for number, word in enumerate(
        "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen".split(), 2
    )
} | {
    "twenty": 20,
    "thirty": 30,
    "a decade": 10,
    "a generation": 25,
    "two decades": 20,
    "three decades": 30,
    "half a century": 50,
}
_TELLING: Final = (
    "est ",
    "most",
    "than in any",
    "than any",
    "than at any",
    "than during any",
    "record",
    "all-time",
    "historic",
    "worst",
)  # one stands where a record is told
_SPAN: Final = (
    r"(?:since (?:[a-z]+ )?(?P<since>(?:1[89]|20)\d\d)\b|in (?:the past |more than |over |nearly |at least |"
    r"almost |about )?(?P<years>[a-z]+|\d{1,3}) years\b|"
    r"in (?:more than |over |nearly |at least |almost |about )?(?P<span>a decade|two decades|three decades|"
    r"half a century|a generation)\b|"
    r"(?P<ever>on record|ever(?! since)|in (?:its|the country[’']s|their) history|since records began|"
    r"since record-keeping began)\b)"
)
MORE: Final = rf"(?:{_MORE_OF_ALL}|fastest|sharpest|worst|quickest)"
_BEHIND: Final = expression(
    rf"(?:[^.;:()\d]|(?<= )(?:19|20)\d\d){{0,40}}?(?:,|[—–]|\bwas|\bwere|\bis|\bare|\bmakes? it|"
    rf"\bmade it)(?: [a-z]+)? (?:the|its|their|a) "
    rf"(?:(?P<more>{MORE})|(?P<less>{LESS}))(?P<of>(?: [a-z’'-]+){{0,4}}?) {_SPAN}"
)
# "Fewer than in any year since 1950"
_THAN_ANY: Final = expression(
    rf"(?:[^.;:()\d]|(?<= )(?:19|20)\d\d){{0,40}}?(?:,|[—–]) (?:(?P<more>more|higher)|(?P<less>fewer|lower|less)) than "
    rf"(?:in |at |during )?any(?: other)? (?P<of>year) {_SPAN}"
)
# "38.4C, the hottest day of the year, beating the 38.1C of June", "163, surpassing the record of 151"
_BEATEN: Final = expression(
    r"[^.;:()\d]{0,80}?[ ,](?:and )?(?P<way>(?P<above>surpass(?:ed|ing)|exceed(?:ed|ing)|topp(?:ed|ing)|"
    r"eclips(?:ed|ing))|"
    r"beat(?:ing)?|bett?er(?:ed|ing)|break(?:ing)?|broke|smash(?:ed|ing)) (?:the|its|his|her|their|a) "
    r"(?:(?:previous|old|former|existing|national|world|club|all-time) ){0,2}"
    r"(?:(?:record|high|best|mark|peak|total)(?: of)? )?"
)
# "A record crowd of 21,340 … The previous best for a league match was 21,870": what the record is told to have beaten
_PREVIOUS: Final = expression(
    r"(?:the|its|their|his|her|[a-z]+'s) (?:previous|old|former) (?:record|best|high|peak|mark|low|highest|largest|"
    r"biggest|lowest)(?: (?![^ ]*(?:most|world|national)\b)[a-z’' -]{1,60}?)? (?:was|were|stood at|had been|came to) "
    r"(?:about |just |only |the )?$"
)
_A_RECORD: Final = expression(r"\b(?:an?|the|its|their) (?:new |all-time |club |historic )*record\b(?! low)")
_COLD: Final = expression(
    r"\b(?:cold\w*|minus|frost|freez\w+|lowest|low|least|fewest|fell|drop\w*|down|below)\b|[-−]\d"
)
_ADJACENT: Final = 3  # characters between a sentence and the next
_NOT_BEATEN: Final = expression(
    r"\b(?:not|n[’']t|without|never|fail\w*|far from|short of|miss\w*|if|would|could|may|might|chance|hop\w+)\b"
)
_OPENS_NUMBER: Final = expression(r" ?(?::|,|[—–])(?: with| at)? ?$")
_SEASONS: Final = frozenset(("spring", "summer", "autumn", "winter", "season"))
# "It was the highest total since 2015: 340 fires were counted".
_AHEAD: Final = expression(
    rf"(?:the|its|their) (?:(?P<more>{MORE})|(?P<less>{LESS}))(?P<of>(?: [a-z’'-]+){{0,4}}?) {_SPAN} ?(?::|,|"
    rf"[—–])(?: with| at)? $"
)
_HARM: Final = frozenset(
    "death killing murder homicide suicide drowning shooting stabbing robbery burglary theft crime attack accident "
    "crash collision fire wildfire flood storm case infection outbreak bankruptcy insolvency layoff redundancy delay "
    "strike drought fatality casualty victim breakdown evacuation overdose".split()
)
_CHANGES: Final = frozenset("rise increase growth pace gain jump drop fall decline decrease slump surge cut".split())
_CHANGED: Final = expression(
    r"\b(?:rose|rise|risen|grew|grown|increased?|climbed|jumped|gained|surged|fell|fallen|dropped|declined|shrank|"
    r"sank|slumped|up|down|cut)(?: by)? $"
)
_GENERAL: Final = frozenset(
    "number total figure level rate share toll count tally sum amount annual yearly result single-year death "
    "killing such of any in a the for year one "
    "full-year recorded turnout price temperature reading value score seen jobless unemployment inflation per "
    "cent percentage proportion".split()
)
_BEFORE: Final = expression(
    r"\b(?:(?:(?P<low>(?:a |an )?(?:record|all-time|historic) low)|(?P<high>(?:a |an )?(?:record|all-time|"
    r"historic) high))(?: of)?|"
    r"(?P<record>(?:a|the) record)) (?:[a-z]+ (?:of )?)?$"
)
_YEAR: Final = r"(?P<year>(?:1[89]|20)\d\d)"
_YEAR_BEHIND: Final = expression(
    rf",? ?(?:\((?:in )?|(?:[a-z’'-]+ ){{0,3}}(?:in|during|for) (?:the year )?){_YEAR}\b(?![-–/])"
)
_YEAR_BEFORE: Final = expression(rf"(?:^|[,;.]? ?)\b(?:in|for|during) {_YEAR},? (?:[a-z’'-]+ ){{0,5}}$")
_WHEN: Final = expression(r",? when (?:[a-z’'-]+ ){0,5}$")
_BEGAN: Final = expression(
    r"\b(?:began|begun|start\w*|first|introduc\w*|creat\w*|found\w*|launch\w*|records?|opened)\b"
)
# A part of a year, and words that make a figure one of something else.
_PART: Final = expression(
    r"\b(?:january|february|march|april|june|july|august|september|october|november|december|jan|feb|aug|sept|oct|"
    r"nov|dec|months?|quarter|half|weeks?|"
    r"weekend|day|days|monday|tuesday|wednesday|thursday|friday|saturday|sunday|hours?|spring|summer|autumn|"
    r"winter|season|so far|to date|by may|in may|"
    r"may \d|morning|night|average|adjusted|forecast|expected|would|will|could|projected)\b"
)
_LAST_YEAR: Final = expression(r"\blast year\b")
_UNLIKE: Final = expression(
    r"\b(?:but|except|excluding|apart from|outside|other than|worldwide|elsewhere|globally|neighbou?ring|rival|"
    r"county|region|nationally|"
    r"nationwide|statewide|across|whole|each|per(?! cent)|combined|entire|overall)\b"
)
_NAME: Final = expression(r"(?<=[a-z,;:’'“\"(–—-] )[A-Z][\w’'-]*[a-z]")
_FIRST: Final = expression(r"[“\"'‘]?([A-Z][\w’'-]+)")
_SAME_SUBJECT: Final = expression(
    r"(?:and |but )?(?:in (?:1[89]|20)\d\d,? )?(?:it|they|the (?:rate|share|figure|number|total|price|average)|"
    r"turnout|that|this)\b"
)
# "Breaking a record of 163", "well short of the record 714", "down from a record 40": the record is another's.
_OLD: Final = expression(
    r"\b(?:br[eo]ak\w*|broke|beat\w*|surpass\w*|eclips\w*|topp\w+|smash\w*|shatter\w*|exceed\w*|match\w*|equal\w*|"
    r"previous|old|former|short of|missed|below|above|over|from|than|after|against|with|to|of|on) (?:its |the )?$"
)
_FROM: Final = expression(r"\b(?:from|after|against|compared (?:with|to)|than) (?:a record |the )?$")


class _Record(NamedTuple):
    """A figure that is told to be the most, or the least, of the years behind ``since``."""

    claim: Claim
    sense: Literal["more", "less"]
    since: int  # the years after this one are the ones it is held against
    until: int  # its own year
    words: str
    end: int


def check_records(rule: RuleSpec, desk: Desk, outcome: Outcome) -> None:
    """Hold every record against the years of its series that the article tells."""
    for claims in desk.articles():
        for i, claim in enumerate(claims):
            if (
                claim.figure.form == "single"
                or claim.mode != "stated"
                or claim.figure.hedge == "vague"
                or not takes(rule, claim)
            ):
                continue
            if i + 1 < len(claims) and claims[i + 1].figure.sentence == claim.figure.sentence:
                _beaten(rule, claim, claims[i + 1], outcome)
            record = _record(claim)
            if record is not None:
                _hold(rule, record, claims, i, outcome)
                if record.since == 0:
                    _previous(rule, record, claims[i + 1 :], outcome)


def _record(claim: Claim) -> _Record | None:
    """What a figure is told to be the most of; None where it is told of none."""
    published = claim.header.published
    start = end_of(claim)
    lead, tail = ahead(claim, 120), stretch(claim, start, start + 160)
    if not any([word in lead or word in tail for word in _TELLING]):
        return None
    own = _own_year(claim)
    match = _BEHIND.match(tail) or _AHEAD.search(lead) or _THAN_ANY.match(tail)
    if match is not None:
        if not _ranks_by(match["of"], claim):
            return None
        if match["more"] == "worst" and not _is_harm(claim):
            return None  # the worst result is the least
        words = match[0]
        sense: Literal["more", "less"] = "more" if match["more"] else "less"
        words = words[words.rfind(match["more"] or match["less"]) :]
        words = _OPENS_NUMBER.sub("", words)
        the = "" if " than " in words else "the "
        year = own or (published.year if published is not None else None)
        if match["since"]:
            since = int(match["since"])
            return _Record(claim, sense, since, year or 9999, f"{the}{words}", start + match.end())
        if match["ever"]:
            return _Record(claim, sense, 0, year or 9999, f"{the}{words}", start + match.end()) if year else None
        if year is None:
            return None
        spoken = match["years"] or match["span"]
        count = int(spoken) if spoken.isdigit() else _WORDS.get(spoken)
        return _Record(claim, sense, year - count, year, f"{the}{words}", start + match.end()) if count else None
    found = _BEFORE.search(lead)
    if found is None or (published is None and own is None) or _OLD.search(lead[: found.start()]):
        return None
    low = found["low"] is not None
    year = own or (published.year if published is not None else 0)
    return _Record(claim, "less" if low else "more", 0, year, f'"{found[0].strip().removesuffix(" of")}"', start)


def _is_harm(claim: Claim) -> bool:
    """True for what is worse the more there is of it."""
    return claim.measure in VICTIMS or claim.figure.counted in _HARM


def _ranks_by(words: str, claim: Claim) -> bool:
    """True where what the superlative names is the figure's: "the highest rate", "the most murders", not "the largest
    tanker"."""
    nouns = [regular_singular(word) for word in words.split()]
    if any([noun in _CHANGES for noun in nouns]):
        if _CHANGED.search(ahead(claim)) is None:
            return False
        nouns = [noun for noun in nouns if noun not in _CHANGES]
    return all(
        word in _GENERAL or word in _SEASONS or word == claim.figure.counted or word in claim.measure for word in nouns
    )


def _own_year(claim: Claim) -> int | None:
    """The year that stands beside a figure; "last year" counts from publication."""
    year = _year_beside(claim)
    if year is None and claim.header.published is not None and _LAST_YEAR.search(claim.quote.lower()):
        return claim.header.published.year - 1
    return year


def _year_beside(claim: Claim) -> int | None:
    behind = stretch(claim, end_of(claim), end_of(claim) + 40)
    match = _YEAR_BEHIND.match(behind) or _YEAR_BEFORE.search(ahead(claim, 60))
    return int(match["year"]) if match is not None else None


def _hold(rule: RuleSpec, record: _Record, claims: Sequence[Claim], i: int, outcome: Outcome) -> None:
    parts = set(_PART.findall(record.claim.quote.lower()))
    if len(parts) > 1 or parts - _SEASONS:
        return
    mine = (
        ends(record.claim.figure.reading, _HALF) if record.claim.figure.unit != "count" else record.claim.figure.reading
    )
    for other, year in _series(record, claims, i):
        if parts and other.figure.counted is not None and other.figure.sentence != record.claim.figure.sentence:
            continue  # "the deadliest winter, with 64 deaths": 71 deaths in 2014 may be those of a year
        theirs = ends(other.figure.reading, _HALF) if other.figure.unit != "count" else other.figure.reading
        if record.since < year < record.until:
            breaks = theirs.low > mine.high if record.sense == "more" else theirs.high < mine.low
        elif year == record.since:
            # The year that it is the most since had at least as many.
            breaks = theirs.high < mine.low if record.sense == "more" else theirs.low > mine.high
        else:
            continue
        if not breaks:
            continue
        compared = "more" if theirs.low > mine.high else "less"
        words = f"{_printed(other)} in {year} is {compared} than {_printed(record.claim)}, {record.words}"
        put_down(
            rule,
            (record.claim, other),
            outcome,
            cause="superlative_does_not_hold",
            words=words,
            expected=f"the {'most' if record.sense == 'more' else 'least'} of its years",
            observed=f"{_printed(other)} in {year}",
        )
        return


def _beaten(rule: RuleSpec, claim: Claim, other: Claim, outcome: Outcome) -> None:
    """Show what is said to beat a number that it does not reach."""
    if claim.figure.unit != other.figure.unit or other.figure.form == "single" or other.figure.hedge == "vague":
        return
    if other.figure.counted not in (None, claim.figure.counted):
        return
    between = stretch(claim, end_of(claim), other.quote_at.start)
    match = _BEATEN.fullmatch(between)
    if match is None or _NOT_BEATEN.search(between) or _NOT_BEATEN.search(ahead(claim, 60)):
        return
    told = between[: match.start("way")]
    spoken = f"{ahead(claim)}{told}"
    sense: Sense = "more" if match["above"] else sense_in(spoken, claim) or _sense_of_record(spoken, claim)
    if sense is not None:
        _hold_to_beat(rule, claim, other, sense, f"the {_printed(other)} that it is said to beat", outcome)


def _sense_of_record(spoken: str, claim: Claim) -> Sense:
    """ "More" for what is told to be a record, unless the record may be that of the least: a time, a cold day."""
    unit = claim.figure.unit
    if unit == "percent" or dimension(unit) == "time" or _COLD.search(claim.quote.lower()):
        return None
    return "more" if _A_RECORD.search(spoken) else None


def _previous(rule: RuleSpec, record: _Record, later: Sequence[Claim], outcome: Outcome) -> None:
    """Show a record that is none beside the one before it, told at the head of the next sentence."""
    claim = record.claim
    other = next((it for it in later if it.figure.sentence != claim.figure.sentence), None)
    if other is None or other.figure.sentence.start - claim.figure.sentence.end > _ADJACENT or other.mode != "stated":
        return
    if other.figure.unit != claim.figure.unit or other.figure.form == "single" or other.figure.hedge == "vague":
        return
    if other.figure.counted not in (None, claim.figure.counted) or not _PREVIOUS.fullmatch(
        ahead(other, 160).strip(" ") + " "
    ):
        return
    if record.sense == "more" and _sense_of_record(f"{ahead(claim, 120)}", claim) is None:
        return
    _hold_to_beat(rule, claim, other, record.sense, f"the previous record, {_printed(other)}", outcome)


def _hold_to_beat(rule: RuleSpec, claim: Claim, other: Claim, sense: Sense, told: str, outcome: Outcome) -> None:
    """Put down a figure that does not lie beyond the one that it beats; ``told`` is how that is spoken of."""
    mine, theirs = ends(claim.figure.reading, _HALF), ends(other.figure.reading, _HALF)
    if mine.high >= theirs.low if sense == "more" else mine.low <= theirs.high:
        return
    compared = "less" if sense == "more" else "more"
    put_down(
        rule,
        (claim, other),
        outcome,
        cause="superlative_does_not_hold",
        words=f"{_printed(claim)} is {compared} than {told}",
        expected=f"{'more' if sense == 'more' else 'less'} than {_printed(other)}",
        observed=_printed(claim),
    )


def _series(record: _Record, claims: Sequence[Claim], i: int) -> Iterator[tuple[Claim, int]]:
    """The figures of other years that count the same, near the record, with their years."""
    one = record.claim
    for k in _near(claims, i):
        other = claims[k]
        if (
            other.mode != "stated"
            or other.figure.form == "single"
            or other.figure.hedge == "vague"
            or not _is_same(one, other)
        ):
            continue
        if other.figure.sentence == one.figure.sentence and k > i:
            between = stretch(one, end_of(one), other.quote_at.start)
            if (
                _WHEN.search(between)
                and not _BEGAN.search(stretch(one, end_of(one), end_of(other) + 60))
                and record.since
            ):
                if str(record.since) in between:
                    yield other, record.since
                continue
        year = _year_beside(other)
        if year is None or _UNLIKE.search(other.quote.lower()) or _UNLIKE.search(one.quote.lower()):
            continue
        if other.figure.sentence != one.figure.sentence and (
            _PART.search(other.quote.lower()) or _names_another(one, other)
        ):
            continue
        yield other, year


def _near(claims: Sequence[Claim], i: int) -> Iterator[int]:
    """The places of the figures around the one at a place, in the order of the text."""
    at = claims[i].figure.span.start
    first = last = i
    while first > 0 and at - claims[first - 1].figure.span.start <= _NEAR:
        first -= 1
    while last + 1 < len(claims) and claims[last + 1].figure.span.start - at <= _NEAR:
        last += 1
    yield from (k for k in range(first, last + 1) if k != i)


def _is_same(one: Claim, other: Claim) -> bool:
    """True where two figures count the same, of the same place; a bare number counts what was counted before it."""
    if one.figure.unit != other.figure.unit or other.role in ("part", "member", "remainder"):
        return False
    first, second = told_of(one), told_of(other)
    if one.figure.unit == "count" and first != second and second is not None:
        return False
    if first is None and second is None and one.figure.sentence != other.figure.sentence:
        return False
    if (_CHANGED.search(ahead(one)) is None) != (_CHANGED.search(ahead(other)) is None):
        return False
    if one.figure.unit != "count" and not (_carries_on(one, other) or _FROM.search(ahead(other))):
        return False
    where_a = one.scope.where if "where" not in one.inherited else None
    where_b = other.scope.where if "where" not in other.inherited else None
    return not (where_b and where_a and not where_a & where_b) and not (where_b and not where_a)


def _names_another(one: Claim, other: Claim) -> bool:
    """True where the sentence of the other year names somebody or some place that the record's does not."""
    if any(name not in one.quote for name in _NAME.findall(other.quote)):
        return True
    first = _FIRST.match(other.quote.strip())
    if first is None or first[1] in one.quote:
        return False
    scope = other.scope
    known = frozenset().union(*(slot for slot in (scope.where, scope.by, scope.about) if slot))
    return any(first[1] in name.split() for name in known | other.names)


def _carries_on(one: Claim, other: Claim) -> bool:
    """True where a sentence or clause goes on about what was told before it: "It stood at 6.4 per cent in 2020"."""
    if other.figure.sentence == one.figure.sentence:
        start = max(one.quote_at.end, 0) if one.quote_at.start < other.quote_at.start else 0
        clause = re.split(r"[;—–]", other.quote[start : other.quote_at.start])[-1]
    else:
        clause = other.quote
    return _SAME_SUBJECT.match(clause.strip().lower()) is not None


def _printed(claim: Claim) -> str:
    if claim.figure.unit != "count":
        return " ".join(claim.figure.surface.split())
    return " ".join(claim.quote[claim.quote_at.start : end_of(claim)].split())
