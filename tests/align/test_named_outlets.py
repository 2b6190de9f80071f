"""Where a report names another's outlet."""

from __future__ import annotations

from firsthand.align.named_outlets import capitals, name_of, naming


def named(text: str, outlet: str, *others: str) -> str | None:
    name = name_of(outlet)
    assert name is not None
    span = naming(capitals(text, ()), name, [capitals(other, ()) for other in others])
    return text[span.start : span.end] if span else None


def test_a_full_name_whatever_its_accents_and_article() -> None:
    assert named("As the Diario de Morren put it", "Diário de Morren") == "Diario de Morren"
    assert named("said Harrow Lantern on Monday", "The Harrow Lantern") == "Harrow Lantern"


def test_letters_stand_for_a_name() -> None:
    assert named("a source told HNA on Monday", "Harrow News Agency") == "HNA"
    assert named("a source told ha on Monday", "Harrow Argus") is None


def test_the_last_word_with_an_article() -> None:
    assert named("the geese, which the Lantern kept from us", "Harrow Lantern") == "Lantern"
    assert named("on the Lantern Bridge", "Harrow Lantern") is None
    assert named("with a lantern", "Harrow Lantern") is None


def test_one_word_of_the_name_only_where_it_can_be_nothing_else() -> None:
    assert named("So it goes. Beacon had it by breakfast", "Harrow Beacon") == "Beacon"
    assert named("So it goes. Beacon had it by breakfast", "Harrow Beacon", "the light on the Beacon was out") is None
    assert named("So it goes. Beacon had it by breakfast", "Harrow Beacon", "the Harrow Beacon reported") == "Beacon"
    assert named("people in Morren, by the harbour", "Morren Gazette") is None  # a place
    assert named("a friend reads it: Morren says so", "Morren Gazette") == "Morren"
    assert named("a house in Morren Street says nothing", "Morren Gazette") is None


def test_a_word_of_the_language_names_no_outlet_alone() -> None:
    assert named("People came in the end", "People") is None
    assert name_of("www.harrow.example") is None
