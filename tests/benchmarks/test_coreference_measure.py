"""What the measure of coreference counts, on one invented text with its gold written out."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

import pytest

spacy = pytest.importorskip("spacy")
from spacy.tokens import Doc  # noqa: E402

from benchmarks.coreference import by_article, shares, tally  # noqa: E402
from firsthand.model import Chain, ChainLink  # noqa: E402
from training.chains import ORGANISATION, OTHER, PERSON, ChainedText, GoldMention  # noqa: E402

WORDS = "Varro left . She and her dog met the board . It barked at the minister .".split()
DOC = Doc(spacy.blank("en").vocab, words=WORDS)
PLACES = [(token.idx, token.idx + len(token)) for token in DOC]


def gold(first: int, last: int, chain: str, kind: str = PERSON, anaphor: str | None = None) -> GoldMention:
    """Words `first` to `last`, the last one the head."""
    return GoldMention(PLACES[first][0], PLACES[last][1], (PLACES[last],), chain, kind, anaphor)


TEXT = ChainedText(
    "invented", DOC.text, (),
    (
        gold(0, 0, "varro"), gold(3, 3, "varro", anaphor="she"), gold(5, 5, "varro", anaphor="she"), gold(5, 6, "dog", OTHER),
        gold(8, 9, "board", ORGANISATION, "role"), gold(11, 11, "dog", OTHER), gold(14, 15, "varro", anaphor="role"),
    ),
)  # fmt: skip


def link(first: int, last: int, kind: str, before: tuple[int, int] | None = None) -> ChainLink:
    return ChainLink(first, last + 1, last, kind, before, "because", 0.9)


def test_the_first_mention_of_a_chain_is_no_anaphor() -> None:
    assert [(m.start, m.anaphor) for m in TEXT.anaphors()] == [(PLACES[3][0], "she"), (PLACES[5][0], "she"), (PLACES[14][0], "role")]


def test_right_links_are_counted_and_what_is_left_alone_costs_coverage() -> None:
    found = [Chain((link(0, 0, "name"), link(3, 3, "pronoun", (0, 1)), link(14, 15, "noun", (3, 4))), (0, 1), "PER")]
    count = tally(TEXT, DOC, PLACES, found)
    assert shares(count) == (1.0, 2 / 3)
    assert shares(count, ("role",)) == (1.0, 1.0)


def test_a_link_where_the_gold_has_no_anaphor_costs_precision() -> None:
    found = [Chain((link(0, 0, "name"), link(3, 3, "pronoun", (0, 1)), link(8, 9, "noun", (3, 4))), (0, 1), "PER")]
    assert shares(tally(TEXT, DOC, PLACES, found)) == (0.5, 1 / 3)


def test_a_link_to_another_chain_is_answered_and_wrong() -> None:
    found = [Chain((link(5, 6, "noun"), link(14, 15, "noun", (5, 7))), None, None)]
    count = tally(TEXT, DOC, PLACES, found)
    assert shares(count) == (0.0, 1 / 3)


def test_links_inside_a_chain_of_another_kind_are_not_counted() -> None:
    found = [Chain((link(5, 6, "noun"), link(11, 11, "pronoun", (5, 7))), None, None)]
    assert shares(tally(TEXT, DOC, PLACES, found)) == (0.0, 0.0)
    assert not tally(TEXT, DOC, PLACES, found)["she", "link"]


def test_an_article_of_both_sets_has_one_name() -> None:
    texts = [replace(TEXT, name=name) for name in ("GUM_news_lock", "gum/news_lock", "re3d/lock")]
    assert set(by_article(texts, [Counter()] * 3)) == {"GUM_news_lock", "re3d/lock"}
