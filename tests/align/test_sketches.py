"""Which articles may share a passage, told by kept runs of words."""

from __future__ import annotations

import random
import time

import numpy as np
import pytest

from firsthand.align import sketches
from firsthand.align.sketches import GRAM, WINDOW, Bodies, grams, hashed, pairs, pieces, places, winnowed
from firsthand.model import Span


def drawn(seed: int, count: int = 200) -> list[str]:
    source = random.Random(seed)
    return [f"w{source.randrange(5_000)}" for _ in range(count)]


def bodies(*texts: str) -> Bodies:
    made = Bodies()
    for number, text in enumerate(texts):
        made.add(str(number), text)
    return made


def test_articles_that_share_a_run_are_a_pair_and_others_are_none() -> None:
    one, other, third = drawn(1), drawn(2), drawn(3)
    other[50:50] = one[100 : 100 + WINDOW + GRAM - 1]
    assert pairs(bodies(" ".join(one), " ".join(other), " ".join(third))).tolist() == [[0, 1]]


@pytest.mark.parametrize("seed", range(20))
def test_any_run_of_so_many_words_is_seen_wherever_it_stands(seed: int) -> None:
    source = random.Random(seed)
    one, other = drawn(100 + seed), drawn(200 + seed)
    start, to = source.randrange(190), source.randrange(190)
    piece = one[start : start + WINDOW + GRAM - 1]
    if len(piece) == WINDOW + GRAM - 1:
        other[to:to] = piece
        assert pairs(bodies(" ".join(one), " ".join(other))).tolist() == [[0, 1]]


def test_forms_of_a_word_are_one_word_and_figures_keep_their_points() -> None:
    assert len({hashed(word) for word in ("harbour", "Harbour", "harbours", "harbour's", "harbour’s")}) == 1
    assert hashed("harbour") != hashed("harbinger")
    text = "It’s 3.5 of 1,200 boats."
    assert [text[start:end] for start, end in places(text, (), ())] == ["It’s", "3.5", "of", "1,200", "boats"]


def test_what_is_left_out_is_not_read_and_quoted_words_are_marked() -> None:
    assert pieces(20, [Span(5, 8)], [Span(7, 12)]) == [(0, 5, False), (8, 12, True), (12, 20, False)]
    made = Bodies()
    made.add("a", "one two three four", [Span(4, 7)], [Span(8, 13)])
    body = made.body(0)
    assert body.words.tolist() == [hashed(word) for word in ("one", "three", "four")]
    assert body.quoted.tolist() == [False, True, False]


def test_a_gram_is_the_same_wherever_it_stands_and_hangs_on_order() -> None:
    words = np.array([hashed(word) for word in "a b c d e f a b c d e".split()], np.uint32)
    found = grams(words)
    assert found[0] == found[6]
    assert grams(words[:5])[0] != grams(words[:5][::-1].copy())[0]
    assert len(grams(words[:4])) == 0


def test_of_each_window_one_is_kept() -> None:
    values = np.array(random.Random(4).sample(range(10_000), 300), np.uint64)
    kept = winnowed(values)
    assert all(kept[start : start + WINDOW].any() for start in range(300 - WINDOW + 1))
    assert kept.sum() < 200


def test_many_articles_with_one_passage_give_few_pairs_that_hang_together() -> None:
    passage = " ".join(drawn(9, 40))
    texts = [" ".join([*drawn(1_000 + n, 60), passage]) for n in range(300)]
    found = pairs(bodies(*texts))
    assert len(found) <= 300 * sketches.PAIRS_AN_ARTICLE
    group = list(range(300))
    for one, other in found.tolist():
        group = [group[one] if value == group[other] else value for value in group]
    assert len(set(group)) == 1


@pytest.mark.parametrize(
    "text", ["word " * 100_000, "x" * 500_000, "", "\n" * 10_000, "1,2" * 50_000], ids=("repeated", "line", "empty", "blank", "figures")
)
def test_hostile_texts_cost_little(text: str) -> None:
    start = time.process_time()
    assert pairs(bodies(text, text + " end", "some other text")).shape[1] == 2
    assert time.process_time() - start < 5
