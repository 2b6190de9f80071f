"""The exported graphs of attribution say what the networks say. Needs what the recipe needs (the extra `training`)."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

pytest.importorskip("torch", reason="the recipe's libraries are not installed: pip install -e .[training]")
pytest.importorskip("onnx")

import onnxruntime
import torch

from firsthand.language.model.network import WIDTH
from training.attribution_network import Heads, Sizes, write_cues, write_roles

SIZES = Sizes(5, 3, hidden=8, roles=6)


def networks() -> list[Heads]:
    torch.manual_seed(3)
    return [Heads(SIZES).eval() for _ in range(2)]


def test_the_graphs_say_the_mean_of_the_networks(tmp_path: Path) -> None:
    both = networks()
    states, rows = torch.randn(4, WIDTH), torch.rand(4, 5) > 0.5
    write_cues(both, tmp_path / "cues.onnx")
    made = onnxruntime.InferenceSession(tmp_path / "cues.onnx").run(None, {"states": states.numpy(), "rows": rows.numpy()})[0]
    with torch.no_grad():
        meant = torch.stack([one.cues(states, rows.float()).softmax(-1) for one in both]).mean(0)[:, 1:]
    np.testing.assert_allclose(made, meant.numpy(), atol=1e-3)

    pairs, cue, word = torch.rand(6, 3) > 0.5, torch.tensor([0, 0, 0, 1, 1, 1]), torch.tensor([0, 1, 2, 1, 2, 3])
    write_roles(both, tmp_path / "roles.onnx")
    given = {"cue_states": states[:2], "cue_rows": rows[:2], "states": states, "pairs": pairs, "cue": cue, "word": word}
    made = onnxruntime.InferenceSession(tmp_path / "roles.onnx").run(None, {name: value.numpy() for name, value in given.items()})[0]
    with torch.no_grad():
        each = [one.roles((states[:2], rows[:2].float()), states, pairs.float(), cue, word).softmax(-1) for one in both]
    np.testing.assert_allclose(made, torch.stack(each).mean(0).numpy(), atol=1e-3)


def test_a_network_begins_by_finding_no_cue() -> None:
    with torch.no_grad():
        chances = networks()[0].cues(torch.zeros(1, WIDTH), torch.zeros(1, 5)).softmax(-1)
    assert chances[0, 0] > 0.8
