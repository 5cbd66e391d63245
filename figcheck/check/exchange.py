"""Amounts told in two currencies: "$2 billion (€1.8bn)".

No rate of the day is known. What can be held: a rate that the article tells; the rates that two of its conversions
imply; and whether a rate is one that the currencies ever had, which a thousand taken for a million is not.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Final, NamedTuple

from figcheck.check.desk import Desk, Outcome, RuleSpec
from figcheck.check.rows import amount as money
from figcheck.check.sentences import Ends, between, ends, put_down
from figcheck.expressions import expression
from figcheck.model import Claim

_HALF: Final = Decimal("0.5")
_MARGIN: Final = 3  # beyond the widest rates of the table, on either side
_APART: Final = Decimal("0.07")  # as far as rates of one article may differ
_NEAR: Final = 300  # characters around an amount
_STATED: Final = Decimal("0.03")

# How many of a currency a dollar has bought since 2000, roughly: the least and the most.
_PER_DOLLAR: Final[dict[str, tuple[str, str]]] = {
    "USD": ("1", "1"),
    "EUR": ("0.6", "1.2"),
    "GBP": ("0.45", "0.95"),
    "CHF": ("0.7", "1.8"),
    "CAD": ("0.9", "1.65"),
    "AUD": ("0.9", "2.1"),
    "NZD": ("1.1", "2.6"),
    "SGD": ("1.2", "1.9"),
    "HKD": ("7.7", "7.9"),
    "JPY": ("75", "165"),
    "CNY": ("6", "8.4"),
    "INR": ("40", "310"),  # rupees of Pakistan and Sri Lanka are often told as rupees alone
    "RUB": ("23", "130"),
    "BRL": ("1.5", "6.5"),
    "ZAR": ("5.7", "20"),
    "KRW": ("900", "1600"),
    "PLN": ("2", "5"),
    "CZK": ("14", "42"),
    "HUF": ("140", "440"),
    "ILS": ("3", "5"),
    "TWD": ("27", "36"),
    "THB": ("28", "46"),
    "MYR": ("2.9", "4.8"),
    "IDR": ("8000", "17500"),
    "VND": ("14000", "27000"),
    "UAH": ("5", "45"),
    "NGN": ("100", "1700"),
}
# Names that several states give to their money.
_SHARED_NAMES: Final = expression(r"peso|dinar|franc|shilling|pound|crown|kron|rial|riyal|lira|dirham", re.IGNORECASE)
_TOLD_WHOSE: Final = expression(r"\b[A-Z][a-z]+ (?:peso|dinar|franc|shilling|pound|crown|kron|rial|riyal|lira|dirham)")
_LONG_AGO: Final = expression(
    r"\b(?:1[5-9]|20)\d\d\b|\b(?:at the time|then|ago|last year|earlier|today[’']s|adjusted|century|decade|old|"
    r"worth now)\b",
    re.IGNORECASE,
)
_ANOTHER_DOLLAR: Final = expression(
    r"\$[\d.,]+(?: [a-z]+)? (?:canadian|australian|hong kong|singapore|new zealand|local|zimbabwe\w*|jamaican|"
    r"taiwan\w*)\b|\b(?:canadian|"
    r"australian|zimbabwean|jamaican|taiwanese|namibian|liberian|guyanese|barbados|fijian|black market|"
    r"official rate)\b",
    re.IGNORECASE,
)
_NAMES: Final = {
    "dollar": "USD",
    "euro": "EUR",
    "pound": "GBP",
    "yen": "JPY",
    "yuan": "CNY",
    "rupee": "INR",
    "rouble": "RUB",
    "ruble": "RUB",
    "franc": "CHF",
    "peso": "MXN",
    "rand": "ZAR",
    "won": "KRW",
    "zloty": "PLN",
    "real": "BRL",
    "lira": "TRY",
    "shekel": "ILS",
    "naira": "NGN",
    "$": "USD",
    "€": "EUR",
    "£": "GBP",
    "¥": "JPY",
}
_CURRENCY: Final = (
    r"(?:dollars?|euros?|pounds?|yen|yuan|rupees?|roubles?|rubles?|francs?|pesos?|rand|won|zlotys?|real|lira|"
    r"shekels?|naira)"
)
# "1.09 dollars to the euro", "83 rupees per dollar", "$1.09 a euro", "€1 = $1.09", "one dollar buys 83 rupees".
_ADJECTIVE: Final = r"(?: [A-Z][a-z]+)?"
_NUMBER: Final = r"(?P<number>\d{1,6}(?:\.\d{1,4})?)"
_RATE: Final = expression(
    rf"(?P<sign>[$€£¥])?{_NUMBER}(?:{_ADJECTIVE} (?P<name>{_CURRENCY}))? (?:to|per|for|against|a|on) "
    rf"(?:the |one |an? |each |every )?(?:US )?(?P<per>{_CURRENCY})\b"
)
_EQUALS: Final = expression(
    rf"(?:(?P<sign>[$€£¥])1|(?:1|one) (?P<name>{_CURRENCY})) ?(?:=|is worth|buys|bought|equals|"
    r"was worth) ?(?:about |around |roughly )?"
    rf"(?P<sign2>[$€£¥])?{_NUMBER}(?:{_ADJECTIVE} (?P<name2>{_CURRENCY}))?",
    re.IGNORECASE,
)
# "The pound is worth $1.25", "a euro buys 4.30 zlotys"
_BUYS: Final = expression(
    rf"\b(?:the|a|an|each|one) (?P<name>{_CURRENCY}) (?:now |currently )?(?:is worth|buys|fetches|is trading at|"
    rf"trades at|stands at|stood at) (?:about |around |roughly )?"
    rf"(?P<sign2>[$€£¥])?{_NUMBER}(?: (?P<name2>{_CURRENCY}))?",
    re.IGNORECASE,
)
_WORTH: Final = expression(r" (?:is worth|buys|fetches|equals|is) (?:about |around |roughly )?")


class Amounts(NamedTuple):
    """One amount in two currencies."""

    first: Claim
    second: Claim

    @property
    def pair(self) -> tuple[str, str]:
        """The two currencies, in order of their codes."""
        one, other = sorted((self.first.figure.unit, self.second.figure.unit))
        return one, other

    def rate(self) -> Ends | None:
        """How many of the pair's second currency one of its first is told to be worth; None where that is open."""
        low, high = (self.first, self.second) if self.first.figure.unit == self.pair[0] else (self.second, self.first)
        one, other = ends(low.figure.reading, _HALF), ends(high.figure.reading, _HALF)
        if one.low <= 0 or other.low <= 0 or not (one.is_finite and other.is_finite):
            return None
        return Ends(other.low / one.high, other.high / one.low)


def check_currencies(rule: RuleSpec, desk: Desk, amounts: Mapping[str, Sequence[Amounts]], outcome: Outcome) -> None:
    """Hold the amounts of each article (by its id) against rates that it tells, that they imply, and that ever were."""
    if not amounts:
        return
    for claims in desk.articles():
        told = amounts.get(claims[0].header.id, ())
        if not told:
            continue
        stated = _stated(claims)
        plausible: list[Amounts] = []
        for amount in told:
            if _out_of_scale(rule, amount, outcome) or _against(rule, amount, stated, outcome):
                continue
            plausible.append(amount)
        _rates_differ(rule, plausible, outcome)


def _out_of_scale(rule: RuleSpec, amount: Amounts, outcome: Outcome) -> bool:
    """Show an amount whose rate the two currencies never had."""
    rate = amount.rate()
    one, other = (_PER_DOLLAR.get(code) for code in amount.pair)
    if rate is None or one is None or other is None:
        return False
    low = Decimal(other[0]) / Decimal(one[1]) / _MARGIN
    high = Decimal(other[1]) / Decimal(one[0]) * _MARGIN
    if rate.meets(Ends(low, high)) or _is_unsure(amount):
        return False
    middle = (rate.low + rate.high) / 2
    code, per = amount.pair
    spoken = f"1 {code} = {_short(middle)} {per}" if middle >= 1 else f"1 {per} = {_short(1 / middle)} {code}"
    power = _power(rate, Ends(low * _MARGIN, high / _MARGIN))
    told = f"{amount.first.figure.surface} as {amount.second.figure.surface}"
    words = f"{told} is a rate of {spoken}, out by a factor of {power}"
    put_down(
        rule,
        (amount.first, amount.second),
        outcome,
        cause="power_of_ten",
        words=words,
        expected="a rate of its time",
        observed=spoken,
    )
    return True


def _power(rate: Ends, usual: Ends) -> str:
    """How far a rate is from those that were, in powers of ten."""
    far = rate.low / usual.high if rate.low > usual.high else usual.low / rate.high
    for power, spoken in ((Decimal(300_000), "a million"), (Decimal(300), "a thousand"), (Decimal(30), "a hundred")):
        if far > power:
            return f"about {spoken}"
    return "about ten"


def _is_unsure(amount: Amounts) -> bool:
    surfaces = f"{amount.first.figure.surface} {amount.second.figure.surface}"
    shared = _SHARED_NAMES.search(surfaces) is not None and _TOLD_WHOSE.search(surfaces) is None
    return shared or _ANOTHER_DOLLAR.search(amount.first.quote) is not None


def _against(
    rule: RuleSpec, amount: Amounts, stated: Mapping[tuple[str, str], Sequence[Decimal]], outcome: Outcome
) -> bool:
    """Show an amount that the article's own rate does not make."""
    rate, all_told = amount.rate(), stated.get(amount.pair)
    if rate is None or not all_told or _LONG_AGO.search(_around(amount)):
        return False
    if any([rate.meets(Ends(told * (1 - _STATED), told * (1 + _STATED))) for told in all_told]):
        return False
    told = all_told[0]
    first, second = amount.first, amount.second
    point = first.figure.reading.point
    if point is None:
        return False
    value = point * told if first.figure.unit == amount.pair[0] else point / told
    shown = money(value, second)
    words = f"at the rate that the article tells, {first.figure.surface} is {shown}, not {second.figure.surface}"
    put_down(
        rule,
        (first, second),
        outcome,
        cause="conversion_does_not_fit",
        words=words,
        expected=shown,
        observed=second.figure.surface,
    )
    return True


def _around(amount: Amounts) -> str:
    start = amount.first.quote_at.start
    return amount.first.quote[max(0, start - _NEAR) : start + _NEAR]


def _rates_differ(rule: RuleSpec, amounts: Sequence[Amounts], outcome: Outcome) -> None:
    """Show two amounts of one article that imply different rates of one day."""
    first_of: dict[tuple[str, str], Amounts] = {}
    for amount in amounts:
        other = first_of.setdefault(amount.pair, amount)
        one, two = other.rate(), amount.rate()
        if other is amount or two is None or (one is not None and one.meets(two.widened(two.high * _APART))):
            continue
        if one is None or _LONG_AGO.search(other.first.quote):
            first_of[amount.pair] = amount
            continue
        if _LONG_AGO.search(amount.first.quote):
            continue
        code, per = amount.pair
        rates = [_short((rate.low + rate.high) / 2) for rate in (one, two)]
        words = f"one amount makes 1 {code} {rates[0]} {per}, the other {rates[1]}"
        figures = (other.first, other.second, amount.first, amount.second)
        put_down(rule, figures, outcome, cause="rates_differ", words=words, expected=rates[0], observed=rates[1])


def _stated(claims: Sequence[Claim]) -> dict[tuple[str, str], list[Decimal]]:
    """The rates that an article's sentences tell: of one currency in the other, by their codes in order."""
    rates: dict[tuple[str, str], list[Decimal]] = {}
    quotes = dict.fromkeys(claim.quote for claim in claims if claim.figure.form == "money" or "rate" in claim.quote)
    for quote in quotes:
        text = " ".join(quote.split())
        for match in _RATE.finditer(text):
            _put(rates, _code(match["name"] or match["sign"]), _code(match["per"]), Decimal(match["number"]))
        for match in _EQUALS.finditer(text):
            above = _code(match["name2"] or match["sign2"])
            _put(rates, above, _code(match["name"] or match["sign"]), Decimal(match["number"]))
        for match in _BUYS.finditer(text):
            _put(rates, _code(match["name2"] or match["sign2"]), _code(match["name"]), Decimal(match["number"]))
    for one, other in itertools.pairwise(claims):
        if one.figure.form == other.figure.form == "money" and one.figure.sentence == other.figure.sentence:
            _one_buys(rates, one, other)
    return rates


def _one_buys(rates: dict[tuple[str, str], list[Decimal]], one: Claim, other: Claim) -> None:
    """ "One krone buys 0.09 euros", whatever the two are called."""
    point = other.figure.reading.point
    if one.figure.reading.point == 1 and point is not None and _WORTH.fullmatch(between(one, other)):
        _put(rates, other.figure.unit, one.figure.unit, point)


def _put(rates: dict[tuple[str, str], list[Decimal]], above: str, below: str, number: Decimal) -> None:
    if not above or not below or above == below or number <= 0:
        return
    pair = (below, above) if below < above else (above, below)
    rates.setdefault(pair, []).append(number if pair[0] == below else 1 / number)


def _code(name: str | None) -> str:
    """The code of a currency by its name or sign; "" where it has none here."""
    if not name:
        return ""
    name = name.lower()
    return _NAMES.get(name, "") or _NAMES.get(name.removesuffix("s"), "")


def _short(value: Decimal) -> str:
    return f"{value:.3g}" if value < 1000 else f"{value:,.0f}"
