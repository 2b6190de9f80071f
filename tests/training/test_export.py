"""The exported graph says what the network says. Needs what the recipe needs (the extra `training`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the recipe's libraries are not installed: pip install -e .[training]")
pytest.importorskip("onnx")

import onnxruntime
import torch

from firsthand.language.model.network import OUTPUTS, Numbers
from firsthand.language.model.wordpieces import WordPieces
from training.calibrate import _largest
from training.corpora import Sentence
from training.examples import batch
from training.export import write, write_relations
from training.network import VOCABULARY, Network

LETTERS = "abcdefghijklmnopqrstuvwxyz.,"
PIECES = WordPieces({piece: i for i, piece in enumerate(["[PAD]", "[UNK]", "[CLS]", "[SEP]", *LETTERS, *(f"##{c}" for c in LETTERS)])})
ROWS = ["The boats sank .", "Ilka Stell said so ."], ["Rain fell in Ormund on Thursday , they say ."], ["No"]
RELATIONS = 5


@pytest.fixture(scope="module")
def net() -> Network:
    torch.manual_seed(1)
    made = Network(RELATIONS)
    for name, value in made.named_parameters():
        if value.abs().sum() == 0 or name == "arc":  # what begins at nothing would not be seen
            torch.nn.init.normal_(value, std=0.05)
    return made.eval()


@pytest.mark.parametrize(("quantise", "near"), [(False, 1e-4), (True, 0.3)])
def test_the_graph_says_what_the_network_says(net: Network, tmp_path: Path, quantise: bool, near: float) -> None:
    weights = {name: value.detach().numpy() for name, value in net.state_dict().items()}
    rows_of = [[(Sentence(tuple(s.split()), (True,) * len(s.split()), sent_id="s"),) for s in row] for row in ROWS]
    write(weights, range(VOCABULARY), tmp_path / "encoder.onnx", _largest(net, [rows_of], PIECES) if quantise else None)
    write_relations(weights, tmp_path / "relations.onnx")
    encoder, relations = (onnxruntime.InferenceSession(tmp_path / f"{name}.onnx") for name in ("encoder", "relations"))
    rows = [[sentence.split() for sentence in row] for row in ROWS]
    made = batch(rows_of, PIECES)
    with torch.no_grad():
        states = net.encoder(made.pieces, made.shapes, made.mask)
        words = states[-1].flatten(0, 1)[made.words]
        as_dependent, as_head, label_dependent, label_head = net.parts(words)
        arcs, upos, names = net.arcs(as_dependent[:, 1:], as_head), net.upos(words[:, 1:]), net.names(words[:, 1:])
        begins = net.begins(words[:, 1:])
        meanings, labels = net.meanings(states, made.belongs), net.labels(label_dependent[:, 1:], label_head[:, :1])
    sentence = 0
    for row in rows:
        numbers = Numbers(row, PIECES)
        found = dict(zip(OUTPUTS, encoder.run(OUTPUTS, numbers.feed()), strict=True))
        middle, at = found["parts"].shape[1] // 2, 0
        for place, count in enumerate(numbers.counts):
            inner, all_ = slice(at + 1, at + 1 + count), slice(at, at + 1 + count)
            assert np.allclose(found["arcs"][inner, all_], arcs[sentence, :count, : count + 1].numpy(), atol=near)
            assert np.allclose(found["upos"][inner], upos[sentence, :count].numpy(), atol=near)
            assert np.allclose(found["names"][inner], names[sentence, :count].numpy(), atol=near)
            assert np.allclose(found["states"][inner], words[sentence, 1 : 1 + count].numpy(), atol=4 * near)
            assert np.allclose(found["begins"][inner], begins[sentence, :count].numpy(), atol=near)
            assert found["meaning"][place] @ meanings[sentence].numpy() > 0.99
            heads = np.repeat(found["parts"][at : at + 1, middle:], count, 0)
            best = relations.run(None, {"dependents": found["parts"][inner, :middle], "heads": heads})[0]
            if not quantise:
                assert best.tolist() == labels[sentence, :count].argmax(-1).tolist()
            at += 1 + count
            sentence += 1
