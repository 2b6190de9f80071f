"""The one command: its steps and their order. Needs what the recipe needs (the extra `training`)."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("torch", reason="the recipe's libraries are not installed: pip install -e .[training]")
pytest.importorskip("onnx")

from training import __main__ as recipe
from training import attributions
from training.package import PACKAGE


@pytest.mark.parametrize("trained", [False, True])
def test_the_list_comes_after_all_weights_and_the_card_after_the_list(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path, trained: bool
) -> None:
    steps: list[str] = []

    def step(name: str, gives: Any = None) -> Any:
        return lambda *_: steps.append(name) or gives

    monkeypatch.setattr(recipe, "PACKAGE", tmp_path)
    monkeypatch.setattr(recipe, "treebanks", step("treebanks"))
    for name in ("train", "write_package", "write_manifest"):
        monkeypatch.setattr(recipe, name, step(name))
    for module, name in ((recipe.lemmas, "learnt"), (recipe.coreference, "train"), (recipe.attributions, "train"), (recipe.card, "write")):
        monkeypatch.setattr(module, name, step(f"{module.__name__}.{name}", {}))
    if trained:
        (tmp_path / "weights.pt").touch()
    recipe.main(tmp_path, tmp_path, tmp_path)
    after = [
        "write_package",
        "treebanks",
        "training.lemmas.learnt",
        "training.coreference.train",
        "training.attributions.train",
        "write_manifest",
        "training.card.write",
    ]
    assert steps == after if trained else steps == ["train", *after]


def test_what_learns_from_polnear_does_not_go_into_the_package(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not shipped"):
        attributions.train(tmp_path, PACKAGE, tmp_path)
