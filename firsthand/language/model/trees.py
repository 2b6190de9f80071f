"""Scores to structures: the best tree of arc scores, the best path of tags."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

Scores = NDArray[np.float32]
NEVER = -1e9


def best_tree(scores: Scores) -> NDArray[np.int64]:
    """Heads of the highest-scoring tree with one root (Chu and Liu 1965; Edmonds 1967).

    `scores` is (words, 1 + words): column 0 is the root, column j word j. Gives the head of each word, 0 for the root's child. The best tree of any number
    of roots mostly has one; where it has more, every root is made to cost more than all else can gain (Zmigrod, Vieira and Cotterell 2020 tell when both agree).
    """
    count = scores.shape[0]
    whole = np.full((count + 1, count + 1), -np.inf)
    whole[1:] = scores
    np.fill_diagonal(whole, -np.inf)
    # The best head of each word but the root, and what is lost where a word is the root's child in its place: no tree can gain more than the least loss.
    inner = whole[1:, 1:]
    heads: NDArray[np.int64] = inner.argmax(1) + 1
    first = int((inner[np.arange(count), heads - 1] - whole[1:, 0]).argmin())
    heads[first] = 0
    if _reaches_the_root(heads.tolist()):
        return heads
    heads = _arborescence(whole)
    if np.count_nonzero(heads == 0) > 1:
        whole[1:, 0] -= (count + 1) * float(np.ptp(scores)) + 1.0
        heads = _arborescence(whole)
    return heads


def _reaches_the_root(heads: list[int]) -> bool:
    """Whether no word is in a cycle; `heads` has that of the first word first, 0 for the root."""
    seen = [0] * (len(heads) + 1)
    for number in range(1, len(heads) + 1):
        node = number
        while node and not seen[node]:
            seen[node] = number
            node = heads[node - 1]
        if node and seen[node] == number:
            return False
    return True


class _Contraction(NamedTuple):
    """A cycle that became one node: for each of its nodes the words it stands for, and the arc (dependent, head) by which the cycle enters it."""

    words: list[NDArray[np.int64]]
    arcs: list[tuple[int, int]]


def _arborescence(scores: NDArray[np.float64]) -> NDArray[np.int64]:
    """Heads of the words (without the root, node 0) in the best tree of any number of roots, in quadratic time.

    A path is grown from each word to its best head; a cycle is contracted into one of its nodes, whose arcs then stand for those of words inside (Tarjan
    1977). At the end the cycles are opened again, the last first: each keeps all its arcs but that of the word by which it is entered.
    """
    count = len(scores)
    scores = scores.copy()
    everyone = np.arange(count)
    dependents = np.repeat(everyone[:, None], count, 1)  # the words that an arc between two nodes joins
    heads = np.repeat(everyone[None, :], count, 0)
    words = [everyone[i : i + 1] for i in range(count)]
    best = np.zeros(count, np.int64)
    done, alive = np.zeros(count, bool), np.ones(count, bool)
    done[0] = True
    contracted: list[_Contraction] = []
    for start in range(1, count):
        if done[start] or not alive[start]:
            continue
        path = [start]
        while path:
            node = path[-1]
            best[node] = head = int(scores[node].argmax())
            if done[head]:
                done[path] = True
                break
            if head not in path:
                path.append(head)
                continue
            at = path.index(head)
            cycle = np.array(path[at:])
            rest = cycle[1:]
            contracted.append(
                _Contraction([words[i] for i in cycle], [(int(dependents[i, best[i]]), int(heads[i, best[i]])) for i in cycle])
            )
            entering = scores[cycle] - scores[cycle, best[cycle]][:, None]
            leaving = scores[:, cycle]
            enters, leaves = cycle[entering.argmax(0)], cycle[leaving.argmax(1)]
            into, out = (dependents[enters, everyone], heads[enters, everyone]), (dependents[everyone, leaves], heads[everyone, leaves])
            scores[head], scores[:, head] = entering.max(0), leaving.max(1)
            (dependents[head], heads[head]), (dependents[:, head], heads[:, head]) = into, out
            words[head] = np.concatenate([words[i] for i in cycle])
            scores[:, rest] = -np.inf
            scores[head, head] = -np.inf
            alive[rest] = False
            del path[at + 1 :]
    found = np.full(count, -1)
    for node in np.flatnonzero(alive)[1:]:
        found[dependents[node, best[node]]] = heads[node, best[node]]
    for contraction in reversed(contracted):
        for inside, (dependent, head) in zip(contraction.words, contraction.arcs, strict=True):
            if (found[inside] < 0).all():  # not by this one was the cycle entered
                found[dependent] = head
    return found[1:]


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
