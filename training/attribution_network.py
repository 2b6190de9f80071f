"""The network that finds cues and says what the words around one are to it: two small heads, and how they are written as ONNX graphs.

Both see states of the encoder and rows of noughts and ones (`firsthand.language.attribution.features`). Copies of the encoder's last two layers, trained with the heads on our
gold, were no better than the states as they are.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from onnx import TensorProto
from torch import Tensor, nn

from firsthand.language.model.network import WIDTH
from training.export import Graph, _values

KINDS = 4  # no cue, said, believed, intended
ROLES = 4  # nothing, cue, source, content


@dataclass(frozen=True)
class Sizes:
    words: int  # columns of a word's row
    pairs: int  # and of a pair's
    hidden: int = 96
    roles: int = 96
    state_dropout: float = 0.3
    row_dropout: float = 0.1
    hidden_dropout: float = 0.3
    whole_dropout: float = 0.0  # of a cue's whole state


class Heads(nn.Module):
    def __init__(self, sizes: Sizes) -> None:
        super().__init__()
        self.sizes = sizes
        self.cue = nn.Linear(WIDTH + sizes.words, sizes.hidden)
        self.cue_out = nn.Linear(sizes.hidden, KINDS)
        self.role_cue = nn.Linear(WIDTH + sizes.words, sizes.roles)
        self.role_word = nn.Linear(WIDTH, sizes.roles, bias=False)
        self.role_pair = nn.Linear(sizes.pairs, sizes.roles, bias=False)
        self.role_out = nn.Linear(sizes.roles, ROLES)
        self.state_dropout, self.row_dropout = nn.Dropout(sizes.state_dropout), nn.Dropout(sizes.row_dropout)
        self.hidden_dropout = nn.Dropout(sizes.hidden_dropout)
        with torch.no_grad():
            self.cue_out.bias[0] = 3.5  # most words are no cue

    def _less(self, states: Tensor) -> Tensor:
        """What a word is like must be told by its rows at times: there are many verbs, and few of them in the gold."""
        if self.training and self.sizes.whole_dropout:
            states = states * (torch.rand(len(states), 1) >= self.sizes.whole_dropout)
        return self.state_dropout(states)

    def cues(self, states: Tensor, rows: Tensor) -> Tensor:
        x = torch.cat([self._less(states), self.row_dropout(rows)], -1)
        return self.cue_out(self.hidden_dropout(torch.relu(self.cue(x))))

    def roles(self, cues: tuple[Tensor, Tensor], states: Tensor, pairs: Tensor, cue: Tensor, word: Tensor) -> Tensor:
        """`cues`: their states and rows; `pairs`: a row for each pair of `cue` (index into those) and `word` (index into `states`)."""
        x = self.role_cue(torch.cat([self._less(cues[0]), self.row_dropout(cues[1])], -1))
        y = self.role_word(self.state_dropout(states))
        return self.role_out(self.hidden_dropout(torch.relu(x[cue] + y[word] + self.role_pair(self.row_dropout(pairs)))))


def write_cues(heads: Sequence[Heads], out: Path) -> None:
    """Chances of a cue of each sort (words, 3): the networks' mean."""
    graph = Graph(None, halved=True)
    rows = graph.one("Cast", "rows", to=TensorProto.FLOAT)
    x = graph.one("Concat", "states", rows, axis=1)
    made = [_two_layers(graph, f"cue{n}", x, one.cue, one.cue_out) for n, one in enumerate(heads)]
    mean = _mean(graph, [graph.one("Softmax", each, axis=-1) for each in made])
    columns = graph.constant("columns", np.array([1, 2, 3], np.int64))
    graph.one("Gather", mean, columns, axis=1, name="chances")
    size = heads[0].sizes.words
    inputs = [_values("states", TensorProto.FLOAT, "words", WIDTH), _values("rows", TensorProto.BOOL, "words", size)]
    graph.save(out, inputs, [_values("chances", TensorProto.FLOAT, "words", 3)])


def write_roles(heads: Sequence[Heads], out: Path) -> None:
    """Chances of each role for pairs (pairs, 4): the networks' mean. `cue` and `word` are rows of `cue_states` and `states`."""
    graph = Graph(None, halved=True)
    cue_x = graph.one("Concat", "cue_states", graph.one("Cast", "cue_rows", to=TensorProto.FLOAT), axis=1)
    pairs = graph.one("Cast", "pairs", to=TensorProto.FLOAT)
    made = []
    for n, one in enumerate(heads):
        by_cue = graph.linear(cue_x, f"role{n}.cue", _array(one.role_cue.weight).T, _array(one.role_cue.bias))
        by_word = graph.linear("states", f"role{n}.word", _array(one.role_word.weight).T)
        by_pair = graph.linear(pairs, f"role{n}.pair", _array(one.role_pair.weight).T)
        both = graph.one("Add", graph.one("Gather", by_cue, "cue", axis=0), graph.one("Gather", by_word, "word", axis=0))
        inner = graph.one("Relu", graph.one("Add", both, by_pair))
        scores = graph.linear(inner, f"role{n}.out", _array(one.role_out.weight).T, _array(one.role_out.bias))
        made.append(graph.one("Softmax", scores, axis=-1))
    graph.one("Identity", _mean(graph, made), name="roles")
    sizes = heads[0].sizes
    inputs = [
        _values("cue_states", TensorProto.FLOAT, "cues", WIDTH),
        _values("cue_rows", TensorProto.BOOL, "cues", sizes.words),
        _values("states", TensorProto.FLOAT, "words", WIDTH),
        _values("pairs", TensorProto.BOOL, "pairs", sizes.pairs),
        _values("cue", TensorProto.INT64, "pairs"),
        _values("word", TensorProto.INT64, "pairs"),
    ]
    graph.save(out, inputs, [_values("roles", TensorProto.FLOAT, "pairs", ROLES)])


def _two_layers(graph: Graph, name: str, x: str, first: nn.Linear, second: nn.Linear) -> str:
    inner = graph.one("Relu", graph.linear(x, f"{name}.inner", _array(first.weight).T, _array(first.bias)))
    return graph.linear(inner, f"{name}.out", _array(second.weight).T, _array(second.bias))


def _mean(graph: Graph, values: Sequence[str]) -> str:
    if len(values) == 1:
        return values[0]
    return graph.one("Mean", *values)


def _array(value: Tensor) -> np.ndarray:
    return value.detach().float().cpu().numpy()
