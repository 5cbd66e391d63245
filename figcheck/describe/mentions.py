"""Names in an article: places, nationalities, parties, pollsters and other proper names, in canonical form."""

from __future__ import annotations

import re
import string
from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from typing import Final

from figcheck.articles import Span
from figcheck.describe.capitals import UPPER, Capital, Standing, word_ends
from figcheck.describe.datelines import LONGEST_DATELINE, closes_agency, end_of_dateline, namesake_of_country
from figcheck.describe.knownnames import MentionKind, Names
from figcheck.describe.unlisted import Unlisted
from figcheck.expressions import expression

_JOIN: Final = expression(r"(?:[ \u00a0]|\r?\n)(?:(?:of|de|del|la|el|al|bin|ibn|von|van|for|the)[ \u00a0]){0,2}$")
_NUMBER: Final = expression(r"(?:[ \u00a0]|\r?\n)(\d+)(?![\d,.]*\d)")
_BEHIND_ABBREVIATION: Final = expression(r"[\s\-](?:led |backed )?([a-z]+)")
_HELD: Final = expression(r",[ \u00a0\n](?=[A-Z])")
_LIES_IN: Final = expression(r"(?:,| in(?: the)?)[ \u00a0\n]")
_FIRST_REGIONS: Final = 3  # the title and the first paragraphs
_OPENERS: Final = frozenset(".!?:\n\r")
_LONGEST_JOIN: Final = 14
_TOLD: Final = (" told ", " told the ", " tells ", " tells the ")
_SHORT: Final = 2  # letters
_INITIALS: Final = 6
_ACTS: Final = expression(r"\+?(?:['’]s)? [a-z]")
_QUOTES: Final = frozenset('"“”')
_BY: Final = " by "
_FOR: Final = " for "
_APPOSED: Final = (", a ", ", an ", ", the ", ", which ")  # "Bytrix, a crypto exchange, lost"
_ASCII_SMALL: Final = string.ascii_lowercase.encode()
_ASCII_CAPITALS: Final = string.ascii_uppercase.encode()


class Mention:
    """A name in the text. ``name`` is canonical where the lexicon knows it, else as printed.

    ``unsettled`` is a name of several places, or of a place and something else, that nothing in the article settles.
    """

    __slots__ = ("end", "kind", "name", "start")

    def __init__(self, name: str, kind: MentionKind, start: int, end: int) -> None:
        self.name = name
        self.kind: MentionKind = kind
        self.start = start
        self.end = end

    def known_as(self, name: str, kind: MentionKind) -> Mention:
        """The same place of the text, taken for something else."""
        return Mention(name, kind, self.start, self.end)


class Mentions:
    """The names of one text, each paragraph looked through once, when somebody asks for it.

    ``folded`` is the text in lower case with straight apostrophes, position for position; ``paragraphs`` are those of
    the body. ``title_end`` guards against titles that capitalise every word. ``counted`` is where figures start, whose
    numbers belong to no name: "fined Acme 10 million euros".
    """

    def __init__(
        self,
        text: str,
        folded: str,
        title_end: int,
        paragraphs: Sequence[Span],
        names: Names,
        counted: frozenset[int] = frozenset(),
    ) -> None:
        self._text = text
        self._counted = counted
        self._folded = folded
        self._names = names
        self._unlisted = Unlisted(text)
        self._regions = [Span(0, title_end), *paragraphs] if title_end else list(paragraphs)
        self._region_starts = [region.start for region in self._regions]
        self._found: dict[int, tuple[list[Mention], list[int]]] = {}
        self._raw: dict[int, tuple[list[Mention], list[int]]] = {}
        self._context: frozenset[str] | None = None
        self._within: dict[Span, list[Mention]] = {}
        title = text[:title_end]
        self._title_case = bool(title) and len(UPPER.findall(title)) > 0.6 * max(1, len(title.split()))
        body = text[title_end : title_end + 400]
        self._shouted = bool(body) and _is_shouted(body) and _is_shouted(text[title_end : title_end + 2000])
        self._title_end = title_end
        self._dateline_end = end_of_dateline(text, title_end) or -1
        self._namesake: tuple[str, str] | None = None
        if self._dateline_end > 0:
            self._namesake = namesake_of_country(folded, title_end, self._dateline_end, names.lexicon.gazetteer)

    def within(self, span: Span) -> list[Mention]:
        """The names that start inside a span, in order."""
        known = self._within.get(span)
        if known is None:
            known = self._within[span] = self._sought(span)
        return known

    def _sought(self, span: Span) -> list[Mention]:
        start, end = span
        found: list[Mention] = []
        index = max(0, bisect_right(self._region_starts, start) - 1)
        while index < len(self._regions) and self._regions[index].start < end:
            mentions, starts = self._of(index)
            if mentions:
                found += mentions[bisect_left(starts, start) : bisect_left(starts, end)]
            index += 1
        return found

    def _of(self, index: int) -> tuple[list[Mention], list[int]]:
        done = self._found.get(index)
        if done is None:
            mentions, opens = self._collected(index)
            if opens:
                mentions = self._settled(mentions, opens)
            if self._namesake is not None:
                name, town = self._namesake
                mentions = [m.known_as(town, "place") if self._key(m) == name else m for m in mentions]
            done = self._found[index] = (mentions, [mention.start for mention in mentions])
        return done

    def _collected(self, index: int) -> tuple[list[Mention], list[int]]:
        """The names of a region, and which of them may be places by what stands around them."""
        done = self._raw.get(index)
        if done is None:
            opens: list[int] = []
            done = self._raw[index] = (self._collect(self._regions[index], opens), opens)
        return done

    def _settled(self, mentions: list[Mention], opens: list[int]) -> list[Mention]:
        """The names with those that may be places settled: by the state or country behind a comma, else by the places
        that title, lead and paragraph name. What nothing settles is a name like any other."""
        gazetteer = self._names.lexicon.gazetteer
        settled = list(mentions)
        waiting = []
        for i in opens:
            if settled[i].kind == "place":
                continue  # the state behind a town
            mention = settled[i]
            key = self._key(mention)
            behind = self._behind_comma(mention.end)
            place = gazetteer.resolve(f"{key}, {behind[0]}") if behind is not None else None
            if place is not None and behind is not None:
                settled[i] = mention.known_as(place, "place")
                if i + 1 < len(settled) and settled[i + 1].start == behind[1]:
                    printed = self._text[behind[1] : settled[i + 1].end]
                    state = gazetteer.states.get(printed) or gazetteer.states.get(printed + ".")
                    settled[i + 1] = settled[i + 1].known_as(state or settled[i + 1].name, "place")
            else:
                waiting.append(i)
        if waiting:
            around = self._around() | self._places_of(settled)
            for i in waiting:
                mention = settled[i]
                if mention.kind == "place":
                    continue
                place = gazetteer.resolve(self._key(mention), around)
                if place is not None:
                    settled[i] = mention.known_as(place, "place")
                elif self._is_held(mention, settled[i + 1] if i + 1 < len(settled) else None):
                    settled[i] = mention.known_as(mention.name, "place")
        return settled

    def _key(self, mention: Mention) -> str:
        key = self._folded[mention.start : mention.end]
        if key[-2:] == "'s":
            key = key[:-2]
        return " ".join(key.split()) if "\n" in key or "\u00a0" in key else key

    def _behind_comma(self, end: int) -> tuple[str, int] | None:
        """What stands behind ", " as far as it may be a state or country, folded, and where it begins."""
        match = _HELD.match(self._text, end)
        if match is None:
            return None
        start = match.end()
        for stop in reversed(word_ends(self._text, start, 3)):
            printed = self._text[start:stop]
            folded = self._folded[start:stop]
            if printed in self._names.lexicon.gazetteer.states or self._names.row(folded) is not None:
                return folded, start
            if self._text[stop : stop + 1] == "." and printed + "." in self._names.lexicon.gazetteer.states:
                return folded + ".", start
        return None

    def _is_held(self, mention: Mention, following: Mention | None) -> bool:
        """ "in Kuriga, Nigeria", "in Kuriga in Kaduna state", and "Kuriga in Nigeria" where it is a town elsewhere: a
        place that no list knows, by what holds it."""
        if following is None or following.kind != "place":
            return False
        if _LIES_IN.fullmatch(self._text[mention.end : following.start]) is None:
            return False
        return self.is_placed(mention.start) or self._unlisted.is_town(self._text[mention.start : mention.end])

    def _around(self) -> frozenset[str]:
        """The places that title and first paragraph name without doubt, and what holds them."""
        if self._context is None:
            names: set[str] = set()
            for index in range(min(_FIRST_REGIONS, len(self._regions))):
                names |= self._places_of(self._collected(index)[0])
            self._context = frozenset(names)
        return self._context

    def _places_of(self, mentions: Sequence[Mention]) -> frozenset[str]:
        names: set[str] = set()
        for mention in mentions:
            if mention.kind in ("place", "national"):
                names.update(self._names.lexicon.gazetteer.holders(mention.name))
        return frozenset(names)

    def is_settlement(self, mention: Mention) -> bool:
        """True for a name that no list knows and that the article calls a village, a town or the like."""
        return mention.kind == "name" and self._unlisted.is_settlement(self._text[mention.start : mention.end])

    def is_told(self, start: int) -> bool:
        """True behind "told": "two pirates told Reuters", "he told the Coast Wire"."""
        return self._folded.endswith(_TOLD, max(0, start - 12), start)

    def is_placed(self, start: int) -> bool:
        """True behind a preposition of place: "in Bath", "outside the city of Bath"."""
        if self._folded[start - 1 : start] == " ":
            before = self._folded[max(0, start - 24) : start - 1]
            word = before[before.rfind(" ") + 1 :]
            if word.isalpha() and word.isascii():
                return word in self._names.placing
        return _last_word(self._folded, max(0, start - 24), start) in self._names.placing

    def _collect(self, region: Span, opens: list[int]) -> list[Mention]:
        """The names of a region, in order; ``opens`` gets the places in that list of those that may be places."""
        text, states = self._text, self._names.lexicon.gazetteer.states
        words = self._names.shouted_capitals if self._shouted else self._names.capitals
        capitals = words.within(text, region.start, region.end)
        passes_over = self._shouted or (self._title_case and region.start < self._title_end)
        found: list[Mention] = []
        index, count = 0, len(capitals)
        while index < count:
            start, end, capital, following = capitals[index]
            index += 1
            if capital.opens and words.goes_on(capital, following):
                mention = self._known(start, end, capital.word, capital.most)
            elif capital.row is not None:
                mention = self._mention(capital.row, start, start - capital.first + capital.stop)
            else:
                mention = None
            if mention is not None:
                if mention.kind == "place":
                    mention = self._taken(mention, capitals, index, found, opens)
                found.append(mention)
                while index < count and capitals[index][0] < mention.end:
                    index += 1
                continue
            state = states.get(text[start:end] + ".") if text[end : end + 1] == "." else None
            if state is not None and text[start - 2 : start] == ", ":
                found.append(Mention(state, "place", start, end))  # "in Tulsa, Okla."
            elif not passes_over and not capital.ordinary:
                index = self._collect_run(region, capitals, index, found, opens)
        return self._with_small(region, found, opens)

    def _with_small(self, region: Span, found: list[Mention], opens: list[int]) -> list[Mention]:
        """The names of a region with the places that it prints small: "inflation in the euro zone"."""
        for printed, name in self._names.lexicon.gazetteer.small.items():
            start = self._folded.find(printed, region.start, region.end)
            while start >= 0:
                end = start + len(printed)
                if self._text[start].islower() and not self._folded[end : end + 1].isalpha():
                    at = bisect_left([mention.start for mention in found], start)
                    found.insert(at, Mention(name, "place", start, end))
                    opens[:] = [index + (index >= at) for index in opens]
                start = self._folded.find(printed, end, region.end)
        return found

    def _taken(
        self, mention: Mention, capitals: Sequence[Standing], index: int, found: list[Mention], opens: list[int]
    ) -> Mention:
        """A name that is a place by itself, taken with what stands around: as a longer name, a paper or a school of
        that place, or as one that may be something else. ``index`` is that of the capital behind its first."""
        text, names = self._text, self._names
        longer = self._longer(mention, capitals[index - 1][2].most)
        if longer is not None:
            opens.append(len(found))
            return longer
        behind = next(((a, b) for a, b, *_ in capitals[index : index + 3] if a > mention.end), (0, 0))
        following = text[behind[0] : behind[1]] if behind[0] == mention.end + 1 else ""
        if following in names.lexicon.papers or (
            (following in names.lexicon.street_words or following in names.lexicon.streets)
            and not (self._shouted or (self._title_case and mention.start < self._title_end))
        ):
            # "the Chicago Tribune", "Houston Street": what is named after a place is none.
            return Mention(text[mention.start : behind[1]], "name", mention.start, behind[1])
        if found and found[-1].name in names.lexicon.papers and text[found[-1].end : mention.start] == " of ":
            school = found.pop()  # "the University of Leeds"
            return Mention(text[school.start : mention.end], "name", school.start, mention.end)
        if self._key(mention) in names.lexicon.gazetteer.ambiguous:
            opens.append(len(found))
            return mention.known_as(mention.name, "unsettled")
        return mention

    def _collect_run(
        self, region: Span, capitals: Sequence[Standing], index: int, found: list[Mention], opens: list[int]
    ) -> int:
        """Add a run of capitalised words, and a number behind them, that no list knows, where they are a name.

        Its first word is the one before ``index``. Gives back the index of the word behind its last.
        """
        text = self._text
        start, end, *_ = capitals[index - 1]
        last = index - 1
        while index < len(capitals):
            next_start, next_end, next_capital, following = capitals[index]
            gap = text[end:next_start]
            if gap != " " and (len(gap) > _LONGEST_JOIN or _JOIN.match(gap) is None):
                break
            if next_capital.breaks:
                break
            if gap != " " and self._names_place(next_start, next_end, next_capital, following):
                break  # "the City of Cedar Falls"
            if (
                gap != " "
                and index - 1 == last
                and text.endswith(("s", "ing"), start, end)
                and self._opens_sentence(start)
            ):
                break  # "Tickets for the Harbour Festival", "Rebuilding the bridge"
            if gap == " " and index - 1 == last and text[end - 3 : end] == "ing" and self._opens_sentence(start):
                if self._names_place(next_start, next_end, next_capital, following):
                    break  # "Rebuilding Lahaina will cost"
            if gap == _FOR and text.endswith(_BY, start - len(_BY), start):
                break  # "a poll by Novasonde for the Courier"
            end = next_end
            index += 1
        number = self._number_behind(end, region.end)
        if number is not None and number.end() - end < 9:
            end = number.end()
        elif (
            index - 1 == last
            and (end - start < 3 or (self._opens_sentence(start) and not self._is_title(start, end)))
            and not self._may_be_held(start, end)
            and not self._is_named(text[start:end], end)
        ):
            return index
        if (
            number is None
            and text[end - 2 : end] not in ("’s", "'s")
            and (self._may_be_held(start, end) or self.is_placed(start))
        ):
            opens.append(len(found))
        if text[start - 1 : start] == "(" and self._reports(start, end, region.start):
            return index
        name = text[start:end]
        if name.endswith(("’s", "'s")):
            name = name[:-2]
        elif name.endswith(("s’", "s'")):
            name = name[:-1]
        found.append(Mention(" ".join(name.split()) if "\n" in name or "  " in name else name, "name", start, end))
        return index

    def _is_named(self, word: str, end: int) -> bool:
        """True for a word that opens a sentence and is a name: by the verb behind it, or by where it stands else."""
        if self._text.startswith(self._names.reporting, end) and self._names.may_report(word):
            return True
        printed = word.removesuffix("'s").removesuffix("’s")
        if len(printed) <= _SHORT:
            return False
        if len(printed) <= _INITIALS and not self._shouted and printed.isupper() and _ACTS.match(self._text, end):
            return True  # "OPEC+ agreed"
        acts = printed != word or self._text.startswith(self._names.saying, end) or self._text.startswith(_APPOSED, end)
        return (acts and self._names.may_own(printed)) or self._unlisted.is_name(printed)

    def _number_behind(self, end: int, last: int) -> re.Match[str] | None:
        """The number behind a run that may be a part of its name: none that is a figure."""
        behind = self._text[end + 1 : end + 2]
        if not behind.isdigit() and behind != "\n":
            return None
        number = _NUMBER.match(self._text, end, last)
        return None if number is None or number.start(1) in self._counted else number

    def _reports(self, start: int, end: int, opening: int) -> bool:
        """True for the agency of a dateline, "LEEDS (Coast Wire) -": who reports is nothing that figures are about."""
        return start - opening < LONGEST_DATELINE and closes_agency(self._text, end)

    def _names_place(self, start: int, end: int, capital: Capital, behind: str | None) -> bool:
        """True where a capitalised word begins a name that the lexicon knows."""
        if capital.row is not None:
            return True
        words = self._names.shouted_capitals if self._shouted else self._names.capitals
        return (
            capital.opens
            and words.goes_on(capital, behind)
            and self._known(start, end, capital.word, capital.most) is not None
        )

    def _longer(self, mention: Mention, most: int) -> Mention | None:
        """ "Florida City", which is no city of Florida's name: the longer name of a place that this one only begins.

        Such names may also be a person's or ordinary words, so what stands around settles whether one is a place.
        """
        text, gazetteer = self._text, self._names.lexicon.gazetteer
        for stop in reversed(word_ends(text, mention.start, max(most, 1))):
            if stop <= mention.end:
                break
            last = text.rfind(" ", mention.end, stop) + 1
            if text[last : last + 1].isupper() and gazetteer.resolve(self._folded[mention.start : stop]) is not None:
                return Mention(text[mention.start : stop], "unsettled", mention.start, stop)
        return None

    def _known(self, start: int, end: int, word: str, most: int) -> Mention | None:
        """The longest name of the lexicon that starts here."""
        text, folded, known = self._text, self._folded, self._names.row
        if most == 1:
            row = known(word)
            if row is not None:
                return self._mention(row, start, start + len(word))
        hyphen = folded.find("-", start, end)
        if most == 0 and hyphen <= start:
            return None
        if most > 1 or text[end - 1] == ".":
            for stop in reversed(word_ends(text, start, max(most, 1))):
                key = folded[start:stop]
                if "\n" in key or "\u00a0" in key:
                    key = " ".join(key.split())
                if key[-2:] == "'s":
                    key = key[:-2]
                row = known(key)
                if row is not None:
                    return self._mention(row, start, stop)
        if hyphen > start:
            key = folded[start:hyphen]
            row = known(key)
            if row is not None:
                return self._mention(row, start, hyphen)
        return None

    def _mention(self, row: tuple[str, MentionKind], start: int, end: int) -> Mention:
        name, kind = row
        if (
            kind == "place"
            and self._text[end : end + 1] == "-"
            and self._folded.startswith(self._names.of_a_country, end)
        ):
            kind = "national"  # "the Barbados-flagged tanker" may be anywhere
        if kind == "place" and name in self._names.lexicon.gazetteer.countries and not self._shouted:
            printed = self._text[start:end]
            if printed.replace(".", "").isupper():
                # "US", "UK": an adjective, unless "the" stands before and no noun behind.
                lead = self._folded[max(0, start - 4) : start]
                after = _BEHIND_ABBREVIATION.match(self._text, end, end + 24)
                if (after and after[1] not in self._names.lexicon.stops) or "the" not in lead.split():
                    kind = "national"
        return Mention(name, kind, start, end)

    def _may_be_held(self, start: int, end: int) -> bool:
        """True where what may hold a place stands behind a comma, or behind "in" for what is a place elsewhere,
        and for what lies near one."""
        if self._text[end : end + 1] == ",":
            return self._text.startswith(", near ", end) or _HELD.match(self._text, end) is not None
        return self._text.startswith(" in ", end) and self._unlisted.is_town(self._text[start:end])

    def _is_title(self, start: int, end: int) -> bool:
        """ "Nightjar" in quotes, with nothing else in them: a film or a book."""
        return self._text[start - 1 : start] in _QUOTES and self._text[end : end + 1] in _QUOTES and start > 0

    def _opens_sentence(self, start: int) -> bool:
        if start == self._dateline_end:
            return True
        before = self._text[max(0, start - 3) : start].rstrip(" \t\"“‘'(")
        return not before or before[-1] in _OPENERS


def _last_word(folded: str, first: int, last: int) -> str:
    """The last word of small letters in a stretch of text that a mark or space follows there; "" for none."""
    end = last - 1
    while end > first:
        mark = folded[end]
        if "a" <= folded[end - 1] <= "z" and not (mark.isalnum() or mark == "_"):
            start = end - 1
            while start > first and "a" <= folded[start - 1] <= "z":
                start -= 1
            return folded[start:end]
        end -= 1
    return ""


def _is_shouted(text: str) -> bool:
    """True for text of capitals alone, as wires sent it."""
    printed = text.encode("ascii", "ignore")
    capitals = len(printed) - len(printed.translate(None, _ASCII_CAPITALS))
    small = len(printed) - len(printed.translate(None, _ASCII_SMALL))
    others = len(text) - len(printed)
    if not others:
        return capitals > 0.7 * (capitals + small)
    if capitals + others <= 0.7 * (capitals + others + small):
        return False  # even if all other letters were capitals
    upper = sum(map(str.isupper, text))
    return upper > 0.7 * (upper + sum(map(str.islower, text)))
