"""Sentences with other names in the place of theirs, so that names are told by what stands around them and by their form, not remembered."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from firsthand.language.model.trees import spans_of
from training.corpora import OUTSIDE, UNTOLD, Sentence

Pools = Mapping[str, Sequence[tuple[str, ...]]]


def pools(sentences: Iterable[Sentence]) -> Pools:
    """The names of each type, in the order of the texts; as often as they stand there."""
    found: dict[str, list[tuple[str, ...]]] = defaultdict(list)
    for sentence in sentences:
        for start, end, kind in sorted(spans_of(_told(sentence))):
            found[kind].append(sentence.words[start:end])
    return found


def swapped(sentences: Sequence[Sentence], names: Pools, draw: random.Random) -> Iterator[Sentence]:
    """The sentences of one document that have names, each name replaced by one of its type, the same by the same. Of syntax nothing is kept."""
    instead: dict[tuple[str, tuple[str, ...]], tuple[str, ...]] = {}
    for sentence in sentences:
        spans = sorted(spans_of(_told(sentence)))
        if not spans:
            continue
        words, spaces, tags, at = [], [], [], 0
        for start, end, kind in spans:
            new = instead.setdefault((kind, sentence.words[start:end]), _another(kind, names, draw))
            words += [*sentence.words[at:start], *new]
            spaces += [*sentence.space_after[at:start], *[True] * (len(new) - 1), sentence.space_after[end - 1]]
            assert sentence.names is not None
            tags += [*sentence.names[at:start], *(f"{'I' if i else 'B'}-{kind}" for i in range(len(new)))]
            at = end
        assert sentence.names is not None
        yield replace(
            sentence, words=(*words, *sentence.words[at:]), space_after=(*spaces, *sentence.space_after[at:]), names=(*tags, *sentence.names[at:]),
            upos=None, lemmas=None, heads=None, relations=None, misc=(), runs_on=False,
        )  # fmt: skip


def _another(kind: str, names: Pools, draw: random.Random) -> tuple[str, ...]:
    """A name of this type; a person's full name has the last word of another's, so that there are more people than the texts know."""
    one, other = draw.choice(names[kind]), draw.choice(names[kind])
    return (*one[:-1], other[-1]) if kind == "PER" and len(one) > 1 and len(other) > 1 else one


def _told(sentence: Sentence) -> list[str]:
    return [OUTSIDE if tag == UNTOLD else tag for tag in sentence.names or ()]
