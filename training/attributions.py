"""Trains what finds attributions: cues, and the words of their source and content.

    python -m training.attributions DATA OUT [--polnear DIR]

Learns from our gold's training part (benchmarks/gold/news), from articles written for the purpose (training/written) and from sentences made up by templates, all read by the
package's own pipeline, so that it meets trees and names with their errors. Where
OUT is the package's folder, `python -m training.card DATA` then writes the list of the weights and the card. With `--polnear`, PolNeAR's train part (a folder with `text` and
`attributions`) is learned from instead; what is made so is for those who may use that corpus, and is not shipped.
"""

from __future__ import annotations

import argparse
import json
import random
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812 - its usual name

from benchmarks.attributions import ROLES as ROLE_NAMES
from benchmarks.attributions import Relation, gold_page, of_gold
from benchmarks.direct_quotes import articles, page
from firsthand.language.attribution.decode import CONTENT, CUE, SORTS, SOURCE, Settings
from firsthand.language.attribution.features import Flags, Numbers, Text, leads, may_be_cue, pair_rows, tree_of, word_rows
from firsthand.language.attribution.network import CUES, ROLES, SETTINGS
from firsthand.language.attribution.network import columns as columns_of_rows
from firsthand.language.attribution.proposals import text_from
from firsthand.language.coreference.mentions import columns
from firsthand.language.parse import parse
from firsthand.language.pipeline import english
from firsthand.model import Page, Words
from training.attribution_network import Heads, Sizes, write_cues, write_roles
from training.attribution_sentences import sentences
from training.gold import read_gold
from training.package import PACKAGE
from training.written import written

SEED = 11
NETWORKS = 2
# What a text of our gold counts, and one that is news; the others are weblogs, interviews, speeches, court.
NEWS, NEWS_WEIGHT, GOLD_WEIGHT = ("meantime/", "re3d/", "gum/news"), 3.75, 1.5
# So many texts of made-up sentences, and what they count.
MADE_UP, MADE_UP_WEIGHT = 800, 0.25
WRITTEN_WEIGHT = 1.0
# Least scores, chosen on the gold's tune part with an eye on PolNeAR's dev part. PolNeAR labels nothing inside another's content.
SHIPPED = Settings(least=(0.45, 0.45, 0.45), nested=0.95, hop=0.98, source=0.5)
WITH_POLNEAR = Settings(least=(0.45, 0.45, 0.45), nested=1.1, hop=1.1, source=1.0)
# Which of a cue's words it hangs on: the first of these parts of speech, the last of that.
RANKS = {"VERB": 0, "AUX": 1, "NOUN": 1, "ADJ": 1, "PROPN": 2, "ADP": 3, "ADV": 3}


@dataclass(frozen=True)
class Options:
    epochs: int = 12
    rate: float = 2e-3
    decay: float = 2e-2
    batch: int = 4000  # words
    average: float = 0.99  # of weights over steps


@dataclass(frozen=True)
class Labels:
    """Of each word 0 or, for the head of a cue, 1 + its sort; the heads; for each head and word of its sentence a row of features and a role."""

    cues: Numbers
    heads: Numbers
    pairs: Flags
    cue: Numbers  # place in `heads`
    word: Numbers
    role: Numbers


@dataclass(frozen=True)
class Document:
    """A text as read by the pipeline: states and rows of its words, and its labels."""

    name: str
    source: str
    words: Words
    text: Text
    states: NDArray[np.float16]
    rows: Flags
    given: list[Relation]
    labels: Labels
    weight: float = 1.0


def words_at(text: Text, words: Words, spans: Iterable[tuple[int, int]]) -> list[int]:
    """Words whose middle lies in one of the spans."""
    middles = [(words.start[i] + words.end[i]) / 2 for i in text.places.tolist()]
    return sorted({i for a, b in spans for i in range(bisect_left(middles, a), bisect_left(middles, b))})


def head_of(text: Text, group: Sequence[int]) -> int:
    """The word of a cue that the others hang on."""
    own = set(group)
    tops = [i for i in group if int(text.head[i]) not in own or int(text.head[i]) == i]
    return min(tops or group, key=lambda i: (RANKS.get(text.pos_name[i], 5), -i))


def labels_of(text: Text, words: Words, given: Sequence[Relation], sorts: Sequence[int]) -> Labels:
    """One attribution a head: where two share one, that with more content."""
    chosen: dict[int, tuple[int, dict[str, list[int]]]] = {}
    for relation, sort in zip(given, sorts, strict=True):
        roles = {role: words_at(text, words, relation[role]) for role in ROLE_NAMES}
        if roles["cue"] and roles["content"]:
            head = head_of(text, roles["cue"])
            if head not in chosen or len(chosen[head][1]["content"]) < len(roles["content"]):
                chosen[head] = sort, roles
    heads = sorted(chosen)
    cues = np.zeros(len(text.lower), np.int64)
    cues[heads] = [1 + chosen[head][0] for head in heads]
    rows, cue, word = pairs_of(text, heads)
    role = np.zeros(len(word), np.int64)
    for kind, name in ((CONTENT, "content"), (SOURCE, "source"), (CUE, "cue")):
        for number, head in enumerate(heads):
            role[(cue == number) & np.isin(word, chosen[head][1][name])] = kind
    return Labels(cues, np.array(heads, np.int64), rows, cue, word, role)


def pairs_of(text: Text, heads: Sequence[int]) -> tuple[Flags, Numbers, Numbers]:
    """(rows, place of the cue in `heads`, word) of each cue and each word of its sentence."""
    leading = leads(text)
    bounds = {i: (a, b) for a, b in text.bounds for i in range(a, b)}
    rows: list[Flags] = [np.zeros((0, SIZES.pairs), bool)]
    cue: list[Numbers] = [np.zeros(0, np.int64)]
    word: list[Numbers] = [np.zeros(0, np.int64)]
    for number, head in enumerate(heads):
        first, end = bounds[head]
        rows.append(pair_rows(text, tree_of(text, first, end), head, leading).made())
        cue.append(np.full(end - first, number))
        word.append(np.arange(first, end))
    return np.concatenate(rows), np.concatenate(cue), np.concatenate(word)


def document(read: Page, given: list[Relation], sorts: Sequence[int], weight: float) -> Document:
    """A text as the package reads it, with its labels."""
    parsed = parse(read)
    doc = english(read.text, parsed.sentences)
    words = columns(doc)
    text = text_from(doc, words, parsed.quotations, parsed.paragraphs)
    states = np.asarray(doc.tensor)[text.places]
    return Document(
        read.article_id, read.text, words, text, states, word_rows(text).made(), given, labels_of(text, words, given, sorts), weight
    )


def of_our_gold(data: Path) -> Iterator[Document]:
    for one in read_gold(data, ("train",)):
        labels = one.labels["attributions"]
        weight = NEWS_WEIGHT if one.name.startswith(NEWS) else GOLD_WEIGHT
        yield document(gold_page(one.name, one.text), of_gold(labels), [SORTS.index(label["sort"]) for label in labels], weight)


def made_up() -> Iterator[Document]:
    draw = random.Random(SEED)
    for number, (text, given) in enumerate(sentences(MADE_UP, draw)):
        yield document(page(f"made up/{number}", text), given, [0] * len(given), MADE_UP_WEIGHT)


def of_written() -> Iterator[Document]:
    for one in written():
        yield document(page(f"written/{one.name}", one.text), one.given, [SORTS.index(sort) for sort in one.sorts], WRITTEN_WEIGHT)


def of_polnear(folder: Path) -> Iterator[Document]:
    """It has no sorts: all count as said."""
    for name, text, given in articles(folder):
        yield document(page(name, text), given, [0] * len(given), 1.0)


def fit(documents: Sequence[Document], sizes: Sizes, options: Options, seed: int) -> Heads:
    """One network; what is kept is the running mean of its weights."""
    torch.manual_seed(seed)
    draw = random.Random(seed)
    heads = Heads(sizes)
    optimiser = torch.optim.AdamW(heads.parameters(), lr=options.rate, weight_decay=options.decay, betas=(0.9, 0.98))
    epochs = [_batches(documents, options.batch, draw) for _ in range(options.epochs)]
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, options.rate, total_steps=sum(map(len, epochs)) + 1, pct_start=0.1)
    mean = {name: value.detach().clone() for name, value in heads.state_dict().items()}
    steps = 0
    heads.train()
    for number, epoch in enumerate(epochs):
        total = 0.0
        for some in epoch:
            loss = _loss(heads, some)
            optimiser.zero_grad(set_to_none=True)
            loss.backward()
            nn.utils.clip_grad_norm_(heads.parameters(), 2.0)
            optimiser.step()
            schedule.step()
            steps += 1
            total += float(loss.detach())
            keep = min(options.average, steps / (steps + 10))
            for name, value in heads.state_dict().items():
                mean[name].mul_(keep).add_(value, alpha=1 - keep)
        print(f"seed {seed}, epoch {number}: loss {total / len(epoch):.3f}", flush=True)
    heads.load_state_dict(mean)
    return heads.eval()


def _batches(documents: Sequence[Document], words: int, draw: random.Random) -> list[list[Document]]:
    order = list(documents)
    draw.shuffle(order)
    made: list[list[Document]] = []
    size = words
    for one in order:
        if size >= words:
            made.append([])
            size = 0
        made[-1].append(one)
        size += len(one.text.lower)
    return made


def _loss(heads: Heads, some: Sequence[Document]) -> Tensor:
    """Cross entropy of cues, a cue for a unit, and of roles, a pair for a unit."""
    states = torch.from_numpy(np.concatenate([one.states for one in some])).float()
    rows = np.concatenate([one.rows for one in some])
    may = np.concatenate([may_be_cue(one.text) | (one.labels.cues > 0) for one in some])
    labels = np.concatenate([one.labels.cues for one in some])
    weight = np.concatenate([np.full(len(one.labels.cues), one.weight, np.float32) for one in some])
    with torch.autocast("cpu", torch.bfloat16):
        scores = heads.cues(states[torch.from_numpy(may)], torch.from_numpy(rows[may]).float())
    each = F.cross_entropy(scores.float(), torch.from_numpy(labels[may]), reduction="none")
    cue_loss = (each * torch.from_numpy(weight[may])).sum() / max(float((weight * (labels > 0)).sum()), 1.0)
    offsets = np.cumsum([0, *(len(one.labels.cues) for one in some)])
    before = np.cumsum([0, *(len(one.labels.heads) for one in some)])
    places = np.concatenate([one.labels.heads + at for one, at in zip(some, offsets, strict=False)])
    cue = torch.from_numpy(np.concatenate([one.labels.cue + at for one, at in zip(some, before, strict=False)]))
    word = torch.from_numpy(np.concatenate([one.labels.word + at for one, at in zip(some, offsets, strict=False)]))
    role = torch.from_numpy(np.concatenate([one.labels.role for one in some]))
    if not len(role):
        return cue_loss
    pairs = torch.from_numpy(np.concatenate([one.labels.pairs for one in some])).float()
    pair_weight = torch.from_numpy(np.concatenate([np.full(len(one.labels.role), one.weight, np.float32) for one in some]))
    with torch.autocast("cpu", torch.bfloat16):
        scores = heads.roles((states[torch.from_numpy(places)], torch.from_numpy(rows[places]).float()), states, pairs, cue, word)
    each = F.cross_entropy(scores.float(), role, reduction="none")
    return cue_loss + (each * pair_weight).sum() / pair_weight.sum()


def save(networks: Sequence[Heads], settings: Settings, out: Path) -> None:
    """Write graphs and settings into the folder `out`."""
    out.mkdir(parents=True, exist_ok=True)
    write_cues(networks, out / CUES)
    write_roles(networks, out / ROLES)
    words, pairs = columns_of_rows()
    data = {"settings": asdict(settings), "words": words, "pairs": pairs}
    (out / SETTINGS).write_text(json.dumps(data, separators=(",", ":")) + "\n", encoding="utf-8", newline="\n")


def train(data: Path, out: Path, polnear: Path | None = None) -> None:
    """Fit the networks and write them into the folder `out`. Raises `ValueError` where what learns from PolNeAR would go into the package."""
    if polnear and out.resolve() == PACKAGE:
        raise ValueError(NOT_SHIPPED)
    torch.set_num_threads(1)
    documents = list(of_polnear(polnear)) if polnear else [*of_our_gold(data), *made_up(), *of_written()]
    sizes, options = (SIZES, OPTIONS) if polnear is None else (POLNEAR_SIZES, POLNEAR_OPTIONS)
    networks = [fit(documents, sizes, options, SEED + number) for number in range(NETWORKS)]
    save(networks, SHIPPED if polnear is None else WITH_POLNEAR, out)


SIZES, OPTIONS = Sizes(*map(len, columns_of_rows()), 256, 192), Options()
# Twice as many attributions.
POLNEAR_SIZES = Sizes(SIZES.words, SIZES.pairs, 256, 192, state_dropout=0.2, hidden_dropout=0.2)
POLNEAR_OPTIONS = Options(epochs=5, batch=6000)
NOT_SHIPPED = "What was trained on PolNeAR is not shipped with the package: give another folder for it."


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("data", type=Path, help="the folder that our gold's texts are rebuilt from")
    parser.add_argument("out", type=Path, help=f"the folder for {CUES}, {ROLES} and {SETTINGS}")
    parser.add_argument("--polnear", type=Path, help="PolNeAR's train part, to learn from instead")
    given = parser.parse_args()
    train(given.data, given.out, given.polnear)


if __name__ == "__main__":
    main()
