"""Words of measures and rules that are not in the form in which they are looked for: they find little or nothing.

Words of a rules file are base forms: infinitives and singulars, from which the other forms are made. A plural among
counted nouns is a word that no figure counts, and nobody would tell its author.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any, Final

from figcheck.baseforms import base_form
from figcheck.lexicon import Lexicon
from figcheck.problems import Problem
from figcheck.ruleproblems import subject_of
from figcheck.yamlfile import Document, KeyPath, show

_VERBS: Final = ("done_to", "befalls", "acts_on")
_NOUNS: Final = ("tolls", "suffers")
_VOWELS: Final = frozenset("aeiouy")

_Told = tuple[str, str]  # what is wrong with a word, and what to write; both "" when nothing is


def word_warnings(document: Document, lexicon: Lexicon) -> list[Problem]:
    """A warning for every word of a valid rules file that is not in its base form, in the order of the file."""
    return [problem for problem in _warnings(document, _Forms(lexicon)) if problem is not None]


def _warnings(document: Document, forms: _Forms) -> Iterator[Problem | None]:
    data = document.data if isinstance(document.data, dict) else {}
    for measure, fields in (data.get("measures") or {}).items():
        for name in fields:
            reader = forms.reader_of(name)
            if reader is not None:
                yield from _read(document, ("measures", measure, name), fields[name], reader)
    for index, rule in enumerate(data.get("rules") or ()):
        path: KeyPath = ("rules", index, "find", "counted")
        yield from _read(document, path, (rule.get("find") or {}).get("counted"), forms.found_noun)


def _read(document: Document, path: KeyPath, words: Any, reader: Callable[[str], _Told]) -> Iterator[Problem | None]:
    listed = [(path, words)] if isinstance(words, str) else [((*path, at), it) for at, it in enumerate(words or ())]
    for at, word in listed:
        wrong, better = reader(str(word))
        if wrong:
            message = f"{show(word)} in '{path[-1]}' of {subject_of(document, path[:2])} {wrong}"
            yield document.problem(at, message, advice=f"write {better}")


class _Forms:
    """Says of a word whether the form it is in is one that is looked for."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._lexicon = lexicon

    def reader_of(self, field: str) -> Callable[[str], _Told] | None:
        """What reads the words of a field of a measure; None for fields whose words stand as they are printed."""
        if field in _VERBS:
            return self.verb
        if field in _NOUNS:
            return self.noun
        return {"counts": self.counted_noun, "times_of": self.verb_or_noun}.get(field)

    def verb(self, phrase: str) -> _Told:
        """Of "fatally shot" the verb is "shot", of "shot down" too."""
        lead, middle, verb = phrase.lower().rpartition("ly ")
        head, blank, rest = verb.partition(" ")
        base = self._base(head)
        if base == head:
            return "", ""
        return "is no base form of a verb, so that its other forms are not found", f"{lead}{middle}{base}{blank}{rest}"

    def noun(self, phrase: str) -> _Told:
        """Nouns that stand behind figures or before them; their plural is found beside them."""
        lead, blank, head = phrase.lower().rpartition(" ")
        singular = self._lexicon.singular(head)
        if singular == head or " of " in phrase:  # "number of deaths"
            return "", ""
        return "is a plural, so that the singular is not found", f"{lead}{blank}{singular}"

    def counted_noun(self, phrase: str) -> _Told:
        """Nouns that figures count are compared in the singular, phrases word by word."""
        words = phrase.lower().split()
        singular = [self._lexicon.singular(word) for word in words]
        if singular == words:
            return "", ""
        return "is a plural, which is compared with nothing: it is never found", " ".join(singular)

    def found_noun(self, noun: str) -> _Told:
        """Nouns of ``find`` are compared as they stand with one in lower case, in the singular."""
        wrong, better = self.counted_noun(noun)
        if wrong or noun == noun.lower():
            return wrong, better
        return "has capitals, which no counted noun has: it is never found", noun.lower()

    def verb_or_noun(self, phrase: str) -> _Told:
        """What "N times" counts: verbs, which may be phrases, or single nouns."""
        word = phrase.lower()
        if " " in word or word in self._lexicon.irregular_verbs:
            return self.verb(word)
        singular = self._lexicon.singular(word)
        if singular != word:
            return "is a plural, so that the singular is not found", singular
        return ("", "") if word.endswith("ing") else self.verb(word)  # "bombing" is a noun

    def _base(self, word: str) -> str:
        """The base form of a verb; the word itself where it is that, or where spelling does not tell."""
        lexicon = self._lexicon
        found = base_form(word, lexicon.irregular_verbs, (), lexicon.verbs_in_e)
        if found is not None and found[1] == "base":
            return word
        if found is None and word.endswith("s") and not word.endswith(("ss", "us", "is", "as")):
            return lexicon.singular(word)  # "evacuates": verbs take the endings of nouns
        # What is left of "shed" or "bring" without their ends is no verb.
        return found[0] if found is not None and len(found[0]) > 2 and _VOWELS & set(found[0]) else word
