"""The form of the gold for pairs of sentences, and its hashes where the public sets are at hand (skipped, aloud, where they are not)."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from benchmarks.sentence_pairs import gold

ROOT = Path(__file__).resolve().parent.parent.parent
GOLD = ROOT / "benchmarks" / "gold" / "sentence-pairs"
DATA = ROOT.parent / "shared" / "data"
ROWS: list[dict[str, Any]] = [json.loads(line) for line in (GOLD / "pairs.jsonl").read_text(encoding="utf-8").splitlines()]
LABELS = {"same", "overlap", "different"}
POINTER = {
    "news-cluster": {"article": str, "start": int, "end": int, "sha256": str},
    "claimdiff": {"file": str, "row": int, "claim": str, "sha256": str},
}


def test_each_pair_is_pointers_hashes_and_labels() -> None:
    """No value is long enough to hold a sentence."""
    for row in ROWS:
        assert set(row) == {"id", "set", "drawn", "a", "b", "first", "second", "reader_2", "label"}, row["id"]
        assert {row["first"], row["second"], row["reader_2"], row["label"]} <= LABELS, row["id"]
        assert len(row["drawn"]) <= 24
        for side in (row["a"], row["b"]):
            assert {name: type(value) for name, value in side.items()} == POINTER[row["set"]], row["id"]
            assert re.fullmatch(r"[0-9a-f]{16}", side["sha256"])
            assert re.fullmatch(r"[0-9a-f]{56}", side.get("article", "0" * 56))
            assert side.get("file", "strength-train.json") == "strength-train.json"
            assert side.get("claim", "a") in {"a", "b"}
            assert side.get("end", 1) > side.get("start", 0) >= 0


def test_no_sentence_is_in_two_pairs() -> None:
    assert [row["id"] for row in ROWS] == [f"p{number:03}" for number in range(1, 301)]
    assert len({row[side]["sha256"] for row in ROWS for side in ("a", "b")}) == 600


def test_a_label_that_both_readers_gave_is_the_final_one() -> None:
    """The first reader's label is that of the second pass, wherever the passes differ."""
    assert all(row["label"] in (row["second"], row["reader_2"]) for row in ROWS)
    assert sum(row["first"] != row["second"] for row in ROWS) == 8
    assert sum(row["second"] != row["reader_2"] for row in ROWS) == 39
    assert sum(row["second"] != row["label"] for row in ROWS) == 25


def test_the_card_gives_the_agreement_that_is_there() -> None:
    """Raw and kappa of the readers: with the first reader's label after both passes, and with the first pass alone."""
    card = (GOLD / "README.md").read_text(encoding="utf-8")
    table = card[card.index("| agreement of the readers |") :]
    lines: dict[str, tuple[list[dict[str, Any]], set[str]]] = {
        "three labels": (ROWS, LABELS),
        "`same` against the rest": (ROWS, {"same"}),
        "`different` against the rest": (ROWS, {"different"}),
        "three labels, news-cluster": ([row for row in ROWS if row["set"] == "news-cluster"], LABELS),
        "three labels, claimdiff": ([row for row in ROWS if row["set"] == "claimdiff"], LABELS),
        "three labels, without the pairs that were sought": ([row for row in ROWS if row["drawn"] != "sought"], LABELS),
    }
    for name, (rows, kept) in lines.items():
        cells = [f"{figure:.3f}".lstrip("0") for by in ("second", "first") for figure in agreement(rows, by, kept)]
        assert f"\n| {name} | {' | '.join(cells)} |" in table, (name, cells)
    for label in LABELS:
        other = Counter(row["reader_2"] for row in ROWS if row["second"] == label)
        assert f"\n| `{label}` | {other['same']} | {other['overlap']} | {other['different']} |" in table


def agreement(rows: list[dict[str, Any]], by: str, kept: set[str]) -> tuple[float, float]:
    """Raw and Cohen's kappa of `by` and `reader_2`; labels that are not `kept` are one."""
    first, second = ([str(row[name]) if row[name] in kept else "rest" for row in rows] for name in (by, "reader_2"))
    raw = sum(x == y for x, y in zip(first, second, strict=True)) / len(rows)
    chance = sum(first.count(label) * second.count(label) for label in set(first)) / len(rows) ** 2
    return raw, (raw - chance) / (1 - chance)


def test_the_card_counts_what_is_there() -> None:
    """The tables of the card, set by set and band by band."""
    card = (GOLD / "README.md").read_text(encoding="utf-8")
    count = Counter((row["set"], row["label"]) for row in ROWS)
    for name in POINTER:
        numbers = [count[name, label] for label in ("same", "overlap", "different")]
        assert f"| {sum(numbers)} | {' | '.join(map(str, numbers))} |" in card
    for drawn in {row["drawn"] for row in ROWS}:
        line = next(line for line in card.splitlines() if line.startswith("|") and f"`{drawn}`" in line)
        by_label = Counter(row["label"] for row in ROWS if row["drawn"] == drawn)
        assert line.endswith(f"| {by_label['same']} | {by_label['overlap']} | {by_label['different']} |")


@pytest.mark.skipif(
    not (DATA / "claimdiff").is_dir(), reason="the public sets are not at hand: that every pointer finds its sentence is not proved"
)
def test_every_pointer_finds_its_sentence() -> None:
    pairs = gold(DATA / "news-cluster", DATA / "claimdiff")
    assert len(pairs) == 300
    assert all(len(pair.a.split()) > 5 and len(pair.b.split()) > 5 for pair in pairs)


@pytest.mark.skipif(
    not (DATA / "claimdiff").is_dir(), reason="the public sets are not at hand: that a changed text is refused is not proved"
)
def test_a_changed_text_is_refused_by_name(tmp_path: Path) -> None:
    first = next(row for row in ROWS if row["set"] == "claimdiff")
    changed = json.loads((DATA / "claimdiff" / "strength-train.json").read_text(encoding="utf-8"))
    changed["data"][first["a"]["row"]][f"claim_{first['a']['claim']}"] += "."
    (tmp_path / "strength-train.json").write_text(json.dumps(changed), encoding="utf-8")
    with pytest.raises(ValueError, match=rf"^{first['id']} a: the sentence differs"):
        gold(DATA / "news-cluster", tmp_path)
