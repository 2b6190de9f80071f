"""Names of invented people and bodies: which belong together, by which rule, and which never."""

from __future__ import annotations

import time
from collections.abc import Sequence

import pytest

from firsthand.language import language
from firsthand.language.coreference.name_variants import MOST, Name, Named, Names, acronyms, clean

RULES = language("en")
assert RULES is not None


def name(words: str, kind: str = "PER") -> Name:
    assert RULES is not None
    return clean(words.split(), kind, RULES)


def known(*given: tuple[str, str]) -> Names:
    """Each name an entity of its own, numbered from 0."""
    names = Names()
    for number, (words, kind) in enumerate(given):
        names.add(Named(number, kind), name(words, kind))
    return names


def found(names: Names, words: str, kind: str = "PER") -> tuple[int, str] | None:
    hit = names.find(name(words, kind))
    return (hit[0].number, hit[1]) if hit else None


@pytest.mark.parametrize(
    ("before", "kind", "later", "rule"),
    [
        ("Ines Varro", "PER", "Varro", "last name"),
        ("Ines Varro", "PER", "Ines", "given name"),
        ("Ines Varro", "PER", "I. Varro", "last name"),
        ("Ines M. Varro", "PER", "Ines Varro", "last name"),
        ("Varro", "PER", "Ines Varro", "last name"),
        ("Ines Varro", "PER", "Minister Ines Varro", "same name"),
        ("River Water Board", "ORG", "RWB", "acronym"),
        ("Bank of the North", "ORG", "BN", "acronym"),
        ("RWB", "ORG", "River Water Board", "acronym"),
        ("River Water Board", "ORG", "River Water", "short form"),
        ("River Water Board", "ORG", "the Board", "head noun"),
        ("Lund Mills Inc.", "ORG", "Lund Mills", "same name"),
    ],
)
def test_a_variant_goes_back_to_the_name(before: str, kind: str, later: str, rule: str) -> None:
    assert found(known((before, kind)), later, kind) == (0, rule)


def test_two_full_names_with_one_last_name_are_two_people() -> None:
    assert found(known(("Ines Varro", "PER")), "Karl Varro") is None


def test_a_last_name_that_two_people_share_is_neithers() -> None:
    assert found(known(("Ines Varro", "PER"), ("Karl Varro", "PER")), "Varro") is None


def test_a_last_name_that_was_used_before_the_second_person_came_is_neithers_after() -> None:
    names = Names()
    first = Named(0, "PER")
    for words in ("Ines Varro", "Varro"):
        names.add(first, name(words))
    names.add(Named(1, "PER"), name("Karl Varro"))
    assert names.find(name("Varro")) is None


def test_a_title_tells_the_two_apart() -> None:
    names = known(("Ines Varro", "PER"), ("Karl Varro", "PER"))
    assert found(names, "Mr Varro") == (1, "last name")
    assert found(names, "Mrs Varro") == (0, "last name")


def test_a_person_and_a_body_are_never_one() -> None:
    assert found(known(("Lund", "ORG")), "Lund", "PER") is None


def test_acronyms_with_small_words_and_without() -> None:
    assert list(acronyms("Bank of the North".split())) == ["bn", "botn"]
    assert list(acronyms(["Lund"])) == []


def joined(given: Sequence[str], kind: str = "PER") -> list[int]:
    """The number of each name's entity, as the names of a text are taken."""
    names = Names()
    entities: list[Named] = []
    numbers = []
    for words in given:
        hit = names.find(name(words, kind))
        if hit is None:
            entities.append(Named(len(entities), kind))
        entity = hit[0] if hit else entities[-1]
        names.add(entity, name(words, kind))
        numbers.append(entity.number)
    return numbers


def test_a_name_past_the_most_of_one_person_is_still_theirs() -> None:
    forms = [f"I. {number} Varro" for number in range(MOST + 8)]
    assert set(joined(["Ines Varro", *forms, *forms])) == {0}


@pytest.mark.parametrize(
    ("form", "kind", "people"),
    [("A{} Varro", "PER", True), ("Ines M{} Varro", "PER", False), ("Lund B{}", "ORG", False), ("A{} B{} Board", "ORG", True)],
    ids=["people", "forms of one", "short forms of one", "bodies"],
)
def test_time_is_linear(form: str, kind: str, people: bool) -> None:
    def seconds(count: int) -> float:
        given = ["Lund", *(form.format(number, number) for number in range(count))]
        started = time.process_time()
        numbers = joined(given, kind)
        assert (len(set(numbers)) > count / 2) == people
        return time.process_time() - started

    seconds(500)
    assert seconds(16_000) < 0.5 + 16 * seconds(2_000)
