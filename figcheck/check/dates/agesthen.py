"""Ages of a year that is told with them: "he was 34 when he won the title in 1998", "in 1961, when she was 20"; and
whether such an age and a birth are of one person."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.articles import Span
from figcheck.check.dates.resolved import gap, is_dated, lead, tail
from figcheck.expressions import expression
from figcheck.model import DateMention

_MANNERS: Final = ("aged", "when", "was")
# "In 1961, when she was <20>", "in 1961, aged <20>".
_DATE_BEFORE: Final = expression(
    r",? (?:when (?:he|she) was|(?:and )?aged|at (?:the )?age of) (?:only |just |still )?", re.IGNORECASE
)
# "<34> when he won the title in 1998", "<24> in 1968".
_DATE_BEHIND: Final = expression(
    r"(?: years old)?,? (?:when (?:(?!(?:that|which|who|whose|had|after|before|since|until|where|it|and|but|than|while|"
    r"if|once|built|founded|established|designed|published|first|born|from|dating)\b)[\w’'-]+ ){1,9}?)?"
    r"(?:in|on) (?:(?:early|late|mid) )?(?:the )?"
)
_IN: Final = expression(r"\b(?:in|on|by|in (?:early|late)) $", re.IGNORECASE)
_OF_WHOM: Final = expression(r"\b(he|she) (?:was|is) (?:now |only |just |still )?$", re.IGNORECASE)
_NAMED_BEHIND: Final = expression(r",? (?:in \d{4},? )?(he|she)\b")
_FIRST_WORD: Final = expression(r"^[“\"‘]?(He|She)\b")
_BORN_HE: Final = expression(r"^,? (?:in [A-Z][\w’'-]+,? )?(he|she)\b")
# Whose birth it is when nobody but the subject of the sentence can be meant.
_SUBJECT: Final = expression(
    r"^[“\"‘]?(?:(?:The|An?) [a-z-]+(?: [a-z-]+){0,2}|"
    r"(?:(?:Mr|Mrs|Ms|Dr|Sir|Dame)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w’'.-]+){0,3})"
    r",? (?:who )?was $"
)
_SUBJECT_HE: Final = expression(r"^[“\"‘]?(He|She) was $")
_THEN_BORN: Final = expression(r"[^;“”\"]{0,80}, (?:and|having been|(?:and )?(?:he|she)) (?:was )?")


def ages_then(row: Sequence[DateMention]) -> dict[Span, DateMention]:
    """The ages of a sentence that are told of a time in it, with that time."""
    ages = [it for it in row if it.kind == "age" and it.manner in _MANNERS]
    if not ages:
        return {}
    births = [it.span for it in row if it.kind == "birth"]
    dated = [it for it in row if is_dated(it) and not any(it.span.touches(span) for span in births)]
    found: dict[Span, DateMention] = {}
    for age in ages:
        behind = [it for it in dated if it.span.start >= age.span.end]
        before = [it for it in dated if it.span.end <= age.span.start]
        if behind and _DATE_BEHIND.fullmatch(gap(age, behind[0])):
            found[age.span] = behind[0]
        elif before and _IN.search(lead(before[-1])) and _DATE_BEFORE.fullmatch(gap(before[-1], age)):
            found[age.span] = before[-1]
    return found


def of_one_person(age: DateMention, birth: DateMention) -> bool:
    """True when nobody but who was born can have the age: both are of "he" or "she", or one is of the subject of its
    sentence and the next one goes on with a pronoun."""
    whose = _whose(age)
    if whose is None:
        return False
    before = lead(birth)
    if age.sentence == birth.sentence:
        if birth.span.end <= age.span.start:
            between = gap(birth, age)
            opens = before.strip(' “"‘') == "" or _SUBJECT.match(before) or _SUBJECT_HE.match(before)
            return (
                bool(opens)
                and re.fullmatch(
                    rf",? (?:and )?(?:{whose} )?(?:was |is )?(?:now |only |just )?", between, re.IGNORECASE
                )
                is not None
            )
        return _FIRST_WORD.match(age.quote) is not None and _THEN_BORN.fullmatch(gap(age, birth)) is not None
    he = _SUBJECT_HE.match(before)
    if he is not None:
        return he[1].lower() == whose
    if before.strip(' “"‘') == "":
        he = _BORN_HE.match(tail(birth))
        return he is not None and he[1].lower() == whose
    return birth.sentence.end <= age.span.start and _SUBJECT.match(before) is not None


def _whose(age: DateMention) -> str | None:
    """The pronoun of whom an age is told: "he" or "she"."""
    before = lead(age)
    match = _OF_WHOM.search(before) or _NAMED_BEHIND.match(tail(age)) or _FIRST_WORD.match(age.quote)
    return match[1].lower() if match else None
