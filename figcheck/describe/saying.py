"""Who said a figure: "according to X", "X said", "a spokesman for X announced"."""

from __future__ import annotations

import re

from figcheck.describe.mentions import Mentions
from figcheck.lexicon import Lexicon
from figcheck.model import Span
from figcheck.phrases import any_of
from figcheck.prose import WORD

_SUBJECT_BEHIND = re.compile(r"\s+(?:the\s+)?(?=[A-Za-z])")
_PHRASE_END = re.compile(r"[,.;:”\"()–—]|\b(?:who|which|that|on|in a|in an|after|as|while|said|and)\b")


class SpeakerReader:
    """Finds attributions with the verbs of saying of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._according = re.compile(rf"\b{any_of(lexicon.according_to)}\s+", re.IGNORECASE)
        self._verb = re.compile(rf"\b{any_of(lexicon.saying_verbs)}\b", re.IGNORECASE)

    def read(self, text: str, sentence: Span, mentions: Mentions) -> str | None:
        """The speaker named in a sentence, canonical where the lexicon knows the name; None when none is named."""
        match = self._according.search(text, sentence.start, sentence.end)
        if match:
            stop = _PHRASE_END.search(text, match.end(), sentence.end)
            return self._name(
                text,
                Span(match.end(), min(stop.start() if stop else sentence.end, match.end() + 90)),
                mentions,
                last=False,
            )
        for match in self._verb.finditer(text, sentence.start, sentence.end):
            before = Span(max(sentence.start, match.start() - 70), match.start())
            name = self._name(text, before, mentions, last=True)
            if name:
                return name
            after = _SUBJECT_BEHIND.match(text, match.end())
            if after and text[match.end() : match.end() + 1] == " " and match.group().lower() == "said":
                stop = _PHRASE_END.search(text, after.end(), sentence.end)
                name = self._name(text, Span(after.end(), stop.start() if stop else sentence.end), mentions, last=False)
                if name:
                    return name
        return None

    def _name(self, text: str, span: Span, mentions: Mentions, last: bool) -> str | None:
        """The speaker in a stretch: a known party first, else a run of words with a speaker noun in it."""
        found = mentions.within(span)
        parties = [m for m in found if m.kind in ("party", "pollster")]
        if parties:
            return parties[-1 if last else 0].name
        words = [m for m in WORD.finditer(text, span.start, span.end)]
        speakers = [m for m in words if m.group().lower() in self._lexicon.speakers]
        if speakers:
            noun = speakers[-1 if last else 0]
            owner = [m for m in found if m.end <= noun.start() and noun.start() - m.end < 25]
            if owner:
                return " ".join(text[owner[-1].start : noun.end()].split())
            if noun.group().lower() in _SPEAK_ALONE:
                return noun.group().lower()
        named = [m for m in found if m.kind == "name"]
        return named[-1 if last else 0].name if named else None


# Nouns that speak without a name before them; "statement", "count" or "group" alone name nobody.
_SPEAK_ALONE = frozenset(
    "police authorities officials official spokesman spokeswoman spokesperson witnesses witness investigators "
    "prosecutors government ministry army military mayor governor president minister agency "
    "residents doctors rescuers deputies firefighters activists medics sheriff poll survey".split()
)
