"""Names as keys: what is written in several ways has one, what is another name has another."""

from __future__ import annotations

import pytest

from firsthand.align.names_alike import (
    acronyms,
    entries,
    given_key,
    is_acronym,
    is_generic,
    is_known_thing,
    last_key,
    lines,
    person,
    plain,
    raw,
    same_middle,
    skeleton,
    thing,
)

ONE_NAME = [
    ("Orenskyy", "Orensky"), ("Orenskiy", "Orenskyi"), ("Orenskij", "Orenski"), ("Talchenko", "Taltschenko"), ("Khalimov", "Halimov"), ("Varroff", "Varrov"),
    ("Sergeyev", "Sergeev"), ("Zhurin", "Zurin"), ("Medwenko", "Medvenko"), ("Yatselin", "Iatselin"), ("Qasarin", "Kasarin"),
    ("Müllrich", "Muellrich"), ("Dalloush", "Dalush"), ("Kasčinas", "Kascinas"), ("Saelson", "Saellson"), ("Ghadrin", "Gadrin"), ("Phelim", "Felim"), ("Dzhalin", "Jalin"),
]  # fmt: skip
TWO_NAMES = [
    ("Varro", "Varga"),
    ("Lund", "Lunde"),
    ("Orensky", "Oranski"),
    ("Marlin", "Merlin"),
    ("Li", "Lee"),
    ("Han", "Hahn"),
    ("Tamsin", "Tamsen"),
]


@pytest.mark.parametrize(("one", "other"), ONE_NAME)
def test_romanisations_of_one_name(one: str, other: str) -> None:
    assert skeleton(plain(one)) == skeleton(plain(other))


@pytest.mark.parametrize(("one", "other"), TWO_NAMES)
def test_other_names_stay_apart(one: str, other: str) -> None:
    assert last_key(plain(one)) != last_key(plain(other))


def test_given_names() -> None:
    assert given_key("vladimir") == given_key("volodymyr") == given_key("wladimir")
    assert given_key("sergey") == given_key("serhiy")
    assert given_key("mohammed") == given_key("muhammad")
    assert given_key("bill") == given_key("william")
    assert len({given_key(name) for name in ("ines", "anna", "william", "vladimir", "vladislav", "vladlena")}) == 6


@pytest.mark.parametrize(
    ("written", "words"),
    [
        ("Ines Varro", ("ines", "varro")), ("Ines M. Varro", ("ines", "m", "varro")), ("I.M. Varro", ("i", "m", "varro")), ("Varro", ("varro",)),
        ("Tom Lund Jr.", ("tom", "lund", "jr")), ("Tom Lund, Jr", ("tom", "lund", "jr")), ("Rafik al-Sael", ("rafik", "sael")), ("al-Sael", ("sael",)),
        ("Rafik Al Sael", ("rafik", "sael")), ("Ada von der Mühl", ("ada", "muhl")), ("von der Mühl", ("muhl",)), ("Ben Ostler", ("ben", "ostler")),
        ("Łucja Brön", ("lucja", "bron")), ("O’Dell", ("o'dell",)),
    ],
)  # fmt: skip
def test_the_words_of_a_persons_name(written: str, words: tuple[str, ...]) -> None:
    found = person(written)
    assert found is not None
    assert found.words == words
    assert found.bare == (len(words) == 1)


def test_what_is_no_name() -> None:
    assert person("") is None
    assert person("1.5") is None


def test_middle_names_tell_people_apart_where_both_have_one() -> None:
    def same(one: str, other: str) -> bool:
        first, second = person(one), person(other)
        assert first is not None
        assert second is not None
        return same_middle(first, second)

    assert same("Tom Lund", "Tom B. Lund")
    assert same("Tom Bram Lund", "Tom B. Lund")
    assert not same("Tom B. Lund", "Tom H. Lund")
    assert not same("Tom Lund", "Tom Lund Jr.")


def test_spacing_does_not_count() -> None:
    parted = [person(name) for name in ("Sael Tam Un", "Sael Tam-un")]
    assert parted[0] is not None
    assert parted[1] is not None
    assert parted[0].squashed == parted[1].squashed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Kyiv", "Kiev"), ("Kharkiv", "Kharkov"), ("Odesa", "Odessa"), ("kyiv", "KYIV"), ("the U.S.", "United States"), ("US", "U.S.A."), ("Washington, DC", "Washington"),
        ("Kharkiv Region", "Kharkov oblast"), ("Sankt Várda", "Sankt Varda"), ("Orenskyy", "Orensky"), ("Deir ez-Zor", "Deir al-Zour"),
    ],
)  # fmt: skip
def test_one_place(one: str, other: str) -> None:
    assert thing(one, place=True) == thing(other, place=True)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("River Water Board", "the River Water Board"), ("Tallow Wire", "Tallow Wire agency"), ("Quay Works Ltd", "Quay Works"), ("Kiev Rowers", "Kyiv Rowers"),
        ("Board of Defence", "Board of Defense"), ("al-Qaeda", "Al Qaida"), ("Agence France-Presse", "AFP"),
    ],
)  # fmt: skip
def test_one_body(one: str, other: str) -> None:
    assert thing(one, place=False) == thing(other, place=False)


@pytest.mark.parametrize(
    ("one", "other"),
    [("Belgorod", "Belgorod Region"), ("Austria", "Australia"), ("Niger", "Nigeria"), ("Sael", "Sale"), ("Ministry", "Council")],
)
def test_places_that_are_two(one: str, other: str) -> None:
    assert thing(one, place=True) != thing(other, place=True)


def test_bodies_that_any_country_has() -> None:
    assert is_generic("foreign ministry")
    assert is_generic("supreme court")
    assert not is_generic("river water board")


def test_what_is_no_person() -> None:
    assert is_known_thing("Kremlin")
    assert is_known_thing("White House")
    assert not is_known_thing("Ines Varro")


def test_acronyms() -> None:
    assert acronyms("Board of River Water") == {"brw", "borw"}
    assert acronyms("Varro") == set()
    assert [name for name in ("RWB", "R.W.B.", "Rwb", "X", "RIVER WATER BOARD") if is_acronym(name)] == ["RWB", "R.W.B."]


@pytest.mark.parametrize("name", ["given", "last", "places", "bodies", "nations"])
def test_a_word_stands_in_one_line_of_a_table(name: str) -> None:
    split = lines if name in ("given", "last") else entries
    rows = [row for key, text in raw()[name].items() if key != "regions" for row in split(text)]
    words = [word for row in rows for word in row]
    assert sorted(set(words)) == sorted(words)
    assert all(plain(word) == plain(plain(word)) for word in words)


def test_lines_of_one_word_join_nothing() -> None:
    tables = [raw()["given"]["spellings"], raw()["given"]["short"], raw()["last"]["spellings"]]
    assert all(len(row) > 1 for text in tables for row in lines(text))
