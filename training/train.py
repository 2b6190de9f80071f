"""Trains the network on every corpus at once; see README.md for the one command that makes the weights."""

from __future__ import annotations

import argparse
import json
import random
import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from typing import NamedTuple

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812 - its usual name

from firsthand.language.model.wordpieces import WordPieces
from training import gold
from training.corpora import CROSSNER, Document, Sentence, read_conllu, read_tagged, with_iob2, with_mention_names, with_run_ons
from training.examples import LONGEST_SENTENCE, NOT_SCORED, Batch, Labels, Row, batch, batches, labels, rows
from training.network import NAMES, NOWHERE, UPOS, WIDTH, Network
from training.swaps import pools, swapped

SEED = 11
ENCODER_RATE, HEAD_RATE = 2.5e-4, 1.5e-3
WARM_UP = 150
PLACES = 1_000  # wordpieces a batch
SWAPPED = 0.25  # documents whose sentences come once more in each round, with other names
AVERAGE_FROM, AVERAGE_EVERY, AVERAGE_KEEP = 0.3, 10, 0.98
MISC = [NAMES.index(name) for name in ("O", "B-MISC", "I-MISC")]
# A dependency corpus of many genres is weighed once; names of the news gold count more, they are what is wanted.
WEIGHTS = {"arc": 1.0, "relation": 1.0, "upos": 0.6, "names": 1.5, "begins": 0.5, "meaning": 1.5}


TREEBANKS = "ud-ewt/train*.conllu", "gum/train/*.conllu"


def treebanks(data: Path, patterns: Sequence[str] = TREEBANKS) -> Iterator[Document]:
    """The treebanks' training documents, without those that the gold keeps apart."""
    apart = gold.kept_apart(data)
    return (d for pattern in patterns for file in sorted(data.glob(pattern)) for d in read_conllu(file) if d.name not in apart)


def read_all(data: Path, tokenise: object) -> tuple[list[Document], list[Document]]:
    """(documents with syntax, documents with names only), nothing of what is kept apart among them."""
    ewt = with_iob2(treebanks(data, ("ud-ewt/train*.conllu",)), data / "ner" / "uner-ewt" / "train.iob2", frozenset({"MISC"}))
    gum = (with_mention_names(d) for d in treebanks(data, ("gum/train/*.conllu",)))
    syntax = {d.name: with_run_ons(d) for d in (*ewt, *gum)}
    names: list[Document] = []
    for one in gold.read_gold(data):
        name = gold.document_name(one)
        if name in syntax:
            syntax[name] = gold.with_names(syntax[name], one)
        elif one.name.startswith(("meantime/", "re3d/")):
            names.append(gold.tokenised(one, tokenise))
    names.append(Document("wikigold", tuple(read_tagged(data / "ner" / "wikigold" / "CONLL-format" / "data" / "wikigold.conll.txt"))))
    names.append(Document("crossner", tuple(read_tagged(data / "ner" / "crossner-politics" / "train.txt", CROSSNER))))
    return list(syntax.values()), names


def short_enough(documents: Sequence[Document]) -> list[tuple[Sentence, ...]]:
    return [tuple(s for s in d.sentences if len(s.words) <= LONGEST_SENTENCE) for d in documents]


def losses(net: Network, made: Batch, gold_labels: Labels, meanings: Tensor | None) -> dict[str, Tensor]:
    states = net.encoder(made.pieces, made.shapes, made.mask)
    words = net.dropout(states[-1].reshape(-1, WIDTH)[made.words])
    inner = words[:, 1:]
    found: dict[str, Tensor] = {}
    as_dependent, as_head, label_dependent, label_head = net.parts(words)
    if bool((gold_labels.heads >= 0).any()):
        arcs = net.arcs(as_dependent[:, 1:], as_head).float().masked_fill((made.words == 0)[:, None, :], NOWHERE)
        found["arc"] = F.cross_entropy(arcs.flatten(0, 1), gold_labels.heads.flatten(), ignore_index=NOT_SCORED)
        heads = gold_labels.heads.clamp(min=0).unsqueeze(-1).expand(-1, -1, label_head.shape[-1])
        scores = net.labels(label_dependent[:, 1:], label_head.gather(1, heads)).float()
        found["relation"] = F.cross_entropy(scores.flatten(0, 1), gold_labels.relations.flatten(), ignore_index=NOT_SCORED)
        found["upos"] = F.cross_entropy(net.upos(inner).float().flatten(0, 1), gold_labels.upos.flatten(), ignore_index=NOT_SCORED)
    if bool((gold_labels.names >= 0).any()):
        found["names"] = names_loss(net.names(inner).float(), gold_labels.names, gold_labels.maybe_misc)
    begins = gold_labels.begins
    if bool((begins >= 0).any()):
        scored = begins >= 0
        found["begins"] = F.binary_cross_entropy_with_logits(net.begins(inner).float().squeeze(-1)[scored], begins[scored].float())
    if meanings is not None:
        cosine = (net.meanings(states, made.belongs).float() * meanings).sum(-1)
        known = meanings.abs().sum(-1) > 0
        if bool(known.any()):
            found["meaning"] = (1 - cosine[known]).mean()
    return found


def names_loss(scores: Tensor, tags: Tensor, maybe_misc: Tensor) -> Tensor:
    """Cross entropy; where the corpus leaves MISC out, its O stands for O or MISC (marginal likelihood)."""
    log = F.log_softmax(scores, -1)
    outside = maybe_misc & (tags == 0)
    scored = tags >= 0
    one = log.gather(-1, tags.clamp(min=0).unsqueeze(-1)).squeeze(-1)
    either = log[..., MISC].logsumexp(-1)
    return -torch.where(outside, either, one)[scored].mean()


class Average:
    """A running mean of the weights (Polyak 1992): it scores better than the last step."""

    def __init__(self, net: Network) -> None:
        self.kept = {name: value.detach().clone().float() for name, value in net.state_dict().items()}

    @torch.no_grad()
    def add(self, net: Network) -> None:
        for name, value in net.state_dict().items():
            self.kept[name].mul_(AVERAGE_KEEP).add_(value.float(), alpha=1 - AVERAGE_KEEP)


@torch.no_grad()
def published_meanings(net: Network, sentences: Sequence[Sentence], pieces: WordPieces) -> dict[str, Tensor]:
    """The published encoder's own vector of each sentence's text: the mean over its pieces with [CLS] and [SEP], length 1."""
    unique = {s.text: s for s in sentences}
    made: dict[str, Tensor] = {}
    order = sorted(unique.values(), key=lambda s: len(s.words))
    net.eval()
    for start in range(0, len(order), 64):
        part = order[start : start + 64]
        one = batch([[(s,)] for s in part], pieces)
        with torch.autocast("cpu", torch.bfloat16):
            state = net.encoder(one.pieces, torch.zeros_like(one.shapes), one.mask)[-1].float()
        mask = one.mask.unsqueeze(-1).to(state.dtype)
        vectors = F.normalize((state * mask).sum(1) / mask.sum(1), dim=-1)
        made |= {s.text: vector.half() for s, vector in zip(part, vectors, strict=True)}
    return made


def told_meanings(made: Batch, meaning_of: Mapping[str, Tensor]) -> Tensor:
    """A row a sentence of the batch; zeros where it was joined with others, or fills up."""
    vectors = torch.zeros(made.words.shape[0], WIDTH)
    for number, group in enumerate(made.sentences):
        if len(group) == 1 and (vector := meaning_of.get(group[0].text)) is not None:
            vectors[number] = vector
    return vectors


class Stage(NamedTuple):
    """So many steps, with rates that begin at `highest` of the full ones and fall to nothing; in the first half as if there were `longer` times as many."""

    steps: int
    highest: float
    longer: float = 1.0

    def rate(self, step: int) -> float:
        until = self.steps * (self.longer if step < self.steps / 2 else 1.0)
        return self.highest * min((step + 1) / WARM_UP, max(0.01, 1 - step / until))


# The second begins from the mean of the first's last weights, with rates that rise once more (Loshchilov and Hutter 2017).
STAGES = (Stage(7_000, 1.0, 1.29), Stage(3_000, 0.35))


def optimised(net: Network, stage: Stage) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW (Loshchilov and Hutter 2019) and its rates. The words' embeddings stay as they were published."""
    net.encoder.words.weight.requires_grad_(False)
    inner, heads = [], []
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            published = name.startswith("encoder.") and not name.startswith("encoder.shapes")
            (inner if published else heads).append(parameter)
    groups = [{"params": inner, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, stage.rate)


def train(data: Path, encoder: Path, out: Path, *, stages: Sequence[Stage] = STAGES, threads: int = 2) -> None:
    """Write labels.json and weights.pt into `out`. A stage that was done there before is not done again."""
    torch.set_num_threads(threads)
    torch.manual_seed(SEED)
    draw = random.Random(SEED)
    pieces = WordPieces.read(encoder / "vocab.txt")
    syntax, names = read_all(data, spacy_words())
    relations = sorted({name for d in syntax for s in d.sentences for name in s.relations or ()})
    net = Network(len(relations))
    net.encoder.load_published(encoder / "model.safetensors")
    documents = short_enough(syntax) + short_enough(names)
    began = time.monotonic()
    meaning_of = published_meanings(net, [s for d in documents for s in d], pieces)
    print(
        f"{sum(len(s.words) for d in documents for s in d):,} words, {len(relations)} relations; meanings {time.monotonic() - began:.0f} s",
        flush=True,
    )
    out.mkdir(parents=True, exist_ok=True)
    (out / "labels.json").write_text(json.dumps({"relations": relations, "upos": UPOS, "names": NAMES}), encoding="utf-8")
    rounds = iter(Rounds(documents, pieces, draw))
    wanted = Wanted(pieces, {name: number for number, name in enumerate(relations)}, meaning_of)
    for number, stage in enumerate(stages, 1):
        done = out / f"stage-{number}.pt"
        if not done.exists():
            average = run(net, stage, rounds, wanted)
            torch.save(average.kept, done)
        net.load_state_dict(torch.load(done, map_location="cpu"))
    done.rename(out / "weights.pt")


@dataclass(frozen=True)
class Wanted:
    """What turns rows into numbers: pieces, the numbers of relations, and the vector of each sentence's text."""

    pieces: WordPieces
    relations: Mapping[str, int]
    meanings: Mapping[str, Tensor]


def run(net: Network, stage: Stage, rounds: Iterator[list[Row]], wanted: Wanted) -> Average:
    """One stage; the mean of its last weights."""
    optimiser, schedule = optimised(net, stage)
    trained = [p for group in optimiser.param_groups for p in group["params"]]
    average: Average | None = None
    told = Told(stage.steps)
    net.train()
    for step, group in enumerate(islice(rounds, stage.steps), 1):
        made = batch(group, wanted.pieces)
        vectors = told_meanings(made, wanted.meanings)
        with torch.autocast("cpu", torch.bfloat16):
            found = losses(net, replace_shapes(made), labels(made, wanted.relations), vectors)
        optimiser.zero_grad(set_to_none=True)
        sum(WEIGHTS[name] * value for name, value in found.items()).backward()
        torch.nn.utils.clip_grad_norm_(trained, 2.0)
        optimiser.step()
        schedule.step()
        if step >= stage.steps * AVERAGE_FROM and step % AVERAGE_EVERY == 0:
            average = average or Average(net)
            average.add(net)
        told.step(step, found)
    return average or Average(net)


class Rounds:
    """Batches without end: each round has every sentence once, and those of some documents once more, with other names."""

    def __init__(self, documents: Sequence[Sequence[Sentence]], pieces: WordPieces, draw: random.Random) -> None:
        self._documents, self._pieces, self._draw = documents, pieces, draw
        self._names = pools(s for d in documents for s in d)

    def one(self) -> list[list[Row]]:
        more = [tuple(swapped(d, self._names, self._draw)) for d in self._documents if self._draw.random() < SWAPPED]
        return batches(rows([*self._documents, *more], self._pieces, self._draw), self._pieces, self._draw, PLACES)

    def __iter__(self) -> Iterator[list[Row]]:
        while True:
            yield from self.one()


class Told:
    """Prints the mean of each loss every hundred steps."""

    def __init__(self, steps: int) -> None:
        self._steps, self._began = steps, time.monotonic()
        self._values: dict[str, list[float]] = {}

    def step(self, step: int, found: dict[str, Tensor]) -> None:
        for name, value in found.items():
            self._values.setdefault(name, []).append(float(value.detach()))
        if step % 100 == 0:
            means = " ".join(f"{name} {sum(values) / len(values):.3f}" for name, values in sorted(self._values.items()))
            print(f"step {step}/{self._steps} {time.monotonic() - self._began:.0f} s  {means}", flush=True)
            self._values = {}


# Shapes (see `wordpieces.SHAPES`) as they would be in text without capitals, in headlines, and in capitals throughout.
NO_CAPITALS, HEADLINE, CAPITALS = (0, 1, 1, 1, 1, 1, 6, 7), (0, 2, 2, 3, 4, 5, 6, 7), (0, 3, 3, 3, 4, 3, 6, 7)


def replace_shapes(made: Batch) -> Batch:
    """Some rows in other capitals: such text must be read as well. In headlines the small words keep theirs, so a quarter is left."""
    rows = made.shapes.shape[0]
    drawn, kept = torch.rand(rows, 1), torch.rand(made.shapes.shape) < 0.25
    shapes = made.shapes
    for (low, high), table in (((0.0, 0.05), NO_CAPITALS), ((0.05, 0.08), HEADLINE), ((0.08, 0.1), CAPITALS)):
        here = (drawn >= low) & (drawn < high)
        if table is HEADLINE:
            here = here & ~kept
        shapes = torch.where(here, torch.tensor(table)[shapes], shapes)
    return replace(made, shapes=shapes)


def spacy_words() -> object:
    import spacy

    tokenizer = spacy.blank("en").tokenizer
    return lambda text: [(token.idx, token.idx + len(token)) for token in tokenizer(text) if not token.is_space]


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("data", type=Path, help="the folder that holds ud-ewt, gum, ner, meantime, re3d")
    parser.add_argument("encoder", type=Path, help="the folder with model.safetensors and vocab.txt of all-MiniLM-L6-v2")
    parser.add_argument("out", type=Path)
    parser.add_argument("--steps", type=int, default=0, help="one short stage, to try the recipe")
    given = parser.parse_args()
    train(given.data, given.encoder, given.out, stages=[Stage(given.steps, 1.0)] if given.steps else STAGES)
