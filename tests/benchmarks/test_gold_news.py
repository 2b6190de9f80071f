"""The news gold fits its texts: proved where the public sets are at hand, skipped, aloud, where they are not."""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "benchmarks" / "gold" / "news"
DATA = ROOT.parent / "shared" / "data"
FILES = sorted(path for half in ("train", "tune", "measure") for path in (GOLD / half).glob("*.json"))


def test_no_words_of_a_text_are_in_the_gold() -> None:
    """Offsets and labels only: no value is longer than a label, or it is the place where the text is published."""
    for file in FILES:
        gold = json.loads(file.read_text(encoding="utf-8"))
        assert set(gold) == {
            "id", "source", "place", "sha256", "sentences", "entities", "coreference", "attributions", "credits", "quotation_marks", "furniture",
        }  # fmt: skip
        labels = [value for row in gold["attributions"] + gold["entities"] for value in row.values() if isinstance(value, str)]
        assert max(map(len, labels), default=0) <= 40, file.name


def test_one_article_is_in_one_part() -> None:
    ids = Counter(json.loads(file.read_text(encoding="utf-8"))["id"] for file in FILES)
    split = json.loads((GOLD / "split.json").read_text(encoding="utf-8"))
    assert set(ids.values()) == {1}
    assert {
        part: {file.parent.name for file in FILES if file.stem.replace("_", "/", 1) in names}
        for part, names in split.items()
        if part != "why"
    } == {part: {part} for part in ("train", "tune", "measure")}


def test_there_is_as_much_as_the_card_says() -> None:
    rows = [json.loads(file.read_text(encoding="utf-8")) for file in FILES]
    assert len(rows) >= 150
    assert sum(len(row["attributions"]) for row in rows) >= 3000
    assert sum(attribution["within"] is not None for row in rows for attribution in row["attributions"]) >= 100
    assert sum(len(row["entities"]) for row in rows) >= 4000
    assert sum(len(chain["mentions"]) for row in rows for chain in row["coreference"]) >= 2500


@pytest.mark.skipif(not (DATA / "gum").is_dir(), reason="the public sets are not at hand: that every span fits its text is not proved")
def test_every_span_fits_its_text() -> None:
    done = subprocess.run([sys.executable, GOLD / "tool.py", "check", GOLD, DATA], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout[-2000:] + done.stderr[-2000:]
