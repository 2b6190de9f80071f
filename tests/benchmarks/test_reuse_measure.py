"""The measures of reuse on tiny made-up cases."""

from __future__ import annotations

from benchmarks.reuse import Counts, Edge, Edges, Planted, Told, passage_words
from benchmarks.reuse_scale import WORDS, articles


def edge(source: str, to: str, strength: int = 1) -> Edge:
    return Edge(source, to, strength, "none", "none", source in "abcd")


def story(*edges: Edge) -> Planted:
    return Planted(2, tuple({"id": name} for name in "abcd"), edges, frozenset({frozenset("ad")}))


def told(source: str | None = None, to: str | None = None, through: str | None = None) -> Told:
    return Told(source, to, through, None, None)


def test_words_of_passages_are_counted_by_where_they_begin() -> None:
    counts = passage_words("one two three four five", [(0, 13)], [(4, 18)])
    assert (counts.right, counts.found, counts.gold) == (2, 3, 3)
    assert round(counts.f1, 3) == 0.667
    assert Counts(0, 0, 0).f1 == 1


def test_articles_are_related_by_chains_and_by_one_source() -> None:
    assert story(edge("a", "b"), edge("b", "c")).related() == {frozenset(pair) for pair in ("ab", "bc", "ac")}
    assert story(edge("outside X", "b"), edge("outside X", "c")).related() >= {frozenset("bc")}


def test_edges_found_missed_and_wrong() -> None:
    edges = Edges()
    edges.add(
        story(edge("a", "b"), edge("b", "c", 4)),
        {frozenset("ab"): told("b", "a"), frozenset("ac"): told(through=None), frozenset("ad"): told()},
    )
    assert edges.strengths[1] == [1, 1]
    assert edges.strengths[4] == [0, 1]
    assert (edges.wrong, edges.right, edges.indirect, edges.unrelated, edges.independent) == (1, 0, 1, 1, 1)
    assert edges.figures()["planted.f1"] == 2 / (1 + 1 + 2)
    assert edges.figures()["planted.f1_direct"] == 2 / (1 + 1 + 1 + 2)


def test_a_pair_that_goes_through_a_third_is_no_edge_of_its_own() -> None:
    edges = Edges()
    edges.add(story(edge("a", "b"), edge("b", "c")), {frozenset("ac"): told(through="b")})
    assert edges.indirect == 0


def test_planted_passages_stand_where_they_are_said_to() -> None:
    texts, planted = zip(*articles(60, 5), strict=True)
    found = [item for item in planted if item is not None]
    assert len(found) == 12
    assert all(len(text.split()) >= WORDS - 20 for text in texts)
    for item in found:
        one, other = texts[item.source][item.start_source : item.end_source].split(), texts[item.to][item.start_to : item.end_to].split()
        assert 25 <= len(one) <= 120
        assert len(set(one) & set(other)) >= 0.6 * len(set(one))
