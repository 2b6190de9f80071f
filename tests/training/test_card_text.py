"""What the card tells: the files that are there, the scores that it is given, and what is counted of attributions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from benchmarks.direct_quotes import Relation
from firsthand.language.model.network import FOLDER
from training import card
from training.package import CARD, MANIFEST

TEXT = "Ilka Stell said rain fell. Tom Rook denied it."
FIRST: Relation = {"source": [(0, 10)], "cue": [(11, 15)], "content": [(16, 25)]}
SECOND: Relation = {"source": [(27, 35)], "cue": [(36, 42)], "content": [(43, 45)]}


def test_it_names_files_and_scores(tmp_path: Path) -> None:
    for name in ("graph.onnx", MANIFEST, CARD):
        (tmp_path / name).write_bytes(b"weights")
    made = card.text(tmp_path, [("names, F1", 0.5, 0.4321, 0.6)])
    assert [line.split(" | ")[:2] for line in made.splitlines() if line.startswith(("| graph", "| weights"))] == [
        ["| graph.onnx", "7"],
        [f"| {MANIFEST}", "7"],
    ]
    assert "| names, F1 | 0.500 | 0.432 to 0.600 |" in made
    assert f"| {CARD} |" not in made


def test_the_card_of_the_package_says_what_the_recipe_writes() -> None:
    written = FOLDER.joinpath(CARD).read_text(encoding="utf-8")
    assert written.startswith(card.HEAD)
    assert card.SCORES in written
    assert written.endswith(card.LIMITS)


def test_attributions_are_scored_by_corpus(monkeypatch: pytest.MonkeyPatch) -> None:
    """Of the gold all that the network finds, of PolNeAR what lies in no other content."""

    def texts(_: Path, part: str) -> Iterator[tuple[str, str, str, list[Relation]]]:
        assert part == "measure"
        yield "PolNeAR dev", TEXT, "page", [FIRST]
        yield "our gold, measure", TEXT, "page", [FIRST, SECOND]

    monkeypatch.setattr(card, "analyse", lambda page: SimpleNamespace(page=page))
    monkeypatch.setattr(card.attributions, "texts", texts)
    monkeypatch.setattr(card.attributions, "by_network", lambda _: {"network": [FIRST, SECOND], "network, nothing inside": []})
    made = {what: value for what, value, _, _ in card._attributions(Path("data"))}
    assert made == {
        f"attributions, {where}: {what}, F1": value
        for where, value in (("PolNeAR dev, top level", 0.0), ("news gold", 1.0))
        for what in ("relations", "contents, half", "words of sources", "words of cues")
    }
