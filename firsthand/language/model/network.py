"""The language model at run time: rows of wordpieces through ONNX Runtime, scores and states of their words back.

One row a call: what is found in a row depends on nothing else, nothing is filled up, and what a core works on fits its cache. One thread a process: engines run several
processes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

import numpy as np
from numpy.typing import NDArray

from firsthand.language.model.wordpieces import WordPieces, shape

FOLDER = resources.files("firsthand.language.model").joinpath("english")
# Places (wordpieces with their [CLS] and [SEP]) that one row holds at most: what the encoder was published for.
LONGEST_ROW = 512
OUTPUTS = ("states", "upos", "names", "begins", "arcs", "parts", "meaning")
WIDTH = 384

Floats = NDArray[np.float32]


@dataclass(frozen=True, slots=True)
class Labels:
    """What the columns of the scores stand for."""

    upos: tuple[str, ...]
    names: tuple[str, ...]
    relations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """What the network says of one sentence: `states`, `upos`, `names`, `begins` have a row a word.

    `arcs` (words, 1 + words): scores of each word's head, the root first. `dependents` and `heads` (words and 1 + words): for the relations.
    """

    states: Floats
    upos: Floats
    names: Floats
    begins: Floats
    arcs: Floats
    dependents: Floats
    heads: Floats
    meaning: Floats


class Network:
    """The encoder with its heads. `read` is the one question; the relation of two words is asked when their tree is known."""

    def __init__(self, encoder: Any, relations: Any, pieces: WordPieces, labels: Labels) -> None:
        self._encoder = encoder
        self._relations = relations
        self.pieces = pieces
        self.labels = labels

    @property
    def width(self) -> int:
        """Numbers of a word's state."""
        return WIDTH

    def places(self, words: Sequence[str]) -> int:
        """Places that a sentence takes in a row: its wordpieces and the [SEP] after it."""
        return 1 + sum(len(self.pieces.of(word)) for word in words)

    def read(self, rows: Iterable[Sequence[Sequence[str]]]) -> Iterator[Reading]:
        """One reading for each sentence (a list of words) of each row, in order. A row takes at most `LONGEST_ROW` places, its [CLS] with them."""
        for row in rows:
            made = Numbers(row, self.pieces)
            states, upos, names, begins, arcs, parts, meaning = self._encoder.run(OUTPUTS, made.feed())
            middle = parts.shape[1] // 2
            at = 0
            for number, count in enumerate(made.counts):
                inner, all_ = slice(at + 1, at + 1 + count), slice(at, at + 1 + count)
                yield Reading(
                    states[inner], upos[inner], names[inner], begins[inner, 0], arcs[inner, all_], parts[inner, :middle], parts[all_, middle:],
                    meaning[number],
                )  # fmt: skip
                at += 1 + count

    def relations(self, reading: Reading, heads: NDArray[np.int64]) -> NDArray[np.int64]:
        """The relation of each word to its head (0: the root), as an index of `labels.relations`."""
        found: NDArray[np.int64] = self._relations.run(None, {"dependents": reading.dependents, "heads": reading.heads[heads]})[0]
        return found


class Numbers:
    """The numbers of a row: its wordpieces and their shapes, where each sentence's root and words stand in it, and which places a sentence takes."""

    def __init__(self, row: Sequence[Sequence[str]], pieces: WordPieces) -> None:
        self.ids: list[int] = [pieces.cls]
        self.shapes: list[int] = [0]
        self.words: list[int] = []
        self.counts: list[int] = []
        self.spans: list[tuple[int, int]] = []
        for sentence in row:
            self._add(sentence, pieces)

    def _add(self, words: Sequence[str], pieces: WordPieces) -> None:
        root = len(self.words)
        self.words.append(0)
        start = len(self.ids)
        for word in words:
            cut = pieces.of(word)
            self.words.append(len(self.ids))
            self.ids += cut
            self.shapes += [shape(word)] * len(cut)
        self.words[root] = len(self.ids)
        self.ids.append(pieces.sep)
        self.shapes.append(0)
        self.counts.append(len(words))
        self.spans.append((start, len(self.ids)))

    def feed(self) -> dict[str, NDArray[Any]]:
        """What the graph takes; each row of `belongs` sums to 1."""
        belongs = np.zeros((len(self.spans), len(self.ids)), np.float32)
        for number, (start, end) in enumerate(self.spans):
            belongs[number, start:end] = 1 / (end - start)
        return {"pieces": np.array([self.ids]), "shapes": np.array([self.shapes]), "words": np.array(self.words), "belongs": belongs}


def session(name: str, folder: Traversable = FOLDER) -> Any:
    """A graph of a folder, by default the package's, on one thread."""
    import onnxruntime

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    options.log_severity_level = 3
    return onnxruntime.InferenceSession(folder.joinpath(name).read_bytes(), options, providers=["CPUExecutionProvider"])


@cache
def network() -> Network:
    """The shipped network; loaded once a process."""
    data = json.loads(FOLDER.joinpath("labels.json").read_text(encoding="utf-8"))
    labels = Labels(tuple(data["upos"]), tuple(data["names"]), tuple(data["relations"]))
    vocabulary = FOLDER.joinpath("vocabulary.txt").read_text(encoding="utf-8").split("\n")
    pieces = WordPieces({piece: number for number, piece in enumerate(vocabulary)})
    return Network(session("encoder.onnx"), session("relations.onnx"), pieces, labels)
