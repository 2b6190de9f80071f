"""The names of a document, from scores that are made by hand."""

from __future__ import annotations

import time
from collections.abc import Mapping

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from firsthand.language.model.names import names
from firsthand.language.model.trees import spans_of

TAGS = ("O", "B-PER", "I-PER", "B-ORG", "I-ORG", "B-LOC", "I-LOC", "B-MISC", "I-MISC")
Word = tuple[str, Mapping[str, float]]


def word(text: str, **odds: float) -> Word:
    """A word and the log odds of its tags (`B_PER`); all else -9, `O` 0 where nothing is given."""
    return text, {tag.replace("_", "-"): value for tag, value in odds.items()} or {"O": 0.0}


def scores(sentence: list[Word]) -> np.ndarray:
    return np.array([[odds.get(tag, -9.0) for tag in TAGS] for _, odds in sentence], np.float32).reshape(-1, len(TAGS))


def found(*sentences: list[Word]) -> list[list[tuple[str, str]]]:
    """(words, type) of the names of each sentence, in order."""
    words = [[text for text, _ in sentence] for sentence in sentences]
    paths = names(words, [scores(sentence) for sentence in sentences], TAGS)
    assert [len(path) for path in paths] == [len(sentence) for sentence in sentences]
    spans = [sorted(spans_of([TAGS[tag] for tag in path])) for path in paths]
    return [[(" ".join(some[a:b]), kind) for a, b, kind in row] for some, row in zip(words, spans, strict=True)]


SAID = word("said")
ILKA, STELL = word("Ilka", B_PER=0), word("Stell", I_PER=0)


def test_each_sentence_alone() -> None:
    assert found([ILKA, STELL, SAID, word("Ormund", B_LOC=0)], [SAID]) == [[("Ilka Stell", "PER"), ("Ormund", "LOC")], []]


def test_nothing() -> None:
    assert names([], [], TAGS) == []
    assert found([], [SAID], []) == [[], [], []]


def test_a_name_has_one_type_where_the_others_are_surer() -> None:
    sure, unsure = word("Harrow", B_LOC=0), word("Harrow", B_ORG=0, B_LOC=-1)
    assert found([sure, SAID], [unsure], [sure]) == [[("Harrow", "LOC")]] * 3


def test_a_name_keeps_its_type_where_it_is_as_sure_as_the_other() -> None:
    assert found([word("Harrow", B_LOC=0)], [word("Harrow", B_ORG=0)])[1] == [("Harrow", "ORG")]


def test_other_words_are_no_evidence() -> None:
    unsure = word("Harrow", B_ORG=0, B_LOC=-1)
    assert found([word("Harrow", B_LOC=0), word("Lock", I_LOC=0)], [unsure])[1] == [("Harrow", "ORG")]


@pytest.mark.parametrize("part", ["Ilka", "Stell"])
def test_a_part_of_a_full_name_is_the_person(part: str) -> None:
    assert found([ILKA, STELL, SAID], [word(part, B_ORG=0, B_PER=-1), SAID])[1] == [(part, "PER")]


def test_a_last_name_tells_of_the_full_name() -> None:
    unsure = [word("Ilka", B_ORG=0, B_PER=-1), word("Stell", I_ORG=0, I_PER=-1)]
    assert found(unsure, [word("Stell", B_PER=0)])[0] == [("Ilka Stell", "PER")]


def test_a_part_of_an_organisation_is_no_person() -> None:
    full = [word("Tamsin", B_ORG=0), word("Line", I_ORG=0)]
    assert found(full, [word("Tamsin", B_LOC=0, B_PER=-1)])[1] == [("Tamsin", "LOC")]


@pytest.mark.parametrize(
    ("text", "odds", "name"),
    [
        ("Stell", {"O": 0, "B_PER": -2}, True),
        ("stell", {"O": 0, "B_PER": -2}, False),
        ("Varro", {"O": 0, "B_PER": -2}, False),
    ],
)
def test_a_word_that_is_a_name_elsewhere(text: str, odds: dict[str, float], name: bool) -> None:
    assert found([ILKA, STELL, SAID], [SAID, word(text, **odds)])[1] == ([(text, "PER")] if name else [])


def test_a_word_that_is_surely_no_name_is_none() -> None:
    none, name = word("May", O=0), word("May", B_PER=0, O=-4)
    assert found([none], [name], [name], [name]) == [[], *[[("May", "PER")]] * 3]


def test_a_name_goes_on_with_a_capital() -> None:
    harbour = word("Ormund", B_ORG=0)
    assert found([harbour, word("Board", O=0, I_ORG=-1)]) == [[("Ormund Board", "ORG")]]
    assert found([harbour, word("board", O=0, I_ORG=-1)]) == [[("Ormund", "ORG")]]
    assert found([harbour], [word("Board", O=0, I_ORG=-1)]) == [[("Ormund", "ORG")], []]
    assert found([ILKA, word("Stell", B_PER=0, I_PER=-1)]) == [[("Ilka Stell", "PER")]]


def test_two_names_beside_each_other_stay_two() -> None:
    assert found([word("Ormund", B_MISC=0), word("Tamsin", B_ORG=0)]) == [[("Ormund", "MISC"), ("Tamsin", "ORG")]]
    assert found([word("Ormund", B_MISC=0), word("Tamsinite", B_MISC=0)]) == [[("Ormund", "MISC"), ("Tamsinite", "MISC")]]


@pytest.mark.parametrize("last", [["'s"], ["of"], ["–"], ["of", "the"]])
def test_how_no_name_ends(last: list[str]) -> None:
    assert found([ILKA, *(word(text, I_PER=0) for text in last), SAID]) == [[("Ilka", "PER")]]
    assert found([word(last[0], B_PER=0), SAID]) == [[]]


def test_small_words_and_marks_inside() -> None:
    inside = [word("Tamsin", B_ORG=0), *(word(text, I_ORG=0) for text in ("'s", "Line", "of", "Ormund"))]
    assert found(inside) == [[("Tamsin 's Line of Ormund", "ORG")]]


@given(arrays.arrays(np.float32, st.tuples(st.integers(0, 12), st.just(len(TAGS))), elements=st.floats(-50, 50, width=32)), st.data())
def test_any_scores(rows: np.ndarray, data: st.DataObject) -> None:
    words = data.draw(st.lists(st.sampled_from(("Ilka", "Stell", "of", "'s", "said", "港", "4")), min_size=len(rows), max_size=len(rows)))
    cut = data.draw(st.integers(0, len(rows)))
    given_, before = [words[:cut], words[cut:]], rows.copy()
    paths = names(given_, [rows[:cut], rows[cut:]], TAGS)
    assert [len(path) for path in paths] == [cut, len(rows) - cut]
    for path in paths:
        for tag, after in zip([0, *path], path, strict=False):
            assert after % 2 or after in (0, tag) or after == tag + 1  # an I- goes on a name of its type
    assert (rows == before).all()
    assert paths == names(given_, [rows[:cut], rows[cut:]], TAGS)


@pytest.mark.parametrize("text", ["Stell", "Stell said", "Stell Stell Stell ,"], ids=["one name", "every other", "long names"])
def test_a_long_document_is_read_soon(text: str) -> None:
    row = [word(one, B_PER=0, I_PER=0, O=-1) if one[0].isupper() else word(one) for one in text.split()] * (20_000 // len(text.split()))
    sentences = [row[at : at + 200] for at in range(0, len(row), 200)]
    words, rows = [[text for text, _ in sentence] for sentence in sentences], [scores(sentence) for sentence in sentences]
    start = time.process_time()
    names(words, rows, TAGS)
    assert time.process_time() - start < 3
