"""The network of attribution at run time: two small graphs through ONNX Runtime, one thread, and the least scores that its training chose."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import numpy as np

from firsthand.language.attribution.decode import Read, Settings
from firsthand.language.attribution.features import Flags, Floats, Rows, Text, leads, may_be_cue, pair_rows, text_of, tree_of, word_rows
from firsthand.language.model.network import FOLDER, session
from firsthand.model import Words

SETTINGS, CUES, ROLES = "attribution.json", "attribution-cues.onnx", "attribution-roles.onnx"
UNFIT = f"{CUES} was trained for other features than these: train it again (python -m training.attributions)"


@dataclass(frozen=True)
class Attributor:
    """`cues`: chances of each sort for words; `roles`: chances of each role for pairs of a cue and a word; what their columns are; the least scores."""

    cues: Any
    roles: Any
    word_columns: int
    pair_columns: int
    settings: Settings

    def read(self, text: Text, states: Floats) -> list[Read]:
        """The cues of a text whose chance reaches the least; `states`: a row a word."""
        if not text.lower:
            return []
        made = word_rows(text)
        self._check(made, self.word_columns)
        rows = made.made()
        some = np.flatnonzero(may_be_cue(text))
        chances = np.zeros((len(text.lower), 3), np.float32)
        if len(some):
            chances[some] = self.cues.run(None, {"states": states[some], "rows": rows[some]})[0]
        heads = np.flatnonzero(chances.sum(1) >= self.settings.lowest).tolist()
        return self._roles(text, states, rows, chances, heads) if heads else []

    def _roles(self, text: Text, states: Floats, rows: Flags, chances: Floats, heads: Sequence[int]) -> list[Read]:
        leading = leads(text)
        sizes: list[int] = []
        firsts: list[int] = []
        pairs: list[Flags] = []
        at = 0
        tree = None
        for head in heads:
            while text.bounds[at][1] <= head:
                at += 1
                tree = None
            tree = tree or tree_of(text, *text.bounds[at])
            made = pair_rows(text, tree, head, leading)
            pairs.append(made.made())
            firsts.append(tree.first)
            sizes.append(made.count)
        self._check(made, self.pair_columns)
        cue = np.repeat(np.arange(len(heads)), sizes)
        word = np.concatenate([np.arange(first, first + size) for first, size in zip(firsts, sizes, strict=True)])
        given = {
            "cue_states": states[heads],
            "cue_rows": rows[heads],
            "states": states,
            "pairs": np.concatenate(pairs),
            "cue": cue,
            "word": word,
        }
        roles: Floats = self.roles.run(None, given)[0]
        ends = np.cumsum(sizes).tolist()
        return [
            Read(head, (float(chances[head, 0]), float(chances[head, 1]), float(chances[head, 2])), first, roles[end - size : end])
            for head, first, size, end in zip(heads, firsts, sizes, ends, strict=True)
        ]

    def _check(self, rows: Rows, columns: int) -> None:
        if rows.width != columns:
            raise ValueError(UNFIT)


def columns() -> tuple[list[str], list[str]]:
    """What the columns of the rows of words are, and of pairs."""
    text = text_of(Words([0], [1], ["a"], ["a"], ["a"], ["NOUN"], ["root"], [0], [0], [0]), [], [], [0])
    return word_rows(text).names, pair_rows(text, tree_of(text, 0, 1), 0, leads(text)).names


@cache
def shipped() -> Attributor:
    """What the package holds; read once a process. Raises `ValueError` where it was trained for other features than this version computes."""
    data = json.loads(FOLDER.joinpath(SETTINGS).read_text(encoding="utf-8"))
    given = dict(data["settings"])
    said, believed, intended = given.pop("least")
    settings = Settings(least=(said, believed, intended), **given)
    words, pairs = columns()
    if data["words"] != words or data["pairs"] != pairs:
        raise ValueError(UNFIT)
    return Attributor(session(CUES), session(ROLES), len(words), len(pairs), settings)
