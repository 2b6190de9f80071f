"""Documents to rows of wordpieces: batches of numbers for the network, with the labels of every layer that a sentence has."""

from __future__ import annotations

import random
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

import torch
from torch import Tensor

from firsthand.language.model.network import LONGEST_ROW, Numbers
from firsthand.language.model.wordpieces import WordPieces
from training.corpora import Sentence
from training.network import NAMES, UPOS

NOT_SCORED = -100
# Sentences longer than this are left out of training: they are lists and tables.
LONGEST_SENTENCE = 120
ALONE = 0.6  # part of the rows that hold one sentence; the others are windows of several
SHORTEST_WINDOW, LONGEST_WINDOW = 40, 200
JOINED = 0.7  # part of the sentence ends which the rules do not see that are hidden
# Lengths and counts are filled up to multiples of this: PyTorch compiles its bfloat16 products for each new shape, which costs ten times one such product.
STEP = 8
UPOS_AT = {name: i for i, name in enumerate(UPOS)}
NAMES_AT = {name: i for i, name in enumerate(NAMES)}


@dataclass(frozen=True, slots=True)
class Batch:
    """Numbers of rows. `words` (sentences, 1 + longest) are indices into the flattened rows, the root first; 0 fills up, with sentences at the end, too."""

    pieces: Tensor
    shapes: Tensor
    mask: Tensor
    words: Tensor
    belongs: Tensor
    sentences: tuple[tuple[Sentence, ...], ...]  # those that stand for one sentence of the row, more than one where they were joined


def length(sentence: Sentence, pieces: WordPieces) -> int:
    """Places in a row: wordpieces and the [SEP]."""
    return 1 + sum(len(pieces.of(word)) for word in sentence.words)


Row = list[tuple[Sentence, ...]]


def rows(documents: Sequence[Sequence[Sentence]], pieces: WordPieces, draw: random.Random, *, alone: float = ALONE) -> Iterator[Row]:
    """Every sentence once: alone, or with those that follow it. Some are joined where the rules would not part them, as they come when text is read."""
    for sentences in documents:
        at = 0
        while at < len(sentences):
            if draw.random() < alone:
                group = (sentences[at],)
                at += 1
                while at < len(sentences) and _joined(group, sentences[at], draw):
                    group = (*group, sentences[at])
                    at += 1
                yield [group]
                continue
            most, row, used = draw.randint(SHORTEST_WINDOW, LONGEST_WINDOW), [], 1
            while at < len(sentences) and (not row or used + length(sentences[at], pieces) <= most):
                one = sentences[at]
                if row and _joined(row[-1], one, draw):
                    row[-1] = (*row[-1], one)
                else:
                    row.append((one,))
                used += length(one, pieces)
                at += 1
            yield row


def _joined(before: tuple[Sentence, ...], after: Sentence, draw: random.Random) -> bool:
    short = sum(len(s.words) for s in before) + len(after.words) <= LONGEST_SENTENCE
    return before[-1].runs_on and short and draw.random() < JOINED


def batches(all_rows: Iterable[Row], pieces: WordPieces, draw: random.Random, places: int) -> list[list[Row]]:
    """Rows of like lengths together, at most `places` wordpieces with what fills them up, in random order."""
    sized = [(filled_up(1 + sum(length(s, pieces) for group in row for s in group)), draw.random(), row) for row in all_rows]
    made: list[list[Row]] = []
    current: list[Row] = []
    for size, _, row in sorted(sized, key=lambda item: item[:2]):
        if current and size * (len(current) + 1) > places:
            made.append(current)
            current = []
        current.append(row)
    if current:
        made.append(current)
    draw.shuffle(made)
    return made


def filled_up(count: int) -> int:
    return -(-count // STEP) * STEP


def batch(some: Sequence[Row], pieces: WordPieces) -> Batch:
    """The numbers of these rows; a row that is longer than the encoder reads is cut at its end (its last words point at its last piece)."""
    flat = [_numbers(row, pieces) for row in some]
    longest = filled_up(max(len(ids) for ids, _, _ in flat))
    ids = torch.full((len(flat), longest), pieces.pad, dtype=torch.long)
    shapes = torch.zeros((len(flat), longest), dtype=torch.long)
    mask = torch.zeros((len(flat), longest), dtype=torch.long)
    places: list[list[int]] = []
    for number, (row_ids, row_shapes, row_places) in enumerate(flat):
        ids[number, : len(row_ids)] = torch.tensor(row_ids)
        shapes[number, : len(row_ids)] = torch.tensor(row_shapes)
        mask[number, : len(row_ids)] = 1
        places += [[number * longest + place for place in sentence] for sentence in row_places]
    sentences = filled_up(len(places))
    words = torch.zeros((sentences, filled_up(max(map(len, places)))), dtype=torch.long)
    belongs = torch.zeros((sentences, len(flat) * longest))
    for number, sentence in enumerate(places):
        words[number, : len(sentence)] = torch.tensor(sentence)
        first, last = (sentence[1] if len(sentence) > 1 else sentence[0]), sentence[0]
        belongs[number, first : last + 1] = 1 / (last + 1 - first)
    return Batch(ids, shapes, mask, words, belongs, tuple(group for row in some for group in row))


def _numbers(row: Row, pieces: WordPieces) -> tuple[list[int], list[int], list[list[int]]]:
    """Pieces, shapes and, for each sentence, the places of its root and words: as the package makes them, cut to what the encoder reads."""
    made = Numbers([[word for sentence in group for word in sentence.words] for group in row], pieces)
    places = (min(place, LONGEST_ROW - 1) for place in made.words)
    return made.ids[:LONGEST_ROW], made.shapes[:LONGEST_ROW], [list(islice(places, 1 + count)) for count in made.counts]


@dataclass(frozen=True, slots=True)
class Labels:
    """Gold of a batch, (sentences, longest) each, NOT_SCORED where a layer or word is missing; `maybe_misc`: O may hide a MISC."""

    upos: Tensor
    heads: Tensor
    relations: Tensor
    names: Tensor
    begins: Tensor
    maybe_misc: Tensor


def labels(made: Batch, relations: Mapping[str, int]) -> Labels:
    shape_of = (made.words.shape[0], made.words.shape[1] - 1)
    upos, heads, labelled, names, begins = (torch.full(shape_of, NOT_SCORED) for _ in range(5))
    maybe = torch.zeros(shape_of, dtype=torch.bool)
    for number, group in enumerate(made.sentences):
        at = 0
        for sentence in group:
            end = at + len(sentence.words)
            begins[number, at:end] = 0
            if at:
                begins[number, at] = 1
            else:
                begins[number, 0] = NOT_SCORED
            if sentence.upos is not None:
                upos[number, at:end] = torch.tensor([UPOS_AT.get(tag, NOT_SCORED) for tag in sentence.upos])
            if sentence.heads is not None and sentence.relations is not None:
                heads[number, at:end] = torch.tensor([head + at if head else 0 for head in sentence.heads])
                labelled[number, at:end] = torch.tensor([relations.get(name, NOT_SCORED) for name in sentence.relations])
            if sentence.names is not None:
                names[number, at:end] = torch.tensor([NAMES_AT.get(tag, NOT_SCORED) for tag in sentence.names])
                maybe[number, at:end] = "MISC" in sentence.unsure
            at = end
    return Labels(upos, heads, labelled, names, begins, maybe)
