"""Makes archives of news: as many articles as wanted, one at a time, in the order of their days.

Stories begin day by day: accidents whose toll rises, shootings, courts, air strikes, polls, companies, budgets, prices,
weather, sport, outbreaks, strikes, culture. Each is told by several outlets over days, in towns of the world and in
villages that do not exist. Some texts are carried by several outlets, some articles are updated by their own outlet
later, and a few wars run through the whole archive with totals that only rise. Between figures stand paragraphs of
background and quotes without any.

In a known share of stories one article is planted with another number: in a report of its own, in a copy of a text or
in a title alone. The id of an article opens with the number of its story.
"""

from __future__ import annotations

import datetime as dt
import heapq
import json
import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any, Literal, NamedTuple

import yaml

from benchmarks.phrasing import Maker, Phrasing, Told, drawn, pick, range_of

Row = dict[str, str]
How = Literal["report", "copy", "title"]
Values = dict[str, str | int | float]

START = dt.date(2022, 1, 3)
A_DAY = 50
LONGEST = 1461  # days: from there on a larger archive has more articles a day
PLANTED = 0.1
_LETTERS = (1900, 4900, 2500)  # least, most and most frequent length of a text
_COPIED = 0.15
_UPDATED = 0.12
_REAL = 0.75  # of the towns; the others are not in any gazetteer
_SCALES = {"million": 1_000_000}
_FACTS = (1, 4)  # least and most of the topic in an article
_ASIDES = (1, 5)
_OPENING = 7  # sentences after the lead that tell of the story


class Planted(NamedTuple):
    """A number that an article was given in place of the story's: where it stands, its value and the true one."""

    article: str
    topic: str
    how: How
    value: float
    true: float


class Made(NamedTuple):
    """An article as a record of a JSON Lines file, and what was planted in it."""

    row: Row
    planted: Planted | None = None


class Telling(NamedTuple):
    """All that a text is made from: the same makes the same text, but for the values told."""

    seed: int
    topic: Mapping[str, Any]
    told: Values
    facts: Sequence[int]
    letters: int


class _Report(NamedTuple):
    day: int
    telling: Telling
    outlet: str
    title_seed: int
    how: How | None = None
    carried: bool = False


def days_of(size: int) -> int:
    """How many days an archive of so many articles covers unless told otherwise: from there on it grows denser."""
    return max(1, min(size // A_DAY, LONGEST))


def archive(size: int, seed: int = 1, a_day: int | None = None, planted: float = PLANTED) -> Iterator[Made]:
    """So many articles, the same for the same arguments, with at least ``a_day`` on each day.

    ``planted`` is the share of stories in which one article is given another number, where a story has two articles or
    more. Only stories that still go on lie in memory.
    """
    a_day = a_day or -(-size // days_of(size))
    due: list[tuple[int, int, Made, Iterator[tuple[int, Made]]]] = []
    wars = len(_topics()["campaigns"]["countries"])
    made = day = number = 0
    while made < size:
        today = 0
        while made < size:
            if number < wars or (today >= a_day and (not due or due[0][0] > day)):
                if number >= wars:
                    break
                number += 1
                _follow(due, number, _campaign(number, seed))
            elif due and due[0][0] <= day:
                _, of, article, story = heapq.heappop(due)
                yield article
                made += 1
                today += 1
                _follow(due, of, story)
            else:
                number += 1
                _follow(due, number, _story(number, seed, day, planted))
        day += 1


def write(path: Path, articles: Iterable[Made]) -> list[Planted]:
    """Writes articles to a JSON Lines file as they come; gives what was planted in them."""
    planted = []
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for made in articles:
            file.write(json.dumps(made.row, ensure_ascii=False) + "\n")
            if made.planted is not None:
                planted.append(made.planted)
    return planted


def revised(articles: Iterable[Made], every: int = 100, seed: int = 1) -> Iterator[Made]:
    """The same articles, one in ``every`` of them with a further sentence, as after a night in which desks went on."""
    for number, made in enumerate(articles):
        if number % every == every - 1:
            chance = random.Random(seed * 1_000_003 + number)
            added = _phrasing().fill(
                "{Person}, {21-80}, was asked about it {12-90} times, {official} {said}.", chance, {}
            )
            made = made._replace(row={**made.row, "text": f"{made.row['text']}\n\n{added}"})
        yield made


def _follow(
    due: list[tuple[int, int, Made, Iterator[tuple[int, Made]]]], number: int, story: Iterator[tuple[int, Made]]
) -> None:
    """Puts the next article of a story among those that are due, if there is one."""
    following = next(story, None)
    if following is not None:
        heapq.heappush(due, (following[0], number, following[1], story))


# --- stories ---------------------------------------------------------------------------------------------


def _story(number: int, seed: int, first: int, planted: float) -> Iterator[tuple[int, Made]]:
    """The articles on one event, by day."""
    chance = random.Random(seed * 1_000_003 + number)
    topics = _topics()
    topic = topics["topics"][chance.choices(topics["names"], topics["shares"])[0]]
    told = _circumstances(chance, first, topic.get("countries"))
    told |= {name: drawn(chance, *range_of(limits)) for name, limits in topic["figures"].items()}
    of_month = random.Random(f"{seed} {told['country']} {first // 30}")
    told |= {name: drawn(of_month, *range_of(topic["figures"][name])) for name in topic.get("of_country", ())}
    told |= {name: pick(chance, words) for name, words in topic.get("words", {}).items()}
    reports = _plan(chance, topic, told, first)
    at = _where_planted(chance, topic, reports) if chance.random() < planted else None
    addresses: dict[int, tuple[str, str, int]] = {}  # of articles that may be updated
    for count, report in enumerate(reports, start=1):
        wrong, seen = None, report.telling
        if count - 1 == at:
            how = _how(chance, report)
            true = float(told_number(report, topic))
            value = _another(chance, reports, topic["main"])
            scale = _SCALES.get(topic.get("unit", ""), 1)
            wrong = Planted(f"{number}-{count}", topic["name"], how, value * scale, true * scale)
            seen = report.telling._replace(told={**report.telling.told, topic["main"]: value})
        title = _title(report.title_seed, seen)
        text = _text(report.telling if wrong is not None and wrong.how == "title" else seen)
        address = f"https://www.{_letters(report.outlet)}.example/{number}/{count}"
        row = _row(f"{number}-{count}", address, title, report.outlet, report.day, text)
        yield report.day, Made(row, wrong)
        if wrong is None and not report.carried and chance.random() < _UPDATED:
            addresses[count] = (address, report.outlet, report.day)
    for count, (address, outlet, day) in addresses.items():
        report = reports[count - 1]
        latest = max(day + 1, reports[-1].day)
        telling = report.telling._replace(told={**reports[-1].telling.told, "weekday": report.telling.told["weekday"]})
        text = f"{_text(telling)}\n\n{_sentence(chance, telling.told)}"
        row = _row(f"{number}-{count}-update", address, _title(report.title_seed, telling), outlet, day, text)
        yield latest, Made({**row, "updated": _date(latest)})


def _plan(chance: random.Random, topic: Mapping[str, Any], told: Values, first: int) -> list[_Report]:
    """Who reports on which day, with the numbers as they stand on that day. The text of some is carried by others."""
    facts = [chance.getrandbits(32) for _ in topic["facts"]]
    wanted = chance.randint(*topic["reports"])
    reports: list[_Report] = []
    day = first
    while len(reports) < wanted:
        if day > first:
            told = told | {
                name: max(2, int(told[name]) + chance.randint(*step)) for name, step in topic.get("moving", {}).items()
            }
            if day - first > 5:  # "on Monday" would be another one
                told = told | {
                    "weekday": f"{START + dt.timedelta(days=first):%B} {(START + dt.timedelta(days=first)).day}"
                }
        of_day = min(chance.randint(*topic["a_day"]), wanted - len(reports))
        outlets = _outlets(chance, str(told["town"]), of_day + 3)
        for outlet in outlets[:of_day]:
            letters = int(chance.triangular(*_LETTERS))
            telling = Telling(chance.getrandbits(32), topic, told, facts, letters)
            reports.append(_Report(day, telling, outlet, chance.getrandbits(32)))
        if wanted > 1 and chance.random() < _COPIED:
            last = reports[-1]._replace(carried=True)
            reports[-1] = last
            for outlet in outlets[of_day : of_day + chance.randint(1, 3)]:
                reports.append(last._replace(outlet=outlet, title_seed=chance.getrandbits(32), how="copy"))
        day += chance.randint(*topic["gap"])
    return reports


def _where_planted(chance: random.Random, topic: Mapping[str, Any], reports: Sequence[_Report]) -> int | None:
    """Which of several reports is given another number; a copy, if there is one, every other time."""
    if "main" not in topic or len(reports) < 2:
        return None
    copies = [index for index, report in enumerate(reports) if report.how == "copy"]
    return chance.choice(copies) if copies and chance.random() < 0.5 else chance.randrange(len(reports))


def _how(chance: random.Random, report: _Report) -> How:
    return report.how or ("title" if chance.random() < 0.3 else "report")


def told_number(report: _Report, topic: Mapping[str, Any]) -> int | float:
    """The main figure of a report's topic as it tells it. Raises ValueError where that is no number."""
    value = report.telling.told[topic["main"]]
    if isinstance(value, str):
        raise ValueError(f"{topic['main']} is no number: {value!r}")
    return value


def _another(chance: random.Random, reports: Sequence[_Report], main: str) -> int:
    """A number that no report of a story tells: digits swapped, ten times as many, or another of about the size."""
    told = {int(report.telling.told[main]) for report in reports}
    value = max(told)
    digits = str(value)
    swapped = int(digits[1] + digits[0] + digits[2:]) if value > 9 and digits[1] != "0" else value
    choices = [swapped, value * 10, value + chance.randint(11, 29), value + max(3, value // 3)]
    if main in _topics()["percentages"]:
        choices = [swapped, value + chance.randint(5, 12)]
    return chance.choice([one for one in choices if one not in told and one > 1])


def _campaign(number: int, seed: int) -> Iterator[tuple[int, Made]]:
    """The articles on a war, without end: every few days, with totals since a day before the archive begins."""
    chance = random.Random(seed * 1_000_003 + number)
    topic = _topics()["campaigns"]
    country = topic["countries"][number - 1]
    since = START - dt.timedelta(days=chance.randint(20, 300))
    fixed = _circumstances(chance, 0) | {"country": country, "since": f"{since:%B} {since.day}, {since.year}"}
    fixed |= {"event": topic["event"]}
    fixed |= {name: drawn(chance, *range_of(limits)) for name, limits in topic["figures"].items()}
    totals = {name: drawn(chance, *range_of(limits)) for name, limits in topic["start"].items()}
    day, count = chance.randrange(4), 0
    while True:
        towns = {"town": pick(chance, _words()["towns"][country]), "weekday": f"{START + dt.timedelta(days=day):%A}"}
        facts = [chance.getrandbits(32) for _ in topic["facts"]]
        for outlet in _outlets(chance, country, chance.randint(1, 3), local=False):
            count += 1
            telling = Telling(
                chance.getrandbits(32), topic, {**fixed, **totals, **towns}, facts, int(chance.triangular(*_LETTERS))
            )
            address = f"https://www.{_letters(outlet)}.example/{number}/{count}"
            title = _title(chance.getrandbits(32), telling)
            yield day, Made(_row(f"{number}-{count}", address, title, outlet, day, _text(telling)))
        step = chance.randint(2, 6)
        totals = {
            name: value + sum(chance.randint(*topic["daily"][name]) for _ in range(step))
            for name, value in totals.items()
        }
        day += step


def _circumstances(chance: random.Random, day: int, countries: Sequence[str] | None = None) -> Values:
    """Where a story plays, in one of some countries or of all, and who has a part in it."""
    words = _words()
    country = pick(chance, countries) if countries else chance.choices(words["countries"], words["weights"])[0]
    town = pick(chance, words["towns"][country]) if chance.random() < _REAL else _village(chance)
    fill = _phrasing().fill
    told: Values = {name: fill(f"{{{name}}}", chance, {}) for name in ("official", "pollster", "firm", "street")}
    told |= {name: fill(f"{{{name[:-1]}}}", chance, {}) for name in ("thing1", "cause1", "body1")}
    told |= {name: _person(chance) for name in ("chief", "witness", "suspect", "victim")}
    told |= {"village": _village(chance), "village2": _village(chance), "town": town, "country": country}
    told["weekday"] = f"{START + dt.timedelta(days=day):%A}"
    return told


def _outlets(chance: random.Random, town: str, count: int, local: bool = True) -> list[str]:
    """Different outlets, one of them of the town itself every other time."""
    names = chance.sample(_words()["outlets"], count)
    if local and chance.random() < 0.5:
        names[0] = f"{town} {pick(chance, ('Post', 'Times', 'Star', 'Record'))}"
    return names


# --- texts -----------------------------------------------------------------------------------------------


def _title(seed: int, telling: Telling) -> str:
    chance = random.Random(seed)
    text = _phrasing().fill(pick(chance, telling.topic["titles"]), chance, telling.told)
    return text[:1].upper() + text[1:]


def _text(telling: Telling) -> str:
    """A lead, then paragraphs of facts and of what people around the story say, among these later ones of background
    and of other figures, up to a length."""
    chance = random.Random(telling.seed)
    topic, told, fill = telling.topic, telling.told, _phrasing().fill
    lead = fill(pick(chance, topic["leads"]), chance, told)
    facts = chance.sample(range(len(topic["facts"])), min(len(topic["facts"]), chance.randint(*_FACTS)))
    own: list[str] = []
    for index in facts:
        pattern = topic["facts"][index]
        own.append(fill(pattern, chance if "{Person}" in pattern else random.Random(telling.facts[index]), told))
    own += [fill(pattern, chance, told) for pattern in topic["colour"]]
    chance.shuffle(own)
    own, late = own[:_OPENING], own[_OPENING:]
    asides = chance.sample(_topics()["asides"], chance.randint(*_ASIDES))
    background = [fill(pattern, chance, {}) for pattern in asides]
    length = len(lead) + sum(map(len, (*own, *late, *background)))
    for pattern in chance.sample(_topics()["background"], len(_topics()["background"])):
        if length > telling.letters:
            break
        background.append(fill(pattern, chance, {}))
        length += len(background[-1])
    chance.shuffle(background)
    sentences = [*own, *_woven(late, background)]
    paragraphs = [lead]
    while sentences:
        count = 1 + int(chance.random() * (2 if len(paragraphs) < 4 else 4))
        paragraphs.append(" ".join(sentences[:count]))
        del sentences[:count]
    paragraphs.append(fill(pick(chance, _topics()["closings"]), chance, told))
    return "\n\n".join([part[:1].upper() + part[1:] for part in paragraphs])


def _woven(some: Sequence[str], among: Sequence[str]) -> list[str]:
    """Some sentences spread evenly among others, in the order of both."""
    step = max(1, len(among) // (len(some) + 1))
    woven: list[str] = []
    for index, sentence in enumerate(among):
        woven.append(sentence)
        if index % step == step - 1 and index // step < len(some):
            woven.append(some[index // step])
    return woven + list(some[len(among) // step :])


def _sentence(chance: random.Random, told: Told) -> str:
    return _phrasing().fill(pick(chance, _topics()["background"]), chance, told)


def _row(name: str, address: str, title: str, outlet: str, day: int, text: str) -> Row:
    return {"id": name, "url": address, "title": title, "outlet": outlet, "published": _date(day), "text": text}


@lru_cache(maxsize=4096)
def _date(day: int) -> str:
    return (START + dt.timedelta(days=day)).isoformat()


def _letters(name: str) -> str:
    return "".join(letter for letter in name.lower() if letter.isalnum())


# --- words -----------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def _words() -> dict[str, Any]:
    words = _data("archive_words.yaml")
    words["countries"] = list(words["towns"])
    words["weights"] = [len(towns) for towns in words["towns"].values()]
    return words


@lru_cache(maxsize=1)
def _topics() -> dict[str, Any]:
    topics = _data("archive_topics.yaml")
    for name, topic in topics["topics"].items():
        topic["name"] = name
    topics["names"] = list(topics["topics"])
    topics["shares"] = [topic["share"] for topic in topics["topics"].values()]
    topics["percentages"] = {topic["main"] for topic in topics["topics"].values() if topic.get("unit") == "percent"}
    return topics


def _data(name: str) -> dict[str, Any]:
    data: dict[str, Any] = yaml.safe_load(Path(__file__).with_name(name).read_text(encoding="utf-8"))
    return data


@lru_cache(maxsize=1)
def _phrasing() -> Phrasing:
    words = _words()
    lists = {**words["lists"], "pollster": words["pollsters"]}
    makers: dict[str, Maker] = {
        "person": _person,
        "village": _village,
        "street": _street,
        "firm": _firm,
        "thing": _thing,
        "items": _items,
    }
    return Phrasing(lists, makers)


def _joined(chance: random.Random, syllables: Mapping[str, Sequence[str]]) -> str:
    return "".join([pick(chance, syllables[place]) for place in ("first", "middle", "last")])


def _village(chance: random.Random) -> str:
    return _joined(chance, _words()["village"])


def _surname(chance: random.Random) -> str:
    return _joined(chance, _words()["surname"])


def _person(chance: random.Random) -> str:
    return f"{pick(chance, _words()['given'])} {_surname(chance)}"


def _street(chance: random.Random) -> str:
    words = _words()
    name = pick(chance, words["trees"]) if chance.random() < 0.3 else _surname(chance)
    return f"{name} {pick(chance, words['ways'])}"


def _thing(chance: random.Random) -> str:
    kinds = _words()["object"]
    return pick(chance, kinds["first"]) + pick(chance, kinds["place"])


def _items(chance: random.Random) -> str:
    kinds = _words()["object"]
    return pick(chance, kinds["first"]) + pick(chance, kinds["carried"])


def _firm(chance: random.Random) -> str:
    return f"{_surname(chance)} {pick(chance, _words()['trades'])}"
