"""Whether a report tells another one again in its own words, where no passage shows it: a score of what survives rewriting.

What stays are names, figures and rare words, which of them stand together, and their order. Two reports of one event share all that too, so each is set against
what chance gives: details together against how many of them would be if both had put theirs together as they do, but at random; what the two share against what
either shares with others. The weights are a logistic regression's (benchmarks/retold.py); `data/retold.toml` has them.
"""

from __future__ import annotations

import tomllib
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib import resources
from itertools import combinations
from math import exp, log, log1p, sqrt
from zlib import crc32

import numpy as np

from firsthand.align.directions import key
from firsthand.align.named_outlets import Capitals, capitals, name_of, naming
from firsthand.align.rare import FORMS, Rarities, amount, both_have, common_part, order_kept, plain, rarities, weight
from firsthand.align.sketches import WORD, Numbers, pieces
from firsthand.model import Passage, Span

# Two telling words stand together where the second is at most so many words after the first.
WINDOW = 10
# What is next to nothing in common is not counted; with less than WORTH, or of so short a text, nothing is told.
SOME, WORTH, SHORT, RATHER_SHORT = 0.08, 0.15, 55.0, 70.0
# So many of the others that are most like each of the two, and of either, are what the two are set against; so many texts decide whose name a word is.
OTHERS, MOST, READ = 4, 8, 6
# Before anything is known of others: what two reports of one event have in common, as so many reports.
USUAL, AS_MANY = 0.3, 2
# Up to so many articles, each two are compared; of more, those that have SEVERAL words in common which at most FEW have.
ALL_PAIRS, FEW, SEVERAL = 60, 12, 6
# Order counts up to so many standard deviations.
LOW, HIGH = -2.0, 6.0
# Details together that a row shows.
SHOWN = 4

Pair = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Together:
    """Two telling words that stand together outside quotation marks: their hashes, in order, and where the first place of each is."""

    hashes: Numbers
    starts: Numbers
    ends: Numbers


@dataclass(frozen=True)
class Reading:
    """An article for this. `vague`: where it credits a report that it does not name."""

    text: str
    left_out: Sequence[Span]
    quoted: Sequence[Span]
    rare: Rarities
    outlet: str | None = None
    vague: Span | None = None

    @cached_property
    def capitals(self) -> Capitals:
        return capitals(self.text, self.left_out)

    @cached_property
    def together(self) -> Together:
        return _together(self.text, self.left_out, self.quoted)


@dataclass(frozen=True, slots=True)
class Signs:
    """What speaks for it, in numbers.

    `part` of the telling words in common, their order in standard deviations, whether the one names the other's outlet, says that
    it has it from a report that it does not name and is nearest to the other, is the same outlet's; `affinity`: the part against what either shares with
    others;
    `together`: how surprising the details are that stand together in both, `by_chance`: how many would.
    """

    part: float
    order: float
    named: bool
    vague: bool
    same_outlet: bool
    affinity: float
    together: float
    by_chance: float

    def values(self) -> dict[str, float]:
        return {
            "part": self.part,
            "order": self.order,
            "named": float(self.named),
            "vague": float(self.vague),
            "same_outlet": float(self.same_outlet),
            "affinity": self.affinity,
            "together": log1p(self.together),
            "by_chance": log1p(self.by_chance),
        }


@dataclass(frozen=True, slots=True)
class Retold:
    """`chance` that the one of a pair drew on the other, and what that rests on.

    `kept`: details together in both, `alone` of them in no third; `short`: the one has few telling words; `named`: who names
    the other's outlet.
    """

    chance: float
    signs: Signs
    kept: int
    alone: int
    named: frozenset[str]
    evidence: tuple[Passage, ...]
    short: bool = False

    @property
    def holds(self) -> bool:
        """Where nothing points to a report, neither an outlet nor words for one, the words in common must tell more, and of a longer text."""
        if self.signs.named or self.signs.vague or self.signs.same_outlet:
            return self.chance >= weights()["least"]
        return not self.short and self.chance >= weights()["least_by_words_alone"]

    def reason(self) -> str:
        told = [
            f"{round(100 * self.signs.part)} % of the telling words in both",
            f"{self.kept} details together, {self.alone} of them nowhere else",
        ]
        if self.signs.order > 1:
            told.append("in the same order")
        if self.signs.named:
            told.append("the other's outlet named")
        if self.signs.vague:
            told.append("a report that is not named")
        if self.signs.same_outlet:
            told.append("one outlet")
        return "told again in other words: " + ", ".join(told)


@cache
def weights() -> Mapping[str, float]:
    text = resources.files("firsthand.align").joinpath("data", "retold.toml").read_text(encoding="utf-8")
    return {name: float(value) for name, value in tomllib.loads(text)["weights"].items()}


def reading(text: str, left_out: Sequence[Span], quoted: Sequence[Span], outlet: str | None = None, vague: Span | None = None) -> Reading:
    return Reading(text, left_out, quoted, rarities(text, left_out, quoted), outlet, vague)


def _together(text: str, left_out: Sequence[Span], quoted: Sequence[Span]) -> Together:
    found: dict[int, tuple[int, int]] = {}
    last: list[tuple[str, int, int]] = []
    number = 0
    for start, end, inside in pieces(len(text), left_out, quoted):
        for match in WORD.finditer(text, start, end):
            number += 1
            form = plain(match[0])
            if inside or not weight(form):
                continue
            last = [item for item in last if number - item[1] <= WINDOW]
            for other, _, before in last:
                if other != form:
                    found.setdefault(_hash(other, form), (before, match.end()))
            last.append((form, number, match.start()))
    hashes = np.fromiter(found, np.int64, len(found))
    spans = np.array(list(found.values()), np.int32).reshape(len(found), 2)
    order = np.argsort(hashes)
    return Together(hashes[order], spans[order, 0], spans[order, 1])


def _hash(one: str, other: str) -> int:
    """63 bits, the same whichever comes first."""
    first, second = sorted((_number(one), _number(other)))
    return first >> 1 << 32 | second


@lru_cache(FORMS)
def _number(form: str) -> int:
    return crc32(form.encode())


class Story:
    """The articles of a story, set against each other."""

    def __init__(self, readings: Mapping[str, Reading]) -> None:
        self.readings = readings
        names = sorted(readings)
        listed = list(combinations(names, 2)) if len(names) <= ALL_PAIRS else _candidates(readings)
        self.parts: dict[Pair, float] = {}
        near: dict[str, list[tuple[float, str]]] = defaultdict(list)
        for one, other in listed:
            part = common_part(readings[one].rare, readings[other].rare)
            if part >= SOME:
                self.parts[one, other] = part
                near[one].append((part, other))
                near[other].append((part, one))
        self.near = {name: sorted(found, key=lambda item: (-item[0], item[1])) for name, found in near.items()}

    def worth(self) -> list[Pair]:
        """Pairs that have enough in common to be looked at."""
        return [pair for pair in self.parts if self.enough(pair)]

    def enough(self, pair: Pair) -> bool:
        return self.parts.get(pair, 0.0) >= WORTH and self.long_enough(pair)

    def long_enough(self, pair: Pair) -> bool:
        return min(self.readings[name].rare.total for name in pair) >= SHORT

    def retold(self, pair: Pair, *, credited: bool = False) -> Retold:
        """`credited`: the one has a credit to the other's report."""
        one, other = (self.readings[name] for name in pair)
        against = sorted({name for each in pair for _, name in [item for item in self.near.get(each, ()) if item[1] not in pair][:OTHERS]})
        both = both_have(one.rare, other.rare)
        least = min(one.rare.total, other.rare.total)
        part = amount(both) / least if least else 0.0
        kept, at_one, at_other = np.intersect1d(one.together.hashes, other.together.hashes, assume_unique=True, return_indices=True)
        held = np.zeros(len(kept))
        for name in against:
            held += np.isin(kept, self.readings[name].together.hashes, assume_unique=True)
        together = float(np.log((len(against) + 1) / (held + 0.5)).sum())
        spans = self.named(pair)
        nearest = any(self.near.get(name, [(0.0, "")])[0][1] in pair for name in pair)
        signs = Signs(
            part,
            _deviations(order_kept(one.rare, other.rare), len(both)),
            credited or bool(spans),
            nearest and bool(one.vague or other.vague),
            bool(one.outlet) and key(one.outlet) == key(other.outlet),
            log(max(0.03, part) / self._usual(pair)),
            together,
            _by_chance(one, other, both),
        )
        known = weights()
        value = known["constant"] + sum(known[name] * number for name, number in signs.values().items())
        first = np.lexsort((at_one, held))[:SHOWN]
        shown = [*((name, "outlet", span.start, span.end) for name, span in spans.items())]
        shown += [
            (name, "unnamed", side.vague.start, side.vague.end)
            for name, side in zip(pair, (one, other), strict=True)
            if signs.vague and side.vague
        ]
        for place in first.tolist():
            for name, side, index, role in ((pair[0], one, at_one, "together-a"), (pair[1], other, at_other, "together-b")):
                shown.append((name, role, int(side.together.starts[index[place]]), int(side.together.ends[index[place]])))
        evidence = tuple(Passage(name, role, start, end, self.readings[name].text[start:end]) for name, role, start, end in shown)
        return Retold(
            1 / (1 + exp(-value)),
            signs,
            len(kept),
            int((held == 0).sum()) if against else 0,
            frozenset(spans),
            evidence,
            least < RATHER_SHORT,
        )

    def _usual(self, pair: Pair) -> float:
        """What either shares with others, as a part."""
        found = sorted((part for name in pair for part, other in self.near.get(name, ())[: MOST + 1] if other not in pair), reverse=True)[
            :MOST
        ]
        return (sum(found) + AS_MANY * USUAL) / (len(found) + AS_MANY)

    def named(self, pair: Pair) -> dict[str, Span]:
        """Which of the two names the other's outlet, and where."""
        found = {}
        for name, other in (pair, pair[::-1]):
            own, its = self.readings[name].outlet, self.readings[other].outlet
            called = name_of(its) if its else None
            if called is None or key(own) == key(its):
                continue
            rest = [each for _, each in self.near.get(name, ()) if each != other][:READ]
            span = naming(
                self.readings[name].capitals,
                called,
                [self.readings[each].capitals for each in rest if key(self.readings[each].outlet) != key(its)],
            )
            if span is not None:
                found[name] = span
        return found


def _deviations(order: float, count: int) -> float:
    """Kendall's rank correlation in standard deviations of what chance gives."""
    if count < 2:
        return 0.0
    return max(LOW, min(HIGH, order * 3 * sqrt(count * (count - 1)) / sqrt(2 * (2 * count + 5))))


def _by_chance(one: Reading, other: Reading, both: Mapping[str, float]) -> float:
    """How many details would stand together in both, if either put as many of the common words together as it does, but any of them."""
    numbers = np.sort(np.array([_number(form) for form in both], np.int64))
    first, second = np.triu_indices(len(numbers), 1)
    pairs = len(first)
    if not pairs:
        return 0.0
    hashes = (numbers[first] >> 1 << 32) | numbers[second]
    counts = [int(np.isin(side.together.hashes, hashes).sum()) for side in (one, other)]
    return counts[0] * counts[1] / pairs


def _candidates(readings: Mapping[str, Reading]) -> list[Pair]:
    """Pairs that have several words in common which few articles have."""
    holders: dict[str, list[str]] = defaultdict(list)
    for name, each in sorted(readings.items()):
        for form, value in each.rare.weights.items():
            if value > 1:
                holders[form].append(name)
    counts: dict[Pair, int] = defaultdict(int)
    for held in holders.values():
        if len(held) <= FEW:
            for pair in combinations(held, 2):
                counts[pair] += 1
    return sorted(pair for pair, count in counts.items() if count >= SEVERAL)
