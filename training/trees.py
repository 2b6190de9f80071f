"""Scores to structures: the best tree of arc scores, the best path of tags."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = -1e9


def best_tree(scores: Scores) -> NDArray[np.int64]:
    """Heads of the highest-scoring tree with one root (Chu and Liu 1965; Edmonds 1967; one root as Zmigrod et al. 2020 ask).

    `scores` is (words, 1 + words): column 0 is the root, column j word j. Gives the head of each word, 0 for the root's child.
    """
    count = scores.shape[0]
    whole = np.full((count + 1, count + 1), NEVER, dtype=np.float64)
    whole[1:] = scores
    np.fill_diagonal(whole, NEVER)
    heads = whole.argmax(1)
    heads[0] = -1
    if int((heads[1:] == 0).sum()) == 1 and not _cycle(heads):
        return heads[1:]
    best: tuple[float, NDArray[np.int64]] | None = None
    for root in np.argsort(-whole[1:, 0], kind="stable")[:3] + 1:
        one = whole.copy()
        one[1:, 0] = NEVER
        one[root] = NEVER
        one[root, 0] = 0.0
        found = _edmonds(one)
        worth = sum(whole[i, found[i]] for i in range(1, count + 1))
        if best is None or worth > best[0]:
            best = (worth, found)
    assert best is not None
    return best[1][1:]


def _cycle(heads: NDArray[np.int64]) -> list[int]:
    """The words of one cycle, or none."""
    state = np.zeros(len(heads), dtype=np.int8)
    for first in range(1, len(heads)):
        path, node = [], first
        while node > 0 and not state[node]:
            state[node] = 1
            path.append(node)
            node = int(heads[node])
        if node > 0 and state[node] == 1:
            return path[path.index(node) :]
        state[path] = 2
    return []


def _edmonds(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    heads = scores.argmax(1)
    heads[0] = -1
    cycle = _cycle(heads)
    if not cycle:
        return heads
    inside = set(cycle)
    rest = [i for i in range(len(scores)) if i not in inside]
    one = len(rest)  # the cycle as one node
    smaller = np.full((one + 1, one + 1), NEVER)
    smaller[:one, :one] = scores[np.ix_(rest, rest)]
    kept = sum(scores[i, heads[i]] for i in cycle)
    enters, leaves = [], []
    for place, node in enumerate(rest):
        enter = max(cycle, key=lambda c: scores[c, node] - scores[c, heads[c]])
        leave = max(cycle, key=lambda c: scores[node, c])
        enters.append(enter)
        leaves.append(leave)
        smaller[one, place] = scores[enter, node] - scores[enter, heads[enter]] + kept
        smaller[place, one] = scores[node, leave]
    smaller[0] = NEVER
    found = _edmonds(smaller)
    out = heads.copy()
    for place, node in enumerate(rest):
        if node:
            out[node] = leaves[place] if found[place] == one else rest[int(found[place])]
    place = int(found[one])
    out[enters[place]] = rest[place]
    return out


def best_path(scores: Scores, tags: tuple[str, ...]) -> list[int]:
    """Indices of the best BIO path: I- follows B- or I- of its own type only (Viterbi 1967). `scores` is (words, tags)."""
    if not len(scores):
        return []
    allowed = _follows(tags)
    start = np.array([NEVER if tag.startswith("I-") else 0.0 for tag in tags])
    best = scores[0] + start
    back = []
    for row in scores[1:]:
        through = best[:, None] + allowed
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


def _follows(tags: tuple[str, ...]) -> NDArray[np.float64]:
    allowed = np.zeros((len(tags), len(tags)))
    for i, before in enumerate(tags):
        for j, tag in enumerate(tags):
            if tag.startswith("I-") and (before == "O" or before[2:] != tag[2:]):
                allowed[i, j] = NEVER
    return allowed


def spans_of(tags: list[str] | tuple[str, ...]) -> set[tuple[int, int, str]]:
    """(first, after last, type) of BIO tags; an I- that follows nothing of its type begins a name."""
    found: set[tuple[int, int, str]] = set()
    start, kind = None, ""
    for i, tag in enumerate((*tags, "O")):
        if start is not None and (not tag.startswith("I-") or tag[2:] != kind):
            found.add((start, i, kind))
            start = None
        if tag != "O" and (tag.startswith("B-") or start is None):
            start, kind = i, tag[2:]
    return found
