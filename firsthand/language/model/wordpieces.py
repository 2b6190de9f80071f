"""Words to wordpieces as BERT's uncased vocabulary has them (Wu et al. 2016; Devlin et al. 2019), and the shape of a word, which lower case hides."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

CLS, SEP, PAD, UNKNOWN = "[CLS]", "[SEP]", "[PAD]", "[UNK]"
# Pieces of one word that are kept; what a parser needs of a longer one stands at its beginning.
MOST_PIECES = 12
LONGEST_WORD = 100
# Words whose pieces and shapes are remembered: about 10 MB.
REMEMBERED = 50_000
# Marks that are typed in several ways are read as one; corpora and outlets differ in them, not in what they mean.
SAME_MARK = str.maketrans({**dict.fromkeys("“”„«»″", '"'), **dict.fromkeys("‘’‚′`´", "'"), "…": "...", "\u00ad": None})
SHAPES = ("none", "lower", "title", "upper", "letter", "mixed", "digits", "marks")


class WordPieces:
    """The pieces of words under one vocabulary; what was cut once is remembered."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self.vocabulary = vocabulary
        self.cls, self.sep, self.pad = (vocabulary[name] for name in (CLS, SEP, PAD))
        self._unknown = vocabulary[UNKNOWN]
        self.of = lru_cache(maxsize=REMEMBERED)(self._cut)

    @classmethod
    def read(cls, file: Path) -> WordPieces:
        return cls({line.rstrip("\n"): i for i, line in enumerate(file.open(encoding="utf-8"))})

    def _cut(self, word: str) -> tuple[int, ...]:
        plain = "".join(c for c in unicodedata.normalize("NFD", word.lower().translate(SAME_MARK)) if unicodedata.category(c) != "Mn")
        found: list[int] = []
        for part in _parts(plain):
            found += self._pieces(part)
            if len(found) >= MOST_PIECES:
                break
        return tuple(found[:MOST_PIECES]) or (self._unknown,)

    def _pieces(self, part: str) -> list[int]:
        if len(part) > LONGEST_WORD:
            return [self._unknown]
        pieces, start = [], 0
        while start < len(part):
            for end in range(len(part), start, -1):
                piece = self.vocabulary.get(part[start:end] if not start else f"##{part[start:end]}")
                if piece is not None:
                    break
            else:
                return [self._unknown]
            pieces.append(piece)
            start = end
        return pieces


def _parts(word: str) -> list[str]:
    """Letters and digits apart from each mark; Chinese characters one by one."""
    parts: list[str] = []
    joined = False
    for c in word:
        if c.isspace() or unicodedata.category(c) in ("Cc", "Cf"):
            joined = False
        elif c.isalnum() and not "\u4e00" <= c <= "\u9fff":
            if joined:
                parts[-1] += c
            else:
                parts.append(c)
            joined = True
        else:
            parts.append(c)
            joined = False
    return parts


@lru_cache(maxsize=REMEMBERED)
def shape(word: str) -> int:
    """The word's shape as an index of SHAPES."""
    if any(c.isdigit() for c in word):
        return 6
    if not any(c.isalpha() for c in word):
        return 7
    if word.islower():
        return 1
    if word.isupper():
        return 4 if len(word) == 1 else 3
    if word[0].isupper() and (word[1:].islower() or not word[1:].strip()):
        return 2
    return 5
