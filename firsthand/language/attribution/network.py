"""The network of attribution at run time: two small graphs through ONNX Runtime, one thread, and the least scores that its training chose."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from firsthand.language.attribution.decode import Read, Settings
from firsthand.language.attribution.features import Flags, Floats, Rows, Text, leads, may_be_cue, pair_rows, text_of, tree_of, word_rows
from firsthand.language.model.network import FOLDER, session
from firsthand.model import Words

SETTINGS, CUES, ROLES = "attribution.json", "attribution-cues.onnx", "attribution-roles.onnx"
UNFIT = f"{CUES} was trained for other features than these: train it again (python -m training.attributions)"


# Rows that go through a graph at once: a row for a pair is some hundred numbers.
MOST_WORDS, MOST_PAIRS = 10_000, 20_000


class Cue(NamedTuple):
    """The word that may be a cue, the first of its sentence, and a row of features for each word from there to the sentence's end."""

    head: int
    first: int
    pairs: Flags


@dataclass(frozen=True)
class Attributor:
    """`cues`: chances of each sort for words; `roles`: chances of each role for pairs of a cue and a word; what their columns are; the least scores."""

    cues: Any
    roles: Any
    word_columns: int
    pair_columns: int
    settings: Settings

    def read(self, text: Text, states: NDArray[np.floating[Any]]) -> list[Read]:
        """The cues of a text whose chance reaches the least; `states`: a row a word."""
        if not text.lower:
            return []
        made = word_rows(text)
        self._check(made, self.word_columns)
        rows = made.made()
        some = np.flatnonzero(may_be_cue(text))
        chances = np.zeros((len(text.lower), 3), np.float32)
        for first in range(0, len(some), MOST_WORDS):
            part = some[first : first + MOST_WORDS]
            chances[part] = self.cues.run(None, {"states": states[part].astype(np.float32), "rows": rows[part]})[0]
        heads = np.flatnonzero(chances.sum(1) >= self.settings.lowest).tolist()
        return [
            Read(head, (float(chances[head, 0]), float(chances[head, 1]), float(chances[head, 2])), first, roles)
            for part in self._parts(text, heads)
            for head, first, roles in self._roles(part, states, rows)
        ]

    def _parts(self, text: Text, heads: Sequence[int]) -> Iterator[list[Cue]]:
        """The cues with a row for each word of their sentences, some at a time."""
        leading = leads(text)
        part: list[Cue] = []
        count = at = 0
        tree = None
        for head in heads:
            while text.bounds[at][1] <= head:
                at += 1
                tree = None
            tree = tree or tree_of(text, *text.bounds[at])
            made = pair_rows(text, tree, head, leading)
            self._check(made, self.pair_columns)
            part.append(Cue(head, tree.first, made.made()))
            count += made.count
            if count >= MOST_PAIRS:
                yield part
                part, count = [], 0
        if part:
            yield part

    def _roles(self, part: Sequence[Cue], states: NDArray[np.floating[Any]], rows: Flags) -> Iterator[tuple[int, int, Floats]]:
        """Of each cue its head, the first word of its sentence, and the chances of each role from there on."""
        heads = [each.head for each in part]
        first = part[0].first
        sizes = [len(each.pairs) for each in part]
        word = np.concatenate([np.arange(each.first - first, each.first - first + size) for each, size in zip(part, sizes, strict=True)])
        given = {
            "cue_states": states[heads].astype(np.float32),
            "cue_rows": rows[heads],
            "states": states[first : first + int(word.max()) + 1].astype(np.float32),
            "pairs": np.concatenate([each.pairs for each in part]),
            "cue": np.repeat(np.arange(len(heads)), sizes),
            "word": word,
        }
        roles: Floats = self.roles.run(None, given)[0]
        end = 0
        for each, size in zip(part, sizes, strict=True):
            end += size
            yield each.head, each.first, roles[end - size : end]

    def _check(self, rows: Rows, columns: int) -> None:
        if rows.width != columns:
            raise ValueError(UNFIT)


def columns() -> tuple[list[str], list[str]]:
    """What the columns of the rows of words are, and of pairs."""
    text = text_of(Words([0], [1], ["a"], ["a"], ["a"], ["NOUN"], ["root"], [0], [0], [0]), [], [], [0])
    return word_rows(text).names, pair_rows(text, tree_of(text, 0, 1), 0, leads(text)).names


@cache
def shipped() -> Attributor:
    """What the package holds; read once a process. Raises as `load`."""
    return load(FOLDER)


def load(folder: Traversable) -> Attributor:
    """Raises `ValueError` where it was trained for other features than this version computes."""
    data = json.loads(folder.joinpath(SETTINGS).read_text(encoding="utf-8"))
    given = dict(data["settings"])
    said, believed, intended = given.pop("least")
    settings = Settings(least=(said, believed, intended), **given)
    words, pairs = columns()
    if data["words"] != words or data["pairs"] != pairs:
        raise ValueError(UNFIT)
    return Attributor(session(CUES, folder), session(ROLES, folder), len(words), len(pairs), settings)
