"""Who said a figure: "according to X", "X said", "a spokesman for X announced"."""

from __future__ import annotations

import re

from figcheck.describe.mentions import Mention, Mentions
from figcheck.describe.view import View
from figcheck.lexicon import Lexicon
from figcheck.model import Span
from figcheck.phrases import any_of
from figcheck.prose import WORD

_SUBJECT_BEHIND = re.compile(r"\s+(?:the\s+)?(?=[A-Za-z])")
_PHRASE_END = re.compile(r"[,.;:”\"()–—]|\b(?:who|which|that|on|in a|in an|after|as|while|said|and)\b")
_BEFORE = 70
_BEHIND = 90


class SpeakerReader:
    """Finds attributions with the verbs of saying of one lexicon."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon
        self._according = re.compile(rf"\b{any_of(lexicon.according_to)}\s+")
        self._verbs = lexicon.saying_verbs
        # A phrase is looked for only where its rarest-looking word stands.
        self._marks = frozenset(max(phrase.split(), key=len) for phrase in lexicon.according_to)

    def read(self, view: View, mentions: Mentions) -> str | None:
        """The speaker named in a sentence, canonical where the lexicon knows the name; None when none is named."""
        text, sentence = view.text, view.sentence
        if not view.present.isdisjoint(self._marks):
            match = self._according.search(view.low, sentence.start, sentence.end)
            if match:
                stop = _PHRASE_END.search(text, match.end(), sentence.end)
                end = min(stop.start() if stop else sentence.end, match.end() + _BEHIND)
                return self._name(text, Span(match.end(), end), mentions, last=False)
        if view.present.isdisjoint(self._verbs):
            return None
        for i, word in enumerate(view.lowers):
            if word not in self._verbs:
                continue
            start, end = view.starts[i], view.ends[i]
            name = self._name(text, Span(max(sentence.start, start - _BEFORE), start), mentions, last=True)
            if name:
                return name
            if word != "said":
                continue
            after = _SUBJECT_BEHIND.match(text, end)
            if after and text[end : end + 1] == " ":
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
            owner: list[Mention] = [m for m in found if m.end <= noun.start() and noun.start() - m.end < 25]
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
