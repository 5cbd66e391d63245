"""What a name of a place may mean, which place lies in which, and the shipped table against its sources."""

from __future__ import annotations

import pytest

from figcheck.gazetteer import Gazetteer, loosen
from figcheck.gazetteer.sources import build_table
from figcheck.gazetteer.table import TABLE, Table, load_table
from figcheck.wordlists import load_lexicon

PLACES: Gazetteer = load_lexicon().gazetteer
NONE: frozenset[str] = frozenset()


# --- the shipped table ---


@pytest.mark.slow
def test_the_shipped_table_is_that_of_its_sources() -> None:
    shipped, built = TABLE.read_text("utf-8").splitlines(), build_table().splitlines()
    parted = sorted(set(shipped) ^ set(built))
    assert parted == [], "run `python -m figcheck.gazetteer`, then look at what the diff changes"
    assert shipped == built


def test_the_table_names_its_source_and_stays_small() -> None:
    assert "GeoNames" in TABLE.read_text("utf-8")[:600] and "CC BY 4.0" in TABLE.read_text("utf-8")[:600]
    assert TABLE.stat().st_size < 1_500_000


def test_the_table_is_not_read_before_a_name_is_looked_up() -> None:
    def unread() -> Table:
        raise AssertionError("read")

    places = {"inside": {"Iraq": ["Mosul"]}, "countries": {"Iraq": ["Iraqi"]}, "same": {}}
    assert Gazetteer(places, unread).canonical["iraqi"] == "Iraq"


def test_every_place_of_the_table_leads_to_a_country() -> None:
    table = load_table()
    lost = {code for code in table.codes() if code.count(".") and code.rpartition(".")[0] not in set(table.codes())}
    assert lost == set()


def test_a_canonical_name_is_one_place() -> None:
    """Each bears a name that finds it again, with the same holders."""
    for name in (
        "springfield",
        "san jose",
        "washington",
        "kharkiv",
        "homs",
        "victoria",
        "paris",
        "greene county",
        "hama",
    ):
        found = PLACES.candidates(name)
        assert len({place.name for place in found}) == len(found)
        for place in found:
            assert place.holder == (PLACES.holders(place.name)[1] if place.holder else None)


# --- names that are words or persons ---

LISTED = {"washington", "houston", "charlotte", "chandler", "jackson", "lincoln", "madison"}  # by editors


@pytest.mark.parametrize(
    "name",
    "of police reading mobile nice hit split bath sale orange march man male marion jackson lincoln washington houston "
    "charlotte chandler victoria kim obama madison union enterprise liberty normal paradise hope justice".split(),
)
def test_a_word_or_a_persons_name_is_no_place_by_itself(name: str) -> None:
    assert PLACES.is_ordinary(name)
    assert name in LISTED or name not in PLACES.canonical


@pytest.mark.parametrize(
    "name", "the killed people sunday president army islamic state hamas biden putin netanyahu".split()
)
def test_no_word_of_the_news_is_a_place(name: str) -> None:
    assert PLACES.is_ordinary(name) or name not in PLACES.canonical


@pytest.mark.parametrize("name", "haifa opelousas uvalde mosul kharkiv ontario texas turkey shanghai".split())
def test_a_name_that_is_nothing_else_is_a_place_by_itself(name: str) -> None:
    assert not PLACES.is_ordinary(name)
    assert name in PLACES.canonical


# --- containment ---


@pytest.mark.parametrize(
    ("name", "holders"),
    [
        pytest.param("georgia", ["Georgia"], id="a country is not in the state of its name"),
        pytest.param("brooklyn", ["Brooklyn", "New York City", "New York", "United States"], id="the list's holders"),
        pytest.param("haifa", ["Haifa", "Israel"], id="a district and its seat are one"),
        pytest.param("dayr az zawr", ["Deir ez-Zor", "Syria"], id="transliteration"),
        pytest.param("deir-ez-zor", ["Deir ez-Zor", "Syria"], id="hyphens"),
        pytest.param("kharkov", ["Kharkiv", "Ukraine"], id="Russian name"),
        pytest.param("mosul", ["Mosul", "Nineveh", "Iraq"], id="a governorate between the list's town and country"),
        pytest.param("opelousas", ["Opelousas", "St. Landry Parish", "Louisiana", "United States"], id="a small town"),
        pytest.param("lucknow", ["Lucknow", "Uttar Pradesh", "India"], id="state of India"),
        pytest.param("thunder bay", ["Thunder Bay", "Ontario", "Canada"], id="province of Canada"),
        pytest.param("ramallah", ["Ramallah", "West Bank", "Palestine"], id="territory"),
        pytest.param("mir ali", ["Mir Ali", "North Waziristan", "Pakistan"], id="a village of the list"),
    ],
)
def test_a_place_lies_in_its_state_and_country(name: str, holders: list[str]) -> None:
    place = PLACES.canonical.get(name)
    assert place is not None and list(PLACES.holders(place)) == holders


# --- namesakes ---


@pytest.mark.parametrize(
    ("name", "context", "place"),
    [
        pytest.param("springfield", NONE, None, id="several, none the largest by far"),
        pytest.param("springfield", {"United States"}, None, id="a country that holds them all"),
        pytest.param("springfield", {"France"}, None, id="a country that holds none"),
        pytest.param(
            "springfield", {"Illinois", "Minnesota"}, "Springfield, Illinois", id="two states, one far larger town"
        ),
        pytest.param("springfield", {"Illinois", "Missouri"}, None, id="two states with large towns"),
        pytest.param("springfield", {"Illinois"}, "Springfield, Illinois", id="a state"),
        pytest.param("springfield", {"Sangamon County"}, "Springfield, Illinois", id="a county"),
        pytest.param("springfield, illinois", NONE, "Springfield, Illinois", id="with its state"),
        pytest.param("springfield, ill.", NONE, "Springfield, Illinois", id="with an abbreviation"),
        pytest.param("springfield, il", NONE, "Springfield, Illinois", id="with a postal code"),
        pytest.param("springfield, france", NONE, None, id="with a country that has none"),
        pytest.param("paris", {"United States"}, "Paris", id="a country does not outweigh the capital"),
        pytest.param("paris", {"Texas"}, "Paris, Texas", id="a state does"),
        pytest.param("paris", {"Texas", "France"}, "Paris", id="both are named"),
        pytest.param("birmingham", {"England"}, "Birmingham, England", id="nation of the United Kingdom"),
        pytest.param("birmingham", {"Alabama"}, "Birmingham, Alabama", id="listed under two holders"),
        pytest.param("tripoli", {"Lebanon"}, "Tripoli, Lebanon", id="the lesser of two cities"),
        pytest.param("georgia", {"United States"}, "Georgia, United States", id="state and country"),
        pytest.param("atlanta, ga.", NONE, "Atlanta", id="in the state that a country shares its name with"),
        pytest.param("punjab", {"India"}, "Punjab, India", id="provinces of two countries"),
        pytest.param(
            "reading", {"Pennsylvania"}, "Reading, Pennsylvania", id="a word, where a sign says it is a place"
        ),
        pytest.param("springfield", {"Springfield, Ohio"}, "Springfield, Ohio", id="named before in full"),
        pytest.param("nowhere at all", NONE, None, id="no place"),
    ],
)
def test_what_stands_beside_decides_among_namesakes(name: str, context: frozenset[str], place: str | None) -> None:
    assert PLACES.resolve(name, frozenset(context)) == place


def test_a_candidate_says_what_it_is() -> None:
    (place,) = PLACES.candidates("opelousas")
    assert (place.name, place.label, place.kind, place.holder) == (
        "Opelousas",
        "Opelousas",
        "city",
        "St. Landry Parish",
    )
    assert 15_000 < place.population < 20_000
    assert [p.kind for p in PLACES.candidates("iraqi")] == ["country"]


@pytest.mark.parametrize(
    ("short", "state"),
    [
        ("La.", "Louisiana"),
        ("LA", "Louisiana"),
        ("Tex.", "Texas"),
        ("Calif.", "California"),
        ("Ga.", "Georgia, United States"),
    ],
)
def test_a_state_has_abbreviations(short: str, state: str) -> None:
    assert PLACES.states[short] == state
    assert len(set(PLACES.states.values())) == 51


# --- what editors write wins ---


def gazetteer(**lists: object) -> Gazetteer:
    places = {"inside": {}, "countries": {"United States": [], "France": []}, "same": {}} | lists
    return Gazetteer(places)


@pytest.mark.parametrize(
    ("lists", "name", "place"),
    [
        pytest.param({}, "opelousas", "Opelousas", id="nothing said"),
        pytest.param({"not_places": ["Opelousas"]}, "opelousas", None, id="removed"),
        pytest.param({"ordinary": ["Opelousas"]}, "opelousas", None, id="no place by itself"),
        pytest.param({}, "mobile", None, id="a word"),
        pytest.param({"plain": ["Mobile"]}, "mobile", "Mobile", id="a word that is a place"),
        pytest.param({"inside": {"France": ["Opelousas"]}}, "opelousas", "Opelousas", id="a namesake elsewhere"),
        pytest.param(
            {"same": {"Opelousas": ["Old Opp"]}}, "old opp", "Opelousas", id="an alias of a place of the table"
        ),
    ],
)
def test_the_lexicon_corrects_the_table(lists: dict[str, object], name: str, place: str | None) -> None:
    assert gazetteer(**lists).canonical.get(name) == place


def test_a_place_lies_where_the_lexicon_says() -> None:
    moved = gazetteer(inside={"France": ["Opelousas"]})
    assert moved.holders("Opelousas") == ("Opelousas", "France")
    assert {place.name for place in moved.candidates("opelousas")} == {"Opelousas", "Opelousas, Louisiana"}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Deir ez-Zor", "deir ez zor"),
        ("Bogotá", "bogota"),
        ("Saint Paul", "St. Paul"),
        ("Ma’rib", "Marib"),
        ("Łódź", "Lodz"),
    ],
)
def test_spellings_of_one_name_meet(one: str, other: str) -> None:
    assert loosen(one) == loosen(other)
