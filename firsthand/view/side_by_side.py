"""Two articles side by side: which passages they share, as the script of the page has them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from firsthand.view.origins import reason_of, verb_of
from firsthand.view.sourcing_map import Edge, SourcingMap

# What a passage is: words of prose, or words that stand between quotation marks in both.
KINDS = {"prose": 0, "quotation": 1}


def pairs(found: SourcingMap, numbers: Mapping[str, int]) -> list[list[Any]]:
    """For each two articles that share something: their numbers, whether the second has it from the first, what is told of both and why, passages, rare words.

    A passage is four offsets and its kind; rare words are two spans, in the first article and in the second.
    """
    nodes = {node.key: node for node in found.nodes}
    listed = []
    for edge in found.edges:
        if edge.kind not in ("reuse", "quotation", "link") or edge.source not in numbers or edge.target not in numbers:
            continue
        passages = [[one.source.start, one.source.end, one.target.start, one.target.end, KINDS[one.kind]] for one in edge.passages]
        listed.append(
            [
                numbers[edge.source],
                numbers[edge.target],
                int(edge.directed),
                f"The second {verb_of(edge)} the first: {reason_of(edge, nodes)}",
                passages,
                _rare(edge),
            ]
        )
    return listed


def _rare(edge: Edge) -> list[list[int]]:
    sides = [[one for one in edge.evidence if one.role == role] for role in ("rare-source", "rare-target")]
    return [[one.start, one.end, other.start, other.end] for one, other in zip(*sides, strict=False)]
