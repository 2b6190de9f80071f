"""The network: one encoder (MiniLM, Wang et al. 2020) with a word-shape embedding at its input, and a head for each layer of annotation.

A row is `[CLS] s1 [SEP] s2 [SEP] ...`; a word is its first wordpiece; the root of a sentence is the `[SEP]` that ends it.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from firsthand.language.model.network import LONGEST_ROW, WIDTH

UPOS = tuple("ADJ ADP ADV AUX CCONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X".split())
NAMES = ("O", *(f"{mark}-{kind}" for kind in ("PER", "ORG", "LOC", "MISC") for mark in "BI"))
LAYERS, ATTENTION_HEADS, INNER, VOCABULARY, SHAPES = 6, 12, 1536, 30522, 8
NOWHERE = -1e4


@dataclass(frozen=True)
class Sizes:
    arc: int = 256
    label: int = 256
    dropout: float = 0.1
    heads_dropout: float = 0.3  # Dozat and Manning 2017 take a third


class PooledDropout(nn.Module):
    """Dropout whose masks are cut from numbers drawn once, at a random place: drawing them takes a quarter of a step on a CPU."""

    pools: dict[tuple[float, torch.dtype], Tensor] = {}  # noqa: RUF012 - shared by all on purpose

    def __init__(self, rate: float) -> None:
        super().__init__()
        self.rate = rate

    def forward(self, x: Tensor) -> Tensor:
        if not self.training or not self.rate:
            return x
        key = (self.rate, x.dtype)
        pool = self.pools.get(key)
        if pool is None or pool.numel() < 2 * x.numel():
            drawn = (torch.rand(max(2 * x.numel(), 6_000_000)) >= self.rate).float() / (1 - self.rate)
            pool = self.pools[key] = drawn.to(x.dtype)
        start = int(torch.randint(0, pool.numel() - x.numel(), (1,)))
        return x * pool[start : start + x.numel()].view(x.shape)


class Layer(nn.Module):
    def __init__(self, rate: float) -> None:
        super().__init__()
        self.query_key_value = nn.Linear(WIDTH, 3 * WIDTH)
        self.output = nn.Linear(WIDTH, WIDTH)
        self.norm1 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.wide = nn.Linear(WIDTH, INNER)
        self.narrow = nn.Linear(INNER, WIDTH)
        self.norm2 = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = PooledDropout(rate)

    def forward(self, x: Tensor, bias: Tensor) -> Tensor:
        rows, length, _ = x.shape
        each = WIDTH // ATTENTION_HEADS
        q, k, v = self.query_key_value(x).view(rows, length, 3, ATTENTION_HEADS, each).permute(2, 0, 3, 1, 4).unbind(0)
        weights = torch.softmax(q @ k.transpose(-1, -2) * (1 / math.sqrt(each)) + bias.to(q.dtype), -1).to(v.dtype)
        seen = (weights @ v).transpose(1, 2).reshape(rows, length, WIDTH)
        x = self.norm1(x + self.dropout(self.output(seen)))
        return self.norm2(x + self.dropout(self.narrow(F.gelu(self.wide(x), approximate="tanh"))))


class Encoder(nn.Module):
    def __init__(self, rate: float) -> None:
        super().__init__()
        self.words = nn.Embedding(VOCABULARY, WIDTH)
        self.positions = nn.Embedding(LONGEST_ROW, WIDTH)
        self.kind = nn.Parameter(torch.zeros(WIDTH))
        self.shapes = nn.Embedding(SHAPES, WIDTH)
        self.norm = nn.LayerNorm(WIDTH, eps=1e-12)
        self.dropout = PooledDropout(rate)
        self.layers = nn.ModuleList(Layer(rate) for _ in range(LAYERS))
        nn.init.zeros_(self.shapes.weight)  # the encoder begins as it was published

    def forward(self, pieces: Tensor, shapes: Tensor, mask: Tensor) -> list[Tensor]:
        """The states before the first layer and after each, (rows, length, WIDTH); `mask` is 1 where there is a piece."""
        x = self.words(pieces) + self.positions.weight[: pieces.shape[1]] + self.kind + self.shapes(shapes)
        x = self.dropout(self.norm(x))
        bias = (1.0 - mask.to(x.dtype))[:, None, None, :] * NOWHERE
        states = [x]
        for layer in self.layers:
            x = layer(x, bias)
            states.append(x)
        return states

    @torch.no_grad()
    def load_published(self, file: Path) -> None:
        """Take the published weights of all-MiniLM-L6-v2 (safetensors)."""
        there = load_file(file)
        self.words.weight.copy_(there["embeddings.word_embeddings.weight"])
        self.positions.weight.copy_(there["embeddings.position_embeddings.weight"])
        self.kind.copy_(there["embeddings.token_type_embeddings.weight"][0])
        for part in ("weight", "bias"):
            getattr(self.norm, part).copy_(there[f"embeddings.LayerNorm.{part}"])
            for number, layer in enumerate(self.layers):
                at = f"encoder.layer.{number}."
                joined = torch.cat([there[f"{at}attention.self.{name}.{part}"] for name in ("query", "key", "value")])
                getattr(layer.query_key_value, part).copy_(joined)
                for ours, theirs in (
                    (layer.output, "attention.output.dense"), (layer.norm1, "attention.output.LayerNorm"), (layer.wide, "intermediate.dense"),
                    (layer.narrow, "output.dense"), (layer.norm2, "output.LayerNorm"),
                ):  # fmt: skip
                    getattr(ours, part).copy_(there[f"{at}{theirs}.{part}"])


class Network(nn.Module):
    """Encoder and heads. `relations` are the labels of the dependency relation head, in order."""

    def __init__(self, relations: int, sizes: Sizes = Sizes()) -> None:
        super().__init__()
        self.sizes = sizes
        self.encoder = Encoder(sizes.dropout)
        self.dropout = PooledDropout(sizes.dropout)
        self.heads_dropout = PooledDropout(sizes.heads_dropout)
        self.upos = nn.Linear(WIDTH, len(UPOS))
        self.names = nn.Linear(WIDTH, len(NAMES))
        self.begins = nn.Linear(WIDTH, 1)  # whether a sentence begins at this word, though the row goes on
        self.project = nn.Linear(WIDTH, 2 * sizes.arc + 2 * sizes.label)
        self.arc = nn.Parameter(torch.zeros(sizes.arc + 1, sizes.arc))
        self.relation = nn.Linear(sizes.label, relations)
        # The published encoder's vector is the mean of its last layer's states; the layers below still hold what ours has made of that.
        self.meaning = nn.Linear((LAYERS + 1) * WIDTH, WIDTH)
        nn.init.zeros_(self.meaning.weight)
        nn.init.eye_(self.meaning.weight[:, -WIDTH:])
        nn.init.zeros_(self.meaning.bias)

    def parts(self, words: Tensor) -> tuple[Tensor, Tensor, Tensor, Tensor]:
        """(arc as dependent, arc as head, relation as dependent, relation as head) of `words` (..., WIDTH)."""
        a, r = self.sizes.arc, self.sizes.label
        made = self.project(words)
        arcs = self.heads_dropout(F.gelu(made[..., : 2 * a], approximate="tanh"))
        return arcs[..., :a], arcs[..., a:], made[..., 2 * a : 2 * a + r], made[..., 2 * a + r :]

    def arcs(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Biaffine scores (Dozat and Manning 2017): (sentences, words, 1 + words)."""
        return torch.cat([dependents, torch.ones_like(dependents[..., :1])], -1) @ self.arc @ heads.transpose(-1, -2)

    def labels(self, dependents: Tensor, heads: Tensor) -> Tensor:
        """Scores of each relation for pairs of words: (pairs, relations).

        One layer over the sum of both (Kiperwasser and Goldberg 2016): as good here as a biaffine form, at a hundredth of its cost.
        """
        return self.relation(self.heads_dropout(F.relu(dependents + heads)))

    def meanings(self, states: list[Tensor], belongs: Tensor) -> Tensor:
        """One vector of length 1 a sentence, from the means of its pieces' states in all layers; `belongs` is (sentences, rows * length), each row summing to 1."""
        flat = torch.cat(states, -1).reshape(-1, (LAYERS + 1) * WIDTH)
        return F.normalize(self.meaning(belongs.to(flat.dtype) @ flat), dim=-1)
