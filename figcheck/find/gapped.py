"""Amounts whose currency or noun is told once: "pledged 12 million euros, the city 4 million", "50,000 rupees to each
of the injured and 200,000 to the relatives"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from figcheck.expressions import expression
from figcheck.find.inherited import of_rival, of_sum, shared_out, with_unit
from figcheck.lexicon import Lexicon
from figcheck.model import Figure

_FARTHEST: Final = 110
_LEAST_STEP: Final = 1000  # an amount of money is told in thousands at least where its currency is not
_MOST_TIMES: Final = 100  # how many times one of the two may be the other
# "… to each injured resident and 200,000 to": the same word leads to whoever gets the one and the other.
_GIVEN: Final = expression(
    r" (?P<word>to|for) [^.;:()\d]{1,80}?(?:,|,? and|,? but)(?: (?:about|around|some|up to|nearly))? "
)
# "… for repairs, the city 4 million": whoever else gives or gets stands right before, without a verb.
_OTHER: Final = expression(
    r"(?: (?:to|for|on|in|from|towards) [^.,;:()\d]{1,60})?(?:,|;|,? and|,? while) "
    r"(?P<other>(?:the|its|his|her|their|each|widows|relatives|families|[A-Z])[^.,;:()\d]{0,60}) "
)
_ENDS: Final = expression(r"(?:[.,;)](?!\d)|\s*\Z|\s(?:and|while|but|each)\b)")
_MORE_THAN_AGES: Final = 130  # "two girls, Ann 12 and Mia 9"
_MOST_WORDS: Final = 6


def like_those_before(text: str, low: str, figure: Figure, figures: Sequence[Figure], lexicon: Lexicon) -> Figure:
    """A bare count with the noun or unit of one told before it, where it is of one sort with that; else as it is."""
    figure = shared_out(text, figure, figures, lexicon.shared_out)
    figure = of_rival(low, of_sum(low, figure, figures), figures[-1])
    return _gapped(text, figure, figures[-1], lexicon)


def _gapped(text: str, figure: Figure, before: Figure, lexicon: Lexicon) -> Figure:
    """The figure with the currency of the money before it in its sentence, where both are told in one breath.

    A figure that counts a noun, or that stands beside other money, comes back as it is.
    """
    if figure.counted is not None or figure.unit != "count":
        return figure
    if before.form == "plain" and before.counted is not None:
        return _counted_too(text, figure, before, lexicon)
    if before.form != "money" or "/" in before.unit:
        return figure
    if not 0 < figure.span.start - before.span.end < _FARTHEST or before.sentence != figure.sentence:
        return figure
    low, high = sorted((figure.reading.low, before.reading.low))
    if figure.reading.precision < _LEAST_STEP or low <= 0 or high > low * _MOST_TIMES:
        return figure
    given = _GIVEN.fullmatch(text, before.span.end, figure.span.start)
    if given is not None and text.startswith(f" {given['word']} ", figure.span.end):
        return with_unit(figure, before)
    other = _OTHER.fullmatch(text, before.span.end, figure.span.start)
    if other is not None and _ENDS.match(text, figure.span.end) and _is_somebody(other["other"], lexicon):
        return with_unit(figure, before)
    return figure


def _counted_too(text: str, figure: Figure, before: Figure, lexicon: Lexicon) -> Figure:
    """ "Organisers counted 25,000 marchers, the police 9,000": the noun is told once."""
    if min(figure.reading.low, before.reading.low) < _MORE_THAN_AGES or before.sentence != figure.sentence:
        return figure
    behind = before.counted_span.end if before.counted_span is not None else before.span.end
    other = _OTHER.fullmatch(text, behind, figure.span.start)
    if other is None or not _ENDS.match(text, figure.span.end) or not _is_somebody(other["other"], lexicon):
        return figure
    return figure._replace(
        counted=before.counted, because=(*figure.because, f"counts {before.counted} like {before.surface!r}")
    )


def _is_somebody(phrase: str, lexicon: Lexicon) -> bool:
    """True for persons, an institution or a name, with no verb: "the Commercial Bank", "the relatives of the dead"."""
    words = phrase.split()
    if len(words) > _MOST_WORDS:
        return False
    for word in words[:-1]:
        lower = word.lower()
        if lower in lexicon.verbs or lower in lexicon.auxiliaries or (word.islower() and lower.endswith("ing")):
            return False
    last = words[-1]
    if last[0].isupper():
        return True
    noun = lexicon.singular(last)
    return noun in lexicon.payers or last in lexicon.persons_told or bool(lexicon.person_groups(noun))
