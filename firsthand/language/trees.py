"""Scores to structures: the best tree of arc scores, the best path of tags."""

from __future__ import annotations

from functools import cache

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = -1e9


def best_tree(scores: Scores) -> NDArray[np.int64]:
    """Heads of the highest-scoring tree with one root (Chu and Liu 1965; Edmonds 1967).

    `scores` is (words, 1 + words): column 0 is the root, column j word j. Gives the head of each word, 0 for the root's child. A tree has one root at
    least; where every root costs more than all else can gain, it has one.
    """
    count = scores.shape[0]
    whole = np.full((count + 1, count + 1), NEVER, dtype=np.float64)
    whole[1:] = scores
    np.fill_diagonal(whole, NEVER)
    # The best head of each word but the root, and what is lost where a word is the root's child in its place: no tree can gain more than the least loss.
    heads: NDArray[np.int64] = whole[:, 1:].argmax(1) + 1
    loss = whole[np.arange(count + 1), heads] - whole[:, 0]
    first = int(loss[1:].argmin()) + 1
    heads[0], heads[first] = -1, 0
    if not _cycle(heads):
        return heads[1:]
    whole[1:, 0] -= (count + 1) * float(np.ptp(scores)) + 1.0
    return _edmonds(whole)[1:]


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
    heads: NDArray[np.int64] = scores.argmax(1)
    heads[0] = -1
    cycle = np.array(_cycle(heads), np.int64)
    if not len(cycle):
        return heads
    rest = np.setdiff1d(np.arange(len(scores)), cycle)
    one = len(rest)  # the cycle as one node
    smaller = np.full((one + 1, one + 1), NEVER)
    smaller[:one, :one] = scores[np.ix_(rest, rest)]
    kept = scores[cycle, heads[cycle]]
    enters = scores[np.ix_(cycle, rest)] - kept[:, None]
    leaves = scores[np.ix_(rest, cycle)]
    smaller[one, :one] = enters.max(0) + kept.sum()
    smaller[:one, one] = leaves.max(1)
    found = _edmonds(smaller)
    out = heads.copy()
    for place, node in enumerate(rest):
        if node:
            out[node] = cycle[leaves[place].argmax()] if found[place] == one else rest[found[place]]
    place = int(found[one])
    out[cycle[enters[:, place].argmax()]] = rest[place]
    return out


def best_path(scores: Scores, tags: tuple[str, ...]) -> list[int]:
    """Indices of the best BIO path: I- follows B- or I- of its own type only (Viterbi 1967). `scores` is (words, tags)."""
    if not len(scores):
        return []
    allowed, may_start = _follows(tags)
    likeliest = scores.argmax(1)
    if may_start[likeliest[0]] == 0 and not allowed[likeliest[:-1], likeliest[1:]].any():
        return [int(i) for i in likeliest]  # no path is better than the best tag of each word
    best = scores[0] + may_start
    back = []
    for row in scores[1:]:
        through = best[:, None] + allowed
        back.append(through.argmax(0))
        best = through.max(0) + row
    path = [int(best.argmax())]
    for came in reversed(back):
        path.append(int(came[path[-1]]))
    return path[::-1]


@cache
def _follows(tags: tuple[str, ...]) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """(tags, tags): NEVER where the second cannot follow the first; (tags): where it cannot be the first of all."""
    allowed = np.array(
        [[NEVER if tag.startswith("I-") and (before == "O" or before[2:] != tag[2:]) else 0.0 for tag in tags] for before in tags]
    )
    return allowed, np.array([NEVER if tag.startswith("I-") else 0.0 for tag in tags])


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
