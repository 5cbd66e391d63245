"""Units that a number takes from its neighbour: "from 4.8 per cent in March to 4.7", "47%, nine points higher".

Words for money of many countries take the currency that they were last told with: "775 CFA francs … 2,000 francs".
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.articles import Span
from figcheck.expressions import expression
from figcheck.find.spot import word_before, word_behind
from figcheck.model import Figure

_FARTHEST: Final = 90
_LINKS: Final = frozenset("to from against versus vs v than with".split())
# Before the figure that lends its unit to "from 45" these tell a level ("to 5% from 4.8"), no change ("rose 5% from").
_LEVELS: Final = frozenset("to at hit reached was is stood stands touched of with were averaged totalled".split())
_BESIDES: Final = frozenset("against versus vs v than with".split())
_CHANGES: Final = frozenset((("from", "to"), ("to", "from"), ("between", "and")))
_TO_THAT_OF: Final = expression(
    r"(?:to|against)\s(?:[A-Z][\w.-]*\s)?[A-Z][\w.-]*(?:[’']s?)"
)  # "52.3 to Jones' 47.7 per cent"
_BRIDGES: Final = frozenset(("to", "and", "or", "from"))
# "The most in five years, up from 1,377": a span of time is no level that something rose from.
_SPANS: Final = frozenset("day week month year decade hour minute".split())
# "Leads by 52 percent to 41": the sides of a contest, of which one has the sign. "Rose by 5 percent to 46" is none.
_CONTEST: Final = expression(
    r"\b(?:leads?|leading|led(?! to\b)|ahead|beat(?:s|en|ing)?|defeat(?:s|ed|ing)?|w[io]ns?|winning|behind|margin|"
    r"split|trail(?:s|ed|ing)?|edg(?:es|ed|ing)|prefer(?:s|red)?|favou?r(?:s|ed)?|back(?:s|ed)?|vot(?:e[ds]?|ing)|"
    r"approv(?:e[ds]?|ing)|reject(?:s|ed)?|oppose[ds]?)\b"
)
_MOVED: Final = frozenset(
    "up down rose fell rises falls rise fall rising falling climbed dropped jumped slid grew increased decreased "
    "declined shrank growth increase decrease decline drop gain loss gained lost soared surged slipped plunged cut "
    "raised lifted".split()
)
_TERMS: Final = frozenset(("year", "month", "week"))
_SENTENCED: Final = expression(r"\bsentenc(?:ed|ing|es)\b")
_LEAST_SIDE: Final = 10
_WHOLE: Final = 101
_OF_SPANS: Final = frozenset("in for over within past last than nearly almost about".split())
# How far points may stand from the percentage that they go with, what it may count, and how many they may be.
_BESIDE: Final = 60
_SHARED: Final = frozenset((None, "vote", "support", "point", "percent", "per cent"))
_MOST_POINTS: Final = 60
_LEAD: Final = expression(
    r"-points?\s(?:lead|advantage|margin|gap|swing|drop|fall|rise|increase|deficit|majority|jump|decline|gain|slump)\b"
)
# Where these stand, points are scored or those of an index.
_SCORED: Final = expression(
    r"\b(?:scor(?:e[ds]?|ing)|averag(?:e[ds]?|ing)|rebounds?|assists?|seasons?|games?|league|match(?:es)?|champions?|"
    r"index|dow|nasdaq|ftse|nikkei|shares|stocks?|adrift|clear\s+of)\b"
)
_POLL: Final = expression(r"\b(?:polls?|polling|survey)\b")
_BRACKET: Final = 3
_ITEM: Final = expression(
    r" (?:going |spent |set aside )?(?P<word>on|for|in|to|from|by) [^.;:()\d]{1,60}(?:,|,? and)(?: the rest,)?"
    r"(?: (?:some|about|around))? "
)
# "80 million pounds next year: 42 million …", "7.6 trillion yen, with 1.5 trillion going to …"
_OPENS_ITEMS: Final = expression(
    r"[^.;:()\d]{0,60}(?:: |, (?:with|including|of which|made up of|comprising|consisting of|"
    r"(?:split|shared|divided) between) )"
    r"(?:(?:some|about|around|nearly|almost) )?"
)
_FOR_WHAT: Final = (" on ", " for ", " to ", " in ", " going to ", " spent on ", " from ", " set aside for ")
# "A fifth of its income of 28 million": what sums of money are called.
_SUM_OF: Final = expression(
    r"\b(?:income|budgets?|revenues?|turnover|takings|sales|debts?|profits?|loss|deficit|surplus|spending|expenditure|"
    r"cost|bill) of (?:(?:about|around|some|nearly|almost|over|more than) )?$"
)
# "41 million tonnes, ahead of India with 44 million"
_RIVAL: Final = expression(
    r"(?: [a-z]+){0,3}(?:,|;| and)? (?:(?:just|well|far|narrowly|closely) )?(?:ahead of|followed by|behind|before) "
    r"[^.;:()\d]{1,50} "
    r"(?:with|at|on) (?:(?:about|around|some|nearly|almost) )?"
)
_SUM_BACK: Final = 60
_OF_ANOTHER: Final = "unit "  # told of a figure that took its unit of another
_PRICE: Final = 100_000  # the step of millions: a price by its look
_NEXT_NAME: Final = expression(
    r"(?:,|;|,?\sand)\s(?:the\s)?(?:[A-Z][\w’.-]*\s){1,3}(?:(?:at|on|with|the\sremaining|the\sother)\s)?"
)
# "… the 200-seat house, followed by the Tories with 68": a list of rivals goes on.
_TO_NEXT: Final = expression(
    r"(?:,|;|\sand)\s(?:and\s)?(?:followed\sby\s)?(?:the\s)?(?:[A-Z][\w’.-]*\s){1,3}(?:(?:at|on|with|took|won|has|had)\s)?\Z"
)
_AHEAD_OF: Final = expression(
    r"(?:\s(?:percentage\s)?points?)?\s(?:ahead\sof|behind|clear\sof|in\sfront\sof|above|below)\s(?:the\s)?(?:[A-Z][\w’.-]*\s){1,3}(?:at|on|with)\s"
)
_OPEN_BRACKET: Final = expression(r"\s?[a-z]+\s\(")
_MANY_COUNTRIES: Final = frozenset("franc peso dinar rupee shilling rial riyal dirham kwacha".split())
_MASSES: Final = frozenset("kilogram gram tonne".split())
_OWN: Final = frozenset(("count", "ratio", "fraction"))


def borrow(low: str, figure: Figure, before: Figure) -> Figure:
    """The figure with the unit of the one before it in its sentence, where it has none and a word links them.

    ``low`` is the text in lower case. A figure that counts a noun or has a unit comes back as it is.
    """
    gap = figure.span.start - before.span.end
    if figure.counted is not None or before.unit in _OWN or not 0 < gap < _FARTHEST:
        return figure
    if before.form not in ("percent", "measure", "money"):
        return figure
    if before.form == "money" and figure.reading.precision >= _PRICE and _is_item(low, figure, before):
        return with_unit(figure, before)
    start, link = word_before(low, figure.span.start, before.span.end)
    if link in _BESIDES and low[before.number_span.end : before.number_span.end + 1] == "-":
        return figure  # "a 3.4-mile road, against 17": what the road is, not what is compared
    if link == "with" and word_before(low, start, before.span.end)[1] != "compared":
        return figure
    if link not in _LINKS:
        if link == "for" and before.form == "money" and figure.reading.precision >= _PRICE:
            if word_before(low, before.span.start, 0)[1] == link:
                return with_unit(figure, before)  # "sold one for 38 million euros and the other for 22 million"
        return _beside(low, figure, before)
    earlier = word_before(low, before.span.start, 0)[1]
    if before.unit in _SPANS and earlier in _OF_SPANS:
        return figure
    if link == "to" and earlier != "from":
        if (
            earlier == "to"
            and before.unit in _TERMS
            and _SENTENCED.search(low, figure.sentence.start, before.span.start)
        ):
            return with_unit(figure, before)  # "jailed Pope to 14 years, his cousin to 11 and Hart to six"
        if before.unit == "percent" and _are_sides(low, before, figure, earlier):
            return with_unit(figure, before)
        other_to = word_before(low, start, before.span.end)[1] == "compared"
        if not other_to and (before.form != "measure" or earlier != "by"):
            return figure
    if link == "from" and earlier not in _LEVELS:
        if word_before(low, start, before.span.end)[1] not in ("up", "down"):
            return figure
    return with_unit(figure, before)


def _is_item(low: str, figure: Figure, before: Figure) -> bool:
    """ "90 million euros: 40 million for roads, 20 million for schools": the items of a sum are in its currency."""
    between = low[before.span.end : figure.span.start]
    if between == ": ":
        return True
    if _OPENS_ITEMS.fullmatch(between) and low.startswith(_FOR_WHAT, figure.span.end):
        return before.reading.low >= figure.reading.low
    item = _ITEM.fullmatch(between)
    return (
        item is not None
        and low.startswith(f" {item['word']} ", figure.span.end)
        and any([_OF_ANOTHER in why for why in before.because])
    )


def _are_sides(low: str, one: Figure, other: Figure, earlier: str) -> bool:
    """True for the two shares of a contest: "ahead by 52 percent to 41", "voted 61 percent to 39 against it"."""
    if one.span.end + 1 != other.span.start - len("to ") or one.reading.low + other.reading.low > _WHOLE:
        return False
    if min(one.reading.low, other.reading.low) < _LEAST_SIDE:
        return False
    if earlier == "by" and word_before(low, one.span.start - len("by "), 0)[1] in _MOVED:
        return False
    return earlier not in _MOVED and _CONTEST.search(low, one.sentence.start, one.span.start) is not None


def _beside(low: str, figure: Figure, before: Figure) -> Figure:
    """ "78.9 years for men and 82.7 for women": the same word behind both shows that they go together."""
    behind = word_behind(low, figure.span.end)
    if behind in ("for", "in", "among", "on") and figure.reading.precision < 1:
        noun = before.counted_span.end if before.counted_span else before.span.end
        window = low[noun : figure.span.start].split()
        if behind in window[:2] and "and" in window[-2:]:
            return with_unit(figure, before)
    return figure


def lender(low: str, figures: Sequence[Figure]) -> Figure:
    """The figure that the next one may take its unit of: the last, or the one before that it converts in brackets."""
    last = figures[-1]
    if len(figures) > 1 and low[last.span.start - 1 : last.span.start] == "(":
        before = figures[-2]
        if last.span.start - before.span.end <= _BRACKET and last.sentence == before.sentence:
            return before  # "19.9 billion pounds ($26.4 billion) from 19.2 billion"
    return last


def of_sum(low: str, figure: Figure, figures: Sequence[Figure]) -> Figure:
    """Millions with the currency told before in the sentence, where words say that they are money: "paid 4 million
    euros, a fifth of the town's income of 28 million".
    """
    if figure.reading.precision < _PRICE or not _SUM_OF.search(
        low, max(figure.sentence.start, figure.span.start - _SUM_BACK), figure.span.start
    ):
        return figure
    for before in reversed(figures):
        if before.sentence != figure.sentence:
            break
        if before.form == "money" and "/" not in before.unit:
            return with_unit(figure, before)
    return figure


def of_rival(low: str, figure: Figure, before: Figure) -> Figure:
    """Millions in the unit of those of a rival: "Russia with 41 million tonnes, ahead of India with 44 million"."""
    if figure.reading.precision < _PRICE or before.reading.precision < _PRICE or before.sentence != figure.sentence:
        return figure
    if before.form not in ("money", "measure") or figure.span.start - before.span.end > _FARTHEST:
        return figure
    return with_unit(figure, before) if _RIVAL.fullmatch(low, before.span.end, figure.span.start) else figure


def listed(text: str, figure: Figure, before: Figure) -> Figure:
    """The figure as a percentage where a list of names goes on with it: "the CDU at 29 per cent, the AfD 32"."""
    if figure.counted is None and _NEXT_NAME.fullmatch(text, before.span.end, figure.span.start):
        return with_unit(figure, before)
    return figure


def shared_out(text: str, figure: Figure, figures: Sequence[Figure], nouns: frozenset[str]) -> Figure:
    """The figure with the noun of the one before it where rivals share that out, and a list goes on to the next of
    them: "the Whigs won 71 seats, the Tories 68", "the Whigs won 30% and 71 seats, the Tories 29% and 68".
    """
    before = figures[-1]
    if before.unit == "percent" and len(figures) > 1:
        if text[before.span.end : figure.span.start] != " and ":
            return figure
        share, before = before, figures[-2]
    else:
        share = figure
    if before.counted not in nouns or before.sentence != figure.sentence or before.unit != figure.unit:
        return figure
    between = text[before.span.end : share.span.start]
    if len(between) > _FARTHEST or _TO_NEXT.search(between) is None:
        return figure
    because = (*figure.because, f"counts {before.counted} like {before.surface!r}")
    return figure._replace(counted=before.counted, because=because)


def trailing(text: str, figure: Figure, figures: Sequence[Figure]) -> Figure:
    """The figure as a percentage where it tells who is behind: "31 per cent, four points ahead of the AfD on 27"."""
    if len(figures) < 2 or figure.counted is not None or figures[-1].unit != "percentage point":
        return figure
    level = figures[-2]
    if level.unit != "percent" or level.sentence != figure.sentence:
        return figure
    if not _AHEAD_OF.fullmatch(text, figures[-1].span.end, figure.span.start):
        return figure
    return with_unit(figure, level)


class Currencies:
    """What an article's words for money that many countries use stand for: "775 CFA francs … 2,000 francs"."""

    def __init__(self) -> None:
        self._told: dict[str, str] = {}

    def settle(self, text: str, figure: Figure) -> Figure:
        """The money with the currency that the word was told to be before, where it stands alone here."""
        words = text[figure.number_span.end : figure.span.end].lower().split()[:3]
        for place, printed in enumerate(words):
            word = printed[:-1] if printed.endswith("s") else printed
            if word not in _MANY_COUNTRIES:
                continue
            code, _, per = figure.unit.partition("/")
            if place:
                self._told[word] = code
                break
            told = self._told.get(word, code)
            if told == code:
                break
            because = (*figure.because, f"{printed} are {told} in this article")
            return figure._replace(unit=f"{told}/{per}" if per else told, because=because)
        return figure


def weighed(text: str, figure: Figure, before: Figure) -> Figure:
    """The figure as a mass where it stands in brackets right behind one: "82kg (181 pounds)"; else as it is."""
    end = figure.number_span.end
    if before.unit not in _MASSES or not text.startswith(" pounds", end):
        return figure
    if not _OPEN_BRACKET.fullmatch(text, before.span.end, figure.span.start):
        return figure
    because = (*figure.because, f"pounds of weight beside {before.surface!r}")
    span = Span(figure.span.start, end)
    return figure._replace(
        span=span,
        surface=text[span.start : end],
        unit="pound-mass",
        form="measure",
        counted="pound-mass",
        counted_span=None,
        because=because,
    )


def lend(text: str, before: Figure, figure: Figure) -> Figure:
    """The figure before with the unit of the one behind it: "from 4.8 to 4.7 per cent", "45 and 50 mg"."""
    if before.counted is not None or before.unit != "count" or before.form != "plain":
        return before
    if figure.form not in ("percent", "measure", "money") or figure.unit in _OWN:
        return before
    printed = text[before.span.end : figure.span.start].strip()
    between = "to" if _TO_THAT_OF.fullmatch(printed) else printed.lower()
    if between not in _BRIDGES or (figure.form == "money" and not text[figure.number_span.start - 1].isspace()):
        return before
    return with_unit(before, figure)


def rated(low: str, before: Figure, figure: Figure) -> tuple[Figure, Figure]:
    """Two amounts of one currency with the rate that is told once: "from $90 to $82 a barrel"; else as they are."""
    code, _, per = (before if "/" in before.unit else figure).unit.partition("/")
    gap = figure.span.start - before.span.end
    if not per or code != min(before.unit, figure.unit, key=len) or not 0 < gap < _FARTHEST:
        return before, figure
    earlier = word_before(low, before.span.start, 0)[1]
    link = word_before(low, figure.span.start, before.span.end)[1]
    if (earlier, link) not in _CHANGES:
        return before, figure
    if before.unit == code:
        return with_unit(before, figure), figure
    return before, with_unit(figure, before)


def as_points(low: str, figure: Figure, beside: Sequence[Figure]) -> Figure:
    """The figure of points that stands beside a percentage, the last of some figures, or in a sentence on a poll, as
    percentage points ("47%, nine points higher"); else as it is: points of a score or an index are counted."""
    percent = beside[-1] if beside else None
    if percent is None or percent.unit != "percent" or percent.span.end <= figure.sentence.start:
        return _as_polled(low, figure)
    first, second = (percent, figure) if percent.span.start < figure.span.start else (figure, percent)
    between = low[first.span.end : second.span.start]
    if len(between) > _BESIDE or percent.counted not in _SHARED or figure.reading.low > _MOST_POINTS:
        return figure
    if low[figure.number_span.end] == "-" and not _LEAD.match(low, figure.number_span.end):
        return figure  # "a 12-point plan"
    if (
        ";" in between
        or between.startswith(" of ")
        or between.split()[-1:] == ["or"]
        or _SCORED.search(low, figure.sentence.start, figure.sentence.end)
    ):
        return figure
    return _in_points(figure, f"points beside {percent.surface!r} are percentage points")


def _as_polled(low: str, figure: Figure) -> Figure:
    """ "A poll has her nine points ahead": what a poll tells in points are percentage points."""
    start, end = figure.sentence
    if _POLL.search(low, start, end) is None or _SCORED.search(low, start, end) is not None:
        return figure
    if figure.reading.low > _MOST_POINTS:
        return figure
    if low[figure.number_span.end] == "-":
        return figure  # "an 8-point lead"
    return _in_points(figure, "points of a poll are percentage points")


def _in_points(figure: Figure, why: str) -> Figure:
    return figure._replace(
        unit="percentage point",
        form="measure",
        counted="percentage point",
        counted_span=None,
        because=(*figure.because, why),
    )


def with_unit(figure: Figure, source: Figure) -> Figure:
    """The figure in the unit of another, which told it for both."""
    because = (*figure.because, f"unit {source.unit} from {source.surface!r}")
    counted = source.counted if source.form == "measure" else None
    return figure._replace(unit=source.unit, form=source.form, counted=counted, because=because)
