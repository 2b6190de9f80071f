"""The speed and memory of the language model: raw text to a filled `Doc`, one thread, beside a spaCy pipeline of its small models' shape.

    python -m benchmarks.language_speed [TEXT...] [--articles N] [--rounds N]

Each TEXT is a plain-text file of one article; without any, N articles (15) are invented (see `invented`: their made-up words take more wordpieces than
news does, so news is read faster). Ours is sentences, words and model; spaCy's is `spacy.blank("en")` with `tok2vec`, `tagger`, `parser`, `ner` and `attribute_ruler`
in the sizes of `en_core_web_sm` (HashEmbedCNN, 96 wide, 4 deep) and random weights, since only its cost is measured; its lemmatiser needs tables that
are downloaded, and is left out. Both take turns, ROUNDS times (5), in processor time of one process; of each, the least counts, for what disturbs a
measurement only ever adds to it. Words are spaCy's tokens, white space left out.

Attributions: from the frozen text to the rows of the stages `sentence`, `quotation`, `mention` and `attribution`, all that they need included, as articles
of 600 words a second of one core.

Two processes against one: both read all texts at the same time, by the wall; 2.0 means that neither slows the other. The peak of a process is the
most memory that it ever held (Linux and macOS).
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks import invented

if TYPE_CHECKING:
    from spacy.language import Language

ARTICLES, ROUNDS = 15, 5
# An article of usual length, in words.
ARTICLE = 600
TO_ATTRIBUTIONS = frozenset(("sentence", "quotation", "mention", "attribution"))
ONE_THREAD = dict.fromkeys(("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS"), "1")
WIDTH = 96
CNN = {
    "@architectures": "spacy.HashEmbedCNN.v2", "pretrained_vectors": None, "width": WIDTH, "depth": 4, "embed_size": 2000, "window_size": 1,
    "maxout_pieces": 3, "subword_features": True,
}  # fmt: skip
# As many labels as the small English models have.
TAGS, RELATIONS, TYPES = 50, 45, 18


def ours(texts: Sequence[str], window: int) -> int:
    """Read the texts; how many words they hold."""
    from firsthand.language.pipeline import english

    return sum(not token.is_space for text in texts for token in english(text, window=window))


def to_attributions(texts: Sequence[str]) -> int:
    """From frozen texts to rows; how many words they hold. Raises `RuntimeError` where a stage failed."""
    from firsthand.model import Page
    from firsthand.stages import run

    for number, text in enumerate(texts):
        for one in run(Page(str(number), text, "en", None, (), ()), TO_ATTRIBUTIONS):
            if one.status != "done":
                raise RuntimeError(f"text {number}, {one.stage}: {one.error}")
    return sum(len(text.split()) for text in texts)


def spacy_small() -> Language:
    """A pipeline that costs what spaCy's small English models cost."""
    import spacy
    from spacy.training import Example

    nlp = spacy.blank("en")
    listener = {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "tok2vec"}
    transitions = {
        "@architectures": "spacy.TransitionBasedParser.v2", "extra_state_tokens": False, "hidden_width": 64, "maxout_pieces": 2, "use_upper": True, "nO": None,
    }  # fmt: skip
    nlp.add_pipe("tok2vec", config={"model": CNN})
    tagger: Any = nlp.add_pipe("tagger", config={"model": {"@architectures": "spacy.Tagger.v2", "nO": None, "tok2vec": listener}})
    parser: Any = nlp.add_pipe("parser", config={"model": {**transitions, "state_type": "parser", "tok2vec": listener}})
    rules: Any = nlp.add_pipe("attribute_ruler")
    ner: Any = nlp.add_pipe("ner", config={"model": {**transitions, "state_type": "ner", "tok2vec": CNN}})
    tags, relations, types = ([f"{kind}{i}" for i in range(n)] for kind, n in (("T", TAGS), ("r", RELATIONS), ("E", TYPES)))
    for component, labels in ((tagger, tags), (parser, relations), (ner, types)):
        for label in labels:
            component.add_label(label)
    doc = nlp.make_doc("Ilka waited.")
    known = {
        "words": ["Ilka", "waited", "."],
        "tags": tags[:3],
        "heads": [1, 1, 1],
        "deps": [relations[0], "ROOT", relations[1]],
        "entities": ["U-E0", "O", "O"],
    }
    nlp.initialize(lambda: [Example.from_dict(doc, known)])
    for tag in tags:  # initialising forgets them
        rules.add([[{"TAG": tag}]], {"POS": "NOUN"})
    return nlp


def theirs(nlp: Language, texts: Sequence[str]) -> int:
    return sum(not token.is_space for doc in nlp.pipe(texts) for token in doc)


def side_by_side(texts: Sequence[str], rounds: int) -> dict[str, float]:
    """Words a second of processor time of each; to be called in a process that runs one thread."""
    from firsthand.language.pipeline import WINDOW

    nlp = spacy_small()
    systems: dict[str, Callable[[], int]] = {
        "windows": lambda: ours(texts, WINDOW),
        "alone": lambda: ours(texts, 0),
        "spacy": lambda: theirs(nlp, texts),
        "attributions": lambda: to_attributions(texts),
    }
    best: dict[str, float] = {}
    for each in range(rounds + 1):
        for name, system in systems.items():
            start = time.process_time()
            words = system()
            seconds = time.process_time() - start
            if each:  # the first round loads
                best[name] = max(best.get(name, 0.0), words / seconds)
    return best


def reads(texts: Sequence[str]) -> None:
    """One process that reads when it is told to: a line when it is ready, a line for each line that it is sent."""
    from firsthand.language.pipeline import WINDOW

    ours(texts[:2], WINDOW)
    print("ready", flush=True)
    for _ in sys.stdin:
        start = time.perf_counter()
        ours(texts, WINDOW)
        seconds = time.perf_counter() - start
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)
        print(json.dumps({"seconds": seconds, "peak_mb": peak / 1e6}), flush=True)


def processes(file: Path, count: int, rounds: int) -> tuple[float, float]:
    """(seconds, peak in MB) of `count` processes that each read all texts at the same time; the least of the rounds."""
    started = [_started(file, "reads", stdin=subprocess.PIPE) for _ in range(count)]
    seconds, peak = float("inf"), 0.0
    try:
        for process in started:
            assert process.stdout is not None
            assert process.stdout.readline() == "ready\n"
        for _ in range(rounds):
            for process in started:
                assert process.stdin is not None
                process.stdin.write("go\n")
                process.stdin.flush()
            told = [json.loads(process.stdout.readline()) for process in started if process.stdout is not None]
            seconds = min(seconds, max(one["seconds"] for one in told))
            peak = max(peak, *(one["peak_mb"] for one in told))
    finally:
        for process in started:
            process.kill()
            process.communicate()
    return seconds, peak


def _started(file: Path, what: str, rounds: int = 0, stdin: int | None = None) -> subprocess.Popen[str]:
    code = f"import json, sys; from pathlib import Path; from benchmarks import language_speed as b; texts = json.loads(Path(sys.argv[1]).read_text()); {what_runs(what, rounds)}"
    root = Path(__file__).resolve().parent.parent
    command = [sys.executable, "-c", code, str(file)]
    return subprocess.Popen(command, stdin=stdin, stdout=subprocess.PIPE, text=True, cwd=root, env={**os.environ, **ONE_THREAD})


def what_runs(what: str, rounds: int) -> str:
    return "b.reads(texts)" if what == "reads" else f"print(json.dumps(b.side_by_side(texts, {rounds})))"


def measured(texts: Sequence[str], rounds: int = ROUNDS) -> dict[str, float]:
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder) / "texts.json"
        file.write_text(json.dumps(list(texts)))
        process = _started(file, "side by side", rounds)
        speeds = json.loads(process.communicate()[0])
        one, peak = processes(file, 1, rounds)
        two, _ = processes(file, 2, rounds)
    return {
        "language_speed.windows_words_a_second": speeds["windows"],
        "language_speed.alone_words_a_second": speeds["alone"],
        "language_speed.windows_over_spacy": speeds["windows"] / speeds["spacy"],
        "language_speed.attributions_articles_a_second": speeds["attributions"] / ARTICLE,
        "language_speed.attributions_over_spacy": speeds["attributions"] / speeds["spacy"],
        "language_speed.two_processes_gain": 2 * one / two,
        "language_speed.peak_mb": peak,
    }


def figures() -> dict[str, float]:
    """The figures that floors.json keeps."""
    return measured(invented_texts(ARTICLES))


def invented_texts(count: int) -> list[str]:
    return [invented.as_text(article) for article in invented.articles(count)]


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("texts", type=Path, nargs="*")
    arguments.add_argument("--articles", type=int, default=ARTICLES)
    arguments.add_argument("--rounds", type=int, default=ROUNDS)
    call = arguments.parse_args()
    texts = [file.read_text(encoding="utf-8") for file in call.texts] or invented_texts(call.articles)
    for name, value in measured(texts, call.rounds).items():
        print(f"{name:40} {value:,.2f}")


if __name__ == "__main__":
    main()
