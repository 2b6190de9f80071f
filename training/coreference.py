"""Trains the scorer of coreference: which entity he, she, they, it or `the minister` means, or none.

    python -m training.coreference DATA OUT

Trained on GUM train and the train part of the news gold. What a link needs is one score for pronouns of people and one for noun phrases, set on GUM's development
part and on totals of the news gold's measured part. The first round goes through the texts with the gold's own links, the second with the links that the first
would make, so that the scorer learns from chains as it will meet them.
"""

from __future__ import annotations

import argparse
import json
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn

from benchmarks.coreference import Places, Read, from_text, from_treebank, gold_mention, shares, tally
from firsthand.language import language
from firsthand.language.coreference.chains import resolve
from firsthand.language.coreference.features import CLASSES, FEATURES, Entity, Kinds
from firsthand.language.coreference.mentions import Mention
from firsthand.language.coreference.scorer import WEIGHTS, Decide, Scorer, by, from_json, packed
from firsthand.language.model.network import FOLDER
from training import gold
from training.chains import OTHER, PERSON, ChainedText, read_gum, read_news

if TYPE_CHECKING:
    from spacy.tokens import Doc

SEED = 7
HIDDEN, NETWORKS = 24, 8
ROUNDS, EPOCHS, BATCH, RATE, DECAY = 2, 10, 128, 1e-2, 2e-2
# The least score of a link, by class. Texts of the training corpora are no measure of it: the network has learned their trees and names.
LEAST = {"he": 0.46, "she": 0.46, "they": 0.46, "it": 0.8, "one": 0.6, "many": 0.6}
# And how far it must lie above that of the next candidate.
LEAD = 0.1
# A noun that the corpus has fewer times than this keeps what lists and endings tell.
SEEN = 2

Lexicon = dict[str, tuple[float, float]]


@dataclass(frozen=True)
class Prepared:
    """A text as read, with the counts of its own nouns (lemma -> mentions of people, of bodies, all), which are left out where it is trained on."""

    one: ChainedText
    doc: Doc
    places: Places
    nouns: dict[str, tuple[int, int, int]]


@dataclass(frozen=True)
class Example:
    """One anaphor: a row of features for each candidate and one for none, and which are right."""

    rows: NDArray[np.float32]
    right: NDArray[np.bool_]
    label: str


def prepared(texts: Iterable[ChainedText], read: Read) -> Iterator[Prepared]:
    for one in texts:
        doc, places = read(one)
        yield Prepared(one, doc, places, _nouns(one, doc, places) if one.name.startswith("GUM") else {})


def _nouns(one: ChainedText, doc: Doc, places: Places) -> dict[str, tuple[int, int, int]]:
    """GUM marks every noun phrase, so what a noun stands for can be counted."""
    counts: dict[str, list[int]] = {}
    for token, (start, end) in zip(doc, places, strict=True):
        if token.pos_ == "NOUN" and (found := one.at(start, end)):
            count = counts.setdefault(token.lemma_.lower(), [0, 0, 0])
            count[2] += 1
            if found.kind != OTHER:
                count[0 if found.kind == PERSON else 1] += 1
    return {lemma: (a, b, c) for lemma, (a, b, c) in counts.items()}


def counted(texts: Iterable[Prepared]) -> dict[str, tuple[int, int, int]]:
    """The counts of all texts together."""
    total: dict[str, tuple[int, int, int]] = {}
    for text in texts:
        for lemma, (a, b, c) in text.nouns.items():
            x, y, z = total.get(lemma, (0, 0, 0))
            total[lemma] = x + a, y + b, z + c
    return total


def lexicon(counts: dict[str, tuple[int, int, int]]) -> Lexicon:
    """The share of people and of bodies among what each noun stands for, pulled to zero where it was seen seldom."""
    return {lemma: _share(count) for lemma, count in sorted(counts.items()) if count[2] >= SEEN}


def _share(count: tuple[int, int, int]) -> tuple[float, float]:
    return round(count[0] / (count[2] + 0.5), 2), round(count[1] / (count[2] + 0.5), 2)


def lexicon_without(counts: dict[str, tuple[int, int, int]], whole: Lexicon, text: Prepared) -> Lexicon:
    """The same with one text's own nouns taken out: what is learned must not come from the text that it is learned on."""
    made = dict(whole)
    for lemma, (a, b, c) in text.nouns.items():
        x, y, z = counts[lemma]
        left = x - a, y - b, z - c
        if left[2] >= SEEN:
            made[lemma] = _share(left)
        else:
            made.pop(lemma, None)
    return made


def _kinds(shares_of: Lexicon) -> Kinds:
    rules = language("en")
    assert rules is not None
    return Kinds(shares_of, rules)


def examples(text: Prepared, kinds: Kinds, decide: Decide | None) -> list[Example]:
    """The anaphors of one text, met with the links of the gold (`decide` None) or with those that `decide` makes."""
    made: list[Example] = []

    def asked(anaphor: Mention, label: str, candidates: Sequence[Entity], rows: NDArray[np.float32]) -> tuple[int | None, float]:
        own = text.one.at(*text.places[anaphor.head])
        right = np.zeros(len(rows), bool)
        if own is not None:
            right[:-1] = [_chain(text, entity) == own.chain for entity in candidates]
        right[-1] = not right.any()
        made.append(Example(rows, right, label))
        if decide is not None:
            return decide(anaphor, label, candidates, rows)
        return (int(right.argmax()), 1.0) if not right[-1] else (None, 0.0)

    resolve(text.doc, kinds, asked)
    return made


def _chain(text: Prepared, entity: Entity) -> str | None:
    found = gold_mention(text.one, text.places, entity.mentions[-1])
    return found.chain if found else None


def fit(made: Sequence[Example], seed: int) -> tuple[NDArray[np.float32], ...]:
    """(hidden, bias, out, mean, scale) of one network."""
    torch.manual_seed(seed)
    rows = np.concatenate([e.rows for e in made])
    mean = rows.mean(0)
    scale = 1 / np.maximum(rows.std(0), 0.05)
    longest = max(len(e.rows) for e in made)
    x = torch.zeros(len(made), longest, len(FEATURES))
    right, there = torch.zeros(len(made), longest, dtype=torch.bool), torch.zeros(len(made), longest, dtype=torch.bool)
    for number, e in enumerate(made):
        x[number, : len(e.rows)] = torch.from_numpy((e.rows - mean) * scale)
        right[number, : len(e.rows)] = torch.from_numpy(e.right)
        there[number, : len(e.rows)] = True
    net = nn.Sequential(nn.Linear(len(FEATURES), HIDDEN), nn.ReLU(), nn.Dropout(0.2), nn.Linear(HIDDEN, 1, bias=False))
    optimiser = torch.optim.AdamW(net.parameters(), lr=RATE, weight_decay=DECAY)
    steps = EPOCHS * ((len(made) + BATCH - 1) // BATCH)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, RATE, total_steps=steps)
    for _ in range(EPOCHS):
        for some in torch.randperm(len(made)).split(BATCH):
            loss = _loss(net(x[some]).squeeze(-1), right[some], there[some])
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            optimiser.step()
            schedule.step()
    first, last = net[0], net[3]
    assert isinstance(first, nn.Linear)
    assert isinstance(last, nn.Linear)
    return first.weight.detach().numpy().T, first.bias.detach().numpy(), last.weight.detach().numpy()[0], mean, scale


def _loss(scores: Tensor, right: Tensor, there: Tensor) -> Tensor:
    """Minus the log of the chance of all right candidates together."""
    log = scores.masked_fill(~there, -1e9).log_softmax(-1)
    return -log.masked_fill(~right, -1e9).logsumexp(-1).mean()


def fitted(made: Sequence[Example], kinds: Kinds) -> Scorer:
    """Several networks side by side: their mean score, as one network."""
    each = [fit(made, SEED + number) for number in range(NETWORKS)]
    hidden, bias, out = (np.concatenate([one[i] for one in each], -1) for i in range(3))
    least = {label: (LEAST[label], LEAD) for label in CLASSES}
    return Scorer(hidden, bias, out / np.float32(NETWORKS), each[0][3], each[0][4].astype(np.float32), least, kinds)


def figures(texts: Sequence[Prepared], scorer: Scorer) -> Counter[tuple[str, str]]:
    total: Counter[tuple[str, str]] = Counter()
    decide = by(scorer)
    for text in texts:
        total += tally(text.one, text.doc, text.places, resolve(text.doc, scorer.kinds, decide))
    return total


def corpora(data: Path, *, with_syntax: bool) -> tuple[list[ChainedText], list[ChainedText]]:
    """(to train on, to measure on while the recipe changes: the gold's tune part)."""
    apart = gold.kept_apart(data)
    gum = [one for one in read_gum(data / "gum" / "train") if one.name not in apart]
    news = [one for one in read_news(data, ("train",)) if not one.name.startswith("gum/") and (one.syntax or not with_syntax)]
    return gum + news, [one for one in read_news(data, ("tune",)) if one.syntax or not with_syntax]


def reader() -> Read:
    """The package's own pipeline where its network is made already, so that the scorer learns from trees and names with their errors; else the treebanks."""
    return from_text if FOLDER.joinpath("encoder.onnx").is_file() else from_treebank


def train(data: Path, out: Path, read: Read | None = None) -> dict[str, float]:
    """Write the scorer into the folder `out`; `read` makes documents of the texts. Returns figures on the tune part."""
    torch.set_num_threads(1)
    read = read or reader()
    learn, tune = (list(prepared(part, read)) for part in corpora(data, with_syntax=read is from_treebank))
    scorer = learned(learn)
    save(scorer, out / WEIGHTS)
    precision, coverage = shares(figures(tune, scorer))
    return {"coreference.tune.precision": precision, "coreference.tune.coverage": coverage}


def learned(learn: Sequence[Prepared]) -> Scorer:
    counts = counted(learn)
    shares_of = lexicon(counts)
    kinds, whole = [_kinds(lexicon_without(counts, shares_of, text)) for text in learn], _kinds(shares_of)
    scorer: Scorer | None = None
    rounds: list[list[Example]] = []
    for _ in range(ROUNDS):
        decide = by(scorer) if scorer else None
        rounds.append([example for text, own in zip(learn, kinds, strict=True) for example in examples(text, own, decide)])
        scorer = fitted([*rounds[0], *rounds[-1]] if len(rounds) > 1 else rounds[0], whole)
    assert scorer is not None
    return scorer


def save(scorer: Scorer, out: Path) -> None:
    data = {
        "features": FEATURES,
        "least": scorer.least,
        "kinds": {lemma: (round(a * 100), round(b * 100)) for lemma, (a, b) in scorer.kinds.shares.items()},
        **{name: packed(getattr(scorer, name)) for name in ("hidden", "bias", "out", "mean", "scale")},
    }
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8")
    from_json(json.loads(out.read_text(encoding="utf-8")))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path)
    parser.add_argument("out", type=Path, help=f"the folder for {WEIGHTS}")
    given = parser.parse_args()
    print(train(given.data, given.out))


if __name__ == "__main__":
    main()
