"""The records of what a run finds: comparisons, findings, what became of them, and the run as reports receive it.

Every record is frozen, as those of model.py, which they are about.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Final, Literal, NamedTuple

from figcheck.articles import Header, Ignore, Place, Remark, Unread
from figcheck.model import DEFAULT_HEDGES, Claim, DateMention, Group, Passage, Printed, Skip

Severity = Literal["note", "warning", "error"]
Verdict = Literal["agree", "compatible", "discrepancy"]

SEVERITIES: Final[tuple[Severity, ...]] = ("note", "warning", "error")


# --- findings ---------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two claims that were held against each other. ``a`` and ``b`` are claim ids, the earlier published first."""

    rule: str
    verdict: Verdict
    a: str
    b: str
    because: tuple[str, ...] = ()


class SlotEvidence(NamedTuple):
    """What one slot says of two figures: what each of them tells ("" when nothing), and what that speaks for.

    ``weight`` is how much it speaks for the two being about one thing (below 0: against; 0 where it is not weighed),
    ``words`` say why.
    """

    slot: str
    a: str = ""
    b: str = ""
    weight: float = 0.0
    words: str = ""


@dataclass(frozen=True, slots=True)
class Finding:
    """A discrepancy that a rule shows. ``figures`` are claim ids, primary first; ``fingerprint`` holds no position.

    A finding about dates, or about ages in a title, has no figures: ``places`` carry it. ``evidence`` is why its first
    two figures were taken for one thing, slot by slot. ``others`` are the claims of further reports that fit with one
    of the two as little as the other does, where very many tell of one thing.
    """

    rule: str
    severity: Severity
    cause: str
    message: str
    figures: tuple[str, ...]
    fingerprint: str
    subject: str = ""
    expected: str = ""
    observed: str = ""
    places: tuple[Passage, ...] = ()
    because: tuple[str, ...] = ()
    evidence: tuple[SlotEvidence, ...] = ()
    others: tuple[str, ...] = ()

    @property
    def marks(self) -> frozenset[object]:
        """What it is about: its figures, with fewer than two its places as well. Two findings of the same marks are one
        slip."""
        figures: frozenset[object] = frozenset(self.figures)
        return figures if len(figures) > 1 else figures | frozenset(self.places)


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is told of a finding when somebody asks why it was made.

    ``basis`` is how its figures came together: weighed as one thing (``linked``), in one sentence that two articles
    share (``copied``), or as parts, wholes and ranks of one article (``article``). ``enough`` is the weight that links.
    ``room`` is the tolerance from which on the rule would let both stand, None where no tolerance would;
    ``room_share`` the same as a share of the larger. ``others`` are the group's other claims, the earlier first.
    """

    finding: Finding
    basis: Literal["linked", "copied", "article"]
    enough: float
    room: Decimal | None = None
    room_share: Decimal | None = None
    others: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Abstention:
    """A claim that no group took though candidates stood, or a comparison left undone, with the reason.

    ``claim`` is an article's id where a finding without figures was left alone.
    """

    claim: str
    stage: str
    reason: str


# --- what became of findings -------------------------------------------------------------------------------------


Waived = Literal["ignored", "accepted", "baseline"]


REMARKS: Final[tuple[str, ...]] = (
    "bad_ignore",  # a comment that is not understood, or names no rule
    "unknown_rule",  # an ignore names a rule that does not exist
    "no_reason",  # an ignore without a reason
    "unused_ignore",  # nothing of the rule is found where it reaches
    "expired",  # an acceptance has run out, and its finding is shown again
    "stale_acceptance",  # what was accepted has other values now
    "unused_acceptance",  # what was accepted is found no more
    "gone_baseline",  # entries of the baseline are found no more
    "mojibake",  # text that was decoded by the wrong encoding before it was saved
)


class SetAside(NamedTuple):
    """A finding that is not shown since somebody said so: in the article, by accepting it, or in a baseline.

    ``reason`` is what was given for it, ``until`` the last day it holds for, ``where`` the file and line that say it.
    """

    finding: Finding
    how: Waived
    reason: str = ""
    until: dt.date | None = None
    where: str = ""


# --- the run ----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Reach:
    """How far the run got, in counts: what was seen, and what became of it."""

    articles: int = 0
    figures: int = 0
    described: int = 0
    grouped: int = 0
    compared: int = 0
    skipped: dict[str, int] = field(default_factory=dict)
    abstained: dict[str, int] = field(default_factory=dict)
    unread: int = 0
    comparisons_left_out: int = 0
    passed_over: dict[str, int] = field(default_factory=dict)


class LeftOut(NamedTuple):
    """An article that another, ``stands``, is checked in place of: the same one read twice, or an earlier edition."""

    article: str
    path: str
    stands: str
    why: Literal["duplicate", "superseded"]


class RuleCard(NamedTuple):
    """What a report tells of a rule: ``title`` and ``why`` are its own words, ``kind`` its type of check."""

    id: str
    title: str
    why: str
    severity: Severity
    kind: str
    pack: str
    measures: tuple[str, ...] = ()


class Context(NamedTuple):
    """What stands around a sentence of a finding: the rest of its paragraph, else of those beside it, shortened.

    ``article`` and ``quote`` are those of the claim or passage. Line ends are as in the article.
    """

    article: str
    quote: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Run:
    """Everything a report receives. All sequences are sorted, so equal input gives equal bytes.

    ``hedges`` is the name of the scheme that hedges were read by. ``dates`` are the dates of all articles,
    ``printed`` the numbers that bear on their titles: what rules are tried on again. ``rules`` are those in force,
    ``contexts`` the surroundings of the sentences of findings. ``set_aside`` are findings that somebody waived,
    ``focus`` the paths of the changed articles that the run was about, None for all. ``ignores`` are the comments of
    articles by which findings are waived, each with the article's id, ``left_out`` articles for which another stands.
    """

    version: str
    articles: tuple[Header, ...] = ()
    claims: tuple[Claim, ...] = ()
    groups: tuple[Group, ...] = ()
    comparisons: tuple[Comparison, ...] = ()
    findings: tuple[Finding, ...] = ()
    skips: tuple[tuple[str, Skip, Place], ...] = ()
    abstentions: tuple[Abstention, ...] = ()
    unread: tuple[Unread, ...] = ()
    reach: Reach = Reach()
    hedges: str = DEFAULT_HEDGES
    dates: tuple[DateMention, ...] = ()
    printed: tuple[Printed, ...] = ()
    rules: tuple[RuleCard, ...] = ()
    contexts: tuple[Context, ...] = ()
    set_aside: tuple[SetAside, ...] = ()
    remarks: tuple[Remark, ...] = ()
    focus: tuple[str, ...] | None = None
    ignores: tuple[tuple[str, Ignore], ...] = ()
    left_out: tuple[LeftOut, ...] = ()

    @property
    def has_no_article(self) -> bool:
        """True when no article came: none was read, none could not be, and none has another that stands for it."""
        return not self.articles and not self.unread and not self.left_out

    def claim(self, claim_id: str) -> Claim:
        """The claim of that id. Raises KeyError when the run has none."""
        for claim in self.claims:
            if claim.id == claim_id:
                return claim
        raise KeyError(claim_id)


def articles_at(headers: Iterable[Header], paths: Collection[str], left_out: Iterable[LeftOut] = ()) -> frozenset[str]:
    """The ids of the articles that lie in these files; of a file with many articles, all of them. One that another was
    checked in place of, since it is the same, is that one: a draft that was published, and lies in the archive too."""
    twins = {row.stands for row in left_out if row.why == "duplicate" and row.path in paths}
    return frozenset([header.id for header in headers if header.path in paths]) | twins


def articles_in_focus(run: Run) -> list[Header]:
    """The articles that a run is about: all, or the changed ones."""
    if run.focus is None:
        return list(run.articles)
    ids = articles_at(run.articles, frozenset(run.focus), run.left_out)
    return [header for header in run.articles if header.id in ids]
