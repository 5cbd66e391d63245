"""What tells that nobody is in two parts: what became of each ("19 were charged and nine released"), or its kind.

The ends that a thing or person can come to stand in families. In one family each excludes the others.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from figcheck.expressions import expression

_DEAD: Final = r"died|killed|drowned|perished|dead"
_SENT_HOME: Final = r"(?:treated and )?(?:released|discharged|sent home)"
_FAMILIES: Final = (
    (r"charged", r"(?:released|freed|let go)\b(?! on bail| pending| under| later| but| again)"),
    (
        r"remanded(?: in(?:to)? custody)?|held in custody|kept in custody",
        r"(?:released|freed|let go) on bail|bailed|granted bail",
        r"(?:released|freed|let go)(?! on bail)|discharged",
    ),
    (
        r"freed|released|ransomed|rescued",
        _DEAD,
        r"(?:remain(?:ed)?|are|were|still|kept|held) (?:still )?(?:in captivity|captive|hostage|being held|held "
        r"hostage)",
    ),
    (r"convicted|found guilty|jailed", r"acquitted|cleared|found not guilty"),
    (_DEAD, r"survived|rescued|alive|saved|escaped"),
    (
        r"drowned",
        r"burned|burnt|died of burns|died in (?:the |a )?fires?",
        r"suffocated|asphyxiated|choked|died of (?:carbon monoxide|smoke)[a-z ]*",
        r"(?:struck|hit) by [a-z ]+",
        r"fell|died in falls",
        r"shot(?: dead)?|died of gunshot[a-z ]*",
        r"stabbed(?: to death)?",
        r"crushed|buried",
        r"electrocuted",
        r"froze|frozen|died of (?:the )?cold",
        r"died (?:in|on) (?:the )?(?:roads?|car crash(?:es)?|traffic accidents?|crash(?:es)?)",
        r"died of heart [a-z]+",
        r"died of (?:heatstroke|heat)",
        r"poisoned",
    ),
    (_DEAD, r"injured|wounded|hurt", r"unhurt|unharmed|uninjured|escaped unhurt"),
    (_DEAD, r"missing|unaccounted for", r"rescued|saved|found alive|survived"),
    (_DEAD, r"injured|wounded|hurt", r"missing|unaccounted for"),
    (
        r"shot down|downed|intercepted|brought down",
        r"lost(?: from (?:the )?radars?)?|failed to reach|suppressed|jammed|disappeared",
        r"hit|struck|got through|reached",
    ),
    (r"fell", r"pulled up", r"unseated", r"refused", r"finished|completed"),
    (r"cancell?ed|scrapped|called off", r"delayed|late", r"(?:ran |left |arrived )?on time|punctual"),
    (r"cancell?ed|scrapped|called off", r"ran|running|operated|took off|departed|flew|landed|went ahead"),
    (r"passed", r"failed"),
    (r"won", r"lost", r"drew|drawn"),
    (r"sold", r"(?:went )?unsold|withdrawn|not sold"),
    (r"approved|granted|accepted", r"rejected|refused|turned down|denied", r"withdrawn", r"pending|undecided"),
    (r"tested positive|positive", r"tested negative|negative", r"inconclusive|unclear"),
    (r"destroyed|burned down|gutted", r"damaged", r"undamaged|untouched|spared|(?:escaped )?unharmed|unscathed|intact"),
    (r"solved", r"unsolved"),
    (r"(?:stayed|remain(?:ed)?|kept) open", r"closed|shut"),
    (
        r"(?:voted |said |were )?(?:for|in favou?r|yes)|(?:backed|supported) (?:it|the [a-z]+)|approved",
        r"(?:voted |said |were )?(?:against|no|opposed)",
        r"abstained|absent|did not vote|stayed away",
    ),
    (
        r"identified|named",
        r"unidentified|unnamed|without a name|unknown|(?:yet )?to be (?:identified|named)|"
        r"not (?:yet )?(?:been )?(?:identified|named)",
    ),
    (r"vaccinated", r"unvaccinated|not (?:yet )?(?:been )?vaccinated"),
    (r"vacant|empty|free", r"let|occupied|taken"),
    (
        _DEAD,
        _SENT_HOME,
        r"(?:remain(?:s|ed)?|still|kept|being treated) in (?:the )?hospital|remain(?:s|ed)? hospitali[sz]ed",
    ),
    (
        _DEAD,
        _SENT_HOME,
        r"(?:in )?(?:a )?critical",
        r"(?:in )?(?:a )?serious",
        r"(?:in )?(?:a )?stable",
        r"(?:in )?(?:a )?fair",
    ),
    (
        r"(?:in )?(?:a )?critical(?:ly)?|in intensive care|fighting for (?:their )?li[fv]es?",
        r"(?:in )?(?:a )?serious(?:ly)?|severe(?:ly)?|badly|gravely",
        r"moderate(?:ly)?",
        r"minor|light(?:ly)?|slight(?:ly)?",
    ),
)
_AUXILIARY: Final = (
    r"(?: of (?:them|whom|which|these|those|the (?:dead|victims|injured|wounded|[a-z]+s)))?"
    r"(?: (?:have|had|has|with|suffered|sustained|were|was|are|is|been|being|since|already|still|so far|eventually|"
    r"finally|safely)){0,4}"
)
# How badly people are hurt, which opens a list of the injured.
SEVERITY: Final = expression(
    rf"{_AUXILIARY} (?:in )?(?:an? )?"
    r"(?:critical(?:ly)?|intensive|serious(?:ly)?|severe(?:ly)?|badly|gravely|moderate)\b"
)
# Where they were treated opens one as well.
TREATED: Final = expression(
    rf"{_AUXILIARY} (?:taken|rushed|flown|airlifted|admitted) to (?:[a-z'-]+ ){{0,4}}?(?:hospitals?|clinics?)\b"
)
_ON_THE_SPOT: Final = expression(rf"{_AUXILIARY} (?:treated|cared for) (?:at|on) (?:the )?(?:scene|spot|site)\b")
_SAID: Final = tuple(
    tuple((expression(rf"{_AUXILIARY} (?:{end})\b"), expression(rf" (?:{end})\b")) for end in family)
    for family in _FAMILIES
)
_RACE: Final = 10  # where the race stands among the families: who fell may still finish, other than a horse
_WHEN: Final = expression(
    r"\b(?:in (?:january|february|march|april|may|june|july|august|september|october|november|december|(?:19|20)\d\d|"
    r"spring|summer|autumn|winter)|on [a-z]+day|last|first|then|later|earlier|again)\b|<"
)
# The part is of others as well, or of another thing.
LOOSE: Final = expression(
    r"\b(?:second|third|another|too|also|more|new|dual|both|either|at least one|at (?:first|some point)|"
    r"(?:positive|negative) for|more than once|appeal|retrial)\b"
)
_KIND: Final = expression(r" (?:(?:are|were) )?[a-z-]*[a-rt-z]s$")
_NO_KIND: Final = frozenset("overseas yours theirs ours always perhaps".split())
# Works are of several kinds at a time: a ballad may be a cover.
WORKS: Final = frozenset("song track book film novel story play poem programme painting work record movie show".split())
_FEWEST_KINDS: Final = 3
VEHICLES: Final = frozenset(
    "car lorry truck van bus coach tractor motorbike motorcycle tram minibus bicycle tanker taxi".split()
)
# Kinds of one family have nothing in common: what is a lorry is no van.
_KINDS: Final = tuple(
    frozenset(words.lower().split())
    for words in (
        " ".join(sorted(VEHICLES - {"tanker", "taxi", "truck"})),
        "cow sheep goat pig horse dog cat chicken donkey camel",
        "spaniel terrier collie colly poodle labrador greyhound retriever bulldog dachshund husky beagle",
        "rifle pistol shotgun grenade mortar revolver",
        "helicopter drone missile",
        "house school church mosque temple pagoda monastery synagogue shop clinic hospital hotel factory warehouse",
        "oak lime beech pine birch maple ash elm poplar chestnut fir spruce",
        "tanker ferry tug trawler frigate submarine destroyer",
        "gold silver bronze",
        "Dane Swede Finn Turk Syrian Afghan Somali Iraqi Iranian Eritrean Sudanese German Italian Spaniard Pole Briton "
        "American Canadian Mexican Indian Pakistani Egyptian Moroccan Algerian Tunisian Libyan Ethiopian Kenyan",
    )
)


def fates(told: Sequence[str], whole: str | None) -> bool:
    """True for parts that came to ends which exclude one another; ``told`` is what stands behind each number.

    ``whole`` is the noun of their whole. An end may stand farther behind the first number than behind the others: "Nine
    of the 14 judges voted for it, four against".
    """
    if len(told) < 2 or sum(_WHEN.search(text) is not None for text in told) > 1 or any(map(LOOSE.search, told)):
        return False  # "nine voted for it in May, eight against it in June"
    for number, family in enumerate(_SAID):
        if number == _RACE and whole not in ("horse", "runner", "starter"):
            continue
        first = [n for n, (_, anywhere) in enumerate(family) if anywhere.search(told[0])]
        if len(first) != 1:
            continue
        ends = [*first, *(_end(family, text) for text in told[1:])]
        if -1 not in ends and len(set(ends)) == len(ends):
            return True
    return False


def treated_apart(told: Sequence[str]) -> bool:
    """True for "29 were taken to hospital and 18 were treated at the scene"; the other way round, some were both."""
    return len(told) == 2 and TREATED.match(told[0]) is not None and _ON_THE_SPOT.match(told[1]) is not None


def _end(family: Sequence[tuple[re.Pattern[str], re.Pattern[str]]], text: str) -> int:
    for n, (behind, _) in enumerate(family):
        if behind.match(text):
            return n
    return -1


def sorted_by_kind(told: Sequence[str], whole: str | None) -> bool:
    """True for three parts or more that all say what they are: "231 are oaks, 120 are limes and 84 are beeches"."""
    return (
        whole not in WORKS
        and len(told) >= _FEWEST_KINDS
        and told[0].startswith((" are ", " were "))
        and all(_KIND.match(text) and text.rsplit(" ", 1)[1] not in _NO_KIND for text in told)
    )


def kinds(nouns: Sequence[str | None], told: Sequence[str]) -> bool:
    """True for nouns that name different kinds of one family: lorries, cars and vans."""
    if any(map(LOOSE.search, told)):
        return False
    known = [noun.lower() for noun in nouns if noun]
    if len(known) < 2 or len(known) < len(nouns) or len(set(known)) < len(known):
        return False
    return any(all(noun in family for noun in known) for family in _KINDS)


# What people are on either side of a fight, or on none: nobody is of two of these.
_ROLES: Final = tuple(
    expression(
        rf"(?: of (?:them|whom|these|those|the [a-z]+|those [a-z]+))?(?: (?:were|are|was|is))? "
        rf"(?:[a-z'-]+ ){{0,2}}?(?:{words})\b"
    )
    for words in (
        "soldiers?|troops|servicemen|army (?:officers|personnel)",
        "policem[ae]n|police officers?|police|policewom[ae]n",
        "civilians?|villagers?|bystanders?",
        "gunm[ae]n|militants?|rebels?|insurgents?|guerrillas?|fighters|terrorists?|jihadists?|attackers?|assailants?",
        "militiam[ae]n|paramilitar(?:y|ies)",
        "tribesm[ae]n",
    )
)


def roles(told: Sequence[str]) -> bool:
    """True for soldiers, policemen, rebels, civilians: items each of which is something else in a fight."""
    if len(told) < 2 or any(map(LOOSE.search, told)):
        return False
    found = [[n for n, words in enumerate(_ROLES) if words.match(text)] for text in told]
    return all(len(some) == 1 for some in found) and len({some[0] for some in found}) == len(told)
