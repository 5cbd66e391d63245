"""Who said a figure: "according to X", "X said", "said X", "X put the toll at", "… - POLICE"."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final, NamedTuple

from figcheck.describe.knownnames import Names
from figcheck.describe.mentions import Mention
from figcheck.describe.subjects import Subject, Subjects
from figcheck.describe.view import Slot, View
from figcheck.describe.vocabulary import SOURCE
from figcheck.expressions import expression
from figcheck.phrases import any_of

_PHRASE_END: Final = expression(r"[,.;:”\"()–—]|\b(?:who|which|that|on|in a|in an|after|as|while|said|and)\b")
_BEHIND: Final = 90
_INVERTED: Final = frozenset("said says say added reported announced confirmed told".split())
_QUOTED: Final = (",", "”", '"', ".", "’", "—", "–")
_TAIL: Final = 5  # words behind the last dash of a wire's headline
_DASHES: Final = frozenset(("-", "–", "—", "--"))
_ONE: Final = frozenset(("a", "an"))
_TOLL_WORDS: Final = frozenset("toll number count tally figure total estimate".split())


class Speaker(NamedTuple):
    """Who speaks, canonical where the lexicon knows the name, and the state or side spoken for; None: no side."""

    name: str
    party: str | None


class Attribution(NamedTuple):
    """A speaker, and the word of the sentence where the attribution stands."""

    speaker: Speaker
    at: int


class SpeakerReader:
    """Finds attributions with the verbs of saying of one lexicon."""

    def __init__(self, names: Names, subjects: Subjects) -> None:
        self._names = names
        self._lexicon = lexicon = names.lexicon
        self._subjects = subjects
        self._according = re.compile(rf"\b{any_of(lexicon.according_to)}\s+")
        self._verbs = lexicon.saying_verbs
        self._sure = lexicon.speech_verbs
        self._base = frozenset(
            verb for verb in self._verbs if verb + "s" in self._verbs or verb[:-1] + "ies" in self._verbs
        )
        # A phrase is looked for only where its rarest-looking word stands.
        self._marks = frozenset(max(phrase.split(), key=len) for phrase in lexicon.according_to)
        self._signs = self._verbs | self._marks | lexicon.putting_verbs
        self._idle = (
            lexicon.determiners | lexicon.auxiliaries | lexicon.adverbs | frozenset(lexicon.weekdays) | {"'s", "’s"}
        )

    def classes(self, word: str) -> int:
        """Whether a word may tell who said something."""
        return SOURCE if word in self._signs else 0

    def read(self, view: View, mentions: list[Mention]) -> list[Attribution]:
        """The speakers named in a sentence, in order; names are canonical where the lexicon knows them."""
        dash = self._dash(view)
        if dash is None and not view.classes & SOURCE:
            return []
        found: list[Attribution] = []
        if not view.present.isdisjoint(self._marks):
            found += self._sources(view, mentions)
        if view.classes & SOURCE:
            for i in [i for i, bits in enumerate(view.bits) if bits & SOURCE]:
                word = view.lowers[i]
                if word in self._verbs and not _is_in_name(view, i, mentions):
                    speaker = self._speaker(view, i, mentions)
                elif word in self._lexicon.putting_verbs:
                    speaker = self._putting(view, i, mentions)
                    if speaker:
                        found += self._others(view, i, mentions)
                else:
                    continue
                if speaker:
                    found.append(Attribution(speaker, i))
        if dash is not None and not found:
            speaker = self._name(view, self._subjects.whole(view, dash), mentions, sure=False)
            if speaker:
                found.append(Attribution(speaker, dash))
        return sorted(found, key=lambda row: row.at) if len(found) > 1 else found

    def _dash(self, view: View) -> int | None:
        """The word behind the dash that closes a wire's headline with its source: "… IN MANILA - POLICE"."""
        lowers, gaps = view.lowers, view.gaps
        if _DASHES.isdisjoint(gaps[-_TAIL:]):
            return None
        for i in range(len(gaps) - 1, max(0, len(gaps) - _TAIL), -1):
            if gaps[i] in _DASHES:
                spaced = view.text[view.ends[i - 1]].isspace() and view.text[view.starts[i] - 1].isspace()
                known = lowers[-1] in self._lexicon.speakers or lowers[-1] in self._lexicon.name_starts
                return i if spaced and known and view.present.isdisjoint(self._verbs) else None
        return None

    def of(self, view: View, slot: Slot, found: list[Attribution]) -> Speaker | None:
        """The speaker of one figure: the one of its part of the sentence between semicolons, else the first."""
        if not found:
            return None
        if len(found) > 1:
            first, last = _part(view, slot.first)
            own = [row for row in found if first <= row.at < last]
            if own:
                ahead = [row for row in own if row.at < slot.first]
                return (ahead[-1] if ahead and own[0].at < slot.first else own[0]).speaker
        elif found[0].at < slot.first:
            first, last = _part(view, slot.first)
            if not first <= found[0].at and view.slots[0].first < found[0].at:
                return None  # "Four died, police said; 12 were hurt."
        return found[0].speaker

    def _sources(self, view: View, mentions: list[Mention]) -> list[Attribution]:
        """What stands behind "according to"."""
        found = []
        for match in self._according.finditer(view.low, view.sentence.start, view.sentence.end):
            stop = _PHRASE_END.search(view.text, match.end(), view.sentence.end)
            end = min(stop.start() if stop else view.sentence.end, match.end() + _BEHIND)
            first, last = view.word_at(match.end()), view.word_at(end)
            if first < last:
                speaker = self._name(view, self._subjects.between(view, first, last), mentions, sure=False)
                if speaker:
                    found.append(Attribution(speaker, view.word_at(match.start())))
        return found

    def _speaker(self, view: View, verb: int, mentions: list[Mention]) -> Speaker | None:
        """The subject of a verb of saying, in front of it or behind, and who stands behind "by"."""
        lowers, gaps = view.lowers, view.gaps
        behind = lowers[verb + 1] if verb + 1 < len(lowers) else ""
        if behind == "by" and not gaps[verb + 1]:
            return self._behind(view, verb + 2, mentions)
        if lowers[verb] in self._lexicon.thing_verbs:
            thing = view.figure_at.get(verb + 1)
            participle = behind in self._lexicon.prepositions and lowers[verb].endswith("ed")
            counted = thing is not None and thing.figure.unit != "percent"
            if behind == "responsibility" or participle or (counted and lowers[verb - 1] not in self._lexicon.speakers):
                return None  # "the storm claimed 40 lives", but "organisers claimed 200,000"
        if (
            any([cue.form == "past" or cue.role == "state" for cue in view.cues.get(verb + 1, ())])
            and not gaps[verb + 1]
        ):
            return None  # "Civilians reported killed: 2"
        if lowers[verb] in self._base and verb:
            one = lowers[max(0, verb - 2)] in _ONE  # "a police post"
            if one or not self._is_many(lowers[verb - 1]):
                return None  # "Kaduna state", "the UN report"
        sure = lowers[verb] in self._sure
        before = self._subjects.before(view, verb)
        if before is not None:
            return self._name(view, before, mentions, sure)
        for subject in self._subjects.aside(view, verb):
            speaker = self._name(view, subject, mentions, sure=False) if subject is not None else None
            if speaker:
                return speaker
        if lowers[verb].endswith("ing"):
            opening = self._subjects.opening(view, verb)
            return self._name(view, opening, mentions, sure=False) if opening is not None else None
        if lowers[verb] in _INVERTED and gaps[verb].endswith(_QUOTED):
            return self._behind(view, verb + 1, mentions)
        return None

    def _is_many(self, word: str) -> bool:
        """True for a plural, and for what may stand between it and its verb."""
        return self._lexicon.is_plural(word) or word == "police" or word in self._lexicon.stops

    def _putting(self, view: View, verb: int, mentions: list[Mention]) -> Speaker | None:
        """ "Organisers put the crowd at 20,000", "officials gave a toll of 19", "the ministry spoke of 12"."""
        lowers = view.lowers
        behind = lowers[verb + 1 : verb + 16]
        word = lowers[verb]
        if word.startswith("sp"):
            fits = behind[:1] == ["of"]
        elif word.startswith("p"):
            fits = any(
                lowers[i] == "at" and any(i < slot.first <= i + 3 for slot in view.slots)
                for i in range(verb + 1, min(len(lowers), verb + 16))
            )
        else:
            fits = not _TOLL_WORDS.isdisjoint(behind[:5]) or lowers[verb - 1] in ("poll", "polls", "survey", "surveys")
        subject = self._subjects.before(view, verb) if fits and verb else None
        return self._name(view, subject, mentions, sure=False) if subject is not None else None

    def _others(self, view: View, verb: int, mentions: list[Mention]) -> list[Attribution]:
        """ "Police put the crowd at 54,000, the organisers at 200,000": who put it at another number."""
        found = []
        for slot in view.slots:
            at = slot.first - 1
            noun = at - 1
            if noun > verb and view.lowers[at] == "at" and view.lowers[noun] in self._lexicon.speakers:
                first = next((i for i in range(noun, max(verb, noun - _TAIL), -1) if view.gaps[i]), 0)
                speaker = (
                    self._name(view, self._subjects.between(view, first, at), mentions, sure=False) if first else None
                )
                if speaker:
                    found.append(Attribution(speaker, first))
        return found

    def _behind(self, view: View, first: int, mentions: list[Mention]) -> Speaker | None:
        """The speaker in the phrase that begins at a word."""
        if first >= len(view.lowers):
            return None
        stop = _PHRASE_END.search(view.text, view.starts[first], view.sentence.end)
        last = view.word_at(stop.start()) if stop else len(view.lowers)
        return (
            self._name(view, self._subjects.between(view, first, last), mentions, sure=False) if last > first else None
        )

    def _name(self, view: View, subject: Subject, mentions: list[Mention], sure: bool) -> Speaker | None:
        """The speaker that a noun phrase names: a known body first, else its noun with what tells whose it is.

        ``sure``: a verb that only a speaker has, so that any noun is one.
        """
        first, core, last = subject
        lowers = view.lowers
        while first < core and (lowers[first] in self._idle):
            first += 1
        if first >= core or any(i in view.figure_at for i in range(first, core)):
            return None
        start, end = view.starts[first], view.ends[core - 1]
        inside = [m for m in mentions if start <= m.start < end]
        bodies = [m for m in inside if m.kind in ("party", "pollster")]
        if bodies:
            return self._of_body(bodies[-1])
        head = core - 1
        speakers = [i for i in range(first, core) if lowers[i] in self._lexicon.speakers]
        if speakers:
            noun = speakers[-1]
            within = [m for m in mentions if view.ends[noun] < m.start < view.ends[last - 1]]
            if lowers[noun] in self._lexicon.spokesmen or lowers[core : core + 1] == ["by"]:
                body = next((m for m in within if m.kind in ("party", "pollster")), None)
                if body is not None:
                    return self._of_body(body)
            person = next((m for m in inside if m.kind == "name" and m.start > view.starts[noun]), None)
            told = max((m.end for m in inside if m.end <= view.starts[noun]), default=start)
            if person is not None and (told + 2 > view.starts[noun] or lowers[noun] not in self._lexicon.spokesmen):
                return Speaker(person.name, None)
            return Speaker(self._printed(view, first, noun + 1, inside), self._official(lowers[noun], inside))
        named = [m for m in inside if m.end >= end - 2]
        if named:
            mention = named[-1]
            printed = view.text[mention.start : mention.end].lower()
            if mention.kind == "national" and self._lexicon.singular(printed) in self._lexicon.gazetteer.folk:
                return None
            country = mention.name if mention.name in self._lexicon.gazetteer.countries else None
            return Speaker(mention.name, country)
        word = lowers[head]
        if not sure or word in self._lexicon.stops or word in self._lexicon.time_units:
            return None
        singular = self._lexicon.singular(word)
        if "respondents" in self._lexicon.people.get(singular, ()) or singular in self._lexicon.gazetteer.folk:
            return None
        return Speaker(self._printed(view, first, core, inside), None)

    def _of_body(self, mention: Mention) -> Speaker:
        """A body that the lexicon knows: its state or side, or itself where it is a side of its own."""
        side = self._lexicon.parties.get(mention.name)
        if side is None and mention.name in self._lexicon.sides:
            side = mention.name
        elif side not in self._lexicon.sides:
            side = None  # a body of the United Nations
        return Speaker(mention.name, side)

    def _official(self, noun: str, inside: list[Mention]) -> str | None:
        """The state that "Israeli officials" or "Russia's defence ministry" speak for."""
        if noun not in self._lexicon.officials:
            return None
        countries = self._lexicon.gazetteer.countries
        return next((m.name for m in inside if m.kind in ("national", "place") and m.name in countries), None)

    def _printed(self, view: View, first: int, last: int, names: list[Mention]) -> str:
        """The words of a speaker, without what stands before an owner that no list knows ("the enclave's ministry")."""
        for i in range(last - 1, first, -1):
            if view.lowers[i - 1].endswith(("'s", "’s")) and not any(
                m.start <= view.starts[i - 1] < m.end for m in names
            ):
                first = i
                break
        text = " ".join(view.text[view.starts[first] : view.ends[last - 1]].split())
        if any(view.starts[first] <= m.start < view.ends[last - 1] for m in names):
            return text
        return text.lower()


def _part(view: View, word: int) -> tuple[int, int]:
    """The words between the semicolons around a word."""
    first = next((i for i in range(word, 0, -1) if ";" in view.gaps[i]), 0)
    last = next((i for i in range(word + 1, len(view.gaps)) if ";" in view.gaps[i]), len(view.gaps))
    return first, last


def _is_in_name(view: View, word: int, mentions: Sequence[Mention]) -> bool:
    """True for the "States" of the United States, the "Post" of a paper."""
    start = view.starts[word]
    return any(mention.start < start < mention.end for mention in mentions)
