"""What counts as found: token F1, contents, relations, one-to-one matches, nesting."""

from __future__ import annotations

from benchmarks.attributions import added, interval, matched, nested, nesting, relation_of, shares, tally
from firsthand.model import Proposal, Words

TEXT = "Varro said that wells run dry. Lund agreed."


def at(words: str) -> tuple[int, int]:
    return TEXT.index(words), TEXT.index(words) + len(words)


GOLD = {"source": [at("Varro")], "cue": [at("said")], "content": [at("that wells run dry")]}


def test_what_is_equal_is_right() -> None:
    made = tally(TEXT, [GOLD], [GOLD])
    for what in ("source", "cue", "content", "content exact", "content half", "relation"):
        assert shares(made, what) == (1.0, 1.0, 1.0)


def test_half_of_a_content_is_enough_and_less_is_not() -> None:
    half, less = {**GOLD, "content": [at("run dry")]}, {**GOLD, "content": [at("dry")]}
    assert shares(tally(TEXT, [GOLD], [half]), "relation")[2] == 1.0
    assert shares(tally(TEXT, [GOLD], [half]), "content exact")[2] == 0.0
    assert shares(tally(TEXT, [GOLD], [less]), "content half")[2] == 0.0


def test_a_relation_needs_its_source() -> None:
    other, none = {**GOLD, "source": [at("Lund")]}, {**GOLD, "source": []}
    assert shares(tally(TEXT, [GOLD], [other]), "relation")[2] == 0.0
    assert shares(tally(TEXT, [GOLD], [none]), "relation")[2] == 0.0
    assert shares(tally(TEXT, [none], [none]), "relation")[2] == 1.0


def test_one_finds_one() -> None:
    made = tally(TEXT, [GOLD], [GOLD, GOLD])
    assert shares(made, "relation")[:2] == (0.5, 1.0)
    assert shares(added([made, made]), "relation")[:2] == (0.5, 1.0)
    assert interval([made, made], "relation") == (2 / 3, 2 / 3)


def test_the_most_alike_are_matched_first() -> None:
    a, b = frozenset({1, 2, 3, 4}), frozenset({1, 2})
    gold, ours = [{"content": a}, {"content": b}], [{"content": b}, {"content": a}]
    assert matched(gold, ours, lambda x, y: len(x["content"] & y["content"]) / len(x["content"] | y["content"])) == [(0, 1), (1, 0)]


def test_the_smallest_content_that_holds_one_is_around_it() -> None:
    wide = {"source": [], "cue": [(0, 4)], "content": [(5, 50)]}
    middle = {"source": [], "cue": [(6, 9)], "content": [(10, 40)]}
    inner = {"source": [], "cue": [(12, 15)], "content": [(16, 20)]}
    assert nesting([wide, middle, inner]) == [None, 0, 1]


def test_words_that_follow_one_another_are_one_span() -> None:
    words = Words([0, 4, 9, 12], [3, 8, 11, 15], ["a"] * 4, ["a"] * 4, ["a"] * 4, ["X"] * 4, ["dep"] * 4, [0] * 4, [0] * 4, [0] * 4)
    made = relation_of(Proposal(1, "said", 0.9, (1,), (), (0, 2, 3)), words)
    assert made == {"source": [], "cue": [(4, 8)], "content": [(0, 3), (9, 15)]}


def test_those_inside_anothers_content_are_kept_by_themselves() -> None:
    wide = {"source": [], "cue": [(0, 4)], "content": [(5, 50)]}
    inner = {"source": [], "cue": [(6, 9)], "content": [(10, 40)]}
    assert nested([wide, inner]) == [inner]
