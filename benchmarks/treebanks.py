"""Parts of speech, trees and lemmas of the language model against treebanks, with their words and from raw text.

    python -m benchmarks.treebanks CONLLU... [--words]

Each CONLLU is a file or a folder of Universal Dependencies text: the English Web Treebank (github.com/UniversalDependencies/UD_English-EWT) and GUM
(github.com/amir-zeldes/gum) are meant. What is missing is skipped aloud.

*Words given*: the treebank's sentences and words; UPOS, UAS, LAS (all words, punctuation with them, relations with their subtypes) and lemmas, in per cent of
words, each sentence read alone and in windows of sentences that follow one another in their document.

*From raw text*: the text is built again from `# text`, `# newpar` and `SpaceAfter=No`, read by our own sentences, words and model, and scored as the shared
task of 2018 did (Zeman et al. 2018): words are aligned by their characters, and every figure is the F1 of found and given words; a head is right where it is aligned
with the given head, a relation where its universal part is. `raw_las_full` asks for subtypes too. `--words` measures words alone, without the model.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from benchmarks import conll
from firsthand.language.pipeline import WINDOW, annotated, english
from firsthand.language.words import words

if TYPE_CHECKING:
    from spacy.tokens import Doc


class Found(NamedTuple):
    """What a system reads in one text: places of words and of sentences; for each word UPOS, lemma, head (place in the list, -1 for a root), relation."""

    places: list[conll.Place]
    words: list[str]
    sentences: set[conll.Place]
    upos: list[str]
    lemmas: list[str]
    heads: list[int]
    relations: list[str]


Tally = Counter[str]


def tallies_with_words(documents: Iterable[conll.Document], window: int) -> Iterator[Tally]:
    """What is right of each document's words, with the treebank's words and sentences, `window` places a row (0: each sentence alone)."""
    for document in documents:
        right: Tally = Counter()
        for gold, found in zip(document.sentences, annotated([s.words for s in document.sentences], window=window), strict=True):
            right["words"] += len(gold.words)
            right["upos"] += sum(a == b for a, b in zip(gold.upos, found.upos, strict=True))
            right["lemma"] += sum(a == b for a, b in zip(gold.lemmas, found.lemmas, strict=True))
            heads = [a == b for a, b in zip(gold.heads, found.heads, strict=True)]
            right["uas"] += sum(heads)
            right["las"] += sum(head and a == b for head, a, b in zip(heads, gold.relations, found.relations, strict=True))
        yield right


def shares(right: Tally) -> dict[str, float]:
    """UPOS, UAS, LAS and lemma accuracy."""
    return {name: right[name] / max(1, right["words"]) for name in ("upos", "uas", "las", "lemma")}


def with_words(documents: Iterable[conll.Document], window: int) -> dict[str, float]:
    return shares(sum(tallies_with_words(documents, window), Counter()))


def read(text: str) -> Found:
    return found_in(english(text))


def found_in(doc: Doc) -> Found:
    """White space left out."""
    tokens = [token for token in doc if not token.is_space]
    number = {token.i: place for place, token in enumerate(tokens)}
    sentences = set()
    for sentence in doc.sents:
        inside = [token for token in sentence if not token.is_space]
        if inside:
            sentences.add((inside[0].idx, inside[-1].idx + len(inside[-1])))
    return Found(
        [(token.idx, token.idx + len(token)) for token in tokens], [token.text for token in tokens], sentences, [token.pos_ for token in tokens],
        [token.lemma_ for token in tokens], [-1 if token.head.i == token.i else number[token.head.i] for token in tokens], [token.dep_ for token in tokens],
    )  # fmt: skip


def words_alone(text: str) -> Found:
    tokens = [token for token in words(text) if not token.is_space]
    return Found([(token.idx, token.idx + len(token)) for token in tokens], [token.text for token in tokens], set(), [], [], [], [])


def tallies_from_raw(documents: Iterable[conll.Document], *, model: bool = True) -> Iterator[Tally]:
    """The same, read from the raw text of each document; words alone without the model."""
    for document in documents:
        text, gold = document.raw()
        yield _compared(gold, read(text) if model else words_alone(text))


def raw_shares(right: Tally) -> dict[str, float]:
    """F1 of words, sentences, UPOS, UAS, LAS and lemmas."""
    both = max(1, right["given"] + right["found"])
    scores = {f"raw_{name}": 2 * right[name] / both for name in ("words", "upos", "uas", "las", "las_full", "lemma")}
    return scores | {"raw_sentences": 2 * right["sentences"] / max(1, right["sentences given"] + right["sentences found"])}


def from_raw(documents: Iterable[conll.Document], *, model: bool = True) -> dict[str, float]:
    scores = raw_shares(sum(tallies_from_raw(documents, model=model), Counter()))
    return scores if model else {"raw_words": scores["raw_words"]}


def _compared(gold: Sequence[conll.Sentence], found: Found) -> Counter[str]:
    pairs = conll.aligned(gold, found.places, found.words)
    right = Counter({"given": sum(len(s.words) for s in gold), "found": len(found.places), "words": len(pairs)})
    right["sentences"] = len(found.sentences & {s.span for s in gold})
    right["sentences given"], right["sentences found"] = len(gold), len(found.sentences)
    if not found.heads:
        return right
    for (s, w), place in pairs.items():
        sentence = gold[s]
        head = sentence.heads[w] and pairs.get((s, sentence.heads[w] - 1), -2)
        attached = found.heads[place] == (-1 if not sentence.heads[w] else head)
        right["upos"] += found.upos[place] == sentence.upos[w]
        right["lemma"] += found.lemmas[place] == sentence.lemmas[w]
        right["uas"] += attached
        right["las"] += attached and _universal(found.relations[place]) == _universal(sentence.relations[w])
        right["las_full"] += attached and found.relations[place] == sentence.relations[w]
    return right


def _universal(relation: str) -> str:
    return relation.partition(":")[0]


def documents_of(path: Path) -> Iterator[conll.Document]:
    for file in conll.files_of(path):
        yield from conll.documents(file)


def figures(ewt_dev: Path, gum_dev: Path) -> dict[str, float]:
    """The figures that floors.json keeps."""
    found: dict[str, float] = {}
    for name, path in (("ewt", ewt_dev), ("gum", gum_dev)):
        documents = list(documents_of(path))
        alone, windows, raw = with_words(documents, 0), with_words(documents, WINDOW), from_raw(documents)
        found |= {f"treebanks.{name}.{score}": value for score, value in {**windows, **raw}.items()}
        found |= {f"treebanks.{name}.alone.{score}": alone[score] for score in ("upos", "las")}
    return found


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("paths", type=Path, nargs="+")
    arguments.add_argument("--words", action="store_true", help="words alone, without the model")
    call = arguments.parse_args()
    for path in call.paths:
        documents = list(documents_of(path))
        if not documents:
            print(f"SKIPPED: no .conllu at {path}")
            continue
        measured = {"raw text, words alone": from_raw(documents, model=False)}
        if not call.words:
            measured = {"alone": with_words(documents, 0), "windows": with_words(documents, WINDOW), "raw text": from_raw(documents)}
        for how, scores in measured.items():
            print(f"{path.name:12} {how:22}", *(f"{name.removeprefix('raw_')} {value:.4f}" for name, value in scores.items()))
    return 0


if __name__ == "__main__":
    sys.exit(main())
