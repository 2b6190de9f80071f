"""What two texts share that few texts have: rare words, names and figures, weighed by how rare they are in the language."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from importlib import resources
from math import fsum

import numpy as np

from firsthand.align.sketches import WORD, pieces, stem
from firsthand.model import Span

# What a word weighs that is none of the most frequent, one of the others that are listed, and one that is not; a figure of one sign, of more, a year.
WEIGHTS = (0.0, 1.0, 1.7)
UNLISTED = 2.5
FIGURE, DIGIT, YEAR = 2.0, 0.5, 1.5
ORDERED = 1_000
# Words whose weights are kept at hand.
FORMS = 1 << 17
IS_YEAR = re.compile(r"(?:1[89]|20)\d\d")
_ONES = "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen".split()
_TENS = "twenty thirty forty fifty sixty seventy eighty ninety".split()
FIGURES = {stem(word): str(value) for value, word in enumerate(_ONES)} | {
    stem(word): str(10 * value) for value, word in enumerate(_TENS, 2)
}


@dataclass(frozen=True, slots=True)
class Rarities:
    """An article's telling words: weights by form, and where each stands first; what is inside quotation marks is left out.

    `words`, `prose`: how many words it has in all, and outside quotation marks.
    """

    weights: Mapping[str, float]
    places: Mapping[str, tuple[Span, str]]
    total: float
    words: int
    prose: int


def rarities(text: str, left_out: Sequence[Span], quoted: Sequence[Span]) -> Rarities:
    weights: dict[str, float] = {}
    places: dict[str, tuple[Span, str]] = {}
    words = prose = 0
    for start, end, inside in pieces(len(text), left_out, quoted):
        if inside:
            words += len(WORD.findall(text, start, end))
            continue
        for match in WORD.finditer(text, start, end):
            prose += 1
            form = plain(match[0])
            if form not in weights:
                weights[form] = weight(form)
                places[form] = Span(*match.span()), match[0]
    weights = {form: value for form, value in weights.items() if value}
    return Rarities(weights, {form: places[form] for form in weights}, fsum(weights.values()), words + prose, prose)


@lru_cache(FORMS)
def plain(word: str) -> str:
    form = stem(word)
    if form[0].isdigit():
        return form.replace(",", "")
    return FIGURES.get(form, form)


@lru_cache(FORMS)
def weight(form: str) -> float:
    if form[0].isdigit():
        return DIGIT if len(form) == 1 else YEAR if IS_YEAR.fullmatch(form) else FIGURE
    if len(form) < 3 and not form.isupper():
        return 0.0
    return _listed().get(form, UNLISTED)


def common_part(one: Rarities, other: Rarities) -> float:
    """The share of the weights of the one that has less which the other has too, 0 to 1."""
    least = min(one.total, other.total)
    return amount(both_have(one, other)) / least if least else 0.0


def both_have(one: Rarities, other: Rarities) -> dict[str, float]:
    return {form: one.weights[form] for form in one.weights.keys() & other.weights.keys()}


def amount(weights: Mapping[str, float]) -> float:
    """Their sum, the same in whatever order they come."""
    return fsum(weights.values())


def order_kept(one: Rarities, other: Rarities) -> float:
    """Whether the words that both have come first in the same order in both: 1 the same, 0 any, -1 the reverse (Kendall 1938). At most ORDERED of them count."""
    both = sorted((one.places[form][0].start, other.places[form][0].start) for form in both_have(one, other))[:ORDERED]
    if len(both) < 2:
        return 0.0
    places = np.array([there for _, there in both])
    later = np.triu(places[:, None] < places[None, :], 1).sum()
    return float(4 * later / (len(both) * (len(both) - 1)) - 1)


@cache
def _listed() -> Mapping[str, float]:
    text = resources.files("firsthand.align").joinpath("data", "frequent.en.txt").read_text(encoding="utf-8")
    groups = [group for group in re.split(r"\n\s*\n", text) if not group.startswith("#")]
    return {word: value for value, group in zip(WEIGHTS, groups, strict=True) for word in group.split()}
