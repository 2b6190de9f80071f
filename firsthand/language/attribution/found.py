"""An attribution in the words of a text, before it is told of outside."""

from __future__ import annotations

from dataclasses import dataclass

from firsthand.language.attribution.features import Text

PUNCTUATION = frozenset(("PUNCT", "SYM"))


@dataclass(frozen=True)
class Found:
    """An attribution in indices of a `Text`'s words, each role ascending."""

    head: int
    sort: int
    score: float
    cue: tuple[int, ...]
    source: tuple[int, ...]
    content: tuple[int, ...]


def trimmed(text: Text, words: set[int]) -> set[int]:
    """Without the marks at the borders of each piece."""
    found = set(words)
    for step in (1, -1):
        for number in sorted(words, reverse=step < 0):
            if number - step not in found and text.pos_name[number] in PUNCTUATION:
                found.discard(number)
    return found
