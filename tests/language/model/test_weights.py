"""The list of the weights is true to the files: stages hash the list, not the weights."""

from __future__ import annotations

import hashlib

from firsthand.language.model.network import FOLDER
from firsthand.stages import MANIFEST


def test_the_list_is_true_to_the_files() -> None:
    listed = dict(line.split("  ")[::-1] for line in FOLDER.joinpath(MANIFEST).read_text(encoding="utf-8").splitlines())
    there = {
        file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in FOLDER.iterdir() if file.is_file() and file.name != MANIFEST
    }
    assert listed == there
    assert list(listed) == sorted(listed)
