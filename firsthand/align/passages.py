"""Passages that two articles share, word for word or edited: seeds of words in a row, chained along both texts, then extended over what was changed.

Seed and extend as in BLAST (Altschul et al. 1990); chains of seeds as in Smith, Horton and others' work on reprinted news (2013).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Literal, TypeAlias

import numpy as np

from firsthand.align.sketches import Body, Numbers, grams

# So many words in a row are a seed; a run of words that stands oftener than OFTEN in one of the texts is none.
SEED = 3
OFTEN = 3
# A passage runs on over so many words that only one text has.
GAP = 10
# At most so many chains' ends are looked at when a seed is added.
OPEN = 24
# Beyond its seeds a passage goes on where after at most so many other words two equal ones follow, or one that is no function word.
STEP = 4
# A passage has so many words in either text, of which more than this part of the shorter side are equal; a short one has ROW of them in a row.
LEAST, ALIKE = 8, 0.5
SHORT, ROW = 15, 5
# So many of the equal words tell something; of so many in a row one is enough.
TELLING, LONG_ROW = 3, 14
# Words between two quotations belong to them where they are fewer than this; so do quoted words inside prose.
SCRAP = 8
# Seeds of one pair that are looked at.
SEEDS = 20_000

Kind: TypeAlias = Literal["prose", "quotation"]


@dataclass(frozen=True, slots=True)
class Shared:
    """Words `start_a` to `end_a` (half-open) of one body and `start_b` to `end_b` of the other; `equal`: pairs of places of equal words, in order."""

    start_a: int
    end_a: int
    start_b: int
    end_b: int
    equal: tuple[tuple[int, int], ...]
    kind: Kind

    @property
    def similarity(self) -> float:
        """Twice the equal words, of all words of both."""
        return 2 * len(self.equal) / (self.end_a - self.start_a + self.end_b - self.start_b)


@dataclass(frozen=True, slots=True)
class Ready:
    """A body with what comparing it takes: hashes of its seeds in order of their value, the places where they begin, and which words tell something."""

    body: Body
    seeds: Numbers
    at: Numbers
    telling: Numbers


def ready(body: Body, common: Numbers) -> Ready:
    """`common`: hashes of words that tell nothing, in order."""
    hashes = grams(body.words, SEED)
    order = np.argsort(hashes, kind="stable")
    if len(hashes):  # none over furniture
        order = order[body.stretch[order] == body.stretch[order + SEED - 1]]
    values = hashes[order]
    if len(values):
        edges = np.flatnonzero(np.concatenate(([True], values[1:] != values[:-1])))
        sizes = np.diff(np.concatenate((edges, [len(values)])))
        kept = np.repeat(sizes <= OFTEN, sizes)
        values, order = values[kept], order[kept]
    place = np.searchsorted(common, body.words)
    known = np.zeros(len(body.words), np.bool_)
    if len(common):
        known = common[np.minimum(place, len(common) - 1)] == body.words
    return Ready(body, values, order, ~known)


def shared(one: Ready, other: Ready) -> list[Shared]:
    """The passages of a pair, in the order of the first; none of them overlaps another in both texts."""
    runs = _runs(one, other)
    if not runs:
        return []
    found = [
        passage
        for chain in _chains(runs, one.body.stretch.tolist(), other.body.stretch.tolist())
        for passage in _passages(one, other, chain)
    ]
    found.sort(key=lambda item: (-len(item.equal), item.start_a, item.start_b))
    kept: list[Shared] = []
    for item in found[:500]:
        if not any(_overlap(item, better) for better in kept):
            kept.append(item)
    return sorted(kept, key=lambda item: (item.start_a, item.start_b))


def _overlap(one: Shared, other: Shared) -> bool:
    """Whether half of it lies in the other, in either text."""
    a = min(one.end_a, other.end_a) - max(one.start_a, other.start_a)
    b = min(one.end_b, other.end_b) - max(one.start_b, other.start_b)
    return 2 * a > one.end_a - one.start_a or 2 * b > one.end_b - one.start_b


def _runs(one: Ready, other: Ready) -> list[tuple[int, int, int]]:
    """Equal words in a row, SEED and more: where they begin in the one and in the other, and how many they are."""
    low = np.searchsorted(other.seeds, one.seeds, "left")
    counts = np.searchsorted(other.seeds, one.seeds, "right") - low
    if not counts.any():
        return []
    a = np.repeat(one.at, counts)
    step = np.arange(len(a)) - np.repeat(np.cumsum(counts) - counts, counts)
    b = other.at[np.repeat(low, counts) + step]
    order = np.lexsort((a, b - a))[:SEEDS]
    a, b = a[order], b[order]
    begins = np.flatnonzero(np.concatenate(([True], (np.diff(a) != 1) | (np.diff(b) != 1))))
    sizes = np.diff(np.concatenate((begins, [len(a)]))) + SEED - 1
    return sorted(zip(a[begins].tolist(), b[begins].tolist(), sizes.tolist(), strict=True))


def _chains(runs: Sequence[tuple[int, int, int]], ones: Sequence[int], others: Sequence[int]) -> Iterator[list[tuple[int, int, int]]]:
    """Runs that follow one another closely in both texts, with no furniture between. A run goes on from the chain that has most words."""
    ends: list[tuple[int, int, int, int]] = []  # words so far, the run's number, where it ends in either text
    before: list[int] = [-1] * len(runs)
    words = [0] * len(runs)
    for number, (a, b, size) in enumerate(runs):
        best, link = 0, -1
        for total, previous, end_a, end_b in ends:
            over = max(0, end_a - a, end_b - b)
            gap_a, gap_b = a - end_a, b - end_b
            if (
                over < size - 1
                and -SEED < gap_a <= GAP
                and -SEED < gap_b <= GAP
                and ones[end_a - 1] == ones[a]
                and others[end_b - 1] == others[b]
            ):
                value = total - over - max(gap_a, gap_b, 0) // 3
                if value > best:
                    best, link = value, previous
        before[number] = link
        words[number] = best + size
        ends = [item for item in ends if item[2] + GAP >= a][-OPEN:]
        ends.append((words[number], number, a + size, b + size))
    used = [False] * len(runs)
    for last in sorted(range(len(runs)), key=lambda number: (-words[number], number)):
        chain = []
        number = last
        while number >= 0 and not used[number]:
            used[number] = True
            chain.append(runs[number])
            number = before[number]
        if chain:
            yield chain[::-1]


def _passages(one: Ready, other: Ready, chain: Sequence[tuple[int, int, int]]) -> Iterator[Shared]:
    """The chain with what can be aligned between its runs and beyond them, cut where prose and quotation meet; nothing where it is too little."""
    a, b = one.body.words, other.body.words
    if sum(size for _, _, size in chain) < ROW:
        return
    equal: list[tuple[int, int]] = []
    end_a = end_b = -1
    for start_a, start_b, size in chain:
        skip = max(0, end_a - start_a, end_b - start_b) if end_a >= 0 else 0
        if end_a >= 0:
            gap = _between(a[end_a : start_a + skip].tolist(), b[end_b : start_b + skip].tolist())
            equal.extend((end_a + i, end_b + j) for i, j in gap)
        equal.extend((start_a + n, start_b + n) for n in range(skip, size))
        end_a, end_b = start_a + size, start_b + size
    equal = [*_further(one, other, equal[0], -1)[::-1], *equal, *_further(one, other, equal[-1], 1)]
    quoted = [bool(one.body.quoted[i] and other.body.quoted[j]) for i, j in equal]
    for start, end, inside in _of_a_kind(quoted):
        piece = equal[start:end]
        if _enough(one, piece):
            (first_a, first_b), (last_a, last_b) = piece[0], piece[-1]
            yield Shared(first_a, last_a + 1, first_b, last_b + 1, tuple(piece), "quotation" if inside else "prose")


def _of_a_kind(quoted: Sequence[bool]) -> list[tuple[int, int, bool]]:
    """Stretches that are quoted or are not; a few words between two of the other kind go with them."""
    found: list[tuple[int, int, bool]] = []
    for inside in (None, True, False):  # first as they are; then what lies between quotations, then what lies inside prose
        found = _stretches(quoted) if inside is None else _joined(found, inside)
    return found


def _stretches(quoted: Sequence[bool]) -> list[tuple[int, int, bool]]:
    found: list[tuple[int, int, bool]] = []
    for place, inside in enumerate(quoted):
        if found and found[-1][2] == inside:
            found[-1] = (found[-1][0], place + 1, inside)
        else:
            found.append((place, place + 1, inside))
    return found


def _joined(given: Sequence[tuple[int, int, bool]], kind: bool) -> list[tuple[int, int, bool]]:
    """Stretches of the other kind that are short and lie between two of `kind` are of that kind; quoted ones at an end of prose too."""
    flags: list[bool] = []
    for number, (start, end, inside) in enumerate(given):
        between = 0 < number < len(given) - 1 or (not kind and len(given) > 1)
        flags.extend([kind if inside != kind and end - start < SCRAP and between else inside] * (end - start))
    return _stretches(flags)


def _enough(one: Ready, equal: Sequence[tuple[int, int]]) -> bool:
    telling = sum(bool(one.telling[i]) for i, _ in equal)
    return dense(equal) and (telling >= TELLING or (telling > 0 and longest_row(equal) >= LONG_ROW))


def dense(equal: Sequence[tuple[int, int]]) -> bool:
    """Whether so many words, as places in both, are enough of what lies between the first and the last of them."""
    (first_a, first_b), (last_a, last_b) = equal[0], equal[-1]
    shorter = min(last_a - first_a, last_b - first_b) + 1
    return shorter >= LEAST and len(equal) > ALIKE * shorter and (shorter >= SHORT or longest_row(equal) >= ROW)


def longest_row(equal: Sequence[tuple[int, int]]) -> int:
    row = longest = 1
    for (i, j), (k, m) in pairwise(equal):
        row = row + 1 if (k, m) == (i + 1, j + 1) else 1
        longest = max(longest, row)
    return longest


def _between(left: list[int], right: list[int]) -> list[tuple[int, int]]:
    """The longest common subsequence of two short stretches, as places in both."""
    if not set(left) & set(right):
        return []
    table = [[0] * (len(right) + 1) for _ in range(len(left) + 1)]
    for i in range(len(left) - 1, -1, -1):
        for j in range(len(right) - 1, -1, -1):
            table[i][j] = table[i + 1][j + 1] + 1 if left[i] == right[j] else max(table[i + 1][j], table[i][j + 1])
    found = []
    i = j = 0
    while i < len(left) and j < len(right):
        if left[i] == right[j]:
            found.append((i, j))
            i, j = i + 1, j + 1
        elif table[i + 1][j] >= table[i][j + 1]:
            i += 1
        else:
            j += 1
    return found


def _further(one: Ready, other: Ready, last: tuple[int, int], way: Literal[1, -1]) -> list[tuple[int, int]]:
    """Equal words beyond one end of a passage, outwards."""
    found: list[tuple[int, int]] = []
    here: tuple[int, int] | None = last
    while here is not None:
        here = _next(one, other, here, way)
        if here is not None:
            found.append(here)
    return found


def _next(one: Ready, other: Ready, last: tuple[int, int], way: int) -> tuple[int, int] | None:
    """The nearest words beyond `last` that are equal: two in a row, or one that tells something."""
    a, b = one.body.words, other.body.words
    for skipped in range(2 * STEP + 1):
        for x in range(max(0, skipped - STEP), min(skipped, STEP) + 1):
            i, j = last[0] + way * (x + 1), last[1] + way * (skipped - x + 1)
            if not (0 <= i < len(a) and 0 <= j < len(b)) or a[i] != b[j]:
                continue
            if one.body.stretch[i] != one.body.stretch[last[0]] or other.body.stretch[j] != other.body.stretch[last[1]]:
                continue
            following = 0 <= i + way < len(a) and 0 <= j + way < len(b) and a[i + way] == b[j + way]
            if not skipped or following or (one.telling[i] and skipped <= STEP):
                return i, j
    return None
