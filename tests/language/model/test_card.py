"""The card beside the weights tells the truth about them: every file, its size and its SHA-256."""

from __future__ import annotations

import hashlib
import re

from firsthand.language.model.network import FOLDER

# What `pip install` may carry for the language model, in bytes.
LARGEST = 30_000_000
CARD = "CARD.md"


def test_the_card_names_every_file_with_its_size_and_hash() -> None:
    told = {
        name: (int(size.replace(",", "")), sha)
        for name, size, sha in re.findall(r"\| (\S+) \| ([\d,]+) \| ([0-9a-f]{64}) \|", FOLDER.joinpath(CARD).read_text("utf-8"))
    }
    files = {file.name: file.read_bytes() for file in FOLDER.iterdir() if file.is_file() and file.name != CARD}
    assert told == {name: (len(data), hashlib.sha256(data).hexdigest()) for name, data in files.items()}


def test_nothing_shipped_learned_from_polnear() -> None:
    sets = FOLDER.joinpath(CARD).read_text("utf-8").partition("| set | licence |")[2].partition("\n\n")[0]
    assert "GUM" in sets
    assert "PolNeAR" not in sets


def test_the_weights_are_small() -> None:
    assert sum(len(file.read_bytes()) for file in FOLDER.iterdir() if file.is_file()) <= LARGEST
