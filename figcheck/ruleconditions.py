"""The conditions of a rule as models: which figures it looks at, and when it shows what it found, or says it louder."""

from __future__ import annotations

from fnmatch import fnmatchcase
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BeforeValidator, Field, model_validator

from figcheck.findings import Severity
from figcheck.model import Hedge
from figcheck.patterns import BadPattern, pattern
from figcheck.rulevalues import Amount, CauseName, Percent, Strict, Word, Words, none_twice, one_or_more, refuse

Pairs = Literal["any", "within", "across", "title", "copies", "tables"]
Sections = Annotated[tuple[Literal["title", "lead", "body"], ...], AfterValidator(none_twice), Field(strict=False)]
Hedges = Annotated[tuple[Hedge, ...], BeforeValidator(one_or_more), AfterValidator(none_twice), Field(strict=False)]
Causes = Annotated[tuple[CauseName, ...], AfterValidator(none_twice), Field(strict=False)]

_LONGEST_PATTERN = 500


def _pattern(value: str) -> str:
    if len(value) > _LONGEST_PATTERN:
        raise refuse(f"{len(value)} characters", f"a pattern of at most {_LONGEST_PATTERN}")
    try:
        pattern(value)
    except BadPattern as error:
        raise refuse(f"no pattern: {error}", "a pattern of RE2, which neither looks around nor refers back") from None
    return value


def _as_pairs(value: Any) -> Any:
    return {"pairs": value} if isinstance(value, str) else value


class Scope(Strict):
    """Which pairs a rule looks at, and in which articles and sections."""

    pairs: Pairs = "any"
    """Within one article, across articles, title against body, sentences that were copied, or the cells of tables."""
    paths: Words = ()
    """Only articles of files whose path one of these fits; * stands for anything."""
    not_paths: Words = ()
    """No articles of files whose path one of these fits."""
    sections: Sections = ()
    """Only figures of the title, of the lead (the first paragraph), or of the body, to which the lead belongs."""

    def holds(self, path: str, in_title: bool, in_lead: bool = False) -> bool:
        """True for a figure of a file, in its title, its lead or behind that, that the rule looks at."""
        if self.sections and ("title" if in_title else "body") not in self.sections:
            if not (in_lead and "lead" in self.sections):
                return False
        if self.paths and not any(fnmatchcase(path, one) for one in self.paths):
            return False
        return not any(fnmatchcase(path, one) for one in self.not_paths)


AnyScope = Annotated[Scope, BeforeValidator(_as_pairs)]


class Sources(Strict):
    """Whose figures a rule looks at."""

    pair: Literal["any", "different", "same"] = "any"
    """Figures of different outlets, or of one."""
    outlets: Words = ()
    """Only figures of these outlets."""
    not_outlets: Words = ()
    """No figures of these outlets."""

    def holds(self, outlet: str | None) -> bool:
        """True for a figure of an outlet that the rule looks at; one without is none of those named."""
        if self.outlets and outlet not in self.outlets:
            return False
        return outlet is None or outlet not in self.not_outlets

    def pairs(self, one: str | None, other: str | None) -> bool:
        """True when figures of two outlets may be compared; of one that nobody knows, nobody knows that it is the
        same."""
        if self.pair == "any":
            return True
        same = one is not None and one == other
        return same if self.pair == "same" else not same


class Find(Strict):
    """Figures told by what stands around them, where no measure names them."""

    counted: Words = ()
    """Nouns that they count, in the singular: drone, wildfire."""
    unit: Word | None = None
    """Their unit: percent, USD, kilometre."""
    text: Annotated[str, AfterValidator(_pattern)] | None = None
    """A pattern (RE2) that their sentence holds."""

    @model_validator(mode="after")
    def _tells_something(self) -> Find:
        if not self.counted and self.unit is None and self.text is None:
            raise refuse("nothing to find by", "counted, unit or text")
        return self

    def holds(self, counted: str | None, unit: str, sentence: str) -> bool:
        """True for a figure that counts such a noun, in such a unit, in such a sentence."""
        if self.counted and counted not in self.counted:
            return False
        if self.unit is not None and unit != self.unit:
            return False
        return self.text is None or pattern(self.text).search(sentence) is not None


class Unless(Strict):
    """What a rule leaves alone, although it does not fit."""

    causes: Causes = ()
    """Likely causes: update_over_time."""
    words: Words = ()
    """Words or phrases in the sentence of one of the figures."""
    hedges: Hedges = ()
    """Hedges of one of the figures."""


class Escalate(Strict):
    """When a finding is worse than the severity of its rule says."""

    severity: Severity = "error"
    """What it is then."""
    absolute: Amount | None = None
    """Figures farther apart than this, in their unit."""
    relative: Percent | None = None
    """Figures farther apart than this share of the larger."""
    causes: Causes = ()
    """Likely causes, which are then worth that much: fall_over_time."""

    @model_validator(mode="after")
    def _tells_when(self) -> Escalate:
        if self.absolute is None and self.relative is None and not self.causes:
            raise refuse("nothing that makes it worse", "absolute, relative or causes")
        return self
