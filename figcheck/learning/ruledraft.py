"""A rule from an example: what figcheck makes of a figure now, a measure and rule for it, and tests that pass.

A proposal counts only when the grammar reads the example by it and when its own tests pass: one that fires, near misses
that stay silent. Else the next is tried.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any

from figcheck.engine import Toolkit
from figcheck.learning.drafttests import TestWriter
from figcheck.learning.examples import Example, Pair, claims_of
from figcheck.learning.measuredraft import ROLES, MeasureDraft, amount_of, is_general, plural, proposals
from figcheck.learning.rulefile import file_text
from figcheck.model import TELLING_GROUPS, Claim
from figcheck.problems import Problem, Refused
from figcheck.report.wording import printed, scope
from figcheck.rulelab import run_tests
from figcheck.rulemodels import MeasureSpec
from figcheck.rules import FALLBACK_MEASURE, Measure, Rule, load_rules, shipped_packs

_PROPOSALS = 14
_FEW = 20  # counts below it are to be equal
_MANY = 10_000
_LONGEST_ID = 70
_SEVERAL = 3  # nouns of one measure from which on two figures must count the same


@dataclass(frozen=True, slots=True)
class Learned:
    """A rule that was learned: its keys, the keys of its measures, what is told about it, and the file's text."""

    claim: Claim
    measure: str
    measures: Mapping[str, Mapping[str, Any]]
    rule: Mapping[str, Any]
    notes: tuple[str, ...]
    unlearnt: tuple[str, ...] = ()
    text: str = field(default="", repr=False)


def learn(
    example: Example | Pair,
    toolkit: Toolkit,
    *,
    new: bool = False,
    files: Sequence[Path] = (),
    as_it_stands: bool = False,
) -> Learned:
    """A rule for the figure of an example, or for the two of a pair, whose tests pass.

    ``new`` proposes a new measure also where a known one fits; ``files`` are the user's own, with measures that it may
    use and ids that it may not; ``as_it_stands`` adds nothing to the example where it does not do. Raises Refused, with
    the reason, when nothing could be learned.
    """
    return _Learner(example, toolkit, files, as_it_stands).learn(new)


def learn_first(
    examples: Iterable[Example | Pair], toolkit: Toolkit, *, new: bool = False, files: Sequence[Path] = ()
) -> Learned:
    """A rule for the first of several examples from which one can be learned, if need be with something added.

    Raises Refused, as the last did.
    """
    refused = Refused(Problem("alone, the sentence is not read as it is in its article"))
    told = list(examples)
    for as_it_stands in (True, False):
        for example in told:
            try:
                return learn(example, toolkit, new=new, files=files, as_it_stands=as_it_stands)
            except Refused as error:
                refused = error
    raise refused


class _Learner:
    def __init__(self, example: Example | Pair, toolkit: Toolkit, files: Sequence[Path], as_it_stands: bool) -> None:
        pair = example if isinstance(example, Pair) else None
        self._example = example.first if isinstance(example, Pair) else example
        self._other = pair.second if pair is not None else None
        self._one_article = pair is not None and pair.one_article
        self._as_it_stands = as_it_stands
        self._claim = self._example.claim
        self._toolkit = toolkit
        self._lexicon = toolkit.lexicon
        self._measures = toolkit.ruleset.measures
        shipped = (file for pack in shipped_packs().values() for file in pack)
        self._files = list({file.resolve(): file for file in (*shipped, *files)}.values())
        self._shipped = load_rules().rules
        self._taken = {rule.id for rule in (*self._shipped, *toolkit.ruleset.rules)}

    def learn(self, new: bool) -> Learned:
        claim = self._claim
        if claim.mode != "stated":
            told = {"planned": "planned", "denied": "denied", "hypothetical": "only possible"}[claim.mode]
            raise Refused(
                Problem(
                    f"{_shown(claim)} is {told}, not stated, and only what is stated is compared",
                    advice="write the sentence as it will stand once it has happened",
                )
            )
        tried: list[str] = []
        for draft in islice(self._drafts(new), _PROPOSALS):
            learned = self._learned(draft, tried)
            if learned is not None:
                return learned
        more = f" ({len(tried) - 1} other proposals failed too)" if len(tried) > 2 else ""
        why = tried[0] if tried else "no noun or verb beside it tells what it counts"
        raise Refused(Problem(f"no rule could be learned from {_shown(claim)}: {why}{more}", advice=_ADVICE))

    def _drafts(self, new: bool) -> Iterator[MeasureDraft | None]:
        """The measures to try, the likeliest first; None stands for the one that the figure has already."""
        claim = self._claim
        known = claim.measure != FALLBACK_MEASURE and not is_general(self._measures.get(claim.measure))
        if known and not new:
            yield None
            if not any('counts "' in reason for reason in claim.because):
                return  # its verb is known: where no two reports are linked, the sentence says too little
        yield from proposals(claim, self._lexicon, self._measures)
        if known and not new:
            return
        yield None  # what has no measure of its own is still compared, by its noun or unit

    def _learned(self, draft: MeasureDraft | None, tried: list[str]) -> Learned | None:
        """The rule by one proposal; None, with the reason, when the sentence is not read so or a test
        fails."""
        if draft is None:
            return self._with(self._claim.measure, {}, self._measures, None, tried)
        for priority in self._priorities():
            fields = {**draft.fields, **({"priority": priority} if priority > draft.fields.get("priority", 0) else {})}
            claim = _again(self._example, _extended(self._measures, draft, fields), self._toolkit)
            if claim is None or claim.measure != draft.id:
                continue
            # What happened at a time wants more that both reports name than what stands or is an amount.
            for nature in ({},) if draft.adds or "linked_as" in fields else _NATURES:
                own = {**fields, **nature}
                learned = self._with(draft.id, {draft.id: own}, _extended(self._measures, draft, own), draft, tried)
                if learned is not None:
                    return learned
            return None
        role = next((key for key in draft.fields if key in ROLES), "")
        words = ", ".join(draft.fields.get(role, ()))
        tried.append(f"{role} {words} does not reach the figure" if role else f"{draft.made_from} does not reach it")
        return None

    def _priorities(self) -> tuple[int, ...]:
        measure = self._measures.get(self._claim.measure)
        return (0,) if measure is None else (0, measure.priority + 1)

    def _with(
        self,
        measure_id: str,
        own: Mapping[str, Mapping[str, Any]],
        measures: Mapping[str, Measure],
        draft: MeasureDraft | None,
        tried: list[str],
    ) -> Learned | None:
        claim = _again(self._example, measures, self._toolkit)
        if claim is None:
            return None
        rule = self._rule(measure_id, claim, measures, draft)
        draft_rule = Rule.model_validate({**rule, "tests": []})
        writer = TestWriter(
            self._example,
            self._other,
            draft_rule,
            measures,
            self._lexicon,
            one_article=self._one_article,
            as_it_stands=self._as_it_stands,
        )
        made = writer.tests(claim)
        if made is None:
            tried.append(f"by {measure_id}, two such reports are not compared: {writer.why_not(claim)}")
            return None
        rule["tests"] = made.tests
        notes = [*self._notes(measure_id, draft, made.unlearnt), *made.notes]
        text = file_text(notes, own, rule)
        if not _passes(text, self._toolkit, self._files):
            tried.append(f"{measure_id}: its tests do not pass")
            return None
        return Learned(claim, measure_id, own, rule, tuple(notes), tuple(made.unlearnt), text)

    # --- the rule ---

    def _rule(
        self, measure_id: str, claim: Claim, measures: Mapping[str, Measure], draft: MeasureDraft | None
    ) -> dict[str, Any]:
        measure = measures.get(measure_id)
        grows = claim.kind == "running_total"
        what = (draft is None and self._told_as(claim)) or measure_id.replace("_", " ")
        title = what if measure is None or (draft is None and what != measure_id.replace("_", " ")) else measure.title
        heading = (
            f"The running total of {_low(title)} falls or jumps" if grows else f"Two reports differ on {_low(title)}"
        )
        rule: dict[str, Any] = {
            "id": self._rule_id(f"{what} {'total moves' if grows else 'differ'}"),
            "title": heading[:1].upper() + heading[1:],
            "severity": "warning",
            "measure": measure_id,
        }
        same = self._same(claim, measure)
        if same:
            rule["same"] = same
        rule["check"] = {"type": "grows", "direction": "up", "rate": "2x"} if grows else {"type": "agree"}
        tolerance = _tolerance(claim)
        if tolerance:
            rule["tolerance"] = tolerance
        rule["window"] = "30d"
        rule["why"] = (
            "A running total that falls, or jumps, is an update that should be told, or a slip."
            if grows
            else "Readers who see both reports should not see two numbers for one thing."
        )
        return rule

    def _told_as(self, claim: Claim) -> str:
        """The word of the sentence that tells the figure's measure: its noun, or a word that it needs; "" for none."""
        counted = claim.figure.counted
        if claim.measure == FALLBACK_MEASURE and claim.figure.unit != "count":
            return amount_of(claim, self._lexicon)
        if counted and (claim.measure == FALLBACK_MEASURE or any(f'counts "{counted}"' in b for b in claim.because)):
            return plural(counted, self._lexicon)
        for reason in claim.because:
            if found := re.search(r': "([a-z]+)" in the sentence', reason):
                return found[1]
        return ""

    def _is_general_noun(self) -> bool:
        return self._lexicon.person_groups(self._claim.figure.counted or "") == {"general"}

    def _rule_id(self, words: str) -> str:
        base = re.sub(r"[^a-z0-9]+", "-", words.lower()).strip("-")[:_LONGEST_ID].strip("-")
        unique, number = base, 2
        while unique in self._taken:
            unique, number = f"{base}-{number}", number + 1
        return unique

    def _same(self, claim: Claim, measure: Measure | None) -> list[str]:
        scope = claim.scope
        several = measure is None or len(measure.counts) > _SEVERAL
        told = {
            "who": bool((scope.who or frozenset()) & TELLING_GROUPS) and measure is not None and measure.people,
            "by": bool(scope.by),
            "counted": several and claim.figure.counted is not None and not self._is_general_noun(),
        }
        if measure is not None and measure.people:
            told["counted"] = False
        return [slot for slot, is_told in told.items() if is_told]

    # --- what is told ---

    def _notes(self, measure_id: str, draft: MeasureDraft | None, unlearnt: Sequence[str]) -> list[str]:
        claim = self._claim
        measure = self._measures.get(claim.measure)
        title = f" ({measure.title})" if measure is not None else ""
        why = next((b.partition(": ")[2] for b in claim.because if b.startswith(f"{claim.measure}: ")), "")
        if claim.measure == FALLBACK_MEASURE:
            read = f"Now: no measure knows {_shown(claim)} ({why or 'no cue of a measure in reach'})"
        else:
            read = f"Now: {_shown(claim)} is {claim.measure}{title}: {why or 'its unit'}"
        told = [f"noun {claim.figure.counted}"] if claim.figure.counted else []
        told += [f"kind {claim.kind.replace('_', ' ')}"]
        if claim.figure.unit != "count":
            told.append(f"unit {claim.figure.unit}")
        if named := scope(claim.scope):
            told.append(named)
        notes = [f"Learned from: {claim.quote}", read, "; ".join(told)]
        if draft is not None and not draft.adds:
            notes.append(f'New: the measure {draft.id}, told by "{draft.made_from}"')
        elif draft is not None:
            notes.append(f'New: the words "{draft.made_from}" for the measure {draft.id}')
        elif claim.measure == FALLBACK_MEASURE or is_general(measure):
            notes.append(f"No word tells what it is of, so the rule compares whatever is {claim.measure} and linked")
        shipped = [rule.id for rule in self._shipped if claim.measure in rule.measure]
        if draft is None and shipped:
            notes.append(f"Shipped already, for this measure: {', '.join(shipped)}")
        notes += [f"Not learned: {told}" for told in unlearnt]
        return notes


_ADVICE = (
    "two reports are linked by what both name: try a sentence that names a town, a party or a day as well, "
    "or several words of its own"
)
_NATURES: tuple[dict[str, Any], ...] = ({}, {"linked_as": "standing"}, {"linked_as": "amount"})


def _again(example: Example, measures: Mapping[str, Measure], toolkit: Toolkit) -> Claim | None:
    """The figure of an example as it is read with other measures."""
    claims = claims_of(
        {"title": example.title, "outlet": example.outlet, "published": example.published, "text": example.text},
        measures,
        toolkit,
    )
    return next((claim for claim in claims if claim.figure.span == example.claim.figure.span), None)


def _extended(measures: Mapping[str, Measure], draft: MeasureDraft, fields: Mapping[str, Any]) -> dict[str, Measure]:
    """The measures with a draft among them."""
    spec = MeasureSpec.model_validate(dict(fields))
    before = measures.get(draft.id)
    if before is None:
        return {**measures, draft.id: Measure.model_validate({**dict(fields), "id": draft.id})}
    joined = {name: (*getattr(before, name), *getattr(spec, name)) for name in fields if name != "priority"}
    return {**measures, draft.id: before.model_copy(update=joined)}


def _passes(text: str, toolkit: Toolkit, files: Sequence[Path]) -> bool:
    """Whether a rules file loads without a warning beside others, and its own tests pass."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "learned.yaml"
        file.write_text(text, encoding="utf-8")
        ruleset = load_rules([file], measures_from=files)
    return not ruleset.warnings and all(result.passed for result in run_tests(ruleset, toolkit.lexicon.hedging))


def _tolerance(claim: Claim) -> dict[str, Any]:
    """By size and unit: small counts are to be equal, large ones are rounded by whoever prints them."""
    figure = claim.figure
    point = figure.reading.point if figure.reading.point is not None else figure.reading.low
    if not point.is_finite():
        return {}
    if figure.unit == "percent":
        return {"points": 1 if point == point.to_integral_value() else Decimal("0.5")}
    if point % 1 and figure.unit == "count" and point < _MANY:
        return {"absolute": Decimal("0.2")}
    if figure.unit == "count" and abs(point) < _FEW:
        return {}
    if figure.unit == "count" and abs(point) >= _MANY:
        return {"relative": "10%"}
    return {"relative": "5%"}


def _shown(claim: Claim) -> str:
    return f'"{" ".join(printed(claim).split())}"'


def _low(title: str) -> str:
    """A heading inside a sentence: its first letter small unless it is a name's or an abbreviation's."""
    return title if title[1:2].isupper() else title[:1].lower() + title[1:]
