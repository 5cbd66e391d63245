"""The shipped lists of places, people, names and verbs of saying hold together.

What is checked is what an editor of the lists gets wrong: a word that YAML reads as something else, a name
that two entries claim, a place inside a place nobody knows, a plural that no rule of spelling gives, a key
that another list of the folder overwrites.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import pytest

from figcheck.prose import regular_singular
from figcheck.wordlists import lexicon_folder, load_lexicon
from figcheck.yamlfile import read_yaml

LISTS = ("places", "people", "names", "saying")
FOLDER = lexicon_folder()
DATA: dict[str, Any] = {name: read_yaml(FOLDER / f"{name}.yaml").data for name in LISTS}
PLACES: dict[str, Any] = DATA["places"]["places"]
PEOPLE: dict[str, Any] = {group: nouns for group, nouns in DATA["people"]["people"].items() if group != "plurals"}
PLURALS: dict[str, str] = DATA["people"]["people"]["plurals"]
NAMES: dict[str, list[str]] = DATA["names"]["names"]
SAYING: dict[str, list[str]] = DATA["saying"]["saying"]

# All four are parsed at every start; more than this belongs into a compiled table.
MOST_BYTES = 72 * 1024


def fold(name: str) -> str:
    """The name as it is looked up: lower case, one kind of apostrophe, single blanks."""
    return " ".join(name.lower().replace("’", "'").split())


def words_of(node: Any, path: str) -> Iterator[tuple[str, Any]]:
    """Every key and every value below a node, with the path that leads there."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield f"{path}.{key}", key
            yield from words_of(value, f"{path}.{key}")
    elif isinstance(node, list):
        for index, value in enumerate(node):
            yield from words_of(value, f"{path}[{index}]")
    else:
        yield path, node


def lists_of(node: Any, path: str) -> Iterator[tuple[str, list[str]]]:
    """Every list below a node, with the path that leads there."""
    if isinstance(node, dict):
        for key, value in node.items():
            yield from lists_of(value, f"{path}.{key}")
    elif isinstance(node, list):
        yield path, node


def shared(claims: Iterable[tuple[str, str]], allowed: Iterable[str]) -> dict[str, set[str]]:
    """The names that more than one owner claims, less those allowed; claims are pairs of name and owner."""
    owners: dict[str, set[str]] = defaultdict(set)
    for name, owner in claims:
        owners[fold(name)].add(owner)
    excused = {fold(name) for name in allowed}
    return {name: who for name, who in owners.items() if len(who) > 1 and name not in excused}


def place_claims() -> Iterator[tuple[str, str]]:
    """Every name of a place with the entry that claims it."""
    for country, names in PLACES["countries"].items():
        yield from ((name, f"country {country}") for name in (country, *names))
    for holder, names in PLACES["inside"].items():
        yield from ((name, f"in {holder}") for name in names)
    for place, names in PLACES["same"].items():
        yield from ((name, f"same as {place}") for name in names)
    yield from ((name, "region") for name in PLACES["regions"])


def known_places() -> set[str]:
    """The canonical names of all places."""
    held = {name for names in PLACES["inside"].values() for name in names}
    return set(PLACES["countries"]) | held | set(PLACES["regions"])


def spelled_plural(noun: str) -> str:
    """The plural that the rules of spelling give a noun."""
    if noun.endswith("y") and noun[-2] not in "aeiou":
        return noun[:-1] + "ies"
    return noun + ("es" if noun.endswith(("s", "x", "z", "ch", "sh")) else "s")


@pytest.mark.parametrize("name", LISTS)
def test_every_value_is_text(name: str) -> None:
    entries = {key: value for key, value in DATA[name].items() if key != "version"}
    assert DATA[name]["version"] == 1
    odd = [
        (path, word)
        for path, word in words_of(entries, name)
        if not isinstance(word, str) or word != word.strip() or not word
    ]
    assert odd == []


@pytest.mark.parametrize("name", LISTS)
def test_no_list_says_a_word_twice(name: str) -> None:
    lists = list(lists_of(DATA[name], name))
    assert lists
    assert {path: words for path, words in lists if len({fold(word) for word in words}) != len(words)} == {}


def test_the_lists_stay_small_enough_to_parse_at_every_start() -> None:
    assert sum((FOLDER / f"{name}.yaml").stat().st_size for name in LISTS) <= MOST_BYTES


def test_no_key_of_a_list_overwrites_that_of_another() -> None:
    owners: dict[str, list[str]] = defaultdict(list)
    for path in sorted(FOLDER.glob("*.yaml")):
        for key in read_yaml(path).data:
            owners[key].append(path.name)
    assert {key: files for key, files in owners.items() if key != "version" and len(files) > 1} == {}


def test_a_claim_made_twice_is_seen() -> None:
    """The check itself: without it an empty `shared` would prove nothing."""
    claims = [
        ("Tripoli", "in Libya"),
        ("tripoli", "in Lebanon"),
        ("Kata’ib", "a"),
        ("Kata'ib", "b"),
        ("Sirte", "in Libya"),
    ]
    assert set(shared(claims, [])) == {"tripoli", "kata'ib"}
    assert set(shared(claims, ["Tripoli"])) == {"kata'ib"}


def test_no_place_name_has_two_owners_unless_ambiguous() -> None:
    assert shared(place_claims(), PLACES["ambiguous"]) == {}


def test_no_body_shares_a_name_with_another() -> None:
    claims = [(name, body) for body, aliases in NAMES.items() for name in (body, *aliases)]
    claims += [(pollster, pollster) for pollster in DATA["names"]["pollsters"]]
    assert shared(claims, DATA["names"]["ambiguous_names"]) == {}


def test_no_body_has_the_name_of_a_place() -> None:
    places = [(name, "place") for name, _ in place_claims()]
    bodies = [(name, "body") for body, aliases in NAMES.items() for name in (body, *aliases)]
    assert shared(places + bodies, []) == {}


def test_no_noun_stands_in_two_groups_unless_said() -> None:
    claims = [(noun, group) for group, nouns in PEOPLE.items() for noun in nouns]
    assert shared(claims, DATA["people"]["two_groups"]) == {}
    assert shared(claims, []).keys() == {fold(noun) for noun in DATA["people"]["two_groups"]}


@pytest.mark.parametrize(
    "places",
    [
        pytest.param(PLACES["inside"].keys(), id="what holds a place"),
        pytest.param(PLACES["same"].keys(), id="what has other spellings"),
    ],
)
def test_a_place_that_is_referred_to_is_known(places: Iterable[str]) -> None:
    assert sorted(set(places) - known_places()) == []


def test_only_names_that_stand_in_the_lists_are_ambiguous() -> None:
    known = {fold(name) for name, _ in place_claims()}
    assert [name for name in PLACES["ambiguous"] if fold(name) not in known] == []
    bodies = {fold(name) for body, aliases in NAMES.items() for name in (body, *aliases)}
    assert [name for name in DATA["names"]["ambiguous_names"] if fold(name) not in bodies] == []


def test_folk_are_demonyms() -> None:
    demonyms = {name for names in PLACES["countries"].values() for name in names}
    assert sorted(set(PLACES["folk"]) - demonyms) == []


def test_no_place_holds_itself() -> None:
    holders: dict[str, set[str]] = defaultdict(set)
    for holder, names in PLACES["inside"].items():
        for name in names:
            holders[name].add(holder)
    # Georgia is a country and lies in the United States: an ambiguous name starts two chains and ends none.
    ambiguous = set(PLACES["ambiguous"])

    def above(place: str, seen: frozenset[str]) -> frozenset[str]:
        if place in seen or place in ambiguous:
            return seen | {place}
        return seen.union(*(above(holder, seen | {place}) | {holder} for holder in holders[place]), {place})

    for place in sorted(set(holders) - ambiguous):
        assert all(place not in above(holder, frozenset()) for holder in holders[place]), place


def test_a_body_belongs_to_a_state_or_body_that_is_known() -> None:
    sides = set(PLACES["countries"]) | NAMES.keys()
    assert {
        body: side for body, side in DATA["names"]["parties"].items() if side not in sides or body not in NAMES
    } == {}


def test_every_irregular_plural_is_listed() -> None:
    nouns = [noun for group in PEOPLE.values() for noun in group]
    lost = [n for n in nouns if n not in PLURALS and regular_singular(spelled_plural(n.lower())) != n.lower()]
    assert lost == []
    assert sorted(set(PLURALS) - set(nouns)) == []


def test_a_verb_of_saying_is_one_word_in_lower_case() -> None:
    assert [verb for verb in SAYING["verbs"] if verb != verb.lower() or " " in verb] == []


@pytest.mark.parametrize(
    ("surface", "chain"),
    [
        pytest.param("us", ["United States"], id="abbreviation"),
        pytest.param("kiev", ["Kyiv", "Ukraine"], id="transliteration"),
        pytest.param(
            "miran shah",
            ["Miranshah", "North Waziristan", "Pakistan"],
            id="spelling of a place two levels down",
        ),
        pytest.param("texans", ["Texas", "United States"], id="demonym of a state"),
        pytest.param("dayr al-zawr", ["Deir ez-Zor", "Syria"], id="Arabic name in another system"),
        pytest.param("gaza strip", ["Gaza", "Palestine"], id="alias of a territory"),
        pytest.param("red sea", ["Red Sea"], id="sea"),
    ],
)
def test_a_place_leads_to_its_country(surface: str, chain: list[str]) -> None:
    gazetteer = load_lexicon().gazetteer
    assert list(gazetteer.holders(gazetteer.canonical[surface])) == chain


@pytest.mark.parametrize(
    ("surface", "canonical"),
    [
        pytest.param("islamic jihad", "Palestinian Islamic Jihad", id="not Islamic State"),
        pytest.param("al-qaeda in the arabian peninsula", "Al-Qaeda in the Arabian Peninsula", id="not its parent"),
        pytest.param("pakistani taliban", "Tehreek-e-Taliban Pakistan", id="not the Afghan Taliban"),
        pytest.param("centcom", "US Central Command", id="abbreviation"),
        pytest.param("daesh", "Islamic State", id="another name"),
        pytest.param("kata'ib hezbollah", "Kataib Hezbollah", id="apostrophe"),
        pytest.param("sendero luminoso", "Shining Path", id="another language"),
        pytest.param("yougov", "YouGov", id="pollster"),
    ],
)
def test_a_body_has_one_canonical_name(surface: str, canonical: str) -> None:
    assert load_lexicon().names[surface] == canonical
