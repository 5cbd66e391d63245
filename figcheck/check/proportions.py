"""Where a sentence tells a part, its whole and the share that the one is of the other: "12 of the 44 plants, or 27 per
cent", "a third of the 900 pilots, 290 of them", "1,200 people, of whom 480 (40%)".

The whole may stand at the head of the sentence ("Of the 44 firms, 12, or 27 per cent, …"), or in the sentence before
("The survey asked 1,200 people. Some 480 of them, or 40%, …"). Where more than one number could be the whole, none is.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain
from typing import Final, NamedTuple

from figcheck.check.sketch import WORD, Item, Sketch
from figcheck.check.terms import is_persons, same_kind
from figcheck.expressions import expression

_GAP: Final = rf"(?:{WORD}){{0,7}}?"
_NOUN: Final = rf"(?:{WORD}){{0,3}}?"
_ABOUT: Final = r"(?:(?:just|only|about|some|around|roughly|nearly|almost|a total of) )?"
_THE: Final = (
    r"(?:(?:the|its|their|his|her|our|all|all the|all of the|these|those|a total of|a possible|every|"
    r"the [a-z]+'s?|[a-z]+'s) )?"
)
_OF: Final = rf" (?:out )?of {_THE}"
_OR: Final = (
    rf"(?:,? or {_ABOUT}|,? (?:that is|i\.e\.|equal to|equivalent to|which is|representing|making up),? {_ABOUT}"
    rf"|,? ?\((?:or )?{_ABOUT}| – (?:or )?{_ABOUT})"
)
_SHARE: Final = r"(?P<share>[PSVF])"
_PART: Final = r"(?P<part>C)"
_WHOLE: Final = r"(?P<whole>C)"
_SHUT: Final = r"(?= ?[,.;:)–?!]| or |$)"
_KIND: Final = r"(?: [a-z-]+){1,2}"
_THEM: Final = r"(?:them|those|these|whom|which)"
# "12 of the 44 plants, or 27 per cent"
_PART_FIRST: Final = expression(rf"{_PART}{_NOUN}{_OF}{_WHOLE}(?P<gap>{_GAP})(?P<link>{_OR}){_SHARE}")
# "27 per cent of the plants (12 of 44)"
_SHARE_FIRST: Final = expression(
    rf"{_SHARE}(?P<gap>{_GAP})(?P<link>{_OR}|, ){_PART}{_OF}{_WHOLE}(?P<noun>{_NOUN}){_SHUT}"
)
_SHARE_OR: Final = expression(rf"{_SHARE}(?P<gap>{_GAP})(?P<link>,? or {_ABOUT}){_PART}{_OF}{_WHOLE}")
# "12 companies, or 27% of the 44", "12 (27%) of the 44"
_SHARE_OF: Final = expression(rf"{_PART}{_NOUN}(?:{_OR}|, ){_SHARE}[),]{{0,2}}{_OF}{_WHOLE}")
# "480 drivers from all depots, about 60% of its workforce of 800"
_BODY: Final = (
    r"(?:[a-z-]+ ){0,2}(?:workforce|staff|membership|population|fleet|network|crew|force|electorate|stock) of "
)
_SHARE_OF_BODY: Final = expression(rf"{_PART}{_GAP}(?:{_OR}|, ){_SHARE}[),]{{0,2}}{_OF}{_BODY}{_WHOLE}")
# "a third of the 900 pilots, 290 of them, …", "a quarter of the 80 wagons, or 20"
_OF_WHOLE: Final = expression(
    rf"{_SHARE}{_OF}{_WHOLE}{_GAP}(?:{_OR}|, ){_PART}(?: of {_THEM})?(?: (?:in all|in total|altogether))?{_SHUT}"
)
# "one in five of the 600 tenants, or 120 people, …", "three quarters of the 1,200 workers, some 900 people, …"
_OF_WHOLE_OR: Final = expression(
    rf"{_SHARE}{_OF}{_WHOLE}{_NOUN}(?:,? or {_ABOUT}{_PART}{_KIND}|, {_ABOUT}(?P<people>C) people){_SHUT}"
)
_STRONG: Final = expression(r"-(?:strong|member|seat|person|man|woman)\b")
# "a majority of the 15-strong panel, eight judges, …"
_OF_STRONG: Final = expression(
    rf"{_SHARE}{_OF}{_WHOLE}-(?:strong|member|seat|person|man|woman){_NOUN}"
    rf"(?:, |,? or {_ABOUT}|,? ?\(| – ){_PART}{_KIND}?{_SHUT}"
)
# "9.5 million of the 38 million shares, a stake of 25 per cent"
_CALLED: Final = (
    r", (?:(?:which is|giving|for|representing) )?an? (?:[a-z]+ )?(?:stake|proportion|(?:acceptance|attendance|death|"
    r"default|dropout|drop-out|failure|fatality|hit|infection|mortality|pass|recovery|rejection|relapse|response|"
    rf"strike|success|survival|vacancy|win|winning) rate) of {_ABOUT}"
)
_PART_CALLED: Final = expression(rf"{_PART}{_NOUN}{_OF}{_WHOLE}(?:{WORD}){{0,6}}?{_CALLED}{_SHARE}")
# "24,310 cases and 486 deaths, a fatality rate of 2 per cent"
_FATALITY: Final = expression(
    rf"{_WHOLE} (?:[a-z-]+ ){{0,2}}cases and {_ABOUT}{_PART} (?:[a-z-]+ )?(?:deaths|fatalities)"
    rf"(?:, | –|,? ?\()(?:giving |for |with |which is )?(?:an? )?(?:[a-z]+[ -])?(?:death|fatality|mortality) "
    rf"(?:rate|ratio) (?:of )?{_ABOUT}(?P<share>P)"
)
_DEATHS: Final = r"(?:[a-z-]+ )?(?:deaths|fatalities)"
_RATE_OF: Final = (
    r"(?:,| –|,? ?\() ?(?:giving |for |with |which is )?(?:an? )?(?:[a-z]+[ -])?(?:death|fatality|mortality) "
    rf"(?:rate|ratio) (?:of )?{_ABOUT}(?P<share>P)(?= ?[,.;)]|$)"
)
# "1,284 cases of cholera, with 52 deaths since May, a case fatality rate of 4 per cent"
_FATALITY_OF: Final = expression(
    rf"{_WHOLE} (?:[a-z-]+ ){{0,2}}cases(?: of [a-z]+)?(?:,? and|, with|,? including) {_ABOUT}{_PART} {_DEATHS}"
    rf"(?: (?:so far|to date|(?:since|in|this|last)(?:{WORD}){{1,3}}?))?{_RATE_OF}"
)
# "52 deaths among 1,284 cases, or 4 per cent"
_DEATHS_AMONG: Final = expression(
    rf"{_PART} {_DEATHS} (?:among|from|out of) {_THE}{_WHOLE} (?:[a-z-]+ ){{0,2}}(?:cases|patients|infections)"
    rf"(?:, or |,? ?\()(?P<share>P)(?= ?[,.;)]|$)"
)
_DEATHS_RATE: Final = expression(
    rf"{_PART} {_DEATHS} (?:among|from|out of) {_THE}{_WHOLE} (?:[a-z-]+ ){{0,2}}(?:cases|patients|infections)"
    rf"{_RATE_OF}"
)
_DEATHS_AND_CASES: Final = expression(
    rf"{_PART} {_DEATHS} and {_WHOLE} (?:[a-z-]+ ){{0,2}}cases"
    rf"(?: (?:so far|to date|(?:since|in|this|last)(?:{WORD}){{1,3}}?))?{_RATE_OF}"
)
# "Of the 1,284 cases, 52 were fatal, a fatality rate of 4 per cent"
_WERE_FATAL: Final = expression(
    rf"\bof {_THE}{_WHOLE}(?:{WORD}){{1,3}}?, {_PART} (?:were fatal|(?:have |had )?died|proved fatal|ended in death)"
    rf"{_RATE_OF}"
)
# "Turnout was 61 per cent: 18,300 of the 30,000 registered voters"
_TURNOUT: Final = expression(
    rf"\bturnout (?:was|of|reached|stood at|came to) {_ABOUT}{_SHARE}(?::|, with|, as| –|,? or) {_PART}{_OF}{_WHOLE}"
    r"(?= (?:[a-z]+ )?(?:voters|electors|citizens|people|adults|members|shareholders|entitled|eligible|registered)\b)"
)
# "1,200 people, of whom 480, or 40 per cent"
_OF_WHOM: Final = expression(
    rf"{_WHOLE}{_GAP},? (?:of {_THEM}|including),? {_PART}(?P<gap>{_NOUN})(?P<link>{_OR}){_SHARE}"
)
# "20 of the 44 members, a majority, voted"
_SHARE_LAST: Final = expression(rf"{_PART}{_NOUN}{_OF}{_WHOLE}(?P<gap>{_GAP})(?P<link>, ){_SHARE}(?= ?[,.;)–])")
_FRAMES: Final = (
    _PART_FIRST,
    _SHARE_LAST,
    _SHARE_FIRST,
    _SHARE_OR,
    _SHARE_OF,
    _SHARE_OF_BODY,
    _OF_WHOLE,
    _OF_WHOM,
    _OF_WHOLE_OR,
    _OF_STRONG,
    _PART_CALLED,
    _TURNOUT,
)
# Those of the sick who died; looked for only where a sentence speaks of that.
_DEADLY: Final = (_FATALITY, _FATALITY_OF, _DEATHS_AMONG, _DEATHS_RATE, _DEATHS_AND_CASES, _WERE_FATAL)
# With a whole known from elsewhere: "480 of them, or 40 per cent", "12, or 27 per cent", "27 per cent, or 12".
_SOME_OF_THEM: Final = expression(
    rf"{_PART} of {_THEM}"
    rf"(?:{_NOUN}{_OR}{_SHARE}|, {_ABOUT}(?P<share2>[PS])(?= ?[,.;])|(?:{WORD}){{0,6}}?{_CALLED}(?P<share3>P))"
)
_SHARE_OF_THEM: Final = expression(
    rf"(?P<share>[PS])(?P<share2>) of {_THEM}{_NOUN}(?:{_OR}|, ){_PART}(?: (?:in all|in total|altogether))?{_SHUT}"
)
# "12 per cent of the calves, 170 in all", where the sentence before tells how many calves
_SHARE_OF_NAMED: Final = expression(
    rf"(?P<share>[PS]) of the (?P<named>[a-z-]+)(?:{_OR}|, ){_PART}(?: (?:in all|in total|altogether))?{_SHUT}"
)
# "So far 1,400 have accepted, which is 67 per cent"
_SO_FAR: Final = expression(
    rf"^(?:so far|to date|until now|yet only|only|just),? (?:only |just )?{_PART} (?:have|had|has)(?: [a-z]+){{1,3}}"
    rf"(?:,? which is|,? that is|, or|,? ?\() ?{_ABOUT}{_SHARE}{_SHUT}"
)
_NAMED: Final = expression(r"C ([a-z-]+)")
_PAIR: Final = expression(rf"{_PART}(?P<gap>(?:{WORD}){{0,6}}?)(?P<link>{_OR}){_SHARE}")
_TURNED: Final = expression(rf"(?P<share>[PS]){_OR}{_PART}{_SHUT}")
_HEAD: Final = expression(
    rf"(?:(?:^|[,;–] |\b(?:and|that|said|but) )(?:out )?|\b(?:surveys?|polls?|study|sample|trial) )of {_THE}{_WHOLE}"
    rf"(?:{WORD}){{0,10}}?(?:, | (?=[CPS]))"
)
_HEAD_THEM: Final = expression(rf"^(?:(?:but|and) )?of {_THEM}(?: [a-z]+ed)?,? (?=[CPS]|just|only|about|some)")
_ASKED: Final = expression(
    r"\b(?:asked|surveyed|polled|questioned|interviewed|sampled|canvassed|screened|tested|examined|inspected|analysed|"
    rf"analyzed|reviewed|audited|visited|checked|followed|studied|"
    rf"(?:survey|poll|study|sample|trial) of)(?:{WORD}){{0,3}}? (?P<whole>C)"
)
# "inspected nine kitchens and found that 33 per cent of them", "a survey of 16 nurses, 75 per cent said"
_ASKED_SHARE: Final = expression(
    rf"{_ASKED.pattern}(?:{WORD}){{0,8}}?(?:, (?:and )?|(?: and| found| that| showed|:) )(?:[a-z]+ that )?(?P<share>P)"
    r"(?: (?P<whose>of (?:them|those|these))\b(?! (?:who|that|with|in|asked))|"
    r" (?:said|told|felt|thought|agreed|admitted)\b)"
)
_ANSWERED: Final = expression(r"^(?:just |only )?(?P<part>C)(?: [a-z]+)?(?:, or |,? \()(?P<share>P)[,)]")
_AGAIN: Final = expression(rf"\b(?:of|among) (?:{_THEM}|{_THE}C)|;|\bamong\b")
_ANOTHER: Final = expression(
    r"\b(?:discount|growth|stake|rate|yield|tax|rises?|falls?|increase|raised|cut|below|above|up|down|by|than|pay|price|prices)\b"
)
_PLACED: Final = expression(r"\b(?:in|on|from|with|aged|who|at|under|over)\b")
# What a percentage is of, or by how much something changed: no share of the whole beside it.
_ELSEWHERE: Final = expression(
    r"(?:of (?!(?:the |all |a )?(?:total|sample|lot)\b)|(?:more|fewer|less|higher|lower|up|down|above|below|off|than|"
    r"points?|percentage|increase|rise|growth|drop|fall|swing|discount|stake|share|interest|a year|a month|"
    r"per|each|annual|annually|year-on-year|on average|turnout|unemployment|inflation|tax|owned|full|complete|chance|"
    r"likel[a-z]+|probability|pure|alcohol|return|rate|loss|profit|margin|cut|pay|reduction|premium|"
    r"faster|slower|bigger|larger|smaller|longer|shorter|cheaper|better|worse)\b)"
)
_CLOSED: Final = expression(r" ?[,.;:)–?!]|$")
_GROWN: Final = expression(
    r"\b(?:rose|fell|grew|up|down|by|climbed|dropped|jumped|increased|declined|gained|lost|to|at|from|than|"
    r"(?:growth|rise|fall|rate|yield|swing|drop|increase|cut|return|turnout|margin) of) (?:about |some |just )?$"
)
# "Most of the 40 members voted against: 18", "most of the parishes (25 of 52)": no figure tells the share.
_MOST: Final = r"(?P<most>(?<!the )(?<!at )\bmost|\b(?:an?|the)(?: [a-z]+)? (?:majority|minority))"
_MOST_OF: Final = expression(
    rf"{_MOST} of {_THE}{_WHOLE}{_GAP}(?:: |, |,? ?\(| – ){_PART}(?: of {_THEM})?(?: (?:in all|in total|altogether))?"
    r"(?= ?[,.;)–?!]|$)"
)
_MOST_FIRST: Final = expression(
    rf"{_MOST}(?: of(?:{WORD}){{1,5}}?| [a-z]+s)?(?:, |,? ?\(| – ){_PART}{_OF}{_WHOLE}{_NOUN}{_SHUT}"
)

# "14 of the 40 seats, a fifth", "(less than a third)"; at the head "of the 63 foals born here, a third, or 21, …"
_FRACTION: Final = (
    r"(?P<most>(?:(?:less than|fewer than|more than|over|nearly|almost|about|around|roughly|just over|just under) )?"
    r"(?:half|a (?:third|quarter|fifth|tenth)))"
)
_FRACTION_LAST: Final = expression(
    rf"{_PART}{_NOUN}{_OF}{_WHOLE}(?:{WORD}){{0,2}}?(?:,? or |, |,? ?\(| – ){_FRACTION}(?= ?[,.;)–?!]|$)"
)
_ORDINALS: Final = {"a third": 2, "a quarter": 3, "a fifth": 4, "a tenth": 9}  # the one behind so many
_FRACTION_OR: Final = expression(rf"{_FRACTION},? or {_ABOUT}{_PART}{_SHUT}")


class Proportion(NamedTuple):
    """A part, its whole and the share told of it; ``told`` are words that tell it where ``share`` is None."""

    part: Item
    whole: Item
    share: Item | None
    told: str = ""


def proportions(sketch: Sketch) -> list[Proportion]:
    """Every part, whole and share that a sentence tells; a part and a share are told once, in the plainest way."""
    before = sketch.follows
    if len(sketch.items) < 2:
        return []
    ways = (
        [_framed(sketch), _worded(sketch), _headed(sketch)]
        if "of " in sketch.text or " ratio " in sketch.text or " deaths among " in sketch.text
        else []
    )
    if before is not None:
        ways.append(_of_them(sketch, before))
    return told_once(chain.from_iterable(ways))


def told_once(told: Iterable[Proportion]) -> list[Proportion]:
    """The proportions of a sentence without those whose part or share one before them has."""
    found: list[Proportion] = []
    taken: set[int] = set()
    for one in told:
        places = {one.part.place} | ({one.share.place} if one.share is not None else set())
        if not places & taken:
            taken |= places
            found.append(one)
    return found


def shares_of_wholes(sketch: Sketch) -> Iterator[tuple[Item, Item]]:
    """Percentages with what they are a share of: "37% of the 11 patients", "of the 13 boats, 45% were"."""
    text = sketch.text
    for match in _SHARE_OF_ONE.finditer(text):
        if not text.startswith(("'", "-"), match.end()) and not _POSSESSIVE.match(text, match.end()):
            yield sketch.item(match, "share"), sketch.item(match, "whole")
    for match in _OF_ONE_SHARE.finditer(text):
        yield sketch.item(match, "share"), sketch.item(match, "whole")
    for match in _ASKED_SHARE.finditer(text):
        if match["whose"] or is_persons(sketch.item(match, "whole").claim):
            yield sketch.item(match, "share"), sketch.item(match, "whole")


_SHARE_OF_ONE: Final = expression(rf"(?P<share>P){_OF}{_WHOLE}")
_POSSESSIVE: Final = expression(rf"(?:{WORD}){{0,2}} [a-z-]+'s?\b|(?:{WORD}){{0,2}} [a-z]+s' ")
_OF_ONE_SHARE: Final = expression(
    rf"(?:^|[,;–] )of {_THE}{_WHOLE}(?:{WORD}){{0,8}}?, (?P<share>P)"
    r"(?= (?:were|was|had|have|felt|said|say|reported|voted|did|died|improved|recovered|agreed|are|failed|passed)\b)"
)


def _framed(sketch: Sketch) -> Iterator[Proportion]:
    """Those whose three figures stand in one phrase."""
    text = sketch.text
    is_deadly = " deaths " in text or "fatal" in text
    for frame in (_FRAMES + _DEADLY) if is_deadly else _FRAMES:
        for match in frame.finditer(text):
            if _fits(text, frame, match):
                told = _told(sketch, match)
                if frame is not _OF_WHOLE_OR or same_kind(told.whole.claim, told.part.claim):
                    yield told


def _fits(text: str, frame: re.Pattern[str], match: re.Match[str]) -> bool:
    """True when nothing around a phrase makes its share one of something else."""
    if text.startswith("-", match.end("share")):
        return False
    if frame is _OF_STRONG:
        return True
    if text.startswith(("'", "-"), match.end("whole")) and _STRONG.match(text, match.end("whole")) is None:
        return False
    if frame is _PART_CALLED or frame is _FATALITY:
        return _is_of_it(text, match.end())
    if frame is _OF_WHOLE and text[match.start("share")] == "V":
        return text[match.start("whole") - 4 : match.start("whole")] != " of "  # a majority of 20
    if frame in (_PART_FIRST, _SHARE_LAST, _OF_WHOM):
        return _is_near(match["gap"], match["link"], 4) and _is_of_it(text, match.end())
    if frame in (_SHARE_FIRST, _SHARE_OR):
        gap = match["gap"]
        if gap and not gap.startswith(" of ") and _ELSEWHERE.match(gap[1:]):
            return False
        if text[match.start("share")] == "P":
            if _GROWN.search(text, 0, match.start("share")):
                return False
            if "noun" in match.groupdict() and _PLACED.search(match["noun"]):
                return False
            if match["link"] == ", ":
                return not gap and not match["noun"]
        return True
    return True


def _is_near(gap: str, link: str, most: int) -> bool:
    """True when few enough words stand between a number and the share behind it, and none tells what that is of."""
    if _ANOTHER.search(gap):
        return False
    return gap.count(" ") <= (2 if link.startswith(" or ") else 7 if link.startswith(",") else most)


def _is_of_it(text: str, end: int) -> bool:
    """True when what stands behind a share does not lead elsewhere; in brackets nothing else stands."""
    if text[:end].rstrip("PSVF").endswith("("):
        return _CLOSED.match(text, end) is not None
    rest = text[end : end + 40].lstrip(" ")
    return _ELSEWHERE.match(rest) is None and not rest.startswith(("-", "'"))


def _headed(sketch: Sketch) -> Iterator[Proportion]:
    """Those of a whole at the head of the sentence, or of the one number before "of them"."""
    text = sketch.text
    head = _HEAD.search(text)
    if head is not None and not text.startswith(("'", "-"), head.end("whole")):
        yield from _pairs(sketch, head.end(), sketch.item(head, "whole"))
    match = _SOME_OF_THEM.search(text) or _SHARE_OF_THEM.search(text)
    if match is None:
        return
    counts = [item for item in sketch.items.values() if item.kind == "C" and item.place < match.start()]
    if len(counts) == 1 and _is_of_it(text, match.end()):
        yield Proportion(sketch.item(match, "part"), counts[0], sketch.item(match, _share_of(match)))


def _pairs(sketch: Sketch, start: int, whole: Item) -> Iterator[Proportion]:
    """The parts and shares behind the whole of a sentence, up to a part of a part."""
    text = sketch.text
    for pattern in (_PAIR, _TURNED):
        for match in pattern.finditer(text, start):
            if _AGAIN.search(text, start, match.end()) or _AGAIN.match(text, match.end() + 1):
                break
            if pattern is _TURNED or (_is_near(match["gap"], match["link"], 1) and _is_of_it(text, match.end("share"))):
                yield Proportion(sketch.item(match, "part"), whole, sketch.item(match, "share"))


def _of_them(sketch: Sketch, before: Sketch) -> Iterator[Proportion]:
    """Those of the whole that the sentence before tells."""
    whole = _asked(before)
    text = sketch.text
    answered = _ANSWERED.match(text) if whole is not None else None
    if answered is not None and whole is not None:
        yield Proportion(sketch.item(answered, "part"), whole, sketch.item(answered, "share"))
    if whole is None:
        counts = [item for item in before.items.values() if item.kind in "CX"]
        whole = counts[0] if len(counts) == 1 and counts[0].kind == "C" else None
    if whole is None:
        return
    head = _HEAD_THEM.match(text)
    if head is not None:
        yield from _pairs(sketch, head.end(), whole)
    match = _SOME_OF_THEM.search(text) or _SHARE_OF_THEM.search(text)
    first = [item for item in sketch.items.values() if item.kind == "C"][:1]
    if match is not None and first and first[0].place == match.start("part") and _is_of_it(text, match.end()):
        yield Proportion(first[0], whole, sketch.item(match, _share_of(match)))
    so_far = _SO_FAR.match(text)
    if so_far is not None and sketch.item(so_far, "part").counted is None:
        yield _told(sketch, so_far, whole)
    named = _SHARE_OF_NAMED.search(text)
    told = _NAMED.match(before.text, whole.place)
    if named is not None and told is not None and named["named"] == told[1] and not text[: named.start()].strip():
        yield _told(sketch, named, whole)


def _share_of(match: re.Match[str]) -> str:
    """The group of a match that holds the share."""
    return next(name for name in ("share", "share2", "share3") if match.groupdict().get(name))


def _asked(sketch: Sketch) -> Item | None:
    """How many a survey asked, where the sentence tells one such number."""
    match = _ASKED.search(sketch.text)
    return None if match is None else sketch.item(match, "whole")


def _worded(sketch: Sketch) -> Iterator[Proportion]:
    """Those that "most" tells, or a fraction in words."""
    text = sketch.text
    for pattern in (_MOST_OF, _MOST_FIRST, _FRACTION_LAST):
        for match in pattern.finditer(text):
            if pattern is _FRACTION_LAST and _ORDINALS.get(match["most"]) == sketch.item(match, "part").reading.point:
                continue  # "two of the three fled, a third, …"
            if not text.startswith(("'", "-"), match.end("whole")):
                yield Proportion(sketch.item(match, "part"), sketch.item(match, "whole"), None, match["most"])
    head = _HEAD.search(text)
    told = _FRACTION_OR.match(text, head.end()) if head is not None else None
    if head is not None and told is not None and not text.startswith(("'", "-"), head.end("whole")):
        yield Proportion(sketch.item(told, "part"), sketch.item(head, "whole"), None, told["most"])


def _told(sketch: Sketch, match: re.Match[str], whole: Item | None = None) -> Proportion:
    part = "part" if match["part"] is not None else "people"
    return Proportion(sketch.item(match, part), whole or sketch.item(match, "whole"), sketch.item(match, "share"))
