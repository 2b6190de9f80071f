"""A sentence's vector: the network's meaning and the words that it shares with another."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.language.model.vectors import SKETCH, WORDS, sentence_vector

MEANING = np.array([0.6, 0.8, 0.0], np.float32)
OTHER = np.array([0.0, 0.0, 1.0], np.float32)
BOATS = [("the", "DET"), ("boat", "NOUN"), ("sink", "VERB"), ("Ormund", "PROPN")]


@given(st.lists(st.tuples(st.text(max_size=5), st.sampled_from(["NOUN", "DET", "PUNCT"])), max_size=6))
def test_the_length_is_one(words: list[tuple[str, str]]) -> None:
    made = sentence_vector(MEANING, words)
    assert made.shape == (3 + SKETCH,)
    assert made.dtype == np.float32
    assert np.linalg.norm(made) == pytest.approx(1, abs=1e-5)


def test_the_same_words_of_another_meaning_are_partly_alike() -> None:
    assert sentence_vector(MEANING, BOATS) @ sentence_vector(OTHER, BOATS) == pytest.approx(WORDS, abs=1e-5)


def test_order_repetition_capitals_and_function_words_change_nothing() -> None:
    again = [("a", "DET"), ("ormund", "PROPN"), ("boat", "NOUN"), ("boat", "NOUN"), ("sink", "VERB"), ("be", "AUX"), ("say", "VERB")]
    assert np.array_equal(sentence_vector(MEANING, BOATS), sentence_vector(MEANING, again))


def test_another_number_makes_another_sentence() -> None:
    three, nine = ([("die", "VERB"), (number, "NUM"), ("sailor", "NOUN")] for number in ("3", "9"))
    assert sentence_vector(MEANING, three) @ sentence_vector(MEANING, nine) < 0.95


def test_without_content_words_the_meaning_is_all() -> None:
    assert np.array_equal(sentence_vector(MEANING, [("so", "PART")]), [*MEANING, *[0.0] * SKETCH])
