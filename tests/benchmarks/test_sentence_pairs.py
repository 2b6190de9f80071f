"""Average precision, its interval and the similarities, on invented sentences."""

from __future__ import annotations

import math
from pathlib import Path

import pytest

from benchmarks.sentence_pairs import average_precision, cosine, draws, jaccard, main, tfidf

OPEN = "The lock at Ormund will open in May."
PARAPHRASE = "In May the lock at Ormund will open, the council said."
OTHER = "Barge owners wrote to the minister."


def test_average_precision_is_precision_where_recall_grows() -> None:
    assert average_precision([0.9, 0.8, 0.7, 0.1], [True, False, True, False]) == pytest.approx((1 + 2 / 3) / 2)
    assert average_precision([0.1, 0.2, 0.3], [False, True, True]) == 1.0


def test_equal_scores_stand_at_one_threshold() -> None:
    """In either order: what a similarity cannot tell apart gains nothing from the order of the file."""
    assert average_precision([0.5, 0.5, 0.5, 0.5], [True, False, False, False]) == 0.25
    assert average_precision([0.5, 0.5, 0.5, 0.5], [False, False, False, True]) == 0.25


def test_a_pair_drawn_twice_counts_twice_and_one_not_drawn_not_at_all() -> None:
    scores, right = [0.9, 0.8, 0.7], [True, False, True]
    assert average_precision(scores, right, [2, 0, 1]) == 1.0
    assert average_precision(scores, right, [1, 2, 1]) == average_precision([0.9, 0.8, 0.8, 0.7], [True, False, False, True])
    assert average_precision(scores, right, [0, 3, 0]) == 0.0


def test_stories_are_drawn_whole_and_alike_on_every_run() -> None:
    stories = ["lock", "lock", "ferry", "bridge"]
    drawn = list(draws(stories, 50))
    assert drawn == list(draws(stories, 50))
    assert all(times[0] == times[1] for times in drawn)
    assert all(times[0] + times[2] + times[3] == 3 for times in drawn)
    assert len({tuple(times) for times in drawn}) > 5


def test_words_alone_find_a_paraphrase_of_the_same_words() -> None:
    assert jaccard([OPEN, OPEN], [PARAPHRASE, OTHER]) == [pytest.approx(3 / 4), 0.0]
    near, far = cosine(tfidf)([OPEN, OPEN], [PARAPHRASE, OTHER])
    assert 0.5 < near < 1
    assert far < 0.2


def test_an_embedding_is_scored_by_the_angle_whatever_its_length() -> None:
    vectors = {OPEN: [3.0, 0.0], PARAPHRASE: [1.0, 1.0], OTHER: [0.0, 0.0]}
    assert cosine(lambda sentences: [vectors[sentence] for sentence in sentences])([OPEN, OPEN], [PARAPHRASE, OTHER]) == [
        pytest.approx(math.sqrt(0.5)),
        0.0,
    ]


def test_without_the_texts_it_is_skipped_aloud(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    main(["--claimdiff", str(tmp_path)])
    assert capsys.readouterr().out == "SKIPPED: news-cluster is not at hand (--news-cluster FOLDER)\n"
