"""Sentence boundaries against treebanks, beside pysbd and syntok where they are installed.

    sentences.py CONLLU... [--errors N]

Each CONLLU is a file or a folder of Universal Dependencies text: GUM (github.com/amir-zeldes/gum) and the English Web Treebank
(github.com/UniversalDependencies/UD_English-EWT) are meant. What is missing is skipped aloud. The raw text is built again from `# text`,
`# newpar` and `SpaceAfter=No`; every system gets it paragraph by paragraph. A sentence is right where both its ends are.
"""

from __future__ import annotations

import argparse
import importlib
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from benchmarks import conll
from firsthand.language.parse import parse
from firsthand.model import Page

Spans = set[tuple[int, int]]
# GUM's genres that are written as texts, not spoken or chatted.
WRITTEN = ("news", "interview", "bio", "speech", "voyage", "court", "textbook", "academic")
Splitter = Callable[[str], Spans]


def paragraphs(path: Path) -> Iterator[tuple[str, Spans]]:
    """Each paragraph's raw text with the spans of its sentences."""
    for paragraph in conll.paragraphs(path):
        yield paragraph.text, {sentence.span for sentence in paragraph.sentences}


def firsthand(text: str) -> Spans:
    parsed = parse(Page("a", text, "en", None, (), ()))
    return {(span.start, span.end) for span in parsed.sentences}


def located(text: str, pieces: Iterator[str]) -> Spans:
    """Spans of pieces that follow one another in the text."""
    found: Spans = set()
    at = 0
    for piece in (piece.strip() for piece in pieces):
        at = text.find(piece, at)
        if piece and at >= 0:
            found.add((at, at + len(piece)))
        at = max(at, 0) + len(piece)
    return found


def splitters() -> Iterator[tuple[str, Splitter]]:
    yield "firsthand", firsthand
    try:
        segmenter = importlib.import_module("pysbd").Segmenter(language="en", clean=False)
        yield "pysbd", lambda text: located(text, iter(segmenter.segment(text)))
    except ImportError:
        print("SKIPPED: pysbd is not installed")
    try:
        syntok = importlib.import_module("syntok.segmenter")
        yield (
            "syntok",
            lambda text: {
                (sentence[0].offset, sentence[-1].offset + len(sentence[-1].value)) for part in syntok.analyze(text) for sentence in part
            },
        )
    except ImportError:
        print("SKIPPED: syntok is not installed")


def f1(gold: list[tuple[str, Spans]], found: list[Spans]) -> tuple[float, float, float]:
    """Precision, recall and F1 of exact spans."""
    right = sum(len(a & b) for a, (_, b) in zip(found, gold, strict=True))
    ours, all_gold = sum(map(len, found)), sum(len(spans) for _, spans in gold)
    return right / ours, right / all_gold, 2 * right / (ours + all_gold)


def figures(gum_dev: Path, ewt_dev: Path) -> dict[str, float]:
    """The figures that floors.json keeps."""
    written = [file for file in sorted(gum_dev.glob("*.conllu")) if any(genre in file.name for genre in WRITTEN)]
    sets = {"gum": [pair for file in written for pair in paragraphs(file)], "ewt": list(paragraphs(ewt_dev))}
    return {f"sentences.{name}": f1(gold, [firsthand(text) for text, _ in gold])[2] for name, gold in sets.items()}


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("paths", type=Path, nargs="+")
    arguments.add_argument("--errors", type=int, default=0, help="print so many of our errors")
    arguments.add_argument("--only", default="", help="files whose name holds one of these words, separated by commas")
    call = arguments.parse_args()
    for path in call.paths:
        files = sorted(path.glob("*.conllu")) if path.is_dir() else [path] if path.is_file() else []
        files = [file for file in files if any(word in file.name for word in call.only.split(","))]
        if not files:
            print(f"SKIPPED: no .conllu at {path}")
            continue
        gold = [pair for file in files for pair in paragraphs(file)]
        for name, split in splitters():
            started = time.perf_counter()
            found = [split(text) for text, _ in gold]
            seconds = time.perf_counter() - started
            precision, recall, both = f1(gold, found)
            print(f"{path.name} {name:10} P {precision:.4f} R {recall:.4f} F1 {both:.4f}  {seconds:.2f} s")
            if name == "firsthand" and call.errors:
                wrong = [(t, f, g) for (t, g), f in zip(gold, found, strict=True) if f != g]
                for text, mine, theirs in wrong[: call.errors]:
                    print(
                        "  ours",
                        [text[a:b][-60:] for a, b in sorted(mine - theirs)],
                        "\n  gold",
                        [text[a:b][-60:] for a, b in sorted(theirs - mine)],
                    )


if __name__ == "__main__":
    main()
