"""How large the numbers get that each matrix of the network is given: what `export` evens out before it quantises them."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping
from functools import partial
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from firsthand.language.model.wordpieces import WordPieces
from training.examples import Row, batch, batches, rows
from training.network import Network
from training.train import PLACES, SEED, short_enough, treebanks

# So many training documents, and of their rows so many batches.
DOCUMENTS, BATCHES = 60, 25
ALONE = 0.3


def largest(net: Network, data: Path, pieces: WordPieces) -> Mapping[str, NDArray[np.float32]]:
    """For each matrix by its name: the largest magnitude of each number of its input, over some of the training documents."""
    draw = random.Random(SEED)
    documents = short_enough(list(treebanks(data)))
    draw.shuffle(documents)
    some = batches(rows(documents[:DOCUMENTS], pieces, draw, alone=ALONE), pieces, draw, PLACES)[:BATCHES]
    return _largest(net, some, pieces)


@torch.no_grad()
def _largest(net: Network, some: Iterable[list[Row]], pieces: WordPieces) -> Mapping[str, NDArray[np.float32]]:
    found: dict[str, Tensor] = {}

    def see(name: str, _: nn.Module, given: tuple[Tensor, ...], __: Tensor) -> None:
        seen = given[0].flatten(0, -2).abs().amax(0)
        found[name] = torch.maximum(found[name], seen) if name in found else seen

    hooks = [part.register_forward_hook(partial(see, name)) for name, part in net.named_modules() if isinstance(part, nn.Linear)]
    net.eval()
    for group in some:
        made = batch(group, pieces)
        net.encoder(made.pieces, made.shapes, made.mask)
    for hook in hooks:
        hook.remove()
    return {name: value.numpy() for name, value in found.items()}
