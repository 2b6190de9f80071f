"""The list of the weights: what `sha256sum -c` reads, and what `firsthand.stages` looks for."""

from __future__ import annotations

import hashlib
from pathlib import Path

from firsthand import stages
from training.package import CARD, MANIFEST, is_kept, write_manifest


def test_the_list_names_the_weights_alone(tmp_path: Path) -> None:
    for name in ("words.txt", "graph.onnx", CARD):
        (tmp_path / name).write_text(name)
    (tmp_path / "folder").mkdir()
    one, two = (hashlib.sha256(name.encode()).hexdigest() for name in ("graph.onnx", "words.txt"))
    for _ in range(2):  # the second time it is there itself
        write_manifest(tmp_path)
        assert (tmp_path / MANIFEST).read_bytes() == f"{one}  graph.onnx\n{two}  words.txt\n".encode()


def test_the_card_changes_no_list(tmp_path: Path) -> None:
    (tmp_path / "graph.onnx").write_bytes(b"weights")
    write_manifest(tmp_path)
    before = (tmp_path / MANIFEST).read_bytes()
    (tmp_path / CARD).write_text("better scores")
    write_manifest(tmp_path)
    assert (tmp_path / MANIFEST).read_bytes() == before


def test_the_stages_look_for_this_list() -> None:
    assert MANIFEST == stages.MANIFEST


def test_wordpieces_of_other_scripts_are_not_kept() -> None:
    assert [piece for piece in ("[CLS]", "[unused3]", "harbour", "##s", "ä", "д", "1", "–") if is_kept(piece)] == [
        "[CLS]",
        "harbour",
        "##s",
        "ä",
        "1",
        "–",
    ]
