"""Scores to trees and paths, against every tree and every path there is."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra import numpy as arrays

from firsthand.language.model.trees import best_path, best_tree, spans_of

TAGS = ("O", "B-PER", "I-PER", "B-LOC", "I-LOC")
NUMBERS = st.floats(-50, 50, width=32)


def is_tree(heads: Sequence[int]) -> bool:
    """One root, and every word reaches it."""
    if list(heads).count(0) != 1:
        return False
    for word in range(1, len(heads) + 1):
        seen: set[int] = set()
        at = word
        while at:
            if at in seen:
                return False
            seen.add(at)
            at = heads[at - 1]
    return True


@st.composite
def tree_scores(draw: st.DrawFn) -> np.ndarray:
    count = draw(st.integers(1, 4))
    return draw(arrays.arrays(np.float32, (count, count + 1), elements=NUMBERS))


def worth(scores: np.ndarray, heads: Sequence[int]) -> float:
    return float(sum(scores[word, head] for word, head in enumerate(heads)))


@given(tree_scores())
def test_the_best_tree_is_the_best_of_all(scores: np.ndarray) -> None:
    count = len(scores)
    found = [int(head) for head in best_tree(scores)]
    assert is_tree(found)
    best = max(worth(scores, heads) for heads in itertools.product(range(count + 1), repeat=count) if is_tree(heads))
    assert worth(scores, found) == pytest.approx(best, abs=1e-3)


@pytest.mark.parametrize(
    "scores", [np.zeros((250, 251)), np.random.default_rng(3).normal(size=(250, 251)), np.tile(np.arange(251.0), (250, 1))]
)
def test_a_long_sentence_has_its_tree_soon(scores: np.ndarray) -> None:
    start = time.process_time()
    assert is_tree([int(head) for head in best_tree(scores.astype(np.float32))])
    assert time.process_time() - start < 3


def test_all_want_the_root() -> None:
    scores = np.array([[9, 0, 1, 0], [8, 0, 0, 0], [7, 0, 2, 0]], np.float32)
    assert list(best_tree(scores)) == [0, 1, 2]


@given(arrays.arrays(np.float32, st.tuples(st.integers(1, 4), st.just(len(TAGS))), elements=NUMBERS))
def test_the_best_path_is_the_best_of_all(scores: np.ndarray) -> None:
    def allowed(path: Sequence[int]) -> bool:
        tags = ["O", *(TAGS[i] for i in path)]
        return all(not tag.startswith("I-") or (before != "O" and before[2:] == tag[2:]) for before, tag in itertools.pairwise(tags))

    found = best_path(scores, TAGS)
    assert allowed(found)
    best = max(worth(scores, path) for path in itertools.product(range(len(TAGS)), repeat=len(scores)) if allowed(path))
    assert worth(scores, found) == pytest.approx(best, abs=1e-3)


def test_no_words_no_path() -> None:
    assert best_path(np.zeros((0, len(TAGS)), np.float32), TAGS) == []


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        (["O", "B-PER", "I-PER", "O"], {(1, 3, "PER")}),
        (["B-PER", "B-PER"], {(0, 1, "PER"), (1, 2, "PER")}),
        (["B-PER", "I-LOC"], {(0, 1, "PER"), (1, 2, "LOC")}),
        (["I-PER", "I-PER"], {(0, 2, "PER")}),
        ([], set()),
    ],
)
def test_spans_of_tags(tags: list[str], spans: set[tuple[int, int, str]]) -> None:
    assert spans_of(tags) == spans
