"""The project's gold over open news texts (benchmarks/gold/news) as documents for training: names on words, chains and attributions on words.

Only the articles that `split.json` gives to training are read; those of the corpora's own development parts are left out as well.
"""

from __future__ import annotations

import importlib.util
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import pairwise
from pathlib import Path
from types import ModuleType
from typing import Any

from training.corpora import OUTSIDE, Document, Sentence

NEWS = Path(__file__).resolve().parent.parent / "benchmarks" / "gold" / "news"


@dataclass(frozen=True, slots=True)
class Labelled:
    """One article of the gold: its text, its labels as the file holds them, and the corpus file that its text comes from."""

    name: str
    text: str
    sentences: tuple[tuple[int, int], ...]
    labels: dict[str, Any]
    file: Path
    key: str
    part: str


def read_gold(data: Path, parts: tuple[str, ...] = ("train",)) -> Iterator[Labelled]:
    """The articles of these parts of the split: train, tune, measure."""
    split = json.loads((NEWS / "split.json").read_text(encoding="utf-8"))
    part_of = {name: part for part in ("train", "tune", "measure") for name in split[part]}
    texts = _texts_module()
    for text in texts.articles(data):
        part = part_of.get(text.id)
        if part not in parts or (part == "train" and "dev" in (text.file.stem, text.file.parent.name)):
            continue
        labels = json.loads((NEWS / part / f"{texts.file_name(text.id)}.json").read_text(encoding="utf-8"))
        yield Labelled(text.id, text.text, text.sentences, labels, text.file, text.key, part)


def kept_apart(data: Path) -> frozenset[str]:
    """Names of corpus documents that must not be trained on: those of the gold's tune and measure parts."""
    return frozenset(document_name(one) for one in read_gold(data, ("tune", "measure")))


def document_name(labelled: Labelled) -> str:
    """The name that the corpus gives the document: GUM's ids carry a prefix."""
    return f"GUM_{labelled.key}" if labelled.name.startswith("gum/") else labelled.key


def with_names(document: Document, labelled: Labelled) -> Document:
    """The corpus document with the gold's names on its words."""
    sentences, at = [], 0
    for sentence in document.sentences:
        places = list(word_places(sentence.words, labelled.text, at))
        at = places[-1][1] if places else at
        sentences.append(replace(sentence, names=tags_at(places, labelled.labels["entities"]), unsure=frozenset()))
    return Document(document.name, tuple(sentences))


def word_places(words: tuple[str, ...], text: str, at: int) -> Iterator[tuple[int, int]]:
    """Where each word stands in `text` from `at` on. A word that is not written there (`n't` of `can't` split oddly) gets the place before it."""
    for word in words:
        found = text.find(word, at, at + len(word) + 12)
        if found >= 0:
            at = found + len(word)
            yield found, at
        else:
            yield at, at


def tags_at(places: list[tuple[int, int]], entities: list[Mapping[str, Any]]) -> tuple[str, ...]:
    """BIO tags of words at `places` for entities with `start`, `end`, `type`."""
    tags = [OUTSIDE] * len(places)
    for entity in entities:
        inside = [i for i, (start, end) in enumerate(places) if start < end and start < entity["end"] and end > entity["start"]]
        for number, i in enumerate(inside):
            tags[i] = f"{'I' if number else 'B'}-{entity['type']}"
    return tuple(tags)


def tokenised(labelled: Labelled, tokenise: Any) -> Document:
    """An article that no treebank holds, its sentences cut into words by `tokenise(text) -> [(start, end)]`."""
    return Document(labelled.name, tuple(_sentences(labelled, tokenise)))


def _sentences(labelled: Labelled, tokenise: Any) -> Iterator[Sentence]:
    for start, end in labelled.sentences:
        places = [(start + a, start + b) for a, b in tokenise(labelled.text[start:end])]
        if not places:
            continue
        gaps = [after[0] > before[1] for before, after in pairwise(places)]
        words = tuple(labelled.text[a:b] for a, b in places)
        yield Sentence(words, (*gaps, True), names=tags_at(places, labelled.labels["entities"]), sent_id=f"{labelled.name}:{start}")


def _texts_module() -> ModuleType:
    spec = importlib.util.spec_from_file_location("gold_news_texts", NEWS / "texts.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    import sys

    sys.modules[spec.name] = module  # its dataclasses look their module up
    spec.loader.exec_module(module)
    return module
