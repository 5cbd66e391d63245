"""Laws that hold whatever the text: nothing disappears, spans are true, place and order change nothing."""

from __future__ import annotations

import bisect
import datetime as dt
import itertools
import re
from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from texts import CASES, article_of

from figcheck import engine
from figcheck.articles import Article, Span, Unread
from figcheck.engine import Toolkit
from figcheck.find import Found, find
from figcheck.findings import Run
from figcheck.model import Figure, Skip
from figcheck.rules import load_rules
from figcheck.wordlists import load_lexicon

DIGITS = re.compile(r"\d+")

# Sentences of every class of number, figures and none.
SENTENCES = (
    "At least 46 people drowned off Basra in Iraq on 3 March 2023.",
    "Three American soldiers died at Tower 22 and about 40 others were hurt.",
    "American forces in Iraq and Syria have been attacked over 160 times since October 7.",
    "The loan of $2-3 billion was cut to €1.5bn, a fall of 20%.",
    "Three in ten voters, or 1/3 of the rest, stayed at home at 8:30 p.m.",
    "Ghana won 3-1; Flight 370 carried between 150 and 160 people.",
    "Mara Lindqvist, 34, said no one knew the 45th rule of Resolution 242.",
    "“More than 1.2 million barrels per day,” he said; dozens of Kh-101 missiles fell.",
    "Call 555-867-5309 or see page 12 of the 2011 report.",
    "The field yields 90,000 barrels per day, twice the level of the 1990s.",
    "1. Two and a half million people fled.",
    "The ferry carried 12\u2009460 people – some 2,000 of them children – and 300+ cars.",
    "Rain fell for 3½ hours.",
    "A 19-year-old won by 6 percentage points in 1987.",
)
ODD = "0123456789 ,.-–/:%$€+½#()“”'\nabKmth②٣"


@st.composite
def texts(draw: st.DrawFn) -> str:
    gaps = st.sampled_from((" ", "\n", "\n\n", "\r\n\r\n"))
    text = ""
    for sentence in draw(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=6)):
        text += draw(gaps) * bool(text) + sentence
    return text


def found_in(text: str, title: str = "") -> tuple[Article, Found]:
    article = article_of(text, title=title)
    return article, find(article, load_lexicon())


def check_spans(article: Article, found: Found) -> None:
    text = article.text
    items: list[Figure | Skip] = [*found.figures, *found.skips]
    for item in items:
        assert text[item.span.start : item.span.end] == item.surface
        assert item.surface == item.surface.strip() != ""
    for figure in found.figures:
        assert figure.span.holds(figure.number_span)
        assert text[figure.number_span.start : figure.number_span.end] == figure.number_surface
        assert figure.sentence.holds(figure.span)
        assert figure.in_title == (figure.span.start < article.title_end)
        assert figure.reading.low <= figure.reading.high
    spans = sorted(item.span for item in items)
    assert all(not one.touches(other) for one, other in itertools.pairwise(spans)), spans
    for match in DIGITS.finditer(text):
        covering = [span for span in spans if span.holds(Span(*match.span()))]
        assert len(covering) == 1, f"{match.group()!r} at {match.start()} stands in {len(covering)} of {spans}"


@given(texts(), st.sampled_from(("", "16 killed off Basra", "Markets fall 3% on 5 May")))
def test_every_number_is_a_figure_or_a_skip(text: str, title: str) -> None:
    check_spans(*found_in(text, title))


@settings(max_examples=400)
@given(st.text(alphabet=ODD, max_size=60))
def test_no_print_is_too_odd(text: str) -> None:
    check_spans(*found_in(text))


@pytest.mark.parametrize("sentence", SENTENCES)
def test_a_sentence_reads_alike_wherever_it_stands(sentence: str) -> None:
    alone = [_as_read(f) for f in found_in(sentence)[1].figures]
    for before, after in (
        ("The council met again.\n\n", ""),
        ("", "\n\nThe council met again."),
        ("On 4 May some 900 boats left.\n\n", "\n\nThe other 12 stayed."),
    ):
        figures = found_in(before + sentence + after)[1].figures
        inside = Span(len(before), len(before) + len(sentence))
        assert [_as_read(f) for f in figures if inside.holds(f.span)] == alone


NEWSROOM = [row["text"] for row in yaml.safe_load((CASES / "newsroom.yaml").read_text("utf-8"))]
AROUND = (
    ("The council met again. ", ""),
    ("", " The council met again."),
    ("On 4 May some 900 boats sank.\n\n", "\n\nThe other 12 stayed."),
)


@pytest.mark.parametrize("sentence", NEWSROOM[::3])
def test_a_newspaper_sentence_reads_alike_wherever_it_stands(sentence: str) -> None:
    alone = [_as_read(f) for f in found_in(sentence)[1].figures]
    for before, after in AROUND:
        figures = found_in(before + sentence + after)[1].figures
        inside = Span(len(before), len(before) + len(sentence))
        assert [_as_read(f) for f in figures if inside.holds(f.span)] == alone


def _as_read(figure: Figure) -> tuple[object, ...]:
    counted = figure.counted
    return figure.surface, figure.reading, figure.hedge, figure.unit, figure.form, counted, figure.printed_hedge


# --- a printed number reads back to itself ---

_ONES = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen"
).split()
_TENS = "_ _ twenty thirty forty fifty sixty seventy eighty ninety".split()


def in_words(n: int) -> str:
    """A number below a thousand million in English words."""
    for scale, name in ((1_000_000, "million"), (1_000, "thousand")):
        if n >= scale:
            rest = n % scale
            return f"{in_words(n // scale)} {name}" + (f" {in_words(rest)}" if rest else "")
    if n >= 100:
        rest = n % 100
        return f"{_ONES[n // 100]} hundred" + (f" and {in_words(rest)}" if rest else "")
    if n >= 20:
        return _TENS[n // 10] + (f"-{_ONES[n % 10]}" if n % 10 else "")
    return _ONES[n]


PRINTS = (str, lambda n: f"{n:,}", lambda n: f"{n:,}".replace(",", "\u202f"), in_words)


@given(st.integers(2, 999_999), st.sampled_from(PRINTS))
def test_a_printed_count_reads_back(n: int, print_it: object) -> None:
    assert callable(print_it)
    (figure,) = found_in(f"The camp holds {print_it(n)} people.")[1].figures
    assert figure.reading.point == figure.reading.low == figure.reading.high == n
    assert figure.counted == "person"


@given(st.integers(1, 999), st.integers(0, 9), st.sampled_from(("million", "billion", "trillion")))
def test_a_scaled_count_reads_back(whole: int, tenths: int, scale: str) -> None:
    (figure,) = found_in(f"The loan was ${whole}.{tenths} {scale}.")[1].figures
    size = Decimal({"million": 10**6, "billion": 10**9, "trillion": 10**12}[scale])
    assert figure.reading.point == (Decimal(whole) + Decimal(tenths) / 10) * size
    assert (figure.unit, figure.reading.precision) == ("USD", size / 10)


@given(st.integers(0, 100), st.sampled_from(("%", " percent", " per cent", " %")))
def test_a_percentage_reads_back(n: int, sign: str) -> None:
    (figure,) = found_in(f"Turnout was {n}{sign} in Lagos.")[1].figures
    assert (figure.reading.point, figure.unit) == (Decimal(n), "percent")


# --- a number in any style reads back inside a sentence ---


def _indian(n: int) -> str:
    """Digits in Indian groups: the last three, then twos ("12,34,567")."""
    head, last = divmod(n, 1000)
    groups = [f"{last:03}"]
    while head >= 100:
        head, pair = divmod(head, 100)
        groups.insert(0, f"{pair:02}")
    return ",".join([str(head), *groups])


STYLES = (
    lambda n: f"{n:,}",
    lambda n: f"{n:,}".replace(",", "\u2009"),
    lambda n: f"{n:,}".replace(",", "\u00a0"),
    lambda n: f"{n:,}".replace(",", "’"),
    _indian,
    in_words,
    lambda n: in_words(n).replace(" and ", " "),
    lambda n: in_words(n).replace("-", " "),
    lambda n: in_words(n).replace(" and ", " ").replace("-", " "),
    lambda n: in_words(n).capitalize(),
)
FRAMES = (
    "The camp holds {} people.",
    "Police said that {} people had fled, and left.",
    "“{} people are here,” she said.",
    "People who fled ({} people in all) were fed.",
)
PARTS = {
    "half": ("1/2", "½", Decimal("0.5")),
    "quarter": ("1/4", "¼", Decimal("0.25")),
    "three quarters": ("3/4", "¾", Decimal("0.75")),
    "eighth": ("1/8", "⅛", Decimal("0.125")),
}


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize("style", STYLES)
@settings(max_examples=60)
@given(n=st.integers(1000, 99_999_999))
def test_a_count_in_any_style_reads_back(frame: str, style: Callable[[int], str], n: int) -> None:
    (figure,) = found_in(frame.format(style(n)))[1].figures
    assert (figure.reading.point, figure.counted) == (Decimal(n), "person")
    assert figure.number_surface == style(n)


@given(
    st.integers(1, 999), st.integers(0, 999), st.sampled_from(("thousand", "lakh", "million", "crore", "billion")),
    st.sampled_from(FRAMES),
)  # fmt: skip
def test_a_decimal_before_a_scale_reads_back(whole: int, thousandths: int, scale: str, frame: str) -> None:
    (figure,) = found_in(frame.format(f"{whole}.{thousandths:03} {scale}"))[1].figures
    assert figure.reading.point == (whole + Decimal(thousandths) / 1000) * load_lexicon().scales[scale]


@pytest.mark.parametrize("frame", FRAMES)
@pytest.mark.parametrize(("part", "share"), [("half a", 2), ("a quarter of a", 4), ("a third of a", 3)])
@pytest.mark.parametrize("scale", ["million", "billion", "trillion"])
def test_a_part_of_a_scale_reads_back(frame: str, part: str, share: int, scale: str) -> None:
    (figure,) = found_in(frame.format(f"{part} {scale}"))[1].figures
    assert figure.reading.point is not None
    assert abs(figure.reading.point * share - load_lexicon().scales[scale]) < 1


@given(st.integers(1, 99), st.integers(1, 99))
def test_crores_and_lakhs_read_back(crores: int, lakhs: int) -> None:
    (figure,) = found_in(f"The dam costs Rs {crores} crore {lakhs} lakh.")[1].figures
    assert (figure.reading.point, figure.unit) == (Decimal(crores * 10**7 + lakhs * 10**5), "INR")


@given(st.integers(2, 99), st.sampled_from(sorted(PARTS)))
def test_a_mixed_fraction_reads_back(whole: int, part: str) -> None:
    printed, glyph, value = PARTS[part]
    in_full = f"{in_words(whole)} and {part}" if part.startswith("three") else f"{in_words(whole)} and a {part}"
    in_full = in_full.replace("a eighth", "an eighth")
    for number in (f"{whole} {printed}", f"{whole}-{printed}", f"{whole}{glyph}", in_full):
        (figure,) = found_in(f"The march took {number} hours.")[1].figures
        assert (figure.reading.point, figure.unit) == (whole + value, "hour"), number


@given(st.integers(2, 999_999), st.sampled_from(("-", "−", "minus ", "negative ")), st.sampled_from(PRINTS[1:]))
def test_a_negative_number_reads_back(n: int, sign: str, style: Callable[[int], str]) -> None:
    printed = style(n) if sign[-1] == " " or style is not in_words else f"{n:,}"
    (figure,) = found_in(f"The balance stood at {sign}{printed} points.")[1].figures
    assert (figure.reading.point, figure.counted) == (Decimal(-n), "point")


# --- hedges widen ---

NUMBERS_TO_HEDGE = ("60 boats", "sixty boats", "1,200 people", "2.5 million people", "$40 million")


@pytest.mark.parametrize("printed", NUMBERS_TO_HEDGE)
@pytest.mark.parametrize("side", ["before", "after"])
def test_an_interval_with_a_hedge_contains_the_one_without(printed: str, side: str) -> None:
    (bare,) = found_in(f"The flood destroyed {printed}.")[1].figures
    number = bare.surface
    lexicon = load_lexicon()
    hedges = lexicon.hedges_before if side == "before" else lexicon.hedges_after
    for words, hedge in hedges.items():
        joint = "" if words[0] in "-+" else " "
        hedged = f"{words} {number}" if side == "before" else f"{number}{joint}{words}"
        # Verbs that hedge behind a level or a modal verb alone, and "past" behind a verb of rising.
        opening = "may" if words in lexicon.hedges_of_levels else "rose" if words == "past" else "destroyed"
        (figure,) = found_in(f"The flood {opening} {printed.replace(number, hedged)}.")[1].figures
        assert figure.hedge == hedge.hedge, hedged
        assert figure.reading.low <= bare.reading.low <= bare.reading.high <= figure.reading.high, hedged
        assert (figure.unit, figure.counted) == (bare.unit, bare.counted), hedged
        assert figure.reading.point == bare.reading.point, hedged


# --- hostile lines ---

HOSTILE = (
    "1234567890", "1,", ",", "1.", "two hundred and ", "5% ", "$5 ", "one ", "12-", "million ", "half a ", "5\n", "5'",
    "-", "5 to ", "at least ", "minus ",
)  # fmt: skip
LONG = 120_000


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_line_without_end_is_read_to_its_end(piece: str) -> None:
    half, whole = (piece * (size // len(piece)) for size in (LONG // 2, LONG))
    article, found = found_in(whole)
    _check_digits_in_order(article, found)
    items = len(found.figures) + len(found.skips)
    first = found_in(half)[1]
    assert abs(items - 2 * (len(first.figures) + len(first.skips))) <= max(2, items / 100)


def _check_digits_in_order(article: Article, found: Found) -> None:
    """Every digit run stands in exactly one item; for as many items as a long text has."""
    items: list[Figure | Skip] = [*found.figures, *found.skips]
    spans = sorted(item.span for item in items)
    assert all(one.end <= other.start for one, other in itertools.pairwise(spans))
    starts = [span.start for span in spans]
    for match in DIGITS.finditer(article.text):
        at = bisect.bisect_right(starts, match.start()) - 1
        assert at >= 0 and spans[at].end >= match.end(), f"{match.group()[:20]!r} at {match.start()} stands in no item"


# --- the run ---

RELATED = (
    ("r1", dt.date(2024, 2, 6), "American forces in Iraq and Syria have been attacked over 160 times."),
    ("r2", dt.date(2024, 2, 17), "Militias have struck US bases in Syria and Iraq around 200 times since October."),
    ("r3", dt.date(2024, 2, 3), "Sixteen people were killed in US airstrikes in Anbar, Iraq, the government said."),
    ("r4", dt.date(2024, 2, 3), "The Iraqi government said 19 people were killed in the US airstrikes in Anbar, Iraq."),
    ("r5", dt.date(2024, 2, 3), "A blast in Lagos killed 12 people, including 21 children, police said on Friday."),
)  # fmt: skip
UNRELATED = (
    ("u1", dt.date(2024, 2, 5), "A bakery in Quito sold 4,300 loaves on Sunday."),
    ("u2", dt.date(2024, 2, 9), "Turnout in the Finnish vote was 71%. Nine ships waited off Rotterdam."),
    ("u3", None, "The choir of Tartu has 46 singers and a budget of €90,000."),
    ("u4", dt.date(2021, 2, 3), "Four climbers died on a peak in Nepal."),
)
Row = tuple[str, dt.date | None, str]


@cache
def toolkit() -> Toolkit:
    return Toolkit(load_lexicon(), load_rules())


def run_over(rows: list[Row], unread: tuple[Unread, ...] = ()) -> Run:
    articles = [article_of(text, name=name, outlet=name, published=published) for name, published, text in rows]
    return engine.run([*unread, *articles], toolkit())


def test_the_related_articles_have_findings() -> None:
    # Without any, the laws below would hold for nothing.
    run = run_over(list(RELATED))
    assert {finding.rule for finding in run.findings} >= {
        "attack-count-differs",
        "death-toll-differs",
        "part-exceeds-whole",
    }


@settings(max_examples=40)
@given(st.permutations([*RELATED, *UNRELATED]))
def test_the_order_of_articles_changes_nothing(rows: list[Row]) -> None:
    assert run_over(rows) == run_over([*RELATED, *UNRELATED])


@settings(max_examples=40)
@given(st.lists(st.sampled_from(UNRELATED), unique=True))
def test_unrelated_articles_change_no_finding(others: list[Row]) -> None:
    alone, among = run_over(list(RELATED)), run_over([*others, *RELATED])
    assert among.findings == alone.findings
    assert [g for g in among.groups if g.claims[0].startswith("r")] == list(alone.groups)


def test_two_runs_are_equal() -> None:
    assert run_over([*RELATED, *UNRELATED]) == run_over([*RELATED, *UNRELATED])


def test_a_copy_under_another_name_adds_no_alarm() -> None:
    copies: list[Row] = [(name + "-copy", published, text) for name, published, text in RELATED[:1]]
    run = run_over([*RELATED[:1], *copies])
    assert [f for f in run.findings if f.severity != "note"] == []


def test_the_counts_of_a_run_add_up() -> None:
    run = run_over([*RELATED, *UNRELATED], (Unread("broken.txt", "no text"),))
    assert run.reach.articles == len(run.articles) == len(RELATED) + len(UNRELATED)
    assert run.reach.figures == len(run.claims)
    assert run.reach.unread == len(run.unread) == 1
    assert run.reach.compared == len(run.comparisons)
    assert sum(run.reach.skipped.values()) == len(run.skips)
    assert run.reach.grouped == len({claim for group in run.groups for claim in group.claims})
    ids = [claim.id for claim in run.claims]
    assert len(set(ids)) == len(ids)
    assert {claim for finding in run.findings for claim in finding.figures} <= set(ids)


def test_a_crash_costs_one_article(monkeypatch: pytest.MonkeyPatch) -> None:
    whole = engine.examine

    def examine(article: Article, *rest: object) -> object:
        if article.header.id == "u1":
            raise ZeroDivisionError("a bug")
        return whole(article, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(engine, "examine", examine)
    run = run_over([*RELATED, *UNRELATED])
    assert [row.path for row in run.unread] == ["u1"]
    assert "ZeroDivisionError" in run.unread[0].reason and "Traceback" in run.unread[0].detail
    monkeypatch.undo()
    rest = run_over([*RELATED, *UNRELATED[1:]])
    assert replace(run, unread=(), reach=rest.reach) == rest
