"""Trained weights as the files that the package reads: the graph, its labels, the relation head, the wordpieces that are kept; and the list of all files of weights."""

from __future__ import annotations

import hashlib
import json
import unicodedata
from collections.abc import Iterator
from pathlib import Path

from firsthand.language.model.wordpieces import WordPieces

PACKAGE = Path(__file__).resolve().parent.parent / "firsthand" / "language" / "model" / "english"
# What the graph is called with and without int8; the second is for comparison only and is not shipped.
SHIPPED, COMPARED = "encoder.onnx", "encoder-fp32.onnx"
# The list of the weights, by which `firsthand.stages` tells what was read with others; and the card.
MANIFEST, CARD = "weights.sha256", "CARD.md"


def write_package(work: Path, data: Path, vocabulary: Path, out: Path, *, quantise: bool = True) -> None:
    """`work` holds weights.pt and labels.json of a training run on `data`; `out` is the folder that the package reads."""
    # Only this needs PyTorch: the list and the card can be made without.
    import torch

    from training import calibrate
    from training.export import write, write_relations
    from training.network import NAMES, UPOS, Network

    state = torch.load(work / "weights.pt", map_location="cpu")
    weights = {name: value.float().numpy() for name, value in state.items()}
    relations = json.loads((work / "labels.json").read_text(encoding="utf-8"))["relations"]
    net = Network(len(relations))
    net.load_state_dict(state)
    largest = calibrate.largest(net, data, WordPieces.read(vocabulary)) if quantise else None
    pieces = vocabulary.read_text(encoding="utf-8").rstrip("\n").split("\n")
    kept = [number for number, piece in enumerate(pieces) if is_kept(piece)]
    out.mkdir(parents=True, exist_ok=True)
    write(weights, kept, out / (SHIPPED if quantise else COMPARED), largest)
    (out / "vocabulary.txt").write_text("\n".join(pieces[number] for number in kept), encoding="utf-8")
    labels = {"upos": UPOS, "names": NAMES, "relations": relations}
    (out / "labels.json").write_text(json.dumps(labels, indent=1) + "\n", encoding="utf-8")
    write_relations(weights, out / "relations.onnx")


def write_manifest(folder: Path) -> None:
    """List the weights in `folder` with their SHA-256, as `sha256sum -c` reads it. The card is left out: what it says of them changes no row."""
    lines = "".join(f"{sha256(file)}  {file.name}\n" for file in files(folder) if file.name not in (MANIFEST, CARD))
    (folder / MANIFEST).write_text(lines, encoding="utf-8", newline="\n")


def files(folder: Path) -> Iterator[Path]:
    """By name."""
    yield from sorted((file for file in folder.iterdir() if file.is_file()), key=lambda file: file.name)


def sha256(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()


def is_kept(piece: str) -> bool:
    """Whether a wordpiece can stand in English text: those of other scripts, and those that the vocabulary left unused, are not shipped."""
    if piece.startswith("[unused"):
        return False
    return all(not c.isalpha() or "LATIN" in unicodedata.name(c, "") for c in piece.removeprefix("##"))
