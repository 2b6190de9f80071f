"""Words to wordpieces, against a vocabulary made for the test."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from firsthand.language.model.wordpieces import MOST_PIECES, SHAPES, WordPieces, shape

PIECES = [
    "[PAD]",
    "[UNK]",
    "[CLS]",
    "[SEP]",
    "cafe",
    "har",
    "##bour",
    "##s",
    "h",
    "##a",
    "a",
    '"',
    "'",
    ".",
    "s",
    "港",
    "口",
    "1",
    "##9",
    "-",
    "🙂",
    "naïve",
]
MADE = WordPieces({piece: number for number, piece in enumerate(PIECES)})


def cut(word: str) -> list[str]:
    return [PIECES[number] for number in MADE.of(word)]


@pytest.mark.parametrize(
    ("word", "pieces"),
    [
        ("harbours", ["har", "##bour", "##s"]),  # the longest piece first
        ("HARBOUR", ["har", "##bour"]),
        ("café", ["cafe"]),
        ("cafe\u0301", ["cafe"]),  # an accent of its own
        ("“", ['"']),
        ("’s", ["'", "s"]),
        ("…", [".", ".", "."]),
        ("har\u00adbour", ["har", "##bour"]),  # a soft hyphen
        ("港口", ["港", "口"]),
        ("a港a", ["a", "港", "a"]),
        ("a-a", ["a", "-", "a"]),
        ("🙂🙂", ["🙂", "🙂"]),
        ("a🙂", ["a", "🙂"]),
        ("19", ["1", "##9"]),
        ("xyz", ["[UNK]"]),
        ("harx", ["[UNK]"]),  # a word that cannot be cut whole is unknown whole
        ("\u00ad", ["[UNK]"]),  # nothing is left of it
        ("har\u200bbour", ["har", "[UNK]"]),
    ],
)
def test_pieces(word: str, pieces: list[str]) -> None:
    assert cut(word) == pieces


def test_a_long_word_gives_few_pieces() -> None:
    assert cut("haa" + "a" * 60) == ["h"] + ["##a"] * (MOST_PIECES - 1)
    assert cut("h" + "a" * 150) == ["[UNK]"]
    assert cut("🙂" * 5000) == ["🙂"] * MOST_PIECES


@given(st.text(min_size=1, max_size=80))
def test_every_word_has_pieces(word: str) -> None:
    made = MADE.of(word)
    assert 1 <= len(made) <= MOST_PIECES
    assert all(0 <= piece < len(PIECES) for piece in made)
    assert 0 <= shape(word) < len(SHAPES)


def test_a_vocabulary_is_read_by_lines(tmp_path: Path) -> None:
    file = tmp_path / "vocabulary.txt"
    file.write_text("\n".join(PIECES) + "\n", encoding="utf-8")
    assert WordPieces.read(file).of("harbours") == MADE.of("harbours")


@pytest.mark.parametrize(
    ("word", "name"),
    [
        ("harbour", "lower"), ("Ormund", "title"), ("UN", "upper"), ("A", "letter"), ("McAdoe", "mixed"), ("7.30pm", "digits"), ("—", "marks"),
        ("O’Neill", "mixed"), ("J.", "upper"), ("港口", "mixed"),
    ],
)  # fmt: skip
def test_shapes(word: str, name: str) -> None:
    assert SHAPES[shape(word)] == name
