"""The HTML page as text: whole against its golden file, and what its parts make of runs."""

from __future__ import annotations

import base64
import datetime as dt
import hashlib
import re
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from html import unescape
from html.parser import HTMLParser

import pytest
from hostile_run import PAYLOADS, URLS, hostile
from many_findings import many
from sample_run import CLEAN_RUN, HOSTILE, RUN, article, claim, exactly

from figcheck.articles import Remark, Span
from figcheck.findings import Comparison, Context, Finding, Reach, Run, SetAside
from figcheck.intervals import INFINITY, Reading
from figcheck.model import Group
from figcheck.report import render
from figcheck.report.html.axes import day_axis, day_ticks, value_axis, value_ticks
from figcheck.report.html.excerpts import marked, sides, surroundings
from figcheck.report.html.findings import anchors, cards
from figcheck.report.html.matrix import matrix
from figcheck.report.html.outlets import marks
from figcheck.report.html.plots import plots
from figcheck.report.html.safe import dated, plain, web_address
from figcheck.report.html.series import series
from figcheck.report.sentences import Sentence

Golden = Callable[[str, str], None]
STEERING = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")
VOID = {"meta", "link", "input", "br", "hr", "img"}

TOTALS = [(160, 6), (200, 17), (190, 20)]


def totals(*counts: tuple[int, int], measure: str = "attacks", start: dt.date | None = None) -> tuple[Run, Group]:
    """A run with a group of running totals: number, and day in February."""
    made = []
    for at, (count, day) in enumerate(counts):
        text = f"Bases were attacked {count} times until then."
        source = article(f"{at}.md", text, outlet=f"Paper {at % 2}", published=dt.date(2024, 2, day))
        made.append(claim(source, str(count), exactly(count), measure=measure, kind="running_total", start_date=start))
    group = Group(f"{measure} | Iraq", measure, tuple(it.id for it in made))
    return Run("0", tuple(it.header for it in made), tuple(made), (group,)), group


def static(run: Run) -> str:
    """The page without style, script and their hashes, one tag a line where lines are long."""
    text = render(run, "html")
    text = re.sub(r"<style>.*?</style>", "<style>…</style>", text, flags=re.DOTALL)
    text = re.sub(r"<script>.*?</script>", "<script>…</script>", text, flags=re.DOTALL)
    return re.sub(r"sha256-[^']*", "sha256-…", text)


class Checked(HTMLParser):
    """Reads a page as a browser without scripts does; knows which elements are open and notes what is amiss."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.amiss: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.ids: list[str] = []
        self.tags: list[str] = []

    def handle_starttag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]
        self.ids += [value or "" for name, value in attrs if name == "id"]
        if tag not in VOID:
            self.open.append(tag)

    def handle_startendtag(self, tag: str, attrs: Sequence[tuple[str, str | None]]) -> None:
        self.handle_starttag(tag, attrs)
        if tag not in VOID:
            self.open.pop()

    def handle_endtag(self, tag: str) -> None:
        if not self.open or self.open.pop() != tag:
            self.amiss.append(f"</{tag}> at {self.getpos()}")


def read(run: Run) -> Checked:
    checked = Checked()
    checked.feed(render(run, "html"))
    return checked


@pytest.mark.parametrize(("name", "run"), [("check", RUN), ("clean", CLEAN_RUN)])
def test_page(name: str, run: Run, golden: Golden) -> None:
    golden(f"{name}-html.html", static(run))


@pytest.mark.parametrize(
    "run",
    [
        pytest.param(RUN, id="sample"),
        pytest.param(CLEAN_RUN, id="no findings"),
        pytest.param(Run("0"), id="empty"),
        pytest.param(totals(*TOTALS)[0], id="a plot"),
        pytest.param(many(60), id="more findings than are elements from the start"),
        pytest.param(hostile("http://beacon.example"), id="hostile"),
    ],
)
def test_markup_is_well_formed_and_calls_nobody(run: Run) -> None:
    checked = read(run)
    assert not checked.amiss and not checked.open
    assert len(set(checked.ids)) == len(checked.ids), "an id stands twice"
    assert checked.tags.count("script") == checked.tags.count("style") == 1
    for tag, name, value in checked.attributes:
        assert not name.startswith("on") and name not in ("style", "src", "srcset", "srcdoc", "action", "formaction")
        if name in ("href", "xlink:href"):
            assert value.startswith(("#", "http://", "https://")), f"<{tag} href={value!r}>"
            assert tag == "a"
    assert not {"img", "iframe", "object", "embed", "base", "link", "use", "image"} & set(checked.tags)


def test_the_policy_lets_in_what_is_there_and_nothing_else() -> None:
    text = render(RUN, "html")
    policy = unescape(re.search(r'Security-Policy" content="([^"]*)"', text)[1])  # type: ignore[index]
    assert policy.startswith("default-src 'none';")
    for tag in ("script", "style"):
        content = re.search(f"<{tag}>(.*?)</{tag}>", text, re.DOTALL)[1]  # type: ignore[index]
        digest = base64.b64encode(hashlib.sha256(content.encode()).digest()).decode()
        assert f"{tag}-src 'sha256-{digest}'" in policy
    assert "unsafe" not in policy


def test_hostile_text_is_shown_as_text() -> None:
    text = render(hostile("http://beacon.example"), "html")
    assert "<script>window" not in text and "<svg onload" not in text and "<img" not in text
    assert not STEERING.search(unescape(text))
    assert "&lt;svg onload=window.pwned=4&gt;" in text
    for payload in PAYLOADS[:-1]:
        assert " ".join(payload.replace("BEACON", "http://beacon.example").split()) in unescape(text)


def test_the_page_is_ascii_and_the_same_twice() -> None:
    text = render(RUN, "html")
    assert text.isascii() and "日本" in unescape(text)
    assert render(RUN, "html") == text


@pytest.mark.parametrize("url", URLS[:9])
def test_no_link_to_what_is_no_web_page(url: str) -> None:
    assert web_address(url) == ""


@pytest.mark.parametrize(
    "url",
    ["https://news.example/story?a=1&b=2", "http://user@news.example:8080/", "HTTPS://NEWS.EXAMPLE/"],
)
def test_links_to_web_pages(url: str) -> None:
    assert web_address(url) == url


@pytest.mark.parametrize(
    "url", [None, "", "http://[::1", "https://a b", "https://a\u202eb/", "https://a/" + "x" * 5000]
)
def test_no_link_to_a_broken_address(url: str | None) -> None:
    assert web_address(url) == ""


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        pytest.param("seeds/2024-02-06-poll.md", "seeds/2024-02-06-poll.md", id="part of a path"),
        pytest.param("a.jsonl#2024-02-06", "a.jsonl#2024-02-06", id="an id"),
        pytest.param("2024-02-30", "2024-02-30", id="no such day"),
        pytest.param("12024-02-06", "12024-02-06", id="part of a number"),
        pytest.param("160 (A, 2024-02-06) v 200", "160 (A, 6 Feb 2024) v 200", id="in a message"),
        pytest.param("2023-12-01/2023-12-31", "1 Dec 2023 to 31 Dec 2023", id="a period"),
        pytest.param("since 2023-10-07", "since 7 Oct 2023", id="at the end"),
    ],
)
def test_days_as_editors_write_them(text: str, shown: str) -> None:
    assert dated(text) == shown


def test_long_text_is_cut_and_says_so() -> None:
    assert plain("x" * 401) == "x" * 400 + " …"
    assert plain("x" * 400) == "x" * 400


# --- excerpts ---------------------------------------------------------------------------------------------------

PARAGRAPH = "It began at dawn. The blast killed 46 people. Of them 12 were women. The market is closed."
BLAST = article("blast.txt", PARAGRAPH, outlet="Reuters")
KILLED = claim(BLAST, "46", exactly(46))


def sentence(quote: str, surface: str, note: str = "") -> Sentence:
    at = quote.index(surface)
    return Sentence(BLAST.header, KILLED.place, quote, (Span(at, at + len(surface)),), note)


def shown(*told: Sentence, contexts: Sequence[Context] = ()) -> list[str]:
    """The excerpts with marks as [46] and what is around as (…)."""
    (side,) = sides(told, surroundings(contexts))
    form = {"said": "{}", "mark": "[{}]", "around": "({})"}
    return ["".join(form[piece.tone].format(piece.text) for piece in excerpt.pieces) for excerpt in side.excerpts]


FIRST = sentence("The blast killed 46 people.", "46")
SECOND = sentence("Of them 12 were women.", "12")
AROUND_FIRST = Context("blast.txt", FIRST.quote, "It began at dawn. ", " Of them 12 were women. The market is closed.")
AROUND_SECOND = Context(
    "blast.txt", SECOND.quote, "It began at dawn. The blast killed 46 people. ", " The market is closed."
)


@pytest.mark.parametrize(
    ("told", "contexts", "expected"),
    [
        pytest.param([FIRST], [], ["The blast killed [46] people."], id="alone"),
        pytest.param(
            [FIRST],
            [AROUND_FIRST],
            ["(It began at dawn. )The blast killed [46] people.( Of them 12 were women. The market is closed.)"],
            id="in its surroundings",
        ),
        pytest.param(
            [FIRST, SECOND],
            [AROUND_FIRST, AROUND_SECOND],
            ["(It began at dawn. )The blast killed [46] people.( )Of them [12] were women.( The market is closed.)"],
            id="two of one paragraph are one excerpt",
        ),
        pytest.param(
            [FIRST, sentence("Prices rose by 12 per cent.", "12")],
            [AROUND_FIRST],
            [
                "(It began at dawn. )The blast killed [46] people.( Of them 12 were women. The market is closed.)",
                "Prices rose by [12] per cent.",
            ],
            id="two paragraphs",
        ),
        pytest.param(
            [FIRST._replace(marks=(Span(17, 19), Span(17, 26), Span(90, 95)))],
            [],
            ["The blast killed [46] people."],
            id="marks that overlap or lie outside",
        ),
    ],
)
def test_excerpts(told: list[Sentence], contexts: list[Context], expected: list[str]) -> None:
    assert shown(*told, contexts=contexts) == expected


def test_a_sentence_without_end_is_cut_around_its_mark() -> None:
    quote = "a" * 100_000 + " 46 " + "b" * 100_000
    pieces = marked(quote, Span(100_001, 100_003))
    assert [piece.text for piece in pieces if piece.tone == "mark"] == ["46"]
    assert sum(len(piece.text) for piece in pieces) < 1_500


# --- findings ---------------------------------------------------------------------------------------------------


def test_anchors_are_fingerprints_and_none_stands_twice() -> None:
    base = RUN.findings[0]
    told = [replace(base, fingerprint=it) for it in ("9c0f", "9c0f", "x y", "", "<b>", "9c0f")]
    assert anchors(told) == ["9c0f", "9c0f-2", "finding-3", "finding-4", "finding-5", "9c0f-3"]


def test_what_both_tell_alike_takes_no_row() -> None:
    card = next(card for card in cards(RUN, {}) if card.rule == "attack-count-differs")
    assert [row.slot for row in card.evidence] == ["by", "where", "when", "published", "said by"]
    assert card.alike == ("measure attacks",)
    assert card.total == "+4.25"
    assert (card.outlets, card.measures) == (("Al-Monitor", "The New Arab"), ("attacks",))


def test_worst_first() -> None:
    assert [card.severity for card in cards(RUN, {})] == ["error", "warning", "warning", "note"]


# --- plots ------------------------------------------------------------------------------------------------------


def test_paces_between_days_that_follow() -> None:
    run, group = totals(*TOTALS)
    told = series(group, {it.id: it for it in run.claims})
    assert [pace.words() for pace in told.paces] == ["+3.6 a day", "−3.3 a day"]


def test_the_first_pace_counts_from_the_day_that_the_total_does() -> None:
    run, group = totals(*TOTALS, start=dt.date(2023, 10, 7))
    told = series(group, {it.id: it for it in run.claims})
    assert [pace.words() for pace in told.paces] == ["+1.3 a day", "+3.6 a day", "−3.3 a day"]
    (plot,) = plots(run, [])
    assert plot.begun is not None and len(plot.steps) == 3 and len(plot.dots) == 3
    assert [step.falls for step in plot.steps] == [False, False, True]


def test_of_two_totals_of_a_day_the_larger_counts() -> None:
    run, group = totals((160, 6), (150, 6), (200, 17))
    told = series(group, {it.id: it for it in run.claims})
    assert [pace.words() for pace in told.paces] == ["+3.6 a day"]
    assert told.several


def test_two_figures_are_no_plot() -> None:
    assert plots(totals(*TOTALS[:2])[0], []) == ()


@pytest.mark.parametrize(
    ("reading", "up", "down", "marks_at"),
    [
        pytest.param(exactly(40), False, False, 1, id="exact"),
        pytest.param(Reading(Decimal(40), INFINITY, point=Decimal(40)), True, False, 1, id="at least"),
        pytest.param(Reading(-INFINITY, Decimal(40), point=Decimal(40)), False, True, 1, id="up to"),
        pytest.param(Reading(Decimal(30), Decimal(50)), False, False, 2, id="a range has no middle"),
        pytest.param(Reading(Decimal(24), INFINITY), True, False, 1, id="dozens"),
    ],
)
def test_open_sides_are_arrows(reading: Reading, up: bool, down: bool, marks_at: int) -> None:
    run, _ = totals(*TOTALS)
    first = replace(run.claims[0], figure=run.claims[0].figure._replace(reading=reading))
    (plot,) = plots(replace(run, claims=(first, *run.claims[1:])), [])
    dot = next(dot for dot in plot.dots if dot.row == plot.rows[0].anchor)
    assert (dot.up, dot.down, len(dot.marks_at)) == (up, down, marks_at)


@pytest.mark.parametrize(
    "reading",
    [
        pytest.param(Reading(-INFINITY, INFINITY), id="many"),
        pytest.param(exactly(Decimal("1E+5000"), 1), id="beyond drawing"),  # type: ignore[arg-type]
    ],
)
def test_what_cannot_be_drawn_is_in_the_table_and_told(reading: Reading) -> None:
    run, _ = totals(*TOTALS)
    first = replace(run.claims[0], figure=run.claims[0].figure._replace(reading=reading))
    (plot,) = plots(replace(run, claims=(first, *run.claims[1:])), [])
    assert (len(plot.dots), len(plot.rows)) == (2, 3)
    assert plot.notes[0].startswith("1 figure without a day or a number to draw")


def test_one_unit_on_one_axis() -> None:
    run, _ = totals((5, 6), (3, 7), (6, 8), measure="length")
    units = ("kilometre", "mile", "kilometre")
    given = tuple(
        replace(it, kind="incident", figure=it.figure._replace(unit=unit))
        for it, unit in zip(run.claims, units, strict=True)
    )
    told = series(run.groups[0], {it.id: it for it in given})
    assert told.unit == "kilometre"
    assert [round(point.value or 0, 2) for point in told.points] == [5, Decimal("4.83"), 6]


def test_plots_with_the_worst_findings_come_first() -> None:
    quiet, _ = totals((1, 1), (2, 2), (3, 3), (4, 4))
    found = Group("z | Iraq", "z", RUN.findings[3].figures)
    run = replace(RUN, claims=(*RUN.claims, *quiet.claims), groups=(*quiet.groups, found))
    assert [plot.measure for plot in plots(run, [(RUN.findings[3], "a")])] == ["z", "attacks"]


def test_outlets_look_different() -> None:
    looks = marks(f"Paper {at}" for at in range(42))
    assert len({(look.colour, look.shape) for look in looks.values()}) == 42
    assert marks(["B", "A", "B"])["B"] == marks(["B"])["B"]


@pytest.mark.parametrize(
    ("values", "labels"),
    [
        pytest.param([3.0], ["2.5", "2.75", "3", "3.25", "3.5"], id="one value"),
        pytest.param([0.0], ["0", "0.2", "0.4", "0.6", "0.8", "1"], id="nothing"),
        pytest.param([160, 200], ["160", "170", "180", "190", "200"], id="far from nothing"),
        pytest.param([10, 100], ["0", "25", "50", "75", "100"], id="from nothing"),
        pytest.param([2, 2_000_000], ["1", "100", "10,000", "1,000,000"], id="other magnitudes"),
        pytest.param([1e9, 3e9], ["0", "1bn", "2bn", "3bn"], id="billions"),
        pytest.param([-5, 5], ["-5", "-2.5", "0", "2.5", "5"], id="below nothing"),
    ],
)
def test_values_along_an_axis(values: list[float], labels: list[str]) -> None:
    assert [tick.label for tick in value_ticks(value_axis(values, 200, 20))] == labels


def test_what_is_counted_has_no_halves() -> None:
    ticks = value_ticks(value_axis([2, 3], 200, 20), whole=True)
    assert [tick.label for tick in ticks] == ["2", "3"]


@pytest.mark.parametrize(
    ("first", "last", "labels"),
    [
        pytest.param("2024-02-06", "2024-02-06", ["6 Feb 2024"], id="one day"),
        pytest.param("2024-02-06", "2024-02-08", ["6 Feb 2024", "7 Feb", "8 Feb"], id="days"),
        pytest.param("2023-12-31", "2024-01-02", ["31 Dec 2023", "1 Jan 2024", "2 Jan"], id="over New Year"),
        pytest.param("2023-10-07", "2024-02-17", ["Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024"], id="months"),
        pytest.param("1995-03-01", "2024-03-01", ["2000", "2010", "2020"], id="years"),
        pytest.param("0001-01-01", "9999-12-31", None, id="all days there are"),
    ],
)
def test_days_along_an_axis(first: str, last: str, labels: list[str] | None) -> None:
    axis = day_axis((dt.date.fromisoformat(first), dt.date.fromisoformat(last)), 0, 100)
    ticks = day_ticks(axis)
    assert all(0 <= tick.at <= 100 for tick in ticks)
    if labels is not None:
        assert [tick.label for tick in ticks] == labels


# --- outlets ----------------------------------------------------------------------------------------------------


def test_the_matrix_counts_pairs_of_outlets_once() -> None:
    told = matrix(RUN, cards(RUN, {}))
    pairs = {(pair.a, pair.b): pair for pair in told.pairs}
    both = pairs["Al-Monitor", "The New Arab"]
    assert (both.compared, both.discrepancy, both.findings) == (1, 1, 1)
    assert pairs["DPA", "Reuters"].compatible == 1
    assert pairs["Reuters", "Reuters"].findings == 1
    assert ("The New Arab", "Al-Monitor") not in pairs
    assert told.left_out == 4


def test_sixty_outlets_show_the_worst_and_list_all() -> None:
    told = matrix(many(400), cards(many(400), {}))
    assert len(told.outlets) == 24 and told.all_outlets == 60
    assert sum(pair.discrepancy for pair in told.pairs) == 400


def test_a_verdict_that_happened_is_seen_in_its_bar() -> None:
    verdicts = ["agree"] * 500 + ["discrepancy"]
    pairs = tuple(Comparison("r", verdict, RUN.claims[3].id, RUN.claims[4].id) for verdict in verdicts)  # type: ignore[arg-type]
    (pair,) = matrix(replace(RUN, comparisons=pairs, findings=()), []).pairs
    assert pair.bar == (37, 0, 3)


# --- the top and the end ----------------------------------------------------------------------------------------


def page_words(run: Run) -> str:
    """What is read on the page, tags left out."""
    text = re.sub(r"<(style|script)>.*?</\1>", "", render(run, "html"), flags=re.DOTALL)
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", text)).split())


def test_no_findings_says_what_was_compared() -> None:
    words = page_words(CLEAN_RUN)
    assert "No findings" in words
    assert "Nothing that was compared differs by more than its rule allows. 3 pairs of figures compared" in words


def test_nothing_compared_is_no_good_news() -> None:
    words = page_words(Run("0", RUN.articles, reach=Reach(articles=6, figures=11)))
    assert "No two figures were compared" in words and "Nothing that was compared" not in words


def test_an_incomplete_run_says_so_at_the_top() -> None:
    text = render(RUN, "html")
    assert "This run is incomplete: 2 could not be read" in text
    assert text.index("over the limit of 5 MB") < text.index('id="the-findings"')
    assert "boom" not in text
    assert "boom" in render(RUN, "html", verbose=True)
    assert "incomplete" not in page_words(CLEAN_RUN)


def test_what_was_set_aside_is_told_with_its_reason() -> None:
    run = replace(
        RUN,
        findings=RUN.findings[:1],
        set_aside=(
            SetAside(RUN.findings[1], "accepted", "AFP confirms", dt.date(2024, 5, 1), "figcheck-accepted.yml:3"),
            SetAside(RUN.findings[3], "baseline"),
        ),
        remarks=(Remark("unused_ignore", "nothing to ignore here", "seeds/a.md", 3, 1, "remove it"),),
        focus=("seeds/aid.txt",),
    )
    words = page_words(run)
    assert "1 finding accepted, not shown above" in words
    assert "Reason: AFP confirms" in words and "until 1 May 2024" in words and "figcheck-accepted.yml:3" in words
    assert "1 finding in the baseline, not shown above" in words
    assert "unused ignore nothing to ignore here seeds/a.md:3:1 remove it" in words
    assert "Only findings that touch 1 changed article are shown" in words


def test_reach_is_told() -> None:
    words = page_words(RUN)
    for told in ("figures seen 11", "described 10", "grouped with others 4", "list number 2", "two candidates 1"):
        assert told in words
    assert "4 comparisons counted but not listed" in words


def test_hostile_severities_never_reach_a_class() -> None:
    assert HOSTILE not in render(replace(RUN, findings=(replace(RUN.findings[0], cause=HOSTILE),)), "html")


def test_more_findings_than_a_page_has_room_for_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules[cards.__module__], "MOST", 3)
    words = page_words(RUN)
    assert "4 findings" in words and "1 more findings, none worse than the last" in words


def test_a_finding_without_figures_has_its_places() -> None:
    base: Finding = RUN.findings[3]
    (card,) = cards(replace(RUN, findings=(replace(base, figures=()),)), {})
    assert card.measures == ("dates and ages",)
    assert [
        piece.text for side in card.sides for it in side.excerpts for piece in it.pieces if piece.tone == "mark"
    ] == ["among them"]
