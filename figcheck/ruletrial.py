"""Rules tried on articles: which figures carry their measure, what was compared, what was held back and by what.

Each rule is tried alone, as in its own tests. Nothing is decided here: what the stages decided is asked for again, with
the reason.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations, islice
from math import comb
from pathlib import Path
from typing import NamedTuple

from figcheck.articles import Span
from figcheck.check import Settled, settle
from figcheck.check.conditions import takes
from figcheck.check.desk import same_slots
from figcheck.describe.cues import Cues
from figcheck.describe.vocabulary import CUE
from figcheck.engine import OnProgress, Toolkit
from figcheck.engine import run as run_engine
from figcheck.findings import Finding, Run
from figcheck.lexicon import Lexicon
from figcheck.link import ENOUGH, Linked, link
from figcheck.link.slots import slot_evidence
from figcheck.model import SLOTS, Claim
from figcheck.problems import Problem, Refused
from figcheck.prose import words
from figcheck.read import ReadOptions, read_paths
from figcheck.rules import ANY_MEASURE, FALLBACK_MEASURE, Measure, Rule
from figcheck.trials import NearMiss, Trial, TriedPair

_WEIGHED = 4000  # pairs that are weighed for why they are not linked
_LINKING = frozenset(("agree", "grows"))
_OPEN_SCOPES = frozenset(("any", "within", "across"))
_NOUN_ROLES = ("counts", "of", "tolls", "times_of")


class Hold(NamedTuple):
    """What keeps two figures apart: in a word, and with its reason."""

    by: str
    words: str


_AS_USUAL = ReadOptions()


@dataclass(frozen=True, slots=True)
class Trials:
    """The articles that were read, and a trial for each rule."""

    run: Run
    trials: tuple[Trial, ...]


def try_rules(
    paths: Sequence[str | Path],
    toolkit: Toolkit,
    on_progress: OnProgress | None = None,
    options: ReadOptions = _AS_USUAL,
) -> Trials:
    """Every rule of the toolkit on the articles at ``paths``, read as ``options`` say.

    Raises Refused for a path that does not exist and when no article is found.
    """
    run = run_engine(
        read_paths(list(paths), options), toolkit, rules=(), on_progress=on_progress, max_seconds=options.max_seconds
    )
    if run.has_no_article:
        named = ", ".join(map(str, paths))
        raise Refused(Problem(f"no article found in {named}", expected="text, Markdown or JSON Lines files"))
    linked = link(run.claims, toolkit.lexicon, toolkit.ruleset.measures)
    return Trials(run, tuple(trial_of(rule, run, linked, toolkit) for rule in toolkit.ruleset.rules))


def trial_of(rule: Rule, run: Run, linked: Linked, toolkit: Toolkit) -> Trial:
    """What one rule makes of the figures of a run, as they were linked."""
    settled = settle(run.claims, linked.groups, (rule,), run.dates, run.printed)
    claims = tuple(claim for claim in run.claims if takes(rule, claim))
    pairs, findings = _compared(rule, run, settled)
    unweighed = 0
    if rule.check.type in _LINKING and rule.scope.pairs in _OPEN_SCOPES:
        pairs += _held_back(rule, run, linked, settled, {(pair.a.id, pair.b.id) for pair in pairs})
        apart, unweighed = _not_linked(claims, linked)
        pairs += apart
    reader = WordReader(toolkit.ruleset.measures, toolkit.lexicon)
    return Trial(
        rule,
        len(run.articles),
        len(run.claims),
        claims,
        tuple(pairs),
        tuple(findings),
        tuple(reader.near_misses(rule, run.claims)),
        unweighed,
    )


# --- pairs ---


def _compared(rule: Rule, run: Run, settled: Settled) -> tuple[list[TriedPair], list[Finding]]:
    """The pairs that the rule compared, with their findings; and the findings that are of no pair."""
    by_id = {claim.id: claim for claim in run.claims}
    shown = {finding.marks: finding for finding in settled.findings}
    pairs: list[TriedPair] = []
    for comparison in settled.comparisons:
        key: frozenset[object] = frozenset((comparison.a, comparison.b))
        finding = shown.pop(key, None)
        told = comparison.because[0] if comparison.because else ""
        if finding is None and comparison.verdict == "discrepancy":
            told = "; ".join(part for part in (told, "not shown: another pair of these articles stands for it") if part)
        a, b = by_id[comparison.a], by_id[comparison.b]
        severity = finding.severity if finding is not None else ""
        cause = finding.cause if finding is not None else ""
        outcome = "discrepancy" if finding is not None and finding.severity != "note" else comparison.verdict
        pairs.append(TriedPair(a, b, outcome, told, severity, cause))
    return pairs, list(shown.values())


def _held_back(
    rule: Rule, run: Run, linked: Linked, settled: Settled, compared: set[tuple[str, str]]
) -> list[TriedPair]:
    """The pairs of linked figures that the rule did not compare, each with what held it back."""
    by_id = {claim.id: claim for claim in run.claims}
    left = {abstention.claim: abstention.reason for abstention in settled.abstentions}
    pairs: list[TriedPair] = []
    for group in linked.groups:
        if not rule.concerns(group.measure):
            continue
        for one, other in combinations(group.claims, 2):
            if (one, other) in compared or (other, one) in compared:
                continue
            a, b = by_id[one], by_id[other]
            held = what_holds_back(rule, a, b)
            if held is None:
                reason = left.get(one) or left.get(other) or "over the number of pairs that are compared"
                held = Hold("total v part" if "part" in reason else "the check", reason)
            pairs.append(TriedPair(a, b, "held back", held.words, by=held.by))
    return pairs


def what_holds_back(rule: Rule, a: Claim, b: Claim) -> Hold | None:
    """What in a rule keeps two linked figures from being compared: scope, window, a slot of ``same``; None for
    nothing."""
    within = a.header.id == b.header.id
    for claim in (a, b):
        if not takes(rule, claim):
            return Hold("the rule's keys", f"{_left_out(rule, claim)}: {' '.join(claim.figure.surface.split())}")
    if not rule.sources.pairs(a.header.outlet, b.header.outlet):
        return Hold("sources", f"`sources`: outlets that are {rule.sources.pair}")
    if rule.scope.pairs == "within" and not within:
        return Hold("scope", "`scope: within`, and they stand in two articles")
    if rule.scope.pairs == "across" and within:
        return Hold("scope", "`scope: across`, and they stand in one article")
    if rule.check.type == "grows" and not a.kind == b.kind == "running_total":
        kinds = " and ".join(claim.kind.replace("_", " ") for claim in (a, b))
        return Hold("kind", f"`grows` compares running totals, and they are {kinds}")
    if rule.window is not None and a.header.published and b.header.published:
        apart = abs(a.header.published - b.header.published)
        if apart > rule.window:
            days = f"{apart.days} days apart, and the rule allows {rule.window.days}"
            return Hold("window", f"`window`: published {days}")
    for slot in rule.same:
        if not same_slots(rule.model_copy(update={"same": (slot,)}), a, b):
            return Hold(f"same {slot}", f"`same`: {slot} differs, {_slot(a, slot)} v {_slot(b, slot)}")
    return None


def _left_out(rule: Rule, claim: Claim) -> str:
    """Which key of a rule leaves a figure of its measure out."""
    figure = claim.figure
    if rule.hedges and figure.hedge not in rule.hedges:
        return f"`hedges`: {figure.hedge.replace('_', ' ')}"
    if not rule.sources.holds(claim.header.outlet):
        return f"`sources`: {claim.header.outlet or 'no outlet named'}"
    if not rule.scope.holds(claim.header.path, figure.in_title, claim.in_lead):
        return "`scope`: another file or section"
    return "`find`"


def _slot(claim: Claim, slot: str) -> str:
    value = {"counted": claim.figure.counted, "said_by": claim.said_by}.get(slot)
    return value or ", ".join(sorted(getattr(claim.scope, slot, None) or ())) or "unknown"


def _not_linked(claims: Sequence[Claim], linked: Linked) -> tuple[list[TriedPair], int]:
    """Pairs of the measure that are in no group together, the nearest first; and how many were not weighed."""
    group_of = {claim: group.key for group in linked.groups for claim in group.claims}
    left = {abstention.claim: abstention.reason for abstention in linked.abstentions}
    apart = (
        (a, b)
        for a, b in combinations(claims, 2)
        if a.measure == b.measure and not (a.id in group_of and group_of[a.id] == group_of.get(b.id))
    )
    pairs = [_apart(a, b, linked, left) for a, b in islice(apart, _WEIGHED)]
    pairs.sort(key=lambda pair: -pair.score)
    ids = {claim.id for claim in claims}
    together = sum(comb(len(ids.intersection(group.claims)), 2) for group in linked.groups)
    all_pairs = sum(comb(count, 2) for count in Counter(claim.measure for claim in claims).values())
    return pairs, all_pairs - together - len(pairs)


def _apart(a: Claim, b: Claim, linked: Linked, left: Mapping[str, str]) -> TriedPair:
    hold, score = _what_parts(a, b, linked, left)
    return TriedPair(a, b, "not linked", hold.words, score=score, by=hold.by)


def _what_parts(a: Claim, b: Claim, linked: Linked, left: Mapping[str, str]) -> tuple[Hold, float]:
    """Why two figures are in no group together, and how much speaks for them; below 0 where they contradict."""
    for claim in (a, b):
        if claim.mode != "stated" and not linked.scales.is_compared(claim):
            printed = " ".join(claim.figure.surface.split())
            return Hold("mode", f"{printed} is {claim.mode}, and only what is stated is compared"), -2.0
    evidence = linked.scales.weigh(a, b)
    if evidence.contradiction == "event":
        return Hold("event", "their articles share too few names and telling words to be taken for one event"), -1.0
    if evidence.contradiction:
        row = next((row for row in slot_evidence(a, b, linked.scales) if "contradict" in row.words), None)
        if row is None or not (row.a or row.b):
            return Hold(evidence.contradiction, f"they contradict each other in {evidence.contradiction}"), -1.0
        if row.slot == "words":
            return Hold("words", f"too few words that both have: {row.a or 'none'} v {row.b or 'none'}"), -1.0
        if row.a == row.b:
            return Hold(row.slot, f"not taken for one {row.slot}, though both tell {row.a}"), -1.0
        return Hold(row.slot, f"{row.slot} differs, {row.a or '?'} v {row.b or '?'}"), -1.0
    if evidence.score >= ENOUGH:
        reason = left.get(a.id) or left.get(b.id) or "each is nearer to others, or they share no name to meet by"
        return Hold("others are nearer", reason), evidence.score
    if any(reason.slot == "anchor" for reason in evidence.reasons):
        told = "nothing telling that both name: a town, a party, a day, a thing"
    else:
        shared = "; ".join(evidence.because) or "nothing that both name"
        told = f"{evidence.score:.1f} of the {ENOUGH:.1f} that link: {shared}"
    apart = [f"{slot} {_slot(a, slot)} v {_slot(b, slot)}" for slot in SLOTS if _differs(slot, a, b)]
    if apart:
        told = f"{told}; they differ in {', '.join(apart)}"
    return Hold("too little in common", told), evidence.score


def _differs(slot: str, a: Claim, b: Claim) -> bool:
    one, other = getattr(a.scope, slot), getattr(b.scope, slot)
    return bool(one and other and not one & other)


# --- near misses ---


class WordReader:
    """Says why a figure is not of a measure, and finds figures beside a measure's words."""

    def __init__(self, measures: Mapping[str, Measure], lexicon: Lexicon) -> None:
        self._measures = measures
        self._lexicon = lexicon
        self._cues: dict[str, Cues] = {}

    def near_misses(self, rule: Rule, claims: Iterable[Claim]) -> list[NearMiss]:
        """The figures whose sentences have a word of the rule's measures that did not get one of them."""
        if rule.measure == (ANY_MEASURE,):
            return []
        found: list[NearMiss] = []
        for claim in claims:
            if rule.concerns(claim.measure):
                continue
            for measure in rule.measure:
                if not self._may_be(measure, claim):
                    continue
                if word := self._word(measure, claim):
                    found.append(NearMiss(claim, measure, word, self.why_not(rule, claim, measure)))
                    break
        return found

    def _may_be(self, measure: str, claim: Claim) -> bool:
        """False for a figure whose unit no word could make one of a measure: a count is no share, money no count."""
        spec = self._measures.get(measure)
        if spec is None:
            return False
        is_count = claim.figure.unit == "count"
        return is_count or claim.figure.unit == "percent" if spec.unit == "count" else not is_count

    def why_not(self, rule: Rule, claim: Claim, measure: str | None = None) -> str:
        """Why a figure is not of a rule's measure; "" where it is."""
        if rule.concerns(claim.measure):
            return ""
        measure = measure or rule.measure[0]
        if measure not in self._measures:
            return f"it is {claim.measure}"
        spec = self._measures[measure]
        lowers = [word.lower for word in words(claim.quote, Span(0, len(claim.quote)))]
        present = frozenset(lowers)
        conditions = self._of(measure).conditions[measure]
        if spec.unit not in ("count", "any") and claim.figure.unit == "count":
            return f"it counts things, and {measure} is told by the unit {spec.unit}"
        if conditions.needs.heads and not conditions.needs.hits(present, lowers):
            return f"none of the words that {measure} `needs` stands in the sentence"
        is_noun = self._by_noun_or_unit(spec) or claim.figure.counted in conditions.unless.words
        if is_noun and (hit := conditions.unless.hits(present, lowers)):
            return f'ruled out by `unless`: "{hit[0]}"'
        reason = next((b.partition(": ")[2] for b in claim.because if b.startswith(f"{claim.measure}: ")), "")
        if claim.measure != FALLBACK_MEASURE:
            other = self._measures.get(claim.measure)
            if other is not None and other.priority > spec.priority:
                both = f"{other.priority} against {spec.priority}"
                return f"{claim.measure} has the higher `priority` ({both}): {reason or 'by its unit'}"
            return f"{claim.measure} is nearer: {reason or 'by its unit'}"
        if spec.acts_on and claim.figure.counted in spec.counts:
            return f'"{claim.figure.counted}" alone is no figure of it: no verb of `acts_on` reaches the figure'
        return reason or "no cue of a measure in reach"

    def _by_noun_or_unit(self, spec: Measure) -> bool:
        return spec.unit != "count" or any(getattr(spec, role) for role in _NOUN_ROLES)

    def _of(self, measure: str) -> Cues:
        if measure not in self._cues:
            self._cues[measure] = Cues({measure: self._measures[measure]}, self._lexicon)
        return self._cues[measure]

    def _word(self, measure: str, claim: Claim) -> str:
        """The first word of a measure in the sentence of a figure, as printed; "" for none."""
        spec, cues = self._measures[measure], self._of(measure)
        found = words(claim.quote, Span(0, len(claim.quote)))
        lowers = [word.lower for word in found]
        hits = cues.within(lowers, [CUE if lower in cues.heads else 0 for lower in lowers])
        nouns = {noun for noun in spec.counts if " " not in noun}
        for index, word in enumerate(found):
            if index in hits:
                last = min(index + hits[index][0].length, len(found)) - 1
                return claim.quote[word.start : found[last].end]
            if self._lexicon.singular(word.lower) in nouns:
                return word.text
        if spec.unit != "count":
            conditions = cues.conditions[measure]
            present = frozenset(lowers)
            told = conditions.needs.hits(present, lowers) or conditions.near.hits(present, lowers)
            return told[0] if told else ""
        return ""
