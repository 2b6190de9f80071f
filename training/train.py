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
from typing import Any

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
STEPS, WARM_UP, SAVED = 9_000, 150, 500
PLACES = 1_000  # wordpieces a batch
SWAPPED = 0.5  # documents whose sentences come once more in each round, with other names
AVERAGE_EVERY, AVERAGE_KEEP = 10, 0.98
MISC = [NAMES.index(name) for name in ("O", "B-MISC", "I-MISC")]
WEIGHTS = {"arc": 1.0, "relation": 1.0, "upos": 0.6, "names": 1.0, "begins": 0.5, "meaning": 1.5}


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
        found["names"] = names_loss(net.names(net.heads_dropout(inner)).float(), gold_labels.names, gold_labels.maybe_misc)
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


def optimised(net: Network, steps: int) -> tuple[torch.optim.Optimizer, torch.optim.lr_scheduler.LRScheduler]:
    """AdamW (Loshchilov and Hutter 2019) and its rates: up over `WARM_UP` steps, then down to nothing. The words' embeddings stay as they were published."""
    net.encoder.words.weight.requires_grad_(False)
    inner, heads = [], []
    for name, parameter in net.named_parameters():
        if parameter.requires_grad:
            published = name.startswith("encoder.") and not name.startswith("encoder.shapes")
            (inner if published else heads).append(parameter)
    groups = [{"params": inner, "lr": ENCODER_RATE}, {"params": heads, "lr": HEAD_RATE}]
    optimiser = torch.optim.AdamW(groups, betas=(0.9, 0.98), weight_decay=0.01, fused=True)
    return optimiser, torch.optim.lr_scheduler.LambdaLR(optimiser, lambda step: min((step + 1) / WARM_UP, max(0.01, 1 - step / steps)))


def train(data: Path, encoder: Path, out: Path, *, steps: int = STEPS, threads: int = 2) -> None:
    """Write labels.json and weights.pt into `out`. A run that was stopped there goes on from what it saved last."""
    torch.set_num_threads(threads)
    pieces = WordPieces.read(encoder / "vocab.txt")
    syntax, names = read_all(data, spacy_words())
    relations = sorted({name for d in syntax for s in d.sentences for name in s.relations or ()})
    torch.manual_seed(SEED)
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
    run = Run(net, steps, out / "part.pt")
    run.go_on()
    torch.manual_seed(SEED + run.step)
    rounds = Rounds(documents, pieces, random.Random(SEED + run.step))
    wanted = Wanted(pieces, {name: number for number, name in enumerate(relations)}, meaning_of)
    told = Told(steps)
    for group in islice(rounds, steps - run.step):
        told.step(run.step + 1, run.one(group, wanted))
    torch.save(run.average, out / "weights.pt")
    run.part.unlink(missing_ok=True)


@dataclass(frozen=True)
class Wanted:
    """What turns rows into numbers: pieces, the numbers of relations, and the vector of each sentence's text."""

    pieces: WordPieces
    relations: Mapping[str, int]
    meanings: Mapping[str, Tensor]


class Run:
    """The network on its way: what a step changes, saved every `SAVED` steps."""

    def __init__(self, net: Network, steps: int, part: Path) -> None:
        self.net, self.steps, self.part = net, steps, part
        self.optimiser, self.schedule = optimised(net, steps)
        self.trained = [p for group in self.optimiser.param_groups for p in group["params"]]
        self.average: dict[str, Tensor] = {}  # running mean of the weights (Polyak 1992): it scores better than the last step
        self.step = 0
        net.train()

    def one(self, group: list[Row], wanted: Wanted) -> dict[str, Tensor]:
        """One step; its losses."""
        made = batch(group, wanted.pieces)
        vectors = told_meanings(made, wanted.meanings)
        with torch.autocast("cpu", torch.bfloat16):
            found = losses(self.net, replace_shapes(made), labels(made, wanted.relations), vectors)
        self.optimiser.zero_grad(set_to_none=True)
        sum(WEIGHTS[name] * value for name, value in found.items()).backward()
        torch.nn.utils.clip_grad_norm_(self.trained, 2.0)
        self.optimiser.step()
        self.schedule.step()
        self.step += 1
        if self.step % AVERAGE_EVERY == 0 or self.step == 1:
            self._add()
        if self.step % SAVED == 0:
            self._save()
        return found

    @torch.no_grad()
    def _add(self) -> None:
        for name, value in self.net.state_dict().items():
            kept = self.average.setdefault(name, value.detach().clone().float())
            kept.mul_(AVERAGE_KEEP).add_(value.float(), alpha=1 - AVERAGE_KEEP)

    def _parts(self) -> dict[str, Any]:
        return {"net": self.net, "optimiser": self.optimiser, "schedule": self.schedule}

    def _save(self) -> None:
        new = self.part.with_suffix(".new")
        states = {name: part.state_dict() for name, part in self._parts().items()}
        torch.save({"step": self.step, "average": self.average, **states}, new)
        new.replace(self.part)

    def go_on(self) -> None:
        """Take over what a run that was stopped has saved."""
        if not self.part.exists():
            return
        saved = torch.load(self.part, map_location="cpu")
        self.step, self.average = saved["step"], saved["average"]
        for name, part in self._parts().items():
            part.load_state_dict(saved[name])


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
    parser.add_argument("--steps", type=int, default=STEPS, help="fewer, to try the recipe")
    given = parser.parse_args()
    train(given.data, given.encoder, given.out, steps=given.steps)
