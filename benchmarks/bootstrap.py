"""The bootstrap: how far a figure may move with the documents (or stories) that it was measured on."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Sequence
from typing import TypeVar

DRAWS = 2_000
T = TypeVar("T")


def draws(each: Sequence[T], number: int = DRAWS) -> Iterator[list[T]]:
    """As many as there are, drawn with replacement: the same on every run."""
    chance = random.Random(1)
    for _ in range(number):
        yield chance.choices(each, k=len(each))


def middle(values: Iterable[float]) -> tuple[float, float]:
    """The middle 95 % of a figure's values in the draws."""
    ordered = sorted(values)
    cut = len(ordered) // 40
    return ordered[cut], ordered[-1 - cut]
