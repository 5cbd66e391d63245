"""How a list of parts opens in a sentence: "48 people: …", "made up of …", "of whom …", "The dead were …".

The sentence is read with a mark for each figure (``marked.MARK``, ``<3>``).
"""

from __future__ import annotations

from typing import Final

from figcheck.expressions import expression

_GAP: Final = r"[^<>.;:()–—]{0,80}?"
_WORDS: Final = r"[^<>.;:,()–—]{0,60}?"
_FIRST: Final = r"(?=(?:(?:the|some|about|only|just) )?<|an? [a-z])"
# How a list of parts opens behind what its whole counts. "all": it means to name every part; "some": it may leave parts
# out; "halves": only men and women and the like are parts here. Each with signs of which one must stand behind the
# whole: to look for them is much faster.
OPENERS: Final = (
    ("all", (": ",), expression(rf"{_GAP}: {_FIRST}")),
    ("all", ("-", "–", "—"), expression(rf"{_WORDS} ?(?:--?|[–—]) ?{_FIRST}")),
    ("all", (" (",), expression(rf"{_WORDS} \({_FIRST}")),
    ("counted", (": ",), expression(rf"{_GAP}<(?P<many>\d+)>{_WORDS}: {_FIRST}")),
    (
        "all",
        (
            "made up of",
            "composed of",
            "compris",
            "consist",
            "divided",
            "split",
            "shared",
            "broken",
            "namely",
            "that is",
        ),
        expression(
            rf"{_GAP}\b(?:made up of|composed of|compris(?:ing|ed of|es?|ed)|consist(?:s|ed|ing)? of|divided into|"
            rf"split into|(?:split|shared|divided) between|broken down (?:into|as)|namely|that is) {_FIRST}"
        ),
    ),
    (
        "all",
        ("in all", "altogether", "in total", "all told"),
        expression(rf"{_WORDS}(?: or)? ?(?:in all|altogether|in total|all told)(?:, | ?[–—:-] ?|: ){_FIRST}"),
    ),
    ("some", (" of ",), expression(rf"{_GAP},? (?:and )?of (?:whom|which|them|these|those|that) {_FIRST}")),
    (
        "some",
        ("of ",),
        expression(
            rf"{_GAP},? (?=(?:with |and |at least |some )?<\d+> {_WORDS}of (?:it|them|whom|which|that|these)\b)"
        ),
    ),
    (
        "some",
        ("includ", "among"),
        expression(rf"{_GAP},? (?:including|includes?|included|among (?:them|whom)) {_FIRST}"),
    ),
    ("with", (", with ",), expression(rf"{_GAP}, with {_FIRST}")),
    ("halves", (", ",), expression(rf"{_WORDS}, {_FIRST}")),
    ("halves", ("-",), expression(rf"-(?:member|strong|person|seat) {_WORDS}\b(?:has|have|had|with) {_FIRST}")),
    ("places", (", ",), expression(rf"{_WORDS}, {_FIRST}")),
    ("halves", ("were ", "are "), expression(rf" {_WORDS}\b(?:were|are) {_FIRST}")),
)
_FREEING: Final = ("free", "releas", "let go", "ransom")
_TAKING: Final = ("abduct", "kidnap", "seize", "captur", "taken")
# What came of those of whom it is a list, and the words of which one must stand in the sentence of their whole.
_CAME_TO: Final = {
    **dict.fromkeys(("freed", "released"), _FREEING),
    **dict.fromkeys(("abducted", "kidnapped", "seized", "taken", "captured"), _TAKING),
    **dict.fromkeys(("rescued", "saved"), ("rescue", "rescuing", "saved", "pulled", "picked up")),
    "charged": ("charge",),
    "evacuated": ("evacuat", "flown", "airlift"),
    "deported": ("deport", "expel"),
}
# What opens a list whose whole is told in the sentence before.
THOSE: Final = expression(
    r"(?:the (?:dead|victims|injured|wounded|killed|arrested|detained|survivors|casualties|missing|passengers|"
    rf"suspects|hostages)|those (?:killed|injured|hurt|wounded|arrested|detained|missing|{'|'.join(_CAME_TO)})) "
    rf"(?:were|are|comprised?) {_FIRST}"
)
# "The abducted pupils, 82 girls and 55 boys, …"
THOSE_APPOSED: Final = expression(
    r"(?:the (?:dead|victims|injured|wounded|survivors|passengers|suspects|hostages)|"
    rf"the (?:dead|killed|injured|wounded|arrested|detained|missing|{'|'.join(_CAME_TO)}) [a-z]+(?:s|men|people)), "
    rf"{_FIRST}"
)
AMONG_THOSE: Final = expression(
    rf"(?:among (?:the (?:dead|victims|injured|wounded|killed|casualties|missing)|them|those (?:killed|hurt|injured))"
    rf"(?: were| are)?|(?:they|the (?:dead|victims|injured|wounded|casualties)) includ(?:e|ed)) {_FIRST}"
)
# What befell those of whom it is a list: the word, and the measure that its whole has.
BEFALLEN: Final = (
    *(("dead", "deaths"), ("killed", "deaths"), ("injured", "injuries"), ("wounded", "injuries"), ("hurt", "injuries")),
    *(("missing", "missing"), ("arrested", "detainees"), ("detained", "detainees"), ("hostages", "hostages")),
)


OF_THESE: Final = expression(rf"of (?:these|them|those),? {_FIRST}")
_WHO: Final = (
    r"the (?:dead|victims|injured|wounded|killed|arrested|detained|survivors|missing|hostages)|"
    r"those (?:killed|dead|injured|hurt|wounded|arrested|detained|missing|held)"
)
# "Of the dead, seven were …", "Of those arrested, 30 were …"
OF_WHO: Final = expression(rf"of (?:{_WHO}),? {_FIRST}")
# "Seven of the dead were Afghans and four were …", "Seven of them were …", "Seven were women and four were …"
FIRST_OF: Final = expression(
    rf"(?=<0>(?: of (?:{_WHO}|them|these|those))? (?:were|are) (?:[a-z'-]+ ){{0,4}}?[a-z'-]+,? ?(?:and )?<1>)"
)
# "The award consists of $30 million …": the sum is told in the sentence before.
CONSISTS: Final = expression(
    rf"(?:it|that|this|(?:the|this|that|these) (?:[a-z-]+ ){{1,3}}?)(?: will| would)? ?"
    rf"(?:(?:is|was|are|were|be) made up of|consist(?:s|ed)? of|comprise(?:s|d)?|include(?:s|d)?) {_FIRST}"
)
MADE_UP: Final = expression(r"\b(?:made up of|composed of|compris|consist|divided|split|broken down|namely)")
# "Of the 30 seats, 12 …": the whole stands behind "of".
OF: Final = expression(
    r"(?:^|[,;:(\"“] ?|\bthat |\band |\bbut )of (?:(?:the|all|its|these|those|their|some|a total of) )?$"
)
# "Half of the 30 seats went to the left: 12 …": a list behind it is of the half.
SHARED: Final = expression(
    r"(?:>|half|most|some|thirds?|quarters?|many|majority|none|few|all but) (?:[a-z]+ )?of (?:the|its|their|all) $"
)
OF_WHOLE: Final = expression(rf"{_GAP}, {_FIRST}")
OF_NOUN: Final = expression(r" [a-z'-]+ (?=<)")


def came_to(opener: str, text: str) -> bool:
    """True unless a list is of those who were freed, say, and the sentence before tells of no such thing."""
    words = next((words for told, words in _CAME_TO.items() if told in opener), None)
    return words is None or any(word in text for word in words)
