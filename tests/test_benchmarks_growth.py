"""How benchmarks/growth.py makes articles and reckons growth; no time is asserted."""

from collections import defaultdict

import pytest

from benchmarks import growth
from benchmarks.growth import Measured
from figcheck.articles import Article
from figcheck.findings import Finding, Run


def measured(articles: int, claims: int, link: float, rest: float = 0.0) -> Measured:
    return Measured(articles, claims, 0, 0, 0.0, link, 0.0, rest, 1.0)


def test_the_same_seed_makes_the_same_articles() -> None:
    one, same, other = (list(growth.generated(60, seed)) for seed in (3, 3, 4))
    assert one == same != other
    assert len({article.header.id for article in one}) == len(one) == 60


def test_a_larger_size_is_a_longer_archive() -> None:
    def days(size: int) -> int:
        published = [article.header.published for article in growth.generated(size, a_day=10)]
        return (max(filter(None, published)) - min(filter(None, published))).days

    assert days(50) < days(500) < 70


def test_articles_read_like_news() -> None:
    texts = [article.text for article in growth.generated(300)]
    assert all(text.count("\n\n") == 1 and "{" not in text for text in texts)
    assert not any(" a explosion" in text.lower() or "a earthquake" in text.lower() for text in texts)


def test_several_outlets_tell_of_one_event_on_several_days() -> None:
    by_event: dict[str, list[Article]] = defaultdict(list)
    for article in growth.generated(100):
        by_event[article.header.id.split("-")[0]].append(article)
    longest = max(by_event.values(), key=len)
    assert len(longest) > 4
    assert len({article.header.outlet for article in longest}) > 1
    assert len({article.header.published for article in longest}) > 1
    assert min(map(len, by_event.values())) == 1  # noise


def test_findings_of_two_events_are_counted() -> None:
    def finding(*figures: str) -> Finding:
        return Finding("rule", "note", "cause", "message", figures, "print")

    assert growth.mixed(Run("0", findings=(finding("1-1:2", "1-2:1"), finding("1-1:2", "2-3:1")))) == 1


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(None, measured(10, 10, 1.0), "-", id="the first"),
        pytest.param(measured(10, 10, 1.0), measured(100, 100, 10.0), "1.00", id="linear"),
        pytest.param(measured(10, 10, 1.0), measured(100, 100, 100.0), "10.00", id="quadratic"),
        pytest.param(measured(10, 0, 1.0), measured(100, 100, 100.0), "-", id="no claims"),
    ],
)
def test_growth(before: Measured | None, now: Measured, expected: str) -> None:
    assert growth.growth(before, now) == expected


def test_the_time_of_a_size_is_reckoned_from_the_last_two() -> None:
    first, second = measured(10, 10, 1.0), measured(100, 100, 100.0)
    assert growth.expected_seconds([], 10) == 0
    assert growth.expected_seconds([first], 100) == pytest.approx(10)
    assert growth.expected_seconds([first, second], 1000) == pytest.approx(10_000)


def test_sizes() -> None:
    assert growth.sizes_of("20,10,20") == [10, 20]
    for wrong in ("0", "ten"):
        with pytest.raises(ValueError):
            growth.sizes_of(wrong)


def test_the_command_prints_a_row_a_size(capsys: pytest.CaptureFixture[str]) -> None:
    assert growth.main(["--sizes", "5,10", "--most", "1000"]) == 0
    printed = capsys.readouterr().out
    assert "link growth" in printed and "\n       5  " in printed and "\n      10  " in printed
