"""Other names in the place of those of a text."""

from __future__ import annotations

import random

from training.corpora import Sentence
from training.swaps import pools, swapped

HOME = Sentence(
    ("Ines", "Varro", "left", "Harrow", "."), (True, True, True, False, True), upos=("X",) * 5, names=("B-PER", "I-PER", "O", "B-LOC", "O")
)
BACK = Sentence(("Ines", "Varro", "came", "back", "."), (True, True, True, False, True), names=("B-PER", "I-PER", "O", "O", "O"))
NONE = Sentence(("Nobody", "knew", "."), (True, False, True), names=("O", "O", "O"))
OTHER = Sentence(("Tom", "met", "Old", "Mill"), (True, True, True, True), names=("B-PER", "", "B-LOC", "I-LOC"))


def test_names_are_collected_by_type() -> None:
    assert pools([HOME, NONE, OTHER]) == {"PER": [("Ines", "Varro"), ("Tom",)], "LOC": [("Harrow",), ("Old", "Mill")]}


def test_one_name_becomes_one_other_in_the_whole_document() -> None:
    home, back = swapped([HOME, NONE, BACK], pools([OTHER]), random.Random(1))
    assert home.words == ("Tom", "left", "Old", "Mill", ".")
    assert home.names == ("B-PER", "O", "B-LOC", "I-LOC", "O")
    assert home.space_after == (True, True, True, False, True)
    assert home.text == "Tom left Old Mill."
    assert home.upos is None
    assert back.words[0] == "Tom"


def test_words_of_which_nothing_is_known_stay_so() -> None:
    (other,) = swapped([OTHER], pools([HOME]), random.Random(1))
    assert other.names == ("B-PER", "I-PER", "", "B-LOC")


def test_people_are_made_of_two() -> None:
    known = {"PER": [("Tom", "Ash"), ("Ada", "Birch")]}
    made = {sentence.words[:2] for seed in range(40) for sentence in swapped([HOME], known | {"LOC": [("Weir",)]}, random.Random(seed))}
    assert made == {("Tom", "Ash"), ("Tom", "Birch"), ("Ada", "Ash"), ("Ada", "Birch")}
