"""How well trained weights read the corpora's development parts, with gold words; the benchmarks measure what is shipped, from raw text."""

from __future__ import annotations

import argparse
import json
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np
import torch

from training import gold
from training.corpora import Document, Sentence, read_conllu, with_iob2
from training.examples import batch, rows
from training.network import NAMES, NOWHERE, UPOS, WIDTH, Network
from training.trees import best_path, best_tree, spans_of
from training.wordpieces import WordPieces

Read = tuple[list[str], list[int], list[str], list[str]]  # tags, heads, relations, names


@torch.inference_mode()
def predict(net: Network, sentences: Sequence[Sentence], pieces: WordPieces, relations: Sequence[str], *, windows: bool) -> list[Read]:
    net.eval()
    made: list[Read] = []
    some = list(rows([sentences], pieces, random.Random(0), alone=0.0 if windows else 1.0))
    for start in range(0, len(some), 16):
        # a row that was joined stands for two sentences: evaluation keeps them apart
        part = [[(s,) for group in row for s in group] for row in some[start : start + 16]]
        one = batch(part, pieces)
        words = net.encoder(one.pieces, one.shapes, one.mask)[-1].reshape(-1, WIDTH)[one.words]
        as_dependent, as_head, label_dependent, label_head = net.parts(words)
        arcs = net.arcs(as_dependent[:, 1:], as_head).masked_fill((one.words == 0)[:, None, :], NOWHERE).numpy()
        tags, names = net.upos(words[:, 1:]).argmax(-1), net.names(words[:, 1:]).numpy()
        for number, (sentence,) in enumerate(one.sentences):
            count = len(sentence.words)
            heads = best_tree(arcs[number, :count, : count + 1])
            scores = net.labels(label_dependent[number, 1 : count + 1], label_head[number, torch.from_numpy(np.ascontiguousarray(heads))])
            path = best_path(names[number, :count], NAMES)
            made.append(
                (
                    [UPOS[i] for i in tags[number, :count]],
                    heads.tolist(),
                    [relations[i] for i in scores.argmax(-1)],
                    [NAMES[i] for i in path],
                )
            )
    return made


def scores(
    sentences: Sequence[Sentence], read: Sequence[Read], types: frozenset[str] = frozenset(("PER", "ORG", "LOC"))
) -> dict[str, float]:
    """UPOS, UAS, LAS in per cent of words; F1 of names by exact span and type."""
    words = tagged = attached = labelled = right = given = there = 0
    for sentence, (tags, heads, relations, names) in zip(sentences, read, strict=True):
        if sentence.heads is not None and sentence.upos is not None and sentence.relations is not None:
            words += len(sentence.words)
            tagged += sum(a == b for a, b in zip(sentence.upos, tags, strict=True))
            attached += sum(a == b for a, b in zip(sentence.heads, heads, strict=True))
            labelled += sum(a == b and c == d for a, b, c, d in zip(sentence.heads, heads, sentence.relations, relations, strict=True))
        if sentence.names is not None:
            want, have = ({s for s in spans_of(x) if s[2] in types} for x in (sentence.names, names))
            right, given, there = right + len(want & have), given + len(have), there + len(want)
    out = {"upos": tagged / max(words, 1), "uas": attached / max(words, 1), "las": labelled / max(words, 1)}
    return {name: round(100 * v, 2) for name, v in {**out, "names": 2 * right / max(1, given + there)}.items()}


def development(data: Path) -> Iterator[tuple[str, list[Document]]]:
    ewt = list(read_conllu(data / "ud-ewt" / "dev.conllu"))
    yield "ewt dev", list(with_iob2(ewt, data / "ner" / "uner-ewt" / "dev.iob2", frozenset({"MISC"})))
    gum = [d for file in sorted((data / "gum" / "dev").glob("*.conllu")) for d in read_conllu(file)]
    yield "gum dev", gum
    from training.train import spacy_words

    yield "gold tune and measure", [gold.tokenised(one, spacy_words()) for one in gold.read_gold(data, ("tune", "measure"))]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path)
    parser.add_argument("encoder", type=Path)
    parser.add_argument("weights", type=Path)
    given = parser.parse_args()
    relations = json.loads((given.weights / "labels.json").read_text(encoding="utf-8"))["relations"]
    net = Network(len(relations))
    net.load_state_dict(torch.load(given.weights / "weights.pt"))
    pieces = WordPieces.read(given.encoder / "vocab.txt")
    for name, documents in development(given.data):
        sentences = [s for d in documents for s in d.sentences]
        for windows in (False, True):
            print(
                name,
                "in windows" if windows else "one by one",
                scores(sentences, predict(net, sentences, pieces, relations, windows=windows)),
            )


if __name__ == "__main__":
    main()
