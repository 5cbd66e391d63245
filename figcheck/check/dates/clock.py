"""Hours and minutes against the times of day at their ends: "starts at 7.30pm, lasts two hours and ends at 10.30pm"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.check.dates.elapsed import plural
from figcheck.check.dates.resolved import Noted, gap, lead, put_down, tail
from figcheck.check.desk import Outcome, RuleSpec
from figcheck.expressions import expression
from figcheck.model import DateMention

_BEGIN: Final = (
    r"starts?|started|begins?|began|opens?|opened|kicks? off|kicked off|sets? off|left|leaves?|leaving|departs?|"
    r"departed|went (?:off|out|down)|failed|ran|runs|set out|convened"
)
_END: Final = (
    r"ends?|ended|ending|finish(?:es|ed|ing)?|clos(?:es|ed|ing)|arriv(?:es?|ed|ing)|reach(?:es|ed|ing)|"
    r"g[eo]ts? (?:in|there)|c[ao]me back(?: on)?|returned|restored|adjourned|reopened|concluded|over|back"
)
_PLACE: Final = r"(?: (?!(?:and|but|when|after|before|which|that|until)\b)[\w’'-]+){0,4}? (?:at|by) (?:exactly |just )?"
_BEGINS_AT: Final = expression(rf"\b(?:{_BEGIN})(?: (?!(?:and|but|when|after|before)\b)[\w’'-]+){{0,4}}? at $")
_FROM: Final = expression(r"\bfrom $")
_ENDS_AT: Final = expression(
    rf"(?: (?:on|in|from) [\w’'-]+)?,? (?:(?:and|then|it|they|is|was|to|will) )*?(?:{_END}){_PLACE}|"
    rf"(?: for [A-Z]\w+)?,? (?:and )?(?:is due to |due to )?(?:{_END}){_PLACE}"
)
_UNTIL: Final = expression(r"(?: [A-Z][a-z]+day)? ?(?:to|until|till|[-–]) ?")
# "Starts at <7.30pm>, lasts <two hours> and ends at <10.30pm>".
_LASTS: Final = expression(
    r",? (?:and )?(?:(?:it|which) )?(?:lasts?|lasted|lasting|takes?|took|runs?|ran|goes on) (?:for )?"
)
_THEN_ENDS: Final = expression(rf",? (?:and |then )*(?:is |was |it )?(?:(?:due |expected )?to )?(?:{_END}){_PLACE}")
# "… at <11.45am>, a journey of <2 hours 35 minutes>".
_BEHIND: Final = expression(
    r",? (?:(?:and )?(?:lasting|lasted|after|or|taking|which took|which lasted|for|"
    r"(?:after |for )?a (?:total|journey|trip|gap|period|drive|ride|wait|stretch) of) )?"
    r"(?:just |only |exactly |a full )?"
)
# "From 6pm to 3am, a <9-hour> stretch".
_SPAN: Final = expression(r", an? ")
_OF_TIME: Final = expression(r" (?:span|stretch|period|shift|stint|spell|vigil|debate|session)\b")
_SHUT: Final = expression(r"\s*(?:[,.;)]|$)| (?:in all|in total)\b")
_THING: Final = expression(r"(?: [a-z]+){1,2},? (?:which )?$")
_ZONES: Final = expression(
    r"\b(?:flights?|flew|fl(?:y|ies)|planes?|aircraft|airports?|jets?|local(?: time)?|GMT|BST|E[SD]?T|CES?T|UTC|zones?|"
    r"land(?:s|ed)|clocks|took off|takes off|next day|following day|days)\b"
)
_BROKEN: Final = expression(
    r"\b(?:breaks?|intervals?|intermission|delay(?:s|ed)?|paus(?:e|es|ed)|recess|lunch|interrupt\w*|stops?|late|each|"
    r"a day|hold-up|rain|halt\w*|suspended|resumed|plus|including|excluding|of which)\b"
)
# "Due at <9.15am>, it landed at <1.45pm>, <four and a half hours> late": both are of one place.
_DUE: Final = expression(r"\b(?:due|scheduled|meant|supposed)(?: to [a-z]+)?(?: [\w-]+){0,3}? at $")
_CAME: Final = expression(
    r",? (?:(?:but|and|only|finally|it|eventually) )*(?:landed|arrived|began|started|left|departed|opened|took off)"
    r"(?: [\w-]+){0,3}? at (?:just )?"
)
_LATE: Final = expression(r",? (?:(?:some|about|almost|nearly|just|more than|over) )*")
_HALF_DAY: Final = 720
_DAY: Final = 1440


def _is_late(first: DateMention, last: DateMention, length: DateMention) -> bool:
    """True where a length tells how late something came that was due at the first of two times."""
    return (
        _DUE.search(lead(first)) is not None
        and _CAME.fullmatch(gap(first, last)) is not None
        and _LATE.fullmatch(gap(last, length)) is not None
        and tail(length).startswith(" late")
    )


def hold_clock(rule: RuleSpec, row: Sequence[DateMention], outcome: Outcome) -> None:
    """Hold the one number of hours of a sentence against its two times of day."""
    clocks = [it for it in row if it.kind == "clock"]
    hours = [it for it in row if it.kind == "hours"]
    if len(clocks) != 2 or len(hours) != 1 or sum(it.kind == "weekday" for it in row) > 1:
        return
    (first, last), (length,) = clocks, hours
    is_late = _is_late(first, last, length)
    if not is_late and (
        not _at_ends(first, last, length) or _ZONES.search(length.quote) or _BROKEN.search(length.quote)
    ):
        return
    told = int(length.low)
    room = 30 if length.unit == "hour" and told % 60 == 0 else 15 if length.unit == "hour" else 10
    between = _between(first, last)
    if not 0 < told < _DAY or any(abs(minutes - told) <= room for minutes in between):
        return
    real, count = _told(min(between, key=lambda minutes: (abs(minutes - told), minutes))), _told(told)
    put_down(
        rule,
        [Noted(first, ""), Noted(length, ""), Noted(last, "")],
        outcome,
        cause="duration_does_not_fit",
        words=f"from {first.surface} to {last.surface} is {real}, not {count}",
        subject="length of time and times of day",
        expected=real,
        observed=count,
    )


def _at_ends(first: DateMention, last: DateMention, length: DateMention) -> bool:
    """True where the two times are beginning and end of what lasts so long."""
    before = lead(first)
    if first.span.end <= length.span.start and length.span.end <= last.span.start:
        return (
            length.way == ""
            and _BEGINS_AT.search(before) is not None
            and _LASTS.fullmatch(gap(first, length)) is not None
            and _THEN_ENDS.fullmatch(gap(length, last)) is not None
        )
    between = gap(first, last)
    is_range = (_BEGINS_AT.search(before) is not None and _ENDS_AT.fullmatch(between) is not None) or (
        _FROM.search(before) is not None and _UNTIL.fullmatch(between) is not None
    )
    if not is_range:
        return False
    if length.span.start > last.span.end:
        if length.way == "long":
            return _SPAN.fullmatch(gap(last, length)) is not None and _OF_TIME.match(tail(length)) is not None
        return (
            length.way in ("", "later")
            and _BEHIND.fullmatch(gap(last, length)) is not None
            and _SHUT.match(tail(length)) is not None
        )
    if length.way != "long" or length.span.end > first.span.start:
        return False
    words = gap(length, first)
    begins = _BEGINS_AT.search(words) or _FROM.search(words)
    return begins is not None and _THING.fullmatch(f"{words[: begins.start()].rstrip()} ") is not None


def _between(first: DateMention, last: DateMention) -> list[int]:
    """The minutes from one time of day to another, over midnight too, for all that they can mean."""
    starts = [int(first.low), *([(int(first.low) + _HALF_DAY) % _DAY] if first.manner else [])]
    ends = [int(last.low), *([(int(last.low) + _HALF_DAY) % _DAY] if last.manner else [])]
    return [(end - start) % _DAY for start in starts for end in ends]


def _told(minutes: int) -> str:
    """Minutes for a message: "two" is written in digits: "3 hours 35 minutes", "90 minutes" as "1 hour 30 minutes"."""
    hours, rest = divmod(minutes, 60)
    parts = [plural(hours, "hour")] if hours else []
    if rest or not hours:
        parts.append(plural(rest, "minute"))
    return " ".join(parts)
