"""From a figure in its sentence to proposals of measures: which word tells what it counts, and in which role.

Proposals come in the order in which they are to be tried. Whether one is right is not decided here: it is when the
grammar of ``describe``, given the measure, reads the sentence so.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from figcheck.articles import Span
from figcheck.baseforms import base_form
from figcheck.describe.befallen import BEING
from figcheck.describe.cues import verb_forms
from figcheck.lexicon import Lexicon
from figcheck.model import Claim
from figcheck.prose import regular_plural, words
from figcheck.rules import FALLBACK_MEASURE, Measure

_REACH = 7  # words between a figure and the verb that tells what it counts
_NEW_CLAUSE = frozenset("that because if when while where whereas whether although though unless".split())
_LONGEST_ID = 60
_UNITS = {"percent": "percent", "ratio": "ratio", "fraction": "ratio"}
_FINE_UNITS = frozenset(("percentage point", "basis point"))
_BY_UNIT = frozenset(("percent", "money", "duration", "ratio", "rate"))


# Keys of a measure whose words can make a figure one of it.
ROLES = ("done_to", "befalls", "acts_on", "times_of", "tolls", "counts", "needs")


class MeasureDraft(NamedTuple):
    """A measure that is proposed: its id, its keys as a file writes them, and what it was made from.

    ``adds`` is True where the keys are added to a measure that is known under this id.
    """

    id: str
    fields: Mapping[str, Any]
    made_from: str
    adds: bool = False


class _Verb(NamedTuple):
    base: str  # with its particle
    word: str  # as it stands in the sentence
    passive: bool
    form: str


class Surroundings:
    """The words of the sentence around a figure, in lower case: ``before`` it, its noun ``phrase``, ``behind`` that."""

    def __init__(self, claim: Claim, lexicon: Lexicon) -> None:
        quote, at, figure = claim.quote, claim.quote_at, claim.figure
        noun_end = at.end
        if figure.counted_span is not None:
            noun_end = max(at.end, figure.counted_span.end - figure.span.start + at.start)
        found = words(quote, Span(0, len(quote)))
        self.quote = quote
        self.before = [word.lower for word in found if word.end <= at.start]
        self.phrase = [word.lower for word in found if at.end <= word.start and word.end <= noun_end]
        self.behind = [word.lower for word in found if word.start >= noun_end]
        self.capitals = frozenset(word.lower for word in found if word.start > 0 and word.text[:1].isupper())
        self.marks = {  # what stands behind the n-th word after the noun
            n: quote[word.end : word.end + 1] for n, word in enumerate(w for w in found if w.start >= noun_end)
        }
        self.ends = quote.rstrip("\"'”’) ").endswith((".", "!", "?"))
        self._lexicon = lexicon


def proposals(claim: Claim, lexicon: Lexicon, measures: Mapping[str, Measure]) -> Iterator[MeasureDraft]:
    """The measures that a figure may be one of, the likeliest first; none that is known already."""
    around = Surroundings(claim, lexicon)
    reader = _Reader(around, claim, lexicon, measures)
    figure = claim.figure
    if figure.form == "times":
        drafts = reader.times()
    elif figure.unit != "count":
        drafts = reader.by_unit()
    elif figure.counted is None or (figure.unit == "count" and figure.counted_span is None):
        drafts = reader.bare()
    elif reader.counts_people():
        drafts = reader.people()
    else:
        drafts = reader.things()
    seen = set()
    for draft in drafts:
        key = repr(draft.fields)
        if key not in seen:
            seen.add(key)
            yield draft


def is_general(measure: Measure | None) -> bool:
    """True for a measure that takes whatever has its unit: money is money, whether fined or pledged."""
    if measure is None:
        return True
    return measure.unit in _BY_UNIT and not (measure.needs or measure.near or measure.counts)


def amount_of(claim: Claim, lexicon: Lexicon) -> str:
    """What an amount in a unit is of, in words of its sentence: "tonnes of cocaine", "rainfall in millimetres"."""
    around = Surroundings(claim, lexicon)
    reader = _Reader(around, claim, lexicon, {})
    unit = claim.figure.unit if "/" in claim.figure.unit else plural(claim.figure.unit, lexicon)
    behind = [*around.phrase, *around.behind]
    for i in range(min(2, len(behind) - 1)):
        if behind[i] == "of" and reader.is_noun(behind[i + 1]):
            return f"{unit} of {behind[i + 1]}"
    subject = reader.subject()
    if not subject or lexicon.person_groups(lexicon.singular(subject[-1])):
        return unit
    return f"{' '.join(subject)} in {unit}"


def plural(noun: str, lexicon: Lexicon) -> str:
    """The plural of a noun in the singular."""
    for many, one in lexicon.irregular_plurals.items():
        if one == noun and many[-1:].isalpha():
            return many
    return regular_plural(noun)


class _Reader:
    def __init__(self, around: Surroundings, claim: Claim, lexicon: Lexicon, measures: Mapping[str, Measure]) -> None:
        self._around = around
        self._claim = claim
        self._lexicon = lexicon
        self._measures = measures
        self._known = frozenset(
            verb
            for measure in measures.values()
            for verb in (*measure.done_to, *measure.befalls, *measure.acts_on, *measure.times_of)
            if " " not in verb
        )
        self._light = lexicon.light_verbs
        self._no_verbs = frozenset(
            (*lexicon.auxiliaries, *lexicon.determiners, *lexicon.prepositions, *lexicon.stops)
        ) - frozenset(lexicon.verbs)

    # --- what kind of figure ---

    def counts_people(self) -> bool:
        counted = self._claim.figure.counted or ""
        return counted in self._lexicon.body_nouns or bool(self._lexicon.person_groups(counted))

    def times(self) -> Iterator[MeasureDraft]:
        """ "booed seven times": the verb that is counted."""
        for verb in self._verbs_before():
            past = self._past(verb.base)
            yield self._draft(f"times_{past}", f"Times {past}", {"times_of": [verb.base]}, verb.word)

    def people(self) -> Iterator[MeasureDraft]:
        """What was done to people, or what they did; else what they are."""
        noun = self._claim.figure.counted or "person"
        for verb in self._verbs():
            past = self._past(verb.base)
            if verb.passive:
                fields = {"people": True, "done_to": [verb.base]}
                yield self._draft(f"people_{past}", f"People {past}", fields, verb.word)
            else:
                fields = {"people": True, "befalls": [verb.base]}
                yield self._draft(f"people_{past}", f"People who {past}", fields, verb.word)
        if noun not in self._lexicon.anybody:
            yield from self._noun(noun, people=True)

    def things(self) -> Iterator[MeasureDraft]:
        """Things that a verb acts upon; else the noun."""
        noun = self._claim.figure.counted or ""
        if noun in self._lexicon.case_nouns and self._around.behind[:1] == ["of"]:
            yield from self._noun(noun)
        if self._claim.figure.reading.point is not None and self._claim.figure.reading.point % 1:
            yield from self._levels()  # "magnitude 6.2 earthquake": no count
        for verb in self._verbs():
            past = self._past(verb.base)
            many = plural(noun, self._lexicon)
            title = f"{many} {past}" if verb.passive else f"{many} that {past}"
            fields = {"counts": [noun], "acts_on": [verb.base]}
            yield self._draft(f"{many} {past}", title.capitalize(), fields, f"{verb.word} … {noun}")
        yield from self._noun(noun)

    def bare(self) -> Iterator[MeasureDraft]:
        """ "the number of refugees rose to 1.2 million", "attendance reached 40,000": a noun phrase before it."""
        yield from self._tolls()
        yield from self._levels()
        for verb in self._verbs():
            past = self._past(verb.base)
            role = "done_to" if verb.passive else "befalls"
            title = f"People {past}" if verb.passive else f"People who {past}"
            yield self._draft(f"people_{past}", title, {"people": True, role: [verb.base]}, verb.word)

    def by_unit(self) -> Iterator[MeasureDraft]:
        """Money, shares, lengths of time: the unit, and the word that tells what they are of."""
        figure = self._claim.figure
        family = self._family()
        if family is None:
            return
        for word, title in self._telling(family):
            fields: dict[str, Any] = {"unit": family, "needs": [word]}
            if family in ("money", "duration", "rate"):
                fields["linked_as"] = "amount"
            name = title if title.replace(" ", "_") not in self._measures else f"{title} {family}"
            yield self._draft(name, title.capitalize(), fields, f"{word} … {' '.join(figure.surface.split())}")

    # --- words ---

    def _family(self) -> str | None:
        figure = self._claim.figure
        if figure.form == "money":
            return "money"
        if "/" in figure.unit:
            return "rate"
        if figure.unit in self._lexicon.time_units:
            return "duration"
        return None if figure.unit in _FINE_UNITS else _UNITS.get(figure.unit)

    def _telling(self, family: str) -> Iterator[tuple[str, str]]:
        """Words of which one tells what an amount is of, with the heading of the measure."""
        before, lexicon = self._around.before, self._lexicon
        if family == "money":
            for word in reversed(before):
                if word in lexicon.topics and self._verb(word) is None:
                    noun = lexicon.singular(word)
                    yield noun, plural(noun, lexicon) if noun != word else noun
        if before[-1:] == ["of"] and len(before) > 1 and self.is_noun(before[-2]):
            noun = lexicon.singular(before[-2])
            yield noun, noun
        for verb in self._verbs_before() if family in ("money", "rate") else ():
            yield verb.base, f"{family} {self._past(verb.base)}"
        subject = self.subject()
        if subject:
            noun = lexicon.singular(subject[-1])
            # "home sales" are told by both words, a "budget deficit" by one that tells a kind of money.
            whole = " ".join(subject)
            yield (noun if len(subject) == 1 or noun in lexicon.topics else whole), whole
        counted = self._claim.figure.counted
        if counted and counted != self._claim.figure.unit and self.is_noun(counted):
            many = plural(counted, lexicon)
            printed = many if many in [*self._around.phrase, *self._around.behind] else counted
            yield counted, f"{'share' if family == 'percent' else family} of {printed}"
        for word in reversed(before):
            if self.is_noun(word) and self._verb(word) is None:
                yield lexicon.singular(word), lexicon.singular(word)
        for word in self._around.behind:
            if self.is_noun(word) and self._verb(word) is None:
                yield lexicon.singular(word), lexicon.singular(word)

    def _tolls(self) -> Iterator[MeasureDraft]:
        """ "number of refugees": of a known noun it is added to its measure."""
        before, lexicon = self._around.before, self._lexicon
        for i in range(len(before) - 2):
            if before[i + 1] != "of" or before[i] not in lexicon.number_nouns:
                continue
            if not self.is_noun(before[i + 2]):
                continue
            end = i + 3
            while end < len(before) and self.is_noun(before[end]) and self._verb(before[end]) is None:
                end += 1
            phrase = " ".join(before[i:end])
            noun = lexicon.singular(before[end - 1])
            if end - i > 3 and lexicon.person_groups(f"{before[end - 2]} {noun}"):
                noun = f"{before[end - 2]} {noun}"  # "asylum seeker"
            known = next((m for m in self._measures.values() if noun in m.counts and not m.acts_on), None)
            if known is not None:
                yield MeasureDraft(known.id, {"tolls": [phrase]}, phrase, adds=True)
            fields: dict[str, Any] = {"counts": [noun], "tolls": [phrase]}
            if lexicon.person_groups(noun):
                fields = {"people": True, **fields}
            many = plural(noun, lexicon)
            yield self._draft(many, many.capitalize(), fields, phrase)

    def _levels(self) -> Iterator[MeasureDraft]:
        """ "magnitude 6.2", "a magnitude of 6.2", "attendance reached 40,000": a noun that is at a level."""
        before = self._around.before
        if before[-1:] == ["of"]:
            before = before[:-1]
        if before and self.is_noun(before[-1]) and self._verb(before[-1]) is None:
            noun = before[-1]
            yield self._draft(noun, noun.capitalize(), {"tolls": [noun]}, noun)
        subject = self.subject()
        if subject:
            phrase = " ".join([*subject[:-1], self._lexicon.singular(subject[-1])])
            yield self._draft(phrase, phrase.capitalize(), {"tolls": [phrase]}, phrase)

    def _noun(self, noun: str, people: bool = False) -> Iterator[MeasureDraft]:
        """The noun itself, with what it is a case of where it says nothing alone."""
        fields: dict[str, Any] = {"people": True, "counts": [noun]} if people else {"counts": [noun]}
        behind = self._around.behind
        many = plural(noun, self._lexicon)
        if noun in self._lexicon.case_nouns and behind[:1] == ["of"] and len(behind) > 1 and self.is_noun(behind[1]):
            of = behind[1]
            yield self._draft(
                f"{of} {many}", f"{many.capitalize()} of {of}", {**fields, "needs": [of]}, f"{noun} of {of}"
            )
        yield self._draft(many, many.capitalize(), fields, noun)

    def subject(self) -> list[str]:
        """The noun phrase before the first verb: "budget deficit" in "The budget deficit widened to"."""
        found: list[str] = []
        for word in self._around.before:
            if word in self._lexicon.determiners:
                found = []
            elif self._ends_subject(word) or (found and word in self._lexicon.stops):
                break
            else:
                found.append(word)
        return [word for word in found if word not in self._lexicon.adverbs][-2:]

    def _ends_subject(self, word: str) -> bool:
        lexicon = self._lexicon
        if word in lexicon.auxiliaries or word in lexicon.prepositions or word in lexicon.verbs:
            return True
        form = self._verb(word)
        return form is not None and form[1] in ("past", "s")

    def is_noun(self, word: str) -> bool:
        """True for a word that may tell what is counted: no name, no month, no word of the grammar."""
        lexicon = self._lexicon
        return (
            word.isalpha()
            and len(word) > 2
            and lexicon.singular(word) != self._claim.figure.unit
            and word not in lexicon.stops
            and word not in lexicon.months
            and word not in lexicon.weekdays
            and word not in lexicon.percent
            and word not in lexicon.scales
            and word not in self._around.capitals
            and word not in lexicon.hedges_before
        )

    # --- verbs ---

    def _verbs(self) -> list[_Verb]:
        """The verbs that may tell what happened to the counted, the likeliest first."""
        behind, before = list(self._verbs_behind()), list(self._verbs_before())
        return [*before, *behind] if before and not (behind and behind[0].passive) else [*behind, *before]

    def _verbs_before(self) -> Iterator[_Verb]:
        """Verbs whose object the figure is, the nearest first."""
        before = self._around.before
        for i in range(len(before) - 1, max(-1, len(before) - 1 - _REACH), -1):
            if before[i] in _NEW_CLAUSE:
                return
            found = self._verb(before[i])
            if found is None or before[i] in self._lexicon.saying_verbs:
                continue
            base, form = found
            if form == "base" and not (i > 0 and self._goes_before_base(before[i - 1])):
                continue
            particle = before[i + 1] if i + 1 < len(before) and before[i + 1] in self._lexicon.particles else ""
            if base in self._light and not particle:
                continue
            yield _Verb(f"{base} {particle}".strip(), before[i], True, form)

    def _verbs_behind(self) -> Iterator[_Verb]:
        """Verbs whose subject the figure is, or that befell it."""
        lexicon, behind = self._lexicon, self._around.behind
        passive = active = False
        for i, word in enumerate(behind[:_REACH]):
            if word in BEING:
                passive = True
            elif word in lexicon.auxiliaries or word in ("who", "which", "that", "to"):
                active = active or word in ("have", "has", "had", "will", "would", "to")
            elif word in lexicon.adverbs or word.endswith("ly"):
                pass
            else:
                found = self._verb(word)
                if found is None and active and word not in lexicon.stops:
                    found = (word, "base") if word.isalpha() else None
                if found is None:
                    return
                base, form = found
                particle = behind[i + 1] if behind[i + 1 : i + 2] and behind[i + 1] in lexicon.particles else ""
                done = form == "past" and (passive or behind[i + 1 : i + 2] == ["by"] or self._is_participle(i))
                if base not in self._light or particle:
                    yield _Verb(f"{base} {particle}".strip(), word, done, form)
                return
            if self._around.marks.get(i, " ") in (",", ";", ":"):
                return

    def _is_participle(self, at: int) -> bool:
        """True for "48 protesters arrested": in a headline, or where the verb of the sentence stood before."""
        return not self._around.ends or any(
            (found := self._verb(word)) is not None and found[1] in ("past", "s") and found[0] not in self._light
            for word in self._around.before
        )

    def _goes_before_base(self, word: str) -> bool:
        return word in ("to", "will", "would", "can", "could", "may", "might", "must", "should", "did", "does", "do")

    def _verb(self, word: str) -> tuple[str, str] | None:
        """The base form of a word and which form it is; None for what is no verb."""
        lexicon = self._lexicon
        if word in self._no_verbs or word in self._around.capitals or not re.fullmatch(r"[a-z]+", word):
            return None
        if word in lexicon.months or word in lexicon.weekdays or word in lexicon.age_words:
            return None
        return base_form(word, lexicon.irregular_verbs, self._known, lexicon.verbs_in_e)

    def _past(self, base: str) -> str:
        """The participle, with the particle behind: "laid off"."""
        return [spelled for form, spelled in verb_forms(base, self._lexicon.irregular_verbs) if form == "past"][-1]

    # --- drafts ---

    def _draft(self, name: str, title: str, fields: Mapping[str, Any], made_from: str) -> MeasureDraft:
        """A draft with an id that no measure has, its kind and priority told."""
        measure_id = re.sub(r"[^a-z0-9]+", "_", name.lower()).strip("_")[:_LONGEST_ID].rstrip("_")
        if not measure_id or not measure_id[0].isalpha():
            measure_id = f"figures_{measure_id}".rstrip("_")
        taken = {*self._measures, FALLBACK_MEASURE, "any"}
        unique, number = measure_id, 2
        while unique in taken:
            unique, number = f"{measure_id}_{number}", number + 1
        told: dict[str, Any] = {"title": title, **fields}
        rivals = [m.priority for m in self._measures.values() if {*m.counts} & {*fields.get("counts", ())}]
        if rivals and "acts_on" not in fields:
            told["priority"] = max(rivals) + 1  # before measures that count the same noun
        if self._claim.kind == "running_total":
            told["kind"] = {"running_total": []}
        if self._claim.kind == "daily_count":
            told["default_kind"] = "daily_count"
        return MeasureDraft(unique, told, made_from)
