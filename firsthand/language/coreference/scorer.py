"""The network that weighs whom a pronoun or a definite role means, and how its weights are kept: JSON, arrays as little-endian floats in base64."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.language import language
from firsthand.language.coreference.features import FEATURES, Entity, Kinds
from firsthand.language.coreference.mentions import Mention
from firsthand.language.model.network import FOLDER

WEIGHTS = "coreference.json"
Floats = NDArray[np.float32]


@dataclass(frozen=True)
class Scorer:
    """A network of one hidden layer, the kinds of nouns that it was trained with, and for each class the score and lead that a link needs."""

    hidden: Floats
    bias: Floats
    out: Floats
    mean: Floats
    scale: Floats
    least: dict[str, tuple[float, float]]
    kinds: Kinds

    def chances(self, rows: Floats) -> Floats:
        """The chance of each row (anaphor with a candidate, or with none), summing to 1."""
        scores = np.maximum((rows - self.mean) * self.scale @ self.hidden + self.bias, 0.0) @ self.out
        grown = np.exp(scores - scores.max())
        made: Floats = grown / grown.sum()
        return made


# What decides: (anaphor, its class, candidates, one row of FEATURES for each and one more for none) -> (place of the candidate or None, score).
Decide = Callable[[Mention, str, Sequence[Entity], Floats], tuple[int | None, float]]


def by(scorer: Scorer) -> Decide:
    def decide(anaphor: Mention, label: str, candidates: Sequence[Entity], rows: Floats) -> tuple[int | None, float]:
        chances = scorer.chances(rows)
        order = np.argsort(-chances[:-1], kind="stable")
        best = int(order[0])
        score = float(chances[best])
        second = float(chances[order[1]]) if len(order) > 1 else 0.0
        least, lead = scorer.least[label]
        return (best, score) if score >= least and score - second >= lead else (None, score)

    return decide


@cache
def shipped() -> Scorer:
    """The scorer that the package holds; read once a process."""
    file = FOLDER.joinpath(WEIGHTS)
    return from_json(json.loads(file.read_text(encoding="utf-8")))


def from_json(data: dict[str, Any]) -> Scorer:
    """Raises `ValueError` where the weights were trained for other features than this version computes."""
    if tuple(data["features"]) != FEATURES:
        raise ValueError(f"{WEIGHTS} was trained for other features than these: train it again (python -m training)")
    rules = language("en")
    assert rules is not None
    arrays = {name: unpacked(data[name]) for name in ("hidden", "bias", "out", "mean", "scale")}
    least = {name: (float(a), float(b)) for name, (a, b) in data["least"].items()}
    return Scorer(**arrays, least=least, kinds=Kinds({lemma: (a / 100, b / 100) for lemma, (a, b) in data["kinds"].items()}, rules))


def unpacked(value: dict[str, Any]) -> Floats:
    made: Floats = np.frombuffer(base64.b64decode(value["data"]), "<f4").reshape(value["shape"])
    return made


def packed(array: Floats) -> dict[str, Any]:
    return {"shape": list(array.shape), "data": base64.b64encode(array.astype("<f4").tobytes()).decode("ascii")}
