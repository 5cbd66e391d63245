"""Parts and wholes: "12 companies out of 44", "including three children", "two each", "the rest were …", ranks.

Works on the claims of one article, after their measures are known; nothing here knows what is counted.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.articles import Article, Span
from figcheck.describe.drafts import Draft
from figcheck.describe.enumerated import tell_those_before
from figcheck.expressions import expression
from figcheck.lexicon import Lexicon
from figcheck.model import Passage
from figcheck.numerals import ORDINALS
from figcheck.phrases import any_of

_OUT_OF: Final = expression(
    r"\s*(?:[\w’'-]+\s+){0,3}?(?:out\s+of|of)\s+(?:a\s+total\s+of\s+|the\s+|some\s+|all\s+|its\s+|his\s+|her\s+|their\s+|[\w.-]+[’']s?\s+)?$",
    re.IGNORECASE,
)
_OUT: Final = expression(
    r"\bout\s+of\b|\bof\s+(?:the|a\s+total\s+of|its|his|her|their|[\w.-]+[’']s?)\b|^\s+of\s+$|\bof\s+\w+[’']\s+$",
    re.IGNORECASE,
)
_INCLUDING: Final = expression(
    r"(?:\bincluding|\bamong\s+(?:them|whom|those)|\bof\s+(?:them|whom|those|which)|"
    r"\bamong\s+the\s+(?:[\w’'-]+\s+){1,4}(?:was|were|is|are))\s+(?:(?!and\b)[\w’'-]+\s+){0,3}$",
    re.IGNORECASE,
)
_OF_THE_WHOLE: Final = expression(
    r"(?:^|[.;]\s+|[“\"])of\s+(?:(?:the|all|some|those|these)\s+)?(?:[\w’'-]+\s+)?$", re.IGNORECASE
)
_OF_THEM: Final = expression(
    r"\s+(?:[\w’'-]+\s+){0,2}?of\s+(?:them|whom|those|which|that(?=\s*[.,;])|the\s+(?:victims|dead|injured|wounded|killed))\b",
    re.IGNORECASE,
)
_PARTITIVE: Final = expression(r"\s+of\s+(?:the|those|these|his|her|their|its)\s+(?:\w+\s+)?\w+", re.IGNORECASE)
_AMONG: Final = expression(
    r"(?:\s+[\w’'-]+){0,4}?\s+(?:was|were|is|are)\s+(?:also\s+)?among\s+(?:the|those)\b", re.IGNORECASE
)
_STATUS: Final = expression(
    r"\s+(?:[\w’'-]+\s+){0,5}?(?:remain(?:ed|s)?|still\s+hospitali[sz]ed|(?:in\s+)?(?:[\w-]+\s+){0,3}condition|released|treated)\b",
    re.IGNORECASE,
)
# What opens a list of parts, and what joins one part to the next.
_OPENS: Final = expression(
    r"^[^:]{0,60}(?:[:(]|\b(?:including|of\s+(?:whom|which|them)|among\s+them))\s*(?:[\w’'-]+\s+){0,3}[$€£]?$",
    re.IGNORECASE,
)
_JOINS: Final = expression(r"^[^:]{0,60}(?:,|\band)\s+(?:and\s+)?(?:[\w’'-]+\s+){0,3}[$€£]?$", re.IGNORECASE)
_COMBINED: Final = expression(
    r"\b(?:coalition|together|combined|jointly|between\s+them|in\s+(?:all|total)|majority|needed|short\s+of|gives?|leaving)\b",
    re.IGNORECASE,
)
_OWN_WHOLE: Final = expression(r"\bof\s+(?:(?:the|all|its|their|those|these|some|about)\s+){0,2}$", re.IGNORECASE)
_OWN_PART: Final = expression(r"(?:\s+[a-z’'-]+){0,2}\s+(?:out\s+)?of\s+(?:the|all|its|their)\s+\d", re.IGNORECASE)
_SHORT_LEAD: Final = 12  # characters of "Of the "
_HIGHEST_RANK: Final = 12  # that is told in words
_MOST_MEMBERS: Final = 200
# One of these stands where the patterns match: looking for it is much faster.
_OPENING_PARTS: Final = ("including", "among", "of")
_STATES: Final = ("remain", "hospitali", "condition", "released", "treated")
_BESIDE: Final = ("other", "additional", "further")
_SHARES: Final = frozenset(("percent", "fraction"))
_EACH: Final = expression(r"\s+(?:[\w’'-]+\s+){0,2}?(?:each|apiece)\b", re.IGNORECASE)
# "Each passenger is due €520", "gave each family $5,000"
_EACH_BEFORE: Final = expression(r"\beach (?!year|month|week|day|quarter)[a-z][^,.;:()]*$")
_DIRECT_EACH: Final = expression(r"\s+each\b")
_OF_BETWEEN: Final = expression(r"\s+of\b", re.IGNORECASE)
_OF_WHICH: Final = expression(r"\bof\s+(?:which|whom|them)\s+$", re.IGNORECASE)
_REMAINING: Final = expression(r"\bremaining\s+$", re.IGNORECASE)
_OTHERS: Final = expression(r"\s*(?:[\w’'-]+\s+)?(?:others?|more)\b", re.IGNORECASE)
_OTHER_NOUN: Final = expression(r"\s+(?:other|more)\s")
_ANOTHER: Final = expression(r"\b(?:another|additional|a\s+further|other)\s+(?:[\w’'-]+\s+)?$", re.IGNORECASE)
_REST: Final = expression(
    r"(?:^|(?<=[\s“\"‘'(]))(?:the\s+)?(?P<rest>rest|others|remaining\s+[a-z]+|remainder|remaining)\s+(?:of\s+the\s+[a-z]+\s+)?(?:were|was|are|came\s+from|being|include|included|comprised|went\s+to)\s+(?P<list>[^.;:”\"]{3,400})",
    re.IGNORECASE,
)
_MEMBER_SPLIT: Final = expression(r"\s*,\s*(?:and\s+)?|\s+and\s+|\s+as\s+well\s+as\s+", re.IGNORECASE)
_NOT_MEMBER: Final = expression(r"^(?:the|a|an|from|also|all|both|either)\s+", re.IGNORECASE)


class PartReader:
    """Gives claims their role in a whole, their members and ranks, with the ordinals of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        values = {word: i + 1 for i, word in enumerate(ORDINALS[:_HIGHEST_RANK])}
        self._ordinals = values
        self._rank = re.compile(
            rf"\b(?P<ordinal>{any_of(values)}|\d{{1,2}}(?:st|nd|rd|th))(?:\s+place|\s+position|\s+spot)?,?\s+"
            rf"(?:with|had|has|having)\s+(?:(?:some|about|around|just|only)\s+)?$",
            re.IGNORECASE,
        )

    def read(self, article: Article, low: str, claims: Sequence[Draft]) -> None:
        """Fill in role, part_of, each, members, rank and remainder of an article's claims, in the order of the text.

        ``low`` is the text in lower case.
        """
        text = article.text
        tell_those_before(low, claims, self._lexicon)
        for index, claim in enumerate(claims):
            self._one(article, low, claim, claims, index)
        self._lists(text, claims)
        self._breakdowns(article, claims)

    def _one(self, article: Article, low: str, claim: Draft, claims: Sequence[Draft], index: int) -> None:
        text, figure = article.text, claim.figure
        sentence, span = figure.sentence, figure.span
        lead = low[max(sentence.start, span.start - 60) : span.start]
        noun_end = figure.counted_span.end if figure.counted_span else span.end
        stop = sentence.end
        direct = low[span.end : min(stop, span.end + 40)]
        behind = direct if noun_end == span.end else low[noun_end : min(stop, noun_end + 40)]
        of_them = "of" in direct and _OF_THEM.match(direct) is not None
        if lead.endswith(("with ", "had ", "has ", "having ", "some ", "about ", "around ", "just ", "only ")):
            claim.rank, claim.rank_at = self._ranked(article, claim, text, sentence)
            if claim.rank is not None:
                claim.told(f"ranked {claim.rank}")
        if ("each" in behind or "apiece" in behind or "each" in direct) and (
            _EACH.match(behind) or _DIRECT_EACH.match(text, span.end, min(stop, span.end + 40))
        ):
            claim.each = True
            claim.members = members = self._members_before(text, sentence, span.start)
            claim.told(f"each of {len(members)}: {', '.join(members)}" if members else "each of several")
        elif figure.form == "money" and "each " in lead and _EACH_BEFORE.search(lead):
            claim.each = True
            claim.told("each of several")
        whole: Draft | None = None
        previous: list[Draft] = []
        if index and (of_them or (any([word in lead for word in _OPENING_PARTS]) and _INCLUDING.search(lead))):
            previous = _of_sentence(claims, index, sentence, figure.unit)
        if previous:
            whole = previous[0] if previous[-1].role == "part" and previous[-1].part_of else previous[-1]
        if whole is None and figure.unit in _SHARES and of_them:
            counts = _of_sentence(claims, index, sentence, "count")
            whole = counts[-1] if counts and counts[-1].role != "part" else None
        if whole is not None and (claim.measure in ("counted", whole.measure) or whole.measure == "counted"):
            claim.role, claim.part_of = "part", whole.id
            claim.told("a part of the figure before")
            if claim.measure == "counted" and whole.measure != "counted":
                # "48 people, including 12 children, were killed": what befell the whole befell the part.
                claim.measure, claim.mode = whole.measure, whole.mode
                if figure.unit == "count" and claim.kind == "incident":
                    claim.kind = whole.kind
                claim.told(f"{whole.measure} like its whole")
        elif whole is not None and _OF_WHICH.search(lead):
            claim.role = "part"
            claim.told(f"some of the {whole.figure.surface}")
        elif "remaining" in lead and _REMAINING.search(lead):
            claim.role = "remainder"
            claim.told("what remains of those counted before")
        elif (
            of_them
            or ("of" in direct and _PARTITIVE.match(direct))
            or ("among" in direct and _AMONG.match(direct))
            or (any([word in direct for word in _STATES]) and _STATUS.match(direct))
        ):
            claim.role = "part"
            claim.told("some of those counted elsewhere")
        elif (
            (any([word in lead for word in _BESIDE]) and _ANOTHER.search(lead))
            or (figure.counted in ("other", "more", None) and _OTHERS.match(direct))
            or (claim.measure != "counted" and ("other" in direct or "more" in direct) and _OTHER_NOUN.match(direct))
        ):
            claim.role = "member"
            claim.told("beside others counted before")

    def _ranked(self, article: Article, claim: Draft, text: str, sentence: Span) -> tuple[int | None, Passage | None]:
        start = claim.figure.span.start
        match = self._rank.search(text, max(sentence.start, start - 60), start)
        if match is None:
            return None, None
        spoken = match["ordinal"].lower()
        rank = int(re.sub(r"\D", "", spoken)) if spoken[0].isdigit() else self._ordinals[spoken]
        span = Span(*match.span("ordinal"))
        place = article.text_map.place(span)
        return rank, Passage(article.header.id, match["ordinal"], place, claim.quote, f"rank {rank}")

    def _members_before(self, text: str, sentence: Span, position: int) -> tuple[str, ...]:
        """The names of a list that ends shortly before "… two companies each"."""
        start = max(sentence.start, position - 200)
        names = [
            (m.start(), m.end(), m.group())
            for m in re.finditer(r"\b[A-Z][\w’'.-]*(?:\s+[A-Z][\w’'.-]*)*", text[start:position])
        ]
        members: list[str] = []
        last: int | None = None
        for begin, end, name in reversed(names):
            between = text[start + end : start + last] if last is not None else ""
            if last is not None and not re.fullmatch(
                r"\s*(?:,\s*(?:and\s+)?|and\s+|as\s+well\s+as\s+)(?:the\s+)?", between
            ):
                break
            members.append(name)
            last = begin
        return tuple(reversed(members)) if len(members) > 1 else ()

    # --- lists in one sentence -------------------------------------------------------------------------------------

    def _lists(self, text: str, claims: Sequence[Draft]) -> None:
        """ "48 people: 20 men, 14 women and 12 children", "11,400, of whom 7,900 … and 4,500 …": parts of one whole."""
        for i, whole in enumerate(claims):
            parts = self._listed_parts(text, claims, i)
            if len(parts) < 2:
                continue
            whole.role = "whole"
            whole.told("the whole of a list of parts")
            for part in parts:
                if part.measure == "counted":
                    part.measure, part.kind = whole.measure, whole.kind
                part.role, part.part_of = "part", whole.id
                part.told(f"one of the parts of the {whole.figure.surface}")

    def _listed_parts(self, text: str, claims: Sequence[Draft], i: int) -> list[Draft]:
        """The claims behind claim i that a colon, "of whom" or the like makes its parts; none when unsure."""
        whole = claims[i]
        sentence, unit = whole.figure.sentence, whole.figure.unit
        low, high = whole.figure.reading.low, whole.figure.reading.high
        parts: list[Draft] = []
        for k in range(i + 1, len(claims)):
            part = claims[k]
            if part.figure.sentence != sentence or part.figure.unit != unit:
                break
            if parts and part.measure not in ("counted", whole.measure):
                break  # "among them 50 children and 94 women, and 1,835 were wounded"
            if part.measure not in ("counted", whole.measure) or part.figure.reading.low > high or low <= 0:
                return []
            if whole.figure.form == "share" != part.figure.form and not parts:
                return []  # "two in five (38 per cent)": one share told twice
            between = text[claims[k - 1].figure.span.end : part.figure.span.start]
            if not (_JOINS if parts else _OPENS).search(between) or re.search(r"[.;]\s", between):
                break
            parts.append(part)
        return parts

    # --- breakdowns ------------------------------------------------------------------------------------------------

    def _breakdowns(self, article: Article, claims: Sequence[Draft]) -> None:
        """Find "12 companies out of 44"; what counts the same noun in the sentences that follow are its members."""
        text = article.text
        for i in range(len(claims) - 1):
            _take_up(text, claims, i)
            pair = self._part_and_whole(text, claims[i], claims[i + 1])
            if pair is None:
                continue
            part, whole = pair
            whole.role = "whole"
            whole.told("the whole that parts are taken out of")
            part.role, part.part_of = "part", whole.id
            if part.measure == "counted":
                part.measure = whole.measure
            part.told(f"a part of the {whole.figure.surface}")
            ends = sorted((part.figure.span, whole.figure.span))
            if not _OF_BETWEEN.match(text, ends[0].end, ends[1].start):
                # "two of the three men" opens no list of parts; "12 companies out of 44" and "Of the 44 …, 12" do.
                self._gather(article, whole, claims[i + 2 : i + 2 + _MOST_MEMBERS])

    def _part_and_whole(self, text: str, first: Draft, second: Draft) -> tuple[Draft, Draft] | None:
        """ "12 companies out of 44", "Of the 44 companies …, 12 were Chinese": part and whole; None for neither."""
        if first.figure.sentence != second.figure.sentence or first.figure.unit != second.figure.unit:
            return None
        if first.figure.unit != "count" or first.mode != "stated":
            return None
        between = text[first.figure.span.end : second.figure.span.start]
        direct = _OF_BETWEEN.match(between) is not None or second.figure.counted is None
        if first.measure != second.measure and "counted" not in (first.measure, second.measure) and not direct:
            return None
        if (
            (first.figure.counted is None or _same_noun(first, second))
            and (second.figure.counted is not None or second.measure != "counted")
            and len(between) < 60
            and _OUT.search(between)
            and _OUT_OF.match(between)
        ):
            return first, second
        lead = text[first.figure.sentence.start : first.figure.span.start]
        if (
            _OF_THE_WHOLE.search(lead)
            and (first.figure.counted is not None or first.measure != "counted")
            and (second.figure.counted is None or _same_noun(first, second))
            and "," in between
            and len(between) < 150
        ):
            return second, first
        return None

    def _gather(self, article: Article, whole: Draft, later: Sequence[Draft]) -> None:
        """Members of a whole in the sentences behind it: figures of its noun one after another, and "the rest"."""
        text = article.text
        last_end = whole.figure.sentence.end
        for claim in later:
            if claim.figure.sentence.start - last_end > 200:
                break
            if _COMBINED.search(text, max(claim.figure.sentence.start, last_end - 200), claim.figure.span.end + 40):
                break  # "that gives the two 41 seats, four short of a majority"
            if claim.figure.sentence != whole.figure.sentence and _is_of_its_own(text, claim, whole):
                break
            bare = claim.figure.counted is None and claim.figure.sentence == whole.figure.sentence
            if not (bare or _same_noun(claim, whole)) or claim.figure.unit != whole.figure.unit:
                if claim.figure.sentence.start > last_end:
                    break
                continue
            claim.role, claim.part_of = "part" if bare else "member", whole.id
            if bare and claim.measure == "counted":
                claim.measure = whole.measure
            claim.told(f"one of the parts of the {whole.figure.surface}")
            last_end = max(last_end, claim.figure.sentence.end)
        rest = _REST.search(text, whole.figure.sentence.start, min(len(text), last_end + 500))
        if rest is not None and rest.start() - last_end < 40:
            members = self._listed(rest["list"])
            if members:
                span = Span(rest.start("rest"), rest.end("list"))
                place = article.text_map.place(Span(rest.start("rest"), rest.end("rest")))
                quote = " ".join(text[span.start : span.end].split())
                passage = Passage(
                    article.header.id, rest["rest"], place, quote, f"{len(members)} named without a number"
                )
                whole.remainder, whole.remainder_members = passage, members

    def _listed(self, printed: str) -> tuple[str, ...]:
        """The members of a list without numbers: "Spanish, Dutch and British companies" → three."""
        if re.search(r"\d", printed):
            return ()
        clean = re.split(
            r"\b(?:which|who|that|while|but)\b|,\s*(?:the\s+)?statement\b|,\s*(?:he|she|it|they|according)\b",
            printed,
        )[0]
        members = []
        for piece in _MEMBER_SPLIT.split(clean):
            name = _NOT_MEMBER.sub("", " ".join(piece.split()))
            head = re.match(r"(?:[A-Z][\w’'.-]*)(?:\s+[A-Z][\w’'.-]*)*", name)
            if head:
                members.append(head.group())
        return tuple(members) if len(members) > 1 else ()


def _of_sentence(claims: Sequence[Draft], index: int, sentence: Span, unit: str) -> list[Draft]:
    """The claims of one sentence and unit right before a place in the article, in order."""
    found: list[Draft] = []
    for k in range(index - 1, -1, -1):
        claim = claims[k]
        if claim.figure.sentence != sentence:
            break
        if claim.figure.unit == unit:
            found.append(claim)
    return found[::-1]


def _take_up(text: str, claims: Sequence[Draft], index: int) -> None:
    """ "Of the seven, three died of smoke": a bare number is that of the toll before it in the article."""
    claim = claims[index]
    figure = claim.figure
    if figure.counted is not None or claim.measure != "counted" or figure.unit != "count" or claim.mode != "stated":
        return
    lead = text[figure.sentence.start : figure.span.start]
    if not lead or len(lead) > _SHORT_LEAD or _OF_THE_WHOLE.search(lead) is None:
        return
    for other in reversed(claims[:index]):
        if other.measure != "counted" and other.figure.unit == "count" and other.role is None:
            if other.figure.reading.point == figure.reading.point:
                claim.measure, claim.kind = other.measure, other.kind
                claim.told(f"the {other.figure.surface} told before")
            return


def _is_of_its_own(text: str, claim: Draft, whole: Draft) -> bool:
    """ "Of the 512 drones, 296 were shot down" behind 24 missiles: another whole, or a part of one, opens here."""
    figure = claim.figure
    if figure.reading.low > whole.figure.reading.high:
        return True
    lead = text[max(figure.sentence.start, figure.span.start - 24) : figure.span.start]
    return _OWN_WHOLE.search(lead) is not None or _OWN_PART.match(text, figure.span.end) is not None


def _same_noun(a: Draft, b: Draft) -> bool:
    """True when two claims count the same noun, or nouns of one measure ("firms", "companies")."""
    return a.figure.counted == b.figure.counted or (a.measure == b.measure and a.measure != "counted")
