"""Whether a similarity of sentences tells the same statement from others: average precision on gold/sentence-pairs.

    python -m benchmarks.sentence_pairs --news-cluster FOLDER --claimdiff FOLDER [--encoder FOLDER]

FOLDER is where the texts lie: Giveme5W1H's gold standard (fhamborg/Giveme5W1H, a JSON file an article) and the train files of ClaimDiff
(kaistAI/ClaimDiff). Without both it is skipped, aloud. Two questions are asked of each similarity: `same` against the rest, and `same` or
`overlap` against `different`. Measured are two lexical similarities (Jaccard of content words; cosine of TF-IDF, document frequencies from
the pairs' own sentences), the sentence vectors of our language model, and, where `--encoder` names a folder with the published all-MiniLM-L6-v2 (model.safetensors, vocab.txt), its
sentence vectors: the mean of the last layer's tokens; this needs torch and the `training` folder on the path.

Average precision is the sum over thresholds of precision times the gain in recall; pairs of equal score stand at one threshold. The 95 %
interval is of a bootstrap over stories, not pairs, since pairs of one story are alike; the same draws serve every similarity, so that the
interval of a difference is a paired one.
"""

from __future__ import annotations

import argparse
import importlib
import importlib.util
import math
import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Any

from benchmarks import bootstrap
from firsthand.language.model.network import FOLDER
from firsthand.language.model.wordpieces import WordPieces
from firsthand.language.pipeline import VECTORS, english
from firsthand.model import Span

GOLD = Path(__file__).with_name("gold") / "sentence-pairs" / "pairs.py"
QUESTIONS = {"same": ("same",), "same_or_overlap": ("same", "overlap")}
# The pairs were drawn by the content words that they share, so words alone tell much; under this Jaccard they tell less.
FEW_SHARED = 0.4
# Words that carry no statement of their own, and the plainest of cues.
FUNCTION_WORDS = frozenset("""
    a an the and or but if of to in on at by for from with as is are was were be been being has have had do does did will would could should may
    might can not no it its he she they them his her their this that these those who which what when where while after before than then there
    here i we you my our your me us him about into over under out up down off also just more most so such only other some any all both each own
    same too very said says say told according mr mrs ms dr s t re ve ll d m
""".split())  # fmt: skip

Pair = Any  # gold/sentence-pairs/pairs.py has the type; the folder is no package
Similarity = Callable[[Sequence[str], Sequence[str]], Sequence[float]]
Embed = Callable[[list[str]], Any]


def gold(news_cluster: Path, claimdiff: Path) -> list[Pair]:
    spec = importlib.util.spec_from_file_location("sentence_pairs_gold", GOLD)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return list(module.pairs(news_cluster, claimdiff))


def words(sentence: str) -> list[str]:
    """Lower case, without punctuation; a number keeps its points and commas."""
    return re.findall(r"[^\W_]+(?:[.,]\d+)*", sentence.lower())


def jaccard(a: Sequence[str], b: Sequence[str]) -> list[float]:
    """Content words that two sentences share, of all that they have."""
    sets = [[set(words(sentence)) - FUNCTION_WORDS for sentence in side] for side in (a, b)]
    return [len(x & y) / len(x | y) if x | y else 0.0 for x, y in zip(*sets, strict=True)]


def tfidf(sentences: list[str]) -> list[list[float]]:
    """Vectors of all words: term frequency times ln((1 + n) / (1 + document frequency)) + 1."""
    bags = [Counter(words(sentence)) for sentence in sentences]
    frequency = Counter(word for bag in bags for word in bag)
    order = {word: number for number, word in enumerate(frequency)}
    weight = {word: math.log((1 + len(bags)) / (1 + df)) + 1 for word, df in frequency.items()}
    made = []
    for bag in bags:
        vector = [0.0] * len(order)
        for word, count in bag.items():
            vector[order[word]] = count * weight[word]
        made.append(vector)
    return made


def cosine(embed: Embed) -> Similarity:
    """The similarity that `embed` makes: it takes sentences and gives a row of numbers for each (an array or lists)."""

    def similarity(a: Sequence[str], b: Sequence[str]) -> list[float]:
        vectors = [[float(x) for x in row] for row in embed([*a, *b])]
        return [_cosine(x, y) for x, y in zip(vectors[: len(a)], vectors[len(a) :], strict=True)]

    return similarity


def _cosine(x: Sequence[float], y: Sequence[float]) -> float:
    length = math.sqrt(math.fsum(v * v for v in x) * math.fsum(v * v for v in y))
    return math.fsum(v * w for v, w in zip(x, y, strict=True)) / length if length else 0.0


def average_precision(scores: Sequence[float], right: Sequence[bool], times: Sequence[int] | None = None) -> float:
    """Average precision; `times` is how often each pair counts. 0 where nothing is right."""
    count = times or [1] * len(scores)
    all_right = sum(n for n, yes in zip(count, right, strict=True) if yes)
    ranked = sorted(zip(scores, right, count, strict=True), key=lambda row: -row[0])
    found = seen = at = 0
    total = 0.0
    while at < len(ranked):
        score, gained = ranked[at][0], 0
        while at < len(ranked) and ranked[at][0] == score:
            gained += ranked[at][2] * ranked[at][1]
            seen += ranked[at][2]
            at += 1
        found += gained
        total += gained * found / seen if gained else 0.0
    return total / all_right if all_right else 0.0


def draws(stories: Sequence[str], number: int = bootstrap.DRAWS) -> Iterator[list[int]]:
    """How often each pair counts when stories are drawn with replacement: the same on every run."""
    for names in bootstrap.draws(sorted(set(stories)), number):
        drawn = Counter(names)
        yield [drawn[story] for story in stories]


def shipped(sentences: list[str]) -> list[Any]:
    """The vectors that our language model gives, each text read alone; one that it takes for several sentences has their mean."""
    return [english(text, [Span(0, len(text))]).user_data[VECTORS].mean(0) for text in sentences]


def figures(news_cluster: Path, claimdiff: Path, embed: Embed = shipped) -> dict[str, float]:
    """Average precision of one embedding, a figure a question."""
    pairs = gold(news_cluster, claimdiff)
    scores = cosine(embed)([pair.a for pair in pairs], [pair.b for pair in pairs])
    return {
        f"sentence_pairs.{question}": average_precision(scores, [pair.label in labels for pair in pairs])
        for question, labels in QUESTIONS.items()
    }


def published(folder: Path) -> Embed:
    """The sentence vectors of the published all-MiniLM-L6-v2: one sentence at a time, at most 256 pieces, as its card says."""
    torch = importlib.import_module("torch")
    network = importlib.import_module("training.network")
    pieces = WordPieces.read(folder / "vocab.txt")
    encoder = network.Encoder(0.0)
    encoder.load_published(folder / "model.safetensors")
    encoder.eval()

    def embed(sentences: list[str]) -> list[list[float]]:
        rows = []
        for sentence in sentences:
            cut = [piece for word in re.findall(r"\w+|[^\w\s]", sentence) for piece in pieces.of(word)]
            row = torch.tensor([[pieces.cls, *cut[:254], pieces.sep]])
            with torch.no_grad():
                last = encoder(row, torch.zeros_like(row), torch.ones_like(row))[-1]
            rows.append(torch.nn.functional.normalize(last[0].mean(0), dim=0).tolist())
        return rows

    return embed


def report(pairs: list[Pair], similarities: dict[str, Similarity]) -> None:
    first, second = [pair.a for pair in pairs], [pair.b for pair in pairs]
    parts = {part: [number for number, pair in enumerate(pairs) if pair.set == part] for part in ("news-cluster", "claimdiff")}
    parts["few shared words"] = [number for number, shared in enumerate(jaccard(first, second)) if shared < FEW_SHARED]
    scores = {name: similarity(first, second) for name, similarity in similarities.items()}
    drawn = list(draws([pair.story for pair in pairs]))
    for question, labels in QUESTIONS.items():
        right = [pair.label in labels for pair in pairs]
        print(f"{question}: {sum(right)} of {len(pairs)} pairs, by chance {sum(right) / len(pairs):.3f}")
        for part, inside in parts.items():
            print(
                f"  {part}: {sum(right[n] for n in inside)} of {len(inside)}, by chance {sum(right[n] for n in inside) / len(inside):.3f}"
            )
        every = {name: [average_precision(score, right, times) for times in drawn] for name, score in scores.items()}
        base = next(iter(every))
        for name, score in scores.items():
            low, high = bootstrap.middle(every[name])
            line = f"  {name:28} {average_precision(score, right):.3f} [{low:.3f}, {high:.3f}]"
            for part, inside in parts.items():
                line += f"  {part} {average_precision([score[n] for n in inside], [right[n] for n in inside]):.3f}"
            if name != base:
                low, high = bootstrap.middle(x - y for x, y in zip(every[name], every[base], strict=True))
                line += f"  against {base} [{low:+.3f}, {high:+.3f}]"
            print(line)


def main(arguments: list[str] | None = None) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--news-cluster", type=Path)
    parser.add_argument("--claimdiff", type=Path)
    parser.add_argument("--encoder", type=Path, help="the published all-MiniLM-L6-v2")
    call = parser.parse_args(arguments)
    for name, folder in (("news-cluster", call.news_cluster), ("claimdiff", call.claimdiff)):
        if folder is None or not folder.is_dir():
            print(f"SKIPPED: {name} is not at hand (--{name} FOLDER)")
            return
    similarities: dict[str, Similarity] = {"content words, Jaccard": jaccard, "TF-IDF, cosine": cosine(tfidf)}
    if FOLDER.joinpath("encoder.onnx").is_file():
        similarities["firsthand, cosine"] = cosine(shipped)
    else:
        print("SKIPPED: our own vectors, the weights are not built (python -m training)")
    if call.encoder is None:
        print("SKIPPED: all-MiniLM-L6-v2, no folder given (--encoder FOLDER)")
    else:
        try:
            similarities["all-MiniLM-L6-v2, cosine"] = cosine(published(call.encoder))
        except ImportError as missing:
            print(f"SKIPPED: all-MiniLM-L6-v2 needs {missing.name}, which cannot be imported")
    report(gold(call.news_cluster, call.claimdiff), similarities)


if __name__ == "__main__":
    main()
