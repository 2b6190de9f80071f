"""Which lines of one text stand in another that was made from it: compared by letters and digits alone, and aligned in order.

Time grows with the texts' lengths and the number of lines, whatever stands in them.
"""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

# Letters and digits of a block from which its place in the output is found without help from its neighbours.
ANCHOR = 24
# At most so many places in the output are considered for one block: a line that stands there more often tells nothing.
PLACES = 4
# Share of a block's letter runs that must stand in the output between its neighbours' places, where it does not stand there verbatim.
LIKENESS = 0.7
RUN = 8
# All that is neither letter nor digit: one character for one, `str.isalnum`.
NO_LETTERS = re.compile(r"[\W_]+")


def letters_of(text: str) -> str:
    """Letters and digits in one case: what is left of a line whatever was done to its spaces, quotes and dashes."""
    if text.isascii():
        return NO_LETTERS.sub("", text.lower())
    return NO_LETTERS.sub("", unicodedata.normalize("NFKC", text).casefold())


@dataclass(frozen=True, slots=True)
class _Place:
    """A block, and where its letters stand in the output."""

    block: int
    start: int
    end: int


def aligned(blocks: Sequence[str], output: str) -> list[bool]:
    """Which blocks stand in the output, in its order; `blocks` and `output` as letters."""
    found = [False] * len(blocks)
    if len(output) < ANCHOR:
        return found
    chain = _chain([place for i, block in enumerate(blocks) if len(block) >= ANCHOR for place in _places(i, block, output)])
    before = _Place(-1, 0, 0)
    for after in [*chain, _Place(len(blocks), len(output), len(output))]:
        if 0 <= after.block < len(blocks):
            found[after.block] = True
        for block in _between(blocks, output, before, after):
            found[block] = True
        before = after
    return found


def _places(block: int, letters: str, output: str) -> Iterator[_Place]:
    start = -1
    for _ in range(PLACES):
        start = output.find(letters, start + 1)
        if start < 0:
            return
        yield _Place(block, start, start + len(letters))


def _chain(places: Sequence[_Place]) -> list[_Place]:
    """The heaviest run of places that goes forward in page and output; weight is the letters covered.

    A longest increasing sequence with weights, by a tree of prefix maxima over the ends (Fenwick 1994): n log n. `places` are in the
    order of the page. Of equal runs the one whose last place comes last counts.
    """
    ends = sorted({place.end for place in places})
    tree: list[tuple[int, int]] = [(0, -1)] * (len(ends) + 1)  # (weight of the best run that ends so far, number of its last place)
    weights: list[int] = []
    previous: list[int] = []
    waiting: list[int] = []  # places of the block at hand: they cannot follow one another
    for i, place in enumerate(places):
        if waiting and places[waiting[0]].block != place.block:
            _enter(tree, ends, places, weights, waiting)
            waiting = []
        best = (0, -1)
        at = bisect_right(ends, place.start)
        while at:
            best = max(best, tree[at])
            at &= at - 1
        weights.append(best[0] + place.end - place.start)
        previous.append(best[1])
        waiting.append(i)
    at = max(range(len(weights)), key=lambda i: (weights[i], i), default=-1)
    chain: list[_Place] = []
    while at >= 0:
        chain.append(places[at])
        at = previous[at]
    return chain[::-1]


def _enter(tree: list[tuple[int, int]], ends: list[int], places: Sequence[_Place], weights: list[int], entered: Sequence[int]) -> None:
    for i in entered:
        at = bisect_right(ends, places[i].end)
        while at < len(tree):
            tree[at] = max(tree[at], (weights[i], i))
            at += at & -at


def _between(blocks: Sequence[str], output: str, before: _Place, after: _Place) -> Iterator[int]:
    """Blocks between two aligned ones that stand in the output between them, verbatim or nearly."""
    position = before.end
    if after.start <= position:
        return
    runs: dict[str, int] | None = None
    for block in range(before.block + 1, after.block):
        letters = blocks[block]
        if not letters:
            continue
        if len(letters) < ANCHOR:  # too short to be told far from its neighbour
            start = output.find(letters, position, min(after.start, position + ANCHOR + len(letters)))
            if start >= 0:
                position = start + len(letters)
                yield block
            continue
        if runs is None:  # where each run of letters stands last
            runs = {output[i : i + RUN]: i for i in range(before.end, after.start - RUN + 1)}
        start = output.find(letters, position, after.start) if runs.get(letters[:RUN], -1) >= position else -1
        if start >= 0:
            position = start + len(letters)
            yield block
        elif _likeness(letters, runs, position) >= LIKENESS:
            yield block


def _likeness(letters: str, runs: dict[str, int], position: int) -> float:
    """Share of the runs of `RUN` letters of a block that stand in the output from `position` on."""
    count = len(letters) - RUN + 1
    return sum(runs.get(letters[i : i + RUN], -1) >= position for i in range(count)) / count
