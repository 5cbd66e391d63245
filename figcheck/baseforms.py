"""The base form of an English verb from a form that stands in a text: "cancelled" is "cancel", "fined" is "fine".

Spelling decides. Where it does not (a verb in "-ed" may have lost an "e"), lists of the lexicon do.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from typing import Final

from figcheck.expressions import expression

_DOUBLED: Final = expression(r".*(?:[^aeiou]|qu)[aeiou](?P<end>[bdgmnprt])(?P=end)\Z|.*[^aeiou][eo]ll\Z")
_SHORT_DOUBLED: Final = expression(r"[^aeiou]*(?:qu)?[aeiou](?P<end>[bdgmnprt])(?P=end)\Z")
# Ends that a verb has only before an "e" that its past form swallowed.
_LOST_E: Final = expression(
    ".*(?:"
    "[cuvz]|[^s]s|dg|[nrl]g|[aeiou]g|"  # replace, rescue, remove, organize, close, pledge, charge
    "[bcdfgkptsz]l|[^aeo][iu]l|(?:[^aeiou]|qu)[aiou]k|"  # settle, file, strike
    "[^aeo]at|(?:[^aeio]|qu)[iou]t|[^aeiou](?:ed|et)|"  # evacuate, invite, concede
    "[^aeiou][aiou][bdmp]|[^aeiou]i[nr]|[^aeo]ur|[^aeiou]ar|[^aeiou]or"  # describe, fine, injure, declare
    r")\Z"
)
# The same ends in verbs that have no "e": "visit", "develop", "monitor", and those that end in two consonants.
_NO_E: Final = expression(r".{2,}(?:[^aeiou]it|[gkdr]et|[^aeiou]op|on|en|er|or|om|al|el|ck|mb|ip|ub)\Z|.*(?:ss|zz)\Z")


def base_form(
    word: str,
    irregular: Mapping[str, Sequence[str]],
    known: Collection[str] = (),
    in_e: Collection[str] = (),
) -> tuple[str, str] | None:
    """The base form of a lower-case word and which form it is ("past", "ing", "s"); None for no form of a verb.

    ``irregular`` maps base forms to past and participle, ``known`` are verbs in their base form, ``in_e`` those that
    end in an "e" where spelling would not tell. A plain base form is a form of ``known`` and ``irregular`` verbs only.
    """
    for base, forms in irregular.items():
        if word in forms and " " not in base:
            return base, "past"
    if word in irregular or word in known:
        return word, "base"
    if word.endswith("ied") and len(word) > 3:
        return (word[:-1] if len(word) == 4 else word[:-3] + "y"), "past"
    if word.endswith("eed") and not word.endswith("reed"):
        return None
    if word.endswith("ed") and len(word) > 3:
        return _whole(word[:-2], known, in_e), "past"
    if word.endswith("ing") and len(word) > 4:
        stem = word[:-3]
        return (stem[:-1] + "ie", "ing") if stem in ("dy", "ly", "ty") else (_whole(stem, known, in_e), "ing")
    if word.endswith("s"):
        for base in (word[:-3] + "y",) if word.endswith("ies") else (word[:-1], word[:-2]):
            if base in known or base in irregular:
                return base, "s"
    return None


def _whole(stem: str, known: Collection[str], in_e: Collection[str]) -> str:
    """The verb whose past form is the stem with "-ed"."""
    if stem + "e" in known or stem + "e" in in_e:
        return stem + "e"
    if stem in known:
        return stem
    if stem.endswith(("e", "i")):
        return stem + "e"  # "freed", "agreed"
    if len(stem) > 3 and stem[-1] == stem[-2] and stem[:-1] in known:
        return stem[:-1]
    if _SHORT_DOUBLED.match(stem) or (_DOUBLED.match(stem) and len(stem) > 5):
        return stem[:-1]
    if _NO_E.match(stem):
        return stem
    return stem + "e" if _LOST_E.match(stem) else stem
