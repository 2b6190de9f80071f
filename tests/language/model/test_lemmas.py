"""Lemmas by endings."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.language.model.lemmas import lemma, read_rules, write_rules

RULES = {
    ("NOUN", "s"): (1, ""), ("NOUN", "ies"): (3, "y"), ("NOUN", "^news"): (0, ""), ("NOUN", ""): (0, ""), ("VERB", "ed"): (2, ""),
    ("VERB", "^was"): (3, "be"), ("PRON", "^i"): (1, "I"), ("PRON", "^me"): (2, "I"), ("PROPN", ""): (0, ""),
    ("PROPN", "ies"): (3, "y"), ("ADJ", "y"): (9, "x"),
}  # fmt: skip


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("harbours", "NOUN", "harbour"), ("Ferries", "NOUN", "ferry"), ("News", "NOUN", "news"), ("was", "VERB", "be"), ("I", "PRON", "I"),
        ("me", "PRON", "I"), ("Ormund", "PROPN", "Ormund"),
        ("Ferries", "PROPN", "Ferry"), ("FERRIES", "PROPN", "FERRY"), ("FERRIES", "NOUN", "ferry"), ("UN", "X", "UN"), ("Quickly", "ADV", "quickly"), ("s", "NOUN", "s"),
        ("ed", "VERB", "ed"), ("dry", "ADJ", "dry"), ("İs", "NOUN", "i̇s"),
    ],
)  # fmt: skip
def test_lemmas(word: str, tag: str, expected: str) -> None:
    assert lemma(word, tag, RULES) == expected


@given(st.text(min_size=1, max_size=40), st.sampled_from(("NOUN", "VERB", "PROPN", "PRON", "X")))
def test_every_word_has_a_lemma(word: str, tag: str) -> None:
    assert lemma(word, tag, RULES)


ENDINGS = st.text(st.characters(exclude_characters="\t\n\r", exclude_categories=("Cs",)), max_size=9)


@given(st.dictionaries(st.tuples(st.sampled_from(("NOUN", "VERB")), ENDINGS), st.tuples(st.integers(0, 9), ENDINGS)))
def test_rules_are_read_as_they_were_written(rules: dict[tuple[str, str], tuple[int, str]]) -> None:
    assert read_rules(write_rules(rules)) == rules
