"""Names (PER, ORG, LOC, MISC) of the language model: F1 of exact span and type, with 95 per cent intervals.

    python -m benchmarks.names [DATA_DIR]

DATA_DIR holds the public sets by the names below (default: `../shared/data` beside the checkout); what is not there is skipped, aloud.

`ner/uner-ewt/dev.iob2` (UniversalNER/UNER_English-EWT, sentences of UD English EWT): PER, ORG and LOC, with the set's words, each document's sentences in windows. Our own
gold (`gold/news`, the part that is kept for measuring): all four types, by characters, words and sentences found by the pipeline. Its GUM and MEANTIME texts are rebuilt with one
sentence a line (`gold/news/texts.py`), so that most of their sentence ends are given; re3d's are as published. Intervals are those of a bootstrap over documents (2,000 draws).
"""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path

from benchmarks import bootstrap, conll
from firsthand.language.model.trees import spans_of
from firsthand.language.pipeline import annotated, english
from training.gold import read_gold

# What the gold's texts are rebuilt from, under DATA_DIR.
SOURCES = ("gum", "ud-ewt", "meantime", "re3d")
Names = set[tuple[int, int, str]]
Pair = tuple[Names, Names]  # of one document: given, found


def f1(pairs: Sequence[Pair]) -> float:
    both = sum(len(given) + len(found) for given, found in pairs)
    return 2 * sum(len(given & found) for given, found in pairs) / max(both, 1)


def precision_recall(pairs: Sequence[Pair]) -> tuple[float, float]:
    right = sum(len(given & found) for given, found in pairs)
    return right / max(sum(len(found) for _, found in pairs), 1), right / max(sum(len(given) for given, _ in pairs), 1)


def interval(pairs: Sequence[Pair]) -> tuple[float, float]:
    """95 per cent of F1, over documents drawn with replacement."""
    return bootstrap.middle(map(f1, bootstrap.draws(pairs)))


def only(pairs: Sequence[Pair], types: Collection[str]) -> list[Pair]:
    return [({n for n in given if n[2] in types}, {n for n in found if n[2] in types}) for given, found in pairs]


def uner(file: Path) -> list[Pair]:
    """Names of each document, placed by words; `OTH` and what is marked `O` (no name) are left out, and MISC of ours with them."""
    documents: dict[str, list[tuple[tuple[str, ...], tuple[str, ...]]]] = {}
    for id_, words, tags in conll.names(file):
        documents.setdefault(id_.rpartition("-")[0], []).append((words, tags))
    return only([_placed(sentences) for sentences in documents.values()], ("PER", "ORG", "LOC"))


def _placed(sentences: Sequence[tuple[tuple[str, ...], tuple[str, ...]]]) -> Pair:
    given, found = set(), set()
    at = 0
    for (words, tags), read in zip(sentences, annotated([words for words, _ in sentences]), strict=True):
        given |= {(at + a, at + b, kind) for a, b, kind in spans_of(tags)}
        found |= {(at + a, at + b, kind) for a, b, kind in spans_of(read.names)}
        at += len(words)
    return given, found


def measured_articles(data: Path) -> Iterator[tuple[str, Names]]:
    """(text, names by characters) of each article that the gold keeps for measuring."""
    for one in read_gold(data, ("measure",)):
        yield one.text, {(entity["start"], entity["end"], entity["type"]) for entity in one.labels["entities"]}


def read(text: str) -> Names:
    doc = english(text)
    return {(ent.start_char, ent.end_char, ent.label_) for ent in doc.ents}


def gold(data: Path) -> list[Pair]:
    return [(given, read(text)) for text, given in measured_articles(data)]


def figures(uner_dev: Path, *sources: Path) -> dict[str, float]:
    """The figures that floors.json keeps; `sources` are the folders that the gold's texts are rebuilt from, side by side."""
    news = gold(sources[0].parent)
    return {"names.uner_ewt": f1(uner(uner_dev)), "names.news": f1(news), "names.news.people": f1(only(news, ("PER",)))}


def main(data: Path) -> int:
    sets: dict[str, list[Pair]] = {}
    file = data / "ner" / "uner-ewt" / "dev.iob2"
    if file.exists():
        sets["UNER EWT dev, PER ORG LOC"] = uner(file)
    else:
        print(f"SKIPPED: {file.name} is not at {file.parent}")
    missing = [name for name in SOURCES if not (data / name).exists()]
    if missing:
        print(f"SKIPPED: the news gold: {', '.join(missing)} is not at {data}")
    else:
        news = gold(data)
        sets["news gold"] = news
        sets |= {f"news gold, {kind}": only(news, (kind,)) for kind in ("PER", "ORG", "LOC", "MISC")}
    for name, pairs in sets.items():
        precision, recall = precision_recall(pairs)
        low, high = interval(pairs)
        print(f"{name:26} P {precision:.3f} R {recall:.3f} F1 {f1(pairs):.3f} ({low:.3f} to {high:.3f}), {len(pairs)} documents")
    return 0


if __name__ == "__main__":
    default = Path(__file__).resolve().parent.parent.parent / "shared" / "data"
    sys.exit(main(Path(sys.argv[1]) if len(sys.argv) > 1 else default))
