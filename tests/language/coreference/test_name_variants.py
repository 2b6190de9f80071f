"""Names of invented people and bodies: which belong together, by which rule, and which never."""

from __future__ import annotations

import pytest

from firsthand.language import language
from firsthand.language.coreference.name_variants import Name, Named, Names, acronyms, clean

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
