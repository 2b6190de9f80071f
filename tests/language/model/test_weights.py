"""The list of the weights is true to the files: stages hash the list, not the weights."""

from __future__ import annotations

import hashlib

from firsthand.language.model.network import FOLDER
from firsthand.stages import MANIFEST

CARD = "CARD.md"


def test_the_list_is_true_to_the_files() -> None:
    lines = [line.split("  ") for line in FOLDER.joinpath(MANIFEST).read_text(encoding="utf-8").splitlines()]
    there = {file.name: file.read_bytes() for file in FOLDER.iterdir() if file.is_file() and file.name not in (MANIFEST, CARD)}
    assert lines == [[hashlib.sha256(there[name]).hexdigest(), name] for name in sorted(there)]
