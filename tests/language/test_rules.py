"""What the data files of a language hand over: lists and phrases of the language's own file and of those beside it."""

from __future__ import annotations

from firsthand.language import TOPICS, language


def test_lists_and_phrases_of_further_files_are_handed_over_by_table_and_key() -> None:
    rules = language("en")
    assert rules is not None
    assert {"modality", "governments"} <= set(TOPICS)
    assert "may" in rules["certainty.modals"]
    assert ("as", "long", "as") in rules.phrases["condition.conjunctions"]
    assert ("according", "to") in rules.phrases["according"]


def test_governments_by_country_and_by_what_the_name_is_to_it() -> None:
    rules = language("en")
    assert rules is not None
    assert ("kyiv",) in rules.phrases["governments.Ukraine.capital"]
    assert ("the", "kremlin") in rules.phrases["governments.Russia.seat"]
    names = [name for key, phrases in rules.phrases.items() if key.startswith("governments.") for name in phrases]
    assert all(word == word.lower() for name in names for word in name)
