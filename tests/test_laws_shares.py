"""Laws of shares and changes: sentences built from numbers that fit are silent, off by more than rounding they fire."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hypothesis import assume, given, settings
from hypothesis import strategies as st
from test_inside import TOOLKIT
from texts import article_of

from figcheck.engine import run
from figcheck.findings import Run

RULES: Final = ("share-does-not-fit", "change-does-not-fit")
SHARES: Final = (
    "Inspectors closed {part} of the {whole} plants, or {share} per cent, in spring.",
    "Only {share}% ({part} of {whole}) of the councillors came to the vote.",
    "Of the {whole} firms that answered, {part} ({share} per cent) export to Asia.",
    "The union asked {whole} nurses. Some of it was bad news: {part} of them, or {share}%, want to leave.",
    "The court promoted {part} judges, or {share}% of the {whole} on its list.",
    "They tested {whole} wells, of which {part}, or {share} per cent, had run dry.",
    "Of {whole} lorries stopped at the port, {part} were much too heavy, or {share} per cent, the police said.",
    "The harbour lends {whole} bikes. Riders have damaged {part} of them, {share} per cent.",
    "The clubs sold {part} of their {whole} boxes, a success rate of {share} per cent.",
    "Turnout was {share} per cent: {part} of the {whole} voters came.",
    "The museum wrote to {whole} patrons. So far {part} have answered, which is {share} per cent.",
    "About the lakes there is less to say: {share}% of the {whole} lakes, or {part}, are clean.",
)
CHANGES: Final = (
    "Membership {rose} {share}% from {old} to {new} in the club's second year.",
    "The number of flights went from {old} in May to {new} in June, {up} {share}%.",
    "The council now runs {new} playgrounds, {up} {share} per cent from {old} in 2019.",
    "The number of thefts {rose} by {share} per cent to {new}, compared with {old} a year earlier.",
    "The choir went from {old} voices to {new} – a {share} per cent {rise}.",
    "There were {new} fires last summer, compared with {old} a year earlier, {a} {rise} of {share} per cent.",
    "The choir has {new} members this year. The year before it had {old}, so it {rose} by {share} per cent.",
    "The shelter took in {new} dogs this winter. Last winter it was {old}. That is {share} per cent {more}.",
    "Complaints {rose} {share}% to {new} from {old} the year before.",
)
STEPS: Final = (
    "Burglaries in the valley {rose} by {gap} to {new} from {old} a year earlier.",
    "There were {new} fires, {up} {gap} from {old} last summer.",
    "The number of schools went from {old} to {new}, a {rise} of {gap}.",
)
WORDS: Final = {
    True: {"rose": "rose", "up": "up", "rise": "rise", "a": "a", "more": "more"},
    False: {"rose": "fell", "up": "down", "rise": "fall", "a": "a", "more": "less"},
}
COUNTS: Final = st.integers(21, 899).filter(lambda n: n % 10)


def shown(text: str) -> tuple[Run, list[str]]:
    """The run over a text, and the causes that the two rules show at warning or above."""
    done = run([article_of(text, outlet="A")], TOOLKIT)
    return done, [it.cause for it in done.findings if it.rule in RULES and it.severity != "note"]


def rounded(value: Decimal, places: int = 0) -> Decimal:
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP)


def fifths(part: int, whole: int) -> Decimal:
    return Decimal(part) / Decimal(whole) * 100


@given(st.sampled_from(SHARES), COUNTS, st.data(), st.integers(0, 1))
@settings(max_examples=120, deadline=None)
def test_a_share_that_fits_is_silent(frame: str, whole: int, data: st.DataObject, places: int) -> None:
    part = data.draw(st.integers(11, whole - 1))
    share = rounded(fifths(part, whole), places)
    text = frame.format(part=part, whole=whole, share=share)
    assert not shown(text)[1], text


@given(st.sampled_from(SHARES), COUNTS, st.data(), st.sampled_from((-1, 1)))
@settings(max_examples=120, deadline=None)
def test_a_share_that_is_off_is_shown(frame: str, whole: int, data: st.DataObject, sign: int) -> None:
    part = data.draw(st.integers(11, whole - 1))
    share = rounded(fifths(part, whole)) + sign * data.draw(st.integers(3, 40))
    assume(0 < share < 100)
    text = frame.format(part=part, whole=whole, share=share)
    assert "share_does_not_fit" in shown(text)[1], text


@given(st.sampled_from(CHANGES), COUNTS, COUNTS)
@settings(max_examples=120, deadline=None)
def test_a_change_that_fits_is_silent(frame: str, old: int, new: int) -> None:
    share = rounded(abs(fifths(new, old) - 100))
    assume(share >= 1)
    text = frame.format(old=old, new=new, share=share, **WORDS[new > old])
    assert not shown(text)[1], text


@given(st.sampled_from(CHANGES), COUNTS, COUNTS, st.integers(4, 40))
@settings(max_examples=120, deadline=None)
def test_a_change_that_is_off_is_shown(frame: str, old: int, new: int, off: int) -> None:
    share = rounded(abs(fifths(new, old) - 100))
    assume(share >= 1)
    text = frame.format(old=old, new=new, share=share + off, **WORDS[new > old])
    assert "change_does_not_fit" in shown(text)[1], text


@given(st.sampled_from(CHANGES + STEPS), COUNTS, COUNTS)
@settings(max_examples=120, deadline=None)
def test_a_rise_that_is_a_fall_is_shown(frame: str, old: int, new: int) -> None:
    share = rounded(abs(fifths(new, old) - 100))
    assume(share >= 2)
    text = frame.format(old=old, new=new, share=share, gap=abs(new - old), **WORDS[new < old])
    assert "opposite_direction" in shown(text)[1], text


@given(st.sampled_from(STEPS), COUNTS, COUNTS, st.integers(0, 30))
@settings(max_examples=120, deadline=None)
def test_how_far_is_held_to_the_last_one(frame: str, old: int, new: int, off: int) -> None:
    gap = abs(new - old)
    assume(gap > 1)
    text = frame.format(old=old, new=new, gap=gap + off, **WORDS[new > old])
    assert bool(shown(text)[1]) == bool(off), text


@given(COUNTS, st.data(), st.sampled_from(("A majority", "More than half", "Fewer than half")))
@settings(max_examples=80, deadline=None)
def test_a_majority_is_more_than_half(whole: int, data: st.DataObject, words: str) -> None:
    part = data.draw(st.integers(11, whole - 1))
    text = f"{words}, {part} of the {whole} delegates, backed the motion."
    fits = 2 * part < whole if words.startswith("Fewer") else 2 * part > whole
    assert ("wrong_side_of_half" in shown(text)[1]) == (not fits), text
